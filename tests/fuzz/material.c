/*
 * material FOLDER FILE…: what a fuzzer starts from, written into a folder: FOLDER/words, a
 * dictionary of what the dialects' own tables know, and FOLDER/seeds, an input for each seed of the
 * tests and each pair of dialects, and one for each given script in its dialect.
 */
#include "fuzz.h"

#include "sql/seeds.h"
#include "tenon/lower.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const char *const words[] = {
#define WORD(word) #word,
#include "sql/words.def"
};

/* What is no word: quotes, comments, operators, and what a server writes in one piece. */
static const char *const marks[] = {
    "::",  ":=",     "->>",     "<=>",          "<=",         ">=",        "<>",          "!=",
    "<<",  ">>",     "||",      "&&",           "->",         "==",        "@@",          "~~*",
    "!~~", "$$",     "$a$",     "/*",           "*/",         "/*!50003 ", "/*M!100100",  "--",
    "''",  "\"\"",   "``",      "E'\\'",        "U&'",        "x'00'",     "N'a'",        ");",
    "[]",  "\\.\n",  "\n;;\n",  "\\N",          "DELIMITER ", "GO\n",      "\\connect ",  "#",
    "(1)", "(10,2)", "'a','b'", "\xef\xbb\xbf", "\xc3\xa4",   "@`h`",      "pg_catalog.", "$1",
};

static void put_entry(FILE *out, const char *text) {
    fputc('"', out);
    for (const unsigned char *c = (const unsigned char *)text; *c; c++) {
        if (isalnum(*c) || *c == '_' || *c == ' ')
            fputc(*c, out);
        else
            fprintf(out, "\\x%02x", *c);
    }
    fputs("\"\n", out);
}

static void put_spelled_types(FILE *out) {
    for (size_t i = 0; i < tn_type_row_count; i++)
        for (size_t d = 0; d < TN_DIALECT_COUNT; d++)
            if (tn_type_rows[i].spelling[d])
                put_entry(out, tn_type_rows[i].spelling[d]);
}

static void put_dictionary(FILE *out) {
    for (size_t i = 0; i < TN_LENGTH(words); i++)
        put_entry(out, words[i]);
    for (size_t d = 0; d < TN_DIALECT_COUNT; d++)
        for (size_t i = 0; i < tn_dialects[d]->reserved_count; i++)
            put_entry(out, tn_dialects[d]->reserved[i]);
    put_spelled_types(out);
    for (size_t i = 0; i < TN_LENGTH(marks); i++)
        put_entry(out, marks[i]);
}

static FILE *create(const char *folder, const char *format, size_t number) {
    struct tn_buffer path = {0};
    char name[32];
    snprintf(name, sizeof name, format, number);
    tn_put_format(&path, "%s/%s", folder, name);
    FILE *out = fopen(path.at, "w");
    if (!out) {
        fprintf(stderr, "%s: %s\n", path.at, strerror(errno));
        exit(3);
    }
    tn_buffer_free(&path);
    return out;
}

static void put_input(const char *folder, size_t number, char choice, struct tn_slice script) {
    FILE *out = create(folder, "%05zu", number);
    fputc(choice, out);
    fwrite(script.at, 1, script.length, out);
    fclose(out);
}

static size_t put_seeds(const char *folder) {
    size_t number = 0;
    for (size_t i = 0; i < TN_LENGTH(seeds); i++)
        for (size_t from = 0; from < TN_DIALECT_COUNT; from++)
            for (size_t to = 0; to < TN_DIALECT_COUNT; to++)
                put_input(folder, number++, fuzz_choice(from, to), tn_slice_of(seeds[i]));
    return number;
}

/* A script too long to be mutated well is cut. */
static void put_script(const char *folder, size_t number, const char *path) {
    struct tn_buffer text = {0};
    struct tn_error error = {0};
    if (!tn_read_file(path, 0, &text, &error)) {
        fprintf(stderr, "%s\n", error.message);
        exit(3);
    }
    size_t from = tn_dialect_detect(tn_buffer_text(&text), text.length)->id;
    size_t length = text.length < 4000 ? text.length : 4000;
    put_input(folder, number, fuzz_choice(from, number % TN_DIALECT_COUNT),
              (struct tn_slice){tn_buffer_text(&text), length});
    tn_buffer_free(&text);
}

int main(int argc, char **argv) {
    struct tn_buffer folder = {0};
    if (argc < 2) {
        fputs("usage: material FOLDER FILE…\n", stderr);
        return 2;
    }
    tn_put_format(&folder, "%s/seeds", argv[1]);
    mkdir(argv[1], 0777);
    mkdir(folder.at, 0777);
    FILE *dictionary = create(argv[1], "words", 0);
    put_dictionary(dictionary);
    fclose(dictionary);
    size_t number = put_seeds(folder.at);
    for (int i = 2; i < argc; i++)
        put_script(folder.at, number++, argv[i]);
    tn_buffer_free(&folder);
    return 0;
}
