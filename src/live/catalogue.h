/*
 * The catalogue as facts: a line for each thing that a server knows of a schema.
 */
#ifndef LIVE_CATALOGUE_H
#define LIVE_CATALOGUE_H

#include "tenon/live.h"

/* The query whose rows are the facts, one text column, in any order. */
void live_put_catalogue(struct tn_buffer *out, const struct tn_dialect *dialect);
/* The facts in order; without PLACES columns stand nowhere in particular. */
void live_sort_facts(const char *facts, bool places, struct tn_buffer *out);

#endif
