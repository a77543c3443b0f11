== partition-key-in-key
-- dialects: postgresql
-- finds: orders.orders_pkey orders.code
CREATE TABLE orders (id bigint, placed_at date NOT NULL, code text NOT NULL, CONSTRAINT orders_pkey PRIMARY KEY (id), CONSTRAINT code UNIQUE (code)) PARTITION BY RANGE (placed_at);
-- becomes
CREATE TABLE orders (id bigint, placed_at date NOT NULL, code text NOT NULL, CONSTRAINT orders_pkey PRIMARY KEY (id, placed_at), CONSTRAINT code UNIQUE (code, placed_at)) PARTITION BY RANGE (placed_at);
== partition-key-in-key
-- dialects: postgresql
-- finds: orders.i
CREATE TABLE orders (id bigint NOT NULL, region text NOT NULL) PARTITION BY LIST (region);
CREATE UNIQUE INDEX i ON orders (id);
-- becomes
CREATE TABLE orders (id bigint NOT NULL, region text NOT NULL) PARTITION BY LIST (region);
CREATE UNIQUE INDEX i ON orders (id, region);
== partition-key-in-key
-- dialects: postgresql
-- finds: orders.k
-- stays: lines refers to the key
CREATE TABLE orders (id bigint, placed_at date NOT NULL, CONSTRAINT k PRIMARY KEY (id)) PARTITION BY RANGE (placed_at);
CREATE TABLE lines (id int PRIMARY KEY, order_id bigint REFERENCES orders (id));
== partition-key-in-key
-- dialects: postgresql
-- finds: nothing
CREATE TABLE orders (id bigint, placed_at date NOT NULL, PRIMARY KEY (placed_at, id)) PARTITION BY RANGE (placed_at);
CREATE INDEX i ON orders (id);
== partition-key-in-key
-- dialects: postgresql
-- finds: nothing
CREATE TABLE orders (id bigint, placed_at date NOT NULL) PARTITION BY HASH (id);
CREATE TABLE others (id bigint PRIMARY KEY, placed_at date NOT NULL);
== partition-key-in-key
-- dialects: mysql mariadb
-- finds: orders.(primary key)
CREATE TABLE orders (id int NOT NULL, placed_at date NOT NULL, PRIMARY KEY (id)) PARTITION BY RANGE (YEAR(placed_at)) (PARTITION p0 VALUES LESS THAN MAXVALUE);
-- becomes
CREATE TABLE orders (id int NOT NULL, placed_at date NOT NULL, PRIMARY KEY (id, placed_at)) PARTITION BY RANGE (YEAR(placed_at)) (PARTITION p0 VALUES LESS THAN MAXVALUE);
== partition-key-in-key
-- dialects: mysql mariadb
-- finds: orders.u
CREATE TABLE orders (id int NOT NULL, r int NOT NULL, PRIMARY KEY (id, r), UNIQUE KEY u (id)) PARTITION BY HASH (r) PARTITIONS 4;
== partition-key-in-key
-- dialects: mysql mariadb
-- finds: nothing
CREATE TABLE orders (id int NOT NULL, placed_at date NOT NULL, PRIMARY KEY (id, placed_at)) PARTITION BY RANGE COLUMNS (placed_at) (PARTITION p0 VALUES LESS THAN (MAXVALUE));
== partition-key-in-key
-- dialects: mysql mariadb
-- finds: nothing
CREATE TABLE orders (id int NOT NULL, PRIMARY KEY (id)) PARTITION BY KEY () PARTITIONS 4;
CREATE TABLE others (id int NOT NULL PRIMARY KEY);
== partition-bounds
-- dialects: mariadb
-- finds: a
-- stays: no partitions are told of it
-- rule: partition-bounds rest=list
CREATE TABLE a (r int) PARTITION BY LIST (r);
CREATE TABLE b PARTITION OF a FOR VALUES IN (1, 2);
== partition-bounds
-- dialects: mysql mariadb
-- finds: a
-- stays: has a partition p_rest
CREATE TABLE a (r int) PARTITION BY RANGE (r) (PARTITION p_rest VALUES LESS THAN (9));
== partition-bounds
-- dialects: postgresql
-- finds: log
CREATE TABLE log (at date NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE log_1 PARTITION OF log FOR VALUES FROM ('2026-01-01') TO ('2026-02-01');
CREATE TABLE log_3 PARTITION OF log FOR VALUES FROM ('2026-03-01') TO ('2026-04-01');
-- becomes
CREATE TABLE log (at date NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE log_1 PARTITION OF log FOR VALUES FROM ('2026-01-01') TO ('2026-02-01');
CREATE TABLE log_3 PARTITION OF log FOR VALUES FROM ('2026-03-01') TO ('2026-04-01');
CREATE TABLE log_default PARTITION OF log DEFAULT;
== partition-bounds
-- dialects: postgresql
-- finds: log
-- stays: for you to say
CREATE TABLE log (id int NOT NULL) PARTITION BY RANGE (id);
CREATE TABLE log_1 PARTITION OF log FOR VALUES FROM (MINVALUE) TO (100);
CREATE TABLE log_2 PARTITION OF log FOR VALUES FROM (99) TO (MAXVALUE);
== partition-bounds
-- dialects: postgresql
-- finds: a b
-- stays: for you to say
CREATE TABLE a (r text) PARTITION BY LIST (r);
CREATE TABLE a1 PARTITION OF a FOR VALUES IN ('x', 'y');
CREATE TABLE a2 PARTITION OF a FOR VALUES IN ('z', 'x');
CREATE TABLE b (r int) PARTITION BY HASH (r);
CREATE TABLE b1 PARTITION OF b FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE b2 PARTITION OF b FOR VALUES WITH (MODULUS 4, REMAINDER 2);
== partition-bounds
-- dialects: postgresql
-- finds: b
-- stays: divided by a hash
CREATE TABLE b (r int) PARTITION BY HASH (r);
CREATE TABLE b1 PARTITION OF b FOR VALUES WITH (MODULUS 2, REMAINDER 0);
== partition-bounds
-- dialects: postgresql
-- finds: a
-- rule: partition-bounds rest=list
CREATE TABLE a (r text) PARTITION BY LIST (r);
CREATE TABLE a1 PARTITION OF a FOR VALUES IN ('x', 'y');
-- becomes
CREATE TABLE a (r text) PARTITION BY LIST (r);
CREATE TABLE a1 PARTITION OF a FOR VALUES IN ('x', 'y');
CREATE TABLE a_default PARTITION OF a DEFAULT;
== partition-bounds
-- dialects: postgresql
-- finds: nothing
CREATE TABLE log (at timestamp NOT NULL, n int) PARTITION BY RANGE (at);
CREATE TABLE log_2 PARTITION OF log FOR VALUES FROM ('2026-02-01 00:00:00') TO (MAXVALUE);
CREATE TABLE log_1 PARTITION OF log FOR VALUES FROM ('2026-01-01') TO ('2026-02-01');
CREATE TABLE log_0 PARTITION OF log FOR VALUES FROM (MINVALUE) TO ('2026-01-01 00:00:00');
CREATE TABLE two (a int, b int) PARTITION BY RANGE (a, b);
CREATE TABLE two_1 PARTITION OF two FOR VALUES FROM (MINVALUE, MINVALUE) TO (5, 10);
CREATE TABLE two_2 PARTITION OF two FOR VALUES FROM (5, 10) TO (MAXVALUE, MAXVALUE);
== partition-bounds
-- dialects: postgresql
-- finds: nothing
CREATE TABLE log (at date NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE log_1 PARTITION OF log FOR VALUES FROM ('2026-01-01') TO ('2026-02-01');
CREATE TABLE log_3 PARTITION OF log FOR VALUES FROM ('2026-03-01') TO ('2026-04-01');
CREATE TABLE log_rest PARTITION OF log DEFAULT;
CREATE TABLE b (r int) PARTITION BY HASH (r);
CREATE TABLE b1 PARTITION OF b FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE b2 PARTITION OF b FOR VALUES WITH (MODULUS 4, REMAINDER 1);
CREATE TABLE b3 PARTITION OF b FOR VALUES WITH (MODULUS 4, REMAINDER 3);
CREATE TABLE c (r int) PARTITION BY LIST (r);
CREATE TABLE c1 PARTITION OF c FOR VALUES IN (1, -1);
== partition-bounds
-- dialects: mysql mariadb
-- finds: a
CREATE TABLE a (y int NOT NULL) PARTITION BY RANGE (y) (PARTITION p0 VALUES LESS THAN (2020), PARTITION p1 VALUES LESS THAN (2021));
-- becomes
CREATE TABLE a (y int NOT NULL) PARTITION BY RANGE (y) (PARTITION p0 VALUES LESS THAN (2020), PARTITION p1 VALUES LESS THAN (2021), PARTITION p_rest VALUES LESS THAN MAXVALUE);
== partition-bounds
-- dialects: mysql mariadb
-- finds: a
CREATE TABLE a (y int NOT NULL, z date) PARTITION BY RANGE COLUMNS (y, z) (PARTITION p0 VALUES LESS THAN (2020, '2020-01-01'), PARTITION p1 VALUES LESS THAN (2020, '2021-01-01'));
-- becomes
CREATE TABLE a (y int NOT NULL, z date) PARTITION BY RANGE COLUMNS (y, z) (PARTITION p0 VALUES LESS THAN (2020, '2020-01-01'), PARTITION p1 VALUES LESS THAN (2020, '2021-01-01'), PARTITION p_rest VALUES LESS THAN (MAXVALUE, MAXVALUE));
== partition-bounds
-- dialects: mysql mariadb
-- finds: a b
-- stays: for you to say
CREATE TABLE a (y int NOT NULL) PARTITION BY RANGE (y) (PARTITION p0 VALUES LESS THAN (2020), PARTITION p1 VALUES LESS THAN (2019), PARTITION p2 VALUES LESS THAN MAXVALUE);
CREATE TABLE b (y int NOT NULL) PARTITION BY LIST (y) (PARTITION p0 VALUES IN (1, 2), PARTITION p1 VALUES IN (3, 1));
== partition-bounds
-- dialects: mysql mariadb
-- finds: nothing
CREATE TABLE a (y date NOT NULL) PARTITION BY RANGE (TO_DAYS(y)) (PARTITION p0 VALUES LESS THAN (TO_DAYS('2020-01-01')), PARTITION p1 VALUES LESS THAN MAXVALUE);
CREATE TABLE b (y int NOT NULL) PARTITION BY LIST (y) (PARTITION p0 VALUES IN (1, 2), PARTITION p1 VALUES IN (3, -1));
== partition-bounds
-- dialects: mysql mariadb
-- finds: nothing
CREATE TABLE a (y int NOT NULL) PARTITION BY HASH (y) PARTITIONS 8;
CREATE TABLE b (y int NOT NULL) PARTITION BY RANGE COLUMNS (y) (PARTITION p0 VALUES LESS THAN (5), PARTITION p1 VALUES LESS THAN (MAXVALUE));
== partition-candidate
-- dialects: postgresql
-- finds: readings
-- set: readings row_count=20000000
CREATE TABLE readings (id bigint PRIMARY KEY, taken_at timestamp NOT NULL, value int);
-- becomes
CREATE TABLE readings (id bigint, taken_at timestamp NOT NULL, value int, CONSTRAINT readings_pkey PRIMARY KEY (id, taken_at)) PARTITION BY RANGE (taken_at);
CREATE TABLE readings_default PARTITION OF readings DEFAULT;
== partition-candidate
-- dialects: mysql mariadb
-- finds: readings
-- set: readings growth=5000000
CREATE TABLE readings (id bigint NOT NULL PRIMARY KEY, taken_at datetime NOT NULL, value int);
-- becomes
CREATE TABLE readings (id bigint NOT NULL, taken_at datetime NOT NULL, value int, PRIMARY KEY (id, taken_at)) PARTITION BY RANGE COLUMNS (taken_at) (PARTITION p_rest VALUES LESS THAN (MAXVALUE));
== partition-candidate
-- dialects: postgresql
-- finds: readings
-- stays: notes refers to the key as it is
-- set: readings row_count=20000000
CREATE TABLE readings (id int PRIMARY KEY, taken_at date NOT NULL);
CREATE TABLE notes (id int PRIMARY KEY, reading_id int, FOREIGN KEY (reading_id) REFERENCES readings (id));
== partition-candidate
-- dialects: mysql mariadb
-- finds: readings
-- stays: the foreign key from notes to readings is in the way
-- set: readings row_count=20000000
CREATE TABLE readings (id int PRIMARY KEY, taken_at date NOT NULL);
CREATE TABLE notes (id int PRIMARY KEY, reading_id int, FOREIGN KEY (reading_id) REFERENCES readings (id));
== partition-candidate
-- dialects: postgresql mysql mariadb
-- finds: readings
-- stays: the key on serial_no would have to get taken_at
-- set: readings row_count=20000000
CREATE TABLE readings (id int PRIMARY KEY, serial_no int NOT NULL UNIQUE, taken_at date NOT NULL);
== partition-candidate
-- dialects: postgresql mysql mariadb
-- finds: readings
-- stays: the key on device would have to get taken_at
-- set: readings row_count=20000000
CREATE TABLE readings (device int, number int, taken_at date NOT NULL, PRIMARY KEY (device, number));
== partition-candidate
-- dialects: postgresql mysql mariadb
-- finds: readings
-- stays: decide by what else
-- set: readings row_count=20000000
CREATE TABLE readings (id int PRIMARY KEY, taken_at date);
== partition-candidate
-- dialects: mysql mariadb
-- finds: readings
-- stays: index words is fulltext
-- set: readings row_count=20000000
CREATE TABLE readings (id int PRIMARY KEY, taken_at date NOT NULL, note text, FULLTEXT KEY words (note));
== partition-candidate
-- dialects: postgresql
-- finds: readings
-- set: readings row_count=20000000
CREATE TABLE devices (id int PRIMARY KEY);
CREATE TABLE readings_default (id int PRIMARY KEY);
CREATE TABLE readings (device_id int REFERENCES devices (id), taken_at timestamp NOT NULL, value int, PRIMARY KEY (device_id, taken_at));
CREATE TABLE notes (id int PRIMARY KEY, device_id int NOT NULL, taken_at timestamp NOT NULL, FOREIGN KEY (device_id, taken_at) REFERENCES readings (device_id, taken_at));
CREATE INDEX ON notes (device_id, taken_at);
-- becomes
CREATE TABLE devices (id int PRIMARY KEY);
CREATE TABLE readings_default (id int PRIMARY KEY);
CREATE TABLE readings (device_id int REFERENCES devices (id), taken_at timestamp NOT NULL, value int, PRIMARY KEY (device_id, taken_at)) PARTITION BY RANGE (taken_at);
CREATE TABLE notes (id int PRIMARY KEY, device_id int NOT NULL, taken_at timestamp NOT NULL, FOREIGN KEY (device_id, taken_at) REFERENCES readings (device_id, taken_at));
CREATE INDEX ON notes (device_id, taken_at);
CREATE TABLE readings_default_2 PARTITION OF readings DEFAULT;
== partition-candidate
-- dialects: postgresql mysql mariadb
-- finds: nothing
-- set: readings row_count=9000000 growth=1000
CREATE TABLE readings (id int PRIMARY KEY, taken_at date NOT NULL);
== partition-candidate
-- dialects: postgresql
-- finds: nothing
-- set: readings row_count=90000000
CREATE TABLE readings (id int, taken_at date NOT NULL) PARTITION BY RANGE (taken_at);
== partition-candidate
-- dialects: mysql mariadb
-- finds: nothing
-- set: readings row_count=90000000
CREATE TABLE readings (id int, taken_at date NOT NULL) PARTITION BY HASH (id) PARTITIONS 9;
== partition-unused-key
-- dialects: postgresql
-- finds: log
-- add: log access_pattern equals=id
CREATE TABLE log (id int, at date NOT NULL) PARTITION BY RANGE (at);
== partition-unused-key
-- dialects: postgresql
-- finds: log
-- add: log access_pattern query='SELECT * FROM log WHERE id > 5'
CREATE TABLE log (id int, at date NOT NULL) PARTITION BY HASH (id);
== partition-unused-key
-- dialects: postgresql
-- finds: nothing
-- add: log access_pattern equals=id
-- add: log access_pattern query='SELECT * FROM log WHERE at BETWEEN $1 AND $2'
CREATE TABLE log (id int, at date NOT NULL) PARTITION BY RANGE (at);
== partition-unused-key
-- dialects: postgresql
-- finds: nothing
-- add: other access_pattern equals=id
CREATE TABLE log (id int, at date NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE other (id int, at date NOT NULL);
== partition-unused-key
-- dialects: mysql mariadb
-- finds: log
-- add: log access_pattern equals=id
CREATE TABLE log (id int, at date NOT NULL) PARTITION BY RANGE (YEAR(at)) (PARTITION p VALUES LESS THAN MAXVALUE);
== partition-unused-key
-- dialects: mysql mariadb
-- finds: log
-- add: log access_pattern equals=at
CREATE TABLE log (id int, at date NOT NULL) PARTITION BY HASH (id) PARTITIONS 3;
== partition-unused-key
-- dialects: mysql mariadb
-- finds: nothing
-- add: log access_pattern equals=id range=at
CREATE TABLE log (id int, at date NOT NULL) PARTITION BY RANGE (YEAR(at)) (PARTITION p VALUES LESS THAN MAXVALUE);
== partition-unused-key
-- dialects: mysql mariadb
-- finds: nothing
-- add: log access_pattern writes=1
CREATE TABLE log (id int, at date NOT NULL) PARTITION BY HASH (id) PARTITIONS 3;
== timeseries-index
-- dialects: postgresql
-- finds: readings
-- set: readings tags=timeseries,append-only
CREATE TABLE readings (id int PRIMARY KEY, taken_at timestamp NOT NULL);
-- becomes
CREATE TABLE readings (id int PRIMARY KEY, taken_at timestamp NOT NULL);
CREATE INDEX readings_taken_at_idx ON readings USING brin (taken_at);
== timeseries-index
-- finds: readings
-- set: readings tags=timeseries
CREATE TABLE readings (id int PRIMARY KEY, day date NOT NULL, taken_at timestamp NOT NULL);
CREATE INDEX i ON readings (day);
== timeseries-index
-- dialects: mysql mariadb sqlite
-- finds: readings
-- set: readings tags=time-series,log
CREATE TABLE readings (id int PRIMARY KEY, taken_at date NOT NULL);
== timeseries-index
-- finds: nothing
-- set: readings tags=timeseries
CREATE TABLE readings (id int PRIMARY KEY, device_id int, taken_at timestamp NOT NULL);
CREATE INDEX i ON readings (device_id, taken_at);
== timeseries-index
-- finds: nothing
-- set: readings tags=log
CREATE TABLE readings (id int PRIMARY KEY, taken_at timestamp NOT NULL);
== retention-undeclared
-- finds: a b c
-- set: a tags=audit
-- set: b.mail tags=pii
CREATE TABLE a (id int PRIMARY KEY);
CREATE TABLE b (id int PRIMARY KEY, mail varchar(90));
CREATE TABLE c (id int PRIMARY KEY, deleted_at timestamp NULL);
== retention-undeclared
-- finds: a
-- set: a tags=timeseries
CREATE TABLE a (id int PRIMARY KEY);
== retention-undeclared
-- finds: nothing
-- set: a tags=audit retention='ten years'
CREATE TABLE a (id int PRIMARY KEY, deleted_at timestamp NULL);
== retention-undeclared
-- finds: nothing
-- set: a tags=lookup
CREATE TABLE a (id int PRIMARY KEY, deleted int, created_at timestamp NULL);
== shard-key-in-key
-- finds: orders.k
-- set: orders sharding=hash shard_key=tenant_id
CREATE TABLE orders (id int NOT NULL, tenant_id int NOT NULL, code int NOT NULL, PRIMARY KEY (tenant_id, id), CONSTRAINT k UNIQUE (code));
-- becomes
CREATE TABLE orders (id int NOT NULL, tenant_id int NOT NULL, code int NOT NULL, PRIMARY KEY (tenant_id, id), CONSTRAINT k UNIQUE (code, tenant_id));
== shard-key-in-key
-- finds: orders.k
-- stays: lines refers to the key
-- set: orders sharding=range shard_key=tenant_id
CREATE TABLE orders (id int NOT NULL, tenant_id int NOT NULL, CONSTRAINT k UNIQUE (id));
CREATE TABLE lines (id int PRIMARY KEY, order_id int, FOREIGN KEY (order_id) REFERENCES orders (id));
== shard-key-in-key
-- finds: nothing
-- set: countries sharding=reference
-- set: orders sharding=hash shard_key=id
CREATE TABLE countries (id int PRIMARY KEY, code int UNIQUE);
CREATE TABLE orders (id int PRIMARY KEY, tenant_id int);
== shard-key-in-key
-- finds: nothing
-- set: orders shard_key=tenant_id
CREATE TABLE orders (id int PRIMARY KEY, tenant_id int);
== shard-crossing-fk
-- finds: orders.f
-- set: orders sharding=hash shard_key=id
-- set: customers sharding=hash shard_key=id
CREATE TABLE customers (id int PRIMARY KEY);
CREATE TABLE orders (id int PRIMARY KEY, customer_id int, CONSTRAINT f FOREIGN KEY (customer_id) REFERENCES customers (id));
== shard-crossing-fk
-- finds: orders.f
-- set: orders sharding=hash shard_key=customer_id
CREATE TABLE customers (id int PRIMARY KEY);
CREATE TABLE orders (id int, customer_id int, PRIMARY KEY (customer_id, id), CONSTRAINT f FOREIGN KEY (customer_id) REFERENCES customers (id));
== shard-crossing-fk
-- finds: nothing
-- set: orders sharding=hash shard_key=customer_id
-- set: customers sharding=hash shard_key=id
CREATE TABLE customers (id int PRIMARY KEY);
CREATE TABLE orders (id int, customer_id int, PRIMARY KEY (customer_id, id), CONSTRAINT f FOREIGN KEY (customer_id) REFERENCES customers (id));
== shard-crossing-fk
-- finds: nothing
-- set: orders sharding=hash shard_key=id
-- set: countries sharding=reference
CREATE TABLE countries (id int PRIMARY KEY);
CREATE TABLE orders (id int PRIMARY KEY, country_id int, CONSTRAINT f FOREIGN KEY (country_id) REFERENCES countries (id));
CREATE TABLE a (id int PRIMARY KEY, b_id int, FOREIGN KEY (b_id) REFERENCES b (id));
CREATE TABLE b (id int PRIMARY KEY);
== shard-scatter
-- finds: orders.open
-- set: orders sharding=hash shard_key=tenant_id
-- add: orders access_pattern name=open equals=state
-- add: orders access_pattern equals=state,tenant_id
CREATE TABLE orders (tenant_id int, id int, state int, PRIMARY KEY (tenant_id, id));
== shard-scatter
-- finds: orders.q
-- set: orders sharding=hash shard_key=tenant_id
-- add: orders access_pattern name=q query='SELECT * FROM orders WHERE tenant_id > ?'
CREATE TABLE orders (tenant_id int, id int, state int, PRIMARY KEY (tenant_id, id));
== shard-scatter
-- finds: nothing
-- set: orders sharding=range shard_key=tenant_id
-- add: orders access_pattern name=q query='SELECT * FROM orders WHERE tenant_id > ?'
-- add: orders access_pattern writes=1
CREATE TABLE orders (tenant_id int, id int, state int, PRIMARY KEY (tenant_id, id));
== shard-scatter
-- finds: nothing
-- add: orders access_pattern equals=state
CREATE TABLE orders (tenant_id int, id int, state int, PRIMARY KEY (tenant_id, id));
== shard-strategy
-- finds: orders
-- set: orders sharding=hash shard_key=tenant_id
-- add: orders access_pattern range=tenant_id
CREATE TABLE orders (tenant_id int, id int, PRIMARY KEY (tenant_id, id));
== shard-strategy
-- finds: a b
-- set: a sharding=range shard_key=at growth=100
-- set: b sharding=hash
CREATE TABLE a (at timestamp NOT NULL, id int, PRIMARY KEY (at, id));
CREATE TABLE b (id int PRIMARY KEY);
== shard-strategy
-- finds: orders
-- set: orders sharding=hash shard_key=tenant_id row_count=5000
CREATE TABLE orders (tenant_id int, id int, PRIMARY KEY (tenant_id, id));
== shard-strategy
-- finds: nothing
-- set: orders sharding=hash shard_key=tenant_id row_count=50000000
-- add: orders access_pattern equals=tenant_id range=id
CREATE TABLE orders (tenant_id int, id int, PRIMARY KEY (tenant_id, id));
== shard-strategy
-- finds: nothing
-- rule: shard-strategy rows=100
-- set: orders sharding=range shard_key=region row_count=5000 growth=100
CREATE TABLE orders (region int, id int, PRIMARY KEY (region, id));
== service-crossing-fk
-- finds: orders.f
-- set: users service=accounts
-- set: orders service=shop
CREATE TABLE users (id int PRIMARY KEY);
CREATE TABLE orders (id int PRIMARY KEY, user_id int, CONSTRAINT f FOREIGN KEY (user_id) REFERENCES users (id));
== service-crossing-fk
-- finds: v
-- set: users service=accounts
-- set: orders service=shop
CREATE TABLE users (id int PRIMARY KEY);
CREATE TABLE orders (id int PRIMARY KEY, user_id int);
CREATE VIEW v AS SELECT o.id FROM orders o JOIN users u ON u.id = o.user_id;
== service-crossing-fk
-- finds: nothing
-- set: users service=shop
-- set: orders service=Shop
CREATE TABLE users (id int PRIMARY KEY);
CREATE TABLE orders (id int PRIMARY KEY, user_id int, CONSTRAINT f FOREIGN KEY (user_id) REFERENCES users (id));
CREATE VIEW v AS SELECT o.id FROM orders o JOIN users u ON u.id = o.user_id;
== service-crossing-fk
-- finds: nothing
-- set: users service=accounts
CREATE TABLE users (id int PRIMARY KEY);
CREATE TABLE orders (id int PRIMARY KEY, user_id int, CONSTRAINT f FOREIGN KEY (user_id) REFERENCES users (id));
