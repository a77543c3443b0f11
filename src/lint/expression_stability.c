/*
 * Owns what is known of functions whose value changes though the row does not: the time, the
 * session, chance.
 */
#include "lint/expression_words.h"

#include <stdlib.h>

/* With which arguments a function is as the row says. */
enum when { ALWAYS, WITHOUT_ARGUMENTS, WITH_NOW, WITH_ONE };

/* Sorted. */
static const struct function {
    const char *name;
    enum lint_stability stability;
    enum when when;
} functions[] = {
    {"age", LINT_SESSION, WITH_ONE},
    {"changes", LINT_SESSION, ALWAYS},
    {"clock_timestamp", LINT_RANDOM, ALWAYS},
    {"connection_id", LINT_SESSION, ALWAYS},
    {"curdate", LINT_SESSION, ALWAYS},
    {"current_catalog", LINT_SESSION, ALWAYS},
    {"current_database", LINT_SESSION, ALWAYS},
    {"current_date", LINT_SESSION, ALWAYS},
    {"current_role", LINT_SESSION, ALWAYS},
    {"current_schema", LINT_SESSION, ALWAYS},
    {"current_schemas", LINT_SESSION, ALWAYS},
    {"current_setting", LINT_SESSION, ALWAYS},
    {"current_time", LINT_SESSION, ALWAYS},
    {"current_timestamp", LINT_SESSION, ALWAYS},
    {"current_user", LINT_SESSION, ALWAYS},
    {"currval", LINT_RANDOM, ALWAYS},
    {"curtime", LINT_SESSION, ALWAYS},
    {"database", LINT_SESSION, ALWAYS},
    {"date", LINT_SESSION, WITH_NOW},
    {"datetime", LINT_SESSION, WITH_NOW},
    {"found_rows", LINT_SESSION, ALWAYS},
    {"gen_random_bytes", LINT_RANDOM, ALWAYS},
    {"gen_random_uuid", LINT_RANDOM, ALWAYS},
    {"inet_client_addr", LINT_SESSION, ALWAYS},
    {"julianday", LINT_SESSION, WITH_NOW},
    {"last_insert_id", LINT_SESSION, ALWAYS},
    {"last_insert_rowid", LINT_SESSION, ALWAYS},
    {"lastval", LINT_RANDOM, ALWAYS},
    {"localtime", LINT_SESSION, ALWAYS},
    {"localtimestamp", LINT_SESSION, ALWAYS},
    {"nextval", LINT_RANDOM, ALWAYS},
    {"now", LINT_SESSION, ALWAYS},
    {"pg_backend_pid", LINT_SESSION, ALWAYS},
    {"rand", LINT_RANDOM, ALWAYS},
    {"random", LINT_RANDOM, ALWAYS},
    {"random_bytes", LINT_RANDOM, ALWAYS},
    {"randomblob", LINT_RANDOM, ALWAYS},
    {"row_count", LINT_SESSION, ALWAYS},
    {"schema", LINT_SESSION, ALWAYS},
    {"session_user", LINT_SESSION, ALWAYS},
    {"setval", LINT_RANDOM, ALWAYS},
    {"statement_timestamp", LINT_SESSION, ALWAYS},
    {"strftime", LINT_SESSION, WITH_NOW},
    {"sys_guid", LINT_RANDOM, ALWAYS},
    {"sysdate", LINT_RANDOM, ALWAYS},
    {"system_user", LINT_SESSION, ALWAYS},
    {"time", LINT_SESSION, WITH_NOW},
    {"timeofday", LINT_RANDOM, ALWAYS},
    {"total_changes", LINT_SESSION, ALWAYS},
    {"transaction_timestamp", LINT_SESSION, ALWAYS},
    {"txid_current", LINT_SESSION, ALWAYS},
    {"unix_timestamp", LINT_SESSION, WITHOUT_ARGUMENTS},
    {"unixepoch", LINT_SESSION, WITH_NOW},
    {"user", LINT_SESSION, ALWAYS},
    {"utc_date", LINT_SESSION, ALWAYS},
    {"utc_time", LINT_SESSION, ALWAYS},
    {"utc_timestamp", LINT_SESSION, ALWAYS},
    {"uuid", LINT_RANDOM, ALWAYS},
    {"uuid_generate_v1", LINT_RANDOM, ALWAYS},
    {"uuid_generate_v1mc", LINT_RANDOM, ALWAYS},
    {"uuid_generate_v4", LINT_RANDOM, ALWAYS},
    {"uuid_short", LINT_RANDOM, ALWAYS},
    {"uuidv4", LINT_RANDOM, ALWAYS},
    {"uuidv7", LINT_RANDOM, ALWAYS},
    {"version", LINT_SESSION, ALWAYS},
};

static const struct function *function_at(const struct lint_expression *e, size_t place) {
    struct tn_slice word = {e->tokens[place].at, e->tokens[place].length};
    if (e->tokens[place].kind != T_WORD)
        return NULL;
    return bsearch(&word, functions, TN_LENGTH(functions), sizeof *functions, lint_compare_word);
}

/* SQLite: date('now'), strftime('%s', 'now'), date() */
static bool takes_now(const struct lint_expression *e, size_t open, size_t close) {
    for (size_t i = open + 1; i < close; i++)
        if (e->tokens[i].kind == T_STRING &&
            tn_slice_is_word((struct tn_slice){e->tokens[i].at, e->tokens[i].length}, "'now'"))
            return true;
    return e->dialect->id == TN_SQLITE && close == open + 1;
}

static bool has_one_argument(const struct lint_expression *e, size_t open, size_t close) {
    for (size_t i = open + 1; i < close; i++)
        if (token_is_symbol(&e->tokens[i], ','))
            return false;
        else if (e->match[i] > i)
            i = e->match[i];
    return close > open + 1;
}

static bool applies(const struct lint_expression *e, const struct function *function, size_t call) {
    size_t open = call + 1, close = e->roles[call] == LINT_CALL ? e->match[open] : open;
    switch (function->when) {
    case WITHOUT_ARGUMENTS:
        return close == open + 1;
    case WITH_NOW:
        return e->roles[call] == LINT_CALL && takes_now(e, open, close);
    case WITH_ONE:
        return e->roles[call] == LINT_CALL && has_one_argument(e, open, close);
    default:
        return true;
    }
}

enum lint_stability lint_stability_of(const struct lint_expression *e, size_t *place) {
    enum lint_stability worst = LINT_STABLE;
    for (size_t i = 0; i < e->count; i++) {
        if (e->roles[i] != LINT_CALL && e->roles[i] != LINT_VALUE)
            continue;
        const struct function *function = function_at(e, i);
        if (!function || function->stability <= worst || !applies(e, function, i))
            continue;
        worst = function->stability;
        if (place)
            *place = i;
    }
    return worst;
}
