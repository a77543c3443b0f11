/*
 * Findings that tell the same of many objects, told once. Rules mark them (lint_alike); nothing is
 * folded in a run, so that waivers, baselines and fixes know every finding by itself: whoever shows
 * findings to people folds them before.
 */
#include "lint/context.h"

#include <stdlib.h>
#include <string.h>

enum {
    MANY = 4,  /* fewer are told one by one */
    LISTED = 4 /* so many are named beside the first, and how many there are more */
};

/* What says that findings are alike is a number whose last bits say how to name them. */
enum { ALIKE = 1, BY_TABLE = 2 };

static uint64_t mark_of(const struct tn_lint *lint, const char *what) {
    return lint->imported ? (tn_mix(tn_hash(what, strlen(what)) + lint->rule) & ~(uint64_t)3) : 0;
}

void lint_alike(const struct tn_lint *lint, struct tn_finding *finding, const char *what) {
    uint64_t mark = mark_of(lint, what);
    finding->alike = mark ? mark | ALIKE : 0;
}

void lint_alike_in_tables(const struct tn_lint *lint, struct tn_finding *finding,
                          const char *what) {
    uint64_t mark = mark_of(lint, what);
    finding->alike = mark ? mark | ALIKE | BY_TABLE : 0;
}

struct fold {
    size_t first, count, named;
    const char *last; /* name */
    size_t last_length;
    bool same_entity, same_place, same_remedy; /* as those of the first */
    struct tn_buffer names;
};

/* "schema.table" and ".column" of a path. */
static size_t entity_length(const struct tn_finding *finding) {
    return finding->entity ? finding->entity : strlen(finding->path);
}

static const char *place_of(const struct tn_finding *finding) {
    return finding->path + entity_length(finding);
}

static bool same_text(const char *a, const char *b) {
    return a == b || (a && b && strcmp(a, b) == 0);
}

static uint64_t key_of(const struct tn_finding *finding) {
    return finding->alike ? tn_mix(finding->alike + finding->severity) | 1 : 0;
}

static void count_one(struct fold *fold, const struct tn_finding *first,
                      const struct tn_finding *finding) {
    size_t length = entity_length(first);
    fold->count++;
    fold->same_entity = fold->same_entity && entity_length(finding) == length &&
                        memcmp(first->path, finding->path, length) == 0;
    fold->same_place = finding->alike & BY_TABLE ||
                       (fold->same_place && same_text(place_of(first), place_of(finding)));
    fold->same_remedy = fold->same_remedy && same_text(first->remedy, finding->remedy);
}

static void count_all(const struct tn_findings *findings, struct tn_id_map *folds,
                      struct tn_arena *arena) {
    for (size_t i = 0; i < findings->count; i++) {
        const struct tn_finding *finding = &findings->items[i];
        uint64_t key = key_of(finding);
        struct fold *fold = key ? tn_id_map_get(folds, key) : NULL;
        if (key && !fold) {
            fold = tn_arena_allocate(arena, sizeof *fold);
            *fold = (struct fold){
                .first = i, .same_entity = true, .same_place = true, .same_remedy = true};
            tn_id_map_put(folds, key, fold);
        }
        if (fold)
            count_one(fold, &findings->items[fold->first], finding);
    }
}

/* What tells it from the first: the table, or the column. */
static void name_one(struct fold *fold, const struct tn_finding *finding) {
    const char *name = finding->path;
    size_t length = strlen(name);
    if (fold->same_place)
        length = entity_length(finding);
    else if (fold->same_entity && *place_of(finding))
        name = place_of(finding) + 1, length = strlen(name);
    bool again = fold->last && fold->last_length == length && !memcmp(fold->last, name, length);
    fold->last = name;
    fold->last_length = length;
    if (again || fold->named++ >= LISTED)
        return;
    tn_put(&fold->names, fold->named > 1 ? ", " : "");
    tn_put_bytes(&fold->names, name, length);
}

static void tell_all(struct tn_findings *findings, struct tn_finding *first, struct fold *fold) {
    size_t more = fold->named > LISTED ? fold->named - LISTED : 0;
    first->message =
        more ? tn_arena_format(&findings->arena, "%s; likewise %s and %zu more", first->message,
                               fold->names.at, more)
             : tn_arena_format(&findings->arena, "%s; likewise %s", first->message, fold->names.at);
    if (first->remedy && !fold->same_remedy)
        tn_finding_remedy(findings, first, "%s, and so on", first->remedy);
    tn_buffer_free(&fold->names);
}

/* Drops those that the first of their kind will tell of. */
static size_t gather(struct tn_findings *findings, const struct tn_id_map *folds) {
    size_t kept = 0;
    for (size_t i = 0; i < findings->count; i++) {
        uint64_t key = key_of(&findings->items[i]);
        struct fold *fold = key ? tn_id_map_get(folds, key) : NULL;
        if (fold && fold->count >= MANY && i > fold->first) {
            name_one(fold, &findings->items[i]);
            continue;
        }
        if (fold && i == fold->first)
            fold->first = kept;
        findings->items[kept++] = findings->items[i];
    }
    size_t dropped = findings->count - kept;
    findings->count = kept;
    return dropped;
}

size_t tn_lint_fold(struct tn_findings *findings) {
    struct tn_id_map folds = {0};
    struct tn_arena arena = {0};
    count_all(findings, &folds, &arena);
    size_t dropped = gather(findings, &folds);
    for (size_t i = 0; i < folds.capacity; i++) {
        struct fold *fold = folds.slots[i].id ? folds.slots[i].value : NULL;
        if (fold && fold->named)
            tell_all(findings, &findings->items[fold->first], fold);
    }
    tn_id_map_free(&folds);
    tn_arena_free(&arena);
    return dropped;
}
