/*
 * Actions that only look: moving, panes, screens, themes.
 */
#include "tui/actions.h"
#include "tui/command.h"

#include <string.h>

/* ------------------------------------------------------------------ moving */

void action_move(struct app *app, int value, const char *argument) {
    struct layer top = app_top(app);
    (void)argument;
    if (top.screen->move)
        top.screen->move(app, top.state, (enum motion)value);
}

void action_open(struct app *app, int value, const char *argument) {
    struct layer top = app_top(app);
    (void)value, (void)argument;
    if (top.screen->enter)
        top.screen->enter(app, top.state);
}

/* Out of what is on top, then out of marks, a zoomed and a far pane. A value: out of the program.
 */
void action_back(struct app *app, int value, const char *argument) {
    (void)argument;
    if (app->layers.count) {
        app_close(app);
    } else if (value) {
        app->quitting = true;
    } else if (app->panes.zoomed) {
        app->panes.zoomed = false;
    } else if (app->grid.marked.count) {
        app->grid.marked.count = 0;
    } else if (app->panes.focus != PANE_ENTITY) {
        app_focus(app, PANE_ENTITY);
    } else {
        app_say(app, "q quits; everything is saved already");
    }
}

void action_neighbour(struct app *app, int value, const char *argument) {
    struct tn_object *next = outline_neighbour(&app->outline, app->selected, value);
    (void)argument;
    if (next)
        app_show(app, next);
    else
        app_say(app, "the list ends here");
}

void action_return(struct app *app, int value, const char *argument) {
    (void)value, (void)argument;
    while (app->visited.count) {
        struct tn_object *object = app->visited.items[--app->visited.count];
        if (object->alive) {
            app_show(app, object);
            return;
        }
    }
}

const char *needs_visited(struct app *app) {
    return app->visited.count ? NULL : "there is nothing to go back to";
}

/* ------------------------------------------------------------------ following */

static struct tn_object *target_of(const struct tn_relationship *relationship, bool from_parent) {
    if (from_parent)
        return (struct tn_object *)relationship;
    struct tn_refs there = tn_relationship_target_attributes(relationship);
    return there.count ? there.items[0] : (struct tn_object *)relationship->target;
}

static struct tn_object *reference_of(struct app *app, struct tn_object *object) {
    struct tn_entity *entity = tn_entity_of(object);
    if (object->kind == TN_relationship)
        return target_of((struct tn_relationship *)object, entity != app_entity(app));
    if (object->kind != TN_attribute)
        return NULL;
    for (struct tn_relationship *r = entity->relationships.first; r; r = r->next)
        if (tn_refs_have(r->attributes, object))
            return target_of(r, false);
    return (struct tn_object *)((struct tn_attribute *)object)->named_type;
}

void action_follow(struct app *app, int value, const char *argument) {
    (void)value, (void)argument;
    struct tn_object *object = app_object(app);
    struct tn_object *target = object ? reference_of(app, object) : NULL;
    if (app_context(app) == IN_PROBLEMS)
        target = object;
    if (!target) {
        app_say(app, "it refers to nothing");
        return;
    }
    app_reveal(app, target);
    app_focus(app, PANE_ENTITY);
}

void action_goto(struct app *app, int value, const char *argument) {
    (void)value;
    struct tn_entity *entity = tn_find_entity(app->model, argument);
    if (entity)
        app_select(app, &entity->object);
    else
        app_warn(app, "there is no entity %s", argument);
}

void complete_entity(struct app *app, const char *argument, struct completion *completion) {
    for (size_t i = 0; i < app->outline.rows.count; i++) {
        const struct outline_row *row = &app->outline.rows.items[i];
        if (!row->title && row->object->kind == TN_entity &&
            tn_starts_with(row->object->name, argument))
            TN_PUSH(&completion->words, row->object->name);
    }
}

/* ------------------------------------------------------------------ reasons */

const char *needs_object(struct app *app) {
    return app_object(app) ? NULL : "nothing is selected";
}

const char *needs_entity(struct app *app) {
    if (app_entity(app))
        return NULL;
    return app->model->counts[TN_entity] ? "no entity is selected"
                                         : "there is no entity yet: a adds one";
}

const char *needs_several(struct app *app) {
    return app->model->counts[TN_entity] ? NULL : "there is no entity yet";
}

/* ------------------------------------------------------------------ panes */

