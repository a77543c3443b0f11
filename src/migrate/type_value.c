/*
 * Values of an enumeration that get another name (PostgreSQL), as the comparison tells: they are
 * renamed, and rows keep them. A value whose new name another one still has gets a name meanwhile.
 */
#include "migrate/plan.h"

#include <string.h>

static void put_value_rename(struct planner *planner, struct tn_buffer *out,
                             const struct tn_type *type, const char *from, const char *to) {
    tn_put(out, "ALTER TYPE ");
    tn_sql_put_path(out, planner->dialect, type);
    tn_put(out, " RENAME VALUE ");
    tn_sql_put_string(out, planner->dialect, from);
    tn_put(out, " TO ");
    tn_sql_put_string(out, planner->dialect, to);
    put_end(out);
}

static void rename_value(struct planner *planner, struct tn_type *type, const char *from,
                         const char *to) {
    struct step step = {0};
    tn_put_format(&step.title, "rename value %s to %s of ", from, to);
    tn_path(type, &step.title);
    put_value_rename(planner, &step.up, type, from, to);
    put_value_rename(planner, &step.down, type, to, from);
    step_add(planner, PHASE_RENAME, &step);
}

static const char *name_meanwhile(struct planner *planner, const struct tn_type *type,
                                  const char *value) {
    return tn_arena_format(&planner->arena, "%.*s_%08x", (int)tn_text_fit(value, 40), value,
                           (unsigned)tn_mix(type->id));
}

/* LAST: all others have left their names by then. */
static void rename_stepwise(struct planner *planner, struct tn_type *middle,
                            const struct tn_value_rename *rename, bool last) {
    const char *meanwhile = name_meanwhile(planner, middle, rename->from);
    if (!last)
        rename_value(planner, middle, rename->from, rename->waits ? meanwhile : rename->to);
    else if (rename->waits)
        rename_value(planner, middle, meanwhile, rename->to);
}

static void take_new_names(struct planner *planner, struct tn_type *middle,
                           const struct tn_value_rename *renames, size_t count) {
    const struct tn_type *before = renames->before;
    struct tn_texts values = {0};
    for (size_t i = 0, done = 0; i < before->values.count; i++) {
        const char *value = before->values.items[i];
        if (done < count && strcmp(renames[done].from, value) == 0)
            value = renames[done++].to;
        tn_texts_append(planner->copy, &values, tn_text(planner->copy, value));
    }
    middle->values = values;
}

/* Between the parts of an online change both versions of the application are there. */
static void warn(struct planner *planner, const struct tn_type *type,
                 const struct tn_value_rename *rename) {
    struct tn_finding *finding = hazard(
        planner, "mig-rename", type, "value %s of type %s is renamed to %s%s", rename->from,
        type->name, rename->to, planner->online ? ", in a moment: never are both names there" : "");
    if (planner->online)
        tn_finding_remedy(&planner->plan->findings, finding,
                          "let the new application read both names, and write %s where the server "
                          "does not know %s yet",
                          rename->from, rename->to);
}

/* All of one type. */
static void rename_values(struct planner *planner, const struct tn_value_rename *renames,
                          size_t count) {
    struct tn_type *middle = (void *)tn_find_id(planner->middle, renames->before->id);
    if (!middle)
        return;
    for (size_t i = 0; i < 2 * count; i++)
        rename_stepwise(planner, middle, &renames[i % count], i >= count);
    for (size_t i = 0; i < count; i++)
        warn(planner, middle, &renames[i]);
    follow_renamed_values(planner, middle, renames, count);
    take_new_names(planner, middle, renames, count);
}

void plan_renamed_values(struct planner *planner, const struct tn_diff *first) {
    const struct tn_value_rename *renames = first->value_renames.items;
    for (size_t i = 0, next; i < first->value_renames.count; i = next) {
        for (next = i + 1; next < first->value_renames.count; next++)
            if (renames[next].before != renames[i].before)
                break;
        rename_values(planner, renames + i, next - i);
    }
}
