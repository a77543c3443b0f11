/*
 * parser: what the files of the SQL reader share.
 *
 * One parser reads one text. The current token is p->token; a few more can be looked at ahead. An
 * error is reported once by sql_expected(), which puts a token of kind T_STOP in place: nothing
 * matches that, so every loop ends by itself and the statement's handler returns; the main loop
 * then goes on behind the next terminator. A handler must therefore check p->failed before it
 * keeps what it could not read to its end.
 *
 * All texts put into objects are interned in the model. How they look: conventions.h.
 */
#ifndef SQL_PARSER_H
#define SQL_PARSER_H

#include "sql/lexer.h"
#include "sql/names.h"

enum {
    MYSQL = 1 << TN_MYSQL | 1 << TN_MARIADB,
    POSTGRESQL = 1 << TN_POSTGRESQL,
    SQLITE = 1 << TN_SQLITE,
    EVERY = MYSQL | POSTGRESQL | SQLITE
};

struct path {
    const char *schema; /* "" where none is given, or where the dialect's is dropped; SQLite: the
                         * database, in lower case */
    const char *name;
    const char *database; /* the part before the schema, or "" */
    const char *at;       /* where it stands in the text */
};

/* The words before the object of a CREATE. */
struct modifiers {
    bool or_replace, temporary, unlogged, unique, materialized;
    bool only; /* ALTER TABLE ONLY */
    enum tn_callable callable;
    const char *index_method; /* fulltext, spatial, or "" */
    const char *view_options; /* TEMPORARY, RECURSIVE, ALGORITHM=… as written, or "" */
};

/* A column of a list that was not there when it was named: looked up again at the statement's end.
 */
struct missing_column {
    struct tn_entity *entity;
    struct tn_object *owner;
    struct tn_refs *refs; /* where another stands at that place; or NULL with part */
    size_t place;
    struct tn_index_part *part;
    const char *name;
    const char *at;
};

/* A foreign key whose parent is looked up at the end of the statement, or of the text. */
struct pending_key {
    struct tn_relationship *relationship;
    struct path target;
    void *home; /* of unqualified names where it was read */
    struct tn_texts columns;
};

/* A table below another one, as a partition or by inheritance: a chain for each table above. */
struct below {
    struct tn_entity *entity;
    size_t next; /* place of the next + 1, or 0 */
};

/* A view whose query has a * over a table: a chain for each table. */
struct starred {
    struct tn_view *view;
    size_t next; /* place of the next + 1, or 0 */
};

/* A check that is not valid, and is in a table below. */
struct valid_below {
    const struct tn_check *check;
    struct tn_entity *below;
};

/* What was dropped. Its kind tells in which places of a text it can be meant. */
struct dropped {
    const char *name, *schema;
    enum tn_kind kind;
};

/* A view that names what has gone. */
struct lost_view {
    const struct tn_view *view;
    const char *query;          /* as it was then */
    const char *table, *column; /* column: NULL where the table itself has gone */
    const char *at;
};

/* A column or index that an ALTER TABLE of MySQL gives another name; NULL where it is not there. */
struct given_name {
    const char *at; /* of the action in the text */
    struct tn_object *object;
    const char *name;
};

/* A kept statement about something that the model has: a chain for each of those. */
struct about {
    struct tn_raw *raw;
    size_t next; /* place of the next + 1, or 0 */
    size_t at;   /* where its name stands in the definition, or 0 where texts follow otherwise */
};

/* A grant by a name of what it is on: a chain for each name. */
struct known_right {
    struct tn_grant *grant;
    size_t next; /* place of the next + 1, or 0 */
};

/* What a kept statement is about. */
struct thing {
    enum word kind; /* the last word of its kind */
    struct path path;
    const char *schema; /* that it is in, where it is told apart by that; else "" */
    const char *key;    /* the same for all that is said about it; NULL where it has no name */
};

struct parser {
    struct lexer lexer;
    struct token token;
    struct token ahead[3];
    unsigned ahead_count;
    const char *last_end; /* end of the token before the current one */
    bool failed;          /* the current statement has had its error */
    const char *failed_at;

    struct tn_model *model;
    const struct tn_dialect *tables;
    enum tn_dialect_id dialect;
    unsigned bit; /* 1 << dialect */
    struct word_table words;
    struct name_table names;
    char temporaries; /* its address: home of SQLite's temporary objects in the table of names */
    struct tn_buffer scratch;                   /* of whoever fills it and interns at once */
    struct tn_buffer type_base, type_modifiers; /* of types.c */

    struct tn_findings *findings;
    const char *file;
    const char *line_at, *line_start; /* lines are counted up to here */
    size_t line;
    struct tn_sql_report report;

