/*
 * What terms are: true or false, text, numbers. It matters where one server converts what another
 * refuses or converts otherwise: 0 and 1 for false and true, text compared with numbers, division
 * of whole numbers, paths into documents.
 */
#include "lower/term.h"

#include <string.h>

/* ------------------------------------------------------------------ classes */

enum term_class term_class_of_type(const char *type) {
    static const struct {
        const char *word;
        enum term_class class;
    } words[] = {
        {"tinyint(1)", CLASS_FLAG}, {"bool", CLASS_FLAG},     {"interval", CLASS_UNKNOWN},
        {"point", CLASS_UNKNOWN},   {"int", CLASS_INTEGER},   {"year", CLASS_INTEGER},
        {"serial", CLASS_INTEGER},  {"numeric", CLASS_EXACT}, {"decimal", CLASS_EXACT},
        {"money", CLASS_EXACT},     {"double", CLASS_FLOAT},  {"real", CLASS_FLOAT},
        {"float", CLASS_FLOAT},     {"json", CLASS_DOCUMENT}, {"date", CLASS_MOMENT},
        {"time", CLASS_MOMENT},     {"char", CLASS_TEXT},     {"text", CLASS_TEXT},
        {"enum(", CLASS_TEXT},      {"set(", CLASS_TEXT},     {"clob", CLASS_TEXT},
        {"uuid", CLASS_TEXT},       {"inet", CLASS_TEXT},     {"name", CLASS_TEXT},
        {"blob", CLASS_BYTES},      {"binary", CLASS_BYTES},  {"bytea", CLASS_BYTES},
    };
    for (size_t i = 0; i < TN_LENGTH(words); i++)
        if (tn_find_word(type, words[i].word))
            return words[i].class;
    return CLASS_UNKNOWN;
}

static enum term_class class_of_column(const struct term *term) {
    const struct tn_attribute *attribute = term->attribute;
    if (!attribute)
        return term->means ? term_class_of(term->means) : CLASS_UNKNOWN;
    if (attribute->dimensions)
        return CLASS_UNKNOWN;
    const struct tn_type *type = attribute->named_type;
    if (type && type->variety == TN_variety_domain)
        return term_class_of_type(type->base);
    return type ? CLASS_TEXT : term_class_of_type(attribute->type);
}

static enum term_class class_of_sum(const struct term *term) {
    enum term_class widest = CLASS_INTEGER;
    for (size_t i = 0; i < term->count; i++) {
        enum term_class class = term_class_of(term->items[i]);
        if (class != CLASS_INTEGER && class != CLASS_EXACT && class != CLASS_FLOAT)
            return CLASS_UNKNOWN;
        widest = class > widest ? class : widest;
    }
    return widest;
}

static enum term_class class_of_operation(const struct term *term) {
    const char *name = term->operation->name;
    if (term->operation->level <= 4 || strcmp(name, "exists") == 0)
        return CLASS_FLAG;
    if (strcmp(name, "||") == 0 || strcmp(name, "->>") == 0 || strcmp(name, "part text") == 0)
        return CLASS_TEXT;
    if (strcmp(name, "->") == 0 || strcmp(name, "part") == 0)
        return CLASS_DOCUMENT;
    return class_of_sum(term);
}

enum term_class term_class_of(const struct term *term) {
    switch (term->kind) {
    case TERM_NUMBER:
        return strpbrk(term->text, "eE") ? CLASS_FLOAT
               : strchr(term->text, '.') ? CLASS_EXACT
                                         : CLASS_INTEGER;
    case TERM_STRING:
        return CLASS_TEXT;
    case TERM_VALUE:
        return CLASS_MOMENT; /* or what else cannot be reckoned with */
    case TERM_WORD:
        return tn_same_word(term->text, "null") ? CLASS_UNKNOWN : CLASS_FLAG;
    case TERM_COLUMN:
        return class_of_column(term);
    case TERM_CALL: /* the function of its argument: coalesce, max */
        if (!term->call)
            return CLASS_UNKNOWN;
        return term->call->class || !term->count ? (enum term_class)term->call->class
                                                 : term_class_of(term->items[0]);
    case TERM_OPERATION:
        return class_of_operation(term);
    case TERM_CASE:
        return term_class_of(term->items[2]);
    case TERM_CAST:
        return term->cast->class;
    case TERM_QUERY:
        return term->query->outputs.count ? term_class_of(term->query->outputs.items[0].term)
                                          : CLASS_UNKNOWN;
    default:
        return CLASS_UNKNOWN;
    }
}

/* ------------------------------------------------------------------ both sides of a comparison */

static bool is_number(const struct term *term) {
    enum term_class class = term_class_of(term);
    return class == CLASS_INTEGER || class == CLASS_EXACT || class == CLASS_FLOAT;
}

