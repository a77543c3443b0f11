/*
 * Reading and comparing the bounds of partitions.
 */
#include "lint/pieces.h"

#include "lint/expression.h"

#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ values */

static bool at_word(const struct lint_expression *e, size_t place, const char *word) {
    return place < e->count && token_is_word(&e->tokens[place], word);
}

static struct lint_bound_value value_at(const struct lint_expression *e, size_t place) {
    static const char midnight[] = " 00:00:00'";
    size_t tail = sizeof midnight - 1;
    const struct token *token = &e->tokens[place];
    bool negative = place && token_is_symbol(&e->tokens[place - 1], '-');
    struct lint_bound_value value = {0, token->kind == T_NUMBER, negative, token->at,
                                     token->length};
    if (!value.number && value.length > tail &&
        memcmp(value.at + value.length - tail, midnight, tail) == 0)
        value.length -= tail - 1;
    return value;
}

/* The first number or text within: of TO_DAYS('2026-01-01') what it is called with. */
static bool read_value(const struct lint_expression *e, size_t from, size_t to,
                       struct lint_bound_value *value) {
    for (size_t at = from; at < to; at++) {
        const struct token *token = &e->tokens[at];
        if (token_is_word(token, "minvalue") || token_is_word(token, "maxvalue")) {
            *value = (struct lint_bound_value){.end = token_is_word(token, "minvalue") ? -1 : 1};
            return true;
        }
        if (token->kind == T_NUMBER || token->kind == T_STRING) {
            *value = value_at(e, at);
            return true;
        }
    }
    return false;
}

/* (1, 'a'), at the bracket. False where something in it cannot be told. */
static bool read_bound(const struct lint_expression *e, size_t at, struct lint_bound *bound) {
    if (at_word(e, at, "maxvalue"))
        return read_value(e, at, at + 1, &bound->values[bound->count++]);
    if (at >= e->count || e->match[at] <= at)
        return false;
    size_t end = e->match[at];
    for (size_t from = at + 1; from < end && bound->count < LINT_BOUND_WIDTH;) {
        size_t to = from;
        while (to < end && !token_is_symbol(&e->tokens[to], ','))
            to = e->match[to] > to ? e->match[to] + 1 : to + 1;
        if (!read_value(e, from, to, &bound->values[bound->count++]))
            return false;
        from = to + 1;
    }
    return bound->count > 0;
}

static double number_of(const struct lint_bound_value *value) {
    double number = strtod(value->at, NULL);
    return value->negative ? -number : number;
}

/* 2 where they cannot be compared. */
static int compare_values(const struct lint_bound_value *a, const struct lint_bound_value *b) {
    if (a->end || b->end)
        return (a->end > b->end) - (a->end < b->end);
    if (a->number != b->number)
        return 2;
    if (a->number) {
        double left = number_of(a), right = number_of(b);
        return (left > right) - (left < right);
    }
    size_t shorter = a->length < b->length ? a->length : b->length;
    int order = memcmp(a->at, b->at, shorter - 1); /* without the last quote */
    if (order)
        return order > 0 ? 1 : -1;
    return (a->length > b->length) - (a->length < b->length);
}

static int compare_bounds(const struct lint_bound *a, const struct lint_bound *b) {
    for (size_t i = 0; i < a->count && i < b->count; i++) {
        int order = compare_values(&a->values[i], &b->values[i]);
        if (order)
            return order;
    }
    return 0;
}

/* ------------------------------------------------------------------ reading */

static void read_listed(const struct lint_expression *e, size_t at, struct lint_pieces *pieces) {
    size_t end = at < e->count ? e->match[at] : at;
    for (size_t place = at + 1; place < end; place++) {
        const struct token *token = &e->tokens[place];
        if (token->kind == T_NUMBER || token->kind == T_STRING)
            TN_PUSH(&pieces->listed, value_at(e, place));
    }
}

void lint_read_part(struct tn_lint *lint, const struct tn_entity *part,
                    struct lint_pieces *pieces) {
    const struct lint_expression *e = lint_expression_of(lint, part->partition_bound);
    struct lint_piece piece = {.name = part->name};
    pieces->partitions++;
    if (at_word(e, 0, "default")) {
        pieces->rest = true;
    } else if (at_word(e, 2, "in")) {
        read_listed(e, 3, pieces);
    } else if (at_word(e, 2, "from") && e->count > 3) {
        size_t to = e->match[3] + 2;
        pieces->unclear |= !read_bound(e, 3, &piece.from) || !read_bound(e, to, &piece.to);
        TN_PUSH(&pieces->list, piece);
    } else if (at_word(e, 2, "with") && e->count > 8) {
        piece.modulus = strtoll(e->tokens[5].at, NULL, 10);
        piece.remainder = strtoll(e->tokens[8].at, NULL, 10);
        TN_PUSH(&pieces->list, piece);
    } else {
        pieces->unclear = true;
    }
}

