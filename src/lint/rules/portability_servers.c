/*
 * Rules on what one server asks for that is easily forgotten: expression defaults in MySQL,
 * extensions in PostgreSQL.
 */
#include "lint/fix.h"
#include "lint/rules.h"

#include <string.h>

/* ------------------------------------------------------------------ text-default */

static bool is_long(const struct tn_attribute *attribute) {
    static const char *const types[] = {
        "tinytext", "text", "mediumtext", "longtext", "tinyblob",   "blob",   "mediumblob",
        "longblob", "json", "geometry",   "point",    "linestring", "polygon"};
    size_t length = strcspn(attribute->type, " (");
    for (size_t i = 0; i < TN_LENGTH(types); i++)
        if (strlen(types[i]) == length && strncmp(types[i], attribute->type, length) == 0)
            return true;
    return false;
}

static bool has_literal_default(const struct tn_attribute *attribute) {
    const char *value = attribute->default_value;
    return *value && *value != '(' && !tn_same_word(value, "null") && is_long(attribute);
}

static void check_default(struct tn_lint *lint) {
    bool expressions = lint->dialect->can.expression_default;
    LINT_EACH_TABLE(lint, table)
    LINT_EACH_COLUMN(table, column) {
        if (!*column->attribute->default_value || !has_literal_default(column->attribute))
            continue;
        struct tn_finding *found = lint_find(
            lint, column->attribute, "MySQL takes no literal as the default of %s.%s (%s)",
            table->entity->name, column->attribute->name, column->attribute->type);
        lint_remedy(lint, found,
                    expressions ? "Write it as an expression: (%s)"
                                : "Leave %s to the application, or use VARCHAR",
                    column->attribute->default_value);
    }
}

static bool fix_default(struct tn_model *model, const struct tn_finding *finding,
                        struct tn_error *error) {
    struct tn_attribute *attribute = (void *)tn_find_id(model, finding->object);
    struct tn_arena arena = {0};
    if (!tn_dialect_of(model)->can.expression_default)
        return tn_fail(error, "%s has no expressions as defaults", tn_dialect_of(model)->title);
    if (has_literal_default(attribute))
        tn_set_text(model, attribute, TN_attribute_default_value,
                    tn_arena_format(&arena, "(%s)", attribute->default_value));
    tn_arena_free(&arena);
    return true;
}

const struct tn_rule lint_text_default = {
    .id = "text-default",
    .group = "portability",
    .severity = TN_ERROR,
    .dialects = 1u << TN_MYSQL,
    .title = "A long text, blob or document has a literal default, which MySQL refuses",
    .help = "MySQL takes no literal as the default of TEXT, BLOB, JSON and shapes (error 1101), "
            "but from 8.0.13 on an expression in parentheses: DEFAULT ('none'). MariaDB takes "
            "both.",
    .doubt = NULL,
    .example = "CREATE TABLE posts (id int PRIMARY KEY, body text DEFAULT 'none');\n",
    .good = "CREATE TABLE posts (id int PRIMARY KEY, body text DEFAULT ('none'));\n",
    .check = check_default,
    .fix = fix_default,
};

/* ------------------------------------------------------------------ extension-missing */

enum need { NEED_TYPE, NEED_CLASS, NEED_FUNCTION };

