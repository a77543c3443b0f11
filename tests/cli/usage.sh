# The program's own options, and wrong usage.
. "$srcdir/tests/tap.sh"

# run NAME STATUS ARGUMENT…: also keeps what was printed
run() {
    name=$1 expected=$2
    shift 2
    "$TENON" "$@" >"$tap_folder/out" 2>"$tap_folder/err" </dev/null
    status=$?
    [ "$status" -eq "$expected" ]
    tap_result $? "$name: exit status $expected, was $status"
}

run "--version" 0 --version
grep -Eqx 'tenon [0-9]+\.[0-9]+\.[0-9]+' "$tap_folder/out"
tap_result $? "--version prints one line with the version"

run "--help" 0 --help
grep -q '^usage: tenon' "$tap_folder/out" && [ ! -s "$tap_folder/err" ]
tap_result $? "--help goes to standard output"

run "unknown option" 2 --no-such-option
[ "$(wc -l <"$tap_folder/err")" -eq 1 ] && [ ! -s "$tap_folder/out" ] &&
    grep -q -e '--no-such-option' "$tap_folder/err"
tap_result $? "an unknown option is named in one line on standard error"

"$TENON" --help >/dev/full 2>"$tap_folder/err" </dev/null
[ $? -eq 3 ] && [ "$(wc -l <"$tap_folder/err")" -eq 1 ]
tap_result $? "a full disk gives one line and exit status 3"

tap_done
