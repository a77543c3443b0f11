/*
 * Owns the reading of queries; see query.h. What is not understood makes something unknown, never
 * wrong.
 */
#include "lint/query.h"

#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ names in the model */

static const char *small(struct tn_lint *lint, const char *name) {
    char *text = tn_arena_text(&lint->arena, name, strlen(name));
    for (char *c = text; *c; c++)
        *c = *c >= 'A' && *c <= 'Z' ? (char)(*c + 32) : *c;
    return text;
}

static void add_relation(struct tn_lint *lint, struct lint_relations *relations, const char *name,
                         void *what) {
    const char *key = small(lint, name);
    bool known = tn_text_map_get(&relations->by_name, key) != NULL;
    tn_text_map_put(&relations->by_name, key, known ? (void *)&relations->other : what);
}

void lint_relations_open(struct tn_lint *lint, struct lint_relations *relations) {
    for (size_t i = 0; i < lint->table_count; i++)
        add_relation(lint, relations, lint->tables[i].entity->name, &lint->tables[i]);
    TN_EACH_OF(lint->model, view, view)
    add_relation(lint, relations, view->name, &relations->other);
    TN_EACH_OF(lint->model, sequence, sequence)
    add_relation(lint, relations, sequence->name, &relations->other);
}

void lint_relations_close(struct lint_relations *relations) {
    tn_text_map_free(&relations->by_name);
    tn_text_map_free(&relations->kept);
}

/* Tables that the model has no place for are named in the statements that made them. */
static bool is_kept(struct tn_lint *lint, struct lint_relations *relations, const char *name) {
    TN_EACH_OF(lint->model, raw, raw) {
        if (relations->kept_read)
            break;
        const struct lint_expression *e = lint_expression_of(lint, raw->definition);
        for (size_t i = 0; i < e->count; i++)
            if (token_is_name(&e->tokens[i]))
                tn_text_map_put(&relations->kept, small(lint, lint_token_name(lint, &e->tokens[i])),
                                relations);
    }
    relations->kept_read = true;
    return tn_text_map_get(&relations->kept, small(lint, name));
}

/* ------------------------------------------------------------------ words */

bool lint_query_is(const struct lint_query *q, size_t place, const char *word) {
    return place < q->words->count && token_is_word(&q->words->tokens[place], word);
}

bool lint_query_symbol(const struct lint_query *q, size_t place, char symbol) {
    return place < q->words->count && token_is_symbol(&q->words->tokens[place], symbol);
}

static bool is_name(const struct lint_query *q, size_t place) {
    return place < q->words->count && token_is_name(&q->words->tokens[place]);
}

static bool is_any(const struct lint_query *q, size_t place, const char *const *words) {
    for (; *words; words++)
        if (lint_query_is(q, place, *words))
            return true;
    return false;
}

static bool begins_query(const struct lint_query *q, size_t place) {
    static const char *const words[] = {"select", "with", "values", NULL};
    return is_any(q, place, words);
}

/* ------------------------------------------------------------------ SELECTs */

struct frame {
    size_t scope;
    bool own;
};

static size_t add_scope(struct lint_query *q, size_t parent) {
    TN_PUSH(&q->scopes, ((struct lint_scope){.parent = parent}));
    return q->scopes.count - 1;
}

static const struct clause_word {
    const char *word;
    enum lint_clause clause;
} clause_words[] = {
    {"select", LINT_CLAUSE_OUTPUT}, {"from", LINT_CLAUSE_FROM},    {"where", LINT_CLAUSE_WHERE},
    {"group", LINT_CLAUSE_GROUP},   {"having", LINT_CLAUSE_OTHER}, {"window", LINT_CLAUSE_OTHER},
    {"order", LINT_CLAUSE_OTHER},   {"limit", LINT_CLAUSE_LIMIT},  {"offset", LINT_CLAUSE_LIMIT},
    {"fetch", LINT_CLAUSE_LIMIT},
};

/* IS DISTINCT FROM is no clause. */
static bool begins_clause(const struct lint_query *q, size_t place, const char *word) {
    return lint_query_is(q, place, word) &&
           !(strcmp(word, "from") == 0 && place && lint_query_is(q, place - 1, "distinct"));
}

