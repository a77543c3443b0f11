/*
 * Owns reading whole files, writing them atomically, and random bits.
 *
 * A regular file is written as a new file beside it that takes its place at the very end; whatever
 * goes wrong before leaves the old one as it was and removes the new one. A symbolic link is
 * followed. Devices, pipes and sockets cannot be replaced: they are written to.
 */
#include "base/fatal.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

static const size_t default_limit = (size_t)1 << 30;

/* ------------------------------------------------------------------ reading */

static bool read_all(int file, size_t limit, struct tn_buffer *into, size_t *total) {
    char chunk[65536];
    *total = 0;
    for (;;) {
        ssize_t count = read(file, chunk, sizeof chunk);
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            return count == 0;
        *total += (size_t)count;
        if (*total > limit)
            return true;
        tn_put_bytes(into, chunk, (size_t)count);
    }
}

static bool fail_to_open(const char *path, struct tn_error *error) {
    if (errno == ENOENT)
        return tn_fail(error, "%s: there is no such file; check the name and the folder", path);
    return tn_fail(error, "%s: cannot be opened: %s", path, strerror(errno));
}

static bool check_readable(int file, const char *path, size_t limit, struct tn_error *error) {
    struct stat about;
    if (fstat(file, &about) != 0)
        return tn_fail(error, "%s: cannot be read: %s", path, strerror(errno));
    if (S_ISDIR(about.st_mode))
        return tn_fail(error, "%s is a directory, not a file", path);
    if (S_ISREG(about.st_mode) && about.st_size > 0 && (uintmax_t)about.st_size > limit)
        return tn_fail(error, "%s is too large: %jd bytes, and the limit is %zu", path,
                       (intmax_t)about.st_size, limit);
    return true;
}

static bool read_open_file(int file, const char *path, size_t limit, struct tn_buffer *into,
                           struct tn_error *error) {
    if (!check_readable(file, path, limit, error))
        return false;
    size_t before = into->length, total;
    bool read = read_all(file, limit, into, &total);
    int reason = errno;
    if (read && total <= limit) {
        tn_put_bytes(into, "", 0); /* NUL-terminated even where nothing was read */
        return true;
    }
    into->length = before;
    if (into->at)
        into->at[before] = '\0';
    if (!read)
        return tn_fail(error, "%s: cannot be read: %s", path, strerror(reason));
    return tn_fail(error, "%s is too large: the limit is %zu bytes", path, limit);
}

bool tn_read_file(const char *path, size_t limit, struct tn_buffer *into, struct tn_error *error) {
    if (limit == 0)
        limit = default_limit;
    if (strcmp(path, "-") == 0)
        return read_open_file(STDIN_FILENO, "standard input", limit, into, error);
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (file < 0)
        return fail_to_open(path, error);
    bool read = read_open_file(file, path, limit, into, error);
    close(file);
    return read;
}

/* ------------------------------------------------------------------ writing */

static bool write_all(int file, const char *bytes, size_t length) {
    while (length > 0) {
        ssize_t count = write(file, bytes, length);
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return false;
        bytes += count;
        length -= (size_t)count;
    }
    return true;
}

static const char *remedy(int reason) {
    static const struct {
        int reason;
        const char *remedy;
    } remedies[] = {
        {ENOSPC, "; make room on the disk and try again"},
        {EDQUOT, "; make room within the quota and try again"},
        {EFBIG, "; the limit for the size of files is too low"},
        {EACCES, "; check the permissions of the file and its folder"},
        {EPERM, "; check the permissions of the file and its folder"},
        {EROFS, "; choose a folder that can be written"},
        {ENOENT, "; create the folder first"},
        {ENOTDIR, "; a part of the path is a file"},
        {EPIPE, "; the reader has gone"},
    };
    for (size_t i = 0; i < TN_LENGTH(remedies); i++)
        if (remedies[i].reason == reason)
            return remedies[i].remedy;
    return "";
}

static bool fail_to_write(const char *path, int reason, struct tn_error *error) {
    return tn_fail(error, "%s: cannot be written: %s%s", path, strerror(reason), remedy(reason));
}