void lint_read_parts(struct tn_lint *lint, const char *text, struct lint_pieces *pieces) {
    struct lint_expression e = lint_expression_read(lint->dialect, tn_slice_of(text), &lint->arena);
    struct lint_bound before = {.values = {{.end = -1}}, .count = 1};
    for (size_t at = 0; at + 3 < e.count; at++) {
        struct lint_piece piece = {.name = ""};
        pieces->partitions += at_word(&e, at, "partition");
        if (at_word(&e, at, "partition") && at_word(&e, at + 2, "default"))
            pieces->rest = true;
        else if (at_word(&e, at, "values") && at_word(&e, at + 1, "in"))
            read_listed(&e, at + 2, pieces);
        else if (at_word(&e, at, "less") && at_word(&e, at + 1, "than")) {
            pieces->unclear |= !read_bound(&e, at + 2, &piece.to);
            piece.from = before;
            before = piece.to;
            TN_PUSH(&pieces->list, piece);
        }
    }
}

/* ------------------------------------------------------------------ judging */

static int by_start(const void *a, const void *b) {
    const struct lint_piece *left = a, *right = b;
    int order = compare_bounds(&left->from, &right->from);
    return order == 2 ? 0 : order;
}

bool lint_is_end(const struct lint_bound *bound, int end) {
    return bound->count && bound->values[0].end == end;
}

/* Ranges in order: each begins where the one before it ends. */
enum lint_pieces_fault lint_judge_ranges(struct lint_pieces *pieces) {
    enum lint_pieces_fault worst = LINT_NO_FAULT;
    struct lint_piece *list = pieces->list.items;
    size_t count = pieces->list.count;
    if (count)
        qsort(list, count, sizeof *list, by_start);
    for (size_t i = 0; i < count; i++) {
        int own = compare_bounds(&list[i].from, &list[i].to);
        int next = i + 1 < count ? compare_bounds(&list[i].to, &list[i + 1].from) : 0;
        if (own == 2 || next == 2)
            return LINT_NO_FAULT;
        if (own >= 0 || next > 0)
            return LINT_OVERLAP;
        if (next < 0)
            worst = LINT_GAP;
    }
    bool open = count && !(lint_is_end(&list[0].from, -1) && lint_is_end(&list[count - 1].to, 1));
    return worst == LINT_GAP ? LINT_GAP : open ? LINT_OPEN_END : LINT_NO_FAULT;
}

static int by_value(const void *a, const void *b) {
    int order = compare_values(a, b);
    return order == 2 ? (((const struct lint_bound_value *)a)->number ? 1 : -1) : order;
}

enum lint_pieces_fault lint_judge_lists(struct lint_pieces *pieces) {
    if (pieces->listed.count)
        qsort(pieces->listed.items, pieces->listed.count, sizeof *pieces->listed.items, by_value);
    for (size_t i = 1; i < pieces->listed.count; i++)
        if (compare_values(&pieces->listed.items[i - 1], &pieces->listed.items[i]) == 0)
            return LINT_OVERLAP;
    return LINT_OPEN_END;
}

/* In PostgreSQL each modulus is a factor of the next larger one. */
enum lint_pieces_fault lint_judge_hashes(const struct lint_pieces *pieces) {
    enum { MOST = 1000 };
    int64_t largest = 1, taken = 0;
    for (size_t i = 0; i < pieces->list.count; i++)
        if (pieces->list.items[i].modulus > largest)
            largest = pieces->list.items[i].modulus;
    for (size_t i = 0; i < pieces->list.count && pieces->list.count < MOST; i++) {
        const struct lint_piece *a = &pieces->list.items[i];
        if (a->modulus <= 0)
            return LINT_NO_FAULT;
        taken += largest / a->modulus;
        for (size_t k = 0; k < i; k++) {
            const struct lint_piece *b = &pieces->list.items[k];
            int64_t smaller = a->modulus < b->modulus ? a->modulus : b->modulus;
            if (a->remainder % smaller == b->remainder % smaller)
                return LINT_OVERLAP;
        }
    }
    return taken < largest ? LINT_GAP : LINT_NO_FAULT;
}
