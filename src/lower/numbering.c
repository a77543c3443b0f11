/*
 * Where numbering begins and how it grows: of identity columns and sequences, as a table option in
 * MySQL, and not at all in SQLite. And columns that are set on every update, by a trigger where the
 * server has no words for that.
 */
#include "lower/lowering.h"
#include "sql/naming.h"

#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ the first number */

/* The number behind a clause, "START WITH 500", or 0 where there is none. */
static long long number_behind(const char *text, const char *clause) {
    const char *at = tn_find_word(text, clause);
    if (!at)
        return 0;
    at += strlen(clause);
    at += strspn(at, " =");
    if (tn_starts_with(at, "WITH ") || tn_starts_with(at, "with "))
        at += 5;
    return strtoll(at, NULL, 10);
}

static long long first_number(const struct tn_attribute *attribute,
                              const struct tn_sequence *sequence) {
    const struct tn_entity *entity = tn_entity_of(attribute);
    if (sequence)
        return strtoll(sequence->start, NULL, 10);
    long long start = number_behind(attribute->identity_options, "start");
    return start ? start : number_behind(entity->options, "auto_increment");
}

static long long step(const struct tn_attribute *attribute, const struct tn_sequence *sequence) {
    long long by = sequence ? strtoll(sequence->increment, NULL, 10)
                            : number_behind(attribute->identity_options, "increment by");
    return by ? by : 1;
}

void lower_start(struct lowering *l, struct tn_attribute *attribute,
                 const struct tn_sequence *sequence) {
    long long start = first_number(attribute, sequence), by = step(attribute, sequence);
    struct tn_entity *entity = tn_entity_of(attribute);
    attribute->identity_options = "";
    if (l->to->id == TN_POSTGRESQL) {
        if (start > 1)
            attribute->identity_options = lower_text(l, "START WITH %lld", start);
        return;
    }
    if (by != 1)
        lower_loss(l, TN_WARNING, attribute, "its numbers grow by 1 instead of %lld", by);
    if (start > 1 && lower_is_mysql(l->to))
        tn_id_map_put(&l->starts, entity->id, (void *)lower_text(l, "AUTO_INCREMENT=%lld", start));
    else if (start > 1)
        lower_feature(l, FEATURE_START, attribute);
}

/* ------------------------------------------------------------------ set on every update */

static const char *quoted(struct lowering *l, const char *name) {
    struct tn_buffer out = {0};
    tn_sql_put_name(&out, l->to, name);
    const char *result = tn_arena_text(&l->arena, out.at, out.length);
    tn_buffer_free(&out);
    return result;
}

static const char *path_of(struct lowering *l, const void *object) {
    struct tn_buffer out = {0};
    tn_sql_put_path(&out, l->to, object);
    const char *result = tn_arena_text(&l->arena, out.at, out.length);
    tn_buffer_free(&out);
    return result;
}

/* One function for all columns of the name in a schema. */
static const char *function_for(struct lowering *l, const struct tn_attribute *attribute) {
    struct tn_object *space = tn_entity_of(attribute)->parent;
    const char *name = lower_text(l, "set_%s_on_update", attribute->name);
    name = tn_text(l->model, naming_shorten(name, l->to, &l->arena));
    struct tn_routine *routine = tn_find_name(tn_list_of(space, TN_routine), name);
    if (!routine) {
        routine = lower_add(l, TN_routine, space, attribute, "on update");
        routine->name = name;
        const char *column = quoted(l, attribute->name), *path = path_of(l, routine);
        routine->definition = lower_text(
            l,
            "CREATE FUNCTION %s() RETURNS trigger LANGUAGE plpgsql AS $$\n"
            "BEGIN\n"
            "    IF NEW.%s IS NOT DISTINCT FROM OLD.%s AND NEW IS DISTINCT FROM OLD THEN\n"
            "        NEW.%s := CURRENT_TIMESTAMP;\n"
            "    END IF;\n"
            "    RETURN NEW;\n"
            "END\n"
            "$$",
            path, column, column, column);
    }
    return path_of(l, routine);
}

static const char *trigger_text(struct lowering *l, const struct tn_attribute *attribute,
                                const char *name) {
    const struct tn_entity *entity = tn_entity_of(attribute);
    const char *table = path_of(l, entity), *column = quoted(l, attribute->name);
    if (l->to->id == TN_POSTGRESQL)
        return lower_text(
            l, "CREATE TRIGGER %s BEFORE UPDATE ON %s FOR EACH ROW EXECUTE FUNCTION %s()",
            quoted(l, name), table, function_for(l, attribute));
    return lower_text(l,
                      "CREATE TRIGGER %s AFTER UPDATE ON %s WHEN NEW.%s IS OLD.%s\n"
                      "BEGIN\n"
                      "    UPDATE %s SET %s = CURRENT_TIMESTAMP WHERE rowid = NEW.rowid;\n"
                      "END",
                      quoted(l, name), table, column, column, table, column);
}

void lower_on_update(struct lowering *l, struct tn_attribute *attribute) {
    struct tn_entity *entity = tn_entity_of(attribute);
    if (!tn_find_word(attribute->on_update, "current_timestamp")) {
        lower_loss(l, TN_WARNING, attribute, "ON UPDATE %s is left out", attribute->on_update);
    } else {
        const char *name = lower_text(l, "%s_%s_on_update", entity->name, attribute->name);
        name = tn_text(l->model, naming_shorten(name, l->to, &l->arena));
        struct tn_trigger *trigger = lower_add(l, TN_trigger, entity, attribute, "on update");
        trigger->name = name;
        trigger->definition = trigger_text(l, attribute, name);
        lower_loss(l, TN_INFO, attribute, "the trigger %s sets it on every update", name);
    }
    attribute->on_update = "";
}
