== fk-unindexed
-- dialects: postgresql
-- finds: posts.f
CREATE TABLE users (id int PRIMARY KEY);
CREATE TABLE posts (id int PRIMARY KEY, user_id int, day date, CONSTRAINT f FOREIGN KEY (user_id) REFERENCES users (id));
CREATE INDEX i ON posts (day, user_id);
-- becomes
CREATE TABLE users (id int PRIMARY KEY);
CREATE TABLE posts (id int PRIMARY KEY, user_id int, day date, CONSTRAINT f FOREIGN KEY (user_id) REFERENCES users (id));
CREATE INDEX i ON posts (day, user_id);
CREATE INDEX posts_user_id_idx ON posts (user_id);
== fk-unindexed
-- dialects: postgresql
-- finds: posts.f
CREATE TABLE users (id int PRIMARY KEY);
CREATE TABLE posts (id int PRIMARY KEY, user_id int, day date, CONSTRAINT f FOREIGN KEY (user_id) REFERENCES users (id));
CREATE INDEX i ON posts (user_id) WHERE day IS NULL;
CREATE INDEX j ON posts USING brin (user_id);
== fk-unindexed
-- dialects: sqlite
-- finds: posts.f
CREATE TABLE users (id int PRIMARY KEY);
CREATE TABLE posts (id int PRIMARY KEY, user_id int, day date, CONSTRAINT f FOREIGN KEY (user_id) REFERENCES users (id));
CREATE INDEX i ON posts (day, user_id);
== fk-unindexed
-- dialects: sqlite
-- finds: posts.f
CREATE TABLE users (id int PRIMARY KEY);
CREATE TABLE posts (id int PRIMARY KEY, user_id int, day date, CONSTRAINT f FOREIGN KEY (user_id) REFERENCES users (id));
CREATE INDEX i ON posts (user_id) WHERE day IS NULL;
== fk-unindexed
-- finds: nothing
CREATE TABLE users (a int, b int, PRIMARY KEY (a, b));
CREATE TABLE accounts (id int PRIMARY KEY);
CREATE TABLE posts (a int, b int, c int, e int, f int PRIMARY KEY,
 FOREIGN KEY (a, b) REFERENCES users (a, b), FOREIGN KEY (e) REFERENCES accounts (id),
 FOREIGN KEY (f) REFERENCES accounts (id));
