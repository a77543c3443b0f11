/*
 * Rules on queries: those of views, and those written down with access patterns.
 */
#include "lint/query.h"
#include "lint/rules.h"

#include <stdlib.h>
#include <string.h>

static const char *title_of(struct tn_lint *lint, const struct tn_object *object) {
    if (object->kind == TN_view)
        return tn_arena_format(&lint->arena, "view %s", lint_path(lint, object));
    return tn_arena_format(&lint->arena, "a query of %s", tn_entity_of(object)->name);
}

static unsigned text_field(const struct tn_object *object) {
    return object->kind == TN_view ? (unsigned)TN_view_query : (unsigned)TN_access_pattern_query;
}

static const char *text_of(const struct tn_object *object) {
    return tn_value_get(object, &tn_kind_of(object)->fields[text_field(object)]).text;
}

/* ------------------------------------------------------------------ query-select-star */

/* SELECT *, t.*; not count(*) and a * b. */
static bool is_star(const struct lint_query *q, size_t place) {
    if (!place || !lint_query_symbol(q, place, '*') || !q->own[place] ||
        q->clause[place] != LINT_CLAUSE_OUTPUT)
        return false;
    size_t before = place - 1, next = place + 1;
    bool begins = lint_query_is(q, before, "select") || lint_query_is(q, before, "all") ||
                  lint_query_is(q, before, "distinct") || lint_query_symbol(q, before, ',') ||
                  lint_query_symbol(q, before, '.');
    bool ends = next >= q->words->count || lint_query_symbol(q, next, ',') ||
                lint_query_symbol(q, next, ')') || q->clause[next] != LINT_CLAUSE_OUTPUT;
    return begins && ends;
}

static bool is_relation(const struct lint_query *q, const struct lint_source *source) {
    return source->relation && !tn_text_map_get(&q->named, source->relation);
}

/* The scopes in which a star takes columns of a table or view; those of a query in it are written
 * down there. On the heap. */
static bool *scopes_of_relations(const struct lint_query *q) {
    bool *takes = tn_allocate((q->scopes.count + 1) * sizeof *takes);
    for (size_t i = 0; i < q->sources.count; i++)
        if (is_relation(q, &q->sources.items[i]))
            takes[q->sources.items[i].scope] = true;
    return takes;
}

/* The first star from the place on; the count of words where there is none. */
static size_t find_star(const struct lint_query *q, size_t from) {
    size_t i = from;
    bool *takes = scopes_of_relations(q);
    while (i < q->words->count &&
           !(is_star(q, i) && !q->scopes.items[q->scope_of[i]].exists && takes[q->scope_of[i]]))
        i++;
    free(takes);
    return i;
}

static void judge_star(struct tn_lint *lint, struct lint_relations *relations,
                       const struct tn_object *object) {
    struct lint_query query;
    if (!strchr(text_of(object), '*'))
        return;
    lint_query_read(lint, relations, text_of(object), &query);
    if (find_star(&query, 0) < query.words->count) {
        struct tn_finding *found =
            lint_find(lint, object, "%s selects all columns: *", title_of(lint, object));
        lint_remedy(lint, found, "List the columns that are needed");
        lint_alike(lint, found, "");
    }
    lint_query_free(&query);
}

static void check_star(struct tn_lint *lint) {
    struct lint_relations relations = {0};
    if (!lint->model->counts[TN_view] && !lint->model->counts[TN_access_pattern])
        return;
    lint_relations_open(lint, &relations);
    TN_EACH_OF(lint->model, view, view)
    judge_star(lint, &relations, &view->object);
    TN_EACH_OF(lint->model, access_pattern, pattern)
    judge_star(lint, &relations, &pattern->object);
    lint_relations_close(&relations);
}

/* A star becomes the columns of what stands behind FROM, which must be tables of the model. */
struct expansion {
    struct tn_lint *lint;
    struct lint_query query;
    struct tn_buffer out;
    struct tn_error *error;
    bool failed;
};

static void fail(struct expansion *e, const char *what) {
    e->failed = true;
    tn_fail(e->error, "the columns of %s are not known: write them by hand", what);
}

static void put_columns(struct expansion *e, const struct lint_source *source, bool qualified,
                        bool *first) {
    const struct tn_dialect *dialect = e->lint->dialect;
    if (!source->table || !source->table->column_count) {
        fail(e, *source->name ? source->name : "a query");
        return;
    }
    LINT_EACH_COLUMN(source->table, column) {
        if (column->attribute->invisible)
            continue;
        tn_put(&e->out, *first ? "" : ", ");
        *first = false;
        if (qualified) {
            tn_sql_put_name(&e->out, dialect, source->name);
            tn_put_char(&e->out, '.');
        }
        tn_sql_put_name(&e->out, dialect, column->attribute->name);
    }
}

