/*
 * Building the list: entities under their areas or namespaces, by name; then everything else that
 * is not part of an entity, one heading a kind, closed at first.
 */
#include "tui/outline.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

const char *const grouping_names[GROUPING_COUNT] = {"automatic", "area", "namespace", "none"};

/* Headings of kinds are told apart from those of objects by small numbers. */
enum { GROUP_OF_KIND = 1, GROUP_REST = 1000 };

static const struct {
    enum tn_kind kind;
    const char *title;
} others[] = {
    {TN_type, "Types"},        {TN_view, "Views"},           {TN_sequence, "Sequences"},
    {TN_routine, "Routines"},  {TN_extension, "Extensions"}, {TN_role, "Roles"},
    {TN_grant, "Grants"},      {TN_raw, "Other statements"}, {TN_note, "Notes"},
    {TN_diagram, "Diagrams"},  {TN_waiver, "Waivers"},       {TN_version, "Versions"},
    {TN_namespace, "Schemas"}, {TN_area, "Areas"},           {TN_ruling, "Rules"},
};

/* ------------------------------------------------------------------ referring */

static void note_relationship(struct outline *outline, struct tn_relationship *relationship) {
    if (!relationship->target)
        return;
    struct referring *list = tn_id_map_get(&outline->referring, relationship->target->id);
    if (!list) {
        list = tn_arena_allocate(&outline->arena, sizeof *list);
        tn_id_map_put(&outline->referring, relationship->target->id, list);
    }
    if (list->count == list->capacity) {
        list->capacity = list->capacity ? 2 * list->capacity : 4;
        struct tn_relationship **items =
            tn_arena_allocate(&outline->arena, list->capacity * sizeof(void *));
        if (list->count)
            memcpy(items, list->items, list->count * sizeof(void *));
        list->items = items;
    }
    list->items[list->count++] = relationship;
}

static void note_relationships(struct outline *outline, const struct tn_list *entities) {
    for (struct tn_entity *e = entities->first; e; e = e->next)
        for (struct tn_relationship *r = e->relationships.first; r; r = r->next)
            note_relationship(outline, r);
}

struct referring outline_referring(const struct outline *outline, const void *entity) {
    struct referring *list =
        tn_id_map_get(&outline->referring, ((const struct tn_object *)entity)->id);
    return list ? *list : (struct referring){0};
}

/* ------------------------------------------------------------------ folding */

static bool is_toggled(const struct outline *outline, uint64_t group) {
    for (size_t i = 0; i < outline->folded.count; i++)
        if (outline->folded.items[i] == group)
            return true;
    return false;
}

static bool closed_by_default(uint64_t group) {
    return group >= GROUP_OF_KIND && group < GROUP_OF_KIND + TN_KIND_COUNT;
}

void outline_fold(struct outline *outline, size_t row) {
    if (row >= outline->rows.count || !outline->rows.items[row].title)
        return;
    uint64_t group = outline->rows.items[row].group;
    outline->is_stale = true;
    for (size_t i = 0; i < outline->folded.count; i++)
        if (outline->folded.items[i] == group) {
            outline->folded.items[i] = outline->folded.items[--outline->folded.count];
            return;
        }
    TN_PUSH(&outline->folded, group);
}

/* ------------------------------------------------------------------ rows */

static int by_name(const void *a, const void *b) {
    const struct tn_object *left = *(struct tn_object *const *)a;
    const struct tn_object *right = *(struct tn_object *const *)b;
    int order = strcasecmp(left->name, right->name);
    return order ? order : strcmp(left->name, right->name);
}

struct members {
    TN_VECTOR(struct tn_object *) items;
};

static void collect(struct members *members, const struct tn_list *list) {
    for (struct tn_object *o = list ? list->first : NULL; o; o = o->next)
        TN_PUSH(&members->items, o);
}

static void collect_all(struct members *members, const struct tn_model *model, enum tn_kind kind) {
    collect(members, tn_list_of(model->project, kind));
    if (tn_kinds[kind].parents & TN_IN(namespace))
        for (struct tn_namespace *n = model->project->namespaces.first; n; n = n->next)
            collect(members, tn_list_of(n, kind));
}

static size_t count_for_row(const struct tn_object *object) {
    return object->kind == TN_entity ? ((const struct tn_entity *)object)->attributes.count : 0;
}

static void add_row(struct outline *outline, struct outline_row row) {
    TN_PUSH(&outline->rows, row);
    if (row.object && !row.title)
        tn_id_map_put(&outline->row_of, row.object->id, (void *)(uintptr_t)outline->rows.count);
}

/* The members come sorted; frees them. A heading without a title is left out. */
static void add_group(struct outline *outline, struct outline_row heading,
                      struct members *members) {
    heading.count = members->items.count;
    heading.is_closed =
        heading.title && closed_by_default(heading.group) != is_toggled(outline, heading.group);
    if (heading.title)
        add_row(outline, heading);
    if (members->items.count)
        qsort(members->items.items, members->items.count, sizeof(void *), by_name);
    for (size_t i = 0; i < members->items.count && !heading.is_closed; i++)
        add_row(outline, (struct outline_row){.object = members->items.items[i],
                                              .count = count_for_row(members->items.items[i]),
                                              .group = heading.group,
                                              .depth = heading.title ? 1 : 0});
    free(members->items.items);
    *members = (struct members){0};
}

