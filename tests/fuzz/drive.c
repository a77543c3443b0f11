/*
 * drive [-ROUNDS] WAY FILE|FOLDER…: a fuzzer's entry without a fuzzer: sends each file the way (sql
 * or lint), then ROUNDS mutations of all of them together. For finding again what a fuzzer found,
 * with any compiler and in any debugger; the last input is told on standard error.
 */
#include "fuzz.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct {
    const char *name;
    fuzz_way *way;
} ways[] = {{"sql", fuzz_sql}, {"lint", fuzz_lint}};

struct corpus {
    fuzz_way *way;
    TN_VECTOR(struct tn_buffer) files;
    TN_VECTOR(struct tn_slice) scripts; /* each without its first byte */
};

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
    fprintf(stderr, "%s\n", path);
    corpus->way((const uint8_t *)tn_buffer_text(&file), file.length);
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

static fuzz_way *find_way(const char *name) {
    for (size_t i = 0; name && i < TN_LENGTH(ways); i++)
        if (strcmp(ways[i].name, name) == 0)
            return ways[i].way;
    return NULL;
}

int main(int argc, char **argv) {
    int at = 1;
    long rounds = at < argc && *argv[at] == '-' ? strtol(argv[at++] + 1, NULL, 10) : 0;
    struct corpus corpus = {.way = find_way(argv[at])};
    bool good = corpus.way && at + 1 < argc;
    if (!good)
        fputs("usage: drive [-ROUNDS] sql|lint FILE|FOLDER…\n", stderr);
    for (int i = at + 1; corpus.way && i < argc; i++)
        good = add(&corpus, argv[i]) && good;
    if (corpus.way)
        fuzz_send_mutations(corpus.way, corpus.scripts.items, corpus.scripts.count, rounds);
    for (size_t i = 0; i < corpus.files.count; i++)
        tn_buffer_free(&corpus.files.items[i]);
    free(corpus.files.items);
    free(corpus.scripts.items);
    return good ? 0 : 2;
}
