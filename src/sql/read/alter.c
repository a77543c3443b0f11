/*
 * ALTER TABLE: a list of actions, told by a table of their first words. An action that the model
 * has no place for is kept as a statement of its own. DROP of its parts is in read/drop.c.
 */
#include "model/object.h"
#include "sql/option.h"
#include "sql/read/parser.h"
#include "sql/rename.h"

#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ order of columns */

/* The ranks follow at the end of the text: see sql_rank_columns(). */
static void place_after(struct parser *p, struct tn_attribute *moved,
                        struct tn_attribute *sibling) {
    if (moved == sibling)
        return;
    object_move_after(&moved->object, (struct tn_object *)sibling);
    sql_attribute_moved(p, moved);
    tn_id_map_put(&p->reordered, moved->parent->id, moved->parent);
}

void sql_rank_columns(struct parser *p) {
    for (size_t i = 0; i < p->reordered.capacity; i++)
        if (p->reordered.slots[i].id)
            object_rank_list(tn_list_of(p->reordered.slots[i].value, TN_attribute));
}

struct tn_attribute *sql_column_of(struct parser *p, struct tn_entity *entity) {
    const char *at = p->token.at;
    const char *name = sql_name(p, "a column");
    struct tn_attribute *attribute = p->failed ? NULL : sql_attribute(p, entity, name);
    if (!attribute && !p->failed)
        sql_finding(p, TN_WARNING, "sql-unresolved", entity, at,
                    "column \"%s\" is not there in table \"%s\"", name, entity->name);
    return attribute;
}

/* MySQL: FIRST or AFTER column. */
static void position(struct parser *p, struct tn_entity *entity, struct tn_attribute *attribute) {
    if (at_word(p, W_first) || at_word(p, W_after))
        sql_settle_stars(p, entity);
    if (sql_accept(p, W_first)) {
        if (attribute)
            place_after(p, attribute, NULL);
    } else if (sql_accept(p, W_after)) {
        struct tn_attribute *sibling = sql_column_of(p, entity);
        if (attribute && sibling)
            place_after(p, attribute, sibling);
    }
}

/* ------------------------------------------------------------------ ADD */

static void add_columns(struct parser *p, struct tn_entity *entity) {
    do
        sql_table_element(p, entity);
    while (sql_accept_symbol(p, ','));
    sql_expect_symbol(p, ')', "a comma or a closing parenthesis");
}

/* Tables below get the column as well, unless they have one of that name. */
static void follow_add(struct parser *p, struct tn_entity *entity,
                       const struct tn_attribute *added) {
    if (!added || p->failed || !sql_heirs(p, entity))
        return;
    for (size_t i = 0; i < p->heirs.count; i++)
        sql_copy_attribute(p, p->heirs.items[i], added, SQL_LIKE_INHERITED);
}

static void add(struct parser *p, struct tn_entity *entity) {
    sql_next(p);
    if (sql_at_constraint(p) || sql_at_inline_index(p) || at_word(p, W_period)) {
        sql_table_element(p, entity);
        return;
    }
    if (is_mysql(p) && at_word(p, W_partition)) {
        sql_partition_action(p, entity, "ADD");
        return;
    }
    if (is_mysql(p) && sql_accept_two(p, W_system, W_versioning)) {
        entity->options = sql_option_put(p->model, entity->options, "WITH SYSTEM", "VERSIONING");
        return;
    }
    sql_accept(p, W_column);
    bool optional = sql_accept_two(p, W_if, W_not) && sql_expect(p, W_exists, "EXISTS");
    if (is_mysql(p) && sql_accept_symbol(p, '(')) {
        add_columns(p, entity);
        return;
    }
    if (optional && sql_at_name(p)) {
        struct token name = p->token;
        struct tn_slice text = {name.at, name.length};
        const char *known = name.kind == T_WORD ? sql_lower(p, text) : "";
        if (*known && (sql_attribute(p, entity, known) || sql_gone_column(p, known))) {
            sql_skip_action(p);
            return;
        }
    }
    sql_settle_stars(p, entity);
    for (size_t i = sql_heirs(p, entity); i-- > 0;)
        sql_settle_stars(p, p->heirs.items[i]);
    struct tn_attribute *added = sql_column(p, entity);
    position(p, entity, added);
    if (added && p->gone.count)
        sql_take_over_keys(p, added);
    follow_add(p, entity, added);
}

