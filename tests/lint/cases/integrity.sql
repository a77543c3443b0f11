== expr-unknown-column
-- finds: t.c
CREATE TABLE t (id int PRIMARY KEY, price int, CONSTRAINT c CHECK (prize > 0 AND price < 100));
== expr-unknown-column
-- finds: v
CREATE TABLE t (id int PRIMARY KEY, price int);
CREATE VIEW v AS SELECT x.id, x.pricee FROM t x WHERE x.price > 0;
== expr-unknown-column
-- finds: v w
CREATE TABLE t (id int PRIMARY KEY, price int);
CREATE VIEW v AS SELECT id, cost AS price FROM t;
CREATE VIEW w AS SELECT t.id FROM t JOIN orders o ON o.t_id = t.id;
== expr-unknown-column
-- finds: nothing
CREATE TABLE t (id int PRIMARY KEY, price int, note varchar(20),
    CONSTRAINT c CHECK (t.price > 0 AND lower(note) <> 'price' OR CASE WHEN id > 1 THEN 1 ELSE 0 END = 1));
CREATE VIEW v AS SELECT id, price * 2 AS twice FROM t ORDER BY twice DESC;
CREATE VIEW w AS SELECT v.id, s.n FROM v JOIN (SELECT id, count(*) n FROM t GROUP BY id) s ON s.id = v.id AND s.n > v.other;
== expr-unknown-column
-- finds: nothing
CREATE TABLE t (id int PRIMARY KEY, price int);
CREATE TABLE u (id int PRIMARY KEY, t_id int);
CREATE VIEW v AS WITH c AS (SELECT id FROM t) SELECT a.id, b.t_id, c.id AS other
    FROM t a LEFT JOIN u b ON b.t_id = a.id CROSS JOIN c
    WHERE EXISTS (SELECT 1 FROM u WHERE u.t_id = a.id AND a.price > 0)
    UNION ALL SELECT id, t_id, 0 FROM u;
== expr-unknown-column
-- dialects: postgresql
-- finds: t.i t.x_trigger
CREATE TABLE t (id int PRIMARY KEY, price int, gone boolean);
CREATE INDEX i ON t (lower(name)) WHERE NOT gone;
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN NEW.changed := now(); END IF;
    INSERT INTO log VALUES (TG_TABLE_NAME, OLD.id);
    RETURN NEW;
END $$;
CREATE TRIGGER x_trigger BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();
== expr-unknown-column
-- dialects: postgresql
-- finds: t.x t.y
CREATE TABLE t (id int PRIMARY KEY, price int);
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER x AFTER UPDATE OF prices ON t FOR EACH ROW EXECUTE FUNCTION f();
CREATE TRIGGER y AFTER UPDATE ON t FOR EACH ROW WHEN (OLD.pric IS DISTINCT FROM NEW.price)
    EXECUTE FUNCTION f();
== expr-unknown-column
-- dialects: postgresql
-- finds: nothing
CREATE TABLE t (id int PRIMARY KEY, price int, at timestamptz, CHECK (at AT TIME ZONE 'utc' > '2000-01-01'));
CREATE TABLE u (id int PRIMARY KEY, other int);
CREATE INDEX i ON t (extract(year FROM at AT TIME ZONE 'utc')) WHERE xmin IS NOT NULL;
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_TABLE_NAME = 't' THEN NEW.price := 1; ELSE NEW.other := 1; END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER x BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();
CREATE TRIGGER y BEFORE UPDATE OF other ON u FOR EACH ROW EXECUTE FUNCTION f();
CREATE VIEW v AS SELECT r.rolname, s.n FROM pg_roles r, generate_series(1, 2) AS s(n)
    WHERE r.oid IN (SELECT x.y FROM information_schema.tables AS x);
== expr-unknown-column
-- dialects: mysql mariadb sqlite
-- finds: t.x
CREATE TABLE t (id int PRIMARY KEY, price int);
CREATE TABLE log (id int PRIMARY KEY, price int);
CREATE TRIGGER x AFTER INSERT ON t FOR EACH ROW INSERT INTO log VALUES (NEW.id, NEW.prices);
== expr-unknown-column
-- dialects: mysql mariadb
-- finds: t.b
CREATE TABLE t (id int PRIMARY KEY, a int, b int AS (aa * 2) STORED);
CREATE TRIGGER x BEFORE INSERT ON t FOR EACH ROW SET NEW.a = coalesce(NEW.a, 0);
== expr-unknown-column
-- dialects: sqlite
-- finds: t.i
CREATE TABLE t (id int PRIMARY KEY, a int, CHECK (a <> "text" AND rowid > 0 AND a NOT GLOB 'x*'));
CREATE INDEX i ON t (a) WHERE aa IS NOT NULL;
== fk-target-not-unique
-- dialects: mariadb mysql sqlite
-- finds: logins.f
CREATE TABLE users (id int PRIMARY KEY, email varchar(100) NOT NULL);
CREATE TABLE logins (id int PRIMARY KEY, email varchar(100) NOT NULL, CONSTRAINT f FOREIGN KEY (email) REFERENCES users (email));
CREATE INDEX i ON users (email);
CREATE INDEX j ON logins (email);
== fk-target-not-unique
-- dialects: postgresql
-- finds: logins.f
CREATE TABLE users (id int PRIMARY KEY, email varchar(100) NOT NULL);
CREATE UNIQUE INDEX i ON users (lower(email));
CREATE UNIQUE INDEX k ON users (email) WHERE id > 0;
CREATE TABLE logins (id int PRIMARY KEY, email varchar(100) NOT NULL, CONSTRAINT f FOREIGN KEY (email) REFERENCES users (email));
CREATE INDEX j ON logins (email);
-- becomes
CREATE TABLE users (id int PRIMARY KEY, email varchar(100) NOT NULL UNIQUE);
CREATE UNIQUE INDEX i ON users (lower(email));
CREATE UNIQUE INDEX k ON users (email) WHERE id > 0;
CREATE TABLE logins (id int PRIMARY KEY, email varchar(100) NOT NULL, CONSTRAINT f FOREIGN KEY (email) REFERENCES users (email));
CREATE INDEX j ON logins (email);
== fk-target-not-unique
-- finds: lines.f
CREATE TABLE orders (a int NOT NULL, b int NOT NULL, c int NOT NULL, PRIMARY KEY (a, b), UNIQUE (b, c));
CREATE TABLE `lines` (id int PRIMARY KEY, x int NOT NULL, CONSTRAINT f FOREIGN KEY (x) REFERENCES orders (a));
CREATE INDEX j ON `lines` (x);
-- dialects: mysql mariadb sqlite
== fk-target-not-unique
-- dialects: postgresql
-- finds: notes.f
CREATE TABLE orders (a int NOT NULL, b int NOT NULL, PRIMARY KEY (a, b) DEFERRABLE);
CREATE TABLE notes (id int PRIMARY KEY, a int NOT NULL, b int NOT NULL, CONSTRAINT f FOREIGN KEY (a, b) REFERENCES orders (a, b));
CREATE INDEX j ON notes (a, b);
-- stays: end of the transaction
== fk-target-not-unique
-- finds: nothing
CREATE TABLE orders (a int NOT NULL, b int NOT NULL, c int NOT NULL UNIQUE, PRIMARY KEY (a, b));
CREATE UNIQUE INDEX u ON orders (b, c);
CREATE TABLE notes (id int PRIMARY KEY, x int, y int, FOREIGN KEY (x, y) REFERENCES orders (b, a),
    FOREIGN KEY (y) REFERENCES orders (c), FOREIGN KEY (y, x) REFERENCES orders (c, b));
== fk-target-not-unique
-- finds: nothing
CREATE TABLE nodes (id int PRIMARY KEY, parent_id int, FOREIGN KEY (parent_id) REFERENCES nodes (id));
CREATE TABLE notes (id int PRIMARY KEY, gone_id int, email varchar(100), FOREIGN KEY (gone_id) REFERENCES gone (id));
== fk-target-not-unique
-- dialects: mysql mariadb
-- finds: nothing
CREATE TABLE users (id int PRIMARY KEY, name varchar(100) NOT NULL, UNIQUE KEY u (name(100)));
CREATE TABLE logins (id int PRIMARY KEY, name varchar(100) NOT NULL, FOREIGN KEY (name) REFERENCES users (name));
== fk-set-default-no-default
-- dialects: postgresql sqlite
-- finds: posts.f posts.g
CREATE TABLE users (id int PRIMARY KEY);
CREATE TABLE posts (id int PRIMARY KEY, a int NOT NULL, b int,
    CONSTRAINT f FOREIGN KEY (a) REFERENCES users (id) ON DELETE SET DEFAULT,
    CONSTRAINT g FOREIGN KEY (b) REFERENCES users (id) ON UPDATE SET DEFAULT);
== fk-set-default-no-default
-- dialects: postgresql sqlite
-- finds: posts.f
CREATE TABLE users (a int, b int, PRIMARY KEY (a, b));
CREATE TABLE posts (id int PRIMARY KEY, a int NOT NULL DEFAULT 0, b int NOT NULL,
    CONSTRAINT f FOREIGN KEY (a, b) REFERENCES users (a, b) ON DELETE SET DEFAULT);
== fk-set-default-no-default
-- dialects: postgresql sqlite
-- finds: nothing
CREATE TABLE users (id int PRIMARY KEY);
CREATE TABLE posts (id int PRIMARY KEY, a int NOT NULL DEFAULT 0, b int NOT NULL,
    FOREIGN KEY (a) REFERENCES users (id) ON DELETE SET DEFAULT,
    FOREIGN KEY (b) REFERENCES users (id) ON DELETE SET NULL);
== fk-set-default-no-default
-- dialects: postgresql
-- finds: nothing
CREATE TABLE users (a int, b int, PRIMARY KEY (a, b));
CREATE TABLE posts (id int PRIMARY KEY, a int NOT NULL, b int DEFAULT 0,
    FOREIGN KEY (a, b) REFERENCES users (a, b) ON DELETE SET DEFAULT (b));
