/*
 * The rule on the style of names.
 */
#include "lint/fix.h"
#include "lint/rules.h"

#include <string.h>

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

/* Tables' and columns' names were analysed when the run began. */
static unsigned styles_of(struct tn_lint *lint, const struct tn_object *object) {
    bool analysed = object->kind == TN_entity || object->kind == TN_attribute;
    return analysed ? lint_name_of(&lint->vocabulary, object->name)->styles
                    : lint_styles_of(object->name);
}

static void count_styles(struct tn_lint *lint, const struct tn_object *object, void *context) {
    struct styles *styles = context;
    enum group group = group_of(object);
    unsigned fits = styles_of(lint, object);
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
static bool comes_from_elsewhere(struct tn_lint *lint, const struct tn_entity *entity,
                                 int table_style) {
    size_t all = 0, following[LINT_STYLE_COUNT] = {0}, best = 0;
    if (table_style < 0 || styles_of(lint, &entity->object) >> table_style & 1)
        return false;
    for (const struct tn_attribute *a = entity->attributes.first; a; a = a->next) {
        unsigned fits = styles_of(lint, &a->object);
        all++;
        for (unsigned style = 0; style < LINT_STYLE_COUNT; style++)
            following[style] += fits >> style & 1;
    }
    for (size_t style = 0; style < LINT_STYLE_COUNT; style++)
        best = following[style] > best ? following[style] : best;
    return all > 0 && best * 3 >= all * 2;
}

static bool is_good(struct tn_lint *lint, const struct tn_object *object, int style) {
    bool strict = !lint->imported && *object->name == '_';
    return style < 0 || (!strict && styles_of(lint, object) >> style & 1);
}

/* What the fix is to do: the style, and that of the columns where those of a table go with it. */
enum { WITH_COLUMNS = 8 };

static size_t detail_of(struct tn_lint *lint, const struct tn_object *object,
                        const struct styles *styles, int style) {
    int columns = styles->chosen[GROUP_COLUMNS];
    bool with = lint->imported && object->kind == TN_entity && columns >= 0 &&
                comes_from_elsewhere(lint, (const void *)object, styles->chosen[GROUP_TABLES]);
    return (size_t)style + (with ? (size_t)(columns + 1) * WITH_COLUMNS : 0);
}

static void judge_style(struct tn_lint *lint, const struct tn_object *object, void *context) {
    const struct styles *styles = context;
    int style = styles->chosen[group_of(object)];
    if (is_good(lint, object, style) || lint_matches(lint, "except", object->name))
        return;
    const struct tn_entity *entity = tn_entity_of(object);
    if (lint->imported && entity && &entity->object != object &&
        comes_from_elsewhere(lint, entity, styles->chosen[GROUP_TABLES]))
        return;
    struct tn_finding *found =
        lint_find(lint, object, "%s name %s is not in %s", lint_kind_title(object), object->name,
                  lint_style_names[style]);
    found->detail = detail_of(lint, object, styles, style);
    const char *better = lint_in_style(object->name, (enum lint_style)style, &lint->arena);
    if (*better)
        lint_remedy(lint, found, "Rename it to %s", better);
    lint_alike(lint, found, lint_style_names[style]);
    if (group_of(object) == GROUP_CONSTRAINTS)
        lint_soften(found, TN_INFO);
}

static int style_named(struct tn_slice name) {
    for (int style = 0; style < LINT_STYLE_COUNT; style++)
        if (tn_slice_is(name, lint_style_names[style]))
            return style;
    return -1;
}

/* auto: new models are held to snake_case, imported ones to what most names follow. */
static int chosen_style(const struct tn_lint *lint, const struct styles *styles, enum group group) {
    static const char *const options[GROUP_COUNT] = {"tables", "columns", "constraints"};
    struct tn_slice option = lint_text(lint, options[group]);
    int style = style_named(option);
    if (style >= 0 || tn_slice_is(option, "any"))
        return style;
    bool infer = lint->imported || tn_slice_is(option, "infer");
    return infer ? most_followed(styles, group) : LINT_SNAKE;
}

static bool infers(const struct tn_lint *lint) {
    return lint->imported || lint_is_choice(lint, "tables", "infer") ||
           lint_is_choice(lint, "columns", "infer") || lint_is_choice(lint, "constraints", "infer");
}

/* Counting them has shown that all names of the group are in its style, or that it has none. */
static bool is_uniform(const struct styles *styles, enum group group) {
    int style = styles->chosen[group];
    return style < 0 || styles->following[group][style] == styles->all[group];
}

static void check_case(struct tn_lint *lint) {
    struct styles styles = {0};
    bool counted = infers(lint), uniform = counted;
    if (counted)
        lint_each_named(lint, false, count_styles, &styles);
    for (size_t group = 0; group < GROUP_COUNT; group++) {
        styles.chosen[group] = chosen_style(lint, &styles, (enum group)group);
        uniform = uniform && lint->imported && is_uniform(&styles, (enum group)group);
    }
    if (!uniform)
        lint_each_named(lint, false, judge_style, &styles);
}

static bool rename_in_style(struct tn_model *model, struct tn_object *object, size_t style,
                            struct tn_error *error) {
    struct tn_arena arena = {0};
    if (style >= LINT_STYLE_COUNT)
        return tn_fail(error, "%s cannot be renamed automatically", object->name);
    const char *name = lint_in_style(object->name, (enum lint_style)style, &arena);
    bool fixed = false;
    if (!(lint_styles_of(name) >> style & 1))
        tn_fail(error, "%s has no form in %s", object->name, lint_style_names[style]);
    else
        fixed = lint_rename(model, object, name, error);
    tn_arena_free(&arena);
    return fixed;
}

/* A table that came from elsewhere takes its columns with it. */
static bool fix_case(struct tn_model *model, const struct tn_finding *finding,
                     struct tn_error *error) {
    struct tn_object *object = tn_find_id(model, finding->object);
    size_t style = finding->detail % WITH_COLUMNS, columns = finding->detail / WITH_COLUMNS;
    if (!rename_in_style(model, object, style, error))
        return false;
    if (object->kind != TN_entity || !columns)
        return true;
    for (struct tn_attribute *a = ((struct tn_entity *)object)->attributes.first; a; a = a->next)
        if (!rename_in_style(model, &a->object, columns - 1, error))
            return false;
    return true;
}

#define STYLES "auto infer any snake_case UPPER_CASE camelCase PascalCase"

static const struct tn_rule_option options[] = {
    {"tables", TN_OPTION_CHOICE, "auto",
     "style of tables, views, types and schemas; auto: snake_case in new models, infer in imported "
     "ones; infer: as most are; any: none",
     STYLES},
    {"columns", TN_OPTION_CHOICE, "auto", "style of columns", STYLES},
    {"constraints", TN_OPTION_CHOICE, "auto", "style of constraints and indexes", STYLES},
    {"except", TN_OPTION_PATTERN, "", "names that it matches are fine", NULL},
    {0},
};

const struct tn_rule lint_name_case = {
    .id = "name-case",
    .group = "naming",
    .severity = TN_WARNING,
    .title = "A name is not written in the style of the others",
    .help = "Names in one style can be guessed; snake_case in lower case also never needs quotes. "
            "New models are held to snake_case. In an imported model tables, columns and "
            "constraints are each held to the style that most of them have, and left alone where "
            "there is none.",
    .doubt = "Tables that another program brought along keep its style: an imported table that is "
             "in another style throughout is reported once, its columns are not. Put names that "
             "others decide into except.",
    .example = "CREATE TABLE orders (\n"
               "    id integer PRIMARY KEY,\n"
               "    customer_name text,\n"
               "    \"shipTo\" text,\n"
               "    created_at timestamp\n"
               ");\n",
    .good = "CREATE TABLE orders (\n"
            "    id integer PRIMARY KEY,\n"
            "    customer_name text,\n"
            "    ship_to text,\n"
            "    created_at timestamp\n"
            ");\n",
    .options = options,
    .check = check_case,
    .fix = fix_case,
};
