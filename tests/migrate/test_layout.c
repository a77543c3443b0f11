/*
 * Plans as files of migration tools: names, versions that go on, marks, quoting, and what is never
 * written over. The scripts in Python, Ruby, JavaScript and XML are read by these where the machine
 * has them.
 */
#include "migrate/proof.h"

#include <stdio.h>
#include <sys/stat.h>

#define NOW 1795755331 /* 2026-11-27 04:55:31 */

struct made {
    struct tn_layout_files files;
    struct tn_findings findings;
};

static struct made make(const char *layout, const char *dialect_name, const char *old,
                        const char *new, const char *folder, const char *name) {
    const struct tn_dialect *dialect = tn_dialect_find(dialect_name);
    struct tn_model *before = proof_model(old, dialect), *after = proof_model(new, dialect);
    struct tn_error error = {0};
    struct made made = {0};
    struct tn_plan *plan = tn_plan_new(before, after, dialect, NULL, &error);
    struct tn_layout_options options = {.folder = folder, .name = name, .time = NOW};
    assert_non_null(plan);
    if (!tn_layout_write(tn_layout_find(layout), plan, &options, &made.files, &made.findings,
                         &error))
        fail_msg("%s: %s", layout, error.message);
    tn_plan_free(plan);
    tn_model_free(before);
    tn_model_free(after);
    return made;
}

static void done_with(struct made *made) {
    tn_layout_files_free(&made->files);
    tn_findings_free(&made->findings);
}

static const char *text_of(const struct made *made, const char *path) {
    for (size_t i = 0; i < made->files.list.count; i++)
        if (strcmp(made->files.list.items[i].path, path) == 0)
            return made->files.list.items[i].bytes;
    for (size_t i = 0; i < made->files.list.count; i++)
        print_message("# %s\n", made->files.list.items[i].path);
    fail_msg("there is no %s", path);
    return "";
}

static void has(const struct made *made, const char *path, const char *piece) {
    const char *text = text_of(made, path);
    if (!strstr(text, piece))
        fail_msg("%s lacks %s:\n%s", path, piece, text);
}

static void lacks(const struct made *made, const char *path, const char *piece) {
    const char *text = text_of(made, path);
    if (strstr(text, piece))
        fail_msg("%s has %s:\n%s", path, piece, text);
}

/* ------------------------------------------------------------------ what stands alone */

#define MOOD "CREATE TYPE mood AS ENUM ('a');"
#define MOODS "CREATE TYPE mood AS ENUM ('a', 'b');"

/* The first file of the migration that must stand alone, and what marks it; the file of the rest.
 */
static const struct alone {
    const char *layout, *path, *mark, *rest;
} alone[] = {
    {"flyway", "V1__add_values_to_type_mood.sql.conf", "executeInTransaction=false\n",
     "V2__add_column_t_n.sql"},
    {"liquibase-xml", "20261127045531_add_values_to_type_mood.xml", " runInTransaction=\"false\">",
     "20261127045532_add_column_t_n.xml"},
    {"liquibase-sql", "20261127045531_add_values_to_type_mood.sql", " runInTransaction:false\n",
     "20261127045532_add_column_t_n.sql"},
    {"golang-migrate", "20261127045531_add_values_to_type_mood.up.sql", "ALTER TYPE",
     "20261127045532_add_column_t_n.up.sql"},
    {"goose", "20261127045531_add_values_to_type_mood.sql", "-- +goose NO TRANSACTION\n",
     "20261127045532_add_column_t_n.sql"},
    {"dbmate", "20261127045531_add_values_to_type_mood.sql", "-- migrate:up transaction:false\n",
     "20261127045532_add_column_t_n.sql"},
    {"sqitch", "deploy/add_values_to_type_mood.sql", "ALTER TYPE", "deploy/add_column_t_n.sql"},
    {"rails", "20261127045531_add_values_to_type_mood.rb", "  disable_ddl_transaction!\n",
     "20261127045532_add_column_t_n.rb"},
    {"django", "0001_add_values_to_type_mood.py", "    atomic = False\n", "0002_add_column_t_n.py"},
    {"knex", "20261127045531_add_values_to_type_mood.js",
     "exports.config = { transaction: false };\n", "20261127045532_add_column_t_n.js"},
    {"typeorm", "1795755331000-AddValuesToTypeMood.ts", "    transaction = false;\n",
     "1795755331001-AddColumnTN.ts"},
    {"sequelize", "20261127045531-add_values_to_type_mood.js", "query(`ALTER TYPE mood ADD VALUE",
     "20261127045532-add_column_t_n.js"},
    {"prisma", "20261127045531_add_values_to_type_mood/migration.sql", "ALTER TYPE",
     "20261127045532_add_column_t_n/migration.sql"},
    {"sqlx", "20261127045531_add_values_to_type_mood.up.sql", "-- no-transaction\n",
     "20261127045532_add_column_t_n.up.sql"},
    {"atlas", "20261127045531_add_values_to_type_mood.sql", "-- atlas:txmode none\n\n",
     "20261127045532_add_column_t_n.sql"},
};

