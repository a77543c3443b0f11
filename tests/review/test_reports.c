/*
 * Reports on a change: what people and programs read of two small models, and of a large one.
 */
#include "harness.h"

#include "tenon/review.h"

#include <string.h>

static struct tn_model *read(const char *sql) {
    struct tn_model *model = tn_model_new(0, 0);
    struct tn_findings findings = {0};
    const struct tn_dialect *dialect = tn_dialect_find("postgresql");
    assert_true(tn_sql_read(model, tn_slice_of(sql), "test.sql", dialect, &findings, NULL));
    tn_findings_free(&findings);
    return model;
}

/* The report on the way from one script to another; the caller frees the text. */
static struct tn_buffer report(const char *format, const char *old_sql, const char *new_sql) {
    struct tn_model *before = read(old_sql), *after = read(new_sql);
    struct tn_diff *diff = tn_diff_new(before, after, NULL);
    struct tn_buffer out = {0};
    tn_review_format_find(format)->write(diff, NULL, false, &out);
    tn_diff_free(diff);
    tn_model_free(before);
    tn_model_free(after);
    return out;
}

static const char old_shop[] = "CREATE TABLE orders (id integer PRIMARY KEY, total numeric(10,2), "
                               "old_note text);"
                               "CREATE TABLE legacy (id integer);";
static const char new_shop[] = "CREATE TABLE orders (id integer PRIMARY KEY, total numeric(12,2) "
                               "NOT NULL, note varchar(80));"
                               "CREATE TABLE refunds (id integer, order_id integer);";

static void text_has_a_line_a_change(void **state) {
    (void)state;
    struct tn_buffer out = report("text", old_shop, new_shop);
    assert_string_equal(out.at, "~ entity orders\n"
                                "    ~ attribute total: type: numeric(10,2) → numeric(12,2)\n"
                                "    ~ attribute total: nullable: yes → no\n"
                                "    + attribute note varchar(80)\n"
                                "    - attribute old_note text\n"
                                "+ entity refunds, 2 attributes\n"
                                "- entity legacy, 1 attribute\n"
                                "\n1 added, 1 removed, 1 changed\n");
    tn_buffer_free(&out);
}

static void equal_models_have_no_differences(void **state) {
    (void)state;
    struct tn_buffer text = report("text", old_shop, old_shop);
    struct tn_buffer markdown = report("markdown", old_shop, old_shop);
    struct tn_buffer json = report("json", old_shop, old_shop);
    assert_string_equal(text.at, "no differences\n");
    assert_non_null(strstr(markdown.at, "No differences."));
    assert_non_null(strstr(json.at, "\"changes\": []"));
    tn_buffer_free(&text);
    tn_buffer_free(&markdown);
    tn_buffer_free(&json);
}

static void json_names_kind_field_and_values(void **state) {
    (void)state;
    struct tn_buffer out = report("json", old_shop, new_shop);
    assert_non_null(strstr(out.at, "\"path\": \"orders.total\", \"field\": \"type\", "
                                   "\"before\": \"numeric(10,2)\", \"after\": \"numeric(12,2)\""));
    tn_buffer_free(&out);
}

/* A name may hold what Markdown and HTML would take for markup, a mention or a link. */
static void hostile_names_stay_text_in_markdown(void **state) {
    (void)state;
    struct tn_buffer out =
        report("markdown", "", "CREATE TABLE \"<img src=x>`@team` |[a](http://b)\" (id integer);");
    assert_null(strstr(out.at, "<img"));
    assert_null(strstr(out.at, "@team"));
    assert_null(strstr(out.at, "](http"));
    assert_null(strchr(out.at, '`'));
    tn_buffer_free(&out);
}

static void a_large_change_still_fits_a_comment(void **state) {
    (void)state;
    struct tn_buffer sql = {0};
    for (int i = 0; i < 5000; i++)
        tn_put_format(&sql, "CREATE TABLE table_with_a_long_name_%d (id integer);", i);
    struct tn_buffer out = report("markdown", "", sql.at);
    assert_true(out.length < 65536);
    assert_non_null(strstr(out.at, "more objects differ"));
    assert_non_null(strstr(out.at, "5000 added"));
    tn_buffer_free(&sql);
    tn_buffer_free(&out);
}

int main(void) {
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_has_a_line_a_change),
        cmocka_unit_test(equal_models_have_no_differences),
        cmocka_unit_test(json_names_kind_field_and_values),
        cmocka_unit_test(hostile_names_stay_text_in_markdown),
        cmocka_unit_test(a_large_change_still_fits_a_comment),
    };
    return tn_test_run("reports", tests);
}
