/*
 * Rules on the names of key columns: primary and foreign.
 */
#include "lint/fix.h"
#include "lint/rules.h"

#include <string.h>

/* ------------------------------------------------------------------ pk-column-name */

enum form { FORM_OTHER, FORM_ID, FORM_TABLE_ID };

/* order_id of order_headers, or territoryid of salesterritory: a part of the table's name and id.
 */
static bool is_part_and_id(const struct lint_table *table, const char *name,
                           struct tn_arena *arena) {
    const char *letters = lint_letters(name, arena);
    size_t length = strlen(letters);
    if (length < 5 || strcmp(letters + length - 2, "id") != 0)
        return false;
    const char *part = tn_arena_text(arena, letters, length - 2);
    return strstr(lint_letters(table->entity->name, arena), part) != NULL;
}

/* id, or the table in the singular (or its last words) and id: order_item_id, item_id. */
static enum form form_of(const struct lint_table *table, const char *name, struct tn_arena *arena) {
    if (lint_same_letters(name, "id"))
        return FORM_ID;
    const char *singular = tn_singular(table->entity->name, arena);
    const char *full = tn_arena_format(arena, "%s_id", singular);
    return lint_ends_with_words(full, name) || is_part_and_id(table, name, arena) ? FORM_TABLE_ID
                                                                                  : FORM_OTHER;
}

/* A lone surrogate: numbered or random, and not taken over from another table. */
static const struct lint_column *surrogate_of(const struct lint_table *table) {
    if (!table->primary || table->primary->attributes.count != 1)
        return NULL;
    LINT_EACH_COLUMN(table, column)
    if (column->primary && !column->foreign &&
        (column->family == LINT_INTEGER || column->family == LINT_UUID))
        return column;
    return NULL;
}

static enum form chosen_form(struct tn_lint *lint) {
    size_t counts[3] = {0}, all = 0;
    if (!lint_is_choice(lint, "form", "auto"))
        return lint_is_choice(lint, "form", "id") ? FORM_ID : FORM_TABLE_ID;
    LINT_EACH_TABLE(lint, table) {
        const struct lint_column *column = surrogate_of(table);
        if (!column)
            continue;
        counts[form_of(table, column->attribute->name, &lint->arena)]++;
        all++;
    }
    if (lint_is_convention(counts[FORM_ID], all))
        return FORM_ID;
    return lint_is_convention(counts[FORM_TABLE_ID], all) ? FORM_TABLE_ID : FORM_OTHER;
}

static const char *name_in_form(const struct tn_attribute *attribute, enum form form,
                                struct tn_arena *arena) {
    const struct tn_entity *entity = tn_entity_of(attribute);
    enum lint_style style = lint_column_style(entity);
    if (form == FORM_ID)
        return lint_in_style("id", style, arena);
    const char *singular = tn_singular(entity->name, arena);
    return lint_in_style(tn_arena_format(arena, "%s_id", singular), style, arena);
}

static void check_pk_column(struct tn_lint *lint) {
    enum form chosen = chosen_form(lint);
    if (!chosen && lint->imported)
        return;
    LINT_EACH_TABLE(lint, table) {
        const struct lint_column *column = surrogate_of(table);
        if (!column)
            continue;
        enum form form = form_of(table, column->attribute->name, &lint->arena);
        if (chosen ? form == chosen : form != FORM_OTHER)
            continue;
        struct tn_finding *found =
            lint_find(lint, column->attribute, "primary key column %s.%s is not named %s",
                      table->entity->name, column->attribute->name,
                      chosen == FORM_TABLE_ID ? "after its table" : "id");
        found->detail = chosen == FORM_TABLE_ID ? FORM_TABLE_ID : FORM_ID;
        lint_remedy(lint, found, "Rename it to %s",
                    name_in_form(column->attribute, (enum form)found->detail, &lint->arena));
    }
}

static bool fix_pk_column(struct tn_model *model, const struct tn_finding *finding,
                          struct tn_error *error) {
    struct tn_attribute *attribute = (void *)tn_find_id(model, finding->object);
    struct tn_arena arena = {0};
    const char *name = name_in_form(attribute, (enum form)finding->detail, &arena);
    bool fixed =
        lint_same_letters(attribute->name, name) || lint_rename(model, attribute, name, error);
    tn_arena_free(&arena);
    return fixed;
}

