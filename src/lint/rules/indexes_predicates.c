/*
 * Rules on the conditions of partial indexes, and on expressions in indexes.
 */
#include "lint/expression.h"
#include "lint/fix.h"
#include "lint/rules.h"

#include <string.h>

/* ------------------------------------------------------------------ index-predicate-volatile */

/* The call in the text that gives another value another time; false where there is none. */
static bool find_changing(struct tn_lint *lint, const char *text, struct tn_slice *call) {
    if (!*text)
        return false;
    const struct lint_expression *expression = lint_expression_of(lint, text);
    size_t place;
    if (lint_stability_of(expression, &place) == LINT_STABLE)
        return false;
    *call = (struct tn_slice){expression->tokens[place].at, expression->tokens[place].length};
    return true;
}

static void check_volatile_index(struct tn_lint *lint, const struct lint_table *table,
                                 struct tn_index *index) {
    struct tn_slice call;
    const char *where = "condition";
    bool found = find_changing(lint, index->predicate, &call);
    for (struct tn_index_part *part = index->parts.first; part && !found; part = part->next) {
        where = "expression";
        found = find_changing(lint, part->expression, &call);
    }
    if (!found)
        return;
    struct tn_finding *finding = lint_find(
        lint, index, "the %s of index %s of %s asks for %.*s, whose value changes by itself", where,
        tn_title(index), table->entity->name, (int)call.length, call.at);
    lint_remedy(lint, finding,
                "Compare with a constant and make the index anew from time to time, or divide the "
                "table into partitions by that column");
}

static void check_volatile(struct tn_lint *lint) {
    LINT_EACH_TABLE(lint, table)
    for (struct tn_index *index = table->entity->indexes.first; index; index = index->next)
        check_volatile_index(lint, table, index);
}

const struct tn_rule lint_index_predicate_volatile = {
    .id = "index-predicate-volatile",
    .group = "indexes",
    .severity = TN_ERROR,
    .dialects = 1u << TN_POSTGRESQL | 1u << TN_MYSQL | 1u << TN_SQLITE,
    .title = "An index depends on something that changes by itself",
    .help = "A row is put into an index when it is written, and stays there until it is written "
            "again: a condition or expression that asks for the time, the user or a random number "
            "would be wrong a moment later, so servers refuse it. Compare with a constant date and "
            "make the index anew each month, leave the condition out, or divide the table into "
            "partitions by that column.",
    .doubt = "A function of your own with the name of a built-in one that changes by itself.",
    .example = "CREATE TABLE orders (id integer PRIMARY KEY, placed_at timestamp NOT NULL);\n"
               "CREATE INDEX idx_recent ON orders (placed_at)\n"
               "    WHERE placed_at > now() - interval '30 days';\n",
    .good = "CREATE TABLE orders (id integer PRIMARY KEY, placed_at timestamp NOT NULL);\n"
            "CREATE INDEX idx_recent ON orders (placed_at)\n"
            "    WHERE placed_at > '2026-01-01';\n",
    .check = check_volatile,
};

/* ------------------------------------------------------------------ index-predicate-useless */

/* A condition in its parts, joined by AND. */
struct part {
    size_t from, to; /* tokens */
};

static bool is_at(const struct lint_expression *e, size_t place, const char *text) {
    const struct token *token = &e->tokens[place];
    return place < e->count && (token_is_word(token, text) ||
                                tn_slice_is((struct tn_slice){token->at, token->length}, text));
}

static struct part unwrapped(const struct lint_expression *e, struct part part) {
    while (part.to - part.from > 2 && is_at(e, part.from, "(") &&
           e->match[part.from] == part.to - 1)
        part = (struct part){part.from + 1, part.to - 1};
    return part;
}

static size_t behind(const struct lint_expression *e, size_t place) {
    return e->match[place] > place ? e->match[place] + 1 : place + 1;
}

/* The end of the part that begins there: an AND, or the end. */
static size_t end_of_part(const struct lint_expression *e, size_t from, size_t to) {
    bool between = false;
    for (size_t at = from; at < to; at = behind(e, at)) {
        if (is_at(e, at, "and") && !between)
            return at;
        between = is_at(e, at, "between") || (between && !is_at(e, at, "and"));
    }
    return to;
}

static bool has_alternative(const struct lint_expression *e, struct part part) {
    for (size_t at = part.from; at < part.to; at = behind(e, at))
        if (is_at(e, at, "or") || is_at(e, at, "case"))
            return true;
    return false;
}

