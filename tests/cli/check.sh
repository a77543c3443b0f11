# tenon check: profiles, rulings, baselines, rules of one's own, fixes, and its forms.
. "$srcdir/tests/tap.sh"

cd "$tap_folder" || exit 3

cat >shop.sql <<'SQL'
CREATE TABLE customers (id int PRIMARY KEY, name varchar(100) NOT NULL);
CREATE TABLE orders (customer_id int REFERENCES customers (id), price double precision);
SQL

run "findings stand by entity" 1 check shop.sql
says "with counts" "orders  1 error"
run "a line a finding" 1 check shop.sql --format lines
says "as compilers write it" "orders: error: table orders has no primary key [pk-missing]"

# ---------------------------------------------------------------- many alike

for i in 1 2 3 4 5 6; do
    echo "CREATE TABLE t$i (id int PRIMARY KEY, data text NOT NULL);"
done >alike.sql
run "the same of many tables" 0 check alike.sql --rule column-vague-name
says "is told once" "likewise t2, t3, t4, t5 and 1 more"
says "with how many there are" "1 note; 5 more are like these: --each tells all"
run "or of each" 0 check alike.sql --rule column-vague-name --each
says "as it is asked for" "6 notes"
run "programs" 0 check alike.sql --rule column-vague-name --format json
says "are told all" '"path": "t6.data"'

# ---------------------------------------------------------------- which rules

run "only names" 0 check shop.sql --profile naming-only
silent "keys are no names" pk-missing
run "an unknown profile" 2 check shop.sql --profile sharp
says "the known ones are told" "use default, minimal, strict, naming-only"

printf '# ours\nprofile minimal\n\npk-missing warning\n' >tenon.conf
run "a file says how rules are applied" 0 check shop.sql --config tenon.conf
says "a severity" "warning  table orders has no primary key"
silent "and the profile" float-for-money
printf 'profile minimal\npk-mising off\n' >wrong.conf
run "a rule that is not there" 3 check shop.sql --config wrong.conf
says "with its place" "wrong.conf:2: there is no rule pk-mising"

printf 'pk-mising\n' >alone.conf
run "a rule without a setting" 3 check shop.sql --config alone.conf
says "is no line, either" "alone.conf:1: pk-mising stands alone"
printf 'pk-missing off\n\000' >binary.conf
run "a file that is no text" 3 check shop.sql --config binary.conf
says "is said to be none" "binary.conf is no text"

"$TENON" new -q shop.tenon --from shop.sql
run "a project says it for good" 0 rule shop.tenon pk-missing off
says "and shows it" "pk-missing off"
run "then nothing is found" 0 check shop.tenon --profile minimal
run "a profile, too" 0 rule shop.tenon --profile strict
run "what it says is such a file" 0 rule shop.tenon -o own.conf
run "which others can use" 0 check shop.sql --config own.conf --fail-on error
run "it is taken back" 0 rule shop.tenon pk-missing --delete
run "and found again" 1 check shop.tenon --rule pk-missing
run "a setting that is none" 3 rule shop.tenon pk-missing loud
says "the possible ones are told" "neither off, info, warning, error or default"

# ---------------------------------------------------------------- of one's own

cat >no-doubles.sql <<'SQL'
-- severity: error
SELECT id, 'column ' || name || ' is inexact', 'Make it numeric' FROM attributes WHERE type LIKE 'double%'
SQL
run "a rule from a file" 1 check shop.sql --own-rules no-doubles.sql --rule no-doubles
says "finds" "error    price: column price is inexact [no-doubles]"
says "with its remedy" "Make it numeric"
run "a rule kept in the project" 0 rule shop.tenon no-doubles info --query no-doubles.sql
run "is asked with the others" 0 check shop.tenon --rule no-doubles
says "at its severity" "note     price: column price is inexact"
run "what the project says of all rules" 0 rule shop.tenon -o all.conf
run "other models can be held to" 0 check shop.sql --config all.conf --fail-on never
printf 'DELETE FROM entity' >evil.sql
run "a rule that writes" 1 check shop.sql --own-rules evil.sql --rule evil
says "is refused" "only queries are allowed"

# ---------------------------------------------------------------- baselines

run "what is known" 0 check shop.sql --write-baseline known
run "counts no more" 0 check shop.sql --baseline known --fail-on info
says "but is told" "known by the baseline"
echo "CREATE TABLE extra (n int);" >>shop.sql
run "what is new does" 1 check shop.sql --baseline known
says "alone" "extra"
silent "without the others" "[float-for-money]"
run "a baseline that is none" 3 check shop.sql --baseline shop.sql
says "with its place" "shop.sql:1: this is no line of a baseline"

# ---------------------------------------------------------------- fixes

"$TENON" new -q fix.tenon --from shop.sql
before=$("$TENON" ddl fix.tenon)
run "a fix is shown" 0 check fix.tenon --rule float-for-money --fix-dry-run
says "as a difference" "numeric(12,2)"
[ "$before" = "$("$TENON" ddl fix.tenon)" ]
tap_result $? "and nothing is changed"
run "of any source" 0 check shop.sql --rule float-for-money --fix-dry-run
run "a fix is made" 0 check fix.tenon --rule float-for-money --fix
"$TENON" ddl fix.tenon | grep -q "price *numeric(12,2)"
tap_result $? "in the project"
run "and taken back" 0 undo fix.tenon
[ "$before" = "$("$TENON" ddl fix.tenon)" ]
tap_result $? "as it was"

# ---------------------------------------------------------------- forms

run "JUnit" 1 check shop.sql --format junit -o junit.xml
if command -v xmllint >/dev/null; then
    xmllint --noout junit.xml
    tap_result $? "is XML"
    failures=$(xmllint --xpath 'count(//testcase[failure])' junit.xml)
    [ "$failures" = "$(xmllint --xpath 'string(//testsuite/@failures)' junit.xml)" ]
    tap_result $? "and counts its failures"
    [ "$(xmllint --xpath 'count(//testcase)' junit.xml)" = "$(xmllint --xpath 'string(//testsuite/@tests)' junit.xml)" ]
    tap_result $? "and its cases"
else
    tap_skip "is XML" "no xmllint"
    tap_skip "and counts its failures" "no xmllint"
    tap_skip "and its cases" "no xmllint"
fi
run "GitHub" 1 check shop.sql --format github
says "an annotation a line" "::error file=shop.sql,title=pk-missing::orders: table orders has no primary key"
run "Markdown" 1 check shop.sql --format markdown
says "a table an entity" "### orders"
run "an unknown form" 2 check shop.sql --format yaml
says "the known ones are told" "use text, lines, json, sarif, junit, github, markdown"

run "a rule is explained" 0 explain float-for-money
says "with an example" "An example with this fault"

tap_done
