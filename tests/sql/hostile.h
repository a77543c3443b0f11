/*
 * hostile: scripts that grow without end in one way each, to see that the work grows no faster than
 * they do. A case is a row: head, `each` so many times, middle, `again` as often, tail. In the
 * texts {i} is the number of the repetition, {h} the one before it (0 for the first), {n} their
 * count less one.
 */
#ifndef TENON_TESTS_SQL_HOSTILE_H
#define TENON_TESTS_SQL_HOSTILE_H

#include "tenon/sql.h"

struct hostile {
    const char *name;
    unsigned dialects; /* a bit (1 << dialect) each */
    size_t scale;      /* repetitions for each of the asked size: more where they are short */
    const char *head, *each, *middle, *again, *tail;
};

extern const struct hostile hostile_cases[];
extern const size_t hostile_case_count;

void hostile_write(const struct hostile *row, size_t size, struct tn_buffer *out);

#endif
