/*
 * Reads CSV: a cursor over the text that gives one field at a time, what the separator is, and the
 * rows as a table. Each byte is looked at a bounded number of times.
 */
#include "source/data.h"

#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ fields */

struct cursor {
    const char *at, *end;
    char separator;
    size_t line;       /* of the field that comes */
    size_t quote_line; /* where a quote without end opened; 0: none */
    bool stray;        /* there was text behind a closing quote */
    struct tn_buffer unquoted;
};

static bool ends_field(const struct cursor *cursor) {
    return cursor->at == cursor->end || *cursor->at == cursor->separator || *cursor->at == '\n' ||
           *cursor->at == '\r';
}

static struct tn_slice read_plain(struct cursor *cursor) {
    const char *start = cursor->at;
    while (!ends_field(cursor))
        cursor->at++;
    return (struct tn_slice){start, (size_t)(cursor->at - start)};
}

static void count_lines(struct cursor *cursor, const char *from, const char *to) {
    for (; from < to && (from = memchr(from, '\n', (size_t)(to - from))); from++)
        cursor->line++;
}

/* Behind the opening quote; doubled ones stand for one. */
static struct tn_slice read_quoted(struct cursor *cursor) {
    size_t opened = cursor->line;
    tn_buffer_reset(&cursor->unquoted);
    for (;;) {
        const char *start = cursor->at;
        const char *quote = memchr(start, '"', (size_t)(cursor->end - start));
        const char *stop = quote ? quote : cursor->end;
        tn_put_bytes(&cursor->unquoted, start, (size_t)(stop - start));
        count_lines(cursor, start, stop);
        cursor->at = quote ? quote + 1 : cursor->end;
        if (!quote)
            cursor->quote_line = opened;
        if (!quote || cursor->at == cursor->end || *cursor->at != '"')
            break;
        tn_put_char(&cursor->unquoted, '"');
        cursor->at++;
    }
    struct tn_slice rest = read_plain(cursor);
    while (rest.length && rest.at[rest.length - 1] == ' ')
        rest.length--;
    cursor->stray |= rest.length > 0;
    tn_put_bytes(&cursor->unquoted, rest.at, rest.length);
    return (struct tn_slice){tn_buffer_text(&cursor->unquoted), cursor->unquoted.length};
}

/* The next field, good until the one after it; is it the last of its row? */
static struct tn_slice next_field(struct cursor *cursor, bool *last) {
    const char *quote = cursor->at;
    while (quote < cursor->end && *quote == ' ' && cursor->separator != ' ')
        quote++;
    bool quoted = quote < cursor->end && *quote == '"';
    if (quoted)
        cursor->at = quote + 1;
    struct tn_slice field = quoted ? read_quoted(cursor) : read_plain(cursor);
    *last = cursor->at == cursor->end || *cursor->at != cursor->separator;
    if (*last && cursor->end - cursor->at > 1 && cursor->at[0] == '\r' && cursor->at[1] == '\n')
        cursor->at++;
    cursor->line += *last;
    cursor->at += cursor->at < cursor->end;
    return field;
}

static bool at_blank_line(const struct cursor *cursor) {
    return cursor->at < cursor->end && (*cursor->at == '\n' || *cursor->at == '\r');
}

static void skip_line(struct cursor *cursor) {
    bool last;
    next_field(cursor, &last);
}

/* ------------------------------------------------------------------ the separator */

/* Looked at to tell the separator. */
enum { SAMPLE_ROWS = 200, SAMPLE_BYTES = 1 << 18 };
static const char separators[] = ",;\t|";

static size_t count_fields(struct cursor *cursor) {
    size_t count = 0;
    for (bool last = false; !last; count++)
        next_field(cursor, &last);
    return count;
}

/* How many of the first rows have as many fields as the first one, by this separator; 0 where it
 * is the only one. The row that the sample breaks off does not count. */
static size_t likeness(const struct tn_buffer *text, size_t from, char separator, size_t *fields) {
    size_t length = text->length - from, alike = 0, first = 0;
    bool cut = length > SAMPLE_BYTES;
    struct cursor cursor = {.at = text->at + from, .separator = separator};
    cursor.end = cursor.at + (cut ? SAMPLE_BYTES : length);
    for (size_t row = 0; row < SAMPLE_ROWS && cursor.at < cursor.end; row++) {
        if (at_blank_line(&cursor)) {
            skip_line(&cursor);
            continue;
        }
        size_t count = count_fields(&cursor);
        if (cut && first && cursor.at == cursor.end)
            break;
        first = first ? first : count;
        alike += count == first;
    }
    tn_buffer_free(&cursor.unquoted);
    *fields = first;
    return first > 1 ? alike : 0;
}

/* The one by which most rows are alike; of several, that with most fields. */
static char detect_separator(const struct tn_buffer *text, size_t from) {
    char best = ',';
    size_t most = 0, most_fields = 0, fields;
    for (const char *separator = separators; *separator; separator++) {
        size_t alike = likeness(text, from, *separator, &fields);
        if (alike > most || (alike == most && alike && fields > most_fields)) {
            best = *separator;
            most = alike;
            most_fields = fields;
        }
    }
    return best;
}

