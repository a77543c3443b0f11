/*
 * What the server named when it was made and goes on to call so when its table or column gets
 * another name, or others of its series go: constraints and indexes without a name of their own,
 * the sequences of numbered columns. They get that name before that.
 */
#include "sql/option.h"
#include "sql/read/parser.h"

#include <string.h>

/* ------------------------------------------------------------------ constraints and indexes */

/* The names that stand among siblings, and under the name that the first of several would get the
 * number of the next: each is looked up, not searched for. */
struct settling {
    struct parser *p;
    struct tn_text_map taken;
    struct tn_text_map numbers;
};

static void settle_name(struct settling *s, struct tn_object *object) {
    struct parser *p = s->p;
    const char *first = sql_server_name(p, object, 0);
    if (!*first)
        return;
    uintptr_t number = (uintptr_t)tn_text_map_get(&s->numbers, first);
    const char *name = number ? sql_server_name(p, object, number) : first;
    while (tn_text_map_get(&s->taken, name))
        name = sql_server_name(p, object, ++number);
    tn_text_map_put(&s->numbers, first, (void *)(number + 1));
    tn_text_map_put(&s->taken, name, object);
    object->name = name;
    names_put(&p->names, object->parent, object->kind, sql_key(p, name), object);
    names_put(&p->names, object->parent->parent, object->kind, sql_key(p, name), object);
}

static bool stands_on(const struct tn_object *object, const struct tn_attribute *attribute) {
    if (object->kind == TN_key)
        return tn_refs_have(((const struct tn_key *)object)->attributes, attribute);
    if (object->kind == TN_relationship)
        return tn_refs_have(((const struct tn_relationship *)object)->attributes, attribute);
    return true;
}

static bool is_nameless(struct parser *p, const struct tn_object *object) {
    bool primary = object->kind == TN_key && ((const struct tn_key *)object)->primary;
    return !*object->name && !(primary && is_mysql(p));
}

static struct tn_object *first_nameless(struct parser *p, const struct tn_list *list) {
    struct tn_object *o = list->first;
    while (o && !is_nameless(p, o))
        o = o->next;
    return o;
}

static void settle_list(struct parser *p, const struct tn_list *list,
                        const struct tn_attribute *attribute) {
    struct settling settling = {.p = p};
    struct tn_object *first = first_nameless(p, list);
    for (struct tn_object *o = first ? list->first : NULL; o; o = o->next)
        if (*o->name)
            tn_text_map_put(&settling.taken, o->name, o);
    for (struct tn_object *o = first; o; o = o->next)
        if (is_nameless(p, o) && (!attribute || stands_on(o, attribute)))
            settle_name(&settling, o);
    tn_text_map_free(&settling.taken);
    tn_text_map_free(&settling.numbers);
}

/* MySQL names foreign keys and checks anew together with the table. */
static void settle_names(struct parser *p, struct tn_entity *entity,
                         const struct tn_attribute *attribute) {
    static const enum tn_kind kinds[] = {TN_key, TN_index, TN_relationship, TN_check, TN_exclusion};
    size_t count = p->dialect == TN_POSTGRESQL ? TN_LENGTH(kinds) : attribute ? 2 : 0;
    for (size_t k = 0; k < count; k++)
        settle_list(p, tn_list_of(entity, kinds[k]), attribute);
}

void sql_settle_series(struct parser *p, struct tn_object *part) {
    if (*part->name)
        return;
    const char *key = sql_key(p, sql_server_name(p, part, 0));
    const struct tn_object *first = sql_living(p, part->parent, part->kind, key);
    if (first && tn_id_map_get(&p->series, first->id))
        settle_list(p, tn_list_of(part->parent, part->kind), NULL);
}

/* ------------------------------------------------------------------ sequences */

struct path sql_sequence_path(struct parser *p, const struct tn_attribute *attribute) {
    const struct tn_namespace *home = tn_namespace_of(attribute);
    tn_buffer_reset(&p->scratch);
    tn_put_format(&p->scratch, "%s_%s_seq", attribute->parent->name, attribute->name);
    const char *name = tn_text(p->model, tn_buffer_text(&p->scratch));
    return (struct path){.schema = home ? home->name : "public", .name = name, .database = ""};
}

