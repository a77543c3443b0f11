/*
 * Inclusions between the columns of several tables: which could be foreign keys.
 */
#include "cli/fds.h"

#include <stdlib.h>
#include <string.h>

struct place { /* a column of a table */
    const struct tn_data *data;
    size_t column;
    bool unique; /* no two rows have the same value, and none is null */
};

struct candidate {
    const struct place *part, *whole;
    double share; /* of the values of the whole that occur in the part */
    bool fits;    /* the names go together */
};

struct search {
    TN_VECTOR(struct place) places;
    TN_VECTOR(struct tn_value_list) lists;
    TN_VECTOR(struct candidate) candidates;
};

static void take_places(struct search *search, const struct tn_data_set *set) {
    for (size_t i = 0; i < set->tables.count; i++)
        for (size_t c = 0; c < set->tables.items[i]->count; c++) {
            const struct tn_data *data = set->tables.items[i];
            struct tn_value_list list = tn_data_values(data, c);
            TN_PUSH(&search->lists, list);
            TN_PUSH(&search->places, ((struct place){data, c, list.count == data->rows}));
        }
}

static const char *column_of(const struct place *place) {
    return place->data->columns[place->column].name;
}

/* customer_id in customer or customers (id), or the same name in both. */
static bool names_fit(const struct place *part, const struct place *whole) {
    const char *table = strrchr(whole->data->name, '/');
    table = table ? table + 1 : whole->data->name;
    size_t length = strcspn(table, ".");
    char stem[64];
    if (tn_same_word(column_of(part), column_of(whole)) && !tn_same_word(column_of(part), "id"))
        return true;
    if (length && (table[length - 1] | 0x20) == 's')
        length--;
    if (!length || length >= sizeof stem)
        return false;
    memcpy(stem, table, length);
    stem[length] = '\0';
    return tn_find_word(column_of(part), stem) != NULL;
}

/* A foreign key refers to what is unique, and says something only where it varies. */
static bool could_be_key(const struct search *search, struct tn_inclusion inclusion) {
    return search->places.items[inclusion.whole].unique &&
           search->lists.items[inclusion.part].count > 1;
}

static int by_likelihood(const void *a, const void *b) {
    const struct candidate *x = a, *y = b;
    if (x->fits != y->fits)
        return x->fits ? -1 : 1;
    if (x->share < y->share || x->share > y->share)
        return x->share > y->share ? -1 : 1;
    return x->part != y->part ? (x->part < y->part ? -1 : 1)
                              : (x->whole > y->whole) - (x->whole < y->whole);
}

static void find_candidates(struct search *search, bool all) {
    struct tn_inclusions inclusions;
    tn_find_inclusions(search->lists.items, search->lists.count, &inclusions);
    for (size_t i = 0; i < inclusions.items.count; i++) {
        struct tn_inclusion inclusion = inclusions.items.items[i];
        if (!all && !could_be_key(search, inclusion))
            continue;
        const struct place *part = &search->places.items[inclusion.part];
        const struct place *whole = &search->places.items[inclusion.whole];
        double share = (double)search->lists.items[inclusion.part].count /
                       (double)search->lists.items[inclusion.whole].count;
        TN_PUSH(&search->candidates,
                ((struct candidate){part, whole, share, names_fit(part, whole)}));
    }
    free(inclusions.items.items);
    if (search->candidates.count)
        qsort(search->candidates.items, search->candidates.count, sizeof *search->candidates.items,
              by_likelihood);
}

static void put_text(struct tn_buffer *out, const struct candidate *candidate) {
    tn_put_format(out, "  %s (%s) in %s (%s)  %.0f %% of its values\n", candidate->part->data->name,
                  column_of(candidate->part), candidate->whole->data->name,
                  column_of(candidate->whole), candidate->share * 100);
}

static void put_json(struct tn_buffer *out, const struct candidate *candidate) {
    tn_put(out, "\n  {\"table\": ");
    tn_put_json(out, candidate->part->data->name);
    tn_put(out, ", \"column\": ");
    tn_put_json(out, column_of(candidate->part));
    tn_put(out, ", \"in_table\": ");
    tn_put_json(out, candidate->whole->data->name);
    tn_put(out, ", \"in_column\": ");
    tn_put_json(out, column_of(candidate->whole));
    tn_put_format(out, ", \"share\": %.4g}", candidate->share);
}

void fds_put_inclusions(struct tn_buffer *out, const struct tn_data_set *set, bool all, bool json,
                        size_t limit) {
    struct search search = {0};
    take_places(&search, set);
    find_candidates(&search, all);
    size_t count = search.candidates.count, shown = all || count < limit ? count : limit;
    if (!json && count)
        tn_put(out, all ? "\nValues of one column that all stand in another:\n"
                        : "\nCould be foreign keys:\n");
    for (size_t i = 0; i < shown; i++) {
        tn_put(out, json && i ? "," : "");
        (json ? put_json : put_text)(out, &search.candidates.items[i]);
    }
    if (!json && shown < count)
        tn_put_format(out, "  %zu more: --limit shows them\n", count - shown);
    for (size_t i = 0; i < search.lists.count; i++)
        free((void *)search.lists.items[i].values);
    free(search.lists.items);
    free(search.places.items);
    free(search.candidates.items);
}
