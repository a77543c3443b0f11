/*
 * Queries: SELECT with joins, conditions, groups, order and set operations, read into a tree and
 * written again, with what term_with.c and term_window.c have of it.
 */
#include "lower/term.h"

#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ names */

static bool at_clause(const struct translation *t) {
    static const char *const words[] = {
        "from",    "where",     "group",  "having", "order", "limit",  "union",
        "join",    "inner",     "left",   "right",  "full",  "cross",  "on",
        "using",   "intersect", "except", "offset", "as",    "asc",    "desc",
        "natural", "nulls",     "fetch",  "for",    "with",  "window", "straight_join"};
    for (size_t i = 0; i < TN_LENGTH(words); i++)
        if (term_at_word(t, 0, words[i]))
            return true;
    return false;
}

/* [AS] name, or NULL. A string may stand there in MySQL and SQLite. */
static const char *read_alias(struct translation *t) {
    bool as = term_accept_word(t, "as");
    const struct token *token = term_token(t, 0);
    bool name = token->kind == T_QUOTED || (token->kind == T_WORD && (as || !at_clause(t))) ||
                (as && token->kind == T_STRING);
    if (!name)
        return as ? term_give_up(t, NULL) : NULL;
    t->at++;
    return term_text(t, token);
}

/* ------------------------------------------------------------------ FROM */

static struct source *read_sources(struct translation *t);

static const struct tn_object *object_named(struct translation *t, const char *name) {
    const struct tn_object *entity = lower_renamed(t->l, NULL, name);
    if (entity && entity->kind == TN_view)
        return tn_text_map_get(&t->l->views, entity->name);
    if (!entity)
        entity = (const void *)tn_find_entity(t->l->model, name);
    return entity ? entity : tn_text_map_get(&t->l->views, name);
}

/* PostgreSQL's names without quotes are in small letters. */
static const char *read_name(struct translation *t) {
    const struct token *token = term_token(t, 0);
    const char *name = term_text(t, token);
    t->at++;
    return token->kind == T_WORD && t->l->from->id == TN_POSTGRESQL ? lower_folded(t->l, name)
                                                                    : name;
}

/* name, or schema.name; public is where names without a schema are. */
static const char *read_table_name(struct translation *t) {
    const char *name = read_name(t);
    if (!term_accept_symbol(t, "."))
        return name;
    const char *own = read_name(t);
    bool usual = t->l->from->id == TN_POSTGRESQL && tn_same_word(name, "public");
    return usual ? own : tn_arena_format(&t->l->arena, "%s.%s", name, own);
}

static struct source *read_table(struct translation *t) {
    struct source *source = tn_arena_allocate(&t->l->arena, sizeof *source);
    if (term_accept_symbol(t, "(")) {
        bool query = term_at_word(t, 0, "select");
        if (query)
            source->query = term_read_query_beside(t);
        else
            source = read_sources(t);
        if (!source || (query && !source->query) || !term_accept_symbol(t, ")"))
            return term_give_up(t, NULL);
        if (query && !(source->alias = read_alias(t)))
            return term_give_up(t, NULL);
        return source;
    }
    if (term_token(t, 0)->kind != T_WORD && term_token(t, 0)->kind != T_QUOTED)
        return term_give_up(t, NULL);
    source->table = read_table_name(t);
    source->alias = read_alias(t);
    source->named = term_named_query(t->query, source->table);
    if (source->named)
        return source;
    source->object = object_named(t, source->table);
    if (!source->object)
        return term_give_up(t, source->table);
    const char *dot = strrchr(source->table, '.'), *own = dot ? dot + 1 : source->table;
    if (!source->alias && !tn_same_word(own, source->object->name))
        source->alias = own; /* what its columns are called by */
    source->table = source->object->name;
    source->query = tn_text_map_get(&t->l->view_queries, source->table);
    return source;
}

/* NULL: no join follows. */
static const char *read_join(struct translation *t) {
    if (term_accept_symbol(t, ","))
        return "CROSS JOIN";
    const char *join = term_accept_word(t, "left")    ? "LEFT JOIN"
                       : term_accept_word(t, "cross") ? "CROSS JOIN"
                       : term_accept_word(t, "inner") ? "JOIN"
                       : term_at_word(t, 0, "join")   ? "JOIN"
                                                      : NULL;
    term_accept_word(t, "outer");
    if (join && !term_accept_word(t, "join"))
        return term_give_up(t, NULL);
    return join;
}