/* The number of the pane one is in leads back to the entity. */
void action_pane(struct app *app, int value, const char *argument) {
    (void)argument;
    enum pane pane = (enum pane)value;
    if (app->panes.focus == pane)
        pane = PANE_ENTITY;
    app->panes.hidden[pane] = false;
    app_focus(app, pane);
}

void action_next_pane(struct app *app, int value, const char *argument) {
    (void)argument;
    enum pane next = panes_next(&app->panes, value);
    if (next == app->panes.focus)
        next = next == PANE_ENTITY ? PANE_LIST : PANE_ENTITY;
    app_focus(app, next);
}

void action_zoom(struct app *app, int value, const char *argument) {
    (void)value, (void)argument;
    app->panes.zoomed = !app->panes.zoomed;
}

void action_hide(struct app *app, int value, const char *argument) {
    (void)value, (void)argument;
    enum pane pane = app->panes.focus;
    if (pane == PANE_ENTITY) {
        app_say(app, "the entity stays; Tab goes to the panes that can be hidden");
        return;
    }
    app->panes.hidden[pane] = true;
    app_focus(app, PANE_ENTITY);
    app_say(app, "hidden; %d shows it again", (int)pane + 1);
}

/* ------------------------------------------------------------------ the list */

void action_fold(struct app *app, int value, const char *argument) {
    (void)value, (void)argument;
    size_t row = app->list.at;
    if (row < app->outline.rows.count && !app->outline.rows.items[row].title)
        while (row > 0 && !app->outline.rows.items[row].title)
            row--;
    outline_fold(&app->outline, row);
    app->list.at = row;
}

void action_group(struct app *app, int value, const char *argument) {
    (void)value;
    int wanted = ((int)app->outline.grouping + 1) % GROUPING_COUNT;
    for (int i = 0; *argument && i < GROUPING_COUNT; i++)
        if (strcmp(grouping_names[i], argument) == 0)
            wanted = i;
    app->outline.grouping = (enum grouping)wanted;
    app->outline.is_stale = true;
    app_show(app, app->selected);
    app_say(app, "grouped by: %s", grouping_names[wanted]);
}

void complete_grouping(struct app *app, const char *argument, struct completion *completion) {
    (void)app;
    for (size_t i = 0; i < GROUPING_COUNT; i++)
        if (tn_starts_with(grouping_names[i], argument))
            TN_PUSH(&completion->words, grouping_names[i]);
}

/* ------------------------------------------------------------------ screens */

void action_search(struct app *app, int value, const char *argument) {
    (void)value;
    app_open(app, SCREEN_SEARCH, (void *)argument);
}

void action_help(struct app *app, int value, const char *argument) {
    (void)value, (void)argument;
    app_open(app, SCREEN_HELP, NULL);
}

void action_form(struct app *app, int value, const char *argument) {
    (void)value, (void)argument;
    app_open(app, SCREEN_FORM, app_object(app));
}

void action_project(struct app *app, int value, const char *argument) {
    (void)value, (void)argument;
    app_open(app, SCREEN_FORM, app->model->project);
}

void action_command_line(struct app *app, int value, const char *argument) {
    (void)value;
    command_line_open(app, argument);
}

/* ------------------------------------------------------------------ looks */

static const char *theme_after(const char *name, const struct tn_theme_list *list) {
    for (size_t i = 0; i < list->count; i++)
        if (tn_same_word(list->entries[i].name, name))
            return list->entries[(i + 1) % list->count].name;
    return list->count ? list->entries[0].name : tn_theme_default_name;
}

void action_theme(struct app *app, int value, const char *argument) {
    (void)value;
    struct tn_arena arena = {0};
    struct tn_error error = {0};
    struct tn_theme_list list = tn_theme_list(&arena);
    const char *name = *argument ? argument : theme_after(app->theme.name, &list);
    if (app_use_theme(app, name, &error))
        app_say(app, "theme: %s", name);
    else
        app_report(app, &error);
    tn_arena_free(&arena);
}

void complete_theme(struct app *app, const char *argument, struct completion *completion) {
    (void)app;
    struct tn_theme_list list = tn_theme_list(&completion->arena);
    for (size_t i = 0; i < list.count; i++)
        if (tn_starts_with(list.entries[i].name, argument))
            TN_PUSH(&completion->words, list.entries[i].name);
}

void action_redraw(struct app *app, int value, const char *argument) {
    (void)value, (void)argument;
    app->wants_redraw = true;
}

void action_suspend(struct app *app, int value, const char *argument) {
    (void)value, (void)argument;
    app->wants_suspend = true;
}
