/*
 * Owns how names look that servers and object mappers give.
 */
#include "lint/generated.h"

#include <string.h>

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static bool is_hexadecimal(const char *at, size_t length, size_t at_least) {
    bool digit = false;
    for (size_t i = 0; i < length; i++) {
        char c = (char)(at[i] | 0x20);
        digit |= is_digit(at[i]);
        if (!is_digit(at[i]) && (c < 'a' || c > 'f'))
            return false;
    }
    return digit && length >= at_least;
}

bool lint_is_made_by_framework(const char *name) {
    if (tn_starts_with(name, "fk_rails_") || tn_starts_with(name, "chk_rails_"))
        return true;
    size_t digits = 0, length = 0, start = 0;
    for (;; length++) {
        char c = name[length];
        digits += is_digit(c);
        if (c && c != '_')
            continue;
        if (length - start >= 8 && is_hexadecimal(name + start, length - start, 8))
            return true;
        if (!c)
            break;
        start = length + 1;
    }
    return length >= 22 && digits >= 4 && !strchr(name + 3, '_');
}

static bool ends_with(const char *name, size_t length, const char *ending) {
    size_t tail = strlen(ending);
    return length > tail && memcmp(name + length - tail, ending, tail) == 0;
}

bool lint_is_made_by_server(const struct tn_dialect *dialect, const char *name, const char *table,
                            const char *column) {
    static const char *const endings[] = {"_pkey", "_key", "_fkey", "_check", "_idx", "_excl"};
    size_t length = strlen(name);
    while (length && is_digit(name[length - 1]))
        length--;
    for (size_t i = 0; table && i < TN_LENGTH(endings); i++)
        if (ends_with(name, length, endings[i]))
            return true;
    if (tn_starts_with(name, "CONSTRAINT_") || tn_starts_with(name, "sqlite_autoindex") ||
        tn_find_word(name, "_ibfk_") || tn_find_word(name, "_chk_"))
        return true;
    if (dialect->id != TN_MYSQL && dialect->id != TN_MARIADB)
        return false;
    size_t begin = strlen(column);
    return begin && strncmp(name, column, begin) == 0 &&
           name[begin + strspn(name + begin, "_0123456789")] == 0;
}
