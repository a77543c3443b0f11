/*
 * type-from-data: texts whose values are all of another type.
 */
#include "lint/fix.h"
#include "lint/rules.h"
#include "lint/sample.h"
#include "lint/split.h"

#include <ctype.h>
#include <string.h>

/* ------------------------------------------------------------------ what a value may be */

enum shape { INTEGER, DECIMAL, DATE, MOMENT, TRUTH, UNIQUE_ID, SHAPE_COUNT };
#define AS(shape) (1u << (shape))

/* Over all values: shapes that all of them have, and how many digits the numbers take. */
struct shapes {
    unsigned all;
    size_t values, digits, scale;
    bool truths[2]; /* both occur */
};

/* Digits, with a point between them where scale is given; no zero in front of others. */
static bool is_number_text(const char *value, size_t *digits, size_t *scale) {
    value += *value == '-';
    *digits = strspn(value, "0123456789");
    *scale = 0;
    if (!*digits || (*value == '0' && *digits > 1))
        return false;
    value += *digits;
    if (*value == '.') {
        *scale = strspn(value + 1, "0123456789");
        value += *scale + 1;
        if (!*scale)
            return false;
    }
    return !*value;
}

/* Does it have the form of the picture, in which 9 is a digit, x a hexadecimal one? How many bytes
 * of it were read; 0 where it has not. */
static size_t fits(const char *value, const char *picture) {
    size_t i = 0;
    for (; picture[i]; i++)
        if (picture[i] == '9'   ? !isdigit((unsigned char)value[i])
            : picture[i] == 'x' ? !isxdigit((unsigned char)value[i])
            : picture[i] == 'T' ? value[i] != 'T' && value[i] != ' '
                                : value[i] != picture[i])
            return 0;
    return i;
}

static int two_digits(const char *at) {
    return (at[0] - '0') * 10 + at[1] - '0';
}

