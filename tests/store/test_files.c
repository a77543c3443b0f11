/*
 * Files that are no project, or are not whole: each gets one clear sentence and keeps every byte.
 */
#include "model/everything.h"
#include "store/project.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

static void write_bytes(const char *path, const char *bytes, size_t length) {
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, length, file), length);
    assert_int_equal(fclose(file), 0);
}

/* The sentence that opening the file gives; the file keeps every byte. Lives until the test ends.
 */
static void assert_refused(const char *path, enum tn_store_mode mode, const char *expected) {
    size_t before_length, after_length;
    char *before = tn_test_read(path, &before_length);
    struct tn_error error = {0};
    struct tn_store *store = tn_store_open(path, mode, &error);
    assert_null(store);
    if (!strstr(error.message, expected))
        fail_msg("\"%s\" does not say \"%s\"", error.message, expected);
    assert_true(strlen(error.message) < 400 && !strchr(error.message, '\n'));
    tn_error_clear(&error);
    if (before) {
        char *after = tn_test_read(path, &after_length);
        assert_int_equal(before_length, after_length);
        assert_memory_equal(before, after, before_length);
    }
}

static void assert_refused_always(const char *path, const char *expected) {
    assert_refused(path, TN_STORE_READ, expected);
    assert_refused(path, TN_STORE_WRITE, expected);
}

static bool run_sql(const char *path, const char *sql) {
    struct tn_test_output output =
        tn_test_execute(NULL, (const char *const[]){"sqlite3", path, sql, NULL});
    if (output.status == 127)
        tn_test_skip("there is no sqlite3 program");
    if (output.status != 0)
        fail_msg("%s", output.err);
    return true;
}

/* ------------------------------------------------------------------ not ours */

static void a_missing_file_is_named(void **state) {
    (void)state;
    assert_refused_always(project_path(), "shop.tenon does not exist");
}

static void a_directory_is_refused(void **state) {
    (void)state;
    assert_refused_always(tn_test_folder(), "is a directory");
}

static void an_empty_file_is_refused(void **state) {
    (void)state;
    const char *path = project_path();
    tn_test_write(path, "");
    assert_refused_always(path, "is empty");
}

static void a_text_file_is_refused(void **state) {
    (void)state;
    const char *path = project_path();
    tn_test_write(path, "create table a (b integer);\n");
    assert_refused_always(path, "is not an SQLite database");
    assert_false(tn_store_is_project(path));
}

static void a_pipe_is_refused_without_waiting(void **state) {
    (void)state;
    const char *path = project_path();
    assert_int_equal(mkfifo(path, 0600), 0);
    struct tn_error error = {0};
    assert_null(tn_store_open(path, TN_STORE_READ, &error));
    assert_non_null(strstr(error.message, "is not a regular file"));
    tn_error_clear(&error);
}

static void another_programs_database_is_refused(void **state) {
    (void)state;
    const char *path = project_path();
    run_sql(path, "CREATE TABLE bookmarks (url)");
    assert_refused_always(path, "but not a tenon project");
    assert_true(tn_store_is_project(path));
}

static void a_newer_format_is_refused_with_the_remedy(void **state) {
    (void)state;
    const char *path = project_new();
    run_sql(path, "PRAGMA user_version=7");
    assert_refused_always(
        path, "was written by a newer tenon (format 7; this one knows 2): update tenon");
}

static void a_format_of_zero_is_refused(void **state) {
    (void)state;
    const char *path = project_new();
    run_sql(path, "PRAGMA user_version=0");
    assert_refused_always(path, "has no format number");
}

static void a_file_that_may_not_be_read_is_refused(void **state) {
    (void)state;
    if (geteuid() == 0)
        tn_test_skip("root may read everything");
    const char *path = project_new();
    chmod(path, 0);
    assert_refused_always(path, "Permission denied");
}

/* ------------------------------------------------------------------ something foreign in it */

static void foreign_schema_objects_are_refused(void **state) {
    (void)state;
    static const struct {
        const char *sql, *message;
    } cases[] = {
        {"CREATE TABLE mine (x)", "has a table that is not tenon's: mine"},
        {"CREATE VIEW mine AS SELECT 1", "has a view that is not tenon's: mine"},
        {"CREATE INDEX mine ON entity (name)", "has a index that is not tenon's: mine"},
        {"CREATE TRIGGER mine AFTER UPDATE ON entity BEGIN DELETE FROM attribute; END",
         "has a trigger that is not tenon's: mine"},
        {"DROP VIEW entities; CREATE VIEW entities AS SELECT 1",
         "has another view entities than tenon makes"},
        {"ALTER TABLE entity ADD COLUMN mine TEXT", "has another table entity than tenon makes"},
        {"DROP TABLE box", "lacks 1 of its tables and views"},
    };
    for (size_t i = 0; i < TN_LENGTH(cases); i++) {
        const char *path = project_new();
        run_sql(path, cases[i].sql);
        assert_refused_always(path, cases[i].message);
    }
}

