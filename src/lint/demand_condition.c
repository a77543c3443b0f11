/*
 * What conditions ask of the relations they name: parts joined by AND, each a comparison.
 * Conditions in brackets wait in a list.
 */
#include "lint/demand_reading.h"

#include <string.h>

/* ------------------------------------------------------------------ comparisons */

enum comparison { NOTHING, EQUAL, LISTED, RANGE, PATTERN, WORDS, TEST };

static const struct {
    const char *text;
    enum comparison comparison;
} operators[] = {
    {"=", EQUAL},      {"==", EQUAL},       {"<=>", EQUAL},     {"<", RANGE},
    {">", RANGE},      {"<=", RANGE},       {">=", RANGE},      {"@@", WORDS},
    {"~~", PATTERN},   {"~~*", PATTERN},    {"~", PATTERN},     {"~*", PATTERN},
    {"in", LISTED},    {"between", RANGE},  {"like", PATTERN},  {"ilike", PATTERN},
    {"glob", PATTERN}, {"regexp", PATTERN}, {"rlike", PATTERN}, {"match", WORDS},
    {"is", TEST},
};

static enum comparison comparison_at(const struct demand_reading *r, size_t place) {
    for (size_t i = 0; i < TN_LENGTH(operators); i++)
        if (demand_at_symbol(r, place, operators[i].text) ||
            demand_at_word(r, place, operators[i].text))
            return operators[i].comparison;
    return NOTHING;
}

static void add_condition(struct demand_reading *r, size_t relation, struct demand_span span) {
    struct lint_draft *draft = &r->relations[relation].draft;
    const char *old = draft->demand.condition, *text = demand_unqualified(r, span);
    draft->demand.condition =
        old && *old ? tn_arena_format(&r->lint->arena, "%s AND %s", old, text) : text;
}

/* The same each time: where indexes have no condition, the column leads to the rows. */
static void add_constant(struct demand_reading *r, const struct demand_operand *operand,
                         struct demand_span span, bool one_value) {
    struct demand_relation *relation = &r->relations[operand->column.relation];
    if (r->lint->dialect->can.partial_index)
        add_condition(r, operand->column.relation, span);
    else if (one_value)
        lint_wish_for(r->lint, &relation->draft.demand.equals, demand_wish_of(operand));
}

static bool is_truth(const struct demand_reading *r, struct demand_span span) {
    return span.to - span.from == 1 &&
           (demand_at_word(r, span.from, "true") || demand_at_word(r, span.from, "false"));
}

/* LIKE 'abc%' is a range of an index, LIKE '%abc%' is none. */
static bool begins_plainly(const struct demand_reading *r, struct demand_span span) {
    const struct token *token = demand_token_at(r, span.from);
    return token->kind == T_STRING && token->length > 2 && !strchr("%_*?[^.", token->at[1]);
}

static void add_comparison(struct demand_reading *r, const struct demand_operand *operand,
                           enum comparison comparison) {
    struct lint_draft *draft = &r->relations[operand->column.relation].draft;
    struct lint_wish wish = demand_wish_of(operand),
                     column = {operand->column.attribute, "", false};
    draft->listed |= comparison == LISTED;
    draft->demand.words |= comparison == WORDS;
    if (comparison == RANGE)
        lint_wish_for(r->lint, &draft->ranges, wish);
    else if (comparison == PATTERN || comparison == WORDS)
        lint_wish_for(r->lint, &draft->demand.searches, column);
    else
        lint_wish_for(r->lint, &draft->demand.equals, wish);
}

void demand_add_link(struct demand_reading *r, struct demand_column a, struct demand_column b) {
    struct demand_link link = {{a.relation, b.relation}, {a.attribute, b.attribute}};
    TN_PUSH(&r->links, link);
}

static void compare(struct demand_reading *r, struct demand_span left, struct demand_span right,
                    struct demand_span whole, enum comparison comparison) {
    struct demand_operand a = demand_operand_of(r, left), b = demand_operand_of(r, right);
    bool swapped = comparison == EQUAL && !a.column.attribute && b.column.attribute;
    struct demand_operand side = swapped ? b : a, other = swapped ? a : b;
    if (!side.column.attribute || side.mixed)
        return;
    if (comparison == EQUAL && !side.expression && is_truth(r, swapped ? left : right))
        add_constant(r, &side, whole, true);
    else if (other.column.attribute && !other.mixed) {
        if (comparison == EQUAL && !side.expression && !other.expression &&
            side.column.relation != other.column.relation)
            demand_add_link(r, side.column, other.column);
    } else
        add_comparison(r, &side, comparison);
}

/* a IS NULL, a IS NOT NULL */
static void test(struct demand_reading *r, struct demand_span left, struct demand_span whole) {
    struct demand_operand a = demand_operand_of(r, left);
    bool distinct = demand_find_word(r, left.to, whole.to, "distinct") < whole.to;
    if (a.column.attribute && !a.mixed && !distinct)
        add_constant(r, &a, whole, !demand_at_word(r, left.to + 1, "not"));
}

/* MATCH (a, b) AGAINST ('x') */
static void read_match(struct demand_reading *r, struct demand_span span) {
    size_t end = r->match.items[span.from + 1];
    for (size_t at = span.from + 2; at < end && at < span.to; at++) {
        if (!token_is_name(demand_token_at(r, at)))
            continue;
        struct demand_operand a = {demand_column_at(r, at, demand_path_end(r, at)), NULL, false};
        if (a.column.attribute)
            add_comparison(r, &a, WORDS);
        at = demand_path_end(r, at) - 1;
    }
}

