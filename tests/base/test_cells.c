/*
 * Drawing on the character grid.
 */
#include "base/cells.h"
#include "harness.h"

#include <string.h>

static const struct tn_style plain = {TN_ROLE_TEXT, 0};

static void assert_row(const struct tn_cells *cells, int y, const char *expected) {
    struct tn_buffer row = {0};
    tn_cells_put_row(cells, y, true, &row);
    assert_string_equal(tn_buffer_text(&row), expected);
    tn_buffer_free(&row);
}

/* The invariant of the grid. */
static void assert_whole(const struct tn_cells *cells) {
    for (int y = 0; y < cells->height; y++)
        for (int x = 0; x < cells->width; x++) {
            const struct tn_cell *cell = tn_cells_at(cells, x, y);
            const struct tn_cell *next = tn_cells_at(cells, x + 1, y);
            assert_true(cell->width <= 2);
            assert_int_equal(cell->width == 2, next && next->width == 0);
            assert_int_equal(cell->width == 0, cell->text[0] == '\0');
            assert_true(tn_utf8_valid(cell->text, strlen(cell->text)));
        }
}

static void text_is_put_with_its_style(void **state) {
    (void)state;
    struct tn_cells cells = {0};
    tn_cells_resize(&cells, 10, 2);
    assert_int_equal(tn_cells_put(&cells, 2, 1, "id", (struct tn_style){TN_ROLE_TYPE, TN_BOLD}), 2);
    assert_row(&cells, 0, "");
    assert_row(&cells, 1, "  id");
    assert_int_equal(tn_cells_at(&cells, 3, 1)->role, TN_ROLE_TYPE);
    assert_int_equal(tn_cells_at(&cells, 3, 1)->attributes, TN_BOLD);
    assert_int_equal(tn_cells_at(&cells, 4, 1)->role, TN_ROLE_TEXT);
    assert_null(tn_cells_at(&cells, 10, 0));
    assert_null(tn_cells_at(&cells, 0, -1));
    tn_cells_free(&cells);
}

static void half_of_a_wide_character_is_a_space(void **state) {
    (void)state;
    struct tn_cells cells = {0};
    tn_cells_resize(&cells, 5, 1);
    assert_int_equal(tn_cells_put(&cells, 0, 0, "a作者", plain), 5);
    assert_row(&cells, 0, "a作者");
    tn_cells_put(&cells, 2, 0, "x", plain); /* the right half of 作 */
    assert_row(&cells, 0, "a x者");
    tn_cells_put(&cells, 3, 0, "y", plain); /* the left half of 者 */
    assert_row(&cells, 0, "a xy");
    tn_cells_clear(&cells);
    assert_int_equal(tn_cells_put(&cells, 4, 0, "作", plain), 2); /* the edge cuts it */
    assert_row(&cells, 0, "");
    tn_cells_put(&cells, -1, 0, "作b", plain);
    assert_row(&cells, 0, " b");
    assert_whole(&cells);
    tn_cells_free(&cells);
}

static void nothing_is_drawn_outside_of_the_clip_rectangle(void **state) {
    (void)state;
    struct tn_cells cells = {0};
    tn_cells_resize(&cells, 8, 3);
    struct tn_rect before = tn_cells_clip(&cells, (struct tn_rect){2, 1, 4, 1});
    for (int y = -1; y < 4; y++)
        tn_cells_put(&cells, 0, y, "abcdefgh", plain);
    tn_cells_clip(&cells, (struct tn_rect){-9, -9, 13, 99});
    tn_cells_put(&cells, 0, 1, "XXXXXXXX", plain);
    cells.clip = before;
    assert_row(&cells, 0, "");
    assert_row(&cells, 1, "  XXef");
    assert_row(&cells, 2, "");
    tn_cells_put(&cells, INT32_MAX, 0, "far", plain);
    tn_cells_put(&cells, INT32_MIN, INT32_MIN, "far", plain);
    assert_row(&cells, 0, "");
    tn_cells_free(&cells);
}

static void marks_stay_with_their_character(void **state) {
    (void)state;
    struct tn_cells cells = {0};
    tn_cells_resize(&cells, 6, 1);
    assert_int_equal(tn_cells_put(&cells, 0, 0, "\u0301e\u0301作\u0302x", plain), 4);
    assert_string_equal(tn_cells_at(&cells, 0, 0)->text, "e\u0301");
    assert_string_equal(tn_cells_at(&cells, 1, 0)->text, "作\u0302");
    assert_row(&cells, 0, "e\u0301作\u0302x");
    tn_cells_free(&cells);
}

static void a_hundred_marks_are_cut_to_whole_ones(void **state) {
    (void)state;
    struct tn_cells cells = {0};
    struct tn_buffer text = {0};
    tn_cells_resize(&cells, 2, 1);
    tn_put(&text, "e");
    for (int i = 0; i < 100; i++)
        tn_put(&text, "\u0301");
    assert_int_equal(tn_cells_put(&cells, 0, 0, text.at, plain), 1);
    assert_int_equal(strlen(tn_cells_at(&cells, 0, 0)->text), 19);
    assert_whole(&cells);
    tn_buffer_free(&text);
    tn_cells_free(&cells);
}

