/*
 * The queries that ask each server's catalogue for the facts, and their reading. They share nothing
 * with the code under test.
 */
#include "lower/catalogue.h"

#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ PostgreSQL */

static const char postgresql_columns[] =
    "WITH c AS (SELECT relname, a.*, t.*, coalesce(b.oid, t.oid) AS base,"
    "  CASE WHEN t.typtype = 'd' THEN t.typtypmod ELSE a.atttypmod END AS modifier,"
    "  pg_get_expr(adbin, adrelid) AS expression, r.oid AS relation"
    "  FROM pg_class r JOIN pg_attribute a ON attrelid = r.oid JOIN pg_type t ON t.oid = atttypid"
    "  LEFT JOIN pg_type b ON b.oid = t.typbasetype AND t.typtype = 'd'"
    "  LEFT JOIN pg_attrdef ON adrelid = r.oid AND adnum = attnum"
    "  WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND attnum > 0"
    "  AND NOT attisdropped AND NOT relispartition)"
    " SELECT 'type', relname, attname, CASE WHEN typtype = 'e' THEN 'enum(' ||"
    "  (SELECT string_agg(quote_literal(enumlabel), ',' ORDER BY enumsortorder) FROM pg_enum"
    "  WHERE enumtypid = atttypid) || ')' ELSE format_type(base, modifier) END FROM c"
    " UNION ALL SELECT 'null', relname, attname, CASE WHEN attnotnull OR typnotnull THEN 'no'"
    "  ELSE 'yes' END FROM c"
    " UNION ALL SELECT 'default', relname, attname, coalesce(expression, typdefault) FROM c"
    "  WHERE coalesce(expression, typdefault) IS NOT NULL AND attgenerated = ''"
    "  AND coalesce(expression, '') NOT LIKE 'nextval(%'"
    " UNION ALL SELECT 'numbered', relname, attname, 'yes' FROM c WHERE attidentity <> ''"
    "  OR expression LIKE 'nextval(%'"
    " UNION ALL SELECT 'computed', relname, attname, 'stored' FROM c WHERE attgenerated <> ''"
    " UNION ALL SELECT 'comment', relname, attname, col_description(relation, attnum) FROM c"
    "  WHERE col_description(relation, attnum) IS NOT NULL"
    " UNION ALL SELECT 'domain check', relname, attname, pg_get_constraintdef(k.oid) FROM c"
    "  JOIN pg_constraint k ON contypid = atttypid;";

