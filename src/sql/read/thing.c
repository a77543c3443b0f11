/*
 * What a kept statement is about, so that all that is said about one thing is known together: its
 * kind, its name and, in PostgreSQL, what else tells it from others of its kind: its schema, the
 * types of an operator or cast, the method of an operator class, the language of a transform, the
 * server of a user mapping.
 */
#include "sql/read/parser.h"

#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ the kinds in PostgreSQL */

enum shape { PLAIN, IN_SCHEMA, OPERATOR, CAST, BY_METHOD, TRANSFORM, MAPPING };

static const struct {
    enum word kind;
    enum shape shape;
} shapes[] = {
    {W_cast, CAST},
    {W_class, BY_METHOD},
    {W_collation, IN_SCHEMA},
    {W_configuration, IN_SCHEMA},
    {W_conversion, IN_SCHEMA},
    {W_dictionary, IN_SCHEMA},
    {W_family, BY_METHOD},
    {W_mapping, MAPPING},
    {W_operator, OPERATOR},
    {W_parser, IN_SCHEMA},
    {W_statistics, IN_SCHEMA},
    {W_template, IN_SCHEMA},
    {W_transform, TRANSFORM},
};

static enum shape shape_of(const struct parser *p, enum word kind) {
    for (size_t i = 0; p->dialect == TN_POSTGRESQL && i < TN_LENGTH(shapes); i++)
        if (shapes[i].kind == kind)
            return shapes[i].shape;
    return PLAIN;
}

/* ------------------------------------------------------------------ reading it */

struct thing_reader {
    struct parser *p;
    struct lexer *lexer;
    struct token token;
};

static void next(struct thing_reader *r) {
    r->token = lexer_next(r->lexer);
}

static bool at(const struct thing_reader *r, enum word word) {
    return r->token.kind == T_WORD && r->token.word == word;
}

static bool at_sign(const struct thing_reader *r, char symbol) {
    return r->token.kind == T_SYMBOL && r->token.symbol == symbol;
}

static void skip_leading(struct thing_reader *r) {
    static const enum word before[] = {W_if, W_not, W_exists, W_only, W_concurrently};
    bool skipped = true;
    while (skipped) {
        skipped = false;
        for (size_t i = 0; i < TN_LENGTH(before); i++)
            skipped = skipped || at(r, before[i]);
        if (skipped)
            next(r);
    }
}

/* Up to a comma, AS, or the parenthesis that closes what is open: a type, as one of one spelling
 * without the schema that goes without saying. */
static const char *type_here(struct thing_reader *r) {
    const char *from = r->token.at, *end = from;
    size_t depth = 0;
    while (r->token.kind != T_END &&
           (depth || !(at_sign(r, ',') || at_sign(r, ')') || at(r, W_as)))) {
        depth += at_sign(r, '(');
        depth -= depth && at_sign(r, ')');
        end = r->token.at + r->token.length;
        next(r);
    }
    struct parser *p = r->p;
    tn_buffer_reset(&p->scratch);
    sql_fold((struct tn_slice){from, (size_t)(end - from)}, p->dialect, &p->scratch);
    const char *text = tn_text(p->model, tn_buffer_text(&p->scratch));
    text += tn_starts_with(text, "public.") ? strlen("public.") : 0;
    text += tn_starts_with(text, "pg_catalog.") ? strlen("pg_catalog.") : 0;
    return tn_sql_canonical_type(p->model, p->tables, text);
}

/* (a AS b), or (a, b) behind an operator. */
static void put_types(struct thing_reader *r, struct tn_buffer *key) {
    if (!at_sign(r, '('))
        return;
    do {
        next(r);
        tn_put_format(key, ",%s", type_here(r));
    } while (at_sign(r, ',') || at(r, W_as));
    next(r);
}

/* CREATE OPERATOR … (LEFTARG = a, RIGHTARG = b, …). */
static void put_arguments(struct thing_reader *r, struct tn_buffer *key) {
    const char *types[2] = {"none", "none"};
    while (at_sign(r, '(') || at_sign(r, ',')) {
        next(r);
        bool left = token_is_word(&r->token, "leftarg"),
             right = token_is_word(&r->token, "rightarg");
        next(r);
        if (at_sign(r, '='))
            next(r);
        const char *value = type_here(r);
        if (left || right)
            types[right] = value;
    }
    tn_put_format(key, ",%s,%s", types[0], types[1]);
}

/* The path, with its schema where that tells it apart: what is said or at hand. */
static bool put_path(struct thing_reader *r, struct thing *thing, bool in_schema,
                     struct tn_buffer *key) {
    thing->path = sql_kept_path(r->p, r->lexer, &r->token);
    if (!*thing->path.name)
        return false;
    if (in_schema) {
        const struct tn_object *home = r->p->home;
        thing->schema = *thing->path.schema          ? thing->path.schema
                        : home->kind == TN_namespace ? home->name
                                                     : "public";
        tn_put_format(key, "%s.", thing->schema);
    }
    tn_put(key, thing->path.name);
    return true;
}

static bool put_operator(struct thing_reader *r, struct thing *thing, bool creates,
                         struct tn_buffer *key) {
    const struct tn_object *home = r->p->home;
    thing->schema = home->kind == TN_namespace ? home->name : "public";
    if (token_is_name(&r->token)) {
        thing->schema = sql_token_name(r->p, &r->token);
        next(r);
        next(r);
    }
    tn_put_format(key, "%s.", thing->schema);
    for (; r->token.kind != T_END && !at_sign(r, '('); next(r))
        tn_put_bytes(key, r->token.at, r->token.length);
    (creates ? put_arguments : put_types)(r, key);
    return true;
}

