/*
 * Work in a child process: its result comes back whole, and stopping it leaves nothing behind.
 */
#include "tui/stage.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void wait_for(int file) {
    struct pollfd wait = {.fd = file, .events = POLLIN};
    while (poll(&wait, 1, -1) < 0 && errno == EINTR)
        ;
}

static void repeat(const void *context, struct tn_buffer *out) {
    for (int i = 0; i < 100000; i++)
        tn_put(out, context);
}

static void a_result_comes_back_whole(void **state) {
    struct worker worker = {0};
    (void)state;
    assert_true(worker_start(&worker, repeat, "tenon "));
    do
        wait_for(worker.output);
    while (!worker_take(&worker));
    assert_int_equal(worker.bytes.length, 600000);
    assert_true(tn_starts_with(tn_buffer_text(&worker.bytes), "tenon tenon "));
    assert_false(worker.is_running);
    worker_stop(&worker);
}

static void work_for_ever(const void *context, struct tn_buffer *out) {
    (void)context, (void)out;
    for (;;)
        pause();
}

static void stopping_ends_the_child(void **state) {
    struct worker worker = {0};
    (void)state;
    assert_true(worker_start(&worker, work_for_ever, NULL));
    worker_stop(&worker);
    assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
    assert_int_equal(errno, ECHILD);
}

static void die(const void *context, struct tn_buffer *out) {
    (void)context, (void)out;
    _exit(1);
}

static void a_child_that_dies_gives_nothing(void **state) {
    struct worker worker = {0};
    (void)state;
    assert_true(worker_start(&worker, die, NULL));
    do
        wait_for(worker.output);
    while (!worker_take(&worker));
    assert_int_equal(worker.bytes.length, 0);
    worker_stop(&worker);
}

/* ------------------------------------------------------------------ checks */

static struct tn_model *large_model(void) {
    struct tn_model *model = tn_model_new(1, 1);
    for (int i = 0; i < 3000; i++) {
        struct tn_arena names = {0};
        struct tn_entity *entity =
            tn_add(model, TN_entity, model->project, tn_arena_format(&names, "table_%d", i));
        for (int j = 0; j < 7; j++) {
            struct tn_attribute *attribute =
                tn_add(model, TN_attribute, entity, tn_arena_format(&names, "column_%d", j));
            attribute->type = tn_text(model, "text");
        }
        tn_arena_free(&names);
    }
    return model;
}

static void a_large_model_is_checked_in_a_child(void **state) {
    struct stage stage;
    (void)state;
    stage_open_model(&stage, large_model(), 120, 40);
    while (app_idle_delay(&stage.app) >= 0)
        app_idle(&stage.app);
    assert_true(app_worker(&stage.app) >= 0);
    do
        wait_for(app_worker(&stage.app));
    while (!app_take(&stage.app));
    assert_true(stage.app.live.problems.findings.count >= 3000);
    assert_true(stage.app.live.problems.counts[TN_ERROR] > 0);
    assert_int_equal(app_worker(&stage.app), -1);
    app_draw(&stage.app, &stage.cells);
    assert_true(stage_shows(&stage, "pk-missing"));
    stage_close(&stage);
}

static void a_change_stops_a_check_that_is_under_way(void **state) {
    struct stage stage;
    (void)state;
    stage_open_model(&stage, large_model(), 120, 40);
    while (app_idle_delay(&stage.app) >= 0)
        app_idle(&stage.app);
    assert_true(app_worker(&stage.app) >= 0);
    stage_keys(&stage, "p");
    assert_int_equal(app_worker(&stage.app), -1);
    assert_true(stage.app.live.problems.is_stale);
    stage_close(&stage);
}

int main(void) {
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_result_comes_back_whole),
        cmocka_unit_test(stopping_ends_the_child),
        cmocka_unit_test(a_child_that_dies_gives_nothing),
        cmocka_unit_test(a_large_model_is_checked_in_a_child),
        cmocka_unit_test(a_change_stops_a_check_that_is_under_way),
    };
    return tn_test_run("worker", tests);
}
