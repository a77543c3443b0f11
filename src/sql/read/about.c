/*
 * Kept statements about what the model has: ALTER FUNCTION, COMMENT ON and the like. They go with
 * what they are about, and where that is said anew (CREATE OR REPLACE) those that it undoes
 * (PostgreSQL). What a table's own are is told by the statement's entity (resolve.c).
 */
#include "sql/read/parser.h"

#include <string.h>

static void note_about(struct parser *p, struct tn_raw *raw, const struct tn_object *object,
                       size_t at) {
    uintptr_t newest = (uintptr_t)tn_id_map_get(&p->about_first, object->id);
    TN_PUSH(&p->about, ((struct about){raw, newest, at}));
    tn_id_map_put(&p->about_first, object->id, (void *)(uintptr_t)p->about.count);
}

void sql_drop_about(struct parser *p, const struct tn_object *object) {
    uintptr_t next = (uintptr_t)tn_id_map_get(&p->about_first, object->id);
    for (; next; next = p->about.items[next - 1].next)
        if (p->about.items[next - 1].raw->alive)
            sql_discard(p, p->about.items[next - 1].raw);
    tn_id_map_put(&p->about_first, object->id, NULL);
}

/* A routine made anew has the attributes that are said now; its owner stays, and what it depends
 * on. */
void sql_replaced_about(struct parser *p, const struct tn_object *object) {
    uintptr_t next = (uintptr_t)tn_id_map_get(&p->about_first, object->id);
    for (; next; next = p->about.items[next - 1].next) {
        struct tn_raw *raw = p->about.items[next - 1].raw;
        bool stays = !tn_starts_with(raw->statement, "ALTER") ||
                     tn_find_word(raw->definition, "owner to") ||
                     tn_find_word(raw->definition, "depends on");
        if (raw->alive && !stays)
            sql_discard(p, raw);
    }
}

/* ------------------------------------------------------------------ what it is made of anew */

/* Is anything named that was made later than that? Tables, types and sequences come before all. */
static bool names_newer(struct parser *p, const char *query, int64_t position) {
    struct lexer lexer;
    lexer_init(&lexer, tn_slice_of(query), p->dialect, &p->words);
    struct token token = lexer_next(&lexer);
    while (token.kind != T_END) {
        struct path path = {.name = ""};
        if (token_is_name(&token))
            path = sql_kept_path(p, &lexer, &token);
        else
            token = lexer_next(&lexer);
        const struct tn_view *view = *path.name ? sql_lookup(p, TN_view, &path) : NULL;
        const struct tn_routine *routine = *path.name ? sql_lookup(p, TN_routine, &path) : NULL;
        const struct tn_raw *raw = *path.name ? sql_lookup(p, TN_raw, &path) : NULL;
        if ((view && view->position > position) || (routine && routine->position > position) ||
            (raw && raw->position > position))
            return true;
    }
    return false;
}

/* CREATE OR REPLACE VIEW: it stays before those that read it, or, where it needs what came since,
 * what is said about it comes along. */
void sql_place_again(struct parser *p, struct tn_view *view, int64_t before) {
    bool newer = names_newer(p, view->query, before);
    uintptr_t next = newer ? (uintptr_t)tn_id_map_get(&p->about_first, view->id) : 0;
    view->position = newer ? (int64_t)p->position : before;
    for (; next; next = p->about.items[next - 1].next)
        p->about.items[next - 1].raw->position = (int64_t)p->position;
}

/* ------------------------------------------------------------------ what it is called */

/* Its name stands where the statement's words end, perhaps with the column of a type behind it. */
static const char *renamed(struct parser *p, const struct about *about, const char *shown) {
    const char *text = about->raw->definition, *from = text + about->at;
    struct lexer lexer;
    lexer_init(&lexer, tn_slice_of(from), p->dialect, &p->words);
    struct token token = lexer_next(&lexer);
    const char *start = token.at, *last = NULL, *end = start;
    while (token_is_name(&token)) {
        last = token.at;
        end = token.at + token.length;
        token = lexer_next(&lexer);
        if (!token_is_symbol(&token, '.'))
            break;
        token = lexer_next(&lexer);
    }
    bool column = tn_find_word(about->raw->statement, "column");
    struct tn_buffer out = {0};
    tn_put_format(&out, "%.*s%s", (int)(start - text), text, shown);
    if (column && last)
        tn_put_format(&out, ".%.*s", (int)(end - last), last);
    tn_put(&out, end);
    const char *result = tn_text(p->model, out.at);
    tn_buffer_free(&out);
    return result;
}

