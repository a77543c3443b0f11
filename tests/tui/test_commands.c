/*
 * The command table: every row says what it is, no key means two things in one place, and what is
 * shown to the user follows from it.
 */
#include "tenon/tui.h"
#include "tui/command.h"
#include "tui/stage.h"

#include <stdlib.h>
#include <string.h>

static void every_command_has_a_name_and_a_sentence(void **state) {
    size_t count;
    const struct command *all = command_table(&count);
    (void)state;
    for (size_t i = 0; i < count; i++) {
        assert_true(*all[i].name && *all[i].help);
        assert_true(all[i].help[strlen(all[i].help) - 1] != '.');
        assert_non_null(all[i].run);
        assert_ptr_equal(command_find(all[i].name), &all[i]);
        assert_true((*all[i].keys != 0) == (all[i].contexts != 0));
    }
}

/* Is one of the keys of A a key of B? */
static bool share_a_key(const struct command *a, const struct command *b, const char **which) {
    for (const char *at = a->keys; *at;) {
        size_t length = strcspn(at, " ");
        struct tn_slice word = {at, length};
        for (const char *other = b->keys; *other;) {
            size_t other_length = strcspn(other, " ");
            if (other_length == length && memcmp(word.at, other, length) == 0) {
                *which = at;
                return true;
            }
            other += other_length + strspn(other + other_length, " ");
        }
        at += length + strspn(at + length, " ");
    }
    return false;
}

static void no_key_means_two_things_in_one_place(void **state) {
    size_t count;
    const struct command *all = command_table(&count);
    (void)state;
    for (size_t i = 0; i < count; i++)
        for (size_t j = i + 1; j < count; j++) {
            const char *which = NULL;
            if ((all[i].contexts & all[j].contexts) && share_a_key(&all[i], &all[j], &which))
                fail_msg("%s and %s are both on %s", all[i].name, all[j].name, which);
        }
}

static void the_manual_has_every_command(void **state) {
    struct tn_buffer manual = {0};
    size_t count;
    const struct command *all = command_table(&count);
    (void)state;
    tn_tui_manual(&manual);
    for (size_t i = 0; i < count; i++)
        assert_non_null(strstr(tn_buffer_text(&manual), all[i].help));
    tn_buffer_free(&manual);
}

static void a_command_that_cannot_run_says_why(void **state) {
    struct stage stage;
    (void)state;
    stage_open_empty(&stage, 80, 24);
    stage_keys(&stage, ":");
    stage_type(&stage, "relate");
    stage_keys(&stage, "Enter");
    assert_string_equal(stage_message(&stage), "relate: there is no entity yet: a adds one");
    stage_keys(&stage, ":");
    stage_type(&stage, "write");
    stage_keys(&stage, "Enter");
    assert_string_equal(stage_message(&stage), "write needs FILE");
    stage_close(&stage);
}

/* Every command by name, with and without an argument, on a project with and without entities. */
static void no_command_crashes(void **state) {
    size_t count;
    const struct command *all = command_table(&count);
    (void)state;
    for (size_t i = 0; i < count; i++)
        for (int empty = 0; empty < 2; empty++) {
            struct stage stage;
            struct tn_error error = {0};
            if (strcmp(all[i].name, "write") == 0)
                continue;
            if (empty)
                stage_open_empty(&stage, 80, 24);
            else
                stage_open(&stage, 80, 24);
            command_line_run(&stage.app, all[i].name);
            app_draw(&stage.app, &stage.cells);
            char line[64];
            strcpy(line, all[i].name);
            strcat(line, " orders");
            command_line_run(&stage.app, line);
            app_draw(&stage.app, &stage.cells);
            stage_keys(&stage, "Enter x Tab Enter Esc Esc");
            if (!tn_model_check(stage.model, &error))
                fail_msg("%s: %s", all[i].name, error.message);
            stage_close(&stage);
        }
}

int main(void) {
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_command_has_a_name_and_a_sentence),
        cmocka_unit_test(no_key_means_two_things_in_one_place),
        cmocka_unit_test(the_manual_has_every_command),
        cmocka_unit_test(a_command_that_cannot_run_says_why),
        cmocka_unit_test(no_command_crashes),
    };
    return tn_test_run("commands", tests);
}
