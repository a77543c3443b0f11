/*
 * No difference is passed over in silence: each field of each kind that counts, changed in a small
 * model, gives a statement or a finding that says what to do by hand.
 */
#include "migrate/proof.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ one object of each kind */

static void put_text(struct tn_model *model, void *object, unsigned field, const char *text) {
    const struct tn_field *row = &tn_kind_of(object)->fields[field];
    tn_value_put(object, row, (union tn_value){.text = tn_text(model, text)});
}

static struct tn_attribute *add_column(struct tn_model *model, struct tn_entity *table,
                                       const char *name, const char *type) {
    struct tn_attribute *column = tn_add(model, TN_attribute, table, name);
    put_text(model, column, TN_attribute_type, type);
    return column;
}

static struct tn_entity *add_table(struct tn_model *model, void *parent, const char *name) {
    struct tn_entity *table = tn_add(model, TN_entity, parent, name);
    struct tn_attribute *id = add_column(model, table, "id", "integer");
    struct tn_key *key = tn_add(model, TN_key, table, NULL);
    id->nullable = false;
    key->primary = true;
    tn_refs_append(model, &key->attributes, id);
    add_column(model, table, "n", "integer");
    add_column(model, table, "s", "varchar(20)");
    add_column(model, table, "m", "integer");
    return table;
}

static struct tn_attribute *column(struct tn_entity *table, const char *name) {
    return tn_find_name(&table->attributes, name);
}

static void add_exclusion(struct tn_model *model, struct tn_entity *table) {
    struct tn_exclusion *exclusion = tn_add(model, TN_exclusion, table, "table_apart");
    put_text(model, exclusion, TN_exclusion_method, "gist");
    struct tn_index_part *part = tn_add(model, TN_index_part, exclusion, NULL);
    part->attribute = column(table, "n");
    put_text(model, part, TN_index_part_exclude_operator, "=");
}

static void add_constraints(struct tn_model *model, const struct tn_dialect *dialect,
                            struct tn_entity *table, struct tn_entity *target) {
    struct tn_key *key = tn_add(model, TN_key, table, "table_one");
    tn_refs_append(model, &key->attributes, column(table, "n"));
    struct tn_relationship *r = tn_add(model, TN_relationship, table, "table_up");
    r->target = target;
    tn_refs_append(model, &r->attributes, column(table, "m"));
    put_text(model, tn_add(model, TN_check, table, "table_fits"), TN_check_expression, "n > 0");
    struct tn_index *index = tn_add(model, TN_index, table, "table_look");
    struct tn_index_part *part = tn_add(model, TN_index_part, index, NULL);
    part->attribute = column(table, "s");
    if (dialect->can.exclusion)
        add_exclusion(model, table);
}

static void add_types(struct tn_model *model, struct tn_entity *table) {
    struct tn_type *mood = tn_add(model, TN_type, model->project, "mood");
    tn_texts_append(model, &mood->values, "good");
    tn_texts_append(model, &mood->values, "bad");
    struct tn_type *domain = tn_add(model, TN_type, model->project, "positive");
    domain->variety = TN_variety_domain;
    put_text(model, domain, TN_type_base, "integer");
    put_text(model, tn_add(model, TN_check, domain, "positive_fits"), TN_check_expression,
             "VALUE > 0");
    struct tn_type *pair = tn_add(model, TN_type, model->project, "pair");
    pair->variety = TN_variety_composite;
    put_text(model, pair, TN_type_definition, "(a integer, b integer)");
    struct tn_attribute *feels = tn_add(model, TN_attribute, table, "feels");
    feels->named_type = mood;
    tn_add(model, TN_sequence, model->project, "counter");
    tn_add(model, TN_extension, model->project, "citext");
}

static void add_texts(struct tn_model *model, struct tn_entity *table) {
    static const struct {
        enum tn_kind kind;
        unsigned field;
        const char *text;
    } rows[] = {
        {TN_view, TN_view_query, "SELECT id FROM first_table"},
        {TN_routine, TN_routine_definition,
         "CREATE FUNCTION a_routine() RETURNS integer LANGUAGE sql AS 'SELECT 1'"},
        {TN_role, TN_role_definition, "CREATE ROLE a_role"},
        {TN_grant, TN_grant_definition, "GRANT SELECT ON first_table TO a_role"},
        {TN_raw, TN_raw_definition, "CREATE STATISTICS a_raw ON n, m FROM first_table"},
        {TN_trigger, TN_trigger_definition,
         "CREATE TRIGGER a_trigger AFTER INSERT ON first_table BEGIN SELECT 1; END"},
    };
    for (size_t i = 0; i < TN_LENGTH(rows); i++) {
        void *parent = rows[i].kind == TN_trigger ? (void *)table : model->project;
        const char *name = tn_arena_format(&model->arena, "a_%s", tn_kinds[rows[i].kind].name);
        put_text(model, tn_add(model, rows[i].kind, parent, name), rows[i].field, rows[i].text);
    }
    put_text(model, tn_next(model, TN_raw, NULL), TN_raw_statement, "CREATE STATISTICS");
}

