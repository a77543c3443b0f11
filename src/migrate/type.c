/*
 * Types of PostgreSQL. An enumeration that only gets values is altered; any other change makes a
 * successor: the old type is renamed out of the way, the new one is created, columns are turned
 * over to it one by one, the old one is dropped. Values that were added cannot be taken back, so
 * their way back is that of a successor.
 */
#include "migrate/plan.h"
#include "sql/mention.h"

#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ enumerations that grow */

bool type_only_grows(const struct tn_type *from, const struct tn_type *to) {
    size_t found = 0;
    if (from->variety != TN_variety_enumeration || to->variety != TN_variety_enumeration)
        return false;
    for (size_t i = 0; i < to->values.count && found < from->values.count; i++)
        found += strcmp(from->values.items[found], to->values.items[i]) == 0;
    return found == from->values.count;
}

/* BESIDE: what stands there by then. */
static void put_value(struct planner *planner, struct tn_buffer *out, const struct tn_type *type,
                      const char *value, const char *place, const char *beside) {
    tn_put(out, "ALTER TYPE ");
    tn_sql_put_path(out, planner->dialect, type);
    tn_put(out, " ADD VALUE ");
    tn_sql_put_string(out, planner->dialect, value);
    tn_put(out, place);
    if (*place)
        tn_sql_put_string(out, planner->dialect, beside);
    put_end(out);
}

/* Each new value after the one that stands before it: that one is there by then, and those of
 * BEFORE have the names that they have there. RENAMED: with those that they get afterwards. */
static void add_values(struct planner *planner, const struct tn_type *before,
                       const struct tn_type *renamed, const struct tn_type *to) {
    struct step step = {0};
    const char *last = NULL;
    step_title(&step, "add values to", before);
    for (size_t i = 0, old = 0; i < to->values.count; i++) {
        bool there = old < before->values.count &&
                     strcmp(renamed->values.items[old], to->values.items[i]) == 0;
        const char *value = there ? before->values.items[old++] : to->values.items[i];
        if (!there && old == before->values.count)
            put_value(planner, &step.up, before, value, "", NULL);
        else if (!there)
            put_value(planner, &step.up, before, value, last ? " AFTER " : " BEFORE ",
                      last ? last : before->values.items[0]);
        last = value;
    }
    step.alone = true;
    step_add(planner, PHASE_ALONE, &step);
    hazard(planner, "mig-nontransactional", to,
           "values are added to type %s before the transaction begins", to->name);
}

/* Values are added before others get new names: a name that is left is not free by then. */
static bool adds_a_name_that_is_left(const struct tn_type *before, const struct tn_type *renamed,
                                     const struct tn_type *after) {
    struct tn_text_map left = {0};
    bool found = false;
    for (size_t i = 0; i < before->values.count; i++)
        if (strcmp(before->values.items[i], renamed->values.items[i]) != 0)
            tn_text_map_put(&left, before->values.items[i], (void *)before);
    for (size_t i = 0; i < renamed->values.count; i++)
        tn_text_map_put(&left, renamed->values.items[i], NULL);
    for (size_t i = 0; i < after->values.count && !found; i++)
        found = tn_text_map_get(&left, after->values.items[i]) != NULL;
    tn_text_map_free(&left);
    return found;
}

/* ------------------------------------------------------------------ which get a successor */

static bool needs_successor(const struct tn_change *change) {
    static const unsigned fields[] = {TN_type_variety, TN_type_values, TN_type_base,
                                      TN_type_collation, TN_type_definition};
    if (change->type != TN_CHANGED || change->after->kind != TN_type)
        return false;
    for (size_t i = 0; i < TN_LENGTH(fields); i++)
        if (change->field == &tn_kinds[TN_type].fields[fields[i]])
            return true;
    return false;
}

const char *retired_name(struct planner *planner, const struct tn_object *object) {
    return tn_arena_format(&planner->arena, "%.*s_old_%04x", (int)tn_text_fit(object->name, 50),
                           object->name, (unsigned)(tn_mix(object->id) & 0xffff));
}

static void put_type_rename(struct planner *planner, struct tn_buffer *out,
                            const struct tn_type *type, const char *from, const char *to) {
    const struct tn_namespace *space = tn_namespace_of(type);
    tn_put(out, type->variety == TN_variety_domain ? "ALTER DOMAIN " : "ALTER TYPE ");
    if (space) {
        tn_sql_put_name(out, planner->dialect, space->name);
        tn_put_char(out, '.');
    }
    tn_sql_put_name(out, planner->dialect, from);
    tn_put(out, " RENAME TO ");
    tn_sql_put_name(out, planner->dialect, to);
    put_end(out);
}

