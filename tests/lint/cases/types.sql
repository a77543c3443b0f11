== float-for-money
-- dialects: postgresql mysql mariadb
-- finds: items.price
CREATE TABLE items (id int PRIMARY KEY, price real);
-- becomes
CREATE TABLE items (id int PRIMARY KEY, price numeric(12,2));
== float-for-money
-- dialects: sqlite
-- finds: items.price
CREATE TABLE items (id INTEGER PRIMARY KEY, price REAL);
-- becomes
CREATE TABLE items (id INTEGER PRIMARY KEY, price NUMERIC);
== float-for-money
-- finds: items.unit_price items.tax_total
CREATE TABLE items (id int PRIMARY KEY, unit_price double precision, tax_total float);
== float-for-money
-- dialects: postgresql
-- finds: items.weight
-- rule: float-for-money columns=any
CREATE TABLE items (id int PRIMARY KEY, weight real);
== float-for-money
-- dialects: postgresql
-- finds: items.price
-- stays: change that type by hand
CREATE DOMAIN amount AS double precision;
CREATE TABLE items (id int PRIMARY KEY, price amount);
== float-for-money
-- finds: nothing
CREATE TABLE items (id int PRIMARY KEY, tax_rate real, price int);
== type-from-data
-- finds: readings.level
-- rule: type-from-data rows=3
-- data: readings: id level; 1 12; 2 -7; 3 0
CREATE TABLE readings (id integer PRIMARY KEY, level varchar(20) NOT NULL);
-- becomes
CREATE TABLE readings (id integer PRIMARY KEY, level integer NOT NULL);
== type-from-data
-- finds: readings.mass
-- dialects: postgresql mysql mariadb
-- rule: type-from-data rows=3
-- data: readings: id mass; 1 12.5; 2 -7.25; 3 100
CREATE TABLE readings (id integer PRIMARY KEY, mass varchar(20));
-- becomes
CREATE TABLE readings (id integer PRIMARY KEY, mass numeric(5,2));
== type-from-data
-- finds: readings.mass
-- dialects: sqlite
-- rule: type-from-data rows=3
-- data: readings: id mass; 1 12.5; 2 -7.25; 3 100
CREATE TABLE readings (id integer PRIMARY KEY, mass text);
-- becomes
CREATE TABLE readings (id integer PRIMARY KEY, mass numeric);
== type-from-data
-- finds: readings.born_on readings.seen_at
-- dialects: postgresql mysql mariadb
-- rule: type-from-data rows=2
-- data: readings: id born_on seen_at; 1 2024-02-29 '2024-01-31 12:00:01'; 2 1999-12-01 2024-01-31T23:59Z
CREATE TABLE readings (id integer PRIMARY KEY, born_on varchar(20), seen_at varchar(40));
== type-from-data
-- finds: readings.is_valid readings.token_uuid
-- dialects: postgresql
-- set: readings tags=log
-- rule: type-from-data rows=2
-- data: readings: id is_valid token_uuid; 1 yes 123e4567-e89b-12d3-a456-426614174000; 2 no 00000000-0000-0000-0000-00000000000F
CREATE TABLE readings (id integer PRIMARY KEY, is_valid text, token_uuid text);
-- becomes
CREATE TABLE readings (id integer PRIMARY KEY, is_valid boolean, token_uuid uuid);
== type-from-data
-- finds: readings.level
-- stays: default value
-- rule: type-from-data rows=2
-- data: readings: level; 1; 2
CREATE TABLE readings (level varchar(20) DEFAULT 'none');
== type-from-data
-- finds: readings.level
-- stays: foreign keys refer to
-- rule: type-from-data rows=2
-- data: readings: level; 1; 2
CREATE TABLE readings (level varchar(20) PRIMARY KEY);
CREATE TABLE notes (level varchar(20), FOREIGN KEY (level) REFERENCES readings (level));
== type-from-data
-- finds: nothing
-- rule: type-from-data rows=2
-- data: readings: zip remark day grade flag; 10115 07 2024-02-30 1 yes; 20095 12 2024-02-01 1e5 yes
CREATE TABLE readings (zip varchar(20), remark varchar(20), day varchar(20), grade varchar(20),
    flag varchar(20));