static bool become_flag(struct term *term) {
    bool one = strcmp(term->text, "1") == 0;
    if (term->kind != TERM_NUMBER || (!one && strcmp(term->text, "0") != 0))
        return false;
    term->kind = TERM_WORD;
    term->text = one ? "true" : "false";
    return true;
}

/* A number beside text: SQLite makes text of it where the other is a column of text; MySQL makes a
 * number of both, which has no like. */
static bool become_text(const struct translation *t, struct term *term, const struct term *other) {
    if (t->l->from->id != TN_SQLITE || term->kind != TERM_NUMBER || other->kind != TERM_COLUMN)
        return false;
    term->kind = TERM_STRING;
    return true;
}

/* B is made comparable with A. */
static bool adapt(struct translation *t, const struct term *a, struct term *b) {
    enum term_class left = term_class_of(a);
    if (b->kind == TERM_LIST) {
        for (size_t i = 0; i < b->count; i++)
            if (!adapt(t, a, b->items[i]))
                return false;
        return true;
    }
    if (t->l->to->id != TN_POSTGRESQL || !is_number(b))
        return true;
    if (left == CLASS_FLAG)
        return become_flag(b);
    return left != CLASS_TEXT || a->kind == TERM_STRING || become_text(t, b, a);
}

static bool settle_comparison(struct translation *t, struct term *term) {
    struct term *a = term->items[0];
    for (size_t i = 1; i < term->count; i++) {
        struct term *b = term->items[i];
        if (!adapt(t, a, b) || (b->kind != TERM_LIST && !adapt(t, b, a)))
            return term_give_up(t, "a comparison of unlike types");
    }
    return true;
}

/* ------------------------------------------------------------------ regular expressions */

static bool settle_pattern(struct translation *t, const struct term *term) {
    const struct term *pattern = term->items[1];
    if (t->l->from->id == t->l->to->id || pattern->kind == TERM_STRING) {
        const char *escape = pattern->text;
        while ((escape = strchr(escape, '\\')) && strchr("\\.^$|()[]{}*+?/-", escape[1]) &&
               escape[1])
            escape += 2;
        if (!escape && !strstr(pattern->text, "[[:<") && !strstr(pattern->text, "(?"))
            return true;
    }
    return term_give_up(t, "this regular expression");
}

/* ------------------------------------------------------------------ parts of documents */

static struct term *step(struct translation *t, struct term *document, const char *name,
                         struct tn_slice key, bool number) {
    struct term *right = term_new(t, number ? TERM_NUMBER : TERM_STRING);
    right->text = tn_arena_text(&t->l->arena, key.at, key.length);
    return term_operation(t, name, document, right);
}

/* $.a.b[0] is -> 'a' -> 'b' -> 0, the last as the operation says. */
static bool path_to_steps(struct translation *t, struct term *term) {
    const char *at = term->items[1]->text;
    struct term *left = term->items[0];
    const char *name = term->operation->name;
    if (term->items[1]->kind != TERM_STRING || *at++ != '$' || !*at)
        return term_give_up(t, "this path");
    while (*at) {
        bool number = *at == '[';
        size_t length = strcspn(at + 1, number ? "]" : ".[");
        const char *next = at + 1 + length + number;
        if ((*at != '.' && !number) || !length || strpbrk(at + 1, "*\"?"))
            return term_give_up(t, "this path");
        left = step(t, left, *next ? "->" : name, (struct tn_slice){at + 1, length}, number);
        at = next;
    }
    *term = *left;
    return true;
}

static bool step_to_path(struct translation *t, struct term *term) {
    struct term *right = term->items[1], *path = term_new(t, TERM_STRING);
    bool text = strcmp(term->operation->name, "->>") == 0;
    if (right->kind != TERM_STRING && right->kind != TERM_NUMBER)
        return term_give_up(t, "a computed key of a document");
    bool plain = right->kind == TERM_STRING && !strpbrk(right->text, "\"\\ .[]$-");
    path->text = tn_arena_format(&t->l->arena,
                                 right->kind == TERM_NUMBER ? "$[%s]"
                                 : plain                    ? "$.%s"
                                                            : "$.\"%s\"",
                                 right->text);
    term->items[1] = path;
    term->operation = term_operation_named(text ? "part text" : "part");
    return true;
}

static bool settle_part(struct translation *t, struct term *term) {
    const struct term *right = term->items[1];
    bool path = right->kind == TERM_STRING && *right->text == '$';
    if ((path || lower_is_mysql(t->l->from)) && !lower_same_language(t->l) &&
        !path_to_steps(t, term))
        return false;
    if (lower_same_language(t->l)) {
        bool text = strcmp(term->operation->name, "->>") == 0;
        term->operation = term_operation_named(text ? "part text" : "part");
        return true;
    }
    return !lower_is_mysql(t->l->to) || step_to_path(t, term);
}

/* ------------------------------------------------------------------ operations */

