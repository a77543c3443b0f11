/*
 * form: any object as a list of its fields and of the objects below it, from the catalogue.
 */
#ifndef TUI_FORM_H
#define TUI_FORM_H

#include "base/cells.h"
#include "tenon/model.h"

struct app;

enum { FORM_TITLE_WIDTH = 24 };

/* One field, or the text being typed into it. */
void form_draw_field(struct app *app, const struct tn_object *object, const struct tn_field *field,
                     struct tn_cells *cells, struct tn_rect row);
/* An object of a list, or with NULL the heading of the list. */
void form_draw_child(const struct tn_child_list *list, const struct tn_object *child, size_t count,
                     struct tn_cells *cells, struct tn_rect row);
/* Only to look at: what is set, and how much stands below. */
void form_draw_fields(struct app *app, const struct tn_object *object, struct tn_cells *cells,
                      struct tn_rect inside);
/* The list of the form's cursor: what adding adds to; NULL where it is on none. */
const struct tn_child_list *form_child_list(struct app *app, struct tn_object **parent);

#endif
