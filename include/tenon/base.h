/*
 * base: memory, text and errors, for every other room.
 *
 * Memory. An arena owns everything allocated from it and frees it at once. Running out of memory
 * ends the program through tn_out_of_memory(), so no allocation here returns NULL.
 *
 * Errors. A function that can fail returns bool (or a pointer) and fills a struct tn_error with one
 * sentence that a user can act on. The lowest layer writes it; nobody overwrites it. On failure
 * out-parameters are untouched.
 */
#ifndef TENON_BASE_H
#define TENON_BASE_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#if defined(__GNUC__)
#define TN_PRINTF(text, arguments) __attribute__((format(printf, text, arguments)))
#define TN_NORETURN __attribute__((noreturn))
#else
#define TN_PRINTF(text, arguments)
#define TN_NORETURN
#endif

#define TN_LENGTH(array) (sizeof(array) / sizeof((array)[0]))

/* ------------------------------------------------------------------ memory */

/* Prints one line and exits with status 70, after the handler (the designer restores the terminal).
 */
TN_NORETURN void tn_out_of_memory(void);
void tn_on_out_of_memory(void (*handler)(void));

/* malloc, realloc and strdup that never fail. free() is the standard one. */
void *tn_allocate(size_t size); /* zeroed */
void *tn_reallocate(void *memory, size_t size);
char *tn_duplicate(const char *text);

/* An arena: zero it to start, or leave it static. With TENON_DEBUG_ARENA every allocation is a
 * malloc of its own, so that sanitizers see overruns. */
struct tn_arena {
    struct tn_arena_block *block; /* newest first */
    size_t total;                 /* bytes held */
};

void *tn_arena_allocate(struct tn_arena *arena, size_t size); /* zeroed, aligned for any object */
char *tn_arena_text(struct tn_arena *arena, const char *text, size_t length); /* adds a NUL */
char *tn_arena_format(struct tn_arena *arena, const char *format, ...) TN_PRINTF(2, 3);
char *tn_arena_vformat(struct tn_arena *arena, const char *format, va_list arguments);
/* What the other one owns is the arena's from now on; the other is empty then. */
void tn_arena_take(struct tn_arena *arena, struct tn_arena *other);
void tn_arena_free(struct tn_arena *arena); /* ready for use again */

/* A growing array: TN_VECTOR(int) numbers = {0}; TN_PUSH(&numbers, 7); free(numbers.items). */
#define TN_VECTOR(type)                                                                            \
    struct {                                                                                       \
        type *items;                                                                               \
        size_t count, capacity;                                                                    \
    }
#define TN_PUSH(vector, item)                                                                      \
    ((vector)->count == (vector)->capacity                                                         \
         ? ((vector)->items =                                                                      \
                tn_grow((vector)->items, &(vector)->capacity, sizeof *(vector)->items),            \
            (vector)->items[(vector)->count++] = (item))                                           \
         : ((vector)->items[(vector)->count++] = (item)))
void *tn_grow(void *items, size_t *capacity, size_t item_size); /* doubles the capacity */

/* ------------------------------------------------------------------ errors */

struct tn_error {
    char *message; /* NULL where nothing failed; on the heap */
};

/* Sets the message, unless one is there already, and returns false: return tn_fail(error, …). */
bool tn_fail(struct tn_error *error, const char *format, ...) TN_PRINTF(2, 3);
void tn_error_clear(struct tn_error *error);

/* ------------------------------------------------------------------ text */

/* A piece of text that somebody else owns; not NUL-terminated. */
struct tn_slice {
    const char *at;
    size_t length;
};
#define TN_SLICE(literal) ((struct tn_slice){(literal), sizeof(literal) - 1})
struct tn_slice tn_slice_of(const char *text);
bool tn_slice_is(struct tn_slice slice, const char *text);            /* letter by letter */
bool tn_slice_is_word(struct tn_slice slice, const char *lower_case); /* ASCII case folded */

/* Where the word, of 1 to 255 bytes, stands first, ASCII case folded; NULL where nowhere. */
const char *tn_slice_find_word(struct tn_slice slice, const char *lower_case);

bool tn_same_word(const char *a, const char *b);              /* equal, ASCII case folded */
bool tn_starts_with(const char *text, const char *prefix);    /* letter by letter */
const char *tn_find_word(const char *text, const char *word); /* strstr, ASCII case folded */

/* A growing text, always NUL-terminated once something was put. Zero it to start. */
struct tn_buffer {
    char *at; /* NULL while empty and never used */
    size_t length, capacity;
};
void tn_put(struct tn_buffer *buffer, const char *text);
void tn_put_char(struct tn_buffer *buffer, char c);
void tn_put_bytes(struct tn_buffer *buffer, const char *bytes, size_t length);
void tn_put_lower(struct tn_buffer *buffer, struct tn_slice text); /* ASCII letters folded */
void tn_put_repeated(struct tn_buffer *buffer, char c, size_t count);
void tn_put_spaced(struct tn_buffer *buffer, const char *name); /* default_value: default value */
void tn_put_number(struct tn_buffer *buffer, int64_t number);
void tn_put_format(struct tn_buffer *buffer, const char *format, ...) TN_PRINTF(2, 3);
void tn_put_vformat(struct tn_buffer *buffer, const char *format, va_list arguments);
void tn_put_json(struct tn_buffer *buffer,
                 const char *text); /* with its quotes; bad UTF-8 as U+FFFD */
