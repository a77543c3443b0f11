/*
 * Tables of values as they are read: CSV with its deviations, encodings, nulls, SQLite tables; and
 * what hostile files get.
 */
#include "harness.h"
#include "tenon/data.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

static const char *file_of(const char *bytes, size_t length) {
    const char *path = tn_test_path(tn_test_folder(), "data.csv");
    struct tn_error error = {0};
    assert_true(tn_write_file(path, bytes, length, &error));
    return path;
}

static struct tn_data_set read_file(const char *path, struct tn_data_options options,
                                    struct tn_findings *findings, struct tn_error *error) {
    struct tn_data_set set = {0};
    bool read = tn_data_read(&set, path, &options, findings, error);
    assert_int_equal(read, error->message == NULL);
    return set;
}

/* "name|name / value|value / …"; null as ~. */
static const char *text_of(const struct tn_data *data) {
    static struct tn_buffer text;
    tn_buffer_reset(&text);
    for (size_t c = 0; c < data->count; c++)
        tn_put_format(&text, "%s%s", c ? "|" : "", data->columns[c].name);
    for (size_t row = 0; row < data->rows; row++)
        for (size_t c = 0; c < data->count; c++) {
            const char *value = tn_data_value(data, c, row);
            tn_put_format(&text, "%s%s", c ? "|" : " / ", value ? value : "~");
        }
    return tn_buffer_text(&text);
}

static void assert_read_with(const char *bytes, size_t length, struct tn_data_options options,
                             const char *wanted, size_t findings) {
    struct tn_findings told = {0};
    struct tn_error error = {0};
    struct tn_data_set set = read_file(file_of(bytes, length), options, &told, &error);
    assert_int_equal(set.tables.count, 1);
    assert_string_equal(text_of(set.tables.items[0]), wanted);
    assert_int_equal(told.count, findings);
    tn_findings_free(&told);
    tn_data_set_free(&set);
}

static void assert_read(const char *text, const char *wanted, size_t findings) {
    assert_read_with(text, strlen(text), (struct tn_data_options){0}, wanted, findings);
}

static void assert_refused(const char *bytes, size_t length, struct tn_data_options options,
                           const char *reason) {
    struct tn_findings told = {0};
    struct tn_error error = {0};
    struct tn_data_set set = read_file(file_of(bytes, length), options, &told, &error);
    assert_int_equal(set.tables.count, 0);
    assert_non_null(strstr(error.message, reason));
    tn_error_clear(&error);
    tn_findings_free(&told);
    tn_data_set_free(&set);
}

/* ------------------------------------------------------------------ CSV */

static void quotes_hold_separators_line_ends_and_quotes(void **state) {
    (void)state;
    assert_read("a,b\r\n\"x,\"\"y\"\"\",\"1\r\n2\"\r\n\"\",z\r\n", "a|b / x,\"y\"|1\r\n2 / ~|z", 0);
    assert_read("a,b\nx\"y, \"q,r\" \n", "a|b / x\"y|q,r", 0);
    assert_read("a,b\n\"x\"y,1\n", "a|b / xy|1", 1);
}

static void line_ends_of_any_system_and_blank_lines(void **state) {
    (void)state;
    assert_read("a,b\r1,2\r3,4", "a|b / 1|2 / 3|4", 0);
    assert_read("\n\na,b\n\n1,2\n\n\n3,4\n\n", "a|b / 1|2 / 3|4", 0);
    assert_read("a\n1\n\n2\n", "a / 1 / ~ / 2", 0); /* of one column it is a value */
    assert_read("a,b\n1,", "a|b / 1|~", 0);
    assert_read("a,b\n", "a|b", 0);
}

static void the_separator_is_told_by_the_text(void **state) {
    (void)state;
    assert_read("a;b\n1,5;2\n3,5;4\n", "a|b / 1,5|2 / 3,5|4", 0);
    assert_read("a\tb\n1\t2\n", "a|b / 1|2", 0);
    assert_read("a|b|c\nx, y|2|3\n", "a|b|c / x, y|2|3", 0);
    assert_read("a;b;c\n\"1,2,3\";\"x,y\";z\n", "a|b|c / 1,2,3|x,y|z", 0);
    assert_read("sep=;\na;b,c\n1;2\n", "a|b,c / 1|2", 0);
    assert_read_with("a b\n1 2\n", 8, (struct tn_data_options){.separator = ' '}, "a|b / 1|2", 0);
    assert_read_with("a,b\n1,2\n", 8, (struct tn_data_options){.separator = ';'}, "a,b / 1,2", 0);
}

