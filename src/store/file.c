/*
 * Looks at a file before SQLite does: is it there, may it be read, is it one of ours and whole?
 * Reads the first page's header only (sqlite.org/fileformat2.html, section 1.3) and changes
 * nothing.
 */
#include "store/store.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { HEADER_SIZE = 100 };

/* Offsets in the header; all numbers are big-endian. */
enum {
    AT_PAGE_SIZE = 16,      /* 2 bytes; 1 means 65536 */
    AT_CHANGE_COUNTER = 24, /* 4 bytes, as all below */
    AT_PAGE_COUNT = 28,
    AT_USER_VERSION = 60,
    AT_APPLICATION_ID = 68,
    AT_VALID_FOR = 92,
};

static const char magic[16] = "SQLite format 3";

static uint32_t number_at(const unsigned char *header, int at, int size) {
    uint32_t number = 0;
    for (int i = 0; i < size; i++)
        number = number << 8 | header[at + i];
    return number;
}

char *store_journal_path(const char *path) {
    struct tn_buffer journal = {0};
    tn_put(&journal, path);
    tn_put(&journal, "-journal");
    return journal.at;
}

/* A journal with a header that was written means that a save did not come to its end, or is under
 * way. */
static bool has_journal(const char *path) {
    char *journal = store_journal_path(path);
    int file = open(journal, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    free(journal);
    char first = 0;
    bool there = file >= 0 && read(file, &first, 1) == 1 && first != 0;
    if (file >= 0)
        close(file);
    return there;
}

static ssize_t read_start(int file, unsigned char *header) {
    size_t length = 0;
    while (length < HEADER_SIZE) {
        ssize_t count = read(file, header + length, HEADER_SIZE - length);
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return -1;
        if (count == 0)
            break;
        length += (size_t)count;
    }
    return (ssize_t)length;
}

static int open_to_look(const char *path) {
    return open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
}

bool tn_store_is_project(const char *path) {
    unsigned char header[HEADER_SIZE];
    int file = tn_is_file(path) ? open_to_look(path) : -1;
    bool is = file >= 0 && read_start(file, header) >= (ssize_t)sizeof magic &&
              memcmp(header, magic, sizeof magic) == 0;
    if (file >= 0)
        close(file);
    return is;
}

static bool check_ours(const unsigned char *header, ssize_t length, const char *path,
                       struct tn_error *error) {
    if (length == 0)
        return tn_fail(error, "%s is empty, not a tenon project", path);
    if (length < (ssize_t)sizeof magic || memcmp(header, magic, sizeof magic) != 0)
        return tn_fail(error, "%s is not a tenon project: it is not an SQLite database", path);
    if (length < HEADER_SIZE)
        return tn_fail(error, "%s is truncated: it has only %zd bytes", path, length);
    if (number_at(header, AT_APPLICATION_ID, 4) != STORE_APPLICATION_ID)
        return tn_fail(error, "%s is an SQLite database, but not a tenon project", path);
    return true;
}

static bool check_format(int64_t format, const char *path, struct tn_error *error) {
    if (format > STORE_FORMAT)
        return tn_fail(error,
                       "%s was written by a newer tenon (format %" PRId64
                       "; this one knows %d): update tenon",
                       path, format, STORE_FORMAT);
    if (format < 1)
        return tn_fail(error, "%s is damaged: it has no format number", path);
    return true;
}

/* The page count counts only where the last writer kept it up to date. */
static bool check_size(const unsigned char *header, int64_t size, const char *path,
                       struct tn_error *error) {
    int64_t page = number_at(header, AT_PAGE_SIZE, 2);
    int64_t wanted = (page == 1 ? 65536 : page) * number_at(header, AT_PAGE_COUNT, 4);
    bool known = number_at(header, AT_CHANGE_COUNTER, 4) == number_at(header, AT_VALID_FOR, 4);
    if (known && size < wanted)
        return tn_fail(error, "%s is truncated: %" PRId64 " bytes are left of %" PRId64, path, size,
                       wanted);
    return true;
}

static bool look(int file, const char *path, struct store_file *result, struct tn_error *error) {
    struct stat about;
    unsigned char header[HEADER_SIZE];
    if (fstat(file, &about) != 0)
        return tn_fail(error, "%s cannot be read: %s", path, strerror(errno));
    if (S_ISDIR(about.st_mode))
        return tn_fail(error, "%s is a directory, not a project file", path);
    if (!S_ISREG(about.st_mode))
        return tn_fail(error, "%s is not a regular file", path);
    ssize_t length = read_start(file, header);
    if (length < 0)
        return tn_fail(error, "%s cannot be read: %s", path, strerror(errno));
    struct store_file found = {.interrupted = has_journal(path)};
    if (!check_ours(header, length, path, error))
        return false;
    found.format = number_at(header, AT_USER_VERSION, 4);
    if (!check_format(found.format, path, error))
        return false;
    if (!found.interrupted && !check_size(header, about.st_size, path, error))
        return false;
    *result = found;
    return true;
}

bool store_file_check(const char *path, struct store_file *file, struct tn_error *error) {
    int opened = open_to_look(path);
    if (opened < 0 && errno == ENOENT)
        return tn_fail(error, "%s does not exist", path);
    if (opened < 0)
        return tn_fail(error, "%s cannot be opened: %s", path, strerror(errno));
    bool good = look(opened, path, file, error);
    close(opened);
    return good;
}
