/*
 * Keys and indexes as one sort of thing: ways by which a server reaches rows. Two parts with equal
 * texts order rows alike: same column or expression, direction, collation, operator class and
 * length.
 */
#ifndef LINT_ACCESS_H
#define LINT_ACCESS_H

#include "lint/context.h"

struct lint_part {
    const struct tn_attribute *attribute; /* NULL for an expression */
    const char *text;
    uint64_t hash;                    /* of the text */
    const struct tn_index_part *part; /* NULL for one of a key */
};

struct lint_access {
    const struct tn_key *key; /* one of the two is set */
    const struct tn_index *index;
    const void *object; /* whichever it is */
    bool primary, unique, btree;
    const char *method, *predicate; /* "" for the usual one and for none */
    struct tn_refs include;
    bool nulls_not_distinct;
    struct lint_part *parts;
    size_t count;
};

struct lint_accesses {
    struct lint_access *items;
    size_t count;
};

/* Keys first, then indexes, each in document order. In the run's arena. Of a table of the run they
 * are made once and must not be changed. */
struct lint_accesses lint_accesses_in(struct tn_lint *lint, struct lint_table *table);
struct lint_accesses lint_accesses_of(struct tn_lint *lint, const struct tn_entity *entity);
/* Do its first columns, in any order, lead to the rows with given values of these attributes? */
bool lint_leads_to(const struct lint_access *access, struct tn_refs attributes);
/* Does a partial one leave out only the rows where this is null? */
bool lint_leaves_out_nulls(const struct lint_access *access, const struct tn_attribute *attribute);
/* Does it make rows unique by plain columns, all of them among the attributes? Partial ones count
 * only if asked for. */
bool lint_unique_within(const struct lint_access *access, struct tn_refs attributes, bool partial);
/* Of method, predicate and the first COUNT parts: never 0. Equal ones need a look to be sure. */
uint64_t lint_signature(const struct lint_access *access, size_t count);
bool lint_begin_alike(const struct lint_access *a, const struct lint_access *b, size_t count);
/* Does the first have, as a part or carried along, all that the second carries along? */
bool lint_holds_include(const struct lint_access *kept, const struct lint_access *dropped);
/* "index idx_a of orders", "primary key of orders". In the run's arena. */
const char *lint_access_title(struct tn_lint *lint, const struct lint_access *access);

#endif
