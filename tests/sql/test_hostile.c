/*
 * Scripts that grow without end in one way each (hostile.c) are read, lowered, written, put into
 * the canonical text and compared. Time is not looked at (make bench prints how it grows), but what
 * is held in memory and what comes out is: four times the script may make it five times as much, no
 * more. What needs much more time than it should makes this test run for minutes.
 */
#include "harness.h"
#include "sql/hostile.h"
#include "tenon/diff.h"
#include "tenon/format.h"
#include "tenon/lower.h"

#include <string.h>

enum { SIZE = 500, TIMES = 4 };

struct work {
    size_t read, lowered, findings, script, text;
};

static struct work work_of(const struct hostile *row, size_t size, enum tn_dialect_id id) {
    struct tn_buffer sql = {0}, script = {0}, text = {0};
    struct tn_findings findings = {0};
    struct tn_error error = {0};
    struct tn_model *model = tn_model_new(0, 0);
    hostile_write(row, size, &sql);
    tn_sql_read(model, (struct tn_slice){sql.at, sql.length}, NULL, tn_dialects[id], &findings,
                NULL);
    assert_true(tn_model_check(model, &error));
    struct tn_model *physical = tn_lower(model, tn_dialects[id], &findings);
    assert_true(tn_model_check(physical, &error));
    tn_sql_write(physical, tn_dialects[id], NULL, &script);
    tn_xml_write(model, &text);
    struct tn_model *copy = tn_xml_read((struct tn_slice){text.at, text.length}, NULL, &error);
    assert_non_null(copy);
    struct tn_diff *diff = tn_diff_new(model, copy, NULL);
    assert_int_equal(diff->changes.count, 0);
    struct work work = {model->arena.total, physical->arena.total, findings.arena.total,
                        script.length, text.length};
    tn_diff_free(diff);
    tn_model_free(copy);
    tn_model_free(physical);
    tn_model_free(model);
    tn_findings_free(&findings);
    tn_buffer_free(&sql);
    tn_buffer_free(&script);
    tn_buffer_free(&text);
    return work;
}

/* Arenas grow by blocks, which double at first. */
static void grows_like_the_script(const char *what, size_t small, size_t large) {
    size_t block = 256 * 1024;
    if (large > (TIMES + 1) * small + block)
        fail_msg("%s: %zu, then %zu", what, small, large);
}

static void memory_and_output_grow_like_the_script(enum tn_dialect_id id) {
    for (size_t i = 0; i < hostile_case_count; i++) {
        const struct hostile *row = &hostile_cases[i];
        if (!(row->dialects & 1u << id))
            continue;
        print_message("%s\n", row->name);
        struct work small = work_of(row, SIZE, id), large = work_of(row, TIMES * SIZE, id);
        grows_like_the_script("model", small.read, large.read);
        grows_like_the_script("physical model", small.lowered, large.lowered);
        grows_like_the_script("findings", small.findings, large.findings);
        grows_like_the_script("script", small.script, large.script);
        grows_like_the_script("canonical text", small.text, large.text);
    }
}

static void postgresql_does_not_swell(void **state) {
    (void)state;
    memory_and_output_grow_like_the_script(TN_POSTGRESQL);
}

static void mysql_does_not_swell(void **state) {
    (void)state;
    memory_and_output_grow_like_the_script(TN_MYSQL);
}

static void mariadb_does_not_swell(void **state) {
    (void)state;
    memory_and_output_grow_like_the_script(TN_MARIADB);
}

static void sqlite_does_not_swell(void **state) {
    (void)state;
    memory_and_output_grow_like_the_script(TN_SQLITE);
}

int main(void) {
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(postgresql_does_not_swell),
        cmocka_unit_test(mysql_does_not_swell),
        cmocka_unit_test(mariadb_does_not_swell),
        cmocka_unit_test(sqlite_does_not_swell),
    };
    return tn_test_run("sql hostile", tests);
}
