/*
 * What a query asks of its tables. The SELECTs that stand side by side in a statement are read, not
 * those inside: relations behind FROM, conditions joined by AND, the order, and whether only the
 * first rows are taken. What is not understood asks for nothing. Nothing recurses: brackets know
 * their other end, and conditions in brackets wait in a list.
 */
#include "lint/demand.h"
#include "sql/lexer.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_RELATIONS = 32 };

struct relation {
    struct lint_table *table;   /* NULL for a query and what is unknown */
    const char *name;           /* by which it is qualified, in small letters */
    struct tn_text_map columns; /* name in small letters -> attribute */
    struct lint_draft draft;
    bool reached; /* by a join from those before, or the first to be read */
};

/* a.x = b.y */
struct link {
    size_t relations[2];
    const struct tn_attribute *attributes[2];
};

struct span { /* of tokens */
    size_t from, to;
};

struct reading {
    struct tn_lint *lint;
    const struct tn_access_pattern *pattern;
    TN_VECTOR(struct token) tokens; /* the last one is T_END */
    TN_VECTOR(size_t) match;        /* of a bracket the other one, else its own place */
    struct relation relations[MOST_RELATIONS];
    size_t relation_count;
    TN_VECTOR(struct link) links;
    TN_VECTOR(struct span) waiting; /* conditions */
    struct span output;
};

/* ------------------------------------------------------------------ tokens */

static void read_tokens(struct reading *r, const char *text) {
    struct lexer lexer;
    TN_VECTOR(size_t) open = {0};
    lexer_init(&lexer, tn_slice_of(text), r->lint->dialect->id, NULL);
    for (;;) {
        struct token token = lexer_next(&lexer);
        size_t place = r->tokens.count;
        TN_PUSH(&r->tokens, token);
        TN_PUSH(&r->match, place);
        if (token.kind == T_END)
            break;
        if (token_is_symbol(&token, '('))
            TN_PUSH(&open, place);
        if (token_is_symbol(&token, ')') && open.count) {
            size_t other = open.items[--open.count];
            r->match.items[place] = other;
            r->match.items[other] = place;
        }
    }
    free(open.items);
}

static const struct token *token_at(const struct reading *r, size_t place) {
    return &r->tokens.items[place < r->tokens.count ? place : r->tokens.count - 1];
}

static bool at_word(const struct reading *r, size_t place, const char *word) {
    return token_is_word(token_at(r, place), word);
}

static bool at_symbol(const struct reading *r, size_t place, const char *symbol) {
    const struct token *token = token_at(r, place);
    return token->kind == T_SYMBOL &&
           tn_slice_is((struct tn_slice){token->at, token->length}, symbol);
}

/* Behind the token, and behind the brackets that it opens. */
static size_t behind(const struct reading *r, size_t place) {
    return r->match.items[place] > place ? r->match.items[place] + 1 : place + 1;
}

static bool is_one_of(const struct reading *r, size_t place, const char *const *words) {
    for (; *words; words++)
        if (at_word(r, place, *words))
            return true;
    return false;
}

/* The first of the words at this level; to where there is none. */
static size_t find_one(const struct reading *r, size_t from, size_t to, const char *const *words) {
    for (size_t at = from; at < to; at = behind(r, at))
        if (is_one_of(r, at, words))
            return at;
    return to;
}

static size_t find_word(const struct reading *r, size_t from, size_t to, const char *word) {
    return find_one(r, from, to, (const char *const[]){word, NULL});
}

/* What the token stands for, in small letters. */
static const char *name_at(const struct reading *r, size_t place) {
    struct tn_buffer text = {0}, lower = {0};
    const struct token *token = token_at(r, place);
    if (token->kind == T_QUOTED)
        token_unquote(token, r->lint->dialect->id, &text);
    else
        tn_put_bytes(&text, token->at, token->length);
    tn_put_lower(&lower, (struct tn_slice){tn_buffer_text(&text), text.length});
    const char *name = tn_arena_text(&r->lint->arena, tn_buffer_text(&lower), lower.length);
    tn_buffer_free(&text);
    tn_buffer_free(&lower);
    return name;
}

