/*
 * Types: read from tokens and brought to the one spelling that conventions.h promises, through one
 * alias table for PostgreSQL and one for MySQL and MariaDB. SQLite keeps what is written. What a
 * type can be turned into in another dialect is no matter here (lower knows).
 */
#include "sql/read/parser.h"
#include "sql/type_alias.h"

#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ words and modifiers */

/* The current word, in lower case, after a blank. */
static void take_word(struct parser *p) {
    struct tn_buffer *base = &p->type_base;
    if (base->length)
        tn_put_char(base, ' ');
    tn_put_lower(base, (struct tn_slice){p->token.at, p->token.length});
    sql_next(p);
}

static bool word_is(const struct parser *p, const char *word) {
    return token_is_word(&p->token, word);
}

static bool take_if(struct parser *p, const char *word) {
    bool found = word_is(p, word);
    if (found)
        take_word(p);
    return found;
}

static void take_string(struct parser *p) {
    struct tn_buffer *out = &p->type_modifiers;
    tn_buffer_reset(&p->scratch);
    token_unquote(&p->token, p->dialect, &p->scratch);
    tn_put_char(out, '\'');
    for (size_t i = 0; i < p->scratch.length; i++) {
        char c = p->scratch.at[i];
        tn_put(out, c == '\'' ? "'" : (c == '\\' || !c) && is_mysql(p) ? "\\" : "");
        tn_put_char(out, c ? c : '0');
    }
    tn_put_char(out, '\'');
    sql_next(p);
}

/* ( … ) without blanks. */
static void take_modifiers(struct parser *p) {
    if (!at_symbol(p, '('))
        return;
    size_t depth = 0;
    do {
        depth += at_symbol(p, '(');
        depth -= at_symbol(p, ')');
        if (p->token.kind == T_STRING) {
            take_string(p);
            continue;
        }
        tn_put_bytes(&p->type_modifiers, p->token.at, p->token.length);
        sql_next(p);
    } while (depth && !at_statement_end(p));
    if (depth)
        sql_expected(p, "a closing parenthesis after the type");
}

/* WITH or WITHOUT TIME ZONE, where the precision stands before it. */
static void take_time_zone(struct parser *p) {
    if ((!at_word(p, W_with) && !at_word(p, W_without)) || !token_is_word(sql_peek(p, 1), "time"))
        return;
    take_word(p);
    take_word(p);
    if (!take_if(p, "zone"))
        sql_expected(p, "ZONE");
}

static void take_interval(struct parser *p) {
    static const char *const fields[] = {"year", "month", "day", "hour", "minute", "second", "to"};
    for (size_t i = 0; i < TN_LENGTH(fields); i++)
        if (take_if(p, fields[i]))
            i = (size_t)-1;
}

static void take_first(struct parser *p, const char *const *words, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (take_if(p, words[i]))
            return;
}

/* Types of several words whose first is no word of words.def. */
static void take_named(struct parser *p) {
    static const char *const long_types[] = {"varchar", "varbinary"};
    bool postgresql = p->dialect == TN_POSTGRESQL;
    if (take_if(p, "nchar")) {
        take_if(p, "varying");
    } else if (postgresql && (take_if(p, "timestamp") || take_if(p, "time"))) {
        take_modifiers(p);
        take_time_zone(p);
    } else if (postgresql && take_if(p, "interval")) {
        take_interval(p);
    } else if (is_mysql(p) && take_if(p, "long")) {
        take_first(p, long_types, TN_LENGTH(long_types));
    } else {
        take_word(p);
    }
}

/* The words of a type of several, and its modifiers. */
static void take_spelling(struct parser *p) {
    static const char *const national[] = {"character", "char", "varchar"};
    switch (p->token.kind == T_WORD ? p->token.word : W_other) {
    case W_double:
        take_word(p);
        take_if(p, "precision");
        break;
    case W_national:
        take_word(p);
        take_first(p, national, TN_LENGTH(national));
        take_if(p, "varying");
        break;
    case W_character:
    case W_char:
    case W_bit:
        take_word(p);
        take_if(p, "varying");
        break;
    default:
        take_named(p);
    }
    if (!p->type_modifiers.length)
        take_modifiers(p);
}

/* ------------------------------------------------------------------ canonical spelling */

static bool has_comma(const struct tn_buffer *buffer) {
    return buffer->length && memchr(buffer->at, ',', buffer->length);
}

