/*
 * source: opens anything a model can be read from: a project, a file of any format that can be
 * read, standard input ("-").
 */
#ifndef TENON_SOURCE_H
#define TENON_SOURCE_H

#include "tenon/format.h"
#include "tenon/sql.h"
#include "tenon/store.h"

struct tn_source {
    struct tn_model *model;
    const char *path;
    struct tn_store *store;         /* where it is a project, which then owns the model */
    const struct tn_format *format; /* where it is a text */
};

/* Reads a source; dialect NULL: from the project, else told from the text. Parse errors are
 * findings; the result is NULL where there are any errors, with a summary in the error. */
struct tn_source *tn_source_open(const char *path, const struct tn_dialect *dialect,
                                 struct tn_findings *findings, struct tn_error *error);
/* The same for an output in some dialect: a script is read as that dialect, unless it has what only
 * another has. likely may be NULL. */
struct tn_source *tn_source_open_for(const char *path, const struct tn_dialect *likely,
                                     struct tn_findings *findings, struct tn_error *error);
void tn_source_close(struct tn_source *source);

#endif
