/*
 * Owns the life of a working child: fork, pipe, deadline, kill, wait. No child outlives the call.
 */
#include "diagram/child.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* The first byte of an answer. */
enum { ANSWER = 'A', FAILURE = 'F' };

/* ------------------------------------------------------------------ in the child */

static void leave_without_memory(void) {
    _exit(70);
}

/* The parent's handlers would act on the terminal and on pipes that both share. */
static void forget_parent(void) {
    for (int number = 1; number < NSIG; number++)
        signal(number, SIG_DFL);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    tn_on_out_of_memory(leave_without_memory);
    int nothing = open("/dev/null", O_RDWR);
    for (int file = 0; nothing >= 0 && file < 3; file++)
        dup2(nothing, file);
}

static void write_all(int file, const char *bytes, size_t length) {
    while (length) {
        ssize_t written = write(file, bytes, length);
        if (written < 0 && errno != EINTR)
            _exit(1);
        if (written > 0) {
            bytes += written;
            length -= (size_t)written;
        }
    }
}

static TN_NORETURN void work_and_leave(tn_child_work *work, const void *task, int file) {
    struct tn_buffer out = {0};
    struct tn_error error = {0};
    tn_put_char(&out, ANSWER);
    if (!work(task, &out, &error)) {
        tn_buffer_reset(&out);
        tn_put_char(&out, FAILURE);
        tn_put(&out, error.message ? error.message : "no reason was given");
    }
    write_all(file, out.at, out.length);
    _exit(0);
}

/* ------------------------------------------------------------------ in the parent */

static int64_t milliseconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Everything up to the end of the pipe; false where the time ran out first. */
static bool read_until(int file, int64_t deadline, struct tn_buffer *into) {
    char piece[65536];
    for (;;) {
        int64_t left = deadline - milliseconds();
        struct pollfd wanted = {.fd = file, .events = POLLIN};
        int ready = left > 0 ? poll(&wanted, 1, (int)left) : 0;
        if (ready < 0 && errno == EINTR)
            continue;
        if (ready <= 0)
            return false;
        ssize_t length = read(file, piece, sizeof piece);
        if (length < 0 && errno == EINTR)
            continue;
        if (length <= 0)
            return length == 0;
        tn_put_bytes(into, piece, (size_t)length);
    }
}

static bool wait_for(pid_t child) {
    int status = -1;
    while (waitpid(child, &status, 0) < 0)
        if (errno != EINTR)
            return errno == ECHILD; /* somebody else collects children: the answer tells */
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

static bool judge(const struct tn_buffer *answer, bool in_time, bool whole, int seconds,
                  struct tn_error *error) {
    if (!in_time)
        return tn_fail(error, "the layout took longer than %d second%s", seconds,
                       seconds == 1 ? "" : "s");
    if (!whole || answer->length == 0)
        return tn_fail(error, "the layout program ended before it was done");
    if (answer->at[0] != ANSWER)
        return tn_fail(error, "%s", answer->at + 1);
    return true;
}

/* All signals wait while there are two of us, so that no handler runs twice. */
static pid_t fork_quietly(sigset_t *before) {
    sigset_t all;
    sigfillset(&all);
    sigprocmask(SIG_SETMASK, &all, before);
    pid_t child = fork();
    if (child != 0)
        sigprocmask(SIG_SETMASK, before, NULL);
    return child;
}

bool tn_child_run(tn_child_work *work, const void *task, int seconds, struct tn_buffer *out,
                  struct tn_error *error) {
    int files[2];
    if (pipe2(files, O_CLOEXEC) != 0)
        return tn_fail(error, "cannot make a pipe: %s", strerror(errno));
    sigset_t before;
    pid_t child = fork_quietly(&before);
    if (child == 0) {
        forget_parent();
        alarm((unsigned)seconds + 1); /* should the parent be gone */
        work_and_leave(work, task, files[1]);
    }
    close(files[1]);
    if (child < 0) {
        close(files[0]);
        return tn_fail(error, "cannot start a process: %s", strerror(errno));
    }
    struct tn_buffer answer = {0};
    bool in_time = read_until(files[0], milliseconds() + (int64_t)seconds * 1000, &answer);
    close(files[0]);
    kill(child, SIGKILL); /* a zombie by now, or too late */
    bool whole = wait_for(child);
    bool fine = judge(&answer, in_time, whole, seconds, error);
    if (fine)
        tn_put_bytes(out, answer.at + 1, answer.length - 1);
    tn_buffer_free(&answer);
    return fine;
}
