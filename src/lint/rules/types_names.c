/*
 * A name that promises another type than the column has.
 */
#include "lint/retype.h"
#include "lint/rules.h"

#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ name-type-mismatch */

enum promise {
    PROMISE_NONE,
    PROMISE_MOMENT,
    PROMISE_DAY,
    PROMISE_FLAG,
    PROMISE_COUNT,
    PROMISE_ID,
    PROMISE_JSON,
};

static const char *const promised[] = {
    [PROMISE_MOMENT] = "a moment",  [PROMISE_DAY] = "a day",
    [PROMISE_FLAG] = "yes or no",   [PROMISE_COUNT] = "a number of things",
    [PROMISE_ID] = "an identifier", [PROMISE_JSON] = "a document",
};

static const char *const counted[] = {"count", "counts", "qty", "quantity"};
static const char *const documents[] = {"json", "jsonb"};

/* By the first word or the last, of several. */
static enum promise promise_of(const struct lint_name *name, enum lint_family family) {
    uint64_t last = name->count > 1 ? name->classes[name->count - 1] : 0;
    struct tn_slice word = {"", 0};
    if (last & LINT_WORDS(at))
        return PROMISE_MOMENT;
    if (last & LINT_WORDS(day))
        return PROMISE_DAY;
    if (last & LINT_WORDS(id))
        return PROMISE_ID;
    if (family == LINT_TEXT && name->count > 1)
        word = name->words[name->count - 1];
    if (lint_word_in(LINT_WORD_LIST(counted), word))
        return PROMISE_COUNT;
    if (lint_word_in(LINT_WORD_LIST(documents), word))
        return PROMISE_JSON;
    return name->count > 1 && LINT_BEGINS(name, flag) ? PROMISE_FLAG : PROMISE_NONE;
}

/* SQLite keeps truth as a number and days as text; MySQL's BOOLEAN is a TINYINT. */
static bool breaks_flag(const struct tn_dialect *dialect, const struct lint_type *type) {
    bool number = type->family == LINT_INTEGER || type->family == LINT_DECIMAL;
    if (number && (dialect->id == TN_SQLITE || (lint_is_mysql(dialect) && type->size == 1)))
        return false;
    bool moment = type->family == LINT_TIMESTAMP || type->family == LINT_DATE;
    return number || moment || type->family == LINT_FLOAT || type->family == LINT_TEXT;
}

static bool breaks(const struct tn_dialect *dialect, enum promise promise,
                   const struct lint_type *type) {
    bool text = type->family == LINT_TEXT && !(dialect->id == TN_SQLITE && !type->size);
    switch (promise) {
    case PROMISE_MOMENT:
        return text || type->family == LINT_DATE || type->family == LINT_BOOLEAN;
    case PROMISE_DAY:
        return text || type->family == LINT_TIMESTAMP;
    case PROMISE_FLAG:
        return breaks_flag(dialect, type);
    case PROMISE_COUNT:
        return type->family == LINT_TEXT;
    case PROMISE_ID:
        return type->family == LINT_FLOAT || (type->family == LINT_DECIMAL && type->scale > 0);
    case PROMISE_JSON:
        return type->family == LINT_TEXT && type->size > 0 && type->size <= 1000;
    default:
        return false;
    }
}

static const char *promised_type(const struct tn_dialect *dialect, enum promise promise) {
    static const char *const types[][TN_DIALECT_COUNT] = {
        [PROMISE_MOMENT] = {"timestamptz", "datetime", "datetime", "DATETIME"},
        [PROMISE_DAY] = {"date", "date", "date", "DATE"},
        [PROMISE_FLAG] = {"boolean", "tinyint(1)", "tinyint(1)", "BOOLEAN"},
        [PROMISE_COUNT] = {"integer", "int", "int", "INTEGER"},
        [PROMISE_ID] = {"bigint", "bigint", "bigint", "INTEGER"},
        [PROMISE_JSON] = {"jsonb", "json", "json", "TEXT"},
    };
    return types[promise][dialect->id];
}

static enum promise broken_promise(const struct tn_dialect *dialect,
                                   const struct lint_column *column) {
    enum promise promise = promise_of(column->name, column->family);
    if (promise == PROMISE_NONE || column->attribute->dimensions)
        return PROMISE_NONE;
    struct lint_type type = column->type;
    return breaks(dialect, promise, &type) ? promise : PROMISE_NONE;
}

/* How an imported model has it throughout: days that are moments are its way of naming them, flags
 * that are no booleans are told of once. */
struct habits {
    size_t moments, days, odd_flags, flags;
    bool moments_as_days, flags_as_numbers;
};

static void count_habit(struct habits *habits, const struct tn_dialect *dialect,
                        const struct lint_column *column) {
    enum promise promise = promise_of(column->name, column->family);
    bool moment = column->family == LINT_TIMESTAMP;
    if (promise == PROMISE_DAY && (moment || column->family == LINT_DATE)) {
        habits->days++;
        habits->moments += moment;
    }
    if (promise == PROMISE_FLAG) {
        habits->flags++;
        habits->odd_flags += broken_promise(dialect, column) == PROMISE_FLAG;
    }
}

static struct habits habits_of(const struct tn_lint *lint) {
    struct habits habits = {0};
    if (!lint->imported)
        return habits;
    LINT_EACH_TABLE(lint, table)
    LINT_EACH_COLUMN(table, column)
    count_habit(&habits, lint->dialect, column);
    habits.moments_as_days = lint_is_convention(habits.moments, habits.days);
    habits.flags_as_numbers = lint_is_convention(habits.odd_flags, habits.flags);
    return habits;
}

