/*
 * Renames by identity: the plan renames instead of dropping, in every dialect, and rows survive.
 */
#include "migrate/proof.h"
#include "tenon/edit.h"

struct renaming {
    const char *from, *to; /* "t", "t.id"; in this order */
};

static struct tn_object *find(struct tn_model *model, const char *path) {
    const char *dot = strchr(path, '.');
    char table[64] = {0};
    memcpy(table, path, dot ? (size_t)(dot - path) : strlen(path));
    struct tn_entity *entity = tn_find_entity(model, table);
    assert_non_null(entity);
    static const enum tn_kind kinds[] = {TN_attribute, TN_key, TN_check, TN_index};
    for (size_t i = 0; dot && i < TN_LENGTH(kinds); i++) {
        struct tn_object *found = tn_find_name(tn_list_of(entity, kinds[i]), dot + 1);
        if (found)
            return found;
    }
    return &entity->object;
}

static void rename_all(struct tn_model *model, const struct renaming *renamings, size_t count) {
    struct tn_findings findings = {0};
    struct tn_object *objects[8];
    for (size_t i = 0; i < count; i++)
        objects[i] = find(model, renamings[i].from);
    tn_group_begin(model, "rename");
    for (size_t i = 0; i < count; i++)
        tn_sql_rename(model, objects[i], renamings[i].to, &findings);
    tn_group_end(model, NULL);
    tn_findings_free(&findings);
}

/* Both databases are made by the writer from the two models. */
static void prove_renames(const char *dialect_name, const char *sql,
                          const struct renaming *renamings, size_t count) {
    const struct tn_dialect *dialect = tn_dialect_find(dialect_name);
    struct tn_model *read = tn_model_new(7, 0);
    struct tn_buffer old = {0}, new = {0};
    assert_true(
        tn_sql_read(read, tn_slice_of(sql), "test", dialect, &(struct tn_findings){0}, NULL));
    struct tn_model *before = tn_lower(read, dialect, NULL), *after = tn_model_copy(before);
    rename_all(after, renamings, count);
    tn_sql_write(before, dialect, &(struct tn_sql_style){0}, &old);
    tn_sql_write(after, dialect, &(struct tn_sql_style){0}, &new);
    char *up = proof_script(before, after, dialect, false, false);
    assert_null(strstr(up, "DROP"));
    prove_models(before, after, dialect, &(struct proof){dialect_name, old.at, new.at, NULL},
                 false);
    free(up);
    tn_model_free(read);
    tn_model_free(before);
    tn_model_free(after);
    tn_buffer_free(&old);
    tn_buffer_free(&new);
}

static const char schema[] =
    "CREATE TABLE u (id int PRIMARY KEY, n int, CONSTRAINT c CHECK (n > 0));"
    "CREATE TABLE x (id int PRIMARY KEY, u int REFERENCES u (id), a int, b int);"
    "CREATE INDEX x_a ON x (a);";
static const char mariadb_schema[] =
    "CREATE TABLE u (id int PRIMARY KEY, n int);"
    "CREATE TABLE x (id int PRIMARY KEY, u int, a int, b int, KEY x_a (a), "
    "CONSTRAINT f FOREIGN KEY (u) REFERENCES u (id));";

static const struct renaming simple[] = {{"u", "users"}, {"x.u", "user_id"}, {"u.n", "number"}};
static const struct renaming swapped[] = {{"x.a", "b"}, {"x.b", "a"}};
static const struct renaming chained[] = {{"x.a", "b"}, {"x.b", "c"}, {"u", "x"}, {"x", "u"}};

#define PROVE(dialect, sql, list) prove_renames(dialect, sql, list, TN_LENGTH(list))

static void tables_and_columns_in_postgresql(void **state) {
    (void)state;
    PROVE("postgresql", schema, simple);
}

static void tables_and_columns_in_mariadb(void **state) {
    (void)state;
    PROVE("mariadb", mariadb_schema, simple);
}