    bool in_block;         /* inside a DO block, which has none inside */
    bool in_schema;        /* inside CREATE SCHEMA, whose elements end where the next begins */
    void *home;            /* project or namespace of names without qualifier */
    const char *home_gone; /* the schema of the search path that was dropped; or NULL */
    const char *database;  /* MySQL: named by USE; "" before */
    const char *sql_mode;  /* MySQL: of the session */
    bool pipes_join;       /* MySQL: in that mode || joins texts, and is no OR */
    const char *engine;    /* of its tables where they name none; "" for the usual one */
    const char *charset, *collation; /* of the client's texts; "" where nothing is said */
    struct tn_text_map variables;    /* what the session put aside of it: @name -> text */
    const char *statement;           /* start of the current statement */
    size_t position;                 /* its number */
    const char *resume;              /* where to go on after it, past what is no SQL; or NULL */
    bool between;        /* it was a command of the client: the next statement stands here */
    bool null_said;      /* by the column that is being read */
    bool old_timestamps; /* MySQL: explicit_defaults_for_timestamp is off */
    const struct tn_entity *timestamp_in; /* the last table whose first timestamp is known */
    struct modifiers modifiers;
    struct tn_object *comment_of; /* last object made, for clauses that comment on it */
    const char *path_set;         /* the last SET search_path, until it is kept; or NULL */
    size_t path_position;         /* its statement's number */
    bool path_kept;               /* some was kept: the next has to be, too */
    bool needs_raw; /* the statement takes over from a table that is kept as it was made */
    size_t copied;  /* objects taken over from other tables */
    const struct tn_entity *making; /* by the CREATE TABLE that is being read, or NULL */
    struct tn_id_map reordered;     /* entities whose columns are not in the order of their ranks */
    bool dropped;                   /* something was removed: references must be swept at the end */
    struct tn_id_map below_first;   /* entity -> place of the first below it + 1 */
    TN_VECTOR(struct below) below;
    TN_VECTOR(struct tn_entity *) heirs; /* what sql_heirs() found */
    struct tn_id_map starred_first;      /* entity -> place of the first view + 1 */
    TN_VECTOR(struct starred) starred;
    bool role_told;        /* that owners are not followed through SET ROLE */
    bool routines_renamed; /* by statements that are kept */
    bool stars_noted;      /* of the views in the model; before anybody asks nobody looks */
    TN_VECTOR(struct dropped) cascade; /* what was dropped, whose dependents go, too */
    size_t divided;                    /* bytes of texts about partitions that were made anew */
    size_t looked;                     /* bytes of kept texts looked through for names */
    struct tn_id_map overload_before;  /* routine -> the one before of its name */
    TN_VECTOR(struct lost_view) lost;
    TN_VECTOR(struct given_name) given;    /* by the ALTER TABLE that is being read */
    TN_VECTOR(struct tn_attribute *) gone; /* columns that it has dropped */
    size_t given_used;                     /* how many of them have been passed since */
    size_t dropped_number;                 /* the highest of the foreign keys that it drops */
    struct tn_id_map left;        /* indexes that outlived the foreign key they were made for */
    struct tn_id_map unindexed;   /* foreign keys whose index was dropped by itself */
    struct tn_id_map raw_before;  /* raw -> the one before about the same thing */
    struct tn_id_map raw_last;    /* the first of those -> the last */
    struct tn_id_map raw_first;   /* each of them -> the first */
    struct tn_id_map about_first; /* what the model has -> place of the first about it + 1 */
    TN_VECTOR(struct about) about;
    struct tn_text_map
        rights_first; /* name of what there are grants on -> place of the first + 1 */
    TN_VECTOR(struct known_right) rights;
    struct tn_id_map raw_space;             /* raw -> the schema in which it makes something */
    struct tn_id_map made;                  /* read/apart.c: number of the statement that did it */
    struct tn_id_map attached, attached_of; /* read/apart.c: by ALTER INDEX … ATTACH PARTITION */
    struct tn_id_map valid;                 /* table below and check of one above, by sql_pair() */
    TN_VECTOR(struct valid_below) valid_below;
    TN_VECTOR(struct tn_object *) only; /* keys and indexes of wholes, made without the parts' */
    struct tn_id_map series;            /* parts.c: first of a name -> number of the last */
    TN_VECTOR(struct missing_column) missing;
    TN_VECTOR(struct pending_key) pending;
    size_t tried; /* how many of the pending have been looked up once */
};

/* ------------------------------------------------------------------ tokens (parser.c) */

void sql_next(struct parser *p);
const struct token *sql_peek(struct parser *p, unsigned ahead); /* 0: the current one */
/* Forgets what was looked at ahead and goes on at that place; not after an error. */
void sql_jump(struct parser *p, const char *at);

