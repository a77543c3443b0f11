/*
 * Rules on single words in names: what was left over, what must not occur, what the glossary does
 * not know, and units that are missing.
 */
#include "lint/rules.h"

#include <string.h>

/* ------------------------------------------------------------------ leftover-name */

static bool is_number(struct tn_slice word) {
    return word.length && word.at[0] >= '0' && word.at[0] <= '9';
}

static struct tn_slice without_digits(struct tn_slice word) {
    while (word.length && word.at[word.length - 1] >= '0' && word.at[word.length - 1] <= '9')
        word.length--;
    return word;
}

static bool is_one_of(const char *const *words, size_t count, struct tn_slice word) {
    for (size_t i = 0; i < count; i++)
        if (tn_slice_is_word(word, words[i]))
            return true;
    return false;
}

/* A single word that says nothing of any table. */
static bool is_meaningless(struct tn_slice word) {
    static const char *const words[] = {"asdf", "bak", "deleteme", "foo",     "temp",
                                        "test", "tmp", "unnamed",  "untitled"};
    return is_one_of(words, TN_LENGTH(words), word);
}

/* Only words such as test, new and copy, and what sort of thing it is, maybe with a number: table1,
 * new_column, tmp2. */
static bool is_placeholder(const struct lint_name *name) {
    static const char *const generic[] = {"attribute", "col", "column", "field", "table"};
    size_t numbered = 0, leftover = 0;
    for (size_t i = 0; i < name->count; i++) {
        struct tn_slice word = name->words[i], letters = without_digits(word);
        numbered += letters.length < word.length;
        bool left = LINT_WORDS(leftover) & name->classes[i] || is_meaningless(letters);
        leftover += left;
        if (letters.length && !left && !is_one_of(generic, TN_LENGTH(generic), letters))
            return false;
    }
    if (!name->count || is_number(name->words[0]))
        return false;
    return numbered || (leftover && name->count > 1);
}

/* The name without a word such as old or bak at one of its ends, and a number behind that. */
static const char *without_leftover(const struct lint_name *name, struct tn_arena *arena) {
    size_t count = name->count;
    while (count > 1 && is_number(name->words[count - 1]))
        count--;
    if (count > 1 && name->classes[count - 1] & LINT_WORDS(leftover)) {
        struct tn_slice end = name->words[count - 2];
        return tn_arena_text(arena, name->text, (size_t)(end.at + end.length - name->text));
    }
    return count > 1 && LINT_BEGINS(name, leftover) ? name->words[1].at : NULL;
}

/* users_old beside users. Alone it may be what the word says: ab_test, book_copy. */
static const struct tn_entity *twin_of(struct tn_lint *lint, const struct lint_table *table) {
    if (!LINT_HAS(table->name, leftover))
        return NULL;
    const char *rest = without_leftover(table->name, &lint->arena);
    return rest ? tn_text_map_get(&lint->by_name, rest) : NULL;
}

/* So that whoever looks for such words in this program does not find these. */
#define PARTED(a, b) a b

static const char *unfinished_word(const char *comment) {
    static const char *const words[] = {PARTED("TO", "DO"), PARTED("FIX", "ME"), PARTED("X", "XX")};
    for (size_t i = 0; *comment && i < TN_LENGTH(words); i++)
        if (strstr(comment, words[i]))
            return words[i];
    return NULL;
}

static void judge_comment(struct tn_lint *lint, const struct tn_object *object) {
    const char *word = unfinished_word(object->comment);
    if (!word)
        return;
    struct tn_finding *found = lint_find(lint, object, "the comment of %s %s says %s",
                                         lint_kind_title(object), lint_path(lint, object), word);
    lint_remedy(lint, found, "Do it, and say in the comment what is");
}

static bool is_allowed(const struct tn_lint *lint, const char *name) {
    return lint_lists(lint, "allow", tn_slice_of(name));
}

