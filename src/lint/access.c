/*
 * Keys and indexes made comparable.
 */
#include "lint/access.h"

#include <string.h>

/* White space and letter case outside quotes make no difference. */
static void put_folded(struct tn_buffer *out, const char *expression) {
    char quote = 0;
    for (const char *c = expression; *c; c++) {
        if (quote ? *c == quote : *c == '\'' || *c == '"' || *c == '`')
            quote = quote ? 0 : *c;
        if (!quote && strchr(" \t\r\n", *c))
            continue;
        tn_put_char(out, !quote && *c >= 'A' && *c <= 'Z' ? (char)(*c + 'a' - 'A') : *c);
    }
}

static const char *folded(struct tn_lint *lint, const char *expression) {
    struct tn_buffer out = {0};
    if (!*expression)
        return "";
    put_folded(&out, expression);
    return tn_buffer_keep(&out, &lint->arena);
}

static const char *id_text(struct tn_lint *lint, uint64_t id) {
    char *text = tn_arena_allocate(&lint->arena, 17);
    tn_id_print(id, text);
    return text;
}

static bool is_plain(const struct tn_index_part *part) {
    return part->attribute && !part->length && !*part->collation && !*part->operator_class &&
           !part->descending && !part->nulls;
}

static struct lint_part made(const struct tn_attribute *attribute, const char *text,
                             const struct tn_index_part *part) {
    return (struct lint_part){attribute, text, tn_hash(text, strlen(text)), part};
}

static struct lint_part part_of(struct tn_lint *lint, const struct tn_index_part *part) {
    struct tn_buffer out = {0};
    if (is_plain(part))
        return made(part->attribute, id_text(lint, part->attribute->id), part);
    if (part->attribute)
        tn_put(&out, id_text(lint, part->attribute->id));
    else
        put_folded(&out, part->expression);
    if (part->length)
        tn_put_format(&out, " length %lld", (long long)part->length);
    if (*part->collation)
        tn_put_format(&out, " collate %s", part->collation);
    if (*part->operator_class)
        tn_put_format(&out, " class %s", part->operator_class);
    if (part->descending)
        tn_put(&out, " desc");
    if (part->nulls)
        tn_put_format(&out, " nulls %d", (int)part->nulls);
    return made(part->attribute, tn_buffer_keep(&out, &lint->arena), part);
}

static void open_key(struct tn_lint *lint, struct lint_access *access, const struct tn_key *key) {
    *access = (struct lint_access){
        .key = key,
        .object = key,
        .primary = key->primary,
        .unique = true,
        .btree = !tn_find_word(key->options, "using hash"),
        .method = "",
        .predicate = "",
        .include = key->include,
        .nulls_not_distinct = key->nulls_not_distinct,
        .parts =
            tn_arena_allocate(&lint->arena, (key->attributes.count + 1) * sizeof(struct lint_part)),
    };
    for (size_t i = 0; i < key->attributes.count; i++)
        access->parts[access->count++] = made((void *)key->attributes.items[i],
                                              id_text(lint, key->attributes.items[i]->id), NULL);
}

static void open_index(struct tn_lint *lint, struct lint_access *access,
                       const struct tn_index *index) {
    bool btree = !*index->method || tn_same_word(index->method, "btree");
    *access = (struct lint_access){
        .index = index,
        .object = index,
        .unique = index->unique,
        .btree = btree,
        .method = btree ? "" : index->method,
        .predicate = folded(lint, index->predicate),
        .include = index->include,
        .nulls_not_distinct = index->nulls_not_distinct,
        .parts =
            tn_arena_allocate(&lint->arena, (index->parts.count + 1) * sizeof(struct lint_part)),
    };
    for (struct tn_index_part *part = index->parts.first; part; part = part->next)
        access->parts[access->count++] = part_of(lint, part);
}

struct lint_accesses lint_accesses_of(struct tn_lint *lint, const struct tn_entity *entity) {
    struct lint_accesses result = {0};
    size_t count = entity->keys.count + entity->indexes.count;
    result.items = tn_arena_allocate(&lint->arena, (count + 1) * sizeof *result.items);
    for (struct tn_key *key = entity->keys.first; key; key = key->next)
        open_key(lint, &result.items[result.count++], key);
    for (struct tn_index *index = entity->indexes.first; index; index = index->next)
        open_index(lint, &result.items[result.count++], index);
    return result;
}