/* ------------------------------------------------------------------ CHANGE and RENAME */

static void rename_one_column(struct parser *p, struct tn_attribute *attribute, const char *name) {
    struct tn_entity *entity = (struct tn_entity *)attribute->parent;
    struct rename rename = {p->model, p->tables, attribute->name, name, false};
    sql_settle_column(p, attribute);
    if (sql_may_look(p, entity->attributes.count)) /* a column at the price of a byte */
        sql_rename_in_entity(&rename, entity);
    sql_column_lost(p, attribute);
    if (!is_mysql(p)) /* whose views do not follow */
        sql_settle_stars(p, entity);
    if (p->dialect == TN_POSTGRESQL)
        sql_follow_in_views(p, entity, attribute->name, name);
    if (!is_mysql(p))
        sql_follow_column(p, entity, attribute->name, name);
    sql_rename_object(p, attribute, name);
}

/* The column to define anew: CHANGE has given it its new name ahead. */
static struct tn_attribute *column_to_redefine(struct parser *p, struct tn_entity *entity) {
    struct tn_attribute *given = at_word(p, W_change) ? sql_given_column(p) : NULL;
    bool change = sql_accept(p, W_change);
    if (!change)
        sql_next(p);
    sql_accept(p, W_column);
    sql_accept_two(p, W_if, W_exists);
    if (!change)
        return sql_column_of(p, entity);
    sql_name(p, "a column");
    sql_name(p, "the new name");
    return given;
}

/* MODIFY and CHANGE give the whole definition anew. */
static void redefine(struct parser *p, struct tn_entity *entity) {
    struct tn_attribute *attribute = column_to_redefine(p, entity);
    if (p->failed || !attribute) {
        sql_skip_action(p);
        return;
    }
    const char *type = attribute->type;
    const struct tn_kind_info *info = tn_kind_of(attribute);
    for (size_t i = TN_FIELD_COMMENT; i < info->field_count; i++)
        tn_value_put(&attribute->object, &info->fields[i],
                     i == TN_FIELD_COMMENT ? (union tn_value){.text = ""}
                                           : tn_value_default(&info->fields[i]));
    sql_column_definition(p, attribute);
    if (!p->failed)
        sql_settle_prefixes(p, attribute, type);
    struct tn_key *primary = tn_primary_key(entity);
    if (primary)
        sql_primary_is_not_null(p, primary);
    position(p, entity, attribute);
}

/* ------------------------------------------------------------------ RENAME and the like */

void sql_rename_column(struct parser *p, struct tn_attribute *attribute, const char *name) {
    const char *before = attribute->name;
    sql_heirs(p, (struct tn_entity *)attribute->parent);
    rename_one_column(p, attribute, name);
    for (size_t i = 0; i < p->heirs.count; i++) {
        struct tn_attribute *below = sql_attribute(p, p->heirs.items[i], before);
        if (below)
            rename_one_column(p, below, name);
    }
}

static void rename_part(struct parser *p, struct tn_entity *entity, enum word what) {
    const char *at = p->token.at;
    const char *name = sql_name(p, "a name");
    if (!sql_expect(p, W_to, "TO"))
        return;
    const char *renamed = sql_name(p, "a new name");
    struct tn_object *object = NULL;
    if (what == W_column)
        object = (struct tn_object *)sql_attribute(p, entity, name);
    else
        object = sql_part_owned(p, entity, SQL_PARTS, name);
    if (p->failed)
        return;
    if (!object) {
        sql_finding(p, TN_WARNING, "sql-unresolved", entity, at, "\"%s\" is not there", name);
        return;
    }
    if (what == W_column)
        sql_rename_column(p, (struct tn_attribute *)object, renamed);
    else
        sql_rename_object(p, object, renamed);
}

