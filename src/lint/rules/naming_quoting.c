/*
 * Rules on names that work in quotes only.
 */
#include "lint/fix.h"
#include "lint/rules.h"

#include <string.h>

static bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static bool is_foreign(char c) {
    return (unsigned char)c >= 0x80;
}

/* ------------------------------------------------------------------ name-special-chars */

enum oddity { ODD_NO, ODD_DIGIT, ODD_BLANK, ODD_LETTER, ODD_SIGN, ODD_TWO, ODD_END, ODD_COUNT };

static const char *const oddity_texts[ODD_COUNT] = {
    [ODD_DIGIT] = "begins with a digit",
    [ODD_BLANK] = "has a blank in it",
    [ODD_LETTER] = "has letters beyond ASCII",
    [ODD_SIGN] = "has a sign in it that is no letter, digit or underscore",
    [ODD_TWO] = "has two underscores together",
    [ODD_END] = "ends in an underscore",
};

/* What is wrong with the name first. */
static enum oddity oddity_of(const char *name, bool ascii) {
    if (is_digit(*name))
        return ODD_DIGIT;
    const char *c = name;
    for (; *c; c++) {
        if (is_letter(*c))
            continue;
        if (*c == ' ' || *c == '\t')
            return ODD_BLANK;
        if (is_foreign(*c) && ascii)
            return ODD_LETTER;
        if (!is_digit(*c) && !is_foreign(*c) && *c != '_')
            return ODD_SIGN;
        if (*c == '_' && c[1] == '_' && c > name)
            return ODD_TWO;
    }
    return c > name + 1 && c[-1] == '_' ? ODD_END : ODD_NO;
}

struct oddities {
    bool ascii;
    size_t all, of[ODD_COUNT]; /* columns */
    bool usual[ODD_COUNT];
};

/* An imported model in which most columns have one has it on purpose: ID_, NAME_. */
static void count_oddities(struct tn_lint *lint, struct oddities *oddities) {
    LINT_EACH_TABLE(lint, table)
    LINT_EACH_COLUMN(table, column) {
        oddities->all++;
        oddities->of[oddity_of(column->attribute->name, oddities->ascii)]++;
    }
    for (int i = ODD_DIGIT; i < ODD_COUNT; i++)
        oddities->usual[i] = lint->imported && lint_is_convention(oddities->of[i], oddities->all);
}

static const char *sanitised(const struct tn_object *object, struct tn_arena *arena);

static void judge_signs(struct tn_lint *lint, const struct tn_object *object, void *context) {
    const struct oddities *oddities = context;
    enum oddity oddity = oddity_of(object->name, oddities->ascii);
    if (!oddity || oddities->usual[oddity] || lint_matches(lint, "except", object->name))
        return;
    struct tn_finding *found = lint_find(lint, object, "%s name %s %s", lint_kind_title(object),
                                         object->name, oddity_texts[oddity]);
    const char *better = sanitised(object, &lint->arena);
    if (better)
        lint_remedy(lint, found, "Rename it to %s", better);
    else
        lint_remedy(lint, found, "Name it with letters, digits and underscores");
    lint_alike(lint, found, oddity_texts[oddity]);
}

static void check_signs(struct tn_lint *lint) {
    struct oddities oddities = {.ascii = lint_is_choice(lint, "letters", "ascii")};
    if (lint->imported)
        count_oddities(lint, &oddities);
    lint_each_named(lint, false, judge_signs, &oddities);
}

/* Letters of Latin-1 and what they are without their marks, from U+00C0 on. */
static const char *const plain_letters[] = {
    "A", "A", "A", "A", "Ae", "A", "Ae", "C", "E", "E", "E", "E", "I",  "I", "I",  "I",
    "D", "N", "O", "O", "O",  "O", "Oe", "_", "O", "U", "U", "U", "Ue", "Y", "Th", "ss",
    "a", "a", "a", "a", "ae", "a", "ae", "c", "e", "e", "e", "e", "i",  "i", "i",  "i",
    "d", "n", "o", "o", "o",  "o", "oe", "_", "o", "u", "u", "u", "ue", "y", "th", "y",
};

