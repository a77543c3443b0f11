/*
 * servers: starting throw-away servers, running scripts in them, and reading their catalogues. The
 * queries ask the servers' own catalogues and share nothing with the code under test. What differs
 * between the kinds of servers is told by their rows: see server.h.
 */
#include "live/catalogue.h"
#include "server.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static const struct server_kind *const kinds[TN_DIALECT_COUNT] = {
    [TN_POSTGRESQL] = &server_postgresql,
    [TN_MYSQL] = &server_mariadb,
    [TN_MARIADB] = &server_mariadb,
    [TN_SQLITE] = &server_sqlite,
};

static struct server servers[TN_DIALECT_COUNT];
static struct database *newest_database;
static struct tn_arena texts; /* live to the end */

/* ------------------------------------------------------------------ the end of the program */

static void stop(struct server *server) {
    if (server->process > 0) {
        kill(server->process, server->kind->end);
        waitpid(server->process, NULL, 0);
    }
    if (*server->folder)
        tn_test_remove(server->folder);
}

static void finish(void) {
    for (size_t i = 0; i < TN_LENGTH(servers); i++)
        stop(&servers[i]);
    for (struct database *d = newest_database; d; d = d->older)
        sqlite3_close(d->file);
    tn_arena_free(&texts);
}

char *server_keep(struct tn_buffer *buffer) {
    char *kept = tn_arena_text(&texts, tn_buffer_text(buffer), buffer->length);
    tn_buffer_free(buffer);
    return kept;
}

/* ------------------------------------------------------------------ programs */

static const char *log_of(const struct server *server) {
    return tn_test_path(server->folder, "log");
}

/* Both servers refuse to run as root: the child becomes their user. */
static void become(const char *user) {
    struct passwd *entry = geteuid() == 0 ? getpwnam(user) : NULL;
    if (entry &&
        (initgroups(user, entry->pw_gid) || setgid(entry->pw_gid) || setuid(entry->pw_uid)))
        _exit(126);
}

static pid_t start_as(const char *user, const char *log, const char *const *arguments) {
    pid_t process = fork();
    assert_true(process >= 0);
    if (process > 0)
        return process;
    int out = open(log, O_WRONLY | O_CREAT | O_APPEND, 0644), in = open("/dev/null", O_RDONLY);
    dup2(in, STDIN_FILENO);
    dup2(out, STDOUT_FILENO);
    dup2(out, STDERR_FILENO);
    become(user);
    prctl(PR_SET_PDEATHSIG, SIGQUIT);
    execvp(arguments[0], (char *const *)arguments);
    _exit(127);
}

void server_prepare(const struct server *server, const char *const *arguments) {
    int status = -1;
    const char *log = log_of(server);
    pid_t process = start_as(server->kind->user, log, arguments);
    while (waitpid(process, &status, 0) < 0 && errno == EINTR)
        continue;
    if (status != 0)
        fail_msg("%s failed:\n%s", arguments[0], tn_test_read(log, NULL));
}

static void give_to(const char *user, const char *folder) {
    struct passwd *entry = geteuid() == 0 ? getpwnam(user) : NULL;
    if (entry)
        assert_int_equal(chown(folder, entry->pw_uid, entry->pw_gid), 0);
}

const char *server_folder(const struct server *server, const char *name) {
    const char *path = tn_test_path(server->folder, name);
    assert_int_equal(mkdir(path, 0700), 0);
    give_to(server->kind->user, path);
    return path;
}

bool server_program_answers(const char *program) {
    const char *const arguments[] = {program, "--version", NULL};
    return tn_test_execute(NULL, arguments).status == 0;
}

/* ------------------------------------------------------------------ starting */

static struct tn_test_output execute_first(struct server *server, const char *script) {
    struct database first = {.server = server};
    strcpy(first.name, server->kind->first);
    return server->kind->execute(&first, script);
}

/* Asks every 50 ms until it answers; gives up when the process has ended or after a minute. */
static void wait_until_it_answers(struct server *server) {
    for (int i = 0; i < 1200; i++) {
        if (execute_first(server, "SELECT 1").status == 0)
            return;
        if (waitpid(server->process, NULL, WNOHANG) != 0)
            break;
        nanosleep(&(struct timespec){.tv_nsec = 50000000}, NULL);
    }
    fail_msg("the server does not start:\n%s", tn_test_read(log_of(server), NULL));
}

void server_serve(struct server *server, const char *const *arguments) {
    server->process = start_as(server->kind->user, log_of(server), arguments);
    wait_until_it_answers(server);
}

/* A short path: that of a Unix socket must fit in 107 bytes. */
static void open_server(struct server *server) {
    strcpy(server->folder, "/tmp/tenon-server-XXXXXX");
    assert_non_null(mkdtemp(server->folder));
    assert_int_equal(chmod(server->folder, 0711), 0);
    give_to(server->kind->user, server->folder);
    server->kind->start(server);
}

struct server *tn_server_start(enum tn_dialect_id dialect) {
    static bool registered = false;
    const struct server_kind *kind = kinds[dialect];
    struct server *server = &servers[dialect == TN_MYSQL ? TN_MARIADB : dialect];
    if (server->kind)
        return server;
    if (!kind->installed()) {
        struct tn_buffer reason = {0};
        tn_put_format(&reason, "%s is not installed", kind->name);
        tn_test_skip(server_keep(&reason));
    }
    if (!registered)
        atexit(finish);
    registered = true;
    server->kind = kind;
    if (kind->start)
        open_server(server);
    return server;
}

/* ------------------------------------------------------------------ databases */

void server_create(struct database *database) {
    struct tn_buffer script = {0};
    tn_put_format(&script, "CREATE DATABASE %s", database->name);
    struct tn_test_output output = execute_first(database->server, server_keep(&script));
    if (output.status)
        fail_msg("no new database: %s", output.err);
}

struct database *tn_server_database(struct server *server) {
    struct database *database = tn_arena_allocate(&texts, sizeof *database);
    database->server = server;
    database->older = newest_database;
    newest_database = database;
    snprintf(database->name, sizeof database->name, "test_%d", ++server->databases);
    server->kind->create(database);
    return database;
}

const char *tn_database_run(struct database *database, const char *script) {
    struct tn_test_output output = database->server->kind->execute(database, script);
    return output.status ? output.err : NULL;
}

const char *tn_database_query(struct database *database, const char *query) {
    const struct server_kind *kind = database->server->kind;
    struct tn_buffer script = {0};
    tn_put_format(&script, "%s%s", kind->lead, query);
    struct tn_test_output output = kind->execute(database, server_keep(&script));
    if (output.status)
        fail_msg("%s", output.err);
    return output.out;
}

void server_read(const struct database *database, const char *query, struct tn_buffer *lines) {
    struct tn_test_output output = database->server->kind->execute(database, query);
    if (output.status)
        fail_msg("catalogue: %s", output.err);
    tn_put(lines, output.out);
}

/* ------------------------------------------------------------------ catalogues */

const char *tn_database_snapshot(struct database *database) {
    struct tn_buffer text = {0}, sorted = {0};
    database->server->kind->catalogue(database, &text);
    live_sort_facts(tn_buffer_text(&text), true, &sorted);
    tn_buffer_free(&text);
    return server_keep(&sorted);
}

const char *tn_snapshot_difference(const char *old, const char *new) {
    struct tn_buffer result = {0};
    tn_live_difference(old, new, &result);
    return server_keep(&result);
}
