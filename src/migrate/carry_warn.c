/*
 * What is to be known of values that go to another table: which rows would contradict each other.
 */
#include "migrate/carry.h"

static void put_names(struct planner *planner, struct tn_buffer *out, const struct carry *carry,
                      bool links, bool moved) {
    size_t length = out->length;
    for (size_t i = 0; i < carry->values.count && moved; i++) {
        const struct tn_attribute *from = carry->values.items[i].from;
        if (carry_links(carry, from))
            continue;
        tn_put(out, out->length > length ? ", " : "");
        carry_column(planner, out, NULL, from);
    }
    for (size_t i = 0; i < carry->link.count && links; i++) {
        tn_put(out, out->length > length ? ", " : "");
        carry_column(planner, out, NULL, carry->link.items[i].from);
    }
}

static void put_contradictions(struct planner *planner, struct tn_buffer *out,
                               const struct carry *carry) {
    tn_put(out, "SELECT ");
    put_names(planner, out, carry, true, false);
    tn_put(out, " FROM (SELECT DISTINCT ");
    put_names(planner, out, carry, true, true);
    tn_put(out, " FROM ");
    tn_sql_put_path(out, planner->dialect, carry->from);
    tn_put(out, ") AS each_one GROUP BY ");
    put_names(planner, out, carry, true, false);
    tn_put(out, " HAVING count(*) > 1");
}

static bool may_have_no_place(const struct planner *planner, const struct carry *carry) {
    for (size_t i = 0; i < carry->link.count; i++)
        if (carry->link.items[i].from->nullable &&
            carry->values.count > (carry->made ? carry->link.count : 0))
            return true;
    (void)planner;
    return false;
}

void carry_warn(struct planner *planner, const struct carry *carry) {
    struct tn_buffer moved = {0}, links = {0}, query = {0};
    put_names(planner, &moved, carry, false, true);
    put_names(planner, &links, carry, true, false);
    bool refuses = moved.length && links.length;
    struct tn_finding *finding;
    if (refuses)
        finding =
            hazard(planner, "mig-move", carry->to,
                   "the values of %s in table %s go to table %s, one row for each %s%s", moved.at,
                   carry->from->name, carry->to->name, links.at,
                   may_have_no_place(planner, carry) ? ": where that is null, they are lost" : "");
    else
        finding = hazard(planner, "mig-move", carry->to,
                         "table %s takes each combination of its values in table %s once%s",
                         carry->to->name, carry->from->name,
                         carry->left ? "; on the way back each is joined with each" : "");
    if (refuses) {
        put_contradictions(planner, &query, carry);
        tn_finding_remedy(&planner->plan->findings, finding,
                          "rows that contradict each other are refused: look for them first: %s",
                          query.at);
    }
    tn_buffer_free(&moved);
    tn_buffer_free(&links);
    tn_buffer_free(&query);
}