/* ------------------------------------------------------------------ rows */

/* Faults of one kind beyond these are only counted. */
enum { SHOWN_FAULTS = 5 };

struct reading {
    struct cursor cursor;
    struct data_builder builder;
    const char *path;
    struct tn_findings *findings;
    size_t ragged, strays;
};

static void tell(struct reading *reading, size_t *count, size_t line, const char *rule,
                 const char *message) {
    if (++*count > SHOWN_FAULTS)
        return;
    struct tn_finding *finding =
        tn_finding_add(reading->findings, TN_WARNING, rule, NULL, "%s", message);
    finding->file = reading->path;
    finding->line = line;
    finding->column = 1;
}

static void tell_rest(struct reading *reading, size_t count, const char *rule) {
    if (count <= SHOWN_FAULTS)
        return;
    struct tn_finding *finding = tn_finding_add(reading->findings, TN_WARNING, rule, NULL,
                                                "%zu more rows like that", count - SHOWN_FAULTS);
    finding->file = reading->path;
}

static void tell_ragged(struct reading *reading, size_t line, size_t fields) {
    struct tn_buffer message = {0};
    size_t columns = reading->builder.data->count;
    tn_put_format(&message, "%zu %s where there are %zu columns: %s", fields,
                  fields == 1 ? "field" : "fields", columns,
                  fields < columns ? "the others count as empty" : "the others are left out");
    tell(reading, &reading->ragged, line, "data-ragged-row", message.at);
    tn_buffer_free(&message);
}

static struct tn_slice or_null(struct tn_slice field) {
    return field.length ? field : (struct tn_slice){0};
}

static bool read_row(struct reading *reading, struct tn_error *error) {
    size_t line = reading->cursor.line, fields = 0, columns = reading->builder.data->count;
    reading->cursor.stray = false;
    for (bool last = false; !last; fields++) {
        struct tn_slice field = next_field(&reading->cursor, &last);
        if (fields < columns)
            data_put(&reading->builder, fields, or_null(field));
    }
    if (fields != columns)
        tell_ragged(reading, line, fields);
    for (size_t i = fields; i < columns; i++)
        data_put(&reading->builder, i, (struct tn_slice){0});
    if (reading->cursor.stray)
        tell(reading, &reading->strays, line, "data-quote", "there is text behind a closing quote");
    return data_end_row(&reading->builder, error);
}

/* Names from the first row, or by number from as many fields as it has. */
static bool read_header(struct reading *reading, bool named, struct tn_error *error) {
    struct cursor ahead = reading->cursor;
    struct cursor *cursor = named ? &reading->cursor : &ahead;
    bool good = true;
    for (bool last = false; !last && good;) {
        struct tn_slice name = next_field(cursor, &last);
        good = data_add_column(&reading->builder, named ? name : TN_SLICE(""), error);
    }
    if (!named) {
        reading->cursor.unquoted = ahead.unquoted;
        reading->cursor.quote_line = ahead.quote_line;
    }
    return good;
}

static bool read_rows(struct reading *reading, struct tn_error *error) {
    struct cursor *cursor = &reading->cursor;
    bool good = true;
    while (good && cursor->at < cursor->end && !data_is_full(&reading->builder)) {
        if (at_blank_line(cursor) && reading->builder.data->count > 1)
            skip_line(cursor);
        else
            good = read_row(reading, error);
    }
    if (cursor->quote_line)
        return tn_fail(error, "%s:%zu: a quote opens here and does not end", reading->path,
                       cursor->quote_line);
    return good;
}

/* Spreadsheets write a first line that only tells the separator. */
static char told_separator(struct cursor *cursor) {
    static const char mark[] = "sep=";
    size_t length = sizeof mark - 1;
    if ((size_t)(cursor->end - cursor->at) <= length + 1 || memcmp(cursor->at, mark, length) != 0 ||
        !strchr("\r\n", cursor->at[length + 1]))
        return 0;
    char separator = cursor->at[length];
    skip_line(cursor);
    return separator;
}

struct tn_data *data_read_csv(const struct tn_buffer *text, const char *path,
                              const struct tn_data_options *options, struct tn_findings *findings,
                              struct tn_error *error) {
    const char *start = tn_buffer_text(text);
    struct reading reading = {.cursor = {start, start + text->length, '\n', 1, 0, false, {0}},
                              .path = path,
                              .findings = findings};
    struct cursor *cursor = &reading.cursor;
    char told = told_separator(cursor);
    while (at_blank_line(cursor))
        skip_line(cursor);
    if (cursor->at == cursor->end) {
        tn_fail(error, "%s is empty: there are no columns to look at", path);
        return NULL;
    }
    cursor->separator = options->separator ? options->separator
                        : told             ? told
                                           : detect_separator(text, (size_t)(cursor->at - start));
    data_begin(&reading.builder, path, options);
    bool good = read_header(&reading, !options->no_header, error) && read_rows(&reading, error);
    tell_rest(&reading, reading.ragged, "data-ragged-row");
    tell_rest(&reading, reading.strays, "data-quote");
    tn_buffer_free(&cursor->unquoted);
    return data_finish(&reading.builder, good);
}
