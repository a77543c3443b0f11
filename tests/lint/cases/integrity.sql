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
