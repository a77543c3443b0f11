/*
 * MariaDB for tests: how it is started, and its catalogue.
 */
#include "server.h"

#include <signal.h>
#include <sys/stat.h>

/* ------------------------------------------------------------------ starting */

static bool installed(void) {
    return server_program_answers("mariadbd") && server_program_answers("mariadb");
}

static const char *option(const char *name, const char *value) {
    struct tn_buffer text = {0};
    tn_put_format(&text, "%s=%s", name, value);
    return server_keep(&text);
}

static void start(struct server *server) {
    const char *data = server_folder(server, "data");
    const char *const make[] = {
        "mariadb-install-db",      "--no-defaults",
        option("--datadir", data), "--auth-root-authentication-method=normal",
        "--skip-test-db",          NULL};
    server_prepare(server, make);
    const char *run = server_folder(server, "run");
    assert_int_equal(chmod(run, 0755), 0);
    server->socket = tn_test_path(run, "s");
    const char *const serve[] = {"mariadbd",
                                 "--no-defaults",
                                 option("--datadir", data),
                                 option("--tmpdir", data),
                                 option("--socket", server->socket),
                                 option("--pid-file", tn_test_path(run, "pid")),
                                 "--skip-networking",
                                 "--skip-log-bin",
                                 "--innodb-flush-log-at-trx-commit=0",
                                 "--character-set-server=utf8mb4",
                                 "--collation-server=utf8mb4_general_ci",
                                 NULL};
    server_serve(server, serve);
}

static struct tn_test_output execute(const struct database *database, const char *script) {
    const char *const arguments[] = {"mariadb",
                                     "--no-defaults",
                                     "--user=root",
                                     "--socket",
                                     database->server->socket,
                                     "-N",
                                     "-B",
                                     "--raw",
                                     "--default-character-set=utf8mb4",
                                     database->name,
                                     NULL};
    return tn_test_execute(script, arguments);
}

/* ------------------------------------------------------------------ catalogue */

static const char catalogue[] =
    "SET SESSION group_concat_max_len = 1000000;"
    "SELECT concat_ws(' ', 'table', table_name, engine, table_collation, create_options,"
    " row_format, 'comment', table_comment) FROM information_schema.tables"
    " WHERE table_schema = database() AND table_type <> 'VIEW';"
    "SELECT concat_ws(' ', 'column', c.table_name, ordinal_position, column_name, column_type,"
    " is_nullable, 'default', column_default, extra, character_set_name, collation_name,"
    " generation_expression, 'comment', column_comment) FROM information_schema.columns c"
    " JOIN information_schema.tables t ON t.table_schema = c.table_schema"
    " AND t.table_name = c.table_name AND table_type <> 'VIEW' WHERE c.table_schema = database();"
    "SELECT concat_ws(' ', 'index', table_name, index_name, if(non_unique, '', 'unique'),"
    " index_type, group_concat(concat_ws(' ', column_name, sub_part, collation)"
    " ORDER BY seq_in_index), index_comment, ignored) FROM information_schema.statistics"
    " WHERE table_schema = database()"
    " GROUP BY table_name, index_name, non_unique, index_type, index_comment, ignored;"
    "SELECT concat_ws(' ', 'foreign key', k.table_name, k.constraint_name,"
    " group_concat(column_name ORDER BY k.ordinal_position), k.referenced_table_name,"
    " group_concat(referenced_column_name ORDER BY k.ordinal_position), update_rule, delete_rule)"
    " FROM information_schema.key_column_usage k"
    " JOIN information_schema.referential_constraints r"
    " ON r.constraint_schema = k.table_schema AND r.constraint_name = k.constraint_name"
    " AND r.table_name = k.table_name WHERE k.table_schema = database()"
    " GROUP BY k.table_name, k.constraint_name, k.referenced_table_name, update_rule, delete_rule;"
    "SELECT concat_ws(' ', 'check', table_name, constraint_name, level, check_clause)"
    " FROM information_schema.check_constraints WHERE constraint_schema = database();"
    "SELECT concat_ws(' ', 'view', table_name,"
    " replace(view_definition, concat('`', database(), '`.'), ''), check_option, security_type,"
    " definer, algorithm, character_set_client, collation_connection)"
    " FROM information_schema.views WHERE table_schema = database();"
    "SELECT concat_ws(' ', 'trigger', trigger_name, action_timing, event_manipulation,"
    " definer, sql_mode, action_order, character_set_client, collation_connection,"
    " event_object_table, replace(action_statement, '\n', ' '))"
    " FROM information_schema.triggers WHERE trigger_schema = database();"
    "SELECT concat_ws(' ', 'routine', routine_type, routine_name, dtd_identifier,"
    " routine_comment, definer, sql_mode, character_set_client, collation_connection,"
    " replace(routine_definition, '\n', ' '), is_deterministic, sql_data_access, security_type,"
    " (SELECT group_concat(concat_ws(' ', parameter_mode, parameter_name, p.dtd_identifier)"
    " ORDER BY ordinal_position) FROM information_schema.parameters p"
    " WHERE p.specific_schema = database() AND p.specific_name = r.specific_name))"
    " FROM information_schema.routines r WHERE routine_schema = database();"
    "SELECT concat_ws(' ', 'partition', table_name, partition_name, partition_method,"
    " partition_ordinal_position, subpartition_name, subpartition_method, subpartition_expression,"
    " partition_comment,"
    " partition_expression, partition_description) FROM information_schema.partitions"
    " WHERE table_schema = database() AND partition_name IS NOT NULL;"
    "SELECT concat_ws(' ', 'event', event_name, definer, event_type, execute_at, interval_value,"
    " character_set_client, collation_connection, interval_field, starts, ends, status, "
    "on_completion, event_comment,"
    " replace(event_definition, '\n', ' ')) FROM information_schema.events"
    " WHERE event_schema = database();";

static void read_catalogue(const struct database *database, struct tn_buffer *lines) {
    server_read(database, catalogue, lines);
}

const struct server_kind server_mariadb = {
    .name = "MariaDB",
    .user = "mysql",
    .first = "mysql",
    .end = SIGKILL,
    .installed = installed,
    .start = start,
    .create = server_create,
    .execute = execute,
    .lead = "",
    .catalogue = read_catalogue,
};