static inline bool at_word(const struct parser *p, enum word word) {
    return p->token.kind == T_WORD && p->token.word == word;
}
static inline bool at_symbol(const struct parser *p, char symbol) {
    return p->token.kind == T_SYMBOL && p->token.symbol == symbol;
}
bool sql_at_schema_element(const struct parser *p); /* inside CREATE SCHEMA: CREATE or GRANT */
static inline bool at_statement_end(const struct parser *p) {
    return p->token.kind == T_TERMINATOR || p->token.kind == T_END || p->token.kind == T_STOP ||
           (p->in_schema && sql_at_schema_element(p));
}
static inline bool is_mysql(const struct parser *p) {
    return dialect_is_mysql(p->dialect);
}
/* Most questions are answered by the current token alone: they are asked inline. */
static inline bool sql_accept(struct parser *p, enum word word) {
    bool found = at_word(p, word);
    if (found)
        sql_next(p);
    return found;
}
static inline bool sql_accept_symbol(struct parser *p, char symbol) {
    bool found = at_symbol(p, symbol);
    if (found)
        sql_next(p);
    return found;
}
bool sql_next_is(struct parser *p, enum word word); /* the token behind the current one */
void sql_skip_two(struct parser *p);
static inline bool sql_at_two(struct parser *p, enum word first, enum word second) {
    return at_word(p, first) && sql_next_is(p, second);
}
static inline bool sql_accept_two(struct parser *p, enum word first, enum word second) {
    bool found = sql_at_two(p, first, second);
    if (found)
        sql_skip_two(p);
    return found;
}
bool sql_expect(struct parser *p, enum word word, const char *what);
bool sql_expect_symbol(struct parser *p, char symbol, const char *what);
bool sql_at_operator(const struct parser *p, const char *text);

/* Reports that something else was expected here, once a statement. Returns false. */
bool sql_expected(struct parser *p, const char *what);
/* A finding at a place in the text. Errors are counted. */
struct tn_finding *sql_finding(struct parser *p, enum tn_severity severity, const char *rule,
                               const void *object, const char *at, const char *format, ...)
    TN_PRINTF(6, 7);

void sql_parser_init(struct parser *p, struct tn_model *model, struct tn_slice text,
                     const struct tn_dialect *dialect, struct tn_findings *findings);
void sql_parser_free(struct parser *p); /* what the parser itself owns */

/* ------------------------------------------------------------------ names (parser.c, objects.c) */

bool sql_at_name(const struct parser *p);
/* The name under the current token as the server stores it, and the next token; "" after an error.
 */
const char *sql_name(struct parser *p, const char *what);
struct path sql_path(struct parser *p, const char *what);
/* The same in a kept text, which has a lexer of its own: the path that begins with the token, which
 * is then the one behind it. Its name is "" where there is none. */
struct path sql_kept_path(struct parser *p, struct lexer *lexer, struct token *token);
const char *sql_lower(struct parser *p, struct tn_slice text);
/* The name that a token of a kept text stands for. */
/* tn_add of a name that is interned in the model already. */
static inline void *sql_add(struct parser *p, enum tn_kind kind, void *parent, const char *name) {
    struct tn_object *object = tn_add(p->model, kind, parent, NULL);
    object->name = name;
    return object;
}

const char *sql_token_name(struct parser *p, const struct token *token);
/* The name as it is known: MySQL and SQLite find names whatever their letter case. */
const char *sql_key(struct parser *p, const char *name);
void sql_know_model(struct parser *p); /* what is in the model before reading */
/* PostgreSQL: CURRENT_ROLE and the like, who is nobody in particular; the name of a role, "" for
 * such. */
bool sql_at_whoever(const struct parser *p);
const char *sql_role(struct parser *p);
const char *sql_string(struct parser *p, const char *what); /* a literal, unquoted */
/* The project or namespace a path leads to; made where it is not there. */
void *sql_home(struct parser *p, const struct path *path);
void *sql_lookup(struct parser *p, enum tn_kind kind, const struct path *path);
/* Puts an object at home there into the table of names. */
void sql_know(struct parser *p, const void *home, struct tn_object *object);
/* SQLite: the database in which a CREATE makes what the path names, main or temp. False for one
 * that is attached, which is told: its objects are no part of the schema. */
bool sql_settle_database(struct parser *p, struct path *path);
struct tn_entity *sql_entity(struct parser *p, const struct path *path); /* NULL without finding */
/* The one that a table about to be made would meet: in MySQL temporary tables are apart. */
struct tn_entity *sql_entity_beside(struct parser *p, const struct path *path);
/* An object of the kind named by the path, known from now on; replaces one of that name. */
void *sql_make(struct parser *p, enum tn_kind kind, const struct path *path);
void sql_rename_object(struct parser *p, void *object, const char *name);
/* Counts bytes of kept texts that are looked through for a name: false where it is too much. */
bool sql_may_look(struct parser *p, size_t length);
/* Takes the object and all below it out of the model. */
void sql_discard(struct parser *p, void *object);
/* The same for one just made, to which nothing refers. */
void sql_forget(struct parser *p, void *object);
/* name or "Name" as PostgreSQL shows it; with the schema. Interned. */
const char *sql_shown_path(struct parser *p, const struct path *path);

/* What is known there by the name, which is folded, unless it is gone or has another name now. */
struct tn_object *sql_living(struct parser *p, const void *parent, enum tn_kind kind,
                             const char *key);

/* ------------------------------------------------------------------ parts of an entity (parts.c)
 */

struct tn_attribute *sql_attribute(struct parser *p, struct tn_entity *entity, const char *name);
/* A part of that kind by its name, or by the name that the server gives where it has none. NULL
 * without finding. */
