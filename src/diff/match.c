/*
 * Which object is which. Objects are matched from the top down, list by list: by id where the
 * models share a lineage, then by name, then (unnamed ones, and constraints and indexes that only
 * changed their name) by what they are made of. Every pass is linear: a map over one list, probed
 * by the other. Invariant: an object has at most one match, and matched objects have one kind.
 */
#include "diff/comparison.h"
#include "diff/likeness.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ what an object is made of */

/* For kinds that are often unnamed. index_part: of the parts below it. */
static const struct made_of {
    enum tn_kind kind;
    unsigned fields[3];
    bool renamed; /* of two with different names and the same make one is the other, renamed */
    bool first;   /* several of one name are common: look at the make before the name */
} made_of[] = {
    {TN_key, {TN_key_attributes}, true, false},
    {TN_relationship,
     {TN_relationship_attributes, TN_relationship_target, TN_relationship_target_name},
     true,
     false},
    {TN_check, {TN_check_expression}, true, false},
    {TN_index, {0}, true, false},
    {TN_exclusion, {0}, true, false},
    {TN_dependency, {TN_dependency_determinant, TN_dependency_dependent}, true, false},
    {TN_access_pattern,
     {TN_access_pattern_equals, TN_access_pattern_range, TN_access_pattern_query},
     false,
     false},
    {TN_note, {TN_note_text}, false, false},
    {TN_box, {TN_box_entity}, false, false},
    {TN_waiver, {TN_waiver_rule, TN_waiver_subject}, false, false},
    {TN_grant, {TN_grant_definition}, false, true},
    {TN_raw, {TN_raw_definition}, false, true},
    {TN_role, {TN_role_definition}, false, false},
    {TN_routine, {TN_routine_signature, TN_FIELD_NAME}, false, true},
};

static const struct made_of *make_of(enum tn_kind kind) {
    for (size_t i = 0; i < TN_LENGTH(made_of); i++)
        if (made_of[i].kind == kind)
            return &made_of[i];
    return NULL;
}

/* Without white space, quotes and parentheses, in small letters: expressions that mean the same
 * nearly always squeeze to the same. */
static void put_squeezed(struct tn_buffer *out, const char *text) {
    for (; *text; text++)
        if (!isspace((unsigned char)*text) && !strchr("()\"`", *text))
            tn_put_char(out, (char)tolower((unsigned char)*text));
}

/* Named as on the other side, where it is known which object that is. */
static const char *known_name(const struct comparison *comparison, enum side side,
                              const struct tn_object *object) {
    const struct tn_object *match =
        object && side == BEFORE ? tn_diff_after(comparison->diff, object) : NULL;
    return match ? match->name : object ? object->name : "";
}

static void put_field(struct tn_buffer *out, const struct comparison *comparison, enum side side,
                      const struct tn_object *object, unsigned field) {
    const struct tn_field *info = &tn_kind_of(object)->fields[field];
    struct tn_buffer value = {0};
    union tn_value content = tn_value_get(object, info);
    if (info->type == TN_REF)
        tn_put(&value, known_name(comparison, side, content.ref));
    for (size_t i = 0; info->type == TN_REFS && i < content.refs.count; i++)
        tn_put_format(&value, "%s%s", i ? "," : "",
                      known_name(comparison, side, content.refs.items[i]));
    if (info->type != TN_REF && info->type != TN_REFS)
        tn_value_print(info, content, &value);
    put_squeezed(out, tn_buffer_text(&value));
    tn_put_char(out, '\n');
    tn_buffer_free(&value);
}

static void put_parts(struct tn_buffer *out, const struct comparison *comparison, enum side side,
                      const struct tn_object *object) {
    struct tn_list *parts = tn_list_of(object, TN_index_part);
    for (struct tn_object *part = parts ? parts->first : NULL; part; part = part->next) {
        put_field(out, comparison, side, part, TN_index_part_attribute);
        put_field(out, comparison, side, part, TN_index_part_expression);
    }
}

static bool is_primary(const struct tn_object *object) {
    return object->kind == TN_key && ((const struct tn_key *)object)->primary;
}

static const char *make_key(struct comparison *comparison, enum side side,
                            const struct tn_object *object) {
    const struct made_of *make = make_of(object->kind);
    if (!make)
        return NULL;
    if (is_primary(object))
        return "primary";
    struct tn_buffer out = {0};
    for (size_t i = 0; i < TN_LENGTH(make->fields) && make->fields[i]; i++)
        put_field(&out, comparison, side, object, make->fields[i]);
    put_parts(&out, comparison, side, object);
    const char *key = tn_arena_text(&comparison->arena, tn_buffer_text(&out), out.length);
    tn_buffer_free(&out);
    return key;
}

