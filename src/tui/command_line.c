/*
 * The command line: a name and its argument, completed from the command table.
 */
#include "tui/command.h"

#include <stdlib.h>
#include <string.h>

/* Cuts a line at the first blanks. */
static const char *argument_of(const char *line, size_t *name_length) {
    *name_length = strcspn(line, " ");
    return line + *name_length + strspn(line + *name_length, " ");
}

void command_line_run(struct app *app, const char *line) {
    size_t length;
    line += strspn(line, " :");
    const char *argument = argument_of(line, &length);
    if (length == 0)
        return;
    char *name = tn_allocate(length + 1);
    memcpy(name, line, length);
    const struct command *command = command_find(name);
    char *rest = tn_duplicate(argument);
    size_t end = strlen(rest);
    while (end > 0 && rest[end - 1] == ' ')
        rest[--end] = 0;
    if (!command)
        app_warn(app, "there is no command %s, or several: Tab shows them", name);
    else if (*rest && !command->argument)
        app_warn(app, "%s takes no argument", command->name);
    else if (!*rest && command->argument && command->argument[0] != '[')
        app_warn(app, "%s needs %s", command->name, command->argument);
    else
        command_run(app, command, rest);
    free(rest);
    free(name);
}

static bool line_done(struct app *app, const char *text) {
    char *line = tn_duplicate(text);
    prompt_close(app);
    command_line_run(app, line);
    free(line);
    return true;
}

static void complete_name(const char *text, struct completion *completion) {
    size_t count, length = strlen(text);
    const struct command *all = command_table(&count);
    for (size_t i = 0; i < count; i++)
        if (strncmp(all[i].name, text, length) == 0)
            TN_PUSH(&completion->words, all[i].name);
    completion->replaces = length;
}

static void complete_line(struct app *app, const char *text, struct completion *completion) {
    size_t length;
    const char *argument = argument_of(text, &length);
    if (!text[length]) {
        complete_name(text, completion);
        return;
    }
    char *name = tn_duplicate(text);
    name[length] = 0;
    const struct command *command = command_find(name);
    free(name);
    completion->replaces = strlen(argument);
    if (command && command->complete)
        command->complete(app, argument, completion);
}

/* The argument and the meaning of the command that stands there. */
static const char *about_line(struct app *app) {
    struct prompt *prompt = &app->prompt;
    const char *text = editor_text(&prompt->editor);
    size_t length = strcspn(text, " ");
    char *name = tn_duplicate(text);
    name[length] = 0;
    const struct command *command = length ? command_find(name) : NULL;
    free(name);
    if (!command)
        return NULL;
    return tn_arena_format(&app->frame, "%s %s  %s", command->name,
                           command->argument ? command->argument : "", command->help);
}

static const struct prompt_actions command_line = {
    .done = line_done, .complete = complete_line, .about = about_line, .remembers = true};

void command_line_open(struct app *app, const char *text) {
    prompt_ask(app, ":", text, NULL, &command_line);
}