/* What follows the word, further on. */
static bool put_behind(struct thing_reader *r, enum word word, struct tn_buffer *key) {
    while (r->token.kind != T_END && !at(r, word) && !at_sign(r, ','))
        next(r);
    if (!at(r, word))
        return false;
    next(r);
    tn_put_format(key, ",%s", sql_token_name(r->p, &r->token));
    next(r);
    return true;
}

static bool put_transform(struct thing_reader *r, struct tn_buffer *key) {
    if (!at(r, W_for))
        return false;
    next(r);
    tn_put(key, sql_kept_path(r->p, r->lexer, &r->token).name);
    return put_behind(r, W_language, key);
}

static bool put_mapping(struct thing_reader *r, struct tn_buffer *key) {
    if (!at(r, W_for))
        return false;
    next(r);
    tn_put(key, sql_token_name(r->p, &r->token));
    return put_behind(r, W_server, key);
}

static bool put_key(struct thing_reader *r, enum word kind, bool creates, struct thing *thing,
                    struct tn_buffer *key) {
    switch (shape_of(r->p, kind)) {
    case OPERATOR:
        return put_operator(r, thing, creates, key);
    case CAST:
        put_types(r, key);
        return true;
    case BY_METHOD:
        return put_path(r, thing, true, key) && put_behind(r, W_using, key);
    case TRANSFORM:
        return put_transform(r, key);
    case MAPPING:
        return put_mapping(r, key);
    case IN_SCHEMA:
        return put_path(r, thing, true, key);
    default:
        return put_path(r, thing, false, key);
    }
}

/* The lexer is left behind it. False where there is none. */
bool sql_next_thing(struct parser *p, struct lexer *lexer, enum word kind, bool creates,
                    struct thing *thing) {
    struct tn_buffer key = {0};
    struct thing_reader r = {.p = p, .lexer = lexer};
    *thing = (struct thing){.kind = kind, .path = {.name = "", .schema = ""}, .schema = ""};
    tn_put_format(&key, "%u ", (unsigned)kind);
    next(&r);
    skip_leading(&r);
    bool found = put_key(&r, kind, creates, thing, &key);
    lexer->at = r.token.at;
    if (found && kind != W_other)
        thing->key = tn_text(p->model, key.at);
    tn_buffer_free(&key);
    return found;
}

/* ------------------------------------------------------------------ what it is called from now on
 */

/* RENAME TO name or SET SCHEMA name behind it: the key that it then has, else NULL. */
const char *sql_renamed_thing(struct parser *p, struct lexer lexer, const struct thing *thing) {
    struct token first = lexer_next(&lexer), second = lexer_next(&lexer);
    struct token name = lexer_next(&lexer);
    bool rename = first.kind == T_WORD && first.word == W_rename && second.word == W_to;
    bool move = first.kind == T_WORD && first.word == W_set && second.word == W_schema;
    if (!thing->key || !(rename || move) || !token_is_name(&name))
        return NULL;
    const char *given = sql_token_name(p, &name);
    size_t kind = strcspn(thing->key, " ") + 1;
    const char *path = thing->key + kind, *own = path;
    if (*thing->schema)
        own += strlen(thing->schema) + 1;
    const char *behind = own + strlen(thing->path.name);
    if (move && !*thing->schema)
        return NULL;
    struct tn_buffer key = {0};
    tn_put_bytes(&key, thing->key, kind);
    if (move)
        tn_put_format(&key, "%s.%s", given, own);
    else
        tn_put_format(&key, "%.*s%s%s", (int)(own - path), path, given, behind);
    const char *result = tn_text(p->model, key.at);
    tn_buffer_free(&key);
    return result;
}

/* ------------------------------------------------------------------ all that is said about it */

void sql_chain_raw(struct parser *p, struct tn_raw *raw, struct tn_object *before) {
    struct tn_object *first = before ? tn_id_map_get(&p->raw_first, before->id) : NULL;
    first = first ? first : &raw->object;
    tn_id_map_put(&p->raw_first, raw->id, first);
    tn_id_map_put(&p->raw_last, first->id, raw);
}

bool sql_drop_chain(struct parser *p, struct tn_object *raw) {
    struct tn_object *first = raw ? tn_id_map_get(&p->raw_first, raw->id) : NULL;
    if (!first || !raw->alive ||
        !tn_starts_with(((const struct tn_raw *)first)->statement, "CREATE"))
        return false;
    sql_drop_rights(p, first);
    struct tn_object *o = tn_id_map_get(&p->raw_last, first->id);
    for (; o; o = tn_id_map_get(&p->raw_before, o->id))
        if (o->alive)
            sql_discard(p, o);
    return true;
}

void sql_drop_raws_in(struct parser *p, const struct tn_namespace *space) {
    if (!p->raw_space.count || !sql_may_look(p, p->model->counts[TN_raw]))
        return;
    TN_VECTOR(struct tn_object *) found = {0};
    for (struct tn_object *o = tn_next(p->model, TN_raw, NULL); o; o = tn_next(p->model, TN_raw, o))
        if (tn_id_map_get(&p->raw_space, o->id) == space)
            TN_PUSH(&found, o);
    for (size_t i = 0; i < found.count; i++) {
        struct tn_object *raw = found.items[i];
        if (!raw->alive)
            continue;
        sql_has_dropped(p, raw);
        if (!sql_drop_chain(p, raw))
            sql_discard(p, raw);
    }
    free(found.items);
}
