/*
 * Rules on what servers take as names: reserved words and lengths. Names that were left out are
 * made by lowering, which keeps them short; only those written down are looked at.
 */
#include "lint/fix.h"
#include "lint/rules.h"

#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ name-reserved-word */

/* Words that SQL or a server has a use for without reserving them. Sorted. */
static const char *const keywords[] = {
    "action",    "array",    "begin",    "cascade",  "class",  "comment",  "data",      "date",
    "day",       "domain",   "end",      "enum",     "event",  "function", "hour",      "index",
    "interval",  "key",      "language", "level",    "match",  "minute",   "mode",      "module",
    "month",     "name",     "names",    "number",   "object", "option",   "owner",     "parameter",
    "partition", "password", "period",   "position", "role",   "row",      "rule",      "schema",
    "second",    "section",  "sequence", "session",  "source", "start",    "state",     "statement",
    "status",    "storage",  "system",   "temp",     "text",   "time",     "timestamp", "type",
    "user",      "value",    "version",  "view",     "week",   "work",     "year",      "zone",
};

static bool is_keyword(const struct tn_lint *lint, const char *name) {
    return (lint->strict || lint_is_choice(lint, "keywords", "reported")) &&
           lint_word_in(LINT_WORD_LIST(keywords), tn_slice_of(name));
}

static bool is_reserved(const struct tn_lint *lint, const char *name) {
    for (size_t i = 0; i < lint->target_count; i++)
        if (tn_dialect_reserves(lint->targets[i], name))
            return true;
    return false;
}

static bool is_taken(const struct tn_lint *lint, const char *name, const void *context) {
    (void)context;
    return (is_reserved(lint, name) || is_keyword(lint, name)) &&
           !lint_lists(lint, "allow", tn_slice_of(name));
}

static void judge_word(struct tn_lint *lint, const struct tn_object *object, void *context) {
    (void)context;
    struct tn_buffer where = {0};
    for (size_t i = 0; i < lint->target_count; i++)
        if (tn_dialect_reserves(lint->targets[i], object->name))
            tn_put_format(&where, "%s%s", where.length ? ", " : "", lint->targets[i]->title);
    if (where.length) {
        struct tn_finding *found =
            lint_find(lint, object, "%s name %s is a reserved word in %s", lint_kind_title(object),
                      lint_path(lint, object), tn_buffer_text(&where));
        lint_remedy(lint, found, "Choose another name: this one needs quotes wherever it is used");
    } else {
        struct tn_finding *found = lint_find(lint, object, "%s name %s is a keyword of SQL",
                                             lint_kind_title(object), lint_path(lint, object));
        lint_soften(found, TN_INFO);
        lint_remedy(lint, found, "Choose another name: this one reads like part of the statement");
    }
    tn_buffer_free(&where);
}

static void check_reserved(struct tn_lint *lint) {
    lint_each_suspect(lint, is_taken, judge_word, NULL);
}

static const struct tn_rule_option word_options[] = {
    {"allow", TN_OPTION_WORDS, "", "reserved words that are used all the same", NULL},
    {"keywords", TN_OPTION_CHOICE, "strict",
     "words that a server knows but does not reserve; strict: reported in the strict profile",
     "strict reported"},
    {0},
};

const struct tn_rule lint_name_reserved_word = {
    .id = "name-reserved-word",
    .group = "naming",
    .severity = TN_WARNING,
    .title = "A name is a reserved word",
    .help = "A reserved word works as a name only in quotes, and every query, tool and mapper has "
            "to remember them. Which words are reserved differs between servers; those of the "
            "model's dialect and of its other targets count. Choose another name: orders instead "
            "of order, account instead of user.",
    .doubt = "A mapper that quotes every name has no trouble with them: put the words into allow.",
    .example = "CREATE TABLE \"order\" (id integer PRIMARY KEY, total numeric(10,2));\n",
    .good = "CREATE TABLE orders (id integer PRIMARY KEY, total numeric(10,2));\n",
    .options = word_options,
    .check = check_reserved,
};

/* ------------------------------------------------------------------ name-too-long */

