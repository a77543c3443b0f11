/*
 * What the passes of lowering share. A pass changes the copied model in place; nobody has seen it
 * yet, so it is built on, not edited.
 */
#ifndef LOWER_LOWERING_H
#define LOWER_LOWERING_H

#include "tenon/lower.h"

struct query; /* term.h */

/* A column that is to refer to a table of its values. */
struct lookup {
    struct tn_attribute *attribute;
    const struct tn_type *type; /* or NULL: they are the column's own */
    struct tn_texts values;
};

struct lowering {
    struct tn_model *model; /* the copy, becoming physical */
    const struct tn_dialect *from, *to;
    enum tn_enums enums;
    struct tn_findings *findings;   /* or NULL */
    struct tn_arena arena;          /* for the run */
    struct tn_text_map types;       /* the named types by folded name, where they are not to stay */
    struct tn_text_map taken_types; /* names that a new type cannot have */
    struct tn_text_map known_types; /* what the type table said of a type */
    struct tn_text_map sequences;   /* columns.c: by name, once they were asked for */
    struct tn_text_map used_sequences; /* those that columns number themselves instead of */
    TN_VECTOR(struct lookup) lookups;  /* in the order of the columns */
    struct tn_id_map starts;           /* of tables: the option that says where to begin */
    struct tn_id_map with_case;        /* tables whose text tells letter case */
    const void *told_of_case;          /* the table, or the project, of which it was told last */
    bool removed;                      /* objects went: references to them are to be cleared */
    const char *unknown;               /* what the last expression failed on */
    struct tn_text_map renamed;        /* what had another name before, by that */
    struct tn_text_map views, view_queries; /* those that go over, by name */
    const struct tn_entity *known;          /* attributes.c: whose attributes are in the two */
    size_t known_count;
    struct tn_text_map exact, folded;
    TN_VECTOR(struct query *) queries; /* whose vectors are freed at the end */
};

static inline bool lower_is_mysql(const struct tn_dialect *dialect) {
    return dialect->id == TN_MYSQL || dialect->id == TN_MARIADB;
}
/* MySQL and MariaDB speak one language but for details: views, routines and expressions go over. */
static inline bool lower_same_language(const struct lowering *lowering) {
    return lowering->from->id == lowering->to->id ||
           (lower_is_mysql(lowering->from) && lower_is_mysql(lowering->to));
}

/* attributes.c: an attribute by its name, in this letter case or in any; or NULL. Names do not
 * change from the first time on, unless lower_forget_attributes() is called. */
const struct tn_attribute *lower_attribute(struct lowering *l, const struct tn_entity *entity,
                                           const char *name, bool exact);
void lower_forget_attributes(struct lowering *l);

/* Rows of the feature table. */
enum lower_feature {
    FEATURE_INCLUDE,
    FEATURE_NULLS_NOT_DISTINCT,
    FEATURE_DEFERRABLE_KEY,
    FEATURE_DEFERRABLE_REFERENCE,
    FEATURE_DOCUMENT_KEY,
    FEATURE_KEY_COLLATION,
    FEATURE_EXCLUSION,
    FEATURE_NOT_ENFORCED,
    FEATURE_PARTITIONS,
    FEATURE_INHERITANCE,
    FEATURE_UNLOGGED,
    FEATURE_STRICT,
    FEATURE_INVISIBLE,
    FEATURE_VIRTUAL,
    FEATURE_ARRAY,
    FEATURE_EXCLUSIVE_METHOD,
    FEATURE_PARTIAL_INDEX,
    FEATURE_EXPRESSION_INDEX,
    FEATURE_INVISIBLE_INDEX,
    FEATURE_OPERATOR_CLASS,
    FEATURE_NULLS_ORDER,
    FEATURE_SET_NULL_COLUMNS,
    FEATURE_MATCH_FULL,
    FEATURE_SET_DEFAULT,
    FEATURE_SEQUENCE,
    FEATURE_NAMESPACE,
    FEATURE_MATERIALIZED,
    FEATURE_CHECK_OPTION,
    FEATURE_COMMENT,
    FEATURE_STORAGE,
    FEATURE_NO_CASE,
    FEATURE_UNSIGNED,
    FEATURE_START,
    FEATURE_PERIOD
};
/* The finding that the table has for it. */
/* For a server that has none. */
void lower_periods(struct lowering *l, struct tn_entity *entity);
void lower_feature(struct lowering *lowering, enum lower_feature feature, const void *object);
/* The way a column's text is compared, in the target's words; what is lost is told. */
void lower_collation(struct lowering *lowering, struct tn_attribute *attribute,
                     const char *old_type);
