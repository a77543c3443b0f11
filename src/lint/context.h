/*
 * What a rule sees of a model. Made once for a run, in time linear in the model; rules only read it
 * and report.
 */
#ifndef LINT_CONTEXT_H
#define LINT_CONTEXT_H

#include "lint/settings.h"
#include "lint/types.h"
#include "lint/vocabulary.h"
#include "lint/waivers.h"
#include "tenon/lint.h"

struct lint_column {
    struct tn_attribute *attribute;
    const struct lint_name *name;
    struct lint_type type;
    enum lint_family family; /* that of the type */
    bool primary, foreign;   /* part of the primary key, of a foreign key */
    size_t sampled;          /* 1 + the number of its column in the table's sample; 0: in none */
};

struct lint_accesses;
struct lint_demand;
struct lint_losses;
struct lint_pattern;

struct lint_table {
    struct tn_entity *entity;
    const struct lint_name *name;
    struct tn_key *primary; /* or NULL */
    struct lint_column *columns;
    size_t column_count;
    bool skipped;    /* partitions and bookkeeping of migration tools: not designed by hand */
    bool referenced; /* another table has a foreign key to it */
    struct lint_accesses *accesses; /* its keys and indexes, once a rule asked for them */
    const struct tn_sample *sample; /* rows of it, or NULL */
    struct tn_text_map *column_of;  /* name -> column, once a rule asked: lint_column_named */
    const bool *checked;            /* which columns its checks name, once a rule asked */
    /* What access patterns ask of it, once a rule asked: lint_demands_of. */
    struct lint_demand *demands, *last_demand;
};

struct lint_report {                /* one finding's place in the order */
    const struct tn_object *object; /* or NULL: the whole model */
    size_t rule, finding;
};

struct tn_lint {
    const struct tn_model *model;
    const struct tn_dialect *dialect;                   /* the one the model is written in */
    const struct tn_dialect *targets[TN_DIALECT_COUNT]; /* those whose limits count */
    size_t target_count;
    bool strict;   /* the strict profile */
    bool imported; /* constraints are named as the server would: conventions are inferred */
    struct lint_table *tables; /* in document order */
    size_t table_count;
    struct tn_id_map table_of;   /* entity's id -> struct lint_table */
    struct tn_text_map by_name;  /* an entity's name -> the first entity of that name */
    struct tn_id_map foreign_of; /* attribute's id -> a relationship that it belongs to */
    struct tn_id_map types;      /* address of a type's text -> struct lint_type */
    struct lint_vocabulary vocabulary;
    struct lint_setting *settings; /* of each rule */
    struct lint_waivers waivers;
    struct tn_text_map pattern_of; /* text -> struct lint_pattern, once it was needed */
    TN_VECTOR(struct lint_pattern *) patterns;
    struct tn_id_map expression_of; /* address of a text -> struct lint_expression, once needed */
    struct tn_id_map condition_of;  /* check's id -> struct lint_condition, once needed */
    TN_VECTOR(struct tn_text_map *) column_maps; /* those of the tables */
    bool demands_read;
    struct lint_losses *losses; /* on the way to other targets, once a rule asked for them */
    struct tn_arena arena;      /* goes with the run */
    /* where to report */
    size_t rule;
    struct tn_findings *findings;
    TN_VECTOR(struct lint_report) reports;
};

#define LINT_EACH_TABLE(lint, table)                                                               \
    for (struct lint_table *table = (lint)->tables; table < (lint)->tables + (lint)->table_count;  \
         table++)                                                                                  \
        if (!table->skipped)
/* The tables of which rows are at hand. */
#define LINT_EACH_SAMPLED(lint, table)                                                             \
    LINT_EACH_TABLE(lint, table)                                                                   \
    if (table->sample)
#define LINT_EACH_COLUMN(table, column)                                                            \
    for (struct lint_column *column = (table)->columns;                                            \
         column < (table)->columns + (table)->column_count; column++)

void lint_open(struct tn_lint *lint, const struct tn_model *model,
               const struct tn_lint_options *options);
/* For fixes: a context that knows of one table alone, and of no settings. */
struct lint_table *lint_open_for(struct tn_lint *lint, const struct tn_model *model,
                                 struct tn_entity *entity);