static void what_stands_alone_comes_first_with_its_mark(void **state) {
    (void)state;
    for (size_t i = 0; i < TN_LENGTH(alone); i++) {
        struct made made =
            make(alone[i].layout, "postgresql", MOOD "CREATE TABLE t (id int, m mood);",
                 MOODS "CREATE TABLE t (id int, m mood, n text);", "no-such-folder", NULL);
        has(&made, alone[i].path, alone[i].mark);
        if (strcmp(alone[i].mark, "ALTER TYPE") != 0)
            lacks(&made, alone[i].rest, alone[i].mark);
        has(&made, alone[i].rest, "ALTER TABLE t ADD COLUMN n text");
        done_with(&made);
    }
}

static void each_statement_alone_where_a_file_is_one_query(void **state) {
    (void)state;
    struct made made = make("golang-migrate", "postgresql", MOOD,
                            "CREATE TYPE mood AS ENUM ('a', 'b', 'c');", "no-such-folder", NULL);
    lacks(&made, "20261127045531_add_values_to_type_mood.up.sql", "'c'");
    has(&made, "20261127045532_add_values_to_type_mood_2.up.sql", "'c'");
    done_with(&made);
}

/* ------------------------------------------------------------------ bodies */

#define TRIGGER_OLD "CREATE TABLE t (id INT, n INT);"
#define TRIGGER_NEW                                                                                \
    TRIGGER_OLD "\nDELIMITER //\nCREATE TRIGGER r BEFORE INSERT ON t FOR EACH ROW\nBEGIN\n"        \
                "  SET NEW.n = 1;\n  SET NEW.id = 2;\nEND//\nDELIMITER ;\n"
#define BODY "BEGIN\n  SET NEW.n = 1;\n  SET NEW.id = 2;\nEND"

static void a_body_with_semicolons_is_one_statement(void **state) {
    (void)state;
    static const struct {
        const char *layout, *path, *piece;
    } rows[] = {
        {"goose", "20261127045531_create_trigger_t_r.sql", "-- +goose StatementBegin\nCREATE"},
        {"goose", "20261127045531_create_trigger_t_r.sql", BODY ";\n-- +goose StatementEnd\n"},
        {"sqitch", "deploy/create_trigger_t_r.sql", BODY " //\nDELIMITER ;\n"},
        {"atlas", "20261127045531_create_trigger_t_r.sql", "-- atlas:delimiter -- end\n\n"},
        {"atlas", "20261127045531_create_trigger_t_r.sql", BODY ";\n-- end\n"},
        {"liquibase-sql", "20261127045531_create_trigger_t_r.sql", BODY "\n/\n"},
        {"liquibase-xml", "20261127045531_create_trigger_t_r.xml", BODY "</sql>\n"},
        {"knex", "20261127045531_create_trigger_t_r.js", BODY "`);\n"},
        {"rails", "20261127045531_create_trigger_t_r.rb", BODY "\n    END_OF_STATEMENT\n"},
        {"alembic", NULL, BODY "\n\"\"\")\n"},
    };
    for (size_t i = 0; i < TN_LENGTH(rows); i++) {
        struct made made =
            make(rows[i].layout, "mariadb", TRIGGER_OLD, TRIGGER_NEW, "no-such-folder", NULL);
        const char *path = rows[i].path ? rows[i].path : made.files.list.items[0].path;
        has(&made, path, rows[i].piece);
        done_with(&made);
    }
}

