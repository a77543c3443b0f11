/*
 * What each rule finds and, at least as important, what it does not: negatives and the near misses
 * that real schemas are full of.
 */
#include "lint/models.h"

enum { NEW = 1, DRAWN = 2 }; /* a model of our own; relationships drawn as exactly one */

static const struct example {
    const char *rule, *dialect;
    int flags;
    const char *found; /* the finding's path, or NULL for none */
    const char *sql;
} examples[] = {
    /* ------------------------------------------------------------ names in general */
    {"name-case", "postgresql", NEW, "Orders", "CREATE TABLE \"Orders\" (id int PRIMARY KEY);"},
    {"name-case", "postgresql", NEW, NULL, "CREATE TABLE order_lines (id int, q1 int);"},
    {"name-case", "postgresql", 0, NULL, /* a model that is PascalCase throughout */
     "CREATE TABLE \"Album\" (\"AlbumId\" int, \"Title\" text, \"ArtistId\" int);"
     "CREATE TABLE \"Artist\" (\"ArtistId\" int, \"Name\" text);"
     "CREATE TABLE \"Genre\" (\"GenreId\" int);"},
    {"name-case", "postgresql", 0, "JOBS", /* the columns go with their table */
     "CREATE TABLE a (x_y int, z int); CREATE TABLE b (x int, z_y int); CREATE TABLE c (x int, y "
     "int);"
     "CREATE TABLE \"JOBS\" (\"JOB_ID\" int, \"NAME\" text);"},
    {"name-case", "postgresql", NEW, NULL, "CREATE TABLE schema_migrations (\"Version\" text);"},
    {"table-number", "postgresql", NEW, "order", "CREATE TABLE \"order\" (id int PRIMARY KEY);"},
    {"table-number", "postgresql", NEW, NULL, /* words without a number */
     "CREATE TABLE equipment (id int); CREATE TABLE news (id int); CREATE TABLE billing (id int);"
     "CREATE TABLE address_info (id int); CREATE TABLE canvas (id int);"},
    {"table-number", "postgresql", 0, NULL, /* an imported model of both kinds has no convention */
     "CREATE TABLE users (id int); CREATE TABLE orders (id int);"
     "CREATE TABLE product (id int); CREATE TABLE invoice (id int);"},
    {"table-prefix", "postgresql", NEW, "vw_orders", "CREATE TABLE vw_orders (id int);"},
    {"table-prefix", "postgresql", NEW, "tblOrders", "CREATE TABLE \"tblOrders\" (id int);"},
    {"table-prefix", "postgresql", NEW, NULL, /* not a prefix but part of a word, or all of it */
     "CREATE TABLE tables (id int); CREATE TABLE tbl (id int); CREATE TABLE \"tShirts\" (id int);"},
    {"table-prefix", "postgresql", 0, NULL,
     "CREATE TABLE t_user (id int); CREATE TABLE t_role (id int); CREATE TABLE t_group (id int);"},

    /* ------------------------------------------------------------ names of columns */
    {"column-vague-name", "postgresql", 0, "persons.flag", "CREATE TABLE persons (flag boolean);"},
    {"column-vague-name", "postgresql", 0, NULL, /* a table of settings, and telling names */
     "CREATE TABLE settings (name text, value text);"
     "CREATE TABLE files (created_at timestamp, data_type text, text_body text, birth_date date);"},
    {"column-abbreviation", "postgresql", 0, "users.usr_nm", "CREATE TABLE users (usr_nm text);"},
    {"column-abbreviation", "postgresql", NEW, "users.prsn", "CREATE TABLE users (prsn text);"},
    {"column-abbreviation", "postgresql", NEW, NULL,
     "CREATE TABLE pages (id int, url text, html text, sql text, uuid uuid, http_status int,"
     " rhythm text, sky text, md5 text, x1 int);"},
    {"pk-column-name", "postgresql", NEW, "users.number",
     "CREATE TABLE users (number int PRIMARY KEY);"},
    {"pk-column-name", "postgresql", NEW, NULL, /* both forms, a natural and an inherited key */
     "CREATE TABLE users (id int PRIMARY KEY);"
     "CREATE TABLE order_items (order_item_id int PRIMARY KEY);"
     "CREATE TABLE countries (code char(2) PRIMARY KEY);"
     "CREATE TABLE profiles (user_ref int PRIMARY KEY REFERENCES users (id));"},
    {"fk-column-name", "postgresql", NEW, "orders.buyer",
     "CREATE TABLE users (id int PRIMARY KEY);"
     "CREATE TABLE orders (id int PRIMARY KEY, buyer int REFERENCES users (id));"},
    {"fk-column-name", "postgresql", NEW,
     NULL, /* roles, self references, natural and shared keys */
     "CREATE TABLE users (id int PRIMARY KEY, parent_id int REFERENCES users (id));"
     "CREATE TABLE countries (code char(2) PRIMARY KEY);"
     "CREATE TABLE posts (id int PRIMARY KEY REFERENCES users (id),"
     " author_id int REFERENCES users (id), reviewer_id int REFERENCES users (id),"
     " created_by int REFERENCES users (id), country_code char(2) REFERENCES countries (code),"
     " country char(2) REFERENCES countries (code));"},
    {"boolean-prefix", "postgresql", NEW, "users.newsletter",
     "CREATE TABLE users (newsletter boolean);"},
    {"boolean-prefix", "postgresql", NEW, NULL,
     "CREATE TABLE users (is_admin boolean, has_car boolean, active boolean, verified boolean,"
     " email_enabled boolean, allows_mail boolean, public boolean, newsletter int);"},
    {"boolean-prefix", "mysql", NEW, "users.newsletter",
     "CREATE TABLE users (newsletter tinyint(1));"},
    {"boolean-negative", "postgresql", 0, "users.has_no_email",
     "CREATE TABLE users (has_no_email boolean);"},
    {"boolean-negative", "postgresql", 0, "users.notSent",
     "CREATE TABLE users (\"notSent\" boolean);"},
    {"boolean-negative", "postgresql", 0, NULL,
     "CREATE TABLE users (is_notified boolean, notable boolean, no_of_rows boolean, no_rows int,"
     " has_notes boolean);"},
    {"timestamp-suffix", "postgresql", NEW, "posts.created",
     "CREATE TABLE posts (created timestamptz);"},
    {"timestamp-suffix", "postgresql", NEW, "posts.created_at",
     "CREATE TABLE posts (created_at date);"},
    {"timestamp-suffix", "postgresql", NEW, NULL,
     "CREATE TABLE posts (created_at timestamp, birth_date date, due_on date, date_of_birth date,"
     " valid_from timestamp, valid_until date, \"sentAt\" timestamptz, created_on int);"},
    {"timestamp-suffix", "postgresql", 0, NULL, /* another convention */
     "CREATE TABLE a (last_update timestamp, create_date timestamp, rental_date timestamp);"},

    /* ------------------------------------------------------------ names of constraints */
    {"constraint-name", "postgresql", NEW, "users.wrong",
     "CREATE TABLE users (id int CONSTRAINT wrong PRIMARY KEY);"},
    {"constraint-name", "postgresql", NEW, "orders.fk_orders_users",
     /* which of the two? */
     "CREATE TABLE users (id int PRIMARY KEY);"
     "CREATE TABLE orders (buyer_id int CONSTRAINT fk_orders_users REFERENCES users (id),"
     " seller_id int CONSTRAINT fk_orders_seller_id REFERENCES users (id));"},
    {"constraint-name", "postgresql", NEW, NULL, /* convention, server and mappers, and unnamed */
     "CREATE TABLE users (id int CONSTRAINT users_pkey PRIMARY KEY,"
     " email text CONSTRAINT uq_users_email UNIQUE, age int CONSTRAINT ck_users_age CHECK (age > "
     "0),"
     " name text UNIQUE, city text CONSTRAINT users_city_key UNIQUE);"
     "CREATE TABLE orders (a int CONSTRAINT fk_rails_0123456789 REFERENCES users (id),"
     " b int CONSTRAINT fk_orders_b REFERENCES users (id),"
     " c int CONSTRAINT orders_c_fkey REFERENCES users (id),"
     " d int CONSTRAINT fkh5tk2p0a93nd8f7skq1l2m4x REFERENCES users (id));"},
    {"constraint-name", "postgresql", 0, NULL, /* its own convention */
     "CREATE TABLE a (x int CONSTRAINT chk_a_x CHECK (x > 0), y int CONSTRAINT chk_a_y CHECK (y > "
     "0),"
     " z int CONSTRAINT chk_a_z CHECK (z > 0));"},
    {"index-name", "postgresql", NEW, "users.fast",
     "CREATE TABLE users (email text); CREATE INDEX fast ON users (email);"},
    {"index-name", "postgresql", NEW, NULL,
     "CREATE TABLE users (email text, city text); CREATE INDEX ix_users_email ON users (email);"
     "CREATE UNIQUE INDEX uidx_users_city ON users (city); CREATE INDEX ON users (email, city);"
     "CREATE INDEX idx_users_lookup ON users (city, email);"
     "CREATE INDEX index_users_on_city_1a2b3c4d ON users (city) WHERE city > 'a';"},
    {"index-name", "mysql", NEW, NULL,
     "CREATE TABLE users (email varchar(9), KEY email (email), KEY email_2 (email));"},

    /* ------------------------------------------------------------ limits */
    {"name-reserved-word", "postgresql", 0, "users.order", "CREATE TABLE users (\"order\" int);"},
    {"name-reserved-word", "postgresql", 0, NULL, /* keywords that are not reserved */
     "CREATE TABLE users (name text, value int, key int, type text, date date);"},
    {"name-too-long", "postgresql", 0, NULL,
     "CREATE TABLE a123456789b123456789c123456789d123456789e123456789f123456789abc (id int);"},
    {"name-collision", "postgresql", 0, "b.idx_x", /* indexes share one namespace in a schema */
     "CREATE TABLE a (x int); CREATE TABLE b (x int);"
     "CREATE INDEX idx_x ON a (x); CREATE INDEX idx_x ON b (x);"},
    {"name-collision", "mysql", 0, NULL, /* but not in MySQL */
     "CREATE TABLE a (x int, KEY idx_x (x)); CREATE TABLE b (x int, KEY idx_x (x));"},
    {"name-collision", "postgresql", 0, NULL, /* checks are named within their table */
     "CREATE TABLE a (x int CONSTRAINT positive CHECK (x > 0));"
     "CREATE TABLE b (x int CONSTRAINT positive CHECK (x > 0));"},
    {"name-collision", "postgresql", 0, NULL,
     "CREATE TABLE \"Users\" (id int); CREATE TABLE users (id int);"},
    {"name-collision", "sqlite", 0, NULL, /* a temporary table hides the other */
     "CREATE TABLE t (a int); CREATE INDEX i ON t (a); CREATE VIEW v AS SELECT a FROM t;"
     "CREATE TEMP TABLE t (b int); CREATE INDEX temp.i ON t (b);"
     "CREATE TEMP VIEW v AS SELECT b FROM t;"},

    /* ------------------------------------------------------------ keys */
    {"pk-missing", "postgresql", 0, NULL, /* partitions, temporary tables, bookkeeping */
     "CREATE TABLE logs (id int, day date, PRIMARY KEY (id, day)) PARTITION BY RANGE (day);"
     "CREATE TABLE logs_1 PARTITION OF logs FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');"
     "CREATE TABLE flyway_schema_history (version text);"},
    {"pk-type", "postgresql", 0, "users.name", "CREATE TABLE users (name text PRIMARY KEY);"},
    {"pk-type", "postgresql", 0, NULL,
     "CREATE TABLE a (id bigint PRIMARY KEY); CREATE TABLE b (id uuid PRIMARY KEY);"
     "CREATE TABLE countries (iso_code char(2) PRIMARY KEY);"
     "CREATE TABLE c (a_id bigint, name text, PRIMARY KEY (a_id, name));"
     "CREATE TABLE d (iso_code char(2) PRIMARY KEY REFERENCES countries (iso_code));"},
    {"pk-type", "mysql", 0, NULL, "CREATE TABLE a (id binary(16) PRIMARY KEY);"},
    {"unique-implied", "postgresql", 0, "users.(unique key)",
     "CREATE TABLE users (a int UNIQUE, b int, UNIQUE (b, a));"},
    {"unique-implied", "postgresql", 0, NULL, /* what a composite foreign key refers to */
     "CREATE TABLE users (id int PRIMARY KEY, tenant int, UNIQUE (id, tenant));"
     "CREATE TABLE posts (user_id int, tenant int,"
     " FOREIGN KEY (user_id, tenant) REFERENCES users (id, tenant));"},
    {"unique-implied", "postgresql", 0, NULL, /* unique among some rows only, or by an expression */
     "CREATE TABLE users (a int, b text, UNIQUE (a, b));"
     "CREATE UNIQUE INDEX i ON users (a) WHERE b IS NULL;"
     "CREATE UNIQUE INDEX j ON users (lower(b));"},
    {"relation-optionality", "postgresql", DRAWN, NULL,
     "CREATE TABLE users (id int PRIMARY KEY);"
     "CREATE TABLE posts (user_id int NOT NULL REFERENCES users (id));"},
    {"relation-optionality", "postgresql", 0, NULL, /* told by the columns */
     "CREATE TABLE users (id int PRIMARY KEY);"
     "CREATE TABLE posts (user_id int REFERENCES users (id));"},
    {"junction-key", "postgresql", 0, "order_items",
     "CREATE TABLE orders (id int PRIMARY KEY); CREATE TABLE products (id int PRIMARY KEY);"
     "CREATE TABLE order_items (id int PRIMARY KEY, order_id int REFERENCES orders (id),"
     " product_id int REFERENCES products (id), quantity int, price numeric);"},
    {"junction-key", "postgresql", 0, NULL, /* unique among rows that are not deleted */
     "CREATE TABLE users (id int PRIMARY KEY); CREATE TABLE roles (id int PRIMARY KEY);"
     "CREATE TABLE user_roles (id int PRIMARY KEY, user_id int REFERENCES users (id),"
     " role_id int REFERENCES roles (id), deleted_at timestamp);"
     "CREATE UNIQUE INDEX i ON user_roles (user_id, role_id) WHERE deleted_at IS NULL;"},
    {"junction-key", "postgresql", 0, NULL, /* an ordered list */
     "CREATE TABLE lists (id int PRIMARY KEY); CREATE TABLE songs (id int PRIMARY KEY);"
     "CREATE TABLE list_songs (id int PRIMARY KEY, list_id int REFERENCES lists (id),"
     " song_id int REFERENCES songs (id), position int);"},
    {"junction-key", "postgresql", 0, NULL, /* events and entities with content of their own */
     "CREATE TABLE users (id int PRIMARY KEY); CREATE TABLE films (id int PRIMARY KEY);"
     "CREATE TABLE reviews (id int PRIMARY KEY, user_id int REFERENCES users (id),"
     " film_id int REFERENCES films (id), body text);"
     "CREATE TABLE payments (id int PRIMARY KEY, user_id int REFERENCES users (id),"
     " film_id int REFERENCES films (id), amount numeric, payment_date timestamp);"},

    /* ------------------------------------------------------------ integrity */
    {"fk-missing", "postgresql", 0, "posts.created_by",
     "CREATE TABLE users (id int PRIMARY KEY);"
     "CREATE TABLE posts (id int PRIMARY KEY, created_by int);"},
    {"fk-missing", "postgresql", 0, "rental.customer_id", /* keys named after their table */
     "CREATE TABLE customer (customer_id int PRIMARY KEY);"
     "CREATE TABLE rental (rental_id int PRIMARY KEY, customer_id int);"},
    {"fk-missing", "postgresql", 0, NULL, /* another type; its own name; a polymorphic pair */
     "CREATE TABLE users (id int PRIMARY KEY);"
     "CREATE TABLE reactions (id int PRIMARY KEY, user_id text, reaction_id int, external_id int);"
     "CREATE TABLE comments (id int PRIMARY KEY, user_id int, user_type text);"},
    {"fk-missing", "postgresql", 0, NULL, /* declared on the partitions */
     "CREATE TABLE users (id int PRIMARY KEY);"
     "CREATE TABLE logs (user_id int, day date) PARTITION BY RANGE (day);"
     "CREATE TABLE logs_1 PARTITION OF logs FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');"
     "ALTER TABLE logs_1 ADD FOREIGN KEY (user_id) REFERENCES users (id);"},
    {"fk-broken", "postgresql", 0, "posts.(relationship)",
     "CREATE TABLE users (id int PRIMARY KEY);"
     "CREATE TABLE posts (user_id int REFERENCES users (uid));"},
    {"fk-broken", "postgresql", 0, NULL,
     "CREATE TABLE nodes (id int PRIMARY KEY, parent_id int REFERENCES nodes);"},
    {"fk-type-mismatch", "postgresql", 0, "posts.(relationship)",
     "CREATE TABLE users (id bigint PRIMARY KEY);"
     "CREATE TABLE posts (user_id text REFERENCES users (id));"},
    {"fk-type-mismatch", "mysql", 0, "posts.f",
     "CREATE TABLE users (id int unsigned PRIMARY KEY);"
     "CREATE TABLE posts (user_id int, CONSTRAINT f FOREIGN KEY (user_id) REFERENCES users (id));"},
    {"fk-type-mismatch", "postgresql", 0, NULL, /* serial is an integer; a longer text is fine */
     "CREATE TABLE users (id serial PRIMARY KEY, name varchar(20) UNIQUE);"
     "CREATE TABLE posts (user_id integer REFERENCES users (id),"
     " user_name text REFERENCES users (name));"},
    {"fk-type-mismatch", "sqlite", 0, NULL, /* one affinity */
     "CREATE TABLE users (id INTEGER PRIMARY KEY); "
     "CREATE TABLE posts (user_id BIGINT REFERENCES users (id));"},
    {"fk-set-null-not-null", "postgresql", 0, NULL,
     "CREATE TABLE users (id int PRIMARY KEY);"
     "CREATE TABLE posts (user_id int REFERENCES users (id) ON DELETE SET NULL,"
     " author_id int NOT NULL REFERENCES users (id) ON DELETE CASCADE);"},
    {"fk-set-null-not-null", "postgresql", 0, NULL, /* only the column that may be null is set */
     "CREATE TABLE users (id int, tenant int, PRIMARY KEY (tenant, id));"
     "CREATE TABLE posts (tenant int NOT NULL, user_id int, FOREIGN KEY (tenant, user_id)"
     " REFERENCES users (tenant, id) ON DELETE SET NULL (user_id));"},

    /* ------------------------------------------------------------ types */
    {"float-for-money", "sqlite", 0, "items.unitPrice", "CREATE TABLE items (unitPrice REAL);"},
    {"float-for-money", "postgresql", 0, NULL, /* exact, or no money */
     "CREATE TABLE items (price numeric(10,2), tax_rate real, discount real, total_time real,"
     " fee_percent double precision, weight real, pricey real);"},

};

