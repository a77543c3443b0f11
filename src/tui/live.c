/*
 * The live panes: DDL of what is selected, its picture, the problems of the model.
 */
#include "tui/live.h"

#include "tenon/diagram.h"
#include "tenon/lower.h"
#include "tui/app.h"
#include "tui/draw.h"

#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ DDL */

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

/* ------------------------------------------------------------------ problems */

void problems_run(struct app *app) {
    struct problems_view *problems = &app->live.problems;
    tn_findings_free(&problems->findings);
    problems->findings = (struct tn_findings){0};
    tn_lint_run(app->model, NULL, &problems->findings, &problems->waived);
    problems->revision = app->model->revision;
    problems->is_stale = false;
    memset(problems->counts, 0, sizeof problems->counts);
    for (size_t i = 0; i < problems->findings.count; i++)
        problems->counts[problems->findings.items[i].severity]++;
}

const struct tn_finding *problems_finding(struct app *app) {
    struct problems_view *problems = &app->live.problems;
    return problems->cursor.at < problems->findings.count
               ? &problems->findings.items[problems->cursor.at]
               : NULL;
}

static const struct {
    enum tn_glyph glyph;
    enum tn_theme_role role;
} severities[] = {
    [TN_INFO] = {TN_GLYPH_CIRCLE, TN_ROLE_INFO},
    [TN_WARNING] = {TN_GLYPH_BULLET, TN_ROLE_WARNING},
    [TN_ERROR] = {TN_GLYPH_TRIANGLE_UP, TN_ROLE_ERROR},
};

void problems_summary(const struct app *app, struct tn_buffer *out) {
    const struct problems_view *problems = &app->live.problems;
    if (problems->is_stale && problems->revision == 0) {
        tn_put(out, "checking");
        tn_put(out, tn_glyph_text(TN_GLYPH_ELLIPSIS, app->ascii));
        return;
    }
    tn_put(out, problems->findings.count ? "problems" : "no problems");
    for (int i = TN_ERROR; i >= TN_INFO; i--)
        if (problems->counts[i])
            tn_put_format(out, " %s%zu", tn_glyph_text(severities[i].glyph, app->ascii),
                          problems->counts[i]);
    tn_put(out, problems->is_stale ? tn_glyph_text(TN_GLYPH_ELLIPSIS, app->ascii) : " ");
}

/* Where it is: the entity, and where there is room for it the object in it. */
static void finding_place(const struct app *app, const struct tn_finding *finding, bool whole,
                          struct tn_buffer *out) {
    struct tn_object *object = tn_find_id(app->model, finding->object);
    const struct tn_entity *entity = object ? tn_entity_of(object) : NULL;
    tn_put(out, whole || !entity ? finding->path : entity->name);
}

static void draw_finding(struct app *app, struct tn_cells *cells, struct tn_rect row,
                         const struct tn_finding *finding) {
    bool wide = row.width > 110;
    int place_width = wide ? 30 : 16, rule_width = wide ? (int)tn_text_width(finding->rule) : 0;
    struct tn_buffer place = {0};
    finding_place(app, finding, wide, &place);
    tn_cells_put_glyph(cells, row.x + 1, row.y, severities[finding->severity].glyph,
                       draw_style(severities[finding->severity].role));
    draw_text(cells, row.x + 3, row.y, place_width, tn_buffer_text(&place), TN_ROLE_TEXT);
    tn_buffer_free(&place);
    int x = row.x + 3 + place_width + 1, width = row.x + row.width - x - 1;
    draw_text(cells, x, row.y, width - rule_width - 2 * wide, finding->message, TN_ROLE_TEXT);
    if (wide)
        draw_text_right(cells, x, row.y, width, finding->rule, TN_ROLE_DIM);
}

/* In full, with what to do about it, where the pane has the keys. */
static void say_whole_finding(struct app *app, const struct tn_finding *finding) {
    struct tn_buffer text = {0};
    if (app->message.text.length)
        return;
    tn_put(&text, finding->message);
    if (finding->remedy)
        tn_put_format(&text, "; %s", finding->remedy);
    app_say(app, "%s", tn_buffer_text(&text));
    tn_buffer_free(&text);
}

void problems_draw(struct app *app, struct tn_cells *cells, struct tn_rect rect, bool focused) {
    struct problems_view *problems = &app->live.problems;
    struct tn_buffer title = {0};
    tn_put_format(&title, "Problems%s",
                  problems->is_stale ? tn_glyph_text(TN_GLYPH_ELLIPSIS, app->ascii) : "");
    struct tn_rect inside = draw_panel(cells, rect, tn_buffer_text(&title), focused);
    tn_buffer_free(&title);
    size_t count = problems->findings.count;
    cursor_show(&problems->cursor, count, inside.height);
    for (int i = 0; i < inside.height && problems->cursor.top + (size_t)i < count; i++) {
        size_t index = problems->cursor.top + (size_t)i;
        struct tn_rect row = {inside.x, inside.y + i, inside.width, 1};
        const struct tn_finding *finding = &problems->findings.items[index];
        draw_finding(app, cells, row, finding);
        if (!focused || index != problems->cursor.at)
            continue;
        draw_cursor_row(cells, row, true);
        app_place_cursor(app, row.x + 1, row.y);
        say_whole_finding(app, finding);
    }
    if (count == 0)
        draw_text(cells, inside.x + 1, inside.y, inside.width - 2,
                  problems->is_stale ? "checking when you pause" : "no problems", TN_ROLE_DIM);
    draw_scroll(cells, rect, &problems->cursor, count, focused);
}

void problems_move(struct app *app, enum motion motion) {
    cursor_move(&app->live.problems.cursor, motion, app->live.problems.findings.count);
}

/* ------------------------------------------------------------------ all of them */

void live_update(struct app *app) {
    struct around_view *around = &app->live.around;
    struct problems_view *problems = &app->live.problems;
    if (around->object != app->selected || around->revision != app->model->revision)
        around->is_stale = true;
    if (problems->revision != app->model->revision)
        problems->is_stale = true;
}

void live_free(struct live *live) {
    tn_buffer_free(&live->ddl.text);
    free(live->ddl.lines.items);
    tn_picture_free(live->around.picture);
    free(live->around.failure);
    tn_findings_free(&live->problems.findings);
    *live = (struct live){0};
}
