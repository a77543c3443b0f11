== row-too-wide
-- dialects: mysql mariadb
-- finds: pages
CREATE TABLE pages (id int PRIMARY KEY, body varchar(20000));
== row-too-wide
-- dialects: mysql mariadb
-- finds: codes
CREATE TABLE codes (id int PRIMARY KEY, c1 char(255), c2 char(255), c3 char(255), c4 char(255), c5 char(255), c6 char(255), c7 char(255), c8 char(255), c9 char(255), c10 char(255), c11 char(255), c12 char(255), c13 char(255), c14 char(255), c15 char(255), c16 char(255), c17 char(255), c18 char(255), c19 char(255), c20 char(255), c21 char(255), c22 char(255), c23 char(255), c24 char(255), c25 char(255), c26 char(255), c27 char(255), c28 char(255), c29 char(255), c30 char(255), c31 char(255), c32 char(255)) CHARSET=latin1;
== row-too-wide
-- dialects: postgresql sqlite
-- set: project targets=mysql
-- finds: pages
CREATE TABLE pages (id int PRIMARY KEY, a varchar(9000), b varchar(9000));
== row-too-wide
-- dialects: postgresql sqlite
-- set: project targets=postgresql
-- finds: measures
-- rule: row-too-wide average=100
CREATE TABLE measures (id int PRIMARY KEY, c1 varchar(200), c2 varchar(200), c3 varchar(200), c4 varchar(200), c5 varchar(200));
== row-too-wide
-- finds: nothing
-- set: project targets=postgresql,mysql
CREATE TABLE pages (id int PRIMARY KEY, body text, title varchar(500), price decimal(12,2));
== row-too-wide
-- finds: nothing
-- rule: row-too-wide average=0
CREATE TABLE measures (id int PRIMARY KEY, c1 varchar(200), c2 varchar(200), c3 varchar(200), c4 varchar(200), c5 varchar(200));

== storage-engine
-- finds: orders
CREATE TABLE orders (id int PRIMARY KEY) ENGINE=MyISAM;
-- becomes
CREATE TABLE orders (id int PRIMARY KEY) ENGINE=InnoDB;
== storage-engine
-- finds: orders
-- stays: numbers its rows within a key
CREATE TABLE orders (year int, number int AUTO_INCREMENT, PRIMARY KEY (year, number)) ENGINE=MyISAM;
== storage-engine
-- finds: nothing
CREATE TABLE orders (id int PRIMARY KEY) ENGINE=innodb;
CREATE TABLE items (id int PRIMARY KEY);
== storage-engine
-- rule: storage-engine engines=MEMORY
-- finds: orders
-- stays: none of the engines that are fine
CREATE TABLE orders (id int PRIMARY KEY) ENGINE=MyISAM;
== storage-engine
-- rule: storage-engine engines='InnoDB MEMORY'
-- finds: nothing
CREATE TABLE hits (id int PRIMARY KEY) ENGINE=MEMORY;

== query-select-star
-- finds: large_orders
CREATE TABLE orders (id int PRIMARY KEY, total int);
CREATE VIEW large_orders AS SELECT * FROM orders WHERE total > 100;
-- becomes
CREATE TABLE orders (id int PRIMARY KEY, total int);
CREATE VIEW large_orders AS SELECT id, total FROM orders WHERE total > 100;
== query-select-star
-- finds: v
CREATE TABLE users (id int PRIMARY KEY, name text);
CREATE TABLE posts (pid int PRIMARY KEY, user_id int);
CREATE VIEW v AS SELECT u.*, p.pid FROM users u JOIN posts p ON p.user_id = u.id;
-- becomes
CREATE TABLE users (id int PRIMARY KEY, name text);
CREATE TABLE posts (pid int PRIMARY KEY, user_id int);
CREATE VIEW v AS SELECT u.id, u.name, p.pid FROM users u JOIN posts p ON p.user_id = u.id;
== query-select-star
-- add: users access_pattern query='SELECT * FROM users WHERE id = 1' per_hour=5
-- finds: users.(access_pattern)
CREATE TABLE users (id int PRIMARY KEY, name text);
== query-select-star
-- finds: v
-- stays: joined by USING
CREATE TABLE a (id int PRIMARY KEY, x int);
CREATE TABLE b (id int PRIMARY KEY, y int);
CREATE VIEW v AS SELECT * FROM a JOIN b USING (id);
== query-select-star
-- finds: nothing
CREATE TABLE orders (id int PRIMARY KEY, total int);
CREATE VIEW v AS SELECT count(*) AS n, sum(total * id) AS s FROM orders
    WHERE EXISTS (SELECT * FROM orders);
