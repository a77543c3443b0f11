/*
 * Owns the error message: set once by the lowest layer, kept until it is cleared.
 */
#include "tenon/base.h"

#include <stdio.h>
#include <stdlib.h>

static char *format_message(const char *format, va_list arguments) {
    va_list again;
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, arguments);
    if (length < 0)
        tn_out_of_memory(); /* longer than 2 GiB */
    char *message = tn_allocate((size_t)length + 1);
    vsnprintf(message, (size_t)length + 1, format, again);
    va_end(again);
    return message;
}

bool tn_fail(struct tn_error *error, const char *format, ...) {
    if (!error || error->message)
        return false;
    va_list arguments;
    va_start(arguments, format);
    error->message = format_message(format, arguments);
    va_end(arguments);
    return false;
}

void tn_error_clear(struct tn_error *error) {
    free(error->message);
    error->message = NULL;
}
