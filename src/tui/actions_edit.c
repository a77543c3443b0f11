/*
 * Actions that change the model: they ask for what they still need to know, then call edits.h.
 */
#include "tui/actions.h"

#include "tui/edits.h"
#include "tui/label.h"
#include "tui/picker.h"

#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ reasons */

const char *needs_attribute(struct app *app) {
    return grid_attribute(app) ? NULL : "the cursor is on no attribute";
}

const char *needs_targets(struct app *app) {
    return app->grid.marked.count ? NULL : needs_attribute(app);
}

/* ------------------------------------------------------------------ adding */

static struct tn_object *home_of_entities(const struct app *app) {
    struct tn_entity *entity = app_entity(app);
    if (entity)
        return entity->parent;
    struct tn_project *project = app->model->project;
    bool only_namespaces = project->namespaces.first && !project->entities.first;
    return only_namespaces ? project->namespaces.first : &project->object;
}

/* A new entity stands in the namespace and area of the one it was added beside. */
static bool entity_named(struct app *app, const char *name) {
    struct tn_entity *beside = app_entity(app);
    if (!*name)
        return true;
    struct tn_object *parent = home_of_entities(app);
    if (tn_find_name_folded(tn_list_of(parent, TN_entity), name)) {
        app_warn(app, "there is an entity %s already", name);
        return false;
    }
    if (!edit_begin(app, "add entity %s", name))
        return false;
    struct tn_entity *made = tn_design_add(app->model, TN_entity, parent, name);
    if (beside)
        tn_set_ref(app->model, made, TN_entity_area, beside->area);
    edit_end(app, "added entity %s", name);
    app_select(app, &made->object);
    app_focus(app, PANE_ENTITY);
    return true;
}

static const struct prompt_actions naming_entity = {.done = entity_named};

void action_add_entity(struct app *app, int value, const char *argument) {
    (void)value;
    if (*argument)
        entity_named(app, argument);
    else
        prompt_ask(app, "name of the new entity: ", "", NULL, &naming_entity);
}

void action_add_attribute(struct app *app, int value, const char *argument) {
    struct tn_attribute *made;
    (void)value;
    if (!*argument) {
        app_focus(app, PANE_ENTITY);
        grid_add(app);
    } else if (edit_add_attribute(app, app_entity(app), argument, NULL, &made)) {
        grid_update(app);
        grid_find(app, made);
    }
}

void action_check(struct app *app, int value, const char *argument) {
    struct tn_entity *entity = app_entity(app);
    (void)value;
    if (!edit_begin(app, "add check to %s", entity->name))
        return;
    struct tn_check *check = tn_design_add(app->model, TN_check, entity, "");
    tn_set_text(app->model, check, TN_check_expression, argument);
    edit_end(app, "%s must meet: %s", entity->name, argument);
}

void action_new_area(struct app *app, int value, const char *argument) {
    (void)value;
    edit_add(app, TN_area, &app->model->project->object, argument);
}

static bool value_is_free(struct tn_texts values, const char *value) {
    for (size_t i = 0; i < values.count; i++)
        if (strcmp(values.items[i], value) == 0)
            return false;
    return true;
}

static struct tn_texts enumeration_values(struct app *app, char *list) {
    struct tn_texts values = {0};
    char *rest = NULL;
    for (char *word = strtok_r(list, ", ", &rest); word; word = strtok_r(NULL, ", ", &rest))
        if (value_is_free(values, word))
            tn_texts_append(app->model, &values, word);
    return values;
}

void action_new_type(struct app *app, int value, const char *argument) {
    (void)value;
    char *name = tn_duplicate(argument);
    size_t length = strcspn(name, " ");
    char *list = name[length] ? name + length + 1 : name + length;
    name[length] = 0;
    struct tn_object *parent = home_of_entities(app);
    if (!*list) {
        app_warn(app, "add-enum needs a name and its values: order_status pending, paid, sent");
    } else if (tn_find_name_folded(tn_list_of(parent, TN_type), name)) {
        app_warn(app, "there is a type %s already", name);
    } else if (edit_begin(app, "add enumeration %s", name)) {
        struct tn_type *type = tn_design_add(app->model, TN_type, parent, name);
        tn_set(app->model, type, TN_type_values,
               (union tn_value){.texts = enumeration_values(app, list)});
        edit_end(app, "added enumeration %s of %zu values", name, type->values.count);
    }
    free(name);
}

/* ------------------------------------------------------------------ names and comments */

static bool renamed(struct app *app, const char *name) {
    return edit_rename(app, (struct tn_object *)app->prompt.subject, name);
}

static const struct prompt_actions renaming = {.done = renamed};

static void ask_about(struct app *app, const char *what, const char *text,
                      const struct prompt_actions *actions) {
    struct tn_object *object = app_object(app);
    struct tn_buffer label = {0};
    tn_put(&label, what);
    tn_put_char(&label, ' ');
    label_of(object, &label);
    tn_put(&label, ": ");
    prompt_ask(app, tn_buffer_text(&label), text, object, actions);
    tn_buffer_free(&label);
}

