/*
 * Writing SQL: models built by hand, and the script that each dialect gets.
 */
#include "harness.h"

#include "tenon/sql.h"

#include <string.h>

/* ------------------------------------------------------------------ building */

static struct tn_model *new_model(const char *dialect) {
    struct tn_model *model = tn_model_new(1, 0);
    model->project->dialect = tn_text(model, dialect);
    return model;
}

static struct tn_attribute *column(struct tn_model *model, struct tn_entity *entity,
                                   const char *name, const char *type) {
    struct tn_attribute *attribute = tn_add(model, TN_attribute, entity, name);
    attribute->type = tn_text(model, type);
    return attribute;
}

static struct tn_key *key(struct tn_model *model, struct tn_entity *entity, const char *name,
                          struct tn_attribute *attribute) {
    struct tn_key *made = tn_add(model, TN_key, entity, name);
    tn_refs_append(model, &made->attributes, attribute);
    return made;
}

static struct tn_entity *table(struct tn_model *model, const char *name, const char *type) {
    struct tn_entity *entity = tn_add(model, TN_entity, model->project, name);
    struct tn_attribute *id = column(model, entity, "id", type);
    id->nullable = false;
    key(model, entity, "", id)->primary = true;
    return entity;
}

static struct tn_relationship *refer(struct tn_model *model, struct tn_attribute *attribute,
                                     struct tn_entity *target, const char *name) {
    struct tn_relationship *made = tn_add(model, TN_relationship, attribute->parent, name);
    tn_refs_append(model, &made->attributes, attribute);
    made->target = target;
    return made;
}

static struct tn_index *index_on(struct tn_model *model, struct tn_attribute *attribute,
                                 const char *name) {
    struct tn_index *index = tn_add(model, TN_index, attribute->parent, name);
    struct tn_index_part *part = tn_add(model, TN_index_part, index, "");
    part->attribute = attribute;
    return index;
}

/* ------------------------------------------------------------------ comparing */

static void writes(struct tn_model *model, const char *expected) {
    struct tn_buffer first = {0}, second = {0};
    const struct tn_dialect *dialect = tn_dialect_of(model);
    tn_sql_write(model, dialect, NULL, &first);
    tn_sql_write(model, dialect, NULL, &second);
    assert_string_equal(first.at, expected);
    assert_string_equal(first.at, second.at);
    tn_buffer_free(&first);
    tn_buffer_free(&second);
    tn_model_free(model);
}

/* ------------------------------------------------------------------ names and strings */

static void names_are_quoted_where_they_must_be(void **state) {
    static const struct {
        const char *name, *written[TN_DIALECT_COUNT];
    } rows[] = {
        {"customer", {"customer", "customer", "customer", "customer"}},
        {"Customer", {"\"Customer\"", "Customer", "Customer", "Customer"}},
        {"order", {"\"order\"", "`order`", "`order`", "\"order\""}},
        {"ORDER", {"\"ORDER\"", "`ORDER`", "`ORDER`", "\"ORDER\""}},
        {"offset", {"\"offset\"", "`offset`", "`offset`", "offset"}},
        {"two words", {"\"two words\"", "`two words`", "`two words`", "\"two words\""}},
        {"2nd", {"\"2nd\"", "`2nd`", "`2nd`", "\"2nd\""}},
        {"a\"b", {"\"a\"\"b\"", "`a\"b`", "`a\"b`", "\"a\"\"b\""}},
        {"a`b", {"\"a`b\"", "`a``b`", "`a``b`", "\"a`b\""}},
        {"", {"\"\"", "``", "``", "\"\""}},
    };
    (void)state;
    for (size_t i = 0; i < TN_LENGTH(rows); i++)
        for (size_t d = 0; d < TN_DIALECT_COUNT; d++) {
            struct tn_buffer out = {0};
            tn_sql_put_name(&out, tn_dialects[d], rows[i].name);
            assert_string_equal(out.at, rows[i].written[d]);
            tn_buffer_free(&out);
        }
}

