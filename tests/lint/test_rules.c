/*
 * What each rule finds and, at least as important, what it does not: negatives and the near misses
 * that real schemas are full of.
 */
#include "lint/models.h"

enum { NEW = 1, DRAWN = 2 }; /* a model of our own; relationships drawn as exactly one */

static const struct example {
    const char *rule, *dialect;
    int flags;
    const char *found; /* the finding's path, or NULL for none */
    const char *sql;
} examples[] = {
    /* ------------------------------------------------------------ keys */
    {"pk-missing", "postgresql", 0, NULL, /* partitions, temporary tables, bookkeeping */
     "CREATE TABLE logs (id int, day date, PRIMARY KEY (id, day)) PARTITION BY RANGE (day);"
     "CREATE TABLE logs_1 PARTITION OF logs FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');"
     "CREATE TABLE flyway_schema_history (version text);"},
    {"pk-type", "postgresql", 0, "users.name", "CREATE TABLE users (name text PRIMARY KEY);"},
    {"pk-type", "postgresql", 0, NULL,
     "CREATE TABLE a (id bigint PRIMARY KEY); CREATE TABLE b (id uuid PRIMARY KEY);"
     "CREATE TABLE countries (iso_code char(2) PRIMARY KEY);"
     "CREATE TABLE c (a_id bigint, name text, PRIMARY KEY (a_id, name));"
     "CREATE TABLE d (iso_code char(2) PRIMARY KEY REFERENCES countries (iso_code));"},
    {"pk-type", "mysql", 0, NULL, "CREATE TABLE a (id binary(16) PRIMARY KEY);"},
    {"unique-implied", "postgresql", 0, "users.(unique key)",
     "CREATE TABLE users (a int UNIQUE, b int, UNIQUE (b, a));"},
    {"unique-implied", "postgresql", 0, NULL, /* what a composite foreign key refers to */
     "CREATE TABLE users (id int PRIMARY KEY, tenant int, UNIQUE (id, tenant));"
     "CREATE TABLE posts (user_id int, tenant int,"
     " FOREIGN KEY (user_id, tenant) REFERENCES users (id, tenant));"},
    {"unique-implied", "postgresql", 0, NULL, /* unique among some rows only, or by an expression */
     "CREATE TABLE users (a int, b text, UNIQUE (a, b));"
     "CREATE UNIQUE INDEX i ON users (a) WHERE b IS NULL;"
     "CREATE UNIQUE INDEX j ON users (lower(b));"},
    {"relation-optionality", "postgresql", DRAWN, NULL,
     "CREATE TABLE users (id int PRIMARY KEY);"
     "CREATE TABLE posts (user_id int NOT NULL REFERENCES users (id));"},
    {"relation-optionality", "postgresql", 0, NULL, /* told by the columns */
     "CREATE TABLE users (id int PRIMARY KEY);"
     "CREATE TABLE posts (user_id int REFERENCES users (id));"},
    {"junction-key", "postgresql", 0, "order_items",
     "CREATE TABLE orders (id int PRIMARY KEY); CREATE TABLE products (id int PRIMARY KEY);"
     "CREATE TABLE order_items (id int PRIMARY KEY, order_id int REFERENCES orders (id),"
     " product_id int REFERENCES products (id), quantity int, price numeric);"},
    {"junction-key", "postgresql", 0, NULL, /* unique among rows that are not deleted */
     "CREATE TABLE users (id int PRIMARY KEY); CREATE TABLE roles (id int PRIMARY KEY);"
     "CREATE TABLE user_roles (id int PRIMARY KEY, user_id int REFERENCES users (id),"
     " role_id int REFERENCES roles (id), deleted_at timestamp);"
     "CREATE UNIQUE INDEX i ON user_roles (user_id, role_id) WHERE deleted_at IS NULL;"},
    {"junction-key", "postgresql", 0, NULL, /* an ordered list */
     "CREATE TABLE lists (id int PRIMARY KEY); CREATE TABLE songs (id int PRIMARY KEY);"
     "CREATE TABLE list_songs (id int PRIMARY KEY, list_id int REFERENCES lists (id),"
     " song_id int REFERENCES songs (id), position int);"},
    {"junction-key", "postgresql", 0, NULL, /* events and entities with content of their own */
     "CREATE TABLE users (id int PRIMARY KEY); CREATE TABLE films (id int PRIMARY KEY);"
     "CREATE TABLE reviews (id int PRIMARY KEY, user_id int REFERENCES users (id),"
     " film_id int REFERENCES films (id), body text);"
     "CREATE TABLE payments (id int PRIMARY KEY, user_id int REFERENCES users (id),"
     " film_id int REFERENCES films (id), amount numeric, payment_date timestamp);"},

    /* ------------------------------------------------------------ integrity */

    /* ------------------------------------------------------------ types */
    {"float-for-money", "sqlite", 0, "items.unitPrice", "CREATE TABLE items (unitPrice REAL);"},
    {"float-for-money", "postgresql", 0, NULL, /* exact, or no money */
     "CREATE TABLE items (price numeric(10,2), tax_rate real, discount real, total_time real,"
     " fee_percent double precision, weight real, pricey real);"},

};

