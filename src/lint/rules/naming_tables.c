/*
 * Rules on how tables are named: their number, and words that say nothing.
 */
#include "lint/fix.h"
#include "lint/rules.h"

#include <ctype.h>
#include <string.h>

/* ------------------------------------------------------------------ table-number */

enum number { NUMBER_UNKNOWN, NUMBER_SINGULAR, NUMBER_PLURAL };

/* Endings of nouns that have no plural and of words that are no nouns. */
static const char *const unclear_endings[] = {"ing", "ed", "ware", "ness", "ism", "ance", "ity"};

static bool is_unclear(struct tn_slice word) {
    if (word.length < 4)
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

/* build_id_to_queue, bill_of_materials: not the last word tells how many a row is. */
static bool has_preposition(const struct lint_name *name) {
    static const char *const words[] = {"for", "from", "in", "of", "per", "to", "with"};
    for (size_t i = 1; i + 1 < name->count; i++)
        if (lint_word_in(LINT_WORD_LIST(words), name->words[i]))
            return true;
    return false;
}

static enum number number_of(const struct lint_name *name, struct tn_slice allowed,
                             struct tn_arena *arena) {
    if (!name->count || LINT_ENDS(name, numberless))
        return NUMBER_UNKNOWN;
    struct tn_slice last = name->words[name->count - 1];
    if (is_unclear(last) || lint_in_list(allowed, last) || has_preposition(name))
        return NUMBER_UNKNOWN;
    const char *word = tn_arena_text(arena, last.at, last.length);
    if (strcmp(tn_singular(word, arena), word) != 0)
        return NUMBER_PLURAL;
    const char *plural = tn_plural(word, arena);
    bool known = strcmp(plural, word) != 0 && tn_same_word(tn_singular(plural, arena), word);
    return known ? NUMBER_SINGULAR : NUMBER_UNKNOWN; /* corpuss: no plural is known of corpus */
}

/* STATEs -> STATES */
static const char *in_capitals(const char *word, struct tn_arena *arena) {
    char *large = tn_arena_text(arena, word, strlen(word));
    for (char *c = large; *c; c++)
        *c = (char)toupper((unsigned char)*c);
    return large;
}

/* The name in the other number, its last word's letter case kept. Result in the arena. */
static const char *renumbered(const char *name, enum number to, struct tn_arena *arena) {
    struct tn_slice last = lint_last_word(name);
    const char *word = tn_arena_text(arena, last.at, last.length);
    const char *changed = to == NUMBER_PLURAL ? tn_plural(word, arena) : tn_singular(word, arena);
    if (last.length > 1 && lint_styles_of(word) & 1u << LINT_UPPER)
        changed = in_capitals(changed, arena);
    return tn_arena_format(arena, "%.*s%s%s", (int)(last.at - name), name, changed,
                           last.at + last.length);
}

static enum number chosen_number(const struct tn_lint *lint, const enum number *numbers) {
    size_t counts[3] = {0};
    if (!lint_is_choice(lint, "number", "auto"))
        return lint_is_choice(lint, "number", "plural") ? NUMBER_PLURAL : NUMBER_SINGULAR;
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
    struct tn_slice allowed = lint_text(lint, "allow");
    enum number *numbers =
        tn_arena_allocate(&lint->arena, (lint->table_count + 1) * sizeof *numbers);
    for (size_t i = 0; i < lint->table_count; i++)
        numbers[i] = number_of(lint->tables[i].name, allowed, &lint->arena);
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
        lint_alike(lint, found, "");
    }
}

static bool fix_number(struct tn_model *model, const struct tn_finding *finding,
                       struct tn_error *error) {
    struct tn_entity *entity = (void *)tn_find_id(model, finding->object);
    struct tn_arena arena = {0};
    const char *name = renumbered(entity->name, (enum number)finding->detail, &arena);
    bool fixed = lint_rename(model, entity, name, error);
    tn_arena_free(&arena);
    return fixed;
}

static const struct tn_rule_option number_options[] = {
    {"number", TN_OPTION_CHOICE, "auto",
     "auto: what most tables are, and plural in a new model without a majority",
     "auto plural singular"},
    {"allow", TN_OPTION_WORDS, "", "last words of names that are neither", NULL},
    {0},
};

