/*
 * format: everything a model can be written as and read from. One row a format, in format/NAME.c.
 */
#ifndef TENON_FORMAT_H
#define TENON_FORMAT_H

#include "tenon/model.h"

struct tn_format_options {
    const char *dialect; /* name, or NULL */
    const char *likely; /* reading without a dialect: the one it takes a proof to think otherwise */
    const char *theme;  /* or NULL */
    const char *focus;  /* entity name, or NULL */
    const char *enums;  /* what enumerations become in SQL (tn_enums_rows), or NULL */
    int depth;
    bool ascii;       /* text diagrams without line-drawing characters */
    const char *file; /* name of the source for findings, or NULL */
};

struct tn_format {
    const char *name, *title, *help;
    const char *const *extensions; /* with the dot, NULL-terminated; the first is the usual one */
    /* NULL where the format cannot be written. */
    bool (*write)(const struct tn_model *model, const struct tn_format_options *options,
                  struct tn_buffer *out, struct tn_findings *findings, struct tn_error *error);
    /* NULL where it cannot be read. A new model, owned by the caller; NULL with findings (parse
     * errors) or an error. */
    struct tn_model *(*read)(struct tn_slice text, const struct tn_format_options *options,
                             struct tn_findings *findings, struct tn_error *error);
    /* Does the content look like it? NULL: told by its name only. */
    bool (*recognise)(struct tn_slice text);
};

extern const struct tn_format *const tn_formats[];
extern const size_t tn_format_count;
const struct tn_format *tn_format_find(const char *name); /* NULL */
/* By content first, then by the path's ending; NULL. path may be NULL. */
const struct tn_format *tn_format_of(const char *path, struct tn_slice text);
/* By the path's ending, for output; NULL. */
const struct tn_format *tn_format_for_output(const char *path);

/* The canonical text, which stores and tests rely on: the identical model, byte for byte again when
 * written. */
void tn_xml_write(const struct tn_model *model, struct tn_buffer *out);
struct tn_model *tn_xml_read(struct tn_slice text, const char *file, struct tn_error *error);
/* Its RELAX NG schema (XML syntax), from the catalogue. */
void tn_xml_schema(struct tn_buffer *out);

#endif