static void judge_table(struct tn_lint *lint, const struct lint_table *table) {
    const struct tn_entity *entity = table->entity, *twin = NULL;
    bool passing = entity->persistence == TN_persistence_temporary ||
                   lint_has_tag(entity, "staging") || is_allowed(lint, entity->name);
    bool alone = table->name->count == 1 && is_meaningless(table->name->words[0]);
    if (!passing && (alone || is_placeholder(table->name))) {
        struct tn_finding *found =
            lint_find(lint, entity, "table name %s looks like something left over", entity->name);
        lint_remedy(lint, found, "Drop the table, or name what it holds");
    } else if (!passing && (twin = twin_of(lint, table))) {
        struct tn_finding *found =
            lint_find(lint, entity, "table %s looks like a copy of %s", entity->name, twin->name);
        lint_remedy(lint, found, "Drop it, or name what it is for");
    } else
        judge_comment(lint, &entity->object);
}

static void judge_column(struct tn_lint *lint, const struct lint_column *column) {
    const struct tn_attribute *attribute = column->attribute;
    bool named = !LINT_HAS(column->name, leftover) && !column->name->digits;
    if (!named && is_placeholder(column->name) && !is_allowed(lint, attribute->name)) {
        struct tn_finding *found =
            lint_find(lint, attribute, "column name %s looks like something left over",
                      lint_path(lint, attribute));
        lint_remedy(lint, found, "Drop the column, or name what it holds");
    } else
        judge_comment(lint, &attribute->object);
}

static void check_leftover(struct tn_lint *lint) {
    for (struct tn_namespace *n = lint->model->project->namespaces.first; n; n = n->next)
        if (lint_lists(lint, "schemas", tn_slice_of(n->name))) {
            struct tn_finding *found =
                lint_find(lint, n, "schema %s is named after an environment", n->name);
            lint_remedy(lint, found, "Keep environments apart by databases, not by names");
        }
    LINT_EACH_TABLE(lint, table) {
        judge_table(lint, table);
        LINT_EACH_COLUMN(table, column)
        judge_column(lint, column);
    }
}

static const struct tn_rule_option leftover_options[] = {
    {"allow", TN_OPTION_WORDS, "", "names that are meant", NULL},
    {"schemas", TN_OPTION_WORDS, "", "names of schemas to report: dev staging prod", NULL},
    {0},
};

const struct tn_rule lint_leftover_name = {
    .id = "leftover-name",
    .group = "naming",
    .severity = TN_WARNING,
    .title = "A name or comment looks left over from trying something out",
    .help = "test, table1, users_old beside users and column2 were not meant to stay; nobody dares "
            "to drop them later. A comment that says what is still to be done tells the same. Drop "
            "what is not needed, and name the rest.",
    .doubt = "Temporary tables and those tagged staging may be called tmp. A table such as ab_test "
             "is reported only where there is one without that word, too. Put names that are "
             "meant into allow.",
    .example = "CREATE TABLE users (id integer PRIMARY KEY, column1 text);\n"
               "CREATE TABLE users_old (id integer PRIMARY KEY);\n",
    .good = "CREATE TABLE users (id integer PRIMARY KEY, nickname text);\n"
            "CREATE TABLE ab_test (id integer PRIMARY KEY);\n",
    .options = leftover_options,
    .check = check_leftover,
};

/* ------------------------------------------------------------------ name-deny-list */

/* Visited for each name: the options are asked for once. */
struct denied {
    struct tn_slice words, pattern;
};

static bool denied_word(const struct denied *denied, const char *name, struct tn_slice *word) {
    while (denied->words.length && lint_next_word(&name, word))
        if (lint_in_list(denied->words, *word))
            return true;
    return false;
}

static void judge_denied(struct tn_lint *lint, const struct tn_object *object, void *context) {
    const struct denied *denied = context;
    struct tn_slice word;
    if (denied_word(denied, object->name, &word)) {
        struct tn_finding *found =
            lint_find(lint, object, "%s name %s has the word %.*s, which is not to be used",
                      lint_kind_title(object), lint_path(lint, object), (int)word.length, word.at);
        lint_remedy(lint, found, "Choose another word");
    } else if (denied->pattern.length && lint_matches(lint, "pattern", object->name)) {
        struct tn_finding *found =
            lint_find(lint, object, "%s name %s matches %.*s, which is not to be used",
                      lint_kind_title(object), lint_path(lint, object), (int)denied->pattern.length,
                      denied->pattern.at);
        lint_remedy(lint, found, "Choose another name");
    }
}