void *sql_part(struct parser *p, struct tn_entity *entity, enum tn_kind kind, const char *name);
/* A constraint or index of any of these kinds. */
#define SQL_INDEXES (TN_IN(key) | TN_IN(index))
#define SQL_PARTS                                                                                  \
    (TN_IN(key) | TN_IN(relationship) | TN_IN(check) | TN_IN(index) | TN_IN(exclusion))
void *sql_part_find(struct parser *p, struct tn_entity *entity, uint64_t among, const char *name);
/* The name that the server gives to a constraint or index without one, as the first that would
 * have it (0) or a later one; "" where it gives none. Interned. */
const char *sql_server_name(struct parser *p, const struct tn_object *object, size_t number);
void sql_attribute_moved(struct parser *p, struct tn_attribute *attribute); /* among its siblings */
void sql_part_leaves(struct parser *p, const struct tn_object *part); /* before it is unlinked */

/* ------------------------------------------------------------------ texts (capture.c) */

/* Where an expression ends, besides a comma, a closing parenthesis and the statement's end. */
typedef bool sql_stop(struct parser *p);

/* The tokens up to the end, folded. Interned. Fails where there is none. */
const char *sql_expression(struct parser *p, sql_stop *stop, const char *what);
/* The same without the parentheses around the whole. */
const char *sql_bare_expression(struct parser *p, sql_stop *stop, const char *what);
/* ( … ): the inside, folded; bare: without further parentheses around all of it. */
const char *sql_parenthesised(struct parser *p, bool bare);
/* The folded text of what was read from there to the last token. Interned. */
const char *sql_text_from(struct parser *p, const char *from);
/* The same up to what was p->last_end. */
const char *sql_text_between(struct parser *p, const char *from, const char *end);
/* The text from there to the last token as it stands. Interned. */
const char *sql_verbatim(struct parser *p, const char *from);
/* Appends a text after a blank. */
const char *sql_joined(struct parser *p, const char *before, const char *text);
/* qualify.c: an expression with the schema at hand before the names that are found there. */
const char *sql_qualified(struct parser *p, const char *text);
/* The text of a routine whose own name stands there, and the types that it takes and gives. */
const char *sql_qualified_routine(struct parser *p, const char *text, size_t name);
void sql_skip_parentheses(struct parser *p);
/* To the end of the statement: through parentheses, or through the BEGIN … END of a body. */
void sql_skip_statement(struct parser *p);
void sql_skip_body(struct parser *p);
/* Folds into the buffer; tokens need no more than this. For texts outside any parser. */
void sql_fold(struct tn_slice text, enum tn_dialect_id dialect, struct tn_buffer *out);

/* ------------------------------------------------------------------ types (types.c) */

struct read_type {
    const char *type; /* "" where it is named, or left out in SQLite */
    struct tn_type *named;
    int64_t dimensions;
    enum tn_identity identity; /* serial */
    const char *charset;       /* MySQL */
    const char *default_value; /* of MySQL's SERIAL: none */
};
/* Fails where there is no type (in SQLite that is allowed). */
bool sql_type(struct parser *p, struct read_type *type);
/* The type as one text: canonical, arrays with [], a named type by its path. For domains. */
const char *sql_type_text(struct parser *p);

/* ------------------------------------------------------------------ statements */

void sql_statements(struct parser *p); /* statement.c: the main loop */
void sql_create(struct parser *p);     /* statement.c: at CREATE */
/* One that stands inside of another, which goes on where it was left after sql_jump(). */
void sql_inner_statement(struct parser *p, struct tn_slice text);
/* read/block.c: at DO. False where the block cannot be told; nothing has been read then. */
bool sql_run_block(struct parser *p);

/* read/session.c */
void sql_skip_silently(struct parser *p);
void sql_select(struct parser *p);    /* PostgreSQL: INTO makes a table */
void sql_skip_data(struct parser *p); /* counted */
void sql_insert(struct parser *p);    /* counted, or kept */
void sql_copy(struct parser *p);
void sql_set(struct parser *p);
/* read/sql_mode.c: the session settings of MySQL that change how texts are read */
void sql_mysql_set(struct parser *p); /* behind SET */
void sql_mode_init(struct parser *p);
/* The settings that go with what is made now, of that text. Of a view, whose query the server keeps
 * in its own words, only what it takes to read it. */
const char *sql_session(const struct parser *p, const char *text, bool view);
void sql_reset(struct parser *p);
/* Names without a schema are found as this statement says, from that number on. */
void sql_path_is(struct parser *p, const char *statement, size_t position);
/* A text is kept that may have names without a schema: keeps the search path in force, once. */
void sql_keep_path(struct parser *p);
void sql_delimiter(struct parser *p);
void sql_client_command(struct parser *p);

/* read/raw.c: what the model has no place for */
void sql_keep_raw(struct parser *p, bool early); /* the whole statement, to its end */
struct tn_raw *sql_keep_text(struct parser *p,
                             const char *definition); /* one that stands in a string */
