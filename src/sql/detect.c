/*
 * Telling the dialect of a text: one pass over its first part, adding up what each telltale says
 * for each dialect. Strings do not count; comments count only where dump programs sign in them.
 */
#include "sql/lexer.h"

#include <string.h>

enum { LOOKED_AT = 64 * 1024 };

struct telltale {
    const char *word;
    int postgresql, mysql, sqlite;
};

/* Sorted. Words that only one dialect has weigh more than those that are only usual in it. */
static const struct telltale words[] = {
    {"auto_increment", 0, 10, 0},
    {"autoincrement", 0, 0, 20},
    {"bigserial", 10, 0, 0},
    {"blob", 0, 1, 1},
    {"bytea", 5, 0, 0},
    {"concurrently", 5, 0, 0},
    {"datetime", 0, 2, 1},
    {"delimiter", 0, 5, 0},
    {"engine", 0, 5, 0},
    {"extension", 3, 0, 0},
    {"fts3", 0, 0, 10},
    {"fts4", 0, 0, 10},
    {"fts5", 0, 0, 10},
    {"fulltext", 0, 5, 0},
    {"glob", 0, 0, 2},
    {"grant", 5, 5, 0},
    {"innodb", 0, 10, 0},
    {"json_table", 10, 10, 0},
    {"jsonb", 5, 0, 0},
    {"julianday", 0, 0, 10},
    {"last_insert_rowid", 0, 0, 10},
    {"longblob", 0, 5, 0},
    {"longtext", 0, 5, 0},
    {"mediumblob", 0, 5, 0},
    {"mediumint", 0, 5, 0},
    {"mediumtext", 0, 5, 0},
    {"nextval", 3, 0, 0}, /* MariaDB has it, too */
    {"nocase", 0, 0, 5},
    {"owner", 3, 0, 0},
    {"pg_catalog", 10, 0, 0},
    {"plpgsql", 10, 0, 0},
    {"pragma", 0, 0, 10},
    {"randomblob", 0, 0, 10},
    {"regclass", 5, 0, 0},
    {"rowid", 0, 0, 5},
    {"rtree", 0, 0, 5},
    {"search_path", 5, 0, 0},
    {"serial", 5, 0, 0},
    {"smallserial", 10, 0, 0},
    {"sql_mode", 0, 10, 0},
    {"sqlite_master", 0, 0, 10},
    {"sqlite_schema", 0, 0, 10},
    {"sqlite_sequence", 0, 0, 10},
    {"strftime", 0, 0, 5},
    {"strict", 0, 0, 1},
    {"timestamptz", 5, 0, 0},
    {"tinyblob", 0, 5, 0},
    {"tinyint", 0, 3, 0},
    {"tsvector", 5, 0, 0},
    {"unlogged", 5, 0, 0},
    {"unsigned", 0, 3, 0},
    {"utf8mb4", 0, 5, 0},
    {"uuid", 1, 0, 0},
    {"varying", 3, 0, 0},
    {"zerofill", 0, 5, 0},
};

/* Words, or a word and a sign, that stand together. */
static const struct pair {
    const char *first;
    struct telltale second;
} pairs[] = {
    {"create", {"type", 5, 0, 0}},       {"create", {"domain", 5, 0, 0}},
    {"create", {"extension", 5, 0, 0}},  {"create", {"materialized", 5, 0, 0}},
    {"create", {"policy", 5, 0, 0}},     {"create", {"virtual", 0, 0, 20}},
    {"or", {"ignore", 0, 0, 10}},        {"or", {"abort", 0, 0, 10}},
    {"or", {"fail", 0, 0, 10}},          {"or", {"rollback", 0, 0, 10}},
    {"replace", {"into", 0, 5, 5}},      {"begin", {"transaction", 0, 0, 2}},
    {"begin", {"immediate", 0, 0, 10}},  {"begin", {"exclusive", 0, 0, 10}},
    {"begin", {"deferred", 0, 0, 10}},   {"conflict", {"abort", 0, 0, 10}},
    {"conflict", {"fail", 0, 0, 10}},    {"conflict", {"ignore", 0, 0, 10}},
    {"conflict", {"replace", 0, 0, 10}}, {"conflict", {"rollback", 0, 0, 10}},
    {"raise", {"(", 0, 0, 10}},          {"without", {"rowid", 0, 0, 10}},
    {"execute", {"function", 5, 0, 0}},  {"execute", {"procedure", 5, 0, 0}},
    {"attach", {"database", 0, 0, 10}},  {"attach", {"partition", 10, 0, 0}},
    {"partition", {"of", 10, 0, 0}},     {"for", {"values", 10, 0, 0}},
    {"serial", {"default", 0, 15, 0}},
};

