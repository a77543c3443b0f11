/*
 * The catalogue's tables, expanded from catalog.def. Holds no code but the look-ups by name.
 */
#include "tenon/model.h"

#include <string.h>

/* ------------------------------------------------------------------ enumerations */

#define ENUMERATION(name, help) static const char *const name##_literals[] = {
#define LITERAL(name, literal, text) text,
#define END_ENUMERATION(name)                                                                      \
    }                                                                                              \
    ;
#include "tenon/catalog.def"

#define ENUMERATION(identifier, description)                                                       \
    static const struct tn_enumeration identifier##_enumeration = {                                \
        .name = #identifier,                                                                       \
        .help = description,                                                                       \
        .literals = identifier##_literals,                                                         \
        .count = TN_LENGTH(identifier##_literals),                                                 \
    };
#include "tenon/catalog.def"

/* ------------------------------------------------------------------ fields */

#define HEAD_FIELDS                                                                                \
    {.name = "parent",                                                                             \
     .type = TN_REF,                                                                               \
     .offset = offsetof(struct tn_object, parent),                                                 \
     .help = "Object it stands below"},                                                            \
        {.name = "rank",                                                                           \
         .type = TN_INT,                                                                           \
         .flags = TN_LAYOUT,                                                                       \
         .offset = offsetof(struct tn_object, rank),                                               \
         .help = "Order among its siblings"},                                                      \
        {.name = "name",                                                                           \
         .type = TN_TEXT,                                                                          \
         .flags = TN_COUNTS | TN_SEARCH,                                                           \
         .offset = offsetof(struct tn_object, name),                                               \
         .help = "Name; left out: given by the naming convention"},                                \
        {.name = "comment",                                                                        \
         .type = TN_TEXT,                                                                          \
         .flags = TN_COUNTS | TN_SEARCH | TN_LONG,                                                 \
         .offset = offsetof(struct tn_object, comment),                                            \
         .help = "What it means, in a sentence"},

#define FIELD(owner, field_name, field_type, field_flags, field_help, ...)                         \
    {.name = #field_name,                                                                          \
     .type = (field_type),                                                                         \
     .flags = (field_flags),                                                                       \
     .offset = offsetof(struct tn_##owner, field_name),                                            \
     .help = (field_help),                                                                         \
     __VA_ARGS__},

#define KIND(kind, plural, parents, help)                                                          \
    static const struct tn_field kind##_fields[] = {HEAD_FIELDS
#define TEXT(kind, field, flags, help) FIELD(kind, field, TN_TEXT, flags, help, .target = 0)
#define TEXTS(kind, field, flags, help) FIELD(kind, field, TN_TEXTS, flags, help, .target = 0)
#define BOOL(kind, field, default, flags, help)                                                    \
    FIELD(kind, field, TN_BOOL, flags, help, .default_number = default)
#define INT(kind, field, default, flags, help)                                                     \
    FIELD(kind, field, TN_INT, flags, help, .default_number = default)
#define ENUM(kind, choice, field, flags, help)                                                     \
    FIELD(kind, field, TN_ENUM, flags, help, .enumeration = &choice##_enumeration)
#define REF(kind, aim, field, flags, help)                                                         \
    FIELD(kind, field, TN_REF, flags, help, .target = TN_##aim)
#define REFS(kind, aim, field, flags, help)                                                        \
    FIELD(kind, field, TN_REFS, flags, help, .target = TN_##aim)
#define END_KIND(kind)                                                                             \
    }                                                                                              \
    ;
#include "tenon/catalog.def"

#define KIND(kind, plural, parents, help) static const unsigned char kind##_references[] = {
#define REF(kind, aim, field, flags, help) TN_##kind##_##field,
#define REFS(kind, aim, field, flags, help) TN_##kind##_##field,
#define END_KIND(kind)                                                                             \
    0                                                                                              \
    }                                                                                              \
    ;
#include "tenon/catalog.def"

/* ------------------------------------------------------------------ child lists */

/* A kind without children has a table of one unused row, since C has no empty arrays. */
#define KIND(identifier, many, above, description)                                                 \
    static const struct tn_child_list identifier##_lists[] = {{.kind = TN_any},
#define CHILDREN(owner, child, list, list_help)                                                    \
    {.kind = TN_##child,                                                                           \
     .name = #list,                                                                                \
     .offset = offsetof(struct tn_##owner, list),                                                  \
     .help = (list_help)},
#define END_KIND(kind)                                                                             \
    }                                                                                              \
    ;
#include "tenon/catalog.def"

/* ------------------------------------------------------------------ kinds */

const struct tn_kind_info tn_kinds[TN_KIND_COUNT] = {
    [TN_any] = {.name = "any", .plural = "any", .help = "An object of whatever kind"},
#define KIND(identifier, many, above, description)                                                 \
    [TN_##identifier] = {                                                                          \
        .name = #identifier,                                                                       \
        .plural = #many,                                                                           \
        .nameless = "(" #identifier ")",                                                           \
        .help = (description),                                                                     \
        .size = sizeof(struct tn_##identifier),                                                    \
        .parents = (above),                                                                        \
        .fields = identifier##_fields,                                                             \
        .field_count = TN_LENGTH(identifier##_fields),                                             \
        .references = identifier##_references,                                                     \
        .lists = identifier##_lists + 1,                                                           \
        .list_count = TN_LENGTH(identifier##_lists) - 1,                                           \
    },
#include "tenon/catalog.def"
};

/* ------------------------------------------------------------------ look-ups */

const struct tn_kind_info *tn_kind_find(const char *name) {
    for (size_t kind = 1; kind < TN_KIND_COUNT; kind++)
        if (strcmp(tn_kinds[kind].name, name) == 0)
            return &tn_kinds[kind];
    return NULL;
}

const struct tn_field *tn_field_find(enum tn_kind kind, const char *name) {
    const struct tn_kind_info *info = &tn_kinds[kind];
    for (size_t i = 0; i < info->field_count; i++)
        if (strcmp(info->fields[i].name, name) == 0)
            return &info->fields[i];
    return NULL;
}

int tn_literal_find(const struct tn_enumeration *enumeration, const char *text) {
    for (size_t i = 0; i < enumeration->count; i++)
        if (strcmp(enumeration->literals[i], text) == 0)
            return (int)i;
    return -1;
}

const char *tn_field_title(const struct tn_field *field, struct tn_arena *arena) {
    struct tn_buffer title = {0};
    tn_put_spaced(&title, field->name);
    return tn_buffer_keep(&title, arena);
}

const struct tn_kind_info *tn_kind_of(const void *object) {
    return &tn_kinds[((const struct tn_object *)object)->kind];
}