static bool merges_columns(const struct lint_query *q, size_t scope) {
    for (size_t i = 0; i < q->words->count; i++)
        if (q->scope_of[i] == scope && q->own[i] && q->clause[i] == LINT_CLAUSE_FROM &&
            (lint_query_is(q, i, "natural") || lint_query_is(q, i, "using")))
            return true;
    return false;
}

static void expand_star(struct expansion *e, size_t place, const char *qualifier) {
    const struct lint_query *q = &e->query;
    size_t scope = q->scope_of[place], count = 0;
    bool first = true;
    for (size_t i = 0; i < q->sources.count; i++)
        count += q->sources.items[i].scope == scope;
    if (!qualifier && merges_columns(q, scope))
        fail(e, "tables that are joined by USING");
    for (size_t i = 0; i < q->sources.count && !e->failed; i++) {
        const struct lint_source *source = &q->sources.items[i];
        if (source->scope == scope && (!qualifier || tn_same_word(source->name, qualifier)))
            put_columns(e, source, qualifier || count > 1, &first);
    }
    if (first && !e->failed)
        fail(e, qualifier ? qualifier : "its tables");
}

/* The text with all its stars expanded is in e->out. */
static void expand(struct expansion *e, const char *text) {
    const struct lint_query *q = &e->query;
    const struct token *tokens = q->words->tokens;
    const char *done = text;
    for (size_t i = find_star(q, 0); i < q->words->count && !e->failed; i = find_star(q, i + 1)) {
        size_t start = i;
        const char *qualifier = NULL;
        if (lint_query_symbol(q, i - 1, '.'))
            qualifier = lint_token_name(e->lint, &tokens[i - 2]);
        while (start >= 2 && lint_query_symbol(q, start - 1, '.'))
            start -= 2;
        tn_put_bytes(&e->out, done, (size_t)(tokens[start].at - done));
        expand_star(e, i, qualifier);
        done = tokens[i].at + 1;
    }
    tn_put(&e->out, done);
}

static bool fix_star(struct tn_model *model, const struct tn_finding *finding,
                     struct tn_error *error) {
    static const struct tn_lint_options defaults;
    struct tn_object *object = tn_find_id(model, finding->object);
    struct lint_relations relations = {0};
    struct tn_lint lint = {0};
    lint_open(&lint, model, &defaults);
    lint_relations_open(&lint, &relations);
    struct expansion e = {.lint = &lint, .error = error};
    lint_query_read(&lint, &relations, text_of(object), &e.query);
    expand(&e, text_of(object));
    if (!e.failed && strcmp(tn_buffer_text(&e.out), text_of(object)) != 0)
        tn_set_text(model, object, text_field(object), tn_buffer_text(&e.out));
    tn_buffer_free(&e.out);
    lint_query_free(&e.query);
    lint_relations_close(&relations);
    lint_close(&lint);
    return !e.failed;
}

const struct tn_rule lint_query_select_star = {
    .id = "query-select-star",
    .group = "performance",
    .severity = TN_INFO,
    .title = "A view or query selects all columns with *",
    .help =
        "SELECT * reads columns that nobody needs, keeps an index from answering alone, and "
        "means something else after a column was added: a view keeps the old columns, a program "
        "gets the new one. List the columns; the fix does it where their tables are in the "
        "model.",
    .doubt = "A star over a query inside the same text is not reported, and neither is one in "
             "EXISTS. A view that renames a table and no more may mean all columns.",
    .example = "CREATE TABLE orders (id integer PRIMARY KEY, total numeric(10,2));\n"
               "CREATE VIEW large_orders AS SELECT * FROM orders WHERE total > 100;\n",
    .good = "CREATE TABLE orders (id integer PRIMARY KEY, total numeric(10,2));\n"
            "CREATE VIEW large_orders AS SELECT id, total FROM orders WHERE total > 100;\n",
    .check = check_star,
    .fix = fix_star,
};

/* ------------------------------------------------------------------ query-unbounded */

static bool has_clause(const struct lint_query *q, enum lint_clause clause) {
    for (size_t i = 0; i < q->words->count; i++)
        if (q->scope_of[i] == 0 && q->own[i] && q->clause[i] == clause)
            return true;
    return false;
}

/* SELECT count(*), max(x): one row. */
static bool is_aggregate(const struct lint_query *q) {
    static const char *const functions[] = {"count", "sum", "min", "max", "avg"};
    for (size_t i = 0; i < q->words->count; i++)
        for (size_t f = 0; f < TN_LENGTH(functions); f++)
            if (q->scope_of[i] == 0 && q->own[i] && q->clause[i] == LINT_CLAUSE_OUTPUT &&
                lint_query_is(q, i, functions[f]) && lint_query_symbol(q, i + 1, '('))
                return !has_clause(q, LINT_CLAUSE_GROUP);
    return false;
}

