# tenon ddl as users call it: versions of a dialect, parts of a schema, folders out and in.
. "$srcdir/tests/tap.sh"
cd "$tap_folder" || exit 1

cat >shop.sql <<'SQL'
CREATE TABLE customer (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    email text NOT NULL,
    domain text GENERATED ALWAYS AS (split_part(email, '@', 2)) STORED,
    CONSTRAINT customer_email UNIQUE NULLS NOT DISTINCT (email)
);
SQL

# ---------------------------------------------------------------- versions

"$TENON" ddl shop.sql --dialect postgresql@18 >out 2>err
says "a version that has everything gets everything" "UNIQUE NULLS NOT DISTINCT (email)" out
[ ! -s err ]
tap_result $? "and nothing is told"
"$TENON" ddl shop.sql --dialect postgresql@11 >out 2>err
says "an older version gets an ordinary column" "domain text," out
says "the loss is told by name" "customer.domain: warning: it becomes an ordinary column" err
says "nulls are told" "customer.customer_email: warning: PostgreSQL 11 takes any number of nulls" err
"$TENON" ddl shop.sql --dialect postgresql@7 >out 2>err
[ $? -eq 2 ] && [ ! -s out ]
tap_result $? "an unknown version is wrong usage"
says "the known versions are listed" "of PostgreSQL the versions 10 to 18 are known" err
"$TENON" ddl shop.sql --dialect postgresql@40 >out 2>err
says "a version above all is the newest, with a note" "it is taken for PostgreSQL 18" err
"$TENON" dialects >out
says "tenon dialects lists the versions" "@5.7, @8.0.11" out
"$TENON" new -q old.tenon --dialect postgresql@11 --from shop.sql 2>err
"$TENON" ddl old.tenon >out 2>err
says "a project of a version keeps it" "GENERATED ALWAYS AS" out
"$TENON" diff shop.sql shop.sql --dialect postgresql@12 --exit-code >out 2>err
tap_result $? "two sources are compared at a version"
"$TENON" migrate /dev/null shop.sql --dialect postgresql@12 >out 2>err
says "a migration is written for a version" "UNIQUE (email)" out

# ---------------------------------------------------------------- what the script is written in

echo 'CREATE TABLE t (a MEDIUMBLOB, b MEDIUMINT);' >types.sql
"$TENON" ddl types.sql --dialect sqlite >out 2>err
says "types of MySQL are names in SQLite" "MEDIUMBLOB" out
"$TENON" ddl types.sql --dialect postgresql >out 2>err
says "and MySQL's where that is not the question" "a bytea" out
echo 'CREATE TABLE t (id SERIAL);' >numbered.sql
"$TENON" ddl numbered.sql --read-as mysql --dialect mariadb >out 2>err
says "--read-as tells what the text does not" "id bigint unsigned NOT NULL AUTO_INCREMENT" out
"$TENON" export numbered.sql --read-as mysql --format xml >out 2>err
says "export takes it, too" 'type="bigint unsigned"' out
"$TENON" ddl numbered.sql --read-as oracle >out 2>err
[ $? -eq 2 ] && [ ! -s out ]
tap_result $? "an unknown dialect is wrong usage"

# ---------------------------------------------------------------- enumerations

cat >mood.sql <<'SQL'
CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE TABLE person (id integer PRIMARY KEY, m mood);
SQL
"$TENON" ddl mood.sql --dialect mysql --enums lookup -v >out 2>err
says "--enums lookup makes a table of the values" "FOREIGN KEY (m) REFERENCES mood (value)" out
says "and tells so" "person.m: info: it becomes text that refers to the table mood" err
"$TENON" ddl mood.sql --enums none >out 2>err
[ $? -eq 2 ] && [ ! -s out ]
tap_result $? "an unknown form is wrong usage"
"$TENON" export mood.sql --format sql --enums check >out 2>err
says "export takes it, too" "CHECK (m IN ('sad', 'ok'))" out
"$TENON" help crossing >out
says "tenon help crossing tells of the forms" "  lookup  text that refers to a table" out

# ---------------------------------------------------------------- parts of a schema

cat >parts.sql <<'SQL'
CREATE TABLE customer (id integer PRIMARY KEY);
CREATE TABLE orders (id integer PRIMARY KEY, customer_id integer REFERENCES customer (id), note text UNIQUE);
CREATE VIEW recent AS SELECT id FROM orders;
SQL
"$TENON" ddl parts.sql --only customer --only 'rec*' >out 2>err
[ "$(grep -c '^CREATE' out)" -eq 2 ] && [ ! -s err ]
tap_result $? "--only may be given again"
"$TENON" ddl parts.sql --only order >out 2>err
[ $? -eq 3 ] && [ ! -s out ]
tap_result $? "a name that is unknown is refused"
says "and the nearest one is named" "--only order: nothing is called so; did you mean orders?" err
"$TENON" ddl parts.sql --terse --only orders >out
says "terse" "customer_id int" out

# ---------------------------------------------------------------- folders

"$TENON" ddl parts.sql --split out.d 2>err && [ -f out.d/tables/orders.sql ] && [ -f out.d/all.sql ]
tap_result $? "--split writes a file an object"
says "and says so" "out.d written: 4 files; all.sql loads them" err
"$TENON" ddl out.d >again.sql && "$TENON" ddl parts.sql >once.sql && cmp -s once.sql again.sql
tap_result $? "the folder is a source of the same schema"
"$TENON" ddl parts.sql --dialect sqlite -o lite.d/ -q && (cd lite.d && [ -f tables/orders.sql ])
tap_result $? "-o FOLDER/ is the same"
touch lite.d/mine.txt
"$TENON" ddl parts.sql --dialect sqlite -o lite.d/ 2>err
[ $? -eq 3 ] && [ -f lite.d/mine.txt ]
tap_result $? "a folder with a file of somebody else is left alone"
says "and the file is named" "lite.d/: mine.txt was not written by tenon" err
if command -v sqlite3 >/dev/null; then
    (cd lite.d && sqlite3 -bail ../lite.db '.read all.sql') && [ -n "$(sqlite3 lite.db 'select * from recent' '.tables')" ]
    tap_result $? "sqlite3 loads the folder by its all.sql"
fi
"$TENON" ddl parts.sql --split a --output b 2>err
[ $? -eq 2 ]
tap_result $? "--split and --output do not go together"

mkdir migrations
echo 'CREATE TABLE t (a int);' >migrations/001_t.up.sql
echo 'DROP TABLE t;' >migrations/001_t.down.sql
echo 'ALTER TABLE t ADD b int;' >migrations/002_b.up.sql
"$TENON" ddl migrations >out
says "a folder of migrations is a source" "b integer" out
echo 'ALTER TABLE t ADD c int;' >last.sql
"$TENON" ddl migrations last.sql >out
says "so are several sources, in their order" "c integer" out
"$TENON" new -q m.tenon --from migrations/001_t.up.sql
"$TENON" import -q m.tenon migrations last.sql && "$TENON" ddl m.tenon >out
says "and they are imported as one" "c integer" out
echo 'ALTER TABLE t ADD (;' >migrations/003_bad.up.sql
"$TENON" ddl migrations >out 2>err
says "a finding names the file" "migrations/003_bad.up.sql:1:" err
tap_done
