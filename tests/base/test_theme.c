/*
 * Themes: the ones that come with the program, and what is said about mistakes in others.
 */
#include "base/theme.h"
#include "harness.h"

#include <stdlib.h>
#include <string.h>

static const char *const shipped[] = {"slate", "paper"};

static const char *path_of(const char *name) {
    char path[64] = "themes/";
    return tn_test_source(strcat(strcat(path, name), ".theme"));
}

static void every_shipped_theme_has_every_role(void **state) {
    (void)state;
    for (size_t i = 0; i < TN_LENGTH(shipped); i++) {
        struct tn_theme theme = {0};
        struct tn_error error = {0};
        if (!tn_theme_load(path_of(shipped[i]), &theme, &error))
            fail_msg("%s", error.message);
        assert_true(*theme.name && *theme.help);
        for (size_t role = 0; role < TN_ROLE_COUNT; role++)
            if (!theme.looks[role].is_given)
                fail_msg("%s leaves out %s", shipped[i], tn_roles[role].name);
        tn_theme_free(&theme);
    }
}

static void every_shipped_theme_has_every_picture_colour(void **state) {
    (void)state;
    for (size_t i = 0; i < TN_LENGTH(shipped); i++) {
        const char *text = tn_test_read(path_of(shipped[i]), NULL);
        for (size_t j = 0; j < (size_t)TN_SHADE_COUNT * TN_PICTURE_COUNT; j++) {
            struct tn_arena arena = {0};
            char *key = tn_arena_format(&arena, "\nsvg.%s.%s ", tn_shades[j % TN_SHADE_COUNT],
                                        tn_picture_roles[j / TN_SHADE_COUNT]);
            assert_non_null(strstr(text, key));
            tn_arena_free(&arena);
        }
    }
}

static void what_stands_out_does_so_with_few_colours(void **state) {
    (void)state;
    static const int colours[] = {0, 8, 16, 256};
    for (size_t i = 0; i < TN_LENGTH(shipped) * TN_LENGTH(colours); i++) {
        int count = colours[i / TN_LENGTH(shipped)];
        struct tn_theme theme = {0};
        assert_true(tn_theme_load(path_of(shipped[i % TN_LENGTH(shipped)]), &theme, NULL));
        for (int role = 0; role < TN_ROLE_COUNT; role++) {
            int foreground = tn_theme_foreground(&theme, role, count);
            assert_true(foreground < count);
            assert_true(count == 0 || foreground != tn_theme_background(&theme, role, count));
        }
        assert_true(tn_theme_background(&theme, TN_ROLE_CURSOR_ROW, count) !=
                        tn_theme_background(&theme, TN_ROLE_TEXT, count) ||
                    tn_theme_attributes(&theme, TN_ROLE_CURSOR_ROW, count) & TN_REVERSE);
        tn_theme_free(&theme);
    }
}

static void the_theme_in_the_program_is_the_file(void **state) {
    (void)state;
    struct tn_buffer text = {0};
    tn_theme_put_default(&text);
    assert_string_equal(text.at, tn_test_read(path_of("slate"), NULL));
    tn_buffer_free(&text);
}

static void a_theme_may_be_short(void **state) {
    (void)state;
    struct tn_theme theme = {0};
    assert_true(tn_theme_parse("# mine\r\n\n name = Mine \ntext=#FF8000 default bold dim\r\n"
                               "type = bright-red 17\nsvg.dark.box = #ABCDEF",
                               "mine.theme", &theme, NULL));
    const struct tn_look *looks = theme.looks;
    assert_string_equal(theme.name, "Mine");
    assert_string_equal(theme.help, "");
    assert_int_equal(looks[TN_ROLE_TEXT].foreground.rgb, 0xFF8000);
    assert_true(looks[TN_ROLE_TEXT].background.is_default);
    assert_int_equal(looks[TN_ROLE_TEXT].attributes, TN_BOLD | TN_DIM);
    assert_int_equal(looks[TN_ROLE_TYPE].foreground.index_16, 9);
    assert_int_equal(looks[TN_ROLE_TYPE].foreground.index_8, 1);
    assert_int_equal(looks[TN_ROLE_TYPE].background.index_256, 17);
    assert_false(looks[TN_ROLE_SELECTION].is_given);
    assert_int_equal(looks[TN_ROLE_SELECTION].foreground.rgb, 0xFF8000);
    assert_true(looks[TN_ROLE_SELECTION].attributes & TN_REVERSE);
    assert_string_equal(theme.picture[TN_DARK][TN_PICTURE_BOX], "#abcdef");
    assert_string_equal(theme.picture[TN_LIGHT][TN_PICTURE_BACKGROUND], "#ffffff");
    tn_theme_free(&theme);
}

