/*
 * term: expressions and queries as trees, read in one dialect and written in another.
 *
 * A term is read with the source's grammar into a tree whose operations and functions are rows of
 * the tables of term_table.c, and written from the target's cells of the same rows. What has no
 * row, or an empty cell, has no translation: `unknown` then tells the piece that is in the way. All
 * terms live in the arena of the lowering.
 */
#ifndef LOWER_TERM_H
#define LOWER_TERM_H

#include "lower/lowering.h"
#include "sql/lexer.h"

/* ------------------------------------------------------------------ terms */

enum term_kind {
    TERM_NUMBER,
    TERM_STRING, /* text: unquoted */
    TERM_BITS,   /* text: the digits of b'…' or x'…', as written */
    TERM_WORD,   /* null, true, false */
    TERM_VALUE,  /* value: now, the user, … */
    TERM_COLUMN, /* text: its name; qualifier: of its table, or NULL */
    TERM_STAR,   /* *, with a qualifier or without */
    TERM_CALL,   /* call: its row; items: the arguments */
    TERM_OPERATION,
    TERM_CASE, /* items: operand or NULL, then pairs of condition and result, at last else or NULL
                */
    TERM_LIST,
    TERM_CAST, /* cast: its row */
    TERM_QUERY,
};

/* What a value is, as far as it must be known to keep an expression's meaning. */
enum term_class {
    CLASS_UNKNOWN,
    CLASS_TEXT,
    CLASS_INTEGER,
    CLASS_EXACT, /* numbers with a fraction */
    CLASS_FLOAT,
    CLASS_FLAG, /* true or false */
    CLASS_MOMENT,
    CLASS_DOCUMENT,
    CLASS_BYTES
};

struct query;

struct term {
    enum term_kind kind;
    const char *text, *qualifier;
    const struct tn_attribute *attribute; /* of a column, where it is known */
    const struct tn_operation_row *operation;
    const struct tn_function_row *call;
    const struct tn_value_row *value;
    const struct cast_row *cast;
    struct query *query;
    const struct term *means; /* of a column of a query: what it is there */
    struct term **items;
    size_t count;
    bool distinct;               /* count(DISTINCT …) */
    const struct window *window; /* of a call: OVER, or NULL */
};

struct cast_row {
    const char *names;                      /* blank-separated, that stand for it in a source */
    const char *spelling[TN_DIALECT_COUNT]; /* "" where the dialect cannot cast to it */
    enum term_class class;
};

/* ------------------------------------------------------------------ queries */

struct source { /* of rows: a table, a query, or two joined */
    const char *table, *alias;
    const struct tn_object *object; /* the entity or view; NULL for a query */
    struct query *query;
    const struct named_query *named; /* that it is, or NULL */
    struct source *left, *right;
    const char *join; /* "JOIN", "LEFT JOIN", "CROSS JOIN" */
    struct term *on;
    struct term *using; /* a list of columns */
};

struct output {
    struct term *term;
    const char *alias;
    bool descending; /* ORDER BY */
    enum tn_nulls nulls;
};

struct window_order {
    struct output order;
    struct window_order *next;
};

struct window {
    struct term *partition; /* a list, or NULL */
    struct window_order *orders;
    const char *frame; /* ROWS …, or NULL */
};

struct named_query { /* of WITH */
    const char *name;
    struct term *columns; /* a list, or NULL */
    struct query *query;
    struct named_query *next;
};

struct query {
    struct named_query *with;
    bool recursive;
    bool distinct;
    TN_VECTOR(struct output) outputs;
    struct source *from;
    struct term *where, *having;
    TN_VECTOR(struct term *) groups;
    TN_VECTOR(struct output) orders;
    struct term *limit, *offset;
    const char *set; /* "UNION", "UNION ALL", … and the query behind it */
    struct query *next;
    const struct query *outer; /* whose columns it may see */
    bool beside;               /* what the outer one selects from: it may not */
};

/* ------------------------------------------------------------------ the work at hand */

enum { TERM_DEEPEST = 200 };

