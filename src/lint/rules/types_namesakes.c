/*
 * Columns of one name that have several types.
 */
#include "lint/rules.h"

#include <string.h>

/* What the columns of one name have as types: few, so a list will do. */
struct spelling {
    const char *title;
    const struct lint_column *first;
    size_t count;
};

enum { MOST_SPELLINGS = 8 };

struct namesakes {
    bool excepted; /* by the name */
    struct spelling spellings[MOST_SPELLINGS];
    size_t spelling_count, count;
};

/* int(5) unsigned -> int unsigned: the width limits nothing. */
static const char *without_width(const char *type, struct tn_arena *arena) {
    const char *open = strchr(type, '('), *close = open ? strchr(open, ')') : NULL;
    return close ? tn_arena_format(arena, "%.*s%s", (int)(open - type), type, close + 1) : type;
}

/* What must be alike: not the length of a text, which is a rule of each table. */
static const char *comparable(struct tn_lint *lint, const struct lint_column *column,
                              bool lengths) {
    const struct tn_attribute *attribute = column->attribute;
    const char *title = lint_type_title(attribute, &lint->arena);
    if (lengths || attribute->dimensions)
        return title;
    switch (column->family) {
    case LINT_TEXT:
        return "text";
    case LINT_BINARY:
        return "bytes";
    case LINT_ENUMERATION:
        return "an enumeration";
    case LINT_INTEGER:
        return without_width(title, &lint->arena);
    case LINT_JSON:
        return "a document"; /* json-over-jsonb tells which of the two it should be */
    case LINT_TIMESTAMP:
        return tn_arena_text(&lint->arena, title, strcspn(title, "("));
    default:
        return title;
    }
}

static bool is_looked_at(const struct lint_column *column) {
    return column->name->count && column->family != LINT_UNTYPED && !column->foreign &&
           !column->primary;
}

static void count_spelling(struct namesakes *all, const char *title,
                           const struct lint_column *column) {
    all->count++;
    for (size_t i = 0; i < all->spelling_count; i++)
        if (all->spellings[i].title == title || tn_same_word(all->spellings[i].title, title)) {
            all->spellings[i].count++;
            return;
        }
    if (all->spelling_count < MOST_SPELLINGS)
        all->spellings[all->spelling_count++] = (struct spelling){title, column, 1};
}

/* *mixed: is there a name with several? */
static struct tn_id_map count_spellings(struct tn_lint *lint, bool lengths, bool *mixed) {
    struct tn_id_map names = {0};
    struct tn_slice except = lint_text(lint, "except");
    LINT_EACH_TABLE(lint, table)
    LINT_EACH_COLUMN(table, column) {
        uint64_t name = (uint64_t)(uintptr_t)column->attribute->name;
        if (!is_looked_at(column))
            continue;
        struct namesakes *all = tn_id_map_get(&names, name);
        if (!all) {
            all = tn_arena_allocate(&lint->arena, sizeof *all);
            all->excepted =
                column->name->count == 1 && lint_in_list(except, column->name->words[0]);
            tn_id_map_put(&names, name, all);
        }
        if (all->excepted)
            continue;
        count_spelling(all, comparable(lint, column, lengths), column);
        *mixed |= all->spelling_count > 1;
    }
    return names;
}

/* What most of at least three have; or NULL. */
static const struct spelling *majority(const struct namesakes *all) {
    for (size_t i = 0; i < all->spelling_count; i++)
        if (lint_is_convention(all->spellings[i].count, all->count))
            return &all->spellings[i];
    return NULL;
}

static void report_other(struct tn_lint *lint, const struct lint_table *table,
                         const struct lint_column *column, const struct spelling *usual,
                         const struct namesakes *all) {
    const struct tn_attribute *other = usual->first->attribute;
    const char *type = lint_type_title(other, &lint->arena);
    struct tn_finding *found = lint_find(
        lint, column->attribute, "%s.%s is %s, but %s in %zu of %zu other tables",
        table->entity->name, column->attribute->name,
        lint_type_title(column->attribute, &lint->arena), type, usual->count, all->count - 1);
    lint_remedy(lint, found, "Make it %s as in %s, or give it a name of its own", type,
                tn_entity_of(other)->name);
    lint_alike(lint, found, tn_arena_format(&lint->arena, "%s %s", column->attribute->name, type));
}

static void report_others(struct tn_lint *lint, const struct tn_id_map *names, bool lengths) {
    LINT_EACH_TABLE(lint, table)
    LINT_EACH_COLUMN(table, column) {
        const struct namesakes *all =
            tn_id_map_get(names, (uint64_t)(uintptr_t)column->attribute->name);
        if (!all || all->spelling_count < 2 || !is_looked_at(column))
            continue;
        const struct spelling *usual = majority(all);
        if (usual && !tn_same_word(comparable(lint, column, lengths), usual->title))
            report_other(lint, table, column, usual, all);
    }
}

static void check_inconsistent(struct tn_lint *lint) {
    bool lengths = lint_is_choice(lint, "lengths", "count");
    bool mixed = false;
    struct tn_id_map names = count_spellings(lint, lengths, &mixed);
    if (mixed)
        report_others(lint, &names, lengths);
    tn_id_map_free(&names);
}

static const struct tn_rule_option inconsistent_options[] = {
    {"except", TN_OPTION_WORDS,
     "id code content data date info key level number position priority score size state status "
     "time type uuid value version",
     "Names of one word that mean something else in each table", NULL},
    {"lengths", TN_OPTION_CHOICE, "ignore", "Whether texts of another length differ",
     "ignore count"},
    {0},
};

const struct tn_rule lint_column_type_inconsistent = {
    .id = "column-type-inconsistent",
    .group = "types",
    .severity = TN_INFO,
    .title = "A column has another type than its namesakes in other tables",
    .help = "The same name should mean the same thing and have the same type everywhere: joins and "
            "comparisons convert otherwise, and values that fit one table do not fit the next. "
            "Reported are columns that differ from two in three of their namesakes, of which "
            "there must be three. Lengths of texts do not count, nor json beside jsonb, of which "
            "json-over-jsonb tells, nor foreign keys, whose type is that of their target.",
    .doubt = "A general name may mean different things: add it to the option except, or give the "
             "column a name that tells.",
    .example = "CREATE TABLE a (id integer PRIMARY KEY, quantity integer);\n"
               "CREATE TABLE b (id integer PRIMARY KEY, quantity integer);\n"
               "CREATE TABLE c (id integer PRIMARY KEY, quantity numeric(10,2));\n",
    .good = "CREATE TABLE a (id integer PRIMARY KEY, quantity integer);\n"
            "CREATE TABLE b (id integer PRIMARY KEY, quantity integer);\n"
            "CREATE TABLE c (id integer PRIMARY KEY, quantity integer);\n",
    .options = inconsistent_options,
    .check = check_inconsistent,
};
