/*
 * Help, the manual page and the shell completions: all from the tables.
 */
#include "cli/command.h"
#include "tenon/format.h"
#include "tenon/lint.h"
#include "tenon/migrate.h"
#include "tenon/store.h"

#include <ctype.h>
#include <string.h>

/* ------------------------------------------------------------------ --help */

enum { HELP_COLUMN = 33 }; /* where the right side of a row begins */

static void put_row(struct tn_buffer *out, const char *left, const char *right) {
    size_t width = strlen(left);
    tn_put_format(out, "  %s", left);
    tn_put_repeated(out, ' ', width < HELP_COLUMN ? HELP_COLUMN - width : 2);
    tn_put_format(out, "%s\n", right);
}

static void put_usage(struct tn_buffer *out, const struct cli_command *command) {
    tn_put_format(out, "%s%s%s", command->name, *command->arguments ? " " : "", command->arguments);
}

void cli_help(struct tn_buffer *out) {
    tn_put(out, "usage: tenon PROJECT | tenon COMMAND …\n\nA schema designer for "
                "the terminal.\n\n");
    put_row(out, "tenon PROJECT", "open a project in the designer");
    struct tn_buffer usage = {0};
    for (size_t i = 1; i < cli_command_count; i++) {
        tn_buffer_reset(&usage);
        tn_put(&usage, "tenon ");
        put_usage(&usage, &cli_commands[i]);
        put_row(out, usage.at, cli_commands[i].title);
    }
    tn_buffer_free(&usage);
    tn_put(out, "\ntenon COMMAND --help tells more, tenon --version the version.\n"
                "Exit status: 0 done; 1 done, with findings or differences that "
                "count; 2 wrong usage;\n"
                "3 it could not be done.\n");
}

static void put_option(struct tn_buffer *out, const struct cli_option *option) {
    struct tn_buffer left = {0};
    if (option->letter)
        tn_put_format(&left, "-%c, ", option->letter);
    tn_put_format(&left, "--%s%s%s", option->name, option->argument ? " " : "",
                  option->argument ? option->argument : "");
    put_row(out, left.at, option->help);
    tn_buffer_free(&left);
}

void cli_command_help(const struct cli_command *command, struct tn_buffer *out) {
    tn_put(out, "tenon ");
    put_usage(out, command);
    tn_put_format(out, "\n%c%s.\n", toupper((unsigned char)*command->title), command->title + 1);
    if (*command->help)
        tn_put_format(out, "\n%s", command->help);
    tn_put(out, "\n");
    for (size_t i = 0; i < OPTION_COUNT; i++)
        if (cli_takes(command, i))
            put_option(out, &cli_options[i]);
    if (cli_takes_of_its_own(command, OPTION_LAYOUT)) {
        tn_put(out, "\nThe tools of --layout:\n");
        for (size_t i = 0; i < tn_layout_count; i++)
            put_row(out, tn_layouts[i].name, tn_layouts[i].help);
    }
    tn_put_format(out, "\nExample: tenon %s\n", command->example);
}

/* crossing [FROM TO]. False after saying what is wrong. */
static bool put_crossing_help(struct cli *cli, struct tn_buffer *out) {
    if (cli->count == 1) {
        cli_crossing(out);
        return true;
    }
    const struct tn_dialect *from = tn_dialect_ask(cli->arguments[1], &cli->error);
    const struct tn_dialect *to =
        from && cli->count == 3 ? tn_dialect_ask(cli->arguments[2], &cli->error) : NULL;
    if (from && to)
        cli_crossing_pair(from, to, out);
    else
        cli_wrong(cli, "%s", cli->error.message ? cli->error.message : "say from which to which");
    return from && to;
}

static bool put_help(struct cli *cli, struct tn_buffer *out) {
    if (!cli->count) {
        cli_help(out);
        return true;
    }
    if (strcmp(cli->arguments[0], "crossing") == 0)
        return put_crossing_help(cli, out);
    const struct cli_command *command = cli_command_find(cli->arguments[0]);
    if (!command || cli->count > 1) {
        cli_wrong(cli, command ? "help takes one command" : "there is no command %s",
                  cli->arguments[0]);
        return false;
    }
    cli_command_help(command, out);
    return true;
}

enum cli_status cli_show_help(struct cli *cli) {
    struct tn_buffer text = {0};
    enum cli_status status = put_help(cli, &text) ? cli_output(cli, &text) : CLI_USAGE;
    tn_buffer_free(&text);
    return status;
}

/* ------------------------------------------------------------------ the manual
 * page */