static struct tn_model *small_model(const struct tn_dialect *dialect) {
    struct tn_model *model = tn_model_new(0, 0);
    put_text(model, model->project, TN_project_dialect, dialect->name);
    struct tn_namespace *space = tn_add(model, TN_namespace, model->project, "shop");
    struct tn_entity *first = add_table(model, model->project, "first_table");
    struct tn_entity *second = add_table(model, model->project, "second_table");
    add_table(model, space, "third_table");
    add_constraints(model, dialect, first, second);
    if (dialect->can.domains)
        add_types(model, first);
    add_texts(model, first);
    return model;
}

/* ------------------------------------------------------------------ one change */

static void change_list(struct tn_model *model, struct tn_object *object,
                        const struct tn_field *field, union tn_value *value) {
    struct tn_entity *entity = tn_entity_of(object);
    if (field->type == TN_TEXTS)
        tn_texts_append(model, &value->texts, "second_table");
    else if (entity && field->target == TN_attribute)
        tn_refs_append(model, &value->refs, column(entity, "s"));
}

static void change_reference(struct tn_model *model, struct tn_object *object,
                             const struct tn_field *field, union tn_value *value) {
    struct tn_object *other = value->ref;
    for (struct tn_object *o = tn_next(model, field->target, NULL); o;
         o = tn_next(model, field->target, o))
        if (o != value->ref && (void *)o != tn_entity_of(object) &&
            (field->target != TN_attribute || object->kind == TN_sequence ||
             (void *)o->parent == tn_entity_of(object)))
            other = o;
    value->ref = other;
}

/* Words that a field takes, where "other" would be none. */
static const struct {
    const char *field, *text;
} samples[] = {
    {"type", "bigint"},
    {"base", "bigint"},
    {"default_value", "7"},
    {"generated", "n + 1"},
    {"expression", "n > 1"},
    {"predicate", "n > 1"},
    {"query", "SELECT n FROM first_table"},
    {"partition_by", "RANGE (id)"},
    {"partition_bound", "FOR VALUES FROM (1) TO (9)"},
    {"start", "7"},
    {"increment", "7"},
    {"minimum", "-7"},
    {"maximum", "7000"},
    {"cache", "7"},
    {"collation", "C"},
    {"charset", "latin1"},
    {"engine", "MyISAM"},
    {"method", "hash"},
};

static const char *sample_of(const struct tn_field *field) {
    for (size_t i = 0; i < TN_LENGTH(samples); i++)
        if (strcmp(samples[i].field, field->name) == 0)
            return samples[i].text;
    return "other";
}

/* Gives the field its NUMBERth other value; false where it has no more. */
static bool change(struct tn_model *model, struct tn_object *object, const struct tn_field *field,
                   int64_t number) {
    union tn_value value = tn_value_get(object, field);
    bool many = field->type == TN_ENUM;
    if (number >= (many ? (int64_t)field->enumeration->count : 1))
        return false;
    if (field->type == TN_TEXT)
        value.text = tn_text(model, sample_of(field));
    else if (field->type == TN_TEXTS || field->type == TN_REFS)
        change_list(model, object, field, &value);
    else if (field->type == TN_REF)
        change_reference(model, object, field, &value);
    else
        value.number = many ? number : field->type == TN_BOOL ? !value.number : value.number + 1;
    tn_value_put(object, field, value);
    return true;
}

/* ------------------------------------------------------------------ what the plan says of it */

/* The server's words for both are the same, in whatever order: the dialect has none for the field.
 */
static bool says_the_same(const struct tn_model *a, const struct tn_model *b,
                          const struct tn_dialect *dialect) {
    struct tn_buffer left = {0}, right = {0};
    tn_sql_write(a, dialect, NULL, &left);
    tn_sql_write(b, dialect, NULL, &right);
    char *old = proof_unplaced(tn_buffer_text(&left)),
         *new = proof_unplaced(tn_buffer_text(&right));
    bool same = strcmp(old, new) == 0;
    free(old);
    free(new);
    tn_buffer_free(&left);
    tn_buffer_free(&right);
    return same;
}

