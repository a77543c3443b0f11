/*
 * model: the entity-relationship model: a tree of objects, described by the catalogue.
 *
 * Each kind of object is an ordinary struct (struct tn_entity, struct tn_attribute, …) whose fields
 * come from catalog.def; read them directly: entity->name. Generic code walks the descriptions in
 * tn_kinds instead.
 *
 * Building (tn_add and direct assignment) is for whoever makes a model from a text or a file,
 * before anybody looks at it. Changing a model that is in use goes through edit.h, so that it can
 * be undone and saved.
 *
 * Ownership: a model owns everything in it, in one arena. Texts in fields are interned
 * (tn_text): never NULL, "" where left out. Objects are never freed before the model is; a deleted
 * object is only taken out of the tree (alive is false), so a pointer to it stays good, and undo
 * puts the same object back. The edits of design.h keep the invariant that a live object refers to
 * live objects only.
 */
#ifndef TENON_MODEL_H
#define TENON_MODEL_H

#include "tenon/base.h"

/* ------------------------------------------------------------------ kinds and enumerations */

enum tn_kind {
    TN_any, /* no object is of this kind: "whatever kind" in a reference */
#define KIND(kind, plural, parents, help) TN_##kind,
#include "tenon/catalog.def"
    TN_KIND_COUNT
};
#define TN_IN(kind) (UINT64_C(1) << TN_##kind)
#define tn_any tn_object /* struct tn_any: the target of a reference to any kind */

/* enum tn_action { TN_action_no_action, … } and so on */
#define ENUMERATION(name, help) enum tn_##name {
#define LITERAL(name, literal, text) TN_##name##_##literal,
#define END_ENUMERATION(name)                                                                      \
    }                                                                                              \
    ;
#include "tenon/catalog.def"

/* ------------------------------------------------------------------ objects */

/* Siblings of one kind, in order. for (struct tn_entity *e = list->first; e; e = e->next) */
struct tn_list {
    void *first, *last;
    size_t count;
};

struct tn_refs { /* immutable; in the model's arena */
    struct tn_object **items;
    size_t count;
};
struct tn_texts { /* immutable; in the model's arena; interned */
    const char **items;
    size_t count;
};

/* What every object begins with. prev and next are siblings of the same kind. Siblings stand in the
 * order of (rank, id). */
#define TN_OBJECT_HEAD                                                                             \
    uint64_t id;                                                                                   \
    int64_t rank;                                                                                  \
    enum tn_kind kind;                                                                             \
    bool alive;                                                                                    \
    struct tn_object *parent;                                                                      \
    void *prev, *next;                                                                             \
    const char *name;                                                                              \
    const char *comment;
struct tn_object {
    TN_OBJECT_HEAD
};

/* struct tn_project, struct tn_entity, struct tn_attribute, … */
#define KIND(kind, plural, parents, help)                                                          \
    struct tn_##kind {                                                                             \
        union {                                                                                    \
            struct tn_object object;                                                               \
            struct {                                                                               \
                TN_OBJECT_HEAD                                                                     \
            };                                                                                     \
        };
#define TEXT(kind, field, flags, help) const char *field;
#define TEXTS(kind, field, flags, help) struct tn_texts field;
#define BOOL(kind, field, default, flags, help) bool field;
#define INT(kind, field, default, flags, help) int64_t field;
#define ENUM(kind, enumeration, field, flags, help) enum tn_##enumeration field;
#define REF(kind, target, field, flags, help) struct tn_##target *field;
#define REFS(kind, target, field, flags, help) struct tn_refs field;
#define CHILDREN(kind, child, list, help) struct tn_list list;
#define END_KIND(kind)                                                                             \
    }                                                                                              \
    ;
#include "tenon/catalog.def"

/* ------------------------------------------------------------------ the catalogue */

enum tn_field_type { TN_TEXT, TN_TEXTS, TN_BOOL, TN_INT, TN_ENUM, TN_REF, TN_REFS };

enum tn_field_flag {
    TN_COUNTS = 1,
    TN_LAYOUT = 2,
    TN_SEARCH = 4,
    TN_LONG = 8,
    TN_FOLLOWS = 16,
    TN_NEEDED = 32,
};

