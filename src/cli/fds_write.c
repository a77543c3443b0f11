/*
 * What tenon fds found, as text and as JSON.
 */
#include "cli/fds.h"

#include <string.h>

/* Violations shown of each near-dependency. */
enum { SHOWN_VIOLATIONS = 3 };

/* ------------------------------------------------------------------ parts of both */

static const char *plural(size_t count) {
    return count == 1 ? "" : "s";
}

static void put_names(struct tn_buffer *out, const struct tn_data *data, struct tn_set set) {
    const char *gap = "";
    for (size_t i = 0; i < data->count; i++)
        if (tn_set_has(set, i)) {
            tn_put_format(out, "%s%s", gap, data->columns[i].name);
            gap = ", ";
        }
}

static void put_json_names(struct tn_buffer *out, const struct tn_data *data, struct tn_set set) {
    const char *gap = "";
    tn_put(out, "[");
    for (size_t i = 0; i < data->count; i++)
        if (tn_set_has(set, i)) {
            tn_put(out, gap);
            tn_put_json(out, data->columns[i].name);
            gap = ", ";
        }
    tn_put(out, "]");
}

static void put_title(struct tn_buffer *out, const struct tn_data *data) {
    tn_put_format(out, "%s: %zu row%s, %zu column%s\n", data->name, data->rows, plural(data->rows),
                  data->count, plural(data->count));
}

static void put_json_start(struct tn_buffer *out, const struct fds_found *found) {
    tn_put_format(out, "{\"rows\": %zu, \"columns\": ", found->data->rows);
    put_json_names(out, found->data, tn_set_first(found->data->count));
    tn_put_format(out, ", \"count\": %zu,%s", found->all.fds.count,
                  found->all.end == TN_DISCOVERY_COMPLETE ? "" : " \"complete\": false,");
}

static void put_json_sides(struct tn_buffer *out, const struct tn_data *data, struct tn_set left,
                           size_t right) {
    tn_put(out, "{\"lhs\": ");
    put_json_names(out, data, left);
    tn_put(out, ", \"rhs\": ");
    tn_put_json(out, data->columns[right].name);
}

static void put_end(struct tn_buffer *out, const struct fds_found *found) {
    if (found->all.end == TN_DISCOVERY_CANCELLED || found->proposals.stopped)
        tn_put_format(out, "The search was stopped after %.1f s: there may be more.\n",
                      found->seconds);
    if (found->all.end == TN_DISCOVERY_MEMORY)
        tn_put(out, "The search ran out of its memory: there may be more.\n");
}

static void put_duplicates(struct tn_buffer *out, size_t duplicates) {
    if (duplicates)
        tn_put_format(out, "%zu row%s equal%s an earlier one, so there is no key\n", duplicates,
                      plural(duplicates), duplicates == 1 ? "s" : "");
}

/* ------------------------------------------------------------------ everything that holds */

void fds_put_all_json(struct tn_buffer *out, const struct fds_found *found) {
    put_json_start(out, found);
    tn_put(out, " \"dependencies\": [");
    for (size_t i = 0; i < found->all.fds.count; i++) {
        tn_put(out, i ? ",\n  " : "\n  ");
        put_json_sides(out, found->data, found->all.fds.items[i].left,
                       found->all.fds.items[i].right);
        tn_put(out, "}");
    }
    tn_put(out, found->all.fds.count ? "\n]}" : "]}");
}

void fds_put_all(struct tn_buffer *out, const struct fds_found *found) {
    const struct tn_discovery *all = &found->all;
    put_title(out, found->data);
    tn_put_format(out, "%zu minimal functional dependenc%s\n", all->fds.count,
                  all->fds.count == 1 ? "y" : "ies");
    for (size_t i = 0; i < all->fds.count; i++) {
        tn_put(out, "  ");
        put_names(out, found->data, all->fds.items[i].left);
        tn_put_format(out, "%s-> %s\n", tn_set_empty(all->fds.items[i].left) ? "" : " ",
                      found->data->columns[all->fds.items[i].right].name);
    }
    tn_put_format(out, "%zu minimal unique column combination%s\n", all->keys.count,
                  plural(all->keys.count));
    for (size_t i = 0; i < all->keys.count; i++) {
        tn_put(out, "  ");
        put_names(out, found->data, all->keys.items[i]);
        tn_put(out, "\n");
    }
    put_duplicates(out, all->duplicates);
    put_end(out, found);
}

