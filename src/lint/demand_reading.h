/*
 * demand_reading: a statement while it is read for what it asks of its tables.
 */
#ifndef LINT_DEMAND_READING_H
#define LINT_DEMAND_READING_H

#include "lint/demand.h"
#include "sql/lexer.h"

enum { DEMAND_RELATIONS = 32 };

struct demand_relation {
    struct lint_table *table;   /* NULL for a query and what is unknown */
    const char *name;           /* by which it is qualified, in small letters */
    struct tn_text_map columns; /* name in small letters -> attribute */
    struct lint_draft draft;
    bool reached; /* by a join from those before, or the first to be read */
};

/* a.x = b.y */
struct demand_link {
    size_t relations[2];
    const struct tn_attribute *attributes[2];
};

struct demand_span { /* of tokens */
    size_t from, to;
};

struct demand_reading {
    struct tn_lint *lint;
    const struct tn_access_pattern *pattern;
    TN_VECTOR(struct token) tokens; /* the last one is T_END */
    TN_VECTOR(size_t) match;        /* of a bracket the other one, else its own place */
    struct demand_relation relations[DEMAND_RELATIONS];
    size_t relation_count;
    TN_VECTOR(struct demand_link) links;
    TN_VECTOR(struct demand_span) waiting; /* conditions */
    struct demand_span output;
};

struct demand_column {
    size_t relation; /* DEMAND_RELATIONS: none */
    const struct tn_attribute *attribute;
};

/* One side of a comparison. */
struct demand_operand {
    struct demand_column column; /* a column, or whose relation the expression is of */
    const char *expression;      /* NULL for a plain column or a constant */
    bool mixed;                  /* of several relations, or a query */
};

/* demand_tokens.c: of the text; to be freed with the reading. */
void demand_read_tokens(struct demand_reading *r, const char *text);
const struct token *demand_token_at(const struct demand_reading *r, size_t place);
bool demand_at_word(const struct demand_reading *r, size_t place, const char *word);
bool demand_at_symbol(const struct demand_reading *r, size_t place, const char *symbol);
/* Behind the token, and behind the brackets that it opens. */
size_t demand_behind(const struct demand_reading *r, size_t place);
bool demand_is_one_of(const struct demand_reading *r, size_t place, const char *const *words);
/* The first of the words at this level; to where there is none. */
size_t demand_find_one(const struct demand_reading *r, size_t from, size_t to,
                       const char *const *words);
size_t demand_find_word(const struct demand_reading *r, size_t from, size_t to, const char *word);
/* What the token stands for, in small letters; in the run's arena. */
const char *demand_name_at(const struct demand_reading *r, size_t place);
struct demand_column demand_column_in(const struct demand_reading *r, size_t relation,
                                      const char *name);
/* Behind the path that begins there: schema.table.column. */
size_t demand_path_end(const struct demand_reading *r, size_t from);
/* Of the path; none where no relation has it. */
struct demand_column demand_column_at(const struct demand_reading *r, size_t from, size_t end);
/* What stands there: a column, an expression of one relation, or something else. */
struct demand_operand demand_operand_of(const struct demand_reading *r, struct demand_span span);
struct lint_wish demand_wish_of(const struct demand_operand *operand);
struct demand_span demand_without_brackets(const struct demand_reading *r, struct demand_span span);
/* As written, without qualifiers of columns; in the run's arena. */
const char *demand_unqualified(const struct demand_reading *r, struct demand_span span);
/* demand_condition.c: what the condition asks of the relations it names. */
void demand_read_condition(struct demand_reading *r, size_t from, size_t to);
/* Two columns that a join compares. */
void demand_add_link(struct demand_reading *r, struct demand_column a, struct demand_column b);

#endif
