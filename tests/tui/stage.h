/*
 * stage: the designer without a terminal, for tests: a small shop, keys in, the screen as text.
 */
#ifndef TESTS_TUI_STAGE_H
#define TESTS_TUI_STAGE_H

#include "harness.h"
#include "tenon/design.h"
#include "tui/app.h"

struct stage {
    struct tn_model *model;
    struct app app;
    struct tn_cells cells;
    struct tn_buffer screen;
};

/* A shop of a few entities, or an empty project, on a screen of that size. */
void stage_open(struct stage *stage, int width, int height);
void stage_open_empty(struct stage *stage, int width, int height);
void stage_open_model(struct stage *stage, struct tn_model *model, int width, int height);
void stage_close(struct stage *stage);

/* Names of keys separated by blanks: "Down Down Enter". */
void stage_keys(struct stage *stage, const char *names);
void stage_key(struct stage *stage, const char *name);
/* Letter by letter, as typed. */
void stage_type(struct stage *stage, const char *text);
void stage_paste(struct stage *stage, const char *text);
/* What waits for a pause. */
void stage_pause(struct stage *stage);

/* The screen now: rows without the blanks at their ends; good until the next call. */
const char *stage_screen(struct stage *stage);
const char *stage_message(struct stage *stage);
bool stage_shows(struct stage *stage, const char *text);
/* The character under the cursor with the rest of its row. */
const char *stage_at_cursor(struct stage *stage);

/* Compares the screen with tests/tui/golden/NAME.txt; with UPDATE=1 in the environment, writes it.
 */
void stage_golden(struct stage *stage, const char *name);

/* Everything there is in the model, as one text to compare. */
char *stage_dump(const struct tn_model *model);

#endif
