/*
 * Commands that write a model as something else.
 */
#include "base/theme.h"
#include "cli/command.h"
#include "tenon/diagram.h"
#include "tenon/lower.h"
#include "tenon/source.h"

#include <stdlib.h>
#include <string.h>

static struct tn_source *open_source(struct cli *cli, const struct tn_dialect *dialect) {
    return tn_source_open(cli->arguments[0], dialect, &cli->findings, &cli->error);
}

static enum cli_status deliver(struct cli *cli, bool made, struct tn_buffer *out) {
    enum cli_status status = made ? cli_output(cli, out) : cli_fail(cli);
    if (made)
        cli_print_findings(cli);
    tn_buffer_free(out);
    return status;
}

/* ------------------------------------------------------------------ export */

static const struct tn_format *output_format(struct cli *cli, const char *otherwise) {
    const char *name = cli->values[OPTION_FORMAT];
    const char *path = cli->values[OPTION_OUTPUT];
    const struct tn_format *format = name   ? tn_format_find(name)
                                     : path ? tn_format_for_output(path)
                                            : NULL;
    if (!format && !name && otherwise)
        format = tn_format_find(otherwise);
    if (format && format->write)
        return format;
    if (name)
        cli_wrong(cli, "unknown format %s: tenon formats lists them", name);
    else
        cli_wrong(cli, "say which format with --format: tenon formats lists them");
    return NULL;
}

static bool read_depth(struct cli *cli, int *depth) {
    const char *text = cli_has(cli, OPTION_DEPTH) ? cli->values[OPTION_DEPTH] : "1";
    char *end;
    long number = strtol(text, &end, 10);
    if (*end || end == text || number < 0 || number > 1000) {
        cli_wrong(cli, "--depth wants a number from 0 to 1000, not %s", text);
        return false;
    }
    *depth = (int)number;
    return true;
}

enum cli_status cli_export(struct cli *cli) {
    const struct tn_dialect *dialect, *read_as;
    struct tn_lower_options lowering;
    int depth;
    if (!cli_dialect(cli, &dialect) || !cli_read_as(cli, &read_as) || !read_depth(cli, &depth) ||
        !cli_enums(cli, &lowering))
        return CLI_USAGE;
    const struct tn_format *format = output_format(cli, NULL);
    if (!format)
        return CLI_USAGE;
    struct tn_source *source =
        tn_source_open_all(cli->arguments, 1, read_as, dialect, &cli->findings, &cli->error);
    if (!source)
        return cli_fail(cli);
    struct tn_format_options options = {.dialect = dialect ? dialect->name : NULL,
                                        .theme = cli->values[OPTION_THEME],
                                        .focus = cli->values[OPTION_FOCUS],
                                        .enums = cli->values[OPTION_ENUMS],
                                        .depth = depth,
                                        .ascii = cli_has(cli, OPTION_ASCII)};
    struct tn_buffer out = {0};
    bool made = format->write(source->model, &options, &out, &cli->findings, &cli->error);
    tn_source_close(source);
    if (made && cli_refuses_losses(cli)) {
        tn_buffer_free(&out);
        return CLI_FOUND;
    }
    return deliver(cli, made, &out);
}

/* ------------------------------------------------------------------ diagram */

static const char *const details[] = {"names", "keys", "columns", "types"};

static bool read_detail(struct cli *cli, enum tn_detail *detail) {
    const char *name = cli_has(cli, OPTION_DETAIL) ? cli->values[OPTION_DETAIL] : "types";
    for (size_t i = 0; i < TN_LENGTH(details); i++)
        if (strcmp(details[i], name) == 0) {
            *detail = (enum tn_detail)i;
            return true;
        }
    cli_wrong(cli, "unknown detail %s: use names, keys, columns or types", name);
    return false;
}

static bool draw(struct cli *cli, const struct tn_model *model, const struct tn_format *format,
                 struct tn_diagram_options *options, struct tn_buffer *out) {
    const char *focus = cli->values[OPTION_FOCUS];
    if (focus && !(options->focus = tn_find_entity(model, focus)))
        return tn_fail(&cli->error, "there is no entity %s in %s", focus, cli->arguments[0]);
    if (strcmp(format->name, "svg") == 0)
        return tn_diagram_svg(model, options, out, &cli->error);
    return tn_diagram_text(model, options, cli_has(cli, OPTION_ASCII), out, &cli->error);
}

enum cli_status cli_diagram(struct cli *cli) {
    const struct tn_dialect *dialect;
    struct tn_diagram_options options = {.theme = cli->values[OPTION_THEME]};
    if (!cli_dialect(cli, &dialect) || !read_depth(cli, &options.depth) ||
        !read_detail(cli, &options.detail))
        return CLI_USAGE;
    const struct tn_format *format = output_format(cli, "svg");
    if (!format)
        return CLI_USAGE;
    if (strcmp(format->name, "svg") != 0 && strcmp(format->name, "text") != 0)
        return cli_wrong(cli, "%s is no diagram: use svg or text", format->name);
    struct tn_source *source = open_source(cli, dialect);
    if (!source)
        return cli_fail(cli);
    struct tn_buffer out = {0};
    bool made = draw(cli, source->model, format, &options, &out);
    tn_source_close(source);
    return deliver(cli, made, &out);
}

/* ------------------------------------------------------------------ lists */

static void put_row(struct tn_buffer *out, const char *name, const char *help) {
    size_t width = strlen(name);
    tn_put(out, name);
    tn_put_repeated(out, ' ', width < 12 ? 12 - width : 1);
    tn_put_format(out, "%s\n", help);
}

enum cli_status cli_formats(struct cli *cli) {
    struct tn_buffer out = {0};
    for (size_t i = 0; i < tn_format_count; i++) {
        const struct tn_format *format = tn_formats[i];
        put_row(&out, format->name, format->help);
        tn_put_format(&out, "            %s%s%s;", format->read ? "read" : "",
                      format->read && format->write ? ", " : "", format->write ? "written" : "");
        for (const char *const *ending = format->extensions; *ending; ending++)
            tn_put_format(&out, " %s", *ending);
        tn_put(&out, "\n");
    }
    return deliver(cli, true, &out);
}

enum cli_status cli_dialects(struct cli *cli) {
    struct tn_buffer out = {0};
    const struct tn_dialect *row;
    for (enum tn_dialect_id id = 0; id < TN_DIALECT_COUNT; id++) {
        put_row(&out, tn_dialects[id]->name, tn_dialects[id]->help);
        tn_put(&out, "            ");
        for (size_t i = 0; (row = tn_dialect_version(id, i)); i++)
            tn_put_format(&out, "%s@%s", i ? ", " : "", row->version);
        tn_put_char(&out, '\n');
    }
    return deliver(cli, true, &out);
}

enum cli_status cli_themes(struct cli *cli) {
    struct tn_buffer out = {0};
    struct tn_arena arena = {0};
    struct tn_theme_list list = tn_theme_list(&arena);
    for (size_t i = 0; i < list.count; i++)
        put_row(&out, list.entries[i].name, list.entries[i].help);
    tn_arena_free(&arena);
    return deliver(cli, true, &out);
}
