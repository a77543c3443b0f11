/*
 * outline: the model as the rows of the list, and who refers to whom: built once a revision, so
 * that no key walks over the whole model.
 */
#ifndef TUI_OUTLINE_H
#define TUI_OUTLINE_H

#include "tenon/model.h"

enum grouping { GROUP_AUTOMATIC, GROUP_AREA, GROUP_NAMESPACE, GROUP_NONE, GROUPING_COUNT };
extern const char *const grouping_names[GROUPING_COUNT];

struct outline_row {
    struct tn_object *object; /* of a heading: the area or namespace, or NULL */
    const char *title;        /* of a heading; NULL else */
    size_t count;             /* under a heading; attributes of an entity */
    uint64_t group;           /* which heading it is, for folding */
    bool is_closed;
    uint8_t depth;
};

struct outline {
    const struct tn_model *model;
    uint64_t revision;
    bool is_stale;
    enum grouping grouping;
    TN_VECTOR(struct outline_row) rows;
    struct tn_id_map row_of;    /* id of an object -> its row, counted from 1 */
    struct tn_id_map referring; /* id of an entity -> struct referring */
    TN_VECTOR(uint64_t) folded; /* headings the user closed or opened against the default */
    struct tn_arena arena;
};

/* The relationships that refer to an entity. */
struct referring {
    struct tn_relationship **items;
    size_t count, capacity;
};

void outline_update(struct outline *outline, const struct tn_model *model);
void outline_free(struct outline *outline);
/* The row of an object, or outline->rows.count. */
size_t outline_find(const struct outline *outline, const void *object);
void outline_fold(struct outline *outline, size_t row); /* a heading: closes or opens it */
struct referring outline_referring(const struct outline *outline, const void *entity);
/* The next or previous entity or object in the list; NULL at its end. */
struct tn_object *outline_neighbour(const struct outline *outline, const void *object, int step);

#endif
