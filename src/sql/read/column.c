/*
 * Columns: type and the clauses behind it. Constraints that stand inline become objects of the
 * entity (read/constraint.c).
 */
#include "sql/option.h"
#include "sql/read/parser.h"

#include <string.h>

/* ------------------------------------------------------------------ defaults */

/* Words that no default expression holds outside parentheses, since they begin the next clause. */
static bool ends_default(struct parser *p) {
    static const enum word words[] = {
        W_constraint, W_not,     W_null,      W_primary,       W_unique,  W_references,
        W_check,      W_collate, W_generated, W_default,       W_comment, W_auto_increment,
        W_deferrable, W_after,   W_first,     W_column_format, W_storage, W_autoincrement,
        W_initially,  W_on,      W_as,        W_invisible,     W_visible, W_compression,
        W_key,        W_virtual, W_stored,    W_persistent,    W_srid,    W_enforced,
    };
    if (p->token.kind != T_WORD || p->token.word == W_other)
        return false;
    for (size_t i = 0; i < TN_LENGTH(words); i++)
        if (p->token.word == words[i])
            return true;
    return is_mysql(p) && (at_word(p, W_with) || at_word(p, W_without) || at_word(p, W_compressed));
}

/* SQLite's catalogue keeps DEFAULT NULL; PostgreSQL's where the type has parameters; a domain's
 * default is taken away by it. */
static bool keeps_null(const struct parser *p, const struct tn_attribute *attribute) {
    if (attribute && attribute->named_type)
        return true;
    bool parameters = attribute && strchr(attribute->type, '(') && !attribute->dimensions &&
                      !tn_starts_with(attribute->type, "interval");
    return p->dialect == TN_SQLITE || (p->dialect == TN_POSTGRESQL && parameters);
}

/* NULL, in PostgreSQL also NULL::t where that is the type of the column. */
static bool is_null(struct parser *p, const struct tn_attribute *attribute, const char *text) {
    static const char lead[] = "null::";
    bool cast = p->dialect == TN_POSTGRESQL && attribute && !attribute->dimensions &&
                strncasecmp(text, lead, sizeof lead - 1) == 0;
    if (!cast)
        return tn_same_word(text, "null");
    const char *type = tn_sql_canonical_type(p->model, p->tables, text + sizeof lead - 1);
    return strcmp(type, attribute->type) == 0;
}

/* "" for a DEFAULT NULL that changes nothing. */
const char *sql_default(struct parser *p, const struct tn_attribute *attribute) {
    const char *text = sql_expression(p, ends_default, "a default value");
    return is_null(p, attribute, text) && !keeps_null(p, attribute) ? "" : text;
}

static void on_update(struct parser *p, struct tn_attribute *attribute) {
    if (sql_expect(p, W_update, "UPDATE"))
        attribute->on_update = sql_expression(p, ends_default, "a value");
}

/* ------------------------------------------------------------------ identity and generated */

/* SEQUENCE NAME x is what pg_dump writes down; it is dropped where the server would give that name.
 */
static const char *without_sequence_name(struct parser *p, const struct tn_attribute *attribute,
                                         const char *text) {
    static const char lead[] = "SEQUENCE NAME ";
    if (strncasecmp(text, lead, sizeof lead - 1) != 0)
        return text;
    const char *name = text + sizeof lead - 1;
    size_t length = strcspn(name, " ");
    tn_buffer_reset(&p->scratch);
    tn_put_format(&p->scratch, "%s_%s_seq", attribute->parent->name, attribute->name);
    size_t expected = p->scratch.length;
    bool usual = length >= expected &&
                 memcmp(name + length - expected, p->scratch.at, expected) == 0 &&
                 (length == expected || name[length - expected - 1] == '.');
    if (!usual)
        return text;
    name += length;
    return tn_text(p->model, *name ? name + 1 : "");
}