static void add_by_namespace(struct outline *outline) {
    const struct tn_project *project = outline->model->project;
    struct members members = {0};
    collect(&members, &project->entities);
    if (members.items.count || !project->namespaces.first)
        add_group(outline,
                  (struct outline_row){.title = project->namespaces.first ? "(no schema)" : NULL,
                                       .group = GROUP_REST},
                  &members);
    for (struct tn_namespace *n = project->namespaces.first; n; n = n->next) {
        collect(&members, &n->entities);
        add_group(outline,
                  (struct outline_row){.object = &n->object, .title = n->name, .group = n->id},
                  &members);
    }
}

static void add_by_area(struct outline *outline) {
    const struct tn_project *project = outline->model->project;
    struct members all = {0}, rest = {0};
    struct tn_id_map areas = {0};
    for (struct tn_area *a = project->areas.first; a; a = a->next)
        tn_id_map_put(&areas, a->id, tn_allocate(sizeof(struct members)));
    collect_all(&all, outline->model, TN_entity);
    for (size_t i = 0; i < all.items.count; i++) {
        struct tn_area *area = ((struct tn_entity *)all.items.items[i])->area;
        struct members *members = area ? tn_id_map_get(&areas, area->id) : NULL;
        TN_PUSH(members ? &members->items : &rest.items, all.items.items[i]);
    }
    free(all.items.items);
    for (struct tn_area *a = project->areas.first; a; a = a->next) {
        struct members *members = tn_id_map_get(&areas, a->id);
        add_group(outline,
                  (struct outline_row){.object = &a->object, .title = a->name, .group = a->id},
                  members);
        free(members);
    }
    tn_id_map_free(&areas);
    if (rest.items.count)
        add_group(outline, (struct outline_row){.title = "(no area)", .group = GROUP_REST}, &rest);
    free(rest.items.items);
}

static void add_flat(struct outline *outline) {
    struct members members = {0};
    collect_all(&members, outline->model, TN_entity);
    add_group(outline, (struct outline_row){.group = GROUP_REST}, &members);
}

static void add_entities(struct outline *outline) {
    const struct tn_project *project = outline->model->project;
    enum grouping grouping = outline->grouping;
    if (grouping == GROUP_AUTOMATIC)
        grouping = project->areas.count            ? GROUP_AREA
                   : project->namespaces.count > 1 ? GROUP_NAMESPACE
                                                   : GROUP_NONE;
    if (grouping == GROUP_AREA)
        add_by_area(outline);
    else if (grouping == GROUP_NAMESPACE)
        add_by_namespace(outline);
    else
        add_flat(outline);
}

static void add_others(struct outline *outline) {
    for (size_t i = 0; i < TN_LENGTH(others); i++) {
        struct members members = {0};
        collect_all(&members, outline->model, others[i].kind);
        if (members.items.count)
            add_group(outline,
                      (struct outline_row){.title = others[i].title,
                                           .group = GROUP_OF_KIND + others[i].kind},
                      &members);
        free(members.items.items);
    }
}

/* ------------------------------------------------------------------ the whole */

static void clear(struct outline *outline) {
    tn_id_map_free(&outline->row_of);
    tn_id_map_free(&outline->referring);
    tn_arena_free(&outline->arena);
    outline->row_of = outline->referring = (struct tn_id_map){0};
    outline->rows.count = 0;
}

void outline_update(struct outline *outline, const struct tn_model *model) {
    if (outline->model == model && outline->revision == model->revision && !outline->is_stale)
        return;
    clear(outline);
    outline->model = model;
    outline->revision = model->revision;
    outline->is_stale = false;
    note_relationships(outline, &model->project->entities);
    for (struct tn_namespace *n = model->project->namespaces.first; n; n = n->next)
        note_relationships(outline, &n->entities);
    add_entities(outline);
    add_others(outline);
}

void outline_free(struct outline *outline) {
    clear(outline);
    free(outline->rows.items);
    free(outline->folded.items);
    *outline = (struct outline){0};
}

size_t outline_find(const struct outline *outline, const void *object) {
    const struct tn_object *o = object;
    uintptr_t row = o ? (uintptr_t)tn_id_map_get(&outline->row_of, o->id) : 0;
    return row ? row - 1 : outline->rows.count;
}

struct tn_object *outline_neighbour(const struct outline *outline, const void *object, int step) {
    size_t row = outline_find(outline, object), count = outline->rows.count;
    for (size_t at = row + (size_t)step; row < count && at < count; at += (size_t)step)
        if (!outline->rows.items[at].title)
            return outline->rows.items[at].object;
    return NULL;
}
