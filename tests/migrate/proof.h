/*
 * The proof of a migration: up turns a database made from the old schema into one that the server
 * itself cannot tell from one made from the new schema, down turns it back, and rows survive both.
 */
#ifndef TESTS_MIGRATE_PROOF_H
#define TESTS_MIGRATE_PROOF_H

#include "harness.h"
#include "live/catalogue.h"
#include "servers.h"
#include "tenon/lower.h"
#include "tenon/migrate.h"

#include <stdlib.h>
#include <string.h>

struct proof {
    const char *title, *old, *new;
    const char *rows; /* statements that put two rows into table t; NULL: none */
};

static inline struct tn_model *proof_model(const char *sql, const struct tn_dialect *dialect) {
    struct tn_model *model = tn_model_new(0, 0);
    struct tn_findings findings = {0};
    struct tn_buffer text = {0};
    if (!tn_sql_read(model, tn_slice_of(sql), "test", dialect, &findings, NULL)) {
        tn_findings_print(&findings, &text);
        fail_msg("%s", text.at);
    }
    struct tn_model *physical = tn_lower(model, dialect, NULL);
    tn_findings_free(&findings);
    tn_model_free(model);
    return physical;
}

/* The script from one physical model to another; it lives until the caller frees it. */
static inline char *proof_script(const struct tn_model *before, const struct tn_model *after,
                                 const struct tn_dialect *dialect, bool order, bool down) {
    struct tn_error error = {0};
    struct tn_buffer script = {0};
    struct tn_diff_options options = {.order = order};
    struct tn_plan *plan = tn_plan_new(before, after, dialect, &options, &error);
    assert_non_null(plan);
    tn_plan_write(plan, down, &script);
    tn_plan_free(plan);
    return script.at;
}

static inline void proof_run(struct database *database, const char *what, const char *script) {
    const char *complaint = tn_database_run(database, script);
    if (complaint)
        fail_msg("%s: %s\n%s", what, complaint, script);
}

/* The lines of a snapshot without places: PostgreSQL cannot put a column in between. To be freed.
 */
static inline char *proof_unplaced(const char *snapshot) {
    struct tn_buffer out = {0};
    live_sort_facts(snapshot, false, &out);
    return out.length ? out.at : tn_duplicate("");
}

/* Where columns stand counts only with ORDER. */
static inline void proof_same(struct database *database, bool order, const char *wanted,
                              const char *what, const char *script) {
    char *(*seen)(const char *) = order ? tn_duplicate : proof_unplaced;
    char *there = seen(tn_database_snapshot(database)), *here = seen(wanted);
    const char *difference = tn_snapshot_difference(here, there);
    if (*difference)
        fail_msg("%s left a difference:\n%s\n%s", what, difference, script);
    free(there);
    free(here);
}

static inline void proof_rows(struct database *database, const char *what) {
    proof_run(database, what,
              "CREATE TABLE count_of_rows (fits int NOT NULL CHECK (fits = 1));\n"
              "INSERT INTO count_of_rows SELECT CASE WHEN count(*) = 2 THEN 1 ELSE 0 END FROM t;\n"
              "DROP TABLE count_of_rows;\n");
}

/* OLD and NEW are the scripts that make the databases of the two models. */
static inline void prove_models(const struct tn_model *before, const struct tn_model *after,
                                const struct tn_dialect *dialect, const struct proof *proof,
                                bool order) {
    struct server *server = tn_server_start(dialect->id);
    struct database *ours = tn_server_database(server), *theirs = tn_server_database(server);
    char *up = proof_script(before, after, dialect, order, false);
    char *down = proof_script(before, after, dialect, order, true);
    proof_run(ours, "the old schema", proof->old);
    proof_run(theirs, "the new schema", proof->new);
    if (proof->rows)
        proof_run(ours, "the rows", proof->rows);
    const char *first = tn_database_snapshot(ours);
    proof_run(ours, "up", up);
    proof_same(ours, order, tn_database_snapshot(theirs), "up", up);
    if (proof->rows)
        proof_rows(ours, "the rows after up");
    proof_run(ours, "down", down);
    proof_same(ours, order, first, "down", down);
    if (proof->rows)
        proof_rows(ours, "the rows after down");
    free(up);
    free(down);
}

static inline void prove_with(const struct proof *proof, const struct tn_dialect *dialect,
                              bool order) {
    struct tn_model *before = proof_model(proof->old, dialect);
    struct tn_model *after = proof_model(proof->new, dialect);
    prove_models(before, after, dialect, proof, order);
    tn_model_free(before);
    tn_model_free(after);
}

static inline void prove(const struct proof *proof, const struct tn_dialect *dialect) {
    prove_with(proof, dialect, false);
}

/* One test for each row of a table of proofs. */
static inline int prove_all(const char *name, const struct proof *proofs, size_t count,
                            CMUnitTestFunction test) {
    struct CMUnitTest *tests = calloc(count, sizeof *tests);
    for (size_t i = 0; i < count; i++) {
        tests[i].name = proofs[i].title;
        tests[i].test_func = test;
        tests[i].initial_state = (void *)&proofs[i];
    }
    int status = tn_test_run_all(name, tests, count, NULL, NULL);
    free(tests);
    return status;
}

#endif