static void a_name_cannot_command_the_terminal(void **state) {
    (void)state;
    static const char hostile[] = "a\x1B[2J\r\n\x07\x7F\xC2\x9B"
                                  "b\xFF\u202Ec\u200D\uFE0F\u2028";
    struct tn_cells cells = {0};
    tn_cells_resize(&cells, 20, 1);
    tn_cells_put(&cells, 0, 0, hostile, plain);
    assert_row(&cells, 0, "a\uFFFD[2J\uFFFD\uFFFD\uFFFD\uFFFD\uFFFDb\uFFFDc\uFFFD");
    tn_cells_clear(&cells);
    cells.ascii = true;
    tn_cells_put(&cells, 0, 0, hostile, plain);
    assert_row(&cells, 0, "a?[2J?????b?c?");
    tn_cells_put_codepoint(&cells, 0, 0, 0x1B, plain);
    assert_string_equal(tn_cells_at(&cells, 0, 0)->text, "?");
    tn_cells_free(&cells);
}

static void no_byte_sequence_breaks_the_grid(void **state) {
    (void)state;
    struct tn_cells cells = {0};
    uint64_t seed = 1;
    tn_cells_resize(&cells, 12, 3);
    for (int step = 0; step < 20000; step++) {
        char text[16] = {0};
        uint64_t random = tn_mix(seed++);
        for (size_t i = 0; i < sizeof text - 4;)
            i += tn_utf8_encode((uint32_t)(tn_mix(seed++) % ((i & 1) ? 0x30000 : 0x400)), text + i);
        if (random & 1)
            text[random >> 8 & 7] = (char)(random >> 16);
        tn_cells_put(&cells, (int)(random >> 24 & 15) - 2, (int)(random >> 32 & 3) - 1, text,
                     plain);
        struct tn_buffer row = {0};
        tn_cells_put_row(&cells, 1, false, &row);
        for (size_t i = 0; i < row.length; i++)
            assert_true((unsigned char)row.at[i] >= 0x20 && row.at[i] != 0x7F);
        assert_int_equal(tn_text_width(row.at), 12);
        tn_buffer_free(&row);
    }
    assert_whole(&cells);
    tn_cells_free(&cells);
}

static void frames_and_fields(void **state) {
    (void)state;
    struct tn_cells cells = {0};
    tn_cells_resize(&cells, 10, 3);
    tn_cells_frame(&cells, (struct tn_rect){0, 0, 10, 3}, TN_FRAME_ROUND, plain);
    tn_cells_put_field(&cells, (struct tn_rect){1, 1, 8, 1}, "customer_id", plain);
    assert_row(&cells, 0, "╭────────╮");
    assert_row(&cells, 1, "│custome…│");
    assert_row(&cells, 2, "╰────────╯");
    cells.ascii = true;
    tn_cells_frame(&cells, (struct tn_rect){0, 0, 10, 3}, TN_FRAME_SQUARE, plain);
    tn_cells_put_field(&cells, (struct tn_rect){1, 1, 8, 1}, "id", plain);
    assert_row(&cells, 0, "+--------+");
    assert_row(&cells, 1, "|id      |");
    tn_cells_put_field(&cells, (struct tn_rect){1, 1, 8, 1}, "作者作者作", plain);
    assert_row(&cells, 1, "|作者作 ~|");
    assert_whole(&cells);
    tn_cells_free(&cells);
}

static void fill_and_paint(void **state) {
    (void)state;
    struct tn_cells cells = {0};
    tn_cells_resize(&cells, 6, 1);
    tn_cells_put(&cells, 0, 0, "abcdef", plain);
    tn_cells_fill(&cells, (struct tn_rect){2, -5, 2, 50}, TN_GLYPH_DOT, plain);
    tn_cells_paint(&cells, (struct tn_rect){1, 0, 99, 1},
                   (struct tn_style){TN_ROLE_SELECTION, TN_REVERSE});
    assert_row(&cells, 0, "ab··ef");
    assert_int_equal(tn_cells_at(&cells, 0, 0)->role, TN_ROLE_TEXT);
    assert_int_equal(tn_cells_at(&cells, 5, 0)->role, TN_ROLE_SELECTION);
    tn_cells_free(&cells);
}

static void every_glyph_is_one_column(void **state) {
    (void)state;
    for (int i = 0; i < TN_GLYPH_COUNT; i++) {
        assert_int_equal(tn_text_width(tn_glyphs[i].utf8), 1);
        assert_int_equal(strlen(tn_glyphs[i].ascii), 1);
    }
    assert_int_equal(tn_glyph_of_arms(TN_ARM_LEFT | TN_ARM_DOWN), TN_GLYPH_TOP_RIGHT);
    assert_int_equal(tn_glyph_of_arms(0), TN_GLYPH_SPACE);
}

static void an_empty_grid_takes_everything(void **state) {
    (void)state;
    struct tn_cells cells = {0};
    tn_cells_put(&cells, 0, 0, "x", plain);
    tn_cells_resize(&cells, -3, 5);
    tn_cells_put(&cells, 0, 0, "x", plain);
    assert_row(&cells, 0, "");
    tn_cells_free(&cells);
}

int main(void) {
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_is_put_with_its_style),
        cmocka_unit_test(half_of_a_wide_character_is_a_space),
        cmocka_unit_test(nothing_is_drawn_outside_of_the_clip_rectangle),
        cmocka_unit_test(marks_stay_with_their_character),
        cmocka_unit_test(a_hundred_marks_are_cut_to_whole_ones),
        cmocka_unit_test(a_name_cannot_command_the_terminal),
        cmocka_unit_test(no_byte_sequence_breaks_the_grid),
        cmocka_unit_test(frames_and_fields),
        cmocka_unit_test(fill_and_paint),
        cmocka_unit_test(every_glyph_is_one_column),
        cmocka_unit_test(an_empty_grid_takes_everything),
    };
    return tn_test_run("cells", tests);
}