/* pg_dump writes the defaults of a sequence out. */
static const char *without_defaults(struct parser *p, const char *text) {
    static const char *const usual[] = {"START WITH 1", "INCREMENT BY 1", "NO MINVALUE",
                                        "NO MAXVALUE",  "CACHE 1",        "NO CYCLE"};
    const char *at = text;
    for (bool more = true; more && *at;) {
        more = false;
        for (size_t i = 0; i < TN_LENGTH(usual); i++) {
            size_t length = strlen(usual[i]);
            if (strncasecmp(at, usual[i], length) == 0 && (!at[length] || at[length] == ' ')) {
                at += length + (at[length] == ' ');
                more = true;
            }
        }
    }
    return *at ? text : tn_text(p->model, "");
}

/* Behind GENERATED or ADD GENERATED: ALWAYS | BY DEFAULT AS IDENTITY [( options )]. */
void sql_identity(struct parser *p, struct tn_attribute *attribute) {
    bool always = sql_accept(p, W_always);
    if (!always &&
        (!sql_expect(p, W_by, "ALWAYS or BY DEFAULT") || !sql_expect(p, W_default, "DEFAULT")))
        return;
    if (!sql_expect(p, W_as, "AS IDENTITY") || !sql_expect(p, W_identity, "IDENTITY"))
        return;
    attribute->identity = always ? TN_identity_always : TN_identity_by_default;
    attribute->nullable = false;
    if (!at_symbol(p, '('))
        return;
    const char *text = sql_parenthesised(p, false);
    attribute->identity_options = without_defaults(p, without_sequence_name(p, attribute, text));
}

static void generated(struct parser *p, struct tn_attribute *attribute) {
    attribute->generated = sql_parenthesised(p, true);
    attribute->generation =
        p->dialect == TN_POSTGRESQL ? TN_generation_stored : TN_generation_virtual;
    if (sql_accept(p, W_virtual))
        attribute->generation = TN_generation_virtual;
    else if (sql_accept(p, W_stored) || sql_accept(p, W_persistent))
        attribute->generation = TN_generation_stored;
}

/* MariaDB: [GENERATED ALWAYS] AS ROW START or END, behind ROW. */
static void row_time(struct parser *p, struct tn_attribute *attribute) {
    bool start = at_word(p, W_start);
    if (!start && !at_word(p, W_end)) {
        sql_expected(p, "START or END");
        return;
    }
    sql_next(p);
    attribute->nullable = false;
    attribute->options =
        sql_joined(p, tn_text(p->model, start ? SQL_ROW_START : SQL_ROW_END), attribute->options);
}

/* GENERATED ALWAYS AS (…), AS ROW START, or AS IDENTITY. */
static void generated_clause(struct parser *p, struct tn_attribute *attribute) {
    const struct token *third = sql_peek(p, 2);
    bool computes = at_word(p, W_always) && third->kind == T_SYMBOL && third->symbol == '(';
    if (is_mysql(p) && at_word(p, W_always) && third->word == W_row) {
        sql_next(p);
        sql_next(p);
        sql_next(p);
        row_time(p, attribute);
        return;
    }
    if (!computes) {
        sql_identity(p, attribute);
        return;
    }
    sql_next(p);
    sql_next(p);
    generated(p, attribute);
}

/* ------------------------------------------------------------------ clauses */

static void not_null(struct parser *p, struct tn_attribute *attribute) {
    attribute->nullable = false;
    const char *from = p->token.at;
    if (sql_accept_two(p, W_on, W_conflict)) {
        sql_next(p);
        attribute->options = sql_text_from(p, from);
    }
    if (p->dialect == TN_POSTGRESQL)
        sql_accept_two(p, W_no, W_inherit);
}

static const char *name_or_string(struct parser *p, const char *what) {
    if (is_mysql(p) && sql_accept(p, W_default))
        return "";
    return p->token.kind == T_STRING ? sql_string(p, what) : sql_name(p, what);
}

static void collation(struct parser *p, struct tn_attribute *attribute) {
    sql_accept_symbol(p, '=');
    if (p->dialect != TN_POSTGRESQL) {
        attribute->collation = name_or_string(p, "a collation");
        return;
    }
    struct path path = sql_path(p, "a collation");
    bool usual = strcmp(path.name, "default") == 0;
    if (strcmp(path.schema, "pg_catalog") == 0)
        path.schema = "";
    attribute->collation = usual || p->failed ? "" : sql_shown_path(p, &path);
}

