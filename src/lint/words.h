/*
 * Names as words and styles: order_id, orderId and OrderID are the words order and id.
 */
#ifndef LINT_WORDS_H
#define LINT_WORDS_H

#include "tenon/base.h"

enum lint_style { LINT_SNAKE, LINT_UPPER, LINT_CAMEL, LINT_PASCAL, LINT_STYLE_COUNT };
extern const char *const lint_style_names[LINT_STYLE_COUNT];

/* ASCII letters without case; others are as they are. */
static inline char lint_lowered(char c) {
    return c >= 'A' && c <= 'Z' ? (char)(c + 'a' - 'A') : c;
}
bool lint_same_word(struct tn_slice a, struct tn_slice b); /* letter case aside */

/* The next word of a name; false at its end. *at starts as the name. */
bool lint_next_word(const char **at, struct tn_slice *word);
struct tn_slice lint_first_word(const char *name); /* empty where there is none */
struct tn_slice lint_last_word(const char *name);

/* A sorted list of lower-case words. */
struct lint_word_list {
    const char *const *items;
    size_t count;
};
#define LINT_WORD_LIST(array) ((struct lint_word_list){(array), TN_LENGTH(array)})
bool lint_word_in(struct lint_word_list list, struct tn_slice word);
bool lint_has_word(const char *name, struct lint_word_list list);

/* Bits (1 << style) of the styles a name fits; 0 where it fits none. Leading underscores do not
 * count. */
unsigned lint_styles_of(const char *name);
/* The name's words in a style. Result in the arena. */
const char *lint_in_style(const char *name, enum lint_style style, struct tn_arena *arena);
/* Two names as one, in the style of the first: order, id -> order_id. Result in the arena. */
const char *lint_join(const char *first, const char *second, struct tn_arena *arena);

/* Letters and digits in lower case, without what parts the words. Result in the arena. */
const char *lint_letters(const char *name, struct tn_arena *arena);
/* The same letters, whatever the style. */
bool lint_same_letters(const char *a, const char *b);
/* Do the words of the name end with those letters, at the beginning of a word? */
bool lint_ends_with_words(const char *name, const char *letters);

/* Bytes of its beginning that fit into so many, whole characters only. */
size_t lint_fitting(const char *name, size_t bytes);

#endif
