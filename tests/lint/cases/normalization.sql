== nf-goal
-- finds: t
-- declared: t: zip -> city
CREATE TABLE t (id int PRIMARY KEY, zip int, city int);
== nf-goal
-- finds: order_items
-- declared: order_items: product_id -> product_name
CREATE TABLE order_items (
    order_id int NOT NULL,
    product_id int NOT NULL,
    product_name varchar(80),
    quantity int NOT NULL,
    PRIMARY KEY (order_id, product_id)
);
== nf-goal
-- finds: nothing
-- declared: t: a b -> c
-- declared: t: c -> b
CREATE TABLE t (a int NOT NULL, b int NOT NULL, c int, PRIMARY KEY (a, b));
== nf-goal
-- finds: nothing
CREATE TABLE t (id int PRIMARY KEY, zip int, city int);
== nf-goal
-- finds: nothing
-- set: t tags=snapshot
-- declared: t: zip -> city
CREATE TABLE t (id int PRIMARY KEY, zip int, city int);
== nf-key-undeclared
-- finds: t
-- declared: t: b -> a
CREATE TABLE t (a int NOT NULL, b int NOT NULL, c int, PRIMARY KEY (a));
-- becomes
CREATE TABLE t (a int NOT NULL, b int NOT NULL, c int, PRIMARY KEY (a), UNIQUE (b));
== nf-key-undeclared
-- finds: seats
-- declared: seats: hall number -> id
CREATE TABLE seats (
    id int PRIMARY KEY,
    hall int NOT NULL,
    number int NOT NULL,
    price numeric(8,2)
);
== nf-key-undeclared
-- finds: nothing
-- declared: t: b -> a
CREATE TABLE t (a int PRIMARY KEY, b int UNIQUE, c int);
== nf-key-undeclared
-- finds: nothing
-- declared: t: a ->> b
CREATE TABLE t (a int, b int, c int);
== nf-fd-redundant
-- finds: t.(dependency)
-- declared: t: a -> b
-- declared: t: b -> c
-- declared: t: a -> c
CREATE TABLE t (a int, b int, c int);
== nf-fd-redundant
-- finds: t.(dependency)
-- declared: t: id -> name
CREATE TABLE t (id int PRIMARY KEY, name varchar(40));
-- becomes
CREATE TABLE t (id int PRIMARY KEY, name varchar(40));
== nf-fd-redundant
-- finds: nothing
-- declared: t: a -> b
-- declared: t: b -> c
CREATE TABLE t (a int, b int, c int);
== nf-fd-redundant
-- finds: nothing
-- declared: t: b -> c
CREATE TABLE t (a int, b int UNIQUE, c int);
== nf-repeating-group
-- finds: contacts.phone1
CREATE TABLE contacts (
    id integer PRIMARY KEY,
    name varchar(80) NOT NULL,
    phone1 varchar(20),
    phone2 varchar(20),
    phone3 varchar(20)
);
-- becomes
CREATE TABLE contacts (
    id integer PRIMARY KEY,
    name varchar(80) NOT NULL
);
CREATE TABLE contact_phones (
    contact_id integer NOT NULL,
    number integer NOT NULL,
    phone varchar(20) NOT NULL,
    PRIMARY KEY (contact_id, number),
    FOREIGN KEY (contact_id) REFERENCES contacts (id) ON DELETE CASCADE
);
== nf-repeating-group
-- finds: a.q1 a.seconder_1
CREATE TABLE a (id int PRIMARY KEY, q1 int, q2 int, q3 int, seconder_1 int, seconder_2 int);
== nf-repeating-group
-- finds: contact.phone_1
-- dialects: mysql mariadb
CREATE TABLE contact (id bigint PRIMARY KEY, phone_1 varchar(20), phone_2 varchar(20),
    KEY p (phone_1));
== nf-repeating-group
-- finds: a.b1
-- stays: an expression uses b1
CREATE TABLE a (id int PRIMARY KEY, b1 int, b2 int, CHECK (b1 <> b2));
== nf-repeating-group
-- finds: a.b1
-- stays: has no primary key
CREATE TABLE a (b1 int, b2 int);
== nf-repeating-group
-- finds: nothing
CREATE TABLE links (entity0 int NOT NULL, entity1 int NOT NULL, kind int,
    UNIQUE (entity0, entity1, kind));
== nf-repeating-group
-- finds: nothing
CREATE TABLE a (address_line1 varchar(80), address_line2 varchar(80), sha256 varchar(80),
    md5 varchar(80), ipv4 varchar(80), ipv6 varchar(80), utf8 varchar(80), part2 int, part3 int,
    a1 int, a2 varchar(80), street_1 varchar(80), street_2 varchar(80), iso_3166_1 varchar(2),
    iso_3166_2 varchar(2));
