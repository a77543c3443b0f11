/*
 * Random keys: whatever is pressed, nothing crashes, nothing is drawn where it should not be, and
 * undoing everything gives the model of the start again, redoing everything that of the end.
 */
#include "tui/command.h"
#include "tui/stage.h"

#include <stdlib.h>
#include <string.h>

enum { RUNS = 12, KEYS = 600 };

struct random {
    uint64_t state;
};

static size_t pick(struct random *random, size_t count) {
    random->state += UINT64_C(0x9E3779B97F4A7C15);
    return (size_t)(tn_mix(random->state) % count);
}

/* A key of any command. */
static void press_command_key(struct stage *stage, struct random *random) {
    size_t count;
    const struct command *all = command_table(&count);
    char *keys = tn_duplicate(all[pick(random, count)].keys), *rest = NULL;
    size_t skipped = pick(random, 3);
    char *key = strtok_r(keys, " ", &rest), *last = key;
    while (key && skipped-- > 0) {
        last = key;
        key = strtok_r(NULL, " ", &rest);
    }
    if (key || last)
        stage_key(stage, key ? key : last);
    free(keys);
}

static void type_something(struct stage *stage, struct random *random) {
    static const char *const texts[] = {"a",        "name",       "x",          "ü作者",
                                        "2",        "users",      "id, name",   "total >= 0",
                                        "y",        "\"",         "varchar(9)", "code text unique",
                                        "1 2 text", "order_item", ","};
    stage_type(stage, texts[pick(random, TN_LENGTH(texts))]);
}

static void press(struct stage *stage, struct random *random) {
    static const char *const usual[] = {"Enter", "Esc",  "Tab",   "S-Tab", "Space",     "Up",
                                        "Down",  "Left", "Right", "y",     "Backspace", "Enter",
                                        "Down",  "a",    "e",     "r",     "x",         "Click"};
    switch (pick(random, 5)) {
    case 0:
    case 1:
        stage_key(stage, usual[pick(random, TN_LENGTH(usual))]);
        break;
    case 2:
    case 3:
        press_command_key(stage, random);
        break;
    default:
        type_something(stage, random);
    }
}

static void assert_sound(const struct stage *stage) {
    struct tn_error error = {0};
    if (!tn_model_check(stage->model, &error))
        fail_msg("%s", error.message);
    assert_true(stage->app.cursor_x >= 0 && stage->app.cursor_x <= stage->cells.width);
    assert_true(stage->app.cursor_y >= 0 && stage->app.cursor_y < stage->cells.height);
}

static void run(uint64_t seed, int width, int height) {
    struct stage stage;
    struct random random = {seed};
    struct tn_error error = {0};
    stage_open(&stage, width, height);
    struct tn_journal *journal = tn_journal_of(stage.model);
    size_t start = journal->done;
    char *before = stage_dump(stage.model);
    for (int i = 0; i < KEYS; i++) {
        press(&stage, &random);
        if (i % 50 == 0)
            stage_pause(&stage);
        assert_sound(&stage);
        start = journal->done < start ? journal->done : start;
    }
    stage_keys(&stage, "Esc Esc Esc Esc Esc");
    while (tn_redo(stage.model, &error))
        ;
    char *after = stage_dump(stage.model);
    while (tn_undo(stage.model, &error))
        ;
    while (journal->done < 1 && tn_redo(stage.model, &error))
        ;
    char *undone = stage_dump(stage.model);
    while (tn_redo(stage.model, &error))
        ;
    char *redone = stage_dump(stage.model);
    assert_string_equal(after, redone);
    if (start >= 1)
        assert_string_equal(before, undone);
    app_draw(&stage.app, &stage.cells);
    free(before);
    free(after);
    free(undone);
    free(redone);
    stage_close(&stage);
}

static void random_keys_keep_the_model_whole(void **state) {
    (void)state;
    static const int sizes[][2] = {{80, 24}, {160, 50}, {40, 10}, {120, 36}};
    for (uint64_t seed = 1; seed <= RUNS; seed++)
        run(seed, sizes[seed % 4][0], sizes[seed % 4][1]);
}

int main(void) {
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(random_keys_keep_the_model_whole),
    };
    return tn_test_run("keys", tests);
}
