/*
 * One writer at a time, and readers beside it; and what happens where a project cannot be written.
 */
#include "store/project.h"

#include <grp.h>
#include <signal.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* ------------------------------------------------------------------ other processes */

struct other {
    pid_t process;
    int to, from;
};

/* A process that holds the project open for writing until it is told to end or is killed. */
static struct other start_writer(const char *path) {
    int to[2], from[2];
    assert_int_equal(pipe(to) | pipe(from), 0);
    pid_t process = fork();
    if (process == 0) {
        close(to[1]);
        struct tn_store *store = tn_store_open(path, TN_STORE_WRITE, NULL);
        char good = store && !tn_store_read_only(store), end;
        if (write(from[1], &good, 1) == 1 && read(to[0], &end, 1) >= 0)
            tn_store_close(store);
        _exit(0);
    }
    close(to[0]);
    close(from[1]);
    char good = 0;
    assert_int_equal(read(from[0], &good, 1), 1);
    assert_true(good);
    return (struct other){process, to[1], from[0]};
}

static void end_writer(struct other other, int signal_number) {
    if (signal_number)
        kill(other.process, signal_number);
    close(other.to);
    close(other.from);
    waitpid(other.process, NULL, 0);
}

/* Runs the function as a user without rights; its result, or -1 where that cannot be. */
static int as_nobody(int (*function)(const char *path), const char *path) {
    enum { NOBODY = 65534 };
    pid_t process = fork();
    if (process == 0) {
        bool root = geteuid() == 0;
        if (root && (setgroups(0, NULL) || setgid(NOBODY) || setuid(NOBODY)))
            _exit(99);
        _exit(function(path));
    }
    int status = 0;
    waitpid(process, &status, 0);
    return WIFEXITED(status) && WEXITSTATUS(status) != 99 ? WEXITSTATUS(status) : -1;
}

/* ------------------------------------------------------------------ the lock */

static void the_second_writer_reads_and_is_told_who_writes(void **state) {
    (void)state;
    const char *path = project_new();
    struct other writer = start_writer(path);
    struct tn_store *store = project_open(path, TN_STORE_WRITE);
    struct tn_buffer expected = {0};
    tn_put_format(&expected,
                  "%s is open for writing in another tenon (process %d); opened read-only", path,
                  (int)writer.process);
    assert_string_equal(tn_store_read_only(store), expected.at);
    tn_buffer_free(&expected);
    assert_non_null(project_entity(store, "orders"));
    tn_store_close(store);
    end_writer(writer, 0);
    store = project_open(path, TN_STORE_WRITE);
    assert_null(tn_store_read_only(store));
    tn_store_close(store);
}

static void a_killed_writer_leaves_no_lock(void **state) {
    (void)state;
    const char *path = project_new();
    end_writer(start_writer(path), SIGKILL);
    struct tn_store *store = project_open(path, TN_STORE_WRITE);
    assert_null(tn_store_read_only(store));
    assert_true(project_rename(store, "customers", "clients", NULL));
    assert_saved(store);
    tn_store_close(store);
}

static void the_same_process_is_a_second_writer_too(void **state) {
    (void)state;
    const char *path = project_new();
    struct tn_store *first = project_open(path, TN_STORE_WRITE);
    struct tn_store *second = project_open(path, TN_STORE_WRITE);
    assert_null(tn_store_read_only(first));
    assert_non_null(tn_store_read_only(second));
    tn_store_close(second);
    assert_true(project_rename(first, "customers", "clients", NULL));
    assert_saved(first);
    tn_store_close(first);
}

static void readers_and_a_writer_do_not_keep_each_other_out(void **state) {
    (void)state;
    const char *path = project_new();
    struct tn_store *reader = project_open(path, TN_STORE_READ);
    struct tn_store *writer = project_open(path, TN_STORE_WRITE);
    assert_null(tn_store_read_only(writer));
    assert_true(project_rename(writer, "customers", "clients", NULL));
    assert_saved(writer);
    assert_non_null(project_entity(reader, "customers"));
    tn_store_close(reader);
    tn_store_close(writer);
}

/* ------------------------------------------------------------------ changed behind one's back */