static bool has_statement(const char *sql) {
    while (*sql) {
        if (!tn_starts_with(sql, "--"))
            return true;
        sql += strcspn(sql, "\n");
        sql += *sql == '\n';
    }
    return false;
}

static bool is_silent(const struct tn_plan *plan) {
    for (size_t i = 0; i < plan->steps.count; i++)
        if (has_statement(plan->steps.items[i].up))
            return false;
    for (size_t i = 0; i < plan->findings.count; i++)
        if (strcmp(plan->findings.items[i].rule, "mig-by-hand") == 0)
            return false;
    return true;
}

static bool passes_over(const struct tn_model *before, const struct tn_model *after,
                        const struct tn_dialect *dialect) {
    struct tn_diff *diff = tn_diff_new(before, after, NULL);
    bool differs = diff->changes.count > 0;
    tn_diff_free(diff);
    if (!differs || says_the_same(before, after, dialect))
        return false;
    struct tn_plan *plan = tn_plan_new(before, after, dialect, NULL, NULL);
    bool silent = is_silent(plan);
    tn_plan_free(plan);
    return silent;
}

struct walk {
    const struct tn_dialect *dialect;
    const struct tn_model *model;
    size_t changes;
    struct tn_buffer silent; /* what was passed over */
};

static bool walk_value(struct walk *walk, const struct tn_object *object,
                       const struct tn_field *field, int64_t number) {
    struct tn_model *other = tn_model_copy(walk->model);
    bool changed = change(other, tn_find_id(other, object->id), field, number);
    if (changed) {
        struct tn_model *before = tn_lower(walk->model, walk->dialect, NULL);
        struct tn_model *after = tn_lower(other, walk->dialect, NULL);
        const char *title = tn_title(object);
        walk->changes++;
        if (passes_over(before, after, walk->dialect))
            tn_put_format(&walk->silent, "%s: %s %s: %s is set (%d)\n", walk->dialect->name,
                          tn_kind_of(object)->name, title, field->name, (int)number);
        if (passes_over(after, before, walk->dialect))
            tn_put_format(&walk->silent, "%s: %s %s: %s is taken back (%d)\n", walk->dialect->name,
                          tn_kind_of(object)->name, title, field->name, (int)number);
        tn_model_free(before);
        tn_model_free(after);
    }
    tn_model_free(other);
    return changed;
}

static void walk_object(struct walk *walk, const struct tn_object *object) {
    const struct tn_kind_info *info = tn_kind_of(object);
    for (size_t i = TN_FIELD_COMMENT; i < info->field_count; i++) {
        const struct tn_field *field = &info->fields[i];
        bool counts = (field->flags & TN_COUNTS) || i == TN_FIELD_COMMENT;
        for (int64_t number = 0; counts && walk_value(walk, object, field, number);)
            number++;
    }
}

static void walk_catalogue(const char *name) {
    const struct tn_dialect *dialect = tn_dialect_find(name);
    struct tn_model *model = small_model(dialect);
    struct walk walk = {.dialect = dialect, .model = model};
    for (int kind = 0; kind < TN_KIND_COUNT; kind++)
        for (struct tn_object *o = tn_next(model, (enum tn_kind)kind, NULL); o;
             o = tn_next(model, (enum tn_kind)kind, o))
            if (kind != TN_project)
                walk_object(&walk, o);
    printf("%s", tn_buffer_text(&walk.silent));
    assert_int_equal(walk.silent.length, 0);
    assert_true(walk.changes > 100);
    tn_buffer_free(&walk.silent);
    tn_model_free(model);
}

static void no_change_is_silent_in_postgresql(void **state) {
    (void)state;
    walk_catalogue("postgresql");
}

static void no_change_is_silent_in_mysql(void **state) {
    (void)state;
    walk_catalogue("mysql");
}

static void no_change_is_silent_in_mariadb(void **state) {
    (void)state;
    walk_catalogue("mariadb");
}

static void no_change_is_silent_in_sqlite(void **state) {
    (void)state;
    walk_catalogue("sqlite");
}

int main(void) {
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_change_is_silent_in_postgresql),
        cmocka_unit_test(no_change_is_silent_in_mysql),
        cmocka_unit_test(no_change_is_silent_in_mariadb),
        cmocka_unit_test(no_change_is_silent_in_sqlite),
    };
    return tn_test_run("silence", tests);
}
