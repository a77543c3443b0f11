/*
 * Decisions on renames as a file to be read again: what a diff took, and in comments what it did
 * not.
 */
#include "diff/comparison.h"

#include <string.h>

static const char *path_of(struct comparison *comparison, enum side side,
                           const struct tn_object *object, const char *value) {
    return value ? value_path(comparison, side, (const struct tn_type *)object, value)
                 : decided_path(comparison, side, object);
}

static void put_decision(struct comparison *comparison, const struct tn_likeness *what, bool keep,
                         struct tn_buffer *out) {
    tn_put_format(out, "%s %s %s %s", keep ? "keep" : "rename",
                  what->from ? "value" : decided_noun(what->before->kind),
                  path_of(comparison, BEFORE, what->before, what->from),
                  path_of(comparison, AFTER, what->after, what->to));
}

void tn_renames_put_line(const struct tn_diff *diff, const struct tn_likeness *likeness, bool keep,
                         struct tn_buffer *out) {
    struct comparison comparison = {0};
    comparison_know_models(&comparison, diff->before, diff->after);
    put_decision(&comparison, likeness, keep, out);
    tn_arena_free(&comparison.arena);
}

static void put_reason(const struct tn_likeness *likeness, struct tn_buffer *out) {
    tn_put_format(out, "  # %u %%: %s", likeness->percent, likeness->why);
}

static bool are_the_same(const struct tn_likeness *a, const struct tn_likeness *b) {
    return a->before == b->before && !a->from == !b->from &&
           (!a->from || strcmp(a->from, b->from) == 0);
}

/* With what it was told by, where it was. */
static void put_taken(struct comparison *comparison, const struct tn_diff *diff,
                      struct tn_likeness what, struct tn_buffer *out) {
    put_decision(comparison, &what, false, out);
    for (size_t i = 0; i < diff->likenesses.count; i++)
        if (are_the_same(&diff->likenesses.items[i], &what)) {
            put_reason(&diff->likenesses.items[i], out);
            break;
        }
    tn_put_char(out, '\n');
}

/* In comments, all its lines. */
static void put_unclear(struct comparison *comparison, const struct tn_likeness *likeness,
                        struct tn_buffer *out) {
    struct tn_buffer line = {0};
    put_decision(comparison, likeness, false, &line);
    put_reason(likeness, &line);
    tn_put(out, "# ");
    for (const char *at = line.at; *at; at++) {
        tn_put_char(out, *at);
        tn_put(out, *at == '\n' ? "# " : "");
    }
    tn_put_char(out, '\n');
    tn_buffer_free(&line);
}

static void put_move(struct comparison *comparison, const struct tn_value_move *move,
                     struct tn_buffer *out) {
    tn_put_format(out, "move column %s %s\n",
                  decided_path(comparison, BEFORE, &move->before->object),
                  decided_path(comparison, AFTER, &move->after->object));
}

static bool is_rename(const struct tn_change *change) {
    return change->type == TN_CHANGED && decided_noun(change->before->kind) &&
           *change->after->name &&
           change->field == &tn_kind_of(change->before)->fields[TN_FIELD_NAME];
}

void tn_renames_write(const struct tn_diff *diff, struct tn_buffer *out) {
    struct comparison comparison = {0};
    comparison_know_models(&comparison, diff->before, diff->after);
    tn_put(out, "# Renames, to be read again with --renames. \"keep\" in place of \"rename\" says "
                "that the two\n# are different things; what is unclear stands in a comment.\n");
    for (size_t i = 0; i < diff->changes.count; i++) {
        const struct tn_change *c = &diff->changes.items[i];
        if (is_rename(c))
            put_taken(&comparison, diff,
                      (struct tn_likeness){.before = c->before, .after = c->after}, out);
    }
    for (size_t i = 0; i < diff->value_renames.count; i++) {
        const struct tn_value_rename *r = &diff->value_renames.items[i];
        put_taken(&comparison, diff,
                  (struct tn_likeness){.before = &r->before->object,
                                       .after = &r->after->object,
                                       .from = r->from,
                                       .to = r->to},
                  out);
    }
    for (size_t i = 0; i < diff->value_moves.count; i++)
        put_move(&comparison, &diff->value_moves.items[i], out);
    for (size_t i = 0; i < diff->likenesses.count; i++)
        if (!diff->likenesses.items[i].taken)
            put_unclear(&comparison, &diff->likenesses.items[i], out);
    tn_arena_free(&comparison.arena);
}
