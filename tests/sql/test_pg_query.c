/*
 * What we write for PostgreSQL is PostgreSQL: its own parser (libpg_query) takes every script, and
 * finds as many statements in it as our own reader does.
 */
#include "sql/corpus.h"

#include "sql/seeds.h"
#include "tenon/lower.h"
#include "tenon/migrate.h"

#include <pg_query.h>
#include <stdio.h>
#include <stdlib.h>

/* ------------------------------------------------------------------ the two parsers */

static size_t line_of(const char *text, int position) {
    size_t line = 1;
    for (int i = 0; i + 1 < position && text[i]; i++)
        line += text[i] == '\n';
    return line;
}

/* Writes the line of a script that a parser stops at. */
static void put_line(struct tn_buffer *out, const char *text, size_t line) {
    while (--line && (text = strchr(text, '\n')))
        text++;
    if (text)
        tn_put_bytes(out, text, strcspn(text, "\n"));
}

/* The number of statements; -1 with a complaint where it is not PostgreSQL. */
static long server_statements(const char *name, const char *script, struct tn_buffer *complaints) {
    PgQuerySplitResult result = pg_query_split_with_parser(script);
    long count = result.error ? -1 : result.n_stmts;
    if (result.error) {
        size_t line = line_of(script, result.error->cursorpos);
        tn_put_format(complaints, "%s:%zu: %s\n    ", name, line, result.error->message);
        put_line(complaints, script, line);
        tn_put(complaints, "\n");
    }
    pg_query_free_split_result(result);
    return count;
}

static long own_statements(const char *script) {
    struct tn_model *model = tn_model_new(0, 0);
    struct tn_findings findings = {0};
    struct tn_sql_report report = {0};
    tn_sql_read(model, tn_slice_of(script), NULL, tn_dialects[TN_POSTGRESQL], &findings, &report);
    tn_findings_free(&findings);
    tn_model_free(model);
    return (long)report.statements;
}

/* ------------------------------------------------------------------ what is checked */

static void check_script(const char *name, const char *script, struct tn_buffer *complaints) {
    long server = server_statements(name, script, complaints), own = own_statements(script);
    if (server >= 0 && server != own)
        tn_put_format(complaints, "%s: the server's parser finds %ld statements, ours %ld\n", name,
                      server, own);
}

static void check_model(const char *name, const struct tn_model *model,
                        struct tn_buffer *complaints) {
    struct tn_buffer script = {0};
    struct tn_model *physical = tn_lower(model, tn_dialects[TN_POSTGRESQL], NULL);
    tn_sql_write(physical, tn_dialects[TN_POSTGRESQL], NULL, &script);
    check_script(name, tn_buffer_text(&script), complaints);
    tn_buffer_free(&script);
    tn_model_free(physical);
}

static void check_files(const char *pattern) {
    glob_t files = corpus_files(pattern);
    struct tn_buffer complaints = {0};
    size_t checked = 0;
    for (size_t i = 0; i < files.gl_pathc; i++) {
        size_t errors;
        struct tn_model *model = corpus_read(files.gl_pathv[i], &errors);
        if (!errors)
            check_model(corpus_name(files.gl_pathv[i]), model, &complaints);
        checked += !errors;
        tn_model_free(model);
    }
    print_message("%zu of %zu files are read without an error\n", checked, files.gl_pathc);
    assert_true(checked > files.gl_pathc * 9 / 10);
    globfree(&files);
    assert_string_equal(tn_buffer_text(&complaints), "");
    tn_buffer_free(&complaints);
}

static void every_shared_schema(void **state) {
    (void)state;
    check_files("schemas/*/*.sql");
}

static void every_side_of_every_pair(void **state) {
    (void)state;
    check_files("diffcases/*/*/*.sql");
}

