/*
 * DO blocks of PostgreSQL: a block whose statements all run is read as those statements. So is one
 * that makes what is not there yet, by asking first or by letting an error pass. Every other block
 * is kept as it is written: what it does only the server knows.
 *
 * The statements are read where they stand in the text.
 */
#include "sql/read/parser.h"

#include <stdlib.h>
#include <string.h>

struct step {
    struct tn_slice text;
    struct tn_slice condition; /* NOT EXISTS ( … ) before it; empty: none */
    bool tries;                /* its error is caught */
    bool data;
};

struct block {
    struct parser *p;
    struct lexer lexer;
    struct token token;
    struct tn_slice condition;
    bool good;
    TN_VECTOR(struct step) steps;
};

enum { DEEPEST = 8 };

static bool at(const struct block *b, const char *word) {
    return b->token.kind == T_WORD &&
           tn_slice_is_word((struct tn_slice){b->token.at, b->token.length}, word);
}

static void next(struct block *b) {
    b->token = lexer_next(&b->lexer);
}

static bool accept(struct block *b, const char *word) {
    bool here = at(b, word);
    if (here)
        next(b);
    return here;
}

static bool at_end(const struct block *b) {
    return b->token.kind == T_TERMINATOR || b->token.kind == T_END;
}

static void skip(struct block *b) {
    while (!at_end(b))
        next(b);
}

static void expect_end(struct block *b) {
    b->good = b->good && at_end(b);
    if (b->token.kind == T_TERMINATOR)
        next(b);
}

static bool is_among(const struct block *b, const char *const *words, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (at(b, words[i]))
            return true;
    return false;
}

/* What a literal holds, where it stands there as it is meant: 'x', $$x$$ and $tag$x$tag$. */
static bool literal(const struct token *token, struct tn_slice *inside) {
    if (token->kind != T_STRING || token->unterminated)
        return false;
    const char *tag = *token->at == '$' ? memchr(token->at + 1, '$', token->length - 1) : NULL;
    if (*token->at != '\'' && !tag)
        return false;
    size_t quote = tag ? (size_t)(tag + 1 - token->at) : 1;
    *inside = (struct tn_slice){token->at + quote, token->length - 2 * quote};
    return tag || !memchr(inside->at, '\'', inside->length);
}

/* ------------------------------------------------------------------ the statements of a block */

static void add_step(struct block *b, struct tn_slice text, bool data) {
    struct step step = {.text = text, .condition = b->condition, .data = data};
    TN_PUSH(&b->steps, step);
}

static void plain_statement(struct block *b, bool data) {
    const char *from = b->token.at;
    skip(b);
    add_step(b, (struct tn_slice){from, (size_t)(b->token.at - from)}, data);
    expect_end(b);
}

/* EXECUTE 'statement' */
static void execute(struct block *b) {
    next(b);
    struct tn_slice text = {0};
    b->good = b->good && literal(&b->token, &text);
    while (text.length && strchr("; \t\r\n", text.at[text.length - 1]))
        text.length--;
    b->good = b->good && !memchr(text.at, ';', text.length);
    next(b);
    add_step(b, text, false);
    expect_end(b);
}

/* Handlers that do nothing. */
static void handlers(struct block *b) {
    while (b->good && accept(b, "when")) {
        while (!at_end(b) && !at(b, "then"))
            next(b);
        b->good = accept(b, "then");
        while (b->good && (at(b, "null") || at(b, "raise"))) {
            skip(b);
            expect_end(b);
        }
    }
}

static void statements(struct block *b, unsigned depth);

/* Behind BEGIN, to the END. */
static void inner_block(struct block *b, unsigned depth) {
    size_t first = b->steps.count;
    statements(b, depth + 1);
    if (accept(b, "exception")) {
        handlers(b);
        for (size_t i = first; i < b->steps.count; i++)
            b->steps.items[i].tries = true;
    }
    b->good = b->good && accept(b, "end");
    expect_end(b);
}

