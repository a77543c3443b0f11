/*
 * Minimal covers. Left sides are reduced before redundant dependencies are
 * dropped: the other way round leaves redundant ones behind.
 */
#include "theory/closure.h"

#include <stdlib.h>
#include <string.h>

static struct tn_fds with_single_rights(const struct tn_fds *fds) {
    struct tn_fds result = {.attributes = fds->attributes};
    for (size_t i = 0; i < fds->items.count; i++) {
        struct tn_fd whole = fds->items.items[i];
        for (size_t a = 0; a < fds->attributes; a++) {
            struct tn_fd single = {.left = whole.left};
            tn_set_add(&single.right, a);
            if (tn_set_has(whole.right, a) && !tn_set_has(whole.left, a))
                TN_PUSH(&result.items, single);
        }
    }
    return result;
}

/* Shortening a left side changes no closure, so all are tested under the list
 * as it was. */
static void reduce_lefts(struct tn_fds *fds) {
    struct tn_fds before = {.attributes = fds->attributes};
    for (size_t i = 0; i < fds->items.count; i++)
        TN_PUSH(&before.items, fds->items.items[i]);
    struct closure closure = closure_new(&before);
    for (size_t i = 0; i < fds->items.count; i++) {
        struct tn_fd *fd = &fds->items.items[i];
        for (size_t a = 0; a < fds->attributes; a++) {
            struct tn_set less = fd->left;
            tn_set_remove(&less, a);
            if (tn_set_has(fd->left, a) &&
                tn_set_within(fd->right, closure_of(&closure, less, CLOSURE_ALL, NULL)))
                fd->left = less;
        }
    }
    closure_free(&closure);
    free(before.items.items);
}

static void drop_redundant(struct tn_fds *fds) {
    struct closure closure = closure_new(fds);
    bool *dropped = tn_allocate(fds->items.count + 1);
    for (size_t i = 0; i < fds->items.count; i++) {
        struct tn_fd fd = fds->items.items[i];
        dropped[i] = tn_set_within(fd.right, closure_of(&closure, fd.left, i, dropped));
    }
    closure_free(&closure);
    size_t kept = 0;
    for (size_t i = 0; i < fds->items.count; i++)
        if (!dropped[i])
            fds->items.items[kept++] = fds->items.items[i];
    fds->items.count = kept;
    free(dropped);
}

struct tn_fds tn_minimal_cover(const struct tn_fds *fds) {
    struct tn_fds cover = with_single_rights(fds);
    reduce_lefts(&cover);
    drop_redundant(&cover);
    return cover;
}
