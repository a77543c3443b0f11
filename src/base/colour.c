/*
 * Owns colours: reading them, and the nearest one in the palettes of terminals (xterm's: 16 named
 * colours, a cube of 6 levels, 24 greys). Nearness is the weighted distance "redmean" (T.
 * Riemersma, "Colour metric", compuphase.com), which is close to what people see and needs integers
 * only.
 */
#include "base/colour.h"

#include <ctype.h>

static const struct {
    const char *name;
    uint32_t rgb;
} named[] = {
    {"black", 0x000000},        {"red", 0xCD0000},
    {"green", 0x00CD00},        {"yellow", 0xCDCD00},
    {"blue", 0x0000EE},         {"magenta", 0xCD00CD},
    {"cyan", 0x00CDCD},         {"white", 0xE5E5E5},
    {"bright-black", 0x7F7F7F}, {"bright-red", 0xFF0000},
    {"bright-green", 0x00FF00}, {"bright-yellow", 0xFFFF00},
    {"bright-blue", 0x5C5CFF},  {"bright-magenta", 0xFF00FF},
    {"bright-cyan", 0x00FFFF},  {"bright-white", 0xFFFFFF},
};

static const unsigned char cube_levels[] = {0, 95, 135, 175, 215, 255};

static uint32_t palette_rgb(int index) {
    if (index < 16)
        return named[index].rgb;
    if (index >= 232)
        return (uint32_t)(8 + 10 * (index - 232)) * 0x010101;
    index -= 16;
    return (uint32_t)cube_levels[index / 36] << 16 | (uint32_t)cube_levels[index / 6 % 6] << 8 |
           cube_levels[index % 6];
}

static int32_t distance(uint32_t a, uint32_t b) {
    int32_t red_a = a >> 16 & 255, red_b = b >> 16 & 255, mean = (red_a + red_b) / 2;
    int32_t red = red_a - red_b;
    int32_t green = (int32_t)(a >> 8 & 255) - (int32_t)(b >> 8 & 255);
    int32_t blue = (int32_t)(a & 255) - (int32_t)(b & 255);
    return ((512 + mean) * red * red >> 8) + 4 * green * green + ((767 - mean) * blue * blue >> 8);
}

static int16_t nearest(uint32_t rgb, int first, int end) {
    int best = first;
    for (int i = first + 1; i < end; i++)
        if (distance(palette_rgb(i), rgb) < distance(palette_rgb(best), rgb))
            best = i;
    return (int16_t)best;
}

/* The 16 named colours are what the user made of them, so 256 colours never map onto those. */
struct tn_colour tn_colour_of_rgb(uint32_t rgb) {
    return (struct tn_colour){
        .rgb = rgb,
        .index_256 = nearest(rgb, 16, 256),
        .index_16 = nearest(rgb, 0, 16),
        .index_8 = nearest(rgb, 0, 8),
    };
}

static struct tn_colour colour_of_index(int index) {
    struct tn_colour colour = tn_colour_of_rgb(palette_rgb(index));
    colour.index_256 = (int16_t)index;
    if (index < 16) {
        colour.index_16 = (int16_t)index;
        colour.index_8 = index == 8 ? 7 : (int16_t)(index % 8); /* never black on black */
    }
    return colour;
}

static bool parse_hex(struct tn_slice text, uint32_t *rgb) {
    static const char digits[] = "0123456789abcdef";
    *rgb = 0;
    for (size_t i = 1; i < text.length; i++) {
        int c = tolower((unsigned char)text.at[i]);
        size_t value = 0;
        while (digits[value] && digits[value] != c)
            value++;
        if (!digits[value])
            return false;
        *rgb = *rgb << 4 | (uint32_t)value;
    }
    return text.length == 7;
}

/* The index of a name or number, or -1. */
static int parse_index(struct tn_slice text) {
    for (size_t i = 0; i < TN_LENGTH(named); i++)
        if (tn_slice_is_word(text, named[i].name))
            return (int)i;
    int index = 0;
    if (text.length == 0 || text.length > 3)
        return -1;
    for (size_t i = 0; i < text.length; i++) {
        if (text.at[i] < '0' || text.at[i] > '9')
            return -1;
        index = index * 10 + (text.at[i] - '0');
    }
    return index < 256 ? index : -1;
}

bool tn_colour_parse(struct tn_slice text, struct tn_colour *colour, struct tn_error *error) {
    uint32_t rgb;
    int index = parse_index(text);
    if (tn_slice_is_word(text, "default"))
        *colour = (struct tn_colour){0, true, -1, -1, -1};
    else if (text.length && text.at[0] == '#' && parse_hex(text, &rgb))
        *colour = tn_colour_of_rgb(rgb);
    else if (index >= 0)
        *colour = colour_of_index(index);
    else
        return tn_fail(error,
                       "\"%.*s\" is no colour; write #rrggbb, default, a name from black to "
                       "white, bright- and a name, or a number from 0 to 255",
                       (int)(text.length < 80 ? text.length : 80), text.at);
    return true;
}

int tn_colour_index(const struct tn_colour *colour, int colours) {
    if (colours >= 256)
        return colour->index_256;
    if (colours >= 16)
        return colour->index_16;
    return colours >= 8 ? colour->index_8 : -1;
}