static void a_project_written_by_another_program_is_not_overwritten(void **state) {
    (void)state;
    const char *path = project_new();
    struct tn_store *store = project_open(path, TN_STORE_WRITE);
    struct tn_test_output output = tn_test_execute(
        NULL,
        (const char *const[]){"sqlite3", path,
                              "UPDATE entity SET name = 'theirs' WHERE name = 'orders'", NULL});
    if (output.status == 127)
        tn_test_skip("there is no sqlite3 program");
    struct tn_error error = {0};
    assert_false(project_rename(store, "orders", "mine", &error));
    assert_non_null(strstr(error.message, "was changed by another program"));
    tn_error_clear(&error);
    tn_store_close(store);
    store = project_open(path, TN_STORE_READ);
    project_entity(store, "theirs");
    tn_store_close(store);
}

static void a_project_that_was_replaced_is_not_written(void **state) {
    (void)state;
    const char *path = project_new(), *other = project_new();
    struct tn_store *store = project_open(path, TN_STORE_WRITE);
    char *before = project_dump(other);
    assert_int_equal(rename(other, path), 0);
    struct tn_error error = {0};
    assert_false(project_rename(store, "orders", "mine", &error));
    assert_non_null(strstr(error.message, "not saved"));
    tn_error_clear(&error);
    tn_store_close(store);
    assert_text(project_dump(path), before);
    free(before);
}

/* ------------------------------------------------------------------ where writing is not allowed
 */

static int open_in_a_closed_folder(const char *path) {
    struct tn_store *store = tn_store_open(path, TN_STORE_WRITE, NULL);
    const char *reason = store ? tn_store_read_only(store) : NULL;
    return reason && strstr(reason, "the folder of ") && strstr(reason, "Permission denied") &&
                   tn_find_entity(tn_store_model(store), "orders")
               ? 0
               : 1;
}

static void a_project_in_a_folder_that_cannot_be_written_is_opened_read_only(void **state) {
    (void)state;
    const char *folder = tn_test_folder(), *path = tn_test_path(folder, "shop.tenon");
    struct tn_model *model = project_shop();
    project_create(path, model);
    tn_model_free(model);
    chmod(path, 0666);
    chmod(folder, 0555);
    int result = as_nobody(open_in_a_closed_folder, path);
    chmod(folder, 0755);
    if (result < 0)
        tn_test_skip("no user without rights can be had");
    assert_int_equal(result, 0);
}

static int open_a_closed_file(const char *path) {
    struct tn_store *store = tn_store_open(path, TN_STORE_WRITE, NULL);
    const char *reason = store ? tn_store_read_only(store) : NULL;
    return reason && strstr(reason, "cannot be written (Permission denied); opened read-only") &&
                   tn_find_entity(tn_store_model(store), "orders")
               ? 0
               : 1;
}

static void a_file_that_cannot_be_written_is_opened_read_only(void **state) {
    (void)state;
    const char *folder = tn_test_folder(), *path = tn_test_path(folder, "shop.tenon");
    struct tn_model *model = project_shop();
    project_create(path, model);
    tn_model_free(model);
    chmod(path, 0444);
    chmod(folder, 0777);
    int result = as_nobody(open_a_closed_file, path);
    chmod(folder, 0755);
    if (result < 0)
        tn_test_skip("no user without rights can be had");
    assert_int_equal(result, 0);
}

/* ------------------------------------------------------------------ no room */

static void limit_file_size(rlim_t bytes) {
    struct rlimit limit;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &limit), 0);
    limit.rlim_cur = bytes < limit.rlim_max ? bytes : limit.rlim_max;
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
}

static bool add_long_note(struct tn_store *store, struct tn_error *error) {
    struct tn_model *model = tn_store_model(store);
    struct tn_buffer text = {0};
    tn_put_repeated(&text, 'x', 1 << 20);
    tn_group_begin(model, "add a note");
    struct tn_note *note = tn_design_add(model, TN_note, model->project, "long");
    tn_set_text(model, note, TN_note_text, text.at);
    tn_buffer_free(&text);
    return tn_group_end(model, error);
}

