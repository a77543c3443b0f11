/*
 * Parentheses of an expression that change nothing, by the strength of the operators around them.
 */
#include "sql/expression.h"

#include <stdlib.h>
#include <string.h>

/* How strongly operators bind, weakest first, in the order that all four dialects share. */
enum strength { OUTSIDE, WEAK_OR, WEAK_AND, WEAK_NOT, COMPARISON, OTHER, SUM, PRODUCT, CAST, ATOM };

static const struct {
    const char *text;
    enum strength strength;
} strengths[] = {
    {"or", WEAK_OR},
    {"and", WEAK_AND},
    {"not", WEAK_NOT},
    {"is", COMPARISON},
    {"in", COMPARISON},
    {"like", COMPARISON},
    {"between", COMPARISON},
    {"ilike", COMPARISON},
    {"not like", COMPARISON},
    {"not ilike", COMPARISON},
    {"regexp", COMPARISON},
    {"rlike", COMPARISON},
    {"glob", COMPARISON},
    {"similar", COMPARISON},
    {"=", COMPARISON},
    {"<", COMPARISON},
    {">", COMPARISON},
    {"<=", COMPARISON},
    {">=", COMPARISON},
    {"<>", COMPARISON},
    {"<=>", COMPARISON},
    {"+", SUM},
    {"-", SUM},
    {"*", PRODUCT},
    {"/", PRODUCT},
    {"%", PRODUCT},
    {"::", CAST},
    {"case", WEAK_OR},
    {"when", OUTSIDE},
    {"then", OUTSIDE},
    {"else", OUTSIDE},
    {"end", OUTSIDE},
    {",", OUTSIDE},
    {"collate", CAST},
    {"at", OTHER},
    {"select", OUTSIDE},
    {"xor", WEAK_OR},
};

static enum strength strength_of(const struct pieces *pieces, size_t i) {
    if (pieces->items[i].kind != T_WORD && pieces->items[i].kind != T_SYMBOL)
        return ATOM;
    for (size_t t = 0; t < TN_LENGTH(strengths); t++)
        if (piece_is(pieces, i, strengths[t].text))
            return strengths[t].strength;
    return pieces->items[i].kind == T_SYMBOL && !strchr(".()[]", *pieces->items[i].at) ? OTHER
                                                                                       : ATOM;
}

bool piece_ends_operand(const struct pieces *pieces, size_t i) {
    return strength_of(pieces, i) <= COMPARISON;
}

/* An opening parenthesis after a name, IN or ANY belongs to that. */
static bool belongs_to_word(const struct pieces *pieces, size_t open) {
    if (open == 0)
        return false;
    const struct piece *before = &pieces->items[open - 1];
    if (before->kind == T_QUOTED || piece_is(pieces, open - 1, "in"))
        return true;
    return before->kind == T_WORD && strength_of(pieces, open - 1) == ATOM;
}

static enum strength left_of(const struct pieces *pieces, size_t open) {
    if (open == 0 || piece_opens(&pieces->items[open - 1]))
        return OUTSIDE;
    return strength_of(pieces, open - 1);
}

static enum strength right_of(const struct pieces *pieces, size_t close) {
    if (close + 1 >= pieces->count || piece_closes(&pieces->items[close + 1]))
        return OUTSIDE;
    return strength_of(pieces, close + 1);
}

/* weakest: the weakest operator inside, outside any deeper brackets. */
static bool changes_nothing(const struct pieces *pieces, size_t close, enum strength weakest) {
    size_t open = pieces->items[close].match;
    if (open == close || *pieces->items[open].at != '(' || belongs_to_word(pieces, open) ||
        weakest == OUTSIDE || open + 1 == close)
        return false;
    enum strength left = left_of(pieces, open), right = right_of(pieces, close);
    bool joins = (left == WEAK_OR || left == WEAK_AND) && left == weakest;
    return (weakest > left || joins) &&
           (weakest > right || (weakest == right && weakest != COMPARISON));
}

void pieces_drop_parentheses(struct pieces *pieces) {
    enum strength *weakest = tn_allocate((pieces->count + 1) * sizeof *weakest);
    size_t depth = 0;
    weakest[0] = ATOM;
    for (size_t i = 0; i < pieces->count; i++) {
        struct piece *piece = &pieces->items[i];
        if (piece_opens(piece) && piece->match != i) {
            weakest[++depth] = ATOM;
        } else if (piece_closes(piece) && piece->match != i) {
            enum strength inside = weakest[depth--];
            if (changes_nothing(pieces, i, inside)) {
                piece->gone = pieces->items[piece->match].gone = true;
                weakest[depth] = inside < weakest[depth] ? inside : weakest[depth];
            }
        } else {
            enum strength here = strength_of(pieces, i);
            weakest[depth] = here < weakest[depth] ? here : weakest[depth];
        }
    }
    free(weakest);
    pieces_compact(pieces);
}
