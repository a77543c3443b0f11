/*
 * The relationship wizard: two entities and how they belong together, with a sentence and the DDL
 * that would come, before anything is changed.
 */
#include "tui/relate.h"

#include "tui/app.h"
#include "tui/draw.h"
#include "tui/picker.h"

#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ the choices */

enum row {
    ROW_PARENT,
    ROW_CHILD,
    ROW_PARENT_END,
    ROW_CHILD_END,
    ROW_IDENTIFYING,
    ROW_ON_DELETE,
    ROW_ON_UPDATE,
    ROW_VERB,
    ROW_COUNT
};

static const char *const parent_ends[] = {"exactly one", "zero or one", "zero or many",
                                          "one or many"};
static const enum tn_cardinality parent_end_values[] = {
    TN_cardinality_exactly_one, TN_cardinality_zero_or_one, TN_cardinality_zero_or_many,
    TN_cardinality_one_or_many};
static const char *const child_ends[] = {"zero or many", "one or many", "zero or one",
                                         "exactly one"};
static const enum tn_cardinality child_end_values[] = {
    TN_cardinality_zero_or_many, TN_cardinality_one_or_many, TN_cardinality_zero_or_one,
    TN_cardinality_exactly_one};

/* Each row that is chosen from a few: its words, and the number it stands at. */
struct options {
    const char *const *texts;
    size_t count;
};

static const char *const yes_no[] = {"no", "yes"};
static const char *const actions[] = {"no action", "restrict", "cascade", "set null",
                                      "set default"};

static const struct relate_row {
    const char *title, *help;
    struct options options;
} rows[ROW_COUNT] = {
    [ROW_PARENT] = {"parent", "The entity that is referred to: it exists by itself", {0}},
    [ROW_CHILD] = {"child", "The entity that refers: it gets the foreign key", {0}},
    [ROW_PARENT_END] = {"each child has",
                        "Parents per child; many makes it many-to-many, over a junction entity",
                        {parent_ends, TN_LENGTH(parent_ends)}},
    [ROW_CHILD_END] = {"each parent has",
                       "Children per parent; at most one puts a unique key on the foreign key",
                       {child_ends, TN_LENGTH(child_ends)}},
    [ROW_IDENTIFYING] = {"identifying",
                         "The parent's key becomes a part of the child's primary key",
                         {yes_no, TN_LENGTH(yes_no)}},
    [ROW_ON_DELETE] = {"on delete",
                       "When the parent row is deleted",
                       {actions, TN_LENGTH(actions)}},
    [ROW_ON_UPDATE] = {"on update", "When the parent's key changes", {actions, TN_LENGTH(actions)}},
    [ROW_VERB] = {"verb", "Reads parent to child: customers place orders", {0}},
};

static size_t index_of(const enum tn_cardinality *values, enum tn_cardinality value) {
    size_t index = 0;
    while (values[index] != value)
        index++;
    return index;
}

static size_t option_get(const struct relate *relate, enum row row) {
    switch (row) {
    case ROW_PARENT_END:
        return index_of(parent_end_values, relate->link.parent_end);
    case ROW_CHILD_END:
        return index_of(child_end_values, relate->link.child_end);
    case ROW_IDENTIFYING:
        return relate->link.identifying;
    case ROW_ON_DELETE:
        return relate->link.on_delete;
    case ROW_ON_UPDATE:
        return relate->link.on_update;
    default:
        return 0;
    }
}

static void option_set(struct relate *relate, enum row row, size_t index) {
    relate->is_stale = true;
    if (row == ROW_PARENT_END)
        relate->link.parent_end = parent_end_values[index];
    if (row == ROW_CHILD_END)
        relate->link.child_end = child_end_values[index];
    if (row == ROW_IDENTIFYING)
        relate->link.identifying = index;
    if (row == ROW_ON_DELETE)
        relate->link.on_delete = (enum tn_action)index;
    if (row == ROW_ON_UPDATE)
        relate->link.on_update = (enum tn_action)index;
}

static void cycle(struct relate *relate, int step) {
    enum row row = (enum row)relate->cursor.at;
    size_t count = rows[row].options.count;
    if (count)
        option_set(relate, row, (option_get(relate, row) + count + (size_t)step) % count);
}

static bool is_many(const struct relate *relate) {
    return relate_is_many(relate->link.parent_end);
}