/* ------------------------------------------------------------------ SQLite rebuilds */

#define REBUILD_OLD "CREATE TABLE t (id INTEGER PRIMARY KEY, n TEXT);"
#define REBUILD_NEW "CREATE TABLE t (id INTEGER PRIMARY KEY, n INT NOT NULL DEFAULT 0);"

static void a_rebuild_stands_outside_of_transactions(void **state) {
    (void)state;
    static const struct {
        const char *layout, *path, *mark;
        size_t findings;
    } rows[] = {
        {"goose", "20261127045531_rebuild_table_t.sql", "-- +goose NO TRANSACTION\n", 0},
        {"sqlx", "20261127045531_rebuild_table_t.down.sql", "-- no-transaction\n", 0},
        {"knex", "20261127045531_rebuild_table_t.js", "transaction: false", 0},
        {"prisma", "20261127045531_rebuild_table_t/migration.sql", "", 0},
        {"golang-migrate", "20261127045531_rebuild_table_t.up.sql", "", 1},
        {"typeorm", "1795755331000-RebuildTableT.ts", "transaction = false", 1},
    };
    for (size_t i = 0; i < TN_LENGTH(rows); i++) {
        struct made made =
            make(rows[i].layout, "sqlite", REBUILD_OLD, REBUILD_NEW, "no-such-folder", NULL);
        const char *text = text_of(&made, rows[i].path);
        const char *off = strstr(text, "PRAGMA foreign_keys = OFF");
        const char *begin = off ? strstr(off, "BEGIN IMMEDIATE") : NULL;
        const char *end = begin ? strstr(begin, "COMMIT") : NULL;
        assert_true(end && strstr(end, "PRAGMA foreign_keys = ON"));
        has(&made, rows[i].path, rows[i].mark);
        assert_int_equal(made.findings.count, rows[i].findings);
        if (made.findings.count)
            assert_string_equal(made.findings.items[0].rule, "mig-nontransactional");
        done_with(&made);
    }
}

/* ------------------------------------------------------------------ versions */

static const char *folder_with(const char *const *names, const char *text) {
    const char *folder = tn_test_folder();
    for (; *names; names++)
        tn_test_write(tn_test_path(folder, *names), text);
    return folder;
}

#define ADD_OLD "CREATE TABLE t (id INT);"
#define ADD_NEW "CREATE TABLE t (id INT, n INT);"

static void versions_go_on_as_the_folder_has_them(void **state) {
    (void)state;
    static const struct {
        const char *layout, *there[3], *next;
    } rows[] = {
        {"golang-migrate", {"000007_a.up.sql", "000007_a.down.sql"}, "000008_x.up.sql"},
        {"golang-migrate", {"20200101000000_a.up.sql"}, "20261127045531_x.up.sql"},
        {"golang-migrate", {"20301231235959_a.up.sql"}, "20310101000000_x.up.sql"},
        {"goose", {"00009_a.sql", "00010_b.sql"}, "00011_x.sql"},
        {"flyway", {"V9__a.sql", "V10__b.sql"}, "V11__x.sql"},
        {"flyway", {"V1.3__a.sql", "R__view.sql"}, "V2__x.sql"},
        {"flyway", {"V20250101120000__a.sql"}, "V20261127045531__x.sql"},
        {"django", {"0001_initial.py", "__init__.py"}, "0002_x.py"},
        {"typeorm", {"1999999999999-A.ts"}, "2000000000000-X.ts"},
        {"atlas", {"20240101000000.sql"}, "20261127045531_x.sql"},
    };
    for (size_t i = 0; i < TN_LENGTH(rows); i++) {
        const char *folder = folder_with(rows[i].there, "");
        struct made made = make(rows[i].layout, "mariadb", ADD_OLD, ADD_NEW, folder, "X");
        text_of(&made, rows[i].next);
        done_with(&made);
        tn_test_remove(folder);
    }
}

