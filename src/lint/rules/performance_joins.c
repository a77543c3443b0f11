/*
 * The rule on joins that do not say how: commas behind FROM, and JOIN without a condition.
 */
#include "lint/query.h"
#include "lint/rules.h"

#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ finding */

/* What follows a comma may need what stands before it: LATERAL, unnest(t.list). */
static bool depends_on_before(const struct lint_query *q, const struct lint_source *source) {
    bool derived = lint_query_symbol(q, source->place, '(');
    return lint_query_is(q, source->place - 1, "lateral") || (!source->relation && !derived);
}

static bool joins_by_comma(const struct lint_query *q, const struct lint_source *source) {
    return lint_behind_comma(q, source) && !depends_on_before(q, source);
}

/* Which words tell of a join how it is meant. */
enum said { SAID_NOTHING, SAID_JOIN, SAID_CONDITION };

static enum said said_at(const struct lint_query *q, size_t i) {
    if (lint_query_is(q, i, "on") || lint_query_is(q, i, "using"))
        return SAID_CONDITION;
    if (!lint_query_is(q, i, "join"))
        return SAID_NOTHING;
    for (size_t at = i; at > 0 && i - at < 3; at--)
        if (lint_query_is(q, at - 1, "cross") || lint_query_is(q, at - 1, "natural"))
            return SAID_NOTHING;
    return SAID_JOIN;
}

/* More JOINs than conditions in a SELECT, whatever their order: a JOIN b JOIN c ON … ON …; the
 * words are counted once for all SELECTs. */
static bool lacks_conditions(struct tn_lint *lint, const struct lint_query *q) {
    size_t *joins = tn_arena_allocate(&lint->arena, q->scopes.count * sizeof *joins);
    size_t *conditions = tn_arena_allocate(&lint->arena, q->scopes.count * sizeof *conditions);
    bool lacks = false;
    for (size_t i = 0; i < q->words->count; i++) {
        enum said said = q->clause[i] == LINT_CLAUSE_FROM ? said_at(q, i) : SAID_NOTHING;
        joins[q->scope_of[i]] += said == SAID_JOIN;
        conditions[q->scope_of[i]] += said == SAID_CONDITION;
    }
    for (size_t i = 0; i < q->scopes.count; i++)
        lacks |= joins[i] > conditions[i];
    return lacks;
}

static const struct lint_source *comma_joined(const struct lint_query *q) {
    for (size_t i = 0; i < q->sources.count; i++)
        if (joins_by_comma(q, &q->sources.items[i]))
            return &q->sources.items[i];
    return NULL;
}

static void judge(struct tn_lint *lint, struct lint_relations *relations,
                  const struct tn_object *object, const char *title, const char *text) {
    struct lint_query query;
    if (!strchr(text, ',') && !tn_find_word(text, "join"))
        return;
    lint_query_read(lint, relations, text, &query);
    const struct lint_source *source = comma_joined(&query);
    if (source) {
        struct tn_finding *found = lint_find(lint, object, "%s joins %s with a comma", title,
                                             *source->name ? source->name : "a query");
        lint_remedy(lint, found, "Say JOIN … ON …, or CROSS JOIN where all pairs are meant");
    } else if (lacks_conditions(lint, &query)) {
        struct tn_finding *found =
            lint_find(lint, object, "%s joins tables without a condition", title);
        lint_remedy(lint, found, "Say JOIN … ON …, or CROSS JOIN where all pairs are meant");
    }
    lint_query_free(&query);
}

static void check_joins(struct tn_lint *lint) {
    struct lint_relations relations = {0};
    if (!lint->model->counts[TN_view] && !lint->model->counts[TN_access_pattern])
        return;
    lint_relations_open(lint, &relations);
    TN_EACH_OF(lint->model, view, view)
    judge(lint, &relations, &view->object,
          tn_arena_format(&lint->arena, "view %s", lint_path(lint, view)), view->query);
    TN_EACH_OF(lint->model, access_pattern, pattern)
    judge(lint, &relations, &pattern->object,
          tn_arena_format(&lint->arena, "a query of %s", tn_entity_of(pattern)->name),
          pattern->query);
    lint_relations_close(&relations);
}

