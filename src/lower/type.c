/*
 * Looking types up in the type table.
 */
#include "tenon/lower.h"

#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ base(arguments)rest */

struct spelling {
    struct tn_slice base, arguments, rest; /* arguments: without the parentheses */
    bool has_arguments;
};

static struct tn_slice trimmed(const char *from, const char *to) {
    while (from < to && *from == ' ')
        from++;
    while (to > from && to[-1] == ' ')
        to--;
    return (struct tn_slice){from, (size_t)(to - from)};
}

static struct spelling take_apart(const char *type) {
    const char *end = type + strlen(type);
    const char *open = strchr(type, '('), *close = strrchr(type, ')');
    if (!open || !close || close < open)
        return (struct spelling){.base = trimmed(type, end)};
    return (struct spelling){trimmed(type, open), trimmed(open + 1, close), trimmed(close + 1, end),
                             true};
}

static bool same_slice(struct tn_slice a, struct tn_slice b) {
    if (a.length != b.length)
        return false;
    for (size_t i = 0; i < a.length; i++) {
        char x = a.at[i], y = b.at[i];
        x = x >= 'A' && x <= 'Z' ? (char)(x + 32) : x;
        y = y >= 'A' && y <= 'Z' ? (char)(y + 32) : y;
        if (x != y)
            return false;
    }
    return true;
}

static size_t commas(struct tn_slice text) {
    size_t count = 0;
    for (size_t i = 0; i < text.length; i++)
        count += text.at[i] == ',';
    return count;
}

static bool is_placeholder(struct tn_slice arguments) {
    return arguments.length && *arguments.at >= 'a' && *arguments.at <= 'z';
}

static bool fits(const struct spelling *type, const char *pattern) {
    struct spelling row = take_apart(pattern);
    if (!same_slice(type->base, row.base) || !same_slice(type->rest, row.rest) ||
        type->has_arguments != row.has_arguments)
        return false;
    if (is_placeholder(row.arguments))
        return commas(type->arguments) == commas(row.arguments);
    return same_slice(type->arguments, row.arguments);
}

/* ------------------------------------------------------------------ looking up */

static const struct tn_type_row *row_for(const char *type, enum tn_dialect_id dialect) {
    struct spelling spelling = take_apart(type);
    for (size_t i = 0; i < tn_type_row_count; i++)
        if (fits(&spelling, tn_type_rows[i].spelling[dialect]))
            return &tn_type_rows[i];
    return NULL;
}

static const struct tn_type_row *row_by_affinity(const char *type) {
    static const char *const types[] = {
        [TN_AFFINITY_BLOB] = "BLOB",       [TN_AFFINITY_TEXT] = "TEXT",
        [TN_AFFINITY_NUMERIC] = "NUMERIC", [TN_AFFINITY_INTEGER] = "INTEGER",
        [TN_AFFINITY_REAL] = "REAL",
    };
    return row_for(*type ? types[tn_sql_affinity(type)] : "TEXT", TN_SQLITE);
}

/* A type that the dialect itself has not, but another: sources mix them. */
static const struct tn_type_row *row_anywhere(const char *type, const struct tn_dialect *from) {
    const struct tn_type_row *row = row_for(type, from->id);
    for (size_t i = 0; i < TN_DIALECT_COUNT && !row; i++)
        row = row_for(type, (enum tn_dialect_id)i);
    if (!row && from->id == TN_SQLITE)
        row = row_by_affinity(type);
    return row;
}

static const char *without_sign(const char *type, struct tn_arena *arena) {
    const char *end = tn_find_word(type, " unsigned");
    if (!end)
        end = tn_find_word(type, " zerofill");
    return end ? tn_arena_text(arena, type, (size_t)(end - type)) : type;
}

static const char *filled(const char *pattern, const char *type, struct tn_arena *arena) {
    struct spelling row = take_apart(pattern), given = take_apart(type);
    if (!row.has_arguments || !is_placeholder(row.arguments) || !given.has_arguments)
        return pattern;
    return tn_arena_format(arena, "%.*s(%.*s)%s%.*s", (int)row.base.length, row.base.at,
                           (int)given.arguments.length, given.arguments.at,
                           row.rest.length ? " " : "", (int)row.rest.length, row.rest.at);
}

