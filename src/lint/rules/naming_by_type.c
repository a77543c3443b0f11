/*
 * Rules on the names of columns of certain types: booleans and moments.
 */
#include "lint/fix.h"
#include "lint/rules.h"

#include <string.h>

/* ------------------------------------------------------------------ boolean-prefix */

/* Words that make a name a statement when they stand first. Sorted. */
static const char *const openings[] = {
    "accept",  "accepts",  "allow",   "allows",   "are",       "auto",   "can",     "contains",
    "could",   "did",      "disable", "do",       "does",      "enable", "enforce", "exclude",
    "expires", "force",    "had",     "has",      "have",      "hide",   "ignore",  "ignores",
    "include", "includes", "inherit", "inherits", "is",        "keep",   "mark",    "may",
    "must",    "needs",    "never",   "no",       "not",       "only",   "prevent", "receives",
    "require", "requires", "send",    "sends",    "serialize", "shall",  "should",  "show",
    "shows",   "skip",     "support", "supports", "use",       "uses",   "wants",   "was",
    "were",    "will",     "with",
};

/* Adjectives and participles without a telling ending. Sorted. */
static const char *const adjectives[] = {
    "abstract",   "active",   "alive",     "anonymous", "automatic", "available",    "bad",
    "broken",     "built",    "busy",      "clean",     "complete",  "confidential", "correct",
    "current",    "dead",     "default",   "dirty",     "done",      "downloadable", "empty",
    "exclusive",  "external", "false",     "favorite",  "favourite", "final",        "forgotten",
    "free",       "friendly", "frozen",    "full",      "given",     "global",       "good",
    "hidden",     "inactive", "internal",  "invalid",   "known",     "live",         "local",
    "lost",       "main",     "mandatory", "manual",    "mature",    "native",       "new",
    "obsolete",   "official", "offline",   "old",       "on",        "online",       "open",
    "optional",   "overdue",  "paid",      "permanent", "positive",  "preliminary",  "premium",
    "present",    "primary",  "private",   "public",    "read",      "ready",        "recursive",
    "safe",       "secret",   "secure",    "seen",      "sensitive", "sent",         "set",
    "shown",      "silent",   "sold",      "special",   "stale",     "sticky",       "strict",
    "successful", "system",   "taken",     "temporary", "transient", "true",         "unique",
    "unknown",    "unread",   "valid",     "virtual",   "visible",   "void",         "written",
    "wrong",
};

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

static bool is_statement(const char *name) {
    const char *at = name;
    struct tn_slice word;
    if (lint_word_in(LINT_WORD_LIST(openings), lint_first_word(name)))
        return true;
    while (lint_next_word(&at, &word))
        if (lint_word_in(LINT_WORD_LIST(adjectives), word) || has_participle_ending(word))
            return true;
    return false;
}

static const char *as_statement(const struct tn_attribute *attribute, struct tn_arena *arena) {
    return lint_in_style(tn_arena_format(arena, "is_%s", attribute->name),
                         lint_column_style(tn_entity_of(attribute)), arena);
}

static void check_boolean(struct tn_lint *lint) {
    size_t all = 0, stating = 0;
    LINT_EACH_TABLE(lint, table)
    LINT_EACH_COLUMN(table, column) {
        all += column->family == LINT_BOOLEAN;
        stating += column->family == LINT_BOOLEAN && is_statement(column->attribute->name);
    }
    if (lint->imported && !lint_is_convention(stating, all))
        return;
    LINT_EACH_TABLE(lint, table)
    LINT_EACH_COLUMN(table, column) {
        const char *name = column->attribute->name;
        if (column->family != LINT_BOOLEAN || is_statement(name))
            continue;
        struct tn_finding *found =
            lint_find(lint, column->attribute, "boolean column name %s.%s states nothing",
                      table->entity->name, name);
        lint_remedy(lint, found, "Name it so that true has a meaning: %s",
                    as_statement(column->attribute, &lint->arena));
    }
}

static bool fix_boolean(struct tn_model *model, const struct tn_finding *finding,
                        struct tn_error *error) {
    struct tn_attribute *attribute = (void *)tn_find_id(model, finding->object);
    if (is_statement(attribute->name))
        return true;
    struct tn_arena arena = {0};
    const char *name = as_statement(attribute, &arena);
    bool fixed = lint_rename(model, attribute, name, error);
    tn_arena_free(&arena);
    return fixed;
}

const struct tn_rule lint_boolean_prefix = {
    .id = "boolean-prefix",
    .group = "naming",
    .severity = TN_INFO,
    .title = "The name of a boolean column is not a statement",
    .help = "A boolean is read as a sentence: is_active, has_discount, can_edit, verified. A bare "
            "noun such as discount leaves open what true means, and whether the column holds a "
            "number. An imported model in which most booleans have such names is left alone.",
    .example = "CREATE TABLE users (\n"
               "    id integer PRIMARY KEY,\n"
               "    is_active boolean NOT NULL,\n"
               "    has_avatar boolean NOT NULL,\n"
               "    newsletter boolean NOT NULL\n"
               ");\n",
    .check = check_boolean,
    .fix = fix_boolean,
};

