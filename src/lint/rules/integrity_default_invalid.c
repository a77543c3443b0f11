/*
 * default-invalid: constants that their column cannot hold, or that a check of the table refuses.
 */
#include "lint/condition.h"
#include "lint/rules.h"
#include "lint/rules/integrity_common.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ numbers */

static bool is_number(const struct lint_value *value, double *number) {
    *number = value->number;
    if (!value->is_text)
        return true;
    char *end;
    *number = strtod(value->text, &end);
    return end != value->text && end[strspn(end, " ")] == 0;
}

static bool fits_integer(struct lint_type type, double number) {
    if (type.size < 1 || type.size > 8)
        return true;
    double half = ldexp(1, (int)type.size * 8 - 1);
    return type.is_unsigned ? number >= 0 && number < 2 * half : number >= -half && number < half;
}

static bool fits_decimal(struct lint_type type, double number) {
    return !type.size || fabs(number) < pow(10, (double)(type.size - type.scale));
}

static const char *fault_of_number(const struct tn_dialect *dialect, struct lint_type type,
                                   const struct lint_value *value) {
    double number;
    if (!is_number(value, &number))
        return "is no number";
    if (dialect->id == TN_SQLITE)
        return NULL;
    bool fits = type.family == LINT_INTEGER   ? fits_integer(type, number)
                : type.family == LINT_DECIMAL ? fits_decimal(type, number)
                                              : true;
    return fits ? NULL : "does not fit";
}

/* ------------------------------------------------------------------ dates */

static int digits_at(const char *text, size_t count) {
    int number = 0;
    for (size_t i = 0; i < count; i++) {
        if (!isdigit((unsigned char)text[i]))
            return -1;
        number = number * 10 + text[i] - '0';
    }
    return number;
}

static bool is_day(int year, int month, int day) {
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return month >= 1 && month <= 12 && day >= 1 &&
           day <= days[month - 1] + (leap && month == 2 ? 1 : 0);
}

static const char *fault_of_date(const char *text) {
    int year = digits_at(text, 4);
    if (year < 0)
        return strpbrk(text, "0123456789") || !*text ? NULL : "is no date";
    if (text[4] != '-' || digits_at(text + 5, 2) < 0 || text[7] != '-' ||
        digits_at(text + 8, 2) < 0)
        return NULL; /* some other way to write one */
    if (!year && !digits_at(text + 5, 2))
        return "is a date of zeros";
    return is_day(year, digits_at(text + 5, 2), digits_at(text + 8, 2)) ? NULL : "is no date";
}

static bool names_moment(const char *text) {
    static const char *const words[] = {"now",       "today",    "tomorrow",  "yesterday",
                                        "epoch",     "infinity", "-infinity", "allballs",
                                        "+infinity", "current"};
    for (size_t i = 0; i < TN_LENGTH(words); i++)
        if (tn_same_word(text, words[i]))
            return true;
    return false;
}

static const char *fault_of_moment(const struct tn_dialect *dialect,
                                   const struct lint_value *value) {
    if (value->is_text)
        return *value->text == 0           ? "is no date"
               : names_moment(value->text) ? NULL
                                           : fault_of_date(value->text);
    if (dialect->id == TN_POSTGRESQL)
        return "is a number, not a date";
    return lint_is_mysql(dialect) && value->number == 0 ? "is a date of zeros" : NULL;
}

/* ------------------------------------------------------------------ other types */

static const char *fault_of_boolean(const struct tn_dialect *dialect,
                                    const struct lint_value *value) {
    static const char *const words[] = {"t", "true",  "y", "yes", "on",  "1",
                                        "f", "false", "n", "no",  "off", "0"};
    double number;
    if (dialect->id == TN_SQLITE)
        return NULL;
    if (lint_is_mysql(dialect))
        return is_number(value, &number) || *value->text == 'b' ? NULL : "is no number";
    if (!value->is_text)
        return "is a number, not a boolean";
    for (size_t i = 0; i < TN_LENGTH(words); i++)
        if (tn_same_word(value->text, words[i]))
            return NULL;
    return "is no boolean";
}

static const char *fault_of_text(const struct tn_dialect *dialect, struct lint_type type,
                                 const struct lint_value *value) {
    if (dialect->id == TN_SQLITE || !value->is_text || !type.size)
        return NULL;
    size_t length = strlen(value->text);
    while (length && value->text[length - 1] == ' ') /* which are cut off */
        length--;
    struct tn_buffer cut = {0};
    tn_put_bytes(&cut, value->text, length);
    bool fits = tn_utf8_count(tn_buffer_text(&cut)) <= (size_t)type.size;
    tn_buffer_free(&cut);
    return fits ? NULL : "is too long";
}

static const char *fault_of_uuid(const struct lint_value *value) {
    size_t digits = 0;
    for (const char *c = value->is_text ? value->text : "x"; *c; c++)
        if (isxdigit((unsigned char)*c))
            digits++;
        else if (!strchr("-{}", *c))
            return "is no UUID";
    return digits == 32 ? NULL : "is no UUID";
}

/* The members of enum('a','b') are told by its text. */
static bool is_member(const struct lint_expression *e, const char *text) {
    for (size_t i = 0; i < e->count; i++) {
        if (e->tokens[i].kind != T_STRING)
            continue;
        struct tn_buffer member = {0};
        token_unquote(&e->tokens[i], e->dialect->id, &member);
        bool same = tn_same_word(tn_buffer_text(&member), text);
        tn_buffer_free(&member);
        if (same)
            return true;
    }
    return false;
}

