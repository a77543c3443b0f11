/*
 * The problems of the model: found in a pause, in a child process where the model is large.
 */
#include "tui/live.h"

#include "tui/app.h"
#include "tui/draw.h"

#include <string.h>

static void take_findings(struct problems_view *problems, struct tn_findings findings) {
    tn_findings_free(&problems->findings);
    problems->findings = findings;
    problems->revision = problems->checked;
    problems->is_stale = false;
    memset(problems->counts, 0, sizeof problems->counts);
    for (size_t i = 0; i < findings.count; i++)
        problems->counts[findings.items[i].severity]++;
}

/* ------------------------------------------------------------------ checking in a child */

/* So many objects are checked faster than one notices. */
enum { CHECKED_AT_ONCE = 20000 };

static bool is_large(const struct tn_model *model) {
    size_t count = 0;
    for (int kind = 0; kind < TN_KIND_COUNT; kind++)
        count += model->counts[kind];
    return count > CHECKED_AT_ONCE;
}

static void put_text(struct tn_buffer *out, const char *text) {
    tn_put_bytes(out, text ? text : "", text ? strlen(text) + 1 : 1);
}

static void check(const void *context, struct tn_buffer *out) {
    struct tn_findings findings = {0};
    size_t waived = 0;
    tn_lint_run(context, NULL, &findings, &waived);
    for (size_t i = 0; i < findings.count; i++) {
        const struct tn_finding *finding = &findings.items[i];
        tn_put_bytes(out, (const char *)finding, sizeof *finding);
        put_text(out, finding->rule);
        put_text(out, finding->message);
        put_text(out, finding->remedy);
        put_text(out, finding->path);
        put_text(out, finding->noted);
    }
}

/* The next text of a finding, copied; only a child of our own wrote it, whole or not at all. */
static const char *take_text(struct tn_findings *findings, const char **at) {
    size_t length = strlen(*at);
    const char *text = tn_arena_text(&findings->arena, *at, length);
    *at += length + 1;
    return text;
}

static struct tn_findings read_findings(const struct tn_buffer *bytes) {
    struct tn_findings findings = {0};
    const char *at = tn_buffer_text(bytes), *end = at + bytes->length;
    while (at < end) {
        struct tn_finding finding;
        memcpy(&finding, at, sizeof finding);
        at += sizeof finding;
        finding.rule = take_text(&findings, &at);
        finding.message = take_text(&findings, &at);
        finding.remedy = take_text(&findings, &at);
        finding.remedy = *finding.remedy ? finding.remedy : NULL;
        finding.path = take_text(&findings, &at);
        finding.noted = take_text(&findings, &at);
        finding.file = NULL;
        TN_PUSH(&findings, finding);
    }
    return findings;
}

bool problems_take(struct app *app) {
    struct problems_view *problems = &app->live.problems;
    if (!worker_take(&problems->worker))
        return false;
    take_findings(problems, read_findings(&problems->worker.bytes));
    worker_stop(&problems->worker);
    return true;
}

void problems_run(struct app *app) {
    struct problems_view *problems = &app->live.problems;
    struct tn_findings findings = {0};
    problems->checked = app->model->revision;
    if (is_large(app->model) && worker_start(&problems->worker, check, app->model))
        return;
    tn_lint_run(app->model, NULL, &findings, NULL);
    take_findings(problems, findings);
}

/* ------------------------------------------------------------------ showing */

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