static void tables_and_columns_in_sqlite(void **state) {
    (void)state;
    PROVE("sqlite", schema, simple);
}

static void swapped_names(void **state) {
    (void)state;
    PROVE("postgresql", schema, swapped);
    PROVE("sqlite", schema, swapped);
}

static void swapped_names_in_mariadb(void **state) {
    (void)state;
    PROVE("mariadb", mariadb_schema, swapped);
}

static void chains_and_swapped_tables(void **state) {
    (void)state;
    PROVE("postgresql", schema, chained);
    PROVE("sqlite", schema, chained);
}

static void constraints_and_indexes(void **state) {
    (void)state;
    static const struct renaming list[] = {{"u.c", "u_positive"}, {"x.x_a", "x_by_a"}};
    PROVE("postgresql", schema, list);
}

static void a_serial_column_takes_its_sequence_along(void **state) {
    (void)state;
    static const struct renaming list[] = {{"u", "users"}, {"u.id", "number"}};
    PROVE("postgresql",
          "CREATE TABLE u (id serial PRIMARY KEY, g int GENERATED ALWAYS AS IDENTITY);", list);
}

/* CHANGE COLUMN, which every server takes, so that it is proved on the newer ones. */
static void before_rename_column_a_column_is_said_anew(void **state) {
    (void)state;
    static const char *const older[] = {"mariadb@10.4", "mysql@5.7"};
    for (size_t i = 0; i < TN_LENGTH(older); i++) {
        PROVE(older[i], mariadb_schema, simple);
        PROVE(older[i], mariadb_schema, swapped);
    }
}

/* A script of a plan that goes by DECISIONS, or takes what is clearly alike for one thing. */
static char *script_by(const char *decisions, const char *old, const char *new, bool down) {
    const struct tn_dialect *dialect = tn_dialects[TN_POSTGRESQL];
    struct tn_model *before = proof_model(old, dialect), *after = proof_model(new, dialect);
    struct tn_renames renames = {0};
    struct tn_error error = {0};
    struct tn_diff_options options = {.alike = !decisions, .renames = &renames};
    assert_true(
        tn_renames_read(&renames, tn_slice_of(decisions ? decisions : ""), "renames", &error));
    struct tn_plan *plan = tn_plan_new(before, after, dialect, &options, NULL);
    struct tn_buffer script = {0};
    tn_plan_write(plan, down, &script);
    tn_plan_free(plan);
    tn_renames_free(&renames);
    tn_model_free(before);
    tn_model_free(after);
    return script.at;
}

/* VALUES: what the rows say up there. */
static void prove_values(const char *decisions, const char *old, const char *new, const char *rows,
                         const char *values) {
    struct server *server = tn_server_start(TN_POSTGRESQL);
    struct database *ours = tn_server_database(server), *theirs = tn_server_database(server);
    char *up = script_by(decisions, old, new, false);
    char *down = script_by(decisions, old, new, true);
    proof_run(ours, "the old schema", old);
    proof_run(theirs, "the new schema", new);
    proof_run(ours, "rows", rows);
    const char *first = tn_database_snapshot(ours);
    char *before = tn_duplicate(tn_database_query(ours, "SELECT s FROM t ORDER BY id"));
    proof_run(ours, "up", up);
    proof_same(ours, false, tn_database_snapshot(theirs), "up", up);
    assert_string_equal(tn_database_query(ours, "SELECT s FROM t ORDER BY id"), values);
    proof_run(ours, "down", down);
    proof_same(ours, false, first, "down", down);
    assert_string_equal(tn_database_query(ours, "SELECT s FROM t ORDER BY id"), before);
    free(before);
    free(up);
    free(down);
}

