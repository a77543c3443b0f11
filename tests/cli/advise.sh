#!/bin/sh
# What tenon advise proposes, and takes into a project.
. "$srcdir/tests/tap.sh"
cd "$tap_folder" || exit 1

cat >shop.sql <<'SQL'
CREATE TABLE customer (id int PRIMARY KEY, email text NOT NULL UNIQUE);
CREATE TABLE purchase (id int PRIMARY KEY, customer_id int NOT NULL REFERENCES customer (id), status text);
CREATE INDEX by_status ON purchase (status);
CREATE INDEX by_status_too ON purchase (status);
SQL
"$TENON" advise shop.sql >out 2>err
tap_result $? "a script has foreign keys at least"
says "they ask for an index" "purchase: add: purchase refers to customer by customer_id" out
says "with its statement" "CREATE INDEX purchase_customer_id_idx ON purchase (customer_id);" out
says "and what is there twice goes" "DROP INDEX by_status_too;" out

"$TENON" advise shop.sql customer >out 2>err
says "only what is named is looked at" "nothing to add or to drop" out
"$TENON" advise shop.sql clients >out 2>err
[ $? -eq 3 ]
tap_result $? "an entity that is not there is an error"
says "with its name" "there is no entity clients in shop.sql" err
"$TENON" advise shop.sql --format xml >out 2>err
[ $? -eq 2 ]
tap_result $? "text or json"

"$TENON" advise shop.sql --format json >out 2>err
says "JSON has the columns" '"columns": [{"attribute": "customer_id"}]' out
says "and what is to be dropped" '"action": "drop", "index": "purchase.by_status_too"' out

"$TENON" advise shop.sql --apply >out 2>err
[ $? -eq 3 ]
tap_result $? "only a project can take it"

# ---------------------------------------------------------------- a project with patterns

"$TENON" new shop.tenon --from shop.sql >/dev/null 2>&1
"$TENON" export shop.tenon --format xml -o shop.xml
awk '/<entity / && /name="purchase"/ { inside = 1 }
    inside && /<\/entity>/ {
        print "<access_pattern id=\"00000000000000aa\" name=\"open\" per_hour=\"90\"><query>" \
            "SELECT id FROM purchase WHERE status = $1 ORDER BY id LIMIT 5</query></access_pattern>"
        inside = 0
    }
    { print }' shop.xml >patterns.xml
"$TENON" new patterns.tenon --from patterns.xml >out 2>err
tap_result $? "a pattern stands in the canonical text"
"$TENON" advise patterns.tenon --apply >out 2>err
tap_result $? "the advice is taken"
says "with the query's columns" "add: open asks for status, in the order of id, 90 times an hour" out
says "and said how to take it back" "tenon undo patterns.tenon takes it back" err
"$TENON" ddl patterns.tenon >ddl
says "the index is there" "CREATE INDEX purchase_status_id_idx ON purchase (status, id);" ddl
! grep -q "by_status" ddl
tap_result $? "those that it makes superfluous are not"
"$TENON" export patterns.tenon --format xml -o after.xml
says "its reason is kept" "open asks for status, in the order of id" after.xml
"$TENON" advise patterns.tenon >out 2>err
says "nothing is left to do" "nothing to add or to drop" out
"$TENON" undo patterns.tenon >/dev/null 2>&1
"$TENON" ddl patterns.tenon >ddl
says "one undo takes all of it back" "by_status_too" ddl

tap_done