static void without_room_changes_stay_in_memory_and_are_saved_later(void **state) {
    (void)state;
    signal(SIGXFSZ, SIG_IGN);
    const char *path = project_new();
    struct tn_store *store = project_open(path, TN_STORE_WRITE);
    struct tn_model *model = tn_store_model(store);
    char *start = dump(model);
    struct tn_error error = {0};
    limit_file_size(600000);
    assert_false(add_long_note(store, &error));
    assert_non_null(strstr(error.message, "not saved: "));
    assert_non_null(strstr(error.message, "kept in memory"));
    tn_error_clear(&error);
    assert_true(tn_store_unsaved(store));
    assert_non_null(tn_next(model, TN_note, NULL));
    assert_text(project_dump(path), start);
    assert_false(project_rename(store, "orders", "purchases", &error)); /* still no room */
    tn_error_clear(&error);
    assert_text(project_dump(path), start);
    limit_file_size(RLIM_INFINITY);
    if (!tn_store_save_pending(store, &error))
        fail_msg("%s", error.message);
    assert_saved(store);
    assert_non_null(tn_undo(model, &error));
    assert_non_null(tn_undo(model, &error));
    assert_text(dump(model), start);
    assert_saved(store);
    free(start);
    tn_store_close(store);
}

static void an_undo_that_was_not_saved_is_saved_with_the_next_edit(void **state) {
    (void)state;
    signal(SIGXFSZ, SIG_IGN);
    const char *path = project_new();
    struct tn_store *store = project_open(path, TN_STORE_WRITE);
    struct tn_model *model = tn_store_model(store);
    struct tn_error error = {0};
    assert_true(project_rename(store, "orders", "purchases", &error));
    limit_file_size(100);
    assert_null(tn_undo(model, &error));
    tn_error_clear(&error);
    project_entity(store, "orders");
    limit_file_size(RLIM_INFINITY);
    assert_true(project_rename(store, "customers", "clients", &error));
    assert_saved(store);
    tn_store_close(store);
    store = project_open(path, TN_STORE_WRITE);
    assert_null(tn_redo(tn_store_model(store), &error));
    assert_non_null(tn_undo(tn_store_model(store), &error));
    assert_null(tn_undo(tn_store_model(store), &error));
    assert_null(error.message);
    tn_store_close(store);
}

static void what_was_not_saved_is_tried_again_when_closing(void **state) {
    (void)state;
    signal(SIGXFSZ, SIG_IGN);
    const char *path = project_new();
    struct tn_store *store = project_open(path, TN_STORE_WRITE);
    limit_file_size(100);
    assert_false(project_rename(store, "orders", "purchases", NULL));
    limit_file_size(RLIM_INFINITY);
    char *memory = dump(tn_store_model(store));
    tn_store_close(store);
    assert_text(project_dump(path), memory);
    free(memory);
}

static void a_project_without_room_is_not_created(void **state) {
    (void)state;
    signal(SIGXFSZ, SIG_IGN);
    const char *folder = tn_test_folder(), *path = tn_test_path(folder, "shop.tenon");
    struct tn_model *model = project_shop();
    struct tn_error error = {0};
    limit_file_size(20000);
    bool created = tn_store_create(path, model, &error);
    limit_file_size(RLIM_INFINITY);
    assert_false(created);
    assert_non_null(strstr(error.message, path));
    tn_error_clear(&error);
    assert_int_equal(rmdir(folder), 0); /* nothing is left in it */
    tn_model_free(model);
}

int main(void) {
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_second_writer_reads_and_is_told_who_writes),
        cmocka_unit_test(a_killed_writer_leaves_no_lock),
        cmocka_unit_test(the_same_process_is_a_second_writer_too),
        cmocka_unit_test(readers_and_a_writer_do_not_keep_each_other_out),
        cmocka_unit_test(a_project_written_by_another_program_is_not_overwritten),
        cmocka_unit_test(a_project_that_was_replaced_is_not_written),
        cmocka_unit_test(a_project_in_a_folder_that_cannot_be_written_is_opened_read_only),
        cmocka_unit_test(a_file_that_cannot_be_written_is_opened_read_only),
        cmocka_unit_test(without_room_changes_stay_in_memory_and_are_saved_later),
        cmocka_unit_test(an_undo_that_was_not_saved_is_saved_with_the_next_edit),
        cmocka_unit_test(what_was_not_saved_is_tried_again_when_closing),
        cmocka_unit_test(a_project_without_room_is_not_created),
    };
    return tn_test_run("store/writers", tests);
}