static void move_on(struct lint_query *q, size_t place, struct frame *frame) {
    static const char *const sets[] = {"union", "intersect", "except", NULL};
    if (!frame->own)
        return;
    if (is_any(q, place, sets)) {
        frame->scope = add_scope(q, q->scopes.items[frame->scope].parent);
        q->scopes.items[frame->scope].set = true;
        return;
    }
    for (size_t i = 0; i < TN_LENGTH(clause_words); i++)
        if (begins_clause(q, place, clause_words[i].word)) {
            q->scopes.items[frame->scope].clause = clause_words[i].clause;
            return;
        }
}

/* Does a source, or a parenthesis around some, stand behind it? */
static bool leads_to_source(const struct lint_query *q, size_t place) {
    static const char *const words[] = {"from", "join", "straight_join", "lateral", "only", NULL};
    return is_any(q, place, words) || lint_query_symbol(q, place, ',') ||
           lint_query_symbol(q, place, '(');
}

/* At the parenthesis before a query. */
static struct frame open_query(struct lint_query *q, size_t place, size_t around) {
    struct frame frame = {add_scope(q, around + 1), true};
    q->scopes.items[frame.scope].exists = place && lint_query_is(q, place - 1, "exists");
    return frame;
}

/* Is the source there that of a FROM clause? */
static void read_scopes(struct lint_query *q, bool *source) {
    TN_VECTOR(struct frame) open = {0};
    struct frame frame = {add_scope(q, 0), true};
    for (size_t i = 0; i < q->words->count; i++) {
        if (lint_query_symbol(q, i, ')') && open.count)
            frame = open.items[--open.count];
        move_on(q, i, &frame);
        q->scope_of[i] = frame.scope;
        q->own[i] = frame.own;
        q->clause[i] = q->scopes.items[frame.scope].clause;
        bool led = i && frame.own && q->clause[i] == LINT_CLAUSE_FROM &&
                   leads_to_source(q, i - 1) && q->own[i - 1];
        source[i] = led;
        if (!lint_query_symbol(q, i, '('))
            continue;
        TN_PUSH(&open, frame);
        if (begins_query(q, i + 1))
            frame = open_query(q, i, frame.scope);
        else
            frame.own = led;
    }
    free(open.items);
}

/* ------------------------------------------------------------------ sources */

static bool ends_source(const struct lint_query *q, size_t place) {
    static const char *const words[] = {
        "cross",         "except", "fetch", "for",    "full",    "group",     "having",  "inner",
        "intersect",     "join",   "left",  "limit",  "natural", "offset",    "on",      "order",
        "tablesample",   "union",  "using", "where",  "window",  "right",     "set",     "with",
        "straight_join", "use",    "force", "ignore", "not",     "partition", "indexed", NULL,
    };
    return !is_name(q, place) || is_any(q, place, words);
}

/* Is the schema one of the model's, or none? What is in others is not known. */
static bool is_own_schema(const struct tn_lint *lint, const char *schema) {
    if (!schema)
        return true;
    if (lint->dialect->id != TN_POSTGRESQL)
        return lint->dialect->id == TN_SQLITE && tn_same_word(schema, "main");
    return tn_same_word(schema, "public") ||
           tn_find_name(&lint->model->project->namespaces, schema);
}

static bool is_of_server(const struct tn_lint *lint, const char *name) {
    return tn_starts_with(name, "pg_") || tn_starts_with(name, "sqlite_") ||
           (lint_is_mysql(lint->dialect) && strcmp(name, "dual") == 0);
}

static void find_relation(struct tn_lint *lint, struct lint_relations *relations,
                          struct lint_query *q, struct lint_source *source, const char *schema) {
    const char *name = source->relation;
    if (!schema && tn_text_map_get(&q->aliases, name))
        return;
    void *found = tn_text_map_get(&relations->by_name, small(lint, name));
    if (!is_own_schema(lint, schema) || is_of_server(lint, name))
        return;
    source->table = found == &relations->other ? NULL : found;
    source->missing = !found && !is_kept(lint, relations, name);
}

static void name_source(struct tn_lint *lint, struct lint_query *q, struct lint_source *source,
                        size_t alias) {
    source->end = alias < q->words->count ? alias : q->words->count;
    alias += lint_query_is(q, alias, "as");
    if (ends_source(q, alias))
        return;
    source->end = alias + 1;
    source->name = lint_token_name(lint, &q->words->tokens[alias]);
    q->names[alias] = true;
    if (lint_query_symbol(q, alias + 1, '(')) {
        source->table = NULL; /* its columns get other names */
        source->end = q->words->match[alias + 1] + 1;
    }
}