/* What belongs to which extension; several may give the same, the first is proposed. */
static const struct {
    const char *word;
    enum need need;
    const char *extension;
} needs[] = {
    {"citext", NEED_TYPE, "citext"},
    {"cube", NEED_TYPE, "cube"},
    {"earth", NEED_TYPE, "earthdistance"},
    {"geography", NEED_TYPE, "postgis"},
    {"geometry", NEED_TYPE, "postgis"},
    {"halfvec", NEED_TYPE, "vector"},
    {"hstore", NEED_TYPE, "hstore"},
    {"isbn", NEED_TYPE, "isn"},
    {"isbn13", NEED_TYPE, "isn"},
    {"issn", NEED_TYPE, "isn"},
    {"lquery", NEED_TYPE, "ltree"},
    {"ltree", NEED_TYPE, "ltree"},
    {"raster", NEED_TYPE, "postgis_raster"},
    {"seg", NEED_TYPE, "seg"},
    {"vector", NEED_TYPE, "vector"},
    {"gin_trgm_ops", NEED_CLASS, "pg_trgm"},
    {"gist_trgm_ops", NEED_CLASS, "pg_trgm"},
    {"gin_hstore_ops", NEED_CLASS, "hstore"},
    {"gist_ltree_ops", NEED_CLASS, "ltree"},
    {"gin__int_ops", NEED_CLASS, "intarray"},
    {"gist__int_ops", NEED_CLASS, "intarray"},
    {"vector_cosine_ops", NEED_CLASS, "vector"},
    {"vector_ip_ops", NEED_CLASS, "vector"},
    {"vector_l2_ops", NEED_CLASS, "vector"},
    {"uuid_generate_v1", NEED_FUNCTION, "uuid-ossp"},
    {"uuid_generate_v1mc", NEED_FUNCTION, "uuid-ossp"},
    {"uuid_generate_v4", NEED_FUNCTION, "uuid-ossp"},
    {"uuid_generate_v5", NEED_FUNCTION, "uuid-ossp"},
    {"gen_random_bytes", NEED_FUNCTION, "pgcrypto"},
    {"crypt", NEED_FUNCTION, "pgcrypto"},
    {"unaccent", NEED_FUNCTION, "unaccent"},
    {"similarity", NEED_FUNCTION, "pg_trgm"},
};

static bool has_extension(const struct tn_model *model, const char *name) {
    for (const struct tn_extension *e = model->project->extensions.first; e; e = e->next)
        if (tn_same_word(e->name, name))
            return true;
    TN_EACH_OF(model, raw, raw) /* in a block of its own: DO $$ IF … CREATE EXTENSION … $$ */
    if (tn_find_word(raw->definition, "create extension") && tn_find_word(raw->definition, name))
        return true;
    return false;
}

/* The extension of a word, without its schema and arguments; or NULL. */
static const char *extension_of(const char *text, enum need need) {
    size_t length = strcspn(text, " (");
    const char *dot = memchr(text, '.', length);
    const char *word = dot ? dot + 1 : text;
    length -= (size_t)(word - text);
    for (size_t i = 0; i < TN_LENGTH(needs); i++)
        if (needs[i].need == need && strlen(needs[i].word) == length &&
            strncmp(needs[i].word, word, length) == 0)
            return needs[i].extension;
    return NULL;
}

static const char *called_extension(const char *expression) {
    for (size_t i = 0; *expression && i < TN_LENGTH(needs); i++) {
        if (needs[i].need != NEED_FUNCTION)
            continue;
        const char *call = tn_find_word(expression, needs[i].word);
        if (call && call[strlen(needs[i].word)] == '(')
            return needs[i].extension;
    }
    return NULL;
}

struct wanted {
    struct tn_text_map told; /* extensions: one finding each */
};

static void want(struct tn_lint *lint, struct wanted *wanted, const void *object,
                 const char *extension, const char *because) {
    if (!extension || has_extension(lint->model, extension) ||
        tn_text_map_get(&wanted->told, extension))
        return;
    tn_text_map_put(&wanted->told, extension, (void *)extension);
    struct tn_finding *found =
        lint_find(lint, object, "%s needs the extension %s for %s, which the model does not make",
                  lint_path(lint, object), extension, because);
    lint_remedy(lint, found, "Add CREATE EXTENSION %s", extension);
}

/* A built-in type whose B-tree alone knows equality. */
static bool is_scalar(const struct tn_lint *lint, const struct tn_attribute *attribute) {
    switch (lint_column_type(lint->dialect, attribute).family) {
    case LINT_INTEGER:
    case LINT_DECIMAL:
    case LINT_FLOAT:
    case LINT_TEXT:
    case LINT_UUID:
    case LINT_DATE:
    case LINT_TIME:
    case LINT_TIMESTAMP:
    case LINT_BOOLEAN:
    case LINT_ENUMERATION:
        return true;
    default:
        return false;
    }
}