static const char postgresql_rest[] =
    "WITH t AS (SELECT * FROM pg_class WHERE relnamespace = 'public'::regnamespace"
    "  AND relkind IN ('r', 'p') AND NOT relispartition)"
    " SELECT 'table', relname, '', CASE relpersistence WHEN 'u' THEN 'unlogged' ELSE '' END"
    "  || CASE WHEN relkind = 'p' THEN ' partitioned' ELSE '' END ||"
    "  CASE WHEN EXISTS (SELECT FROM pg_inherits WHERE inhrelid = t.oid) THEN ' inherits' ELSE ''"
    "  END FROM t"
    " UNION ALL SELECT 'partition', relname, '', '' FROM pg_class WHERE relispartition"
    "  AND relkind = 'r'"
    " UNION ALL SELECT 'comment', relname, '', obj_description(oid, 'pg_class') FROM t"
    "  WHERE obj_description(oid, 'pg_class') IS NOT NULL"
    " UNION ALL SELECT CASE WHEN indisprimary THEN 'primary' WHEN indisunique THEN 'unique'"
    "  ELSE 'index' END, t.relname, (SELECT string_agg(coalesce(attname, '()'), ',' ORDER BY o)"
    "  FROM unnest(indkey::int[]) WITH ORDINALITY k (n, o) LEFT JOIN pg_attribute"
    "  ON attrelid = indrelid AND attnum = n AND n > 0 WHERE o <= indnkeyatts),"
    "  concat_ws(' ', CASE WHEN indpred IS NOT NULL THEN 'partial' END,"
    "  CASE WHEN indnkeyatts < indnatts THEN 'include' END,"
    "  CASE WHEN indnullsnotdistinct THEN 'nulls not distinct' END,"
    "  CASE WHEN NOT indimmediate THEN 'deferrable' END,"
    "  CASE WHEN amname NOT IN ('btree', 'hash') THEN amname END,"
    "  (SELECT string_agg('desc', '') FROM unnest(indoption::int[]) o WHERE o & 1 = 1))"
    "  FROM pg_index JOIN t ON t.oid = indrelid JOIN pg_class i ON i.oid = indexrelid"
    "  JOIN pg_am ON pg_am.oid = i.relam"
    " UNION ALL SELECT 'foreign', relname, (SELECT string_agg(attname, ',' ORDER BY o)"
    "  FROM unnest(conkey) WITH ORDINALITY k (n, o) JOIN pg_attribute ON attrelid = conrelid"
    "  AND attnum = n), concat_ws(' ', confrelid::regclass, confupdtype, confdeltype,"
    "  CASE WHEN condeferrable THEN 'deferrable' END, CASE WHEN confmatchtype = 'f' AND"
    "  array_length(conkey, 1) > 1 THEN 'full' END)"
    "  FROM pg_constraint JOIN t ON t.oid = conrelid WHERE contype = 'f'"
    " UNION ALL SELECT 'check', relname, (SELECT coalesce(string_agg(attname, ',' ORDER BY "
    "attname),"
    "  '') FROM pg_attribute WHERE attrelid = conrelid AND attnum = ANY (conkey)), ''"
    "  FROM pg_constraint JOIN t ON t.oid = conrelid WHERE contype = 'c'"
    " UNION ALL SELECT 'exclusion', relname, '', '' FROM pg_constraint JOIN t ON t.oid = conrelid"
    "  WHERE contype = 'x'"
    " UNION ALL SELECT 'view', relname, '', CASE relkind WHEN 'm' THEN 'stored' ELSE '' END"
    "  FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('v', 'm')"
    " UNION ALL SELECT 'trigger', relname, tgname, '' FROM pg_trigger JOIN t ON t.oid = tgrelid"
    "  WHERE NOT tgisinternal"
    " UNION ALL SELECT 'routine', proname, '', '' FROM pg_proc"
    "  WHERE pronamespace = 'public'::regnamespace AND NOT EXISTS (SELECT FROM pg_depend"
    "  WHERE objid = pg_proc.oid AND deptype = 'e')"
    " UNION ALL SELECT 'sequence', relname, '', '' FROM pg_class s WHERE relkind = 'S'"
    "  AND relnamespace = 'public'::regnamespace AND NOT EXISTS (SELECT FROM pg_attrdef"
    "  WHERE pg_get_expr(adbin, adrelid) LIKE '%' || relname || '%')"
    "  AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = s.oid AND deptype IN ('a', 'i'));";

/* ------------------------------------------------------------------ MariaDB */

#define OF_TABLES                                                                                  \
    " JOIN information_schema.tables USING (table_schema, table_name)"                             \
    " WHERE table_schema = database() AND table_type = 'BASE TABLE' AND "

