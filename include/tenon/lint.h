/*
 * lint: what the checks find in a model. One row and one function a rule, in lint/rules_GROUP.c.
 */
#ifndef TENON_LINT_H
#define TENON_LINT_H

#include "tenon/discover.h"
#include "tenon/edit.h"
#include "tenon/relation.h"
#include "tenon/sql.h"

struct tn_lint; /* what a rule sees: the model, what was computed of it once, where to report */

enum tn_option_type {
    TN_OPTION_NUMBER,  /* a whole number, not negative */
    TN_OPTION_WORDS,   /* words parted by blanks */
    TN_OPTION_PATTERN, /* a regular expression (PCRE2); empty: none */
    TN_OPTION_CHOICE,  /* one of the words in its choices */
    TN_OPTION_TEXT,
};

struct tn_rule_option {
    const char *name; /* NULL ends a rule's options */
    enum tn_option_type type;
    const char *value; /* by default */
    const char *help;
    const char *choices; /* of a choice: "plural singular"; NULL else */
};

struct tn_rule {
    const char *id, *group;    /* "pk-missing", "keys" */
    enum tn_severity severity; /* in the default profile */
    bool off;                  /* not run there, but in the strict profile and where asked for */
    bool last;                 /* it runs after the others, and knows which waivers matched */
    unsigned dialects;         /* bits (1 << enum tn_dialect_id) where it applies; 0: everywhere */
    const char *title;         /* one line: what it reports */
    const char *help;          /* why it matters and what to do, a few sentences */
    const char *doubt;         /* where it may be wrong, and what to do then; NULL: nowhere known */
    /* A small SQL script (PostgreSQL, or the first dialect where it applies) in which it finds
     * something, and one in which it does not; what SQL cannot say, comments in it do
     * (CONTRIBUTING.md). */
    const char *example, *good;
    const struct tn_rule_option *options; /* or NULL */
    void (*check)(struct tn_lint *lint);
    /* Makes the finding go away; a group is open. NULL where there is no automatic fix. False where
     * this one cannot be fixed automatically, with the reason. */
    bool (*fix)(struct tn_model *model, const struct tn_finding *finding, struct tn_error *error);
};

extern const struct tn_rule *const tn_rules[]; /* grouped, in the order of the manual */
extern const size_t tn_rule_count;
const struct tn_rule *tn_rule_find(const char *id); /* NULL */

/* Which rules run and how severe their findings are: minimal has the errors and what is insecure;
 * strict makes warnings of notes and notes of what is off; naming-only has the names alone. */
enum tn_profile {
    TN_PROFILE_DEFAULT,
    TN_PROFILE_MINIMAL,
    TN_PROFILE_STRICT,
    TN_PROFILE_NAMING,
    TN_PROFILE_COUNT
};
extern const char *const tn_profile_names[TN_PROFILE_COUNT]; /* "default", "minimal", … */
int tn_profile_find(const char *name);                       /* -1 */

/* Rows of an entity's table, for the rules on data. All must live until the run is over. */
struct tn_sample {
    const struct tn_entity *entity;
    const char *name;          /* where the rows come from: "orders.csv" */
    struct tn_columns columns; /* the values as numbers, a column at a time */
    /* [column]: the attribute it holds; NULL where the entity has none. */
    const struct tn_attribute *const *attributes;
    const char *const *const *values; /* [column][number]: the value; NULL: null */
    bool cut;                         /* the table has more rows, or may have */
};

struct tn_samples {
    const struct tn_sample *items; /* at most one an entity */
    size_t count;
};

struct tn_lint_options {
    const char *profile;     /* its name; NULL: the model's, or the default one */
    const char *const *only; /* rule ids, NULL-terminated; NULL: those of the profile */
    const struct tn_dialect
        *dialect;           /* whose limits count; NULL: the model's own and its targets */
    bool waived_too;        /* report findings that a waiver covers */
    int query_milliseconds; /* how long a rule of the model's own may take; 0: five seconds */
    const struct tn_samples *samples; /* what data the rules may look at; NULL: none */
    size_t threads;                   /* 0: two, where the model is not small */
};

/* What rulings of a model say of a rule: its option's value, good as long as they are. The name
 * must be one of the rule's options. */
struct tn_slice tn_rule_option(const struct tn_model *model, const struct tn_rule *rule,
                               const char *name);
/* Sets how a rule is applied in a model: "off", "info", "warning", "error", "default", or
 * "option=value"; a group must be open. False with an error where there is no such rule, option or
 * value. */
bool tn_rule_set(struct tn_model *model, const char *rule, const char *setting,
                 struct tn_error *error);

/* What there is to say of a rule, in passages, for whoever lays them out. */
enum tn_passage_kind {
    TN_PASSAGE_TITLE,  /* what the rule is about, in a line */
    TN_PASSAGE_TEXT,   /* prose, behind its heading */
    TN_PASSAGE_FACT,   /* a few words, behind their heading */
    TN_PASSAGE_OPTION, /* an option: its heading is name=value */
    TN_PASSAGE_FAULT,  /* a script with the fault */
    TN_PASSAGE_GOOD,   /* and the one that goes with it, without */
};
struct tn_passage {
    enum tn_passage_kind kind;
    const char *heading; /* "Where it may be wrong"; "" for none */
    const char *text;
};
struct tn_explanation {
    const char *headline; /* "pk-missing  (keys, error)" */
    TN_VECTOR(struct tn_passage) passages;
    struct tn_arena arena; /* of the texts */
};
/* In a model severity and options are those it has there; NULL: those by default. */
void tn_rule_explain(const struct tn_rule *rule, const struct tn_model *model,
                     struct tn_explanation *explanation);
