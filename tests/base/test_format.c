/*
 * Formatted text is what the standard's own functions say, in whatever room there is.
 */
#include "base/format.h"
#include "harness.h"
#include "tenon/base.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LARGEST_ROOM = 80 };

static size_t formatted(char *to, size_t room, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    size_t length = base_format(to, room, format, arguments);
    va_end(arguments);
    return length;
}

/* The same length, and the same bytes up to the end of the room; beyond it, none. */
#define ASSERT_AS_STANDARD(...)                                                                    \
    for (size_t room = 0; room < LARGEST_ROOM; room++) {                                           \
        char expected[LARGEST_ROOM + 1], got[LARGEST_ROOM + 1];                                    \
        memset(expected, '#', sizeof expected);                                                    \
        memset(got, '#', sizeof got);                                                              \
        int length = snprintf(expected, room, __VA_ARGS__);                                        \
        assert_int_equal(formatted(got, room, __VA_ARGS__), length);                               \
        size_t written = (size_t)length < room ? (size_t)length + 1 : room;                        \
        assert_memory_equal(got, expected, written);                                               \
        assert_int_equal(got[room], '#');                                                          \
    }

static void plain_conversions_are_those_of_the_standard(void **state) {
    (void)state;
    ASSERT_AS_STANDARD("%s", "");
    ASSERT_AS_STANDARD("nothing but text");
    ASSERT_AS_STANDARD("%s.%s has %zu rows", "shop", "orders", (size_t)0);
    ASSERT_AS_STANDARD("%zu of %zu", (size_t)1234567890, SIZE_MAX);
    ASSERT_AS_STANDARD("%d, %d, %d", 0, INT32_MIN, INT32_MAX);
    ASSERT_AS_STANDARD("%.*s|%.*s|%.*s", 3, "orders", 0, "gone", -1, "whole");
    ASSERT_AS_STANDARD("100%% of %s%%", "it");
}

static void other_conversions_are_left_to_it(void **state) {
    (void)state;
    ASSERT_AS_STANDARD("%s %-8s| %5d %c", "orders", "left", 42, 'x');
    ASSERT_AS_STANDARD("%s %.2f %04x %s", "then", 1.5, 0xABu, "and on");
    ASSERT_AS_STANDARD("%" PRId64 " %" PRIu64 " %.3s", INT64_MIN, UINT64_MAX, "cut off");
}

static void an_arena_has_the_text_wherever_it_finds_room(void **state) {
    (void)state;
    struct tn_arena arena = {0};
    char wide[3000];
    memset(wide, 'w', sizeof wide - 1);
    wide[sizeof wide - 1] = 0;
    const char *texts[300];
    for (int i = 0; i < 300; i++)
        texts[i] = tn_arena_format(&arena, "%d %.*s", i, i * 10, wide);
    for (int i = 0; i < 300; i++) {
        assert_int_equal(atoi(texts[i]), i);
        assert_int_equal(strlen(strchr(texts[i], ' ') + 1), i * 10 < 2999 ? i * 10 : 2999);
    }
    const char *rest = tn_arena_allocate(&arena, 64);
    for (size_t i = 0; i < 64; i++)
        assert_int_equal(rest[i], 0);
    tn_arena_free(&arena);
}

int main(void) {
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_conversions_are_those_of_the_standard),
        cmocka_unit_test(other_conversions_are_left_to_it),
        cmocka_unit_test(an_arena_has_the_text_wherever_it_finds_room),
    };
    return tn_test_run("format", tests);
}
