/*
 * Reading calls: functions with the rows of term_table.c they match, and those that have a grammar
 * of their own (CAST, EXTRACT, TRIM, GROUP_CONCAT, IF).
 */
#include "lower/term.h"

#include <string.h>

/* ------------------------------------------------------------------ cells of the table */

/* The arguments of a cell, name({a}, 'YYYY'), one after another. */
struct cell {
    struct tn_slice name;
    const char *at; /* behind the opening parenthesis */
};

static bool is_call(const char *cell, struct cell *result) {
    const char *open = strchr(cell, '(');
    size_t length = strlen(cell);
    if (!open || open == cell || cell[length - 1] != ')' || *cell == '{')
        return false;
    result->name = (struct tn_slice){cell, (size_t)(open - cell)};
    if (*cell == '"')
        result->name = (struct tn_slice){cell + 1, (size_t)(open - cell) - 2};
    result->at = open + 1;
    return strncmp(cell, "CAST(", 5) != 0;
}

static bool next_argument(struct cell *cell, struct tn_slice *argument) {
    cell->at += strspn(cell->at, ", ");
    if (*cell->at == ')' || !*cell->at)
        return false;
    size_t length = 0;
    for (bool quoted = false; quoted || !strchr(",)", cell->at[length]); length++)
        quoted ^= cell->at[length] == '\'';
    *argument = (struct tn_slice){cell->at, length};
    cell->at += length;
    return true;
}

static bool is_literal(const struct term *term, struct tn_slice text) {
    if (term->kind == TERM_STRING)
        return text.length == strlen(term->text) + 2 &&
               memcmp(text.at + 1, term->text, text.length - 2) == 0;
    return term->kind == TERM_NUMBER && tn_slice_is(text, term->text);
}

/* Puts the arguments in the order of {a}, {b}, {c}. False where they do not match the cell. */
static bool match(const char *text, const char *name, const struct term *given,
                  struct term *ordered[3], size_t *count) {
    struct cell cell;
    struct tn_slice argument;
    size_t place = 0;
    if (!is_call(text, &cell) || !tn_slice_is_word(cell.name, name))
        return false;
    *count = 0;
    while (next_argument(&cell, &argument)) {
        if (tn_slice_is(argument, "*"))
            return given->count > 0;
        if (place >= given->count)
            return false;
        struct term *item = given->items[place++];
        bool slot = argument.length == 3 && argument.at[0] == '{';
        if (slot) {
            ordered[argument.at[1] - 'a'] = item;
            ++*count;
        } else if (!is_literal(item, argument)) {
            return false;
        }
    }
    return place == given->count;
}

static struct term *resolve(struct translation *t, const char *name, struct term *call) {
    struct term *ordered[3] = {0};
    size_t count = 0;
    for (size_t i = 0; i < tn_function_row_count; i++) {
        const struct tn_function_row *row = &tn_function_rows[i];
        if (!match(row->spelling[t->l->from->id], name, call, ordered, &count))
            continue;
        call->call = row;
        for (size_t k = 0; k < count; k++)
            call->items[k] = ordered[k];
        call->count = count ? count : call->count;
        return call;
    }
    if (!lower_same_language(t->l))
        return term_give_up(t, name);
    call->text = name; /* MySQL and MariaDB call it the same */
    return call;
}

static struct term *by_grammar(struct translation *t, const char *grammar, struct term *a,
                               struct term *b) {
    struct term *call = term_new(t, TERM_CALL);
    for (size_t i = 0; i < tn_function_row_count; i++)
        if (tn_same_word(tn_function_rows[i].grammar, grammar))
            call->call = &tn_function_rows[i];
    if (!call->call || !a)
        return term_give_up(t, grammar);
    term_add(t, call, a);
    if (b)
        term_add(t, call, b);
    return call;
}

/* ------------------------------------------------------------------ grammars of their own */

static struct term *close(struct translation *t, struct term *term) {
    if (term && !term_accept_symbol(t, ")"))
        return term_give_up(t, NULL);
    return term;
}

static struct term *read_cast(struct translation *t) {
    struct term *inner = term_read(t, 0);
    if (!inner || !term_accept_word(t, "as"))
        return term_give_up(t, NULL);
    return close(t, term_read_type(t, inner));
}

static struct term *read_extract(struct translation *t) {
    const char *field = term_text(t, term_token(t, 0));
    t->at++;
    if (!term_accept_word(t, "from"))
        return term_give_up(t, field);
    struct term *of = term_read(t, 0);
    return close(t, of ? by_grammar(t, field, of, NULL) : NULL);
}

static struct term *read_date_part(struct translation *t) {
    const char *field = term_text(t, term_token(t, 0));
    bool literal = term_token(t, 0)->kind == T_STRING;
    t->at++;
    if (literal && term_accept_symbol(t, "::") && !term_accept_word(t, "text"))
        return term_give_up(t, NULL);
    if (!literal || !term_accept_symbol(t, ","))
        return term_give_up(t, "date_part");
    struct term *of = term_read(t, 0);
    return close(t, of ? by_grammar(t, field, of, NULL) : NULL);
}

