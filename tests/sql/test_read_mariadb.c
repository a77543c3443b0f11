/*
 * What scripts and dumps of MariaDB say beyond MySQL's, and sessions that change how they are read.
 */
#include "harness.h"
#include "sql/facts.h"

struct example {
    const char *sql, *facts;
};

static void check(const struct example *examples, size_t count) {
    for (size_t i = 0; i < count; i++) {
        struct tn_buffer facts = {0};
        put_script(&facts, examples[i].sql, "mariadb", TN_INFO);
        print_message("%s\n", examples[i].sql);
        assert_string_equal(tn_buffer_text(&facts), examples[i].facts);
        tn_buffer_free(&facts);
    }
}

static void comments_for_no_server_are_comments(void **state) {
    (void)state;
    static const struct example examples[] = {
        {"/*M!999999\\- enable the sandbox mode */\n"
         "CREATE TABLE t (a int /*!999999 not null /* inner */, b int */ /*!50003 , c int */);",
         "entity t\n"
         "  attribute a {type=int}\n"
         "  attribute c {type=int}\n"},
        {"/*M!999999\\- it ends too late", ""},
    };
    check(examples, TN_LENGTH(examples));
}

int main(void) {
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(comments_for_no_server_are_comments),
    };
    return tn_test_run("read mariadb", tests);
}
