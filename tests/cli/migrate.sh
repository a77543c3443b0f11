# tenon migrate as users call it: renames and decisions on them, what a plan does, whether migrations arrive.
. "$srcdir/tests/tap.sh"
cd "$tap_folder" || exit 1

cat >old.sql <<'SQL'
CREATE TABLE users (id bigserial PRIMARY KEY, email text NOT NULL, fname text);
CREATE TABLE tags (id int PRIMARY KEY, label text, note text);
SQL
cat >new.sql <<'SQL'
CREATE TABLE accounts (id bigserial PRIMARY KEY, email text NOT NULL, first_name text);
CREATE TABLE tags (id int PRIMARY KEY, label text, remark text);
CREATE INDEX accounts_email ON accounts (email);
SQL
migrate() {
    "$TENON" migrate --dialect postgresql "$@" >out 2>err
}

# ---------------------------------------------------------------- renames

migrate old.sql new.sql --renames-out decisions
says "a clear rename is taken" "ALTER TABLE users RENAME TO accounts;" out
says "and told" "table users is taken to be accounts now" err
says "with the line that forbids it" "keep table users accounts" err
says "an unclear one is not taken" "ALTER TABLE tags DROP COLUMN note;" out
says "and told" "say so in a file for --renames: rename column tags.note tags.remark" err
says "what was taken is written down" "rename table users accounts" decisions
says "what was not stands in a comment" "# rename column tags.note tags.remark" decisions
migrate old.sql new.sql --renames never
silent "--renames never takes none" "RENAME TO" out
sed 's/^# rename/rename/' decisions >corrected
migrate old.sql new.sql --renames corrected
says "a decision is followed" "ALTER TABLE tags RENAME COLUMN note TO remark;" out
silent "nothing is dropped then" "DROP" out
migrate old.sql new.sql --renames corrected --down
says "and taken back" "ALTER TABLE tags RENAME COLUMN remark TO note;" out
echo "rename table nothing at_all" >>corrected
migrate old.sql new.sql --renames corrected
says "a decision without an object is told" "nothing is to be renamed from table nothing to at_all" err
echo "rename the tags" >wrong
migrate old.sql new.sql --renames wrong
[ $? -eq 3 ] && [ ! -s out ]
tap_result $? "a wrong line is an error"
says "with its place" "wrong:1: " err
migrate old.sql new.sql --renames no-such-file
[ $? -eq 3 ]
tap_result $? "a file that is not there is an error"

cat >old-values.sql <<'SQL'
CREATE TYPE state AS ENUM ('on hold', 'open', 'done');
SQL
cat >new-values.sql <<'SQL'
CREATE TYPE state AS ENUM ('on_hold', 'begun', 'done');
SQL
migrate old-values.sql new-values.sql --renames-out decisions
says "a value that may be another is told" "state.on hold goes and state.on_hold comes" err
says "and written in a comment" '# rename value state."on hold" state.on_hold' decisions
says "with its line" 'say so in a file for --renames: rename value state."on hold" state.on_hold' err
{ sed -n 's/^# rename value/rename value/p' decisions; echo "rename value state.open state.begun"; } >corrected
migrate old-values.sql new-values.sql --renames corrected --renames-out again
says "a decision on a value is followed" "ALTER TYPE state RENAME VALUE 'on hold' TO 'on_hold';" out
says "and another" "ALTER TYPE state RENAME VALUE 'open' TO 'begun';" out
says "and written again" "rename value state.open state.begun" again
echo "CREATE TYPE state AS ENUM ('on_hold', 'open', 'done');" >clear-values.sql
migrate old-values.sql clear-values.sql
says "a clear one is taken" "RENAME VALUE 'on hold' TO 'on_hold'" out
migrate old-values.sql clear-values.sql --renames never
silent "but not with --renames never" "RENAME VALUE" out
echo "rename value state.opne state.begun" >wrong
for command in "migrate" "migrate --online" "diff"; do
    "$TENON" $command --dialect postgresql old-values.sql new-values.sql --renames wrong >out 2>err
    [ $? -eq 3 ] && [ ! -s out ]
    tap_result $? "$command: a value that is not there is an error"
    says "$command: with its place" "wrong:1: there is no value state.opne in the old schema" err
