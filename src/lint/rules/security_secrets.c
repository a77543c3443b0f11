/*
 * Rules on what gives access: passwords, tokens, keys, and what proves that somebody holds a card.
 */
#include "lint/fix.h"
#include "lint/rules.h"

#include <string.h>

/* Decided by a person: it is encrypted, or nothing to hide. */
static bool is_settled(const struct tn_attribute *attribute) {
    for (size_t i = 0; i < attribute->tags.count; i++)
        if (tn_same_word(attribute->tags.items[i], "encrypted") ||
            tn_same_word(attribute->tags.items[i], "public"))
            return true;
    return false;
}

static struct tn_slice last_word(const struct lint_name *name) {
    return name->words[name->count - 1];
}

/* ------------------------------------------------------------------ password-storage */

enum { BCRYPT_LENGTH = 60, ARGON2_LENGTH = 95, BEST_LENGTH = 255 };

static bool is_plain_password(const struct lint_column *column) {
    return column->family == LINT_TEXT && LINT_ENDS(column->name, password) &&
           !LINT_HAS(column->name, hashed);
}

static bool names_argon(const struct lint_name *name) {
    for (size_t i = 0; i < name->count; i++)
        if (tn_starts_with(name->words[i].at, "argon"))
            return true;
    return false;
}

/* password_hash char(40): how long it should be; 0 where it is long enough or unlimited. A salt is
 * no hash. */
static int64_t wanted_length(const struct lint_column *column) {
    const struct lint_name *name = column->name;
    static const char *const ends[] = {"hash", "hashed", "digest", "passwordhash", "bcrypt"};
    bool hash = false;
    for (size_t i = 0; i < TN_LENGTH(ends) && name->count; i++)
        hash |= tn_slice_is_word(last_word(name), ends[i]);
    if (!hash || column->family != LINT_TEXT ||
        !(LINT_HAS(name, password) || tn_slice_is_word(last_word(name), "passwordhash")))
        return 0;
    int64_t size = column->type.size;
    int64_t wanted = names_argon(name) ? ARGON2_LENGTH : BCRYPT_LENGTH;
    return size > 0 && size < wanted ? wanted : 0;
}

static const char *hash_name(const struct tn_attribute *attribute, struct tn_arena *arena) {
    struct tn_slice last = lint_last_word(attribute->name);
    bool pin = tn_slice_is_word(last, "pin");
    const char *stem = pin ? "pin" : "password";
    const char *before = tn_arena_text(arena, attribute->name, (size_t)(last.at - attribute->name));
    if (tn_slice_is_word(last, "userpassword"))
        before = "user_";
    return lint_in_style(tn_arena_format(arena, "%s_%s_hash", before, stem),
                         lint_column_style(tn_entity_of(attribute)), arena);
}

/* Hexadecimal digits of MD5, SHA-1, SHA-256 and SHA-512, bcrypt, Argon2. */
static bool is_long_as_hash(const struct lint_type *type) {
    static const int64_t lengths[] = {32, 40, 60, 64, 95, 96, 97, 98, 128};
    for (size_t i = 0; i < TN_LENGTH(lengths); i++)
        if (type->size == lengths[i])
            return true;
    return false;
}

static void report_password(struct tn_lint *lint, const struct lint_column *column) {
    const char *path = lint_path(lint, column->attribute);
    const char *better = hash_name(column->attribute, &lint->arena);
    if (is_long_as_hash(&column->type)) {
        struct tn_finding *found = lint_find(
            lint, column->attribute,
            "%s is as long as a hash (%s), but is called as if it held the password itself", path,
            lint_type_title(column->attribute, &lint->arena));
        lint_soften(found, TN_WARNING);
        lint_remedy(lint, found, "See that it holds a salted hash (bcrypt, Argon2), and name it %s",
                    better);
        return;
    }
    struct tn_finding *found = lint_find(lint, column->attribute,
                                         "%s seems to hold a password, not the hash of one", path);
    lint_remedy(lint, found,
                "Keep a salted hash (bcrypt, Argon2) in %s; encrypt it where a program must read "
                "it again",
                better);
}

static void check_password(struct tn_lint *lint) {
    LINT_EACH_TABLE(lint, table)
    LINT_EACH_COLUMN(table, column) {
        if ((!LINT_HAS(column->name, password) && !LINT_HAS(column->name, hashed)) ||
            is_settled(column->attribute))
            continue;
        const char *entity = table->entity->name, *name = column->attribute->name;
        int64_t wanted = wanted_length(column);
        if (is_plain_password(column))
            report_password(lint, column);
        else if (wanted) {
            struct tn_finding *found = lint_find(
                lint, column->attribute,
                "%s.%s is %s: a hash of today's methods has at least %d characters", entity, name,
                lint_type_title(column->attribute, &lint->arena), (int)wanted);
            lint_soften(found, TN_WARNING);
            lint_remedy(lint, found, "Make it varchar(%d)", BEST_LENGTH);
        }
    }
}

