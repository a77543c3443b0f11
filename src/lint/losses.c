/*
 * Lowering to each other target, and what of its findings matters to the rules.
 */
#include "lint/losses.h"

#include "tenon/lower.h"

#include <stdlib.h>
#include <string.h>

/* What nobody would leave a target for. */
static bool is_trifle(const char *message) {
    for (size_t i = 0; i < tn_feature_row_count; i++)
        if (strcmp(message, tn_feature_rows[i].message) == 0)
            return tn_feature_rows[i].trifle;
    return false;
}

static void add_losses(struct tn_lint *lint, struct lint_losses *losses,
                       const struct tn_dialect *target) {
    size_t start = losses->findings.count;
    tn_model_free(tn_lower(lint->model, target, &losses->findings));
    for (size_t i = start; i < losses->findings.count; i++) {
        const struct tn_finding *finding = &losses->findings.items[i];
        struct lint_loss loss = {
            .target = target,
            .object = tn_find_id(lint->model, finding->object),
            .message = finding->message,
            .severity = finding->severity,
            .of_type = tn_lower_tells_type(finding),
        };
        if (loss.object && !is_trifle(loss.message))
            TN_PUSH(&losses->list, loss);
    }
}

const struct lint_losses *lint_losses_of(struct tn_lint *lint) {
    if (lint->losses)
        return lint->losses;
    lint->losses = tn_arena_allocate(&lint->arena, sizeof *lint->losses);
    *lint->losses = (struct lint_losses){0};
    for (size_t i = 0; i < lint->target_count; i++)
        if (lint->targets[i] != lint->dialect)
            add_losses(lint, lint->losses, lint->targets[i]);
    return lint->losses;
}

void lint_losses_free(struct lint_losses *losses) {
    if (!losses)
        return;
    free(losses->list.items);
    tn_findings_free(&losses->findings);
}
