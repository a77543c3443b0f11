# tenon check --data and tenon fds --into as users call them: what rows say of a model, and what goes into it.
. "$srcdir/tests/tap.sh"
cd "$tap_folder" || exit 1

cat >shop.sql <<'SQL'
CREATE TABLE customers (id integer PRIMARY KEY, email text UNIQUE, zip text, city text);
CREATE TABLE orders (id integer PRIMARY KEY, customer_id integer REFERENCES customers (id), note text);
CREATE INDEX orders_customer_id_idx ON orders (customer_id);
SQL
"$TENON" new -q shop.tenon --from shop.sql --dialect postgresql
awk 'BEGIN { print "id,email,zip,city"
    for (i = 1; i <= 400; i++)
        printf "%d,m%d@x,%d,C%d\n", i, i, 10 + i * 7 % 40, i * 7 % 40 % 13 }' >customers.csv
printf 'id,customer_id,note\n1,1,\n2,999,\n2,5,\n' >orders.csv

# ---------------------------------------------------------------- rows against the model

run "a sound table" 0 check shop.tenon --data customers.csv --rule nf-fd-contradicted
says "contradicts nothing" 'no findings' out
run "several files" 0 check shop.tenon --data customers.csv --data orders.csv
says "tell which reference leads nowhere" 'that customer_id of orders refers to customers is contradicted by 1 of 3 rows of orders.csv (g3 0.3333), of which customers.csv has no row: row 2: customer_id = 999' out
says "which key does not hold" 'the primary key of orders is contradicted by 1 of 3 rows of orders.csv (g3 0.3333), which equals an earlier one in id: row 3: id = 2, as in row 2' out
run "they are warnings" 1 check shop.tenon --data orders.csv --fail-on warning
run "rows of the child alone" 0 check shop.tenon --data orders.csv
silent "say nothing of the reference" 'refers to customers' out
run "nor does a parent that is cut" 0 check shop.tenon --data customers.csv --data orders.csv --rows 2
silent "whose other rows are not known" 'refers to customers' out
run "rules on values" 0 check shop.tenon --data customers.csv --rule type-from-data,column-constant
says "run" 'no findings' out
sed 's/,C[0-9]*$/,X/' customers.csv >others.csv
run "a file of another name" 0 check shop.tenon --data customers=others.csv
says "is of the entity it is said to be of" 'customers.city is X in all 400 rows of others.csv' out
run "without that" 0 check shop.tenon --data others.csv
says "it is told" 'there is no entity others: say which one others.csv is of, ENTITY=others.csv' err
run "a file that is not there" 3 check shop.tenon --data nowhere.csv
run "an unknown encoding" 2 check shop.tenon --data customers.csv --encoding klingon
run "an SQL script is a source, too" 0 check shop.sql --data orders.csv --rule nf-fd-contradicted
says "whose keys are looked at" 'the primary key of orders' out
run "JSON" 0 check shop.tenon --data orders.csv --rule nf-fd-contradicted --format json
says "has the rows" 'row 3: id = 2, as in row 2' out

# ---------------------------------------------------------------- an SQLite database

printf 'CREATE TABLE "orders" (id integer, customer_id integer, note text);\nCREATE TABLE strange (x);\n' >tables.sql
printf "INSERT INTO orders VALUES (1, 1, 'a'), (1, 2, 'b');\n" >>tables.sql
if command -v sqlite3 >/dev/null 2>&1 && sqlite3 rows.db <tables.sql; then
    run "tables of a database" 0 check shop.tenon --data rows.db --rule nf-fd-contradicted
    says "are those of the entities of their names" 'contradicted by 1 of 2 rows of orders' out
    silent "others do not matter" 'strange' err
else
    tap_skip "tables of a database" "there is no sqlite3"
fi

# ---------------------------------------------------------------- what data show goes into a project

run "proposals" 0 fds customers.csv --into shop.tenon
says "are noted" '1 dependency noted in shop.tenon as discovered' err
"$TENON" fd shop.tenon >out
says "with the evidence" '# customers: zip -> city  (discovered in customers.csv, 400 rows, 2' out
"$TENON" fds customers.csv --into shop.tenon >out 2>err
[ "$("$TENON" fd shop.tenon | wc -l)" -eq 1 ]
tap_result $? "the second time they are there"
run "what is discovered" 0 normalize shop.tenon customers
silent "does not count" 'zip -> city' out
run "nor do the checks" 0 check shop.tenon --rule nf-goal
says "go by it" 'no findings' out
run "but they remind of it" 0 check shop.tenon --rule nf-fd-discovered
says "with where it was found" 'that zip determines city was found in customers.csv, 400 rows, 2' out
run "declaring it" 0 fd shop.tenon 'customers: zip -> city'
"$TENON" fd shop.tenon >out
says "makes it count" 'customers: zip -> city' out
silent "without the mark" '#' out
run "then the normal form" 0 check shop.tenon --rule nf-goal
says "is judged by it" 'customers is not in third normal form: zip, which is no key, determines city; keys: (id)' out
run "undo takes that back" 0 undo shop.tenon
"$TENON" fd shop.tenon >out
says "to what was discovered" '# customers: zip -> city' out
run "it may be taken back" 0 fd shop.tenon --delete 'customers: zip -> city'
[ -z "$("$TENON" fd shop.tenon)" ]
tap_result $? "and is gone"
run "a name for the table" 0 fds customers=others.csv --into shop.tenon
run "everything that holds" 2 fds customers.csv --all --into shop.tenon
says "is too much" 'leave --all out' err
run "tables that the project has not" 3 fds others.csv --into shop.tenon
says "are told" 'has no entity that is called as one of the tables' err
run "a script is no project" 3 fds customers.csv --into shop.sql

# ---------------------------------------------------------------- declared and broken

"$TENON" fd -q shop.tenon 'customers: zip -> city'
sed 's/^123,\(.*\),C[0-9]*$/123,\1,Un/' customers.csv >broken.csv
run "a declared dependency" 0 check shop.tenon --data customers=broken.csv --rule nf-fd-contradicted
says "is contradicted by its rows" 'that zip determines city is contradicted by 1 of 400 rows of broken.csv (g3 0.0025): row 123: zip = 31, city = Un, against row 3: city = C8' out

# ---------------------------------------------------------------- fixes that data tell

awk 'BEGIN { print "id,customer_id,note"; for (i = 1; i <= 30; i++) printf "%d,%d,%d\n", i, i, i * 37 }' >notes.csv
run "texts that are numbers" 0 check shop.tenon --data orders=notes.csv --rule type-from-data
says "are told" 'orders.note is text, but all 30 values of it in notes.csv are whole numbers' out
run "the fix" 0 check shop.tenon --data orders=notes.csv --rule type-from-data --fix
says "is made with the data at hand" '1 of 1 findings fixed' err
says "and nothing is left" 'no findings' out
"$TENON" ddl shop.tenon >out
grep -qE 'note +integer' out
tap_result $? "the column has the type"
tap_done
