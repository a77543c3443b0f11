/*
 * Indexes: CREATE INDEX, KEY and INDEX inside a MySQL table, and their options.
 */
#include "sql/option.h"
#include "sql/read/parser.h"

#include <string.h>

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
void sql_settle_method(struct parser *p, struct tn_index *index) {
    const struct tn_entity *entity = (const struct tn_entity *)index->parent;
    if (entity != p->making && !is_in_memory(entity) && strcmp(index->method, "btree") == 0)
        index->method = "";
}

void sql_settle_methods(struct parser *p, struct tn_entity *entity) {
    p->making = NULL;
    if (!is_mysql(p) || is_in_memory(entity))
        return;
    for (struct tn_index *index = entity->indexes.first; index; index = index->next)
        sql_settle_method(p, index);
    for (struct tn_key *key = entity->keys.first; key; key = key->next)
        if (strstr(key->options, "USING BTREE"))
            key->options = sql_option_put(p->model, key->options, "USING", "");
}

static bool stands_already(struct parser *p, struct tn_entity *entity, const char *name,
                           bool primary) {
    return primary ? tn_primary_key(entity) != NULL
                   : *name && sql_part_find(p, entity, SQL_INDEXES, name);
}

struct tn_index *sql_named_index(struct parser *p, struct tn_entity *entity,
                                 const struct tn_index *blank, bool primary) {
    struct tn_index head = *blank;
    bool optional = sql_accept_two(p, W_if, W_not) && sql_expect(p, W_exists, "EXISTS");
    if (!at_symbol(p, '(') && !at_word(p, W_using))
        head.name = sql_name(p, "an index name or the columns in parentheses");
    if (sql_accept(p, W_using))
        index_method(p, &head);
    if (p->failed)
        return NULL;
    if (optional && stands_already(p, entity, head.name, primary)) {
        sql_skip_action(p);
        return NULL;
    }
    struct tn_index *index = sql_add(p, TN_index, entity, head.name);
    index->method = head.method;
    return index;
}

/* ------------------------------------------------------------------ indexes */

/* An index, or the key of an index, without a name of its own: that of the server begins with the
 * table's name. */
static struct tn_object *nameless(struct parser *p, struct path path) {
    const char *name = path.name;
    for (const char *end = strchr(name, '_'); end; end = strchr(end + 1, '_')) {
        path.name = tn_text_slice(p->model, (struct tn_slice){name, (size_t)(end - name)});
        struct tn_entity *entity = sql_entity(p, &path);
        struct tn_object *found = entity ? sql_part_owned(p, entity, SQL_INDEXES, name) : NULL;
        if (found)
            return found;
    }
    return NULL;
}

struct tn_object *sql_index_or_key(struct parser *p, const struct path *path) {
    struct tn_object *found = sql_lookup(p, TN_index, path);
    if (found || p->dialect != TN_POSTGRESQL)
        return found;
    found = sql_lookup(p, TN_key, path);
    return found ? found : nameless(p, *path);
}

static void know_index(struct parser *p, struct tn_index *index) {
    if (*index->name)
        sql_know(p, index->parent->parent, &index->object);
}

/* From the parts on. False, and the index is gone, where that failed. */
static bool read_rest(struct parser *p, struct tn_entity *entity, struct tn_index *index) {
    sql_index_parts(p, entity, index);
    sql_index_options(p, index);
    sql_settle_method(p, index);
    if (p->failed)
        sql_forget(p, index);
    return !p->failed;
}

bool sql_at_inline_index(struct parser *p) {
    return is_mysql(p) && (at_word(p, W_key) || at_word(p, W_index) || at_word(p, W_fulltext) ||
                           at_word(p, W_spatial));
}

void sql_inline_index(struct parser *p, struct tn_entity *entity) {
    struct tn_index blank = {.name = "", .method = ""};
    if (sql_accept(p, W_fulltext))
        blank.method = tn_text(p->model, "fulltext");
    else if (sql_accept(p, W_spatial))
        blank.method = tn_text(p->model, "spatial");
    if (!sql_accept(p, W_key))
        sql_accept(p, W_index);
    struct tn_index *index = sql_named_index(p, entity, &blank, false);
    if (index && read_rest(p, entity, index))
        know_index(p, index);
}

/* Behind ON: the table. An index on a view, or on nothing known, is kept as a statement. */
static struct tn_entity *index_table(struct parser *p, const char *database) {
    p->modifiers.only = sql_accept(p, W_only);
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

/* In MySQL a table's indexes have names of their own; elsewhere they share those of the schema that
 * the table is in. */
static bool is_there(struct parser *p, struct tn_entity *entity, struct path path) {
    if (is_mysql(p))
        return sql_part_find(p, entity, SQL_INDEXES, path.name);
    const struct tn_namespace *home = tn_namespace_of(entity);
    if (p->dialect == TN_POSTGRESQL)
        path.schema = home ? home->name : "public";
    return sql_index_or_key(p, &path);
}

void sql_create_index(struct parser *p) {
    struct tn_index blank = {.name = "", .method = p->modifiers.index_method, .options = ""};
    sql_accept(p, W_concurrently);
    bool optional = sql_accept_two(p, W_if, W_not) && sql_expect(p, W_exists, "EXISTS");
    struct path path = {.schema = "", .name = ""};
    if (!at_word(p, W_on) && !at_word(p, W_using))
        path = sql_path(p, "an index name");
    if (*path.schema && !sql_settle_database(p, &path))
        return;
    if (p->dialect == TN_SQLITE && !*path.name) { /* "": for the model it would have no name */
        sql_keep_raw(p, false);
        return;
    }
    blank.name = path.name;
    if (sql_accept(p, W_using))
        index_method(p, &blank);
    if (!sql_expect(p, W_on, "ON and a table"))
        return;
    struct tn_entity *entity = index_table(p, path.schema);
    if (!entity)
        return;
    if (optional && is_there(p, entity, path)) {
        sql_skip_statement(p);
        return;
    }
    struct tn_index *index = tn_add(p->model, TN_index, entity, blank.name);
    sql_part_made(p, index);
    index->unique = p->modifiers.unique;
    index->method = blank.method;
    if (sql_accept(p, W_using))
        index_method(p, index);
    if (!read_rest(p, entity, index))
        return;
    if (p->modifiers.only)
        sql_stand_only(p, &index->object, &index->options);
    if (tn_same_word(entity->engine, "aria"))
        sql_rebuild_aria(p, entity);
    if (is_mysql(p) && index->unique && sql_is_simple_index(index))
        sql_key_of_index(p, index, false);
    else
        know_index(p, index);
    sql_drop_covered(p, entity, entity->relationships.last);
}
