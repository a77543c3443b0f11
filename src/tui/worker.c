/*
 * A child process and the pipe from it. The child touches neither the terminal nor the project
 * file, and ends without the cleaning up that belongs to its parent.
 */
#include "tui/worker.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void write_all(int file, const char *bytes, size_t length) {
    while (length > 0) {
        ssize_t count = write(file, bytes, length);
        if (count < 0 && errno != EINTR)
            return;
        if (count > 0) {
            bytes += count;
            length -= (size_t)count;
        }
    }
}

/* Signals that ask the parent something must not reach its handlers' pipe from here. */
static void leave_parent(void) {
    static const int signals[] = {SIGTERM, SIGHUP, SIGINT, SIGTSTP, SIGCONT, SIGWINCH, SIGPIPE};
    for (size_t i = 0; i < TN_LENGTH(signals); i++)
        signal(signals[i], SIG_DFL);
    tn_on_out_of_memory(NULL);
    int nothing = open("/dev/null", O_RDWR);
    for (int file = 0; file < 3 && nothing >= 0; file++)
        dup2(nothing, file);
}

bool worker_start(struct worker *worker, void (*work)(const void *context, struct tn_buffer *out),
                  const void *context) {
    int ends[2];
    worker_stop(worker);
    if (pipe(ends) != 0)
        return false;
    worker->child = fork();
    if (worker->child == 0) {
        struct tn_buffer result = {0};
        close(ends[0]);
        leave_parent();
        work(context, &result);
        write_all(ends[1], tn_buffer_text(&result), result.length);
        _exit(0);
    }
    close(ends[1]);
    if (worker->child < 0) {
        close(ends[0]);
        return false;
    }
    fcntl(ends[0], F_SETFL, O_NONBLOCK);
    fcntl(ends[0], F_SETFD, FD_CLOEXEC);
    worker->output = ends[0];
    worker->is_running = true;
    return true;
}

static void reap(struct worker *worker) {
    close(worker->output);
    while (waitpid(worker->child, NULL, 0) < 0 && errno == EINTR)
        ;
    worker->is_running = false;
}

bool worker_take(struct worker *worker) {
    char bytes[65536];
    ssize_t count = worker->is_running ? read(worker->output, bytes, sizeof bytes) : -1;
    if (count > 0)
        tn_put_bytes(&worker->bytes, bytes, (size_t)count);
    if (count != 0)
        return false;
    reap(worker);
    return true;
}

void worker_stop(struct worker *worker) {
    if (worker->is_running) {
        kill(worker->child, SIGKILL);
        reap(worker);
    }
    tn_buffer_free(&worker->bytes);
    *worker = (struct worker){0};
}
