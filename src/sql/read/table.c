/*
 * CREATE TABLE: its elements, its options, partitions and inheritance. Columns, constraints and
 * indexes are read by their own files; copies of other tables are made in read/like.c.
 */
#include "sql/option.h"
#include "sql/read/key_repeats.h"
#include "sql/read/parser.h"

#include <string.h>

/* ------------------------------------------------------------------ elements */

/* MariaDB: PERIOD FOR name (start, end). */
static bool period(struct parser *p, struct tn_entity *entity) {
    if (!is_mysql(p) || !sql_accept_two(p, W_period, W_for))
        return false;
    if (sql_accept_two(p, W_if, W_not)) /* as ALTER TABLE may say */
        sql_expect(p, W_exists, "EXISTS");
    const char *from = p->token.at;
    sql_name(p, "a period");
    if (at_symbol(p, '('))
        sql_skip_parentheses(p);
    else
        sql_expected(p, "two columns in parentheses");
    const char *text = sql_text_from(p, from);
    if (!p->failed)
        tn_texts_append(p->model, &entity->periods, text);
    return true;
}

void sql_table_element(struct parser *p, struct tn_entity *entity) {
    if (sql_at_constraint(p))
        sql_constraint(p, entity, NULL);
    else if (sql_at_inline_index(p))
        sql_inline_index(p, entity);
    else if (at_word(p, W_like) && p->dialect != TN_SQLITE)
        sql_like(p, entity);
    else if (!period(p, entity))
        sql_column(p, entity);
}

/* SQLite does without commas between constraints. */
static bool another_element(struct parser *p) {
    return sql_accept_symbol(p, ',') || (p->dialect == TN_SQLITE && sql_at_constraint(p));
}

static void elements(struct parser *p, struct tn_entity *entity) {
    if (!sql_expect_symbol(p, '(', "the columns in parentheses"))
        return;
    if (p->dialect == TN_POSTGRESQL && sql_accept_symbol(p, ')'))
        return;
    do
        sql_table_element(p, entity);
    while (another_element(p));
    sql_expect_symbol(p, ')', "a comma or a closing parenthesis");
}

/* ------------------------------------------------------------------ options of MySQL */

static bool accept_charset(struct parser *p) {
    return sql_accept_two(p, W_character, W_set) || sql_accept(p, W_charset) ||
           sql_accept_two(p, W_char, W_set);
}

static const char *option_name(struct parser *p, const char *what) {
    sql_accept_symbol(p, '=');
    if (sql_accept(p, W_default)) /* the server's own */
        return "";
    return p->token.kind == T_STRING ? sql_string(p, what) : sql_name(p, what);
}

/* Whatever else: WORD [WORD] [=] value, kept as WORD=value. */
const char *sql_other_option(struct parser *p, const char *options) {
    const char *from = p->token.at;
    bool two = sql_at_two(p, W_data, W_other) || sql_at_two(p, W_index, W_other);
    sql_next(p);
    if (two)
        sql_next(p);
    const char *name = sql_text_from(p, from);
    bool equals = sql_accept_symbol(p, '=');
    from = p->token.at;
    if (at_symbol(p, '('))
        sql_skip_parentheses(p);
    else
        sql_next(p);
    const char *value = sql_text_from(p, from);
    if (p->failed)
        return options;
    if (two && !equals)
        return sql_option_put(p->model, options, name, value);
    return sql_setting_put(p->model, options, name, tn_same_word(value, "default") ? "" : value);
}

/* Where a query may begin: MySQL and MariaDB make tables of them, with or without AS. */
static bool at_mysql_query(struct parser *p) {
    static const enum word words[] = {W_as, W_select, W_ignore, W_replace, W_values, W_table};
    for (size_t i = 0; i < TN_LENGTH(words); i++)
        if (at_word(p, words[i]))
            return true;
    const struct token *next = sql_peek(p, 1);
    if (at_word(p, W_with))
        return next->word != W_system;
    return at_symbol(p, '(') && (next->symbol == '(' || next->word == W_select ||
                                 next->word == W_with || next->word == W_values);
}

static bool at_other_option(struct parser *p) {
    if (p->token.kind == T_QUOTED)
        return sql_peek(p, 1)->symbol == '=';
    return p->token.kind == T_WORD && !at_word(p, W_partition) && !at_mysql_query(p);
}