static void every_mistake_is_reported_with_its_place(void **state) {
    (void)state;
    static const struct {
        const char *text, *message;
    } cases[] = {
        {"\ncursor_rwo = red blue", "x.theme:2: there is no role \"cursor_rwo\"; did you mean "
                                    "\"cursor_row\"?"},
        {"text = #12345 red", "x.theme:1: \"#12345\" is no colour; write #rrggbb"},
        {"text = 256 red", "\"256\" is no colour"},
        {"text = red", "two colours are needed"},
        {"text = red blue blink", "there is no attribute \"blink\"; use bold, dim, reverse"},
        {"text", "this is no line of a theme; write \"role = foreground background\""},
        {"= red", "this is no line of a theme"},
        {"svg.light.boxes = #ffffff", "there is no \"svg.light.boxes\"; write svg.light. or"},
        {"svg.light.box = default", "a picture has no default colour"},
        {"txt = red red\ntyp = red red", "did you mean \"text\"?\nx.theme:2: there is no role"},
    };
    for (size_t i = 0; i < TN_LENGTH(cases); i++) {
        struct tn_theme theme = {0};
        struct tn_error error = {0};
        assert_false(tn_theme_parse(cases[i].text, "x.theme", &theme, &error));
        if (!strstr(error.message, cases[i].message))
            fail_msg("\"%s\"", error.message);
        tn_error_clear(&error);
    }
}

static void themes_are_found_by_name(void **state) {
    (void)state;
    const char *folder = tn_test_folder();
    struct tn_theme theme = {0};
    struct tn_error error = {0};
    tn_test_write(tn_test_path(folder, "mine.theme"), "name = Mine\nhelp = my own\n");
    tn_test_write(tn_test_path(folder, "broken.theme"), "colour = red\n");
    setenv("TENON_THEMES", folder, 1);
    assert_true(tn_theme_load("mine", &theme, &error));
    assert_string_equal(theme.help, "my own");
    tn_theme_free(&theme);
    assert_true(tn_theme_load(NULL, &theme, &error));
    assert_string_equal(theme.name, "Slate");
    tn_theme_free(&theme);
    assert_false(tn_theme_load("none", &theme, &error));
    assert_true(
        tn_starts_with(error.message, "there is no theme \"none\"; there are: broken, mine"));
    assert_non_null(strstr(error.message, "slate"));
    tn_error_clear(&error);
    unsetenv("TENON_THEMES");
}

static void the_list_shows_what_is_broken(void **state) {
    (void)state;
    const char *folder = tn_test_folder();
    struct tn_arena arena = {0};
    tn_test_write(tn_test_path(folder, "a_broken.theme"), "colour = red\n");
    tn_test_write(tn_test_path(folder, "slate.theme"), "help = another slate\n");
    setenv("TENON_THEMES", folder, 1);
    struct tn_theme_list list = tn_theme_list(&arena);
    unsetenv("TENON_THEMES");
    assert_true(list.count >= 2);
    assert_string_equal(list.entries[0].name, "a_broken");
    assert_non_null(strstr(list.entries[0].help, "there is no role \"colour\""));
    for (size_t i = 1; i < list.count; i++) {
        assert_true(strcmp(list.entries[i - 1].name, list.entries[i].name) < 0);
        if (strcmp(list.entries[i].name, "slate") == 0)
            assert_string_equal(list.entries[i].help, "another slate");
    }
    tn_arena_free(&arena);
}

static void colours_come_near(void **state) {
    (void)state;
    struct tn_colour red = tn_colour_of_rgb(0xFA0505), grey = tn_colour_of_rgb(0x808080);
    assert_int_equal(red.index_256, 196);
    assert_int_equal(red.index_16, 9);
    assert_int_equal(red.index_8, 1);
    assert_int_equal(grey.index_256, 244);
    assert_int_equal(grey.index_16, 8);
    assert_int_equal(tn_colour_index(&red, 88), 9);
    assert_int_equal(tn_colour_index(&red, 2), -1);
}

int main(void) {
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_shipped_theme_has_every_role),
        cmocka_unit_test(every_shipped_theme_has_every_picture_colour),
        cmocka_unit_test(what_stands_out_does_so_with_few_colours),
        cmocka_unit_test(the_theme_in_the_program_is_the_file),
        cmocka_unit_test(a_theme_may_be_short),
        cmocka_unit_test(every_mistake_is_reported_with_its_place),
        cmocka_unit_test(themes_are_found_by_name),
        cmocka_unit_test(the_list_shows_what_is_broken),
        cmocka_unit_test(colours_come_near),
    };
    return tn_test_run("theme", tests);
}
