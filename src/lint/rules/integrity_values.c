/*
 * check-expected-values: columns of a few words that take any text.
 */
#include "lint/expression.h"
#include "lint/fix.h"
#include "lint/rules.h"
#include "lint/rules/integrity_common.h"
#include "lint/value_list.h"

#include <string.h>

/* ------------------------------------------------------------------ what is reported */

/* Types that others make up: image/png, a class of the program beside the id of one of its objects.
 */
static bool is_open_ended(struct tn_lint *lint, const struct lint_table *table,
                          const struct lint_column *column) {
    static const char *const open[] = {"mime type", "content type", "media type", "data type",
                                       "file type", "field type",   "column type"};
    for (size_t i = 0; i < TN_LENGTH(open); i++)
        if (lint_ends_in(column->name, open[i]))
            return true;
    if (!lint_ends_in(column->name, "type") || column->name->count < 2)
        return false;
    const char *name = column->attribute->name;
    struct tn_slice last = lint_last_word(name);
    const char *role =
        lint_letters(tn_arena_text(&lint->arena, name, (size_t)(last.at - name)), &lint->arena);
    size_t length = strlen(role);
    LINT_EACH_COLUMN(table, other) {
        const char *letters = lint_letters(other->attribute->name, &lint->arena);
        if (strncmp(letters, role, length) == 0 && strcmp(letters + length, "id") == 0)
            return true;
    }
    return false;
}

static bool takes_any_text(struct tn_lint *lint, const struct lint_table *table,
                           const struct lint_column *column, const bool *checked) {
    const struct tn_attribute *a = column->attribute;
    if (!LINT_ENDS(column->name, state) || column->family != LINT_TEXT || column->foreign ||
        column->primary || *a->generated || (a->named_type && a->named_type->checks.count) ||
        (checked && checked[column - table->columns]))
        return false;
    return !lint_is_part_of_address(table, column) && !is_open_ended(lint, table, column);
}

static void check_values(struct tn_lint *lint) {
    LINT_EACH_TABLE(lint, table) {
        if (lint_takes_what_comes(table->entity) || LINT_HAS(table->name, ledger))
            continue;
        const bool *checked = lint_checked_columns(lint, table);
        LINT_EACH_COLUMN(table, column) {
            if (!takes_any_text(lint, table, column, checked))
                continue;
            struct tn_finding *found = lint_find(lint, column->attribute, "%s.%s takes any text",
                                                 table->entity->name, column->attribute->name);
            const char *seen = lint_note_values(lint, found, table, column);
            lint_remedy(lint, found,
                        "Say which values there are%s%s%s: by a check, an enumeration or a table "
                        "of them",
                        seen ? " (" : "", seen ? seen : "", seen ? ")" : "");
            lint_alike(lint, found, "");
        }
    }
}

/* ------------------------------------------------------------------ its fix: a table of them */

static bool is_one_text_like(const struct tn_key *key, const struct tn_attribute *attribute) {
    const struct tn_attribute *only =
        key && key->attributes.count == 1 ? (const void *)key->attributes.items[0] : NULL;
    return only && strcmp(only->type, attribute->type) == 0 &&
           only->named_type == attribute->named_type &&
           strcmp(lint_charset_of(only), lint_charset_of(attribute)) == 0 &&
           strcmp(only->collation, attribute->collation) == 0;
}

/* order_statuses, statuses or order_status, whose key is such a text. */
static struct tn_entity *table_of_values(const struct tn_attribute *attribute,
                                         struct tn_arena *arena) {
    struct tn_entity *entity = tn_entity_of(attribute);
    const char *longer = lint_join(tn_singular(entity->name, arena), attribute->name, arena);
    struct tn_entity *other = tn_list_of(entity->parent, TN_entity)->first;
    for (; other; other = other->next) {
        const char *name = tn_singular(other->name, arena);
        if (other != entity &&
            (lint_same_letters(name, longer) || lint_same_letters(name, attribute->name)) &&
            is_one_text_like(tn_primary_key(other), attribute))
            return other;
    }
    return NULL;
}

static void refer_to(struct tn_model *model, struct tn_attribute *attribute,
                     struct tn_entity *target) {
    struct tn_entity *entity = tn_entity_of(attribute);
    struct tn_refs from = {0};
    tn_refs_append(model, &from, attribute);
    struct tn_relationship *r = tn_design_add(model, TN_relationship, entity, "");
    tn_set_ref(model, r, TN_relationship_target, target);
    tn_set_refs(model, r, TN_relationship_attributes, from);
    tn_set_refs(model, r, TN_relationship_target_attributes, tn_primary_key(target)->attributes);
    if (!lint_is_indexed(model, entity, from))
        lint_add_index(model, entity, from);
}

/* ------------------------------------------------------------------ its fix: a check */