static bool mysql_option(struct parser *p, struct tn_entity *entity) {
    if (sql_at_two(p, W_with, W_system)) {
        sql_next(p);
        sql_next(p);
        sql_expect(p, W_versioning, "VERSIONING");
        entity->options = sql_option_put(p->model, entity->options, "WITH SYSTEM", "VERSIONING");
        return true;
    }
    bool by_default = sql_accept(p, W_default);
    if (accept_charset(p))
        entity->charset = option_name(p, "a character set");
    else if (sql_accept(p, W_collate))
        entity->collation = option_name(p, "a collation");
    else if (by_default)
        sql_expected(p, "CHARACTER SET or COLLATE");
    else if (sql_accept(p, W_engine))
        entity->engine = option_name(p, "a storage engine");
    else if (sql_accept(p, W_comment)) {
        sql_accept_symbol(p, '=');
        entity->comment = sql_string(p, "a comment in quotes");
    } else if (at_other_option(p))
        entity->options = sql_other_option(p, entity->options);
    else
        return false;
    return true;
}

/* Whatever is done to a table of Aria writes down that its pages have checksums. */
void sql_rebuild_aria(struct parser *p, struct tn_entity *entity) {
    if (p->dialect == TN_MARIADB && !*entity->partition_by &&
        !sql_setting_find(entity->options, "PAGE_CHECKSUM").length)
        entity->options = sql_setting_put(p->model, entity->options, "PAGE_CHECKSUM", "1");
}

static bool mysql_partition(struct parser *p, struct tn_entity *entity) {
    if (!sql_accept_two(p, W_partition, W_by))
        return false;
    sql_mysql_partition_by(p, entity);
    return true;
}

/* ------------------------------------------------------------------ options of the others */

static bool sqlite_option(struct parser *p, struct tn_entity *entity) {
    if (sql_accept_two(p, W_without, W_rowid))
        entity->without_rowid = true;
    else if (sql_accept(p, W_strict))
        entity->strict = true;
    else
        return false;
    return true;
}

static void partition_by(struct parser *p, struct tn_entity *entity) {
    sql_expect(p, W_by, "BY");
    const char *from = p->token.at;
    sql_name(p, "RANGE, LIST or HASH");
    if (at_symbol(p, '('))
        sql_skip_parentheses(p);
    else
        sql_expected(p, "the columns in parentheses");
    entity->partition_by = sql_qualified(p, sql_text_from(p, from));
}

static void storage_option(struct parser *p, struct tn_entity *entity) {
    const char *from = p->token.at;
    if (sql_accept(p, W_with))
        sql_skip_parentheses(p);
    else if (sql_accept(p, W_on)) {
        sql_expect(p, W_commit, "COMMIT");
        if (!sql_accept(p, W_drop)) {
            sql_name(p, "PRESERVE ROWS, DELETE ROWS or DROP");
            sql_name(p, "ROWS");
        }
    } else {
        sql_next(p);
        sql_name(p, "a name");
    }
    entity->options = sql_joined(p, entity->options, sql_text_from(p, from));
}

static bool postgresql_option(struct parser *p, struct tn_entity *entity) {
    if (sql_accept(p, W_inherits))
        sql_inherits(p, entity);
    else if (sql_accept(p, W_partition))
        partition_by(p, entity);
    else if (sql_accept(p, W_without))
        sql_name(p, "OIDS");
    else if (at_word(p, W_with) || at_word(p, W_using) || at_word(p, W_tablespace) ||
             at_word(p, W_on))
        storage_option(p, entity);
    else
        return false;
    return true;
}

bool sql_table_option(struct parser *p, struct tn_entity *entity) {
    if (is_mysql(p))
        return mysql_option(p, entity) || mysql_partition(p, entity);
    return p->dialect == TN_SQLITE ? sqlite_option(p, entity) : postgresql_option(p, entity);
}

static void options(struct parser *p, struct tn_entity *entity) {
    while (!at_statement_end(p) && sql_table_option(p, entity))
        if (p->dialect != TN_POSTGRESQL)
            sql_accept_symbol(p, ',');
}

/* ------------------------------------------------------------------ the statement */

/* PostgreSQL makes one key of those that say the same in one statement, and one name. */
static void merge_keys(struct parser *p, struct tn_entity *entity) {
    struct tn_id_map repeats = {0};
    struct tn_key *next;
    sql_finish_missing(p); /* columns that come behind a key over them */
    sql_find_repeats(entity, &repeats);
    for (struct tn_key *key = repeats.count ? entity->keys.first : NULL; key; key = next) {
        struct tn_key *first = tn_id_map_get(&repeats, key->id);
        next = (struct tn_key *)key->next;
        if (!first)
            continue;
        if (!*first->name && *key->name)
            sql_rename_object(p, first, key->name);
        sql_forget(p, key);
    }
    tn_id_map_free(&repeats);
}

