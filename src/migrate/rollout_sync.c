/*
 * The triggers that keep a column and its twin in step.
 */
#include "migrate/rollout.h"
#include "tenon/design.h"

#include <string.h>

/* Triggers run in the order of their names: behind those of the application. */
static const char *sync_name(struct making *making, const struct tn_attribute *column,
                             const char *suffix) {
    return tn_arena_format(
        &making->arena, "zz_sync_%.*s_%.*s%s", (int)tn_text_fit(tn_entity_of(column)->name, 24),
        tn_entity_of(column)->name, (int)tn_text_fit(column->name, 20), column->name, suffix);
}

/* ------------------------------------------------------------------ in step: PostgreSQL */

/* NEW.to := NEW.from; a value that the type does not hold becomes null. */
static void put_assignment(const struct making *making, struct tn_buffer *out, int indent,
                           const struct tn_attribute *from, const struct tn_attribute *to) {
    struct tn_buffer source = {0}, target = {0}, value = {0};
    bool safe = from->type == to->type && !from->named_type && !to->named_type;
    tn_put(&source, "NEW.");
    tn_sql_put_name(&source, making->dialect, from->name);
    tn_put(&target, "NEW.");
    tn_sql_put_name(&target, making->dialect, to->name);
    if (safe)
        tn_put(&value, source.at);
    else
        put_postgresql_cast(&value, making->dialect, source.at, from, to);
    if (safe || (!from->named_type && !to->named_type && !from->dimensions && !to->dimensions &&
                 type_widening(making->dialect, from->type, to->type).keeps_values))
        tn_put_format(out, "%*s%s := %s;\n", indent, "", target.at, value.at);
    else
        tn_put_format(out,
                      "%*sBEGIN\n%*s    %s := %s;\n%*sEXCEPTION WHEN data_exception THEN\n"
                      "%*s    %s := NULL;\n%*sEND;\n",
                      indent, "", indent, "", target.at, value.at, indent, "", indent, "",
                      target.at, indent, "");
    tn_buffer_free(&source);
    tn_buffer_free(&target);
    tn_buffer_free(&value);
}

/* Which of the two was written is told by what differs; text has an equality for every type. */
static void put_both_ways(const struct making *making, struct tn_buffer *out,
                          const struct tn_attribute *column, const struct tn_attribute *twin) {
    struct tn_buffer a = {0}, b = {0};
    tn_sql_put_name(&a, making->dialect, column->name);
    tn_sql_put_name(&b, making->dialect, twin->name);
    tn_put_format(out, "    IF TG_OP = 'INSERT' THEN\n        IF NEW.%s IS NULL THEN\n", b.at);
    put_assignment(making, out, 12, column, twin);
    tn_put(out, "        ELSE\n");
    put_assignment(making, out, 12, twin, column);
    tn_put_format(out,
                  "        END IF;\n    ELSIF NEW.%s::text IS DISTINCT FROM OLD.%s::text THEN\n",
                  b.at, b.at);
    put_assignment(making, out, 8, twin, column);
    tn_put_format(out,
                  "    ELSIF NEW.%s::text IS DISTINCT FROM OLD.%s::text OR NEW.%s IS NULL THEN\n",
                  a.at, a.at, b.at);
    put_assignment(making, out, 8, column, twin);
    tn_put_format(out, "    ELSIF NEW.%s IS NULL THEN\n", a.at);
    put_assignment(making, out, 8, twin, column);
    tn_put(out, "    END IF;\n");
    tn_buffer_free(&a);
    tn_buffer_free(&b);
}

static void put_function(const struct making *making, struct tn_buffer *out,
                         const struct tn_routine *routine, const struct tn_attribute *from,
                         const struct tn_attribute *to, bool both) {
    tn_put(out, "CREATE FUNCTION ");
    tn_sql_put_path(out, making->dialect, routine);
    tn_put(out, "() RETURNS trigger LANGUAGE plpgsql AS $sync$\nBEGIN\n");
    if (both)
        put_both_ways(making, out, from, to);
    else
        put_assignment(making, out, 4, from, to);
    tn_put(out, "    RETURN NEW;\nEND\n$sync$");
}

