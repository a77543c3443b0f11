/*
 * A plan to read: what each step locks, whom it keeps waiting, how much it has to do and whether it
 * can be taken back; as a table, and for programs.
 */
#include "migrate/effect.h"
#include "migrate/plan.h"

#include <stdlib.h>
#include <string.h>

const char *const tn_waits_names[] = {"nobody", "writers", "everybody"};
const char *const tn_work_names[] = {"little", "reads the table", "builds an index",
                                     "writes the table"};

/* In the order in which they run. */
static void each_step(const struct tn_plan *plan, bool down,
                      void (*visit)(void *context, const struct tn_plan_step *step),
                      void *context) {
    for (size_t i = 0; i < plan->steps.count; i++)
        if (*step_sql(step_at(plan, down, i), down))
            visit(context, step_at(plan, down, i));
}

struct tn_effect tn_step_effect(const struct tn_plan *plan, const struct tn_plan_step *step,
                                bool down) {
    return effect_of(plan->dialect, step_statements(step, down),
                     down ? step->down_keeps_table : step->keeps_table, step->proven);
}

/* Comments alone are there for people to do it. */
static bool is_by_hand(const struct tn_plan_step *step, bool down) {
    return *step_sql(step, down) && !step_statements(step, down).count;
}

static const char *way_back(const struct tn_plan_step *step, bool down) {
    if (down ? step->down_destroys : step->destroys)
        return "not the data";
    if (!*step_sql(step, !down))
        return "nothing to do";
    return is_by_hand(step, !down) ? "by hand" : "yes";
}

/* ------------------------------------------------------------------ a table */

struct cells {
    const char *step, *lock, *waits, *work, *back;
};

struct table {
    const struct tn_plan *plan;
    bool down;
    TN_VECTOR(struct cells) rows;
};

static void add_row(void *context, const struct tn_plan_step *step) {
    struct table *table = context;
    struct tn_effect effect = tn_step_effect(table->plan, step, table->down);
    struct cells cells = {step->title, effect.lock, tn_waits_names[effect.waits],
                          is_by_hand(step, table->down) ? "by hand" : tn_work_names[effect.work],
                          way_back(step, table->down)};
    TN_PUSH(&table->rows, cells);
}

enum { WIDEST_STEP = 60 };

static void put_cell(struct tn_buffer *out, const char *text, size_t width) {
    size_t fits = tn_text_fit(text, width), used;
    bool cut = text[fits];
    if (cut)
        fits = tn_text_fit(text, width - 1);
    struct tn_buffer shown = {0};
    tn_put_bytes(&shown, text, fits);
    tn_put(&shown, cut ? "…" : "");
    used = tn_text_width(tn_buffer_text(&shown));
    tn_put(out, tn_buffer_text(&shown));
    tn_put_repeated(out, ' ', width - used + 2);
    tn_buffer_free(&shown);
}

static void widen(size_t *width, const char *text) {
    size_t wanted = tn_text_width(text);
    *width = wanted > *width ? wanted : *width;
}

static void put_table(const struct table *table, struct tn_buffer *out) {
    size_t step = 0, lock = 0, waits = 0, work = 0;
    for (size_t i = 0; i < table->rows.count; i++) {
        widen(&step, table->rows.items[i].step);
        widen(&lock, table->rows.items[i].lock);
        widen(&waits, table->rows.items[i].waits);
        widen(&work, table->rows.items[i].work);
    }
    step = step > WIDEST_STEP ? WIDEST_STEP : step;
    for (size_t i = 0; i < table->rows.count; i++) {
        const struct cells *cells = &table->rows.items[i];
        put_cell(out, cells->step, step);
        put_cell(out, cells->lock, lock);
        put_cell(out, cells->waits, waits);
        put_cell(out, cells->work, work);
        tn_put(out, cells->back);
        tn_put_char(out, '\n');
    }
}

void tn_plan_explain(const struct tn_plan *plan, bool down, struct tn_buffer *out) {
    static const struct cells titles = {"STEP", "LOCK", "WAITING", "WORK", "WAY BACK"};
    struct table table = {.plan = plan, .down = down};
    TN_PUSH(&table.rows, titles);
    each_step(plan, down, add_row, &table);
    if (table.rows.count > 1)
        put_table(&table, out);
    else
        tn_put(out, "nothing to do: the schemas do not differ\n");
    free(table.rows.items);
}

/* ------------------------------------------------------------------ for programs */

struct listing {
    const struct tn_plan *plan;
    struct tn_buffer *out;
    bool down, any;
};

static void put_text(struct tn_buffer *out, const char *name, const char *text) {
    tn_put_format(out, "\"%s\": ", name);
    tn_put_json(out, text);
    tn_put(out, ", ");
}

static void list_step(void *context, const struct tn_plan_step *step) {
    struct listing *l = context;
    struct tn_effect effect = tn_step_effect(l->plan, step, l->down);
    tn_put(l->out, l->any ? ",\n  {" : "\n  {");
    l->any = true;
    put_text(l->out, "title", step->title);
    put_text(l->out, "sql", step_sql(step, l->down));
    put_text(l->out, "lock", effect.lock);
    put_text(l->out, "waiting", tn_waits_names[effect.waits]);
    put_text(l->out, "work", tn_work_names[effect.work]);
    put_text(l->out, "way_back", way_back(step, l->down));
    tn_put_format(l->out, "\"in_transaction\": %s, \"loses_data\": %s}",
                  step_is_outside(step, l->down) ? "false" : "true",
                  (l->down ? step->down_destroys : step->destroys) ? "true" : "false");
}

void tn_plan_json(const struct tn_plan *plan, bool down, struct tn_buffer *out) {
    struct listing listing = {.plan = plan, .out = out, .down = down};
    tn_put(out, "{");
    put_text(out, "dialect", plan->dialect->name);
    put_text(out, "direction", down ? "down" : "up");
    tn_put(out, "\"steps\": [");
    each_step(plan, down, list_step, &listing);
    tn_put(out, "],\n \"hazards\": [");
    for (size_t i = 0; i < plan->findings.count; i++) {
        tn_put(out, i ? ",\n  " : "\n  ");
        tn_finding_put_json(&plan->findings.items[i], out);
    }
    tn_put(out, "]}\n");
}
