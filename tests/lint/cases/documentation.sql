== comment-missing
-- finds: orders orders.state
CREATE TABLE orders (id int PRIMARY KEY, state int, created_at timestamp);
== comment-missing
-- rule: comment-missing kinds='index constraint' where=begun
-- set: orders.idx_state comment='for the list of open orders'
-- finds: orders.idx_other
CREATE TABLE orders (id int PRIMARY KEY, state int, other int, CONSTRAINT ck_state CHECK (state > 0));
CREATE INDEX idx_state ON orders (state);
CREATE INDEX idx_other ON orders (other);
== comment-missing
-- set: orders comment='what customers ordered'
-- set: orders.state comment='1 open, 2 paid'
-- finds: nothing
CREATE TABLE orders (id int PRIMARY KEY, state int, created_at timestamp, parent_id int,
    FOREIGN KEY (parent_id) REFERENCES orders (id));
== comment-missing
-- rule: comment-missing where=begun
-- finds: nothing
CREATE TABLE orders (id int PRIMARY KEY, state int);

== comment-length
-- set: project targets=mysql
-- set: t.a comment='words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words'
-- finds: t.a
CREATE TABLE t (id int PRIMARY KEY, a int);
== comment-length
-- set: project targets=mariadb,postgresql
-- set: t.i comment='xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx'
-- finds: t.i
CREATE TABLE t (id int PRIMARY KEY, a int);
CREATE INDEX i ON t (a);
== comment-length
-- set: project targets=mysql
-- set: t comment='words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words'
-- finds: nothing
CREATE TABLE t (id int PRIMARY KEY, a int);
== comment-length
-- set: project targets=mysql
-- set: t.a comment='a short one'
-- finds: nothing
CREATE TABLE t (id int PRIMARY KEY, a int);
== comment-length
-- dialects: postgresql sqlite
-- set: t.a comment='words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words words'
-- finds: nothing
CREATE TABLE t (id int PRIMARY KEY, a int);

== diagram-missing
-- add: project diagram name=sales focus=orders depth=1
-- finds: sensors
CREATE TABLE orders (id int PRIMARY KEY);
CREATE TABLE sensors (id int PRIMARY KEY);
== diagram-missing
-- add: project area name=sales
-- add: project area name=stock
-- set: orders area=sales
-- set: parts area=stock
-- add: project diagram name=sales area=sales
-- finds: items parts
CREATE TABLE orders (id int PRIMARY KEY);
CREATE TABLE items (id int PRIMARY KEY);
CREATE TABLE parts (id int PRIMARY KEY);
== diagram-missing
-- finds: nothing
CREATE TABLE orders (id int PRIMARY KEY);
== diagram-missing
-- add: project diagram name=everything
-- add: project diagram name=near focus=orders
-- finds: nothing
CREATE TABLE orders (id int PRIMARY KEY);
CREATE TABLE sensors (id int PRIMARY KEY);
== diagram-missing
-- add: project diagram name=near focus=orders depth=2
-- finds: nothing
CREATE TABLE orders (id int PRIMARY KEY);
CREATE TABLE items (id int PRIMARY KEY, order_id int, FOREIGN KEY (order_id) REFERENCES orders (id));
CREATE TABLE notes (id int PRIMARY KEY, item_id int, FOREIGN KEY (item_id) REFERENCES items (id));

