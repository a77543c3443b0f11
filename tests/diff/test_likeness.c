/*
 * Renames that no id tells: what is taken, what is only told, and what a file of decisions says.
 */
#include "diff/likeness.h"
#include "harness.h"
#include "tenon/lower.h"

#include <stdio.h>
#include <string.h>

/* ------------------------------------------------------------------ names */

static void names_are_alike_by_their_words(void **state) {
    static const struct {
        const char *a, *b;
        unsigned least, most;
    } cases[] = {
        {"name", "name", 100, 100},
        {"userId", "user_id", 100, 100},
        {"created", "created_at", 80, 90},
        {"name", "full_name", 60, 70},
        {"addr", "address", 70, 80},
        {"descr", "description", 75, 75},
        {"id", "identity", 0, 0},
        {"customers", "customer", 90, 99},
        {"fname", "first_name", 55, 60},
        {"first_name", "last_name", 40, 50},
        {"billing_address", "shipping_address", 40, 50},
        {"created_at", "updated_at", 15, 30},
        {"user_id", "customer_id", 20, 30},
        {"email", "phone", 0, 0},
        {"orders_2022", "orders_2023", 0, 0},
        {"line1", "line2", 0, 0},
        {"line1", "line_1", 100, 100},
        {"address", "address1", 90, 99},
        {"", "name", 0, 0},
        {"___", "---", 0, 0},
    };
    (void)state;
    for (size_t i = 0; i < TN_LENGTH(cases); i++) {
        unsigned likeness = name_likeness(cases[i].a, cases[i].b);
        if (likeness < cases[i].least || likeness > cases[i].most)
            fail_msg("%s and %s: %u", cases[i].a, cases[i].b, likeness);
        assert_int_equal(likeness, name_likeness(cases[i].b, cases[i].a));
    }
}

/* ------------------------------------------------------------------ models */

static struct tn_model *model_of(const char *sql) {
    const struct tn_dialect *dialect = tn_dialect_find("postgresql");
    struct tn_model *model = tn_model_new(0, 0);
    struct tn_findings findings = {0};
    assert_true(tn_sql_read(model, tn_slice_of(sql), "test", dialect, &findings, NULL));
    struct tn_model *physical = tn_lower(model, dialect, NULL);
    tn_findings_free(&findings);
    tn_model_free(model);
    return physical;
}

/* "taken users accounts; told tags labels; " */
static void describe(const struct tn_diff *diff, struct tn_buffer *out) {
    for (size_t i = 0; i < diff->likenesses.count; i++) {
        const struct tn_likeness *likeness = &diff->likenesses.items[i];
        struct tn_buffer line = {0};
        tn_renames_put_line(diff, likeness, false, &line);
        tn_put_format(out, "%s%s; ", likeness->taken ? "take" : "tell", line.at + 6);
        tn_buffer_free(&line);
    }
}

static void expect(const char *before_sql, const char *after_sql, struct tn_renames *renames,
                   const char *expected) {
    struct tn_model *before = model_of(before_sql), *after = model_of(after_sql);
    struct tn_diff_options options = {.alike = !renames, .renames = renames};
    struct tn_diff *diff = tn_diff_new(before, after, &options);
    struct tn_buffer found = {0};
    describe(diff, &found);
    assert_string_equal(tn_buffer_text(&found), expected);
    tn_buffer_free(&found);
    tn_diff_free(diff);
    tn_model_free(before);
    tn_model_free(after);
}

static void what_is_clear_is_taken(void **state) {
    (void)state;
    expect("CREATE TABLE users (id int, email text, name text);",
           "CREATE TABLE accounts (id int, email text, name text);", NULL,
           "take table users accounts; ");
    expect("CREATE TABLE t (id int, fname text, created date);",
           "CREATE TABLE t (id int, first_name text, created_at date);", NULL,
           "take column t.created t.created_at; take column t.fname t.first_name; ");
    expect(
        "CREATE TABLE a (id int PRIMARY KEY); CREATE TABLE p (id int, author_id int REFERENCES a);",
        "CREATE TABLE a (id int PRIMARY KEY); CREATE TABLE p (id int, owner_id int REFERENCES a);",
        NULL, "take column p.author_id p.owner_id; ");
}

