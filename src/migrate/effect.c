/*
 * What statements lock, whom they keep waiting and how much they have to do: a table of patterns.
 *
 * Sources: PostgreSQL 15, "Explicit Locking" and the notes of each ALTER TABLE form; MySQL 8.0,
 * "Online DDL Operations"; MariaDB 10.11, "InnoDB Online DDL Operations"; SQLite, "File Locking"
 * and "ALTER TABLE". A pattern is a row of words; … stands for any words, and one that begins with
 * ( looks inside of parentheses too. The first row that fits counts.
 */
#include "migrate/effect.h"

#include <ctype.h>
#include <string.h>

enum {
    P = 1 << TN_POSTGRESQL,
    M = 1 << TN_MYSQL | 1 << TN_MARIADB,
    S = 1 << TN_SQLITE,
};

static const struct row {
    unsigned dialects;
    const char *pattern, *lock;
    enum tn_waits waits;
    enum tn_work work;
} rows[] = {
    {P, "create temporary table", "ACCESS SHARE", TN_WAITS_nobody, TN_WORK_scan},
    {M, "create temporary table", "", TN_WAITS_nobody, TN_WORK_scan},
    {P, "alter table pg_temp", "", TN_WAITS_nobody, TN_WORK_index},
    {P, "drop table pg_temp", "", TN_WAITS_nobody, TN_WORK_none},
    {M, "drop temporary table", "", TN_WAITS_nobody, TN_WORK_none},
    {P, "create function", "", TN_WAITS_nobody, TN_WORK_none},
    {P, "create or replace function", "", TN_WAITS_nobody, TN_WORK_none},
    {P, "create procedure", "", TN_WAITS_nobody, TN_WORK_none},
    {P, "create or replace procedure", "", TN_WAITS_nobody, TN_WORK_none},
    {P | M, "drop table … tenon_progress", "", TN_WAITS_nobody, TN_WORK_none},
    {P, "call", "ROW EXCLUSIVE", TN_WAITS_nobody, TN_WORK_rewrite},
    {M, "call", "row locks", TN_WAITS_nobody, TN_WORK_rewrite},
    {P, "do", "ACCESS EXCLUSIVE", TN_WAITS_everybody, TN_WORK_none},
    {P, "create … index concurrently", "SHARE UPDATE EXCLUSIVE", TN_WAITS_nobody, TN_WORK_index},
    {P, "create … index", "SHARE", TN_WAITS_writers, TN_WORK_index},
    {P, "drop index concurrently", "SHARE UPDATE EXCLUSIVE", TN_WAITS_nobody, TN_WORK_none},
    {P, "drop index", "ACCESS EXCLUSIVE", TN_WAITS_everybody, TN_WORK_none},
    {P, "alter index", "SHARE UPDATE EXCLUSIVE", TN_WAITS_nobody, TN_WORK_none},
    {P, "create … table … partition of", "ACCESS EXCLUSIVE", TN_WAITS_everybody, TN_WORK_none},
    {P, "( create … table … references", "SHARE ROW EXCLUSIVE", TN_WAITS_writers, TN_WORK_none},
    {P, "create materialized view", "ACCESS SHARE", TN_WAITS_nobody, TN_WORK_scan},
    {P, "refresh materialized view concurrently", "EXCLUSIVE", TN_WAITS_writers, TN_WORK_scan},
    {P, "refresh materialized view", "ACCESS EXCLUSIVE", TN_WAITS_everybody, TN_WORK_scan},
    {P, "create … trigger", "SHARE ROW EXCLUSIVE", TN_WAITS_writers, TN_WORK_none},
    {P, "create policy", "ACCESS EXCLUSIVE", TN_WAITS_everybody, TN_WORK_none},
    {P, "create … rule", "ACCESS EXCLUSIVE", TN_WAITS_everybody, TN_WORK_none},
    {P, "comment on", "SHARE UPDATE EXCLUSIVE", TN_WAITS_nobody, TN_WORK_none},
    {P, "alter table … rename", "ACCESS EXCLUSIVE", TN_WAITS_everybody, TN_WORK_none},
    {P, "alter table … validate constraint", "SHARE UPDATE EXCLUSIVE", TN_WAITS_nobody,
     TN_WORK_scan},
    {P, "alter table … foreign key … not valid", "SHARE ROW EXCLUSIVE", TN_WAITS_writers,
     TN_WORK_none},
    {P, "alter table … foreign key", "SHARE ROW EXCLUSIVE", TN_WAITS_writers, TN_WORK_scan},
    {P, "alter table … using index", "ACCESS EXCLUSIVE", TN_WAITS_everybody, TN_WORK_none},
    {P, "alter table … add … check … not valid", "ACCESS EXCLUSIVE", TN_WAITS_everybody,
     TN_WORK_none},
    {P, "alter table … add constraint … check", "ACCESS EXCLUSIVE", TN_WAITS_everybody,
     TN_WORK_scan},
    {P, "alter table … add constraint … unique", "ACCESS EXCLUSIVE", TN_WAITS_everybody,
     TN_WORK_index},
    {P, "alter table … add constraint … primary key", "ACCESS EXCLUSIVE", TN_WAITS_everybody,
     TN_WORK_index},
    {P, "alter table … add constraint … exclude", "ACCESS EXCLUSIVE", TN_WAITS_everybody,
     TN_WORK_index},
    {P, "alter table … add column … generated", "ACCESS EXCLUSIVE", TN_WAITS_everybody,
     TN_WORK_rewrite},
    {P, "alter table … add column", "ACCESS EXCLUSIVE", TN_WAITS_everybody, TN_WORK_none},
    {P, "alter table … drop column", "ACCESS EXCLUSIVE", TN_WAITS_everybody, TN_WORK_none},
    {P, "alter table … set not null", "ACCESS EXCLUSIVE", TN_WAITS_everybody, TN_WORK_scan},
    {P, "alter table … set default", "ACCESS EXCLUSIVE", TN_WAITS_everybody, TN_WORK_none},
    {P, "alter table … set statistics", "SHARE UPDATE EXCLUSIVE", TN_WAITS_nobody, TN_WORK_none},
    {P, "alter table … type", "ACCESS EXCLUSIVE", TN_WAITS_everybody, TN_WORK_rewrite},
    {P, "alter table … set logged", "ACCESS EXCLUSIVE", TN_WAITS_everybody, TN_WORK_rewrite},
    {P, "alter table … set unlogged", "ACCESS EXCLUSIVE", TN_WAITS_everybody, TN_WORK_rewrite},
    {P, "alter table … set tablespace", "ACCESS EXCLUSIVE", TN_WAITS_everybody, TN_WORK_rewrite},
    {P, "alter table … set access method", "ACCESS EXCLUSIVE", TN_WAITS_everybody, TN_WORK_rewrite},
    {P, "alter table … attach partition", "SHARE UPDATE EXCLUSIVE", TN_WAITS_nobody, TN_WORK_scan},
    {P, "alter table … detach partition … concurrently", "SHARE UPDATE EXCLUSIVE", TN_WAITS_nobody,
     TN_WORK_none},
    {P, "alter table", "ACCESS EXCLUSIVE", TN_WAITS_everybody, TN_WORK_none},
    {P, "alter … view", "ACCESS EXCLUSIVE", TN_WAITS_everybody, TN_WORK_none},
    {P, "create or replace … view", "ACCESS EXCLUSIVE", TN_WAITS_everybody, TN_WORK_none},
    {P, "drop … table", "ACCESS EXCLUSIVE", TN_WAITS_everybody, TN_WORK_none},
    {P, "drop … view", "ACCESS EXCLUSIVE", TN_WAITS_everybody, TN_WORK_none},
    {P, "drop trigger", "ACCESS EXCLUSIVE", TN_WAITS_everybody, TN_WORK_none},
    {P, "drop policy", "ACCESS EXCLUSIVE", TN_WAITS_everybody, TN_WORK_none},
    {P, "drop rule", "ACCESS EXCLUSIVE", TN_WAITS_everybody, TN_WORK_none},
    {P, "update", "ROW EXCLUSIVE", TN_WAITS_nobody, TN_WORK_rewrite},
    {P, "insert", "ROW EXCLUSIVE", TN_WAITS_nobody, TN_WORK_rewrite},

    {M, "create fulltext index", "LOCK=SHARED", TN_WAITS_writers, TN_WORK_index},
    {M, "create spatial index", "LOCK=SHARED", TN_WAITS_writers, TN_WORK_index},
    {M, "create … index", "LOCK=NONE", TN_WAITS_nobody, TN_WORK_index},
    {M, "drop index", "metadata lock", TN_WAITS_everybody, TN_WORK_none},
    {M, "alter table … rename", "metadata lock", TN_WAITS_everybody, TN_WORK_none},
    {M, "alter table … foreign key", "LOCK=SHARED", TN_WAITS_writers, TN_WORK_rewrite},
    {M, "alter table … drop primary key … add primary key", "LOCK=NONE", TN_WAITS_nobody,
     TN_WORK_rewrite},
    {M, "alter table … drop primary key", "LOCK=SHARED", TN_WAITS_writers, TN_WORK_rewrite},
    {M, "alter table … add primary key", "LOCK=NONE", TN_WAITS_nobody, TN_WORK_rewrite},
    {M, "alter table … add column … stored", "LOCK=SHARED", TN_WAITS_writers, TN_WORK_rewrite},
    {M, "alter table … add column … auto_increment", "LOCK=SHARED", TN_WAITS_writers,
     TN_WORK_rewrite},
    {M, "alter table … drop column", "metadata lock", TN_WAITS_everybody, TN_WORK_rewrite},
    {M, "alter table … drop foreign key", "metadata lock", TN_WAITS_everybody, TN_WORK_none},
    {M, "alter table … drop index", "metadata lock", TN_WAITS_everybody, TN_WORK_none},
    {M, "alter table … drop key", "metadata lock", TN_WAITS_everybody, TN_WORK_none},
    {M, "alter table … alter column … set default", "metadata lock", TN_WAITS_everybody,
     TN_WORK_none},
    {M, "alter table … alter column … drop default", "metadata lock", TN_WAITS_everybody,
     TN_WORK_none},
    {M, "alter table … add column", "metadata lock", TN_WAITS_everybody, TN_WORK_none},
    {M, "alter table … modify column", "LOCK=SHARED", TN_WAITS_writers, TN_WORK_rewrite},
    {M, "alter table … change column", "LOCK=SHARED", TN_WAITS_writers, TN_WORK_rewrite},
    {M, "alter table … add constraint … check", "LOCK=SHARED", TN_WAITS_writers, TN_WORK_rewrite},
    {M, "alter table … add … fulltext", "LOCK=SHARED", TN_WAITS_writers, TN_WORK_index},
    {M, "alter table … add … spatial", "LOCK=SHARED", TN_WAITS_writers, TN_WORK_index},
    {M, "alter table … add … key", "LOCK=NONE", TN_WAITS_nobody, TN_WORK_index},
    {M, "alter table … add … unique", "LOCK=NONE", TN_WAITS_nobody, TN_WORK_index},
    {M, "alter table … convert to", "LOCK=SHARED", TN_WAITS_writers, TN_WORK_rewrite},
    {M, "alter table … engine", "LOCK=SHARED", TN_WAITS_writers, TN_WORK_rewrite},
    {M, "alter table … partition", "LOCK=SHARED", TN_WAITS_writers, TN_WORK_rewrite},
    {M, "alter table", "metadata lock", TN_WAITS_everybody, TN_WORK_none},
    {M, "drop table", "metadata lock", TN_WAITS_everybody, TN_WORK_none},
    {M, "create … trigger", "metadata lock", TN_WAITS_everybody, TN_WORK_none},
    {M, "drop trigger", "metadata lock", TN_WAITS_everybody, TN_WORK_none},
    {M, "update", "row locks", TN_WAITS_nobody, TN_WORK_rewrite},
    {M, "insert", "row locks", TN_WAITS_nobody, TN_WORK_rewrite},

    {S, "create … index", "the whole file", TN_WAITS_writers, TN_WORK_index},
    {S, "insert", "the whole file", TN_WAITS_writers, TN_WORK_rewrite},
    {S, "update", "the whole file", TN_WAITS_writers, TN_WORK_rewrite},
    {S, "alter table … drop column", "the whole file", TN_WAITS_writers, TN_WORK_rewrite},
    {S, "alter table … add column … check", "the whole file", TN_WAITS_writers, TN_WORK_scan},
    {S, "pragma", "", TN_WAITS_nobody, TN_WORK_none},
    {S, "", "the whole file", TN_WAITS_writers, TN_WORK_none},
};

