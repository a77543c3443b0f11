/* Owns the loading of shared libraries at run time. */
#include "base/library.h"

#include <dlfcn.h>
#include <string.h>

/* A pointer to a function has the size of a pointer to an object, and its bits (POSIX, dlsym). */
_Static_assert(sizeof(void *) == sizeof(void (*)(void)), "pointers to functions are pointers");

bool tn_library_load(const char *file, const char *const *names, size_t count, void *functions,
                     struct tn_error *error) {
    void *library = dlopen(file, RTLD_LAZY | RTLD_LOCAL);
    if (!library)
        return tn_fail(error, "a library is missing: %s", dlerror());
    for (size_t i = 0; i < count; i++) {
        void *function = dlsym(library, names[i]);
        if (!function)
            return tn_fail(error, "a library does not fit: %s", dlerror());
        memcpy((char *)functions + i * sizeof function, &function, sizeof function);
    }
    return true;
}
