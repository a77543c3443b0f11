/*
 * Drawing fields and the objects below an object, as forms and the middle pane show them.
 */
#include "tui/form.h"

#include "tui/app.h"
#include "tui/draw.h"
#include "tui/label.h"

static void field_text(const struct tn_object *object, const struct tn_field *field,
                       struct tn_buffer *out) {
    struct tn_buffer text = {0};
    tn_value_print(field, tn_value_get(object, field), &text);
    for (const char *c = tn_buffer_text(&text); *c; c++)
        tn_put_char(out, *c == '\n' || *c == '\t' ? ' ' : *c);
    tn_buffer_free(&text);
}

void form_draw_field(struct app *app, const struct tn_object *object, const struct tn_field *field,
                     struct tn_cells *cells, struct tn_rect row) {
    struct tn_arena arena = {0};
    struct tn_buffer text = {0};
    bool is_default = tn_value_is_default(object, field);
    struct tn_rect place = {row.x + FORM_TITLE_WIDTH, row.y, row.width - FORM_TITLE_WIDTH - 1, 1};
    draw_text(cells, row.x + 1, row.y, FORM_TITLE_WIDTH - 2, tn_field_title(field, &arena),
              is_default ? TN_ROLE_DIM : TN_ROLE_TEXT);
    field_text(object, field, &text);
    draw_text(cells, place.x, row.y, place.width, tn_buffer_text(&text),
              is_default ? TN_ROLE_DIM : TN_ROLE_TEXT);
    if (prompt_is_at(app, object, (unsigned)(field - tn_kind_of(object)->fields)))
        prompt_draw(app, cells, place);
    tn_buffer_free(&text);
    tn_arena_free(&arena);
}

void form_draw_child(const struct tn_child_list *list, const struct tn_object *child, size_t count,
                     struct tn_cells *cells, struct tn_rect row) {
    struct tn_buffer text = {0};
    if (!child) {
        tn_put_spaced(&text, list->name);
        tn_put_format(&text, "  %zu", count);
        draw_text(cells, row.x + 1, row.y, row.width - 2, tn_buffer_text(&text),
                  count ? TN_ROLE_TITLE : TN_ROLE_DIM);
    } else {
        label_of(child, &text);
        int used =
            draw_text(cells, row.x + 3, row.y, row.width - 4, tn_buffer_text(&text), TN_ROLE_TEXT);
        tn_buffer_reset(&text);
        if (*child->name)
            label_details(child, &text);
        draw_text(cells, row.x + 5 + used, row.y, row.width - used - 6, tn_buffer_text(&text),
                  TN_ROLE_DIM);
    }
    tn_buffer_free(&text);
}

void form_draw_fields(struct app *app, const struct tn_object *object, struct tn_cells *cells,
                      struct tn_rect inside) {
    const struct tn_kind_info *info = tn_kind_of(object);
    int y = inside.y, end = inside.y + inside.height;
    for (unsigned i = TN_FIELD_NAME; i < info->field_count && y < end; i++)
        if (!tn_value_is_default(object, &info->fields[i]))
            form_draw_field(app, object, &info->fields[i], cells,
                            (struct tn_rect){inside.x, y++, inside.width, 1});
    for (size_t i = 0; i < info->list_count; i++) {
        const struct tn_list *list = tn_list_of(object, info->lists[i].kind);
        for (struct tn_object *o = list->first; o && y < end; o = o->next) {
            form_draw_child(&info->lists[i], o, list->count, cells,
                            (struct tn_rect){inside.x, y++, inside.width, 1});
        }
    }
}
