/*
 * Random schemas, random edits, rows in the tables: up arrives at the new schema, down at the old
 * one, as the server's catalogue tells, and every value that is not declared lost is still there
 * after each. $TENON_PAIRS says how many pairs a dialect (200), $TENON_SEED where to begin,
 * $TENON_DIALECT which dialect alone.
 */
#include "migrate/proof.h"
#include "random.h"
#include "server.h"

#include <stdio.h>

enum { USUAL_PAIRS = 200 };

static unsigned long number_from(const char *name, unsigned long otherwise) {
    const char *text = getenv(name);
    return text && *text ? strtoul(text, NULL, 10) : otherwise;
}

struct proving {
    const struct random_pair *pair;
    unsigned long seed;
    const char *up, *down;
};

static void broken(const struct proving *proving, const char *what, const char *why) {
    fail_msg("seed %lu: %s: %s\n-- edits\n%s\n-- old\n%s\n-- rows\n%s\n-- new\n%s\n-- up\n%s\n-- "
             "down\n%s",
             proving->seed, what, why, tn_buffer_text(&proving->pair->edits), proving->pair->old.at,
             proving->pair->rows.at, proving->pair->new.at, proving->up, proving->down);
}

static void run_or_break(const struct proving *proving, struct database *database, const char *what,
                         const char *script) {
    const char *complaint = tn_database_run(database, script);
    if (complaint)
        broken(proving, what, complaint);
}

/* A database is emptied rather than made anew, which takes servers long. */
static void make(const struct proving *proving, struct database *database, const char *script,
                 const char *rows) {
    struct tn_buffer all = {0};
    if (proving->pair->dialect->id == TN_POSTGRESQL)
        tn_put(&all, "SET client_min_messages = warning;\n"
                     "DROP SCHEMA public CASCADE;\nCREATE SCHEMA public;\n");
    if (proving->pair->dialect->id == TN_MARIADB)
        tn_put_format(&all, "DROP DATABASE %s;\nCREATE DATABASE %s;\nUSE %s;\n", database->name,
                      database->name, database->name);
    tn_put_format(&all, "%s\n%s", script, rows);
    run_or_break(proving, database, "the schema itself", all.at);
    tn_buffer_free(&all);
}

static void wants_catalogue(const struct proving *proving, struct database *database,
                            const char *wanted, const char *way) {
    char *there = proof_unplaced(tn_database_snapshot(database));
    char *here = proof_unplaced(wanted);
    const char *difference = tn_snapshot_difference(here, there);
    if (*difference)
        broken(proving, way, difference);
    free(there);
    free(here);
}

static void wants_rows(const struct proving *proving, struct database *database, const char *query,
                       const char *wanted, const char *way) {
    const char *there = *query ? tn_database_query(database, query) : "";
    if (strcmp(there, wanted) != 0)
        broken(proving, way, there);
}

static void prove_pair(const struct proving *proving, struct database *ours,
                       struct database *theirs) {
    const char *looks = tn_buffer_text(&proving->pair->looks);
    make(proving, ours, proving->pair->old.at, proving->pair->rows.at);
    make(proving, theirs, proving->pair->new.at, "");
    const char *old = tn_database_snapshot(ours);
    const char *rows = *looks ? tn_database_query(ours, looks) : "";
    run_or_break(proving, ours, "up", proving->up);
    wants_catalogue(proving, ours, tn_database_snapshot(theirs), "up does not arrive");
    wants_rows(proving, ours, tn_buffer_text(&proving->pair->looks_after), rows, "rows after up");
    run_or_break(proving, ours, "down", proving->down);
    wants_catalogue(proving, ours, old, "down does not arrive");
    wants_rows(proving, ours, looks, rows, "rows after down");
}

static void prove_seed(const struct tn_dialect *dialect, unsigned long seed, struct database *ours,
                       struct database *theirs) {
    struct random_pair pair;
    random_pair_make(&pair, dialect, seed);
    char *up = proof_script(pair.before, pair.after, dialect, false, false);
    char *down = proof_script(pair.before, pair.after, dialect, false, true);
    prove_pair(&(struct proving){&pair, seed, up, down}, ours, theirs);
    random_pair_free(&pair);
    free(up);
    free(down);
}

static void prove_pairs(enum tn_dialect_id dialect) {
    const char *only = getenv("TENON_DIALECT");
    if (only && *only && tn_dialect_find(only) != tn_dialects[dialect])
        tn_test_skip("$TENON_DIALECT is another");
    struct server *server = tn_server_start(dialect);
    unsigned long pairs = number_from("TENON_PAIRS", USUAL_PAIRS);
    unsigned long first = number_from("TENON_SEED", 1);
    struct database *ours = tn_server_database(server), *theirs = tn_server_database(server);
    for (unsigned long seed = first; seed < first + pairs; seed++) {
        if (dialect == TN_SQLITE && seed > first)
            ours = tn_server_database(server), theirs = tn_server_database(server);
        prove_seed(tn_dialects[dialect], seed, ours, theirs);
    }
}

static void test_postgresql(void **state) {
    (void)state;
    prove_pairs(TN_POSTGRESQL);
}

static void test_mariadb(void **state) {
    (void)state;
    prove_pairs(TN_MARIADB);
}

static void test_sqlite(void **state) {
    (void)state;
    prove_pairs(TN_SQLITE);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sqlite),
        cmocka_unit_test(test_postgresql),
        cmocka_unit_test(test_mariadb),
    };
    return tn_test_run("random", tests);
}
