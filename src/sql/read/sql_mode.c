/*
 * SET in MySQL and MariaDB, as far as it matters to what the session makes: the engine of its
 * tables, what its timestamps are without a default, and sql_mode, which changes what quotes and
 * backslashes mean and goes with every routine, trigger and event made under it, as the client's
 * character set and collation do. Dumps put them aside in variables and take them back: those are
 * followed. Other settings are skipped.
 */
#include "sql/read/parser.h"

#include <string.h>

static const char *usual_mode(const struct parser *p) {
    return p->dialect == TN_MARIADB
               ? "STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_AUTO_CREATE_USER,"
                 "NO_ENGINE_SUBSTITUTION"
               : "ONLY_FULL_GROUP_BY,STRICT_TRANS_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,"
                 "ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION";
}

static bool has_any(const char *mode, const char *const *parts, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (strcasestr(mode, parts[i]))
            return true;
    return false;
}

/* ------------------------------------------------------------------ the mode in force */

static void put_mode(struct parser *p, const char *mode) {
    static const char *const quotes[] = {"ANSI", "ORACLE", "MSSQL", "POSTGRESQL", "DB2", "MAXDB"};
    p->sql_mode = mode;
    p->lexer.ansi_quotes = has_any(mode, quotes, TN_LENGTH(quotes));
    p->lexer.no_escapes = strcasestr(mode, "NO_BACKSLASH_ESCAPES") != NULL;
    p->pipes_join = p->lexer.ansi_quotes || strcasestr(mode, "PIPES_AS_CONCAT");
}

void sql_mode_init(struct parser *p) {
    p->engine = p->charset = p->collation = p->database = "";
    p->sql_mode = is_mysql(p) ? tn_text(p->model, usual_mode(p)) : "";
}

/* ------------------------------------------------------------------ what goes with objects */

static bool counts_for_view(const char *mode) {
    static const char *const parts[] = {"ANSI",         "ORACLE", "MSSQL",
                                        "POSTGRESQL",   "DB2",    "MAXDB",
                                        "NO_BACKSLASH", "PIPES",  "HIGH_NOT_PRECEDENCE"};
    return has_any(mode, parts, TN_LENGTH(parts));
}

/* What a client of today says by itself. */
static bool is_usual_charset(const struct parser *p) {
    char usual[TN_COLLATION_SIZE];
    tn_sql_default_collation(p->tables, "utf8mb4", usual);
    return !*p->charset ||
           (tn_same_word(p->charset, "utf8mb4") && tn_same_word(p->collation, usual));
}

/* What is written is UTF-8: it must mean the same in that character set. */
static bool can_be_written_in(const char *charset, const char *text) {
    return strncasecmp(charset, "utf8", 4) == 0 || !text[tn_ascii_length(text, strlen(text))];
}

const char *sql_session(const struct parser *p, const char *text, bool view) {
    struct tn_buffer session = {0};
    const char *before = "";
    if (!is_mysql(p))
        return "";
    if (!tn_same_word(p->sql_mode, usual_mode(p)) && (!view || counts_for_view(p->sql_mode))) {
        tn_put(&session, "sql_mode = ");
        tn_sql_put_string(&session, p->tables, p->sql_mode);
        before = ", ";
    }
    if (!is_usual_charset(p) && can_be_written_in(p->charset, text))
        tn_put_format(&session, "%scharacter_set_client = %s, collation_connection = %s", before,
                      p->charset, p->collation);
    const char *result = tn_text(p->model, tn_buffer_text(&session));
    tn_buffer_free(&session);
    return result;
}

/* ------------------------------------------------------------------ SET */

/* [@@][session.]name, where the whole is no user's variable and not global. */
static bool is_setting(const char *target, const char *name) {
    static const char *const leads[] = {"", "@@", "@@session.", "@@local.", "session ", "local "};
    for (size_t i = 0; i < TN_LENGTH(leads); i++) {
        size_t length = strlen(leads[i]);
        if (strncasecmp(target, leads[i], length) == 0 && tn_same_word(target + length, name))
            return true;
    }
    return false;
}

static bool is_mode(const char *target) {
    return is_setting(target, "sql_mode");
}

static bool is_charset(const char *target) {
    return is_setting(target, "character_set_client");
}

static bool is_collation(const char *target) {
    return is_setting(target, "collation_connection");
}

/* Of tables that name none. */
static bool is_engine(const char *target) {
    return is_setting(target, "default_storage_engine") || is_setting(target, "storage_engine");
}

static bool is_timestamps(const char *target) {
    return is_setting(target, "explicit_defaults_for_timestamp");
}