/* ------------------------------------------------------------------ mending */

/* One condition of a WHERE that is nothing but conditions joined by AND. */
struct condition {
    size_t first, last;               /* its tokens */
    const struct lint_source *source; /* the later of those it compares; NULL: a filter */
    bool placed;
};

struct mending {
    struct tn_lint *lint;
    struct lint_query query;
    TN_VECTOR(struct condition) conditions;
    size_t where, where_end; /* places of WHERE and behind its last token */
    struct tn_buffer out;
};

static const struct lint_source *source_called(const struct mending *m, size_t place) {
    const char *name = lint_token_name(m->lint, &m->query.words->tokens[place]);
    for (size_t i = 0; i < m->query.sources.count; i++)
        if (tn_same_word(m->query.sources.items[i].name, name))
            return &m->query.sources.items[i];
    return NULL;
}

/* a.x = b.y: the later of the two relations; NULL for every other condition. */
static const struct lint_source *joined_by(const struct mending *m, size_t first, size_t last) {
    const struct lint_query *q = &m->query;
    if (last - first != 7 || !lint_query_symbol(q, first + 1, '.') ||
        !lint_query_symbol(q, first + 3, '=') || !lint_query_symbol(q, first + 5, '.'))
        return NULL;
    const struct lint_source *a = source_called(m, first), *b = source_called(m, first + 4);
    if (!a || !b || a == b)
        return NULL;
    return a->place > b->place ? a : b;
}

/* Only tables with commas between them. */
static bool is_plain(const struct lint_query *q) {
    for (size_t i = 0; i < q->sources.count; i++) {
        const struct lint_source *source = &q->sources.items[i];
        if (!source->relation ||
            !(i ? joins_by_comma(q, source) : lint_query_is(q, source->place - 1, "from")))
            return false;
    }
    return q->sources.count > 1;
}

static void find_where(struct mending *m) {
    const struct lint_query *q = &m->query;
    m->where = m->where_end = q->words->count;
    for (size_t i = 0; i < q->words->count; i++) {
        if (q->clause[i] != LINT_CLAUSE_WHERE)
            continue;
        m->where = i < m->where ? i : m->where;
        m->where_end = i + 1;
    }
}

static void add_condition(struct mending *m, size_t first, size_t last) {
    struct condition condition = {first, last, joined_by(m, first, last), false};
    if (last > first)
        TN_PUSH(&m->conditions, condition);
}

/* Splits at AND; BETWEEN has one of its own, and an OR makes one condition of all. */
static bool read_conditions(struct mending *m) {
    const struct lint_query *q = &m->query;
    size_t first = m->where + 1;
    bool between = false;
    for (size_t i = first; i < m->where_end; i++) {
        if (lint_query_symbol(q, i, '(')) {
            i = q->words->match[i];
            continue;
        }
        if (lint_query_is(q, i, "or") || lint_query_is(q, i, "case") || lint_query_is(q, i, "xor"))
            return false;
        between |= lint_query_is(q, i, "between");
        if (!lint_query_is(q, i, "and"))
            continue;
        if (!between) {
            add_condition(m, first, i);
            first = i + 1;
        }
        between = false;
    }
    add_condition(m, first, m->where_end);
    return true;
}

static void put_tokens(struct mending *m, size_t first, size_t last) {
    const struct token *from = &m->query.words->tokens[first];
    const struct token *to = &m->query.words->tokens[last - 1];
    tn_put_bytes(&m->out, from->at, (size_t)(to->at + to->length - from->at));
}

static bool put_joins(struct mending *m, struct tn_error *error) {
    for (size_t i = 0; i < m->query.sources.count; i++) {
        const struct lint_source *source = &m->query.sources.items[i];
        size_t joined = 0;
        tn_put(&m->out, i ? " JOIN " : "");
        put_tokens(m, source->place, source->end);
        for (size_t c = 0; c < m->conditions.count && i; c++) {
            struct condition *condition = &m->conditions.items[c];
            if (condition->source != source)
                continue;
            tn_put(&m->out, joined++ ? " AND " : " ON ");
            put_tokens(m, condition->first, condition->last);
            condition->placed = true;
        }
        if (i && !joined)
            return tn_fail(error, "nothing joins %s to the others: write the condition by hand",
                           source->name);
    }
    return true;
}