struct lint_accesses lint_accesses_in(struct tn_lint *lint, struct lint_table *table) {
    if (!table->accesses) {
        table->accesses = tn_arena_allocate(&lint->arena, sizeof *table->accesses);
        *table->accesses = lint_accesses_of(lint, table->entity);
    }
    return *table->accesses;
}

/* A partial index that leaves out only nulls still has all rows a foreign key asks for. */
bool lint_leaves_out_nulls(const struct lint_access *access, const struct tn_attribute *attribute) {
    const char *predicate = access->predicate;
    size_t length = strlen(attribute->name), size = strlen(predicate), test = strlen("isnotnull");
    return size > test && strcmp(predicate + size - test, "isnotnull") == 0 &&
           size <= length + strlen("isnotnull()") + 2 && tn_find_word(predicate, attribute->name);
}

bool lint_leads_to(const struct lint_access *access, struct tn_refs attributes) {
    if (access->count < attributes.count || attributes.count == 0)
        return false;
    if (!access->btree && (strcmp(access->method, "hash") != 0 || access->count > 1))
        return false;
    if (access->index && access->index->invisible)
        return false;
    for (size_t i = 0; i < attributes.count; i++)
        if (!access->parts[i].attribute || !tn_refs_have(attributes, access->parts[i].attribute))
            return false;
    return !*access->predicate ||
           lint_leaves_out_nulls(access, (const struct tn_attribute *)attributes.items[0]);
}

bool lint_unique_within(const struct lint_access *access, struct tn_refs attributes, bool partial) {
    if (!access->unique || access->count == 0 || (*access->predicate && !partial))
        return false;
    for (size_t i = 0; i < access->count; i++)
        if (!access->parts[i].attribute || !tn_refs_have(attributes, access->parts[i].attribute) ||
            strstr(access->parts[i].text, " length "))
            return false;
    return true;
}

uint64_t lint_signature(const struct lint_access *access, size_t count) {
    uint64_t hash = tn_hash(access->method, strlen(access->method)) + count;
    hash = tn_mix(hash ^ tn_hash(access->predicate, strlen(access->predicate)));
    for (size_t i = 0; i < count; i++)
        hash = tn_mix(hash ^ access->parts[i].hash);
    return hash ? hash : 1;
}

bool lint_begin_alike(const struct lint_access *a, const struct lint_access *b, size_t count) {
    if (a->count < count || b->count < count || strcmp(a->method, b->method) != 0 ||
        strcmp(a->predicate, b->predicate) != 0)
        return false;
    for (size_t i = 0; i < count; i++)
        if (strcmp(a->parts[i].text, b->parts[i].text) != 0)
            return false;
    return true;
}

bool lint_holds_include(const struct lint_access *kept, const struct lint_access *dropped) {
    for (size_t i = 0; i < dropped->include.count; i++) {
        bool found = tn_refs_have(kept->include, dropped->include.items[i]);
        for (size_t k = 0; k < kept->count && !found; k++)
            found = kept->parts[k].attribute == (const void *)dropped->include.items[i];
        if (!found)
            return false;
    }
    return true;
}

const char *lint_access_title(struct tn_lint *lint, const struct lint_access *access) {
    const struct tn_object *object = access->object;
    const char *kind = lint_kind_title(object);
    if (access->primary)
        return "the primary key";
    if (*object->name)
        return tn_arena_format(&lint->arena, "%s %s", kind, object->name);
    struct tn_buffer out = {0};
    tn_put_format(&out, "the %s (", access->key ? kind : "index");
    for (size_t i = 0; i < access->count; i++)
        tn_put_format(&out, "%s%s", i ? ", " : "",
                      access->parts[i].attribute ? access->parts[i].attribute->name
                                                 : access->parts[i].text);
    tn_put(&out, ")");
    return tn_buffer_keep(&out, &lint->arena);
}
