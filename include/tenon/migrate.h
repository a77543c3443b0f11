/*
 * migrate: the ordered steps that carry a database from one model to another.
 */
#ifndef TENON_MIGRATE_H
#define TENON_MIGRATE_H

#include "tenon/diff.h"
#include "tenon/live.h"

/* Statements without their ends, which a text has one behind the other. */
struct tn_statements {
    const struct tn_slice *items;
    size_t count;
};

/* One step: statements that belong together, and those that take them back. */
struct tn_plan_step {
    const char *title;     /* "add column orders.note" */
    const char *up, *down; /* SQL, statements ended by ";\n"; "" where nothing need be done; a
                              comment only where something is to be done by hand */
    struct tn_statements up_statements, down_statements; /* the same, one by one */
    const char *subject;  /* the table it is about, as it is called then; or NULL */
    const char *locks[2]; /* tables and views that it locks, as SQL has them; NULL behind them.
                             Only where nobody is to wait */
    bool destroys;        /* up loses data that down cannot bring back */
    bool down_destroys;
    bool alone, down_alone; /* must stand outside of a transaction: an index built beside writers */
    bool keeps_table, down_keeps_table; /* what looks like a rewrite of the table is none */
    bool proven; /* NOT NULL follows from a check that was validated: no row is read */
};

struct tn_plan {
    struct tn_arena arena;
    const struct tn_dialect *dialect;
    TN_VECTOR(struct tn_plan_step) steps; /* in the order of up; down runs them from the end */
    const char *patience;                 /* the first statement of each transaction, or NULL */
    struct tn_findings findings;          /* hazards, each naming an object */
    size_t waived; /* of them, left out: a waiver of AFTER covers their object or what it is in */
};

/* Both models physical and of the dialect. With options->order columns come to stand in the order
 * of AFTER, where the dialect can move them; options->layout is of no account. NULL with an error
 * where no plan can be made. */
struct tn_plan *tn_plan_new(const struct tn_model *before, const struct tn_model *after,
                            const struct tn_dialect *dialect,
                            const struct tn_diff_options *options /* or NULL */,
                            struct tn_error *error);
/* The same from models that were compared with these options already. The comparison is read only,
 * and may go before the plan. */
struct tn_plan *tn_plan_of(struct tn_diff *diff, const struct tn_dialect *dialect,
                           const struct tn_diff_options *options, struct tn_error *error);
void tn_plan_free(struct tn_plan *plan);

/* The whole script; a comment only where nothing differs. Ends with a newline. */
void tn_plan_write(const struct tn_plan *plan, bool down, struct tn_buffer *out);

/* What a step does to others while it runs. */
enum tn_waits { TN_WAITS_nobody, TN_WAITS_writers, TN_WAITS_everybody };
enum tn_work { TN_WORK_none, TN_WORK_scan, TN_WORK_index, TN_WORK_rewrite };
struct tn_effect {
    const char *lock; /* as the server calls it; "" for none that matters */
    enum tn_waits waits;
    enum tn_work work; /* how long that takes: nothing, or as large as the table */
};
extern const char *const tn_waits_names[], *const tn_work_names[];
struct tn_effect tn_step_effect(const struct tn_plan *plan, const struct tn_plan_step *step,
                                bool down);
/* The steps as a table of their effects; as JSON: dialect, direction, steps, hazards. */
void tn_plan_explain(const struct tn_plan *plan, bool down, struct tn_buffer *out);
void tn_plan_json(const struct tn_plan *plan, bool down, struct tn_buffer *out);

/* ------------------------------------------------------------------ keeping nobody waiting */

/* The three parts of a change under running applications. Between them stand deployments: expand,
 * migrate, then the new application everywhere, then contract. */
enum tn_rollout_part { TN_EXPAND, TN_MIGRATE, TN_CONTRACT, TN_ROLLOUT_PARTS };
extern const struct tn_rollout_part_info {
    const char *name; /* "expand" */
    const char *help; /* what it does and when it is to be run, in a sentence */
} tn_rollout_parts[TN_ROLLOUT_PARTS];