void lint_close(struct tn_lint *lint);

/* Reports for the rule that runs. One report a rule and object: fingerprints rely on it. The result
 * is good until the next report. */
struct tn_finding *lint_find(struct tn_lint *lint, const void *object, const char *format, ...)
    TN_PRINTF(3, 4);
/* The same for a rule of the project's own, after all others. */
struct tn_finding *lint_report_own(struct tn_lint *lint, enum tn_severity severity,
                                   const char *rule, const void *object, const char *format, ...)
    TN_PRINTF(5, 6);
/* For a case of the rule that is less grave than the others. */
void lint_soften(struct tn_finding *finding, enum tn_severity severity);
/* For one that is graver, unless a ruling says how severe the rule is here. */
void lint_harden(const struct tn_lint *lint, struct tn_finding *finding, enum tn_severity severity);
/* Findings of the rule with the same text tell the same: in an imported model those who read them
 * are told once (tn_lint_fold). */
void lint_alike(const struct tn_lint *lint, struct tn_finding *finding, const char *what);
/* The same where the names of their tables say enough. */
void lint_alike_in_tables(const struct tn_lint *lint, struct tn_finding *finding, const char *what);
#define lint_remedy(lint, finding, ...) tn_finding_remedy((lint)->findings, (finding), __VA_ARGS__)

/* Is the rule one of those that report in this run? Of two that tell the same of an object the
 * less precise one leaves it to the other. */
bool lint_runs(const struct tn_lint *lint, const struct tn_rule *rule);

/* The options of the rule that runs. */
int64_t lint_number(const struct tn_lint *lint, const char *option);
struct tn_slice lint_text(const struct tn_lint *lint, const char *option);
bool lint_is_choice(const struct tn_lint *lint, const char *option, const char *choice);
/* Is the word in a list of words, whatever its letter case? */
bool lint_lists(const struct tn_lint *lint, const char *option, struct tn_slice word);
/* The same of a list that was asked for once: lint_text(). */
bool lint_in_list(struct tn_slice list, struct tn_slice word);
/* A rule's lists of words that add to its own, and take from them. */
struct lint_lists {
    struct tn_slice also, allow;
};
struct lint_lists lint_lists_of(const struct tn_lint *lint); /* of the options also and allow */
/* Does the option's pattern match? Never where it is empty. */
bool lint_matches(struct tn_lint *lint, const char *option, const char *text);

/* Visits everything that has a name of its own in a database. */
typedef void lint_visitor(struct tn_lint *lint, const struct tn_object *object, void *context);
void lint_each_named(struct tn_lint *lint, bool skipped_too, lint_visitor *visit, void *context);
/* Of those, the ones with a suspect name. Many columns have one name: it is judged once. */
typedef bool lint_suspicion(const struct tn_lint *lint, const char *name, const void *context);
void lint_each_suspect(struct tn_lint *lint, lint_suspicion *is_suspect, lint_visitor *visit,
                       void *context);

/* In a model that follows a convention, how much of it must: two in three, of at least three. */
bool lint_is_convention(size_t following, size_t all);
/* An imported model that has it so throughout: to be told of once, not column by column. */
bool lint_is_habit(const struct tn_lint *lint, size_t having, size_t all);

/* The type of a column, each text of one read once in a run. */
struct lint_type lint_type_in(struct tn_lint *lint, const struct tn_attribute *attribute);

/* What a kind is called in messages: "table", "column", "foreign key". */
const char *lint_kind_title(const struct tn_object *object);
/* "orders.customer_id". Result in the run's arena. */
const char *lint_path(struct tn_lint *lint, const void *object);
/* "a", "a, b". Result in the run's arena. */
const char *lint_names(struct tn_lint *lint, struct tn_refs attributes);
bool lint_has_tag(const struct tn_entity *entity, const char *tag);
bool lint_has_any_tag(const struct tn_entity *entity, const char *tags); /* "log audit" */
bool lint_is_tagged(const struct tn_attribute *attribute, const char *tag);
bool lint_is_mysql(const struct tn_dialect *dialect); /* or MariaDB */

#endif