static void strings_are_escaped_as_each_server_reads_them(void **state) {
    static const char *const expected[] = {"'it''s a \\'", "'it''s a \\\\'", "'it''s a \\\\'",
                                           "'it''s a \\'"};
    (void)state;
    for (size_t d = 0; d < TN_DIALECT_COUNT; d++) {
        struct tn_buffer out = {0};
        tn_sql_put_string(&out, tn_dialects[d], "it's a \\");
        assert_string_equal(out.at, expected[d]);
        tn_buffer_free(&out);
    }
}

static void reserved_words_are_sorted(void **state) {
    (void)state;
    for (size_t d = 0; d < TN_DIALECT_COUNT; d++) {
        const struct tn_dialect *dialect = tn_dialects[d];
        for (size_t i = 1; i < dialect->reserved_count; i++)
            assert_true(strcmp(dialect->reserved[i - 1], dialect->reserved[i]) < 0);
        assert_null(dialect->reserved[dialect->reserved_count]);
        assert_true(tn_dialect_reserves(dialect, "Select"));
        assert_false(tn_dialect_reserves(dialect, "customer"));
    }
}

static void dialects_go_by_their_aliases(void **state) {
    (void)state;
    assert_ptr_equal(tn_dialect_find("pg"), tn_dialects[TN_POSTGRESQL]);
    assert_ptr_equal(tn_dialect_find("MariaDB"), tn_dialects[TN_MARIADB]);
    assert_null(tn_dialect_find("oracle"));
}

/* ------------------------------------------------------------------ tables */

static struct tn_model *shop(const char *dialect, const char *number) {
    struct tn_model *model = new_model(dialect);
    struct tn_entity *order = table(model, "order", number);
    struct tn_entity *customer = table(model, "customer", number);
    struct tn_attribute *email = column(model, customer, "email", "varchar(255)");
    email->nullable = false;
    key(model, customer, "customer_email", email);
    customer->comment = tn_text(model, "Who buys; it's us");
    struct tn_attribute *buyer = column(model, order, "customer_id", number);
    refer(model, buyer, customer, "order_customer")->on_delete = TN_action_cascade;
    struct tn_attribute *total = column(model, order, "total", "numeric(10,2)");
    total->default_value = tn_text(model, "0");
    struct tn_check *check = tn_add(model, TN_check, order, "order_total");
    check->expression = tn_text(model, "total >= 0");
    index_on(model, buyer, "order_by_customer");
    return model;
}

static void a_shop_in_postgresql(void **state) {
    (void)state;
    writes(shop("postgresql", "integer"),
           "CREATE TABLE customer (\n"
           "    id    integer      NOT NULL,\n"
           "    email varchar(255) NOT NULL,\n"
           "    PRIMARY KEY (id),\n"
           "    CONSTRAINT customer_email UNIQUE (email)\n"
           ");\n"
           "\n"
           "CREATE TABLE \"order\" (\n"
           "    id          integer       NOT NULL,\n"
           "    customer_id integer,\n"
           "    total       numeric(10,2) DEFAULT 0,\n"
           "    PRIMARY KEY (id),\n"
           "    CONSTRAINT order_customer FOREIGN KEY (customer_id) REFERENCES customer (id)"
           " ON DELETE CASCADE,\n"
           "    CONSTRAINT order_total CHECK (total >= 0)\n"
           ");\n"
           "\n"
           "CREATE INDEX order_by_customer ON \"order\" (customer_id);\n"
           "\n"
           "COMMENT ON TABLE customer IS 'Who buys; it''s us';\n");
}

static void a_shop_in_mysql_has_its_keys_and_comments_inside(void **state) {
    (void)state;
    writes(shop("mysql", "int"),
           "CREATE TABLE customer (\n"
           "    id    int          NOT NULL,\n"
           "    email varchar(255) NOT NULL,\n"
           "    PRIMARY KEY (id),\n"
           "    UNIQUE KEY customer_email (email)\n"
           ") COMMENT='Who buys; it''s us';\n"
           "\n"
           "CREATE TABLE `order` (\n"
           "    id          int           NOT NULL,\n"
           "    customer_id int,\n"
           "    total       numeric(10,2) DEFAULT 0,\n"
           "    PRIMARY KEY (id),\n"
           "    KEY order_by_customer (customer_id),\n"
           "    CONSTRAINT order_customer FOREIGN KEY (customer_id) REFERENCES customer (id)"
           " ON DELETE CASCADE,\n"
           "    CONSTRAINT order_total CHECK (total >= 0)\n"
           ");\n");
}

