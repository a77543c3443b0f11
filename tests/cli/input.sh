# Bad input is normal input: a clear line, exit status 2 or 3, nothing half-written.
. "$srcdir/tests/tap.sh"
cd "$tap_folder" || exit 1

# refused NAME ARGUMENT…: exit status 2 or 3, something on standard error, nothing on standard output
refused() {
    name=$1
    shift
    "$TENON" "$@" >out 2>err </dev/null
    status=$?
    { [ $status -eq 2 ] || [ $status -eq 3 ]; } && [ ! -s out ] && [ -s err ]
    result=$?
    [ $result -eq 0 ] || { echo "status $status"; cat out err; } | tap_show
    tap_result $result "$name"
}

# Pipes are read once.
mkfifo pipe other
echo 'CREATE TABLE from_a_pipe (id integer);' >pipe &
"$TENON" ddl pipe >out 2>err
wait
grep -q "CREATE TABLE from_a_pipe" out
tap_result $? "a pipe is a source"
echo 'CREATE TABLE one (id integer);' >pipe &
echo 'CREATE TABLE two (id integer);' >other &
"$TENON" ddl pipe other >out 2>err
wait
[ "$(grep -c "CREATE TABLE" out)" -eq 2 ]
tap_result $? "and so are two"
printf 'first_name,name\n1,2\n' >pipe &
"$TENON" fds --all pipe >out 2>err
wait
grep -q "first_name" out
tap_result $? "and it may hold data"

mkdir folder
: >empty.tenon
head -c 5000 /dev/urandom >rubbish.sql
printf '\177ELF\001\000\000\000' >rubbish.tenon
echo 'CREATE TABLE t (id integer PRIMARY KEY);' >good.sql
"$TENON" new -q good.tenon --from good.sql || exit 1
cp good.tenon before.tenon

for command in show ddl check export diagram; do
    format=
    [ $command = export ] && format=--format=xml
    refused "$command of a file that is not there" $command no-such-file.sql $format
    refused "$command of a folder" $command folder $format
    refused "$command of binary rubbish" $command rubbish.sql $format
    refused "$command of half a project" $command rubbish.tenon $format
done
refused "diff with a file that is not there" diff good.sql no-such-file.sql
refused "migrate with a file that is not there" migrate good.sql no-such-file.sql
refused "opening what is no project" good.sql
refused "opening a folder" ./folder
refused "opening an empty file" empty.tenon
refused "a new project over one that is there" new good.tenon
cmp -s good.tenon before.tenon
tap_result $? "the project that was there is untouched"
refused "a new project from a source with errors" new made.tenon --from rubbish.sql
[ ! -e made.tenon ]
tap_result $? "nothing was made of it"
refused "importing what cannot be read" import good.tenon rubbish.sql
cmp -s good.tenon before.tenon
tap_result $? "the project is untouched"
refused "a target folder that is not there" ddl good.sql -o no/such/folder/x.sql
refused "a target that is a folder" ddl good.sql -o folder
refused "a query that writes" sql good.tenon 'delete from entity'
cmp -s good.tenon before.tenon
tap_result $? "the query did not write"
refused "a query that is no SQL" sql good.tenon 'selct 1'
refused "undo where there is nothing" undo good.tenon
refused "a focus that is not there" diagram good.sql --focus nobody
refused "the designer without a terminal" good.tenon

"$TENON" ddl good.sql >/dev/full 2>err
[ $? -eq 3 ] && [ "$(wc -l <err)" -eq 1 ]
tap_result $? "a full disk gives one line and exit status 3"

printf 'CREATE TABLE a (id int, );\nCREATE TABLE b (id int);\nCREATE TABLE (x int);\n' >errors.sql
"$TENON" ddl errors.sql >out 2>err
[ $? -eq 3 ] && [ "$(grep -c '^errors.sql:[13]:[0-9]*: error: ' err)" -eq 2 ] && [ ! -s out ]
tap_result $? "all errors of a file are told at once, with file, line and column"

: >nothing.sql
"$TENON" ddl nothing.sql >out 2>err
tap_result $? "an empty script is an empty schema"

tap_done
