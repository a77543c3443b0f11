/*
 * Rules on the names of columns of certain types: booleans and moments.
 */
#include "lint/fix.h"
#include "lint/rules.h"

#include <string.h>

/* ------------------------------------------------------------------ boolean-prefix */

static bool has_participle_ending(struct tn_slice word) {
    static const char *const endings[] = {"ed", "able", "ible", "ing", "less", "only"};
    for (size_t i = 0; i < TN_LENGTH(endings); i++) {
        size_t length = strlen(endings[i]);
        struct tn_slice end = {word.at + word.length - length, length};
        if (word.length > length + 1 && tn_slice_is_word(end, endings[i]))
            return true;
    }
    return false;
}

static bool is_statement(const struct lint_name *name) {
    if (LINT_BEGINS(name, opening) || LINT_HAS(name, adjective))
        return true;
    for (size_t i = 0; i < name->count; i++)
        if (has_participle_ending(name->words[i]))
            return true;
    return false;
}

static bool is_stating(const struct lint_name *name, const struct lint_lists *lists) {
    if (is_statement(name))
        return true;
    return name->count && (lint_in_list(lists->also, name->words[0]) ||
                           lint_in_list(lists->allow, name->words[name->count - 1]));
}

static const char *as_statement(const struct tn_attribute *attribute, struct tn_arena *arena) {
    const char *name = attribute->name;
    bool many = strcmp(tn_singular(name, arena), name) != 0;
    return lint_in_style(tn_arena_format(arena, "%s_%s", many ? "has" : "is", name),
                         lint_column_style(tn_entity_of(attribute)), arena);
}

static void check_boolean(struct tn_lint *lint) {
    struct lint_lists lists = lint_lists_of(lint);
    size_t all = 0, stating = 0;
    LINT_EACH_TABLE(lint, table)
    LINT_EACH_COLUMN(table, column)
    if (column->family == LINT_BOOLEAN) {
        all++;
        stating += is_stating(column->name, &lists);
    }
    if (stating == all || (lint->imported && !lint_is_convention(stating, all)))
        return;
    LINT_EACH_TABLE(lint, table)
    LINT_EACH_COLUMN(table, column) {
        if (column->family != LINT_BOOLEAN || is_stating(column->name, &lists))
            continue;
        struct tn_finding *found =
            lint_find(lint, column->attribute, "boolean column name %s.%s is no statement",
                      table->entity->name, column->attribute->name);
        lint_remedy(lint, found, "Name it so that true has a meaning, such as %s",
                    as_statement(column->attribute, &lint->arena));
        lint_alike(lint, found, "");
    }
}

static bool fix_boolean(struct tn_model *model, const struct tn_finding *finding,
                        struct tn_error *error) {
    struct tn_attribute *attribute = (void *)tn_find_id(model, finding->object);
    struct tn_slice first = lint_first_word(attribute->name);
    if (tn_slice_is_word(first, "is") || tn_slice_is_word(first, "has"))
        return true;
    struct tn_arena arena = {0};
    const char *name = as_statement(attribute, &arena);
    bool fixed = lint_rename(model, attribute, name, error);
    tn_arena_free(&arena);
    return fixed;
}

static const struct tn_rule_option boolean_options[] = {
    {"also", TN_OPTION_WORDS, "", "further first words that make a statement", NULL},
    {"allow", TN_OPTION_WORDS, "", "last words that are a statement here", NULL},
    {0},
};

const struct tn_rule lint_boolean_prefix = {
    .id = "boolean-prefix",
    .group = "naming",
    .severity = TN_INFO,
    .title = "The name of a boolean column is not a statement",
    .help = "A boolean is read as a sentence: is_active, has_discount, can_edit, verified. A bare "
            "noun such as discount leaves open what true means, and whether the column holds a "
            "number. An imported model in which most booleans have such names is left alone.",
    .doubt = "English has more adjectives than the list: put those that are missing into allow.",
    .example = "CREATE TABLE users (\n"
               "    id integer PRIMARY KEY,\n"
               "    is_active boolean NOT NULL,\n"
               "    has_avatar boolean NOT NULL,\n"
               "    newsletter boolean NOT NULL\n"
               ");\n",
    .good = "CREATE TABLE users (\n"
            "    id integer PRIMARY KEY,\n"
            "    is_active boolean NOT NULL,\n"
            "    has_avatar boolean NOT NULL,\n"
            "    receives_newsletter boolean NOT NULL\n"
            ");\n",
    .options = boolean_options,
    .check = check_boolean,
    .fix = fix_boolean,
};

/* ------------------------------------------------------------------ boolean-negative */

static bool is_no(struct tn_slice word) {
    return tn_slice_is_word(word, "no") || tn_slice_is_word(word, "not");
}

/* no_of_rows is a number of rows. */
static bool is_negated(const struct lint_name *name) {
    if (name->count < 2)
        return false;
    struct tn_slice first = name->words[0];
    if (is_no(first))
        return !tn_slice_is_word(name->words[1], "of");
    bool verb = tn_slice_is_word(first, "is") || tn_slice_is_word(first, "has") ||
                tn_slice_is_word(first, "can") || tn_slice_is_word(first, "should");
    return verb && is_no(name->words[1]) && name->count > 2;
}

