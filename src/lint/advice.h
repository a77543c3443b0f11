/*
 * The steps of giving advice, shared by its files.
 */
#ifndef LINT_ADVICE_H
#define LINT_ADVICE_H

#include "lint/demand.h"
#include "tenon/advice.h"

enum { ADVICE_LEAST_ROWS = 500 }; /* of a table with fewer all rows are read as quickly */

/* Who is to be served by an index. */
struct advice_user {
    struct lint_demand demand;
    const struct tn_relationship *foreign; /* or NULL: the demand of a pattern */
    bool served;                           /* by an index that is there */
};

struct advice_users {
    TN_VECTOR(struct advice_user) list; /* to be freed */
};

/* advice_users.c: those of a table that an index pays for. */
void advice_find_users(struct tn_lint *lint, struct lint_table *table, struct advice_users *users);
/* Is an index for the demand worth its place? */
bool advice_pays(struct tn_lint *lint, struct lint_table *table, const struct lint_demand *demand);
/* The reason for an index: whom it serves. In the run's arena. */
const char *advice_reason(struct tn_lint *lint, const struct advice_user *const *users,
                          size_t count);

/* What the demand reads beside those that are present, where it is little; in the arena. */
struct tn_refs advice_few_read(const struct tn_lint *lint, struct tn_arena *arena,
                               struct tn_refs present, const struct lint_demand *demand);

/* Adds the B-trees that serve the pattern, and takes away those that do less; a group must be open.
 * False where nothing is advised for it. */
bool advice_take_for(struct tn_model *model, const struct tn_access_pattern *pattern);

/* advice_search.c: the index by which texts are searched: full text, or trigrams of letters. False
 * where the dialect has none, or where it is there. */
bool advice_for_search(struct tn_lint *lint, struct lint_table *table,
                       const struct lint_demand *demand, bool words, struct tn_advice *advice);
bool advice_is_searchable(struct tn_lint *lint, struct lint_table *table,
                          const struct lint_demand *demand);

#endif