/* ------------------------------------------------------------------ the preview */

static void update(struct app *app, struct relate *relate) {
    if (!relate->is_stale && relate->revision == app->model->revision)
        return;
    relate->is_stale = false;
    relate->revision = app->model->revision;
    tn_buffer_reset(&relate->preview);
    tn_buffer_reset(&relate->sentence);
    tn_buffer_reset(&relate->ends);
    free(relate->failure);
    relate->failure = NULL;
    if (!relate->link.parent || !relate->link.child)
        return;
    relate_preview(app, relate);
}

/* ------------------------------------------------------------------ choosing */

static void entity_chosen(struct app *app, const struct question *question, void *value) {
    struct relate *relate = question->subject;
    (void)app;
    if (question->part == ROW_PARENT)
        relate->link.parent = value;
    else
        relate->link.child = value;
    relate->is_stale = true;
    if (question->part == ROW_PARENT && relate->link.child)
        relate->cursor.at = ROW_PARENT_END;
}

static void choose_entity(struct app *app, struct relate *relate, enum row row) {
    struct question *question =
        question_new(row == ROW_PARENT ? "Refers to (parent)" : "Which entity refers (child)");
    for (struct tn_entity *e = tn_next(app->model, TN_entity, NULL); e;
         e = tn_next(app->model, TN_entity, e)) {
        struct tn_buffer path = {0};
        tn_path(e, &path);
        question_add(question, tn_buffer_text(&path), e->comment, e);
        tn_buffer_free(&path);
    }
    question->subject = relate;
    question->part = row;
    question->chosen = entity_chosen;
    picker_open(app, question);
}

static bool verb_typed(struct app *app, const char *text) {
    struct relate *relate = app_top(app).state;
    free(relate->verb);
    relate->link.verb = relate->verb = tn_duplicate(text);
    relate->is_stale = true;
    return true;
}

static const struct prompt_actions typing_verb = {.done = verb_typed};

static void commit(struct app *app, struct relate *relate) {
    struct tn_error error = {0};
    struct tn_link link = relate->link;
    if (!link.parent || !link.child) {
        choose_entity(app, relate, link.parent ? ROW_CHILD : ROW_PARENT);
        return;
    }
    if (!edit_begin(app, "relate %s to %s", link.child->name, link.parent->name))
        return;
    struct tn_relationship *made = tn_design_relate(app->model, &link, &error);
    if (!made) {
        edit_cancel(app);
        app_report(app, &error);
        return;
    }
    edit_end(app, "related %s to %s", link.child->name, link.parent->name);
    app_close(app);
    app_reveal(app, &made->object);
    app_focus(app, PANE_ENTITY);
}

/* ------------------------------------------------------------------ drawing */

enum { TITLE_WIDTH = 18 };

static const char *row_text(const struct relate *relate, enum row row) {
    if (row == ROW_PARENT)
        return relate->link.parent ? relate->link.parent->name : "(choose: Space)";
    if (row == ROW_CHILD)
        return relate->link.child ? relate->link.child->name : "(choose: Space)";
    if (row == ROW_VERB)
        return relate->verb ? relate->verb : "";
    return rows[row].options.texts[option_get(relate, row)];
}

static void draw_relate_row(struct app *app, struct relate *relate, struct tn_cells *cells,
                            struct tn_rect line, enum row row) {
    struct tn_rect place = {line.x + TITLE_WIDTH, line.y, line.width - TITLE_WIDTH - 1, 1};
    bool unused = is_many(relate) && row > ROW_CHILD_END && row != ROW_VERB;
    draw_text(cells, line.x + 1, line.y, TITLE_WIDTH - 2, rows[row].title, TN_ROLE_DIM);
    int used = draw_text(cells, place.x, line.y, place.width, row_text(relate, row),
                         unused ? TN_ROLE_DIM : TN_ROLE_TEXT);
    bool here = row == (enum row)relate->cursor.at;
    if (here && rows[row].options.count)
        draw_text(cells, place.x + used + 2, line.y, place.width - used - 2,
                  app->ascii ? "< >" : "◀ ▶", TN_ROLE_DIM);
    if (here) {
        draw_cursor_row(cells, line, true);
        app_place_cursor(app, place.x, line.y);
    }
    if (prompt_is_at(app, relate, row))
        prompt_draw(app, cells, place);
}

