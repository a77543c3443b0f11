== password-storage
-- finds: users.password
CREATE TABLE users (id int PRIMARY KEY, password varchar(40));
-- becomes
CREATE TABLE users (id int PRIMARY KEY, password_hash varchar(255));
== password-storage
-- finds: users.login_pwd users.pin
CREATE TABLE users (id int PRIMARY KEY, login_pwd text, pin char(6));
-- becomes
CREATE TABLE users (id int PRIMARY KEY, login_password_hash text, pin_hash varchar(255));
== password-storage
-- finds: users.password_hash users.password_argon2_digest
CREATE TABLE users (id int PRIMARY KEY, password_hash char(40), password_argon2_digest varchar(64));
-- becomes
CREATE TABLE users (id int PRIMARY KEY, password_hash varchar(255), password_argon2_digest varchar(255));
== password-storage
-- dialects: mysql mariadb sqlite
-- finds: users.userPassword
CREATE TABLE users (id int PRIMARY KEY, userPassword varchar(80), fullName text);
-- becomes
CREATE TABLE users (id int PRIMARY KEY, userPasswordHash varchar(255), fullName text);
== password-storage
-- finds: users.password
-- stays: that name is taken
CREATE TABLE users (id int PRIMARY KEY, password varchar(40), password_hash varchar(255));
== password-storage
-- finds: nothing
CREATE TABLE users (id int PRIMARY KEY, password_hash char(60), password_changed_at timestamp,
    password_hint text, encrypted_password varchar(80), pins int, password_salt char(16),
    password_attempts int);
== password-storage
-- set: servers.smtp_password tags=encrypted
-- finds: nothing
CREATE TABLE servers (id int PRIMARY KEY, smtp_password text);

== card-cvv
-- finds: cards.cvv
CREATE TABLE cards (id int PRIMARY KEY, holder text, cvv char(3));
-- becomes
CREATE TABLE cards (id int PRIMARY KEY, holder text);
== card-cvv
-- finds: cards.card_security_code cards.cvc2_hash cards.pin_block
CREATE TABLE cards (id int PRIMARY KEY, holder text, card_security_code int, cvc2_hash text, pin_block text);
== card-cvv
-- finds: cards.cvv
-- stays: a check of cards mentions cvv
CREATE TABLE cards (id int PRIMARY KEY, cvv int, CONSTRAINT ck_cards_cvv CHECK (cvv < 10000));
== card-cvv
-- finds: nothing
CREATE TABLE cards (id int PRIMARY KEY, cvv_result char(1), is_cvv_checked boolean, cv text,
    security_code text);
== card-cvv
-- finds: nothing
CREATE TABLE users (id int PRIMARY KEY, pinned_at timestamp, code text, pincode text);

== secret-plain
-- finds: sessions.token
CREATE TABLE sessions (id int PRIMARY KEY, token text NOT NULL);
== secret-plain
-- finds: apps.api_key apps.client_secret apps.private_key
CREATE TABLE apps (id int PRIMARY KEY, api_key varchar(64), client_secret text, private_key text);
== secret-plain
-- finds: nothing
CREATE TABLE sessions (id int PRIMARY KEY, token_hash text, next_page_token text, token_type text,
    sort_key text, secret char(4), encrypted_secret text, tokens int);
== secret-plain
-- set: devices.token tags=public
-- rule: secret-plain allow=lex_token
-- finds: nothing
CREATE TABLE devices (id int PRIMARY KEY, token text, lex_token text);

== pii-untagged
-- finds: customers
CREATE TABLE customers (id int PRIMARY KEY, email text, phone text);
-- becomes
CREATE TABLE customers (id int PRIMARY KEY, email text, phone text);
== pii-untagged
-- finds: visits people
CREATE TABLE visits (id int PRIMARY KEY, ip_address text);
CREATE TABLE people (id int PRIMARY KEY, name text, address_line_1 text);
== pii-untagged
-- finds: nothing
CREATE TABLE warehouses (id int PRIMARY KEY, address text, phone text);
CREATE TABLE mails (id int PRIMARY KEY, email_subject text, email_sent_at timestamp,
    email_verified boolean, email_hash text);
