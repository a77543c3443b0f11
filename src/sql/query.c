/*
 * Reading a query as a row of tokens; see query.h. Nothing recurses: parentheses are a stack.
 */
#include "sql/query.h"

#include <stdlib.h>
#include <string.h>

/* Words behind a relation that are not its alias. */
static const char *const ends_of_item[] = {
    "cross", "except", "fetch",  "for",     "full",   "group", "having", "inner",       "intersect",
    "join",  "left",   "limit",  "natural", "offset", "on",    "order",  "tablesample", "union",
    "using", "where",  "window", "right",   "as",     "set",   "with",
};

static bool ends_item(const struct token *token) {
    for (size_t i = 0; i < TN_LENGTH(ends_of_item); i++)
        if (token_is_word(token, ends_of_item[i]))
            return true;
    return false;
}

/* ------------------------------------------------------------------ which SELECT, which clause */

struct frame {
    size_t select;
    enum query_clause clause;
    bool own;
};

struct reading {
    struct query *query;
    TN_VECTOR(struct frame) frames;
    struct token before, two_before;
};

static size_t add_select(struct query *query, size_t parent) {
    TN_PUSH(&query->selects, ((struct query_select){.parent = parent}));
    return query->selects.count - 1;
}

static bool begins_query(const struct token *token) {
    return token_is_word(token, "select") || token_is_word(token, "with") ||
           token_is_word(token, "values");
}

static bool leads_to_item(const struct token *token) {
    return token_is_word(token, "from") || token_is_word(token, "join") ||
           token_is_word(token, "lateral") || token_is_symbol(token, ',') ||
           token_is_symbol(token, '(');
}

static void open_frame(struct reading *r, const struct token *next) {
    struct frame inner = r->frames.items[r->frames.count - 1];
    if (begins_query(next))
        inner = (struct frame){add_select(r->query, inner.select + 1), QUERY_NONE, true};
    else
        inner.own = inner.own && inner.clause == QUERY_SOURCE && leads_to_item(&r->before);
    TN_PUSH(&r->frames, inner);
}

static enum query_clause clause_of(const struct token *token, const struct token *before) {
    static const char *const others[] = {"where",  "group", "having", "window",    "limit",
                                         "offset", "fetch", "union",  "intersect", "except"};
    if (token_is_word(token, "from") && !token_is_word(before, "distinct"))
        return QUERY_SOURCE;
    if (token_is_word(token, "order"))
        return QUERY_SORT;
    for (size_t i = 0; i < TN_LENGTH(others); i++)
        if (token_is_word(token, others[i]))
            return QUERY_OTHER;
    return QUERY_NONE;
}

static void move_on(struct reading *r, const struct token *token) {
    struct frame *frame = &r->frames.items[r->frames.count - 1];
    struct query_select *select = &r->query->selects.items[frame->select];
    if (!frame->own)
        return;
    if (token_is_word(token, "select")) {
        if (frame->clause != QUERY_NONE) /* behind UNION */
            frame->select = add_select(r->query, select->parent);
        frame->clause = QUERY_OUTPUT;
    } else if (frame->clause != QUERY_NONE) {
        enum query_clause clause = clause_of(token, &r->before);
        frame->clause = clause ? clause : frame->clause;
        if (frame->clause == QUERY_SOURCE)
            select->merges |= token_is_word(token, "using") || token_is_word(token, "natural");
    }
}

static void read_token(struct reading *r, struct token token, const struct token *next) {
    if (token_is_symbol(&token, ')') && r->frames.count > 1)
        r->frames.count--;
    move_on(r, &token);
    struct frame frame = r->frames.items[r->frames.count - 1];
    struct query_token made = {token, frame.select, frame.clause, frame.own, false};
    TN_PUSH(&r->query->tokens, made);
    if (token_is_symbol(&token, '('))
        open_frame(r, next);
    bool named = token_is_word(&r->before, "as") && token_is_name(&r->two_before);
    if (token_is_symbol(&token, '(') && begins_query(next) &&
        (named || token_is_word(&r->before, "materialized")))
        TN_PUSH(&r->query->named, sql_token_name(r->query->p, &r->two_before));
    r->two_before = r->before;
    r->before = token;
}

static void read_tokens(struct query *query, const char *text) {
    struct reading r = {.query = query};
    struct lexer lexer;
    lexer_init(&lexer, tn_slice_of(text), query->p->dialect, &query->p->words);
    TN_PUSH(&r.frames, ((struct frame){add_select(query, 0), QUERY_NONE, true}));
    struct token token = lexer_next(&lexer);
    while (token.kind != T_END) {
        struct token next = lexer_next(&lexer);
        read_token(&r, token, &next);
        token = next;
    }
    TN_PUSH(&query->tokens, ((struct query_token){.token = token}));
    free(r.frames.items);
}

/* ------------------------------------------------------------------ relations */

static bool is_named_query(const struct query *query, const char *name) {
    for (size_t i = 0; i < query->named.count; i++)
        if (query->named.items[i] == name)
            return true;
    return false;
}

static struct tn_object *relation_of(const struct query *query, const struct path *path) {
    if (!*path->schema && is_named_query(query, path->name))
        return NULL;
    void *found = sql_entity(query->p, path);
    return found ? found : sql_lookup(query->p, TN_view, path);
}

