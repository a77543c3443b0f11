/*
 * What MySQL and MariaDB take for the same though it is written differently: the default engine, a
 * character set that follows from the collation or from the table, numbers in quotes, the counter a
 * table goes on with, which is data.
 */
#include "diff/comparison.h"

#include <ctype.h>
#include <string.h>

/* ------------------------------------------------------------------ character sets */

struct encoding {
    /* cut at 55 letters */
    char charset[TN_COLLATION_SIZE], collation[TN_COLLATION_SIZE];
};

static void copy(char *to, const char *text, size_t length) {
    length = length < 55 ? length : 55;
    for (size_t i = 0; i < length; i++)
        to[i] = (char)tolower((unsigned char)text[i]);
    to[length] = 0;
}

/* utf8 is an old name of utf8mb3. */
static void modernise(char *name) {
    if (strcmp(name, "utf8") == 0 || strncmp(name, "utf8_", 5) == 0) {
        memmove(name + 7, name + 4, strlen(name + 4) + 1);
        memcpy(name, "utf8mb3", 7);
    }
}

static struct encoding encoding_of(const struct tn_dialect *dialect, const char *charset,
                                   const char *collation) {
    struct encoding result = {"", ""};
    copy(result.charset, charset, strlen(charset));
    copy(result.collation, collation, strlen(collation));
    modernise(result.charset);
    modernise(result.collation);
    if (!*result.charset && *result.collation)
        copy(result.charset, result.collation, strcspn(result.collation, "_"));
    if (!*result.collation && *result.charset)
        tn_sql_default_collation(dialect, result.charset, result.collation);
    return result;
}

/* Where nothing is said, the database decides: it is taken to be as packages set servers up. */
static const char *usual_charset(const struct tn_dialect *dialect) {
    return dialect->id == TN_MYSQL && dialect->number < 80000 ? "latin1" : "utf8mb4";
}

static struct encoding encoding_of_table(const struct tn_dialect *dialect,
                                         const struct tn_entity *entity) {
    bool silent = !*entity->charset && !*entity->collation;
    return encoding_of(dialect, silent ? usual_charset(dialect) : entity->charset,
                       entity->collation);
}

static struct encoding encoding_of_column(const struct tn_dialect *dialect,
                                          const struct tn_attribute *attribute) {
    if (!*attribute->charset && !*attribute->collation)
        return encoding_of_table(dialect, tn_entity_of(attribute));
    return encoding_of(dialect, attribute->charset, attribute->collation);
}

static bool same_encoding(struct encoding a, struct encoding b) {
    return strcmp(a.charset, b.charset) == 0 && strcmp(a.collation, b.collation) == 0;
}

static bool same_column_encoding(const struct tn_dialect *dialect, const struct tn_attribute *a,
                                 const struct tn_attribute *b) {
    bool both_inherit = !*a->charset && !*a->collation && !*b->charset && !*b->collation;
    struct encoding left = encoding_of_column(dialect, a), right = encoding_of_column(dialect, b);
    return both_inherit || (*left.charset && same_encoding(left, right));
}

/* ------------------------------------------------------------------ the rest */

static bool is_numeric(const char *type) {
    static const char *const words[] = {"tinyint", "smallint", "mediumint", "int",  "bigint",
                                        "decimal", "float",    "double",    "bool", "boolean"};
    size_t length = strcspn(type, "( ");
    for (size_t i = 0; i < TN_LENGTH(words); i++)
        if (strlen(words[i]) == length && strncmp(words[i], type, length) == 0)
            return true;
    return false;
}

static struct tn_slice unquoted(const char *text) {
    size_t length = strlen(text);
    if (length > 1 && *text == '\'' && text[length - 1] == '\'')
        return (struct tn_slice){text + 1, length - 2};
    return (struct tn_slice){text, length};
}

static bool same_number(const struct tn_attribute *a, const struct tn_attribute *b) {
    struct tn_slice left = unquoted(a->default_value), right = unquoted(b->default_value);
    return is_numeric(a->type) && is_numeric(b->type) && left.length == right.length &&
           memcmp(left.at, right.at, left.length) == 0;
}

