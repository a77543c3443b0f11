/*
 * worker: something long, worked out by a child process on its copy of the memory, so that keys
 * need not wait for it. Its bytes come back through a pipe.
 */
#ifndef TUI_WORKER_H
#define TUI_WORKER_H

#include "tenon/base.h"

#include <sys/types.h>

struct worker { /* zero it to start */
    bool is_running;
    pid_t child;
    int output; /* readable when there is something to take */
    struct tn_buffer bytes;
};

/* The work may read what CONTEXT leads to and writes its result into the buffer; what else it does
 * is lost with the child. False where no child could be made. */
bool worker_start(struct worker *worker, void (*work)(const void *context, struct tn_buffer *out),
                  const void *context);
/* Takes what there is; true when the result is whole, in worker->bytes. */
bool worker_take(struct worker *worker);
void worker_stop(struct worker *worker); /* and forgets the bytes; may be called at any time */

#endif