== fk-set-default-no-default
-- dialects: sqlite mysql mariadb
-- finds: nothing
CREATE TABLE users (id int PRIMARY KEY);
CREATE TABLE posts (id int PRIMARY KEY, a int NOT NULL, FOREIGN KEY (a) REFERENCES users (id) ON DELETE CASCADE);
== fk-set-default-no-default
-- dialects: mysql mariadb
-- finds: nothing
CREATE TABLE users (id int PRIMARY KEY);
CREATE TABLE posts (id int PRIMARY KEY, a int, FOREIGN KEY (a) REFERENCES users (id) ON DELETE SET NULL ON UPDATE RESTRICT);
== fk-set-default-no-default
-- dialects: mysql mariadb
-- finds: posts.f
CREATE TABLE users (id int PRIMARY KEY);
CREATE TABLE posts (id int PRIMARY KEY, a int NOT NULL DEFAULT 0, CONSTRAINT f FOREIGN KEY (a) REFERENCES users (id) ON DELETE SET DEFAULT);
== fk-set-default-no-default
-- dialects: mysql mariadb
-- finds: posts.f
CREATE TABLE users (id int PRIMARY KEY);
CREATE TABLE posts (id int PRIMARY KEY, a int, CONSTRAINT f FOREIGN KEY (a) REFERENCES users (id) ON UPDATE SET DEFAULT);
== fk-cascade-reach
-- finds: customers
CREATE TABLE customers (id int PRIMARY KEY);
CREATE TABLE orders (id int PRIMARY KEY, customer_id int NOT NULL, FOREIGN KEY (customer_id) REFERENCES customers (id) ON DELETE CASCADE);
CREATE TABLE items (id int PRIMARY KEY, order_id int NOT NULL, FOREIGN KEY (order_id) REFERENCES orders (id) ON DELETE CASCADE);
== fk-cascade-reach
-- finds: customers
CREATE TABLE items (id int PRIMARY KEY, order_id int NOT NULL, FOREIGN KEY (order_id) REFERENCES orders (id) ON DELETE CASCADE);
CREATE TABLE orders (id int PRIMARY KEY, customer_id int NOT NULL, FOREIGN KEY (customer_id) REFERENCES customers (id) ON DELETE CASCADE);
CREATE TABLE customers (id int PRIMARY KEY);
== fk-cascade-reach
-- finds: users
CREATE TABLE users (id int PRIMARY KEY);
CREATE TABLE login_history (id int PRIMARY KEY, user_id int NOT NULL, FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE);
== fk-cascade-reach
-- finds: orders
-- set: items row_count=5000000
CREATE TABLE orders (id int PRIMARY KEY);
CREATE TABLE items (id int PRIMARY KEY, order_id int NOT NULL, FOREIGN KEY (order_id) REFERENCES orders (id) ON DELETE CASCADE);
== fk-cascade-reach
-- finds: nothing
-- set: items row_count=5000
CREATE TABLE orders (id int PRIMARY KEY, parent_id int, FOREIGN KEY (parent_id) REFERENCES orders (id) ON DELETE CASCADE);
CREATE TABLE items (id int PRIMARY KEY, order_id int NOT NULL, FOREIGN KEY (order_id) REFERENCES orders (id) ON DELETE CASCADE);
CREATE TABLE order_history (id int PRIMARY KEY, order_id int NOT NULL, FOREIGN KEY (order_id) REFERENCES orders (id));
== fk-cascade-reach
-- finds: nothing
-- rule: fk-cascade-reach depth=2
CREATE TABLE customers (id int PRIMARY KEY);
CREATE TABLE orders (id int PRIMARY KEY, customer_id int NOT NULL, FOREIGN KEY (customer_id) REFERENCES customers (id) ON DELETE CASCADE);
CREATE TABLE items (id int PRIMARY KEY, order_id int NOT NULL, FOREIGN KEY (order_id) REFERENCES orders (id) ON DELETE CASCADE);
== fk-cascade-reach
-- finds: nothing
CREATE TABLE a (id int PRIMARY KEY, b_id int);
CREATE TABLE b (id int PRIMARY KEY, a_id int, FOREIGN KEY (a_id) REFERENCES a (id) ON DELETE SET NULL);
CREATE TABLE c (id int PRIMARY KEY, b_id int, FOREIGN KEY (b_id) REFERENCES b (id) ON DELETE CASCADE);
== fk-action-explicit
-- finds: posts.f
CREATE TABLE users (id int PRIMARY KEY);
CREATE TABLE posts (id int PRIMARY KEY, a int NOT NULL, CONSTRAINT f FOREIGN KEY (a) REFERENCES users (id));
-- becomes
CREATE TABLE users (id int PRIMARY KEY);
CREATE TABLE posts (id int PRIMARY KEY, a int NOT NULL, CONSTRAINT f FOREIGN KEY (a) REFERENCES users (id) ON DELETE RESTRICT);
== fk-action-explicit
-- rule: fk-action-explicit delete=cascade
-- finds: posts.f
CREATE TABLE users (id int PRIMARY KEY);
CREATE TABLE posts (id int PRIMARY KEY, a int NOT NULL, CONSTRAINT f FOREIGN KEY (a) REFERENCES users (id) ON DELETE RESTRICT);
== fk-action-explicit
-- rule: fk-action-explicit delete=set-null
-- finds: posts.f
CREATE TABLE users (id int PRIMARY KEY);
CREATE TABLE posts (id int PRIMARY KEY, a int NOT NULL, CONSTRAINT f FOREIGN KEY (a) REFERENCES users (id));
-- stays: cannot be set null
== fk-action-explicit
-- finds: nothing
CREATE TABLE users (id int PRIMARY KEY);
CREATE TABLE posts (id int PRIMARY KEY, a int, b int, FOREIGN KEY (a) REFERENCES users (id) ON DELETE CASCADE,
    FOREIGN KEY (b) REFERENCES users (id) ON DELETE SET NULL);
