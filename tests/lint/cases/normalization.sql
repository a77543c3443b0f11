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
== nf-goal
-- finds: nothing
-- rule: nf-goal form=2nf
-- declared: t: zip -> city
CREATE TABLE t (id int PRIMARY KEY, zip int, city int);
== nf-goal
-- finds: lessons
-- rule: nf-goal form=bcnf
-- declared: lessons: teacher -> subject
CREATE TABLE lessons (student int NOT NULL, subject int NOT NULL, teacher int NOT NULL,
    PRIMARY KEY (student, subject), UNIQUE (student, teacher));
== nf-goal
-- finds: courses
-- rule: nf-goal form=4nf
-- declared: courses: course ->> teacher
CREATE TABLE courses (course int NOT NULL, teacher int NOT NULL, book int NOT NULL,
    PRIMARY KEY (course, teacher, book));
== nf-goal
-- finds: nothing
-- rule: nf-goal form=bcnf
-- declared: courses: course ->> teacher
CREATE TABLE courses (course int NOT NULL, teacher int NOT NULL, book int NOT NULL,
    PRIMARY KEY (course, teacher, book));
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
-- finds: t
-- declared: t: a -> b
-- declared: t: b -> c
CREATE TABLE t (a int, b int, c int);
-- becomes
-- declared: t: a -> b
-- declared: t: b -> c
CREATE TABLE t (a int, b int, c int, UNIQUE (a));
== nf-key-undeclared
-- finds: t
-- declared: t: b -> a
-- declared: t: c -> a
CREATE TABLE t (a int PRIMARY KEY, b int NOT NULL, c int NOT NULL, d int);
-- becomes
CREATE TABLE t (a int PRIMARY KEY, b int NOT NULL, c int NOT NULL, d int, UNIQUE (c), UNIQUE (b));
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
-- declared: t: a -> b
-- declared: t: b -> c
-- declared: t: c -> a
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
-- stays: discount may have a part in line_total
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
CREATE TABLE orders (
    id int PRIMARY KEY,
    subtotal numeric(10,2),
    tax_rate numeric(4,2),
    tax numeric(10,2) NOT NULL,
    shipping_fee numeric(10,2),
    discount_amount numeric(10,2) NOT NULL,
    weight int,
    total numeric(10,2)
);
-- becomes
CREATE TABLE orders (
    id int PRIMARY KEY,
    subtotal numeric(10,2),
    tax_rate numeric(4,2),
    tax numeric(10,2) NOT NULL,
    shipping_fee numeric(10,2),
    discount_amount numeric(10,2) NOT NULL,
    weight int,
    total numeric(10,2) GENERATED ALWAYS AS (subtotal + tax + coalesce(shipping_fee, 0) - discount_amount) STORED
);
== nf-derived-column
-- finds: lines.subtotal lines.total
-- dialects: postgresql sqlite
CREATE TABLE lines (
    id int PRIMARY KEY,
    quantity int,
    unit_price numeric(10,2) NOT NULL,
    subtotal numeric(10,2) NOT NULL,
    tax numeric(10,2) NOT NULL,
    total numeric(10,2) NOT NULL
);
-- becomes
CREATE TABLE lines (
    id int PRIMARY KEY,
    quantity int,
    unit_price numeric(10,2) NOT NULL,
    subtotal numeric(10,2) GENERATED ALWAYS AS (quantity * unit_price) STORED,
    tax numeric(10,2) NOT NULL,
    total numeric(10,2) GENERATED ALWAYS AS ((quantity * unit_price) + tax) STORED
);
== nf-derived-column
-- finds: orders.total
-- stays: names do not tell what total adds to subtotal
CREATE TABLE orders (id int PRIMARY KEY, subtotal numeric(10,2), total numeric(10,2));
== nf-derived-column
-- finds: orders.total
-- stays: amount_paid may have a part in total
CREATE TABLE orders (
    id int PRIMARY KEY,
    subtotal numeric(10,2),
    tax numeric(10,2),
    amount_paid numeric(10,2),
    total numeric(10,2)
);
== nf-derived-column
-- finds: orders.total
-- stays: tax may have a part in total
CREATE TABLE orders (
    id int PRIMARY KEY,
    subtotal numeric(10,2),
    tax numeric(5,4),
    total numeric(10,2)
);
== nf-derived-column
-- finds: orders.total_tax
-- stays: names do not tell what total_tax adds to subtotal
CREATE TABLE orders (id int PRIMARY KEY, subtotal numeric(10,2), total_tax numeric(10,2));
== nf-derived-column
-- finds: people.full_name
-- stays: middle_name may have a part in full_name
CREATE TABLE people (
    id int PRIMARY KEY,
    first_name varchar(40) NOT NULL,
    middle_name varchar(40),
    last_name varchar(40) NOT NULL,
    full_name varchar(121)
);
== nf-derived-column
-- finds: people.full_name
-- dialects: postgresql sqlite
CREATE TABLE people (
    id int PRIMARY KEY,
    first_name varchar(40),
    last_name varchar(40) NOT NULL,
    full_name varchar(81) NOT NULL
);
-- becomes
CREATE TABLE people (
    id int PRIMARY KEY,
    first_name varchar(40),
    last_name varchar(40) NOT NULL,
    full_name varchar(81) NOT NULL GENERATED ALWAYS AS (coalesce(first_name || ' ' || last_name, last_name)) STORED
);
== nf-derived-column
-- finds: people.full_name
-- dialects: mysql mariadb
CREATE TABLE people (
    id int PRIMARY KEY,
    first_name varchar(40),
    last_name varchar(40),
    full_name varchar(81)
);
-- becomes
CREATE TABLE people (
    id int PRIMARY KEY,
    first_name varchar(40),
    last_name varchar(40),
    full_name varchar(81) GENERATED ALWAYS AS (coalesce(concat(first_name, ' ', last_name), first_name, last_name)) STORED
);
== nf-derived-column
-- finds: orders.total
-- stays: routine keep_total mentions total
-- dialects: postgresql
CREATE TABLE orders (id int PRIMARY KEY, subtotal int NOT NULL, tax int NOT NULL, total int NOT NULL);
CREATE FUNCTION keep_total() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN NEW.total := NEW.subtotal + NEW.tax; RETURN NEW; END $$;
CREATE TRIGGER keep_total BEFORE INSERT ON orders FOR EACH ROW EXECUTE FUNCTION keep_total();
== nf-derived-column
-- finds: orders.total
-- stays: trigger orders.keep_total mentions total
-- dialects: mysql mariadb
CREATE TABLE orders (id int PRIMARY KEY, subtotal int NOT NULL, tax int NOT NULL, total int NOT NULL);
CREATE TRIGGER keep_total BEFORE INSERT ON orders FOR EACH ROW SET NEW.total = NEW.subtotal + NEW.tax;
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
== nf-suspect-copy
-- finds: orders.customer_name
CREATE TABLE customers (id int PRIMARY KEY, name varchar(80) NOT NULL);
CREATE TABLE orders (
    id int PRIMARY KEY,
    customer_id int NOT NULL REFERENCES customers (id),
    customer_name varchar(80) NOT NULL,
    FOREIGN KEY (customer_id) REFERENCES customers (id)
);
== nf-suspect-copy
-- finds: order_items.product_title
CREATE TABLE products (
    product_id int PRIMARY KEY,
    product_title varchar(80) NOT NULL,
    description varchar(80)
);
CREATE TABLE order_items (
    order_id int NOT NULL,
    product_id int NOT NULL,
    product_title varchar(80),
    description varchar(80),
    PRIMARY KEY (order_id, product_id),
    FOREIGN KEY (product_id) REFERENCES products (product_id)
);
== nf-suspect-copy
-- finds: addresses.city
-- rule: nf-suspect-copy postal=yes
CREATE TABLE addresses (id int PRIMARY KEY, postal_code varchar(10), city varchar(80));
== nf-suspect-copy
-- finds: nothing
CREATE TABLE addresses (id int PRIMARY KEY, postal_code varchar(10), city varchar(80));
== nf-suspect-copy
-- finds: nothing
-- set: invoices.customer_name tags=snapshot
CREATE TABLE customers (
    id int PRIMARY KEY,
    name varchar(80) NOT NULL,
    status varchar(10),
    unit_price numeric(10,2),
    created_at timestamp NULL
);
CREATE TABLE invoices (
    id int PRIMARY KEY,
    customer_id int NOT NULL,
    customer_name varchar(80) NOT NULL,
    customer_status int,
    status varchar(10),
    unit_price numeric(10,2),
    created_at timestamp NULL,
    name varchar(80),
    FOREIGN KEY (customer_id) REFERENCES customers (id)
);
== nf-suspect-copy
-- finds: nothing
-- declared: orders: customer_id -> customer_name
CREATE TABLE customers (id int PRIMARY KEY, name varchar(80) NOT NULL);
CREATE TABLE orders (
    id int PRIMARY KEY,
    customer_id int NOT NULL,
    customer_name varchar(80) NOT NULL,
    FOREIGN KEY (customer_id) REFERENCES customers (id)
);
== nf-list-column
-- dialects: postgresql
-- finds: posts.tag_ids
CREATE TABLE posts (id integer PRIMARY KEY, title varchar(80), tag_ids varchar(400) NOT NULL);
CREATE TABLE tags (id integer PRIMARY KEY, label varchar(80));
-- becomes
CREATE TABLE posts (id integer PRIMARY KEY, title varchar(80));
CREATE TABLE post_tags (
    post_id integer NOT NULL,
    tag_id integer NOT NULL,
    PRIMARY KEY (post_id, tag_id),
    FOREIGN KEY (post_id) REFERENCES posts (id) ON DELETE CASCADE,
    FOREIGN KEY (tag_id) REFERENCES tags (id)
);
CREATE TABLE tags (id integer PRIMARY KEY, label varchar(80));
CREATE INDEX ON post_tags (tag_id);
== nf-list-column
-- dialects: mysql mariadb
-- finds: posts.tag_ids
CREATE TABLE posts (id integer PRIMARY KEY, title varchar(80), tag_ids varchar(400) NOT NULL);
CREATE TABLE tags (id integer PRIMARY KEY, label varchar(80));
-- becomes
CREATE TABLE posts (id integer PRIMARY KEY, title varchar(80));
CREATE TABLE post_tags (
    post_id integer NOT NULL,
    tag_id integer NOT NULL,
    PRIMARY KEY (post_id, tag_id),
    FOREIGN KEY (post_id) REFERENCES posts (id) ON DELETE CASCADE,
    FOREIGN KEY (tag_id) REFERENCES tags (id)
);
CREATE TABLE tags (id integer PRIMARY KEY, label varchar(80));
== nf-list-column
-- dialects: sqlite
-- finds: posts.tag_ids
CREATE TABLE posts (id integer PRIMARY KEY, title varchar(80), tag_ids varchar(400) NOT NULL);
CREATE TABLE tags (id integer PRIMARY KEY, label varchar(80));
== nf-list-column
-- finds: mails.cc_list
-- rule: nf-list-column also=^recipients$
CREATE TABLE mails (id integer PRIMARY KEY, cc_list varchar(400), subject varchar(80));
-- becomes
-- rule: nf-list-column also=^recipients$
CREATE TABLE mails (id integer PRIMARY KEY, subject varchar(80));
CREATE TABLE mail_ccs (
    mail_id integer NOT NULL,
    number integer NOT NULL,
    cc varchar(400) NOT NULL,
    PRIMARY KEY (mail_id, number),
    FOREIGN KEY (mail_id) REFERENCES mails (id) ON DELETE CASCADE
);
== nf-list-column
-- finds: mails.recipients
-- rule: nf-list-column also=^recipients$
CREATE TABLE mails (id integer PRIMARY KEY, recipients varchar(400), subject varchar(80));
== nf-list-column
-- finds: t.keywords
-- stays: no primary key
CREATE TABLE t (keywords text);
== nf-list-column
-- finds: nothing
CREATE TABLE price_lists (id int PRIMARY KEY);
CREATE TABLE t (
    id int PRIMARY KEY,
    price_list int,
    mailing_list varchar(30),
    identifiers varchar(400),
    listing varchar(400),
    FOREIGN KEY (price_list) REFERENCES price_lists (id)
);
== nf-list-column
-- finds: nothing
-- set: t tags=denormalised
CREATE TABLE t (id int PRIMARY KEY, tag_ids varchar(400));
== nf-polymorphic
-- dialects: postgresql
-- finds: comments
CREATE TABLE posts (id integer PRIMARY KEY);
CREATE TABLE photos (id integer PRIMARY KEY);
CREATE TABLE comments (
    id integer PRIMARY KEY,
    subject_type varchar(20) NOT NULL CHECK (subject_type IN ('Post', 'Photo')),
    subject_id integer NOT NULL,
    body varchar(80)
);
CREATE INDEX on_subject ON comments (subject_type, subject_id);
-- becomes
CREATE TABLE posts (id integer PRIMARY KEY);
CREATE TABLE photos (id integer PRIMARY KEY);
CREATE TABLE comments (
    id integer PRIMARY KEY,
    body varchar(80),
    post_id integer REFERENCES posts (id),
    photo_id integer REFERENCES photos (id),
    CHECK (num_nonnulls(post_id, photo_id) = 1)
);
CREATE INDEX ON comments (post_id);
CREATE INDEX ON comments (photo_id);
== nf-polymorphic
-- dialects: mysql mariadb
-- finds: comments
CREATE TABLE posts (id int PRIMARY KEY);
CREATE TABLE photos (id int PRIMARY KEY);
CREATE TABLE comments (
    id int PRIMARY KEY,
    subject_type enum('post', 'photo') NOT NULL,
    subject_id int,
    body varchar(80),
    KEY on_subject (subject_type, subject_id)
);
-- becomes
CREATE TABLE posts (id int PRIMARY KEY);
CREATE TABLE photos (id int PRIMARY KEY);
CREATE TABLE comments (
    id int PRIMARY KEY,
    body varchar(80),
    post_id int,
    photo_id int,
    CHECK ((post_id IS NOT NULL) + (photo_id IS NOT NULL) <= 1),
    FOREIGN KEY (post_id) REFERENCES posts (id),
    FOREIGN KEY (photo_id) REFERENCES photos (id)
);
== nf-polymorphic
-- finds: comments
CREATE TABLE posts (id integer PRIMARY KEY);
CREATE TABLE photos (id integer PRIMARY KEY);
CREATE TABLE comments (
    id integer PRIMARY KEY,
    subject_type varchar(20) NOT NULL,
    subject_id integer NOT NULL,
    body varchar(80),
    CHECK (subject_type IN ('App.Post', 'App.Photo'))
);
== nf-polymorphic
-- finds: comments
-- stays: no check says
CREATE TABLE comments (id int PRIMARY KEY, subject_type varchar(20), subject_id int);
== nf-polymorphic
-- dialects: postgresql
-- finds: covers
CREATE TABLE posts (id int PRIMARY KEY);
CREATE TABLE photos (id int PRIMARY KEY);
CREATE TABLE covers (
    id int PRIMARY KEY,
    subject_type varchar(20) NOT NULL,
    subject_id int NOT NULL,
    CHECK (subject_type IN ('post', 'photo')),
    UNIQUE (subject_type, subject_id)
);
-- becomes
CREATE TABLE posts (id int PRIMARY KEY);
CREATE TABLE photos (id int PRIMARY KEY);
CREATE TABLE covers (
    id int PRIMARY KEY,
    post_id int,
    photo_id int,
    UNIQUE (post_id),
    UNIQUE (photo_id),
    CHECK (num_nonnulls(post_id, photo_id) = 1),
    FOREIGN KEY (post_id) REFERENCES posts (id),
    FOREIGN KEY (photo_id) REFERENCES photos (id)
);
== nf-polymorphic
-- dialects: mysql mariadb sqlite
-- finds: covers
CREATE TABLE posts (id int PRIMARY KEY);
CREATE TABLE photos (id int PRIMARY KEY);
CREATE TABLE covers (
    id int PRIMARY KEY,
    subject_type varchar(20) NOT NULL,
    subject_id int NOT NULL,
    CHECK (subject_type IN ('post', 'photo')),
    UNIQUE (subject_type, subject_id)
);
-- becomes
CREATE TABLE posts (id int PRIMARY KEY);
CREATE TABLE photos (id int PRIMARY KEY);
CREATE TABLE covers (
    id int PRIMARY KEY,
    post_id int,
    photo_id int,
    UNIQUE (post_id),
    UNIQUE (photo_id),
    CHECK ((post_id IS NOT NULL) + (photo_id IS NOT NULL) = 1),
    FOREIGN KEY (post_id) REFERENCES posts (id),
    FOREIGN KEY (photo_id) REFERENCES photos (id)
);
== nf-polymorphic
-- dialects: postgresql
-- finds: likes
-- stays: the primary key
CREATE TABLE posts (id int PRIMARY KEY);
CREATE TABLE photos (id int PRIMARY KEY);
CREATE TABLE likes (
    likeable_type varchar(20) CHECK (likeable_type IN ('post', 'photo')),
    likeable_id int,
    user_id int,
    PRIMARY KEY (likeable_type, likeable_id, user_id)
);
== nf-polymorphic
-- dialects: mysql mariadb
-- finds: likes
-- stays: decide on the keys
CREATE TABLE posts (id int PRIMARY KEY);
CREATE TABLE photos (id int PRIMARY KEY);
CREATE TABLE likes (
    id int PRIMARY KEY,
    likeable_type enum('post', 'photo') NOT NULL,
    likeable_id int NOT NULL,
    user_id int NOT NULL,
    UNIQUE (likeable_type, likeable_id, user_id)
);
== nf-polymorphic
-- dialects: postgresql
-- finds: wp_likes
CREATE TYPE likeable AS ENUM ('App\Post', 'App\Photo');
CREATE TABLE wp_posts (id int PRIMARY KEY);
CREATE TABLE wp_photos (photo_id uuid PRIMARY KEY);
CREATE TABLE wp_likes (
    id int PRIMARY KEY,
    likeable_type likeable NOT NULL,
    likeable_id varchar(36) NOT NULL,
    user_id int NOT NULL,
    post_id int,
    liked_on date,
    UNIQUE (likeable_type, likeable_id, user_id)
);
CREATE INDEX ON wp_likes (likeable_id, liked_on) WHERE liked_on IS NOT NULL;
-- becomes
CREATE TYPE likeable AS ENUM ('App\Post', 'App\Photo');
CREATE TABLE wp_posts (id int PRIMARY KEY);
CREATE TABLE wp_photos (photo_id uuid PRIMARY KEY);
CREATE TABLE wp_likes (
    id int PRIMARY KEY,
    user_id int NOT NULL,
    post_id int,
    liked_on date,
    wp_post_id int REFERENCES wp_posts (id),
    wp_photo_photo_id uuid REFERENCES wp_photos (photo_id),
    CHECK (num_nonnulls(wp_post_id, wp_photo_photo_id) = 1)
);
CREATE INDEX ON wp_likes (wp_post_id, liked_on) WHERE liked_on IS NOT NULL;
CREATE INDEX ON wp_likes (wp_photo_photo_id, liked_on) WHERE liked_on IS NOT NULL;
CREATE UNIQUE INDEX ON wp_likes (wp_post_id, user_id) WHERE wp_post_id IS NOT NULL;
CREATE UNIQUE INDEX ON wp_likes (wp_photo_photo_id, user_id) WHERE wp_photo_photo_id IS NOT NULL;
== nf-polymorphic
-- dialects: postgresql
-- finds: notes
CREATE TABLE posts (id int PRIMARY KEY);
CREATE TABLE photos (id int PRIMARY KEY);
CREATE TABLE notes (id int PRIMARY KEY, post_id int, about_type varchar(20), about_id int);
-- data: notes: id about_type; 1 Post; 2 Photo; 3 Post; 4 Post; 5 Photo; 6 Photo
-- becomes
CREATE TABLE posts (id int PRIMARY KEY);
CREATE TABLE photos (id int PRIMARY KEY);
CREATE TABLE notes (
    id int PRIMARY KEY,
    post_id int,
    about_post_id int REFERENCES posts (id),
    photo_id int REFERENCES photos (id),
    CHECK (num_nonnulls(about_post_id, photo_id) <= 1)
);
CREATE INDEX ON notes (about_post_id);
CREATE INDEX ON notes (photo_id);
== nf-polymorphic
-- finds: notes
-- set: notes.about_type comment='one of: post, photo'
CREATE TABLE posts (id int PRIMARY KEY);
CREATE TABLE notes (id int PRIMARY KEY, about_type varchar(20), about_id int);
-- stays: there is no table that photo names
== nf-polymorphic
-- finds: notes
-- set: notes.about_type comment='post, page'
CREATE TABLE posts (id int PRIMARY KEY);
CREATE TABLE pages (site int, number int, PRIMARY KEY (site, number));
CREATE TABLE notes (id int PRIMARY KEY, about_type varchar(20), about_id int);
-- stays: has several columns
== nf-polymorphic
-- finds: notes
CREATE TABLE posts (id int PRIMARY KEY);
CREATE TABLE pages (id int PRIMARY KEY);
CREATE TABLE notes (
    id int PRIMARY KEY,
    about_type varchar(20) CHECK (about_type IN ('post', 'page')),
    about_id int,
    text varchar(20),
    CHECK (about_type = 'post' OR text IS NOT NULL)
);
-- stays: is about other columns, too
== nf-polymorphic
-- finds: nothing
CREATE TABLE users (id int PRIMARY KEY);
CREATE TABLE visits (
    id int PRIMARY KEY,
    user_type varchar(20),
    user_id int,
    step_id int,
    step_type varchar(20),
    step_name varchar(20)
);
CREATE TABLE audit_log (id int PRIMARY KEY, record_type varchar(20), record_id int);
== nf-polymorphic
-- finds: nothing
-- set: notes tags=log
CREATE TABLE accounts (account_id int PRIMARY KEY, account_type varchar(20));
CREATE TABLE sorts (type varchar(20) PRIMARY KEY);
CREATE TABLE notes (id int PRIMARY KEY, about_type varchar(20), about_id int);
CREATE TABLE files (
    id int PRIMARY KEY,
    source_type varchar(20),
    source_id int,
    FOREIGN KEY (source_type) REFERENCES sorts (type)
);
== nf-cloned-tables
-- dialects: postgresql
-- finds: sales_2023
CREATE TABLE sales_2023 (id serial PRIMARY KEY, turnover numeric(12,2), code integer UNIQUE);
CREATE INDEX idx_sales_2023_turnover ON sales_2023 (turnover);
CREATE TABLE sales_2024 (id serial PRIMARY KEY, turnover numeric(12,2), code integer UNIQUE);
-- becomes
CREATE TABLE sales (
    id serial,
    turnover numeric(12,2),
    code integer,
    year integer NOT NULL,
    PRIMARY KEY (id, year),
    UNIQUE (code, year)
) PARTITION BY LIST (year);
CREATE INDEX ON sales (turnover);
CREATE TABLE sales_2023 PARTITION OF sales FOR VALUES IN (2023);
CREATE TABLE sales_2024 PARTITION OF sales FOR VALUES IN (2024);
== nf-cloned-tables
-- dialects: mysql mariadb
-- finds: sales_2023
CREATE TABLE sales_2023 (id int PRIMARY KEY, turnover decimal(12,2), code int, UNIQUE (code));
CREATE TABLE sales_2024 (id int PRIMARY KEY, turnover decimal(12,2), code int, UNIQUE (code));
-- becomes
CREATE TABLE sales (
    id int NOT NULL,
    turnover decimal(12,2),
    code int,
    `year` int NOT NULL,
    PRIMARY KEY (id, `year`),
    UNIQUE (code, `year`)
) PARTITION BY LIST (year) (PARTITION p2023 VALUES IN (2023), PARTITION p2024 VALUES IN (2024));
== nf-cloned-tables
-- dialects: sqlite
-- finds: sales_2023
CREATE TABLE sales_2023 (id int PRIMARY KEY, turnover decimal(12,2));
CREATE TABLE sales_2024 (id int PRIMARY KEY, turnover decimal(12,2));
-- becomes
CREATE TABLE sales (
    id int NOT NULL,
    turnover decimal(12,2),
    year integer NOT NULL,
    PRIMARY KEY (id, year)
);
== nf-cloned-tables
-- finds: log1
CREATE TABLE devices (id int PRIMARY KEY);
CREATE TABLE log1 (id int NOT NULL, device_id int NOT NULL, PRIMARY KEY (device_id, id),
    FOREIGN KEY (device_id) REFERENCES devices (id));
