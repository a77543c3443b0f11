/*
 * Rules that hold sample data against what the model declares.
 */
#include "lint/rules.h"
#include "lint/sample.h"

#include <string.h>

/* ------------------------------------------------------------------ nf-fd-contradicted */

static double share(const struct tn_sample *sample, size_t rows) {
    return sample->columns.rows ? (double)rows / (double)sample->columns.rows : 0;
}

/* "row 17: zip = 10115, city = Bonn; …", each with the row it disagrees with. */
static const char *rows_of(struct tn_lint *lint, const struct tn_sample *sample,
                           const struct lint_breach *breach, struct tn_refs attributes,
                           struct tn_refs differing) {
    struct tn_buffer out = {0};
    for (size_t i = 0; i < breach->shown; i++) {
        const struct tn_violation *rows = &breach->first[i];
        tn_put_format(&out, "%srow %zu: ", i ? "; " : "", rows->row + 1);
        lint_put_row(&out, sample, attributes, rows->row);
        if (differing.count) {
            tn_put_format(&out, "%s", attributes.count ? ", " : "");
            lint_put_row(&out, sample, differing, rows->row);
        }
        if (rows->against != rows->row)
            tn_put_format(&out, "%s row %zu%s", differing.count ? ", against" : ", as in",
                          rows->against + 1, differing.count ? ": " : "");
        if (rows->against != rows->row && differing.count)
            lint_put_row(&out, sample, differing, rows->against);
    }
    return tn_buffer_keep(&out, &lint->arena);
}

static const char *measure(struct tn_lint *lint, const struct tn_sample *sample, size_t broken) {
    return tn_arena_format(&lint->arena, "%zu of %zu rows of %s (g3 %.4f)", broken,
                           sample->columns.rows, sample->name, share(sample, broken));
}

static void check_multivalued(struct tn_lint *lint, const struct tn_sample *sample,
                              const struct tn_dependency *d) {
    struct tn_set left, right;
    if (!lint_sample_set(sample, d->determinant, &left) ||
        !lint_sample_set(sample, d->dependent, &right))
        return;
    size_t missing = lint_missing_of_mvd(sample, left, right);
    if (!missing)
        return;
    struct tn_finding *found =
        lint_find(lint, d,
                  "that %s multidetermines %s is contradicted by %s: %zu row%s would have to stand "
                  "there, too",
                  lint_names(lint, d->determinant), lint_names(lint, d->dependent), sample->name,
                  missing, missing == 1 ? "" : "s");
    lint_remedy(lint, found, "Take the dependency back, or mend the data");
}

/* Of several right sides, the one that most rows break. */
static void check_functional(struct tn_lint *lint, const struct tn_sample *sample,
                             const struct tn_dependency *d) {
    struct lint_breach worst = {0};
    struct tn_refs right = {0};
    struct tn_set left, one;
    if (!lint_sample_set(sample, d->determinant, &left))
        return;
    for (size_t i = 0; i < d->dependent.count; i++) {
        struct tn_refs single = {.items = &d->dependent.items[i], .count = 1};
        if (!lint_sample_set(sample, single, &one) || tn_set_within(one, left))
            continue;
        size_t column = 0;
        while (!tn_set_has(one, column))
            column++;
        struct lint_breach breach = lint_breach_of_fd(sample, left, column);
        if (breach.broken > worst.broken) {
            worst = breach;
            right = single;
        }
    }
    if (!worst.broken)
        return;
    struct tn_finding *found = lint_find(lint, d, "that %s determines %s is contradicted by %s: %s",
                                         lint_names(lint, d->determinant), lint_names(lint, right),
                                         measure(lint, sample, worst.broken),
                                         rows_of(lint, sample, &worst, d->determinant, right));
    lint_remedy(lint, found, "Mend the data, or take the dependency back");
}

static void check_dependencies(struct tn_lint *lint, const struct lint_table *table) {
    for (const struct tn_dependency *d = table->entity->dependencies.first; d; d = d->next)
        if (d->origin == TN_origin_declared)
            (d->multivalued ? check_multivalued : check_functional)(lint, table->sample, d);
}

/* The columns of a key or unique index that is over plain columns and holds of all rows. */
static bool key_columns(struct tn_lint *lint, const struct lint_access *access,
                        struct tn_refs *columns) {
    columns->items = tn_arena_allocate(&lint->arena, (access->count + 1) * sizeof *columns->items);
    columns->count = 0;
    for (size_t i = 0; i < access->count; i++)
        if (access->parts[i].attribute && !strstr(access->parts[i].text, " length "))
            columns->items[columns->count++] =
                (struct tn_object *)&access->parts[i].attribute->object;
    return access->unique && !*access->predicate && access->count &&
           columns->count == access->count;
}

