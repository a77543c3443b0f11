/*
 * Rules on unique keys that are missing.
 */
#include "lint/access.h"
#include "lint/fix.h"
#include "lint/rules.h"

#include <string.h>

/* Does a unique key or index speak of the column, alone or with others, in an expression too? */
static bool is_told_apart(const struct tn_lint *lint, struct lint_accesses accesses,
                          const struct tn_attribute *attribute) {
    for (size_t i = 0; i < accesses.count; i++)
        for (size_t k = 0; k < accesses.items[i].count && accesses.items[i].unique; k++) {
            const struct lint_part *part = &accesses.items[i].parts[k];
            if (part->attribute ? part->attribute == attribute
                                : tn_sql_mentions(lint->dialect, part->text, attribute->name))
                return true;
        }
    return false;
}

static bool keeps_history(const struct lint_table *table) {
    static const char *const tags =
        "log audit staging snapshot timeseries event history denormalised";
    return lint_has_any_tag(table->entity, tags) || LINT_HAS(table->name, record);
}

/* order_number in orders: the name of the table in singular, then this word. */
static bool is_own(struct tn_lint *lint, const struct lint_table *table,
                   const struct lint_column *column, const char *word) {
    if (lint_is_words(column->name, word))
        return true;
    if (!lint_ends_in(column->name, word))
        return false;
    const char *own = tn_singular(table->entity->name, &lint->arena);
    return lint_same_letters(column->attribute->name,
                             tn_arena_format(&lint->arena, "%s%s", own, word));
}

/* ------------------------------------------------------------------ unique-expected */

/* Tables of who may log in, and of people. Sorted. */
static const char *const accounts[] = {
    "account", "accounts", "admin",      "admins",      "login", "logins",
    "member",  "members",  "subscriber", "subscribers", "user",  "users",
};
static const char *const people[] = {
    "account",   "accounts", "actor",    "actors",   "admin",    "author",    "authors",
    "client",    "clients",  "contact",  "contacts", "customer", "customers", "employee",
    "employees", "guest",    "guests",   "member",   "members",  "patient",   "patients",
    "people",    "person",   "persons",  "profile",  "profiles", "staff",     "student",
    "students",  "teacher",  "teachers", "user",     "users",
};
static const char *const passwords[] = {"passwd", "password", "passwords", "pwd"};

static bool is_account(const struct lint_table *table) {
    if (lint_has_word(table->entity->name, LINT_WORD_LIST(accounts)))
        return true;
    bool password = false, email = false;
    LINT_EACH_COLUMN(table, column) {
        password |= lint_has_word(column->attribute->name, LINT_WORD_LIST(passwords));
        email |= LINT_ENDS(column->name, email);
    }
    return password && email;
}

/* Rows that do not say otherwise share a constant: code integer DEFAULT 0. */
static bool is_the_same_in_many(const struct tn_attribute *attribute) {
    const char *value = attribute->default_value;
    return *value == '\'' || *value == '-' || (*value >= '0' && *value <= '9');
}

/* Email addresses of companies and contacts are no identity, those of accounts are. */
static bool expects_unique(struct tn_lint *lint, const struct lint_table *table,
                           const struct lint_column *column) {
    const struct lint_name *name = column->name;
    if (!(name->all & (LINT_WORDS(unique) | LINT_WORDS(email) | LINT_WORDS(numbering))) ||
        column->primary || column->foreign || column->family == LINT_BOOLEAN ||
        column->family == LINT_ENUMERATION || is_the_same_in_many(column->attribute))
        return false;
    if (lint_is_words(name, "username") || lint_is_words(name, "login"))
        return is_account(table) || lint_has_word(table->entity->name, LINT_WORD_LIST(people));
    if (name->count == 1 && LINT_HAS(name, unique))
        return true;
    if (LINT_ENDS(name, email))
        return name->count <= 2 && is_account(table) &&
               (name->count == 1 || lint_is_words(name, "email address"));
    return LINT_ENDS(name, numbering) && !lint_is_words(name, "number") &&
           !lint_is_words(name, "no") &&
           (is_own(lint, table, column, "number") || is_own(lint, table, column, "code") ||
            is_own(lint, table, column, "no"));
}

static bool any_expected(struct tn_lint *lint, const struct lint_table *table) {
    LINT_EACH_COLUMN(table, column)
    if (expects_unique(lint, table, column))
        return true;
    return false;
}

static void check_expected(struct tn_lint *lint) {
    LINT_EACH_TABLE(lint, table)
    LINT_EACH_COLUMN(table, column) {
        if (!expects_unique(lint, table, column) || keeps_history(table) ||
            is_told_apart(lint, lint_accesses_in(lint, table), column->attribute))
            continue;
        struct tn_finding *found =
            lint_find(lint, column->attribute, "%s.%s looks like an identifier, but is not unique",
                      table->entity->name, column->attribute->name);
        lint_remedy(lint, found, "Make it unique, alone or within its owner");
    }
}

