/*
 * Reading whole files, and writing them so that the old file is whole until the new one is.
 */
#include "harness.h"
#include "tenon/base.h"

#include <dirent.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static int files_in(const char *folder) {
    DIR *open = opendir(folder);
    struct dirent *file;
    int count = 0;
    assert_non_null(open);
    while ((file = readdir(open)))
        count += strcmp(file->d_name, ".") != 0 && strcmp(file->d_name, "..") != 0;
    closedir(open);
    return count;
}

static void assert_file_is(const char *path, const char *text) {
    char *found = tn_test_read(path, NULL);
    assert_non_null(found);
    assert_string_equal(found, text);
}

static void assert_error(struct tn_error *error, const char *part) {
    assert_non_null(error->message);
    if (!strstr(error->message, part))
        fail_msg("no \"%s\" in \"%s\"", part, error->message);
    tn_error_clear(error);
}

static void what_is_written_is_read(void **state) {
    (void)state;
    const char *path = tn_test_path(tn_test_folder(), "shop.sql");
    struct tn_buffer text = {0};
    struct tn_error error = {0};
    assert_true(tn_write_file(path, "one\0two", 7, &error));
    tn_put(&text, "before ");
    assert_true(tn_read_file(path, 0, &text, &error));
    assert_int_equal(text.length, 14);
    assert_memory_equal(text.at, "before one\0two", 15);
    tn_buffer_free(&text);
}

static void an_empty_file_is_an_empty_text(void **state) {
    (void)state;
    const char *path = tn_test_path(tn_test_folder(), "empty");
    struct tn_buffer text = {0};
    tn_test_write(path, "");
    assert_true(tn_read_file(path, 0, &text, NULL));
    assert_non_null(text.at);
    assert_int_equal(text.length, 0);
    tn_buffer_free(&text);
}

static void reading_refuses_what_is_no_small_file(void **state) {
    (void)state;
    const char *folder = tn_test_folder(), *path = tn_test_path(folder, "big");
    struct tn_buffer text = {0};
    struct tn_error error = {0};
    tn_put(&text, "kept");
    tn_test_write(path, "12345678901");
    assert_false(tn_read_file(path, 10, &text, &error));
    assert_error(&error, "too large");
    assert_false(tn_read_file("/dev/zero", 100000, &text, &error));
    assert_error(&error, "too large");
    assert_false(tn_read_file(folder, 0, &text, &error));
    assert_error(&error, "is a directory, not a file");
    assert_false(tn_read_file(tn_test_path(folder, "none"), 0, &text, &error));
    assert_error(&error, "there is no such file");
    assert_string_equal(text.at, "kept");
    tn_buffer_free(&text);
}

static void a_written_file_keeps_its_mode_and_its_links(void **state) {
    (void)state;
    const char *folder = tn_test_folder();
    const char *path = tn_test_path(folder, "a"), *link = tn_test_path(folder, "b");
    struct stat about;
    tn_test_write(path, "old");
    assert_int_equal(chmod(path, 0640), 0);
    assert_int_equal(symlink("a", link), 0);
    assert_true(tn_write_file(link, "new", 3, NULL));
    assert_file_is(path, "new");
    assert_int_equal(lstat(link, &about), 0);
    assert_true(S_ISLNK(about.st_mode));
    assert_int_equal(stat(path, &about), 0);
    assert_int_equal(about.st_mode & 07777, 0640);
    assert_int_equal(files_in(folder), 2);
}

static void a_new_file_has_the_mode_of_the_umask(void **state) {
    (void)state;
    const char *path = tn_test_path(tn_test_folder(), "new");
    struct stat about;
    mode_t before = umask(027);
    assert_true(tn_write_file(path, "x", 1, NULL));
    umask(before);
    assert_int_equal(stat(path, &about), 0);
    assert_int_equal(about.st_mode & 07777, 0640);
}

static void a_device_is_written_to_and_not_replaced(void **state) {
    (void)state;
    struct stat about;
    assert_true(tn_write_file("/dev/null", "x", 1, NULL));
    assert_int_equal(stat("/dev/null", &about), 0);
    assert_true(S_ISCHR(about.st_mode));
}

static void writing_says_what_is_wrong_with_the_place(void **state) {
    (void)state;
    const char *folder = tn_test_folder(), *file = tn_test_path(folder, "file");
    struct tn_error error = {0};
    tn_test_write(file, "");
    assert_false(tn_write_file(folder, "x", 1, &error));
    assert_error(&error, "is a directory, not a file");
    assert_false(tn_write_file(tn_test_path(folder, "no/file"), "x", 1, &error));
    assert_error(&error, "create the folder first");
    assert_false(tn_write_file(tn_test_path(file, "x"), "x", 1, &error));
    assert_error(&error, "a part of the path is a file");
    assert_false(tn_write_file("", "x", 1, &error));
    assert_error(&error, "is empty");
}

