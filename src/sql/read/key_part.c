/*
 * Keys that are read as the unique index they have: in MySQL and SQLite their columns may have
 * lengths, collations and directions. What a key has no place for is kept with its options.
 */
#include "sql/read/parser.h"

#include <string.h>

bool sql_is_simple_index(const struct tn_index *index) {
    for (const struct tn_index_part *part = index->parts.first; part; part = part->next)
        if (*part->expression || part->length || *part->collation || part->descending)
            return false;
    bool usual = !*index->method || strcmp(index->method, "hash") == 0 ||
                 strcmp(index->method, "btree") == 0;
    return !*index->predicate && !index->invisible && usual;
}

/* What was to be looked up for the part is now looked up for the key. */
static void hand_over(struct parser *p, const struct tn_index_part *part, struct tn_key *key) {
    for (size_t i = p->missing.count; i-- > 0;)
        if (p->missing.items[i].part == part) {
            p->missing.items[i].part = NULL;
            p->missing.items[i].owner = &key->object;
            p->missing.items[i].refs = &key->attributes;
            p->missing.items[i].place = key->attributes.count;
            return;
        }
}

/* MySQL names what has no name in the order it comes; we name keys before indexes. An index that
 * has taken the key's name therefore says so, and the key says what is left. */
static void settle_index_before(struct parser *p, struct tn_key *key) {
    struct tn_entity *entity = (struct tn_entity *)key->parent;
    const struct tn_object *first = key->attributes.count ? key->attributes.items[0] : NULL;
    if (!is_mysql(p) || key->primary || *key->name || !first)
        return;
    struct tn_index *index = sql_part(p, entity, TN_index, first->name);
    if (!index)
        return;
    const char *name;
    size_t number = (uintptr_t)tn_id_map_get(&p->series, index->id);
    index->name = first->name;
    do
        name = sql_server_name(p, &key->object, ++number);
    while (sql_part(p, entity, TN_index, name) || sql_part(p, entity, TN_key, name));
    tn_id_map_put(&p->series, index->id, (void *)(uintptr_t)number);
    sql_rename_object(p, key, name);
}

struct tn_key *sql_key_of_index(struct parser *p, struct tn_index *index, bool primary) {
    struct tn_key *key = sql_add_key(p, (struct tn_entity *)index->parent, index->name, primary);
    for (struct tn_index_part *part = index->parts.first; part; part = part->next) {
        if (!part->attribute && *part->expression)
            continue;
        if (part->attribute && !part->attribute->id)
            hand_over(p, part, key);
        tn_refs_append(p->model, &key->attributes, part->attribute);
    }
    key->comment = index->comment;
    if (*index->method)
        key->options =
            tn_text(p->model, strcmp(index->method, "btree") == 0 ? "USING BTREE" : "USING HASH");
    key->options = sql_joined(p, key->options, index->options);
    sql_forget(p, index);
    settle_index_before(p, key);
    return key;
}

/* (a COLLATE nocase DESC, b): as key.options tell it. */
static const char *ordered_columns(struct parser *p, const struct tn_index *index) {
    struct tn_buffer list = {0};
    tn_put_char(&list, '(');
    for (const struct tn_index_part *part = index->parts.first; part; part = part->next) {
        tn_put(&list, part->prev ? ", " : "");
        if (part->attribute)
            tn_sql_put_name(&list, p->tables, part->attribute->name);
        if (*part->collation) {
            tn_put(&list, " COLLATE ");
            tn_sql_put_name(&list, p->tables, part->collation);
        }
        tn_put(&list, part->descending ? " DESC" : "");
    }
    tn_put_char(&list, ')');
    const char *text = tn_text(p->model, tn_buffer_text(&list));
    tn_buffer_free(&list);
    return text;
}

/* The key of an AUTOINCREMENT is the number of the row: it has no order of its own. */
static bool numbers_rows(const struct tn_index *index) {
    const struct tn_index_part *part = index->parts.first;
    return part->attribute && part->attribute->identity == TN_identity_auto_increment;
}

/* The list of a key of MySQL as it is kept: columns with a prefix length in quotes, so that they
 * are told from functions. */
static const char *key_list(struct parser *p, const char *text) {
    struct lexer lexer;
    lexer_init(&lexer, tn_slice_of(text), p->dialect, &p->words);
    tn_buffer_reset(&p->scratch);
    struct token token = lexer_next(&lexer), next;
    for (; token.kind != T_END; token = next) {
        next = lexer_next(&lexer);
        bool quote = token.kind == T_WORD && next.kind == T_SYMBOL && next.symbol == '(';
        tn_put(&p->scratch, token.gap == GAP_NONE ? "" : " ");
        tn_put(&p->scratch, quote ? "`" : "");
        tn_put_bytes(&p->scratch, token.at, token.length);
        tn_put(&p->scratch, quote ? "`" : "");
    }
    return tn_text_slice(p->model, (struct tn_slice){p->scratch.at, p->scratch.length});
}

static struct tn_index *index_of_key(struct parser *p, struct tn_entity *entity, const char *name,
                                     bool primary) {
    struct tn_index blank = {.name = name, .method = ""};
    if (!is_mysql(p))
        return sql_add(p, TN_index, entity, name);
    if (!sql_accept(p, W_key))
        sql_accept(p, W_index);
    return sql_named_index(p, entity, &blank, primary);
}

struct tn_key *sql_key_of_parts(struct parser *p, struct tn_entity *entity, const char *name,
                                bool primary) {
    struct tn_index *index = index_of_key(p, entity, name, primary);
    if (!index)
        return NULL;
    index->unique = true;
    const char *list = p->token.at;
    bool period = sql_index_parts(p, entity, index);
    const char *list_end = p->last_end;
    if (is_mysql(p))
        sql_index_options(p, index);
    sql_settle_method(p, index);
    if (p->failed) {
        sql_forget(p, index);
        return NULL;
    }
    bool simple = sql_is_simple_index(index) && !period;
    bool keeps_list = period || (is_mysql(p) ? primary : !numbers_rows(index));
    if (!simple && !keeps_list && !primary)
        return NULL; /* it stays a unique index */
    const char *columns = "";
    if (!simple && keeps_list)
        columns = p->dialect == TN_SQLITE ? ordered_columns(p, index)
                                          : key_list(p, sql_text_between(p, list, list_end));
    struct tn_key *key = sql_key_of_index(p, index, primary);
    key->options = sql_joined(p, columns, key->options);
    return key;
}