CREATE TABLE log2 (id int NOT NULL, device_id int NOT NULL, PRIMARY KEY (device_id, id),
    FOREIGN KEY (device_id) REFERENCES devices (id));
CREATE TABLE log3 (id int NOT NULL, device_id int NOT NULL, PRIMARY KEY (device_id, id),
    FOREIGN KEY (device_id) REFERENCES devices (id));
== nf-cloned-tables
-- finds: sales_2023_01
-- stays: refers to sales_2023_02
CREATE TABLE sales_2023_01 (id int PRIMARY KEY, turnover decimal(12,2));
CREATE TABLE sales_2023_02 (id int PRIMARY KEY, turnover decimal(12,2));
CREATE TABLE notes (sale_id int, FOREIGN KEY (sale_id) REFERENCES sales_2023_02 (id));
== nf-cloned-tables
-- finds: nothing
CREATE TABLE iso1 (id int PRIMARY KEY, a int);
CREATE TABLE iso2 (id int PRIMARY KEY, b int);
CREATE TABLE iso3 (id int PRIMARY KEY, a int);
CREATE TABLE oauth1 (id int PRIMARY KEY, a int);
CREATE TABLE oauth2 (id int PRIMARY KEY, a int);
== nf-cloned-tables
-- finds: nothing
CREATE TABLE sales_2023 (id int PRIMARY KEY, turnover decimal(12,2));
CREATE TABLE sales_2024 (id int PRIMARY KEY, turnover decimal(14,2));
CREATE TABLE sales (id int PRIMARY KEY, turnover decimal(12,2));
== nf-nested-column
-- finds: orders
CREATE TABLE orders (id int PRIMARY KEY, line_items json NOT NULL);
== nf-nested-column
-- dialects: postgresql
-- finds: orders people
CREATE TYPE address AS (street text, city text);
CREATE TABLE orders (id int PRIMARY KEY, product_codes text[]);
CREATE TABLE people (id int PRIMARY KEY, home address);
== nf-nested-column
-- dialects: mysql mariadb
-- finds: films
CREATE TABLE films (id int PRIMARY KEY, features set('trailers', 'comments'));
== nf-nested-column
-- dialects: sqlite
-- finds: films
CREATE TABLE films (id int PRIMARY KEY, scenes jsonb);
== nf-nested-column
-- finds: nothing
CREATE TABLE orders (id int PRIMARY KEY, metadata json, settings json);
CREATE TABLE audit_log (id int PRIMARY KEY, old_rows json);
== nf-nested-column
-- finds: nothing
-- set: orders tags=log
-- set: carts.line_items tags=snapshot
CREATE TABLE orders (id int PRIMARY KEY, line_items json);
CREATE TABLE carts (id int PRIMARY KEY, line_items json);
== nf-eav
-- finds: product_attributes
CREATE TABLE products (id int PRIMARY KEY);
CREATE TABLE product_attributes (
    product_id int NOT NULL,
    attribute varchar(40) NOT NULL,
    value varchar(400),
    PRIMARY KEY (product_id, attribute),
    FOREIGN KEY (product_id) REFERENCES products (id)
);
== nf-eav
-- finds: entity_values
CREATE TABLE entities (id int PRIMARY KEY);
CREATE TABLE attributes (id int PRIMARY KEY, label varchar(40));
CREATE TABLE entity_values (
    id int PRIMARY KEY,
    entity_id int NOT NULL,
    attribute_id int NOT NULL,
    value varchar(400),
    created_at timestamp NULL,
    FOREIGN KEY (entity_id) REFERENCES entities (id),
    FOREIGN KEY (attribute_id) REFERENCES attributes (id)
);
== nf-eav
-- finds: nothing
CREATE TABLE settings (name varchar(40) PRIMARY KEY, value varchar(400));
CREATE TABLE users (id int PRIMARY KEY);
CREATE TABLE readings (
    id int PRIMARY KEY,
    user_id int,
    name varchar(40),
    value numeric(10,2),
    FOREIGN KEY (user_id) REFERENCES users (id)
);
== nf-eav
-- finds: nothing
-- set: user_settings tags=metadata
CREATE TABLE users (id int PRIMARY KEY);
CREATE TABLE user_settings (user_id int, name varchar(40), value varchar(400),
    PRIMARY KEY (user_id, name), FOREIGN KEY (user_id) REFERENCES users (id));
