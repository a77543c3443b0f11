/*
 * What a command is to the command line: a row of one table, from which
 * parsing, help, the manual page and the completions derive.
 */
#ifndef CLI_COMMAND_H
#define CLI_COMMAND_H

#include "tenon/cli.h"
#include "tenon/diff.h"
#include "tenon/lower.h"
#include "tenon/model.h"
#include "tenon/sql.h"

enum cli_status { CLI_DONE = 0, CLI_FOUND = 1, CLI_USAGE = 2, CLI_FAILED = 3 };

enum cli_option_id {
    OPTION_HELP,
    OPTION_QUIET,
    OPTION_VERBOSE,
    OPTION_OUTPUT,
    OPTION_FORMAT,
    OPTION_DIALECT,
    OPTION_READ_AS,
    OPTION_FROM,
    OPTION_REPLACE,
    OPTION_THEME,
    OPTION_ASCII,
    OPTION_FOCUS,
    OPTION_DEPTH,
    OPTION_DETAIL,
    OPTION_FAIL_ON,
    OPTION_FIX,
    OPTION_RULE,
    OPTION_WAIVED,
    OPTION_EXIT_CODE,
    OPTION_BY_NAME,
    OPTION_ORDER,
    OPTION_RENAMES,
    OPTION_RENAMES_OUT,
    OPTION_DOWN,
    OPTION_EXPLAIN,
    OPTION_CHECK,
    OPTION_VERIFY,
    OPTION_SERVER,
    OPTION_ONLINE,
    OPTION_PART,
    OPTION_BATCH,
    OPTION_PAUSE,
    OPTION_LOCK_TIMEOUT,
    OPTION_LAYOUT,
    OPTION_NAME,
    OPTION_IF_NOT_EXISTS,
    OPTION_DROP,
    OPTION_NO_COMMENTS,
    OPTION_STRICT,
    OPTION_TERSE,
    OPTION_ONLY,
    OPTION_SPLIT,
    OPTION_ENUMS,
    OPTION_LIMIT,
    OPTION_RELATION,
    OPTION_FD,
    OPTION_MVD,
    OPTION_TO,
    OPTION_APPLY,
    OPTION_ALL,
    OPTION_LEFT,
    OPTION_ERROR,
    OPTION_TABLE,
    OPTION_SEPARATOR,
    OPTION_NO_HEADER,
    OPTION_ENCODING,
    OPTION_NULL,
    OPTION_NULLS_DIFFER,
    OPTION_ROWS,
    OPTION_TIMEOUT,
    OPTION_DELETE,
    OPTION_COVERING,
    OPTION_DATA,
    OPTION_INTO,
    OPTION_PROFILE,
    OPTION_BASELINE,
    OPTION_WRITE_BASELINE,
    OPTION_FIX_DRY_RUN,
    OPTION_EACH,
    OPTION_CONFIG,
    OPTION_OWN_RULES,
    OPTION_QUERY,
    OPTION_COUNT
};

struct cli_option {
    const char *name;     /* "format", without dashes */
    char letter;          /* 'o', or 0 */
    const char *argument; /* "FILE", or NULL for a switch */
    const char *help;
    void (*words)(struct tn_buffer *out); /* the words it takes, a line each; NULL: any */
};
extern const struct cli_option cli_options[OPTION_COUNT];

struct cli; /* one call */

struct cli_command {
    const char *name;
    const char *arguments;             /* "OLD NEW" as shown in usage lines; "" for none */
    int least, most;                   /* number of arguments; most < 0: any */
    const char *title;                 /* one line */
    const char *help;                  /* paragraphs for --help and the manual */
    const char *example;               /* a command line, without "tenon " */
    const enum cli_option_id *options; /* beside the common ones, OPTION_COUNT ends them; NULL */
    enum cli_status (*run)(struct cli *cli);
};
extern const struct cli_command cli_commands[];
extern const size_t cli_command_count;
const struct cli_command *cli_command_find(const char *name); /* NULL */

/* Is the option one of the command, or one that every command has (help, quiet, verbose)? */
bool cli_takes(const struct cli_command *command, size_t option);
bool cli_takes_of_its_own(const struct cli_command *command, size_t option);

/* An option as it was given; some may be given again and again. */
struct cli_given {
    int option;
    const char *value;
};

struct cli {
    const struct cli_command *command;
    const char *values[OPTION_COUNT];  /* "" for a switch that is set; NULL where
                                          not given; the last where given again */
    TN_VECTOR(struct cli_given) given; /* all, in their order */
    const char *const *arguments;
    int count;
    struct tn_findings findings;
    struct tn_error error;
    const struct tn_cli_designer *designer;
};

static inline bool cli_has(const struct cli *cli, enum cli_option_id option) {
    return cli->values[option] != NULL;
}

/* project.c: the project that the first argument names; NULL with the error. */
struct tn_store *cli_open_project(struct cli *cli, enum tn_store_mode mode);
/* For commands that change: a project that can only be read will not do. */
struct tn_store *cli_open_for_change(struct cli *cli);

/* parse.c: fills cli from argv (behind the command's name). False after saying
 * what is wrong. */
bool cli_parse(struct cli *cli, int argc, char **argv);
/* The known word nearest to a mistyped one, or NULL where none is near. */
const char *cli_nearest(const char *word, const char *const *known, size_t count);

