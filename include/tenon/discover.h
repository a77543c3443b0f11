/*
 * discover: the dependencies that hold in data. No I/O, no model, no clock.
 *
 * Data are numbers, a column at a time: equal values have equal numbers. What a null is equal to
 * is decided by whoever numbers the values.
 *
 * The search is by minimal hitting sets of difference sets: X -> A holds exactly where X meets the
 * difference set of every pair of rows that differ in A (Mannila and Raiha, DKE 12(1) 1994).
 * Hitting sets are enumerated depth first with their private edges (Murakami and Uno, DAM 170
 * 2014). Short tables give all their difference sets; of longer ones a sample of neighbours in
 * sorted order is taken (as HyFD does: Papenbrock and Naumann, SIGMOD 2016), a left side that hits
 * all of them is tested on partitions (TANE: Huhtala et al., Computer Journal 42(2) 1999), and the
 * pairs of rows that refute it join the sample (HPIValid: Birnick et al., PVLDB 13(11) 2020;
 * FDHits: Bleifuss et al., SIGMOD 2024). So all that is found holds and is minimal, even where the
 * search was stopped; the memory it needs beside the data is that of the sample.
 */
#ifndef TENON_DISCOVER_H
#define TENON_DISCOVER_H

#include "tenon/theory.h"

/* One number a row: of its value among the distinct ones, all of which occur. */
struct tn_column {
    const uint32_t *codes;
    uint32_t distinct;
};

struct tn_columns {
    const struct tn_column *items;
    size_t count; /* at most TN_SET_ATTRIBUTES */
    size_t rows;  /* below 2^32 - 1 */
};

struct tn_discovery_options {
    size_t memory;  /* bytes the search may take beside the data; 0: 1 GiB */
    size_t pairs;   /* up to so many pairs of rows all are compared; 0: 4 million */
    bool keys;      /* look for unique column combinations, too */
    size_t threads; /* 0: two, where the table is not small */
    /* Asked now and then, by one thread at a time: false stops the search. done of all right sides
     * are through. NULL: never stopped. */
    bool (*go_on)(void *context, size_t done, size_t all, size_t found);
    void *context;
};

enum tn_discovery_end { TN_DISCOVERY_COMPLETE, TN_DISCOVERY_CANCELLED, TN_DISCOVERY_MEMORY };

struct tn_found_fd {
    struct tn_set left; /* empty for a constant column */
    size_t right;
};

struct tn_discovery {
    /* All minimal ones, by right side, then size of the left side, then its first columns. */
    TN_VECTOR(struct tn_found_fd) fds;
    TN_VECTOR(struct tn_set) keys; /* minimal sets of columns without two equal rows */
    size_t duplicates;             /* rows that are equal to an earlier one: no keys then */
    enum tn_discovery_end end;     /* not complete: some may be missing */
    size_t pairs, samples, tests;  /* rows compared, difference sets kept, left sides tested */
};

void tn_discover(const struct tn_columns *columns, const struct tn_discovery_options *options,
                 struct tn_discovery *discovery);
void tn_discovery_free(struct tn_discovery *discovery);

/* ------------------------------------------------------------------ proposals */

/*
 * Of what holds in data most is by chance. Worth a person's look is a dependency with a small left
 * side that is no key, whose values come back often enough for chance to be unlikely, and whose
 * right side varies. Near ones count by g3, the least number of rows to take away so that they hold
 * (Kivinen and Mannila, TCS 149(1) 1995).
 */
struct tn_proposal_options {
    size_t left;                  /* most columns of a left side */
    double error;                 /* share of the rows that may break a dependency: 0.01 */
    size_t groups;                /* least number of left values that stand in several rows: 10 */
    double support;               /* least share of the rows that have such a value: 0.05 */
    bool (*go_on)(void *context); /* false stops; NULL: never */
    void *context;
};

struct tn_proposal {
    struct tn_set left;
    size_t right;
    size_t broken; /* rows to take away so that it holds: g3 times the rows; 0: it holds */
    size_t groups; /* left values that stand in several rows */
    size_t saved;  /* values of the right side that would stand once in a table of their own */
};

struct tn_proposals {
    TN_VECTOR(struct tn_proposal) items; /* those that hold first; then most saved first */
    bool stopped;
};

/* None is listed whose right side follows from fewer of its left columns, nearly or fully. */
void tn_propose(const struct tn_columns *columns, const struct tn_proposal_options *options,
                struct tn_proposals *proposals);

/* A row that breaks a dependency, and one with the same left side and the commonest right side. */
struct tn_violation {
    size_t row, against;
};
/* The first rows that break it, at most limit of them; how many were found. */
size_t tn_violations(const struct tn_columns *columns, const struct tn_proposal *proposal,
                     struct tn_violation *violations, size_t limit);

/* How many rows to take away so that left -> right holds: g3 times the rows. */
size_t tn_broken_rows(const struct tn_columns *columns, struct tn_set left, size_t right);

/* ------------------------------------------------------------------ inclusions */

/* The values of a column, each once, in the order of strcmp, without nulls. */
struct tn_value_list {
    const char *const *values;
    size_t count;
};

struct tn_inclusion {
    size_t part, whole; /* numbers of lists: every value of part is one of whole */
};

struct tn_inclusions {
    TN_VECTOR(struct tn_inclusion) items; /* by part, then whole */
};

/* All unary inclusion dependencies between the lists, none of an empty one: SPIDER, one merge of
 * all lists (Bauckmann, Leser and Naumann, ICDE Workshops 2006). Memory: a bit for each two lists.
 */
void tn_find_inclusions(const struct tn_value_list *lists, size_t count,
                        struct tn_inclusions *inclusions);

#endif
