/*
 * Statement after statement: the tables that say who reads what, the words before the object of a
 * CREATE, what is skipped, and how reading goes on after an error.
 */
#include "sql/read/parser.h"

#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ CREATE */

static void create_unlogged(struct parser *p, enum word word) {
    p->modifiers.unlogged = p->modifiers.unlogged || word == W_unlogged;
    p->modifiers.temporary = p->modifiers.temporary || word == W_temp || word == W_temporary;
    p->modifiers.unique = p->modifiers.unique || word == W_unique;
    p->modifiers.materialized = p->modifiers.materialized || word == W_materialized;
    if (word == W_fulltext || word == W_spatial)
        p->modifiers.index_method = tn_text(p->model, word == W_fulltext ? "fulltext" : "spatial");
}

/* MySQL: DEFINER = user, ALGORITHM = x, SQL SECURITY x. */
static bool view_word(struct parser *p) {
    if (sql_accept(p, W_algorithm)) {
        sql_accept_symbol(p, '=');
        sql_next(p);
    } else if (sql_accept(p, W_definer)) {
        sql_accept_symbol(p, '=');
        sql_next(p);
        while (!at_statement_end(p) &&
               (at_symbol(p, '@') || p->last_end[-1] == '@' || at_symbol(p, '(')))
            at_symbol(p, '(') ? sql_skip_parentheses(p) : sql_next(p);
    } else if (sql_accept_two(p, W_sql, W_security))
        sql_next(p);
    else
        return false;
    return true;
}

static bool plain_word(struct parser *p) {
    static const enum word words[] = {W_temp,     W_temporary, W_unlogged,    W_unique,
                                      W_fulltext, W_spatial,   W_materialized};
    for (size_t i = 0; i < TN_LENGTH(words); i++)
        if (sql_accept(p, words[i])) {
            create_unlogged(p, words[i]);
            return true;
        }
    return sql_accept(p, W_recursive) || sql_accept(p, W_global) || sql_accept(p, W_local) ||
           (at_word(p, W_constraint) && sql_peek(p, 1)->word == W_trigger && (sql_next(p), true));
}

static void read_modifiers(struct parser *p) {
    p->modifiers = (struct modifiers){.index_method = "", .view_options = ""};
    p->modifiers.or_replace = sql_accept_two(p, W_or, W_replace);
    const char *from = p->token.at;
    while (view_word(p) || plain_word(p))
        continue;
    if (p->token.at != from && !p->modifiers.materialized)
        p->modifiers.view_options = sql_text_from(p, from);
}

static void create_function(struct parser *p) {
    p->modifiers.callable = TN_callable_function;
    sql_create_routine(p);
}

static void create_procedure(struct parser *p) {
    p->modifiers.callable = TN_callable_procedure;
    sql_create_routine(p);
}

/* PostgreSQL has aggregates, MySQL aggregate functions. */
static void create_aggregate(struct parser *p) {
    p->modifiers.callable = TN_callable_aggregate;
    if (is_mysql(p))
        sql_accept(p, W_function);
    sql_create_routine(p);
}

static void keep(struct parser *p) {
    sql_keep_raw(p, false);
}

/* A block before the first table may prepare what the tables need, extensions say. */
static void keep_block(struct parser *p) {
    if (p->dialect == TN_POSTGRESQL && sql_run_block(p))
        return;
    sql_keep_raw(p, p->model->counts[TN_entity] == 0);
}

struct statement {
    enum word word;
    unsigned dialects;
    void (*read)(
        struct parser *p); /* the word itself has been read in the second and third table */
};

static const struct statement creations[] = {
    {W_table, EVERY, sql_create_table},
    {W_index, EVERY, sql_create_index},
    {W_view, EVERY, sql_create_view},
    {W_trigger, EVERY, sql_create_trigger},
    {W_schema, POSTGRESQL | MYSQL, sql_create_schema},
    {W_database, POSTGRESQL | MYSQL, sql_skip_silently},
    {W_type, POSTGRESQL, sql_create_type},
    {W_domain, POSTGRESQL, sql_create_domain},
    {W_sequence, POSTGRESQL | MYSQL, sql_create_sequence},
    {W_extension, POSTGRESQL, sql_create_extension},
    {W_function, POSTGRESQL | MYSQL, create_function},
    {W_procedure, POSTGRESQL | MYSQL, create_procedure},
    {W_aggregate, POSTGRESQL | MYSQL, create_aggregate},
    {W_role, POSTGRESQL | MYSQL, sql_create_role},
    {W_user, POSTGRESQL | MYSQL, sql_create_role},
    {W_group, POSTGRESQL, sql_create_role},
    {W_virtual, SQLITE, sql_create_virtual},
};

