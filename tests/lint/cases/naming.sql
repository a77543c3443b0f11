== name-case
-- new
-- dialects: postgresql sqlite
-- finds: Orders
CREATE TABLE "Orders" (id int PRIMARY KEY);
-- becomes
CREATE TABLE orders (id int CONSTRAINT pk_orders PRIMARY KEY);
== name-case
-- new
-- dialects: mysql mariadb
-- finds: Orders Orders.shipTo
CREATE TABLE Orders (id int PRIMARY KEY, shipTo int);
-- becomes
CREATE TABLE orders (id int PRIMARY KEY, ship_to int);
== name-case
-- new
-- dialects: postgresql sqlite
-- finds: orders._total
CREATE TABLE orders (id int PRIMARY KEY, _total int, net_total int);
== name-case
-- new
-- dialects: mysql mariadb
-- rule: name-case columns=camelCase
-- finds: orders.ship_to
CREATE TABLE orders (id int PRIMARY KEY, ship_to int, shipDate int);
-- becomes
CREATE TABLE orders (id int PRIMARY KEY, shipTo int, shipDate int);
== name-case
-- new
-- finds: nothing
CREATE TABLE order_lines (id int, q1 int);
== name-case
-- new
-- rule: name-case except=^legacy
-- finds: nothing
-- dialects: mysql mariadb sqlite
CREATE TABLE orders (id int, legacyCode int);
== name-case
-- new
-- rule: name-case columns=any
-- finds: nothing
-- dialects: postgresql
CREATE TABLE orders (id int, "anyThing" int);
== name-case
-- dialects: postgresql sqlite
-- finds: nothing
CREATE TABLE "Album" ("AlbumId" int, "Title" text, "ArtistId" int);
CREATE TABLE "Artist" ("ArtistId" int, "Name" text);
CREATE TABLE "Genre" ("GenreId" int);
== name-case
-- dialects: postgresql sqlite
-- finds: JOBS
CREATE TABLE a (x_y int, z int);
CREATE TABLE b (x int, z_y int);
CREATE TABLE c (x int, y int);
CREATE TABLE "JOBS" ("JOB_ID" int, "NAME" text);
== name-case
-- dialects: postgresql
-- new
-- finds: nothing
CREATE TABLE schema_migrations ("Version" text);

== table-number
-- new
-- finds: customer
CREATE TABLE customer (id int PRIMARY KEY);
-- becomes
-- new
CREATE TABLE customers (id int PRIMARY KEY);
== table-number
-- finds: product
CREATE TABLE users (id int PRIMARY KEY);
CREATE TABLE invoices (id int PRIMARY KEY);
CREATE TABLE payments (id int PRIMARY KEY);
CREATE TABLE product (id int PRIMARY KEY);
== table-number
-- rule: table-number number=singular
-- finds: payments
CREATE TABLE payments (id int PRIMARY KEY);
CREATE TABLE category (id int PRIMARY KEY);
== table-number
-- new
-- finds: nothing
CREATE TABLE menus (id int);
CREATE TABLE taxis (id int);
CREATE TABLE nimbus (id int);
CREATE TABLE plateau (id int);
== table-number
-- new
-- finds: nothing
CREATE TABLE equipment (id int);
CREATE TABLE news (id int);
CREATE TABLE billing (id int);
CREATE TABLE address_info (id int);
CREATE TABLE canvas (id int);
== table-number
-- finds: nothing
CREATE TABLE users (id int);
CREATE TABLE orders (id int);
CREATE TABLE product (id int);
CREATE TABLE invoice (id int);
== table-number
-- new
-- rule: table-number allow=inventory
-- finds: nothing
CREATE TABLE inventory (id int);

== table-prefix
-- new
-- finds: tbl_orders
CREATE TABLE tbl_orders (id int PRIMARY KEY);
-- becomes
-- new
CREATE TABLE orders (id int PRIMARY KEY);
== table-prefix
-- new
-- finds: vw_orders t_users
CREATE TABLE vw_orders (id int);
CREATE TABLE t_users (id int);
== table-prefix
-- rule: table-prefix prefixes='x dbo'
-- finds: dbo_users
CREATE TABLE dbo_users (id int);
CREATE TABLE tbl_roles (id int);
== table-prefix
-- dialects: mysql mariadb sqlite
-- new
-- finds: tblOrders
-- stays: that name is taken
CREATE TABLE tblOrders (id int);
CREATE TABLE Orders (id int);
== table-prefix
-- new
-- finds: nothing
CREATE TABLE tables (id int);
CREATE TABLE tbl (id int);
CREATE TABLE viewers (id int);
== table-prefix
-- finds: nothing
CREATE TABLE t_user (id int);
CREATE TABLE t_role (id int);
CREATE TABLE t_group (id int);
== table-prefix
-- new
-- dialects: mysql mariadb sqlite
-- finds: nothing
CREATE TABLE tShirts (id int);

