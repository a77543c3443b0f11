/*
 * The whole script: which statements there are and in which order they stand. How a statement looks
 * is told by the other files of the writer. A pure function of the model: the same model gives the
 * same bytes.
 */
#include "sql/write/script.h"

#include "sql/option.h"

#include <string.h>

/* ------------------------------------------------------------------ before the tables */

static void put_objects(struct write_script *script, enum tn_kind kind, enum write_part part) {
    for (struct tn_object *o = tn_next(script->model, kind, NULL); o;
         o = tn_next(script->model, kind, o))
        if (write_is_chosen(script, o)) {
            write_begin_part(script, part, NULL);
            write_plain_object(script, o);
        }
}

enum write_part write_part_of(const struct tn_object *object) {
    switch (object->kind) {
    case TN_type: /* a domain may call a routine in its checks */
        return ((const struct tn_type *)object)->checks.count ? PART_DOMAINS : PART_TYPES;
    case TN_sequence:
        return PART_SEQUENCES;
    case TN_routine:
        return PART_ROUTINE;
    case TN_view:
        return PART_VIEW;
    case TN_trigger:
        return PART_TRIGGER;
    default:
        return PART_OTHERS;
    }
}

static void put_statements(struct write_script *script, struct tn_refs objects) {
    for (size_t i = 0; i < objects.count; i++)
        if (write_is_chosen(script, objects.items[i])) {
            write_begin_part(script, write_part_of(objects.items[i]), objects.items[i]);
            write_text_statement(script, objects.items[i]);
        }
    write_end_text_statements(script);
}

/* ------------------------------------------------------------------ tables */

static void put_owner(struct write_script *script, const struct tn_entity *entity) {
    if (!*entity->owner || script->dialect->id != TN_POSTGRESQL)
        return;
    tn_put(&script->text, "ALTER TABLE ");
    tn_sql_put_path(&script->text, script->dialect, entity);
    tn_put(&script->text, " OWNER TO ");
    write_role(&script->text, script->dialect, entity->owner);
    write_end(script, TN_any);
}

static void put_setting(struct write_script *script, const struct tn_attribute *attribute,
                        const char *word) {
    struct tn_slice value = sql_option_find(attribute->options, word);
    if (!value.length)
        return;
    tn_put(&script->text, "ALTER TABLE ");
    tn_sql_put_path(&script->text, script->dialect, tn_entity_of(attribute));
    tn_put(&script->text, " ALTER COLUMN ");
    tn_sql_put_name(&script->text, script->dialect, attribute->name);
    tn_put_format(&script->text, " SET %s %.*s", word, (int)value.length, value.at);
    write_end(script, TN_any);
}

static void put_storage(struct write_script *script, const struct tn_entity *entity) {
    if (script->dialect->id != TN_POSTGRESQL)
        return;
    for (const struct tn_attribute *a = entity->attributes.first; a; a = a->next)
        if (*a->options) {
            if (!script->dialect->can.storage_clause)
                put_setting(script, a, "STORAGE");
            put_setting(script, a, "STATISTICS");
        }
}

static void put_inherits(struct write_script *script, const struct tn_entity *entity) {
    if (!write_inherits_later(script->dialect, entity))
        return;
    for (size_t i = 0; i < entity->inherits.count; i++) {
        write_inherit(&script->text, script->dialect, entity, entity->inherits.items[i]);
        write_end(script, TN_any);
    }
}

static void put_entity(struct write_script *script, const struct tn_entity *entity) {
    const struct write_table how = {
        .if_not_exists = script->style->if_not_exists,
        .no_comments = script->style->no_comments,
        .terse = script->style->terse,
        .indexes = write_mysql(script->dialect),
        .later = &script->later,
        .foreign = write_stands_inside,
        .context = script,
    };
    write_end_text_statements(script);
    write_begin_part(script, PART_TABLE, entity);
    write_table(&script->text, script->dialect, entity, &how);
    write_end(script, TN_entity);
    put_inherits(script, entity);
    put_storage(script, entity);
    put_owner(script, entity);
}

static void put_checking(struct write_script *script, bool on) {
    if (!script->unchecked || script->parts)
        return;
    tn_put_format(&script->text, "SET FOREIGN_KEY_CHECKS = %d", on);
    write_end(script, TN_any);
}

