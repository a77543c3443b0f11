/*
 * What the server named when it was made and goes on to call so when its table or column gets
 * another name: constraints and indexes without a name of their own, the sequences of numbered
 * columns. They get that name before the renaming.
 */
#include "sql/parser.h"

#include <string.h>

/* ------------------------------------------------------------------ constraints and indexes */

/* The name of those before it with the same one counts up. */
static void settle_name(struct parser *p, struct tn_object *object) {
    size_t number = 0;
    const char *name = sql_server_name(p, object, number);
    const struct tn_object *other = object->prev;
    while (*name && other) {
        bool taken = other->name == name;
        if (taken)
            name = sql_server_name(p, object, ++number);
        other = taken ? object->prev : other->prev;
    }
    if (!*name)
        return;
    object->name = name;
    names_put(&p->names, object->parent->parent, object->kind, sql_key(p, name), object);
}

static bool stands_on(const struct tn_object *object, const struct tn_attribute *attribute) {
    if (object->kind == TN_key)
        return tn_refs_have(((const struct tn_key *)object)->attributes, attribute);
    if (object->kind == TN_relationship)
        return tn_refs_have(((const struct tn_relationship *)object)->attributes, attribute);
    return true;
}

/* MySQL names foreign keys and checks anew together with the table. */
static void settle_names(struct parser *p, struct tn_entity *entity,
                         const struct tn_attribute *attribute) {
    static const enum tn_kind kinds[] = {TN_key, TN_index, TN_relationship, TN_check, TN_exclusion};
    size_t count = p->dialect == TN_POSTGRESQL ? TN_LENGTH(kinds) : attribute ? 2 : 0;
    for (size_t k = 0; k < count; k++)
        for (struct tn_object *o = tn_list_of(entity, kinds[k])->first; o; o = o->next)
            if (!*o->name && !(o->kind == TN_key && ((struct tn_key *)o)->primary && is_mysql(p)) &&
                (!attribute || stands_on(o, attribute)))
                settle_name(p, o);
}

/* ------------------------------------------------------------------ sequences */

static struct path sequence_path(struct parser *p, const struct tn_attribute *attribute) {
    const struct tn_namespace *home = tn_namespace_of(attribute);
    tn_buffer_reset(&p->scratch);
    tn_put_format(&p->scratch, "%s_%s_seq", attribute->parent->name, attribute->name);
    const char *name = tn_text(p->model, tn_buffer_text(&p->scratch));
    return (struct path){.schema = home ? home->name : "public", .name = name, .database = ""};
}

/* serial is short for a sequence and a default. */
static void settle_serial(struct parser *p, struct tn_attribute *attribute) {
    struct path path = sequence_path(p, attribute);
    struct tn_sequence *sequence = sql_make(p, TN_sequence, &path);
    sequence->type = strcmp(attribute->type, "bigint") == 0 ? "" : attribute->type;
    sequence->owner = attribute;
    tn_buffer_reset(&p->type_base);
    tn_put(&p->type_base, "nextval(");
    tn_sql_put_string(&p->type_base, p->tables, sql_shown_path(p, &path));
    tn_put(&p->type_base, ")");
    attribute->default_value = tn_text(p->model, tn_buffer_text(&p->type_base));
    attribute->identity = TN_identity_none;
    attribute->nullable = false;
}

static void settle_identity(struct parser *p, struct tn_attribute *attribute) {
    struct path path = sequence_path(p, attribute);
    if (tn_find_word(attribute->identity_options, "sequence name"))
        return;
    const char *rest = attribute->identity_options;
    const char *shown = sql_shown_path(p, &path);
    tn_buffer_reset(&p->scratch);
    tn_put_format(&p->scratch, "SEQUENCE NAME %s%s%s", shown, *rest ? " " : "", rest);
    attribute->identity_options = tn_text(p->model, tn_buffer_text(&p->scratch));
}

static void settle_sequence(struct parser *p, struct tn_attribute *attribute) {
    if (attribute->identity == TN_identity_serial)
        settle_serial(p, attribute);
    else if (attribute->identity == TN_identity_always ||
             attribute->identity == TN_identity_by_default)
        settle_identity(p, attribute);
}

/* ------------------------------------------------------------------ before a renaming */

void sql_settle_column(struct parser *p, struct tn_attribute *attribute) {
    settle_names(p, (struct tn_entity *)attribute->parent, attribute);
    if (p->dialect == TN_POSTGRESQL)
        settle_sequence(p, attribute);
}

void sql_settle_table(struct parser *p, struct tn_entity *entity) {
    settle_names(p, entity, NULL);
    if (p->dialect == TN_POSTGRESQL)
        for (struct tn_attribute *a = entity->attributes.first; a; a = a->next)
            settle_sequence(p, a);
}