static const char *float_name(struct parser *p, const struct alias *alias) {
    int precision = p->type_modifiers.length ? atoi(p->type_modifiers.at + 1) : 0;
    bool is_double = precision > 24;
    if (has_comma(&p->type_modifiers)) /* MySQL's float(7,4) */
        return alias->to;
    tn_buffer_reset(&p->type_modifiers);
    if (p->dialect == TN_POSTGRESQL)
        return !precision || is_double ? "double precision" : "real";
    return is_double ? "double" : "float";
}

/* The display width that says nothing, since the server would take it by itself. */
static bool is_usual_width(const char *type, const char *modifiers, bool is_unsigned) {
    static const struct {
        const char *type, *width, *width_unsigned;
    } usual[] = {
        {"tinyint", "(4)", "(3)"}, {"smallint", "(6)", "(5)"}, {"mediumint", "(9)", "(8)"},
        {"int", "(11)", "(10)"},   {"bigint", "(20)", "(20)"}, {"year", "(4)", "(4)"},
    };
    for (size_t i = 0; i < TN_LENGTH(usual); i++)
        if (strcmp(usual[i].type, type) == 0)
            return strcmp(is_unsigned ? usual[i].width_unsigned : usual[i].width, modifiers) == 0;
    return false;
}

static void adjust_modifiers(struct parser *p, const struct alias *alias, const char *signs) {
    struct tn_buffer *modifiers = &p->type_modifiers;
    if (alias->flags & WIDTH && modifiers->length &&
        is_usual_width(alias->to, tn_buffer_text(modifiers), *signs))
        tn_buffer_reset(modifiers);
    if ((alias->flags & ONE && !modifiers->length) || alias->flags & BOOLEAN) {
        tn_buffer_reset(modifiers);
        tn_put(modifiers, "(1)");
    }
    if (alias->flags & TEN && !modifiers->length)
        tn_put(modifiers, "(10,0)");
    if (alias->flags & SCALE && modifiers->length && !has_comma(modifiers)) {
        modifiers->length--;
        tn_put(modifiers, ",0)");
    }
}

/* base and modifiers, which for a compound like "interval year" stand behind. */
static const char *compose(struct parser *p, const char *base, const char *suffix) {
    if (!p->type_modifiers.length && !*suffix)
        return tn_text(p->model, base);
    tn_buffer_reset(&p->scratch);
    tn_put(&p->scratch, base);
    tn_put_bytes(&p->scratch, p->type_modifiers.at, p->type_modifiers.length);
    tn_put(&p->scratch, suffix);
    return tn_text_slice(p->model, (struct tn_slice){p->scratch.at, p->scratch.length});
}

static const char *mysql_signs(struct parser *p) {
    bool is_unsigned = false, zerofill = false, more = true;
    while (more) {
        if (sql_accept(p, W_unsigned))
            is_unsigned = true;
        else if (sql_accept(p, W_zerofill))
            is_unsigned = zerofill = true;
        else
            more = sql_accept(p, W_signed);
    }
    return zerofill ? " unsigned zerofill" : is_unsigned ? " unsigned" : "";
}

static const struct alias *known_type(const struct parser *p) {
    return alias_find(p->dialect,
                      (struct tn_slice){tn_buffer_text(&p->type_base), p->type_base.length});
}

/* The alias is NULL where the type is none of the built-in ones. */
static void canonical(struct parser *p, const struct alias *alias, struct read_type *type) {
    const char *base = tn_buffer_text(&p->type_base);
    const char *signs = is_mysql(p) ? mysql_signs(p) : "";
    if (alias) {
        adjust_modifiers(p, alias, signs);
        base = alias->flags & FLOAT ? float_name(p, alias) : alias->to;
        if (alias->flags & SERIAL)
            type->identity = is_mysql(p) ? TN_identity_auto_increment : TN_identity_serial;
        if (alias->flags & NATIONAL)
            type->charset = tn_text(p->model, "utf8mb3");
    }
    type->type = compose(p, base, signs);
}

/* ------------------------------------------------------------------ a whole type */

static void array_bounds(struct parser *p, struct read_type *type) {
    if (p->dialect != TN_POSTGRESQL)
        return;
    if (sql_accept(p, W_array)) {
        type->dimensions = 1;
        if (!at_symbol(p, '['))
            return;
        type->dimensions = 0;
    }
    while (sql_accept_symbol(p, '[')) {
        if (p->token.kind == T_NUMBER)
            sql_next(p);
        sql_expect_symbol(p, ']', "a closing bracket");
        type->dimensions++;
    }
}