/* ------------------------------------------------------------------ proposals as text */

/* Those with one left side, and all that hold: they stand side by side in the order. */
static size_t same_left(const struct tn_proposals *proposals, size_t from) {
    const struct tn_proposal *first = &proposals->items.items[from];
    size_t next = from + 1;
    while (next < proposals->items.count && !first->broken &&
           !proposals->items.items[next].broken &&
           tn_set_equal(proposals->items.items[next].left, first->left))
        next++;
    return next;
}

static void put_value(struct tn_buffer *out, const struct tn_data *data, size_t column,
                      size_t row) {
    enum { WIDEST = 40 };
    const char *value = tn_data_value(data, column, row);
    tn_put_format(out, "%s = ", data->columns[column].name);
    size_t fits = value ? tn_text_fit(value, WIDEST) : 0;
    for (size_t i = 0; i < fits; i++)
        tn_put_char(out, (unsigned char)value[i] < ' ' || value[i] == 0x7f ? ' ' : value[i]);
    tn_put(out, !value ? "null" : value[fits] ? "…" : "");
}

static void put_violation(struct tn_buffer *out, const struct fds_found *found,
                          const struct tn_proposal *proposal,
                          const struct tn_violation *violation) {
    tn_put_format(out, "      row %zu: ", violation->row + 1);
    for (size_t i = 0; i < found->data->count; i++)
        if (tn_set_has(proposal->left, i)) {
            put_value(out, found->data, i, violation->row);
            tn_put(out, ", ");
        }
    put_value(out, found->data, proposal->right, violation->row);
    tn_put_format(out, "; row %zu: ", violation->against + 1);
    put_value(out, found->data, proposal->right, violation->against);
    tn_put(out, "\n");
}

static void put_near(struct tn_buffer *out, const struct fds_found *found,
                     const struct tn_proposal *proposal) {
    struct tn_violation violations[SHOWN_VIOLATIONS];
    tn_put(out, "  ");
    put_names(out, found->data, proposal->left);
    tn_put_format(out, " -> %s  broken by %zu row%s of %zu (g3 %.4f)\n",
                  found->data->columns[proposal->right].name, proposal->broken,
                  plural(proposal->broken), found->data->rows,
                  (double)proposal->broken / (double)found->data->rows);
    size_t count = tn_violations(&found->columns, proposal, violations, SHOWN_VIOLATIONS);
    for (size_t i = 0; i < count; i++)
        put_violation(out, found, proposal, &violations[i]);
}

static void put_exact(struct tn_buffer *out, const struct fds_found *found, size_t from,
                      size_t to) {
    const struct tn_proposal *proposals = found->proposals.items.items;
    tn_put(out, "  ");
    put_names(out, found->data, proposals[from].left);
    for (size_t i = from; i < to; i++)
        tn_put_format(out, "%s%s", i == from ? " -> " : ", ",
                      found->data->columns[proposals[i].right].name);
    tn_put_format(out, "  %zu value%s stand%s again, in %zu groups\n",
                  proposals[from].saved * (to - from), plural(proposals[from].saved * (to - from)),
                  proposals[from].saved * (to - from) == 1 ? "s" : "", proposals[from].groups);
}

/* Both lists are cut at the limit. */
static void put_list(struct tn_buffer *out, const struct fds_found *found, bool near,
                     const char *title) {
    const struct tn_proposals *proposals = &found->proposals;
    size_t shown = 0, left_out = 0;
    for (size_t i = 0, next; i < proposals->items.count; i = next) {
        next = same_left(proposals, i);
        if (!proposals->items.items[i].broken == near)
            continue;
        if (shown == found->limit) {
            left_out++;
            continue;
        }
        if (!shown++)
            tn_put_format(out, "%s:\n", title);
        if (near)
            put_near(out, found, &proposals->items.items[i]);
        else
            put_exact(out, found, i, next);
    }
    if (left_out)
        tn_put_format(out, "  %zu more: --limit shows them\n", left_out);
}

