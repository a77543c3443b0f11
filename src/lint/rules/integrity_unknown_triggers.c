/*
 * expr-unknown-column in triggers: columns of NEW and OLD, and of UPDATE OF. In PostgreSQL the body
 * is a function that several triggers may share: it is read once, and then each table is held
 * against the names in it.
 */
#include "lint/rules/integrity_unknown.h"

#include <stdlib.h>
#include <string.h>

/* What a trigger's text asks of its row. */
struct body {
    const char **names; /* columns of NEW and OLD, each once */
    size_t count;
};

struct bodies {
    struct tn_text_map routines; /* name -> struct tn_routine, or &two where it is not clear */
    struct tn_id_map of_routine; /* id -> struct body */
    char two;
};

/* ------------------------------------------------------------------ reading a body */

static bool is_row(const struct token *token) {
    return token_is_word(token, "new") || token_is_word(token, "old");
}

static struct body read_body(struct tn_lint *lint, const struct lint_expression *e) {
    struct body body = {.names = tn_arena_allocate(&lint->arena, e->count * sizeof *body.names)};
    struct tn_text_map seen = {0};
    for (size_t i = 0; i + 2 < e->count; i++) {
        const struct token *t = &e->tokens[i];
        if (!is_row(t) || !token_is_symbol(t + 1, '.') || !token_is_name(t + 2) ||
            (i && token_is_symbol(t - 1, '.')))
            continue;
        const char *name = lint_token_name(lint, t + 2);
        if (tn_text_map_get(&seen, name))
            continue;
        tn_text_map_put(&seen, name, &body);
        body.names[body.count++] = name;
    }
    tn_text_map_free(&seen);
    return body;
}

static bool compares(const struct token *token) {
    static const char *const words[] = {"in", "like", "not", "is", "then", "when"};
    for (size_t i = 0; i < TN_LENGTH(words); i++)
        if (token_is_word(token, words[i]))
            return true;
    return token->kind == T_SYMBOL && strchr("=<>!~", *token->at) && token->length < 4;
}

/* Does it look at which table it runs for, or expect that columns are not there? */
static bool tells_tables_apart(const struct lint_expression *e) {
    for (size_t i = 1; i < e->count; i++) {
        const struct token *t = &e->tokens[i];
        if (token_is_word(t, "undefined_column"))
            return true;
        bool table = token_is_word(t, "tg_table_name") || token_is_word(t, "tg_relname") ||
                     token_is_word(t, "tg_relid");
        if (table && (compares(t + 1) || compares(t - 1) || token_is_word(t - 1, "case")))
            return true;
    }
    return false;
}

/* The text behind AS in a PL/pgSQL function; empty where it is none. */
static struct tn_slice source_of(struct tn_lint *lint, const struct lint_expression *e) {
    const struct token *source = NULL;
    bool known = false;
    for (size_t i = 1; i < e->count; i++) {
        if (e->tokens[i].kind == T_STRING && token_is_word(&e->tokens[i - 1], "as"))
            source = &e->tokens[i];
        known |= token_is_word(&e->tokens[i - 1], "language") &&
                 (token_is_word(&e->tokens[i], "plpgsql") ||
                  tn_slice_is_word((struct tn_slice){e->tokens[i].at, e->tokens[i].length},
                                   "'plpgsql'"));
    }
    if (!source || !known)
        return (struct tn_slice){"", 0};
    struct tn_buffer text = {0};
    token_unquote(source, lint->dialect->id, &text);
    struct tn_slice kept = {tn_arena_text(&lint->arena, tn_buffer_text(&text), text.length),
                            text.length};
    tn_buffer_free(&text);
    return kept;
}

static const struct body *body_of_routine(struct tn_lint *lint, struct bodies *bodies,
                                          const struct tn_routine *routine) {
    struct body *body = tn_id_map_get(&bodies->of_routine, routine->id);
    if (body)
        return body;
    body = tn_arena_allocate(&lint->arena, sizeof *body);
    struct tn_slice source = source_of(lint, lint_expression_of(lint, routine->definition));
    struct lint_expression e = lint_expression_read(lint->dialect, source, &lint->arena);
    if (!tells_tables_apart(&e))
        *body = read_body(lint, &e);
    tn_id_map_put(&bodies->of_routine, routine->id, body);
    return body;
}

