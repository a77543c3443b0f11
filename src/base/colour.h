/*
 * colour: one colour with what it becomes on terminals of 256, 16 and 8 colours.
 */
#ifndef BASE_COLOUR_H
#define BASE_COLOUR_H

#include "tenon/base.h"

struct tn_colour {
    uint32_t rgb;                         /* 0xRRGGBB; of the default colour: unknown, 0 */
    bool is_default;                      /* whatever the terminal has */
    int16_t index_256, index_16, index_8; /* -1: the default */
};

/* "#rrggbb", "default", one of "black" … "white", "bright-black" … "bright-white", "0" … "255". */
bool tn_colour_parse(struct tn_slice text, struct tn_colour *colour, struct tn_error *error);

struct tn_colour tn_colour_of_rgb(uint32_t rgb);

/* The number to use on a terminal of so many colours; -1: its default colour. */
int tn_colour_index(const struct tn_colour *colour, int colours);

#endif
