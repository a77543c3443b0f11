/*
 * What the files of a migration tool look like, as data; layout.c has a row a tool.
 *
 * Texts and paths are templates: {version} {slug} {Class} {parent} {app} {provider} {date} {marker}
 * {compound} {literal} {up} {down}; in the text of a statement {sql}, in a comment {title}. What is
 * between braces and is none of these stays as it is.
 */
#ifndef MIGRATE_LAYOUT_H
#define MIGRATE_LAYOUT_H

#include "migrate/plan.h"

/* What a new folder begins with; one that has migrations is continued as they are. */
enum layout_version {
    VERSION_NONE,
    VERSION_SEQUENCE,     /* 1, 2, 3 in rules.width digits */
    VERSION_TIME,         /* 20261127043137 */
    VERSION_MILLISECONDS, /* since 1970 */
    VERSION_HASH,         /* twelve hexadecimal digits */
};

/* How a statement is written as a value of the tool's language. */
struct layout_quoting {
    const char *open, *close;
    struct {
        const char *from, *to;
    } replacements[6];
};

/* Statements in a transaction of the tool, or outside of one. */
struct layout_mode {
    const char *marker;    /* tells the tool */
    const char *begin;     /* NULL: nothing; before the first statement */
    const char *statement; /* NULL: as inside */
    const char *end;
    const char *comment; /* before a step; NULL: none, or outside as inside */
};

enum layout_when {
    WHEN_EACH,     /* a file of each migration; none where its text comes out empty */
    WHEN_ONCE,     /* where it is not there yet */
    WHEN_APPENDED, /* a text for each migration is added to what is there, or to .head */
    WHEN_SUMS,     /* atlas.sum */
};

struct layout_file {
    enum layout_when when;
    const char *path, *head, *text;
};

struct layout_folder;

struct tn_layout_rules {
    enum layout_version version;
    int width;
    bool whole;         /* the scripts as tn_plan_write makes them, in one migration */
    bool begins_itself; /* the files hold BEGIN and COMMIT: the tool does not send them */
    bool query_a_file;  /* a file is sent as one query: what stands outside stands alone in it */
    const char *nothing, *nothing_down; /* a body without statements; NULL: empty */
    const char *down_prefix;            /* of each line of {down}; or NULL */
    const struct layout_quoting *quoting;
    struct layout_mode inside, outside;
    const char *compound;        /* a statement with ; in it; NULL: as others */
    unsigned compound_dialects;  /* bits of enum tn_dialect_id; 0: all */
    const char *compound_marker; /* all statements of a file are compound, and this tells */
    const char *literal, *literal_marker; /* the marker where that stands in a statement */
    const char *unmarked; /* what to do where a migration must stand outside and cannot say so */
    unsigned unmarked_dialects;
    const char *impossible; /* what no statement of these dialects can hold; or NULL */
    unsigned impossible_dialects;
    void (*escape)(const struct tn_dialect *dialect, struct tn_slice sql, struct tn_buffer *out);
    const char *(*newest)(struct layout_folder *folder); /* what {parent} is; NULL where none */
    const char *parent, *no_parent; /* {parent}: a template of {app} and {newest} */
    struct layout_file files[5];
};

/* ------------------------------------------------------------------ templates (layout_text.c) */

struct layout_value {
    const char *name, *text;
};
/* Values end with one without a name. */
void layout_expand(const char *template, const struct layout_value *values, struct tn_buffer *out);
/* A name of small letters, digits and underscores, at most LONGEST_NAME. */
#define LONGEST_NAME 50
const char *layout_slug(struct tn_arena *arena, const char *text);
const char *layout_class(struct tn_arena *arena, const char *slug);
void layout_quote(const struct layout_quoting *quoting, const char *sql, struct tn_buffer *out);
/* The escape functions of rows. */
void layout_escape_colons(const struct tn_dialect *dialect, struct tn_slice sql,
                          struct tn_buffer *out);
void layout_escape_question_marks(const struct tn_dialect *dialect, struct tn_slice sql,
                                  struct tn_buffer *out);

/* ------------------------------------------------------------------ body (layout_body.c) */

/* Some steps of a plan that become one migration. */
struct layout_migration {
    const struct tn_layout_rules *rules;
    const struct tn_plan *plan;
    const struct tn_plan_step *const *steps;
    size_t count;
    bool outside, alone;
    bool compound; /* all statements are written as such */
};
/* Up or down of it; empty where nothing is to be done and the tool needs no word for that. */
void layout_body(const struct layout_migration *migration, bool down, struct tn_buffer *out);
bool layout_step_has(const struct tn_plan_step *step, const char *text);
bool layout_has(const struct layout_migration *migration, const char *text); /* in any statement */

/* ------------------------------------------------------------------ folder (layout_folder.c) */

/* What is in the folder: it moves on with each migration that is made. */
struct layout_folder {
    struct tn_arena arena;
    struct tn_paths paths;
    const char *path, *app;
    const char *newest; /* what the next migration comes after, or NULL */
    uint64_t last;      /* the highest version; 0: none */
    int digits;
    TN_VECTOR(const char *) names; /* given away */
};
bool layout_folder_open(struct layout_folder *folder, const char *path,
                        const struct tn_layout_rules *rules, struct tn_error *error);
void layout_folder_close(struct layout_folder *folder);
/* The next version and a name that is free; both live as long as the folder. */
const char *layout_next(struct layout_folder *folder, const struct tn_layout_rules *rules,
                        const char *slug, int64_t time);
const char *layout_free_name(struct layout_folder *folder, const char *slug);
/* The text of a file of it; false where it is not there or cannot be read. */
bool layout_read(const struct layout_folder *folder, const char *name, struct tn_buffer *text);
/* For the rows: the newest head of a chain of revisions; the name of the highest number. */
const char *layout_newest_revision(struct layout_folder *folder);
const char *layout_newest_number(struct layout_folder *folder);

/* layout_sum.c: atlas.sum of what is there and what comes. */
void layout_sums(const struct layout_folder *folder, const struct tn_layout_files *files,
                 struct tn_buffer *out);

#endif
