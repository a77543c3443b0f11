/*
 * Sequences that stand by themselves. One that a column owns would go with it: it is let go first
 * and given to its owner last. One that has the name of a column's own becomes that, with the
 * number that it has come to, or is made of it.
 */
#include "migrate/plan.h"

#include <string.h>

static const struct {
    unsigned field;
    const char *clause, *none;
} sequence_clauses[] = {
    {TN_sequence_type, " AS ", " AS bigint"},
    {TN_sequence_increment, " INCREMENT BY ", " INCREMENT BY 1"},
    {TN_sequence_minimum, " MINVALUE ", " NO MINVALUE"},
    {TN_sequence_maximum, " MAXVALUE ", " NO MAXVALUE"},
    {TN_sequence_cache, " CACHE ", " CACHE 1"},
};

/* Where it starts when nothing is said: at the least value, or the greatest when it counts down. */
static const char *start_of(const struct tn_sequence *sequence) {
    bool down = *sequence->increment == '-';
    const char *bound = down ? sequence->maximum : sequence->minimum;
    if (*sequence->start)
        return sequence->start;
    return *bound ? bound : down ? "-1" : "1";
}

/* The server refuses a bound that the present value is beyond. */
static void put_into_bounds(struct planner *planner, struct tn_buffer *out,
                            const struct tn_sequence *from, const struct tn_sequence *to) {
    struct tn_buffer path = {0};
    tn_sql_put_path(&path, planner->dialect, to);
    const char *bounds[] = {to->minimum, to->maximum};
    bool changed[] = {strcmp(from->minimum, to->minimum) != 0,
                      strcmp(from->maximum, to->maximum) != 0};
    for (int i = 0; i < 2; i++) {
        if (!changed[i] || !*bounds[i] || !plan_postgresql(planner))
            continue;
        tn_put(out, "SELECT setval(");
        tn_sql_put_string(out, planner->dialect, path.at);
        tn_put_format(out, ", %s, is_called) FROM %s WHERE last_value %s %s", bounds[i], path.at,
                      i ? ">" : "<", bounds[i]);
        put_end(out);
    }
    tn_buffer_free(&path);
}

static void put_sequence(struct planner *planner, struct tn_buffer *out,
                         const struct tn_sequence *from, const struct tn_sequence *to) {
    struct tn_buffer clauses = {0};
    for (size_t i = 0; i < TN_LENGTH(sequence_clauses); i++) {
        const struct tn_field *field = &tn_kinds[TN_sequence].fields[sequence_clauses[i].field];
        const char *a = tn_value_get(&from->object, field).text;
        const char *b = tn_value_get(&to->object, field).text;
        if (strcmp(a, b) != 0 && *b)
            tn_put_format(&clauses, "%s%s", sequence_clauses[i].clause, b);
        else if (strcmp(a, b) != 0)
            tn_put(&clauses, sequence_clauses[i].none);
    }
    if (strcmp(start_of(from), start_of(to)) != 0)
        tn_put_format(&clauses, " START WITH %s", start_of(to));
    if (from->cycle != to->cycle)
        tn_put(&clauses, to->cycle ? " CYCLE" : " NO CYCLE");
    if (clauses.length) {
        put_into_bounds(planner, out, from, to);
        tn_put(out, "ALTER SEQUENCE ");
        tn_sql_put_path(out, planner->dialect, to);
        tn_put(out, tn_buffer_text(&clauses));
        put_end(out);
    }
    tn_buffer_free(&clauses);
}

/* MariaDB: of the table that it is kept in. */
static void put_options(struct planner *planner, struct tn_buffer *out,
                        const struct tn_sequence *from, const struct tn_sequence *to) {
    if (strcmp(from->options, to->options) == 0)
        return;
    tn_put(out, "ALTER TABLE ");
    tn_sql_put_path(out, planner->dialect, to);
    bool engine = tn_find_word(to->options, "engine");
    tn_put_format(out, " %s%s", engine ? "" : "ENGINE=InnoDB", engine || !*to->options ? "" : " ");
    tn_put(out, to->options);
    put_end(out);
}