/* One action of ALTER TABLE, which began there, as a statement of its own. */
void sql_keep_action(struct parser *p, struct tn_entity *entity, const char *from);
/* The same where the first word has been read already. */
void sql_keep_rest_of_action(struct parser *p, struct tn_entity *entity, const char *first);
/* The same for an action that runs, commas and all, to the end of the statement. May be NULL. */
struct tn_raw *sql_keep_last_action(struct parser *p, struct tn_entity *entity, const char *first,
                                    const char *from);
/* At OWNER TO. */
void sql_keep_sequence_owner(struct parser *p, const struct tn_sequence *sequence);
void sql_skip_action(struct parser *p);
/* MySQL: what was kept about a routine or the like that goes. */
void sql_drop_alterations(struct parser *p, enum word kind, const char *name);
/* Drops what is kept as it was made: the statement that made it and all about it. */
bool sql_drop_kept(struct parser *p, enum word kind, const char *name);

/* read/right.c: grants, of which those on what is dropped go */
/* GRANT or REVOKE, as it is to be kept. */
void sql_add_right(struct parser *p, const char *definition);
const char *sql_qualified_right(struct parser *p, const char *text);
void sql_drop_rights(struct parser *p, const struct tn_object *object);
void sql_drop_column_rights(struct parser *p, const struct tn_attribute *attribute);

/* read/about.c */
void sql_find_about(struct parser *p, struct tn_raw *raw, enum word kind, struct lexer lexer);
void sql_rename_about(struct parser *p, const struct tn_object *object, const char *shown);
void sql_place_again(struct parser *p, struct tn_view *view, int64_t before);
void sql_drop_about(struct parser *p, const struct tn_object *object);
void sql_replaced_about(struct parser *p, const struct tn_object *object);

/* read/thing.c */
bool sql_next_thing(struct parser *p, struct lexer *lexer, enum word kind, bool creates,
                    struct thing *thing);
const char *sql_renamed_thing(struct parser *p, struct lexer lexer, const struct thing *thing);
/* All that is said about one thing: another one; the whole of it goes, where the first of it made
 * the thing; what makes something in the schema goes. */
void sql_chain_raw(struct parser *p, struct tn_raw *raw, struct tn_object *before);
bool sql_drop_chain(struct parser *p, struct tn_object *raw);
void sql_drop_raws_in(struct parser *p, const struct tn_namespace *space);

void sql_finish_missing(struct parser *p);            /* resolve.c: columns, at a statement's end */
void sql_finish_pending(struct parser *p, bool last); /* resolve.c: foreign keys */
void sql_sweep(struct parser *p);                     /* resolve.c: references to removed objects */

/* read/table.c */
void sql_create_table(struct parser *p);
void sql_table_element(struct parser *p, struct tn_entity *entity);
bool sql_table_option(struct parser *p, struct tn_entity *entity);

/* MySQL: one of the options that no field is for; what they are with it. */
const char *sql_other_option(struct parser *p, const char *options);

/* MariaDB: ALTER TABLE and CREATE INDEX make a table of that engine anew. */
void sql_rebuild_aria(struct parser *p, struct tn_entity *entity);

/* read/virtual.c: SQLite's virtual tables */
void sql_create_virtual(struct parser *p);
bool sql_is_shadow(struct parser *p,
                   const struct path *path); /* a table of a virtual table's own */
void sql_insert_sqlite(struct parser *p);    /* a row of data, or of the schema */

/* read/query.c: columns that a query behind AS gives to the table. False, and nothing has been
 * read, where that is not known. */
bool sql_columns_of_query(struct parser *p, struct tn_entity *entity);

/* read/like.c */
void sql_like(struct parser *p, struct tn_entity *entity);
/* The table named here; NULL where it is not there, which is told, or is the entity itself. */
struct tn_entity *sql_other_table(struct parser *p, struct tn_entity *entity);
/* Counts what tables take over from others: false, with a finding, where it is too much. */
bool sql_may_copy(struct parser *p, const struct tn_entity *to);
/* What is taken over with the columns. */
enum {
    SQL_LIKE_COMMENTS = 1,
    SQL_LIKE_COMPRESSION = 2,
    SQL_LIKE_CONSTRAINTS = 4, /* checks */
    SQL_LIKE_DEFAULTS = 8,
    SQL_LIKE_GENERATED = 16,
    SQL_LIKE_IDENTITY = 32,
    SQL_LIKE_INDEXES = 64, /* with keys and exclusions */
    SQL_LIKE_STORAGE = 128,
    SQL_LIKE_ALL = 255,
    SQL_LIKE_EVERYTHING = 511, /* MySQL: without a thought about whose sequence it is */
    SQL_LIKE_INHERITED =
        SQL_LIKE_COMPRESSION | SQL_LIKE_DEFAULTS | SQL_LIKE_GENERATED | SQL_LIKE_STORAGE,
};
/* NULL where the entity has one of that name. */
struct tn_attribute *sql_copy_attribute(struct parser *p, struct tn_entity *to,
                                        const struct tn_attribute *from, unsigned what);
/* The default that a copy gets: of a numbered column, the next number of the same sequence. */
const char *sql_passed_default(struct parser *p, const struct tn_attribute *from);
void sql_copy_attributes(struct parser *p, struct tn_entity *to, const struct tn_entity *from,
                         unsigned what);
