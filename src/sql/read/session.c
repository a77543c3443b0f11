/*
 * What belongs to a session or a client and not to the schema: settings, data, commands of psql,
 * mysql and sqlite3. Skipped; only what changes how the rest is read is taken in.
 */
#include "sql/read/parser.h"

#include <string.h>

void sql_skip_silently(struct parser *p) {
    sql_skip_statement(p);
}

/* MySQL has no schemas within a database: a model of two would have tables of one name. */
void sql_use(struct parser *p) {
    const char *at = p->token.at, *before = p->database;
    sql_next(p);
    const char *name = sql_at_name(p) ? sql_token_name(p, &p->token) : before;
    if (*before && !tn_same_word(before, name) && p->model->counts[TN_entity]) {
        struct tn_finding *finding = sql_finding(
            p, TN_WARNING, "sql-database", NULL, at,
            "what follows is in database %s, what came before in %s: both are read as one schema",
            name, before);
        tn_finding_remedy(p->findings, finding, "give each database a script of its own");
    }
    p->database = name;
    if (sql_at_name(p))
        sql_next(p);
    const char *behind = p->last_end;
    if (!memchr(behind, '\n', (size_t)(p->token.at - behind))) {
        sql_skip_statement(p);
        return;
    }
    p->resume = p->token.at; /* to the client the line is the command */
    p->token.kind = T_TERMINATOR;
}

/* SELECT … INTO [TEMPORARY | UNLOGGED] [TABLE] name FROM … is CREATE TABLE name AS SELECT … FROM.
 */
static void select_into(struct parser *p, const char *into) {
    struct tn_buffer text = {0};
    sql_next(p);
    bool temporary = sql_accept(p, W_temp) || sql_accept(p, W_temporary);
    bool unlogged = sql_accept(p, W_unlogged);
    sql_accept(p, W_table);
    struct path path = sql_path(p, "a table");
    const char *behind = p->token.at;
    sql_skip_statement(p);
    tn_put_format(&text, "CREATE %sTABLE %s AS ",
                  temporary  ? "TEMPORARY "
                  : unlogged ? "UNLOGGED "
                             : "",
                  sql_shown_path(p, &path));
    tn_put_bytes(&text, p->statement, (size_t)(into - p->statement));
    tn_put(&text, sql_verbatim(p, behind));
    p->modifiers.temporary = temporary;
    if (!p->failed)
        sql_keep_text(p, tn_text(p->model, text.at));
    tn_buffer_free(&text);
}

void sql_select(struct parser *p) {
    while (!at_statement_end(p) && !at_word(p, W_into) && !at_word(p, W_from))
        at_symbol(p, '(') ? sql_skip_parentheses(p) : sql_next(p);
    if (at_word(p, W_into))
        select_into(p, p->token.at);
    else
        sql_skip_statement(p);
}

void sql_skip_data(struct parser *p) {
    p->report.data++;
    sql_skip_statement(p);
}

/* ------------------------------------------------------------------ rows that are schema */

static bool accept_named(struct parser *p, const char *name) {
    bool is = token_is_named(&p->token, p->dialect, name);
    if (is)
        sql_next(p);
    return is;
}

static bool is_lookup(const struct tn_entity *entity) {
    const struct tn_key *key = tn_primary_key(entity);
    const struct tn_attribute *value = entity->attributes.first;
    const struct tn_attribute *position = value ? value->next : NULL;
    return entity->attributes.count == 2 && tn_same_word(value->name, "value") &&
           tn_same_word(position->name, "position") && key && key->attributes.count == 1 &&
           (const void *)key->attributes.items[0] == value;
}

/* INSERT … INTO table (value, position): the table, where it is one of an enumeration's values. */
static struct tn_entity *lookup_table(struct parser *p, bool *ignores) {
    sql_next(p);
    *ignores = is_mysql(p) && sql_accept(p, W_ignore);
    if (!sql_accept(p, W_into) || !sql_at_name(p))
        return NULL;
    struct path path = sql_path(p, "a table");
    struct tn_entity *entity = p->failed ? NULL : sql_entity(p, &path);
    bool named = entity && is_lookup(entity) && sql_accept_symbol(p, '(') &&
                 accept_named(p, "value") && sql_accept_symbol(p, ',') &&
                 accept_named(p, "position") && sql_accept_symbol(p, ')') && at_word(p, W_values);
    return named ? entity : NULL;
}

/* Data are skipped, but for the rows that stand for the values of an enumeration, as lowering
 * writes them: they are kept as a statement about their table. */