/* ------------------------------------------------------------------ words */

/* What is left of a statement. */
struct rest {
    const char *at, *end;
};

/* Skips what stands in quotes or behind dashes; false where it is none of these. */
static bool skip_quoted(struct rest *rest) {
    size_t left = (size_t)(rest->end - rest->at);
    char c = *rest->at;
    bool dashes = c == '-' && left > 1 && rest->at[1] == '-';
    if (!dashes && c != '\'' && c != '"' && c != '`')
        return false;
    const char *end = memchr(rest->at + 1, dashes ? '\n' : c, left - 1);
    rest->at = end ? end + 1 : rest->end;
    return true;
}

static bool is_of_word(unsigned char c) {
    return isalnum(c) || c == '_' || c >= 128;
}

/* The next word outside of quotes and (unless inside) parentheses. */
static bool next_word(struct rest *rest, bool inside, struct tn_slice *word) {
    size_t depth = 0;
    while (rest->at < rest->end) {
        if (skip_quoted(rest))
            continue;
        unsigned char c = (unsigned char)*rest->at;
        if (!depth && is_of_word(c) && !isdigit(c)) {
            word->at = rest->at;
            while (rest->at < rest->end && is_of_word((unsigned char)*rest->at))
                rest->at++;
            word->length = (size_t)(rest->at - word->at);
            return true;
        }
        depth += c == '(' && !inside;
        depth -= c == ')' && depth;
        rest->at++;
    }
    return false;
}

