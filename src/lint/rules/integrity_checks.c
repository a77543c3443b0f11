/*
 * Rules on checks that do not check what they seem to.
 */
#include "lint/condition.h"
#include "lint/fix.h"
#include "lint/rules.h"
#include "lint/rules/integrity_common.h"

#include <string.h>

/* ------------------------------------------------------------------ check-suspect */

enum { MOST_COLUMNS = 8 }; /* of a check that are looked at */

/* What the checks of a table have let through so far. */
struct seen {
    struct tn_text_map texts; /* words of a check -> the first such check */
    struct tn_id_map sets;    /* column's id -> struct passed */
};

struct passed {
    struct lint_set set;
    const struct tn_check *check;
};

/* The words of a check in one line, without parentheses around all of it. */
static const char *folded_check(struct tn_lint *lint, const struct lint_expression *e) {
    struct tn_buffer text = {0};
    size_t begin = 0, end = e->count;
    while (begin < end && token_is_symbol(&e->tokens[begin], '(') && e->match[begin] == end - 1) {
        begin++;
        end--;
    }
    for (size_t i = begin; i < end; i++) {
        const struct token *t = &e->tokens[i];
        tn_put_char(&text, ' ');
        if (t->kind == T_WORD)
            tn_put_lower(&text, (struct tn_slice){t->at, t->length});
        else
            tn_put_bytes(&text, t->at, t->length);
    }
    const char *kept = tn_arena_text(&lint->arena, tn_buffer_text(&text), text.length);
    tn_buffer_free(&text);
    return kept;
}

static void report(struct tn_lint *lint, const struct tn_check *check, const char *what,
                   const char *remedy) {
    struct tn_finding *found = lint_find(lint, check, "%s of %s %s", lint_check_title(lint, check),
                                         tn_entity_of(check)->name, what);
    lint_remedy(lint, found, "%s", remedy);
}

static bool is_unstable(struct tn_lint *lint, const struct tn_check *check,
                        const struct lint_expression *e) {
    size_t place = 0;
    if (e->query) {
        report(lint, check,
               "asks other rows by a query: no server takes that, or none checks it again",
               "Use a foreign key, an exclusion constraint or a trigger");
        return true;
    }
    if (lint_stability_of(e, &place) == LINT_STABLE)
        return false;
    struct tn_slice word = {e->tokens[place].at, e->tokens[place].length};
    report(lint, check,
           tn_arena_format(&lint->arena,
                           "depends on %.*s: a row that passed once need not pass again",
                           (int)word.length, word.at),
           "Compare with a column that says when, or check it where the row is written");
    return true;
}

static bool is_repeated(struct tn_lint *lint, struct seen *seen, const struct tn_check *check,
                        const struct lint_expression *e) {
    const char *text = folded_check(lint, e);
    const struct tn_check *first = tn_text_map_get(&seen->texts, text);
    if (!first) {
        tn_text_map_put(&seen->texts, text, (void *)check);
        return false;
    }
    report(lint, check,
           tn_arena_format(&lint->arena, "says the same as %s", lint_check_title(lint, first)),
           "Drop one of the two");
    return true;
}

/* Alone: does it let no value through, or all of them? */
static bool is_pointless(struct tn_lint *lint, struct lint_table *table,
                         const struct tn_check *check, const struct lint_condition *condition,
                         const struct lint_column *column) {
    struct lint_set possible = lint_values_of(lint, condition, column, false);
    unsigned for_null = lint_truths(lint, table, check->expression, condition, column, NULL);
    if (!possible.count && !(for_null & LINT_IS_TRUE)) {
        report(
            lint, check,
            tn_arena_format(&lint->arena, "lets no value of %s through", column->attribute->name),
            "Correct the condition");
        return true;
    }
    bool always =
        lint_is_all(lint_values_of(lint, condition, column, true)) && !(for_null & LINT_IS_FALSE);
    if (always)
        report(lint, check,
               tn_arena_format(&lint->arena, "lets every value of %s through",
                               column->attribute->name),
               "Correct the condition, or drop it");
    return always;
}

