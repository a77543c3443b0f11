/*
 * MySQL and MariaDB: a column is altered by giving its whole definition again, a table's settings
 * one by one.
 */
#include "migrate/plan.h"

#include <string.h>

static void put_modify(struct planner *planner, struct tn_buffer *out,
                       const struct tn_attribute *attribute) {
    put_alter(planner, out, tn_entity_of(attribute));
    tn_put(out, "MODIFY COLUMN ");
    tn_sql_put_column(out, planner->dialect, attribute);
    put_end(out);
}

/* Rows that are null get the default before the column refuses them. */
static void put_fill(struct planner *planner, struct tn_buffer *out,
                     const struct tn_attribute *to) {
    struct tn_buffer name = {0};
    tn_sql_put_name(&name, planner->dialect, to->name);
    tn_put(out, "UPDATE ");
    tn_sql_put_path(out, planner->dialect, tn_entity_of(to));
    tn_put_format(out, " SET %s = %s WHERE %s IS NULL", name.at, to->default_value, name.at);
    put_end(out);
    tn_buffer_free(&name);
}

void put_mysql_column(struct planner *planner, struct tn_buffer *out,
                      const struct tn_attribute *from, const struct tn_attribute *to) {
    bool fill = from->nullable && !to->nullable && *to->default_value && !*to->generated &&
                !column_retyped(planner, from, to, UP);
    if (fill)
        put_fill(planner, out, to);
    put_modify(planner, out, to);
}

/* ------------------------------------------------------------------ tables */

static const struct {
    unsigned field;
    const char *clause;
} settings[] = {
    {TN_entity_engine, "ENGINE="},
    {TN_entity_charset, "DEFAULT CHARACTER SET "},
    {TN_entity_collation, "COLLATE "},
};

/* A column without a character set of its own has its table's: of the time when it was made. */
static bool is_text(const struct tn_attribute *attribute) {
    static const char *const words[] = {"char",       "varchar",  "text", "tinytext",
                                        "mediumtext", "longtext", "enum", "set"};
    size_t length = strcspn(attribute->type, "( ");
    for (size_t i = 0; i < TN_LENGTH(words); i++)
        if (strlen(words[i]) == length && memcmp(words[i], attribute->type, length) == 0)
            return true;
    return false;
}

/* A column on both sides; ATTRIBUTE may stand on either. */
static bool stays(const struct planner *planner, const struct tn_attribute *attribute) {
    bool middle = tn_find_id(planner->middle, attribute->id) == &attribute->object;
    return middle ? after_of(planner, attribute) != NULL : middle_of(planner, attribute) != NULL;
}

static bool inherits(const struct tn_attribute *attribute) {
    return is_text(attribute) && !*attribute->charset && !*attribute->collation;
}

static void put_options(struct planner *planner, struct tn_buffer *out,
                        const struct tn_entity *from, const struct tn_entity *to) {
    if (strcmp(from->options, to->options) == 0)
        return;
    if (*to->options) {
        put_alter(planner, out, to);
        tn_put(out, to->options);
        put_end(out);
    } else {
        hazard(planner, "mig-by-hand", to, "options of table %s are left as they are: %s", to->name,
               from->options);
    }
}

static void put_partitions(struct planner *planner, struct tn_buffer *out,
                           const struct tn_entity *from, const struct tn_entity *to) {
    if (strcmp(from->partition_by, to->partition_by) == 0)
        return;
    put_alter(planner, out, to);
    if (*to->partition_by)
        tn_put_format(out, "PARTITION BY %s", to->partition_by);
    else
        tn_put(out, "REMOVE PARTITIONING");
    put_end(out);
}

void put_mysql_table(struct planner *planner, struct tn_buffer *out, const struct tn_entity *from,
                     const struct tn_entity *to) {
    bool recoded =
        !tn_same_word(from->charset, to->charset) || !tn_same_word(from->collation, to->collation);
    for (size_t i = 0; i < TN_LENGTH(settings); i++) {
        const struct tn_field *field = &tn_kinds[TN_entity].fields[settings[i].field];
        const char *a = tn_value_get(&from->object, field).text;
        const char *b = tn_value_get(&to->object, field).text;
        if (tn_same_word(a, b) || !*b)
            continue;
        put_alter(planner, out, to);
        tn_put(out, settings[i].clause);
        tn_sql_put_name(out, planner->dialect, b);
        put_end(out);
    }
    for (const struct tn_attribute *a = to->attributes.first; recoded && a; a = a->next)
        if (inherits(a) && stays(planner, a))
            put_modify(planner, out, a);
    put_options(planner, out, from, to);
    put_partitions(planner, out, from, to);
}
