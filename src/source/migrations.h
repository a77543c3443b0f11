/*
 * What migration tools agree on: which scripts of a folder count, in which order, and which part of
 * a script leads forward.
 */
#ifndef SOURCE_MIGRATIONS_H
#define SOURCE_MIGRATIONS_H

#include "tenon/source.h"

/* Does a script of this path lead forward? */
bool migration_counts(const char *path);
/* The order of two paths: for qsort over const char *. */
int migration_compare(const void *a, const void *b);
/* Flyway's baselines stand for what came before: forgets the paths that one replaces. */
void migration_drop_replaced(struct tn_paths *paths);
/* The script without what takes it back; lines keep their numbers. */
void migration_put_forward(struct tn_slice text, struct tn_buffer *out);

/* folder.c: scripts and folders of scripts, applied in order. dialect: what they are in, NULL: told
 * from the texts, with one that is likely, or NULL. */
struct tn_source *source_open_scripts(const char *const *paths, size_t count,
                                      const struct tn_dialect *dialect,
                                      const struct tn_dialect *likely, struct tn_findings *findings,
                                      struct tn_error *error);

#endif
