/*
 * search-unindexed: texts that are searched for words or parts of them.
 */
#include "lint/advice.h"
#include "lint/fix.h"
#include "lint/rules.h"

#include <string.h>

static void check_search(struct tn_lint *lint) {
    if (!lint->model->counts[TN_access_pattern])
        return;
    struct tn_id_map reported = {0};
    LINT_EACH_TABLE(lint, table)
    LINT_EACH_DEMAND(lint, table, demand) {
        int64_t rows = table->entity->row_count;
        if (!demand->searches.count || (rows > 0 && rows < ADVICE_LEAST_ROWS) ||
            advice_is_searchable(lint, table, demand) ||
            tn_id_map_get(&reported, demand->pattern->id))
            continue;
        tn_id_map_put(&reported, demand->pattern->id, table);
        struct tn_finding *found = lint_find(
            lint, demand->pattern, "%s searches in %s.%s, and no index knows its words or parts",
            tn_title(demand->pattern), table->entity->name,
            demand->searches.items[0].attribute->name);
        lint_remedy(lint, found,
                    lint->dialect->id == TN_POSTGRESQL ? "Add a GIN index of trigrams or words"
                    : lint->dialect->id == TN_SQLITE   ? "Keep its words in a table of FTS5"
                                                       : "Add a FULLTEXT index");
    }
    tn_id_map_free(&reported);
}

/* ------------------------------------------------------------------ SQLite: a table of words */

static void put_list(struct tn_buffer *out, const struct lint_demand *demand, const char *before) {
    for (size_t i = 0; i < demand->searches.count; i++) {
        tn_put_format(out, "%s%s", i ? ", " : "", before);
        tn_sql_put_name(out, tn_dialects[TN_SQLITE], demand->searches.items[i].attribute->name);
    }
}

struct word_table {
    struct tn_model *model;
    struct tn_entity *entity;
    const struct lint_demand *demand;
    const char *name, *key;
};

/* INSERT INTO words(words, rowid, a) VALUES ('delete', old.id, old.a); */
static void put_row(const struct word_table *w, const char *row, struct tn_buffer *out) {
    bool removes = *row == 'o';
    tn_put_format(out, "INSERT INTO \"%s\" (%s%s%srowid, ", w->name, removes ? "\"" : "",
                  removes ? w->name : "", removes ? "\", " : "");
    put_list(out, w->demand, "");
    tn_put_format(out, ") VALUES (%s%s", removes ? "'delete', " : "", row);
    tn_sql_put_name(out, tn_dialects[TN_SQLITE], w->key);
    tn_put(out, ", ");
    put_list(out, w->demand, row);
    tn_put(out, ");\n");
}

static void add_trigger(const struct word_table *w, const char *event) {
    struct tn_buffer text = {0}, name = {0};
    tn_put_format(&name, "%s_%s", w->name, event);
    tn_put_format(&text, "CREATE TRIGGER \"%s\" AFTER %s ON ", name.at, event);
    tn_sql_put_name(&text, tn_dialects[TN_SQLITE], w->entity->name);
    tn_put(&text, " BEGIN\n");
    if (strcmp(event, "insert") != 0)
        put_row(w, "old.", &text);
    if (strcmp(event, "delete") != 0)
        put_row(w, "new.", &text);
    tn_put(&text, "END");
    struct tn_trigger *trigger = tn_design_add(w->model, TN_trigger, w->entity, name.at);
    tn_set_text(w->model, trigger, TN_trigger_definition, text.at);
    tn_buffer_free(&text);
    tn_buffer_free(&name);
}

static void add_word_table(const struct word_table *w) {
    struct tn_buffer text = {0};
    tn_put_format(&text, "CREATE VIRTUAL TABLE \"%s\" USING fts5(", w->name);
    put_list(&text, w->demand, "");
    tn_put(&text, ", content=");
    tn_sql_put_string(&text, tn_dialects[TN_SQLITE], w->entity->name);
    tn_put(&text, ", content_rowid=");
    tn_sql_put_string(&text, tn_dialects[TN_SQLITE], w->key);
    tn_put(&text, ")");
    struct tn_raw *raw = tn_design_add(w->model, TN_raw, w->model->project, w->name);
    tn_set_text(w->model, raw, TN_raw_statement, "CREATE VIRTUAL TABLE");
    tn_set_text(w->model, raw, TN_raw_definition, text.at);
    tn_set_ref(w->model, raw, TN_raw_entity, w->entity);
    tn_buffer_free(&text);
    add_trigger(w, "insert");
    add_trigger(w, "delete");
    add_trigger(w, "update");
}