static void what_is_unclear_is_told(void **state) {
    (void)state;
    expect("CREATE TABLE tags (id int, label text);",
           "CREATE TABLE labels (id int, label text);"
           "CREATE TABLE a (id int, label text); CREATE TABLE b (id int, label text);"
           "CREATE TABLE c (id int, label text); CREATE TABLE d (id int, label text);",
           NULL, "tell table tags labels; ");
    expect("CREATE TABLE t (id int, email text, b int);",
           "CREATE TABLE t (id int, phone text, b int);", NULL, "tell column t.email t.phone; ");
}

static void a_new_one_of_a_series_is_not_the_old_one(void **state) {
    (void)state;
    expect("CREATE TABLE log_2021 (at date, what text); CREATE TABLE log_2022 (at date, what text);"
           "CREATE TABLE log_2023 (at date, what text);",
           "CREATE TABLE log_2022 (at date, what text); CREATE TABLE log_2023 (at date, what text);"
           "CREATE TABLE log_2024 (at date, what text);",
           NULL, "tell table log_2021 log_2024; ");
    expect("CREATE TABLE t (id int, line1 text);", "CREATE TABLE t (id int, line2 text);", NULL,
           "tell column t.line1 t.line2; ");
}

static void two_that_are_as_good_are_not_taken(void **state) {
    (void)state;
    expect("CREATE TABLE t (id int, name text);",
           "CREATE TABLE t (id int, full_name text, long_name text);", NULL,
           "tell column t.name t.full_name; ");
}

static void other_types_and_other_columns_are_no_rename(void **state) {
    (void)state;
    expect("CREATE TABLE t (id int, a text);", "CREATE TABLE t (id int, b date);", NULL, "");
    expect("CREATE TABLE a (x int, y text, z date);", "CREATE TABLE b (id int, name text);", NULL,
           "");
}

/* ------------------------------------------------------------------ decisions */

static bool read_decisions(struct tn_renames *renames, const char *text, struct tn_error *error) {
    return tn_renames_read(renames, tn_slice_of(text), "renames.txt", error);
}

static void decisions_decide(void **state) {
    struct tn_renames renames = {0};
    struct tn_error error = {0};
    (void)state;
    assert_true(read_decisions(&renames,
                               "# what we know\n\nrename table tags \"Our labels\" # sure\r\n"
                               "rename column tags.label \"Our labels\".\"a \"\"b\"\"\"\n"
                               "keep column t.email t.phone\nrename table nothing at_all",
                               &error));
    assert_int_equal(renames.list.count, 4);
    assert_string_equal(renames.list.items[1].to, "\"Our labels\".\"a \"\"b\"\"\"");
    struct tn_model *before = model_of("CREATE TABLE tags (id int, label text);"
                                       "CREATE TABLE t (id int, email text);");
    struct tn_model *after = model_of("CREATE TABLE \"Our labels\" (id int, \"a \"\"b\"\"\" text);"
                                      "CREATE TABLE t (id int, phone text);");
    struct tn_diff *diff =
        tn_diff_new(before, after, &(struct tn_diff_options){.renames = &renames});
    struct tn_entity *tags = tn_find_entity(before, "tags"), *t = tn_find_entity(before, "t");
    assert_ptr_equal(tn_diff_after(diff, tags), tn_find_entity(after, "Our labels"));
    assert_non_null(tn_diff_after(diff, tags->attributes.last));
    assert_null(tn_diff_after(diff, t->attributes.last));
    assert_int_equal(diff->likenesses.count, 0);
    assert_true(renames.list.items[0].used && renames.list.items[1].used);
    assert_false(renames.list.items[3].used);
    tn_diff_free(diff);
    tn_model_free(before);
    tn_model_free(after);
    tn_renames_free(&renames);
}

