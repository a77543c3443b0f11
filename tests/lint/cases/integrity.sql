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