== nf-lookup-all
-- finds: lookup_codes
CREATE TABLE lookup_codes (
    code_type varchar(20) NOT NULL,
    code varchar(20) NOT NULL,
    description varchar(80) NOT NULL,
    PRIMARY KEY (code_type, code)
);
== nf-lookup-all
-- finds: listings
-- set: listings tags=lookup
CREATE TABLE listings (
    id int PRIMARY KEY,
    domain varchar(20) NOT NULL,
    value varchar(20) NOT NULL,
    label varchar(80) NOT NULL,
    UNIQUE (domain, value)
);
== nf-lookup-all
-- finds: nothing
CREATE TABLE countries (code varchar(2) PRIMARY KEY, name varchar(80) NOT NULL);
CREATE TABLE lookups (id int PRIMARY KEY, type varchar(20), code varchar(20), name varchar(80));
== nf-lookup-all
-- finds: nothing
CREATE TABLE products (
    id int PRIMARY KEY,
    category varchar(20) NOT NULL,
    code varchar(20) NOT NULL,
    name varchar(80) NOT NULL,
    UNIQUE (category, code)
);
== table-too-wide
-- finds: t
-- rule: table-too-wide max=3
CREATE TABLE t (id int PRIMARY KEY, a int, b int, c int);
== table-too-wide
-- finds: t
CREATE TABLE t (id int PRIMARY KEY, a1a int, a2a int, a3a int, a4a int, a5a int, a6a int, a7a int,
    a8a int, a9a int, b1a int, b2a int, b3a int, b4a int, b5a int, b6a int, b7a int, b8a int,
    b9a int, c1a int, c2a int, c3a int, c4a int, c5a int, c6a int, c7a int, c8a int, c9a int,
    d1a int, d2a int, d3a int);