const struct tn_rule lint_table_number = {
    .id = "table-number",
    .group = "naming",
    .severity = TN_INFO,
    .title = "A table is named in the singular among plurals, or the other way round",
    .help = "Plural or singular is a matter of taste, but one of them throughout saves looking up. "
            "Tables are held to what most of them do; a new model without a majority to plurals. "
            "Words whose number is unclear are never reported.",
    .doubt = "English knows more exceptions than any list of words: put those that are missing "
             "into allow.",
    .example = "CREATE TABLE users (id integer PRIMARY KEY);\n"
               "CREATE TABLE orders (id integer PRIMARY KEY);\n"
               "CREATE TABLE invoices (id integer PRIMARY KEY);\n"
               "CREATE TABLE product (id integer PRIMARY KEY);\n",
    .good = "CREATE TABLE users (id integer PRIMARY KEY);\n"
            "CREATE TABLE orders (id integer PRIMARY KEY);\n"
            "CREATE TABLE invoices (id integer PRIMARY KEY);\n"
            "CREATE TABLE products (id integer PRIMARY KEY);\n",
    .options = number_options,
    .check = check_number,
    .fix = fix_number,
};

/* ------------------------------------------------------------------ table-prefix */

/* Where the name goes on after a prefix that only says what it is; NULL where there is none. */
static const char *after_prefix(const struct lint_name *name, struct tn_slice prefixes) {
    if (name->count < 2 || !lint_in_list(prefixes, name->words[0]))
        return NULL;
    struct tn_slice first = name->words[0];
    if (first.length == 1 && first.at[1] != '_')
        return NULL; /* tShirts */
    return name->words[1].at;
}

static bool says_view(struct tn_slice prefix) {
    return prefix.at[0] == 'v' || prefix.at[0] == 'V';
}

static void check_prefix(struct tn_lint *lint) {
    struct tn_slice prefixes = lint_text(lint, "prefixes");
    size_t all = 0, prefixed = 0;
    LINT_EACH_TABLE(lint, table) {
        all++;
        prefixed += after_prefix(table->name, prefixes) != NULL;
    }
    if (lint->imported && lint_is_convention(prefixed, all))
        return;
    LINT_EACH_TABLE(lint, table) {
        const char *rest = after_prefix(table->name, prefixes);
        if (!rest)
            continue;
        struct tn_finding *found =
            lint_find(lint, table->entity, "the prefix of table name %s only says that it is a %s",
                      table->entity->name, says_view(table->name->words[0]) ? "view" : "table");
        found->detail = (size_t)(rest - table->entity->name);
        lint_remedy(lint, found, "Rename it to %s", rest);
    }
}

static bool fix_prefix(struct tn_model *model, const struct tn_finding *finding,
                       struct tn_error *error) {
    struct tn_entity *entity = (void *)tn_find_id(model, finding->object);
    struct tn_slice prefix = lint_first_word(entity->name);
    const struct tn_rule *rule = &lint_table_prefix;
    if (!lint_in_list(tn_rule_option(model, rule, "prefixes"), prefix) ||
        finding->detail >= strlen(entity->name))
        return true;
    return lint_rename(model, entity, entity->name + finding->detail, error);
}

static const struct tn_rule_option prefix_options[] = {
    {"prefixes", TN_OPTION_WORDS, "t tb tbl table v view vw", "first words that say nothing", NULL},
    {0},
};

const struct tn_rule lint_table_prefix = {
    .id = "table-prefix",
    .group = "naming",
    .severity = TN_WARNING,
    .title = "A table name begins with a prefix that says only that it is a table",
    .help = "Prefixes such as tbl_ repeat what the place of the name says already, hide the "
            "alphabetical order and make every query longer; v_ on a table is plainly wrong. Take "
            "it off. An imported model in which most tables have one is left alone.",
    .doubt = "t_ may stand for something in the field, as in t_cells: take it out of prefixes.",
    .example = "CREATE TABLE tbl_orders (id integer PRIMARY KEY);\n",
    .good = "CREATE TABLE orders (id integer PRIMARY KEY);\n",
    .options = prefix_options,
    .check = check_prefix,
    .fix = fix_prefix,
};

/* ------------------------------------------------------------------ table-name-verbose */

