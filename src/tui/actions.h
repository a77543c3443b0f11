/*
 * actions: what the rows of the command table run. Each takes the row's value and the argument
 * from the command line, "" where there is none.
 */
#ifndef TUI_ACTIONS_H
#define TUI_ACTIONS_H

#include "tui/app.h"

typedef void action(struct app *app, int value, const char *argument);
typedef const char *action_reason(struct app *app);
typedef void action_completion(struct app *app, const char *argument,
                               struct completion *completion);

/* actions_view.c: moving about and looking */
action action_move;      /* value: enum motion */
action action_pane;      /* value: enum pane */
action action_next_pane; /* value: 1 or -1 */
action action_zoom, action_hide, action_open, action_back, action_follow, action_return;
action action_neighbour; /* value: 1 or -1 */
action action_fold, action_group, action_search, action_help, action_form, action_project;
action action_theme, action_redraw, action_suspend, action_command_line, action_goto;
action_reason needs_object, needs_entity, needs_several, needs_visited;
action_completion complete_grouping, complete_theme, complete_entity;

/* actions_edit.c: changing the model */
action action_add_entity, action_add_attribute, action_add_child, action_rename, action_comment;
action action_delete, action_shift /* value: 1 or -1 */, action_copy, action_area, action_mark;
action action_primary, action_null, action_unique, action_index, action_check, action_relate;
action action_type, action_new_area, action_new_type;
action_reason needs_attribute, needs_targets, needs_primary, needs_child_list;
action_completion complete_area;

/* actions_file.c: the project, its output, its checks */
action action_undo, action_redo, action_dialect, action_write, action_quit;
action action_fix, action_waive, action_explain;
action_reason needs_finding, needs_undo, needs_redo;
action_completion complete_dialect;

#endif