/* varchar(255), unless the type has no limit anyway. */
static void widen(struct tn_model *model, struct tn_attribute *attribute) {
    struct lint_type type = lint_column_type(tn_dialect_of(model), attribute);
    if (type.size > 0 && type.size < BEST_LENGTH)
        tn_set_text(model, attribute, TN_attribute_type, "varchar(255)");
}

static bool fix_password(struct tn_model *model, const struct tn_finding *finding,
                         struct tn_error *error) {
    struct tn_attribute *attribute = (void *)tn_find_id(model, finding->object);
    if (attribute->named_type)
        return tn_fail(error, "%s has the type %s: change it by hand", attribute->name,
                       attribute->named_type->name);
    struct tn_arena arena = {0};
    struct lint_vocabulary vocabulary = {0};
    lint_vocabulary_open(&vocabulary);
    const struct lint_name *name = lint_name_of(&vocabulary, attribute->name);
    bool hashed = LINT_HAS(name, hashed);
    lint_vocabulary_close(&vocabulary);
    bool fixed = hashed || lint_rename(model, attribute, hash_name(attribute, &arena), error);
    if (fixed)
        widen(model, attribute);
    tn_arena_free(&arena);
    return fixed;
}

const struct tn_rule lint_password_storage = {
    .id = "password-storage",
    .group = "security",
    .severity = TN_ERROR,
    .title = "A column holds passwords, or a hash that is too short",
    .help = "Whoever copies a table of passwords can log in everywhere its users can. Store a "
            "salted hash made for passwords, bcrypt (60 characters) or Argon2 (95 and more), and "
            "name the column so that nobody takes it for the password itself: password_hash. "
            "Columns shorter than that hold hashes that a graphics card tries by the billion.",
    .doubt = "A column named password may hold a hash: then rename it. Passwords of other systems "
             "cannot be hashed: encrypt them, and tag the column encrypted.",
    .example = "CREATE TABLE users (id integer PRIMARY KEY, email text, password varchar(40));\n",
    .good =
        "CREATE TABLE users (id integer PRIMARY KEY, email text, password_hash varchar(255));\n",
    .check = check_password,
    .fix = fix_password,
};

/* ------------------------------------------------------------------ card-cvv */

/* The last word, cvv, or what it says together with the one before. */
static bool is_card_code(const struct lint_name *name) {
    static const char *const words[] = {"cvv", "cvv2", "cvc", "cvc2", "cvn", "pinblock"};
    static const char *const ends[] = {"code", "number", "value", "hash", "encrypted", "no"};
    static const char *const phrases[] = {"pin block", "card security code",
                                          "card verification value", "card verification code",
                                          "card verification number"};
    for (size_t i = 0; i < TN_LENGTH(phrases); i++)
        if (lint_ends_in(name, phrases[i]))
            return true;
    size_t at = name->count;
    for (size_t i = 0; at > 1 && i < TN_LENGTH(ends); i++)
        if (tn_slice_is_word(name->words[at - 1], ends[i])) {
            at--;
            break;
        }
    for (size_t i = 0; at && i < TN_LENGTH(words); i++)
        if (tn_slice_is_word(name->words[at - 1], words[i]))
            return true;
    return false;
}

static void check_card(struct tn_lint *lint) {
    LINT_EACH_TABLE(lint, table)
    LINT_EACH_COLUMN(table, column) {
        if (!LINT_HAS(column->name, guarded) || column->family == LINT_BOOLEAN || column->foreign ||
            !is_card_code(column->name))
            continue;
        struct tn_finding *found =
            lint_find(lint, column->attribute, "%s.%s stores the security code of a card",
                      table->entity->name, column->attribute->name);
        lint_remedy(lint, found,
                    "Drop it: it may not be kept after the payment, not even encrypted");
    }
}

static bool fix_card(struct tn_model *model, const struct tn_finding *finding,
                     struct tn_error *error) {
    struct tn_attribute *attribute = (void *)tn_find_id(model, finding->object);
    const struct tn_entity *entity = tn_entity_of(attribute);
    if (!lint_nothing_mentions(model, &attribute->object, error))
        return false;
    for (struct tn_check *check = entity->checks.first; check; check = check->next)
        if (tn_sql_mentions(tn_dialect_of(model), check->expression, attribute->name))
            return tn_fail(error, "a check of %s mentions %s: change both by hand", entity->name,
                           attribute->name);
    if (entity->attributes.count < 2)
        return tn_fail(error, "%s has no other column: drop the table by hand", entity->name);
    tn_design_delete(model, attribute);
    return true;
}

