/*
 * Statement after statement: the tables that say who reads what, the words before the object of a
 * CREATE, what is skipped, and how reading goes on after an error.
 */
#include "sql/parser.h"

#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ what is skipped */

static void skip(struct parser *p) {
    sql_skip_statement(p);
}

static void skip_data(struct parser *p) {
    p->report.data++;
    sql_skip_statement(p);
}

static struct tn_slice behind_line(struct tn_slice text) {
    size_t line = 0;
    while (line < text.length && text.at[line] != '\n')
        line++;
    line += line < text.length;
    return (struct tn_slice){text.at + line, text.length - line};
}

/* COPY … FROM stdin; is followed by lines of data up to one with \. alone. */
static void copy(struct parser *p) {
    bool from_input = false;
    p->report.data++;
    for (; !at_statement_end(p); sql_next(p))
        from_input = from_input || sql_at_two(p, W_from, W_stdin);
    if (!from_input || p->token.kind != T_TERMINATOR)
        return;
    struct tn_slice rest = {p->token.at, (size_t)(p->lexer.end - p->token.at)};
    do
        rest = behind_line(rest);
    while (rest.length && !(rest.length >= 2 && rest.at[0] == '\\' && rest.at[1] == '.'));
    p->resume = rest.at + (rest.length >= 2 ? 2 : 0);
}

/* search_path says where names without a qualifier go; pg_dump of old wrote it before each part. */
static void set(struct parser *p) {
    sql_next(p);
    if (!sql_accept(p, W_session))
        sql_accept(p, W_local);
    if (p->dialect == TN_POSTGRESQL && sql_accept(p, W_search_path)) {
        if (!sql_accept(p, W_to))
            sql_accept_symbol(p, '=');
        bool string = p->token.kind == T_STRING;
        struct path path = {.name = ""};
        path.schema = string ? sql_string(p, "a schema") : sql_name(p, "a schema");
        bool own = !*path.schema || strcmp(path.schema, "$user") == 0 ||
                   strcmp(path.schema, "pg_catalog") == 0 || strcmp(path.schema, "default") == 0;
        p->home = own ? p->model->project : sql_home(p, &path);
    }
    sql_skip_statement(p);
}

/* The client's own command: the rest of the line is the new end of statements. */
static void delimiter(struct parser *p) {
    const char *from = p->token.at + p->token.length, *end = p->lexer.end;
    while (from < end && (*from == ' ' || *from == '\t'))
        from++;
    const char *line = from;
    while (line < end && *line != '\n')
        line++;
    const char *to = line;
    while (to > from && (to[-1] == ' ' || to[-1] == '\t' || to[-1] == '\r'))
        to--;
    if (to == from) {
        sql_next(p);
        sql_expected(p, "the new delimiter");
        return;
    }
    bool usual = to - from == 1 && *from == ';';
    p->lexer.delimiter =
        usual ? (struct tn_slice){0} : (struct tn_slice){from, (size_t)(to - from)};
    sql_jump(p, line);
    p->between = true;
}

static void client_command(struct parser *p) {
    const char *line = p->token.at;
    while (line < p->lexer.end && *line != '\n')
        line++;
    sql_jump(p, line);
    p->between = true;
}

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
        while (at_symbol(p, '@') || p->last_end[-1] == '@' || at_symbol(p, '('))
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
    {W_database, POSTGRESQL | MYSQL, skip},
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
};

