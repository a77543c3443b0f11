/*
 * Rules on names in general: their style, and the names of tables.
 */
#include "lint/fix.h"
#include "lint/rules.h"

#include <string.h>

/* ------------------------------------------------------------------ name-case */

/* Names of one group follow one style; constraints often follow another one than columns. */
enum group { GROUP_TABLES, GROUP_COLUMNS, GROUP_CONSTRAINTS, GROUP_COUNT };

struct styles {
    size_t all[GROUP_COUNT], following[GROUP_COUNT][LINT_STYLE_COUNT];
    int chosen[GROUP_COUNT]; /* -1: none */
};

static enum group group_of(const struct tn_object *object) {
    switch (object->kind) {
    case TN_attribute:
        return GROUP_COLUMNS;
    case TN_key:
    case TN_relationship:
    case TN_index:
    case TN_check:
    case TN_exclusion:
        return GROUP_CONSTRAINTS;
    default:
        return GROUP_TABLES;
    }
}

static void count_styles(struct tn_lint *lint, const struct tn_object *object, void *context) {
    (void)lint;
    struct styles *styles = context;
    enum group group = group_of(object);
    unsigned fits = lint_styles_of(object->name);
    styles->all[group]++;
    for (unsigned style = 0; style < LINT_STYLE_COUNT; style++)
        styles->following[group][style] += fits >> style & 1;
}

static int most_followed(const struct styles *styles, enum group group) {
    size_t best = 0;
    for (size_t style = 1; style < LINT_STYLE_COUNT; style++)
        if (styles->following[group][style] > styles->following[group][best])
            best = style;
    return lint_is_convention(styles->following[group][best], styles->all[group]) ? (int)best : -1;
}

/* An imported table that has another style throughout comes from somewhere else, such as the
 * tables of a job scheduler: its own name is reported, what is in it is not. */
static bool comes_from_elsewhere(const struct tn_entity *entity, int table_style) {
    size_t all = 0, following[LINT_STYLE_COUNT] = {0}, best = 0;
    if (table_style < 0 || lint_styles_of(entity->name) >> table_style & 1)
        return false;
    for (const struct tn_attribute *a = entity->attributes.first; a; a = a->next) {
        unsigned fits = lint_styles_of(a->name);
        all++;
        for (unsigned style = 0; style < LINT_STYLE_COUNT; style++)
            following[style] += fits >> style & 1;
    }
    for (size_t style = 0; style < LINT_STYLE_COUNT; style++)
        best = following[style] > best ? following[style] : best;
    return all > 0 && best * 3 >= all * 2;
}

static void judge_style(struct tn_lint *lint, const struct tn_object *object, void *context) {
    const struct styles *styles = context;
    int style = styles->chosen[group_of(object)];
    bool strict = !lint->imported && *object->name == '_';
    if (style < 0 || (!strict && lint_styles_of(object->name) >> style & 1))
        return;
    const struct tn_entity *entity = tn_entity_of(object);
    if (lint->imported && entity && &entity->object != object &&
        comes_from_elsewhere(entity, styles->chosen[GROUP_TABLES]))
        return;
    struct tn_finding *found =
        lint_find(lint, object, "%s name %s is not in %s", lint_kind_title(object), object->name,
                  lint_style_names[style]);
    found->detail = (size_t)style;
    const char *better = lint_in_style(object->name, (enum lint_style)style, &lint->arena);
    if (*better)
        lint_remedy(lint, found, "Rename it to %s", better);
}

static void check_case(struct tn_lint *lint) {
    struct styles styles = {0};
    if (lint->imported)
        lint_each_named(lint, false, count_styles, &styles);
    for (size_t group = 0; group < GROUP_COUNT; group++)
        styles.chosen[group] =
            lint->imported ? most_followed(&styles, (enum group)group) : LINT_SNAKE;
    lint_each_named(lint, false, judge_style, &styles);
}

static bool fix_case(struct tn_model *model, const struct tn_finding *finding,
                     struct tn_error *error) {
    struct tn_object *object = tn_find_id(model, finding->object);
    struct tn_arena arena = {0};
    if (finding->detail >= LINT_STYLE_COUNT)
        return tn_fail(error, "%s cannot be renamed automatically", object->name);
    const char *name = lint_in_style(object->name, (enum lint_style)finding->detail, &arena);
    bool fixed = false;
    if (!(lint_styles_of(name) >> finding->detail & 1))
        tn_fail(error, "%s has no form in %s", object->name, lint_style_names[finding->detail]);
    else
        fixed = lint_rename(model, object, name, error);
    tn_arena_free(&arena);
    return fixed;
}

