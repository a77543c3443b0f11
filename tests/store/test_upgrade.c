/*
 * Older formats are brought up to date by a table of steps, in one transaction, with a copy of the
 * file put beside it first. The later formats of these tests are made up.
 */
#include "store/project.h"
#include "store/store.h"

#include <unistd.h>

/* The made-up steps begin at format 1, whatever the program's own is by now. */
static const char *numbered_project(void) {
    const char *path = project_new();
    sqlite3 *db = store_connect(path, STORE_WRITE, NULL);
    assert_true(store_run(db, path, "PRAGMA user_version=1", NULL));
    sqlite3_close(db);
    return path;
}

static bool rename_entities(sqlite3 *db, struct tn_error *error) {
    return sqlite3_exec(db, "UPDATE entity SET name = upper(name)", NULL, NULL, NULL) ==
               SQLITE_OK ||
           tn_fail(error, "cannot rename");
}

static bool give_up(sqlite3 *db, struct tn_error *error) {
    (void)db;
    return tn_fail(error, "cannot go on");
}

/* The result of the steps on a connection of their own. */
static bool upgrade(const char *path, const struct store_upgrade *steps, int to,
                    struct tn_error *error) {
    sqlite3 *db = store_connect(path, STORE_WRITE, error);
    assert_non_null(db);
    bool good = store_upgrade_run(db, path, steps, to, error);
    sqlite3_close(db);
    return good;
}

static int64_t number(const char *path, const char *sql) {
    sqlite3 *db = store_connect(path, STORE_READ, NULL);
    assert_non_null(db);
    int64_t result = store_number(db, sql);
    sqlite3_close(db);
    return result;
}

static void steps_follow_each_other(void **state) {
    (void)state;
    static const struct store_upgrade steps[] = {
        {2, "DELETE FROM setting WHERE name = 'new'", rename_entities},
        {1, "INSERT INTO setting VALUES ('new', 'x'), ('newer', 'y')", NULL},
        {0, NULL, NULL},
    };
    const char *path = numbered_project();
    struct tn_error error = {0};
    if (!upgrade(path, steps, 3, &error))
        fail_msg("%s", error.message);
    assert_int_equal(number(path, "PRAGMA user_version"), 3);
    assert_int_equal(number(path, "SELECT count(*) FROM setting"), 1);
    assert_int_equal(number(path, "SELECT count(*) FROM entity WHERE name = 'ORDERS'"), 1);
}

static void assert_untouched(const struct store_upgrade *steps, const char *expected) {
    const char *path = numbered_project();
    size_t before_length, after_length;
    char *before = tn_test_read(path, &before_length);
    struct tn_error error = {0};
    assert_false(upgrade(path, steps, 3, &error));
    assert_non_null(strstr(error.message, expected));
    tn_error_clear(&error);
    char *after = tn_test_read(path, &after_length);
    assert_int_equal(after_length, before_length);
    assert_memory_equal(after, before, before_length);
}

static void a_step_that_fails_takes_everything_back(void **state) {
    (void)state;
    static const struct store_upgrade by_function[] = {
        {1, "DELETE FROM entity", NULL}, {2, NULL, give_up}, {0, NULL, NULL}};
    static const struct store_upgrade by_sql[] = {
        {1, "DELETE FROM entity", NULL}, {2, "DELETE FROM nowhere", NULL}, {0, NULL, NULL}};
    assert_untouched(by_function, "cannot go on");
    assert_untouched(by_sql, "no such table");
}

static void a_missing_step_is_an_error(void **state) {
    (void)state;
    static const struct store_upgrade steps[] = {{1, "DELETE FROM entity", NULL}, {0, NULL, NULL}};
    assert_untouched(steps, "has format 2, which this tenon cannot bring up to date");
}

static void the_copy_is_made_once_and_is_the_old_file(void **state) {
    (void)state;
    const char *path = numbered_project();
    struct tn_buffer copy = {0};
    tn_put_format(&copy, "%s.format-1", path);
    size_t before_length, copied_length;
    char *before = tn_test_read(path, &before_length);
    sqlite3 *db = store_connect(path, STORE_WRITE, NULL);
    assert_true(store_upgrade_backup(db, path, 1, NULL));
    char *copied = tn_test_read(copy.at, &copied_length);
    assert_int_equal(copied_length, before_length);
    assert_memory_equal(copied, before, before_length);
    tn_test_write(copy.at, "kept");
    assert_true(store_upgrade_backup(db, path, 1, NULL));
    assert_string_equal(tn_test_read(copy.at, NULL), "kept");
    sqlite3_close(db);
    tn_buffer_free(&copy);
}

static void the_programs_own_steps_lead_to_its_format(void **state) {
    (void)state;
    for (int format = 1; format < STORE_FORMAT; format++) {
        const struct store_upgrade *step = store_upgrades;
        while (step->from && step->from != format)
            step++;
        assert_int_equal(step->from, format);
    }
    const struct store_upgrade *last = store_upgrades;
    for (; last->from; last++)
        assert_true(last->from < STORE_FORMAT && (last->sql || last->run));
}

static void drop_views(sqlite3 *db, const char *path) {
    for (const struct tn_store_view *view = tn_store_views; view->name; view++) {
        struct tn_buffer sql = {0};
        tn_put_format(&sql, "DROP VIEW \"%s\"", view->name);
        assert_true(store_run(db, path, sql.at, NULL));
        tn_buffer_free(&sql);
    }
}

/* As format 1 was: names of tables instead of the tables. */
static void inheritance_is_brought_over_from_format_1(void **state) {
    (void)state;
    const char *path = project_new();
    struct tn_error error = {0};
    sqlite3 *db = store_connect(path, STORE_WRITE, NULL);
    drop_views(db, path);
    if (!store_run(db, path,
                   "ALTER TABLE entity DROP COLUMN periods;"
                   "ALTER TABLE \"trigger\" DROP COLUMN \"session\";"
                   "ALTER TABLE \"check\" DROP COLUMN \"attribute\";"
                   "ALTER TABLE raw DROP COLUMN \"base\";"
                   "ALTER TABLE attribute DROP COLUMN \"sources\";"
                   "DROP TABLE ruling;"
                   "UPDATE entity SET inherits = '[\"customers\", \"gone\"]'"
                   " WHERE name = 'orders';"
                   "PRAGMA user_version=1",
                   &error))
        fail_msg("%s", error.message);
    sqlite3_close(db);
    struct tn_store *store = tn_store_open(path, TN_STORE_WRITE, &error);
    if (!store)
        fail_msg("%s", error.message);
    const struct tn_model *model = tn_store_model(store);
    struct tn_entity *customers = tn_find_entity(model, "customers");
    struct tn_entity *orders = tn_find_entity(model, "orders");
    assert_int_equal(orders->inherits.count, 1);
    assert_ptr_equal(orders->inherits.items[0], customers);
    tn_store_close(store);
}

int main(void) {
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(steps_follow_each_other),
        cmocka_unit_test(a_step_that_fails_takes_everything_back),
        cmocka_unit_test(a_missing_step_is_an_error),
        cmocka_unit_test(the_copy_is_made_once_and_is_the_old_file),
        cmocka_unit_test(the_programs_own_steps_lead_to_its_format),
        cmocka_unit_test(inheritance_is_brought_over_from_format_1),
    };
    return tn_test_run("store/upgrade", tests);
}
