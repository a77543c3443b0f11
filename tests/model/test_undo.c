/*
 * The property that undo rests on: any run of edits, undone to the start, gives the start again,
 * byte for byte, and redone, the end; and every state between.
 */
#include "harness.h"
#include "model/dump.h"
#include "model/everything.h"
#include "model/random_edits.h"

#include <stdlib.h>
#include <string.h>

typedef TN_VECTOR(uint64_t) hashes;

static uint64_t hash_of(const struct tn_model *model) {
    char *text = dump(model);
    uint64_t hash = tn_hash(text, strlen(text));
    free(text);
    return hash;
}

static void assert_whole(const struct tn_model *model, size_t group) {
    struct tn_error error = {0};
    if (!tn_model_check(model, &error))
        fail_msg("after group %zu: %s", group, error.message);
}

static void assert_state(const struct tn_model *model, const hashes *states, size_t at) {
    if (hash_of(model) != states->items[at])
        fail_msg("state %zu is another than it was", at);
}

static void run(struct tn_model *model, uint64_t seed, size_t groups) {
    struct random_edits random = {.model = model, .seed = seed};
    hashes states = {0};
    char *start = dump(model);
    TN_PUSH(&states, hash_of(model));
    while (states.count <= groups) {
        bool grown = random_group(&random, NULL);
        assert_whole(model, states.count);
        if (grown)
            TN_PUSH(&states, hash_of(model));
        else
            assert_state(model, &states, states.count - 1);
    }
    char *end = dump(model);
    for (size_t at = groups; at-- > 0;) {
        assert_non_null(tn_undo(model, NULL));
        assert_state(model, &states, at);
    }
    assert_null(tn_undo(model, NULL));
    char *text = dump(model);
    assert_string_equal(text, start);
    free(text);
    for (size_t at = 1; at <= groups; at++) {
        assert_non_null(tn_redo(model, NULL));
        assert_state(model, &states, at);
    }
    assert_null(tn_redo(model, NULL));
    text = dump(model);
    assert_string_equal(text, end);
    free(text), free(start), free(end);
    free(states.items), free(random.objects.items);
}

static void from_an_empty_model(void **state) {
    (void)state;
    for (uint64_t seed = 1; seed <= 4; seed++) {
        struct tn_model *model = tn_model_new(seed, 0);
        run(model, seed, 500);
        tn_model_free(model);
    }
}

static void from_a_model_with_everything(void **state) {
    (void)state;
    for (uint64_t seed = 10; seed <= 12; seed++) {
        struct tn_model *model = everything(seed);
        run(model, seed, 100);
        tn_model_free(model);
    }
}

static void back_and_forth_at_random(void **state) {
    (void)state;
    struct tn_model *model = tn_model_new(5, 0);
    struct random_edits random = {.model = model, .seed = 5};
    hashes states = {0};
    size_t at = 0;
    TN_PUSH(&states, hash_of(model));
    for (int i = 0; i < 2000; i++) {
        switch (random_below(&random, 4)) {
        case 0:
            if (tn_undo(model, NULL))
                at--;
            break;
        case 1:
            if (tn_redo(model, NULL))
                at++;
            break;
        default:
            if (random_group(&random, NULL)) {
                states.count = ++at;
                TN_PUSH(&states, hash_of(model));
            }
        }
        assert_state(model, &states, at);
        assert_whole(model, at);
    }
    free(states.items), free(random.objects.items);
    tn_model_free(model);
}

static void a_copy_after_many_edits_is_equal(void **state) {
    (void)state;
    struct tn_model *model = tn_model_new(6, 0);
    struct random_edits random = {.model = model, .seed = 6};
    for (int i = 0; i < 300; i++)
        random_group(&random, NULL);
    struct tn_model *copy = tn_model_copy(model);
    assert_int_equal(hash_of(copy), hash_of(model));
    for (size_t kind = 0; kind < TN_KIND_COUNT; kind++)
        assert_int_equal(copy->counts[kind], model->counts[kind]);
    free(random.objects.items);
    tn_model_free(copy);
    tn_model_free(model);
}

int main(void) {
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(from_an_empty_model),
        cmocka_unit_test(from_a_model_with_everything),
        cmocka_unit_test(back_and_forth_at_random),
        cmocka_unit_test(a_copy_after_many_edits_is_equal),
    };
    return tn_test_run("model/undo", tests);
}
