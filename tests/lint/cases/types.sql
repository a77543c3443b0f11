== float-for-money
-- finds: items.price
CREATE TABLE items (id int PRIMARY KEY, price real);
-- becomes
CREATE TABLE items (id int PRIMARY KEY, price numeric(12,2));
== float-for-money
-- finds: nothing
CREATE TABLE items (id int PRIMARY KEY, tax_rate real, price int);