static void names_that_are_there_get_a_number(void **state) {
    (void)state;
    const char *folder =
        folder_with((const char *const[]){"20200101000000_add_column_t_n.rb", NULL}, "");
    struct made made = make("rails", "mariadb", ADD_OLD, ADD_NEW, folder, NULL);
    has(&made, "20261127045531_add_column_t_n_2.rb", "class AddColumnTN2 < ");
    done_with(&made);
    tn_test_remove(folder);
}

static void names_come_from_the_steps(void **state) {
    (void)state;
    struct made made = make(
        "goose", "postgresql", "CREATE TABLE a (i int); CREATE TABLE b (i int);",
        "CREATE TABLE a (i int, j int); CREATE TABLE b (i int, j int);", "no-such-folder", NULL);
    text_of(&made, "20261127045531_change_2_tables.sql");
    done_with(&made);
    made = make("goose", "postgresql", "CREATE TABLE a (i int);",
                "CREATE TABLE a (i int, j int, k int);", "no-such-folder", NULL);
    text_of(&made, "20261127045531_change_a.sql");
    done_with(&made);
    made = make("goose", "postgresql", "CREATE TABLE a (i int);", "CREATE TABLE a (i int, j int);",
                "no-such-folder",
                "3 Überlange Namen, die keine Datei haben kann: sie werden abgeschnitten");
    text_of(&made, "20261127045531_m3_berlange_namen_die_keine_datei_haben_kann_sie_w.sql");
    done_with(&made);
}

/* ------------------------------------------------------------------ chains, plans and sums */

static void alembic_goes_behind_the_newest_head(void **state) {
    (void)state;
    const char *folder = tn_test_folder();
    tn_test_write(tn_test_path(folder, "a.py"), "\"\"\"first\n\nCreate Date: 2024-01-01\n\"\"\"\n"
                                                "revision = 'aaa1'\ndown_revision = None\n");
    tn_test_write(tn_test_path(folder, "b.py"), "\"\"\"second\n\nCreate Date: 2024-02-02\n\"\"\"\n"
                                                "revision: str = \"bbb2\"\n"
                                                "down_revision: Union[str, None] = \"aaa1\"\n");
    struct made made = make("alembic", "mariadb", ADD_OLD, ADD_NEW, folder, NULL);
    has(&made, made.files.list.items[0].path, "down_revision = \"bbb2\"\n");
    done_with(&made);
    tn_test_remove(folder);
}

static void django_depends_on_the_newest(void **state) {
    (void)state;
    const char *folder = tn_test_folder();
    const char *shop = tn_test_path(folder, "shop");
    assert_int_equal(mkdir(shop, 0777), 0);
    const char *migrations = tn_test_path(shop, "migrations");
    assert_int_equal(mkdir(migrations, 0777), 0);
    tn_test_write(tn_test_path(migrations, "0002_two.py"), "");
    struct made made = make("django", "mariadb", ADD_OLD, ADD_NEW, migrations, NULL);
    has(&made, "0003_add_column_t_n.py", "dependencies = [(\"shop\", \"0002_two\")]\n");
    done_with(&made);
    tn_test_remove(folder);
}