static void put_first(struct write_script *script, struct tn_object *object) {
    if (!write_is_chosen(script, object))
        return;
    if (object->kind == TN_entity) {
        put_entity(script, (void *)object);
        tn_id_map_put(&script->written, object->id, object);
    } else if (object->kind == TN_type || object->kind == TN_sequence) {
        write_end_text_statements(script);
        write_begin_part(script, write_part_of(object), NULL);
        write_plain_object(script, object);
    } else {
        write_begin_part(script, write_part_of(object), object);
        write_text_statement(script, object);
    }
}

static bool has_bodies(const struct tn_model *model) {
    TN_EACH_OF(model, routine, routine)
    if (routine->callable != TN_callable_aggregate)
        return true;
    return false;
}

/* Bodies may name what comes later, or what is nowhere: the server looks when they run. */
static void put_unread_bodies(struct write_script *script) {
    if (script->dialect->id != TN_POSTGRESQL || script->parts || !has_bodies(script->model))
        return;
    tn_put(&script->text, "SET check_function_bodies = false");
    write_end(script, TN_any);
}

static void put_before_all(struct write_script *script) {
    put_unread_bodies(script);
    put_objects(script, TN_role, PART_ROLES);
    put_objects(script, TN_namespace, PART_SCHEMAS);
    put_objects(script, TN_extension, PART_EXTENSIONS);
}

static void put_up_to_tables(struct write_script *script) {
    bool tables = false;
    for (size_t i = 0; i < script->order.first.count; i++) {
        struct tn_object *object = script->order.first.items[i];
        if (object->kind == TN_entity && !tables)
            put_checking(script, false);
        tables = tables || object->kind == TN_entity;
        put_first(script, object);
    }
    write_end_text_statements(script);
    if (tables)
        put_checking(script, true);
}

/* ------------------------------------------------------------------ behind the tables */

static void put_indexes(struct write_script *script, const struct tn_entity *entity, bool apart) {
    if (write_mysql(script->dialect))
        return;
    for (const struct tn_index *index = entity->indexes.first; index; index = index->next) {
        if (index->apart != apart)
            continue;
        write_begin_part(script, PART_TABLE, entity);
        write_index(&script->text, script->dialect, index,
                    script->style->if_not_exists && *index->name);
        write_end(script, TN_index);
    }
}

static void put_sequence_owners(struct write_script *script) {
    if (script->dialect->id != TN_POSTGRESQL)
        return;
    TN_EACH_OF(script->model, sequence, sequence) {
        if (!sequence->owner || !write_is_chosen(script, sequence))
            continue;
        write_begin_part(script, PART_TABLE, tn_entity_of(sequence->owner));
        tn_put(&script->text, "ALTER SEQUENCE ");
        tn_sql_put_path(&script->text, script->dialect, sequence);
        tn_put(&script->text, " OWNED BY ");
        tn_sql_put_path(&script->text, script->dialect, tn_entity_of(sequence->owner));
        tn_put_char(&script->text, '.');
        tn_sql_put_name(&script->text, script->dialect, sequence->owner->name);
        write_end(script, TN_sequence);
    }
}

static bool is_partition(const struct write_script *script, const struct tn_entity *entity) {
    return script->dialect->id == TN_POSTGRESQL && entity->partition_of;
}

static void put_attachment(struct write_script *script, const struct tn_entity *entity) {
    if (!is_partition(script, entity) || write_as_partition(script->dialect, entity))
        return;
    write_begin_part(script, PART_TABLE, entity);
    write_attach(&script->text, script->dialect, entity);
    write_repeatable(script, &entity->object);
    write_end(script, TN_entity);
}

/* Partitions have their indexes before they are attached: the server finds what it would make
 * otherwise. */
static void put_attached(struct write_script *script) {
    for (size_t i = 0; i < script->entities.count; i++)
        if (is_partition(script, (void *)script->entities.items[i]))
            put_indexes(script, (void *)script->entities.items[i], false);
    for (size_t i = 0; i < script->entities.count; i++)
        put_attachment(script, (void *)script->entities.items[i]);
}

