/*
 * Schemas, views, routines, triggers, extensions, roles and grants. What these say is kept as text;
 * only what names them and where they belong is read.
 */
#include "sql/read/parser.h"

#include <string.h>

/* ------------------------------------------------------------------ schemas, extensions, roles */

/* WITH GRANT OPTION begins nothing. */
bool sql_at_schema_element(const struct parser *p) {
    if (at_word(p, W_create))
        return true;
    if (!at_word(p, W_grant))
        return false;
    const char *behind = p->token.at + p->token.length, *end = p->lexer.end;
    while (behind < end && strchr(" \t\r\n", *behind))
        behind++;
    return (size_t)(end - behind) < strlen("option") ||
           strncasecmp(behind, "option", strlen("option")) != 0;
}

/* What is made in the schema of a role is the role's. */
static void own_element(struct parser *p, struct tn_object *made, const char *owner) {
    if (!made || !made->alive || !*owner)
        return;
    if (made->kind == TN_entity)
        ((struct tn_entity *)made)->owner = owner;
    if (made->kind != TN_view && made->kind != TN_sequence)
        return;
    struct tn_buffer text = {0};
    bool materialized = made->kind == TN_view && ((struct tn_view *)made)->materialized;
    tn_put_format(&text, "ALTER %s%s ", materialized ? "MATERIALIZED " : "",
                  made->kind == TN_view ? "VIEW" : "SEQUENCE");
    tn_sql_put_path(&text, p->tables, made);
    tn_put(&text, " OWNER TO ");
    tn_sql_put_name(&text, p->tables, owner);
    sql_keep_text(p, tn_text(p->model, text.at));
    tn_buffer_free(&text);
}

static void element_grant(struct parser *p) {
    sql_next(p);
    sql_keep_raw(p, false);
}

/* Objects may follow in the same statement; names in them belong to the schema. */
static void schema_elements(struct parser *p, struct tn_object *home, const char *owner) {
    void *before = p->home;
    if (at_statement_end(p))
        return;
    tn_buffer_reset(&p->type_base);
    tn_put(&p->type_base, "SET search_path = ");
    tn_sql_put_name(&p->type_base, p->tables, home->kind == TN_namespace ? home->name : "public");
    sql_path_is(p, tn_text(p->model, tn_buffer_text(&p->type_base)), p->position++);
    p->home = home;
    p->in_schema = true;
    while (!p->failed && sql_at_schema_element(p)) {
        p->statement = p->token.at;
        p->comment_of = NULL;
        if (at_word(p, W_grant))
            element_grant(p);
        else
            sql_create(p);
        own_element(p, p->comment_of, owner);
        sql_finish_missing(p);
        sql_finish_pending(p, false);
    }
    p->in_schema = false;
    p->home = before;
    sql_path_is(p, tn_text(p->model, "RESET search_path"), ++p->position);
}

void sql_create_schema(struct parser *p) {
    if (sql_accept_two(p, W_if, W_not))
        sql_expect(p, W_exists, "EXISTS");
    if (is_mysql(p)) { /* a schema is a database there */
        sql_skip_statement(p);
        return;
    }
    bool by_role = sql_accept(p, W_authorization);
    if (by_role && sql_at_whoever(p)) {
        sql_finding(p, TN_WARNING, "sql-unresolved", NULL, p->token.at,
                    "the schema gets the name of whoever runs the script: it is kept as it is "
                    "written, with all that is made in it");
        sql_keep_raw(p, true);
        return;
    }
    struct path path = {.name = "", .at = p->token.at};
    path.schema = sql_name(p, "a schema name");
    if (p->failed)
        return;
    struct tn_object *home = sql_home(p, &path);
    const char *owner = by_role ? path.schema : "";
    if (!by_role && sql_accept(p, W_authorization))
        owner = sql_role(p);
    if (home->kind == TN_namespace)
        ((struct tn_namespace *)home)->owner = owner;
    schema_elements(p, home, owner);
}

void sql_create_extension(struct parser *p) {
    if (sql_accept_two(p, W_if, W_not))
        sql_expect(p, W_exists, "EXISTS");
    struct path path = {.schema = "", .at = p->token.at};
    path.name = sql_name(p, "an extension");
    const char *from = p->token.at;
    sql_skip_statement(p);
    if (p->failed || names_get(&p->names, p->model->project, TN_extension, path.name))
        return;
    struct tn_extension *extension = sql_make(p, TN_extension, &path);
    extension->options = p->last_end > from ? sql_text_from(p, from) : "";
}