/* Index of a field in its kind's table: the four common ones, then TN_attribute_nullable, … */
enum { TN_FIELD_PARENT, TN_FIELD_RANK, TN_FIELD_NAME, TN_FIELD_COMMENT, TN_FIELD_OWN };
#define KIND(kind, plural, parents, help) enum { TN_##kind##_before_fields = TN_FIELD_OWN - 1,
#define TEXT(kind, field, flags, help) TN_##kind##_##field,
#define TEXTS(kind, field, flags, help) TN_##kind##_##field,
#define BOOL(kind, field, default, flags, help) TN_##kind##_##field,
#define INT(kind, field, default, flags, help) TN_##kind##_##field,
#define ENUM(kind, enumeration, field, flags, help) TN_##kind##_##field,
#define REF(kind, target, field, flags, help) TN_##kind##_##field,
#define REFS(kind, target, field, flags, help) TN_##kind##_##field,
#define END_KIND(kind)                                                                             \
    TN_##kind##_field_count                                                                        \
    }                                                                                              \
    ;
#include "tenon/catalog.def"

struct tn_enumeration {
    const char *name, *help;
    const char *const *literals; /* as screens and files spell them: "set null" */
    size_t count;
};

struct tn_field {
    const char *name;
    enum tn_field_type type;
    unsigned flags;
    size_t offset;                            /* in the kind's struct */
    int64_t default_number;                   /* of a bool, an integer or an enumeration */
    enum tn_kind target;                      /* of a reference */
    const struct tn_enumeration *enumeration; /* of an enumeration */
    const char *help;
};

struct tn_child_list {
    enum tn_kind kind;
    const char *name;
    size_t offset;
    const char *help;
};

struct tn_kind_info {
    const char *name, *plural, *help;
    const char *nameless; /* "(check)": the title of one without a name */
    size_t size;
    uint64_t parents;              /* a bit (TN_IN) for each kind it may stand below */
    const struct tn_field *fields; /* the first TN_FIELD_OWN are the common ones */
    size_t field_count;
    const unsigned char *references; /* which of its own fields refer to objects; 0 ends them */
    const struct tn_child_list *lists;
    size_t list_count;
};

extern const struct tn_kind_info tn_kinds[TN_KIND_COUNT];

/* NULL where there is no such kind or field. Names are those of catalog.def. */
const struct tn_kind_info *tn_kind_find(const char *name);
const struct tn_field *tn_field_find(enum tn_kind kind, const char *name);
/* The index of a literal, or -1. */
int tn_literal_find(const struct tn_enumeration *enumeration, const char *text);
/* A field's name for people: default_value becomes "default value". Result in the arena. */
const char *tn_field_title(const struct tn_field *field, struct tn_arena *arena);

/* ------------------------------------------------------------------ values */

/* The value of any field; which member counts follows from the field's type. */
union tn_value {
    const char *text;
    struct tn_texts texts;
    int64_t number; /* bool, integer, enumeration */
    struct tn_object *ref;
    struct tn_refs refs;
};

union tn_value tn_value_get(const struct tn_object *object, const struct tn_field *field);
/* Stores without any journal. Texts must be interned in the model. Not for parent and rank. */
void tn_value_put(struct tn_object *object, const struct tn_field *field, union tn_value value);
bool tn_value_equal(const struct tn_field *field, union tn_value a, union tn_value b);
union tn_value tn_value_default(const struct tn_field *field);
bool tn_value_is_default(const struct tn_object *object, const struct tn_field *field);
/* For people and for SQL views: a reference is the name, a list is joined by ", ". */
void tn_value_print(const struct tn_field *field, union tn_value value, struct tn_buffer *out);

/* ------------------------------------------------------------------ the model */

struct tn_journal; /* edit.h */

struct tn_model {
    struct tn_arena arena;
    struct tn_names names;
    struct tn_ids *ids; /* of every object there ever was: tn_known_id */
    struct tn_object
        *blanks[TN_KIND_COUNT]; /* what new objects begin as; NULL until there is one */
    struct tn_project *project;
    size_t counts[TN_KIND_COUNT]; /* live objects of each kind */
    uint64_t revision; /* grows with every change: compare it to know whether a cache is stale */
    uint64_t seed;     /* of the ids given to new objects */
    struct tn_journal *journal; /* NULL until something is edited */
};

