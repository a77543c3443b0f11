/*
 * The whole script: which statements there are and in which order they stand. How a statement looks
 * is told by the other files of the writer. A pure function of the model: the same model gives the
 * same bytes.
 */
#include "sql/write.h"

#include "sql/write_order.h"

#include <string.h>

/* ------------------------------------------------------------------ the script */

struct script {
    const struct tn_model *model;
    const struct tn_dialect *dialect;
    const struct tn_sql_style *style;
    struct tn_buffer *out;
    struct tn_buffer text; /* the statement at work */
    struct tn_arena arena;
    struct tn_id_map written; /* entities that stand already */
    struct tn_refs entities;
    struct write_statements statements;
    enum tn_kind last; /* kind of the statement before, to tell where a blank line goes */
    bool last_was_long;
    const char *delimiter; /* set while DELIMITER is in force */
};

static void begin_statement(struct script *script, enum tn_kind kind, bool is_long) {
    bool first = script->out->length == 0;
    if (!first && (kind != script->last || is_long || script->last_was_long))
        tn_put_char(script->out, '\n');
    script->last = kind;
    script->last_was_long = is_long;
}

/* Statements of one kind that fit in a line stand together; all else is parted by a blank line. */
static void end_statement(struct script *script, enum tn_kind kind) {
    const char *text = tn_buffer_text(&script->text);
    if (!*text)
        return;
    begin_statement(script, kind, strchr(text, '\n') != NULL);
    tn_put(script->out, text);
    tn_put(script->out, script->delimiter ? script->delimiter : ";");
    tn_put_char(script->out, '\n');
    tn_buffer_reset(&script->text);
}

/* ------------------------------------------------------------------ DELIMITER */

static const char *free_delimiter(const char *text) {
    static const char *const candidates[] = {"//", ";;", "$$", "||"};
    for (size_t i = 0; i < TN_LENGTH(candidates); i++)
        if (!strstr(text, candidates[i]))
            return candidates[i];
    return "$$tenon$$";
}

static void end_delimiter(struct script *script) {
    if (!script->delimiter)
        return;
    tn_put(script->out, "\nDELIMITER ;\n");
    script->delimiter = NULL;
    script->last_was_long = true;
}

static void set_delimiter(struct script *script, const char *text) {
    if (script->delimiter && !strstr(text, script->delimiter))
        return;
    end_delimiter(script);
    script->delimiter = free_delimiter(text);
    if (script->out->length)
        tn_put_char(script->out, '\n');
    tn_put_format(script->out, "DELIMITER %s\n", script->delimiter);
    script->last_was_long = true;
}

/* A statement kept as text; in MySQL one with statements inside needs another delimiter. */
static void put_text_statement(struct script *script, const struct tn_object *object) {
    write_object(&script->text, script->dialect, object, script->style->if_not_exists);
    const char *text = tn_buffer_text(&script->text);
    bool compound =
        object->kind == TN_routine || object->kind == TN_trigger || object->kind == TN_raw;
    if (write_mysql(script->dialect) && compound && strchr(text, ';'))
        set_delimiter(script, text);
    else
        end_delimiter(script);
    end_statement(script, object->kind);
}

static void put_text_statements(struct script *script, struct tn_refs objects) {
    for (size_t i = 0; i < objects.count; i++)
        put_text_statement(script, objects.items[i]);
    end_delimiter(script);
}

/* ------------------------------------------------------------------ before the tables */

static void put_objects(struct script *script, enum tn_kind kind) {
    for (struct tn_object *o = tn_next(script->model, kind, NULL); o;
         o = tn_next(script->model, kind, o)) {
        write_object(&script->text, script->dialect, o, script->style->if_not_exists);
        end_statement(script, kind);
    }
}

/* A domain that calls a routine has to wait for it. */
static bool waits_for_routine(const struct script *script, const struct tn_type *type) {
    return type->checks.count && script->statements.early.count;
}

static void put_types(struct script *script, struct tn_refs types, bool waiting) {
    for (size_t i = 0; i < types.count; i++)
        if (waits_for_routine(script, (void *)types.items[i]) == waiting) {
            write_object(&script->text, script->dialect, types.items[i], false);
            end_statement(script, TN_type);
        }
}

static void put_before_tables(struct script *script) {
    struct tn_refs types = write_type_order(script->model, &script->arena);
    put_objects(script, TN_role);
    put_objects(script, TN_namespace);
    put_objects(script, TN_extension);
    put_types(script, types, false);
    put_objects(script, TN_sequence);
    put_text_statements(script, script->statements.early);
    put_types(script, types, true);
}

/* ------------------------------------------------------------------ tables */

static bool is_written(const struct script *script, const struct tn_entity *entity) {
    return tn_id_map_get(&script->written, entity->id) != NULL;
}

/* A foreign key to columns that only a unique index covers must wait for the index. */
static bool has_key_over(const struct tn_entity *entity, struct tn_refs columns) {
    for (const struct tn_key *key = entity->keys.first; key; key = key->next)
        if (tn_refs_same_set(key->attributes, columns))
            return true;
    return columns.count == 0;
}