/* A telltale of this weight is a proof: only one dialect has it. */
enum { PROOF = 5 };

struct scores {
    int postgresql, mysql, sqlite;
    bool proofs_only;
    bool for_sqlite; /* it is the likely one */
};

static void add(const struct scores *scores, int *score, int weight) {
    if (!scores->proofs_only || weight >= PROOF)
        *score += weight;
}

static int compare(struct tn_slice text, const char *word) {
    for (size_t i = 0; i < text.length; i++) {
        char c = text.at[i];
        int difference = (c >= 'A' && c <= 'Z' ? c + 32 : c) - word[i];
        if (difference || !word[i])
            return difference;
    }
    return word[text.length] ? -1 : 0;
}

static void add_telltale(struct scores *scores, const struct telltale *telltale) {
    add(scores, &scores->postgresql, telltale->postgresql);
    add(scores, &scores->mysql, telltale->mysql);
    add(scores, &scores->sqlite, telltale->sqlite);
}

/* SQLite takes any word for a type: these prove nothing where it is the likely one. */
static bool is_type_of_mysql(struct tn_slice text) {
    static const char *const types[] = {"longblob",   "longtext", "mediumblob", "mediumint",
                                        "mediumtext", "tinyblob", "tinyint"};
    for (size_t i = 0; i < TN_LENGTH(types); i++)
        if (compare(text, types[i]) == 0)
            return true;
    return false;
}

static void score_word(struct scores *scores, struct tn_slice text) {
    size_t low = 0, high = TN_LENGTH(words);
    while (low < high) {
        size_t middle = (low + high) / 2;
        int difference = compare(text, words[middle].word);
        if (difference == 0) {
            if (!scores->for_sqlite || !is_type_of_mysql(text))
                add_telltale(scores, &words[middle]);
            return;
        }
        if (difference < 0)
            high = middle;
        else
            low = middle + 1;
    }
}

static void score_pair(struct scores *scores, const struct token *before,
                       const struct token *token) {
    struct tn_slice first = {before->at, before->length}, second = {token->at, token->length};
    for (size_t i = 0; before->kind == T_WORD && i < TN_LENGTH(pairs); i++)
        if (compare(first, pairs[i].first) == 0 && compare(second, pairs[i].second.word) == 0)
            add_telltale(scores, &pairs[i].second);
}

/* The text is cut as SQLite's, whose quotes are a superset; so [x] is a quoted name here, and
 * PostgreSQL's int[] gives an empty one. */
static void score_token(struct scores *scores, const struct token *token) {
    struct tn_slice text = {token->at, token->length};
    if (token->kind == T_WORD)
        score_word(scores, text);
    else if (token->kind == T_QUOTED && *token->at == '`')
        add(scores, &scores->mysql, 4); /* SQLite takes them too */
    else if (token->kind == T_QUOTED && *token->at == '[' && token->length > 2)
        add(scores, &scores->sqlite, token->at[1] >= '0' && token->at[1] <= '9' ? 0 : 3);
    else if (token->kind == T_QUOTED && *token->at == '"')
        add(scores, &scores->postgresql, token->length > 2 && token->at[1] != '$');
    else if (token->kind == T_SYMBOL && tn_slice_is(text, "::"))
        add(scores, &scores->postgresql, 5);
    else if (token->kind == T_SYMBOL && *token->at == '$')
        add(scores, &scores->postgresql, 3);
}

/* ------------------------------------------------------------------ statements */

/* What is known of the statement at hand: SQLite's columns need no type, its tables may be named by
 * a string, and its triggers hold statements without FOR EACH ROW. */
