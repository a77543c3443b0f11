/*
 * Rules on columns that the server numbers: their range, and how the numbering is said.
 */
#include "lint/access.h"
#include "lint/fix.h"
#include "lint/retype.h"
#include "lint/rules.h"

#include <string.h>

static bool is_numbered(const struct tn_attribute *attribute) {
    return attribute->identity || tn_starts_with(attribute->default_value, "nextval(");
}

static struct tn_sequence *sequence_of(const struct tn_model *model,
                                       const struct tn_attribute *attribute) {
    TN_EACH_OF(model, sequence, sequence)
    if (sequence->owner == attribute)
        return sequence;
    return NULL;
}

/* ------------------------------------------------------------------ pk-range */

static bool is_narrow(const struct lint_table *table, const struct lint_column *column,
                      struct lint_type *type) {
    if (!column->primary || column->family != LINT_INTEGER || !is_numbered(column->attribute) ||
        table->primary->attributes.count > 1 || column->attribute->named_type)
        return false;
    *type = column->type;
    return type->size < 8 && !lint_has_tag(table->entity, "lookup");
}

static int64_t last_number(const struct lint_type *type) {
    int bits = (int)type->size * 8 - (type->is_unsigned ? 0 : 1);
    return ((int64_t)1 << bits) - 1;
}

/* After as many years as the option says. Never too large: both are far below. */
static double expected_rows(const struct tn_lint *lint, const struct tn_entity *entity) {
    double years = (double)lint_number(lint, "years");
    return (double)entity->row_count + (double)entity->growth * 12 * years;
}

static bool is_declared(const struct tn_entity *entity) {
    return entity->row_count > 0 || entity->growth > 0;
}

static void report_range(struct tn_lint *lint, const struct lint_table *table,
                         const struct lint_column *column, const struct lint_type *type) {
    const struct tn_entity *entity = table->entity;
    double rows = expected_rows(lint, entity), end = (double)last_number(type);
    bool declared = is_declared(entity);
    if (declared && rows * 100 < end * (double)lint_number(lint, "percent"))
        return;
    const char *title = lint_type_title(column->attribute, &lint->arena);
    struct tn_finding *found =
        declared ? lint_find(lint, column->attribute,
                             "%s.%s (%s) ends at %.0f, and %.0f rows are expected in %lld years",
                             entity->name, column->attribute->name, title, end, rows,
                             (long long)lint_number(lint, "years"))
                 : lint_find(lint, column->attribute, "%s.%s (%s) ends at %.0f", entity->name,
                             column->attribute->name, title, end);
    if (declared)
        lint_harden(lint, found, TN_WARNING);
    lint_remedy(lint, found,
                declared ? "Make it bigint, and what refers to it"
                         : "Make it bigint, or say how many rows are expected");
}

/* Of tables without a volume. */
static size_t count_undeclared(const struct tn_lint *lint) {
    size_t count = 0;
    struct lint_type type;
    LINT_EACH_TABLE(lint, table)
    if (table->primary)
        LINT_EACH_COLUMN(table, column)
    count += is_narrow(table, column, &type) && !is_declared(table->entity);
    return count;
}

static void check_range(struct tn_lint *lint) {
    size_t undeclared = count_undeclared(lint);
    bool usual = lint->imported && undeclared >= 3; /* an opinion, worth one note */
    struct lint_type type;
    if (usual)
        lint_remedy(lint,
                    lint_find(lint, lint->model->project,
                              "%zu numbered keys are narrower than 64 bits, and nothing says how "
                              "many rows are expected",
                              undeclared),
                    "Make them bigint, or say how many rows are expected");
    LINT_EACH_TABLE(lint, table)
    if (table->primary && !(usual && !is_declared(table->entity)))
        LINT_EACH_COLUMN(table, column)
    if (is_narrow(table, column, &type))
        report_range(lint, table, column, &type);
}

