/*
 * cli: the command line face.
 */
#ifndef TENON_CLI_H
#define TENON_CLI_H

#include "tenon/store.h"

/* The other face, which this one does not know: handed in by the program. */
struct tn_cli_designer {
    bool (*run)(struct tn_store *store, const char *theme, bool ascii, struct tn_error *error);
    void (*manual)(struct tn_buffer *out); /* its keys and commands, as text */
};

/* Runs the command of the arguments. Returns the exit status: 0 done; 1 done, with findings or
 * differences that were asked to count; 2 wrong usage; 3 it could not be done. */
int tn_cli_main(int argc, char **argv, const struct tn_cli_designer *designer);

#endif