static bool keep_query(struct parser *p, struct tn_entity *entity) {
    sql_forget(p, entity);
    sql_keep_raw(p, false);
    return true;
}

/* CREATE TABLE … AS SELECT: what columns it has only the server knows, but for plain queries. */
static bool from_query(struct parser *p, struct tn_entity *entity) {
    if (sql_columns_of_query(p, entity))
        return true;
    bool query = is_mysql(p) ? at_mysql_query(p)
                             : at_word(p, W_as) || at_word(p, W_select) || at_word(p, W_of);
    return query && keep_query(p, entity);
}

/* PostgreSQL: options or the columns' names may come before the query, but then no column has a
 * type. */
static bool from_query_behind(struct parser *p, struct tn_entity *entity) {
    bool option = at_word(p, W_using) || at_word(p, W_with) || at_word(p, W_on) ||
                  at_word(p, W_tablespace) || at_word(p, W_without);
    bool names = at_symbol(p, '(') && sql_peek(p, 1)->kind != T_SYMBOL &&
                 (sql_peek(p, 2)->symbol == ',' || sql_peek(p, 2)->symbol == ')');
    return p->dialect == TN_POSTGRESQL && (option || names) && keep_query(p, entity);
}

static void body(struct parser *p, struct tn_entity *entity) {
    if (sql_accept_two(p, W_partition, W_of))
        sql_partition_of(p, entity);
    else if (is_mysql(p) &&
             (at_word(p, W_like) || (at_symbol(p, '(') && sql_peek(p, 1)->word == W_like))) {
        bool enclosed = sql_accept_symbol(p, '(');
        sql_like(p, entity);
        if (enclosed)
            sql_expect_symbol(p, ')', "a closing parenthesis");
    } else {
        if (is_mysql(p) && !at_symbol(p, '('))
            options(p, entity); /* all that may stand before a query */
        if (from_query(p, entity) || from_query_behind(p, entity))
            return;
        elements(p, entity);
    }
    options(p, entity);
    if (!p->failed && !from_query(p, entity) && !at_statement_end(p))
        sql_expected(p, "a table option or the end of the statement");
}

/* PostgreSQL: where it comes again the one before is gone. */
static bool goes_with_transaction(const struct tn_entity *entity) {
    return entity->persistence == TN_persistence_temporary &&
           tn_find_word(entity->options, "commit drop");
}

void sql_create_table(struct parser *p) {
    bool optional = sql_accept_two(p, W_if, W_not) && sql_expect(p, W_exists, "EXISTS");
    struct path path = sql_path(p, "a table name");
    if (p->failed || !sql_settle_database(p, &path))
        return;
    if (sql_is_shadow(p, &path)) {
        sql_skip_statement(p);
        return;
    }
    struct tn_entity *there = sql_entity_beside(p, &path);
    if (there && (p->modifiers.or_replace || goes_with_transaction(there))) {
        sql_discard(p, there);
    } else if (there && (p->dialect != TN_SQLITE || there->parent == sql_home(p, &path))) {
        if (!optional)
            sql_finding(p, TN_ERROR, "sql-duplicate", there, path.at,
                        "table \"%s\" is there already", path.name);
        sql_skip_statement(p);
        return;
    }
    if (optional && p->dialect == TN_POSTGRESQL && sql_lookup(p, TN_raw, &path)) {
        sql_skip_statement(p);
        return;
    }
    struct tn_entity *entity = sql_make(p, TN_entity, &path);
    entity->persistence = p->modifiers.temporary  ? TN_persistence_temporary
                          : p->modifiers.unlogged ? TN_persistence_unlogged
                                                  : TN_persistence_permanent;
    p->needs_raw = false;
    p->making = entity;
    if (!p->modifiers.temporary)
        entity->engine = p->engine;
    body(p, entity);
    sql_settle_methods(p, entity);
    if (is_mysql(p))
        sql_number_made(p, entity);
    if (p->dialect == TN_POSTGRESQL && !p->failed)
        merge_keys(p, entity);
    if (p->needs_raw && !p->failed &&
        entity->alive) { /* its columns are known to the server only */
        sql_forget(p, entity);
        sql_keep_raw(p, false);
    }
    p->report.tables += entity->alive;
}
