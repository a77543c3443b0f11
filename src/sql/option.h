/*
 * option: column options that are kept as one text of words and values, "STORAGE external
 * COMPRESSION lz4", and table options, "ROW_FORMAT=DYNAMIC CHECKSUM=1": finding one, putting one
 * in place of what it was.
 */
#ifndef SQL_OPTION_H
#define SQL_OPTION_H

#include "tenon/model.h"

/* MariaDB: the column tells since when, or until when, its row is the current one. The first of its
 * options, in place of an expression that the column is generated from. */
#define SQL_ROW_START "GENERATED ALWAYS AS ROW START"
#define SQL_ROW_END "GENERATED ALWAYS AS ROW END"

/* The length of it where the options begin so, or 0. */
size_t sql_row_time(const char *options);

/* What stands behind the word, up to the next blank; empty where the word is not there. The word in
 * capitals, as it is kept. */
struct tn_slice sql_option_find(const char *options, const char *word);
/* The options with that value behind the word; without both where the value is "". Interned. */
const char *sql_option_put(struct tn_model *model, const char *options, const char *word,
                           const char *value);

/* A table's options are WORD=value, parted by blanks: the same for them. The value may be a string
 * or a list in parentheses. */
struct tn_slice sql_setting_find(const char *options, const char *word);
const char *sql_setting_put(struct tn_model *model, const char *options, const char *word,
                            const char *value);

/* The options without a word that stands by itself, and the NO before it. Interned. */
const char *sql_without_word(struct tn_model *model, const char *options, const char *word);

/* PostgreSQL: this leads the options of a key or index of a partitioned table whose partitions do
 * not have it by themselves. */
#define SQL_ONLY "ONLY"

bool sql_stands_only(const char *options);
const char *sql_behind_only(const char *options); /* the options without it */

#endif