== fk-action-explicit
-- rule: fk-action-explicit delete=any update=no-action
-- finds: nothing
CREATE TABLE users (id int PRIMARY KEY);
CREATE TABLE posts (id int PRIMARY KEY, a int, FOREIGN KEY (a) REFERENCES users (id));
== fk-cycle
-- dialects: postgresql sqlite
-- finds: people
CREATE TABLE people (id int PRIMARY KEY, team_id int NOT NULL);
CREATE TABLE teams (id int PRIMARY KEY, leader_id int NOT NULL, CONSTRAINT g FOREIGN KEY (leader_id) REFERENCES people (id));
CREATE TABLE rooms (id int PRIMARY KEY, team_id int NOT NULL, CONSTRAINT h FOREIGN KEY (team_id) REFERENCES teams (id));
-- add: people relationship target=teams attributes=team_id name=f
== fk-cycle
-- dialects: mysql mariadb
-- finds: people
CREATE TABLE people (id int PRIMARY KEY, team_id int NOT NULL);
CREATE TABLE teams (id int PRIMARY KEY, leader_id int NOT NULL, CONSTRAINT g FOREIGN KEY (leader_id) REFERENCES people (id));
ALTER TABLE people ADD CONSTRAINT f FOREIGN KEY (team_id) REFERENCES teams (id);
-- becomes
CREATE TABLE people (id int PRIMARY KEY, team_id int NOT NULL);
CREATE TABLE teams (id int PRIMARY KEY, leader_id int, CONSTRAINT g FOREIGN KEY (leader_id) REFERENCES people (id));
ALTER TABLE people ADD CONSTRAINT f FOREIGN KEY (team_id) REFERENCES teams (id);
== fk-cycle
-- dialects: postgresql
-- finds: people
CREATE TABLE people (id int PRIMARY KEY, team_id int NOT NULL);
CREATE TABLE teams (id int PRIMARY KEY, leader_id int, CONSTRAINT g FOREIGN KEY (leader_id) REFERENCES people (id) ON DELETE RESTRICT);
ALTER TABLE people ADD CONSTRAINT f FOREIGN KEY (team_id) REFERENCES teams (id);
CREATE INDEX i ON people (team_id);
CREATE INDEX j ON teams (leader_id);
-- becomes
CREATE TABLE people (id int PRIMARY KEY, team_id int NOT NULL);
CREATE TABLE teams (id int PRIMARY KEY, leader_id int, CONSTRAINT g FOREIGN KEY (leader_id) REFERENCES people (id) DEFERRABLE INITIALLY DEFERRED);
ALTER TABLE people ADD CONSTRAINT f FOREIGN KEY (team_id) REFERENCES teams (id);
CREATE INDEX i ON people (team_id);
CREATE INDEX j ON teams (leader_id);
== fk-cycle
-- finds: nodes.f
CREATE TABLE nodes (id int PRIMARY KEY, parent_id int NOT NULL, CONSTRAINT f FOREIGN KEY (parent_id) REFERENCES nodes (id));
CREATE INDEX i ON nodes (parent_id);
-- becomes
CREATE TABLE nodes (id int PRIMARY KEY, parent_id int, CONSTRAINT f FOREIGN KEY (parent_id) REFERENCES nodes (id));
CREATE INDEX i ON nodes (parent_id);
== fk-cycle
-- finds: nodes.f
CREATE TABLE nodes (id int, parent_id int NOT NULL, PRIMARY KEY (id, parent_id), UNIQUE (id), CONSTRAINT f FOREIGN KEY (parent_id) REFERENCES nodes (id));
-- stays: primary key
== fk-cycle
-- finds: nothing
CREATE TABLE nodes (id int PRIMARY KEY, parent_id int, FOREIGN KEY (parent_id) REFERENCES nodes (id));
CREATE TABLE a (id int PRIMARY KEY);
CREATE TABLE b (id int PRIMARY KEY, a_id int NOT NULL, FOREIGN KEY (a_id) REFERENCES a (id));
CREATE TABLE c (id int PRIMARY KEY, a_id int NOT NULL, b_id int NOT NULL, FOREIGN KEY (a_id) REFERENCES a (id), FOREIGN KEY (b_id) REFERENCES b (id));
== fk-cycle
-- dialects: mysql mariadb
-- finds: nothing
CREATE TABLE people (id int PRIMARY KEY, team_id int NOT NULL);
CREATE TABLE teams (id int PRIMARY KEY, leader_id int, FOREIGN KEY (leader_id) REFERENCES people (id));
ALTER TABLE people ADD FOREIGN KEY (team_id) REFERENCES teams (id);
== fk-cycle
-- dialects: postgresql sqlite
-- finds: nothing
CREATE TABLE teams (id int PRIMARY KEY, leader_id int NOT NULL REFERENCES people (id) DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE people (id int PRIMARY KEY, team_id int NOT NULL REFERENCES teams (id));
== fk-duplicate
-- finds: posts.g
CREATE TABLE users (id int PRIMARY KEY);
CREATE TABLE posts (id int PRIMARY KEY, a int NOT NULL, CONSTRAINT f FOREIGN KEY (a) REFERENCES users (id), CONSTRAINT g FOREIGN KEY (a) REFERENCES users (id));
CREATE INDEX i ON posts (a);
-- becomes
CREATE TABLE users (id int PRIMARY KEY);
CREATE TABLE posts (id int PRIMARY KEY, a int NOT NULL, CONSTRAINT f FOREIGN KEY (a) REFERENCES users (id));
CREATE INDEX i ON posts (a);
== fk-duplicate
-- finds: posts.g
CREATE TABLE users (id int PRIMARY KEY);
CREATE TABLE posts (id int PRIMARY KEY, a int NOT NULL, CONSTRAINT f FOREIGN KEY (a) REFERENCES users (id) ON DELETE CASCADE, CONSTRAINT g FOREIGN KEY (a) REFERENCES users (id));
-- stays: act differently
== fk-duplicate
-- finds: posts.f
CREATE TABLE users (a int NOT NULL, b int NOT NULL, PRIMARY KEY (a, b), UNIQUE (a));
CREATE TABLE posts (id int PRIMARY KEY, a int NOT NULL, b int NOT NULL, CONSTRAINT f FOREIGN KEY (a) REFERENCES users (a), CONSTRAINT g FOREIGN KEY (a, b) REFERENCES users (a, b));
CREATE INDEX i ON posts (a, b);
== fk-duplicate
-- finds: nothing
CREATE TABLE users (id int PRIMARY KEY, other int NOT NULL UNIQUE);
CREATE TABLE posts (id int PRIMARY KEY, a int, b int, FOREIGN KEY (a) REFERENCES users (id), FOREIGN KEY (b) REFERENCES users (id), FOREIGN KEY (a) REFERENCES users (other));
== fk-duplicate
-- finds: nothing
CREATE TABLE users (id int PRIMARY KEY);
CREATE TABLE teams (id int PRIMARY KEY, a int NOT NULL, b int NOT NULL, UNIQUE (a, b));
CREATE TABLE posts (id int PRIMARY KEY, a int, b int, FOREIGN KEY (a) REFERENCES users (id), FOREIGN KEY (a, b) REFERENCES teams (a, b), FOREIGN KEY (b, a) REFERENCES teams (a, b));
== fk-partial-null
-- finds: lessons.f
CREATE TABLE rooms (building int NOT NULL, number int NOT NULL, PRIMARY KEY (building, number));
CREATE TABLE lessons (id int PRIMARY KEY, building int, room int, CONSTRAINT f FOREIGN KEY (building, room) REFERENCES rooms (building, number));
CREATE INDEX i ON lessons (building, room);
== fk-partial-null
-- finds: lessons.f
CREATE TABLE rooms (building int NOT NULL, number int NOT NULL, PRIMARY KEY (building, number));
CREATE TABLE lessons (id int PRIMARY KEY, building int NOT NULL, room int, CONSTRAINT f FOREIGN KEY (building, room) REFERENCES rooms (building, number));
-- stays: decide by hand
== fk-partial-null
-- dialects: mariadb mysql sqlite
-- finds: t.f
CREATE TABLE p (a int NOT NULL, b int NOT NULL, c int NOT NULL, PRIMARY KEY (a, b, c));
CREATE TABLE t (id int PRIMARY KEY, a int NOT NULL, b int, c int, CONSTRAINT f FOREIGN KEY (a, b, c) REFERENCES p (a, b, c));
CREATE INDEX i ON t (a, b, c);
-- becomes
CREATE TABLE p (a int NOT NULL, b int NOT NULL, c int NOT NULL, PRIMARY KEY (a, b, c));
CREATE TABLE t (id int PRIMARY KEY, a int NOT NULL, b int, c int, CONSTRAINT f FOREIGN KEY (a, b, c) REFERENCES p (a, b, c), CHECK ((b IS NULL) = (c IS NULL)));
CREATE INDEX i ON t (a, b, c);
== fk-partial-null
-- finds: nothing
CREATE TABLE rooms (tenant int NOT NULL, number int NOT NULL, PRIMARY KEY (tenant, number));
CREATE TABLE lessons (tenant int NOT NULL, id int NOT NULL, room int, PRIMARY KEY (tenant, id), FOREIGN KEY (tenant, room) REFERENCES rooms (tenant, number));
== fk-partial-null
-- finds: nothing
CREATE TABLE rooms (building int NOT NULL, number int NOT NULL, PRIMARY KEY (building, number));
CREATE TABLE lessons (id int PRIMARY KEY, building int, room int, FOREIGN KEY (building, room) REFERENCES rooms (building, number),
    CHECK (building IS NULL AND room IS NULL OR building IS NOT NULL AND room IS NOT NULL));
CREATE TABLE talks (id int PRIMARY KEY, building int NOT NULL, room int NOT NULL, FOREIGN KEY (building, room) REFERENCES rooms (building, number));
== fk-partial-null
-- dialects: postgresql
-- finds: lessons.f
CREATE TABLE rooms (building int NOT NULL, number int NOT NULL, PRIMARY KEY (building, number));
CREATE TABLE lessons (id int PRIMARY KEY, building int, room int, CONSTRAINT f FOREIGN KEY (building, room) REFERENCES rooms (building, number));
CREATE INDEX i ON lessons (building, room);
-- becomes
CREATE TABLE rooms (building int NOT NULL, number int NOT NULL, PRIMARY KEY (building, number));
CREATE TABLE lessons (id int PRIMARY KEY, building int, room int, CONSTRAINT f FOREIGN KEY (building, room) REFERENCES rooms (building, number) MATCH FULL);
CREATE INDEX i ON lessons (building, room);
== fk-engine
-- finds: posts.f
-- set: posts engine=MyISAM
CREATE TABLE users (id int PRIMARY KEY);
CREATE TABLE posts (id int PRIMARY KEY, a int NOT NULL, CONSTRAINT f FOREIGN KEY (a) REFERENCES users (id));
-- becomes
CREATE TABLE users (id int PRIMARY KEY);
CREATE TABLE posts (id int PRIMARY KEY, a int NOT NULL, CONSTRAINT f FOREIGN KEY (a) REFERENCES users (id)) ENGINE=InnoDB;
== fk-engine
-- finds: posts.f
-- set: users engine=MEMORY
CREATE TABLE users (id int PRIMARY KEY);
CREATE TABLE posts (id int PRIMARY KEY, a int NOT NULL, CONSTRAINT f FOREIGN KEY (a) REFERENCES users (id));
== fk-engine
-- finds: nothing
CREATE TABLE users (id int PRIMARY KEY) ENGINE=innodb;
CREATE TABLE posts (id int PRIMARY KEY, a int NOT NULL, CONSTRAINT f FOREIGN KEY (a) REFERENCES users (id));
== fk-engine
-- finds: nothing
CREATE TABLE users (id int PRIMARY KEY, a int) ENGINE=MyISAM;
CREATE TABLE posts (id int PRIMARY KEY, a int NOT NULL) ENGINE=MEMORY;
== table-too-small
-- finds: notes
CREATE TABLE notes (id int PRIMARY KEY);
CREATE TABLE others (id int PRIMARY KEY, note varchar(20));
== table-too-small
-- finds: empties
CREATE TABLE empties (name varchar(20));
== table-too-small
-- dialects: postgresql
-- finds: empties
CREATE TABLE empties ();
== table-too-small
-- finds: nothing
CREATE TABLE countries (code char(2) PRIMARY KEY);
CREATE TABLE towns (id int PRIMARY KEY, code char(2), FOREIGN KEY (code) REFERENCES countries (code));
== table-too-small
-- finds: nothing
-- set: countries tags=lookup
CREATE TABLE countries (code char(2) PRIMARY KEY);
CREATE TABLE schema_migrations (version varchar(20) PRIMARY KEY);
== table-all-nullable
-- finds: contacts
CREATE TABLE contacts (id int PRIMARY KEY, family varchar(20), given varchar(20), city varchar(20));
== table-all-nullable
-- finds: contacts
CREATE TABLE contacts (family varchar(20), given varchar(20) DEFAULT 'x', city varchar(20));
== table-all-nullable
-- finds: nothing
CREATE TABLE contacts (id int PRIMARY KEY, family varchar(20) NOT NULL, given varchar(20), city varchar(20));
CREATE TABLE labels (id int PRIMARY KEY, a varchar(20), b varchar(20));
== table-all-nullable
-- finds: nothing
-- set: incoming tags=staging
CREATE TABLE users (id int PRIMARY KEY, name varchar(20) NOT NULL);
CREATE TABLE profiles (user_id int PRIMARY KEY, a varchar(20), b varchar(20), c varchar(20), FOREIGN KEY (user_id) REFERENCES users (id));
CREATE TABLE incoming (a varchar(20), b varchar(20), c varchar(20));
CREATE TABLE links (a int, b int, PRIMARY KEY (a, b));
== required-columns
-- finds: t
-- stays: say which type
-- rule: required-columns columns='created_at owner'
CREATE TABLE t (id int PRIMARY KEY);
== required-columns
-- finds: nothing
-- rule: required-columns columns=':int id'
CREATE TABLE t (id int PRIMARY KEY);
== required-columns
-- dialects: postgresql
-- finds: orders
CREATE TABLE orders (id int PRIMARY KEY, total int NOT NULL, created_at timestamptz NOT NULL DEFAULT now());
-- becomes
CREATE TABLE orders (id int PRIMARY KEY, total int NOT NULL, created_at timestamptz NOT NULL DEFAULT now(), updated_at timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP);
== required-columns
-- finds: orders
CREATE TABLE orders (id int PRIMARY KEY, total int NOT NULL);
== required-columns
-- rule: required-columns columns='tenant_id:int deleted_at' tables=^o
-- finds: orders
CREATE TABLE orders (id int PRIMARY KEY, total int NOT NULL);
CREATE TABLE persons (id int PRIMARY KEY, total int NOT NULL);
== required-columns
-- rule: required-columns columns=tenant_id:bigint
-- finds: orders
CREATE TABLE orders (id int PRIMARY KEY, tenant_id smallint NOT NULL);
-- stays: by hand
== required-columns
-- rule: required-columns columns=tenant_id
-- finds: orders
CREATE TABLE orders (id int PRIMARY KEY, total int NOT NULL);
-- stays: say which type
== required-columns
-- finds: nothing
-- set: kinds tags=lookup
CREATE TABLE a (id int PRIMARY KEY, created_at timestamp NULL, UPDATED_AT timestamp NULL);
CREATE TABLE links (a int, FOREIGN KEY (a) REFERENCES a (id), PRIMARY KEY (a));
CREATE TABLE kinds (id int PRIMARY KEY, name varchar(20));
== required-columns
-- rule: required-columns tag=entity
-- finds: nothing
-- set: orders tags=thing
CREATE TABLE orders (id int PRIMARY KEY, total int NOT NULL);
== optimistic-lock
-- finds: accounts
-- set: accounts tags=concurrent
CREATE TABLE accounts (id integer PRIMARY KEY, total int NOT NULL);
-- becomes
CREATE TABLE accounts (id integer PRIMARY KEY, total int NOT NULL, version integer NOT NULL DEFAULT 0);
== optimistic-lock
-- finds: accounts
-- rule: optimistic-lock tag=hot
-- set: accounts tags=hot
CREATE TABLE accounts (id int PRIMARY KEY, created_at timestamp NULL);
== optimistic-lock
-- finds: nothing
-- set: accounts tags=concurrent
CREATE TABLE accounts (id int PRIMARY KEY, lock_version int NOT NULL);
== optimistic-lock
-- finds: nothing
-- set: b tags=concurrent
CREATE TABLE accounts (id int PRIMARY KEY, total int NOT NULL);
CREATE TABLE b (id int PRIMARY KEY, updated_at timestamp NULL);
== not-null-expected
-- finds: orders.created_at orders.status
CREATE TABLE orders (id int PRIMARY KEY, created_at timestamp NULL DEFAULT CURRENT_TIMESTAMP, status int DEFAULT 0);
-- becomes
CREATE TABLE orders (id int PRIMARY KEY, created_at timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP, status int NOT NULL DEFAULT 0);
== not-null-expected
-- finds: users.password_hash items.quantity
CREATE TABLE users (id int PRIMARY KEY, password_hash varchar(80));
CREATE TABLE items (id int PRIMARY KEY, quantity int, CHECK (quantity IS NULL OR quantity > 0));
== not-null-expected
-- finds: rows_.sheet_id
-- set: rows_.f identifying=1
CREATE TABLE sheets (id int PRIMARY KEY);
CREATE TABLE rows_ (id int PRIMARY KEY, sheet_id int, CONSTRAINT f FOREIGN KEY (sheet_id) REFERENCES sheets (id) ON DELETE SET NULL);
-- stays: sets sheet_id null
== not-null-expected
-- finds: nothing
CREATE TABLE orders (id int PRIMARY KEY, created_at timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP, deleted_at timestamp NULL, status_note varchar(20));
CREATE TABLE addresses (id int PRIMARY KEY, city varchar(20), state varchar(20));
== not-null-expected
-- finds: nothing
-- set: incoming tags=staging
CREATE TABLE incoming (id int PRIMARY KEY, created_at timestamp NULL, status int);
CREATE TABLE states (id int PRIMARY KEY);
CREATE TABLE things (id int PRIMARY KEY, state int, FOREIGN KEY (state) REFERENCES states (id));
== boolean-nullable
-- dialects: postgresql sqlite
-- finds: users.is_active users.is_public
CREATE TABLE users (id int PRIMARY KEY, is_active boolean, is_public boolean DEFAULT TRUE);
== boolean-nullable
-- dialects: postgresql
-- finds: users.is_active
CREATE TABLE users (id int PRIMARY KEY, is_active boolean);
-- becomes
CREATE TABLE users (id int PRIMARY KEY, is_active boolean NOT NULL DEFAULT false);
== boolean-nullable
-- dialects: mysql mariadb sqlite
-- finds: users.is_active
CREATE TABLE users (id int PRIMARY KEY, is_active tinyint(1) NULL);
-- becomes
CREATE TABLE users (id int PRIMARY KEY, is_active tinyint(1) NOT NULL DEFAULT 0);
== boolean-nullable
-- dialects: mysql mariadb
-- finds: users.is_active
CREATE TABLE users (id int PRIMARY KEY, is_active bit(1) NULL);
== boolean-nullable
-- finds: nothing
CREATE TABLE users (id int PRIMARY KEY, is_active boolean NOT NULL DEFAULT FALSE, is_done int);
== boolean-nullable
-- finds: nothing
-- set: answers tags=staging
CREATE TABLE answers (id int PRIMARY KEY, is_yes boolean);
== boolean-nullable
-- dialects: postgresql
-- finds: nothing
CREATE DOMAIN flag AS boolean NOT NULL DEFAULT false;
CREATE TABLE users (id int PRIMARY KEY, is_active flag);
== default-expected
-- dialects: postgresql sqlite
-- finds: orders.created_at orders.is_paid
CREATE TABLE orders (id int PRIMARY KEY, created_at timestamp NOT NULL, is_paid boolean NOT NULL);
== default-expected
-- dialects: postgresql
-- finds: orders.created_on orders.updated_at orders.status
CREATE TYPE state AS ENUM ('new', 'it''s done');
CREATE TABLE orders (id int PRIMARY KEY, created_on date NOT NULL, updated_at timestamptz NOT NULL, status state NOT NULL);
-- becomes
CREATE TYPE state AS ENUM ('new', 'it''s done');
CREATE TABLE orders (id int PRIMARY KEY, created_on date NOT NULL DEFAULT CURRENT_DATE, updated_at timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP, status state NOT NULL DEFAULT 'new');
== default-expected
-- dialects: mysql mariadb
-- finds: orders.created_at orders.is_paid orders.status
CREATE TABLE orders (id int PRIMARY KEY, created_at datetime(6) NOT NULL, is_paid tinyint(1) NOT NULL, status enum('new','done') NOT NULL);
-- becomes
CREATE TABLE orders (id int PRIMARY KEY, created_at datetime(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6), is_paid tinyint(1) NOT NULL DEFAULT 0, status enum('new','done') NOT NULL DEFAULT 'new');
== default-expected
-- finds: orders.status
CREATE TABLE orders (id int PRIMARY KEY, status varchar(20) NOT NULL);
-- stays: by hand
== default-expected
-- finds: nothing
CREATE TABLE orders (id int PRIMARY KEY, created_at timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP, is_paid boolean NOT NULL DEFAULT TRUE, status int NOT NULL DEFAULT 0);
== default-expected
-- finds: nothing
-- set: incoming tags=staging
CREATE TABLE incoming (id int PRIMARY KEY, is_new boolean NOT NULL);
CREATE TABLE orders (id int PRIMARY KEY, shipped_at timestamp NULL, created_by int, order_status int, updated_count int NOT NULL);
== default-invalid
-- finds: t.b
CREATE TABLE t (id int PRIMARY KEY, a int DEFAULT 5, b int DEFAULT 5, CONSTRAINT c CHECK (b > 5 AND a < 10));
== default-invalid
-- finds: t.b
CREATE TABLE t (id int PRIMARY KEY, b varchar(9) DEFAULT 'x', CONSTRAINT c CHECK (b IN ('a', 'b') OR b = 'c'), CONSTRAINT d CHECK (b <> 'y'));
== default-invalid
-- dialects: postgresql mysql mariadb
-- finds: t.a t.b t.c t.d t.e
CREATE TABLE t (id int PRIMARY KEY, a int DEFAULT 'many', b smallint DEFAULT 40000, c varchar(3) DEFAULT 'four', d numeric(4,2) DEFAULT 100, e date DEFAULT '2021-02-30');
== default-invalid
-- dialects: postgresql
-- finds: t.a t.b t.c t.d t.e
CREATE TYPE state AS ENUM ('new', 'done');
CREATE TABLE t (id int PRIMARY KEY, a state DEFAULT 'old', b boolean DEFAULT 'maybe', c timestamp DEFAULT 0, d uuid DEFAULT 'none', e boolean DEFAULT 1);
== default-invalid
-- dialects: mysql mariadb
-- finds: t.a t.b t.c t.d
CREATE TABLE t (id int PRIMARY KEY, a enum('new','done') DEFAULT 'old', b datetime DEFAULT '0000-00-00 00:00:00', c tinyint unsigned DEFAULT -1, d date NOT NULL DEFAULT '2021-00-10');
== default-invalid
-- dialects: sqlite
-- finds: t.a
CREATE TABLE t (id int PRIMARY KEY, a int DEFAULT 'many', b varchar(3) DEFAULT 'four', c smallint DEFAULT 40000);
== default-invalid
-- finds: nothing
CREATE TABLE t (id int PRIMARY KEY, a int DEFAULT -5, b varchar(4) DEFAULT 'four', c numeric(4,2) DEFAULT 99.5, d date DEFAULT '2020-02-29', e int DEFAULT '5',
    CHECK (a < 0 OR a > 100), CHECK (e BETWEEN 1 AND 5), CHECK (length(b) > 9 OR b <> 'x'));
== default-invalid
-- finds: nothing
CREATE TABLE t (id int PRIMARY KEY, a int DEFAULT 0, b int, c int DEFAULT NULL, d timestamp DEFAULT CURRENT_TIMESTAMP, CHECK (a > b), CHECK (c > 5), CHECK (a = 1 OR b > 3));
== default-invalid
-- dialects: postgresql
-- finds: nothing
CREATE TYPE state AS ENUM ('new', 'done');
CREATE TABLE t (id int PRIMARY KEY, a state DEFAULT 'new'::state, b boolean DEFAULT 'yes', c timestamp DEFAULT 'infinity', d varchar(3) DEFAULT 'abc   ', e int[] DEFAULT '{}', f jsonb DEFAULT '{}'::jsonb, g date DEFAULT 'now', h numeric DEFAULT (0)::numeric CHECK (h >= (0)::numeric));
== default-null-string
-- finds: users.nick
CREATE TABLE users (id int PRIMARY KEY, nick varchar(20) DEFAULT 'NULL');
-- becomes
CREATE TABLE users (id int PRIMARY KEY, nick varchar(20));
== default-null-string
-- finds: users.nick
CREATE TABLE users (id int PRIMARY KEY, nick varchar(20) NOT NULL DEFAULT 'null');
== default-null-string
-- dialects: postgresql
-- finds: users.nick
CREATE TABLE users (id int PRIMARY KEY, nick varchar(20) DEFAULT 'NULL'::character varying);
== default-null-string
-- finds: nothing
CREATE TABLE users (id int PRIMARY KEY, nick varchar(20) DEFAULT NULL, other varchar(20) DEFAULT 'nullable');
== default-null-string
-- finds: nothing
CREATE TABLE users (id int PRIMARY KEY, nick varchar(20) DEFAULT '', n int DEFAULT 0);
== check-expected-range
-- finds: people.age items.quantity
CREATE TABLE people (id int PRIMARY KEY, age int NOT NULL);
CREATE TABLE items (id int PRIMARY KEY, quantity int NOT NULL);
-- becomes
CREATE TABLE people (id int PRIMARY KEY, age int NOT NULL, CHECK (age BETWEEN 0 AND 150));
CREATE TABLE items (id int PRIMARY KEY, quantity int NOT NULL, CHECK (quantity >= 0));
== check-expected-range
-- finds: prices.max_price prices.valid_until
CREATE TABLE prices (id int PRIMARY KEY, min_price int NOT NULL CHECK (min_price >= 0), max_price int NOT NULL, valid_from date NOT NULL, valid_until date);
-- becomes
CREATE TABLE prices (id int PRIMARY KEY, min_price int NOT NULL CHECK (min_price >= 0), max_price int NOT NULL, valid_from date NOT NULL, valid_until date, CHECK (max_price >= 0), CHECK (max_price >= min_price), CHECK (valid_until IS NULL OR valid_until >= valid_from));
== check-expected-range
-- finds: events.EndAt
CREATE TABLE events (id int PRIMARY KEY, "StartAt" timestamp NULL, "EndAt" timestamp NULL);
-- dialects: postgresql sqlite
== check-expected-range
-- finds: nothing
CREATE TABLE payments (id int PRIMARY KEY, amount int NOT NULL, page int, usage_ int);
CREATE TABLE events (id int PRIMARY KEY, starts_at timestamp NULL, ends_at timestamp NULL, weekend int, price varchar(20), CHECK (ends_at > starts_at));
CREATE TABLE items (id int PRIMARY KEY, quantity int NOT NULL CHECK (quantity < 100));
== check-expected-range
-- finds: nothing
-- set: incoming tags=staging
CREATE TABLE incoming (id int PRIMARY KEY, quantity int);
CREATE TABLE users (id int PRIMARY KEY);
CREATE TABLE letters (id int PRIMARY KEY, from_user int, to_user int, start_time bigint, end_time bigint, FOREIGN KEY (from_user) REFERENCES users (id), FOREIGN KEY (to_user) REFERENCES users (id));
== check-expected-range
-- dialects: mysql mariadb
-- finds: nothing
CREATE TABLE items (id int PRIMARY KEY, quantity int unsigned NOT NULL);
== check-expected-range
-- dialects: postgresql
-- finds: nothing
CREATE DOMAIN positive AS int CHECK (VALUE > 0);
CREATE TABLE items (id int PRIMARY KEY, quantity positive NOT NULL);
CREATE TABLE bookings (id int PRIMARY KEY, start_on date, end_on date, EXCLUDE USING gist (daterange(start_on, end_on) WITH &&));
== check-expected-values
-- finds: orders.status
CREATE TABLE orders (id int PRIMARY KEY, status varchar(20) NOT NULL DEFAULT 'new');
-- set: orders.status comment='one of: new, paid, sent'
-- becomes
CREATE TABLE orders (id int PRIMARY KEY, status varchar(20) NOT NULL DEFAULT 'new', CHECK (status IN ('new', 'paid', 'sent')));
-- set: orders.status comment='one of: new, paid, sent'
== check-expected-values
-- finds: orders.status orders.kind orders.order_type
CREATE TABLE orders (id int PRIMARY KEY, status varchar(20) NOT NULL, kind varchar(20) NOT NULL, order_type varchar(20));
-- set: orders.status comment='Where it stands (new = just made, paid, or sent)'
-- set: orders.kind comment='web/shop | "by phone"'
-- set: orders.order_type comment='One of "in", "out".'
-- becomes
CREATE TABLE orders (
    id int PRIMARY KEY,
    status varchar(20) NOT NULL,
    kind varchar(20) NOT NULL,
    order_type varchar(20),
    CHECK (status IN ('new', 'paid', 'sent')),
    CHECK (kind IN ('web', 'shop', 'by phone')),
    CHECK (order_type IS NULL OR order_type IN ('in', 'out'))
);
-- set: orders.status comment='Where it stands (new = just made, paid, or sent)'
-- set: orders.kind comment='web/shop | "by phone"'
-- set: orders.order_type comment='One of "in", "out".'
== check-expected-values
-- finds: orders.status
CREATE TABLE orders (id int PRIMARY KEY, status varchar(20) NOT NULL DEFAULT 'new');
-- data: orders: id status; 1 new; 2 paid; 3 new; 4 new; 5 paid; 6 paid
-- becomes
CREATE TABLE orders (id int PRIMARY KEY, status varchar(20) NOT NULL DEFAULT 'new', CHECK (status IN ('new', 'paid')));
== check-expected-values
-- finds: orders.status
CREATE TABLE orders (id int PRIMARY KEY, status varchar(20) NOT NULL DEFAULT 'old');
-- data: orders: id status; 1 new; 2 paid; 3 new; 4 new; 5 paid; 6 paid
-- stays: none of the values in the data
== check-expected-values
-- finds: orders.status
CREATE TABLE orders (id int PRIMARY KEY, status varchar(20) NOT NULL);
-- data: orders: id status; 1 new; 2 paid; 3 sent; 4 new
-- stays: list them
== check-expected-values
-- finds: orders.status
CREATE TABLE orders (id int PRIMARY KEY, status varchar(20) NOT NULL);
-- set: orders.status comment='Set by the shop, see the manual; new, paid, etc.'
-- stays: list them
== check-expected-values
-- dialects: postgresql
-- finds: orders.status
CREATE TABLE order_statuses (code varchar(20) PRIMARY KEY);
CREATE TABLE orders (id int PRIMARY KEY, status varchar(20) NOT NULL);
-- becomes
CREATE TABLE order_statuses (code varchar(20) PRIMARY KEY);
CREATE TABLE orders (id int PRIMARY KEY, status varchar(20) NOT NULL, FOREIGN KEY (status) REFERENCES order_statuses (code));
CREATE INDEX ON orders (status);
== check-expected-values
-- dialects: sqlite
-- finds: orders.status
CREATE TABLE order_statuses (code varchar(20) PRIMARY KEY);
CREATE TABLE orders (id int PRIMARY KEY, status varchar(20) NOT NULL);
-- becomes
CREATE TABLE order_statuses (code varchar(20) PRIMARY KEY);
CREATE TABLE orders (id int PRIMARY KEY, status varchar(20) NOT NULL, FOREIGN KEY (status) REFERENCES order_statuses (code));
CREATE INDEX idx_orders_status ON orders (status);
== check-expected-values
-- dialects: mysql mariadb
-- finds: orders.status
CREATE TABLE statuses (code varchar(20) PRIMARY KEY);
CREATE TABLE orders (id int PRIMARY KEY, status varchar(20) NOT NULL);
-- becomes
CREATE TABLE statuses (code varchar(20) PRIMARY KEY);
CREATE TABLE orders (id int PRIMARY KEY, status varchar(20) NOT NULL, FOREIGN KEY (status) REFERENCES statuses (code));
== check-expected-values
-- finds: users.user_role orders.kind
CREATE TABLE users (id int PRIMARY KEY, user_role varchar(20));
CREATE TABLE orders (id int PRIMARY KEY, kind varchar(20));
-- stays: list them
== check-expected-values
-- finds: orders.status
CREATE TABLE orders (id int PRIMARY KEY, status varchar(20) DEFAULT 'old');
-- set: orders.status comment='new | paid'
-- stays: none of the values
== check-expected-values
-- finds: nothing
CREATE TABLE kinds (code varchar(20) PRIMARY KEY);
CREATE TABLE orders (id int PRIMARY KEY, status varchar(20) CHECK (status IN ('a', 'b')), kind varchar(20), state int, status_text varchar(20), mime_type varchar(20), FOREIGN KEY (kind) REFERENCES kinds (code));
== check-expected-values
-- finds: nothing
CREATE TABLE addresses (id int PRIMARY KEY, city varchar(20), state varchar(20));
CREATE TABLE comments (id int PRIMARY KEY, subject_type varchar(20), subject_id int);
CREATE TABLE audit_log (id int PRIMARY KEY, action varchar(20));
== check-null-passes
-- finds: items.c
CREATE TABLE items (id int PRIMARY KEY, price int, CONSTRAINT c CHECK (price > 0));
-- becomes
CREATE TABLE items (id int PRIMARY KEY, price int NOT NULL, CONSTRAINT c CHECK (price > 0));
== check-null-passes
-- finds: items.c
CREATE TABLE items (id int PRIMARY KEY, low int, high int, kind int NOT NULL, CONSTRAINT c CHECK (kind = 1 OR low <= high));
-- becomes
CREATE TABLE items (id int PRIMARY KEY, low int, high int, kind int NOT NULL, CONSTRAINT c CHECK (low IS NOT NULL AND high IS NOT NULL AND (kind = 1 OR low <= high)));
== check-null-passes
-- finds: nodes.c
CREATE TABLE nodes (id int PRIMARY KEY, parent_id int, CONSTRAINT f FOREIGN KEY (parent_id) REFERENCES nodes (id) ON DELETE SET NULL, CONSTRAINT c CHECK (parent_id > 0));
-- stays: sets parent_id null
== check-null-passes
-- finds: nothing
CREATE TABLE items (id int PRIMARY KEY, price int NOT NULL, other int, CHECK (price > 0), CHECK (other IS NULL OR other > 0));
== check-null-passes
-- finds: nothing
CREATE TABLE items (id int PRIMARY KEY, a int, b int, CHECK (a IS NOT NULL AND a > 0), CHECK (coalesce(b, 0) > 0), CHECK (id > 0));
== check-suspect
-- finds: t.a t.b t.c
CREATE TABLE t (id int PRIMARY KEY, x int NOT NULL, CONSTRAINT a CHECK (x > 10 AND x < 5), CONSTRAINT b CHECK (x >= 0 OR x < 10), CONSTRAINT c CHECK (1 = 1));
== check-suspect
-- finds: t.b
CREATE TABLE t (id int PRIMARY KEY, x int NOT NULL, CONSTRAINT a CHECK (x > 5), CONSTRAINT b CHECK ((X > 5)));
== check-suspect
-- finds: t.b t.d t.e
CREATE TABLE t (id int PRIMARY KEY, x int NOT NULL, s varchar(9), CONSTRAINT a CHECK (x BETWEEN 1 AND 9), CONSTRAINT b CHECK (x NOT BETWEEN 0 AND 10),
    CONSTRAINT c CHECK (s IN ('a', 'b')), CONSTRAINT d CHECK (s = 'c'), CONSTRAINT e CHECK (x > 5 AND x < 6));
== check-suspect
-- dialects: postgresql
-- finds: t.a t.b t.c
CREATE TABLE t (id int PRIMARY KEY, x int NOT NULL, d date, CONSTRAINT a CHECK (d <= CURRENT_DATE), CONSTRAINT b CHECK (x < random() * 10), CONSTRAINT c CHECK (x <> ALL (ARRAY[1]) AND x > (SELECT 1)));
== check-suspect
-- dialects: postgresql
-- finds: t.a t.c
CREATE TABLE t (id int PRIMARY KEY, s text, d date, CONSTRAINT a CHECK (((s)::text = ANY ((ARRAY['x'::character varying, 'y'::character varying])::text[])) AND s = 'z'), CONSTRAINT b CHECK (d >= '2000-01-01'::date), CONSTRAINT c CHECK (d < '1999-12-31'));
== check-suspect
-- dialects: mysql mariadb
-- finds: t.a
CREATE TABLE t (id int PRIMARY KEY, x int NOT NULL, CONSTRAINT a CHECK (NOT (x <= 5 OR x > 3)));
== check-suspect
-- dialects: sqlite
-- finds: t.a
CREATE TABLE t (id int PRIMARY KEY, d text, CONSTRAINT a CHECK (d <= date('now')));
== check-suspect
-- finds: nothing
CREATE TABLE t (id int PRIMARY KEY, x int NOT NULL, y int, s varchar(9), CHECK (x > 0 AND x < 5 OR x = 10), CHECK (x <> 3), CHECK (x > 0), CHECK (x < 5 OR y > 5),
    CHECK (s IN ('a', 'b') AND s <> 'a'), CHECK (y IS NULL OR y > 0), CHECK (y IS NOT NULL OR x > 2));
== check-suspect
-- finds: nothing
CREATE TABLE t (id int PRIMARY KEY, x numeric(5,2) NOT NULL, s varchar(9), z int, CHECK (x > 5 AND x < 6), CHECK (s >= 'b' AND s < 'a'), CHECK (z IS NULL),
    CHECK (CASE WHEN x > 5 THEN s = 'a' AND s = 'b' ELSE x < 1 END), CHECK (length(s) > 5 AND length(s) < 3));
== soft-delete-unique
-- dialects: postgresql
-- finds: users.u
CREATE TABLE users (id int PRIMARY KEY, email varchar(99) NOT NULL, deleted_at timestamptz, CONSTRAINT u UNIQUE (email));
-- becomes
CREATE TABLE users (id int PRIMARY KEY, email varchar(99) NOT NULL, deleted_at timestamptz);
CREATE UNIQUE INDEX users_email_idx ON users (email) WHERE deleted_at IS NULL;
== soft-delete-unique
-- dialects: postgresql sqlite
-- finds: users.u
CREATE TABLE users (id int PRIMARY KEY, email varchar(99) NOT NULL, is_deleted boolean NOT NULL DEFAULT FALSE);
CREATE UNIQUE INDEX u ON users (email);
== soft-delete-unique
-- dialects: sqlite
-- finds: users.u
CREATE TABLE users (id int PRIMARY KEY, email varchar(99) NOT NULL, deleted_at timestamp);
CREATE UNIQUE INDEX u ON users (email);
-- becomes
CREATE TABLE users (id int PRIMARY KEY, email varchar(99) NOT NULL, deleted_at timestamp);
CREATE UNIQUE INDEX u ON users (email) WHERE deleted_at IS NULL;
== soft-delete-unique
-- finds: users.u
CREATE TABLE users (id int PRIMARY KEY, email varchar(99) NOT NULL, deleted_at timestamp NULL, CONSTRAINT u UNIQUE (email));
CREATE TABLE logins (id int PRIMARY KEY, email varchar(99) NOT NULL, FOREIGN KEY (email) REFERENCES users (email));
-- stays: 
== soft-delete-unique
-- dialects: mysql mariadb
-- finds: users.u
CREATE TABLE users (id int PRIMARY KEY, email varchar(99) NOT NULL, is_deleted tinyint(1) NOT NULL DEFAULT 0, CONSTRAINT u UNIQUE (email));
-- stays: part of the rows
== soft-delete-unique
-- finds: nothing
CREATE TABLE users (id int PRIMARY KEY, email varchar(99) NOT NULL UNIQUE, deleted_by int);
CREATE TABLE posts (id int PRIMARY KEY, slug varchar(99) NOT NULL, deleted_at timestamp NULL, UNIQUE (slug, deleted_at));
== soft-delete-unique
-- finds: nothing
CREATE TABLE users (id int PRIMARY KEY, access_token varchar(99) NOT NULL UNIQUE, deleted_at timestamp NULL);
== audit-expected
-- finds: employees
CREATE TABLE employees (id int PRIMARY KEY, salary int NOT NULL);
== audit-expected
-- dialects: mysql mariadb
-- finds: accounts
CREATE TABLE accounts (id int NOT NULL, action int NOT NULL, balance int NOT NULL, PRIMARY KEY (id, action));
-- becomes
CREATE TABLE accounts (id int NOT NULL, action int NOT NULL, balance int NOT NULL, PRIMARY KEY (id, action));
CREATE TABLE accounts_history (
    history_id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
    id int NOT NULL,
    action int NOT NULL,
    history_action varchar(10) NOT NULL,
    old_balance int,
    new_balance int,
    changed_at timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
    changed_by varchar(100) NOT NULL,
    CHECK (history_action IN ('insert', 'update', 'delete'))
);
== audit-expected
-- finds: accounts
CREATE TABLE accounts (id int NOT NULL, balance int NOT NULL);
-- stays: has no primary key
== audit-expected
-- finds: audit_log
CREATE TABLE audit_log (id int PRIMARY KEY, table_name varchar(20) NOT NULL, row_number int NOT NULL);
== audit-expected
-- dialects: postgresql
-- finds: audit_log
CREATE TABLE audit_log (id int PRIMARY KEY, table_name varchar(20) NOT NULL, happened_at timestamptz NOT NULL);
-- becomes
CREATE TABLE audit_log (
    id int PRIMARY KEY,
    table_name varchar(20) NOT NULL,
    happened_at timestamptz NOT NULL,
    changed_by varchar(100),
    action varchar(10) CHECK (action IS NULL OR action IN ('insert', 'update', 'delete')),
    old_values jsonb,
    new_values jsonb
);
== audit-expected
-- dialects: postgresql
-- finds: Employees
CREATE TABLE "Employees" ("EmployeeId" int PRIMARY KEY, "BaseSalary" numeric(10,2) NOT NULL, "Name" text, "UserRole" text);
-- becomes
CREATE TABLE "Employees" ("EmployeeId" int PRIMARY KEY, "BaseSalary" numeric(10,2) NOT NULL, "Name" text, "UserRole" text);
CREATE TABLE "EmployeesHistory" (
    "HistoryId" bigint NOT NULL GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    "EmployeeId" int NOT NULL,
    "Action" varchar(10) NOT NULL CHECK ("Action" IN ('insert', 'update', 'delete')),
    "OldBaseSalary" numeric(10,2),
    "NewBaseSalary" numeric(10,2),
    "OldUserRole" text,
    "NewUserRole" text,
    "ChangedAt" timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ChangedBy" varchar(100) NOT NULL
);
== audit-expected
-- finds: nothing
CREATE TABLE employees (id int PRIMARY KEY, salary int NOT NULL);
CREATE TABLE employee_history (id int PRIMARY KEY, salary int NOT NULL);
CREATE TABLE order_items (id int PRIMARY KEY, quantity int NOT NULL, unit_price int NOT NULL);
CREATE TABLE roles (id int PRIMARY KEY, role_name varchar(20));
== audit-expected
-- finds: nothing
-- set: prices tags=log
CREATE TABLE prices (id int PRIMARY KEY, price int NOT NULL);
CREATE TABLE audit_entries (id int PRIMARY KEY, changed_by varchar(20), action varchar(20), old_value varchar(20), new_value varchar(20), changed_at timestamp NULL);
== audit-expected
-- dialects: mysql mariadb sqlite
-- finds: nothing
CREATE TABLE employees (id int PRIMARY KEY, salary int NOT NULL);
CREATE TABLE changes (id int PRIMARY KEY, what int);
CREATE TRIGGER employees_audit AFTER UPDATE ON employees FOR EACH ROW INSERT INTO changes VALUES (OLD.id, OLD.salary);
== trigger-for-constraint
-- dialects: postgresql
-- finds: items.x
CREATE TABLE items (id int PRIMARY KEY, price int NOT NULL);
CREATE FUNCTION f() RETURNS trigger AS $$ BEGIN IF NEW.price < 0 THEN RAISE EXCEPTION 'no'; END IF; RETURN NEW; END $$ LANGUAGE plpgsql;
CREATE TRIGGER x BEFORE INSERT ON items FOR EACH ROW EXECUTE FUNCTION f();
== trigger-for-constraint
-- dialects: postgresql
-- finds: items.x
CREATE TABLE items (id int PRIMARY KEY, low int, high int);
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN IF NEW.low IS DISTINCT FROM NEW.high AND NEW.low > NEW.high THEN RAISE ''no''; END IF; RETURN NEW; END';
CREATE TRIGGER x BEFORE INSERT OR UPDATE ON items FOR EACH ROW EXECUTE PROCEDURE f();
== trigger-for-constraint
-- dialects: postgresql
-- finds: nothing
CREATE TABLE items (id int PRIMARY KEY, price int NOT NULL);
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.price < OLD.price THEN RAISE EXCEPTION 'no'; END IF; RETURN NEW; END $$;
CREATE FUNCTION g() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.price < 0 THEN NEW.price := 0; END IF; RETURN NEW; END $$;
CREATE TRIGGER x BEFORE UPDATE ON items FOR EACH ROW EXECUTE FUNCTION f();
CREATE TRIGGER y BEFORE UPDATE ON items FOR EACH ROW EXECUTE FUNCTION g();
== trigger-for-constraint
-- dialects: postgresql
-- finds: nothing
CREATE TABLE items (id int PRIMARY KEY, price int NOT NULL);
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.price < 0 THEN RAISE WARNING 'odd'; END IF; RETURN NEW; END $$;
CREATE FUNCTION g() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF EXISTS (SELECT 1 FROM items WHERE price = NEW.price) THEN RAISE EXCEPTION 'no'; END IF; RETURN NEW; END $$;
CREATE TRIGGER x BEFORE INSERT ON items FOR EACH ROW EXECUTE FUNCTION f();
CREATE TRIGGER y BEFORE INSERT ON items FOR EACH ROW EXECUTE FUNCTION g();
== trigger-for-constraint
-- dialects: mysql mariadb
-- finds: items.x
CREATE TABLE items (id int PRIMARY KEY, price int NOT NULL);
DELIMITER //
CREATE TRIGGER x BEFORE INSERT ON items FOR EACH ROW BEGIN IF NEW.price < 0 THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'no'; END IF; END//
DELIMITER ;
== trigger-for-constraint
-- dialects: mysql mariadb
-- finds: items.x
CREATE TABLE items (id int PRIMARY KEY, price int NOT NULL);
CREATE TRIGGER x BEFORE UPDATE ON items FOR EACH ROW IF NEW.price < 0 THEN SIGNAL SQLSTATE '45000'; END IF;
== trigger-for-constraint
-- dialects: mysql mariadb
-- finds: nothing
CREATE TABLE items (id int PRIMARY KEY, price int NOT NULL);
CREATE TRIGGER x BEFORE UPDATE ON items FOR EACH ROW SET NEW.price = abs(NEW.price);
== trigger-for-constraint
-- dialects: mysql mariadb
-- finds: nothing
CREATE TABLE items (id int PRIMARY KEY, price int NOT NULL);
CREATE TRIGGER x BEFORE UPDATE ON items FOR EACH ROW IF NEW.price < OLD.price THEN SIGNAL SQLSTATE '45000'; END IF;
== trigger-for-constraint
-- dialects: sqlite
-- finds: items.x items.y
CREATE TABLE items (id int PRIMARY KEY, price int NOT NULL);
CREATE TRIGGER x BEFORE INSERT ON items FOR EACH ROW WHEN NEW.price < 0 BEGIN SELECT RAISE(ABORT, 'no'); END;
CREATE TRIGGER y BEFORE UPDATE ON items BEGIN SELECT CASE WHEN NEW.price < 0 THEN RAISE(ABORT, 'no') END; END;
== trigger-for-constraint
-- dialects: sqlite
-- finds: items.x
CREATE TABLE items (id int PRIMARY KEY, price int NOT NULL);
CREATE TRIGGER x BEFORE INSERT ON items WHEN NEW.price < 0 OR NEW.id < 0 BEGIN SELECT RAISE(FAIL, 'no'); END;
== trigger-for-constraint
-- dialects: sqlite
-- finds: nothing
CREATE TABLE items (id int PRIMARY KEY, price int NOT NULL);
CREATE TRIGGER x AFTER INSERT ON items WHEN NEW.price < 0 BEGIN UPDATE items SET price = 0 WHERE id = NEW.id; END;
== trigger-for-constraint
-- dialects: sqlite
-- finds: nothing
CREATE TABLE items (id int PRIMARY KEY, price int NOT NULL);
CREATE TRIGGER x BEFORE INSERT ON items BEGIN SELECT RAISE(ABORT, 'no') FROM items WHERE price = NEW.price; END;
CREATE TRIGGER y BEFORE UPDATE ON items WHEN NEW.price < OLD.price BEGIN SELECT RAISE(ABORT, 'no'); END;
== fk-missing
-- finds: orders.customer_id posts.created_by
CREATE TABLE customers (id int PRIMARY KEY);
CREATE TABLE users (id int PRIMARY KEY);
CREATE TABLE orders (id int PRIMARY KEY, customer_id int NOT NULL);
CREATE INDEX i ON orders (customer_id);
CREATE TABLE posts (id int PRIMARY KEY, created_by int);
CREATE INDEX j ON posts (created_by);
-- becomes
CREATE TABLE customers (id int PRIMARY KEY);
CREATE TABLE users (id int PRIMARY KEY);
CREATE TABLE orders (id int PRIMARY KEY, customer_id int NOT NULL, FOREIGN KEY (customer_id) REFERENCES customers (id));
CREATE INDEX i ON orders (customer_id);
CREATE TABLE posts (id int PRIMARY KEY, created_by int, FOREIGN KEY (created_by) REFERENCES users (id));
CREATE INDEX j ON posts (created_by);
== fk-missing
-- finds: rental.customer_id nodes.parent_id
CREATE TABLE customer (customer_id int PRIMARY KEY, name varchar(20) NOT NULL);
CREATE TABLE rental (rental_id int PRIMARY KEY, customer_id int);
CREATE TABLE nodes (id int PRIMARY KEY, parent_id int);
== fk-missing
-- finds: nothing
CREATE TABLE users (id int PRIMARY KEY, name varchar(20) NOT NULL);
CREATE TABLE reactions (id int PRIMARY KEY, user_id varchar(20), reaction_id int, external_id int);
CREATE TABLE comments (id int PRIMARY KEY, user_id int, user_type varchar(20));
== fk-missing
-- finds: nothing
-- set: events tags=log
CREATE TABLE users (id int PRIMARY KEY, name varchar(20) NOT NULL);
CREATE TABLE events (id int PRIMARY KEY, user_id int);
CREATE TABLE posts (id int PRIMARY KEY, user_id int, FOREIGN KEY (user_id) REFERENCES users (id));
== fk-missing
-- dialects: postgresql
-- finds: nothing
CREATE TABLE users (id int PRIMARY KEY, name text NOT NULL);
CREATE TABLE logs (user_id int, day date) PARTITION BY RANGE (day);
CREATE TABLE logs_1 PARTITION OF logs FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
ALTER TABLE logs_1 ADD FOREIGN KEY (user_id) REFERENCES users (id);
== fk-broken
-- finds: posts.f posts.g
CREATE TABLE users (id int PRIMARY KEY, name varchar(20) NOT NULL);
CREATE TABLE posts (id int PRIMARY KEY, user_id int, other_id int, CONSTRAINT f FOREIGN KEY (user_id) REFERENCES users (uid),
    CONSTRAINT g FOREIGN KEY (other_id) REFERENCES userss (id));
== fk-broken
-- finds: posts.f posts.g
CREATE TABLE users (a int, b int, PRIMARY KEY (a, b));
CREATE TABLE posts (id int PRIMARY KEY, user_id int, CONSTRAINT f FOREIGN KEY (user_id) REFERENCES users (a, b),
    CONSTRAINT g FOREIGN KEY (id) REFERENCES posts (id));
== fk-broken
-- finds: nothing
CREATE TABLE nodes (id int PRIMARY KEY, parent_id int, FOREIGN KEY (parent_id) REFERENCES nodes (id));
== fk-broken
-- finds: nothing
CREATE TABLE users (a int, b int, PRIMARY KEY (a, b));
CREATE TABLE posts (id int PRIMARY KEY, x int, y int, FOREIGN KEY (x, y) REFERENCES users (a, b), FOREIGN KEY (y, x) REFERENCES users (a, b));
== fk-type-mismatch
-- dialects: postgresql mysql mariadb
-- finds: posts.f
CREATE TABLE users (id bigint PRIMARY KEY, name varchar(20) NOT NULL);
CREATE TABLE posts (id int PRIMARY KEY, user_id varchar(20), CONSTRAINT f FOREIGN KEY (user_id) REFERENCES users (id));
CREATE INDEX i ON posts (user_id);
-- becomes
CREATE TABLE users (id bigint PRIMARY KEY, name varchar(20) NOT NULL);
CREATE TABLE posts (id int PRIMARY KEY, user_id bigint, CONSTRAINT f FOREIGN KEY (user_id) REFERENCES users (id));
CREATE INDEX i ON posts (user_id);
== fk-type-mismatch
-- dialects: postgresql
-- finds: posts.f
CREATE TABLE users (id bigint PRIMARY KEY, name varchar(20) NOT NULL);
CREATE TABLE posts (id bigint PRIMARY KEY, user_id int, CONSTRAINT f FOREIGN KEY (user_id) REFERENCES users (id));
CREATE INDEX i ON posts (user_id);
== fk-type-mismatch
-- dialects: mysql mariadb
-- finds: posts.f
CREATE TABLE users (id int unsigned PRIMARY KEY, name varchar(20) NOT NULL);
CREATE TABLE posts (id int PRIMARY KEY, user_id int, CONSTRAINT f FOREIGN KEY (user_id) REFERENCES users (id));
-- becomes
CREATE TABLE users (id int unsigned PRIMARY KEY, name varchar(20) NOT NULL);
CREATE TABLE posts (id int PRIMARY KEY, user_id int unsigned, CONSTRAINT f FOREIGN KEY (user_id) REFERENCES users (id));
== fk-type-mismatch
-- dialects: sqlite
-- finds: posts.f
CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE posts (id INTEGER PRIMARY KEY, user_id TEXT, CONSTRAINT f FOREIGN KEY (user_id) REFERENCES users (id));
CREATE INDEX i ON posts (user_id);
-- becomes
CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE posts (id INTEGER PRIMARY KEY, user_id INTEGER, CONSTRAINT f FOREIGN KEY (user_id) REFERENCES users (id));
CREATE INDEX i ON posts (user_id);
== fk-type-mismatch
-- dialects: postgresql
-- finds: posts.f posts.g
-- stays: two types
CREATE TABLE a (id int PRIMARY KEY, name text NOT NULL);
CREATE TABLE b (id text PRIMARY KEY, name text NOT NULL);
CREATE TABLE posts (x uuid, CONSTRAINT f FOREIGN KEY (x) REFERENCES a (id), CONSTRAINT g FOREIGN KEY (x) REFERENCES b (id));
== fk-type-mismatch
-- dialects: postgresql
-- finds: nothing
CREATE TABLE users (id serial PRIMARY KEY, name varchar(20) NOT NULL UNIQUE);
CREATE TABLE posts (id serial PRIMARY KEY, user_id integer REFERENCES users (id), user_name text REFERENCES users (name));
== fk-type-mismatch
-- dialects: mysql mariadb
-- finds: nothing
CREATE TABLE users (id int PRIMARY KEY, name varchar(20) NOT NULL UNIQUE);
CREATE TABLE posts (id bigint PRIMARY KEY, user_id int(11), user_name varchar(40), FOREIGN KEY (user_id) REFERENCES users (id), FOREIGN KEY (user_name) REFERENCES users (name));
== fk-type-mismatch
-- dialects: sqlite
-- finds: nothing
CREATE TABLE users (id INTEGER PRIMARY KEY, name VARCHAR(20) NOT NULL UNIQUE);
CREATE TABLE posts (id INTEGER PRIMARY KEY, user_id BIGINT REFERENCES users (id), user_name TEXT REFERENCES users (name), other REFERENCES users (id));
== fk-type-mismatch
-- finds: nothing
CREATE TABLE users (id int PRIMARY KEY, name varchar(20) NOT NULL);
CREATE TABLE posts (id int PRIMARY KEY, user_id int, gone_id int, FOREIGN KEY (user_id) REFERENCES users (id));
== fk-set-null-not-null
-- finds: posts.f
CREATE TABLE users (id int PRIMARY KEY, name varchar(20) NOT NULL);
CREATE TABLE posts (id int PRIMARY KEY, author_id int NOT NULL, CONSTRAINT f FOREIGN KEY (author_id) REFERENCES users (id) ON DELETE SET NULL);
-- becomes
CREATE TABLE users (id int PRIMARY KEY, name varchar(20) NOT NULL);
CREATE TABLE posts (id int PRIMARY KEY, author_id int, CONSTRAINT f FOREIGN KEY (author_id) REFERENCES users (id) ON DELETE SET NULL);
== fk-set-null-not-null
-- finds: profiles.f
CREATE TABLE users (id int PRIMARY KEY, name varchar(20) NOT NULL);
CREATE TABLE profiles (id int PRIMARY KEY, name varchar(20) NOT NULL, CONSTRAINT f FOREIGN KEY (id) REFERENCES users (id) ON UPDATE SET NULL);
-- becomes
CREATE TABLE users (id int PRIMARY KEY, name varchar(20) NOT NULL);
CREATE TABLE profiles (id int PRIMARY KEY, name varchar(20) NOT NULL, CONSTRAINT f FOREIGN KEY (id) REFERENCES users (id) ON UPDATE RESTRICT);
== fk-set-null-not-null
-- finds: nothing
CREATE TABLE users (id int PRIMARY KEY, name varchar(20) NOT NULL);
CREATE TABLE posts (id int PRIMARY KEY, user_id int, author_id int NOT NULL, FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE SET NULL,
    FOREIGN KEY (author_id) REFERENCES users (id) ON DELETE CASCADE);
== fk-set-null-not-null
-- finds: nothing
CREATE TABLE users (a int, b int, PRIMARY KEY (a, b));
CREATE TABLE posts (id int PRIMARY KEY, a int, b int, FOREIGN KEY (a, b) REFERENCES users (a, b) ON DELETE SET NULL ON UPDATE CASCADE);
== fk-set-null-not-null
-- dialects: postgresql
-- finds: nothing
CREATE TABLE users (id int, tenant int, PRIMARY KEY (tenant, id));
CREATE TABLE posts (id int PRIMARY KEY, tenant int NOT NULL, user_id int, FOREIGN KEY (tenant, user_id) REFERENCES users (tenant, id) ON DELETE SET NULL (user_id));
== fk-type-mismatch
-- dialects: sqlite
-- finds: posts.f
CREATE TABLE users (id TEXT PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE posts (id INTEGER PRIMARY KEY, user_id REAL, CONSTRAINT f FOREIGN KEY (user_id) REFERENCES users (id));
CREATE INDEX i ON posts (user_id);
== default-expected
-- finds: nothing
CREATE TABLE orders (id int PRIMARY KEY, created_at timestamp NULL, updated_at timestamp NULL);
CREATE TABLE posts (id int PRIMARY KEY, created_at timestamp NULL, updated_at timestamp NULL);
== default-expected
-- new
-- dialects: postgresql
-- finds: orders.created_at orders.updated_at posts.created_at posts.updated_at
CREATE TABLE orders (id int PRIMARY KEY, created_at timestamp NULL, updated_at timestamp NULL);
CREATE TABLE posts (id int PRIMARY KEY, created_at timestamp NULL, updated_at timestamp NULL);
== not-null-expected
-- finds: nothing
CREATE TABLE orders (id int PRIMARY KEY, created_at timestamp NULL);
CREATE TABLE posts (id int PRIMARY KEY, created_at timestamp NULL);
CREATE TABLE notes (id int PRIMARY KEY, created_at timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP);
CREATE TABLE users (id int PRIMARY KEY, created_at timestamp NULL);
== fk-missing
-- finds: nothing
-- its own key, to which others refer
CREATE TABLE clusters (cluster_id int PRIMARY KEY, name varchar(20));
CREATE TABLE remote_clusters (cluster_id int PRIMARY KEY, name varchar(20));
CREATE TABLE remote_services (id int PRIMARY KEY, cluster_id int NOT NULL,
    FOREIGN KEY (cluster_id) REFERENCES remote_clusters (cluster_id));
== fk-missing
-- finds: vip_customers.customer_id
CREATE TABLE customers (customer_id int PRIMARY KEY, name varchar(20));
CREATE TABLE vip_customers (customer_id int PRIMARY KEY, rebate int);
== audit-expected
-- finds: nothing
-- the role of a server
CREATE TABLE cluster_nodes (id int PRIMARY KEY, host varchar(80) NOT NULL, role varchar(20) NOT NULL);
== audit-expected
-- finds: memberships
CREATE TABLE memberships (id int PRIMARY KEY, user_id int NOT NULL, role varchar(20) NOT NULL);
== audit-expected
-- finds: nothing
-- old rows stay beside the new one
CREATE TABLE salaries (employee_id int NOT NULL, from_date date NOT NULL, salary int NOT NULL,
    PRIMARY KEY (employee_id, from_date));
== audit-expected
-- dialects: postgresql
-- finds: nothing
CREATE TABLE audit_log (id int PRIMARY KEY, created_at timestamptz NOT NULL, payload jsonb NOT NULL);
== audit-expected
-- dialects: postgresql
-- finds: audit_log
CREATE TABLE audit_log (id int PRIMARY KEY, payload jsonb NOT NULL, size int NOT NULL);
-- becomes
CREATE TABLE audit_log (id int PRIMARY KEY, payload jsonb NOT NULL, size int NOT NULL, changed_at timestamptz);
== check-null-passes
-- dialects: postgresql sqlite
-- finds: nothing
-- most are required: the weight is optional
CREATE TABLE products (
    id integer PRIMARY KEY,
    price integer NOT NULL CHECK (price > 0),
    stock integer NOT NULL CHECK (stock >= 0),
    weight integer CHECK (weight > 0)
);
== check-null-passes
-- dialects: postgresql
-- finds: products.ck_products_weight
-- but for a default
CREATE TABLE products (
    id integer PRIMARY KEY,
    price integer NOT NULL CHECK (price > 0),
    stock integer NOT NULL CHECK (stock >= 0),
    weight integer DEFAULT 1 CONSTRAINT ck_products_weight CHECK (weight > 0)
);
== default-expected
-- dialects: postgresql mysql mariadb
-- finds: nothing
-- the program that inserts rows says how they begin
CREATE TABLE jobs (id int PRIMARY KEY, is_durable boolean NOT NULL, is_exclusive boolean NOT NULL,
    status varchar(20) NOT NULL);
CREATE TABLE runs (id int PRIMARY KEY, is_retried boolean NOT NULL, status varchar(20) NOT NULL);
CREATE TABLE steps (id int PRIMARY KEY, status varchar(20) NOT NULL);
== default-expected
-- dialects: postgresql
-- finds: steps.status
-- stays: must be said by hand
CREATE TABLE jobs (id int PRIMARY KEY, status varchar(20) NOT NULL DEFAULT 'new');
CREATE TABLE runs (id int PRIMARY KEY, status varchar(20) NOT NULL DEFAULT 'new');
CREATE TABLE steps (id int PRIMARY KEY, status varchar(20) NOT NULL);