static bool is_gap(const char *pattern) {
    return tn_starts_with(pattern, "…");
}

static size_t word_length(const char *pattern) {
    return strcspn(pattern, " ");
}

static const char *behind(const char *pattern) {
    pattern += word_length(pattern);
    return pattern + (*pattern == ' ');
}

/* Behind a gap the words up to the next gap must stand together; the first place where they do is
 * as good as any. */
static bool fits_here(struct rest *statement, const char **pattern, bool inside) {
    struct rest at = *statement;
    const char *p = *pattern;
    struct tn_slice word;
    for (; *p && !is_gap(p); p = behind(p)) {
        char wanted[32] = "";
        memcpy(wanted, p, word_length(p));
        if (!next_word(&at, inside, &word) || !tn_slice_is_word(word, wanted))
            return false;
    }
    *statement = at;
    *pattern = p;
    return true;
}

bool effect_fits(struct tn_slice text, const char *pattern) {
    struct rest statement = {text.at, text.at + text.length};
    bool inside = *pattern == '(';
    pattern = inside ? behind(pattern) : pattern;
    if (!fits_here(&statement, &pattern, inside))
        return false;
    while (is_gap(pattern)) {
        struct tn_slice word;
        pattern = behind(pattern);
        while (!fits_here(&statement, &pattern, inside))
            if (!next_word(&statement, inside, &word))
                return false;
    }
    return true;
}

/* ------------------------------------------------------------------ statements */

static const struct row *row_of(const struct tn_dialect *dialect, struct tn_slice statement) {
    for (size_t i = 0; i < TN_LENGTH(rows); i++)
        if (rows[i].dialects & (1u << dialect->id) && effect_fits(statement, rows[i].pattern))
            return &rows[i];
    return NULL;
}

struct tn_effect effect_of(const struct tn_dialect *dialect, struct tn_statements statements,
                           bool keeps_table, bool proven) {
    struct tn_effect effect = {.lock = ""};
    for (size_t i = 0; i < statements.count; i++) {
        const struct row *row = row_of(dialect, statements.items[i]);
        if (!row)
            continue;
        enum tn_work work = row->work;
        if ((keeps_table && work == TN_WORK_rewrite) || (proven && work == TN_WORK_scan))
            work = TN_WORK_none;
        if (row->waits > effect.waits || !*effect.lock)
            effect.lock = row->lock;
        effect.waits = row->waits > effect.waits ? row->waits : effect.waits;
        effect.work = work > effect.work ? work : effect.work;
    }
    return effect;
}
