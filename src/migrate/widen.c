/*
 * Which changes of a type are safe: every value of the old type is one of the new (keeps_values),
 * and the server need not write the table anew (keeps_table). Facts from the manuals: PostgreSQL
 * "ALTER TABLE", MySQL "Online DDL operations", MariaDB "InnoDB online DDL".
 */
#include "migrate/plan.h"

#include <stdlib.h>
#include <string.h>

struct type_parts {
    char base[32];
    long first, second; /* -1 where left out */
    bool is_unsigned;
};

static struct type_parts parse(const char *type) {
    struct type_parts parts = {.first = -1, .second = -1};
    size_t length = strcspn(type, "( [");
    if (length >= sizeof parts.base)
        length = sizeof parts.base - 1;
    memcpy(parts.base, type, length);
    const char *open = strchr(type, '(');
    if (open && open[1] >= '0' && open[1] <= '9') {
        char *end;
        parts.first = strtol(open + 1, &end, 10);
        if (*end == ',')
            parts.second = strtol(end + 1, NULL, 10);
    }
    parts.is_unsigned = tn_find_word(type, " unsigned") != NULL;
    return parts;
}

/* Members of one ladder hold all values of those before them. */
static const struct ladder {
    const char *types[6];
    bool keeps_table;
} ladders[] = {
    {{"smallint", "integer", "bigint", "numeric", "text"}, false},
    {{"tinyint", "smallint", "mediumint", "int", "bigint"}, false},
    {{"real", "double", "text"}, false},
    {{"float", "double"}, false},
    {{"date", "timestamp", "timestamptz"}, false},
    {{"date", "datetime"}, false},
    {{"json", "jsonb"}, false},
    {{"json", "text"}, false},
    {{"cidr", "inet"}, true},
    {{"char", "varchar", "text"}, false},
    {{"tinytext", "text", "mediumtext", "longtext"}, false},
    {{"tinyblob", "blob", "mediumblob", "longblob"}, false},
    {{"uuid", "text"}, false},
    {{"boolean", "text"}, false},
    {{"date", "text"}, false},
    {{"inet", "text"}, false},
};

static int place_in(const struct ladder *ladder, const char *base) {
    for (int i = 0; i < (int)TN_LENGTH(ladder->types) && ladder->types[i]; i++)
        if (strcmp(ladder->types[i], base) == 0)
            return i;
    return -1;
}

static struct widening up_a_ladder(const struct type_parts *from, const struct type_parts *to) {
    for (size_t i = 0; i < TN_LENGTH(ladders); i++) {
        int a = place_in(&ladders[i], from->base), b = place_in(&ladders[i], to->base);
        if (a >= 0 && b > a)
            return (struct widening){to->first < 0 && from->is_unsigned == to->is_unsigned,
                                     ladders[i].keeps_table};
    }
    return (struct widening){false, false};
}

static bool is_text(const char *base) {
    return strcmp(base, "varchar") == 0 || strcmp(base, "text") == 0;
}

static struct widening of_one_base(const struct type_parts *from, const struct type_parts *to) {
    if (from->is_unsigned != to->is_unsigned)
        return (struct widening){false, false};
    bool longer = to->first < 0 || (from->first >= 0 && to->first >= from->first);
    bool same_scale = from->second == to->second || to->first < 0;
    bool decimal = strcmp(from->base, "decimal") == 0 || strcmp(from->base, "numeric") == 0;
    return (struct widening){longer && (same_scale || !decimal), longer && same_scale};
}

/* A longer list that begins with the shorter one: enum('a') to enum('a','b'). */
static bool extends_list(const char *from, const char *to) {
    size_t length = strlen(from);
    return length && strncmp(from, to, length - 1) == 0 &&
           (to[length - 1] == ',' || to[length - 1] == ')');
}

static bool is_list(const struct type_parts *parts) {
    return strcmp(parts->base, "enum") == 0 || strcmp(parts->base, "set") == 0;
}