struct statement {
    enum { OTHER, CREATE, TABLE, COLUMNS, BEHIND, TRIGGER } at;
    size_t depth;
    bool column; /* the last token was the name of a column */
    bool bare;   /* one had nothing behind its name */
    bool each;
};

static void look_at_column(struct statement *s, const struct token *before,
                           const struct token *token) {
    bool name = token->kind == T_WORD || token->kind == T_QUOTED;
    bool first = before->kind == T_SYMBOL && (before->symbol == '(' || before->symbol == ',');
    bool ends = token->symbol == ',' || token->symbol == ')';
    s->bare = s->bare || (s->column && s->depth == 1 && ends);
    s->column = s->depth == 1 && first && name;
    s->depth += token->symbol == '(';
    s->depth -= token->symbol == ')';
    if (!s->depth)
        s->at = BEHIND;
}

static void score_trigger(struct scores *scores, struct statement *s, struct tn_slice text) {
    s->each = s->each || compare(text, "each") == 0;
    if (compare(text, "begin") != 0)
        return;
    add(scores, &scores->sqlite, s->each ? PROOF : 3 * PROOF);
    add(scores, &scores->mysql, s->each ? PROOF : 0);
    s->at = OTHER;
}

/* What stands in parentheses or strings behind it are bounds, or a query's terms. */
static bool begins_no_columns(struct tn_slice text) {
    static const char *const found[] = {"as", "ignore", "partition", "replace", "select", "with"};
    for (size_t i = 0; i < TN_LENGTH(found); i++)
        if (compare(text, found[i]) == 0)
            return true;
    return false;
}

static void score_statement(struct scores *scores, struct statement *s, const struct token *before,
                            const struct token *token) {
    struct tn_slice text = {token->at, token->length};
    if (s->at == BEHIND) { /* columns of CREATE TABLE … AS have no types anywhere */
        add(scores, &scores->sqlite, s->bare && compare(text, "as") != 0 ? PROOF : 0);
        s->at = OTHER;
    }
    if (token->kind == T_TERMINATOR)
        *s = (struct statement){.at = OTHER};
    else if (s->at == COLUMNS)
        look_at_column(s, before, token);
    else if (s->at == TRIGGER)
        score_trigger(scores, s, text);
    else if (compare(text, "create") == 0)
        s->at = CREATE;
    else if (s->at == CREATE && compare(text, "table") == 0)
        s->at = TABLE;
    else if (s->at == CREATE && compare(text, "trigger") == 0)
        s->at = TRIGGER;
    else if (s->at == CREATE && compare(text, "function") == 0)
        s->at = OTHER; /* which may return a trigger */
    else if (s->at == TABLE && begins_no_columns(text))
        s->at = OTHER;
    else if (s->at == TABLE && token->kind == T_STRING)
        add(scores, &scores->sqlite, PROOF);
    else if (s->at == TABLE && token->symbol == '(')
        *s = (struct statement){.at = COLUMNS, .depth = 1};
}

/* ------------------------------------------------------------------ the text */

static bool begins_line(const struct lexer *lexer, const struct token *token) {
    return token->at == lexer->start || token->at[-1] == '\n';
}

/* Only MySQL has comments that begin so; what apostrophes they hold open no string. */
static void score_comment(struct scores *scores, struct lexer *lexer) {
    add(scores, &scores->mysql, 3);
    while (lexer->at < lexer->end && *lexer->at != '\n')
        lexer->at++;
}

static size_t count(struct tn_slice text, const char *sign) {
    size_t found = 0, length = strlen(sign);
    const char *at = text.at, *end = text.at + text.length;
    while ((at = memmem(at, (size_t)(end - at), sign, length))) {
        found++;
        at += length;
    }
    return found;
}

static bool has(struct tn_slice text, const char *sign) {
    return memmem(text.at, text.length, sign, strlen(sign));
}

static enum tn_dialect_id mysql_or_mariadb(struct tn_slice text) {
    if (!text.length)
        return TN_MYSQL;
    bool signs = has(text, "/*M!") || has(text, "MariaDB dump") || has(text, "-MariaDB");
    return signs ? TN_MARIADB : TN_MYSQL;
}

