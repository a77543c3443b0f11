/*
 * Tables that may be one under two names, by the columns they share. A column that few tables have
 * says much, one that all have (id, created_at) says nearly nothing.
 */
#include "diff/likeness.h"

#include <stdlib.h>
#include <string.h>

enum {
    MOST_SHARING = 32, /* a column in more tables than that leads to no pair */
    FEW_TABLES = 4,    /* in so many, both models counted, a column tells tables apart */
    ALIKE = 60,        /* percent of the columns that must be the same */
};

/* What tables may share: a column's name and type, or a word of their names. */
struct feature {
    size_t everywhere;         /* tables that have it, in both models */
    size_t stamp;              /* of the last table looked at that had it */
    TN_VECTOR(size_t) holders; /* places in `after` */
};

struct best {
    size_t place;
    double weight, second;
};

struct search {
    struct comparison *comparison;
    const struct objects *before, *after;
    struct tn_text_map features;
    TN_VECTOR(struct feature *) all;
    double *weights; /* by place in `after`: what it shares with the table in hand */
    TN_VECTOR(size_t) met;
    struct best *of_before, *of_after;
    size_t stamp;
};

static struct feature *find_feature(struct search *s, const char *key, bool make) {
    struct feature *feature = tn_text_map_get(&s->features, key);
    if (!feature && make) {
        feature = tn_allocate(sizeof *feature);
        TN_PUSH(&s->all, feature);
        tn_text_map_put(&s->features, tn_arena_text(&s->comparison->arena, key, strlen(key)),
                        feature);
    }
    return feature;
}

static struct feature *feature_of(struct search *s, const struct tn_attribute *attribute,
                                  bool make) {
    struct comparison *c = s->comparison;
    struct tn_buffer key = {0};
    tn_put_format(&key, "%s\n%s", attribute->name, canonical_type(c, attribute->type));
    struct feature *feature = find_feature(s, key.at, make);
    tn_buffer_free(&key);
    return feature;
}

static const struct tn_attribute *columns_of(const struct tn_object *table) {
    return ((const struct tn_entity *)table)->attributes.first;
}

typedef void (*visitor)(struct search *s, struct feature *feature, size_t place);

/* What a table shares with others: its columns, and the words of its name. Calls VISIT for each
 * that is known or, with make, for all. */
static void each_feature(struct search *s, const struct tn_object *table, size_t place, bool make,
                         visitor visit) {
    struct name_words words;
    name_split(table->name, &words);
    for (unsigned i = 0; i < words.count; i++) {
        char key[MOST_LETTERS + 2] = "\n"; /* no column is called so */
        memcpy(key + 1, words.list[i].letters, words.list[i].length);
        struct feature *feature = find_feature(s, key, make);
        if (feature)
            visit(s, feature, place);
    }
    for (const struct tn_attribute *a = columns_of(table); a; a = a->next) {
        struct feature *feature = feature_of(s, a, make);
        if (feature)
            visit(s, feature, place);
    }
}

static void know(struct search *s, struct feature *feature, size_t place) {
    (void)s;
    (void)feature;
    (void)place;
}

static void hold(struct search *s, struct feature *feature, size_t place) {
    (void)s;
    if (feature->holders.count <= MOST_SHARING)
        TN_PUSH(&feature->holders, place);
}

static void count(struct search *s, struct feature *feature, size_t place) {
    (void)s;
    (void)place;
    feature->everywhere++;
}

static void learn(struct search *s) {
    for (size_t i = 0; i < s->before->count; i++)
        each_feature(s, s->before->items[i], i, true, know);
    for (size_t i = 0; i < s->after->count; i++)
        each_feature(s, s->after->items[i], i, true, hold);
}

static void count_everywhere(struct search *s, const struct tn_model *model) {
    TN_EACH_OF(model, entity, entity)
    each_feature(s, &entity->object, 0, false, count);
}

/* ------------------------------------------------------------------ the best of each */

static void take_better(struct best *best, size_t place, double weight) {
    if (weight > best->weight) {
        *best = (struct best){place, weight, best->weight};
    } else if (weight > best->second) {
        best->second = weight;
    }
}

static void add_weights(struct search *s, struct feature *feature, size_t place) {
    (void)place;
    if (feature->holders.count > MOST_SHARING)
        return;
    for (size_t i = 0; i < feature->holders.count; i++) {
        size_t other = feature->holders.items[i];
        if (s->weights[other] == 0)
            TN_PUSH(&s->met, other);
        s->weights[other] += 1.0 / (double)feature->everywhere;
    }
}

static void weigh(struct search *s, size_t place) {
    each_feature(s, s->before->items[place], place, false, add_weights);
    for (size_t i = 0; i < s->met.count; i++) {
        size_t other = s->met.items[i];
        take_better(&s->of_before[place], other, s->weights[other]);
        take_better(&s->of_after[other], place, s->weights[other]);
        s->weights[other] = 0;
    }
    s->met.count = 0;
}

/* Nobody else comes near, seen from either side. */
static bool is_outstanding(const struct search *s, size_t place) {
    const struct best *mine = &s->of_before[place], *theirs = &s->of_after[mine->place];
    return mine->second < 0.8 * mine->weight && theirs->second < 0.8 * theirs->weight;
}