static void draw_preview(const struct relate *relate, struct tn_cells *cells,
                         struct tn_rect inside) {
    const char *at = tn_buffer_text(&relate->preview);
    for (int y = inside.y; *at && y < inside.y + inside.height; y++) {
        size_t length = strcspn(at, "\n");
        bool is_new = *at == '+';
        tn_cells_put_slice(cells, inside.x + 1, y, (struct tn_slice){at, length},
                           draw_style(is_new ? TN_ROLE_ADDED : TN_ROLE_DIM));
        at += length + (at[length] == '\n');
    }
}

static void draw(struct app *app, void *state, struct tn_cells *cells, struct tn_rect area) {
    struct relate *relate = state;
    update(app, relate);
    struct tn_rect inside =
        draw_overlay(cells, area, area.width > 100 ? 96 : area.width, area.height, "Relate");
    struct tn_rect before = tn_cells_clip(cells, inside);
    for (int i = 0; i < ROW_COUNT; i++)
        draw_relate_row(app, relate, cells,
                        (struct tn_rect){inside.x, inside.y + i, inside.width, 1}, (enum row)i);
    int y = inside.y + ROW_COUNT + 1;
    draw_text(cells, inside.x + 1, y, inside.width - 2, tn_buffer_text(&relate->ends),
              TN_ROLE_TITLE);
    draw_text(cells, inside.x + 1, y + 1, inside.width - 2,
              relate->failure ? relate->failure : tn_buffer_text(&relate->sentence),
              relate->failure ? TN_ROLE_ERROR : TN_ROLE_TEXT);
    struct tn_rect preview = {inside.x, y + 3, inside.width, inside.y + inside.height - y - 4};
    if (preview.height > 0)
        draw_preview(relate, cells, preview);
    draw_text(cells, inside.x + 1, inside.y + inside.height - 1, inside.width - 2,
              rows[relate->cursor.at].help, TN_ROLE_INFO);
    cells->clip = before;
}

/* ------------------------------------------------------------------ the screen */

/* From an entity one relates it, as the child, to a parent; with none chosen, the list opens. */
static void *open(struct app *app, void *subject) {
    struct relate *relate = tn_allocate(sizeof *relate);
    relate->link = (struct tn_link){.parent = subject,
                                    .child = app_entity(app),
                                    .parent_end = TN_cardinality_exactly_one,
                                    .child_end = TN_cardinality_zero_or_many};
    relate->is_stale = true;
    relate->cursor.at = subject ? ROW_PARENT_END : ROW_PARENT;
    return relate;
}

static bool key(struct app *app, void *state, const struct key *pressed) {
    struct relate *relate = state;
    enum row row = (enum row)relate->cursor.at;
    if (!key_in(pressed, "Space Tab S-Tab"))
        return false;
    if (!key_is(pressed, "Space"))
        cursor_move(&relate->cursor, key_is(pressed, "Tab") ? MOTION_DOWN : MOTION_UP, ROW_COUNT);
    else if (row == ROW_PARENT || row == ROW_CHILD)
        choose_entity(app, relate, row);
    else if (row == ROW_VERB)
        prompt_edit(app, relate, ROW_VERB, row_text(relate, row), &typing_verb);
    else
        cycle(relate, 1);
    return true;
}

static void move(struct app *app, void *state, enum motion motion) {
    struct relate *relate = state;
    (void)app;
    if (motion == MOTION_LEFT || motion == MOTION_RIGHT)
        cycle(relate, motion == MOTION_LEFT ? -1 : 1);
    else
        cursor_move(&relate->cursor, motion, ROW_COUNT);
}

static void enter(struct app *app, void *state) {
    commit(app, state);
}

static void close(struct app *app, void *state) {
    struct relate *relate = state;
    (void)app;
    tn_buffer_free(&relate->preview);
    tn_buffer_free(&relate->sentence);
    tn_buffer_free(&relate->ends);
    free(relate->failure);
    free(relate->verb);
    free(relate);
}

const struct screen relate_screen = {
    .name = "relate",
    .title = "Relate",
    .context = IN_RELATE,
    .entering = "relate them",
    .open = open,
    .draw = draw,
    .key = key,
    .move = move,
    .enter = enter,
    .close = close,
};
