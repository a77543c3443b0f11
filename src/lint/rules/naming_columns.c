/*
 * Rules on the names of columns: vague and shortened ones.
 */
#include "lint/fix.h"
#include "lint/rules.h"

#include <string.h>

/* ------------------------------------------------------------------ column-vague-name */

/* A table of settings has its names beside its values. */
static const char *const naming_columns[] = {"attribute", "code",   "field",    "key",
                                             "name",      "option", "property", "setting"};

static bool is_setting(const struct lint_table *table, const struct lint_name *name) {
    if (!tn_slice_is_word(name->words[0], "value"))
        return false;
    LINT_EACH_COLUMN(table, column)
    if (column->name->count &&
        lint_word_in(LINT_WORD_LIST(naming_columns), column->name->words[column->name->count - 1]))
        return true;
    return false;
}

/* Alone it says nothing; email only in the strict profile, where it is to be email_address. */
static bool is_vague(const struct tn_lint *lint, const struct lint_name *name,
                     const struct lint_lists *lists) {
    if (name->count != 1)
        return false;
    struct tn_slice word = name->words[0];
    bool listed = LINT_HAS(name, vague) || lint_in_list(lists->also, word) ||
                  (lint->strict && tn_slice_is_word(word, "email"));
    return listed && !lint_in_list(lists->allow, word);
}

/* created, modified, updated: a moment without its ending. */
static bool is_event(const struct lint_name *name) {
    return tn_slice_is_word(name->words[0], "created") ||
           tn_slice_is_word(name->words[0], "modified") ||
           tn_slice_is_word(name->words[0], "updated");
}

static bool is_temporal(enum lint_family family) {
    return family == LINT_DATE || family == LINT_TIME || family == LINT_TIMESTAMP;
}

static const char *better_than(const struct lint_name *name) {
    static const struct {
        const char *word, *remedy;
    } remedies[] = {
        {"data", "Say which data they are: payload, settings, measurements"},
        {"date", "Say which day it is: birth_date, due_on"},
        {"flag", "Say what is so where it is set: is_active, is_online"},
        {"text", "Say what the text is: body, summary, question"},
        {"time", "Say what happened then: started_at, sent_at"},
        {"value", "Say what the value is: price, reading, answer"},
    };
    for (size_t i = 0; i < TN_LENGTH(remedies); i++)
        if (tn_slice_is_word(name->words[0], remedies[i].word))
            return remedies[i].remedy;
    return "Name it after what it holds";
}

static void report_vague(struct tn_lint *lint, const struct lint_table *table,
                         const struct lint_column *column) {
    const char *name = column->attribute->name;
    struct tn_finding *found =
        lint_find(lint, column->attribute, "column name %s.%s does not say what it holds",
                  table->entity->name, name);
    if (is_event(column->name) && is_temporal(column->family))
        lint_remedy(lint, found, "Name it %s",
                    lint_join(name, column->family == LINT_DATE ? "on" : "at", &lint->arena));
    else if (tn_slice_is_word(column->name->words[0], "email"))
        lint_remedy(lint, found, "Name it %s", lint_join(name, "address", &lint->arena));
    else
        lint_remedy(lint, found, "%s", better_than(column->name));
    lint_alike(lint, found, name);
}

static void check_vague(struct tn_lint *lint) {
    struct lint_lists lists = lint_lists_of(lint);
    LINT_EACH_TABLE(lint, table)
    LINT_EACH_COLUMN(table, column)
    if (is_vague(lint, column->name, &lists) && !column->primary &&
        !is_setting(table, column->name))
        report_vague(lint, table, column);
}

static const struct tn_rule_option vague_options[] = {
    {"also", TN_OPTION_WORDS, "", "further names that say nothing alone", NULL},
    {"allow", TN_OPTION_WORDS, "", "names that do say something here", NULL},
    {0},
};

const struct tn_rule lint_column_vague_name = {
    .id = "column-vague-name",
    .group = "naming",
    .severity = TN_INFO,
    .title = "A column name does not say what the column holds",
    .help = "Names such as data, value or date say nothing that the type does not say, and "
            "created or updated may be a moment, a person or a flag. Say what it is: created_at, "
            "payload, birth_date. The value of a table of settings is not reported.",
    .doubt = "In a narrow table the table's name says it all: put such names into allow.",
    .example = "CREATE TABLE documents (id integer PRIMARY KEY, info text, created timestamp);\n",
    .good =
        "CREATE TABLE documents (id integer PRIMARY KEY, summary text, created_at timestamp);\n",
    .options = vague_options,
    .check = check_vague,
};

