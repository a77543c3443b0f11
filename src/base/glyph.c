/*
 * Owns the table of glyphs, and which line glyph has which arms.
 */
#include "base/glyph.h"

const struct tn_glyph_texts tn_glyphs[TN_GLYPH_COUNT] = {
#define GLYPH_TEXTS(symbol, utf8, ascii) {utf8, ascii},
    TN_GLYPHS(GLYPH_TEXTS)
#undef GLYPH_TEXTS
};

const char *tn_glyph_text(enum tn_glyph glyph, bool ascii) {
    return ascii ? tn_glyphs[glyph].ascii : tn_glyphs[glyph].utf8;
}

enum tn_glyph tn_glyph_of_arms(unsigned arms) {
    enum { UP = TN_ARM_UP, RIGHT = TN_ARM_RIGHT, DOWN = TN_ARM_DOWN, LEFT = TN_ARM_LEFT };
    static const uint8_t glyphs[16] = {
        [0] = TN_GLYPH_SPACE,
        [UP] = TN_GLYPH_VERTICAL,
        [DOWN] = TN_GLYPH_VERTICAL,
        [UP | DOWN] = TN_GLYPH_VERTICAL,
        [LEFT] = TN_GLYPH_HORIZONTAL,
        [RIGHT] = TN_GLYPH_HORIZONTAL,
        [LEFT | RIGHT] = TN_GLYPH_HORIZONTAL,
        [RIGHT | DOWN] = TN_GLYPH_TOP_LEFT,
        [LEFT | DOWN] = TN_GLYPH_TOP_RIGHT,
        [RIGHT | UP] = TN_GLYPH_BOTTOM_LEFT,
        [LEFT | UP] = TN_GLYPH_BOTTOM_RIGHT,
        [UP | DOWN | RIGHT] = TN_GLYPH_TEE_LEFT,
        [UP | DOWN | LEFT] = TN_GLYPH_TEE_RIGHT,
        [LEFT | RIGHT | DOWN] = TN_GLYPH_TEE_TOP,
        [LEFT | RIGHT | UP] = TN_GLYPH_TEE_BOTTOM,
        [UP | DOWN | LEFT | RIGHT] = TN_GLYPH_CROSS,
    };
    return glyphs[arms & 15];
}
