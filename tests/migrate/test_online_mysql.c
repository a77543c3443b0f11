/*
 * What we believe of MariaDB's ways to alter a table, held against the server: it takes every
 * algorithm that a statement counts on, and has no way beside writers where we say that it copies.
 */
#include "migrate/plan.h"
#include "migrate/proof.h"

#include <stdio.h>

#define P "CREATE TABLE p (id int PRIMARY KEY);\n"
#define T(columns) P "CREATE TABLE t (id int NOT NULL" columns ") CHARSET utf8mb4;\n"

enum way { INSTANT, IN_PLACE, COPIES, UNSAID };
static const char *const ways[] = {"ALGORITHM=INSTANT", "ALGORITHM=INPLACE", "-- this copies", ""};

static const struct change {
    const char *title, *old, *new;
    enum way way; /* of the first statement on the way up */
} changes[] = {
    {"an index", T(", a int"), T(", a int, KEY i (a)"), IN_PLACE},
    {"a unique index", T(", a int"), T(", a int, UNIQUE KEY i (a)"), IN_PLACE},
    {"a full text index", T(", b text"), T(", b text, FULLTEXT KEY i (b)"), UNSAID},
    {"a spatial index", T(", g point NOT NULL"), T(", g point NOT NULL, SPATIAL KEY i (g)"),
     UNSAID},
    {"an index goes", T(", a int, KEY i (a)"), T(", a int"), UNSAID},
    {"a primary key", T(""), T(", PRIMARY KEY (id)"), IN_PLACE},
    {"another primary key", T(", a int NOT NULL, PRIMARY KEY (id)"),
     T(", a int NOT NULL, PRIMARY KEY (id, a)"), IN_PLACE},
    {"a primary key goes", T(", PRIMARY KEY (id)"), T(""), COPIES},
    {"a foreign key", T(", a int, KEY i (a)"),
     T(", a int, KEY i (a), CONSTRAINT f FOREIGN KEY (a) REFERENCES p (id)"), COPIES},
    {"a foreign key goes", T(", a int, KEY i (a), CONSTRAINT f FOREIGN KEY (a) REFERENCES p (id)"),
     T(", a int, KEY i (a)"), IN_PLACE},
    {"a check", T(", a int"), T(", a int, CONSTRAINT c CHECK (a > 0)"), COPIES},
    {"a check goes", T(", a int, CONSTRAINT c CHECK (a > 0)"), T(", a int"), UNSAID},
    {"a column", T(""), T(", a int"), INSTANT},
    {"a column in the middle", T(", z int"), T(", a int NOT NULL DEFAULT 3, z int"), INSTANT},
    {"a column with a literal default", T(""), T(", a varchar(20) NOT NULL DEFAULT 'a (b)'"),
     INSTANT},
    {"a column of the present", T(""), T(", a datetime DEFAULT current_timestamp()"), INSTANT},
    {"a column of the present in parts", T(""),
     T(", a timestamp(3) NOT NULL DEFAULT current_timestamp(3) ON UPDATE current_timestamp(3)"),
     INSTANT},
    {"a column whose default is computed", T(""), T(", a varchar(36) DEFAULT (uuid())"), COPIES},
    {"a column whose default is computed with others", T(", b int"),
     T(", b int, a int DEFAULT (b + 1)"), COPIES},
    {"a virtual column", T(", b int"), T(", b int, a int AS (b + 1) VIRTUAL"), INSTANT},
    {"a stored column", T(", b int"), T(", b int, a int AS (b + 1) STORED"), COPIES},
    {"a counting column", T(""), T(", a int NOT NULL AUTO_INCREMENT, UNIQUE KEY u (a)"), COPIES},
    {"a column goes", T(", a int"), T(""), IN_PLACE},
    {"a default", T(", a int"), T(", a int DEFAULT 3"), IN_PLACE},
    {"a default goes", T(", a int DEFAULT 3"), T(", a int"), IN_PLACE},
    {"a comment on a column", T(", a int"), T(", a int COMMENT 'b'"), IN_PLACE},
    {"a longer text", T(", b varchar(10)"), T(", b varchar(60)"), IN_PLACE},
    {"a text whose length takes a byte more", T(", b varchar(40)"), T(", b varchar(90)"), COPIES},
    {"a shorter text", T(", b varchar(90)"), T(", b varchar(70)"), COPIES},
    {"a wider number", T(", a int"), T(", a bigint"), COPIES},
    {"more digits", T(", a decimal(5,2)"), T(", a decimal(12,2)"), COPIES},
    {"a finer time", T(", a datetime"), T(", a datetime(3)"), COPIES},
    {"a longer list", T(", e enum('x')"), T(", e enum('x','y')"), IN_PLACE},
    {"a list in another order", T(", e enum('x','y')"), T(", e enum('y','x')"), COPIES},
    {"another character set", T(", b varchar(10)"), T(", b varchar(10) CHARSET latin1"), COPIES},
    {"a column turns NOT NULL", T(", a int"), T(", a int NOT NULL"), IN_PLACE},
    {"a column may be null", T(", a int NOT NULL"), T(", a int"), IN_PLACE},
    {"a comment on the table", T(""),
     P "CREATE TABLE t (id int NOT NULL) CHARSET utf8mb4 COMMENT 'b';", UNSAID},
    {"another engine", T(""), P "CREATE TABLE t (id int NOT NULL) CHARSET utf8mb4 ENGINE=Aria;",
     COPIES},
};

