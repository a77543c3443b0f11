/*
 * Search over everything: names, and the fields the catalogue says to search. The texts are
 * gathered once when it opens; each key only goes through them.
 */
#include "tui/app.h"
#include "tui/draw.h"
#include "tui/label.h"
#include "tui/picker.h"

#include <stdlib.h>
#include <string.h>

enum { SHOWN_LIMIT = 200 };

struct entry {
    struct tn_object *object;
    const struct tn_field *field; /* where the text stands */
    const char *text;
    size_t length;
    uint32_t letters; /* which letters the text has: a quick look before a close one */
};

struct hit {
    const struct entry *entry;
    int score;
};

struct search {
    struct editor editor;
    struct cursor cursor;
    TN_VECTOR(struct entry) entries;
    TN_VECTOR(struct hit) hits;
    TN_VECTOR(const char *) lists; /* texts joined for the search */
    size_t found;
};

/* ------------------------------------------------------------------ gathering */

static uint32_t letters_of(const char *text) {
    uint32_t letters = 0;
    for (; *text; text++) {
        unsigned letter = (unsigned)(*text | 0x20) - 'a';
        letters |= letter < 26 ? UINT32_C(1) << letter : UINT32_C(1) << 26;
    }
    return letters;
}

static const char *joined(struct search *search, const struct tn_field *field,
                          union tn_value value) {
    struct tn_buffer text = {0};
    tn_value_print(field, value, &text);
    const char *copy = tn_duplicate(tn_buffer_text(&text));
    tn_buffer_free(&text);
    TN_PUSH(&search->lists, copy);
    return copy;
}

static void gather_field(struct search *search, struct tn_object *object,
                         const struct tn_field *field, bool is_common) {
    bool searched = is_common || (field->flags & TN_SEARCH);
    if (!searched || tn_value_is_default(object, field))
        return;
    union tn_value value = tn_value_get(object, field);
    const char *text = field->type == TN_TEXT ? value.text : joined(search, field, value);
    struct entry entry = {object, field, text, strlen(text), letters_of(text)};
    TN_PUSH(&search->entries, entry);
}

/* The model is six levels deep at most. */
static void gather(struct search *search, struct tn_object *object) {
    const struct tn_kind_info *info = tn_kind_of(object);
    for (unsigned i = TN_FIELD_NAME; i < info->field_count && object->kind != TN_version; i++)
        gather_field(search, object, &info->fields[i], i < TN_FIELD_OWN);
    for (size_t i = 0; i < info->list_count; i++) {
        const struct tn_list *list = tn_list_of(object, info->lists[i].kind);
        for (struct tn_object *child = list->first; child; child = child->next)
            gather(search, child);
    }
}

/* ------------------------------------------------------------------ ranking */

/* A name beats a text, an entity what stands in it; letters apart count in names only. */
static int rank(const struct entry *entry, const char *pattern) {
    bool is_name = entry->field == &tn_kind_of(entry->object)->fields[TN_FIELD_NAME];
    int score = picker_score(entry->text, pattern);
    if (!is_name)
        return score > 1 ? 1 : 0;
    return score == 0 ? 0 : 10 * score + (entry->object->kind == TN_entity ? 5 : 0);
}

static int better(const void *a, const void *b) {
    const struct hit *left = a, *right = b;
    if (left->score != right->score)
        return right->score - left->score;
    if (left->entry->length != right->entry->length)
        return left->entry->length < right->entry->length ? -1 : 1;
    return left->entry < right->entry ? -1 : left->entry > right->entry;
}

/* Keeps the best few in a heap with the worst of them on top: most hits end at one comparison. */
static void sink(struct search *search, size_t at) {
    struct hit *hits = search->hits.items;
    for (size_t child; (child = 2 * at + 1) < search->hits.count; at = child) {
        if (child + 1 < search->hits.count && better(&hits[child + 1], &hits[child]) > 0)
            child++;
        if (better(&hits[child], &hits[at]) <= 0)
            return;
        struct hit swapped = hits[at];
        hits[at] = hits[child];
        hits[child] = swapped;
    }
}

static void keep(struct search *search, struct hit hit) {
    if (search->hits.count < SHOWN_LIMIT) {
        TN_PUSH(&search->hits, hit);
        for (size_t i = search->hits.count / 2; search->hits.count == SHOWN_LIMIT && i-- > 0;)
            sink(search, i);
    } else if (better(&hit, &search->hits.items[0]) < 0) {
        search->hits.items[0] = hit;
        sink(search, 0);
    }
}

static void find(struct search *search) {
    const char *pattern = editor_text(&search->editor);
    uint32_t letters = letters_of(pattern);
    search->hits.count = search->found = 0;
    for (size_t i = 0; i < search->entries.count && *pattern; i++) {
        const struct entry *entry = &search->entries.items[i];
        int score = (entry->letters & letters) == letters ? rank(entry, pattern) : 0;
        search->found += score > 0;
        if (score)
            keep(search, (struct hit){entry, score});
    }
    if (search->hits.count)
        qsort(search->hits.items, search->hits.count, sizeof(struct hit), better);
    search->cursor = (struct cursor){0};
}

