/*
 * The picture formats: SVG for browsers, text for terminals and mail.
 */
#include "format/formats.h"
#include "tenon/diagram.h"

static bool scope(const struct tn_model *model, const struct tn_format_options *options,
                  struct tn_diagram_options *diagram, struct tn_error *error) {
    *diagram = (struct tn_diagram_options){
        .depth = options->depth, .detail = TN_DETAIL_TYPES, .theme = options->theme};
    if (options->focus && !(diagram->focus = tn_find_entity(model, options->focus)))
        return tn_fail(error, "there is no entity %s in the model", options->focus);
    return true;
}

static bool write_svg(const struct tn_model *model, const struct tn_format_options *options,
                      struct tn_buffer *out, struct tn_findings *findings, struct tn_error *error) {
    (void)findings;
    struct tn_diagram_options diagram;
    return scope(model, options, &diagram, error) && tn_diagram_svg(model, &diagram, out, error);
}

static bool write_text(const struct tn_model *model, const struct tn_format_options *options,
                       struct tn_buffer *out, struct tn_findings *findings,
                       struct tn_error *error) {
    (void)findings;
    struct tn_diagram_options diagram;
    return scope(model, options, &diagram, error) &&
           tn_diagram_text(model, &diagram, options->ascii, out, error);
}

const struct tn_format tn_format_svg = {
    .name = "svg",
    .title = "SVG diagram",
    .help = "An entity-relationship diagram for browsers, light and dark",
    .extensions = (const char *const[]){".svg", NULL},
    .write = write_svg,
};

const struct tn_format tn_format_text = {
    .name = "text",
    .title = "Text diagram",
    .help = "An entity-relationship diagram in characters",
    .extensions = (const char *const[]){".txt", NULL},
    .write = write_text,
};