/* Text of this table tells letter case: MySQL's tables must be told so. */
void lower_tells_case(struct lowering *lowering, const struct tn_entity *entity);
/* Of such a table; "" where nothing need be said. */
const char *lower_table_collation(const struct lowering *lowering, const struct tn_entity *entity);
/* A character set and a collation that are left out. */
void lower_drop_collation(struct lowering *lowering, const char *collation, const void *object);
bool lower_lacks(const struct lowering *lowering, enum lower_feature feature);

/* A finding of the rule "lower-loss". */
void lower_loss(struct lowering *lowering, enum tn_severity severity, const void *object,
                const char *format, ...) TN_PRINTF(4, 5);
/* Takes an object out of the model; what refers to it is cleared at the end of the run. */
void lower_remove(struct lowering *lowering, void *object);
/* A new object whose id follows from the object it is made of. */
void *lower_add(struct lowering *lowering, enum tn_kind kind, void *parent, const void *of,
                const char *salt);
const char *lower_text(struct lowering *lowering, const char *format, ...) TN_PRINTF(2, 3);

/* An expression in the target's words: names of the entity's attributes quoted anew, casts and
 * functions exchanged. value: what stands for VALUE in a domain's check, or NULL. NULL where it has
 * something that the target has no words for. Result interned in the model. */
const char *lower_expression(struct lowering *lowering, const struct tn_entity *entity,
                             const char *expression, const struct tn_attribute *value);
/* The same for what must be true or false. */
const char *lower_condition(struct lowering *lowering, const struct tn_entity *entity,
                            const char *expression, const struct tn_attribute *value);
/* A whole query. *query is what was read, for queries on it. */
const char *lower_query(struct lowering *lowering, const char *text, struct query **query);
void lower_free_queries(struct lowering *lowering);
/* The same for a default, with the values that have words of their own (now, today, a new uuid,
 * true). */
const char *lower_default(struct lowering *lowering, const struct tn_attribute *attribute,
                          const char *old_type);

/* A name without its letter case. In the run's arena. */
const char *lower_folded(struct lowering *lowering, const char *name);
/* The attribute of the entity (NULL: the table or view) that had this name before, or NULL. */
void *lower_renamed(struct lowering *lowering, const struct tn_entity *entity, const char *name);
/* That it is found by its schema and name when it has moved out of the schema. */
void lower_remember_path(struct lowering *lowering, struct tn_object *object);

/* Where its numbering begins, in the target's place for that. sequence: that it took numbers from,
 * or NULL. */
void lower_start(struct lowering *lowering, struct tn_attribute *attribute,
                 const struct tn_sequence *sequence);
/* A trigger in the place of ON UPDATE. */
void lower_on_update(struct lowering *lowering, struct tn_attribute *attribute);

/* Is the attribute the first of a key or index, as an auto-increment one must be? */
bool lower_leads_key(const struct tn_attribute *attribute);
/* MySQL: makes the columns fit into a key, which has no long text and a most of bytes. */
void lower_fit_key(struct lowering *lowering, struct tn_refs attributes, const void *because);

/* Runs all passes over the copy, and frees what the run needed. */
void lower_run(struct lowering *lowering);

/* ------------------------------------------------------------------ the passes, in their order */

void lower_junctions(struct lowering *lowering);
void lower_foreign_objects(struct lowering *lowering); /* what is written in another language */
void lower_partitions(struct lowering *lowering);
void lower_namespaces(struct lowering *lowering);
void lower_identifiers(struct lowering *lowering);
void lower_views(struct lowering *lowering);
void lower_own_enumerations(struct lowering *lowering); /* within one dialect */
void lower_columns(struct lowering *lowering);
void lower_lookups(struct lowering *lowering); /* tables of the values of enumerations */
void lower_named_types(struct lowering *lowering);
void lower_keys(struct lowering *lowering);
void lower_foreign_keys(struct lowering *lowering);
void lower_indexes(struct lowering *lowering);
void lower_checks(struct lowering *lowering);
void lower_sequences(struct lowering *lowering);
void lower_serials(struct lowering *lowering); /* serial.c */
void lower_version(struct lowering *lowering); /* what the target's version does not have yet */
void lower_foreign_key_indexes(struct lowering *lowering);
void lower_unused(
    struct lowering *lowering); /* settings of tables that the target has no words for */
void lower_names(struct lowering *lowering);

#endif