/* ------------------------------------------------------------------ pairing */

/* The siblings of one kind on both sides that nobody matched yet, and those before that somebody
 * did: what stands below them is matched when all of the list is, so that names known by then help.
 */
struct leftovers {
    struct objects before, after, paired;
};

static void pair(struct comparison *comparison, struct leftovers *left, struct tn_object *before,
                 struct tn_object *after) {
    tn_id_map_put(&comparison->diff->matches, before->id, after);
    tn_id_map_put(&comparison->diff->origins, after->id, before);
    TN_PUSH(&left->paired, before);
}

static void drop_matched(struct objects *objects, const struct tn_id_map *matched) {
    size_t kept = 0;
    for (size_t i = 0; i < objects->count; i++)
        if (!tn_id_map_get(matched, objects->items[i]->id))
            objects->items[kept++] = objects->items[i];
    objects->count = kept;
}

static void drop_all_matched(struct comparison *comparison, struct leftovers *left) {
    drop_matched(&left->before, &comparison->diff->matches);
    drop_matched(&left->after, &comparison->diff->origins);
}

/* ------------------------------------------------------------------ by id */

static bool may_move(const struct tn_object *object) {
    return object->parent->kind == TN_project || object->parent->kind == TN_namespace;
}

static struct tn_object *same_id(struct comparison *comparison, const struct tn_object *before,
                                 const struct tn_object *after_parent) {
    struct tn_object *after = tn_find_id(comparison->diff->after, before->id);
    if (!after || after->kind != before->kind)
        return NULL;
    return after->parent == after_parent || (may_move(before) && may_move(after)) ? after : NULL;
}

/* Who lives on on the other side under its id is nobody else's match there. */
static void drop_living(struct objects *objects, const struct tn_model *other) {
    size_t kept = 0;
    for (size_t i = 0; i < objects->count; i++) {
        const struct tn_object *twin = tn_find_id(other, objects->items[i]->id);
        if (!twin || twin->kind != objects->items[i]->kind || !may_move(twin))
            objects->items[kept++] = objects->items[i];
    }
    objects->count = kept;
}

static void match_ids(struct comparison *comparison, struct leftovers *left,
                      const struct tn_object *after_parent) {
    for (size_t i = 0; i < left->before.count; i++) {
        struct tn_object *after = same_id(comparison, left->before.items[i], after_parent);
        if (after)
            pair(comparison, left, left->before.items[i], after);
    }
    drop_all_matched(comparison, left);
    drop_living(&left->before, comparison->diff->after);
    drop_living(&left->after, comparison->diff->before);
}

/* ------------------------------------------------------------------ by a key */

typedef const char *(*key_function)(struct comparison *, enum side, const struct tn_object *);

/* Tables and views of a session may have the names of others. */
static bool is_apart(const struct tn_object *object) {
    return (object->kind == TN_entity || object->kind == TN_view) && tn_is_temporary(object);
}

/* SQLite takes "" for a table, a view or a column; of other things it is no name. */
static bool has_name(const struct tn_object *object) {
    return *object->name || object->kind == TN_entity || object->kind == TN_attribute ||
           object->kind == TN_view;
}

static const char *exact_name(struct comparison *comparison, enum side side,
                              const struct tn_object *object) {
    (void)side;
    if (is_apart(object))
        return tn_arena_format(&comparison->arena, "temporary\n%s", object->name);
    return has_name(object) ? object->name : NULL;
}

/* Of what turned temporary, or permanent. */
static const char *bare_name(struct comparison *comparison, enum side side,
                             const struct tn_object *object) {
    (void)comparison;
    (void)side;
    return has_name(object) ? object->name : NULL;
}

static const char *folded_name(struct comparison *comparison, enum side side,
                               const struct tn_object *object) {
    (void)side;
    if (!has_name(object))
        return NULL;
    char *folded = tn_arena_text(&comparison->arena, object->name, strlen(object->name));
    for (char *c = folded; *c; c++)
        *c = (char)tolower((unsigned char)*c);
    return folded;
}

/* Objects with one key stand in a row: heads by key, and for each object the one after it. */
struct rows {
    struct tn_text_map heads;
    struct row {
        struct tn_object *object;
        struct row *next;
    } * rows;
};

