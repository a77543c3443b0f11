/*
 * nf-polymorphic: a column that says to which table another one refers.
 */
#include "lint/rules/normalization_polymorphic.h"
#include "lint/value_list.h"

#include <string.h>

/* ------------------------------------------------------------------ finding them */

static const char *role_of(struct tn_lint *lint, const struct lint_column *column) {
    const struct lint_name *name = column->name;
    const struct tn_slice *last = &name->words[name->count - 1];
    return lint_letters(tn_arena_text(&lint->arena, name->text, (size_t)(last->at - name->text)),
                        &lint->arena);
}

static bool may_say_sort(const struct lint_column *column) {
    return column->name->count > 1 && lint_ends_in(column->name, "type") && !column->foreign &&
           (column->family == LINT_TEXT || column->family == LINT_ENUMERATION);
}

static bool may_refer(const struct lint_table *table, const struct lint_column *column) {
    bool alone = column->primary && table->primary->attributes.count == 1;
    return column->name->count > 1 && lint_ends_in(column->name, "id") && !column->foreign &&
           !alone && column->family != LINT_BOOLEAN;
}

static bool find_id(struct tn_lint *lint, const struct lint_table *table,
                    struct lint_polymorph *pair) {
    pair->role = role_of(lint, pair->sort);
    LINT_EACH_COLUMN(table, column) {
        if (!may_refer(table, column) || strcmp(role_of(lint, column), pair->role) != 0)
            continue;
        pair->id = column;
        return true;
    }
    return false;
}

/* user_type beside user_id is the type of a user, where there are users. */
static bool is_of_one_table(struct tn_lint *lint, const struct lint_polymorph *pair) {
    const struct tn_slice *last = &pair->sort->name->words[pair->sort->name->count - 1];
    const char *text = pair->sort->name->text;
    size_t length = (size_t)(last->at - text);
    while (length && text[length - 1] == '_')
        length--;
    const char *role = tn_arena_text(&lint->arena, text, length);
    return tn_text_map_get(&lint->by_name, role) ||
           tn_text_map_get(&lint->by_name, tn_plural(role, &lint->arena));
}

/* act_id, act_name and act_type describe one thing together. */
static bool is_described(struct tn_lint *lint, const struct lint_table *table,
                         const struct lint_polymorph *pair) {
    LINT_EACH_COLUMN(table, column)
    if (column->name->count > 1 && lint_ends_in(column->name, "name") &&
        strcmp(role_of(lint, column), pair->role) == 0)
        return true;
    return false;
}

bool lint_next_polymorph(struct tn_lint *lint, const struct lint_table *table,
                         struct lint_polymorph *pair) {
    const struct lint_column *end = table->columns + table->column_count;
    const struct lint_column *column = pair->sort ? pair->sort + 1 : table->columns;
    for (; column < end; column++) {
        *pair = (struct lint_polymorph){.sort = column};
        if (may_say_sort(column) && find_id(lint, table, pair) && !is_of_one_table(lint, pair) &&
            !is_described(lint, table, pair))
            return true;
    }
    return false;
}

static void check_polymorphic(struct tn_lint *lint) {
    LINT_EACH_TABLE(lint, table) {
        struct lint_polymorph pair = {0};
        if (LINT_HAS(table->name, record) ||
            lint_has_any_tag(table->entity, "log audit staging snapshot denormalised") ||
            !lint_next_polymorph(lint, table, &pair))
            continue;
        struct tn_finding *found =
            lint_find(lint, table->entity,
                      "%s.%s refers to the table that %s names, so no foreign "
                      "key holds it",
                      table->entity->name, pair.id->attribute->name, pair.sort->attribute->name);
        const char *seen = lint_note_values(lint, found, table, pair.sort);
        lint_remedy(lint, found,
                    "Give each table that it can refer to%s%s%s a foreign key of its own, and a "
                    "check that just one of them is set",
                    seen ? " (" : "", seen ? seen : "", seen ? ")" : "");
        lint_alike(lint, found, pair.id->attribute->name);
    }
}

const struct tn_rule lint_nf_polymorphic = {
    .id = "nf-polymorphic",
    .group = "normalization",
    .severity = TN_INFO,
    .title = "A column refers to one of several tables that another column names",
    .help = "No foreign key can follow such a pair, so rows are left behind that refer to nothing, "
            "and every join must ask for the type. Give each table that is meant a nullable "
            "foreign key of its own, with a check that just one of them is set: the fix does so "
            "where a check, an enumeration, the comment of the type (one of: post, photo) or all "
            "rows at hand (tenon check --data) tell which tables those are; keys and indexes over "
            "the pair go along. The data must be moved by a migration. Reported once a table.",
    .doubt =
        "Frameworks make such pairs by themselves, and tables that refer to nearly every other "
        "(comments, attachments) may be better off with them. Tables of what happened (audit, "
        "history, events) are left out; tag others log or audit, or waive the finding.",
    .example = "CREATE TABLE posts (id integer PRIMARY KEY);\n"
               "CREATE TABLE photos (id integer PRIMARY KEY);\n"
               "CREATE TABLE comments (\n"
               "    id integer PRIMARY KEY,\n"
               "    subject_type text NOT NULL CHECK (subject_type IN ('post', 'photo')),\n"
               "    subject_id integer NOT NULL\n"
               ");\n",
    .good = "CREATE TABLE posts (id integer PRIMARY KEY);\n"
            "CREATE TABLE photos (id integer PRIMARY KEY);\n"
            "CREATE TABLE comments (\n"
            "    id integer PRIMARY KEY,\n"
            "    post_id integer REFERENCES posts (id),\n"
            "    photo_id integer REFERENCES photos (id),\n"
            "    CHECK (num_nonnulls(post_id, photo_id) = 1)\n"
            ");\n",
    .check = check_polymorphic,
    .fix = lint_fix_polymorphic,
};