== type-from-data
-- finds: nothing
-- data: readings: level; 1; 2
CREATE TABLE readings (level varchar(20));
== float-for-money
-- finds: nothing
CREATE TABLE items (id int PRIMARY KEY, price numeric(10,2), discount real, total_time real,
    fee_percent double precision, weight real, pricey real);
== name-type-mismatch
-- dialects: postgresql mysql mariadb
-- finds: users.created_at users.born_on users.is_active users.login_count users.settings_json
-- set: users tags=snapshot
CREATE TABLE users (id int PRIMARY KEY, created_at varchar(30), born_on varchar(10),
    is_active varchar(5), login_count varchar(9), settings_json varchar(200));
== name-type-mismatch
-- finds: users.is_active users.item_count
-- set: users tags=snapshot
CREATE TABLE users (id int PRIMARY KEY, is_active varchar(5), item_count varchar(9));
== name-type-mismatch
-- finds: users.group_id
CREATE TABLE users (id int PRIMARY KEY, group_id real);
== name-type-mismatch
-- dialects: postgresql
-- finds: users.is_active
CREATE TABLE users (id int PRIMARY KEY, is_active integer NOT NULL DEFAULT 1);
-- becomes
CREATE TABLE users (id int PRIMARY KEY, is_active boolean NOT NULL DEFAULT true);
== name-type-mismatch
-- dialects: mysql mariadb
-- finds: users.is_active
CREATE TABLE users (id int PRIMARY KEY, is_active int NOT NULL DEFAULT 1);
-- becomes
CREATE TABLE users (id int PRIMARY KEY, is_active tinyint(1) NOT NULL DEFAULT 1);
== name-type-mismatch
-- dialects: sqlite
-- finds: users.born_on
CREATE TABLE users (id INTEGER PRIMARY KEY, born_on VARCHAR(10));
-- becomes
CREATE TABLE users (id INTEGER PRIMARY KEY, born_on DATE);
== name-type-mismatch
-- dialects: postgresql
-- finds: users.is_active
-- stays: does not go with boolean
CREATE TABLE users (id int PRIMARY KEY, is_active varchar(5) DEFAULT 'maybe');
== name-type-mismatch
-- dialects: postgresql
-- finds: users.is_active
-- stays: view active mentions is_active
CREATE TABLE users (id int PRIMARY KEY, is_active varchar(5));
CREATE VIEW active AS SELECT id FROM users WHERE is_active = 'yes';
== name-type-mismatch
-- dialects: postgresql
-- finds: (project)
-- set: users tags=snapshot
-- set: posts tags=snapshot
CREATE TABLE users (id int PRIMARY KEY, is_active smallint, is_admin smallint DEFAULT 0);
CREATE TABLE posts (id int PRIMARY KEY, is_draft smallint, is_open boolean);
-- becomes
CREATE TABLE users (id int PRIMARY KEY, is_active boolean, is_admin boolean DEFAULT false);
CREATE TABLE posts (id int PRIMARY KEY, is_draft boolean, is_open boolean);
== name-type-mismatch
-- dialects: postgresql
-- finds: (project)
-- stays: does not go with boolean
CREATE TABLE users (id int PRIMARY KEY, is_active varchar(1), is_admin varchar(1) DEFAULT 'N');
CREATE TABLE posts (id int PRIMARY KEY, is_draft varchar(1));
== name-type-mismatch
-- dialects: postgresql mysql mariadb
-- finds: nothing
CREATE TABLE users (id int PRIMARY KEY, created_at timestamp, born_on date, is_active boolean,
    login_count int, settings_json json, group_id int, count varchar(9), date varchar(9),
    account_no text, started int, isolation text);
== name-type-mismatch
-- dialects: sqlite
-- finds: nothing
CREATE TABLE users (id INTEGER PRIMARY KEY, created_at TEXT, born_on TEXT, is_active INTEGER,
    is_admin NUMERIC, settings_json TEXT);