const struct tn_rule lint_card_cvv = {
    .id = "card-cvv",
    .group = "security",
    .severity = TN_ERROR,
    .title = "The security code of a card, or a PIN block, is stored",
    .help = "The rules of the card companies (PCI DSS) forbid to keep the code on the back of a "
            "card, or the block with its PIN, after a payment was authorised, encrypted or not. "
            "Pass it on and forget it; the fix drops the column.",
    .doubt =
        "cvv_result and cvv_checked, the answer of the bank, may be kept and are not reported.",
    .example = "CREATE TABLE cards (id integer PRIMARY KEY, holder text, cvv char(3));\n",
    .good = "CREATE TABLE cards (id integer PRIMARY KEY, holder text, cvv_result char(1));\n",
    .check = check_card,
    .fix = fix_card,
};

/* ------------------------------------------------------------------ secret-plain */

/* Tokens that open nothing: next_page_token, csrf_token. */
static bool is_harmless(const struct lint_name *name) {
    static const char *const words[] = {"page",  "next",  "previous", "cursor", "continuation",
                                        "sync",  "csrf",  "lexical",  "public", "count",
                                        "max",   "type",  "input",    "output", "prompt",
                                        "total", "limit", "used"};
    for (size_t i = 0; i < name->count; i++)
        for (size_t j = 0; j < TN_LENGTH(words); j++)
            if (tn_slice_is_word(name->words[i], words[j]))
                return true;
    return false;
}

static bool is_secret_key(const struct lint_name *name) {
    static const char *const keys[] = {"api key",     "private key",    "secret key", "access key",
                                       "signing key", "encryption key", "master key"};
    if (name->count < 2 || !tn_slice_is_word(last_word(name), "key"))
        return false;
    for (size_t i = 0; i < TN_LENGTH(keys); i++)
        if (lint_ends_in(name, keys[i]))
            return true;
    return false;
}

/* Short ones are codes, kinds and flags. */
enum { SHORTEST_SECRET = 16 };

static bool is_plain_secret(const struct tn_lint *lint, const struct lint_column *column) {
    const struct lint_name *name = column->name;
    if (column->family != LINT_TEXT || (!LINT_ENDS(name, secret) && !LINT_ENDS(name, marker)) ||
        (!LINT_ENDS(name, secret) && !is_secret_key(name)) || LINT_HAS(name, hashed) ||
        column->foreign)
        return false;
    int64_t size = column->type.size;
    return (!size || size >= SHORTEST_SECRET) && !is_harmless(name) &&
           !is_settled(column->attribute) &&
           !lint_lists(lint, "allow", tn_slice_of(column->attribute->name));
}

static void check_secret(struct tn_lint *lint) {
    LINT_EACH_TABLE(lint, table)
    LINT_EACH_COLUMN(table, column) {
        if (!is_plain_secret(lint, column))
            continue;
        struct tn_finding *found =
            lint_find(lint, column->attribute, "%s.%s holds a secret as text", table->entity->name,
                      column->attribute->name);
        lint_remedy(lint, found, "Keep its hash in %s, or encrypt it, where it must be read again",
                    lint_join(column->attribute->name, "hash", &lint->arena));
    }
}

static const struct tn_rule_option secret_options[] = {
    {"allow", TN_OPTION_WORDS, "", "names of columns that hold no secret", NULL},
    {0},
};

const struct tn_rule lint_secret_plain = {
    .id = "secret-plain",
    .group = "security",
    .severity = TN_WARNING,
    .title = "A token or key is stored as plain text",
    .help = "A token is a password that nobody has to type: a backup, a log of queries or a "
            "read-only user of the database is enough to use it. Tokens that are only compared are "
            "kept as a hash (SHA-256 will do for long random ones); keys that must be used are "
            "encrypted with a key that lies elsewhere. Then say so in the name, or tag the column "
            "encrypted.",
    .doubt = "What is called token may be a part of a text or a place in a list: the usual ones, "
             "such as page_token, are known; put others into allow, or tag the column public.",
    .example = "CREATE TABLE sessions (id integer PRIMARY KEY, token text NOT NULL);\n",
    .good = "CREATE TABLE sessions (id integer PRIMARY KEY, token_hash text NOT NULL);\n",
    .options = secret_options,
    .check = check_secret,
};