static bool widen(struct tn_model *model, struct tn_attribute *attribute, struct tn_error *error) {
    const struct tn_dialect *dialect = tn_dialect_of(model);
    struct lint_type type = lint_column_type(dialect, attribute);
    struct lint_retyping to = {.type = type.is_unsigned ? "bigint unsigned" : "bigint"};
    struct tn_sequence *sequence = sequence_of(model, attribute);
    if (type.size >= 8)
        return true;
    if (!lint_retype(model, attribute, &to, error))
        return false;
    if (sequence)
        tn_set_text(model, sequence, TN_sequence_type, "");
    return true;
}

static bool fix_range(struct tn_model *model, const struct tn_finding *finding,
                      struct tn_error *error) {
    struct tn_attribute *attribute = (void *)tn_find_id(model, finding->object);
    if (attribute->kind != TN_project)
        return widen(model, attribute, error);
    struct tn_lint lint = {0};
    struct lint_type type;
    lint_open(&lint, model, &(struct tn_lint_options){0});
    bool widened = true;
    LINT_EACH_TABLE(&lint, table)
    if (table->primary && !is_declared(table->entity))
        LINT_EACH_COLUMN(table, column)
    if (widened && is_narrow(table, column, &type))
        widened = widen(model, column->attribute, error);
    lint_close(&lint);
    return widened;
}

static const struct tn_rule_option range_options[] = {
    {"years", TN_OPTION_NUMBER, "10", "How many years of growth the range must last", NULL},
    {"percent", TN_OPTION_NUMBER, "50", "From this part of the range on it is a warning", NULL},
    {0},
};

const struct tn_rule lint_pk_range = {
    .id = "pk-range",
    .group = "keys",
    .severity = TN_INFO,
    .dialects = 1u << TN_POSTGRESQL | 1u << TN_MYSQL | 1u << TN_MARIADB,
    .title = "A numbered key may run out of numbers",
    .help = "A 32-bit key ends at 2,147,483,647; deleted rows and rolled back inserts use numbers "
            "up too, and to widen a full table takes a long lock. Say how many rows a table has "
            "and how many come each month: then only keys that reach half their range are "
            "reported, as warnings. Where nothing is known it is a note, in an imported model one "
            "for all. In SQLite a numbered key always has 64 bits.",
    .doubt = "Small tables never run out: tag them lookup, or say their row count.",
    .example = "CREATE TABLE clicks (\n"
               "    id integer GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,\n"
               "    url text\n"
               ");\n"
               "-- set: clicks row_count=1000000000 growth=20000000\n",
    .good = "CREATE TABLE clicks (\n"
            "    id bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,\n"
            "    url text\n"
            ");\n"
            "-- set: clicks row_count=1000000000 growth=20000000\n",
    .options = range_options,
    .check = check_range,
    .fix = fix_range,
};

/* ------------------------------------------------------------------ identity-over-serial */

static bool is_serial(const struct tn_lint *lint, const struct tn_attribute *attribute) {
    return attribute->identity == TN_identity_serial ||
           (tn_starts_with(attribute->default_value, "nextval(") &&
            sequence_of(lint->model, attribute));
}

/* Whoever wrote an imported model had the habit: it is told of once. */
static void check_serial(struct tn_lint *lint) {
    size_t serial = 0;
    LINT_EACH_TABLE(lint, table)
    LINT_EACH_COLUMN(table, column) {
        const struct tn_attribute *attribute = column->attribute;
        if (!is_numbered(attribute) || !is_serial(lint, attribute))
            continue;
        serial++;
        if (lint->imported)
            continue;
        lint_remedy(lint,
                    lint_find(lint, attribute, "%s.%s is numbered by serial instead of as identity",
                              table->entity->name, attribute->name),
                    "Make it GENERATED BY DEFAULT AS IDENTITY");
    }
    if (serial && lint->imported)
        lint_remedy(lint,
                    lint_find(lint, lint->model->project,
                              "%zu column%s numbered by serial, not as identity", serial,
                              serial == 1 ? " is" : "s are"),
                    "Make them GENERATED BY DEFAULT AS IDENTITY");
}

