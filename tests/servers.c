/*
 * servers: starting throw-away servers, running scripts in them, and reading their catalogues. The
 * queries ask the servers' own catalogues and share nothing with the code under test.
 */
#include "servers.h"

#include <errno.h>
#include <fcntl.h>
#include <glob.h>
#include <grp.h>
#include <pwd.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

struct server {
    enum tn_dialect_id dialect;
    char folder[32];    /* holds data, socket and log; "" until it is started */
    const char *socket; /* PostgreSQL: the folder it is in */
    pid_t process;
    int databases;
};

struct database {
    struct server *server;
    struct database *older;
    char name[32];
    sqlite3 *file; /* SQLite */
};

static struct server servers[TN_DIALECT_COUNT];
static struct database *newest_database;
static struct tn_arena texts; /* live to the end */

/* ------------------------------------------------------------------ the end of the program */

/* Nothing of value is in a server: no time for a proper shutdown. */
static void stop(struct server *server) {
    if (server->process > 0) {
        kill(server->process, server->dialect == TN_POSTGRESQL ? SIGQUIT : SIGKILL);
        waitpid(server->process, NULL, 0);
    }
    if (*server->folder)
        tn_test_remove(server->folder);
}

static void finish(void) {
    for (size_t i = 0; i < TN_LENGTH(servers); i++)
        stop(&servers[i]);
    for (struct database *d = newest_database; d; d = d->older)
        sqlite3_close(d->file);
    tn_arena_free(&texts);
}

static const char *keep(struct tn_buffer *buffer) {
    const char *kept = tn_arena_text(&texts, tn_buffer_text(buffer), buffer->length);
    tn_buffer_free(buffer);
    return kept;
}

/* ------------------------------------------------------------------ programs */

/* Both servers refuse to run as root: the child becomes their user. */
static void become(const char *user) {
    struct passwd *entry = geteuid() == 0 ? getpwnam(user) : NULL;
    if (entry &&
        (initgroups(user, entry->pw_gid) || setgid(entry->pw_gid) || setuid(entry->pw_uid)))
        _exit(126);
}

static pid_t start_as(const char *user, const char *log, const char *const *arguments) {
    pid_t process = fork();
    assert_true(process >= 0);
    if (process > 0)
        return process;
    int out = open(log, O_WRONLY | O_CREAT | O_APPEND, 0644), in = open("/dev/null", O_RDONLY);
    dup2(in, STDIN_FILENO);
    dup2(out, STDOUT_FILENO);
    dup2(out, STDERR_FILENO);
    become(user);
    prctl(PR_SET_PDEATHSIG, SIGQUIT);
    execvp(arguments[0], (char *const *)arguments);
    _exit(127);
}

static void run_as(const char *user, const char *log, const char *const *arguments) {
    int status = -1;
    pid_t process = start_as(user, log, arguments);
    while (waitpid(process, &status, 0) < 0 && errno == EINTR)
        continue;
    if (status != 0)
        fail_msg("%s failed:\n%s", arguments[0], tn_test_read(log, NULL));
}

static void give_to(const char *user, const char *folder) {
    struct passwd *entry = geteuid() == 0 ? getpwnam(user) : NULL;
    if (entry)
        assert_int_equal(chown(folder, entry->pw_uid, entry->pw_gid), 0);
}

static const char *make_folder(const struct server *server, const char *name, const char *user) {
    const char *path = tn_test_path(server->folder, name);
    assert_int_equal(mkdir(path, 0700), 0);
    give_to(user, path);
    return path;
}

/* A program of PostgreSQL's newest version, which Debian keeps off the path, or NULL. */
static const char *postgresql_program(const char *name) {
    glob_t found = {0};
    const char *path = NULL;
    struct tn_buffer pattern = {0};
    tn_put_format(&pattern, "/usr/lib/postgresql/*/bin/%s", name);
    if (glob(pattern.at, 0, NULL, &found) == 0 && found.gl_pathc > 0) {
        struct tn_buffer copy = {0};
        tn_put(&copy, found.gl_pathv[found.gl_pathc - 1]);
        path = keep(&copy);
    }
    globfree(&found);
    tn_buffer_free(&pattern);
    return path;
}

