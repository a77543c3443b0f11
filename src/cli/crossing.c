/*
 * What goes from one dialect to another and how: the tables of lower/, as text, for help and the
 * manual page.
 */
#include "cli/command.h"
#include "tenon/lower.h"

#include <string.h>

enum { CELL = 26 }; /* columns of a cell; a longer one pushes the next */

static void put_cell(struct tn_buffer *out, const char *text, bool last) {
    size_t width = tn_text_width(text);
    tn_put(out, *text ? text : "-");
    width += !*text;
    tn_put_repeated(out, ' ', last ? 0 : width < CELL ? CELL - width : 2);
}

static void put_head(struct tn_buffer *out, const char *title) {
    tn_put_format(out, "\n%s\n\n", title);
}

static void put_cells(struct tn_buffer *out, const char *const spelling[TN_DIALECT_COUNT],
                      const char *help) {
    tn_put(out, "  ");
    for (size_t d = 0; d < TN_DIALECT_COUNT; d++)
        put_cell(out, spelling[d], d + 1 == TN_DIALECT_COUNT && !*help);
    tn_put_format(out, "%s\n", help);
}

static void put_titles(struct tn_buffer *out) {
    const char *titles[TN_DIALECT_COUNT];
    for (size_t d = 0; d < TN_DIALECT_COUNT; d++)
        titles[d] = tn_dialects[d]->title;
    put_cells(out, titles, "");
}

/* ------------------------------------------------------------------ the tables */

static void put_types(struct tn_buffer *out) {
    put_head(out, "Types. The first row with the type of the source counts.");
    put_titles(out);
    for (size_t i = 0; i < tn_type_row_count; i++) {
        struct tn_buffer help = {0};
        const struct tn_type_row *row = &tn_type_rows[i];
        tn_put(&help, row->help);
        if (row->lossy) {
            tn_put(&help, "; in ");
            tn_put_dialects(&help, row->lossy);
            tn_put_format(&help, " %s", row->loss);
        }
        put_cells(out, row->spelling, help.at);
        tn_buffer_free(&help);
    }
}

static void put_values(struct tn_buffer *out) {
    put_head(out, "Default values with words of their own (- where there are none)");
    put_titles(out);
    for (size_t i = 0; i < tn_value_row_count; i++)
        put_cells(out, tn_value_rows[i].spelling, tn_value_rows[i].help);
}

static void put_expressions(struct tn_buffer *out) {
    put_head(out,
             "Operators and functions of checks, defaults, computed values, indexes and views");
    put_titles(out);
    for (size_t i = 0; i < tn_operation_row_count; i++)
        put_cells(out, tn_operation_rows[i].spelling, tn_operation_rows[i].help);
    for (size_t i = 0; i < tn_function_row_count; i++)
        put_cells(out, tn_function_rows[i].spelling, "");
}

static void put_features(struct tn_buffer *out) {
    put_head(out, "Features, the dialects that have them, and what is said elsewhere");
    for (size_t i = 0; i < tn_feature_row_count; i++) {
        const struct tn_feature_row *row = &tn_feature_rows[i];
        tn_put_format(out, "  %s: ", row->name);
        tn_put_dialects(out, row->dialects);
        tn_put_format(out, "%s%s: %s\n", row->dialects ? "; " : "",
                      tn_severity_names[row->severity], row->message);
    }
}

static void put_enums(struct tn_buffer *out) {
    put_head(out, "What enumerations become, as --enums of tenon ddl says");
    for (size_t i = 0; i < TN_ENUMS_COUNT; i++)
        tn_put_format(out, "  %-8s%s\n", tn_enums_rows[i].name, tn_enums_rows[i].help);
}

void cli_crossing(struct tn_buffer *out) {
    tn_put(out, "What becomes of a schema in another dialect\n");
    put_types(out);
    put_enums(out);
    put_values(out);
    put_expressions(out);
    put_features(out);
}

/* ------------------------------------------------------------------ two dialects */

static void put_feature(struct tn_buffer *out, const struct tn_feature_row *row,
                        const char *server) {
    const char *slot = strstr(row->message, "{server}");
    size_t before = slot ? (size_t)(slot - row->message) : strlen(row->message);
    tn_put_format(out, "  %s: %s: %.*s%s%s\n", row->name, tn_severity_names[row->severity],
                  (int)before, row->message, slot ? server : "",
                  slot ? slot + strlen("{server}") : "");
}

void cli_crossing_pair(const struct tn_dialect *from, const struct tn_dialect *to,
                       struct tn_buffer *out) {
    struct tn_text_map seen = {0};
    struct tn_arena arena = {0};
    tn_put_format(out, "Types of %s in %s\n\n", from->title, to->title);
    for (size_t i = 0; i < tn_type_row_count; i++) {
        const char *type = tn_type_rows[i].spelling[from->id], *loss;
        if (tn_text_map_get(&seen, type))
            continue;
        tn_text_map_put(&seen, type, (void *)type);
        const char *there = tn_lower_type_loss(type, from, to, &loss, &arena);
        tn_put(out, "  ");
        put_cell(out, type, false);
        put_cell(out, there, !loss);
        tn_put_format(out, "%s\n", loss ? loss : "");
    }
    put_head(out, "What is left out or done otherwise");
    for (size_t i = 0; i < tn_feature_row_count; i++) {
        const struct tn_feature_row *row = &tn_feature_rows[i];
        bool had = !row->dialects || (row->dialects & (1u << from->id));
        if (had && !(row->dialects & (1u << to->id)))
            put_feature(out, row, to->title);
    }
    tn_text_map_free(&seen);
    tn_arena_free(&arena);
}
