/*
 * What the model has no place for: kept verbatim, with its kind and name as far as they can be
 * told, and an info finding.
 */
#include "sql/read/parser.h"

#include <string.h>

/* Statements that tables may need: they must be written before them. */
static const enum word early_objects[] = {
    W_operator,  W_class,  W_family,        W_cast,       W_collation, W_language, W_conversion,
    W_transform, W_method, W_configuration, W_dictionary, W_parser,    W_template,
};

/* Words that are followed by the second word of the kind: FOREIGN TABLE, EVENT TRIGGER, … */
static const enum word leading_words[] = {
    W_or,     W_replace,   W_foreign, W_event,   W_materialized, W_virtual,
    W_text,   W_search,    W_access,  W_user,    W_default,      W_security,
    W_unique, W_temporary, W_temp,    W_trusted, W_procedural,   W_constraint,
    W_row,    W_on,        W_data,    W_large,
};

static bool is_among(enum word word, const enum word *words, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (words[i] == word)
            return true;
    return false;
}

static void put_upper(struct tn_buffer *out, struct tn_slice text) {
    tn_put(out, out->length ? " " : "");
    for (size_t i = 0; i < text.length; i++) {
        char c = text.at[i];
        tn_put_char(out, c >= 'a' && c <= 'z' ? (char)(c - 32) : c);
    }
}

static bool is_leading(const struct lexer *behind, const struct token *token) {
    struct lexer lexer = *behind;
    if (token->word != W_operator)
        return is_among(token->word, leading_words, TN_LENGTH(leading_words));
    enum word next = lexer_next(&lexer).word;
    return next == W_class || next == W_family;
}

/* The kind of the statement: its first word, and those up to the kind of object, which is the last.
 * The lexer is left at what comes after. */
static const char *statement_kind(struct parser *p, struct lexer *lexer, bool *early,
                                  enum word *last) {
    tn_buffer_reset(&p->scratch);
    *early = false;
    *last = W_other;
    for (size_t count = 0;; count++) {
        struct lexer before = *lexer;
        struct token token = lexer_next(lexer);
        if (token.kind != T_WORD || token.word == W_other || token.word == W_if) {
            *lexer = before;
            break;
        }
        put_upper(&p->scratch, (struct tn_slice){token.at, token.length});
        *early = is_among(token.word, early_objects, TN_LENGTH(early_objects));
        *last = token.word;
        if (count && !is_leading(lexer, &token))
            break;
    }
    return tn_text(p->model, tn_buffer_text(&p->scratch));
}

/* The path that comes next, behind the words that may stand before one. False where there is none.
 * The lexer is left behind it. */
static bool next_path(struct parser *p, struct lexer *lexer, struct path *path) {
    static const enum word before[] = {W_if, W_not, W_exists, W_only, W_concurrently};
    struct token token = lexer_next(lexer);
    while (token.kind == T_WORD && is_among(token.word, before, TN_LENGTH(before)))
        token = lexer_next(lexer);
    *path = sql_kept_path(p, lexer, &token);
    lexer->at = token.at;
    return *path->name;
}

/* ALTER TABLE alone says little: the words of the action belong to the kind. */
static const char *action_kind(struct parser *p, const char *kind, struct lexer *lexer) {
    tn_buffer_reset(&p->scratch);
    tn_put(&p->scratch, kind);
    struct token token = lexer_next(lexer);
    for (; token.kind == T_WORD && token.word != W_other; token = lexer_next(lexer))
        put_upper(&p->scratch, (struct tn_slice){token.at, token.length});
    return tn_text(p->model, tn_buffer_text(&p->scratch));
}

/* ------------------------------------------------------------------ what it is about */

/* The last word of the kind, and the word behind which the table or view stands it is about;
 * W_other where that is its own name. */
static const struct {
    enum word kind, lead;
} subject_leads[] = {
    {W_policy, W_on},     {W_rule, W_to},      {W_rule, W_on},       {W_statistics, W_from},
    {W_trigger, W_on},    {W_index, W_on},     {W_table, W_other},   {W_view, W_other},
    {W_constraint, W_on}, {W_column, W_other}, {W_cluster, W_other},
};

static void set_subject(struct parser *p, struct tn_raw *raw, const struct path *path) {
    raw->entity = sql_entity(p, path);
    if (!raw->entity)
        raw->view = sql_lookup(p, TN_view, path);
    if (!raw->entity && !raw->view)
        raw->base = sql_lookup(p, TN_raw, path);
}

