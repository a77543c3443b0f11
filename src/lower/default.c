/*
 * Default values across dialects: the values that every server has a word of its own for stand in
 * one table; literals lose their casts; anything else goes through the translation of expressions.
 */
#include "lower/term.h"

#include <string.h>

/* ------------------------------------------------------------------ values with words of their own
 */

#define RANDOM_UUID                                                                                \
    "(lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || "                           \
    "substr(hex(randomblob(2)), 2) || '-' || substr('89AB', 1 + abs(random() % 4), 1) || "         \
    "substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6))))"

enum { NOW, TODAY }; /* rows that others turn into */

/* What a dialect writes is in parentheses where it takes such a default only so. */
const struct tn_value_row tn_value_rows[] = {
    [NOW] = {{"CURRENT_TIMESTAMP", "CURRENT_TIMESTAMP", "CURRENT_TIMESTAMP", "CURRENT_TIMESTAMP"},
             "now() current_timestamp() localtimestamp localtimestamp() transaction_timestamp() "
             "statement_timestamp() 'now' datetime('now') datetime() datetime('now','localtime') "
             "strftime('%y-%m-%dt%h:%m:%fz','now') strftime('%y-%m-%d%h:%m:%f','now') "
             "strftime('%y-%m-%d%h:%m:%s','now') strftime('%y-%m-%dt%h:%m:%sz','now')",
             "this moment, by the session's clock; by UTC in SQLite"},
    [TODAY] = {{"CURRENT_DATE", "(curdate())", "(curdate())", "CURRENT_DATE"},
               "current_date() date('now') 'today' current_date curdate()",
               "this day"},
    {{"LOCALTIME", "(curtime())", "(curtime())", "CURRENT_TIME"},
     "current_time current_time() time('now') localtime curtime()",
     "this time of day"},
    {{"clock_timestamp()", "(sysdate(6))", "sysdate(6)", "CURRENT_TIMESTAMP"},
     "sysdate()",
     "the moment itself, not that of the statement"},
    {{"timezone('utc', now())", "(utc_timestamp())", "utc_timestamp()", "CURRENT_TIMESTAMP"},
     "timezone('utc'::text,now()) now()attimezone'utc' now()attimezone'utc'::text "
     "current_timestampattimezone'utc'",
     "this moment in UTC"},
    {{"(extract(epoch FROM now()))::bigint", "(unix_timestamp())", "unix_timestamp()",
      "(strftime('%s', 'now'))"},
     "unixepoch() unixepoch('now') extract(epochfromnow()) date_part('epoch',now())",
     "seconds since 1970"},
    {{"gen_random_uuid()", "(uuid())", "uuid()", RANDOM_UUID},
     "uuid_generate_v4() public.uuid_generate_v4() public.gen_random_uuid() uuid()",
     "a new UUID"},
    {{"upper(replace(gen_random_uuid()::text, '-', ''))", "(hex(random_bytes(16)))",
      "hex(random_bytes(16))", "(hex(randomblob(16)))"},
     "",
     "32 random hexadecimal digits"},
    {{"replace(gen_random_uuid()::text, '-', '')", "(lower(hex(random_bytes(16))))",
      "lower(hex(random_bytes(16)))", "(lower(hex(randomblob(16))))"},
     "",
     "the same in small letters"},
    {{"random()", "(rand())", "rand()", ""}, "", "a random number from 0 to 1"},
    {{"CURRENT_USER", "(current_user())", "current_user()", ""}, "current_user", "who is asking"},
    {{"SESSION_USER", "(session_user())", "session_user()", ""},
     "session_user user()",
     "who signed in"},
    {{"current_database()", "(database())", "database()", ""}, "", "name of the database"},
    {{"pg_backend_pid()", "(connection_id())", "connection_id()", ""}, "", "number of the session"},
};
const size_t tn_value_row_count = TN_LENGTH(tn_value_rows);

