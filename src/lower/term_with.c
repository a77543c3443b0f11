/*
 * Queries with names, which stand before a query: WITH name (columns) AS (query). They are sources
 * of the query, of those inside it, and of the ones behind them; a recursive one is its own.
 */
#include "lower/term.h"

#include <string.h>

/* They are looked up one by one. */
enum { MOST_NAMED = 100 };

const struct named_query *term_named_query(const struct query *query, const char *name) {
    for (; query; query = query->outer)
        for (const struct named_query *n = query->with; n; n = n->next)
            if (tn_same_word(n->name, name))
                return n;
    return NULL;
}

static bool read_columns(struct translation *t, struct named_query *named) {
    if (!term_accept_symbol(t, "("))
        return true;
    named->columns = term_new(t, TERM_LIST);
    do {
        struct term *column = term_new(t, TERM_COLUMN);
        column->text = term_text(t, term_token(t, 0));
        t->at++;
        term_add(t, named->columns, column);
    } while (term_accept_symbol(t, ","));
    return term_accept_symbol(t, ")") || term_give_up(t, NULL);
}

/* How the server goes about it is not said elsewhere. */
static void skip_materialized(struct translation *t) {
    if (term_at_word(t, 0, "not") && term_at_word(t, 1, "materialized"))
        t->at++;
    term_accept_word(t, "materialized");
}

static bool read_named(struct translation *t, struct query *query, struct named_query ***end) {
    struct named_query *named = tn_arena_allocate(&t->l->arena, sizeof *named);
    named->name = term_text(t, term_token(t, 0));
    t->at++;
    if (!read_columns(t, named) || !term_accept_word(t, "as"))
        return term_give_up(t, NULL);
    skip_materialized(t);
    if (!term_accept_symbol(t, "("))
        return term_give_up(t, NULL);
    if (query->recursive)
        **end = named; /* before it is read: it may name itself */
    named->query = term_read_query_beside(t);
    **end = named;
    *end = &named->next;
    return named->query && (term_accept_symbol(t, ")") || term_give_up(t, NULL));
}

bool term_read_with(struct translation *t, struct query *query) {
    struct named_query **end = &query->with;
    if (!term_accept_word(t, "with"))
        return true;
    if (!t->l->to->can.windows)
        return term_give_up(t, "WITH");
    query->recursive = term_accept_word(t, "recursive");
    size_t count = 0;
    do {
        if (++count > MOST_NAMED)
            return term_give_up(t, "so many queries with names");
        if (!read_named(t, query, &end))
            return false;
    } while (term_accept_symbol(t, ","));
    return true;
}

const struct term *term_named_output(const struct named_query *named, const char *name) {
    for (size_t i = 0; named->columns && i < named->columns->count; i++)
        if (tn_same_word(named->columns->items[i]->text, name))
            return named->query && i < named->query->outputs.count
                       ? named->query->outputs.items[i].term
                       : named->columns->items[i];
    return named->columns || !named->query ? NULL : term_output_named(named->query, name);
}

/* MySQL gives each column the length that it has in the first row. */
static bool text_may_grow(const struct query *query) {
    for (size_t i = 0; i < query->outputs.count; i++) {
        const struct term *term = query->outputs.items[i].term;
        if (term->kind != TERM_COLUMN && term_class_of(term) == CLASS_TEXT)
            return true;
    }
    return query->next && text_may_grow(query->next);
}

bool term_settle_with(struct translation *t, const struct query *query) {
    for (const struct named_query *n = query->with; n; n = n->next) {
        if (!term_settle_query(t, n->query))
            return false;
        if (query->recursive && lower_is_mysql(t->l->to) && text_may_grow(n->query))
            return term_give_up(t, "text that grows in WITH RECURSIVE");
    }
    return true;
}

void term_write_with(struct translation *t, const struct query *query) {
    if (query->with)
        tn_put(t->out, query->recursive ? "WITH RECURSIVE " : "WITH ");
    for (const struct named_query *n = query->with; n; n = n->next) {
        tn_sql_put_name(t->out, t->l->to, n->name);
        for (size_t i = 0; n->columns && i < n->columns->count; i++) {
            tn_put(t->out, i ? ", " : " (");
            tn_sql_put_name(t->out, t->l->to, n->columns->items[i]->text);
        }
        tn_put(t->out, n->columns ? ") AS (\n" : " AS (\n");
        term_write_query(t, n->query);
        tn_put(t->out, n->next ? "\n),\n" : "\n)\n");
    }
}
