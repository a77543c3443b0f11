/*
 * The tables, against plain arrays that cannot be wrong: 100,000 random steps each.
 */
#include "base/word.h"
#include "harness.h"
#include "tenon/base.h"

#include <stdio.h>
#include <string.h>

enum { STEPS = 100000, KEYS = 30000 };

static uint64_t next(uint64_t *seed) {
    return tn_mix(*seed += UINT64_C(0x9E3779B97F4A7C15));
}

static void an_id_map_agrees_with_an_array(void **state) {
    (void)state;
    struct tn_id_map map = {0};
    static void *model[KEYS + 1];
    uint64_t seed = 1;
    assert_null(tn_id_map_get(&map, 5));
    for (int step = 0; step < STEPS; step++) {
        uint64_t id = next(&seed) % KEYS + 1;
        assert_ptr_equal(tn_id_map_get(&map, id << 32), model[id]);
        model[id] = &model[next(&seed) % KEYS];
        tn_id_map_put(&map, id << 32, model[id]);
    }
    size_t count = 0;
    for (uint64_t id = 1; id <= KEYS; id++) {
        assert_ptr_equal(tn_id_map_get(&map, id << 32), model[id]);
        count += model[id] != NULL;
    }
    assert_int_equal(map.count, count);
    assert_true(map.count * 5 <= map.capacity * 3);
    tn_id_map_free(&map);
}

static void a_map_with_room_keeps_what_it_has_and_does_not_grow(void **state) {
    (void)state;
    struct tn_id_map map = {0};
    tn_id_map_put(&map, 7, &map);
    tn_id_map_reserve(&map, KEYS);
    const struct tn_id_slot *slots = map.slots;
    for (uint64_t id = 1; id <= KEYS; id++)
        tn_id_map_put(&map, id << 32, &map);
    assert_ptr_equal(map.slots, slots);
    assert_int_equal(map.count, KEYS + 1);
    assert_ptr_equal(tn_id_map_get(&map, 7), &map);
    assert_null(tn_id_map_get(&map, 8));
    tn_id_map_reserve(&map, 0);
    assert_ptr_equal(map.slots, slots);
    tn_id_map_free(&map);
}

static void a_text_map_agrees_with_an_array(void **state) {
    (void)state;
    struct tn_text_map map = {0};
    static void *model[KEYS];
    static char names[KEYS][16];
    uint64_t seed = 2;
    assert_null(tn_text_map_get(&map, "orders"));
    for (int i = 0; i < KEYS; i++)
        snprintf(names[i], sizeof names[i], "table_%d", i);
    for (int step = 0; step < STEPS; step++) {
        size_t key = next(&seed) % KEYS;
        char copy[20];
        snprintf(copy, sizeof copy, "%s tail", names[key]);
        struct tn_slice slice = {copy, strlen(names[key])};
        assert_ptr_equal(tn_text_map_get(&map, names[key]), model[key]);
        assert_ptr_equal(tn_text_map_get_slice(&map, slice), model[key]);
        model[key] = &names[next(&seed) % KEYS];
        tn_text_map_put(&map, names[key], model[key]);
    }
    for (size_t key = 0; key < KEYS; key++)
        assert_ptr_equal(tn_text_map_get(&map, names[key]), model[key]);
    tn_text_map_free(&map);
}

static void a_slice_with_a_nul_is_no_key(void **state) {
    (void)state;
    struct tn_text_map map = {0};
    int value;
    tn_text_map_put(&map, "", &value);
    tn_text_map_put(&map, "id", &value);
    assert_null(tn_text_map_get_slice(&map, (struct tn_slice){"id\0x", 4}));
    assert_ptr_equal(tn_text_map_get_slice(&map, (struct tn_slice){0}), &value);
    tn_text_map_free(&map);
}

static void equal_names_are_one_pointer(void **state) {
    (void)state;
    struct tn_arena arena = {0};
    struct tn_names names = {.arena = &arena};
    static const char *first[KEYS];
    uint64_t seed = 3;
    for (int step = 0; step < STEPS; step++) {
        char text[24];
        size_t key = next(&seed) % KEYS;
        int length = snprintf(text, sizeof text, "%zu_column", key);
        const char *name = tn_intern(&names, text, (size_t)length);
        assert_string_equal(name, text);
        if (first[key])
            assert_ptr_equal(name, first[key]);
        first[key] = name;
    }
    assert_ptr_equal(tn_intern(&names, "", 0), tn_intern(&names, NULL, 0));
    tn_names_free(&names);
    tn_arena_free(&arena);
}

/* The low bits of the hashes of similar names fall on as many of 65,536 slots as chance would have
 * it: a share of 1 - 1/e, 0.632. */
static void hashes_of_similar_names_spread(void **state) {
    (void)state;
    static bool used[1 << 16];
    size_t count = 0;
    for (int i = 0; i < 1 << 16; i++) {
        char text[24];
        int length = snprintf(text, sizeof text, "customer_order_%05d", i);
        size_t slot = tn_hash(text, (size_t)length) & 0xFFFF;
        count += !used[slot];
        used[slot] = true;
    }
    assert_in_range(count, 40900, 42000);
    assert_int_not_equal(tn_hash("a\0", 2), tn_hash("a", 1));
}

static void a_word_holds_up_to_eight_bytes_the_first_one_lowest(void **state) {
    (void)state;
    static const unsigned char bytes[] = {0x81, 0x22, 0xf3, 0x44, 0xc5, 0x66, 0xe7, 0x98};
    uint64_t expected = 0;
    for (size_t length = 0; length <= 8; length++) {
        assert_int_equal(tn_word(bytes, length), expected);
        if (length < 8)
            expected |= (uint64_t)bytes[length] << 8 * length;
    }
}

int main(void) {
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_id_map_agrees_with_an_array),
        cmocka_unit_test(a_map_with_room_keeps_what_it_has_and_does_not_grow),
        cmocka_unit_test(a_text_map_agrees_with_an_array),
        cmocka_unit_test(a_slice_with_a_nul_is_no_key),
        cmocka_unit_test(equal_names_are_one_pointer),
        cmocka_unit_test(hashes_of_similar_names_spread),
        cmocka_unit_test(a_word_holds_up_to_eight_bytes_the_first_one_lowest),
    };
    return tn_test_run("map", tests);
}