static bool wrapped(const char *text, size_t length) {
    int depth = 0;
    if (length < 2 || text[0] != '(' || text[length - 1] != ')')
        return false;
    for (size_t i = 0; i + 1 < length; i++) {
        depth += text[i] == '(';
        depth -= text[i] == ')';
        if (depth == 0)
            return false;
    }
    return true;
}

/* What a default is compared as: folded, bare. */
static const char *bare(struct lowering *l, const char *text) {
    struct tn_buffer folded = {0};
    for (; *text; text++)
        if (*text != ' ')
            tn_put_char(&folded, *text >= 'A' && *text <= 'Z' ? (char)(*text + 32) : *text);
    const char *start = tn_buffer_text(&folded);
    size_t length = folded.length;
    bool again = length < 1000; /* no value with a word of its own is so long */
    while (again) {
        const char *cast = NULL;
        for (const char *c = start; (c = strstr(c, "::")) && c < start + length; c += 2)
            cast = c;
        again = false;
        if (cast && !memchr(cast, '(', (size_t)(start + length - cast)) &&
            !memchr(cast, '\'', (size_t)(start + length - cast)) && start[length - 1] != ')') {
            length = (size_t)(cast - start);
            again = true;
        }
        if (wrapped(start, length)) {
            start++;
            length -= 2;
            again = true;
        }
    }
    const char *result = tn_arena_text(&l->arena, start, length);
    tn_buffer_free(&folded);
    return result;
}

/* current_timestamp(6) is current_timestamp. */
static const char *without_precision(struct lowering *l, const char *text) {
    size_t length = strlen(text);
    if (length > 3 && text[length - 1] == ')' && text[length - 3] == '(' &&
        text[length - 2] >= '0' && text[length - 2] <= '9')
        return tn_arena_text(&l->arena, text, length - 3);
    return text;
}

static bool is_among(const char *list, const char *text) {
    for (size_t length = 0; *list; list += length + (list[length] == ' ')) {
        length = strcspn(list, " ");
        if (strlen(text) == length && memcmp(list, text, length) == 0)
            return true;
    }
    return false;
}

/* A cell is compared as a default is: folded, bare. */
static bool is_cell(const char *cell, const char *text) {
    size_t length = strlen(cell);
    if (wrapped(cell, length)) {
        cell++;
        length -= 2;
    }
    for (size_t i = 0; i < length; i++) {
        char c = cell[i];
        if (c != ' ' && *text++ != (c >= 'A' && c <= 'Z' ? (char)(c + 32) : c))
            return false;
    }
    return length && !*text;
}

static const struct tn_value_row *row_of(enum tn_dialect_id dialect, const char *text) {
    for (size_t i = 0; i < tn_value_row_count; i++)
        if (is_cell(tn_value_rows[i].spelling[dialect], text) ||
            is_among(tn_value_rows[i].others, text))
            return &tn_value_rows[i];
    return NULL;
}

/* Words of an expression are too short to be worth an arena. */
const struct tn_value_row *lower_value_row(enum tn_dialect_id dialect, const char *text) {
    char folded[32];
    size_t length = strlen(text);
    if (length >= sizeof folded)
        return NULL;
    for (size_t i = 0; i <= length; i++)
        folded[i] = text[i] >= 'A' && text[i] <= 'Z' ? (char)(text[i] + 32) : text[i];
    return row_of(dialect, folded);
}

/* MySQL wants the precision of the column: CURRENT_TIMESTAMP(6) for datetime(6). */
static const char *mysql_now(struct lowering *l, const char *type) {
    const char *open = strchr(type, '(');
    if (!tn_starts_with(type, "datetime") && !tn_starts_with(type, "timestamp"))
        return "(CURRENT_TIMESTAMP)";
    return open ? tn_arena_format(&l->arena, "CURRENT_TIMESTAMP%s", open) : "CURRENT_TIMESTAMP";
}

static const char *spell(struct lowering *l, const struct tn_value_row *row, const char *type) {
    if (row == &tn_value_rows[NOW] && tn_same_word(type, "date"))
        row = &tn_value_rows[TODAY];
    if (row == &tn_value_rows[NOW] && lower_is_mysql(l->to))
        return mysql_now(l, type);
    l->unknown = row->spelling[l->from->id];
    return *row->spelling[l->to->id] ? row->spelling[l->to->id] : NULL;
}

