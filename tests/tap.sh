# Functions for tests in shell, to be read in with: . "$srcdir/tests/tap.sh"
#
#   tap_result STATUS NAME   one result: passed where STATUS is 0
#   tap_skip NAME REASON     one result: skipped
#   tap_show                 prints standard input as comments
#   tap_done                 the plan, and the exit status; last
#
# And for those that run the program ($TENON), one result each:
#
#   run NAME STATUS ARGUMENT…    it ends with that status; what it prints goes to $out and $err
#   says NAME TEXT [FILE…]       the text is in a file: $out or $err, where none is told
#   silent NAME TEXT [FILE…]     it is in none
#
# $tap_folder is a new folder, removed at the end; $out and $err lie in it.

tap_count=0
tap_failed=0
tap_folder=$(mktemp -d "${TMPDIR:-/tmp}/tenon-test-XXXXXX") || exit 1
trap 'rm -rf "$tap_folder"' EXIT
trap 'exit 1' HUP INT TERM
out=$tap_folder/out err=$tap_folder/err

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

run() {
    tap_name=$1 tap_wanted=$2
    shift 2
    "$TENON" "$@" >"$out" 2>"$err" </dev/null
    tap_status=$?
    [ "$tap_status" -eq "$tap_wanted" ] ||
        { echo "status $tap_status instead of $tap_wanted" | cat - "$err" | tap_show; false; }
    tap_result $? "$tap_name"
}

says() {
    tap_name=$1 tap_text=$2
    shift 2
    [ $# -gt 0 ] || set -- "$out" "$err"
    grep -qF -e "$tap_text" -- "$@" || { cat -- "$@" | tap_show; false; }
    tap_result $? "$tap_name"
}

silent() {
    tap_name=$1 tap_text=$2
    shift 2
    [ $# -gt 0 ] || set -- "$out" "$err"
    ! grep -qF -e "$tap_text" -- "$@" || { cat -- "$@" | tap_show; false; }
    tap_result $? "$tap_name"
}

tap_done() {
    echo "1..$tap_count"
    [ "$tap_failed" -eq 0 ]
    exit
}
