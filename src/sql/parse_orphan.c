/*
 * Grants on what was dropped later: at the end of the text they are looked through once, where
 * anything was dropped at all.
 */
#include "sql/parser.h"

#include <string.h>

/* The words behind ON, and the kinds that the names behind them may be of. */
static const struct {
    enum word word;
    enum tn_kind kinds[3];
} subjects[] = {
    {W_schema, {TN_namespace}}, {W_sequence, {TN_sequence}},
    {W_function, {TN_routine}}, {W_procedure, {TN_routine}},
    {W_routine, {TN_routine}},  {W_type, {TN_type}},
    {W_domain, {TN_type}},      {W_table, {TN_entity, TN_view, TN_sequence}},
};

struct grant_reader {
    struct parser *p;
    struct lexer lexer;
    struct token token;
};

static void next(struct grant_reader *r) {
    r->token = lexer_next(&r->lexer);
}

static bool at(const struct grant_reader *r, enum word word) {
    return r->token.kind == T_WORD && r->token.word == word;
}

static bool at_end(const struct grant_reader *r) {
    return r->token.kind == T_END || at(r, W_to) || at(r, W_from);
}

enum fate { UNKNOWN, LIVES, GONE };

/* The table of names goes on to know what was dropped. */
static enum fate fate_of(struct parser *p, const struct path *path, const enum tn_kind *kinds) {
    enum fate fate = UNKNOWN;
    const char *key = sql_key(p, path->name);
    for (size_t i = 0; i < 3 && kinds[i]; i++) {
        const void *home = p->model->project;
        bool named = *path->schema && strcmp(path->schema, "public") != 0;
        if (named && kinds[i] != TN_namespace)
            home = names_get(&p->names, p->model->project, TN_namespace, path->schema);
        const struct tn_object *object = home ? names_get(&p->names, home, kinds[i], key) : NULL;
        const struct tn_object *space = named ? home : NULL;
        if (object && object->alive && strcmp(object->name, path->name) == 0)
            return LIVES;
        if ((object && !object->alive) || (space && !space->alive))
            fate = GONE;
    }
    return fate;
}

static const enum tn_kind *kinds_here(struct grant_reader *r) {
    for (size_t i = 0; i < TN_LENGTH(subjects); i++)
        if (at(r, subjects[i].word)) {
            next(r);
            return subjects[i].kinds;
        }
    return subjects[TN_LENGTH(subjects) - 1].kinds; /* TABLE goes without saying */
}

static void skip_parentheses(struct grant_reader *r) {
    size_t depth = 0;
    do {
        depth += r->token.symbol == '(';
        depth -= depth && r->token.symbol == ')';
        next(r);
    } while (depth && r->token.kind != T_END);
}

/* Everything it names is gone, and something is. */
static bool is_orphan(struct parser *p, const char *grant) {
    struct grant_reader r = {.p = p};
    bool gone = false;
    lexer_init(&r.lexer, tn_slice_of(grant), p->dialect, &p->words);
    for (next(&r); !at_end(&r) && !at(&r, W_on); next(&r))
        continue;
    if (!at(&r, W_on))
        return false;
    next(&r);
    const enum tn_kind *kinds = kinds_here(&r);
    while (!at_end(&r)) {
        struct path path = sql_kept_path(p, &r.lexer, &r.token);
        if (!*path.name)
            return false;
        enum fate fate = fate_of(p, &path, kinds);
        if (fate != GONE)
            return false;
        gone = true;
        if (r.token.symbol == '(')
            skip_parentheses(&r);
        if (r.token.symbol == ',')
            next(&r);
    }
    return gone;
}

void sql_drop_orphans(struct parser *p) {
    struct tn_object *following;
    if (p->dialect != TN_POSTGRESQL)
        return;
    for (struct tn_grant *grant = tn_next(p->model, TN_grant, NULL); grant;
         grant = (struct tn_grant *)following) {
        following = tn_next(p->model, TN_grant, grant);
        if (is_orphan(p, grant->definition))
            sql_forget(p, grant);
    }
}
