/*
 * Textbook designs taken apart: one edit that can be undone, parts that have the form, and a
 * migration that real servers run with rows, there and back.
 */
#include "migrate/proof.h"

#include "tenon/format.h"
#include "tenon/normalize.h"

#include <stdio.h>

struct design {
    const char *title, *sql, *entity;
    const char *dependencies[4]; /* NULL ends them */
    enum tn_normal_form form;
    const char *rows;             /* put into it */
    const char *ask_old;          /* a query that sees all of them, in order */
    const char *ask_new, *answer; /* what is in the new tables */
};

static const struct design designs[] = {
    {"second: what a part of the key says",
     "CREATE TABLE orders (id int PRIMARY KEY);\n"
     "CREATE TABLE order_items (order_id int, product_id int, product_name varchar(40) NOT NULL,"
     " vendor varchar(20), vendor_city varchar(20), quantity int NOT NULL DEFAULT 1,"
     " PRIMARY KEY (order_id, product_id),"
     " CONSTRAINT of_order FOREIGN KEY (order_id) REFERENCES orders (id) ON DELETE CASCADE,"
     " CONSTRAINT any_at_all CHECK (quantity > 0), CONSTRAINT called CHECK (product_name <> ''));\n"
     "CREATE INDEX by_name ON order_items (product_name);",
     "order_items",
     {"order_items: product_id -> product_name vendor", "order_items: vendor -> vendor_city"},
     TN_2NF,
     "INSERT INTO orders VALUES (1), (2);\n"
     "INSERT INTO order_items VALUES (1, 10, 'tea', 'A', 'Linz', 2), (1, 11, 'it''s', 'B', 'Graz',"
     " 1), (2, 10, 'tea', 'A', 'Linz', 5);",
     "SELECT order_id, product_id, product_name, vendor, vendor_city, quantity FROM order_items"
     " ORDER BY 1, 2",
     "SELECT product_id, product_name, vendor, vendor_city FROM products ORDER BY 1",
     "10\ttea\tA\tLinz\n11\tit's\tB\tGraz\n"},
    {"third: the same, all the way",
     "CREATE TABLE order_items (order_id int, product_id int, product_name varchar(40) NOT NULL,"
     " vendor varchar(20), vendor_city varchar(20), quantity int NOT NULL DEFAULT 1,"
     " PRIMARY KEY (order_id, product_id));",
     "order_items",
     {"order_items: product_id -> product_name vendor", "order_items: vendor -> vendor_city"},
     TN_3NF,
     "INSERT INTO order_items VALUES (1, 10, 'tea', 'A', 'Linz', 2), (1, 11, 'it''s', 'B', 'Graz',"
     " 1), (2, 10, 'tea', 'A', 'Linz', 5);",
     "SELECT order_id, product_id, product_name, vendor, vendor_city, quantity FROM order_items"
     " ORDER BY 1, 2",
     "SELECT p.product_id, p.product_name, v.vendor, v.vendor_city FROM products p JOIN vendors v"
     " ON v.vendor = p.vendor ORDER BY 1",
     "10\ttea\tA\tLinz\n11\tit's\tB\tGraz\n"},
    {"third: into the table that a foreign key leads to, and into a new one",
     "CREATE TABLE customers (id int PRIMARY KEY, name varchar(20) NOT NULL);\n"
     "CREATE TABLE orders (id int PRIMARY KEY, customer_id int NOT NULL, customer_city varchar(20)"
     " NOT NULL, zip varchar(9) NOT NULL, place varchar(20), CONSTRAINT of_customer FOREIGN KEY"
     " (customer_id) REFERENCES customers (id));",
     "orders",
     {"orders: customer_id -> customer_city", "orders: zip -> place"},
     TN_3NF,
     "INSERT INTO customers VALUES (1, 'a'), (2, 'b'), (3, 'c');\n"
     "INSERT INTO orders VALUES (1, 1, 'Linz', 'A1', 'Wels'), (2, 1, 'Linz', 'A2', NULL),"
     " (3, 3, 'Graz', 'A1', 'Wels');",
     "SELECT id, customer_id, customer_city, zip, coalesce(place, '-') FROM orders ORDER BY 1",
     "SELECT id, name, coalesce(customer_city, '-') FROM customers UNION ALL"
     " SELECT 9, zip, coalesce(place, '-') FROM zips ORDER BY 1, 2",
     "1\ta\tLinz\n2\tb\t-\n3\tc\tGraz\n9\tA1\tWels\n9\tA2\t-\n"},
    {"Boyce and Codd: street, city and code",
     "CREATE TABLE addresses (street varchar(20) NOT NULL, city varchar(20) NOT NULL, code"
     " varchar(9) NOT NULL, PRIMARY KEY (street, city));",
     "addresses",
     {"addresses: code -> city"},
     TN_BCNF,
     "INSERT INTO addresses VALUES ('Main', 'Linz', '40'), ('Side', 'Linz', '40'), ('Main', 'Graz',"
     " '80');",
     "SELECT street, city, code FROM addresses ORDER BY 1, 2",
     "SELECT code, city FROM codes ORDER"
     " BY 1",
     "40\tLinz\n80\tGraz\n"},
    {"fourth: courses, teachers and books",
     "CREATE TABLE lessons (course varchar(20) NOT NULL, teacher varchar(20) NOT NULL, book"
     " varchar(20) NOT NULL, PRIMARY KEY (course, teacher, book));",
     "lessons",
     {"lessons: course ->> teacher"},
     TN_4NF,
     "INSERT INTO lessons VALUES ('db', 'Ann', 'Date'), ('db', 'Ann', 'Codd'), ('db', 'Bob',"
     " 'Date'), ('db', 'Bob', 'Codd'), ('os', 'Ann', 'Tan');",
     "SELECT course, teacher, book FROM lessons ORDER BY 1, 2, 3",
     "SELECT course, teacher FROM course_teachers UNION ALL SELECT course, book FROM course_books"
     " ORDER BY 1, 2",
     "db\tAnn\ndb\tBob\ndb\tCodd\ndb\tDate\nos\tAnn\nos\tTan\n"},
    {"a computed column goes along with what it is computed from",
     "CREATE TABLE sales (id int PRIMARY KEY, item_no int NOT NULL, net int NOT NULL, tax int NOT"
     " NULL, gross int GENERATED ALWAYS AS (net + tax) STORED, pieces int, twice int GENERATED"
     " ALWAYS AS (pieces * 2) STORED);",
     "sales",
     {"sales: item_no -> net tax"},
     TN_3NF,
     "INSERT INTO sales (id, item_no, net, tax, pieces) VALUES (1, 5, 10, 2, 7), (2, 5, 10, 2, 8),"
     " (3, 6, 20, 4, 9);",
     "SELECT id, item_no, net, tax, gross, pieces, twice FROM sales ORDER BY 1",
     "SELECT item_no, gross FROM items ORDER BY 1",
     "5\t12\n6\t24\n"},
};