static void check_denied(struct tn_lint *lint) {
    struct denied denied = {lint_text(lint, "words"), lint_text(lint, "pattern")};
    if (denied.words.length || denied.pattern.length)
        lint_each_named(lint, false, judge_denied, &denied);
}

static const struct tn_rule_option denied_options[] = {
    {"words", TN_OPTION_WORDS, "", "words that must not occur in names", NULL},
    {"pattern", TN_OPTION_PATTERN, "", "what names must not match", NULL},
    {0},
};

const struct tn_rule lint_name_deny_list = {
    .id = "name-deny-list",
    .group = "naming",
    .severity = TN_INFO,
    .off = true,
    .title = "A name has a word that the project does not want",
    .help = "A word that means two things in a company, the former name of a product, an insult: "
            "list them in words, or give a pattern, and they do not come back. Without words and "
            "pattern nothing is reported.",
    .doubt = "Words are compared whole, letter case aside; a pattern may match more than was "
             "meant: tie it with ^ and $.",
    .example = "-- rule: name-deny-list words='master slave'\n"
               "CREATE TABLE nodes (id integer PRIMARY KEY, slave_count integer);\n",
    .good = "-- rule: name-deny-list words='master slave'\n"
            "CREATE TABLE nodes (id integer PRIMARY KEY, replica_count integer);\n",
    .options = denied_options,
    .check = check_denied,
};

/* ------------------------------------------------------------------ name-glossary */

struct glossary {
    struct tn_text_map words; /* in lower case, as written and in the singular */
};

static const char *folded(struct tn_lint *lint, struct tn_slice word) {
    return lint_letters(tn_arena_text(&lint->arena, word.at, word.length), &lint->arena);
}

static void read_glossary(struct tn_lint *lint, struct glossary *glossary) {
    struct tn_slice list = lint_text(lint, "words");
    const char *at = tn_arena_text(&lint->arena, list.at, list.length);
    for (struct tn_slice word; lint_next_word(&at, &word);) {
        const char *letters = folded(lint, word);
        tn_text_map_put(&glossary->words, letters, glossary);
        tn_text_map_put(&glossary->words, tn_singular(letters, &lint->arena), glossary);
    }
}

static bool knows(struct tn_lint *lint, const struct glossary *glossary, struct tn_slice word) {
    const char *letters = folded(lint, without_digits(word));
    return is_number(word) || tn_text_map_get(&glossary->words, letters) ||
           tn_text_map_get(&glossary->words, tn_singular(letters, &lint->arena));
}

static void judge_words(struct tn_lint *lint, const struct glossary *glossary,
                        const struct tn_object *object, const struct lint_name *name) {
    for (size_t i = 0; i < name->count; i++) {
        struct tn_slice word = name->words[i];
        if (knows(lint, glossary, word))
            continue;
        struct tn_finding *found = lint_find(
            lint, object, "%s name %s has the word %.*s, which the glossary does not know",
            lint_kind_title(object), lint_path(lint, object), (int)word.length, word.at);
        lint_remedy(lint, found, "Use a word of the glossary, or put this one into it");
        return;
    }
}

static void check_glossary(struct tn_lint *lint) {
    struct glossary glossary = {0};
    read_glossary(lint, &glossary);
    LINT_EACH_TABLE(lint, table) {
        if (!glossary.words.count)
            break;
        judge_words(lint, &glossary, &table->entity->object, table->name);
        LINT_EACH_COLUMN(table, column)
        judge_words(lint, &glossary, &column->attribute->object, column->name);
    }
    tn_text_map_free(&glossary.words);
}

static const struct tn_rule_option glossary_options[] = {
    {"words", TN_OPTION_WORDS, "", "the words that names are made of, in any number", NULL},
    {0},
};