== nf-derived-column
-- finds: order_items.subtotal
-- dialects: postgresql sqlite
CREATE TABLE order_items (
    id int PRIMARY KEY,
    quantity int NOT NULL,
    unit_price numeric(10,2) NOT NULL,
    subtotal numeric(10,2) NOT NULL DEFAULT 0
);
-- becomes
CREATE TABLE order_items (
    id int PRIMARY KEY,
    quantity int NOT NULL,
    unit_price numeric(10,2) NOT NULL,
    subtotal numeric(10,2) NOT NULL GENERATED ALWAYS AS (quantity * unit_price) STORED
);
== nf-derived-column
-- finds: order_items.subtotal
-- dialects: mysql mariadb
CREATE TABLE order_items (
    id int PRIMARY KEY,
    quantity int NOT NULL,
    unit_price numeric(10,2) NOT NULL,
    subtotal numeric(10,2) NOT NULL DEFAULT 0
);
-- becomes
CREATE TABLE order_items (
    id int PRIMARY KEY,
    quantity int NOT NULL,
    unit_price numeric(10,2) NOT NULL,
    subtotal numeric(10,2) GENERATED ALWAYS AS (quantity * unit_price) STORED
);
== nf-derived-column
-- finds: people.full_name
-- dialects: postgresql sqlite
CREATE TABLE people (
    id int PRIMARY KEY,
    first_name varchar(40) NOT NULL,
    last_name varchar(40) NOT NULL,
    full_name varchar(81)
);
-- becomes
CREATE TABLE people (
    id int PRIMARY KEY,
    first_name varchar(40) NOT NULL,
    last_name varchar(40) NOT NULL,
    full_name varchar(81) GENERATED ALWAYS AS (first_name || ' ' || last_name) STORED
);
== nf-derived-column
-- finds: people.full_name
-- dialects: mysql mariadb
CREATE TABLE people (
    id int PRIMARY KEY,
    first_name varchar(40) NOT NULL,
    last_name varchar(40) NOT NULL,
    full_name varchar(81)
);
-- becomes
CREATE TABLE people (
    id int PRIMARY KEY,
    first_name varchar(40) NOT NULL,
    last_name varchar(40) NOT NULL,
    full_name varchar(81) GENERATED ALWAYS AS (concat(first_name, ' ', last_name)) STORED
);
== nf-derived-column
-- finds: order_items.line_total
-- stays: more into account than quantity and unit_price
CREATE TABLE order_items (
    id int PRIMARY KEY,
    quantity int NOT NULL,
    unit_price numeric(10,2) NOT NULL,
    discount numeric(10,2) NOT NULL,
    line_total numeric(10,2) NOT NULL
);
== nf-derived-column
-- finds: people.age
-- stays: changes with the day
CREATE TABLE people (id int PRIMARY KEY, birth_date date NOT NULL, age int);
== nf-derived-column
-- finds: orders.total
-- stays: which columns total adds up is not clear
CREATE TABLE orders (
    id int PRIMARY KEY,
    subtotal numeric(10,2),
    shipping_fee numeric(10,2),
    total numeric(10,2)
);
== nf-derived-column
-- finds: posts.comments_count
-- stays: told by the rows of another table
CREATE TABLE posts (id int PRIMARY KEY, comments_count int NOT NULL, view_count int NOT NULL);
CREATE TABLE post_comments (
    id int PRIMARY KEY,
    post_id int NOT NULL,
    FOREIGN KEY (post_id) REFERENCES posts (id)
);
== nf-derived-column
-- finds: orders.total_amount
-- stays: told by the rows of another table
CREATE TABLE orders (id int PRIMARY KEY, total_amount numeric(10,2) NOT NULL);
CREATE TABLE order_items (
    id int PRIMARY KEY,
    order_id int NOT NULL,
    quantity int NOT NULL,
    price numeric(10,2) NOT NULL,
    FOREIGN KEY (order_id) REFERENCES orders (id)
);
== nf-derived-column
-- finds: nothing
CREATE TABLE products (
    id int PRIMARY KEY,
    price numeric(10,2) NOT NULL,
    quantity int NOT NULL,
    total_stock int NOT NULL,
    amount numeric(10,2)
);
CREATE TABLE people (id int PRIMARY KEY, age int, full_name varchar(80), last_name varchar(40));
== nf-derived-column
-- finds: nothing
-- set: invoice_lines.total tags=snapshot
-- set: order_items tags=denormalised
CREATE TABLE invoice_lines (
    id int PRIMARY KEY,
    quantity int NOT NULL,
    unit_price numeric(10,2) NOT NULL,
    total numeric(10,2) NOT NULL
);
CREATE TABLE order_items (
    id int PRIMARY KEY,
    quantity int NOT NULL,
    unit_price numeric(10,2) NOT NULL,
    total numeric(10,2) NOT NULL
);
== nf-derived-column
-- finds: nothing
CREATE TABLE order_items (
    id int PRIMARY KEY,
    quantity int NOT NULL,
    unit_price numeric(10,2) NOT NULL,
    subtotal numeric(10,2) GENERATED ALWAYS AS (quantity * unit_price) STORED
);
