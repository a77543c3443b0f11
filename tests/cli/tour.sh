# The whole way, as a user goes it: an SQL file becomes a project, is checked, compared, migrated and drawn.
. "$srcdir/tests/tap.sh"
cd "$tap_folder" || exit 1

for sample in shop blog clinic; do
    file=$srcdir/samples/$sample.sql
    run "$sample: a script becomes a project" 0 new $sample.tenon --from "$file"
    run "$sample: the project and its script do not differ" 0 diff "$file" $sample.tenon --exit-code
    run "$sample: canonical text out" 0 export $sample.tenon --format xml -o $sample.xml
    run "$sample: canonical text in" 0 new again.tenon --from $sample.xml
    run "$sample: the same text again" 0 export again.tenon --format xml -o again.xml
    cmp -s $sample.xml again.xml
    tap_result $? "$sample: byte for byte"
    rm -f again.tenon
    run "$sample: the sample in the tree is the same model" 0 diff "$srcdir/samples/$sample.xml" \
        $sample.tenon --exit-code
    for dialect in postgresql mysql mariadb sqlite; do
        run "$sample: DDL for $dialect" 0 ddl $sample.tenon --dialect $dialect -o $sample.$dialect.sql
        run "$sample: that DDL can be read" 0 ddl $sample.$dialect.sql --dialect $dialect
    done
    run "$sample: SVG" 0 diagram $sample.tenon -o $sample.svg
    run "$sample: text diagram" 0 diagram $sample.tenon --format text
    run "$sample: JSON" 0 export $sample.tenon --format json
done

run "check finds nothing that counts in the shop" 0 check shop.tenon
run "check finds faults in the clinic" 1 check clinic.tenon
says "a missing primary key" pk-missing
run "they can be fixed" 0 check clinic.tenon --fix --fail-on never
run "the fixes are one edit" 0 undo clinic.tenon
run "and the model is as before" 0 diff clinic.xml clinic.tenon --exit-code
run "SARIF" 1 check clinic.tenon --format sarif
says "has its version" '"2.1.0"'
run "explain" 0 explain pk-missing

sed 's/note      text/note      varchar(500),\n    currency  char(3)/' "$srcdir/samples/shop.sql" >changed.sql
run "import a changed script" 0 import shop.tenon changed.sql
run "the diff tells what changed" 1 diff "$srcdir/samples/shop.sql" shop.tenon --exit-code
says "the new column" currency
says "the new type" 'varchar(500)'
run "as Markdown" 0 diff "$srcdir/samples/shop.sql" shop.tenon --format markdown
says "with a heading" '### Schema changes'
run "as JSON" 0 diff "$srcdir/samples/shop.sql" shop.tenon --format json
run "the migration" 0 migrate "$srcdir/samples/shop.sql" shop.tenon
says "adds the column" 'ADD COLUMN currency'
run "and the way back" 0 migrate "$srcdir/samples/shop.sql" shop.tenon --down
says "drops it" 'DROP COLUMN currency'
run "both in a folder" 0 migrate "$srcdir/samples/shop.sql" shop.tenon -o migration
[ -s migration/up.sql ] && [ -s migration/down.sql ]
tap_result $? "up.sql and down.sql"
run "the journal" 0 log shop.tenon
says "names the import" 'import changed.sql'
run "undo" 0 undo shop.tenon
run "nothing is left of it" 0 diff "$srcdir/samples/shop.sql" shop.tenon --exit-code
run "redo" 0 redo shop.tenon
run "a question in SQL" 0 sql shop.tenon "select name from attributes where parent = 'orders' order by 1"
says "the column" currency
tap_done