static const struct tn_rule_option pk_options[] = {
    {"form", TN_OPTION_CHOICE, "auto",
     "id, or the table in the singular and id; auto: what most tables have", "auto id table_id"},
    {0},
};

const struct tn_rule lint_pk_column_name = {
    .id = "pk-column-name",
    .group = "naming",
    .severity = TN_INFO,
    .title = "A primary key column is named unlike those of the other tables",
    .help = "Either id everywhere or customer_id everywhere: then joins can be written without "
            "looking. Numbered and random keys are held to what most tables do; a new model "
            "without a majority may use both forms, but no third. Natural keys, and keys taken "
            "over from another table, have names of their own.",
    .doubt = "A number that comes from elsewhere, such as an ISBN, is a natural key all the same: "
             "waive the finding there.",
    .example = "CREATE TABLE users (id integer PRIMARY KEY);\n"
               "CREATE TABLE orders (id integer PRIMARY KEY);\n"
               "CREATE TABLE invoices (id integer PRIMARY KEY);\n"
               "CREATE TABLE payments (payment_number integer PRIMARY KEY);\n",
    .good = "CREATE TABLE users (id integer PRIMARY KEY);\n"
            "CREATE TABLE orders (id integer PRIMARY KEY);\n"
            "CREATE TABLE invoices (id integer PRIMARY KEY);\n"
            "CREATE TABLE payments (id integer PRIMARY KEY);\n",
    .options = pk_options,
    .check = check_pk_column,
    .fix = fix_pk_column,
};

/* ------------------------------------------------------------------ fk-column-name */

static bool ends_with_digit(const char *name) {
    size_t length = strlen(name);
    return length && name[length - 1] >= '0' && name[length - 1] <= '9';
}

/* Names without anything between their words: salespersonid, businessentityid. */
static bool ends_alike(const char *child, const char *key) {
    size_t length = strlen(child), tail = strlen(key);
    if (length > tail && strcmp(child + length - tail, key) == 0)
        return tail > 2;
    return length > 4 && tail > 4 && strcmp(child + length - 2, "id") == 0 &&
           strcmp(key + tail - 2, "id") == 0;
}

/* created_by, reports_to, ship_via: a role that another row has for this one. Sorted. */
static const char *const prepositions[] = {"by", "for", "from", "of", "to", "via"};

/* {role}_{key}, the key's own name, or for keys that are no ids the table alone: country. */
static bool is_good_reference(const struct tn_relationship *r, const struct tn_attribute *child,
                              const struct tn_attribute *key, struct tn_arena *arena) {
    struct tn_slice last = lint_last_word(child->name), key_last = lint_last_word(key->name);
    if (lint_same_letters(child->name, key->name))
        return !lint_same_letters(key->name, "id") || tn_is_primary(child);
    if (lint_word_in(LINT_WORD_LIST(prepositions), last))
        return true;
    if (last.length == key_last.length && strncasecmp(last.at, key_last.at, last.length) == 0)
        return true;
    if (tn_slice_is_word(last, "id"))
        return true; /* the key's suffix is another one, but it says that it is a reference */
    const char *table = tn_singular(r->target->name, arena);
    const char *own = tn_arena_format(arena, "%s_id", table);
    bool plain = lint_same_letters(key->name, "id") || lint_same_letters(key->name, own);
    if (!plain && lint_ends_with_words(child->name, table))
        return true;
    return ends_alike(lint_letters(child->name, arena), lint_letters(key->name, arena));
}

struct reference {
    const struct tn_relationship *relationship;
    const struct tn_attribute *child, *key;
    bool good;
};

static bool has_sibling(const struct tn_relationship *r) {
    const struct tn_entity *entity = tn_entity_of(r);
    for (struct tn_relationship *s = entity->relationships.first; s; s = s->next)
        if (s != r && s->target == r->target && s->attributes.count == 1)
            return true;
    return false;
}

/* One of several references to a table, told apart by a number only: user_id2. */
static bool is_numbered(const struct tn_relationship *r, const struct tn_attribute *child) {
    const char *at = child->name;
    struct tn_slice word;
    bool numbered = ends_with_digit(child->name);
    while (!numbered && lint_next_word(&at, &word))
        numbered = word.at[word.length - 1] >= '0' && word.at[word.length - 1] <= '9';
    return numbered && has_sibling(r);
}

