/*
 * Libraries loaded at first need: what a user reads when one is missing.
 */
#include "base/library.h"
#include "harness.h"

#include <string.h>

/* A struct of pointers as callers have, and the names of its members. */
#define FUNCTIONS(_) _(strlen) _(strcmp)
static const char *const names[] = {FUNCTIONS(TN_FUNCTION_NAME)};

static void functions_are_those_of_the_library(void **state) {
    (void)state;
    struct {
        FUNCTIONS(TN_FUNCTION)
    } c = {0};
    struct tn_error error = {0};
    assert_true(tn_library_load("libc.so.6", names, TN_LENGTH(names), &c, &error));
    assert_int_equal(c.strlen("four"), 4);
    assert_int_equal(c.strcmp("a", "a"), 0);
    assert_null(error.message);
}

static void a_missing_library_is_named(void **state) {
    (void)state;
    void *nothing = NULL;
    struct tn_error error = {0};
    assert_false(tn_library_load("libno-such-thing.so.9", names, 1, &nothing, &error));
    assert_non_null(strstr(error.message, "libno-such-thing.so.9"));
    assert_null(nothing);
    tn_error_clear(&error);
}

static void a_missing_function_is_named(void **state) {
    (void)state;
    static const char *const unknown[] = {"no_such_function"};
    void *nothing = NULL;
    struct tn_error error = {0};
    assert_false(tn_library_load("libc.so.6", unknown, 1, &nothing, &error));
    assert_non_null(strstr(error.message, "no_such_function"));
    assert_null(nothing);
    tn_error_clear(&error);
}

int main(void) {
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(functions_are_those_of_the_library),
        cmocka_unit_test(a_missing_library_is_named),
        cmocka_unit_test(a_missing_function_is_named),
    };
    return tn_test_run("library", tests);
}