void sql_copy_keys(struct parser *p, struct tn_entity *to, const struct tn_entity *from,
                   unsigned what);
/* A key or index. */
struct tn_object *sql_copy_part(struct parser *p, struct tn_entity *to,
                                const struct tn_object *part);
/* Foreign keys that the table does not have. */
void sql_copy_relationships(struct parser *p, struct tn_entity *to, struct tn_entity *from);
void sql_copy_checks(struct parser *p, struct tn_entity *to, struct tn_entity *from, unsigned what);

/* read/inherit.c */
void sql_inherits(struct parser *p, struct tn_entity *entity); /* clauses of CREATE TABLE */
void sql_partition_of(struct parser *p, struct tn_entity *entity);
void sql_inherit(struct parser *p, struct tn_entity *entity); /* actions of ALTER TABLE */
void sql_no_inherit(struct parser *p, struct tn_entity *entity);
void sql_attach(struct parser *p, struct tn_entity *entity);
void sql_detach(struct parser *p, struct tn_entity *entity);
bool sql_attach_index(struct parser *p, const struct path *whole, const struct path *part);
void sql_put_below(struct parser *p, struct tn_entity *above, struct tn_entity *below);
/* Fills p->heirs with all tables below, which a change of the entity reaches; none under ONLY. */
size_t sql_heirs(struct parser *p, const struct tn_entity *entity);
/* The same with the partitions of the entity itself, and no further. */
size_t sql_partitions(struct parser *p, const struct tn_entity *entity);
bool sql_has_partitions(struct parser *p, const struct tn_entity *entity);

/* read/apart.c */
/* A key or index has been made now, or a table has become a partition. */
void sql_part_made(struct parser *p, const void *object);
/* ONLY: the key or index has been made for the whole, and not for the partitions there are. */
void sql_stand_only(struct parser *p, struct tn_object *part, const char **options);
void sql_part_attached(struct parser *p, const struct tn_object *whole, struct tn_object *part);
void sql_part_replaced(struct parser *p, const struct tn_object *part, struct tn_object *by);
/* The partition's own are now all the keys and indexes that the server made for it from those of
 * the whole; or the one that it gave the wanted name. */
void sql_own_passed(struct parser *p, struct tn_entity *partition, const char *wanted);
/* sql_part_find(), with that among them. */
void *sql_part_owned(struct parser *p, struct tn_entity *entity, uint64_t among, const char *name);
void sql_find_apart(struct parser *p); /* at the end of the text */

/* Two objects as one id. */
static inline uint64_t sql_pair(const void *object, const void *other) {
    uint64_t first = ((const struct tn_object *)object)->id;
    uint64_t id = first * 0x9E3779B97F4A7C15u ^ ((const struct tn_object *)other)->id;
    return id ? id : 1;
}

/* read/valid.c */
/* A table was made below, or a check of one that comes below becomes that from above. */
void sql_made_below(struct parser *p, const struct tn_entity *above, struct tn_entity *below);
void sql_check_merged(struct parser *p, const struct tn_check *above, const struct tn_check *own);
bool sql_is_valid_below(const struct parser *p, const struct tn_check *check,
                        const struct tn_entity *below);
void sql_validate(struct parser *p, struct tn_entity *entity); /* an action of ALTER TABLE */
void sql_keep_valid(struct parser *p);                         /* at the end of the text */

/* read/column.c */
struct tn_attribute *sql_column(struct parser *p, struct tn_entity *entity);
/* Everything behind the name. */
void sql_column_definition(struct parser *p, struct tn_attribute *attribute);
/* The clauses behind the type. */
void sql_column_clauses(struct parser *p, struct tn_attribute *attribute);
void sql_column_type(struct parser *p, struct tn_attribute *attribute);
/* At its end (old_timestamp.c); null_said: NULL stood there. */
void sql_old_timestamp(struct parser *p, struct tn_attribute *attribute, bool null_said);
const char *sql_default(struct parser *p, const struct tn_attribute *attribute);
void sql_identity(struct parser *p, struct tn_attribute *attribute);

/* read/constraint.c */
bool sql_at_constraint(struct parser *p);
/* CONSTRAINT name … of a table, or of a column where attribute is not NULL. The object or NULL. */
void *sql_constraint(struct parser *p, struct tn_entity *entity, struct tn_attribute *attribute);
void sql_deferral(struct parser *p, enum tn_deferral *deferral);
const char *sql_on_conflict(struct parser *p); /* SQLite: as written, or "" */
/* PostgreSQL: WITH (…) and USING INDEX TABLESPACE, as written, or "". */
const char *sql_index_parameters(struct parser *p);

/* read/key.c */
/* At PRIMARY KEY, UNIQUE, or MySQL's KEY behind a column. The key, a unique index, or NULL. */
void *sql_key_constraint(struct parser *p, struct tn_entity *entity, struct tn_attribute *attribute,
                         const char *name);
