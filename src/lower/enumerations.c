/*
 * Enumerations across dialects, and within one where --enums wants them otherwise. The column
 * becomes the target's kind of enumeration, text with a check, or text that refers to a table of
 * the values. A SET of MySQL is text with a check wherever there is no SET: its members are no
 * single value that a foreign key could hold.
 */
#include "lower/enumerations.h"

#include "sql/lexer.h"

#include <string.h>

const struct tn_enums_row tn_enums_rows[TN_ENUMS_COUNT] = {
    [TN_ENUMS_TYPE] = {"type",
                       "a type of the server: CREATE TYPE in PostgreSQL, ENUM in MySQL and "
                       "MariaDB; where there is none, as check",
                       ""},
    [TN_ENUMS_CHECK] = {"check", "text, and a check that keeps it to its values",
                        "it becomes text, and a check keeps it to its values"},
    [TN_ENUMS_LOOKUP] = {"lookup",
                         "text that refers to a table of the values, in their order; it is named "
                         "after the type, or after the table and the column",
                         "it becomes text that refers to the table {table} of its values"},
};

bool tn_enums_find(const char *name, enum tn_enums *enums) {
    for (size_t i = 0; i < TN_ENUMS_COUNT; i++)
        if (tn_same_word(name, tn_enums_rows[i].name)) {
            *enums = (enum tn_enums)i;
            return true;
        }
    return false;
}

/* ------------------------------------------------------------------ values */

static const char *values_text(struct lowering *l, struct tn_texts values) {
    struct tn_buffer text = {0};
    for (size_t i = 0; i < values.count; i++) {
        tn_put(&text, i ? (lower_is_mysql(l->to) ? "," : ", ") : "");
        tn_sql_put_string(&text, l->to, values.items[i]);
    }
    const char *result = tn_arena_text(&l->arena, tn_buffer_text(&text), text.length);
    tn_buffer_free(&text);
    return result;
}

static struct tn_texts values_of(struct lowering *l, const char *type) {
    struct tn_texts values = {0};
    struct tn_buffer value = {0};
    struct lexer lexer;
    lexer_init(&lexer, tn_slice_of(type), l->from->id, NULL);
    for (struct token token = lexer_next(&lexer); token.kind != T_END; token = lexer_next(&lexer)) {
        if (token.kind != T_STRING)
            continue;
        tn_buffer_reset(&value);
        token_unquote(&token, l->from->id, &value);
        tn_texts_append(l->model, &values, tn_buffer_text(&value));
    }
    tn_buffer_free(&value);
    return values;
}

void lower_add_check(struct lowering *l, struct tn_attribute *attribute, const void *of,
                     const char *expression) {
    const char *salt = tn_arena_format(&l->arena, "check%llx", (unsigned long long)attribute->id);
    struct tn_check *check = lower_add(l, TN_check, attribute->parent, of, salt);
    check->expression = tn_text(l->model, expression);
}

/* ------------------------------------------------------------------ text instead */

/* MySQL cannot index text of no length. */
static const char *text_type(struct lowering *l, struct tn_texts values) {
    size_t longest = 1;
    if (!lower_is_mysql(l->to))
        return tn_text(l->model, l->to->id == TN_SQLITE ? "TEXT" : "text");
    for (size_t i = 0; i < values.count; i++) {
        size_t length = tn_utf8_count(values.items[i]);
        longest = length > longest ? length : longest;
    }
    return lower_text(l, "varchar(%zu)", longest);
}

static void check_values(struct lowering *l, struct tn_attribute *attribute,
                         struct tn_texts values) {
    struct tn_buffer name = {0};
    tn_sql_put_name(&name, l->to, attribute->name);
    lower_add_check(l, attribute, attribute,
                    tn_arena_format(&l->arena, "%s IN (%s)", name.at, values_text(l, values)));
    lower_loss(l, TN_INFO, attribute, "%s", tn_enums_rows[TN_ENUMS_CHECK].message);
    tn_buffer_free(&name);
}

/* ------------------------------------------------------------------ a type */

/* In PostgreSQL a table's name is also a type's. */
static const char *type_name(struct lowering *l, const struct tn_attribute *attribute) {
    const struct tn_entity *entity = tn_entity_of(attribute);
    const char *name = tn_arena_format(&l->arena, "%s_%s", entity->name, attribute->name);
    while (tn_text_map_get(&l->taken_types, name))
        name = tn_arena_format(&l->arena, "%s_type", name);
    tn_text_map_put(&l->taken_types, name, attribute->parent);
    return name;
}

