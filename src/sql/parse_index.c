/*
 * Indexes: CREATE INDEX, KEY and INDEX inside a MySQL table, and the lists of columns and
 * expressions that keys and exclusions share with them.
 */
#include "sql/option.h"
#include "sql/parser.h"

#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ lists of columns */

/* A column that is not there yet is looked up again when the statement is at its end: a constraint
 * may stand before the columns it names. */
static void add_column(struct parser *p, struct tn_entity *entity, void *owner,
                       struct tn_refs *refs) {
    struct missing_column missing = {
        .entity = entity, .owner = owner, .refs = refs, .place = refs->count, .at = p->token.at};
    missing.name = sql_name(p, "a column");
    if (p->failed)
        return;
    struct tn_attribute *attribute = sql_attribute(p, entity, missing.name);
    tn_refs_append(p->model, refs, attribute);
    if (!attribute)
        TN_PUSH(&p->missing, missing);
}

void sql_column_list(struct parser *p, struct tn_entity *entity, void *owner,
                     struct tn_refs *refs) {
    if (!sql_expect_symbol(p, '(', "the columns in parentheses"))
        return;
    do
        add_column(p, entity, owner, refs);
    while (sql_accept_symbol(p, ','));
    sql_expect_symbol(p, ')', "a comma or a closing parenthesis");
}

/* ------------------------------------------------------------------ parts */

static void part_column(struct parser *p, struct tn_entity *entity, struct tn_index_part *part) {
    struct missing_column missing = {
        .entity = entity, .owner = &part->object, .part = part, .at = p->token.at};
    missing.name = sql_name(p, "a column or expression");
    if (p->failed)
        return;
    part->attribute = sql_attribute(p, entity, missing.name);
    if (!part->attribute)
        TN_PUSH(&p->missing, missing);
}

static bool ends_part(const struct parser *p) {
    return at_word(p, W_collate) || at_word(p, W_asc) || at_word(p, W_desc) || at_word(p, W_nulls);
}

/* What may stand behind the value of a part and its collation, so far ahead. */
static bool is_behind_value(struct parser *p, unsigned ahead) {
    const struct token *token = sql_peek(p, ahead);
    if (token->kind == T_SYMBOL)
        return token->symbol == ',' || token->symbol == ')';
    return token->kind == T_WORD && (token->word == W_asc || token->word == W_desc ||
                                     token->word == W_nulls || token->word == W_autoincrement);
}

/* SQLite: a collation may also stand inside of an expression. */
static bool ends_sqlite_part(struct parser *p, unsigned ahead) {
    const struct token *token = sql_peek(p, ahead);
    bool collate = token->kind == T_WORD && token->word == W_collate;
    return is_behind_value(p, collate ? ahead + 2 : ahead);
}

static bool ends_sqlite_expression(struct parser *p) {
    return ends_sqlite_part(p, 0);
}

/* A name alone is a column; PostgreSQL wants parentheses around all but calls of functions, SQLite
 * keeps them as written. */
static void part_value(struct parser *p, struct tn_entity *entity, struct tn_index_part *part) {
    const struct token *next = sql_peek(p, 1);
    bool call = next->kind == T_SYMBOL && (next->symbol == '(' || next->symbol == '.');
    if (p->dialect == TN_SQLITE && !(sql_at_name(p) && ends_sqlite_part(p, 1)))
        part->expression = sql_expression(p, ends_sqlite_expression, "a column or expression");
    else if (at_symbol(p, '('))
        part->expression = sql_parenthesised(p, true);
    else if (call && p->dialect == TN_POSTGRESQL) {
        const char *from = p->token.at;
        sql_path(p, "a column or expression");
        if (at_symbol(p, '('))
            sql_skip_parentheses(p);
        part->expression = sql_text_from(p, from);
    } else
        part_column(p, entity, part);
}

static void part_length(struct parser *p, struct tn_index_part *part) {
    if (!is_mysql(p) || !sql_accept_symbol(p, '('))
        return;
    if (p->token.kind != T_NUMBER) {
        sql_expected(p, "a length");
        return;
    }
    part->length = strtol(p->token.at, NULL, 10);
    sql_next(p);
    sql_expect_symbol(p, ')', "a closing parenthesis");
}

