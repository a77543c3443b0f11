/*
 * Arenas, growing arrays, errors and buffers.
 */
#include "harness.h"
#include "tenon/base.h"

#include <stdlib.h>
#include <string.h>

static void an_arena_gives_zeroed_aligned_memory(void **state) {
    (void)state;
    struct tn_arena arena = {0};
    for (size_t size = 0; size < 20000; size += 37) {
        unsigned char *memory = tn_arena_allocate(&arena, size);
        assert_int_equal((uintptr_t)memory % 16, 0);
        for (size_t i = 0; i < size; i++)
            assert_int_equal(memory[i], 0);
        memset(memory, 0xFF, size);
    }
    assert_true(arena.total >= 540 * 9990);
    tn_arena_free(&arena);
    assert_null(arena.block);
    assert_int_equal(arena.total, 0);
}

static void a_big_allocation_does_not_waste_the_room_of_the_block(void **state) {
    (void)state;
    struct tn_arena arena = {0};
    tn_arena_allocate(&arena, 16);
    size_t before = arena.total;
    tn_arena_allocate(&arena, 100000);
    tn_arena_allocate(&arena, 16);
    assert_true(arena.total <= before + 100000 + 16);
    tn_arena_free(&arena);
}

static void arena_texts_are_copies_with_a_nul(void **state) {
    (void)state;
    struct tn_arena arena = {0};
    char original[] = "orders and more";
    char *copy = tn_arena_text(&arena, original, 6);
    original[0] = 'X';
    assert_string_equal(copy, "orders");
    assert_string_equal(tn_arena_format(&arena, "%s has %d", copy, 7), "orders has 7");
    assert_string_equal(tn_arena_text(&arena, NULL, 0), "");
    tn_arena_free(&arena);
}

static void an_array_grows_as_it_is_filled(void **state) {
    (void)state;
    TN_VECTOR(int) numbers = {0};
    for (int i = 0; i < 1000; i++)
        TN_PUSH(&numbers, i * i);
    assert_int_equal(numbers.count, 1000);
    for (int i = 0; i < 1000; i++)
        assert_int_equal(numbers.items[i], i * i);
    free(numbers.items);
}

static void the_first_error_stays(void **state) {
    (void)state;
    struct tn_error error = {0};
    assert_false(tn_fail(&error, "%s:%d: no such column", "shop.sql", 3));
    assert_false(tn_fail(&error, "something else"));
    assert_string_equal(error.message, "shop.sql:3: no such column");
    tn_error_clear(&error);
    assert_null(error.message);
}

static void a_buffer_is_always_terminated(void **state) {
    (void)state;
    struct tn_buffer buffer = {0};
    assert_string_equal(tn_buffer_text(&buffer), "");
    tn_put(&buffer, "ab");
    tn_put_char(&buffer, '-');
    tn_put_number(&buffer, INT64_MIN);
    tn_put_repeated(&buffer, '.', 3);
    tn_put_format(&buffer, "%05d", 42);
    assert_string_equal(buffer.at, "ab--9223372036854775808...00042");
    tn_buffer_reset(&buffer);
    assert_string_equal(tn_buffer_text(&buffer), "");
    for (int i = 0; i < 10000; i++) {
        tn_put_char(&buffer, 'x');
        assert_int_equal(buffer.at[buffer.length], '\0');
    }
    assert_int_equal(strlen(buffer.at), 10000);
    tn_buffer_free(&buffer);
}

static void check_escaped(void (*put)(struct tn_buffer *, const char *), const char *text,
                          const char *expected) {
    struct tn_buffer buffer = {0};
    put(&buffer, text);
    assert_string_equal(buffer.at, expected);
    tn_buffer_free(&buffer);
}

static void json_is_quoted_and_escaped(void **state) {
    (void)state;
    check_escaped(tn_put_json, "", "\"\"");
    check_escaped(tn_put_json, "a\"b\\c\n\t\x01\x7F", "\"a\\\"b\\\\c\\n\\t\\u0001\\u007f\"");
    check_escaped(tn_put_json, "作者 \xC3", "\"作者 \xEF\xBF\xBD\"");
}

