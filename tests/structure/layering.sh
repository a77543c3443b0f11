# The rooms stand on floors: a room includes headers of its own and of rooms on lower floors, never
# above and never beside; and each library is included in one place only.
: "${srcdir:=$(cd "$(dirname "$0")/../.." && pwd)}"
. "$srcdir/tests/tap.sh"

# ROOM FLOOR
floors='base 0
model 1
sql 2
store 2
live 3
lower 3
diff 3
theory 3
migrate 4
lint 4
diagram 4
format 5
source 6
review 7
cli 8
tui 8
main 9'

# HEADER ROOM: public headers whose room has another name
headers='catalog.def model
relation.h theory
edit.h model
design.h model
discover.h theory
advice.h lint
normalize.h lint
data.h source'

# INCLUDED (an extended regular expression) and FILES that may include it
libraries='^(n?curses|ncursesw/.*|term)\.h$ ^src/tui/term[a-z_]*\.c$
^sqlite3(ext)?\.h$ ^src/(store|live)/
^(graphviz/)?(gvc|cgraph|cdt|gvcext|gvplugin.*)\.h$ ^src/diagram/
^libxml2?/ ^src/base/xml\.c$'

# violations TREE: one line for each
violations() (
    cd "$1" || exit 1
    find include src -type f \( -name '*.[ch]' -o -name '*.def' \) | LC_ALL=C sort |
    while read -r file; do
        sed -n -E 's,^[[:space:]]*#[[:space:]]*include[[:space:]]*([<"][^>"]*)[>"].*,'"$file"' \1,p' \
            "$file"
    done |
    FLOORS=$floors HEADERS=$headers LIBRARIES=$libraries awk '
        function table(text, into,    lines, count, i, words) {
            count = split(text, lines, "\n")
            for (i = 1; i <= count; i++) {
                split(lines[i], words, " ")
                into[words[1]] = words[2]
            }
        }
        function bad(what) { print $1 ": " what }
        function public_room(header,    name) {
            if (header in rooms)
                return rooms[header]
            name = header
            sub(/\.[a-z]*$/, "", name)
            return name
        }
        function room_of(path,    parts) {
            split(path, parts, "/")
            if (parts[1] == "include")
                return public_room(parts[3])
            return path == "src/main.c" ? "main" : parts[2]
        }
        function check_room(included,    own, other, parts) {
            own = room_of($1)
            if (!(own in floor)) {
                bad("stands in no room")
                return
            }
            split(included, parts, "/")
            other = parts[1] == "tenon" ? public_room(parts[2]) : parts[1]
            if (!(other in floor))
                bad("includes \"" included "\", which names no room")
            else if ($1 ~ /^include/ && parts[1] != "tenon")
                bad("is public and includes the private \"" included "\"")
            else if (other != own && floor[other] + 0 >= floor[own] + 0)
                bad("room " own " includes \"" included "\" of room " other)
        }
        function check_library(included,    pattern) {
            for (pattern in places)
                if (included ~ pattern) {
                    if ($1 !~ places[pattern])
                        bad("includes <" included ">, which has its place elsewhere")
                    else if (pattern ~ /curses/ && !($1 in terminal)) {
                        terminal[$1]
                        if (++terminals > 1)
                            bad("is the second file that includes <" included ">")
                    }
                }
        }
        BEGIN {
            table(ENVIRON["FLOORS"], floor)
            table(ENVIRON["HEADERS"], rooms)
            table(ENVIRON["LIBRARIES"], places)
        }
        {
            check_library(substr($2, 2))
            if (substr($2, 1, 1) == "\"")
                check_room(substr($2, 2))
        }'
)

# made FILE LINE: a tree with a sound file and this one
made() {
    rm -rf "$tap_folder/tree"
    mkdir -p "$tap_folder/tree/include/tenon" "$tap_folder/tree/src/store" \
        "$tap_folder/tree/$(dirname "$1")"
    printf '#include "tenon/design.h"\n#include "store/file.h"\n#include <sqlite3.h>\n' \
        >"$tap_folder/tree/src/store/file.c"
    printf '#include <curses.h>\n#include "tui/cells.h"\n' >"$tap_folder/tree/term.c"
    mkdir -p "$tap_folder/tree/src/tui"
    mv "$tap_folder/tree/term.c" "$tap_folder/tree/src/tui/term.c"
    printf '%s\n' "$2" >"$tap_folder/tree/$1"
}

# sound and faulty: FILE LINE NAME
sound() {
    made "$1" "$2"
    violations "$tap_folder/tree" >"$tap_folder/found"
    [ ! -s "$tap_folder/found" ]
    tap_result $? "allowed: $3"
}

faulty() {
    made "$1" "$2"
    violations "$tap_folder/tree" >"$tap_folder/found"
    [ "$(wc -l <"$tap_folder/found")" -eq 1 ] && grep -q "^$1:" "$tap_folder/found"
    tap_result $? "found: $3"
}

sound src/sql/read/parser.c '#include "tenon/edit.h"' "a lower room"
sound src/main.c '#include "tenon/cli.h"' "the program may call the faces"
sound src/base/xml.c '#include <libxml/parser.h>' "a library in its place"
faulty src/model/walk.c '#include "tenon/sql.h"' "a higher room"
faulty src/sql/read/parser.c '  #  include "store/file.h"' "the room beside"
faulty include/tenon/model.h '#include "tenon/diff.h"' "a public header of a higher room"
faulty include/tenon/sql.h '#include "sql/lexer.h"' "a private header in a public one"
faulty src/cli/main.c '#include "tenon/tui.h"' "one face in the other"
faulty src/attic/old.c '#include "tenon/base.h"' "a file in no room"
faulty src/lint/rules.c '#include "rules.h"' "a header named without its room"
faulty src/cli/color.c '#include <ncurses.h>' "curses outside the terminal's file"
faulty src/tui/terminal.c '#include <curses.h>' "curses in a second file"
faulty src/source/live.c '#include <sqlite3.h>' "sqlite3 outside store"
faulty src/format/dot.c '#include <graphviz/cgraph.h>' "Graphviz outside diagram"
faulty src/format/xml.c '#include <libxml/tree.h>' "libxml2 outside base/xml.c"

violations "$srcdir" >"$tap_folder/found"
[ ! -s "$tap_folder/found" ]
tap_result $? "the rooms of this tree keep to their floors"
tap_show <"$tap_folder/found"
tap_done
