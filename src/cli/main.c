/*
 * cli: reads the command line. So far it knows the program's own options only; anything else is
 * wrong usage.
 */
#include "tenon/cli.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

enum status { DONE = 0, WRONG_USAGE = 2, CANNOT = 3 };

static void print_version(void) {
    puts("tenon " TN_VERSION);
}

static void print_help(void);

static const struct option {
    const char *name;
    const char *help;
    void (*print)(void);
} options[] = {
    {"--help", "print this help", print_help},
    {"--version", "print the version", print_version},
};

static const size_t option_count = sizeof options / sizeof options[0];

static void print_help(void) {
    puts("usage: tenon OPTION\n\nDesigns relational schemas in the terminal.\n");
    for (size_t i = 0; i < option_count; i++)
        printf("  %-12s %s\n", options[i].name, options[i].help);
}

static const struct option *find_option(const char *name) {
    for (size_t i = 0; i < option_count; i++)
        if (strcmp(options[i].name, name) == 0)
            return &options[i];
    return NULL;
}

static enum status wrong_usage(const char *problem, const char *argument) {
    fprintf(stderr, "tenon: %s%s (try tenon --help)\n", problem, argument);
    return WRONG_USAGE;
}

/* A full disk or a closed pipe shows only when the output is flushed. */
static enum status finish_output(void) {
    if (fflush(stdout) == 0 && !ferror(stdout))
        return DONE;
    perror("tenon: standard output");
    return CANNOT;
}

int tn_cli_main(int argc, char **argv) {
    if (argc < 2)
        return wrong_usage("nothing to do", "");
    const struct option *option = find_option(argv[1]);
    if (option == NULL)
        return wrong_usage(argv[1][0] == '-' ? "unknown option " : "unknown command ", argv[1]);
    if (argc > 2)
        return wrong_usage("unexpected argument ", argv[2]);
    option->print();
    return finish_output();
}
