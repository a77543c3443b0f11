/*
 * Scratch databases: which server a URL means, and how it is asked.
 */
#include "live/catalogue.h"
#include "live/catalogue_sqlite.h"
#include "live/program.h"

#include <stdlib.h>
#include <string.h>

struct tn_live {
    const struct tn_dialect *dialect;
    const struct client *client; /* NULL: SQLite */
    struct tn_arena arena;
    const char *user, *password, *host, *port, *database, *socket;
    const char *name; /* of the scratch database */
    bool made;
    sqlite3 *file;
};

/* How a server is spoken to by its own client. */
struct client {
    const char *schemes[3];
    enum tn_dialect_id dialects[2];
    const char *first;                      /* the database that is always there */
    const char *create, *create_end, *drop; /* around the name */
    const char *socket_option;              /* in the URL */
    const char *password;                   /* the variable of the environment */
    void (*arguments)(const struct tn_live *live, const char *database, const char **list);
};

/* ------------------------------------------------------------------ clients */

static void add(const char ***list, const char *option, const char *value) {
    if (!value)
        return;
    *(*list)++ = option;
    *(*list)++ = value;
}

static void psql(const struct tn_live *live, const char *database, const char **list) {
    static const char *const always[] = {"psql", "-XqAtw", "-v", "ON_ERROR_STOP=1"};
    for (size_t i = 0; i < TN_LENGTH(always); i++)
        *list++ = always[i];
    add(&list, "-h", live->socket ? live->socket : live->host);
    add(&list, "-p", live->port);
    add(&list, "-U", live->user);
    add(&list, "-d", database);
    add(&list, "-f", "-");
    *list = NULL;
}

static void mariadb(const struct tn_live *live, const char *database, const char **list) {
    static const char *const always[] = {"mariadb", "-N", "-B", "--raw",
                                         "--default-character-set=utf8mb4"};
    for (size_t i = 0; i < TN_LENGTH(always); i++)
        *list++ = always[i];
    add(&list, "--host", live->socket ? NULL : live->host);
    add(&list, "--port", live->port);
    add(&list, "--socket", live->socket);
    add(&list, "--user", live->user);
    *list++ = database;
    *list = NULL;
}

static const struct client clients[] = {
    {{"postgresql", "postgres"},
     {TN_POSTGRESQL, TN_POSTGRESQL},
     "postgres",
     "CREATE DATABASE ",
     " TEMPLATE template0",
     "DROP DATABASE IF EXISTS ",
     "host",
     "PGPASSWORD",
     psql},
    {{"mariadb", "mysql"},
     {TN_MARIADB, TN_MYSQL},
     "information_schema",
     "CREATE DATABASE ",
     "",
     "DROP DATABASE IF EXISTS ",
     "socket",
     "MYSQL_PWD",
     mariadb},
};

static const char *environment_of(struct tn_live *live) {
    return live->password
               ? tn_arena_format(&live->arena, "%s=%s", live->client->password, live->password)
               : NULL;
}

static bool ask(struct tn_live *live, const char *database, const char *script,
                struct tn_buffer *out, struct tn_error *error) {
    const char *arguments[24];
    live->client->arguments(live, database, arguments);
    return live_run_program(arguments, environment_of(live), script, out, error);
}

static bool run_first(struct tn_live *live, const char *verb, const char *rest,
                      struct tn_error *error) {
    struct tn_buffer out = {0};
    const char *script = tn_arena_format(&live->arena, "%s%s%s;\n", verb, live->name, rest);
    bool done =
        ask(live, live->database ? live->database : live->client->first, script, &out, error);
    tn_buffer_free(&out);
    return done;
}

/* ------------------------------------------------------------------ URLs */

static int hex(char c) {
    const char *digits = "0123456789abcdef", *at = c ? strchr(digits, c | 32) : NULL;
    return at ? (int)(at - digits) : -1;
}

/* A piece of a URL with %41 put right; NULL where it is empty. */
static const char *decoded(struct tn_live *live, const char *from, const char *to) {
    if (from >= to)
        return NULL;
    char *text = tn_arena_text(&live->arena, from, (size_t)(to - from)), *end = text;
    for (const char *c = text; *c; c++) {
        bool coded = *c == '%' && c[1] && hex(c[1]) >= 0 && hex(c[2]) >= 0;
        *end++ = coded ? (char)(hex(c[1]) * 16 + hex(c[2])) : *c;
        c += coded ? 2 : 0;
    }
    *end = 0;
    return text;
}

static const char *first_of(const char *from, const char *to, char c) {
    const char *found = memchr(from, c, (size_t)(to - from));
    return found ? found : to;
}

static void read_host(struct tn_live *live, const char *from, const char *to) {
    const char *colon = first_of(from, to, ':');
    live->host = decoded(live, from, colon);
    if (colon < to)
        live->port = decoded(live, colon + 1, to);
}

static void read_user(struct tn_live *live, const char *from, const char *to) {
    const char *colon = first_of(from, to, ':');
    live->user = decoded(live, from, colon);
    if (colon < to)
        live->password = decoded(live, colon + 1, to);
}

static void read_options(struct tn_live *live, const char *from, const char *to) {
    while (from < to) {
        const char *end = first_of(from, to, '&'), *equals = first_of(from, end, '=');
        const char *name = decoded(live, from, equals);
        const char *value = equals < end ? decoded(live, equals + 1, end) : NULL;
        if (name && value && strcmp(name, live->client->socket_option) == 0)
            live->socket = value;
        else if (name && value && strcmp(name, "user") == 0)
            live->user = value;
        else if (name && value && strcmp(name, "port") == 0)
            live->port = value;
        from = end < to ? end + 1 : to;
    }
}

