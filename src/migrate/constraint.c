/*
 * Keys, foreign keys, checks, exclusions and indexes of tables that stay, and the two steps of
 * whatever is dropped first and created last.
 */
#include "migrate/plan.h"

#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ the two steps */

static void put_made(struct planner *planner, struct tn_buffer *out, const struct tn_object *object,
                     enum direction side) {
    if (!is_part_of_new_whole(planner, object, side))
        put_create(planner, out, object);
}

static void put_own_index(struct planner *planner, struct tn_buffer *out,
                          const struct tn_relationship *r, const char *name) {
    tn_put(out, "CREATE INDEX ");
    tn_sql_put_name(out, planner->dialect, name);
    tn_put(out, " ON ");
    tn_sql_put_path(out, planner->dialect, tn_entity_of(r));
    for (size_t i = 0; i < r->attributes.count; i++) {
        tn_put(out, i ? ", " : " (");
        tn_sql_put_name(out, planner->dialect, r->attributes.items[i]->name);
    }
    tn_put(out, ")");
    put_end(out);
}

/* MySQL dropped the index that it had made for a foreign key when another came that serves as well:
 * when that goes again, the first has to be there before. */
static void put_own_indexes(struct planner *planner, struct tn_buffer *out,
                            const struct tn_object *after) {
    const struct tn_entity *entity = tn_entity_of(after);
    struct tn_refs columns = after->kind == TN_key
                                 ? ((const struct tn_key *)after)->attributes
                                 : index_attributes(planner, (const struct tn_index *)after);
    for (const struct tn_relationship *r = entity->relationships.first; r; r = r->next) {
        const struct tn_relationship *middle = middle_of(planner, r);
        if (!middle || mark_of(planner, middle) || !tn_refs_begin_with(columns, r->attributes) ||
            !has_index_of_its_own(middle) || is_in(&planner->implied, middle))
            continue;
        tn_id_map_put(&planner->implied, middle->id, (void *)middle);
        put_own_index(planner, out, r, middle->name);
    }
}

static void put_unmade(struct planner *planner, struct tn_buffer *out,
                       const struct tn_object *object, enum direction direction) {
    if (is_part_of_new_whole(planner, object, direction) ||
        goes_with_above(planner, object, direction))
        return;
    if (plan_postgresql(planner) && holds_keys_below(planner, object, direction)) {
        tn_sql_put_drop(out, planner->dialect, object);
        tn_put(out, " CASCADE");
        put_end(out);
        return;
    }
    if (plan_mysql(planner) && direction == DOWN &&
        (object->kind == TN_key || object->kind == TN_index))
        put_own_indexes(planner, out, object);
    if (object->kind == TN_raw)
        put_raw_drop(planner, out, (const struct tn_raw *)object);
    else
        put_drop(planner, out, object);
}

void plan_unhook(struct planner *planner, struct tn_object *middle, struct tn_object *after,
                 enum phase phase) {
    unsigned bits = after ? mark_of(planner, middle) : MARK_BOTH;
    const struct tn_object *before = before_of(planner, middle);
    struct step step = {0};
    if (!bits || !before)
        return;
    if (is_in(&planner->replaced, middle))
        before = middle;
    step_title(&step, "drop", before);
    if (bits & MARK_UP)
        put_unmade(planner, &step.up, before, UP);
    step.place = phase == PHASE_DROP ? place_dropped(planner, before) : 0;
    if (bits & (MARK_DOWN | MARK_DOWN_GONE) && !comes_back_with_counter(planner, middle))
        put_made(planner, &step.down, before, UP);
    if (!after && before->kind == TN_raw && !step.up.length)
        hazard(planner, "mig-by-hand", before, "cannot tell how to take back: %s",
               ((const struct tn_raw *)before)->statement);
    step_add(planner, phase, &step);
}

void plan_hook(struct planner *planner, struct tn_object *middle, struct tn_object *after,
               enum phase phase) {
    unsigned bits = middle ? mark_of(planner, middle) : MARK_BOTH;
    struct step step = {0};
    if (!bits)
        return;
    step_title(&step, "create", after);
    if (bits & (MARK_UP | MARK_UP_GONE))
        put_made(planner, &step.up, after, DOWN);
    step.place = place_made(planner, after);
    if (bits & MARK_DOWN)
        put_unmade(planner, &step.down, after, DOWN);
    if (!middle && after->kind == TN_raw && !step.down.length)
        hazard(planner, "mig-no-down", after, "cannot tell how to take back: %s",
               ((const struct tn_raw *)after)->statement);
    step_add(planner, phase, &step);
}

/* ------------------------------------------------------------------ hazards */

static bool is_unique_index(const struct tn_object *object) {
    return object->kind == TN_index && ((const struct tn_index *)object)->unique;
}

