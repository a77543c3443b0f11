/*
 * Which command is meant, and running it.
 */
#include "cli/command.h"
#include "tenon/cli.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static enum cli_status unknown_command(const char *word) {
    const char *known[64];
    size_t count = 0;
    for (; count < cli_command_count && count < TN_LENGTH(known); count++)
        known[count] = cli_commands[count].name;
    const char *near = cli_nearest(word, known, count);
    if (near)
        fprintf(stderr, "tenon: there is no command %s; did you mean tenon %s?\n", word, near);
    else
        fprintf(stderr,
                "tenon: %s is neither a command nor a project that is there"
                " (tenon help lists the commands; tenon new %s makes a project)\n",
                word, word);
    return CLI_USAGE;
}

/* A word with a dot, a slash or a file behind it names a project: tenon
 * shop.tenon. */
static bool looks_like_path(const char *word) {
    FILE *file = strpbrk(word, "./") ? NULL : fopen(word, "rb");
    if (file)
        fclose(file);
    return file || strpbrk(word, "./");
}

static enum cli_status run(const char *name, int argc, char **argv,
                           const struct tn_cli_designer *designer) {
    const struct cli_command *command = cli_command_find(name);
    struct cli cli = {.command = command, .designer = designer};
    enum cli_status status = CLI_USAGE;
    if (cli_parse(&cli, argc, argv)) {
        if (cli_has(&cli, OPTION_HELP)) {
            struct tn_buffer text = {0};
            cli_command_help(command, &text);
            cli.values[OPTION_OUTPUT] = NULL;
            status = cli_output(&cli, &text);
            tn_buffer_free(&text);
        } else {
            status = command->run(&cli);
        }
    }
    tn_findings_free(&cli.findings);
    tn_error_clear(&cli.error);
    free(cli.given.items);
    return status;
}

/* For what has no command: --help and --version. */
static enum cli_status print(struct tn_buffer *text) {
    struct cli cli = {0};
    enum cli_status status = cli_output(&cli, text);
    tn_buffer_free(text);
    tn_error_clear(&cli.error);
    return status;
}

static enum cli_status print_help(void) {
    struct tn_buffer text = {0};
    cli_help(&text);
    return print(&text);
}

static enum cli_status print_version(void) {
    struct tn_buffer text = {0};
    tn_put(&text, "tenon " TN_VERSION "\n");
    return print(&text);
}

/* "--help" and the like may stand alone only. */
static bool is_only(int argc, char **argv, const char *name, const char *letter) {
    return argc == 2 && (strcmp(argv[1], name) == 0 || strcmp(argv[1], letter) == 0);
}

int tn_cli_main(int argc, char **argv, const struct tn_cli_designer *designer) {
    const char *word = argc > 1 ? argv[1] : "--help";
    signal(SIGPIPE, SIG_IGN); /* a closed pipe is told like a full disk */
    if (argc < 2) {
        print_help();
        return CLI_USAGE;
    }
    if (is_only(argc, argv, "--help", "-h"))
        return (int)print_help();
    if (is_only(argc, argv, "--version", "-V"))
        return (int)print_version();
    if (cli_command_find(word))
        return (int)run(word, argc - 2, argv + 2, designer);
    if (*word == '-' || looks_like_path(word))
        return (int)run("open", argc - 1, argv + 1, designer);
    return (int)unknown_command(word);
}