static struct term *read_using(struct translation *t) {
    struct term *list = term_new(t, TERM_LIST);
    if (!term_accept_symbol(t, "("))
        return term_give_up(t, NULL);
    do {
        struct term *column = term_new(t, TERM_COLUMN);
        column->text = term_text(t, term_token(t, 0));
        t->at++;
        term_add(t, list, column);
    } while (term_accept_symbol(t, ","));
    return term_accept_symbol(t, ")") ? list : term_give_up(t, NULL);
}

static struct source *read_sources(struct translation *t) {
    struct source *left = read_table(t);
    for (const char *join; left && (join = read_join(t));) {
        struct source *both = tn_arena_allocate(&t->l->arena, sizeof *both);
        both->left = left;
        both->join = join;
        if (!(both->right = read_table(t)))
            return NULL;
        if (term_accept_word(t, "on") && !(both->on = term_read(t, 0)))
            return NULL;
        if (term_accept_word(t, "using") && !(both->using = read_using(t)))
            return NULL;
        if (!both->on && !both->using)
            both->join = "CROSS JOIN";
        left = both;
    }
    return t->unknown ? NULL : left;
}

/* ------------------------------------------------------------------ SELECT */

static bool read_outputs(struct translation *t, struct query *query) {
    do {
        struct output output = {.term = term_read(t, 0)};
        if (!output.term)
            return false;
        output.alias = read_alias(t);
        TN_PUSH(&query->outputs, output);
    } while (term_accept_symbol(t, ","));
    return !t->unknown;
}

static bool read_groups(struct translation *t, struct query *query) {
    if (!term_accept_word(t, "by"))
        return term_give_up(t, NULL);
    do {
        struct term *term = term_read(t, 0);
        if (!term || term->kind == TERM_NUMBER)
            return term_give_up(t, "a group by number");
        TN_PUSH(&query->groups, term);
    } while (term_accept_symbol(t, ","));
    return true;
}

static bool read_orders(struct translation *t, struct query *query) {
    if (!term_accept_word(t, "by"))
        return term_give_up(t, NULL);
    do {
        struct output order = {0};
        if (!term_read_order(t, &order))
            return false;
        TN_PUSH(&query->orders, order);
    } while (term_accept_symbol(t, ","));
    return true;
}

static bool read_set(struct translation *t, struct query *query) {
    bool all_union = term_at_word(t, 0, "union") && term_at_word(t, 1, "all");
    const char *set = term_accept_word(t, "union")       ? (all_union ? "UNION ALL" : "UNION")
                      : term_accept_word(t, "intersect") ? "INTERSECT"
                      : term_accept_word(t, "except")    ? "EXCEPT"
                                                         : NULL;
    t->at += all_union;
    query->set = set;
    return !set || (query->next = term_read_query_beside(t)) != NULL;
}

static bool read_clauses(struct translation *t, struct query *query) {
    if (term_accept_word(t, "from") && !(query->from = read_sources(t)))
        return false;
    if (term_accept_word(t, "where") && !(query->where = term_read(t, 0)))
        return false;
    if (term_accept_word(t, "group") && !read_groups(t, query))
        return false;
    if (term_accept_word(t, "having") && !(query->having = term_read(t, 0)))
        return false;
    if (!read_set(t, query))
        return false;
    if (term_accept_word(t, "order") && !read_orders(t, query))
        return false;
    if (term_accept_word(t, "limit") && !(query->limit = term_read(t, 5)))
        return false;
    return !term_accept_word(t, "offset") || (query->offset = term_read(t, 5)) != NULL;
}

struct query *term_read_query(struct translation *t) {
    struct query *query = tn_arena_allocate(&t->l->arena, sizeof *query);
    TN_PUSH(&t->l->queries, query);
    query->outer = t->query;
    if (++t->depth > TERM_DEEPEST)
        return term_give_up(t, NULL);
    t->query = query;
    if (!term_read_with(t, query) || !term_accept_word(t, "select"))
        return term_give_up(t, NULL);
    query->distinct = term_accept_word(t, "distinct");
    bool good = read_outputs(t, query) && read_clauses(t, query);
    t->query = (struct query *)query->outer;
    t->depth--;
    return good && !t->unknown ? query : NULL;
}