/* Behind IF: NOT EXISTS ( … ) THEN … END IF, or the condition in parentheses. */
static void conditional(struct block *b, unsigned depth) {
    const char *from = b->token.at;
    while (token_is_symbol(&b->token, '('))
        next(b);
    b->good = b->good && !b->condition.length && accept(b, "not") && at(b, "exists");
    while (!at_end(b) && !at(b, "then"))
        next(b);
    b->condition = (struct tn_slice){from, (size_t)(b->token.at - from)};
    b->good = b->good && accept(b, "then");
    statements(b, depth + 1);
    b->condition = (struct tn_slice){0};
    b->good = b->good && accept(b, "end") && accept(b, "if");
    expect_end(b);
}

static void statement(struct block *b, unsigned depth) {
    static const char *const definitions[] = {"create",  "alter", "drop",
                                              "comment", "grant", "revoke"};
    static const char *const data[] = {"insert", "update", "delete"};
    if (at(b, "null") || at(b, "raise")) {
        skip(b);
        expect_end(b);
    } else if (accept(b, "begin"))
        inner_block(b, depth);
    else if (accept(b, "if"))
        conditional(b, depth);
    else if (at(b, "execute"))
        execute(b);
    else if (is_among(b, definitions, TN_LENGTH(definitions)))
        plain_statement(b, false);
    else if (is_among(b, data, TN_LENGTH(data)))
        plain_statement(b, true);
    else
        b->good = false;
}

static void statements(struct block *b, unsigned depth) {
    static const char *const ends[] = {"end", "exception", "else", "elsif", "elseif"};
    b->good = b->good && depth < DEEPEST;
    while (b->good && b->token.kind != T_END && !is_among(b, ends, TN_LENGTH(ends)))
        statement(b, depth);
}

static void read_block(struct block *b, struct tn_slice body) {
    b->good = true;
    lexer_init(&b->lexer, body, b->p->dialect, &b->p->words);
    next(b);
    if (at(b, "declare")) /* no statement that stands by itself can use a variable */
        while (b->token.kind != T_END && !at(b, "begin"))
            next(b);
    b->good = accept(b, "begin");
    inner_block(b, 0);
    b->good = b->good && b->token.kind == T_END;
}

/* ------------------------------------------------------------------ what is there already */

/* What a statement makes, as far as that can be told. */
struct target {
    enum tn_kind kind;
    struct path path;
    const char *part; /* of the table: a column or constraint */
};

static const struct {
    enum word word;
    enum tn_kind kind;
} makes[] = {
    {W_type, TN_type},        {W_domain, TN_type},         {W_table, TN_entity},
    {W_index, TN_index},      {W_sequence, TN_sequence},   {W_view, TN_view},
    {W_schema, TN_namespace}, {W_extension, TN_extension},
};

static void read_name(struct block *b, struct path *path) {
    static const char *const before[] = {"concurrently", "if", "not", "exists", "only"};
    while (is_among(b, before, TN_LENGTH(before)))
        next(b);
    *path = sql_kept_path(b->p, &b->lexer, &b->token);
}

static bool read_create(struct block *b, struct target *target) {
    static const char *const leading[] = {"unique", "unlogged", "temp", "temporary"};
    while (is_among(b, leading, TN_LENGTH(leading)))
        next(b);
    for (size_t i = 0; i < TN_LENGTH(makes); i++)
        if (b->token.kind == T_WORD && b->token.word == makes[i].word) {
            target->kind = makes[i].kind;
            next(b);
            read_name(b, &target->path);
            return *target->path.name;
        }
    return false;
}

/* ALTER TABLE t ADD COLUMN c …, ALTER TABLE t ADD CONSTRAINT c …: and nothing more. */
static bool read_add(struct block *b, struct target *target) {
    if (!accept(b, "table"))
        return false;
    read_name(b, &target->path);
    if (!accept(b, "add"))
        return false;
    target->kind = at(b, "constraint") ? TN_check : TN_attribute;
    if (!accept(b, "constraint"))
        accept(b, "column");
    struct path part;
    read_name(b, &part);
    target->part = part.name;
    size_t depth = 0;
    for (; b->token.kind != T_END; next(b)) {
        depth += b->token.symbol == '(';
        depth -= depth && b->token.symbol == ')';
        if (!depth && b->token.symbol == ',')
            return false;
    }
    return *target->part;
}

