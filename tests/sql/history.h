/*
 * history: a script that changes what it made is read, and written as what came of it. The server
 * reads both, and its catalogue must say the same of them.
 */
#ifndef TENON_TESTS_SQL_HISTORY_H
#define TENON_TESTS_SQL_HISTORY_H

#include "servers.h"

#include "tenon/lower.h"

#include <string.h>

struct history {
    const char *name, *script;
};

static const char *catalogue_of(enum tn_dialect_id dialect, const char *script) {
    struct database *database = tn_server_database(tn_server_start(dialect));
    const char *message = tn_database_run(database, script);
    if (message)
        fail_msg("does not load: %s\n%s", message, script);
    return tn_database_snapshot(database);
}

/* told: what the one warning is about, where there is to be one. */
static void comes_to_the_same(const struct history *history, const struct tn_dialect *dialect,
                              const char *told) {
    struct tn_model *model = tn_model_new(0, 0);
    struct tn_findings findings = {0};
    struct tn_buffer script = {0}, found = {0};
    bool read = tn_sql_read(model, tn_slice_of(history->script), NULL, dialect, &findings, NULL);
    struct tn_model *physical = tn_lower(model, dialect, &findings);
    tn_sql_write(physical, dialect, NULL, &script);
    tn_findings_print(&findings, &found);
    print_message("%s\n", history->name);
    size_t warnings = tn_findings_count(&findings, TN_WARNING);
    if (!read || warnings != !!*told || !strstr(tn_buffer_text(&found), told))
        fail_msg("%s: %s", history->name, tn_buffer_text(&found));
    const char *difference =
        tn_snapshot_difference(catalogue_of(dialect->id, history->script),
                               catalogue_of(dialect->id, tn_buffer_text(&script)));
    if (*difference)
        fail_msg("%s:\n%s\n%s", history->name, difference, tn_buffer_text(&script));
    tn_buffer_free(&script);
    tn_buffer_free(&found);
    tn_findings_free(&findings);
    tn_model_free(physical);
    tn_model_free(model);
}

static void all_come_to_the_same(const struct history *histories, size_t count, const char *name) {
    const struct tn_dialect *dialect = tn_dialect_find(name);
    for (size_t i = 0; i < count; i++)
        comes_to_the_same(&histories[i], dialect, "");
}

#endif