static void rows_that_do_not_fit_are_findings(void **state) {
    (void)state;
    assert_read("a,b\n1\n1,2,3\n4,5\n", "a|b / 1|~ / 1|2 / 4|5", 2);
    struct tn_findings told = {0};
    struct tn_error error = {0};
    const char text[] = "a,b\n\"x\ny\",2\n1\n1\n1\n1\n1\n1\n1\n";
    struct tn_data_set set =
        read_file(file_of(text, strlen(text)), (struct tn_data_options){0}, &told, &error);
    assert_int_equal(told.items[0].line, 4); /* the quoted line end counts */
    assert_int_equal(told.count, 6);
    assert_string_equal(told.items[5].message, "2 more rows like that");
    tn_findings_free(&told);
    tn_data_set_free(&set);
}

static void names_are_there_and_unique(void **state) {
    (void)state;
    assert_read("a,,a\n1,2,3\n", "a|column2|a_2 / 1|2|3", 0);
    assert_read_with("1,2\n3,4\n", 8, (struct tn_data_options){.no_header = true},
                     "column1|column2 / 1|2 / 3|4", 0);
    assert_read_with("\"x\ny\",2\n", 8, (struct tn_data_options){.no_header = true},
                     "column1|column2 / x\ny|2", 0);
}

static void encodings_are_detected_or_told(void **state) {
    (void)state;
    assert_read("\xEF\xBB\xBF"
                "a,b\n1,\xC3\xA4\n",
                "a|b / 1|\xC3\xA4", 0);
    assert_read("a,b\n1,\xE4\n", "a|b / 1|\xC3\xA4", 1);
    assert_read_with("a\n\xC3\xA4\n", 5, (struct tn_data_options){.encoding = TN_LATIN1},
                     "a / \xC3\x83\xC2\xA4", 0);
    assert_read_with("\xFF\xFE"
                     "a\0\n\0\xE4\0",
                     8, (struct tn_data_options){0}, "a / \xC3\xA4", 0);
    assert_read_with("\xFE\xFF\0a\0\n\xD8\x3D\xDE\x00", 10, (struct tn_data_options){0},
                     "a / \xF0\x9F\x98\x80", 0);
}

static void nulls_are_what_is_told(void **state) {
    (void)state;
    static const char *const nulls[] = {"?", "NA"};
    struct tn_data_options options = {.nulls = nulls, .null_count = 2};
    struct tn_findings told = {0};
    struct tn_error error = {0};
    const char text[] = "a,b\n?,1\nNA,2\n,3\n";
    const char *path = file_of(text, strlen(text));
    for (int differ = 0; differ < 2; differ++) {
        options.nulls_differ = differ;
        struct tn_data_set set = read_file(path, options, &told, &error);
        assert_string_equal(text_of(set.tables.items[0]), "a|b / ~|1 / ~|2 / ~|3");
        struct tn_columns columns = tn_data_codes(set.tables.items[0]);
        assert_int_equal(columns.items[0].distinct, differ ? 3 : 1);
        free((void *)columns.items);
        tn_data_set_free(&set);
    }
}

/* ------------------------------------------------------------------ hostile files */

static void what_is_no_table_is_refused(void **state) {
    (void)state;
    struct tn_data_options none = {0};
    assert_refused("", 0, none, "is empty");
    assert_refused("\n\r\n", 3, none, "is empty");
    assert_refused("a,b\n1,\0\n", 9, none, "zero byte at byte 7");
    assert_refused("a,b\n1,2\n1,\"x\ny\n", 15, none, "data.csv:3: a quote opens here");
    assert_refused("a\n1\n", 4, (struct tn_data_options){.table = "t"}, "no SQLite database");
    char wide[600];
    memset(wide, ',', sizeof wide);
    assert_refused(wide, sizeof wide, none, "more than 256 columns");
}

static void memory_is_bounded(void **state) {
    (void)state;
    struct tn_buffer text = {0};
    for (int i = 0; i < 100000; i++)
        tn_put_format(&text, "%d,x\n", i);
    assert_refused(text.at, text.length, (struct tn_data_options){.memory = 1 << 20},
                   "is too large");
    struct tn_findings told = {0};
    struct tn_error error = {0};
    struct tn_data_set set =
        read_file(file_of(text.at, text.length),
                  (struct tn_data_options){.memory = 1 << 20, .rows = 1000}, &told, &error);
    assert_int_equal(set.tables.items[0]->rows, 1000);
    tn_data_set_free(&set);
    tn_buffer_free(&text);
}

