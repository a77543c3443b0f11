/*
 * What --enums makes of enumerations, asked of the real servers: a value that is none is refused, a
 * table of values has its rows in their order.
 */
#include "lower/crossed.h"

#include <string.h>

struct example {
    enum tn_dialect_id from, to;
    enum tn_enums enums;
    const char *script;
    const char *good, *bad; /* statements that the server takes, and refuses */
    const char *query, *rows;
    const char *words; /* of the findings; "" where there are none */
};

static const char mood[] = "CREATE TYPE mood AS ENUM ('sad', 'ok', 'it''s fine');\n"
                           "CREATE TABLE person (id integer PRIMARY KEY, m mood DEFAULT "
                           "'ok'::mood, before mood);";
static const char orders[] = "CREATE TABLE orders (id int PRIMARY KEY, state enum('new','paid') "
                             "CHARACTER SET latin1 NOT NULL DEFAULT 'new') ENGINE=InnoDB "
                             "DEFAULT CHARSET=utf8mb4;";

static const char one[] = "INSERT INTO person (id) VALUES (1);";
static const char glad[] = "INSERT INTO person (id, m) VALUES (2, 'glad');";
static const char of_moods[] = "SELECT value FROM mood ORDER BY position;";
static const char moods[] = "sad\nok\nit's fine\n";
static const char paid[] = "INSERT INTO orders VALUES (1, 'paid');";
static const char lost[] = "INSERT INTO orders VALUES (2, 'lost');";
static const char by_check[] = "it becomes text, and a check keeps it to its values";

static const struct example examples[] = {
    {TN_POSTGRESQL, TN_SQLITE, TN_ENUMS_TYPE, mood, one, glad, "SELECT m FROM person;", "ok\n",
     by_check},
    {TN_POSTGRESQL, TN_SQLITE, TN_ENUMS_CHECK, mood, one, glad, "SELECT m FROM person;", "ok\n",
     by_check},
    {TN_POSTGRESQL, TN_SQLITE, TN_ENUMS_LOOKUP, mood, one,
     "PRAGMA foreign_keys = on; INSERT INTO person (id, m) VALUES (2, 'glad');", of_moods, moods,
     "person.before: info: it becomes text that refers to the table mood of its values"},
    {TN_POSTGRESQL, TN_MARIADB, TN_ENUMS_TYPE, mood, one, glad, "SELECT m FROM person;", "ok\n",
     ""},
    {TN_POSTGRESQL, TN_MARIADB, TN_ENUMS_CHECK, mood, one, glad, "SELECT m FROM person;", "ok\n",
     by_check},
    {TN_POSTGRESQL, TN_MYSQL, TN_ENUMS_LOOKUP, mood, one, glad, of_moods, moods,
     "refers to the table mood"},
    {TN_POSTGRESQL, TN_POSTGRESQL, TN_ENUMS_CHECK, mood, one, glad, "SELECT m FROM person;", "ok\n",
     by_check},
    {TN_POSTGRESQL, TN_POSTGRESQL, TN_ENUMS_LOOKUP, mood, one, glad, of_moods, moods,
     "refers to the table mood"},
    {TN_MYSQL, TN_POSTGRESQL, TN_ENUMS_TYPE, orders, paid, lost,
     "SELECT unnest(enum_range(NULL::orders_state));", "new\npaid\n", "collation"},
    {TN_MYSQL, TN_POSTGRESQL, TN_ENUMS_CHECK, orders, paid, lost, "SELECT state FROM orders;",
     "paid\n", by_check},
    {TN_MYSQL, TN_POSTGRESQL, TN_ENUMS_LOOKUP, orders, paid, lost,
     "SELECT value FROM orders_state ORDER BY position;", "new\npaid\n",
     "refers to the table orders_state"},
    {TN_MYSQL, TN_MARIADB, TN_ENUMS_LOOKUP, orders, paid, lost,
     "SELECT value FROM orders_state ORDER BY position;", "new\npaid\n",
     "refers to the table orders_state"},
    {TN_MARIADB, TN_MARIADB, TN_ENUMS_CHECK, orders, paid, lost, "SELECT state FROM orders;",
     "paid\n", by_check},
    {TN_MARIADB, TN_SQLITE, TN_ENUMS_CHECK, orders, paid, lost, "SELECT state FROM orders;",
     "paid\n", by_check},
};

