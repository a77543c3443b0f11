/*
 * Owns the analysis of names: their words, once, and what those words mean.
 */
#include "lint/vocabulary.h"

#include <string.h>

_Static_assert(LINT_WORD_CLASS_COUNT <= 64, "the classes of a word are the bits of one number");

static const char *const class_words[LINT_WORD_CLASS_COUNT] = {
#define WORDS(class, words) words,
#include "lint/vocabulary.def"
#undef WORDS
};

/* ------------------------------------------------------------------ the words */

static void add_word(struct lint_vocabulary *vocabulary, struct tn_slice word, uint64_t class) {
    uint64_t *classes = tn_text_map_get_slice(&vocabulary->words, word);
    if (!classes) {
        classes = tn_arena_allocate(&vocabulary->arena, sizeof *classes);
        tn_text_map_put(&vocabulary->words, tn_arena_text(&vocabulary->arena, word.at, word.length),
                        classes);
    }
    *classes |= class;
}

void lint_vocabulary_open(struct lint_vocabulary *vocabulary) {
    for (size_t i = 0; i < LINT_WORD_CLASS_COUNT; i++) {
        const char *at = class_words[i];
        for (struct tn_slice word; lint_next_word(&at, &word);)
            add_word(vocabulary, word, UINT64_C(1) << i);
    }
}

void lint_vocabulary_close(struct lint_vocabulary *vocabulary) {
    tn_text_map_free(&vocabulary->words);
    tn_id_map_free(&vocabulary->names);
    tn_arena_free(&vocabulary->arena);
}

/* ------------------------------------------------------------------ names */

enum { LONGEST_WORD = 31 }; /* longer ones are in no class */

static uint64_t listed_classes(const struct lint_vocabulary *vocabulary, struct tn_slice word) {
    char folded[LONGEST_WORD + 1];
    if (word.length > LONGEST_WORD)
        return 0;
    for (size_t i = 0; i < word.length; i++)
        folded[i] = lint_lowered(word.at[i]);
    const uint64_t *classes =
        tn_text_map_get_slice(&vocabulary->words, (struct tn_slice){folded, word.length});
    return classes ? *classes : 0;
}

/* Three or more consonants in ASCII, and nothing else. */
static bool lacks_vowels(struct tn_slice word) {
    static const unsigned vowels = 1u | 1u << 4 | 1u << 8 | 1u << 14 | 1u << 20 | 1u << 24;
    if (word.length < 3)
        return false;
    for (size_t i = 0; i < word.length; i++) {
        unsigned letter = (unsigned)((unsigned char)word.at[i] | 0x20) - 'a';
        if (letter > 25 || vowels >> letter & 1) /* a, e, i, o, u, y */
            return false;
    }
    return true;
}

uint64_t lint_classes_of(const struct lint_vocabulary *vocabulary, struct tn_slice word) {
    uint64_t classes = listed_classes(vocabulary, word);
    if (!(classes & LINT_WORDS(initials)) && lacks_vowels(word))
        classes |= LINT_WORDS(consonants);
    return classes;
}

/* FNV-1a */
static uint64_t folded_hash(const char *text) {
    uint64_t hash = UINT64_C(0xcbf29ce484222325);
    for (; *text; text++)
        hash = (hash ^ (unsigned char)lint_lowered(*text)) * UINT64_C(0x100000001b3);
    return hash;
}

static struct lint_name *analyse(struct lint_vocabulary *vocabulary, const char *text) {
    struct lint_name *name = tn_arena_allocate(&vocabulary->arena, sizeof *name);
    struct tn_slice word;
    *name = (struct lint_name){.text = text, .styles = lint_styles_of(text)};
    name->digits = strpbrk(text, "0123456789") != NULL;
    name->folded = folded_hash(text);
    for (const char *at = text; lint_next_word(&at, &word);)
        name->count++;
    name->words = tn_arena_allocate(&vocabulary->arena, (name->count + 1) * sizeof *name->words);
    name->classes =
        tn_arena_allocate(&vocabulary->arena, (name->count + 1) * sizeof *name->classes);
    size_t i = 0;
    for (const char *at = text; lint_next_word(&at, &word); i++) {
        name->words[i] = word;
        name->classes[i] = lint_classes_of(vocabulary, word);
        name->all |= name->classes[i];
    }
    return name;
}

const struct lint_name *lint_name_of(struct lint_vocabulary *vocabulary, const char *text) {
    uint64_t address = (uint64_t)(uintptr_t)text;
    struct lint_name *name = tn_id_map_get(&vocabulary->names, address);
    if (!name) {
        name = analyse(vocabulary, text);
        tn_id_map_put(&vocabulary->names, address, name);
    }
    return name;
}

/* ------------------------------------------------------------------ questions */

/* Is the name's word this one? in lower case. */
static bool is_word(struct tn_slice own, const char *word, size_t length) {
    if (own.length != length)
        return false;
    for (size_t i = 0; i < length; i++)
        if (lint_lowered(own.at[i]) != word[i])
            return false;
    return true;
}

/* How many of the name's words are those of a phrase, from its beginning; SIZE_MAX where they part
 * before the phrase ends. */
static size_t matched(const struct lint_name *name, const char *phrase) {
    for (size_t count = 0; count < name->count; phrase++) {
        struct tn_slice word = name->words[count++];
        for (size_t i = 0; i < word.length; i++)
            if (lint_lowered(word.at[i]) != *phrase++)
                return SIZE_MAX;
        if (!*phrase)
            return count;
        if (*phrase != ' ')
            return SIZE_MAX;
    }
    return SIZE_MAX;
}

struct tn_slice lint_name_end(const struct lint_name *name) {
    return name->count ? name->words[name->count - 1] : (struct tn_slice){name->text, 0};
}

bool lint_is_words(const struct lint_name *name, const char *phrase) {
    return matched(name, phrase) == name->count;
}

bool lint_begins_with(const struct lint_name *name, const char *phrase) {
    return matched(name, phrase) != SIZE_MAX;
}

bool lint_ends_in(const struct lint_name *name, const char *phrase) {
    const char *end = phrase + strlen(phrase);
    for (size_t left = name->count; left > 0; end--) {
        const char *start = end;
        while (start > phrase && start[-1] != ' ')
            start--;
        if (!is_word(name->words[--left], start, (size_t)(end - start)))
            return false;
        if (start == phrase)
            return true;
        end = start;
    }
    return false;
}
