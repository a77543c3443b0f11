/*
 * A few bytes of a text as one number, the first byte lowest whatever the byte order of the
 * machine: texts are hashed and compared eight bytes at a time.
 */
#ifndef BASE_WORD_H
#define BASE_WORD_H

#include <stddef.h>
#include <stdint.h>

/* Compilers make one load of it where the machine can. */
static inline uint64_t tn_word_of_eight(const void *bytes) {
    const unsigned char *b = bytes;
    return (uint64_t)b[0] | (uint64_t)b[1] << 8 | (uint64_t)b[2] << 16 | (uint64_t)b[3] << 24 |
           (uint64_t)b[4] << 32 | (uint64_t)b[5] << 40 | (uint64_t)b[6] << 48 |
           (uint64_t)b[7] << 56;
}

static inline uint64_t tn_word_of_four(const void *bytes) {
    const unsigned char *b = bytes;
    return (uint64_t)b[0] | (uint64_t)b[1] << 8 | (uint64_t)b[2] << 16 | (uint64_t)b[3] << 24;
}

/* Of any number of bytes the first eight, or all there are: the reads of a few overlap. */
static inline uint64_t tn_word(const void *bytes, size_t length) {
    const unsigned char *b = bytes;
    if (length >= 8)
        return tn_word_of_eight(b);
    if (length >= 4)
        return tn_word_of_four(b) | tn_word_of_four(b + length - 4) << 8 * (length - 4);
    if (length == 0)
        return 0;
    return b[0] | (uint64_t)b[length / 2] << 8 * (length / 2) |
           (uint64_t)b[length - 1] << 8 * (length - 1);
}

#endif
