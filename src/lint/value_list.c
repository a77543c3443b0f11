/*
 * Reading lists of values. A list is taken whole or not at all: where anything in it is not
 * understood, nothing is known.
 */
#include "lint/value_list.h"

#include "lint/condition.h"
#include "lint/sample.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

static bool is_in(const struct lint_value_list *values, const char *value) {
    for (size_t i = 0; i < values->count; i++)
        if (strcmp(values->items[i], value) == 0)
            return true;
    return false;
}

static bool add(struct lint_value_list *values, const char *value) {
    if (is_in(values, value))
        return true;
    if (values->count == LINT_MOST_VALUES)
        return false;
    values->items[values->count++] = value;
    return true;
}

/* ------------------------------------------------------------------ in a comment */

struct reader {
    const char *at;
    char closing; /* the list ends with this bracket; 0: with the text */
    struct tn_arena *arena;
    struct lint_value_list *values;
};

static void skip(struct reader *r, const char *characters) {
    r->at += strspn(r->at, characters);
}

static bool is_word_byte(char c) {
    return isalnum((unsigned char)c) || c == '_' || c == '-' || (c & 0x80);
}

static bool take_value(struct reader *r) {
    char quote = *r->at == '\'' || *r->at == '"' || *r->at == '`' ? *r->at : 0;
    const char *begin = r->at + (quote != 0), *end = begin;
    while (quote ? *end && *end != quote : is_word_byte(*end))
        end++;
    if (end == begin || (quote && *end != quote))
        return false;
    r->at = end + (quote != 0);
    const char *value = tn_arena_text(r->arena, begin, (size_t)(end - begin));
    return (quote || !tn_same_word(value, "etc")) && add(r->values, value);
}

/* What a value means: "(just made)", "= just made", "- just made". */
static void skip_meaning(struct reader *r) {
    skip(r, " ");
    if (*r->at == '(' && strchr(r->at, ')'))
        r->at = strchr(r->at, ')') + 1;
    else if (*r->at == '=' || ((*r->at == '-' || *r->at == ':') && r->at[1] == ' '))
        r->at += strcspn(r->at, r->closing == ')' ? ",;|\n)" : ",;|\n");
    skip(r, " ");
}

static bool is_here(const char *at, const char *word) {
    size_t length = strlen(word);
    return strncasecmp(at, word, length) == 0 && at[length] == ' ';
}

/* Between two values; false at the end of the list. */
static bool take_separator(struct reader *r) {
    const char *begin = r->at;
    skip(r, " ,|/;\n");
    bool parted = r->at != begin && strpbrk(begin, ",|/;\n") && strpbrk(begin, ",|/;\n") < r->at;
    for (const char *const *w = (const char *const[]){"or", "and", NULL}; *w; w++)
        if (is_here(r->at, *w)) {
            r->at += strlen(*w);
            skip(r, " ");
            return true;
        }
    return parted && *r->at && *r->at != r->closing && *r->at != '.';
}

static bool is_done(struct reader *r) {
    skip(r, " .;");
    return r->closing ? *r->at == r->closing : !*r->at;
}

/* "new, paid (in full) or sent" */
static bool read_list(struct reader *r) {
    r->values->count = 0;
    skip(r, " :\n");
    do {
        if (!take_value(r))
            return false;
        skip_meaning(r);
    } while (take_separator(r));
    return is_done(r) && r->values->count > 1;
}

static bool read_from(const char *at, char closing, struct tn_arena *arena,
                      struct lint_value_list *values) {
    struct reader reader = {at, closing, arena, values};
    return read_list(&reader);
}

bool lint_listed_values(const char *comment, struct tn_arena *arena,
                        struct lint_value_list *values) {
    static const char *const openings[] = {"one of", "either", "any of"};
    for (size_t i = 0; i < TN_LENGTH(openings); i++) {
        const char *at = tn_find_word(comment, openings[i]);
        if (at && read_from(at + strlen(openings[i]), 0, arena, values))
            return true;
    }
    const char *colon = strchr(comment, ':');
    if ((colon && read_from(colon + 1, 0, arena, values)) || read_from(comment, 0, arena, values))
        return true;
    const char *bracket = strpbrk(comment, "([{");
    char closing = !bracket ? 0 : *bracket == '(' ? ')' : *bracket == '[' ? ']' : '}';
    return bracket && read_from(bracket + 1, closing, arena, values);
}

/* ------------------------------------------------------------------ in types and checks */

static bool add_texts(struct lint_value_list *values, struct tn_texts texts) {
    for (size_t i = 0; i < texts.count; i++)
        if (!add(values, texts.items[i]))
            return false;
    return texts.count;
}

/* Strings in the order they are written; of these only, unless NULL. */
static bool add_strings(struct tn_lint *lint, const char *text, const struct lint_value_list *only,
                        struct lint_value_list *values) {
    const struct lint_expression *e = lint_expression_of(lint, text);
    for (size_t i = 0; i < e->count; i++) {
        struct tn_buffer out = {0};
        if (e->tokens[i].kind != T_STRING)
            continue;
        token_unquote(&e->tokens[i], e->dialect->id, &out);
        const char *value = tn_buffer_keep(&out, &lint->arena);
        if ((!only || is_in(only, value)) && !add(values, value))
            return false;
    }
    return values->count;
}