static bool is_day(const char *value) {
    static const int days[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (!fits(value, "9999-99-99"))
        return false;
    int month = two_digits(value + 5), day = two_digits(value + 8);
    return month >= 1 && month <= 12 && day >= 1 && day <= days[month - 1];
}

/* 2024-01-31 12:00, with seconds and their parts, and an offset or not. */
static bool is_moment(const char *value) {
    if (!is_day(value) || !fits(value, "9999-99-99T99:99") || two_digits(value + 11) > 23 ||
        two_digits(value + 14) > 59)
        return false;
    value += strlen("9999-99-99T99:99");
    value += fits(value, ":99");
    if (*value == '.')
        value += 1 + strspn(value + 1, "0123456789");
    value += *value == 'Z' ? 1 : 0;
    if (*value == '+' || *value == '-')
        value += fits(value + 1, "99:99") ? 6 : fits(value + 1, "99") ? 3 : 0;
    return !*value;
}

static int truth_of(const char *value) {
    static const char *const words[][2] = {
        {"false", "true"}, {"f", "t"}, {"no", "yes"}, {"n", "y"}};
    for (size_t i = 0; i < TN_LENGTH(words); i++)
        for (int truth = 0; truth < 2; truth++)
            if (tn_same_word(words[i][truth], value))
                return truth;
    return -1;
}

static unsigned shapes_of(const char *value, struct shapes *shapes) {
    size_t digits, scale;
    unsigned has = 0;
    int truth = truth_of(value);
    if (is_number_text(value, &digits, &scale)) {
        has |= AS(DECIMAL) | (scale ? 0 : AS(INTEGER));
        shapes->digits = digits > shapes->digits ? digits : shapes->digits;
        shapes->scale = scale > shapes->scale ? scale : shapes->scale;
    }
    if (truth >= 0) {
        has |= AS(TRUTH);
        shapes->truths[truth] = true;
    }
    if (is_day(value) && !value[10])
        has |= AS(DATE);
    if (is_moment(value))
        has |= AS(MOMENT);
    if (fits(value, "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx") == 36 && !value[36])
        has |= AS(UNIQUE_ID);
    return has;
}

static struct shapes shapes_in(const struct tn_sample *sample, size_t column) {
    struct shapes shapes = {.all = AS(SHAPE_COUNT) - 1};
    for (size_t row = 0; row < sample->columns.rows; row++)
        shapes.values += lint_sample_value(sample, column, row) != NULL;
    for (uint32_t code = 0; code < sample->columns.items[column].distinct && shapes.all; code++)
        if (sample->values[column][code])
            shapes.all &= shapes_of(sample->values[column][code], &shapes);
    if (!shapes.truths[0] || !shapes.truths[1])
        shapes.all &= ~AS(TRUTH);
    return shapes;
}

/* ------------------------------------------------------------------ the type */

/* What a finding proposes, for its fix: the shape and the digits of a number. */
static size_t packed(enum shape shape, const struct shapes *shapes) {
    return (size_t)shape | shapes->digits << 8 | shapes->scale << 16;
}

static const char *number_type(const struct tn_dialect *dialect, size_t proposal,
                               struct tn_arena *arena) {
    size_t digits = proposal >> 8 & 0xff, scale = proposal >> 16 & 0xff;
    enum { SMALL_DIGITS = 9, LARGE_DIGITS = 18 };
    if (!scale && (digits <= SMALL_DIGITS || dialect->id == TN_SQLITE))
        return "integer";
    if (!scale && digits <= LARGE_DIGITS)
        return "bigint";
    if (dialect->id == TN_SQLITE)
        return "numeric";
    return tn_arena_format(arena, "numeric(%zu,%zu)", digits + scale, scale);
}

/* NULL where the dialect has no such type. */
static const char *type_of(const struct tn_dialect *dialect, size_t proposal,
                           struct tn_arena *arena) {
    bool lite = dialect->id == TN_SQLITE, mysql = lint_is_mysql(dialect);
    switch ((enum shape)(proposal & 0xff)) {
    case INTEGER:
    case DECIMAL:
        return number_type(dialect, proposal, arena);
    case DATE:
        return lite ? NULL : "date";
    case MOMENT:
        return lite ? NULL : mysql ? "datetime" : "timestamp with time zone";
    case TRUTH:
        return dialect->id == TN_POSTGRESQL ? "boolean" : NULL;
    case UNIQUE_ID:
        return dialect->can.uuid_type ? "uuid" : NULL;
    default:
        return NULL;
    }
}

/* ------------------------------------------------------------------ the rule */

static void check_column(struct tn_lint *lint, const struct lint_table *table,
                         const struct lint_column *column) {
    static const char *const what[] = {"whole numbers",  "numbers",      "dates",
                                       "points in time", "truth values", "UUIDs"};
    struct shapes shapes = shapes_in(table->sample, column->sampled - 1);
    if (LINT_HAS(column->name, digits))
        shapes.all &= ~(AS(INTEGER) | AS(DECIMAL));
    if (!shapes.all || shapes.values < (size_t)lint_number(lint, "rows"))
        return;
    enum shape shape = (enum shape)__builtin_ctz(shapes.all);
    const char *type = type_of(lint->dialect, packed(shape, &shapes), &lint->arena);
    if (!type)
        return;
    struct tn_finding *found =
        lint_find(lint, column->attribute, "%s.%s is %s, but all %zu values of it in %s are %s",
                  table->entity->name, column->attribute->name,
                  lint_type_title(column->attribute, &lint->arena), shapes.values,
                  table->sample->name, what[shape]);
    found->detail = packed(shape, &shapes);
    lint_remedy(lint, found, "Make it %s", type);
}

static void check_types(struct tn_lint *lint) {
    LINT_EACH_SAMPLED(lint, table) {
        if (lint_has_any_tag(table->entity, "staging"))
            continue;
        LINT_EACH_COLUMN(table, column)
        if (column->sampled && column->family == LINT_TEXT && !column->foreign &&
            !*column->attribute->generated)
            check_column(lint, table, column);
    }
}

static bool is_referred_to(const struct tn_model *model, const struct tn_attribute *attribute) {
    TN_EACH_OF(model, relationship, r)
    if (r->target == tn_entity_of(attribute) &&
        (tn_refs_have(r->target_attributes, attribute) ||
         (!r->target_attributes.count && tn_is_primary(attribute))))
        return true;
    return false;
}

static bool may_change(const struct tn_model *model, const struct tn_attribute *attribute,
                       struct tn_error *error) {
    const char *name = attribute->name;
    if (attribute->named_type)
        return tn_fail(error, "%s has the type %s: change that type by hand", name,
                       attribute->named_type->name);
    if (is_referred_to(model, attribute))
        return tn_fail(error, "foreign keys refer to %s: change all of them by hand", name);
    if (*attribute->default_value)
        return tn_fail(error, "%s has a default value, a text: change both by hand", name);
    if (lint_is_in_expressions(model, attribute))
        return tn_fail(error, "an expression uses %s: change both by hand", name);
    return lint_nothing_mentions(model, &attribute->object, error);
}

static bool fix_type(struct tn_model *model, const struct tn_finding *finding,
                     struct tn_error *error) {
    struct tn_attribute *attribute = (void *)tn_find_id(model, finding->object);
    const struct tn_dialect *dialect = tn_dialect_of(model);
    if (!may_change(model, attribute, error))
        return false;
    const char *type = type_of(dialect, finding->detail, &model->arena);
    tn_set_text(model, attribute, TN_attribute_type,
                tn_sql_canonical_type(model, dialect, type ? type : attribute->type));
    tn_set_text(model, attribute, TN_attribute_collation, "");
    tn_set_text(model, attribute, TN_attribute_charset, "");
    return true;
}

const struct tn_rule lint_type_from_data = {
    .id = "type-from-data",
    .group = "types",
    .severity = TN_INFO,
    .title = "A text column holds only numbers, dates or the like",
    .help = "Texts are compared letter by letter: \"10\" comes before \"9\", and nothing keeps "
            "\"n/a\" out. Where all values of a sample are numbers, dates, points in time, truth "
            "values or UUIDs, the column should have that type: the fix gives it. Looked at where "
            "there is a sample of enough rows (tenon check --data; the option rows).",
    .doubt = "Codes that happen to be digits are no numbers: columns called code, phone, zip and "
             "the like are left alone, and so are values with a zero in front. Waive the finding "
             "where other values are to come.",
    .options =
        (const struct tn_rule_option[]){
            {"rows", TN_OPTION_NUMBER, "20", "How many rows must have a value", NULL}, {0}},
    .example = "CREATE TABLE readings (id integer PRIMARY KEY, taken_on text);\n"
               "-- data: readings: id taken_on; 1 2024-01-31; 2 2024-02-01; 3 2024-02-29\n"
               "-- rule: type-from-data rows=3\n",
    .good = "CREATE TABLE readings (id integer PRIMARY KEY, zip text, remark text);\n"
            "-- data: readings: id zip remark; 1 10115 1; 2 20095 2; 3 80331 none\n"
            "-- rule: type-from-data rows=3\n",
    .check = check_types,
    .fix = fix_type,
};
