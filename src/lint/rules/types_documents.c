/*
 * Rules on types of documents and large objects.
 */
#include "lint/retype.h"
#include "lint/rules.h"

#include <string.h>

/* ------------------------------------------------------------------ json-over-jsonb */

static bool is_json(const struct tn_attribute *attribute) {
    const char *type = attribute->named_type ? attribute->named_type->base : attribute->type;
    return tn_same_word(type, "json");
}

static void check_json(struct tn_lint *lint) {
    LINT_EACH_TABLE(lint, table)
    LINT_EACH_COLUMN(table, column) {
        if (column->family != LINT_JSON || !is_json(column->attribute))
            continue;
        struct tn_finding *found =
            lint_find(lint, column->attribute, "%s.%s is json, which is parsed again at each look",
                      table->entity->name, column->attribute->name);
        lint_remedy(lint, found, "Make it jsonb");
        lint_alike(lint, found, "");
    }
}

/* '{}'::json -> '{}' */
static const char *without_cast(const struct tn_dialect *dialect, const char *value,
                                struct tn_arena *arena) {
    const char *cast = strstr(value, "::json");
    (void)dialect;
    return *value == '\'' && cast && !cast[strlen("::json")]
               ? tn_arena_text(arena, value, (size_t)(cast - value))
               : value;
}

static bool fix_json(struct tn_model *model, const struct tn_finding *finding,
                     struct tn_error *error) {
    static const struct lint_retyping to = {"jsonb", LINT_OTHER_VALUES, without_cast};
    struct tn_attribute *attribute = (void *)tn_find_id(model, finding->object);
    return !is_json(attribute) || lint_retype(model, attribute, &to, error);
}

const struct tn_rule lint_json_over_jsonb = {
    .id = "json-over-jsonb",
    .group = "types",
    .severity = TN_INFO,
    .dialects = 1u << TN_POSTGRESQL,
    .title = "A document is stored as json instead of jsonb",
    .help = "json keeps the text as it was sent and parses it each time it is looked into; it has "
            "no equality, so DISTINCT and GROUP BY fail, and no index beyond single expressions. "
            "jsonb is parsed once, can be compared, and a GIN index finds what lies within.",
    .doubt = "Only json keeps blanks, the order of keys and keys that come twice: where the text "
             "itself counts (signed documents, exact logs), keep it and waive the finding.",
    .example = "CREATE TABLE events (id integer PRIMARY KEY, payload json);\n",
    .good = "CREATE TABLE events (id integer PRIMARY KEY, payload jsonb);\n",
    .check = check_json,
    .fix = fix_json,
};

/* ------------------------------------------------------------------ large-object */

/* What takes few bytes, though its type has no limit. Sorted. */
static const char *const short_values[] = {
    "checksum",  "checksums", "cipher", "digest", "etag",    "fingerprint", "guid",   "hash",
    "hashes",    "hmac",      "ip",     "iv",     "key",     "keys",        "mac",    "md5",
    "nonce",     "password",  "salt",   "secret", "sha",     "sha1",        "sha256", "sha512",
    "signature", "token",     "tokens", "uuid",   "version",
};

/* BLOB SUB_TYPE TEXT comes from Firebird. */
static bool is_small_or_text(const char *type) {
    return tn_same_word(type, "tinyblob") || tn_find_word(type, "sub_type text");
}

/* Values of a program that were written as bytes belong to their row: job_data, request_body. Those
 * of a file do not: image_data. */
static bool is_part_of_row(const struct lint_name *name) {
    static const char *const files[] = {"archive", "attachment", "audio", "binary", "blob",
                                        "file",    "image",      "pdf",   "photo",  "picture",
                                        "scan",    "thumbnail",  "video"};
    bool file = false;
    for (size_t i = 0; i < name->count; i++)
        file = file || lint_word_in(LINT_WORD_LIST(files), name->words[i]);
    return name->count > 1 && LINT_ENDS(name, document) && !file;
}

