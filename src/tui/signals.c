/*
 * The handlers and their pipe.
 */
#include "tui/signals.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

/* Handlers take no argument: what they write to must be known to all. */
static int ends[2] = {-1, -1};

static const struct {
    int number;
    enum signal_note note;
} handled[] = {
    {SIGWINCH, SIGNAL_SIZE}, {SIGTSTP, SIGNAL_STOP}, {SIGCONT, SIGNAL_GO_ON},
    {SIGTERM, SIGNAL_END},   {SIGHUP, SIGNAL_END},   {SIGINT, SIGNAL_END},
};

static void note_signal(int number) {
    int saved = errno;
    char byte = SIGNAL_NONE;
    for (size_t i = 0; i < TN_LENGTH(handled); i++)
        if (handled[i].number == number)
            byte = (char)handled[i].note;
    if (write(ends[1], &byte, 1) < 0) {
        /* the pipe is full: enough is waiting there already */
    }
    errno = saved;
}

static void handle(void (*handler)(int)) {
    struct sigaction action = {.sa_handler = handler, .sa_flags = SA_RESTART};
    sigemptyset(&action.sa_mask);
    for (size_t i = 0; i < TN_LENGTH(handled); i++)
        sigaction(handled[i].number, &action, NULL);
    action.sa_handler = handler == SIG_DFL ? SIG_DFL : SIG_IGN;
    sigaction(SIGPIPE, &action, NULL);
}

bool signals_open(struct tn_error *error) {
    if (pipe(ends) != 0)
        return tn_fail(error, "cannot open a pipe: %s", strerror(errno));
    for (int i = 0; i < 2; i++) {
        fcntl(ends[i], F_SETFL, O_NONBLOCK);
        fcntl(ends[i], F_SETFD, FD_CLOEXEC);
    }
    handle(note_signal);
    return true;
}

void signals_close(bool terminal_is_gone) {
    handle(SIG_DFL);
    if (terminal_is_gone) /* it may say so more than once */
        signal(SIGHUP, SIG_IGN);
    for (int i = 0; i < 2; i++) {
        close(ends[i]);
        ends[i] = -1;
    }
}

int signals_file(void) {
    return ends[0];
}

enum signal_note signals_next(void) {
    char byte;
    return read(ends[0], &byte, 1) == 1 ? (enum signal_note)byte : SIGNAL_NONE;
}

void signals_stop_process(void) {
    struct sigaction standard = {.sa_handler = SIG_DFL}, ours;
    sigaction(SIGTSTP, &standard, &ours);
    kill(0, SIGTSTP);
    sigaction(SIGTSTP, &ours, NULL);
}