struct tn_key *sql_add_key(struct parser *p, struct tn_entity *entity, const char *name,
                           bool primary);
void sql_primary_is_not_null(struct parser *p, struct tn_key *key);

/* read/key_part.c: keys of MySQL and SQLite, whose parts may have lengths and directions */
/* NULL where it stays the unique index it was read as. */
struct tn_key *sql_key_of_parts(struct parser *p, struct tn_entity *entity, const char *name,
                                bool primary);
bool sql_is_simple_index(const struct tn_index *index); /* a key can say all of it */
struct tn_key *sql_key_of_index(struct parser *p, struct tn_index *index, bool primary);

/* read/reference.c */
void sql_references(struct parser *p, struct tn_relationship *relationship);
/* At REFERENCES behind a column, and at FOREIGN KEY. The relationship or NULL. */
void *sql_column_reference(struct parser *p, struct tn_entity *entity,
                           struct tn_attribute *attribute, const char *name);
void *sql_foreign_key(struct parser *p, struct tn_entity *entity, const char *name);

/* read/index_part.c */
void sql_column_list(struct parser *p, struct tn_entity *entity, void *owner, struct tn_refs *refs);
/* True where a period stands among them: WITHOUT OVERLAPS. */
bool sql_index_parts(struct parser *p, struct tn_entity *entity, void *owner);

/* read/index.c */
void sql_create_index(struct parser *p);
bool sql_at_inline_index(struct parser *p);
void sql_inline_index(struct parser *p, struct tn_entity *entity);
/* MySQL: an index at the name and the method before the parts, else with those of the blank one.
 * NULL where that failed, or IF NOT EXISTS says that there is one, which is then left. */
struct tn_index *sql_named_index(struct parser *p, struct tn_entity *entity,
                                 const struct tn_index *blank, bool primary);
void sql_index_options(struct parser *p, struct tn_index *index);
/* When the engine is known: BTREE says nothing but for tables in memory. */
void sql_settle_method(struct parser *p, struct tn_index *index);
void sql_settle_methods(struct parser *p, struct tn_entity *entity);
/* An index, or the key that has an index of that name. NULL without finding. */
struct tn_object *sql_index_or_key(struct parser *p, const struct path *path);

/* read/type.c */
void sql_create_type(struct parser *p);
void sql_create_domain(struct parser *p);
void sql_create_sequence(struct parser *p);
void sql_alter_sequence(struct parser *p);
/* MariaDB: ALTER TABLE, behind the name. */
void sql_alter_sequence_table(struct parser *p, struct tn_sequence *sequence);
void sql_alter_type(struct parser *p);
void sql_alter_domain(struct parser *p);
bool sql_alter_fields(struct parser *p, struct tn_type *type); /* read/fields.c */

/* read/alter.c */
void sql_alter_table(struct parser *p);
void sql_rename_column(struct parser *p, struct tn_attribute *attribute, const char *name);
/* read/alter_ahead.c, for MySQL: at the first action; the statement is read again from there. */
void sql_alter_ahead(struct parser *p, struct tn_entity *entity);
bool sql_is_done_ahead(struct parser *p);
struct tn_attribute *sql_given_column(struct parser *p);
/* The column that the statement drops and that had this name, or NULL. */
struct tn_attribute *sql_gone_column(struct parser *p, const char *name);
/* Keys over a column that goes are over the one that comes under its name. */
void sql_take_over_keys(struct parser *p, struct tn_attribute *added);
/* Is the action one of the table's options? */
bool sql_at_table_option(struct parser *p);
/* read/charset.c, of MySQL: what an action of options says of character sets; behind CONVERT TO.
 */
void sql_alter_charset(struct parser *p, struct tn_entity *entity);
void sql_convert_charset(struct parser *p, struct tn_entity *entity);
bool sql_has_charset(const struct tn_attribute *attribute); /* a text that is not binary */
/* key_prefix.c: the column had that type before. */
void sql_settle_prefixes(struct parser *p, struct tn_attribute *attribute, const char *before);
void sql_rank_columns(struct parser *p); /* at the end of the text, by the order they are in */
/* read/partition.c */
/* PARTITION BY …, to the end of the statement; what was said about partitions before is void. */
void sql_mysql_partition_by(struct parser *p, struct tn_entity *entity);
bool sql_at_partition_action(struct parser *p);
/* partition_list.c: behind ADD, DROP, REORGANIZE or COALESCE PARTITION. False, and nothing has been
 * read, where the text cannot be changed. */
bool sql_change_partitions(struct parser *p, struct tn_entity *entity, enum word action);
void sql_partition_action(struct parser *p, struct tn_entity *entity, const char *first);
/* read/settle.c: before a column or table gets another name, or goes */
/* The sequence that the server makes for a serial or identity column, and the default that takes
 * its next number. */