CREATE INDEX i ON posts (b, a, c);
CREATE INDEX j ON posts (e) WHERE e IS NOT NULL;
== fk-unindexed
-- finds: nothing
CREATE TABLE users (id int PRIMARY KEY);
CREATE TABLE profiles (user_id int NOT NULL UNIQUE, city int, FOREIGN KEY (user_id) REFERENCES users (id));
== index-duplicate
-- finds: a.j
CREATE TABLE a (x int, y int);
CREATE INDEX i ON a (x, y);
CREATE INDEX j ON a (x, y);
-- becomes
CREATE TABLE a (x int, y int);
CREATE INDEX i ON a (x, y);
== index-duplicate
-- dialects: postgresql sqlite
-- finds: a.i
CREATE TABLE a (x int NOT NULL, y int, CONSTRAINT k UNIQUE (x));
CREATE UNIQUE INDEX i ON a (x);
== index-duplicate
-- dialects: postgresql
-- finds: a.j
CREATE TABLE a (x int, y int);
CREATE INDEX i ON a (x, y DESC);
CREATE INDEX j ON a USING btree (x, y DESC);
== index-duplicate
-- dialects: mysql mariadb
-- finds: a.j
CREATE TABLE a (x varchar(200), y int, KEY i (x(10)), KEY j (x(10)) USING BTREE);
== index-duplicate
-- dialects: sqlite
-- finds: a.j
CREATE TABLE a (x text, y int);
CREATE INDEX i ON a (lower(x)) WHERE y > 0;
CREATE INDEX j ON a (LOWER( x )) WHERE y>0;
== index-duplicate
-- finds: nothing
CREATE TABLE a (x int, y int, z int);
CREATE INDEX i ON a (x);
CREATE INDEX j ON a (x, y);
CREATE INDEX k ON a (y, x);
CREATE UNIQUE INDEX l ON a (x, y, z);
== index-duplicate
-- dialects: postgresql
-- finds: nothing
CREATE TABLE a (x text, y int, z int);
CREATE INDEX i ON a (x);
CREATE INDEX j ON a (x text_pattern_ops);
CREATE INDEX k ON a (x COLLATE "C");
CREATE INDEX l ON a (x DESC);
CREATE INDEX m ON a (x) WHERE y > 0;
CREATE INDEX n ON a (z) INCLUDE (y);
CREATE INDEX r ON a (z) INCLUDE (x);
CREATE INDEX o ON a USING hash (x);
CREATE INDEX p ON a (lower(x));
CREATE INDEX q ON a (x, z);
== index-duplicate
-- dialects: mysql mariadb
-- finds: nothing
CREATE TABLE a (x varchar(200), y int, KEY i (x), KEY j (x(20)), FULLTEXT KEY k (x));
== index-duplicate
-- dialects: sqlite
-- finds: nothing
CREATE TABLE a (x text, y int);
CREATE INDEX i ON a (x);
CREATE INDEX j ON a (x COLLATE NOCASE);
CREATE INDEX k ON a (x) WHERE y > 0;
CREATE INDEX l ON a (x DESC);
== index-shadows-unique
-- finds: a.i
CREATE TABLE a (id int PRIMARY KEY, x int NOT NULL, y int, UNIQUE (x));
CREATE INDEX i ON a (x);
CREATE INDEX j ON a (x, y);
-- becomes
CREATE TABLE a (id int PRIMARY KEY, x int NOT NULL, y int, UNIQUE (x));
CREATE INDEX j ON a (x, y);
== index-shadows-unique
-- finds: a.i a.k
CREATE TABLE a (x int, y int, PRIMARY KEY (x, y));
CREATE INDEX i ON a (x, y);
CREATE UNIQUE INDEX j ON a (y);
CREATE INDEX k ON a (y);
== index-shadows-unique
-- finds: nothing
CREATE TABLE a (x int, y int, z int, PRIMARY KEY (x, y), UNIQUE (z));
CREATE INDEX i ON a (y, x);
CREATE INDEX j ON a (z, y);
== index-shadows-unique
-- finds: nothing
CREATE TABLE a (x int PRIMARY KEY, y int);
CREATE INDEX i ON a (y);
CREATE UNIQUE INDEX j ON a (x, y);
== index-shadows-unique
-- dialects: postgresql
-- finds: nothing
CREATE TABLE a (x text UNIQUE, y int);
CREATE INDEX i ON a (x text_pattern_ops);
CREATE INDEX j ON a (x) INCLUDE (y);
CREATE INDEX k ON a USING hash (x);
CREATE INDEX l ON a (x) WHERE y > 0;
CREATE INDEX m ON a (x COLLATE "C");
== index-shadows-unique
-- dialects: postgresql sqlite
-- finds: nothing
CREATE TABLE a (x text, y int);
CREATE UNIQUE INDEX i ON a (x) WHERE y > 0;
CREATE INDEX j ON a (x);
== index-redundant-prefix
-- finds: a.i
CREATE TABLE a (x int, y int);
CREATE INDEX i ON a (x);
CREATE INDEX j ON a (x, y);
-- becomes
CREATE TABLE a (x int, y int);
CREATE INDEX j ON a (x, y);
== index-redundant-prefix
-- finds: a.i
CREATE TABLE a (x int, y int, PRIMARY KEY (x, y));
CREATE INDEX i ON a (x);
== index-redundant-prefix
-- dialects: mysql mariadb
-- finds: a.j
CREATE TABLE a (id int PRIMARY KEY, x int, KEY i (x), KEY j (x, id));
-- becomes
CREATE TABLE a (id int PRIMARY KEY, x int, KEY i (x));
== index-redundant-prefix
-- finds: nothing
CREATE TABLE a (x int, y int);
CREATE INDEX i ON a (x, y);
CREATE UNIQUE INDEX j ON a (x);
CREATE INDEX k ON a (y);
== index-redundant-prefix
-- finds: nothing
CREATE TABLE a (x int, y int, z int);
CREATE INDEX i ON a (x, y);
CREATE INDEX j ON a (x, z);
== index-redundant-prefix
-- dialects: postgresql
-- finds: nothing
CREATE TABLE a (x text, y int);
CREATE INDEX i ON a (x, y);
CREATE INDEX l ON a (x text_pattern_ops);
CREATE INDEX m ON a (x) WHERE y > 0;
CREATE INDEX n ON a (x DESC);
== index-redundant-prefix
-- dialects: mysql mariadb
-- finds: nothing
CREATE TABLE a (id int PRIMARY KEY, x int, y int, KEY i (x, y), KEY j (y, id)) ENGINE=MyISAM;
CREATE TABLE b (x varchar(99), y int, KEY i (x(10)), KEY j (x, y));
== index-predicate-volatile
-- dialects: postgresql
-- finds: orders.recent orders.mine
CREATE TABLE orders (id int PRIMARY KEY, placed_at timestamp NOT NULL, owner text);
CREATE INDEX recent ON orders (id) WHERE placed_at > now() - interval '30 days';
CREATE INDEX mine ON orders (id) WHERE owner = current_user;
== index-predicate-volatile
-- dialects: postgresql
-- finds: orders.age
CREATE TABLE orders (id int PRIMARY KEY, placed_at timestamp NOT NULL);
CREATE INDEX age ON orders ((CURRENT_DATE - placed_at::date));
== index-predicate-volatile
-- dialects: mysql
-- finds: orders.age
CREATE TABLE orders (id int PRIMARY KEY, placed_at datetime NOT NULL, KEY age ((timestampdiff(DAY, placed_at, NOW()))));
== index-predicate-volatile
-- dialects: mysql
-- finds: orders.shuffled
CREATE TABLE orders (id int PRIMARY KEY, KEY shuffled ((id * RAND())));
== index-predicate-volatile
-- dialects: mysql
-- finds: nothing
CREATE TABLE orders (id int PRIMARY KEY, now datetime, KEY i (now), KEY j ((year(now))));
== index-predicate-volatile
-- dialects: sqlite
-- finds: orders.recent
CREATE TABLE orders (id int PRIMARY KEY, placed_at text NOT NULL);
CREATE INDEX recent ON orders (id) WHERE placed_at > datetime('now', '-30 days');
== index-predicate-volatile
-- dialects: sqlite
-- finds: orders.shuffled
CREATE TABLE orders (id int PRIMARY KEY, placed_at text NOT NULL);
CREATE INDEX shuffled ON orders (id * random());
== index-predicate-volatile
-- dialects: postgresql sqlite
-- finds: nothing
CREATE TABLE orders (id int PRIMARY KEY, placed_at text NOT NULL, "now" text, random int);
CREATE INDEX i ON orders (id) WHERE placed_at > '2026-01-01 now()';
CREATE INDEX j ON orders (lower(placed_at)) WHERE "now" = 'now' AND random > 1;
== index-predicate-volatile
-- finds: nothing
CREATE TABLE orders (id int PRIMARY KEY, placed_at date);
CREATE INDEX i ON orders (placed_at);
== index-predicate-useless
-- finds: users.i users.j
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, city text, age int);
CREATE INDEX i ON users (email) WHERE email IS NOT NULL;
CREATE INDEX j ON users (city) WHERE age > 18 AND (email IS NOT NULL);
-- becomes
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, city text, age int);
CREATE INDEX i ON users (email);
CREATE INDEX j ON users (city) WHERE age > 18;
== index-predicate-useless
-- finds: users.i
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, city text);
CREATE INDEX i ON users (email) WHERE 1 = 1;
CREATE INDEX j ON users (email, city);
-- becomes
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, city text);
CREATE INDEX j ON users (email, city);
== index-predicate-useless
-- finds: nothing
CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, city text);
CREATE INDEX i ON users (email) WHERE city IS NOT NULL;
CREATE INDEX j ON users (email) WHERE email IS NOT NULL OR city IS NULL;
CREATE INDEX k ON users (city) WHERE email > 'a';
== index-predicate-useless
-- finds: nothing
CREATE TABLE users (id int PRIMARY KEY, age int, deleted_at date);
CREATE INDEX i ON users (age) WHERE age BETWEEN 1 AND 1;
CREATE UNIQUE INDEX j ON users (age) WHERE deleted_at IS NULL;
== access-unindexed
-- finds: orders.recent
-- add: orders access_pattern name=recent equals=status sort=placed_at limited=1 per_hour=100
CREATE TABLE orders (id int PRIMARY KEY, status varchar(9) NOT NULL, placed_at timestamp NOT NULL);
CREATE INDEX i ON orders (placed_at);
== access-unindexed
-- dialects: postgresql
-- finds: orders.recent
-- add: orders access_pattern name=recent equals=status sort=placed_at limited=1 per_hour=100
CREATE TABLE orders (id int PRIMARY KEY, status varchar(9) NOT NULL, placed_at timestamp NOT NULL);
CREATE INDEX i ON orders (placed_at);
-- becomes
CREATE TABLE orders (id int PRIMARY KEY, status varchar(9) NOT NULL, placed_at timestamp NOT NULL);
CREATE INDEX i ON orders (placed_at);
CREATE INDEX orders_status_placed_at_idx ON orders (status, placed_at);
== access-unindexed
-- finds: orders.q
-- add: orders access_pattern name=q query='SELECT o.id FROM orders o WHERE o.total > 5 AND o.city = ?'
CREATE TABLE orders (id int PRIMARY KEY, city varchar(40), total int);
== access-unindexed
-- dialects: postgresql
-- finds: orders.q
-- add: orders access_pattern name=q query='SELECT o.id FROM orders o WHERE o.total > 5 AND o.city = ?'
CREATE TABLE orders (id int PRIMARY KEY, city varchar(40), total int);
-- becomes
CREATE TABLE orders (id int PRIMARY KEY, city varchar(40), total int);
CREATE INDEX orders_city_total_idx ON orders (city, total);
== access-unindexed
-- finds: nothing
-- add: orders access_pattern equals=city,status
-- add: orders access_pattern equals=id
-- add: orders access_pattern range=city
-- add: orders access_pattern sort=status
-- add: orders access_pattern writes=1
CREATE TABLE orders (id int PRIMARY KEY, status varchar(9) NOT NULL, city varchar(40));
CREATE INDEX i ON orders (status, city);
CREATE INDEX j ON orders (city);
== access-unindexed
-- finds: nothing
-- set: orders row_count=200
-- rule: access-unindexed per_hour=10
-- add: orders access_pattern equals=city
-- add: users access_pattern equals=city per_hour=5
CREATE TABLE orders (id int PRIMARY KEY, city varchar(40));
CREATE TABLE users (id int PRIMARY KEY, city varchar(40));
== access-unindexed
-- finds: nothing
-- add: users access_pattern equals=active
CREATE TABLE users (id int PRIMARY KEY, active boolean NOT NULL);
== index-unused
-- finds: orders.j
-- set: orders patterns_complete=1
-- add: orders access_pattern equals=city
CREATE TABLE orders (id int PRIMARY KEY, city varchar(40), total int);
CREATE INDEX i ON orders (city);
CREATE INDEX j ON orders (total);
-- becomes
CREATE TABLE orders (id int PRIMARY KEY, city varchar(40), total int);
CREATE INDEX i ON orders (city);
== index-unused
-- finds: orders.i
-- set: orders patterns_complete=1
CREATE TABLE orders (id int PRIMARY KEY, city varchar(40), total int);
CREATE INDEX i ON orders (city, total);
== index-unused
-- finds: nothing
-- set: orders patterns_complete=1
-- add: users access_pattern query='SELECT * FROM users u JOIN orders o ON o.city = u.city WHERE u.id = ?'
CREATE TABLE users (id int PRIMARY KEY, city varchar(40));
CREATE TABLE orders (id int PRIMARY KEY, user_id int, city varchar(40), total int, FOREIGN KEY (user_id) REFERENCES users (id));
CREATE INDEX i ON orders (city, total);
CREATE INDEX j ON orders (user_id);
CREATE UNIQUE INDEX k ON orders (total);
== index-unused
-- finds: nothing
-- add: orders access_pattern equals=city
CREATE TABLE orders (id int PRIMARY KEY, city varchar(40), total int);
CREATE INDEX j ON orders (total);
== index-expression
-- dialects: postgresql mysql
-- finds: users.login
-- add: users access_pattern name=login expressions=lower(email)
CREATE TABLE users (id int PRIMARY KEY, email varchar(90) NOT NULL UNIQUE);
== index-expression
-- dialects: postgresql
-- finds: users.login
-- add: users access_pattern name=login expressions=lower(email)
CREATE TABLE users (id int PRIMARY KEY, email varchar(90) NOT NULL UNIQUE);
-- becomes
CREATE TABLE users (id int PRIMARY KEY, email varchar(90) NOT NULL UNIQUE);
CREATE INDEX users_lower_idx ON users ((lower(email)));
== index-expression
-- dialects: sqlite
-- finds: users.login
-- add: users access_pattern name=login expressions=lower(email)
CREATE TABLE users (id int PRIMARY KEY, email varchar(90) NOT NULL UNIQUE);
== index-expression
-- dialects: mariadb
-- finds: users.login
-- stays: generated column
-- add: users access_pattern name=login expressions=lower(email)
CREATE TABLE users (id int PRIMARY KEY, email varchar(90) NOT NULL UNIQUE);
== index-expression
-- dialects: postgresql mysql sqlite
-- finds: users.login
-- add: users access_pattern name=login query='select * from users u where lower(u.email) = ? and city = ?'
CREATE TABLE users (id int PRIMARY KEY, email varchar(90) NOT NULL, city varchar(40));
CREATE INDEX i ON users (email);
== index-expression
-- dialects: mariadb
-- finds: users.login
-- stays: generated column
-- add: users access_pattern name=login query='select * from users u where lower(u.email) = ?'
CREATE TABLE users (id int PRIMARY KEY, email varchar(90) NOT NULL, city varchar(40));
CREATE INDEX i ON users (email);
== index-expression
-- finds: nothing
-- add: users access_pattern equals=email
-- add: users access_pattern expressions=upper(city)
CREATE TABLE users (id int PRIMARY KEY, email varchar(90) NOT NULL UNIQUE, city varchar(40));
== index-expression
-- dialects: postgresql mysql sqlite
-- finds: nothing
-- add: users access_pattern expressions=lower(email)
CREATE TABLE users (id int PRIMARY KEY, email varchar(90) NOT NULL UNIQUE);
CREATE INDEX i ON users ((lower(email)));
== index-expression
-- finds: nothing
-- set: users row_count=50
-- add: users access_pattern expressions=lower(email)
CREATE TABLE users (id int PRIMARY KEY, email varchar(90) NOT NULL UNIQUE);
== index-opportunity
-- dialects: postgresql sqlite
-- finds: orders.i
-- add: orders access_pattern equals=city condition='deleted_at IS NULL'
-- add: orders access_pattern equals=city range=total condition='deleted_at IS NULL'
CREATE TABLE orders (id int PRIMARY KEY, city varchar(40), total int, deleted_at date);
CREATE INDEX i ON orders (city, total);
-- becomes
CREATE TABLE orders (id int PRIMARY KEY, city varchar(40), total int, deleted_at date);
CREATE INDEX i ON orders (city, total) WHERE deleted_at IS NULL;
== index-opportunity
-- dialects: postgresql
-- finds: orders.i
-- add: orders access_pattern equals=city reads=city,total per_hour=5000
CREATE TABLE orders (id int PRIMARY KEY, city varchar(40), total int);
CREATE INDEX i ON orders (city);
-- becomes
CREATE TABLE orders (id int PRIMARY KEY, city varchar(40), total int);
CREATE INDEX i ON orders (city) INCLUDE (total);
== index-opportunity
-- dialects: mysql mariadb sqlite
-- finds: orders.i
-- add: orders access_pattern equals=city reads=city,total per_hour=5000
CREATE TABLE orders (id int PRIMARY KEY, city varchar(40), total int);
CREATE INDEX i ON orders (city);
-- becomes
CREATE TABLE orders (id int PRIMARY KEY, city varchar(40), total int);
CREATE INDEX i ON orders (city, total);
== index-opportunity
-- dialects: mysql mariadb
-- finds: orders.i
-- rule: index-opportunity per_hour=10
-- add: orders access_pattern query='select total from orders where city = ?' per_hour=10
CREATE TABLE orders (id int PRIMARY KEY, city varchar(40), total int);
CREATE INDEX i ON orders (city);
== index-opportunity
-- finds: nothing
-- add: orders access_pattern equals=city reads=city,total per_hour=500
-- add: orders access_pattern equals=city condition='total > 5' per_hour=5000
CREATE TABLE orders (id int PRIMARY KEY, city varchar(40), total int, deleted_at date);
CREATE INDEX i ON orders (city);
== index-opportunity
-- finds: nothing
-- add: orders access_pattern equals=city reads=city,note per_hour=5000
-- add: orders access_pattern equals=id reads=total per_hour=5000
CREATE TABLE orders (id int PRIMARY KEY, city varchar(40), total int, note text);
CREATE INDEX i ON orders (city);
== index-count
-- finds: a
-- rule: index-count max=3
CREATE TABLE a (id int PRIMARY KEY, b int UNIQUE, c int, d int);
CREATE INDEX i ON a (c);
CREATE INDEX j ON a (d, c);
== index-count
-- finds: a
-- set: a tags=audit
-- rule: index-count written=2
CREATE TABLE a (id int PRIMARY KEY, c int, d int);
CREATE INDEX i ON a (c);
CREATE INDEX j ON a (d);
== index-count
-- finds: nothing
-- rule: index-count written=2
-- add: a access_pattern per_hour=10
-- add: a access_pattern writes=1 per_hour=9
CREATE TABLE a (id int PRIMARY KEY, c int, d int);
CREATE INDEX i ON a (c);
CREATE INDEX j ON a (d);
== index-count
-- finds: nothing
CREATE TABLE a (id int PRIMARY KEY, b int UNIQUE, c int, d int);
CREATE INDEX i ON a (c);
CREATE INDEX j ON a (d, c);
== index-width
-- finds: a.i
CREATE TABLE a (id int PRIMARY KEY, b int, c int, d int, e int, f int, g int);
CREATE INDEX i ON a (b, c, d, e, f, g);
== index-width
-- finds: a.i
-- rule: index-width max=2
CREATE TABLE a (id int PRIMARY KEY, b int, c int, d int);
CREATE INDEX i ON a (b, c, d);
== index-width
-- finds: nothing
CREATE TABLE a (id int PRIMARY KEY, b int, c int, d int, e int, f int, g int);
CREATE INDEX i ON a (b, c, d, e, f);
CREATE UNIQUE INDEX j ON a (b, c, d, e, f, g);
== index-width
-- finds: nothing
-- rule: index-width max=7
CREATE TABLE a (id int PRIMARY KEY, b int, c int, d int, e int, f int, g int);
CREATE INDEX i ON a (b, c, d, e, f, g);
== index-column-repeat
-- finds: a.i
CREATE TABLE a (id int PRIMARY KEY, b int, c int);
CREATE INDEX i ON a (b, c, b);
-- becomes
CREATE TABLE a (id int PRIMARY KEY, b int, c int);
CREATE INDEX i ON a (b, c);
== index-column-repeat
-- finds: a.i
CREATE TABLE a (id int PRIMARY KEY, b int, c int);
CREATE INDEX i ON a (b, b);
CREATE INDEX j ON a (b, c);
-- becomes
CREATE TABLE a (id int PRIMARY KEY, b int, c int);
CREATE INDEX j ON a (b, c);
== index-column-repeat
-- dialects: postgresql
-- finds: a.i
CREATE TABLE a (id int PRIMARY KEY, b int, c int);
CREATE INDEX i ON a (b) INCLUDE (c, b);
-- becomes
CREATE TABLE a (id int PRIMARY KEY, b int, c int);
CREATE INDEX i ON a (b) INCLUDE (c);
== index-column-repeat
-- finds: a.k
CREATE TABLE a (b int, c int, CONSTRAINT k UNIQUE (b, c, b));
-- becomes
CREATE TABLE a (b int, c int, CONSTRAINT k UNIQUE (b, c));
== index-column-repeat
-- finds: a.i
-- add: a index name=i
CREATE TABLE a (id int PRIMARY KEY, b int);
-- becomes
CREATE TABLE a (id int PRIMARY KEY, b int);
== index-column-repeat
-- finds: nothing
CREATE TABLE a (id int PRIMARY KEY, b int, c int);
CREATE INDEX i ON a (b, c);
CREATE INDEX j ON a (c, b);
== index-column-repeat
-- finds: nothing
CREATE TABLE a (b int, c int, PRIMARY KEY (b, c), UNIQUE (c));
== index-column-repeat
-- dialects: postgresql
-- finds: nothing
CREATE TABLE a (id int PRIMARY KEY, b text);
CREATE INDEX i ON a (b, b text_pattern_ops);
CREATE INDEX j ON a (b, lower(b));
== index-low-value
-- finds: a.i
CREATE TABLE a (id int PRIMARY KEY, b boolean NOT NULL, c int);
CREATE INDEX i ON a (b);
CREATE INDEX j ON a (b, c);
-- becomes
CREATE TABLE a (id int PRIMARY KEY, b boolean NOT NULL, c int);
CREATE INDEX j ON a (b, c);
== index-low-value
-- dialects: postgresql sqlite
-- finds: jobs.i
-- add: jobs access_pattern condition='NOT done' reads=id
CREATE TABLE jobs (id int PRIMARY KEY, done boolean NOT NULL);
CREATE INDEX i ON jobs (done);
-- becomes
CREATE TABLE jobs (id int PRIMARY KEY, done boolean NOT NULL);
CREATE INDEX i ON jobs (done) WHERE NOT done;
== index-low-value
-- dialects: mysql mariadb
-- finds: jobs.i
-- add: jobs access_pattern condition='NOT done' reads=id
CREATE TABLE jobs (id int PRIMARY KEY, done boolean NOT NULL);
CREATE INDEX i ON jobs (done);
-- stays: a pattern asks for done
== index-low-value
-- finds: jobs.i
-- add: jobs access_pattern equals=done reads=id
CREATE TABLE jobs (id int PRIMARY KEY, done boolean NOT NULL);
CREATE INDEX i ON jobs (done);
-- stays: a pattern asks for done
== index-low-value
-- finds: a.i
-- set: a row_count=90
CREATE TABLE b (id int PRIMARY KEY);
CREATE TABLE a (id int PRIMARY KEY, c int, b_id int, FOREIGN KEY (b_id) REFERENCES b (id));
CREATE INDEX i ON a (c);
CREATE INDEX j ON a (b_id);
-- becomes
CREATE TABLE b (id int PRIMARY KEY);
CREATE TABLE a (id int PRIMARY KEY, c int, b_id int, FOREIGN KEY (b_id) REFERENCES b (id));
CREATE INDEX j ON a (b_id);
== index-low-value
-- dialects: mysql mariadb
-- finds: a.i
CREATE TABLE a (id int PRIMARY KEY, b enum('x','y'), c enum('x','y','z'), KEY i (b), KEY j (c));
== index-low-value
-- finds: nothing
-- set: a row_count=500
CREATE TABLE a (id int PRIMARY KEY, b boolean NOT NULL UNIQUE, c int);
CREATE INDEX j ON a (c, b);
== index-low-value
-- finds: nothing
-- rule: index-low-value values=0 rows=10
-- set: a row_count=20
CREATE TABLE a (id int PRIMARY KEY, b boolean NOT NULL);
CREATE INDEX i ON a (b);
== index-low-value
-- dialects: postgresql sqlite
-- finds: nothing
CREATE TABLE a (id int PRIMARY KEY, b boolean NOT NULL, c int);
CREATE INDEX i ON a (b) WHERE b;
== index-unindexable-type
-- dialects: postgresql
-- finds: a.i a.j a.k a.l
CREATE TABLE a (id int PRIMARY KEY, p point, t int[], d jsonb, c circle);
CREATE INDEX i ON a (p);
CREATE INDEX j ON a (t);
CREATE INDEX k ON a (d);
CREATE INDEX l ON a USING btree (c);
-- becomes
CREATE TABLE a (id int PRIMARY KEY, p point, t int[], d jsonb, c circle);
CREATE INDEX i ON a USING gist (p);
CREATE INDEX j ON a USING gin (t);
CREATE INDEX k ON a USING gin (d);
CREATE INDEX l ON a USING gist (c);
== index-unindexable-type
-- dialects: postgresql
-- finds: a.i
-- stays: no method indexes
CREATE TABLE a (id int PRIMARY KEY, d json);
CREATE INDEX i ON a (d);
== index-unindexable-type
-- dialects: postgresql
-- finds: nothing
CREATE TABLE a (id int PRIMARY KEY, p point, d jsonb, j json, t text, v varchar(9000), r int4range);
CREATE INDEX i ON a USING gist (p);
CREATE INDEX j ON a USING gin (d jsonb_path_ops);
CREATE INDEX k ON a ((j ->> 'x'));
CREATE INDEX l ON a (t, v);
CREATE INDEX m ON a (r);
== index-unindexable-type
-- dialects: postgresql
-- finds: nothing
CREATE TABLE a (id int PRIMARY KEY, point int, json text);
CREATE INDEX i ON a (point);
CREATE INDEX j ON a (json);
== index-unindexable-type
-- dialects: mysql mariadb
-- finds: a.i a.j
CREATE TABLE a (id int PRIMARY KEY, t text, b mediumblob, n int, KEY i (t), KEY j (n, b));
-- becomes
CREATE TABLE a (id int PRIMARY KEY, t text, b mediumblob, n int, KEY i (t(100)), KEY j (n, b(100)));
== index-unindexable-type
-- dialects: mysql mariadb
-- finds: a.i
-- rule: index-unindexable-type prefix=50
CREATE TABLE a (id int PRIMARY KEY, t varchar(1000), u varchar(20), KEY i (t, u)) DEFAULT CHARSET=utf8mb4;
-- becomes
CREATE TABLE a (id int PRIMARY KEY, t varchar(1000), u varchar(20), KEY i (t(50), u)) DEFAULT CHARSET=utf8mb4;
== index-unindexable-type
-- dialects: mysql mariadb
-- finds: a.i
-- stays: spatial
CREATE TABLE a (id int PRIMARY KEY, p point, KEY i (p));
== index-unindexable-type
-- dialects: mysql mariadb
-- finds: nothing
CREATE TABLE a (id int PRIMARY KEY, t text, p point NOT NULL, v varchar(700), KEY i (t(20)), SPATIAL KEY j (p), FULLTEXT KEY k (t), KEY l (v)) DEFAULT CHARSET=utf8mb4;
== index-unindexable-type
-- dialects: mysql mariadb
-- finds: nothing
CREATE TABLE a (id int PRIMARY KEY, t varchar(1500), v varchar(1500), KEY l (v, t)) DEFAULT CHARSET=latin1;
== index-method
-- dialects: postgresql
-- finds: a.i a.j
-- add: a access_pattern range=b
CREATE TABLE a (id int PRIMARY KEY, b int, c int);
CREATE INDEX i ON a USING hash (b);
CREATE INDEX j ON a USING gin (c);
== index-method
-- dialects: postgresql
-- finds: a.i a.j
-- add: a access_pattern sort=b limited=1
CREATE TABLE a (id int PRIMARY KEY, b text, c timestamp);
CREATE INDEX i ON a USING hash (b);
CREATE INDEX j ON a USING gist (c);
== index-method
-- dialects: postgresql
-- finds: nothing
-- add: a access_pattern equals=b
CREATE EXTENSION btree_gin;
CREATE TABLE a (id int PRIMARY KEY, b text, c int, d jsonb, r int4range);
CREATE INDEX i ON a USING hash (b);
CREATE INDEX j ON a USING gin (c, d);
CREATE INDEX k ON a USING gist (r);
CREATE INDEX l ON a USING brin (c);
== index-method
-- dialects: postgresql
-- finds: nothing
CREATE TABLE a (id int PRIMARY KEY, b text, d text[]);
CREATE INDEX i ON a USING gin (b gin_trgm_ops);
CREATE INDEX j ON a USING gin (d);
CREATE INDEX k ON a USING gin (to_tsvector('simple', b));
== index-method
-- dialects: mysql mariadb
-- finds: a.i
-- add: a access_pattern equals=b
CREATE TABLE a (id int PRIMARY KEY, b varchar(9), FULLTEXT KEY i (b));
== index-method
-- dialects: mysql mariadb
-- finds: a.i
CREATE TABLE a (id int PRIMARY KEY, b varchar(9), KEY i (b) USING HASH);
== index-method
-- dialects: mysql mariadb
-- finds: nothing
-- add: a access_pattern searches=b
CREATE TABLE a (id int PRIMARY KEY, b varchar(9), FULLTEXT KEY i (b));
== index-method
-- dialects: mysql mariadb
-- finds: nothing
CREATE TABLE a (id int PRIMARY KEY, b varchar(9), FULLTEXT KEY i (b));
CREATE TABLE c (id int PRIMARY KEY, b varchar(9), KEY i (b) USING HASH) ENGINE=MEMORY;
== index-order
-- finds: a.i
CREATE TABLE a (id int PRIMARY KEY, user_id int, happened timestamp, kind int);
CREATE INDEX i ON a (happened, user_id);
-- becomes
CREATE TABLE a (id int PRIMARY KEY, user_id int, happened timestamp, kind int);
CREATE INDEX i ON a (user_id, happened);
== index-order
-- finds: a.i
-- add: a access_pattern equals=user_id,kind range=total
CREATE TABLE a (id int PRIMARY KEY, user_id int, total int, kind int);
CREATE INDEX i ON a (kind, total, user_id);
CREATE INDEX j ON a (kind);
-- becomes
CREATE TABLE a (id int PRIMARY KEY, user_id int, total int, kind int);
CREATE INDEX i ON a (kind, user_id, total);
== index-order
-- finds: nothing
-- add: a access_pattern range=happened
CREATE TABLE a (id int PRIMARY KEY, user_id int, happened timestamp);
CREATE INDEX i ON a (happened, user_id);
== index-order
-- finds: nothing
CREATE TABLE a (id int PRIMARY KEY, user_id int, happened timestamp, ended timestamp, day date);
CREATE INDEX i ON a (user_id, happened);
CREATE INDEX j ON a (happened, id);
CREATE INDEX k ON a (happened, ended);
CREATE INDEX l ON a (day, user_id);
CREATE UNIQUE INDEX m ON a (happened, user_id);
== index-order
-- finds: nothing
-- add: a access_pattern equals=user_id range=total
CREATE TABLE a (id int PRIMARY KEY, user_id int, total int);
CREATE INDEX i ON a (total, user_id);
CREATE INDEX j ON a (user_id, total);
== search-unindexed
-- dialects: postgresql
-- finds: notes.find
-- add: notes access_pattern name=find searches=body
CREATE TABLE notes (id integer PRIMARY KEY, body text NOT NULL);
-- becomes
CREATE EXTENSION pg_trgm;
CREATE TABLE notes (id integer PRIMARY KEY, body text NOT NULL);
CREATE INDEX notes_body_idx ON notes USING gin (body gin_trgm_ops);
== search-unindexed
-- dialects: postgresql
-- finds: notes.find
-- rule: search-unindexed kind=words
-- add: notes access_pattern name=find searches=title,body
CREATE TABLE notes (id integer PRIMARY KEY, title text, body text NOT NULL);
-- becomes
CREATE TABLE notes (id integer PRIMARY KEY, title text, body text NOT NULL);
CREATE INDEX notes_to_tsvector_idx ON notes USING gin (to_tsvector('simple', coalesce(title, '') || ' ' || body));
== search-unindexed
-- dialects: mysql mariadb
-- finds: notes.find
-- add: notes access_pattern name=find searches=title,body
CREATE TABLE notes (id int PRIMARY KEY, title varchar(100), body text NOT NULL);
-- becomes
CREATE TABLE notes (id int PRIMARY KEY, title varchar(100), body text NOT NULL, FULLTEXT KEY title (title, body));
== search-unindexed
-- dialects: mysql mariadb sqlite
-- finds: notes.find
-- add: notes access_pattern name=find query='SELECT id FROM notes n WHERE n.body LIKE ''%x%'''
CREATE TABLE notes (id integer PRIMARY KEY, title varchar(100), body text NOT NULL);
== search-unindexed
-- dialects: sqlite
-- finds: notes.find
-- add: notes access_pattern name=find searches=body
CREATE TABLE notes (id integer PRIMARY KEY, body text NOT NULL);
== search-unindexed
-- dialects: sqlite
-- finds: notes.find
-- stays: no INTEGER PRIMARY KEY
-- add: notes access_pattern name=find searches=body
CREATE TABLE notes (id text PRIMARY KEY, body text NOT NULL);
== search-unindexed
-- finds: nothing
-- add: notes access_pattern name=find equals=title
-- add: notes access_pattern query='SELECT * FROM notes WHERE title LIKE ''a%'''
CREATE TABLE notes (id int PRIMARY KEY, title varchar(100), body text NOT NULL);
== search-unindexed
-- finds: nothing
-- set: notes row_count=100
-- add: notes access_pattern searches=body
CREATE TABLE notes (id int PRIMARY KEY, body text NOT NULL);
== search-unindexed
-- dialects: mysql mariadb
-- finds: nothing
-- add: notes access_pattern searches=body
CREATE TABLE notes (id int PRIMARY KEY, body text NOT NULL, FULLTEXT KEY i (body));
== search-unindexed
-- dialects: sqlite
-- finds: nothing
-- add: notes access_pattern searches=body
CREATE TABLE notes (id integer PRIMARY KEY, body text NOT NULL);
CREATE VIRTUAL TABLE notes_fts USING fts5(body, content='notes', content_rowid='id');
