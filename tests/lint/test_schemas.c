/*
 * The rules on real schemas: how much the default profile has to say of each, table by table; and
 * what becomes of it when all tables are renamed.
 */
#include "lint/fix.h"
#include "lint/models.h"

#include <stdio.h>

static const char *const schemas[][2] = {
    {"postgresql", "adventureworks"},
    {"postgresql", "ambari"},
    {"postgresql", "bytebase"},
    {"postgresql", "chinook"},
    {"postgresql", "dolphinscheduler"},
    {"postgresql", "flowable"},
    {"postgresql", "northwind"},
    {"postgresql", "pagila"},
    {"postgresql", "panoptes"},
    {"postgresql", "quartz"},
    {"postgresql", "ranger"},
    {"postgresql", "sakila"},
    {"postgresql", "temporal"},
    {"mysql", "ambari"},
    {"mysql", "chinook"},
    {"mysql", "dolphinscheduler"},
    {"mysql", "employees"},
    {"mysql", "flowable"},
    {"mysql", "northwind"},
    {"mysql", "quartz"},
    {"mysql", "ranger"},
    {"mysql", "sakila"},
    {"mysql", "temporal"},
    {"sqlite", "chinook"},
    {"sqlite", "memos"},
    {"sqlite", "northwind"},
    {"sqlite", "sakila"},
    {"sqlite", "spring_batch"},
    {"sqlite", "temporal"},
};

static struct tn_model *read_schema(const char *const schema[2]) {
    char path[200];
    snprintf(path, sizeof path, "schemas/%s/%s.sql", schema[0], schema[1]);
    const char *file = tn_test_shared(path);
    if (!file)
        return NULL;
    struct tn_model *model = tn_model_new(0, 0);
    struct tn_findings ignored = {0};
    const char *text = tn_test_read(file, NULL);
    tn_sql_read(model, tn_slice_of(text), file, tn_dialect_find(schema[0]), &ignored, NULL);
    tn_findings_free(&ignored);
    return model;
}

/* ------------------------------------------------------------------ noise */

/* Real, deployed schemas, looked at by eye; what is alike is told once. */
static const double MOST_A_TABLE = 1.5; /* errors and warnings */
static const double MOST_NOTES_A_TABLE = 2.2;

static void the_default_profile_stays_useful(void **state) {
    (void)state;
    if (!tn_test_shared("schemas"))
        tn_test_skip("no shared schemas");
    for (size_t i = 0; i < TN_LENGTH(schemas); i++) {
        struct tn_model *model = read_schema(schemas[i]);
        if (!model)
            continue;
        struct tn_findings found = lint_all(model);
        tn_lint_fold(&found);
        size_t errors = tn_findings_count(&found, TN_ERROR);
        size_t warnings = tn_findings_count(&found, TN_WARNING) - errors;
        double tables = (double)model->counts[TN_entity];
        fprintf(stderr,
                "# %-10s %-16s %4.0f tables: %3zu errors %4zu warnings %5zu notes, %.2f a "
                "table\n",
                schemas[i][0], schemas[i][1], tables, errors, warnings,
                found.count - errors - warnings, (double)found.count / tables);
        if ((double)(errors + warnings) > MOST_A_TABLE * tables ||
            (double)(found.count - errors - warnings) > MOST_NOTES_A_TABLE * tables)
            fail_msg("%s/%s: %zu findings, %zu of them errors and %zu warnings, on %.0f tables",
                     schemas[i][0], schemas[i][1], found.count, errors, warnings, tables);
        tn_findings_free(&found);
        tn_model_free(model);
    }
}

/* ------------------------------------------------------------------ renamed copies */

