/*
 * Rules on where a table stands: in the diagrams, and among the others.
 */
#include "lint/rules.h"

#include <string.h>

/* ------------------------------------------------------------------ diagram-missing */

/* Marks what a diagram around one entity shows: a walk of so many steps along relationships. */
static void mark_around(const struct tn_model *model, const struct tn_diagram *diagram,
                        struct tn_id_map *shown) {
    struct tn_id_map near = {0}; /* id -> steps + 1 */
    tn_id_map_put(&near, diagram->focus->id, (void *)1);
    for (int64_t step = 1; step <= diagram->depth && step <= 100; step++) {
        size_t before = near.count;
        TN_EACH_OF(model, relationship, r) {
            const struct tn_entity *child = tn_entity_of(r), *parent = r->target;
            if (!parent)
                continue;
            uintptr_t from = (uintptr_t)tn_id_map_get(&near, child->id);
            uintptr_t to = (uintptr_t)tn_id_map_get(&near, parent->id);
            if (from && from <= (uintptr_t)step && !to)
                tn_id_map_put(&near, parent->id, (void *)((uintptr_t)step + 1));
            if (to && to <= (uintptr_t)step && !from)
                tn_id_map_put(&near, child->id, (void *)((uintptr_t)step + 1));
        }
        if (near.count == before)
            break;
    }
    TN_EACH_OF(model, entity, entity)
    if (tn_id_map_get(&near, entity->id))
        tn_id_map_put(shown, entity->id, entity);
    tn_id_map_free(&near);
}

/* One without area and focus shows all there is. */
static bool mark_shown(const struct tn_model *model, struct tn_id_map *shown) {
    TN_EACH_OF(model, diagram, diagram) {
        if (!diagram->area && !diagram->focus)
            return true;
        if (diagram->focus)
            mark_around(model, diagram, shown);
        TN_EACH_OF(model, entity, entity)
        if (diagram->area && entity->area == diagram->area)
            tn_id_map_put(shown, entity->id, entity);
        for (struct tn_box *box = diagram->boxes.first; box; box = box->next)
            if (box->entity)
                tn_id_map_put(shown, box->entity->id, box->entity);
    }
    return false;
}

static void check_diagram(struct tn_lint *lint) {
    struct tn_id_map shown = {0};
    bool all = !lint->model->project->diagrams.first || mark_shown(lint->model, &shown);
    LINT_EACH_TABLE(lint, table) {
        if (all || tn_id_map_get(&shown, table->entity->id))
            continue;
        struct tn_finding *found =
            lint_find(lint, table->entity, "%s is on no diagram", table->entity->name);
        lint_remedy(lint, found, "Put it on one, or make a diagram of its subject area");
    }
    tn_id_map_free(&shown);
}

static struct tn_diagram *diagram_of(const struct tn_model *model, const struct tn_area *area) {
    TN_EACH_OF(model, diagram, diagram)
    if (diagram->area == area)
        return diagram;
    return NULL;
}

/* On the diagram of its subject area, which is made where there is none; without an area, of the
 * area "unplaced". */
static bool fix_diagram(struct tn_model *model, const struct tn_finding *finding,
                        struct tn_error *error) {
    (void)error;
    struct tn_entity *entity = (void *)tn_find_id(model, finding->object);
    struct tn_area *area = entity->area;
    if (!area)
        area = tn_find_name(&model->project->areas, "unplaced");
    if (!area)
        area = tn_design_add(model, TN_area, model->project, "unplaced");
    if (!entity->area)
        tn_set_ref(model, entity, TN_entity_area, area);
    if (diagram_of(model, area))
        return true;
    struct tn_diagram *diagram = tn_design_add(model, TN_diagram, model->project, area->name);
    tn_set_ref(model, diagram, TN_diagram_area, area);
    return true;
}