static void want_for_parts(struct tn_lint *lint, struct wanted *wanted, const void *object,
                           const char *method, const struct tn_list *parts) {
    bool gist = tn_same_word(method, "gist"), gin = tn_same_word(method, "gin");
    for (const struct tn_index_part *part = parts->first; part; part = part->next) {
        if (*part->operator_class)
            want(lint, wanted, object, extension_of(part->operator_class, NEED_CLASS),
                 part->operator_class);
        else if ((gist || gin) && part->attribute && is_scalar(lint, part->attribute))
            want(lint, wanted, object, gist ? "btree_gist" : "btree_gin", part->attribute->name);
        want(lint, wanted, object, called_extension(part->expression), part->expression);
    }
}

static void want_for_column(struct tn_lint *lint, struct wanted *wanted,
                            const struct lint_column *column) {
    const struct tn_attribute *a = column->attribute;
    bool other = column->family == LINT_OTHER || column->family == LINT_TEXT;
    if (other && !a->named_type)
        want(lint, wanted, a, extension_of(a->type, NEED_TYPE), a->type);
    if (*a->default_value)
        want(lint, wanted, a, called_extension(a->default_value), a->default_value);
    if (*a->generated)
        want(lint, wanted, a, called_extension(a->generated), a->generated);
}

static void check_extensions(struct tn_lint *lint) {
    struct wanted wanted = {0};
    LINT_EACH_TABLE(lint, table) {
        const struct tn_entity *entity = table->entity;
        LINT_EACH_COLUMN(table, column)
        want_for_column(lint, &wanted, column);
        for (struct tn_index *index = entity->indexes.first; index; index = index->next)
            want_for_parts(lint, &wanted, index, index->method, &index->parts);
        for (struct tn_exclusion *e = entity->exclusions.first; e; e = e->next)
            want_for_parts(lint, &wanted, e, *e->method ? e->method : "btree", &e->parts);
    }
    tn_text_map_free(&wanted.told);
}

/* The finding's object may need several: all of them that it is told of. */
static bool fix_extensions(struct tn_model *model, const struct tn_finding *finding,
                           struct tn_error *error) {
    (void)error;
    for (size_t i = 0; i < TN_LENGTH(needs) + 2; i++) {
        static const char *const access[] = {"btree_gist", "btree_gin"};
        const char *name = i < TN_LENGTH(needs) ? needs[i].extension : access[i - TN_LENGTH(needs)];
        struct tn_arena arena = {0};
        const char *said = tn_arena_format(&arena, "needs the extension %s for ", name);
        if (strstr(finding->message, said) && !has_extension(model, name))
            tn_design_add(model, TN_extension, model->project, name);
        tn_arena_free(&arena);
    }
    return true;
}

const struct tn_rule lint_extension_missing = {
    .id = "extension-missing",
    .group = "portability",
    .severity = TN_ERROR,
    .dialects = 1u << TN_POSTGRESQL,
    .title = "A type, index or default needs an extension that the model does not make",
    .help =
        "citext, hstore, ltree, geometry and vector are types of extensions, gin_trgm_ops is an "
        "operator class of pg_trgm, an exclusion constraint over a plain column needs "
        "btree_gist, uuid_generate_v4() uuid-ossp. On a new database the script stops at the "
        "first of them. Add CREATE EXTENSION; each extension is reported once, where it is "
        "first needed.",
    .doubt = "Where the administrator makes extensions beforehand, add them to the model all the "
             "same (CREATE EXTENSION IF NOT EXISTS does no harm), or waive the finding.",
    .example = "CREATE TABLE users (id integer PRIMARY KEY, email citext);\n",
    .good = "CREATE EXTENSION citext;\n"
            "CREATE TABLE users (id integer PRIMARY KEY, email citext);\n",
    .check = check_extensions,
    .fix = fix_extensions,
};
