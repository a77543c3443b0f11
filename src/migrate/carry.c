/*
 * Values that go from one table to another: into a new one, a row for each key; or into one that
 * stays, along a foreign key to it. What cannot be told row by row is not moved, and a finding says
 * so.
 */
#include "migrate/plan.h"

#include <stdlib.h>

/* ------------------------------------------------------------------ gathering */

static struct carry *carry_between(struct planner *planner, const struct tn_entity *from,
                                   const struct tn_entity *to) {
    for (size_t i = 0; i < planner->carries.count; i++)
        if (planner->carries.items[i].from == from && planner->carries.items[i].to == to)
            return &planner->carries.items[i];
    TN_PUSH(&planner->carries, ((struct carry){.from = from,
                                               .to = to,
                                               .made = !middle_of(planner, to),
                                               .left = !after_of(planner, from)}));
    return &planner->carries.items[planner->carries.count - 1];
}

/* What goes early to make room for a name has nothing left to give. */
static bool goes_early(const struct planner *planner, const struct tn_attribute *before) {
    return is_in(&planner->early, before) || is_in(&planner->early, before->parent) ||
           is_in(&planner->set_aside, before);
}

static void gather(struct planner *planner) {
    for (size_t i = 0; i < planner->first->value_moves.count; i++) {
        struct tn_value_move move = planner->first->value_moves.items[i];
        const struct tn_attribute *from = (void *)tn_find_id(planner->middle, move.before->id);
        if (goes_early(planner, move.before) || *move.after->generated || *move.before->generated)
            continue;
        struct carry *carry = carry_between(planner, tn_entity_of(from), tn_entity_of(move.after));
        TN_PUSH(&carry->values, ((struct carried){from, move.after}));
    }
}

/* ------------------------------------------------------------------ which row is which */

static const struct tn_attribute *source_in(const struct carry *carry, const void *to) {
    for (size_t i = 0; i < carry->values.count; i++)
        if (carry->values.items[i].to == to)
            return carry->values.items[i].from;
    return NULL;
}

static bool link_by_key(struct carry *carry, const struct tn_key *key) {
    carry->link.count = 0;
    for (size_t i = 0; i < key->attributes.count; i++) {
        const struct tn_attribute *to = (const void *)key->attributes.items[i];
        const struct tn_attribute *from = source_in(carry, to);
        if (!from)
            return false;
        TN_PUSH(&carry->link, ((struct carried){from, to}));
    }
    return true;
}

/* The primary key, or else any that gets all its values. */
static void link_new(struct carry *carry) {
    const struct tn_key *primary = tn_primary_key(carry->to);
    if (primary && link_by_key(carry, primary))
        return;
    for (const struct tn_key *key = carry->to->keys.first; key; key = key->next)
        if (link_by_key(carry, key))
            return;
    carry->link.count = 0;
}

/* R stands in `middle` or in `after`; its columns on either side have to be there meanwhile. */
static bool link_by_reference(const struct planner *planner, struct carry *carry,
                              const struct tn_relationship *r, bool after) {
    struct tn_refs targets = tn_relationship_target_attributes(r);
    const void *target = !r->target || after ? r->target : after_of(planner, r->target);
    carry->link.count = 0;
    if (target != carry->to || !r->attributes.count || targets.count != r->attributes.count)
        return false;
    for (size_t i = 0; i < targets.count; i++) {
        const void *from = r->attributes.items[i], *to = targets.items[i];
        from = after ? middle_of(planner, from) : from;
        to = after ? to : after_of(planner, to);
        if (!from || !to || !middle_of(planner, to))
            return false;
        TN_PUSH(&carry->link, ((struct carried){from, to}));
    }
    return true;
}

static void link_old(const struct planner *planner, struct carry *carry) {
    const struct tn_entity *after = after_of(planner, carry->from);
    for (const struct tn_relationship *r = carry->from->relationships.first; r; r = r->next)
        if (link_by_reference(planner, carry, r, false))
            return;
    for (const struct tn_relationship *r = after ? after->relationships.first : NULL; r;
         r = r->next)
        if (link_by_reference(planner, carry, r, true))
            return;
    carry->link.count = 0;
}

/* ------------------------------------------------------------------ whether it can be done */

static bool demands_value(const struct tn_attribute *attribute) {
    return !attribute->nullable && !*attribute->default_value && !*attribute->generated &&
           attribute->identity == TN_identity_none;
}

