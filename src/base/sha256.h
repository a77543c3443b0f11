/*
 * SHA-256, as FIPS 180-4 describes it: for checksums that other tools ask for.
 */
#ifndef BASE_SHA256_H
#define BASE_SHA256_H

#include <stddef.h>
#include <stdint.h>

/* A sum that grows; a copy of it can be ended while the sum itself goes on. */
struct sha256 {
    uint32_t state[8];
    uint64_t length; /* bytes so far */
    uint8_t block[64];
};
void sha256_begin(struct sha256 *sum);
void sha256_add(struct sha256 *sum, const void *bytes, size_t length);
void sha256_end(struct sha256 *sum, uint8_t digest[32]);

#endif
