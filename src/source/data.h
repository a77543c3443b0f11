/*
 * What readers of data share: how a table is built, and texts in other encodings.
 */
#ifndef SOURCE_DATA_H
#define SOURCE_DATA_H

#include "tenon/data.h"

/* A table while it is read. */
struct data_builder {
    struct tn_data *data;
    const struct tn_data_options *options;
    struct tn_text_map *numbers; /* [column]: value -> its code + 1 */
    uint32_t *nulls;             /* [column]: code + 1 of the null; 0: not met */
    size_t texts;                /* bytes of the tables of texts */
};

void data_begin(struct data_builder *builder, const char *name,
                const struct tn_data_options *options);
/* In their order, before the first value. A name that is empty or stands already is made another.
 */
bool data_add_column(struct data_builder *builder, struct tn_slice name, struct tn_error *error);
/* The next value of a column; at NULL: null. */
void data_put(struct data_builder *builder, size_t column, struct tn_slice value);
/* A row is complete: false with an error where the data become too large. */
bool data_end_row(struct data_builder *builder, struct tn_error *error);
bool data_is_full(const struct data_builder *builder); /* of the rows that were asked for */
/* The table; NULL and nothing left where keep is false. */
struct tn_data *data_finish(struct data_builder *builder, bool keep);

/* The text as UTF-8, without its byte order mark, in place. A note tells what was detected. */
bool data_decode(struct tn_buffer *text, enum tn_encoding encoding, const char *path,
                 struct tn_findings *findings, struct tn_error *error);

/* Reads a CSV text. */
struct tn_data *data_read_csv(const struct tn_buffer *text, const char *path,
                              const struct tn_data_options *options, struct tn_findings *findings,
                              struct tn_error *error);

#endif
