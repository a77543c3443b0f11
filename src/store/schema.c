/*
 * The tables of a project file, from the catalogue: one a kind, with a column a field; and those of
 * the journal and the settings. A file is ours only when its schema is letter by letter what is
 * made here: nothing foreign in it ever runs.
 */
#include "store/store.h"

#include <string.h>

/* ------------------------------------------------------------------ making */

static const struct {
    const char *name, *sql;
} fixed[] = {
    {"journal_group", "CREATE TABLE journal_group (number INTEGER PRIMARY KEY, name TEXT NOT NULL, "
                      "author TEXT, time INTEGER NOT NULL, state TEXT NOT NULL) STRICT"},
    {"journal_undone", "CREATE INDEX journal_undone ON journal_group (number) "
                       "WHERE state = 'undone'"},
    {"journal_edit",
     "CREATE TABLE journal_edit (number INTEGER NOT NULL, position INTEGER NOT NULL, "
     "type TEXT NOT NULL, kind TEXT NOT NULL, object INTEGER NOT NULL, parent TEXT, "
     "rank INTEGER, field TEXT, before ANY, after ANY, "
     "PRIMARY KEY (number, position)) STRICT, WITHOUT ROWID"},
    {"setting", "CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) "
                "STRICT, WITHOUT ROWID"},
};

static const char *column_type(const struct tn_field *field) {
    switch (field->type) {
    case TN_BOOL:
    case TN_INT:
        return "INTEGER NOT NULL";
    case TN_REF:
        return "INTEGER";
    case TN_TEXT:
    case TN_TEXTS:
    case TN_ENUM:
    case TN_REFS:
        break;
    }
    return "TEXT NOT NULL";
}

void store_table_sql(struct tn_buffer *out, const struct tn_kind_info *kind) {
    tn_put_format(out, "CREATE TABLE \"%s\" (id INTEGER NOT NULL UNIQUE", kind->name);
    for (size_t i = 0; i < kind->field_count; i++)
        tn_put_format(out, ", \"%s\" %s", kind->fields[i].name, column_type(&kind->fields[i]));
    tn_put(out, ") STRICT");
}

static void put_view(struct tn_buffer *out, const struct tn_store_view *view) {
    tn_put_format(out, "CREATE VIEW \"%s\" AS %s", view->name, view->sql);
}

void store_views_sql(struct tn_buffer *out) {
    for (const struct tn_store_view *view = tn_store_views; view->name; view++) {
        put_view(out, view);
        tn_put(out, ";\n");
    }
}

void store_schema_sql(struct tn_buffer *out) {
    for (size_t kind = 1; kind < TN_KIND_COUNT; kind++) {
        store_table_sql(out, &tn_kinds[kind]);
        tn_put(out, ";\n");
    }
    for (size_t i = 0; i < TN_LENGTH(fixed); i++)
        tn_put_format(out, "%s;\n", fixed[i].sql);
    store_views_sql(out);
}

/* ------------------------------------------------------------------ checking */

/* What should be there, by name. */
struct expectation {
    struct tn_arena arena;
    struct tn_text_map statements;
    size_t count;
};

static void expect(struct expectation *expectation, const char *name, struct tn_buffer *sql) {
    char *copy = tn_arena_text(&expectation->arena, sql->at, sql->length);
    tn_text_map_put(&expectation->statements, name, copy);
    expectation->count++;
    tn_buffer_reset(sql);
}

static void expect_all(struct expectation *expectation) {
    struct tn_buffer sql = {0};
    for (size_t kind = 1; kind < TN_KIND_COUNT; kind++) {
        store_table_sql(&sql, &tn_kinds[kind]);
        expect(expectation, tn_kinds[kind].name, &sql);
    }
    for (size_t i = 0; i < TN_LENGTH(fixed); i++) {
        tn_put(&sql, fixed[i].sql);
        expect(expectation, fixed[i].name, &sql);
    }
    for (const struct tn_store_view *view = tn_store_views; view->name; view++) {
        put_view(&sql, view);
        expect(expectation, view->name, &sql);
    }
    tn_buffer_free(&sql);
}

/* SQLite's own: the indexes of unique columns, statistics. They hold no statements. */
static bool is_internal(const char *name, const char *sql) {
    return tn_starts_with(name, "sqlite_") && (!sql || tn_starts_with(name, "sqlite_stat"));
}

static bool check_all(const struct expectation *expectation, sqlite3_stmt *statement,
                      const char *path, struct tn_error *error) {
    size_t found = 0;
    int result;
    while ((result = sqlite3_step(statement)) == SQLITE_ROW) {
        const char *type = (const char *)sqlite3_column_text(statement, 0);
        const char *name = (const char *)sqlite3_column_text(statement, 1);
        const char *sql = (const char *)sqlite3_column_text(statement, 2);
        if (!type || !name)
            return tn_fail(error, "%s is damaged: its schema cannot be read", path);
        if (is_internal(name, sql))
            continue;
        const char *wanted = tn_text_map_get(&expectation->statements, name);
        if (!wanted)
            return tn_fail(error, "%s has a %s that is not tenon's: %s; it is not opened", path,
                           type, name);
        if (!sql || strcmp(sql, wanted) != 0)
            return tn_fail(error, "%s has another %s %s than tenon makes; it is not opened", path,
                           type, name);
        found++;
    }
    if (result != SQLITE_DONE)
        return store_fail(sqlite3_db_handle(statement), path, error);
    if (found != expectation->count)
        return tn_fail(error, "%s is damaged: it lacks %zu of its tables and views", path,
                       expectation->count - found);
    return true;
}

bool store_schema_check(sqlite3 *db, const char *path, struct tn_error *error) {
    sqlite3_stmt *statement =
        store_prepare(db, path, "SELECT type, name, sql FROM sqlite_schema", error);
    if (!statement)
        return false;
    struct expectation expectation = {0};
    expect_all(&expectation);
    bool good = check_all(&expectation, statement, path, error);
    sqlite3_finalize(statement);
    tn_text_map_free(&expectation.statements);
    tn_arena_free(&expectation.arena);
    return good;
}
