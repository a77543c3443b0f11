/*
 * Tables of the values of enumerations, with their rows: one for each named type, and one for each
 * column that has values of its own. They are made when all columns have been gone through, in the
 * target's words, so that no pass takes them for the source's.
 */
#include "lower/enumerations.h"
#include "sql/naming.h"

#include <stdlib.h>
#include <string.h>

void lower_look_up(struct lowering *l, struct tn_attribute *attribute, const struct tn_type *type,
                   struct tn_texts values) {
    struct lookup lookup = {attribute, type, values};
    TN_PUSH(&l->lookups, lookup);
}

/* ------------------------------------------------------------------ the table */

static const char *table_name(struct lowering *l, const struct lookup *lookup,
                              struct tn_text_map *taken) {
    const struct tn_attribute *attribute = lookup->attribute;
    const char *name = lookup->type ? lookup->type->name
                                    : tn_arena_format(&l->arena, "%s_%s", attribute->parent->name,
                                                      attribute->name);
    const char *candidate = naming_shorten(name, l->to, &l->arena);
    for (int number = 2; tn_text_map_get(taken, lower_folded(l, candidate)); number++)
        candidate =
            naming_shorten(tn_arena_format(&l->arena, "%s_%d", name, number), l->to, &l->arena);
    tn_text_map_put(taken, lower_folded(l, candidate), (void *)attribute);
    return tn_text(l->model, candidate);
}

static struct tn_attribute *add_column(struct lowering *l, struct tn_entity *table,
                                       const char *name, const char *type) {
    struct tn_attribute *column = lower_add(l, TN_attribute, table, table, name);
    column->name = tn_text(l->model, name);
    column->type = type;
    column->nullable = false;
    return column;
}

/* The words that compare the column compare the key: MySQL refuses a foreign key else. */
static void take_collation(struct tn_entity *table, struct tn_attribute *key,
                           const struct tn_attribute *attribute) {
    const struct tn_entity *entity = tn_entity_of(attribute);
    table->charset = entity->charset;
    table->collation = entity->collation;
    table->engine = entity->engine;
    key->charset = attribute->charset;
    key->collation = attribute->collation;
}

static void add_rows(struct lowering *l, struct tn_entity *table, struct tn_texts values) {
    struct tn_buffer text = {0};
    tn_put(&text, lower_is_mysql(l->to) ? "INSERT IGNORE INTO " : "INSERT INTO ");
    tn_sql_put_path(&text, l->to, table);
    tn_put(&text, " (value, position) VALUES");
    for (size_t i = 0; i < values.count; i++) {
        tn_put(&text, i ? ",\n    (" : "\n    (");
        tn_sql_put_string(&text, l->to, values.items[i]);
        tn_put_format(&text, ", %zu)", i + 1);
    }
    tn_put(&text, lower_is_mysql(l->to) ? "" : "\nON CONFLICT DO NOTHING");
    struct tn_raw *rows = lower_add(l, TN_raw, l->model->project, table, "rows");
    rows->statement = tn_text(l->model, "INSERT");
    rows->definition = tn_text(l->model, text.at);
    rows->name = table->name;
    rows->entity = table;
    tn_buffer_free(&text);
}

static const char *const integers[] = {"integer", "int", "int", "INTEGER"};

static struct tn_entity *add_table(struct lowering *l, const struct lookup *lookup,
                                   struct tn_text_map *taken) {
    const struct tn_object *of = lookup->type ? &lookup->type->object : &lookup->attribute->object;
    void *home = lookup->type ? lookup->type->parent : lookup->attribute->parent->parent;
    struct tn_entity *table = lower_add(l, TN_entity, home, of, "lookup");
    table->name = table_name(l, lookup, taken);
    lower_tells_case(l, table);
    table->comment = lookup->type ? lookup->type->comment : "";
    struct tn_attribute *value = add_column(l, table, "value", lookup->attribute->type);
    add_column(l, table, "position", tn_text(l->model, integers[l->to->id]));
    if (lower_same_language(l))
        take_collation(table, value, lookup->attribute);
    struct tn_key *key = lower_add(l, TN_key, table, table, "primary");
    key->primary = true;
    tn_refs_append(l->model, &key->attributes, value);
    add_rows(l, table, lookup->values);
    return table;
}

/* ------------------------------------------------------------------ the column */

static void refer(struct lowering *l, struct tn_attribute *attribute, struct tn_entity *table) {
    struct tn_relationship *made =
        lower_add(l, TN_relationship, attribute->parent, attribute, "lookup");
    made->target = table;
    tn_refs_append(l->model, &made->attributes, attribute);
    tn_refs_append(l->model, &made->target_attributes, table->attributes.first);
}

static void tell(struct lowering *l, const struct tn_attribute *attribute,
                 const struct tn_entity *table) {
    const char *message = tn_enums_rows[TN_ENUMS_LOOKUP].message;
    const char *slot = strstr(message, "{table}");
    lower_loss(l, TN_INFO, attribute, "%.*s%s%s", (int)(slot - message), message, table->name,
               slot + strlen("{table}"));
}

static void take_names(struct lowering *l, struct tn_text_map *taken) {
    static const enum tn_kind relations[] = {TN_entity, TN_view, TN_sequence};
    for (size_t i = 0; i < TN_LENGTH(relations); i++)
        for (struct tn_object *o = tn_next(l->model, relations[i], NULL); o;
             o = tn_next(l->model, relations[i], o))
            tn_text_map_put(taken, lower_folded(l, o->name), o);
}

void lower_lookups(struct lowering *l) {
    struct tn_text_map taken = {0};
    struct tn_id_map tables = {0}; /* type -> its table */
    if (l->lookups.count)
        take_names(l, &taken);
    for (size_t i = 0; i < l->lookups.count; i++) {
        const struct lookup *lookup = &l->lookups.items[i];
        const struct tn_type *type = lookup->type;
        struct tn_entity *table = type ? tn_id_map_get(&tables, type->id) : NULL;
        if (!table)
            table = add_table(l, lookup, &taken);
        if (type)
            tn_id_map_put(&tables, type->id, table);
        refer(l, lookup->attribute, table);
        tell(l, lookup->attribute, table);
    }
    free(l->lookups.items);
    tn_text_map_free(&taken);
    tn_id_map_free(&tables);
}
