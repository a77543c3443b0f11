/*
 * Facts in tests: each line must be good.
 */
#include "harness.h"
#include "lint/facts.h"

#include <stdlib.h>
#include <string.h>

static struct tn_arena kept; /* until the program ends */

/* Of the model that was told of last. */
static struct {
    const struct tn_model *model;
    struct facts facts;
    struct tn_samples rows;
} told;

const char *facts_line(const char *script, const char *mark) {
    for (const char *at = script; (at = strstr(at, mark)); at++)
        if (at == script || at[-1] == '\n') {
            at += strlen(mark);
            return tn_arena_text(&kept, at, strcspn(at, "\n"));
        }
    return NULL;
}

void facts_apply(struct tn_model *model, const char *script) {
    struct tn_error error = {0};
    facts_free(&told.facts);
    tn_group_begin(model, "facts");
    for (const char *at = script; at; at = strchr(at, '\n')) {
        at += *at == '\n';
        if (!facts_follow(&told.facts, model, at, &error))
            fail_msg("%s", error.message);
    }
    tn_group_end(model, NULL);
    told.model = model;
    told.rows = facts_rows(&told.facts);
}

const struct tn_samples *facts_samples(const struct tn_model *model) {
    return told.model == model && told.rows.count ? &told.rows : NULL;
}