static const char mariadb_columns[] =
    "SELECT 'type', table_name, column_name, if(EXISTS (SELECT 1 FROM"
    " information_schema.check_constraints k WHERE k.constraint_schema = c.table_schema"
    " AND k.table_name = c.table_name AND check_clause = concat('json_valid(`', column_name, "
    "'`)')),"
    " 'json', column_type) FROM information_schema.columns c"
    " JOIN information_schema.tables t USING (table_schema, table_name)"
    " WHERE table_schema = database() AND table_type = 'BASE TABLE';"
    "SELECT 'null', table_name, column_name, lower(is_nullable) FROM information_schema.columns c"
    " JOIN information_schema.tables t USING (table_schema, table_name)"
    " WHERE table_schema = database() AND table_type = 'BASE TABLE';"
    "SELECT 'default', table_name, column_name, column_default FROM information_schema.columns c"
    " JOIN information_schema.tables t USING (table_schema, table_name)"
    " WHERE table_schema = database() AND table_type = 'BASE TABLE'"
    " AND column_default IS NOT NULL AND column_default <> 'NULL';"
    "SELECT 'numbered', table_name, column_name, 'yes' FROM information_schema.columns" OF_TABLES
    "extra LIKE '%auto_increment%';"
    "SELECT 'computed', table_name, column_name, if(extra LIKE 'STORED%', 'stored', 'virtual')"
    " FROM information_schema.columns" OF_TABLES "extra LIKE '%GENERATED%';"
    "SELECT 'on update', table_name, column_name, 'yes' FROM information_schema.columns" OF_TABLES
    "extra LIKE '%on update%';"
    "SELECT 'sign', table_name, column_name, 'unsigned' FROM information_schema.columns" OF_TABLES
    "column_type LIKE '%unsigned%';"
    "SELECT 'comment', table_name, column_name, column_comment FROM "
    "information_schema.columns" OF_TABLES "column_comment <> '';";

static const char mariadb_rest[] =
    "SELECT 'table', table_name, '', if(create_options LIKE '%partitioned%', 'partitioned', '')"
    " FROM information_schema.tables"
    " WHERE table_schema = database() AND table_type = 'BASE TABLE';"
    "SELECT 'comment', table_name, '', table_comment FROM information_schema.tables"
    " WHERE table_schema = database() AND table_type = 'BASE TABLE' AND table_comment <> '';"
    "SELECT if(index_name = 'PRIMARY', 'primary', if(non_unique, 'index', 'unique')), table_name,"
    " group_concat(column_name ORDER BY seq_in_index), concat_ws(' ',"
    " if(index_type IN ('BTREE', 'HASH'), NULL, lower(index_type)), group_concat(if(collation = "
    "'D',"
    " 'desc', NULL) SEPARATOR ''), if(max(sub_part) IS NULL, NULL, 'prefix'))"
    " FROM information_schema.statistics WHERE table_schema = database()"
    " GROUP BY table_name, index_name, non_unique, index_type;"
    "SELECT 'foreign', k.table_name, group_concat(column_name ORDER BY k.ordinal_position),"
    " concat_ws(' ', k.referenced_table_name, update_rule, delete_rule)"
    " FROM information_schema.key_column_usage k JOIN information_schema.referential_constraints r"
    " ON r.constraint_schema = k.table_schema AND r.constraint_name = k.constraint_name"
    " AND r.table_name = k.table_name WHERE k.table_schema = database()"
    " GROUP BY k.table_name, k.constraint_name, k.referenced_table_name, update_rule, delete_rule;"
    "SELECT 'check text', table_name, '', replace(check_clause, '\\n', ' ')"
    " FROM information_schema.check_constraints WHERE constraint_schema = database()"
    " AND check_clause NOT LIKE 'json_valid(%';"
    "SELECT 'view', table_name, '', '' FROM information_schema.views"
    " WHERE table_schema = database();"
    "SELECT 'trigger', event_object_table, trigger_name, '' FROM information_schema.triggers"
    " WHERE trigger_schema = database();"
    "SELECT 'routine', routine_name, '', '' FROM information_schema.routines"
    " WHERE routine_schema = database();"
    "SELECT 'sequence', table_name, '', '' FROM information_schema.tables"
    " WHERE table_schema = database() AND table_type = 'SEQUENCE';";

/* ------------------------------------------------------------------ SQLite */

#define SQLITE_COLUMNS " FROM sqlite_master t, pragma_table_xinfo(t.name) c WHERE t.type = 'table'"
#define ROWID                                                                                      \
    "c.pk AND upper(c.type) = 'INTEGER' AND t.sql NOT LIKE '%without rowid%'"                      \
    " AND (SELECT count(*) FROM pragma_table_info(t.name) p WHERE p.pk) = 1"