bool waits_for_values(const struct planner *planner, const struct tn_attribute *after) {
    return demands_value(after) && is_carried_in(planner, after);
}

/* The column of a new table that gets no value and must have one; or NULL. */
static const struct tn_attribute *left_empty(const struct carry *carry) {
    for (const struct tn_attribute *a = carry->to->attributes.first; a; a = a->next)
        if (demands_value(a) && !source_in(carry, a))
            return a;
    return NULL;
}

static bool can_be_done(struct planner *planner, const struct carry *carry) {
    const struct tn_attribute *empty = carry->made ? left_empty(carry) : NULL;
    if (empty)
        hazard(planner, "mig-split", carry->to,
               "the rows of the new table %s are not filled in: nothing tells its column %s",
               carry->to->name, empty->name);
    else if (!carry->made && !carry->link.count)
        hazard(
            planner, "mig-split", carry->to,
            "values of table %s do not come to table %s: no foreign key tells which row is whose",
            carry->from->name, carry->to->name);
    return !empty && (carry->made || carry->link.count);
}

/* ------------------------------------------------------------------ the way back */

static bool is_there(const struct planner *planner, const struct tn_attribute *middle) {
    return after_of(planner, middle) || is_carried_off(planner, middle);
}

/* Is each column that tells the row there by then: it stayed, or has come back? */
static bool finds_its_rows(const struct planner *planner, const struct carry *carry) {
    for (size_t i = 0; i < carry->link.count; i++)
        if (!is_there(planner, carry->link.items[i].from))
            return false;
    return carry->link.count;
}

/* Another key of a new table may do it. */
static bool finds_them_somehow(const struct planner *planner, struct carry *carry) {
    if (finds_its_rows(planner, carry))
        return true;
    for (const struct tn_key *key = carry->made ? carry->to->keys.first : NULL; key;
         key = key->next)
        if (link_by_key(carry, key) && finds_its_rows(planner, carry))
            return true;
    if (carry->made)
        link_new(carry);
    return false;
}

static void note_carried(struct planner *planner, struct carry *carry) {
    carry->back = true;
    for (size_t i = 0; i < carry->values.count; i++) {
        const struct tn_attribute *from = carry->values.items[i].from;
        if (!after_of(planner, from))
            tn_id_map_put(&planner->carried[0], from->id, (void *)(uintptr_t)from);
    }
}

/* One after the other: what came back may tell the rows of the next. They stand in that order from
 * then on. */
static void find_way_back(struct planner *planner) {
    size_t ordered = 0;
    for (size_t i = ordered; i < planner->carries.count; i++) {
        struct carry carry = planner->carries.items[i];
        bool found = carry.left ? carry.made : finds_them_somehow(planner, &carry);
        planner->carries.items[i] = carry;
        if (!found)
            continue;
        note_carried(planner, &carry);
        planner->carries.items[i] = planner->carries.items[ordered];
        planner->carries.items[ordered] = carry;
        i = ordered++;
    }
}

bool is_carried_whole(const struct planner *planner, const struct tn_entity *middle) {
    for (const struct tn_attribute *a = middle->attributes.first; a; a = a->next)
        if (!*a->generated && !is_carried_off(planner, a))
            return false;
    return middle->attributes.count;
}

void plan_carries(struct planner *planner) {
    size_t kept = 0;
    gather(planner);
    for (size_t i = 0; i < planner->carries.count; i++) {
        struct carry carry = planner->carries.items[i];
        if (carry.made)
            link_new(&carry);
        else
            link_old(planner, &carry);
        if (can_be_done(planner, &carry)) {
            planner->carries.items[kept++] = carry;
            for (size_t j = 0; j < carry.values.count; j++)
                tn_id_map_put(&planner->carried[1], carry.values.items[j].to->id,
                              (void *)(uintptr_t)carry.values.items[j].to);
        } else {
            free(carry.values.items);
            free(carry.link.items);
        }
    }
    planner->carries.count = kept;
    find_way_back(planner);
}

void free_carries(struct planner *planner) {
    for (size_t i = 0; i < planner->carries.count; i++) {
        free(planner->carries.items[i].values.items);
        free(planner->carries.items[i].link.items);
    }
    free(planner->carries.items);
    tn_id_map_free(&planner->carried[0]);
    tn_id_map_free(&planner->carried[1]);
}