void sql_rename_about(struct parser *p, const struct tn_object *object, const char *shown) {
    uintptr_t next = (uintptr_t)tn_id_map_get(&p->about_first, object->id);
    for (; next; next = p->about.items[next - 1].next) {
        const struct about *about = &p->about.items[next - 1];
        if (about->raw->alive && about->at && sql_may_look(p, strlen(about->raw->definition)))
            about->raw->definition = renamed(p, about, shown);
    }
}

/* ------------------------------------------------------------------ what it is about */

static const char *signature_here(struct parser *p, struct lexer *lexer, struct token *token) {
    tn_buffer_reset(&p->scratch);
    sql_fold(lexer_inside(lexer, token), p->dialect, &p->scratch);
    return tn_text(p->model, tn_buffer_text(&p->scratch));
}

static struct tn_object *routine_here(struct parser *p, struct lexer *lexer) {
    struct token token = lexer_next(lexer);
    struct path path = sql_kept_path(p, lexer, &token);
    struct tn_routine *newest = *path.name ? sql_lookup(p, TN_routine, &path) : NULL;
    if (newest && token_is_symbol(&token, '('))
        newest = sql_overload(p, newest, signature_here(p, lexer, &token), false);
    return (struct tn_object *)newest;
}

static struct tn_object *named_here(struct parser *p, struct lexer *lexer, enum tn_kind kind) {
    struct token token = lexer_next(lexer);
    struct path path = sql_kept_path(p, lexer, &token);
    if (!*path.name)
        return NULL;
    if (kind == TN_namespace || kind == TN_extension)
        return names_get(&p->names, p->model->project, kind, path.name);
    return kind == TN_index ? sql_index_or_key(p, &path) : sql_lookup(p, kind, &path);
}

/* COMMENT ON COLUMN type.field. */
static struct tn_object *type_of_field(struct parser *p, struct lexer *lexer) {
    struct token token = lexer_next(lexer);
    struct path path = sql_kept_path(p, lexer, &token);
    struct path type = {.schema = path.database, .name = path.schema};
    return *type.name ? sql_lookup(p, TN_type, &type) : NULL;
}

static struct tn_object *object_here(struct parser *p, struct lexer *lexer, enum word kind) {
    switch (kind) {
    case W_function:
    case W_procedure:
    case W_routine:
    case W_aggregate:
        return routine_here(p, lexer);
    case W_type:
    case W_domain:
        return named_here(p, lexer, TN_type);
    case W_sequence:
        return named_here(p, lexer, TN_sequence);
    case W_index:
        return named_here(p, lexer, TN_index);
    case W_extension:
        return named_here(p, lexer, TN_extension);
    case W_schema:
        return named_here(p, lexer, TN_namespace);
    case W_column:
        return type_of_field(p, lexer);
    default:
        return NULL;
    }
}

/* ALTER EXTENSION x ADD | DROP kind name: about that as well. */
static void find_member(struct parser *p, struct tn_raw *raw, struct lexer lexer) {
    struct token token = lexer_next(&lexer);
    if (token.kind != T_WORD || (token.word != W_add && token.word != W_drop))
        return;
    token = lexer_next(&lexer);
    struct tn_object *member = object_here(p, &lexer, token.word);
    if (member && member->alive)
        note_about(p, raw, member, 0);
}

void sql_find_about(struct parser *p, struct tn_raw *raw, enum word kind, struct lexer lexer) {
    bool about = tn_starts_with(raw->statement, "ALTER") ||
                 tn_starts_with(raw->statement, "COMMENT") ||
                 tn_starts_with(raw->statement, "SECURITY LABEL");
    if (p->dialect != TN_POSTGRESQL)
        return;
    if (raw->view)
        note_about(p, raw, &raw->view->object, 0);
    if (!about)
        return;
    size_t at = (size_t)(lexer.at - raw->definition);
    struct tn_object *object = raw->view ? NULL : object_here(p, &lexer, kind);
    if (object && object->alive)
        note_about(p, raw, object, at);
    if (object && object->kind == TN_routine && strncmp(raw->statement, "ALTER", 5) == 0)
        p->routines_renamed = p->routines_renamed || tn_find_word(raw->definition, "rename to") ||
                              tn_find_word(raw->definition, "set schema");
    if (kind == W_extension)
        find_member(p, raw, lexer);
}
