#!/bin/sh
# What tenon normalize says of a relation.
. "$srcdir/tests/tap.sh"
cd "$tap_folder" || exit 1

says() {
    grep -qF -- "$2" "$3"
    tap_result $? "$1"
}

"$TENON" normalize --relation 'street city code' --fd 'street city -> code' --fd 'code -> city' >out 2>err
tap_result $? "a relation is told on the command line"
says "its keys" "Keys        street code | street city" out
says "its form, and relative to what" "Normal form 3NF, with respect to 2 functional dependencies" out
says "what keeps it out of the next" "not BCNF: code -> city: code is no key" out
says "what is lost on the way there" "lost: street city -> code" out

"$TENON" normalize --relation 'A B C D' --fd 'A -> B C' --fd 'C -> A' --mvd 'A ->> D' --format json >out 2>err
says "JSON has the keys" '"keys": [["C", "D"], ["A", "D"]]' out
says "the form" '"normal_form": "1NF"' out
says "the cover, single attributes on the right" '"cover": [{"lhs": ["A"], "rhs": ["B"]}, {"lhs": ["A"], "rhs": ["C"]}' out
says "and the decompositions" '"4nf": {"parts": [["A", "B", "C"], ["C", "D"]], "lossless": true' out

"$TENON" normalize --relation 'course, teacher, book' --mvd 'course ->> teacher' --to 4nf >out 2>err
says "multivalued dependencies count" "Normal form BCNF, with respect to 0 functional dependencies and 1 multivalued dependency" out
says "and take it apart" "  course teacher" out
grep -q "3NF, by" out
[ $? -eq 1 ]
tap_result $? "--to shows one form"

"$TENON" normalize --relation '"order date" n' --fd 'n -> "order date"' >out 2>err
says "names may be quoted" 'n -> "order date"' out
"$TENON" normalize --relation 'A B' >out 2>err
says "nothing given is no evidence" "with respect to 0 functional dependencies: no evidence" out
"$TENON" normalize --relation 'A B' --fd '-> A' >out 2>err
says "a constant depends on nothing" "{} -> A" out

refused() {
    name=$1 message=$2
    shift 2
    "$TENON" normalize "$@" >out 2>err
    [ $? -eq 2 ] && [ ! -s out ] && grep -qF -- "$message" err
    tap_result $? "$name"
}
refused "an attribute that is not there" "the relation has no attribute X" --relation 'A B' --fd 'A -> X'
refused "one that is there twice" "attribute A is named twice" --relation 'A B A'
refused "no arrow" 'wants the form A B -> C' --relation 'A B' --fd 'A B'
refused "the other arrow" 'wants the form A B -> C' --relation 'A B' --fd 'A ->> B'
refused "two arrows" 'wants the form A B -> C' --relation 'A B C' --fd 'A -> B -> C'
refused "a quote without end" "has no end" --relation 'A "B'
refused "a form that is not known" "--to takes 3nf, bcnf or 4nf" --relation 'A B' --to 5nf
refused "no relation" "name the attributes" --fd 'A -> B'
tap_done