static bool has_subject(const struct tn_raw *raw) {
    return raw->entity || raw->view || raw->base;
}

/* ALTER INDEX i: it is about the table of the index. */
static bool about_index(struct parser *p, struct tn_raw *raw, struct lexer lexer) {
    struct path path;
    const struct tn_object *index = next_path(p, &lexer, &path) ? sql_index_or_key(p, &path) : NULL;
    if (index)
        raw->entity = tn_entity_of(index);
    return index;
}

static bool is_lead(enum word kind, enum word word) {
    for (size_t i = 0; i < TN_LENGTH(subject_leads); i++)
        if (subject_leads[i].kind == kind && subject_leads[i].lead == word)
            return true;
    return false;
}

static void find_subject(struct parser *p, struct tn_raw *raw, enum word kind, struct lexer lexer) {
    struct path path;
    if (is_lead(kind, W_other)) {
        if (!next_path(p, &lexer, &path))
            return;
        if (kind == W_column)
            path = (struct path){.schema = path.database, .name = path.schema};
        set_subject(p, raw, &path);
        return;
    }
    if (kind == W_index && about_index(p, raw, lexer))
        return;
    size_t depth = 0;
    struct token token = lexer_next(&lexer);
    for (; token.kind != T_END && !has_subject(raw); token = lexer_next(&lexer)) {
        depth += token.symbol == '(';
        depth -= depth && token.symbol == ')';
        struct lexer behind = lexer;
        if (token.kind == T_WORD && !depth && is_lead(kind, token.word) &&
            next_path(p, &behind, &path))
            set_subject(p, raw, &path);
    }
}

/* ------------------------------------------------------------------ raws by name */

static bool creates(const struct tn_raw *raw) {
    return tn_starts_with(raw->statement, "CREATE");
}

/* What has its name in the schema or the database, and not at the table it is about. */
static const void *raw_home(struct parser *p, const struct tn_raw *raw, const struct thing *thing) {
    if (thing->kind == W_index || *thing->schema)
        return p->model->project;
    if (raw->entity)
        return raw->entity;
    if (raw->view)
        return raw->view;
    return raw->base ? (const void *)raw->base : (const void *)p->model->project;
}

/* A table that is kept as it was made: others may be about it. */
static void know_table(struct parser *p, struct tn_raw *raw, struct path *path) {
    bool hides = !is_mysql(p) && (p->modifiers.temporary || strcmp(path->schema, "temp") == 0);
    const void *home = hides ? (const void *)&p->temporaries : sql_home(p, path);
    names_put(&p->names, home, TN_raw, sql_key(p, path->name), &raw->object);
    tn_id_map_put(&p->raw_space, raw->id, (void *)home);
}

/* ALTER DEFAULT PRIVILEGES … IN SCHEMA name. */
static void know_defaults(struct parser *p, const struct tn_raw *raw) {
    struct lexer lexer;
    lexer_init(&lexer, tn_slice_of(raw->definition), p->dialect, &p->words);
    struct token token = lexer_next(&lexer);
    while (token.kind != T_END && !(token.kind == T_WORD && token.word == W_schema))
        token = lexer_next(&lexer);
    token = lexer_next(&lexer);
    const char *name = token_is_name(&token) ? sql_token_name(p, &token) : "";
    const struct tn_object *space =
        *name ? names_get(&p->names, p->model->project, TN_namespace, name) : NULL;
    bool more = lexer_next(&lexer).symbol == ',';
    if (space && !more)
        tn_id_map_put(&p->raw_space, raw->id, (void *)space);
}

/* DROP SCHEMA takes it along. */
static void know_space(struct parser *p, const struct tn_raw *raw, const struct thing *thing) {
    if (*thing->schema)
        tn_id_map_put(&p->raw_space, raw->id,
                      names_get(&p->names, p->model->project, TN_namespace, thing->schema));
}