static struct tn_model *model_of(const struct example *example) {
    struct tn_model *model = read_sql(example->dialect, example->sql);
    if (example->flags & NEW)
        make_new(model);
    if (example->flags & DRAWN)
        draw_exactly_one(model);
    facts_apply(model, example->sql);
    return model;
}

static void rules_find_what_they_should_and_no_more(void **state) {
    (void)state;
    for (size_t i = 0; i < TN_LENGTH(examples); i++) {
        const struct example *example = &examples[i];
        struct tn_model *model = model_of(example);
        struct tn_findings findings = lint_one(model, example->rule);
        struct tn_buffer text = {0};
        tn_findings_print(&findings, &text);
        bool right = example->found
                         ? findings.count == 1 && !strcmp(findings.items[0].path, example->found)
                         : findings.count == 0;
        if (!right)
            fail_msg("%s, expected %s, found:\n%s%s", example->rule,
                     example->found ? example->found : "nothing", tn_buffer_text(&text),
                     example->sql);
        tn_buffer_free(&text);
        tn_findings_free(&findings);
        tn_model_free(model);
    }
}

static void every_rule_finds_something_in_its_example(void **state) {
    (void)state;
    for (size_t i = 0; i < tn_rule_count; i++) {
        struct tn_model *model = read_example(tn_rules[i]);
        struct tn_findings findings = lint_one(model, tn_rules[i]->id);
        if (!findings.count)
            fail_msg("%s finds nothing in its example", tn_rules[i]->id);
        assert_string_equal(findings.items[0].rule, tn_rules[i]->id);
        assert_non_null(findings.items[0].remedy);
        tn_findings_free(&findings);
        tn_model_free(model);
    }
}

static void messages_name_both_sides(void **state) {
    (void)state;
    struct tn_model *model = read_example(tn_rule_find("fk-type-mismatch"));
    struct tn_findings findings = lint_one(model, "fk-type-mismatch");
    assert_string_equal(findings.items[0].message,
                        "orders.customer_id is bigint, customers.id is integer");
    assert_string_equal(findings.items[0].remedy, "Make orders.customer_id integer");
    assert_int_equal(findings.items[0].severity, TN_WARNING); /* PostgreSQL takes it */
    tn_findings_free(&findings);
    tn_model_free(model);
}

static void a_broken_reference_names_what_was_meant(void **state) {
    (void)state;
    struct tn_model *model = read_sql("postgresql", "CREATE TABLE categories (id int PRIMARY KEY);"
                                                    "CREATE TABLE a (x int REFERENCES category);"
                                                    "CREATE TABLE b (x int REFERENCES catgories);"
                                                    "CREATE TABLE c (x int REFERENCES nothing);");
    struct tn_findings findings = lint_one(model, "fk-broken");
    assert_int_equal(findings.count, 3);
    assert_non_null(strstr(findings.items[0].remedy, "mean categories"));
    assert_non_null(strstr(findings.items[1].remedy, "mean categories"));
    assert_null(strstr(findings.items[2].remedy, "mean"));
    tn_findings_free(&findings);
    tn_model_free(model);
}

static void other_targets_have_their_say(void **state) {
    (void)state;
    struct tn_model *model = read_sql("postgresql", "CREATE TABLE users (id int, rank int);");
    struct tn_findings none = lint_one(model, "name-reserved-word");
    assert_int_equal(none.count, 0);
    tn_texts_append(model, &model->project->targets, "mysql");
    struct tn_findings found = lint_one(model, "name-reserved-word");
    assert_int_equal(found.count, 1);
    assert_non_null(strstr(found.items[0].message, "MySQL"));
    tn_findings_free(&found);
    tn_model_free(model);
}

/* Names are compared as the server keeps them: cut after 63 bytes. */
static void names_equal_after_cutting_collide(void **state) {
    (void)state;
    struct tn_model *model = tn_model_new(0, 0);
    const char *sixty = "a123456789b123456789c123456789d123456789e123456789f123456789";
    struct tn_arena arena = {0};
    tn_add(model, TN_entity, model->project, tn_arena_format(&arena, "%sxyz_one", sixty));
    tn_add(model, TN_entity, model->project, tn_arena_format(&arena, "%sxyz_two", sixty));
    struct tn_findings findings = lint_one(model, "name-collision");
    assert_int_equal(findings.count, 1);
    tn_findings_free(&findings);
    tn_arena_free(&arena);
    tn_model_free(model);
}

int main(void) {
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_rule_finds_something_in_its_example),
        cmocka_unit_test(rules_find_what_they_should_and_no_more),
        cmocka_unit_test(messages_name_both_sides),
        cmocka_unit_test(a_broken_reference_names_what_was_meant),
        cmocka_unit_test(other_targets_have_their_say),
        cmocka_unit_test(names_equal_after_cutting_collide),
    };
    return tn_test_run("lint rules", tests);
}