/* ------------------------------------------------------------------ columns */

struct column {
    size_t relation; /* MOST_RELATIONS: none */
    const struct tn_attribute *attribute;
};

static struct column column_in(const struct reading *r, size_t relation, const char *name) {
    const struct tn_attribute *found = tn_text_map_get(&r->relations[relation].columns, name);
    return (struct column){found ? relation : MOST_RELATIONS, found};
}

static struct column column_named(const struct reading *r, const char *qualifier,
                                  const char *name) {
    struct column none = {MOST_RELATIONS, NULL};
    for (size_t i = 0; i < r->relation_count; i++) {
        if (qualifier && strcmp(r->relations[i].name, qualifier) != 0)
            continue;
        struct column found = column_in(r, i, name);
        if (found.attribute || qualifier)
            return found;
    }
    return none;
}

/* Behind the path that begins there: schema.table.column. */
static size_t path_end(const struct reading *r, size_t from) {
    size_t at = from + 1;
    while (at_symbol(r, at, ".") && token_is_name(token_at(r, at + 1)))
        at += 2;
    return at;
}

static struct column column_at(const struct reading *r, size_t from, size_t end) {
    const char *qualifier = end - from > 2 ? name_at(r, end - 3) : NULL;
    return column_named(r, qualifier, name_at(r, end - 1));
}

/* ------------------------------------------------------------------ operands */

/* One side of a comparison. */
struct operand {
    struct column column;   /* a column, or whose relation the expression is of */
    const char *expression; /* NULL for a plain column or a constant */
    bool mixed;             /* of several relations, or a query */
};

static struct span without_brackets(const struct reading *r, struct span span) {
    while (span.to - span.from > 2 && at_symbol(r, span.from, "(") &&
           r->match.items[span.from] == span.to - 1)
        span = (struct span){span.from + 1, span.to - 1};
    return span;
}

/* As written, without qualifiers of columns. */
static const char *unqualified(const struct reading *r, struct span span) {
    struct tn_buffer out = {0};
    for (size_t at = span.from; at < span.to; at++) {
        const struct token *token = token_at(r, at);
        bool name = token_is_name(token);
        if (name && at_symbol(r, at + 1, ".") && !at_symbol(r, path_end(r, at), "("))
            at = path_end(r, at) - 1;
        if (out.length && token->gap != GAP_NONE)
            tn_put_char(&out, ' ');
        tn_put_bytes(&out, token_at(r, at)->at, token_at(r, at)->length);
    }
    const char *text = tn_arena_text(&r->lint->arena, tn_buffer_text(&out), out.length);
    tn_buffer_free(&out);
    return text;
}

static void see_column(struct operand *operand, struct column column) {
    if (!column.attribute)
        return;
    operand->mixed |= operand->column.attribute && operand->column.relation != column.relation;
    operand->column = column;
}

static struct operand operand_of(const struct reading *r, struct span span) {
    struct operand operand = {{MOST_RELATIONS, NULL}, NULL, false};
    span = without_brackets(r, span);
    for (size_t at = span.from; at < span.to; at++) {
        if (at_word(r, at, "select"))
            return (struct operand){{MOST_RELATIONS, NULL}, NULL, true};
        if (!token_is_name(token_at(r, at)))
            continue;
        size_t end = path_end(r, at);
        if (!at_symbol(r, end, "("))
            see_column(&operand, column_at(r, at, end));
        if (at == span.from && end == span.to)
            return operand;
        at = end - 1;
    }
    if (operand.column.attribute)
        operand.expression = unqualified(r, span);
    return operand;
}

static struct lint_wish wish_of(const struct operand *operand) {
    if (operand->expression)
        return (struct lint_wish){NULL, operand->expression, false};
    return (struct lint_wish){operand->column.attribute, "", false};
}

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

static enum comparison comparison_at(const struct reading *r, size_t place) {
    for (size_t i = 0; i < TN_LENGTH(operators); i++)
        if (at_symbol(r, place, operators[i].text) || at_word(r, place, operators[i].text))
            return operators[i].comparison;
    return NOTHING;
}

