/*
 * PostgreSQL for tests: how it is started, and its catalogue.
 */
#include "live/catalogue.h"
#include "server.h"

#include <glob.h>
#include <signal.h>
#include <sys/stat.h>

/* ------------------------------------------------------------------ starting */

/* A program of PostgreSQL's newest version, which Debian keeps off the path, or NULL. */
static const char *program(const char *name) {
    glob_t found = {0};
    const char *path = NULL;
    struct tn_buffer pattern = {0};
    tn_put_format(&pattern, "/usr/lib/postgresql/*/bin/%s", name);
    if (glob(pattern.at, 0, NULL, &found) == 0 && found.gl_pathc > 0) {
        struct tn_buffer copy = {0};
        tn_put(&copy, found.gl_pathv[found.gl_pathc - 1]);
        path = server_keep(&copy);
    }
    globfree(&found);
    tn_buffer_free(&pattern);
    return path;
}

static bool installed(void) {
    return program("initdb") && server_program_answers("psql");
}

static void start(struct server *server) {
    const char *data = server_folder(server, "data");
    const char *const make[] = {
        program("initdb"),  "-D",        data, "-A", "trust", "-U", "postgres", "-E", "UTF8",
        "--locale=C.UTF-8", "--no-sync", NULL};
    server_prepare(server, make);
    server->socket = server_folder(server, "run");
    assert_int_equal(chmod(server->socket, 0755), 0);
    const char *const serve[] = {
        program("postgres"),      "-D", data,        "-k", server->socket,         "-c",
        "listen_addresses=",      "-c", "fsync=off", "-c", "full_page_writes=off", "-c",
        "synchronous_commit=off", NULL};
    server_serve(server, serve);
}

/* Debian's psql is a script that looks for this one. */
static const char *client(void) {
    static const char *path;
    if (!path)
        path = program("psql");
    return path ? path : "psql";
}

static struct tn_test_output execute(const struct database *database, const char *script) {
    const char *const arguments[] = {
        client(), "-XqAt",    "-v", "ON_ERROR_STOP=1", "-h", database->server->socket,
        "-U",     "postgres", "-d", database->name,    "-f", "-",
        NULL};
    return tn_test_execute(script, arguments);
}

/* ------------------------------------------------------------------ catalogue */

static void read_catalogue(const struct database *database, struct tn_buffer *lines) {
    struct tn_buffer query = {0};
    live_put_catalogue(&query, tn_dialects[TN_POSTGRESQL]);
    server_read(database, query.at, lines);
    tn_buffer_free(&query);
}

const struct server_kind server_postgresql = {
    .name = "PostgreSQL",
    .user = "postgres",
    .first = "postgres",
    .end = SIGQUIT,
    .installed = installed,
    .start = start,
    .create = server_create,
    .execute = execute,
    .lead = "\\pset fieldsep '\t'\n",
    .catalogue = read_catalogue,
};
