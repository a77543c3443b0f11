/*
 * Values of an enumeration that get another name (PostgreSQL): where as many come as go, at the
 * same places, and each is like the one it replaces, they are renamed, and rows keep them.
 */
#include "diff/likeness.h"
#include "migrate/plan.h"

#include <string.h>

enum { CLEARLY_ALIKE = 70 }; /* per cent of name_likeness() */

static bool has_value(const struct tn_type *type, const char *value) {
    for (size_t i = 0; i < type->values.count; i++)
        if (strcmp(type->values.items[i], value) == 0)
            return true;
    return false;
}

static bool is_renamed(const struct tn_type *from, const struct tn_type *to, size_t i) {
    const char *old = from->values.items[i], *new = to->values.items[i];
    return strcmp(old, new) != 0 && !has_value(to, old) && !has_value(from, new) &&
           name_likeness(old, new) >= CLEARLY_ALIKE;
}

static bool only_renames(const struct tn_type *from, const struct tn_type *to) {
    bool enumerations =
        from->variety == TN_variety_enumeration && to->variety == TN_variety_enumeration;
    if (!enumerations || from->values.count != to->values.count)
        return false;
    for (size_t i = 0; i < from->values.count; i++)
        if (strcmp(from->values.items[i], to->values.items[i]) != 0 && !is_renamed(from, to, i))
            return false;
    return true;
}

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

/* The server keeps a default as the value, not as its name. */
static void follow_in_defaults(struct planner *planner, const struct tn_type *type,
                               const char *from, const char *to) {
    struct tn_buffer old = {0}, new = {0};
    tn_sql_put_string(&old, planner->dialect, from);
    tn_sql_put_string(&new, planner->dialect, to);
    TN_EACH_OF(planner->middle, attribute, a)
    if (a->named_type == type && tn_starts_with(a->default_value, old.at))
        a->default_value = tn_text(planner->copy, tn_arena_format(&planner->arena, "%s%s", new.at,
                                                                  a->default_value + old.length));
    tn_buffer_free(&old);
    tn_buffer_free(&new);
}

static void rename_value(struct planner *planner, struct tn_type *type, const char *from,
                         const char *to) {
    struct step step = {0};
    tn_put_format(&step.title, "rename value %s to %s of ", from, to);
    tn_path(type, &step.title);
    put_value_rename(planner, &step.up, type, from, to);
    put_value_rename(planner, &step.down, type, to, from);
    step_add(planner, PHASE_RENAME, &step);
    follow_in_defaults(planner, type, from, to);
    hazard(planner, "mig-rename-taken", type, "value %s of type %s is taken to be %s now", from,
           type->name, to);
}

bool plan_renamed_values(struct planner *planner, struct tn_type *middle,
                         const struct tn_type *before, const struct tn_type *after) {
    struct tn_texts values = {0};
    if (!planner->alike || !only_renames(before, after))
        return false;
    for (size_t i = 0; i < before->values.count; i++) {
        const char *from = before->values.items[i], *to = after->values.items[i];
        if (strcmp(from, to) != 0)
            rename_value(planner, middle, from, to);
        tn_texts_append(planner->copy, &values, tn_text(planner->copy, to));
    }
    middle->values = values;
    return true;
}
