/*
 * Keys: PRIMARY KEY and UNIQUE, of a table or of a column.
 */
#include "sql/read/parser.h"

#include <string.h>

struct tn_key *sql_add_key(struct parser *p, struct tn_entity *entity, const char *name,
                           bool primary) {
    struct tn_key *key = sql_add(p, TN_key, entity, name);
    sql_part_made(p, key);
    key->primary = primary;
    if (primary && is_mysql(p))
        key->name = tn_text(p->model, "");
    return key;
}

/* SQLite's catalogue calls key columns nullable unless they say NOT NULL. */
void sql_primary_is_not_null(struct parser *p, struct tn_key *key) {
    if (!key->primary || p->dialect == TN_SQLITE)
        return;
    size_t heirs = sql_heirs(p, (struct tn_entity *)key->parent);
    for (size_t i = 0; i < key->attributes.count; i++) {
        struct tn_attribute *attribute = (struct tn_attribute *)key->attributes.items[i];
        if (!attribute)
            continue;
        attribute->nullable = false;
        for (size_t k = 0; k < heirs; k++) {
            struct tn_attribute *below = sql_attribute(p, p->heirs.items[k], attribute->name);
            if (below)
                below->nullable = false;
        }
    }
}

/* UNIQUE USING INDEX x: the index becomes the constraint. */
static void key_from_index(struct parser *p, struct tn_key *key) {
    struct path path = sql_path(p, "an index");
    const struct tn_namespace *home = tn_namespace_of(key);
    path.schema = home ? home->name : "public"; /* where the table is, that is */
    struct tn_object *found = p->failed ? NULL : sql_index_or_key(p, &path);
    struct tn_index *index = found && found->kind == TN_index ? (struct tn_index *)found : NULL;
    if (p->failed)
        return;
    if (!index || index->parent != key->parent) {
        sql_finding(p, TN_WARNING, "sql-unresolved", key->parent, path.at,
                    "index \"%s\" is not there: its key is left out", path.name);
        return;
    }
    for (struct tn_index_part *part = index->parts.first; part; part = part->next)
        if (part->attribute)
            tn_refs_append(p->model, &key->attributes, part->attribute);
    if (*key->name && strcmp(key->name, index->name) != 0)
        sql_give_name(p, index, key->name); /* as the server does: others may name it */
    if (!*key->name)
        key->name = index->name;
    key->include = index->include;
    sql_part_replaced(p, &index->object, &key->object);
    key->nulls_not_distinct = index->nulls_not_distinct;
    sql_discard(p, index);
}

static void postgresql_key(struct parser *p, struct tn_key *key, struct tn_attribute *attribute) {
    struct tn_entity *entity = (struct tn_entity *)key->parent;
    if (sql_accept(p, W_nulls)) {
        key->nulls_not_distinct = sql_accept(p, W_not);
        sql_expect(p, W_distinct, "DISTINCT");
    }
    if (attribute)
        tn_refs_append(p->model, &key->attributes, attribute);
    else if (sql_accept_two(p, W_using, W_index))
        key_from_index(p, key);
    else
        sql_column_list(p, entity, key, &key->attributes);
    if (sql_accept(p, W_include))
        sql_column_list(p, entity, key, &key->include);
    key->options = sql_index_parameters(p);
    sql_deferral(p, &key->deferral);
    if (p->modifiers.only)
        sql_stand_only(p, &key->object, &key->options);
}

static void sqlite_column_key(struct parser *p, struct tn_key *key,
                              struct tn_attribute *attribute) {
    tn_refs_append(p->model, &key->attributes, attribute);
    const char *from = p->token.at;
    const char *direction = sql_accept(p, W_desc) ? sql_text_from(p, from) : "";
    sql_accept(p, W_asc);
    key->options = sql_joined(p, direction, sql_on_conflict(p));
    if (sql_accept(p, W_autoincrement))
        attribute->identity = TN_identity_auto_increment;
}

static struct tn_key *column_key(struct parser *p, struct tn_attribute *attribute, const char *name,
                                 bool primary) {
    struct tn_key *key = sql_add_key(p, (struct tn_entity *)attribute->parent, name, primary);
    if (p->dialect == TN_SQLITE) {
        sqlite_column_key(p, key, attribute);
    } else {
        tn_refs_append(p->model, &key->attributes, attribute);
        sql_accept(p, W_key); /* UNIQUE KEY */
    }
    return key;
}

/* In MySQL KEY behind a column is short for PRIMARY KEY. */
void *sql_key_constraint(struct parser *p, struct tn_entity *entity, struct tn_attribute *attribute,
                         const char *name) {
    bool primary = !at_word(p, W_unique);
    bool whole = at_word(p, W_primary);
    sql_next(p);
    if (whole && !sql_expect(p, W_key, "KEY"))
        return NULL;
    struct tn_key *key = NULL;
    if (p->dialect == TN_POSTGRESQL) {
        key = sql_add_key(p, entity, name, primary);
        postgresql_key(p, key, attribute);
    } else if (attribute) {
        key = column_key(p, attribute, name, primary);
    } else {
        key = sql_key_of_parts(p, entity, name, primary);
        const char *conflict = sql_on_conflict(p);
        if (key)
            key->options = sql_joined(p, key->options, conflict);
    }
    if (key && !key->attributes.count) {
        sql_forget(p, key);
        return NULL;
    }
    if (key)
        sql_primary_is_not_null(p, key);
    if (key && *name && p->dialect == TN_POSTGRESQL)
        names_put(&p->names, entity->parent, TN_key, key->name, &key->object);
    return key;
}
