/*
 * Rights to what goes: GRANT and REVOKE name it, alone or among others, and what gets its name
 * later has none of them (PostgreSQL). Each statement is known by the bare names behind its ON.
 */
#include "sql/read/parser.h"

#include <stdlib.h>
#include <string.h>

/* One name of those behind ON, with the parameters behind it. */
struct right_name {
    struct path path;
    const char *signature; /* or NULL */
    struct tn_slice text;
};

struct right {
    enum tn_kind kinds[3];
    const char *sort; /* of what is kept as it was made: the last word of its kind; or NULL */
    bool columns;     /* of some columns only: SELECT (a) */
    TN_VECTOR(struct right_name) names;
};

static const struct {
    enum word word;
    enum tn_kind kinds[3];
} subjects[] = {
    {W_schema, {TN_namespace}}, {W_sequence, {TN_sequence}},
    {W_function, {TN_routine}}, {W_procedure, {TN_routine}},
    {W_routine, {TN_routine}},  {W_type, {TN_type}},
    {W_domain, {TN_type}},      {W_table, {TN_entity, TN_view, TN_sequence}},
};

/* ------------------------------------------------------------------ reading one */

struct right_reader {
    struct parser *p;
    struct lexer lexer;
    struct token token;
};

static void next(struct right_reader *r) {
    r->token = lexer_next(&r->lexer);
}

static bool at(const struct right_reader *r, enum word word) {
    return r->token.kind == T_WORD && r->token.word == word;
}

/* FOREIGN SERVER, FOREIGN DATA WRAPPER, LANGUAGE: what is kept as it was made. */
static bool read_sort(struct right_reader *r, struct right *right) {
    bool language = at(r, W_language);
    if (!language && !at(r, W_foreign))
        return false;
    right->kinds[0] = TN_raw;
    if (!language) {
        next(r);
        bool wrapper = at(r, W_data);
        right->sort = wrapper ? "WRAPPER" : "SERVER";
        if (wrapper)
            next(r);
    } else
        right->sort = "LANGUAGE";
    next(r);
    return true;
}

static void read_kind(struct right_reader *r, struct right *right) {
    size_t row = TN_LENGTH(subjects) - 1; /* TABLE goes without saying */
    for (size_t i = 0; i < TN_LENGTH(subjects); i++)
        if (at(r, subjects[i].word)) {
            row = i;
            next(r);
            break;
        }
    memcpy(right->kinds, subjects[row].kinds, sizeof right->kinds);
}

static bool read_name(struct right_reader *r, struct right *right) {
    struct right_name name = {.text = {r->token.at, 0}};
    name.path = sql_kept_path(r->p, &r->lexer, &r->token);
    if (token_is_symbol(&r->token, '('))
        name.signature = tn_text_slice(r->p->model, lexer_inside(&r->lexer, &r->token));
    name.text.length = (size_t)(r->token.at - name.text.at);
    while (name.text.length && strchr(" \t\n\r", name.text.at[name.text.length - 1]))
        name.text.length--;
    if (*name.path.name)
        TN_PUSH(&right->names, name);
    return *name.path.name;
}

/* False for what names no single things: ALL TABLES IN SCHEMA, a role. */
static bool read_right(struct parser *p, const char *text, struct right *right) {
    struct right_reader r = {.p = p};
    lexer_init(&r.lexer, tn_slice_of(text), p->dialect, &p->words);
    for (next(&r); r.token.kind != T_END && !at(&r, W_on); next(&r))
        right->columns |= token_is_symbol(&r.token, '(');
    if (!at(&r, W_on))
        return false;
    next(&r);
    if (at(&r, W_all))
        return false;
    if (!read_sort(&r, right))
        read_kind(&r, right);
    do {
        if (right->names.count)
            next(&r);
        if (!read_name(&r, right))
            return false;
    } while (token_is_symbol(&r.token, ','));
    return true;
}

static void know(struct parser *p, struct tn_grant *grant, const struct right_name *name) {
    uintptr_t newest = (uintptr_t)tn_text_map_get(&p->rights_first, name->path.name);
    TN_PUSH(&p->rights, ((struct known_right){grant, newest}));
    tn_text_map_put(&p->rights_first, name->path.name, (void *)(uintptr_t)p->rights.count);
}

static struct tn_grant *add(struct parser *p, const char *definition) {
    struct tn_grant *grant = tn_add(p->model, TN_grant, p->model->project, "");
    grant->definition = definition;
    return grant;
}

