/*
 * Data that commands read.
 */
#ifndef CLI_DATA_H
#define CLI_DATA_H

#include "cli/command.h"
#include "tenon/data.h"

struct cli_data {
    struct tn_data_options options;
    TN_VECTOR(const char *) nulls;
    struct tn_arena arena; /* of the names of tables */
};

/* From --separator, --encoding, --null and their like; false after saying what is wrong. To be
 * freed in any case. */
bool cli_data_options(struct cli *cli, struct cli_data *data);
/* A file, a database or "-"; ENTITY=FILE says what the file's table is called, ENTITY=DATABASE
 * which one of the database is meant. False with the error. */
bool cli_data_read(struct cli *cli, struct cli_data *data, const char *source,
                   struct tn_data_set *set);
void cli_data_free(struct cli_data *data);

/* A whole number of an option that is given; *value is left alone where it is not. False after
 * saying what is wrong. */
bool cli_number(struct cli *cli, enum cli_option_id option, size_t least, size_t most,
                size_t *value);

#endif
