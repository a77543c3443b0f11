/*
 * Names as words that mean something. A name is analysed once in a run, however many objects have
 * it and however many rules ask.
 */
#ifndef LINT_VOCABULARY_H
#define LINT_VOCABULARY_H

#include "lint/words.h"

/* Classes of words, as bits: LINT_WORDS_money. */
enum lint_word_class {
#define WORDS(class, words) LINT_WORD_CLASS_##class,
#include "lint/vocabulary.def"
#undef WORDS
    LINT_WORD_CLASS_COUNT
};
#define LINT_WORDS(class) (UINT64_C(1) << LINT_WORD_CLASS_##class)

struct lint_name {
    const char *text;
    struct tn_slice *words;
    uint64_t *classes; /* of each word */
    size_t count;
    uint64_t all; /* classes of any of its words */
    unsigned styles;
    bool digits;     /* somewhere in it */
    uint64_t folded; /* hash of it, letter case aside */
};

/* Is one of its words of the class, its first, its last; are all? None where it has no words. */
#define LINT_HAS(name, class) (((name)->all & LINT_WORDS(class)) != 0)
#define LINT_BEGINS(name, class) ((name)->count && ((name)->classes[0] & LINT_WORDS(class)))
#define LINT_ENDS(name, class)                                                                     \
    ((name)->count && ((name)->classes[(name)->count - 1] & LINT_WORDS(class)))

struct lint_vocabulary {
    struct tn_text_map words; /* word -> its classes, in the arena */
    struct tn_id_map names;   /* address of an interned text -> struct lint_name */
    struct tn_arena arena;
};

void lint_vocabulary_open(struct lint_vocabulary *vocabulary);
void lint_vocabulary_close(struct lint_vocabulary *vocabulary);
/* Of a text of the model (interned: its address stands for it). */
const struct lint_name *lint_name_of(struct lint_vocabulary *vocabulary, const char *text);
/* The classes of a single word. */
uint64_t lint_classes_of(const struct lint_vocabulary *vocabulary, struct tn_slice word);
/* Is the name made of just these words, whatever its style? A phrase is in lower case, its words
 * parted by a blank: "created at". */
bool lint_is_words(const struct lint_name *name, const char *phrase);
/* Does it end, or begin, with these words? */
bool lint_ends_in(const struct lint_name *name, const char *phrase);
bool lint_begins_with(const struct lint_name *name, const char *phrase);
/* The name's last word; empty where it has none. */
struct tn_slice lint_name_end(const struct lint_name *name);

#endif
