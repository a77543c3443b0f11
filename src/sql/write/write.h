/*
 * The writer's pieces that its files share. Everything appends to `out`; nothing here ends with a
 * semicolon or newline. Names go through tn_sql_put_name only; expressions and clauses that were
 * read as SQL are written as they stand.
 */
#ifndef SQL_WRITE_H
#define SQL_WRITE_H

#include "tenon/sql.h"

static inline bool write_mysql(const struct tn_dialect *dialect) {
    return dialect->id == TN_MYSQL || dialect->id == TN_MARIADB;
}

/* A blank, unless the buffer is empty or ends with one or with an open parenthesis; then the text.
 */
void write_word(struct tn_buffer *out, const char *text);
/* The same for a text that may be empty: nothing then. */
void write_clause(struct tn_buffer *out, const char *text);

/* A role, or a word like CURRENT_USER that stands for one. */
void write_role(struct tn_buffer *out, const struct tn_dialect *dialect, const char *role);
/* (a, b) */
void write_columns(struct tn_buffer *out, const struct tn_dialect *dialect, struct tn_refs columns);
/* A name that was kept as text: schema.name in a dialect with schemas. */
/* As it is kept: with quotes where PostgreSQL needs some. */
void write_collation(struct tn_buffer *out, const struct tn_dialect *dialect,
                     const char *collation);
void write_path_text(struct tn_buffer *out, const struct tn_dialect *dialect, const char *path);

/* ------------------------------------------------------------------ columns and constraints */

/* write/link.c: which constraints stand in the line of which column. */
struct write_link {
    const void *constraint;
    size_t next; /* place + 1 */
};
struct write_links {
    struct tn_id_map first; /* of an attribute -> place in links + 1 */
    TN_VECTOR(struct write_link) links;
};
/* Goes before what is linked to the attribute already: link from the last to the first. */
void write_link(struct write_links *links, const struct tn_object *attribute,
                const void *constraint);
void write_link_checks(struct write_links *links, const struct tn_dialect *dialect,
                       const struct tn_entity *entity);
/* NULL where there is no more. */
const struct write_link *write_first_link(const struct write_links *links,
                                          const struct tn_attribute *attribute);
const struct write_link *write_next_link(const struct write_links *links,
                                         const struct write_link *link);
void write_links_free(struct write_links *links);

/* What follows the name, parted as the aligned table needs it: the type, and everything after. */
void write_column_type(struct tn_buffer *out, const struct tn_dialect *dialect,
                       const struct tn_attribute *attribute);
/* checks: those of the columns, or NULL where they are to be looked for. */
void write_column_clauses(struct tn_buffer *out, const struct tn_dialect *dialect,
                          const struct tn_attribute *attribute, const struct write_links *checks,
                          bool no_comments);
/* Does the check stand in its column's line, where MariaDB and SQLite keep it apart from those of
 * the table? */
static inline bool write_in_column(const struct tn_dialect *dialect, const struct tn_check *check) {
    return check->attribute && (dialect->id == TN_SQLITE || dialect->id == TN_MARIADB);
}
/* SQLite: the primary key that stands in the line of its one INTEGER column, or NULL. */
const struct tn_key *write_inline_key(const struct tn_dialect *dialect,
                                      const struct tn_entity *entity);
/* PRIMARY KEY, where the key that write_inline_key() tells is the column's. */
void write_key_in_line(struct tn_buffer *out, const struct tn_dialect *dialect,
                       const struct tn_key *key, const struct tn_attribute *attribute);
/* The actions of a foreign key and what else stands behind its target. */
void write_reference(struct tn_buffer *out, const struct tn_dialect *dialect,
                     const struct tn_relationship *relationship, bool columns);
/* The words before the table to which the constraint is added. */
const char *write_alter_of(const void *constraint);
/* A constraint in a line that is indented so far; a long foreign key is broken before REFERENCES.
 */
void write_constraint(struct tn_buffer *out, const struct tn_dialect *dialect, const void *object,
                      size_t indent);
