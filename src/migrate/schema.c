/*
 * Schemas and extensions: they come before everything else and go after it.
 */
#include "migrate/plan.h"

#include <string.h>

static void remove_schema(struct planner *planner, const struct tn_object *middle) {
    struct step step = {0};
    if (!before_of(planner, middle))
        return;
    step_title(&step, "drop", middle);
    put_drop(planner, &step.up, middle);
    put_create(planner, &step.down, middle);
    step.destroys = true;
    hazard(planner, "mig-drop-schema", middle, "schema %s is dropped", middle->name);
    step.place = SIZE_MAX;
    step_add(planner, PHASE_DROP, &step);
}

static void add_extension(struct planner *planner, const struct tn_object *after) {
    struct step step = {0};
    step_title(&step, "create", after);
    put_create(planner, &step.up, after);
    put_drop(planner, &step.down, after);
    step_add(planner, PHASE_PREPARE, &step);
}

static void remove_extension(struct planner *planner, const struct tn_object *middle) {
    struct step step = {0};
    step_title(&step, "drop", middle);
    put_drop(planner, &step.up, middle);
    put_create(planner, &step.down, middle);
    step.place = SIZE_MAX;
    step_add(planner, PHASE_DROP, &step);
}

static void put_schema_owner(struct planner *planner, struct tn_buffer *out,
                             const struct tn_namespace *to) {
    tn_put(out, "ALTER SCHEMA ");
    tn_sql_put_name(out, planner->dialect, to->name);
    tn_put(out, " OWNER TO ");
    if (*to->owner)
        tn_sql_put_name(out, planner->dialect, to->owner);
    else
        tn_put(out, "CURRENT_USER");
    put_end(out);
}

static void change_schema(struct planner *planner, const struct tn_namespace *from,
                          const struct tn_namespace *to) {
    struct step step = {0};
    if (strcmp(from->owner, to->owner) == 0)
        return;
    step_title(&step, "give away", to);
    put_schema_owner(planner, &step.up, to);
    put_schema_owner(planner, &step.down, from);
    step_add(planner, PHASE_PREPARE, &step);
}

/* It is there in every database. */
static bool is_always_there(const struct tn_extension *extension) {
    return strcmp(extension->name, "plpgsql") == 0;
}

void plan_schemas(struct planner *planner) {
    TN_EACH_OF(planner->after, namespace, after) {
        const struct tn_namespace *from = middle_of(planner, after);
        if (from)
            change_schema(planner, from, after);
    }
    TN_EACH_OF(planner->after, extension, after)
    if (!middle_of(planner, after) && !is_always_there(after))
        add_extension(planner, &after->object);
    TN_EACH_OF(planner->middle, extension, middle)
    if (!after_of(planner, middle) && !is_always_there(middle))
        remove_extension(planner, &middle->object);
    TN_EACH_OF(planner->middle, namespace, middle)
    if (!after_of(planner, middle))
        remove_schema(planner, &middle->object);
}
