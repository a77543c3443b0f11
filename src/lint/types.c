/*
 * Types by their first word; SQLite's free spellings by its own affinity rules.
 */
#include "lint/types.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* Sorted by the word. */
static const struct row {
    const char *word;
    enum lint_family family;
    int size;
    bool fixed;
} rows[] = {
    {"bigint", LINT_INTEGER, 8, false},
    {"bigserial", LINT_INTEGER, 8, false},
    {"binary", LINT_BINARY, 1, true},
    {"blob", LINT_BINARY, 0, false},
    {"bool", LINT_BOOLEAN, 1, false},
    {"boolean", LINT_BOOLEAN, 1, false},
    {"bpchar", LINT_TEXT, 0, true},
    {"bytea", LINT_BINARY, 0, false},
    {"char", LINT_TEXT, 1, true},
    {"character", LINT_TEXT, 0, false},
    {"citext", LINT_TEXT, 0, false},
    {"clob", LINT_TEXT, 0, false},
    {"date", LINT_DATE, 0, false},
    {"datetime", LINT_TIMESTAMP, 0, false},
    {"dec", LINT_DECIMAL, 0, false},
    {"decimal", LINT_DECIMAL, 0, false},
    {"double", LINT_FLOAT, 8, false},
    {"enum", LINT_ENUMERATION, 0, false},
    {"float", LINT_FLOAT, 4, false},
    {"float4", LINT_FLOAT, 4, false},
    {"float8", LINT_FLOAT, 8, false},
    {"int", LINT_INTEGER, 4, false},
    {"int2", LINT_INTEGER, 2, false},
    {"int4", LINT_INTEGER, 4, false},
    {"int8", LINT_INTEGER, 8, false},
    {"integer", LINT_INTEGER, 4, false},
    {"json", LINT_JSON, 0, false},
    {"jsonb", LINT_JSON, 0, false},
    {"longblob", LINT_BINARY, 0, false},
    {"longtext", LINT_TEXT, 0, false},
    {"mediumblob", LINT_BINARY, 0, false},
    {"mediumint", LINT_INTEGER, 3, false},
    {"mediumtext", LINT_TEXT, 0, false},
    {"nchar", LINT_TEXT, 1, true},
    {"ntext", LINT_TEXT, 0, false},
    {"numeric", LINT_DECIMAL, 0, false},
    {"nvarchar", LINT_TEXT, 0, false},
    {"real", LINT_FLOAT, 4, false},
    {"serial", LINT_INTEGER, 4, false},
    {"smallint", LINT_INTEGER, 2, false},
    {"smallserial", LINT_INTEGER, 2, false},
    {"text", LINT_TEXT, 0, false},
    {"time", LINT_TIME, 0, false},
    {"timestamp", LINT_TIMESTAMP, 0, false},
    {"timestamptz", LINT_TIMESTAMP, 0, false},
    {"timetz", LINT_TIME, 0, false},
    {"tinyblob", LINT_BINARY, 0, false},
    {"tinyint", LINT_INTEGER, 1, false},
    {"tinytext", LINT_TEXT, 0, false},
    {"uuid", LINT_UUID, 16, false},
    {"varbinary", LINT_BINARY, 0, false},
    {"varchar", LINT_TEXT, 0, false},
    {"varchar2", LINT_TEXT, 0, false},
};

static const enum lint_family affinities[] = {
    [TN_AFFINITY_BLOB] = LINT_BINARY,   [TN_AFFINITY_TEXT] = LINT_TEXT,
    [TN_AFFINITY_NUMERIC] = LINT_OTHER, [TN_AFFINITY_INTEGER] = LINT_INTEGER,
    [TN_AFFINITY_REAL] = LINT_FLOAT,
};

bool lint_is_number(enum lint_family family) {
    return family == LINT_INTEGER || family == LINT_DECIMAL || family == LINT_FLOAT;
}