static void sqitch_gets_a_line_in_its_plan(void **state) {
    (void)state;
    const char *folder = folder_with((const char *const[]){"sqitch.plan", NULL},
                                     "%project=shop\n\nfirst 2020-01-01T00:00:00Z a <a@b> # x");
    struct made made = make("sqitch", "postgresql", ADD_OLD, ADD_NEW, folder, NULL);
    assert_string_equal(text_of(&made, "sqitch.plan"),
                        "%project=shop\n\nfirst 2020-01-01T00:00:00Z a <a@b> # x\n"
                        "add_column_t_n 2026-11-27T04:55:31Z tenon <tenon@localhost> "
                        "# add_column_t_n\n");
    has(&made, "deploy/add_column_t_n.sql", "BEGIN;\n");
    done_with(&made);
    tn_test_remove(folder);
}

/* The first file and its sum are those of atlasgo.io, "The Atlas Migration Execution Engine". */
static void atlas_sums_are_those_of_atlas(void **state) {
    (void)state;
    const char *folder = tn_test_folder();
    tn_test_write(tn_test_path(folder, "1_initial.sql"),
                  "-- add new schema named \"my_schema\"\nCREATE DATABASE `my_schema`;\n"
                  "-- create \"tbl\" table\nCREATE TABLE `my_schema`.`tbl` (`col` int NOT NULL);");
    struct made made = make("atlas", "mariadb", ADD_OLD, ADD_NEW, folder, "b");
    const char *sum = text_of(&made, "atlas.sum");
    assert_true(tn_starts_with(sum, "h1:"));
    assert_non_null(
        strstr(sum, "\n1_initial.sql h1:SrFyOe0eg5WnE96GH3TtAt6046sfrOK4YKZYBlYr1SA=\n"));
    assert_non_null(strstr(sum, "\n2_b.sql h1:"));
    done_with(&made);
    tn_test_remove(folder);
}

static void prisma_keeps_its_lock(void **state) {
    (void)state;
    struct made made = make("prisma", "mariadb", ADD_OLD, ADD_NEW, "no-such-folder", NULL);
    has(&made, "migration_lock.toml", "provider = \"mysql\"\n");
    done_with(&made);
    const char *folder = folder_with((const char *const[]){"migration_lock.toml", NULL}, "x");
    made = make("prisma", "mariadb", ADD_OLD, ADD_NEW, folder, NULL);
    assert_int_equal(made.files.list.count, 2);
    done_with(&made);
    tn_test_remove(folder);
}

static void flyway_leaves_placeholders_alone(void **state) {
    (void)state;
    struct made made =
        make("flyway", "postgresql", ADD_OLD, "CREATE TABLE t (id INT, n text DEFAULT '${x}');",
             "no-such-folder", "x");
    has(&made, "V1__x.sql.conf", "placeholderReplacement=false\n");
    done_with(&made);
}

/* ------------------------------------------------------------------ quoting */

#define ODD_NEW                                                                                    \
    "CREATE TABLE t (id INT, n text DEFAULT '` ${y} \"\"\" '''''' #{z} #$0 ]]> ? a :name \\ "      \
    "100% &lt;');"

static void statements_are_quoted_for_their_language(void **state) {
    (void)state;
    static const struct {
        const char *layout, *piece;
    } rows[] = {
        {"knex", "'\\` \\${y} \"\"\" '''''' #{z} #$0 ]]> \\\\? a :name \\\\ 100% &lt;'"},
        {"sequelize", "'\\` \\${y} \"\"\" '''''' #{z} #$0 ]]> ? a :name \\\\ 100% &lt;'"},
        {"rails", "'` ${y} \"\"\" '''''' \\#{z} \\#$0 ]]> ? a :name \\\\ 100% &lt;'"},
        {"django", "'` ${y} \\\"\\\"\\\" '''''' #{z} #$0 ]]> ? a :name \\\\ 100% &lt;'"},
        {"alembic", "'` ${y} \\\"\\\"\\\" '''''' #{z} #$0 ]]> ? a \\\\:name \\\\ 100% &lt;'"},
        {"liquibase-xml", "'` ${y} \"\"\" '''''' #{z} #$0 ]]&gt; ? a :name \\ 100% &amp;lt;'"},
        {"dbmate", "'` ${y} \"\"\" '''''' #{z} #$0 ]]> ? a :name \\ 100% &lt;'"},
    };
    for (size_t i = 0; i < TN_LENGTH(rows); i++) {
        struct made made =
            make(rows[i].layout, "postgresql", ADD_OLD, ODD_NEW, "no-such-folder", "x");
        has(&made, made.files.list.items[0].path, rows[i].piece);
        done_with(&made);
    }
}

