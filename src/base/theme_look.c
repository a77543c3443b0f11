/*
 * Owns how a role looks on terminals that have fewer colours than the theme: nothing may become
 * invisible, and what a colour sets apart from ordinary text stays set apart.
 */
#include "base/theme.h"

int tn_theme_background(const struct tn_theme *theme, enum tn_theme_role role, int colours) {
    return tn_colour_index(&theme->looks[role].background, colours);
}

static bool is_same(const struct tn_colour *a, const struct tn_colour *b) {
    return a->is_default == b->is_default && a->rgb == b->rgb;
}

/* Of two different colours that came out the same, the text turns black or white. */
int tn_theme_foreground(const struct tn_theme *theme, enum tn_theme_role role, int colours) {
    const struct tn_look *look = &theme->looks[role];
    int foreground = tn_colour_index(&look->foreground, colours);
    int background = tn_colour_index(&look->background, colours);
    if (foreground != background || foreground < 0 || is_same(&look->foreground, &look->background))
        return foreground;
    bool is_dark = look->background.index_8 == 0 || look->background.index_8 == 4;
    return is_dark ? 7 : 0;
}

/* Two colours that differ in the theme, and no longer do here. */
static bool is_lost(const struct tn_colour *a, const struct tn_colour *b, int colours) {
    return !is_same(a, b) && tn_colour_index(a, colours) == tn_colour_index(b, colours);
}

uint8_t tn_theme_attributes(const struct tn_theme *theme, enum tn_theme_role role, int colours) {
    const struct tn_look *look = &theme->looks[role], *text = &theme->looks[TN_ROLE_TEXT];
    bool lost;
    if (is_same(&look->background, &text->background))
        lost = is_lost(&look->foreground, &text->foreground, colours);
    else
        lost = is_lost(&look->background, &text->background, colours);
    if (lost || colours < 8)
        return look->attributes | tn_roles[role].attributes;
    return look->attributes;
}
