/*
 * What PostgreSQL prints otherwise than people write it: CAST (x AS t) as (x)::t, and x BETWEEN a
 * AND b as ((x >= a) AND (x <= b)).
 */
#include "sql/expression.h"

#include <stdlib.h>
#include <string.h>

static void put_symbol(struct pieces *out, const char *text) {
    struct piece piece = {text, strlen(text), *text >= 'a' ? T_WORD : T_SYMBOL, 0, false};
    TN_PUSH(out, piece);
}

static void put_pieces(struct pieces *pieces, struct pieces *out) {
    free(pieces->items);
    *pieces = *out;
    pieces_compact(pieces);
}

/* ------------------------------------------------------------------ casts */

/* The innermost brackets that are open: CAST ( or others. */
struct open_casts {
    bool *cast; /* that has not come to its AS yet, or has */
    bool *done;
    size_t depth;
};

static void spell_cast_piece(const struct pieces *pieces, size_t i, struct open_casts *open,
                             struct pieces *out) {
    const struct piece *piece = &pieces->items[i];
    bool within = open->depth && open->cast[open->depth];
    if (piece_opens(piece) && piece->match != i) {
        open->cast[++open->depth] = i && piece_is(pieces, i - 1, "cast");
        open->done[open->depth] = false;
    } else if (within && piece_is(pieces, i, "as") && !open->done[open->depth]) {
        open->done[open->depth] = true;
        put_symbol(out, ")");
        put_symbol(out, "::");
        return;
    } else if (piece_closes(piece) && piece->match != i) {
        bool closed = open->done[open->depth--];
        if (closed)
            return;
    }
    TN_PUSH(out, *piece);
}

static bool is_cast(const struct pieces *pieces, size_t i) {
    return piece_is(pieces, i, "cast") && piece_is(pieces, i + 1, "(") &&
           pieces->items[i + 1].match > i + 1;
}

void pieces_spell_casts(struct pieces *pieces) {
    struct pieces out = {.dialect = pieces->dialect};
    struct open_casts open = {.cast = tn_allocate(pieces->count + 1),
                              .done = tn_allocate(pieces->count + 1)};
    for (size_t i = 0; i < pieces->count; i++)
        if (!is_cast(pieces, i))
            spell_cast_piece(pieces, i, &open, &out);
    free(open.cast);
    free(open.done);
    put_pieces(pieces, &out);
}

/* ------------------------------------------------------------------ BETWEEN */

/* An operand that is written twice is not longer than this, or a few BETWEEN within each other
 * would make much of little. */
#define LONGEST_OPERAND 32

struct between {
    size_t begin, tail, word, and, end; /* places: of the operand, behind it, …, behind all */
    size_t from, to;                    /* the operand in what is written */
};

struct betweens {
    TN_VECTOR(struct between) list;
    size_t *at; /* of each place: the number of the one that has something there, or 0 */
};

/* Where the operand in front of that place begins; or that place, where it is too long. */
static size_t operand_before(const struct pieces *pieces, size_t end) {
    size_t begin = end;
    while (begin > 0 && !piece_opens(&pieces->items[begin - 1]) &&
           !piece_ends_operand(pieces, begin - 1)) {
        begin =
            piece_closes(&pieces->items[begin - 1]) ? pieces->items[begin - 1].match : begin - 1;
        if (begin >= end || end - begin > LONGEST_OPERAND)
            return end;
    }
    return begin;
}

static size_t operand_behind(const struct pieces *pieces, size_t i) {
    while (i < pieces->count && !piece_closes(&pieces->items[i]) && !piece_ends_operand(pieces, i))
        i = piece_opens(&pieces->items[i]) ? pieces->items[i].match + 1 : i + 1;
    return i;
}

static void find_between(const struct pieces *pieces, size_t word, struct betweens *betweens) {
    struct between found = {.word = word, .tail = word};
    if (word > 0 && piece_is(pieces, word - 1, "not"))
        found.tail--;
    found.begin = operand_before(pieces, found.tail);
    found.and = operand_behind(pieces, word + 1);
    found.end = operand_behind(pieces, found.and +1);
    if (found.begin == found.tail || found.and == word + 1 || found.end <= found.and +1 ||
        !piece_is(pieces, found.and, "and") || piece_is(pieces, word + 1, "symmetric"))
        return;
    TN_PUSH(&betweens->list, found);
    const size_t places[] = {found.begin, found.tail, found.word, found.and, found.end};
    for (size_t i = 0; i < TN_LENGTH(places); i++)
        betweens->at[places[i]] = betweens->list.count;
}

static void put_operand_again(struct pieces *out, const struct between *between) {
    for (size_t i = between->from; i < between->to; i++) {
        struct piece piece = out->items[i];
        TN_PUSH(out, piece);
    }
}

/* Writes what stands there instead of the piece, or before it; does the piece stay? */
static bool spell_place(struct between *between, size_t i, struct pieces *out) {
    bool negated = between->tail < between->word;
    if (i == between->end)
        put_symbol(out, ")");
    if (i == between->begin) {
        put_symbol(out, "(");
        between->from = out->count;
    }
    if (i == between->tail)
        between->to = out->count;
    if (i == between->word)
        put_symbol(out, negated ? "<" : ">=");
    if (i == between->and) {
        put_symbol(out, negated ? "or" : "and");
        put_operand_again(out, between);
        put_symbol(out, negated ? ">" : "<=");
    }
    return i != between->tail && i != between->word && i != between->and;
}

static void spell_betweens(struct pieces *pieces, const struct betweens *betweens) {
    struct pieces out = {.dialect = pieces->dialect};
    for (size_t i = 0; i <= pieces->count; i++) {
        size_t number = betweens->at[i];
        bool stays = !number || spell_place(&betweens->list.items[number - 1], i, &out);
        if (stays && i < pieces->count)
            TN_PUSH(&out, pieces->items[i]);
    }
    put_pieces(pieces, &out);
}

void pieces_spell_betweens(struct pieces *pieces) {
    struct betweens betweens = {.at = tn_allocate((pieces->count + 1) * sizeof *betweens.at)};
    memset(betweens.at, 0, (pieces->count + 1) * sizeof *betweens.at);
    for (size_t i = 0; i < pieces->count; i++)
        if (piece_is(pieces, i, "between"))
            find_between(pieces, i, &betweens);
    if (betweens.list.count)
        spell_betweens(pieces, &betweens);
    free(betweens.list.items);
    free(betweens.at);
}