const struct tn_rule lint_name_case = {
    .id = "name-case",
    .group = "naming",
    .severity = TN_WARNING,
    .title = "A name is not written in the style of the others",
    .help = "Names in one style can be guessed; snake_case in lower case also never needs quotes. "
            "New models are held to snake_case. In an imported model tables, columns and "
            "constraints are each held to the style that most of them have, and left alone where "
            "there is none.",
    .example = "CREATE TABLE orders (\n"
               "    id integer PRIMARY KEY,\n"
               "    customer_name text,\n"
               "    \"shipTo\" text,\n"
               "    created_at timestamp\n"
               ");\n",
    .check = check_case,
    .fix = fix_case,
};

/* ------------------------------------------------------------------ table-number */

enum number { NUMBER_UNKNOWN, NUMBER_SINGULAR, NUMBER_PLURAL };

/* Words that are neither, or whose ending misleads. */
static const char *const unclear[] = {
    "access", "aircraft", "alias",  "analysis", "as",     "atlas",        "auth",      "bias",
    "blob",   "bonus",    "campus", "canvas",   "census", "chassis",      "config",    "consensus",
    "deer",   "fish",     "focus",  "gas",      "goods",  "headquarters", "info",      "json",
    "kudos",  "lens",     "meta",   "mis",      "misc",   "music",        "os",        "pass",
    "people", "plus",     "pos",    "sales",    "sheep",  "text",         "thesaurus", "this",
    "usage",  "virus",    "water",  "work",     "yes",
};

/* Endings of nouns that have no plural and of words that are no nouns. */
static const char *const unclear_endings[] = {"ing", "ed", "ware", "ness", "ism", "ance", "ity"};

static bool is_unclear(struct tn_slice word) {
    if (word.length < 4 || lint_word_in(LINT_WORD_LIST(unclear), word))
        return true;
    bool vowel = false;
    for (size_t i = 0; i < word.length; i++) {
        if (word.at[i] >= '0' && word.at[i] <= '9')
            return true;
        vowel |= strchr("aeiouyAEIOUY", word.at[i]) != NULL;
    }
    for (size_t i = 0; i < TN_LENGTH(unclear_endings); i++) {
        size_t length = strlen(unclear_endings[i]);
        struct tn_slice end = {word.at + word.length - length, length};
        if (word.length > length && tn_slice_is_word(end, unclear_endings[i]))
            return true;
    }
    return !vowel;
}

static enum number number_of(const char *name, struct tn_arena *arena) {
    struct tn_slice last = lint_last_word(name);
    if (is_unclear(last))
        return NUMBER_UNKNOWN;
    const char *word = tn_arena_text(arena, last.at, last.length);
    if (strcmp(tn_singular(word, arena), word) != 0)
        return NUMBER_PLURAL;
    return strcmp(tn_plural(word, arena), word) != 0 ? NUMBER_SINGULAR : NUMBER_UNKNOWN;
}

/* The name in the other number, its last word's letter case kept. Result in the arena. */
static const char *renumbered(const char *name, enum number to, struct tn_arena *arena) {
    struct tn_slice last = lint_last_word(name);
    const char *word = tn_arena_text(arena, last.at, last.length);
    const char *changed = to == NUMBER_PLURAL ? tn_plural(word, arena) : tn_singular(word, arena);
    bool large = last.length > 1 && lint_styles_of(word) & 1u << LINT_UPPER;
    if (large)
        changed = lint_in_style(changed, LINT_UPPER, arena);
    return tn_arena_format(arena, "%.*s%s%s", (int)(last.at - name), name, changed,
                           last.at + last.length);
}

static enum number chosen_number(const struct tn_lint *lint, const enum number *numbers) {
    size_t counts[3] = {0};
    for (size_t i = 0; i < lint->table_count; i++)
        counts[numbers[i]] += !lint->tables[i].skipped;
    size_t known = counts[NUMBER_SINGULAR] + counts[NUMBER_PLURAL];
    if (lint_is_convention(counts[NUMBER_PLURAL], known))
        return NUMBER_PLURAL;
    if (lint_is_convention(counts[NUMBER_SINGULAR], known))
        return NUMBER_SINGULAR;
    return lint->imported ? NUMBER_UNKNOWN : NUMBER_PLURAL;
}