static void check_negative(struct tn_lint *lint) {
    LINT_EACH_TABLE(lint, table)
    LINT_EACH_COLUMN(table, column) {
        if (column->family != LINT_BOOLEAN || !is_negated(column->name) ||
            lint_matches(lint, "except", column->attribute->name))
            continue;
        struct tn_finding *found =
            lint_find(lint, column->attribute, "boolean column name %s.%s says what is not",
                      table->entity->name, column->attribute->name);
        lint_remedy(lint, found, "Name it for what is, and turn default, data and queries round");
    }
}

static const struct tn_rule_option negative_options[] = {
    {"except", TN_OPTION_PATTERN, "", "names that it matches are fine", NULL},
    {0},
};

const struct tn_rule lint_boolean_negative = {
    .id = "boolean-negative",
    .group = "naming",
    .severity = TN_WARNING,
    .title = "The name of a boolean column is a negation",
    .help = "NOT is_not_deleted is true when? Conditions on a negated name are read wrongly sooner "
            "or later. Name the column for the positive case, such as is_active; its default and "
            "its data must be turned round with it, so there is no automatic fix.",
    .doubt = "no_show and no_fly are terms of their fields: put such names into except.",
    .example = "CREATE TABLE users (id integer PRIMARY KEY, is_not_deleted boolean NOT NULL);\n",
    .good = "CREATE TABLE users (id integer PRIMARY KEY, is_active boolean NOT NULL);\n",
    .options = negative_options,
    .check = check_negative,
};

/* ------------------------------------------------------------------ timestamp-suffix */

/* Names that say when in words of their own. Sorted. */
static const char *const moments[] = {"after", "before", "begin",   "birthday", "deadline",
                                      "dob",   "end",    "expires", "expiry",   "finish",
                                      "from",  "on",     "since",   "start",    "until"};
static const char *const days[] = {"birthday", "dates",  "day",  "deadline", "dob",
                                   "expires",  "expiry", "from", "month",    "since",
                                   "to",       "until",  "week", "year"};

static bool has_date_word(const struct lint_name *name) {
    for (size_t i = 0; i < name->count; i++)
        if (tn_slice_is_word(name->words[i], "date") || tn_slice_is_word(name->words[i], "on"))
            return true;
    return false;
}

struct endings {
    struct tn_slice timestamps, dates; /* lists of words */
};

static struct endings endings_of(const struct tn_lint *lint) {
    return (struct endings){lint_text(lint, "timestamps"), lint_text(lint, "dates")};
}

static bool suits(const struct lint_column *column, const struct endings *endings) {
    const struct lint_name *name = column->name;
    if (!name->count)
        return true;
    struct tn_slice last = name->words[name->count - 1];
    if (column->family == LINT_TIMESTAMP)
        return lint_in_list(endings->timestamps, last) || tn_slice_is_word(last, "to") ||
               (lint_word_in(LINT_WORD_LIST(moments), last) && !tn_slice_is_word(last, "on"));
    return lint_in_list(endings->dates, last) || has_date_word(name) ||
           lint_word_in(LINT_WORD_LIST(days), last);
}

/* The part of the name that says what happened, as a participle. */
static const struct {
    const char *stem, *participle; /* in letters */
} events[] = {
    {"create", "created"},     {"created", "created"},     {"creation", "created"},
    {"delete", "deleted"},     {"deleted", "deleted"},     {"deletion", "deleted"},
    {"insert", "inserted"},    {"inserted", "inserted"},   {"lastmodified", "modified"},
    {"lastupdate", "updated"}, {"lastupdated", "updated"}, {"modification", "modified"},
    {"modified", "modified"},  {"modify", "modified"},     {"update", "updated"},
    {"updated", "updated"},
};

/* The usual variants, created_on or creation_date, in the rule's form; NULL for other names. */
static const char *usual_form(const char *name, enum lint_family family, struct tn_arena *arena) {
    static const char *const endings[] = {"at", "date", "datetime",  "dt",
                                          "on", "time", "timestamp", "ts"};
    struct tn_slice last = lint_last_word(name);
    size_t length = strlen(name);
    if (last.at > name && lint_word_in(LINT_WORD_LIST(endings), last))
        length = (size_t)(last.at - name);
    const char *stem = tn_arena_text(arena, name, length);
    for (size_t i = 0; i < TN_LENGTH(events); i++)
        if (lint_same_letters(stem, events[i].stem)) {
            const char *snake = tn_arena_format(arena, "%s_%s", events[i].participle,
                                                family == LINT_TIMESTAMP ? "at" : "on");
            unsigned styles = lint_styles_of(name);
            for (unsigned style = 0; style < LINT_STYLE_COUNT; style++)
                if (styles >> style & 1)
                    return lint_in_style(snake, (enum lint_style)style, arena);
        }
    return NULL;
}