static void xml_is_escaped(void **state) {
    (void)state;
    check_escaped(tn_put_xml, "", "");
    check_escaped(tn_put_xml, "<a href=\"x\">&", "&lt;a href=&quot;x&quot;&gt;&amp;");
    check_escaped(tn_put_xml, "a\n\x1B[0m", "a&#10;\xEF\xBF\xBD[0m");
    check_escaped(tn_put_xml, "\xFF作", "\xEF\xBF\xBD作");
}

static void words_are_compared_by_ascii_case(void **state) {
    (void)state;
    assert_true(tn_same_word("Primary", "pRIMARY"));
    assert_false(tn_same_word("key", "keys"));
    assert_false(tn_same_word("Ä", "ä"));
    assert_true(tn_slice_is_word((struct tn_slice){"SELECT *", 6}, "select"));
    assert_false(tn_slice_is(TN_SLICE("Select"), "select"));
    assert_true(tn_slice_is((struct tn_slice){0}, ""));
    assert_string_equal(tn_find_word("NOT NULL default 1", "Default"), "default 1");
    assert_null(tn_find_word("def", "default"));
    assert_true(tn_starts_with("tenon", "ten"));
    assert_false(tn_starts_with("te", "ten"));
}

/* Against a look at every place, in texts of few letters, where words nearly fit everywhere. */
static void a_word_is_found_wherever_it_stands(void **state) {
    (void)state;
    static const char *const words[] = {"a", "ab", "aab", "abab", "client_encoding", "b\\e"};
    static const char letters[] = "aAbB\\E";
    char text[40];
    uint64_t seed = 7;
    for (int round = 0; round < 20000; round++) {
        for (size_t i = 0; i < sizeof text; i++)
            text[i] = letters[tn_mix(seed++) % (sizeof letters - 1)];
        if (round % 3 == 0)
            memcpy(text + round % 25, "Client_ENCODING", 15);
        for (size_t w = 0; w < TN_LENGTH(words); w++) {
            size_t length = strlen(words[w]), at = 0;
            while (at + length <= sizeof text &&
                   !tn_slice_is_word((struct tn_slice){text + at, length}, words[w]))
                at++;
            const char *expected = at + length <= sizeof text ? text + at : NULL;
            struct tn_slice slice = {text, sizeof text};
            assert_ptr_equal(tn_slice_find_word(slice, words[w]), expected);
        }
    }
    assert_null(tn_slice_find_word((struct tn_slice){0}, "a"));
}

static void lower_case_and_formats_take_what_room_they_need(void **state) {
    (void)state;
    struct tn_buffer buffer = {0};
    tn_put_lower(&buffer, (struct tn_slice){0});
    assert_string_equal(buffer.at, "");
    tn_put_lower(&buffer, TN_SLICE("Aa_Zz9Ä@[`{"));
    assert_string_equal(buffer.at, "aa_zz9Ä@[`{");
    for (int room = 0; room < 300; room++) { /* ends at, before and behind what there is room for */
        tn_buffer_reset(&buffer);
        tn_put_repeated(&buffer, '-', (size_t)room);
        tn_put_format(&buffer, "%s|%d", "some text", room);
        assert_int_equal(buffer.length, strlen(buffer.at));
        assert_int_equal(strtol(strchr(buffer.at, '|') + 1, NULL, 10), room);
        assert_memory_equal(buffer.at + room, "some text|", 10);
    }
    tn_buffer_free(&buffer);
}

int main(void) {
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_arena_gives_zeroed_aligned_memory),
        cmocka_unit_test(a_big_allocation_does_not_waste_the_room_of_the_block),
        cmocka_unit_test(arena_texts_are_copies_with_a_nul),
        cmocka_unit_test(an_array_grows_as_it_is_filled),
        cmocka_unit_test(the_first_error_stays),
        cmocka_unit_test(a_buffer_is_always_terminated),
        cmocka_unit_test(json_is_quoted_and_escaped),
        cmocka_unit_test(xml_is_escaped),
        cmocka_unit_test(words_are_compared_by_ascii_case),
        cmocka_unit_test(a_word_is_found_wherever_it_stands),
        cmocka_unit_test(lower_case_and_formats_take_what_room_they_need),
    };
    return tn_test_run("memory", tests);
}
