/*
 * Rules on checks that should be there, told by the names of columns.
 */
#include "lint/expression.h"
#include "lint/fix.h"
#include "lint/rules.h"
#include "lint/rules/integrity_common.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

static void add_check(struct tn_model *model, struct tn_entity *entity, const char *expression) {
    struct tn_check *check = tn_design_add(model, TN_check, entity, "");
    tn_set_text(model, check, TN_check_expression, expression);
}

static bool takes_checks(const struct tn_model *model, struct tn_error *error) {
    const struct tn_dialect *dialect = tn_dialect_of(model);
    return dialect->can.checks ||
           tn_fail(error, "%s reads checks and does not heed them", dialect->title);
}

static bool has_checked_domain(const struct tn_attribute *attribute) {
    return attribute->named_type && attribute->named_type->checks.count;
}

/* ------------------------------------------------------------------ check-expected-range: limits
 */

/* Names that end so, and what must hold of such a number. */
static const struct limit {
    const char *word, *condition;
} limits[] = {
    {"age", "BETWEEN 0 AND 150"},
    {"percent", "BETWEEN 0 AND 100"},
    {"percentage", "BETWEEN 0 AND 100"},
    {"pct", "BETWEEN 0 AND 100"},
    {"quantity", ">= 0"},
    {"qty", ">= 0"},
    {"price", ">= 0"},
    {"amount", ">= 0"},
    {"rating", ">= 0"},
};

static bool is_number(const struct lint_column *column) {
    return column->family == LINT_INTEGER || column->family == LINT_DECIMAL ||
           column->family == LINT_FLOAT;
}

/* Numbers that may be negative: what comes and goes. */
static bool may_be_negative(const struct lint_table *table, const struct lint_column *column) {
    static const char *const words[] = {"delta", "change", "diff", "net", "adjustment"};
    for (size_t i = 0; column->name->count > 1 && i < TN_LENGTH(words); i++)
        if (lint_begins_with(column->name, words[i]))
            return true;
    static const char *const tables[] = {"transaction", "transactions", "adjustment", "adjustments",
                                         "payment",     "payments",     "entry",      "entries",
                                         "movement",    "movements"};
    bool amount = lint_ends_in(column->name, "amount") || lint_ends_in(column->name, "quantity");
    for (size_t i = 0; amount && i < TN_LENGTH(tables); i++)
        if (lint_ends_in(table->name, tables[i]))
            return true;
    return amount && LINT_HAS(table->name, ledger);
}

static const struct limit *limit_of(const struct lint_table *table,
                                    const struct lint_column *column) {
    if (!LINT_ENDS(column->name, ranged) || !is_number(column) || column->foreign ||
        column->primary || *column->attribute->generated || may_be_negative(table, column))
        return NULL;
    if (column->type.is_unsigned || has_checked_domain(column->attribute))
        return NULL;
    for (size_t i = 0; i < TN_LENGTH(limits); i++)
        if (lint_ends_in(column->name, limits[i].word))
            return &limits[i];
    return NULL;
}

/* ------------------------------------------------------------------ check-expected-range: pairs */

/* The word of an end, and what the beginning is called then. */
static const struct pair {
    const char *end, *begin;
} pairs[] = {
    {"end", "start"},    {"end", "begin"},        {"ended", "started"}, {"ends", "starts"},
    {"finish", "start"}, {"finished", "started"}, {"max", "min"},       {"maximum", "minimum"},
    {"stop", "start"},   {"till", "from"},        {"to", "from"},       {"until", "from"},
    {"until", "since"},
};

static bool is_ordered(const struct lint_column *column) {
    return is_number(column) || column->family == LINT_DATE || column->family == LINT_TIME ||
           column->family == LINT_TIMESTAMP;
}

/* The name with another word in that place, in its style: end_at, start_at; EndAt, StartAt. */
static const char *with_word(struct tn_lint *lint, const struct lint_name *name, size_t place,
                             const char *word) {
    struct tn_slice old = name->words[place];
    bool capital = isupper((unsigned char)*old.at);
    bool capitals = capital && old.length > 1 && isupper((unsigned char)old.at[1]);
    char *changed = tn_arena_format(&lint->arena, "%.*s%s%s", (int)(old.at - name->text),
                                    name->text, word, old.at + old.length);
    char *at = changed + (old.at - name->text);
    for (size_t i = 0; i < strlen(word) && (capitals || (capital && i == 0)); i++)
        at[i] = (char)toupper((unsigned char)at[i]);
    return changed;
}

static struct lint_column *other_end(struct tn_lint *lint, struct lint_table *table,
                                     const struct lint_name *name, size_t place,
                                     const char *begin) {
    const char *wanted = with_word(lint, name, place, begin);
    if (lint->dialect->id != TN_POSTGRESQL)
        for (char *c = (char *)wanted; *c; c++)
            *c = (char)tolower((unsigned char)*c);
    struct lint_column *other = lint_column_named(lint, table, wanted);
    return other && is_ordered(other) && !other->foreign ? other : NULL;
}

/* The beginning that goes with an end, or NULL. */
static struct lint_column *beginning_of(struct tn_lint *lint, struct lint_table *table,
                                        const struct lint_column *column) {
    const struct lint_name *name = column->name;
    if (!LINT_HAS(name, bound) || !is_ordered(column) || column->foreign ||
        *column->attribute->generated)
        return NULL;
    for (size_t i = 0; i < name->count; i++)
        for (size_t k = 0; k < TN_LENGTH(pairs); k++) {
            bool vague = is_number(column) && pairs[k].begin[0] != 'm'; /* 0 may mean no end */
            if (vague || !tn_slice_is_word(name->words[i], pairs[k].end))
                continue;
            struct lint_column *begin = other_end(lint, table, name, i, pairs[k].begin);
            if (begin && begin->family == column->family)
                return begin;
        }
    return NULL;
}

