/*
 * A script as data: the rows of a CSV file and what is found in them, and a relation whose
 * dependencies people write.
 */
#include "fuzz.h"

#include "tenon/data.h"
#include "tenon/relation.h"

#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ what is found in rows */

enum { PATIENCE = 50, SOME = 20, MEMORY = 16 << 20, FEW_COLUMNS = 12, GROUPS = 2 };

static bool go_on(void *context, size_t done, size_t all, size_t found) {
    size_t *patience = context;
    fuzz_must(done <= all, "no more is done than there is");
    (void)found;
    return (*patience)++ < PATIENCE;
}

static bool propose_on(void *context) {
    return go_on(context, 0, 0, 0);
}

static void discover(const struct tn_columns *columns) {
    size_t patience = 0;
    struct tn_discovery found = {.fds = {0}};
    struct tn_discovery_options options = {
        .memory = MEMORY, .keys = true, .threads = 1, .go_on = go_on, .context = &patience};
    tn_discover(columns, &options, &found);
    for (size_t i = 0; i < found.fds.count && i < SOME; i++)
        fuzz_must(!tn_broken_rows(columns, found.fds.items[i].left, found.fds.items[i].right),
                  "what is found in rows holds there");
    tn_discovery_free(&found);
}

static void propose(const struct tn_columns *columns) {
    size_t patience = 0;
    struct tn_proposals found = {.stopped = false};
    struct tn_proposal_options options = {
        .left = 2, .error = 0.2, .groups = GROUPS, .go_on = propose_on, .context = &patience};
    tn_propose(columns, &options, &found);
    for (size_t i = 0; i < found.items.count && i < SOME; i++) {
        const struct tn_proposal *proposal = &found.items.items[i];
        struct tn_violation rows[SOME];
        size_t shown = tn_violations(columns, proposal, rows, SOME);
        fuzz_must(tn_broken_rows(columns, proposal->left, proposal->right) == proposal->broken,
                  "rows that break a proposal are counted");
        fuzz_must((shown > 0) == (proposal->broken > 0), "a row that breaks a proposal is shown");
    }
    free(found.items.items);
}

static void include(const struct tn_data *data) {
    struct tn_value_list *lists = tn_allocate((data->count + 1) * sizeof *lists);
    struct tn_inclusions found = {.items = {0}};
    for (size_t i = 0; i < data->count; i++)
        lists[i] = tn_data_values(data, i);
    tn_find_inclusions(lists, data->count, &found);
    for (size_t i = 0; i < found.items.count; i++)
        fuzz_must(lists[found.items.items[i].part].count <= lists[found.items.items[i].whole].count,
                  "a part is not larger than the whole");
    for (size_t i = 0; i < data->count; i++)
        free((void *)lists[i].values);
    free(found.items.items);
    free(lists);
}

/* ------------------------------------------------------------------ rows of an entity */

/* The first column by the others, as what was discovered. */
static void note(struct tn_model *model, const struct tn_samples *samples) {
    tn_group_begin(model, "note");
    for (size_t i = 0; i < samples->count; i++) {
        struct tn_entity *entity = (void *)tn_find_id(model, samples->items[i].entity->id);
        struct tn_fd sides = {.left = tn_set_first(1)};
        tn_set_add(&sides.right, entity->attributes.count > 1);
        if (entity->attributes.count)
            tn_dependency_found(model, entity, sides, samples->items[i].name);
    }
    tn_group_end(model, NULL);
    fuzz_must_be_whole(model);
}

static void check_rows(struct tn_model *model, const struct tn_data_set *set,
                       struct tn_findings *findings) {
    struct tn_data_samples samples;
    tn_data_samples_make(set, model, &samples, findings);
    struct tn_samples all = tn_data_samples_of(&samples);
    struct tn_lint_options options = {.profile = "strict", .samples = &all};
    tn_lint_run(model, &options, findings, NULL);
    struct fuzz_past before = fuzz_remember(model);
    note(model, &all);
    fuzz_must_come_back(model, &before);
    tn_data_samples_free(&samples);
}