static void knex_cannot_say_a_backslash_before_a_question_mark(void **state) {
    (void)state;
    const struct tn_dialect *dialect = tn_dialect_find("postgresql");
    struct tn_model *before = proof_model(ADD_OLD, dialect);
    struct tn_model *after =
        proof_model("CREATE TABLE t (id INT, n text CHECK (n ~ 'a\\?'));", dialect);
    struct tn_error error = {0};
    struct tn_layout_files files = {0};
    struct tn_findings findings = {0};
    struct tn_layout_options options = {.folder = "no-such-folder"};
    struct tn_plan *plan = tn_plan_new(before, after, dialect, NULL, &error);
    assert_false(
        tn_layout_write(tn_layout_find("knex"), plan, &options, &files, &findings, &error));
    assert_non_null(strstr(error.message, "knex cannot hand \\? to PostgreSQL"));
    tn_error_clear(&error);
    tn_plan_free(plan);
    tn_model_free(before);
    tn_model_free(after);
}

static void colons_of_sql_are_no_parameters(void **state) {
    (void)state;
    struct made made = make("alembic", "postgresql", ADD_OLD,
                            "CREATE TABLE t (id INT, n text DEFAULT 'a'::text, CHECK (n <> "
                            "'12:30 :x: \\:y'));",
                            "no-such-folder", "x");
    has(&made, made.files.list.items[0].path, "n <> '12:30 :x: \\\\\\\\:y'");
    done_with(&made);
}

/* ------------------------------------------------------------------ read by their languages */

static const struct language {
    const char *title, *layout, *program, *first, *second;
} languages[] = {
    {"python reads alembic", "alembic", "python3", "-c",
     "import sys; compile(open(sys.argv[1]).read(), 'x', 'exec')"},
    {"python reads django", "django", "python3", "-c",
     "import sys; compile(open(sys.argv[1]).read(), 'x', 'exec')"},
    {"ruby reads rails", "rails", "ruby", "-c", NULL},
    {"node reads knex", "knex", "node", "--check", NULL},
    {"node reads sequelize", "sequelize", "node", "--check", NULL},
    {"xmllint reads liquibase", "liquibase-xml", "xmllint", "--noout", NULL},
};

static bool can_run(const char *program) {
    struct tn_buffer command = {0};
    tn_put_format(&command, "command -v %s", program);
    struct tn_test_output output =
        tn_test_execute(NULL, (const char *const[]){"/bin/sh", "-c", command.at, NULL});
    bool can = output.status == 0;
    tn_buffer_free(&command);
    return can;
}

static void its_language_reads_it(void **state) {
    const struct language *language = *state;
    if (!can_run(language->program))
        tn_test_skip("the program is not there");
    const char *folder = tn_test_folder();
    struct made made =
        make(language->layout, "postgresql", ADD_OLD MOOD, ODD_NEW MOODS, folder, "x");
    struct tn_error error = {0};
    assert_true(tn_add_files(folder, made.files.list.items, made.files.list.count, &error));
    for (size_t i = 0; i < made.files.list.count; i++) {
        const char *path = tn_test_path(folder, made.files.list.items[i].path);
        const char *arguments[] = {"/usr/bin/env",
                                   language->program,
                                   language->first,
                                   language->second ? language->second : path,
                                   language->second ? path : NULL,
                                   NULL};
        struct tn_test_output output = tn_test_execute(NULL, arguments);
        if (output.status != 0)
            fail_msg("%s: %s", path, output.err);
    }
    done_with(&made);
    tn_test_remove(folder);
}