static void part_collation(struct parser *p, struct tn_index_part *part) {
    if (!sql_accept(p, W_collate))
        return;
    struct path path = sql_path(p, "a collation");
    if (strcmp(path.schema, "pg_catalog") == 0)
        path.schema = "";
    if (!p->failed)
        part->collation = p->dialect == TN_POSTGRESQL ? sql_shown_path(p, &path) : path.name;
}

static void part_operator_class(struct parser *p, struct tn_index_part *part) {
    if (p->dialect != TN_POSTGRESQL || !sql_at_name(p) || ends_part(p) || at_word(p, W_with))
        return;
    const char *from = p->token.at;
    sql_path(p, "an operator class");
    if (at_symbol(p, '('))
        sql_skip_parentheses(p);
    part->operator_class = sql_text_from(p, from);
}

/* NULLS FIRST and LAST are kept where the server would not put them there by itself. */
static void part_order(struct parser *p, struct tn_index_part *part) {
    part->descending = sql_accept(p, W_desc);
    if (!part->descending)
        sql_accept(p, W_asc);
    if (!sql_accept(p, W_nulls))
        return;
    bool first = sql_accept(p, W_first);
    if (!first && !sql_expect(p, W_last, "FIRST or LAST"))
        return;
    bool usual = p->dialect == TN_SQLITE ? first != part->descending : first == part->descending;
    if (!usual)
        part->nulls = first ? TN_nulls_first : TN_nulls_last;
}

/* SQLite: PRIMARY KEY (id AUTOINCREMENT). */
static void part_autoincrement(struct parser *p, struct tn_index_part *part) {
    if (p->dialect == TN_SQLITE && sql_accept(p, W_autoincrement) && part->attribute)
        part->attribute->identity = TN_identity_auto_increment;
}

static void part_operator(struct parser *p, struct tn_index_part *part) {
    if (part->parent->kind != TN_exclusion || !sql_expect(p, W_with, "WITH and an operator"))
        return;
    const char *from = p->token.at;
    sql_next(p);
    if (at_symbol(p, '('))
        sql_skip_parentheses(p);
    part->exclude_operator = sql_text_from(p, from);
}

/* MariaDB: period WITHOUT OVERLAPS, which is no column. */
static bool without_overlaps(struct parser *p) {
    if (!is_mysql(p) || sql_peek(p, 1)->word != W_without)
        return false;
    sql_name(p, "a period");
    sql_next(p);
    return sql_expect(p, W_overlaps, "OVERLAPS");
}

bool sql_index_parts(struct parser *p, struct tn_entity *entity, void *owner) {
    bool period = false;
    if (!sql_expect_symbol(p, '(', "columns or expressions in parentheses"))
        return false;
    do {
        if (without_overlaps(p)) {
            period = true;
            continue;
        }
        struct tn_index_part *part = tn_add(p->model, TN_index_part, owner, "");
        part_value(p, entity, part);
        part_length(p, part);
        part_collation(p, part);
        part_operator_class(p, part);
        part_order(p, part);
        part_autoincrement(p, part);
        part_operator(p, part);
    } while (sql_accept_symbol(p, ','));
    sql_expect_symbol(p, ')', "a comma or a closing parenthesis");
    return period;
}

/* ------------------------------------------------------------------ options */

static void index_method(struct parser *p, struct tn_index *index) {
    const char *method = sql_lower(p, tn_slice_of(sql_name(p, "an index method")));
    index->method = strcmp(method, "btree") == 0 && !is_mysql(p) ? "" : method;
}

static void option_text(struct parser *p, struct tn_index *index, const char *from) {
    index->options = sql_joined(p, index->options, sql_text_from(p, from));
}

/* What engines understand: WORD [=] value. */
static bool engine_option(struct parser *p, struct tn_index *index) {
    const struct token *next = sql_peek(p, 1);
    bool equals = next->kind == T_SYMBOL && next->symbol == '=';
    if ((p->token.kind != T_WORD && p->token.kind != T_QUOTED) ||
        !(equals || next->kind == T_STRING))
        return false;
    const char *from = p->token.at;
    sql_next(p);
    sql_accept_symbol(p, '=');
    sql_next(p);
    option_text(p, index, from);
    return true;
}

