/*
 * PostgreSQL for tests: how it is started, and its catalogue.
 */
#include "server.h"

#include <glob.h>
#include <signal.h>
#include <sys/stat.h>

/* ------------------------------------------------------------------ starting */

/* A program of PostgreSQL's newest version, which Debian keeps off the path, or NULL. */
static const char *program(const char *name) {
    glob_t found = {0};
    const char *path = NULL;
    struct tn_buffer pattern = {0};
    tn_put_format(&pattern, "/usr/lib/postgresql/*/bin/%s", name);
    if (glob(pattern.at, 0, NULL, &found) == 0 && found.gl_pathc > 0) {
        struct tn_buffer copy = {0};
        tn_put(&copy, found.gl_pathv[found.gl_pathc - 1]);
        path = server_keep(&copy);
    }
    globfree(&found);
    tn_buffer_free(&pattern);
    return path;
}

static bool installed(void) {
    return program("initdb") && server_program_answers("psql");
}

static void start(struct server *server) {
    const char *data = server_folder(server, "data");
    const char *const make[] = {
        program("initdb"),  "-D",        data, "-A", "trust", "-U", "postgres", "-E", "UTF8",
        "--locale=C.UTF-8", "--no-sync", NULL};
    server_prepare(server, make);
    server->socket = server_folder(server, "run");
    assert_int_equal(chmod(server->socket, 0755), 0);
    const char *const serve[] = {
        program("postgres"),      "-D", data,        "-k", server->socket,         "-c",
        "listen_addresses=",      "-c", "fsync=off", "-c", "full_page_writes=off", "-c",
        "synchronous_commit=off", NULL};
    server_serve(server, serve);
}

static struct tn_test_output execute(const struct database *database, const char *script) {
    const char *const arguments[] = {
        "psql", "-XqAt",    "-v", "ON_ERROR_STOP=1", "-h", database->server->socket,
        "-U",   "postgres", "-d", database->name,    "-f", "-",
        NULL};
    return tn_test_execute(script, arguments);
}

/* ------------------------------------------------------------------ catalogue */

/* One query, in pieces that no compiler finds too long. */
static const char *const catalogue[] = {
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
    " UNION ALL SELECT concat_ws(' ', 'sequence', path, relpersistence, seqtypid::regtype,"
    "  seqstart,"
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

static void read_catalogue(const struct database *database, struct tn_buffer *lines) {
    struct tn_buffer query = {0};
    for (size_t i = 0; i < TN_LENGTH(catalogue); i++)
        tn_put(&query, catalogue[i]);
    server_read(database, query.at, lines);
    tn_buffer_free(&query);
}

const struct server_kind server_postgresql = {
    .name = "PostgreSQL",
    .user = "postgres",
    .first = "postgres",
    .end = SIGQUIT,
    .installed = installed,
    .start = start,
    .create = server_create,
    .execute = execute,
    .lead = "\\pset fieldsep '\t'\n",
    .catalogue = read_catalogue,
};