static bool installed(const char *program) {
    const char *const arguments[] = {program, "--version", NULL};
    return tn_test_execute(NULL, arguments).status == 0;
}

/* ------------------------------------------------------------------ starting and stopping */

static struct tn_test_output psql(const struct server *server, const char *database,
                                  const char *script) {
    const char *const arguments[] = {"psql", "-XqAt",        "-v", "ON_ERROR_STOP=1",
                                     "-h",   server->socket, "-U", "postgres",
                                     "-d",   database,       "-f", "-",
                                     NULL};
    return tn_test_execute(script, arguments);
}

static struct tn_test_output mariadb(const struct server *server, const char *database,
                                     const char *script) {
    const char *const arguments[] = {"mariadb",
                                     "--no-defaults",
                                     "--user=root",
                                     "--socket",
                                     server->socket,
                                     "-N",
                                     "-B",
                                     "--raw",
                                     "--default-character-set=utf8mb4",
                                     database,
                                     NULL};
    return tn_test_execute(script, arguments);
}

static bool answers(const struct server *server) {
    struct tn_test_output output = server->dialect == TN_POSTGRESQL
                                       ? psql(server, "postgres", "SELECT 1")
                                       : mariadb(server, NULL, "SELECT 1");
    return output.status == 0;
}

/* Asks every 50 ms until it answers; gives up when the process has ended or after a minute. */
static void wait_until_it_answers(const struct server *server, const char *log) {
    for (int i = 0; i < 1200; i++) {
        if (answers(server))
            return;
        if (waitpid(server->process, NULL, WNOHANG) != 0)
            break;
        nanosleep(&(struct timespec){.tv_nsec = 50000000}, NULL);
    }
    fail_msg("the server does not start:\n%s", tn_test_read(log, NULL));
}

static void start_postgresql(struct server *server) {
    const char *log = tn_test_path(server->folder, "log");
    const char *data = make_folder(server, "data", "postgres");
    const char *const make[] = {postgresql_program("initdb"),
                                "-D",
                                data,
                                "-A",
                                "trust",
                                "-U",
                                "postgres",
                                "-E",
                                "UTF8",
                                "--locale=C.UTF-8",
                                "--no-sync",
                                NULL};
    run_as("postgres", log, make);
    server->socket = make_folder(server, "run", "postgres");
    assert_int_equal(chmod(server->socket, 0755), 0);
    const char *const serve[] = {postgresql_program("postgres"),
                                 "-D",
                                 data,
                                 "-k",
                                 server->socket,
                                 "-c",
                                 "listen_addresses=",
                                 "-c",
                                 "fsync=off",
                                 "-c",
                                 "full_page_writes=off",
                                 "-c",
                                 "synchronous_commit=off",
                                 NULL};
    server->process = start_as("postgres", log, serve);
    wait_until_it_answers(server, log);
}

static const char *option(const char *name, const char *value) {
    struct tn_buffer text = {0};
    tn_put_format(&text, "%s=%s", name, value);
    return keep(&text);
}

static void start_mariadb(struct server *server) {
    const char *log = tn_test_path(server->folder, "log");
    const char *data = make_folder(server, "data", "mysql");
    const char *const make[] = {
        "mariadb-install-db",      "--no-defaults",
        option("--datadir", data), "--auth-root-authentication-method=normal",
        "--skip-test-db",          NULL};
    run_as("mysql", log, make);
    const char *run = make_folder(server, "run", "mysql");
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
    server->process = start_as("mysql", log, serve);
    wait_until_it_answers(server, log);
}