/* OFFSET 5000, or LIMIT 5000, 20: how many rows are read for nothing. */
static int64_t skipped_rows(const struct lint_query *q) {
    for (size_t i = 0; i + 1 < q->words->count; i++) {
        const struct token *next = &q->words->tokens[i + 1];
        if (q->scope_of[i] != 0 || !q->own[i] || next->kind != T_NUMBER)
            continue;
        bool pair = lint_query_is(q, i, "limit") && lint_query_symbol(q, i + 2, ',');
        if (lint_query_is(q, i, "offset") || pair)
            return strtoll(next->at, NULL, 10);
    }
    return 0;
}

static bool reads_all(const struct lint_query *q) {
    return has_clause(q, LINT_CLAUSE_FROM) && !has_clause(q, LINT_CLAUSE_WHERE) &&
           !has_clause(q, LINT_CLAUSE_LIMIT) && !is_aggregate(q);
}

/* The same of a pattern that is told without its query. */
static bool has_no_bound(const struct tn_access_pattern *pattern) {
    return !pattern->equals.count && !pattern->range && !pattern->joins.count &&
           !pattern->expressions.count && !pattern->searches.count && !*pattern->condition;
}

static void report_all(struct tn_lint *lint, const struct tn_access_pattern *pattern) {
    const struct tn_entity *entity = tn_entity_of(pattern);
    struct tn_finding *found = lint_find(lint, pattern, "a query of %s reads all its %lld rows",
                                         entity->name, (long long)entity->row_count);
    lint_remedy(lint, found, "Take them in pages: WHERE key > … ORDER BY key LIMIT …");
}

static void judge_query(struct tn_lint *lint, struct lint_relations *relations,
                        const struct tn_access_pattern *pattern) {
    struct lint_query query;
    int64_t deep = lint_number(lint, "offset");
    lint_query_read(lint, relations, pattern->query, &query);
    int64_t rows = skipped_rows(&query);
    if (deep && rows >= deep) {
        struct tn_finding *found =
            lint_find(lint, pattern, "a query of %s skips %lld rows that it has to read",
                      tn_entity_of(pattern)->name, (long long)rows);
        lint_remedy(lint, found, "Go on behind the last key seen: WHERE key > … ORDER BY key");
    } else if (!pattern->limited && reads_all(&query))
        report_all(lint, pattern);
    lint_query_free(&query);
}

static void check_unbounded(struct tn_lint *lint) {
    int64_t large = lint_number(lint, "rows");
    struct lint_relations relations = {0};
    if (!lint->model->counts[TN_access_pattern])
        return;
    lint_relations_open(lint, &relations);
    TN_EACH_OF(lint->model, access_pattern, pattern) {
        if (tn_entity_of(pattern)->row_count < large || pattern->writes)
            continue;
        if (*pattern->query)
            judge_query(lint, &relations, pattern);
        else if (!pattern->limited && has_no_bound(pattern))
            report_all(lint, pattern);
    }
    lint_relations_close(&relations);
}

static const struct tn_rule_option unbounded_options[] = {
    {"rows", TN_OPTION_NUMBER, "10000", "how many rows a table must be expected to have", NULL},
    {"offset", TN_OPTION_NUMBER, "1000", "how many rows a query may skip; 0: any number", NULL},
    {0},
};

const struct tn_rule lint_query_unbounded = {
    .id = "query-unbounded",
    .group = "performance",
    .severity = TN_INFO,
    .off = true,
    .title = "A query reads all rows of a large table, or skips many of them",
    .help = "A list without an end grows with its table until it fills the memory of whoever asks "
            "for it. OFFSET does not help: the server reads what it skips. Take pages by the key "
            "of the last row seen, and say LIMIT. Looks at access patterns and their queries, of "
            "tables with many rows expected.",
    .doubt = "Exports and nightly jobs read everything on purpose: waive those patterns. Any WHERE "
             "counts as a bound.",
    .example = "-- set: orders row_count=1000000\n"
               "-- add: orders access_pattern query='SELECT id FROM orders ORDER BY id'\n"
               "CREATE TABLE orders (id integer PRIMARY KEY);\n",
    .good = "-- set: orders row_count=1000000\n"
            "-- add: orders access_pattern query='SELECT id FROM orders ORDER BY id LIMIT 50'\n"
            "CREATE TABLE orders (id integer PRIMARY KEY);\n",
    .options = unbounded_options,
    .check = check_unbounded,
};
