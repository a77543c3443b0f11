/*
 * Owns formatting: %s, %.*s, %zu, %d and %% by hand, and from the first other conversion on by
 * vsnprintf.
 */
#include "base/format.h"

#include "tenon/base.h"

#include <stdio.h>
#include <string.h>

struct target {
    char *at;
    size_t room, length; /* the length counts what had no room, too */
    va_list arguments;
};

static void put(struct target *target, const char *bytes, size_t length) {
    size_t left = target->room > target->length ? target->room - target->length : 0;
    size_t fitting = length < left ? length : left;
    if (fitting)
        memcpy(target->at + target->length, bytes, fitting);
    target->length += length;
}

static void put_number(struct target *target, bool negative, size_t number) {
    char digits[24];
    size_t start = sizeof digits;
    do
        digits[--start] = (char)('0' + number % 10);
    while (number /= 10);
    if (negative)
        digits[--start] = '-';
    put(target, digits + start, sizeof digits - start);
}

static void put_text(struct target *target, int most) {
    const char *text = va_arg(target->arguments, const char *);
    text = text ? text : "(null)";
    put(target, text, most < 0 ? strlen(text) : strnlen(text, (size_t)most));
}

/* One conversion, without its percent sign; how long it is, 0 where it is left to vsnprintf. */
static size_t put_plain(struct target *target, const char *conversion) {
    if (*conversion == 's') {
        put_text(target, -1);
        return 1;
    }
    if (conversion[0] == 'z' && conversion[1] == 'u') {
        put_number(target, false, va_arg(target->arguments, size_t));
        return 2;
    }
    if (strncmp(conversion, ".*s", 3) == 0) {
        int most = va_arg(target->arguments, int);
        put_text(target, most);
        return 3;
    }
    if (*conversion == 'd') {
        int number = va_arg(target->arguments, int);
        put_number(target, number < 0, number < 0 ? -(size_t)number : (size_t)number);
        return 1;
    }
    if (*conversion != '%')
        return 0;
    put(target, "%", 1);
    return 1;
}

static void put_rest(struct target *target, const char *format) {
    bool has_room = target->length < target->room;
    int length = vsnprintf(has_room ? target->at + target->length : NULL,
                           has_room ? target->room - target->length : 0, format, target->arguments);
    if (length < 0)
        tn_out_of_memory(); /* longer than 2 GiB */
    target->length += (size_t)length;
}

size_t base_format(char *to, size_t room, const char *format, va_list arguments) {
    struct target target = {.at = to, .room = room};
    va_copy(target.arguments, arguments);
    for (size_t used = 1; *format && used;) {
        size_t plain = strcspn(format, "%");
        put(&target, format, plain);
        format += plain;
        used = *format ? put_plain(&target, format + 1) : 0;
        format += used ? used + 1 : 0;
    }
    if (*format)
        put_rest(&target, format);
    if (room)
        to[target.length < room ? target.length : room - 1] = '\0';
    va_end(target.arguments);
    return target.length;
}