/* ------------------------------------------------------------------ limits */

static long first_argument(const char *type) {
    const char *open = strchr(type, '(');
    return open ? strtol(open + 1, NULL, 10) : 0;
}

static const char too_long_bits[] = "its bits are kept as text";
static const char too_many_digits[] = "numbers have 65 digits at most, 30 of them behind the point";
static const char rounded[] = "SQLite keeps 15 digits of a number with a fraction";
static const char unknown_type[] = "any text is taken";

/* A row of InnoDB holds 65535 bytes, at up to four a character; a CHAR 255 characters. */
static const char *within_mysql(const char *type, const char **loss, struct tn_arena *arena) {
    long length = first_argument(type);
    if (tn_starts_with(type, "varchar(") && length > 16383)
        return "longtext";
    if (tn_starts_with(type, "char(") && length > 255)
        return tn_arena_format(arena, "varchar(%ld)", length);
    if (tn_starts_with(type, "binary(") && length > 255)
        return tn_arena_format(arena, "varbinary(%ld)", length);
    if (tn_starts_with(type, "varbinary(") && length > 65535)
        return "longblob";
    if (tn_starts_with(type, "bit(") && length > 64) {
        *loss = too_long_bits;
        return tn_arena_format(arena, "varchar(%ld)", length);
    }
    const char *comma = tn_starts_with(type, "decimal(") ? strchr(type, ',') : NULL;
    if (tn_starts_with(type, "decimal(") && (length > 65 || (comma && atol(comma + 1) > 30))) {
        *loss = too_many_digits;
        return "decimal(65,30)";
    }
    return type;
}

/* A number with a fraction is a 64-bit floating-point number there; one without has 18 digits. */
static const char *within_sqlite(const char *type, const char **loss) {
    const char *comma = strchr(type, ',');
    bool fraction = comma && atol(comma + 1) != 0;
    if (tn_starts_with(type, "NUMERIC(") && first_argument(type) > (fraction ? 15 : 18))
        *loss = rounded;
    return type;
}

static bool is_mysql(const struct tn_dialect *dialect) {
    return dialect->id == TN_MYSQL || dialect->id == TN_MARIADB;
}

/* MySQL and MariaDB share their types, display widths and all, but for a few (uuid, inet6). */
static bool is_one_servers(const char *type, const struct tn_dialect *from,
                           const struct tn_dialect *to) {
    const struct tn_type_row *row = row_for(type, from->id);
    return row && strcmp(row->spelling[from->id], row->spelling[to->id]) != 0;
}

const char *tn_lower_type_loss(const char *type, const struct tn_dialect *from,
                               const struct tn_dialect *to, const char **loss,
                               struct tn_arena *arena) {
    static const char *const any_text[] = {"text", "longtext", "longtext", "TEXT"};
    *loss = NULL;
    if (from->id == to->id || (is_mysql(from) && is_mysql(to) && !is_one_servers(type, from, to)))
        return type;
    const struct tn_type_row *row = row_anywhere(type, from);
    const char *plain = row ? type : without_sign(type, arena);
    row = row ? row : row_anywhere(plain, from);
    if (!row && strchr(plain, '(')) /* a width that means nothing: INTEGER(11) */
        row = row_anywhere(tn_arena_text(arena, plain, strcspn(plain, "(")), from);
    *loss = !row ? unknown_type : row->lossy & (1u << to->id) ? row->loss : NULL;
    if (!row)
        return any_text[to->id];
    const char *result = filled(row->spelling[to->id], plain, arena);
    return is_mysql(to)          ? within_mysql(result, loss, arena)
           : to->id == TN_SQLITE ? within_sqlite(result, loss)
                                 : result;
}

const char *tn_lower_type(const char *type, const struct tn_dialect *from,
                          const struct tn_dialect *to, bool *exact, struct tn_arena *arena) {
    const char *loss;
    const char *result = tn_lower_type_loss(type, from, to, &loss, arena);
    if (exact)
        *exact = !loss;
    return result;
}