/* A short path: that of a Unix socket must fit in 107 bytes. */
static void open_server(struct server *server, enum tn_dialect_id dialect) {
    static bool registered = false;
    if (!registered)
        atexit(finish);
    registered = true;
    server->dialect = dialect;
    strcpy(server->folder, "/tmp/tenon-server-XXXXXX");
    assert_non_null(mkdtemp(server->folder));
    assert_int_equal(chmod(server->folder, 0711), 0);
    give_to(dialect == TN_POSTGRESQL ? "postgres" : "mysql", server->folder);
}

struct server *tn_server_start(enum tn_dialect_id dialect) {
    dialect = dialect == TN_MYSQL ? TN_MARIADB : dialect;
    struct server *server = &servers[dialect];
    if (*server->folder)
        return server;
    if (dialect == TN_POSTGRESQL && (!postgresql_program("initdb") || !installed("psql")))
        tn_test_skip("PostgreSQL is not installed");
    if (dialect == TN_MARIADB && (!installed("mariadbd") || !installed("mariadb")))
        tn_test_skip("MariaDB is not installed");
    open_server(server, dialect);
    if (dialect == TN_POSTGRESQL)
        start_postgresql(server);
    else if (dialect == TN_MARIADB)
        start_mariadb(server);
    return server;
}

/* ------------------------------------------------------------------ databases */

static void create_database(struct database *database) {
    struct server *server = database->server;
    struct tn_buffer script = {0};
    tn_put_format(&script, "CREATE DATABASE %s", database->name);
    struct tn_test_output output = server->dialect == TN_POSTGRESQL
                                       ? psql(server, "postgres", keep(&script))
                                       : mariadb(server, NULL, keep(&script));
    if (output.status)
        fail_msg("no new database: %s", output.err);
}

struct database *tn_server_database(struct server *server) {
    struct database *database = tn_arena_allocate(&texts, sizeof *database);
    database->server = server;
    database->older = newest_database;
    newest_database = database;
    snprintf(database->name, sizeof database->name, "test_%d", ++server->databases);
    if (server->dialect == TN_SQLITE)
        assert_int_equal(sqlite3_open(":memory:", &database->file), SQLITE_OK);
    else
        create_database(database);
    return database;
}

static const char *run_sqlite(struct database *database, const char *script) {
    char *message = NULL;
    if (sqlite3_exec(database->file, script, NULL, NULL, &message) == SQLITE_OK)
        return NULL;
    struct tn_buffer copy = {0};
    tn_put(&copy, message ? message : "unknown error");
    sqlite3_free(message);
    return keep(&copy);
}

const char *tn_database_run(struct database *database, const char *script) {
    struct server *server = database->server;
    if (server->dialect == TN_SQLITE)
        return run_sqlite(database, script);
    struct tn_test_output output = server->dialect == TN_POSTGRESQL
                                       ? psql(server, database->name, script)
                                       : mariadb(server, database->name, script);
    return output.status ? output.err : NULL;
}

static int add_values(void *lines, int count, char **values, char **names) {
    (void)names;
    for (int i = 0; i < count; i++)
        tn_put_format(lines, "%s%c", values[i] ? values[i] : "", i + 1 < count ? '\t' : '\n');
    return 0;
}

const char *tn_database_query(struct database *database, const char *query) {
    struct server *server = database->server;
    struct tn_buffer lines = {0}, script = {0};
    if (server->dialect == TN_SQLITE) {
        if (sqlite3_exec(database->file, query, add_values, &lines, NULL))
            fail_msg("%s", sqlite3_errmsg(database->file));
        return keep(&lines);
    }
    tn_put_format(&script, server->dialect == TN_POSTGRESQL ? "\\pset fieldsep '\t'\n%s" : "%s",
                  query);
    struct tn_test_output output = server->dialect == TN_POSTGRESQL
                                       ? psql(server, database->name, keep(&script))
                                       : mariadb(server, database->name, keep(&script));
    if (output.status)
        fail_msg("%s", output.err);
    return output.out;
}

/* ------------------------------------------------------------------ catalogues */