/* report.c: messages and results. */
void cli_say(const struct cli *cli, const char *format, ...) TN_PRINTF(2, 3); /* not with -q */
enum cli_status cli_fail(struct cli *cli); /* prints the error and the findings; CLI_FAILED */
enum cli_status cli_wrong(const struct cli *cli, const char *format, ...) TN_PRINTF(2, 3);
/* To -o or standard output. */
enum cli_status cli_output(struct cli *cli, const struct tn_buffer *text);
/* A file in the folder -o, which is made where there is none; says that it is written. */
bool cli_write_in_folder(struct cli *cli, const char *name, const struct tn_buffer *text);
void cli_print_findings(struct cli *cli); /* to standard error, and empties them */
/* --strict, and there are warnings or errors about what the other dialect cannot express: says so.
 * Nothing is to be written then. */
bool cli_refuses_losses(struct cli *cli);
bool cli_color(int descriptor); /* a terminal, and NO_COLOR is not set */
/* --dialect; *dialect NULL where not given. False after saying that it is
 * unknown. */
bool cli_dialect(struct cli *cli, const struct tn_dialect **dialect);
/* --read-as, in the same way. */
bool cli_read_as(struct cli *cli, const struct tn_dialect **dialect);
/* --format where it is text (as without it) or json. False after saying that it is another. */
bool cli_text_or_json(const struct cli *cli, bool *json);
/* --enums; as it is without where not given. False after saying that it is unknown. */
bool cli_enums(struct cli *cli, struct tn_lower_options *options);
/* --fail-on: the severity at which the status is 1, or -1 for never. False
 * after saying that it is unknown. */
bool cli_fail_on(struct cli *cli, int otherwise, int *severity);

/* help.c */
void cli_help(struct tn_buffer *out);
void cli_command_help(const struct cli_command *command, struct tn_buffer *out);
enum cli_status cli_manual(struct cli *cli);
enum cli_status cli_completion(struct cli *cli);
enum cli_status cli_show_help(struct cli *cli);
/* crossing.c: what goes over between dialects and how, as text; for all, or for two. */
void cli_crossing(struct tn_buffer *out);
void cli_crossing_pair(const struct tn_dialect *from, const struct tn_dialect *to,
                       struct tn_buffer *out);

/* The commands, each in the file that says its subject. */
enum cli_status cli_open(struct cli *cli); /* project.c */
enum cli_status cli_new(struct cli *cli);
enum cli_status cli_import(struct cli *cli);
enum cli_status cli_undo(struct cli *cli);
enum cli_status cli_redo(struct cli *cli);
enum cli_status cli_log(struct cli *cli);
enum cli_status cli_sql(struct cli *cli);    /* query.c */
enum cli_status cli_ddl(struct cli *cli);    /* ddl.c */
enum cli_status cli_export(struct cli *cli); /* output.c */
enum cli_status cli_diagram(struct cli *cli);
enum cli_status cli_formats(struct cli *cli);
enum cli_status cli_dialects(struct cli *cli);
enum cli_status cli_themes(struct cli *cli);
enum cli_status cli_show(struct cli *cli);      /* show.c */
enum cli_status cli_check(struct cli *cli);     /* check.c */
enum cli_status cli_explain(struct cli *cli);   /* explain.c */
enum cli_status cli_rule(struct cli *cli);      /* rule.c */
enum cli_status cli_fd(struct cli *cli);        /* fd.c */
enum cli_status cli_normalize(struct cli *cli); /* normalize.c */
void cli_target_words(struct tn_buffer *out);   /* what its --to takes, a line each */
enum cli_status cli_fds(struct cli *cli);       /* fds.c */
enum cli_status cli_advise(struct cli *cli);    /* advise.c */
enum cli_status cli_diff(struct cli *cli);      /* change.c */
enum cli_status cli_migrate(struct cli *cli);

struct tn_plan;
struct tn_layout;
/* change.c, for rollout.c: is it to be JSON; the hazards on standard error; files of a migration
 * tool called so, beside those that are there. */
bool cli_wants_json(const struct cli *cli);
void cli_print_hazards(const struct cli *cli, const struct tn_plan *plan);
bool cli_write_layout(struct cli *cli, const struct tn_plan *plan, const struct tn_layout *layout,
                      const char *name);
/* verify.c: tries both ways out on SQLite or on --server; CLI_FOUND where they do not arrive. */
struct tn_rollout;
enum cli_status cli_verify_plan(struct cli *cli, const struct tn_model *before,
                                const struct tn_model *after, const struct tn_plan *plan);
enum cli_status cli_verify_rollout(struct cli *cli, const struct tn_model *before,
                                   const struct tn_model *after, const struct tn_rollout *rollout);
/* rollout.c: whether the options of --online go together, before anything is read: false after
 * saying what is wrong; and the change in three parts, of models of that dialect. */
bool cli_rollout_is_asked(struct cli *cli);
enum cli_status cli_rollout(struct cli *cli, const struct tn_model *before,
                            const struct tn_model *after, const struct tn_dialect *dialect,
                            const struct tn_diff_options *options, const struct tn_layout *layout,
                            int fail_on);

/* ------------------------------------------------------------------ comparing (renames.c) */

struct cli_matching {
    struct tn_diff_options options;
    struct tn_renames renames; /* what --renames FILE says */
};
/* From the options; false with the error where the file of decisions cannot be read. To be freed in
 * any case. */
bool cli_matching(struct cli *cli, struct cli_matching *matching);
/* Warns of decisions that were of no use, and writes what --renames-out asks for. */
bool cli_renames_out(struct cli *cli, const struct cli_matching *matching,
                     const struct tn_diff *diff);
void cli_matching_free(struct cli_matching *matching);

#endif
