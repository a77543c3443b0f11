/*
 * What the files of this room share while a plan is made.
 *
 * A plan goes from `before` to `after` by way of `middle`: a copy of `before` in which everything
 * already has its new name and namespace. Steps of the phases up to PHASE_RENAME are written with
 * the objects of `before`, later ones with those of `middle` (what is there) and `after` (what is
 * to come), so that every statement names things as they are called at that moment, on the way up
 * and on the way down, which runs the same steps from the last to the first.
 *
 * What depends on something that changes (a view on a retyped column, a foreign key to a replaced
 * key) is marked: unhooked in the first phase and hooked in again in the last.
 */
#ifndef MIGRATE_PLAN_H
#define MIGRATE_PLAN_H

#include "sql/write/write.h"
#include "tenon/edit.h"
#include "tenon/migrate.h"

enum phase {
    PHASE_ALONE,   /* outside of the transaction: new values of enumerations */
    PHASE_UNHOOK,  /* drop what depends on something that changes, and what goes and is no table */
    PHASE_CLEAR,   /* drop early what holds a name that something else gets */
    PHASE_SCHEMAS, /* create schemas */
    PHASE_RENAME,  /* rename */
    PHASE_PREPARE, /* create extensions; types, sequences, tables and the routines that they call,
                      each after what it needs */
    PHASE_COLUMNS, /* add, alter and drop columns; table options */
    PHASE_CONSTRAIN, /* keys, indexes, checks */
    PHASE_FOREIGN,   /* foreign keys */
    PHASE_HOOK,      /* views, routines, triggers, rights, other statements */
    PHASE_COMMENTS,  /* comments */
    PHASE_BUILD,     /* online: indexes beside writers; NOT NULL is checked */
    PHASE_TIGHTEN,   /* online: what rests on that: keys, NOT NULL, foreign keys */
    PHASE_VALIDATE,  /* online: the rows there are meet their constraints */
    PHASE_RETIRE,    /* online: indexes go beside readers */
    PHASE_DROP,      /* drop tables, sequences, types, extensions, schemas */
    PHASE_COUNT
};

/* How an object that stays is to be dropped and created around the changes. */
enum mark {
    MARK_UP = 1,
    MARK_DOWN = 2,
    MARK_BOTH = 3,
    MARK_UP_GONE = 4,   /* on the way up it goes by itself and is only to be created again */
    MARK_DOWN_GONE = 8, /* the same on the way down */
};

enum direction { UP, DOWN };

/* The step that runs as number i on that way, what it runs then, and whether outside of the
 * transaction. */
static inline const struct tn_plan_step *step_at(const struct tn_plan *plan, bool down, size_t i) {
    return &plan->steps.items[down ? plan->steps.count - 1 - i : i];
}
static inline const char *step_sql(const struct tn_plan_step *step, bool down) {
    return down ? step->down : step->up;
}
static inline struct tn_statements step_statements(const struct tn_plan_step *step, bool down) {
    return down ? step->down_statements : step->up_statements;
}
static inline bool step_is_outside(const struct tn_plan_step *step, bool down) {
    return down ? step->down_alone : step->alone;
}

/* A step being put together: texts of complete statements. */
struct step {
    struct tn_buffer title, up, down;
    const struct tn_object *object; /* what it is about, as it is called then; or NULL */
    const char *subject;            /* the table's name, or NULL */
    bool destroys, down_destroys;
    bool keeps_table, down_keeps_table;
    bool in_place, down_in_place; /* MySQL: the table may be written anew, but beside writers */
    size_t place;                 /* among those of its phase */
    bool alone, down_alone;
    bool proven;
};

/* A foreign key by the table it refers to. */
struct reference {
    struct tn_relationship *relationship;
    struct reference *next;
};

/* A text (of a view, routine, trigger, grant, raw) by a word in it. */
struct mention {
    struct tn_object *object;
    struct mention *next;
};

/* A constraint or index that is renamed, unless it is dropped and created anyway. */
struct loose_rename {
    struct tn_object *object; /* of middle */
    const char *from, *to;
};

/* In PHASE_PREPARE and PHASE_DROP steps stand by their places, those of one place as they came. */
struct placed_step {
    struct tn_plan_step step;
    size_t place;
};

/* The order in which a script makes the objects of a model. */
struct script_order {
    struct tn_id_map places; /* id of what tables need, and of tables -> its place, from 1 */
    struct tn_refs entities;
    size_t count;
};

