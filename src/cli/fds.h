/*
 * What tenon fds found in a table, and how it is written.
 */
#ifndef CLI_FDS_H
#define CLI_FDS_H

#include "cli/command.h"
#include "tenon/data.h"

struct fds_found {
    const struct tn_data *data;
    struct tn_columns columns;
    struct tn_discovery all;
    struct tn_proposals proposals; /* not with --all */
    size_t limit;                  /* of proposals shown, of each kind */
    double seconds;                /* that the search took */
};

void fds_put_all(struct tn_buffer *out, const struct fds_found *found);
void fds_put_all_json(struct tn_buffer *out, const struct fds_found *found);
void fds_put_proposals(struct tn_buffer *out, const struct fds_found *found);
void fds_put_proposals_json(struct tn_buffer *out, const struct fds_found *found);

/* Of several tables (fds_inclusions.c): the columns whose values all stand in another; without all,
 * those that could be foreign keys, the likely ones first. */
void fds_put_inclusions(struct tn_buffer *out, const struct tn_data_set *set, bool all, bool json,
                        size_t limit);

#endif