static bool mysql_option(struct parser *p, struct tn_index *index) {
    const char *from = p->token.at;
    if (sql_accept(p, W_using))
        index_method(p, index);
    else if (sql_accept(p, W_comment)) {
        sql_accept_symbol(p, '=');
        index->comment = sql_string(p, "a comment in quotes");
    } else if (sql_accept(p, W_invisible) || sql_accept(p, W_ignored))
        index->invisible = true;
    else if (sql_accept_two(p, W_with, W_parser)) {
        sql_name(p, "a parser");
        option_text(p, index, from);
    } else if (sql_accept(p, W_key_block_size)) {
        sql_accept_symbol(p, '=');
        sql_next(p);
        option_text(p, index, from);
    } else if (sql_accept(p, W_algorithm) || sql_accept(p, W_lock)) {
        sql_accept_symbol(p, '=');
        sql_name(p, "a value");
    } else
        return sql_accept(p, W_visible) || sql_accept_two(p, W_not, W_ignored) ||
               engine_option(p, index);
    return true;
}

static bool postgresql_option(struct parser *p, struct tn_index *index) {
    const char *from = p->token.at;
    if (sql_accept(p, W_include))
        sql_column_list(p, (struct tn_entity *)index->parent, index, &index->include);
    else if (sql_accept(p, W_nulls)) {
        index->nulls_not_distinct = sql_accept(p, W_not);
        sql_expect(p, W_distinct, "DISTINCT");
    } else if (sql_accept(p, W_with)) {
        sql_skip_parentheses(p);
        option_text(p, index, from);
    } else if (sql_accept(p, W_tablespace)) {
        sql_name(p, "a tablespace");
        option_text(p, index, from);
    } else
        return false;
    return true;
}

void sql_index_options(struct parser *p, struct tn_index *index) {
    while (is_mysql(p) ? mysql_option(p, index)
                       : p->dialect == TN_POSTGRESQL && postgresql_option(p, index))
        continue;
    if (is_mysql(p) || !sql_accept(p, W_where))
        return;
    index->predicate = p->dialect == TN_SQLITE ? sql_expression(p, NULL, "a condition")
                                               : sql_bare_expression(p, NULL, "a condition");
}

/* MySQL: only tables in memory have another method by themselves. */
static bool is_in_memory(const struct tn_entity *entity) {
    return tn_same_word(entity->engine, "memory") || tn_same_word(entity->engine, "heap");
}

/* The engine of a table that is being made may stand last. */
static void settle_method(struct parser *p, struct tn_index *index) {
    const struct tn_entity *entity = (const struct tn_entity *)index->parent;
    if (entity != p->making && !is_in_memory(entity) && strcmp(index->method, "btree") == 0)
        index->method = "";
}

void sql_settle_methods(struct parser *p, struct tn_entity *entity) {
    p->making = NULL;
    if (!is_mysql(p) || is_in_memory(entity))
        return;
    for (struct tn_index *index = entity->indexes.first; index; index = index->next)
        settle_method(p, index);
    for (struct tn_key *key = entity->keys.first; key; key = key->next)
        if (strstr(key->options, "USING BTREE"))
            key->options = sql_option_put(p->model, key->options, "USING", "");
}

/* ------------------------------------------------------------------ keys made of parts */

static bool is_simple(const struct tn_index *index) {
    for (const struct tn_index_part *part = index->parts.first; part; part = part->next)
        if (*part->expression || part->length || *part->collation || part->descending)
            return false;
    bool usual = !*index->method || strcmp(index->method, "hash") == 0 ||
                 strcmp(index->method, "btree") == 0;
    return !*index->predicate && !index->invisible && usual;
}

/* What was to be looked up for the part is now looked up for the key. */
static void hand_over(struct parser *p, const struct tn_index_part *part, struct tn_key *key) {
    for (size_t i = p->missing.count; i-- > 0;)
        if (p->missing.items[i].part == part) {
            p->missing.items[i].part = NULL;
            p->missing.items[i].owner = &key->object;
            p->missing.items[i].refs = &key->attributes;
            p->missing.items[i].place = key->attributes.count;
            return;
        }
}

static struct tn_key *key_of_index(struct parser *p, struct tn_index *index, bool primary) {
    struct tn_key *key = sql_add_key(p, (struct tn_entity *)index->parent, index->name, primary);
    for (struct tn_index_part *part = index->parts.first; part; part = part->next) {
        if (!part->attribute && *part->expression)
            continue;
        if (!part->attribute)
            hand_over(p, part, key);
        tn_refs_append(p->model, &key->attributes, part->attribute);
    }
    key->comment = index->comment;
    if (*index->method)
        key->options =
            tn_text(p->model, strcmp(index->method, "btree") == 0 ? "USING BTREE" : "USING HASH");
    key->options = sql_joined(p, key->options, index->options);
    sql_forget(p, index);
    return key;
}

