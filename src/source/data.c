/*
 * Owns tables of values: every value of a column is kept once, and rows hold its number.
 */
#include "source/data.h"
#include "tenon/store.h"

#include <stdlib.h>
#include <string.h>

static const size_t default_memory = (size_t)1 << 30;

/* ------------------------------------------------------------------ building */

void data_begin(struct data_builder *builder, const char *name,
                const struct tn_data_options *options) {
    *builder = (struct data_builder){.options = options};
    builder->data = tn_allocate(sizeof *builder->data);
    builder->data->name = tn_arena_text(&builder->data->arena, name, strlen(name));
    builder->numbers = tn_allocate(TN_SET_ATTRIBUTES * sizeof *builder->numbers);
    builder->nulls = tn_allocate(TN_SET_ATTRIBUTES * sizeof *builder->nulls);
    builder->data->columns = tn_allocate(TN_SET_ATTRIBUTES * sizeof *builder->data->columns);
}

static bool has_column(const struct tn_data *data, const char *name) {
    for (size_t i = 0; i < data->count; i++)
        if (strcmp(data->columns[i].name, name) == 0)
            return true;
    return false;
}

bool data_add_column(struct data_builder *builder, struct tn_slice name, struct tn_error *error) {
    struct tn_data *data = builder->data;
    if (data->count == TN_SET_ATTRIBUTES)
        return tn_fail(error, "%s has more than %d columns: leave some out", data->name,
                       TN_SET_ATTRIBUTES);
    const char *own = tn_arena_text(&data->arena, name.at, name.length);
    if (!*own)
        own = tn_arena_format(&data->arena, "column%zu", data->count + 1);
    const char *unique = own;
    for (size_t again = 2; has_column(data, unique); again++)
        unique = tn_arena_format(&data->arena, "%s_%zu", own, again);
    data->columns[data->count++].name = unique;
    return true;
}

static bool is_null(const struct tn_data_options *options, struct tn_slice value) {
    if (!value.at)
        return true;
    for (size_t i = 0; i < options->null_count; i++)
        if (tn_slice_is(value, options->nulls[i]))
            return true;
    return false;
}

static uint32_t new_code(struct tn_data_column *column, const char *value) {
    TN_PUSH(&column->values, value);
    return (uint32_t)column->values.count - 1;
}

static uint32_t code_of_null(struct data_builder *builder, size_t at) {
    struct tn_data_column *column = &builder->data->columns[at];
    if (builder->options->nulls_differ)
        return new_code(column, NULL);
    if (!builder->nulls[at])
        builder->nulls[at] = new_code(column, NULL) + 1;
    return builder->nulls[at] - 1;
}

static uint32_t code_of(struct data_builder *builder, size_t at, struct tn_slice value) {
    struct tn_text_map *numbers = &builder->numbers[at];
    void *known = tn_text_map_get_slice(numbers, value);
    if (known)
        return (uint32_t)(uintptr_t)known - 1;
    const char *text = tn_arena_text(&builder->data->arena, value.at, value.length);
    uint32_t code = new_code(&builder->data->columns[at], text);
    tn_text_map_put(numbers, text, (void *)((uintptr_t)code + 1));
    builder->texts += 4 * sizeof *numbers->slots;
    return code;
}

void data_put(struct data_builder *builder, size_t column, struct tn_slice value) {
    uint32_t code = is_null(builder->options, value) ? code_of_null(builder, column)
                                                     : code_of(builder, column, value);
    TN_PUSH(&builder->data->columns[column].codes, code);
}

bool data_end_row(struct data_builder *builder, struct tn_error *error) {
    struct tn_data *data = builder->data;
    size_t memory = builder->options->memory ? builder->options->memory : default_memory;
    data->rows++;
    if (data->rows >= UINT32_MAX - 1 ||
        data->arena.total + builder->texts + data->rows * data->count * sizeof(uint32_t) > memory)
        return tn_fail(error,
                       "%s is too large: row %zu is beyond %zu MiB; read only the first rows",
                       data->name, data->rows, memory >> 20);
    return true;
}

bool data_is_full(const struct data_builder *builder) {
    return builder->options->rows && builder->data->rows >= builder->options->rows;
}

static void free_data(struct tn_data *data) {
    for (size_t i = 0; i < data->count; i++) {
        free(data->columns[i].codes.items);
        free(data->columns[i].values.items);
    }
    free(data->columns);
    tn_arena_free(&data->arena);
    free(data);
}