static void a_shop_in_sqlite_has_the_primary_key_in_its_column(void **state) {
    (void)state;
    struct tn_model *model = shop("sqlite", "INTEGER");
    struct tn_entity *customer = tn_find_entity(model, "customer");
    ((struct tn_attribute *)customer->attributes.first)->identity = TN_identity_auto_increment;
    writes(model, "CREATE TABLE customer (\n"
                  "    id    INTEGER      PRIMARY KEY AUTOINCREMENT NOT NULL,\n"
                  "    email varchar(255) NOT NULL,\n"
                  "    CONSTRAINT customer_email UNIQUE (email)\n"
                  ");\n"
                  "\n"
                  "CREATE TABLE \"order\" (\n"
                  "    id          INTEGER       PRIMARY KEY NOT NULL,\n"
                  "    customer_id INTEGER,\n"
                  "    total       numeric(10,2) DEFAULT 0,\n"
                  "    CONSTRAINT order_customer FOREIGN KEY (customer_id) REFERENCES customer"
                  " ON DELETE CASCADE,\n"
                  "    CONSTRAINT order_total CHECK (total >= 0)\n"
                  ");\n"
                  "\n"
                  "CREATE INDEX order_by_customer ON \"order\" (customer_id);\n");
}

static struct tn_model *circle(const char *dialect) {
    struct tn_model *model = new_model(dialect);
    struct tn_entity *hen = table(model, "hen", "int"), *egg = table(model, "egg", "int");
    refer(model, column(model, hen, "egg_id", "int"), egg, "hen_egg");
    refer(model, column(model, egg, "hen_id", "int"), hen, "egg_hen");
    return model;
}

static void a_circle_of_references_is_closed_afterwards(void **state) {
    (void)state;
    writes(circle("postgresql"), "CREATE TABLE hen (\n"
                                 "    id     int NOT NULL,\n"
                                 "    egg_id int,\n"
                                 "    PRIMARY KEY (id)\n"
                                 ");\n"
                                 "\n"
                                 "CREATE TABLE egg (\n"
                                 "    id     int NOT NULL,\n"
                                 "    hen_id int,\n"
                                 "    PRIMARY KEY (id),\n"
                                 "    CONSTRAINT egg_hen FOREIGN KEY (hen_id) REFERENCES hen (id)\n"
                                 ");\n"
                                 "\n"
                                 "ALTER TABLE hen\n"
                                 "    ADD CONSTRAINT hen_egg FOREIGN KEY (egg_id)"
                                 " REFERENCES egg (id);\n");
}

static void a_circle_stays_inside_in_sqlite(void **state) {
    (void)state;
    struct tn_model *model = circle("sqlite");
    struct tn_buffer out = {0};
    tn_sql_write(model, tn_dialect_of(model), NULL, &out);
    assert_null(strstr(out.at, "ALTER TABLE"));
    tn_buffer_free(&out);
    tn_model_free(model);
}

static void a_long_chain_of_references_is_no_recursion(void **state) {
    (void)state;
    struct tn_model *model = new_model("postgresql");
    struct tn_arena arena = {0};
    struct tn_entity *previous = NULL;
    for (int i = 0; i < 20000; i++) {
        struct tn_entity *entity = tn_add(model, TN_entity, model->project, "t");
        if (previous)
            refer(model, column(model, previous, "next", "int"), entity, "");
        previous = entity;
    }
    struct tn_refs order = tn_sql_entity_order(model, &arena);
    assert_int_equal(order.count, 20000);
    assert_ptr_equal(order.items[0], previous);
    tn_arena_free(&arena);
    tn_model_free(model);
}

/* ------------------------------------------------------------------ partitions */

static struct tn_model *divided(void) {
    struct tn_model *model = new_model("postgresql");
    struct tn_entity *log = tn_add(model, TN_entity, model->project, "log");
    struct tn_entity *part = tn_add(model, TN_entity, model->project, "log_2024");
    column(model, log, "at", "date")->nullable = false;
    column(model, part, "at", "date")->nullable = false;
    log->partition_by = tn_text(model, "RANGE (at)");
    part->partition_of = log;
    part->partition_bound = tn_text(model, "FOR VALUES FROM ('2024-01-01') TO ('2025-01-01')");
    return model;
}

