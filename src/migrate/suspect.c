/*
 * What went under one name and may have come under another, where no ids tell: the findings that
 * say what was taken for a rename, and what was not.
 */
#include "migrate/plan.h"

static const struct {
    const char *rule, *message, *remedy;
} words[] = {
    {"mig-rename", "%s %s goes and %s comes, and they may be one: %s",
     "if they are, say so in a file for --renames: %s"},
    {"mig-rename-taken", "%s %s is taken to be %s now: %s",
     "if they are two, say so in a file for --renames: %s"},
};

static const char *noun_for(const struct tn_likeness *likeness) {
    return likeness->from ? "value" : noun_of(likeness->before);
}

static void put_path(struct tn_buffer *out, const struct tn_object *object, const char *value) {
    tn_path(object, out);
    if (value)
        tn_put_format(out, ".%s", value);
}

static void tell(struct planner *planner, const struct tn_diff *first,
                 const struct tn_likeness *likeness) {
    struct tn_buffer old = {0}, new = {0}, line = {0};
    struct tn_findings *findings = &planner->plan->findings;
    bool taken = likeness->taken;
    put_path(&old, likeness->before, likeness->from);
    put_path(&new, likeness->after, likeness->to);
    tn_renames_put_line(first, likeness, taken, &line);
    struct tn_finding *finding =
        hazard(planner, words[taken].rule, likeness->before, words[taken].message,
               noun_for(likeness), old.at, new.at, likeness->why);
    tn_finding_remedy(findings, finding, words[taken].remedy, line.at);
    tn_buffer_free(&old);
    tn_buffer_free(&new);
    tn_buffer_free(&line);
}

void plan_suspects(struct planner *planner, const struct tn_diff *first) {
    for (size_t i = 0; i < first->likenesses.count; i++)
        tell(planner, first, &first->likenesses.items[i]);
}
