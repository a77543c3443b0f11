/*
 * sql: SQL text <-> model, told by the dialect's tables.
 *
 * Reading. One lexer, one recursive-descent parser for DDL. Statements build the model in order, as
 * a server would (ALTER TABLE … ADD CONSTRAINT after CREATE TABLE). What the model has no place for
 * becomes a raw object and a finding; data statements are skipped and counted. An error is a
 * finding with file, line and column, and reading goes on with the next statement. Time and memory
 * grow linearly with the text; nesting is bounded.
 *
 * Writing. The writer takes a *physical* model (see lower.h: every constraint named as it will be,
 * no many-to-many, types of the dialect) and writes a script in dependency order. Its pieces are
 * public, for migrations.
 *
 * Expressions are kept as written, with white space folded to single blanks and comments dropped.
 */
#ifndef TENON_SQL_H
#define TENON_SQL_H

#include "tenon/model.h"

/* ------------------------------------------------------------------ dialects */

enum tn_dialect_id { TN_POSTGRESQL, TN_MYSQL, TN_MARIADB, TN_SQLITE, TN_DIALECT_COUNT };

/* What a dialect can express at its version; lower asks these, the writer relies on them. */
struct tn_capabilities {
    bool schemas, enums, domains, sequences, identity, arrays;
    bool deferrable, partial_index, expression_index, include, index_direction, nulls_order;
    bool prefix_length, exclusion, comments, inline_comments, check_not_valid;
    bool stored_generated, virtual_generated, transactional_ddl, alter_constraint;
    bool on_update_value; /* ON UPDATE CURRENT_TIMESTAMP */
    bool unsigned_types;
    /* what only newer versions have */
    bool checks, not_enforced, expression_default, nulls_not_distinct, set_null_columns;
    bool invisible_columns, invisible_indexes, strict_tables, system_versioning;
    bool partition_keys; /* keys on divided tables, hash and default partitions */
    bool storage_clause; /* STORAGE in CREATE TABLE */
    bool compression;    /* COMPRESSION of columns */
    bool trigger_function, replace_trigger; /* EXECUTE FUNCTION; CREATE OR REPLACE TRIGGER */
    bool procedures, sql_bodies, security_invoker;
    bool random_uuid, ordered_uuid; /* gen_random_uuid() and uuidv7() without an extension */
    bool multirange_types, json_type, uuid_type, inet4_type, inet6_type, unicode9_collations;
    bool windows; /* window functions, and queries WITH names */
    bool rename_column, drop_column, materialized_if_not_exists;
};

/* Templates that give the names the server itself would give ("" where it gives none). {column} is
 * the first of {columns}; a name that is taken gets a number as that server adds it. */
struct tn_naming {
    const char *primary, *foreign, *unique, *check, *index;
};

/* A word that some versions do not reserve: those before `since` (see tn_dialect.number). */
struct tn_newer_word {
    const char *word;
    int since;
};

/* A dialect, or a dialect at one version: the same server family, with what that version can. A
 * dialect without a version goes by the facts of its usual one, and leaves alone what a source of
 * its own family says beyond that. */
struct tn_dialect {
    enum tn_dialect_id id;
    const char *name;           /* "postgresql", "postgresql@13": as users type it */
    const char *title;          /* "PostgreSQL", "PostgreSQL 13" */
    const char *version;        /* "13"; without a version the usual one */
    int number;                 /* of the version, two digits a part: 130000, 80016 */
    const char *const *aliases; /* NULL-terminated: "postgres", "pg" */
    const char *help;
    char quote;                  /* of identifiers: " or ` */
    const char *fold;            /* of unquoted names: "lower", "none" */
    size_t name_limit;           /* longest identifier; 0 where there is no limit */
    bool limit_in_bytes;         /* else in characters */
    const char *const *reserved; /* sorted lower-case words that need quoting; NULL-terminated */
    size_t reserved_count;
    const struct tn_newer_word *newer_words; /* of `reserved`; ends with NULL */
    struct tn_naming naming;
    struct tn_capabilities can;
};

extern const struct tn_dialect *const tn_dialects[TN_DIALECT_COUNT];
/* By name or alias, with or without a version: "pg", "mysql@5.7". A version between two known ones
 * is the older of them, one above all is the newest. NULL where the name or a version so old is
 * unknown. */