/* The project id of a model that was only read from a text, and so belongs to no lineage. */
#define TN_NO_LINEAGE UINT64_C(1)

/* An empty model. seed: ids follow from it; tn_random() for a project of its own, 0 for a text
 * that was only read, so that the same text always gives the same ids. project_id: the id of the
 * project object, which says to which lineage the model belongs; 0 takes it from the seed, and with
 * seed 0 it is TN_NO_LINEAGE. */
struct tn_model *tn_model_new(uint64_t seed, uint64_t project_id);
void tn_model_free(struct tn_model *model);
/* A deep copy with the same ids and no journal. */
struct tn_model *tn_model_copy(const struct tn_model *model);

/* Makes the model the first of a lineage of its own, when a text becomes a project. */
void tn_model_found(struct tn_model *model, uint64_t seed);
/* Two models share a lineage when their projects have the same id: only then do ids tell which
 * object is which. */
bool tn_model_same_lineage(const struct tn_model *a, const struct tn_model *b);

const char *tn_text(struct tn_model *model, const char *text); /* interned; NULL gives "" */
const char *tn_text_slice(struct tn_model *model, struct tn_slice slice);

/* Building: a blank object at the end of its list. name may be NULL. */
void *tn_add(struct tn_model *model, enum tn_kind kind, void *parent, const char *name);
/* The same with its id, for loaders; a place held by tn_promise is taken. NULL where the id is
 * taken already by a live object. */
void *tn_add_with_id(struct tn_model *model, enum tn_kind kind, void *parent, uint64_t id);
/* The value of a field as one of this model: texts interned here, TWIN's object for each that it
 * refers to (never called for none); what has no twin is left out. */
typedef struct tn_object *tn_twin(void *context, const struct tn_object *object);
union tn_value tn_value_in(struct tn_model *model, const struct tn_field *field,
                           union tn_value value, tn_twin *twin, void *context);
/* The object with that id, made as a dead place holder of that kind where it is not there yet: for
 * loaders that meet a reference before its target. NULL where the id belongs to another kind. */
struct tn_object *tn_promise(struct tn_model *model, enum tn_kind kind, uint64_t id);
/* Lists for fields: append makes a longer copy (twice the memory now and then: amortised). */
void tn_refs_append(struct tn_model *model, struct tn_refs *refs, void *object);
void tn_texts_append(struct tn_model *model, struct tn_texts *texts, const char *text);

/* Finding. Dead objects are not found, but by the first one. NULL where there is none. */
struct tn_object *tn_known_id(const struct tn_model *model, uint64_t id);
struct tn_object *tn_find_id(const struct tn_model *model, uint64_t id);
/* By name in one list: letter by letter, or ASCII case folded. Linear; NULL where there is none. */
void *tn_find_name(const struct tn_list *list, const char *name);
void *tn_find_name_folded(const struct tn_list *list, const char *name);
/* An entity by "name" or "namespace.name", anywhere in the model; letter case counts only to decide
 * between two. */
struct tn_entity *tn_find_entity(const struct tn_model *model, const char *name);