static void know_raw(struct parser *p, struct tn_raw *raw, const struct thing *thing,
                     struct lexer behind) {
    struct path path = thing->path;
    bool early = false;
    if (!thing->key || (thing->kind == W_table && !creates(raw)))
        return;
    if (thing->kind == W_table)
        know_table(p, raw, &path);
    const void *home = raw_home(p, raw, thing);
    struct tn_object *before = names_get(&p->names, home, TN_raw, thing->key);
    bool anew = creates(raw) && !tn_starts_with(raw->statement, "CREATE OR REPLACE") &&
                !tn_find_word(raw->definition, "if not exists");
    before = before && before->alive && !anew ? before : NULL;
    if (before && home == p->model->project && !has_subject(raw) &&
        (thing->kind == W_index || thing->kind == W_statistics))
        raw->base = (struct tn_raw *)before;
    if (creates(raw))
        know_space(p, raw, thing);
    if (before)
        early = ((const struct tn_raw *)before)->early;
    raw->early = raw->early || (early && tn_starts_with(raw->statement, "ALTER"));
    tn_id_map_put(&p->raw_before, raw->id, before);
    const char *renamed = before ? sql_renamed_thing(p, behind, thing) : NULL;
    if (renamed)
        names_put(&p->names, home, TN_raw, thing->key, NULL);
    names_put(&p->names, home, TN_raw, renamed ? renamed : thing->key, &raw->object);
    sql_chain_raw(p, raw, before);
}

/* What was last said about a thing that its name alone tells. */
static struct tn_object *last_about(struct parser *p, enum word kind, const char *name) {
    tn_buffer_reset(&p->scratch);
    tn_put_format(&p->scratch, "%u %s", (unsigned)kind, name);
    const char *key = tn_text(p->model, tn_buffer_text(&p->scratch));
    return names_get(&p->names, p->model->project, TN_raw, key);
}

bool sql_drop_kept(struct parser *p, enum word kind, const char *name) {
    return sql_drop_chain(p, last_about(p, kind, name));
}

static struct tn_object *dropped_raw(struct parser *p, const struct tn_raw *drop,
                                     const struct thing *thing) {
    if (thing->kind == W_table)
        return sql_lookup(p, TN_raw, &thing->path);
    return names_get(&p->names, raw_home(p, drop, thing), TN_raw, thing->key);
}

void sql_drop_alterations(struct parser *p, enum word kind, const char *name) {
    struct tn_object *o = is_mysql(p) ? last_about(p, kind, name) : NULL;
    for (; o; o = tn_id_map_get(&p->raw_before, o->id))
        if (o->alive && tn_starts_with(((struct tn_raw *)o)->statement, "ALTER"))
            sql_discard(p, o);
}

/* What depends on it may have named it by the name that it had at first. */
static void push_names(struct parser *p, const struct tn_object *last, const struct thing *thing) {
    const struct tn_object *first = tn_id_map_get(&p->raw_first, last->id);
    struct dropped gone = {thing->path.name, thing->path.schema,
                           thing->kind == W_table ? TN_entity : TN_any};
    TN_PUSH(&p->cascade, gone);
    if (!first || !*first->name || strcmp(first->name, gone.name) == 0)
        return;
    gone.name = first->name;
    TN_PUSH(&p->cascade, gone);
}

/* DROP of things that are kept as they were made: all that was said about them goes. False where
 * one of them was not made here: then the DROP has to stay. */
static bool drop_raws(struct parser *p, struct tn_raw *drop, enum word kind, struct lexer lexer) {
    bool all = true, optional = strcasestr(drop->definition, " if exists ") != NULL;
    struct thing thing;
    do {
        if (!sql_next_thing(p, &lexer, kind, false, &thing))
            return false;
        struct tn_object *last = dropped_raw(p, drop, &thing);
        if (last && *thing.path.name)
            push_names(p, last, &thing);
        all = sql_drop_chain(p, last) && all;
    } while (lexer_next(&lexer).symbol == ',');
    if (tn_find_word(drop->definition, "cascade") && p->dialect == TN_POSTGRESQL)
        sql_cascade(p);
    p->cascade.count = 0;
    return all || optional;
}

/* ------------------------------------------------------------------ keeping */

