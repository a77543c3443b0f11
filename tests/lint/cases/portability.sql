== type-unsupported
-- dialects: postgresql
-- finds: hosts.tags
-- stays: a table of their own
-- set: project targets=mysql
CREATE TABLE hosts (id int PRIMARY KEY, address varchar(43), tags text[]);
== type-unsupported
-- dialects: postgresql
-- finds: hosts.address
-- set: project targets=postgresql,mysql
CREATE TABLE hosts (id int PRIMARY KEY, address inet);
-- becomes
-- set: project targets=postgresql,mysql
CREATE TABLE hosts (id int PRIMARY KEY, address varchar(43));
== type-unsupported
-- dialects: postgresql
-- finds: jobs.takes
-- stays: does not go with
-- set: project targets=sqlite
CREATE TABLE jobs (id int PRIMARY KEY, takes interval DEFAULT '1 hour');
== type-unsupported
-- dialects: mysql mariadb
-- finds: counters.hits
-- set: project targets=postgresql
CREATE TABLE counters (id int PRIMARY KEY, hits int unsigned);
-- becomes
-- set: project targets=postgresql
CREATE TABLE counters (id int PRIMARY KEY, hits bigint);
== type-unsupported
-- dialects: mysql mariadb
-- finds: places.area
-- stays: no type of
-- set: project targets=sqlite
CREATE TABLE places (id int PRIMARY KEY, area geometry);
== type-unsupported
-- dialects: sqlite
-- finds: countries.code
-- stays: too long for a key
-- set: project targets=mysql
CREATE TABLE countries (code TEXT NOT NULL PRIMARY KEY);
== type-unsupported
-- dialects: postgresql
-- finds: hosts.address
-- stays: too long for a key
-- set: project targets=mysql
CREATE TABLE hosts (address tsvector NOT NULL PRIMARY KEY);
== type-unsupported
-- dialects: sqlite
-- finds: things.kind
-- stays: no type of
-- set: project targets=mysql
CREATE TABLE things (id INTEGER PRIMARY KEY, kind MOOD(3), size NUMERIC);
== type-unsupported
-- dialects: sqlite
-- finds: things.a things.b
-- stays: no type of
-- set: project targets=mariadb,postgresql
CREATE TABLE things (id INTEGER PRIMARY KEY, a FLURB, b NUMBERS, c REAL);
== type-unsupported
-- finds: nothing
CREATE TABLE hosts (id int PRIMARY KEY, name varchar(20), made date);
== type-unsupported
-- finds: nothing
-- set: project targets=postgresql,mysql,mariadb,sqlite
CREATE TABLE hosts (id int PRIMARY KEY, name varchar(20), made date);
== feature-unsupported
-- dialects: postgresql sqlite
-- finds: orders.idx_open
-- set: project targets=mysql
CREATE TABLE orders (id int PRIMARY KEY, status varchar(20));
CREATE INDEX idx_open ON orders (status) WHERE status = 'open';
== feature-unsupported
-- dialects: postgresql
-- finds: rooms.no_overlap
-- set: project targets=sqlite
CREATE TABLE rooms (id int PRIMARY KEY, during tsrange,
    CONSTRAINT no_overlap EXCLUDE USING gist (during WITH &&));
== feature-unsupported
-- dialects: postgresql
-- finds: prices.one
-- set: project targets=postgresql@14
CREATE TABLE prices (id int PRIMARY KEY, a int, CONSTRAINT one UNIQUE NULLS NOT DISTINCT (a));
== feature-unsupported
-- dialects: mysql
-- finds: prices.positive
-- set: project targets=mysql@5.7
CREATE TABLE prices (id int PRIMARY KEY, a int, CONSTRAINT positive CHECK (a > 0));
== feature-unsupported
-- dialects: mysql mariadb
-- finds: (project) users.by_words
-- set: project targets=postgresql
CREATE TABLE users (id int PRIMARY KEY, bio text, FULLTEXT KEY by_words (bio));
== feature-unsupported
-- dialects: mariadb
-- finds: prices.a
-- set: project targets=postgresql
CREATE TABLE prices (id int PRIMARY KEY, a int INVISIBLE);
== feature-unsupported
-- dialects: sqlite
-- finds: orders.idx_lower
-- set: project targets=mariadb
CREATE TABLE orders (id INTEGER PRIMARY KEY, status TEXT);
CREATE INDEX idx_lower ON orders (lower(status));
== feature-unsupported
-- finds: nothing
CREATE TABLE orders (id int PRIMARY KEY, status varchar(20));
CREATE INDEX idx_open ON orders (status);
== feature-unsupported
-- finds: nothing
-- set: project targets=postgresql,mysql,mariadb,sqlite
CREATE TABLE orders (id int PRIMARY KEY, amount int, CHECK (amount > 0));
CREATE INDEX idx_amount ON orders (amount);
== sqlite-length
-- finds: (project)
CREATE TABLE users (id INTEGER PRIMARY KEY, name VARCHAR(20), "full name" VARCHAR(80));
-- becomes
CREATE TABLE users (id INTEGER PRIMARY KEY, name VARCHAR(20), "full name" VARCHAR(80),
    CHECK (length(name) <= 20), CHECK (length("full name") <= 80));
== sqlite-length
-- finds: items
-- new
CREATE TABLE items (id INTEGER PRIMARY KEY, price NUMERIC(6,2));
-- becomes
-- new
CREATE TABLE items (id INTEGER PRIMARY KEY, price NUMERIC(6,2),
    CHECK (round(price, 2) = price AND abs(price) < 10000));