/* A name that is quoted, qualified or none of the built-in ones: a type of the user's. */
static void user_type(struct parser *p, struct read_type *type) {
    struct path path = sql_path(p, "a type");
    if (strcmp(path.schema, "pg_catalog") == 0) {
        tn_put(&p->type_base, path.name);
        take_modifiers(p);
        canonical(p, known_type(p), type);
        return;
    }
    type->named = p->failed ? NULL : sql_lookup(p, TN_type, &path);
    if (type->named)
        return;
    const char *shown = sql_shown_path(p, &path);
    take_modifiers(p);
    type->type = compose(p, shown, "");
}

static void postgresql_type(struct parser *p, struct read_type *type) {
    const struct token *next = sql_peek(p, 1);
    if (p->token.kind == T_QUOTED || (next->kind == T_SYMBOL && next->symbol == '.')) {
        user_type(p, type);
        return;
    }
    take_spelling(p);
    const struct alias *alias = known_type(p);
    if (!alias && !p->failed) {
        const char *name = tn_text(p->model, tn_buffer_text(&p->type_base));
        type->named = sql_lookup(p, TN_type, &(struct path){.schema = "", .name = name});
    }
    if (!type->named)
        canonical(p, alias, type);
}

static bool ends_sqlite_type(const struct parser *p) {
    static const enum word words[] = {W_constraint, W_primary,   W_not,     W_null,
                                      W_unique,     W_check,     W_default, W_collate,
                                      W_references, W_generated, W_as,      W_always};
    for (size_t i = 0; i < TN_LENGTH(words); i++)
        if (at_word(p, words[i]))
            return true;
    return p->token.kind != T_WORD && p->token.kind != T_QUOTED && p->token.kind != T_STRING;
}

static void sqlite_type(struct parser *p, struct read_type *type) {
    const char *from = p->token.at;
    bool any = false;
    for (; !ends_sqlite_type(p); any = true)
        sql_next(p);
    if (any && at_symbol(p, '('))
        sql_skip_parentheses(p);
    type->type = any ? sql_text_from(p, from) : "";
}

bool sql_type(struct parser *p, struct read_type *type) {
    *type = (struct read_type){.type = "", .charset = "", .default_value = ""};
    tn_buffer_reset(&p->type_base);
    tn_buffer_reset(&p->type_modifiers);
    if (p->dialect == TN_SQLITE) {
        sqlite_type(p, type);
        return !p->failed;
    }
    if (p->token.kind != T_WORD && p->token.kind != T_QUOTED)
        return sql_expected(p, "a type");
    if (p->dialect == TN_POSTGRESQL) {
        postgresql_type(p, type);
        array_bounds(p, type);
    } else {
        take_spelling(p);
        canonical(p, known_type(p), type);
    }
    return !p->failed;
}

const char *sql_type_text(struct parser *p) {
    struct read_type type;
    if (!sql_type(p, &type))
        return "";
    const char *text = type.type;
    if (type.named) {
        struct tn_namespace *home = tn_namespace_of(type.named);
        struct path path = {.schema = home ? home->name : "", .name = type.named->name};
        text = sql_shown_path(p, &path);
    }
    tn_buffer_reset(&p->scratch);
    tn_put(&p->scratch, text);
    for (int64_t i = 0; i < type.dimensions; i++)
        tn_put(&p->scratch, "[]");
    return tn_text_slice(p->model, (struct tn_slice){p->scratch.at, p->scratch.length});
}

/* ------------------------------------------------------------------ types without a parser */

/* Most types come canonical already: one known word. */
static bool is_canonical(const struct tn_dialect *dialect, const char *type) {
    const struct alias *alias = alias_find(dialect->id, tn_slice_of(type));
    return dialect->id == TN_POSTGRESQL && alias && alias->flags == PLAIN &&
           strcmp(alias->to, type) == 0;
}

const char *tn_sql_canonical_type(struct tn_model *model, const struct tn_dialect *dialect,
                                  const char *type) {
    if (is_canonical(dialect, type))
        return tn_text(model, type);
    struct tn_findings findings = {0};
    struct parser p;
    sql_parser_init(&p, model, tn_slice_of(type), dialect, &findings);
    sql_next(&p);
    const char *canonical_text = sql_type_text(&p);
    bool whole = !p.failed && p.token.kind == T_END;
    sql_parser_free(&p);
    tn_findings_free(&findings);
    return whole ? canonical_text : tn_text(model, type);
}
