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
    {"auto_increment", 0, 10, 0}, {"autoincrement", 0, 0, 20}, {"bigserial", 10, 0, 0},
    {"bytea", 5, 0, 0},           {"concurrently", 5, 0, 0},   {"datetime", 0, 2, 1},
    {"delimiter", 0, 5, 0},       {"engine", 0, 5, 0},         {"extension", 3, 0, 0},
    {"fulltext", 0, 5, 0},        {"glob", 0, 0, 2},           {"innodb", 0, 10, 0},
    {"jsonb", 5, 0, 0},           {"longtext", 0, 5, 0},       {"mediumint", 0, 5, 0},
    {"mediumtext", 0, 5, 0},      {"nextval", 5, 0, 0},        {"owner", 3, 0, 0},
    {"pg_catalog", 10, 0, 0},     {"plpgsql", 10, 0, 0},       {"pragma", 0, 0, 10},
    {"regclass", 5, 0, 0},        {"rowid", 0, 0, 5},          {"search_path", 5, 0, 0},
    {"serial", 5, 0, 0},          {"smallserial", 10, 0, 0},   {"sqlite_sequence", 0, 0, 10},
    {"strict", 0, 0, 1},          {"timestamptz", 5, 0, 0},    {"tinyint", 0, 3, 0},
    {"tsvector", 5, 0, 0},        {"unlogged", 5, 0, 0},       {"unsigned", 0, 3, 0},
    {"utf8mb4", 0, 5, 0},         {"uuid", 1, 0, 0},           {"varying", 3, 0, 0},
    {"zerofill", 0, 5, 0},
};

/* A telltale of this weight is a proof: only one dialect has it. */
enum { PROOF = 5 };

struct scores {
    int postgresql, mysql, sqlite;
    bool proofs_only;
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

static void score_word(struct scores *scores, struct tn_slice text) {
    size_t low = 0, high = TN_LENGTH(words);
    while (low < high) {
        size_t middle = (low + high) / 2;
        int difference = compare(text, words[middle].word);
        if (difference == 0) {
            add(scores, &scores->postgresql, words[middle].postgresql);
            add(scores, &scores->mysql, words[middle].mysql);
            add(scores, &scores->sqlite, words[middle].sqlite);
            return;
        }
        if (difference < 0)
            high = middle;
        else
            low = middle + 1;
    }
}

/* What only PostgreSQL can CREATE. */
static void score_created(struct scores *scores, struct tn_slice what) {
    static const char *const kinds[] = {"type", "domain", "extension", "materialized", "policy"};
    for (size_t i = 0; i < TN_LENGTH(kinds); i++)
        if (compare(what, kinds[i]) == 0)
            add(scores, &scores->postgresql, PROOF);
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
    bool created = false;
    lexer_init(&lexer, part, TN_SQLITE, NULL);
    for (struct token t = lexer_next(&lexer); t.kind != T_END; t = lexer_next(&lexer)) {
        struct tn_slice text = {t.at, t.length};
        if (begins_line(&lexer, &t) && *t.at == '#')
            score_comment(scores, &lexer);
        else
            score_token(scores, &t);
        if (created && t.kind == T_WORD)
            score_created(scores, text);
        created = t.kind == T_WORD && compare(text, "create") == 0;
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
    if (!text || !length)
        return likely ? likely : tn_dialects[TN_POSTGRESQL];
    score_text(&scores, part);
    const struct tn_dialect *best = winner(&scores, part);
    return likely && *score_for(&scores, best) <= *score_for(&scores, likely) ? likely : best;
}

const struct tn_dialect *tn_dialect_detect(const char *text, size_t length) {
    return tn_dialect_guess(text, length, NULL, NULL);
}
