/*
 * Taking an entity apart: the parts become entities, attributes go to theirs, with all that belongs
 * to them, and references hold the parts together.
 */
#include "lint/normalize.h"

#include "lint/fix.h"
#include "tenon/design.h"

#include <stdlib.h>
#include <string.h>

static const char *const form_names[] = {"1NF", "2NF", "3NF", "BCNF", "4NF"};

/* ------------------------------------------------------------------ sets and attributes */

size_t number_of_attribute(const struct taking_apart *t, const void *attribute) {
    for (size_t a = 0; a < t->relation.given.attributes; a++)
        if (t->attributes[a] == attribute)
            return a;
    return SIZE_MAX;
}

const char *names_in(struct taking_apart *t, struct tn_set set) {
    struct tn_buffer names = {0};
    for (size_t a = 0; a < t->relation.given.attributes; a++)
        if (tn_set_has(set, a))
            tn_put_format(&names, "%s%s", names.length ? ", " : "", t->relation.names.items[a]);
    const char *text = tn_arena_text(&t->arena, tn_buffer_text(&names), names.length);
    tn_buffer_free(&names);
    return text;
}

struct tn_refs twins_of(struct taking_apart *t, const struct part *part, struct tn_refs refs) {
    struct tn_refs twins = {0};
    for (size_t i = 0; i < refs.count; i++) {
        size_t number = number_of_attribute(t, refs.items[i]);
        if (number != SIZE_MAX && part->twins[number])
            tn_refs_append(t->model, &twins, part->twins[number]);
    }
    return twins;
}

struct tn_refs twins_in(struct taking_apart *t, const struct part *part, struct tn_set set) {
    struct tn_refs twins = {0};
    for (size_t a = 0; a < t->relation.given.attributes; a++)
        if (tn_set_has(set, a) && part->twins[a])
            tn_refs_append(t->model, &twins, part->twins[a]);
    return twins;
}

/* ------------------------------------------------------------------ attributes go */

/* By id, which outlives a rename, and by name, which a script has; then what it took over itself.
 */
static void name_source(struct taking_apart *t, struct tn_attribute *made,
                        const struct tn_attribute *from) {
    struct tn_texts sources = {0};
    struct tn_buffer path = {0};
    char id[17];
    tn_id_print(from->id, id);
    tn_path(from, &path);
    tn_texts_append(t->model, &sources, id);
    tn_texts_append(t->model, &sources, path.at);
    for (size_t i = 0; i < from->sources.count; i++)
        tn_texts_append(t->model, &sources, from->sources.items[i]);
    tn_set_texts(t->model, made, TN_attribute_sources, sources);
    tn_buffer_free(&path);
}

/* All but the counting, which is for rows that begin here. */
static struct tn_attribute *add_twin(struct taking_apart *t, struct tn_entity *entity,
                                     const struct tn_attribute *from) {
    static const unsigned left_out[] = {TN_attribute_identity, TN_attribute_identity_options,
                                        TN_attribute_sources};
    struct tn_attribute *made =
        tn_design_add(t->model, TN_attribute, entity, free_attribute_name(t, entity, from->name));
    const struct tn_kind_info *info = &tn_kinds[TN_attribute];
    for (unsigned i = TN_FIELD_COMMENT; i < info->field_count; i++) {
        bool copied = true;
        for (size_t j = 0; j < TN_LENGTH(left_out); j++)
            copied &= i != left_out[j];
        if (copied)
            tn_set(t->model, made, i, tn_value_get(&from->object, &info->fields[i]));
    }
    if (!*from->generated)
        name_source(t, made, from);
    return made;
}

/* What counts belongs to rows of another entity here: it is given. */
static void fill_new(struct taking_apart *t, struct part *part) {
    for (size_t a = 0; a < t->relation.given.attributes; a++) {
        if (!tn_set_has(part->attributes, a))
            continue;
        struct tn_attribute *made = add_twin(t, part->entity, t->attributes[a]);
        part->twins[a] = made;
        if (!tn_set_has(part->key, a))
            continue;
        tn_set_number(t->model, made, TN_attribute_nullable, false);
        tn_set_text(t->model, made, TN_attribute_default_value, "");
    }
}

/* The key is there; some rows may have no value for the rest. */
static void fill_old(struct taking_apart *t, struct part *part) {
    struct tn_refs targets = tn_relationship_target_attributes(part->along);
    for (size_t i = 0; i < targets.count; i++)
        part->twins[number_of_attribute(t, part->along->attributes.items[i])] =
            (void *)targets.items[i];
    for (size_t a = 0; a < t->relation.given.attributes; a++) {
        if (!tn_set_has(part->attributes, a) || part->twins[a])
            continue;
        part->twins[a] = add_twin(t, part->entity, t->attributes[a]);
        if (!*part->twins[a]->default_value)
            tn_set_number(t->model, part->twins[a], TN_attribute_nullable, true);
    }
}