static bool fix_in_sqlite(struct tn_model *model, struct tn_lint *lint, struct lint_table *table,
                          const struct lint_demand *demand, struct tn_error *error) {
    struct tn_key *primary = table->primary;
    struct tn_attribute *key =
        primary && primary->attributes.count == 1 ? (void *)primary->attributes.items[0] : NULL;
    if (!key || !tn_same_word(key->type, "integer"))
        return tn_fail(error,
                       "%s has no INTEGER PRIMARY KEY by which a table of words finds its "
                       "rows",
                       table->entity->name);
    struct word_table w = {model, table->entity, demand,
                           tn_arena_format(&lint->arena, "%s_words", table->entity->name),
                           key->name};
    if (tn_find_entity(model, w.name) || strchr(w.name, '"'))
        return tn_fail(error, "the name %s is taken", w.name);
    add_word_table(&w);
    return true;
}

/* ------------------------------------------------------------------ the fix */

static bool fix_demand(struct tn_model *model, struct tn_lint *lint, struct lint_table *table,
                       const struct lint_demand *demand, struct tn_error *error) {
    struct tn_advice advice;
    if (advice_is_searchable(lint, table, demand))
        return true;
    if (lint->dialect->id == TN_SQLITE)
        return fix_in_sqlite(model, lint, table, demand, error);
    if (advice_for_search(lint, table, demand, lint_is_choice(lint, "kind", "words"), &advice))
        tn_advice_take(model, &advice);
    return true;
}

static bool fix_search(struct tn_model *model, const struct tn_finding *finding,
                       struct tn_error *error) {
    static const char *const only[] = {"search-unindexed", NULL};
    struct tn_lint lint = {0};
    bool good = true;
    lint_open(&lint, model, &(struct tn_lint_options){.only = only});
    while (strcmp(tn_rules[lint.rule]->id, only[0]) != 0)
        lint.rule++;
    LINT_EACH_TABLE(&lint, table)
    LINT_EACH_DEMAND(&lint, table, demand)
    if (demand->pattern->id == finding->object && demand->searches.count)
        good = good && fix_demand(model, &lint, table, demand, error);
    lint_close(&lint);
    return good;
}

static const struct tn_rule_option kinds[] = {
    {"kind", TN_OPTION_CHOICE, "trigrams",
     "What PostgreSQL's index holds, where the pattern does not tell: parts of words or words",
     "trigrams words"},
    {0},
};

#define NOTES                                                                                      \
    "CREATE TABLE notes (id integer PRIMARY KEY, body text NOT NULL);\n"                           \
    "-- add: notes access_pattern name=find searches=body\n"

const struct tn_rule lint_search_unindexed = {
    .id = "search-unindexed",
    .group = "indexes",
    .severity = TN_INFO,
    .title = "A text is searched for words or parts, and no index knows them",
    .help = "A B-tree knows how a text begins, not what stands in it: LIKE '%word%' and searches "
            "for words read every row. PostgreSQL has GIN indexes of trigrams (pg_trgm), for "
            "parts, and of to_tsvector(), for words, which the query must then ask; MySQL and "
            "MariaDB have FULLTEXT, asked by MATCH … AGAINST; SQLite has FTS5: a table of its own "
            "for the words, kept up by triggers. After adding that table to rows that are there, "
            "fill it: INSERT INTO notes_words (notes_words) VALUES ('rebuild').",
    .doubt = "A table that stays small (say how many rows it has), or whose texts are searched by "
             "a program of its own.",
    .example = NOTES,
    .good = NOTES "CREATE INDEX notes_body ON notes USING gin (to_tsvector('simple', body));\n",
    .options = kinds,
    .check = check_search,
    .fix = fix_search,
};