static const char *fault_of_member(struct tn_lint *lint, const struct tn_attribute *attribute,
                                   const struct lint_value *value) {
    const struct tn_type *named = attribute->named_type;
    if (!value->is_text)
        return NULL;
    if (!named)
        return is_member(lint_expression_of(lint, attribute->type), value->text)
                   ? NULL
                   : "is none of its values";
    for (size_t i = 0; i < named->values.count; i++)
        if (strcmp(named->values.items[i], value->text) == 0)
            return NULL;
    return "is none of its values";
}

static const char *fault_of(struct tn_lint *lint, const struct tn_attribute *attribute,
                            const struct lint_value *value) {
    const struct tn_dialect *dialect = lint->dialect;
    struct lint_type type = lint_column_type(dialect, attribute);
    switch (type.family) {
    case LINT_INTEGER:
    case LINT_DECIMAL:
    case LINT_FLOAT:
        return fault_of_number(dialect, type, value);
    case LINT_BOOLEAN:
        return fault_of_boolean(dialect, value);
    case LINT_TEXT:
        return fault_of_text(dialect, type, value);
    case LINT_DATE:
    case LINT_TIMESTAMP:
        return fault_of_moment(dialect, value);
    case LINT_UUID:
        return dialect->id == TN_POSTGRESQL ? fault_of_uuid(value) : NULL;
    case LINT_ENUMERATION:
        return fault_of_member(lint, attribute, value);
    default:
        return NULL;
    }
}

/* ------------------------------------------------------------------ the findings */

static bool constant_of(struct tn_lint *lint, const struct lint_column *column,
                        struct lint_value *value) {
    const char *text = column->attribute->default_value;
    if (!*text)
        return false;
    const struct lint_expression *e = lint_expression_of(lint, text);
    bool bits = (*text | 32) == 'b' && text[1] == '\'';
    return !bits && lint_constant(lint, e, 0, e->count, value);
}

static void check_types(struct tn_lint *lint, struct lint_table *table,
                        struct tn_id_map *reported) {
    LINT_EACH_COLUMN(table, column) {
        struct lint_value value;
        const struct tn_attribute *a = column->attribute;
        const char *fault = constant_of(lint, column, &value) ? fault_of(lint, a, &value) : NULL;
        if (!fault)
            continue;
        struct tn_finding *found =
            lint_find(lint, a, "the default %s of %s.%s (%s) %s", a->default_value,
                      table->entity->name, a->name, lint_type_title(a, &lint->arena), fault);
        lint_remedy(lint, found, "Correct the default");
        tn_id_map_put(reported, a->id, table);
    }
}

enum { MOST_COLUMNS = 8 }; /* of a check that are looked at */

static void settle(const struct lint_column *column, struct lint_value *value) {
    double number;
    bool numeric = column->family == LINT_INTEGER || column->family == LINT_DECIMAL ||
                   column->family == LINT_FLOAT;
    if (numeric && is_number(value, &number))
        *value = (struct lint_value){.number = number};
}

static void check_against(struct tn_lint *lint, struct lint_table *table,
                          const struct tn_check *check, struct tn_id_map *reported) {
    const struct lint_column *columns[MOST_COLUMNS];
    const struct lint_condition *c = lint_condition_of(lint, table, check);
    size_t count = lint_condition_columns(c, columns, MOST_COLUMNS);
    for (size_t i = 0; i < count; i++) {
        const struct tn_attribute *a = columns[i]->attribute;
        struct lint_value value;
        if (tn_id_map_get(reported, a->id) || !constant_of(lint, columns[i], &value))
            continue;
        settle(columns[i], &value);
        if (lint_truths(lint, table, check->expression, c, columns[i], &value) != LINT_IS_FALSE)
            continue;
        struct tn_finding *found =
            lint_find(lint, a, "the default %s of %s.%s fails %s", a->default_value,
                      table->entity->name, a->name, lint_check_title(lint, check));
        lint_remedy(lint, found, "Correct the default, or the check");
        tn_id_map_put(reported, a->id, table);
    }
}

static void check_invalid(struct tn_lint *lint) {
    struct tn_id_map reported = {0};
    LINT_EACH_TABLE(lint, table) {
        check_types(lint, table, &reported);
        for (struct tn_check *check = table->entity->checks.first; check; check = check->next)
            if (!check->not_enforced)
                check_against(lint, table, check, &reported);
    }
    tn_id_map_free(&reported);
}

const struct tn_rule lint_default_invalid = {
    .id = "default-invalid",
    .group = "integrity",
    .severity = TN_ERROR,
    .title = "A default that its column cannot hold",
    .help = "A default of the wrong type, a text that is too long, a number that does not fit, a "
            "word that the enumeration has not, a date of zeros, a value that a check of the table "
            "refuses: some servers refuse the table, others make it, and then every insert that "
            "relies on the default fails. Correct the default.",
    .doubt = "Only constants are judged. SQLite holds any value in any column, so only texts in "
             "columns of numbers, and checks, count there.",
    .example = "CREATE TABLE orders (\n"
               "    id integer PRIMARY KEY,\n"
               "    status varchar(10) NOT NULL DEFAULT 'fresh' CHECK (status IN ('new', "
               "'done'))\n"
               ");\n",
    .good = "CREATE TABLE orders (\n"
            "    id integer PRIMARY KEY,\n"
            "    status varchar(10) NOT NULL DEFAULT 'new' CHECK (status IN ('new', 'done'))\n"
            ");\n",
    .check = check_invalid,
};
