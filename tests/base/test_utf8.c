/*
 * UTF-8: what is valid, what is not, and how wide it is.
 */
#include "harness.h"
#include "tenon/base.h"

#include <string.h>

static void every_character_survives(void **state) {
    (void)state;
    for (uint32_t codepoint = 1; codepoint <= 0x10FFFF; codepoint++) {
        if (codepoint >= 0xD800 && codepoint <= 0xDFFF)
            continue;
        char bytes[4];
        uint32_t back = 0;
        size_t length = tn_utf8_encode(codepoint, bytes);
        if (tn_utf8_decode(bytes, length, &back) != length || back != codepoint ||
            !tn_utf8_valid(bytes, length))
            fail_msg("U+%04X became U+%04X", (unsigned)codepoint, (unsigned)back);
    }
}

static void bad_bytes_decode_one_by_one(void **state) {
    (void)state;
    static const char *const bad[] = {
        "\x80",             /* no first byte */
        "\xC0\xAF",         /* overlong */
        "\xE0\x9F\xBF",     /* overlong */
        "\xF0\x80\x80\x80", /* overlong */
        "\xED\xA0\x80",     /* a surrogate */
        "\xF4\x90\x80\x80", /* above U+10FFFF */
        "\xE4\xBD",         /* cut off */
        "\xFE",
        "\xFF",
    };
    for (size_t i = 0; i < TN_LENGTH(bad); i++) {
        uint32_t codepoint = 0;
        assert_false(tn_utf8_valid(bad[i], strlen(bad[i])));
        assert_int_equal(tn_utf8_decode(bad[i], strlen(bad[i]), &codepoint), 1);
        assert_int_equal(codepoint, 0xFFFD);
    }
    uint32_t untouched = 7;
    assert_int_equal(tn_utf8_decode("", 0, &untouched), 0);
    assert_int_equal(untouched, 7);
}

static void what_is_no_character_encodes_as_the_replacement(void **state) {
    (void)state;
    char bytes[4];
    assert_int_equal(tn_utf8_encode(0xD800, bytes), 3);
    assert_memory_equal(bytes, "\xEF\xBF\xBD", 3);
    assert_int_equal(tn_utf8_encode(0x110000, bytes), 3);
    assert_memory_equal(bytes, "\xEF\xBF\xBD", 3);
}

static void widths_are_those_of_a_terminal(void **state) {
    (void)state;
    static const struct {
        const char *text;
        size_t width;
    } cases[] = {
        {"", 0},         {"orders", 6},   {"é", 1},          {"e\u0301", 1},
        {"作者", 4},     {"ｔａｂ", 6},   {"한글", 4},       {"\u1112\u1161\u11AB", 2},
        {"a\u200Db", 2}, {"👩\u200D💻", 4}, {"ﬁ", 1},          {"◆", 1},
        {"\x1B", 1},     {"\xFF", 1},     {"\U0001FAE8", 2}, {"\u0E01\u0E33", 2},
    };
    for (size_t i = 0; i < TN_LENGTH(cases); i++)
        if (tn_text_width(cases[i].text) != cases[i].width)
            fail_msg("\"%s\": %zu, not %zu", cases[i].text, tn_text_width(cases[i].text),
                     cases[i].width);
}

static void the_longest_prefix_keeps_its_marks(void **state) {
    (void)state;
    assert_int_equal(tn_text_fit("orders", 3), 3);
    assert_int_equal(tn_text_fit("作者", 3), 3);
    assert_int_equal(tn_text_fit("作者", 1), 0);
    assert_int_equal(tn_text_fit("e\u0301x", 1), 3);
    assert_int_equal(tn_text_fit("id", 99), 2);
}

static void ascii_ends_at_the_first_high_byte(void **state) {
    (void)state;
    char text[41];
    memset(text, 'a', sizeof text);
    for (size_t length = 0; length <= 40; length++) {
        assert_int_equal(tn_ascii_length(text, length), length);
        text[length] = (char)0x80; /* behind the end: not looked at, and then found */
        assert_int_equal(tn_ascii_length(text, length), length);
        assert_int_equal(tn_ascii_length(text, sizeof text), length);
        text[length] = 'a';
    }
}

static void lines_break_at_blanks(void **state) {
    (void)state;
    assert_int_equal(tn_text_line("", 10), 0);
    assert_int_equal(tn_text_line("all of it", 9), 9);
    assert_int_equal(tn_text_line("all of it", 8), 6);
    assert_int_equal(tn_text_line("all of it", 6), 6);
    assert_int_equal(tn_text_line("all of it", 5), 3);
    assert_int_equal(tn_text_line("all\nof it", 9), 3);
    assert_int_equal(tn_text_line("\nof it", 9), 0);
    assert_int_equal(tn_text_line("indivisible word", 4), 11);
    assert_int_equal(tn_text_line("indivisible", 4), 11);
    assert_int_equal(tn_text_line("\u00e9t\u00e9 \u00e0 Orl\u00e9ans", 5),
                     8); /* bytes of 5 columns */
    assert_int_equal(tn_text_line("\u8868 \u8868 \u8868", 5), 7);
}

int main(void) {
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_character_survives),
        cmocka_unit_test(ascii_ends_at_the_first_high_byte),
        cmocka_unit_test(bad_bytes_decode_one_by_one),
        cmocka_unit_test(what_is_no_character_encodes_as_the_replacement),
        cmocka_unit_test(widths_are_those_of_a_terminal),
        cmocka_unit_test(the_longest_prefix_keeps_its_marks),
        cmocka_unit_test(lines_break_at_blanks),
    };
    return tn_test_run("utf8", tests);
}
