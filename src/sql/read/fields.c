/*
 * ALTER TYPE … ATTRIBUTE: the fields of a composite type, which is kept as one text,
 * "a integer, b text".
 */
#include "sql/read/parser.h"

#include <stdlib.h>
#include <string.h>

struct field {
    const char *name;
    struct tn_slice type; /* with what stands behind it */
};

struct fields {
    TN_VECTOR(struct field) list;
};

static void read_field(struct parser *p, struct lexer *lexer, struct token *token,
                       struct fields *fields) {
    struct field field = {.name = sql_token_name(p, token)};
    const char *end = NULL;
    size_t depth = 0;
    *token = lexer_next(lexer);
    field.type.at = token->at;
    while (token->kind != T_END && (depth || !(token->symbol == ',' || token->symbol == ')'))) {
        depth += token->symbol == '(';
        depth -= depth && token->symbol == ')';
        end = token->at + token->length;
        *token = lexer_next(lexer);
    }
    field.type.length = end ? (size_t)(end - field.type.at) : 0;
    TN_PUSH(&fields->list, field);
}

static void read_fields(struct parser *p, const char *definition, struct fields *fields) {
    struct lexer lexer;
    lexer_init(&lexer, tn_slice_of(definition), p->dialect, &p->words);
    struct token token;
    do {
        token = lexer_next(&lexer);
        if (token_is_name(&token))
            read_field(p, &lexer, &token, fields);
    } while (token.symbol == ',');
}

static const char *definition_of(struct parser *p, const struct fields *fields) {
    struct tn_buffer text = {0};
    for (size_t i = 0; i < fields->list.count; i++) {
        const struct field *field = &fields->list.items[i];
        tn_put(&text, i ? ", " : "");
        tn_sql_put_name(&text, p->tables, field->name);
        tn_put_format(&text, " %.*s", (int)field->type.length, field->type.at);
    }
    const char *result = tn_text(p->model, tn_buffer_text(&text));
    tn_buffer_free(&text);
    return result;
}

static struct field *field_here(struct parser *p, struct fields *fields) {
    const char *name = sql_name(p, "an attribute");
    for (size_t i = 0; i < fields->list.count; i++)
        if (strcmp(fields->list.items[i].name, name) == 0)
            return &fields->list.items[i];
    return NULL;
}

/* ------------------------------------------------------------------ what is done to one */

static struct tn_slice type_here(struct parser *p) {
    const char *from = p->token.at;
    while (!at_statement_end(p) && !at_symbol(p, ',') && !at_word(p, W_cascade) &&
           !at_word(p, W_restrict))
        at_symbol(p, '(') ? sql_skip_parentheses(p) : sql_next(p);
    return tn_slice_of(sql_text_from(p, from));
}

static void add_field(struct parser *p, struct fields *fields) {
    struct field field = {.name = sql_name(p, "an attribute")};
    field.type = type_here(p);
    TN_PUSH(&fields->list, field);
}

static void drop_field(struct parser *p, struct fields *fields) {
    sql_accept_two(p, W_if, W_exists);
    struct field *field = field_here(p, fields);
    if (!field)
        return;
    size_t place = (size_t)(field - fields->list.items);
    memmove(field, field + 1, (--fields->list.count - place) * sizeof *field);
}

static void alter_field(struct parser *p, struct fields *fields) {
    struct field *field = field_here(p, fields);
    if (sql_accept(p, W_set))
        sql_expect(p, W_data, "DATA");
    sql_expect(p, W_type, "TYPE");
    struct tn_slice type = type_here(p);
    if (field)
        field->type = type;
}

static void rename_field(struct parser *p, struct fields *fields) {
    struct field *field = field_here(p, fields);
    sql_expect(p, W_to, "TO");
    const char *name = sql_name(p, "a new name");
    if (field)
        field->name = name;
}

static const struct {
    enum word word;
    void (*read)(struct parser *p, struct fields *fields);
} actions[] = {
    {W_add, add_field}, {W_drop, drop_field}, {W_alter, alter_field}, {W_rename, rename_field}};

static bool one_action(struct parser *p, struct fields *fields) {
    const struct token *next = sql_peek(p, 1);
    for (size_t i = 0; i < TN_LENGTH(actions); i++)
        if (at_word(p, actions[i].word) && token_is_word(next, "attribute")) {
            sql_next(p);
            sql_next(p);
            actions[i].read(p, fields);
            if (!sql_accept(p, W_cascade))
                sql_accept(p, W_restrict);
            return true;
        }
    return false;
}

bool sql_alter_fields(struct parser *p, struct tn_type *type) {
    struct fields fields = {0};
    if (type->variety != TN_variety_composite || !token_is_word(sql_peek(p, 1), "attribute") ||
        !sql_may_look(p, strlen(type->definition)))
        return false;
    read_fields(p, type->definition, &fields);
    while (one_action(p, &fields) && sql_accept_symbol(p, ','))
        continue;
    if (!p->failed)
        type->definition = definition_of(p, &fields);
    free(fields.list.items);
    return true;
}