static void a_partition_like_its_parent_is_written_in_short(void **state) {
    (void)state;
    writes(divided(), "CREATE TABLE log (\n"
                      "    at date NOT NULL\n"
                      ") PARTITION BY RANGE (at);\n"
                      "\n"
                      "CREATE TABLE log_2024 PARTITION OF log\n"
                      "    FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');\n");
}

static void a_partition_with_a_key_of_its_own_is_attached(void **state) {
    (void)state;
    struct tn_model *model = divided();
    struct tn_entity *part = tn_find_entity(model, "log_2024");
    key(model, part, "log_2024_pkey", part->attributes.first)->primary = true;
    writes(model, "CREATE TABLE log (\n"
                  "    at date NOT NULL\n"
                  ") PARTITION BY RANGE (at);\n"
                  "\n"
                  "CREATE TABLE log_2024 (\n"
                  "    at date NOT NULL,\n"
                  "    CONSTRAINT log_2024_pkey PRIMARY KEY (at)\n"
                  ");\n"
                  "\n"
                  "ALTER TABLE log ATTACH PARTITION log_2024\n"
                  "    FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');\n");
}

/* ------------------------------------------------------------------ statements kept as text */

static struct tn_routine *routine(struct tn_model *model, const char *name, const char *definition,
                                  int position) {
    struct tn_routine *made = tn_add(model, TN_routine, model->project, name);
    made->definition = tn_text(model, definition);
    made->position = position;
    return made;
}

static void a_routine_that_a_default_calls_stands_before_the_table(void **state) {
    (void)state;
    struct tn_model *model = new_model("postgresql");
    struct tn_entity *coupon = tn_add(model, TN_entity, model->project, "coupon");
    struct tn_attribute *code = column(model, coupon, "code", "text");
    code->default_value = tn_text(model, "New_Code()");
    routine(model, "count_coupons", "CREATE FUNCTION count_coupons() …", 1);
    routine(model, "new_code", "CREATE FUNCTION new_code() …", 2);
    writes(model, "SET check_function_bodies = false;\n"
                  "\n"
                  "CREATE FUNCTION new_code() …;\n"
                  "\n"
                  "CREATE TABLE coupon (\n"
                  "    code text DEFAULT New_Code()\n"
                  ");\n"
                  "\n"
                  "CREATE FUNCTION count_coupons() …;\n");
}

static void a_temporary_table_that_hides_another_comes_last(void **state) {
    (void)state;
    struct tn_model *model = new_model("sqlite");
    struct tn_entity *hiding = table(model, "t", "INTEGER"), *hidden = table(model, "t", "INTEGER");
    hiding->persistence = TN_persistence_temporary;
    index_on(model, hiding->attributes.first, "i");
    index_on(model, hidden->attributes.first, "j");
    writes(model, "CREATE TABLE t (\n"
                  "    id INTEGER PRIMARY KEY NOT NULL\n"
                  ");\n"
                  "\n"
                  "CREATE INDEX j ON t (id);\n"
                  "\n"
                  "CREATE TEMPORARY TABLE t (\n"
                  "    id INTEGER PRIMARY KEY NOT NULL\n"
                  ");\n"
                  "\n"
                  "CREATE INDEX i ON t (id);\n");
}

static void keys_of_sqlite_keep_their_directions(void **state) {
    (void)state;
    struct tn_model *model = new_model("sqlite");
    struct tn_entity *entity = table(model, "t", "INTEGER");
    struct tn_key *primary = entity->keys.first;
    primary->options = tn_text(model, "DESC");
    struct tn_attribute *name = column(model, entity, "name", "TEXT");
    struct tn_key *unique = key(model, entity, "", name);
    unique->options = tn_text(model, "(name COLLATE NOCASE DESC) ON CONFLICT FAIL");
    struct tn_key *stale = key(model, entity, "", entity->attributes.first);
    stale->options = tn_text(model, "(another DESC) ON CONFLICT FAIL");
    writes(model, "CREATE TABLE t (\n"
                  "    id   INTEGER PRIMARY KEY DESC NOT NULL,\n"
                  "    name TEXT,\n"
                  "    UNIQUE (name COLLATE NOCASE DESC) ON CONFLICT FAIL,\n"
                  "    UNIQUE (id) ON CONFLICT FAIL\n"
                  ");\n");
}