static int by_word(const void *key, const void *row) {
    const struct tn_slice *word = key;
    const char *other = ((const struct row *)row)->word;
    for (size_t i = 0; i < word->length; i++) {
        int difference = tolower((unsigned char)word->at[i]) - (unsigned char)other[i];
        if (difference)
            return difference;
    }
    return other[word->length] ? -1 : 0;
}

static void read_arguments(const char *type, struct lint_type *result) {
    const char *open = strchr(type, '(');
    if (!open)
        return;
    char *end;
    int64_t size = strtoll(open + 1, &end, 10);
    while (*end == ' ')
        end++;
    if (result->family == LINT_TEXT || result->family == LINT_BINARY ||
        result->family == LINT_DECIMAL)
        result->size = size > 0 ? size : result->size;
    if (*end == ',')
        result->scale = strtoll(end + 1, NULL, 10);
}

static bool is_one_bit(const char *type) {
    return tn_same_word(type, "tinyint(1)") || tn_same_word(type, "bit(1)") ||
           tn_same_word(type, "bit");
}

struct lint_type lint_type_of(const struct tn_dialect *dialect, const char *type) {
    struct tn_slice word = {type, strcspn(type, " (")};
    if (word.length == 0)
        return (struct lint_type){.family = LINT_UNTYPED};
    const struct row *row = bsearch(&word, rows, TN_LENGTH(rows), sizeof *rows, by_word);
    struct lint_type result = {.family = LINT_OTHER};
    if (row)
        result = (struct lint_type){.family = row->family, .size = row->size, .fixed = row->fixed};
    else if (dialect->id == TN_SQLITE)
        result.family = affinities[tn_sql_affinity(type)];
    if (dialect->id != TN_POSTGRESQL && is_one_bit(type))
        return (struct lint_type){.family = LINT_BOOLEAN, .size = 1};
    read_arguments(type, &result);
    result.is_unsigned = tn_find_word(type, "unsigned") != NULL;
    return result;
}

struct lint_type lint_column_type(const struct tn_dialect *dialect,
                                  const struct tn_attribute *attribute) {
    const struct tn_type *named = attribute->named_type;
    if (attribute->dimensions)
        return (struct lint_type){.family = LINT_OTHER};
    if (!named)
        return lint_type_of(dialect, attribute->type);
    if (named->variety == TN_variety_enumeration)
        return (struct lint_type){.family = LINT_ENUMERATION};
    if (named->variety == TN_variety_domain)
        return lint_type_of(dialect, named->base);
    return (struct lint_type){.family = LINT_OTHER};
}

const char *lint_type_title(const struct tn_attribute *attribute, struct tn_arena *arena) {
    if (!attribute->named_type && !attribute->dimensions && *attribute->type)
        return attribute->type;
    struct tn_buffer out = {0};
    if (attribute->named_type)
        tn_path(attribute->named_type, &out);
    else
        tn_put(&out, *attribute->type ? attribute->type : "without type");
    for (int64_t i = 0; i < attribute->dimensions; i++)
        tn_put(&out, "[]");
    const char *title = tn_arena_text(arena, tn_buffer_text(&out), out.length);
    tn_buffer_free(&out);
    return title;
}

/* ------------------------------------------------------------------ character sets */

const char *lint_charset_of(const struct tn_attribute *attribute) {
    return *attribute->charset ? attribute->charset : tn_entity_of(attribute)->charset;
}

int64_t lint_character_bytes(const struct tn_attribute *attribute, int64_t otherwise) {
    static const struct {
        const char *charset;
        int64_t bytes;
    } sets[] = {
        {"utf8mb4", 4}, {"utf8mb3", 3}, {"utf8", 3},   {"latin1", 1},  {"ascii", 1},
        {"binary", 1},  {"latin2", 1},  {"cp1252", 1}, {"latin5", 1},  {"ucs2", 2},
        {"utf16", 4},   {"utf16le", 4}, {"utf32", 4},  {"gb18030", 4},
    };
    const char *charset = lint_charset_of(attribute);
    for (size_t i = 0; i < TN_LENGTH(sets); i++)
        if (tn_same_word(charset, sets[i].charset))
            return sets[i].bytes;
    return otherwise;
}