/* One query, in pieces that no compiler finds too long. */
static const char *const postgresql_catalogue[] = {
    "WITH spaces AS (SELECT oid, nspname FROM pg_namespace"
    "  WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'),"
    " owned AS (SELECT classid, objid FROM pg_depend WHERE deptype = 'e'),"
    " tables AS (SELECT c.*, nspname || '.' || relname AS path FROM pg_class c"
    "  JOIN spaces s ON s.oid = relnamespace WHERE NOT EXISTS (SELECT FROM owned o"
    "  WHERE o.objid = c.oid AND o.classid = 'pg_class'::regclass)),"
    " types AS (SELECT t.*, nspname || '.' || typname AS path FROM pg_type t"
    "  JOIN spaces s ON s.oid = typnamespace WHERE NOT EXISTS (SELECT FROM owned o"
    "  WHERE o.objid = t.oid AND o.classid = 'pg_type'::regclass)),"
    " routines AS (SELECT p.*, nspname || '.' || proname AS path FROM pg_proc p"
    "  JOIN spaces s ON s.oid = pronamespace WHERE NOT EXISTS (SELECT FROM owned o"
    "  WHERE o.objid = p.oid AND o.classid = 'pg_proc'::regclass)),"
    " facts (fact) AS ("
    " SELECT concat_ws(' ', 'table', path, relkind, relpersistence,"
    "  CASE WHEN relforcerowsecurity THEN 'forced' END, 'replica ' || nullif(relreplident::text, "
    "'d'),"
    "  (SELECT spcname FROM pg_tablespace WHERE pg_tablespace.oid = reltablespace),"
    "  CASE WHEN relkind = 'p' THEN pg_get_partkeydef(oid) END,"
    "  pg_get_expr(relpartbound, oid), array_to_string(reloptions, ','),"
    "  CASE WHEN relrowsecurity THEN 'row security' END,"
    "  CASE WHEN relowner <> 10 THEN 'owner ' || relowner::regrole END)"
    "  FROM tables WHERE relkind IN ('r', 'p', 'f')"
    " UNION ALL SELECT concat_ws(' ', 'parent', path, inhparent::regclass)"
    "  FROM tables JOIN pg_inherits ON inhrelid = tables.oid"
    " UNION ALL SELECT concat_ws(' ', 'column', path,"
    "  row_number() OVER (PARTITION BY attrelid ORDER BY attnum), attname,"
    "  format_type(atttypid, atttypmod), CASE WHEN attnotnull THEN 'not null' END,"
    "  'default ' || pg_get_expr(adbin, adrelid), 'identity ' || nullif(attidentity::text, ''),"
    "  'generated ' || nullif(attgenerated::text, ''), 'storage ' || attstorage::text,"
    "  'compression ' || nullif(attcompression::text, ''),"
    "  'statistics ' || nullif(attstattarget, -1), array_to_string(attoptions, ','),"
    "  'grants ' || attacl::text,"
    "  CASE WHEN attcollation <> 0 THEN 'collate ' || attcollation::regcollation END)"
    "  FROM tables JOIN pg_attribute a ON attrelid = tables.oid"
    "  LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum"
    "  WHERE relkind IN ('r', 'p', 'f', 'c') AND attnum > 0 AND NOT attisdropped"
    " UNION ALL SELECT concat_ws(' ', 'constraint', path, conname, pg_get_constraintdef(c.oid))"
    "  FROM tables JOIN pg_constraint c ON conrelid = tables.oid WHERE contype <> 't'"
    " UNION ALL SELECT concat_ws(' ', 'index', pg_get_indexdef(indexrelid),"
    "  CASE WHEN NOT indisvalid THEN 'invalid' END,"
    "  CASE WHEN indisreplident THEN 'replica identity' END,"
    "  CASE WHEN indisclustered THEN 'clustered' END)"
    "  FROM tables JOIN pg_index ON indrelid = tables.oid",
    " UNION ALL SELECT concat_ws(' ', 'enum', path,"
    "  (SELECT string_agg(enumlabel, ',' ORDER BY enumsortorder) FROM pg_enum"
    "  WHERE enumtypid = types.oid)) FROM types WHERE typtype = 'e'"
    " UNION ALL SELECT concat_ws(' ', 'domain', path, format_type(typbasetype, typtypmod),"
    "  CASE WHEN typnotnull THEN 'not null' END, 'default ' || typdefault)"
    "  FROM types WHERE typtype = 'd'"
    " UNION ALL SELECT concat_ws(' ', 'constraint', path, conname, pg_get_constraintdef(c.oid))"
    "  FROM types JOIN pg_constraint c ON contypid = types.oid"
    " UNION ALL SELECT concat_ws(' ', 'sequence', path, seqtypid::regtype, seqstart,"
    "  seqincrement, seqmin, seqmax, seqcache, seqcycle, (SELECT 'of ' || refobjid::regclass"
    "  || '.' || refobjsubid FROM pg_depend WHERE objid = tables.oid"
    "  AND classid = 'pg_class'::regclass AND deptype IN ('a', 'i') AND refobjsubid > 0))"
    "  FROM tables JOIN pg_sequence ON seqrelid = tables.oid"
    " UNION ALL SELECT concat_ws(' ', 'view', path, relkind, array_to_string(reloptions, ','),"
    "  pg_get_viewdef(oid)) FROM tables WHERE relkind IN ('v', 'm')"
    " UNION ALL SELECT concat_ws(' ', 'routine', path, prokind, CASE WHEN prokind <> 'a'"
    "  THEN pg_get_functiondef(oid) ELSE pg_get_function_arguments(oid) END) FROM routines"
    " UNION ALL SELECT concat_ws(' ', 'trigger', pg_get_triggerdef(t.oid), tgenabled)"
    "  FROM tables JOIN pg_trigger t ON tgrelid = tables.oid WHERE NOT tgisinternal"
    " UNION ALL SELECT concat_ws(' ', 'rule', pg_get_ruledef(r.oid)) FROM tables"
    "  JOIN pg_rewrite r ON ev_class = tables.oid WHERE rulename <> '_RETURN'"
    " UNION ALL SELECT concat_ws(' ', 'schema', nspname) FROM spaces"
    " UNION ALL SELECT concat_ws(' ', 'extension', extname) FROM pg_extension"
    " UNION ALL SELECT concat_ws(' ', 'comment', (pg_identify_object(classoid, objoid,"
    "  objsubid)).identity, description) FROM pg_description WHERE objoid >= 16384"
    "  AND classoid <> 'pg_extension'::regclass AND NOT EXISTS (SELECT FROM owned o"
    "  WHERE o.objid = objoid AND o.classid = classoid)"
    " UNION ALL SELECT concat_ws(' ', 'grants', path, relacl::text) FROM tables"
    "  WHERE relacl IS NOT NULL",
    " UNION ALL SELECT concat_ws(' ', 'policy', path, polname, polcmd, polpermissive,"
    "  (SELECT string_agg(role::regrole::text, ',' ORDER BY role) FROM unnest(polroles) role),"
    "  pg_get_expr(polqual, polrelid), 'check ' || pg_get_expr(polwithcheck, polrelid))"
    "  FROM tables JOIN pg_policy ON polrelid = tables.oid"
    " UNION ALL SELECT concat_ws(' ', 'statistics', pg_get_statisticsobjdef(oid), stxstattarget)"
    "  FROM pg_statistic_ext"
    " UNION ALL SELECT concat_ws(' ', 'range', path, rngsubtype::regtype, rngcollation, "
    "rngcanonical,"
    "  rngsubdiff, opcname) FROM types JOIN pg_range ON rngtypid = types.oid"
    "  JOIN pg_opclass o ON o.oid = rngsubopc"
    " UNION ALL SELECT concat_ws(' ', 'aggregate', path, aggtransfn, aggfinalfn, aggcombinefn,"
    "  aggtranstype::regtype, agginitval, aggsortop) FROM routines"
    "  JOIN pg_aggregate ON aggfnoid = routines.oid"
    " UNION ALL SELECT concat_ws(' ', 'event trigger', evtname, evtevent, evtenabled, "
    "evtfoid::regproc,"
    "  evttags) FROM pg_event_trigger"
    " UNION ALL SELECT concat_ws(' ', 'owner', 'relation', path, relowner::regrole) FROM tables"
    "  WHERE relowner <> 10 AND relkind NOT IN ('i', 'I')"
    " UNION ALL SELECT concat_ws(' ', 'owner', 'routine', path, proowner::regrole) FROM routines"
    "  WHERE proowner <> 10"
    " UNION ALL SELECT concat_ws(' ', 'owner', 'type', path, typowner::regrole) FROM types"
    "  WHERE typowner <> 10 AND typtype <> 'c' AND typcategory <> 'A'"
    " UNION ALL SELECT concat_ws(' ', 'grants', 'routine', path, proacl) FROM routines"
    "  WHERE proacl IS NOT NULL"
    " UNION ALL SELECT concat_ws(' ', 'grants', 'type', path, typacl) FROM types"
    "  WHERE typacl IS NOT NULL"
    " UNION ALL SELECT concat_ws(' ', 'grants', 'schema', nspname, nspacl) FROM pg_namespace"
    "  WHERE nspacl IS NOT NULL AND nspname !~ '^pg_'"
    " UNION ALL SELECT concat_ws(' ', 'default grants', defaclrole::regrole,"
    "  defaclnamespace::regnamespace, defaclobjtype, defaclacl) FROM pg_default_acl"
    " UNION ALL SELECT concat_ws(' ', 'unfilled view', path) FROM tables"
    "  WHERE relkind = 'm' AND NOT relispopulated"
    " UNION ALL SELECT concat_ws(' ', 'foreign server', srvname, srvtype, srvversion, srvoptions)"
    "  FROM pg_foreign_server"
    " UNION ALL SELECT concat_ws(' ', 'foreign table', path, ftserver, ftoptions)"
    "  FROM tables JOIN pg_foreign_table ON ftrelid = tables.oid"
    " UNION ALL SELECT concat_ws(' ', 'collation', collname, collprovider, collcollate,"
    "  collisdeterministic) FROM pg_collation WHERE oid >= 16384"
    " UNION ALL SELECT concat_ws(' ', 'operator', oprname, oprleft::regtype, oprright::regtype,"
    "  oprcode) FROM pg_operator o WHERE oid >= 16384 AND NOT EXISTS (SELECT FROM owned"
    "  WHERE objid = o.oid AND classid = 'pg_operator'::regclass)"
    " UNION ALL SELECT concat_ws(' ', 'cast', castsource::regtype, casttarget::regtype,"
    "  castfunc::regproc, castcontext) FROM pg_cast c WHERE oid >= 16384 AND NOT EXISTS (SELECT"
    "  FROM owned WHERE objid = c.oid AND classid = 'pg_cast'::regclass)"
    " UNION ALL SELECT concat_ws(' ', 'text search', cfgname) FROM pg_ts_config"
    "  WHERE oid >= 16384"
    " UNION ALL SELECT concat_ws(' ', 'publication', pubname, puballtables) FROM pg_publication)"
    " SELECT regexp_replace(fact, '\\s+', ' ', 'g') FROM facts",
};