void sql_create_role(struct parser *p) {
    if (sql_accept_two(p, W_if, W_not))
        sql_expect(p, W_exists, "EXISTS");
    const char *name = p->token.kind == T_STRING ? sql_string(p, "a role") : sql_name(p, "a role");
    sql_skip_statement(p);
    if (p->failed)
        return;
    struct tn_role *role = tn_add(p->model, TN_role, p->model->project, name);
    role->definition = sql_verbatim(p, p->statement);
}

void sql_grant(struct parser *p) {
    bool elsewhere = p->home != p->model->project && !p->in_schema;
    sql_skip_statement(p);
    if (p->failed)
        return;
    const char *definition = sql_verbatim(p, p->statement);
    if (elsewhere)
        definition = sql_qualified_right(p, definition);
    if (!definition) { /* with the search path that it was read with */
        sql_keep_path(p);
        sql_keep_text(p, sql_verbatim(p, p->statement));
        return;
    }
    sql_add_right(p, definition);
}

/* ------------------------------------------------------------------ views */

static void view_columns(struct parser *p, struct tn_view *view) {
    if (!sql_accept_symbol(p, '('))
        return;
    do
        tn_texts_append(p->model, &view->columns, sql_name(p, "a column"));
    while (sql_accept_symbol(p, ','));
    sql_expect_symbol(p, ')', "a comma or a closing parenthesis");
}

static const char *without_end(struct parser *p, const char *query, const char *end) {
    size_t length = strlen(query), cut = strlen(end);
    if (length <= cut || strcasecmp(query + length - cut, end) != 0)
        return query;
    length -= cut;
    while (length && (query[length - 1] == ' ' || query[length - 1] == '\n'))
        length--;
    return tn_text_slice(p->model, (struct tn_slice){query, length});
}

static void view_query(struct parser *p, struct tn_view *view) {
    const char *from = p->token.at;
    while (!at_word(p, W_as) && !at_statement_end(p))
        at_symbol(p, '(') ? sql_skip_parentheses(p) : sql_next(p);
    if (p->token.at != from)
        view->options = sql_joined(p, view->options, sql_text_from(p, from));
    if (!sql_expect(p, W_as, "AS and a query"))
        return;
    from = p->token.at;
    sql_skip_statement(p);
    view->query = sql_verbatim(p, from);
    if (view->materialized)
        view->query = without_end(p, view->query, "with data");
    if (!*view->query)
        sql_expected(p, "a query");
}

void sql_create_view(struct parser *p) {
    bool optional = sql_accept_two(p, W_if, W_not) && sql_expect(p, W_exists, "EXISTS");
    struct path path = sql_path(p, "a view name");
    if (!sql_settle_database(p, &path))
        return;
    struct tn_view *there = p->failed ? NULL : sql_lookup(p, TN_view, &path);
    if (p->failed || (there && optional)) {
        sql_skip_statement(p);
        return;
    }
    if (there && !p->modifiers.or_replace)
        sql_finding(p, TN_ERROR, "sql-duplicate", there, path.at, "view \"%s\" is there already",
                    path.name);
    sql_keep_path(p);
    struct tn_view *view = there ? there : sql_make(p, TN_view, &path);
    view->columns = (struct tn_texts){0};
    view->materialized = p->modifiers.materialized;
    view->options = p->modifiers.view_options;
    if (p->modifiers.temporary && !*view->options) /* CREATE VIEW temp.v */
        view->options = tn_text(p->model, "TEMP");
    int64_t before = there ? there->position : 0;
    view->position = (int64_t)p->position;
    view_columns(p, view);
    view_query(p, view);
    if (before && p->dialect == TN_POSTGRESQL && !p->failed)
        sql_place_again(p, view, before);
    sql_note_stars(p, view);
    view->session = sql_session(p, view->query, true);
}

/* REFRESH MATERIALIZED VIEW … [WITH NO DATA]: it is filled, or empty, from then on. */
void sql_refresh(struct parser *p) {
    sql_next(p);
    sql_accept(p, W_materialized);
    sql_accept(p, W_view);
    sql_accept(p, W_concurrently);
    struct path path = sql_path(p, "a materialized view");
    struct tn_view *view = p->failed ? NULL : sql_lookup(p, TN_view, &path);
    bool empty = at_word(p, W_with) && sql_peek(p, 1)->word == W_no;
    sql_skip_statement(p);
    if (!view || !view->materialized || p->failed)
        return;
    view->query = without_end(p, view->query, "with no data");
    if (empty)
        view->query = sql_joined(p, view->query, "WITH NO DATA");
}

/* ------------------------------------------------------------------ routines */