/* ------------------------------------------------------------------ a trigger's function */

static void open_bodies(struct tn_lint *lint, struct bodies *bodies) {
    TN_EACH_OF(lint->model, routine, routine) {
        bool known = tn_text_map_get(&bodies->routines, routine->name) != NULL;
        tn_text_map_put(&bodies->routines, routine->name, known ? (void *)&bodies->two : routine);
    }
}

/* EXECUTE FUNCTION schema.name(…) */
static const struct tn_routine *routine_of(struct tn_lint *lint, const struct bodies *bodies,
                                           const struct lint_expression *e) {
    size_t i = e->count;
    while (i > 1 && !token_is_word(&e->tokens[i - 1], "function") &&
           !token_is_word(&e->tokens[i - 1], "procedure"))
        i--;
    if (i <= 1)
        return NULL;
    while (i + 1 < e->count && token_is_symbol(&e->tokens[i + 1], '.'))
        i += 2;
    const void *found =
        i < e->count ? tn_text_map_get(&bodies->routines, lint_token_name(lint, &e->tokens[i]))
                     : NULL;
    return found == &bodies->two ? NULL : found;
}

/* ------------------------------------------------------------------ judging */

static bool is_there(struct tn_lint *lint, struct lint_table *table, const char *name) {
    return lint_column_named(lint, table, name) || lint_is_system_column(lint->dialect, name);
}

/* UPDATE OF a, b ON …: the first one that is not there, or NULL. */
static const char *missing_in_header(struct tn_lint *lint, struct lint_table *table,
                                     const struct lint_expression *e) {
    for (size_t i = 1; i < e->count && !token_is_word(&e->tokens[i], "on"); i++) {
        const struct token *t = &e->tokens[i];
        bool listed = (token_is_word(t - 1, "of") && i > 1 && token_is_word(t - 2, "update")) ||
                      token_is_symbol(t - 1, ',');
        if (!listed || !token_is_name(t))
            continue;
        const char *name = lint_token_name(lint, t);
        if (!is_there(lint, table, name))
            return name;
    }
    return NULL;
}

static const char *missing_in(struct tn_lint *lint, struct lint_table *table,
                              const struct body *body) {
    for (size_t i = 0; i < body->count; i++)
        if (!is_there(lint, table, body->names[i]))
            return body->names[i];
    return NULL;
}

static void check_trigger(struct tn_lint *lint, struct bodies *bodies, struct lint_table *table,
                          const struct tn_trigger *trigger) {
    const struct lint_expression *e = lint_expression_of(lint, trigger->definition);
    const char *missing = missing_in_header(lint, table, e);
    if (missing) {
        lint_unknown_column(lint, trigger, "waits for", table->entity, missing);
        return;
    }
    struct body own = read_body(lint, e);
    missing = missing_in(lint, table, &own);
    const struct tn_routine *routine =
        lint->dialect->id == TN_POSTGRESQL ? routine_of(lint, bodies, e) : NULL;
    if (!missing && routine)
        missing = missing_in(lint, table, body_of_routine(lint, bodies, routine));
    if (missing)
        lint_unknown_column(lint, trigger, "uses", table->entity, missing);
}

void lint_unknown_in_triggers(struct tn_lint *lint) {
    struct bodies bodies = {0};
    if (!lint->model->counts[TN_trigger])
        return;
    open_bodies(lint, &bodies);
    for (size_t i = 0; i < lint->table_count; i++) {
        struct tn_trigger *trigger = lint->tables[i].entity->triggers.first;
        for (; trigger; trigger = trigger->next)
            check_trigger(lint, &bodies, &lint->tables[i], trigger);
    }
    tn_text_map_free(&bodies.routines);
    tn_id_map_free(&bodies.of_routine);
}
