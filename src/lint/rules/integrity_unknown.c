/*
 * expr-unknown-column: expressions that name columns which are not there. Those of a table's own
 * parts are here; what triggers and views name is in files of its own.
 */
#include "lint/rules/integrity_unknown.h"

#include "lint/nearest.h"
#include "lint/rules.h"

#include <string.h>

/* ------------------------------------------------------------------ what is reported */

void lint_unknown_column(struct tn_lint *lint, const void *object, const char *verb,
                         const struct tn_entity *entity, const char *name) {
    const struct tn_object *user = object;
    const char *title = user->kind == TN_attribute ? "column" : lint_kind_title(user);
    struct tn_finding *found =
        lint_find(lint, object, "%s %s %s %s.%s, but %s has no such column", title,
                  tn_title(object), verb, entity->name, name, entity->name);
    const char *meant = lint_nearest_column(lint, entity, name);
    if (meant)
        lint_remedy(lint, found, "Did you mean %s.%s?", entity->name, meant);
    else
        lint_remedy(lint, found, "Add the column %s to %s, or correct the %s", name, entity->name,
                    user->kind == TN_attribute ? "expression" : title);
}

bool lint_is_system_column(const struct tn_dialect *dialect, const char *name) {
    static const char *const words[][7] = {
        [TN_POSTGRESQL] = {"ctid", "xmin", "xmax", "cmin", "cmax", "tableoid"},
        [TN_MARIADB] = {"row_start", "row_end"},
        [TN_SQLITE] = {"rowid", "oid", "_rowid_"},
    };
    for (const char *const *word = words[dialect->id]; *word; word++)
        if (tn_same_word(*word, name))
            return true;
    return false;
}

/* ------------------------------------------------------------------ a table's own expressions */

/* SQLite takes a name in double quotes that is none for a string. */
static bool may_be_string(const struct lint_expression *e, size_t place) {
    return e->dialect->id == TN_SQLITE && *e->tokens[place].at == '"';
}

static bool is_known(struct tn_lint *lint, struct lint_table *table,
                     const struct lint_expression *e, const struct lint_named *named) {
    if (named->qualifier && !tn_same_word(named->qualifier, table->entity->name))
        return true; /* a field, or the table by a name that is not ours to judge */
    return lint_column_named(lint, table, named->name) ||
           tn_same_word(named->name, table->entity->name) ||
           lint_is_system_column(lint->dialect, named->name) || may_be_string(e, named->place);
}

/* False where it was found, so that an object is reported once. */
static bool passes(struct tn_lint *lint, struct lint_table *table, const void *object,
                   const char *text) {
    if (!*text)
        return true;
    const struct lint_expression *e = lint_expression_of(lint, text);
    struct lint_named named;
    for (size_t at = 0; !e->query && lint_next_named(lint, e, &at, &named);) {
        if (is_known(lint, table, e, &named))
            continue;
        lint_unknown_column(lint, object, "names", table->entity, named.name);
        return false;
    }
    return true;
}

static bool parts_pass(struct tn_lint *lint, struct lint_table *table, const void *object,
                       const struct tn_list *parts) {
    for (struct tn_index_part *part = parts->first; part; part = part->next)
        if (!passes(lint, table, object, part->expression))
            return false;
    return true;
}

static void check_table(struct tn_lint *lint, struct lint_table *table) {
    const struct tn_entity *entity = table->entity;
    LINT_EACH_COLUMN(table, column)
    passes(lint, table, column->attribute, column->attribute->generated);
    for (struct tn_check *check = entity->checks.first; check; check = check->next)
        passes(lint, table, check, check->expression);
    for (struct tn_index *index = entity->indexes.first; index; index = index->next)
        if (parts_pass(lint, table, index, &index->parts))
            passes(lint, table, index, index->predicate);
    for (struct tn_exclusion *e = entity->exclusions.first; e; e = e->next)
        if (parts_pass(lint, table, e, &e->parts))
            passes(lint, table, e, e->predicate);
}

static void check_unknown(struct tn_lint *lint) {
    for (size_t i = 0; i < lint->table_count; i++)
        check_table(lint, &lint->tables[i]);
    lint_unknown_in_triggers(lint);
    lint_unknown_in_views(lint);
}

const struct tn_rule lint_expr_unknown_column = {
    .id = "expr-unknown-column",
    .group = "integrity",
    .severity = TN_ERROR,
    .title = "An expression names a column or table that is not there",
    .help = "A check, generated column, index, trigger or view that names what does not exist "
            "cannot work. Servers refuse most of them, but not all: a trigger that reads a "
            "missing column of NEW or OLD is made without complaint and fails on every row, and a "
            "view may outlive what it reads. Correct the name, or add what is missing.",
    .doubt = "Only names that can be judged from the model are reported: subqueries in checks, "
             "columns of functions, of queries and of unknown tables, and trigger functions that "
             "look at TG_TABLE_NAME to tell tables apart are not. Where a table is made outside "
             "the model, waive the finding.",
    .example = "CREATE TABLE orders (id integer PRIMARY KEY, total integer);\n"
               "CREATE FUNCTION note_author() RETURNS trigger LANGUAGE plpgsql AS $$\n"
               "BEGIN\n"
               "    NEW.updated_by := current_user;\n"
               "    RETURN NEW;\n"
               "END $$;\n"
               "CREATE TRIGGER orders_author BEFORE UPDATE ON orders\n"
               "    FOR EACH ROW EXECUTE FUNCTION note_author();\n",
    .good = "CREATE TABLE orders (id integer PRIMARY KEY, total integer, updated_by text);\n"
            "CREATE FUNCTION note_author() RETURNS trigger LANGUAGE plpgsql AS $$\n"
            "BEGIN\n"
            "    NEW.updated_by := current_user;\n"
            "    RETURN NEW;\n"
            "END $$;\n"
            "CREATE TRIGGER orders_author BEFORE UPDATE ON orders\n"
            "    FOR EACH ROW EXECUTE FUNCTION note_author();\n",
    .check = check_unknown,
};