static void report_flags(struct tn_lint *lint, const struct habits *habits) {
    struct tn_finding *found = lint_find(lint, lint->model->project,
                                         "%zu of %zu columns named is_ or has_ are no booleans",
                                         habits->odd_flags, habits->flags);
    lint_remedy(lint, found, "Make them %s", promised_type(lint->dialect, PROMISE_FLAG));
}

static void check_names(struct tn_lint *lint) {
    struct habits habits = habits_of(lint);
    if (habits.flags_as_numbers)
        report_flags(lint, &habits);
    LINT_EACH_TABLE(lint, table)
    LINT_EACH_COLUMN(table, column) {
        enum promise promise = broken_promise(lint->dialect, column);
        bool usual = (promise == PROMISE_DAY && habits.moments_as_days &&
                      column->family == LINT_TIMESTAMP) ||
                     (promise == PROMISE_FLAG && habits.flags_as_numbers);
        if (promise == PROMISE_NONE || usual)
            continue;
        struct tn_finding *found =
            lint_find(lint, column->attribute, "%s.%s promises %s, but is %s", table->entity->name,
                      column->attribute->name, promised[promise],
                      lint_type_title(column->attribute, &lint->arena));
        lint_remedy(lint, found, "Make it %s, or %s", promised_type(lint->dialect, promise),
                    promise == PROMISE_DAY && column->family == LINT_TIMESTAMP
                        ? "end its name in _at"
                        : "give it another name");
        lint_alike(lint, found, promised[promise]);
    }
}

/* 0 and 1 are false and true where there is a type for them. */
static const char *truth(const struct tn_dialect *dialect, const char *value,
                         struct tn_arena *arena) {
    bool postgresql = dialect->id == TN_POSTGRESQL;
    (void)arena;
    if (tn_same_word(value, "0") || tn_same_word(value, "'0'"))
        return postgresql ? "false" : "0";
    if (tn_same_word(value, "1") || tn_same_word(value, "'1'"))
        return postgresql ? "true" : "1";
    return value;
}

static struct lint_retyping kept_promise(const struct tn_dialect *dialect, enum promise promise) {
    return (struct lint_retyping){promised_type(dialect, promise), LINT_OTHER_VALUES,
                                  promise == PROMISE_FLAG ? truth : NULL};
}

static bool keep_all_flags(struct tn_model *model, struct tn_error *error) {
    struct tn_lint lint = {0};
    bool kept = true;
    lint_open(&lint, model, &(struct tn_lint_options){0});
    struct lint_retyping to = kept_promise(lint.dialect, PROMISE_FLAG);
    for (int turn = 0; turn < 2; turn++)
        LINT_EACH_TABLE(&lint, table)
    LINT_EACH_COLUMN(table, column)
    if (kept && broken_promise(lint.dialect, column) == PROMISE_FLAG)
        kept = turn ? lint_retype(model, column->attribute, &to, error)
                    : lint_may_retype(model, column->attribute, &to, error);
    lint_close(&lint);
    return kept;
}

static bool fix_names(struct tn_model *model, const struct tn_finding *finding,
                      struct tn_error *error) {
    struct tn_attribute *attribute = (void *)tn_find_id(model, finding->object);
    struct lint_vocabulary vocabulary = {0};
    if (attribute->kind == TN_project)
        return keep_all_flags(model, error);
    lint_vocabulary_open(&vocabulary);
    const struct tn_dialect *dialect = tn_dialect_of(model);
    struct lint_type type = lint_column_type(dialect, attribute);
    struct lint_column column = {.attribute = attribute,
                                 .name = lint_name_of(&vocabulary, attribute->name),
                                 .type = type,
                                 .family = type.family};
    enum promise promise = broken_promise(dialect, &column);
    lint_vocabulary_close(&vocabulary);
    struct lint_retyping to = kept_promise(dialect, promise);
    return promise == PROMISE_NONE || lint_retype(model, attribute, &to, error);
}

const struct tn_rule lint_name_type_mismatch = {
    .id = "name-type-mismatch",
    .group = "types",
    .severity = TN_WARNING,
    .title = "A column's name promises another type than it has",
    .help = "Whoever reads created_at expects a moment, is_active yes or no, item_count a number. "
            "Text in their place sorts and computes wrongly and takes anything: 31.02., maybe, "
            "n/a. Reported are _at on days and text, _on and _date on moments and text, is_ and "
            "has_ on what is no boolean, _count and _qty on text, _id on numbers with a fraction, "
            "_json on short text. Give the column the type, or a name that does not promise it.",
    .doubt =
        "Where most _date columns of an imported model are moments, that is its convention "
        "and not reported; flags that are no booleans throughout are told of once, of the model. "
        "Flags with a third state are better named status; else waive them.",
    .example = "CREATE TABLE users (\n"
               "    id integer PRIMARY KEY,\n"
               "    is_active integer NOT NULL DEFAULT 1\n"
               ");\n",
    .good = "CREATE TABLE users (\n"
            "    id integer PRIMARY KEY,\n"
            "    is_active boolean NOT NULL DEFAULT true\n"
            ");\n",
    .check = check_names,
    .fix = fix_names,
};