== table-name-verbose
-- finds: customer_address_information
CREATE TABLE customer_address_information (id int PRIMARY KEY, city text);
== table-name-verbose
-- finds: orders_of_very_important_customers
CREATE TABLE orders_of_very_important_customers (id int PRIMARY KEY);
== table-name-verbose
-- rule: table-name-verbose also=stuff words=2
-- finds: office_stuff old_office_chairs
CREATE TABLE office_stuff (id int PRIMARY KEY);
CREATE TABLE old_office_chairs (id int PRIMARY KEY);
== table-name-verbose
-- finds: nothing
CREATE TABLE data (id int PRIMARY KEY);
CREATE TABLE data_sources (id int PRIMARY KEY);
CREATE TABLE order_items (id int PRIMARY KEY);
CREATE TABLE audit_log_2024_01_31 (id int PRIMARY KEY);
== table-name-verbose
-- rule: table-name-verbose allow=records
-- finds: nothing
CREATE TABLE medical_records (id int PRIMARY KEY);
== table-name-verbose
-- finds: nothing
CREATE TABLE t_ds_relation_project_users (id int PRIMARY KEY);
CREATE TABLE t_ds_projects (id int PRIMARY KEY);
CREATE TABLE t_ds_users (id int PRIMARY KEY);
CREATE TABLE t_ds_alerts (id int PRIMARY KEY);

== junction-name
-- finds: user_map
CREATE TABLE users (id int PRIMARY KEY);
CREATE TABLE roles (id int PRIMARY KEY);
CREATE TABLE user_map (user_id int REFERENCES users (id), role_id int REFERENCES roles (id),
    PRIMARY KEY (user_id, role_id),
    FOREIGN KEY (user_id) REFERENCES users (id), FOREIGN KEY (role_id) REFERENCES roles (id));
== junction-name
-- finds: my_link_table
CREATE TABLE books (id int PRIMARY KEY);
CREATE TABLE authors (id int PRIMARY KEY);
CREATE TABLE my_link_table (book_id int, author_id int, PRIMARY KEY (book_id, author_id),
    FOREIGN KEY (book_id) REFERENCES books (id), FOREIGN KEY (author_id) REFERENCES authors (id));
== junction-name
-- rule: junction-name order=alphabetical
-- finds: tags_posts
CREATE TABLE posts (id int PRIMARY KEY);
CREATE TABLE tags (id int PRIMARY KEY);
CREATE TABLE tags_posts (tag_id int, post_id int, PRIMARY KEY (tag_id, post_id),
    FOREIGN KEY (tag_id) REFERENCES tags (id), FOREIGN KEY (post_id) REFERENCES posts (id));
== junction-name
-- finds: nothing
CREATE TABLE posts (id int PRIMARY KEY);
CREATE TABLE tags (id int PRIMARY KEY);
CREATE TABLE tags_posts (tag_id int, post_id int, PRIMARY KEY (tag_id, post_id),
    FOREIGN KEY (tag_id) REFERENCES tags (id), FOREIGN KEY (post_id) REFERENCES posts (id));
CREATE TABLE taggings (tag_id int, post_id int, PRIMARY KEY (tag_id, post_id),
    FOREIGN KEY (tag_id) REFERENCES tags (id), FOREIGN KEY (post_id) REFERENCES posts (id));
CREATE TABLE post_tag_map (tag_id int, post_id int, PRIMARY KEY (tag_id, post_id),
    FOREIGN KEY (tag_id) REFERENCES tags (id), FOREIGN KEY (post_id) REFERENCES posts (id));
== junction-name
-- finds: nothing
CREATE TABLE employees (id int PRIMARY KEY);
CREATE TABLE departments (id int PRIMARY KEY);
CREATE TABLE dept_emp (emp_id int, dept_id int, PRIMARY KEY (emp_id, dept_id),
    FOREIGN KEY (emp_id) REFERENCES employees (id), FOREIGN KEY (dept_id) REFERENCES departments (id));
CREATE TABLE my_link_table (id int PRIMARY KEY, emp_id int, dept_id int,
    FOREIGN KEY (emp_id) REFERENCES employees (id), FOREIGN KEY (dept_id) REFERENCES departments (id));

== audit-name-affix
-- finds: history_orders
CREATE TABLE orders (id int PRIMARY KEY);
CREATE TABLE history_orders (id int PRIMARY KEY, changed_at timestamp);
CREATE TABLE products (id int PRIMARY KEY);
CREATE TABLE products_history (id int PRIMARY KEY, changed_at timestamp);
-- becomes
CREATE TABLE orders (id int PRIMARY KEY);
CREATE TABLE orders_history (id int PRIMARY KEY, changed_at timestamp);
CREATE TABLE products (id int PRIMARY KEY);
CREATE TABLE products_history (id int PRIMARY KEY, changed_at timestamp);
== audit-name-affix
-- finds: payment_history
-- stays: names no table
CREATE TABLE orders (id int PRIMARY KEY);
CREATE TABLE orders_history (id int PRIMARY KEY);
CREATE TABLE users (id int PRIMARY KEY);
CREATE TABLE users_history (id int PRIMARY KEY);
CREATE TABLE payment_history (id int PRIMARY KEY);
== audit-name-affix
-- rule: audit-name-affix place=prefix
-- finds: orders_archive
CREATE TABLE orders (id int PRIMARY KEY);
CREATE TABLE orders_archive (id int PRIMARY KEY);
-- becomes
-- rule: audit-name-affix place=prefix
CREATE TABLE orders (id int PRIMARY KEY);
CREATE TABLE archive_orders (id int PRIMARY KEY);
== audit-name-affix
-- finds: nothing
CREATE TABLE users (id int PRIMARY KEY);
CREATE TABLE login_history (id int PRIMARY KEY);
CREATE TABLE audit_log (id int PRIMARY KEY);
CREATE TABLE history (id int PRIMARY KEY);
== audit-name-affix
-- finds: nothing
CREATE TABLE users (id int PRIMARY KEY);
CREATE TABLE roles (id int PRIMARY KEY);
CREATE TABLE audit_user (id int PRIMARY KEY);
CREATE TABLE audit_role (id int PRIMARY KEY);

