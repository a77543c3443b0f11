# Stands in the list of tests where configure did not find PostgreSQL's own parser.
echo "1..0 # SKIP PostgreSQL's own parser is not asked: cmocka or pg_query was not found (Debian: libpg-query-dev)"