static const struct statement alterations[] = {
    {W_table, EVERY, sql_alter_table},
    {W_view, POSTGRESQL, sql_alter_view},
    {W_materialized, POSTGRESQL, sql_alter_materialized},
    {W_index, POSTGRESQL, sql_alter_index},
    {W_schema, POSTGRESQL, sql_alter_schema},
    {W_sequence, POSTGRESQL | MYSQL, sql_alter_sequence},
    {W_type, POSTGRESQL, sql_alter_type},
    {W_domain, POSTGRESQL, sql_alter_domain},
    {W_database, POSTGRESQL | MYSQL, sql_skip_silently},
};

static const struct statement *statement_find(const struct parser *p, const struct statement *rows,
                                              size_t count) {
    if (p->token.kind != T_WORD || p->token.word == W_other)
        return NULL;
    for (size_t i = 0; i < count; i++)
        if (rows[i].word == p->token.word && rows[i].dialects & p->bit)
            return &rows[i];
    return NULL;
}

static void read_second(struct parser *p, const struct statement *rows, size_t count) {
    const struct statement *row = statement_find(p, rows, count);
    if (row && !(row->word == W_user && sql_peek(p, 1)->word == W_mapping)) {
        sql_next(p);
        row->read(p);
    } else if (p->token.kind == T_WORD)
        sql_keep_raw(p, false);
    else
        sql_expected(p, "what kind of object");
}

void sql_create(struct parser *p) {
    sql_next(p);
    read_modifiers(p);
    read_second(p, creations, TN_LENGTH(creations));
}

static void alter(struct parser *p) {
    sql_next(p);
    p->modifiers = (struct modifiers){.index_method = "", .view_options = ""};
    while (is_mysql(p) && (sql_accept(p, W_online) || sql_accept(p, W_ignore)))
        continue; /* how to carry the rows over */
    read_second(p, alterations, TN_LENGTH(alterations));
}

static void drop(struct parser *p) {
    sql_next(p);
    sql_drop(p);
}

/* ------------------------------------------------------------------ first words */