const struct tn_dialect *tn_dialect_find(const char *name);
/* The same, with an error that lists what is known. */
const struct tn_dialect *tn_dialect_ask(const char *name, struct tn_error *error);
/* The known versions of a family, oldest first: i counts from 0; NULL behind the last. */
const struct tn_dialect *tn_dialect_version(enum tn_dialect_id id, size_t i);
/* The family without a version. */
const struct tn_dialect *tn_dialect_plain(const struct tn_dialect *dialect);
/* "MySQL, MariaDB": the titles of those whose bits (1 << id) are set. */
void tn_put_dialects(struct tn_buffer *out, unsigned bits);
bool tn_dialect_reserves(const struct tn_dialect *dialect, const char *word);
/* The dialect of the model (project->dialect), or PostgreSQL where it says none. */
const struct tn_dialect *tn_dialect_of(const struct tn_model *model);
/* Told from the text by its telltale constructs; PostgreSQL where nothing tells. */
const struct tn_dialect *tn_dialect_detect(const char *text, size_t length);
/* The same where one dialect is likely: it takes a construct that only another has to think
 * otherwise. A path that names a dialect, as db/sqlite/schema.sql does, makes that one likely
 * instead, and it takes several such constructs to think otherwise. path and likely may be NULL. */
const struct tn_dialect *tn_dialect_guess(const char *text, size_t length, const char *path,
                                          const struct tn_dialect *likely);

/* ------------------------------------------------------------------ reading */

struct tn_sql_report {
    size_t statements, tables, raw, data; /* data: statements skipped */
    size_t errors;
};

/* Reads a script into the model (usually a fresh one), on top of what is there, and sets the
 * project's dialect and, where they are empty, its naming templates to the server's own (so that
 * unnamed constraints get the names the server would give). file is for findings. Returns false
 * where there was any error; the model then holds what could be read. */
bool tn_sql_read(struct tn_model *model, struct tn_slice text, const char *file,
                 const struct tn_dialect *dialect, struct tn_findings *findings,
                 struct tn_sql_report *report /* or NULL */);

/* The type's spelling as the dialect itself prints it: int4 -> integer, "character varying(20)" ->
 * varchar(20), "INT(11)" -> int. Result interned in the model. */
const char *tn_sql_canonical_type(struct tn_model *model, const struct tn_dialect *dialect,
                                  const char *type);
/* Equal after folding case, white space, redundant parentheses and casts that servers add. */
bool tn_sql_same_expression(const struct tn_dialect *dialect, const char *a, const char *b);
/* How SQLite takes values of a column whose type is written so: it goes by what words contain. */
enum tn_affinity {
    TN_AFFINITY_BLOB, /* whatever comes; of no type */
    TN_AFFINITY_TEXT,
    TN_AFFINITY_NUMERIC,
    TN_AFFINITY_INTEGER,
    TN_AFFINITY_REAL
};
enum tn_affinity tn_sql_affinity(const char *type);
/* The collation that a character set of MySQL or MariaDB implies, both in small letters. */
enum { TN_COLLATION_SIZE = 80 };
void tn_sql_default_collation(const struct tn_dialect *dialect, const char *charset,
                              char collation[TN_COLLATION_SIZE]);
/* Does the expression mention this name as an identifier? */
bool tn_sql_mentions(const struct tn_dialect *dialect, const char *expression, const char *name);

/* Edits that must read SQL; a group must be open. */

/* Gives an object its new name and lets it follow into expressions of checks, generated columns,
 * indexes and defaults of its entity (an attribute), views' and routines' texts are left alone with
 * a finding that names them. */
void tn_sql_rename(struct tn_model *model, void *object, const char *name,
                   struct tn_findings *findings);
/* An attribute from one line as in CREATE TABLE: "email varchar(255) unique not null". Keys and
 * references it mentions are added too. NULL with an error that says what was expected where. */
struct tn_attribute *tn_sql_add_attribute(struct tn_model *model, struct tn_entity *entity,
                                          const char *line, struct tn_error *error);

/* ------------------------------------------------------------------ writing */

struct tn_sql_style {
    bool if_not_exists; /* a script that may run twice */
    bool drop;          /* DROP … IF EXISTS before everything */
    bool no_comments;
    bool terse; /* keys and references in the lines of their columns, no alignment, short types; no
                 * name where the server gives the same (see tn_lower_terse) */
    const struct tn_id_map *only; /* ids of the objects to write (see tn_sql_choose); NULL: all */
};