static const char *engine_of(const struct tn_entity *entity) {
    return *entity->engine ? entity->engine : "InnoDB";
}

static bool in_text(const char *c) {
    return *c && !isspace((unsigned char)*c) && !strchr("`()=", *c);
}

static bool begins(const char *text, const char *word) {
    for (; *word; text++, word++)
        if (tolower((unsigned char)*text) != tolower((unsigned char)*word))
            return false;
    return true;
}

static const char *next_in_text(const char *c) {
    while (*c && !in_text(c))
        c++;
    return c;
}

static const char *behind_word(const char *c) {
    while (in_text(c) && *c != ',')
        c++;
    return c;
}

/* Behind a clause of a word and its value, with an equals sign between them or without. */
static const char *behind_clause(const char *c, const char *word) {
    return behind_word(next_in_text(c + strlen(word)));
}

/* Word for word, without the clauses that begin with SKIPPED, equals signs and quotes of names. */
static bool same_but_for(const char *a, const char *b, const char *skipped) {
    for (;;) {
        a = next_in_text(a);
        b = next_in_text(b);
        if (begins(a, skipped))
            a = behind_clause(a, skipped);
        else if (begins(b, skipped))
            b = behind_clause(b, skipped);
        else if (tolower((unsigned char)*a) != tolower((unsigned char)*b))
            return false;
        else if (!*a)
            return true;
        else
            a++, b++;
    }
}

/* ------------------------------------------------------------------ by field */

static bool same_table_field(const struct comparison *comparison, unsigned field,
                             const struct tn_entity *a, const struct tn_entity *b) {
    const struct tn_dialect *dialect = comparison->dialect;
    switch (field) {
    case TN_entity_engine:
        return tn_same_word(engine_of(a), engine_of(b));
    case TN_entity_charset:
    case TN_entity_collation:
        return same_encoding(encoding_of_table(dialect, a), encoding_of_table(dialect, b));
    case TN_entity_options:
        return same_but_for(a->options, b->options, "AUTO_INCREMENT");
    case TN_entity_partition_by:
        return same_but_for(a->partition_by, b->partition_by, "ENGINE");
    default:
        return false;
    }
}

static bool same_column_field(const struct comparison *comparison, unsigned field,
                              const struct tn_attribute *a, const struct tn_attribute *b) {
    switch (field) {
    case TN_attribute_charset:
    case TN_attribute_collation:
        return same_column_encoding(comparison->dialect, a, b);
    case TN_attribute_default_value:
        return same_number(a, b);
    default:
        return false;
    }
}

/* The part of a session's settings that says something of the character set, and the rest. A script
 * that says nothing of it leaves it to whoever loads the script. */
static const char *charset_part(const char *session) {
    const char *part = tn_find_word(session, "character_set_client");
    return part ? part : session + strlen(session);
}

static bool same_session(const struct tn_field *field, const struct tn_object *before,
                         const struct tn_object *after) {
    const char *a = tn_value_get(before, field).text, *b = tn_value_get(after, field).text;
    const char *in_a = charset_part(a), *in_b = charset_part(b);
    size_t left = (size_t)(in_a - a), right = (size_t)(in_b - b);
    left -= left > 1 && *in_a ? 2 : 0; /* the comma before it */
    right -= right > 1 && *in_b ? 2 : 0;
    return left == right && memcmp(a, b, left) == 0 &&
           (!*in_a || !*in_b || strcmp(in_a, in_b) == 0);
}

bool mysql_same_field(const struct comparison *comparison, const struct tn_field *field,
                      const struct tn_object *before, const struct tn_object *after) {
    unsigned index = (unsigned)(field - tn_kind_of(before)->fields);
    if (before->kind == TN_entity)
        return same_table_field(comparison, index, (const struct tn_entity *)before,
                                (const struct tn_entity *)after);
    if (before->kind == TN_attribute)
        return same_column_field(comparison, index, (const struct tn_attribute *)before,
                                 (const struct tn_attribute *)after);
    return strcmp(field->name, "session") == 0 && same_session(field, before, after);
}