static void put_keys(struct tn_buffer *out, const struct fds_found *found) {
    const struct tn_discovery *all = &found->all;
    size_t shown = all->keys.count < found->limit ? all->keys.count : found->limit;
    tn_put(out, shown ? "Unique:\n" : "");
    for (size_t i = 0; i < shown; i++) {
        tn_put(out, "  ");
        put_names(out, found->data, all->keys.items[i]);
        tn_put(out, "\n");
    }
    if (shown < all->keys.count)
        tn_put_format(out, "  %zu more: --limit shows them\n", all->keys.count - shown);
    put_duplicates(out, all->duplicates);
}

static void put_constants(struct tn_buffer *out, const struct fds_found *found) {
    struct tn_set constant = {0};
    for (size_t c = 0; c < found->data->count; c++)
        if (found->columns.items[c].distinct == 1)
            tn_set_add(&constant, c);
    if (tn_set_empty(constant) || found->data->rows < 2)
        return;
    tn_put(out, "Always the same: ");
    put_names(out, found->data, constant);
    tn_put(out, "\n");
}

void fds_put_proposals(struct tn_buffer *out, const struct fds_found *found) {
    put_title(out, found->data);
    put_constants(out, found);
    put_keys(out, found);
    put_list(out, found, false, "Holds, and repeats values");
    put_list(out, found, true, "Nearly holds");
    if (!found->proposals.items.count)
        tn_put(out, "No dependency that is worth a look\n");
    tn_put_format(out, "%zu minimal functional dependenc%s in all (--all lists %s), in %.2f s\n",
                  found->all.fds.count, found->all.fds.count == 1 ? "y" : "ies",
                  found->all.fds.count == 1 ? "it" : "them", found->seconds);
    put_end(out, found);
}

/* ------------------------------------------------------------------ proposals as JSON */

static void put_json_value(struct tn_buffer *out, const struct tn_data *data, size_t column,
                           size_t row) {
    const char *value = tn_data_value(data, column, row);
    if (value)
        tn_put_json(out, value);
    else
        tn_put(out, "null");
}

static void put_json_violations(struct tn_buffer *out, const struct fds_found *found,
                                const struct tn_proposal *proposal) {
    struct tn_violation violations[SHOWN_VIOLATIONS];
    size_t count = tn_violations(&found->columns, proposal, violations, SHOWN_VIOLATIONS);
    for (size_t i = 0; i < count; i++) {
        tn_put_format(out, "%s{\"row\": %zu, \"value\": ", i ? ", " : "", violations[i].row + 1);
        put_json_value(out, found->data, proposal->right, violations[i].row);
        tn_put_format(out, ", \"other_row\": %zu, \"other_value\": ", violations[i].against + 1);
        put_json_value(out, found->data, proposal->right, violations[i].against);
        tn_put(out, "}");
    }
}

static void put_json_proposal(struct tn_buffer *out, const struct fds_found *found,
                              const struct tn_proposal *proposal) {
    put_json_sides(out, found->data, proposal->left, proposal->right);
    tn_put_format(out, ", \"broken\": %zu, \"g3\": %.6g, \"groups\": %zu, \"repeated\": %zu",
                  proposal->broken, (double)proposal->broken / (double)found->data->rows,
                  proposal->groups, proposal->saved);
    tn_put(out, ", \"violations\": [");
    if (proposal->broken)
        put_json_violations(out, found, proposal);
    tn_put(out, "]}");
}

void fds_put_proposals_json(struct tn_buffer *out, const struct fds_found *found) {
    size_t shown[2] = {0};
    put_json_start(out, found);
    tn_put(out, " \"keys\": [");
    for (size_t i = 0; i < found->all.keys.count; i++) {
        tn_put(out, i ? ", " : "");
        put_json_names(out, found->data, found->all.keys.items[i]);
    }
    tn_put(out, "], \"proposals\": [");
    for (size_t i = 0; i < found->proposals.items.count; i++) {
        const struct tn_proposal *proposal = &found->proposals.items.items[i];
        if (shown[proposal->broken > 0]++ >= found->limit)
            continue;
        tn_put(out, shown[0] + shown[1] > 1 ? ",\n  " : "\n  ");
        put_json_proposal(out, found, proposal);
    }
    tn_put(out, found->proposals.items.count ? "\n]}" : "]}");
}