/* Would the name say less without its last word? table_data and all_records are names, too. */
static bool has_filler(const struct lint_name *name, const struct lint_lists *lists) {
    if (name->count < 2)
        return false;
    struct tn_slice last = name->words[name->count - 1];
    return (LINT_ENDS(name, filler) || lint_in_list(lists->also, last)) &&
           !lint_in_list(lists->allow, last);
}

/* How many tables begin with the same words. */
struct families {
    struct tn_text_map counts; /* the words as written, up to the second */
    size_t all;
};

/* The name up to its word at i. */
static const char *beginning(const struct lint_name *name, size_t i, struct tn_arena *arena) {
    struct tn_slice word = name->words[i];
    return lint_letters(
        tn_arena_text(arena, name->text, (size_t)(word.at + word.length - name->text)), arena);
}

static void count_families(struct tn_lint *lint, struct families *families) {
    LINT_EACH_TABLE(lint, table) {
        families->all++;
        for (size_t i = 0; i < 2 && i + 1 < table->name->count; i++) {
            const char *key = beginning(table->name, i, &lint->arena);
            uintptr_t count = (uintptr_t)tn_text_map_get(&families->counts, key);
            tn_text_map_put(&families->counts, key, (void *)(count + 1));
        }
    }
}

/* Numbers are no words, audit_2024_01, and neither is what a quarter of the tables begin with:
 * t_ds_, wp_. */
static size_t count_words(struct tn_lint *lint, const struct families *families,
                          const struct lint_name *name) {
    size_t count = 0;
    for (size_t i = 0; i < name->count; i++) {
        bool number = name->words[i].at[0] >= '0' && name->words[i].at[0] <= '9';
        size_t alike = 0;
        if (i < 2)
            alike = (size_t)(uintptr_t)tn_text_map_get(&families->counts,
                                                       beginning(name, i, &lint->arena));
        bool family = alike >= 3 && alike * 4 >= families->all && families->all > 3;
        count += !number && !family;
    }
    return count;
}

static void judge_verbose(struct tn_lint *lint, const struct families *families,
                          const struct lint_table *table, size_t most) {
    const struct lint_name *name = table->name;
    if (!most || name->count <= most)
        return;
    size_t count = count_words(lint, families, name);
    if (count <= most)
        return;
    struct tn_finding *found =
        lint_find(lint, table->entity, "table name %s has %zu words", name->text, count);
    lint_remedy(lint, found, "Find a name of at most %zu words", most);
    lint_alike(lint, found, "words");
}

static void check_verbose(struct tn_lint *lint) {
    struct lint_lists lists = lint_lists_of(lint);
    struct families families = {0};
    size_t most = (size_t)lint_number(lint, "words");
    count_families(lint, &families);
    LINT_EACH_TABLE(lint, table) {
        const struct lint_name *name = table->name;
        if (!has_filler(name, &lists)) {
            judge_verbose(lint, &families, table, most);
            continue;
        }
        struct tn_slice last = name->words[name->count - 1];
        struct tn_finding *found = lint_find(
            lint, table->entity, "the last word of table name %s adds nothing", name->text);
        lint_remedy(lint, found, "Leave %.*s out, and say in the plural what the rows are",
                    (int)last.length, last.at);
        lint_alike(lint, found, "");
    }
    tn_text_map_free(&families.counts);
}

static const struct tn_rule_option verbose_options[] = {
    {"words", TN_OPTION_NUMBER, "4", "the most words of a name; 0: no limit", NULL},
    {"also", TN_OPTION_WORDS, "", "further last words that add nothing", NULL},
    {"allow", TN_OPTION_WORDS, "", "last words that do say something here", NULL},
    {0},
};

const struct tn_rule lint_table_name_verbose = {
    .id = "table-name-verbose",
    .group = "naming",
    .severity = TN_INFO,
    .title = "A table name has words that say nothing, or too many of them",
    .help = "Every table holds data, information and records: customer_address_information is "
            "customer_addresses. Names of five words are abbreviated by everybody who has to type "
            "them, each time in another way. Leave out what the reader knows already.",
    .doubt = "medical_records are a thing of their own: put such words into allow.",
    .example = "CREATE TABLE customer_address_information (id integer PRIMARY KEY, city text);\n",
    .good = "CREATE TABLE customer_addresses (id integer PRIMARY KEY, city text);\n",
    .options = verbose_options,
    .check = check_verbose,
};
