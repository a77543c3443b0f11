/*
 * check-expected-values: columns of a few words that take any text.
 */
#include "lint/fix.h"
#include "lint/rules.h"
#include "lint/rules/integrity_common.h"

#include <ctype.h>
#include <stdlib.h>
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
            lint_remedy(lint, found,
                        "Say which values there are: by a check, an enumeration or a table of "
                        "them");
        }
    }
}

/* ------------------------------------------------------------------ values in a comment */

/* "one of: new, paid, sent", "new | paid | sent", "'new', 'paid'": the next of them. */
static bool next_value(const char **at, struct tn_slice *value) {
    *at += strspn(*at, " ,|/");
    const char *begin = *at + strspn(*at, "'\"`");
    size_t length = 0;
    while (isalnum((unsigned char)begin[length]) || begin[length] == '_' || begin[length] == '-')
        length++;
    const char *end = begin + length + strspn(begin + length, "'\"` .;");
    *value = (struct tn_slice){begin, length};
    *at = end;
    return length && (!*end || strchr(",|/", *end));
}

/* The condition that the comment tells, or false where it tells none. */
static bool put_condition(const struct tn_dialect *dialect, const struct tn_attribute *attribute,
                          struct tn_buffer *out) {
    const char *colon = strchr(attribute->comment, ':');
    const char *at = colon ? colon + 1 : attribute->comment;
    struct tn_slice value = {0};
    size_t count = 0;
    if (attribute->nullable) {
        tn_sql_put_name(out, dialect, attribute->name);
        tn_put(out, " IS NULL OR "); /* which would pass unsaid */
    }
    tn_sql_put_name(out, dialect, attribute->name);
    tn_put(out, " IN (");
    while (*at) {
        if (!next_value(&at, &value))
            return false;
        struct tn_buffer text = {0};
        tn_put_bytes(&text, value.at, value.length);
        tn_put(out, count++ ? ", " : "");
        tn_sql_put_string(out, dialect, text.at);
        tn_buffer_free(&text);
    }
    tn_put(out, ")");
    return count > 1;
}

static bool fix_values(struct tn_model *model, const struct tn_finding *finding,
                       struct tn_error *error) {
    struct tn_attribute *attribute = (void *)tn_find_id(model, finding->object);
    struct tn_entity *entity = tn_entity_of(attribute);
    const struct tn_dialect *dialect = tn_dialect_of(model);
    for (struct tn_check *check = entity->checks.first; check; check = check->next)
        if (tn_sql_mentions(dialect, check->expression, attribute->name))
            return true;
    if (!dialect->can.checks)
        return tn_fail(error, "%s reads checks and does not heed them", dialect->title);
    struct tn_buffer condition = {0};
    bool told = put_condition(dialect, attribute, &condition);
    const char *value = attribute->default_value;
    bool fits = !strchr(value, '\'') || !told || strstr(condition.at, value);
    if (told && fits) {
        struct tn_check *check = tn_design_add(model, TN_check, entity, "");
        tn_set_text(model, check, TN_check_expression, condition.at);
    }
    tn_buffer_free(&condition);
    if (!told)
        return tn_fail(error,
                       "which values %s has is not known: list them in its comment, as "
                       "\"one of: new, done\"",
                       attribute->name);
    return fits || tn_fail(error, "the default %s is none of the values in the comment", value);
}

const struct tn_rule lint_check_expected_values = {
    .id = "check-expected-values",
    .group = "integrity",
    .severity = TN_INFO,
    .title = "A status or kind takes any text",
    .help = "A status, state, type, role, kind or action is one of a few words, and programs "
            "compare it with those. Kept as free text it soon holds Done beside done, and rows "
            "that no program finds. Say which values there are: by CHECK (status IN (…)), an "
            "enumeration, or a foreign key to a table of them. The fix writes the check where the "
            "column's comment lists the values: one of: new, paid, sent.",
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
