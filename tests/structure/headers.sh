# Every header compiles alone: the public ones as an installed program sees them, the private ones
# as the library does.
: "${srcdir:=$(cd "$(dirname "$0")/../.." && pwd)}"
. "$srcdir/tests/tap.sh"
: "${CC:=cc}"
: "${PACKAGE_CFLAGS=$(pkg-config --cflags ncursesw sqlite3 libxml-2.0 libgvc libcgraph)}"
strict="-std=c17 -D_GNU_SOURCE -Wall -Wextra -Wpedantic -Werror -fsyntax-only"

# compiles TREE FOLDER HEADER
compiles() {
    flags="-I$1/include"
    [ "$2" = include ] || flags="$flags -I$1/src $PACKAGE_CFLAGS"
    printf '#include "%s"\nstruct nothing_else;\n' "$3" |
        $CC $strict $flags -x c - >"$tap_folder/errors" 2>&1
}

mkdir -p "$tap_folder/tree/include/tenon" "$tap_folder/tree/src/base"
echo 'size_t needs_stddef(void);' >"$tap_folder/tree/include/tenon/bad.h"
printf '#include <stddef.h>\nsize_t has_it(void);\n' >"$tap_folder/tree/src/base/good.h"
compiles "$tap_folder/tree" src base/good.h && ! compiles "$tap_folder/tree" include tenon/bad.h
tap_result $? "a header that lacks an include is found"

for folder in include src; do
    for header in $(cd "$srcdir/$folder" && find . -name '*.h' | sed 's,^\./,,' | LC_ALL=C sort); do
        compiles "$srcdir" "$folder" "$header"
        status=$?
        tap_result $status "$folder/$header"
        [ $status -eq 0 ] || tap_show <"$tap_folder/errors"
    done
done
tap_done
