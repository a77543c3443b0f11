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

static struct tn_dependencies fds_of(const char *problem, const char *list) {
    struct tn_dependencies fds = {0};
    EACH_ITEM(member(problem, "attrs"), attribute)
    fds.attributes += *attribute == '"';
    EACH_ITEM(list, pair) {
        const char *left = space(pair + 1), *right = space(skip_value(left));
        struct tn_fd fd = {set_of(problem, left), set_of(problem, right)};
        TN_PUSH(&fds.fds, fd);
    }
    return fds;
}

static bool implies(const struct tn_dependencies *given, const struct tn_dependencies *other) {
    for (size_t i = 0; i < other->fds.count; i++)
        if (!tn_set_within(other->fds.items[i].right, tn_closure(given, other->fds.items[i].left)))
            return false;
    return true;
}

static void check_cover(const char *problem, const struct tn_dependencies *given) {
    struct tn_dependencies cover = tn_minimal_cover(given);
    struct tn_dependencies recorded = fds_of(problem, member(problem, "minimal_cover"));
    assert_true(implies(&cover, given) && implies(given, &cover));
    assert_true(implies(&cover, &recorded) && implies(&recorded, &cover));
    for (size_t i = 0; i < cover.fds.count; i++) {
        struct tn_fd fd = cover.fds.items[i];
        cover.fds.items[i] = (struct tn_fd){0};
        assert_false(tn_set_within(fd.right, tn_closure(&cover, fd.left)));
        cover.fds.items[i] = fd;
    }
    free(cover.fds.items);
    free(recorded.fds.items);
}

static void check_keys(const char *problem, const struct tn_dependencies *given) {
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

static void check_closures(const char *problem, const struct tn_dependencies *given) {
    const char *closures = member(problem, "closures");
    if (!closures)
        return;
    EACH_ITEM(closures, closure)
    assert_true(tn_set_equal(tn_closure(given, set_of(problem, member(closure, "of"))),
                             set_of(problem, member(closure, "is"))));
}

static void check_form(const char *problem, const struct tn_dependencies *given) {
    static const char *const names[] = {"1NF", "2NF", "3NF", "BCNF", "4NF"};
    struct tn_form_verdict verdict = tn_normal_form_of(given);
    assert_true(verdict.exact);
    assert_true(is_text(member(problem, "nf"), names[verdict.form]));
}

static struct tn_dependencies given_by(const char *problem) {
    struct tn_dependencies given = fds_of(problem, member(problem, "fds"));
    if (member(problem, "mvds")) {
        struct tn_dependencies mvds = fds_of(problem, member(problem, "mvds"));
        given.mvds.items = mvds.fds.items;
        given.mvds.count = mvds.fds.count;
    }
    return given;
}

/* ---------------------------------------------------------------- decompositions */

static bool is_true(const char *value) {
    return strncmp(value, "true", 4) == 0;
}

static void check_recorded(const char *problem, const char *decomposition,
                           const struct tn_dependencies *given) {
    struct tn_decomposition parts = {.exact = true};
    bool decided;
    EACH_ITEM(member(decomposition, "parts"), part)
    TN_PUSH(&parts.parts, set_of(problem, part));
    assert_int_equal(tn_lossless(given, parts.parts.items, parts.parts.count, &decided),
                     is_true(member(decomposition, "lossless")));
    assert_true(decided);
    parts.lost = tn_lost_dependencies(given, parts.parts.items, parts.parts.count);
    assert_int_equal(!parts.lost.fds.count,
                     is_true(member(decomposition, "dependency_preserving")));
    tn_decomposition_free(&parts);
}

/* The number of parts is not checked: there are several good answers. */
static void check_own(const struct tn_dependencies *given) {
    struct tn_decomposition third = tn_synthesize(given);
    assert_true(third.exact && third.lossless && third.preserving);
    tn_decomposition_free(&third);
    for (enum tn_normal_form form = TN_BCNF; form <= TN_4NF; form++) {
        struct tn_decomposition split = tn_decompose(given, form);
        assert_true(split.exact && split.lossless);
        tn_decomposition_free(&split);
    }
}

static void check_implied(const char *problem, const struct tn_dependencies *given) {
    static const struct {
        const char *list, *what;
        bool (*test)(const struct tn_dependencies *given, struct tn_fd one);
    } sorts[] = {{"implied", "fd", tn_implies_fd}, {"implied_mvds", "mvd", tn_implies_mvd}};
    for (size_t i = 0; i < TN_LENGTH(sorts); i++) {
        const char *list = member(problem, sorts[i].list);
        if (!list)
            continue;
        EACH_ITEM(list, claim) {
            const char *left = space(member(claim, sorts[i].what) + 1);
            struct tn_fd one = {set_of(problem, left), set_of(problem, space(skip_value(left)))};
            assert_int_equal(sorts[i].test(given, one), is_true(member(claim, "holds")));
        }
    }
}

static void textbook_problems_have_their_answers(void **state) {
    (void)state;
    const char *path = tn_test_shared("normal_forms.json");
    if (!path)
        tn_test_skip("no shared problems");
    const char *text = tn_test_read(path, NULL);
    size_t problems = 0, decompositions = 0;
    EACH_ITEM(member(space(text), "problems"), problem) {
        struct tn_dependencies given = given_by(problem);
        problems++;
        check_cover(problem, &given);
        check_closures(problem, &given);
        check_keys(problem, &given);
        check_form(problem, &given);
        check_implied(problem, &given);
        check_own(&given);
        EACH_ITEM(member(problem, "decompositions"), decomposition) {
            if (!member(decomposition, "covers"))
                check_recorded(problem, decomposition, &given);
            decompositions++;
        }
        tn_dependencies_free(&given);
    }
    assert_true(problems >= 40 && decompositions >= 70);
}

int main(void) {
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(textbook_problems_have_their_answers),
    };
    return tn_test_run("theory problems", tests);
}
