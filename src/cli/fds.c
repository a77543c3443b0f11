/*
 * tenon fds: dependencies found in data.
 */
#include "cli/fds.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* ------------------------------------------------------------------ options */

struct request {
    struct cli_data data;
    struct fds_project *project; /* of --into, or NULL */
    bool all, json;
    size_t left, limit;
    double error;   /* share of the rows */
    double seconds; /* 0: no end */
};

static bool read_error(struct cli *cli, double *error) {
    const char *text = cli->values[OPTION_ERROR];
    char *end;
    double percent = text ? strtod(text, &end) : 1;
    if (text && (*end || end == text || !(percent >= 0 && percent <= 50))) {
        cli_wrong(cli, "--error wants a percentage from 0 to 50, not %s", text);
        return false;
    }
    *error = percent / 100;
    return true;
}

static bool read_request(struct cli *cli, struct request *request) {
    enum { MOST_SECONDS = 1000000, PATIENCE = 10 };
    request->all = cli_has(cli, OPTION_ALL);
    request->left = 2;
    request->limit = 20;
    size_t seconds = request->all ? 0 : PATIENCE;
    if (!cli_text_or_json(cli, &request->json) || !cli_data_options(cli, &request->data) ||
        !cli_number(cli, OPTION_LEFT, 1, 4, &request->left) ||
        !cli_number(cli, OPTION_LIMIT, 1, 100000, &request->limit) ||
        !read_error(cli, &request->error) ||
        !cli_number(cli, OPTION_TIMEOUT, 0, MOST_SECONDS, &seconds))
        return false;
    request->seconds = (double)seconds;
    if (request->all && cli_has(cli, OPTION_INTO)) {
        cli_wrong(cli, "--into takes what is proposed: leave --all out");
        return false;
    }
    return true;
}

/* ------------------------------------------------------------------ searching */

static volatile sig_atomic_t interrupted; /* Ctrl-C: the search ends, its result is shown */

static void interrupt(int signal) {
    (void)signal;
    interrupted = 1;
}

struct watch {
    const char *name;
    double start, end, shown; /* seconds; end 0: none */
    bool shows;               /* progress, on a terminal */
};

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static bool go_on(void *context, size_t done, size_t all, size_t found) {
    struct watch *watch = context;
    double time = now();
    if (watch->shows && time - watch->shown > 0.25) {
        watch->shown = time;
        fprintf(stderr, "\r\033[K%s: %zu of %zu columns, %zu found, %.0f s", watch->name, done, all,
                found, time - watch->start);
    }
    return !interrupted && (!watch->end || time < watch->end);
}

static bool propose_on(void *context) {
    return go_on(context, 0, 0, 0);
}

static void propose(const struct request *request, struct watch *watch, struct fds_found *found) {
    /* What validates a proposal: see tn_propose. */
    struct tn_proposal_options options = {.left = request->left,
                                          .error = request->error,
                                          .groups = 10,
                                          .support = 0.05,
                                          .go_on = propose_on,
                                          .context = watch};
    tn_propose(&found->columns, &options, &found->proposals);
}

/* The second Ctrl-C ends the program. */
static void search(const struct cli *cli, const struct request *request, struct fds_found *found) {
    struct watch watch = {.name = found->data->name, .start = now()};
    watch.shown = watch.start;
    watch.end = request->seconds > 0 ? watch.start + request->seconds : 0;
    watch.shows = isatty(STDERR_FILENO) && !cli_has(cli, OPTION_QUIET);
    struct sigaction action = {.sa_handler = interrupt, .sa_flags = (int)SA_RESETHAND}, before;
    sigaction(SIGINT, &action, &before);
    if (!request->all)
        propose(request, &watch, found);
    tn_discover(&found->columns,
                &(struct tn_discovery_options){.keys = true, .go_on = go_on, .context = &watch},
                &found->all);
    sigaction(SIGINT, &before, NULL);
    if (watch.shown > watch.start)
        fputs("\r\033[K", stderr);
    found->seconds = now() - watch.start;
}

/* ------------------------------------------------------------------ the command */

static void put_table(struct cli *cli, const struct request *request, const struct tn_data *data,
                      struct tn_buffer *out) {
    static void (*const writers[2][2])(struct tn_buffer * out, const struct fds_found *found) = {
        {fds_put_proposals, fds_put_proposals_json}, {fds_put_all, fds_put_all_json}};
    struct fds_found found = {
        .data = data, .columns = tn_data_codes(data), .limit = request->limit};
    search(cli, request, &found);
    writers[request->all][request->json](out, &found);
    if (request->project)
        fds_project_note(request->project, &found);
    if (cli_has(cli, OPTION_VERBOSE))
        cli_say(cli, "%s: %.3f s, %zu pairs of rows, %zu difference sets, %zu tests", data->name,
                found.seconds, found.all.pairs, found.all.samples, found.all.tests);
    free((void *)found.columns.items);
    free(found.proposals.items.items);
    tn_discovery_free(&found.all);
}

static bool read_sources(struct cli *cli, struct request *request, struct tn_data_set *set) {
    for (int i = 0; i < cli->count; i++)
        if (!cli_data_read(cli, &request->data, cli->arguments[i], set))
            return false;
    return true;
}

static void put_tables(struct cli *cli, const struct request *request,
                       const struct tn_data_set *set, struct tn_buffer *out) {
    for (size_t i = 0; i < set->tables.count; i++) {
        tn_put(out, i ? "\n" : "");
        put_table(cli, request, set->tables.items[i], out);
    }
    if (set->tables.count > 1)
        fds_put_inclusions(out, set, request->all, false, request->limit);
}

/* One table by itself, or several with what is between them. */
static void put_json(struct cli *cli, const struct request *request, const struct tn_data_set *set,
                     struct tn_buffer *out) {
    bool several = set->tables.count > 1;
    tn_put(out, several ? "{\"tables\": [" : "");
    for (size_t i = 0; i < set->tables.count; i++) {
        if (several) {
            tn_put(out, i ? ",\n{\"table\": " : "\n{\"table\": ");
            tn_put_json(out, set->tables.items[i]->name);
            tn_put(out, ", \"found\": ");
        }
        put_table(cli, request, set->tables.items[i], out);
        tn_put(out, several ? "}" : "");
    }
    if (several) {
        tn_put(out, "], \"inclusions\": [");
        fds_put_inclusions(out, set, request->all, true, request->limit);
        tn_put(out, "]}");
    }
    tn_put(out, "\n");
}

/* False with the error. */
static bool look(struct cli *cli, struct request *request, struct tn_data_set *set,
                 struct tn_buffer *out) {
    struct fds_project project = {0};
    bool into = cli_has(cli, OPTION_INTO);
    bool good = read_sources(cli, request, set) && (!into || fds_project_open(cli, set, &project));
    if (good) {
        request->project = into ? &project : NULL;
        cli_print_findings(cli);
        (request->json ? put_json : put_tables)(cli, request, set, out);
    }
    return (!into || fds_project_close(cli, &project)) && good;
}

enum cli_status cli_fds(struct cli *cli) {
    struct request request = {0};
    struct tn_data_set set = {0};
    struct tn_buffer out = {0};
    enum cli_status status = CLI_USAGE;
    if (read_request(cli, &request))
        status = look(cli, &request, &set, &out) ? cli_output(cli, &out) : cli_fail(cli);
    tn_data_set_free(&set);
    tn_buffer_free(&out);
    cli_data_free(&request.data);
    return status;
}