static const char *const sqlite_queries[] = {
    "SELECT 'type', t.name, c.name, c.type" SQLITE_COLUMNS " AND t.name NOT LIKE 'sqlite_%'",
    "SELECT 'null', t.name, c.name, iif(c.\"notnull\" OR c.pk, 'no', 'yes')" SQLITE_COLUMNS
    " AND t.name NOT LIKE 'sqlite_%'",
    "SELECT 'default', t.name, c.name, c.dflt_value" SQLITE_COLUMNS
    " AND c.dflt_value IS NOT NULL AND upper(c.dflt_value) <> 'NULL'",
    "SELECT 'numbered', t.name, c.name, 'yes'" SQLITE_COLUMNS " AND " ROWID,
    "SELECT 'computed', t.name, c.name, iif(c.hidden = 3, 'stored', 'virtual')" SQLITE_COLUMNS
    " AND c.hidden > 1",
    "SELECT 'table', name, '', '' FROM sqlite_master WHERE type = 'table'"
    " AND name NOT LIKE 'sqlite_%'",
    "SELECT 'primary', t.name, (SELECT group_concat(p.name) FROM (SELECT name FROM"
    " pragma_table_info(t.name) WHERE pk ORDER BY pk) p), '' FROM sqlite_master t"
    " WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%'"
    " AND EXISTS (SELECT 1 FROM pragma_table_info(t.name) WHERE pk)",
    "SELECT iif(i.\"unique\", 'unique', 'index'), t.name, (SELECT group_concat(ifnull(x.name, "
    "'()'))"
    " FROM pragma_index_xinfo(i.name) x WHERE x.key), ltrim(iif(i.partial, 'partial', '') ||"
    " ifnull((SELECT ' ' || group_concat('desc', '') FROM pragma_index_xinfo(i.name) x"
    " WHERE x.key AND x.\"desc\"), ''))"
    " FROM sqlite_master t, pragma_index_list(t.name) i WHERE t.type = 'table'"
    " AND i.origin <> 'pk'",
    "SELECT 'foreign', t.name, group_concat(f.\"from\"), f.\"table\" || ' ' || f.on_update || ' ' "
    "||"
    " f.on_delete || iif(t.sql LIKE '%deferrable%', ' deferrable', '')"
    " FROM sqlite_master t, pragma_foreign_key_list(t.name) f WHERE t.type = 'table'"
    " GROUP BY t.name, f.id",
    "SELECT 'check statement', name, '', replace(replace(sql, char(10), ' '), char(9), ' ')"
    " FROM sqlite_master WHERE type = 'table' AND sql LIKE '%check%'",
    "SELECT 'view', name, '', '' FROM sqlite_master WHERE type = 'view'",
    "SELECT 'trigger', tbl_name, name, '' FROM sqlite_master WHERE type = 'trigger'",
};

/* ------------------------------------------------------------------ reading */

static struct tn_arena texts; /* of all facts, to the end of the program */

static void add(struct facts *facts, struct fact fact) {
    const struct fact *there = catalogue_find(facts, &fact);
    if (there && strcmp(fact.aspect, "check") == 0) {
        ((struct fact *)there)->value = tn_arena_format(&texts, "%s+", there->value);
        return;
    }
    TN_PUSH(facts, fact);
}

