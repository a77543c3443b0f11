/*
 * Each hazard has a change that shows it, and one that does not; a small table makes less of it, a
 * waiver nothing.
 */
#include "migrate/proof.h"

static struct tn_plan *plan_decided(const char *dialect_name, const char *old, const char *new,
                                    bool order, const char *decisions) {
    const struct tn_dialect *dialect = tn_dialect_find(dialect_name);
    struct tn_model *before = proof_model(old, dialect), *after = proof_model(new, dialect);
    struct tn_renames renames = {0};
    struct tn_diff_options options = {.order = order, .alike = !decisions, .renames = &renames};
    assert_true(
        tn_renames_read(&renames, tn_slice_of(decisions ? decisions : ""), "decisions", NULL));
    struct tn_plan *plan = tn_plan_new(before, after, dialect, &options, NULL);
    assert_non_null(plan);
    tn_renames_free(&renames);
    tn_model_free(before);
    tn_model_free(after);
    return plan;
}

static struct tn_plan *plan_of(const char *dialect_name, const char *old, const char *new,
                               bool order) {
    return plan_decided(dialect_name, old, new, order, NULL);
}

static const struct tn_finding *found(const struct tn_plan *plan, const char *hazard) {
    for (size_t i = 0; i < plan->findings.count; i++)
        if (strcmp(plan->findings.items[i].rule, hazard) == 0)
            return &plan->findings.items[i];
    return NULL;
}

#define T "CREATE TABLE t (id int PRIMARY KEY, a int, b varchar(20));\n"