/* A table that is dropped and made anew, with its rows. */
struct remade {
    struct tn_entity *before, *after;
};

/* A column there is, and the one that takes over its values. */
struct carried {
    const struct tn_attribute *from; /* of `middle` */
    const struct tn_attribute *to;   /* of `after` */
};

/* Values that go from one table to another. */
struct carry {
    const struct tn_entity *from; /* of `middle` */
    const struct tn_entity *to;   /* of `after` */
    TN_VECTOR(struct carried) values;
    TN_VECTOR(struct carried) link; /* tells which row of the one goes with which of the other: a
                                       key of `to`; empty where nothing does */
    bool made;                      /* `to` is new */
    bool left;                      /* `from` goes */
    bool back;                      /* the way down brings the values back */
    bool written;                   /* its statements are in a step */
};

/* A field of a middle object that says the name of something retired. */
struct restatement {
    struct tn_object *object;
    const struct tn_field *field;
    struct restatement *next; /* of the same object */
    bool told;                /* by a change */
};

/* How a plan keeps nobody waiting. */
struct online {
    struct tn_rollout_options how;
    struct tn_id_map shadows; /* ids of columns that hold copies of others -> anything */
};

struct planner {
    struct tn_plan *plan;
    const struct tn_dialect *dialect;
    const struct tn_model *before, *after;
    const struct tn_model *middle; /* before itself where nothing is renamed */
    struct tn_model *copy;         /* that middle, where it was made */
    struct tn_model *scratch;      /* where types are spelt and lists made */
    struct tn_diff *diff;          /* middle -> after, by name */
    struct tn_id_map dirty; /* id of a middle entity or type in which anything happens -> itself */
    bool texts_change;      /* something happens to a view, routine, trigger, … */
    struct tn_id_map changed;  /* id of a middle object -> the first of its own changes, in a row */
    struct tn_id_map stripped; /* MySQL: address of a column whose counter waits for its key */
    struct tn_id_map marks;    /* id of a middle object -> enum mark bits */
    struct tn_text_map adopted;  /* path -> the sequence that becomes a column's own, or back */
    struct tn_id_map recreated;  /* id of a middle attribute that is dropped and added -> itself */
    struct tn_id_map rechecked;  /* id of a middle attribute whose own checks change -> itself */
    bool order;                  /* the order of columns counts */
    struct tn_id_map exchanged;  /* MySQL: address of a primary key -> the one on the other side */
    struct tn_id_map implied;    /* MySQL: id of a middle foreign key whose own index comes back */
    struct tn_id_map placed;     /* MySQL: address of a column that comes to its place by itself */
    const struct tn_diff *first; /* before -> after */
    struct tn_diff *compared;    /* that one, where the caller has it; or NULL */
    TN_VECTOR(struct remade) remade;
    struct tn_id_map remade_ids; /* id of a before entity among them -> itself */
    TN_VECTOR(struct carry) carries;
    struct tn_id_map carried[2]; /* id of a middle column whose values go elsewhere and come back on
                                    the way down; of an after column that takes values over */
    const struct online *online; /* in statements that keep nobody waiting; or NULL */
    struct tn_id_map early;      /* id of a before object to drop in PHASE_CLEAR -> itself */
    struct tn_id_map set_aside;  /* SQLite: id of a before column that gets a name meanwhile */
    struct tn_id_map replaced;   /* id of a middle type or routine with a successor -> itself */
    struct tn_text_map retired;  /* name that something gave up -> struct retired */
    struct tn_id_map restated;   /* middle object and field that says such names -> bits of marks */
    TN_VECTOR(struct restatement) restatements;
    struct tn_text_map
        grown; /* name of a type that only gets values: nothing to do on the way up */
    struct tn_id_map
        rebuilt; /* SQLite: id of a middle entity -> directions that rebuild it, plus one */
    struct tn_id_map counted; /* id of an after key that came with its counting column -> itself */
    struct tn_text_map
        names; /* SQLite: what a temporary name must not be; PostgreSQL, of indexes */
    struct tn_id_map incoming;   /* id of a middle entity -> struct reference */
    struct tn_text_map mentions; /* word in small letters -> struct mention */
    bool mentions_made;
    struct tn_text_map attachments[2]; /* ALTER INDEX … ATTACH in `before`, `after` -> its raw */
    bool attachments_noted;
    struct tn_id_map based; /* id of a middle raw -> struct mention of those about it */
    bool bases_noted;
    TN_VECTOR(struct tn_object *)
    touched; /* marked, and still to be followed to its dependents */
    TN_VECTOR(struct loose_rename) loose_renames;
    TN_VECTOR(struct placed_step) phases[PHASE_COUNT];
    struct script_order made, dropped; /* of `after` and `before` */
    struct tn_arena arena;
};