/* (a COLLATE nocase DESC, b): as key.options tell it. */
static const char *ordered_columns(struct parser *p, const struct tn_index *index) {
    struct tn_buffer list = {0};
    tn_put_char(&list, '(');
    for (const struct tn_index_part *part = index->parts.first; part; part = part->next) {
        tn_put(&list, part->prev ? ", " : "");
        if (part->attribute)
            tn_sql_put_name(&list, p->tables, part->attribute->name);
        if (*part->collation) {
            tn_put(&list, " COLLATE ");
            tn_sql_put_name(&list, p->tables, part->collation);
        }
        tn_put(&list, part->descending ? " DESC" : "");
    }
    tn_put_char(&list, ')');
    const char *text = tn_text(p->model, tn_buffer_text(&list));
    tn_buffer_free(&list);
    return text;
}

/* The key of an AUTOINCREMENT is the number of the row: it has no order of its own. */
static bool numbers_rows(const struct tn_index *index) {
    const struct tn_index_part *part = index->parts.first;
    return part->attribute && part->attribute->identity == TN_identity_auto_increment;
}

static void index_name(struct parser *p, struct tn_index *index) {
    if (sql_accept_two(p, W_if, W_not))
        sql_expect(p, W_exists, "EXISTS");
    if (!at_symbol(p, '(') && !at_word(p, W_using)) {
        const char *name = sql_name(p, "an index name or the columns in parentheses");
        index->name = name; /* not that of the constraint */
    }
    if (sql_accept(p, W_using))
        index_method(p, index);
}

/* The list of a key as it is kept: columns with a prefix length in quotes, so that they are told
 * from functions. */
static const char *key_list(struct parser *p, const char *from) {
    const char *text = sql_text_from(p, from);
    if (!is_mysql(p))
        return text;
    struct lexer lexer;
    lexer_init(&lexer, tn_slice_of(text), p->dialect, &p->words);
    tn_buffer_reset(&p->scratch);
    struct token token = lexer_next(&lexer), next;
    for (; token.kind != T_END; token = next) {
        next = lexer_next(&lexer);
        bool quote = token.kind == T_WORD && next.kind == T_SYMBOL && next.symbol == '(';
        tn_put(&p->scratch, token.gap == GAP_NONE ? "" : " ");
        tn_put(&p->scratch, quote ? "`" : "");
        tn_put_bytes(&p->scratch, token.at, token.length);
        tn_put(&p->scratch, quote ? "`" : "");
    }
    return tn_text_slice(p->model, (struct tn_slice){p->scratch.at, p->scratch.length});
}

struct tn_key *sql_key_of_parts(struct parser *p, struct tn_entity *entity, const char *name,
                                bool primary) {
    struct tn_index *index = tn_add(p->model, TN_index, entity, name);
    index->unique = true;
    if (is_mysql(p)) {
        if (!sql_accept(p, W_key))
            sql_accept(p, W_index);
        index_name(p, index);
    }
    const char *list = p->token.at;
    bool period = sql_index_parts(p, entity, index);
    const char *columns = p->dialect == TN_SQLITE ? ordered_columns(p, index) : key_list(p, list);
    if (is_mysql(p))
        sql_index_options(p, index);
    settle_method(p, index);
    if (p->failed) {
        sql_forget(p, index);
        return NULL;
    }
    bool simple = is_simple(index) && !period;
    bool keeps_list = period || (is_mysql(p) ? primary : !numbers_rows(index));
    if (!simple && !keeps_list && !primary)
        return NULL; /* it stays a unique index */
    struct tn_key *key = key_of_index(p, index, primary);
    if (!simple && keeps_list)
        key->options = sql_joined(p, columns, key->options);
    return key;
}

/* ------------------------------------------------------------------ indexes */

/* PostgreSQL names an index without a name after its table and columns. */
static const char *server_name(struct parser *p, const struct tn_index *index) {
    tn_buffer_reset(&p->scratch);
    tn_put(&p->scratch, index->parent->name);
    for (const struct tn_index_part *part = index->parts.first; part; part = part->next)
        tn_put_format(&p->scratch, "_%s", part->attribute ? part->attribute->name : "expr");
    tn_put(&p->scratch, "_idx");
    return tn_text(p->model, tn_buffer_text(&p->scratch));
}