static const struct statement alterations[] = {
    {W_table, EVERY, sql_alter_table},      {W_sequence, POSTGRESQL | MYSQL, sql_alter_sequence},
    {W_type, POSTGRESQL, sql_alter_type},   {W_domain, POSTGRESQL, sql_alter_domain},
    {W_database, POSTGRESQL | MYSQL, skip},
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
    {W_set, POSTGRESQL | MYSQL, set},
    {W_insert, EVERY, skip_data},
    {W_copy, POSTGRESQL, copy},
    {W_delimiter, MYSQL, delimiter},
    {W_update, EVERY, skip_data},
    {W_delete, EVERY, skip_data},
    {W_replace, MYSQL | SQLITE, skip_data},
    {W_truncate, POSTGRESQL | MYSQL, skip_data},
    {W_merge, POSTGRESQL, skip_data},
    {W_load, MYSQL, skip_data},
    {W_with, EVERY, skip_data},
    {W_values, EVERY, skip_data},
    {W_call, POSTGRESQL | MYSQL, skip_data},
    {W_select, EVERY, skip},
    {W_begin, EVERY, skip},
    {W_start, POSTGRESQL | MYSQL, skip},
    {W_commit, EVERY, skip},
    {W_end, EVERY, skip},
    {W_rollback, EVERY, skip},
    {W_abort, POSTGRESQL, skip},
    {W_savepoint, EVERY, skip},
    {W_release, EVERY, skip},
    {W_reset, POSTGRESQL, skip},
    {W_use, MYSQL, skip},
    {W_pragma, SQLITE, skip},
    {W_lock, POSTGRESQL | MYSQL, skip},
    {W_unlock, MYSQL, skip},
    {W_analyze, EVERY, skip},
    {W_vacuum, EVERY, skip},
    {W_reindex, EVERY, skip},
    {W_optimize, MYSQL, skip},
    {W_show, POSTGRESQL | MYSQL, skip},
    {W_explain, EVERY, skip},
    {W_attach, SQLITE, skip},
    {W_detach, SQLITE, skip},
    {W_discard, POSTGRESQL, skip},
    {W_listen, POSTGRESQL, skip},
    {W_unlisten, POSTGRESQL, skip},
    {W_notify, POSTGRESQL, skip},
    {W_checkpoint, POSTGRESQL, skip},
    {W_cluster, POSTGRESQL, keep},
    {W_flush, MYSQL, skip},
    {W_refresh, POSTGRESQL, skip},
    {W_rename, MYSQL, keep},
    {W_do, POSTGRESQL | MYSQL, keep_block},
    {W_security, POSTGRESQL, keep},
    {W_import, POSTGRESQL, keep},
    {W_reassign, POSTGRESQL, keep},
    {W_execute, POSTGRESQL | MYSQL, skip},
    {W_prepare, POSTGRESQL | MYSQL, skip},
    {W_deallocate, POSTGRESQL | MYSQL, skip},
};

static bool at_client_command(const struct parser *p) {
    return (p->dialect == TN_POSTGRESQL && at_symbol(p, '\\')) ||
           (p->dialect == TN_SQLITE && at_symbol(p, '.'));
}

static void read_statement(struct parser *p) {
    const struct statement *row = statement_find(p, statements, TN_LENGTH(statements));
    if (at_client_command(p))
        client_command(p);
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
    sql_sweep(p);
}

/* ------------------------------------------------------------------ reading a text */

static void set_names(struct tn_project *project, struct tn_model *model,
                      const struct tn_dialect *dialect) {
    const struct {
        const char **field, *template_text;
    } names[] = {
        {&project->name_primary, dialect->naming.primary},
        {&project->name_foreign, dialect->naming.foreign},
        {&project->name_unique, dialect->naming.unique},
        {&project->name_check, dialect->naming.check},
        {&project->name_index, dialect->naming.index},
    };
    project->dialect = tn_text(model, dialect->name);
    for (size_t i = 0; i < TN_LENGTH(names); i++)
        if (!**names[i].field)
            *names[i].field = tn_text(model, names[i].template_text);
}

static void refuse_binary(struct parser *p, const char *zero) {
    struct tn_finding *finding = sql_finding(p, TN_ERROR, "sql-syntax", NULL, zero, "%s",
                                             "does not look like SQL text: it has a zero byte");
    tn_finding_remedy(p->findings, finding, "give a text in UTF-8");
}

bool tn_sql_read(struct tn_model *model, struct tn_slice text, const char *file,
                 const struct tn_dialect *dialect, struct tn_findings *findings,
                 struct tn_sql_report *report) {
    if (!text.at)
        text.at = "";
    struct parser p;
    sql_parser_init(&p, model, text, dialect, findings);
    p.file = file;
    set_names(model->project, model, dialect);
    const char *zero = text.length ? memchr(text.at, 0, text.length) : NULL;
    if (zero) {
        refuse_binary(&p, zero);
    } else {
        sql_know_model(&p);
        sql_statements(&p);
    }
    if (report)
        *report = p.report;
    sql_parser_free(&p);
    return p.report.errors == 0;
}