/* A new column that is null in every row. */
static bool is_null_everywhere(const struct planner *planner,
                               const struct tn_attribute *attribute) {
    return !middle_of(planner, attribute) && attribute->nullable && !*attribute->default_value &&
           !*attribute->generated && !attribute->named_type &&
           attribute->identity == TN_identity_none;
}

static bool any_is_null(const struct planner *planner, struct tn_refs attributes) {
    for (size_t i = 0; i < attributes.count; i++)
        if (is_null_everywhere(planner, (const void *)attributes.items[i]))
            return true;
    return false;
}

static bool contains(const struct planner *planner, struct tn_refs attributes,
                     struct tn_refs middle) {
    for (size_t i = 0; i < middle.count; i++) {
        const struct tn_object *after = after_of(planner, middle.items[i]);
        if (!after || !tn_refs_have(attributes, after))
            return false;
    }
    return middle.count > 0;
}

/* Rows that differ in the columns of a key they have already differ in more columns too. */
static bool is_unique_already(struct planner *planner, const struct tn_object *after) {
    const struct tn_entity *middle = middle_of(planner, tn_entity_of(after));
    struct tn_refs attributes = after->kind == TN_key
                                    ? ((const struct tn_key *)after)->attributes
                                    : index_attributes(planner, (const struct tn_index *)after);
    if (any_is_null(planner, attributes))
        return true;
    for (const struct tn_key *key = middle ? middle->keys.first : NULL; key; key = key->next)
        if (contains(planner, attributes, key->attributes))
            return true;
    return false;
}

static bool is_met_already(const struct planner *planner, const struct tn_object *after) {
    const struct tn_check *check = (const void *)after;
    const struct tn_relationship *relationship = (const void *)after;
    if (after->kind == TN_check)
        return check->not_valid || check->not_enforced;
    if (after->kind == TN_relationship)
        return relationship->not_valid || any_is_null(planner, relationship->attributes);
    return after->kind != TN_exclusion;
}

static bool stands_on_shadows(struct planner *planner, const struct tn_object *after) {
    struct tn_refs attributes = {0};
    if (after->kind == TN_key)
        attributes = ((const struct tn_key *)after)->attributes;
    else if (after->kind == TN_index)
        attributes = index_attributes(planner, (const struct tn_index *)after);
    else if (after->kind == TN_relationship)
        attributes = ((const struct tn_relationship *)after)->attributes;
    for (size_t i = 0; i < attributes.count; i++)
        if (is_shadow(planner, attributes.items[i]))
            return true;
    return false;
}

/* Constraints that refuse rows, which the server then finds among those that are there. */
static void warn_of_rows(struct planner *planner, const struct tn_object *after) {
    const char *table = after->parent->name;
    if (stands_on_shadows(planner, after))
        return;
    bool unique = after->kind == TN_key || is_unique_index(after);
    if (unique && !is_unique_already(planner, after))
        hazard(planner, "mig-new-unique", after,
               "%s of table %s fails where rows have the same values", noun_of(after), table);
    if (!unique && !is_met_already(planner, after))
        hazard(planner, "mig-new-check", after, "%s of %s %s fails where a row does not meet it",
               noun_of(after), noun_of(after->parent), table);
}

/* What a constraint that stays may ask of rows that it did not ask before. */
static const struct {
    enum tn_kind kind;
    unsigned field;
} demands[] = {
    {TN_check, TN_check_expression},
    {TN_check, TN_check_not_valid},
    {TN_check, TN_check_not_enforced},
    {TN_relationship, TN_relationship_attributes},
    {TN_relationship, TN_relationship_target},
    {TN_relationship, TN_relationship_target_attributes},
    {TN_relationship, TN_relationship_not_valid},
    {TN_key, TN_key_attributes},
    {TN_index, TN_index_unique},
    {TN_index, TN_index_predicate},
};

static bool demands_more(const struct planner *planner, const struct tn_object *middle) {
    for (size_t i = 0; i < TN_LENGTH(demands); i++)
        if (demands[i].kind == middle->kind && has_change(planner, middle, demands[i].field))
            return true;
    return false;
}

static void warn_of_new(struct planner *planner, const struct tn_object *after) {
    const char *table = tn_entity_of(after)->name;
    if (planner->online)
        return;
    if (plan_postgresql(planner) && after->kind == TN_index)
        hazard(planner, "mig-index-concurrently", after,
               "index %s is built while writes to table %s wait", after->name, table);
    bool validates =
        (after->kind == TN_check && !((const struct tn_check *)after)->not_valid) ||
        (after->kind == TN_relationship && !((const struct tn_relationship *)after)->not_valid);
    if (validates)
        hazard(planner, "mig-validate-separately", after, "%s of table %s is checked at once",
               noun_of(after), table);
}

