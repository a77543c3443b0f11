/*
 * Results to standard output or a file, messages to standard error.
 */
#include "cli/command.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void print_line(const char *format, va_list arguments) {
    fputs("tenon: ", stderr);
    vfprintf(stderr, format, arguments);
    fputc('\n', stderr);
}

void cli_say(const struct cli *cli, const char *format, ...) {
    if (cli_has(cli, OPTION_QUIET))
        return;
    va_list arguments;
    va_start(arguments, format);
    vfprintf(stderr, format, arguments);
    fputc('\n', stderr);
    va_end(arguments);
}

enum cli_status cli_wrong(const struct cli *cli, const char *format, ...) {
    struct tn_buffer line = {0};
    tn_put_format(&line, "%s: %s (see tenon %s --help)", cli->command->name, format,
                  cli->command->name);
    va_list arguments;
    va_start(arguments, format);
    print_line(line.at, arguments);
    va_end(arguments);
    tn_buffer_free(&line);
    return CLI_USAGE;
}

void cli_print_findings(struct cli *cli) {
    enum tn_severity least = cli_has(cli, OPTION_QUIET)     ? TN_ERROR
                             : cli_has(cli, OPTION_VERBOSE) ? TN_INFO
                                                            : TN_WARNING;
    struct tn_findings shown = cli->findings;
    shown.count = 0;
    size_t notes = 0;
    for (size_t i = 0; i < cli->findings.count; i++) {
        if (cli->findings.items[i].severity >= least)
            shown.items[shown.count++] = cli->findings.items[i];
        else
            notes++;
    }
    struct tn_buffer text = {0};
    tn_findings_print(&shown, &text);
    fputs(tn_buffer_text(&text), stderr);
    tn_buffer_free(&text);
    if (notes && !cli_has(cli, OPTION_QUIET))
        fprintf(stderr, "%zu %s left out: --verbose shows %s\n", notes,
                notes == 1 ? "note" : "notes", notes == 1 ? "it" : "them");
    tn_findings_free(&cli->findings);
}

enum cli_status cli_fail(struct cli *cli) {
    cli_print_findings(cli);
    fprintf(stderr, "tenon: %s\n",
            cli->error.message ? cli->error.message : "it could not be done");
    return CLI_FAILED;
}

bool cli_write_in_folder(struct cli *cli, const char *name, const struct tn_buffer *text) {
    const char *folder = cli->values[OPTION_OUTPUT];
    struct tn_buffer path = {0};
    if (mkdir(folder, 0777) != 0 && errno != EEXIST)
        return tn_fail(&cli->error, "the folder %s cannot be made: %s", folder, strerror(errno));
    tn_put_format(&path, "%s/%s", folder, name);
    bool done = tn_write_file(path.at, text->at, text->length, &cli->error);
    if (done)
        cli_say(cli, "%s written", path.at);
    tn_buffer_free(&path);
    return done;
}

enum cli_status cli_output(struct cli *cli, const struct tn_buffer *text) {
    const char *path = cli_has(cli, OPTION_OUTPUT) ? cli->values[OPTION_OUTPUT] : "-";
    if (!tn_write_file(path, tn_buffer_text(text), text->length, &cli->error))
        return cli_fail(cli);
    return CLI_DONE;
}

bool cli_refuses_losses(struct cli *cli) {
    size_t losses = 0;
    for (size_t i = 0; i < cli->findings.count; i++)
        losses += strcmp(cli->findings.items[i].rule, "lower-loss") == 0 &&
                  cli->findings.items[i].severity >= TN_WARNING;
    if (!losses || !cli_has(cli, OPTION_STRICT))
        return false;
    cli_print_findings(cli);
    fprintf(stderr,
            "tenon: %zu things would be lost, and --strict takes none: nothing is written\n",
            losses);
    return true;
}

bool cli_color(int descriptor) {
    const char *no_color = getenv("NO_COLOR"), *term = getenv("TERM");
    return isatty(descriptor) && !(no_color && *no_color) && term && strcmp(term, "dumb") != 0;
}

/* "19" and "18": a version above all that are known. What came with it is not known either. */
static void note_version(const struct cli *cli, const char *name,
                         const struct tn_dialect *dialect) {
    const char *at = strchr(name, '@');
    size_t length = strlen(dialect->version), i = 0;
    while (tn_dialect_version(dialect->id, i))
        i++;
    bool newest = tn_dialect_version(dialect->id, i - 1) == dialect;
    if (at && newest && strncmp(at + 1, dialect->version, length) != 0)
        cli_say(cli, "%s is newer than any version known here: it is taken for %s", name,
                dialect->title);
}

static bool dialect_option(struct cli *cli, enum cli_option_id option,
                           const struct tn_dialect **dialect) {
    struct tn_error error = {0};
    *dialect = NULL;
    const char *name = cli->values[option];
    if (!name)
        return true;
    *dialect = tn_dialect_ask(name, &error);
    if (*dialect)
        note_version(cli, name, *dialect);
    else
        cli_wrong(cli, "%s", error.message);
    tn_error_clear(&error);
    return *dialect != NULL;
}

bool cli_text_or_json(const struct cli *cli, bool *json) {
    const char *format = cli->values[OPTION_FORMAT];
    *json = format && strcmp(format, "json") == 0;
    if (!format || *json || strcmp(format, "text") == 0)
        return true;
    cli_wrong(cli, "unknown format %s: use text or json", format);
    return false;
}

bool cli_dialect(struct cli *cli, const struct tn_dialect **dialect) {
    return dialect_option(cli, OPTION_DIALECT, dialect);
}

bool cli_read_as(struct cli *cli, const struct tn_dialect **dialect) {
    return dialect_option(cli, OPTION_READ_AS, dialect);
}

bool cli_enums(struct cli *cli, struct tn_lower_options *options) {
    const char *name = cli->values[OPTION_ENUMS];
    *options = (struct tn_lower_options){0};
    if (!name || tn_enums_find(name, &options->enums))
        return true;
    cli_wrong(cli, "unknown word %s for --enums: use type, check or lookup", name);
    return false;
}

bool cli_fail_on(struct cli *cli, int otherwise, int *severity) {
    const char *name = cli->values[OPTION_FAIL_ON];
    *severity = otherwise;
    if (!name)
        return true;
    *severity = -1;
    for (int i = TN_INFO; i <= TN_ERROR; i++)
        if (tn_same_word(name, tn_severity_names[i]))
            *severity = i;
    if (*severity >= 0 || tn_same_word(name, "never"))
        return true;
    cli_wrong(cli, "unknown severity %s: use info, warning, error or never", name);
    return false;
}