== table-too-wide
-- finds: nothing
-- rule: table-too-wide max=3
CREATE TABLE t (id int PRIMARY KEY, a int, b int);
CREATE TABLE u (id int PRIMARY KEY, a int, b int, c int GENERATED ALWAYS AS (a + b) STORED);
== table-too-wide
-- finds: nothing
-- rule: table-too-wide max=3
-- set: t tags=denormalised
CREATE TABLE t (id int PRIMARY KEY, a int, b int, c int);
== nf-list-column
-- finds: posts.topics
-- rule: nf-list-column values=5
-- data: posts: id topics remark; 1 a,b 'One, two.'; 2 b 'Three, four.'; 3 a,b,c None; 4 c,a 'A, b.'; 5 b,c,a X
CREATE TABLE posts (id integer PRIMARY KEY, topics varchar(200), remark varchar(200));
== nf-list-column
-- finds: nothing
-- rule: nf-list-column values=5
-- data: posts: id amount person code; 1 1,234 'Doe,Ann' a,b; 2 12 'Roe,Bob' c,d; 3 1,234,567 'Poe,Cid' a,d; 4 5,000 'Loe,Dan' b,a; 5 3 'Moe,Eve' d,c
CREATE TABLE posts (id integer PRIMARY KEY, amount varchar(200), person varchar(200),
    code varchar(200));
