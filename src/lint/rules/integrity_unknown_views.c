/*
 * expr-unknown-column in views: what their queries read. A name is judged only where all that it
 * could mean is known.
 */
#include "lint/rules/integrity_unknown.h"

#include "lint/nearest.h"
#include "lint/query.h"

#include <stdlib.h>
#include <string.h>

/* A source of a SELECT by its name: "scope name" -> struct lint_source. */
struct view {
    struct tn_lint *lint;
    const struct tn_view *view;
    struct lint_query query;
    struct tn_text_map sources; /* "number of the scope.name" -> struct lint_source */
    struct tn_text_map first;   /* any source's name: whole rows go by it */
};

static const char *scoped(struct tn_lint *lint, size_t scope, const char *name) {
    return tn_arena_format(&lint->arena, "%zu.%s", scope, name);
}

static void open_sources(struct view *v) {
    for (size_t i = 0; i < v->query.sources.count; i++) {
        struct lint_source *source = &v->query.sources.items[i];
        tn_text_map_put(&v->sources, scoped(v->lint, source->scope, source->name), source);
        tn_text_map_put(&v->first, source->name, source);
    }
}

/* ------------------------------------------------------------------ tables */

static void find_missing_table(struct view *v, const struct lint_source *source,
                               struct lint_nearest *nearest) {
    struct tn_lint *lint = v->lint;
    struct tn_finding *found = lint_find(lint, v->view, "view %s reads %s, which does not exist",
                                         v->view->name, source->relation);
    for (size_t i = 0; !nearest->by_rest.count && i < lint->table_count; i++)
        lint_nearest_add(lint, nearest, lint->tables[i].entity->name);
    const char *meant = lint_nearest_find(lint, nearest, source->relation);
    if (meant)
        lint_remedy(lint, found, "Did you mean %s?", meant);
    else
        lint_remedy(lint, found, "Add the table %s, or correct the view", source->relation);
}

static const struct lint_source *missing_table(const struct view *v) {
    for (size_t i = 0; i < v->query.sources.count; i++)
        if (v->query.sources.items[i].missing)
            return &v->query.sources.items[i];
    return NULL;
}

/* ------------------------------------------------------------------ columns */

static bool has_column(struct view *v, const struct lint_source *source, const char *name) {
    return lint_column_named(v->lint, source->table, name) ||
           lint_is_system_column(v->lint->dialect, name);
}

/* a.name: the source that a is, of the SELECT or one around it; NULL where it is not known. */
static const struct lint_source *source_named(struct view *v, size_t scope, const char *name) {
    for (size_t at = scope + 1; at; at = v->query.scopes.items[at - 1].parent) {
        const struct lint_source *source =
            tn_text_map_get(&v->sources, scoped(v->lint, at - 1, name));
        if (source)
            return source;
    }
    return NULL;
}

/* Words that stand where a column could, without being reserved. */
static bool is_keyword(const char *name) {
    static const char *const words[] = {
        "by",    "current",   "excluding", "exclude", "first",  "following", "groups",    "last",
        "next",  "no",        "nulls",     "only",    "others", "partition", "preceding", "prior",
        "range", "recursive", "row",       "rows",    "sets",   "ties",      "unbounded", "value",
    };
    for (size_t i = 0; i < TN_LENGTH(words); i++)
        if (strcmp(words[i], name) == 0)
            return true;
    return false;
}

/* Is all that the SELECT reads known: one table, and no SELECT around it? */
static const struct lint_source *only_source(const struct view *v, size_t scope) {
    const struct lint_scope *s = &v->query.scopes.items[scope];
    const struct lint_source *only = NULL;
    if (s->unknown || s->parent || s->set || v->query.sources.count != 1)
        return NULL;
    only = &v->query.sources.items[0];
    return only->scope == scope ? only : NULL;
}

/* The table that should have the column and has not. */
static const struct lint_source *lacking(struct view *v, const struct lint_named *named) {
    size_t scope = v->query.scope_of[named->place];
    const struct lint_source *source;
    if (named->qualifier) {
        size_t qualifier = named->place - 2; /* schema.table.column is not judged */
        bool longer = qualifier && token_is_symbol(&v->query.words->tokens[qualifier - 1], '.');
        source = longer ? NULL : source_named(v, scope, named->qualifier);
        return source && source->table && !has_column(v, source, named->name) ? source : NULL;
    }
    source = only_source(v, scope);
    bool judged =
        source && source->table && !is_keyword(named->name) &&
        !tn_text_map_get(&v->query.aliases, named->name) &&
        !tn_text_map_get(&v->first, named->name) &&
        !(v->lint->dialect->id == TN_SQLITE && *v->query.words->tokens[named->place].at == '"');
    return judged && !has_column(v, source, named->name) ? source : NULL;
}

static void check_columns(struct view *v) {
    struct lint_named named;
    open_sources(v);
    for (size_t at = 0; lint_next_named(v->lint, v->query.words, &at, &named);) {
        const struct lint_source *source = v->query.names[named.place] ? NULL : lacking(v, &named);
        if (!source)
            continue;
        lint_unknown_column(v->lint, v->view, "reads", source->table->entity, named.name);
        return;
    }
}

void lint_unknown_in_views(struct tn_lint *lint) {
    struct lint_relations relations = {0};
    struct lint_nearest nearest = {0};
    if (!lint->model->counts[TN_view])
        return;
    lint_relations_open(lint, &relations);
    TN_EACH_OF(lint->model, view, view) {
        struct view v = {.lint = lint, .view = view};
        lint_query_read(lint, &relations, view->query, &v.query);
        const struct lint_source *missing = missing_table(&v);
        if (missing)
            find_missing_table(&v, missing, &nearest);
        else
            check_columns(&v);
        lint_query_free(&v.query);
        tn_text_map_free(&v.sources);
        tn_text_map_free(&v.first);
    }
    lint_nearest_free(&nearest);
    lint_relations_close(&relations);
}
