/*
 * expression: an expression in pieces, while it is brought to the form in which it is compared.
 * What is taken away is marked as gone; pieces_compact() then takes it out of the list.
 */
#ifndef SQL_EXPRESSION_H
#define SQL_EXPRESSION_H

#include "sql/lexer.h"

struct piece {
    const char *at;
    size_t length;
    enum token_kind kind;
    size_t match; /* of a bracket: the other one */
    bool gone;
};

struct pieces {
    struct piece *items;
    size_t count, capacity;
    enum tn_dialect_id dialect;
};

/* Is the piece this word, in any letter case, or this symbol? False behind the last one. */
bool piece_is(const struct pieces *pieces, size_t i, const char *text);
bool piece_opens(const struct piece *piece);
bool piece_closes(const struct piece *piece);
void pieces_compact(struct pieces *pieces);

/* expression_parentheses.c */
void pieces_drop_parentheses(struct pieces *pieces);
/* Does what stands there bind no stronger than a comparison? */
bool piece_ends_operand(const struct pieces *pieces, size_t i);

/* expression_spelling.c: as PostgreSQL prints it. */
void pieces_spell_casts(struct pieces *pieces);
void pieces_spell_betweens(struct pieces *pieces);

#endif
