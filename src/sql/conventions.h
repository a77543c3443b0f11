/*
 * What exactly stands in the fields after reading SQL: the agreement between reader, lowering and
 * writer. Declares nothing. catalog.def says what each field means; here is how its text looks.
 */
/* clang-format off */
/*
 * Names
 *     As the server stores them: PostgreSQL folds unquoted names to lower case, the others keep
 *     the letters as written. Never quoted. Unnamed constraints and indexes have the name "". The
 *     name of a MySQL primary key is dropped (it is always PRIMARY).
 * Namespaces
 *     PostgreSQL: "public" and no qualifier is the project itself; any other schema is a
 *     namespace, made on first use. MySQL, MariaDB: the database qualifier is dropped. SQLite:
 *     main. is dropped, temp. makes a table temporary; what is of attached databases is left out.
 * Expressions
 *     As written; white space and comments folded to single blanks (none where there were none),
 *     no blanks at the ends. Identifiers inside keep their quotes.
 *
 * attribute.type
 *     tn_sql_canonical_type(): PostgreSQL and MySQL lower case in the short spelling: integer
 *     bigint smallint varchar(n) char(n) numeric(p,s) boolean real "double precision" timestamp(p)
 *     timestamptz(p) time(p) timetz(p) varbit(n); int "int unsigned" tinyint(1) decimal(p,s)
 *     double enum('a','b') set('a'). A display width is left out where it is the usual one:
 *     int(11) is int, int(10) stays. Without blanks after commas of type modifiers. SQLite: as
 *     written, white space folded; "" for a column without type. No array brackets, no CHARACTER
 *     SET, no COLLATE. "" where named_type is set. A type that is neither built in nor in the
 *     model stays text as PostgreSQL would quote it: citext, app."Mood", geometry(Point,4326).
 * attribute.dimensions
 *     int[][] is 2; "integer ARRAY[3]" is 1 (PostgreSQL ignores the bounds).
 * attribute.nullable
 *     PostgreSQL, MySQL: false for primary key columns, serial and identity too. SQLite: false
 *     only where NOT NULL is written (its catalogue says so as well).
 * attribute.default_value
 *     As written, with its parentheses where the dialect needs them: MySQL "(uuid())", SQLite
 *     "(datetime('now'))". DEFAULT NULL is "" unless a domain is overridden by it or the catalogue
 *     keeps it (SQLite; PostgreSQL for a type with parameters).
 * attribute.identity
 *     serial: the type is integer, bigint or smallint. auto_increment: MySQL, SQLite
 *     AUTOINCREMENT. An SQLite INTEGER PRIMARY KEY without it is "none".
 * attribute.identity_options
 *     Inside of the parentheses: "START WITH 10 INCREMENT BY 5"; "" for none. PostgreSQL's
 *     "SEQUENCE NAME x" is dropped when it is the name the server gives.
 * attribute.generated
 *     Expression without the parentheses; generation says stored or virtual.
 * attribute.charset, collation
 *     Names, unquoted; PostgreSQL: as written ("C", pg_catalog."default" is "").
 * attribute.on_update
 *     As written: CURRENT_TIMESTAMP(3).
 * attribute.options
 *     Clauses as written, to be put after the others: STORAGE external, COMPRESSION lz4, SRID
 *     4326, COLUMN_FORMAT fixed; MySQL's BINARY: right after the type; MariaDB's GENERATED ALWAYS
 *     AS ROW START or END first, and written where a generated column says so. SQLite "ON
 *     CONFLICT x" of NOT NULL: put right after NOT NULL.
 *
 * key.options
 *     PostgreSQL: "WITH (fillfactor=70) USING INDEX TABLESPACE fast": after the columns and
 *     INCLUDE, before DEFERRABLE. MySQL: "USING HASH KEY_BLOCK_SIZE=4", after the columns (BTREE
 *     is dropped). SQLite: "ON CONFLICT REPLACE"; before it "(a COLLATE NOCASE DESC, b)",
 *     all columns where one has a collation or direction, to be written in place of the columns,
 *     or "DESC" for a key in its column's line (an INTEGER there is no rowid then). MySQL: the
 *     same of a primary key with prefix lengths or directions, "(`a`(10), b DESC)", and of any key
 *     with a period: "(id, p WITHOUT OVERLAPS)". A unique key of MySQL with a prefix length, an
 *     expression or a direction is an index.
 * relationship.target, target_attributes
 *     Set when found, else target_name (schema.name as PostgreSQL would write it, unquoted parts)
 *     and target_columns. Columns left out in REFERENCES: both lists empty.
 * relationship.options
 *     "SET NULL (a, b)" or "SET DEFAULT (a)": the column list of ON DELETE, to be written in place
 *     of the action. "NOT ENFORCED": at the end. MySQL: "ON DELETE NO ACTION", "ON UPDATE NO
 *     ACTION" or both where that was written out, since MariaDB's catalogue tells. Otherwise "".
 * check.attribute
 *     SQLite: of a check in a column's line, named or not: it goes when the column is dropped.
 *     MySQL, MariaDB: of one without a name.
 * check.expression
 *     Without the parentheses around it. NOT VALID, NO INHERIT, NOT ENFORCED are flags.
 *
 * index.method
 *     Lower case; "" for btree (the default; "btree" in MySQL's tables in memory). "fulltext",
 *     "spatial" in MySQL; "hash".
 * index.predicate
 *     Without the parentheses around it (in SQLite with those that were written), without WHERE.
 * index.options
 *     PostgreSQL: "WITH (fillfactor='70')", "TABLESPACE x": before WHERE. A leading word ONLY:
 *     CREATE INDEX … ON ONLY. MySQL: "WITH PARSER ngram", "KEY_BLOCK_SIZE=4". CONCURRENTLY,
 *     ALGORITHM and LOCK are dropped: they are no property of the index.
 * index_part
 *     attribute, or expression without the parentheses around it (SQLite: as written).
 *     operator_class: "text_pattern_ops", "gist_trgm_ops (siglen=32)". nulls automatic where they
 *     stand where the server puts them by itself.
 * exclusion
 *     method lower case, "" for btree as written or left out (the server takes btree);
 *     exclude_operator: "&&", "OPERATOR(public.=)". options: as key.options; they stand before
 *     WHERE; predicate as in indexes.
 *
 * entity.engine, charset, collation
 *     As written: InnoDB, utf8mb4, utf8mb4_unicode_ci.
 * entity.options
 *     PostgreSQL: "USING heap WITH (fillfactor=70) ON COMMIT DROP TABLESPACE x", after the column
 *     list, INHERITS and PARTITION BY, in that order. MySQL: "AUTO_INCREMENT=5
 *     ROW_FORMAT=DYNAMIC", parted by blanks. The comment goes to entity.comment.
 * entity.periods
 *     MariaDB: "SYSTEM_TIME (start, end)", as written behind PERIOD FOR.
 * entity.partition_by
 *     PostgreSQL: "RANGE (created_at)". MySQL: all of it, "RANGE (year(d)) (PARTITION p0 VALUES
 *     LESS THAN (1990), …)".
 * entity.partition_of, partition_bound
 *     "FOR VALUES FROM (…) TO (…)" or "DEFAULT". The attributes of the parent are copied to a
 *     table made with PARTITION OF (and with INHERITS), since constraints may name them; keys,
 *     checks and indexes are not copied. Both forms, CREATE … PARTITION OF and ATTACH PARTITION,
 *     read alike.
 * entity.inherits
 *     The tables above, in order. What ALTER does to a column above it does to those below, as the
 *     server does; a table that takes over from one that is kept as a statement is kept as well.
 * check.attribute
 *     MySQL, MariaDB: a check without a name in a column's line. Writing relies on it for MariaDB
 *     alone, which does not name such a check as it names others.
 * entity.owner, namespace.owner
 *     The role's name, unquoted.
 *
 * type.values
 *     Unquoted, unescaped. type.base: canonical, with [] where it is an array, the path of a named
 *     type where it is one. type.definition: inside of the parentheses: composite "a integer, b
 *     text"; range "subtype = float8". Base and shell types are raws.
 * sequence.*
 *     Numbers as text; "" where it is the server's default (start 1, increment 1, minimum,
 *     maximum, cache 1, type bigint). owner from OWNED BY.
 * extension.options
 *     "WITH SCHEMA public VERSION '1.3'" (SCHEMA pg_catalog and public are kept).
 * view.columns
 *     Unquoted. view.query: from after AS to the end, verbatim, without semicolon; WITH CHECK
 *     OPTION and WITH NO DATA stay in it, WITH DATA is dropped.
 * view.options
 *     PostgreSQL: leading words TEMP, TEMPORARY, RECURSIVE stand before VIEW, the rest ("WITH
 *     (security_barrier=true)", "USING x", "TABLESPACE y") before AS. MySQL and SQLite: all before
 *     VIEW: "ALGORITHM=MERGE DEFINER=`a`@`b` SQL SECURITY INVOKER".
 * routine
 *     name; signature: inside of the parentheses of the parameters, folded. definition: the whole
 *     CREATE statement, verbatim (with OR REPLACE), without the final terminator. Overloads share
 *     a name.
 * trigger.definition
 *     The whole CREATE statement, verbatim, without the terminator.
 * grant.definition
 *     The whole GRANT or REVOKE. role.definition: the whole CREATE ROLE/USER/GROUP.
 * routine.session, trigger.session, view.session, raw.session
 *     MySQL: "sql_mode = 'ORACLE'", as SET takes it, where the mode is not the server's own; of
 *     views only modes that it takes to read the query. Texts other than verbatim ones are in the
 *     quotes that every mode reads.
 * raw.statement
 *     "CREATE POLICY", "ALTER TABLE ENABLE ROW LEVEL SECURITY": the leading words in capitals.
 *     raw.definition: one whole statement; an unmodelled action of an ALTER TABLE becomes a
 *     statement of its own; "INSERT": the rows of a table of an enumeration's values. raw.entity,
 *     raw.view, raw.base: the table or view it is about (base: one that is kept as it was made,
 *     CREATE TABLE … AS); it goes with that, and by DROP of its name. "SET search_path = app":
 *     names without a schema in the texts behind it are found so.
 * position
 *     Number of the statement in the script, from 1.
 * comment
 *     Unquoted text; MySQL's COMMENT clauses and PostgreSQL's COMMENT ON alike.
 */
/* clang-format on */
