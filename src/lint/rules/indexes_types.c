/*
 * index-unindexable-type: columns that a B-tree cannot hold, or not as a whole.
 */
#include "lint/access.h"
#include "lint/rules.h"

#include <string.h>

/* Types of PostgreSQL that a B-tree has no use for, and the method that has one. */
static const struct {
    const char *type;
    const char *method; /* NULL: none */
    bool refused;       /* by the server, as a B-tree */
} kinds[] = {
    {"json", NULL, true},        {"jsonb", "gin", false},      {"point", "gist", true},
    {"box", "gist", true},       {"polygon", "gist", true},    {"circle", "gist", true},
    {"path", NULL, true},        {"line", NULL, true},         {"lseg", NULL, true},
    {"xml", NULL, true},         {"jsonpath", NULL, true},     {"tsvector", "gin", false},
    {"geometry", "gist", false}, {"geography", "gist", false}, {"xid", NULL, true},
};

struct verdict {
    const struct tn_attribute *attribute; /* NULL: all is well */
    const char *method;                   /* that would do, or NULL */
    const char *why;
    bool refused, text; /* text: a prefix would do */
    int64_t bytes;      /* of too long a key; 0: not that */
};

/* ------------------------------------------------------------------ PostgreSQL */

static bool is_type(const char *type, const char *word) {
    size_t length = strlen(word);
    return strncmp(type, word, length) == 0 && (!type[length] || type[length] == '(');
}

static struct verdict judge_postgresql(const struct tn_index_part *part) {
    const struct tn_attribute *attribute = part->attribute;
    if (!attribute || *part->operator_class)
        return (struct verdict){0};
    if (attribute->dimensions)
        return (struct verdict){attribute, "gin", "an array", false, false, 0};
    for (size_t i = 0; i < TN_LENGTH(kinds); i++)
        if (is_type(attribute->type, kinds[i].type))
            return (struct verdict){attribute,        kinds[i].method, kinds[i].type,
                                    kinds[i].refused, false,           0};
    return (struct verdict){0};
}

/* ------------------------------------------------------------------ MySQL, MariaDB */

static bool is_shapeless(const struct tn_attribute *attribute) {
    static const char *const spatial[] = {
        "geometry",   "point",           "linestring",   "polygon",
        "multipoint", "multilinestring", "multipolygon", "geometrycollection"};
    for (size_t i = 0; i < TN_LENGTH(spatial); i++)
        if (is_type(attribute->type, spatial[i]))
            return true;
    return false;
}

static bool is_unbounded(const struct tn_attribute *attribute) {
    static const char *const types[] = {"text", "tinytext", "mediumtext", "longtext",
                                        "blob", "tinyblob", "mediumblob", "longblob"};
    for (size_t i = 0; i < TN_LENGTH(types); i++)
        if (is_type(attribute->type, types[i]))
            return true;
    return false;
}

/* Bytes of a character, at most; where nothing tells, few: this is an error. */
static int64_t character_bytes(const struct tn_dialect *dialect,
                               const struct tn_attribute *attribute) {
    bool wide = !*lint_charset_of(attribute) && dialect->id == TN_MYSQL && dialect->number >= 80000;
    return lint_character_bytes(attribute, wide ? 4 : 1);
}

static int64_t part_bytes(const struct tn_dialect *dialect, const struct tn_index_part *part) {
    struct lint_type type = lint_column_type(dialect, part->attribute);
    if (type.family != LINT_TEXT && type.family != LINT_BINARY)
        return 8;
    int64_t length = part->length ? part->length : type.size;
    return type.family == LINT_TEXT ? length * character_bytes(dialect, part->attribute) : length;
}

static int64_t key_limit(const struct tn_entity *entity) {
    return tn_same_word(entity->engine, "myisam") || tn_same_word(entity->engine, "aria") ? 1000
                                                                                          : 3072;
}

/* The longest text of a key that is too long. */
static struct verdict judge_length(const struct tn_dialect *dialect, const struct tn_index *index) {
    struct verdict verdict = {.why = "too long", .refused = true, .text = true};
    int64_t sum = 0, longest = 0;
    for (struct tn_index_part *part = index->parts.first; part; part = part->next) {
        int64_t bytes = part->attribute ? part_bytes(dialect, part) : 0;
        sum += bytes;
        if (bytes > longest) {
            longest = bytes;
            verdict.attribute = part->attribute;
        }
    }
    verdict.bytes = sum;
    return sum > key_limit(tn_entity_of(index)) ? verdict : (struct verdict){0};
}

static struct verdict judge_mysql(const struct tn_dialect *dialect, const struct tn_index *index) {
    if (tn_same_word(index->method, "fulltext") || tn_same_word(index->method, "spatial"))
        return (struct verdict){0};
    bool cuts = dialect->id == TN_MARIADB; /* silently, where it is not unique */
    for (struct tn_index_part *part = index->parts.first; part; part = part->next) {
        const struct tn_attribute *a = part->attribute;
        if (!a)
            continue;
        if (is_type(a->type, "json"))
            return (struct verdict){a, NULL, "json", !cuts, cuts, 0};
        if (is_shapeless(a) && !part->length)
            return (struct verdict){a, "spatial", a->type, !cuts, false, 0};
        if (is_unbounded(a) && !part->length)
            return (struct verdict){a, NULL, a->type, !cuts, true, 0};
    }
    return judge_length(dialect, index);
}

