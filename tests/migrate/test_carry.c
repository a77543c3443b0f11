/*
 * Values that go to another table: real servers have the rows of the new tables after up, value by
 * value, and those of the old table after down.
 */
#include "migrate/proof.h"

#include <stdio.h>

struct journey {
    const char *title, *old, *rows, *new, *moves;
    const char *ask_old; /* a query that sees all rows of the old tables, in order */
    const char *ask_new, *answer;
};

static const struct journey journeys[] = {
    {"a part of the key says more: a new table",
     "CREATE TABLE order_items (order_id int, product_id int, product_name varchar(40) NOT NULL,"
     " quantity int, PRIMARY KEY (order_id, product_id));",
     "INSERT INTO order_items VALUES (1, 10, 'tea', 2), (1, 11, 'it''s', 1), (2, 10, 'tea', 5);",
     "CREATE TABLE products (product_id int PRIMARY KEY, product_name varchar(40) NOT NULL);\n"
     "CREATE TABLE order_items (order_id int, product_id int NOT NULL, quantity int,"
     " PRIMARY KEY (order_id, product_id), CONSTRAINT f FOREIGN KEY (product_id)"
     " REFERENCES products (product_id));",
     "move column order_items.product_name products.product_name",
     "SELECT order_id, product_id, product_name, quantity FROM order_items ORDER BY 1, 2",
     "SELECT product_id, product_name FROM products ORDER BY 1", "10\ttea\n11\tit's\n"},
    {"a chain of tables, under other names",
     "CREATE TABLE orders (id int PRIMARY KEY, customer int, zip varchar(9), city varchar(40));",
     "INSERT INTO orders VALUES (1, 7, 'A1', 'Linz'), (2, 7, 'A1', 'Linz'), (3, 8, 'A2', NULL),"
     " (4, NULL, NULL, NULL);",
     "CREATE TABLE places (code varchar(9) PRIMARY KEY, city varchar(40));\n"
     "CREATE TABLE people (id int PRIMARY KEY, code varchar(9), CONSTRAINT p FOREIGN KEY (code)"
     " REFERENCES places (code));\n"
     "CREATE TABLE orders (id int PRIMARY KEY, customer int, CONSTRAINT c FOREIGN KEY (customer)"
     " REFERENCES people (id));",
     "move column orders.zip people.code\nmove column orders.zip places.code\n"
     "move column orders.city places.city",
     "SELECT id, coalesce(customer, -1), coalesce(zip, '-'), coalesce(city, '-') FROM orders"
     " ORDER BY 1",
     "SELECT people.id, places.code, coalesce(city, '-') FROM people JOIN places"
     " ON places.code = people.code ORDER BY 1",
     "7\tA1\tLinz\n8\tA2\t-\n"},
    {"into a table that is there",
     "CREATE TABLE customers (id int PRIMARY KEY, name varchar(20));\n"
     "CREATE TABLE orders (id int PRIMARY KEY, customer_id int NOT NULL, customer_city"
     " varchar(40) NOT NULL, CONSTRAINT c FOREIGN KEY (customer_id) REFERENCES customers (id));",
     "INSERT INTO customers VALUES (1, 'a'), (2, 'b'), (3, 'c');\n"
     "INSERT INTO orders VALUES (1, 1, 'Linz'), (2, 1, 'Linz'), (3, 3, 'Graz');",
     "CREATE TABLE customers (id int PRIMARY KEY, name varchar(20), city varchar(40));\n"
     "CREATE TABLE orders (id int PRIMARY KEY, customer_id int NOT NULL, CONSTRAINT c"
     " FOREIGN KEY (customer_id) REFERENCES customers (id));",
     "move column orders.customer_city customers.city",
     "SELECT id, customer_id, customer_city FROM orders ORDER BY 1",
     "SELECT id, name, coalesce(city, '-') FROM customers ORDER BY 1",
     "1\ta\tLinz\n2\tb\t-\n3\tc\tGraz\n"},
    {"into a table that is there, where each row must have one",
     "CREATE TABLE customers (id int PRIMARY KEY, name varchar(20));\n"
     "CREATE TABLE orders (id int PRIMARY KEY, customer_id int NOT NULL, customer_city"
     " varchar(40) NOT NULL, CONSTRAINT c FOREIGN KEY (customer_id) REFERENCES customers (id));",
     "INSERT INTO customers VALUES (1, 'a'), (3, 'c');\n"
     "INSERT INTO orders VALUES (1, 1, 'Linz'), (2, 1, 'Linz'), (3, 3, 'Graz');",
     "CREATE TABLE customers (id int PRIMARY KEY, name varchar(20), city varchar(40) NOT NULL);\n"
     "CREATE TABLE orders (id int PRIMARY KEY, customer_id int NOT NULL, CONSTRAINT c"
     " FOREIGN KEY (customer_id) REFERENCES customers (id));",
     "move column orders.customer_city customers.city",
     "SELECT id, customer_id, customer_city FROM orders ORDER BY 1",
     "SELECT id, name, city FROM customers ORDER BY 1", "1\ta\tLinz\n3\tc\tGraz\n"},
    {"all of a table, which goes",
     "CREATE TABLE lessons (course varchar(20), teacher varchar(20), book varchar(20),"
     " PRIMARY KEY (course, teacher, book));",
     "INSERT INTO lessons VALUES ('db', 'Ann', 'Date'), ('db', 'Ann', 'Codd'),"
     " ('db', 'Bob', 'Date'), ('db', 'Bob', 'Codd'), ('os', 'Ann', 'Tan');",
     "CREATE TABLE teachers (course varchar(20), teacher varchar(20), PRIMARY KEY (course, "
     "teacher));\n"
     "CREATE TABLE books (course varchar(20), book varchar(20), PRIMARY KEY (course, book));",
     "move column lessons.course teachers.course\nmove column lessons.teacher teachers.teacher\n"
     "move column lessons.course books.course\nmove column lessons.book books.book",
     "SELECT course, teacher, book FROM lessons ORDER BY 1, 2, 3",
     "SELECT course, teacher FROM teachers ORDER BY 1, 2", "db\tAnn\ndb\tBob\nos\tAnn\n"},
    {"the old table gets another name at the same time",
     "CREATE TABLE staff (id int PRIMARY KEY, town varchar(20), land varchar(20));",
     "INSERT INTO staff VALUES (1, 'Linz', 'AT'), (2, 'Bern', 'CH'), (3, 'Linz', 'AT');",
     "CREATE TABLE towns (town varchar(20) PRIMARY KEY, land varchar(20));\n"
     "CREATE TABLE workers (id int PRIMARY KEY, town varchar(20), CONSTRAINT t FOREIGN KEY (town)"
     " REFERENCES towns (town));",
     "rename table staff workers\nmove column staff.land towns.land",
     "SELECT id, town, land FROM staff ORDER BY 1", "SELECT town, land FROM towns ORDER BY 1",
     "Bern\tCH\nLinz\tAT\n"},
};

