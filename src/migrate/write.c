/*
 * A plan as a script: a comment before each step, a transaction around them where the dialect has
 * transactional DDL. What must stand outside of it comes first.
 */
#include "migrate/plan.h"

#include <string.h>

static void put_step(const struct tn_plan_step *step, bool down, struct tn_buffer *out) {
    const char *sql = down ? step->down : step->up;
    if (!*sql)
        return;
    tn_put_format(out, "\n-- %s%s\n", down ? "take back: " : "", step->title);
    if (down ? step->down_destroys : step->destroys)
        tn_put_format(out, "-- destructive: %s\n", step->title);
    if (down && step->destroys)
        tn_put_format(out, "-- cannot be undone: the data lost by \"%s\"\n", step->title);
    tn_put(out, sql);
}

static void put_steps(const struct tn_plan *plan, bool down, bool alone, struct tn_buffer *out) {
    for (size_t i = 0; i < plan->steps.count; i++) {
        const struct tn_plan_step *step = &plan->steps.items[down ? plan->steps.count - 1 - i : i];
        if ((step->alone && !down) == alone)
            put_step(step, down, out);
    }
}

static bool has_statements(const struct tn_plan *plan, bool down, bool alone) {
    for (size_t i = 0; i < plan->steps.count; i++) {
        const struct tn_plan_step *step = &plan->steps.items[i];
        if ((step->alone && !down) == alone && *(down ? step->down : step->up))
            return true;
    }
    return false;
}

/* With foreign keys enforced, dropping a table empties those that refer to it. */
static bool drops_tables(const struct tn_plan *plan, bool down) {
    for (size_t i = 0; i < plan->steps.count; i++) {
        const struct tn_plan_step *step = &plan->steps.items[i];
        if (tn_find_word(down ? step->down : step->up, "drop table"))
            return true;
    }
    return false;
}

/* What a transaction of the dialect begins and ends with, and what stands around and at the end of
 * it where tables are dropped. SQLite: the pragma does nothing inside of a transaction. */
static const struct {
    const char *before, *begin, *check, *end, *after;
} transactions[TN_DIALECT_COUNT] = {
    [TN_POSTGRESQL] = {"", "\nBEGIN;\n", "", "\nCOMMIT;\n", ""},
    [TN_MYSQL] = {"", "", "", "", ""},
    [TN_MARIADB] = {"", "", "", "", ""},
    [TN_SQLITE] = {"\n-- run this outside of a transaction: there the next line does nothing, and\n"
                   "-- dropping a table would empty those that refer to it\n"
                   "PRAGMA foreign_keys = OFF;\n",
                   "\nBEGIN IMMEDIATE;\n", "\nPRAGMA foreign_key_check;\n", "\nCOMMIT;\n",
                   "PRAGMA foreign_keys = ON;\n"},
};

void tn_plan_write(const struct tn_plan *plan, bool down, struct tn_buffer *out) {
    bool outside = has_statements(plan, down, true), inside = has_statements(plan, down, false);
    if (!outside && !inside) {
        tn_put(out, "-- nothing to do: the schemas do not differ\n");
        return;
    }
    tn_put_format(out, "-- migration for %s, %s\n", plan->dialect->title, down ? "down" : "up");
    put_steps(plan, down, true, out);
    if (!inside)
        return;
    bool drops = drops_tables(plan, down);
    enum tn_dialect_id id = plan->dialect->id;
    tn_put(out, drops ? transactions[id].before : "");
    tn_put(out, transactions[id].begin);
    put_steps(plan, down, false, out);
    tn_put(out, drops ? transactions[id].check : "");
    tn_put(out, transactions[id].end);
    tn_put(out, drops ? transactions[id].after : "");
}