/* Called after the names of the type itself. */
static void retire_names(struct planner *planner, struct tn_type *type, const char *name,
                         const char *retired, unsigned bits, struct step *step) {
    const struct tn_type *before = before_of(planner, type);
    struct range_names from = {name, range_multirange(planner, type, name)};
    struct range_names to = {retired,
                             tn_arena_format(&planner->arena, "%.*s_old_%04x",
                                             (int)tn_text_fit(from.multirange, 50), from.multirange,
                                             (unsigned)(tn_mix(type->id) & 0xffff))};
    if (type->variety != TN_variety_range) {
        retire_name(planner, &(struct retiring){.object = &before->object,
                                                .from = name,
                                                .to = retired,
                                                .type = true,
                                                .bits = bits});
        return;
    }
    put_range_renamed(planner, &step->up, type, &from, &to);
    put_range_renamed(planner, &step->down, type, &to, &from);
    retire_range(planner, before, &from, &to, bits);
    type->definition = tn_text(planner->copy, range_definition(planner, type, to.multirange));
}

static void retire(struct planner *planner, struct tn_type *type, bool grows) {
    struct step step = {0};
    const char *name = type->name;
    const char *retired = tn_text(planner->copy, retired_name(planner, &type->object));
    step_title(&step, "retire", type);
    if (!grows)
        put_type_rename(planner, &step.up, type, name, retired);
    put_type_rename(planner, &step.down, type, retired, name);
    retire_names(planner, type, name, retired, grows ? MARK_DOWN : MARK_BOTH, &step);
    step_add(planner, PHASE_RENAME, &step);
    tn_id_map_put(&planner->replaced, type->id, type);
    type->name = retired;
}

static bool only_other_names(const struct tn_type *renamed, const struct tn_type *after) {
    return renamed->values.count == after->values.count && type_only_grows(renamed, after);
}

/* What is left to do where values have got their other names. */
static void replace(struct planner *planner, const struct tn_change *change) {
    struct tn_type *type = (void *)tn_find_id(planner->middle, change->before->id);
    const struct tn_type *before = (const void *)change->before;
    const struct tn_type *after = (const void *)change->after;
    if (!type || is_in(&planner->replaced, type) || only_other_names(type, after))
        return;
    bool grows = type_only_grows(type, after) && !adds_a_name_that_is_left(before, type, after);
    if (grows) {
        add_values(planner, before, type, after);
        tn_text_map_put(&planner->grown, tn_text(planner->copy, type->name), type);
    } else if (before->variety == TN_variety_enumeration) {
        hazard(planner, "mig-enum-change", after,
               "values of enumeration %s are removed, renamed or reordered", after->name);
    }
    retire(planner, type, grows);
}

static bool is_made_of(const struct planner *planner, const struct tn_type *type,
                       const struct tn_object *other) {
    return tn_sql_mentions(planner->dialect, type->base, other->name) ||
           tn_sql_mentions(planner->dialect, type->definition, other->name);
}

static const char *renamed(struct planner *planner, const char *text, const struct tn_object *from,
                           bool fields) {
    const struct tn_object *to = tn_find_id(planner->middle, from->id);
    struct tn_buffer out = {0};
    while (*text) { /* a field may be called like its type */
        size_t length = fields ? strcspn(text, ",") + (strchr(text, ',') != NULL) : strlen(text);
        size_t name = fields ? strspn(text, " \n\t") : 0;
        name += fields ? strcspn(text + name, " \n\t") : 0;
        name = name < length ? name : length;
        tn_put_bytes(&out, text, name);
        sql_put_renamed((struct tn_slice){text + name, length - name}, planner->dialect, from->name,
                        to->name, &out);
        text += length;
    }
    const char *result = tn_text(planner->copy, tn_buffer_text(&out));
    tn_buffer_free(&out);
    return result;
}

/* A type made of one that gets a successor gets one too; GROWS: is the way up as it is? */
static bool follow_replaced(struct planner *planner, struct tn_type *type, bool *grows) {
    bool made = false;
    *grows = true;
    TN_EACH_OF(planner->before, type, other) {
        if (!is_in(&planner->replaced, other) || !is_made_of(planner, type, &other->object))
            continue;
        type->base = renamed(planner, type->base, &other->object, false);
        type->definition = renamed(planner, type->definition, &other->object, true);
        *grows = *grows && tn_text_map_get(&planner->grown, other->name);
        made = true;
    }
    return made;
}