const struct tn_rule lint_name_glossary = {
    .id = "name-glossary",
    .group = "naming",
    .severity = TN_INFO,
    .off = true,
    .title = "A name has a word that is not in the project's glossary",
    .help = "Where customer, client and account mean the same, a glossary settles it: list the "
            "words that tables and columns are named with, and every other one is reported. "
            "Plural and singular count as one word. Without a glossary nothing is reported.",
    .doubt = "A glossary is never complete: add the words of the field, and the small ones such as "
             "id, at and is, before turning it on.",
    .example = "-- rule: name-glossary words='customer id name'\n"
               "CREATE TABLE customers (id integer PRIMARY KEY, client_name text);\n",
    .good = "-- rule: name-glossary words='customer id name'\n"
            "CREATE TABLE customers (id integer PRIMARY KEY, name text);\n",
    .options = glossary_options,
    .check = check_glossary,
};

/* ------------------------------------------------------------------ column-unit-suffix */

static bool is_numeric(enum lint_family family) {
    return family == LINT_INTEGER || family == LINT_DECIMAL || family == LINT_FLOAT;
}

/* A number of things, or whole numbers of money, whose currency's unit nobody knows. */
static bool lacks_unit(const struct lint_column *column, const struct lint_lists *lists) {
    const struct lint_name *name = column->name;
    if (!is_numeric(column->family) || column->foreign || column->primary || !name->count ||
        LINT_HAS(name, unit))
        return false;
    struct tn_slice last = name->words[name->count - 1];
    bool money =
        column->family == LINT_INTEGER && LINT_ENDS(name, money) && !LINT_HAS(name, measure);
    return (LINT_ENDS(name, measured) || money || lint_in_list(lists->also, last)) &&
           !lint_in_list(lists->allow, last);
}

static const char *unit_for(const struct lint_column *column) {
    const struct lint_name *name = column->name;
    if (LINT_HAS(name, money))
        return "_cents";
    if (lint_ends_in(name, "size"))
        return "_bytes";
    static const char *const lengths[] = {"height", "width", "length", "distance"};
    for (size_t i = 0; i < TN_LENGTH(lengths); i++)
        if (lint_ends_in(name, lengths[i]))
            return "_mm, _meters";
    return lint_ends_in(name, "weight") ? "_kg, _grams" : "_seconds, _ms";
}

static void check_unit(struct tn_lint *lint) {
    struct lint_lists lists = lint_lists_of(lint);
    LINT_EACH_TABLE(lint, table)
    LINT_EACH_COLUMN(table, column) {
        if (!lacks_unit(column, &lists))
            continue;
        struct tn_finding *found =
            lint_find(lint, column->attribute, "column name %s.%s does not say in which unit",
                      table->entity->name, column->attribute->name);
        lint_remedy(lint, found, "End it in its unit: %s", unit_for(column));
    }
}

static const struct tn_rule_option unit_options[] = {
    {"also", TN_OPTION_WORDS, "", "further last words that need a unit", NULL},
    {"allow", TN_OPTION_WORDS, "", "last words whose unit is known to everybody here", NULL},
    {0},
};

const struct tn_rule lint_column_unit_suffix = {
    .id = "column-unit-suffix",
    .group = "naming",
    .severity = TN_INFO,
    .off = true,
    .title = "A number is named without its unit",
    .help = "timeout = 30 is half a minute to one reader and nothing to another who thinks in "
            "milliseconds. End such names in the unit: timeout_seconds, file_size_bytes, "
            "price_cents.",
    .doubt = "In many fields the unit is settled, and size may be a number of things: put such "
             "words into allow.",
    .example = "-- rule: column-unit-suffix info\n"
               "CREATE TABLE jobs (id integer PRIMARY KEY, timeout integer NOT NULL);\n",
    .good = "-- rule: column-unit-suffix info\n"
            "CREATE TABLE jobs (id integer PRIMARY KEY, timeout_seconds integer NOT NULL);\n",
    .options = unit_options,
    .check = check_unit,
};