static const char mariadb_catalogue[] =
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
    " definer, algorithm)"
    " FROM information_schema.views WHERE table_schema = database();"
    "SELECT concat_ws(' ', 'trigger', trigger_name, action_timing, event_manipulation,"
    " definer, sql_mode, action_order,"
    " event_object_table, replace(action_statement, '\n', ' '))"
    " FROM information_schema.triggers WHERE trigger_schema = database();"
    "SELECT concat_ws(' ', 'routine', routine_type, routine_name, dtd_identifier,"
    " routine_comment, definer, sql_mode,"
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
    " interval_field, starts, ends, status, on_completion, event_comment,"
    " replace(event_definition, '\n', ' ')) FROM information_schema.events"
    " WHERE event_schema = database();";

/* The text of what SQLite keeps as text comes last: its white space, letters and quotes are evened
 * out. */
static const char *const sqlite_catalogue[] = {
    "SELECT 'table ' || name || ' ' || wr || ' ' || strict FROM pragma_table_list"
    " WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%'",
    "SELECT 'column ' || t.name || ' ' || c.cid || ' ' || c.name || ' ' || c.type"
    " || iif(c.\"notnull\", ' not null', '') || ifnull(' default ' || c.dflt_value, '')"
    " || ' pk ' || c.pk || ' hidden ' || c.hidden"
    " FROM sqlite_master t, pragma_table_xinfo(t.name) c WHERE t.type = 'table'"
    " AND t.name NOT LIKE 'sqlite_%'",
    "SELECT 'index ' || t.name || ' ' || iif(i.origin = 'c', i.name, '') || ' ' || i.origin"
    " || iif(i.\"unique\", ' unique', '') || iif(i.partial, ' partial', '') || ' '"
    " || (SELECT group_concat(ifnull(x.name, '()') || iif(x.\"desc\", ' desc', '')"
    " || ' ' || x.coll) FROM pragma_index_xinfo(i.name) x WHERE x.key)"
    " FROM sqlite_master t, pragma_index_list(t.name) i WHERE t.type = 'table'",
    "SELECT 'foreign key ' || t.name || ' ' || group_concat(f.\"from\") || ' ' || f.\"table\""
    " || ' ' || ifnull(group_concat(f.\"to\"), '') || ' ' || f.on_update || ' ' || f.on_delete"
    " FROM sqlite_master t, pragma_foreign_key_list(t.name) f WHERE t.type = 'table'"
    " GROUP BY t.name, f.id",
};

