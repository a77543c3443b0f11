/*
 * harness: runs cmocka tests one by one and reports them as TAP, and gives the tests their files,
 * folders and programs.
 *
 * cmocka 1.1 prints a skipped test in its own TAP as "not ok … # SKIP", which counts as a failure,
 * and does not carry a reason; so the lines are printed here. Each test runs as a cmocka group of
 * its own, with standard output kept aside.
 */
#include "harness.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* ------------------------------------------------------------------ what lives until the end */

/* Memory that the helpers returned, and folders to remove: newest first. */
static struct kept {
    struct kept *next;
    bool is_folder;
    char text[];
} * all_kept;

static char *keep(size_t size, bool is_folder) {
    struct kept *kept = calloc(1, sizeof *kept + size + 1);
    if (kept == NULL)
        abort();
    kept->next = all_kept;
    kept->is_folder = is_folder;
    all_kept = kept;
    return kept->text;
}

static void release_all(void) {
    while (all_kept != NULL) {
        struct kept *kept = all_kept;
        all_kept = kept->next;
        if (kept->is_folder)
            tn_test_remove(kept->text);
        free(kept);
    }
}

/* ------------------------------------------------------------------ running tests */

static const char *skip_reason; /* of the running test; NULL while it is not skipped */

void tn_test_skip_at(const char *reason, const char *file, int line) {
    skip_reason = reason;
    _skip(file, line);
}

/* Standard output goes to a file of its own between the two. */
struct capture {
    FILE *file;
    int saved;
};

static struct capture capture_begin(void) {
    fflush(stdout);
    struct capture capture = {tmpfile(), dup(STDOUT_FILENO)};
    if (capture.file == NULL || capture.saved < 0 ||
        dup2(fileno(capture.file), STDOUT_FILENO) < 0) {
        puts("Bail out! no temporary file for the output of a test");
        exit(1);
    }
    fcntl(capture.saved, F_SETFD, FD_CLOEXEC);
    fcntl(fileno(capture.file), F_SETFD, FD_CLOEXEC);
    return capture;
}

static void capture_end(struct capture *capture) {
    fflush(stdout);
    dup2(capture->saved, STDOUT_FILENO);
    close(capture->saved);
}

static void print_as_comment(FILE *file) {
    bool at_start = true;
    rewind(file);
    for (int c = getc(file); c != EOF; c = getc(file)) {
        if (at_start)
            fputs("# ", stdout);
        putchar(c);
        at_start = c == '\n';
    }
    if (!at_start)
        putchar('\n');
}

enum result { PASSED, FAILED, SKIPPED };

/* Where REPORT, prints the line of the test; a failure shows its output in any case. */
static enum result run_one(const struct CMUnitTest *test, bool report, size_t number) {
    static const char *const words[] = {"ok", "not ok", "ok"};
    skip_reason = NULL;
    struct capture capture = capture_begin();
    int failures = _cmocka_run_group_tests(test->name, test, 1, NULL, NULL);
    capture_end(&capture);
    enum result result = failures != 0 ? FAILED : skip_reason != NULL ? SKIPPED : PASSED;
    if (report)
        printf("%s %zu - %s%s%s\n", words[result], number, test->name,
               result == SKIPPED ? " # SKIP " : "", result == SKIPPED ? skip_reason : "");
    if (result == FAILED)
        print_as_comment(capture.file);
    fclose(capture.file);
    fflush(stdout);
    return result;
}

static CMFixtureFunction group_function; /* the setup or teardown that runs now */
static void *group_state;                /* what the setup left */

static void run_group_function(void **state) {
    (void)state;
    assert_int_equal(group_function(&group_state), 0);
}

static enum result run_fixture(const char *name, CMFixtureFunction function) {
    if (function == NULL)
        return PASSED;
    group_function = function;
    const struct CMUnitTest test = {.name = name, .test_func = run_group_function};
    return run_one(&test, false, 0);
}

static bool run_each(const struct CMUnitTest *tests, size_t count) {
    bool good = true;
    for (size_t i = 0; i < count; i++) {
        struct CMUnitTest test = tests[i];
        if (test.initial_state == NULL)
            test.initial_state = group_state;
        good &= run_one(&test, true, i + 1) != FAILED;
    }
    return good;
}

static void report_all(const char *line, const struct CMUnitTest *tests, size_t count,
                       const char *remark) {
    for (size_t i = 0; i < count; i++)
        printf("%s %zu - %s%s\n", line, i + 1, tests[i].name, remark);
}

