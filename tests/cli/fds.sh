# tenon fds as users call it: sources, options, output for programs, and the numbers of the shared data sets.
. "$srcdir/tests/tap.sh"
cd "$tap_folder" || exit 1

printf 'zip,city,person\n10115,Berlin,Ann\n10115,Berlin,Bob\n20095,Hamburg,Cid\n20097,Hamburg,Dan\n' >people.csv

# ---------------------------------------------------------------- everything, for programs

run "a CSV file is read" 0 fds people.csv --all --format json
cat >wanted <<'JSON'
{"rows": 4, "columns": ["zip", "city", "person"], "count": 3, "dependencies": [
  {"lhs": ["person"], "rhs": "zip"},
  {"lhs": ["zip"], "rhs": "city"},
  {"lhs": ["person"], "rhs": "city"}
]}
JSON
cmp -s out wanted || { diff wanted out | tap_show; false; }
tap_result $? "every minimal dependency stands in the JSON"
"$TENON" fds --all --format json - <people.csv | cmp -s - wanted
tap_result $? "standard input is a source"
tr ',' ';' <people.csv | "$TENON" fds --all --format json --separator ';' - | cmp -s - wanted
tap_result $? "the separator may be told"
tr ',' '\t' <people.csv | "$TENON" fds --all --format json --separator tab - | cmp -s - wanted
tap_result $? "by name"
run "without names in the first line" 0 fds people.csv --all --format json --no-header
says "columns have numbers" '"columns": ["column1", "column2", "column3"]' out
says "and the line counts" '"rows": 5' out
printf 'a,b\n1,x\n2,x\n' >constant.csv
run "a constant column" 0 fds constant.csv --all --format json
says "follows from nothing" '{"lhs": [], "rhs": "b"}' out

# ---------------------------------------------------------------- everything, for people

run "text" 0 fds people.csv --all
says "lists dependencies" '  zip -> city' out
says "and keys" '1 minimal unique column combination' out
run "as many rows as asked for" 0 fds people.csv --all --rows 2
says "are read" '2 rows, 3 columns' out
printf 'a,b\n1,?\n2,NA\n3,\n' >nulls.csv
run "nulls are equal" 0 fds nulls.csv --all --null '?' --null NA
says "so the column is constant" '  -> b' out
run "or differ" 0 fds nulls.csv --all --null '?' --null NA --nulls-differ
says "and tell rows apart" '  b -> a' out

# ---------------------------------------------------------------- too much

awk 'BEGIN { srand(5); for (i = 0; i < 400; i++) { line = ""
    for (c = 0; c < 60; c++) line = line (c ? "," : "") int(rand() * 4)
    print line } }' >hard.csv
run "a search may be ended" 0 fds hard.csv --no-header --all --format json --timeout 1
says "which the result tells" '"complete": false' out
says "beside what was found" '{"lhs": [' out

# ---------------------------------------------------------------- proposals

awk 'BEGIN { print "id,zip,city,country"
    for (i = 1; i <= 400; i++)
        printf "%d,%d,%s%d,X\n", i, i * 7 % 40, i == 123 ? "Un" : "C", i * 7 % 40 % 13 }' >homes.csv
run "proposals" 0 fds homes.csv
says "tell what is unique" '  id' out
says "what is constant" 'Always the same: country' out
says "what few rows break" '  zip -> city  broken by 1 row of 400 (g3 0.0025)' out
says "with the row" '      row 123: zip = 21, city = Un8; row 3: city = C8' out
says "and how many there are in all" '(--all lists them)' out
run "without room for errors" 0 fds homes.csv --error 0
says "it is not one" 'No dependency that is worth a look' out
sed 's/Un/C/' homes.csv >sound.csv
run "what holds" 0 fds sound.csv
says "is told with what it saves" '  zip -> city  360 values stand again, in 40 groups' out
run "proposals for programs" 0 fds homes.csv --format json
says "have their measures" '{"lhs": ["zip"], "rhs": "city", "broken": 1, "g3": 0.0025, "groups": 40, "repeated": 360, "violations": [{"row": 123, "value": "Un8", "other_row": 3, "other_value": "C8"}]}' out
says "beside the keys" '"keys": [["id"]]' out
run "no percentage" 2 fds homes.csv --error much
run "no size of a left side" 2 fds homes.csv --left 0

# ---------------------------------------------------------------- SQLite

"$TENON" new -q shop.tenon --from "$srcdir/samples/shop.sql" --dialect postgresql
run "a table of a database" 0 fds shop.tenon --table attribute --all --format json
says "is read" '"id"' out
run "all tables" 0 fds shop.tenon --all
says "each by its name" 'attribute: ' out
run "a table that is not there" 3 fds shop.tenon --table nowhere
says "is told" 'has no table nowhere' err

# ---------------------------------------------------------------- several tables

printf 'id,name\n1,Ann\n2,Bob\n3,Cid\n' >customers.csv
printf 'no,customer_id,amount\n10,1,5\n11,1,5\n12,3,7\n13,,9\n' >orders.csv
run "several files" 0 fds customers.csv orders.csv
says "tell what could be foreign keys" '  orders.csv (customer_id) in customers.csv (id)  67 % of its values' out
run "for programs" 0 fds customers.csv orders.csv --format json
says "too" '{"table": "orders.csv", "column": "customer_id", "in_table": "customers.csv", "in_column": "id", "share": 0.6667}' out
says "beside the tables" '{"table": "customers.csv", "found": {"rows": 3' out

# ---------------------------------------------------------------- faults

run "a file that is not there" 3 fds nowhere.csv
run "an empty file" 3 fds /dev/null
printf 'a,b\n1\n2,3,4\n5,6\n' >ragged.csv
run "rows that do not fit are read" 0 fds ragged.csv --all
says "with a warning" 'ragged.csv:2:1: warning: 1 field where there are 2 columns' err
printf 'a,b\n1,"x\n' >open.csv
run "a quote without end" 3 fds open.csv
says "is told with its line" 'open.csv:2: a quote opens here' err
run "a separator of two characters" 2 fds people.csv --separator ab
run "an unknown encoding" 2 fds people.csv --encoding klingon
run "an unknown format" 2 fds people.csv --format yaml
run "no number" 2 fds people.csv --rows many

# ---------------------------------------------------------------- the shared data sets

shared=$TENON_SHARED/fd_datasets
if [ -f "$shared/expected.json" ]; then
    awk -F'"' '/\.csv": / { file = $2 }
        /"header"/ { header = /true/ }
        /"rows"/ { sub(/[^0-9]*/, ""); rows = $0 + 0 }
        /"minimal_fds"/ { sub(/[^0-9]*/, ""); print file, header, rows, $0 + 0 }' \
        "$shared/expected.json" >sets
    while read -r file header rows count; do
        option=
        [ "$header" = 1 ] || option=--no-header
        "$TENON" fds "$shared/$file" --all --format json $option >out 2>err
        grep -q "^{\"rows\": $rows, .* \"count\": $count, " out &&
            [ "$(grep -c '^  {"lhs": ' out)" -eq "$count" ]
        tap_result $? "$file has $count dependencies"
    done <sets
else
    tap_skip "the shared data sets" "there are none"
fi
tap_done