static int add_row(void *lines, int count, char **values, char **names) {
    (void)count, (void)names;
    tn_put_format(lines, "%s\n", values[0] ? values[0] : "");
    return 0;
}

static void add_even(struct tn_buffer *line, const char *text) {
    bool gap = false;
    for (const char *c = text; *c; c++) {
        bool word = (*c >= 'a' && *c <= 'z') || (*c >= 'A' && *c <= 'Z') || *c == '_' ||
                    (*c >= '0' && *c <= '9');
        if (strchr(" \t\r\n", *c)) {
            gap = true;
        } else if (!strchr("\"`[]", *c)) {
            char last = line->length ? line->at[line->length - 1] : ' ';
            bool after_word =
                last == '_' || (last >= '0' && last <= '9') || (last >= 'a' && last <= 'z');
            if (gap && word && after_word)
                tn_put_char(line, ' ');
            gap = false;
            tn_put_char(line, *c >= 'A' && *c <= 'Z' ? (char)(*c + 32) : *c);
        }
    }
    tn_put_char(line, '\n');
}

/* CHECK (…) of a statement whose white space, letters and quotes are evened out. */
static void add_checks(struct tn_buffer *lines, const char *table, const char *statement) {
    for (const char *at = statement; (at = strstr(at, "check(")); at++) {
        int depth = 0;
        const char *end = at + 5;
        do
            depth += *end == '(' ? 1 : *end == ')' ? -1 : 0;
        while (*end++ && depth);
        tn_put_format(lines, "check %s ", table);
        tn_put_bytes(lines, at + 5, (size_t)(end - at - 5));
        tn_put_char(lines, '\n');
    }
}