struct tn_data *data_finish(struct data_builder *builder, bool keep) {
    for (size_t i = 0; i < builder->data->count; i++)
        tn_text_map_free(&builder->numbers[i]);
    free(builder->numbers);
    free(builder->nulls);
    builder->data->cut = data_is_full(builder);
    if (keep)
        return builder->data;
    free_data(builder->data);
    return NULL;
}

/* ------------------------------------------------------------------ databases */

struct database_rows {
    struct data_builder builder;
    struct tn_error *error;
    bool failed;
};

static bool take_row(void *context, size_t columns, const struct tn_slice *values, bool names) {
    struct database_rows *rows = context;
    for (size_t i = 0; i < columns && !rows->failed; i++) {
        if (names)
            rows->failed = !data_add_column(&rows->builder, values[i], rows->error);
        else
            data_put(&rows->builder, i, values[i]);
    }
    if (!names && !rows->failed)
        rows->failed = !data_end_row(&rows->builder, rows->error);
    return !rows->failed && !data_is_full(&rows->builder);
}

static bool read_table(struct tn_data_set *set, const char *path, const char *table,
                       const struct tn_data_options *options, struct tn_error *error) {
    struct database_rows rows = {.error = error};
    data_begin(&rows.builder, table, options);
    bool read = tn_database_read(path, table, take_row, &rows, error);
    struct tn_data *data = data_finish(&rows.builder, read && !rows.failed);
    if (data)
        TN_PUSH(&set->tables, data);
    return data != NULL;
}

struct table_names {
    struct tn_arena arena;
    TN_VECTOR(const char *) list;
};

static void take_name(void *context, const char *name) {
    struct table_names *names = context;
    TN_PUSH(&names->list, tn_arena_text(&names->arena, name, strlen(name)));
}

static bool read_database(struct tn_data_set *set, const char *path,
                          const struct tn_data_options *options, struct tn_error *error) {
    if (options->table)
        return read_table(set, path, options->table, options, error);
    struct table_names names = {0};
    bool read = tn_database_tables(path, take_name, &names, error);
    if (read && !names.list.count)
        read = tn_fail(error, "%s holds no table", path);
    for (size_t i = 0; i < names.list.count && read; i++)
        read = read_table(set, path, names.list.items[i], options, error);
    free(names.list.items);
    tn_arena_free(&names.arena);
    return read;
}

/* ------------------------------------------------------------------ any source */

bool tn_data_read(struct tn_data_set *set, const char *path, const struct tn_data_options *options,
                  struct tn_findings *findings, struct tn_error *error) {
    bool input = strcmp(path, "-") == 0;
    if (!input && tn_store_is_project(path))
        return read_database(set, path, options, error);
    if (options->table)
        return tn_fail(error, "%s is no SQLite database: it has no table %s to choose", path,
                       options->table);
    const char *name = input ? "standard input" : path;
    struct tn_buffer text = {0};
    struct tn_data *data = NULL;
    if (tn_read_file(path, 0, &text, error) &&
        data_decode(&text, options->encoding, name, findings, error))
        data = data_read_csv(&text, name, options, findings, error);
    tn_buffer_free(&text);
    if (!data)
        return false;
    data->file = true;
    if (options->entity)
        data->entity = tn_arena_text(&data->arena, options->entity, strlen(options->entity));
    TN_PUSH(&set->tables, data);
    return true;
}

void tn_data_set_free(struct tn_data_set *set) {
    for (size_t i = 0; i < set->tables.count; i++)
        free_data(set->tables.items[i]);
    free(set->tables.items);
    *set = (struct tn_data_set){0};
}

/* ------------------------------------------------------------------ reading what was read */

struct tn_columns tn_data_codes(const struct tn_data *data) {
    struct tn_column *items = tn_allocate((data->count + 1) * sizeof *items);
    for (size_t i = 0; i < data->count; i++)
        items[i] = (struct tn_column){data->columns[i].codes.items,
                                      (uint32_t)data->columns[i].values.count};
    return (struct tn_columns){items, data->count, data->rows};
}

const char *tn_data_value(const struct tn_data *data, size_t column, size_t row) {
    return data->columns[column].values.items[data->columns[column].codes.items[row]];
}

static int by_text(const void *a, const void *b) {
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

struct tn_value_list tn_data_values(const struct tn_data *data, size_t column) {
    const struct tn_data_column *from = &data->columns[column];
    const char **values = tn_allocate((from->values.count + 1) * sizeof *values);
    size_t count = 0;
    for (size_t i = 0; i < from->values.count; i++)
        if (from->values.items[i])
            values[count++] = from->values.items[i];
    qsort(values, count, sizeof *values, by_text);
    return (struct tn_value_list){values, count};
}