/* GROUP_CONCAT([DISTINCT] value [SEPARATOR text]), string_agg(value, text). */
static struct term *read_joined(struct translation *t) {
    bool distinct = term_accept_word(t, "distinct");
    struct term *value = term_read(t, 0), *between = NULL;
    if (!value)
        return NULL;
    if (term_accept_word(t, "separator") || term_accept_symbol(t, ","))
        between = term_read(t, 0);
    else if (t->l->from->id != TN_POSTGRESQL) {
        between = term_new(t, TERM_STRING);
        between->text = ",";
    }
    struct term *term = between ? by_grammar(t, "group_concat", value, between) : NULL;
    if (term)
        term->distinct = distinct;
    return term ? close(t, term) : term_give_up(t, NULL);
}

static struct term *read_if(struct translation *t) {
    struct term *term = term_new(t, TERM_CASE), *part;
    term_add(t, term, NULL);
    for (int i = 0; i < 3; i++) {
        if ((i && !term_accept_symbol(t, ",")) || !(part = term_read(t, 0)))
            return term_give_up(t, NULL);
        term_add(t, term, part);
    }
    return close(t, term);
}

static struct term *read_exists(struct translation *t) {
    struct term *query = term_new(t, TERM_QUERY);
    if (!term_at_word(t, 0, "select") || !(query->query = term_read_query(t)))
        return term_give_up(t, NULL);
    return close(t, term_operation(t, "exists", query, NULL));
}

/* SQLite's gives the value itself. */
static struct term *read_json_value(struct translation *t) {
    struct term *document = term_read(t, 0), *path = NULL;
    if (document && term_accept_symbol(t, ","))
        path = term_read(t, 0);
    return close(t, path ? term_operation(t, "->>", document, path) : term_give_up(t, NULL));
}

/* json_extract(document, path) and json_unquote of it are -> and ->>. */
static struct term *read_json_extract(struct translation *t) {
    struct term *document = term_read(t, 0), *path = NULL;
    if (document && term_accept_symbol(t, ","))
        path = term_read(t, 0);
    return close(t, path ? term_operation(t, "->", document, path) : term_give_up(t, NULL));
}

static struct term *read_json_unquote(struct translation *t) {
    struct term *part = term_read(t, 0);
    if (!part || part->kind != TERM_OPERATION || strcmp(part->operation->name, "->") != 0)
        return term_give_up(t, "json_unquote");
    part->operation = term_operation_named("->>");
    return close(t, part);
}

static const struct tn_function_row *row_spelled(const char *cell) {
    size_t i = 0;
    while (i + 1 < tn_function_row_count && strcmp(tn_function_rows[i].spelling[0], cell) != 0)
        i++;
    return &tn_function_rows[i];
}

/* concat of MySQL is null where a part is, as || is; PostgreSQL's passes nulls over. */
static struct term *joined(struct translation *t, struct term *list) {
    struct term *result = NULL;
    for (size_t i = 0; i < list->count; i++) {
        struct term *part = list->items[i];
        if (t->l->from->id == TN_POSTGRESQL && part->kind != TERM_STRING) {
            struct term *pair = term_new(t, TERM_CALL), *empty = term_new(t, TERM_STRING);
            term_add(t, pair, part);
            term_add(t, pair, empty);
            pair->call = row_spelled("coalesce(*)");
            part = pair;
        }
        result = result ? term_operation(t, "||", result, part) : part;
    }
    return result;
}

static const struct {
    const char *name;
    unsigned dialects;
    struct term *(*read)(struct translation *t);
} grammars[] = {
    {"cast", 15, read_cast},
    {"extract", 7, read_extract},
    {"date_part", 1, read_date_part},
    {"group_concat", 14, read_joined},
    {"string_agg", 1, read_joined},
    {"if", 6, read_if},
    {"iif", 8, read_if},
    {"exists", 15, read_exists},
    {"json_extract", 6, read_json_extract},
    {"json_unquote", 6, read_json_unquote},
    {"json_extract", 8, read_json_value},
};

/* ------------------------------------------------------------------ calls */

static bool read_arguments(struct translation *t, struct term *call) {
    call->distinct = term_accept_word(t, "distinct");
    if (term_accept_symbol(t, ")"))
        return true;
    do {
        struct term *item = term_read(t, 0);
        if (!item)
            return false;
        term_add(t, call, item);
    } while (term_accept_symbol(t, ","));
    return term_accept_symbol(t, ")") || term_give_up(t, NULL);
}

/* now(), current_timestamp(6): values, where the arguments are none or a number of digits. */
static struct term *read_value(struct translation *t, const char *name) {
    const char *whole = tn_arena_format(&t->l->arena, "%s()", name);
    bool digits = term_token(t, 2)->kind == T_NUMBER && term_at_symbol(t, 3, ")");
    const struct tn_value_row *row =
        digits || term_at_symbol(t, 2, ")") ? lower_value_row(t->l->from->id, whole) : NULL;
    if (!row)
        return NULL;
    struct term *term = term_new(t, TERM_VALUE);
    term->value = row;
    t->at += digits ? 4 : 3;
    return term;
}

struct term *term_read_call(struct translation *t, const char *name) {
    struct term *value = read_value(t, name);
    if (value)
        return value;
    t->at += 2;
    for (size_t i = 0; i < TN_LENGTH(grammars); i++)
        if (grammars[i].dialects & (1u << t->l->from->id) && tn_same_word(grammars[i].name, name))
            return grammars[i].read(t);
    struct term *call = term_new(t, TERM_CALL);
    if (!read_arguments(t, call))
        return NULL;
    if (tn_same_word(name, "concat"))
        return joined(t, call);
    call = resolve(t, name, call);
    if (call && term_accept_word(t, "over") && !(call->window = term_read_window(t)))
        return NULL;
    return call;
}