/* The function that computes TO from FROM, or each from the other. */
static void set_function(struct making *making, struct tn_routine *routine,
                         const struct tn_attribute *from, const struct tn_attribute *to,
                         bool both) {
    struct tn_buffer text = {0};
    put_function(making, &text, routine, from, to, both);
    tn_set_text(making->state, routine, TN_routine_definition, text.at);
    tn_buffer_free(&text);
}

static struct tn_trigger *add_trigger(struct making *making, const struct tn_attribute *column,
                                      const char *name, const char *when, const char *body) {
    struct tn_entity *entity = tn_entity_of(column);
    struct tn_trigger *trigger = tn_design_add(making->state, TN_trigger, entity, name);
    struct tn_buffer text = {0};
    tn_put(&text, "CREATE TRIGGER ");
    tn_sql_put_name(&text, making->dialect, name);
    tn_put_format(&text, " BEFORE %s ON ", when);
    tn_sql_put_path(&text, making->dialect, entity);
    tn_put_format(&text, " FOR EACH ROW %s", body);
    tn_set_text(making->state, trigger, TN_trigger_definition, text.at);
    tn_buffer_free(&text);
    return trigger;
}

static void sync_postgresql(struct making *making, struct shadow *shadow,
                            const struct tn_attribute *column, const struct tn_attribute *twin) {
    const char *name = sync_name(making, column, "");
    struct tn_routine *routine =
        tn_design_add(making->state, TN_routine, tn_entity_of(column)->parent, name);
    struct tn_buffer body = {0};
    set_function(making, routine, column, twin, shadow->renamed);
    tn_put(&body, "EXECUTE FUNCTION ");
    tn_sql_put_path(&body, making->dialect, routine);
    tn_put(&body, "()");
    shadow->routine = routine->id;
    shadow->triggers[0] = add_trigger(making, column, name, "INSERT OR UPDATE", body.at)->id;
    tn_buffer_free(&body);
}

/* ------------------------------------------------------------------ in step: MySQL and MariaDB */

static void sync_mysql(struct making *making, struct shadow *shadow,
                       const struct tn_attribute *column, const struct tn_attribute *twin) {
    struct tn_buffer a = {0}, b = {0}, insert = {0}, update = {0};
    tn_sql_put_name(&a, making->dialect, column->name);
    tn_sql_put_name(&b, making->dialect, twin->name);
    tn_put_format(&insert, "SET NEW.%s = coalesce(NEW.%s, NEW.%s), NEW.%s = NEW.%s", b.at, b.at,
                  a.at, a.at, b.at);
    tn_put_format(&update,
                  "IF NOT NEW.%s <=> OLD.%s THEN SET NEW.%s = NEW.%s;\n"
                  "ELSEIF NOT NEW.%s <=> OLD.%s OR NEW.%s IS NULL THEN SET NEW.%s = NEW.%s;\n"
                  "END IF",
                  b.at, b.at, a.at, b.at, a.at, a.at, b.at, b.at, a.at);
    shadow->triggers[0] =
        add_trigger(making, column, sync_name(making, column, "_i"), "INSERT", insert.at)->id;
    shadow->triggers[1] =
        add_trigger(making, column, sync_name(making, column, "_u"), "UPDATE", update.at)->id;
    tn_buffer_free(&a);
    tn_buffer_free(&b);
    tn_buffer_free(&insert);
    tn_buffer_free(&update);
}

/* ------------------------------------------------------------------ the two calls */

void sync_columns(struct making *making, struct shadow *shadow, const struct tn_attribute *column,
                  const struct tn_attribute *twin) {
    if (making->dialect->id == TN_POSTGRESQL)
        sync_postgresql(making, shadow, column, twin);
    else
        sync_mysql(making, shadow, column, twin);
}

void sync_turn(struct making *making, const struct shadow *shadow, const struct tn_attribute *from,
               const struct tn_attribute *to) {
    set_function(making, (void *)tn_find_id(making->state, shadow->routine), from, to, false);
}
