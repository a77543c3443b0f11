/*
 * A fix makes its finding vanish, adds no other, changes nothing the second time, and can be
 * undone.
 */
#include "lint/models.h"

static bool has(const struct tn_findings *findings, const char *fingerprint) {
    char other[17];
    for (size_t i = 0; i < findings->count; i++) {
        tn_lint_fingerprint(&findings->items[i], other);
        if (!strcmp(other, fingerprint))
            return true;
    }
    return false;
}

static void assert_nothing_new(const struct tn_findings *before, const struct tn_findings *after,
                               const char *rule) {
    for (size_t i = 0; i < after->count; i++) {
        char fingerprint[17];
        tn_lint_fingerprint(&after->items[i], fingerprint);
        if (!has(before, fingerprint))
            fail_msg("the fix of %s brings %s: %s", rule, after->items[i].rule,
                     after->items[i].message);
    }
}

static void apply(struct tn_model *model, const struct tn_finding *finding) {
    struct tn_error error = {0};
    tn_group_begin(model, "fix %s", finding->rule);
    if (!tn_lint_fix(model, finding, &error))
        fail_msg("%s: %s", finding->rule, error.message);
    assert_null(error.message);
    assert_true(tn_group_end(model, NULL));
    assert_true(tn_model_check(model, &error));
}

static void assert_same(struct tn_buffer a, struct tn_buffer b) {
    assert_string_equal(tn_buffer_text(&a), tn_buffer_text(&b));
    tn_buffer_free(&a);
    tn_buffer_free(&b);
}

/* The whole life of the fix of a rule's first finding in a model, which it frees. */
static void check_fix(struct tn_model *model, const char *rule) {
    struct tn_findings all = lint_all(model), found = lint_one(model, rule);
    if (!found.count)
        fail_msg("%s finds nothing", rule);
    struct tn_finding *finding = &found.items[0];
    char fingerprint[17];
    tn_lint_fingerprint(finding, fingerprint);
    struct tn_buffer before = snapshot(model);
    apply(model, finding);
    struct tn_findings left = lint_one(model, rule), after = lint_all(model);
    if (has(&left, fingerprint))
        fail_msg("the fix of %s leaves its finding: %s", rule, finding->message);
    assert_nothing_new(&all, &after, rule);
    struct tn_buffer once = snapshot(model);
    apply(model, finding);
    assert_same(once, snapshot(model));
    assert_non_null(tn_undo(model, NULL));
    assert_same(before, snapshot(model));
    tn_findings_free(&all);
    tn_findings_free(&found);
    tn_findings_free(&left);
    tn_findings_free(&after);
    tn_model_free(model);
}

static void fixes_of_the_examples_hold(void **state) {
    (void)state;
    for (size_t i = 0; i < tn_rule_count; i++) {
        if (!tn_rules[i]->fix)
            continue;
        check_fix(read_example(tn_rules[i]), tn_rules[i]->id);
        if (strstr(tn_rules[i]->example, "project name_")) /* it has templates of its own */
            continue;
        struct tn_model *model = read_example(tn_rules[i]);
        make_new(model);
        check_fix(model, tn_rules[i]->id);
    }
}

static const struct {
    const char *rule, *dialect, *sql;
} others[] = {
    {"name-case", "postgresql", /* expressions follow */
     "CREATE TABLE orders (id int PRIMARY KEY, unit_price int, \"shipCost\" int, item_count int,"
     " CONSTRAINT ck_orders_a CHECK (\"shipCost\" > 0));"},
    {"pk-missing", "postgresql", "CREATE TABLE users (email text NOT NULL UNIQUE);"},
    {"pk-missing", "postgresql",
     "CREATE TABLE users (code int NOT NULL); CREATE UNIQUE INDEX i ON users (code);"},
    {"pk-missing", "mysql", "CREATE TABLE users (id int, name varchar(20));"},
    {"pk-missing", "sqlite", "CREATE TABLE users (name text);"},
    {"junction-key", "postgresql",
     "CREATE TABLE users (id int PRIMARY KEY); CREATE TABLE roles (id int PRIMARY KEY);"
     "CREATE TABLE user_roles (user_id int REFERENCES users (id),"
     " role_id int REFERENCES roles (id));"},
    {"fk-type-mismatch", "postgresql", /* a chain: what refers to the column changes with it */
     "CREATE TABLE a (id int PRIMARY KEY);"
     "CREATE TABLE b (id bigint PRIMARY KEY REFERENCES a (id));"
     "CREATE TABLE c (id bigint PRIMARY KEY REFERENCES b (id));"},
    {"fk-type-mismatch", "mysql",
     "CREATE TABLE a (x int unsigned, y int, PRIMARY KEY (x, y));"
     "CREATE TABLE b (x int, y bigint, CONSTRAINT f FOREIGN KEY (x, y) REFERENCES a (x, y));"},
    {"fk-set-null-not-null", "postgresql", /* a primary key stays not null */
     "CREATE TABLE users (id int PRIMARY KEY);"
     "CREATE TABLE profiles (user_id int PRIMARY KEY REFERENCES users (id) ON DELETE SET NULL);"},
    {"name-collision", "postgresql",
     "CREATE TABLE a (x int PRIMARY KEY); CREATE TABLE b (x int PRIMARY KEY);"
     "CREATE INDEX idx_x ON a (x); CREATE INDEX idx_x ON b (x); CREATE INDEX idx_x_2 ON b (x);"},
    {"fk-partial-null", "sqlite", /* the check is there the second time */
     "CREATE TABLE p (a int NOT NULL, b int NOT NULL, PRIMARY KEY (a, b));"
     "CREATE TABLE c (id int PRIMARY KEY, a int, b int, FOREIGN KEY (a, b) REFERENCES p (a, b));"},
    {"float-for-money", "mysql", "CREATE TABLE items (price double);"},
    {"fk-missing", "postgresql", "CREATE TABLE nodes (id int PRIMARY KEY, parent_id int);"},
};

