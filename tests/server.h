/*
 * server: what the kinds of servers share behind servers.h. Each kind is one row, in a file of its
 * own, that tells how it is started and asked.
 */
#ifndef TENON_TESTS_SERVER_H
#define TENON_TESTS_SERVER_H

#include "servers.h"

#include <sqlite3.h>
#include <sys/types.h>

struct server {
    const struct server_kind *kind;
    char folder[32];    /* holds data, socket and log; "" until it is started */
    const char *socket; /* PostgreSQL: the folder it is in */
    pid_t process;
    int databases;
};

struct database {
    struct server *server;
    struct database *older;
    char name[32];
    sqlite3 *file; /* SQLite */
};

struct server_kind {
    const char *name;  /* in messages */
    const char *user;  /* whom it runs as where the tests are root's; NULL: it works in process */
    const char *first; /* the database that is there from the start */
    int end;           /* the signal that ends it at once: nothing of value is in it */
    bool (*installed)(void);
    void (*start)(struct server *server);
    void (*create)(struct database *database);
    /* Runs a script up to its first error, rows on `out`. */
    struct tn_test_output (*execute)(const struct database *database, const char *script);
    const char *lead; /* what a query needs before it for tabs between its values */
    void (*catalogue)(const struct database *database, struct tn_buffer *lines);
};

extern const struct server_kind server_postgresql, server_mariadb, server_sqlite;

/* The text of the buffer, which is freed, until the program ends. */
char *server_keep(struct tn_buffer *buffer);
bool server_program_answers(const char *program); /* to --version */
/* A new folder of the server, owned by its user. */
const char *server_folder(const struct server *server, const char *name);
/* A program as the server's user, to its end; fails the test where that is not a good one. */
void server_prepare(const struct server *server, const char *const *arguments);
/* The server itself: returns when it answers. */
void server_serve(struct server *server, const char *const *arguments);
/* CREATE DATABASE. */
void server_create(struct database *database);
/* The rows of a query of the catalogue. */
void server_read(const struct database *database, const char *query, struct tn_buffer *lines);

#endif