/* Adds to chosen the objects that a name means, with * and ? for any characters, schema.name or the
 * name of a whole schema: entities, views, types, sequences, routines, roles, extensions. An entity
 * brings what lives in it and with it: owned sequences, grants, statements kept as text that name
 * it. Its foreign keys to entities that are not chosen are written last. How many names fitted. */
size_t tn_sql_choose(const struct tn_model *model, const char *pattern, struct tn_id_map *chosen);

/* The whole physical model as one script. */
void tn_sql_write(const struct tn_model *physical, const struct tn_dialect *dialect,
                  const struct tn_sql_style *style, struct tn_buffer *out);
/* The same as files, one an object: the first is all.sql, which loads the others in order in the
 * server's own client, and says so in its first line. Paths are relative, with / between, and keep
 * apart on file systems that do not tell case. */
struct tn_sql_file {
    const char *path;
    struct tn_buffer text;
};
struct tn_sql_files {
    TN_VECTOR(struct tn_sql_file) list;
    struct tn_arena arena; /* of the paths */
};
void tn_sql_write_files(const struct tn_model *physical, const struct tn_dialect *dialect,
                        const struct tn_sql_style *style, struct tn_sql_files *files);
void tn_sql_files_free(struct tn_sql_files *files);
/* How all.sql begins, and the file that one of its lines loads: an empty slice where it loads none.
 */
#define TN_SQL_MASTER "all.sql"
#define TN_SQL_MASTER_LINE "-- written by tenon; loads the files of this folder in order"
struct tn_slice tn_sql_loaded_file(struct tn_slice line);
/* One entity with its indexes, comments and foreign keys, as the DDL pane shows it. */
void tn_sql_write_entity(const struct tn_entity *entity, const struct tn_dialect *dialect,
                         struct tn_buffer *out);

/* Pieces, without a final semicolon or newline. */
void tn_sql_put_name(struct tn_buffer *out, const struct tn_dialect *dialect, const char *name);
void tn_sql_put_string(struct tn_buffer *out, const struct tn_dialect *dialect, const char *text);
/* With its namespace: sales.orders. For entities, views, types, sequences, routines. */
void tn_sql_put_path(struct tn_buffer *out, const struct tn_dialect *dialect, const void *object);
void tn_sql_put_type(struct tn_buffer *out, const struct tn_dialect *dialect,
                     const struct tn_attribute *attribute);
/* name type NOT NULL DEFAULT …: as in CREATE TABLE; without the inline primary key. */
void tn_sql_put_column(struct tn_buffer *out, const struct tn_dialect *dialect,
                       const struct tn_attribute *attribute);
/* CONSTRAINT name …: of a key, relationship, check or exclusion, as in CREATE TABLE and ADD. */
void tn_sql_put_constraint(struct tn_buffer *out, const struct tn_dialect *dialect,
                           const void *object);
/* CREATE …, of any object; an entity's includes its columns, keys, checks and (where the dialect
 * has no ALTER for it) foreign keys. */
void tn_sql_put_create(struct tn_buffer *out, const struct tn_dialect *dialect, const void *object);
/* A whole statement with its end: a semicolon, or in MySQL, where it has statements inside, another
 * delimiter, which a DELIMITER line before it sets and one after it takes back. */
void tn_sql_put_statement(struct tn_buffer *out, const struct tn_dialect *dialect,
                          struct tn_slice statement);
/* SET …, the settings that CREATE of the object is to be made under, or their end; nothing where it
 * needs none. */
void tn_sql_put_session(struct tn_buffer *out, const struct tn_dialect *dialect, const void *object,
                        bool end);
/* DROP …, or ALTER TABLE … DROP …. */
void tn_sql_put_drop(struct tn_buffer *out, const struct tn_dialect *dialect, const void *object);
/* COMMENT ON …; nothing where the dialect has no comments. An empty comment is removed. */
void tn_sql_put_comment(struct tn_buffer *out, const struct tn_dialect *dialect,
                        const void *object);
/* Entities so that each comes after those its foreign keys and partitions need, where there is no
 * cycle; document order else. Result in the arena. */
struct tn_refs tn_sql_entity_order(const struct tn_model *model, struct tn_arena *arena);

#endif