/* ------------------------------------------------------------------ drawing */

static void draw_hit(struct app *app, struct tn_cells *cells, struct tn_rect row,
                     const struct entry *entry, bool at_cursor) {
    struct tn_buffer text = {0};
    tn_put_spaced(&text, tn_kind_of(entry->object)->name);
    draw_text(cells, row.x + 1, row.y, 13, tn_buffer_text(&text), TN_ROLE_DIM);
    tn_buffer_reset(&text);
    tn_path(entry->object, &text);
    int used =
        draw_text(cells, row.x + 15, row.y, row.width - 16, tn_buffer_text(&text), TN_ROLE_TEXT);
    tn_buffer_reset(&text);
    if (entry->field == &tn_kind_of(entry->object)->fields[TN_FIELD_NAME])
        label_details(entry->object, &text);
    else
        tn_put_format(&text, "%s: %s", entry->field->name, entry->text);
    int x = row.x + 17 + used;
    draw_text(cells, x, row.y, row.x + row.width - x - 1, tn_buffer_text(&text), TN_ROLE_DIM);
    tn_buffer_free(&text);
    if (at_cursor)
        draw_cursor_row(cells, row, true);
    (void)app;
}

static void draw(struct app *app, void *state, struct tn_cells *cells, struct tn_rect area) {
    struct search *search = state;
    struct tn_buffer title = {0};
    tn_put(&title, "Find");
    if (*editor_text(&search->editor))
        tn_put_format(&title, ": %zu", search->found);
    struct tn_rect inside = draw_overlay(cells, area, area.width > 120 ? 110 : area.width,
                                         area.height, tn_buffer_text(&title));
    tn_buffer_free(&title);
    tn_cells_put(cells, inside.x + 1, inside.y, "/", draw_style(TN_ROLE_PROMPT));
    int x = editor_draw(&search->editor, cells,
                        (struct tn_rect){inside.x + 2, inside.y, inside.width - 3, 1},
                        draw_style(TN_ROLE_PROMPT));
    app_place_cursor(app, x, inside.y);
    int rows = inside.height - 1;
    cursor_show(&search->cursor, search->hits.count, rows);
    for (int i = 0; i < rows && search->cursor.top + (size_t)i < search->hits.count; i++) {
        size_t index = search->cursor.top + (size_t)i;
        draw_hit(app, cells, (struct tn_rect){inside.x, inside.y + 1 + i, inside.width, 1},
                 search->hits.items[index].entry, index == search->cursor.at);
    }
    if (search->hits.count == 0)
        draw_text(cells, inside.x + 1, inside.y + 1, inside.width - 2,
                  *editor_text(&search->editor) ? "nothing found"
                                                : "names, comments, types, checks, texts of views",
                  TN_ROLE_DIM);
}

/* ------------------------------------------------------------------ the screen */

static void *open(struct app *app, void *subject) {
    struct search *search = tn_allocate(sizeof *search);
    gather(search, &app->model->project->object);
    editor_set(&search->editor, subject ? subject : "");
    find(search);
    return search;
}

static void move(struct app *app, void *state, enum motion motion) {
    struct search *search = state;
    (void)app;
    cursor_move(&search->cursor, motion, search->hits.count);
}

static bool key(struct app *app, void *state, const struct key *pressed) {
    struct search *search = state;
    (void)app;
    if (key_in(pressed, "C-p C-n")) {
        move(app, state, key_is(pressed, "C-p") ? MOTION_UP : MOTION_DOWN);
        return true;
    }
    if (key_in(pressed, list_keys))
        return false;
    if (editor_key(&search->editor, pressed))
        find(search);
    return true;
}

/* What stands in an entity is shown there; what does not is shown in the list's middle pane. */
static void enter(struct app *app, void *state) {
    struct search *search = state;
    if (search->cursor.at >= search->hits.count)
        return;
    struct tn_object *object = search->hits.items[search->cursor.at].entry->object;
    while (app->layers.count)
        app_close(app);
    if (object->kind == TN_project) {
        app_open(app, SCREEN_FORM, object);
        return;
    }
    app_reveal(app, object);
    app_focus(app, PANE_ENTITY);
}

static void close(struct app *app, void *state) {
    struct search *search = state;
    (void)app;
    for (size_t i = 0; i < search->lists.count; i++)
        free((char *)search->lists.items[i]);
    free(search->lists.items);
    free(search->entries.items);
    free(search->hits.items);
    editor_free(&search->editor);
    free(search);
}

const struct screen search_screen = {
    .name = "search",
    .title = "Find",
    .context = IN_SEARCH,
    .entering = "go there",
    .open = open,
    .draw = draw,
    .key = key,
    .move = move,
    .enter = enter,
    .close = close,
};
