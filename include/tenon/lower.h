/*
 * lower: model -> physical model of one dialect.
 *
 * Many-to-many relationships become junction entities, names that were left out are filled in by
 * the naming convention, types, defaults and identities become the dialect's. What the dialect
 * cannot express is emulated where that is exact, and left out with a finding (rule "lower-loss")
 * that names it where not. Ids are kept; objects that lowering makes get ids that follow from the
 * ids they are made of.
 */
#ifndef TENON_LOWER_H
#define TENON_LOWER_H

#include "tenon/sql.h"

/* A new model, owned by the caller. dialect NULL: the model's own. Never fails; losses are
 * findings. */
struct tn_model *tn_lower(const struct tn_model *model, const struct tn_dialect *dialect,
                          struct tn_findings *findings /* or NULL */);
/* What enumerations become. */
enum tn_enums { TN_ENUMS_TYPE, TN_ENUMS_CHECK, TN_ENUMS_LOOKUP, TN_ENUMS_COUNT };
struct tn_lower_options {
    enum tn_enums enums;
};
/* Lowers the model itself, for whoever needs it no longer as it was. */
void tn_lower_in_place(struct tn_model *model, const struct tn_dialect *dialect,
                       const struct tn_lower_options *options, struct tn_findings *findings);
struct tn_model *tn_lower_with(const struct tn_model *model, const struct tn_dialect *dialect,
                               const struct tn_lower_options *options,
                               struct tn_findings *findings /* or NULL */);
/* Does a finding of lowering speak of a column's type, rather than of what the server can do? */
bool tn_lower_tells_type(const struct tn_finding *finding);
/* Only one entity of the model (with what its DDL needs): for the live DDL pane. The entity in the
 * result has the same id. */
struct tn_model *tn_lower_entity(const struct tn_model *model, const struct tn_entity *entity,
                                 const struct tn_dialect *dialect);

/* Takes the names of keys, checks and foreign keys from a physical model where the server gives the
 * same by itself. */
void tn_lower_terse(struct tn_model *physical, const struct tn_dialect *dialect);

/* The naming convention of new projects, as project templates. */
extern const struct tn_naming tn_default_naming;
/* Fills a template for an object: {table} {columns} {target} {number}. Shortened to the dialect's
 * limit with a stable hash where it is too long. Result in the arena. */
const char *tn_lower_name(const char *template_text, const void *object,
                          const struct tn_dialect *dialect, struct tn_arena *arena);

/* A type of one dialect in another's words, through the one type table; *exact tells whether every
 * value survives. Result in the arena. */
const char *tn_lower_type(const char *type, const struct tn_dialect *from,
                          const struct tn_dialect *to, bool *exact, struct tn_arena *arena);
/* The same; *loss says what is lost on the way, NULL where nothing is. */
const char *tn_lower_type_loss(const char *type, const struct tn_dialect *from,
                               const struct tn_dialect *to, const char **loss,
                               struct tn_arena *arena);

/* ------------------------------------------------------------------ the tables, for the manual */

/* One row a type, its spelling in each dialect. (n), (p) and (p,s) stand for parameters. */
struct tn_type_row {
    const char *spelling[TN_DIALECT_COUNT];
    unsigned lossy; /* a bit (1 << dialect) where the type loses something on the way there */
    const char *help;
    const char *loss; /* what it loses; "" where nothing */
};
extern const struct tn_type_row tn_type_rows[];
extern const size_t tn_type_row_count;

/* Default values that each server has words of its own for; "" where it has none. */
struct tn_value_row {
    const char *spelling[TN_DIALECT_COUNT];
    const char *others; /* other ways to write it, in any dialect, separated by blanks */
    const char *help;
};
extern const struct tn_value_row tn_value_rows[];
extern const size_t tn_value_row_count;

/* Operators and functions of checks, computed values, indexes and views; "" where a dialect has no
 * words for it. {a}, {b} and {c} stand for operands, (*) for any number of arguments. */
struct tn_operation_row {
    const char *name;
    int level; /* how tightly it binds: more binds tighter */
    const char *spelling[TN_DIALECT_COUNT];
    const char *help;
};
extern const struct tn_operation_row tn_operation_rows[];
extern const size_t tn_operation_row_count;

struct tn_function_row {
    const char *spelling[TN_DIALECT_COUNT];
    const char *grammar; /* the syntax of its own that it is also read from: "year", or "" */
    int class;           /* of its result, for lower/ */
};
extern const struct tn_function_row tn_function_rows[];
extern const size_t tn_function_row_count;

/* What --enums may say: a word each. */
struct tn_enums_row {
    const char *name, *help;
    const char *message; /* of the finding; {table} stands for the table of the values */
};
extern const struct tn_enums_row tn_enums_rows[TN_ENUMS_COUNT];
bool tn_enums_find(const char *name, enum tn_enums *enums);

/* Features that only some servers have, and what is done and said elsewhere. */
struct tn_feature_row {
    const char *name;
    unsigned dialects; /* a bit (1 << dialect) for each that has it */
    enum tn_severity severity;
    const char *message; /* {server} stands for the target */
    bool trifle;         /* nobody would do without the target for its sake */
};
extern const struct tn_feature_row tn_feature_rows[];
extern const size_t tn_feature_row_count;

#endif