static struct tn_model *model_of(const struct example *example) {
    struct tn_model *model = read_sql(example->dialect, example->sql);
    if (example->flags & NEW)
        make_new(model);
    if (example->flags & DRAWN)
        draw_exactly_one(model);
    facts_apply(model, example->sql);
    return model;
}

static void rules_find_what_they_should_and_no_more(void **state) {
    (void)state;
    for (size_t i = 0; i < TN_LENGTH(examples); i++) {
        const struct example *example = &examples[i];
        struct tn_model *model = model_of(example);
        struct tn_findings findings = lint_one(model, example->rule);
        struct tn_buffer text = {0};
        tn_findings_print(&findings, &text);
        bool right = example->found
                         ? findings.count == 1 && !strcmp(findings.items[0].path, example->found)
                         : findings.count == 0;
        if (!right)
            fail_msg("%s, expected %s, found:\n%s%s", example->rule,
                     example->found ? example->found : "nothing", tn_buffer_text(&text),
                     example->sql);
        tn_buffer_free(&text);
        tn_findings_free(&findings);
        tn_model_free(model);
    }
}

static void every_rule_finds_something_in_its_example(void **state) {
    (void)state;
    for (size_t i = 0; i < tn_rule_count; i++) {
        struct tn_model *model = read_example(tn_rules[i]);
        struct tn_findings findings = lint_one(model, tn_rules[i]->id);
        if (!findings.count)
            fail_msg("%s finds nothing in its example", tn_rules[i]->id);
        assert_string_equal(findings.items[0].rule, tn_rules[i]->id);
        assert_non_null(findings.items[0].remedy);
        tn_findings_free(&findings);
        tn_model_free(model);
    }
}