static bool fix_expected(struct tn_model *model, const struct tn_finding *finding,
                         struct tn_error *error) {
    struct tn_attribute *attribute = (void *)tn_find_id(model, finding->object);
    struct tn_entity *entity = tn_entity_of(attribute);
    const struct tn_dialect *dialect = tn_dialect_of(model);
    struct tn_lint scratch = {.model = model, .dialect = dialect};
    struct lint_type type = lint_column_type(dialect, attribute);
    struct tn_refs refs = {0};
    bool done = is_told_apart(&scratch, lint_accesses_of(&scratch, entity), attribute);
    tn_arena_free(&scratch.arena);
    if (done)
        return true;
    if (lint_is_mysql(dialect) && type.family == LINT_TEXT && !type.size)
        return tn_fail(error, "%s is %s, which %s cannot make unique: give it a length first",
                       attribute->name, attribute->type, dialect->title);
    tn_refs_append(model, &refs, attribute);
    lint_add_key(model, entity, refs, false);
    return true;
}

const struct tn_rule lint_unique_expected = {
    .id = "unique-expected",
    .group = "keys",
    .severity = TN_INFO,
    .title = "A column that looks like an identifier is not unique",
    .help = "Two users with one email address, two articles with one slug: whatever looks a row up "
            "by such a value finds the wrong one. A check in the application does not help against "
            "two requests at once. Declare it unique, alone or together with its owner. Looked at "
            "are email in tables of accounts, username, login, slug, sku, isbn and the like, code, "
            "and a table's own number (invoices.invoice_number).",
    .doubt = "Values that may come twice on purpose, such as a code within each year. Tables of "
             "logs and history, by name or tag, are not reported.",
    .example = "CREATE TABLE users (id integer PRIMARY KEY, email varchar(200) NOT NULL);\n",
    .good = "CREATE TABLE users (id integer PRIMARY KEY, email varchar(200) NOT NULL UNIQUE);\n",
    .check = check_expected,
    .fix = fix_expected,
};

/* ------------------------------------------------------------------ surrogate-only */

static bool has_other_key(struct lint_accesses accesses) {
    for (size_t i = 0; i < accesses.count; i++)
        if (accesses.items[i].unique && !accesses.items[i].primary)
            return true;
    return false;
}

static bool is_surrogate(const struct lint_table *table) {
    if (!table->primary || table->primary->attributes.count != 1)
        return false;
    LINT_EACH_COLUMN(table, column)
    if (column->primary)
        return !column->foreign && (column->family == LINT_INTEGER || column->family == LINT_UUID);
    return false;
}

/* The name of a thing, not of a person: regions.name, regions.region_name. */
static const struct lint_column *naming_column(struct tn_lint *lint,
                                               const struct lint_table *table) {
    if (lint_has_word(table->entity->name, LINT_WORD_LIST(people)) ||
        (int64_t)table->column_count > lint_number(lint, "columns"))
        return NULL;
    LINT_EACH_COLUMN(table, column)
    if (column->family == LINT_TEXT &&
        (is_own(lint, table, column, "name") || lint_is_words(column->name, "label")))
        return column;
    return NULL;
}

static struct tn_refs candidate_of(struct tn_lint *lint, const struct lint_table *table,
                                   const struct lint_column *name) {
    struct tn_refs refs = {0};
    refs.items = tn_arena_allocate(&lint->arena, (table->column_count + 1) * sizeof *refs.items);
    LINT_EACH_COLUMN(table, column)
    if (column == name || (column->foreign && !column->attribute->nullable))
        refs.items[refs.count++] = &column->attribute->object;
    return refs;
}

static void check_surrogate(struct tn_lint *lint) {
    bool any = lint_is_choice(lint, "report", "any");
    LINT_EACH_TABLE(lint, table) {
        if (!is_surrogate(table) || keeps_history(table) ||
            has_other_key(lint_accesses_in(lint, table)))
            continue;
        const struct lint_column *name = naming_column(lint, table);
        if (!any && (!name || any_expected(lint, table)))
            continue;
        struct tn_finding *found =
            lint_find(lint, table->entity, "nothing but the number %s tells rows of %s apart",
                      lint_names(lint, table->primary->attributes), table->entity->name);
        if (name)
            lint_remedy(lint, found, "Make (%s) unique, if no two rows may share it",
                        lint_names(lint, candidate_of(lint, table, name)));
        else
            lint_remedy(lint, found, "Say which columns no two rows may share, by a unique key");
    }
}

static const struct tn_rule_option surrogate_options[] = {
    {"report", TN_OPTION_CHOICE, "named",
     "named: tables with a name column to make unique; any: all without another key", "named any"},
    {"columns", TN_OPTION_NUMBER, "6", "Tables of more columns are not told by their name", NULL},
    {0},
};

const struct tn_rule lint_surrogate_only = {
    .id = "surrogate-only",
    .group = "keys",
    .severity = TN_INFO,
    .title = "Only a number tells the rows of a table apart",
    .help = "A numbered key makes every row different, also the second copy of the same fact: the "
            "category Books twice, each with half of the books. Say what identifies a thing in "
            "the real world by a unique key beside the number. By default only small tables with a "
            "name are reported, where that is a candidate; the option report=any has all.",
    .doubt = "Things whose names may repeat. Logs, history, people and tables that hold an "
             "identifier of their own (see unique-expected) are not reported.",
    .example = "CREATE TABLE categories (id integer PRIMARY KEY, name varchar(80) NOT NULL);\n",
    .good = "CREATE TABLE categories (id integer PRIMARY KEY, name varchar(80) NOT NULL UNIQUE);\n",
    .options = surrogate_options,
    .check = check_surrogate,
};