void tn_put_xml(struct tn_buffer *buffer,
                const char *text); /* & < > " and control characters escaped */
const char *tn_buffer_text(const struct tn_buffer *buffer); /* "" while empty */
void tn_buffer_reset(struct tn_buffer *buffer);             /* empty, keeps its memory */
void tn_buffer_free(struct tn_buffer *buffer);
/* Its text in the arena; the buffer is freed. */
char *tn_buffer_keep(struct tn_buffer *buffer, struct tn_arena *arena);

/* Interned text: equal texts are one pointer, as long as the table lives. */
struct tn_names {
    struct tn_arena *arena; /* where the texts live */
    struct tn_name_slot {
        const char *text; /* NULL: empty */
        uint32_t hash, length;
    } * slots;
    size_t count, capacity;
};
const char *tn_intern(struct tn_names *names, const char *text, size_t length);
void tn_names_free(struct tn_names *names); /* the table, not the arena */

/* Hash tables. A pointer value is never NULL. Zero them to start. */
struct tn_id_map { /* 64-bit id -> pointer; ids are not 0 */
    struct tn_id_slot {
        uint64_t id; /* 0: empty */
        void *value;
    } * slots;
    size_t count, capacity;
};
void *tn_id_map_get(const struct tn_id_map *map, uint64_t id); /* NULL where there is none */
void tn_id_map_put(struct tn_id_map *map, uint64_t id, void *value);
void tn_id_map_reserve(struct tn_id_map *map, size_t more); /* room for so many at once */
void tn_id_map_free(struct tn_id_map *map);

struct tn_text_map { /* text -> pointer; the keys' texts must outlive the map */
    struct tn_text_slot {
        struct tn_name_slot name;
        void *value;
    } * slots;
    size_t count, capacity;
};
void *tn_text_map_get(const struct tn_text_map *map, const char *key);
void *tn_text_map_get_slice(const struct tn_text_map *map, struct tn_slice key);
void tn_text_map_put(struct tn_text_map *map, const char *key, void *value);
void tn_text_map_free(struct tn_text_map *map);

uint64_t tn_hash(const void *bytes, size_t length);
uint64_t tn_mix(uint64_t x); /* SplitMix64's finaliser (Steele, Lea, Flood, OOPSLA 2014) */

/* UTF-8. A byte that is no part of a valid sequence decodes as U+FFFD of length 1. */
size_t tn_utf8_decode(const char *text, size_t length,
                      uint32_t *codepoint); /* bytes used; 0 at the end */
size_t tn_utf8_encode(uint32_t codepoint, char bytes[4]);
size_t tn_ascii_length(const char *text, size_t length); /* bytes before the first above 0x7f */
bool tn_utf8_valid(const char *text, size_t length);
size_t tn_utf8_count(const char *text);               /* characters */
int tn_codepoint_width(uint32_t codepoint);           /* terminal columns: 0, 1 or 2 */
size_t tn_text_width(const char *text);               /* terminal columns */
/* Bytes of a text's first line where it is broken at line breaks and, to be at most so many columns
 * wide, at blanks; a word that is wider stays whole. The next line begins behind the break. */
size_t tn_text_line(const char *text, size_t columns);
size_t tn_text_fit(const char *text, size_t columns); /* bytes of the longest prefix that fits */

/* ------------------------------------------------------------------ files */

/* The whole file ("-": standard input) is appended to the buffer. Refuses directories and files
 * over limit bytes (0: 1 GiB). */
bool tn_read_file(const char *path, size_t limit, struct tn_buffer *into, struct tn_error *error);

/* Writes a temporary file beside the target, syncs and renames it: the target is the old or the new
 * file, never a part. "-" writes to standard output. */
bool tn_write_file(const char *path, const char *bytes, size_t length, struct tn_error *error);

/* Files below a folder, as paths relative to it, in the order of their bytes; hidden ones too. */
struct tn_paths {
    struct tn_arena arena;
    TN_VECTOR(const char *) list;
};
bool tn_list_files(const char *folder, struct tn_paths *paths, struct tn_error *error);
void tn_paths_free(struct tn_paths *paths);
bool tn_is_folder(const char *path);
/* A regular file: looking into it takes nothing away, as it would from a pipe. */
bool tn_is_file(const char *path);

/* Writes a folder beside the target and puts it in its place: all that was there is gone then, so
 * ask before. Where anything fails the target stays as it was. Paths are relative, with / between.
 */
struct tn_folder_file {
    const char *path, *bytes;
    size_t length;
    bool replaces; /* tn_add_files: it may be there already */
};
bool tn_write_folder(const char *path, const struct tn_folder_file *files, size_t count,
                     struct tn_error *error);

/* Adds files to a folder, which is made where there is none. All or none: nothing is written where
 * one of them is there already, and those written are removed where a later one fails. Files that
 * replace others come last. */
bool tn_add_files(const char *folder, const struct tn_folder_file *files, size_t count,
                  struct tn_error *error);

/* Random bits from the system; ends the program where the system has none. */
uint64_t tn_random(void);

#endif