static inline bool plan_mysql(const struct planner *planner) {
    return planner->dialect->id == TN_MYSQL || planner->dialect->id == TN_MARIADB;
}
static inline bool plan_postgresql(const struct planner *planner) {
    return planner->dialect->id == TN_POSTGRESQL;
}
static inline bool plan_sqlite(const struct planner *planner) {
    return planner->dialect->id == TN_SQLITE;
}

/* PostgreSQL, and nobody is to wait. */
static inline bool plan_keeps_running(const struct planner *planner) {
    return planner->online && plan_postgresql(planner);
}
/* A name for what stands beside the one so called for a while. */
const char *name_beside(struct tn_arena *arena, const char *name, const char *suffix);
/* Does the column hold a copy of another, or the object stand on such a column? */
static inline bool is_shadow(const struct planner *planner, const void *attribute) {
    return planner->online &&
           tn_id_map_get(&planner->online->shadows, ((const struct tn_object *)attribute)->id);
}
/* Does each row get a value of its own? */
bool default_is_volatile(const struct tn_attribute *attribute);

/* ------------------------------------------------------------------ steps (step.c) */

/* "add column orders.note"; the verb may end with more words. */
void step_title(struct step *step, const char *verb, const void *object);
/* Moves the step into the phase; a step with neither text is dropped. Empties it. */
void step_add(struct planner *planner, enum phase phase, struct step *step);
void put_end(struct tn_buffer *out); /* ";\n" */
/* UPDATE … SET the default WHERE null. */
void put_fill(struct planner *planner, struct tn_buffer *out, const struct tn_attribute *to);
/* ALTER TABLE path and a blank. */
void put_alter(struct planner *planner, struct tn_buffer *out, const struct tn_entity *entity);
/* CREATE … of the object and its comment; DROP …: with their ends. */
void put_create(struct planner *planner, struct tn_buffer *out, const void *object);
void put_drop(struct planner *planner, struct tn_buffer *out, const void *object);
/* MySQL: did the server make an index for the foreign key, which has found none? */
bool has_index_of_its_own(const struct tn_relationship *r);
/* What people call the kind: table, column, foreign key. */
const char *noun_of(const void *object);

/* ------------------------------------------------------------------ places (script_order.c) */

void plan_script_orders(struct planner *planner);
/* Where an object of `after` is made, and where one of `middle` is dropped; 0 and the last
 * place where the order says nothing of it. */
size_t place_made(const struct planner *planner, const void *after);
size_t place_dropped(const struct planner *planner, const void *middle);
/* What tables need, or what needs to be there before that. */
bool is_made_early(const struct planner *planner, const void *after);
bool was_made_early(const struct planner *planner, const void *before);
void sort_by_places(struct planner *planner, enum phase phase);

/* ------------------------------------------------------------------ objects (step.c) */

/* The object of `before` that a middle object is a copy of; NULL where it was made in between.
 */
void *before_of(const struct planner *planner, const void *middle);
/* The match in `after` of a middle object, or NULL; and the other way round. */
void *after_of(const struct planner *planner, const void *middle);
void *middle_of(const struct planner *planner, const void *after);
static inline bool is_in(const struct tn_id_map *map, const void *object) {
    return tn_id_map_get(map, ((const struct tn_object *)object)->id) != NULL;
}

/* A check that comes and goes with the definition of its column (MariaDB). */
bool stands_in_column(const struct planner *planner, const struct tn_object *object);

/* column.c: a key of MySQL that the statement makes which adds its counter, when that goes and
 * comes back on the way down. */
bool comes_back_with_counter(const struct planner *planner, const struct tn_object *middle);

/* Has that field of a middle object changed? */
bool has_change(const struct planner *planner, const void *middle, unsigned field);

/* ------------------------------------------------------------------ hazards (hazard.c) */