static int by_name(const void *a, const void *b) {
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool is_part_of_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/* Outside strings. */
static bool mentions(const char *text, const char *end, const char *word) {
    size_t length = strlen(word);
    bool quoted = false;
    for (const char *at = text; at + length <= end; at++) {
        quoted ^= *at == '\'';
        if (!quoted && strncmp(at, word, length) == 0 && !is_part_of_word(at[length]) &&
            (at == text || !is_part_of_word(at[-1])))
            return true;
    }
    return false;
}

/* A check by its text: the columns are those whose names stand in it. */
static void add_check(struct facts *facts, const char *table, const char *text, const char *end) {
    const char *names[64];
    size_t count = 0;
    struct tn_buffer columns = {0};
    for (size_t i = 0; i < facts->count && count < TN_LENGTH(names); i++)
        if (strcmp(facts->items[i].aspect, "type") == 0 &&
            strcmp(facts->items[i].object, table) == 0 &&
            mentions(text, end, facts->items[i].columns))
            names[count++] = facts->items[i].columns;
    qsort(names, count, sizeof *names, by_name);
    for (size_t i = 0; i < count; i++)
        tn_put_format(&columns, "%s%s", i ? "," : "", names[i]);
    add(facts, (struct fact){"check", table,
                             tn_arena_text(&texts, tn_buffer_text(&columns), columns.length), ""});
    tn_buffer_free(&columns);
}

/* Every CHECK (…) of a CREATE TABLE. */
static void add_checks(struct facts *facts, const char *table, const char *statement) {
    for (const char *at = statement; (at = tn_find_word(at, "check")); at++) {
        const char *open = at + 5 + strspn(at + 5, " ");
        int depth = 0;
        if (*open != '(' || (at > statement && is_part_of_word(at[-1])))
            continue;
        const char *end = open;
        do
            depth += *end == '(' ? 1 : *end == ')' ? -1 : 0;
        while (*end++ && depth);
        add_check(facts, table, open, end);
    }
}

static void add_line(struct facts *facts, char *line) {
    char *fields[4] = {line, "", "", ""};
    for (int i = 1; i < 4; i++) {
        char *tab = strchr(fields[i - 1], '\t');
        if (!tab)
            break;
        *tab = 0;
        fields[i] = tab + 1;
    }
    struct fact fact = {fields[0], fields[1], fields[2], fields[3]};
    if (strcmp(fact.aspect, "check text") == 0)
        add_check(facts, fact.object, fact.value, fact.value + strlen(fact.value));
    else if (strcmp(fact.aspect, "check statement") == 0)
        add_checks(facts, fact.object, fact.value);
    else if (strcmp(fact.aspect, "domain check") == 0)
        add(facts, (struct fact){"check", fact.object, fact.columns, ""});
    else
        add(facts, fact);
}

static void add_rows(struct facts *facts, const char *rows) {
    char *copy = tn_arena_text(&texts, rows, strlen(rows));
    while (*copy) {
        char *end = copy + strcspn(copy, "\n"), *next = *end ? end + 1 : end;
        *end = 0;
        if (*copy)
            add_line(facts, copy);
        copy = next;
    }
}

void catalogue_read(struct database *database, enum tn_dialect_id dialect, struct facts *facts) {
    if (dialect == TN_SQLITE) {
        for (size_t i = 0; i < TN_LENGTH(sqlite_queries); i++)
            add_rows(facts, tn_database_query(database, sqlite_queries[i]));
        return;
    }
    bool postgresql = dialect == TN_POSTGRESQL;
    add_rows(facts, tn_database_query(database, postgresql ? postgresql_columns : mariadb_columns));
    add_rows(facts, tn_database_query(database, postgresql ? postgresql_rest : mariadb_rest));
}

const struct fact *catalogue_find(const struct facts *facts, const struct fact *like) {
    for (size_t i = 0; i < facts->count; i++)
        if (strcmp(facts->items[i].aspect, like->aspect) == 0 &&
            strcmp(facts->items[i].object, like->object) == 0 &&
            strcmp(facts->items[i].columns, like->columns) == 0)
            return &facts->items[i];
    return NULL;
}

bool catalogue_has_column(const struct fact *fact, const char *column) {
    size_t length = strlen(column);
    for (const char *at = fact->columns; *at; at += strcspn(at, ","), at += *at == ',')
        if (strncmp(at, column, length) == 0 && (at[length] == ',' || !at[length]))
            return true;
    return false;
}