/* Walking: the next live object of the kind after PREVIOUS (NULL: the first) in document order. */
void *tn_next(const struct tn_model *model, enum tn_kind kind, const void *previous);
#define TN_EACH_OF(model, type, item)                                                              \
    for (struct tn_##type *item = tn_next((model), TN_##type, NULL); item;                         \
         item = tn_next((model), TN_##type, item))
/* The list in PARENT that holds objects of that kind, or NULL. */
struct tn_list *tn_list_of(const void *parent, enum tn_kind kind);

/* Questions about objects. */
const struct tn_kind_info *tn_kind_of(const void *object);
/* The SQL that a view, routine, trigger, grant or raw statement is kept as; "" for other kinds. */
const char *tn_kept_text(const struct tn_object *object);
struct tn_entity *tn_entity_of(const void *object); /* the entity it is or stands below, or NULL */
/* A temporary table, what stands below one, or a temporary view: no more than a session has them,
 * and they may have the name of another object. */
bool tn_is_temporary(const void *object);
struct tn_namespace *tn_namespace_of(const void *object);      /* or NULL for the default one */
struct tn_key *tn_primary_key(const struct tn_entity *entity); /* or NULL */
bool tn_refs_have(struct tn_refs refs, const void *object);
bool tn_refs_begin_with(struct tn_refs refs, struct tn_refs first); /* false where that is empty */
bool tn_refs_same_set(struct tn_refs a, struct tn_refs b);
bool tn_is_many_to_many(const struct tn_relationship *relationship);
/* The cardinalities with "automatic" worked out: the parent end from the nullability of the child's
 * attributes, the child end from whether a key or unique index covers them. Either result may be
 * NULL. */
void tn_relationship_ends(const struct tn_relationship *relationship, enum tn_cardinality *parent,
                          enum tn_cardinality *child);
/* The parent's attributes that the child's match: those given, or its primary key's. */
struct tn_refs tn_relationship_target_attributes(const struct tn_relationship *relationship);
/* For messages: "attribute orders.customer_id". */
void tn_describe(const void *object, struct tn_buffer *out);
/* Path for messages and waivers: "orders.customer_id", "sales.orders". */
void tn_path(const void *object, struct tn_buffer *out);
char *tn_path_text(const void *object, struct tn_arena *arena);
/* "name", or "(primary key)" and the like where it has none. */
const char *tn_title(const void *object);

/* Every reference resolved, every parent right, no dead target: false with the first fault. Loaders
 * call it at the end. */
bool tn_model_check(const struct tn_model *model, struct tn_error *error);

/* Ids as text: 16 hexadecimal digits, lower case. */
void tn_id_print(uint64_t id, char text[17]);
bool tn_id_parse(const char *text, uint64_t *id); /* 1 to 16 hexadecimal digits, not 0 */

/* ------------------------------------------------------------------ findings */

enum tn_severity { TN_INFO, TN_WARNING, TN_ERROR };
extern const char *const tn_severity_names[]; /* "info", "warning", "error" */

/* What a parser, check, lowering or plan says of an object or of a place in a file. */
struct tn_finding {
    enum tn_severity severity;
    const char *rule;    /* id of the rule or group: "pk-missing", "sql-syntax", "lower-loss" */
    const char *message; /* one sentence, no final full stop */
    const char *remedy;  /* what to do about it, or NULL */
    uint64_t object;     /* id of the object, 0 where there is none */
    const char *path;    /* of the object, "" where there is none */
    size_t entity;       /* how much of the path names the entity it lies in; 0: none, or all */
    const char *file;    /* or NULL */
    size_t line, column; /* from 1; 0 where unknown; column in bytes */
    size_t detail;       /* for the rule's own use: which of several fixes, an index … */
    const char *noted;   /* likewise: what data showed; or NULL */
    uint64_t alike;      /* the same in findings that may be told as one; 0: in none */
};

struct tn_findings {
    struct tn_arena arena; /* holds the texts */
    struct tn_finding *items;
    size_t count, capacity;
};

/* The rule and the format are constants, or live as long as the findings; what is formatted is
 * copied. The result is good until the next one is added. */
struct tn_finding *tn_finding_add(struct tn_findings *findings, enum tn_severity severity,
                                  const char *rule, const void *object, const char *format, ...)
    TN_PRINTF(5, 6);
struct tn_finding *tn_finding_vadd(struct tn_findings *findings, enum tn_severity severity,
                                   const char *rule, const void *object, const char *format,
                                   va_list arguments);
void tn_finding_remedy(struct tn_findings *findings, struct tn_finding *finding, const char *format,
                       ...) TN_PRINTF(3, 4);
/* Moves all of the other ones behind them. */
void tn_findings_take(struct tn_findings *findings, struct tn_findings *others);
size_t tn_findings_count(const struct tn_findings *findings, enum tn_severity at_least);
/* {"rule": …, "severity": …, "path": …, "message": …, "remedy": …} */
void tn_finding_put_json(const struct tn_finding *finding, struct tn_buffer *out);
/* "file:line:column: error: message [rule]" or "path: error: message [rule]", a line each. */
void tn_findings_print(const struct tn_findings *findings, struct tn_buffer *out);
void tn_findings_free(struct tn_findings *findings);

#endif
