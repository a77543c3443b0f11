/*
 * atlas.sum: a line for each SQL file with the checksum of it and of all before it, and a first
 * line with the checksum of the lines. Source: the package sql/migrate of Atlas, NewHashFile.
 */
#include "base/sha256.h"
#include "migrate/layout.h"

#include <stdlib.h>
#include <string.h>

static void put_base64(struct tn_buffer *out, const uint8_t *bytes, size_t length) {
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (size_t i = 0; i < length; i += 3) {
        size_t left = length - i;
        uint32_t bits = (uint32_t)bytes[i] << 16 | (left > 1 ? (uint32_t)bytes[i + 1] << 8 : 0) |
                        (left > 2 ? bytes[i + 2] : 0);
        tn_put_char(out, digits[bits >> 18 & 63]);
        tn_put_char(out, digits[bits >> 12 & 63]);
        tn_put_char(out, left > 1 ? digits[bits >> 6 & 63] : '=');
        tn_put_char(out, left > 2 ? digits[bits & 63] : '=');
    }
}

static void put_digest(struct tn_buffer *out, struct sha256 sum) {
    uint8_t digest[32];
    sha256_end(&sum, digest);
    put_base64(out, digest, sizeof digest);
}

/* Those that lie in the folder itself. */
static bool counts(const char *name) {
    size_t length = strlen(name);
    return length > 4 && strcmp(name + length - 4, ".sql") == 0 && !strchr(name, '/');
}

static int by_path(const void *a, const void *b) {
    const struct tn_folder_file *x = a, *y = b;
    return strcmp(x->path, y->path);
}

struct sums {
    struct sha256 files, lines;
    struct tn_buffer text;
};

static void add_file(struct sums *sums, const char *name, const char *bytes, size_t length) {
    struct tn_buffer digest = {0};
    sha256_add(&sums->files, name, strlen(name));
    if (tn_starts_with(bytes, "-- atlas:sum ignore"))
        return;
    sha256_add(&sums->files, bytes, length);
    put_digest(&digest, sums->files);
    sha256_add(&sums->lines, name, strlen(name));
    sha256_add(&sums->lines, digest.at, digest.length);
    tn_put_format(&sums->text, "%s h1:%s\n", name, digest.at);
    tn_buffer_free(&digest);
}

void layout_sums(const struct layout_folder *folder, const struct tn_layout_files *files,
                 struct tn_buffer *out) {
    TN_VECTOR(struct tn_folder_file) all = {0};
    struct sums sums = {0};
    sha256_begin(&sums.files);
    sha256_begin(&sums.lines);
    for (size_t i = 0; i < folder->paths.list.count; i++)
        if (counts(folder->paths.list.items[i]))
            TN_PUSH(&all, (struct tn_folder_file){.path = folder->paths.list.items[i]});
    for (size_t i = 0; i < files->list.count; i++)
        if (counts(files->list.items[i].path))
            TN_PUSH(&all, files->list.items[i]);
    if (all.count)
        qsort(all.items, all.count, sizeof *all.items, by_path);
    for (size_t i = 0; i < all.count; i++) {
        struct tn_buffer text = {0};
        if (all.items[i].bytes)
            add_file(&sums, all.items[i].path, all.items[i].bytes, all.items[i].length);
        else if (layout_read(folder, all.items[i].path, &text))
            add_file(&sums, all.items[i].path, tn_buffer_text(&text), text.length);
        tn_buffer_free(&text);
    }
    tn_put(out, "h1:");
    put_digest(out, sums.lines);
    tn_put_format(out, "\n%s", tn_buffer_text(&sums.text));
    tn_buffer_free(&sums.text);
    free(all.items);
}
