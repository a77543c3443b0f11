/*
 * label: objects in a few words, as lists and sections show them.
 */
#ifndef TUI_LABEL_H
#define TUI_LABEL_H

#include "tenon/model.h"

/* What tells it from its siblings: its name, else what it is about. */
void label_of(const void *object, struct tn_buffer *out);
/* What it says, without its name: "(customer_id, placed_at)", "total >= 0", "customers.id". */
void label_details(const void *object, struct tn_buffer *out);
/* A relationship as its parent sees it: "orders.customer_id  on delete cascade". */
void label_referring(const struct tn_relationship *relationship, struct tn_buffer *out);
/* "customers ┼┼──o< orders" of a relationship. */
void label_ends(const struct tn_relationship *relationship, bool ascii, struct tn_buffer *out);

#endif