static void what_is_written_is_read_again(void **state) {
    (void)state;
    struct tn_model *before =
        model_of("CREATE TABLE users (id int PRIMARY KEY, email text, \"a.b\" text);");
    struct tn_model *after =
        model_of("CREATE TABLE people (id int PRIMARY KEY, email text, \"a.b\" text);");
    struct tn_diff *diff = tn_diff_new(before, after, &(struct tn_diff_options){.alike = true});
    struct tn_renames renames = {0};
    struct tn_error error = {0};
    struct tn_buffer once = {0}, twice = {0};
    tn_renames_write(diff, &once);
    assert_non_null(strstr(once.at, "\nrename table users people  # 100 %: 3 of 3 columns"));
    assert_true(tn_renames_read(&renames, (struct tn_slice){once.at, once.length}, "r", &error));
    struct tn_diff *again =
        tn_diff_new(before, after, &(struct tn_diff_options){.renames = &renames});
    tn_renames_write(again, &twice);
    assert_non_null(strstr(twice.at, "\nrename table users people\n"));
    assert_int_equal(again->changes.count, diff->changes.count);
    tn_buffer_free(&once);
    tn_buffer_free(&twice);
    tn_diff_free(diff);
    tn_diff_free(again);
    tn_renames_free(&renames);
    tn_model_free(before);
    tn_model_free(after);
}

/* ------------------------------------------------------------------ values of enumerations */

static void values_are_alike_too(void **state) {
    (void)state;
    expect("CREATE TYPE s AS ENUM ('open', 'cancelled');",
           "CREATE TYPE s AS ENUM ('open', 'canceled');", NULL,
           "take value s.cancelled s.canceled; ");
    expect("CREATE TYPE s AS ENUM ('open', 'cancelled');",
           "CREATE TYPE s AS ENUM ('open', 'canceled', 'done');", NULL,
           "tell value s.cancelled s.canceled; ");
    expect("CREATE TYPE s AS ENUM ('open');", "CREATE TYPE s AS ENUM ('done');", NULL, "");
}

/* What the decisions on the values of a type say: the renames there are, or what is wrong. */
static void decide(const char *old, const char *new, const char *decisions, const char *expected) {
    struct tn_model *before = model_of(old), *after = model_of(new);
    struct tn_renames renames = {0};
    struct tn_error error = {0};
    struct tn_buffer found = {0};
    assert_true(read_decisions(&renames, decisions, &error));
    struct tn_diff *diff =
        tn_diff_new(before, after, &(struct tn_diff_options){.renames = &renames});
    for (size_t i = 0; i < diff->value_renames.count; i++)
        tn_put_format(&found, "%s -> %s; ", diff->value_renames.items[i].from,
                      diff->value_renames.items[i].to);
    if (!tn_renames_check(&renames, diff, "renames.txt", &error))
        tn_put(&found, error.message);
    assert_string_equal(tn_buffer_text(&found), expected);
    tn_error_clear(&error);
    tn_buffer_free(&found);
    tn_diff_free(diff);
    tn_renames_free(&renames);
    tn_model_free(before);
    tn_model_free(after);
}

static void decisions_on_values_decide(void **state) {
    static const char old[] = "CREATE SCHEMA x; CREATE TYPE x.s AS ENUM ('a', 'b c', '', 'd.e');";
    static const char new[] = "CREATE SCHEMA x; CREATE TYPE x.s AS ENUM ('z', 'b\nc', 'no', 'd');";
    (void)state;
    decide(old, new, "keep value x.s.a x.s.z", "");
    decide(old, new,
           "rename value x.s.a x.s.z # sure\nrename value x.s.\"b c\" x.s.\"b\nc\"\n"
           "rename value x.s.\"\" x.s.no\nrename value x.s.\"d.e\" x.s.d",
           "a -> z; b c -> b\nc;  -> no; d.e -> d; ");
    decide("CREATE TYPE s AS ENUM ('a', 'b');", "CREATE TYPE t AS ENUM ('b', 'a');",
           "rename type s t\nrename value s.a t.b\nrename value s.b t.a", "a -> b; b -> a; ");
}

