/*
 * The designer in a real pseudo-terminal: what reaches the terminal, what comes from it, and every
 * way in which it can go.
 */
#include "harness.h"
#include "tenon/design.h"
#include "tenon/store.h"
#include "tui/pty.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ a project */

static void add_entity(struct tn_model *model, const char *name, const char *const *attributes) {
    struct tn_entity *entity = tn_design_add(model, TN_entity, model->project, name);
    for (; *attributes; attributes++) {
        struct tn_attribute *a = tn_design_add(model, TN_attribute, entity, *attributes);
        tn_set_text(model, a, TN_attribute_type, strcmp(*attributes, "id") ? "text" : "bigint");
    }
    tn_design_toggle_primary(model, entity->attributes.first);
}

/* A project file of three entities; lives until the program ends. */
static const char *make_project(void) {
    const char *path = tn_test_path(tn_test_folder(), "shop.tenon");
    struct tn_model *model = tn_model_new(1, 0);
    struct tn_error error = {0};
    tn_group_begin(model, "the shop");
    add_entity(model, "customers", (const char *const[]){"id", "name", NULL});
    add_entity(model, "orders", (const char *const[]){"id", "note", NULL});
    add_entity(model, "größe", (const char *const[]){"id", "作者", NULL});
    assert_true(tn_group_end(model, &error));
    assert_true(tn_store_create(path, model, &error));
    tn_model_free(model);
    return path;
}

static void open_with(struct pty *pty, const char *path, const char *const *environment, int width,
                      int height) {
    const char *const arguments[] = {tn_test_program(), path, NULL};
    pty_start(pty, arguments, environment, width, height);
}

static void open_at(struct pty *pty, const char *path, int width, int height) {
    open_with(pty, path, NULL, width, height);
    if (!pty_settle(pty))
        fail_msg("the designer did not start: %s", pty->raw ? pty->raw : "");
}

static void assert_shows(struct pty *pty, const char *text) {
    if (pty_shows(pty, text))
        return;
    char *screen = pty_text(pty);
    fail_msg("\"%s\" is not on the screen:\n%s", text, screen);
}

static void quit(struct pty *pty) {
    pty_write(pty, "\021", 1);
    assert_int_equal(pty_end(pty), 0);
    pty_free(pty);
}

/* ------------------------------------------------------------------ designing */

static void a_session_of_design(int width, int height) {
    struct pty pty;
    const char *path = make_project();
    open_at(&pty, path, width, height);
    assert_shows(&pty, "shop.tenon");
    pty_send(&pty, ":");
    pty_send(&pty, "go größe\r");
    assert_shows(&pty, "作者");
    pty_send(&pty, "1");
    pty_send(&pty, "g");
    pty_send(&pty, "R");
    pty_send(&pty, "\025clients\r");
    assert_shows(&pty, "renamed customers to clients — u undoes");
    pty_send(&pty, "2");
    pty_send(&pty, "a");
    pty_send(&pty, "email varchar(255) not null\r");
    assert_shows(&pty, "added attribute email — u undoes");
    pty_send(&pty, "\033");
    pty_send(&pty, "r");
    pty_send(&pty, "\r");
    pty_send(&pty, "orders\r");
    assert_shows(&pty, "each client has exactly one order");
    pty_send(&pty, "\r");
    assert_shows(&pty, "related clients to orders — u undoes");
    pty_send(&pty, "u");
    assert_shows(&pty, "undid: relate clients to orders");
    quit(&pty);
    open_at(&pty, path, width, height);
    assert_shows(&pty, "clients");
    assert_shows(&pty, "email");
    quit(&pty);
}

static void a_session_of_design_at_80x24(void **state) {
    (void)state;
    a_session_of_design(80, 24);
}

static void a_session_of_design_at_160x50(void **state) {
    (void)state;
    a_session_of_design(160, 50);
}

/* What was found, where the rule may be wrong, and both scripts; it scrolls, and follows the size.
 */
static void a_problem_is_explained(void **state) {
    struct pty pty;
    (void)state;
    open_at(&pty, make_project(), 80, 24);
    pty_send(&pty, ":");
    pty_send(&pty, "add-entity keyless\r");
    pty_send(&pty, "5");
    assert_true(pty_wait_text(&pty, "table keyless has no primary key"));
    while (!pty_shows(&pty, "pk-missing  (keys, error)")) {
        pty_send(&pty, "j");
        pty_send(&pty, "e");
        if (!pty_shows(&pty, "pk-missing  (keys, error)"))
            pty_send(&pty, "\033");
    }
    assert_shows(&pty, "Choose the columns that identify a row");
    assert_shows(&pty, "Where it may be wrong");
    assert_false(pty_shows(&pty, "PRIMARY KEY"));
    pty_send(&pty, "G");
    assert_shows(&pty, "PRIMARY KEY");
    pty_resize(&pty, 160, 50);
    assert_true(pty_wait_text(&pty, "(id bigint PRIMARY KEY, sensor text, value integer);"));
    assert_shows(&pty, "Choose the columns that identify a row");
    pty_send(&pty, "\033");
    assert_false(pty_shows(&pty, "Where it may be wrong"));
    quit(&pty);
}