done

# ---------------------------------------------------------------- reading a plan

migrate old.sql new.sql --explain -q
says "--explain tells locks" "create index accounts.accounts_email" out
says "who waits, and for what" "writers    builds an index  yes" out
silent "and writes no script" "BEGIN" out
[ ! -s err ]
tap_result $? "-q says nothing else"
migrate old.sql new.sql --format json
says "--format json has the steps" '"lock": "SHARE", "waiting": "writers"' out
says "and the hazards" '"rule": "mig-drop-column", "severity": "error"' out
migrate old.sql new.sql --format yaml
[ $? -eq 2 ]
tap_result $? "an unknown format is wrong usage"

# ---------------------------------------------------------------- arriving

mkdir steps
cp old.sql steps/0001_start.sql
echo "ALTER TABLE tags ADD COLUMN colour text;" >steps/0002_colour.sql
{ cat old.sql; echo "ALTER TABLE tags ADD COLUMN colour text;"; } >model.sql
migrate steps model.sql --check
tap_result $? "a folder of migrations that arrives"
says "is said to" "steps arrives at model.sql" err
echo "CREATE INDEX tags_label ON tags (label);" >>model.sql
migrate steps model.sql --check
[ $? -eq 1 ]
tap_result $? "one that does not has status 1"
says "and what is missing is listed" "create index tags.tags_label" out
# ---------------------------------------------------------------- trying it out

echo "CREATE TABLE t (id INTEGER PRIMARY KEY, a int);" >lite.sql
echo "CREATE TABLE t (id INTEGER PRIMARY KEY, a text NOT NULL DEFAULT 'x', b int);" >lite2.sql
"$TENON" migrate lite.sql lite2.sql --dialect sqlite --verify >out 2>err
tap_result $? "--verify tries a migration out"
says "and says that both ways arrive" "verify: down arrives at OLD" err
"$TENON" migrate lite.sql lite2.sql --dialect sqlite --verify -q >out 2>err
tap_result $? "quietly, too"
[ ! -s err ]
tap_result $? "and nothing is told then"
echo 'CREATE TABLE broken (id integer PRIMARY KEY, a integer CHECK (no_such_function(a) > 0));' |
    cat lite2.sql - >broken.sql
run "one that does not arrive is a finding" 1 migrate lite.sql broken.sql --dialect sqlite --verify -q
says "that --quiet tells, too" "no such function: no_such_function" err
migrate old.sql new.sql --verify
[ $? -eq 3 ]
tap_result $? "a server has to be named"
says "which the message asks for" "say which with --server URL" err
migrate old.sql new.sql --server postgresql://localhost/
[ $? -eq 2 ]
tap_result $? "--server without --verify is wrong usage"

# ---------------------------------------------------------------- in three parts

migrate old.sql new.sql --online -q
says "--online begins with expand" "-- expand (1 of 3)" out
says "and ends with contract" "-- contract (3 of 3)" out
migrate old.sql new.sql --online --part expand -q
silent "--part prints one of them" "contract" out
migrate old.sql new.sql --online -o rollout
tap_result $? "-o writes them"
for file in 1-expand.up 1-expand.down 2-migrate.up 2-migrate.down 3-contract.up 3-contract.down; do
    [ -s "rollout/$file.sql" ]
    tap_result $? "into $file.sql"
done
migrate old.sql new.sql --online --layout flyway -o flyway --name colours
tap_result $? "or as the files of a tool"
[ "$(ls flyway | grep -c contract)" -ge 1 ]
tap_result $? "named after their part"
migrate old.sql new.sql --batch 5
[ $? -eq 2 ]
tap_result $? "--batch is for --online"
migrate old.sql new.sql --online --batch none
[ $? -eq 2 ]
tap_result $? "and wants a number"
"$TENON" migrate lite.sql lite2.sql --dialect sqlite --online >out 2>err
[ $? -eq 3 ]
tap_result $? "SQLite has no such way"
tap_done
