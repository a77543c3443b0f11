/*
 * MySQL and MariaDB: the settings of a table, one statement each. A new character set is given to
 * the columns that had the old one from the table.
 */
#include "migrate/plan.h"

#include <string.h>

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

/* Has the column to be given its definition again? On the way up only what stays as it is: the rest
 * is defined after its table. On the way down the table comes last, so that all that is there by
 * then was made under the other character set. */
static bool is_recoded(const struct planner *planner, const struct tn_attribute *attribute,
                       enum direction direction) {
    const struct tn_attribute *middle = direction == UP ? middle_of(planner, attribute) : attribute;
    const struct tn_object *before = middle ? before_of(planner, middle) : NULL;
    if (direction == DOWN)
        return before && !is_in(&planner->early, before);
    return middle && after_of(planner, middle) && !column_is_altered(planner, middle) &&
           !is_in(&planner->recreated, middle);
}

static bool inherits(const struct tn_attribute *attribute) {
    return is_text(attribute) && !*attribute->charset && !*attribute->collation;
}

/* What an option that is left out has to be set to. */
static const struct {
    const char *option, *value;
} resets[] = {
    {"ROW_FORMAT=", "DEFAULT"}, {"KEY_BLOCK_SIZE=", "0"},         {"CHECKSUM=", "0"},
    {"PACK_KEYS=", "DEFAULT"},  {"STATS_PERSISTENT=", "DEFAULT"}, {"MAX_ROWS=", "0"},
    {"MIN_ROWS=", "0"},         {"AVG_ROW_LENGTH=", "0"},         {"DELAY_KEY_WRITE=", "0"},
};

bool mysql_option_has_reset(const char *option) {
    for (size_t i = 0; i < TN_LENGTH(resets); i++)
        if (tn_same_word(resets[i].option, option))
            return true;
    return false;
}

static void put_options(struct planner *planner, struct tn_buffer *out,
                        const struct tn_entity *from, const struct tn_entity *to) {
    struct tn_buffer options = {0};
    tn_put(&options, to->options);
    for (size_t i = 0; i < TN_LENGTH(resets); i++)
        if (tn_find_word(from->options, resets[i].option) &&
            !tn_find_word(to->options, resets[i].option))
            tn_put_format(&options, "%s%s%s", options.length ? " " : "", resets[i].option,
                          resets[i].value);
    if (options.length) {
        put_alter(planner, out, to);
        tn_put(out, options.at);
        put_end(out);
    }
    tn_buffer_free(&options);
}

static void put_partitions(struct planner *planner, struct tn_buffer *out,
                           const struct tn_entity *to) {
    put_alter(planner, out, to);
    if (*to->partition_by)
        tn_put_format(out, "PARTITION BY %s", to->partition_by);
    else
        tn_put(out, "REMOVE PARTITIONING");
    put_end(out);
}

/* What the table no longer says is what the server takes by itself. */
static void put_setting(struct planner *planner, struct tn_buffer *out, const struct tn_entity *to,
                        const char *clause, const char *value) {
    bool engine = tn_starts_with(clause, "ENGINE");
    if (!*value && tn_starts_with(clause, "COLLATE"))
        return;
    put_alter(planner, out, to);
    tn_put(out, clause);
    if (*value)
        tn_sql_put_name(out, planner->dialect, value);
    else
        tn_put(out, engine ? "InnoDB" : "DEFAULT");
    put_end(out);
}

void put_mysql_table(struct planner *planner, struct tn_buffer *out, const struct tn_entity *from,
                     const struct tn_entity *to, const struct tn_entity *middle) {
    bool recoded = has_change(planner, middle, TN_entity_charset) ||
                   has_change(planner, middle, TN_entity_collation);
    for (size_t i = 0; i < TN_LENGTH(settings); i++) {
        const struct tn_field *field = &tn_kinds[TN_entity].fields[settings[i].field];
        if (has_change(planner, middle, settings[i].field))
            put_setting(planner, out, to, settings[i].clause,
                        tn_value_get(&to->object, field).text);
    }
    for (const struct tn_attribute *a = to->attributes.first; recoded && a; a = a->next)
        if (inherits(a) && is_recoded(planner, a, to == middle ? DOWN : UP))
            put_mysql_definition(planner, out, a);
    if (has_change(planner, middle, TN_entity_options))
        put_options(planner, out, from, to);
    if (has_change(planner, middle, TN_entity_partition_by))
        put_partitions(planner, out, to);
}
