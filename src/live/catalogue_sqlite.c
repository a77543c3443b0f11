/*
 * What SQLite's pragmas and its own table say of a schema, one fact a row.
 */
#include "live/catalogue_sqlite.h"

#include <string.h>

/* The text of what SQLite keeps as text comes last: its white space, letters and quotes are evened
 * out. */
static const char *const catalogue[] = {
    "SELECT 'table ' || name || ' ' || wr || ' ' || strict FROM pragma_table_list"
    " WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%'",
    "SELECT 'column ' || t.name || ' ' || c.cid || ' ' || c.name || ' ' || c.type"
    " || iif(c.\"notnull\", ' not null', '') || ifnull(' default ' || c.dflt_value, '')"
    " || ' pk ' || c.pk || ' hidden ' || c.hidden"
    " FROM sqlite_master t, pragma_table_xinfo(t.name) c WHERE t.type = 'table'"
    " AND t.name NOT LIKE 'sqlite_%'",
    "SELECT 'index ' || t.name || ' ' || iif(i.origin = 'c', i.name, '') || ' ' || i.origin"
    " || iif(i.\"unique\", ' unique', '') || iif(i.partial, ' partial', '') || ' '"
    " || (SELECT group_concat(ifnull(x.name, '()') || iif(x.\"desc\", ' desc', '')"
    " || ' ' || x.coll) FROM pragma_index_xinfo(i.name) x WHERE x.key)"
    " FROM sqlite_master t, pragma_index_list(t.name) i WHERE t.type = 'table'",
    "SELECT 'foreign key ' || t.name || ' ' || group_concat(f.\"from\") || ' ' || f.\"table\""
    " || ' ' || ifnull(group_concat(f.\"to\"), '') || ' ' || f.on_update || ' ' || f.on_delete"
    " FROM sqlite_master t, pragma_foreign_key_list(t.name) f WHERE t.type = 'table'"
    " GROUP BY t.name, f.id",
};

static int add_row(void *lines, int count, char **values, char **names) {
    (void)count, (void)names;
    tn_put_format(lines, "%s\n", values[0] ? values[0] : "");
    return 0;
}

static void add_even(struct tn_buffer *line, const char *text) {
    bool gap = false;
    for (const char *c = text; *c; c++) {
        bool word = (*c >= 'a' && *c <= 'z') || (*c >= 'A' && *c <= 'Z') || *c == '_' ||
                    (*c >= '0' && *c <= '9');
        if (strchr(" \t\r\n", *c)) {
            gap = true;
        } else if (!strchr("\"`[]", *c)) {
            char last = line->length ? line->at[line->length - 1] : ' ';
            bool after_word =
                last == '_' || (last >= '0' && last <= '9') || (last >= 'a' && last <= 'z');
            if (gap && word && after_word)
                tn_put_char(line, ' ');
            gap = false;
            tn_put_char(line, *c >= 'A' && *c <= 'Z' ? (char)(*c + 32) : *c);
        }
    }
    tn_put_char(line, '\n');
}

/* CHECK (…) of a statement whose white space, letters and quotes are evened out. */
static void add_checks(struct tn_buffer *lines, const char *table, const char *statement) {
    for (const char *at = statement; (at = strstr(at, "check(")); at++) {
        int depth = 0;
        const char *end = at + 5;
        do
            depth += *end == '(' ? 1 : *end == ')' ? -1 : 0;
        while (*end++ && depth);
        tn_put_format(lines, "check %s ", table);
        tn_put_bytes(lines, at + 5, (size_t)(end - at - 5));
        tn_put_char(lines, '\n');
    }
}

/* Of an index: those around an expression may stand or not. Its columns are facts of their own. */
static void drop_parentheses(struct tn_buffer *text) {
    size_t length = 0;
    for (size_t i = 0; i < text->length; i++)
        if (text->at[i] != '(' && text->at[i] != ')')
            text->at[length++] = text->at[i];
    text->length = length;
    text->at[length] = 0;
}

/* type, name, table, text */
static int add_text(void *lines, int count, char **values, char **names) {
    (void)count, (void)names;
    struct tn_buffer even = {0};
    add_even(&even, values[3]);
    if (strcmp(values[0], "index") == 0)
        drop_parentheses(&even);
    if (strcmp(values[0], "table") == 0)
        add_checks(lines, values[1], even.at);
    else
        tn_put_format(lines, "%s text %s %s", values[0], values[1], even.at);
    if (strstr(even.at, "autoincrement"))
        tn_put_format(lines, "autoincrement %s\n", values[1]);
    tn_buffer_free(&even);
    return 0;
}

bool live_read_sqlite(sqlite3 *file, struct tn_buffer *lines, struct tn_error *error) {
    static const char texts[] = "SELECT type, name, tbl_name, sql FROM sqlite_master"
                                " WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'";
    bool done = true;
    for (size_t i = 0; i < TN_LENGTH(catalogue) && done; i++)
        done = sqlite3_exec(file, catalogue[i], add_row, lines, NULL) == SQLITE_OK;
    done = done && sqlite3_exec(file, texts, add_text, lines, NULL) == SQLITE_OK;
    return done || tn_fail(error, "the catalogue cannot be read: %s", sqlite3_errmsg(file));
}
