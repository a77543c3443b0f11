#!/bin/sh
# What tenon normalize says of a relation.
. "$srcdir/tests/tap.sh"
cd "$tap_folder" || exit 1

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

# ---------------------------------------------------------------- of an entity

cat >shop.sql <<'SQL'
CREATE TABLE product (id int PRIMARY KEY, name text NOT NULL UNIQUE, alias text UNIQUE, price numeric);
CREATE TABLE order_item (order_id int, product_id int REFERENCES product, product_name text,
    quantity int, twice int GENERATED ALWAYS AS (quantity * 2) STORED, PRIMARY KEY (order_id, product_id));
CREATE TABLE member (id int PRIMARY KEY, org int NOT NULL, UNIQUE (id, org));
CREATE TABLE role (member_id int, org int, name text, PRIMARY KEY (member_id, name),
    FOREIGN KEY (member_id, org) REFERENCES member (id, org));
SQL
"$TENON" normalize shop.sql product >out 2>err
says "keys are dependencies, unless they may be null" "0 declared and 2 derived dependencies: no evidence" out
"$TENON" normalize shop.sql order_item >out 2>err
says "what is generated is meant to depend" "Normal form BCNF" out
"$TENON" normalize shop.sql order_item --fd 'product_id -> product_name' >out 2>err
says "others may be tried out" "not 2NF: product_id -> product_name" out
"$TENON" normalize shop.sql role >out 2>err
says "a reference brings what the parent's key determines" "not 2NF: member_id -> org" out

"$TENON" new shop.tenon --from shop.sql >/dev/null 2>&1
"$TENON" fd shop.tenon 'order_item: product_id -> product_name' 'order_item: order_id ->> product_id' >out 2>err
tap_result $? "dependencies are declared"
"$TENON" fd shop.tenon >out 2>err
printf '%s\n' 'order_item: product_id -> product_name' 'order_item: order_id ->> product_id' | cmp - out
tap_result $? "and listed"
"$TENON" normalize shop.tenon order_item >out 2>err
says "and count" "Normal form 1NF, with respect to 2 declared and 1 derived dependency" out
"$TENON" fd shop.tenon 'order_item: product_id -> product_name' >out 2>err
says "what is there already is not declared twice" "declares that already" err
"$TENON" fd shop.tenon --delete 'order_item: order_id ->> product_id' >out 2>err
"$TENON" undo shop.tenon >out 2>err
"$TENON" fd shop.tenon >out 2>err
[ "$(wc -l <out)" -eq 2 ]
tap_result $? "taking one back can be undone"

# fails NAME MESSAGE ARGUMENTS: and leaves the project as it is
fails() {
    name=$1 message=$2
    shift 2
    "$TENON" "$@" >out 2>err
    [ $? -eq 3 ] && grep -qF -- "$message" err && [ "$("$TENON" fd shop.tenon | wc -l)" -eq 2 ]
    tap_result $? "$name"
}
fails "an entity that is not there" "there is no entity gone" fd shop.tenon 'gone: a -> b'
fails "an attribute that is not there, after one that is good" "the relation has no attribute x" \
    fd shop.tenon 'product: name -> price' 'product: name -> x'
fails "no entity" "wants the form 'entity: a b -> c'" fd shop.tenon 'name -> price'
fails "what is not declared" "is not declared" fd shop.tenon --delete 'product: name -> price'
fails "an entity to normalize that is not there" "there is no entity gone" normalize shop.tenon gone

# ---------------------------------------------------------------- what an entity becomes

"$TENON" fd shop.tenon --delete 'order_item: order_id ->> product_id' >out 2>err
"$TENON" normalize shop.tenon order_item --to 2nf >out 2>err
says "the proposal has the entities" "  order_item" out
says "what is there takes what depends on its key" "product_name text  from order_item.product_name" out
says "it says what applications have to change" \
    "product_name of order_item is in product: read it by a join, order_item.product_id = product.id" out
"$TENON" normalize shop.tenon order_item --to 2nf --format json >out 2>err
says "JSON has the proposal" '"proposal": {"form": "2NF", "entities": [' out
says "and where values come from" '"nullable": true, "from": "order_item.product_name"}' out
"$TENON" normalize shop.tenon product >out 2>err
says "or why there is none" "No proposal: product is in BCNF by its dependencies: there is nothing to do" out

"$TENON" export shop.tenon --format xml >before.xml 2>err
cp shop.tenon before.tenon
"$TENON" normalize shop.tenon order_item --to 2nf --apply >out 2>err
tap_result $? "it is applied"
says "and told" "order_item is 2 entities now, in 2NF; tenon undo shop.tenon takes it back" err
"$TENON" ddl shop.tenon >out 2>err
says "the attribute is elsewhere" "    product_name text" out
"$TENON" normalize shop.tenon order_item --to 2nf --apply >out 2>err
[ $? -eq 3 ] && grep -q "there is nothing to do" err
tap_result $? "a second time there is nothing to do"
"$TENON" migrate before.tenon shop.tenon --fail-on never >out 2>err
says "migrate carries the values over" "SELECT DISTINCT product_id, product_name FROM order_item" out
says "and names what may go wrong" "[mig-move]" err
"$TENON" undo shop.tenon >out 2>err
"$TENON" export shop.tenon --format xml 2>err | cmp - before.xml
tap_result $? "one undo takes all of it back"
"$TENON" normalize shop.tenon order_item --fd 'quantity -> product_name' --to 3nf --apply >out 2>err
says "what the command line tells counts" "order_item is 3 entities now" err
"$TENON" undo shop.tenon >out 2>err
"$TENON" normalize shop.sql order_item --fd 'product_id -> product_name' --apply >out 2>err
[ $? -eq 3 ] && grep -qF "tenon new NAME.tenon --from shop.sql" err
tap_result $? "a script is no project"
"$TENON" normalize --relation 'A B' --apply >out 2>err
[ $? -eq 2 ]
tap_result $? "nor is a relation"

# ---------------------------------------------------------------- what is wrong

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
refused "a form that is not known" "--to takes 2nf, 3nf, bcnf or 4nf" --relation 'A B' --to 5nf
refused "no relation" "name a source and an entity" --fd 'A -> B'
tap_done