static void charset(struct parser *p, struct tn_attribute *attribute) {
    sql_accept_symbol(p, '=');
    attribute->charset = name_or_string(p, "a character set");
}

/* Clauses kept as they are: a word and what follows it. */
static void other_option(struct parser *p, struct tn_attribute *attribute) {
    const char *from = p->token.at;
    sql_next(p);
    sql_next(p);
    attribute->options = sql_joined(p, attribute->options, sql_text_from(p, from));
}

/* COMPRESSED [= method], WITHOUT SYSTEM VERSIONING, and what engines understand: WORD [=] value. */
static bool engine_option(struct parser *p, struct tn_attribute *attribute) {
    const char *from = p->token.at;
    if (at_word(p, W_not) && p->dialect == TN_MYSQL) { /* NOT SECONDARY */
        sql_next(p);
        sql_name(p, "NULL or SECONDARY");
        attribute->options = sql_joined(p, attribute->options, sql_text_from(p, from));
        return true;
    }
    bool equals = sql_peek(p, 1)->kind == T_SYMBOL && sql_peek(p, 1)->symbol == '=';
    if ((at_word(p, W_with) || at_word(p, W_without)) && sql_peek(p, 1)->word == W_system) {
        sql_next(p);
        sql_next(p);
        sql_expect(p, W_versioning, "VERSIONING");
    } else if (equals || at_word(p, W_compressed)) {
        sql_next(p);
        if (equals) {
            sql_next(p);
            sql_next(p);
        }
    } else if (p->token.kind == T_WORD && sql_peek(p, 1)->kind == T_STRING) {
        sql_next(p);
        sql_next(p);
    } else
        return false;
    attribute->options = sql_joined(p, attribute->options, sql_text_from(p, from));
    return true;
}

/* Short for the character set: char(9) ASCII. */
static bool charset_word(struct parser *p, struct tn_attribute *attribute) {
    static const struct {
        enum word word;
        const char *charset;
    } rows[] = {{W_ascii, "latin1"}, {W_unicode, "ucs2"}, {W_byte, "binary"}};
    for (size_t i = 0; i < TN_LENGTH(rows); i++)
        if (sql_accept(p, rows[i].word)) {
            attribute->charset = tn_text(p->model, rows[i].charset);
            return true;
        }
    return false;
}

/* SERIAL DEFAULT VALUE: NOT NULL AUTO_INCREMENT UNIQUE. */
static void serial(struct parser *p, struct tn_attribute *attribute) {
    sql_expect(p, W_default, "DEFAULT VALUE");
    sql_next(p);
    attribute->nullable = false;
    attribute->identity = TN_identity_auto_increment;
    struct tn_key *key = sql_add_key(p, tn_entity_of(attribute), "", false);
    tn_refs_append(p->model, &key->attributes, attribute);
}

static bool mysql_clause(struct parser *p, struct tn_attribute *attribute) {
    if (sql_accept(p, W_auto_increment))
        attribute->identity = TN_identity_auto_increment;
    else if (sql_accept(p, W_serial))
        serial(p, attribute);
    else if (sql_accept(p, W_comment)) {
        sql_accept_symbol(p, '=');
        attribute->comment = sql_string(p, "a comment in quotes");
    } else if (sql_accept_two(p, W_character, W_set) || sql_accept(p, W_charset) ||
               sql_accept_two(p, W_char, W_set))
        charset(p, attribute);
    else if (at_word(p, W_on) && !attribute->on_update[0]) {
        sql_next(p);
        on_update(p, attribute);
    } else if (sql_accept(p, W_invisible))
        attribute->invisible = true;
    else if (sql_accept(p, W_binary)) /* the collation of the character set that compares bytes */
        attribute->options = sql_joined(p, tn_text(p->model, "BINARY"), attribute->options);
    else if (sql_accept(p, W_visible) || charset_word(p, attribute))
        return true;
    else if (at_word(p, W_column_format) || at_word(p, W_storage) || at_word(p, W_srid) ||
             at_word(p, W_compression))
        other_option(p, attribute);
    else
        return engine_option(p, attribute);
    return true;
}

