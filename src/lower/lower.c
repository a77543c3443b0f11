/*
 * Lowering as a whole: the list of passes, and the tools they share. A pass that only matters
 * between dialects is not run within one, so that a schema of the target's own dialect comes out as
 * it went in.
 */
#include "lower/lowering.h"

#include "model/object.h"

#include <string.h>

/* ------------------------------------------------------------------ tools */

void lower_loss(struct lowering *l, enum tn_severity severity, const void *object,
                const char *format, ...) {
    if (!l->findings)
        return;
    va_list arguments;
    va_start(arguments, format);
    tn_finding_vadd(l->findings, severity, "lower-loss", object, format, arguments);
    va_end(arguments);
}

/* They are worded where a type is looked up: "its type … becomes …". */
bool tn_lower_tells_type(const struct tn_finding *finding) {
    return tn_starts_with(finding->message, "its type ") ||
           tn_starts_with(finding->message, "its array ");
}

void lower_remove(struct lowering *l, void *object) {
    const struct tn_kind_info *info = tn_kind_of(object);
    for (size_t i = 0; i < info->list_count; i++) {
        struct tn_list *list = (void *)((char *)object + info->lists[i].offset);
        while (list->first)
            lower_remove(l, list->first);
    }
    object_unlink(l->model, object);
    l->removed = true;
}

void *lower_add(struct lowering *l, enum tn_kind kind, void *parent, const void *of,
                const char *salt) {
    uint64_t id = tn_mix(((const struct tn_object *)of)->id ^ tn_hash(salt, strlen(salt)));
    void *made = id ? tn_add_with_id(l->model, kind, parent, id) : NULL;
    while (!made) {
        id = tn_mix(id + 1);
        made = id ? tn_add_with_id(l->model, kind, parent, id) : NULL;
    }
    return made;
}

const char *lower_text(struct lowering *l, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    const char *text = tn_arena_vformat(&l->arena, format, arguments);
    va_end(arguments);
    return tn_text(l->model, text);
}

/* ------------------------------------------------------------------ references to what went */

static struct tn_refs still_there(struct tn_model *model, struct tn_refs refs) {
    struct tn_refs left = {0};
    for (size_t i = 0; i < refs.count; i++)
        if (refs.items[i]->alive)
            tn_refs_append(model, &left, refs.items[i]);
    return left;
}

/* False where the object cannot be without what a field referred to. */
static bool clear_field(struct lowering *l, struct tn_object *object,
                        const struct tn_field *field) {
    union tn_value value = tn_value_get(object, field);
    if (field->type == TN_REF && value.ref && !value.ref->alive) {
        tn_value_put(object, field, (union tn_value){.ref = NULL});
        return !(field->flags & TN_FOLLOWS);
    }
    if (field->type == TN_REF)
        return true;
    size_t before = value.refs.count;
    for (size_t i = 0; i < before; i++)
        if (!value.refs.items[i]->alive) {
            value.refs = still_there(l->model, value.refs);
            tn_value_put(object, field, value);
            return !(field->flags & (TN_FOLLOWS | TN_NEEDED));
        }
    return true;
}

static bool clear_fields(struct lowering *l, struct tn_object *object) {
    const struct tn_kind_info *info = tn_kind_of(object);
    bool stays = true;
    for (const unsigned char *i = info->references; *i; i++)
        stays &= clear_field(l, object, &info->fields[*i]);
    return stays;
}

static void clear_references(struct lowering *l, struct tn_object *object) {
    const struct tn_kind_info *info = tn_kind_of(object);
    for (size_t i = 0; i < info->list_count; i++) {
        struct tn_list *list = (void *)((char *)object + info->lists[i].offset);
        struct tn_object *next = NULL;
        for (struct tn_object *child = list->first; child; child = next) {
            next = child->next;
            if (clear_fields(l, child))
                clear_references(l, child);
            else
                lower_remove(l, child);
        }
    }
}

/* ------------------------------------------------------------------ the passes */

static const struct pass {
    const char *name;
    void (*run)(struct lowering *);
    bool always; /* else only between dialects */
} passes[] = {
    {"junctions", lower_junctions, true},
    {"foreign objects", lower_foreign_objects, false},
    {"partitions", lower_partitions, true},
    {"namespaces", lower_namespaces, false},
    {"identifiers", lower_identifiers, false},
    {"views", lower_views, false},
    {"checks", lower_checks, false},
    {"enumerations of one dialect", lower_own_enumerations, true},
    {"columns", lower_columns, false},
    {"lookup tables", lower_lookups, true},
    {"named types", lower_named_types, false},
    {"sequences", lower_sequences, false},
    {"keys", lower_keys, false},
    {"foreign keys", lower_foreign_keys, false},
    {"indexes", lower_indexes, false},
    {"unused settings", lower_unused, false},
    {"version", lower_version, true},
    {"indexes of foreign keys", lower_foreign_key_indexes, true},
    {"serial columns", lower_serials, true},
    {"names", lower_names, true},
};

void lower_run(struct lowering *l) {
    for (size_t i = 0; i < TN_LENGTH(passes); i++)
        if (passes[i].always || l->from->id != l->to->id)
            passes[i].run(l);
    while (l->removed) {
        l->removed = false;
        clear_references(l, &l->model->project->object);
    }
    if (l->from != l->to)
        l->model->project->dialect = tn_text(l->model, l->to->name);
    tn_text_map_free(&l->types);
    tn_text_map_free(&l->taken_types);
    tn_text_map_free(&l->known_types);
    tn_text_map_free(&l->sequences);
    tn_text_map_free(&l->used_sequences);
    tn_text_map_free(&l->renamed);
    tn_id_map_free(&l->starts);
    tn_id_map_free(&l->with_case);
    tn_text_map_free(&l->views);
    tn_text_map_free(&l->view_queries);
    lower_forget_attributes(l);
    lower_free_queries(l);
    tn_arena_free(&l->arena);
}

struct tn_model *tn_lower(const struct tn_model *model, const struct tn_dialect *dialect,
                          struct tn_findings *findings) {
    return tn_lower_with(model, dialect, &(struct tn_lower_options){0}, findings);
}

void tn_lower_in_place(struct tn_model *model, const struct tn_dialect *dialect,
                       const struct tn_lower_options *options, struct tn_findings *findings) {
    struct lowering lowering = {
        .model = model,
        .from = tn_dialect_of(model),
        .to = dialect ? dialect : tn_dialect_of(model),
        .enums = options->enums,
        .findings = findings,
    };
    lower_run(&lowering);
}

struct tn_model *tn_lower_with(const struct tn_model *model, const struct tn_dialect *dialect,
                               const struct tn_lower_options *options,
                               struct tn_findings *findings) {
    struct tn_model *physical = tn_model_copy(model);
    tn_lower_in_place(physical, dialect, options, findings);
    return physical;
}