== nf-fd-contradicted
-- finds: addresses.(dependency)
-- declared: addresses: zip -> city
-- data: addresses: id zip city; 1 10115 Berlin; 2 10115 Bonn; 3 10115 Berlin
CREATE TABLE addresses (id int PRIMARY KEY, zip varchar(10), city varchar(40));
== nf-fd-contradicted
-- finds: addresses.(dependency)
-- declared: addresses: person ->> phone
-- data: addresses: person phone street; A 1 x; A 2 x; A 1 y
CREATE TABLE addresses (person varchar(10), phone varchar(10), street varchar(40));
== nf-fd-contradicted
-- dialects: postgresql
-- finds: users.(primary key) users.(unique key) users.by_name
-- data: users: id email name; 1 a@b Ann; 1 c@d Ann; 2 a@b Bob; 3 null null; 4 null null
CREATE TABLE users (id int PRIMARY KEY, email text UNIQUE, name text);
CREATE UNIQUE INDEX by_name ON users (name);
== nf-fd-contradicted
-- dialects: postgresql
-- finds: orders.(relationship)
-- data: users: id; 1; 2
-- data: orders: id user_id; 1 1; 2 null; 3 7
CREATE TABLE users (id int PRIMARY KEY);
CREATE TABLE orders (id int PRIMARY KEY, user_id int REFERENCES users (id));
== nf-fd-contradicted
-- finds: nothing
-- declared: addresses: zip -> city
-- declared: addresses: person ->> phone
-- data: addresses: person phone zip city; A 1 10115 Berlin; A 1 null Bonn; B 2 null Bern; C 2 10115 Berlin
CREATE TABLE addresses (person varchar(10), phone varchar(10), zip varchar(10), city varchar(40));
== nf-fd-contradicted
-- finds: nothing
-- add: orders dependency determinant=id dependent=email origin=discovered
-- data: orders: id user_id email; 1 1 null; 2 01 null; 2 2.0 a; 3 null b
-- data: users: id email; 1 a; 2 null; 3 null
CREATE TABLE users (id int PRIMARY KEY, email varchar(40) UNIQUE);
CREATE TABLE orders (id int, user_id int, email varchar(40),
    FOREIGN KEY (user_id) REFERENCES users (id));