/* ------------------------------------------------------------------ column-abbreviation */

/* Sorted by the short word; several words for it, parted by "or": no automatic fix. */
static const struct short_form {
    const char *word, *full;
} short_forms[] = {
    {"acct", "account"},
    {"addr", "address"},
    {"amt", "amount"},
    {"bal", "balance"},
    {"bday", "birthday"},
    {"cd", "code"},
    {"cfg", "configuration"},
    {"cmt", "comment"},
    {"cnt", "count"},
    {"cnty", "country or county"},
    {"ctry", "country"},
    {"cust", "customer"},
    {"dept", "department"},
    {"desc", "description"},
    {"descr", "description"},
    {"dscr", "description"},
    {"dt", "date or datetime"},
    {"emp", "employee"},
    {"fname", "first_name"},
    {"grp", "group"},
    {"hr", "hour"},
    {"inv", "invoice or inventory"},
    {"lname", "last_name"},
    {"lvl", "level"},
    {"mgr", "manager"},
    {"msg", "message"},
    {"mth", "month"},
    {"nbr", "number"},
    {"nm", "name"},
    {"num", "number"},
    {"ord", "order or ordinal"},
    {"passwd", "password"},
    {"pct", "percent"},
    {"pmt", "payment"},
    {"prd", "product or period"},
    {"prod", "product"},
    {"pwd", "password"},
    {"qty", "quantity"},
    {"srv", "server or service"},
    {"svc", "service"},
    {"tel", "telephone"},
    {"txn", "transaction"},
    {"usr", "user"},
    {"val", "value"},
    {"whse", "warehouse"},
    {"wk", "week"},
    {"yr", "year"},
};

static const struct short_form *short_form(struct tn_slice word) {
    for (size_t i = 0; i < TN_LENGTH(short_forms); i++)
        if (tn_slice_is_word(word, short_forms[i].word))
            return &short_forms[i];
    return NULL;
}

/* The word at i says what is meant only to those who know. */
static bool is_unknown(const struct lint_name *name, size_t i) {
    return (name->classes[i] & LINT_WORDS(consonants)) != 0;
}

/* What a run knows of words. */
struct shortening {
    struct lint_lists lists;
    struct tn_text_map counts; /* how often words without vowels are used */
};

/* The ones used all over belong to the field. */
static void count_unknown(struct tn_lint *lint, struct shortening *shortening) {
    LINT_EACH_TABLE(lint, table)
    LINT_EACH_COLUMN(table, column)
    for (size_t i = 0; i < column->name->count && LINT_HAS(column->name, consonants); i++) {
        if (!is_unknown(column->name, i))
            continue;
        struct tn_slice word = column->name->words[i];
        const char *key =
            lint_letters(tn_arena_text(&lint->arena, word.at, word.length), &lint->arena);
        uintptr_t count = (uintptr_t)tn_text_map_get(&shortening->counts, key);
        tn_text_map_put(&shortening->counts, key, (void *)(count + 1));
    }
}

enum { OFTEN = 5 };

/* In an imported model three consonants are nearly always a name of the field. */
static bool is_usual(struct tn_lint *lint, const struct shortening *shortening,
                     struct tn_slice word) {
    const char *key = lint_letters(tn_arena_text(&lint->arena, word.at, word.length), &lint->arena);
    return lint->imported &&
           (word.length == 3 || (uintptr_t)tn_text_map_get(&shortening->counts, key) >= OFTEN);
}

static bool is_shortened(struct tn_lint *lint, const struct shortening *shortening,
                         const struct lint_name *name, size_t i) {
    struct tn_slice word = name->words[i];
    if (lint_in_list(shortening->lists.allow, word))
        return false;
    return name->classes[i] & LINT_WORDS(shortened) || lint_in_list(shortening->lists.also, word) ||
           (is_unknown(name, i) && !is_usual(lint, shortening, word));
}

