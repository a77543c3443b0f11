/*
 * fuzz: what the fuzzers and the drivers without a fuzzer share.
 *
 * An input is one byte and a script. Of the byte, two bits are the dialect of the script, two the
 * dialect it is carried to, the others the style of writing; it is a printable letter where the
 * style is the plain one.
 */
#ifndef TENON_TESTS_FUZZ_H
#define TENON_TESTS_FUZZ_H

#include "tenon/sql.h"

enum { FUZZ_PLAIN = '@' };

/* The entry of libFuzzer: returns 0, or aborts the process. */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

/* The first byte. */
static inline char fuzz_choice(size_t from, size_t to) {
    return (char)(FUZZ_PLAIN ^ (from + to * TN_DIALECT_COUNT));
}

/* Simple mutation, the same on every machine: pieces of texts put together again at random, with
 * single bytes changed. The state is the seed, and moves on. */
void fuzz_mutate(uint64_t *state, const struct tn_slice *texts, size_t count,
                 struct tn_buffer *out);
size_t fuzz_below(uint64_t *state, size_t limit); /* 0 for limit 0 */

#endif