/* ------------------------------------------------------------------ writing */

static void write_source(struct translation *t, const struct source *source) {
    if (source->left) {
        write_source(t, source->left);
        tn_put_format(t->out, "\n    %s ", source->join);
        bool nested = source->right->left != NULL;
        tn_put(t->out, nested ? "(" : "");
        write_source(t, source->right);
        tn_put(t->out, nested ? ")" : "");
        tn_put(t->out, source->on ? " ON " : source->using ? " USING (" : "");
        if (source->on)
            term_write(t, source->on, 0);
        for (size_t i = 0; source->using && i < source->using->count; i++) {
            tn_put(t->out, i ? ", " : "");
            tn_sql_put_name(t->out, t->l->to, source->using->items[i]->text);
        }
        tn_put(t->out, source->using ? ")" : "");
        return;
    }
    if (source->named)
        tn_sql_put_name(t->out, t->l->to, source->named->name);
    else if (source->object)
        tn_sql_put_path(t->out, t->l->to, source->object);
    else {
        tn_put_char(t->out, '(');
        term_write_query(t, source->query);
        tn_put_char(t->out, ')');
    }
    if (source->alias) {
        tn_put_char(t->out, ' ');
        tn_sql_put_name(t->out, t->l->to, source->alias);
    }
}

static void write_output(struct translation *t, const struct output *output) {
    term_write(t, output->term, 0);
    if (!output->alias)
        return;
    tn_put(t->out, " AS ");
    tn_sql_put_name(t->out, t->l->to, output->alias);
}

static void write_condition(struct translation *t, const char *word, const struct term *term) {
    if (!term)
        return;
    tn_put_format(t->out, "\n%s ", word);
    term_write(t, term, 0);
}

static void write_tail(struct translation *t, const struct query *query) {
    for (size_t i = 0; i < query->groups.count; i++) {
        tn_put(t->out, i ? ", " : "\nGROUP BY ");
        term_write(t, query->groups.items[i], 0);
    }
    write_condition(t, "HAVING", query->having);
    if (query->next) {
        tn_put_format(t->out, "\n%s\n", query->set);
        term_write_query(t, query->next);
    }
    for (size_t i = 0; i < query->orders.count; i++) {
        tn_put(t->out, i ? ", " : "\nORDER BY ");
        const struct output *order = &query->orders.items[i];
        term_write_order(t, order, order->nulls != TN_nulls_automatic);
    }
    write_condition(t, "LIMIT", query->limit);
    write_condition(t, "OFFSET", query->offset);
}

/* All columns, source by source. Columns that a join has in common would come twice. */
static void write_stars(struct translation *t, const struct source *source, const char *before) {
    if (!source || source->using) {
        term_give_up(t, "* behind other columns");
    } else if (source->left) {
        write_stars(t, source->left, before);
        write_stars(t, source->right, ", ");
    } else {
        const char *name = source->alias ? source->alias : source->table;
        tn_put(t->out, before);
        tn_sql_put_name(t->out, t->l->to, name);
        tn_put(t->out, ".*");
    }
}

void term_write_query(struct translation *t, struct query *query) {
    term_write_with(t, query);
    tn_put(t->out, query->distinct ? "SELECT DISTINCT " : "SELECT ");
    for (size_t i = 0; i < query->outputs.count; i++) {
        const struct term *term = query->outputs.items[i].term;
        tn_put(t->out, i ? ",\n    " : "");
        if (i && term->kind == TERM_STAR && !term->qualifier && lower_is_mysql(t->l->to))
            write_stars(t, query->from, "");
        else
            write_output(t, &query->outputs.items[i]);
    }
    if (query->from) {
        tn_put(t->out, "\nFROM ");
        write_source(t, query->from);
    }
    write_condition(t, "WHERE", query->where);
    write_tail(t, query);
}

void lower_free_queries(struct lowering *l) {
    for (size_t i = 0; i < l->queries.count; i++) {
        free(l->queries.items[i]->outputs.items);
        free(l->queries.items[i]->groups.items);
        free(l->queries.items[i]->orders.items);
    }
    free(l->queries.items);
}

struct query *term_read_query_beside(struct translation *t) {
    struct query *query = term_read_query(t);
    if (query)
        query->beside = true;
    return query;
}