static void rename_action(struct parser *p, struct tn_entity *entity) {
    sql_next(p);
    const struct token *next = sql_peek(p, 1);
    bool to_name = at_word(p, W_to) || (is_mysql(p) && (at_word(p, W_as) || next->word != W_to));
    if (sql_accept(p, W_column))
        rename_part(p, entity, W_column);
    else if (sql_accept(p, W_constraint))
        rename_part(p, entity, W_constraint);
    else if (to_name) {
        if (!sql_accept(p, W_to))
            sql_accept(p, W_as);
        struct path path = sql_path(p, "a new name");
        if (!p->failed)
            sql_give_name(p, entity, path.name);
    } else
        rename_part(p, entity, W_column);
}

static void owner(struct parser *p, struct tn_entity *entity) {
    sql_next(p);
    if (sql_expect(p, W_to, "TO"))
        entity->owner = sql_role(p);
}

static void set_schema(struct parser *p, struct tn_entity *entity) {
    sql_alter_common(p, &entity->object);
}

static void skip_words(struct parser *p, struct tn_entity *entity) {
    (void)entity;
    sql_skip_action(p);
}

/* ORDER BY a, b DESC: commas part its columns before they part actions. */
static void skip_order(struct parser *p, struct tn_entity *entity) {
    sql_next(p);
    sql_skip_action(p);
    while (at_symbol(p, ',') && sql_peek(p, 1)->kind != T_END) {
        const struct token *next = sql_peek(p, 1);
        struct tn_slice text = {next->at, next->length};
        if (next->kind == T_WORD && !sql_attribute(p, entity, sql_lower(p, text)))
            return;
        sql_next(p);
        sql_skip_action(p);
    }
}

/* ------------------------------------------------------------------ the statement */

static const struct action {
    enum word word, second; /* second W_other: whatever */
    unsigned dialects;
    void (*read)(struct parser *p, struct tn_entity *entity);
} actions[] = {
    {W_add, W_other, EVERY, add},
    {W_alter, W_other, EVERY, sql_alter_column},
    {W_drop, W_other, EVERY, sql_drop_part},
    {W_rename, W_other, EVERY, rename_action},
    {W_owner, W_other, POSTGRESQL, owner},
    {W_set, W_schema, POSTGRESQL, set_schema},
    {W_attach, W_other, POSTGRESQL, sql_attach},
    {W_detach, W_other, POSTGRESQL, sql_detach},
    {W_inherit, W_other, POSTGRESQL, sql_inherit},
    {W_no, W_inherit, POSTGRESQL, sql_no_inherit},
    {W_validate, W_other, POSTGRESQL, sql_validate},
    {W_modify, W_other, MYSQL, redefine},
    {W_change, W_other, MYSQL, redefine},
    {W_convert, W_other, MYSQL, skip_words}, /* done ahead */
    {W_enable, W_keys, MYSQL, skip_words},
    {W_disable, W_keys, MYSQL, skip_words},
    {W_algorithm, W_other, MYSQL, skip_words},
    {W_lock, W_other, MYSQL, skip_words},
    {W_order, W_other, MYSQL, skip_order},
    {W_force, W_other, MYSQL, skip_words},
};

static const struct action *action_find(struct parser *p) {
    if (p->token.kind != T_WORD)
        return NULL;
    for (size_t i = 0; i < TN_LENGTH(actions); i++)
        if (actions[i].word == p->token.word && actions[i].dialects & p->bit &&
            (actions[i].second == W_other || actions[i].second == sql_peek(p, 1)->word))
            return &actions[i];
    return NULL;
}

static bool is_table_option(const struct parser *p) {
    static const enum word others[] = {W_partition, W_order,   W_enable,   W_disable,
                                       W_discard,   W_import,  W_exclude,  W_truncate,
                                       W_check,     W_analyze, W_optimize, W_with};
    for (size_t i = 0; i < TN_LENGTH(others); i++)
        if (at_word(p, others[i]))
            return false;
    return is_mysql(p) && p->token.kind == T_WORD;
}