void sql_insert(struct parser *p) {
    static const char end[] = "ON CONFLICT DO NOTHING";
    bool ignores;
    struct tn_entity *table = lookup_table(p, &ignores);
    sql_skip_statement(p);
    const char *text = table && !p->failed ? sql_verbatim(p, p->statement) : "";
    size_t length = strlen(text), tail = sizeof end - 1;
    if (!ignores && !(length > tail && tn_same_word(text + length - tail, end)))
        table = NULL;
    if (!table) {
        p->report.data++;
        return;
    }
    struct tn_raw *rows = sql_keep_text(p, text);
    rows->statement = tn_text(p->model, "INSERT");
    rows->name = table->name;
    rows->entity = table;
}

/* ------------------------------------------------------------------ lines of data */

static struct tn_slice behind_line(struct tn_slice text) {
    size_t line = 0;
    while (line < text.length && text.at[line] != '\n')
        line++;
    line += line < text.length;
    return (struct tn_slice){text.at + line, text.length - line};
}

/* COPY … FROM stdin; is followed by lines of data up to one with \. alone. */
void sql_copy(struct parser *p) {
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

void sql_path_is(struct parser *p, const char *statement, size_t position) {
    p->path_set = statement;
    p->path_position = position;
}

/* Names without a schema in a text that is kept are found as they were when it is read again: the
 * setting stands before the first such text, and another before the next in another schema. */
void sql_keep_path(struct parser *p) {
    if (!p->path_set || (!p->path_kept && p->home == p->model->project))
        return;
    struct tn_raw *raw = tn_add(p->model, TN_raw, p->model->project, "search_path");
    raw->statement = tn_text(p->model, "SET");
    raw->definition = p->path_set;
    raw->position = (int64_t)p->path_position;
    p->path_set = NULL;
    p->path_kept = true;
}

static bool is_own(const char *schema) {
    static const char *const names[] = {"", "$user", "pg_catalog", "default", "public"};
    for (size_t i = 0; i < TN_LENGTH(names); i++)
        if (strcmp(schema, names[i]) == 0)
            return true;
    return false;
}

static bool is_schema(struct parser *p, const char *name) {
    const struct tn_object *space =
        names_get(&p->names, p->model->project, TN_namespace, sql_key(p, name));
    return is_own(name) || (space && space->alive);
}

/* The first schema that is there; where none is, the first, which must have been there before. */
static void *home_of_path(struct parser *p) {
    struct path path = {.name = "", .schema = NULL};
    const char *name;
    do {
        bool string = p->token.kind == T_STRING;
        name = string ? sql_string(p, "a schema") : sql_name(p, "a schema");
        if (!path.schema)
            path.schema = name;
    } while (!is_schema(p, name) && !p->failed && sql_accept_symbol(p, ','));
    if (is_schema(p, name))
        path.schema = name;
    return is_own(path.schema) ? p->model->project : sql_home(p, &path);
}

/* SET ROLE name, SET SESSION AUTHORIZATION name: whose things are made then is not followed. */
static void tell_role(struct parser *p, bool authorization) {
    bool role = authorization || (at_word(p, W_role) && (sql_next(p), true));
    static const char *const nobody[] = {"none", "default", "postgres"};
    if (!role || p->role_told || !(sql_at_name(p) || p->token.kind == T_STRING))
        return;
    const char *name = p->token.kind == T_STRING ? sql_string(p, "a role") : sql_role(p);
    for (size_t i = 0; i < TN_LENGTH(nobody); i++)
        if (strcmp(name, nobody[i]) == 0)
            return;
    p->role_told = true;
    sql_finding(p, TN_WARNING, "sql-ignored", NULL, p->statement,
                "what is made as \"%s\" will belong to whoever runs the script", name);
}

/* search_path says where names without a qualifier go; pg_dump of old wrote it before each part. */
void sql_set(struct parser *p) {
    sql_next(p);
    if (is_mysql(p)) {
        sql_mysql_set(p);
        return;
    }
    bool session = sql_accept(p, W_session);
    if (!session)
        sql_accept(p, W_local);
    tell_role(p, session && sql_accept(p, W_authorization));
    if (p->dialect == TN_POSTGRESQL && sql_accept(p, W_search_path)) {
        if (!sql_accept(p, W_to))
            sql_accept_symbol(p, '=');
        p->home_gone = NULL;
        p->home = home_of_path(p);
        sql_skip_statement(p);
        sql_path_is(p, sql_verbatim(p, p->statement), p->position);
    }
    sql_skip_statement(p);
}

void sql_reset(struct parser *p) {
    sql_next(p);
    if (at_word(p, W_search_path) || at_word(p, W_all)) {
        p->home_gone = NULL;
        p->home = p->model->project;
        sql_path_is(p, tn_text(p->model, "RESET search_path"), p->position);
    }
    sql_skip_statement(p);
}

/* The client's own command: the rest of the line is the new end of statements. */
void sql_delimiter(struct parser *p) {
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

void sql_client_command(struct parser *p) {
    const char *line = p->token.at;
    while (line < p->lexer.end && *line != '\n')
        line++;
    sql_jump(p, line);
    p->between = true;
}