static void read_url(struct tn_live *live, const char *rest) {
    const char *end = rest + strlen(rest), *options = first_of(rest, end, '?');
    const char *path = first_of(rest, options, '/');
    const char *at = first_of(rest, path, '@');
    if (at < path)
        read_user(live, rest, at);
    read_host(live, at < path ? at + 1 : rest, path);
    live->database = path < options ? decoded(live, path + 1, options) : NULL;
    if (options < end)
        read_options(live, options + 1, end);
}

static const struct client *client_of(const char *url) {
    const char *colon = strstr(url, "://");
    for (size_t i = 0; i < TN_LENGTH(clients) && colon; i++)
        for (size_t j = 0; j < TN_LENGTH(clients[i].schemes) && clients[i].schemes[j]; j++)
            if (strlen(clients[i].schemes[j]) == (size_t)(colon - url) &&
                strncmp(clients[i].schemes[j], url, (size_t)(colon - url)) == 0)
                return &clients[i];
    return NULL;
}

/* ------------------------------------------------------------------ making and dropping */

static bool open_file(struct tn_live *live, struct tn_error *error) {
    return sqlite3_open(":memory:", &live->file) == SQLITE_OK ||
           tn_fail(error, "SQLite: %s", sqlite3_errmsg(live->file));
}

static bool make(struct tn_live *live, struct tn_error *error) {
    live->made = live->client
                     ? run_first(live, live->client->create, live->client->create_end, error)
                     : open_file(live, error);
    return live->made;
}

static bool drop(struct tn_live *live, struct tn_error *error) {
    bool done = true;
    if (live->client && live->made)
        done = run_first(live, live->client->drop, "", error);
    sqlite3_close(live->file);
    live->file = NULL;
    live->made = false;
    return done;
}

/* MySQL's own catalogue has other columns than MariaDB's. */
static bool is_mysql_itself(struct tn_live *live, struct tn_error *error) {
    struct tn_buffer version = {0};
    bool answers = ask(live, live->client->first, "SELECT version();\n", &version, error);
    bool itself = answers && !tn_find_word(tn_buffer_text(&version), "mariadb");
    if (itself)
        tn_fail(error, "the server is MySQL %s, whose catalogue is not read yet: try MariaDB",
                tn_buffer_text(&version));
    tn_buffer_free(&version);
    return itself || !answers;
}

static bool speaks(const struct client *client, const struct tn_dialect *dialect) {
    return client->dialects[0] == dialect->id || client->dialects[1] == dialect->id;
}

static bool connect_to(struct tn_live *live, const char *url, struct tn_error *error) {
    live->client = client_of(url);
    if (!live->client)
        return tn_fail(error, "%s is no URL of a server: postgresql://… or mariadb://…", url);
    if (!speaks(live->client, live->dialect))
        return tn_fail(error, "that server does not speak %s", live->dialect->title);
    read_url(live, strstr(url, "://") + strlen("://"));
    live->name =
        tn_arena_format(&live->arena, "tenon_scratch_%016llx", (unsigned long long)tn_random());
    return live->dialect->id == TN_POSTGRESQL || !is_mysql_itself(live, error);
}

struct tn_live *tn_live_open(const char *url, const struct tn_dialect *dialect,
                             struct tn_error *error) {
    struct tn_live *live = tn_allocate(sizeof *live);
    live->dialect = dialect;
    bool known = url ? connect_to(live, url, error)
                     : dialect->id == TN_SQLITE ||
                           tn_fail(error, "%s needs a server to be tried on", dialect->title);
    if (known && make(live, error))
        return live;
    tn_live_close(live, NULL);
    return NULL;
}

bool tn_live_clear(struct tn_live *live, struct tn_error *error) {
    return drop(live, error) && make(live, error);
}

bool tn_live_close(struct tn_live *live, struct tn_error *error) {
    if (!live)
        return true;
    bool done = drop(live, error);
    tn_arena_free(&live->arena);
    free(live);
    return done;
}

/* ------------------------------------------------------------------ scripts and the catalogue */

static bool run_file(struct tn_live *live, const char *script, struct tn_error *error) {
    char *message = NULL;
    bool done = sqlite3_exec(live->file, script, NULL, NULL, &message) == SQLITE_OK;
    if (!done)
        tn_fail(error, "%s", message ? message : sqlite3_errmsg(live->file));
    sqlite3_free(message);
    return done;
}

bool tn_live_run(struct tn_live *live, const char *script, struct tn_error *error) {
    struct tn_buffer out = {0};
    bool done =
        live->client ? ask(live, live->name, script, &out, error) : run_file(live, script, error);
    tn_buffer_free(&out);
    return done;
}

bool tn_live_catalogue(struct tn_live *live, bool places, struct tn_buffer *out,
                       struct tn_error *error) {
    struct tn_buffer query = {0}, facts = {0};
    live_put_catalogue(&query, live->dialect);
    bool done = live->client ? ask(live, live->name, query.at, &facts, error)
                             : live_read_sqlite(live->file, &facts, error);
    if (done)
        live_sort_facts(tn_buffer_text(&facts), places, out);
    tn_buffer_free(&query);
    tn_buffer_free(&facts);
    return done;
}
