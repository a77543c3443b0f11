/*
 * What goes and comes at once and may be one thing with a new name, where no ids tell: a column and
 * another of the same type in one table, a table and another with the same columns. Only a finding:
 * the plan drops and creates as it would.
 */
#include "migrate/plan.h"

#include <string.h>

/* One side: what it is made of -> the only object that is made so, or MANY. */
struct sides {
    struct tn_text_map gone, come;
};

static const struct tn_object many;

static void note(struct tn_text_map *map, const char *make, const void *object) {
    tn_text_map_put(map, make, tn_text_map_get(map, make) ? (void *)&many : (void *)object);
}

static const char *kept(struct planner *planner, struct tn_buffer *make) {
    const char *text = tn_arena_text(&planner->arena, tn_buffer_text(make), make->length);
    tn_buffer_free(make);
    return text;
}

static void put_make(struct planner *planner, struct tn_buffer *out,
                     const struct tn_attribute *attribute) {
    struct tn_attribute shown = *attribute;
    shown.type = tn_sql_canonical_type(planner->scratch, planner->dialect, attribute->type);
    tn_sql_put_type(out, planner->dialect, &shown);
}

static void tell(struct planner *planner, const struct tn_object *gone,
                 const struct tn_object *come) {
    struct tn_buffer old = {0}, new = {0};
    tn_path(gone, &old);
    tn_path(come, &new);
    struct tn_finding *finding =
        hazard(planner, "mig-rename", gone, "%s %s goes and %s comes with the same %s",
               noun_of(gone), old.at, new.at, gone->kind == TN_entity ? "columns" : "type");
    tn_finding_remedy(&planner->plan->findings, finding,
                      "if that is a rename: rename it in a project, which knows it by its id, or "
                      "write ALTER TABLE … RENAME by hand in place of these steps");
    tn_buffer_free(&old);
    tn_buffer_free(&new);
}

/* In the order of the side that goes. */
static void tell_if_alone(struct planner *planner, const struct sides *sides, const char *make,
                          const void *gone) {
    const struct tn_object *come = tn_text_map_get(&sides->come, make);
    if (tn_text_map_get(&sides->gone, make) == gone && come && come != &many)
        tell(planner, gone, come);
}

static void free_sides(struct sides *sides) {
    tn_text_map_free(&sides->gone);
    tn_text_map_free(&sides->come);
}

/* ------------------------------------------------------------------ columns */

static const char *make_of_column(struct planner *planner, const struct tn_attribute *attribute) {
    struct tn_buffer make = {0};
    put_make(planner, &make, attribute);
    return kept(planner, &make);
}

static void suspect_columns(struct planner *planner, const struct tn_entity *middle,
                            const struct tn_entity *after) {
    struct sides sides = {0};
    for (const struct tn_attribute *m = middle->attributes.first; m; m = m->next)
        if (!after_of(planner, m))
            note(&sides.gone, make_of_column(planner, m), m);
    for (const struct tn_attribute *a = after->attributes.first; a && sides.gone.count; a = a->next)
        if (!middle_of(planner, a))
            note(&sides.come, make_of_column(planner, a), a);
    for (const struct tn_attribute *m = middle->attributes.first; m && sides.come.count;
         m = m->next)
        if (!after_of(planner, m))
            tell_if_alone(planner, &sides, make_of_column(planner, m), m);
    free_sides(&sides);
}

/* ------------------------------------------------------------------ tables */

static const char *make_of_table(struct planner *planner, const struct tn_entity *entity) {
    struct tn_buffer make = {0};
    for (const struct tn_attribute *a = entity->attributes.first; a; a = a->next) {
        tn_put_format(&make, "%s\n", a->name);
        put_make(planner, &make, a);
        tn_put_char(&make, '\n');
    }
    return kept(planner, &make);
}

static void suspect_tables(struct planner *planner) {
    struct sides sides = {0};
    TN_EACH_OF(planner->middle, entity, middle)
    if (!after_of(planner, middle))
        note(&sides.gone, make_of_table(planner, middle), middle);
    TN_EACH_OF(planner->after, entity, after)
    if (sides.gone.count && !middle_of(planner, after))
        note(&sides.come, make_of_table(planner, after), after);
    TN_EACH_OF(planner->middle, entity, middle)
    if (sides.come.count && !after_of(planner, middle))
        tell_if_alone(planner, &sides, make_of_table(planner, middle), middle);
    free_sides(&sides);
}

void plan_suspects(struct planner *planner) {
    suspect_tables(planner);
    TN_EACH_OF(planner->after, entity, after) {
        const struct tn_entity *middle = middle_of(planner, after);
        if (middle && is_in(&planner->dirty, middle))
            suspect_columns(planner, middle, after);
    }
}
