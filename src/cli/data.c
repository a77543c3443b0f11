/*
 * Data that commands read: their options, and sources that say of which entity they are.
 */
#include "cli/data.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ options */

bool cli_number(struct cli *cli, enum cli_option_id option, size_t least, size_t most,
                size_t *value) {
    const char *text = cli->values[option];
    if (!text)
        return true;
    char *end;
    errno = 0;
    unsigned long long number = strtoull(text, &end, 10);
    if (errno || *end || end == text || *text == '-' || number < least || number > most) {
        cli_wrong(cli, "--%s wants a number from %zu to %zu, not %s", cli_options[option].name,
                  least, most, text);
        return false;
    }
    *value = (size_t)number;
    return true;
}

static bool read_separator(struct cli *cli, char *separator) {
    static const struct {
        const char *name;
        char c;
    } names[] = {{"tab", '\t'}, {"\\t", '\t'},      {"comma", ','},
                 {"pipe", '|'}, {"semicolon", ';'}, {"space", ' '}};
    const char *text = cli->values[OPTION_SEPARATOR];
    if (!text)
        return true;
    for (size_t i = 0; i < TN_LENGTH(names); i++)
        if (strcmp(names[i].name, text) == 0) {
            *separator = names[i].c;
            return true;
        }
    *separator = *text;
    if (*text && !text[1] && !strchr("\"\r\n", *text) && (unsigned char)*text < 0x80)
        return true;
    cli_wrong(cli, "--separator wants one character, or tab, not %s", text);
    return false;
}

static bool read_encoding(struct cli *cli, enum tn_encoding *encoding) {
    static const struct {
        const char *name;
        enum tn_encoding encoding;
    } names[] = {{"utf-8", TN_UTF8},       {"utf8", TN_UTF8},    {"latin-1", TN_LATIN1},
                 {"latin1", TN_LATIN1},    {"utf-16", TN_UTF16}, {"utf16", TN_UTF16},
                 {"iso-8859-1", TN_LATIN1}};
    const char *text = cli->values[OPTION_ENCODING];
    for (size_t i = 0; text && i < TN_LENGTH(names); i++)
        if (tn_same_word(names[i].name, text)) {
            *encoding = names[i].encoding;
            return true;
        }
    if (text)
        cli_wrong(cli, "unknown encoding %s: use utf-8, latin-1 or utf-16", text);
    return !text;
}

bool cli_data_options(struct cli *cli, struct cli_data *data) {
    struct tn_data_options *options = &data->options;
    options->no_header = cli_has(cli, OPTION_NO_HEADER);
    options->nulls_differ = cli_has(cli, OPTION_NULLS_DIFFER);
    options->table = cli->values[OPTION_TABLE];
    if (!read_separator(cli, &options->separator) || !read_encoding(cli, &options->encoding) ||
        !cli_number(cli, OPTION_ROWS, 1, UINT32_MAX, &options->rows))
        return false;
    for (size_t i = 0; i < cli->given.count; i++)
        if (cli->given.items[i].option == OPTION_NULL)
            TN_PUSH(&data->nulls, cli->given.items[i].value);
    options->nulls = data->nulls.items;
    options->null_count = data->nulls.count;
    return true;
}

void cli_data_free(struct cli_data *data) {
    free(data->nulls.items);
    tn_arena_free(&data->arena);
}

/* ------------------------------------------------------------------ sources */

/* A file may have the sign in its own name. */
static const char *name_ends(const char *source) {
    const char *sign = strchr(source, '=');
    return sign && sign > source && !tn_is_file(source) ? sign : NULL;
}

bool cli_data_read(struct cli *cli, struct cli_data *data, const char *source,
                   struct tn_data_set *set) {
    struct tn_data_options options = data->options;
    const char *sign = name_ends(source), *path = sign ? sign + 1 : source;
    const char *name = sign ? tn_arena_text(&data->arena, source, (size_t)(sign - source)) : NULL;
    if (name && tn_store_is_project(path))
        options.table = name;
    else
        options.entity = name;
    return tn_data_read(set, path, &options, &cli->findings, &cli->error);
}
