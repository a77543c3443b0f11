/*
 * corpus: the real schemas and the pairs of schemas of the shared test data, as a list of files.
 * The list comes from the folders.
 */
#ifndef TENON_TESTS_SQL_CORPUS_H
#define TENON_TESTS_SQL_CORPUS_H

#include "harness.h"
#include "tenon/sql.h"

#include <glob.h>
#include <stdio.h>
#include <string.h>

/* The files of the shared data that fit a pattern, "schemas/" followed by asterisks for instance,
 * by name; the test is skipped where there are none. globfree() when done. */
static inline glob_t corpus_files(const char *pattern) {
    glob_t found = {0};
    struct tn_buffer path = {0};
    const char *folder = tn_test_shared(".");
    tn_put_format(&path, "%s/%s", folder ? folder : "", pattern);
    bool any = folder && glob(path.at, 0, NULL, &found) == 0 && found.gl_pathc > 0;
    tn_buffer_free(&path);
    if (!any)
        tn_test_skip("the shared schemas are absent");
    return found;
}

/* Of …/DIALECT/NAME.sql in schemas and …/DIALECT/CASE/old.sql in diffcases; else told from the
 * text. */
static inline const struct tn_dialect *corpus_dialect(const char *path, struct tn_slice text) {
    const char *name = strstr(path, "schemas/");
    name = name ? name : strstr(path, "diffcases/");
    for (size_t i = 0; name && i < TN_DIALECT_COUNT; i++) {
        char folder[32];
        snprintf(folder, sizeof folder, "/%s/", tn_dialects[i]->name);
        if (strstr(name, folder))
            return tn_dialects[i];
    }
    return tn_dialect_detect(text.at, text.length);
}

/* The part of the path that tells files apart. */
static inline const char *corpus_name(const char *path) {
    const char *found = strstr(path, "schemas/");
    found = found ? found : strstr(path, "diffcases/");
    return found ? found : path;
}

/* A file read whole; errors are told in *errors where it is not NULL. */
static inline struct tn_model *corpus_read(const char *path, size_t *errors) {
    struct tn_model *model = tn_model_new(0, 0);
    struct tn_findings findings = {0};
    struct tn_slice text;
    text.at = tn_test_read(path, &text.length);
    tn_sql_read(model, text, path, corpus_dialect(path, text), &findings, NULL);
    if (errors)
        *errors = tn_findings_count(&findings, TN_ERROR);
    tn_findings_free(&findings);
    return model;
}

#endif
