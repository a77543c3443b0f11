/*
 * Statements that the model keeps verbatim: what takes them back, and which routines can be
 * replaced under their dependents. Looks at the words a statement begins with; it does not parse.
 */
#include "migrate/plan.h"

#include <string.h>

/* ------------------------------------------------------------------ raw statements */

/* How a statement is taken back, by the words it begins with. */
static const struct {
    const char *statement, *drop;
    const char *before_table; /* the word before the table, which DROP names with ON; or NULL */
} reversals[] = {
    {"CREATE POLICY", "DROP POLICY ", "on"},
    {"CREATE RULE", "DROP RULE ", "to"},
    {"CREATE TRIGGER", "DROP TRIGGER ", "on"},
    {"CREATE INDEX", "DROP INDEX ", NULL},
    {"CREATE UNIQUE INDEX", "DROP INDEX ", NULL},
    {"CREATE STATISTICS", "DROP STATISTICS ", NULL},
    {"CREATE COLLATION", "DROP COLLATION ", NULL},
    {"CREATE PUBLICATION", "DROP PUBLICATION ", NULL},
    {"CREATE EVENT TRIGGER", "DROP EVENT TRIGGER ", NULL},
    {"CREATE EVENT", "DROP EVENT ", NULL},
    {"CREATE SERVER", "DROP SERVER ", NULL},
    {"CREATE FOREIGN TABLE", "DROP FOREIGN TABLE ", NULL},
    {"CREATE VIRTUAL TABLE", "DROP TABLE ", NULL},
    {"CREATE TYPE", "DROP TYPE ", NULL},
    {"CREATE FOREIGN DATA WRAPPER", "DROP FOREIGN DATA WRAPPER ", NULL},
};

