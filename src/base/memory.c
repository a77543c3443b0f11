/*
 * Owns allocation: the never-failing malloc family, arenas and growing arrays.
 *
 * Invariant of an arena: the newest block is the one with room; a big allocation gets a block of
 * its own behind it, so that the room is not lost. Memory in a block is handed out once and never
 * taken back, so a block that was zeroed once stays zero where nothing was handed out.
 */
#include "base/format.h"
#include "tenon/base.h"

#include <stdalign.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

enum { ALIGNMENT = 16, FIRST_BLOCK = 4096, LARGE_PAGE = 2 << 20 };

/* One fault and one entry of the processor's table of pages for what would be hundreds. Advice: a
 * system without large pages gives small ones. */
static void *allocate_large(size_t size) {
    void *memory = NULL;
    if (posix_memalign(&memory, LARGE_PAGE, size) != 0)
        tn_out_of_memory();
    madvise(memory, size / LARGE_PAGE * LARGE_PAGE, MADV_HUGEPAGE);
    return memset(memory, 0, size);
}

void *tn_allocate(size_t size) {
    if (size >= LARGE_PAGE)
        return allocate_large(size);
    void *memory = calloc(1, size ? size : 1);
    if (!memory)
        tn_out_of_memory();
    return memory;
}

void *tn_reallocate(void *memory, size_t size) {
    void *moved = realloc(memory, size ? size : 1);
    if (!moved)
        tn_out_of_memory();
    return moved;
}

char *tn_duplicate(const char *text) {
    size_t size = strlen(text) + 1;
    return memcpy(tn_allocate(size), text, size);
}

void *tn_grow(void *items, size_t *capacity, size_t item_size) {
    size_t wanted = *capacity ? *capacity * 2 : 8;
    if (wanted <= *capacity || wanted > PTRDIFF_MAX / item_size)
        tn_out_of_memory();
    items = tn_reallocate(items, wanted * item_size);
    *capacity = wanted;
    return items;
}

struct tn_arena_block {
    struct tn_arena_block *older;
    size_t used, size;
    alignas(ALIGNMENT) char bytes[];
};

static struct tn_arena_block *new_block(struct tn_arena *arena, size_t size) {
    if (size > PTRDIFF_MAX - sizeof(struct tn_arena_block))
        tn_out_of_memory();
    struct tn_arena_block *block = tn_allocate(sizeof *block + size);
    block->size = size;
    arena->total += size;
    return block;
}

static void put_first(struct tn_arena *arena, struct tn_arena_block *block) {
    block->older = arena->block;
    arena->block = block;
}

#ifdef TENON_DEBUG_ARENA

/* Exact sizes: a byte too far is a byte outside malloc's block. */
void *tn_arena_allocate(struct tn_arena *arena, size_t size) {
    put_first(arena, new_block(arena, size));
    return arena->block->bytes;
}

static char *free_room(const struct tn_arena *arena, size_t *room) {
    (void)arena;
    *room = 0;
    return NULL;
}

#else

static void *own_block(struct tn_arena *arena, size_t size) {
    struct tn_arena_block *block = new_block(arena, size);
    block->used = size;
    if (!arena->block) {
        put_first(arena, block);
    } else {
        block->older = arena->block->older;
        arena->block->older = block;
    }
    return block->bytes;
}

/* As large as everything before, so that the number of blocks grows with the logarithm. */
static size_t next_block_size(const struct tn_arena *arena) {
    if (arena->total < FIRST_BLOCK)
        return FIRST_BLOCK;
    size_t largest = LARGE_PAGE - sizeof(struct tn_arena_block);
    return arena->total < largest ? arena->total : largest;
}

void *tn_arena_allocate(struct tn_arena *arena, size_t size) {
    if (size > PTRDIFF_MAX - ALIGNMENT)
        tn_out_of_memory();
    size = (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    struct tn_arena_block *block = arena->block;
    if (!block || size > block->size - block->used) {
        size_t next = next_block_size(arena);
        if (size > next / 4)
            return own_block(arena, size);
        block = new_block(arena, next);
        put_first(arena, block);
    }
    void *memory = block->bytes + block->used;
    block->used += size;
    return memory;
}

/* What the next small allocation comes from. */
static char *free_room(const struct tn_arena *arena, size_t *room) {
    struct tn_arena_block *block = arena->block;
    *room = block ? (block->size - block->used) / ALIGNMENT * ALIGNMENT : 0;
    return block ? block->bytes + block->used : NULL;
}

#endif

char *tn_arena_text(struct tn_arena *arena, const char *text, size_t length) {
    if (length == SIZE_MAX)
        tn_out_of_memory();
    char *copy = tn_arena_allocate(arena, length + 1);
    if (length)
        memcpy(copy, text, length);
    return copy;
}

/* Written where it is to stay; what has no room there is wiped out and written again elsewhere. */
char *tn_arena_vformat(struct tn_arena *arena, const char *format, va_list arguments) {
    size_t room;
    char *end = free_room(arena, &room);
    size_t length = base_format(end, room, format, arguments);
    if (length < room)
        return tn_arena_allocate(arena, length + 1);
    if (room)
        memset(end, 0, room);
    char *text = tn_arena_allocate(arena, length + 1);
    base_format(text, length + 1, format, arguments);
    return text;
}

char *tn_arena_format(struct tn_arena *arena, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    char *text = tn_arena_vformat(arena, format, arguments);
    va_end(arguments);
    return text;
}

/* The arena's newest block stays the one with room. */
void tn_arena_take(struct tn_arena *arena, struct tn_arena *other) {
    struct tn_arena_block **end = arena->block ? &arena->block->older : &arena->block;
    struct tn_arena_block *older = *end;
    *end = other->block;
    while (*end)
        end = &(*end)->older;
    *end = older;
    arena->total += other->total;
    *other = (struct tn_arena){0};
}

void tn_arena_free(struct tn_arena *arena) {
    struct tn_arena_block *block = arena->block;
    while (block) {
        struct tn_arena_block *older = block->older;
        free(block);
        block = older;
    }
    *arena = (struct tn_arena){0};
}
