/*
 * Rules on personal data.
 */
#include "lint/fix.h"
#include "lint/rules.h"

#include <string.h>

static bool has_tag(struct tn_texts tags, const char *tag) {
    for (size_t i = 0; i < tags.count; i++)
        if (tn_same_word(tags.items[i], tag))
            return true;
    return false;
}

static bool is_labelled(struct tn_texts tags) {
    return has_tag(tags, "pii") || has_tag(tags, "sensitive") || has_tag(tags, "public") ||
           has_tag(tags, "encrypted");
}

/* The last word that says something: phone of phone_number_2, address of address_line_1. */
static size_t telling_word(const struct lint_name *name) {
    static const char *const fillers[] = {"number", "no",    "nr",    "line",
                                          "line1",  "line2", "line3", "text"};
    size_t at = name->count;
    while (at > 1) {
        struct tn_slice word = name->words[at - 1];
        bool filler = word.at[0] >= '0' && word.at[0] <= '9';
        for (size_t i = 0; i < TN_LENGTH(fillers); i++)
            filler |= tn_slice_is_word(word, fillers[i]);
        if (!filler)
            break;
        at--;
    }
    return at - 1;
}

/* ------------------------------------------------------------------ pii-untagged */

static bool can_hold_person(enum lint_family family) {
    return family == LINT_TEXT || family == LINT_DATE || family == LINT_TIMESTAMP ||
           family == LINT_OTHER || family == LINT_UNTYPED || family == LINT_JSON;
}

static bool says(const struct lint_name *name, size_t at, const char *before, const char *word) {
    return at > 0 && tn_slice_is_word(name->words[at], word) &&
           tn_slice_is_word(name->words[at - 1], before);
}

/* Of a person, whatever the table: email, birth_date, ip_address. */
static bool is_personal(const struct lint_name *name, size_t at) {
    return name->classes[at] & LINT_WORDS(personal) || says(name, at, "birth", "date") ||
           says(name, at, "of", "birth") || says(name, at, "ip", "address") ||
           says(name, at, "ip", "addr") || says(name, at, "remote", "ip") ||
           says(name, at, "first", "name") || says(name, at, "last", "name") ||
           says(name, at, "tax", "id") || says(name, at, "email", "address");
}

enum certainty { NOT_PERSONAL, MAYBE_PERSONAL, PERSONAL };

static enum certainty certainty_of(const struct lint_column *column) {
    const struct lint_name *name = column->name;
    const uint64_t hints = LINT_WORDS(personal) | LINT_WORDS(contact) | LINT_WORDS(guarded);
    if (!(name->all & hints) || column->foreign || !can_hold_person(column->family) ||
        is_labelled(column->attribute->tags) || LINT_HAS(name, hashed))
        return NOT_PERSONAL;
    size_t at = telling_word(name);
    bool day = column->family == LINT_DATE || column->family == LINT_TIMESTAMP;
    if (is_personal(name, at))
        return !day || !tn_slice_is_word(name->words[at], "email") ? PERSONAL : NOT_PERSONAL;
    return name->classes[at] & LINT_WORDS(contact) && !day ? MAYBE_PERSONAL : NOT_PERSONAL;
}

/* An address is one of a person where the table is of persons or says how one is called. */
static struct tn_refs personal_columns(struct tn_lint *lint, const struct lint_table *table) {
    enum certainty most = LINT_ENDS(table->name, person) ? PERSONAL : NOT_PERSONAL;
    struct tn_refs found = {0};
    size_t count = 0;
    LINT_EACH_COLUMN(table, column) {
        enum certainty certainty = certainty_of(column);
        count += certainty != NOT_PERSONAL;
        most = certainty > most ? certainty : most;
    }
    if (!count || most != PERSONAL)
        return found;
    found.items = tn_arena_allocate(&lint->arena, count * sizeof *found.items);
    LINT_EACH_COLUMN(table, column)
    if (certainty_of(column) != NOT_PERSONAL)
        found.items[found.count++] = &column->attribute->object;
    return found;
}

static void check_untagged(struct tn_lint *lint) {
    LINT_EACH_TABLE(lint, table) {
        if (is_labelled(table->entity->tags))
            continue;
        struct tn_refs columns = personal_columns(lint, table);
        if (!columns.count)
            continue;
        struct tn_finding *found =
            lint_find(lint, table->entity, "%s seems to hold personal data without a tag: %s",
                      table->entity->name, lint_names(lint, columns));
        lint_remedy(lint, found, "Tag %s pii, or public where anybody may see it",
                    columns.count > 1 ? "them" : "it");
    }
}

static void add_tag(struct tn_model *model, struct tn_attribute *attribute, const char *tag) {
    struct tn_texts tags = {0};
    for (size_t i = 0; i < attribute->tags.count; i++)
        tn_texts_append(model, &tags, attribute->tags.items[i]);
    tn_texts_append(model, &tags, tn_text(model, tag));
    tn_set_texts(model, attribute, TN_attribute_tags, tags);
}