/* ------------------------------------------------------------------ models */

static struct tn_model *read_design(const struct design *design, const struct tn_dialect *dialect) {
    struct tn_model *model = tn_model_new(0, 0);
    struct tn_findings findings = {0};
    struct tn_error error = {0};
    assert_true(tn_sql_read(model, tn_slice_of(design->sql), "test", dialect, &findings, NULL));
    assert_int_equal(findings.count, 0);
    tn_findings_free(&findings);
    tn_model_found(model, 42);
    tn_group_begin(model, "declare");
    for (size_t i = 0; i < 4 && design->dependencies[i]; i++)
        assert_non_null(tn_dependency_declare(model, design->dependencies[i], &error));
    tn_group_end(model, NULL);
    return model;
}

static struct tn_normalization normalize(struct tn_model *model, const struct design *design) {
    struct tn_error error = {0};
    struct tn_normalization done;
    tn_group_begin(model, "normalize");
    if (!tn_normalize(model, tn_find_entity(model, design->entity), design->form, &done, &error))
        fail_msg("%s", error.message);
    assert_true(tn_group_end(model, NULL));
    return done;
}

static char *text_of(const struct tn_model *model) {
    struct tn_buffer text = {0};
    tn_xml_write(model, &text);
    return text.at;
}

static void assert_forms(const struct tn_normalization *done, const struct design *design) {
    assert_true(done->entities.count > 1);
    for (size_t i = 0; i < done->entities.count; i++) {
        struct tn_relation relation;
        assert_true(tn_entity_relation(done->entities.items[i].entity, &relation, NULL));
        struct tn_form_verdict verdict = tn_normal_form_of(&relation.given);
        enum tn_normal_form wanted = design->form;
        if (wanted == TN_4NF && !relation.given.mvds.count)
            wanted = TN_BCNF;
        if (verdict.form < wanted)
            fail_msg("%s: %s is too low", design->title, done->entities.items[i].entity->name);
        tn_relation_free(&relation);
    }
}