static void statistics_of_sqlite_are_no_harm(void **state) {
    (void)state;
    const char *path = project_new();
    char *before = project_dump(path);
    run_sql(path, "ANALYZE");
    assert_text(project_dump(path), before);
    free(before);
}

static void rows_that_contradict_each_other_are_refused(void **state) {
    (void)state;
    static const struct {
        const char *sql, *message;
    } cases[] = {
        {"DELETE FROM project", "does not hold exactly one project"},
        {"INSERT INTO project SELECT id + 1, parent, rank, name, comment, dialect, name_primary, "
         "name_foreign, name_unique, name_check, name_index, name_junction, targets, profile FROM "
         "project",
         "does not hold exactly one project"},
        {"UPDATE attribute SET parent = 12345", "stands below an object that is not there"},
        {"UPDATE attribute SET parent = (SELECT id FROM \"index\")",
         "stands below an object that is not there"},
        {"UPDATE relationship SET target = 12345", "refers to an object that is not there"},
        {"UPDATE relationship SET target = (SELECT id FROM attribute)",
         "has a target that cannot be read"},
        {"UPDATE relationship SET attributes = '[1,'", "has a attributes that cannot be read"},
        {"UPDATE relationship SET attributes = '[99]'", "refers to an object that is not there"},
        {"UPDATE relationship SET on_delete = 'explode'", "has a on_delete that cannot be read"},
        {"UPDATE entity SET tags = '[\"a\\u00zz\"]'", "has a tags that cannot be read"},
        {"UPDATE attribute SET nullable = 2", "has a nullable that cannot be read"},
        {"UPDATE attribute SET name = CAST(x'610062' AS TEXT)", "has a name that cannot be read"},
        {"UPDATE entity SET rank = 9223372036854775807", "has a rank that cannot be"},
        {"UPDATE \"key\" SET id = (SELECT max(id) FROM entity)", "two objects have the id"},
        {"DELETE FROM attribute WHERE name = 'id'", "refers to an object that is not there"},
    };
    for (size_t i = 0; i < TN_LENGTH(cases); i++) {
        const char *path = project_new();
        run_sql(path, cases[i].sql);
        assert_refused_always(path, cases[i].message);
    }
}

static void a_waiver_for_an_object_that_is_gone_is_refused(void **state) {
    (void)state;
    const char *path = project_path();
    struct tn_model *model = project_shop();
    struct tn_waiver *waiver = tn_add(model, TN_waiver, model->project, "");
    waiver->subject = tn_next(model, TN_index, NULL);
    project_create(path, model);
    tn_model_free(model);
    run_sql(path, "UPDATE waiver SET subject = 77");
    assert_refused_always(path, "refers to an object that is not there");
}

/* The model is whole, so it opens; what the journal cannot give is said when it is asked for. */
static void a_journal_that_cannot_be_played_is_not_played(void **state) {
    (void)state;
    static const char *const damages[] = {
        "DELETE FROM journal_edit",
        "UPDATE journal_edit SET kind = 'nonsense'",
        "UPDATE journal_edit SET field = 'nonsense'",
        "UPDATE journal_edit SET type = 'insert'",
        "UPDATE journal_edit SET type = 'insert', parent = 'box 00000000000000aa', rank = 1",
        "UPDATE journal_edit SET type = 'delete', parent = 'area 00000000000000aa', rank = 1",
        "UPDATE journal_edit SET kind = 'attribute'",
        "UPDATE journal_edit SET object = 99",
        "UPDATE journal_edit SET field = 'area', before = 99",
        "UPDATE journal_edit SET field = 'rank', before = 9223372036854775807",
        "UPDATE journal_edit SET field = 'parent', before = NULL",
    };
    for (size_t i = 0; i < TN_LENGTH(damages); i++) {
        const char *path = project_new();
        struct tn_store *store = project_open(path, TN_STORE_WRITE);
        assert_true(project_rename(store, "customers", "clients", NULL));
        tn_store_close(store);
        run_sql(path, damages[i]);
        store = project_open(path, TN_STORE_WRITE);
        char *before = dump(tn_store_model(store));
        struct tn_error error = {0};
        assert_null(tn_undo(tn_store_model(store), &error));
        if (!error.message || !strstr(error.message, "the journal is damaged at change 1"))
            fail_msg("%s: %s", damages[i], error.message ? error.message : "no error");
        tn_error_clear(&error);
        assert_text(dump(tn_store_model(store)), before);
        free(before);
        tn_store_close(store);
    }
}

/* ------------------------------------------------------------------ damaged */

