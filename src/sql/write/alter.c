/*
 * The single statements that migrations are made of: CREATE of any object, DROP, COMMENT. One
 * statement each, but for a table that is put below another or gets constraints afterwards:
 * several, parted by semicolons.
 */
#include "sql/write/write.h"

#include <string.h>

static enum tn_kind kind_of(const void *object) {
    return ((const struct tn_object *)object)->kind;
}

static const char *name_of(const void *object) {
    return ((const struct tn_object *)object)->name;
}

static void put_alter_table(struct tn_buffer *out, const struct tn_dialect *dialect,
                            const void *object) {
    tn_put(out, "ALTER TABLE ");
    tn_sql_put_path(out, dialect, tn_entity_of(object));
    tn_put_char(out, ' ');
}

/* ------------------------------------------------------------------ create */

static bool every_one(const void *context, const struct tn_relationship *relationship) {
    (void)context, (void)relationship;
    return true;
}

static void create_constraint(struct tn_buffer *out, const struct tn_dialect *dialect,
                              const void *object) {
    const struct tn_entity *entity = tn_entity_of(object);
    if (entity) {
        tn_put(out, write_alter_of(object));
        tn_sql_put_path(out, dialect, entity);
        tn_put_char(out, ' ');
    } else {
        tn_put(out, "ALTER DOMAIN ");
        tn_sql_put_path(out, dialect, ((const struct tn_object *)object)->parent);
        tn_put_char(out, ' ');
    }
    tn_put(out, "ADD ");
    tn_sql_put_constraint(out, dialect, object);
}

void write_table_alone(struct tn_buffer *out, const struct tn_dialect *dialect,
                       const struct tn_entity *entity, const struct tn_id_map *late) {
    struct write_table how = {.later = late};
    if (!dialect->can.alter_constraint)
        how.foreign = every_one;
    write_table(out, dialect, entity, &how);
}

static void end_one(struct tn_buffer *out) {
    tn_put(out, ";\n\n");
}

static void create_late(struct tn_buffer *out, const struct tn_dialect *dialect,
                        const struct tn_list *constraints, const struct tn_id_map *late) {
    for (const struct tn_object *o = constraints->first; o; o = o->next)
        if (tn_id_map_get(late, o->id)) {
            end_one(out);
            create_constraint(out, dialect, o);
        }
}

static void create_entity(struct tn_buffer *out, const struct tn_dialect *dialect,
                          const struct tn_entity *entity) {
    struct tn_id_map late = {0};
    write_find_late(dialect, entity, &late);
    write_table_alone(out, dialect, entity, &late);
    for (size_t i = 0; write_inherits_later(dialect, entity) && i < entity->inherits.count; i++) {
        end_one(out);
        write_inherit(out, dialect, entity, entity->inherits.items[i]);
    }
    if (entity->partition_of && !write_as_partition(dialect, entity)) {
        end_one(out);
        write_attach(out, dialect, entity);
    }
    create_late(out, dialect, &entity->keys, &late);
    create_late(out, dialect, &entity->checks, &late);
    tn_id_map_free(&late);
}

void tn_sql_put_create(struct tn_buffer *out, const struct tn_dialect *dialect,
                       const void *object) {
    switch (kind_of(object)) {
    case TN_entity:
        create_entity(out, dialect, object);
        break;
    case TN_attribute:
        put_alter_table(out, dialect, object);
        tn_put(out, "ADD COLUMN ");
        tn_sql_put_column(out, dialect, object);
        break;
    case TN_index:
        write_index(out, dialect, object, false);
        break;
    case TN_key:
    case TN_relationship:
    case TN_check:
    case TN_exclusion:
        create_constraint(out, dialect, object);
        break;
    default:
        write_object(out, dialect, object, false);
    }
}

/* ------------------------------------------------------------------ drop */

static const char *noun_of(const void *object) {
    switch (kind_of(object)) {
    case TN_entity:
        return "TABLE";
    case TN_type:
        return ((const struct tn_type *)object)->variety == TN_variety_domain ? "DOMAIN" : "TYPE";
    case TN_view:
        return ((const struct tn_view *)object)->materialized ? "MATERIALIZED VIEW" : "VIEW";
    case TN_routine: {
        static const char *const nouns[] = {"FUNCTION", "PROCEDURE", "AGGREGATE"};
        return nouns[((const struct tn_routine *)object)->callable];
    }
    case TN_sequence:
        return "SEQUENCE";
    case TN_namespace:
        return "SCHEMA";
    case TN_extension:
        return "EXTENSION";
    case TN_role:
        return "ROLE";
    case TN_index:
        return "INDEX";
    case TN_trigger:
        return "TRIGGER";
    default:
        return NULL;
    }
}

static void drop_constraint(struct tn_buffer *out, const struct tn_dialect *dialect,
                            const void *object, const char *exists) {
    const char *what = "CONSTRAINT";
    if (!tn_entity_of(object)) {
        tn_put(out, "ALTER DOMAIN ");
        tn_sql_put_path(out, dialect, ((const struct tn_object *)object)->parent);
        tn_put_char(out, ' ');
    } else {
        put_alter_table(out, dialect, object);
    }
    if (write_mysql(dialect) && kind_of(object) == TN_key) {
        if (((const struct tn_key *)object)->primary) {
            tn_put(out, "DROP PRIMARY KEY");
            return;
        }
        what = "INDEX";
    } else if (write_mysql(dialect) && kind_of(object) == TN_relationship) {
        what = "FOREIGN KEY";
    }
    tn_put_format(out, "DROP %s %s", what, exists);
    tn_sql_put_name(out, dialect, name_of(object));
}