== column-vague-name
-- finds: persons.flag
CREATE TABLE persons (flag boolean);
== column-vague-name
-- finds: documents.info documents.created
CREATE TABLE documents (id int PRIMARY KEY, info text, created timestamp);
== column-vague-name
-- rule: column-vague-name also=stuff
-- finds: boxes.stuff
CREATE TABLE boxes (id int PRIMARY KEY, stuff text);
== column-vague-name
-- set: project profile=strict
-- finds: users.email
CREATE TABLE users (id int PRIMARY KEY, email text);
== column-vague-name
-- finds: nothing
CREATE TABLE settings (name text, value text);
CREATE TABLE files (created_at timestamp, data_type text, text_body text, birth_date date, email text);
== column-vague-name
-- rule: column-vague-name allow=data
-- finds: nothing
CREATE TABLE messages (id int PRIMARY KEY, data text);

== column-abbreviation
-- finds: users.usr_nm
CREATE TABLE users (id int PRIMARY KEY, usr_nm text);
-- becomes
CREATE TABLE users (id int PRIMARY KEY, user_name text);
== column-abbreviation
-- new
-- finds: users.prsn
-- stays: may mean several things
CREATE TABLE users (prsn text);
== column-abbreviation
-- rule: column-abbreviation also=kto
-- finds: payments.kto
-- stays: may mean several things
CREATE TABLE payments (id int PRIMARY KEY, kto text);
== column-abbreviation
-- new
-- finds: nothing
CREATE TABLE pages (id int, url text, html text, uuid int, http_status int, rhythm text, sky text,
    md5 text, x1 int);
== column-abbreviation
-- new
-- rule: column-abbreviation allow='qty brd'
-- finds: nothing
CREATE TABLE items (id int, qty int, brd int);

== column-unit-suffix
-- finds: jobs.timeout jobs.max_length
CREATE TABLE jobs (id int PRIMARY KEY, timeout int, max_length int);
== column-unit-suffix
-- finds: parcels.weight parcels.price
CREATE TABLE parcels (id int PRIMARY KEY, weight decimal(8,2), price int);
== column-unit-suffix
-- finds: nothing
CREATE TABLE jobs (id int PRIMARY KEY, timeout_seconds int, size text, price decimal(8,2),
    max_length_mm int, length_unit int);
== column-unit-suffix
-- rule: column-unit-suffix allow=size
-- finds: nothing
CREATE TABLE shoes (id int PRIMARY KEY, size int);

== pk-column-name
-- dialects: mysql mariadb sqlite
-- new
-- finds: t.N_
CREATE TABLE t (N_ INTEGER PRIMARY KEY, a int, b int);
-- becomes
-- new
CREATE TABLE t (ID INTEGER PRIMARY KEY, a int, b int);
== pk-column-name
-- new
-- finds: users.number
CREATE TABLE users (number int PRIMARY KEY);
-- becomes
-- new
CREATE TABLE users (id int PRIMARY KEY);
== pk-column-name
-- finds: payments.payment_number
CREATE TABLE users (id int PRIMARY KEY);
CREATE TABLE orders (id int PRIMARY KEY);
CREATE TABLE invoices (id int PRIMARY KEY);
CREATE TABLE payments (payment_number int PRIMARY KEY);
== pk-column-name
-- rule: pk-column-name form=table_id
-- finds: users.id
CREATE TABLE users (id int PRIMARY KEY);
CREATE TABLE orders (order_id int PRIMARY KEY);
-- becomes
-- rule: pk-column-name form=table_id
CREATE TABLE users (user_id int PRIMARY KEY);
CREATE TABLE orders (order_id int PRIMARY KEY);
== pk-column-name
-- new
-- finds: nothing
CREATE TABLE users (id int PRIMARY KEY);
CREATE TABLE order_items (order_item_id int PRIMARY KEY);
CREATE TABLE countries (code char(2) PRIMARY KEY);
CREATE TABLE profiles (user_ref int PRIMARY KEY, FOREIGN KEY (user_ref) REFERENCES users (id));
== pk-column-name
-- finds: nothing
CREATE TABLE users (uid int PRIMARY KEY);
CREATE TABLE orders (number int PRIMARY KEY);

