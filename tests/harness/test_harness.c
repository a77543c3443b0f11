/*
 * The helpers of the tests do what their header says.
 */
#include "harness.h"

#include <string.h>
#include <unistd.h>

#define RUN(...) tn_test_execute(NULL, (const char *const[]){__VA_ARGS__, NULL})

static void both_outputs_and_the_exit_status_are_captured(void **state) {
    (void)state;
    struct tn_test_output output = RUN("sh", "-c", "echo out; echo err >&2; exit 7");
    assert_int_equal(output.status, 7);
    assert_string_equal(output.out, "out\n");
    assert_string_equal(output.err, "err\n");
    assert_int_equal(output.out_length, 4);
}

static void arguments_reach_the_program_as_they_are(void **state) {
    (void)state;
    struct tn_test_output output = RUN("printf", "%s|%s", "two words", "$HOME; `false`");
    assert_string_equal(output.out, "two words|$HOME; `false`");
}

static void input_is_read_to_its_end(void **state) {
    (void)state;
    const char *const cat[] = {"cat", NULL};
    assert_string_equal(tn_test_execute("some\ntext", cat).out, "some\ntext");
    assert_string_equal(tn_test_execute(NULL, cat).out, "");
}

static void a_signal_and_a_missing_program_have_their_status(void **state) {
    (void)state;
    assert_int_equal(RUN("sh", "-c", "kill -KILL $$").status, 128 + 9);
    assert_int_equal(RUN("/nowhere/at/all").status, 127);
}

static void a_folder_is_new_and_removed_with_its_content(void **state) {
    (void)state;
    const char *folder = tn_test_folder();
    const char *path = tn_test_path(folder, "file");
    assert_null(tn_test_read(path, NULL));
    tn_test_write(path, "text");
    size_t length = 0;
    assert_string_equal(tn_test_read(path, &length), "text");
    assert_int_equal(length, 4);
    assert_string_not_equal(folder, tn_test_folder());
    tn_test_remove(folder);
    assert_int_not_equal(access(folder, F_OK), 0);
}

static void the_source_tree_is_found(void **state) {
    (void)state;
    assert_non_null(tn_test_read(tn_test_source("include/tenon/base.h"), NULL));
    assert_null(tn_test_shared("nothing has this name"));
}

int main(void) {
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(both_outputs_and_the_exit_status_are_captured),
        cmocka_unit_test(arguments_reach_the_program_as_they_are),
        cmocka_unit_test(input_is_read_to_its_end),
        cmocka_unit_test(a_signal_and_a_missing_program_have_their_status),
        cmocka_unit_test(a_folder_is_new_and_removed_with_its_content),
        cmocka_unit_test(the_source_tree_is_found),
    };
    return tn_test_run("harness", tests);
}