/* A sequence that others take numbers from, too, must stay. */
static bool is_its_own(const struct tn_model *model, const struct tn_sequence *sequence,
                       struct tn_error *error) {
    TN_EACH_OF(model, attribute, a)
    if (a != sequence->owner && tn_find_word(a->default_value, sequence->name))
        return tn_fail(error, "%s takes numbers from %s, too: change both by hand", a->name,
                       sequence->name);
    TN_EACH_OF(model, routine, routine)
    if (tn_find_word(routine->definition, sequence->name))
        return tn_fail(error, "routine %s mentions %s: change both by hand", routine->name,
                       sequence->name);
    TN_EACH_OF(model, raw, raw)
    if (tn_find_word(raw->definition, sequence->name))
        return tn_fail(error, "a statement (%s) mentions %s: change both by hand", raw->statement,
                       sequence->name);
    return true;
}

static const char *options_of(const struct tn_sequence *sequence, struct tn_arena *arena) {
    const char *const clauses[][2] = {{"START WITH", sequence->start},
                                      {"INCREMENT BY", sequence->increment},
                                      {"MINVALUE", sequence->minimum},
                                      {"MAXVALUE", sequence->maximum},
                                      {"CACHE", sequence->cache}};
    const char *text = "";
    for (size_t i = 0; i < TN_LENGTH(clauses); i++)
        if (*clauses[i][1])
            text = tn_arena_format(arena, "%s%s%s %s", text, *text ? " " : "", clauses[i][0],
                                   clauses[i][1]);
    return sequence->cycle ? tn_arena_format(arena, "%s%sCYCLE", text, *text ? " " : "") : text;
}

static bool make_identity(struct tn_model *model, struct tn_attribute *attribute,
                          struct tn_error *error) {
    struct tn_sequence *sequence = sequence_of(model, attribute);
    struct tn_arena arena = {0};
    if (sequence && !is_its_own(model, sequence, error))
        return false;
    if (sequence) {
        tn_set_text(model, attribute, TN_attribute_default_value, "");
        tn_set_text(model, attribute, TN_attribute_identity_options, options_of(sequence, &arena));
        tn_design_delete(model, sequence);
    }
    tn_set_number(model, attribute, TN_attribute_nullable, false);
    tn_set_number(model, attribute, TN_attribute_identity, TN_identity_by_default);
    tn_arena_free(&arena);
    return true;
}

static bool all_make_identity(struct tn_lint *lint, struct tn_model *model,
                              struct tn_error *error) {
    LINT_EACH_TABLE(lint, table)
    LINT_EACH_COLUMN(table, column)
    if (is_serial(lint, column->attribute)) {
        struct tn_sequence *sequence = sequence_of(model, column->attribute);
        if (sequence && !is_its_own(model, sequence, error))
            return false;
    }
    LINT_EACH_TABLE(lint, table)
    LINT_EACH_COLUMN(table, column)
    if (is_serial(lint, column->attribute) && !make_identity(model, column->attribute, error))
        return false;
    return true;
}

static bool fix_serial(struct tn_model *model, const struct tn_finding *finding,
                       struct tn_error *error) {
    struct tn_attribute *attribute = (void *)tn_find_id(model, finding->object);
    struct tn_lint lint = {0};
    if (attribute->kind != TN_project)
        return make_identity(model, attribute, error);
    lint_open(&lint, model, &(struct tn_lint_options){0});
    bool made = all_make_identity(&lint, model, error);
    lint_close(&lint);
    return made;
}

const struct tn_rule lint_identity_over_serial = {
    .id = "identity-over-serial",
    .group = "keys",
    .severity = TN_INFO,
    .dialects = 1u << TN_POSTGRESQL,
    .title = "A column is numbered by serial instead of as identity",
    .help =
        "serial is a shorthand for a default and a sequence that go their own ways: rights on "
        "the table do not reach the sequence, copies of the table share it, and the default "
        "can be dropped by accident. GENERATED … AS IDENTITY is the standard's way, belongs to "
        "the column and has been there since PostgreSQL 10. An imported model is told of it once.",
    .doubt = "Servers before 10, and tools that only know serial.",
    .example = "CREATE TABLE users (id bigserial PRIMARY KEY, name text);\n",
    .good = "CREATE TABLE users (\n"
            "    id bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,\n"
            "    name text\n"
            ");\n",
    .check = check_serial,
    .fix = fix_serial,
};
