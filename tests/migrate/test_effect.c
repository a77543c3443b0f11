/*
 * What statements lock and how much they do: PostgreSQL itself says which locks it took and whether
 * it wrote the table anew; and the table that --explain prints.
 */
#include "harness.h"
#include "migrate/effect.h"
#include "migrate/proof.h"
#include "servers.h"

#include <ctype.h>
#include <string.h>

static const char setup[] =
    "CREATE TABLE p (id int PRIMARY KEY);\n"
    "CREATE TABLE t (id int NOT NULL, a int, b varchar(10), c text);\n"
    "CREATE UNIQUE INDEX u ON t (id);\n"
    "CREATE INDEX i ON t (a);\n"
    "ALTER TABLE t ADD CONSTRAINT late CHECK (a > 0) NOT VALID;\n"
    "CREATE TABLE parts (k int) PARTITION BY LIST (k);\n"
    "CREATE TABLE part PARTITION OF parts FOR VALUES IN (1);\n"
    "CREATE TABLE loose (k int);\n"
    "CREATE MATERIALIZED VIEW m AS SELECT id FROM t;\n"
    "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';\n"
    "INSERT INTO t VALUES (1, 1, 'x', 'y');\n"
    "CREATE TABLE watched AS SELECT oid, relname, pg_relation_filenode(oid) AS node FROM pg_class\n"
    "    WHERE relnamespace = 'public'::regnamespace AND relname <> 'watched';\n";

static const struct {
    const char *statement, *lock;
    enum tn_waits waits;
    enum tn_work work;
} cases[] = {
    {"CREATE TEMPORARY TABLE n AS SELECT DISTINCT a FROM t", "ACCESS SHARE", TN_WAITS_nobody,
     TN_WORK_scan},
    {"CREATE INDEX j ON t (b)", "SHARE", TN_WAITS_writers, TN_WORK_index},
    {"CREATE UNIQUE INDEX j ON t (b) WHERE a > 0", "SHARE", TN_WAITS_writers, TN_WORK_index},
    {"DROP INDEX i", "ACCESS EXCLUSIVE", TN_WAITS_everybody, TN_WORK_none},
    {"ALTER INDEX i RENAME TO k", "SHARE UPDATE EXCLUSIVE", TN_WAITS_nobody, TN_WORK_none},
    {"CREATE TABLE n (id int REFERENCES p)", "SHARE ROW EXCLUSIVE", TN_WAITS_writers, TN_WORK_none},
    {"CREATE TABLE part2 PARTITION OF parts FOR VALUES IN (2)", "ACCESS EXCLUSIVE",
     TN_WAITS_everybody, TN_WORK_none},
    {"CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f()", "SHARE ROW EXCLUSIVE",
     TN_WAITS_writers, TN_WORK_none},
    {"COMMENT ON TABLE t IS 'rename; add column'", "SHARE UPDATE EXCLUSIVE", TN_WAITS_nobody,
     TN_WORK_none},
    {"ALTER TABLE t RENAME TO s", "ACCESS EXCLUSIVE", TN_WAITS_everybody, TN_WORK_none},
    {"ALTER TABLE t RENAME COLUMN a TO type", "ACCESS EXCLUSIVE", TN_WAITS_everybody, TN_WORK_none},
    {"ALTER TABLE t VALIDATE CONSTRAINT late", "SHARE UPDATE EXCLUSIVE", TN_WAITS_nobody,
     TN_WORK_scan},
    {"ALTER TABLE p ADD CONSTRAINT x FOREIGN KEY (id) REFERENCES t (id) NOT VALID",
     "SHARE ROW EXCLUSIVE", TN_WAITS_writers, TN_WORK_none},
    {"ALTER TABLE p ADD CONSTRAINT x FOREIGN KEY (id) REFERENCES t (id)", "SHARE ROW EXCLUSIVE",
     TN_WAITS_writers, TN_WORK_scan},
    {"ALTER TABLE t ADD CONSTRAINT x UNIQUE USING INDEX u", "ACCESS EXCLUSIVE", TN_WAITS_everybody,
     TN_WORK_none},
    {"ALTER TABLE t ADD CONSTRAINT x CHECK (c <> 'it''s') NOT VALID", "ACCESS EXCLUSIVE",
     TN_WAITS_everybody, TN_WORK_none},
    {"ALTER TABLE t ADD CONSTRAINT x CHECK (a > 0)", "ACCESS EXCLUSIVE", TN_WAITS_everybody,
     TN_WORK_scan},
    {"ALTER TABLE t ADD CONSTRAINT x PRIMARY KEY (id)", "ACCESS EXCLUSIVE", TN_WAITS_everybody,
     TN_WORK_index},
    {"ALTER TABLE t ADD COLUMN d int GENERATED ALWAYS AS (a + 1) STORED", "ACCESS EXCLUSIVE",
     TN_WAITS_everybody, TN_WORK_rewrite},
    {"ALTER TABLE t ADD COLUMN d bigint GENERATED ALWAYS AS IDENTITY", "ACCESS EXCLUSIVE",
     TN_WAITS_everybody, TN_WORK_rewrite},
    {"ALTER TABLE t ADD COLUMN d int NOT NULL DEFAULT 7", "ACCESS EXCLUSIVE", TN_WAITS_everybody,
     TN_WORK_none},
    {"ALTER TABLE t DROP COLUMN b", "ACCESS EXCLUSIVE", TN_WAITS_everybody, TN_WORK_none},
    {"ALTER TABLE t ALTER COLUMN a SET NOT NULL", "ACCESS EXCLUSIVE", TN_WAITS_everybody,
     TN_WORK_scan},
    {"ALTER TABLE t ALTER COLUMN a SET DEFAULT 3", "ACCESS EXCLUSIVE", TN_WAITS_everybody,
     TN_WORK_none},
    {"ALTER TABLE t ALTER COLUMN a SET STATISTICS 50", "SHARE UPDATE EXCLUSIVE", TN_WAITS_nobody,
     TN_WORK_none},
    {"ALTER TABLE t ALTER COLUMN a TYPE bigint", "ACCESS EXCLUSIVE", TN_WAITS_everybody,
     TN_WORK_rewrite},
    {"ALTER TABLE t SET UNLOGGED", "ACCESS EXCLUSIVE", TN_WAITS_everybody, TN_WORK_rewrite},
    {"ALTER TABLE parts DETACH PARTITION part", "ACCESS EXCLUSIVE", TN_WAITS_everybody,
     TN_WORK_none},
    {"REFRESH MATERIALIZED VIEW m", "ACCESS EXCLUSIVE", TN_WAITS_everybody, TN_WORK_scan},
    {"DROP TABLE loose", "ACCESS EXCLUSIVE", TN_WAITS_everybody, TN_WORK_none},
};