== nf-fd-discovered
-- finds: lessons.(dependency)
-- add: lessons dependency determinant=teacher dependent=subject origin=discovered evidence=a.csv
CREATE TABLE lessons (student int NOT NULL, subject int NOT NULL, teacher int NOT NULL,
    PRIMARY KEY (student, subject), UNIQUE (student, teacher));
-- becomes
-- declared: lessons: teacher -> subject
CREATE TABLE lessons (student int NOT NULL, subject int NOT NULL, teacher int NOT NULL,
    PRIMARY KEY (student, subject), UNIQUE (student, teacher));
== nf-fd-discovered
-- finds: addresses.(dependency)
-- stays: there are rows that break it
-- add: addresses dependency determinant=zip dependent=city origin=discovered
-- data: addresses: zip city; 1 A; 1 B
CREATE TABLE addresses (id int PRIMARY KEY, zip varchar(10), city varchar(40));
== nf-fd-discovered
-- finds: addresses
-- stays: tenon fds --into
-- rule: nf-fd-discovered groups=2
-- data: addresses: id zip city; 1 5 A; 2 5 A; 3 5 A; 4 7 B; 5 7 B; 6 8 B; 7 8 B; 8 9 C; 9 9 C; 10 9 C
CREATE TABLE addresses (id int PRIMARY KEY, zip varchar(10), city varchar(40));
== nf-fd-discovered
-- finds: nothing
-- rule: nf-fd-discovered groups=2
-- declared: addresses: zip -> city
-- data: addresses: id zip city; 1 5 A; 2 5 A; 3 5 A; 4 7 B; 5 7 B; 6 8 B; 7 8 B; 8 9 C; 9 9 C; 10 9 C
CREATE TABLE addresses (id int PRIMARY KEY, zip varchar(10), city varchar(40));
== nf-fd-discovered
-- finds: nothing
-- data: addresses: id zip city; 1 5 A; 2 5 A; 3 7 B; 4 7 B
CREATE TABLE addresses (id int PRIMARY KEY, zip varchar(10), city varchar(40));
== nf-goal
-- finds: nothing
-- add: addresses dependency determinant=zip dependent=city origin=discovered
CREATE TABLE addresses (id int PRIMARY KEY, zip varchar(10), city varchar(40));
== nf-fd-redundant
-- finds: nothing
-- add: addresses dependency determinant=id dependent=city origin=discovered
-- declared: addresses: zip -> city
CREATE TABLE addresses (id int PRIMARY KEY, zip varchar(10), city varchar(40));
== column-constant
-- finds: users.fax users.state
-- rule: column-constant rows=3
-- data: users: id fax state; 1 null new; 2 null new; 3 null new
CREATE TABLE users (id int PRIMARY KEY, fax varchar(20), state varchar(20));
== column-constant
-- finds: users.fax
-- rule: column-constant rows=2
-- data: users: id fax; 1 5; 2 5
CREATE TABLE users (id int PRIMARY KEY, fax int);
== column-constant
-- finds: nothing
-- rule: column-constant rows=3
-- data: users: id fax state; 1 null new; 2 5 new; 3 null old
CREATE TABLE users (id int PRIMARY KEY, fax varchar(20), state varchar(20), added date);
== column-constant
-- finds: nothing
-- data: users: id fax; 1 5; 2 5
CREATE TABLE users (id int PRIMARY KEY, fax int);
