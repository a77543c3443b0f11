/*
 * Actions on the project as a whole: undo and redo, output, problems, the end.
 */
#include "tui/actions.h"

#include "tenon/format.h"
#include "tenon/lint.h"

#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ undo and redo */

/* The primitives of a group tell where it happened: there the user wants to look. */
static void show_place(struct app *app, const struct tn_group *group) {
    for (size_t i = 0; i < group->edits.count; i++) {
        struct tn_object *object = group->edits.items[i].object;
        if (object->alive && object->kind != TN_project && object->kind != TN_area) {
            app_reveal(app, object);
            return;
        }
    }
}

static void played(struct app *app, const struct tn_group *group, struct tn_error *error,
                   bool undone) {
    if (!group) {
        app->is_unsaved = error->message != NULL;
        if (error->message)
            app_report(app, error);
        else
            app_say(app, "there is nothing to %s", undone ? "undo" : "redo");
        return;
    }
    app->is_unsaved = false;
    outline_update(&app->outline, app->model);
    show_place(app, group);
    const char *dash = app->ascii ? "--" : "—";
    if (undone)
        app_say(app, "undid: %s %s C-r does it again", group->name, dash);
    else
        app_say(app, "did again: %s %s u undoes", group->name, dash);
}

void action_undo(struct app *app, int value, const char *argument) {
    struct tn_error error = {0};
    (void)value, (void)argument;
    const struct tn_group *group = tn_undo(app->model, &error);
    played(app, group, &error, true);
}

void action_redo(struct app *app, int value, const char *argument) {
    struct tn_error error = {0};
    (void)value, (void)argument;
    const struct tn_group *group = tn_redo(app->model, &error);
    played(app, group, &error, false);
}

const char *needs_undo(struct app *app) {
    struct tn_journal *journal = tn_journal_of(app->model);
    return journal->done || journal->hooks.older ? NULL : "nothing was changed yet";
}

const char *needs_redo(struct app *app) {
    struct tn_journal *journal = tn_journal_of(app->model);
    return journal->done < journal->groups.count ? NULL : "nothing was undone";
}

/* ------------------------------------------------------------------ output */

void action_dialect(struct app *app, int value, const char *argument) {
    (void)value;
    const struct tn_dialect *now = app->live.ddl.dialect;
    if (!now)
        now = tn_dialect_of(app->model);
    const struct tn_dialect *next =
        *argument ? tn_dialect_find(argument) : tn_dialects[(now->id + 1) % TN_DIALECT_COUNT];
    if (!next) {
        app_warn(app, "there is no dialect %s: Tab shows them", argument);
        return;
    }
    app->live.ddl.dialect = next;
    app_say(app, "DDL for %s", next->title);
}

void complete_dialect(struct app *app, const char *argument, struct completion *completion) {
    (void)app;
    for (size_t i = 0; i < TN_DIALECT_COUNT; i++)
        if (tn_starts_with(tn_dialects[i]->name, argument))
            TN_PUSH(&completion->words, tn_dialects[i]->name);
}

void action_write(struct app *app, int value, const char *argument) {
    (void)value;
    const struct tn_format *format = tn_format_for_output(argument);
    struct tn_format_options options = {
        .dialect = app->live.ddl.dialect ? app->live.ddl.dialect->name : NULL};
    struct tn_findings findings = {0};
    struct tn_error error = {0};
    struct tn_buffer out = {0};
    if (!format || !format->write)
        app_warn(app, "no format to write ends like that: .sql, .svg, .xml, …");
    else if (!format->write(app->model, &options, &out, &findings, &error) ||
             !tn_write_file(argument, tn_buffer_text(&out), out.length, &error))
        app_report(app, &error);
    else if (findings.count)
        app_say(app, "wrote %s; %zu things could not be said in it", argument, findings.count);
    else
        app_say(app, "wrote %s as %s", argument, format->title);
    tn_findings_free(&findings);
    tn_buffer_free(&out);
}

void action_quit(struct app *app, int value, const char *argument) {
    (void)value, (void)argument;
    app->quitting = true;
}

/* ------------------------------------------------------------------ problems */

const char *needs_finding(struct app *app) {
    return problems_finding(app) ? NULL : "there is no problem here";
}

void action_fix(struct app *app, int value, const char *argument) {
    (void)value, (void)argument;
    const struct tn_finding *finding = problems_finding(app);
    struct tn_error error = {0};
    if (!edit_begin(app, "fix %s of %s", finding->rule, finding->path))
        return;
    if (tn_lint_fix(app->model, finding, &error)) {
        edit_end(app, "fixed %s of %s", finding->rule, finding->path);
        return;
    }
    edit_cancel(app);
    app_report(app, &error);
}

static bool waived(struct app *app, const char *reason) {
    const struct tn_finding *finding = problems_finding(app);
    struct tn_error error = {0};
    if (!finding)
        return true;
    if (!edit_begin(app, "waive %s of %s", finding->rule, finding->path))
        return false;
    const char *author = getenv("USER");
    if (tn_lint_waive(app->model, finding, reason, author ? author : "", &error)) {
        edit_end(app, "waived %s of %s", finding->rule, finding->path);
        return true;
    }
    edit_cancel(app);
    app_report(app, &error);
    return false;
}

static const struct prompt_actions waiving = {.done = waived};

void action_waive(struct app *app, int value, const char *argument) {
    (void)value;
    if (*argument)
        waived(app, argument);
    else
        prompt_ask(app, "it is accepted because: ", "", NULL, &waiving);
}

void action_explain(struct app *app, int value, const char *argument) {
    (void)value, (void)argument;
    app_open(app, SCREEN_RULE, (void *)problems_finding(app));
}