static bool read_target(struct parser *p, const struct step *step, struct target *target) {
    struct block b = {.p = p};
    *target = (struct target){.kind = TN_any, .path = {.name = ""}};
    lexer_init(&b.lexer, step->text, p->dialect, &p->words);
    next(&b);
    if (accept(&b, "create"))
        return read_create(&b, target);
    return accept(&b, "alter") && read_add(&b, target);
}

static bool contains(struct tn_slice text, const char *name) {
    size_t length = strlen(name);
    for (size_t i = 0; i + length <= text.length; i++)
        if (strncasecmp(text.at + i, name, length) == 0)
            return true;
    return false;
}

/* Does the condition ask for what the statement makes? */
static bool is_clear(struct parser *p, const struct step *step) {
    struct target target;
    if (!step->condition.length && !step->tries)
        return true;
    if (step->data || !sql_may_look(p, step->condition.length) || !read_target(p, step, &target))
        return false;
    return !step->condition.length ||
           contains(step->condition, target.part ? target.part : target.path.name);
}

static bool is_there(struct parser *p, const struct target *target) {
    struct tn_entity *entity = target->part ? sql_entity(p, &target->path) : NULL;
    const struct tn_object *found = NULL;
    if (target->kind == TN_attribute)
        return entity && sql_attribute(p, entity, target->part);
    if (target->kind == TN_check)
        return entity && sql_part_find(p, entity, SQL_PARTS, target->part);
    if (target->kind == TN_namespace || target->kind == TN_extension)
        found = names_get(&p->names, p->model->project, target->kind, target->path.name);
    else if (target->kind == TN_index)
        found = sql_index_or_key(p, &target->path);
    else
        found = sql_lookup(p, target->kind, &target->path);
    return found && found->alive;
}

/* ------------------------------------------------------------------ running it */

static void run(struct parser *p, const struct block *b) {
    const char *statement = p->statement;
    for (size_t i = 0; i < b->steps.count; i++) {
        const struct step *step = &b->steps.items[i];
        bool asks = step->condition.length || step->tries;
        struct target target;
        if (step->data)
            p->report.data++;
        else if (!asks || !read_target(p, step, &target) || !is_there(p, &target))
            sql_inner_statement(p, step->text);
    }
    p->statement = statement;
}

static bool is_clear_block(struct parser *p, const struct block *b) {
    bool clear = b->good;
    for (size_t i = 0; clear && i < b->steps.count; i++)
        clear = is_clear(p, &b->steps.items[i]);
    return clear;
}

/* No language, or the one that is meant without it, which may be written as a string. */
static bool language(struct parser *p) {
    if (!sql_accept(p, W_language) || sql_accept(p, W_plpgsql))
        return true;
    bool quoted = p->token.kind == T_STRING &&
                  tn_slice_is_word((struct tn_slice){p->token.at, p->token.length}, "'plpgsql'");
    if (quoted)
        sql_next(p);
    return quoted;
}

bool sql_run_block(struct parser *p) {
    const char *from = p->token.at;
    if (p->in_block)
        return false;
    sql_next(p);
    struct tn_slice body;
    bool plain = language(p) && literal(&p->token, &body);
    struct block b = {.p = p};
    if (plain)
        read_block(&b, body);
    sql_next(p);
    const char *to = NULL;
    if (plain && language(p) && at_statement_end(p) && is_clear_block(p, &b)) {
        to = p->token.at;
        p->in_block = true;
        run(p, &b);
        p->in_block = false;
    }
    free(b.steps.items);
    if (p->failed) /* a literal without its end */
        return true;
    sql_jump(p, to ? to : from);
    return to;
}
