/*
 * MySQL and MariaDB: keys over the first characters of a column, KEY (a(10)), when the column
 * changes its type. The prefix stays where the column is still as long and of a type that may have
 * one; else, and where it was the whole column before, the whole column is the key
 * (mysql_prepare_alter_table() in sql_table.cc).
 */
#include "sql/read/parser.h"

#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ lengths of types */

static bool is_type(const char *type, const char *const *names, size_t count) {
    size_t length = strcspn(type, "( ");
    for (size_t i = 0; i < count; i++)
        if (strlen(names[i]) == length && strncasecmp(type, names[i], length) == 0)
            return true;
    return false;
}

static bool has_length(const char *type) {
    static const char *const names[] = {"char", "varchar", "binary", "varbinary"};
    return is_type(type, names, TN_LENGTH(names));
}

static bool may_have_prefix(const char *type) {
    static const char *const names[] = {"tinytext",
                                        "text",
                                        "mediumtext",
                                        "longtext",
                                        "tinyblob",
                                        "blob",
                                        "mediumblob",
                                        "longblob",
                                        "json",
                                        "geometry",
                                        "point",
                                        "linestring",
                                        "polygon",
                                        "multipoint",
                                        "multilinestring",
                                        "multipolygon",
                                        "geometrycollection"};
    return has_length(type) || is_type(type, names, TN_LENGTH(names));
}

/* In characters; 0 where none is given. */
static int64_t length_of(const char *type) {
    const char *open = has_length(type) ? strchr(type, '(') : NULL;
    return open ? strtol(open + 1, NULL, 10) : has_length(type);
}

static bool keeps_prefix(const char *before, const char *after, int64_t prefix) {
    if (!may_have_prefix(before) || !may_have_prefix(after) || length_of(before) == prefix)
        return false;
    return !length_of(after) || length_of(after) >= prefix;
}

/* ------------------------------------------------------------------ keys whose list is a text */

/* A column's prefix within the list: (`a`(10), b). An empty slice where there is none. */
static struct tn_slice prefix_in(struct parser *p, const char *list, const char *column) {
    struct lexer lexer;
    lexer_init(&lexer, tn_slice_of(list), p->dialect, &p->words);
    struct token before = lexer_next(&lexer), token = before;
    for (size_t depth = 1; depth && token.kind != T_END; before = token) {
        token = lexer_next(&lexer);
        depth += token_is_symbol(&token, '(');
        depth -= token_is_symbol(&token, ')');
        if (token_is_symbol(&token, '(') && before.kind == T_QUOTED &&
            tn_same_word(sql_token_name(p, &before), column))
            return (struct tn_slice){token.at, strcspn(token.at, ")") + 1};
    }
    return (struct tn_slice){"", 0};
}

/* The options behind the list, where the list says no more than the columns do. */
static const char *without_plain_list(struct parser *p, const char *options) {
    const char *close = strchr(options, ')');
    struct tn_slice list = {options + 1, close ? (size_t)(close - options - 1) : 0};
    const char *inside = tn_text_slice(p->model, list);
    if (!close || strchr(inside, '(') || tn_find_word(inside, "desc"))
        return options;
    return tn_text(p->model, close[1] == ' ' ? close + 2 : close + 1);
}

static void settle_list(struct parser *p, struct tn_key *key, const struct tn_attribute *attribute,
                        const char *before) {
    struct tn_slice prefix = prefix_in(p, key->options, attribute->name);
    if (!prefix.length || keeps_prefix(before, attribute->type, strtol(prefix.at + 1, NULL, 10)))
        return;
    struct tn_buffer text = {0};
    tn_put_bytes(&text, key->options, (size_t)(prefix.at - key->options));
    tn_put(&text, prefix.at + prefix.length);
    key->options = without_plain_list(p, tn_buffer_text(&text));
    key->options = tn_text(p->model, key->options);
    tn_buffer_free(&text);
}

/* ------------------------------------------------------------------ all keys of the column */

static void settle_parts(struct tn_index *index, const struct tn_attribute *attribute,
                         const char *before) {
    for (struct tn_index_part *part = index->parts.first; part; part = part->next)
        if (part->attribute == attribute && part->length &&
            !keeps_prefix(before, attribute->type, part->length))
            part->length = 0;
}

void sql_settle_prefixes(struct parser *p, struct tn_attribute *attribute, const char *before) {
    struct tn_entity *entity = (struct tn_entity *)attribute->parent;
    if (strcmp(before, attribute->type) == 0 ||
        !sql_may_look(p, entity->keys.count + entity->indexes.count))
        return;
    for (struct tn_index *index = entity->indexes.first; index; index = index->next)
        settle_parts(index, attribute, before);
    for (struct tn_key *key = entity->keys.first; key; key = key->next)
        if (*key->options == '(')
            settle_list(p, key, attribute, before);
}