static void make_rows(struct comparison *comparison, const struct objects *objects,
                      key_function key_of, struct rows *rows) {
    rows->rows = tn_allocate((objects->count + 1) * sizeof *rows->rows);
    for (size_t i = objects->count; i-- > 0;) {
        const char *key = key_of(comparison, AFTER, objects->items[i]);
        if (!key)
            continue;
        rows->rows[i].object = objects->items[i];
        rows->rows[i].next = tn_text_map_get(&rows->heads, key);
        tn_text_map_put(&rows->heads, key, &rows->rows[i]);
    }
}

/* The first of the row; it leaves the row, of which an empty one stays behind. */
static struct tn_object *take(struct rows *rows, const char *key) {
    struct row *head = key ? tn_text_map_get(&rows->heads, key) : NULL;
    if (!head || !head->object)
        return NULL;
    struct tn_object *object = head->object;
    if (head->next)
        *head = *head->next;
    else
        head->object = NULL;
    return object;
}

static void match_keys(struct comparison *comparison, struct leftovers *left, key_function key_of) {
    if (!left->before.count || !left->after.count)
        return;
    struct rows rows = {0};
    make_rows(comparison, &left->after, key_of, &rows);
    for (size_t i = 0; i < left->before.count; i++) {
        struct tn_object *before = left->before.items[i];
        struct tn_object *after = take(&rows, key_of(comparison, BEFORE, before));
        if (after)
            pair(comparison, left, before, after);
    }
    tn_text_map_free(&rows.heads);
    free(rows.rows);
    drop_all_matched(comparison, left);
}

/* ------------------------------------------------------------------ lists */

/* Most lists begin alike: the common beginning needs no map. */
static void match_beginning(struct comparison *comparison, struct leftovers *left) {
    size_t i = 0;
    for (; i < left->before.count && i < left->after.count; i++) {
        struct tn_object *before = left->before.items[i], *after = left->after.items[i];
        if (!has_name(before) || strcmp(before->name, after->name) != 0 ||
            is_apart(before) != is_apart(after))
            break;
        pair(comparison, left, before, after);
    }
    if (i)
        drop_all_matched(comparison, left);
}

static void match_positions(struct comparison *comparison, struct leftovers *left) {
    for (size_t i = 0; i < left->before.count && i < left->after.count; i++)
        pair(comparison, left, left->before.items[i], left->after.items[i]);
}

static const char *make_of_unnamed(struct comparison *comparison, enum side side,
                                   const struct tn_object *object) {
    const struct made_of *make = make_of(object->kind);
    return make && (make->renamed || !*object->name) ? make_key(comparison, side, object) : NULL;
}

/* ------------------------------------------------------------------ by decision and likeness */

static void match_decisions(struct comparison *comparison, struct leftovers *left) {
    struct tn_text_map places = {0};
    for (size_t i = 0; comparison->decisions.count && i < left->after.count; i++)
        tn_text_map_put(&places, decided_path(comparison, AFTER, left->after.items[i]),
                        left->after.items[i]);
    for (size_t i = 0; places.count && i < left->before.count; i++) {
        const char *to = decided_rename(comparison, left->before.items[i]);
        struct tn_object *after = to ? tn_text_map_get(&places, to) : NULL;
        if (after)
            pair(comparison, left, left->before.items[i], after);
    }
    tn_text_map_free(&places);
    drop_all_matched(comparison, left);
}

static void find_alike(struct comparison *comparison, const struct leftovers *left,
                       enum tn_kind kind, struct likenesses *found) {
    found->count = 0;
    if (!left->before.count || !left->after.count)
        return;
    if (kind == TN_entity)
        find_alike_tables(comparison, &left->before, &left->after, found);
    else if (kind == TN_attribute)
        find_alike_columns(comparison, &left->before, &left->after, found);
}

/* Pairs what is clear and is not said to be two; tells whether there was any. */
static bool take_clear(struct comparison *comparison, struct leftovers *left,
                       const struct likenesses *found) {
    bool any = false;
    for (size_t i = 0; i < found->count; i++) {
        const struct tn_likeness *likeness = &found->items[i];
        if (!likeness->taken || !comparison->options.alike ||
            decided_to_keep(comparison, likeness->before, likeness->after))
            continue;
        pair(comparison, left, likeness->before, likeness->after);
        TN_PUSH(&comparison->diff->likenesses, *likeness);
        any = true;
    }
    drop_all_matched(comparison, left);
    return any;
}

