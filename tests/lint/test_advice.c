/*
 * Advice on indexes. What is proposed serves all patterns by the definition, and no smaller set of
 * indexes does: a brute-force search says so of random patterns. What queries ask of their tables.
 */
#include "lint/models.h"
#include "tenon/advice.h"

#include <stdio.h>

/* ------------------------------------------------------------------ what is proposed, as text */

static void put_advice(const struct tn_advice *advice, struct tn_buffer *out) {
    tn_put_format(out, "%s%s%s%s(", advice->dropped ? "drop " : "", advice->entity->name,
                  *advice->method ? " " : "", advice->method);
    for (size_t i = 0; i < advice->part_count; i++) {
        const struct tn_advice_part *part = &advice->parts[i];
        tn_put_format(out, "%s%s%s%s%s", i ? ", " : "",
                      part->attribute ? part->attribute->name : part->expression,
                      part->descending ? " desc" : "", *part->operator_class ? " " : "",
                      part->operator_class);
    }
    if (advice->dropped)
        tn_put(out, advice->dropped->name);
    tn_put(out, ")");
    for (size_t i = 0; i < advice->include.count; i++)
        tn_put_format(out, "%s%s", i ? ", " : " include ", advice->include.items[i]->name);
    if (*advice->predicate)
        tn_put_format(out, " where %s", advice->predicate);
}

static struct tn_buffer advice_of(const char *dialect, const char *script, bool covering) {
    struct tn_model *model = read_sql(dialect, script);
    facts_apply(model, script);
    struct tn_advices advices = {0};
    struct tn_buffer out = {0};
    tn_advise(model, &(struct tn_advice_options){.covering = covering}, &advices);
    for (size_t i = 0; i < advices.list.count; i++) {
        tn_put(&out, i ? "; " : "");
        put_advice(&advices.list.items[i], &out);
    }
    tn_advices_free(&advices);
    tn_model_free(model);
    return out;
}

static void wants(const char *dialect, const char *script, const char *expected) {
    struct tn_buffer out = advice_of(dialect, script, false);
    if (strcmp(tn_buffer_text(&out), expected) != 0)
        fail_msg("%s: %s\ninstead of: %s\n%s", dialect, tn_buffer_text(&out), expected, script);
    tn_buffer_free(&out);
}

#define ORDERS                                                                                     \
    "CREATE TABLE customers (id int PRIMARY KEY, email varchar(90) NOT NULL, city varchar(50));\n" \
    "CREATE TABLE orders (id int PRIMARY KEY, customer_id int NOT NULL, status varchar(9) NOT "    \
    "NULL,\n placed_at timestamp NOT NULL, deleted_at timestamp NULL, total int, note text);\n"

/* ------------------------------------------------------------------ from fields */