== table-isolated
-- finds: badges
CREATE TABLE users (id int PRIMARY KEY);
CREATE TABLE posts (id int PRIMARY KEY, user_id int, FOREIGN KEY (user_id) REFERENCES users (id));
CREATE TABLE votes (id int PRIMARY KEY, post_id int, FOREIGN KEY (post_id) REFERENCES posts (id));
CREATE TABLE badges (id int PRIMARY KEY, title text);
== table-isolated
-- finds: badges colors
CREATE TABLE users (id int PRIMARY KEY);
CREATE TABLE posts (id int PRIMARY KEY, user_id int, FOREIGN KEY (user_id) REFERENCES users (id));
CREATE TABLE votes (id int PRIMARY KEY, post_id int, FOREIGN KEY (post_id) REFERENCES posts (id));
CREATE TABLE likes (id int PRIMARY KEY, post_id int, FOREIGN KEY (post_id) REFERENCES posts (id));
CREATE TABLE badges (id int PRIMARY KEY, title text);
CREATE TABLE colors (id int PRIMARY KEY, title text);
== table-isolated
-- set: colors tags=lookup
-- rule: table-isolated also=stuff
-- finds: nothing
CREATE TABLE users (id int PRIMARY KEY);
CREATE TABLE posts (id int PRIMARY KEY, user_id int, FOREIGN KEY (user_id) REFERENCES users (id));
CREATE TABLE votes (id int PRIMARY KEY, post_id int, FOREIGN KEY (post_id) REFERENCES posts (id));
CREATE TABLE likes (id int PRIMARY KEY, post_id int, FOREIGN KEY (post_id) REFERENCES posts (id));
CREATE TABLE settings (id int PRIMARY KEY, title text);
CREATE TABLE colors (id int PRIMARY KEY, title text);
== table-isolated
-- finds: nothing
CREATE TABLE users (id int PRIMARY KEY);
CREATE TABLE posts (id int PRIMARY KEY, user_id int);
CREATE TABLE votes (id int PRIMARY KEY, post_id int);

== table-tag
-- finds: orders
CREATE TABLE orders (id int PRIMARY KEY);
== table-tag
-- set: orders service=shop
-- finds: items
CREATE TABLE orders (id int PRIMARY KEY);
CREATE TABLE items (id int PRIMARY KEY);
== table-tag
-- set: orders service=shop
-- set: logs tags=log
-- finds: nothing
CREATE TABLE orders (id int PRIMARY KEY);
CREATE TABLE logs (id int PRIMARY KEY);
== table-tag
-- add: project area name=sales
-- set: orders area=sales
-- finds: nothing
CREATE TABLE orders (id int PRIMARY KEY);

== waiver-hygiene
-- add: project waiver rule=pk-missing subject=orders reason='a heap, for speed'
-- finds: (waiver)
CREATE TABLE orders (id int PRIMARY KEY);
== waiver-hygiene
-- add: project waiver rule=pk-missing subject=orders reason='until it is mended' expires=2001-12-31
-- add: project waiver rule=pk-mising reason='written wrong'
-- finds: (waiver) (waiver)
CREATE TABLE orders (number int);
== waiver-hygiene
-- add: project waiver rule=pk-missing subject=orders
-- finds: (waiver)
-- stays: must be mended by hand
CREATE TABLE orders (number int);
== waiver-hygiene
-- add: project waiver rule=pk-missing subject=orders reason='a heap' expires=31.12.2099
-- finds: (waiver)
-- stays: must be mended by hand
CREATE TABLE orders (number int);
== waiver-hygiene
-- add: project waiver rule=pk-missing subject=orders reason='a heap, for speed' expires=2999-12-31
-- add: project waiver rule=column-vague-name reason='short names are wanted'
-- finds: nothing
CREATE TABLE orders (number int, info text);
== waiver-hygiene
-- add: project waiver rule=comment-missing reason='a rule that is off is judged, too'
-- finds: nothing
CREATE TABLE orders (id int PRIMARY KEY);

== ruling-invalid
-- add: project ruling name=pk-mising severity=off
-- finds: pk-mising
CREATE TABLE orders (id int PRIMARY KEY);
== ruling-invalid
-- add: project ruling name=table-number options=number=dual
-- add: project ruling name=table-prefix options=prefix=x
-- add: project ruling name=pk-missing severity=fatal
-- finds: table-number table-prefix pk-missing
CREATE TABLE orders (id int PRIMARY KEY);
== ruling-invalid
-- add: project ruling name=name-case options=except=((
-- add: project ruling name=row-too-wide options=average=lots
-- finds: name-case row-too-wide
CREATE TABLE orders (id int PRIMARY KEY);
== ruling-invalid
-- add: project ruling name=table-number options=number=plural severity=warning
-- add: project ruling name=pk-missing severity=off
-- finds: nothing
CREATE TABLE orders (id int PRIMARY KEY);
== ruling-invalid
-- add: project ruling name=my-rule query='SELECT id, name FROM entity' severity=info
-- finds: nothing
CREATE TABLE orders (id int PRIMARY KEY);
