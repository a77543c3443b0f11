/*
 * The process is killed at every system call that changes a file: afterwards the project is the one
 * before or the one after the group that was being saved, and its journal leads back to the start.
 * And each of these calls fails once: then the change stays in memory and is saved with the next.
 *
 * The program runs itself under strace with "edit" or "create" as its first argument. Ids follow
 * from a fixed seed there, so that every run passes through the same states.
 */
#include "store/project.h"

#include <stdio.h>
#include <unistd.h>

/* ------------------------------------------------------------------ the run of edits */

static void add_products(struct tn_model *model) {
    struct tn_entity *products = tn_design_add(model, TN_entity, model->project, "products");
    for (int i = 0; i < 12; i++) {
        struct tn_attribute *attribute = tn_design_add(model, TN_attribute, products, "column");
        tn_set_text(model, attribute, TN_FIELD_COMMENT, "so long that the rows need new pages");
    }
}

static void delete_customers(struct tn_model *model) {
    tn_design_delete(model, tn_find_entity(model, "customers"));
}

static void swap_names(struct tn_model *model) {
    struct tn_entity *orders = tn_find_entity(model, "orders");
    struct tn_entity *products = tn_find_entity(model, "products");
    tn_set_text(model, orders, TN_FIELD_NAME, "products");
    tn_set_text(model, products, TN_FIELD_NAME, "orders");
}

static void write_comment(struct tn_model *model) {
    struct tn_buffer text = {0};
    tn_put_repeated(&text, 'x', 5000);
    tn_set_text(model, tn_find_entity(model, "orders"), TN_FIELD_COMMENT, text.at);
    tn_buffer_free(&text);
}

/* NULL edits undo, or redo where the name says so. */
static const struct {
    const char *name;
    void (*edit)(struct tn_model *model);
} steps[] = {
    {"add products", add_products},
    {"delete customers", delete_customers},
    {"undo", NULL},
    {"write comment", write_comment},
    {"swap names", swap_names},
    {"undo", NULL},
    {"undo", NULL},
    {"redo", NULL},
};

static bool take_step(struct tn_model *model, size_t step, struct tn_error *error) {
    if (!steps[step].edit)
        return steps[step].name[0] == 'u' ? tn_undo(model, error) : tn_redo(model, error);
    tn_group_begin(model, "%s", steps[step].name);
    steps[step].edit(model);
    return tn_group_end(model, error);
}

static bool report(char state) {
    return write(STDOUT_FILENO, &state, 1) == 1;
}

/* Reports each step by a letter: saved or unsaved. */
static int run_edits(const char *path) {
    struct tn_error error = {0};
    struct tn_store *store = tn_store_open(path, TN_STORE_WRITE, &error);
    if (!store || tn_store_read_only(store))
        return 3;
    struct tn_model *model = tn_store_model(store);
    model->seed = 4711;
    for (size_t i = 0; i < TN_LENGTH(steps); i++) {
        bool saved = take_step(model, i, &error);
        if (saved != !error.message || saved == tn_store_unsaved(store))
            return 4;
        tn_error_clear(&error);
        report(saved ? 's' : 'u');
    }
    for (int tries = 0; tries < 3 && tn_store_unsaved(store); tries++)
        tn_store_save_pending(store, NULL);
    bool all = !tn_store_unsaved(store);
    tn_store_close(store);
    return all ? 0 : 5;
}

static int run_create(const char *path) {
    struct tn_model *model = project_shop();
    bool created = tn_store_create(path, model, NULL);
    tn_model_free(model);
    return created ? 0 : 5;
}

/* ------------------------------------------------------------------ under strace */

static char *self; /* the path of this program */

struct run {
    int status;
    const char *report;
    bool injected; /* the call came to its number at all */
};