static const struct statement statements[] = {
    {W_create, EVERY, sql_create},
    {W_alter, EVERY, alter},
    {W_comment, POSTGRESQL, sql_comment},
    {W_drop, EVERY, drop},
    {W_grant, POSTGRESQL | MYSQL, sql_grant},
    {W_revoke, POSTGRESQL | MYSQL, sql_grant},
    {W_set, POSTGRESQL | MYSQL, sql_set},
    {W_insert, POSTGRESQL | MYSQL, sql_insert},
    {W_insert, SQLITE, sql_insert_sqlite},
    {W_copy, POSTGRESQL, sql_copy},
    {W_delimiter, MYSQL, sql_delimiter},
    {W_update, EVERY, sql_skip_data},
    {W_delete, EVERY, sql_skip_data},
    {W_replace, MYSQL | SQLITE, sql_skip_data},
    {W_truncate, POSTGRESQL | MYSQL, sql_skip_data},
    {W_merge, POSTGRESQL, sql_skip_data},
    {W_load, MYSQL, sql_skip_data},
    {W_with, EVERY, sql_skip_data},
    {W_values, EVERY, sql_skip_data},
    {W_call, POSTGRESQL | MYSQL, sql_skip_data},
    {W_select, POSTGRESQL, sql_select},
    {W_select, EVERY, sql_skip_silently},
    {W_begin, EVERY, sql_skip_silently},
    {W_start, POSTGRESQL | MYSQL, sql_skip_silently},
    {W_commit, EVERY, sql_skip_silently},
    {W_end, EVERY, sql_skip_silently},
    {W_rollback, EVERY, sql_skip_silently},
    {W_abort, POSTGRESQL, sql_skip_silently},
    {W_savepoint, EVERY, sql_skip_silently},
    {W_release, EVERY, sql_skip_silently},
    {W_reset, POSTGRESQL, sql_reset},
    {W_use, MYSQL, sql_use},
    {W_pragma, SQLITE, sql_skip_silently},
    {W_lock, POSTGRESQL | MYSQL, sql_skip_silently},
    {W_unlock, MYSQL, sql_skip_silently},
    {W_analyze, EVERY, sql_skip_silently},
    {W_vacuum, EVERY, sql_skip_silently},
    {W_reindex, EVERY, sql_skip_silently},
    {W_optimize, MYSQL, sql_skip_silently},
    {W_show, POSTGRESQL | MYSQL, sql_skip_silently},
    {W_explain, EVERY, sql_skip_silently},
    {W_attach, SQLITE, sql_skip_silently},
    {W_detach, SQLITE, sql_skip_silently},
    {W_discard, POSTGRESQL, sql_skip_silently},
    {W_listen, POSTGRESQL, sql_skip_silently},
    {W_unlisten, POSTGRESQL, sql_skip_silently},
    {W_notify, POSTGRESQL, sql_skip_silently},
    {W_checkpoint, POSTGRESQL, sql_skip_silently},
    {W_cluster, POSTGRESQL, keep},
    {W_flush, MYSQL, sql_skip_silently},
    {W_install, MYSQL, sql_skip_silently},
    {W_uninstall, MYSQL, sql_skip_silently},
    {W_refresh, POSTGRESQL, sql_refresh},
    {W_rename, MYSQL, sql_rename_statement},
    {W_do, POSTGRESQL | MYSQL, keep_block},
    {W_security, POSTGRESQL, keep},
    {W_import, POSTGRESQL, keep},
    {W_import, MYSQL, sql_skip_data},
    {W_reassign, POSTGRESQL, keep},
    {W_execute, POSTGRESQL | MYSQL, sql_skip_silently},
    {W_prepare, POSTGRESQL | MYSQL, sql_skip_silently},
    {W_deallocate, POSTGRESQL | MYSQL, sql_skip_silently},
};

static bool at_client_command(const struct parser *p) {
    return (p->dialect == TN_POSTGRESQL && at_symbol(p, '\\')) ||
           (p->dialect == TN_SQLITE && at_symbol(p, '.'));
}

static void read_statement(struct parser *p) {
    const struct statement *row = statement_find(p, statements, TN_LENGTH(statements));
    if (at_client_command(p))
        sql_client_command(p);
    else if (row)
        row->read(p);
    else
        sql_expected(p, "a statement");
    if (!p->between && !p->failed && !at_statement_end(p))
        sql_expected(p, "the end of the statement");
}

/* ------------------------------------------------------------------ from statement to statement */

/* Behind the terminator that ends what could not be read. */
static void recover(struct parser *p) {
    p->failed = false;
    p->lexer.at = p->failed_at;
    p->ahead_count = 0;
    do
        p->token = lexer_next(&p->lexer);
    while (p->token.kind != T_TERMINATOR && p->token.kind != T_END);
}

static void finish_statement(struct parser *p) {
    bool failed = p->failed;
    if (failed)
        recover(p);
    sql_finish_missing(p);
    sql_finish_pending(p, false);
    if (p->resume) {
        sql_jump(p, p->resume);
        p->resume = NULL;
    } else if (p->token.kind == T_TERMINATOR) {
        p->lexer.had_version_comment = false;
        sql_next(p);
    }
}

void sql_inner_statement(struct parser *p, struct tn_slice text) {
    const char *end = p->lexer.end;
    p->lexer.end = text.at + text.length;
    sql_jump(p, text.at);
    p->statement = p->token.at;
    p->position++;
    read_statement(p);
    finish_statement(p);
    p->lexer.end = end;
}

void sql_statements(struct parser *p) {
    sql_next(p);
    while (p->token.kind != T_END) {
        if (p->token.kind == T_TERMINATOR) {
            sql_next(p);
            continue;
        }
        p->statement = p->token.at;
        p->between = false;
        p->position++;
        read_statement(p);
        finish_statement(p);
        p->report.statements += !p->between;
    }
    sql_finish_pending(p, true);
    sql_tell_lost_views(p);
    sql_sweep(p);
    sql_find_apart(p);
    sql_keep_valid(p);
    sql_rank_columns(p);
}
