/*
 * PostgreSQL without keeping anybody waiting: indexes are built and dropped concurrently, a key
 * takes the index that was built for it, foreign keys and checks are added NOT VALID and validated
 * afterwards, NOT NULL follows from such a check. See "Building Indexes Concurrently" under CREATE
 * INDEX and the notes of ALTER TABLE in the manual of PostgreSQL 15.
 *
 * The way back is made of the same pieces: what a phase does behind another on the way up, a phase
 * before it does on the way down.
 */
#include "migrate/plan.h"

#include <string.h>

/* ------------------------------------------------------------------ pieces */

/* For a partitioned table as a whole only checks can be validated afterwards, and foreign keys from
 * PostgreSQL 18 on; its indexes have a way of their own. */
static bool can(const struct planner *planner, const struct tn_object *object) {
    const struct tn_entity *entity = tn_entity_of(object);
    bool fits = object->kind == TN_check || object->kind == TN_attribute ||
                (object->kind == TN_relationship && planner->dialect->number >= 180000);
    return plan_keeps_running(planner) && entity && !entity->partition_of && *object->name &&
           (fits || !*entity->partition_by);
}

void put_index_path(struct planner *planner, struct tn_buffer *out, const struct tn_object *object,
                    const char *name) {
    const struct tn_namespace *space = tn_namespace_of(object);
    if (space) {
        tn_sql_put_name(out, planner->dialect, space->name);
        tn_put_char(out, '.');
    }
    tn_sql_put_name(out, planner->dialect, name);
}

static void put_index_drop(struct planner *planner, struct tn_buffer *out,
                           const struct tn_object *object, const char *name) {
    tn_put(out, "DROP INDEX CONCURRENTLY IF EXISTS ");
    put_index_path(planner, out, object, name);
    put_end(out);
}

/* One that was interrupted leaves an index that is of no use and has the name. */
void put_index_build(struct planner *planner, struct tn_buffer *out, const struct tn_index *index,
                     const char *name) {
    static const char create[] = "CREATE ", unique[] = "UNIQUE ", word[] = "INDEX ";
    struct tn_index shown = *index;
    struct tn_buffer statement = {0};
    shown.name = name;
    put_index_drop(planner, out, &index->object, name);
    tn_sql_put_create(&statement, planner->dialect, &shown);
    size_t head = strlen(create) + (index->unique ? strlen(unique) : 0) + strlen(word);
    tn_put_bytes(out, statement.at, head);
    tn_put_format(out, "CONCURRENTLY %s", statement.at + head);
    put_end(out);
    if (*index->comment) {
        tn_sql_put_comment(out, planner->dialect, &shown);
        put_end(out);
    }
    tn_buffer_free(&statement);
}

static void put_rename(struct planner *planner, struct tn_buffer *out,
                       const struct tn_object *object, const char *from, const char *to) {
    tn_put(out, "ALTER INDEX ");
    put_index_path(planner, out, object, from);
    tn_put(out, " RENAME TO ");
    tn_sql_put_name(out, planner->dialect, to);
    put_end(out);
}

void add_one_way(struct planner *planner, enum phase phase, const char *verb, const void *object,
                 bool alone, struct tn_buffer *up, struct tn_buffer *down) {
    struct step step = {.alone = alone, .down_alone = alone, .proven = phase == PHASE_TIGHTEN};
    step_title(&step, verb, object);
    step.up = up ? *up : (struct tn_buffer){0};
    step.down = down ? *down : (struct tn_buffer){0};
    step_add(planner, phase, &step);
}

/* ------------------------------------------------------------------ indexes */

/* Another one gets its name: it steps aside, and goes when the other is there. */
static void index_steps_aside(struct planner *planner, const struct tn_index *middle) {
    const struct tn_index *before = before_of(planner, middle);
    const char *aside = name_beside(&planner->arena, before->name, "old");
    struct tn_buffer away = {0}, back = {0}, gone = {0}, again = {0};
    put_rename(planner, &away, &before->object, before->name, aside);
    put_rename(planner, &back, &before->object, aside, before->name);
    add_one_way(planner, PHASE_UNHOOK, "set aside", before, false, &away, &back);
    put_index_drop(planner, &gone, &middle->object, aside);
    put_index_build(planner, &again, middle, aside);
    add_one_way(planner, PHASE_RETIRE, "drop the former", before, true, &gone, &again);
}