static bool fix_untagged(struct tn_model *model, const struct tn_finding *finding,
                         struct tn_error *error) {
    (void)error;
    static const struct tn_lint_options defaults;
    struct tn_lint lint = {0};
    lint_open(&lint, model, &defaults);
    struct lint_table *table = tn_id_map_get(&lint.table_of, finding->object);
    struct tn_refs columns = {0};
    if (table && !is_labelled(table->entity->tags))
        columns = personal_columns(&lint, table);
    for (size_t i = 0; i < columns.count; i++)
        add_tag(model, (void *)columns.items[i], "pii");
    lint_close(&lint);
    return true;
}

const struct tn_rule lint_pii_untagged = {
    .id = "pii-untagged",
    .group = "security",
    .severity = TN_INFO,
    .title = "A table seems to hold personal data that is not tagged so",
    .help = "Who asks for the data kept about a person, or wants it deleted, must be answered in "
            "full: the model can say where it is only if somebody told it. Tag such columns pii "
            "(or sensitive, encrypted); the fix tags those that are reported.",
    .doubt = "Names are all it goes by. Addresses and phones count only where the table is of "
             "persons; what everybody may see is tagged public, a column or the whole table.",
    .example = "CREATE TABLE customers (id integer PRIMARY KEY, email text, phone text);\n",
    .good = "-- set: customers.email tags=pii\n"
            "-- set: customers.phone tags=pii\n"
            "CREATE TABLE customers (id integer PRIMARY KEY, email text, phone text);\n",
    .check = check_untagged,
    .fix = fix_untagged,
};

/* ------------------------------------------------------------------ pii-plain */

/* What does harm where it becomes known: a number that identifies, pays or tells of an illness. */
static bool is_sensitive(const struct lint_name *name, size_t at) {
    if (name->classes[at] & LINT_WORDS(sensitive))
        return true;
    static const char *const pairs[][2] = {
        {"tax", "id"},         {"card", "number"}, {"social", "security"}, {"passport", "number"},
        {"national", "id"},    {"credit", "card"}, {"health", "data"},     {"health", "record"},
        {"medical", "record"}, {"blood", "type"},  {"medical", "history"}, {"bank", "account"},
        {"account", "number"}};
    for (size_t i = 0; i + 1 < TN_LENGTH(pairs); i++)
        for (size_t end = at; end < name->count; end++)
            if (says(name, end, pairs[i][0], pairs[i][1]))
                return true;
    return false;
}

/* Only a part of it, or something else in its place. */
static bool is_masked(const struct lint_name *name) {
    static const char *const words[] = {"last",  "last4",  "masked", "token", "type",
                                        "brand", "prefix", "suffix", "id4"};
    if (LINT_HAS(name, hashed))
        return true;
    for (size_t i = 0; i < name->count; i++)
        for (size_t j = 0; j < TN_LENGTH(words); j++)
            if (tn_slice_is_word(name->words[i], words[j]) &&
                !(tn_slice_is_word(name->words[i], "type") && i > 0 &&
                  tn_slice_is_word(name->words[i - 1], "blood")))
                return true;
    return false;
}

static bool is_settled(const struct tn_attribute *attribute) {
    return has_tag(attribute->tags, "encrypted") || has_tag(attribute->tags, "public");
}

static void check_plain(struct tn_lint *lint) {
    LINT_EACH_TABLE(lint, table)
    LINT_EACH_COLUMN(table, column) {
        const struct lint_name *name = column->name;
        if (column->family != LINT_TEXT ||
            (!LINT_HAS(name, sensitive) && !LINT_HAS(name, guarded)) || column->foreign ||
            is_settled(column->attribute))
            continue;
        if (!is_sensitive(name, telling_word(name)) || is_masked(name))
            continue;
        struct tn_finding *found = lint_find(lint, column->attribute, "%s.%s is kept in plain text",
                                             table->entity->name, column->attribute->name);
        lint_remedy(lint, found, "Encrypt it, in a binary column %s; or tag it encrypted",
                    lint_join(column->attribute->name, "encrypted", &lint->arena));
    }
}

const struct tn_rule lint_pii_plain = {
    .id = "pii-plain",
    .group = "security",
    .severity = TN_WARNING,
    .title = "Highly sensitive data is kept in plain text",
    .help = "Numbers of cards, accounts, passports and taxes, and what is known of somebody's "
            "health, are worth money to whoever gets a copy of the database. Encrypt them with a "
            "key that is not in it, in a bytea or varbinary column whose name says so, or keep a "
            "token of the payment provider and the last four digits only.",
    .doubt =
        "A column may hold what is encrypted as text already: tag it encrypted. The numbers of "
        "companies are no secret: tag them public.",
    .example = "CREATE TABLE cards (id integer PRIMARY KEY, card_number varchar(19));\n",
    .good = "CREATE TABLE cards (id integer PRIMARY KEY, card_last4 char(4), card_token text);\n",
    .check = check_plain,
};
