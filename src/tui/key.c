/*
 * Comparing keys with the names that tables give them.
 */
#include "tui/key.h"

#include <string.h>

bool key_is(const struct key *key, const char *name) {
    return strcmp(key->name, name) == 0;
}

bool key_in(const struct key *key, const char *names) {
    size_t length = strlen(key->name);
    for (const char *at = names; *at;) {
        size_t word = strcspn(at, " ");
        if (word == length && strncmp(at, key->name, word) == 0)
            return true;
        at += word + strspn(at + word, " ");
    }
    return false;
}

bool key_types(const struct key *key) {
    return key->text && !key_is(key, "Paste");
}