/* A new one under its name. */
static void index_comes(struct planner *planner, const struct tn_index *middle,
                        const struct tn_index *after) {
    struct tn_buffer up = {0}, down = {0};
    put_index_build(planner, &up, after, after->name);
    put_index_drop(planner, &down, &after->object, after->name);
    add_one_way(planner, PHASE_BUILD, "build", after, true, &up, &down);
    if (middle)
        index_steps_aside(planner, middle);
}

/* The key of these columns that comes, and takes the index over. */
static const struct tn_key *taker_of(const struct planner *planner, const struct tn_index *middle) {
    const struct tn_entity *after = after_of(planner, middle->parent);
    for (const struct tn_key *key = after ? after->keys.first : NULL; key && middle->unique;
         key = key->next) {
        const struct tn_index_part *part = middle->parts.first;
        size_t same = 0;
        for (; part && same < key->attributes.count && part->attribute; part = part->next, same++)
            if (after_of(planner, part->attribute) != key->attributes.items[same])
                break;
        if (!part && same && same == key->attributes.count &&
            (!middle_of(planner, key) || mark_of(planner, middle_of(planner, key))))
            return key;
    }
    return NULL;
}

static void index_goes(struct planner *planner, const struct tn_index *middle) {
    struct tn_buffer up = {0}, down = {0};
    if (is_in(&planner->early, before_of(planner, middle))) {
        index_steps_aside(planner, middle);
        return;
    }
    if (!taker_of(planner, middle))
        put_index_drop(planner, &up, &middle->object, middle->name);
    put_index_build(planner, &down, middle, middle->name);
    add_one_way(planner, PHASE_RETIRE, "drop", middle, true, &up, &down);
}

/* ------------------------------------------------------------------ keys */

/* The index of a key, as an object that can be written. */
static const struct tn_index *index_of_key(struct planner *planner, const struct tn_key *key) {
    struct tn_model *scratch = planner->scratch;
    struct tn_entity *holder = tn_add(scratch, TN_entity, scratch->project, "");
    struct tn_index *index = tn_add(scratch, TN_index, holder, key->name);
    index->unique = true;
    index->include = key->include;
    index->nulls_not_distinct = key->nulls_not_distinct;
    index->options = tn_starts_with(key->options, "WITH") ? key->options : "";
    for (size_t i = 0; i < key->attributes.count; i++) {
        struct tn_index_part *part = tn_add(scratch, TN_index_part, index, "");
        part->attribute = (void *)key->attributes.items[i];
    }
    index->parent = key->parent;
    return index;
}

static void put_key_with_index(struct planner *planner, struct tn_buffer *out,
                               const struct tn_key *key, const char *index) {
    static const char *const deferrals[] = {"", " DEFERRABLE", " DEFERRABLE INITIALLY DEFERRED"};
    put_alter(planner, out, tn_entity_of(key));
    tn_put(out, "ADD CONSTRAINT ");
    tn_sql_put_name(out, planner->dialect, key->name);
    tn_put(out, key->primary ? " PRIMARY KEY USING INDEX " : " UNIQUE USING INDEX ");
    tn_sql_put_name(out, planner->dialect, index);
    tn_put(out, deferrals[key->deferral]);
    put_end(out);
    if (*key->comment) {
        tn_sql_put_comment(out, planner->dialect, key);
        put_end(out);
    }
}

/* An index of these columns that is there and goes: the key takes it. */
static const struct tn_index *index_for(const struct planner *planner, const struct tn_key *after) {
    const struct tn_entity *middle = middle_of(planner, after->parent);
    for (const struct tn_index *i = middle ? middle->indexes.first : NULL; i; i = i->next)
        if (!after_of(planner, i) && taker_of(planner, i) == after)
            return i;
    return NULL;
}

/* Builds the index of a key before the key is added, on the way up or on the way down. */
static const char *build_for(struct planner *planner, const struct tn_key *key,
                             const struct tn_key *other, enum direction direction) {
    const char *name =
        other && strcmp(other->name, key->name) == 0
            ? name_beside(&planner->arena, key->name, direction == UP ? "new" : "old")
            : key->name;
    struct tn_buffer build = {0};
    put_index_build(planner, &build, index_of_key(planner, key), name);
    if (direction == UP)
        add_one_way(planner, PHASE_BUILD, "build the index of", key, true, &build, NULL);
    else
        add_one_way(planner, PHASE_RETIRE, "build the index of", key, true, NULL, &build);
    return name;
}