/* Roff treats a leading dot or quote and every backslash specially. */
static void put_roff(struct tn_buffer *out, const char *text) {
    bool line_start = true;
    for (const char *c = text; *c; c++) {
        if (line_start && (*c == '.' || *c == '\''))
            tn_put(out, "\\&");
        if (*c == '\\')
            tn_put(out, "\\e");
        else if (*c == '-')
            tn_put(out, "\\-");
        else
            tn_put_char(out, *c);
        line_start = *c == '\n';
    }
}

static void put_term(struct tn_buffer *out, const char *term, const char *text) {
    tn_put(out, ".TP\n.B ");
    put_roff(out, term);
    tn_put(out, "\n");
    put_roff(out, text);
    tn_put(out, "\n");
}

static void put_command(struct tn_buffer *out, const struct cli_command *command) {
    tn_put(out, ".SS tenon ");
    put_usage(out, command);
    tn_put(out, "\n");
    put_roff(out, command->title);
    tn_put(out, ".\n");
    put_roff(out, command->help);
    tn_put(out, "\n");
    for (size_t i = 0; i < OPTION_COUNT; i++)
        if (cli_takes_of_its_own(command, i)) {
            struct tn_buffer term = {0};
            tn_put_format(&term, "--%s %s", cli_options[i].name,
                          cli_options[i].argument ? cli_options[i].argument : "");
            put_term(out, term.at, cli_options[i].help);
            tn_buffer_free(&term);
        }
    tn_put(out, ".PP\nExample: ");
    put_roff(out, command->example);
    tn_put(out, "\n");
}

static void put_reference(struct tn_buffer *out) {
    tn_put(out, ".SH FORMATS\n");
    for (size_t i = 0; i < tn_format_count; i++)
        put_term(out, tn_formats[i]->name, tn_formats[i]->help);
    tn_put(out, ".SH RULES\n");
    for (size_t i = 0; i < tn_rule_count; i++)
        put_term(out, tn_rules[i]->id, tn_rules[i]->title);
    tn_put(out, ".SH MIGRATION HAZARDS\n");
    for (size_t i = 0; i < tn_hazard_count; i++)
        put_term(out, tn_hazards[i].id, tn_hazards[i].help);
    tn_put(out, ".SH MIGRATION TOOLS\nFor tenon migrate --layout.\n");
    for (size_t i = 0; i < tn_layout_count; i++)
        put_term(out, tn_layouts[i].name, tn_layouts[i].help);
    tn_put(out, ".SH VIEWS OF A PROJECT FILE\nFor tenon sql and any SQLite client.\n");
    for (size_t i = 0; tn_store_views[i].name; i++)
        put_term(out, tn_store_views[i].name, tn_store_views[i].help);
}

static void put_crossing(struct tn_buffer *out) {
    struct tn_buffer text = {0};
    cli_crossing(&text);
    tn_put(out, ".SH BETWEEN DIALECTS\n.nf\n");
    put_roff(out, text.at);
    tn_put(out, ".fi\n");
    tn_buffer_free(&text);
}

static void put_kinds(struct tn_buffer *out) {
    tn_put(out, ".SH THE MODEL\n");
    for (size_t kind = 1; kind < TN_KIND_COUNT; kind++) {
        tn_put_format(out, ".SS %s\n%s.\n", tn_kinds[kind].name, tn_kinds[kind].help);
        for (size_t i = TN_FIELD_OWN; i < tn_kinds[kind].field_count; i++)
            put_term(out, tn_kinds[kind].fields[i].name, tn_kinds[kind].fields[i].help);
    }
}

enum cli_status cli_manual(struct cli *cli) {
    struct tn_buffer out = {0};
    tn_put(&out, ".TH TENON 1 \"\" \"tenon " TN_VERSION "\" \"User Commands\"\n.SH NAME\n"
                 "tenon \\- a schema designer for the terminal\n.SH SYNOPSIS\n"
                 ".B tenon\nPROJECT\n.br\n.B tenon\nCOMMAND [OPTION]... [ARGUMENT]...\n"
                 ".SH DESCRIPTION\nDesigns relational schemas in the terminal, checks "
                 "them, compares\n"
                 "them, and writes DDL, migrations and entity-relationship "
                 "diagrams.\n.SH COMMANDS\n");
    for (size_t i = 0; i < cli_command_count; i++)
        put_command(&out, &cli_commands[i]);
    tn_put(&out, ".SH THE DESIGNER\n.nf\n");
    struct tn_buffer keys = {0};
    cli->designer->manual(&keys);
    put_roff(&out, tn_buffer_text(&keys));
    tn_buffer_free(&keys);
    tn_put(&out, ".fi\n");
    put_reference(&out);
    put_crossing(&out);
    put_kinds(&out);
    tn_put(&out, ".SH EXIT STATUS\n0 done; 1 done, with findings or differences that "
                 "were asked to\n"
                 "count; 2 wrong usage; 3 it could not be done.\n.SH ENVIRONMENT\n"
                 "NO_COLOR: no colours. TENON_THEMES: a folder of themes.\n");
    enum cli_status status = cli_output(cli, &out);
    tn_buffer_free(&out);
    return status;
}