== fk-column-name
-- new
-- finds: orders.buyer
CREATE TABLE users (id int PRIMARY KEY);
CREATE TABLE orders (id int PRIMARY KEY, buyer int, FOREIGN KEY (buyer) REFERENCES users (id));
== fk-column-name
-- finds: posts.user_id2
CREATE TABLE users (id int PRIMARY KEY);
CREATE TABLE posts (id int PRIMARY KEY, user_id int, user_id2 int,
    FOREIGN KEY (user_id) REFERENCES users (id), FOREIGN KEY (user_id2) REFERENCES users (id));
== fk-column-name
-- new
-- finds: nothing
CREATE TABLE users (id int PRIMARY KEY, parent_id int, FOREIGN KEY (parent_id) REFERENCES users (id));
CREATE TABLE countries (code char(2) PRIMARY KEY);
CREATE TABLE posts (id int PRIMARY KEY, author_id int, reviewer_id int, created_by int,
    country_code char(2), country char(2),
    FOREIGN KEY (id) REFERENCES users (id), FOREIGN KEY (author_id) REFERENCES users (id),
    FOREIGN KEY (reviewer_id) REFERENCES users (id), FOREIGN KEY (created_by) REFERENCES users (id),
    FOREIGN KEY (country_code) REFERENCES countries (code),
    FOREIGN KEY (country) REFERENCES countries (code));
== fk-column-name
-- new
-- rule: fk-column-name except=^(buyer|seller)$
-- finds: nothing
CREATE TABLE users (id int PRIMARY KEY);
CREATE TABLE orders (id int PRIMARY KEY, buyer int, FOREIGN KEY (buyer) REFERENCES users (id));

== boolean-prefix
-- new
-- finds: users.newsletter
CREATE TABLE users (id int PRIMARY KEY, newsletter boolean);
-- becomes
-- new
CREATE TABLE users (id int PRIMARY KEY, is_newsletter boolean);
== boolean-prefix
-- finds: users.discount
CREATE TABLE users (id int PRIMARY KEY, is_admin boolean, has_car boolean, discount boolean);
== boolean-prefix
-- new
-- finds: nothing
CREATE TABLE users (is_admin boolean, has_car boolean, active boolean, verified boolean,
    email_enabled boolean, allows_mail boolean, public boolean, newsletter int);
== boolean-prefix
-- finds: nothing
CREATE TABLE users (newsletter boolean, discount boolean, car boolean, is_admin boolean);
== boolean-prefix
-- dialects: mysql mariadb
-- new
-- finds: users.newsletter
CREATE TABLE users (newsletter tinyint(1));
== boolean-prefix
-- new
-- rule: boolean-prefix allow=fresh also=got
-- finds: nothing
CREATE TABLE fish (fresh boolean, got_scales boolean);

== boolean-negative
-- finds: users.has_no_email
CREATE TABLE users (has_no_email boolean);
== boolean-negative
-- finds: users.is_not_deleted users.no_mail
CREATE TABLE users (id int PRIMARY KEY, is_not_deleted boolean, no_mail boolean);
== boolean-negative
-- dialects: mysql mariadb sqlite
-- finds: users.notSent
CREATE TABLE users (notSent boolean);
== boolean-negative
-- finds: nothing
CREATE TABLE users (is_notified boolean, notable boolean, no_of_rows boolean, no_rows int,
    has_notes boolean);
== boolean-negative
-- rule: boolean-negative except=^no_show$
-- finds: nothing
CREATE TABLE bookings (no_show boolean);

== timestamp-suffix
-- new
-- finds: posts.created
CREATE TABLE posts (id int PRIMARY KEY, created timestamp);
-- becomes
-- new
CREATE TABLE posts (id int PRIMARY KEY, created_at timestamp);
== timestamp-suffix
-- new
-- finds: posts.created
-- stays: choose a name by hand
-- rule: timestamp-suffix timestamps=ts
CREATE TABLE posts (id int PRIMARY KEY, created timestamp);
== timestamp-suffix
-- new
-- finds: posts.when_sent
-- stays: choose a name by hand
CREATE TABLE posts (id int PRIMARY KEY, when_sent timestamp);
== timestamp-suffix
-- new
-- finds: posts.created_at
CREATE TABLE posts (id int PRIMARY KEY, created_at date);
-- becomes
-- new
CREATE TABLE posts (id int PRIMARY KEY, created_on date);
== timestamp-suffix
-- new
-- finds: nothing
CREATE TABLE posts (created_at timestamp, birth_date date, due_on date, date_of_birth date,
    valid_from timestamp, valid_until date, created_on int);
== timestamp-suffix
-- finds: nothing
CREATE TABLE a (last_update timestamp, create_date timestamp, rental_date timestamp);
== timestamp-suffix
-- new
-- rule: timestamp-suffix timestamps='at ts'
-- finds: nothing
CREATE TABLE a (created_ts timestamp);