void tn_explanation_free(struct tn_explanation *explanation);

/* Adds the findings in a stable order: document order of the objects, then that of the rules; at
 * most one for a rule and an object. Waived ones are left out, but counted in *waived.
 *
 * A waiver covers the findings of its rule on its subject and on all below it, up to the day it
 * expires (UTC); one without a subject covers the whole model. Names in an imported model (one
 * whose naming templates are those of the server, as reading a script sets them) are judged by the
 * conventions that most of its own names follow, in other models by the written ones. */
void tn_lint_run(const struct tn_model *model, const struct tn_lint_options *options /* or NULL */,
                 struct tn_findings *findings, size_t *waived /* or NULL */);

/* For people: where a rule has the same to say of four objects or more, such as a column that many
 * tables of an imported model have, the first finding names the others, which are dropped. The
 * result is how many. */
size_t tn_lint_fold(struct tn_findings *findings);

/* Applies the fix of one finding; a group must be open. Nothing is left to do, and true, where the
 * finding has gone already. False, with nothing changed, where there is no automatic fix or this
 * finding cannot be fixed automatically. */
bool tn_lint_fix(struct tn_model *model, const struct tn_finding *finding, struct tn_error *error);
/* Accepts a finding: adds the waiver; a group must be open. The reason may not be empty;
 * the waiver's date is today's (UTC). */
bool tn_lint_waive(struct tn_model *model, const struct tn_finding *finding, const char *reason,
                   const char *author, struct tn_error *error);

/* An entity as a relation, its attributes numbered in their order: with the dependencies that
 * follow from its primary key, from unique keys whose attributes are never null, and from
 * references to more than a key of the parent, and with those declared; those that were only
 * discovered in data do not count. What a generated column
 * depends on is left out: that redundancy is meant. False with an error where there are too many
 * attributes; the relation is to be freed either way. */
bool tn_entity_relation(const struct tn_entity *entity, struct tn_relation *relation,
                        struct tn_error *error);
/* The set of attributes as they are numbered there; false where one is beyond the limit. */
bool tn_attribute_set(const struct tn_entity *entity, struct tn_refs attributes,
                      struct tn_set *set);
/* The attributes of such a set; in the arena, which is the model's where they are to stay in it. */
struct tn_refs tn_entity_attributes(const struct tn_entity *entity, struct tn_set set,
                                    struct tn_arena *arena);

/* Declares "entity: a b -> c" (->> for a multivalued one), or takes it back; a group must be open.
 * One that is there already is the result, and not declared twice; one that was discovered is
 * declared now. NULL, or false, with an error where the text has not that form, or names what is
 * not there. */
struct tn_dependency *tn_dependency_declare(struct tn_model *model, const char *text,
                                            struct tn_error *error);
bool tn_dependency_take_back(struct tn_model *model, const char *text, struct tn_error *error);
/* Notes a functional dependency that was discovered in data, with the evidence: which rows, when. A
 * group must be open. It counts as declared only once a person declares it. NULL, and nothing
 * noted, where it follows from keys and what is declared. */
struct tn_dependency *tn_dependency_found(struct tn_model *model, struct tn_entity *entity,
                                          struct tn_fd sides, const char *evidence);

/* How findings are shown, those of other rooms too: text for people, and what programs read. */
struct tn_lint_output {
    const char *uri;              /* of what was checked, for findings that name no file; or NULL */
    bool color;                   /* with terminal escapes, where the format has a use for them */
    size_t waived, known, folded; /* findings left out: by waivers, by a baseline, by folding */
};
struct tn_lint_format {
    const char *name, *help;
    bool folds; /* made for people, who read of many alike findings once */
    void (*write)(const struct tn_findings *findings, const struct tn_lint_output *output,
                  struct tn_buffer *out);
};
extern const struct tn_lint_format tn_lint_formats[];
extern const size_t tn_lint_format_count;
const struct tn_lint_format *tn_lint_format_find(const char *name); /* NULL */

/* A baseline: findings that are known, a line each. In projects they are known by the object's id,
 * elsewhere by its path. */
struct tn_baseline;
struct tn_baseline *tn_baseline_read(const char *file, struct tn_error *error);
void tn_baseline_free(struct tn_baseline *baseline); /* NULL is fine */
/* Takes the known findings away and counts them; *gone: lines of the baseline that nothing was
 * found for. */
size_t tn_baseline_apply(const struct tn_baseline *baseline, const struct tn_model *model,
                         struct tn_findings *findings, size_t *gone);
void tn_baseline_write(const struct tn_model *model, const struct tn_findings *findings,
                       struct tn_buffer *out);

/* Stable from run to run and over renames: from rule and object id; where there is no object, from
 * rule, file and message. 16 hexadecimal digits. */
void tn_lint_fingerprint(const struct tn_finding *finding, char text[17]);

#endif