/* Columns of several tables: a statement for each, as one of them may lose a column. */
static void add_for_each(struct parser *p, const char *definition, const struct right *right) {
    const struct right_name *names = right->names.items;
    const struct right_name *last = names + right->names.count - 1;
    for (const struct right_name *name = names; name <= last; name++) {
        struct tn_buffer out = {0};
        tn_put_bytes(&out, definition, (size_t)(names->text.at - definition));
        tn_put_bytes(&out, name->text.at, name->text.length);
        tn_put(&out, last->text.at + last->text.length);
        know(p, add(p, tn_text(p->model, tn_buffer_text(&out))), name);
        tn_buffer_free(&out);
    }
}

void sql_add_right(struct parser *p, const char *definition) {
    struct right right = {0};
    bool known = p->dialect == TN_POSTGRESQL && read_right(p, definition, &right);
    if (known && right.columns) {
        add_for_each(p, definition, &right);
    } else {
        struct tn_grant *grant = add(p, definition);
        for (size_t i = 0; known && i < right.names.count; i++)
            know(p, grant, &right.names.items[i]);
    }
    free(right.names.items);
}

/* ------------------------------------------------------------------ whether it names that */

static bool means(struct parser *p, const struct right *right, const struct right_name *name,
                  const struct tn_object *object) {
    bool kind = false;
    for (size_t i = 0; i < 3 && right->kinds[i]; i++)
        kind = kind || right->kinds[i] == object->kind;
    if (!kind || strcmp(name->path.name, object->name) != 0)
        return false;
    if (right->sort)
        return strstr(((const struct tn_raw *)object)->statement, right->sort);
    if (object->kind == TN_namespace)
        return true;
    struct tn_object *found = sql_lookup(p, object->kind, &name->path);
    if (found && name->signature && object->kind == TN_routine)
        found =
            (struct tn_object *)sql_overload(p, (struct tn_routine *)found, name->signature, true);
    return found == object;
}

/* ------------------------------------------------------------------ in another schema */

/* Names without a schema are found by the search path of now: each with its schema. NULL where one
 * of them is not known. */
const char *sql_qualified_right(struct parser *p, const char *text) {
    struct right right = {0};
    struct tn_buffer out = {0};
    const char *copied = text;
    bool known = read_right(p, text, &right) && right.kinds[0] != TN_routine;
    for (size_t i = 0;
         known && right.kinds[0] != TN_namespace && !right.sort && i < right.names.count; i++) {
        const struct right_name *name = &right.names.items[i];
        const struct tn_object *found = NULL;
        for (size_t k = 0; !found && k < 3 && right.kinds[k]; k++)
            found = sql_lookup(p, right.kinds[k], &name->path);
        known = found || *name->path.schema;
        if (!found)
            continue;
        tn_put_bytes(&out, copied, (size_t)(name->text.at - copied));
        tn_sql_put_path(&out, p->tables, found);
        copied = name->text.at + name->text.length;
    }
    tn_put(&out, copied);
    const char *result = known ? tn_text(p->model, tn_buffer_text(&out)) : NULL;
    tn_buffer_free(&out);
    free(right.names.items);
    return result;
}

/* ------------------------------------------------------------------ without it */

/* The statement with the names that are left. */
static const char *without(struct parser *p, const char *text, const struct right *right,
                           const bool *gone) {
    struct tn_buffer out = {0};
    const struct right_name *first = right->names.items;
    const struct right_name *last = first + right->names.count - 1;
    bool any = false;
    tn_put_bytes(&out, text, (size_t)(first->text.at - text));
    for (size_t i = 0; i < right->names.count; i++)
        if (!gone[i]) {
            tn_put_format(&out, "%s%.*s", any ? ", " : "", (int)first[i].text.length,
                          first[i].text.at);
            any = true;
        }
    tn_put(&out, last->text.at + last->text.length);
    const char *result = any ? tn_text(p->model, out.at) : NULL;
    tn_buffer_free(&out);
    return result;
}

static void take_out(struct parser *p, struct tn_grant *grant, const struct tn_object *object) {
    struct right right = {0};
    if (sql_may_look(p, strlen(grant->definition)) && read_right(p, grant->definition, &right)) {
        bool *gone = calloc(right.names.count, sizeof *gone), any = false;
        if (!gone)
            tn_out_of_memory();
        for (size_t i = 0; i < right.names.count; i++)
            any |= gone[i] = means(p, &right, &right.names.items[i], object);
        const char *left = any ? without(p, grant->definition, &right, gone) : grant->definition;
        if (left)
            grant->definition = left;
        else
            sql_forget(p, grant);
        free(gone);
    }
    free(right.names.items);
}