static void fill_main(struct taking_apart *t) {
    for (size_t a = 0; a < t->relation.given.attributes; a++)
        if (tn_set_has(t->main->attributes, a))
            t->main->twins[a] = t->attributes[a];
}

/* ------------------------------------------------------------------ entities */

static void add_key(struct taking_apart *t, const struct part *part, struct tn_set set,
                    bool primary) {
    struct tn_key *key = tn_design_add(t->model, TN_key, part->entity, "");
    tn_set_number(t->model, key, TN_key_primary, primary);
    tn_set_refs(t->model, key, TN_key_attributes, twins_in(t, part, set));
}

/* As the other is stored. */
static void make_entity(struct taking_apart *t, struct part *part) {
    static const unsigned fields[] = {TN_entity_area,    TN_entity_persistence, TN_entity_engine,
                                      TN_entity_charset, TN_entity_collation,   TN_entity_strict,
                                      TN_entity_owner,   TN_entity_service};
    part->made = true;
    part->entity =
        tn_design_add_after(t->model, TN_entity, t->entity->parent, part->name, t->entity);
    for (size_t i = 0; i < TN_LENGTH(fields); i++)
        tn_set(t->model, part->entity, fields[i],
               tn_value_get(&t->entity->object, &tn_kinds[TN_entity].fields[fields[i]]));
    fill_new(t, part);
    add_key(t, part, part->key, true);
    for (size_t i = 0; i < part->others.count; i++)
        add_key(t, part, part->others.items[i], false);
}

static void place(struct taking_apart *t, struct part *part) {
    if (part == t->main) {
        part->entity = t->entity;
        fill_main(t);
    } else if (part->along) {
        part->entity = part->along->target;
        fill_old(t, part);
    } else {
        make_entity(t, part);
    }
}

static void note_result(struct taking_apart *t, const struct part *part) {
    for (size_t i = 0; i < t->done->entities.count; i++)
        if (t->done->entities.items[i].entity == part->entity)
            return;
    TN_PUSH(&t->done->entities, ((struct tn_normalized){part->entity, part->made}));
}

/* ------------------------------------------------------------------ references */

static bool has_key_of(const struct part *part, const struct part *other) {
    return tn_set_within(other->key, part->attributes);
}

/* Of two with one key the entity that stays refers to the other, or the first to the second. */
static bool refers(const struct taking_apart *t, const struct part *part,
                   const struct part *other) {
    if (part->entity == other->entity || !has_key_of(part, other))
        return false;
    return !tn_set_equal(part->key, other->key) || part == t->main ||
           (other != t->main && part < other);
}

/* By way of a third, which then refers to it. */
static bool refers_already(const struct taking_apart *t, const struct part *part,
                           const struct part *other) {
    for (size_t i = 0; i < t->parts.count; i++) {
        const struct part *between = &t->parts.items[i];
        if (between != part && between != other && refers(t, part, between) &&
            refers(t, between, other) && tn_set_within(other->key, between->key) &&
            !tn_set_equal(other->key, between->key))
            return true;
    }
    return other->along && part == t->main;
}

static void add_reference(struct taking_apart *t, const struct part *part,
                          const struct part *other) {
    struct tn_relationship *made = tn_design_add(t->model, TN_relationship, part->entity, "");
    tn_set_ref(t->model, made, TN_relationship_target, other->entity);
    tn_set_refs(t->model, made, TN_relationship_attributes, twins_in(t, part, other->key));
    tn_set_refs(t->model, made, TN_relationship_target_attributes, twins_in(t, other, other->key));
    tn_set_number(t->model, made, TN_relationship_on_delete, other->on_delete);
    tn_set_number(t->model, made, TN_relationship_on_update, other->on_update);
    if (!lint_is_indexed(t->model, part->entity, made->attributes))
        lint_add_index(t->model, part->entity, made->attributes);
}

static void add_references(struct taking_apart *t) {
    for (size_t i = 0; i < t->parts.count; i++)
        for (size_t j = 0; j < t->parts.count; j++) {
            const struct part *part = &t->parts.items[i], *other = &t->parts.items[j];
            if (i != j && refers(t, part, other) && !refers_already(t, part, other))
                add_reference(t, part, other);
        }
}