/* Up to 255 bytes MySQL stores the length in one byte: 63 characters of utf8mb4. */
static bool crosses_length_byte(const struct type_parts *from, const struct type_parts *to) {
    return from->first <= 63 && to->first > 63;
}

struct widening type_widening(const struct tn_dialect *dialect, const char *from, const char *to) {
    struct type_parts a = parse(from), b = parse(to);
    if (dialect->id == TN_SQLITE)
        return (struct widening){true, false};
    if (strcmp(from, to) == 0)
        return (struct widening){true, true};
    if (is_list(&a) && is_list(&b))
        return (struct widening){extends_list(from, to), extends_list(from, to)};
    if (dialect->id == TN_POSTGRESQL && is_text(a.base) && is_text(b.base) && b.first < 0)
        return (struct widening){true, true};
    struct widening result =
        strcmp(a.base, b.base) == 0 ? of_one_base(&a, &b) : up_a_ladder(&a, &b);
    if (dialect->id != TN_POSTGRESQL)
        result.keeps_table =
            result.keeps_table && strcmp(a.base, "varchar") == 0 && !crosses_length_byte(&a, &b);
    return result;
}

/* ------------------------------------------------------------------ values for rows without one */

static const struct {
    const char *type, *value;
} neutral[] = {
    {"smallint", "0"},
    {"integer", "0"},
    {"bigint", "0"},
    {"int", "0"},
    {"tinyint", "0"},
    {"mediumint", "0"},
    {"numeric", "0"},
    {"decimal", "0"},
    {"real", "0"},
    {"double", "0"},
    {"float", "0"},
    {"money", "0"},
    {"boolean", "false"},
    {"date", "'1970-01-01'"},
    {"timestamp", "'1970-01-01'"},
    {"timestamptz", "'1970-01-01'"},
    {"time", "'00:00'"},
    {"timetz", "'00:00+00'"},
    {"interval", "'0'"},
    {"json", "'null'"},
    {"jsonb", "'null'"},
    {"uuid", "'00000000-0000-0000-0000-000000000000'"},
    {"inet", "'0.0.0.0'"},
    {"cidr", "'0.0.0.0/32'"},
    {"bit", "B'0'"},
    {"xml", "'<x/>'"},
    {"macaddr", "'00:00:00:00:00:00'"},
    {"point", "'(0,0)'"},
};

static const char *neutral_of_type(const char *type) {
    struct type_parts parts = parse(type);
    for (char *c = parts.base; *c; c++)
        if (*c >= 'A' && *c <= 'Z')
            *c = (char)(*c + 'a' - 'A');
    for (size_t i = 0; i < TN_LENGTH(neutral); i++)
        if (strcmp(neutral[i].type, parts.base) == 0)
            return neutral[i].value;
    return "''";
}

bool is_key_alone(const struct tn_attribute *attribute) {
    const struct tn_entity *entity = tn_entity_of(attribute);
    for (const struct tn_key *key = entity->keys.first; key; key = key->next)
        if (key->attributes.count == 1 && key->attributes.items[0] == &attribute->object)
            return true;
    for (const struct tn_index *index = entity->indexes.first; index; index = index->next) {
        const struct tn_index_part *part = index->parts.first;
        if (index->unique && part && !part->next && part->attribute == attribute)
            return true;
    }
    return false;
}

const char *neutral_value(const struct planner *planner, const struct tn_attribute *attribute) {
    const struct tn_type *type = attribute->named_type;
    if (attribute->dimensions)
        return "'{}'";
    if (!type)
        return neutral_of_type(attribute->type);
    if (type->variety == TN_variety_enumeration && type->values.count) {
        struct tn_buffer value = {0};
        tn_sql_put_string(&value, planner->dialect, type->values.items[0]);
        const char *text = tn_arena_text(&planner->plan->arena, value.at, value.length);
        tn_buffer_free(&value);
        return text;
    }
    return type->variety == TN_variety_domain ? neutral_of_type(type->base) : "NULL";
}
