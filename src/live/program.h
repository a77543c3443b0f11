/*
 * A program that is run to its end.
 */
#ifndef LIVE_PROGRAM_H
#define LIVE_PROGRAM_H

#include "tenon/base.h"

/* ARGUMENTS ends with NULL; the first is the program, looked for in PATH; no shell comes between.
 * ADDED: "NAME=value" for its environment, or NULL. Its output goes to OUT; false with what it
 * wrote to standard error where its status is not 0 or it cannot be run. */
bool live_run_program(const char *const *arguments, const char *added, const char *input,
                      struct tn_buffer *out, struct tn_error *error);

#endif