static void messages_name_both_sides(void **state) {
    (void)state;
    struct tn_model *model = read_example(tn_rule_find("fk-type-mismatch"));
    struct tn_findings findings = lint_one(model, "fk-type-mismatch");
    assert_string_equal(findings.items[0].message,
                        "orders.customer_id is bigint, customers.id is integer");
    assert_string_equal(findings.items[0].remedy, "Make orders.customer_id integer");
    assert_int_equal(findings.items[0].severity, TN_WARNING); /* PostgreSQL takes it */
    tn_findings_free(&findings);
    tn_model_free(model);
}

static void a_broken_reference_names_what_was_meant(void **state) {
    (void)state;
    struct tn_model *model = read_sql("postgresql", "CREATE TABLE categories (id int PRIMARY KEY);"
                                                    "CREATE TABLE a (x int REFERENCES category);"
                                                    "CREATE TABLE b (x int REFERENCES catgories);"
                                                    "CREATE TABLE c (x int REFERENCES nothing);");
    struct tn_findings findings = lint_one(model, "fk-broken");
    assert_int_equal(findings.count, 3);
    assert_non_null(strstr(findings.items[0].remedy, "mean categories"));
    assert_non_null(strstr(findings.items[1].remedy, "mean categories"));
    assert_null(strstr(findings.items[2].remedy, "mean"));
    tn_findings_free(&findings);
    tn_model_free(model);
}