== name-type-mismatch
-- finds: nothing
CREATE TABLE a (id int PRIMARY KEY, login_count int, owner_id numeric(10,0));
== name-type-mismatch
-- dialects: sqlite
-- finds: nothing
CREATE TABLE a (id INTEGER PRIMARY KEY, order_date DATETIME, ship_date DATETIME);
CREATE TABLE b (id INTEGER PRIMARY KEY, issue_date DATETIME);
== name-type-mismatch
-- dialects: postgresql
-- finds: nothing
CREATE TABLE rental (id int PRIMARY KEY, rental_date timestamp, return_date timestamp);
CREATE TABLE payment (id int PRIMARY KEY, payment_date timestamp);
== timestamp-no-zone
-- finds: orders.created_at
CREATE TABLE orders (id int PRIMARY KEY, created_at timestamp(3) DEFAULT CURRENT_TIMESTAMP);
-- becomes
CREATE TABLE orders (id int PRIMARY KEY, created_at timestamptz(3) DEFAULT CURRENT_TIMESTAMP);
== timestamp-no-zone
-- finds: orders.a orders.b orders.c
-- new
CREATE TABLE orders (id int PRIMARY KEY, a timestamp, b timestamp without time zone, c timestamp);
== timestamp-no-zone
-- finds: (project)
CREATE TABLE users (id int PRIMARY KEY, created_at timestamp, updated_at timestamp);
CREATE TABLE orders (id int PRIMARY KEY, created_at timestamp, paid_at timestamptz);
-- becomes
CREATE TABLE users (id int PRIMARY KEY, created_at timestamptz, updated_at timestamptz);
CREATE TABLE orders (id int PRIMARY KEY, created_at timestamptz, paid_at timestamptz);
== timestamp-no-zone
-- finds: shifts.starts
CREATE TABLE shifts (id int PRIMARY KEY, starts timetz);
-- becomes
CREATE TABLE shifts (id int PRIMARY KEY, starts time);
== timestamp-no-zone
-- finds: orders.created_at
-- stays: index orders.by_day mentions created_at
CREATE TABLE orders (id int PRIMARY KEY, created_at timestamp);
CREATE INDEX by_day ON orders (date_trunc('day', created_at));
== timestamp-no-zone
-- finds: (project)
-- stays: index orders.by_day mentions created_at
CREATE TABLE orders (id int PRIMARY KEY, paid_at timestamp, sent_at timestamp, created_at timestamp);
CREATE INDEX by_day ON orders (date_trunc('day', created_at));
== timestamp-no-zone
-- finds: events.happened_at events_1.happened_at
CREATE TABLE events (id int, happened_at timestamp, PRIMARY KEY (id, happened_at));
CREATE TABLE events_1 (note text) INHERITS (events);
-- becomes
CREATE TABLE events (id int, happened_at timestamptz, PRIMARY KEY (id, happened_at));
CREATE TABLE events_1 (note text) INHERITS (events);
== timestamp-no-zone
-- finds: nothing
CREATE TABLE orders (id int PRIMARY KEY, created_at timestamptz, day date, starts time);
== timestamp-no-zone
-- finds: nothing
-- set: flights.boards_at tags=local
CREATE TABLE flights (id int PRIMARY KEY, departs_at_local timestamp, boards_at timestamp);
== timestamp-2038
-- finds: users.birth_date users.expires_at
CREATE TABLE users (id int PRIMARY KEY, birth_date timestamp NULL, expires_at timestamp(3) NULL);
-- becomes
CREATE TABLE users (id int PRIMARY KEY, birth_date datetime, expires_at datetime(3));
== timestamp-2038
-- finds: invoices.due_at
CREATE TABLE invoices (id int PRIMARY KEY, due_at timestamp NULL DEFAULT NULL);
== timestamp-2038
-- finds: nothing
CREATE TABLE users (id int PRIMARY KEY, birth_date date, expires_at datetime);
== timestamp-2038
-- finds: nothing
CREATE TABLE users (id int PRIMARY KEY, created_at timestamp NULL, sent_at timestamp NULL);
== char-fixed
-- finds: persons.city persons.note
CREATE TABLE persons (id int PRIMARY KEY, city char(40), note character(200));
-- becomes
CREATE TABLE persons (id int PRIMARY KEY, city varchar(40), note varchar(200));
== char-fixed
-- finds: regions.key cities.region_key
CREATE TABLE regions (id int PRIMARY KEY, key char(8) UNIQUE);
CREATE TABLE cities (id int PRIMARY KEY, region_key char(8) REFERENCES regions (key));
CREATE INDEX ON cities (region_key);
-- becomes
CREATE TABLE regions (id int PRIMARY KEY, key varchar(8) UNIQUE);
CREATE TABLE cities (id int PRIMARY KEY, region_key varchar(8) REFERENCES regions (key));
CREATE INDEX ON cities (region_key);
== char-fixed
-- finds: nothing
CREATE TABLE persons (id int PRIMARY KEY, country char(2), currency char(3), sex char(1),
    file_md5 char(32), city varchar(40));
