/*
 * The property form: one line a field, edited as its type asks for, then one line for each object
 * below. Everything in it comes from the catalogue.
 */
#include "tui/form.h"

#include "tui/actions.h"
#include "tui/app.h"
#include "tui/draw.h"
#include "tui/edits.h"
#include "tui/picker.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

struct form_row {
    const struct tn_field *field;     /* or */
    const struct tn_child_list *list; /* the heading of a list, or */
    struct tn_object *child;          /* one of its objects */
};

struct form {
    struct tn_object *object;
    uint64_t revision;
    TN_VECTOR(struct form_row) rows;
    struct cursor cursor;
};

/* ------------------------------------------------------------------ rows */

static void collect_rows(struct form *form) {
    const struct tn_kind_info *info = tn_kind_of(form->object);
    form->rows.count = 0;
    for (unsigned i = TN_FIELD_NAME; i < info->field_count; i++)
        TN_PUSH(&form->rows, ((struct form_row){.field = &info->fields[i]}));
    for (size_t i = 0; i < info->list_count; i++) {
        const struct tn_list *list = tn_list_of(form->object, info->lists[i].kind);
        TN_PUSH(&form->rows, ((struct form_row){.list = &info->lists[i]}));
        for (struct tn_object *o = list->first; o; o = o->next)
            TN_PUSH(&form->rows, ((struct form_row){.list = &info->lists[i], .child = o}));
    }
}

static void update(struct app *app, struct form *form) {
    if (form->rows.count && form->revision == app->model->revision)
        return;
    form->revision = app->model->revision;
    collect_rows(form);
    if (form->cursor.at >= form->rows.count)
        form->cursor.at = form->rows.count - 1;
}

static struct form_row *current(struct form *form) {
    return &form->rows.items[form->cursor.at];
}

static unsigned field_index(const struct form *form, const struct tn_field *field) {
    return (unsigned)(field - tn_kind_of(form->object)->fields);
}

const struct tn_child_list *form_child_list(struct app *app, struct tn_object **parent) {
    struct layer top = app_top(app);
    if (top.screen != &form_screen)
        return NULL;
    struct form *form = top.state;
    *parent = form->object;
    return current(form)->list;
}

/* ------------------------------------------------------------------ editing */

static struct form *form_of(struct app *app) {
    return app_top(app).state;
}

static bool text_typed(struct app *app, const char *text) {
    return edit_text(app, form_of(app)->object, app->prompt.part, text);
}

static bool number_typed(struct app *app, const char *text) {
    char *end;
    errno = 0;
    long long number = strtoll(*text ? text : "0", &end, 10);
    if (*end || errno) {
        app_warn(app, "a whole number is wanted here");
        return false;
    }
    return edit_number(app, form_of(app)->object, app->prompt.part, number);
}

static bool texts_typed(struct app *app, const char *text) {
    return edit_texts(app, form_of(app)->object, app->prompt.part, text);
}

static bool refs_typed(struct app *app, const char *text) {
    return edit_refs(app, form_of(app)->object, app->prompt.part, text);
}

static void next_field(struct app *app, int step);

static const struct prompt_actions typed[] = {
    [TN_TEXT] = {.done = text_typed, .next = next_field},
    [TN_TEXTS] = {.done = texts_typed, .next = next_field},
    [TN_INT] = {.done = number_typed, .next = next_field},
    [TN_REFS] = {.done = refs_typed, .next = next_field},
};

static void start_typing(struct app *app, struct form *form, const struct tn_field *field) {
    struct tn_buffer text = {0};
    union tn_value value = tn_value_get(form->object, field);
    if (field->type == TN_TEXTS)
        edit_texts_text(value.texts, &text);
    else
        tn_value_print(field, value, &text);
    prompt_edit(app, form->object, field_index(form, field), tn_buffer_text(&text),
                &typed[field->type]);
    app->prompt.editor.lines = (field->flags & TN_LONG) != 0;
    tn_buffer_free(&text);
}

