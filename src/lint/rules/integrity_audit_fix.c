/*
 * The fix of audit-expected: a table of records, or the columns that one lacks.
 */
#include "lint/fix.h"
#include "lint/rules/integrity_audit.h"

/* ------------------------------------------------------------------ the fix: columns */

enum sort { A_PERSON, AN_ACTION, A_MOMENT, A_DOCUMENT };

static const char *type_of(enum sort sort, enum tn_dialect_id dialect) {
    static const char *const types[][TN_DIALECT_COUNT] = {
        [A_PERSON] = {"varchar(100)", "varchar(100)", "varchar(100)", "TEXT"},
        [AN_ACTION] = {"varchar(10)", "varchar(10)", "varchar(10)", "TEXT"},
        [A_MOMENT] = {"timestamptz", "timestamp", "timestamp", "TIMESTAMP"},
        [A_DOCUMENT] = {"jsonb", "json", "json", "TEXT"},
    };
    return types[sort][dialect];
}

/* In the style of the table, with something before it where it is taken. */
static const char *free_name(const struct tn_entity *entity, enum lint_style style,
                             const char *name, struct tn_arena *arena) {
    const char *styled = lint_in_style(name, style, arena);
    while (tn_find_name_folded(&entity->attributes, styled)) {
        name = tn_arena_format(arena, "history_%s", name);
        styled = lint_in_style(name, style, arena);
    }
    return styled;
}

static struct tn_attribute *add_column(struct tn_model *model, struct tn_entity *entity,
                                       enum lint_style style, const char *name) {
    struct tn_arena arena = {0};
    struct tn_attribute *added =
        tn_design_add(model, TN_attribute, entity, free_name(entity, style, name, &arena));
    tn_arena_free(&arena);
    return added;
}

static void set_type(struct tn_model *model, struct tn_attribute *attribute, enum sort sort,
                     bool nullable) {
    tn_set_text(model, attribute, TN_attribute_type, type_of(sort, tn_dialect_of(model)->id));
    tn_set_number(model, attribute, TN_attribute_nullable, nullable);
}

static void add_action(struct tn_model *model, struct tn_entity *entity, enum lint_style style,
                       bool nullable) {
    const struct tn_dialect *dialect = tn_dialect_of(model);
    struct tn_attribute *action = add_column(model, entity, style, "action");
    struct tn_buffer out = {0};
    set_type(model, action, AN_ACTION, nullable);
    if (nullable) {
        tn_sql_put_name(&out, dialect, action->name);
        tn_put(&out, " IS NULL OR ");
    }
    tn_sql_put_name(&out, dialect, action->name);
    tn_put(&out, " IN ('insert', 'update', 'delete')");
    if (dialect->can.checks)
        tn_set_text(model, tn_design_add(model, TN_check, entity, ""), TN_check_expression, out.at);
    tn_buffer_free(&out);
}

/* ------------------------------------------------------------------ the fix: what lacks something
 */

/* What is not known of the rows that are there stays null. */
static void add_part(struct tn_model *model, struct tn_entity *entity, enum lint_record_part part,
                     enum lint_style style) {
    static const struct {
        enum lint_record_part part;
        const char *name;
        enum sort sort;
    } columns[] = {
        {LINT_WHO, "changed_by", A_PERSON},
        {LINT_WHEN, "changed_at", A_MOMENT},
        {LINT_VALUES_CHANGED, "old_values", A_DOCUMENT},
        {LINT_VALUES_CHANGED, "new_values", A_DOCUMENT},
    };
    if (part == LINT_WHAT)
        add_action(model, entity, style, true);
    for (size_t i = 0; i < TN_LENGTH(columns); i++)
        if (columns[i].part == part)
            set_type(model, add_column(model, entity, style, columns[i].name), columns[i].sort,
                     true);
}

static void complete(struct tn_model *model, struct tn_entity *entity) {
    struct tn_lint lint = {0};
    bool missing[LINT_RECORD_PARTS];
    enum lint_style style = lint_column_style(entity);
    const struct lint_table *table = lint_open_for(&lint, model, entity);
    for (enum lint_record_part i = 0; i < LINT_RECORD_PARTS; i++)
        missing[i] = lint_record_lacks(table, i);
    for (enum lint_record_part i = 0; i < LINT_RECORD_PARTS; i++)
        if (missing[i])
            add_part(model, entity, i, style);
    lint_close(&lint);
}