static struct tn_raw *add_raw(struct parser *p, const char *definition, const char *at) {
    struct lexer lexer;
    bool early;
    enum word kind;
    lexer_init(&lexer, tn_slice_of(definition), p->dialect, &p->words);
    lexer.ansi_quotes = p->lexer.ansi_quotes;
    lexer.no_escapes = p->lexer.no_escapes;
    struct tn_raw *raw = tn_add(p->model, TN_raw, p->model->project, "");
    raw->statement = statement_kind(p, &lexer, &early, &kind);
    struct lexer behind = lexer;
    struct thing thing = {.schema = ""};
    struct lexer ahead = lexer;
    bool nameless = kind == W_index && lexer_next(&ahead).word == W_on; /* CREATE INDEX ON … */
    if (!nameless)
        sql_next_thing(p, &lexer, kind, creates(raw), &thing);
    raw->name = nameless ? "" : thing.path.name;
    if (strcmp(raw->statement, "ALTER TABLE") == 0)
        raw->statement = action_kind(p, raw->statement, &lexer);
    raw->definition = definition;
    bool reads = tn_starts_with(raw->statement, "CREATE") || tn_starts_with(raw->statement, "DROP");
    raw->session = reads ? sql_session(p, definition, false) : "";
    raw->position = (int64_t)p->position;
    raw->early = early && tn_starts_with(raw->statement, "CREATE");
    find_subject(p, raw, kind, behind);
    if (tn_starts_with(raw->statement, "ALTER DEFAULT"))
        know_defaults(p, raw);
    sql_find_about(p, raw, kind, behind);
    if (tn_starts_with(raw->statement, "DROP ") && kind != W_other &&
        drop_raws(p, raw, kind, behind)) {
        sql_forget(p, raw);
        return raw;
    }
    know_raw(p, raw, &thing, lexer);
    p->report.raw++;
    sql_finding(p, TN_INFO, "sql-raw", raw, at, "%s is kept as it is written", raw->statement);
    return raw;
}

void sql_keep_raw(struct parser *p, bool early) {
    sql_skip_body(p);
    if (p->failed)
        return;
    sql_keep_path(p);
    struct tn_raw *raw = add_raw(p, sql_verbatim(p, p->statement), p->statement);
    bool prepares = !p->model->counts[TN_entity] && tn_starts_with(raw->statement, "DO");
    raw->early = raw->early || early || prepares;
}

struct tn_raw *sql_keep_text(struct parser *p, const char *definition) {
    return add_raw(p, definition, p->statement);
}

/* ------------------------------------------------------------------ actions of ALTER TABLE */

void sql_skip_action(struct parser *p) {
    while (!at_statement_end(p) && !at_symbol(p, ',') && !at_symbol(p, ')'))
        at_symbol(p, '(') ? sql_skip_parentheses(p) : sql_next(p);
}

static struct tn_raw *keep_action(struct parser *p, struct tn_entity *entity, const char *lead,
                                  const char *from) {
    const char *action = sql_text_from(p, from);
    if (p->failed)
        return NULL;
    struct tn_namespace *home = tn_namespace_of(entity);
    struct path path = {.schema = home ? home->name : "", .name = entity->name};
    bool quotes = is_mysql(p);
    const char *shown = quotes ? entity->name : sql_shown_path(p, &path);
    struct tn_buffer text = {0};
    tn_put_format(&text, "ALTER TABLE %s%s%s%s %s%s%s", p->modifiers.only ? "ONLY " : "",
                  quotes ? "`" : "", shown, quotes ? "`" : "", lead, *lead ? " " : "", action);
    sql_keep_path(p);
    struct tn_raw *raw = add_raw(p, tn_text(p->model, tn_buffer_text(&text)), from);
    tn_buffer_free(&text);
    return raw;
}

/* It stands before a column owns the sequence, which then says whose it is. */
void sql_keep_sequence_owner(struct parser *p, const struct tn_sequence *sequence) {
    const char *from = p->token.at;
    sql_skip_statement(p);
    const struct tn_namespace *home = tn_namespace_of(sequence);
    struct path path = {.schema = home ? home->name : "", .name = sequence->name};
    const char *shown = sql_shown_path(p, &path);
    const char *owner = sql_text_from(p, from);
    struct tn_buffer text = {0};
    tn_put_format(&text, "ALTER SEQUENCE %s %s", shown, owner);
    if (!p->failed)
        add_raw(p, tn_text(p->model, tn_buffer_text(&text)), from)->early = true;
    tn_buffer_free(&text);
}

void sql_keep_action(struct parser *p, struct tn_entity *entity, const char *from) {
    sql_skip_action(p);
    keep_action(p, entity, "", from);
}

void sql_keep_rest_of_action(struct parser *p, struct tn_entity *entity, const char *first) {
    const char *from = p->token.at;
    sql_skip_action(p);
    keep_action(p, entity, first, from);
}

struct tn_raw *sql_keep_last_action(struct parser *p, struct tn_entity *entity, const char *first,
                                    const char *from) {
    sql_skip_statement(p);
    return keep_action(p, entity, first, from);
}