/* A finding of a row of tn_hazards, with its severity and remedy; good until the next one. */
struct tn_finding *hazard(struct planner *planner, const char *id, const void *object,
                          const char *format, ...) TN_PRINTF(4, 5);

/* Leaves out those that a waiver covers. */
void plan_waive(struct planner *planner);
/* hazard_change.c: those that the differences show by themselves. */
void plan_hazards(struct planner *planner);

/* ------------------------------------------------------------------ the parts of a plan */

/* middle.c: makes planner->middle and diff, with the steps that rename. */
void plan_middle(struct planner *planner, const struct tn_diff_options *options);
/* The steps that rename constraints and indexes; when marks are known. */
void plan_loose_renames(struct planner *planner);
/* type.c: which types get a successor; renames them in `middle`. Called by plan_middle. */
void plan_replaced_types(struct planner *planner, const struct tn_diff *first);
/* type.c: an enumeration that only gets values. */
bool type_only_grows(const struct tn_type *from, const struct tn_type *to);
/* type_value.c: values of enumerations that get other names. */
void plan_renamed_values(struct planner *planner, const struct tn_diff *first);
/* type_value_text.c: texts of the middle model say the new names of the values of a type. */
void follow_renamed_values(struct planner *planner, const struct tn_type *middle,
                           const struct tn_value_rename *renames, size_t count);
/* successor.c: what is renamed out of the way of its successor. */
struct retiring {
    const struct tn_object *object; /* of `before` */
    const char *from, *to;
    bool type, call; /* names a type, or a function */
    unsigned bits;   /* the ways on which it is another */
};
const char *retired_name(struct planner *planner, const struct tn_object *object); /* type.c */
void retire_name(struct planner *planner, const struct retiring *how);
void plan_replaced_routines(struct planner *planner, const struct tn_diff *first);
/* Makes the expressions of `middle` say the names that retired things have. */
void plan_restate(struct planner *planner);
/* The changes that this makes, where the diff does not see them. */
void plan_restated_changes(struct planner *planner);
/* The ways on which something that a field of a middle object names is another. */
unsigned restated_bits(const struct planner *planner, const struct tn_object *middle,
                       const struct tn_field *field);
/* The ways on which a field that differs has to be given anew: all, where it differs by more than
 * that. */
unsigned restated_ways(const struct planner *planner, const struct tn_object *middle,
                       const struct tn_field *field, const struct tn_object *after);
/* range.c: a range type, and the type of several such ranges. */
struct range_names {
    const char *range, *multirange;
};
/* What the latter is called where the former has this NAME. */
const char *range_multirange(struct planner *planner, const struct tn_type *type, const char *name);
/* The definition of the type that says so. */
const char *range_definition(struct planner *planner, const struct tn_type *type,
                             const char *multirange);
/* What does not follow the type when it gets another name. */
void put_range_renamed(struct planner *planner, struct tn_buffer *out, const struct tn_type *type,
                       const struct range_names *from, const struct range_names *to);
/* retire_name() of both, with their functions; no BITS: they are the same by other names. */
void retire_range(struct planner *planner, const struct tn_type *before,
                  const struct range_names *from, const struct range_names *to, unsigned bits);
/* early.c */
void plan_early(struct planner *planner, const struct tn_diff *first);
void plan_hide(struct planner *planner, const struct tn_diff *first);

/* remake.c: which tables are made anew; their rows, around that. */
void plan_remade(struct planner *planner, const struct tn_diff *first);
void plan_hide_remade(struct planner *planner);
bool is_remade(const struct planner *planner, const void *before);
void plan_rows_out(struct planner *planner);
void plan_rows_in(struct planner *planner);

/* carry.c: which values go to another table, and whether they can. */
void plan_carries(struct planner *planner);
void free_carries(struct planner *planner);
/* Its values are in another table, from which the way down brings them back. */
static inline bool is_carried_off(const struct planner *planner, const void *middle) {
    return is_in(&planner->carried[0], middle);
}
static inline bool is_carried_in(const struct planner *planner, const void *after) {
    return is_in(&planner->carried[1], after);
}
/* A column of a table that stays, which is to have no nulls once it got its values. */
bool waits_for_values(const struct planner *planner, const struct tn_attribute *after);
bool is_carried_whole(const struct planner *planner, const struct tn_entity *middle);
/* carry_back.c: the value of a column that was carried off, in a query about its table. */
void carry_look_up(struct planner *planner, struct tn_buffer *out,
                   const struct tn_attribute *middle, unsigned depth);