static bool is_same_constant(const struct lint_expression *e, struct part part) {
    const struct token *a = &e->tokens[part.from], *b = &e->tokens[part.from + 2];
    return part.to - part.from == 3 && is_at(e, part.from + 1, "=") &&
           (a->kind == T_NUMBER || a->kind == T_STRING) && a->kind == b->kind &&
           a->length == b->length && memcmp(a->at, b->at, a->length) == 0;
}

/* Is it true of every row? column: a name as the dialect folds it that is never null, or NULL. */
static bool is_always_true(const struct lint_expression *e, struct part part,
                           const struct tn_entity *entity) {
    part = unwrapped(e, part);
    size_t length = part.to - part.from;
    if (length == 1)
        return is_at(e, part.from, "true") || is_at(e, part.from, "1");
    if (is_same_constant(e, part))
        return true;
    if (length != 4 || !is_at(e, part.from + 1, "is") || !is_at(e, part.from + 2, "not") ||
        !is_at(e, part.from + 3, "null"))
        return false;
    for (struct tn_attribute *a = entity->attributes.first; a; a = a->next)
        if (!a->nullable && token_is_named(&e->tokens[part.from], e->dialect->id, a->name))
            return true;
    return false;
}

/* The condition without what is always true, to out where it is not NULL. How many parts that is,
 * the first of them in *first. */
static size_t leave_out(const struct lint_expression *e, const struct tn_entity *entity,
                        struct part *first, struct tn_buffer *out) {
    struct part whole = unwrapped(e, (struct part){0, e->count});
    size_t useless = 0;
    if (has_alternative(e, whole))
        return 0;
    for (size_t at = whole.from; at < whole.to;) {
        struct part part = {at, end_of_part(e, at, whole.to)};
        bool idle = part.from < part.to && is_always_true(e, part, entity);
        if (idle && !useless++ && first)
            *first = part;
        if (!idle && out && part.from < part.to) {
            const struct token *last = &e->tokens[part.to - 1];
            const char *from = e->tokens[part.from].at;
            tn_put(out, out->length ? " AND " : "");
            tn_put_bytes(out, from, (size_t)(last->at + last->length - from));
        }
        at = part.to + 1;
    }
    return useless;
}

static void check_useless(struct tn_lint *lint) {
    LINT_EACH_TABLE(lint, table)
    for (struct tn_index *index = table->entity->indexes.first; index; index = index->next) {
        if (!*index->predicate)
            continue;
        const struct lint_expression *e = lint_expression_of(lint, index->predicate);
        struct part first;
        if (!leave_out(e, table->entity, &first, NULL))
            continue;
        const struct token *last = &e->tokens[first.to - 1];
        const char *from = e->tokens[first.from].at;
        struct tn_finding *found = lint_find(
            lint, index, "the condition of index %s of %s is true of every row: %.*s",
            tn_title(index), table->entity->name, (int)(last->at + last->length - from), from);
        lint_remedy(lint, found, "Leave it out: the index holds the same rows without it");
    }
}

static bool fix_useless(struct tn_model *model, const struct tn_finding *finding,
                        struct tn_error *error) {
    (void)error;
    struct tn_index *index = (void *)tn_find_id(model, finding->object);
    struct tn_arena arena = {0};
    struct tn_buffer rest = {0};
    struct lint_expression e =
        lint_expression_read(tn_dialect_of(model), tn_slice_of(index->predicate), &arena);
    if (leave_out(&e, tn_entity_of(index), NULL, &rest)) {
        tn_set_text(model, index, TN_index_predicate, tn_buffer_text(&rest));
        if (!lint_drop_superfluous(model, index))
            lint_drop_superseded(model, index);
    }
    tn_buffer_free(&rest);
    tn_arena_free(&arena);
    return true;
}

const struct tn_rule lint_index_predicate_useless = {
    .id = "index-predicate-useless",
    .group = "indexes",
    .severity = TN_INFO,
    .dialects = 1u << TN_POSTGRESQL | 1u << TN_SQLITE,
    .title = "The condition of a partial index is true of every row",
    .help = "A condition that leaves out no row makes the index no smaller, but a query must "
            "repeat it to be served, and readers look for rows that are not there. Leave it out; "
            "where a column was meant to allow nulls, allow them.",
    .doubt = "A column that is going to allow nulls soon: waive the finding until it does.",
    .example = "CREATE TABLE users (id integer PRIMARY KEY, email text NOT NULL);\n"
               "CREATE INDEX idx_users_email ON users (email) WHERE email IS NOT NULL;\n",
    .good = "CREATE TABLE users (id integer PRIMARY KEY, email text);\n"
            "CREATE INDEX idx_users_email ON users (email) WHERE email IS NOT NULL;\n",
    .check = check_useless,
    .fix = fix_useless,
};