/* ------------------------------------------------------------------ choosing */

static void literal_chosen(struct app *app, const struct question *question, void *value) {
    edit_number(app, question->subject, question->part, (int64_t)(intptr_t)value);
}

static void object_chosen(struct app *app, const struct question *question, void *value) {
    edit_ref(app, question->subject, question->part, value);
}

static void choose_literal(struct app *app, struct form *form, const struct tn_field *field) {
    struct question *question = question_new(field->help);
    const struct tn_enumeration *enumeration = field->enumeration;
    for (size_t i = 0; i < enumeration->count; i++)
        question_add(question, enumeration->literals[i], "", (void *)(intptr_t)i);
    question->subject = form->object;
    question->part = field_index(form, field);
    question->current = (size_t)tn_value_get(form->object, field).number;
    question->chosen = literal_chosen;
    picker_open(app, question);
}

/* Attributes are chosen from the object's own entity. */
static void choose_object(struct app *app, struct form *form, const struct tn_field *field) {
    struct question *question = question_new(field->help);
    struct tn_entity *entity = tn_entity_of(form->object);
    question_add(question, "(none)", "", NULL);
    for (struct tn_object *o = tn_next(app->model, field->target, NULL); o;
         o = tn_next(app->model, field->target, o)) {
        if (field->target == TN_attribute && entity && tn_entity_of(o) != entity)
            continue;
        struct tn_buffer path = {0};
        tn_path(o, &path);
        question_add(question, tn_buffer_text(&path), o->comment, o);
        tn_buffer_free(&path);
    }
    question->subject = form->object;
    question->part = field_index(form, field);
    question->chosen = object_chosen;
    picker_open(app, question);
}

static void edit_row(struct app *app, struct form *form) {
    const struct tn_field *field = current(form)->field;
    union tn_value value = tn_value_get(form->object, field);
    const char *forbidden = edit_forbidden(app);
    if (forbidden)
        app_warn(app, "read-only: %s", forbidden);
    else if (field->type == TN_BOOL)
        edit_number(app, form->object, field_index(form, field), !value.number);
    else if (field->type == TN_ENUM)
        choose_literal(app, form, field);
    else if (field->type == TN_REF && field->target != TN_any)
        choose_object(app, form, field);
    else if (field->type != TN_REF)
        start_typing(app, form, field);
}

static void next_field(struct app *app, int step) {
    struct form *form = form_of(app);
    update(app, form);
    size_t at = form->cursor.at + (size_t)step;
    if (at >= form->rows.count || !form->rows.items[at].field)
        return;
    form->cursor.at = at;
    enum tn_field_type type = form->rows.items[at].field->type;
    if (type == TN_TEXT || type == TN_TEXTS || type == TN_INT || type == TN_REFS)
        start_typing(app, form, form->rows.items[at].field);
}

/* Left and right go through the literals of an enumeration without opening a list. */
static void cycle(struct app *app, struct form *form, int step) {
    const struct tn_field *field = current(form)->field;
    if (!field || (field->type != TN_ENUM && field->type != TN_BOOL))
        return;
    int64_t count = field->type == TN_BOOL ? 2 : (int64_t)field->enumeration->count;
    int64_t number = (tn_value_get(form->object, field).number + step + count) % count;
    edit_number(app, form->object, field_index(form, field), number);
}

/* ------------------------------------------------------------------ adding below */

const char *needs_child_list(struct app *app) {
    struct tn_object *parent;
    return form_child_list(app, &parent) ? NULL : "the cursor is on no list of objects";
}

void action_add_child(struct app *app, int value, const char *argument) {
    struct tn_object *parent;
    (void)value, (void)argument;
    const struct tn_child_list *list = form_child_list(app, &parent);
    struct tn_object *made = edit_add(app, list->kind, parent, "");
    if (made)
        app_open(app, SCREEN_FORM, made);
}

/* ------------------------------------------------------------------ drawing */