void sql_drop_rights(struct parser *p, const struct tn_object *object) {
    if (!p->rights.count)
        return;
    uintptr_t next = (uintptr_t)tn_text_map_get(&p->rights_first, object->name);
    for (; next; next = p->rights.items[next - 1].next)
        if (p->rights.items[next - 1].grant->alive)
            take_out(p, p->rights.items[next - 1].grant, object);
}

/* ------------------------------------------------------------------ without a column of it */

/* The privileges of a statement, before its ON, as they are written again. */
struct privileges {
    struct right_reader reader;
    struct tn_buffer out;
    bool any, changed;
};

/* GRANT, REVOKE or REVOKE GRANT OPTION FOR. */
static void copy_verb(struct privileges *s, const char *text) {
    next(&s->reader);
    next(&s->reader);
    if (at(&s->reader, W_grant))
        for (size_t i = 0; i < 3 && s->reader.token.kind != T_END; i++)
            next(&s->reader);
    tn_put_bytes(&s->out, text, (size_t)(s->reader.token.at - text));
}

/* (a, b) without one of them, at the parenthesis. False where none is left. */
static bool put_columns(struct privileges *s, struct tn_buffer *out, const char *column) {
    bool any = false;
    for (next(&s->reader); token_is_name(&s->reader.token); next(&s->reader)) {
        const struct token *token = &s->reader.token;
        if (strcmp(sql_token_name(s->reader.p, token), column) == 0) {
            s->changed = true;
        } else {
            tn_put_format(out, "%s%.*s", any ? ", " : "(", (int)token->length, token->at);
            any = true;
        }
        next(&s->reader);
        if (!token_is_symbol(&s->reader.token, ','))
            break;
    }
    if (any)
        tn_put(out, ")");
    next(&s->reader);
    return any;
}

/* Up to the comma or ON behind it. */
static void put_privilege(struct privileges *s, const char *column) {
    struct tn_buffer one = {0};
    bool left = true;
    while (s->reader.token.kind != T_END && !at(&s->reader, W_on) &&
           !token_is_symbol(&s->reader.token, ',')) {
        const struct token *token = &s->reader.token;
        if (one.length)
            tn_put(&one, " ");
        if (token_is_symbol(token, '(')) {
            left = put_columns(s, &one, column);
        } else {
            tn_put_bytes(&one, token->at, token->length);
            next(&s->reader);
        }
    }
    if (left)
        tn_put_format(&s->out, "%s%s", s->any ? ", " : "", tn_buffer_text(&one));
    s->any |= left;
    tn_buffer_free(&one);
}

/* The statement itself where it does not name the column; NULL where nothing is left of it. */
static const char *without_column(struct parser *p, const char *text, const char *column) {
    struct privileges s = {.reader = {.p = p}};
    lexer_init(&s.reader.lexer, tn_slice_of(text), p->dialect, &p->words);
    copy_verb(&s, text);
    for (;;) {
        put_privilege(&s, column);
        if (!token_is_symbol(&s.reader.token, ','))
            break;
        next(&s.reader);
    }
    tn_put_format(&s.out, " %s", s.reader.token.at);
    const char *result = !s.changed ? text
                         : s.any    ? tn_text(p->model, tn_buffer_text(&s.out))
                                    : NULL;
    tn_buffer_free(&s.out);
    return result;
}

static void take_column_out(struct parser *p, struct tn_grant *grant,
                            const struct tn_attribute *attribute) {
    struct right right = {0};
    const char *text = grant->definition;
    if (sql_may_look(p, strlen(text)) && read_right(p, text, &right) && right.columns &&
        means(p, &right, right.names.items, (const struct tn_object *)attribute->parent))
        grant->definition = without_column(p, text, attribute->name);
    if (!grant->definition)
        sql_forget(p, grant);
    free(right.names.items);
}

void sql_drop_column_rights(struct parser *p, const struct tn_attribute *attribute) {
    if (!p->rights.count)
        return;
    uintptr_t next = (uintptr_t)tn_text_map_get(&p->rights_first, attribute->parent->name);
    for (; next; next = p->rights.items[next - 1].next)
        if (p->rights.items[next - 1].grant->alive)
            take_column_out(p, p->rights.items[next - 1].grant, attribute);
}