/* carry_write.c: the step that moves values out of a table, once its targets have their columns,
 * and before it loses its own; and all such steps. COPIED: the way back copies the table, with the
 * values. */
void plan_carry(struct planner *planner, const struct tn_entity *from, bool copied);
void plan_all_carries(struct planner *planner);

/* mark.c: from the changes to all that has to be dropped and created around them. */
void plan_marks(struct planner *planner);
void plan_dirty(struct planner *planner, const void *middle); /* what it stands in is dirty */
unsigned mark_of(const struct planner *planner, const void *middle);
void mark(struct planner *planner, void *middle, unsigned bits);
/* The columns among the parts of an index. */
struct tn_refs index_attributes(struct planner *planner, const struct tn_index *index);
/* The attribute is retyped or (gone) dropped: what hangs on it. */
void touch_attribute(struct planner *planner, struct tn_attribute *middle, bool gone,
                     unsigned bits);

/* attached.c: parts of keys and indexes of the partitioned table. SIDE is UP for what stands in
 * `before` and DOWN for what stands in `after`: that on which it may be dropped. */
/* Goes it with the one above it on that way? */
bool goes_with_above(struct planner *planner, const struct tn_object *own,
                     enum direction direction);
bool holds_keys_below(struct planner *planner, const struct tn_object *index,
                      enum direction direction);
/* The server makes it, by that name, of the one above it, which stays. */
bool is_made_from_above(struct planner *planner, const struct tn_object *own, enum direction side);
/* What is dropped takes its parts along, and a part goes by that way only. */
void mark_attached(struct planner *planner, const struct tn_object *middle, unsigned bits);
void mark_above_alone(struct planner *planner, const struct tn_object *own, enum direction side);
/* partition.c. Is its table a partition of another table on the other side, or of none? */
bool changes_whole(const struct planner *planner, const struct tn_object *own, enum direction side);
/* Then its parts are made before that, and dropped after it, with those that the server made. */
bool is_part_of_new_whole(struct planner *planner, const struct tn_object *own,
                          enum direction side);
void put_parts_before_attaching(struct planner *planner, struct tn_buffer *out,
                                const struct tn_entity *partition, enum direction side);
void put_parts_after_detaching(struct planner *planner, struct tn_buffer *out,
                               const struct tn_entity *partition, enum direction side);

/* mark_text.c: what is kept as text and stands on something that goes, or is retyped. */
void mark_texts_naming(struct planner *planner, const struct tn_object *object, unsigned bits);
void mark_texts_of_column(struct planner *planner, const struct tn_attribute *attribute,
                          unsigned bits, bool gone);
void mark_texts_of_type(struct planner *planner, const struct tn_object *type);
void mark_raws_on(struct planner *planner, const struct tn_object *raw, unsigned bits);
/* A view of all columns has those that were there when it was made. */
void mark_views_of_all(struct planner *planner, const struct tn_entity *entity);

/* mention.c */
/* Views, routines, triggers, grants and raws of `middle` whose text has that word. */
struct mention *mentions_of(struct planner *planner, const char *word);
bool text_selects_all(const char *text); /* has a * that is no count(*) */

/* Calls VISIT for each word of a text, without its quotes, in small letters. */
void each_word(const char *text, void (*visit)(void *context, const char *word), void *context);

/* online.c: the same by way of steps that keep nobody waiting; false where the object has no
 * such way and the plain one is to be taken. MIDDLE and AFTER as for the two steps. */
bool plan_online_unhook(struct planner *planner, struct tn_object *middle, struct tn_object *after);
bool plan_online_hook(struct planner *planner, struct tn_object *middle, struct tn_object *after);
/* A column that stays turns NOT NULL on the way up or down: true where its steps were added,
 * and the statement is not to be written otherwise. */
bool plan_online_not_null(struct planner *planner, const struct tn_attribute *attribute,
                          enum direction direction);

/* Pieces of theirs: the path of an index of that name beside the object; the index built beside
 * writers under another name; a step that may go one way only, whose buffers it takes. */
void put_index_path(struct planner *planner, struct tn_buffer *out, const struct tn_object *object,
                    const char *name);
void put_index_build(struct planner *planner, struct tn_buffer *out, const struct tn_index *index,
                     const char *name);