static void add_condition(struct reading *r, size_t relation, struct span span) {
    struct lint_draft *draft = &r->relations[relation].draft;
    const char *old = draft->demand.condition, *text = unqualified(r, span);
    draft->demand.condition =
        old && *old ? tn_arena_format(&r->lint->arena, "%s AND %s", old, text) : text;
}

/* The same each time: where indexes have no condition, the column leads to the rows. */
static void add_constant(struct reading *r, const struct operand *operand, struct span span,
                         bool one_value) {
    struct relation *relation = &r->relations[operand->column.relation];
    if (r->lint->dialect->can.partial_index)
        add_condition(r, operand->column.relation, span);
    else if (one_value)
        lint_wish_for(r->lint, &relation->draft.demand.equals, wish_of(operand));
}

static bool is_truth(const struct reading *r, struct span span) {
    return span.to - span.from == 1 &&
           (at_word(r, span.from, "true") || at_word(r, span.from, "false"));
}

/* LIKE 'abc%' is a range of an index, LIKE '%abc%' is none. */
static bool begins_plainly(const struct reading *r, struct span span) {
    const struct token *token = token_at(r, span.from);
    return token->kind == T_STRING && token->length > 2 && !strchr("%_*?[^.", token->at[1]);
}

static void add_comparison(struct reading *r, const struct operand *operand,
                           enum comparison comparison) {
    struct lint_draft *draft = &r->relations[operand->column.relation].draft;
    struct lint_wish wish = wish_of(operand), column = {operand->column.attribute, "", false};
    draft->listed |= comparison == LISTED;
    draft->demand.words |= comparison == WORDS;
    if (comparison == RANGE)
        lint_wish_for(r->lint, &draft->ranges, wish);
    else if (comparison == PATTERN || comparison == WORDS)
        lint_wish_for(r->lint, &draft->demand.searches, column);
    else
        lint_wish_for(r->lint, &draft->demand.equals, wish);
}

static void add_link(struct reading *r, struct column a, struct column b) {
    struct link link = {{a.relation, b.relation}, {a.attribute, b.attribute}};
    TN_PUSH(&r->links, link);
}

static void compare(struct reading *r, struct span left, struct span right, struct span whole,
                    enum comparison comparison) {
    struct operand a = operand_of(r, left), b = operand_of(r, right);
    bool swapped = comparison == EQUAL && !a.column.attribute && b.column.attribute;
    struct operand side = swapped ? b : a, other = swapped ? a : b;
    if (!side.column.attribute || side.mixed)
        return;
    if (comparison == EQUAL && !side.expression && is_truth(r, swapped ? left : right))
        add_constant(r, &side, whole, true);
    else if (other.column.attribute && !other.mixed) {
        if (comparison == EQUAL && !side.expression && !other.expression &&
            side.column.relation != other.column.relation)
            add_link(r, side.column, other.column);
    } else
        add_comparison(r, &side, comparison);
}

/* a IS NULL, a IS NOT NULL */
static void test(struct reading *r, struct span left, struct span whole) {
    struct operand a = operand_of(r, left);
    bool distinct = find_word(r, left.to, whole.to, "distinct") < whole.to;
    if (a.column.attribute && !a.mixed && !distinct)
        add_constant(r, &a, whole, !at_word(r, left.to + 1, "not"));
}

/* MATCH (a, b) AGAINST ('x') */
static void read_match(struct reading *r, struct span span) {
    size_t end = r->match.items[span.from + 1];
    for (size_t at = span.from + 2; at < end && at < span.to; at++) {
        if (!token_is_name(token_at(r, at)))
            continue;
        struct operand a = {column_at(r, at, path_end(r, at)), NULL, false};
        if (a.column.attribute)
            add_comparison(r, &a, WORDS);
        at = path_end(r, at) - 1;
    }
}

/* A column alone, or NOT before it. */
static void read_flag(struct reading *r, struct span span) {
    bool negated = at_word(r, span.from, "not");
    struct operand a = operand_of(r, (struct span){span.from + negated, span.to});
    if (a.column.attribute && !a.expression && !a.mixed &&
        lint_column_type(r->lint->dialect, a.column.attribute).family == LINT_BOOLEAN)
        add_constant(r, &a, span, true);
}