== pii-untagged
-- set: customers.email tags=pii
-- set: authors tags=public
-- finds: nothing
CREATE TABLE customers (id int PRIMARY KEY, email text);
CREATE TABLE authors (id int PRIMARY KEY, last_name text);

== pii-plain
-- finds: cards.card_number
CREATE TABLE cards (id int PRIMARY KEY, card_number varchar(19));
== pii-plain
-- finds: people.ssn people.tax_id people.iban people.diagnosis
CREATE TABLE people (id int PRIMARY KEY, ssn char(11), tax_id varchar(20), iban varchar(34),
    diagnosis text);
== pii-plain
-- finds: nothing
CREATE TABLE cards (id int PRIMARY KEY, card_last4 char(4), card_token text, card_type text,
    card_number_hash text, ssn_encrypted text);
== pii-plain
-- set: companies.tax_id tags=public
-- set: people.ssn tags=encrypted
-- finds: nothing
CREATE TABLE companies (id int PRIMARY KEY, tax_id text, health_status text, account_type text);
CREATE TABLE people (id int PRIMARY KEY, ssn text, card_number_id int);

== rls-missing
-- finds: orders
CREATE TABLE orders (id int PRIMARY KEY, tenant_id int NOT NULL);
CREATE TABLE countries (code char(2) PRIMARY KEY);
-- becomes
CREATE TABLE orders (id int PRIMARY KEY, tenant_id int NOT NULL);
CREATE TABLE countries (code char(2) PRIMARY KEY);
ALTER TABLE orders ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant_rows ON orders USING (tenant_id = CAST(current_setting('app.tenant_id') AS integer));
== rls-missing
-- set: orders tags=tenant
-- finds: orders
-- stays: no column of orders says whose row it is
CREATE TABLE orders (id int PRIMARY KEY);
== rls-missing
-- rule: rls-missing columns='organization_id' setting=app.organization
-- finds: s.orders
CREATE SCHEMA s;
CREATE TABLE s.orders (id int PRIMARY KEY, organization_id bigint);
== rls-missing
-- finds: nothing
CREATE TABLE orders (id int PRIMARY KEY, tenant_id int NOT NULL);
ALTER TABLE orders ENABLE ROW LEVEL SECURITY;
== rls-missing
-- set: plans tags=lookup
-- finds: nothing
CREATE TABLE orders (id int PRIMARY KEY, customer_id int NOT NULL);
CREATE TABLE plans (id int PRIMARY KEY, tenant_id int);