== constraint-name
-- new
-- dialects: postgresql sqlite
-- finds: users.wrong
CREATE TABLE users (id int CONSTRAINT wrong PRIMARY KEY);
-- becomes
-- new
CREATE TABLE users (id int PRIMARY KEY);
== constraint-name
-- new
-- finds: products.positive_price
CREATE TABLE products (id int PRIMARY KEY, price int NOT NULL,
    CONSTRAINT positive_price CHECK (price >= 0));
-- becomes
-- new
CREATE TABLE products (id int PRIMARY KEY, price int NOT NULL, CHECK (price >= 0));
== constraint-name
-- new
-- finds: orders.fk_orders_users
CREATE TABLE users (id int PRIMARY KEY);
CREATE TABLE orders (id int PRIMARY KEY, buyer_id int, seller_id int,
    CONSTRAINT fk_orders_users FOREIGN KEY (buyer_id) REFERENCES users (id),
    CONSTRAINT fk_orders_seller_id FOREIGN KEY (seller_id) REFERENCES users (id));
== constraint-name
-- rule: constraint-name check=chk_{table}_{description} foreign=^fk_[a-z_]+$
-- finds: a.ck_a_x b.bad1
CREATE TABLE a (id int PRIMARY KEY, x int, CONSTRAINT ck_a_x CHECK (x > 0),
    CONSTRAINT chk_a_y CHECK (x < 9));
CREATE TABLE b (id int PRIMARY KEY, a_id int, a2_id int,
    CONSTRAINT bad1 FOREIGN KEY (a_id) REFERENCES a (id),
    CONSTRAINT fk_b_a FOREIGN KEY (a2_id) REFERENCES a (id));
== constraint-name
-- new
-- finds: nothing
CREATE TABLE users (id int PRIMARY KEY, email varchar(90), age int, name varchar(90), city varchar(90),
    CONSTRAINT uq_users_email UNIQUE (email), CONSTRAINT ck_users_age CHECK (age > 0), UNIQUE (name),
    CONSTRAINT users_city_key UNIQUE (city));
CREATE TABLE orders (id int PRIMARY KEY, a int, b int, c int, d int,
    CONSTRAINT fk_rails_0123456789 FOREIGN KEY (a) REFERENCES users (id),
    CONSTRAINT fk_orders_b FOREIGN KEY (b) REFERENCES users (id),
    CONSTRAINT orders_c_fkey FOREIGN KEY (c) REFERENCES users (id),
    CONSTRAINT fkh5tk2p0a93nd8f7skq1l2m4x FOREIGN KEY (d) REFERENCES users (id));
== constraint-name
-- finds: nothing
CREATE TABLE a (id int PRIMARY KEY, x int, y int, z int, CONSTRAINT chk_a_x CHECK (x > 0),
    CONSTRAINT chk_a_y CHECK (y > 0), CONSTRAINT chk_a_z CHECK (z > 0));
== constraint-name
-- rule: constraint-name unique=uniq_{table}_{columns}|{table}_{column}_unique
-- finds: nothing
CREATE TABLE users (id int PRIMARY KEY, a int, b int, c int, CONSTRAINT uniq_users_a_b UNIQUE (a, b),
    CONSTRAINT users_c_unique UNIQUE (c));

== index-name
-- new
-- finds: users.fast
CREATE TABLE users (id int PRIMARY KEY, email varchar(90));
CREATE INDEX fast ON users (email);
-- becomes
-- new
CREATE TABLE users (id int PRIMARY KEY, email varchar(90));
CREATE INDEX idx_users_email ON users (email);
== index-name
-- rule: index-name index=ix_{table}_{columns}
-- finds: users.ix_users_mail
CREATE TABLE users (id int PRIMARY KEY, email varchar(90), city varchar(90));
CREATE INDEX ix_users_mail ON users (email);
CREATE INDEX ix_users_email_city ON users (email, city);
== index-name
-- dialects: postgresql sqlite
-- rule: index-name index=ix_{table}_{columns} unique=ux_{table}_{description}
-- finds: users.ix_users_mail users.uq_users_city
CREATE TABLE users (id int PRIMARY KEY, email varchar(90), city varchar(90), zip varchar(9));
CREATE INDEX ix_users_mail ON users (email);
CREATE UNIQUE INDEX uq_users_city ON users (city);
CREATE INDEX ix_users_email_city ON users (email, city);
CREATE UNIQUE INDEX ux_users_zip ON users (zip);
== index-name
-- new
-- finds: nothing
CREATE TABLE users (id int PRIMARY KEY, email varchar(90), city varchar(90));
CREATE INDEX ix_users_email ON users (email);
CREATE UNIQUE INDEX uidx_users_city ON users (city);
CREATE INDEX idx_users_lookup ON users (city, email);
CREATE INDEX index_users_on_city_1a2b3c4d ON users (city, id);
== index-name
-- finds: nothing
CREATE TABLE users (id int PRIMARY KEY, email varchar(90), city varchar(90), zip varchar(9));
CREATE INDEX by_email ON users (email);
CREATE INDEX by_city ON users (city);
CREATE INDEX by_zip ON users (zip);
CREATE INDEX by_zip_and_city ON users (zip, city);
== index-name
-- new
-- dialects: mysql mariadb
-- finds: nothing
CREATE TABLE users (email varchar(9), KEY email (email), KEY email_2 (email));