static void a_view_made_by_hand_comes_after_what_it_mentions(void **state) {
    (void)state;
    struct tn_model *model = new_model("sqlite");
    struct tn_view *report = tn_add(model, TN_view, model->project, "report");
    struct tn_view *totals = tn_add(model, TN_view, model->project, "totals");
    report->query = tn_text(model, "SELECT * FROM Totals");
    totals->query = tn_text(model, "SELECT 1 AS one");
    writes(model, "CREATE VIEW totals AS\nSELECT 1 AS one;\n"
                  "\n"
                  "CREATE VIEW report AS\nSELECT * FROM Totals;\n");
}

static void a_routine_with_statements_inside_gets_a_delimiter_in_mysql(void **state) {
    (void)state;
    struct tn_model *model = new_model("mariadb");
    routine(model, "a", "CREATE PROCEDURE a() BEGIN SELECT 1; END", 1);
    routine(model, "b", "CREATE FUNCTION b() RETURNS int RETURN 1", 2);
    writes(model, "DELIMITER //\n"
                  "\n"
                  "CREATE PROCEDURE a() BEGIN SELECT 1; END//\n"
                  "\n"
                  "DELIMITER ;\n"
                  "\n"
                  "CREATE FUNCTION b() RETURNS int RETURN 1;\n");
}

/* ------------------------------------------------------------------ types, sequences, style */

static void types_come_in_the_order_they_need(void **state) {
    (void)state;
    struct tn_model *model = new_model("postgresql");
    struct tn_namespace *sales = tn_add(model, TN_namespace, model->project, "sales");
    struct tn_type *pair = tn_add(model, TN_type, model->project, "pair");
    struct tn_type *mood = tn_add(model, TN_type, sales, "mood");
    pair->variety = TN_variety_composite;
    pair->definition = tn_text(model, "a sales.mood, b integer");
    tn_texts_append(model, &mood->values, "so so");
    tn_texts_append(model, &mood->values, "it's fine");
    writes(model, "CREATE SCHEMA sales;\n"
                  "\n"
                  "CREATE TYPE sales.mood AS ENUM ('so so', 'it''s fine');\n"
                  "CREATE TYPE pair AS (a sales.mood, b integer);\n");
}

static void a_script_can_drop_first_and_leave_comments_out(void **state) {
    (void)state;
    static const struct tn_sql_style style = {
        .drop = true, .no_comments = true, .if_not_exists = true};
    struct tn_model *model = shop("mariadb", "int");
    struct tn_buffer out = {0};
    tn_sql_write(model, tn_dialect_of(model), &style, &out);
    assert_non_null(strstr(out.at, "DROP TABLE IF EXISTS `order`;\n"));
    assert_non_null(strstr(out.at, "CREATE TABLE IF NOT EXISTS customer (\n"));
    assert_null(strstr(out.at, "COMMENT"));
    tn_buffer_free(&out);
    tn_model_free(model);
}

/* ------------------------------------------------------------------ single statements */

