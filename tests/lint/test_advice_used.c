/*
 * Servers use what is advised: tables with rows are made in SQLite and PostgreSQL, a pattern is
 * told by its query, and the plan of that query names each of the proposed indexes.
 */
#include "lint/models.h"
#include "servers.h"
#include "tenon/advice.h"

#include <stdio.h>

static const char *const tables =
    "CREATE TABLE customers (id int PRIMARY KEY, email text NOT NULL, city text, active int);\n"
    "CREATE TABLE orders (id int PRIMARY KEY, customer_id int NOT NULL, status text NOT NULL,\n"
    " placed_at text NOT NULL, deleted_at text, total int NOT NULL);\n";

/* Many customers of few orders each, as real ones are. */
static const char *const rows =
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000)\n"
    " INSERT INTO customers SELECT i, 'user' || i || '@mail', 'city' || (i % 300), i % 2 FROM n;\n"
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)\n"
    " INSERT INTO orders SELECT i, i % 3000 + 1, 'status' || (i % 200), 'day' || (i % 997),\n"
    " CASE WHEN i % 9 = 0 THEN NULL ELSE 'x' END, i % 1009 FROM n;\n"
    "ANALYZE;\n";

static const char *const queries[] = {
    "SELECT * FROM orders WHERE status = 'status7'",
    "SELECT * FROM orders WHERE status = 'status7' AND placed_at > 'day99'",
    "SELECT * FROM orders WHERE customer_id = 77 AND total BETWEEN 5 AND 9",
    "SELECT * FROM orders WHERE status = 'status7' ORDER BY placed_at LIMIT 5",
    "SELECT * FROM orders WHERE status = 'status7' ORDER BY placed_at DESC, total DESC LIMIT 5",
    "SELECT * FROM orders ORDER BY placed_at, total DESC LIMIT 5",
    "SELECT * FROM orders WHERE total IN (3, 5, 9) AND customer_id = 12",
    "SELECT * FROM orders WHERE customer_id = 12 AND deleted_at IS NULL",
    "SELECT o.total FROM customers c JOIN orders o ON o.customer_id = c.id WHERE c.email = 'a'",
    "SELECT o.total FROM orders o, customers c WHERE o.customer_id = c.id AND c.city = 'city7'",
    "SELECT * FROM customers WHERE lower(email) = 'user5@mail'",
    "SELECT * FROM customers c WHERE c.city = 'city5' AND c.active = 1",
    "SELECT status FROM orders WHERE total = 5 AND (placed_at = 'day1' AND customer_id = 3)",
    "DELETE FROM orders WHERE total = 77 AND customer_id < 9",
    "SELECT * FROM orders WHERE status = 'status7' OR status = 'status8'",
    "SELECT * FROM orders WHERE (total = 5 OR total IN (7, 9)) AND customer_id = 3",
    "SELECT * FROM orders WHERE customer_id IN (SELECT id FROM customers WHERE email = "
    "'user5@mail')",
    "SELECT id, (SELECT max(total) FROM orders o WHERE o.customer_id = c.id) FROM customers c "
    "WHERE email = 'user5@mail'",
};

/* The statements that make all that is advised for the query, and the names of those indexes. */
struct advised {
    struct tn_buffer make;
    char names[4][64];
    size_t count;
};

static void ask_advice(enum tn_dialect_id dialect, const char *query, struct advised *advised) {
    struct tn_model *model = read_sql(tn_dialects[dialect]->name, tables);
    struct tn_entity *orders = tn_find_entity(model, "orders");
    struct tn_access_pattern *pattern = tn_add(model, TN_access_pattern, orders, "q");
    pattern->query = tn_text(model, query);
    struct tn_advices advices = {0};
    tn_advise(model, NULL, &advices);
    assert_in_range(advices.list.count, 1, TN_LENGTH(advised->names));
    for (size_t i = 0; i < advices.list.count; i++) {
        const char *ddl = advices.list.items[i].ddl, *name = ddl + strlen("CREATE INDEX ");
        tn_put_format(&advised->make, "%s\n", ddl);
        snprintf(advised->names[advised->count++], sizeof *advised->names, "%.*s",
                 (int)strcspn(name, " "), name);
    }
    tn_advices_free(&advices);
    tn_model_free(model);
}

static bool line_has(const char *line, const char *what) {
    const char *found = strstr(line, what);
    return found && (size_t)(found - line) < strcspn(line, "\n");
}

/* Does the plan read a whole table from its beginning to its end, in no order? */
static bool reads_all(const char *plan) {
    for (const char *line = plan; *line; line += strcspn(line, "\n"), line += *line == '\n')
        if (line_has(line, "Seq Scan") || (line_has(line, "SCAN ") && !line_has(line, "USING")))
            return true;
    return false;
}

static void run(struct database *database, const char *script) {
    const char *said = tn_database_run(database, script);
    if (said)
        fail_msg("%s: %s", script, said);
}

static bool names_all(const char *plan, const struct advised *advised) {
    for (size_t i = 0; i < advised->count; i++)
        if (!strstr(plan, advised->names[i]))
            return false;
    return true;
}

static void wants_used(struct database *database, enum tn_dialect_id dialect, const char *prefix,
                       const char *query) {
    struct advised advised = {.count = 0};
    struct tn_buffer explain = {0};
    tn_put_format(&explain, "%s%s", prefix, query);
    ask_advice(dialect, query, &advised);
    const char *before = tn_database_query(database, explain.at);
    tn_put(&advised.make, "ANALYZE;");
    run(database, advised.make.at);
    const char *after = tn_database_query(database, explain.at);
    if (!reads_all(before) || reads_all(after) || !names_all(after, &advised))
        fail_msg("%s\n%s\nbefore:\n%s\nafter:\n%s", query, advised.make.at, before, after);
    for (size_t i = 0; i < advised.count; i++) {
        tn_buffer_reset(&explain);
        tn_put_format(&explain, "DROP INDEX %s;", advised.names[i]);
        run(database, explain.at);
    }
    tn_buffer_free(&advised.make);
    tn_buffer_free(&explain);
}

static void wants_all_used(enum tn_dialect_id dialect, const char *prefix) {
    struct database *database = tn_server_database(tn_server_start(dialect));
    run(database, tables);
    run(database, rows);
    for (size_t i = 0; i < TN_LENGTH(queries); i++)
        wants_used(database, dialect, prefix, queries[i]);
}

static void sqlite_uses_what_is_advised(void **state) {
    (void)state;
    wants_all_used(TN_SQLITE, "EXPLAIN QUERY PLAN ");
}

static void postgresql_uses_what_is_advised(void **state) {
    (void)state;
    wants_all_used(TN_POSTGRESQL, "EXPLAIN ");
}

int main(void) {
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(sqlite_uses_what_is_advised),
        cmocka_unit_test(postgresql_uses_what_is_advised),
    };
    return tn_test_run("lint/advice used", tests);
}