static struct run run_with(const char *call, const char *injection, const char *job,
                           const char *path) {
    const char *trace = tn_test_path(tn_test_folder(), "trace");
    char what[80], where[80];
    snprintf(what, sizeof what, "inject=%s:%s", call, injection);
    snprintf(where, sizeof where, "trace=%s", call);
    /* The filter makes it fast, but strace injects no signals with it. */
    const char *filter = strstr(what, "signal=") ? "-qq" : "--seccomp-bpf";
    const char *const arguments[] = {"strace", "-f", "-qq", filter, "-o", trace, "-e",
                                     where,    "-e", what,  self,   job,  path,  NULL};
    struct tn_test_output output = tn_test_execute(NULL, arguments);
    const char *log = tn_test_read(trace, NULL);
    bool killed = output.status == 128 + 9;
    return (struct run){output.status, output.out, killed || (log && strstr(log, "(INJECTED)"))};
}

static void need_strace(void) {
    const char *const arguments[] = {"strace", "-f",        "--seccomp-bpf", "-qq",
                                     "-o",     "/dev/null", "true",          NULL};
    int status = tn_test_execute(NULL, arguments).status;
    if (status == 127)
        tn_test_skip("there is no strace");
    if (status != 0)
        tn_test_skip("strace may not trace here");
}

/* The original as it was, without the journal that a killed run left. */
static void place_copy(const char *original, const char *path) {
    size_t length;
    char *bytes = tn_test_read(original, &length);
    struct tn_buffer name = {0};
    tn_put_format(&name, "%s-journal", path);
    unlink(name.at);
    tn_buffer_free(&name);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, length, file), length);
    fclose(file);
}

/* The dumps after no step, one step, and so on. */
static char *states[TN_LENGTH(steps) + 1];

static void know_states(const char *original) {
    struct tn_error error = {0};
    const char *path = project_path();
    place_copy(original, path);
    struct tn_store *store = project_open(path, TN_STORE_WRITE);
    tn_store_model(store)->seed = 4711;
    for (size_t i = 0; i <= TN_LENGTH(steps); i++) {
        free(states[i]);
        states[i] = dump(tn_store_model(store));
        if (i < TN_LENGTH(steps))
            assert_true(take_step(tn_store_model(store), i, &error));
    }
    tn_store_close(store);
}

/* The calls by which SQLite changes files. */
static const char *const calls[] = {"pwrite64", "fdatasync", "fsync", "unlink", "ftruncate"};

/* Opens it as the next session would, and undoes everything. */
static void assert_state(const char *path, size_t saved, const char *when) {
    struct tn_error error = {0};
    struct tn_store *store = tn_store_open(path, TN_STORE_WRITE, &error);
    if (!store || tn_store_read_only(store))
        fail_msg("%s: %s", when, store ? tn_store_read_only(store) : error.message);
    char *found = dump(tn_store_model(store));
    bool before = strcmp(found, states[saved]) == 0;
    bool after = saved < TN_LENGTH(steps) && strcmp(found, states[saved + 1]) == 0;
    if (!before && !after)
        fail_msg("%s: neither the state before nor after step %zu", when, saved + 1);
    while (tn_undo(tn_store_model(store), &error))
        continue;
    if (error.message)
        fail_msg("%s: %s", when, error.message);
    free(found);
    assert_text(dump(tn_store_model(store)), states[0]);
    tn_store_close(store);
}

static size_t count_letters(const char *report, char letter) {
    size_t count = 0;
    for (; *report; report++)
        count += *report == letter;
    return count;
}

static void killed_at_any_call_the_project_is_before_or_after_the_edit(void **state) {
    (void)state;
    need_strace();
    const char *original = project_new(), *path = project_path();
    know_states(original);
    size_t killed = 0;
    for (size_t call = 0; call < TN_LENGTH(calls); call++)
        for (int when = 1;; when++) {
            char injection[80];
            snprintf(injection, sizeof injection, "signal=KILL:when=%d", when);
            place_copy(original, path);
            struct run run = run_with(calls[call], injection, "edit", path);
            if (!run.injected)
                break;
            assert_int_equal(run.status, 128 + 9);
            assert_state(path, count_letters(run.report, 's'), injection);
            killed++;
        }
    assert_true(killed > 50);
}