/* In pg_locks: ShareUpdateExclusiveLock. */
static bool same_mode(const char *lock, const char *mode) {
    for (; *lock; lock++)
        if (*lock != ' ' && tolower((unsigned char)*lock) != tolower((unsigned char)*mode++))
            return false;
    return strcmp(mode, "Lock\n") == 0 || strcmp(mode, "Lock") == 0;
}

static const char *asked(struct database *database, const char *statement, const char *question) {
    struct tn_buffer script = {0};
    tn_put_format(&script, "BEGIN; %s; %s; ROLLBACK;", statement, question);
    const char *answer = tn_database_query(database, script.at);
    tn_buffer_free(&script);
    return answer;
}

static void the_server_takes_the_locks_that_are_told(void **state) {
    static const char strongest[] =
        "SELECT mode FROM pg_locks JOIN watched ON relation = watched.oid WHERE pid = "
        "pg_backend_pid() ORDER BY array_position('{AccessShareLock,RowShareLock,RowExclusiveLock,"
        "ShareUpdateExclusiveLock,ShareLock,ShareRowExclusiveLock,ExclusiveLock,"
        "AccessExclusiveLock}', mode) DESC LIMIT 1";
    static const char rewritten[] =
        "SELECT count(*) FROM watched JOIN pg_class USING (oid) WHERE relkind = 'r' AND "
        "pg_class.relname = 't' AND pg_relation_filenode(oid) <> node";
    (void)state;
    struct database *database = tn_server_database(tn_server_start(TN_POSTGRESQL));
    assert_null(tn_database_run(database, setup));
    for (size_t i = 0; i < TN_LENGTH(cases); i++) {
        const char *mode = asked(database, cases[i].statement, strongest);
        if (!same_mode(cases[i].lock, mode))
            fail_msg("%s takes %s", cases[i].statement, mode);
        bool anew = asked(database, cases[i].statement, rewritten)[0] == '1';
        if (anew != (cases[i].work == TN_WORK_rewrite))
            fail_msg("%s: the table is %swritten anew", cases[i].statement, anew ? "" : "not ");
    }
}