static bool settle_division(struct translation *t, struct term *term) {
    enum term_class a = term_class_of(term->items[0]), b = term_class_of(term->items[1]);
    if (a == CLASS_FLOAT || b == CLASS_FLOAT)
        return true;
    if (lower_is_mysql(t->l->from) || a != CLASS_INTEGER || b != CLASS_INTEGER)
        return term_give_up(t, "/");
    term->operation = term_operation_named("div");
    return true;
}

static const struct cast_row *text_cast(void) {
    return &term_casts[0];
}

/* In PostgreSQL at least one side of || must be text, and neither a document. */
static bool settle_joining(struct translation *t, struct term *term) {
    for (size_t i = 0; i < 2; i++) {
        struct term *item = term->items[i];
        enum term_class class = term_class_of(item);
        if (t->l->from->id == TN_POSTGRESQL && class == CLASS_DOCUMENT)
            return term_give_up(t, "|| of documents");
        if (t->l->to->id != TN_POSTGRESQL || class == CLASS_TEXT)
            continue;
        struct term *cast = term_new(t, TERM_CAST);
        cast->cast = text_cast();
        term_add(t, cast, item);
        term->items[i] = cast;
    }
    enum term_class a = term_class_of(term->items[0]), b = term_class_of(term->items[1]);
    return a == CLASS_TEXT || b == CLASS_TEXT || term_give_up(t, "||");
}

static bool settle_operation(struct translation *t, struct term *term) {
    const char *name = term->operation->name;
    if (strcmp(name, "not") == 0)
        return term_settle_condition(t, &term->items[0]);
    if (strcmp(name, "and") == 0 || strcmp(name, "or") == 0)
        return term_settle_condition(t, &term->items[0]) &&
               term_settle_condition(t, &term->items[1]);
    if (strchr(name, '~'))
        return settle_pattern(t, term);
    if (strcmp(name, "/") == 0)
        return settle_division(t, term);
    if (strcmp(name, "||") == 0)
        return settle_joining(t, term);
    if (strcmp(name, "->") == 0 || strcmp(name, "->>") == 0)
        return settle_part(t, term);
    if (term->operation->level == 4 && term->count > 1)
        return settle_comparison(t, term);
    for (size_t i = 0; term->operation->level > 5 && i < term->count; i++)
        if (term_class_of(term->items[i]) == CLASS_MOMENT)
            return term_give_up(t, "arithmetic of dates");
        else if (t->l->to->id == TN_POSTGRESQL && !is_number(term->items[i]))
            return term_give_up(t, "arithmetic of what is no number");
    return true;
}

/* A cast to what the term is already goes, and one of a literal. */
static bool settle_cast(struct term *term) {
    struct term *inner = term->items[0];
    enum term_class from = term_class_of(inner), to = term->cast->class;
    size_t digits = strspn(inner->text, "-0123456789");
    bool number = to == CLASS_INTEGER || to == CLASS_EXACT || to == CLASS_FLOAT;
    if (inner->kind == TERM_STRING && number && digits && !inner->text[digits])
        inner->kind = TERM_NUMBER;
    bool literal =
        (inner->kind == TERM_STRING && to != CLASS_FLAG && !number) || inner->kind == TERM_BITS;
    bool same = from == to || (from == CLASS_INTEGER && to == CLASS_EXACT);
    if (same || literal || inner->kind == TERM_NUMBER ||
        (inner->kind == TERM_WORD && tn_same_word(inner->text, "null")))
        *term = *inner;
    return true;
}

/* ------------------------------------------------------------------ terms */

static bool settle_case(struct translation *t, struct term *term) {
    for (size_t i = 1; i + 1 < term->count; i += 2)
        if (!term->items[0] ? !term_settle_condition(t, &term->items[i])
                            : !adapt(t, term->items[0], term->items[i]))
            return term_give_up(t, "CASE");
    return true;
}

bool term_settle_condition(struct translation *t, struct term **term) {
    struct term *zero = term_new(t, TERM_NUMBER);
    zero->text = "0";
    if (t->l->to->id != TN_POSTGRESQL || term_class_of(*term) == CLASS_FLAG || become_flag(*term))
        return true;
    if (!is_number(*term) || (*term)->kind == TERM_NUMBER)
        return term_give_up(t, "a condition that is neither true nor false");
    *term = term_operation(t, "<>", *term, zero);
    return true;
}

bool term_settle(struct translation *t, struct term *term) {
    if (term->kind == TERM_COLUMN)
        return term_settle_column(t, term);
    if (term->kind == TERM_QUERY)
        return term_settle_query(t, term->query);
    for (size_t i = 0; i < term->count; i++)
        if (term->items[i] && !term_settle(t, term->items[i]))
            return false;
    if (term->window && !term_settle_window(t, term->window))
        return false;
    if (term->kind == TERM_CASE)
        return settle_case(t, term);
    if (term->kind == TERM_CAST)
        return settle_cast(term);
    return term->kind != TERM_OPERATION || settle_operation(t, term);
}
