/*
 * Rules on types of moments.
 */
#include "lint/retype.h"
#include "lint/rules.h"

#include <string.h>

static const char *type_of(const struct tn_attribute *attribute) {
    return attribute->named_type ? attribute->named_type->base : attribute->type;
}

/* Of a type without its precision. */
static bool is_type(const struct tn_attribute *attribute, const char *name) {
    const char *type = type_of(attribute);
    size_t length = strlen(name);
    return strncmp(type, name, length) == 0 && (!type[length] || type[length] == '(');
}

/* ------------------------------------------------------------------ timestamp-no-zone */

static const char *const local[] = {"local"};

static bool lacks_zone(const struct lint_column *column) {
    return column->family == LINT_TIMESTAMP && is_type(column->attribute, "timestamp") &&
           !lint_has_word(column->attribute->name, LINT_WORD_LIST(local)) &&
           !lint_is_tagged(column->attribute, "local");
}

static bool is_clock_with_zone(const struct lint_column *column) {
    return column->family == LINT_TIME && is_type(column->attribute, "timetz");
}

/* An imported model that has it so throughout is told of it once. */
static size_t count_if_usual(const struct tn_lint *lint) {
    size_t lacking = 0, all = 0;
    LINT_EACH_TABLE(lint, table)
    LINT_EACH_COLUMN(table, column) {
        all += column->family == LINT_TIMESTAMP;
        lacking += lacks_zone(column);
    }
    return lint_is_habit(lint, lacking, all) ? lacking : 0;
}

static void check_zone(struct tn_lint *lint) {
    size_t usual = count_if_usual(lint);
    if (usual)
        lint_remedy(lint,
                    lint_find(lint, lint->model->project,
                              "%zu columns are timestamp without a time zone", usual),
                    "Make them timestamptz, which keeps moments");
    LINT_EACH_TABLE(lint, table)
    LINT_EACH_COLUMN(table, column) {
        bool moment = !usual && lacks_zone(column);
        if (!moment && !is_clock_with_zone(column))
            continue;
        struct tn_finding *found = lint_find(
            lint, column->attribute, "%s.%s is a %s", table->entity->name, column->attribute->name,
            moment ? "timestamp without a time zone" : "time of day with a time zone");
        lint_remedy(lint, found, moment ? "Make it timestamptz" : "Make it time or timestamptz");
    }
}

/* Two turns over many columns: may they all change, and the change. */
typedef bool retyper(struct tn_model *model, struct tn_attribute *attribute,
                     const struct lint_retyping *to, struct tn_error *error);

/* timestamp(3) -> timestamptz(3) */
static bool change_zone(struct tn_model *model, struct tn_attribute *attribute, const char *from,
                        const char *to, retyper *retype, struct tn_error *error) {
    struct tn_arena arena = {0};
    if (!is_type(attribute, from))
        return true;
    struct lint_retyping other = {
        .type = tn_arena_format(&arena, "%s%s", to, type_of(attribute) + strlen(from)),
        .change = LINT_OTHER_VALUES,
    };
    bool changed = retype(model, attribute, &other, error);
    tn_arena_free(&arena);
    return changed;
}

static bool change_all_zones(struct tn_model *model, struct tn_error *error) {
    static retyper *const turns[] = {lint_may_retype, lint_retype};
    struct tn_lint lint = {0};
    bool changed = true;
    lint_open(&lint, model, &(struct tn_lint_options){0});
    for (size_t i = 0; i < TN_LENGTH(turns); i++)
        LINT_EACH_TABLE(&lint, table)
    LINT_EACH_COLUMN(table, column)
    if (changed && lacks_zone(column))
        changed =
            change_zone(model, column->attribute, "timestamp", "timestamptz", turns[i], error);
    lint_close(&lint);
    return changed;
}