static void enumerations_become_what_is_asked_for(void **state) {
    (void)state;
    for (size_t i = 0; i < TN_LENGTH(examples); i++) {
        const struct example *example = &examples[i];
        struct tn_buffer said = {0};
        struct database *database =
            load_crossed(example->from, example->script, example->to, example->enums, &said);
        assert_null(tn_database_run(database, example->good));
        assert_non_null(tn_database_run(database, example->bad));
        assert_string_equal(tn_database_query(database, example->query), example->rows);
        assert_non_null(strstr(tn_buffer_text(&said), example->words));
        assert_int_equal(!said.length, !*example->words);
        tn_buffer_free(&said);
    }
}

/* ------------------------------------------------------------------ what stays */

static void has_words(enum tn_dialect_id from, const char *script, enum tn_dialect_id to,
                      const char *line, const char *words) {
    struct tn_buffer text = {0}, said = {0};
    cross_script(from, script, to, TN_ENUMS_LOOKUP, &text, &said);
    if (!strstr(text.at, line) || !strstr(tn_buffer_text(&said), words))
        fail_msg("%s\n%s", text.at, tn_buffer_text(&said));
    tn_buffer_free(&text);
    tn_buffer_free(&said);
}

static void what_cannot_refer_has_a_check(void **state) {
    (void)state;
    has_words(TN_MYSQL, "CREATE TEMPORARY TABLE t (m enum('a','b'));", TN_POSTGRESQL,
              "CHECK (m IN ('a', 'b'))", by_check);
    has_words(TN_MARIADB, "CREATE TABLE t (m enum('a','b')) ENGINE=MyISAM;", TN_MARIADB,
              "CHECK (m IN ('a','b'))", by_check);
    has_words(TN_MARIADB,
              "CREATE TABLE t (id int, m enum('a','b')) PARTITION BY HASH (id) PARTITIONS 2;",
              TN_MYSQL, "CHECK (m IN ('a','b'))", by_check);
    has_words(TN_MARIADB, "CREATE TABLE t (m set('a','b'));", TN_MARIADB, "m set('a','b')", "");
}

static void a_type_that_other_texts_name_stays(void **state) {
    (void)state;
    has_words(
        TN_POSTGRESQL,
        "CREATE TYPE mood AS ENUM ('a'); CREATE TABLE t (mood mood CHECK (mood = 'a'::mood));",
        TN_POSTGRESQL, "mood mood", "mood: info: it stays a type: a check of t needs it");
    has_words(TN_POSTGRESQL, "CREATE TYPE mood AS ENUM ('a'); CREATE TABLE t (m mood[]);",
              TN_POSTGRESQL, "m mood[]", "it stays a type: t.m needs it");
    has_words(TN_POSTGRESQL,
              "CREATE TYPE mood AS ENUM ('a'); CREATE TABLE t (mood mood CHECK (mood = 'a'));",
              TN_POSTGRESQL, "mood text", "refers to the table mood");
}

static void names_that_are_taken_get_a_number(void **state) {
    (void)state;
    has_words(TN_POSTGRESQL, "CREATE TYPE mood AS ENUM ('a'); CREATE TABLE \"Mood\" (m mood);",
              TN_SQLITE, "CREATE TABLE mood_2 (", "refers to the table mood_2");
}

/* The rows are no data: reading them again keeps them. */
static void the_rows_stay_when_they_are_read_again(void **state) {
    (void)state;
    static const enum tn_dialect_id dialects[] = {TN_POSTGRESQL, TN_SQLITE, TN_MARIADB};
    for (size_t i = 0; i < TN_LENGTH(dialects); i++) {
        struct tn_buffer text = {0}, again = {0}, said = {0};
        cross_script(TN_POSTGRESQL, "CREATE TYPE mood AS ENUM ('a', 'b'); CREATE TABLE t (m mood);",
                     dialects[i], TN_ENUMS_LOOKUP, &text, &said);
        cross_script(dialects[i], tn_buffer_text(&text), dialects[i], TN_ENUMS_LOOKUP, &again,
                     &said);
        assert_string_equal(tn_buffer_text(&again), tn_buffer_text(&text));
        assert_non_null(strstr(tn_buffer_text(&again), "('b', 2)"));
        tn_buffer_free(&text);
        tn_buffer_free(&again);
        tn_buffer_free(&said);
    }
}

int main(void) {
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(enumerations_become_what_is_asked_for),
        cmocka_unit_test(what_cannot_refer_has_a_check),
        cmocka_unit_test(a_type_that_other_texts_name_stays),
        cmocka_unit_test(names_that_are_taken_get_a_number),
        cmocka_unit_test(the_rows_stay_when_they_are_read_again),
    };
    return tn_test_run("enums", tests);
}