#define STATES(cancelled)                                                                          \
    "CREATE TYPE state AS ENUM ('open', '" cancelled "', 'done');\n"                               \
    "CREATE TABLE t (id int PRIMARY KEY, s state NOT NULL DEFAULT '" cancelled "',\n"              \
    "    CHECK (s <> '" cancelled "' OR id > 0));\n"                                               \
    "CREATE VIEW v AS SELECT id FROM t WHERE s = '" cancelled "';\n"

/* Used in a default, a check and a view; the row that has it keeps it. */
static void a_value_of_an_enumeration(void **state) {
    char *up = script_by(NULL, STATES("cancelled"), STATES("canceled"), false);
    (void)state;
    assert_non_null(strstr(up, "ALTER TYPE state RENAME VALUE 'cancelled' TO 'canceled'"));
    free(up);
    prove_values(NULL, STATES("cancelled"), STATES("canceled"),
                 "INSERT INTO t VALUES (1, 'cancelled')", "canceled\n");
}

/* Whether "open" is "done" under another name nobody can tell. */
static void values_that_are_not_alike(void **state) {
    char *up = script_by(NULL, "CREATE TYPE state AS ENUM ('open');",
                         "CREATE TYPE state AS ENUM ('done');", false);
    (void)state;
    assert_null(strstr(up, "RENAME VALUE"));
    free(up);
}

#define OF(values) "CREATE TYPE state AS ENUM (" values ");\n"
#define TABLE(value) "CREATE TABLE t (id int PRIMARY KEY, s state NOT NULL DEFAULT '" value "');\n"

static void values_are_renamed_by_decision(void **state) {
    (void)state;
    prove_values("rename value state.cancelled state.gone", STATES("cancelled"), STATES("gone"),
                 "INSERT INTO t VALUES (1, 'cancelled')", "gone\n");
}

static void values_that_change_names(void **state) {
    (void)state;
    prove_values("rename value state.a state.b\nrename value state.b state.a\n",
                 OF("'a', 'b', 'c'") TABLE("a"), OF("'b', 'a', 'c'") TABLE("b"),
                 "INSERT INTO t VALUES (1, 'a'), (2, 'b'), (3, 'c')", "b\na\nc\n");
    prove_values("rename value state.a state.b\nrename value state.b state.c\n",
                 OF("'a', 'b'") TABLE("a"), OF("'b', 'c'") TABLE("b"),
                 "INSERT INTO t VALUES (1, 'a'), (2, 'b')", "b\nc\n");
}

/* One is renamed while others come, before, beside and behind it; or go. */
static void values_are_renamed_while_others_change(void **state) {
    (void)state;
    prove_values("rename value state.open state.begun", OF("'open', 'done'") TABLE("open"),
                 OF("'new', 'begun', 'paused', 'done', 'gone'") TABLE("begun"),
                 "INSERT INTO t VALUES (1, 'open'), (2, 'done')", "begun\ndone\n");
    prove_values("rename value state.open state.begun", OF("'open', 'done', 'gone'") TABLE("open"),
                 OF("'done', 'begun'") TABLE("begun"),
                 "INSERT INTO t VALUES (1, 'open'), (2, 'done')", "begun\ndone\n");
    prove_values("rename value state.open state.begun", OF("'open'") TABLE("open"),
                 OF("'begun', 'open'") TABLE("open"), "INSERT INTO t VALUES (1, 'open')",
                 "begun\n");
}

#define TEXTS(bad, other)                                                                          \
    "CREATE TYPE state AS ENUM ('good', '" bad "');\n"                                             \
    "CREATE TABLE t (id int PRIMARY KEY, s state NOT NULL DEFAULT '" bad "'::state, b text,\n"     \
    "    CONSTRAINT c CHECK ((s) <> '" bad "' OR s NOT IN ('good', '" bad "') OR s >= '" bad       \
    "'),\n"                                                                                        \
    "    CONSTRAINT d CHECK (b <> '" other "' OR coalesce(s, '" bad "') > '" bad "'::state),\n"    \
    "    CONSTRAINT e CHECK (s::text <> '" other "'));\n"                                          \
    "CREATE INDEX i ON t (id) WHERE s = '" bad "' AND b = '" other "';\n"                          \
    "CREATE TABLE p (s state) PARTITION BY LIST (s);\n"                                            \
    "CREATE TABLE p1 PARTITION OF p FOR VALUES IN ('" bad "');\n"