/* VALUE IN ('a', 'b'), VALUE = ANY (…) */
static bool add_of_domain(struct tn_lint *lint, const struct tn_type *domain,
                          struct lint_value_list *values) {
    const struct tn_check *check = domain->checks.first;
    if (!check || check->next)
        return false;
    const struct lint_expression *e = lint_expression_of(lint, check->expression);
    size_t place = e->count && token_is_symbol(&e->tokens[0], '(') ? 1 : 0;
    bool in = place + 1 < e->count && token_is_word(&e->tokens[place + 1], "in");
    bool any = lint_call_of(e, "any") < e->count;
    for (size_t i = 0; i < e->count; i++)
        if (token_is_word(&e->tokens[i], "or") || token_is_word(&e->tokens[i], "and") ||
            token_is_word(&e->tokens[i], "not"))
            return false;
    return (in || any) && token_is_word(&e->tokens[place], "value") &&
           add_strings(lint, check->expression, NULL, values);
}

static bool is_point(const struct lint_interval *interval) {
    return interval->from.end == 0 && interval->to.end == 0 && !interval->from.after &&
           interval->to.after && interval->from.value.is_text && interval->to.value.is_text &&
           strcmp(interval->from.value.text, interval->to.value.text) == 0;
}

static bool add_of_check(struct tn_lint *lint, struct lint_table *table,
                         const struct tn_check *check, const struct lint_column *column,
                         struct lint_value_list *values) {
    const struct lint_condition *condition = lint_condition_of(lint, table, check);
    struct lint_set set = lint_values_of(lint, condition, column, false);
    struct lint_value_list possible = {.count = 0};
    for (size_t i = 0; i < set.count; i++)
        if (!is_point(&set.items[i]) || !add(&possible, set.items[i].from.value.text))
            return false;
    return add_strings(lint, check->expression, &possible, values);
}

bool lint_declared_values(struct tn_lint *lint, struct lint_table *table,
                          const struct lint_column *column, struct lint_value_list *values) {
    const struct tn_attribute *attribute = column->attribute;
    const struct tn_type *named = attribute->named_type;
    values->count = 0;
    if (named && (named->values.count ? add_texts(values, named->values)
                                      : add_of_domain(lint, named, values)))
        return true;
    values->count = 0;
    if (!named && column->family == LINT_ENUMERATION &&
        add_strings(lint, attribute->type, NULL, values))
        return true;
    for (struct tn_check *check = table->entity->checks.first; check; check = check->next) {
        values->count = 0;
        if (lint_names_column(lint, check->expression, column) &&
            add_of_check(lint, table, check, column, values))
            return true;
    }
    return lint_listed_values(attribute->comment, &lint->arena, values);
}

/* ------------------------------------------------------------------ in rows */

enum { ROWS_A_VALUE = 3, LONGEST_VALUE = 40 };

static bool is_short(const char *value) {
    return *value && strlen(value) <= LONGEST_VALUE && !strpbrk(value, "\n\r\t");
}

static bool has_few(const struct tn_sample *sample, size_t column) {
    const struct tn_column *codes = &sample->columns.items[column];
    size_t values = 0;
    if (sample->cut || codes->distinct > LINT_MOST_VALUES)
        return false;
    for (uint32_t code = 0; code < codes->distinct; code++) {
        const char *value = sample->values[column][code];
        if (value && !is_short(value))
            return false;
        values += value != NULL;
    }
    return values > 1 && values * ROWS_A_VALUE <= sample->columns.rows;
}

const char *lint_note_values(struct tn_lint *lint, struct tn_finding *finding,
                             const struct lint_table *table, const struct lint_column *column) {
    const struct tn_sample *sample = table->sample;
    struct tn_buffer lines = {0}, names = {0};
    size_t place = column->sampled - 1;
    if (!sample || !column->sampled || !has_few(sample, place))
        return NULL;
    for (uint32_t code = 0; code < sample->columns.items[place].distinct; code++) {
        const char *value = sample->values[place][code];
        if (!value)
            continue;
        tn_put_format(&lines, "%s\n", value);
        tn_put_format(&names, "%s%s", names.length ? ", " : "", value);
    }
    finding->noted = tn_buffer_keep(&lines, &lint->findings->arena);
    return tn_buffer_keep(&names, &lint->arena);
}

bool lint_noted_values(const struct tn_finding *finding, struct tn_arena *arena,
                       struct lint_value_list *values) {
    values->count = 0;
    for (const char *line = finding->noted; line && *line;) {
        size_t length = strcspn(line, "\n");
        if (!add(values, tn_arena_text(arena, line, length)))
            return false;
        line += length + 1;
    }
    return values->count;
}
