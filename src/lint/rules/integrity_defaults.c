/*
 * Rules on defaults: those that should be there, and those that say something else than is meant.
 */
#include "lint/condition.h"
#include "lint/fix.h"
#include "lint/rules.h"

#include <stdlib.h>
#include <string.h>

static bool has_default(const struct tn_attribute *attribute) {
    const struct tn_type *type = attribute->named_type;
    return (*attribute->default_value && !tn_same_word(attribute->default_value, "NULL")) ||
           *attribute->generated || attribute->identity != TN_identity_none ||
           (type && *type->default_value) || tn_find_word(attribute->options, "row start") ||
           tn_find_word(attribute->options, "row end");
}

/* ------------------------------------------------------------------ default-expected */

static bool is_moment(const struct lint_column *column) {
    return column->family == LINT_TIMESTAMP || column->family == LINT_DATE;
}

/* created_at, updated_on, modified */
static bool tells_when_written(const struct lint_name *name) {
    if (!name->count || !(name->classes[0] & LINT_WORDS(stamp)))
        return false;
    static const char *const ends[] = {"at", "on", "date", "time"};
    for (size_t i = 0; i < TN_LENGTH(ends) && name->count == 2; i++)
        if (lint_ends_in(name, ends[i]))
            return true;
    return name->count == 1;
}

static bool is_stamp(const struct lint_column *column) {
    return is_moment(column) && !column->primary && !column->foreign &&
           tells_when_written(column->name);
}

static bool is_status(const struct lint_column *column) {
    return lint_is_words(column->name, "status") && column->family != LINT_BOOLEAN;
}

/* What a new row starts with: when it was made, no, its first status. */
enum start { START_STAMP, START_FLAG, START_STATUS, START_COUNT, START_NONE = START_COUNT };

static enum start start_of(const struct lint_column *column) {
    if (column->primary || column->foreign)
        return START_NONE;
    if (is_stamp(column))
        return START_STAMP;
    if (column->attribute->nullable)
        return START_NONE;
    return column->family == LINT_BOOLEAN ? START_FLAG
           : is_status(column)            ? START_STATUS
                                          : START_NONE;
}

/* In an imported model most of whose columns of a sort have no default, the application sees to
 * them. */
struct starts {
    size_t all[START_COUNT], without[START_COUNT];
    bool left_to_others[START_COUNT];
};

static struct starts starts_of(const struct tn_lint *lint) {
    struct starts starts = {0};
    LINT_EACH_TABLE(lint, table)
    LINT_EACH_COLUMN(table, column) {
        enum start start = lint->imported ? start_of(column) : START_NONE;
        if (start == START_NONE)
            continue;
        starts.all[start]++;
        starts.without[start] += !has_default(column->attribute);
    }
    for (size_t i = 0; i < START_COUNT; i++)
        starts.left_to_others[i] = lint_is_convention(starts.without[i], starts.all[i]);
    return starts;
}

static void check_expected(struct tn_lint *lint) {
    static const char *const values[START_COUNT] = {"CURRENT_TIMESTAMP", "false",
                                                    "the first status of a new row"};
    struct starts starts = starts_of(lint);
    LINT_EACH_TABLE(lint, table) {
        if (lint_has_any_tag(table->entity, "staging snapshot"))
            continue;
        LINT_EACH_COLUMN(table, column) {
            enum start start = start_of(column);
            if (start == START_NONE || starts.left_to_others[start] ||
                has_default(column->attribute))
                continue;
            struct tn_finding *found = lint_find(lint, column->attribute, "%s.%s has no default",
                                                 table->entity->name, column->attribute->name);
            lint_remedy(lint, found, "Add a default, such as %s", values[start]);
            lint_alike(lint, found, values[start]);
        }
    }
}

/* MySQL wants as many digits of a second as the column has. */
static bool put_now(const struct tn_dialect *dialect, const struct tn_attribute *attribute,
                    struct tn_buffer *out, struct tn_error *error) {
    bool date = lint_column_type(dialect, attribute).family == LINT_DATE;
    const char *digits = strchr(attribute->type, '(');
    if (date && lint_is_mysql(dialect) && !dialect->can.expression_default)
        return tn_fail(error, "%s has no default for the day of today", dialect->title);
    if (date)
        tn_put(out, lint_is_mysql(dialect) ? "(CURRENT_DATE)" : "CURRENT_DATE");
    else
        tn_put_format(out, "CURRENT_TIMESTAMP%s", lint_is_mysql(dialect) && digits ? digits : "");
    return true;
}

