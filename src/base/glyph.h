/*
 * glyph: every sign that screens and text diagrams are drawn with, in UTF-8 and in ASCII. Each is
 * one column wide in both.
 */
#ifndef BASE_GLYPH_H
#define BASE_GLYPH_H

#include "tenon/base.h"

/* X(symbol, UTF-8, ASCII) */
#define TN_GLYPHS(X)                                                                               \
    X(SPACE, " ", " ")                                                                             \
    X(HORIZONTAL, "─", "-")                                                                        \
    X(VERTICAL, "│", "|")                                                                          \
    X(TOP_LEFT, "┌", "+")                                                                          \
    X(TOP_RIGHT, "┐", "+")                                                                         \
    X(BOTTOM_LEFT, "└", "+")                                                                       \
    X(BOTTOM_RIGHT, "┘", "+")                                                                      \
    X(ROUND_TOP_LEFT, "╭", "+")                                                                    \
    X(ROUND_TOP_RIGHT, "╮", "+")                                                                   \
    X(ROUND_BOTTOM_LEFT, "╰", "+")                                                                 \
    X(ROUND_BOTTOM_RIGHT, "╯", "+")                                                                \
    X(TEE_LEFT, "├", "+") /* at the left edge, open to the right */                                \
    X(TEE_RIGHT, "┤", "+")                                                                         \
    X(TEE_TOP, "┬", "+")                                                                           \
    X(TEE_BOTTOM, "┴", "+")                                                                        \
    X(CROSS, "┼", "+")                                                                             \
    X(HORIZONTAL_DASHED, "╌", "-")                                                                 \
    X(VERTICAL_DASHED, "╎", ":")                                                                   \
    X(HORIZONTAL_HEAVY, "━", "=")                                                                  \
    X(VERTICAL_HEAVY, "┃", "|")                                                                    \
    X(KEY_MARK, "◆", "*")                                                                          \
    X(FK_MARK, "›", ">")                                                                           \
    X(CHECK, "✓", "x")                                                                             \
    X(ELLIPSIS, "…", "~")                                                                          \
    X(ARROW_UP, "↑", "^")                                                                          \
    X(ARROW_DOWN, "↓", "v")                                                                        \
    X(ARROW_LEFT, "←", "<")                                                                        \
    X(ARROW_RIGHT, "→", ">")                                                                       \
    X(BULLET, "●", "*")                                                                            \
    X(CIRCLE, "○", "o")                                                                            \
    X(TRIANGLE_UP, "▲", "^")                                                                       \
    X(TRIANGLE_DOWN, "▼", "v")                                                                     \
    X(TRIANGLE_LEFT, "◀", "<")                                                                     \
    X(TRIANGLE_RIGHT, "▶", ">")                                                                    \
    X(CLOSED, "▸", "+")                                                                            \
    X(OPEN, "▾", "-")                                                                              \
    X(DOT, "·", ".")                                                                               \
    X(BLOCK, "█", "#")                                                                             \
    X(SHADE, "░", ".")                                                                             \
    X(REPLACEMENT, "\xEF\xBF\xBD", "?")

enum tn_glyph {
#define TN_GLYPH_SYMBOL(symbol, utf8, ascii) TN_GLYPH_##symbol,
    TN_GLYPHS(TN_GLYPH_SYMBOL)
#undef TN_GLYPH_SYMBOL
        TN_GLYPH_COUNT
};

struct tn_glyph_texts {
    const char *utf8, *ascii;
};
extern const struct tn_glyph_texts tn_glyphs[TN_GLYPH_COUNT];

const char *tn_glyph_text(enum tn_glyph glyph, bool ascii);

/* The line that leaves a cell in these directions, as a sum: TN_ARM_LEFT + TN_ARM_DOWN is ┐. */
enum tn_arm { TN_ARM_UP = 1, TN_ARM_RIGHT = 2, TN_ARM_DOWN = 4, TN_ARM_LEFT = 8 };
enum tn_glyph tn_glyph_of_arms(unsigned arms);

#endif
