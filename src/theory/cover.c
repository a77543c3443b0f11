/*
 * Minimal covers. Left sides are reduced before redundant dependencies are
 * dropped: the other way round leaves redundant ones behind.
 */
#include "theory/closure.h"

#include <stdlib.h>
#include <string.h>

static struct tn_dependencies with_single_rights(const struct tn_dependencies *given) {
    struct tn_dependencies result = {.attributes = given->attributes};
    for (size_t i = 0; i < given->fds.count; i++) {
        struct tn_fd whole = given->fds.items[i];
        for (size_t a = 0; a < given->attributes; a++) {
            struct tn_fd single = {.left = whole.left};
            tn_set_add(&single.right, a);
            if (tn_set_has(whole.right, a) && !tn_set_has(whole.left, a))
                TN_PUSH(&result.fds, single);
        }
    }
    return result;
}

/* Shortening a left side changes no closure, so all are tested under the list
 * as it was. */
static void reduce_lefts(struct tn_dependencies *given) {
    struct tn_dependencies before = {.attributes = given->attributes};
    for (size_t i = 0; i < given->fds.count; i++)
        TN_PUSH(&before.fds, given->fds.items[i]);
    struct closure closure = closure_new(&before);
    for (size_t i = 0; i < given->fds.count; i++) {
        struct tn_fd *fd = &given->fds.items[i];
        for (size_t a = 0; a < given->attributes; a++) {
            struct tn_set less = fd->left;
            tn_set_remove(&less, a);
            if (tn_set_has(fd->left, a) &&
                tn_set_within(fd->right, closure_of(&closure, less, CLOSURE_ALL, NULL)))
                fd->left = less;
        }
    }
    closure_free(&closure);
    free(before.fds.items);
}

static void drop_redundant(struct tn_dependencies *given) {
    struct closure closure = closure_new(given);
    bool *dropped = tn_allocate(given->fds.count + 1);
    for (size_t i = 0; i < given->fds.count; i++) {
        struct tn_fd fd = given->fds.items[i];
        dropped[i] = tn_set_within(fd.right, closure_of(&closure, fd.left, i, dropped));
    }
    closure_free(&closure);
    size_t kept = 0;
    for (size_t i = 0; i < given->fds.count; i++)
        if (!dropped[i])
            given->fds.items[kept++] = given->fds.items[i];
    given->fds.count = kept;
    free(dropped);
}

struct tn_dependencies tn_minimal_cover(const struct tn_dependencies *given) {
    struct tn_dependencies cover = with_single_rights(given);
    reduce_lefts(&cover);
    drop_redundant(&cover);
    return cover;
}