bool sql_at_table_option(struct parser *p) {
    return !action_find(p) && is_table_option(p);
}

static void one_action(struct parser *p, struct tn_entity *entity) {
    const struct action *action = action_find(p);
    if (is_mysql(p) && sql_is_done_ahead(p))
        sql_skip_action(p);
    else if (is_mysql(p) && sql_at_partition_action(p))
        sql_partition_action(p, entity, "");
    else if (is_mysql(p) && sql_accept_two(p, W_partition, W_by))
        sql_mysql_partition_by(p, entity);
    else if (action)
        action->read(p, entity);
    else if (is_table_option(p))
        while (!at_statement_end(p) && !at_symbol(p, ',') && sql_table_option(p, entity))
            continue;
    else if (p->token.kind == T_WORD)
        sql_keep_action(p, entity, p->token.at);
    else
        sql_expected(p, "what to alter");
}

/* PostgreSQL alters views, sequences and indexes by this name as well. */
static void no_table(struct parser *p, const struct path *path, bool optional) {
    struct tn_object *other = sql_lookup(p, TN_view, path);
    if (!other)
        other = (struct tn_object *)sql_sequence(p, path);
    if (!other)
        other = sql_lookup(p, TN_raw, path);
    if (!other)
        other = sql_index_or_key(p, path);
    bool kept = other && other->kind == TN_raw;
    if (kept && p->dialect == TN_SQLITE && sql_accept_two(p, W_rename, W_to)) {
        const char *name = sql_name(p, "a new name");
        if (!p->failed)
            sql_give_name(p, other, name);
        return;
    }
    if (other && !kept && sql_alter_common(p, other))
        return;
    if (!other && sql_rename_numbering(p, path))
        return;
    if (optional && !other) {
        sql_skip_statement(p);
        return;
    }
    if (!other)
        sql_finding(p, TN_WARNING, "sql-unresolved", NULL, path->at, "table \"%s\" is not there",
                    path->name);
    if (other && other->kind == TN_sequence && at_word(p, W_owner))
        sql_keep_sequence_owner(p, (struct tn_sequence *)other);
    else if (other && other->kind == TN_sequence && is_mysql(p))
        sql_alter_sequence_table(p, (struct tn_sequence *)other);
    else
        sql_keep_raw(p, false);
}

/* MariaDB: how long to wait for the lock. True where nothing else is asked for. */
static bool wait(struct parser *p) {
    if (sql_accept(p, W_wait))
        sql_next(p);
    else
        sql_accept(p, W_nowait);
    return at_statement_end(p);
}

/* MySQL: stands behind other actions without a comma. */
static bool at_partitioning(struct parser *p) {
    return is_mysql(p) &&
           (sql_at_two(p, W_remove, W_partitioning) || sql_at_two(p, W_partition, W_by));
}

void sql_alter_table(struct parser *p) {
    bool optional = sql_accept_two(p, W_if, W_exists);
    p->modifiers.only = sql_accept(p, W_only);
    struct path path = sql_path(p, "a table");
    sql_accept_symbol(p, '*');
    if (p->failed || (*path.schema && !sql_settle_database(p, &path)))
        return;
    struct tn_entity *entity = sql_entity(p, &path);
    if (!entity) {
        no_table(p, &path, optional);
        return;
    }
    if (is_mysql(p) && wait(p))
        return;
    const char *engine = entity->engine;
    if (is_mysql(p))
        sql_alter_ahead(p, entity);
    const struct tn_object *last_foreign_key = entity->relationships.last;
    bool only_name = at_word(p, W_rename) && sql_peek(p, 1)->word != W_column;
    do
        one_action(p, entity);
    while (sql_accept_symbol(p, ',') || at_partitioning(p));
    sql_drop_covered(p, entity, last_foreign_key);
    if (is_mysql(p) && entity->relationships.last != last_foreign_key)
        sql_number_added(p, entity);
    if (!only_name && tn_same_word(engine, "aria"))
        sql_rebuild_aria(p, entity);
    if (entity->alive && engine != entity->engine)
        sql_settle_methods(p, entity);
}
