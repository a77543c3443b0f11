/*
 * partition-bounds: which rows the partitions of a table take. Bounds are compared where they are
 * plain numbers and texts of one form; what cannot be compared is not judged.
 */
#include "lint/expression.h"
#include "lint/partition.h"
#include "lint/rules.h"

#include <stdlib.h>
#include <string.h>

enum { WIDTH = 8 }; /* columns of a bound */

struct value {
    int end; /* -1: MINVALUE, 1: MAXVALUE, 0: a value */
    bool number, negative;
    const char *at;
    size_t length;
};

struct bound {
    struct value values[WIDTH];
    size_t count;
};

struct piece { /* of the rows */
    const char *name;
    struct bound from, to; /* of a range */
    int64_t modulus, remainder;
};

struct pieces {
    TN_VECTOR(struct piece) list;
    TN_VECTOR(struct value) listed; /* of list partitions, all */
    bool rest;                      /* one takes what no other takes */
    bool unclear;
    size_t partitions;
};

enum fault { NO_FAULT, OPEN_END, GAP, OVERLAP };

/* ------------------------------------------------------------------ values */

static bool at_word(const struct lint_expression *e, size_t place, const char *word) {
    return place < e->count && token_is_word(&e->tokens[place], word);
}

static struct value value_at(const struct lint_expression *e, size_t place) {
    static const char midnight[] = " 00:00:00'";
    size_t tail = sizeof midnight - 1;
    const struct token *token = &e->tokens[place];
    bool negative = place && token_is_symbol(&e->tokens[place - 1], '-');
    struct value value = {0, token->kind == T_NUMBER, negative, token->at, token->length};
    if (!value.number && value.length > tail &&
        memcmp(value.at + value.length - tail, midnight, tail) == 0)
        value.length -= tail - 1;
    return value;
}