/* Runs in a child process, whose limits and user are its own. Returns 0 where the write failed with
 * a message that has this part. */
static int fails_in_child(void (*prepare)(void), const char *path, const char *part) {
    pid_t child = fork();
    if (child == 0) {
        struct tn_error error = {0};
        static char bytes[100000];
        prepare();
        bool written = tn_write_file(path, bytes, sizeof bytes, &error);
        _exit(written ? 2 : strstr(error.message, part) ? 0 : 3);
    }
    int status = -1;
    assert_int_equal(waitpid(child, &status, 0), child);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 99;
}

static void limit_file_size(void) {
    struct rlimit limit = {4096, 4096};
    signal(SIGXFSZ, SIG_IGN);
    if (setrlimit(RLIMIT_FSIZE, &limit) != 0)
        _exit(4);
}

static void a_failed_write_leaves_the_old_file(void **state) {
    (void)state;
    const char *folder = tn_test_folder(), *path = tn_test_path(folder, "shop.sql");
    tn_test_write(path, "old");
    assert_int_equal(fails_in_child(limit_file_size, path, "File too large"), 0);
    assert_file_is(path, "old");
    assert_int_equal(files_in(folder), 1);
}

static void become_nobody(void) {
    if (geteuid() == 0 && (setgid(65534) != 0 || setuid(65534) != 0))
        _exit(4);
}

static void a_folder_that_cannot_be_written_is_an_error(void **state) {
    (void)state;
    const char *folder = tn_test_folder(), *path = tn_test_path(folder, "shop.sql");
    tn_test_write(path, "old");
    assert_int_equal(chmod(path, 0666), 0);
    assert_int_equal(chmod(folder, 0555), 0);
    int result = fails_in_child(become_nobody, path, "check the permissions");
    assert_int_equal(chmod(folder, 0755), 0);
    assert_int_equal(result, 0);
    assert_file_is(path, "old");
    assert_int_equal(files_in(folder), 1);
}

static void a_file_that_cannot_be_written_is_not_replaced(void **state) {
    (void)state;
    const char *folder = tn_test_folder(), *path = tn_test_path(folder, "shop.sql");
    tn_test_write(path, "old");
    assert_int_equal(chmod(path, 0444), 0);
    assert_int_equal(chmod(folder, 0777), 0);
    assert_int_equal(fails_in_child(become_nobody, path, "check the permissions"), 0);
    assert_file_is(path, "old");
}

static void close_the_readers_end(void) {
    int ends[2];
    signal(SIGPIPE, SIG_IGN);
    if (pipe(ends) != 0 || dup2(ends[1], STDOUT_FILENO) < 0)
        _exit(4);
    close(ends[0]);
}

static void standard_output_without_a_reader_is_an_error(void **state) {
    (void)state;
    assert_int_equal(fails_in_child(close_the_readers_end, "-", "the reader has gone"), 0);
}

static void fill_standard_output(void) {
    if (!freopen("/dev/full", "w", stdout))
        _exit(4);
}

static void a_full_disk_behind_standard_output_is_an_error(void **state) {
    (void)state;
    assert_int_equal(fails_in_child(fill_standard_output, "-", "make room on the disk"), 0);
}

static void random_numbers_differ(void **state) {
    (void)state;
    assert_true(tn_random() != tn_random());
}

int main(void) {
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_written_is_read),
        cmocka_unit_test(an_empty_file_is_an_empty_text),
        cmocka_unit_test(reading_refuses_what_is_no_small_file),
        cmocka_unit_test(a_written_file_keeps_its_mode_and_its_links),
        cmocka_unit_test(a_new_file_has_the_mode_of_the_umask),
        cmocka_unit_test(a_device_is_written_to_and_not_replaced),
        cmocka_unit_test(writing_says_what_is_wrong_with_the_place),
        cmocka_unit_test(a_failed_write_leaves_the_old_file),
        cmocka_unit_test(a_folder_that_cannot_be_written_is_an_error),
        cmocka_unit_test(a_file_that_cannot_be_written_is_not_replaced),
        cmocka_unit_test(standard_output_without_a_reader_is_an_error),
        cmocka_unit_test(a_full_disk_behind_standard_output_is_an_error),
        cmocka_unit_test(random_numbers_differ),
    };
    return tn_test_run("file", tests);
}