static bool is_blank(char c) {
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

static const char *skip_blanks(const char *at) {
    while (is_blank(*at))
        at++;
    return at;
}

static const char *skip_name(const char *at) {
    for (char quote = 0; *at && (quote || (!is_blank(*at) && *at != '(' && *at != ';')); at++)
        if (*at == '"' || *at == '`')
            quote = quote ? 0 : *at;
    return at;
}

static const char *skip_words(const char *at, const char *words) {
    const char *here = skip_blanks(at);
    size_t length = strlen(words);
    return tn_find_word(here, words) == here && is_blank(here[length]) ? here + length : at;
}

static void put_piece(struct tn_buffer *out, const char *from, const char *to) {
    tn_put_bytes(out, from, (size_t)(to - from));
}

/* Settings of a table or view that are taken back by their opposite, and what of the text behind
 * the clause goes with that. */
static const struct {
    const char *clause, *opposite;
    enum { NO_REST, WHOLE_REST, NAMES_OF_REST } rest;
} opposites[] = {
    {" ENABLE ROW LEVEL SECURITY", " DISABLE ROW LEVEL SECURITY", NO_REST},
    {" NO FORCE ROW LEVEL SECURITY", " FORCE ROW LEVEL SECURITY", NO_REST},
    {" FORCE ROW LEVEL SECURITY", " NO FORCE ROW LEVEL SECURITY", NO_REST},
    {" REPLICA IDENTITY ", " REPLICA IDENTITY DEFAULT", NO_REST},
    {" CLUSTER ON ", " SET WITHOUT CLUSTER", NO_REST},
    {" DISABLE TRIGGER ", " ENABLE TRIGGER ", WHOLE_REST},
    {" ENABLE ALWAYS TRIGGER ", " ENABLE TRIGGER ", WHOLE_REST},
    {" ENABLE REPLICA TRIGGER ", " ENABLE TRIGGER ", WHOLE_REST},
    {" DISABLE RULE ", " ENABLE RULE ", WHOLE_REST},
    {" SET (", " RESET (", NAMES_OF_REST},
};

void put_option_names(struct tn_buffer *out, struct tn_slice options) {
    bool name = true;
    for (size_t i = 0; i < options.length; i++) {
        char c = options.at[i];
        name = c == ',' ? true : name && c != '=';
        if (name)
            tn_put_char(out, c);
    }
}

static bool put_opposite(struct tn_buffer *out, const char *definition) {
    for (size_t i = 0; i < TN_LENGTH(opposites); i++) {
        const char *at = tn_find_word(definition, opposites[i].clause);
        if (!at)
            continue;
        put_piece(out, definition, at);
        tn_put(out, opposites[i].opposite);
        const char *rest = at + strlen(opposites[i].clause), *end = rest + strcspn(rest, ")");
        if (opposites[i].rest == WHOLE_REST)
            tn_put(out, rest);
        if (opposites[i].rest == NAMES_OF_REST) {
            put_option_names(out, (struct tn_slice){rest, (size_t)(end - rest)});
            tn_put_char(out, ')');
        }
        put_end(out);
        return true;
    }
    return false;
}

static bool alters_setting(const char *definition) {
    static const char *const words[] = {"ALTER TABLE", "ALTER VIEW", "ALTER MATERIALIZED VIEW"};
    for (size_t i = 0; i < TN_LENGTH(words); i++)
        if (skip_words(definition, words[i]) != definition)
            return true;
    return false;
}

static bool put_no_comment(struct tn_buffer *out, const char *definition) {
    const char *is = tn_find_word(definition, " is ");
    if (skip_words(definition, "COMMENT ON") == definition || !is)
        return false;
    put_piece(out, definition, is);
    tn_put(out, " IS NULL");
    put_end(out);
    return true;
}

/* What comes after that word, or NULL. */
static const char *find_after(const char *text, const char *word) {
    size_t length = word ? strlen(word) : 0;
    for (const char *at = text; word && (at = tn_find_word(at, word)); at++)
        if (is_blank(at[-1]) && is_blank(at[length]))
            return skip_blanks(at + length);
    return NULL;
}

/* An index lives in the schema of its table. */
static void put_schema_of_table(struct tn_buffer *out, const char *table) {
    const char *dot = NULL, *end = table ? skip_name(table) : NULL;
    for (const char *c = table; c && c < end; c++)
        if (*c == '.')
            dot = c;
    if (dot)
        put_piece(out, table, dot + 1);
}

void put_raw_drop(struct planner *planner, struct tn_buffer *out, const struct tn_raw *raw) {
    (void)planner;
    if (put_no_comment(out, raw->definition) ||
        (alters_setting(raw->definition) && put_opposite(out, raw->definition)))
        return;
    for (size_t i = 0; i < TN_LENGTH(reversals); i++) {
        const char *at = skip_words(raw->definition, reversals[i].statement);
        if (at == raw->definition)
            continue;
        at = skip_words(skip_words(at, "CONCURRENTLY"), "IF NOT EXISTS");
        const char *name = skip_blanks(at), *end = skip_name(name);
        tn_put(out, reversals[i].drop);
        if (strstr(reversals[i].drop, " INDEX "))
            put_schema_of_table(out, find_after(end, "on"));
        put_piece(out, name, end);
        const char *table = find_after(end, reversals[i].before_table);
        if (table) {
            tn_put(out, " ON ");
            put_piece(out, table, skip_name(table));
        }
        put_end(out);
        return;
    }
}

/* ------------------------------------------------------------------ routines in place */

/* What stands between RETURNS and the next clause. */
static struct tn_slice result_of(const char *definition) {
    static const char *const ends[] = {"language",  " as ",   "\nas ",    " as\n",  "\nas\n",
                                       "immutable", "stable", "volatile", "strict", "security"};
    const char *from = tn_find_word(definition, "returns");
    if (!from)
        return (struct tn_slice){"", 0};
    const char *to = from + strlen(from);
    for (size_t i = 0; i < TN_LENGTH(ends); i++) {
        const char *end = tn_find_word(from, ends[i]);
        to = end && end < to ? end : to;
    }
    while (to > from && is_blank(to[-1]))
        to--;
    return (struct tn_slice){from, (size_t)(to - from)};
}

static bool same_result(const struct planner *planner, const struct tn_routine *from,
                        const struct tn_routine *to) {
    const char *types[2];
    for (int i = 0; i < 2; i++) {
        struct tn_slice result = result_of((i ? to : from)->definition);
        size_t word = result.length ? strlen("returns") : 0;
        const char *type = skip_blanks(result.at + word);
        struct tn_buffer text = {0};
        put_piece(&text, type, result.at + result.length);
        types[i] = tn_sql_canonical_type(planner->scratch, planner->dialect, tn_buffer_text(&text));
        tn_buffer_free(&text);
    }
    return strcmp(types[0], types[1]) == 0;
}

bool routine_is_replaceable(const struct planner *planner, const struct tn_change *change) {
    const struct tn_routine *from = (const void *)change->before, *to = (const void *)change->after;
    return plan_postgresql(planner) && from->callable == to->callable &&
           from->callable != TN_callable_aggregate && strcmp(from->signature, to->signature) == 0 &&
           same_result(planner, from, to);
}

void put_routine_replacement(struct tn_buffer *out, const struct tn_routine *routine) {
    const char *rest = skip_words(routine->definition, "CREATE");
    rest = skip_blanks(skip_words(rest, "OR REPLACE"));
    tn_put_format(out, "CREATE OR REPLACE %s", rest);
    put_end(out);
}
