/*
 * What libFuzzer calls: the way that FUZZ_WAY names.
 */
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
    FUZZ_WAY(bytes, size);
    return 0;
}