/* ------------------------------------------------------------------ the fix: a record */

static void number_rows(struct tn_model *model, struct tn_attribute *column) {
    enum tn_dialect_id dialect = tn_dialect_of(model)->id;
    struct tn_refs key = {0};
    tn_refs_append(model, &key, column);
    tn_set_text(model, column, TN_attribute_type, dialect == TN_SQLITE ? "INTEGER" : "bigint");
    tn_set_number(model, column, TN_attribute_nullable, false);
    lint_add_key(model, tn_entity_of(column), key, true);
    if (dialect == TN_POSTGRESQL)
        tn_set_number(model, column, TN_attribute_identity, TN_identity_always);
    else if (dialect != TN_SQLITE)
        tn_set_number(model, column, TN_attribute_identity, TN_identity_auto_increment);
}

/* The values alone: no default, no numbering; where nothing was before, or is after, null. */
static void copy_column(struct tn_model *model, struct tn_entity *history, const char *name,
                        const struct tn_attribute *from, bool nullable) {
    struct tn_attribute *copy = tn_design_add(model, TN_attribute, history, name);
    lint_copy_type(model, copy, from);
    tn_set_texts(model, copy, TN_attribute_tags, from->tags);
    tn_set_number(model, copy, TN_attribute_nullable, nullable);
}

static void copy_audited(struct tn_model *model, struct tn_entity *history,
                         const struct tn_entity *entity, enum lint_style style) {
    static const char *const states[] = {"old", "new"};
    struct tn_lint lint = {0};
    const struct lint_table *table = lint_open_for(&lint, model, (void *)entity);
    LINT_EACH_COLUMN(table, column)
    for (size_t i = 0; lint_is_audited(table, column) && i < TN_LENGTH(states); i++) {
        const char *name =
            tn_arena_format(&lint.arena, "%s_%s", states[i], column->attribute->name);
        copy_column(model, history, free_name(history, style, name, &lint.arena), column->attribute,
                    true);
    }
    lint_close(&lint);
}

/* Whose values, what was done, old and new values, when and by whom. */
static void add_history(struct tn_model *model, struct tn_entity *entity, const char *name) {
    const struct tn_key *key = tn_primary_key(entity);
    struct tn_entity *history = tn_design_add_after(model, TN_entity, entity->parent, name, entity);
    enum lint_style style = lint_column_style(entity);
    struct tn_texts tags = {0};
    tn_texts_append(model, &tags, tn_text(model, "log"));
    tn_set_texts(model, history, TN_entity_tags, tags);
    for (size_t i = 0; i < key->attributes.count; i++)
        copy_column(model, history, key->attributes.items[i]->name,
                    (const void *)key->attributes.items[i], false);
    struct tn_attribute *number = add_column(model, history, style, "history_id");
    number_rows(model, number);
    tn_design_place_after(model, number, NULL);
    add_action(model, history, style, false);
    copy_audited(model, history, entity, style);
    struct tn_attribute *moment = add_column(model, history, style, "changed_at");
    set_type(model, moment, A_MOMENT, false);
    tn_set_text(model, moment, TN_attribute_default_value, "CURRENT_TIMESTAMP");
    set_type(model, add_column(model, history, style, "changed_by"), A_PERSON, false);
}

bool lint_fix_audit(struct tn_model *model, const struct tn_finding *finding,
                    struct tn_error *error) {
    struct tn_entity *entity = (void *)tn_find_id(model, finding->object);
    if (finding->detail) {
        complete(model, entity);
        return true;
    }
    if (!tn_primary_key(entity))
        return tn_fail(error,
                       "%s has no primary key, by which a record could say which row was changed: "
                       "give it one first",
                       entity->name);
    const char *name = lint_join(entity->name, "history", &model->arena);
    if (!tn_find_name_folded(tn_list_of(entity->parent, TN_entity), name) &&
        !tn_find_name_folded(tn_list_of(entity->parent, TN_view), name))
        add_history(model, entity, name);
    return true;
}
