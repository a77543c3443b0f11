/*
 * Edits on keys, nulls and indexes of several attributes at once; and deleting, which says what
 * goes along.
 */
#include "tenon/sql.h"
#include "tui/app.h"
#include "tui/edits.h"
#include "tui/label.h"

#include <stdlib.h>

/* "email", or "3 attributes"; the caller frees it. */
static char *names_of(struct tn_refs refs) {
    struct tn_buffer text = {0};
    if (refs.count > 2)
        tn_put_format(&text, "%zu attributes", refs.count);
    for (size_t i = 0; i < refs.count && refs.count <= 2; i++)
        tn_put_format(&text, "%s%s", i ? ", " : "", refs.items[i]->name);
    char *names = tn_duplicate(tn_buffer_text(&text));
    tn_buffer_free(&text);
    return names;
}

static bool begin_on(struct app *app, struct tn_refs attributes, const char *what, char **names) {
    if (attributes.count == 0) {
        app_warn(app, "no attribute is selected");
        return false;
    }
    *names = names_of(attributes);
    if (edit_begin(app, "%s %s", what, *names))
        return true;
    free(*names);
    return false;
}

static void end_on(struct app *app, char *names, const char *format) {
    edit_end(app, format, names);
    free(names);
    app->grid.marked.count = 0;
}

/* ------------------------------------------------------------------ toggles */

void edit_toggle_primary(struct app *app, struct tn_refs attributes) {
    char *names;
    if (!begin_on(app, attributes, "primary key:", &names))
        return;
    bool was = tn_is_primary((struct tn_attribute *)attributes.items[0]);
    for (size_t i = 0; i < attributes.count; i++)
        if (tn_is_primary((struct tn_attribute *)attributes.items[i]) == was)
            tn_design_toggle_primary(app->model, (struct tn_attribute *)attributes.items[i]);
    end_on(app, names, was ? "%s left the primary key" : "%s joined the primary key");
}

void edit_toggle_null(struct app *app, struct tn_refs attributes) {
    char *names;
    if (!begin_on(app, attributes, "null or not null:", &names))
        return;
    bool nullable = !((struct tn_attribute *)attributes.items[0])->nullable;
    size_t kept = 0;
    for (size_t i = 0; i < attributes.count; i++) {
        struct tn_attribute *attribute = (struct tn_attribute *)attributes.items[i];
        if (nullable && tn_is_primary(attribute))
            kept++;
        else
            tn_set_number(app->model, attribute, TN_attribute_nullable, nullable);
    }
    end_on(app, names, nullable ? "%s may be null" : "%s may not be null");
    if (kept)
        app_warn(app, "an attribute of the primary key cannot be null");
}

static struct tn_key *unique_over(const struct tn_entity *entity, struct tn_refs attributes) {
    for (struct tn_key *key = entity->keys.first; key; key = key->next)
        if (!key->primary && tn_refs_same_set(key->attributes, attributes))
            return key;
    return NULL;
}

void edit_toggle_unique(struct app *app, struct tn_refs attributes) {
    char *names;
    if (!begin_on(app, attributes, "unique:", &names))
        return;
    struct tn_entity *entity = tn_entity_of(attributes.items[0]);
    struct tn_key *there = unique_over(entity, attributes);
    if (there) {
        tn_design_delete(app->model, there);
    } else {
        struct tn_key *key = tn_design_add(app->model, TN_key, entity, "");
        tn_set_refs(app->model, key, TN_key_attributes, attributes);
    }
    end_on(app, names, there ? "%s need no longer be unique" : "%s must be unique");
}

void edit_add_index(struct app *app, struct tn_refs attributes) {
    char *names;
    if (!begin_on(app, attributes, "add index on", &names))
        return;
    struct tn_entity *entity = tn_entity_of(attributes.items[0]);
    struct tn_index *index = tn_design_add(app->model, TN_index, entity, "");
    for (size_t i = 0; i < attributes.count; i++) {
        struct tn_index_part *part = tn_design_add(app->model, TN_index_part, index, "");
        tn_set_ref(app->model, part, TN_index_part_attribute, attributes.items[i]);
    }
    end_on(app, names, "added an index on %s");
}

/* ------------------------------------------------------------------ deleting */

static struct tn_object *neighbour(const struct app *app, struct tn_object *object) {
    if (object->kind == TN_entity || object->parent->kind != TN_entity) {
        struct tn_object *next = outline_neighbour(&app->outline, object, 1);
        return next ? next : outline_neighbour(&app->outline, object, -1);
    }
    return object->next ? object->next : object->prev;
}

static void delete_now(struct app *app, void *subject) {
    struct tn_object *object = subject, *next = neighbour(app, object);
    struct tn_buffer words = {0};
    tn_put_spaced(&words, tn_kind_of(object)->name);
    tn_put_char(&words, ' ');
    label_of(object, &words);
    if (edit_begin(app, "delete %s", tn_buffer_text(&words))) {
        tn_design_delete(app->model, object);
        edit_end(app, "deleted %s", tn_buffer_text(&words));
        if (app->selected == object)
            app_show(app, next && next->alive ? next : NULL);
        else if (next && next->alive && next->kind == object->kind)
            grid_find(app, next);
    }
    tn_buffer_free(&words);
}

/* The foreign keys of others that would go with it. */
static size_t count_followers(const struct app *app, const struct tn_object *object,
                              const struct tn_entity **first) {
    const struct tn_entity *entity = tn_entity_of(object);
    struct referring all = outline_referring(&app->outline, entity);
    size_t count = 0;
    for (size_t i = 0; i < all.count; i++) {
        struct tn_relationship *r = all.items[i];
        bool follows = object->kind == TN_entity
                           ? tn_entity_of(r) != entity
                           : tn_refs_have(tn_relationship_target_attributes(r), object);
        if (follows && count++ == 0)
            *first = tn_entity_of(r);
    }
    return count;
}

void edit_delete(struct app *app, struct tn_object *object) {
    const struct tn_entity *first = NULL;
    bool has_followers = object->kind == TN_entity || object->kind == TN_attribute;
    size_t count = has_followers ? count_followers(app, object, &first) : 0;
    if (count == 0 || edit_forbidden(app)) {
        delete_now(app, object);
        return;
    }
    struct tn_buffer question = {0};
    tn_put_format(&question, "delete %s and the foreign key%s to it", object->name,
                  count > 1 ? "s" : "");
    tn_put_format(&question, " in %s", first->name);
    if (count > 1)
        tn_put_format(&question, " and %zu more", count - 1);
    tn_put(&question, "?");
    confirm_ask(app, tn_duplicate(tn_buffer_text(&question)), object, delete_now);
    tn_buffer_free(&question);
}
