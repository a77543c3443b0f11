/*
 * Owns looking into statements that are kept as text. Strings, and bodies in dollar quotes, are
 * one token: what stands in them is not seen.
 */
#include "lint/statement.h"

#include "lint/expression.h"

#include <string.h>
#include <strings.h>

struct lint_statement lint_statement_of(const struct tn_dialect *dialect, const char *text,
                                        struct tn_arena *arena) {
    struct lint_expression expression = lint_expression_read(dialect, tn_slice_of(text), arena);
    return (struct lint_statement){expression.tokens, expression.count, text};
}

static bool is_word(const struct token *token, struct tn_slice word) {
    return token->kind == T_WORD && token->length == word.length &&
           strncasecmp(token->at, word.at, word.length) == 0;
}

/* Words are parted by single blanks. */
bool lint_stands_at(const struct lint_statement *statement, size_t at, const char *words) {
    while (*words) {
        struct tn_slice word = {words, strcspn(words, " ")};
        if (at >= statement->count || !is_word(&statement->items[at++], word))
            return false;
        words += word.length + (words[word.length] == ' ');
    }
    return true;
}

size_t lint_place_of(const struct lint_statement *statement, const char *words) {
    size_t at = 0;
    while (at < statement->count && !lint_stands_at(statement, at, words))
        at++;
    return at;
}

bool lint_has_words(const struct lint_statement *statement, const char *words) {
    return lint_place_of(statement, words) < statement->count;
}

const char *lint_replaced(const struct lint_statement *statement, size_t first, size_t last,
                          const char *with, struct tn_arena *arena) {
    struct tn_buffer out = {0};
    const struct token *items = statement->items;
    const char *end = statement->text + strlen(statement->text);
    const char *from = first < statement->count ? items[first].at : end;
    const char *to = last < statement->count ? items[last].at : end;
    tn_put_bytes(&out, statement->text, (size_t)(from - statement->text));
    tn_put(&out, with);
    tn_put(&out, to);
    while (out.length && out.at[out.length - 1] == ' ')
        out.length--;
    const char *text = tn_arena_text(arena, tn_buffer_text(&out), out.length);
    tn_buffer_free(&out);
    return text;
}
