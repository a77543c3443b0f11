/*
 * SQLite for tests, in process and in memory, and its catalogue.
 */
#include "live/catalogue_sqlite.h"
#include "server.h"

/* ------------------------------------------------------------------ scripts */

static bool installed(void) {
    return true;
}

static void create(struct database *database) {
    assert_int_equal(sqlite3_open(":memory:", &database->file), SQLITE_OK);
}

static int add_values(void *lines, int count, char **values, char **names) {
    (void)names;
    for (int i = 0; i < count; i++)
        tn_put_format(lines, "%s%c", values[i] ? values[i] : "", i + 1 < count ? '\t' : '\n');
    return 0;
}

static struct tn_test_output execute(const struct database *database, const char *script) {
    struct tn_buffer rows = {0}, complaint = {0};
    char *message = NULL;
    int status = sqlite3_exec(database->file, script, add_values, &rows, &message);
    if (status)
        tn_put(&complaint, message ? message : "unknown error");
    sqlite3_free(message);
    return (struct tn_test_output){
        .status = status, .out = server_keep(&rows), .err = server_keep(&complaint)};
}

/* ------------------------------------------------------------------ catalogue */

static void read_catalogue(const struct database *database, struct tn_buffer *lines) {
    struct tn_error error = {0};
    if (!live_read_sqlite(database->file, lines, &error))
        fail_msg("%s", error.message);
}

const struct server_kind server_sqlite = {
    .name = "SQLite",
    .installed = installed,
    .create = create,
    .execute = execute,
    .lead = "",
    .catalogue = read_catalogue,
};