static void name_values(struct lowering *l, struct tn_attribute *attribute,
                        struct tn_texts values) {
    struct tn_entity *entity = tn_entity_of(attribute);
    struct tn_type *type = lower_add(l, TN_type, entity->parent, attribute, "type");
    type->name = tn_text(l->model, type_name(l, attribute));
    type->variety = TN_variety_enumeration;
    type->values = values;
    attribute->type = "";
    attribute->named_type = type;
}

/* ------------------------------------------------------------------ which of them */

static bool is_innodb(const struct tn_entity *entity) {
    return !*entity->engine || tn_same_word(entity->engine, "innodb");
}

/* No server lets a temporary table refer to one that stays, and MySQL lets no divided table refer
 * to any, nor a computed column, nor a table of an engine without foreign keys. */
static bool can_refer(const struct lowering *l, const struct tn_attribute *attribute) {
    const struct tn_entity *entity = tn_entity_of(attribute);
    if (entity->persistence == TN_persistence_temporary)
        return false;
    return !lower_is_mysql(l->to) || (!*attribute->generated && !*entity->partition_by &&
                                      (!lower_same_language(l) || is_innodb(entity)));
}

static enum tn_enums form_of(const struct lowering *l, const struct tn_attribute *attribute) {
    bool has_type = lower_is_mysql(l->to) || l->to->can.enums;
    if (l->enums == TN_ENUMS_LOOKUP && can_refer(l, attribute))
        return TN_ENUMS_LOOKUP;
    return l->enums == TN_ENUMS_TYPE && has_type ? TN_ENUMS_TYPE : TN_ENUMS_CHECK;
}

void lower_values(struct lowering *l, struct tn_attribute *attribute, const struct tn_type *type,
                  struct tn_texts values) {
    enum tn_enums form = form_of(l, attribute);
    lower_tells_case(l, tn_entity_of(attribute));
    attribute->named_type = NULL;
    if (form == TN_ENUMS_TYPE && lower_is_mysql(l->to)) {
        attribute->type = lower_text(l, "enum(%s)", values_text(l, values));
        return;
    }
    if (form == TN_ENUMS_TYPE) {
        name_values(l, attribute, values);
        return;
    }
    attribute->type = text_type(l, values);
    if (form == TN_ENUMS_LOOKUP)
        lower_look_up(l, attribute, type, values);
    else
        check_values(l, attribute, values);
}

/* ------------------------------------------------------------------ MySQL's ENUM and SET */

/* The text is its members with commas between them: with each member taken out once, only commas
 * may be left. */
static void become_members(struct lowering *l, struct tn_attribute *attribute) {
    struct tn_texts values = values_of(l, attribute->type);
    struct tn_buffer text = {0}, name = {0}, member = {0};
    tn_sql_put_name(&name, l->to, attribute->name);
    tn_put(&text, l->to->id == TN_SQLITE ? "trim(" : "btrim(");
    for (size_t i = 0; i < values.count; i++)
        tn_put(&text, "replace(");
    tn_put_format(&text, "',' || %s || ','", name.at);
    for (size_t i = 0; i < values.count; i++) {
        tn_buffer_reset(&member);
        tn_put_format(&member, ",%s,", values.items[i]);
        tn_put(&text, ", ");
        tn_sql_put_string(&text, l->to, member.at);
        tn_put(&text, ", ',')");
    }
    tn_put(&text, ", ',') = ''");
    lower_add_check(l, attribute, attribute, text.at);
    attribute->type = tn_text(l->model, l->to->id == TN_SQLITE ? "TEXT" : "text");
    lower_loss(l, TN_INFO, attribute, "it becomes text, and a check keeps it to its members");
    tn_buffer_free(&text);
    tn_buffer_free(&name);
    tn_buffer_free(&member);
}

bool lower_inline_values(struct lowering *l, struct tn_attribute *attribute) {
    if (tn_starts_with(attribute->type, "set(") && !lower_is_mysql(l->to)) {
        become_members(l, attribute);
        return true;
    }
    if (!tn_starts_with(attribute->type, "enum("))
        return false;
    lower_values(l, attribute, NULL, values_of(l, attribute->type));
    return true;
}