/* A variable: @name, or @@sql_mode in any of its spellings. */
static const char *variable(struct parser *p) {
    const char *from = p->token.at;
    while (p->token.kind == T_SYMBOL && *p->token.at == '@')
        sql_next(p);
    sql_next(p);
    while (sql_accept_symbol(p, '.'))
        sql_next(p);
    return sql_text_from(p, from);
}

/* A word or a string; DEFAULT is what nothing is known of. */
static const char *value_word(struct parser *p) {
    if (sql_accept(p, W_default))
        return "";
    if (p->token.kind == T_STRING)
        return sql_string(p, "a string");
    const char *word = tn_text_slice(p->model, (struct tn_slice){p->token.at, p->token.length});
    sql_next(p);
    return word;
}

/* Strings, words and variables one after the other, as concat() would put them. usual: what DEFAULT
 * stands for. */
static const char *value(struct parser *p, const char *usual) {
    struct tn_buffer text = {0};
    for (size_t depth = 0; !at_statement_end(p) && (depth || !at_symbol(p, ','));) {
        depth += at_symbol(p, '(');
        depth -= depth && at_symbol(p, ')');
        if (p->token.kind == T_STRING) {
            tn_put(&text, sql_string(p, "a string"));
        } else if (p->token.kind == T_SYMBOL && *p->token.at == '@') {
            const char *name = variable(p);
            const char *kept = tn_text_map_get(&p->variables, name);
            const char *engine = *p->engine ? p->engine : "InnoDB";
            kept = is_mode(name)         ? p->sql_mode
                   : is_engine(name)     ? engine
                   : is_charset(name)    ? p->charset
                   : is_collation(name)  ? p->collation
                   : is_timestamps(name) ? p->old_timestamps ? "OFF" : "ON"
                                         : kept;
            tn_put(&text, kept ? kept : "");
        } else if (sql_accept(p, W_default)) {
            tn_put(&text, usual);
        } else {
            bool word = p->token.kind == T_WORD && sql_peek(p, 1)->symbol != '(';
            tn_put_bytes(&text, p->token.at, word ? p->token.length : 0);
            sql_next(p);
        }
    }
    const char *result = tn_text(p->model, tn_buffer_text(&text));
    tn_buffer_free(&text);
    return result;
}

/* In small letters; utf8 is what utf8mb3 was called. */
static const char *charset_name(struct parser *p, const char *name) {
    name = sql_lower(p, tn_slice_of(name));
    return strcmp(name, "utf8") == 0 ? "utf8mb3" : name;
}

static void put_charset(struct parser *p, const char *charset, const char *collation) {
    char usual[TN_COLLATION_SIZE];
    p->charset = *charset ? charset_name(p, charset) : "";
    tn_sql_default_collation(p->tables, p->charset, usual);
    p->collation = !*charset ? "" : tn_text(p->model, *collation ? collation : usual);
}

/* SET NAMES 'latin1' [COLLATE latin1_bin], at what stands behind NAMES. */
static void put_names(struct parser *p) {
    const char *charset = value_word(p);
    const char *collation = sql_accept(p, W_collate) ? value_word(p) : "";
    put_charset(p, charset, collation);
}

static bool at_assignment(const struct parser *p) {
    return at_symbol(p, '=') || sql_at_operator(p, ":=");
}

void sql_mysql_set(struct parser *p) {
    do {
        if (sql_accept(p, W_names)) {
            put_names(p);
            continue;
        }
        const char *from = p->token.at;
        while (!at_statement_end(p) && !at_assignment(p) && !at_symbol(p, ','))
            sql_next(p);
        const char *target = sql_text_from(p, from);
        if (!at_assignment(p))
            continue;
        sql_next(p);
        bool zero = *p->token.at == '0' && p->token.length == 1;
        const char *set = value(p, is_mode(target) ? usual_mode(p) : "");
        if (p->failed)
            return;
        if (is_mode(target))
            put_mode(p, set);
        else if (is_charset(target))
            put_charset(p, set, p->collation);
        else if (is_collation(target))
            p->collation = *p->charset ? set : p->collation;
        else if (is_engine(target))
            p->engine = tn_same_word(set, "innodb") ? "" : set;
        else if (is_timestamps(target))
            p->old_timestamps = zero || tn_same_word(set, "off") || tn_same_word(set, "false");
        else if (*target == '@' && target[1] != '@')
            tn_text_map_put(&p->variables, target, (void *)set);
    } while (sql_accept_symbol(p, ','));
    sql_skip_statement(p);
}
