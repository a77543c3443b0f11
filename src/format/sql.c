/*
 * The SQL format: scripts in, DDL out.
 */
#include "format/formats.h"
#include "tenon/lower.h"

static bool write_sql(const struct tn_model *model, const struct tn_format_options *options,
                      struct tn_buffer *out, struct tn_findings *findings, struct tn_error *error) {
    const struct tn_dialect *dialect = tn_dialect_of(model);
    if (options->dialect && !(dialect = tn_dialect_ask(options->dialect, error)))
        return false;
    struct tn_lower_options lowering = {0};
    if (options->enums && !tn_enums_find(options->enums, &lowering.enums))
        return tn_fail(error, "unknown form of enumerations: %s", options->enums);
    struct tn_model *physical = tn_lower_with(model, dialect, &lowering, findings);
    tn_sql_write(physical, dialect, &(struct tn_sql_style){0}, out);
    tn_model_free(physical);
    return true;
}

static struct tn_model *read_sql(struct tn_slice text, const struct tn_format_options *options,
                                 struct tn_findings *findings, struct tn_error *error) {
    const struct tn_dialect *likely = options->likely ? tn_dialect_find(options->likely) : NULL;
    const struct tn_dialect *dialect =
        options->dialect ? tn_dialect_ask(options->dialect, error)
                         : tn_dialect_guess(text.at, text.length, options->file, likely);
    if (!dialect)
        return NULL;
    dialect = tn_dialect_plain(dialect); /* a script does not tell the version it was written for */
    struct tn_model *model = tn_model_new(0, TN_NO_LINEAGE);
    if (tn_sql_read(model, text, options->file, dialect, findings, NULL))
        return model;
    tn_model_free(model);
    return NULL;
}

const struct tn_format tn_format_sql = {
    .name = "sql",
    .title = "SQL",
    .help = "DDL of the project's dialect or of --dialect; reads any script of DDL",
    .extensions = (const char *const[]){".sql", ".ddl", NULL},
    .write = write_sql,
    .read = read_sql,
};