static const struct {
    const char *dialect, *facts, *expected;
} by_fields[] = {
    {"postgresql", "-- add: orders access_pattern equals=status", "orders(status)"},
    {"postgresql", "-- add: orders access_pattern equals=status range=placed_at",
     "orders(status, placed_at)"},
    /* the order is worth more where only the first rows are taken */
    {"postgresql", "-- add: orders access_pattern equals=status range=total sort=placed_at",
     "orders(status, total)"},
    {"postgresql",
     "-- add: orders access_pattern equals=status range=total sort=placed_at limited=1",
     "orders(status, placed_at)"},
    {"postgresql", "-- add: orders access_pattern range=placed_at sort=placed_at,id",
     "orders(placed_at, id)"},
    {"postgresql", "-- add: orders access_pattern sort=placed_at", ""}, /* all rows */
    {"postgresql", "-- add: orders access_pattern sort=placed_at descending=placed_at limited=1",
     "orders(placed_at)"},
    /* two directions need to be told; one is read backwards */
    {"postgresql",
     "-- add: orders access_pattern equals=status sort=placed_at,total descending=total",
     "orders(status, placed_at, total desc)"},
    {"mysql@5.7",
     "-- add: orders access_pattern equals=status sort=placed_at,total descending=total",
     "orders(status)"},
    {"postgresql", "-- add: orders access_pattern equals=id,status", ""}, /* the key does it */
    {"postgresql", "-- set: orders row_count=300\n-- add: orders access_pattern equals=status", ""},
    /* one for both */
    {"sqlite",
     "-- add: orders access_pattern equals=status\n"
     "-- add: orders access_pattern equals=customer_id,status range=placed_at",
     "orders(status, customer_id, placed_at)"},
    {"sqlite",
     "-- add: orders access_pattern equals=status\n"
     "-- add: orders access_pattern equals=customer_id",
     "orders(status); orders(customer_id)"},
    /* a condition that all share, where indexes have one */
    {"sqlite",
     "-- add: orders access_pattern equals=customer_id condition='deleted_at IS NULL'\n"
     "-- add: orders access_pattern equals=customer_id range=total condition='deleted_at IS NULL'",
     "orders(customer_id, total) where deleted_at IS NULL"},
    {"postgresql",
     "-- add: orders access_pattern equals=customer_id condition='deleted_at IS NULL'\n"
     "-- add: orders access_pattern equals=customer_id range=total",
     "orders(customer_id, total)"},
    {"mysql", "-- add: orders access_pattern equals=customer_id condition='deleted_at IS NULL'",
     "orders(customer_id, deleted_at)"},
    {"postgresql", "-- add: customers access_pattern expressions=lower(email)",
     "customers(lower(email))"},
    {"mariadb", "-- add: customers access_pattern expressions=lower(email)", ""},
    {"postgresql", "-- add: orders access_pattern searches=note", "orders gin(note gin_trgm_ops)"},
    {"mysql", "-- add: orders access_pattern searches=note", "orders fulltext(note)"},
    /* what is written ten times as often as read, and can be found somehow */
    {"sqlite",
     "CREATE INDEX i ON orders (status, total);\n"
     "-- add: orders access_pattern writes=1 per_hour=1000\n"
     "-- add: orders access_pattern equals=status range=placed_at per_hour=10",
     ""},
    /* what the new index makes superfluous goes */
    {"postgresql",
     "CREATE INDEX i ON orders (status);\n"
     "-- add: orders access_pattern equals=status\n"
     "-- add: orders access_pattern equals=status sort=placed_at limited=1",
     "orders(status, placed_at); drop orders(i)"},
    {"postgresql",
     "CREATE INDEX i ON orders (status); CREATE INDEX j ON orders (total);\n"
     "-- set: orders patterns_complete=1\n-- add: orders access_pattern equals=status",
     "drop orders(j)"},
};

static void fields_are_served(void **state) {
    (void)state;
    for (size_t i = 0; i < TN_LENGTH(by_fields); i++) {
        struct tn_arena arena = {0};
        wants(by_fields[i].dialect, tn_arena_format(&arena, "%s%s\n", ORDERS, by_fields[i].facts),
              by_fields[i].expected);
        tn_arena_free(&arena);
    }
}

/* ------------------------------------------------------------------ from queries */

