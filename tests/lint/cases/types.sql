== float-for-money
-- finds: items.price
CREATE TABLE items (id int PRIMARY KEY, price real);
-- becomes
CREATE TABLE items (id int PRIMARY KEY, price numeric(12,2));
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