/* A project with something in every table, also in those of the journal. */
static const char *full_project(void) {
    const char *path = project_path();
    struct tn_model *model = everything(11);
    project_create(path, model);
    tn_model_free(model);
    struct tn_store *store = project_open(path, TN_STORE_WRITE);
    model = tn_store_model(store);
    tn_group_begin(model, "delete an entity");
    tn_design_delete(model, tn_next(model, TN_entity, NULL));
    assert_true(tn_group_end(model, NULL));
    tn_store_close(store);
    return path;
}

static void a_file_cut_off_anywhere_is_refused(void **state) {
    (void)state;
    size_t length;
    const char *whole = full_project();
    char *bytes = tn_test_read(whole, &length);
    const char *path = project_path();
    for (size_t cut = 512; cut < length; cut += 512) {
        write_bytes(path, bytes, cut);
        assert_refused(path, TN_STORE_READ, "is truncated");
        assert_refused(path, TN_STORE_WRITE, "is truncated");
    }
    static const size_t odd[] = {1, 15, 16, 50, 99, 100, 101};
    for (size_t i = 0; i < TN_LENGTH(odd); i++) {
        write_bytes(path, bytes, odd[i]);
        assert_refused(path, TN_STORE_READ, "is ");
    }
}

/* Opens it, walks it, undoes what can be undone; the file may turn out good or bad, but nothing
 * else. */
static void use(const char *path, size_t *opened, size_t *refused) {
    struct tn_error error = {0};
    struct tn_store *store = tn_store_open(path, TN_STORE_READ, &error);
    if (!store) {
        assert_non_null(error.message);
        assert_true(strlen(error.message) < 400);
        tn_error_clear(&error);
        ++*refused;
        return;
    }
    ++*opened;
    free(dump(tn_store_model(store)));
    tn_undo(tn_store_model(store), &error);
    assert_non_null(error.message); /* a reader cannot save, or the journal is damaged */
    assert_true(tn_model_check(tn_store_model(store), NULL));
    tn_error_clear(&error);
    tn_store_close(store);
}

static void flipped_bytes_do_no_harm(void **state) {
    (void)state;
    size_t length, opened = 0, refused = 0;
    const char *whole = full_project();
    char *bytes = tn_test_read(whole, &length);
    const char *path = project_path();
    uint64_t random = 1;
    for (int round = 0; round < 400; round++) {
        random = tn_mix(random + 0x9e3779b97f4a7c15);
        size_t at = round < 100 ? (size_t)round : random % length;
        char kept = bytes[at];
        bytes[at] = (char)(kept ^ (1 << (random >> 40) % 8));
        write_bytes(path, bytes, length);
        bytes[at] = kept;
        use(path, &opened, &refused);
        size_t after_length;
        assert_non_null(tn_test_read(path, &after_length));
        assert_int_equal(after_length, length);
    }
    assert_true(opened > 0 && refused > 0);
}

static void a_damaged_page_that_loading_never_reads_is_found_before_writing(void **state) {
    (void)state;
    const char *path = full_project();
    size_t length;
    char *bytes = tn_test_read(path, &length);
    struct tn_test_output page = tn_test_execute(
        NULL, (const char *const[]){"sqlite3", path,
                                    "SELECT rootpage FROM sqlite_schema WHERE name = "
                                    "'journal_edit'",
                                    NULL});
    if (page.status == 127)
        tn_test_skip("there is no sqlite3 program");
    memset(bytes + (strtoul(page.out, NULL, 10) - 1) * 4096, 0x55, 4096);
    write_bytes(path, bytes, length);
    tn_store_close(project_open(path, TN_STORE_READ));
    assert_refused(path, TN_STORE_WRITE, "is damaged");
}

int main(void) {
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_missing_file_is_named),
        cmocka_unit_test(a_directory_is_refused),
        cmocka_unit_test(an_empty_file_is_refused),
        cmocka_unit_test(a_text_file_is_refused),
        cmocka_unit_test(a_pipe_is_refused_without_waiting),
        cmocka_unit_test(another_programs_database_is_refused),
        cmocka_unit_test(a_newer_format_is_refused_with_the_remedy),
        cmocka_unit_test(a_format_of_zero_is_refused),
        cmocka_unit_test(a_file_that_may_not_be_read_is_refused),
        cmocka_unit_test(foreign_schema_objects_are_refused),
        cmocka_unit_test(statistics_of_sqlite_are_no_harm),
        cmocka_unit_test(rows_that_contradict_each_other_are_refused),
        cmocka_unit_test(a_waiver_for_an_object_that_is_gone_is_refused),
        cmocka_unit_test(a_journal_that_cannot_be_played_is_not_played),
        cmocka_unit_test(a_file_cut_off_anywhere_is_refused),
        cmocka_unit_test(flipped_bytes_do_no_harm),
        cmocka_unit_test(a_damaged_page_that_loading_never_reads_is_found_before_writing),
    };
    return tn_test_run("store/files", tests);
}
