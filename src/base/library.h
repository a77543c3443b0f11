/*
 * Shared libraries loaded at first need: a run that reads no XML and draws no diagram does not wait
 * for the libraries that do, which take longer to load than a small schema takes to read.
 *
 * The caller lists the functions once, and gets a struct of typed pointers:
 *
 *     #define FUNCTIONS(_) _(xmlTextReaderRead) _(xmlFreeTextReader)
 *     struct library { FUNCTIONS(TN_FUNCTION) };
 *     static const char *const names[] = {FUNCTIONS(TN_FUNCTION_NAME)};
 */
#ifndef TENON_BASE_LIBRARY_H
#define TENON_BASE_LIBRARY_H

#include "tenon/base.h"

#define TN_FUNCTION(name) __typeof__(name) *name;
#define TN_FUNCTION_NAME(name) #name,

/* Fills `functions`, a struct of nothing but pointers to functions, in the order of the names. The
 * library stays loaded until the process ends; loading it again costs a look-up. `file` is its name
 * as the linker records it ("libxml2.so.2"). Fails when it is missing or lacks a name. */
bool tn_library_load(const char *file, const char *const *names, size_t count, void *functions,
                     struct tn_error *error);

#endif