static void read_source(struct tn_lint *lint, struct lint_relations *relations,
                        struct lint_query *q, size_t at) {
    struct lint_source source = {.place = at, .scope = q->scope_of[at]};
    const char *schema = NULL;
    for (;; at += 2) {
        schema = source.relation;
        source.relation = lint_token_name(lint, &q->words->tokens[at]);
        q->names[at] = true;
        if (!lint_query_symbol(q, at + 1, '.') || !is_name(q, at + 2))
            break;
    }
    source.name = source.relation;
    size_t behind = at + 1;
    if (lint_query_symbol(q, behind, '(')) { /* a call */
        source.relation = NULL;
        behind = q->words->match[behind] + 1;
    } else
        find_relation(lint, relations, q, &source, schema);
    behind += lint_query_symbol(q, behind, '*'); /* with tables below it */
    name_source(lint, q, &source, behind);
    q->scopes.items[source.scope].unknown |= !source.table;
    TN_PUSH(&q->sources, source);
}

static void read_derived(struct tn_lint *lint, struct lint_query *q, size_t at) {
    struct lint_source source = {.place = at, .scope = q->scope_of[at], .name = ""};
    name_source(lint, q, &source, q->words->match[at] + 1);
    q->scopes.items[source.scope].unknown = true;
    TN_PUSH(&q->sources, source);
}

static void read_sources(struct tn_lint *lint, struct lint_relations *relations,
                         struct lint_query *q, const bool *source) {
    for (size_t i = 1; i < q->words->count; i++) {
        if (!source[i])
            continue;
        if (lint_query_symbol(q, i, '(') && begins_query(q, i + 1))
            read_derived(lint, q, i);
        else if (is_name(q, i) && !lint_query_is(q, i, "lateral") &&
                 !(lint_query_is(q, i, "only") && is_name(q, i + 1)))
            read_source(lint, relations, q, i);
    }
}

/* ------------------------------------------------------------------ names that the query gives */

/* Outputs with AS or without, and queries behind WITH. */
static void read_aliases(struct tn_lint *lint, struct lint_query *q) {
    const struct lint_expression *e = q->words;
    for (size_t i = 0; i < e->count; i++) {
        if (!is_name(q, i))
            continue;
        bool with_columns =
            lint_query_symbol(q, i + 1, '(') && lint_query_is(q, e->match[i + 1] + 1, "as");
        bool query = lint_query_is(q, i + 1, "as") &&
                     (lint_query_symbol(q, i + 2, '(') || lint_query_is(q, i + 2, "materialized") ||
                      lint_query_is(q, i + 2, "not"));
        if (query || with_columns)
            tn_text_map_put(&q->named, lint_token_name(lint, &e->tokens[i]), q);
        if (e->roles[i] == LINT_PLAIN || query || with_columns)
            tn_text_map_put(&q->aliases, lint_token_name(lint, &e->tokens[i]), q);
    }
}

/* ------------------------------------------------------------------ all of it */

void lint_query_read(struct tn_lint *lint, struct lint_relations *relations, const char *text,
                     struct lint_query *q) {
    *q = (struct lint_query){.words = lint_expression_of(lint, text)};
    size_t count = q->words->count + 1;
    q->scope_of = tn_arena_allocate(&lint->arena, count * sizeof *q->scope_of);
    q->clause = tn_arena_allocate(&lint->arena, count * sizeof *q->clause);
    q->own = tn_arena_allocate(&lint->arena, count);
    q->names = tn_arena_allocate(&lint->arena, count);
    bool *source = tn_arena_allocate(&lint->arena, count);
    read_scopes(q, source);
    read_aliases(lint, q);
    read_sources(lint, relations, q, source);
}

void lint_query_free(struct lint_query *q) {
    free(q->scopes.items);
    free(q->sources.items);
    tn_text_map_free(&q->aliases);
    tn_text_map_free(&q->named);
}

bool lint_behind_comma(const struct lint_query *q, const struct lint_source *source) {
    size_t before = source->place;
    while (before &&
           (lint_query_is(q, before - 1, "lateral") || lint_query_is(q, before - 1, "only")))
        before--;
    return before && lint_query_symbol(q, before - 1, ',');
}