static void other_fixes_hold(void **state) {
    (void)state;
    for (size_t i = 0; i < TN_LENGTH(others); i++)
        check_fix(read_sql(others[i].dialect, others[i].sql), others[i].rule);
}

/* The first finding of a rule in a script cannot be fixed, for a reason that holds this word. */
static void assert_refused(const char *rule, const char *reason, const char *sql) {
    struct tn_model *model = read_sql("postgresql", sql);
    make_new(model);
    struct tn_findings found = lint_one(model, rule);
    struct tn_buffer before = snapshot(model);
    struct tn_error error = {0};
    assert_true(found.count > 0);
    tn_group_begin(model, "fix");
    assert_false(tn_lint_fix(model, &found.items[0], &error));
    assert_non_null(strstr(error.message, reason));
    tn_group_end(model, NULL);
    assert_same(before, snapshot(model));
    tn_error_clear(&error);
    tn_findings_free(&found);
    tn_model_free(model);
}

static void what_cannot_be_fixed_says_why(void **state) {
    (void)state;
    assert_refused("column-vague-name", "no automatic fix", "CREATE TABLE a (info text);");
    assert_refused("table-prefix", "taken",
                   "CREATE TABLE tbl_a (id int PRIMARY KEY); CREATE TABLE a (id int PRIMARY KEY);");
    assert_refused("name-case", "view v",
                   "CREATE TABLE \"Users\" (id int); CREATE VIEW v AS SELECT id FROM \"Users\";");
    assert_refused("column-abbreviation", "several", "CREATE TABLE a (order_dt int);");
    assert_refused("timestamp-suffix", "usual", "CREATE TABLE a (id int, launch timestamp);");
    assert_refused("fk-type-mismatch", "two types",
                   "CREATE TABLE a (id int PRIMARY KEY); CREATE TABLE b (id bigint PRIMARY KEY);"
                   "CREATE TABLE c (x int REFERENCES a (id) REFERENCES b (id));");
}

/* One fix may take away what another finding speaks of. */
static void fixing_all_findings_comes_to_an_end(void **state) {
    (void)state;
    const char *path = tn_test_shared("schemas/faulty_shop.sql");
    if (!path)
        tn_test_skip("no shared schemas");
    struct tn_model *model = read_sql("postgresql", tn_test_read(path, NULL));
    struct tn_buffer before = snapshot(model);
    struct tn_findings findings = lint_all(model);
    tn_group_begin(model, "fix all");
    for (size_t i = 0; i < findings.count; i++) {
        struct tn_error error = {0};
        tn_lint_fix(model, &findings.items[i], &error);
        tn_error_clear(&error);
    }
    assert_true(tn_group_end(model, NULL));
    struct tn_findings left = lint_all(model);
    tn_group_begin(model, "fix the rest"); /* the missing table cannot be guessed */
    for (size_t i = 0; i < left.count; i++) {
        struct tn_error error = {0};
        assert_false(tn_lint_fix(model, &left.items[i], &error));
        tn_error_clear(&error);
    }
    assert_true(tn_group_end(model, NULL));
    tn_undo(model, NULL);
    assert_same(before, snapshot(model));
    tn_findings_free(&findings);
    tn_findings_free(&left);
    tn_model_free(model);
}

static void a_finding_of_another_model_is_refused(void **state) {
    (void)state;
    struct tn_model *model = read_sql("postgresql", "CREATE TABLE a (id int PRIMARY KEY);");
    struct tn_finding finding = {.rule = "pk-missing", .message = "", .path = "b", .object = 42};
    struct tn_error error = {0};
    tn_group_begin(model, "fix");
    assert_false(tn_lint_fix(model, &finding, &error));
    assert_string_equal(error.message, "b is not in this model");
    tn_group_end(model, NULL);
    tn_error_clear(&error);
    tn_model_free(model);
}

int main(void) {
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(fixes_of_the_examples_hold),
        cmocka_unit_test(other_fixes_hold),
        cmocka_unit_test(what_cannot_be_fixed_says_why),
        cmocka_unit_test(fixing_all_findings_comes_to_an_end),
        cmocka_unit_test(a_finding_of_another_model_is_refused),
    };
    return tn_test_run("lint fixes", tests);
}
