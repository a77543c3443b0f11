/*
 * Formatted text, quickly: what findings, statements and reports are made of are mostly texts and
 * numbers without any width or precision.
 */
#ifndef BASE_FORMAT_H
#define BASE_FORMAT_H

#include <stdarg.h>
#include <stddef.h>

/* As vsnprintf, without its limit of 2 GiB: the length of the whole text, of which no more than
 * room - 1 bytes and a NUL are written. Memory that runs out ends the program. */
size_t base_format(char *to, size_t room, const char *format, va_list arguments);

#endif