const struct tn_rule lint_diagram_missing = {
    .id = "diagram-missing",
    .group = "documentation",
    .severity = TN_INFO,
    .title = "A table is on none of the diagrams",
    .help = "Who learns a schema from its diagrams never meets a table that is on none of them. "
            "Put it on the diagram of its subject area; the fix does so, and puts tables without "
            "an area on a diagram named unplaced, where somebody will see them.",
    .doubt = "A model without diagrams, or with one of the whole model, is never reported. A table "
             "may be left out on purpose: waive it.",
    .example = "-- add: project diagram name=sales focus=orders depth=1\n"
               "CREATE TABLE orders (id integer PRIMARY KEY);\n"
               "CREATE TABLE sensors (id integer PRIMARY KEY);\n",
    .good =
        "-- add: project diagram name=sales focus=orders depth=1\n"
        "CREATE TABLE orders (id integer PRIMARY KEY);\n"
        "CREATE TABLE items (id integer PRIMARY KEY, order_id integer REFERENCES orders (id));\n",
    .check = check_diagram,
    .fix = fix_diagram,
};

/* ------------------------------------------------------------------ table-isolated */

static bool is_excepted(const struct tn_lint *lint, const struct lint_table *table) {
    static const char *const tags =
        "log audit lookup staging settings archive timeseries cache snapshot";
    const struct lint_name *name = table->name;
    return lint_has_any_tag(table->entity, tags) || LINT_HAS(name, standalone) ||
           LINT_HAS(name, history) ||
           (name->count && lint_lists(lint, "also", name->words[name->count - 1]));
}

static bool is_connected(const struct lint_table *table) {
    const struct tn_entity *entity = table->entity;
    return entity->relationships.first || table->referenced || entity->inherits.count ||
           entity->partition_of;
}

/* Where hardly any table has a foreign key, their lack says nothing of a single one. */
static void check_isolated(struct tn_lint *lint) {
    size_t all = 0, connected = 0;
    LINT_EACH_TABLE(lint, table) {
        all++;
        connected += is_connected(table);
    }
    if (!lint_is_convention(connected, all))
        return;
    struct tn_id_map above = {0}; /* tables whose parts have what they lack */
    TN_EACH_OF(lint->model, entity, entity) {
        for (size_t i = 0; i < entity->inherits.count; i++)
            tn_id_map_put(&above, entity->inherits.items[i]->id, entity);
        if (entity->partition_of && entity->relationships.first)
            tn_id_map_put(&above, entity->partition_of->id, entity);
    }
    LINT_EACH_TABLE(lint, table) {
        if (is_connected(table) || is_excepted(lint, table) ||
            tn_id_map_get(&above, table->entity->id))
            continue;
        struct tn_finding *found =
            lint_find(lint, table->entity, "%s is related to no other table", table->entity->name);
        lint_remedy(lint, found, "Add the foreign keys that are missing, or tag it: log, lookup");
        lint_alike(lint, found, "");
    }
    tn_id_map_free(&above);
}

static const struct tn_rule_option isolated_options[] = {
    {"also", TN_OPTION_WORDS, "", "last words of tables that stand alone on purpose", NULL},
    {0},
};

const struct tn_rule lint_table_isolated = {
    .id = "table-isolated",
    .group = "documentation",
    .severity = TN_INFO,
    .title = "A table is related to no other",
    .help = "In a model where nearly all tables hang together, one that does not has usually lost "
            "its foreign keys, or is not used any more. Tables of settings, logs and the like, and "
            "models that are not connected at all, are left alone.",
    .doubt = "Reference data that is joined by value, and tables of another system, stand alone: "
             "tag them lookup or staging.",
    .example = "CREATE TABLE users (id integer PRIMARY KEY);\n"
               "CREATE TABLE posts (id integer PRIMARY KEY, user_id integer REFERENCES users);\n"
               "CREATE TABLE votes (id integer PRIMARY KEY, post_id integer REFERENCES posts);\n"
               "CREATE TABLE badges (id integer PRIMARY KEY, title text);\n",
    .good = "CREATE TABLE users (id integer PRIMARY KEY);\n"
            "CREATE TABLE posts (id integer PRIMARY KEY, user_id integer REFERENCES users);\n"
            "CREATE TABLE votes (id integer PRIMARY KEY, post_id integer REFERENCES posts);\n"
            "CREATE TABLE badges (id integer PRIMARY KEY, user_id integer REFERENCES users);\n",
    .options = isolated_options,
    .check = check_isolated,
};
