/*
 * tenon sql: a read-only question to the project file.
 */
#include "cli/command.h"
#include "tenon/store.h"

#include <stdlib.h>
#include <string.h>

/* Every row is kept, since the widths of a table are known only at the end. */
struct result {
    struct tn_arena arena;
    TN_VECTOR(const char *) cells; /* NULL: null; the names first */
    int columns;
};

static void keep_cell(struct result *result, const char *text) {
    const char *cell = text ? tn_arena_text(&result->arena, text, strlen(text)) : NULL;
    TN_PUSH(&result->cells, cell);
}

static void keep_row(void *context, int columns, const char *const *names,
                     const char *const *values) {
    struct result *result = context;
    if (result->columns == 0) {
        result->columns = columns;
        for (int i = 0; i < columns; i++)
            keep_cell(result, names[i]);
    }
    for (int i = 0; i < columns; i++)
        keep_cell(result, values[i]);
}

static void put_table(const struct result *result, struct tn_buffer *out) {
    size_t columns = (size_t)result->columns;
    size_t *widths = tn_allocate((columns + 1) * sizeof *widths);
    for (size_t i = 0; i < result->cells.count; i++) {
        size_t width = result->cells.items[i] ? tn_text_width(result->cells.items[i]) : 0;
        if (width > widths[i % columns])
            widths[i % columns] = width;
    }
    for (size_t i = 0; i < result->cells.count; i++) {
        const char *cell = result->cells.items[i] ? result->cells.items[i] : "";
        bool last = i % columns + 1 == columns;
        tn_put(out, cell);
        tn_put_repeated(out, ' ', last ? 0 : widths[i % columns] - tn_text_width(cell) + 2);
        tn_put(out, last ? "\n" : "");
    }
    free(widths);
}

static void put_csv_cell(struct tn_buffer *out, const char *cell) {
    if (!strpbrk(cell, ",\"\r\n")) {
        tn_put(out, cell);
        return;
    }
    tn_put_char(out, '"');
    for (const char *c = cell; *c; c++) {
        tn_put_char(out, *c);
        if (*c == '"')
            tn_put_char(out, '"');
    }
    tn_put_char(out, '"');
}

static void put_csv(const struct result *result, struct tn_buffer *out) {
    for (size_t i = 0; i < result->cells.count; i++) {
        put_csv_cell(out, result->cells.items[i] ? result->cells.items[i] : "");
        tn_put(out, (i + 1) % (size_t)result->columns ? "," : "\r\n");
    }
}

static void put_json(const struct result *result, struct tn_buffer *out) {
    size_t columns = (size_t)result->columns;
    tn_put(out, "[");
    for (size_t i = columns; i < result->cells.count; i++) {
        bool first = i % columns == 0;
        tn_put(out, !first ? ", " : i == columns ? "\n  {" : ",\n  {");
        tn_put_json(out, result->cells.items[i % columns]);
        tn_put(out, ": ");
        if (result->cells.items[i])
            tn_put_json(out, result->cells.items[i]);
        else
            tn_put(out, "null");
        tn_put(out, i % columns + 1 == columns ? "}" : "");
    }
    tn_put(out, "\n]\n");
}

static const struct {
    const char *name;
    void (*put)(const struct result *result, struct tn_buffer *out);
} writers[] = {{"table", put_table}, {"text", put_table}, {"csv", put_csv}, {"json", put_json}};

enum cli_status cli_sql(struct cli *cli) {
    const char *format = cli_has(cli, OPTION_FORMAT) ? cli->values[OPTION_FORMAT] : "table";
    size_t w = 0;
    while (w < TN_LENGTH(writers) && strcmp(writers[w].name, format) != 0)
        w++;
    if (w == TN_LENGTH(writers))
        return cli_wrong(cli, "unknown format %s: use table, csv or json", format);
    struct result result = {0};
    struct tn_buffer out = {0};
    bool done =
        tn_store_query(cli->arguments[0], cli->arguments[1], keep_row, &result, &cli->error);
    if (done && (result.columns || writers[w].put == put_json))
        writers[w].put(&result, &out);
    enum cli_status status = done ? cli_output(cli, &out) : cli_fail(cli);
    free(result.cells.items);
    tn_arena_free(&result.arena);
    tn_buffer_free(&out);
    return status;
}