/* The key without a name of its own whose index has this one: it begins with the table's name. */
static struct tn_object *nameless_key(struct parser *p, struct path path) {
    const char *name = path.name;
    for (const char *end = strchr(name, '_'); end; end = strchr(end + 1, '_')) {
        path.name = tn_text_slice(p->model, (struct tn_slice){name, (size_t)(end - name)});
        struct tn_entity *entity = sql_entity(p, &path);
        struct tn_object *key = entity ? sql_part_find(p, entity, name) : NULL;
        if (key && key->kind == TN_key)
            return key;
    }
    return NULL;
}

struct tn_object *sql_index_or_key(struct parser *p, const struct path *path) {
    struct tn_object *found = sql_lookup(p, TN_index, path);
    if (found || p->dialect != TN_POSTGRESQL)
        return found;
    found = sql_lookup(p, TN_key, path);
    return found ? found : nameless_key(p, *path);
}

static void know_index(struct parser *p, struct tn_index *index) {
    if (*index->name)
        sql_know(p, index->parent->parent, &index->object);
    else if (p->dialect == TN_POSTGRESQL)
        names_put(&p->names, index->parent->parent, TN_index, server_name(p, index),
                  &index->object);
}

bool sql_at_inline_index(struct parser *p) {
    return is_mysql(p) && (at_word(p, W_key) || at_word(p, W_index) || at_word(p, W_fulltext) ||
                           at_word(p, W_spatial));
}

void sql_inline_index(struct parser *p, struct tn_entity *entity) {
    struct tn_index *index = tn_add(p->model, TN_index, entity, "");
    if (sql_accept(p, W_fulltext))
        index->method = tn_text(p->model, "fulltext");
    else if (sql_accept(p, W_spatial))
        index->method = tn_text(p->model, "spatial");
    if (!sql_accept(p, W_key))
        sql_accept(p, W_index);
    index_name(p, index);
    sql_index_parts(p, entity, index);
    sql_index_options(p, index);
    settle_method(p, index);
    if (p->failed)
        sql_forget(p, index);
    else
        know_index(p, index);
}

/* Behind ON: the table. An index on a view, or on nothing known, is kept as a statement. */
static struct tn_entity *index_table(struct parser *p, struct tn_index *blank,
                                     const char *database) {
    if (sql_accept(p, W_only))
        blank->options = tn_text(p->model, "ONLY");
    struct path path = sql_path(p, "a table");
    if (p->dialect == TN_SQLITE)
        path.schema = database;
    struct tn_entity *entity = p->failed ? NULL : sql_entity(p, &path);
    if (entity || p->failed)
        return entity;
    if (!sql_lookup(p, TN_view, &path) && !sql_lookup(p, TN_raw, &path))
        sql_finding(p, TN_WARNING, "sql-unresolved", NULL, path.at, "table \"%s\" is not there",
                    path.name);
    sql_keep_raw(p, false);
    return NULL;
}

void sql_create_index(struct parser *p) {
    struct tn_index blank = {.name = "", .method = p->modifiers.index_method, .options = ""};
    sql_accept(p, W_concurrently);
    if (sql_accept_two(p, W_if, W_not))
        sql_expect(p, W_exists, "EXISTS");
    struct path path = {.schema = "", .name = ""};
    if (!at_word(p, W_on) && !at_word(p, W_using))
        path = sql_path(p, "an index name");
    if (*path.schema && !sql_settle_database(p, &path))
        return;
    blank.name = path.name;
    if (sql_accept(p, W_using))
        index_method(p, &blank);
    if (!sql_expect(p, W_on, "ON and a table"))
        return;
    struct tn_entity *entity = index_table(p, &blank, path.schema);
    if (!entity)
        return;
    struct tn_index *index = tn_add(p->model, TN_index, entity, blank.name);
    index->unique = p->modifiers.unique;
    index->method = blank.method;
    index->options = blank.options;
    if (sql_accept(p, W_using))
        index_method(p, index);
    sql_index_parts(p, entity, index);
    sql_index_options(p, index);
    settle_method(p, index);
    if (p->failed)
        sql_forget(p, index);
    else if (is_mysql(p) && index->unique && is_simple(index))
        key_of_index(p, index, false);
    else
        know_index(p, index);
}
