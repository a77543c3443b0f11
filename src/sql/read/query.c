/*
 * CREATE TABLE … AS SELECT in SQLite and MySQL, where the query takes columns of one table and no
 * more: then the table's columns are known, and it does not hang on that table, which scripts like
 * to drop next. In SQLite they get the names of those affinities as types, and nothing else
 * (sqlite3EndTable and createTableStmt in build.c); in MySQL all that does not number or compute.
 * All other queries are kept as they are written.
 */
#include "sql/read/parser.h"

#include <stdlib.h>
#include <string.h>

struct item {
    const char *qualifier, *name, *alias; /* "" where there is none; name: of all columns */
};

struct query {
    TN_VECTOR(struct item) items;
    struct tn_entity *from;
    const char *called; /* by what name the columns are qualified */
};

static bool at_plain_name(struct parser *p, unsigned ahead) {
    const struct token *token = sql_peek(p, ahead);
    return (token->kind == T_WORD || token->kind == T_QUOTED) && !token->unterminated;
}

static const char *take_name(struct parser *p) {
    const char *name = sql_token_name(p, &p->token);
    sql_next(p);
    return name;
}

static bool read_item(struct parser *p, struct item *item) {
    *item = (struct item){.qualifier = "", .name = "", .alias = ""};
    const struct token *next = sql_peek(p, 1);
    if (at_plain_name(p, 0) && next->kind == T_SYMBOL && next->symbol == '.') {
        item->qualifier = take_name(p);
        sql_next(p);
    }
    if (sql_accept_symbol(p, '*'))
        return true;
    if (!at_plain_name(p, 0) || at_word(p, W_from))
        return false;
    item->name = take_name(p);
    bool as = sql_accept(p, W_as);
    if (at_plain_name(p, 0) && (as || !at_word(p, W_from)))
        item->alias = take_name(p);
    return true;
}

static bool read_from(struct parser *p, struct query *query) {
    const struct token *next = sql_peek(p, 1);
    if (!at_plain_name(p, 0) || (next->symbol == '.' && !at_plain_name(p, 2)))
        return false;
    struct path path = sql_path(p, "a table");
    query->from = p->failed ? NULL : sql_entity(p, &path);
    query->called = path.name;
    bool as = sql_accept(p, W_as);
    bool clause = at_word(p, W_where) || at_word(p, W_order) || at_word(p, W_limit);
    if (at_plain_name(p, 0) && (as || !clause))
        query->called = take_name(p);
    return query->from;
}

/* Which rows there are, and in which order, does not matter; another query behind it does. */
static bool skip_rest(struct parser *p) {
    static const char *const sets[] = {"union", "except", "intersect"};
    if (!at_statement_end(p) && !at_word(p, W_where) && !at_word(p, W_order) &&
        !at_word(p, W_limit))
        return false;
    while (!at_statement_end(p)) {
        for (size_t i = 0; i < TN_LENGTH(sets); i++)
            if (p->token.kind == T_WORD && token_is_named(&p->token, p->dialect, sets[i]))
                return false;
        if (at_symbol(p, '('))
            sql_skip_parentheses(p);
        else
            sql_next(p);
    }
    return !p->failed;
}

static bool read_query(struct parser *p, struct query *query) {
    sql_accept(p, W_as);
    if (!sql_accept(p, W_select))
        return false;
    if (!sql_accept(p, W_distinct))
        sql_accept(p, W_all);
    do {
        struct item item;
        if (!read_item(p, &item))
            return false;
        TN_PUSH(&query->items, item);
    } while (sql_accept_symbol(p, ','));
    return sql_accept(p, W_from) && read_from(p, query) && skip_rest(p);
}