static bool replace_dependents(struct planner *planner, const struct tn_diff *first) {
    bool any = false, grows;
    TN_EACH_OF(planner->before, type, before) {
        struct tn_type *type = (void *)tn_find_id(planner->middle, before->id);
        if (is_in(&planner->replaced, before) || !tn_diff_after(first, before) ||
            !follow_replaced(planner, type, &grows))
            continue;
        if (grows)
            tn_text_map_put(&planner->grown, tn_text(planner->copy, type->name), type);
        retire(planner, type, grows);
        any = true;
    }
    return any;
}

void plan_replaced_types(struct planner *planner, const struct tn_diff *first) {
    if (!plan_postgresql(planner))
        return;
    plan_renamed_values(planner, first);
    for (size_t i = 0; i < first->changes.count; i++)
        if (needs_successor(&first->changes.items[i]))
            replace(planner, &first->changes.items[i]);
    while (planner->replaced.count && replace_dependents(planner, first))
        ;
}

/* ------------------------------------------------------------------ types that come and go */

/* On the way up a type that grew is there already, and its predecessor never was. */
static bool grew(const struct planner *planner, const struct tn_object *type) {
    return tn_text_map_get(&planner->grown, type->name) != NULL;
}

static bool is_retired_growth(const struct planner *planner, const struct tn_object *type) {
    const struct tn_object *before = before_of(planner, type);
    return is_in(&planner->replaced, type) && before && grew(planner, before);
}

static void add_type(struct planner *planner, const struct tn_object *after) {
    struct step step = {0};
    step_title(&step, "create", after);
    if (!grew(planner, after))
        put_create(planner, &step.up, after);
    put_drop(planner, &step.down, after);
    step.place = place_made(planner, after);
    step_add(planner, PHASE_PREPARE, &step);
}

static void remove_type(struct planner *planner, const struct tn_object *middle) {
    struct step step = {0};
    step_title(&step, "drop", middle);
    if (!is_retired_growth(planner, middle))
        put_drop(planner, &step.up, middle);
    put_create(planner, &step.down, middle);
    step.place = place_dropped(planner, middle);
    step_add(planner, PHASE_DROP, &step);
}

static void put_domain_default(struct planner *planner, struct tn_buffer *out,
                               const struct tn_type *to) {
    tn_put(out, "ALTER DOMAIN ");
    tn_sql_put_path(out, planner->dialect, to);
    if (*to->default_value)
        tn_put_format(out, " SET DEFAULT %s", to->default_value);
    else
        tn_put(out, " DROP DEFAULT");
    put_end(out);
}

static const struct tn_field *domain_default(void) {
    return &tn_kinds[TN_type].fields[TN_type_default_value];
}

static void put_domain(struct planner *planner, struct tn_buffer *out, const struct tn_type *from,
                       const struct tn_type *to, bool restated) {
    if (from->nullable != to->nullable) {
        tn_put(out, "ALTER DOMAIN ");
        tn_sql_put_path(out, planner->dialect, to);
        tn_put_format(out, " %s NOT NULL", to->nullable ? "DROP" : "SET");
        put_end(out);
    }
    if (restated ||
        !tn_sql_same_expression(planner->dialect, from->default_value, to->default_value))
        put_domain_default(planner, out, to);
}

static void change_domain(struct planner *planner, const struct tn_type *from,
                          const struct tn_type *to) {
    struct step step = {0};
    bool restated = restated_bits(planner, &from->object, domain_default());
    step_title(&step, "alter", to);
    put_domain(planner, &step.up, from, to, restated);
    put_domain(planner, &step.down, to, from, restated);
    step.place = place_made(planner, to);
    step_add(planner, PHASE_PREPARE, &step);
}

/* The server keeps the text of a domain's default as well, and what it names gets its own name back
 * on the way down. */
static void settle_default(struct planner *planner, const struct tn_type *middle) {
    const struct tn_type *before = before_of(planner, middle);
    struct step step = {0};
    if (!before || !restated_bits(planner, &middle->object, domain_default()))
        return;
    step_title(&step, "alter", before);
    put_domain_default(planner, &step.down, before);
    step_add(planner, PHASE_UNHOOK, &step);
}

/* ------------------------------------------------------------------ types: all of them */

/* A composite or domain may be made of another type: by the order of the source. */
void plan_types(struct planner *planner) {
    TN_EACH_OF(planner->after, type, after) {
        const struct tn_type *from = middle_of(planner, after);
        if (!from)
            add_type(planner, &after->object);
        else if (after->variety == TN_variety_domain)
            change_domain(planner, from, after);
    }
    TN_VECTOR(struct tn_type *) gone = {0};
    TN_EACH_OF(planner->middle, type, middle) {
        settle_default(planner, middle);
        if (!after_of(planner, middle))
            TN_PUSH(&gone, middle);
    }
    for (size_t i = gone.count; i-- > 0;)
        remove_type(planner, &gone.items[i]->object);
    free(gone.items);
}