static void killing_the_designer_loses_nothing(void **state) {
    struct pty pty;
    const char *path = make_project();
    (void)state;
    open_at(&pty, path, 80, 24);
    pty_send(&pty, "a");
    pty_send(&pty, "email text\r");
    assert_shows(&pty, "added attribute email");
    kill(pty.child, SIGKILL);
    assert_int_equal(pty_end(&pty), 128 + SIGKILL);
    pty_free(&pty);
    open_at(&pty, path, 80, 24);
    assert_shows(&pty, "email");
    pty_send(&pty, "u");
    assert_shows(&pty, "undid: add attribute");
    assert_false(pty_shows(&pty, "email  "));
    quit(&pty);
}

static void the_second_designer_only_reads(void **state) {
    struct pty first, second;
    const char *path = make_project();
    (void)state;
    open_at(&first, path, 80, 24);
    open_at(&second, path, 80, 24);
    assert_shows(&second, "[read-only]");
    pty_send(&second, "n");
    assert_false(pty_shows(&second, "u undoes"));
    quit(&second);
    quit(&first);
}

static void the_selection_is_there_again(void **state) {
    struct pty pty;
    const char *path = make_project();
    (void)state;
    open_at(&pty, path, 80, 24);
    pty_send(&pty, ":");
    pty_send(&pty, "go orders\r");
    assert_shows(&pty, "┬ orders ─");
    quit(&pty);
    open_at(&pty, path, 80, 24);
    assert_shows(&pty, "┬ orders ─");
    quit(&pty);
}

static void pasting_types_and_runs_nothing(void **state) {
    struct pty pty;
    (void)state;
    open_at(&pty, make_project(), 80, 24);
    pty_send(&pty, "1");
    pty_send(&pty, "R");
    pty_send(&pty, "\025\033[200~größer\033[201~");
    pty_send(&pty, "\r");
    assert_shows(&pty, "to größer — u undoes");
    pty_send(&pty, "\033[200~dd\033[201~");
    assert_shows(&pty, "größer");
    quit(&pty);
}

static void a_click_selects_and_the_wheel_scrolls(void **state) {
    struct pty pty;
    (void)state;
    open_at(&pty, make_project(), 80, 24);
    assert_shows(&pty, "┬ customers ─");
    pty_send(&pty, "\033[<0;5;5M"); /* the third row of the list */
    assert_shows(&pty, "┬ orders ─");
    pty_send(&pty, "\033[<64;5;5M");
    assert_shows(&pty, "┬ customers ─");
    quit(&pty);
}

/* ------------------------------------------------------------------ terminals */

static void any_size_is_survived(void **state) {
    struct pty pty;
    unsigned random = 12345;
    (void)state;
    open_at(&pty, make_project(), 80, 24);
    for (int i = 0; i < 100; i++) {
        random = random * 1103515245 + 12345;
        pty_resize(&pty, 1 + (int)(random >> 8) % 200, 1 + (int)(random >> 16) % 60);
        pty_write(&pty, "jk\t", 3);
    }
    pty_resize(&pty, 39, 9);
    assert_true(pty_wait_text(&pty, "too small"));
    pty_resize(&pty, 80, 24);
    assert_true(pty_wait_text(&pty, "shop.tenon"));
    quit(&pty);
}

/* Of the sequences that set attributes, those for colours have 30 to 48 or 90 and more. */
static bool sets_colour(const char *raw) {
    for (const char *at = raw; (at = strstr(at, "\033[")); at++) {
        const char *end = at + 2 + strspn(at + 2, "0123456789;");
        if (*end != 'm')
            continue;
        for (const char *number = at + 2; number < end;) {
            int value = atoi(number);
            if ((value >= 30 && value <= 38) || (value >= 40 && value <= 48) || value >= 90)
                return true;
            number += strcspn(number, ";m") + 1;
        }
    }
    return false;
}

static void no_color_means_none(void **state) {
    struct pty pty;
    const char *path = make_project();
    (void)state;
    open_at(&pty, path, 80, 24);
    pty_send(&pty, "j");
    assert_true(sets_colour(pty.raw));
    quit(&pty);
    open_with(&pty, path, (const char *const[]){"NO_COLOR=1", NULL}, 80, 24);
    assert_true(pty_settle(&pty));
    pty_send(&pty, "j");
    assert_false(sets_colour(pty.raw));
    quit(&pty);
}

