/*
 * The lists in parentheses that indexes, keys and exclusions share: of columns, and of columns and
 * expressions with their lengths, collations and directions.
 */
#include "model/object.h"
#include "sql/read/parser.h"

#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ lists of columns */

/* A column that is not there yet is looked up again when the statement is at its end: a constraint
 * may stand before the columns it names. Until then another stands for it. */
static struct tn_attribute *column(struct parser *p, const struct missing_column *missing) {
    struct tn_attribute *found = sql_attribute(p, missing->entity, missing->name);
    if (found)
        return found;
    TN_PUSH(&p->missing, *missing);
    return object_stand_in(p->model, TN_attribute, missing->entity, missing->name);
}

static void add_column(struct parser *p, struct tn_entity *entity, void *owner,
                       struct tn_refs *refs) {
    struct missing_column missing = {
        .entity = entity, .owner = owner, .refs = refs, .place = refs->count, .at = p->token.at};
    missing.name = sql_name(p, "a column");
    if (p->failed)
        return;
    tn_refs_append(p->model, refs, column(p, &missing));
}

void sql_column_list(struct parser *p, struct tn_entity *entity, void *owner,
                     struct tn_refs *refs) {
    if (!sql_expect_symbol(p, '(', "the columns in parentheses"))
        return;
    do
        add_column(p, entity, owner, refs);
    while (sql_accept_symbol(p, ','));
    sql_expect_symbol(p, ')', "a comma or a closing parenthesis");
}

/* ------------------------------------------------------------------ parts */

static void part_column(struct parser *p, struct tn_entity *entity, struct tn_index_part *part) {
    struct missing_column missing = {
        .entity = entity, .owner = &part->object, .part = part, .at = p->token.at};
    missing.name = sql_name(p, "a column or expression");
    if (p->failed)
        return;
    part->attribute = column(p, &missing);
}

static bool ends_part(const struct parser *p) {
    return at_word(p, W_collate) || at_word(p, W_asc) || at_word(p, W_desc) || at_word(p, W_nulls);
}

/* What may stand behind the value of a part and its collation, so far ahead. */
static bool is_behind_value(struct parser *p, unsigned ahead) {
    const struct token *token = sql_peek(p, ahead);
    if (token->kind == T_SYMBOL)
        return token->symbol == ',' || token->symbol == ')';
    return token->kind == T_WORD && (token->word == W_asc || token->word == W_desc ||
                                     token->word == W_nulls || token->word == W_autoincrement);
}

/* SQLite: a collation may also stand inside of an expression. */
static bool ends_sqlite_part(struct parser *p, unsigned ahead) {
    const struct token *token = sql_peek(p, ahead);
    bool collate = token->kind == T_WORD && token->word == W_collate;
    return is_behind_value(p, collate ? ahead + 2 : ahead);
}

static bool ends_sqlite_expression(struct parser *p) {
    return ends_sqlite_part(p, 0);
}

/* A name alone is a column; PostgreSQL wants parentheses around all but calls of functions, SQLite
 * keeps them as written. */
static void part_value(struct parser *p, struct tn_entity *entity, struct tn_index_part *part) {
    const struct token *next = sql_peek(p, 1);
    bool call = next->kind == T_SYMBOL && (next->symbol == '(' || next->symbol == '.');
    if (p->dialect == TN_SQLITE && !(sql_at_name(p) && ends_sqlite_part(p, 1)))
        part->expression = sql_expression(p, ends_sqlite_expression, "a column or expression");
    else if (at_symbol(p, '('))
        part->expression = sql_parenthesised(p, true);
    else if (call && p->dialect == TN_POSTGRESQL) {
        const char *from = p->token.at;
        sql_path(p, "a column or expression");
        if (at_symbol(p, '('))
            sql_skip_parentheses(p);
        part->expression = sql_qualified(p, sql_text_from(p, from));
    } else
        part_column(p, entity, part);
}

static void part_length(struct parser *p, struct tn_index_part *part) {
    if (!is_mysql(p) || !sql_accept_symbol(p, '('))
        return;
    if (p->token.kind != T_NUMBER) {
        sql_expected(p, "a length");
        return;
    }
    part->length = strtol(p->token.at, NULL, 10);
    sql_next(p);
    sql_expect_symbol(p, ')', "a closing parenthesis");
}

static void part_collation(struct parser *p, struct tn_index_part *part) {
    if (!sql_accept(p, W_collate))
        return;
    struct path path = sql_path(p, "a collation");
    if (strcmp(path.schema, "pg_catalog") == 0)
        path.schema = "";
    if (!p->failed)
        part->collation = p->dialect == TN_POSTGRESQL ? sql_shown_path(p, &path) : path.name;
}

static void part_operator_class(struct parser *p, struct tn_index_part *part) {
    if (p->dialect != TN_POSTGRESQL || !sql_at_name(p) || ends_part(p) || at_word(p, W_with))
        return;
    const char *from = p->token.at;
    sql_path(p, "an operator class");
    if (at_symbol(p, '('))
        sql_skip_parentheses(p);
    part->operator_class = sql_text_from(p, from);
}

/* NULLS FIRST and LAST are kept where the server would not put them there by itself. */
static void part_order(struct parser *p, struct tn_index_part *part) {
    part->descending = sql_accept(p, W_desc);
    if (!part->descending)
        sql_accept(p, W_asc);
    if (!sql_accept(p, W_nulls))
        return;
    bool first = sql_accept(p, W_first);
    if (!first && !sql_expect(p, W_last, "FIRST or LAST"))
        return;
    bool usual = p->dialect == TN_SQLITE ? first != part->descending : first == part->descending;
    if (!usual)
        part->nulls = first ? TN_nulls_first : TN_nulls_last;
}

/* SQLite: PRIMARY KEY (id AUTOINCREMENT). */
static void part_autoincrement(struct parser *p, struct tn_index_part *part) {
    if (p->dialect == TN_SQLITE && sql_accept(p, W_autoincrement) && part->attribute)
        part->attribute->identity = TN_identity_auto_increment;
}

static void part_operator(struct parser *p, struct tn_index_part *part) {
    if (part->parent->kind != TN_exclusion || !sql_expect(p, W_with, "WITH and an operator"))
        return;
    const char *from = p->token.at;
    sql_next(p);
    if (at_symbol(p, '('))
        sql_skip_parentheses(p);
    part->exclude_operator = sql_text_from(p, from);
}

/* MariaDB: period WITHOUT OVERLAPS, which is no column. */
static bool without_overlaps(struct parser *p) {
    if (!is_mysql(p) || sql_peek(p, 1)->word != W_without)
        return false;
    sql_name(p, "a period");
    sql_next(p);
    return sql_expect(p, W_overlaps, "OVERLAPS");
}

bool sql_index_parts(struct parser *p, struct tn_entity *entity, void *owner) {
    bool period = false;
    if (!sql_expect_symbol(p, '(', "columns or expressions in parentheses"))
        return false;
    do {
        if (without_overlaps(p)) {
            period = true;
            continue;
        }
        struct tn_index_part *part = tn_add(p->model, TN_index_part, owner, "");
        part_value(p, entity, part);
        part_length(p, part);
        part_collation(p, part);
        part_operator_class(p, part);
        part_order(p, part);
        part_autoincrement(p, part);
        part_operator(p, part);
    } while (sql_accept_symbol(p, ','));
    sql_expect_symbol(p, ')', "a comma or a closing parenthesis");
    return period;
}