static const struct {
    const char *query, *expected;
} by_query[] = {
    {"SELECT * FROM orders WHERE status = $1", "orders(status)"},
    {"select o.total from public.orders as o where o.status = 'x' and o.placed_at > $1",
     "orders(status, placed_at)"},
    {"SELECT id FROM orders WHERE $1 = status AND placed_at BETWEEN $2 AND $3 AND total = 4",
     "orders(status, total, placed_at)"},
    {"SELECT * FROM orders WHERE ((status = $1) AND (total = $2 AND note IS NOT NULL))",
     "orders(total, status) where note IS NOT NULL"},
    {"SELECT * FROM orders WHERE status = $1 OR total = 2", ""},
    {"SELECT * FROM orders WHERE NOT status = $1 AND total <> 2 AND note NOT LIKE 'a%'", ""},
    {"SELECT * FROM orders WHERE status IN ('a', 'b') ORDER BY placed_at LIMIT 10",
     "orders(status)"},
    {"SELECT * FROM orders WHERE status = $1 ORDER BY placed_at DESC, id DESC LIMIT 10",
     "orders(status, placed_at, id)"},
    {"SELECT id, placed_at AS at FROM orders WHERE status = $1 ORDER BY at, 1 FETCH FIRST 3 ROWS "
     "ONLY",
     "orders(status, placed_at, id)"},
    {"SELECT * FROM orders WHERE status = $1 ORDER BY total NULLS FIRST LIMIT 1", "orders(status)"},
    {"SELECT count(*) FROM orders WHERE status = $1 GROUP BY placed_at ORDER BY placed_at LIMIT 1",
     "orders(status)"},
    {"SELECT * FROM orders o JOIN customers c ON c.id = o.customer_id WHERE c.city = $1",
     "customers(city); orders(customer_id)"},
    {"SELECT * FROM (customers c LEFT JOIN orders o USING (id)) WHERE c.city = $1",
     "customers(city)"},
    {"SELECT * FROM customers, orders WHERE customers.id = orders.customer_id AND email = $1",
     "customers(email); orders(customer_id)"},
    {"SELECT * FROM customers c WHERE lower(c.email) = lower($1)", "customers(lower(email))"},
    {"SELECT * FROM orders WHERE total = total + 1 AND customer_id = id", ""},
    {"SELECT * FROM orders WHERE customer_id IN (SELECT id FROM customers WHERE city = 'x')",
     "customers(city); orders(customer_id)"},
    {"SELECT * FROM customers WHERE EXISTS (SELECT 1 FROM orders WHERE total = city)",
     "orders(total)"},
    {"SELECT * FROM orders WHERE status = $1 OR status = $2 OR (status IN ($3))", "orders(status)"},
    {"SELECT * FROM orders WHERE customer_id = $1 AND (total < 3 OR total > 9)",
     "orders(customer_id, total)"},
    {"SELECT * FROM orders WHERE status = $1 OR status <> note", ""},
    {"SELECT (SELECT max(total) FROM orders o WHERE o.customer_id = c.id) FROM customers c",
     "orders(customer_id)"},
    {"WITH x AS (SELECT * FROM customers WHERE city = 'y') SELECT * FROM orders WHERE total = 1",
     "customers(city); orders(total)"},
    {"SELECT id FROM orders WHERE total = 1 UNION ALL SELECT id FROM orders WHERE status = 'a'",
     "orders(total); orders(status)"},
    {"SELECT * FROM orders WHERE status LIKE 'ab%' AND total = 1", "orders(total, status)"},
    {"SELECT * FROM orders WHERE note ILIKE '%ab%'", "orders gin(note gin_trgm_ops)"},
    {"SELECT * FROM orders WHERE to_tsvector('simple', note) @@ to_tsquery($1)",
     "orders gin(to_tsvector('simple', coalesce(note, '')))"},
    {"SELECT * FROM orders WHERE deleted_at IS NULL AND status = $1",
     "orders(status) where deleted_at IS NULL"},
    {"SELECT * FROM orders WHERE CASE WHEN total = 1 AND id = 2 THEN true ELSE false END", ""},
    {"UPDATE orders SET total = 1 WHERE status = 'a'", "orders(status)"},
    {"DELETE FROM orders WHERE placed_at < $1", "orders(placed_at)"},
    {"SELECT * FROM orders WHERE (((((((", ""},
    {"SELECT FROM WHERE ORDER BY", ""},
    {"SELECT * FROM nowhere n JOIN orders o ON o.total = n.total WHERE n.x = 1", "orders(total)"},
    {"", ""},
};

