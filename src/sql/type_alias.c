/*
 * The alias tables of PostgreSQL and of MySQL and MariaDB. SQLite has none: any words are a type.
 */
#include "sql/type_alias.h"
#include "sql/lexer.h"

#include <stdlib.h>
#include <string.h>

/* Sorted by the spelling. Every built-in type stands here, so that none is taken for a user's. */
static const struct alias postgresql_aliases[] = {
    {"bigint", "bigint", PLAIN},
    {"bigserial", "bigint", SERIAL},
    {"bit", "bit", ONE},
    {"bit varying", "varbit", PLAIN},
    {"bool", "boolean", PLAIN},
    {"boolean", "boolean", PLAIN},
    {"bpchar", "bpchar", PLAIN},
    {"bytea", "bytea", PLAIN},
    {"char", "char", ONE},
    {"char varying", "varchar", PLAIN},
    {"character", "char", ONE},
    {"character varying", "varchar", PLAIN},
    {"cidr", "cidr", PLAIN},
    {"date", "date", PLAIN},
    {"dec", "numeric", SCALE},
    {"decimal", "numeric", SCALE},
    {"double precision", "double precision", PLAIN},
    {"float", "double precision", FLOAT},
    {"float4", "real", PLAIN},
    {"float8", "double precision", PLAIN},
    {"inet", "inet", PLAIN},
    {"int", "integer", PLAIN},
    {"int2", "smallint", PLAIN},
    {"int4", "integer", PLAIN},
    {"int8", "bigint", PLAIN},
    {"integer", "integer", PLAIN},
    {"interval", "interval", PLAIN},
    {"json", "json", PLAIN},
    {"jsonb", "jsonb", PLAIN},
    {"money", "money", PLAIN},
    {"name", "name", PLAIN},
    {"national char", "char", ONE},
    {"national char varying", "varchar", PLAIN},
    {"national character", "char", ONE},
    {"national character varying", "varchar", PLAIN},
    {"nchar", "char", ONE},
    {"nchar varying", "varchar", PLAIN},
    {"numeric", "numeric", SCALE},
    {"oid", "oid", PLAIN},
    {"real", "real", PLAIN},
    {"regclass", "regclass", PLAIN},
    {"serial", "integer", SERIAL},
    {"serial2", "smallint", SERIAL},
    {"serial4", "integer", SERIAL},
    {"serial8", "bigint", SERIAL},
    {"smallint", "smallint", PLAIN},
    {"smallserial", "smallint", SERIAL},
    {"text", "text", PLAIN},
    {"time", "time", PLAIN},
    {"time with time zone", "timetz", PLAIN},
    {"time without time zone", "time", PLAIN},
    {"timestamp", "timestamp", PLAIN},
    {"timestamp with time zone", "timestamptz", PLAIN},
    {"timestamp without time zone", "timestamp", PLAIN},
    {"timestamptz", "timestamptz", PLAIN},
    {"timetz", "timetz", PLAIN},
    {"tsquery", "tsquery", PLAIN},
    {"tsvector", "tsvector", PLAIN},
    {"uuid", "uuid", PLAIN},
    {"varbit", "varbit", PLAIN},
    {"varchar", "varchar", PLAIN},
    {"xml", "xml", PLAIN},
};

static const struct alias mysql_aliases[] = {
    {"bigint", "bigint", WIDTH},
    {"binary", "binary", ONE},
    {"bit", "bit", ONE},
    {"bool", "tinyint", BOOLEAN},
    {"boolean", "tinyint", BOOLEAN},
    {"char", "char", ONE},
    {"char varying", "varchar", PLAIN},
    {"character", "char", ONE},
    {"character varying", "varchar", PLAIN},
    {"dec", "decimal", SCALE | TEN},
    {"decimal", "decimal", SCALE | TEN},
    {"double", "double", PLAIN},
    {"double precision", "double", PLAIN},
    {"fixed", "decimal", SCALE | TEN},
    {"float", "float", FLOAT},
    {"float4", "float", PLAIN},
    {"float8", "double", PLAIN},
    {"int", "int", WIDTH},
    {"int1", "tinyint", WIDTH},
    {"int2", "smallint", WIDTH},
    {"int3", "mediumint", WIDTH},
    {"int4", "int", WIDTH},
    {"int8", "bigint", WIDTH},
    {"integer", "int", WIDTH},
    {"long", "mediumtext", PLAIN},
    {"long varbinary", "mediumblob", PLAIN},
    {"long varchar", "mediumtext", PLAIN},
    {"mediumint", "mediumint", WIDTH},
    {"middleint", "mediumint", WIDTH},
    {"national char", "char", ONE | NATIONAL},
    {"national char varying", "varchar", NATIONAL},
    {"national character", "char", ONE | NATIONAL},
    {"national character varying", "varchar", NATIONAL},
    {"national varchar", "varchar", NATIONAL},
    {"nchar", "char", ONE | NATIONAL},
    {"nchar varying", "varchar", NATIONAL},
    {"numeric", "decimal", SCALE | TEN},
    {"nvarchar", "varchar", NATIONAL},
    {"real", "double", PLAIN},
    {"serial", "bigint unsigned", SERIAL},
    {"smallint", "smallint", WIDTH},
    {"tinyint", "tinyint", WIDTH},
    {"varcharacter", "varchar", PLAIN},
    {"year", "year", WIDTH},
};

static int by_spelling(const void *key, const void *row) {
    const struct tn_slice *word = key;
    const char *from = ((const struct alias *)row)->from;
    int difference = word->length ? *word->at - *from : 0;
    if (!difference)
        difference = strncmp(word->at, from, word->length);
    return difference ? difference : from[word->length] ? -1 : 0;
}

const struct alias *alias_find(enum tn_dialect_id dialect, struct tn_slice word) {
    if (dialect == TN_POSTGRESQL)
        return bsearch(&word, postgresql_aliases, TN_LENGTH(postgresql_aliases),
                       sizeof *postgresql_aliases, by_spelling);
    if (dialect_is_mysql(dialect))
        return bsearch(&word, mysql_aliases, TN_LENGTH(mysql_aliases), sizeof *mysql_aliases,
                       by_spelling);
    return NULL;
}
