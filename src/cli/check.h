/*
 * What the options of tenon check say.
 */
#ifndef CLI_CHECK_H
#define CLI_CHECK_H

#include "cli/data.h"
#include "tenon/lint.h"
#include "tenon/store.h"

struct cli_checking {
    struct tn_lint_options options;
    const struct tn_lint_format *format;
    struct tn_baseline *baseline; /* or NULL */
    int fail_on;                  /* -1: never */
    struct cli_data data;
    struct tn_data_set set; /* the data that --data names */
    struct tn_arena arena;
};

/* From the options. False after saying what is wrong, with the status; to be freed in any case. */
bool cli_checking(struct cli *cli, struct cli_checking *checking, enum cli_status *status);
void cli_checking_free(struct cli_checking *checking);
/* The names of --rule are those of rules, or of the model's own; false after saying which is not.
 */
bool cli_checking_names_rules(const struct cli *cli, const struct cli_checking *checking,
                              const struct tn_model *model);
/* The model as --config and --own-rules want it judged: itself, or a copy. NULL with the error. */
struct tn_model *cli_ruled_model(struct cli *cli, struct tn_model *model);

#endif