static void put_rest(struct mending *m) {
    size_t kept = 0;
    for (size_t c = 0; c < m->conditions.count; c++)
        if (!m->conditions.items[c].placed) {
            tn_put(&m->out, kept++ ? " AND " : " WHERE ");
            put_tokens(m, m->conditions.items[c].first, m->conditions.items[c].last);
        }
    if (m->where_end < m->query.words->count) {
        tn_put_char(&m->out, ' ');
        tn_put(&m->out, m->query.words->tokens[m->where_end].at);
    }
}

/* SELECT … FROM a, b WHERE a.x = b.y AND c -> SELECT … FROM a JOIN b ON a.x = b.y WHERE c */
static bool mend(struct mending *m, const char *text, struct tn_error *error) {
    const struct lint_query *q = &m->query;
    if (q->scopes.count != 1 || !is_plain(q))
        return tn_fail(error, "the query has more than tables and commas behind one FROM: write "
                              "its joins by hand");
    find_where(m);
    if (m->where == q->words->count)
        return tn_fail(error, "no condition joins the tables: write it by hand");
    if (!read_conditions(m))
        return tn_fail(error, "the conditions are joined by OR: write the joins by hand");
    size_t from = q->sources.items[0].place;
    tn_put_bytes(&m->out, text, (size_t)(q->words->tokens[from].at - text));
    if (!put_joins(m, error))
        return false;
    put_rest(m);
    return true;
}

static bool fix_joins(struct tn_model *model, const struct tn_finding *finding,
                      struct tn_error *error) {
    static const struct tn_lint_options defaults;
    struct tn_object *object = tn_find_id(model, finding->object);
    unsigned field =
        object->kind == TN_view ? (unsigned)TN_view_query : (unsigned)TN_access_pattern_query;
    const char *text = tn_value_get(object, &tn_kind_of(object)->fields[field]).text;
    struct lint_relations relations = {0};
    struct tn_lint lint = {0};
    lint_open(&lint, model, &defaults);
    lint_relations_open(&lint, &relations);
    struct mending m = {.lint = &lint};
    lint_query_read(&lint, &relations, text, &m.query);
    bool wrong = comma_joined(&m.query) || lacks_conditions(&lint, &m.query);
    bool fixed = !wrong || mend(&m, text, error);
    if (wrong && fixed)
        tn_set_text(model, object, field, tn_buffer_text(&m.out));
    tn_buffer_free(&m.out);
    free(m.conditions.items);
    lint_query_free(&m.query);
    lint_relations_close(&relations);
    lint_close(&lint);
    return fixed;
}

const struct tn_rule lint_query_implicit_join = {
    .id = "query-implicit-join",
    .group = "performance",
    .severity = TN_INFO,
    .title = "A view or query joins with commas, or without a condition",
    .help = "With commas behind FROM, what joins the tables stands among all other conditions: "
            "leave one out, and every row meets every other. JOIN … ON keeps them apart, and the "
            "server asks for it. The fix moves the conditions, where they are plain comparisons.",
    .doubt =
        "All pairs may be meant: say CROSS JOIN. Calls such as unnest(), and LATERAL, behind a "
        "comma are not reported.",
    .example = "CREATE TABLE users (id integer PRIMARY KEY, name text);\n"
               "CREATE TABLE posts (id integer PRIMARY KEY, user_id integer REFERENCES users);\n"
               "CREATE INDEX ON posts (user_id);\n"
               "CREATE VIEW authors AS SELECT u.name, p.id FROM users u, posts p\n"
               "    WHERE p.user_id = u.id;\n",
    .good = "CREATE TABLE users (id integer PRIMARY KEY, name text);\n"
            "CREATE TABLE posts (id integer PRIMARY KEY, user_id integer REFERENCES users);\n"
            "CREATE INDEX ON posts (user_id);\n"
            "CREATE VIEW authors AS SELECT u.name, p.id FROM users u\n"
            "    JOIN posts p ON p.user_id = u.id;\n",
    .check = check_joins,
    .fix = fix_joins,
};