/* A column alone, or NOT before it. */
static void read_flag(struct demand_reading *r, struct demand_span span) {
    bool negated = demand_at_word(r, span.from, "not");
    struct demand_operand a =
        demand_operand_of(r, (struct demand_span){span.from + negated, span.to});
    if (a.column.attribute && !a.expression && !a.mixed &&
        lint_column_type(r->lint->dialect, a.column.attribute).family == LINT_BOOLEAN)
        add_constant(r, &a, span, true);
}

static void read_comparison(struct demand_reading *r, struct demand_span span) {
    if (demand_at_word(r, span.from, "match") && demand_at_symbol(r, span.from + 1, "(")) {
        read_match(r, span);
        return;
    }
    bool negated = demand_at_word(r, span.from, "not");
    for (size_t at = span.from; at < span.to && !negated; at = demand_behind(r, at)) {
        enum comparison comparison = comparison_at(r, at);
        struct demand_span left = {span.from, at}, right = {at + 1, span.to};
        if (comparison == NOTHING || at == span.from)
            continue;
        if (demand_at_word(r, at - 1, "not") || right.from >= right.to)
            return;
        if (comparison == TEST)
            test(r, left, span);
        else if (comparison == PATTERN && begins_plainly(r, right) &&
                 !demand_at_word(r, at, "ilike"))
            compare(r, left, right, span, RANGE);
        else if (comparison == EQUAL && demand_at_word(r, right.from, "any"))
            compare(r, left, right, span, LISTED);
        else
            compare(r, left, right, span, comparison);
        return;
    }
    read_flag(r, span);
}

/* ------------------------------------------------------------------ conditions */

static void wait_for(struct demand_reading *r, size_t from, size_t to) {
    if (from < to)
        TN_PUSH(&r->waiting, ((struct demand_span){from, to}));
}

/* Where the next AND of the condition stands, but for that of BETWEEN and those inside CASE. */
static size_t end_of_part(const struct demand_reading *r, size_t from, size_t to) {
    bool between = false;
    size_t cases = 0;
    for (size_t at = from; at < to; at = demand_behind(r, at)) {
        cases += demand_at_word(r, at, "case");
        cases -= cases && demand_at_word(r, at, "end");
        if (demand_at_word(r, at, "and") && !cases) {
            if (!between)
                return at;
            between = false;
        }
        between |= demand_at_word(r, at, "between") && !cases;
    }
    return to;
}

/* status = 'new' OR status = 'paid': what is compared, and how; NOTHING where it is not so plain.
 */
static enum comparison alternative_of(const struct demand_reading *r, struct demand_span span,
                                      struct demand_operand *side) {
    for (size_t at = span.from + 1; at < span.to; at = demand_behind(r, at)) {
        enum comparison comparison = comparison_at(r, at);
        if (comparison == NOTHING)
            continue;
        *side = demand_operand_of(r, (struct demand_span){span.from, at});
        bool plain = side->column.attribute && !side->mixed && !demand_at_word(r, at - 1, "not") &&
                     !demand_operand_of(r, (struct demand_span){at + 1, span.to}).column.attribute;
        return plain && (comparison == EQUAL || comparison == LISTED || comparison == RANGE)
                   ? comparison
                   : NOTHING;
    }
    return NOTHING;
}

static bool is_same_side(const struct demand_operand *a, const struct demand_operand *b) {
    return a->column.relation == b->column.relation && a->column.attribute == b->column.attribute &&
           !a->expression && !b->expression;
}

/* Where all of several conditions, one of which is enough, are on one column, it has one of some
 * values, or lies in one of some ranges. */
static void read_alternatives(struct demand_reading *r, struct demand_span span) {
    struct demand_operand first = {.mixed = true};
    enum comparison all = LISTED;
    for (size_t at = span.from; at < span.to;) {
        size_t end = demand_find_word(r, at, span.to, "or");
        struct demand_operand side = {.mixed = true};
        enum comparison comparison =
            alternative_of(r, demand_without_brackets(r, (struct demand_span){at, end}), &side);
        first = at == span.from ? side : first;
        if (comparison == NOTHING || !is_same_side(&first, &side))
            return;
        all = comparison == RANGE ? RANGE : all;
        at = end + 1;
    }
    if (!first.mixed)
        add_comparison(r, &first, all);
}

/* Its parts, or those of which one is enough. */
static void split_condition(struct demand_reading *r, struct demand_span span) {
    static const char *const either[] = {"or", "xor", NULL};
    if (demand_find_one(r, span.from, span.to, either) < span.to) {
        read_alternatives(r, span);
        return;
    }
    for (size_t at = span.from; at < span.to;) {
        size_t end = end_of_part(r, at, span.to);
        struct demand_span part = {at, end}, inside = demand_without_brackets(r, part);
        if (inside.from > part.from && !demand_at_word(r, inside.from, "select"))
            wait_for(r, inside.from, inside.to);
        else if (part.from < part.to)
            read_comparison(r, part);
        at = end + 1;
    }
}

void demand_read_condition(struct demand_reading *r, size_t from, size_t to) {
    wait_for(r, from, to);
    while (r->waiting.count)
        split_condition(r, r->waiting.items[--r->waiting.count]);
}