static void read_comparison(struct reading *r, struct span span) {
    if (at_word(r, span.from, "match") && at_symbol(r, span.from + 1, "(")) {
        read_match(r, span);
        return;
    }
    bool negated = at_word(r, span.from, "not");
    for (size_t at = span.from; at < span.to && !negated; at = behind(r, at)) {
        enum comparison comparison = comparison_at(r, at);
        struct span left = {span.from, at}, right = {at + 1, span.to};
        if (comparison == NOTHING || at == span.from)
            continue;
        if (at_word(r, at - 1, "not") || right.from >= right.to)
            return;
        if (comparison == TEST)
            test(r, left, span);
        else if (comparison == PATTERN && begins_plainly(r, right) && !at_word(r, at, "ilike"))
            compare(r, left, right, span, RANGE);
        else if (comparison == EQUAL && at_word(r, right.from, "any"))
            compare(r, left, right, span, LISTED);
        else
            compare(r, left, right, span, comparison);
        return;
    }
    read_flag(r, span);
}

/* ------------------------------------------------------------------ conditions */

static void wait_for(struct reading *r, size_t from, size_t to) {
    if (from < to)
        TN_PUSH(&r->waiting, ((struct span){from, to}));
}

/* Where the next AND of the condition stands, but for that of BETWEEN and those inside CASE. */
static size_t end_of_part(const struct reading *r, size_t from, size_t to) {
    bool between = false;
    size_t cases = 0;
    for (size_t at = from; at < to; at = behind(r, at)) {
        cases += at_word(r, at, "case");
        cases -= cases && at_word(r, at, "end");
        if (at_word(r, at, "and") && !cases) {
            if (!between)
                return at;
            between = false;
        }
        between |= at_word(r, at, "between") && !cases;
    }
    return to;
}

/* Its parts, unless one of several is enough. */
static void split_condition(struct reading *r, struct span span) {
    static const char *const either[] = {"or", "xor", NULL};
    if (find_one(r, span.from, span.to, either) < span.to)
        return;
    for (size_t at = span.from; at < span.to;) {
        size_t end = end_of_part(r, at, span.to);
        struct span part = {at, end}, inside = without_brackets(r, part);
        if (inside.from > part.from && !at_word(r, inside.from, "select"))
            wait_for(r, inside.from, inside.to);
        else if (part.from < part.to)
            read_comparison(r, part);
        at = end + 1;
    }
}

static void read_condition(struct reading *r, size_t from, size_t to) {
    wait_for(r, from, to);
    while (r->waiting.count)
        split_condition(r, r->waiting.items[--r->waiting.count]);
}

/* ------------------------------------------------------------------ relations */

static const char *const behind_relation[] = {
    "on",      "using", "join",  "inner",     "left",   "right", "full",          "cross",
    "natural", "where", "group", "having",    "window", "order", "limit",         "offset",
    "fetch",   "for",   "union", "intersect", "except", "set",   "straight_join", "tablesample",
    "lateral", "force", "use",   "ignore",    NULL};

static void add_relation(struct reading *r, struct lint_table *table, const char *name) {
    struct relation *relation = &r->relations[r->relation_count++];
    *relation = (struct relation){.table = table, .name = name};
    relation->draft.demand.pattern = r->pattern;
    for (size_t i = 0; table && i < table->column_count; i++) {
        struct tn_buffer lower = {0};
        tn_put_lower(&lower, tn_slice_of(table->columns[i].attribute->name));
        tn_text_map_put(&relation->columns,
                        tn_arena_text(&r->lint->arena, tn_buffer_text(&lower), lower.length),
                        table->columns[i].attribute);
        tn_buffer_free(&lower);
    }
}

/* A schema that the model does not know is the usual one, or the database. */
static struct lint_table *table_named(const struct reading *r, size_t from, size_t end) {
    const char *name = name_at(r, end - 1), *schema = end - from > 2 ? name_at(r, end - 3) : NULL;
    if (schema && tn_find_name_folded(&r->lint->model->project->namespaces, schema))
        name = tn_arena_format(&r->lint->arena, "%s.%s", schema, name);
    const struct tn_entity *entity = tn_find_entity(r->lint->model, name);
    return entity ? tn_id_map_get(&r->lint->table_of, entity->id) : NULL;
}