static void every_sample(void **state) {
    (void)state;
    static const char *const samples[] = {"samples/blog.sql", "samples/clinic.sql",
                                          "samples/shop.sql"};
    struct tn_buffer complaints = {0};
    for (size_t i = 0; i < TN_LENGTH(samples); i++) {
        size_t errors;
        struct tn_model *model = corpus_read(tn_test_source(samples[i]), &errors);
        assert_int_equal(errors, 0);
        check_model(samples[i], model, &complaints);
        tn_model_free(model);
    }
    assert_string_equal(tn_buffer_text(&complaints), "");
    tn_buffer_free(&complaints);
}

/* Is it PostgreSQL already? What is not could be kept as it stands. */
static bool server_reads(const char *script) {
    struct tn_buffer complaints = {0};
    bool good = server_statements("", script, &complaints) >= 0;
    tn_buffer_free(&complaints);
    return good;
}

/* Only seeds that are scripts of the dialect. */
static void every_seed(void **state) {
    (void)state;
    struct tn_buffer complaints = {0};
    size_t checked = 0;
    for (size_t i = 0; i < TN_LENGTH(seeds); i++)
        for (size_t d = 0; d < TN_DIALECT_COUNT; d++) {
            struct tn_model *model = tn_model_new(0, 0);
            struct tn_findings findings = {0};
            char name[32];
            snprintf(name, sizeof name, "seed %zu %s", i, tn_dialects[d]->name);
            if ((d != TN_POSTGRESQL || server_reads(seeds[i])) &&
                tn_sql_read(model, tn_slice_of(seeds[i]), NULL, tn_dialects[d], &findings, NULL)) {
                check_model(name, model, &complaints);
                checked++;
            }
            tn_findings_free(&findings);
            tn_model_free(model);
        }
    assert_true(checked > 5);
    assert_string_equal(tn_buffer_text(&complaints), "");
    tn_buffer_free(&complaints);
}

/* ------------------------------------------------------------------ migrations */

static void check_plan(const char *name, const struct tn_model *before,
                       const struct tn_model *after, struct tn_buffer *complaints) {
    const struct tn_dialect *dialect = tn_dialects[TN_POSTGRESQL];
    struct tn_model *old = tn_lower(before, dialect, NULL), *new = tn_lower(after, dialect, NULL);
    struct tn_error error = {0};
    struct tn_plan *plan = tn_plan_new(old, new, dialect, NULL, &error);
    for (int down = 0; plan && down < 2; down++) {
        struct tn_buffer script = {0};
        tn_plan_write(plan, down, &script);
        server_statements(name, tn_buffer_text(&script), complaints);
        tn_buffer_free(&script);
    }
    if (plan)
        tn_plan_free(plan);
    tn_error_clear(&error);
    tn_model_free(old);
    tn_model_free(new);
}

static void every_migration_of_a_pair(void **state) {
    (void)state;
    glob_t olds = corpus_files("diffcases/postgresql/*/old.sql");
    struct tn_buffer complaints = {0};
    for (size_t i = 0; i < olds.gl_pathc; i++) {
        char *path = tn_duplicate(olds.gl_pathv[i]);
        size_t old_errors, new_errors;
        struct tn_model *before = corpus_read(path, &old_errors);
        memcpy(path + strlen(path) - strlen("old.sql"), "new", 3);
        struct tn_model *after = corpus_read(path, &new_errors);
        if (!old_errors && !new_errors)
            check_plan(corpus_name(path), before, after, &complaints);
        tn_model_free(before);
        tn_model_free(after);
        free(path);
    }
    globfree(&olds);
    assert_string_equal(tn_buffer_text(&complaints), "");
    tn_buffer_free(&complaints);
}

int main(void) {
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_shared_schema),
        cmocka_unit_test(every_side_of_every_pair),
        cmocka_unit_test(every_sample),
        cmocka_unit_test(every_seed),
        cmocka_unit_test(every_migration_of_a_pair),
    };
    return tn_test_run("PostgreSQL's parser takes", tests);
}
