/*
 * Inclusions between lists of values, against their definition on random lists.
 */
#include "harness.h"
#include "tenon/discover.h"

#include <stdlib.h>
#include <string.h>

enum { LISTS = 70, VALUES = 6 };

static const char *const values[VALUES] = {"", "a", "aa", "b", "ba", "c"};

static bool is_within(struct tn_value_list part, struct tn_value_list whole) {
    for (size_t i = 0; i < part.count; i++) {
        size_t at = 0;
        while (at < whole.count && whole.values[at] != part.values[i])
            at++;
        if (at == whole.count)
            return false;
    }
    return part.count > 0;
}

static bool is_found(const struct tn_inclusions *inclusions, size_t part, size_t whole) {
    for (size_t i = 0; i < inclusions->items.count; i++)
        if (inclusions->items.items[i].part == part && inclusions->items.items[i].whole == whole)
            return true;
    return false;
}

static void exact_on_random_lists(void **state) {
    (void)state;
    for (unsigned seed = 0; seed < 200; seed++) {
        static const char *taken[LISTS][VALUES];
        struct tn_value_list lists[LISTS];
        size_t count = seed % 10 ? seed % 7 : LISTS; /* beyond one word of lists, too */
        srand(seed);
        for (size_t i = 0; i < count; i++) {
            lists[i] = (struct tn_value_list){taken[i], 0};
            for (size_t v = 0; v < VALUES; v++)
                if (rand() % 2)
                    taken[i][lists[i].count++] = values[v];
        }
        struct tn_inclusions inclusions;
        tn_find_inclusions(lists, count, &inclusions);
        for (size_t part = 0; part < count; part++)
            for (size_t whole = 0; whole < count; whole++)
                assert_int_equal(part != whole && is_within(lists[part], lists[whole]),
                                 is_found(&inclusions, part, whole));
        free(inclusions.items.items);
    }
}

int main(void) {
    static const struct CMUnitTest tests[] = {cmocka_unit_test(exact_on_random_lists)};
    return tn_test_run("inclusion", tests);
}