static char *script(const struct journey *journey, const struct tn_dialect *dialect, bool down) {
    struct tn_renames moves = {0};
    struct tn_error error = {0};
    struct tn_buffer out = {0};
    struct tn_model *before = proof_model(journey->old, dialect);
    struct tn_model *after = proof_model(journey->new, dialect);
    assert_true(tn_renames_read(&moves, tn_slice_of(journey->moves), "moves", &error));
    struct tn_diff_options options = {.renames = &moves};
    struct tn_plan *plan = tn_plan_new(before, after, dialect, &options, &error);
    assert_non_null(plan);
    for (size_t i = 0; i < moves.list.count; i++)
        assert_true(moves.list.items[i].used);
    for (size_t i = 0; i < plan->steps.count; i++)
        assert_false(plan->steps.items[i].destroys);
    tn_plan_write(plan, down, &out);
    tn_plan_free(plan);
    tn_renames_free(&moves);
    tn_model_free(before);
    tn_model_free(after);
    return out.at;
}

static void travel(const struct journey *journey, const char *dialect_name) {
    const struct tn_dialect *dialect = tn_dialect_find(dialect_name);
    struct server *server = tn_server_start(dialect->id);
    struct database *ours = tn_server_database(server), *theirs = tn_server_database(server);
    char *up = script(journey, dialect, false), *down = script(journey, dialect, true);
    printf("%s\n", journey->title);
    proof_run(ours, "the old schema", journey->old);
    proof_run(theirs, "the new schema", journey->new);
    proof_run(ours, "the rows", journey->rows);
    const char *first = tn_database_snapshot(ours);
    const char *rows = tn_database_query(ours, journey->ask_old);
    assert_true(strlen(rows) > 0);
    proof_run(ours, "up", up);
    proof_same(ours, false, tn_database_snapshot(theirs), "up", up);
    assert_string_equal(tn_database_query(ours, journey->ask_new), journey->answer);
    proof_run(ours, "down", down);
    proof_same(ours, false, first, "down", down);
    assert_string_equal(tn_database_query(ours, journey->ask_old), rows);
    free(up);
    free(down);
}

static void travel_all(const char *dialect) {
    for (size_t i = 0; i < TN_LENGTH(journeys); i++)
        travel(&journeys[i], dialect);
}

static void values_move_in_postgresql(void **state) {
    (void)state;
    travel_all("postgresql");
}

static void values_move_in_mariadb(void **state) {
    (void)state;
    travel_all("mariadb");
}

static void values_move_in_mysql(void **state) {
    (void)state;
    travel_all("mysql");
}

static void values_move_in_sqlite(void **state) {
    (void)state;
    travel_all("sqlite");
}

/* ------------------------------------------------------------------ what contradicts */

/* Two cities for one customer: nothing is moved, and the query that was told shows it. */
static void refuse(const struct journey *journey, const char *dialect_name, const char *rows) {
    const struct tn_dialect *dialect = tn_dialect_find(dialect_name);
    struct database *database = tn_server_database(tn_server_start(dialect->id));
    char *up = script(journey, dialect, false);
    proof_run(database, "the old schema", journey->old);
    proof_run(database, "the rows", rows);
    assert_non_null(tn_database_run(database, up));
    free(up);
}

static void contradictions_are_refused(void **state) {
    (void)state;
    static const char *const dialects[] = {"postgresql", "mariadb", "sqlite"};
    for (size_t i = 0; i < TN_LENGTH(dialects); i++) {
        refuse(&journeys[0], dialects[i],
               "INSERT INTO order_items VALUES (1, 10, 'tea', 2), (2, 10, 'Tee', 5);");
        refuse(&journeys[2], dialects[i],
               "INSERT INTO customers VALUES (1, 'a'), (2, 'b');\n"
               "INSERT INTO orders VALUES (1, 1, 'Linz'), (2, 1, 'Graz');");
    }
}

int main(void) {
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_move_in_postgresql),  cmocka_unit_test(values_move_in_mariadb),
        cmocka_unit_test(values_move_in_mysql),       cmocka_unit_test(values_move_in_sqlite),
        cmocka_unit_test(contradictions_are_refused),
    };
    return tn_test_run("values that move", tests);
}
