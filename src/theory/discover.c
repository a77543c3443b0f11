/*
 * The whole discovery: constants first, then a sample, then each right side by itself.
 */
#include "theory/discover.h"

#include <stdlib.h>

static const size_t default_memory = (size_t)1 << 30;
static const size_t default_pairs = 4000000;

bool discover_goes_on(struct discover_run *run, size_t held) {
    struct tn_discovery *discovery = run->discovery;
    const struct tn_discovery_options *options = run->options;
    size_t bytes = held + discovery->fds.capacity * sizeof *discovery->fds.items +
                   discovery->keys.capacity * sizeof *discovery->keys.items +
                   run->differences->capacity * (run->table->width * 8 + 16);
    if (bytes > run->memory)
        discovery->end = TN_DISCOVERY_MEMORY;
    else if (options->go_on && !options->go_on(options->context, run->done, run->all,
                                               discovery->fds.count + discovery->keys.count))
        discovery->end = TN_DISCOVERY_CANCELLED;
    return discovery->end == TN_DISCOVERY_COMPLETE;
}

static bool sampling_goes_on(void *run) {
    return discover_goes_on(run, 0);
}

static size_t size_of(struct tn_set set) {
    return words_count(set.words, TN_SET_WORDS);
}

/* Small sets first, then those with the earlier column. */
static int compare_sets(struct tn_set a, struct tn_set b) {
    size_t x = size_of(a), y = size_of(b);
    if (x != y)
        return x < y ? -1 : 1;
    for (size_t i = 0; i < TN_SET_WORDS; i++) {
        uint64_t differ = a.words[i] ^ b.words[i];
        if (differ)
            return a.words[i] & (differ & -differ) ? -1 : 1;
    }
    return 0;
}

static int by_right(const void *a, const void *b) {
    const struct tn_found_fd *x = a, *y = b;
    if (x->right != y->right)
        return x->right < y->right ? -1 : 1;
    return compare_sets(x->left, y->left);
}

static int by_set(const void *a, const void *b) {
    const struct tn_set *x = a, *y = b;
    return compare_sets(*x, *y);
}

/* Even a single row determines that its columns are constant; no rows say nothing of keys. */
static void find_constants(const struct tn_columns *columns, struct tn_discovery *discovery) {
    for (size_t c = 0; c < columns->count; c++)
        if (columns->items[c].distinct <= 1)
            TN_PUSH(&discovery->fds, ((struct tn_found_fd){.right = c}));
}

static void search_all(struct discover_run *run, bool keys) {
    size_t pairs = run->options->pairs ? run->options->pairs : default_pairs;
    if (!differences_sample(run->differences, pairs, sampling_goes_on, run))
        return;
    for (size_t right = 0; right < run->table->columns; right++, run->done++)
        if (!discover_search(run, right))
            return;
    if (keys)
        discover_search(run, run->table->columns);
}

void tn_discover(const struct tn_columns *columns, const struct tn_discovery_options *options,
                 struct tn_discovery *discovery) {
    struct discover_table table;
    *discovery = (struct tn_discovery){0};
    find_constants(columns, discovery);
    discover_table_make(columns, &table);
    discovery->duplicates = table.duplicates;
    struct differences differences = {.table = &table};
    bool keys = options->keys && !table.duplicates;
    struct discover_run run = {.table = &table,
                               .differences = &differences,
                               .options = options,
                               .discovery = discovery,
                               .memory = options->memory ? options->memory : default_memory,
                               .all = table.columns + keys};
    if (table.rows > 1)
        search_all(&run, keys);
    else if (keys)
        TN_PUSH(&discovery->keys, ((struct tn_set){0}));
    if (discovery->fds.count)
        qsort(discovery->fds.items, discovery->fds.count, sizeof *discovery->fds.items, by_right);
    if (discovery->keys.count)
        qsort(discovery->keys.items, discovery->keys.count, sizeof *discovery->keys.items, by_set);
    discovery->pairs = differences.pairs;
    discovery->samples = differences.count;
    differences_free(&differences);
    discover_table_free(&table);
}

void tn_discovery_free(struct tn_discovery *discovery) {
    free(discovery->fds.items);
    free(discovery->keys.items);
    *discovery = (struct tn_discovery){0};
}