/* The old key goes before the columns change where they would not be free to become nullable. */
static bool goes_first(const struct planner *planner, const struct tn_key *middle) {
    for (size_t i = 0; i < middle->attributes.count && middle->primary; i++) {
        const struct tn_attribute *after = after_of(planner, middle->attributes.items[i]);
        if (after && after->nullable)
            return true;
    }
    return false;
}

static void put_key_drop(struct planner *planner, struct tn_buffer *out,
                         const struct tn_key *middle) {
    struct tn_key there = *middle;
    there.name = ((const struct tn_object *)before_of(planner, middle))->name;
    put_drop(planner, out, &there);
}

/* MIDDLE goes, AFTER comes; either may be NULL. */
static void key_changes(struct planner *planner, const struct tn_key *middle,
                        const struct tn_key *after) {
    struct tn_buffer up = {0}, down = {0}, first = {0}, last = {0};
    const struct tn_index *taken = after ? index_for(planner, after) : NULL;
    const char *new_index = NULL;
    bool early = middle && goes_first(planner, middle);
    if (after)
        new_index = taken ? taken->name : build_for(planner, after, middle, UP);
    if (middle)
        put_key_drop(planner, early ? &first : &up, middle);
    if (after) {
        put_key_with_index(planner, &up, after, new_index);
        put_drop(planner, &down, after);
    }
    if (middle) {
        const struct tn_key *before = before_of(planner, middle);
        const char *old_index = build_for(planner, middle, after, DOWN);
        put_key_with_index(planner, early ? &last : &down, early ? before : middle, old_index);
    }
    if (early)
        add_one_way(planner, PHASE_UNHOOK, "drop", before_of(planner, middle), false, &first,
                    &last);
    add_one_way(planner, PHASE_TIGHTEN, after ? "create" : "drop", after ? after : middle, false,
                &up, &down);
}

/* ------------------------------------------------------------------ foreign keys and checks */

static bool can_wait(const struct tn_object *object) {
    if (object->kind == TN_relationship)
        return !((const struct tn_relationship *)object)->not_valid;
    return object->kind == TN_check && !((const struct tn_check *)object)->not_valid;
}

static void put_not_valid(struct planner *planner, struct tn_buffer *out,
                          const struct tn_object *object) {
    union {
        struct tn_object object;
        struct tn_relationship relationship;
        struct tn_check check;
    } shown;
    if (object->kind == TN_relationship) {
        shown.relationship = *(const struct tn_relationship *)object;
        shown.relationship.not_valid = true;
    } else {
        shown.check = *(const struct tn_check *)object;
        shown.check.not_valid = true;
    }
    put_create(planner, out, &shown);
}

static void put_validate(struct planner *planner, struct tn_buffer *out,
                         const struct tn_entity *entity, const char *name) {
    put_alter(planner, out, entity);
    tn_put(out, "VALIDATE CONSTRAINT ");
    tn_sql_put_name(out, planner->dialect, name);
    put_end(out);
}

/* A foreign key to a partitioned table has one to each partition below it, and VALIDATE leaves
 * those as they are. */
static void put_validate_parts(struct planner *planner, struct tn_buffer *out,
                               const struct tn_object *object) {
    const struct tn_relationship *foreign = (const void *)object;
    if (object->kind != TN_relationship || !foreign->target || !*foreign->target->partition_by)
        return;
    struct tn_buffer path = {0}, table = {0};
    tn_sql_put_path(&path, planner->dialect, tn_entity_of(object));
    tn_sql_put_string(&table, planner->dialect, path.at);
    tn_put_format(out,
                  "DO $validate$\n"
                  "DECLARE\n"
                  "    part name;\n"
                  "BEGIN\n"
                  "    LOOP\n"
                  "        SELECT c.conname INTO part FROM pg_constraint AS c\n"
                  "            JOIN pg_constraint AS whole ON whole.oid = c.conparentid\n"
                  "            WHERE c.conrelid = %s::regclass AND c.contype = 'f'\n"
                  "                AND whole.convalidated AND NOT c.convalidated LIMIT 1;\n"
                  "        EXIT WHEN NOT FOUND;\n"
                  "        EXECUTE format('ALTER TABLE %%s VALIDATE CONSTRAINT %%I', %s, part);\n"
                  "    END LOOP;\n"
                  "END\n"
                  "$validate$",
                  table.at, table.at);
    put_end(out);
    tn_buffer_free(&path);
    tn_buffer_free(&table);
}

