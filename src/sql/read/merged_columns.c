/*
 * What * stands for behind joins with NATURAL or USING, which make one column of several.
 */
#include "sql/read/follow_view.h"

#include <stdlib.h>

/* A column of a join; several that are one have no relation of their own. */
struct joined {
    const char *name;
    const struct query_item *item;
};

typedef TN_VECTOR(struct joined) joined_columns;

/* A join as it is read from left to right, where nothing but tables is joined. */
struct join {
    struct following *f;
    size_t select;
    joined_columns left, right;
    struct tn_texts shared;            /* by USING */
    bool natural, outer_right, opaque; /* opaque: cannot be told */
};

static const struct joined *find_joined(const struct join *join, const joined_columns *columns,
                                        const char *name) {
    for (size_t i = 0; i < columns->count && sql_may_look(join->f->p, 1); i++)
        if (join->f->p->dialect == TN_POSTGRESQL ? columns->items[i].name == name
                                                 : tn_same_word(columns->items[i].name, name))
            return &columns->items[i];
    return NULL;
}

static bool is_shared(const struct join *join, const char *name) {
    for (size_t i = 0; i < join->shared.count && sql_may_look(join->f->p, 1); i++)
        if (join->f->p->dialect == TN_POSTGRESQL ? join->shared.items[i] == name
                                                 : tn_same_word(join->shared.items[i], name))
            return true;
    return false;
}

static void add_rest(const struct join *join, const joined_columns *from, joined_columns *to) {
    for (size_t i = 0; i < from->count; i++)
        if (!is_shared(join, from->items[i].name))
            TN_PUSH(to, from->items[i]);
}

/* The shared columns come first: in PostgreSQL in the order of USING, else as they are in the first
 * table, which in MySQL is the one on the right of a RIGHT JOIN. */
static void finish_join(struct join *join) {
    struct parser *p = join->f->p;
    bool swapped = join->outer_right && is_mysql(p);
    const joined_columns *first = swapped ? &join->right : &join->left;
    const joined_columns *second = swapped ? &join->left : &join->right;
    joined_columns all = {0};
    for (size_t i = 0; join->natural && i < first->count; i++)
        if (find_joined(join, second, first->items[i].name))
            tn_texts_append(p->model, &join->shared, first->items[i].name);
    if (p->dialect == TN_POSTGRESQL)
        for (size_t i = 0; i < join->shared.count; i++)
            TN_PUSH(&all, ((struct joined){join->shared.items[i], NULL}));
    else
        for (size_t i = 0; i < first->count; i++)
            if (is_shared(join, first->items[i].name))
                TN_PUSH(&all, ((struct joined){first->items[i].name, NULL}));
    add_rest(join, first, &all);
    add_rest(join, second, &all);
    free(join->left.items);
    join->left = all;
    join->right.count = 0;
    join->shared = (struct tn_texts){0};
    join->natural = join->outer_right = false;
}

static void next_item(struct join *join, const struct query_item *item) {
    if (join->right.count)
        finish_join(join);
    bool table = item->relation && item->relation->kind == TN_entity;
    join->opaque |= !table;
    joined_columns *to = join->left.count ? &join->right : &join->left;
    const struct tn_attribute *a =
        table ? ((const struct tn_entity *)item->relation)->attributes.first : NULL;
    for (; a; a = a->next)
        if (view_is_seen(join->f, a))
            TN_PUSH(to, ((struct joined){a->name, item}));
}

static bool begins_join(const struct token *token) {
    static const char *const words[] = {"natural", "join",  "left", "right",
                                        "inner",   "cross", "full"};
    for (size_t i = 0; i < TN_LENGTH(words); i++)
        if (token_is_word(token, words[i]))
            return true;
    return false;
}

/* Commas and parentheses around joins change what is joined with what. */
static void read_join_token(struct join *join, size_t place) {
    const struct query_token *t = &join->f->query.tokens.items[place];
    const struct token *before = &t[-1].token;
    if (!t->own && token_is_name(&t->token)) {
        if (join->shared.count ||
            (token_is_symbol(before, '(') && token_is_word(&t[-2].token, "using")))
            tn_texts_append(join->f->p->model, &join->shared,
                            sql_token_name(join->f->p, &t->token));
        return;
    }
    if (!t->own)
        return;
    bool lead = token_is_word(before, "from") || token_is_word(before, "join");
    join->opaque |= token_is_symbol(&t->token, ',') || (lead && token_is_symbol(&t->token, '('));
    if (begins_join(&t->token) && join->right.count)
        finish_join(join);
    join->natural |= token_is_word(&t->token, "natural");
    join->outer_right |= token_is_word(&t->token, "right");
}

static void put_joined(struct following *f, const joined_columns *columns) {
    for (size_t i = 0; i < columns->count; i++) {
        tn_put(&f->out, i ? ", " : "");
        if (columns->items[i].item) {
            tn_sql_put_name(&f->out, f->p->tables, columns->items[i].item->name);
            tn_put_char(&f->out, '.');
        }
        tn_sql_put_name(&f->out, f->p->tables, columns->items[i].name);
    }
}

bool view_put_merged_columns(struct following *f, size_t select) {
    struct join join = {.f = f, .select = select};
    const struct query *query = &f->query;
    size_t item = 0;
    for (size_t i = 1; i < query->tokens.count && !join.opaque; i++) {
        const struct query_token *t = &query->tokens.items[i];
        if (t->select != select || t->clause != QUERY_SOURCE)
            continue;
        while (item < query->items.count && query->items.items[item].place < i)
            item++;
        const struct query_item *here = &query->items.items[item];
        if (item < query->items.count && here->place == i && here->select == select)
            next_item(&join, here);
        else if (!t->source)
            read_join_token(&join, i);
    }
    if (join.right.count)
        finish_join(&join);
    if (!join.opaque)
        put_joined(f, &join.left);
    free(join.left.items);
    free(join.right.items);
    return !join.opaque;
}
