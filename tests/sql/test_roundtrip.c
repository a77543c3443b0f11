/*
 * The proof of reading, lowering and writing: a schema of a real system is read and written again,
 * and the server's own catalogue must say the same of both scripts.
 */
#include "servers.h"

#include "tenon/lower.h"

#include <stdio.h>
#include <string.h>

/* The script of a file, read and written for a dialect; the caller frees it. */
static void rewrite(const char *path, const struct tn_dialect *from, const struct tn_dialect *to,
                    struct tn_buffer *out) {
    struct tn_model *model = tn_model_new(0, 0);
    struct tn_findings findings = {0};
    struct tn_error error = {0};
    assert_true(
        tn_sql_read(model, tn_slice_of(tn_test_read(path, NULL)), path, from, &findings, NULL));
    struct tn_model *physical = tn_lower(model, to, &findings);
    if (!tn_model_check(physical, &error))
        fail_msg("%s", error.message);
    tn_sql_write(physical, to, NULL, out);
    tn_model_free(physical);
    tn_model_free(model);
    tn_findings_free(&findings);
}

static const char *schema_path(const char *dialect, const char *name) {
    struct tn_buffer path = {0};
    tn_put_format(&path, "schemas/%s/%s.sql", dialect, name);
    const char *found = tn_test_shared(path.at);
    tn_buffer_free(&path);
    return found;
}

static const char *load(struct server *server, const char *script) {
    struct database *database = tn_server_database(server);
    const char *message = tn_database_run(database, script);
    if (message)
        fail_msg("does not load: %s\n%s", message, script);
    return tn_database_snapshot(database);
}

static void goes_round(const char *dialect_name, const char *name) {
    const struct tn_dialect *dialect = tn_dialect_find(dialect_name);
    const char *path = schema_path(dialect_name, name);
    struct tn_buffer script = {0};
    if (!path)
        tn_test_skip("no shared schemas here");
    struct server *server = tn_server_start(dialect->id);
    const char *before = load(server, tn_test_read(path, NULL));
    rewrite(path, dialect, dialect, &script);
    const char *difference = tn_snapshot_difference(before, load(server, script.at));
    tn_buffer_free(&script);
    if (*difference)
        fail_msg("%s/%s:\n%s", dialect_name, name, difference);
}

static void goes_over(const char *from_name, const char *name) {
    const struct tn_dialect *from = tn_dialect_find(from_name);
    const char *path = schema_path(from_name, name);
    if (!path)
        tn_test_skip("no shared schemas here");
    for (size_t i = 0; i < TN_DIALECT_COUNT; i++) {
        struct tn_buffer script = {0};
        if (tn_dialects[i] == from)
            continue;
        printf("%s to %s\n", from_name, tn_dialects[i]->name);
        rewrite(path, from, tn_dialects[i], &script);
        load(tn_server_start(tn_dialects[i]->id), script.at);
        tn_buffer_free(&script);
    }
}

#define SCHEMA(dialect, name)                                                                      \
    static void dialect##_##name##_comes_out_as_it_went_in(void **state) {                         \
        (void)state;                                                                               \
        goes_round(#dialect, #name);                                                               \
    }                                                                                              \
    static void dialect##_##name##_loads_into_every_other_server(void **state) {                   \
        (void)state;                                                                               \
        goes_over(#dialect, #name);                                                                \
    }
#define TESTS_OF(dialect, name)                                                                    \
    cmocka_unit_test(dialect##_##name##_comes_out_as_it_went_in),                                  \
        cmocka_unit_test(dialect##_##name##_loads_into_every_other_server)

SCHEMA(postgresql, pagila)
SCHEMA(postgresql, chinook)
SCHEMA(postgresql, northwind)
SCHEMA(postgresql, sakila)
SCHEMA(mysql, chinook)
SCHEMA(mysql, northwind)
SCHEMA(mysql, sakila)
SCHEMA(sqlite, chinook)
SCHEMA(sqlite, northwind)
SCHEMA(sqlite, sakila)

int main(void) {
    static const struct CMUnitTest tests[] = {
        TESTS_OF(postgresql, pagila),    TESTS_OF(postgresql, chinook),
        TESTS_OF(postgresql, northwind), TESTS_OF(postgresql, sakila),
        TESTS_OF(mysql, chinook),        TESTS_OF(mysql, northwind),
        TESTS_OF(mysql, sakila),         TESTS_OF(sqlite, chinook),
        TESTS_OF(sqlite, northwind),     TESTS_OF(sqlite, sakila),
    };
    return tn_test_run("round trip", tests);
}