static void check_one_moment(struct tn_lint *lint, const struct lint_table *table,
                             const struct lint_column *column) {
    const char *name = column->attribute->name;
    bool day = column->family == LINT_DATE;
    struct tn_finding *found = lint_find(
        lint, column->attribute, "%s column name %s.%s does not end in %s",
        day ? "date" : "timestamp", table->entity->name, name, day ? "_on or _date" : "_at");
    const char *better = usual_form(name, column->family, &lint->arena);
    if (better)
        lint_remedy(lint, found, "Rename it to %s", better);
    else
        lint_remedy(lint, found, "Name the event and end it in %s", day ? "_on" : "_at");
}

/* Both sorts in one walk: how many there are, and how many have the usual ending. */
struct moments {
    size_t all[2], suiting[2];
};

static bool is_moment(const struct lint_column *column) {
    return column->family == LINT_TIMESTAMP || column->family == LINT_DATE;
}

static void count_moments(struct tn_lint *lint, const struct endings *endings,
                          struct moments *counts) {
    LINT_EACH_TABLE(lint, table)
    LINT_EACH_COLUMN(table, column)
    if (is_moment(column)) {
        counts->all[column->family == LINT_DATE]++;
        counts->suiting[column->family == LINT_DATE] += suits(column, endings);
    }
}

/* launch_date that is a moment: perhaps the type is wrong, not the name. */
static bool is_told_by_type(struct tn_lint *lint, const struct lint_column *column) {
    return column->family == LINT_TIMESTAMP && LINT_ENDS(column->name, day) &&
           !usual_form(column->attribute->name, column->family, &lint->arena) &&
           lint_runs(lint, &lint_name_type_mismatch);
}

static void check_suffix(struct tn_lint *lint) {
    struct endings endings = endings_of(lint);
    struct moments counts = {0};
    bool held[2];
    count_moments(lint, &endings, &counts);
    for (size_t i = 0; i < 2; i++)
        held[i] = !lint->imported || lint_is_convention(counts.suiting[i], counts.all[i]);
    LINT_EACH_TABLE(lint, table)
    LINT_EACH_COLUMN(table, column)
    if (is_moment(column) && held[column->family == LINT_DATE] && !suits(column, &endings) &&
        !is_told_by_type(lint, column) && !lint_matches(lint, "except", column->attribute->name))
        check_one_moment(lint, table, column);
}

/* With the endings that are usual in this model. */
static bool would_suit(const struct tn_model *model, const char *name, enum lint_family family) {
    bool moment = family == LINT_TIMESTAMP;
    struct tn_slice last = lint_last_word(name);
    const struct tn_rule *rule = &lint_timestamp_suffix;
    return lint_in_list(tn_rule_option(model, rule, moment ? "timestamps" : "dates"), last) ||
           (!moment && tn_slice_is_word(last, "on"));
}

static bool fix_suffix(struct tn_model *model, const struct tn_finding *finding,
                       struct tn_error *error) {
    struct tn_attribute *attribute = (void *)tn_find_id(model, finding->object);
    enum lint_family family = lint_column_type(tn_dialect_of(model), attribute).family;
    struct tn_arena arena = {0};
    const char *name = usual_form(attribute->name, family, &arena);
    if (name && !would_suit(model, name, family))
        name = NULL;
    bool fixed =
        name ? lint_rename(model, attribute, name, error)
             : tn_fail(error, "%s is no usual variant: choose a name by hand", attribute->name);
    tn_arena_free(&arena);
    return fixed;
}

static const struct tn_rule_option suffix_options[] = {
    {"timestamps", TN_OPTION_WORDS, "at", "last words of moments", NULL},
    {"dates", TN_OPTION_WORDS, "on date", "last words of days", NULL},
    {"except", TN_OPTION_PATTERN, "", "names that it matches are fine", NULL},
    {0},
};

const struct tn_rule lint_timestamp_suffix = {
    .id = "timestamp-suffix",
    .group = "naming",
    .severity = TN_INFO,
    .title = "A moment or day is named without the usual ending",
    .help = "created_at is a moment, born_on or birth_date a day: the ending tells a reader which "
            "comparisons are safe. Columns of an imported model are held to it only where most "
            "follow it already. The fix renames the usual variants, such as creation_date; other "
            "names are better chosen by hand.",
    .doubt = "Other endings are as good, kept throughout: put them into timestamps and dates.",
    .example = "CREATE TABLE posts (\n"
               "    id integer PRIMARY KEY,\n"
               "    published_at timestamp,\n"
               "    deleted_at timestamp,\n"
               "    updated_at timestamp,\n"
               "    creation_date timestamp\n"
               ");\n",
    .good = "CREATE TABLE posts (\n"
            "    id integer PRIMARY KEY,\n"
            "    published_at timestamp,\n"
            "    deleted_at timestamp,\n"
            "    updated_at timestamp,\n"
            "    created_at timestamp\n"
            ");\n",
    .options = suffix_options,
    .check = check_suffix,
    .fix = fix_suffix,
};
