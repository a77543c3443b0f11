/*
 * MySQL and MariaDB without keeping writers waiting: each statement says which algorithm it counts
 * on and fails where the server has no such way; before those that copy the table stands how the
 * tools do it that copy beside writers.
 */
#include "migrate/effect.h"
#include "migrate/plan.h"

#include <string.h>

/* In single quotes for a shell, on one line. */
static void put_quoted(struct tn_buffer *out, const char *text, size_t length) {
    tn_put_char(out, '\'');
    for (size_t i = 0; i < length; i++)
        if (text[i] == '\'')
            tn_put(out, "'\\''");
        else
            tn_put_char(out, (unsigned char)text[i] < ' ' ? ' ' : text[i]);
    tn_put_char(out, '\'');
}

static const char alter_table[] = "ALTER TABLE ";

/* The name in a statement that begins with ALTER TABLE, as it is written. */
static struct tn_slice table_of(struct tn_slice statement) {
    const char *at = statement.at + strlen(alter_table), *end = statement.at + statement.length;
    const char *to = at;
    if (*at == '`') {
        for (to++; to < end && (*to != '`' || (to + 1 < end && to[1] == '`')); to++)
            to += *to == '`';
        to += to < end;
    } else {
        while (to < end && *to != ' ')
            to++;
    }
    return (struct tn_slice){at, (size_t)(to - at)};
}

/* As the server has it: without its quotes. */
static void put_bare(struct tn_buffer *out, struct tn_slice name) {
    bool quoted = *name.at == '`';
    for (size_t i = quoted; i < name.length - quoted; i++) {
        tn_put_char(out, name.at[i]);
        i += quoted && name.at[i] == '`';
    }
}

/* What each tool refuses: gh-ost has no way with foreign keys, and either wants a key to go by. */
static void put_tools(struct tn_buffer *out, struct tn_slice statement) {
    struct tn_slice table = table_of(statement);
    const char *change = table.at + table.length + 1;
    size_t length = (size_t)(statement.at + statement.length - change);
    struct tn_buffer name = {0};
    bool foreign = effect_fits(statement, "alter table … foreign key");
    bool keyless = effect_fits(statement, "alter table … drop primary key");
    put_bare(&name, table);
    tn_put(out, foreign ? "-- this copies the table while writers wait; this does not:\n"
                        : "-- this copies the table while writers wait; one of these does not:\n");
    tn_put_format(out, "--   pt-online-schema-change --execute %s--alter ",
                  keyless ? "--no-check-alter " : "");
    put_quoted(out, change, length);
    tn_put(out, " D=\"$DATABASE\",t=");
    put_quoted(out, name.at, name.length);
    if (!foreign) {
        tn_put(out, "\n--   gh-ost --execute --alter=");
        put_quoted(out, change, length);
        tn_put(out, " --database=\"$DATABASE\" --table=");
        put_quoted(out, name.at, name.length);
    }
    tn_put_char(out, '\n');
    tn_buffer_free(&name);
}

/* The first row that fits, as in effect.c; NULL: the server copies the table, whatever is asked.
 * See "Online DDL Operations" (MySQL 8.0) and "InnoDB Online DDL Operations" (MariaDB 10.11). */
static const char in_place[] = "ALGORITHM=INPLACE, LOCK=NONE", instant[] = "ALGORITHM=INSTANT";
static const struct {
    const char *pattern, *clause;
} algorithms[] = {
    {"create fulltext index", ""},
    {"create spatial index", ""},
    {"create … index", in_place},
    {"alter table … rename to", ""},
    {"alter table … rename", in_place},
    {"alter table … drop primary key … add primary key", in_place},
    {"alter table … drop primary key", NULL},
    {"alter table … drop foreign key", in_place},
    {"alter table … foreign key", NULL},
    {"alter table … add primary key", in_place},
    {"alter table … add column … stored", NULL},
    {"alter table … add column … auto_increment", NULL},
    {"alter table … add column", instant},
    {"alter table … drop column", in_place},
    {"alter table … alter column … set default", instant},
    {"alter table … alter column … drop default", instant},
    {"alter table … modify column", NULL},
    {"alter table … change column", NULL},
    {"alter table … add constraint … check", NULL},
    {"alter table … add … fulltext", ""},
    {"alter table … add … spatial", ""},
    {"alter table … add … key", in_place},
    {"alter table … add … unique", in_place},
    {"alter table … drop key", in_place},
    {"alter table … drop index", in_place},
    {"alter table … convert to", NULL},
    {"alter table … engine", NULL},
    {"alter table … partition", NULL},
};

static const char add_column[] = "alter table … add column";

/* The default of a column that is added is not one value for all rows; the present is. */
static bool computes_default(struct tn_slice statement) {
    static const char word[] = " DEFAULT ";
    static const char *const present[] = {"current_timestamp", "now", "localtime",
                                          "localtimestamp"};
    struct tn_slice rest = {NULL, 0};
    for (size_t i = 0; i + strlen(word) < statement.length && !rest.at; i++)
        if (memcmp(statement.at + i, word, strlen(word)) == 0)
            rest.at = statement.at + i + strlen(word);
    const char *end = statement.at + statement.length, *at = rest.at;
    while (at && at < end && *at != '(' && *at != ' ' && *at != '\'')
        at++;
    if (!at || at == end || *at != '(')
        return false;
    rest.length = (size_t)(at - rest.at);
    for (size_t i = 0; i < TN_LENGTH(present); i++)
        if (tn_slice_is_word(rest, present[i]))
            return false;
    return true;
}

/* "" where nothing is to be said. */
static const char *clause_of(struct tn_slice statement, bool fits_in_place) {
    if (effect_fits(statement, add_column) && computes_default(statement))
        return NULL;
    for (size_t i = 0; i < TN_LENGTH(algorithms); i++)
        if (effect_fits(statement, algorithms[i].pattern))
            return algorithms[i].clause || !fits_in_place ? algorithms[i].clause : in_place;
    return "";
}

/* CREATE INDEX takes it without commas. */
static void put_clause(struct tn_buffer *out, const char *clause, bool commas) {
    tn_put(out, *clause ? commas ? ", " : " " : "");
    for (; *clause; clause++)
        if (commas || *clause != ',')
            tn_put_char(out, *clause);
}

void put_online_mysql(struct tn_buffer *out, struct tn_slice statement, bool fits_in_place) {
    const char *clause = clause_of(statement, fits_in_place);
    if (!clause)
        put_tools(out, statement);
    tn_put_bytes(out, statement.at, statement.length);
    put_clause(out, clause ? clause : "", tn_starts_with(statement.at, alter_table));
}
