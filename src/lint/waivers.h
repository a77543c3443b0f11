/*
 * The waivers of a project: which findings they cover, and which of them have covered any.
 */
#ifndef LINT_WAIVERS_H
#define LINT_WAIVERS_H

#include "tenon/lint.h"

struct lint_waiver {
    const struct tn_waiver *waiver;
    bool expired; /* its last day has passed, or is no day: it covers nothing any more */
    bool matched; /* a finding was there for it, expired or not */
    struct lint_waiver *next; /* of the same subject */
};

struct lint_waivers {
    struct lint_waiver *items; /* in document order */
    size_t count;
    struct tn_id_map
        first; /* subject's id (the project's: the whole model) -> struct lint_waiver */
};

/* "YYYY-MM-DD", in UTC. */
enum { LINT_DAY_SIZE = sizeof "-2147483648-12-31" };
void lint_today(char day[LINT_DAY_SIZE]);
bool lint_is_day(const char *text);

void lint_waivers_open(struct lint_waivers *waivers, const struct tn_model *model,
                       struct tn_arena *arena);
void lint_waivers_close(struct lint_waivers *waivers);
/* Is a finding of the rule on the object (NULL: the whole model) covered? Those that are meant for
 * it count as matched. */
bool lint_waivers_cover(struct lint_waivers *waivers, const struct tn_model *model,
                        const char *rule, const struct tn_object *object);
/* Does a waiver name the rule? */
bool lint_waivers_name(const struct lint_waivers *waivers, const char *rule);

#endif