static void put_plain(struct tn_buffer *out, const char **at) {
    uint32_t codepoint = 0;
    size_t length = tn_utf8_decode(*at, strlen(*at), &codepoint);
    bool known = codepoint >= 0xC0 && codepoint - 0xC0 < TN_LENGTH(plain_letters);
    tn_put(out, known ? plain_letters[codepoint - 0xC0] : "_");
    *at += length ? length : 1;
}

/* The name with every sign that is none of a plain name made an underscore. */
static const char *plain_name(const char *name, struct tn_arena *arena) {
    struct tn_buffer out = {0};
    while (*name) {
        if (is_foreign(*name)) {
            put_plain(&out, &name);
            continue;
        }
        tn_put_char(&out, is_letter(*name) || is_digit(*name) ? *name : '_');
        name++;
    }
    const char *plain = tn_arena_text(arena, tn_buffer_text(&out), out.length);
    tn_buffer_free(&out);
    return plain;
}

/* The style in which its neighbours are written. */
static enum lint_style style_around(const struct tn_object *object) {
    if (object->kind == TN_attribute)
        return lint_column_style(tn_entity_of(object));
    const struct tn_list *list = tn_list_of(object->parent, object->kind);
    for (const struct tn_object *o = list->first; o; o = o->next) {
        unsigned styles = lint_styles_of(o->name);
        if (styles && !(styles & (styles - 1)))
            return (enum lint_style)__builtin_ctz(styles);
    }
    return LINT_SNAKE;
}

/* NULL where nothing is left of the name. */
static const char *sanitised(const struct tn_object *object, struct tn_arena *arena) {
    enum lint_style style = style_around(object);
    const char *name = lint_in_style(plain_name(object->name, arena), style, arena);
    if (!*name)
        return NULL;
    if (is_digit(*name))
        name = lint_in_style(tn_arena_format(arena, "n_%s", name), style, arena);
    return name;
}

static bool fix_signs(struct tn_model *model, const struct tn_finding *finding,
                      struct tn_error *error) {
    struct tn_object *object = tn_find_id(model, finding->object);
    struct tn_arena arena = {0};
    const char *name = oddity_of(object->name, true) ? sanitised(object, &arena) : object->name;
    bool fixed = name ? lint_rename(model, object, name, error)
                      : tn_fail(error, "nothing of %s can be kept: name it by hand", object->name);
    tn_arena_free(&arena);
    return fixed;
}

static const struct tn_rule_option sign_options[] = {
    {"letters", TN_OPTION_CHOICE, "ascii", "ascii: a to z only; any: those of every alphabet",
     "ascii any"},
    {"except", TN_OPTION_PATTERN, "", "names that it matches are fine", NULL},
    {0},
};

const struct tn_rule lint_name_special_chars = {
    .id = "name-special-chars",
    .group = "naming",
    .severity = TN_WARNING,
    .title = "A name has blanks, punctuation or foreign letters in it",
    .help = "A name with a blank, a hyphen or an umlaut, or one that begins with a digit, must be "
            "quoted everywhere, and sooner or later a script, a mapper or a shell does not. An "
            "underscore at the end, or two together, are overlooked. Use letters, digits and "
            "single underscores between words.",
    .doubt = "Names that a framework makes may have two underscores: put them into except. An "
             "imported model in which most columns end in one is left alone there. Where "
             "people name things in their own alphabet, letters=any takes it.",
    .example = "CREATE TABLE orders (id integer PRIMARY KEY, \"ship to\" text);\n",
    .good = "CREATE TABLE orders (id integer PRIMARY KEY, ship_to text);\n",
    .options = sign_options,
    .check = check_signs,
    .fix = fix_signs,
};

/* ------------------------------------------------------------------ name-needs-quoting */