static void other_targets_have_their_say(void **state) {
    (void)state;
    struct tn_model *model = read_sql("postgresql", "CREATE TABLE users (id int, rank int);");
    struct tn_findings none = lint_one(model, "name-reserved-word");
    assert_int_equal(none.count, 0);
    tn_texts_append(model, &model->project->targets, "mysql");
    struct tn_findings found = lint_one(model, "name-reserved-word");
    assert_int_equal(found.count, 1);
    assert_non_null(strstr(found.items[0].message, "MySQL"));
    tn_findings_free(&found);
    tn_model_free(model);
}

/* Names are compared as the server keeps them: cut after 63 bytes. */
static void names_equal_after_cutting_collide(void **state) {
    (void)state;
    struct tn_model *model = tn_model_new(0, 0);
    const char *sixty = "a123456789b123456789c123456789d123456789e123456789f123456789";
    struct tn_arena arena = {0};
    tn_add(model, TN_entity, model->project, tn_arena_format(&arena, "%sxyz_one", sixty));
    tn_add(model, TN_entity, model->project, tn_arena_format(&arena, "%sxyz_two", sixty));
    struct tn_findings findings = lint_one(model, "name-collision");
    assert_int_equal(findings.count, 1);
    tn_findings_free(&findings);
    tn_arena_free(&arena);
    tn_model_free(model);
}

int main(void) {
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_rule_finds_something_in_its_example),
        cmocka_unit_test(rules_find_what_they_should_and_no_more),
        cmocka_unit_test(messages_name_both_sides),
        cmocka_unit_test(a_broken_reference_names_what_was_meant),
        cmocka_unit_test(other_targets_have_their_say),
        cmocka_unit_test(names_equal_after_cutting_collide),
    };
    return tn_test_run("lint rules", tests);
}
