/*
 * What fixes leave loads: the DDL of every fixed case in a real server of its dialect (MySQL's in
 * MariaDB).
 */
#include "lint/cases.h"
#include "lint/models.h"
#include "servers.h"

static const char *complaint(struct server *server, const struct tn_model *model) {
    struct tn_buffer ddl = cases_ddl(model);
    struct database *database = tn_server_database(server);
    const char *said = tn_database_run(database, tn_buffer_text(&ddl));
    tn_buffer_free(&ddl);
    return said;
}

/* MariaDB, which stands for MySQL, has no indexes on expressions. */
static bool is_beyond(const struct tn_model *model, enum tn_dialect_id dialect) {
    TN_EACH_OF(model, index_part, part)
    if (dialect == TN_MYSQL && *part->expression)
        return true;
    return false;
}

/* Only where the script loaded before it was fixed is the fix to blame; a fault that the server
 * itself refuses is fixed to something that it takes. */
static void load_fixed(struct server *server, const struct lint_case *item,
                       enum tn_dialect_id dialect) {
    struct tn_error error = {0};
    struct tn_model *model = cases_model(item, dialect);
    cases_fix(model, item->rule, &error);
    tn_error_clear(&error);
    const char *said = is_beyond(model, dialect) ? NULL : complaint(server, model);
    if (said)
        fail_msg("%s:%d: what the fix of %s leaves does not load: %s", item->file, item->line,
                 item->rule->id, said);
    tn_model_free(model);
}

static void load_all(enum tn_dialect_id kind, unsigned dialects) {
    struct lint_cases all = cases_all();
    struct server *server = tn_server_start(kind);
    for (size_t i = 0; i < all.count; i++) {
        const struct lint_case *item = &all.items[i];
        bool fixed = item->rule->fix && strcmp(item->finds, "nothing") != 0 && !item->stays;
        for (enum tn_dialect_id d = 0; fixed && d < TN_DIALECT_COUNT; d++)
            if (item->dialects & dialects & 1u << d)
                load_fixed(server, item, d);
    }
}

static void test_postgresql(void **state) {
    (void)state;
    load_all(TN_POSTGRESQL, 1u << TN_POSTGRESQL);
}

static void test_mariadb(void **state) {
    (void)state;
    load_all(TN_MARIADB, 1u << TN_MARIADB | 1u << TN_MYSQL);
}

static void test_sqlite(void **state) {
    (void)state;
    load_all(TN_SQLITE, 1u << TN_SQLITE);
}

int main(void) {
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_postgresql),
        cmocka_unit_test(test_mariadb),
        cmocka_unit_test(test_sqlite),
    };
    return tn_test_run("lint/fixed", tests);
}