int tn_test_run_all(const char *name, const struct CMUnitTest *tests, size_t count,
                    CMFixtureFunction setup, CMFixtureFunction teardown) {
    bool good = true;
    cmocka_set_message_output(CM_OUTPUT_SUBUNIT);
    printf("# %s\n1..%zu\n", name, count);
    enum result ready = run_fixture("setup of all", setup);
    if (ready == SKIPPED) {
        char *remark = keep(strlen(skip_reason) + 16, false);
        sprintf(remark, " # SKIP %s", skip_reason);
        report_all("ok", tests, count, remark);
    } else if (ready == FAILED) {
        report_all("not ok", tests, count, "");
        good = false;
    } else {
        good = run_each(tests, count);
        if (run_fixture("teardown of all", teardown) == FAILED) {
            puts("Bail out! the teardown of all failed");
            good = false;
        }
    }
    release_all();
    return good ? 0 : 1;
}

/* ------------------------------------------------------------------ files */

const char *tn_test_path(const char *folder, const char *name) {
    size_t size = strlen(folder) + strlen(name) + 2;
    char *path = keep(size, false);
    snprintf(path, size, "%s/%s", folder, name);
    return path;
}

static const char *environment(const char *name, const char *otherwise) {
    const char *value = getenv(name);
    return value != NULL && value[0] != '\0' ? value : otherwise;
}

const char *tn_test_source(const char *path) {
    return tn_test_path(environment("srcdir", "."), path);
}

const char *tn_test_shared(const char *path) {
    const char *shared = environment("TENON_SHARED", tn_test_source("../shared"));
    const char *full = tn_test_path(shared, path);
    return access(full, R_OK) == 0 ? full : NULL;
}

const char *tn_test_folder(void) {
    const char *parent = environment("TMPDIR", "/tmp");
    static const char pattern[] = "/tenon-test-XXXXXX";
    char *path = keep(strlen(parent) + sizeof pattern, true);
    sprintf(path, "%s%s", parent, pattern);
    if (mkdtemp(path) == NULL)
        fail_msg("cannot make a folder in %s: %s", parent, strerror(errno));
    return path;
}

static int remove_one(const char *path, const struct stat *info, int type, struct FTW *walk) {
    (void)info, (void)type, (void)walk;
    remove(path);
    return 0;
}

void tn_test_remove(const char *path) {
    nftw(path, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

/* From the start of FILE to its end. */
static char *read_all(FILE *file, size_t *length) {
    struct stat info;
    if (fstat(fileno(file), &info) != 0)
        fail_msg("fstat: %s", strerror(errno));
    char *text = keep((size_t)info.st_size, false);
    rewind(file);
    *length = fread(text, 1, (size_t)info.st_size, file);
    text[*length] = '\0';
    return text;
}

char *tn_test_read(const char *path, size_t *length) {
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        return NULL;
    size_t read = 0;
    char *text = read_all(file, &read);
    fclose(file);
    if (length != NULL)
        *length = read;
    return text;
}

void tn_test_write(const char *path, const char *text) {
    FILE *file = fopen(path, "wb");
    bool good = file != NULL && fputs(text, file) != EOF;
    good = file != NULL && fclose(file) == 0 && good;
    if (!good)
        fail_msg("cannot write %s: %s", path, strerror(errno));
}

/* ------------------------------------------------------------------ programs */

const char *tn_test_program(void) {
    return environment("TENON", "./tenon");
}

static FILE *new_stream(const char *content) {
    FILE *file = tmpfile();
    if (file == NULL || (content != NULL && fputs(content, file) == EOF) || fflush(file) != 0)
        fail_msg("temporary file: %s", strerror(errno));
    rewind(file);
    return file;
}

static void start(FILE *const streams[3], const char *const *arguments) {
    for (int i = 0; i < 3; i++)
        if (dup2(fileno(streams[i]), i) < 0)
            _exit(127);
    execvp(arguments[0], (char *const *)arguments);
    _exit(127);
}

static int wait_for(pid_t child) {
    int status = 0;
    while (waitpid(child, &status, 0) < 0)
        if (errno != EINTR)
            fail_msg("waitpid: %s", strerror(errno));
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

struct tn_test_output tn_test_execute(const char *input, const char *const *arguments) {
    struct tn_test_output output = {0};
    FILE *streams[3] = {new_stream(input), new_stream(NULL), new_stream(NULL)};
    fflush(NULL);
    pid_t child = fork();
    if (child < 0)
        fail_msg("fork: %s", strerror(errno));
    if (child == 0)
        start(streams, arguments);
    output.status = wait_for(child);
    output.out = read_all(streams[1], &output.out_length);
    output.err = read_all(streams[2], &output.err_length);
    for (int i = 0; i < 3; i++)
        fclose(streams[i]);
    return output;
}