static struct tn_effect effect_of_one(enum tn_dialect_id dialect, const char *text,
                                      bool keeps_table) {
    struct tn_slice statement = tn_slice_of(text);
    return effect_of(tn_dialects[dialect], (struct tn_statements){&statement, 1}, keeps_table,
                     false);
}

static void the_table_tells_what_the_server_does(void **state) {
    (void)state;
    for (size_t i = 0; i < TN_LENGTH(cases); i++) {
        struct tn_effect effect = effect_of_one(TN_POSTGRESQL, cases[i].statement, false);
        if (strcmp(effect.lock, cases[i].lock) != 0 || effect.waits != cases[i].waits ||
            effect.work != cases[i].work)
            fail_msg("%s: %s, %s, %s", cases[i].statement, effect.lock,
                     tn_waits_names[effect.waits], tn_work_names[effect.work]);
    }
}

static void of_several_statements_the_worst_counts(void **state) {
    (void)state;
    static const struct tn_slice several[] = {{"COMMENT ON TABLE t IS 'x'", 25},
                                              {"CREATE INDEX j ON t (b)", 23},
                                              {"UPDATE t SET a = 1", 18}};
    struct tn_effect effect =
        effect_of(tn_dialects[TN_POSTGRESQL], (struct tn_statements){several, TN_LENGTH(several)},
                  false, false);
    assert_string_equal(effect.lock, "SHARE");
    assert_int_equal(effect.waits, TN_WAITS_writers);
    assert_int_equal(effect.work, TN_WORK_rewrite);
    effect = effect_of_one(TN_MARIADB, "ALTER TABLE t MODIFY COLUMN a bigint", true);
    assert_int_equal(effect.work, TN_WORK_none);
    effect = effect_of_one(TN_SQLITE, "ALTER TABLE t DROP COLUMN a", false);
    assert_int_equal(effect.work, TN_WORK_rewrite);
    effect = effect_of_one(TN_POSTGRESQL, "CREATE TABLE n (\n    a int\n)", false);
    assert_string_equal(effect.lock, "");
    effect = effect_of_one(TN_POSTGRESQL,
                           "CREATE PROCEDURE p() LANGUAGE sql BEGIN ATOMIC\n    SELECT 1;\n"
                           "DROP TABLE t;\nEND",
                           false); /* what its body does is done when it is called */
    assert_string_equal(effect.lock, "");
}

static void a_plan_is_explained(void **state) {
    (void)state;
    const struct tn_dialect *dialect = tn_dialects[TN_POSTGRESQL];
    struct tn_model *before =
        proof_model("CREATE TABLE t (id int, a varchar(10), b int);", dialect);
    struct tn_model *after =
        proof_model("CREATE TABLE t (id int, a varchar(20), c date);", dialect);
    struct tn_error error = {0};
    struct tn_buffer up = {0}, json = {0};
    struct tn_plan *plan = tn_plan_new(before, after, dialect, NULL, &error);
    tn_plan_explain(plan, false, &up);
    assert_string_equal(up.at,
                        "STEP              LOCK              WAITING    WORK    WAY BACK\n"
                        "alter column t.a  ACCESS EXCLUSIVE  everybody  little  yes\n"
                        "add column t.c    ACCESS EXCLUSIVE  everybody  little  yes\n"
                        "drop column t.b   ACCESS EXCLUSIVE  everybody  little  not the data\n");
    tn_plan_json(plan, true, &json);
    assert_non_null(strstr(json.at, "\"direction\": \"down\""));
    tn_buffer_free(&up);
    tn_buffer_free(&json);
    tn_plan_free(plan);
    tn_model_free(before);
    tn_model_free(after);
}

int main(void) {
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_server_takes_the_locks_that_are_told),
        cmocka_unit_test(the_table_tells_what_the_server_does),
        cmocka_unit_test(of_several_statements_the_worst_counts),
        cmocka_unit_test(a_plan_is_explained),
    };
    return tn_test_run("effect", tests);
}
