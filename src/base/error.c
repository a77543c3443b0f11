/*
 * Owns the error message: set once by the lowest layer, kept until it is cleared.
 */
#include "tenon/base.h"

#include <stdlib.h>

bool tn_fail(struct tn_error *error, const char *format, ...) {
    if (!error || error->message)
        return false;
    va_list arguments;
    va_start(arguments, format);
    struct tn_buffer message = {0};
    tn_put_vformat(&message, format, arguments);
    error->message = message.at;
    va_end(arguments);
    return false;
}

void tn_error_clear(struct tn_error *error) {
    free(error->message);
    error->message = NULL;
}
