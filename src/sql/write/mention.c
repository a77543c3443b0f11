/*
 * Looking for names in SQL by its tokens: one pass over the text, one look-up a word.
 */
#include "sql/write/mention.h"

#include "sql/mention.h"

#include <string.h>

struct write_name {
    size_t number;
    size_t place; /* from 1: how many have the name with this one */
    struct write_name *next;
};

/* Overloads of one name: all of them, up to a number that keeps what many name linear. */
enum { MOST_OF_ONE_NAME = 64 };

static void fold(struct tn_buffer *into, const char *name, size_t length) {
    for (size_t i = 0; i < length; i++) {
        bool upper = name[i] >= 'A' && name[i] <= 'Z';
        tn_put_char(into, upper ? (char)(name[i] - 'A' + 'a') : name[i]);
    }
}

void write_names_put(struct write_names *names, const char *name, size_t number) {
    struct tn_buffer folded = {0};
    fold(&folded, name, strlen(name));
    struct write_name *others = tn_text_map_get(&names->map, tn_buffer_text(&folded));
    if (!others || others->place < MOST_OF_ONE_NAME) {
        struct write_name *made = tn_arena_allocate(&names->arena, sizeof *made);
        const char *key = tn_arena_text(&names->arena, tn_buffer_text(&folded), folded.length);
        *made = (struct write_name){number, others ? others->place + 1 : 1, others};
        tn_text_map_put(&names->map, key, made);
    }
    tn_buffer_free(&folded);
}

void write_names_free(struct write_names *names) {
    tn_text_map_free(&names->map);
    tn_arena_free(&names->arena);
}

static void look_up(const struct write_search *search, const struct tn_buffer *name) {
    const struct write_name *found = tn_text_map_get(&search->names->map, tn_buffer_text(name));
    for (; found; found = found->next)
        search->found(search->context, found->number);
}

static void search_text(const struct write_search *search, const char *text, bool inside);

static void look_inside(const struct write_search *search, const struct token *token) {
    struct tn_buffer plain = {0};
    token_unquote(token, search->dialect->id, &plain);
    search_text(search, tn_buffer_text(&plain), true);
    tn_buffer_free(&plain);
}

static void look_at(const struct write_search *search, const struct token *token,
                    struct tn_buffer *plain, struct tn_buffer *name) {
    tn_buffer_reset(plain);
    if (token->kind == T_WORD)
        tn_put_bytes(plain, token->at, token->length);
    else
        token_unquote(token, search->dialect->id, plain);
    tn_buffer_reset(name);
    fold(name, tn_buffer_text(plain), plain->length);
    look_up(search, name);
}

static bool counts(const struct write_search *search, const struct token *next, bool inside) {
    if (search->where != WRITE_TYPES)
        return true;
    return inside ? next->kind == T_SYMBOL && next->symbol == '%' : token_follows_type(next);
}

static void search_text(const struct write_search *search, const char *text, bool inside) {
    struct lexer lexer;
    struct tn_buffer plain = {0}, name = {0};
    lexer_init(&lexer, tn_slice_of(text), search->dialect->id, NULL);
    struct token token = lexer_next(&lexer);
    while (token.kind != T_END) {
        struct token next = lexer_next(&lexer);
        bool word = token.kind == T_WORD || token.kind == T_QUOTED;
        if (word && counts(search, &next, inside))
            look_at(search, &token, &plain, &name);
        else if (token.kind == T_STRING && !inside && search->where != WRITE_NAMES)
            look_inside(search, &token);
        token = next;
    }
    tn_buffer_free(&plain);
    tn_buffer_free(&name);
}

void write_find_mentions(const struct write_search *search, const char *text) {
    if (*text && search->names->map.count)
        search_text(search, text, false);
}
