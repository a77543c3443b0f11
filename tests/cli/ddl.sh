# tenon ddl as users call it: versions of a dialect.
. "$srcdir/tests/tap.sh"
cd "$tap_folder" || exit 1

# says NAME WANTED FILE: the file has a line with that text
says() {
    grep -qF -e "$2" "$3" || { cat "$3" | tap_show; false; }
    tap_result $? "$1"
}

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
tap_done