struct path sql_sequence_path(struct parser *p, const struct tn_attribute *attribute);
const char *sql_next_number(struct parser *p, const struct path *sequence);
/* Also that of a numbered column, which then is like any other. */
struct tn_sequence *sql_sequence(struct parser *p, const struct path *path);
bool sql_rename_numbering(struct parser *p, const struct path *path);
void sql_settle_column(struct parser *p, struct tn_attribute *attribute);
void sql_settle_table(struct parser *p, struct tn_entity *entity);
/* All of that kind below a table or type. */
void sql_settle_kind(struct parser *p, const void *owner, enum tn_kind kind);
/* Before a part goes whose name the server gave: those of its series keep their numbers. */
void sql_settle_series(struct parser *p, struct tn_object *part);

/* read/alter_other.c */
void sql_alter_view(struct parser *p);
void sql_alter_materialized(struct parser *p);
void sql_alter_schema(struct parser *p);
void sql_alter_index(struct parser *p);
void sql_rename_statement(struct parser *p);
bool sql_alter_common(struct parser *p, struct tn_object *object);
/* Another name, which texts that name the object take over where the server would. */
void sql_give_name(struct parser *p, void *object, const char *name);
/* follow_view.c. A view was made; a table is about to get a column: its * in views become the
 * columns of now; a column got another name: views go on to give the old one. */
void sql_use(struct parser *p);
void sql_note_stars(struct parser *p, struct tn_view *view);
void sql_settle_stars(struct parser *p, struct tn_entity *entity);
void sql_follow_in_views(struct parser *p, struct tn_entity *entity, const char *from,
                         const char *to);
/* lost_view.c: MySQL. What is about to go, by this name; and the end of the text. */
void sql_column_lost(struct parser *p, const struct tn_attribute *attribute);
void sql_table_lost(struct parser *p, const struct tn_entity *entity);
void sql_tell_lost_views(struct parser *p);
/* rename_sequence.c: a sequence's new name, as it is to stand in a string */
void sql_follow_sequence(struct parser *p, const char *schema, const char *from, const char *to);
/* rename_column.c: a column's new name in views and triggers, as SQLite carries it on. */
void sql_follow_column(struct parser *p, const struct tn_entity *entity, const char *from,
                       const char *to);
/* read/alter.c */
void sql_alter_column(struct parser *p, struct tn_entity *entity); /* read/alter_column.c */
/* The column named here; NULL where it is not there, which is told. */
struct tn_attribute *sql_column_of(struct parser *p, struct tn_entity *entity);

/* read/drop.c */
void sql_drop(struct parser *p);
void sql_drop_part(struct parser *p, struct tn_entity *entity);
/* With the keys and indexes that hold it. */
void sql_drop_attribute(struct parser *p, struct tn_attribute *attribute);
/* foreign_key_index.c: MySQL. The foreign key is about to go, the index made for it stays; and
 * dropping that index by its name: false where there is none. */
void sql_leave_index(struct parser *p, const struct tn_relationship *relationship);
/* The column is about to get another name: the indexes named after it keep theirs. */
void sql_settle_made_indexes(struct parser *p, const struct tn_attribute *attribute);
/* Indexes that were left go when another begins with their columns, or a foreign key behind that
 * one makes its own. */
void sql_drop_covered(struct parser *p, struct tn_entity *entity, const struct tn_object *last);
bool sql_drop_made_index(struct parser *p, const struct tn_entity *entity, const char *name);
/* foreign_key_number.c: MySQL. A table was made with its foreign keys; one is about to be dropped;
 * others were added by an ALTER TABLE; the table has got another name. */
void sql_number_made(struct parser *p, struct tn_entity *entity);
void sql_number_dropped(struct parser *p, const struct tn_relationship *relationship);
void sql_number_added(struct parser *p, struct tn_entity *entity);
void sql_number_renamed(struct parser *p, struct tn_entity *entity, const char *before);
/* read/cascade.c */
void sql_has_dropped(struct parser *p, const struct tn_object *object); /* to p->cascade */
/* Is it named in an expression of its table? */
bool sql_mentions(struct parser *p, const char *expression, const char *column);
/* What goes with a column by itself, and what only CASCADE takes along. */
void sql_drop_mentions(struct parser *p, struct tn_entity *entity, const char *column);
void sql_cascade_column(struct parser *p, struct tn_entity *entity, const char *column);
void sql_cascade(struct parser *p); /* empties p->cascade */

/* read/other.c */
void sql_create_schema(struct parser *p);
void sql_create_view(struct parser *p);
void sql_refresh(struct parser *p); /* a materialized view: whether it is filled */
/* By its path and, where they stand here, the parameters in parentheses, which are read. */
struct tn_routine *sql_routine(struct parser *p, const struct path *path);
/* read/signature.c: among those of the newest one's name, the one with these parameters' types;
 * unless exactly, else one with as many. */
struct tn_routine *sql_overload(struct parser *p, struct tn_routine *newest, const char *signature,
                                bool exactly);
void sql_create_routine(struct parser *p);
void sql_create_trigger(struct parser *p);
void sql_trigger_goes(struct parser *p, const struct tn_trigger *trigger); /* trigger_order.c */
void sql_create_extension(struct parser *p);
void sql_create_role(struct parser *p);
void sql_grant(struct parser *p);

/* read/comment.c */
void sql_comment(struct parser *p);

#endif
