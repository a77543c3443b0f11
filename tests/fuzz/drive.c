/*
 * drive [-ROUNDS] FILE|FOLDER…: the fuzzers' entry without a fuzzer: runs each file, then ROUNDS
 * mutations of all of them together. For finding again what a fuzzer found, with any compiler and
 * in any debugger; the last input is told on standard error.
 */
#include "fuzz.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct corpus {
    TN_VECTOR(struct tn_buffer) files;
    TN_VECTOR(struct tn_slice) scripts; /* each without its first byte */
};

static void run(const char *name, const struct tn_buffer *input) {
    fprintf(stderr, "%s\n", name);
    LLVMFuzzerTestOneInput((const uint8_t *)tn_buffer_text(input), input->length);
}

static bool add_file(struct corpus *corpus, const char *path) {
    struct tn_buffer file = {0};
    struct tn_error error = {0};
    if (!tn_read_file(path, 0, &file, &error)) {
        fprintf(stderr, "%s\n", error.message);
        return false;
    }
    TN_PUSH(&corpus->files, file);
    if (file.length > 1) {
        struct tn_slice script = {file.at + 1, file.length - 1};
        TN_PUSH(&corpus->scripts, script);
    }
    run(path, &file);
    return true;
}

static bool add(struct corpus *corpus, const char *path) {
    struct dirent **names;
    int count = scandir(path, &names, NULL, alphasort);
    if (count < 0)
        return add_file(corpus, path);
    bool good = true;
    for (int i = 0; i < count; i++) {
        struct tn_buffer inner = {0};
        tn_put_format(&inner, "%s/%s", path, names[i]->d_name);
        if (*names[i]->d_name != '.')
            good = add(corpus, inner.at) && good;
        tn_buffer_free(&inner);
        free(names[i]);
    }
    free(names);
    return good;
}

static void run_mutations(const struct corpus *corpus, long rounds) {
    uint64_t state = 1;
    struct tn_buffer script = {0}, input = {0};
    for (long round = 0; round < rounds && corpus->scripts.count; round++) {
        fuzz_mutate(&state, corpus->scripts.items, corpus->scripts.count, &script);
        tn_buffer_reset(&input);
        tn_put_char(&input, (char)fuzz_below(&state, 256));
        tn_put_bytes(&input, script.at, script.length);
        LLVMFuzzerTestOneInput((const uint8_t *)input.at, input.length);
    }
    tn_buffer_free(&script);
    tn_buffer_free(&input);
}

int main(int argc, char **argv) {
    struct corpus corpus = {0};
    long rounds = 0;
    bool good = argc > 1;
    for (int i = 1; i < argc; i++) {
        if (*argv[i] == '-')
            rounds = strtol(argv[i] + 1, NULL, 10);
        else
            good = add(&corpus, argv[i]) && good;
    }
    if (argc < 2)
        fputs("usage: drive [-ROUNDS] FILE|FOLDER…\n", stderr);
    run_mutations(&corpus, rounds);
    for (size_t i = 0; i < corpus.files.count; i++)
        tn_buffer_free(&corpus.files.items[i]);
    free(corpus.files.items);
    free(corpus.scripts.items);
    return good ? 0 : 2;
}