void add_one_way(struct planner *planner, enum phase phase, const char *verb, const void *object,
                 bool alone, struct tn_buffer *up, struct tn_buffer *down);

/* online_partition.c: the index of a partitioned table, by those of its partitions. */
bool can_be_built_by_parts(struct planner *planner, const struct tn_index *index);
void plan_parts_come(struct planner *planner, const struct tn_index *after);
void plan_parts_go(struct planner *planner, const struct tn_index *middle);

/* online_fill.c: gives the rows of a table their values in batches. SET and WHERE are SQL; the
 * statements stand outside of a transaction. */
void put_online_fill(struct tn_buffer *out, const struct tn_dialect *dialect,
                     const struct tn_rollout_options *options, const struct tn_attribute *attribute,
                     const char *set, const char *where);

/* The same for rows that are null: with the column's default. */
void put_default_fill(struct tn_buffer *out, const struct tn_dialect *dialect,
                      const struct tn_rollout_options *options,
                      const struct tn_attribute *attribute);

/* online_mysql.c: the statement with the algorithm that it counts on, or behind a comment that
 * tells what else does it. */
void put_online_mysql(struct tn_buffer *out, struct tn_slice statement, bool fits_in_place);

/* plan.c: the plan of tn_plan_new; ONLINE: in forms that keep nobody waiting. */
struct tn_plan *plan_make(const struct tn_model *before, const struct tn_model *after,
                          const struct tn_dialect *dialect, const struct tn_diff_options *options,
                          const struct online *online);

/* constraint.c: keys, foreign keys, checks, exclusions and indexes of tables that stay. */
void plan_constraints(struct planner *planner);
/* text.c: what is kept as text: views, routines, triggers, grants, raws, roles. */
void plan_texts(struct planner *planner);
/* The two steps of an object that goes (AFTER is NULL), comes (MIDDLE is NULL) or is made
 * again. */
void plan_unhook(struct planner *planner, struct tn_object *middle, struct tn_object *after,
                 enum phase phase);
void plan_hook(struct planner *planner, struct tn_object *middle, struct tn_object *after,
               enum phase phase);
/* A routine whose parameters and result stay can be replaced under its dependents. */
bool routine_is_replaceable(const struct planner *planner, const struct tn_change *change);
void put_routine_replacement(struct tn_buffer *out, const struct tn_routine *routine);
/* Creates what was kept as text; drops it, as far as that follows from the text. */
void put_raw_drop(struct planner *planner, struct tn_buffer *out, const struct tn_raw *raw);

/* "a = 1, b = 2" without the values, as RESET wants it. */
void put_option_names(struct tn_buffer *out, struct tn_slice options);

/* table.c, column.c, column_postgresql.c, column_mysql.c, sqlite.c, type.c, comment.c */
void plan_tables(struct planner *planner);
void plan_columns(struct planner *planner);
void plan_types(struct planner *planner);
void plan_sequences(struct planner *planner);
/* sequence.c: sequences that become, or were, those of columns. */
bool has_own_sequence(const struct tn_attribute *attribute); /* serial, identity */
void plan_adopted_sequences(struct planner *planner);
/* The column gets its own sequence, or loses it: that by itself is one that is there, or stays;
 * false where it is not, and the column's is made or dropped. */
bool put_adopted(struct planner *planner, struct tn_buffer *out, const struct tn_attribute *to);
bool put_released(struct planner *planner, struct tn_buffer *out, const struct tn_attribute *from);
/* SEQUENCE goes on after the greatest number in the column, where it can. */
void put_postgresql_setval(struct planner *planner, struct tn_buffer *out, const char *sequence,
                           const struct tn_attribute *attribute);
void plan_comments(struct planner *planner);
void plan_by_hand(struct planner *planner);
/* split.c: tables that look as if they had been split or merged. */
void plan_splits(struct planner *planner, const struct tn_diff *first);
void plan_suspects(struct planner *planner, const struct tn_diff *first);
void plan_schemas(struct planner *planner);
void plan_sqlite_tables(struct planner *planner);
/* SQLite: notes in planner->rebuilt which tables cannot be altered in place. */
void plan_rebuilds(struct planner *planner);

/* Statements that turn the column FROM into TO; both have the name it has by then. */
void put_postgresql_column(struct planner *planner, struct tn_buffer *out,
                           const struct tn_attribute *from, const struct tn_attribute *to,
                           enum direction direction);