== constraint-unnamed
-- set: project name_primary=pk_{table} name_check='' name_unique=uq_{table}_{columns}
-- finds: products.(check)
CREATE TABLE products (id int PRIMARY KEY, price int NOT NULL, CHECK (price >= 0));
-- becomes
-- set: project name_primary=pk_{table} name_check='' name_unique=uq_{table}_{columns}
CREATE TABLE products (id int PRIMARY KEY, price int NOT NULL,
    CONSTRAINT ck_products_price CHECK (price >= 0));
== constraint-unnamed
-- set: project name_primary=pk_{table} name_foreign='' name_unique='' name_check=ck_{table}
-- finds: orders.(unique key) orders.(relationship)
CREATE TABLE users (id int PRIMARY KEY);
CREATE TABLE orders (id int PRIMARY KEY, user_id int, number int, UNIQUE (number),
    FOREIGN KEY (user_id) REFERENCES users (id));
== constraint-unnamed
-- finds: nothing
CREATE TABLE products (id int PRIMARY KEY, price int NOT NULL, CHECK (price >= 0));
== constraint-unnamed
-- new
-- finds: nothing
CREATE TABLE products (id int PRIMARY KEY, price int NOT NULL, CHECK (price >= 0), UNIQUE (price));
== constraint-unnamed
-- rule: constraint-unnamed when=always
-- finds: nothing
CREATE TABLE products (id int, price int NOT NULL, CONSTRAINT ck_products_price CHECK (price >= 0));

== name-reserved-word
-- dialects: postgresql sqlite
-- finds: users.order
CREATE TABLE users ("order" int);
== name-reserved-word
-- dialects: mysql mariadb
-- finds: users.order users.rank
-- set: project targets=mysql@8.0
CREATE TABLE users (`order` int, `rank` int);
== name-reserved-word
-- dialects: postgresql sqlite
-- set: project targets=mysql
-- finds: users.rank
CREATE TABLE users (id int, rank int);
== name-reserved-word
-- dialects: mysql mariadb
-- set: project targets=postgresql
-- finds: users.user
CREATE TABLE users (id int, user int);
== name-reserved-word
-- finds: nothing
CREATE TABLE users (name text, value int, type text, date date);
== name-reserved-word
-- rule: name-reserved-word keywords=reported
-- finds: users.type
CREATE TABLE users (id int, type text);
== name-reserved-word
-- rule: name-reserved-word allow='order user'
-- dialects: postgresql sqlite
-- finds: nothing
CREATE TABLE users ("order" int);
== name-reserved-word
-- rule: name-reserved-word allow='order user'
-- dialects: mysql mariadb
-- finds: nothing
CREATE TABLE users (`order` int);

== name-special-chars
-- dialects: postgresql sqlite
-- finds: orders.ship to
CREATE TABLE orders (id int PRIMARY KEY, "ship to" text);
-- becomes
CREATE TABLE orders (id int PRIMARY KEY, ship_to text);
== name-special-chars
-- dialects: mysql mariadb
-- finds: orders.ship to orders.größe
CREATE TABLE orders (id int PRIMARY KEY, `ship to` text, `größe` int);
-- becomes
CREATE TABLE orders (id int PRIMARY KEY, ship_to text, groesse int);
== name-special-chars
-- dialects: postgresql sqlite
-- finds: orders.2nd_line orders.a-b
CREATE TABLE orders (id int PRIMARY KEY, "2nd_line" text, "a-b" int);
-- becomes
CREATE TABLE orders (id int PRIMARY KEY, n_2nd_line text, a_b int);
== name-special-chars
-- dialects: mysql mariadb
-- finds: orders.2nd_line orders.a-b
CREATE TABLE orders (id int PRIMARY KEY, `2nd_line` text, `a-b` int);
== name-special-chars
-- finds: orders.total__net orders.class_
CREATE TABLE orders (id int PRIMARY KEY, total__net int, class_ int, city text);
-- becomes
CREATE TABLE orders (id int PRIMARY KEY, total_net int, class int, city text);
== name-special-chars
-- finds: nothing
CREATE TABLE orders (id_ int PRIMARY KEY, name_ text, city_ text, total_ int);
== name-special-chars
-- rule: name-special-chars except=__lookup$
-- finds: nothing
CREATE TABLE orders (id int PRIMARY KEY, city__lookup int, _row int, line2 text);
== name-special-chars
-- rule: name-special-chars letters=any
-- dialects: postgresql sqlite
-- finds: nothing
CREATE TABLE orders (id int PRIMARY KEY, "größe" int);