static void check_key(struct tn_lint *lint, const struct lint_table *table,
                      const struct lint_access *access) {
    struct tn_refs columns;
    struct tn_set set;
    if (!key_columns(lint, access, &columns) || !lint_sample_set(table->sample, columns, &set))
        return;
    struct lint_breach breach =
        lint_breach_of_key(table->sample, set, access->nulls_not_distinct || access->primary);
    const char *what = "equals an earlier one in";
    if (access->primary && !breach.broken) {
        breach = lint_breach_of_null(table->sample, set);
        what = "has a null in";
    }
    if (!breach.broken)
        return;
    struct tn_finding *found =
        lint_find(lint, access->object, "%s of %s is contradicted by %s, which %s %s: %s",
                  lint_access_title(lint, access), table->entity->name,
                  measure(lint, table->sample, breach.broken), what, lint_names(lint, columns),
                  rows_of(lint, table->sample, &breach, columns, (struct tn_refs){0}));
    lint_remedy(lint, found, "Mend the data before the key is made, or give the key up");
}

static void check_keys(struct tn_lint *lint, struct lint_table *table) {
    struct lint_accesses accesses = lint_accesses_in(lint, table);
    for (size_t i = 0; i < accesses.count; i++)
        check_key(lint, table, &accesses.items[i]);
}

static struct tn_refs targets_of(const struct tn_relationship *r) {
    const struct tn_key *key = r->target ? tn_primary_key(r->target) : NULL;
    return r->target_attributes.count ? r->target_attributes
           : key                      ? key->attributes
                                      : (struct tn_refs){0};
}

/* Of a parent all rows must be there. */
static void check_reference(struct tn_lint *lint, const struct lint_table *table,
                            const struct tn_relationship *r) {
    const struct lint_table *parent =
        r->target ? tn_id_map_get(&lint->table_of, r->target->id) : NULL;
    struct tn_refs targets = targets_of(r);
    struct tn_set here, there;
    if (!parent || !parent->sample || parent->sample->cut || !targets.count ||
        targets.count != r->attributes.count ||
        !lint_sample_set(table->sample, r->attributes, &here) ||
        !lint_sample_set(parent->sample, targets, &there))
        return;
    struct lint_breach breach =
        lint_breach_of_reference(lint, table->sample, r->attributes, parent->sample, targets);
    if (!breach.broken)
        return;
    struct tn_finding *found =
        lint_find(lint, r,
                  "that %s of %s refers to %s is contradicted by %s, of which %s has no "
                  "row: %s",
                  lint_names(lint, r->attributes), table->entity->name, r->target->name,
                  measure(lint, table->sample, breach.broken), parent->sample->name,
                  rows_of(lint, table->sample, &breach, r->attributes, (struct tn_refs){0}));
    lint_remedy(lint, found, "Mend the data before the foreign key is made");
}

static void check_contradicted(struct tn_lint *lint) {
    LINT_EACH_SAMPLED(lint, table) {
        check_dependencies(lint, table);
        check_keys(lint, table);
        for (struct tn_relationship *r = table->entity->relationships.first; r; r = r->next)
            check_reference(lint, table, r);
    }
}

const struct tn_rule lint_nf_fd_contradicted = {
    .id = "nf-fd-contradicted",
    .group = "normalization",
    .severity = TN_WARNING,
    .title = "Sample data contradict a declared dependency, key or foreign key",
    .help = "Rows that break what the model says: either the data must be mended before they come "
            "into these tables, or the model is wrong. tenon check --data names the rows to look "
            "at, the first row of data being row 1. The measure g3 is the least share of the rows "
            "to take away so that it holds.",
    .doubt = "A sample may hold values that were written down otherwise than the database writes "
             "them; --null says which texts are null. Foreign keys are looked at only where all "
             "rows of the parent are at hand, and unique indexes only where they hold of all rows.",
    .example = "CREATE TABLE addresses (id integer PRIMARY KEY, zip text, city text);\n"
               "-- declared: addresses: zip -> city\n"
               "-- data: addresses: id zip city; 1 10115 Berlin; 2 10115 Bonn; 3 10115 Berlin\n",
    .good = "CREATE TABLE addresses (id integer PRIMARY KEY, zip text, city text);\n"
            "-- declared: addresses: zip -> city\n"
            "-- data: addresses: id zip city; 1 10115 Berlin; 2 20095 Hamburg; 3 10115 Berlin\n",
    .check = check_contradicted,
};