/* At a table's path, or at the bracket of a query. Behind it and its alias. */
static size_t read_relation(struct reading *r, size_t from) {
    bool query = at_symbol(r, from, "(");
    size_t end = query ? behind(r, from) : path_end(r, from);
    bool call = !query && at_symbol(r, end, "(");
    struct lint_table *table = query || call ? NULL : table_named(r, from, end);
    const char *name = query ? "" : name_at(r, end - 1);
    end = call ? behind(r, end) : end;
    end += at_word(r, end, "as");
    if (token_is_name(token_at(r, end)) && !is_one_of(r, end, behind_relation))
        name = name_at(r, end++);
    if (r->relation_count < MOST_RELATIONS)
        add_relation(r, table, name);
    return end;
}

/* USING (a, b): of the relation just read and one before it. */
static size_t read_using(struct reading *r, size_t from) {
    size_t end = behind(r, from), last = r->relation_count - 1;
    for (size_t at = from + 1; at + 1 < end && r->relation_count > 1; at += 2) {
        const char *name = name_at(r, at);
        struct column here = column_in(r, last, name), there = {MOST_RELATIONS, NULL};
        for (size_t i = 0; i < last && !there.attribute; i++)
            there = column_in(r, i, name);
        if (here.attribute && there.attribute)
            add_link(r, there, here);
    }
    return end;
}

static bool begins_query(const struct reading *r, size_t place) {
    return at_word(r, place, "select") || at_word(r, place, "with") || at_word(r, place, "values");
}

/* Relations first, since conditions may name those behind them. Brackets around joins do not count.
 */
static void read_relations(struct reading *r, struct span span) {
    bool expected = true;
    for (size_t at = span.from; at < span.to;) {
        if (at_symbol(r, at, "(") && !(expected && begins_query(r, at + 1)))
            at = expected ? at + 1 : behind(r, at);
        else if (expected && (at_word(r, at, "only") || at_word(r, at, "lateral")))
            at++;
        else if (expected && (token_is_name(token_at(r, at)) || at_symbol(r, at, "("))) {
            at = read_relation(r, at);
            expected = false;
        } else if (at_word(r, at, "using") && at_symbol(r, at + 1, "(") && r->relation_count)
            at = read_using(r, at + 1);
        else {
            expected |=
                at_symbol(r, at, ",") || at_word(r, at, "join") || at_word(r, at, "straight_join");
            at++;
        }
    }
}

static void read_joins(struct reading *r, struct span span) {
    static const char *const ends[] = {"join",    "inner",         "left", "right", "full", "cross",
                                       "natural", "straight_join", "on",   "using", NULL};
    for (size_t at = span.from; at < span.to; at++) {
        if (!at_word(r, at, "on"))
            continue;
        size_t end = at + 1;
        while (end < span.to && !is_one_of(r, end, ends) && !at_symbol(r, end, ",") &&
               !at_symbol(r, end, ")"))
            end = behind(r, end);
        read_condition(r, at + 1, end);
        at = end - 1;
    }
}

/* ------------------------------------------------------------------ the order */

static size_t end_of_item(const struct reading *r, size_t from, size_t to) {
    size_t at = from;
    while (at < to && !at_symbol(r, at, ","))
        at = behind(r, at);
    return at;
}

/* ORDER BY 2, or by the name that an output has. */
static struct span meant_by(const struct reading *r, struct span item) {
    const struct token *token = token_at(r, item.from);
    long number = token->kind == T_NUMBER ? strtol(token->at, NULL, 10) : 0;
    if (item.to - item.from != 1)
        return item;
    const char *name = token_is_name(token) ? name_at(r, item.from) : NULL;
    for (size_t at = r->output.from, i = 1; at < r->output.to; i++) {
        size_t end = end_of_item(r, at, r->output.to);
        bool named = name && end - at > 2 && at_word(r, end - 2, "as") &&
                     strcmp(name_at(r, end - 1), name) == 0;
        if (named || (long)i == number)
            return (struct span){at, end - at > 2 && at_word(r, end - 2, "as") ? end - 2 : end};
        at = end + 1;
    }
    return item;
}