static void constraint_comes(struct planner *planner, const struct tn_object *after) {
    struct tn_buffer up = {0}, down = {0}, validate = {0};
    put_not_valid(planner, &up, after);
    put_drop(planner, &down, after);
    add_one_way(planner, PHASE_TIGHTEN, "create", after, false, &up, &down);
    put_validate(planner, &validate, tn_entity_of(after), after->name);
    put_validate_parts(planner, &validate, after);
    add_one_way(planner, PHASE_VALIDATE, "validate", after, true, &validate, NULL);
}

/* The way back validates last of all, as the first phase of the way up. */
static void constraint_goes(struct planner *planner, const struct tn_object *before) {
    struct tn_buffer up = {0}, down = {0}, validate = {0};
    put_drop(planner, &up, before);
    put_not_valid(planner, &down, before);
    add_one_way(planner, PHASE_UNHOOK, "drop", before, false, &up, &down);
    put_validate(planner, &validate, tn_entity_of(before), before->name);
    put_validate_parts(planner, &validate, before);
    add_one_way(planner, PHASE_ALONE, "validate", before, true, NULL, &validate);
}

/* ------------------------------------------------------------------ NOT NULL */

static void put_not_null_check(struct planner *planner, struct tn_buffer *out,
                               const struct tn_attribute *attribute, const char *name) {
    put_alter(planner, out, tn_entity_of(attribute));
    tn_put(out, "ADD CONSTRAINT ");
    tn_sql_put_name(out, planner->dialect, name);
    tn_put(out, " CHECK (");
    tn_sql_put_name(out, planner->dialect, attribute->name);
    tn_put(out, " IS NOT NULL) NOT VALID");
    put_end(out);
}

static void put_not_null(struct planner *planner, struct tn_buffer *out,
                         const struct tn_attribute *attribute, const char *check) {
    put_alter(planner, out, tn_entity_of(attribute));
    tn_put(out, "ALTER COLUMN ");
    tn_sql_put_name(out, planner->dialect, attribute->name);
    tn_put(out, " SET NOT NULL");
    put_end(out);
    put_alter(planner, out, tn_entity_of(attribute));
    tn_put(out, "DROP CONSTRAINT ");
    tn_sql_put_name(out, planner->dialect, check);
    put_end(out);
}

bool plan_online_not_null(struct planner *planner, const struct tn_attribute *attribute,
                          enum direction direction) {
    if (!can(planner, &attribute->object))
        return false;
    const char *name = name_beside(&planner->arena, attribute->name, "not_null");
    struct tn_buffer check = {0}, validate = {0}, set = {0}, fill = {0};
    put_not_null_check(planner, &check, attribute, name);
    put_validate(planner, &validate, tn_entity_of(attribute), name);
    put_not_null(planner, &set, attribute, name);
    bool up = direction == UP;
    if (up && *attribute->default_value && attribute->identity == TN_identity_none) {
        put_default_fill(&fill, planner->dialect, &planner->online->how, attribute);
        add_one_way(planner, PHASE_BUILD, "fill", attribute, true, &fill, NULL);
    }
    add_one_way(planner, up ? PHASE_CONSTRAIN : PHASE_RETIRE, "prepare NOT NULL of", attribute,
                false, up ? &check : NULL, up ? NULL : &check);
    add_one_way(planner, up ? PHASE_BUILD : PHASE_VALIDATE, "look for nulls in", attribute, true,
                up ? &validate : NULL, up ? NULL : &validate);
    add_one_way(planner, PHASE_TIGHTEN, "set NOT NULL of", attribute, false, up ? &set : NULL,
                up ? NULL : &set);
    return true;
}

/* ------------------------------------------------------------------ defaults */