== name-needs-quoting
-- dialects: postgresql
-- finds: orders.shipTo
CREATE TABLE orders (id int PRIMARY KEY, "shipTo" text, city text);
-- becomes
CREATE TABLE orders (id int PRIMARY KEY, ship_to text, city text);
== name-needs-quoting
-- dialects: postgresql
-- finds: orders.Idx_A
CREATE TABLE orders (id int PRIMARY KEY, a int);
CREATE INDEX "Idx_A" ON orders (a);
-- becomes
CREATE TABLE orders (id int PRIMARY KEY, a int);
CREATE INDEX idx_a ON orders (a);
== name-needs-quoting
-- dialects: mysql mariadb sqlite
-- set: project targets=postgresql
-- finds: orders.shipTo
CREATE TABLE orders (id int PRIMARY KEY, shipTo int, city int);
-- becomes
-- set: project targets=postgresql
CREATE TABLE orders (id int PRIMARY KEY, ship_to int, city int);
== name-needs-quoting
-- dialects: mysql mariadb sqlite
-- set: project targets=postgresql
-- new
-- finds: Orders
CREATE TABLE Orders (id int PRIMARY KEY);
== name-needs-quoting
-- finds: nothing
CREATE TABLE orders (id int PRIMARY KEY, ship_to int);
== name-needs-quoting
-- dialects: mysql mariadb sqlite
-- finds: nothing
CREATE TABLE orders (id int PRIMARY KEY, shipTo int);
== name-needs-quoting
-- dialects: postgresql
-- finds: nothing
CREATE TABLE "Album" ("AlbumId" int, "Title" text, "ArtistId" int);
== name-needs-quoting
-- dialects: postgresql
-- rule: name-needs-quoting except=^shipTo$
-- finds: nothing
CREATE TABLE orders (id int PRIMARY KEY, "shipTo" text, city text);

== name-too-long
-- finds: measurements.average_temperature_of_the_cooling_water_at_the_outlet_of_the_first_stage
-- set: project targets=postgresql,mysql
CREATE TABLE measurements (id int PRIMARY KEY,
    average_temperature_of_the_cooling_water_at_the_outlet_of_the_first_stage real);
== name-too-long
-- rule: name-too-long most=20
-- finds: orders.date_of_the_first_delivery
CREATE TABLE orders (id int PRIMARY KEY, date_of_the_first_delivery date);
== name-too-long
-- finds: nothing
CREATE TABLE a123456789b123456789c123456789d123456789e123456789f123456789abc (id int);
== name-too-long
-- rule: name-too-long most=20
-- finds: nothing
CREATE TABLE orders (id int PRIMARY KEY, first_delivery_on date);

== name-collision
-- dialects: postgresql
-- finds: b.idx_x
CREATE TABLE a (x int);
CREATE TABLE b (x int);
CREATE INDEX idx_x ON a (x);
CREATE INDEX idx_x ON b (x);
-- becomes
CREATE TABLE a (x int);
CREATE TABLE b (x int);
CREATE INDEX idx_x ON a (x);
CREATE INDEX idx_x_2 ON b (x);
== name-collision
-- set: project targets=postgresql,sqlite
-- dialects: mysql mariadb
-- finds: b.idx_x
CREATE TABLE a (x int, KEY idx_x (x));
CREATE TABLE b (x int, KEY idx_x (x));
== name-collision
-- finds: orders
-- dialects: postgresql
CREATE TABLE orders (id int PRIMARY KEY);
CREATE VIEW orders AS SELECT 1 AS id;
== name-collision
-- dialects: sqlite mysql mariadb
-- set: project targets=mysql
-- finds: b.fk_x
CREATE TABLE p (id int PRIMARY KEY);
CREATE TABLE a (x int, CONSTRAINT fk_x FOREIGN KEY (x) REFERENCES p (id));
CREATE TABLE b (x int, CONSTRAINT fk_x FOREIGN KEY (x) REFERENCES p (id));
== name-collision
-- dialects: sqlite
-- set: project targets=postgresql
-- finds: b.uq_x
CREATE TABLE a (x int, CONSTRAINT uq_x UNIQUE (x));
CREATE TABLE b (x int, CONSTRAINT uq_x UNIQUE (x));
== name-collision
-- dialects: mysql mariadb
-- finds: nothing
CREATE TABLE a (x int, KEY idx_x (x));
CREATE TABLE b (x int, KEY idx_x (x));
== name-collision
-- dialects: postgresql sqlite mariadb
-- finds: nothing
CREATE TABLE a (x int, CONSTRAINT positive CHECK (x > 0));
CREATE TABLE b (x int, CONSTRAINT positive CHECK (x > 0));
== name-collision
-- dialects: postgresql
-- finds: nothing
CREATE TABLE "Users" (id int);
CREATE TABLE users (id int);
== name-collision
-- finds: nothing
CREATE TABLE a (x int);
CREATE TABLE b (x int);
CREATE INDEX idx_a_x ON a (x);
CREATE INDEX idx_b_x ON b (x);
== name-collision
-- dialects: sqlite
-- finds: nothing
CREATE TABLE t (a int);
CREATE INDEX i ON t (a);
CREATE VIEW v AS SELECT a FROM t;
CREATE TEMP TABLE t (b int);
CREATE INDEX temp.i ON t (b);
CREATE TEMP VIEW v AS SELECT b FROM t;