static void parts_have_the_form_and_undo_restores(void **state) {
    (void)state;
    const struct tn_dialect *dialect = tn_dialect_find("postgresql");
    for (size_t i = 0; i < TN_LENGTH(designs); i++) {
        struct tn_model *model = read_design(&designs[i], dialect);
        char *before = text_of(model);
        struct tn_normalization done = normalize(model, &designs[i]);
        struct tn_error error = {0};
        assert_forms(&done, &designs[i]);
        if (!tn_model_check(model, &error))
            fail_msg("%s", error.message);
        char *after = text_of(model);
        assert_string_not_equal(before, after);
        assert_non_null(strstr(after, "Applications have to follow"));
        assert_non_null(tn_undo(model, &error));
        char *undone = text_of(model);
        assert_string_equal(undone, before);
        assert_non_null(tn_redo(model, &error));
        char *redone = text_of(model);
        assert_string_equal(redone, after);
        tn_normalization_free(&done);
        tn_model_free(model);
        free(before);
        free(after);
        free(undone);
        free(redone);
    }
}

/* ------------------------------------------------------------------ migrations */

static void migrate(const struct design *design, const char *dialect_name) {
    const struct tn_dialect *dialect = tn_dialect_find(dialect_name);
    struct server *server = tn_server_start(dialect->id);
    struct database *ours = tn_server_database(server), *theirs = tn_server_database(server);
    struct tn_model *model = read_design(design, dialect);
    struct tn_model *before = tn_lower(model, dialect, NULL);
    struct tn_normalization done = normalize(model, design);
    struct tn_model *after = tn_lower(model, dialect, NULL);
    struct tn_buffer ddl = {0};
    tn_sql_write(after, dialect, &(struct tn_sql_style){0}, &ddl);
    char *up = proof_script(before, after, dialect, false, false);
    char *down = proof_script(before, after, dialect, false, true);
    printf("%s\n", design->title);
    proof_run(ours, "the old schema", design->sql);
    proof_run(ours, "the rows", design->rows);
    proof_run(theirs, "the new schema", ddl.at);
    const char *first = tn_database_snapshot(ours);
    const char *rows = tn_database_query(ours, design->ask_old);
    assert_true(*rows);
    proof_run(ours, "up", up);
    proof_same(ours, false, tn_database_snapshot(theirs), "up", up);
    assert_string_equal(tn_database_query(ours, design->ask_new), design->answer);
    proof_run(ours, "down", down);
    proof_same(ours, false, first, "down", down);
    assert_string_equal(tn_database_query(ours, design->ask_old), rows);
    free(up);
    free(down);
    tn_buffer_free(&ddl);
    tn_normalization_free(&done);
    tn_model_free(before);
    tn_model_free(after);
    tn_model_free(model);
}

static void migrate_all(const char *dialect) {
    for (size_t i = 0; i < TN_LENGTH(designs); i++)
        migrate(&designs[i], dialect);
}

static void rows_follow_in_postgresql(void **state) {
    (void)state;
    migrate_all("postgresql");
}

static void rows_follow_in_mariadb(void **state) {
    (void)state;
    migrate_all("mariadb");
}

static void rows_follow_in_sqlite(void **state) {
    (void)state;
    migrate_all("sqlite");
}

/* ------------------------------------------------------------------ what goes along */

static const struct tn_entity *entity_in(const struct tn_model *model, const char *name) {
    const struct tn_entity *entity = tn_find_entity(model, name);
    assert_non_null(entity);
    return entity;
}