static bool has_capitals(const char *name) {
    for (; *name; name++)
        if (*name >= 'A' && *name <= 'Z')
            return true;
    return false;
}

/* The first target that folds names to lower case where they are not quoted; NULL. */
static const struct tn_dialect *folding_target(const struct tn_lint *lint) {
    for (size_t i = 0; i < lint->target_count; i++)
        if (strcmp(lint->targets[i]->fold, "lower") == 0)
            return lint->targets[i];
    return NULL;
}

/* Constraints are counted by themselves: they are hardly ever written in queries. */
struct quoting {
    const struct tn_dialect *target;
    size_t all[2], quoted[2];
    bool usual[2];
};

static bool is_constraint(const struct tn_object *object) {
    static const uint64_t kinds =
        TN_IN(key) | TN_IN(relationship) | TN_IN(check) | TN_IN(exclusion) | TN_IN(index);
    return kinds >> object->kind & 1;
}

static void count_capitals(struct tn_lint *lint, const struct tn_object *object, void *context) {
    (void)lint;
    struct quoting *quoting = context;
    quoting->all[is_constraint(object)]++;
    quoting->quoted[is_constraint(object)] += has_capitals(object->name);
}

static void judge_capitals(struct tn_lint *lint, const struct tn_object *object, void *context) {
    const struct quoting *quoting = context;
    if (!has_capitals(object->name) || quoting->usual[is_constraint(object)] ||
        lint_matches(lint, "except", object->name))
        return;
    struct tn_finding *found =
        lint_find(lint, object, "%s name %s needs quotes in %s: it has capital letters",
                  lint_kind_title(object), lint_path(lint, object), quoting->target->title);
    lint_remedy(lint, found, "Rename it to %s",
                lint_in_style(object->name, LINT_SNAKE, &lint->arena));
    lint_alike(lint, found, "");
    if (is_constraint(object))
        lint_soften(found, TN_INFO);
}

static void check_quoting(struct tn_lint *lint) {
    struct quoting quoting = {.target = folding_target(lint)};
    if (!quoting.target)
        return;
    lint_each_named(lint, false, count_capitals, &quoting);
    for (size_t i = 0; i < 2; i++)
        quoting.usual[i] = lint->imported && lint_is_convention(quoting.quoted[i], quoting.all[i]);
    if (quoting.quoted[0] + quoting.quoted[1])
        lint_each_named(lint, false, judge_capitals, &quoting);
}

static bool fix_quoting(struct tn_model *model, const struct tn_finding *finding,
                        struct tn_error *error) {
    struct tn_object *object = tn_find_id(model, finding->object);
    struct tn_arena arena = {0};
    bool fixed = !has_capitals(object->name) ||
                 lint_rename(model, object, lint_in_style(object->name, LINT_SNAKE, &arena), error);
    tn_arena_free(&arena);
    return fixed;
}

static const struct tn_rule_option quoting_options[] = {
    {"except", TN_OPTION_PATTERN, "", "names that it matches are fine", NULL},
    {0},
};

const struct tn_rule lint_name_needs_quoting = {
    .id = "name-needs-quoting",
    .group = "naming",
    .severity = TN_WARNING,
    .title = "A name must be quoted because of its capital letters",
    .help = "PostgreSQL reads OrderId without quotes as orderid, and then says that there is no "
            "such column. Whoever queries such names quotes every one of them, forever. Use lower "
            "case with underscores; where the model's dialect is another one, the rule looks at "
            "its targets. Reserved words and special characters have rules of their own.",
    .doubt = "An imported model in which most names have capital letters is left alone, and so are "
             "its constraints where most of them have: its mapper quotes them.",
    .example = "CREATE TABLE orders (id integer PRIMARY KEY, \"shipTo\" text, city text);\n",
    .good = "CREATE TABLE orders (id integer PRIMARY KEY, ship_to text, city text);\n",
    .options = quoting_options,
    .check = check_quoting,
    .fix = fix_quoting,
};