/* Quotes, separators and line ends in any order: read or refused, never more. */
static void random_bytes_do_no_harm(void **state) {
    (void)state;
    static const char letters[] = "\",;\t|\r\n ab\xC3\xA4\xFF";
    srand(11);
    for (int round = 0; round < 2000; round++) {
        char bytes[64];
        size_t length = (size_t)rand() % sizeof bytes;
        for (size_t i = 0; i < length; i++)
            bytes[i] = letters[(size_t)rand() % (sizeof letters - 1)];
        struct tn_findings told = {0};
        struct tn_error error = {0};
        struct tn_data_set set =
            read_file(file_of(bytes, length), (struct tn_data_options){.no_header = round % 2},
                      &told, &error);
        for (size_t i = 0; i < set.tables.count; i++)
            for (size_t c = 0; c < set.tables.items[i]->count; c++)
                assert_int_equal(set.tables.items[i]->columns[c].codes.count,
                                 set.tables.items[i]->rows);
        tn_data_set_free(&set);
        tn_findings_free(&told);
        tn_error_clear(&error);
    }
}

/* ------------------------------------------------------------------ SQLite */

static const char *database_of(const char *script) {
    const char *path = tn_test_path(tn_test_folder(), "data.db");
    sqlite3 *db;
    tn_test_remove(path);
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, script, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
    return path;
}

static void tables_of_a_database(void **state) {
    (void)state;
    const char *path = database_of("CREATE TABLE \"odd \"\"name\"(a, \"b c\");"
                                   "INSERT INTO \"odd \"\"name\" VALUES(1, NULL), ('', x'00ff');"
                                   "CREATE TABLE other(x); CREATE VIEW v AS SELECT 1;");
    struct tn_findings told = {0};
    struct tn_error error = {0};
    struct tn_data_set set = read_file(path, (struct tn_data_options){0}, &told, &error);
    assert_int_equal(set.tables.count, 2);
    assert_string_equal(set.tables.items[0]->name, "odd \"name");
    assert_string_equal(text_of(set.tables.items[0]), "a|b c / 1|~ / |x'00ff'");
    assert_string_equal(text_of(set.tables.items[1]), "x");
    tn_data_set_free(&set);
    set = read_file(path, (struct tn_data_options){.table = "OTHER"}, &told, &error);
    assert_int_equal(set.tables.count, 1);
    tn_data_set_free(&set);
    set = read_file(path, (struct tn_data_options){.table = "v"}, &told, &error);
    assert_non_null(strstr(error.message, "has no table v"));
    tn_error_clear(&error);
    tn_data_set_free(&set);
}

static void a_damaged_database_is_refused(void **state) {
    (void)state;
    const char *path = database_of("CREATE TABLE t(a); INSERT INTO t VALUES(zeroblob(9000));");
    size_t length;
    char *bytes = tn_test_read(path, &length);
    for (size_t cut = 16; cut < length; cut += 500) {
        struct tn_error error = {0};
        struct tn_findings told = {0};
        struct tn_data_set set = {0};
        assert_true(tn_write_file(path, bytes, cut, &error));
        if (!tn_data_read(&set, path, &(struct tn_data_options){0}, &told, &error))
            assert_non_null(error.message);
        tn_error_clear(&error);
        tn_data_set_free(&set);
    }
}

int main(void) {
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(quotes_hold_separators_line_ends_and_quotes),
        cmocka_unit_test(line_ends_of_any_system_and_blank_lines),
        cmocka_unit_test(the_separator_is_told_by_the_text),
        cmocka_unit_test(rows_that_do_not_fit_are_findings),
        cmocka_unit_test(names_are_there_and_unique),
        cmocka_unit_test(encodings_are_detected_or_told),
        cmocka_unit_test(nulls_are_what_is_told),
        cmocka_unit_test(what_is_no_table_is_refused),
        cmocka_unit_test(memory_is_bounded),
        cmocka_unit_test(random_bytes_do_no_harm),
        cmocka_unit_test(tables_of_a_database),
        cmocka_unit_test(a_damaged_database_is_refused),
    };
    return tn_test_run("data", tests);
}
