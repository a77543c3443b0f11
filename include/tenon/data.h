/*
 * data: tables of values, to look for dependencies in: CSV files and their kin, tables of SQLite
 * databases. Values are texts, each kept once a column; a row is a number for each column.
 *
 * CSV is RFC 4180 with the usual deviations: other separators, a line "sep=;", line ends of any
 * system, blank lines, a byte order mark, blanks before a quote, rows that are too short or too
 * long (a finding each), UTF-16, Latin-1. Reading takes time and memory linear in the text.
 */
#ifndef TENON_DATA_H
#define TENON_DATA_H

#include "tenon/discover.h"
#include "tenon/lint.h"
#include "tenon/model.h"

struct tn_data_column {
    const char *name;               /* no two of a table are the same */
    TN_VECTOR(uint32_t) codes;      /* [row] */
    TN_VECTOR(const char *) values; /* [code]; NULL: null */
};

struct tn_data {
    struct tn_arena arena; /* holds the texts */
    const char *name;      /* of the table, or the file */
    bool file;             /* it is the name of a file */
    const char *entity;    /* what its rows are of, where that was said; NULL */
    bool cut;              /* there may be more rows than were read */
    size_t rows, count;
    struct tn_data_column *columns;
};

enum tn_encoding { TN_ENCODING_DETECTED, TN_UTF8, TN_LATIN1, TN_UTF16 };

struct tn_data_options {
    char separator;            /* 0: , ; tab or |, as the text tells */
    bool no_header;            /* the first line holds values; columns are column1, column2 … */
    enum tn_encoding encoding; /* UTF-16 goes by its byte order mark, else the low byte is first */
    const char *const *nulls;  /* values that are null, beside NULL and empty fields */
    size_t null_count;
    bool nulls_differ;  /* no null equals another; else they all do */
    size_t rows;        /* read at most so many; 0: all */
    size_t memory;      /* bytes the data may take; 0: 1 GiB */
    const char *table;  /* of a database; NULL: all of its tables */
    const char *entity; /* what the rows of a file are of; NULL: its name tells */
};

struct tn_data_set {
    TN_VECTOR(struct tn_data *) tables;
};

/* Adds what a file holds: one table, or those of a database ("-": standard input). Rows that do not
 * fit are findings. False with an error where it cannot be read; what was added before stays. */
bool tn_data_read(struct tn_data_set *set, const char *path, const struct tn_data_options *options,
                  struct tn_findings *findings, struct tn_error *error);
void tn_data_set_free(struct tn_data_set *set);

/* As the discovery takes it; items on the heap, good as long as the data. */
struct tn_columns tn_data_codes(const struct tn_data *data);
const char *tn_data_value(const struct tn_data *data, size_t column, size_t row); /* NULL: null */

/* The values of a column, sorted, without nulls; the array on the heap. */
struct tn_value_list tn_data_values(const struct tn_data *data, size_t column);

/* The tables as samples of a model's entities: each is of the entity that is called as the table,
 * or as the file is without its folder and ending; letter case does not count where that is clear.
 * Files and columns that the model does not know are findings. To be freed before the data. */
struct tn_data_samples {
    TN_VECTOR(struct tn_sample) list;
    struct tn_arena arena;
};
void tn_data_samples_make(const struct tn_data_set *set, const struct tn_model *model,
                          struct tn_data_samples *samples, struct tn_findings *findings);
struct tn_samples tn_data_samples_of(const struct tn_data_samples *samples);
void tn_data_samples_free(struct tn_data_samples *samples);

#endif