static bool reference_of(struct tn_lint *lint, const struct tn_relationship *r,
                         struct reference *reference) {
    struct tn_refs keys = tn_relationship_target_attributes(r);
    if (!r->target || r->attributes.count != 1 || keys.count != 1)
        return false;
    reference->relationship = r;
    reference->child = (const void *)r->attributes.items[0];
    reference->key = (const void *)keys.items[0];
    reference->good = is_good_reference(r, reference->child, reference->key, &lint->arena);
    return true;
}

static void check_one_reference(struct tn_lint *lint, const struct reference *reference,
                                bool held) {
    const struct tn_relationship *r = reference->relationship;
    const char *child = reference->child->name, *table = tn_entity_of(r)->name;
    if (tn_id_map_get(&lint->foreign_of, reference->child->id) != r ||
        lint_matches(lint, "except", child))
        return; /* it is part of another foreign key, whose name it may follow */
    if (is_numbered(r, reference->child)) {
        struct tn_finding *found = lint_find(
            lint, reference->child, "%s.%s is one of several references to %s, told by a number",
            table, child, r->target->name);
        lint_remedy(lint, found, "Name its role: author_%s, reviewer_%s", reference->key->name,
                    reference->key->name);
    } else if (held && !reference->good) {
        struct tn_finding *found =
            lint_find(lint, reference->child, "%s.%s refers to %s.%s, which its name does not say",
                      table, child, r->target->name, reference->key->name);
        const char *role = tn_singular(r->target->name, &lint->arena);
        lint_remedy(lint, found, "Name it %s, or after its role",
                    lint_same_letters(reference->key->name, "id")
                        ? lint_join(role, reference->key->name, &lint->arena)
                        : reference->key->name);
    }
}

static void check_fk_column(struct tn_lint *lint) {
    size_t all = 0, good = 0;
    struct reference reference;
    LINT_EACH_TABLE(lint, table)
    for (struct tn_relationship *r = table->entity->relationships.first; r; r = r->next)
        if (reference_of(lint, r, &reference)) {
            all++;
            good += reference.good;
        }
    bool held = !lint->imported || lint_is_convention(good, all);
    LINT_EACH_TABLE(lint, table)
    for (struct tn_relationship *r = table->entity->relationships.first; r; r = r->next)
        if (reference_of(lint, r, &reference))
            check_one_reference(lint, &reference, held);
}

static const struct tn_rule_option fk_options[] = {
    {"except", TN_OPTION_PATTERN, "", "names that it matches are fine: ^(owner|editor)$", NULL},
    {0},
};

const struct tn_rule lint_fk_column_name = {
    .id = "fk-column-name",
    .group = "naming",
    .severity = TN_INFO,
    .title = "The name of a foreign key column does not say what it refers to",
    .help = "customer_id says both that the column is a reference and to what; where several refer "
            "to one table, roles such as author_id and reviewer_id say which is which, and numbers "
            "do not. Name the column after the table or its role, and end it like the key.",
    .doubt = "A role alone, such as owner, is clear to some: put those names into except. An "
             "imported model in which most references have other names is left alone.",
    .example = "CREATE TABLE users (id integer PRIMARY KEY);\n"
               "CREATE TABLE posts (\n"
               "    id integer PRIMARY KEY,\n"
               "    user_id integer REFERENCES users (id),\n"
               "    user_id2 integer REFERENCES users (id)\n"
               ");\n"
               "CREATE INDEX ON posts (user_id);\n"
               "CREATE INDEX ON posts (user_id2);\n",
    .good = "CREATE TABLE users (id integer PRIMARY KEY);\n"
            "CREATE TABLE posts (\n"
            "    id integer PRIMARY KEY,\n"
            "    author_id integer REFERENCES users (id),\n"
            "    reviewer_id integer REFERENCES users (id)\n"
            ");\n"
            "CREATE INDEX ON posts (author_id);\n"
            "CREATE INDEX ON posts (reviewer_id);\n",
    .options = fk_options,
    .check = check_fk_column,
};