/* ------------------------------------------------------------------
 * completions */

static void put_words(struct tn_buffer *out, const struct cli_option *option) {
    struct tn_buffer words = {0};
    option->words(&words);
    for (char *c = words.at; c && *c; c++)
        if (*c == '\n')
            *c = ' ';
    tn_put(out, tn_buffer_text(&words));
    tn_buffer_free(&words);
}

static void put_bash(struct tn_buffer *out) {
    tn_put(out, "# bash completion for tenon\n_tenon() {\n"
                "    local word=${COMP_WORDS[COMP_CWORD]} "
                "before=${COMP_WORDS[COMP_CWORD-1]}\n"
                "    case $before in\n");
    for (size_t i = 0; i < OPTION_COUNT; i++)
        if (cli_options[i].words) {
            tn_put_format(out, "    --%s) COMPREPLY=($(compgen -W '", cli_options[i].name);
            put_words(out, &cli_options[i]);
            tn_put(out, "' -- \"$word\")); return ;;\n");
        }
    tn_put(out, "    esac\n    if [ \"$COMP_CWORD\" -eq 1 ]; then\n        "
                "COMPREPLY=($(compgen -W '");
    for (size_t i = 0; i < cli_command_count; i++)
        tn_put_format(out, "%s ", cli_commands[i].name);
    tn_put(out, "' -f -- \"$word\")); return\n    fi\n    case $word in\n    -*) case "
                "${COMP_WORDS[1]} in\n");
    for (size_t i = 0; i < cli_command_count; i++) {
        tn_put_format(out, "        %s) COMPREPLY=($(compgen -W '", cli_commands[i].name);
        for (size_t o = 0; o < OPTION_COUNT; o++)
            if (cli_takes(&cli_commands[i], o))
                tn_put_format(out, "--%s ", cli_options[o].name);
        tn_put(out, "' -- \"$word\")) ;;\n");
    }
    tn_put(out, "        esac ;;\n    *) COMPREPLY=($(compgen -f -- \"$word\")) "
                ";;\n    esac\n}\n"
                "complete -o filenames -F _tenon tenon\n");
}

static void put_zsh_text(struct tn_buffer *out, const char *text) {
    for (const char *c = text; *c; c++) {
        if (strchr("[]:'", *c))
            tn_put_char(out, *c == '\'' ? '`' : '\\');
        if (*c != '\'')
            tn_put_char(out, *c);
    }
}

static void put_zsh_command(struct tn_buffer *out, const struct cli_command *command) {
    tn_put_format(out, "    %s) _arguments", command->name);
    for (size_t o = 0; o < OPTION_COUNT; o++) {
        const struct cli_option *option = &cli_options[o];
        if (!cli_takes(command, o))
            continue;
        tn_put_format(out, " '--%s[", option->name);
        put_zsh_text(out, option->help);
        tn_put_char(out, ']');
        if (option->words) {
            tn_put_format(out, ":%s:(", option->name);
            put_words(out, option);
            tn_put_char(out, ')');
        } else if (option->argument) {
            tn_put_format(out, ":%s:_files", option->name);
        }
        tn_put_char(out, '\'');
    }
    tn_put(out, " '*:file:_files' ;;\n");
}

static void put_zsh(struct tn_buffer *out) {
    tn_put(out, "#compdef tenon\n_tenon() {\n    local -a commands\n    commands=(\n");
    for (size_t i = 0; i < cli_command_count; i++) {
        tn_put_format(out, "        '%s:", cli_commands[i].name);
        put_zsh_text(out, cli_commands[i].title);
        tn_put(out, "'\n");
    }
    tn_put(out, "    )\n    if (( CURRENT == 2 )); then\n        _describe command "
                "commands\n"
                "        _files\n        return\n    fi\n    local command=$words[2]\n"
                "    shift words\n    (( CURRENT-- ))\n    case $command in\n");
    for (size_t i = 0; i < cli_command_count; i++)
        put_zsh_command(out, &cli_commands[i]);
    tn_put(out, "    *) _files ;;\n    esac\n}\n_tenon \"$@\"\n");
}

enum cli_status cli_completion(struct cli *cli) {
    struct tn_buffer out = {0};
    const char *shell = cli->arguments[0];
    if (strcmp(shell, "bash") == 0)
        put_bash(&out);
    else if (strcmp(shell, "zsh") == 0)
        put_zsh(&out);
    else
        return cli_wrong(cli, "unknown shell %s: use bash or zsh", shell);
    enum cli_status status = cli_output(cli, &out);
    tn_buffer_free(&out);
    return status;
}
