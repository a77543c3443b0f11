/*
 * ALTER TABLE … ALTER COLUMN: type, default, nullability, identity, generation and storage. What
 * changes a column of a table in PostgreSQL changes it in all tables below it.
 */
#include "sql/option.h"
#include "sql/read/parser.h"

static void alter_type(struct parser *p, struct tn_attribute *attribute) {
    sql_column_type(p, attribute);
    attribute->collation = "";
    if (sql_accept(p, W_collate)) {
        struct path path = sql_path(p, "a collation");
        attribute->collation = p->failed ? "" : sql_shown_path(p, &path);
    }
    if (sql_accept(p, W_using)) /* how to carry data over is no part of the schema */
        sql_expression(p, NULL, "an expression");
}

static bool is_type_action(struct parser *p) {
    if (sql_accept(p, W_type))
        return true;
    return sql_at_two(p, W_set, W_data) && (sql_next(p), sql_next(p), sql_accept(p, W_type));
}

static void forget_option(struct parser *p, struct tn_attribute *attribute, const char *name) {
    attribute->identity_options = sql_option_put(p->model, attribute->identity_options, name, "");
}

/* SET CYCLE, SET NO CYCLE, NO MINVALUE, NO MAXVALUE. */
static bool unset_numbering(struct parser *p, struct tn_attribute *attribute) {
    bool cycle = sql_accept_two(p, W_set, W_cycle);
    if (!cycle && !sql_accept_two(p, W_set, W_no))
        return false;
    if (cycle || at_word(p, W_cycle)) {
        if (!cycle)
            sql_next(p);
        const char *kept = sql_without_word(p->model, attribute->identity_options, "CYCLE");
        attribute->identity_options = cycle ? sql_joined(p, kept, "CYCLE") : kept;
    } else if (sql_accept(p, W_minvalue))
        forget_option(p, attribute, "MINVALUE");
    else if (sql_accept(p, W_maxvalue))
        forget_option(p, attribute, "MAXVALUE");
    else
        sql_expected(p, "MINVALUE, MAXVALUE or CYCLE");
    return true;
}

/* SET option of the sequence. False where it is another setting. */
static bool set_numbering(struct parser *p, struct tn_attribute *attribute) {
    static const struct {
        enum word word, second; /* second: may stand between */
        const char *name;
    } rows[] = {{W_increment, W_by, "INCREMENT BY"},
                {W_start, W_with, "START WITH"},
                {W_minvalue, W_other, "MINVALUE"},
                {W_maxvalue, W_other, "MAXVALUE"},
                {W_cache, W_other, "CACHE"}};
    for (size_t i = 0; i < TN_LENGTH(rows); i++) {
        if (!sql_accept_two(p, W_set, rows[i].word))
            continue;
        if (rows[i].second != W_other)
            sql_accept(p, rows[i].second);
        const char *from = p->token.at;
        sql_accept_symbol(p, '-');
        sql_next(p);
        attribute->identity_options = sql_option_put(p->model, attribute->identity_options,
                                                     rows[i].name, sql_text_from(p, from));
        return true;
    }
    return unset_numbering(p, attribute);
}

static bool at_numbering(struct parser *p) {
    enum word next = sql_peek(p, 1)->word;
    return at_word(p, W_restart) ||
           (at_word(p, W_set) &&
            (next == W_generated || next == W_increment || next == W_start || next == W_minvalue ||
             next == W_maxvalue || next == W_cache || next == W_cycle || next == W_no));
}

/* SET GENERATED ALWAYS | BY DEFAULT, SET option of the sequence, and RESTART, which says where the
 * data stand. */
static void set_identity(struct parser *p, struct tn_attribute *attribute) {
    for (;;) {
        if (set_numbering(p, attribute))
            continue;
        if (sql_accept(p, W_restart)) {
            sql_accept(p, W_with);
            if (p->token.kind == T_NUMBER)
                sql_next(p);
        } else if (sql_accept_two(p, W_set, W_generated)) {
            bool always = sql_accept(p, W_always);
            if (!always && !sql_accept_two(p, W_by, W_default))
                sql_expected(p, "ALWAYS or BY DEFAULT");
            attribute->identity = always ? TN_identity_always : TN_identity_by_default;
        } else
            return;
    }
}

/* SET STORAGE x, SET COMPRESSION x, SET STATISTICS n. */
static bool column_option(struct parser *p, struct tn_attribute *attribute) {
    static const struct {
        enum word word;
        const char *name, *usual;
    } rows[] = {{W_storage, "STORAGE", "default"},
                {W_compression, "COMPRESSION", "default"},
                {W_statistics, "STATISTICS", "-1"}};
    for (size_t i = 0; i < TN_LENGTH(rows); i++) {
        if (!sql_accept_two(p, W_set, rows[i].word))
            continue;
        const char *from = p->token.at;
        sql_accept_symbol(p, '-');
        sql_next(p);
        const char *value = sql_text_from(p, from);
        bool usual = tn_same_word(value, rows[i].usual);
        attribute->options =
            sql_option_put(p->model, attribute->options, rows[i].name, usual ? "" : value);
        return true;
    }
    return false;
}

static bool column_action(struct parser *p, struct tn_attribute *attribute) {
    bool drop = at_word(p, W_drop);
    if (is_type_action(p))
        alter_type(p, attribute);
    else if (sql_accept_two(p, W_set, W_default))
        attribute->default_value = sql_default(p, attribute);
    else if (sql_accept_two(p, W_drop, W_default))
        attribute->default_value = "";
    else if (sql_accept_two(p, W_set, W_not) || sql_accept_two(p, W_drop, W_not)) {
        if (sql_expect(p, W_null, "NULL"))
            attribute->nullable = drop;
    } else if (sql_accept_two(p, W_add, W_generated))
        sql_identity(p, attribute);
    else if (attribute->identity != TN_identity_none && at_numbering(p))
        set_identity(p, attribute);
    else if (sql_accept_two(p, W_drop, W_identity)) {
        sql_accept_two(p, W_if, W_exists);
        attribute->identity = TN_identity_none;
        attribute->identity_options = "";
    } else if (sql_accept_two(p, W_drop, W_expression)) {
        sql_accept_two(p, W_if, W_exists);
        attribute->generated = "";
    } else
        return column_option(p, attribute);
    return true;
}

/* The same is read again for each of the tables below. */
static void follow_alter(struct parser *p, struct tn_entity *entity, const char *name,
                         const char *action) {
    if (p->failed || !sql_heirs(p, entity))
        return;
    for (size_t i = 0; i < p->heirs.count; i++) {
        struct tn_attribute *attribute = sql_attribute(p, p->heirs.items[i], name);
        if (!attribute)
            continue;
        sql_jump(p, action);
        column_action(p, attribute);
    }
}

void sql_alter_column(struct parser *p, struct tn_entity *entity) {
    const char *from = p->token.at;
    sql_next(p);
    bool column = sql_accept(p, W_column);
    if (!column && (at_word(p, W_index) || at_word(p, W_constraint) || at_word(p, W_check))) {
        sql_keep_rest_of_action(p, entity, "ALTER");
        return;
    }
    struct tn_attribute *attribute = sql_column_of(p, entity);
    if (p->failed)
        return;
    const char *action = p->token.at;
    if (attribute && column_action(p, attribute))
        follow_alter(p, entity, attribute->name, action);
    else
        sql_keep_action(p, entity, from);
}