static void warn_of_gone(struct planner *planner, const struct tn_object *middle) {
    const char *table = tn_entity_of(middle)->name;
    if (middle->kind != TN_index)
        hazard(planner, "mig-drop-constraint", middle, "%s of table %s is dropped", noun_of(middle),
               table);
    else if (plan_postgresql(planner) && !planner->online)
        hazard(planner, "mig-index-concurrently", middle,
               "index %s is dropped while table %s is locked", middle->name, table);
}

/* ------------------------------------------------------------------ kinds in order */

/* Dropped in this order, created in the reverse: foreign keys rest on keys and indexes. */
static const struct {
    enum tn_kind kind;
    enum phase phase;
} loose[] = {
    {TN_relationship, PHASE_FOREIGN}, {TN_check, PHASE_CONSTRAIN}, {TN_exclusion, PHASE_CONSTRAIN},
    {TN_index, PHASE_CONSTRAIN},      {TN_key, PHASE_CONSTRAIN},
};

/* In a dialect that cannot alter constraints they are the table's own business; a check in the
 * line of a column is the column's. */
static bool is_separate(const struct planner *planner, const struct tn_object *object) {
    return object->kind == TN_index ||
           (planner->dialect->can.alter_constraint && !stands_in_column(planner, object));
}

static void unhook_list(struct planner *planner, const struct tn_list *list) {
    for (struct tn_object *m = list->first; m; m = m->next) {
        struct tn_object *after = after_of(planner, m);
        const struct tn_object *before = before_of(planner, m);
        if (!after && before && is_made_from_above(planner, before, UP))
            continue;
        if (!after && tn_entity_of(m))
            warn_of_gone(planner, m);
        if (is_separate(planner, m) && !exchanged_for(planner, m) &&
            !plan_online_unhook(planner, m, after))
            plan_unhook(planner, m, after, PHASE_UNHOOK);
    }
}

static void hook_list(struct planner *planner, const struct tn_list *list, enum phase phase) {
    for (struct tn_object *a = list->first; a; a = a->next) {
        struct tn_object *middle = middle_of(planner, a);
        if (!middle && is_made_from_above(planner, a, DOWN))
            continue;
        if (!middle && tn_entity_of(a))
            warn_of_new(planner, a);
        if (!middle || demands_more(planner, middle))
            warn_of_rows(planner, a);
        if (exchanged_for(planner, a))
            plan_mysql_exchange(planner, (const struct tn_key *)a);
        else if (is_separate(planner, a) && !is_in(&planner->counted, a) &&
                 !plan_online_hook(planner, middle, a))
            plan_hook(planner, middle, a, phase);
    }
}

/* The tables and domains that stay and in which something happens. */
struct owners {
    TN_VECTOR(struct tn_object *) middle, after;
};

static void collect_owners(struct planner *planner, struct owners *owners) {
    TN_EACH_OF(planner->middle, entity, entity)
    if (is_in(&planner->dirty, entity) && after_of(planner, entity))
        TN_PUSH(&owners->middle, &entity->object);
    TN_EACH_OF(planner->middle, type, type)
    if (is_in(&planner->dirty, type) && after_of(planner, type))
        TN_PUSH(&owners->middle, &type->object);
    for (size_t i = 0; i < owners->middle.count; i++)
        TN_PUSH(&owners->after, after_of(planner, owners->middle.items[i]));
}

/* Indexes of partitions come before that of the whole, which takes them for its parts. */
static void hook_kind(struct planner *planner, const struct owners *owners, size_t which,
                      bool partitions) {
    for (size_t i = 0; i < owners->after.count; i++) {
        size_t at = partitions ? owners->after.count - 1 - i : i;
        const struct tn_object *owner = owners->after.items[at];
        const struct tn_list *list = tn_list_of(owner, loose[which].kind);
        bool partition =
            owner->kind == TN_entity && ((const struct tn_entity *)owner)->partition_of;
        if (list && partition == partitions)
            hook_list(planner, list, loose[which].phase);
    }
}

static void unhook_kind(struct planner *planner, const struct owners *owners, size_t which) {
    for (size_t i = 0; i < owners->middle.count; i++) {
        const struct tn_list *list = tn_list_of(owners->middle.items[i], loose[which].kind);
        if (list)
            unhook_list(planner, list);
    }
}

void plan_constraints(struct planner *planner) {
    struct owners owners = {0};
    collect_owners(planner, &owners);
    for (size_t i = 0; i < TN_LENGTH(loose); i++)
        unhook_kind(planner, &owners, i);
    for (size_t i = TN_LENGTH(loose); i-- > 0;) {
        hook_kind(planner, &owners, i, true);
        hook_kind(planner, &owners, i, false);
    }
    free(owners.middle.items);
    free(owners.after.items);
}
