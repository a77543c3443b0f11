/*
 * The table of screens.
 */
#include "tui/screen.h"

const struct screen *const screens[SCREEN_COUNT] = {
    [SCREEN_START] = &start_screen,   [SCREEN_MAIN] = &main_screen,
    [SCREEN_FORM] = &form_screen,     [SCREEN_RELATE] = &relate_screen,
    [SCREEN_SEARCH] = &search_screen, [SCREEN_HELP] = &help_screen,
    [SCREEN_RULE] = &rule_screen,     [SCREEN_PICKER] = &picker_screen,
};