== char-fixed
-- finds: nothing
-- rule: char-fixed codes=stamp short=5
CREATE TABLE persons (id int PRIMARY KEY, time_stamp char(14), zip char(5));
== varchar-text
-- finds: persons.name persons.email
CREATE TABLE persons (id int PRIMARY KEY, name text, email text, notes text);
-- becomes
CREATE TABLE persons (id int PRIMARY KEY, name varchar(255), email varchar(255), notes text);
== varchar-text
-- dialects: postgresql
-- finds: persons.first_name persons.remark
CREATE TABLE persons (id int PRIMARY KEY, first_name text, remark varchar);
== varchar-text
-- dialects: mysql mariadb
-- finds: persons.first_name
-- rule: varchar-text length=80
CREATE TABLE persons (id int PRIMARY KEY, first_name longtext, remark longtext);
== varchar-text
-- dialects: postgresql
-- finds: persons.name persons.code
-- rule: varchar-text prefer=text
CREATE TABLE persons (id int PRIMARY KEY, name varchar(20), code varchar, sex char(1));
-- becomes
-- rule: varchar-text prefer=text
CREATE TABLE persons (id int PRIMARY KEY, name text, code text, sex char(1));
== varchar-text
-- finds: nothing
CREATE TABLE persons (id int PRIMARY KEY, name varchar(80), notes text, title_text text);
== varchar-text
-- finds: nothing
-- rule: varchar-text prefer=text
CREATE TABLE persons (id int PRIMARY KEY, name text, code char(4));
== json-over-jsonb
-- finds: events.payload
CREATE TABLE events (id int PRIMARY KEY, payload json NOT NULL DEFAULT '{}'::json);
-- becomes
CREATE TABLE events (id int PRIMARY KEY, payload jsonb NOT NULL DEFAULT '{}');
== json-over-jsonb
-- finds: events.b
-- stays: view v mentions b
CREATE TABLE events (id int PRIMARY KEY, a jsonb, b json);
CREATE VIEW v AS SELECT json_array_length(b) AS n FROM events;
== json-over-jsonb
-- finds: nothing
CREATE TABLE events (id int PRIMARY KEY, payload jsonb, json text);
== json-over-jsonb
-- finds: nothing
CREATE TABLE events (id int PRIMARY KEY, payload jsonb[]);
== money-type
-- finds: invoices.total
CREATE TABLE invoices (id int PRIMARY KEY, total money DEFAULT 0);
-- becomes
CREATE TABLE invoices (id int PRIMARY KEY, total numeric(19,4) DEFAULT 0);
== money-type
-- finds: invoices.total
-- stays: does not go with numeric(19,4)
CREATE TABLE invoices (id int PRIMARY KEY, total money DEFAULT '$1.00');
== money-type
-- finds: nothing
CREATE TABLE invoices (id int PRIMARY KEY, total numeric(19,4));
== money-type
-- finds: nothing
CREATE TABLE invoices (id int PRIMARY KEY, money text);
== uuid-as-text
-- dialects: postgresql
-- finds: users.uuid posts.user_uuid
CREATE TABLE users (id int PRIMARY KEY, uuid varchar(36) UNIQUE DEFAULT gen_random_uuid()::text);
CREATE TABLE posts (id int PRIMARY KEY, user_uuid varchar(36) REFERENCES users (uuid));
CREATE INDEX ON posts (user_uuid);
-- becomes
CREATE TABLE users (id int PRIMARY KEY, uuid uuid UNIQUE DEFAULT gen_random_uuid());
CREATE TABLE posts (id int PRIMARY KEY, user_uuid uuid REFERENCES users (uuid));
CREATE INDEX ON posts (user_uuid);
== uuid-as-text
-- finds: sessions.id
CREATE TABLE sessions (id char(36) PRIMARY KEY, data varchar(20));
== uuid-as-text
-- dialects: mysql
-- finds: users.device_guid
CREATE TABLE users (id int PRIMARY KEY, device_guid char(36));
-- becomes
CREATE TABLE users (id int PRIMARY KEY, device_guid binary(16));
== uuid-as-text
-- dialects: mariadb
-- finds: users.device_guid
CREATE TABLE users (id int PRIMARY KEY, device_guid char(36));
-- becomes
CREATE TABLE users (id int PRIMARY KEY, device_guid uuid);
== uuid-as-text
-- dialects: sqlite
-- finds: users.device_guid
CREATE TABLE users (id INTEGER PRIMARY KEY, device_guid CHAR(36));
-- becomes
CREATE TABLE users (id INTEGER PRIMARY KEY, device_guid BLOB);
== uuid-as-text
-- dialects: postgresql
-- finds: users.uuid
-- stays: does not go with uuid
CREATE TABLE users (id int PRIMARY KEY, uuid varchar(36) DEFAULT 'none');
== uuid-as-text
-- finds: nothing
CREATE TABLE users (id int PRIMARY KEY, name char(36), guide varchar(40), external_id varchar(64));
== uuid-as-text
-- finds: nothing
CREATE TABLE users (id int PRIMARY KEY, uuid_count int, uuid_note varchar(200));
== column-type-inconsistent
-- finds: c.quantity
CREATE TABLE a (id int PRIMARY KEY, quantity int);
CREATE TABLE b (id int PRIMARY KEY, quantity int);
CREATE TABLE c (id int PRIMARY KEY, quantity numeric(10,2));
== column-type-inconsistent
-- finds: d.zip
CREATE TABLE a (id int PRIMARY KEY, zip varchar(10));
CREATE TABLE b (id int PRIMARY KEY, zip varchar(10));
CREATE TABLE c (id int PRIMARY KEY, zip varchar(12));
CREATE TABLE d (id int PRIMARY KEY, zip int);
== column-type-inconsistent
-- finds: c.zip
-- rule: column-type-inconsistent lengths=count
CREATE TABLE a (id int PRIMARY KEY, zip varchar(10));
CREATE TABLE b (id int PRIMARY KEY, zip varchar(10));
CREATE TABLE c (id int PRIMARY KEY, zip varchar(12));
== column-type-inconsistent
-- finds: nothing
CREATE TABLE a (id int PRIMARY KEY, zip varchar(10), status varchar(10), quantity int);
CREATE TABLE b (id int PRIMARY KEY, zip varchar(10), status varchar(10), quantity numeric(8,2));
CREATE TABLE c (id int PRIMARY KEY, zip varchar(12), status int);
== column-type-inconsistent
-- finds: nothing
CREATE TABLE a (id int PRIMARY KEY, parent_id int, FOREIGN KEY (parent_id) REFERENCES a (id));
CREATE TABLE b (id int PRIMARY KEY, parent_id int, FOREIGN KEY (parent_id) REFERENCES b (id));
CREATE TABLE c (id bigint PRIMARY KEY, parent_id bigint,
    FOREIGN KEY (parent_id) REFERENCES c (id));