/* What is taken puts its neighbours into another light: so again, a few times. */
static void match_alike(struct comparison *comparison, struct leftovers *left, enum tn_kind kind) {
    struct likenesses found = {0};
    bool again = true;
    for (int pass = 0; again && pass < 4; pass++) {
        find_alike(comparison, left, kind, &found);
        again = take_clear(comparison, left, &found);
    }
    for (size_t i = 0; !again && i < found.count; i++) {
        struct tn_likeness told = found.items[i];
        told.taken = false;
        if (!decided_to_keep(comparison, told.before, told.after))
            TN_PUSH(&comparison->diff->likenesses, told);
    }
    free(found.items);
}

/* ------------------------------------------------------------------ one list */

static void match_names(struct comparison *comparison, struct leftovers *left, enum tn_kind kind) {
    const struct made_of *make = make_of(kind);
    if (comparison->decisions.count)
        match_decisions(comparison, left);
    if (make && make->first)
        match_keys(comparison, left, make_key);
    else
        match_beginning(comparison, left);
    match_keys(comparison, left, exact_name);
    if (comparison->folds || kind == TN_entity || kind == TN_view)
        match_keys(comparison, left, comparison->folds ? folded_name : bare_name);
    match_keys(comparison, left, make_of_unnamed);
    if (!comparison->by_id && left->before.count && left->after.count)
        match_alike(comparison, left, kind);
}

/* What is said twice is said: the match of the first is that of the second too. */
static void match_repeated(struct comparison *comparison, const struct leftovers *left,
                           enum side side) {
    const struct objects *again = side == BEFORE ? &left->before : &left->after;
    struct tn_diff *diff = comparison->diff;
    struct tn_text_map first = {0};
    for (size_t i = 0; again->count && i < left->paired.count; i++) {
        struct tn_object *before = left->paired.items[i], *after = tn_diff_after(diff, before);
        struct tn_object *here = side == BEFORE ? before : after;
        tn_text_map_put(&first, make_key(comparison, side, here), side == BEFORE ? after : before);
    }
    for (size_t i = 0; first.count && i < again->count; i++) {
        struct tn_object *match =
            tn_text_map_get(&first, make_key(comparison, side, again->items[i]));
        if (match)
            tn_id_map_put(side == BEFORE ? &diff->matches : &diff->origins, again->items[i]->id,
                          match);
    }
    tn_text_map_free(&first);
}

static void match_lists(struct comparison *comparison, struct leftovers *left, enum tn_kind kind,
                        const struct tn_object *after_parent) {
    if (comparison->by_id)
        match_ids(comparison, left, after_parent);
    if (kind == TN_index_part)
        match_positions(comparison, left);
    else
        match_names(comparison, left, kind);
    if (kind == TN_raw || kind == TN_grant) {
        match_repeated(comparison, left, BEFORE);
        match_repeated(comparison, left, AFTER);
    }
}

static void match_children(struct comparison *comparison, struct tn_object *before,
                           struct tn_object *after) {
    const struct tn_kind_info *info = tn_kind_of(before);
    if (before->kind == TN_type)
        match_values(comparison, (struct tn_type *)before, (struct tn_type *)after);
    for (size_t i = 0; i < info->list_count; i++) {
        enum tn_kind kind = info->lists[i].kind;
        if (!kind_is_compared(comparison, kind))
            continue;
        struct leftovers left = {0};
        gather(comparison, BEFORE, before, kind, &left.before);
        gather(comparison, AFTER, after, kind, &left.after);
        drop_all_matched(comparison, &left);
        if (left.before.count && (left.after.count || comparison->by_id))
            match_lists(comparison, &left, kind, after);
        free(left.before.items);
        free(left.after.items);
        for (size_t k = 0; k < left.paired.count; k++)
            match_children(comparison, left.paired.items[k],
                           tn_diff_after(comparison->diff, left.paired.items[k]));
        free(left.paired.items);
    }
}

void comparison_match(struct comparison *comparison) {
    struct tn_diff *diff = comparison->diff;
    struct tn_object *before = &diff->before->project->object;
    struct tn_object *after = &diff->after->project->object;
    struct tn_namespace *const *own = comparison->own;
    tn_id_map_put(&diff->matches, before->id, after);
    tn_id_map_put(&diff->origins, after->id, before);
    match_children(comparison, before, after);
    if (own[BEFORE] && own[AFTER]) {
        tn_id_map_put(&diff->matches, own[BEFORE]->id, own[AFTER]);
        tn_id_map_put(&diff->origins, own[AFTER]->id, own[BEFORE]);
    }
}
