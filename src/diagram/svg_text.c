/*
 * Owns numbers, paints and texts of an SVG, and the estimate of how wide a text is.
 */
#include "diagram/svg.h"

#include <math.h>
#include <string.h>

/* Widths of Helvetica in thousandths of its size, from the space to the tilde (Adobe font
 * metrics). Common substitutes are as wide or narrower, but for a few signs: hence the slack. */
static const uint16_t widths[95] = {
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333,  278, 278, 556, 556, 556,
    556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667,
    611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667,  611, 722, 667, 944, 667,
    667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278,  556, 556, 222, 222, 500,
    222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500,  500, 334, 260, 334, 584,
};
static const double slack = 1.08, bold = 1.08;

static double width_of(uint32_t codepoint) {
    if (codepoint >= ' ' && codepoint <= '~')
        return widths[codepoint - ' '];
    return tn_codepoint_width(codepoint) * (codepoint < 0x1100 ? 640 : 1000);
}

double tn_svg_width(const char *text, double size, bool is_bold) {
    size_t length = strlen(text), used;
    uint32_t codepoint;
    double width = 0;
    for (; (used = tn_utf8_decode(text, length, &codepoint)) > 0; text += used, length -= used)
        width += width_of(codepoint);
    return width * size * slack * (is_bold ? bold : 1) / 1000;
}

/* Two decimals at most, none that say nothing. */
void tn_svg_put_number(struct tn_buffer *out, double number) {
    int64_t hundredths = llround(number * 100);
    if (hundredths < 0)
        tn_put_char(out, '-');
    hundredths = hundredths < 0 ? -hundredths : hundredths;
    tn_put_number(out, hundredths / 100);
    int part = (int)(hundredths % 100);
    if (part)
        tn_put_char(out, '.');
    if (part)
        tn_put_char(out, (char)('0' + part / 10));
    if (part % 10)
        tn_put_char(out, (char)('0' + part % 10));
}

void tn_svg_put_value(struct tn_buffer *out, const char *name, double number) {
    tn_put_format(out, " %s=\"", name);
    tn_svg_put_number(out, number);
    tn_put_char(out, '"');
}

void tn_svg_put_paint(const struct tn_svg *svg, enum tn_picture_role role, const char *paint) {
    tn_put_format(svg->out, " class=\"%s%s\" %s=\"%s\"", tn_picture_roles[role],
                  *paint == 's' ? "-line" : "", paint, svg->theme->picture[TN_LIGHT][role]);
}

const char *tn_svg_area_colour(const struct tn_svg *svg, size_t area) {
    const char *colour = area ? svg->graph->areas[area - 1]->color : "";
    bool is_sound =
        *colour == '#' && strlen(colour) == 7 && strspn(colour + 1, "0123456789abcdefABCDEF") == 6;
    return is_sound ? colour : NULL;
}

static void put_cut(struct tn_buffer *out, const char *text, size_t columns) {
    if (tn_text_width(text) <= columns) {
        tn_put_xml(out, text);
        return;
    }
    struct tn_buffer part = {0};
    tn_put_bytes(&part, text, tn_text_fit(text, columns - 1));
    tn_put(&part, "…");
    tn_put_xml(out, part.at);
    tn_buffer_free(&part);
}

void tn_svg_put_text(const struct tn_svg *svg, const struct tn_svg_text *text) {
    struct tn_buffer *out = svg->out;
    tn_put(out, "<text");
    tn_svg_put_value(out, "x", text->x);
    tn_svg_put_value(out, "y", text->y);
    tn_svg_put_paint(svg, text->role, "fill");
    if (text->size != 12)
        tn_svg_put_value(out, "font-size", text->size);
    tn_put(out, text->is_bold ? " font-weight=\"600\"" : "");
    tn_put(out, text->at_end ? " text-anchor=\"end\"" : "");
    tn_put_char(out, '>');
    put_cut(out, text->text, text->columns);
    tn_put(out, "</text>");
}