/* KEY name (…) as in MySQL's CREATE TABLE. */
void write_inline_index(struct tn_buffer *out, const struct tn_dialect *dialect,
                        const struct tn_index *index);
void write_index(struct tn_buffer *out, const struct tn_dialect *dialect,
                 const struct tn_index *index, bool if_not_exists);
/* (a DESC, lower(b)) of an index or exclusion. */
void write_parts(struct tn_buffer *out, const struct tn_dialect *dialect,
                 const struct tn_list *parts);

/* ------------------------------------------------------------------ tables */

struct write_table {
    bool if_not_exists;
    bool no_comments;
    bool terse;
    bool indexes; /* MySQL: its indexes as KEY lines */
    /* Constraints left out, which the script adds later: id -> constraint; or NULL. */
    const struct tn_id_map *later;
    /* Says which foreign keys stand inside; NULL: none. */
    bool (*foreign)(const void *context, const struct tn_relationship *relationship);
    const void *context;
};
void write_table(struct tn_buffer *out, const struct tn_dialect *dialect,
                 const struct tn_entity *entity, const struct write_table *how);
/* The elements of a table in as few lines as may be: in one where they fit. */
void write_terse_body(struct tn_buffer *out, const struct tn_dialect *dialect,
                      const struct tn_entity *entity, const struct write_table *how);
/* Is the constraint left to the end of the script? */
bool write_stands_later(const struct write_table *how, const void *constraint);
/* Is it written as PARTITION OF, all its columns being its parent's? Else it is created and
 * attached. */
bool write_as_partition(const struct tn_dialect *dialect, const struct tn_entity *entity);
/* write/inherit.c. Two columns alike but for NOT NULL and the default, which a table below may have
 * of its own; whether the default is what comes from above. */
bool write_same_column(const struct tn_attribute *a, const struct tn_attribute *b);
bool write_same_default(const struct tn_attribute *own, const struct tn_attribute *above);
/* The columns of the tables above, by name; and whether a column says no more than they do. */
void write_collect_inherited(struct tn_text_map *above, const struct tn_dialect *dialect,
                             const struct tn_entity *entity);
bool write_is_passed_on(const struct tn_text_map *above, const struct tn_attribute *attribute);
/* Its columns stand in another order than INHERITS would give them: it is made by itself and put
 * below its parents afterwards, by a statement each. */
bool write_inherits_later(const struct tn_dialect *dialect, const struct tn_entity *entity);
void write_inherit(struct tn_buffer *out, const struct tn_dialect *dialect,
                   const struct tn_entity *entity, const void *parent);
/* ALTER TABLE parent ATTACH PARTITION entity … */
void write_attach(struct tn_buffer *out, const struct tn_dialect *dialect,
                  const struct tn_entity *entity);
/* write/late.c: keys and checks of the table, and checks that it gets from the whole, that have no
 * place in CREATE TABLE: id -> itself. */
void write_find_late(const struct tn_dialect *dialect, const struct tn_entity *entity,
                     struct tn_id_map *late);
/* write/alter.c: CREATE TABLE without those, put below no other table yet unless it is made so. */
void write_table_alone(struct tn_buffer *out, const struct tn_dialect *dialect,
                       const struct tn_entity *entity, const struct tn_id_map *late);

/* ------------------------------------------------------------------ other objects */

/* CREATE … of what is not an entity or index. */
void write_object(struct tn_buffer *out, const struct tn_dialect *dialect, const void *object,
                  bool if_not_exists);
/* The parameters of a routine without their defaults, as DROP and COMMENT want them. */
void write_signature(struct tn_buffer *out, const struct tn_routine *routine);
void write_drop_grant(struct tn_buffer *out, const struct tn_grant *grant); /* right.c */
void write_drop(struct tn_buffer *out, const struct tn_dialect *dialect, const void *object,
                bool if_exists);

/* write/session.c: SET …, of the settings that are kept with an object, and back; those it is
 * made under, or "". */
void write_session_begin(struct tn_buffer *out, const char *session);
void write_session_end(struct tn_buffer *out, const char *session);
const char *write_session_of(const struct tn_dialect *dialect, const struct tn_object *object);

#endif