static void check_number(struct tn_lint *lint) {
    enum number *numbers =
        tn_arena_allocate(&lint->arena, (lint->table_count + 1) * sizeof *numbers);
    for (size_t i = 0; i < lint->table_count; i++)
        numbers[i] = number_of(lint->tables[i].entity->name, &lint->arena);
    enum number chosen = chosen_number(lint, numbers);
    for (size_t i = 0; chosen && i < lint->table_count; i++) {
        const struct tn_entity *entity = lint->tables[i].entity;
        if (lint->tables[i].skipped || !numbers[i] || numbers[i] == chosen)
            continue;
        struct tn_finding *found =
            lint_find(lint, entity, "table name %s is %s, unlike the others", entity->name,
                      chosen == NUMBER_PLURAL ? "singular" : "plural");
        found->detail = chosen;
        lint_remedy(lint, found, "Rename it to %s", renumbered(entity->name, chosen, &lint->arena));
    }
}

static bool fix_number(struct tn_model *model, const struct tn_finding *finding,
                       struct tn_error *error) {
    struct tn_entity *entity = (void *)tn_find_id(model, finding->object);
    struct tn_arena arena = {0};
    enum number number = number_of(entity->name, &arena);
    bool fixed = number == NUMBER_UNKNOWN || number == (enum number)finding->detail;
    if (!fixed) {
        const char *name = renumbered(entity->name, (enum number)finding->detail, &arena);
        fixed = lint_rename(model, entity, name, error);
    }
    tn_arena_free(&arena);
    return fixed;
}

const struct tn_rule lint_table_number = {
    .id = "table-number",
    .group = "naming",
    .severity = TN_INFO,
    .title = "A table is named in the singular among plurals, or the other way round",
    .help = "Plural or singular is a matter of taste, but one of them throughout saves looking up. "
            "Tables are held to what most of them do; a new model without a majority to plurals. "
            "Words whose number is unclear are never reported.",
    .example = "CREATE TABLE users (id integer PRIMARY KEY);\n"
               "CREATE TABLE orders (id integer PRIMARY KEY);\n"
               "CREATE TABLE invoices (id integer PRIMARY KEY);\n"
               "CREATE TABLE product (id integer PRIMARY KEY);\n",
    .check = check_number,
    .fix = fix_number,
};

/* ------------------------------------------------------------------ table-prefix */

static const char *const prefixes[] = {"t", "table", "tb", "tbl", "v", "view", "vw"};

/* Where the name goes on after a prefix that only says what it is; NULL where there is none. */
static const char *after_prefix(const char *name) {
    struct tn_slice first = lint_first_word(name), second;
    const char *rest = first.at + first.length;
    if (!lint_word_in(LINT_WORD_LIST(prefixes), first) || !lint_next_word(&rest, &second))
        return NULL;
    if (first.length == 1 && first.at[1] != '_')
        return NULL; /* tShirts */
    return second.at;
}

static void check_prefix(struct tn_lint *lint) {
    size_t all = 0, prefixed = 0;
    LINT_EACH_TABLE(lint, table) {
        all++;
        prefixed += after_prefix(table->entity->name) != NULL;
    }
    if (lint->imported && lint_is_convention(prefixed, all))
        return;
    LINT_EACH_TABLE(lint, table) {
        const char *name = table->entity->name, *rest = after_prefix(name);
        if (!rest)
            continue;
        struct tn_finding *found =
            lint_find(lint, table->entity, "the prefix of table name %s only says that it is a %s",
                      name, lint_first_word(name).at[0] == 'v' ? "view" : "table");
        lint_remedy(lint, found, "Rename it to %s", rest);
    }
}

static bool fix_prefix(struct tn_model *model, const struct tn_finding *finding,
                       struct tn_error *error) {
    struct tn_entity *entity = (void *)tn_find_id(model, finding->object);
    const char *rest = after_prefix(entity->name);
    return !rest || lint_rename(model, entity, rest, error);
}

const struct tn_rule lint_table_prefix = {
    .id = "table-prefix",
    .group = "naming",
    .severity = TN_WARNING,
    .title = "A table name begins with a prefix that says only that it is a table",
    .help = "Prefixes such as tbl_ repeat what the place of the name says already, hide the "
            "alphabetical order and make every query longer; v_ on a table is plainly wrong. Take "
            "it off. An imported model in which most tables have one is left alone.",
    .example = "CREATE TABLE tbl_orders (id integer PRIMARY KEY);\n",
    .check = check_prefix,
    .fix = fix_prefix,
};