/* ------------------------------------------------------------------ judging a pair */

struct shared {
    size_t before, after; /* columns of each */
    size_t same, nearly;  /* name and type; type and a name alike */
    size_t telling;       /* of both, those that few tables have */
};

/* Small enough to be compared one by one. */
enum { MOST_COLUMNS = 64 };

struct loose {
    const struct tn_attribute *columns[MOST_COLUMNS];
    size_t count;
};

static void keep_loose(struct loose *loose, const struct tn_attribute *column) {
    if (loose->count < MOST_COLUMNS)
        loose->columns[loose->count++] = column;
}

/* Stamps the columns of one table, and gives those of the other without a stamp. */
static void split(struct search *s, const struct tn_object *stamped, const struct tn_object *other,
                  struct shared *shared, struct loose *loose) {
    s->stamp++;
    for (const struct tn_attribute *a = columns_of(stamped); a; a = a->next)
        feature_of(s, a, false)->stamp = s->stamp;
    for (const struct tn_attribute *a = columns_of(other); a; a = a->next) {
        const struct feature *feature = feature_of(s, a, false);
        if (feature->stamp != s->stamp) {
            keep_loose(loose, a);
        } else if (shared) {
            shared->same++;
            shared->telling += feature->everywhere <= FEW_TABLES;
        }
    }
}

static bool is_nearly(const struct search *s, const struct tn_attribute *a,
                      const struct tn_attribute *b) {
    return strcmp(canonical_type(s->comparison, a->type), canonical_type(s->comparison, b->type)) ==
               0 &&
           name_likeness(a->name, b->name) >= ALIKE;
}

static size_t count_nearly(const struct search *s, const struct loose *before,
                           struct loose *after) {
    size_t count = 0;
    for (size_t i = 0; i < before->count; i++)
        for (size_t k = 0; k < after->count; k++)
            if (after->columns[k] && is_nearly(s, before->columns[i], after->columns[k])) {
                after->columns[k] = NULL;
                count++;
                break;
            }
    return count;
}

static struct shared shared_columns(struct search *s, const struct tn_object *before,
                                    const struct tn_object *after) {
    struct shared shared = {.before = ((const struct tn_entity *)before)->attributes.count,
                            .after = ((const struct tn_entity *)after)->attributes.count};
    struct loose of_before = {.count = 0}, of_after = {.count = 0};
    split(s, after, before, &shared, &of_before);
    split(s, before, after, NULL, &of_after);
    shared.nearly = count_nearly(s, &of_before, &of_after);
    shared.telling += shared.nearly;
    return shared;
}

static const char *reasons(struct search *s, const struct shared *shared) {
    size_t most = shared->before > shared->after ? shared->before : shared->after;
    struct tn_arena *arena = &s->comparison->diff->arena;
    if (shared->nearly)
        return tn_arena_format(arena, "%zu of %zu columns are the same, %zu more nearly",
                               shared->same, most, shared->nearly);
    return tn_arena_format(arena, "%zu of %zu columns are the same", shared->same, most);
}

/* Two columns that tell tables apart are enough; the name of the table makes up for one or both. */
static void judge(struct search *s, size_t place, struct likenesses *found) {
    struct tn_object *before = s->before->items[place];
    struct tn_object *after = s->after->items[s->of_before[place].place];
    struct shared shared = shared_columns(s, before, after);
    size_t columns = shared.before + shared.after;
    unsigned percent = columns ? (unsigned)(200 * (shared.same + shared.nearly) / columns) : 0;
    unsigned names = name_likeness(before->name, after->name);
    if (percent < ALIKE)
        return;
    bool telling = shared.telling >= 2 || (shared.telling && names >= 40) || names >= ALIKE;
    TN_PUSH(found, ((struct tn_likeness){.before = before,
                                         .after = after,
                                         .percent = percent,
                                         .taken = telling && is_outstanding(s, place),
                                         .why = reasons(s, &shared)}));
}

static void free_search(struct search *s) {
    for (size_t i = 0; i < s->all.count; i++) {
        free(s->all.items[i]->holders.items);
        free(s->all.items[i]);
    }
    free(s->all.items);
    free(s->met.items);
    free(s->weights);
    free(s->of_before);
    free(s->of_after);
    tn_text_map_free(&s->features);
}

void find_alike_tables(struct comparison *comparison, const struct objects *before,
                       const struct objects *after, struct likenesses *found) {
    struct search s = {.comparison = comparison, .before = before, .after = after};
    s.weights = tn_allocate(after->count * sizeof *s.weights);
    s.of_before = tn_allocate(before->count * sizeof *s.of_before);
    s.of_after = tn_allocate(after->count * sizeof *s.of_after);
    learn(&s);
    count_everywhere(&s, comparison->diff->before);
    count_everywhere(&s, comparison->diff->after);
    for (size_t i = 0; i < before->count; i++)
        weigh(&s, i);
    for (size_t i = 0; i < before->count; i++) {
        const struct best *best = &s.of_before[i];
        if (best->weight > 0 && s.of_after[best->place].place == i)
            judge(&s, i, found);
    }
    free_search(&s);
}
