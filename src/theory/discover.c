/*
 * The whole discovery: constants first, then a sample, then each right side by itself.
 */
#include "theory/discover.h"

#include <stdlib.h>

static const size_t default_memory = (size_t)1 << 30;
static const size_t default_pairs = 4000000;

/* Tables of so many values are worth a second thread. */
static const size_t worth_threads = 20000;

static bool asked_to_go_on(struct discover_share *share) {
    const struct tn_discovery_options *options = share->options;
    if (!options->go_on)
        return true;
    pthread_mutex_lock(&share->asking);
    bool on = options->go_on(options->context, share->done, share->all, share->found);
    pthread_mutex_unlock(&share->asking);
    return on;
}

bool discover_goes_on(struct discover_run *run, size_t held) {
    size_t bytes = held + run->discovery.fds.capacity * sizeof *run->discovery.fds.items +
                   run->discovery.keys.capacity * sizeof *run->discovery.keys.items +
                   run->differences.capacity * (run->table->width * 8 + 16);
    if (bytes > run->memory)
        run->share->end = TN_DISCOVERY_MEMORY;
    else if (run->share->end == TN_DISCOVERY_COMPLETE && !asked_to_go_on(run->share))
        run->share->end = TN_DISCOVERY_CANCELLED;
    return run->share->end == TN_DISCOVERY_COMPLETE;
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

/* A thread takes one right side after the other. */
static void *search_some(void *context) {
    struct discover_run *run = context;
    size_t right;
    while ((right = run->share->next++) < run->share->all && discover_search(run, right))
        run->share->done++;
    return NULL;
}

static void take_results(struct tn_discovery *discovery, struct discover_run *run) {
    for (size_t i = 0; i < run->discovery.fds.count; i++)
        TN_PUSH(&discovery->fds, run->discovery.fds.items[i]);
    for (size_t i = 0; i < run->discovery.keys.count; i++)
        TN_PUSH(&discovery->keys, run->discovery.keys.items[i]);
    discovery->pairs += run->differences.pairs;
    discovery->samples += run->differences.count - run->differences.copied;
    discovery->tests += run->discovery.tests;
    tn_discovery_free(&run->discovery);
    differences_free(&run->differences);
}

/* All threads start from one sample; each adds what it finds to its own copy. */
static void search_all(struct discover_run *first, size_t threads, struct tn_discovery *discovery) {
    struct discover_run *runs = tn_allocate(threads * sizeof *runs);
    pthread_t *others = tn_allocate(threads * sizeof *others);
    size_t started = 1;
    for (; started < threads; started++) {
        struct discover_run *run = &runs[started];
        *run = *first;
        differences_copy(&first->differences, &run->differences);
        if (pthread_create(&others[started], NULL, search_some, run) != 0) {
            differences_free(&run->differences);
            break;
        }
    }
    search_some(first);
    for (size_t i = 1; i < started; i++) {
        pthread_join(others[i], NULL);
        take_results(discovery, &runs[i]);
    }
    free(runs);
    free(others);
}

static void sort_results(struct tn_discovery *discovery) {
    if (discovery->fds.count)
        qsort(discovery->fds.items, discovery->fds.count, sizeof *discovery->fds.items, by_right);
    if (discovery->keys.count)
        qsort(discovery->keys.items, discovery->keys.count, sizeof *discovery->keys.items, by_set);
}

static void sample_and_search(const struct discover_table *table,
                              const struct tn_discovery_options *options,
                              struct tn_discovery *discovery) {
    bool small = table->rows * table->columns < worth_threads;
    size_t threads = options->threads ? options->threads : small ? 1 : 2;
    struct discover_share share = {.options = options, .asking = PTHREAD_MUTEX_INITIALIZER};
    struct discover_run run = {.share = &share, .table = table, .differences = {.table = table}};
    share.all = table->columns + (options->keys && !table->duplicates);
    run.memory = (options->memory ? options->memory : default_memory) / threads;
    size_t pairs = options->pairs ? options->pairs : default_pairs;
    if (differences_sample(&run.differences, pairs, sampling_goes_on, &run))
        search_all(&run, threads, discovery);
    take_results(discovery, &run);
    discovery->end = (enum tn_discovery_end)share.end;
}

void tn_discover(const struct tn_columns *columns, const struct tn_discovery_options *options,
                 struct tn_discovery *discovery) {
    struct discover_table table;
    *discovery = (struct tn_discovery){0};
    find_constants(columns, discovery);
    discover_table_make(columns, &table);
    discovery->duplicates = table.duplicates;
    if (table.rows > 1)
        sample_and_search(&table, options, discovery);
    else if (options->keys && !table.duplicates)
        TN_PUSH(&discovery->keys, ((struct tn_set){0}));
    sort_results(discovery);
    discover_table_free(&table);
}

void tn_discovery_free(struct tn_discovery *discovery) {
    free(discovery->fds.items);
    free(discovery->keys.items);
    *discovery = (struct tn_discovery){0};
}