static struct verdict judge(const struct tn_dialect *dialect, const struct tn_index *index) {
    if (dialect->id != TN_POSTGRESQL)
        return judge_mysql(dialect, index);
    if (*index->method && !tn_same_word(index->method, "btree"))
        return (struct verdict){0};
    for (struct tn_index_part *part = index->parts.first; part; part = part->next) {
        struct verdict verdict = judge_postgresql(part);
        if (verdict.attribute)
            return verdict;
    }
    return (struct verdict){0};
}

/* ------------------------------------------------------------------ the check */

static struct tn_finding *report(struct tn_lint *lint, const struct tn_index *index,
                                 const struct verdict *verdict) {
    const char *title = tn_title(index), *table = tn_entity_of(index)->name;
    if (verdict->bytes)
        return lint_find(lint, index, "index %s of %s may need %lld bytes, and %lld are allowed",
                         title, table, (long long)verdict->bytes,
                         (long long)key_limit(tn_entity_of(index)));
    return lint_find(lint, index, "index %s of %s is a B-tree over %s, which is %s", title, table,
                     verdict->attribute->name, verdict->why);
}

static void check_index(struct tn_lint *lint, const struct tn_index *index) {
    struct verdict verdict = judge(lint->dialect, index);
    if (!verdict.attribute)
        return;
    struct tn_finding *found = report(lint, index, &verdict);
    if (verdict.method)
        lint_remedy(lint, found, "Use the method %s", verdict.method);
    else if (verdict.text)
        lint_remedy(lint, found, "Index the first characters of %s, or a hash of it",
                    verdict.attribute->name);
    else
        lint_remedy(lint, found, "Index an expression that takes out of %s what is asked for",
                    verdict.attribute->name);
    if (!verdict.refused)
        lint_soften(found, lint_is_mysql(lint->dialect) ? TN_WARNING : TN_INFO);
}

static void check_types(struct tn_lint *lint) {
    LINT_EACH_TABLE(lint, table)
    for (struct tn_index *index = table->entity->indexes.first; index; index = index->next)
        check_index(lint, index);
}

/* ------------------------------------------------------------------ the fix */

static bool shorten(struct tn_model *model, struct tn_index *index, struct tn_error *error) {
    const struct tn_dialect *dialect = tn_dialect_of(model);
    struct tn_slice text = tn_rule_option(model, &lint_index_unindexable_type, "prefix");
    int64_t prefix = 0;
    for (size_t i = 0; i < text.length; i++)
        prefix = prefix * 10 + (text.at[i] - '0');
    if (index->unique)
        return tn_fail(error,
                       "%s is unique, and the first characters of a value are not: add a "
                       "column that holds a hash of it",
                       index->name);
    for (struct tn_index_part *part = index->parts.first; part; part = part->next) {
        if (!part->attribute || part->length)
            continue;
        struct lint_type type = lint_column_type(dialect, part->attribute);
        bool text_or_bytes = type.family == LINT_TEXT || type.family == LINT_BINARY ||
                             is_unbounded(part->attribute) ||
                             is_type(part->attribute->type, "json");
        if (text_or_bytes && (!type.size || type.size > prefix))
            tn_set_number(model, part, TN_index_part_length, prefix);
    }
    return true;
}

static bool change_method(struct tn_model *model, struct tn_index *index,
                          const struct verdict *verdict, struct tn_error *error) {
    if (index->unique || index->parts.count > 1)
        return tn_fail(error, "%s has more to it than %s: make an index of its own for that",
                       index->name, verdict->attribute->name);
    if (strcmp(verdict->method, "spatial") == 0 && verdict->attribute->nullable)
        return tn_fail(error, "%s may be null, which a spatial index does not allow",
                       verdict->attribute->name);
    tn_set_text(model, index, TN_index_method, verdict->method);
    return true;
}

static bool fix_types(struct tn_model *model, const struct tn_finding *finding,
                      struct tn_error *error) {
    struct tn_index *index = (void *)tn_find_id(model, finding->object);
    struct verdict verdict = judge(tn_dialect_of(model), index);
    if (!verdict.attribute)
        return true;
    if (verdict.method)
        return change_method(model, index, &verdict, error);
    if (verdict.text)
        return shorten(model, index, error);
    return tn_fail(error, "no method indexes a column of type %s as a whole", verdict.why);
}

static const struct tn_rule_option prefixes[] = {
    {"prefix", TN_OPTION_NUMBER, "100", "Characters that the fix lets an index hold of a text",
     NULL},
    {0},
};

const struct tn_rule lint_index_unindexable_type = {
    .id = "index-unindexable-type",
    .group = "indexes",
    .severity = TN_ERROR,
    .dialects = 1u << TN_POSTGRESQL | 1u << TN_MYSQL | 1u << TN_MARIADB,
    .title = "A B-tree cannot hold a column of this type, or not as a whole",
    .help = "A B-tree needs values in an order, and short ones. PostgreSQL has none for json, xml "
            "and shapes, and that of jsonb and arrays only compares them as wholes: GIN finds what "
            "is in them, GiST what lies where. MySQL wants to be told how many characters of a "
            "TEXT or BLOB to index, MariaDB cuts them silently, and InnoDB allows 3072 bytes a "
            "key.",
    .doubt = "A B-tree over jsonb or an array, where whole values are compared: waive the note. "
             "Where a table says nothing of its character set, that of a new MySQL counts, and a "
             "single byte a character in MariaDB.",
    .example = "CREATE TABLE events (id integer PRIMARY KEY, place point NOT NULL);\n"
               "CREATE INDEX events_place ON events (place);\n",
    .good = "CREATE TABLE events (id integer PRIMARY KEY, place point NOT NULL);\n"
            "CREATE INDEX events_place ON events USING gist (place);\n",
    .options = prefixes,
    .check = check_types,
    .fix = fix_types,
};
