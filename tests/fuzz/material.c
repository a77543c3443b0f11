/*
 * material FOLDER FILE…: what a fuzzer starts from, written into a folder: FOLDER/words, a
 * dictionary of what the dialects' own tables know; FOLDER/seeds, an input for each seed of the
 * tests and each pair of dialects, and one for each given script in its dialect; FOLDER/cases, one
 * for each case of the checks (lint/cases.h) in a file of them.
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

enum { LONGEST = 4000 }; /* a longer script is not mutated well */

static void put_script(const char *folder, size_t number, struct tn_slice script) {
    size_t from = tn_dialect_detect(script.at, script.length)->id;
    script.length = script.length < LONGEST ? script.length : LONGEST;
    put_input(folder, number, fuzz_choice(from, number % TN_DIALECT_COUNT), script);
}

static size_t put_cases(const char *folder, size_t number, const char *text) {
    static const char mark[] = "\n== ";
    for (const char *at = strstr(text, mark); at;) {
        const char *next = strstr(at + strlen(mark), mark);
        at += strlen(mark);
        put_script(folder, number++,
                   (struct tn_slice){at, next ? (size_t)(next - at) : strlen(at)});
        at = next;
    }
    return number;
}

struct folders {
    struct tn_buffer seeds, cases;
    size_t seed_count, case_count;
};

static void put_file(struct folders *folders, const char *path) {
    struct tn_buffer text = {0};
    struct tn_error error = {0};
    if (!tn_read_file(path, 0, &text, &error)) {
        fprintf(stderr, "%s\n", error.message);
        exit(3);
    }
    tn_put(&text, "\n");
    if (tn_starts_with(text.at, "== ") || strstr(text.at, "\n== "))
        folders->case_count = put_cases(folders->cases.at, folders->case_count, text.at);
    else
        put_script(folders->seeds.at, folders->seed_count++,
                   (struct tn_slice){text.at, text.length});
    tn_buffer_free(&text);
}

static struct folders make_folders(const char *folder) {
    struct folders folders = {.seed_count = 0};
    tn_put_format(&folders.seeds, "%s/seeds", folder);
    tn_put_format(&folders.cases, "%s/cases", folder);
    mkdir(folder, 0777);
    mkdir(folders.seeds.at, 0777);
    mkdir(folders.cases.at, 0777);
    return folders;
}

int main(int argc, char **argv) {
    if (argc < 2) {
        fputs("usage: material FOLDER FILE…\n", stderr);
        return 2;
    }
    struct folders folders = make_folders(argv[1]);
    FILE *dictionary = create(argv[1], "words", 0);
    put_dictionary(dictionary);
    fclose(dictionary);
    folders.seed_count = put_seeds(folders.seeds.at);
    for (int i = 2; i < argc; i++)
        put_file(&folders, argv[i]);
    tn_buffer_free(&folders.seeds);
    tn_buffer_free(&folders.cases);
    return 0;
}
