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
            fail_msg("%s: %s is too low: %s%s, %s, %s", design->title,
                     done->entities.items[i].entity->name, design->sql, design->dependencies[0],
                     design->dependencies[1], design->dependencies[2]);
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

/* ------------------------------------------------------------------ designs by chance */

enum { COLUMNS = 6, ROWS = 12 };

/* A table of numbers, whose rows obey its dependencies. */
struct chance {
    uint64_t seed;
    size_t columns, rows, count, lost;
    unsigned left[3], right[3]; /* bits of columns */
    int values[ROWS][COLUMNS];
    struct tn_buffer sql, data, key;
    char *dependencies[3];
};

static size_t below(struct chance *chance, size_t limit) {
    chance->seed = tn_mix(chance->seed + 1);
    return (size_t)(chance->seed >> 33) % limit;
}

static bool agree(const struct chance *chance, size_t a, size_t b, unsigned columns) {
    for (size_t c = 0; c < chance->columns; c++)
        if (columns >> c & 1 && chance->values[a][c] != chance->values[b][c])
            return false;
    return true;
}

static void make_one(struct chance *chance, size_t column, int value, int other) {
    for (size_t r = 0; r < chance->rows; r++)
        if (chance->values[r][column] == other)
            chance->values[r][column] = value;
}

/* Of two rows that agree on a left side: what differs on the right becomes one value, wherever it
 * is. */
static bool give_in(struct chance *chance, size_t f) {
    bool changed = false;
    for (size_t a = 0; a < chance->rows; a++)
        for (size_t b = a + 1; b < chance->rows; b++)
            for (size_t c = 0; c < chance->columns && agree(chance, a, b, chance->left[f]); c++)
                if (chance->right[f] >> c & 1 && chance->values[a][c] != chance->values[b][c]) {
                    make_one(chance, c, chance->values[a][c], chance->values[b][c]);
                    changed = true;
                }
    return changed;
}

static void make_rows(struct chance *chance) {
    chance->rows = ROWS;
    for (size_t r = 0; r < ROWS; r++)
        for (size_t c = 0; c < chance->columns; c++)
            chance->values[r][c] = (int)below(chance, 4);
    for (bool again = true; again;) {
        again = false;
        for (size_t f = 0; f < chance->count; f++)
            again |= give_in(chance, f);
    }
    size_t kept = 0;
    for (size_t r = 0; r < ROWS; r++) {
        bool twice = false;
        for (size_t k = 0; k < kept; k++)
            twice |= agree(chance, r, k, ~0u);
        if (!twice)
            memmove(chance->values[kept++], chance->values[r], sizeof chance->values[r]);
    }
    chance->rows = kept;
}

static void put_columns(struct tn_buffer *out, unsigned columns, const char *between) {
    for (size_t c = 0, first = 1; c < COLUMNS; c++)
        if (columns >> c & 1) {
            tn_put_format(out, "%sc%zu", first ? "" : between, c);
            first = 0;
        }
}

static unsigned closed(const struct chance *chance, unsigned set) {
    for (size_t round = 0; round < 3; round++)
        for (size_t f = 0; f < chance->count; f++)
            if (!(chance->left[f] & ~set))
                set |= chance->right[f];
    return set;
}

/* The columns less all that can be done without. */
static unsigned a_key(const struct chance *chance) {
    unsigned all = (1u << chance->columns) - 1, key = all;
    for (size_t c = chance->columns; c-- > 0;)
        if (closed(chance, key & ~(1u << c)) == all)
            key &= ~(1u << c);
    return key;
}

static void make_chance(struct chance *chance, uint64_t seed) {
    *chance = (struct chance){.seed = seed};
    chance->columns = 3 + below(chance, COLUMNS - 2);
    chance->count = 1 + below(chance, 3);
    unsigned all = (1u << chance->columns) - 1;
    for (size_t f = 0; f < chance->count; f++) {
        struct tn_buffer text = {0};
        chance->left[f] = 1u << below(chance, chance->columns);
        if (below(chance, 3) == 0)
            chance->left[f] |= 1u << below(chance, chance->columns);
        chance->right[f] = (1u << below(chance, chance->columns)) | (below(chance, all + 1) & all);
        chance->right[f] &= ~chance->left[f];
        if (!chance->right[f])
            chance->right[f] = (chance->left[f] & 1) ? all & ~chance->left[f] : 1;
        tn_put(&text, "t: ");
        put_columns(&text, chance->left[f], " ");
        tn_put(&text, " -> ");
        put_columns(&text, chance->right[f], " ");
        chance->dependencies[f] = text.at;
    }
    make_rows(chance);
}