void put_mysql_column(struct planner *planner, struct tn_buffer *out,
                      const struct tn_attribute *from, const struct tn_attribute *to);
/* Sequences of its columns go on after the greatest numbers there are. */
void put_postgresql_numbers(struct planner *planner, struct tn_buffer *out,
                            const struct tn_entity *entity);
/* What CREATE TABLE and ADD COLUMN have no clause for; has one of these the word? */
void put_postgresql_settings(struct planner *planner, struct tn_buffer *out,
                             const struct tn_attribute *attribute);
bool postgresql_has_setting(struct tn_slice word);
/* VALUE of the one column as one of the other; false where an assignment would do it by itself.
 */
bool put_postgresql_cast(struct tn_buffer *out, const struct tn_dialect *dialect, const char *value,
                         const struct tn_attribute *from, const struct tn_attribute *to);
/* Has the type (with collation and dimensions) changed, as far as statements are needed? */
bool column_retyped(struct planner *planner, const struct tn_attribute *from,
                    const struct tn_attribute *to, enum direction direction);
/* Statements that turn the settings of a table into those of another. */
void put_postgresql_table(struct planner *planner, struct tn_buffer *out,
                          const struct tn_entity *from, const struct tn_entity *to,
                          enum direction direction);
void put_postgresql_owner(struct planner *planner, struct tn_buffer *out,
                          const struct tn_entity *entity);
void put_mysql_table(struct planner *planner, struct tn_buffer *out, const struct tn_entity *from,
                     const struct tn_entity *to, const struct tn_entity *middle);
/* Is there a value that sets the option ("CHECKSUM=") as if it had never been given? */
bool mysql_option_has_reset(const char *option);
/* MODIFY COLUMN with the whole definition. */
void put_mysql_definition(struct planner *planner, struct tn_buffer *out,
                          const struct tn_attribute *attribute);
/* FIRST or AFTER, for a column that is added at its place. */
void put_mysql_place(struct planner *planner, struct tn_buffer *out,
                     const struct tn_attribute *attribute);
/* order.c: where columns come to stand; what then moves on the way down, and on the way up. */
void plan_places(struct planner *planner);
void plan_moves(struct planner *planner);
/* Is there more to a column that stays than another place? */
bool column_is_altered(const struct planner *planner, const struct tn_attribute *middle);
/* Does a column that the other side has too stand behind it? ATTRIBUTE may stand on either. */
bool stands_between(const struct planner *planner, const struct tn_attribute *attribute);
/* key_mysql.c: primary keys that others take the place of in one statement; before counters. */
void plan_mysql_exchanges(struct planner *planner);
const struct tn_key *exchanged_for(const struct planner *planner, const void *key); /* or NULL */
void plan_mysql_exchange(struct planner *planner, const struct tn_key *after);
/* A counter needs a key at every moment: it stops while its key is replaced. */
void plan_mysql_room(struct planner *planner); /* before places are told */
void plan_mysql_counters(struct planner *planner);
void plan_mysql_counters_back(struct planner *planner);

/* write.c: what a transaction of the dialect begins and ends with, and what stands around and
 * at the end of it where tables are dropped; statements without their ends, or NULL. SQLite:
 * the pragma does nothing inside of a transaction. */
struct plan_frame {
    const char *note, *before, *begin, *check, *end, *after;
};
extern const struct plan_frame plan_frames[TN_DIALECT_COUNT];
/* Is there anything to do that way? And its steps, with their transactions. */
bool plan_has_steps(const struct tn_plan *plan, bool down);
void plan_put_steps(const struct tn_plan *plan, bool down, struct tn_buffer *out);
/* With foreign keys enforced, dropping a table empties those that refer to it. */
bool plan_drops_tables(const struct tn_plan *plan, bool down);

/* widen.c: does every value of one type fit the other, and without the table being rewritten?
 */
struct widening {
    bool keeps_values, keeps_table;
};
struct widening type_widening(const struct tn_dialect *dialect, const char *from, const char *to);
/* Is there a key over this column and no other, so that each row needs a value of its own? */
bool is_key_alone(const struct tn_attribute *attribute);
/* A value for rows that have none, as SQL: 0, '', … */
const char *neutral_value(const struct planner *planner, const struct tn_attribute *attribute);

#endif