/* Without the comments before it. */
static struct tn_slice bare(struct tn_slice statement) {
    while (statement.length > 2 && memcmp(statement.at, "--", 2) == 0) {
        const char *line = memchr(statement.at, '\n', statement.length);
        statement.length -= (size_t)(line + 1 - statement.at);
        statement.at = line + 1;
    }
    return statement;
}

static enum way way_of(struct tn_slice statement) {
    struct tn_buffer text = {0};
    int way = 0;
    tn_put_bytes(&text, statement.at, statement.length);
    while (!strstr(text.at, ways[way]))
        way++;
    tn_buffer_free(&text);
    return (enum way)way;
}

/* The statement, of which what it says must be true. */
static void run(struct database *database, struct tn_slice statement) {
    struct tn_buffer script = {0};
    struct tn_slice plain = bare(statement);
    tn_put_bytes(&script, plain.at, plain.length);
    tn_put(&script, ", ALGORITHM=INPLACE, LOCK=NONE;");
    if (way_of(statement) == COPIES && !tn_database_run(database, script.at))
        fail_msg("nobody waits: %s", script.at);
    script.length = 0;
    tn_put_bytes(&script, plain.at, plain.length);
    const char *complaint = tn_database_run(database, script.at);
    if (complaint)
        fail_msg("%s: %s", script.at, complaint);
    tn_buffer_free(&script);
}

static void test_change(void **state) {
    const struct change *change = *state;
    const struct tn_dialect *dialect = tn_dialects[TN_MARIADB];
    struct database *database = tn_server_database(tn_server_start(TN_MARIADB));
    struct tn_model *before = proof_model(change->old, dialect);
    struct tn_model *after = proof_model(change->new, dialect);
    struct tn_diff_options in_order = {.order = true};
    struct tn_error error = {0};
    struct tn_rollout *rollout = tn_rollout_new(before, after, dialect, &in_order, NULL, &error);
    size_t count = 0;
    proof_run(database, "the old schema", change->old);
    for (int part = 0; part < TN_ROLLOUT_PARTS; part++)
        for (size_t i = 0; i < rollout->parts[part]->steps.count; i++) {
            const struct tn_plan_step *step = &rollout->parts[part]->steps.items[i];
            for (size_t k = 0; k < step->up_statements.count; k++) {
                struct tn_slice statement = step->up_statements.items[k];
                if (!count++ && way_of(statement) != change->way)
                    fail_msg("%.*s", (int)statement.length, statement.at);
                run(database, statement);
            }
        }
    assert_true(count > 0);
    tn_rollout_free(rollout);
    tn_model_free(before);
    tn_model_free(after);
}

/* The words that a shell makes of the line of that program, each on a line of its own. */
static void words_of(const char *text, const char *program, struct tn_buffer *out) {
    struct tn_buffer command = {0};
    const char *line = strstr(text, program);
    char piece[256];
    size_t got;
    assert_non_null(line);
    line += strlen(program);
    tn_put(&command, "DATABASE=shop; printf '%s\\n'");
    tn_put_bytes(&command, line, strcspn(line, "\n"));
    FILE *shell = popen(command.at, "r");
    assert_non_null(shell);
    while ((got = fread(piece, 1, sizeof piece, shell)) > 0)
        tn_put_bytes(out, piece, got);
    assert_int_equal(pclose(shell), 0);
    tn_buffer_free(&command);
}

static void expect_words(const char *statement, const char *program, const char *wanted) {
    struct tn_buffer text = {0}, words = {0};
    put_online_mysql(&text, tn_slice_of(statement), false);
    words_of(text.at, program, &words);
    assert_string_equal(words.at, wanted);
    tn_buffer_free(&text);
    tn_buffer_free(&words);
}

/* As somebody copies them: a shell takes the quotes away, and the names are the server's. */
static void test_lines_for_tools(void **state) {
    static const char odd[] =
        "ALTER TABLE `it's ``t``` MODIFY COLUMN `a b` varchar(9) DEFAULT '$x \"y\"'";
    static const char foreign[] =
        "ALTER TABLE t ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES p (id)";
    struct tn_buffer text = {0};
    (void)state;
    expect_words(odd, "pt-online-schema-change",
                 "--execute\n--alter\nMODIFY COLUMN `a b` varchar(9) DEFAULT '$x \"y\"'\n"
                 "D=shop,t=it's `t`\n");
    expect_words(odd, "gh-ost",
                 "--execute\n--alter=MODIFY COLUMN `a b` varchar(9) DEFAULT '$x \"y\"'\n"
                 "--database=shop\n--table=it's `t`\n");
    expect_words("ALTER TABLE t DROP PRIMARY KEY", "pt-online-schema-change",
                 "--execute\n--no-check-alter\n--alter\nDROP PRIMARY KEY\nD=shop,t=t\n");
    expect_words(foreign, "pt-online-schema-change",
                 "--execute\n--alter\nADD CONSTRAINT f FOREIGN KEY (a) REFERENCES p (id)\n"
                 "D=shop,t=t\n");
    put_online_mysql(&text, tn_slice_of(foreign), false);
    assert_null(strstr(text.at, "gh-ost"));
    tn_buffer_free(&text);
}

int main(void) {
    struct CMUnitTest tests[TN_LENGTH(changes) + 1];
    tests[TN_LENGTH(changes)] = (struct CMUnitTest)cmocka_unit_test(test_lines_for_tools);
    for (size_t i = 0; i < TN_LENGTH(changes); i++)
        tests[i] =
            (struct CMUnitTest){changes[i].title, test_change, NULL, NULL, (void *)&changes[i]};
    return tn_test_run_all("ways of MariaDB", tests, TN_LENGTH(changes) + 1, NULL, NULL);
}
