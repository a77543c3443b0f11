/*
 * Whether letter case counts, asked of the real servers: two values of a unique column that differ
 * in it only are both taken where it counts, and the second is refused where it does not.
 */
#include "lower/crossed.h"

#include <string.h>

static const struct example {
    enum tn_dialect_id from, to;
    const char *script;
    bool counts;
    const char *words; /* of the findings */
} examples[] = {
    {TN_POSTGRESQL, TN_MARIADB, "CREATE TABLE t (a varchar(20) UNIQUE);", true, ""},
    {TN_POSTGRESQL, TN_MYSQL, "CREATE TABLE t (a citext UNIQUE);", false,
     "its collation passes over letter case and accents"},
    {TN_POSTGRESQL, TN_SQLITE, "CREATE TABLE t (a text UNIQUE);", true, ""},
    {TN_POSTGRESQL, TN_SQLITE, "CREATE TABLE t (a citext UNIQUE);", false, "case of a to z"},
    {TN_SQLITE, TN_MARIADB, "CREATE TABLE t (a VARCHAR(20) UNIQUE);", true, ""},
    {TN_SQLITE, TN_MARIADB, "CREATE TABLE t (a VARCHAR(20) COLLATE NOCASE UNIQUE);", false, ""},
    {TN_SQLITE, TN_POSTGRESQL, "CREATE TABLE t (a TEXT COLLATE NOCASE UNIQUE);", true,
     "t.a: warning: its collation is left out"},
    {TN_MYSQL, TN_SQLITE, "CREATE TABLE t (a varchar(20) UNIQUE);", false,
     "t: info: its text is compared without regard to the case of a to z"},
    {TN_MYSQL, TN_SQLITE, "CREATE TABLE t (a varchar(20) UNIQUE) COLLATE utf8mb4_bin;", true, ""},
    {TN_MYSQL, TN_SQLITE,
     "CREATE TABLE t (a varchar(20) CHARACTER SET latin1 UNIQUE) COLLATE utf8mb4_bin;", false, ""},
    {TN_MYSQL, TN_POSTGRESQL, "CREATE TABLE t (a varchar(20) UNIQUE);", true,
     "warning: text is compared without regard to letter case in MySQL"},
    {TN_MARIADB, TN_POSTGRESQL, "CREATE TABLE t (a varchar(20) UNIQUE) COLLATE utf8mb4_unicode_ci;",
     true, "t: warning: its collation is left out"},
    {TN_MYSQL, TN_MARIADB, "CREATE TABLE t (a varchar(20) UNIQUE);", false, ""},
};

static void letter_case_counts_as_before_or_it_is_told(void **state) {
    (void)state;
    for (size_t i = 0; i < TN_LENGTH(examples); i++) {
        const struct example *e = &examples[i];
        struct tn_buffer said = {0};
        struct database *database = load_crossed(e->from, e->script, e->to, TN_ENUMS_TYPE, &said);
        assert_null(tn_database_run(database, "INSERT INTO t (a) VALUES ('Ann');"));
        const char *message = tn_database_run(database, "INSERT INTO t (a) VALUES ('ANN');");
        if (e->counts != !message || !strstr(tn_buffer_text(&said), e->words))
            fail_msg("%s to %s: %s\n%s", e->script, tn_dialects[e->to]->title,
                     message ? message : "taken", tn_buffer_text(&said));
        tn_buffer_free(&said);
    }
}

static void what_nobody_wrote_is_told_once(void **state) {
    (void)state;
    struct tn_buffer text = {0}, said = {0};
    cross_script(TN_MYSQL, "CREATE TABLE t (a text, b text); CREATE TABLE u (a text);",
                 TN_POSTGRESQL, TN_ENUMS_TYPE, &text, &said);
    const char *first = strstr(said.at, "letter case in MySQL");
    assert_non_null(first);
    assert_null(strstr(first + 1, "letter case in MySQL"));
    tn_buffer_free(&text);
    tn_buffer_free(&said);
}

int main(void) {
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(letter_case_counts_as_before_or_it_is_told),
        cmocka_unit_test(what_nobody_wrote_is_told_once),
    };
    return tn_test_run("collation", tests);
}
