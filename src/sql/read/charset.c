/*
 * Character sets of MySQL's tables when ALTER TABLE changes them. The table's own is for columns
 * that come: those that are there keep what they have had. CONVERT TO is for all of them, and makes
 * texts longer where characters may take more bytes.
 */
#include "sql/read/parser.h"

#include <string.h>

/* ------------------------------------------------------------------ character sets */

/* Bytes that a character takes at most, where it is more than one. */
static const struct {
    const char *charset;
    size_t bytes;
} widths[] = {
    {"utf8mb4", 4}, {"utf16", 4}, {"utf16le", 4}, {"utf32", 4}, {"gb18030", 4}, {"utf8mb3", 3},
    {"utf8", 3},    {"ujis", 3},  {"eucjpms", 3}, {"ucs2", 2},  {"gbk", 2},     {"gb2312", 2},
    {"big5", 2},    {"sjis", 2},  {"cp932", 2},   {"euckr", 2},
};

static size_t width_of(const char *charset) {
    for (size_t i = 0; i < TN_LENGTH(widths); i++)
        if (tn_same_word(charset, widths[i].charset))
            return widths[i].bytes;
    return 1;
}

/* "" where neither says one. */
static const char *charset_of(struct parser *p, const char *charset, const char *collation) {
    if (*charset || !*collation)
        return charset;
    return tn_text_slice(p->model, (struct tn_slice){collation, strcspn(collation, "_")});
}

/* ------------------------------------------------------------------ columns */

static bool is_any(const char *type, const char *const *names, size_t count) {
    size_t length = strcspn(type, "( ");
    for (size_t i = 0; i < count; i++)
        if (strlen(names[i]) == length && strncasecmp(type, names[i], length) == 0)
            return true;
    return false;
}

bool sql_has_charset(const struct tn_attribute *attribute) {
    static const char *const names[] = {"char",       "varchar",  "tinytext", "text",
                                        "mediumtext", "longtext", "enum",     "set"};
    return is_any(attribute->type, names, TN_LENGTH(names)) &&
           !tn_same_word(attribute->charset, "binary");
}

static bool has_own(const struct tn_attribute *attribute) {
    return *attribute->charset || *attribute->collation;
}

static void tell_unknown(struct parser *p, struct tn_entity *entity, const char *at) {
    struct tn_finding *finding =
        sql_finding(p, TN_WARNING, "sql-ignored", entity, at,
                    "the columns of table \"%s\" have had the character set of the database, which "
                    "is not known here",
                    entity->name);
    tn_finding_remedy(p->findings, finding, "give it where the table is made");
}

static void keep_charsets(struct parser *p, struct tn_entity *entity, const char *charset,
                          const char *collation, const char *at) {
    bool unknown = false;
    for (struct tn_attribute *a = entity->attributes.first; a; a = a->next) {
        if (!sql_has_charset(a) || has_own(a))
            continue;
        unknown |= !*charset && !*collation;
        a->charset = charset;
        a->collation = collation;
    }
    if (unknown)
        tell_unknown(p, entity, at);
}

/* ------------------------------------------------------------------ options of the table */

static bool at_charset(struct parser *p) {
    return at_word(p, W_charset) || at_word(p, W_collate) || sql_at_two(p, W_character, W_set) ||
           sql_at_two(p, W_char, W_set);
}

/* The other options of the action are read later. */
void sql_alter_charset(struct parser *p, struct tn_entity *entity) {
    const char *charset = entity->charset, *collation = entity->collation, *at = p->token.at;
    bool given = false;
    while (!at_statement_end(p) && !at_symbol(p, ',')) {
        if (!at_charset(p)) {
            at_symbol(p, '(') ? sql_skip_parentheses(p) : sql_next(p);
            continue;
        }
        if (!given)
            entity->charset = entity->collation = "";
        given = true;
        sql_table_option(p, entity);
    }
    if (given &&
        (strcmp(charset, entity->charset) != 0 || strcmp(collation, entity->collation) != 0))
        keep_charsets(p, entity, charset, collation, at);
}

/* ------------------------------------------------------------------ CONVERT TO */

static const char *longer_text(const char *type) {
    static const char *const texts[] = {"tinytext", "text", "mediumtext", "longtext"};
    for (size_t i = 0; i + 1 < TN_LENGTH(texts); i++)
        if (tn_same_word(type, texts[i]))
            return texts[i + 1];
    return type;
}

/* MariaDB's json is a text of utf8mb4 with a check; of another character set it is no json. */
static void convert_json(struct parser *p, struct tn_attribute *attribute) {
    struct tn_check *check = sql_add(p, TN_check, attribute->parent, "");
    struct tn_buffer call = {0};
    tn_put(&call, "json_valid(");
    tn_sql_put_name(&call, p->tables, attribute->name);
    tn_put(&call, ")");
    check->attribute = attribute;
    check->expression = tn_text(p->model, tn_buffer_text(&call));
    attribute->type = tn_text(p->model, "longtext");
    tn_buffer_free(&call);
}

static void convert_column(struct parser *p, struct tn_attribute *attribute, const char *table,
                           const char *to, bool *unknown) {
    const char *from =
        has_own(attribute) ? charset_of(p, attribute->charset, attribute->collation) : table;
    const char *longer = longer_text(attribute->type);
    if (longer != attribute->type && !*from)
        *unknown = true;
    else if (longer != attribute->type && width_of(to) > width_of(from))
        attribute->type = tn_text(p->model, longer);
    attribute->charset = attribute->collation = "";
    if (strcmp(attribute->options, "BINARY") == 0)
        attribute->options = "";
}

void sql_convert_charset(struct parser *p, struct tn_entity *entity) {
    const char *table = charset_of(p, entity->charset, entity->collation), *at = p->token.at;
    bool unknown = false;
    entity->charset = entity->collation = "";
    if (!at_charset(p) || !sql_table_option(p, entity))
        sql_expected(p, "CHARACTER SET");
    if (at_word(p, W_collate))
        sql_table_option(p, entity);
    const char *to = charset_of(p, entity->charset, entity->collation);
    for (struct tn_attribute *a = entity->attributes.first; a && !p->failed; a = a->next)
        if (sql_has_charset(a))
            convert_column(p, a, table, to, &unknown);
        else if (p->dialect == TN_MARIADB && tn_same_word(a->type, "json"))
            convert_json(p, a);
    if (unknown)
        tell_unknown(p, entity, at);
}