== decimal-shape
-- dialects: postgresql
-- finds: invoices.total
CREATE TABLE invoices (id int PRIMARY KEY, total numeric DEFAULT 0);
-- becomes
CREATE TABLE invoices (id int PRIMARY KEY, total numeric(12,2) DEFAULT 0);
== decimal-shape
-- dialects: mysql mariadb
-- finds: invoices.total
CREATE TABLE invoices (id int PRIMARY KEY, total decimal);
-- becomes
CREATE TABLE invoices (id int PRIMARY KEY, total decimal(12,2));
== decimal-shape
-- finds: parts.width
CREATE TABLE parts (id int PRIMARY KEY, width numeric(2,6));
-- becomes
CREATE TABLE parts (id int PRIMARY KEY, width numeric(6,2));
== decimal-shape
-- dialects: sqlite
-- finds: parts.price
CREATE TABLE parts (id INTEGER PRIMARY KEY, price DECIMAL(2,10));
== decimal-shape
-- finds: nothing
CREATE TABLE parts (id int PRIMARY KEY, width numeric, price numeric(10,2), weight numeric(3,3));
== decimal-shape
-- finds: nothing
CREATE TABLE parts (id int PRIMARY KEY, price_cents numeric(12,0), total_weight numeric);
== int-display-width
-- finds: nothing
-- set: t.a type='int(NOT'
-- set: t.b type='int(5)(6)'
CREATE TABLE t (id int PRIMARY KEY, a int, b int);
== int-display-width
-- finds: articles.stock articles.size
CREATE TABLE articles (id int PRIMARY KEY, stock int(5), size smallint(3) unsigned);
-- becomes
CREATE TABLE articles (id int PRIMARY KEY, stock int, size smallint unsigned);
== int-display-width
-- finds: articles.stock
CREATE TABLE articles (id int PRIMARY KEY, stock bigint(10) NOT NULL DEFAULT 0);
== int-display-width
-- finds: nothing
CREATE TABLE articles (id int(11) PRIMARY KEY, is_new tinyint(1), number int(8) zerofill);
== int-display-width
-- finds: nothing
CREATE TABLE articles (id int PRIMARY KEY, price decimal(10,2), name varchar(20), made year(4));
== charset
-- finds: users
CREATE TABLE users (id int PRIMARY KEY, name varchar(50)) DEFAULT CHARSET=utf8;
-- becomes
CREATE TABLE users (id int PRIMARY KEY, name varchar(50)) DEFAULT CHARSET=utf8mb4;
== charset
-- finds: users.name
CREATE TABLE users (id int PRIMARY KEY, name varchar(50) CHARACTER SET latin1)
    DEFAULT CHARSET=utf8mb4;