void action_rename(struct app *app, int value, const char *argument) {
    struct tn_object *object = app_object(app);
    (void)value;
    if (*argument)
        edit_rename(app, object, argument);
    else if (object->kind == TN_attribute && app_context(app) == IN_ENTITY)
        grid_edit_column(app, COLUMN_NAME);
    else
        ask_about(app, "new name of", object->name, &renaming);
}

static bool commented(struct app *app, const char *text) {
    return edit_text(app, (struct tn_object *)app->prompt.subject, TN_FIELD_COMMENT, text);
}

static const struct prompt_actions commenting = {.done = commented};

void action_comment(struct app *app, int value, const char *argument) {
    (void)value;
    if (*argument)
        edit_text(app, app_object(app), TN_FIELD_COMMENT, argument);
    else
        ask_about(app, "comment on", app_object(app)->comment, &commenting);
}

void action_type(struct app *app, int value, const char *argument) {
    (void)value;
    if (*argument)
        edit_type(app, grid_attribute(app), argument);
    else
        grid_edit_column(app, COLUMN_TYPE);
}

/* ------------------------------------------------------------------ order, copies, deletion */

void action_delete(struct app *app, int value, const char *argument) {
    (void)value, (void)argument;
    edit_delete(app, app_object(app));
}

void action_shift(struct app *app, int value, const char *argument) {
    (void)argument;
    edit_move(app, app_object(app), value);
}

/* "orders_copy", "orders_copy_2", … */
static char *free_copy_name(const struct tn_object *object) {
    struct tn_buffer name = {0};
    struct tn_list *list = tn_list_of(object->parent, object->kind);
    tn_put_format(&name, "%s_copy", object->name);
    for (int number = 2; tn_find_name_folded(list, tn_buffer_text(&name)); number++) {
        tn_buffer_reset(&name);
        tn_put_format(&name, "%s_copy_%d", object->name, number);
    }
    char *text = tn_duplicate(*object->name ? tn_buffer_text(&name) : "");
    tn_buffer_free(&name);
    return text;
}

void action_copy(struct app *app, int value, const char *argument) {
    (void)value;
    struct tn_object *object = app_object(app);
    char *name = *argument ? tn_duplicate(argument) : free_copy_name(object);
    if (*name && tn_find_name_folded(tn_list_of(object->parent, object->kind), name))
        app_warn(app, "there is %s already", name);
    else
        edit_copy(app, object, name);
    free(name);
}

/* ------------------------------------------------------------------ attributes */

void action_mark(struct app *app, int value, const char *argument) {
    (void)value, (void)argument;
    grid_mark(app);
    grid_move(app, MOTION_DOWN);
    app_say(app, "%zu marked; p n x i work on them, Esc forgets them", app->grid.marked.count);
}

void action_primary(struct app *app, int value, const char *argument) {
    (void)value, (void)argument;
    edit_toggle_primary(app, grid_targets(app));
}

void action_null(struct app *app, int value, const char *argument) {
    (void)value, (void)argument;
    edit_toggle_null(app, grid_targets(app));
}

void action_unique(struct app *app, int value, const char *argument) {
    (void)value, (void)argument;
    edit_toggle_unique(app, grid_targets(app));
}

void action_index(struct app *app, int value, const char *argument) {
    (void)value, (void)argument;
    edit_add_index(app, grid_targets(app));
}

/* ------------------------------------------------------------------ areas */

static struct tn_area *find_area(const struct app *app, const char *name) {
    return tn_find_name_folded(&app->model->project->areas, name);
}

/* An area that is not there yet is made. */
static void put_into_area(struct app *app, struct tn_entity *entity, const char *name) {
    struct tn_area *area = find_area(app, name);
    if (!edit_begin(app, "move %s to area %s", entity->name, *name ? name : "none"))
        return;
    if (!area && *name)
        area = tn_design_add(app->model, TN_area, app->model->project, name);
    tn_set_ref(app->model, entity, TN_entity_area, area);
    if (*name)
        edit_end(app, "%s belongs to %s", entity->name, name);
    else
        edit_end(app, "%s belongs to no area", entity->name);
}

static bool area_named(struct app *app, const char *name) {
    put_into_area(app, (struct tn_entity *)app->prompt.subject, name);
    return true;
}

static const struct prompt_actions naming_area = {.done = area_named, .complete = complete_area};

void action_area(struct app *app, int value, const char *argument) {
    (void)value;
    struct tn_entity *entity = app_entity(app);
    if (*argument)
        put_into_area(app, entity, argument);
    else
        prompt_ask(app,
                   "area (new or known; empty for none): ", entity->area ? entity->area->name : "",
                   entity, &naming_area);
}

void complete_area(struct app *app, const char *argument, struct completion *completion) {
    completion->replaces = strlen(argument);
    for (struct tn_area *a = app->model->project->areas.first; a; a = a->next)
        if (tn_starts_with(a->name, argument))
            TN_PUSH(&completion->words, a->name);
}

/* ------------------------------------------------------------------ relating */

void action_relate(struct app *app, int value, const char *argument) {
    (void)value;
    struct tn_entity *parent = *argument ? tn_find_entity(app->model, argument) : NULL;
    if (*argument && !parent)
        app_warn(app, "there is no entity %s", argument);
    else
        app_open(app, SCREEN_RELATE, parent);
}
