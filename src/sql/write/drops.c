/*
 * The drops before a script: everything it makes goes, what depends on others first. Extensions and
 * roles stay: other databases may use them.
 */
#include "sql/write/script.h"

#include <string.h>

/* ------------------------------------------------------------------ single drops */

/* Not yet there is as good as dropped; in PostgreSQL whatever else depends on it goes too. */
static void put_drop(struct write_script *script, const void *object) {
    if (!write_is_chosen(script, object))
        return;
    write_drop(&script->text, script->dialect, object, true);
    if (script->dialect->id == TN_POSTGRESQL && script->text.length)
        tn_put(&script->text, " CASCADE");
    write_end(script, TN_any);
}

static void put_reversed(struct write_script *script, struct tn_refs objects, enum tn_kind kind) {
    for (size_t i = objects.count; i-- > 0;)
        if (objects.items[i]->kind == kind)
            put_drop(script, objects.items[i]);
}

/* Statements kept as text that make what no other drop takes along. */
static const struct {
    const char *statement, *noun;
} raws[] = {
    {"CREATE VIRTUAL TABLE", "TABLE"},
    {"CREATE EVENT", "EVENT"},
};

static void put_raw(struct write_script *script, const struct tn_raw *raw) {
    for (size_t i = 0; i < TN_LENGTH(raws); i++) {
        if (strcmp(raw->statement, raws[i].statement) != 0 || !*raw->name ||
            !write_is_chosen(script, raw))
            continue;
        tn_put_format(&script->text, "DROP %s IF EXISTS ", raws[i].noun);
        tn_sql_put_name(&script->text, script->dialect, raw->name);
        write_end(script, TN_any);
    }
}

static void put_raws(struct write_script *script, struct tn_refs objects) {
    for (size_t i = objects.count; i-- > 0;)
        if (objects.items[i]->kind == TN_raw)
            put_raw(script, (void *)objects.items[i]);
}

static void put_kind(struct write_script *script, enum tn_kind kind) {
    for (struct tn_object *o = tn_next(script->model, kind, NULL); o;
         o = tn_next(script->model, kind, o))
        put_drop(script, o);
}

static void put_setting(struct write_script *script, const char *statement) {
    if (write_mysql(script->dialect) && script->entities.count) {
        tn_put(&script->text, statement);
        write_end(script, TN_any);
    }
}

/* ------------------------------------------------------------------ all of them */

void write_drops(struct write_script *script) {
    put_reversed(script, script->order.late, TN_view);
    put_raws(script, script->order.late);
    put_setting(script, "SET FOREIGN_KEY_CHECKS = 0");
    put_reversed(script, script->entities, TN_entity);
    put_setting(script, "SET FOREIGN_KEY_CHECKS = 1");
    put_reversed(script, script->order.late, TN_routine);
    put_reversed(script, script->order.early, TN_routine);
    put_kind(script, TN_sequence);
    put_reversed(script, script->order.types, TN_type);
    put_raws(script, script->order.early);
    put_kind(script, TN_namespace);
}