static void draw_form_row(struct app *app, struct form *form, struct tn_cells *cells,
                          struct tn_rect row, size_t index) {
    const struct form_row *item = &form->rows.items[index];
    if (item->field)
        form_draw_field(app, form->object, item->field, cells, row);
    else
        form_draw_child(item->list, item->child, tn_list_of(form->object, item->list->kind)->count,
                        cells, row);
    if (index != form->cursor.at)
        return;
    bool typing = app->prompt.active && !app->prompt.label;
    if (!typing)
        draw_cursor_row(cells, row, true);
    if (!typing)
        app_place_cursor(app, item->field ? row.x + FORM_TITLE_WIDTH : row.x + 1, row.y);
}

static void draw_help(struct form *form, struct tn_cells *cells, struct tn_rect line) {
    const struct form_row *item = current(form);
    const char *help = item->field ? item->field->help : item->list->help;
    if (item->child)
        help = tn_kind_of(item->child)->help;
    draw_text(cells, line.x + 1, line.y, line.width - 2, help, TN_ROLE_INFO);
}

/* What would leave only a strip of what is below takes that too. */
static int form_height(const struct form *form, struct tn_rect area) {
    int wanted = (int)form->rows.count + 4;
    return wanted > area.height - 6 ? area.height : wanted;
}

static void draw(struct app *app, void *state, struct tn_cells *cells, struct tn_rect area) {
    struct form *form = state;
    struct tn_buffer title = {0};
    update(app, form);
    tn_describe(form->object, &title);
    struct tn_rect inside = draw_overlay(cells, area, area.width > 100 ? 96 : area.width,
                                         form_height(form, area), tn_buffer_text(&title));
    tn_buffer_free(&title);
    int rows = inside.height - 2;
    cursor_show(&form->cursor, form->rows.count, rows);
    for (int i = 0; i < rows && form->cursor.top + (size_t)i < form->rows.count; i++)
        draw_form_row(app, form, cells, (struct tn_rect){inside.x, inside.y + i, inside.width, 1},
                      form->cursor.top + (size_t)i);
    draw_help(form, cells,
              (struct tn_rect){inside.x, inside.y + inside.height - 1, inside.width, 1});
}

/* ------------------------------------------------------------------ the screen */

static void *open(struct app *app, void *subject) {
    (void)app;
    if (!subject)
        return NULL;
    struct form *form = tn_allocate(sizeof *form);
    form->object = subject;
    collect_rows(form);
    return form;
}

static bool key(struct app *app, void *state, const struct key *pressed) {
    struct form *form = state;
    if (!form->object->alive) { /* undone while it was open */
        app_close(app);
        return true;
    }
    update(app, form);
    if (!key_is(pressed, "Space") || !current(form)->field)
        return false;
    edit_row(app, form);
    return true;
}

static void move(struct app *app, void *state, enum motion motion) {
    struct form *form = state;
    if (motion == MOTION_LEFT || motion == MOTION_RIGHT)
        cycle(app, form, motion == MOTION_LEFT ? -1 : 1);
    else
        cursor_move(&form->cursor, motion, form->rows.count);
}

static void enter(struct app *app, void *state) {
    struct form *form = state;
    const struct form_row *item = current(form);
    if (item->child)
        app_open(app, SCREEN_FORM, item->child);
    else if (item->field)
        edit_row(app, form);
    else
        action_add_child(app, 0, "");
}

static struct tn_object *object(struct app *app, void *state) {
    struct form *form = state;
    (void)app;
    return current(form)->child ? current(form)->child : form->object;
}

static void close(struct app *app, void *state) {
    struct form *form = state;
    (void)app;
    free(form->rows.items);
    free(form);
}

const struct screen form_screen = {
    .name = "form",
    .title = "Properties",
    .context = IN_FORM,
    .entering = "edit",
    .open = open,
    .draw = draw,
    .key = key,
    .move = move,
    .enter = enter,
    .object = object,
    .close = close,
};
