/*
 * The DDL of what is selected, in the dialect one wants to see: one entity is lowered and written,
 * whatever the size of the model.
 */
#include "tui/live.h"

#include "tenon/lower.h"
#include "tui/app.h"
#include "tui/draw.h"

#include <string.h>

static void write_ddl(const struct app *app, const struct tn_dialect *dialect,
                      struct tn_buffer *out) {
    const struct tn_object *selected = app->selected;
    if (!selected || !selected->alive)
        return;
    if (selected->kind != TN_entity) {
        tn_sql_put_create(out, dialect, selected);
        return;
    }
    struct tn_model *physical = tn_lower_entity(app->model, app_entity(app), dialect);
    struct tn_object *entity = tn_find_id(physical, selected->id);
    if (entity)
        tn_sql_write_entity((struct tn_entity *)entity, dialect, out);
    tn_model_free(physical);
}

static void find_lines(struct ddl_view *ddl) {
    const char *text = tn_buffer_text(&ddl->text);
    ddl->lines.count = 0;
    for (size_t at = 0; at < ddl->text.length;) {
        TN_PUSH(&ddl->lines, at);
        at += strcspn(text + at, "\n");
        at += text[at] == '\n';
    }
}

static const struct tn_dialect *ddl_dialect(const struct app *app) {
    return app->live.ddl.dialect ? app->live.ddl.dialect : tn_dialect_of(app->model);
}

static void update_ddl(struct app *app) {
    struct ddl_view *ddl = &app->live.ddl;
    const struct tn_dialect *dialect = ddl_dialect(app);
    if (ddl->object == app->selected && ddl->revision == app->model->revision &&
        ddl->written == dialect)
        return;
    if (ddl->object != app->selected)
        ddl->cursor = (struct cursor){0}, ddl->left = 0;
    ddl->object = app->selected;
    ddl->revision = app->model->revision;
    ddl->written = dialect;
    tn_buffer_reset(&ddl->text);
    write_ddl(app, dialect, &ddl->text);
    find_lines(ddl);
}

static bool is_keyword(struct tn_slice word) {
    bool upper = word.length > 1;
    for (size_t i = 0; i < word.length && upper; i++)
        upper = (word.at[i] >= 'A' && word.at[i] <= 'Z') || word.at[i] == '_';
    return upper;
}

/* Keywords, strings and comments step back a little or forward; names stay as they are. */
static size_t next_token(const char *at, enum tn_theme_role *role) {
    size_t length = strspn(at, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_0123456789");
    *role = TN_ROLE_TEXT;
    if (length > 0 && is_keyword((struct tn_slice){at, length}))
        *role = TN_ROLE_TYPE;
    if (length > 0)
        return length;
    if (*at == '\'') {
        *role = TN_ROLE_ADDED;
        length = strcspn(at + 1, "'\n") + 1;
        return length + (at[length] == '\'');
    }
    if (strncmp(at, "--", 2) == 0) {
        *role = TN_ROLE_DIM;
        return strcspn(at, "\n");
    }
    return tn_utf8_decode(at, strlen(at), &(uint32_t){0});
}

static void draw_sql_line(struct tn_cells *cells, int x, int y, const char *line) {
    while (*line && *line != '\n') {
        enum tn_theme_role role;
        size_t length = next_token(line, &role);
        x += tn_cells_put_slice(cells, x, y, (struct tn_slice){line, length}, draw_style(role));
        line += length;
    }
}

void ddl_draw(struct app *app, struct tn_cells *cells, struct tn_rect rect, bool focused) {
    struct ddl_view *ddl = &app->live.ddl;
    struct tn_buffer title = {0};
    update_ddl(app);
    tn_put_format(&title, "DDL %s %s", tn_glyph_text(TN_GLYPH_DOT, app->ascii),
                  ddl->written->title);
    struct tn_rect inside = draw_panel(cells, rect, tn_buffer_text(&title), focused);
    tn_buffer_free(&title);
    struct tn_rect before = tn_cells_clip(cells, inside);
    cursor_show(&ddl->cursor, ddl->lines.count, inside.height);
    for (int i = 0; i < inside.height && ddl->cursor.top + (size_t)i < ddl->lines.count; i++) {
        size_t line = ddl->cursor.top + (size_t)i;
        draw_sql_line(cells, inside.x + 1 - ddl->left, inside.y + i,
                      tn_buffer_text(&ddl->text) + ddl->lines.items[line]);
        if (focused && line == ddl->cursor.at)
            app_place_cursor(app, inside.x + 1, inside.y + i);
    }
    cells->clip = before;
    draw_scroll(cells, rect, &ddl->cursor, ddl->lines.count, focused);
}

void ddl_move(struct app *app, enum motion motion) {
    int *left = &app->live.ddl.left;
    if (motion == MOTION_RIGHT)
        *left += 8;
    if (motion == MOTION_LEFT || motion == MOTION_FIRST)
        *left = motion == MOTION_FIRST || *left < 8 ? 0 : *left - 8;
    cursor_move(&app->live.ddl.cursor, motion, app->live.ddl.lines.count);
}
