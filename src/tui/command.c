/*
 * Finding commands by key and by name, and running them.
 */
#include "tui/command.h"

#include <string.h>

static bool works_in(const struct command *command, unsigned context) {
    return (command->contexts & context) != 0;
}

/* Letters type in lists with a line to type into: a command's other keys work there all the same.
 */
static bool is_letter(const char *key, size_t length) {
    return length == 1 || (length == 5 && strncmp(key, "Space", 5) == 0) || (key[0] & 0x80);
}

static const struct command *find_key(const struct key *key, unsigned context) {
    size_t count;
    const struct command *all = command_table(&count);
    for (size_t i = 0; i < count; i++)
        if (works_in(&all[i], context) && key_in(key, all[i].keys))
            return &all[i];
    return NULL;
}

const struct command *command_find(const char *name) {
    size_t count, matches = 0;
    const struct command *all = command_table(&count), *match = NULL;
    for (size_t i = 0; i < count; i++) {
        if (strcmp(all[i].name, name) == 0)
            return &all[i];
        if (tn_starts_with(all[i].name, name)) {
            match = &all[i];
            matches++;
        }
    }
    return matches == 1 ? match : NULL;
}

const char *command_blocked(struct app *app, const struct command *command) {
    const char *forbidden = command->edits ? edit_forbidden(app) : NULL;
    if (forbidden)
        return forbidden;
    return command->blocked ? command->blocked(app) : NULL;
}

void command_run(struct app *app, const struct command *command, const char *argument) {
    const char *reason = command_blocked(app, command);
    if (reason)
        app_warn(app, "%s: %s", command->name, reason);
    else
        command->run(app, command->value, argument);
}

void command_key(struct app *app, const struct key *key) {
    const struct command *command = find_key(key, app_context(app));
    if (command)
        command_run(app, command, "");
    else if (key_is(key, "Paste"))
        app_warn(app, "nothing here takes what was pasted: a adds, : types a command");
    else
        app_warn(app, "%s does nothing here; ? shows the keys", key->name);
}

void command_first_key(const struct command *command, unsigned context, struct tn_buffer *out) {
    for (const char *at = command->keys; *at;) {
        size_t length = strcspn(at, " ");
        if (!(context & IN_LISTS) || !is_letter(at, length)) {
            tn_put_bytes(out, at, length);
            return;
        }
        at += length + strspn(at + length, " ");
    }
}

void command_places(const struct command *command, struct tn_buffer *out) {
    static const struct {
        unsigned context;
        const char *name;
    } places[] = {
        {IN_ALL, "everywhere"}, {IN_MAIN, "panes"},     {IN_PANES, "panes"},
        {IN_START, "start"},    {IN_LIST, "list"},      {IN_ENTITY, "entity"},
        {IN_DDL, "DDL"},        {IN_AROUND, "picture"}, {IN_PROBLEMS, "problems"},
        {IN_FORM, "form"},      {IN_RELATE, "relate"},  {IN_SEARCH, "search"},
        {IN_HELP, "help"},      {IN_PICKER, "choices"},
    };
    unsigned left = command->contexts;
    for (size_t i = 0; i < TN_LENGTH(places) && left; i++)
        if ((left & places[i].context) == places[i].context) {
            tn_put_format(out, "%s%s", out->length ? ", " : "", places[i].name);
            left &= ~places[i].context;
        }
}