static bool put_default(const struct tn_dialect *dialect, const struct tn_attribute *attribute,
                        struct tn_buffer *out, struct tn_error *error) {
    struct lint_type type = lint_column_type(dialect, attribute);
    const struct tn_type *named = attribute->named_type;
    if (type.family == LINT_TIMESTAMP || type.family == LINT_DATE)
        return put_now(dialect, attribute, out, error);
    if (type.family == LINT_BOOLEAN) {
        bool bits = tn_starts_with(attribute->type, "bit");
        tn_put(out, dialect->id == TN_POSTGRESQL ? "false" : bits ? "b'0'" : "0");
        return true;
    }
    if (named && named->values.count) {
        tn_sql_put_string(out, dialect, named->values.items[0]);
        return true;
    }
    if (tn_starts_with(attribute->type, "enum(")) {
        const char *end = strpbrk(attribute->type, ",)");
        tn_put_bytes(out, attribute->type + 5, (size_t)(end - attribute->type - 5));
        return true;
    }
    return tn_fail(error, "which status a new row has must be said by hand");
}

static bool fix_expected(struct tn_model *model, const struct tn_finding *finding,
                         struct tn_error *error) {
    struct tn_attribute *attribute = (void *)tn_find_id(model, finding->object);
    struct tn_buffer text = {0};
    if (has_default(attribute))
        return true;
    bool good = put_default(tn_dialect_of(model), attribute, &text, error);
    if (good)
        tn_set_text(model, attribute, TN_attribute_default_value, text.at);
    tn_buffer_free(&text);
    return good;
}

const struct tn_rule lint_default_expected = {
    .id = "default-expected",
    .group = "integrity",
    .severity = TN_INFO,
    .title = "A column that new rows start with has no default",
    .help = "When a row was written, whether a flag is set, which status a new row has: the "
            "database can fill that in, and then it is right whichever program inserts the row. "
            "Add a default: CURRENT_TIMESTAMP, false, the first status.",
    .doubt = "A default that the application or a trigger sees to is not known here: waive the "
             "finding, or turn the rule off where that is your convention. In an imported model "
             "where most moments, most booleans or most statuses have no default, that is the "
             "convention. Nullable booleans "
             "are the matter of boolean-nullable; tables tagged staging or snapshot are left out.",
    .example = "CREATE TABLE orders (\n"
               "    id integer PRIMARY KEY,\n"
               "    created_at timestamptz NOT NULL\n"
               ");\n",
    .good = "CREATE TABLE orders (\n"
            "    id integer PRIMARY KEY,\n"
            "    created_at timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP\n"
            ");\n",
    .check = check_expected,
    .fix = fix_expected,
};

/* ------------------------------------------------------------------ default-null-string */

static bool is_null_string(struct tn_lint *lint, const struct lint_column *column) {
    const char *text = column->attribute->default_value;
    struct lint_value value;
    if (!tn_find_word(text, "null") || !strchr(text, '\''))
        return false;
    const struct lint_expression *e = lint_expression_of(lint, text);
    return lint_constant(lint, e, 0, e->count, &value) && value.is_text &&
           tn_same_word(value.text, "null");
}

static void check_null_string(struct tn_lint *lint) {
    LINT_EACH_TABLE(lint, table)
    LINT_EACH_COLUMN(table, column) {
        if (!*column->attribute->default_value || !is_null_string(lint, column))
            continue;
        struct tn_finding *found =
            lint_find(lint, column->attribute, "the default of %s.%s is the text 'NULL', not null",
                      table->entity->name, column->attribute->name);
        lint_remedy(lint, found, "Drop the default: then it is null");
    }
}

static bool fix_null_string(struct tn_model *model, const struct tn_finding *finding,
                            struct tn_error *error) {
    (void)error;
    tn_set_text(model, tn_find_id(model, finding->object), TN_attribute_default_value, "");
    return true;
}

const struct tn_rule lint_default_null_string = {
    .id = "default-null-string",
    .group = "integrity",
    .severity = TN_WARNING,
    .title = "A default is the text NULL in quotes",
    .help = "In quotes NULL is a text of four letters: rows get it as a value, IS NULL does not "
            "find them, and it stays unnoticed until somebody prints it. Without a default a "
            "column is null by itself, so drop it.",
    .doubt = NULL,
    .example = "CREATE TABLE users (id integer PRIMARY KEY, nickname varchar(20) DEFAULT "
               "'NULL');\n",
    .good = "CREATE TABLE users (id integer PRIMARY KEY, nickname varchar(20));\n",
    .check = check_null_string,
    .fix = fix_null_string,
};
