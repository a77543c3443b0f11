/*
 * What a model loses on the way to its other targets, as lowering finds it: asked for once a run.
 */
#ifndef LINT_LOSSES_H
#define LINT_LOSSES_H

#include "lint/context.h"

struct lint_loss {
    const struct tn_dialect *target;
    const struct tn_object *object; /* of the model */
    const char *message;            /* "it is left out: …" */
    enum tn_severity severity;
    bool of_type; /* of a column's type, not of what the server can do */
};

struct lint_losses {
    TN_VECTOR(struct lint_loss) list; /* in the order of the targets */
    struct tn_findings findings;      /* which own the messages */
};

/* None where the model has no target but its own dialect. Comments and storage options that stay
 * behind are no losses here. */
const struct lint_losses *lint_losses_of(struct tn_lint *lint);
void lint_losses_free(struct lint_losses *losses); /* or NULL */

#endif