/* NULLS FIRST where an index has them last, as it is made without saying so. */
static bool wants_other_nulls(const struct reading *r, size_t at, bool descending) {
    bool highest = r->lint->dialect->id == TN_POSTGRESQL; /* nulls come as the highest value */
    return at_word(r, at, "nulls") && at_word(r, at + 1, "first") != (descending == highest);
}

/* False where an index cannot put rows in this order. */
static bool read_sort_item(struct reading *r, struct span item, size_t *relation) {
    size_t end = item.from;
    while (end < item.to && !at_word(r, end, "asc") && !at_word(r, end, "desc") &&
           !at_word(r, end, "nulls"))
        end = behind(r, end);
    bool descending = at_word(r, end, "desc");
    if (wants_other_nulls(r, end + (descending || at_word(r, end, "asc")), descending))
        return false;
    struct operand a = operand_of(r, meant_by(r, (struct span){item.from, end}));
    if (!a.column.attribute || a.mixed ||
        (*relation != MOST_RELATIONS && *relation != a.column.relation))
        return false;
    *relation = a.column.relation;
    struct lint_wish wish = wish_of(&a);
    wish.descending = descending;
    lint_wish_for(r->lint, &r->relations[*relation].draft.sort, wish);
    return true;
}

/* The relation that all of the order is of; MOST_RELATIONS where there is none. */
static size_t read_order(struct reading *r, struct span span) {
    size_t relation = MOST_RELATIONS;
    for (size_t at = span.from; at < span.to;) {
        size_t end = end_of_item(r, at, span.to);
        if (!read_sort_item(r, (struct span){at, end}, &relation)) {
            for (size_t i = 0; i < r->relation_count; i++)
                r->relations[i].draft.sort.count = 0;
            return MOST_RELATIONS;
        }
        at = end + 1;
    }
    return relation;
}

/* ------------------------------------------------------------------ who comes first */

static bool is_narrowed(const struct relation *relation) {
    const struct lint_draft *draft = &relation->draft;
    return draft->demand.equals.count || draft->ranges.count || draft->demand.searches.count;
}

/* The one whose order is asked for, else the first with conditions of its own. */
static size_t first_read(const struct reading *r, size_t sorted) {
    for (size_t i = 0; sorted == MOST_RELATIONS && i < r->relation_count; i++)
        if (r->relations[i].table && is_narrowed(&r->relations[i]))
            return i;
    return sorted == MOST_RELATIONS ? 0 : sorted;
}

/* A relation that a join reaches is asked for the rows with the values of those before it. */
static bool follow_links(struct reading *r) {
    bool more = false;
    bool before[MOST_RELATIONS];
    for (size_t i = 0; i < r->relation_count; i++)
        before[i] = r->relations[i].reached;
    for (size_t i = 0; i < r->links.count; i++)
        for (int side = 0; side < 2; side++) {
            struct link *link = &r->links.items[i];
            struct relation *to = &r->relations[link->relations[!side]];
            if (!before[link->relations[side]] || before[link->relations[!side]])
                continue;
            lint_wish_for(r->lint, &to->draft.demand.equals,
                          (struct lint_wish){link->attributes[!side], "", false});
            to->reached = true;
            more = true;
        }
    return more;
}

static void read_outputs(struct reading *r) {
    struct tn_refs reads = {0};
    TN_VECTOR(struct tn_object *) seen = {0};
    bool plain = r->relation_count == 1;
    for (size_t at = r->output.from; at < r->output.to && plain;) {
        size_t end = end_of_item(r, at, r->output.to);
        struct column column = {MOST_RELATIONS, NULL};
        if (token_is_name(token_at(r, at)) && path_end(r, at) == end)
            column = column_at(r, at, end);
        plain = column.attribute != NULL;
        TN_PUSH(&seen, (struct tn_object *)(uintptr_t)column.attribute);
        at = end + 1;
    }
    if (plain && seen.count) {
        reads.items = tn_arena_allocate(&r->lint->arena, seen.count * sizeof *reads.items);
        memcpy(reads.items, seen.items, seen.count * sizeof *reads.items);
        reads.count = seen.count;
        r->relations[0].draft.demand.reads = reads;
    }
    free(seen.items);
}

