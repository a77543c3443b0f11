# tests/summary counts results of each kind and fails when it should.
. "$srcdir/tests/tap.sh"
cd "$tap_folder" || exit 1

# results FILE RESULT…
results() {
    file=$1
    shift
    for result do
        echo ":test-result: $result some test"
    done >"$file.trs"
    echo "the log of $file" >"$file.log"
}

# expect NAME STATUS LINE ARGUMENT…
expect() {
    name=$1 expected=$2 line=$3
    shift 3
    sh "$srcdir/tests/summary" "$@" >summary.out 2>&1
    status=$?
    [ "$status" -eq "$expected" ] && [ "$(tail -n 1 summary.out)" = "$line" ]
    status=$?
    tap_result $status "$name"
    [ $status -eq 0 ] || tap_show <summary.out
}

mkdir good mixed empty broken
results good/one PASS PASS SKIP
results good/two PASS
expect "passed and skipped tests" 0 "3 passed, 0 failed, 1 skipped" good

results mixed/one PASS FAIL
results mixed/two XFAIL XPASS ERROR
expect "failed tests" 1 "2 passed, 2 failed, 0 skipped" mixed
grep -q 'the log of mixed/one' summary.out
tap_result $? "the log of a failure is shown"

results broken/one PASS ERROR
expect "a program that ends badly" 1 "1 passed, 1 failed, 0 skipped" broken
expect "nothing ran" 1 "0 passed, 0 failed, 0 skipped" empty
expect "a listed test without a result" 1 "1 passed, 1 failed, 0 skipped" good/two.trs none.trs
tap_done