static size_t length_in(const struct tn_dialect *dialect, const char *name) {
    return dialect->limit_in_bytes ? strlen(name) : tn_utf8_count(name);
}

/* 0: none */
static size_t limit_in(const struct tn_lint *lint, const struct tn_dialect *target) {
    size_t own = (size_t)lint_number(lint, "most");
    return own && (!target->name_limit || own < target->name_limit) ? own : target->name_limit;
}

/* The target that takes the least of those that do not take all of it; NULL. */
static const struct tn_dialect *narrowest(const struct tn_lint *lint, const char *name) {
    const struct tn_dialect *found = NULL;
    for (size_t i = 0; i < lint->target_count; i++) {
        const struct tn_dialect *target = lint->targets[i];
        size_t limit = limit_in(lint, target);
        if (limit && length_in(target, name) > limit && (!found || limit < limit_in(lint, found)))
            found = target;
    }
    return found;
}

static void judge_length(struct tn_lint *lint, const struct tn_object *object, void *context) {
    if (strlen(object->name) <= *(const size_t *)context)
        return;
    const struct tn_dialect *target = narrowest(lint, object->name);
    if (!target)
        return;
    size_t limit = limit_in(lint, target);
    const char *unit = target->limit_in_bytes ? "bytes" : "characters";
    struct tn_finding *found =
        lint_find(lint, object, "%s name %s has %zu %s, %s allows %zu", lint_kind_title(object),
                  lint_path(lint, object), length_in(target, object->name), unit,
                  limit == target->name_limit ? target->title : "the project", limit);
    found->detail = limit;
    lint_remedy(lint, found, "Shorten it to %zu %s", limit, unit);
}

/* Bytes that are fine in every target. */
static size_t always_fine(const struct tn_lint *lint) {
    size_t fine = SIZE_MAX;
    for (size_t i = 0; i < lint->target_count; i++) {
        size_t limit = limit_in(lint, lint->targets[i]);
        fine = limit && limit < fine ? limit : fine;
    }
    return fine;
}

static void check_length(struct tn_lint *lint) {
    size_t fine = always_fine(lint);
    if (fine < SIZE_MAX)
        lint_each_named(lint, true, judge_length, &fine);
}

static bool fix_length(struct tn_model *model, const struct tn_finding *finding,
                       struct tn_error *error) {
    struct tn_object *object = tn_find_id(model, finding->object);
    size_t limit = finding->detail;
    if (strlen(object->name) <= limit)
        return true;
    if (limit < 16)
        return tn_fail(error, "%s cannot be shortened automatically", object->name);
    struct tn_arena arena = {0};
    unsigned hash = (unsigned)(tn_hash(object->name, strlen(object->name)) & 0xffffffff);
    size_t kept = lint_fitting(object->name, limit - 9);
    while (kept && object->name[kept - 1] == '_')
        kept--;
    const char *name = tn_arena_format(&arena, "%.*s_%08x", (int)kept, object->name, hash);
    bool fixed = lint_rename(model, object, name, error);
    tn_arena_free(&arena);
    return fixed;
}

static const struct tn_rule_option length_options[] = {
    {"most", TN_OPTION_NUMBER, "0", "the longest name, where it is less than the server's; 0: that",
     NULL},
    {0},
};

const struct tn_rule lint_name_too_long = {
    .id = "name-too-long",
    .group = "naming",
    .severity = TN_ERROR,
    .title = "A name is longer than the server allows",
    .help = "PostgreSQL cuts names off after 63 bytes, with no more than a notice, so that two "
            "long ones can become the same; MySQL and MariaDB refuse more than 64 characters. "
            "Shorten the name; the fix keeps its beginning and adds a hash.",
    .example =
        "CREATE TABLE measurements (\n"
        "    id integer PRIMARY KEY,\n"
        "    average_temperature_of_the_cooling_water_at_the_outlet_of_the_first_stage real\n"
        ");\n",
    .good = "CREATE TABLE measurements (\n"
            "    id integer PRIMARY KEY,\n"
            "    first_stage_outlet_temperature real\n"
            ");\n",
    .options = length_options,
    .check = check_length,
    .fix = fix_length,
};