-- becomes
CREATE TABLE users (id int PRIMARY KEY, name varchar(50) CHARACTER SET utf8mb4)
    DEFAULT CHARSET=utf8mb4;
== charset
-- finds: (project)
CREATE TABLE a (id int PRIMARY KEY) DEFAULT CHARSET=utf8mb3;
CREATE TABLE b (id int PRIMARY KEY) DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_bin;
CREATE TABLE c (id int PRIMARY KEY) DEFAULT CHARSET=utf8mb3;
-- becomes
CREATE TABLE a (id int PRIMARY KEY) DEFAULT CHARSET=utf8mb4;
CREATE TABLE b (id int PRIMARY KEY) DEFAULT CHARSET=utf8mb4;
CREATE TABLE c (id int PRIMARY KEY) DEFAULT CHARSET=utf8mb4;
== charset
-- finds: (project)
CREATE TABLE a (id int PRIMARY KEY) DEFAULT CHARSET=utf8mb4;
CREATE TABLE b (id int PRIMARY KEY);
-- becomes
CREATE TABLE a (id int PRIMARY KEY) DEFAULT CHARSET=utf8mb4;
CREATE TABLE b (id int PRIMARY KEY) DEFAULT CHARSET=utf8mb4;
== charset
-- finds: orders.of_customer
CREATE TABLE customers (code varchar(9) PRIMARY KEY) DEFAULT CHARSET=utf8mb4;
CREATE TABLE orders (id int PRIMARY KEY, code varchar(9),
    CONSTRAINT of_customer FOREIGN KEY (code) REFERENCES customers (code))
    DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
== charset
-- dialects: mariadb
-- finds: orders.of_customer
CREATE TABLE customers (code varchar(9) PRIMARY KEY) DEFAULT CHARSET=utf8mb4;
CREATE TABLE orders (id int PRIMARY KEY, code varchar(9) CHARACTER SET ascii,
    CONSTRAINT of_customer FOREIGN KEY (code) REFERENCES customers (code)) DEFAULT CHARSET=utf8mb4;
-- becomes
CREATE TABLE customers (code varchar(9) PRIMARY KEY) DEFAULT CHARSET=utf8mb4;
CREATE TABLE orders (id int PRIMARY KEY,
    code varchar(9) CHARACTER SET utf8mb4,
    CONSTRAINT of_customer FOREIGN KEY (code) REFERENCES customers (code)) DEFAULT CHARSET=utf8mb4;
== charset
-- finds: nothing
CREATE TABLE customers (code varchar(9) PRIMARY KEY) DEFAULT CHARSET=utf8mb4;
CREATE TABLE orders (id int PRIMARY KEY, code varchar(9),
    CONSTRAINT of_customer FOREIGN KEY (code) REFERENCES customers (code)) DEFAULT CHARSET=utf8mb4;
== charset
-- finds: nothing
CREATE TABLE users (id int PRIMARY KEY, token char(40) CHARACTER SET ascii)
    DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