static void few_colours_are_enough(void **state) {
    struct pty pty;
    const char *path = make_project();
    static const char *const terminals[] = {"TERM=xterm", "TERM=linux", "TERM=screen-256color",
                                            "TERM=vt100"};
    (void)state;
    for (size_t i = 0; i < sizeof terminals / sizeof *terminals; i++) {
        open_with(&pty, path, (const char *const[]){terminals[i], NULL}, 80, 24);
        if (pty_settle(&pty)) {
            assert_shows(&pty, "shop.tenon");
            quit(&pty);
        } else { /* not every system has a description of each */
            assert_non_null(strstr(pty.raw, "no description of the terminal"));
            pty_end(&pty);
            pty_free(&pty);
        }
    }
}

static void an_ascii_locale_gets_ascii(void **state) {
    struct pty pty;
    (void)state;
    open_with(&pty, make_project(), (const char *const[]){"LC_ALL=C", NULL}, 80, 24);
    assert_true(pty_settle(&pty));
    assert_shows(&pty, "shop.tenon");
    for (size_t i = 0; i < pty.raw_length; i++)
        assert_false(pty.raw[i] & 0x80);
    quit(&pty);
}

static void refused(const char *const *environment, const char *reason) {
    struct pty pty;
    open_with(&pty, make_project(), environment, 80, 24);
    assert_int_equal(pty_end(&pty), 3);
    if (!strstr(pty.raw, reason))
        fail_msg("\"%s\" does not say \"%s\"", pty.raw, reason);
    assert_null(strchr(pty.raw, '\033'));
    pty_free(&pty);
}

static void a_dumb_terminal_is_refused_untouched(void **state) {
    (void)state;
    refused((const char *const[]){"TERM=dumb", NULL}, "cannot place the cursor");
    refused((const char *const[]){"TERM", NULL}, "TERM is not set");
    refused((const char *const[]){"TERM=no-such", NULL}, "no description of the terminal");
}

static void a_pipe_is_no_terminal(void **state) {
    (void)state;
    struct tn_test_output output = tn_test_tenon(make_project());
    assert_int_equal(output.status, 3);
    assert_non_null(strstr(output.err, "needs a terminal"));
    assert_int_equal(output.out_length, 0);
}

/* ------------------------------------------------------------------ the end */

static void a_terminal_that_goes_ends_the_designer(void **state) {
    struct pty pty;
    (void)state;
    open_at(&pty, make_project(), 80, 24);
    pty_hang_up(&pty);
    pty_end(&pty); /* returns only when the program has ended */
    pty_free(&pty);
}

static void a_signal_restores_the_terminal(void **state) {
    struct pty pty;
    (void)state;
    open_at(&pty, make_project(), 80, 24);
    kill(pty.child, SIGTERM);
    assert_int_equal(pty_end(&pty), 0);
    assert_non_null(strstr(pty.raw, "\033[?1049l"));
    assert_non_null(strstr(pty.raw, "\033[?2004l"));
    pty_free(&pty);
}

static void the_cursor_of_the_terminal_is_at_the_focus(void **state) {
    struct pty pty;
    int x, y, below;
    (void)state;
    open_at(&pty, make_project(), 80, 24);
    pty_send(&pty, "2");
    pty_cursor(&pty, &x, &y);
    pty_send(&pty, "j");
    pty_cursor(&pty, &x, &below);
    assert_int_equal(below, y + 1);
    quit(&pty);
}

int main(void) {
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_session_of_design_at_80x24),
        cmocka_unit_test(a_session_of_design_at_160x50),
        cmocka_unit_test(a_problem_is_explained),
        cmocka_unit_test(killing_the_designer_loses_nothing),
        cmocka_unit_test(the_second_designer_only_reads),
        cmocka_unit_test(the_selection_is_there_again),
        cmocka_unit_test(pasting_types_and_runs_nothing),
        cmocka_unit_test(a_click_selects_and_the_wheel_scrolls),
        cmocka_unit_test(any_size_is_survived),
        cmocka_unit_test(no_color_means_none),
        cmocka_unit_test(few_colours_are_enough),
        cmocka_unit_test(an_ascii_locale_gets_ascii),
        cmocka_unit_test(a_dumb_terminal_is_refused_untouched),
        cmocka_unit_test(a_pipe_is_no_terminal),
        cmocka_unit_test(a_terminal_that_goes_ends_the_designer),
        cmocka_unit_test(a_signal_restores_the_terminal),
        cmocka_unit_test(the_cursor_of_the_terminal_is_at_the_focus),
    };
    return tn_test_run("terminal", tests);
}
