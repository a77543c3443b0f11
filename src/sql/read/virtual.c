/*
 * SQLite's virtual tables: kept as they were made. The tables in which their modules keep what is
 * in them (shadow tables) come with them and are no part of the schema, though dumps write them
 * out.
 */
#include "sql/read/parser.h"

#include <string.h>
#include <strings.h>

/* What the names of the shadow tables that come with a table have behind its own. (fts3 makes one
 * more, stat, when it needs it: whoever writes that out wants it.) */
static const struct module {
    const char *name, *suffixes;
} modules[] = {
    {"fts3", "content segdir segments"},
    {"fts4", "content docsize segdir segments stat"},
    {"fts5", "config content data docsize idx"},
    {"geopoly", "node parent rowid"},
    {"rtree", "node parent rowid"},
    {"rtree_i32", "node parent rowid"},
    {"spellfix1", "vocab"},
};

/* The next of words that a blank parts; empty at the end. */
static struct tn_slice next_word(const char **words) {
    struct tn_slice word = {*words, strcspn(*words, " ")};
    *words += word.length + (word.at[word.length] == ' ');
    return word;
}

/* Of a CREATE VIRTUAL TABLE; NULL where its shadow tables are not known. */
static const struct module *module_of(struct parser *p, const struct tn_raw *raw) {
    struct lexer lexer;
    lexer_init(&lexer, tn_slice_of(raw->definition), p->dialect, &p->words);
    struct token token = lexer_next(&lexer);
    while (token.kind != T_END && !(token.kind == T_WORD && token.word == W_using))
        token = lexer_next(&lexer);
    token = lexer_next(&lexer);
    for (size_t i = 0; i < TN_LENGTH(modules); i++)
        if (token_is_named(&token, p->dialect, modules[i].name))
            return &modules[i];
    return NULL;
}

static const struct module *module_at(struct parser *p, const struct path *path) {
    const struct tn_raw *raw = sql_lookup(p, TN_raw, path);
    bool virtual = raw && strcmp(raw->statement, "CREATE VIRTUAL TABLE") == 0;
    return virtual ? module_of(p, raw) : NULL;
}

bool sql_is_shadow(struct parser *p, const struct path *path) {
    const char *suffix = strrchr(path->name, '_');
    if (p->dialect != TN_SQLITE || !suffix)
        return false;
    struct path owner = *path;
    struct tn_slice name = {path->name, (size_t)(suffix - path->name)};
    owner.name = tn_text_slice(p->model, name);
    const struct module *module = module_at(p, &owner);
    const char *words = module ? module->suffixes : "";
    while (*words)
        if (tn_slice_is_word(next_word(&words), suffix + 1))
            return true;
    return false;
}

/* Those that were written out before their table. */
static void drop_shadows(struct parser *p, const struct path *path) {
    const struct module *module = module_at(p, path);
    const char *words = module ? module->suffixes : "";
    while (*words) {
        struct tn_slice suffix = next_word(&words);
        struct path shadow = *path;
        tn_buffer_reset(&p->scratch);
        tn_put_format(&p->scratch, "%s_%.*s", path->name, (int)suffix.length, suffix.at);
        shadow.name = tn_text(p->model, tn_buffer_text(&p->scratch));
        struct tn_entity *entity = sql_entity(p, &shadow);
        if (entity)
            sql_discard(p, entity);
    }
}

void sql_create_virtual(struct parser *p) {
    if (!sql_expect(p, W_table, "TABLE"))
        return;
    bool optional = sql_accept_two(p, W_if, W_not) && sql_expect(p, W_exists, "EXISTS");
    struct path path = sql_path(p, "a table name");
    if (p->failed || (*path.schema && !sql_settle_database(p, &path)))
        return;
    if (optional && (sql_lookup(p, TN_raw, &path) || sql_entity(p, &path))) {
        sql_skip_statement(p);
        return;
    }
    sql_keep_raw(p, false);
    if (!p->failed)
        drop_shadows(p, &path);
}

/* INSERT INTO sqlite_schema … VALUES (…, 'CREATE VIRTUAL TABLE …') is how a dump makes one without
 * making its shadow tables. */
void sql_insert_sqlite(struct parser *p) {
    static const char *const schemas[] = {"sqlite_schema", "sqlite_master"};
    bool schema = false;
    for (size_t i = 0; i < TN_LENGTH(schemas); i++)
        schema = schema || token_is_named(sql_peek(p, 2), p->dialect, schemas[i]);
    if (!schema) {
        sql_insert(p);
        return;
    }
    struct token last = {.kind = T_OTHER};
    for (; !at_statement_end(p); sql_next(p))
        last = p->token.kind == T_STRING ? p->token : last;
    const char *text = last.kind == T_STRING ? sql_token_name(p, &last) : "";
    if (strncasecmp(text, "CREATE VIRTUAL TABLE", strlen("CREATE VIRTUAL TABLE")) == 0)
        sql_keep_text(p, text);
}