== query-select-star
-- finds: nothing
CREATE TABLE orders (id int PRIMARY KEY, total int);
CREATE VIEW v AS WITH big AS (SELECT id FROM orders) SELECT * FROM big;
CREATE VIEW w AS SELECT * FROM (SELECT id FROM orders) o;

== query-implicit-join
-- finds: authors
CREATE TABLE users (id int PRIMARY KEY, name text, age int);
CREATE TABLE posts (id int PRIMARY KEY, user_id int);
CREATE VIEW authors AS SELECT u.name, p.id FROM users u, posts p
    WHERE p.user_id = u.id AND u.age BETWEEN 1 AND 9 ORDER BY u.name;
-- becomes
CREATE TABLE users (id int PRIMARY KEY, name text, age int);
CREATE TABLE posts (id int PRIMARY KEY, user_id int);
CREATE VIEW authors AS SELECT u.name, p.id FROM users u JOIN posts p ON p.user_id = u.id WHERE u.age BETWEEN 1 AND 9 ORDER BY u.name;
== query-implicit-join
-- finds: pairs
-- stays: no condition joins the tables
CREATE TABLE a (x int PRIMARY KEY);
CREATE TABLE b (y int PRIMARY KEY);
CREATE VIEW pairs AS SELECT a.x, b.y FROM a, b;
== query-implicit-join
-- dialects: mysql mariadb sqlite
-- finds: pairs
-- stays: more than tables and commas
CREATE TABLE a (x int PRIMARY KEY);
CREATE TABLE b (y int PRIMARY KEY);
CREATE VIEW pairs AS SELECT a.x, b.y FROM a JOIN b;
== query-implicit-join
-- add: a access_pattern query='SELECT a.x FROM a, b WHERE a.x = b.y OR a.x = 1'
-- finds: a.(access_pattern)
-- stays: joined by OR
CREATE TABLE a (x int PRIMARY KEY);
CREATE TABLE b (y int PRIMARY KEY);
== query-implicit-join
-- finds: nothing
CREATE TABLE a (x int PRIMARY KEY);
CREATE TABLE b (y int PRIMARY KEY);
CREATE VIEW v AS SELECT a.x, b.y FROM a JOIN b ON a.x = b.y WHERE a.x IN (1, 2);
CREATE VIEW w AS SELECT a.x, b.y FROM a CROSS JOIN b ORDER BY a.x, b.y;
== query-implicit-join
-- finds: nothing
CREATE TABLE a (x int PRIMARY KEY);
CREATE VIEW v AS SELECT x, x + 1 AS y FROM a WHERE x IN (SELECT x FROM a GROUP BY x, x);
== query-implicit-join
-- dialects: postgresql
-- finds: nothing
CREATE TABLE a (x int PRIMARY KEY, l int[]);
CREATE VIEW v AS SELECT a.x, e FROM a, unnest(a.l) e;
CREATE VIEW w AS SELECT a.x, b.y FROM a, LATERAL (SELECT a.x AS y) b;

== query-unbounded
-- set: orders row_count=1000000
-- add: orders access_pattern query='SELECT id FROM orders ORDER BY id'
-- finds: orders.(access_pattern)
CREATE TABLE orders (id int PRIMARY KEY);
== query-unbounded
-- set: orders row_count=1000000
-- add: orders access_pattern sort=id per_hour=10
-- add: orders access_pattern query='SELECT id FROM orders WHERE id > 5 LIMIT 20 OFFSET 5000'
-- finds: orders.(access_pattern) orders.(access_pattern)
CREATE TABLE orders (id int PRIMARY KEY);
== query-unbounded
-- set: orders row_count=1000000
-- add: orders access_pattern query='SELECT id FROM orders ORDER BY id LIMIT 50'
-- add: orders access_pattern query='SELECT count(*) FROM orders'
-- add: orders access_pattern sort=id limited=1
-- add: orders access_pattern equals=id
-- finds: nothing
CREATE TABLE orders (id int PRIMARY KEY);
== query-unbounded
-- set: orders row_count=500
-- add: orders access_pattern query='SELECT id FROM orders ORDER BY id'
-- finds: nothing
CREATE TABLE orders (id int PRIMARY KEY);