/* ------------------------------------------------------------------ writing */

static void no_file_is_written_over(void **state) {
    (void)state;
    const char *folder = folder_with((const char *const[]){"down.sql", NULL}, "mine");
    struct made made = make("plain", "mariadb", ADD_OLD, ADD_NEW, folder, NULL);
    struct tn_error error = {0};
    assert_false(tn_add_files(folder, made.files.list.items, made.files.list.count, &error));
    assert_non_null(strstr(error.message, "down.sql is there already"));
    tn_error_clear(&error);
    struct tn_paths paths = {0};
    assert_true(tn_list_files(folder, &paths, &error));
    assert_int_equal(paths.list.count, 1);
    tn_paths_free(&paths);
    done_with(&made);
    tn_test_remove(folder);
}

static void what_was_written_goes_where_the_rest_fails(void **state) {
    (void)state;
    const char *folder = folder_with((const char *const[]){"verify", NULL}, "no folder");
    struct made made = make("sqitch", "mariadb", ADD_OLD, ADD_NEW, folder, NULL);
    struct tn_error error = {0};
    struct tn_paths paths = {0};
    assert_false(tn_add_files(folder, made.files.list.items, made.files.list.count, &error));
    tn_error_clear(&error);
    assert_true(tn_list_files(folder, &paths, &error));
    assert_int_equal(paths.list.count, 1);
    assert_false(tn_is_folder(tn_test_path(folder, "deploy")));
    tn_paths_free(&paths);
    done_with(&made);
    tn_test_remove(folder);
}

static void no_difference_makes_no_file(void **state) {
    (void)state;
    for (size_t i = 0; i < tn_layout_count; i++) {
        struct made made =
            make(tn_layouts[i].name, "sqlite", ADD_OLD, ADD_OLD, "no-such-folder", NULL);
        assert_int_equal(made.files.list.count, 0);
        done_with(&made);
    }
}

int main(void) {
    struct CMUnitTest tests[32] = {
        cmocka_unit_test(what_stands_alone_comes_first_with_its_mark),
        cmocka_unit_test(each_statement_alone_where_a_file_is_one_query),
        cmocka_unit_test(a_body_with_semicolons_is_one_statement),
        cmocka_unit_test(a_rebuild_stands_outside_of_transactions),
        cmocka_unit_test(versions_go_on_as_the_folder_has_them),
        cmocka_unit_test(names_that_are_there_get_a_number),
        cmocka_unit_test(names_come_from_the_steps),
        cmocka_unit_test(alembic_goes_behind_the_newest_head),
        cmocka_unit_test(django_depends_on_the_newest),
        cmocka_unit_test(sqitch_gets_a_line_in_its_plan),
        cmocka_unit_test(atlas_sums_are_those_of_atlas),
        cmocka_unit_test(prisma_keeps_its_lock),
        cmocka_unit_test(flyway_leaves_placeholders_alone),
        cmocka_unit_test(statements_are_quoted_for_their_language),
        cmocka_unit_test(knex_cannot_say_a_backslash_before_a_question_mark),
        cmocka_unit_test(colons_of_sql_are_no_parameters),
        cmocka_unit_test(no_file_is_written_over),
        cmocka_unit_test(what_was_written_goes_where_the_rest_fails),
        cmocka_unit_test(no_difference_makes_no_file),
    };
    size_t count = 0;
    while (tests[count].test_func)
        count++;
    for (size_t i = 0; i < TN_LENGTH(languages); i++)
        tests[count++] = (struct CMUnitTest){.name = languages[i].title,
                                             .test_func = its_language_reads_it,
                                             .initial_state = (void *)&languages[i]};
    return tn_test_run_all("layout", tests, count, NULL, NULL);
}