/* What the server keeps as the value is not made again; a text of the same letters is a text. */
static void what_speaks_of_a_renamed_value_stays(void **state) {
    static const char decision[] = "rename value state.bad state.sad";
    char *up = script_by(decision, TEXTS("bad", "bad"), TEXTS("sad", "bad"), false);
    (void)state;
    assert_null(strstr(up, "CREATE INDEX"));
    assert_null(strstr(up, "CONSTRAINT c "));
    assert_null(strstr(up, "p1"));
    free(up);
    prove_values(decision, TEXTS("bad", "bad"), TEXTS("sad", "bad"),
                 "INSERT INTO p VALUES ('bad'); INSERT INTO t VALUES (1, 'good', 'x')", "good\n");
    prove_values(decision, TEXTS("bad", "bad"), TEXTS("sad", "sad"),
                 "INSERT INTO t VALUES (1, 'good', 'x')", "good\n");
}

static void a_value_of_a_type_of_another_name(void **state) {
    (void)state;
    prove_values("rename type state phase\nrename value state.open phase.\"be gun\"",
                 OF("'open'") TABLE("open"),
                 "CREATE TYPE phase AS ENUM ('be gun');\n"
                 "CREATE TABLE t (id int PRIMARY KEY, s phase NOT NULL DEFAULT 'be gun');\n",
                 "INSERT INTO t VALUES (1, 'open')", "be gun\n");
}

#define SPANS(span)                                                                                \
    "CREATE TYPE " span " AS RANGE (subtype = int);\n"                                             \
    "CREATE TABLE t (id int, s " span " DEFAULT " span "(1, 5), m " span                           \
    "_multirange DEFAULT " span "_multirange(" span "(1, 2)), CHECK (s <> " span                   \
    "(7, 9)), g boolean GENERATED ALWAYS "                                                         \
    "AS (" span "(id, 9) = s) STORED);\n"                                                          \
    "CREATE INDEX i ON t (" span "(id, 9));\n"

static void a_range_takes_along_what_makes_its_values(void **state) {
    static const char decision[] = "rename type span period";
    char *up = script_by(decision, SPANS("span"), SPANS("period"), false);
    (void)state;
    assert_null(strstr(up, "DROP TYPE"));
    free(up);
    prove_values(decision, SPANS("span"), SPANS("period"), "INSERT INTO t (id) VALUES (1), (2)",
                 "[1,5)\n[1,5)\n");
}

int main(void) {
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(tables_and_columns_in_postgresql),
        cmocka_unit_test(tables_and_columns_in_mariadb),
        cmocka_unit_test(tables_and_columns_in_sqlite),
        cmocka_unit_test(swapped_names),
        cmocka_unit_test(swapped_names_in_mariadb),
        cmocka_unit_test(chains_and_swapped_tables),
        cmocka_unit_test(constraints_and_indexes),
        cmocka_unit_test(before_rename_column_a_column_is_said_anew),
        cmocka_unit_test(a_serial_column_takes_its_sequence_along),
        cmocka_unit_test(a_range_takes_along_what_makes_its_values),
        cmocka_unit_test(a_value_of_an_enumeration),
        cmocka_unit_test(values_that_are_not_alike),
        cmocka_unit_test(values_are_renamed_by_decision),
        cmocka_unit_test(values_that_change_names),
        cmocka_unit_test(values_are_renamed_while_others_change),
        cmocka_unit_test(what_speaks_of_a_renamed_value_stays),
        cmocka_unit_test(a_value_of_a_type_of_another_name),
    };
    return tn_test_run("renames", tests);
}
