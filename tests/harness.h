/*
 * harness: what the test programs share: cmocka tests reported as TAP, and small helpers.
 *
 * A test program ends with
 *
 *     int main(void) {
 *         static const struct CMUnitTest tests[] = {cmocka_unit_test(names_are_kept), …};
 *         return tn_test_run("model", tests);
 *     }
 *
 * What a test prints to standard output is shown only when it fails. Everything a helper returns
 * lives until the program ends; nothing needs to be freed. A helper that cannot do its work fails
 * the test.
 */
#ifndef TENON_TESTS_HARNESS_H
#define TENON_TESTS_HARNESS_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* Runs an array of struct CMUnitTest; returns the exit status for main. */
#define tn_test_run(name, tests) tn_test_run_with(name, tests, NULL, NULL)

/*
 * The same between a setup and a teardown for all tests together, for what is costly to start. The
 * setup leaves what it made in *state, which every test then gets. It may fail, or skip all tests,
 * as a test does.
 */
#define tn_test_run_with(name, tests, setup, teardown)                                             \
    tn_test_run_all(name, tests, sizeof(tests) / sizeof((tests)[0]), setup, teardown)
int tn_test_run_all(const char *name, const struct CMUnitTest *tests, size_t count,
                    CMFixtureFunction setup, CMFixtureFunction teardown);

/* Ends the test as skipped, with the reason in one line. Replaces cmocka's bare skip(). */
#undef skip
#define skip() tn_test_skip("no reason given")
#define tn_test_skip(reason) tn_test_skip_at(reason, __FILE__, __LINE__)
void tn_test_skip_at(const char *reason, const char *file, int line);

/* The full path of a file or folder of the shared test data, or NULL where it is absent. */
const char *tn_test_shared(const char *path);
/* The full path of a file of the source tree: tn_test_source("samples/shop.xml"). */
const char *tn_test_source(const char *path);

/* A new empty folder, removed with all that is in it when the program ends. */
const char *tn_test_folder(void);
/* Removes a file, or a folder with all that is in it; symbolic links are not followed. */
void tn_test_remove(const char *path);
/* FOLDER/NAME */
const char *tn_test_path(const char *folder, const char *name);

/* The whole file, with a zero byte after it; NULL where it cannot be opened. LENGTH may be NULL. */
char *tn_test_read(const char *path, size_t *length);
void tn_test_write(const char *path, const char *text);

struct tn_test_output {
    int status; /* the exit status; 128 + the signal that ended it; 127 where it did not start */
    char *out;  /* standard output and error, each with a zero byte after it */
    char *err;
    size_t out_length, err_length;
};

/*
 * Runs a program without a shell and waits for it. ARGUMENTS ends with NULL; the first is the
 * program, searched in PATH. INPUT is its standard input; NULL: /dev/null.
 */
struct tn_test_output tn_test_execute(const char *input, const char *const *arguments);

/* The program under test: $TENON, else ./tenon. */
const char *tn_test_program(void);
/* tn_test_tenon("ddl", path, "--dialect", "sqlite") */
#define tn_test_tenon(...)                                                                         \
    tn_test_execute(NULL, (const char *const[]){tn_test_program(), __VA_ARGS__, NULL})

#endif