static bool postgresql_clause(struct parser *p, struct tn_attribute *attribute) {
    if (!at_word(p, W_storage) && !at_word(p, W_compression))
        return false;
    other_option(p, attribute);
    return true;
}

/* When a reference that does not stand here would be checked, and ALWAYS behind a type: SQLite
 * takes both and makes nothing of them. */
static bool sqlite_clause(struct parser *p) {
    const char *from = p->token.at;
    enum tn_deferral nothing = TN_deferral_none;
    if (!sql_accept(p, W_always))
        sql_deferral(p, &nothing);
    return p->token.at != from;
}

static void null_clause(struct parser *p) {
    p->null_said = true;
    if (sql_accept_two(p, W_on, W_conflict))
        sql_next(p);
}

static bool clause(struct parser *p, struct tn_attribute *attribute) {
    if (sql_accept_two(p, W_not, W_null))
        not_null(p, attribute);
    else if (sql_accept(p, W_null))
        null_clause(p);
    else if (sql_accept(p, W_default))
        attribute->default_value = sql_default(p, attribute);
    else if (sql_accept(p, W_collate))
        collation(p, attribute);
    else if (sql_accept(p, W_generated))
        generated_clause(p, attribute);
    else if (at_word(p, W_as) && sql_peek(p, 1)->symbol == '(') {
        sql_next(p);
        generated(p, attribute);
    } else if (is_mysql(p) && sql_accept_two(p, W_as, W_row)) {
        row_time(p, attribute);
    } else if (sql_at_constraint(p) || (is_mysql(p) && at_word(p, W_key)))
        sql_constraint(p, (struct tn_entity *)attribute->parent, attribute);
    else if (is_mysql(p))
        return mysql_clause(p, attribute);
    else if (p->dialect == TN_SQLITE)
        return sqlite_clause(p);
    else
        return p->dialect == TN_POSTGRESQL && postgresql_clause(p, attribute);
    return true;
}

/* ------------------------------------------------------------------ columns */

void sql_column_type(struct parser *p, struct tn_attribute *attribute) {
    struct read_type type;
    if (!sql_type(p, &type))
        return;
    attribute->type = type.type;
    attribute->named_type = type.named;
    attribute->dimensions = type.dimensions;
    if (*type.charset)
        attribute->charset = type.charset;
    if (type.identity == TN_identity_none)
        return;
    attribute->identity = type.identity;
    attribute->nullable = false;
    if (is_mysql(p)) { /* SERIAL is short for this */
        struct tn_key *key = sql_add_key(p, (struct tn_entity *)attribute->parent, "", false);
        tn_refs_append(p->model, &key->attributes, attribute);
    }
}

static bool at_clause_end(const struct parser *p) {
    return at_symbol(p, ',') || at_symbol(p, ')') || at_statement_end(p) || at_word(p, W_after) ||
           at_word(p, W_first) || at_word(p, W_using) || at_word(p, W_cascade) ||
           at_word(p, W_restrict) ||
           (is_mysql(p) && (at_word(p, W_remove) || at_word(p, W_partition)));
}

void sql_column_clauses(struct parser *p, struct tn_attribute *attribute) {
    while (!at_clause_end(p))
        if (!clause(p, attribute))
            sql_expected(p, p->dialect == TN_SQLITE
                                ? "a constraint, a comma or a closing parenthesis"
                                : "a column constraint, a comma or a "
                                  "closing parenthesis");
}

void sql_column_definition(struct parser *p, struct tn_attribute *attribute) {
    p->null_said = false;
    sql_column_type(p, attribute);
    sql_column_clauses(p, attribute);
    sql_old_timestamp(p, attribute, p->null_said);
}

struct tn_attribute *sql_column(struct parser *p, struct tn_entity *entity) {
    const char *at = p->token.at;
    const char *name = sql_name(p, "a column name or constraint");
    if (p->failed)
        return NULL;
    bool twice = sql_attribute(p, entity, name);
    struct tn_attribute *attribute = sql_add(p, TN_attribute, entity, name);
    sql_column_definition(p, attribute);
    if (!twice)
        return attribute;
    sql_finding(p, TN_ERROR, "sql-duplicate", entity, at, "column \"%s\" is there already", name);
    sql_discard(p, attribute);
    return NULL;
}