static void put_owner(struct planner *planner, struct tn_buffer *out,
                      const struct tn_sequence *sequence, const struct tn_attribute *owner) {
    if (!plan_postgresql(planner))
        return;
    tn_put(out, "ALTER SEQUENCE ");
    tn_sql_put_path(out, planner->dialect, sequence);
    tn_put(out, " OWNED BY ");
    if (owner) {
        tn_sql_put_path(out, planner->dialect, tn_entity_of(owner));
        tn_put_char(out, '.');
        tn_sql_put_name(out, planner->dialect, owner->name);
    } else {
        tn_put(out, "NONE");
    }
    put_end(out);
}

/* ------------------------------------------------------------------ those of columns */

bool has_own_sequence(const struct tn_attribute *attribute) {
    return attribute->identity != TN_identity_none &&
           attribute->identity != TN_identity_auto_increment;
}

/* The sequence that the server made for a serial or identity column. */
static struct tn_sequence own_sequence(struct planner *planner,
                                       const struct tn_attribute *attribute) {
    const struct tn_entity *entity = tn_entity_of(attribute);
    struct tn_sequence own = {.type = attribute->type,
                              .start = "",
                              .increment = "",
                              .minimum = "",
                              .maximum = "",
                              .cache = "",
                              .options = ""};
    own.kind = TN_sequence;
    own.comment = "";
    own.parent = entity->parent;
    own.name = tn_arena_format(&planner->arena, "%s_%s_seq", entity->name, attribute->name);
    return own;
}

static const char *path_of(struct planner *planner, const struct tn_sequence *sequence) {
    struct tn_buffer path = {0};
    tn_sql_put_path(&path, planner->dialect, sequence);
    const char *result = tn_arena_format(&planner->arena, "%s", path.at);
    tn_buffer_free(&path);
    return result;
}

/* One that a column takes for its own: the column stays, and counts on the other side only. */
static void note_adopted(struct planner *planner, const struct tn_text_map *owners,
                         const struct tn_sequence *sequence, bool after) {
    const struct tn_attribute *owner = tn_text_map_get(owners, path_of(planner, sequence));
    const struct tn_attribute *match = NULL;
    if (owner)
        match = after ? after_of(planner, owner) : middle_of(planner, owner);
    if (!match || has_own_sequence(match))
        return;
    tn_text_map_put(&planner->adopted, path_of(planner, sequence), (void *)sequence);
}

static bool is_adopted(struct planner *planner, const struct tn_sequence *sequence) {
    return planner->adopted.count &&
           tn_text_map_get(&planner->adopted, path_of(planner, sequence)) == sequence;
}

static void note_owners(struct planner *planner, const struct tn_model *model,
                        struct tn_text_map *owners) {
    TN_EACH_OF(model, attribute, attribute) {
        struct tn_sequence own;
        if (!has_own_sequence(attribute))
            continue;
        own = own_sequence(planner, attribute);
        tn_text_map_put(owners, path_of(planner, &own), attribute);
    }
}

void plan_adopted_sequences(struct planner *planner) {
    struct tn_text_map before = {0}, after = {0};
    bool any =
        tn_next(planner->middle, TN_sequence, NULL) || tn_next(planner->after, TN_sequence, NULL);
    if (!plan_postgresql(planner) || !any)
        return;
    note_owners(planner, planner->middle, &before);
    note_owners(planner, planner->after, &after);
    TN_EACH_OF(planner->middle, sequence, gone)
    if (!after_of(planner, gone))
        note_adopted(planner, &after, gone, false);
    TN_EACH_OF(planner->after, sequence, new)
    if (!middle_of(planner, new))
        note_adopted(planner, &before, new, true);
    tn_text_map_free(&before);
    tn_text_map_free(&after);
}

static const struct tn_sequence *adopted_by(struct planner *planner,
                                            const struct tn_attribute *attribute) {
    if (!planner->adopted.count || !has_own_sequence(attribute))
        return NULL;
    struct tn_sequence own = own_sequence(planner, attribute);
    return tn_text_map_get(&planner->adopted, path_of(planner, &own));
}

