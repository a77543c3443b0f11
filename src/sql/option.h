/*
 * option: column options that are kept as one text of words and values, "STORAGE external
 * COMPRESSION lz4": finding one, putting one in place of what it was.
 */
#ifndef SQL_OPTION_H
#define SQL_OPTION_H

#include "tenon/model.h"

/* What stands behind the word, up to the next blank; empty where the word is not there. The word in
 * capitals, as it is kept. */
struct tn_slice sql_option_find(const char *options, const char *word);
/* The options with that value behind the word; without both where the value is "". Interned. */
const char *sql_option_put(struct tn_model *model, const char *options, const char *word,
                           const char *value);

#endif