static bool fix_zone(struct tn_model *model, const struct tn_finding *finding,
                     struct tn_error *error) {
    struct tn_attribute *attribute = (void *)tn_find_id(model, finding->object);
    if (attribute->kind == TN_project)
        return change_all_zones(model, error);
    return change_zone(model, attribute, "timestamp", "timestamptz", lint_retype, error) &&
           change_zone(model, attribute, "timetz", "time", lint_retype, error);
}

const struct tn_rule lint_timestamp_no_zone = {
    .id = "timestamp-no-zone",
    .group = "types",
    .severity = TN_WARNING,
    .dialects = 1u << TN_POSTGRESQL,
    .title = "A moment is stored without its time zone",
    .help = "timestamp is what a clock on some wall showed: which moment that was depends on the "
            "client, and an hour is there twice when summer time ends. timestamptz keeps the "
            "moment itself, in no more bytes, and shows it in the zone of the session. timetz is "
            "the other way about: a zone without a day means nothing, use time. In an imported "
            "model that has no zones throughout it is said once, of the model.",
    .doubt = "Times that belong to a place, such as opening hours or a flight plan, are local: tag "
             "the column local, or give it a name that says so (departs_at_local).",
    .example = "CREATE TABLE orders (id integer PRIMARY KEY, created_at timestamp);\n",
    .good = "CREATE TABLE orders (id integer PRIMARY KEY, created_at timestamptz);\n",
    .check = check_zone,
    .fix = fix_zone,
};

/* ------------------------------------------------------------------ timestamp-2038 */

/* Days that lie far from now: a birth, an end. Sorted. */
static const char *const far_days[] = {
    "birth", "birthdate",  "birthday", "born",   "deadline", "dob",     "due",   "end",
    "ends",  "expiration", "expires",  "expiry", "maturity", "renewal", "until",
};

static bool ends_too_early(const struct tn_attribute *attribute) {
    return is_type(attribute, "timestamp");
}

static void check_range(struct tn_lint *lint) {
    LINT_EACH_TABLE(lint, table)
    LINT_EACH_COLUMN(table, column) {
        if (column->family != LINT_TIMESTAMP ||
            !lint_has_word(column->attribute->name, LINT_WORD_LIST(far_days)) ||
            !ends_too_early(column->attribute))
            continue;
        struct tn_finding *found = lint_find(
            lint, column->attribute, "%s.%s is a timestamp, which begins in 1970 and ends in 2038",
            table->entity->name, column->attribute->name);
        lint_remedy(lint, found, "Make it datetime");
    }
}

static bool fix_range(struct tn_model *model, const struct tn_finding *finding,
                      struct tn_error *error) {
    struct tn_attribute *attribute = (void *)tn_find_id(model, finding->object);
    struct tn_arena arena = {0};
    if (!ends_too_early(attribute))
        return true;
    struct lint_retyping wide = {
        .type = tn_arena_format(&arena, "datetime%s", type_of(attribute) + strlen("timestamp")),
    };
    bool fixed = lint_retype(model, attribute, &wide, error);
    tn_arena_free(&arena);
    return fixed;
}

const struct tn_rule lint_timestamp_2038 = {
    .id = "timestamp-2038",
    .group = "types",
    .severity = TN_INFO,
    .dialects = 1u << TN_MYSQL | 1u << TN_MARIADB,
    .title = "A day of birth or in the future is stored as TIMESTAMP",
    .help = "A TIMESTAMP of MySQL and MariaDB holds the moments from 1970 to January 2038 only (to "
            "2106 in the newest MariaDB). Days of birth lie before, expiry and due dates soon "
            "behind. DATETIME holds the years 1000 to 9999. It is not converted to the time zone "
            "of the session: store UTC.",
    .doubt = "The name decides what lies far away: an expires_at of a session of an hour is safe "
             "until shortly before 2038. Waive it there.",
    .example = "CREATE TABLE persons (id int PRIMARY KEY, birth_date timestamp NULL);\n",
    .good = "CREATE TABLE persons (id int PRIMARY KEY, birth_date datetime);\n",
    .check = check_range,
    .fix = fix_range,
};
