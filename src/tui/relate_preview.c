/*
 * What a relationship would add: it is made, looked at and taken back.
 */
#include "tui/relate.h"

#include "tenon/lower.h"
#include "tenon/sql.h"
#include "tui/app.h"
#include "tui/label.h"

#include <string.h>

bool relate_is_many(enum tn_cardinality end) {
    return end == TN_cardinality_zero_or_many || end == TN_cardinality_one_or_many;
}

static void write_child(const struct tn_model *model, const struct tn_entity *child,
                        struct tn_buffer *out) {
    const struct tn_dialect *dialect = tn_dialect_of(model);
    struct tn_model *physical = tn_lower_entity(model, child, dialect);
    struct tn_object *entity = tn_find_id(physical, child->id);
    if (entity)
        tn_sql_write_entity((struct tn_entity *)entity, dialect, out);
    tn_model_free(physical);
}

/* Lines compare without a comma at their end: a line that got one is not new. */
static size_t line_length(const char *line) {
    size_t length = strcspn(line, "\n");
    while (length > 0 && (line[length - 1] == ',' || line[length - 1] == '\r'))
        length--;
    return length;
}

/* Equal but for the number of blanks: columns are lined up anew when one more comes. */
static bool is_same_line(struct tn_slice a, struct tn_slice b) {
    size_t i = 0, j = 0;
    while (i < a.length && j < b.length && a.at[i] == b.at[j]) {
        bool blank = a.at[i] == ' ';
        i++, j++;
        while (blank && i < a.length && a.at[i] == ' ')
            i++;
        while (blank && j < b.length && b.at[j] == ' ')
            j++;
    }
    return i == a.length && j == b.length;
}

static bool has_line(const char *text, const char *line, size_t length) {
    struct tn_slice wanted = {line, length};
    for (const char *at = text; *at; at += strcspn(at, "\n"), at += *at == '\n')
        if (is_same_line((struct tn_slice){at, line_length(at)}, wanted))
            return true;
    return false;
}

/* The first line, and what is new with a "+"; of what stays the same only that it is there. */
static void mark_new_lines(const char *before, const char *after, bool ascii,
                           struct tn_buffer *out) {
    bool skipping = false;
    for (const char *at = after; *at; at += strcspn(at, "\n"), at += *at == '\n') {
        size_t length = line_length(at);
        bool is_new = length && !has_line(before, at, length);
        if (!is_new && at != after && !skipping)
            tn_put_format(out, "      %s\n", tn_glyph_text(TN_GLYPH_ELLIPSIS, ascii));
        skipping = !is_new;
        if (!is_new && at != after)
            continue;
        tn_put(out, is_new ? "+ " : "  ");
        tn_put_bytes(out, at, strcspn(at, "\n"));
        tn_put_char(out, '\n');
    }
}

/* As the catalogue spells it. */
static const char *words_of(enum tn_cardinality end) {
    return tn_kinds[TN_relationship]
        .fields[TN_relationship_parent_cardinality]
        .enumeration->literals[end];
}

static void say_sentence(struct relate *relate) {
    const struct tn_link *link = &relate->link;
    struct tn_arena arena = {0};
    const char *parent = tn_singular(link->parent->name, &arena);
    const char *child = tn_singular(link->child->name, &arena);
    tn_put_format(&relate->sentence, "each %s has %s %s; each %s has %s %s", child,
                  words_of(link->parent_end),
                  relate_is_many(link->parent_end) ? tn_plural(parent, &arena) : parent, parent,
                  words_of(link->child_end),
                  relate_is_many(link->child_end) ? tn_plural(child, &arena) : child);
    tn_arena_free(&arena);
}

/* Does it, looks at it and takes it back. The model is then what it was, so its revision is too,
 * and nobody works anything out anew. */
static void try_out(struct app *app, struct relate *relate) {
    struct tn_buffer before = {0}, after = {0};
    struct tn_error error = {0};
    uint64_t revision = app->model->revision;
    write_child(app->model, relate->link.child, &before);
    tn_group_begin(app->model, "preview");
    struct tn_relationship *made = tn_design_relate(app->model, &relate->link, &error);
    if (made && !relate_is_many(relate->link.parent_end))
        write_child(app->model, relate->link.child, &after);
    if (made)
        label_ends(made, app->ascii, &relate->ends);
    tn_group_cancel(app->model);
    app->model->revision = revision;
    mark_new_lines(tn_buffer_text(&before), tn_buffer_text(&after), app->ascii, &relate->preview);
    if (made && relate_is_many(relate->link.parent_end))
        tn_put(&relate->preview, "+ a junction entity between the two, when the DDL is written\n");
    relate->failure = error.message ? tn_duplicate(error.message) : NULL;
    tn_error_clear(&error);
    tn_buffer_free(&before);
    tn_buffer_free(&after);
}

void relate_preview(struct app *app, struct relate *relate) {
    say_sentence(relate);
    try_out(app, relate);
}
