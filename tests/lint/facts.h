/*
 * facts: what SQL cannot say of a model, told by comment lines of a script. Examples of rules use
 * them, and the cases of the tests:
 *
 *   -- new                                            a model of our own, with the usual templates
 *   -- set: orders row_count=1000000 tags=log,audit   fields of the catalogue; none is the project
 *   -- set: orders.total tags=public                  of what lies in it, too
 *   -- add: orders access_pattern equals=a,b per_hour=100
 *   -- add: project waiver rule=pk-missing            something new below it; name=… names it
 *   -- declared: orders: a b -> c                     a dependency
 *   -- rule: fk-cascade-reach depth=2                 a ruling: severity or option=value
 *   -- data: orders: id city; 1 Berlin; 2 null        rows of a table, for the rules on data; one
 *                                                     line an entity
 *
 * A value runs to the next blank, or from quote to quote: query='SELECT 1'. Lists are parted by
 * commas; a reference is the name of an object, in the same entity where it is an attribute.
 */
#ifndef TENON_TESTS_LINT_FACTS_H
#define TENON_TESTS_LINT_FACTS_H

#include "tenon/lint.h"
#include "tenon/model.h"

/* The rows that facts told; zero it to start. */
struct facts {
    struct tn_arena arena;
    TN_VECTOR(struct tn_sample) samples;
};
/* Follows one line, up to its end, in an open group; what is no fact is left alone. False with an
 * error where it cannot be followed: a part of it may have been then. */
bool facts_follow(struct facts *facts, struct tn_model *model, const char *line,
                  struct tn_error *error);
struct tn_samples facts_rows(const struct facts *facts);
void facts_free(struct facts *facts);

/* Follows all lines, in their order: what one adds the next may name. Fails the test where one
 * cannot be followed. */
void facts_apply(struct tn_model *model, const char *script);
/* The rows that facts told of the model's tables, or NULL. */
const struct tn_samples *facts_samples(const struct tn_model *model);
/* What stands behind the mark in the script's line "-- mark text", until the program ends; NULL. */
const char *facts_line(const char *script, const char *mark);

/* What reading left is the naming of a server; this makes the model one of our own. */
void make_new(struct tn_model *model);

#endif
