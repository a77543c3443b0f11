/*
 * How much alike two names are. Words are compared with each other, not whole names: first_name and
 * last_name share one word and no more, however many letters their other words have in common.
 */
#include "diff/likeness.h"

#include <ctype.h>
#include <string.h>

enum { NEARLY = 70, ABBREVIATION = 75, SHORTEST_ABBREVIATION = 3 };

static bool begins_word(const char *name, const char *at) {
    unsigned char c = (unsigned char)*at, before = at > name ? (unsigned char)at[-1] : '_';
    return !(isalnum(before) || before >= 128) || (isupper(c) && islower(before)) ||
           !isdigit(c) != !isdigit(before);
}

void name_split(const char *name, struct name_words *words) {
    *words = (struct name_words){0};
    for (const char *at = name; *at; at++) {
        unsigned char c = (unsigned char)*at;
        if (!isalnum(c) && c < 128)
            continue;
        if (begins_word(name, at) && words->count++ == MOST_WORDS) {
            words->count = MOST_WORDS;
            return;
        }
        struct name_word *word = &words->list[words->count - 1];
        if (word->length < MOST_LETTERS) {
            word->letters[word->length++] = (char)tolower(c);
            words->letters++;
        }
    }
}

/* The longest common subsequence (Wagner and Fischer, JACM 21, 1974), one row at a time. */
static unsigned common_letters(const struct name_word *a, const struct name_word *b) {
    unsigned row[MOST_LETTERS + 1] = {0};
    for (unsigned i = 0; i < a->length; i++) {
        unsigned diagonal = 0;
        for (unsigned k = 0; k < b->length; k++) {
            unsigned above = row[k + 1];
            unsigned left = row[k];
            row[k + 1] = a->letters[i] == b->letters[k] ? diagonal + 1
                         : above > left                 ? above
                                                        : left;
            diagonal = above;
        }
    }
    return row[b->length];
}

static unsigned word_likeness(const struct name_word *a, const struct name_word *b) {
    unsigned whole = a->length + b->length;
    unsigned shorter = a->length < b->length ? a->length : b->length;
    if (shorter < whole - shorter && shorter >= SHORTEST_ABBREVIATION &&
        memcmp(a->letters, b->letters, shorter) == 0 && 200 * shorter < ABBREVIATION * whole)
        return ABBREVIATION;
    if (200 * shorter < NEARLY * whole) /* they cannot be near each other */
        return 0;
    unsigned likeness = 200 * common_letters(a, b) / whole;
    return likeness >= NEARLY ? likeness : 0;
}

static const struct name_word *next_number(const struct name_words *words, unsigned *place) {
    while (*place < words->count) {
        const struct name_word *word = &words->list[(*place)++];
        if (isdigit((unsigned char)word->letters[0]))
            return word;
    }
    return NULL;
}

/* orders_2022 and orders_2023 are two of a series, and so are line1 and line2. */
static bool are_of_a_series(const struct name_words *a, const struct name_words *b) {
    unsigned at_a = 0, at_b = 0;
    const struct name_word *left = next_number(a, &at_a), *right = next_number(b, &at_b);
    for (; left && right; left = next_number(a, &at_a), right = next_number(b, &at_b))
        if (left->length != right->length || memcmp(left->letters, right->letters, left->length))
            return true;
    return false;
}

/* Each word takes the nearest that is free; what both have is counted in letters, times 100. */
unsigned name_likeness(const char *a, const char *b) {
    struct name_words left, right;
    bool used[MOST_WORDS] = {false};
    unsigned shared = 0;
    name_split(a, &left);
    name_split(b, &right);
    if (are_of_a_series(&left, &right))
        return 0;
    for (unsigned i = 0; i < left.count; i++) {
        unsigned best = 0, place = 0;
        for (unsigned k = 0; k < right.count; k++) {
            unsigned likeness = used[k] ? 0 : word_likeness(&left.list[i], &right.list[k]);
            if (likeness > best) {
                best = likeness;
                place = k;
            }
        }
        if (best) {
            used[place] = true;
            shared += best * (left.list[i].length + right.list[place].length);
        }
    }
    return left.letters + right.letters ? shared / (left.letters + right.letters) : 0;
}