/* Functions whose result is the same for all rows of a statement, or for the same arguments. */
static const char *const steady[] = {"now",
                                     "current_setting",
                                     "concat",
                                     "lower",
                                     "upper",
                                     "to_timestamp",
                                     "md5",
                                     "date_trunc",
                                     "transaction_timestamp",
                                     "timezone",
                                     "statement_timestamp",
                                     "make_interval",
                                     "jsonb_build_object",
                                     "jsonb_build_array",
                                     "array_fill"};

/* Types and clauses that parentheses follow too. */
static const char *const no_functions[] = {
    "varchar", "numeric",  "char",  "character", "varying", "decimal", "bit", "timestamp",
    "time",    "interval", "array", "row",       "in",      "and",     "or",  "not"};

static bool is_among(struct tn_slice word, const char *const *words, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (tn_slice_is_word(word, words[i]))
            return true;
    return false;
}

static bool is_of_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

bool default_is_volatile(const struct tn_attribute *attribute) {
    const char *text = attribute->default_value;
    for (const char *open = strchr(text, '('); open; open = strchr(open + 1, '(')) {
        const char *start = open;
        while (start > text && is_of_word(start[-1]))
            start--;
        struct tn_slice word = {start, (size_t)(open - start)};
        if (word.length && !is_among(word, steady, TN_LENGTH(steady)) &&
            !is_among(word, no_functions, TN_LENGTH(no_functions)))
            return true;
    }
    return false;
}

/* ------------------------------------------------------------------ the two sides */

static bool stays_as_it_is(const struct planner *planner, const struct tn_object *middle) {
    return middle && !mark_of(planner, middle);
}

/* What is done plainly, though nobody is to wait. */
static void warn_of_waiting(struct planner *planner, const struct tn_object *after) {
    const struct tn_entity *entity = tn_entity_of(after);
    if (!plan_keeps_running(planner) || !entity || !*entity->partition_by)
        return;
    if (after->kind == TN_relationship) {
        struct tn_finding *finding = hazard(
            planner, "mig-validate-separately", after,
            "%s of table %s is checked at once: that of a partitioned table cannot be NOT VALID",
            noun_of(after), entity->name);
        tn_finding_remedy(&planner->plan->findings, finding,
                          "add it to the partitions first, NOT VALID, and validate it there; or "
                          "wait for PostgreSQL 18");
    } else if (after->kind == TN_index || after->kind == TN_key) {
        hazard(planner, "mig-index-concurrently", after,
               "%s %s is built while writes to partitioned table %s wait", noun_of(after),
               after->name, entity->name);
    }
}

bool plan_online_unhook(struct planner *planner, struct tn_object *middle,
                        struct tn_object *after) {
    const struct tn_object *before = before_of(planner, middle);
    if (before && !after && middle->kind == TN_index && !is_in(&planner->early, before) &&
        can_be_built_by_parts(planner, (const struct tn_index *)middle)) {
        plan_parts_go(planner, (const struct tn_index *)middle);
        return true;
    }
    if (!before || !can(planner, before) || (after && stays_as_it_is(planner, middle)))
        return false;
    if (middle->kind == TN_index && !after)
        index_goes(planner, (const struct tn_index *)middle);
    else if (middle->kind == TN_key && !after)
        key_changes(planner, (const struct tn_key *)middle, NULL);
    else if (can_wait(before))
        constraint_goes(planner, before);
    else /* the other half does it all */
        return after && (middle->kind == TN_index || middle->kind == TN_key);
    return true;
}

bool plan_online_hook(struct planner *planner, struct tn_object *middle, struct tn_object *after) {
    if (!middle && after->kind == TN_index &&
        can_be_built_by_parts(planner, (const struct tn_index *)after)) {
        plan_parts_come(planner, (const struct tn_index *)after);
        return true;
    }
    if (stays_as_it_is(planner, middle))
        return false;
    if (!can(planner, after)) {
        warn_of_waiting(planner, after);
        return false;
    }
    if (after->kind == TN_index)
        index_comes(planner, (const struct tn_index *)middle, (const struct tn_index *)after);
    else if (after->kind == TN_key)
        key_changes(planner, (const struct tn_key *)middle, (const struct tn_key *)after);
    else if (can_wait(after))
        constraint_comes(planner, after);
    else
        return false;
    return true;
}
