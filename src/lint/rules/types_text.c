/*
 * Rules on types of text: fixed and open lengths, and identifiers kept as text.
 */
#include "lint/retype.h"
#include "lint/rules.h"

#include <string.h>

/* ------------------------------------------------------------------ char-fixed */

static bool is_padded(const struct tn_dialect *dialect, const struct tn_attribute *attribute) {
    struct lint_type type = lint_column_type(dialect, attribute);
    return type.family == LINT_TEXT && type.fixed;
}

static bool is_code(const struct tn_lint *lint, const struct lint_column *column) {
    int64_t size = column->type.size;
    if (size && size <= lint_number(lint, "short"))
        return true;
    for (size_t i = 0; i < column->name->count; i++)
        if (lint_lists(lint, "codes", column->name->words[i]))
            return true;
    return false;
}

static const char *unpadded(const struct tn_attribute *attribute, struct tn_arena *arena) {
    const char *length = strchr(attribute->type, '(');
    return length ? tn_arena_format(arena, "varchar%s", length) : "text";
}

static void check_fixed(struct tn_lint *lint) {
    LINT_EACH_TABLE(lint, table)
    LINT_EACH_COLUMN(table, column) {
        if (column->family != LINT_TEXT || !is_padded(lint->dialect, column->attribute) ||
            is_code(lint, column))
            continue;
        struct tn_finding *found =
            lint_find(lint, column->attribute, "%s.%s is %s, which is filled up with blanks",
                      table->entity->name, column->attribute->name,
                      lint_type_title(column->attribute, &lint->arena));
        lint_remedy(lint, found, "Make it %s", unpadded(column->attribute, &lint->arena));
    }
}

static bool fix_fixed(struct tn_model *model, const struct tn_finding *finding,
                      struct tn_error *error) {
    struct tn_attribute *attribute = (void *)tn_find_id(model, finding->object);
    struct tn_arena arena = {0};
    struct lint_retyping to = {.type = unpadded(attribute, &arena)};
    bool fixed =
        !is_padded(tn_dialect_of(model), attribute) || lint_retype(model, attribute, &to, error);
    tn_arena_free(&arena);
    return fixed;
}

static const struct tn_rule_option fixed_options[] = {
    {"short", TN_OPTION_NUMBER, "3", "Up to this length CHAR is taken for a code", NULL},
    {"codes", TN_OPTION_WORDS,
     "bic checksum code country currency digest fingerprint guid hash iban isbn isin iso language "
     "locale md5 sha sha1 sha256 uuid",
     "Words of names whose values all have one length", NULL},
    {0},
};

const struct tn_rule lint_char_fixed = {
    .id = "char-fixed",
    .group = "types",
    .severity = TN_INFO,
    .dialects = 1u << TN_POSTGRESQL,
    .title = "Text of changing length is stored as CHAR",
    .help = "PostgreSQL fills a CHAR up with blanks, stores them, and passes over them in "
            "comparisons but not in LIKE and in concatenations: all surprises and no gain, since "
            "CHAR is not faster there. Use varchar with the same length. Short codes, and names "
            "that speak of values of one length (country, hash), are not reported.",
    .doubt = "Other codes of a fixed length: add a word of their name to the option codes.",
    .example = "CREATE TABLE persons (id integer PRIMARY KEY, city char(40));\n",
    .good = "CREATE TABLE persons (id integer PRIMARY KEY, city varchar(40), country char(2));\n",
    .options = fixed_options,
    .check = check_fixed,
    .fix = fix_fixed,
};

/* ------------------------------------------------------------------ varchar-text */

static bool names_short_text(const struct tn_lint *lint, const struct lint_name *name) {
    return name->count && lint_lists(lint, "names", name->words[name->count - 1]);
}

/* What the option would have it, or NULL where it is well as it is. */
static const char *preferred(const struct tn_lint *lint, const struct lint_column *column,
                             struct tn_arena *arena) {
    struct lint_type type = column->type;
    const char *word = column->attribute->type;
    bool named = column->attribute->named_type;
    if (type.family != LINT_TEXT || type.fixed || column->attribute->dimensions)
        return NULL;
    if (lint_is_choice(lint, "prefer", "text"))
        return !named && tn_starts_with(word, "varchar") && lint->dialect->id == TN_POSTGRESQL
                   ? "text"
                   : NULL;
    bool open = tn_same_word(word, "varchar");
    bool lengthy = tn_same_word(word, "text") || tn_same_word(word, "longtext") ||
                   tn_same_word(word, "mediumtext");
    if (named || !(open || (lengthy && names_short_text(lint, column->name))))
        return NULL;
    return tn_arena_format(arena, "varchar(%lld)", (long long)lint_number(lint, "length"));
}

static void check_preference(struct tn_lint *lint) {
    LINT_EACH_TABLE(lint, table)
    LINT_EACH_COLUMN(table, column) {
        const char *type =
            column->family == LINT_TEXT ? preferred(lint, column, &lint->arena) : NULL;
        if (!type)
            continue;
        bool text = strcmp(type, "text") == 0;
        struct tn_finding *found = lint_find(
            lint, column->attribute, "%s.%s is %s %s", table->entity->name, column->attribute->name,
            column->attribute->type, text ? "instead of text" : "without a limit of its length");
        lint_remedy(lint, found, "Make it %s%s", type,
                    text ? ", with a check where a length is a rule of the business" : "");
    }
}

