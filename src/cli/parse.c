/*
 * The command line's options and arguments, told by the tables.
 */
#include "cli/command.h"

#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ nearest
 * word */

static size_t least(size_t a, size_t b) {
    return a < b ? a : b;
}

/* Edits from one word to the other: Levenshtein 1966, one row at a time. */
static size_t distance(const char *a, const char *b) {
    size_t width = strlen(b);
    size_t *row = tn_allocate((width + 1) * sizeof *row);
    for (size_t i = 0; i <= width; i++)
        row[i] = i;
    for (; *a; a++) {
        size_t diagonal = row[0]++;
        for (size_t i = 0; i < width; i++) {
            size_t cost = diagonal + (*a != b[i]);
            diagonal = row[i + 1];
            row[i + 1] = least(cost, least(row[i], diagonal) + 1);
        }
    }
    size_t result = row[width];
    free(row);
    return result;
}

const char *cli_nearest(const char *word, const char *const *known, size_t count) {
    const char *nearest = NULL;
    size_t best = 3;
    if (strlen(word) > 40)
        return NULL;
    for (size_t i = 0; i < count; i++) {
        size_t d = distance(word, known[i]);
        if (d < best && d < strlen(known[i])) {
            best = d;
            nearest = known[i];
        }
    }
    return nearest;
}

/* ------------------------------------------------------------------ options */

bool cli_takes_of_its_own(const struct cli_command *command, size_t option) {
    for (const enum cli_option_id *o = command->options; o && *o < OPTION_COUNT; o++)
        if (*o == option)
            return true;
    return false;
}

bool cli_takes(const struct cli_command *command, size_t option) {
    return option == OPTION_HELP || option == OPTION_QUIET || option == OPTION_VERBOSE ||
           cli_takes_of_its_own(command, option);
}

static const char *nearest_option(const struct cli_command *command, const char *name) {
    const char *known[OPTION_COUNT];
    size_t count = 0;
    for (size_t i = 0; i < OPTION_COUNT; i++)
        if (cli_takes(command, i))
            known[count++] = cli_options[i].name;
    return cli_nearest(name, known, count);
}

static int find_option(const struct cli_command *command, const char *name, size_t length) {
    for (size_t i = 0; i < OPTION_COUNT; i++) {
        const struct cli_option *option = &cli_options[i];
        bool named = strlen(option->name) == length && strncmp(option->name, name, length) == 0;
        if (named && cli_takes(command, i))
            return (int)i;
    }
    return -1;
}

static int find_letter(const struct cli_command *command, char letter) {
    for (size_t i = 0; i < OPTION_COUNT; i++)
        if (cli_options[i].letter == letter && cli_takes(command, i))
            return (int)i;
    return -1;
}

static bool unknown(const struct cli *cli, const char *given, const char *near) {
    if (near)
        cli_wrong(cli, "unknown option %s; did you mean --%s?", given, near);
    else
        cli_wrong(cli, "unknown option %s", given);
    return false;
}

/* Takes argv[*at], and the next where the option wants a value that is not
 * glued to it. */
static bool take_option(struct cli *cli, int argc, char **argv, int *at) {
    const char *given = argv[*at];
    bool is_long = given[1] == '-';
    const char *name = given + (is_long ? 2 : 1);
    size_t length = is_long ? strcspn(name, "=") : 1;
    int found =
        is_long ? find_option(cli->command, name, length) : find_letter(cli->command, *name);
    if (found < 0)
        return unknown(cli, given, is_long ? nearest_option(cli->command, name) : NULL);
    const struct cli_option *option = &cli_options[found];
    const char *glued = name[length] ? name + length + (name[length] == '=') : NULL;
    if (!option->argument && glued)
        return cli_wrong(cli, "--%s takes no value", option->name) == CLI_DONE;
    if (!option->argument)
        glued = "";
    else if (!glued && ++*at < argc)
        glued = argv[*at];
    if (!glued)
        return cli_wrong(cli, "--%s wants a value: --%s %s", option->name, option->name,
                         option->argument) == CLI_DONE;
    cli->values[found] = glued;
    struct cli_given taken = {found, glued};
    TN_PUSH(&cli->given, taken);
    return true;
}

/* ------------------------------------------------------------------ the whole
 * line */

static bool right_number(const struct cli *cli) {
    const struct cli_command *command = cli->command;
    if (cli->count < command->least)
        return cli_wrong(cli, "wants %s", command->arguments) == CLI_DONE;
    if (command->most >= 0 && cli->count > command->most)
        return cli_wrong(cli, "does not know what to do with %s", cli->arguments[command->most]) ==
               CLI_DONE;
    return true;
}

/* Arguments are moved to the front of argv as they are met. */
bool cli_parse(struct cli *cli, int argc, char **argv) {
    bool options = true;
    cli->arguments = (const char *const *)argv;
    for (int i = 0; i < argc; i++) {
        if (options && strcmp(argv[i], "--") == 0)
            options = false;
        else if (options && argv[i][0] == '-' && argv[i][1]) {
            if (!take_option(cli, argc, argv, &i))
                return false;
        } else {
            argv[cli->count++] = argv[i];
        }
    }
    return cli_has(cli, OPTION_HELP) || right_number(cli);
}