/* Of an index: those around an expression may stand or not. Its columns are facts of their own. */
static void drop_parentheses(struct tn_buffer *text) {
    size_t length = 0;
    for (size_t i = 0; i < text->length; i++)
        if (text->at[i] != '(' && text->at[i] != ')')
            text->at[length++] = text->at[i];
    text->length = length;
    text->at[length] = 0;
}

/* type, name, table, text */
static int add_text(void *lines, int count, char **values, char **names) {
    (void)count, (void)names;
    struct tn_buffer even = {0};
    add_even(&even, values[3]);
    if (strcmp(values[0], "index") == 0)
        drop_parentheses(&even);
    if (strcmp(values[0], "table") == 0)
        add_checks(lines, values[1], even.at);
    else
        tn_put_format(lines, "%s text %s %s", values[0], values[1], even.at);
    if (strstr(even.at, "autoincrement"))
        tn_put_format(lines, "autoincrement %s\n", values[1]);
    tn_buffer_free(&even);
    return 0;
}

static void read_sqlite(struct database *database, struct tn_buffer *lines) {
    static const char texts_query[] = "SELECT type, name, tbl_name, sql FROM sqlite_master"
                                      " WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'";
    for (size_t i = 0; i < TN_LENGTH(sqlite_catalogue); i++)
        if (sqlite3_exec(database->file, sqlite_catalogue[i], add_row, lines, NULL))
            fail_msg("catalogue: %s", sqlite3_errmsg(database->file));
    if (sqlite3_exec(database->file, texts_query, add_text, lines, NULL))
        fail_msg("catalogue: %s", sqlite3_errmsg(database->file));
}

