/*
 * Formatting a text of whatever length.
 */
#include "tui/phrase.h"

#include "tenon/base.h"

#include <stdio.h>

char *phrase_format(const char *format, va_list arguments) {
    va_list again;
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, again);
    va_end(again);
    char *text = tn_allocate((size_t)length + 1);
    vsnprintf(text, (size_t)length + 1, format, arguments);
    return text;
}
