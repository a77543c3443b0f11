-- A web shop: who buys what, and what happened to it. PostgreSQL.

CREATE TYPE order_status AS ENUM ('pending', 'paid', 'shipped', 'delivered', 'cancelled');

CREATE TABLE users (
    id            bigint GENERATED ALWAYS AS IDENTITY,
    email         varchar(255) NOT NULL,
    password_hash varchar(255) NOT NULL,
    is_active     boolean NOT NULL DEFAULT true,
    created_at    timestamptz NOT NULL DEFAULT now(),
    updated_at    timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pk_users PRIMARY KEY (id),
    CONSTRAINT uq_users_email UNIQUE (email)
);
COMMENT ON TABLE users IS 'People who can sign in';

CREATE TABLE user_profiles (
    user_id    bigint NOT NULL,
    first_name text,
    last_name  text,
    phone      varchar(32),
    birth_date date,
    CONSTRAINT pk_user_profiles PRIMARY KEY (user_id),
    CONSTRAINT fk_user_profiles_user_id FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
);
COMMENT ON TABLE user_profiles IS 'What a user may tell about themselves; one to one with users';

CREATE TABLE categories (
    id        bigint GENERATED ALWAYS AS IDENTITY,
    parent_id bigint,
    name      text NOT NULL,
    CONSTRAINT pk_categories PRIMARY KEY (id),
    CONSTRAINT uq_categories_parent_id_name UNIQUE NULLS NOT DISTINCT (parent_id, name),
    CONSTRAINT fk_categories_parent_id FOREIGN KEY (parent_id) REFERENCES categories (id)
);
COMMENT ON TABLE categories IS 'A tree of product categories';

CREATE TABLE products (
    id             bigint GENERATED ALWAYS AS IDENTITY,
    category_id    bigint NOT NULL,
    sku            varchar(40) NOT NULL,
    name           text NOT NULL,
    description    text,
    price          numeric(12, 2) NOT NULL,
    stock_quantity integer NOT NULL DEFAULT 0,
    created_at     timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pk_products PRIMARY KEY (id),
    CONSTRAINT uq_products_sku UNIQUE (sku),
    CONSTRAINT fk_products_category_id FOREIGN KEY (category_id) REFERENCES categories (id),
    CONSTRAINT ck_products_price_positive CHECK (price >= 0),
    CONSTRAINT ck_products_stock_quantity_positive CHECK (stock_quantity >= 0)
);
CREATE INDEX idx_products_category_id ON products (category_id);
COMMENT ON COLUMN products.sku IS 'Stock keeping unit, as printed on the shelf';

CREATE TABLE orders (
    id        bigint GENERATED ALWAYS AS IDENTITY,
    user_id   bigint NOT NULL,
    status    order_status NOT NULL DEFAULT 'pending',
    note      text,
    placed_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pk_orders PRIMARY KEY (id),
    CONSTRAINT fk_orders_user_id FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE RESTRICT
);
CREATE INDEX idx_orders_user_id ON orders (user_id);
CREATE INDEX idx_orders_placed_at_open ON orders (placed_at DESC) WHERE status = 'pending';

CREATE TABLE order_items (
    order_id   bigint NOT NULL,
    line_no    integer NOT NULL,
    product_id bigint NOT NULL,
    quantity   integer NOT NULL,
    unit_price numeric(12, 2) NOT NULL,
    CONSTRAINT pk_order_items PRIMARY KEY (order_id, line_no),
    CONSTRAINT uq_order_items_order_id_product_id UNIQUE (order_id, product_id),
    CONSTRAINT fk_order_items_order_id FOREIGN KEY (order_id) REFERENCES orders (id) ON DELETE CASCADE,
    CONSTRAINT fk_order_items_product_id FOREIGN KEY (product_id) REFERENCES products (id),
    CONSTRAINT ck_order_items_quantity_positive CHECK (quantity > 0)
);
CREATE INDEX idx_order_items_product_id ON order_items (product_id);
COMMENT ON COLUMN order_items.unit_price IS 'Price when it was ordered; products.price may have moved on';

CREATE TABLE audit_log (
    id         bigint GENERATED ALWAYS AS IDENTITY,
    user_id    bigint,
    action     text NOT NULL,
    table_name text NOT NULL,
    row_key    text NOT NULL,
    changes    jsonb NOT NULL DEFAULT '{}',
    happened_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pk_audit_log PRIMARY KEY (id),
    CONSTRAINT fk_audit_log_user_id FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE SET NULL
);
CREATE INDEX idx_audit_log_user_id ON audit_log (user_id);
CREATE INDEX idx_audit_log_happened_at ON audit_log (happened_at);
