# What a formatter does not see: line lengths, tabs, the opening comment, marks of unfinished work,
# and files that the build does not know.
: "${srcdir:=$(cd "$(dirname "$0")/../.." && pwd)}"
. "$srcdir/tests/tap.sh"

# violations TREE: one line for each. Columns are characters: bytes that continue one are not counted.
violations() (
    cd "$1" || exit 1
    find include src tests -type f \( -name '*.[ch]' -o -name '*.def' \) | LC_ALL=C sort |
    while read -r file; do
        LC_ALL=C awk -v file="$file" '
            function bad(what) { print file ":" FNR ": " what }
            FNR == 1 && !/^\/[*\/]/ { bad("does not start with a comment") }
            /\t/ { bad("has a tab") }
            /(TO)(DO)|(FIX)(ME)|(^|[^X])XXX([^X]|$)/ { bad("is unfinished") }
            file ~ /\.[ch]$/ {
                line = $0
                gsub(/[\200-\277]/, "", line)
                if (length(line) > 100)
                    bad("is longer than 100 columns")
            }' "$file"
        name=$file
        case $file in tests/*/*.c) name="${file%.c}(\.c)?" ;; esac
        grep -Eq "(^|[[:space:]])$name([[:space:]]|\$)" Makefile.am ||
            echo "$file:1: is not in Makefile.am"
    done
)

# tree LINE: sound, but for this line in the middle of a file
tree() {
    rm -rf "$tap_folder/tree"
    mkdir -p "$tap_folder/tree/include" "$tap_folder/tree/src/base" "$tap_folder/tree/tests/base"
    printf '/* a file */\n%s\nint x;\n' "$1" >"$tap_folder/tree/src/base/text.c"
    printf '/* a test */\n' >"$tap_folder/tree/tests/base/test_text.c"
    printf 'base_sources = \\\n\tsrc/base/text.c\nbase_tests = tests/base/test_text\n' \
        >"$tap_folder/tree/Makefile.am"
}

# found PATTERN NAME
found() {
    violations "$tap_folder/tree" >"$tap_folder/found"
    [ "$(wc -l <"$tap_folder/found")" -eq 1 ] && grep -q "$1" "$tap_folder/found"
    tap_result $? "found: $2"
}

long=$(printf '/* %94s */' '')
tree "$long"
violations "$tap_folder/tree" >"$tap_folder/found"
[ ! -s "$tap_folder/found" ]
tap_result $? "allowed: a line of 100 columns"
tree "$(printf '/* %90säöüß */' '')"
violations "$tap_folder/tree" >"$tap_folder/found"
[ ! -s "$tap_folder/found" ]
tap_result $? "allowed: a line of 100 columns and 104 bytes"
tree "$long;"
found 'text.c:2: is longer' "a line of 101 columns"
tree "$(printf '\tint y;')"
found 'text.c:2: has a tab' "a tab"
tree "/* TO""DO: more */"
found 'text.c:2: is unfinished' "a mark of unfinished work"
tree '/* a pattern: name-XXXXXX */'
violations "$tap_folder/tree" >"$tap_folder/found"
[ ! -s "$tap_folder/found" ]
tap_result $? "allowed: the pattern of a temporary name"
tree ''
echo 'int y;' >"$tap_folder/tree/src/base/text.c"
found 'text.c:1: does not start' "a file without its comment"
tree ''
echo '/* new */' >"$tap_folder/tree/src/base/tex.c"
found 'tex.c:1: is not in' "a file that the build does not know"

violations "$srcdir" >"$tap_folder/found"
[ ! -s "$tap_folder/found" ]
tap_result $? "the files of this tree keep to the style"
tap_show <"$tap_folder/found"
tap_done
