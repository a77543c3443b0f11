/*
 * What reading a term is made of: the tokens of its text, and terms put together.
 */
#include "lower/term.h"

#include <string.h>

/* ------------------------------------------------------------------ tokens */

const struct token *term_token(const struct translation *t, size_t ahead) {
    static const struct token end = {.at = "", .kind = T_END};
    return t->at + ahead < t->tokens.count ? &t->tokens.items[t->at + ahead] : &end;
}

bool term_at_word(const struct translation *t, size_t ahead, const char *word) {
    const struct token *token = term_token(t, ahead);
    return token->kind == T_WORD &&
           tn_slice_is_word((struct tn_slice){token->at, token->length}, word);
}

bool term_at_symbol(const struct translation *t, size_t ahead, const char *symbol) {
    const struct token *token = term_token(t, ahead);
    return token->kind == T_SYMBOL &&
           tn_slice_is((struct tn_slice){token->at, token->length}, symbol);
}

bool term_accept_word(struct translation *t, const char *word) {
    bool there = term_at_word(t, 0, word);
    t->at += there;
    return there;
}

bool term_accept_symbol(struct translation *t, const char *symbol) {
    bool there = term_at_symbol(t, 0, symbol);
    t->at += there;
    return there;
}

const char *term_text(struct translation *t, const struct token *token) {
    struct tn_buffer text = {0};
    if (token->kind == T_QUOTED || token->kind == T_STRING)
        token_unquote(token, t->l->from->id, &text);
    else
        tn_put_bytes(&text, token->at, token->length);
    const char *result = tn_arena_text(&t->l->arena, tn_buffer_text(&text), text.length);
    tn_buffer_free(&text);
    return result;
}

void *term_give_up(struct translation *t, const char *piece) {
    if (!t->unknown)
        t->unknown = piece                   ? piece
                     : *term_token(t, 0)->at ? term_text(t, term_token(t, 0))
                                             : "its end";
    return NULL;
}

/* ------------------------------------------------------------------ terms */

struct term *term_new(struct translation *t, enum term_kind kind) {
    struct term *term = tn_arena_allocate(&t->l->arena, sizeof *term);
    term->kind = kind;
    term->text = "";
    return term;
}

/* Grows by doubling: room is counted by the count itself. */
void term_add(struct translation *t, struct term *term, struct term *item) {
    size_t count = term->count;
    if ((count & (count - 1)) == 0) {
        struct term **items =
            tn_arena_allocate(&t->l->arena, (count ? 2 * count : 1) * sizeof(struct term *));
        if (count)
            memcpy(items, term->items, count * sizeof *items);
        term->items = items;
    }
    term->items[term->count++] = item;
}

struct term *term_operation(struct translation *t, const char *name, struct term *a,
                            struct term *b) {
    struct term *term = term_new(t, TERM_OPERATION);
    term->operation = term_operation_named(name);
    if (!term->operation || !a)
        return term_give_up(t, name);
    term_add(t, term, a);
    if (b)
        term_add(t, term, b);
    return term;
}