const char *sql_next_number(struct parser *p, const struct path *sequence) {
    struct tn_buffer text = {0};
    const char *shown = sql_shown_path(p, sequence);
    tn_put(&text, "nextval(");
    tn_sql_put_string(&text, p->tables, shown);
    tn_put(&text, ")");
    const char *result = tn_text(p->model, tn_buffer_text(&text));
    tn_buffer_free(&text);
    return result;
}

/* serial is short for a sequence and a default. */
static void settle_serial(struct parser *p, struct tn_attribute *attribute) {
    struct path path = sql_sequence_path(p, attribute);
    struct tn_sequence *sequence = sql_make(p, TN_sequence, &path);
    sequence->type = strcmp(attribute->type, "bigint") == 0 ? "" : attribute->type;
    sequence->owner = attribute;
    attribute->default_value = sql_next_number(p, &path);
    attribute->identity = TN_identity_none;
    attribute->nullable = false;
}

static void settle_identity(struct parser *p, struct tn_attribute *attribute) {
    struct path path = sql_sequence_path(p, attribute);
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

/* The numbered column for which the server made a sequence of that name: table_column_seq. */
static struct tn_attribute *numbered_by(struct parser *p, struct path path) {
    const char *name = path.name, *end = strrchr(name, '_');
    if (p->dialect != TN_POSTGRESQL || !end || strcmp(end, "_seq") != 0)
        return NULL;
    for (const char *dash = strchr(name, '_'); dash && dash < end; dash = strchr(dash + 1, '_')) {
        path.name = tn_text_slice(p->model, (struct tn_slice){name, (size_t)(dash - name)});
        struct tn_entity *entity = sql_entity(p, &path);
        const char *column =
            tn_text_slice(p->model, (struct tn_slice){dash + 1, (size_t)(end - dash - 1)});
        struct tn_attribute *found = entity ? sql_attribute(p, entity, column) : NULL;
        if (found && found->identity != TN_identity_none)
            return found;
    }
    return NULL;
}

struct tn_sequence *sql_sequence(struct parser *p, const struct path *path) {
    struct tn_sequence *sequence = sql_lookup(p, TN_sequence, path);
    struct tn_attribute *attribute = sequence ? NULL : numbered_by(p, *path);
    if (!attribute || attribute->identity != TN_identity_serial)
        return sequence;
    settle_serial(p, attribute);
    return sql_lookup(p, TN_sequence, path);
}

/* RENAME TO of the sequence of an identity column. */
bool sql_rename_numbering(struct parser *p, const struct path *path) {
    struct tn_attribute *attribute = numbered_by(p, *path);
    if (!attribute || !sql_at_two(p, W_rename, W_to))
        return false;
    sql_next(p);
    sql_next(p);
    const struct tn_namespace *home = tn_namespace_of(attribute);
    struct path given = {.schema = home ? home->name : "public", .name = ""};
    given.name = sql_name(p, "a new name");
    settle_identity(p, attribute);
    attribute->identity_options = sql_option_put(p->model, attribute->identity_options,
                                                 "SEQUENCE NAME", sql_shown_path(p, &given));
    return true;
}

/* ------------------------------------------------------------------ before a renaming */

void sql_settle_column(struct parser *p, struct tn_attribute *attribute) {
    settle_names(p, (struct tn_entity *)attribute->parent, attribute);
    if (p->dialect == TN_POSTGRESQL)
        settle_sequence(p, attribute);
    else if (is_mysql(p))
        sql_settle_made_indexes(p, attribute);
}

void sql_settle_kind(struct parser *p, const void *owner, enum tn_kind kind) {
    settle_list(p, tn_list_of(owner, kind), NULL);
}

void sql_settle_table(struct parser *p, struct tn_entity *entity) {
    settle_names(p, entity, NULL);
    if (p->dialect == TN_POSTGRESQL)
        for (struct tn_attribute *a = entity->attributes.first; a; a = a->next)
            settle_sequence(p, a);
}