static void statements_of_migrations(void **state) {
    (void)state;
    struct tn_model *model = shop("postgresql", "integer");
    struct tn_entity *order = tn_find_entity(model, "order");
    struct tn_entity *customer = tn_find_entity(model, "customer");
    struct tn_routine *f = routine(model, "f", "", 0);
    f->signature = tn_text(model, "a integer DEFAULT 1, b numeric(5,2) = 0, c text[]");
    const struct {
        void (*put)(struct tn_buffer *, const struct tn_dialect *, const void *);
        const void *object;
        enum tn_dialect_id dialect;
        const char *expected;
    } rows[] = {
        {tn_sql_put_drop, order, TN_MYSQL, "DROP TABLE `order`"},
        {tn_sql_put_drop, order->indexes.first, TN_POSTGRESQL, "DROP INDEX order_by_customer"},
        {tn_sql_put_drop, order->indexes.first, TN_MARIADB,
         "DROP INDEX order_by_customer ON `order`"},
        {tn_sql_put_drop, order->relationships.first, TN_POSTGRESQL,
         "ALTER TABLE \"order\" DROP CONSTRAINT order_customer"},
        {tn_sql_put_drop, order->relationships.first, TN_MYSQL,
         "ALTER TABLE `order` DROP FOREIGN KEY order_customer"},
        {tn_sql_put_drop, customer->keys.last, TN_MYSQL,
         "ALTER TABLE customer DROP INDEX customer_email"},
        {tn_sql_put_drop, customer->keys.first, TN_MARIADB,
         "ALTER TABLE customer DROP PRIMARY KEY"},
        {tn_sql_put_drop, f, TN_POSTGRESQL, "DROP FUNCTION f(a integer, b numeric(5,2), c text[])"},
        {tn_sql_put_create, customer->attributes.last, TN_SQLITE,
         "ALTER TABLE customer ADD COLUMN email varchar(255) NOT NULL"},
        {tn_sql_put_create, order->checks.first, TN_POSTGRESQL,
         "ALTER TABLE \"order\" ADD CONSTRAINT order_total CHECK (total >= 0)"},
        {tn_sql_put_comment, customer, TN_MYSQL,
         "ALTER TABLE customer COMMENT = 'Who buys; it''s us'"},
        {tn_sql_put_comment, order->attributes.first, TN_POSTGRESQL,
         "COMMENT ON COLUMN \"order\".id IS NULL"},
        {tn_sql_put_comment, customer, TN_SQLITE, ""},
    };
    for (size_t i = 0; i < TN_LENGTH(rows); i++) {
        struct tn_buffer out = {0};
        rows[i].put(&out, tn_dialects[rows[i].dialect], rows[i].object);
        assert_string_equal(tn_buffer_text(&out), rows[i].expected);
        tn_buffer_free(&out);
    }
    tn_model_free(model);
}

static void a_grant_is_taken_back(void **state) {
    (void)state;
    struct tn_model *model = new_model("postgresql");
    struct tn_grant *grant = tn_add(model, TN_grant, model->project, "");
    grant->definition = tn_text(model, "GRANT SELECT ON t TO anna WITH GRANT OPTION");
    struct tn_buffer out = {0};
    tn_sql_put_drop(&out, tn_dialect_of(model), grant);
    assert_string_equal(out.at, "REVOKE SELECT ON t FROM anna");
    tn_buffer_free(&out);
    tn_model_free(model);
}

int main(void) {
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_quoted_where_they_must_be),
        cmocka_unit_test(strings_are_escaped_as_each_server_reads_them),
        cmocka_unit_test(reserved_words_are_sorted),
        cmocka_unit_test(dialects_go_by_their_aliases),
        cmocka_unit_test(a_shop_in_postgresql),
        cmocka_unit_test(a_shop_in_mysql_has_its_keys_and_comments_inside),
        cmocka_unit_test(a_shop_in_sqlite_has_the_primary_key_in_its_column),
        cmocka_unit_test(a_circle_of_references_is_closed_afterwards),
        cmocka_unit_test(a_circle_stays_inside_in_sqlite),
        cmocka_unit_test(a_long_chain_of_references_is_no_recursion),
        cmocka_unit_test(a_partition_like_its_parent_is_written_in_short),
        cmocka_unit_test(a_partition_with_a_key_of_its_own_is_attached),
        cmocka_unit_test(a_routine_that_a_default_calls_stands_before_the_table),
        cmocka_unit_test(a_temporary_table_that_hides_another_comes_last),
        cmocka_unit_test(keys_of_sqlite_keep_their_directions),
        cmocka_unit_test(a_view_made_by_hand_comes_after_what_it_mentions),
        cmocka_unit_test(a_routine_with_statements_inside_gets_a_delimiter_in_mysql),
        cmocka_unit_test(types_come_in_the_order_they_need),
        cmocka_unit_test(a_script_can_drop_first_and_leave_comments_out),
        cmocka_unit_test(statements_of_migrations),
        cmocka_unit_test(a_grant_is_taken_back),
    };
    return tn_test_run("write", tests);
}