static void read_server(struct database *database, struct tn_buffer *lines) {
    struct server *server = database->server;
    struct tn_buffer query = {0};
    for (size_t i = 0; i < TN_LENGTH(postgresql_catalogue); i++)
        tn_put(&query, postgresql_catalogue[i]);
    struct tn_test_output output = server->dialect == TN_POSTGRESQL
                                       ? psql(server, database->name, query.at)
                                       : mariadb(server, database->name, mariadb_catalogue);
    tn_buffer_free(&query);
    if (output.status)
        fail_msg("catalogue: %s", output.err);
    tn_put(lines, output.out);
}

/* ------------------------------------------------------------------ lines */

struct lines {
    TN_VECTOR(const char *) list;
    struct tn_buffer copy;
};

static int compare_lines(const void *a, const void *b) {
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void split(struct lines *lines, const char *text) {
    tn_put(&lines->copy, text);
    for (char *at = lines->copy.at; at && *at;) {
        char *end = strchr(at, '\n');
        TN_PUSH(&lines->list, at);
        if (end)
            *end = 0;
        at = end ? end + 1 : NULL;
    }
}

static void free_lines(struct lines *lines) {
    free(lines->list.items);
    tn_buffer_free(&lines->copy);
}

const char *tn_database_snapshot(struct database *database) {
    struct tn_buffer text = {0}, sorted = {0};
    struct lines lines = {0};
    if (database->server->dialect == TN_SQLITE)
        read_sqlite(database, &text);
    else
        read_server(database, &text);
    split(&lines, tn_buffer_text(&text));
    if (lines.list.count)
        qsort(lines.list.items, lines.list.count, sizeof *lines.list.items, compare_lines);
    for (size_t i = 0; i < lines.list.count; i++)
        tn_put_format(&sorted, "%s\n", lines.list.items[i]);
    free_lines(&lines);
    tn_buffer_free(&text);
    return keep(&sorted);
}

const char *tn_snapshot_difference(const char *old, const char *new) {
    struct lines left = {0}, right = {0};
    struct tn_buffer result = {0};
    split(&left, old);
    split(&right, new);
    for (size_t i = 0, j = 0; i < left.list.count || j < right.list.count;) {
        int order = i == left.list.count    ? 1
                    : j == right.list.count ? -1
                                            : strcmp(left.list.items[i], right.list.items[j]);
        if (order < 0)
            tn_put_format(&result, "- %s\n", left.list.items[i]);
        else if (order > 0)
            tn_put_format(&result, "+ %s\n", right.list.items[j]);
        i += order <= 0;
        j += order >= 0;
    }
    free_lines(&left);
    free_lines(&right);
    return keep(&result);
}
