/*
 * Owns the end of the program where nothing else is left, as when memory runs out.
 */
#include "base/fatal.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { EXIT_SOFTWARE = 70 };

/* The one mutable global of the library: without it nobody could restore the terminal. */
static void (*before_the_end)(void);

void tn_fatal(const char *line) {
    void (*handler)(void) = before_the_end;
    before_the_end = NULL; /* the handler may run out of memory itself */
    if (handler)
        handler();
    if (write(STDERR_FILENO, line, strlen(line)) < 0 || write(STDERR_FILENO, "\n", 1) < 0)
        _exit(EXIT_SOFTWARE);
    exit(EXIT_SOFTWARE);
}

void tn_out_of_memory(void) {
    tn_fatal("tenon: out of memory; what was saved is safe");
}

void tn_on_out_of_memory(void (*handler)(void)) {
    before_the_end = handler;
}