/* ------------------------------------------------------------------ boolean-negative */

/* no_of_rows is a number of rows. */
static bool is_negated(const char *name) {
    const char *at = name;
    struct tn_slice first, second, third;
    if (!lint_next_word(&at, &first) || !lint_next_word(&at, &second))
        return false;
    if (tn_slice_is_word(first, "no") || tn_slice_is_word(first, "not"))
        return !tn_slice_is_word(second, "of");
    bool verb = tn_slice_is_word(first, "is") || tn_slice_is_word(first, "has") ||
                tn_slice_is_word(first, "can") || tn_slice_is_word(first, "should");
    bool no = tn_slice_is_word(second, "no") || tn_slice_is_word(second, "not");
    return verb && no && lint_next_word(&at, &third);
}

static void check_negative(struct tn_lint *lint) {
    LINT_EACH_TABLE(lint, table)
    LINT_EACH_COLUMN(table, column) {
        if (column->family != LINT_BOOLEAN || !is_negated(column->attribute->name))
            continue;
        struct tn_finding *found =
            lint_find(lint, column->attribute, "boolean column name %s.%s says what is not",
                      table->entity->name, column->attribute->name);
        lint_remedy(lint, found, "Name it for what is, and turn default, data and queries round");
    }
}

const struct tn_rule lint_boolean_negative = {
    .id = "boolean-negative",
    .group = "naming",
    .severity = TN_WARNING,
    .title = "The name of a boolean column is a negation",
    .help = "NOT is_not_deleted is true when? Conditions on a negated name are read wrongly sooner "
            "or later. Name the column for the positive case, such as is_active; its default and "
            "its data must be turned round with it, so there is no automatic fix.",
    .example = "CREATE TABLE users (id integer PRIMARY KEY, is_not_deleted boolean NOT NULL);\n",
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

static bool suits(const struct lint_column *column) {
    const char *name = column->attribute->name;
    struct tn_slice last = lint_last_word(name);
    if (column->family == LINT_TIMESTAMP)
        return tn_slice_is_word(last, "at") || tn_slice_is_word(last, "to") ||
               (lint_word_in(LINT_WORD_LIST(moments), last) && !tn_slice_is_word(last, "on"));
    static const char *const dates[] = {"date", "on"};
    return lint_has_word(name, LINT_WORD_LIST(dates)) || lint_word_in(LINT_WORD_LIST(days), last);
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

static void check_suffix(struct tn_lint *lint) {
    static const enum lint_family families[] = {LINT_TIMESTAMP, LINT_DATE};
    for (size_t i = 0; i < TN_LENGTH(families); i++) {
        size_t all = 0, suiting = 0;
        LINT_EACH_TABLE(lint, table)
        LINT_EACH_COLUMN(table, column) {
            all += column->family == families[i];
            suiting += column->family == families[i] && suits(column);
        }
        if (lint->imported && !lint_is_convention(suiting, all))
            continue;
        LINT_EACH_TABLE(lint, table)
        LINT_EACH_COLUMN(table, column)
        if (column->family == families[i] && !suits(column))
            check_one_moment(lint, table, column);
    }
}

static bool fix_suffix(struct tn_model *model, const struct tn_finding *finding,
                       struct tn_error *error) {
    struct tn_attribute *attribute = (void *)tn_find_id(model, finding->object);
    struct lint_column column = {.attribute = attribute};
    column.family = lint_column_type(tn_dialect_of(model), attribute).family;
    if (suits(&column))
        return true;
    struct tn_arena arena = {0};
    const char *name = usual_form(attribute->name, column.family, &arena);
    bool fixed =
        name ? lint_rename(model, attribute, name, error)
             : tn_fail(error, "%s is no usual variant: choose a name by hand", attribute->name);
    tn_arena_free(&arena);
    return fixed;
}

const struct tn_rule lint_timestamp_suffix = {
    .id = "timestamp-suffix",
    .group = "naming",
    .severity = TN_INFO,
    .title = "A moment or day is named without the usual ending",
    .help = "created_at is a moment, born_on or birth_date a day: the ending tells a reader which "
            "comparisons are safe. Columns of an imported model are held to it only where most "
            "follow it already. The fix renames the usual variants, such as creation_date; other "
            "names are better chosen by hand.",
    .example = "CREATE TABLE posts (\n"
               "    id integer PRIMARY KEY,\n"
               "    published_at timestamp,\n"
               "    deleted_at timestamp,\n"
               "    updated_at timestamp,\n"
               "    creation_date timestamp\n"
               ");\n",
    .check = check_suffix,
    .fix = fix_suffix,
};
