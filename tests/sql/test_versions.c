/*
 * Dialects at a version: how they are asked for, what each can, which words it reserves.
 */
#include "harness.h"

#include "tenon/sql.h"

#include <string.h>

static void a_version_stands_behind_an_at_sign(void **state) {
    static const struct {
        const char *asked, *name, *title;
    } rows[] = {
        {"postgresql", "postgresql", "PostgreSQL"},
        {"postgresql@13", "postgresql@13", "PostgreSQL 13"},
        {"pg@13", "postgresql@13", "PostgreSQL 13"},
        {"postgresql@13.4", "postgresql@13", "PostgreSQL 13"},
        {"MySQL@5.7", "mysql@5.7", "MySQL 5.7"},
        {"mysql@8.0", "mysql@8.0", "MySQL 8.0"},
        {"mysql@8.0.12", "mysql@8.0.11", "MySQL 8.0.11"},
        {"mysql@8.0.36", "mysql@8.0", "MySQL 8.0"},
        {"mysql@8.3", "mysql@8.0", "MySQL 8.0"},
        {"mysql@8", "mysql@8.4", "MySQL 8.4"},
        {"mariadb@10.3", "mariadb@10.3", "MariaDB 10.3"},
        {"mariadb@10.9", "mariadb@10.8", "MariaDB 10.8"},
        {"sqlite@3.31.1", "sqlite@3.31", "SQLite 3.31"},
        {"postgresql@99", "postgresql@18", "PostgreSQL 18"},
    };
    (void)state;
    for (size_t i = 0; i < TN_LENGTH(rows); i++) {
        const struct tn_dialect *dialect = tn_dialect_find(rows[i].asked);
        assert_non_null(dialect);
        assert_string_equal(dialect->name, rows[i].name);
        assert_string_equal(dialect->title, rows[i].title);
        assert_ptr_equal(tn_dialect_find(dialect->name), dialect);
    }
}

static void what_is_unknown_is_told_with_what_is_known(void **state) {
    static const struct {
        const char *asked, *message;
    } rows[] = {
        {"postgresql@7",
         "unknown version postgresql@7: of PostgreSQL the versions 10 to 18 are known"},
        {"mysql@5.6", "unknown version mysql@5.6: of MySQL the versions 5.7 to 9.0 are known"},
        {"sqlite@", "unknown version sqlite@: of SQLite the versions 3.8 to 3.45 are known"},
        {"mariadb@new",
         "unknown version mariadb@new: of MariaDB the versions 10.2 to 11.8 are known"},
        {"oracle@19", "unknown dialect oracle@19: use postgresql, mysql, mariadb or sqlite, with "
                      "@VERSION where it counts"},
    };
    (void)state;
    for (size_t i = 0; i < TN_LENGTH(rows); i++) {
        struct tn_error error = {0};
        assert_null(tn_dialect_ask(rows[i].asked, &error));
        assert_string_equal(error.message, rows[i].message);
        assert_null(tn_dialect_find(rows[i].asked));
        tn_error_clear(&error);
    }
}

static void versions_are_listed_oldest_first(void **state) {
    (void)state;
    for (enum tn_dialect_id id = 0; id < TN_DIALECT_COUNT; id++) {
        const struct tn_dialect *row, *usual = NULL;
        int before = 0;
        for (size_t i = 0; (row = tn_dialect_version(id, i)); i++) {
            assert_true(row->number > before);
            assert_int_equal(row->id, id);
            assert_ptr_equal(tn_dialect_plain(row), tn_dialects[id]);
            before = row->number;
            if (strcmp(row->version, tn_dialects[id]->version) == 0)
                usual = row;
        }
        assert_non_null(usual); /* the facts of the dialect without a version are its own */
        assert_memory_equal(&usual->can, &tn_dialects[id]->can, sizeof usual->can);
    }
}

static void a_version_can_what_it_brought(void **state) {
#define CAN(bit) offsetof(struct tn_capabilities, bit)
    static const struct {
        const char *without, *with;
        size_t can;
    } rows[] = {
        {"postgresql@10", "postgresql@11", CAN(include)},
        {"postgresql@11", "postgresql@12", CAN(stored_generated)},
        {"postgresql@12", "postgresql@13", CAN(random_uuid)},
        {"postgresql@13", "postgresql@14", CAN(compression)},
        {"postgresql@14", "postgresql@15", CAN(nulls_not_distinct)},
        {"postgresql@15", "postgresql@16", CAN(storage_clause)},
        {"postgresql@17", "postgresql@18", CAN(virtual_generated)},
        {"mysql@5.7", "mysql@8.0.11", CAN(index_direction)},
        {"mysql@8.0.11", "mysql@8.0.13", CAN(expression_default)},
        {"mysql@8.0.13", "mysql@8.0.16", CAN(checks)},
        {"mysql@8.0.16", "mysql@8.0.23", CAN(invisible_columns)},
        {"mariadb@10.2", "mariadb@10.3", CAN(sequences)},
        {"mariadb@10.6", "mariadb@10.7", CAN(uuid_type)},
        {"mariadb@10.7", "mariadb@10.8", CAN(index_direction)},
        {"sqlite@3.8", "sqlite@3.9", CAN(expression_index)},
        {"sqlite@3.25", "sqlite@3.31", CAN(stored_generated)},
        {"sqlite@3.31", "sqlite@3.35", CAN(drop_column)},
        {"sqlite@3.35", "sqlite@3.37", CAN(strict_tables)},
    };
    (void)state;
    for (size_t i = 0; i < TN_LENGTH(rows); i++) {
        const char *without = (const char *)&tn_dialect_find(rows[i].without)->can;
        const char *with = (const char *)&tn_dialect_find(rows[i].with)->can;
        assert_false(*(const bool *)(without + rows[i].can));
        assert_true(*(const bool *)(with + rows[i].can));
    }
}

static void a_word_is_quoted_by_the_versions_that_reserve_it(void **state) {
    static const struct {
        const char *dialect, *word;
        bool reserved;
    } rows[] = {
        {"mysql@5.7", "rank", false},
        {"mysql@8.0", "rank", true},
        {"mysql@8.0.11", "lateral", false},
        {"mysql@8.4", "lateral", true},
        {"mysql@5.7", "order", true},
        {"mysql@8.0", "returning", false},
        {"mariadb@10.11", "returning", true},
        {"mariadb@10.11", "rank", false},
        {"mariadb@10.5", "offset", false},
        {"mariadb@10.6", "offset", true},
        {"postgresql@16", "json", false},
        {"postgresql@17", "json", true},
        {"postgresql", "json", false},
        {"sqlite@3.31", "returning", false},
        {"sqlite@3.35", "returning", true},
        {"mysql", "returning", true},
        {"mariadb", "rank", true},
    };
    (void)state;
    for (size_t i = 0; i < TN_LENGTH(rows); i++)
        assert_int_equal(tn_dialect_reserves(tn_dialect_find(rows[i].dialect), rows[i].word),
                         rows[i].reserved);
}

int main(void) {
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_version_stands_behind_an_at_sign),
        cmocka_unit_test(what_is_unknown_is_told_with_what_is_known),
        cmocka_unit_test(versions_are_listed_oldest_first),
        cmocka_unit_test(a_version_can_what_it_brought),
        cmocka_unit_test(a_word_is_quoted_by_the_versions_that_reserve_it),
    };
    return tn_test_run("versions", tests);
}
