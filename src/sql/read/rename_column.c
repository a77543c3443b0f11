/*
 * A column's new name in texts that are kept: SQLite writes it into the queries and triggers that
 * mean the column, PostgreSQL into whatever is said about the table. The text is no more than a row
 * of tokens: whose column a name is, is told by what stands before its dot, or by its being a
 * column of no other table that the text names.
 */
#include "sql/read/parser.h"

#include <string.h>

struct column_rename {
    struct parser *p;
    const struct tn_entity *entity;
    const char *from, *to;
    bool own;       /* a trigger of the table: NEW and OLD are rows of it */
    bool meant;     /* the text names the table */
    bool ambiguous; /* and another that has a column of that name */
};

struct stretch {
    struct lexer lexer;
    struct token before, token, next;
    const char *qualifier; /* what stands before the dot before the token, or NULL */
    bool updated;          /* in the list of UPDATE OF, before ON */
};

static void begin(struct stretch *s, struct parser *p, const char *text) {
    *s = (struct stretch){.qualifier = NULL};
    lexer_init(&s->lexer, tn_slice_of(text), p->dialect, &p->words);
    s->next = lexer_next(&s->lexer);
}

static bool step(struct stretch *s, struct parser *p) {
    struct token two_before = s->before;
    s->before = s->token;
    s->token = s->next;
    if (s->token.kind == T_END)
        return false;
    s->next = lexer_next(&s->lexer);
    if (s->token.kind == T_WORD && (s->token.word == W_of || s->token.word == W_on))
        s->updated = s->token.word == W_of;
    bool qualified = token_is_symbol(&s->before, '.') && token_is_name(&two_before);
    s->qualifier = qualified ? sql_token_name(p, &two_before) : NULL;
    return true;
}

static struct tn_entity *table_named(struct parser *p, const char *name) {
    struct path path = {.schema = "", .name = name};
    return sql_entity(p, &path);
}

static void look_through(struct column_rename *rename, const char *text) {
    struct stretch s;
    begin(&s, rename->p, text);
    while (step(&s, rename->p)) {
        if (!token_is_name(&s.token))
            continue;
        struct tn_entity *table = table_named(rename->p, sql_token_name(rename->p, &s.token));
        if (table == rename->entity)
            rename->meant = true;
        else if (table && sql_attribute(rename->p, table, rename->from))
            rename->ambiguous = true;
    }
}

static bool is_row(const char *qualifier) {
    return tn_same_word(qualifier, "new") || tn_same_word(qualifier, "old");
}

static bool names_table(const struct token *before) {
    static const enum word leads[] = {W_from, W_join, W_into, W_update, W_table, W_trigger, W_as};
    for (size_t i = 0; i < TN_LENGTH(leads); i++)
        if (before->kind == T_WORD && before->word == leads[i])
            return true;
    return false;
}

static bool is_column(const struct column_rename *rename, const struct stretch *s) {
    bool call = s->next.kind == T_SYMBOL && s->next.symbol == '(';
    if (!token_is_name(&s->token) || call || token_is_symbol(&s->next, '.') ||
        !tn_same_word(sql_token_name(rename->p, &s->token), rename->from))
        return false;
    if (s->updated)
        return rename->own;
    if (!s->qualifier)
        return !rename->ambiguous && !names_table(&s->before);
    if (is_row(s->qualifier))
        return rename->own;
    const struct tn_entity *table = table_named(rename->p, s->qualifier);
    return table ? table == rename->entity : !rename->ambiguous;
}

static const char *renamed(struct column_rename *rename, const char *text) {
    struct parser *p = rename->p;
    rename->meant = rename->ambiguous = false;
    if (!sql_may_look(p, strlen(text)))
        return text;
    look_through(rename, text);
    if (!rename->meant)
        return text;
    struct tn_buffer out = {0};
    const char *copied = text;
    struct stretch s;
    begin(&s, p, text);
    while (step(&s, p))
        if (is_column(rename, &s)) {
            tn_put_bytes(&out, copied, (size_t)(s.token.at - copied));
            tn_sql_put_name(&out, p->tables, rename->to);
            copied = s.token.at + s.token.length;
        }
    tn_put(&out, copied);
    const char *result = tn_text(p->model, tn_buffer_text(&out));
    tn_buffer_free(&out);
    return result;
}

static bool is_trigger(const struct tn_raw *raw) {
    return strcmp(raw->statement, "CREATE TRIGGER") == 0 ||
           strcmp(raw->statement, "CREATE TEMP TRIGGER") == 0;
}

/* PostgreSQL: queries of views are followed by themselves. */
static void follow_about_table(struct column_rename *rename) {
    struct tn_model *model = rename->p->model;
    rename->own = true;
    for (struct tn_trigger *t = rename->entity->triggers.first; t; t = t->next)
        t->definition = renamed(rename, t->definition);
    TN_EACH_OF(model, raw, raw)
    if (raw->entity == rename->entity)
        raw->definition = renamed(rename, raw->definition);
    TN_EACH_OF(model, grant, grant)
    if (strchr(grant->definition, '('))
        grant->definition = renamed(rename, grant->definition);
}

void sql_follow_column(struct parser *p, const struct tn_entity *entity, const char *from,
                       const char *to) {
    struct column_rename rename = {.p = p, .entity = entity, .from = from, .to = to};
    if (p->dialect == TN_POSTGRESQL) {
        follow_about_table(&rename);
        return;
    }
    TN_EACH_OF(p->model, trigger, trigger) {
        rename.own = tn_entity_of(trigger) == entity;
        trigger->definition = renamed(&rename, trigger->definition);
    }
    rename.own = false;
    TN_EACH_OF(p->model, view, view)
    view->query = renamed(&rename, view->query);
    TN_EACH_OF(p->model, raw, raw)
    if (is_trigger(raw))
        raw->definition = renamed(&rename, raw->definition);
}