== sqlite-length
-- finds: nothing
CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, size INTEGER(11), price NUMERIC);
== sqlite-length
-- finds: nothing
CREATE TABLE users (id INTEGER PRIMARY KEY, name VARCHAR(20) CHECK (length(name) <= 20),
    state VARCHAR(4) CHECK (state IN ('on', 'off')));
== sqlite-rowid
-- finds: users.id
CREATE TABLE users (id INT PRIMARY KEY NOT NULL, name TEXT);
-- becomes
CREATE TABLE users (id INTEGER PRIMARY KEY NOT NULL, name TEXT);
== sqlite-rowid
-- finds: users.id
CREATE TABLE users (id BIGINT, name TEXT, PRIMARY KEY (id));
CREATE TABLE posts (id INTEGER PRIMARY KEY, user_id BIGINT REFERENCES users (id));
CREATE INDEX by_user ON posts (user_id);
== sqlite-rowid
-- finds: nothing
CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);
CREATE TABLE posts (id INTEGER PRIMARY KEY AUTOINCREMENT);
CREATE TABLE profiles (user_id INT PRIMARY KEY REFERENCES users (id));
== sqlite-rowid
-- finds: nothing
CREATE TABLE users (id INT PRIMARY KEY, name TEXT) WITHOUT ROWID;
CREATE TABLE rooms (house INT, number INT, PRIMARY KEY (house, number));
CREATE TABLE countries (code TEXT PRIMARY KEY NOT NULL);
== text-default
-- finds: posts.body
CREATE TABLE posts (id int PRIMARY KEY, body text DEFAULT 'none');
-- becomes
CREATE TABLE posts (id int PRIMARY KEY, body text DEFAULT ('none'));
== text-default
-- finds: posts.data posts.picture
CREATE TABLE posts (id int PRIMARY KEY, data json DEFAULT '{}', picture blob DEFAULT '');
== text-default
-- finds: nothing
CREATE TABLE posts (id int PRIMARY KEY, body text DEFAULT ('none'), data json DEFAULT NULL);
== text-default
-- finds: nothing
CREATE TABLE posts (id int PRIMARY KEY, body varchar(20) DEFAULT 'none', text int DEFAULT 0);
== extension-missing
-- finds: users.email
CREATE TABLE users (id int PRIMARY KEY, email citext UNIQUE, alias citext);
-- becomes
CREATE EXTENSION citext;
CREATE TABLE users (id int PRIMARY KEY, email citext UNIQUE, alias citext);
== extension-missing
-- finds: users.id users.by_name
CREATE TABLE users (id uuid PRIMARY KEY DEFAULT uuid_generate_v4(), name text);
CREATE INDEX by_name ON users USING gin (name gin_trgm_ops);
== extension-missing
-- finds: bookings.once
CREATE TABLE bookings (id int PRIMARY KEY, room int, during tsrange,
    CONSTRAINT once EXCLUDE USING gist (room WITH =, during WITH &&));
-- becomes
CREATE EXTENSION btree_gist;
CREATE TABLE bookings (id int PRIMARY KEY, room int, during tsrange,
    CONSTRAINT once EXCLUDE USING gist (room WITH =, during WITH &&));
== extension-missing
-- finds: nothing
CREATE EXTENSION citext;
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE TABLE users (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), email citext, name text);
CREATE INDEX by_name ON users USING gin (name gin_trgm_ops);
== extension-missing
-- finds: nothing
CREATE TABLE bookings (id int PRIMARY KEY, during tsrange, tags text[], vector int, note text,
    EXCLUDE USING gist (during WITH &&));
CREATE INDEX by_tag ON bookings USING gin (tags);
CREATE INDEX by_word ON bookings USING gin (to_tsvector('simple', note));
== policy-forbid
-- finds: posts.by_user
-- rule: policy-forbid features=foreign-keys
CREATE TABLE users (id int PRIMARY KEY);
CREATE TABLE posts (id int PRIMARY KEY, user_id int,
    CONSTRAINT by_user FOREIGN KEY (user_id) REFERENCES users (id));
== policy-forbid
-- finds: posts.by_user names
-- rule: policy-forbid features='views cascades'
CREATE TABLE users (id int PRIMARY KEY, name varchar(20));
CREATE TABLE posts (id int PRIMARY KEY, user_id int,
    CONSTRAINT by_user FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE);
CREATE VIEW names AS SELECT name FROM users;
== policy-forbid
-- dialects: postgresql
-- finds: mood a.touched b b.number parts touch
-- rule: policy-forbid features='enums triggers routines partitions inheritance serial'
CREATE TYPE mood AS ENUM ('good', 'bad');
CREATE TABLE a (id int PRIMARY KEY, feeling mood);
CREATE TABLE b (number serial PRIMARY KEY) INHERITS (a);
CREATE TABLE parts (id int PRIMARY KEY) PARTITION BY RANGE (id);
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER touched BEFORE UPDATE ON a FOR EACH ROW EXECUTE FUNCTION touch();
== policy-forbid
-- dialects: mysql mariadb
-- finds: a.feeling
-- rule: policy-forbid features=enums
CREATE TABLE a (id int PRIMARY KEY, feeling enum('good', 'bad'));
== policy-forbid
-- finds: nothing
CREATE TABLE users (id int PRIMARY KEY, name varchar(20));
CREATE VIEW names AS SELECT name FROM users;
== policy-forbid
-- finds: nothing
-- rule: policy-forbid features='triggers cascades routines'
CREATE TABLE users (id int PRIMARY KEY);
CREATE TABLE posts (id int PRIMARY KEY, user_id int,
    CONSTRAINT by_user FOREIGN KEY (user_id) REFERENCES users (id));
CREATE VIEW ids AS SELECT id FROM users;