/* ------------------------------------------------------------------ what stays behind */

/* The primary key that does not lie in it is replaced. */
static void mend_key(struct taking_apart *t) {
    if (!tn_primary_key(t->entity) && t->main)
        add_key(t, t->main, t->main->key, true);
    for (size_t a = 0; t->main && a < t->relation.given.attributes; a++)
        if (tn_set_has(t->main->key, a) && t->attributes[a]->nullable && t->main->twins[a])
            tn_set_number(t->model, t->attributes[a], TN_attribute_nullable, false);
}

static void drop_what_went(struct taking_apart *t) {
    struct tn_refs going = {0};
    if (!t->main) {
        tn_design_delete(t->model, t->entity);
        return;
    }
    for (size_t a = 0; a < t->relation.given.attributes; a++)
        if (!tn_set_has(t->main->attributes, a))
            tn_refs_append(t->model, &going, t->attributes[a]);
    tn_design_delete_all(t->model, going);
    mend_key(t);
}

/* ------------------------------------------------------------------ the whole */

static enum tn_normal_form wanted(const struct taking_apart *t, enum tn_normal_form form) {
    return form == TN_4NF && !t->relation.given.mvds.count ? TN_BCNF : form;
}

static bool is_to_be_done(struct taking_apart *t, enum tn_normal_form form,
                          struct tn_error *error) {
    struct tn_form_verdict verdict = tn_normal_form_of(&t->relation.given);
    if (verdict.exact && verdict.form >= wanted(t, form))
        return tn_fail(error, "%s is in %s by its dependencies: there is nothing to do",
                       t->entity->name, form_names[verdict.form]);
    t->decomposition = form == TN_3NF ? tn_synthesize(&t->relation.given)
                                      : tn_decompose(&t->relation.given, wanted(t, form));
    if (t->decomposition.parts.count < 2)
        return tn_fail(error, "%s does not come apart by its dependencies", t->entity->name);
    return true;
}

static void note_attributes(struct taking_apart *t) {
    size_t count = 0;
    t->attributes = tn_arena_allocate(&t->arena, (t->relation.given.attributes + 1) *
                                                     sizeof(struct tn_attribute *));
    for (struct tn_attribute *a = t->entity->attributes.first; a; a = a->next)
        t->attributes[count++] = a;
}

static void take_apart(struct taking_apart *t) {
    parts_name(t);
    if (t->main)
        place(t, t->main);
    for (size_t i = 0; i < t->parts.count; i++)
        if (&t->parts.items[i] != t->main)
            place(t, &t->parts.items[i]);
    if (t->main)
        note_result(t, t->main);
    for (size_t i = 0; i < t->parts.count; i++)
        note_result(t, &t->parts.items[i]);
    belongings_move(t);
    dependencies_move(t);
    add_references(t);
    tell_what_moved(t);
    tell_of_texts(t);
    drop_what_went(t);
    leave_note(t);
}

static void taking_apart_free(struct taking_apart *t) {
    for (size_t i = 0; i < t->parts.count; i++)
        free(t->parts.items[i].others.items);
    free(t->parts.items);
    tn_decomposition_free(&t->decomposition);
    tn_relation_free(&t->relation);
    tn_arena_free(&t->arena);
}

bool tn_normalize(struct tn_model *model, struct tn_entity *entity, enum tn_normal_form form,
                  struct tn_normalization *done, struct tn_error *error) {
    struct taking_apart t = {
        .model = model, .dialect = tn_dialect_of(model), .entity = entity, .done = done};
    t.name = tn_arena_format(&t.arena, "%s", entity->name);
    *done = (struct tn_normalization){.form = form};
    bool good = tn_entity_relation(entity, &t.relation, error);
    if (good) {
        note_attributes(&t);
        good = is_to_be_done(&t, form, error) && parts_find(&t, error);
    }
    if (good)
        take_apart(&t);
    taking_apart_free(&t);
    return good;
}

void tn_normalization_free(struct tn_normalization *done) {
    free(done->entities.items);
    tn_findings_free(&done->findings);
}

enum tn_normal_form tn_next_normal_form(const struct tn_entity *entity) {
    struct tn_relation relation;
    enum tn_normal_form next = TN_3NF;
    if (tn_entity_relation(entity, &relation, NULL)) {
        enum tn_normal_form form = tn_normal_form_of(&relation.given).form;
        next = form < TN_3NF ? TN_3NF : form < TN_4NF ? form + 1 : TN_4NF;
    }
    tn_relation_free(&relation);
    return next;
}