static void score_text(struct scores *scores, struct tn_slice part) {
    struct lexer lexer;
    scores->mysql += 10 * (int)(count(part, "/*!") + count(part, "/*M!"));
    scores->postgresql += has(part, "PostgreSQL database dump") ? 50 : 0;
    struct statement statement = {.at = OTHER};
    struct token before = {.kind = T_END};
    lexer_init(&lexer, part, TN_SQLITE, NULL);
    for (struct token t = lexer_next(&lexer); t.kind != T_END; t = lexer_next(&lexer)) {
        if (begins_line(&lexer, &t) && *t.at == '#')
            score_comment(scores, &lexer);
        else if (begins_line(&lexer, &t) && *t.at == '.')
            add(scores, &scores->sqlite, 2 * PROOF); /* a command of its shell */
        else
            score_token(scores, &t);
        score_pair(scores, &before, &t);
        score_statement(scores, &statement, &before, &t);
        before = t;
    }
}

static int *score_for(struct scores *scores, const struct tn_dialect *dialect) {
    if (dialect->id == TN_POSTGRESQL)
        return &scores->postgresql;
    return dialect->id == TN_SQLITE ? &scores->sqlite : &scores->mysql;
}

static const struct tn_dialect *winner(const struct scores *scores, struct tn_slice part) {
    if (scores->mysql > scores->postgresql && scores->mysql > scores->sqlite)
        return tn_dialects[mysql_or_mariadb(part)];
    return tn_dialects[scores->sqlite > scores->postgresql ? TN_SQLITE : TN_POSTGRESQL];
}

/* ------------------------------------------------------------------ what the path says */

/* What a dialect's name in the path weighs: more than one proof, less than the surest. */
enum { NAMED = 15, LONGEST_WORD = 15 };

/* Short aliases are left out: they are words of any kind. */
static const struct tn_dialect *dialect_named(struct tn_slice word) {
    char name[LONGEST_WORD + 1] = "";
    if (word.length < strlen("mysql") || word.length > LONGEST_WORD)
        return NULL;
    memcpy(name, word.at, word.length);
    return tn_dialect_find(name);
}

/* Of the file's name and the two folders above. */
static struct tn_slice end_of_path(const char *path) {
    const char *from = path + strlen(path);
    for (size_t slashes = 0; from > path; from--) {
        slashes += from[-1] == '/';
        if (slashes == 3)
            break;
    }
    return tn_slice_of(from);
}

/* The last dialect that the path names: db/sqlite/schema.sql, tables-mysql.sql. */
static const struct tn_dialect *named_in(const char *path) {
    struct tn_slice rest = end_of_path(path);
    const struct tn_dialect *named = NULL;
    while (rest.length) {
        size_t length = 0;
        while (length < rest.length && !strchr("/._- ", rest.at[length]))
            length++;
        const struct tn_dialect *found = dialect_named((struct tn_slice){rest.at, length});
        named = found ? found : named;
        length += length < rest.length;
        rest = (struct tn_slice){rest.at + length, rest.length - length};
    }
    return named;
}

/* ------------------------------------------------------------------ the guess */

const struct tn_dialect *tn_dialect_guess(const char *text, size_t length, const char *path,
                                          const struct tn_dialect *likely) {
    struct tn_slice part = {text, length < LOOKED_AT ? length : LOOKED_AT};
    const struct tn_dialect *named = path ? named_in(path) : NULL;
    struct scores scores = {.proofs_only = likely || named};
    if (named)
        *score_for(&scores, named) += NAMED;
    if (named && !(likely && score_for(&scores, likely) == score_for(&scores, named)))
        likely = named->id == TN_MYSQL ? tn_dialects[mysql_or_mariadb(part)] : named;
    scores.for_sqlite = likely && likely->id == TN_SQLITE;
    if (!text || !length)
        return likely ? likely : tn_dialects[TN_POSTGRESQL];
    score_text(&scores, part);
    const struct tn_dialect *best = winner(&scores, part);
    return likely && *score_for(&scores, best) <= *score_for(&scores, likely) ? likely : best;
}

const struct tn_dialect *tn_dialect_detect(const char *text, size_t length) {
    return tn_dialect_guess(text, length, NULL, NULL);
}