static struct tn_attribute *typed_column(struct parser *p, struct tn_entity *entity,
                                         const struct tn_attribute *from, const char *name) {
    static const char *const types[] = {
        [TN_AFFINITY_BLOB] = "",       [TN_AFFINITY_TEXT] = "TEXT", [TN_AFFINITY_NUMERIC] = "NUM",
        [TN_AFFINITY_INTEGER] = "INT", [TN_AFFINITY_REAL] = "REAL",
    };
    struct tn_attribute *made = tn_add(p->model, TN_attribute, entity, name);
    made->type = tn_text(p->model, types[tn_sql_affinity(from->type)]);
    return made;
}

/* Which values the server can take over it knows itself: it forgets some that call functions. */
static bool is_plain_value(const char *value) {
    return !strchr(value, '(') || tn_find_word(value, "current_timestamp") == value ||
           tn_find_word(value, "now") == value;
}

/* What the column has from its table it says itself. */
static void keep_charset(struct tn_attribute *made, const struct tn_attribute *from,
                         const struct tn_entity *to) {
    const struct tn_entity *table = tn_entity_of(from);
    bool same =
        strcmp(table->charset, to->charset) == 0 && strcmp(table->collation, to->collation) == 0;
    if (same || *from->charset || *from->collation || !sql_has_charset(from))
        return;
    made->charset = table->charset;
    made->collation = table->collation;
}

static struct tn_attribute *copied_column(struct parser *p, struct tn_entity *entity,
                                          const struct tn_attribute *from, const char *name) {
    if (!is_plain_value(from->default_value))
        return NULL;
    struct tn_attribute *made = sql_copy_attribute(p, entity, from, SQL_LIKE_EVERYTHING);
    if (!made)
        return NULL;
    made->name = name;
    made->invisible = false;
    if (*made->generated)
        made->generated = made->default_value = "";
    if (made->identity != TN_identity_none) {
        made->identity = TN_identity_none;
        made->default_value = tn_text(p->model, "0");
    }
    if (p->dialect == TN_MARIADB && tn_same_word(made->type, "json")) {
        made->type = tn_text(p->model, "longtext");
        made->charset = tn_text(p->model, "utf8mb4");
        made->collation = tn_text(p->model, "utf8mb4_bin");
    }
    keep_charset(made, from, entity);
    return made;
}

static bool add_column(struct parser *p, struct tn_entity *entity, const struct tn_attribute *from,
                       const char *name) {
    if (sql_attribute(p, entity, name)) /* the server tells the two apart by a number */
        return false;
    return is_mysql(p) ? copied_column(p, entity, from, name) : typed_column(p, entity, from, name);
}

static bool add_item(struct parser *p, struct tn_entity *entity, const struct query *query,
                     const struct item *item) {
    struct tn_entity *from = query->from;
    if (*item->qualifier && !tn_same_word(item->qualifier, query->called))
        return false;
    if (*item->name) {
        const struct tn_attribute *column = sql_attribute(p, from, item->name);
        return column && add_column(p, entity, column, *item->alias ? item->alias : column->name);
    }
    for (const struct tn_attribute *a = from->attributes.first; a; a = a->next)
        if (!(is_mysql(p) && a->invisible) &&
            (!sql_may_copy(p, entity) || !add_column(p, entity, a, a->name)))
            return false;
    return true;
}

static void drop_columns(struct parser *p, struct tn_entity *entity) {
    while (entity->attributes.last)
        sql_forget(p, entity->attributes.last);
}

bool sql_columns_of_query(struct parser *p, struct tn_entity *entity) {
    const char *start = p->token.at;
    struct query query = {.from = NULL};
    bool query_here = at_word(p, W_as) || (is_mysql(p) && at_word(p, W_select));
    if (p->dialect == TN_POSTGRESQL || !query_here || entity->attributes.count)
        return false;
    bool known = read_query(p, &query);
    for (size_t i = 0; known && i < query.items.count; i++)
        known = add_item(p, entity, &query, &query.items.items[i]);
    free(query.items.items);
    if (!known && !p->failed) {
        drop_columns(p, entity);
        sql_jump(p, start);
    }
    return known;
}
