/*
 * Windows: what stands behind OVER. Where nulls stand in their order decides what a row's number
 * is, so it is written out where the target has them on the other side.
 */
#include "lower/term.h"

#include <string.h>

/* ------------------------------------------------------------------ order */

bool term_read_order(struct translation *t, struct output *order) {
    if (!(order->term = term_read(t, 0)))
        return false;
    order->descending = term_accept_word(t, "desc");
    if (!order->descending)
        term_accept_word(t, "asc");
    if (!term_accept_word(t, "nulls"))
        return true;
    order->nulls = term_accept_word(t, "first")  ? TN_nulls_first
                   : term_accept_word(t, "last") ? TN_nulls_last
                                                 : TN_nulls_automatic;
    return order->nulls != TN_nulls_automatic || term_give_up(t, NULL);
}

/* PostgreSQL takes null for the greatest of all values, the others for the least. */
static bool nulls_first(const struct tn_dialect *dialect, const struct output *order) {
    if (order->nulls != TN_nulls_automatic)
        return order->nulls == TN_nulls_first;
    return (dialect->id == TN_POSTGRESQL) == order->descending;
}

static bool may_be_null(const struct term *term) {
    if (term->kind == TERM_OPERATION && tn_starts_with(term->operation->name, "is "))
        return false;
    return term->kind != TERM_COLUMN || !term->attribute || term->attribute->nullable;
}

void term_write_order(struct translation *t, const struct output *order, bool nulls_count) {
    struct output plain = {.descending = order->descending};
    bool first = nulls_first(t->l->from, order), matters = nulls_count && may_be_null(order->term);
    bool differs = matters && first != nulls_first(t->l->to, &plain);
    if (differs && lower_is_mysql(t->l->to)) {
        term_write(t, order->term, 5);
        tn_put(t->out, first ? " IS NULL DESC, " : " IS NULL, ");
    }
    term_write(t, order->term, 0);
    tn_put(t->out, order->descending ? " DESC" : "");
    if (differs && !lower_is_mysql(t->l->to))
        tn_put(t->out, first ? " NULLS FIRST" : " NULLS LAST");
}

/* ------------------------------------------------------------------ reading */

static bool read_partition(struct translation *t, struct window *window) {
    if (!term_accept_word(t, "by"))
        return term_give_up(t, NULL);
    window->partition = term_new(t, TERM_LIST);
    do {
        struct term *term = term_read(t, 0);
        if (!term)
            return false;
        term_add(t, window->partition, term);
    } while (term_accept_symbol(t, ","));
    return true;
}

static bool read_window_orders(struct translation *t, struct window *window) {
    struct window_order **end = &window->orders;
    if (!term_accept_word(t, "by"))
        return term_give_up(t, NULL);
    do {
        *end = tn_arena_allocate(&t->l->arena, sizeof **end);
        if (!term_read_order(t, &(*end)->order))
            return false;
        end = &(*end)->next;
    } while (term_accept_symbol(t, ","));
    return true;
}

/* UNBOUNDED PRECEDING, 3 FOLLOWING, CURRENT ROW: numbers of rows, no lengths of time. */
static const char *read_bound(struct translation *t) {
    if (term_accept_word(t, "current"))
        return term_accept_word(t, "row") ? "CURRENT ROW" : term_give_up(t, NULL);
    const char *number = term_accept_word(t, "unbounded") ? "UNBOUNDED" : NULL;
    if (!number && term_token(t, 0)->kind == T_NUMBER) {
        number = term_text(t, term_token(t, 0));
        t->at++;
    }
    const char *side = term_accept_word(t, "preceding")   ? "PRECEDING"
                       : term_accept_word(t, "following") ? "FOLLOWING"
                                                          : NULL;
    if (!number || !side)
        return term_give_up(t, NULL);
    return tn_arena_format(&t->l->arena, "%s %s", number, side);
}

static bool read_frame(struct translation *t, struct window *window, const char *unit) {
    bool between = term_accept_word(t, "between");
    const char *from = read_bound(t), *to = NULL;
    if (between && from && (!term_accept_word(t, "and") || !(to = read_bound(t))))
        return term_give_up(t, NULL);
    window->frame = !from ? NULL
                    : between
                        ? tn_arena_format(&t->l->arena, "%s BETWEEN %s AND %s", unit, from, to)
                        : tn_arena_format(&t->l->arena, "%s %s", unit, from);
    return window->frame != NULL;
}

struct window *term_read_window(struct translation *t) {
    struct window *window = tn_arena_allocate(&t->l->arena, sizeof *window);
    if (!t->l->to->can.windows)
        return term_give_up(t, "OVER");
    if (!term_accept_symbol(t, "("))
        return term_give_up(t, "a window with a name");
    if (term_accept_word(t, "partition") && !read_partition(t, window))
        return NULL;
    if (term_accept_word(t, "order") && !read_window_orders(t, window))
        return NULL;
    const char *unit = term_accept_word(t, "rows")    ? "ROWS"
                       : term_accept_word(t, "range") ? "RANGE"
                                                      : NULL;
    if (unit && !read_frame(t, window, unit))
        return NULL;
    return term_accept_symbol(t, ")") ? window : term_give_up(t, NULL);
}

/* ------------------------------------------------------------------ settling and writing */

bool term_settle_window(struct translation *t, const struct window *window) {
    if (window->partition && !term_settle(t, window->partition))
        return false;
    for (struct window_order *o = window->orders; o; o = o->next)
        if (!term_settle(t, o->order.term))
            return false;
    return true;
}

void term_write_window(struct translation *t, const struct window *window) {
    const char *before = "";
    tn_put(t->out, " OVER (");
    for (size_t i = 0; window->partition && i < window->partition->count; i++) {
        tn_put(t->out, i ? ", " : "PARTITION BY ");
        term_write(t, window->partition->items[i], 0);
        before = " ";
    }
    for (const struct window_order *o = window->orders; o; o = o->next) {
        tn_put_format(t->out, "%s%s", before, o == window->orders ? "ORDER BY " : "");
        term_write_order(t, &o->order, true);
        before = o->next ? ", " : " ";
    }
    if (window->frame)
        tn_put_format(t->out, "%s%s", before, window->frame);
    tn_put_char(t->out, ')');
}
