/*
 * A script at work: the statement being written, and where the next one goes. With parts asked for,
 * each object has a file of its own (see parts.c); else all go into one text.
 */
#ifndef SQL_WRITE_SCRIPT_H
#define SQL_WRITE_SCRIPT_H

#include "sql/write/order.h"
#include "sql/write/write.h"

struct write_script {
    const struct tn_model *model;
    const struct tn_dialect *dialect;
    const struct tn_sql_style *style;
    struct tn_buffer *out;
    struct tn_buffer text; /* the statement at work */
    struct tn_arena arena;
    struct tn_id_map written; /* entities that stand already */
    struct tn_id_map later;   /* keys and checks that are added when the tables are there */
    struct write_order order;
    struct tn_refs entities; /* of them, those asked for */
    enum tn_kind last;       /* kind of the statement before, to tell where a blank line goes */
    bool last_was_long;
    const char *delimiter;         /* set while DELIMITER is in force */
    const char *session;           /* the settings in force, or "" */
    bool unchecked;                /* MySQL: tables may name parents that come later */
    struct write_part_list *parts; /* NULL: one text */
};

/* Is the object, or what it stands in, among those asked for? */
bool write_is_chosen(const struct write_script *script, const void *object);

/* Ends the statement in `text`, if there is any. Statements of one kind that fit in a line stand
 * together; all else is parted by a blank line. */
void write_end(struct write_script *script, enum tn_kind kind);
/* A statement kept as text; in MySQL one with statements inside needs another delimiter. */
void write_text_statement(struct write_script *script, const struct tn_object *object);
/* Ends what such statements need: another delimiter, other settings. */
void write_end_text_statements(struct write_script *script);
/* CREATE of what is neither table nor index. */
void write_plain_object(struct write_script *script, const void *object);

/* With --if-not-exists: puts the statement in `text`, for which the dialect has no such words, into
 * a form that may run twice. */
void write_repeatable(struct write_script *script, const struct tn_object *object);

/* write/late.c: constraints that have to wait for other tables */
/* Can the foreign key stand in its table's CREATE, with the tables written so far? `context` is the
 * script. */
bool write_stands_inside(const void *context, const struct tn_relationship *relationship);
/* MySQL has no words for adding a foreign key that may be there: all stand in their tables then. */
bool write_needs_no_checking(struct write_script *script);
void write_find_later(struct write_script *script); /* keys and checks */
void write_late_constraints(struct write_script *script);

/* write/comments.c: COMMENT ON, of one object with all below it, or of the whole script */
void write_comments(struct write_script *script, const struct tn_object *object);
void write_all_comments(struct write_script *script);

/* All of it, into `out` or into parts; frees what the work needed. */
void write_whole(struct write_script *script);
/* DROP … IF EXISTS of everything, what depends on others first. */
void write_drops(struct write_script *script);

/* ------------------------------------------------------------------ parts */

/* The kinds of files; a table is one part with its indexes, comments and sequences' owners. */
enum write_part {
    PART_ROLES,
    PART_SCHEMAS,
    PART_EXTENSIONS,
    PART_TYPES,
    PART_DOMAINS, /* those that call routines */
    PART_SEQUENCES,
    PART_ROUTINE,
    PART_TABLE,
    PART_FOREIGN_KEYS,
    PART_VIEW,
    PART_TRIGGER,
    PART_OTHERS,
    PART_COMMENTS,
    PART_GRANTS,
    PART_DROPS,
};
/* What comes now belongs to this part: of the object, or of all objects of the kind. Nothing
 * happens without parts. */
void write_begin_part(struct write_script *script, enum write_part part, const void *object);
enum write_part write_part_of(const struct tn_object *object); /* of what has a part of its own */

#endif
