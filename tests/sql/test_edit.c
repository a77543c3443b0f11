/*
 * Edits that read SQL: a rename that expressions follow, an attribute from one line.
 */
#include "harness.h"
#include "sql/facts.h"
#include "tenon/design.h"

static struct tn_model *model_of(const char *dialect, const char *sql) {
    struct tn_model *model = tn_model_new(0, 0);
    struct tn_findings findings = {0};
    assert_true(
        tn_sql_read(model, tn_slice_of(sql), NULL, tn_dialect_find(dialect), &findings, NULL));
    tn_findings_free(&findings);
    return model;
}

static void facts_are(struct tn_model *model, const char *expected) {
    struct tn_buffer facts = {0};
    put_children(&facts, &model->project->object, 0);
    assert_string_equal(tn_buffer_text(&facts), expected);
    tn_buffer_free(&facts);
}

static const char orders[] = "CREATE TABLE t (a int DEFAULT 1 CHECK (a > 0 AND 'a' <> 'b'), b int "
                             "GENERATED ALWAYS AS (a * 2) STORED);"
                             "CREATE INDEX i ON t (abs(a), (a + 1)) WHERE a > 3;"
                             "CREATE VIEW v AS SELECT a FROM t; CREATE VIEW w AS SELECT b FROM t;";

static void expressions_follow_a_renamed_attribute(void **state) {
    (void)state;
    struct tn_model *model = model_of("postgresql", orders);
    struct tn_findings findings = {0};
    struct tn_entity *entity = tn_find_entity(model, "t");
    tn_group_begin(model, "rename");
    tn_sql_rename(model, entity->attributes.first, "Total", &findings);
    assert_true(tn_group_end(model, NULL));
    facts_are(model, "entity t\n"
                     "  attribute Total {type=integer, default_value=1}\n"
                     "  attribute b {type=integer, generated=\"Total\" * 2}\n"
                     "  index i {predicate=\"Total\" > 3}\n"
                     "    index_part {expression=abs(\"Total\")}\n"
                     "    index_part {expression=\"Total\" + 1}\n"
                     "  check {expression=\"Total\" > 0 AND 'a' <> 'b'}\n"
                     "view v {query=SELECT a FROM t}\n"
                     "view w {query=SELECT b FROM t}\n");
    assert_int_equal(findings.count, 1);
    assert_string_equal(findings.items[0].path, "v");
    tn_findings_free(&findings);
    tn_model_free(model);
}

static void a_rename_can_be_undone(void **state) {
    (void)state;
    struct tn_model *model = model_of("postgresql", orders);
    struct tn_buffer before = {0};
    put_children(&before, &model->project->object, 0);
    tn_group_begin(model, "rename");
    tn_sql_rename(model, ((struct tn_entity *)tn_find_entity(model, "t"))->attributes.first, "x",
                  NULL);
    tn_group_end(model, NULL);
    assert_non_null(tn_undo(model, NULL));
    facts_are(model, before.at);
    tn_buffer_free(&before);
    tn_model_free(model);
}

static void defaults_follow_a_renamed_sequence(void **state) {
    (void)state;
    struct tn_model *model =
        model_of("postgresql", "CREATE SEQUENCE s; CREATE TABLE t (a int DEFAULT "
                               "nextval('public.s'::regclass), b text DEFAULT 'is s');");
    tn_group_begin(model, "rename");
    tn_sql_rename(model, model->project->sequences.first, "counter", NULL);
    tn_group_end(model, NULL);
    facts_are(model, "sequence counter\n"
                     "entity t\n"
                     "  attribute a {type=integer, default_value=nextval('public.counter'::"
                     "regclass)}\n"
                     "  attribute b {type=text, default_value='is s'}\n");
    tn_model_free(model);
}

static void an_attribute_comes_from_one_line(void **state) {
    (void)state;
    struct tn_model *model = model_of("postgresql", "CREATE TYPE mood AS ENUM ('a');"
                                                    "CREATE TABLE p (id int PRIMARY KEY);"
                                                    "CREATE TABLE t (a int);");
    struct tn_entity *entity = tn_find_entity(model, "t");
    struct tn_error error = {0};
    tn_group_begin(model, "add");
    assert_non_null(tn_sql_add_attribute(
        model, entity, "email character varying(255) UNIQUE NOT NULL DEFAULT ''", &error));
    assert_non_null(tn_sql_add_attribute(
        model, entity, "p_id int REFERENCES p (id) ON DELETE CASCADE CHECK (p_id > 0)", &error));
    assert_non_null(tn_sql_add_attribute(model, entity, "m mood[]", &error));
    assert_non_null(tn_sql_add_attribute(model, entity, "id int PRIMARY KEY", &error));
    tn_group_end(model, NULL);
    facts_are(model, "type mood {values=a}\n"
                     "entity p\n"
                     "  attribute id {type=integer, nullable=no}\n"
                     "  key {primary=yes, attributes=id}\n"
                     "entity t\n"
                     "  attribute a {type=integer}\n"
                     "  attribute email {type=varchar(255), nullable=no, default_value=''}\n"
                     "  attribute p_id {type=integer}\n"
                     "  attribute m {named_type=mood, dimensions=1}\n"
                     "  attribute id {type=integer, nullable=no}\n"
                     "  key {primary=yes, attributes=id}\n"
                     "  key {attributes=email}\n"
                     "  relationship {target=p, attributes=p_id, target_attributes=id, "
                     "on_delete=cascade}\n"
                     "  check {expression=p_id > 0}\n");
    tn_undo(model, NULL);
    assert_int_equal(entity->attributes.count, 1);
    assert_int_equal(entity->keys.count, 0);
    tn_model_free(model);
}

static void a_line_with_an_error_changes_nothing(void **state) {
    (void)state;
    struct tn_model *model = model_of("mysql", "CREATE TABLE t (a int);");
    struct tn_entity *entity = tn_find_entity(model, "t");
    static const char *const lines[][2] = {
        {"b int nul", "column 7: expected a column constraint, a comma or a closing parenthesis, "
                      "found \"nul\""},
        {"b int, c int", "column 6: expected a column constraint or the end of the line, found "
                         "\",\""},
        {"", "column 1: expected a column name or constraint, found the end of the text"},
        {"a int", "attribute \"a\" is there already"},
    };
    for (size_t i = 0; i < TN_LENGTH(lines); i++) {
        struct tn_error error = {0};
        tn_group_begin(model, "add");
        assert_null(tn_sql_add_attribute(model, entity, lines[i][0], &error));
        tn_group_end(model, NULL);
        assert_string_equal(error.message, lines[i][1]);
        tn_error_clear(&error);
    }
    assert_int_equal(entity->attributes.count, 1);
    assert_int_equal(tn_journal_of(model)->groups.count, 0);
    tn_model_free(model);
}

int main(void) {
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(expressions_follow_a_renamed_attribute),
        cmocka_unit_test(a_rename_can_be_undone),
        cmocka_unit_test(defaults_follow_a_renamed_sequence),
        cmocka_unit_test(an_attribute_comes_from_one_line),
        cmocka_unit_test(a_line_with_an_error_changes_nothing),
    };
    return tn_test_run("sql edits", tests);
}