static void queries_are_served(void **state) {
    (void)state;
    for (size_t i = 0; i < TN_LENGTH(by_query); i++) {
        struct tn_model *model = read_sql("postgresql", ORDERS);
        struct tn_entity *orders = tn_find_entity(model, "orders");
        struct tn_access_pattern *pattern = tn_add(model, TN_access_pattern, orders, "q");
        pattern->query = tn_text(model, by_query[i].query);
        struct tn_advices advices = {0};
        struct tn_buffer out = {0};
        tn_advise(model, NULL, &advices);
        for (size_t k = 0; k < advices.list.count; k++) {
            tn_put(&out, k ? "; " : "");
            put_advice(&advices.list.items[k], &out);
        }
        if (strcmp(tn_buffer_text(&out), by_query[i].expected) != 0)
            fail_msg("%s:\n%s\ninstead of\n%s", by_query[i].query, tn_buffer_text(&out),
                     by_query[i].expected);
        tn_buffer_free(&out);
        tn_advices_free(&advices);
        tn_model_free(model);
    }
}

/* A long query takes time in proportion to its length. */
static void hostile_queries_come_to_an_end(void **state) {
    (void)state;
    static const char *const pieces[] = {
        "(",     "a AND ",  "orders o JOIN ", "status = 1 AND ",
        "CASE ", "SELECT ", "x.y.",           "UNION SELECT * FROM orders "};
    for (size_t i = 0; i < TN_LENGTH(pieces); i++) {
        struct tn_model *model = read_sql("postgresql", ORDERS);
        struct tn_entity *orders = tn_find_entity(model, "orders");
        struct tn_buffer query = {0};
        struct tn_advices advices = {0};
        tn_put(&query, "SELECT * FROM orders WHERE ");
        for (int k = 0; k < 20000; k++)
            tn_put(&query, pieces[i]);
        struct tn_access_pattern *pattern = tn_add(model, TN_access_pattern, orders, "q");
        pattern->query = tn_text(model, query.at);
        tn_advise(model, NULL, &advices);
        assert_true(advices.list.count < 3);
        tn_advices_free(&advices);
        tn_buffer_free(&query);
        tn_model_free(model);
    }
}

/* ------------------------------------------------------------------ as few as possible */

enum { COLUMNS = 4, MOST_NEEDS = 5 };

/* By numbers of columns. */
struct need {
    unsigned equals;
    int behind[2], count;
    bool sorted, descending[2];
};

struct order {
    int columns[COLUMNS], count;
    bool descending[COLUMNS];
};

/* The definition: those compared for equality first, then the others in their order. */
static bool does_serve(const struct order *index, const struct need *need) {
    int equals = __builtin_popcount(need->equals);
    if (index->count < equals + need->count)
        return false;
    for (int i = 0; i < equals; i++)
        if (!(need->equals >> index->columns[i] & 1))
            return false;
    bool forward = true, backward = true;
    for (int i = 0; i < need->count; i++) {
        if (index->columns[equals + i] != need->behind[i])
            return false;
        bool same = index->descending[equals + i] == need->descending[i];
        forward &= same;
        backward &= !same;
    }
    return !need->sorted || forward || backward;
}

struct masks {
    unsigned items[4000];
    size_t count;
};

static void add_orders(struct order *index, const struct need *needs, int count,
                       struct masks *masks) {
    unsigned mask = 0;
    for (int i = 0; i < count; i++)
        mask |= (unsigned)does_serve(index, &needs[i]) << i;
    assert_true(masks->count < TN_LENGTH(masks->items));
    masks->items[masks->count++] = mask;
    for (int column = 0; column < COLUMNS; column++) {
        bool used = false;
        for (int i = 0; i < index->count; i++)
            used |= index->columns[i] == column;
        for (int down = 0; down < 2 && !used; down++) {
            index->columns[index->count] = column;
            index->descending[index->count++] = down;
            add_orders(index, needs, count, masks);
            index->count--;
        }
    }
}

/* Can so many indexes serve all? */
static bool enough(const struct masks *masks, unsigned left, size_t indexes) {
    if (!left)
        return true;
    if (!indexes)
        return false;
    for (size_t i = 0; i < masks->count; i++)
        if (masks->items[i] & left & (~left + 1) &&
            enough(masks, left & ~masks->items[i], indexes - 1))
            return true;
    return false;
}

