/*
 * child: work in a process of its own, with a time limit.
 */
#ifndef DIAGRAM_CHILD_H
#define DIAGRAM_CHILD_H

#include "tenon/base.h"

/* Puts the answer into OUT, or returns false with a message. */
typedef bool tn_child_work(const void *task, struct tn_buffer *out, struct tn_error *error);

/* Runs WORK in a forked child and appends its answer to OUT. The child has no terminal (its
 * standard files are /dev/null), default signal handling, and leaves without atexit handlers. It is
 * killed when the time is up, and always waited for. False with a message where the
 * work failed, crashed or took too long. */
bool tn_child_run(tn_child_work *work, const void *task, int seconds, struct tn_buffer *out,
                  struct tn_error *error);

#endif