static void keep_demands(struct reading *r, size_t first) {
    r->relations[first].reached = true;
    while (follow_links(r))
        ;
    for (size_t i = 0; i < r->relation_count; i++) {
        struct relation *relation = &r->relations[i];
        if (i != first)
            relation->draft.demand.limited = false;
        if (relation->table)
            lint_demand_add(r->lint, relation->table, &relation->draft);
    }
}

static void forget(struct reading *r) {
    for (size_t i = 0; i < r->relation_count; i++)
        tn_text_map_free(&r->relations[i].columns);
    r->relation_count = 0;
    r->links.count = 0;
}

/* ------------------------------------------------------------------ statements */

static const char *const clauses[] = {"where",  "group", "having", "window",    "order", "limit",
                                      "offset", "fetch", "for",    "returning", NULL};

static struct span clause(const struct reading *r, struct span whole, const char *word,
                          size_t words) {
    size_t at = find_word(r, whole.from, whole.to, word);
    size_t from = at < whole.to ? at + words : whole.to;
    return (struct span){from, find_one(r, from, whole.to, clauses)};
}

/* From its first word to the next one beside it. */
static void read_statement(struct reading *r, struct span whole) {
    bool update = at_word(r, whole.from, "update");
    size_t from = update ? whole.from : find_word(r, whole.from, whole.to, "from");
    if (from >= whole.to)
        return;
    struct span tail = {from + 1, whole.to};
    static const char *const ends[] = {"where",  "group", "having", "window",    "order", "limit",
                                       "offset", "fetch", "for",    "returning", "set",   NULL};
    struct span relations = {from + 1, find_one(r, from + 1, whole.to, ends)};
    r->output = (struct span){whole.from + 1, update ? whole.from + 1 : from};
    bool grouped = find_word(r, tail.from, tail.to, "group") < tail.to ||
                   at_word(r, whole.from + 1, "distinct");
    read_relations(r, relations);
    read_joins(r, relations);
    struct span where = clause(r, tail, "where", 1), order = clause(r, tail, "order", 2);
    read_condition(r, where.from, where.to);
    size_t sorted = grouped ? MOST_RELATIONS : read_order(r, order);
    size_t first = first_read(r, sorted);
    static const char *const limits[] = {"limit", "fetch", NULL};
    if (r->relation_count) {
        r->relations[first].draft.demand.limited =
            !grouped && find_one(r, tail.from, tail.to, limits) < tail.to;
        read_outputs(r);
        keep_demands(r, first);
    }
    forget(r);
}

static void reading_free(struct reading *r) {
    forget(r);
    free(r->tokens.items);
    free(r->match.items);
    free(r->links.items);
    free(r->waiting.items);
}

void lint_demands_of_query(struct tn_lint *lint, const struct tn_access_pattern *pattern) {
    static const char *const starts[] = {"select", "update", "delete", NULL};
    static const char *const ends[] = {"union", "intersect", "except", NULL};
    struct reading r = {.lint = lint, .pattern = pattern};
    read_tokens(&r, pattern->query);
    size_t count = r.tokens.count - 1;
    for (size_t at = find_one(&r, 0, count, starts); at < count;) {
        size_t end = find_one(&r, at + 1, count, ends);
        read_statement(&r, (struct span){at, end});
        at = find_one(&r, end, count, starts);
    }
    reading_free(&r);
}

void lint_demand_of_condition(struct tn_lint *lint, struct lint_table *table, const char *condition,
                              struct lint_draft *draft) {
    struct reading r = {.lint = lint, .pattern = draft->demand.pattern};
    read_tokens(&r, condition);
    add_relation(&r, table, "");
    r.relations[0].draft = *draft;
    read_condition(&r, 0, r.tokens.count - 1);
    *draft = r.relations[0].draft;
    reading_free(&r);
}