/* The types of the parameters tell overloads apart, where any are given. */
struct tn_routine *sql_routine(struct parser *p, const struct path *path) {
    struct tn_routine *newest = sql_lookup(p, TN_routine, path);
    if (!at_symbol(p, '('))
        return newest;
    const char *signature = sql_parenthesised(p, false);
    return newest && !p->failed ? sql_overload(p, newest, signature, false) : NULL;
}

/* PostgreSQL's aggregates of old say what they take among what they are made of. */
static const char *aggregate_signature(struct parser *p, const char *signature) {
    struct lexer lexer;
    struct token token;
    lexer_init(&lexer, tn_slice_of(signature), p->dialect, &p->words);
    do
        token = lexer_next(&lexer);
    while (token.kind != T_END && !token_is_word(&token, "basetype"));
    struct token equals = lexer_next(&lexer), type = lexer_next(&lexer);
    if (token.kind == T_END || !token_is_symbol(&equals, '='))
        return signature;
    const char *from = type.at, *end = type.at;
    for (; type.kind != T_END && !token_is_symbol(&type, ','); type = lexer_next(&lexer))
        end = type.at + type.length;
    struct tn_slice taken = {from, (size_t)(end - from)};
    bool any = tn_slice_is_word(taken, "\"any\"") || tn_slice_is_word(taken, "'any'");
    return any ? "*" : tn_text_slice(p->model, taken);
}

void sql_create_routine(struct parser *p) {
    enum tn_callable callable = p->modifiers.callable;
    bool optional = sql_accept_two(p, W_if, W_not) && sql_expect(p, W_exists, "EXISTS");
    struct path path = sql_path(p, "a routine name");
    const char *signature = at_symbol(p, '(') ? sql_parenthesised(p, false) : "";
    sql_skip_body(p);
    if (p->failed)
        return;
    if (callable == TN_callable_aggregate && p->dialect == TN_POSTGRESQL)
        signature = aggregate_signature(p, signature);
    struct tn_routine *routine = sql_lookup(p, TN_routine, &path);
    bool procedure = callable == TN_callable_procedure;
    bool same = routine && (routine->callable == TN_callable_procedure) == procedure;
    if (is_mysql(p) && same && optional)
        return;
    sql_keep_path(p);
    routine = p->modifiers.or_replace ? routine : NULL;
    if (is_mysql(p)) /* one of a name; functions and procedures are apart */
        routine = same ? routine : NULL;
    else if (routine)
        routine = sql_overload(p, routine, signature, true);
    bool anew = routine != NULL;
    if (routine) {
        sql_drop_alterations(p, procedure ? W_procedure : W_function, path.name);
        sql_replaced_about(p, &routine->object);
    } else
        routine = sql_make(p, TN_routine, &path);
    routine->callable = callable;
    routine->signature = signature;
    routine->definition = sql_verbatim(p, p->statement);
    if (!*path.schema)
        routine->definition =
            sql_qualified_routine(p, routine->definition, (size_t)(path.at - p->statement));
    if (!anew || is_mysql(p) || tn_find_word(routine->definition, "begin atomic"))
        routine->position = (int64_t)p->position; /* else it stands before those that call it */
    routine->session = sql_session(p, routine->definition, false);
}

/* ------------------------------------------------------------------ triggers */

void sql_create_trigger(struct parser *p) {
    if (sql_accept_two(p, W_if, W_not))
        sql_expect(p, W_exists, "EXISTS");
    struct path name = sql_path(p, "a trigger name");
    if (*name.schema && !sql_settle_database(p, &name))
        return;
    while (!at_word(p, W_on) && !at_statement_end(p))
        sql_next(p);
    if (!sql_expect(p, W_on, "ON and a table"))
        return;
    struct path table = sql_path(p, "a table");
    if (!p->modifiers.temporary && !*table.schema)
        table.schema = name.schema;
    struct tn_entity *entity = p->failed ? NULL : sql_entity(p, &table);
    if (!entity) { /* of a view, or of nothing that is there */
        sql_keep_raw(p, false);
        return;
    }
    sql_skip_body(p);
    if (p->failed)
        return;
    sql_keep_path(p);
    struct tn_trigger *trigger = tn_add(p->model, TN_trigger, entity, name.name);
    trigger->definition = sql_verbatim(p, p->statement);
    trigger->position = (int64_t)p->position;
    trigger->session = sql_session(p, trigger->definition, false);
    bool hides = p->dialect == TN_SQLITE && p->modifiers.temporary;
    names_put(&p->names, hides ? &p->temporaries : (void *)p->model->project, TN_trigger,
              sql_key(p, name.name), &trigger->object);
}
