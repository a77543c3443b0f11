/*
 * What tenon fds found in a table, and how it is written.
 */
#ifndef CLI_FDS_H
#define CLI_FDS_H

#include "cli/data.h"

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

/* Notes what holds and is proposed as discovered in the project of --into (fds_into.c): open it
 * before the search, add each table's, and close it, which saves and says what was done. */
struct fds_project {
    struct tn_store *store;
    struct tn_data_samples samples;
    size_t noted, tables;
};
bool fds_project_open(struct cli *cli, const struct tn_data_set *set, struct fds_project *project);
void fds_project_note(struct fds_project *project, const struct fds_found *found);
bool fds_project_close(struct cli *cli, struct fds_project *project);

#endif