static uint64_t seed = 1;
static unsigned below(unsigned limit) {
    seed = tn_mix(seed + 0x9e3779b97f4a7c15u);
    return (unsigned)(seed >> 33) % limit;
}

static struct need random_need(void) {
    struct need need = {.equals = below(1u << COLUMNS)};
    int left[COLUMNS], count = 0;
    for (int i = 0; i < COLUMNS; i++)
        if (!(need.equals >> i & 1))
            left[count++] = i;
    need.sorted = below(2);
    int most = need.sorted ? 2 : 1;
    for (int i = 0; i < most && count && below(3); i++) {
        int at = (int)below((unsigned)count);
        need.behind[need.count] = left[at];
        need.descending[need.count++] = need.sorted && below(2);
        left[at] = left[--count];
    }
    if (!need.equals && !need.count)
        return random_need();
    return need;
}

static void add_pattern(struct tn_model *model, struct tn_attribute **columns,
                        const struct need *need) {
    struct tn_access_pattern *p = tn_add(model, TN_access_pattern, tn_entity_of(columns[0]), "p");
    for (int i = 0; i < COLUMNS; i++)
        if (need->equals >> i & 1)
            tn_refs_append(model, &p->equals, columns[i]);
    p->limited = need->sorted;
    if (!need->sorted && need->count)
        p->range = columns[need->behind[0]];
    for (int i = 0; need->sorted && i < need->count; i++) {
        tn_refs_append(model, &p->sort, columns[need->behind[i]]);
        if (need->descending[i])
            tn_refs_append(model, &p->descending, columns[need->behind[i]]);
    }
}

static struct order order_of(const struct tn_advice *advice) {
    struct order order = {.count = 0};
    for (size_t i = 0; i < advice->part_count; i++) {
        order.columns[order.count] = advice->parts[i].attribute->name[0] - 'a';
        order.descending[order.count++] = advice->parts[i].descending;
    }
    return order;
}

static void no_fewer_indexes_would_do(void **state) {
    (void)state;
    static struct masks masks;
    for (int round = 0; round < 2000; round++) {
        struct need needs[MOST_NEEDS];
        int count = 1 + (int)below(MOST_NEEDS);
        struct tn_model *model =
            read_sql("postgresql", "CREATE TABLE t (a int, b int, c int, d int);");
        struct tn_attribute *columns[COLUMNS], *a = tn_find_entity(model, "t")->attributes.first;
        for (int i = 0; i < COLUMNS; i++, a = a->next)
            columns[i] = a;
        for (int i = 0; i < count; i++) {
            needs[i] = random_need();
            add_pattern(model, columns, &needs[i]);
        }
        struct tn_advices advices = {0};
        tn_advise(model, NULL, &advices);
        unsigned served = 0, all = (1u << count) - 1;
        for (size_t i = 0; i < advices.list.count; i++) {
            struct order order = order_of(&advices.list.items[i]);
            for (int k = 0; k < count; k++)
                served |= (unsigned)does_serve(&order, &needs[k]) << k;
        }
        if (served != all)
            fail_msg("round %d: not all patterns are served", round);
        struct order none = {.count = 0};
        masks.count = 0;
        add_orders(&none, needs, count, &masks);
        if (enough(&masks, all, advices.list.count - 1))
            fail_msg("round %d: %zu indexes where fewer would do", round, advices.list.count);
        tn_advices_free(&advices);
        tn_model_free(model);
    }
}

/* More columns than are looked through exactly: all are served still, by no more indexes than
 * patterns. */