/* Bytes without a limit, or with one beyond what a row holds well. */
static bool is_large(const struct tn_lint *lint, const struct lint_column *column) {
    struct lint_type type = column->type;
    if (type.family != LINT_BINARY || is_small_or_text(column->attribute->type) ||
        column->primary || column->foreign ||
        lint_has_word(column->attribute->name, LINT_WORD_LIST(short_values)) ||
        LINT_ENDS(column->name, id) || is_part_of_row(column->name))
        return false;
    if (lint_is_tagged(column->attribute, "small") ||
        lint_is_tagged(column->attribute, "encrypted"))
        return false;
    return !type.size || type.size > lint_number(lint, "bytes");
}

/* The large columns of a table. */
struct objects {
    const struct tn_attribute *first;
    const char *names;
    size_t count;
};

static struct objects objects_of(struct tn_lint *lint, const struct lint_table *table) {
    struct objects all = {.names = ""};
    LINT_EACH_COLUMN(table, column) {
        if (column->family != LINT_BINARY || !is_large(lint, column))
            continue;
        const char *name = column->attribute->name;
        all.names = all.count++ ? tn_arena_format(&lint->arena, "%s, %s", all.names, name) : name;
        all.first = all.first ? all.first : column->attribute;
    }
    return all;
}

static void report_large(struct tn_lint *lint, const struct lint_table *table,
                         const struct objects *all) {
    bool one = all->count == 1;
    struct tn_finding *found =
        one ? lint_find(lint, all->first, "%s.%s keeps large objects (%s) in the table",
                        table->entity->name, all->first->name,
                        lint_type_title(all->first, &lint->arena))
            : lint_find(lint, table->entity, "%s keeps %zu large objects a row: %s",
                        table->entity->name, all->count, all->names);
    lint_remedy(lint, found, "Keep %s in object storage, with address, size and checksum here",
                one ? "it" : "them");
    lint_alike(lint, found, "");
}

static void check_large(struct tn_lint *lint) {
    size_t tables = 0, with = 0;
    LINT_EACH_TABLE(lint, table) {
        tables++;
        with += objects_of(lint, table).count > 0;
    }
    bool usual = lint_is_habit(lint, with, tables);
    if (usual)
        lint_remedy(lint,
                    lint_find(lint, lint->model->project, "%zu of %zu tables keep large objects",
                              with, tables),
                    "Keep them in object storage, with address, size and checksum here");
    LINT_EACH_TABLE(lint, table) {
        struct objects all = usual ? (struct objects){0} : objects_of(lint, table);
        if (all.count)
            report_large(lint, table, &all);
    }
}

static const struct tn_rule_option large_options[] = {
    {"bytes", TN_OPTION_NUMBER, "8000", "Up to this length binary columns are not large", NULL},
    {0},
};

const struct tn_rule lint_large_object = {
    .id = "large-object",
    .group = "types",
    .severity = TN_INFO,
    .title = "Files or other large objects are kept in a table",
    .help = "Images, documents and archives in a table swell every backup, the replication log "
            "and the cache, and have to be loaded whole. Keep them in object storage and their "
            "address, size, type and checksum in the table. Several of them in one row are told "
            "of once, of the table. Names of short values (hash, token, uuid), and of values of a "
            "program that belong to their row (job_data, request_body, state), are not reported.",
    .doubt = "Inside the database they are in the same transaction and backup as the rest: for "
             "small files, and where that counts more, it is right. Tag the column small or "
             "encrypted, or waive the finding.",
    .example = "CREATE TABLE documents (id integer PRIMARY KEY, content bytea);\n",
    .good = "CREATE TABLE documents (\n"
            "    id integer PRIMARY KEY,\n"
            "    content_url text,\n"
            "    content_sha256 bytea\n"
            ");\n",
    .options = large_options,
    .check = check_large,
};