static void put_script(struct chance *chance) {
    unsigned key = a_key(chance);
    tn_put(&chance->sql, "CREATE TABLE t (");
    for (size_t c = 0; c < chance->columns; c++)
        tn_put_format(&chance->sql, "c%zu int NOT NULL, ", c);
    tn_put(&chance->sql, "PRIMARY KEY (");
    put_columns(&chance->sql, key, ", ");
    tn_put(&chance->sql, "));\n");
    for (size_t r = 0; r < chance->rows; r++)
        for (size_t c = 0; c < chance->columns; c++)
            tn_put_format(&chance->data, "%s%d%s", c ? ", " : "INSERT INTO t VALUES (",
                          chance->values[r][c], c + 1 < chance->columns ? "" : ");\n");
    tn_put(&chance->key, "SELECT ");
    put_columns(&chance->key, (1u << chance->columns) - 1, ", ");
    tn_put(&chance->key, " FROM t ORDER BY 1, 2, 3");
    for (size_t c = 3; c < chance->columns; c++)
        tn_put_format(&chance->key, ", %zu", c + 1);
}

/* False where its dependencies leave it as it is. */
static bool survives(struct chance *chance, enum tn_normal_form form, const char *dialect_name) {
    const struct tn_dialect *dialect = tn_dialect_find(dialect_name);
    struct design design = {.title = "chance", .sql = chance->sql.at, .entity = "t", .form = form};
    for (size_t f = 0; f < chance->count; f++)
        design.dependencies[f] = chance->dependencies[f];
    struct tn_model *model = read_design(&design, dialect);
    struct tn_model *before = tn_lower(model, dialect, NULL);
    struct tn_normalization done;
    struct tn_error error = {0};
    tn_group_begin(model, "normalize");
    bool apart = tn_normalize(model, tn_find_entity(model, "t"), form, &done, &error);
    tn_group_end(model, NULL);
    if (apart) {
        struct database *database = tn_server_database(tn_server_start(dialect->id));
        struct tn_model *after = tn_lower(model, dialect, NULL);
        char *up = proof_script(before, after, dialect, false, false);
        char *down = proof_script(before, after, dialect, false, true);
        assert_forms(&done, &design);
        proof_run(database, "the old schema", design.sql);
        proof_run(database, "the rows", chance->data.at);
        const char *first = tn_database_snapshot(database);
        const char *rows = tn_database_query(database, chance->key.at);
        proof_run(database, "up", up);
        proof_run(database, "down", down);
        proof_same(database, false, first, "down", down);
        bool lost = strstr(down, "cannot be undone") != NULL; /* it says so itself */
        chance->lost += lost;
        if (!lost && strcmp(tn_database_query(database, chance->key.at), rows) != 0)
            fail_msg("other rows:\n%s%s\n%s%s", rows, tn_database_query(database, chance->key.at),
                     up, down);
        free(up);
        free(down);
        tn_model_free(after);
    }
    tn_error_clear(&error);
    tn_normalization_free(&done);
    tn_model_free(before);
    tn_model_free(model);
    return apart;
}

static void rows_of_any_design_come_back(void **state) {
    (void)state;
    static const enum tn_normal_form forms[] = {TN_2NF, TN_3NF, TN_BCNF};
    const char *asked = getenv("TENON_DESIGNS"); /* how many; seeds are the same every time */
    uint64_t apart = 0, lost = 0, count = asked ? strtoull(asked, NULL, 10) : 150;
    for (uint64_t seed = 1; seed <= count; seed++) {
        struct chance chance;
        make_chance(&chance, seed);
        put_script(&chance);
        apart += survives(&chance, forms[seed % TN_LENGTH(forms)], "sqlite");
        lost += chance.lost;
        tn_buffer_free(&chance.sql);
        tn_buffer_free(&chance.data);
        tn_buffer_free(&chance.key);
        for (size_t f = 0; f < chance.count; f++)
            free(chance.dependencies[f]);
    }
    assert_true(apart > count / 3 && lost <= count / 100);
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
        cmocka_unit_test(rows_of_any_design_come_back),
        cmocka_unit_test(what_lies_in_a_part_goes_along),
        cmocka_unit_test(what_cannot_be_done_is_refused),
    };
    return tn_test_run("normalized", tests);
}