static void many_columns_are_served(void **state) {
    (void)state;
    for (int round = 0; round < 200; round++) {
        struct tn_model *model =
            read_sql("postgresql",
                     "CREATE TABLE t (a int, b int, c int, d int, e int, f int, g int, h int);");
        struct tn_entity *t = tn_find_entity(model, "t");
        struct tn_access_pattern *patterns[12];
        size_t count = 1 + below(12);
        for (size_t i = 0; i < count; i++) {
            patterns[i] = tn_add(model, TN_access_pattern, t, "p");
            for (struct tn_attribute *a = t->attributes.first; a; a = a->next)
                if (below(3) == 0 || (!a->next && !patterns[i]->equals.count))
                    tn_refs_append(model, &patterns[i]->equals, a);
        }
        struct tn_advices advices = {0};
        tn_advise(model, NULL, &advices);
        assert_true(advices.list.count <= count);
        for (size_t i = 0; i < count; i++) {
            bool served = false;
            for (size_t k = 0; k < advices.list.count && !served; k++) {
                const struct tn_advice *advice = &advices.list.items[k];
                served = advice->part_count >= patterns[i]->equals.count;
                for (size_t c = 0; served && c < patterns[i]->equals.count; c++)
                    served = tn_refs_have(patterns[i]->equals, advice->parts[c].attribute);
            }
            assert_true(served);
        }
        tn_advices_free(&advices);
        tn_model_free(model);
    }
}

/* ------------------------------------------------------------------ taking it */

static void what_is_taken_is_not_advised_again(void **state) {
    (void)state;
    const char *script =
        ORDERS "CREATE INDEX i ON orders (status);\n"
               "-- add: orders access_pattern name=recent equals=status sort=placed_at limited=1\n"
               "-- add: orders access_pattern searches=note\n";
    struct tn_model *model = read_sql("postgresql", script);
    facts_apply(model, script);
    struct tn_buffer before = snapshot(model), after;
    struct tn_advices advices = {0}, again = {0};
    tn_advise(model, NULL, &advices);
    assert_int_equal(advices.list.count, 3);
    assert_string_equal(advices.list.items[0].ddl,
                        "CREATE INDEX orders_status_placed_at_idx ON orders (status, placed_at);");
    assert_string_equal(advices.list.items[0].reason,
                        "recent asks for status, in the order of placed_at");
    assert_string_equal(advices.list.items[2].ddl, "DROP INDEX i;");
    tn_group_begin(model, "take");
    struct tn_index *index = tn_advice_take(model, &advices.list.items[0]);
    assert_string_equal(index->rationale, advices.list.items[0].reason);
    tn_advice_take(model, &advices.list.items[1]);
    tn_advice_take(model, &advices.list.items[2]);
    tn_group_end(model, NULL);
    assert_non_null(tn_find_name(&model->project->extensions, "pg_trgm"));
    tn_advise(model, NULL, &again);
    assert_int_equal(again.list.count, 0);
    assert_non_null(tn_undo(model, NULL));
    after = snapshot(model);
    assert_string_equal(before.at, after.at);
    tn_buffer_free(&before);
    tn_buffer_free(&after);
    tn_advices_free(&advices);
    tn_advices_free(&again);
    tn_model_free(model);
}

static void few_columns_are_carried_where_that_is_asked(void **state) {
    (void)state;
    const char *script = ORDERS "-- add: orders access_pattern equals=status reads=status,total\n";
    struct tn_buffer carried = advice_of("postgresql", script, true);
    assert_string_equal(carried.at, "orders(status) include total");
    struct tn_buffer behind = advice_of("sqlite", script, true);
    assert_string_equal(behind.at, "orders(status, total)");
    tn_buffer_free(&carried);
    tn_buffer_free(&behind);
    carried = advice_of("postgresql",
                        ORDERS "-- add: orders access_pattern equals=status reads=status,note\n",
                        true); /* of any length */
    assert_string_equal(carried.at, "orders(status)");
    tn_buffer_free(&carried);
}

int main(void) {
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(fields_are_served),
        cmocka_unit_test(queries_are_served),
        cmocka_unit_test(hostile_queries_come_to_an_end),
        cmocka_unit_test(no_fewer_indexes_would_do),
        cmocka_unit_test(many_columns_are_served),
        cmocka_unit_test(what_is_taken_is_not_advised_again),
        cmocka_unit_test(few_columns_are_carried_where_that_is_asked),
    };
    return tn_test_run("lint/advice", tests);
}
