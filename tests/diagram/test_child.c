/*
 * Work in a child process: its answer, its failures, and that nothing of it remains.
 */
#include "diagram/child.h"
#include "harness.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static bool answer(const void *task, struct tn_buffer *out, struct tn_error *error) {
    (void)error;
    for (int i = 0; i < 100000; i++)
        tn_put(out, task);
    return true;
}

static bool refuse(const void *task, struct tn_buffer *out, struct tn_error *error) {
    tn_put(out, "half of it");
    return tn_fail(error, "no %s today", (const char *)task);
}

static bool crash(const void *task, struct tn_buffer *out, struct tn_error *error) {
    (void)task, (void)out, (void)error;
    kill(getpid(), SIGKILL);
    return true;
}

static bool loop(const void *task, struct tn_buffer *out, struct tn_error *error) {
    (void)task, (void)out, (void)error;
    while (pause() < 0)
        continue;
    return true;
}

/* What the child has for standard files, and what a signal does to it. */
static bool look_around(const void *task, struct tn_buffer *out, struct tn_error *error) {
    (void)task, (void)error;
    struct sigaction action;
    sigaction(SIGUSR1, NULL, &action);
    tn_put_format(out, "%d%d%d %s", isatty(0), isatty(1), isatty(2),
                  action.sa_handler == SIG_DFL ? "default" : "handled");
    return true;
}

static void assert_no_child_is_left(void) {
    assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
    assert_int_equal(errno, ECHILD);
}

static void a_long_answer_comes_whole(void **state) {
    (void)state;
    struct tn_buffer out = {0};
    struct tn_error error = {0};
    tn_put(&out, ">");
    assert_true(tn_child_run(answer, "tenon", 60, &out, &error));
    assert_int_equal(out.length, 500001);
    assert_memory_equal(out.at, ">tenontenon", 11);
    assert_no_child_is_left();
    tn_buffer_free(&out);
}

static void an_error_comes_with_its_message(void **state) {
    (void)state;
    struct tn_buffer out = {0};
    struct tn_error error = {0};
    assert_false(tn_child_run(refuse, "layout", 60, &out, &error));
    assert_string_equal(error.message, "no layout today");
    assert_int_equal(out.length, 0);
    assert_no_child_is_left();
    tn_error_clear(&error);
}

static void a_crash_is_an_error(void **state) {
    (void)state;
    struct tn_buffer out = {0};
    struct tn_error error = {0};
    assert_false(tn_child_run(crash, NULL, 60, &out, &error));
    assert_non_null(strstr(error.message, "ended before it was done"));
    assert_no_child_is_left();
    tn_error_clear(&error);
}

static void work_without_end_is_killed(void **state) {
    (void)state;
    struct tn_buffer out = {0};
    struct tn_error error = {0};
    assert_false(tn_child_run(loop, NULL, 1, &out, &error));
    assert_non_null(strstr(error.message, "longer than 1 second"));
    assert_no_child_is_left();
    tn_error_clear(&error);
}

static void handler(int number) {
    (void)number;
}

static void the_child_has_no_terminal_and_no_handlers(void **state) {
    (void)state;
    struct tn_buffer out = {0};
    struct tn_error error = {0};
    signal(SIGUSR1, handler);
    assert_true(tn_child_run(look_around, NULL, 60, &out, &error));
    assert_string_equal(out.at, "000 default");
    struct sigaction action;
    sigaction(SIGUSR1, NULL, &action);
    assert_ptr_equal(action.sa_handler, handler);
    signal(SIGUSR1, SIG_DFL);
    tn_buffer_free(&out);
}

static const char *left_by;

static void leave_a_trace(void) {
    tn_test_write(left_by, "atexit");
}

static void the_child_leaves_without_exit_handlers(void **state) {
    (void)state;
    struct tn_buffer out = {0};
    struct tn_error error = {0};
    left_by = tn_test_path(tn_test_folder(), "trace");
    atexit(leave_a_trace);
    assert_true(tn_child_run(answer, "x", 60, &out, &error));
    assert_null(tn_test_read(left_by, NULL));
    left_by = "/dev/null";
    tn_buffer_free(&out);
}

int main(void) {
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_long_answer_comes_whole),
        cmocka_unit_test(an_error_comes_with_its_message),
        cmocka_unit_test(a_crash_is_an_error),
        cmocka_unit_test(work_without_end_is_killed),
        cmocka_unit_test(the_child_has_no_terminal_and_no_handlers),
        cmocka_unit_test(the_child_leaves_without_exit_handlers),
    };
    return tn_test_run("diagram child", tests);
}
