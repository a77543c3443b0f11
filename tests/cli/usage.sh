# The program's own options, the help of every command, and wrong usage.
. "$srcdir/tests/tap.sh"

one_line_error() {
    [ "$(wc -l <"$tap_folder/err")" -eq 1 ] && [ ! -s "$tap_folder/out" ]
}

run "--version" 0 --version
grep -Eqx 'tenon [0-9]+\.[0-9]+\.[0-9]+' "$tap_folder/out"
tap_result $? "--version prints one line with the version"

run "--help" 0 --help
grep -q '^usage: tenon' "$tap_folder/out" && [ ! -s "$tap_folder/err" ]
tap_result $? "--help goes to standard output"

run "without arguments" 2

for command in $("$TENON" help | sed -n 's/^  tenon \([a-z]*\).*/\1/p'); do
    "$TENON" "$command" --help >"$tap_folder/out" 2>&1 </dev/null &&
        grep -q "^Example: tenon $command" "$tap_folder/out"
    tap_result $? "tenon $command --help has an example"
done

run "unknown option" 2 --no-such-option
one_line_error && grep -q -e '--no-such-option' "$tap_folder/err"
tap_result $? "an unknown option is named in one line on standard error"

run "mistyped option" 2 diff a b --formt json
one_line_error && grep -q -e 'did you mean --format' "$tap_folder/err"
tap_result $? "the option that was meant is named"

run "mistyped command" 2 dif a b
one_line_error && grep -q 'did you mean tenon diff' "$tap_folder/err"
tap_result $? "the command that was meant is named"

run "unknown command" 2 frobnicate
run "too few arguments" 2 diff a
run "too many arguments" 2 export a b
run "an option without its value" 2 ddl a --dialect
run "a switch with a value" 2 diff a b --exit-code=1
run "unknown dialect" 2 ddl a --dialect oracle
run "unknown severity" 2 check a --fail-on awful
echo "CREATE TABLE t (id int);" >"$tap_folder/t.sql"
run "unknown rule" 2 check "$tap_folder/t.sql" --rule no-such-rule
run "unknown format" 2 export a --format no-such-format
run "unknown layout" 2 migrate a b --layout no-such-tool -o c
run "a layout without a folder" 2 migrate a b --layout goose
run "a layout one way only" 2 migrate a b --layout goose -o c --down
run "a name without a layout" 2 migrate a b --name x
run "unknown depth" 2 diagram a --depth far

"$TENON" --help >/dev/full 2>"$tap_folder/err" </dev/null
[ $? -eq 3 ] && [ "$(wc -l <"$tap_folder/err")" -eq 1 ]
tap_result $? "a full disk gives one line and exit status 3"

run "the help of migrate" 0 migrate --help
grep -q '^  golang-migrate ' "$tap_folder/out"
tap_result $? "lists the migration tools"

run "manual" 0 manual
grep -q '^\.TH TENON 1' "$tap_folder/out"
tap_result $? "the manual is a manual page"

run "completion for bash" 0 completion bash
bash -n "$tap_folder/out"
tap_result $? "the completion is a script that bash can read"

tap_done
