/*
 * relate: a relationship that is being thought about, and what it would add.
 */
#ifndef TUI_RELATE_H
#define TUI_RELATE_H

#include "tenon/design.h"
#include "tui/cursor.h"

struct app;

struct relate {
    struct tn_link link;
    char *verb;
    struct cursor cursor;
    struct tn_buffer preview; /* lines of DDL, "+" before those that are new */
    struct tn_buffer sentence, ends;
    char *failure;
    bool is_stale;
    uint64_t revision;
};

bool relate_is_many(enum tn_cardinality end);
/* Both ends chosen: the sentence, the ends and the DDL, or the failure. Changes nothing. */
void relate_preview(struct app *app, struct relate *relate);

#endif
