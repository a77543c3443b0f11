/*
 * phrase: a formatted text on the heap.
 */
#ifndef TUI_PHRASE_H
#define TUI_PHRASE_H

#include <stdarg.h>

/* The caller frees it. */
char *phrase_format(const char *format, va_list arguments);

#endif
