/*
 * Default values across dialects: the values that every server has a word of its own for stand in
 * one table; literals lose their casts; anything else goes through the translation of expressions.
 */
#include "lower/lowering.h"

#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ values with words of their own
 */

enum special { NONE, NOW, TODAY, CLOCK, UUID, USER };

/* Lower case, without blanks, casts and parentheses around it; a number of digits is cut off. */
static const struct {
    const char *text;
    enum special means;
} recognised[] = {
    {"now()", NOW},
    {"current_timestamp", NOW},
    {"current_timestamp()", NOW},
    {"localtimestamp", NOW},
    {"localtimestamp()", NOW},
    {"transaction_timestamp()", NOW},
    {"statement_timestamp()", NOW},
    {"clock_timestamp()", NOW},
    {"sysdate()", NOW},
    {"'now'", NOW},
    {"datetime('now')", NOW},
    {"datetime()", NOW},
    {"strftime('%y-%m-%dt%h:%m:%fz','now')", NOW},
    {"current_date", TODAY},
    {"current_date()", TODAY},
    {"curdate()", TODAY},
    {"date('now')", TODAY},
    {"'today'", TODAY},
    {"current_time", CLOCK},
    {"current_time()", CLOCK},
    {"curtime()", CLOCK},
    {"localtime", CLOCK},
    {"time('now')", CLOCK},
    {"gen_random_uuid()", UUID},
    {"uuid_generate_v4()", UUID},
    {"public.uuid_generate_v4()", UUID},
    {"public.gen_random_uuid()", UUID},
    {"uuid()", UUID},
    {"current_user", USER},
    {"current_user()", USER},
    {"session_user", USER},
    {"user()", USER},
};

/* NULL where the dialect has no word for it. */
static const char *const spellings[][TN_DIALECT_COUNT] = {
    [NOW] = {"CURRENT_TIMESTAMP", "CURRENT_TIMESTAMP", "CURRENT_TIMESTAMP", "CURRENT_TIMESTAMP"},
    [TODAY] = {"CURRENT_DATE", "(curdate())", "(curdate())", "CURRENT_DATE"},
    [CLOCK] = {"LOCALTIME", "(curtime())", "(curtime())", "CURRENT_TIME"},
    [UUID] = {"gen_random_uuid()", "(uuid())", "uuid()", NULL},
    [USER] = {"CURRENT_USER", "(current_user())", "(current_user())", NULL},
};

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
    for (bool again = true; again;) {
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

static enum special special_of(struct lowering *l, const char *text) {
    const char *plain = without_precision(l, text);
    for (size_t i = 0; i < TN_LENGTH(recognised); i++)
        if (strcmp(recognised[i].text, plain) == 0)
            return recognised[i].means;
    return NONE;
}

/* MySQL wants the precision of the column: CURRENT_TIMESTAMP(6) for datetime(6). */
static const char *mysql_now(struct lowering *l, const char *type) {
    const char *open = strchr(type, '(');
    if (!tn_starts_with(type, "datetime") && !tn_starts_with(type, "timestamp"))
        return "(CURRENT_TIMESTAMP)";
    return open ? tn_arena_format(&l->arena, "CURRENT_TIMESTAMP%s", open) : "CURRENT_TIMESTAMP";
}

static const char *spell(struct lowering *l, enum special special, const char *type) {
    if (special == NOW && tn_same_word(type, "date"))
        special = TODAY;
    if (special == NOW && lower_is_mysql(l->to))
        return mysql_now(l, type);
    return spellings[special][l->to->id];
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
    const char *result = lower_expression(l, NULL, text, attribute);
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
    enum special special = special_of(l, text);
    const char *flag = is_flag(attribute->type) || is_flag(old_type) ? flag_of(l, text) : NULL;
    if (special != NONE)
        return spell(l, special, attribute->type);
    if (is_day_zero(l, text))
        return NULL;
    return flag ? flag : translated(l, attribute);
}
