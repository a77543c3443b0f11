/*
 * edits: what the designer does to the model, each one group with a name and one message. Screens
 * and commands call these; all are silent no-ops with a message where the project may not be
 * changed.
 */
#ifndef TUI_EDITS_H
#define TUI_EDITS_H

#include "tenon/design.h"

struct app;

/* False: it stays as it was, and a message says why. */
bool edit_rename(struct app *app, struct tn_object *object, const char *name);
bool edit_type(struct app *app, struct tn_attribute *attribute, const char *text);
bool edit_text(struct app *app, struct tn_object *object, unsigned field, const char *text);
bool edit_number(struct app *app, struct tn_object *object, unsigned field, int64_t number);
bool edit_ref(struct app *app, struct tn_object *object, unsigned field, struct tn_object *target);
/* Names separated by commas: of attributes, or whatever the field refers to. */
bool edit_refs(struct app *app, struct tn_object *object, unsigned field, const char *text);
/* Texts separated by commas, in double quotes where they hold one. */
bool edit_texts(struct app *app, struct tn_object *object, unsigned field, const char *text);
void edit_texts_text(struct tn_texts texts, struct tn_buffer *out); /* as edit_texts reads them */

struct tn_object *edit_add(struct app *app, enum tn_kind kind, struct tn_object *parent,
                           const char *name);
bool edit_add_attribute(struct app *app, struct tn_entity *entity, const char *line,
                        struct tn_attribute *after, struct tn_attribute **made);
void edit_delete(struct app *app, struct tn_object *object); /* asks where others go with it */
void edit_move(struct app *app, struct tn_object *object, int places);
void edit_copy(struct app *app, struct tn_object *object, const char *name);

/* On the marked attributes, or the one of the cursor. */
void edit_toggle_primary(struct app *app, struct tn_refs attributes);
void edit_toggle_null(struct app *app, struct tn_refs attributes);
void edit_toggle_unique(struct app *app, struct tn_refs attributes);
void edit_add_index(struct app *app, struct tn_refs attributes);

#endif