struct translation {
    struct lowering *l;
    const struct tn_entity *entity; /* whose attributes it may mention; NULL: none, or a query's */
    const struct tn_attribute *value; /* stands for VALUE */
    TN_VECTOR(struct token) tokens;
    size_t at;
    int depth;
    struct query *query; /* the innermost while reading and writing */
    const struct query
        *selecting;      /* whose outputs are settled: they do not see each other's names */
    const char *unknown; /* the piece that has no translation; NULL: all is well */
    struct tn_buffer *out;
};

/* term_read.c. NULL with `unknown` set where the source's text is not understood. */
struct term *term_read(struct translation *t, int level);
struct term *term_read_parentheses(struct translation *t);
/* One more operation to the right of a term, or NULL where there is none that binds so tightly. */
struct term *term_read_more(struct translation *t, struct term *left, int level); /* term_infix.c */
struct term *term_read_call(struct translation *t, const char *name);             /* term_call.c */
/* The cast of a term to the type that is read. */
struct term *term_read_type(struct translation *t, struct term *inner);
struct query *term_read_query(struct translation *t);        /* term_query.c */
struct query *term_read_query_beside(struct translation *t); /* the same, in FROM, WITH or UNION */

/* term_window.c */
struct window *term_read_window(struct translation *t); /* behind OVER */
bool term_settle_window(struct translation *t, const struct window *window);
void term_write_window(struct translation *t, const struct window *window);
bool term_read_order(struct translation *t, struct output *order);
/* nulls_count: where nulls stand is kept, though nothing is said of it. */
void term_write_order(struct translation *t, const struct output *order, bool nulls_count);

/* term_with.c */
bool term_read_with(struct translation *t, struct query *query); /* at WITH, or nothing */
bool term_settle_with(struct translation *t, const struct query *query);
void term_write_with(struct translation *t, const struct query *query);
/* The one that the query, or one around it, has of that name; NULL. */
const struct named_query *term_named_query(const struct query *query, const char *name);
const struct term *term_named_output(const struct named_query *named, const char *name);
const struct term *term_output_named(const struct query *query, const char *name); /* or NULL */

/* term.c: what reading is made of */
const struct token *term_token(const struct translation *t, size_t ahead);
bool term_at_word(const struct translation *t, size_t ahead, const char *word);
bool term_at_symbol(const struct translation *t, size_t ahead, const char *symbol);
bool term_accept_word(struct translation *t, const char *word);
bool term_accept_symbol(struct translation *t, const char *symbol);
const char *term_text(struct translation *t, const struct token *token); /* unquoted */
void *term_give_up(struct translation *t, const char *piece);            /* NULL */
struct term *term_new(struct translation *t, enum term_kind kind);
void term_add(struct translation *t, struct term *term, struct term *item);
struct term *term_operation(struct translation *t, const char *name, struct term *a,
                            struct term *b);

/* term_class.c: settles what columns and values are, and changes what would change its meaning
 * (0 and 1 that stand for false and true). False with `unknown` set where that cannot be done. */
bool term_settle(struct translation *t, struct term *term);
bool term_settle_query(struct translation *t, struct query *query);  /* term_scope.c */
bool term_settle_column(struct translation *t, struct term *column); /* term_scope.c */
bool term_settle_condition(struct translation *t, struct term **term);
enum term_class term_class_of(const struct term *term);
enum term_class term_class_of_type(const char *type);

/* term_write.c, term_query.c */
void term_write(struct translation *t, const struct term *term, int level);
void term_write_query(struct translation *t, struct query *query);

/* term_table.c */
extern const struct cast_row term_casts[];
extern const size_t term_cast_count;
const struct tn_operation_row *term_operation_named(const char *name);

/* expression.c: an expression with the term it was read as; that is NULL where the two dialects
 * write expressions alike. */
const char *lower_term(struct lowering *l, const struct tn_entity *entity, const char *expression,
                       struct term **term);

/* default.c: the value that a word or a call without arguments stands for, or NULL. */
const struct tn_value_row *lower_value_row(enum tn_dialect_id dialect, const char *text);

#endif