== charset
-- finds: nothing
-- rule: charset missing=ignore
CREATE TABLE users (id int PRIMARY KEY, name varchar(50));
== large-object
-- dialects: mysql mariadb sqlite
-- finds: documents.content
CREATE TABLE documents (id int PRIMARY KEY, content blob);
== large-object
-- dialects: mysql mariadb sqlite
-- finds: pictures
CREATE TABLE pictures (id int PRIMARY KEY, large blob, small_one blob);
== large-object
-- dialects: postgresql
-- finds: documents.content pictures
CREATE TABLE documents (id int PRIMARY KEY, content bytea);
CREATE TABLE pictures (id int PRIMARY KEY, large bytea, small_one bytea);
CREATE TABLE notes (id int PRIMARY KEY, body text);
CREATE TABLE tags (id int PRIMARY KEY, label text);
== large-object
-- dialects: postgresql
-- finds: (project)
CREATE TABLE a (id int PRIMARY KEY, data bytea);
CREATE TABLE b (id int PRIMARY KEY, data bytea, blob bytea);
CREATE TABLE c (id int PRIMARY KEY, data bytea);
== large-object
-- dialects: postgresql
-- finds: nothing
CREATE TABLE users (id int PRIMARY KEY, password_hash bytea, session_token bytea, device_id bytea);
== large-object
-- dialects: postgresql
-- finds: nothing
-- set: users.icon tags=small
CREATE TABLE users (id int PRIMARY KEY, icon bytea, biography text);
== large-object
-- dialects: mysql mariadb sqlite
-- finds: nothing
CREATE TABLE users (id int PRIMARY KEY, password_hash blob, ip varbinary(16), device_id blob);
== large-object
-- dialects: mysql mariadb sqlite
-- finds: nothing
-- set: users.icon tags=small
CREATE TABLE users (id int PRIMARY KEY, icon blob, biography text);
== type-deny-list
-- finds: a.x
-- rule: type-deny-list types=smallint
CREATE TABLE a (id int PRIMARY KEY, x smallint, y int);
== type-deny-list
-- finds: a.x a.y
-- rule: type-deny-list types='date varchar'
CREATE TABLE a (id int PRIMARY KEY, x date, y varchar(20));
== type-deny-list
-- dialects: postgresql
-- finds: a.x a.y a.z
-- rule: type-deny-list types=double_precision domains=deny
CREATE DOMAIN positive AS int CHECK (VALUE > 0);
CREATE DOMAIN label AS text;
CREATE TABLE a (id int PRIMARY KEY, x regclass, y double precision, z positive, l label);
== type-deny-list
-- finds: nothing
CREATE TABLE a (id int PRIMARY KEY, x smallint);
== type-deny-list
-- finds: nothing
-- rule: type-deny-list types='text char'
CREATE TABLE a (id int PRIMARY KEY, x varchar(20), text_type int);
== type-deny-list
-- dialects: postgresql
-- finds: nothing
-- rule: type-deny-list reg=allow
CREATE DOMAIN positive AS int CHECK (VALUE > 0);
CREATE TABLE a (id int PRIMARY KEY, x regclass, z positive);
== column-type-inconsistent
-- dialects: postgresql
-- finds: nothing
-- two of five is no outlier
CREATE TABLE a (id integer PRIMARY KEY, started timestamp, quantity integer);
CREATE TABLE b (id integer PRIMARY KEY, started timestamp, quantity integer);
CREATE TABLE c (id integer PRIMARY KEY, started timestamp, quantity integer);
CREATE TABLE d (id integer PRIMARY KEY, started timestamp, quantity numeric(10,2));
CREATE TABLE e (id integer PRIMARY KEY, started timestamp, quantity numeric(10,2));
== column-type-inconsistent
-- dialects: postgresql
-- finds: nothing
-- json-over-jsonb says the opposite of the one that is right
CREATE TABLE a (id integer PRIMARY KEY, steps json);
CREATE TABLE b (id integer PRIMARY KEY, steps json);
CREATE TABLE c (id integer PRIMARY KEY, steps jsonb);
== large-object
-- dialects: postgresql sqlite
-- finds: nothing
CREATE TABLE jobs (id integer PRIMARY KEY, job_data bytea, request_body bytea, last_state bytea, body text);
== large-object
-- dialects: postgresql
-- finds: albums.image_data
CREATE TABLE albums (id integer PRIMARY KEY, image_data bytea, title text);
== large-object
-- dialects: postgresql
-- finds: uploads.data
CREATE TABLE uploads (id integer PRIMARY KEY, data bytea, title text);
