/*
 * Views across dialects: one whose query has only what the tables of expressions know goes over, in
 * the target's words; any other is left out, and the piece that is in the way is named.
 */
#include "lower/lowering.h"

#include <stdlib.h>
#include <string.h>

static void leave_out(struct lowering *l, struct tn_view *view) {
    lower_loss(l, TN_WARNING, view, "this view is left out because of %s: %s has no words for it",
               l->unknown, l->to->title);
    lower_remove(l, view);
}

static void drop_clauses(struct lowering *l, struct tn_view *view) {
    if (view->materialized && l->to->id != TN_POSTGRESQL) {
        lower_feature(l, FEATURE_MATERIALIZED, view);
        view->materialized = false;
    }
    if (tn_find_word(view->options, "check option"))
        lower_feature(l, FEATURE_CHECK_OPTION, view);
    if (tn_find_word(view->options, "invoker"))
        lower_loss(l, TN_INFO, view, "it is run with the rights of its owner");
    view->options = "";
}

/* A view without rows of its own has none to wait for. */
static const char *query_of(struct lowering *l, const struct tn_view *view) {
    static const char end[] = "with no data";
    size_t length = strlen(view->query), tail = sizeof end - 1;
    if (!view->materialized || length < tail || !tn_same_word(view->query + length - tail, end))
        return view->query;
    return tn_text_slice(l->model, (struct tn_slice){view->query, length - tail});
}

static void lower_view(struct lowering *l, struct tn_view *view) {
    struct query *query = NULL;
    const char *made = lower_query(l, query_of(l, view), &query);
    if (!made) {
        leave_out(l, view);
        return;
    }
    view->query = made;
    tn_text_map_put(&l->views, view->name, view);
    if (query && !view->columns.count)
        tn_text_map_put(&l->view_queries, view->name, query);
    drop_clauses(l, view);
}

static int by_position(const void *a, const void *b) {
    const struct tn_view *left = *(struct tn_view *const *)a, *right = *(struct tn_view *const *)b;
    if (left->position != right->position)
        return left->position < right->position ? -1 : 1;
    return left->rank < right->rank ? -1 : left->rank > right->rank;
}

/* In the order of the source: a view may look at those before it. */
void lower_views(struct lowering *l) {
    TN_VECTOR(struct tn_view *) views = {0};
    if (lower_same_language(l))
        return;
    TN_EACH_OF(l->model, view, view)
    TN_PUSH(&views, view);
    if (views.count)
        qsort(views.items, views.count, sizeof(struct tn_view *), by_position);
    for (size_t i = 0; i < views.count; i++)
        lower_view(l, views.items[i]);
    free(views.items);
}