static void after_any_single_failure_everything_is_saved_in_the_end(void **state) {
    (void)state;
    need_strace();
    const char *original = project_new(), *path = project_path();
    know_states(original);
    size_t failed = 0;
    for (size_t call = 0; call < TN_LENGTH(calls); call++)
        for (int when = 1;; when += call ? 1 : 3) {
            char injection[80];
            snprintf(injection, sizeof injection, "error=%s:when=%d", call ? "EIO" : "ENOSPC",
                     when);
            place_copy(original, path);
            struct run run = run_with(calls[call], injection, "edit", path);
            if (run.status != 0)
                fail_msg("%s %s: the run ended with %d", calls[call], injection, run.status);
            assert_state(path, TN_LENGTH(steps), injection);
            if (!run.injected)
                break;
            failed += count_letters(run.report, 'u') > 0;
        }
    assert_true(failed > 50);
}

static void after_failures_that_last_the_project_is_as_it_was_last_saved(void **state) {
    (void)state;
    need_strace();
    const char *original = project_new(), *path = project_path();
    know_states(original);
    for (int when = 1;; when += 7) {
        char injection[80];
        snprintf(injection, sizeof injection, "error=ENOSPC:when=%d+", when);
        place_copy(original, path);
        struct run run = run_with("pwrite64", injection, "edit", path);
        size_t saved = count_letters(run.report, 's');
        assert_state(path, saved, injection);
        if (!run.injected)
            break;
        assert_int_equal(run.status, 5);
        assert_int_equal(saved + count_letters(run.report, 'u'), TN_LENGTH(steps));
    }
}

static void killed_while_creating_there_is_no_project_or_a_whole_one(void **state) {
    (void)state;
    need_strace();
    static const char *const more[] = {"pwrite64", "fsync", "link", "unlink", "close"};
    struct tn_model *model = project_shop();
    char *expected = dump(model);
    size_t whole = 0, none = 0;
    for (size_t call = 0; call < TN_LENGTH(more); call++)
        for (int when = 1;; when++) {
            char injection[80];
            snprintf(injection, sizeof injection, "signal=KILL:when=%d", when);
            const char *path = project_path();
            struct run run = run_with(more[call], injection, "create", path);
            bool there = access(path, F_OK) == 0;
            if (there)
                assert_text(project_dump(path), expected);
            whole += there;
            none += !there;
            if (!run.injected)
                break;
        }
    assert_true(whole > TN_LENGTH(more) && none > 20);
    free(expected);
    tn_model_free(model);
}

int main(int count, char **arguments) {
    if (count == 3 && strcmp(arguments[1], "edit") == 0)
        return run_edits(arguments[2]);
    if (count == 3 && strcmp(arguments[1], "create") == 0)
        return run_create(arguments[2]);
    self = arguments[0];
    /* The leak sanitizer cannot work in a process that is traced; it looks at this one. */
    const char *options = getenv("ASAN_OPTIONS");
    struct tn_buffer without_leaks = {0};
    tn_put_format(&without_leaks, "%s:detect_leaks=0", options ? options : "");
    setenv("ASAN_OPTIONS", without_leaks.at, 1);
    tn_buffer_free(&without_leaks);
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(killed_at_any_call_the_project_is_before_or_after_the_edit),
        cmocka_unit_test(after_any_single_failure_everything_is_saved_in_the_end),
        cmocka_unit_test(after_failures_that_last_the_project_is_as_it_was_last_saved),
        cmocka_unit_test(killed_while_creating_there_is_no_project_or_a_whole_one),
    };
    int status = tn_test_run("store/crash", tests);
    for (size_t i = 0; i < TN_LENGTH(states); i++)
        free(states[i]);
    return status;
}