== grant-excess
-- dialects: postgresql
-- rule: grant-excess readers=free
-- finds: (grant)
CREATE ROLE app_one;
CREATE TABLE orders (id int PRIMARY KEY);
GRANT SELECT, INSERT ON orders TO PUBLIC;
GRANT SELECT ON orders TO app_one;
-- becomes
CREATE ROLE app_one;
CREATE TABLE orders (id int PRIMARY KEY);
GRANT SELECT ON orders TO app_one;
== grant-excess
-- dialects: postgresql
-- finds: app_two (grant)
CREATE ROLE app_two SUPERUSER LOGIN;
CREATE ROLE reader_two;
CREATE TABLE orders (id int PRIMARY KEY);
CREATE SCHEMA sales;
GRANT ALL ON SCHEMA sales TO app_two;
GRANT SELECT ON orders TO reader_two;
-- becomes
CREATE ROLE app_two LOGIN;
CREATE ROLE reader_two;
CREATE TABLE orders (id int PRIMARY KEY);
CREATE SCHEMA sales;
GRANT USAGE ON SCHEMA sales TO app_two;
GRANT SELECT ON orders TO reader_two;
== grant-excess
-- dialects: postgresql
-- finds: model
-- stays: is not in this model
CREATE ROLE app_three;
CREATE TABLE orders (id int PRIMARY KEY);
GRANT SELECT, INSERT ON orders TO app_three;
== grant-excess
-- dialects: mysql mariadb
-- rule: grant-excess readers=free
-- finds: (grant)
CREATE USER IF NOT EXISTS 'app'@'localhost';
CREATE TABLE orders (id int PRIMARY KEY);
GRANT ALL PRIVILEGES ON shop.* TO 'app'@'localhost';
-- becomes
CREATE USER IF NOT EXISTS 'app'@'localhost';
CREATE TABLE orders (id int PRIMARY KEY);
GRANT SELECT, INSERT, UPDATE, DELETE ON shop.* TO 'app'@'localhost';
== grant-excess
-- dialects: mysql mariadb
-- rule: grant-excess readers=free
-- finds: (grant) (grant)
CREATE USER IF NOT EXISTS 'app'@'localhost';
CREATE TABLE orders (id int PRIMARY KEY);
GRANT SELECT, DROP, CREATE ON shop.* TO 'app'@'localhost';
GRANT SELECT ON shop.* TO 'app'@'localhost' WITH GRANT OPTION;
== grant-excess
-- dialects: postgresql
-- finds: nothing
CREATE ROLE app_four LOGIN;
CREATE TABLE orders (id int PRIMARY KEY);
GRANT USAGE ON SCHEMA public TO PUBLIC;
GRANT SELECT, INSERT, UPDATE, DELETE ON orders TO app_four;
GRANT SELECT ON orders TO app_four;
REVOKE ALL ON orders FROM PUBLIC;
== grant-excess
-- dialects: postgresql
-- rule: grant-excess owners=migrator readers=free
-- finds: nothing
CREATE ROLE migrator CREATEDB;
CREATE TABLE orders (id int PRIMARY KEY);
GRANT ALL ON SCHEMA public TO migrator;
== grant-excess
-- dialects: mysql mariadb
-- finds: nothing
CREATE TABLE orders (id int PRIMARY KEY);
GRANT SELECT, INSERT, UPDATE, DELETE ON shop.* TO 'app'@'localhost';
GRANT SELECT ON shop.* TO 'reports'@'localhost';
== grant-excess
-- dialects: mysql mariadb
-- finds: nothing
CREATE TABLE orders (id int PRIMARY KEY);
GRANT ALL PRIVILEGES ON shop.* TO 'root'@'localhost';

== definer-rights
-- finds: next_number
CREATE FUNCTION next_number() RETURNS integer LANGUAGE sql SECURITY DEFINER AS $$ SELECT 1 $$;
-- becomes
CREATE FUNCTION next_number() RETURNS integer LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$ SELECT 1 $$;
== definer-rights
-- finds: s.next_number
CREATE SCHEMA s;
CREATE FUNCTION s.next_number() RETURNS integer AS $$ SELECT 1 $$ LANGUAGE sql SECURITY DEFINER;
-- becomes
CREATE SCHEMA s;
CREATE FUNCTION s.next_number() RETURNS integer AS $$ SELECT 1 $$ LANGUAGE sql SECURITY DEFINER SET search_path = s, public, pg_temp;
== definer-rights
-- finds: all_orders
CREATE TABLE orders (id int PRIMARY KEY, tenant_id int);
ALTER TABLE orders ENABLE ROW LEVEL SECURITY;
CREATE VIEW all_orders WITH (security_barrier=true) AS SELECT id FROM orders;
-- becomes
CREATE TABLE orders (id int PRIMARY KEY, tenant_id int);
ALTER TABLE orders ENABLE ROW LEVEL SECURITY;
CREATE VIEW all_orders WITH (security_invoker=true, security_barrier=true) AS SELECT id FROM orders;
== definer-rights
-- finds: nothing
CREATE TABLE orders (id int PRIMARY KEY, tenant_id int);
CREATE VIEW all_orders AS SELECT id FROM orders;
CREATE FUNCTION f() RETURNS integer LANGUAGE sql AS $$ SELECT 1 -- SECURITY DEFINER
$$;
== definer-rights
-- finds: nothing
CREATE TABLE orders (id int PRIMARY KEY, tenant_id int);
ALTER TABLE orders ENABLE ROW LEVEL SECURITY;
CREATE VIEW all_orders WITH (security_invoker=true) AS SELECT id FROM orders;
CREATE FUNCTION f() RETURNS integer LANGUAGE sql SECURITY DEFINER SET search_path = public AS $$ SELECT 1 $$;
== password-storage
-- dialects: postgresql mysql mariadb
-- finds: users.password
CREATE TABLE users (id int PRIMARY KEY, password varchar(60) NOT NULL);
