# The whole way, as a user goes it: an SQL file becomes a project, is checked, compared, migrated and drawn.
. "$srcdir/tests/tap.sh"
cd "$tap_folder" || exit 1

# step NAME STATUS ARGUMENT…
step() {
    name=$1 expected=$2
    shift 2
    "$TENON" "$@" >out 2>err </dev/null
    status=$?
    [ $status -eq "$expected" ]
    result=$?
    [ $result -eq 0 ] || { echo "status $status instead of $expected"; cat err; } | tap_show
    tap_result $result "$name"
}

# says NAME TEXT: standard output has the text
says() {
    grep -qF -e "$2" out
    tap_result $? "$1"
}

for sample in shop blog clinic; do
    file=$srcdir/samples/$sample.sql
    step "$sample: a script becomes a project" 0 new $sample.tenon --from "$file"
    step "$sample: the project and its script do not differ" 0 diff "$file" $sample.tenon --exit-code
    step "$sample: canonical text out" 0 export $sample.tenon --format xml -o $sample.xml
    step "$sample: canonical text in" 0 new again.tenon --from $sample.xml
    step "$sample: the same text again" 0 export again.tenon --format xml -o again.xml
    cmp -s $sample.xml again.xml
    tap_result $? "$sample: byte for byte"
    rm -f again.tenon
    step "$sample: the sample in the tree is the same model" 0 diff "$srcdir/samples/$sample.xml" \
        $sample.tenon --exit-code
    for dialect in postgresql mysql mariadb sqlite; do
        step "$sample: DDL for $dialect" 0 ddl $sample.tenon --dialect $dialect -o $sample.$dialect.sql
        step "$sample: that DDL can be read" 0 ddl $sample.$dialect.sql --dialect $dialect
    done
    step "$sample: SVG" 0 diagram $sample.tenon -o $sample.svg
    step "$sample: text diagram" 0 diagram $sample.tenon --format text
    step "$sample: JSON" 0 export $sample.tenon --format json
done

step "check finds nothing that counts in the shop" 0 check shop.tenon
step "check finds faults in the clinic" 1 check clinic.tenon
says "a missing primary key" pk-missing
step "they can be fixed" 0 check clinic.tenon --fix --fail-on never
step "the fixes are one edit" 0 undo clinic.tenon
step "and the model is as before" 0 diff clinic.xml clinic.tenon --exit-code
step "SARIF" 1 check clinic.tenon --format sarif
says "has its version" '"2.1.0"'
step "explain" 0 explain pk-missing

sed 's/note      text/note      varchar(500),\n    currency  char(3)/' "$srcdir/samples/shop.sql" >changed.sql
step "import a changed script" 0 import shop.tenon changed.sql
step "the diff tells what changed" 1 diff "$srcdir/samples/shop.sql" shop.tenon --exit-code
says "the new column" currency
says "the new type" 'varchar(500)'
step "as Markdown" 0 diff "$srcdir/samples/shop.sql" shop.tenon --format markdown
says "with a heading" '### Schema changes'
step "as JSON" 0 diff "$srcdir/samples/shop.sql" shop.tenon --format json
step "the migration" 0 migrate "$srcdir/samples/shop.sql" shop.tenon
says "adds the column" 'ADD COLUMN currency'
step "and the way back" 0 migrate "$srcdir/samples/shop.sql" shop.tenon --down
says "drops it" 'DROP COLUMN currency'
step "both in a folder" 0 migrate "$srcdir/samples/shop.sql" shop.tenon -o migration
[ -s migration/up.sql ] && [ -s migration/down.sql ]
tap_result $? "up.sql and down.sql"
step "the journal" 0 log shop.tenon
says "names the import" 'import changed.sql'
step "undo" 0 undo shop.tenon
step "nothing is left of it" 0 diff "$srcdir/samples/shop.sql" shop.tenon --exit-code
step "redo" 0 redo shop.tenon
step "a question in SQL" 0 sql shop.tenon "select name from attributes where parent = 'orders' order by 1"
says "the column" currency
tap_done
