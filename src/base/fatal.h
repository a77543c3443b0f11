/*
 * The end of the program where nothing sensible can follow: no memory, no random bits.
 */
#ifndef BASE_FATAL_H
#define BASE_FATAL_H

#include "tenon/base.h"

/* Runs the handler of tn_on_out_of_memory, prints the line to standard error, exits with 70. */
TN_NORETURN void tn_fatal(const char *line);

#endif