void fuzz_data(struct tn_model *model, struct tn_slice script, unsigned choice) {
    static const char separators[] = {0, ',', ' ', '\''};
    const struct tn_entity *entity = tn_next(model, TN_entity, NULL);
    struct fuzz_file file = fuzz_file(script);
    struct tn_data_set set = {.tables = {0}};
    struct tn_findings findings = {0};
    struct tn_error error = {0};
    struct tn_data_options options = {.separator = separators[choice % sizeof separators],
                                      .no_header = choice & 4,
                                      .nulls_differ = choice & 8,
                                      .encoding = choice / 16 % (TN_UTF16 + 1),
                                      .entity = entity ? entity->name : NULL};
    bool read = tn_data_read(&set, file.path, &options, &findings, &error);
    fuzz_must(read == !error.message, "a file that cannot be read has an error");
    for (size_t i = 0; i < set.tables.count; i++) {
        struct tn_columns columns = tn_data_codes(set.tables.items[i]);
        if (columns.count <= FEW_COLUMNS) {
            discover(&columns);
            propose(&columns);
        }
        include(set.tables.items[i]);
        free((void *)columns.items);
    }
    check_rows(model, &set, &findings);
    tn_error_clear(&error);
    tn_findings_free(&findings);
    tn_data_set_free(&set);
    fclose(file.stream);
}

/* ------------------------------------------------------------------ a relation */

/* The first line has the attributes; the others are dependencies, as far as they can be. */
static void read_relation(struct tn_relation *relation, struct tn_slice script) {
    struct tn_buffer text = {0};
    struct tn_error error = {0};
    tn_put_bytes(&text, script.at, script.length);
    char *at = text.at, *rest;
    for (bool first = true; at; at = rest, first = false) {
        rest = strchr(at, '\n');
        if (rest)
            *rest++ = 0;
        if (first)
            tn_relation_attributes(relation, at, &error);
        else if (relation->names.count)
            tn_relation_depends(relation, at, strstr(at, "->>"), &error);
        tn_error_clear(&error);
    }
    tn_buffer_free(&text);
}

static void must_hold_together(const struct tn_dependencies *given,
                               struct tn_decomposition decomposition) {
    struct tn_set all = {{0}};
    for (size_t i = 0; i < decomposition.parts.count; i++)
        all = tn_set_union(all, decomposition.parts.items[i]);
    fuzz_must(tn_set_equal(all, tn_set_first(given->attributes)), "no attribute is lost");
    fuzz_must(decomposition.lossless, "parts can be joined again");
    tn_decomposition_free(&decomposition);
}

static void put_all(const struct tn_relation *relation) {
    struct tn_buffer out = {0};
    for (size_t i = 0; i < relation->given.fds.count; i++)
        tn_relation_put(relation, relation->given.fds.items[i], false, &out);
    for (size_t i = 0; i < relation->given.mvds.count; i++)
        tn_relation_put(relation, relation->given.mvds.items[i], true, &out);
    tn_buffer_free(&out);
}

void fuzz_relation(struct tn_slice script) {
    struct tn_relation relation = {.names = {0}};
    struct tn_arena arena = {0};
    size_t count;
    read_relation(&relation, script);
    const struct tn_dependencies *given = &relation.given;
    struct tn_set *keys = tn_candidate_keys(given, SOME, &count, &arena);
    for (size_t i = 0; i < count; i++)
        fuzz_must(tn_set_equal(tn_closure(given, keys[i]), tn_set_first(given->attributes)),
                  "a key determines all");
    tn_normal_form_of(given);
    must_hold_together(given, tn_synthesize(given));
    for (enum tn_normal_form form = TN_2NF; form <= TN_4NF; form++)
        if (form != TN_3NF)
            must_hold_together(given, tn_decompose(given, form));
    put_all(&relation);
    tn_arena_free(&arena);
    tn_relation_free(&relation);
}