/* Rules that are not about names, but for which the name of a table says what its rows are. */
static const char *const read_table_names[] = {
    "fk-missing",        /* customer_id: is there a table customers? */
    "nf-polymorphic",    /* the same */
    "nf-suspect-copy",   /* customer_name beside it */
    "nf-derived-column", /* posts_count counts the rows of posts */
    "nf-nested-column",  /* a log may hold anything */
    "nf-cloned-tables",  /* sales_2023, sales_2024 */
    "nf-lookup-all",     /* codes of many sorts */
    "surrogate-only",    /* two persons may have one name, two regions not */
    "unique-expected",   /* the e-mail address of an account is another thing than a customer's */
    "audit-expected",    /* orders and orders_history */
    "fk-cascade-reach",  /* a log should not go with what it tells of */
    "check-expected-range",  /* amounts in a ledger may be negative */
    "check-expected-values", /* the actions in a log are whatever happened */
    "table-isolated",        /* settings stand alone */
    "pk-natural",            /* the name of a setting is one that the program made */
    "pii-untagged",          /* the address of a customer is personal, that of a warehouse is not */
};

static bool depends_on_table_names(const struct tn_rule *rule) {
    for (size_t i = 0; i < TN_LENGTH(read_table_names); i++)
        if (strcmp(read_table_names[i], rule->id) == 0)
            return true;
    return strcmp(rule->group, "naming") == 0;
}

static void count_by_rule(const struct tn_model *model, size_t *counts) {
    struct tn_findings found = {0};
    tn_lint_run(model, &(struct tn_lint_options){.profile = "strict"}, &found, NULL);
    for (size_t r = 0; r < tn_rule_count; r++) {
        counts[r] = 0;
        for (size_t i = 0; i < found.count; i++)
            counts[r] += strcmp(found.items[i].rule, tn_rules[r]->id) == 0;
    }
    tn_findings_free(&found);
}

/* Tables of migration tools are known by their names, and what views, triggers and routines mention
 * cannot be renamed without them. */
static bool keeps_its_name(const struct tn_model *model, const struct tn_entity *entity) {
    struct tn_error error = {0};
    bool keeps = strstr(entity->name, "migration") || strstr(entity->name, "ar_internal") ||
                 !lint_nothing_mentions(model, &entity->object, &error);
    tn_error_clear(&error);
    return keeps;
}

static void rename_tables(struct tn_model *model) {
    size_t number = 0;
    tn_group_begin(model, "rename");
    TN_EACH_OF(model, entity, entity) {
        char name[40];
        snprintf(name, sizeof name, "relation_%zu_x", number++);
        if (!keeps_its_name(model, entity))
            tn_sql_rename(model, entity, name, NULL);
    }
    assert_true(number > 0);
    tn_group_end(model, NULL);
}

static void renaming_all_tables_changes_only_what_is_about_names(void **state) {
    (void)state;
    size_t *before = tn_allocate(tn_rule_count * sizeof *before);
    size_t *after = tn_allocate(tn_rule_count * sizeof *after);
    if (!tn_test_shared("schemas"))
        tn_test_skip("no shared schemas");
    struct tn_buffer wrong = {0};
    for (size_t i = 0; i < TN_LENGTH(schemas); i++) {
        struct tn_model *model = read_schema(schemas[i]);
        if (!model)
            continue;
        count_by_rule(model, before);
        rename_tables(model);
        count_by_rule(model, after);
        for (size_t r = 0; r < tn_rule_count; r++)
            if (before[r] != after[r] && !depends_on_table_names(tn_rules[r]))
                tn_put_format(&wrong, "%s/%s: %s finds %zu, and %zu when tables are renamed\n",
                              schemas[i][0], schemas[i][1], tn_rules[r]->id, before[r], after[r]);
        tn_model_free(model);
    }
    if (wrong.length)
        fail_msg("%s", wrong.at);
    tn_buffer_free(&wrong);
    free(before);
    free(after);
}

int main(void) {
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_default_profile_stays_useful),
        cmocka_unit_test(renaming_all_tables_changes_only_what_is_about_names),
    };
    return tn_test_run("lint/schemas", tests);
}
