/*
 * Problems from textbooks with answers that were worked out by definition: keys, prime attributes,
 * normal forms and covers. Skipped where the shared data is absent.
 */
#include "harness.h"
#include "tenon/theory.h"

#include <stdlib.h>
#include <string.h>

/* ---------------------------------------------------------------- reading just enough JSON */

static const char *skip_value(const char *at);

static const char *space(const char *at) {
    return at + strspn(at, " \t\r\n,:");
}

static const char *skip_string(const char *at) {
    for (at++; *at != '"'; at++)
        at += *at == '\\';
    return at + 1;
}

static const char *skip_value(const char *at) {
    if (*at == '"')
        return skip_string(at);
    if (*at != '[' && *at != '{')
        return at + strcspn(at, " \t\r\n,]}");
    for (at = space(at + 1); *at != ']' && *at != '}'; at = space(at))
        at = skip_value(at);
    return at + 1;
}

/* The value of a member of an object; NULL where there is none. */
static const char *member(const char *object, const char *name) {
    for (const char *at = space(object + 1); *at == '"'; at = space(skip_value(at))) {
        const char *key = at + 1;
        at = space(skip_string(at));
        if (strncmp(key, name, strlen(name)) == 0 && key[strlen(name)] == '"')
            return at;
    }
    return NULL;
}

#define EACH_ITEM(list, item)                                                                      \
    for (const char *item = space((list) + 1); *item != ']'; item = space(skip_value(item)))

static bool is_text(const char *value, const char *text) {
    size_t length = strlen(text);
    return *value == '"' && !strncmp(value + 1, text, length) && value[length + 1] == '"';
}

/* ---------------------------------------------------------------- a problem */

static size_t number_of(const char *attributes, const char *name) {
    size_t number = 0, length = (size_t)(skip_string(name) - name);
    EACH_ITEM(attributes, other) {
        if (!strncmp(other, name, length))
            return number;
        number++;
    }
    fail_msg("an unknown attribute: %.20s", name);
    return 0;
}

static struct tn_set set_of(const char *problem, const char *names) {
    struct tn_set set = {0};
    EACH_ITEM(names, name)
    tn_set_add(&set, number_of(member(problem, "attrs"), name));
    return set;
}

static struct tn_fds fds_of(const char *problem, const char *list) {
    struct tn_fds fds = {0};
    EACH_ITEM(member(problem, "attrs"), attribute)
    fds.attributes += *attribute == '"';
    EACH_ITEM(list, pair) {
        const char *left = space(pair + 1), *right = space(skip_value(left));
        struct tn_fd fd = {set_of(problem, left), set_of(problem, right)};
        TN_PUSH(&fds.items, fd);
    }
    return fds;
}

static bool implies(const struct tn_fds *given, const struct tn_fds *other) {
    for (size_t i = 0; i < other->items.count; i++)
        if (!tn_set_within(other->items.items[i].right,
                           tn_closure(given, other->items.items[i].left)))
            return false;
    return true;
}

static void check_cover(const char *problem, const struct tn_fds *given) {
    struct tn_fds cover = tn_minimal_cover(given);
    struct tn_fds recorded = fds_of(problem, member(problem, "minimal_cover"));
    assert_true(implies(&cover, given) && implies(given, &cover));
    assert_true(implies(&cover, &recorded) && implies(&recorded, &cover));
    for (size_t i = 0; i < cover.items.count; i++) {
        struct tn_fd fd = cover.items.items[i];
        cover.items.items[i] = (struct tn_fd){0};
        assert_false(tn_set_within(fd.right, tn_closure(&cover, fd.left)));
        cover.items.items[i] = fd;
    }
    free(cover.items.items);
    free(recorded.items.items);
}

static void check_keys(const char *problem, const struct tn_fds *given) {
    struct tn_arena arena = {0};
    size_t count = 0, recorded = 0;
    struct tn_set *keys = tn_candidate_keys(given, 1000, &count, &arena), prime = {0};
    EACH_ITEM(member(problem, "keys"), key) {
        bool found = false;
        for (size_t i = 0; i < count; i++)
            found = found || tn_set_equal(keys[i], set_of(problem, key));
        assert_true(found);
        recorded++;
    }
    assert_int_equal(count, recorded);
    for (size_t i = 0; i < count; i++)
        prime = tn_set_union(prime, keys[i]);
    assert_true(tn_set_equal(prime, set_of(problem, member(problem, "prime"))));
    tn_arena_free(&arena);
}

static void check_closures(const char *problem, const struct tn_fds *given) {
    const char *closures = member(problem, "closures");
    if (!closures)
        return;
    EACH_ITEM(closures, closure)
    assert_true(tn_set_equal(tn_closure(given, set_of(problem, member(closure, "of"))),
                             set_of(problem, member(closure, "is"))));
}

/* Multivalued dependencies are not known here: with them BCNF is the most that can be said. */
static void check_form(const char *problem, const struct tn_fds *given) {
    static const char *const names[] = {"1NF", "2NF", "3NF", "BCNF"};
    const char *recorded = member(problem, "nf");
    enum tn_normal_form form = tn_normal_form_of(given, NULL);
    assert_true(is_text(recorded, names[form]) || (form == TN_BCNF && is_text(recorded, "4NF")));
}

static void textbook_problems_have_their_answers(void **state) {
    (void)state;
    const char *path = tn_test_shared("normal_forms.json");
    if (!path)
        tn_test_skip("no shared problems");
    const char *text = tn_test_read(path, NULL);
    size_t problems = 0, multivalued = 0;
    EACH_ITEM(member(space(text), "problems"), problem) {
        struct tn_fds given = fds_of(problem, member(problem, "fds"));
        problems++;
        check_cover(problem, &given);
        check_closures(problem, &given);
        const char *mvds = member(problem, "mvds");
        bool plain = !mvds || *space(mvds + 1) == ']';
        if (plain) { /* multivalued dependencies can add keys */
            check_keys(problem, &given);
            check_form(problem, &given);
        }
        multivalued += !plain;
        free(given.items.items);
    }
    assert_true(problems >= 40 && multivalued < problems / 2);
}

int main(void) {
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(textbook_problems_have_their_answers),
    };
    return tn_test_run("theory problems", tests);
}
