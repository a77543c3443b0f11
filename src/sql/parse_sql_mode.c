/*
 * SET in MySQL and MariaDB, as far as it matters to what the session makes: the engine of its
 * tables, and sql_mode, which changes what quotes and backslashes mean and goes with every routine,
 * trigger and event made under it. Dumps put the mode aside in variables and take it back: those
 * are followed. Other settings are skipped.
 */
#include "sql/parser.h"

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
    p->session = "";
    if (tn_same_word(mode, usual_mode(p)))
        return;
    struct tn_buffer text = {0};
    tn_put(&text, "sql_mode = ");
    tn_sql_put_string(&text, p->tables, mode);
    p->session = tn_text(p->model, text.at);
    tn_buffer_free(&text);
}

void sql_mode_init(struct parser *p) {
    p->session = p->engine = "";
    p->sql_mode = is_mysql(p) ? tn_text(p->model, usual_mode(p)) : "";
}

const char *sql_view_session(const struct parser *p) {
    static const char *const parts[] = {"ANSI",         "ORACLE", "MSSQL",
                                        "POSTGRESQL",   "DB2",    "MAXDB",
                                        "NO_BACKSLASH", "PIPES",  "HIGH_NOT_PRECEDENCE"};
    return has_any(p->session, parts, TN_LENGTH(parts)) ? p->session : "";
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

/* Of tables that name none. */
static bool is_engine(const char *target) {
    return is_setting(target, "default_storage_engine") || is_setting(target, "storage_engine");
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

/* Strings, words and variables one after the other, as concat() would put them. */
static const char *value(struct parser *p) {
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
            kept = is_mode(name) ? p->sql_mode : is_engine(name) ? engine : kept;
            tn_put(&text, kept ? kept : "");
        } else if (sql_accept(p, W_default)) {
            tn_put(&text, usual_mode(p));
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

static bool at_assignment(const struct parser *p) {
    return at_symbol(p, '=') || sql_at_operator(p, ":=");
}

void sql_mysql_set(struct parser *p) {
    do {
        const char *from = p->token.at;
        while (!at_statement_end(p) && !at_assignment(p) && !at_symbol(p, ','))
            sql_next(p);
        const char *target = sql_text_from(p, from);
        if (!at_assignment(p))
            continue;
        sql_next(p);
        const char *set = value(p);
        if (p->failed)
            return;
        if (is_mode(target))
            put_mode(p, set);
        else if (is_engine(target))
            p->engine = tn_same_word(set, "innodb") ? "" : set;
        else if (*target == '@' && target[1] != '@')
            tn_text_map_put(&p->variables, target, (void *)set);
    } while (sql_accept_symbol(p, ','));
    sql_skip_statement(p);
}