static void judge_name(struct tn_lint *lint, const struct shortening *shortening,
                       const struct lint_column *column) {
    const struct lint_name *name = column->name;
    size_t i = 0;
    while (i < name->count && !is_shortened(lint, shortening, name, i))
        i++;
    if (i == name->count)
        return;
    struct tn_slice word = name->words[i];
    struct tn_finding *found =
        lint_find(lint, column->attribute, "column name %s.%s has the abbreviation %.*s",
                  tn_entity_of(column->attribute)->name, name->text, (int)word.length, word.at);
    const struct short_form *form = short_form(word);
    if (form)
        lint_remedy(lint, found, "Write %s", form->full);
    else
        lint_remedy(lint, found, "Write the word out");
    lint_alike(lint, found,
               lint_letters(tn_arena_text(&lint->arena, word.at, word.length), &lint->arena));
}

static void check_abbreviation(struct tn_lint *lint) {
    struct shortening shortening = {.lists = lint_lists_of(lint)};
    count_unknown(lint, &shortening);
    LINT_EACH_TABLE(lint, table)
    LINT_EACH_COLUMN(table, column)
    if (shortening.lists.also.length || LINT_HAS(column->name, shortened) ||
        LINT_HAS(column->name, consonants))
        judge_name(lint, &shortening, column);
    tn_text_map_free(&shortening.counts);
}

/* All short words with one meaning written out, in the name's style. NULL where another remains. */
static const char *written_out(const struct lint_vocabulary *vocabulary, const char *name,
                               struct tn_arena *arena) {
    struct tn_buffer out = {0};
    const char *at = name;
    struct tn_slice word;
    bool clear = true;
    while (lint_next_word(&at, &word)) {
        const struct short_form *form = short_form(word);
        bool unknown = lint_classes_of(vocabulary, word) & LINT_WORDS(consonants);
        clear = clear && (form ? !strstr(form->full, " or ") : !unknown);
        tn_put(&out, out.length ? "_" : "");
        if (form)
            tn_put(&out, form->full);
        else
            tn_put_bytes(&out, word.at, word.length);
    }
    unsigned styles = lint_styles_of(name);
    const char *result = NULL;
    for (unsigned style = 0; style < LINT_STYLE_COUNT && clear && !result; style++)
        if (styles >> style & 1)
            result = lint_in_style(tn_buffer_text(&out), (enum lint_style)style, arena);
    tn_buffer_free(&out);
    return result;
}

/* Has it a word that the project wants written out, without saying how? */
static bool has_listed(const struct tn_model *model, const char *name) {
    struct tn_slice also = tn_rule_option(model, &lint_column_abbreviation, "also"), word;
    while (also.length && lint_next_word(&name, &word))
        if (lint_in_list(also, word))
            return true;
    return false;
}

static bool fix_abbreviation(struct tn_model *model, const struct tn_finding *finding,
                             struct tn_error *error) {
    struct tn_attribute *attribute = (void *)tn_find_id(model, finding->object);
    struct tn_arena arena = {0};
    struct lint_vocabulary vocabulary = {0};
    lint_vocabulary_open(&vocabulary);
    const char *name = written_out(&vocabulary, attribute->name, &arena);
    lint_vocabulary_close(&vocabulary);
    bool fixed = name && !has_listed(model, name)
                     ? lint_rename(model, attribute, name, error)
                     : tn_fail(error, "%s has an abbreviation that may mean several things",
                               attribute->name);
    tn_arena_free(&arena);
    return fixed;
}

static const struct tn_rule_option abbreviation_options[] = {
    {"also", TN_OPTION_WORDS, "", "further words that are to be written out", NULL},
    {"allow", TN_OPTION_WORDS, "", "words that everybody knows here", NULL},
    {0},
};

const struct tn_rule lint_column_abbreviation = {
    .id = "column-abbreviation",
    .group = "naming",
    .severity = TN_INFO,
    .title = "A column name has an abbreviation",
    .help = "usr_nm saves four letters once and costs a question every time it is read. Write the "
            "word out; the fix does it for words with one meaning. Abbreviations that everybody "
            "knows, such as id, url and sql, are fine, and so are, in an imported model, words of "
            "the field that many columns use.",
    .doubt = "Every field has its own: put what all who read the schema know into allow.",
    .example = "CREATE TABLE items (id integer PRIMARY KEY, qty integer);\n",
    .good = "CREATE TABLE items (id integer PRIMARY KEY, quantity integer, image_url text);\n",
    .options = abbreviation_options,
    .check = check_abbreviation,
    .fix = fix_abbreviation,
};