/* At the first token of a relation's path. Returns the place of the last token of it. */
static size_t read_item(struct query *query, size_t at) {
    struct query_token *tokens = query->tokens.items;
    struct path path = {.schema = "", .name = "", .database = ""};
    size_t select = tokens[at].select, first = at;
    for (;; at += 2) {
        path.schema = path.name;
        path.name = sql_token_name(query->p, &tokens[at].token);
        tokens[at].source = true;
        if (!token_is_symbol(&tokens[at + 1].token, '.') || !token_is_name(&tokens[at + 2].token))
            break;
    }
    bool call = token_is_symbol(&tokens[at + 1].token, '(');
    struct query_item item = {select, path.name, call ? NULL : relation_of(query, &path), first};
    size_t behind = at + 1 + token_is_word(&tokens[at + 1].token, "as");
    if (token_is_name(&tokens[behind].token) && !ends_item(&tokens[behind].token)) {
        item.name = sql_token_name(query->p, &tokens[behind].token);
        tokens[behind].source = true;
        at = behind;
        if (token_is_symbol(&tokens[at + 1].token, '(')) /* with names for its columns */
            item.relation = NULL;
    }
    TN_PUSH(&query->items, item);
    return at;
}

/* A query among the relations: its name stands behind it. */
static void name_derived(struct query *query, struct query_item *item, size_t closing) {
    struct query_token *behind = &query->tokens.items[closing + 1];
    behind += token_is_word(&behind->token, "as");
    if (!token_is_name(&behind->token) || ends_item(&behind->token))
        return;
    item->name = sql_token_name(query->p, &behind->token);
    behind->source = true;
}

static bool is_derived(const struct query *query, size_t place) {
    const struct query_token *t = &query->tokens.items[place];
    return t->clause == QUERY_SOURCE && t->own && token_is_symbol(&t->token, '(') &&
           leads_to_item(&t[-1].token) && t[1].select != t->select;
}

/* All of them, each before what stands inside of it. */
static void read_derived(struct query *query) {
    TN_VECTOR(size_t) open = {0}; /* place of the item + 1, or 0 */
    for (size_t i = 1; i < query->tokens.count; i++) {
        const struct query_token *t = &query->tokens.items[i];
        if (token_is_symbol(&t->token, '(')) {
            bool derived = is_derived(query, i);
            if (derived)
                TN_PUSH(&query->items, ((struct query_item){t->select, "", NULL, i}));
            TN_PUSH(&open, derived ? query->items.count : 0);
        } else if (token_is_symbol(&t->token, ')') && open.count) {
            size_t item = open.items[--open.count];
            if (item)
                name_derived(query, &query->items.items[item - 1], i);
        }
    }
    free(open.items);
}

static int compare_places(const void *a, const void *b) {
    const struct query_item *left = a, *right = b;
    return (left->place > right->place) - (left->place < right->place);
}

static void read_items(struct query *query) {
    read_derived(query);
    for (size_t i = 1; i < query->tokens.count; i++) {
        const struct query_token *t = &query->tokens.items[i];
        const struct token *before = &query->tokens.items[i - 1].token;
        if (t->clause != QUERY_SOURCE || !t->own)
            continue;
        if (token_is_symbol(before, '(') && begins_query(&t->token))
            continue;
        bool only = token_is_word(before, "only");
        if (token_is_name(&t->token) && (only || leads_to_item(before)) &&
            !token_is_word(&t->token, "only") && !token_is_word(&t->token, "lateral"))
            i = read_item(query, i);
    }
    if (query->items.count)
        qsort(query->items.items, query->items.count, sizeof *query->items.items, compare_places);
}

/* ------------------------------------------------------------------ all of it */

bool query_read(struct query *query, struct parser *p, const char *text) {
    *query = (struct query){.p = p};
    if (!sql_may_look(p, strlen(text)))
        return false;
    read_tokens(query, text);
    read_items(query);
    return true;
}

void query_free(struct query *query) {
    free(query->tokens.items);
    free(query->selects.items);
    free(query->items.items);
    free(query->named.items);
}

size_t query_path_start(const struct query *query, size_t place) {
    const struct query_token *tokens = query->tokens.items;
    while (place >= 2 && token_is_symbol(&tokens[place - 1].token, '.') &&
           token_is_name(&tokens[place - 2].token))
        place -= 2;
    return place;
}

bool query_begins_output(const struct query *query, size_t place) {
    const struct query_token *t = &query->tokens.items[place];
    if (!place || t->clause != QUERY_OUTPUT || !t->own)
        return false;
    const struct token *before = &t[-1].token;
    return token_is_word(before, "select") || token_is_word(before, "all") ||
           token_is_word(before, "distinct") || token_is_symbol(before, ',');
}

bool query_ends_output(const struct query *query, size_t place) {
    const struct query_token *t = &query->tokens.items[place], *next = t + 1;
    if (t->clause != QUERY_OUTPUT || !t->own)
        return false;
    return next->token.kind == T_END || token_is_symbol(&next->token, ',') ||
           token_is_symbol(&next->token, ')') || next->clause != QUERY_OUTPUT;
}

const struct query_item *query_item_named(const struct query *query, size_t select,
                                          const char *name) {
    for (size_t at = select + 1; at; at = query->selects.items[at - 1].parent) {
        if (!sql_may_look(query->p, query->items.count))
            return NULL;
        for (size_t i = 0; i < query->items.count; i++)
            if (query->items.items[i].select == at - 1 && query->items.items[i].name == name)
                return &query->items.items[i];
    }
    return NULL;
}