bool put_adopted(struct planner *planner, struct tn_buffer *out, const struct tn_attribute *to) {
    const struct tn_sequence *sequence = adopted_by(planner, to);
    if (!sequence)
        return false;
    struct tn_sequence own = own_sequence(planner, to);
    if (to->identity == TN_identity_serial) {
        put_sequence(planner, out, sequence, &own);
        put_owner(planner, out, &own, to);
    } else {
        put_drop(planner, out, &own);
    }
    return to->identity == TN_identity_serial;
}

bool put_released(struct planner *planner, struct tn_buffer *out, const struct tn_attribute *from) {
    const struct tn_sequence *sequence = adopted_by(planner, from);
    if (!sequence)
        return false;
    struct tn_sequence own = own_sequence(planner, from);
    if (from->identity == TN_identity_serial) {
        put_owner(planner, out, &own, sequence->owner);
        put_sequence(planner, out, &own, sequence);
    } else {
        put_create(planner, out, sequence);
        put_postgresql_setval(planner, out, path_of(planner, sequence), from);
    }
    return true;
}

/* ------------------------------------------------------------------ coming and going */

/* An owned sequence goes with its column: it is let go first, and given to the new one last. */
static void release(struct planner *planner, const struct tn_sequence *middle) {
    const struct tn_sequence *before = before_of(planner, middle);
    struct step step = {0};
    if (!before || !before->owner)
        return;
    step_title(&step, "release", before);
    put_owner(planner, &step.up, before, NULL);
    put_owner(planner, &step.down, before, before->owner);
    step_add(planner, PHASE_UNHOOK, &step);
}

static void assign(struct planner *planner, const struct tn_sequence *after) {
    struct step step = {0};
    if (!after->owner)
        return;
    step_title(&step, "assign", after);
    put_owner(planner, &step.up, after, after->owner);
    put_owner(planner, &step.down, after, NULL);
    step_add(planner, PHASE_CONSTRAIN, &step);
}

static void add_sequence(struct planner *planner, const struct tn_sequence *after) {
    struct step step = {0};
    if (is_adopted(planner, after))
        return;
    step_title(&step, "create", after);
    put_create(planner, &step.up, after);
    put_drop(planner, &step.down, after);
    step.place = place_made(planner, after);
    step_add(planner, PHASE_PREPARE, &step);
    assign(planner, after);
}

static void remove_sequence(struct planner *planner, const struct tn_sequence *middle) {
    struct step step = {0};
    if (is_adopted(planner, middle))
        return;
    step_title(&step, "drop", middle);
    put_drop(planner, &step.up, middle);
    put_create(planner, &step.down, middle);
    release(planner, middle);
    step.place = place_dropped(planner, middle);
    step_add(planner, PHASE_DROP, &step);
}

/* The owner's column may be dropped or added again: whatever changes there, let go and give. */
static bool owner_changes(const struct planner *planner, const struct tn_sequence *from,
                          const struct tn_sequence *to) {
    const void *match = from->owner ? after_of(planner, from->owner) : NULL;
    return match != (const void *)to->owner || (from->owner && !match) ||
           (from->owner && is_in(&planner->recreated, from->owner));
}

static void change_sequence(struct planner *planner, const struct tn_sequence *from,
                            const struct tn_sequence *to) {
    struct step step = {0};
    step_title(&step, "alter", to);
    put_sequence(planner, &step.up, from, to);
    put_options(planner, &step.up, from, to);
    put_sequence(planner, &step.down, to, from);
    put_options(planner, &step.down, to, from);
    step.place = place_made(planner, to);
    step_add(planner, PHASE_PREPARE, &step);
    if (owner_changes(planner, from, to)) {
        release(planner, from);
        assign(planner, to);
    }
}

void plan_sequences(struct planner *planner) {
    TN_EACH_OF(planner->after, sequence, after) {
        const struct tn_sequence *from = middle_of(planner, after);
        if (from)
            change_sequence(planner, from, after);
        else
            add_sequence(planner, after);
    }
    TN_EACH_OF(planner->middle, sequence, middle)
    if (!after_of(planner, middle))
        remove_sequence(planner, middle);
}
