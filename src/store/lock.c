/*
 * One writer at a time: a lock on the project file that lasts from opening to closing.
 *
 * It is a flock(2) lock on a descriptor of its own. SQLite's locks are fcntl(2) locks, which are
 * independent of it and come and go with each transaction; so readers are never kept out, and
 * closing this descriptor is left to the very end, since that also drops the process's fcntl
 * locks on the file. The kernel ends the lock with the process: a crash leaves nothing behind.
 */
#include "store/store.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

/* One line of /proc/locks: "1: FLOCK  ADVISORY  WRITE 1234 08:01:5678 0 EOF". */
static bool is_holder(const char *line, const struct stat *about, int *process) {
    unsigned device_major, device_minor;
    uintmax_t inode;
    int holder;
    return sscanf(line, "%*d: FLOCK ADVISORY WRITE %d %x:%x:%ju", &holder, &device_major,
                  &device_minor, &inode) == 4 &&
           inode == about->st_ino && device_major == major(about->st_dev) &&
           device_minor == minor(about->st_dev) && (*process = holder) > 0;
}

/* The process that holds the lock, or 0 where the system does not tell. */
static int find_holder(int file) {
    struct stat about;
    FILE *locks = fstat(file, &about) == 0 ? fopen("/proc/locks", "re") : NULL;
    if (!locks)
        return 0;
    char *line = NULL;
    size_t capacity = 0;
    int process = 0;
    while (process == 0 && getline(&line, &capacity, locks) > 0)
        if (!is_holder(line, &about, &process))
            process = 0;
    free(line);
    fclose(locks);
    return process;
}

static char *reason_busy(const char *path, int file) {
    struct tn_buffer reason = {0};
    int process = find_holder(file);
    tn_put_format(&reason, "%s is open for writing in another tenon", path);
    if (process > 0)
        tn_put_format(&reason, " (process %d)", process);
    tn_put(&reason, "; opened read-only");
    return reason.at;
}

static char *reason_system(const char *path, int number) {
    struct tn_buffer reason = {0};
    tn_put_format(&reason, "%s cannot be written (%s); opened read-only", path, strerror(number));
    return reason.at;
}

/* SQLite makes its journal beside the file: without that right no save can succeed. */
static char *check_folder(const char *path) {
    struct tn_buffer folder = {0};
    const char *slash = strrchr(path, '/');
    tn_put_bytes(&folder, path, slash ? (size_t)(slash - path) + 1 : 0);
    tn_put(&folder, ".");
    char *reason = NULL;
    if (faccessat(AT_FDCWD, folder.at, W_OK | X_OK, AT_EACCESS) != 0) {
        struct tn_buffer text = {0};
        tn_put_format(&text, "the folder of %s cannot be written (%s); opened read-only", path,
                      strerror(errno));
        reason = text.at;
    }
    tn_buffer_free(&folder);
    return reason;
}

int store_lock(const char *path, char **reason) {
    char *problem = check_folder(path);
    int file = problem ? -1 : open(path, O_RDWR | O_CLOEXEC | O_NOCTTY);
    if (!problem && file < 0)
        problem = reason_system(path, errno);
    if (!problem && flock(file, LOCK_EX | LOCK_NB) != 0)
        problem = errno == EWOULDBLOCK ? reason_busy(path, file) : reason_system(path, errno);
    if (!problem)
        return file;
    if (file >= 0)
        close(file);
    *reason = problem;
    return -1;
}