static void add_check(struct tn_model *model, struct tn_attribute *attribute,
                      const struct lint_value_list *values) {
    const struct tn_dialect *dialect = tn_dialect_of(model);
    struct tn_buffer out = {0};
    if (attribute->nullable) {
        tn_sql_put_name(&out, dialect, attribute->name);
        tn_put(&out, " IS NULL OR "); /* which would pass unsaid */
    }
    tn_sql_put_name(&out, dialect, attribute->name);
    tn_put(&out, " IN (");
    for (size_t i = 0; i < values->count; i++) {
        tn_put(&out, i ? ", " : "");
        tn_sql_put_string(&out, dialect, values->items[i]);
    }
    tn_put(&out, ")");
    struct tn_check *check = tn_design_add(model, TN_check, tn_entity_of(attribute), "");
    tn_set_text(model, check, TN_check_expression, out.at);
    tn_buffer_free(&out);
}

/* A default that is a text is to be one of them. */
static bool has_default(const struct tn_model *model, const struct tn_attribute *attribute,
                        const struct lint_value_list *values, struct tn_arena *arena) {
    const struct tn_dialect *dialect = tn_dialect_of(model);
    struct lint_expression e =
        lint_expression_read(dialect, tn_slice_of(attribute->default_value), arena);
    if (!e.count || e.tokens[0].kind != T_STRING)
        return true;
    struct tn_buffer text = {0};
    token_unquote(&e.tokens[0], dialect->id, &text);
    bool found = false;
    for (size_t i = 0; i < values->count; i++)
        found |= strcmp(values->items[i], tn_buffer_text(&text)) == 0;
    tn_buffer_free(&text);
    return found;
}

static bool write_check(struct tn_model *model, const struct tn_finding *finding,
                        struct tn_attribute *attribute, struct tn_arena *arena,
                        struct tn_error *error) {
    struct lint_value_list values;
    const struct tn_dialect *dialect = tn_dialect_of(model);
    bool commented = lint_listed_values(attribute->comment, arena, &values);
    if (!commented && !lint_noted_values(finding, arena, &values))
        return tn_fail(error,
                       "which values %s has is not known: list them in its comment, as "
                       "\"one of: new, done\"",
                       attribute->name);
    if (!dialect->can.checks)
        return tn_fail(error, "%s reads checks and does not heed them: make a table of the values",
                       dialect->title);
    if (!has_default(model, attribute, &values, arena))
        return tn_fail(error, "the default %s is none of the values in the %s: say which is right",
                       attribute->default_value, commented ? "comment" : "data");
    add_check(model, attribute, &values);
    return true;
}

static bool fix_values(struct tn_model *model, const struct tn_finding *finding,
                       struct tn_error *error) {
    struct tn_attribute *attribute = (void *)tn_find_id(model, finding->object);
    struct tn_entity *entity = tn_entity_of(attribute);
    struct tn_arena arena = {0};
    if (tn_is_foreign(attribute))
        return true;
    for (struct tn_check *check = entity->checks.first; check; check = check->next)
        if (tn_sql_mentions(tn_dialect_of(model), check->expression, attribute->name))
            return true;
    struct tn_entity *values = table_of_values(attribute, &arena);
    if (values)
        refer_to(model, attribute, values);
    bool fixed = values || write_check(model, finding, attribute, &arena, error);
    tn_arena_free(&arena);
    return fixed;
}

const struct tn_rule lint_check_expected_values = {
    .id = "check-expected-values",
    .group = "integrity",
    .severity = TN_INFO,
    .title = "A status or kind takes any text",
    .help = "A status, state, type, role, kind or action is one of a few words, and programs "
            "compare it with those. Kept as free text it soon holds Done beside done, and rows "
            "that no program finds. Say which values there are: by CHECK (status IN (…)), an "
            "enumeration, or a foreign key to a table of them. The fix refers to such a "
            "table where there is one (order_statuses, statuses); else it writes the check with "
            "the values that the column's comment lists (one of: new, paid, sent), or that all "
            "rows at hand have (tenon check --data).",
    .doubt = "The state of an address, types beside the id of what they are the type of, types of "
             "contents, and tables that keep a record are not reported. For kinds that users make "
             "up, waive the finding.",
    .example = "CREATE TABLE orders (\n"
               "    id integer PRIMARY KEY,\n"
               "    status varchar(20) NOT NULL DEFAULT 'new'\n"
               ");\n"
               "COMMENT ON COLUMN orders.status IS 'one of: new, paid, sent';\n",
    .good = "CREATE TABLE orders (\n"
            "    id integer PRIMARY KEY,\n"
            "    status varchar(20) NOT NULL DEFAULT 'new'\n"
            "        CHECK (status IN ('new', 'paid', 'sent'))\n"
            ");\n",
    .check = check_values,
    .fix = fix_values,
};
