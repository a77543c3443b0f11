/*
 * key: one thing the user did, as the designer sees it: it never sees terminal codes.
 */
#ifndef TUI_KEY_H
#define TUI_KEY_H

#include "tenon/base.h"

/*
 * Names: "a", "é", "Space" for characters; "Enter", "Esc", "Tab", "S-Tab", "Backspace", "Delete",
 * "Up", "PageDown", "F1" …; "C-r" with Control, "M-x" with Alt; "Click", "WheelUp", "WheelDown";
 * "Paste". The texts belong to whoever made the key and last until the next one.
 */
struct key {
    const char *name;
    const char *text; /* what it types: a character, or all that was pasted; NULL where nothing */
    int x, y;         /* of a click or the wheel, in cells */
};

bool key_is(const struct key *key, const char *name);
/* Is the key's name one of these, separated by blanks? */
bool key_in(const struct key *key, const char *names);
/* A character that types itself; a paste is none. */
bool key_types(const struct key *key);

#endif
