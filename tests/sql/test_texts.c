/*
 * Nothing gets lost on paper: for every schema of the shared data, the canonical text gives the DDL
 * that the script gave, and reading the DDL that was written gives the model it was written from,
 * and again the same DDL. No server is asked (test_roundtrip.c does).
 */
#include "sql/corpus.h"

#include "tenon/diff.h"
#include "tenon/format.h"
#include "tenon/lower.h"

#include <string.h>

enum { TOLD = 20 }; /* files that are complained of in full */

struct complaints {
    struct tn_buffer text;
    size_t files, count;
};

static void complain(struct complaints *complaints, const char *path, const char *what) {
    if (complaints->count++ < TOLD)
        tn_put_format(&complaints->text, "%s: %s\n", corpus_name(path), what);
}

/* The physical model in its own dialect, and its DDL. */
static struct tn_model *write_ddl(const struct tn_model *model, struct tn_buffer *out) {
    const struct tn_dialect *dialect = tn_dialect_of(model);
    struct tn_model *physical = tn_lower(model, dialect, NULL);
    tn_sql_write(physical, dialect, NULL, out);
    return physical;
}

static void goes_through_canonical_text(const char *path, const struct tn_model *model,
                                        const char *ddl, struct complaints *complaints) {
    struct tn_buffer xml = {0}, again = {0};
    struct tn_error error = {0};
    tn_xml_write(model, &xml);
    struct tn_model *copy = tn_xml_read((struct tn_slice){xml.at, xml.length}, path, &error);
    if (!copy)
        fail_msg("%s: %s", path, error.message);
    tn_model_free(write_ddl(copy, &again));
    if (strcmp(ddl, tn_buffer_text(&again)) != 0)
        complain(complaints, path, "the canonical text gives another DDL");
    tn_model_free(copy);
    tn_buffer_free(&xml);
    tn_buffer_free(&again);
}

static void tell_changes(const struct tn_diff *diff, const char *path,
                         struct complaints *complaints) {
    struct tn_buffer what = {0};
    for (size_t i = 0; i < diff->changes.count; i++) {
        const struct tn_change *change = &diff->changes.items[i];
        tn_put(&what, i ? ", " : "");
        tn_describe(change->before ? change->before : change->after, &what);
        tn_put_format(&what, " %s",
                      change->field    ? change->field->name
                      : change->before ? "is lost"
                                       : "comes up");
    }
    if (diff->changes.count)
        complain(complaints, path, what.at);
    tn_buffer_free(&what);
}

/* Where foreign keys go round in a circle one of them must stand behind the tables, and which one
 * depends on where the reader comes in. */
static bool has_circle(const char *ddl) {
    return strstr(ddl, "FOREIGN KEY") && strstr(ddl, " ADD CONSTRAINT ");
}

static void is_read_again(const char *path, const struct tn_model *physical, const char *ddl,
                          struct complaints *complaints) {
    struct tn_model *model = tn_model_new(0, 0);
    struct tn_findings findings = {0};
    struct tn_buffer again = {0};
    static const struct tn_diff_options exact = {.order = true, .by_name = true};
    if (!tn_sql_read(model, tn_slice_of(ddl), path, tn_dialect_of(physical), &findings, NULL))
        complain(complaints, path, findings.items[0].message);
    struct tn_model *lowered = write_ddl(model, &again);
    struct tn_diff *diff = tn_diff_new(physical, lowered, &exact);
    tell_changes(diff, path, complaints);
    if (strcmp(ddl, tn_buffer_text(&again)) != 0 && !has_circle(ddl))
        complain(complaints, path, "the DDL gives another DDL");
    tn_diff_free(diff);
    tn_model_free(lowered);
    tn_model_free(model);
    tn_findings_free(&findings);
    tn_buffer_free(&again);
}

static void check_file(const char *path, struct complaints *complaints) {
    struct tn_buffer ddl = {0};
    size_t errors;
    struct tn_model *model = corpus_read(path, &errors);
    struct tn_model *physical = write_ddl(model, &ddl);
    if (errors)
        complain(complaints, path, "is not read without an error");
    goes_through_canonical_text(path, model, tn_buffer_text(&ddl), complaints);
    is_read_again(path, physical, tn_buffer_text(&ddl), complaints);
    complaints->files++;
    tn_model_free(physical);
    tn_model_free(model);
    tn_buffer_free(&ddl);
}

static void check_files(const char *pattern) {
    glob_t files = corpus_files(pattern);
    struct complaints complaints = {0};
    for (size_t i = 0; i < files.gl_pathc; i++)
        check_file(files.gl_pathv[i], &complaints);
    globfree(&files);
    print_message("%zu files, %zu complaints\n%s", complaints.files, complaints.count,
                  tn_buffer_text(&complaints.text));
    assert_true(complaints.files > 0);
    assert_int_equal(complaints.count, 0);
    tn_buffer_free(&complaints.text);
}

static void every_schema_goes_round(void **state) {
    (void)state;
    check_files("schemas/*/*.sql");
}

static void every_postgresql_case_goes_round(void **state) {
    (void)state;
    check_files("diffcases/postgresql/*/*.sql");
}

static void every_mysql_case_goes_round(void **state) {
    (void)state;
    check_files("diffcases/mysql/*/*.sql");
}

static void every_sqlite_case_goes_round(void **state) {
    (void)state;
    check_files("diffcases/sqlite/*/*.sql");
}

int main(void) {
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_schema_goes_round),
        cmocka_unit_test(every_postgresql_case_goes_round),
        cmocka_unit_test(every_mysql_case_goes_round),
        cmocka_unit_test(every_sqlite_case_goes_round),
    };
    return tn_test_run("sql texts", tests);
}