static bool stands_inside(const void *context, const struct tn_relationship *relationship) {
    const struct script *script = context;
    const struct tn_entity *child = tn_entity_of(relationship), *parent = relationship->target;
    if (!script->dialect->can.alter_constraint)
        return true;
    if (relationship->not_valid || !parent)
        return false;
    if (parent != child && !is_written(script, parent))
        return false;
    return write_mysql(script->dialect) ||
           has_key_over(parent, tn_relationship_target_attributes(relationship));
}

static void put_owner(struct script *script, const struct tn_entity *entity) {
    if (!*entity->owner || script->dialect->id != TN_POSTGRESQL)
        return;
    tn_put(&script->text, "ALTER TABLE ");
    tn_sql_put_path(&script->text, script->dialect, entity);
    tn_put(&script->text, " OWNER TO ");
    tn_sql_put_name(&script->text, script->dialect, entity->owner);
    end_statement(script, TN_any);
}

static void put_storage(struct script *script, const struct tn_entity *entity) {
    for (const struct tn_attribute *a = entity->attributes.first; a; a = a->next) {
        if (!write_storage_later(script->dialect, a))
            continue;
        tn_put(&script->text, "ALTER TABLE ");
        tn_sql_put_path(&script->text, script->dialect, entity);
        tn_put(&script->text, " ALTER COLUMN ");
        tn_sql_put_name(&script->text, script->dialect, a->name);
        tn_put_format(&script->text, " SET %s", a->options);
        end_statement(script, TN_any);
    }
}

static void put_entity(struct script *script, const struct tn_entity *entity) {
    const struct write_table how = {
        .if_not_exists = script->style->if_not_exists,
        .no_comments = script->style->no_comments,
        .indexes = write_mysql(script->dialect),
        .alone = true,
        .foreign = stands_inside,
        .context = script,
    };
    write_table(&script->text, script->dialect, entity, &how);
    end_statement(script, TN_entity);
    if (entity->partition_of && !write_as_partition(script->dialect, entity) &&
        script->dialect->id == TN_POSTGRESQL) {
        write_attach(&script->text, script->dialect, entity);
        end_statement(script, TN_entity);
    }
    put_storage(script, entity);
    put_owner(script, entity);
}

static void put_tables(struct script *script) {
    struct tn_id_map *written = &script->written;
    for (size_t i = 0; i < script->entities.count; i++) {
        struct tn_object *entity = script->entities.items[i];
        put_entity(script, (void *)entity);
        tn_id_map_put(written, entity->id, entity);
    }
}

/* ------------------------------------------------------------------ indexes and late constraints
 */

static void put_indexes(struct script *script, const struct tn_entity *entity) {
    if (write_mysql(script->dialect))
        return;
    for (const struct tn_index *index = entity->indexes.first; index; index = index->next) {
        write_index(&script->text, script->dialect, index,
                    script->style->if_not_exists && *index->name);
        end_statement(script, TN_index);
    }
}

static void put_constraint(struct script *script, const struct tn_entity *entity,
                           const void *constraint) {
    tn_put(&script->text, "ALTER TABLE ");
    tn_sql_put_path(&script->text, script->dialect, entity);
    tn_put(&script->text, "\n    ADD ");
    write_constraint(&script->text, script->dialect, constraint, 4);
    end_statement(script, TN_relationship);
}

/* Was it left out of CREATE TABLE? Asked with all tables written, `inside` would say yes to every
 * one: the places in the order tell what it said then. */
static bool was_left_out(const struct script *script, const struct tn_relationship *relationship,
                         const struct tn_id_map *places) {
    const struct tn_entity *child = tn_entity_of(relationship), *parent = relationship->target;
    if (!stands_inside(script, relationship))
        return true;
    return parent && script->dialect->can.alter_constraint &&
           (uintptr_t)tn_id_map_get(places, parent->id) >
               (uintptr_t)tn_id_map_get(places, child->id);
}

static void put_late_constraints(struct script *script) {
    struct tn_id_map places = {0};
    for (size_t i = 0; i < script->entities.count; i++)
        tn_id_map_put(&places, script->entities.items[i]->id, (void *)(uintptr_t)(i + 1));
    for (size_t i = 0; i < script->entities.count; i++) {
        const struct tn_entity *entity = (void *)script->entities.items[i];
        for (const struct tn_relationship *r = entity->relationships.first; r; r = r->next)
            if (was_left_out(script, r, &places))
                put_constraint(script, entity, r);
        if (script->dialect->can.check_not_valid)
            for (const struct tn_check *check = entity->checks.first; check; check = check->next)
                if (check->not_valid)
                    put_constraint(script, entity, check);
    }
    tn_id_map_free(&places);
}