/* With the checks before it: is there a value that passes all of them? */
static bool contradicts(struct tn_lint *lint, struct seen *seen, const struct tn_check *check,
                        const struct lint_condition *condition, const struct lint_column *column) {
    struct passed *passed = tn_id_map_get(&seen->sets, column->attribute->id);
    struct lint_set possible = lint_values_of(lint, condition, column, false);
    if (!passed) {
        passed = tn_arena_allocate(&lint->arena, sizeof *passed);
        *passed = (struct passed){possible, check};
        tn_id_map_put(&seen->sets, column->attribute->id, passed);
        return false;
    }
    struct lint_set left = lint_intersection(lint, passed->set, possible);
    if (left.count || !passed->set.count || !possible.count) {
        passed->set = left.count ? left : passed->set;
        return false;
    }
    report(lint, check,
           tn_arena_format(&lint->arena, "and %s together let no value of %s through",
                           lint_check_title(lint, passed->check), column->attribute->name),
           "Correct one of the two");
    return true;
}

static void check_condition(struct tn_lint *lint, struct seen *seen, struct lint_table *table,
                            const struct tn_check *check) {
    const struct lint_column *columns[MOST_COLUMNS + 1];
    const struct lint_condition *c = lint_condition_of(lint, table, check);
    size_t count = lint_condition_columns(c, columns, MOST_COLUMNS + 1);
    if (c->kind == LINT_FIXED) {
        report(lint, check, c->truth ? "is always true" : "is never true",
               c->truth ? "Drop it" : "Correct the condition");
        return;
    }
    if (count > MOST_COLUMNS)
        return;
    for (size_t i = 0; i < count; i++)
        if (is_pointless(lint, table, check, c, columns[i]))
            return;
    for (size_t i = 0; i < count; i++)
        if (contradicts(lint, seen, check, c, columns[i]))
            return;
}

static void check_suspect(struct tn_lint *lint) {
    LINT_EACH_TABLE(lint, table) {
        struct seen seen = {0};
        for (struct tn_check *check = table->entity->checks.first; check; check = check->next) {
            const struct lint_expression *e = lint_expression_of(lint, check->expression);
            if (!is_unstable(lint, check, e) && !is_repeated(lint, &seen, check, e))
                check_condition(lint, &seen, table, check);
        }
        tn_text_map_free(&seen.texts);
        tn_id_map_free(&seen.sets);
    }
}

const struct tn_rule lint_check_suspect = {
    .id = "check-suspect",
    .group = "integrity",
    .severity = TN_WARNING,
    .title = "A check that is always true, never true, or not sure to stay true",
    .help =
        "Conditions that contradict each other let no row in; one that every value passes, such "
        "as a >= 0 OR a < 10, keeps nothing out, mostly by AND taken for OR. A check that asks "
        "the time, the user or chance is true when the row is written and may be false when "
        "the data is loaded again from a dump. Two checks that say the same cost twice.",
    .doubt = "Values are compared as numbers, and texts for equality only, letter by letter. A "
             "check on the present time that is meant for new rows alone belongs into a trigger "
             "or the application; else waive the finding.",
    .example = "CREATE TABLE people (\n"
               "    id integer PRIMARY KEY,\n"
               "    age integer NOT NULL CHECK (age >= 0 OR age < 150)\n"
               ");\n",
    .good = "CREATE TABLE people (\n"
            "    id integer PRIMARY KEY,\n"
            "    age integer NOT NULL CHECK (age >= 0 AND age < 150)\n"
            ");\n",
    .check = check_suspect,
};

/* ------------------------------------------------------------------ check-null-passes */

/* Does a null in the column make the check pass, where a value is wanted? */
static bool is_passed_by_null(struct tn_lint *lint, struct lint_table *table,
                              const struct tn_check *check, const struct lint_condition *c,
                              const struct lint_column *column) {
    return lint_may_be_null(column) &&
           lint_truths(lint, table, check->expression, c, column, NULL) & LINT_IS_NULL;
}

/* The nullable columns that the check names, each once; a number of them, at most. */
static size_t passing_columns(struct tn_lint *lint, struct lint_table *table,
                              const struct tn_check *check, const struct lint_column **columns) {
    const struct lint_expression *e = lint_expression_of(lint, check->expression);
    const struct lint_condition *c = lint_condition_of(lint, table, check);
    size_t count = 0;
    for (size_t i = 0; i < e->count && count < MOST_COLUMNS; i++) {
        const struct lint_column *column = lint_column_at(lint, table, e, i);
        size_t k = 0;
        while (k < count && columns[k] != column)
            k++;
        if (column && k == count && is_passed_by_null(lint, table, check, c, column))
            columns[count++] = column;
    }
    return count;
}

/* Where most checked columns of an imported model are NOT NULL, somebody has thought about those
 * that are not: they are optional. */