/* The rule as the model's rulings have it decides what it becomes. */
static bool fix_preference(struct tn_model *model, const struct tn_finding *finding,
                           struct tn_error *error) {
    struct tn_attribute *attribute = (void *)tn_find_id(model, finding->object);
    struct tn_lint lint = {0};
    bool fixed = true;
    lint_open(&lint, model, &(struct tn_lint_options){0});
    while (tn_rules[lint.rule] != &lint_varchar_text)
        lint.rule++;
    struct lint_table *table = tn_id_map_get(&lint.table_of, attribute->parent->id);
    LINT_EACH_COLUMN(table, column)
    if (column->attribute == attribute) {
        struct lint_retyping to = {.type = preferred(&lint, column, &lint.arena)};
        fixed = !to.type || lint_retype(model, attribute, &to, error);
        break;
    }
    lint_close(&lint);
    return fixed;
}

static const struct tn_rule_option preference_options[] = {
    {"prefer", TN_OPTION_CHOICE, "varchar",
     "varchar: short texts have a length; text: PostgreSQL's texts have none", "varchar text"},
    {"names", TN_OPTION_WORDS, "city code email label login mail name phone slug title username",
     "Last words of names whose texts are short", NULL},
    {"length", TN_OPTION_NUMBER, "255", "The length that its fix gives", NULL},
    {0},
};

const struct tn_rule lint_varchar_text = {
    .id = "varchar-text",
    .group = "types",
    .severity = TN_INFO,
    .off = true,
    .dialects = 1u << TN_POSTGRESQL | 1u << TN_MYSQL | 1u << TN_MARIADB,
    .title = "Text has, or lacks, a limit of its length against the preference",
    .help = "Two schools: with VARCHAR(n) the schema says how long a name may be, and refuses "
            "rubbish; with TEXT a limit that was guessed need not be raised later, and in "
            "PostgreSQL both are equally fast. The option prefer says which one this schema "
            "follows; the rule is off by default. SQLite enforces no lengths and is not looked at.",
    .doubt = "It is a matter of opinion: choose the side by the option prefer.",
    .example = "-- rule: varchar-text prefer=varchar\n"
               "CREATE TABLE persons (id integer PRIMARY KEY, name text, notes text);\n",
    .good = "-- rule: varchar-text prefer=varchar\n"
            "CREATE TABLE persons (id integer PRIMARY KEY, name varchar(255), notes text);\n",
    .options = preference_options,
    .check = check_preference,
    .fix = fix_preference,
};

/* ------------------------------------------------------------------ uuid-as-text */

enum { UUID_DIGITS = 32, UUID_LONGEST = 45 }; /* {…}, urn:uuid:… */

static bool is_textual_uuid(const struct tn_lint *lint, const struct lint_column *column) {
    struct lint_type type = column->type;
    bool named = LINT_HAS(column->name, uuid);
    if (type.family != LINT_TEXT || column->attribute->dimensions)
        return false;
    if (type.fixed && type.size == 36)
        return named || LINT_ENDS(column->name, id);
    bool roomy = type.size >= UUID_DIGITS && type.size <= UUID_LONGEST;
    bool open = !type.size && lint->dialect->id != TN_SQLITE;
    return named && (roomy || open || (type.size == 255 && LINT_ENDS(column->name, uuid)));
}

static const char *uuid_type(const struct tn_dialect *dialect) {
    if (dialect->id == TN_SQLITE)
        return "BLOB";
    return dialect->id == TN_MYSQL || !dialect->can.uuid_type ? "binary(16)" : "uuid";
}

static void check_uuid(struct tn_lint *lint) {
    LINT_EACH_TABLE(lint, table)
    LINT_EACH_COLUMN(table, column) {
        if (column->family != LINT_TEXT || !is_textual_uuid(lint, column))
            continue;
        const char *type = uuid_type(lint->dialect);
        struct tn_finding *found =
            lint_find(lint, column->attribute, "%s.%s holds a UUID as %s", table->entity->name,
                      column->attribute->name, lint_type_title(column->attribute, &lint->arena));
        lint_remedy(lint, found, "Make it %s%s", type,
                    strcmp(type, "uuid") ? ", its 16 bytes, and convert the values" : "");
    }
}

/* A default that was made text again loses the cast. */
static const char *uuid_default(const struct tn_dialect *dialect, const char *value,
                                struct tn_arena *arena) {
    static const char *const made[] = {"gen_random_uuid()", "uuid_generate_v4()"};
    (void)dialect, (void)arena;
    for (size_t i = 0; i < TN_LENGTH(made); i++)
        if (tn_find_word(value, made[i]) && tn_find_word(value, "::"))
            return made[i];
    return value;
}

static bool fix_uuid(struct tn_model *model, const struct tn_finding *finding,
                     struct tn_error *error) {
    struct tn_attribute *attribute = (void *)tn_find_id(model, finding->object);
    const struct tn_dialect *dialect = tn_dialect_of(model);
    struct lint_retyping to = {uuid_type(dialect), LINT_OTHER_VALUES, uuid_default};
    return lint_column_type(dialect, attribute).family != LINT_TEXT ||
           lint_retype(model, attribute, &to, error);
}

const struct tn_rule lint_uuid_as_text = {
    .id = "uuid-as-text",
    .group = "types",
    .severity = TN_INFO,
    .title = "A UUID is stored as text",
    .help = "A UUID is a number of 16 bytes; as text it takes 36, in every index and foreign key, "
            "compares slower, and comes in several spellings that are all different texts. "
            "PostgreSQL and MariaDB have the type uuid, MySQL BINARY(16) with UUID_TO_BIN(), "
            "SQLite a BLOB.",
    .doubt = "Where other programs write the column as text, or it holds identifiers of others "
             "that only look like UUIDs, keep it and waive the finding.",
    .example = "CREATE TABLE sessions (id char(36) PRIMARY KEY, data text);\n",
    .good = "CREATE TABLE sessions (id uuid PRIMARY KEY, data text);\n",
    .check = check_uuid,
    .fix = fix_uuid,
};
