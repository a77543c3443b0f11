/*
 * partition-bounds: rows that find no partition, or two.
 */
#include "lint/expression.h"
#include "lint/partition.h"
#include "lint/pieces.h"
#include "lint/rules.h"

#include <stdlib.h>
#include <string.h>

/* Is a partition for the rest wanted of tables divided so? */
static bool is_rest_wanted(const struct tn_lint *lint, const struct lint_partitioning *by) {
    return lint_lists(lint, "rest", tn_slice_of(by->division == LINT_BY_LIST ? "list" : "range"));
}

static enum lint_pieces_fault judge(const struct tn_lint *lint, const struct lint_partitioning *by,
                                    struct lint_pieces *pieces) {
    bool mysql = lint_is_mysql(lint->dialect);
    if (pieces->unclear)
        return LINT_NO_FAULT;
    if (by->division == LINT_BY_HASH)
        return mysql ? LINT_NO_FAULT : lint_judge_hashes(pieces);
    enum lint_pieces_fault fault =
        by->division == LINT_BY_LIST ? lint_judge_lists(pieces) : lint_judge_ranges(pieces);
    if ((fault != LINT_OVERLAP && pieces->rest) ||
        (fault == LINT_OPEN_END && !is_rest_wanted(lint, by)))
        return LINT_NO_FAULT;
    if (mysql && by->division == LINT_BY_LIST && fault == LINT_OPEN_END)
        return lint->dialect->id == TN_MARIADB ? LINT_OPEN_END : LINT_NO_FAULT;
    if (mysql && fault == LINT_OPEN_END && pieces->list.count &&
        lint_is_end(&pieces->list.items[pieces->list.count - 1].to, 1))
        return LINT_NO_FAULT;
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

static void report(struct tn_lint *lint, const struct tn_entity *entity,
                   enum lint_pieces_fault fault) {
    static const char *const texts[] = {
        [LINT_OPEN_END] = "no partition of %s takes the rows outside the bounds of all",
        [LINT_GAP] = "rows between the bounds of the partitions of %s find no partition",
        [LINT_OVERLAP] = "two partitions of %s take the same rows",
    };
    struct tn_finding *found =
        lint_find(lint, entity, "%s", tn_arena_format(&lint->arena, texts[fault], entity->name));
    lint_remedy(lint, found,
                fault == LINT_OVERLAP ? "Let each begin where the one before it ends"
                                      : "Add what is missing, or a partition for all the rest");
    if (fault != LINT_OVERLAP)
        lint_soften(found, fault == LINT_GAP ? TN_WARNING : TN_INFO);
}

static void check_entity(struct tn_lint *lint, const struct tn_entity *entity,
                         const struct family *family) {
    struct lint_partitioning by;
    struct lint_pieces pieces = {.unclear = false};
    if (!lint_partitioning_of(lint->dialect, entity, &lint->arena, &by))
        return;
    if (lint_is_mysql(lint->dialect))
        lint_read_parts(lint, by.parts, &pieces);
    struct family_link *link = tn_id_map_get(&family->first, entity->id);
    for (; link; link = link->next)
        lint_read_part(lint, link->part, &pieces);
    if (pieces.partitions) {
        enum lint_pieces_fault fault = judge(lint, &by, &pieces);
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
    struct lint_pieces pieces = {.unclear = false};
    lint_open_for(&lint, model, entity);
    lint_read_parts(&lint, by->parts, &pieces);
    bool takes = pieces.rest || (pieces.list.count &&
                                 lint_is_end(&pieces.list.items[pieces.list.count - 1].to, 1));
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