/* The first number or text within: of TO_DAYS('2026-01-01') what it is called with. */
static bool read_value(const struct lint_expression *e, size_t from, size_t to,
                       struct value *value) {
    for (size_t at = from; at < to; at++) {
        const struct token *token = &e->tokens[at];
        if (token_is_word(token, "minvalue") || token_is_word(token, "maxvalue")) {
            *value = (struct value){.end = token_is_word(token, "minvalue") ? -1 : 1};
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
static bool read_bound(const struct lint_expression *e, size_t at, struct bound *bound) {
    if (at_word(e, at, "maxvalue"))
        return read_value(e, at, at + 1, &bound->values[bound->count++]);
    if (at >= e->count || e->match[at] <= at)
        return false;
    size_t end = e->match[at];
    for (size_t from = at + 1; from < end && bound->count < WIDTH;) {
        size_t to = from;
        while (to < end && !token_is_symbol(&e->tokens[to], ','))
            to = e->match[to] > to ? e->match[to] + 1 : to + 1;
        if (!read_value(e, from, to, &bound->values[bound->count++]))
            return false;
        from = to + 1;
    }
    return bound->count > 0;
}

static double number_of(const struct value *value) {
    double number = strtod(value->at, NULL);
    return value->negative ? -number : number;
}

/* 2 where they cannot be compared. */
static int compare_values(const struct value *a, const struct value *b) {
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

static int compare_bounds(const struct bound *a, const struct bound *b) {
    for (size_t i = 0; i < a->count && i < b->count; i++) {
        int order = compare_values(&a->values[i], &b->values[i]);
        if (order)
            return order;
    }
    return 0;
}

/* ------------------------------------------------------------------ reading */

static void read_listed(const struct lint_expression *e, size_t at, struct pieces *pieces) {
    size_t end = at < e->count ? e->match[at] : at;
    for (size_t place = at + 1; place < end; place++) {
        const struct token *token = &e->tokens[place];
        if (token->kind == T_NUMBER || token->kind == T_STRING)
            TN_PUSH(&pieces->listed, value_at(e, place));
    }
}

/* FOR VALUES …, or DEFAULT. */
static void read_part(struct tn_lint *lint, const struct tn_entity *part, struct pieces *pieces) {
    const struct lint_expression *e = lint_expression_of(lint, part->partition_bound);
    struct piece piece = {.name = part->name};
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

/* (PARTITION p VALUES LESS THAN (1), PARTITION q VALUES IN (1, 2)) */
static void read_parts(struct tn_lint *lint, const char *text, struct pieces *pieces) {
    struct lint_expression e = lint_expression_read(lint->dialect, tn_slice_of(text), &lint->arena);
    struct bound before = {.values = {{.end = -1}}, .count = 1};
    for (size_t at = 0; at + 3 < e.count; at++) {
        struct piece piece = {.name = ""};
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
    const struct piece *left = a, *right = b;
    int order = compare_bounds(&left->from, &right->from);
    return order == 2 ? 0 : order;
}

static bool is_end(const struct bound *bound, int end) {
    return bound->count && bound->values[0].end == end;
}

/* Ranges in order: each begins where the one before it ends. */
static enum fault judge_ranges(struct pieces *pieces) {
    enum fault worst = NO_FAULT;
    struct piece *list = pieces->list.items;
    size_t count = pieces->list.count;
    if (count)
        qsort(list, count, sizeof *list, by_start);
    for (size_t i = 0; i < count; i++) {
        int own = compare_bounds(&list[i].from, &list[i].to);
        int next = i + 1 < count ? compare_bounds(&list[i].to, &list[i + 1].from) : 0;
        if (own == 2 || next == 2)
            return NO_FAULT;
        if (own >= 0 || next > 0)
            return OVERLAP;
        if (next < 0)
            worst = GAP;
    }
    bool open = count && !(is_end(&list[0].from, -1) && is_end(&list[count - 1].to, 1));
    return worst == GAP ? GAP : open ? OPEN_END : NO_FAULT;
}

static int by_value(const void *a, const void *b) {
    int order = compare_values(a, b);
    return order == 2 ? (((const struct value *)a)->number ? 1 : -1) : order;
}

static enum fault judge_lists(struct pieces *pieces) {
    if (pieces->listed.count)
        qsort(pieces->listed.items, pieces->listed.count, sizeof *pieces->listed.items, by_value);
    for (size_t i = 1; i < pieces->listed.count; i++)
        if (compare_values(&pieces->listed.items[i - 1], &pieces->listed.items[i]) == 0)
            return OVERLAP;
    return OPEN_END;
}

/* In PostgreSQL each modulus is a factor of the next larger one. */
static enum fault judge_hashes(const struct pieces *pieces) {
    enum { MOST = 1000 };
    int64_t largest = 1, taken = 0;
    for (size_t i = 0; i < pieces->list.count; i++)
        if (pieces->list.items[i].modulus > largest)
            largest = pieces->list.items[i].modulus;
    for (size_t i = 0; i < pieces->list.count && pieces->list.count < MOST; i++) {
        const struct piece *a = &pieces->list.items[i];
        if (a->modulus <= 0)
            return NO_FAULT;
        taken += largest / a->modulus;
        for (size_t k = 0; k < i; k++) {
            const struct piece *b = &pieces->list.items[k];
            int64_t smaller = a->modulus < b->modulus ? a->modulus : b->modulus;
            if (a->remainder % smaller == b->remainder % smaller)
                return OVERLAP;
        }
    }
    return taken < largest ? GAP : NO_FAULT;
}

/* Is a partition for the rest wanted of tables divided so? */
static bool is_rest_wanted(const struct tn_lint *lint, const struct lint_partitioning *by) {
    return lint_lists(lint, "rest", tn_slice_of(by->division == LINT_BY_LIST ? "list" : "range"));
}

static enum fault judge(const struct tn_lint *lint, const struct lint_partitioning *by,
                        struct pieces *pieces) {
    bool mysql = lint_is_mysql(lint->dialect);
    if (pieces->unclear)
        return NO_FAULT;
    if (by->division == LINT_BY_HASH)
        return mysql ? NO_FAULT : judge_hashes(pieces);
    enum fault fault = by->division == LINT_BY_LIST ? judge_lists(pieces) : judge_ranges(pieces);
    if ((fault != OVERLAP && pieces->rest) || (fault == OPEN_END && !is_rest_wanted(lint, by)))
        return NO_FAULT;
    if (mysql && by->division == LINT_BY_LIST && fault == OPEN_END)
        return lint->dialect->id == TN_MARIADB ? OPEN_END : NO_FAULT;
    if (mysql && fault == OPEN_END && pieces->list.count &&
        is_end(&pieces->list.items[pieces->list.count - 1].to, 1))
        return NO_FAULT;
    return fault;
}

/* ------------------------------------------------------------------ the check */

/* The partitions of each table: the first, and from each the next of the same table. */
struct family {
    struct tn_id_map first; /* table's id -> struct family_link */
};

struct family_link {
    const struct tn_entity *part;
    struct family_link *next;
};

static void open_family(struct tn_lint *lint, struct family *family) {
    for (size_t i = lint->table_count; i--;) {
        const struct tn_entity *part = lint->tables[i].entity;
        if (!part->partition_of)
            continue;
        struct family_link *link = tn_arena_allocate(&lint->arena, sizeof *link);
        *link = (struct family_link){part, tn_id_map_get(&family->first, part->partition_of->id)};
        tn_id_map_put(&family->first, part->partition_of->id, link);
    }
}

static void report(struct tn_lint *lint, const struct tn_entity *entity, enum fault fault) {
    static const char *const texts[] = {
        [OPEN_END] = "no partition of %s takes the rows outside the bounds of all",
        [GAP] = "rows between the bounds of the partitions of %s find no partition",
        [OVERLAP] = "two partitions of %s take the same rows",
    };
    struct tn_finding *found =
        lint_find(lint, entity, "%s", tn_arena_format(&lint->arena, texts[fault], entity->name));
    lint_remedy(lint, found,
                fault == OVERLAP ? "Let each begin where the one before it ends"
                                 : "Add what is missing, or a partition for all the rest");
    if (fault != OVERLAP)
        lint_soften(found, fault == GAP ? TN_WARNING : TN_INFO);
}

static void check_entity(struct tn_lint *lint, const struct tn_entity *entity,
                         const struct family *family) {
    struct lint_partitioning by;
    struct pieces pieces = {.unclear = false};
    if (!lint_partitioning_of(lint->dialect, entity, &lint->arena, &by))
        return;
    if (lint_is_mysql(lint->dialect))
        read_parts(lint, by.parts, &pieces);
    struct family_link *link = tn_id_map_get(&family->first, entity->id);
    for (; link; link = link->next)
        read_part(lint, link->part, &pieces);
    if (pieces.partitions) {
        enum fault fault = judge(lint, &by, &pieces);
        if (fault)
            report(lint, entity, fault);
    }
    free(pieces.list.items);
    free(pieces.listed.items);
}

static void check_bounds(struct tn_lint *lint) {
    struct family family = {0};
    open_family(lint, &family);
    for (size_t i = 0; i < lint->table_count; i++)
        check_entity(lint, lint->tables[i].entity, &family);
    tn_id_map_free(&family.first);
}

/* ------------------------------------------------------------------ the fix */

static size_t width_of(const char *text) {
    size_t width = 1;
    for (const char *at = strchr(text, '('); at && *at && *at != ')'; at++)
        width += *at == ',';
    return width;
}

/* The last bracket of the list of partitions; NULL where there is none. */
static const char *end_of_list(const struct tn_dialect *dialect, const struct lint_partitioning *by,
                               struct tn_arena *arena) {
    struct lint_expression e = lint_expression_read(dialect, tn_slice_of(by->parts), arena);
    size_t last = e.count;
    while (last && !token_is_symbol(&e.tokens[last - 1], ')'))
        last--;
    return last ? e.tokens[last - 1].at : NULL;
}

/* Before the last bracket of the list. */
static void add_to_list(struct tn_model *model, struct tn_entity *entity,
                        const struct lint_partitioning *by, const char *end) {
    struct tn_buffer text = {0};
    bool columns = tn_find_word(entity->partition_by, "range columns") == entity->partition_by;
    tn_put_bytes(&text, entity->partition_by, (size_t)(end - entity->partition_by));
    if (by->division == LINT_BY_LIST) {
        tn_put(&text, ", PARTITION p_rest DEFAULT");
    } else {
        tn_put(&text, ", PARTITION p_rest VALUES LESS THAN ");
        tn_put(&text, columns ? "(MAXVALUE" : "MAXVALUE");
        for (size_t i = 1; columns && i < width_of(entity->partition_by); i++)
            tn_put(&text, ", MAXVALUE");
        tn_put(&text, columns ? ")" : "");
    }
    tn_put(&text, end);
    tn_set_text(model, entity, TN_entity_partition_by, text.at);
    tn_buffer_free(&text);
}

/* Of a list of partitions: does one take the rest already? */
static bool takes_rest(const struct tn_model *model, struct tn_entity *entity,
                       const struct lint_partitioning *by) {
    struct tn_lint lint = {0};
    struct pieces pieces = {.unclear = false};
    lint_open_for(&lint, model, entity);
    read_parts(&lint, by->parts, &pieces);
    bool takes = pieces.rest ||
                 (pieces.list.count && is_end(&pieces.list.items[pieces.list.count - 1].to, 1));
    free(pieces.list.items);
    free(pieces.listed.items);
    lint_close(&lint);
    return takes;
}

static bool add_rest(struct tn_model *model, struct tn_entity *entity,
                     const struct lint_partitioning *by, struct tn_arena *arena,
                     struct tn_error *error) {
    const struct tn_dialect *dialect = tn_dialect_of(model);
    if (takes_rest(model, entity, by))
        return true;
    const char *end = end_of_list(dialect, by, arena);
    if (!end)
        return tn_fail(error, "%s is divided, but no partitions are told of it", entity->name);
    if (tn_sql_mentions(dialect, by->parts, "p_rest"))
        return tn_fail(error, "%s has a partition p_rest for other rows already", entity->name);
    add_to_list(model, entity, by, end);
    return true;
}

static bool fix_bounds(struct tn_model *model, const struct tn_finding *finding,
                       struct tn_error *error) {
    struct tn_entity *entity = (void *)tn_find_id(model, finding->object);
    const struct tn_dialect *dialect = tn_dialect_of(model);
    struct tn_arena arena = {0};
    struct lint_partitioning by;
    bool divided = lint_partitioning_of(dialect, entity, &arena, &by), good = true;
    if (finding->severity == TN_ERROR)
        good = tn_fail(error, "which of the two is to have the rows is for you to say");
    else if (divided && by.division == LINT_BY_HASH)
        good = tn_fail(error, "a table divided by a hash has no partition for the rest");
    else if (divided && lint_is_mysql(dialect))
        good = add_rest(model, entity, &by, &arena, error);
    else if (divided && dialect->id == TN_POSTGRESQL)
        lint_add_default_partition(model, entity);
    tn_arena_free(&arena);
    return good;
}

static const struct tn_rule_option rests[] = {
    {"rest", TN_OPTION_WORDS, "range",
     "Which tables are to have a partition for the rest: those divided by range, by list", NULL},
    {0},
};

#define LOG "CREATE TABLE log (at date NOT NULL) PARTITION BY RANGE (at);\n"
#define JANUARY                                                                                    \
    "CREATE TABLE log_1 PARTITION OF log FOR VALUES FROM ('2026-01-01') TO ('2026-02-01');\n"

const struct tn_rule lint_partition_bounds = {
    .id = "partition-bounds",
    .group = "partitioning",
    .severity = TN_ERROR,
    .dialects = 1u << TN_POSTGRESQL | 1u << TN_MYSQL | 1u << TN_MARIADB,
    .title = "The partitions of a table overlap, or leave rows out",
    .help =
        "Two partitions that take the same rows are refused by the server (an error here). A "
        "row that no partition takes is refused when it is written: a gap between the bounds "
        "is a warning, and where nothing takes the rows outside of all bounds that is noted, "
        "since one day such a row comes (of lists, which usually are all there is, only where the "
        "option rest says so). A partition for the rest (DEFAULT, MAXVALUE) takes them.",
    .doubt = "Where new partitions are made ahead of time and rows outside of them are faults, a "
             "partition for the rest hides those, and makes adding others slower: waive the note. "
             "Bounds that are neither numbers nor texts of one form are not judged.",
    .example = LOG JANUARY
    "CREATE TABLE log_3 PARTITION OF log FOR VALUES FROM ('2026-03-01') TO ('2026-04-01');\n",
    .good = LOG JANUARY "CREATE TABLE log_rest PARTITION OF log DEFAULT;\n",
    .options = rests,
    .check = check_bounds,
    .fix = fix_bounds,
};