static void put_sequence_owners(struct script *script) {
    if (script->dialect->id != TN_POSTGRESQL)
        return;
    TN_EACH_OF(script->model, sequence, sequence) {
        if (!sequence->owner)
            continue;
        tn_put(&script->text, "ALTER SEQUENCE ");
        tn_sql_put_path(&script->text, script->dialect, sequence);
        tn_put(&script->text, " OWNED BY ");
        tn_sql_put_path(&script->text, script->dialect, tn_entity_of(sequence->owner));
        tn_put_char(&script->text, '.');
        tn_sql_put_name(&script->text, script->dialect, sequence->owner->name);
        end_statement(script, TN_sequence);
    }
}

static void put_after_tables(struct script *script) {
    for (size_t i = 0; i < script->entities.count; i++)
        put_indexes(script, (void *)script->entities.items[i]);
    put_late_constraints(script);
    put_sequence_owners(script);
    put_text_statements(script, script->statements.late);
}

/* ------------------------------------------------------------------ comments */

/* The project's own comment is not among them: a script does not know the name of its database. */
static void put_comments(struct script *script, const struct tn_object *object) {
    const struct tn_kind_info *info = tn_kind_of(object);
    if (*object->comment && object->kind != TN_project) {
        tn_sql_put_comment(&script->text, script->dialect, object);
        end_statement(script, TN_note);
    }
    for (size_t i = 0; i < info->list_count; i++) {
        const struct tn_list *list = (const void *)((const char *)object + info->lists[i].offset);
        for (const struct tn_object *child = list->first; child; child = child->next)
            put_comments(script, child);
    }
}

/* ------------------------------------------------------------------ dropping first */

static void put_drop(struct script *script, const void *object) {
    write_drop(&script->text, script->dialect, object, true);
    if (script->dialect->id == TN_POSTGRESQL && script->text.length)
        tn_put(&script->text, " CASCADE");
    end_statement(script, TN_any);
}

static void put_drops(struct script *script) {
    static const enum tn_kind kinds[] = {TN_sequence, TN_type, TN_namespace};
    for (size_t i = script->statements.late.count; i-- > 0;)
        if (script->statements.late.items[i]->kind == TN_view)
            put_drop(script, script->statements.late.items[i]);
    if (write_mysql(script->dialect))
        tn_put(script->out, "SET FOREIGN_KEY_CHECKS = 0;\n");
    for (size_t i = script->entities.count; i-- > 0;)
        put_drop(script, script->entities.items[i]);
    if (write_mysql(script->dialect))
        tn_put(script->out, "SET FOREIGN_KEY_CHECKS = 1;\n");
    TN_EACH_OF(script->model, routine, routine)
    put_drop(script, routine);
    for (size_t k = 0; k < TN_LENGTH(kinds); k++)
        for (struct tn_object *o = tn_next(script->model, kinds[k], NULL); o;
             o = tn_next(script->model, kinds[k], o))
            put_drop(script, o);
}

/* ------------------------------------------------------------------ the public face */

void tn_sql_write(const struct tn_model *physical, const struct tn_dialect *dialect,
                  const struct tn_sql_style *style, struct tn_buffer *out) {
    static const struct tn_sql_style plain = {0};
    struct tn_buffer text = {0}; /* apart, so that what `out` holds already counts for nothing */
    struct script script = {
        .model = physical,
        .dialect = dialect,
        .style = style ? style : &plain,
        .out = &text,
    };
    script.entities = tn_sql_entity_order(physical, &script.arena);
    script.statements = write_statement_order(physical, &script.arena);
    if (script.style->drop)
        put_drops(&script);
    put_before_tables(&script);
    put_tables(&script);
    put_after_tables(&script);
    if (dialect->id == TN_POSTGRESQL && !script.style->no_comments)
        put_comments(&script, &physical->project->object);
    put_objects(&script, TN_grant);
    tn_put(out, tn_buffer_text(&text));
    tn_buffer_free(&text);
    tn_buffer_free(&script.text);
    tn_id_map_free(&script.written);
    tn_arena_free(&script.arena);
}

static bool every_one(const void *context, const struct tn_relationship *relationship) {
    (void)context, (void)relationship;
    return true;
}

void tn_sql_write_entity(const struct tn_entity *entity, const struct tn_dialect *dialect,
                         struct tn_buffer *out) {
    static const struct tn_sql_style plain = {0};
    const struct write_table how = {.indexes = write_mysql(dialect), .foreign = every_one};
    struct tn_buffer text = {0};
    struct script script = {.dialect = dialect, .style = &plain, .out = &text};
    write_table(&script.text, dialect, entity, &how);
    end_statement(&script, TN_entity);
    if (entity->partition_of && !write_as_partition(dialect, entity)) {
        write_attach(&script.text, dialect, entity);
        end_statement(&script, TN_entity);
    }
    put_storage(&script, entity);
    put_indexes(&script, entity);
    for (const struct tn_trigger *t = entity->triggers.first; t; t = t->next)
        put_text_statement(&script, &t->object);
    end_delimiter(&script);
    if (dialect->id == TN_POSTGRESQL)
        put_comments(&script, &entity->object);
    tn_put(out, tn_buffer_text(&text));
    tn_buffer_free(&text);
    tn_buffer_free(&script.text);
}
