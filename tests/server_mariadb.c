/*
 * MariaDB for tests: how it is started, and its catalogue.
 */
#include "live/catalogue.h"
#include "server.h"

#include <signal.h>
#include <sys/stat.h>

/* ------------------------------------------------------------------ starting */

static bool installed(void) {
    return server_program_answers("mariadbd") && server_program_answers("mariadb");
}

static const char *option(const char *name, const char *value) {
    struct tn_buffer text = {0};
    tn_put_format(&text, "%s=%s", name, value);
    return server_keep(&text);
}

static void start(struct server *server) {
    const char *data = server_folder(server, "data");
    const char *const make[] = {
        "mariadb-install-db",      "--no-defaults",
        option("--datadir", data), "--auth-root-authentication-method=normal",
        "--skip-test-db",          NULL};
    server_prepare(server, make);
    const char *run = server_folder(server, "run");
    assert_int_equal(chmod(run, 0755), 0);
    server->socket = tn_test_path(run, "s");
    const char *const serve[] = {"mariadbd",
                                 "--no-defaults",
                                 option("--datadir", data),
                                 option("--tmpdir", data),
                                 option("--socket", server->socket),
                                 option("--pid-file", tn_test_path(run, "pid")),
                                 "--skip-networking",
                                 "--skip-log-bin",
                                 "--innodb-flush-log-at-trx-commit=0",
                                 "--character-set-server=utf8mb4",
                                 "--collation-server=utf8mb4_general_ci",
                                 NULL};
    server_serve(server, serve);
}

static struct tn_test_output execute(const struct database *database, const char *script) {
    const char *const arguments[] = {"mariadb",
                                     "--no-defaults",
                                     "--user=root",
                                     "--socket",
                                     database->server->socket,
                                     "-N",
                                     "-B",
                                     "--raw",
                                     "--default-character-set=utf8mb4",
                                     database->name,
                                     NULL};
    return tn_test_execute(script, arguments);
}

/* ------------------------------------------------------------------ catalogue */

static void read_catalogue(const struct database *database, struct tn_buffer *lines) {
    struct tn_buffer query = {0};
    live_put_catalogue(&query, tn_dialects[TN_MARIADB]);
    server_read(database, query.at, lines);
    tn_buffer_free(&query);
}

const struct server_kind server_mariadb = {
    .name = "MariaDB",
    .user = "mysql",
    .first = "mysql",
    .end = SIGKILL,
    .installed = installed,
    .start = start,
    .create = server_create,
    .execute = execute,
    .lead = "",
    .catalogue = read_catalogue,
};