== name-deny-list
-- rule: name-deny-list words='master slave'
-- finds: nodes.slave_count
CREATE TABLE nodes (id int PRIMARY KEY, slave_count int, mastered int);
== name-deny-list
-- rule: name-deny-list pattern=^x_
-- finds: x_nodes
CREATE TABLE x_nodes (id int PRIMARY KEY, max_count int);
== name-deny-list
-- rule: name-deny-list words='master slave'
-- finds: nothing
CREATE TABLE nodes (id int PRIMARY KEY, replica_count int);
== name-deny-list
-- finds: nothing
CREATE TABLE anything (id int PRIMARY KEY, slave_count int);

== name-glossary
-- rule: name-glossary words='customer id name'
-- finds: customers.client_name
CREATE TABLE customers (id int PRIMARY KEY, client_name text);
== name-glossary
-- rule: name-glossary words='order id item'
-- finds: parcels
CREATE TABLE parcels (id int PRIMARY KEY, order_id int, item2 int);
== name-glossary
-- rule: name-glossary words='customers id name order'
-- finds: nothing
CREATE TABLE customer_orders (id int PRIMARY KEY, customer_id int, names text, order_2 int);
== name-glossary
-- finds: nothing
CREATE TABLE anything (id int PRIMARY KEY, goes text);

== leftover-name
-- finds: users.column1 users_old
CREATE TABLE users (id int PRIMARY KEY, column1 text);
CREATE TABLE users_old (id int PRIMARY KEY);
== leftover-name
-- finds: test table1 new_table orders_bak_20240131
CREATE TABLE test (id int PRIMARY KEY);
CREATE TABLE table1 (id int PRIMARY KEY);
CREATE TABLE new_table (id int PRIMARY KEY);
CREATE TABLE orders (id int PRIMARY KEY);
CREATE TABLE orders_bak_20240131 (id int PRIMARY KEY);
== leftover-name
-- set: orders comment='TODO: which orders?'
-- set: orders.total comment='FIXME in euros'
-- finds: orders orders.total
CREATE TABLE orders (id int PRIMARY KEY, total int);
== leftover-name
-- dialects: postgresql
-- rule: leftover-name schemas='dev staging'
-- finds: staging
CREATE SCHEMA staging;
CREATE TABLE staging.orders (id int PRIMARY KEY);
== leftover-name
-- finds: nothing
CREATE TABLE ab_test (id int PRIMARY KEY, old_value text, new_value text, address2 text);
CREATE TABLE copies (id int PRIMARY KEY);
CREATE TABLE book_copy (id int PRIMARY KEY);
CREATE TABLE tests (id int PRIMARY KEY, test int);
== leftover-name
-- set: tmp_orders tags=staging
-- rule: leftover-name allow=test
-- finds: nothing
CREATE TABLE orders (id int PRIMARY KEY);
CREATE TABLE tmp_orders (id int PRIMARY KEY);
CREATE TABLE test (id int PRIMARY KEY);
== table-number
-- finds: nothing
-- the last word does not tell how many a row is
CREATE TABLE users (id int PRIMARY KEY);
CREATE TABLE orders (id int PRIMARY KEY);
CREATE TABLE queues (id int PRIMARY KEY);
CREATE TABLE build_to_queue (id int PRIMARY KEY);
== table-number
-- dialects: mysql mariadb
-- finds: JOB_STATE
CREATE TABLE JOB_TRIGGERS (id int PRIMARY KEY);
CREATE TABLE JOB_LOCKS (id int PRIMARY KEY);
CREATE TABLE JOB_DETAILS (id int PRIMARY KEY);
CREATE TABLE JOB_STATE (id int PRIMARY KEY);
-- becomes
CREATE TABLE JOB_TRIGGERS (id int PRIMARY KEY);
CREATE TABLE JOB_LOCKS (id int PRIMARY KEY);
CREATE TABLE JOB_DETAILS (id int PRIMARY KEY);
CREATE TABLE JOB_STATES (id int PRIMARY KEY);
== fk-column-name
-- finds: nothing
CREATE TABLE employees (employee_id int PRIMARY KEY, reports_to int,
    FOREIGN KEY (reports_to) REFERENCES employees (employee_id));
CREATE TABLE orders (order_id int PRIMARY KEY, employee_id int NOT NULL, ship_via int NOT NULL,
    FOREIGN KEY (employee_id) REFERENCES employees (employee_id),
    FOREIGN KEY (ship_via) REFERENCES employees (employee_id));
== boolean-prefix
-- dialects: postgresql
-- finds: users.notifications
CREATE TABLE users (id int PRIMARY KEY, is_active boolean NOT NULL, is_locked boolean NOT NULL,
    notifications boolean NOT NULL);
-- becomes
CREATE TABLE users (id int PRIMARY KEY, is_active boolean NOT NULL, is_locked boolean NOT NULL,
    has_notifications boolean NOT NULL);