struct tn_rollout_options {
    unsigned batch;        /* rows (MySQL) or pages of 8 kB (PostgreSQL) filled in a transaction */
    unsigned pause;        /* milliseconds between two batches */
    unsigned lock_timeout; /* milliseconds that others may wait behind a lock that is waited for;
                              less than the server's deadlock_timeout (1 s as it comes) */
};
extern const struct tn_rollout_options tn_rollout_usual;

struct tn_rollout {
    struct tn_plan *parts[TN_ROLLOUT_PARTS];
    TN_VECTOR(struct tn_plan *) owned;   /* what the parts are strung together from */
    TN_VECTOR(struct tn_model *) states; /* behind each of those */
};

/* Both models as for tn_plan_new. While the parts are applied one after the other, applications
 * that know the schema before go on until contract, those that know the one after from the end of
 * migrate on. After the Expand-Contract pattern ("Parallel Change"). NULL with an error where the
 * dialect cannot (SQLite: one writer has the file for itself). */
struct tn_rollout *tn_rollout_new(const struct tn_model *before, const struct tn_model *after,
                                  const struct tn_dialect *dialect,
                                  const struct tn_diff_options *options /* or NULL */,
                                  const struct tn_rollout_options *how /* NULL: the usual */,
                                  struct tn_error *error);
void tn_rollout_free(struct tn_rollout *rollout);
/* One part as a script, with what is to be known when it is run. Ends with a newline. */
void tn_rollout_write(const struct tn_rollout *rollout, enum tn_rollout_part part, bool down,
                      struct tn_buffer *out);

/* ------------------------------------------------------------------ trying it out */

/* The scripts that are run one after the other; down from the last to the first. */
struct tn_trial {
    const char *const *up, *const *down;
    size_t count;
};
enum tn_verdict { TN_ARRIVES, TN_FAILS, TN_UNDECIDED };
/* Runs them in the scratch database and compares catalogues: after up with that of AFTER, after
 * down with that of BEFORE. What was found goes to the report, a line or more each way. Undecided,
 * with an error, where the server cannot be asked or a schema would reach beyond the database. */
enum tn_verdict tn_verify(struct tn_live *live, const struct tn_model *before,
                          const struct tn_model *after, const struct tn_trial *scripts, bool places,
                          struct tn_buffer *report, struct tn_error *error);

/* ------------------------------------------------------------------ migration tools */

/* How a migration tool wants its files: a row of a table. */
struct tn_layout {
    const char *name, *help;
    const struct tn_layout_rules *rules;
};
extern const struct tn_layout tn_layouts[];
extern const size_t tn_layout_count;
const struct tn_layout *tn_layout_find(const char *name); /* or NULL */

struct tn_layout_options {
    const char *folder; /* what is there already tells the next number; it need not be there */
    const char *name;   /* of the migration; NULL: after its steps */
    int64_t time;       /* seconds since 1970: "now" */
};

struct tn_layout_files {
    struct tn_arena arena;
    TN_VECTOR(struct tn_folder_file) list; /* for tn_add_files; none where nothing is to do */
};

/* The plan as files of the tool, in memory. What must stand outside of a transaction becomes
 * migrations of their own before the rest; where the tool has no mark for it, a finding says so. */
bool tn_layout_write(const struct tn_layout *layout, const struct tn_plan *plan,
                     const struct tn_layout_options *options, struct tn_layout_files *files,
                     struct tn_findings *findings, struct tn_error *error);
void tn_layout_files_free(struct tn_layout_files *files);

/* The hazard table, for explain and the manual. */
struct tn_hazard {
    const char *id, *help, *remedy;
    enum tn_severity severity;
    unsigned dialects; /* bits of enum tn_dialect_id */
    const char *waits; /* who waits, and how long; "" for nobody */
    bool grows;        /* takes as long as the table is large: a note only where that is small */
};
extern const struct tn_hazard tn_hazards[];
extern const size_t tn_hazard_count;
const struct tn_hazard *tn_hazard_find(const char *id); /* NULL */

#endif