/* What follows the statements is said without the search path that the last of them needs. */
static void put_usual_path(struct write_script *script) {
    const struct tn_raw *last = NULL;
    for (size_t i = 0; i < script->order.late.count; i++) {
        const struct tn_object *object = script->order.late.items[i];
        if (object->kind == TN_raw && strcmp(object->name, "search_path") == 0)
            last = (const void *)object;
    }
    if (!last || script->parts || tn_starts_with(last->definition, "RESET"))
        return;
    tn_put(&script->text, "RESET search_path");
    write_end(script, TN_any);
}

static void put_after_tables(struct write_script *script) {
    put_attached(script);
    for (size_t i = 0; i < script->entities.count; i++)
        if (!is_partition(script, (void *)script->entities.items[i]))
            put_indexes(script, (void *)script->entities.items[i], false);
    for (size_t i = 0; i < script->entities.count; i++)
        put_indexes(script, (void *)script->entities.items[i], true);
    write_late_constraints(script);
    put_sequence_owners(script);
    put_statements(script, script->order.late);
    put_usual_path(script);
}

/* ------------------------------------------------------------------ the whole */

static struct tn_refs chosen_of(const struct write_script *script, struct tn_refs objects) {
    size_t kept = 0;
    for (size_t i = 0; i < objects.count; i++)
        if (write_is_chosen(script, objects.items[i]))
            objects.items[kept++] = objects.items[i];
    objects.count = kept;
    return objects;
}

static void put_tables(struct write_script *script) {
    put_up_to_tables(script);
    put_after_tables(script);
}

static void put_all_comments(struct write_script *script) {
    if (script->dialect->id == TN_POSTGRESQL && !script->style->no_comments)
        write_all_comments(script);
}

/* Behind all that means what they hide. */
static void put_hiding(struct write_script *script, struct write_order hiding) {
    if (!hiding.first.count)
        return;
    script->order = hiding;
    script->entities = chosen_of(script, hiding.entities);
    put_tables(script);
    for (size_t i = 0; script->dialect->id == TN_POSTGRESQL && i < script->entities.count; i++)
        write_comments(script, script->entities.items[i]);
}

void write_whole(struct write_script *script) {
    script->order = write_order_of(script->model, &script->arena);
    struct write_order hiding = write_take_hiding(script->model, &script->order, &script->arena);
    script->entities = chosen_of(script, script->order.entities);
    write_find_later(script);
    script->unchecked = write_needs_no_checking(script);
    if (script->style->drop) {
        write_begin_part(script, PART_DROPS, NULL);
        write_drops(script);
    }
    put_before_all(script);
    put_tables(script);
    put_all_comments(script);
    put_objects(script, TN_grant, PART_GRANTS);
    put_hiding(script, hiding);
    tn_buffer_free(&script->text);
    tn_id_map_free(&script->written);
    tn_id_map_free(&script->later);
    tn_arena_free(&script->arena);
}

static const struct tn_sql_style plain = {0};

void tn_sql_write(const struct tn_model *physical, const struct tn_dialect *dialect,
                  const struct tn_sql_style *style, struct tn_buffer *out) {
    struct tn_buffer text = {0}; /* apart, so that what `out` holds already counts for nothing */
    struct write_script script = {
        .session = "",
        .model = physical,
        .dialect = dialect,
        .style = style ? style : &plain,
        .out = &text,
    };
    write_whole(&script);
    tn_put(out, tn_buffer_text(&text));
    tn_buffer_free(&text);
}

static bool every_one(const void *context, const struct tn_relationship *relationship) {
    (void)context, (void)relationship;
    return true;
}

void tn_sql_write_entity(const struct tn_entity *entity, const struct tn_dialect *dialect,
                         struct tn_buffer *out) {
    const struct write_table how = {.indexes = write_mysql(dialect), .foreign = every_one};
    struct tn_buffer text = {0};
    struct write_script script = {.session = "", .dialect = dialect, .style = &plain, .out = &text};
    write_table(&script.text, dialect, entity, &how);
    write_end(&script, TN_entity);
    put_attachment(&script, entity);
    put_storage(&script, entity);
    put_indexes(&script, entity, false);
    put_indexes(&script, entity, true);
    for (const struct tn_trigger *t = entity->triggers.first; t; t = t->next)
        write_text_statement(&script, &t->object);
    write_end_text_statements(&script);
    if (dialect->id == TN_POSTGRESQL)
        write_comments(&script, &entity->object);
    tn_put(out, tn_buffer_text(&text));
    tn_buffer_free(&text);
    tn_buffer_free(&script.text);
}