/* Does a check or exclusion look at both? */
static bool are_compared(struct tn_lint *lint, const struct tn_entity *entity,
                         const struct lint_column *a, const struct lint_column *b) {
    for (struct tn_check *check = entity->checks.first; check; check = check->next)
        if (lint_names_column(lint, check->expression, a) &&
            lint_names_column(lint, check->expression, b))
            return true;
    for (struct tn_exclusion *e = entity->exclusions.first; e; e = e->next)
        for (struct tn_index_part *part = e->parts.first; part; part = part->next)
            if (lint_names_column(lint, part->expression, a) &&
                lint_names_column(lint, part->expression, b))
                return true;
    return false;
}

/* ------------------------------------------------------------------ check-expected-range */

struct need {
    const struct limit *limit;
    const struct lint_column *begin;
};

static struct need need_of(struct tn_lint *lint, struct lint_table *table,
                           const struct lint_column *column, const bool *checked) {
    struct need need = {0};
    if (!checked || !checked[column - table->columns])
        need.limit = limit_of(table, column);
    need.begin = beginning_of(lint, table, column);
    if (need.begin && are_compared(lint, table->entity, need.begin, column))
        need.begin = NULL;
    return need;
}

static void find_range(struct tn_lint *lint, const struct lint_table *table,
                       const struct lint_column *column, const struct need *need) {
    const struct tn_attribute *a = column->attribute;
    if (need->limit) {
        struct tn_finding *found =
            lint_find(lint, a, "%s.%s may be any number", table->entity->name, a->name);
        lint_remedy(lint, found, "Add a check: %s %s", a->name, need->limit->condition);
        lint_alike(lint, found, a->name);
    } else {
        const char *begin = need->begin->attribute->name;
        struct tn_finding *found =
            lint_find(lint, a, "%s.%s may lie before %s", table->entity->name, a->name, begin);
        lint_remedy(lint, found, "Add a check: %s >= %s", a->name, begin);
        lint_alike(lint, found, a->name);
    }
}

static void check_range(struct tn_lint *lint) {
    LINT_EACH_TABLE(lint, table) {
        if (lint_takes_what_comes(table->entity))
            continue;
        const bool *checked = lint_checked_columns(lint, table);
        LINT_EACH_COLUMN(table, column) {
            struct need need = need_of(lint, table, column, checked);
            if (need.limit || need.begin)
                find_range(lint, table, column, &need);
        }
    }
}

/* A check passes where a column is null; one that says so tells that it is meant. */
static void put_unless_null(struct tn_buffer *out, const struct tn_dialect *dialect,
                            const struct lint_column *column) {
    if (!lint_may_be_null(column))
        return;
    tn_sql_put_name(out, dialect, column->attribute->name);
    tn_put(out, " IS NULL OR ");
}

static void put_limits(struct tn_model *model, const struct lint_column *column,
                       const struct need *need) {
    const struct tn_dialect *dialect = tn_dialect_of(model);
    struct tn_buffer text = {0};
    struct tn_entity *entity = tn_entity_of(column->attribute);
    if (need->limit) {
        put_unless_null(&text, dialect, column);
        tn_sql_put_name(&text, dialect, column->attribute->name);
        tn_put_format(&text, " %s", need->limit->condition);
        add_check(model, entity, text.at);
    }
    if (need->begin) {
        tn_buffer_reset(&text);
        put_unless_null(&text, dialect, column);
        put_unless_null(&text, dialect, need->begin);
        tn_sql_put_name(&text, dialect, column->attribute->name);
        tn_put(&text, " >= ");
        tn_sql_put_name(&text, dialect, need->begin->attribute->name);
        add_check(model, entity, text.at);
    }
    tn_buffer_free(&text);
}

static bool fix_range(struct tn_model *model, const struct tn_finding *finding,
                      struct tn_error *error) {
    struct tn_attribute *attribute = (void *)tn_find_id(model, finding->object);
    struct tn_lint lint = {0};
    if (!takes_checks(model, error))
        return false;
    struct lint_table *table = lint_look_again(&lint, model, attribute);
    const bool *checked = lint_checked_columns(&lint, table);
    LINT_EACH_COLUMN(table, column)
    if (column->attribute == attribute) {
        struct need need = need_of(&lint, table, column, checked);
        put_limits(model, column, &need);
    }
    lint_close(&lint);
    return true;
}

const struct tn_rule lint_check_expected_range = {
    .id = "check-expected-range",
    .group = "integrity",
    .severity = TN_INFO,
    .title = "A number or pair of dates without a check on its limits",
    .help = "A negative quantity, an age of 900, an end before its start: nothing but a check "
            "keeps them out for good, whichever program writes. Names that end in quantity, price, "
            "amount, age, percent or rating tell of a limit, and so do pairs such as start_at and "
            "end_at, min_x and max_x, valid_from and valid_until. Add a check.",
    .doubt = "Any check that names the column counts, a domain with a check and an unsigned type "
             "too. Amounts in ledgers, transactions, payments and adjustments may be negative and "
             "are not reported; tables tagged staging, log or snapshot are left out. Where another "
             "limit holds than the one that the fix writes, change it there.",
    .example = "CREATE TABLE order_items (id integer PRIMARY KEY, quantity integer NOT NULL);\n",
    .good = "CREATE TABLE order_items (\n"
            "    id integer PRIMARY KEY,\n"
            "    quantity integer NOT NULL CHECK (quantity > 0)\n"
            ");\n",
    .check = check_range,
    .fix = fix_range,
};