static bool nulls_are_meant(struct tn_lint *lint) {
    size_t all = 0, required = 0;
    LINT_EACH_TABLE(lint, table) {
        const bool *checked =
            table->entity->checks.count ? lint_checked_columns(lint, table) : NULL;
        for (size_t i = 0; checked && i < table->column_count; i++) {
            all += checked[i];
            required += checked[i] && !lint_may_be_null(&table->columns[i]);
        }
    }
    return lint_is_habit(lint, required, all);
}

/* Without those that are meant; what has a default should have a value. */
static size_t without_meant(const struct lint_column **columns, size_t count) {
    size_t kept = 0;
    for (size_t i = 0; i < count; i++)
        if (*columns[i]->attribute->default_value)
            columns[kept++] = columns[i];
    return kept;
}

static void check_null_in(struct tn_lint *lint, struct lint_table *table,
                          const struct tn_check *check, bool meant) {
    const struct lint_column *columns[MOST_COLUMNS];
    size_t count = passing_columns(lint, table, check, columns);
    if (meant)
        count = without_meant(columns, count);
    if (!count)
        return;
    struct tn_buffer names = {0};
    for (size_t i = 0; i < count; i++)
        tn_put_format(&names, "%s%s", i ? ", " : "", columns[i]->attribute->name);
    struct tn_finding *found =
        lint_find(lint, check, "%s of %s passes where %s is null", lint_check_title(lint, check),
                  table->entity->name, names.at);
    lint_remedy(lint, found, "Make %s NOT NULL, or say %s IS NOT NULL in the check", names.at,
                columns[0]->attribute->name);
    tn_buffer_free(&names);
}

static void check_null(struct tn_lint *lint) {
    bool meant = lint->model->counts[TN_check] && nulls_are_meant(lint);
    LINT_EACH_TABLE(lint, table)
    for (struct tn_check *check = table->entity->checks.first; check; check = check->next)
        if (!lint_expression_of(lint, check->expression)->query)
            check_null_in(lint, table, check, meant);
}

/* Of one column: NOT NULL; of several, all of them in the check. */
static bool require(struct tn_model *model, struct tn_check *check,
                    const struct lint_column **columns, size_t count, struct tn_error *error) {
    struct tn_buffer text = {0};
    for (size_t i = 0; i < count; i++)
        if (lint_is_emptied(columns[i]->attribute))
            return tn_fail(error, "a foreign key sets %s null: decide by hand",
                           columns[i]->attribute->name);
    if (count == 1) {
        tn_set_number(model, columns[0]->attribute, TN_attribute_nullable, false);
        return true;
    }
    for (size_t i = 0; i < count; i++) {
        tn_sql_put_name(&text, tn_dialect_of(model), columns[i]->attribute->name);
        tn_put(&text, " IS NOT NULL AND ");
    }
    tn_put_format(&text, "(%s)", check->expression);
    tn_set_text(model, check, TN_check_expression, text.at);
    tn_buffer_free(&text);
    return true;
}

static bool fix_null(struct tn_model *model, const struct tn_finding *finding,
                     struct tn_error *error) {
    struct tn_check *check = (void *)tn_find_id(model, finding->object);
    struct tn_lint lint = {0};
    struct lint_table *table = lint_look_again(&lint, model, check);
    const struct lint_column *columns[MOST_COLUMNS];
    size_t count = passing_columns(&lint, table, check, columns);
    bool good = !count || require(model, check, columns, count, error);
    lint_close(&lint);
    return good;
}

const struct tn_rule lint_check_null_passes = {
    .id = "check-null-passes",
    .group = "integrity",
    .severity = TN_INFO,
    .title = "A check passes where its column is null",
    .help = "A check keeps out only what makes it false. Where its column is null it is neither "
            "true nor false, and the row gets in: CHECK (price > 0) lets a missing price through. "
            "Where every row needs the value, make the column NOT NULL, or say IS NOT NULL in the "
            "check.",
    .doubt = "An optional value that must be right where it is there is just what such a check "
             "says: then nothing is wrong. In an imported model most of whose checked columns are "
             "NOT NULL the others are taken for optional, unless they have a default. Say so in "
             "the check (x IS NULL OR x > 0), waive the "
             "finding, or turn the rule off.",
    .example = "CREATE TABLE items (\n"
               "    id integer PRIMARY KEY,\n"
               "    price integer CHECK (price > 0)\n"
               ");\n",
    .good = "CREATE TABLE items (\n"
            "    id integer PRIMARY KEY,\n"
            "    price integer NOT NULL CHECK (price > 0)\n"
            ");\n",
    .check = check_null,
    .fix = fix_null,
};