static const struct example {
    const char *hazard, *dialect, *old, *new;
    bool order;
    const char *decisions; /* a file of them; NULL: what is alike is taken */
} examples[] = {
    {"mig-drop-table", "postgresql", T, "", false, NULL},
    {"mig-drop-schema", "postgresql", "CREATE SCHEMA s;", "", false, NULL},
    {"mig-drop-partition", "postgresql",
     "CREATE TABLE t (id int) PARTITION BY LIST (id);\n"
     "CREATE TABLE t1 PARTITION OF t FOR VALUES IN (1);",
     "CREATE TABLE t (id int) PARTITION BY LIST (id);", false, NULL},
    {"mig-drop-column", "mysql", T, "CREATE TABLE t (id int PRIMARY KEY, b varchar(20));", false,
     NULL},
    {"mig-drop-sequence", "postgresql", "CREATE SEQUENCE s;", "", false, NULL},
    {"mig-drop-extension", "postgresql", "CREATE EXTENSION hstore;", "", false, NULL},
    {"mig-rename-taken", "postgresql",
     "CREATE TABLE users (id int PRIMARY KEY, email text, born date, height real);",
     "CREATE TABLE accounts (id int PRIMARY KEY, email text, born date, height real);", false,
     NULL},
    {"mig-split", "postgresql",
     "CREATE TABLE t (id int PRIMARY KEY, name text, street text, city text);",
     "CREATE TABLE t (id int PRIMARY KEY, name text);\n"
     "CREATE TABLE places (t int PRIMARY KEY REFERENCES t, street text, city text);",
     false, NULL},
    {"mig-merge", "postgresql",
     "CREATE TABLE t (id int PRIMARY KEY, name text);\n"
     "CREATE TABLE places (t int PRIMARY KEY REFERENCES t, street text, city text);",
     "CREATE TABLE t (id int PRIMARY KEY, name text, street text, city text);", false, NULL},
    {"mig-move", "postgresql", "CREATE TABLE t (id int PRIMARY KEY, zip text, city text);",
     "CREATE TABLE zips (zip text PRIMARY KEY, city text);\n"
     "CREATE TABLE t (id int PRIMARY KEY, zip text REFERENCES zips);",
     false, "move column t.city zips.city"},
    {"mig-not-null", "sqlite", T,
     "CREATE TABLE t (id int PRIMARY KEY, a int NOT NULL, b varchar(20));", false, NULL},
    {"mig-new-unique", "mysql", T,
     "CREATE TABLE t (id int PRIMARY KEY, a int UNIQUE, b varchar(20));", false, NULL},
    {"mig-new-check", "postgresql", T,
     "CREATE TABLE t (id int PRIMARY KEY, a int CHECK (a > 0), b varchar(20));", false, NULL},
    {"mig-domain-check", "postgresql", "CREATE DOMAIN d AS int;",
     "CREATE DOMAIN d AS int CHECK (VALUE > 0);", false, NULL},
    {"mig-validate-separately", "postgresql", T,
     "CREATE TABLE t (id int PRIMARY KEY, a int REFERENCES t (id), b varchar(20));", false, NULL},
    {"mig-type-change", "postgresql", T,
     "CREATE TABLE t (id int PRIMARY KEY, a bigint, b varchar(20));", false, NULL},
    {"mig-collation", "mariadb", "CREATE TABLE t (a varchar(20) COLLATE utf8mb4_bin);",
     "CREATE TABLE t (a varchar(20) COLLATE utf8mb4_general_ci);", false, NULL},
    {"mig-binary-padding", "mysql", "CREATE TABLE t (a varbinary(8));",
     "CREATE TABLE t (a binary(8));", false, NULL},
    {"mig-engine", "mysql", "CREATE TABLE t (a int) ENGINE=MyISAM;",
     "CREATE TABLE t (a int) ENGINE=InnoDB;", false, NULL},
    {"mig-table-rewrite", "postgresql", T,
     "CREATE TABLE t (id int PRIMARY KEY, a int, b varchar(20), u uuid DEFAULT gen_random_uuid());",
     false, NULL},
    {"mig-table-rewrite", "mysql", T,
     "CREATE TABLE t (id int PRIMARY KEY, a int, b varchar(20), u varchar(40) DEFAULT (uuid()));",
     false, NULL},
    {"mig-children", "sqlite", T "CREATE TABLE c (t int REFERENCES t (id));",
     "CREATE TABLE t (id int PRIMARY KEY, a text, b varchar(20));\n"
     "CREATE TABLE c (t int REFERENCES t (id));",
     false, NULL},
    {"mig-column-moved", "mysql", T, "CREATE TABLE t (id int PRIMARY KEY, b varchar(20), a int);",
     true, NULL},
    {"mig-index-concurrently", "postgresql", T, T "CREATE INDEX i ON t (a);", false, NULL},
    {"mig-detach", "postgresql",
     "CREATE TABLE t (id int) PARTITION BY LIST (id);\n"
     "CREATE TABLE t1 PARTITION OF t FOR VALUES IN (1);",
     "CREATE TABLE t (id int) PARTITION BY LIST (id);\nCREATE TABLE t1 (id int);", false, NULL},
    {"mig-lock-timeout", "postgresql", T,
     "CREATE TABLE t (id int PRIMARY KEY, a int, b varchar(20), c int);", false, NULL},
    {"mig-nontransactional", "postgresql", "CREATE TYPE e AS ENUM ('a');",
     "CREATE TYPE e AS ENUM ('a', 'b');", false, NULL},
    {"mig-drop-constraint", "postgresql", T,
     "CREATE TABLE t (id int NOT NULL, a int, b varchar(20));", false, NULL},
    {"mig-no-down", "postgresql", T, "CREATE TABLE t (id int PRIMARY KEY, b varchar(20));", false,
     NULL},
    {"mig-enum-change", "postgresql", "CREATE TYPE e AS ENUM ('a', 'b');",
     "CREATE TYPE e AS ENUM ('b');", false, NULL},
    {"mig-enum-change", "mysql", "CREATE TABLE t (e enum('a','b'));",
     "CREATE TABLE t (e enum('b','a'));", false, NULL},
    {"mig-authorization", "postgresql", T, T "GRANT SELECT ON t TO PUBLIC;", false, NULL},
    {"mig-authorization", "postgresql", T,
     T "ALTER TABLE t ENABLE ROW LEVEL SECURITY;\nCREATE POLICY p ON t USING (a > 0);", false,
     NULL},
    {"mig-replica-identity", "postgresql", T, T "ALTER TABLE t REPLICA IDENTITY FULL;", false,
     NULL},
    {"mig-temporary", "postgresql", "", "CREATE TEMPORARY TABLE t (a int);", false, NULL},
};

static void test_that_a_change_shows_its_hazard(void **state) {
    (void)state;
    for (size_t i = 0; i < TN_LENGTH(examples); i++) {
        const struct example *e = &examples[i];
        struct tn_plan *plan = plan_decided(e->dialect, e->old, e->new, e->order, e->decisions);
        const struct tn_hazard *row = tn_hazard_find(e->hazard);
        assert_non_null(row);
        if (!found(plan, e->hazard))
            fail_msg("%s is not told of in %s", e->hazard, e->new);
        assert_true(row->dialects & 1u << plan->dialect->id);
        tn_plan_free(plan);
        plan = plan_of(e->dialect, e->new, e->new, e->order);
        assert_int_equal(plan->findings.count, 0);
        tn_plan_free(plan);
    }
}

