# Functions for tests in shell, to be read in with: . "$srcdir/tests/tap.sh"
#
#   tap_result STATUS NAME   one result: passed where STATUS is 0
#   tap_skip NAME REASON     one result: skipped
#   tap_show                 prints standard input as comments
#   tap_done                 the plan, and the exit status; last
#
# $tap_folder is a new folder, removed at the end.

tap_count=0
tap_failed=0
tap_folder=$(mktemp -d "${TMPDIR:-/tmp}/tenon-test-XXXXXX") || exit 1
trap 'rm -rf "$tap_folder"' EXIT
trap 'exit 1' HUP INT TERM

tap_result() {
    tap_count=$((tap_count + 1))
    if [ "$1" -eq 0 ]; then
        echo "ok $tap_count - $2"
    else
        tap_failed=$((tap_failed + 1))
        echo "not ok $tap_count - $2"
    fi
}

tap_skip() {
    tap_count=$((tap_count + 1))
    echo "ok $tap_count - $1 # SKIP $2"
}

tap_show() {
    sed 's/^/# /'
}

tap_done() {
    echo "1..$tap_count"
    [ "$tap_failed" -eq 0 ]
    exit
}
