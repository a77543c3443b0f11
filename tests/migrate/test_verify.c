/*
 * Trying migrations out: what the plan writes arrives, what somebody else writes may not, and the
 * report says what is missing.
 */
#include "migrate/proof.h"
#include "tenon/live.h"

static const char old_schema[] = "CREATE TABLE t (id integer PRIMARY KEY, a integer);";
static const char new_schema[] =
    "CREATE TABLE t (id integer PRIMARY KEY, a integer NOT NULL DEFAULT 1, b text UNIQUE);";

struct result {
    enum tn_verdict verdict;
    struct tn_buffer report;
    struct tn_error error;
};

static struct result try_out(const char *old, const char *new, const char *up, const char *down) {
    const struct tn_dialect *sqlite = tn_dialects[TN_SQLITE];
    struct result result = {0};
    struct tn_model *before = proof_model(old, sqlite), *after = proof_model(new, sqlite);
    struct tn_live *live = tn_live_open(NULL, sqlite, &result.error);
    char *own_up = proof_script(before, after, sqlite, false, false);
    char *own_down = proof_script(before, after, sqlite, false, true);
    const char *const ups[] = {up ? up : own_up}, *const downs[] = {down ? down : own_down};
    result.verdict = tn_verify(live, before, after, &(struct tn_trial){ups, downs, 1}, false,
                               &result.report, &result.error);
    assert_true(tn_live_close(live, NULL));
    tn_model_free(before);
    tn_model_free(after);
    free(own_up);
    free(own_down);
    return result;
}

static void wants(const char *up, const char *down, enum tn_verdict verdict, const char *words) {
    struct result result = try_out(old_schema, new_schema, up, down);
    assert_int_equal(result.verdict, verdict);
    if (!strstr(tn_buffer_text(&result.report), words))
        fail_msg("%s", tn_buffer_text(&result.report));
    tn_buffer_free(&result.report);
}

static void test_that_a_plan_arrives(void **state) {
    (void)state;
    wants(NULL, NULL, TN_ARRIVES, "up arrives at NEW\ndown arrives at OLD\n");
}

static void test_that_the_report_names_what_is_missing(void **state) {
    (void)state;
    wants("ALTER TABLE t ADD COLUMN b text;", "ALTER TABLE t DROP COLUMN b;", TN_FAILS,
          "- column t a INTEGER not null default 1");
    wants(NULL, "SELECT 1;", TN_FAILS, "down does not arrive at OLD");
}

static void test_that_the_report_has_the_servers_complaint(void **state) {
    (void)state;
    wants("ALTER TABLE missing ADD COLUMN b text;", NULL, TN_FAILS,
          "up fails: no such table: missing");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_that_a_plan_arrives),
        cmocka_unit_test(test_that_the_report_names_what_is_missing),
        cmocka_unit_test(test_that_the_report_has_the_servers_complaint),
    };
    return tn_test_run("verify", tests);
}