/* What all these examples leave out needs more than two scripts to show itself. */
static bool is_shown_elsewhere(const char *id) {
    static const char *const elsewhere[] = {"mig-rename", "mig-dependents", "mig-by-hand",
                                            "mig-srid"};
    for (size_t i = 0; i < TN_LENGTH(elsewhere); i++)
        if (strcmp(elsewhere[i], id) == 0)
            return true;
    return false;
}

static void test_that_each_hazard_has_an_example(void **state) {
    (void)state;
    for (size_t i = 0; i < tn_hazard_count; i++) {
        bool any = is_shown_elsewhere(tn_hazards[i].id);
        for (size_t j = 0; j < TN_LENGTH(examples) && !any; j++)
            any = strcmp(examples[j].hazard, tn_hazards[i].id) == 0;
        if (!any)
            fail_msg("%s has no example", tn_hazards[i].id);
        assert_true(*tn_hazards[i].help && *tn_hazards[i].remedy && tn_hazards[i].dialects);
    }
}

static void test_that_a_harmless_change_has_none(void **state) {
    static const struct {
        const char *dialect, *old, *new;
    } harmless[] = {
        {"mysql", T, "CREATE TABLE t (id int PRIMARY KEY, a int, b varchar(30), c int);"},
        {"mysql", "CREATE TABLE t (e enum('a','b'));", "CREATE TABLE t (e enum('a','b','c'));"},
        {"sqlite", T, "CREATE TABLE t (id int PRIMARY KEY, a int, b varchar(20), c int);"},
        {"postgresql", T, T "CREATE TABLE n (id int PRIMARY KEY, s text);"},
    };
    (void)state;
    for (size_t i = 0; i < TN_LENGTH(harmless); i++) {
        struct tn_plan *plan =
            plan_of(harmless[i].dialect, harmless[i].old, harmless[i].new, false);
        struct tn_buffer text = {0};
        tn_findings_print(&plan->findings, &text);
        assert_string_equal(tn_buffer_text(&text), "");
        tn_buffer_free(&text);
        tn_plan_free(plan);
    }
}

/* The model says how many rows there are. */
static void test_that_a_small_table_makes_it_a_note(void **state) {
    const struct tn_dialect *dialect = tn_dialects[TN_POSTGRESQL];
    struct tn_model *before = proof_model(T, dialect);
    struct tn_model *after = proof_model(T "CREATE INDEX i ON t (a);", dialect);
    (void)state;
    for (int rows = 0; rows <= 100000; rows += 50000) {
        tn_find_entity(after, "t")->row_count = rows == 50000 ? 500 : rows;
        struct tn_plan *plan = tn_plan_new(before, after, dialect, NULL, NULL);
        assert_int_equal(found(plan, "mig-index-concurrently")->severity,
                         rows == 50000 ? TN_INFO : TN_WARNING);
        tn_plan_free(plan);
    }
    tn_model_free(before);
    tn_model_free(after);
}

static void test_that_a_waiver_covers_what_is_below_its_subject(void **state) {
    const struct tn_dialect *dialect = tn_dialects[TN_POSTGRESQL];
    struct tn_model *before = proof_model(T "CREATE TABLE u (a int);", dialect);
    struct tn_model *after = proof_model(
        T "CREATE TABLE u (a int); CREATE INDEX i ON t (a); CREATE INDEX j ON u (a);", dialect);
    struct tn_waiver *waiver = tn_add(after, TN_waiver, after->project, "");
    (void)state;
    waiver->rule = tn_text(after, "mig-index-concurrently");
    waiver->subject = (void *)tn_find_entity(after, "t");
    struct tn_plan *plan = tn_plan_new(before, after, dialect, NULL, NULL);
    assert_int_equal(plan->waived, 1);
    assert_string_equal(found(plan, "mig-index-concurrently")->path, "u.j");
    tn_plan_free(plan);
    tn_model_free(before);
    tn_model_free(after);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_that_a_change_shows_its_hazard),
        cmocka_unit_test(test_that_each_hazard_has_an_example),
        cmocka_unit_test(test_that_a_harmless_change_has_none),
        cmocka_unit_test(test_that_a_small_table_makes_it_a_note),
        cmocka_unit_test(test_that_a_waiver_covers_what_is_below_its_subject),
    };
    return tn_test_run("hazards", tests);
}