/* ------------------------------------------------------------------ literals */

static const char *flag_of(const struct lowering *l, const char *text) {
    static const char *const yes[] = {"true", "'t'", "'true'", "1", "'1'", "b'1'", "'y'"};
    static const char *const no[] = {"false", "'f'", "'false'", "0", "'0'", "b'0'", "'n'"};
    bool words = l->to->id == TN_POSTGRESQL;
    for (size_t i = 0; i < TN_LENGTH(yes); i++)
        if (strcmp(text, yes[i]) == 0)
            return words ? "true" : "1";
    for (size_t i = 0; i < TN_LENGTH(no); i++)
        if (strcmp(text, no[i]) == 0)
            return words ? "false" : "0";
    return NULL;
}

static bool is_literal(const char *text) {
    if (*text == '\'') {
        for (text++; *text; text++)
            if (*text == '\'' && *++text != '\'')
                return !*text;
        return false;
    }
    size_t length = strspn(text, "-+0123456789.eE");
    return (length && !text[length]) || tn_same_word(text, "null") || tn_same_word(text, "true") ||
           tn_same_word(text, "false");
}

static bool wants_expression(const struct lowering *l, const char *type) {
    return lower_is_mysql(l->to) &&
           (strstr(type, "text") || strstr(type, "blob") || tn_same_word(type, "json"));
}

static bool is_flag(const char *type) {
    return tn_same_word(type, "boolean") || tn_same_word(type, "tinyint(1)");
}

/* MySQL's day zero is no day anywhere else. */
static bool is_day_zero(const struct lowering *l, const char *text) {
    return lower_is_mysql(l->from) && strstr(text, "0000-00-00") != NULL;
}

/* The inside of parentheses around the whole: MySQL and SQLite keep them with the expression. */
static const char *unwrapped(struct lowering *l, const char *text) {
    size_t length = strlen(text);
    return wrapped(text, length) ? tn_arena_text(&l->arena, text + 1, length - 2) : text;
}

/* Other servers keep no zone with a moment: UTC can go, any other cannot. NULL for any other. */
static const char *without_zone(struct lowering *l, const char *text, const char *type) {
    static const char *const zones[] = {"+00:00'", "+00'", "Z'"};
    size_t length = strlen(text);
    bool moment = tn_starts_with(type, "datetime") || tn_starts_with(type, "timestamp");
    if (!moment || !lower_is_mysql(l->to) || *text != '\'')
        return text;
    for (size_t i = 0; i < TN_LENGTH(zones); i++) {
        size_t zone = strlen(zones[i]);
        if (length > zone && strcmp(text + length - zone, zones[i]) == 0)
            return tn_arena_format(&l->arena, "%.*s'", (int)(length - zone), text);
    }
    return strchr(text, '+') ? NULL : text;
}

static const char *translated(struct lowering *l, const struct tn_attribute *attribute) {
    const char *text = unwrapped(l, attribute->default_value);
    const char *result = lower_expression(l, NULL, text, NULL);
    if (!result)
        return NULL;
    result = without_zone(l, unwrapped(l, result), attribute->type);
    if (!result)
        return NULL;
    if (is_literal(result) && !wants_expression(l, attribute->type))
        return result;
    return l->to->id == TN_POSTGRESQL ? result : tn_arena_format(&l->arena, "(%s)", result);
}

const char *lower_default(struct lowering *l, const struct tn_attribute *attribute,
                          const char *old_type) {
    const char *text = bare(l, attribute->default_value);
    const struct tn_value_row *row = row_of(l->from->id, without_precision(l, text));
    const char *flag = is_flag(attribute->type) || is_flag(old_type) ? flag_of(l, text) : NULL;
    l->unknown = text;
    if (row)
        return spell(l, row, attribute->type);
    if (is_day_zero(l, text))
        return NULL;
    return flag ? flag : translated(l, attribute);
}
