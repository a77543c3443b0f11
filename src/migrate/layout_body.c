/*
 * The body of a migration, up or down: its steps with their comments and statements as the tool
 * wants them. Where a statement ends is told by the plan.
 */
#include "migrate/layout.h"

#include <string.h>

struct body {
    const struct layout_migration *migration;
    const struct layout_mode *mode;
    struct tn_buffer text;
    size_t count; /* of statements */
};

/* ------------------------------------------------------------------ pieces */

static void put_comment(struct body *body, const char *text) {
    const char *own = body->mode->comment;
    const char *comment = own ? own : body->migration->rules->inside.comment;
    if (comment)
        layout_expand(comment, (struct layout_value[]){{"title", text}, {0}}, &body->text);
}

static const char *template_of(const struct body *body, struct tn_slice sql) {
    const struct tn_layout_rules *rules = body->migration->rules;
    unsigned bit = 1u << body->migration->plan->dialect->id;
    bool compound = body->migration->compound || memchr(sql.at, ';', sql.length);
    if (compound && rules->compound &&
        (!rules->compound_dialects || (rules->compound_dialects & bit)))
        return rules->compound;
    return body->mode->statement ? body->mode->statement : rules->inside.statement;
}

static void put_statement(struct body *body, struct tn_slice sql) {
    const struct tn_layout_rules *rules = body->migration->rules;
    const char *template = template_of(body, sql);
    struct tn_buffer escaped = {0}, quoted = {0};
    if (rules->escape)
        rules->escape(body->migration->plan->dialect, sql, &escaped);
    else
        tn_put_bytes(&escaped, sql.at, sql.length);
    layout_quote(rules->quoting, tn_buffer_text(&escaped), &quoted);
    layout_expand(template, (struct layout_value[]){{"sql", tn_buffer_text(&quoted)}, {0}},
                  &body->text);
    body->count++;
    tn_buffer_free(&escaped);
    tn_buffer_free(&quoted);
}

static void put_frame(struct body *body, const char *statement) {
    if (statement)
        put_statement(body, tn_slice_of(statement));
}

/* ------------------------------------------------------------------ steps */

/* What is to be done by hand is a comment of one line. */
static void put_by_hand(struct body *body, const char *text) {
    struct tn_buffer line = {0};
    size_t length = strcspn(text, "\n");
    tn_put_bytes(&line, text, length);
    if (tn_starts_with(tn_buffer_text(&line), "-- "))
        put_comment(body, line.at + strlen("-- "));
    tn_buffer_free(&line);
}

static void put_step(struct body *body, const struct tn_plan_step *step, bool down) {
    const struct tn_statements *statements = down ? &step->down_statements : &step->up_statements;
    const char *text = down ? step->down : step->up;
    struct tn_buffer title = {0};
    if (!*text)
        return;
    tn_put_format(&title, "%s%s", down ? "take back: " : "", step->title);
    put_comment(body, title.at);
    if (!statements->count)
        put_by_hand(body, text);
    for (size_t i = 0; i < statements->count; i++)
        put_statement(body, statements->items[i]);
    tn_buffer_free(&title);
}

static void put_steps(struct body *body, bool down) {
    const struct layout_migration *migration = body->migration;
    for (size_t i = 0; i < migration->count; i++)
        put_step(body, migration->steps[down ? migration->count - 1 - i : i], down);
}

static bool has_statements(const struct layout_migration *migration, bool down) {
    for (size_t i = 0; i < migration->count; i++) {
        const struct tn_plan_step *step = migration->steps[i];
        if (down ? step->down_statements.count : step->up_statements.count)
            return true;
    }
    return false;
}

/* ------------------------------------------------------------------ the whole */

/* The tool sends BEGIN and COMMIT itself, but not outside of its transactions. */
static const struct plan_frame *frame_of(const struct layout_migration *migration) {
    static const struct plan_frame none = {0};
    bool framed = migration->outside ? !migration->alone : migration->rules->begins_itself;
    return framed ? &plan_frames[migration->plan->dialect->id] : &none;
}

static void put_framed(struct body *body, bool down) {
    const struct layout_migration *migration = body->migration;
    bool drops = plan_drops_tables(migration->plan, down);
    const struct plan_frame *frame = frame_of(migration);
    put_frame(body, drops ? frame->before : NULL);
    put_frame(body, frame->begin);
    put_frame(body, migration->outside ? NULL : migration->plan->patience);
    put_steps(body, down);
    put_frame(body, drops ? frame->check : NULL);
    put_frame(body, frame->end);
    put_frame(body, drops ? frame->after : NULL);
}

static void put_prefixed(const char *prefix, const char *text, struct tn_buffer *out) {
    while (*text) {
        size_t length = strcspn(text, "\n");
        tn_put(out, prefix);
        tn_put_bytes(out, text, length);
        tn_put_char(out, '\n');
        text += length + (text[length] == '\n');
    }
}

void layout_body(const struct layout_migration *migration, bool down, struct tn_buffer *out) {
    const struct tn_layout_rules *rules = migration->rules;
    struct body body = {.migration = migration,
                        .mode = migration->outside ? &rules->outside : &rules->inside};
    bool any = has_statements(migration, down);
    const char *nothing = down && rules->nothing_down ? rules->nothing_down : rules->nothing;
    tn_put(&body.text, any && body.mode->begin ? body.mode->begin : "");
    if (any)
        put_framed(&body, down);
    else
        put_steps(&body, down);
    tn_put(&body.text, any && body.mode->end ? body.mode->end : "");
    tn_put(&body.text, !any && nothing ? nothing : "");
    if (down && rules->down_prefix)
        put_prefixed(rules->down_prefix, tn_buffer_text(&body.text), out);
    else
        tn_put(out, tn_buffer_text(&body.text));
    tn_buffer_free(&body.text);
}

static bool contains(const struct tn_statements *statements, const char *text) {
    for (size_t i = 0; i < statements->count; i++)
        if (memmem(statements->items[i].at, statements->items[i].length, text, strlen(text)))
            return true;
    return false;
}

bool layout_step_has(const struct tn_plan_step *step, const char *text) {
    return contains(&step->up_statements, text) || contains(&step->down_statements, text);
}

bool layout_has(const struct layout_migration *migration, const char *text) {
    for (size_t i = 0; i < migration->count; i++)
        if (layout_step_has(migration->steps[i], text))
            return true;
    return false;
}