static bool write_standard_output(const char *bytes, size_t length, struct tn_error *error) {
    if (fflush(stdout) != 0 || !write_all(STDOUT_FILENO, bytes, length))
        return fail_to_write("standard output", errno, error);
    return true;
}

static bool write_device(const char *path, const char *bytes, size_t length,
                         struct tn_error *error) {
    int file = open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
    if (file < 0)
        return fail_to_write(path, errno, error);
    bool written = write_all(file, bytes, length);
    int reason = errno;
    close(file);
    return written || fail_to_write(path, reason, error);
}

static size_t folder_length(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash ? (size_t)(slash - path) + 1 : 0;
}

/* ".NAME.RANDOM.tmp" in the target's folder: the same file system, and hidden. */
static char *temporary_path(const char *target) {
    struct tn_buffer path = {0};
    size_t folder = folder_length(target);
    tn_put_bytes(&path, target, folder);
    tn_put_format(&path, ".%.100s.%016" PRIx64 ".tmp", target + folder, tn_random());
    return path.at;
}

/* Makes the rename last; not every file system can, and the data is complete either way. */
static void sync_folder(const char *target) {
    struct tn_buffer folder = {0};
    tn_put_bytes(&folder, target, folder_length(target));
    tn_put(&folder, ".");
    int file = open(folder.at, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (file >= 0) {
        fsync(file);
        close(file);
    }
    tn_buffer_free(&folder);
}

/* The new file gets the old one's owner where we may give it away, and its mode. */
static bool take_over(int file, const struct stat *old) {
    if (fchown(file, old->st_uid, old->st_gid) != 0 && errno != EPERM && errno != ENOTSUP)
        return false;
    return fchmod(file, old->st_mode & 0777) == 0;
}

static bool sync_file(int file) {
    return fsync(file) == 0 || errno == EINVAL || errno == ENOTSUP;
}

/* Returns 0, or errno of what went wrong; the temporary file is gone in both cases. */
static int replace(const char *target, const struct stat *old, const char *bytes, size_t length) {
    char *temporary = temporary_path(target);
    int reason = 0;
    int file =
        open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, old ? 0600 : 0666);
    if (file < 0) {
        reason = errno;
    } else {
        if ((old && !take_over(file, old)) || !write_all(file, bytes, length) || !sync_file(file))
            reason = errno;
        if (close(file) != 0 && !reason)
            reason = errno;
        if (!reason && rename(temporary, target) != 0)
            reason = errno;
        if (reason)
            unlink(temporary);
    }
    free(temporary);
    return reason;
}

static bool write_target(const char *target, const char *bytes, size_t length,
                         struct tn_error *error) {
    struct stat old;
    bool exists = stat(target, &old) == 0;
    if (!exists && errno != ENOENT)
        return fail_to_write(target, errno, error);
    if (exists && S_ISDIR(old.st_mode))
        return tn_fail(error, "%s is a directory, not a file", target);
    if (exists && !S_ISREG(old.st_mode))
        return write_device(target, bytes, length, error);
    if (exists && access(target, W_OK) != 0) /* the folder's permission must not overrule it */
        return fail_to_write(target, errno, error);
    int reason = replace(target, exists ? &old : NULL, bytes, length);
    if (reason)
        return fail_to_write(target, reason, error);
    sync_folder(target);
    return true;
}

bool tn_write_file(const char *path, const char *bytes, size_t length, struct tn_error *error) {
    if (strcmp(path, "-") == 0)
        return write_standard_output(bytes, length, error);
    if (!*path)
        return tn_fail(error, "the name of the file to write is empty");
    char *behind_links = realpath(path, NULL); /* NULL where there is no file yet */
    bool written = write_target(behind_links ? behind_links : path, bytes, length, error);
    free(behind_links);
    return written;
}

/* ------------------------------------------------------------------ random bits */

uint64_t tn_random(void) {
    uint64_t bits = 0;
    ssize_t count;
    do
        count = getrandom(&bits, sizeof bits, 0);
    while (count < 0 && errno == EINTR);
    if (count != (ssize_t)sizeof bits)
        tn_fatal("tenon: the system has no random numbers");
    return bits;
}