static void decisions_that_cannot_be(void **state) {
    static const char old[] = "CREATE TYPE s AS ENUM ('a', 'b'); CREATE TYPE t AS ENUM ('x');";
    static const char new[] = "CREATE TYPE s AS ENUM ('b', 'c'); CREATE TYPE t AS ENUM ('y');";
    (void)state;
    decide(old, new, "\nrename value s.z s.c",
           "renames.txt:2: there is no value s.z in the old schema");
    decide(old, new, "rename value s.a s.a",
           "renames.txt:1: there is no value s.a in the new schema");
    decide(old, new, "keep value s.a s.e",
           "renames.txt:1: there is no value s.e in the new schema");
    decide(old, new, "rename value s.a t.y",
           "renames.txt:1: value s.a cannot become t.y: no type is both");
    decide(old, new, "rename value s.a s.b",
           "renames.txt:1: value s.a cannot become s.b: that is there already");
    decide(old, new, "rename value t.x t.y\nrename value s.a s.c\nrename value s.b s.c",
           "a -> c; x -> y; renames.txt:3: value s.b cannot become s.c: another one does");
}

static void values_that_are_written_are_read_again(void **state) {
    struct tn_model *before = model_of("CREATE TYPE s AS ENUM ('on hold', 'is\nopen');");
    struct tn_model *after = model_of("CREATE TYPE s AS ENUM ('on_hold', 'is\nopened');");
    struct tn_diff *alike = tn_diff_new(before, after, &(struct tn_diff_options){.alike = true});
    struct tn_diff *never = tn_diff_new(before, after, NULL);
    struct tn_buffer taken = {0}, told = {0};
    struct tn_renames renames = {0};
    struct tn_error error = {0};
    (void)state;
    assert_int_equal(alike->value_renames.count, 2);
    assert_int_equal(never->value_renames.count, 0);
    tn_renames_write(alike, &taken);
    assert_non_null(
        strstr(taken.at, "\nrename value s.\"on hold\" s.on_hold  # 100 %: names alike\n"));
    tn_renames_write(never, &told);
    assert_non_null(strstr(told.at, "\n# rename value s.\"is\n# open\" s.\"is\n# opened\"  #"));
    assert_true(read_decisions(&renames, told.at, &error));
    assert_int_equal(renames.list.count, 0);
    assert_true(read_decisions(&renames, taken.at, &error));
    struct tn_diff *again =
        tn_diff_new(before, after, &(struct tn_diff_options){.renames = &renames});
    assert_int_equal(again->value_renames.count, 2);
    tn_buffer_free(&taken);
    tn_buffer_free(&told);
    tn_diff_free(alike);
    tn_diff_free(never);
    tn_diff_free(again);
    tn_renames_free(&renames);
    tn_model_free(before);
    tn_model_free(after);
}

static void a_wrong_line_is_named(void **state) {
    static const char *const wrong[] = {
        "ren table a b",      "rename tables a b", "rename table a",      "rename table a b c",
        "rename table \"a b", "rename table a. b", "rename table \"\" b", "rename",
        "rename value s. t.", "rename value s.a",
    };
    (void)state;
    for (size_t i = 0; i < TN_LENGTH(wrong); i++) {
        struct tn_renames renames = {0};
        struct tn_error error = {0};
        struct tn_buffer text = {0};
        tn_put_format(&text, "rename table a b\n%s\n", wrong[i]);
        if (read_decisions(&renames, text.at, &error))
            fail_msg("taken: %s", wrong[i]);
        assert_true(tn_starts_with(error.message, "renames.txt:2: "));
        tn_error_clear(&error);
        tn_buffer_free(&text);
        tn_renames_free(&renames);
    }
}

int main(void) {
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_alike_by_their_words),
        cmocka_unit_test(what_is_clear_is_taken),
        cmocka_unit_test(what_is_unclear_is_told),
        cmocka_unit_test(a_new_one_of_a_series_is_not_the_old_one),
        cmocka_unit_test(two_that_are_as_good_are_not_taken),
        cmocka_unit_test(other_types_and_other_columns_are_no_rename),
        cmocka_unit_test(decisions_decide),
        cmocka_unit_test(what_is_written_is_read_again),
        cmocka_unit_test(values_are_alike_too),
        cmocka_unit_test(decisions_on_values_decide),
        cmocka_unit_test(decisions_that_cannot_be),
        cmocka_unit_test(values_that_are_written_are_read_again),
        cmocka_unit_test(a_wrong_line_is_named),
    };
    return tn_test_run("likeness", tests);
}