static void what_lies_in_a_part_goes_along(void **state) {
    (void)state;
    static const struct design design = {
        "belongings",
        "CREATE TABLE products (id int PRIMARY KEY);\n"
        "CREATE TABLE vendors (id int PRIMARY KEY);\n"
        "CREATE TABLE t (id int PRIMARY KEY, product_id int NOT NULL REFERENCES products ON DELETE"
        " CASCADE, vendor_id int NOT NULL REFERENCES vendors, price int CHECK (price > 0), sku text"
        " UNIQUE, note text, CHECK (price > length(note)));\n"
        "CREATE INDEX by_price ON t (price) WHERE sku IS NOT NULL;\n"
        "CREATE INDEX by_note ON t (note);\n"
        "CREATE INDEX by_both ON t (note, price);\n"
        "CREATE VIEW v AS SELECT price FROM t;",
        "t",
        {"t: product_id vendor_id -> price sku"},
        TN_3NF,
        NULL,
        NULL,
        NULL,
        NULL};
    struct tn_model *model = read_design(&design, tn_dialect_find("postgresql"));
    struct tn_normalization done = normalize(model, &design);
    struct tn_buffer told = {0};
    tn_findings_print(&done.findings, &told);
    assert_non_null(strstr(told.at, "index by_both over price, note is dropped"));
    assert_non_null(strstr(told.at, "over price, note is dropped: its attributes come apart"));
    assert_non_null(strstr(told.at, "view v names price"));
    const struct tn_entity *made = entity_in(model, "product_vendors"), *t = entity_in(model, "t");
    assert_int_equal(made->checks.count, 1);
    assert_int_equal(made->keys.count, 2);
    assert_int_equal(made->indexes.count, 1);
    assert_int_equal(made->relationships.count, 2);
    assert_int_equal(t->relationships.count, 1);
    assert_ptr_equal(((struct tn_relationship *)t->relationships.first)->target, made);
    assert_int_equal(t->checks.count, 0);
    assert_int_equal(t->attributes.count, 4);
    tn_buffer_free(&told);
    tn_normalization_free(&done);
    tn_model_free(model);
}

/* ------------------------------------------------------------------ what cannot be done */

static void refuse(const struct design *design, const char *reason) {
    struct tn_model *model = read_design(design, tn_dialect_find("postgresql"));
    struct tn_normalization done;
    struct tn_error error = {0};
    uint64_t revision = model->revision;
    tn_group_begin(model, "normalize");
    assert_false(
        tn_normalize(model, tn_find_entity(model, design->entity), design->form, &done, &error));
    tn_group_cancel(model);
    if (!strstr(error.message, reason))
        fail_msg("%s", error.message);
    assert_int_equal(model->revision, revision);
    tn_error_clear(&error);
    tn_normalization_free(&done);
    tn_model_free(model);
}

static void what_cannot_be_done_is_refused(void **state) {
    (void)state;
    refuse(&(struct design){"",
                            "CREATE TABLE t (id int PRIMARY KEY, a int);",
                            "t",
                            {NULL},
                            TN_3NF,
                            NULL,
                            NULL,
                            NULL,
                            NULL},
           "nothing to do");
    refuse(&(struct design){"",
                            "CREATE TABLE t (id int PRIMARY KEY, a int, b int, c int GENERATED "
                            "ALWAYS AS (id + b) STORED);",
                            "t",
                            {"t: a -> b"},
                            TN_3NF,
                            NULL,
                            NULL,
                            NULL,
                            NULL},
           "computed from attributes that come apart");
    refuse(
        &(struct design){"",
                         "CREATE TABLE t (a int, b int, c int, PRIMARY KEY (a, b), UNIQUE (b));\n"
                         "CREATE TABLE u (a int, b int, FOREIGN KEY (a, b) REFERENCES t (a, b));",
                         "t",
                         {"t: c -> a", "t: a ->> c"},
                         TN_BCNF,
                         NULL,
                         NULL,
                         NULL,
                         NULL},
        "refers to what would no longer identify");
}

int main(void) {
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(parts_have_the_form_and_undo_restores),
        cmocka_unit_test(rows_follow_in_postgresql),
        cmocka_unit_test(rows_follow_in_mariadb),
        cmocka_unit_test(rows_follow_in_sqlite),
        cmocka_unit_test(what_lies_in_a_part_goes_along),
        cmocka_unit_test(what_cannot_be_done_is_refused),
    };
    return tn_test_run("normalized", tests);
}