/* A trigger of PostgreSQL and an index of MySQL live in their table. */
static void drop_named(struct tn_buffer *out, const struct tn_dialect *dialect, const void *object,
                       const char *exists) {
    enum tn_kind kind = kind_of(object);
    bool in_table = (kind == TN_trigger && dialect->id == TN_POSTGRESQL) ||
                    (kind == TN_index && write_mysql(dialect));
    tn_put_format(out, "DROP %s %s", noun_of(object), exists);
    if (in_table) {
        tn_sql_put_name(out, dialect, name_of(object));
        tn_put(out, " ON ");
        tn_sql_put_path(out, dialect, tn_entity_of(object));
        return;
    }
    tn_sql_put_path(out, dialect, object);
    if (kind == TN_routine && dialect->id == TN_POSTGRESQL)
        write_signature(out, object);
}

void write_drop(struct tn_buffer *out, const struct tn_dialect *dialect, const void *object,
                bool if_exists) {
    const char *exists = if_exists ? "IF EXISTS " : "";
    switch (kind_of(object)) {
    case TN_attribute:
        put_alter_table(out, dialect, object);
        tn_put_format(out, "DROP COLUMN %s", exists);
        tn_sql_put_name(out, dialect, name_of(object));
        break;
    case TN_key:
    case TN_relationship:
    case TN_check:
    case TN_exclusion:
        drop_constraint(out, dialect, object, exists);
        break;
    case TN_grant:
        write_drop_grant(out, object);
        break;
    default:
        if (noun_of(object))
            drop_named(out, dialect, object, exists);
    }
}

void tn_sql_put_drop(struct tn_buffer *out, const struct tn_dialect *dialect, const void *object) {
    write_drop(out, dialect, object, false);
}

/* ------------------------------------------------------------------ comments */

static bool is_constraint(enum tn_kind kind) {
    return kind == TN_key || kind == TN_relationship || kind == TN_check || kind == TN_exclusion;
}

static void put_constraint_subject(struct tn_buffer *out, const struct tn_dialect *dialect,
                                   const void *object) {
    const struct tn_object *parent = ((const struct tn_object *)object)->parent;
    tn_put(out, "CONSTRAINT ");
    tn_sql_put_name(out, dialect, name_of(object));
    tn_put(out, parent->kind == TN_type ? " ON DOMAIN " : " ON ");
    tn_sql_put_path(out, dialect, parent);
}

static void put_subject(struct tn_buffer *out, const struct tn_dialect *dialect,
                        const void *object) {
    if (kind_of(object) == TN_attribute) {
        tn_put(out, "COLUMN ");
        tn_sql_put_path(out, dialect, tn_entity_of(object));
        tn_put_char(out, '.');
        tn_sql_put_name(out, dialect, name_of(object));
    } else if (is_constraint(kind_of(object))) {
        put_constraint_subject(out, dialect, object);
    } else if (kind_of(object) == TN_trigger) {
        tn_put(out, "TRIGGER ");
        tn_sql_put_name(out, dialect, name_of(object));
        tn_put(out, " ON ");
        tn_sql_put_path(out, dialect, tn_entity_of(object));
    } else {
        tn_put_format(out, "%s ", noun_of(object));
        tn_sql_put_path(out, dialect, object);
        if (kind_of(object) == TN_routine)
            write_signature(out, object);
    }
}

static bool takes_comment(const void *object) {
    enum tn_kind kind = kind_of(object);
    bool named = *name_of(object);
    return named && (kind == TN_attribute || is_constraint(kind) || noun_of(object));
}

static void put_postgresql_comment(struct tn_buffer *out, const struct tn_dialect *dialect,
                                   const void *object) {
    const char *comment = ((const struct tn_object *)object)->comment;
    tn_put(out, "COMMENT ON ");
    put_subject(out, dialect, object);
    tn_put(out, " IS ");
    if (*comment)
        tn_sql_put_string(out, dialect, comment);
    else
        tn_put(out, "NULL");
}

static void put_mysql_comment(struct tn_buffer *out, const struct tn_dialect *dialect,
                              const void *object) {
    if (kind_of(object) == TN_entity) {
        put_alter_table(out, dialect, object);
        tn_put(out, "COMMENT = ");
        tn_sql_put_string(out, dialect, ((const struct tn_object *)object)->comment);
    } else if (kind_of(object) == TN_attribute) {
        put_alter_table(out, dialect, object);
        tn_put(out, "MODIFY COLUMN ");
        tn_sql_put_column(out, dialect, object);
    }
}

void tn_sql_put_comment(struct tn_buffer *out, const struct tn_dialect *dialect,
                        const void *object) {
    if (dialect->id == TN_POSTGRESQL && takes_comment(object))
        put_postgresql_comment(out, dialect, object);
    else if (write_mysql(dialect))
        put_mysql_comment(out, dialect, object);
}
