/*
 * audit-expected: changes that somebody will ask about, and records that do not answer.
 */
#include "lint/rules/integrity_audit.h"
#include "lint/expression.h"

#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ who keeps a record of what */

/* The letters of table names, to find orders_history beside orders. */
struct records {
    struct tn_text_map letters; /* -> struct lint_table */
};

static void open_records(struct tn_lint *lint, struct records *records) {
    for (size_t i = 0; i < lint->table_count; i++)
        tn_text_map_put(&records->letters, lint_letters(lint->tables[i].entity->name, &lint->arena),
                        &lint->tables[i]);
}

static bool is_there(struct tn_lint *lint, const struct records *records, const char *name,
                     const char *ending) {
    const char *letters = lint_letters(name, &lint->arena);
    return tn_text_map_get(&records->letters,
                           tn_arena_format(&lint->arena, "%s%s", letters, ending)) ||
           tn_text_map_get(&records->letters,
                           tn_arena_format(&lint->arena, "%s%s", ending, letters));
}

static bool has_history(struct tn_lint *lint, const struct records *records,
                        const struct lint_table *table) {
    static const char *const endings[] = {"history", "histories", "audit",   "audits",    "log",
                                          "logs",    "versions",  "version", "revisions", "journal",
                                          "hist",    "aud",       "archive"};
    const char *name = table->entity->name, *singular = tn_singular(name, &lint->arena);
    for (size_t i = 0; i < TN_LENGTH(endings); i++)
        if (is_there(lint, records, name, endings[i]) ||
            is_there(lint, records, singular, endings[i]))
            return true;
    return table->entity->periods.count ||
           tn_find_word(table->entity->options, "system versioning");
}

/* A trigger that writes to a record, or runs a function that is called so. */
static bool has_trigger(struct tn_lint *lint, const struct lint_table *table) {
    struct tn_trigger *trigger = table->entity->triggers.first;
    for (; trigger; trigger = trigger->next) {
        const struct lint_expression *e = lint_expression_of(lint, trigger->definition);
        for (size_t i = 0; i < e->count; i++) {
            struct tn_slice word = {e->tokens[i].at, e->tokens[i].length};
            if (token_is_name(&e->tokens[i]) &&
                (tn_slice_find_word(word, "audit") || tn_slice_find_word(word, "history") ||
                 tn_slice_find_word(word, "log") || tn_slice_find_word(word, "journal") ||
                 tn_slice_find_word(word, "version")))
                return true;
        }
    }
    return false;
}

/* ------------------------------------------------------------------ what should have one */

/* The price in the line of an order is a copy of what it was then. */
static bool is_of_line(const struct lint_table *table, const struct lint_column *column) {
    if (!lint_ends_in(column->name, "price"))
        return false;
    LINT_EACH_COLUMN(table, other)
    if (LINT_HAS(other->name, quantity))
        return true;
    return false;
}

/* The role of a person says what he may do; that of a server or a word is another thing. */
static bool is_role_of_thing(const struct lint_table *table, const struct lint_column *column) {
    if (!lint_ends_in(column->name, "role") && !lint_ends_in(column->name, "roles"))
        return false;
    bool person = LINT_HAS(table->name, person) || LINT_HAS(column->name, person);
    LINT_EACH_COLUMN(table, other)
    person = person || LINT_HAS(other->name, person);
    return !person;
}

bool lint_is_audited(const struct lint_table *table, const struct lint_column *column) {
    return LINT_ENDS(column->name, audited) && !is_of_line(table, column) && !column->primary &&
           !column->foreign && !*column->attribute->generated && !is_role_of_thing(table, column);
}

static const struct lint_column *audited_column(const struct lint_table *table) {
    LINT_EACH_COLUMN(table, column)
    if (lint_is_audited(table, column))
        return column;
    return NULL;
}

/* The day from which a row holds is a part of a key: the old rows stay. */
static bool keeps_old_rows(const struct lint_table *table) {
    for (struct tn_key *key = table->entity->keys.first; key; key = key->next)
        LINT_EACH_COLUMN(table, column)
    if ((column->family == LINT_DATE || column->family == LINT_TIMESTAMP) &&
        tn_refs_have(key->attributes, column->attribute))
        return true;
    return false;
}

static bool keeps_record(const struct lint_table *table) {
    return LINT_HAS(table->name, ledger) ||
           lint_has_any_tag(table->entity, "log audit snapshot staging");
}

static void find_unrecorded(struct tn_lint *lint, const struct records *records,
                            const struct lint_table *table) {
    const struct lint_column *column = audited_column(table);
    if (!column || keeps_old_rows(table) || has_history(lint, records, table) ||
        has_trigger(lint, table))
        return;
    struct tn_finding *found = lint_find(lint, table->entity, "nothing records who changes %s.%s",
                                         table->entity->name, column->attribute->name);
    lint_remedy(
        lint, found,
        "Record its old and new values, when and by whom, in a table %s_history that a trigger "
        "fills",
        table->entity->name);
}

/* ------------------------------------------------------------------ what a record must tell */

static const struct part {
    const char *title;
    const char *words[16]; /* a column's name begins or ends so */
} parts[LINT_RECORD_PARTS] = {
    [LINT_WHO] = {"who changed it",
                  {"by", "user", "user id", "actor", "author", "username", "who", "login",
                   "principal", "account id", "member id", "user name", "editor"}},
    [LINT_WHAT] = {"what was done",
                   {"action", "operation", "op", "event", "type", "kind", "command", "method",
                    "event type", "activity", "message", "verb"}},
    [LINT_WHEN] = {"when", {"at", "on", "time", "date", "timestamp", "when", "ts"}},
    [LINT_VALUES_CHANGED] = {"the old or new values",
                             {"old", "new", "before", "after", "data", "changes", "diff", "value",
                              "values", "payload", "details", "detail", "content", "row", "message",
                              "snapshot"}},
};

static bool tells(const struct lint_table *table, const struct part *part) {
    LINT_EACH_COLUMN(table, column)
    for (size_t i = 0; i < TN_LENGTH(part->words) && part->words[i]; i++)
        if (lint_ends_in(column->name, part->words[i]) ||
            lint_begins_with(column->name, part->words[i]))
            return true;
    return false;
}

/* Who did what may be told in it. */
static bool has_document(const struct lint_table *table) {
    LINT_EACH_COLUMN(table, column)
    if (column->family == LINT_JSON || lint_ends_in(column->name, "json"))
        return true;
    return false;
}

bool lint_record_lacks(const struct lint_table *table, enum lint_record_part part) {
    return !tells(table, &parts[part]) && (part == LINT_WHEN || !has_document(table));
}

static bool is_audit(const struct lint_table *table) {
    return lint_begins_with(table->name, "audit") || lint_ends_in(table->name, "audit") ||
           lint_ends_in(table->name, "audits") || lint_has_tag(table->entity, "audit");
}

static void find_incomplete(struct tn_lint *lint, const struct lint_table *table) {
    struct tn_buffer missing = {0};
    for (enum lint_record_part i = 0; i < LINT_RECORD_PARTS && table->column_count > 2; i++)
        if (lint_record_lacks(table, i))
            tn_put_format(&missing, "%s%s", missing.length ? ", " : "", parts[i].title);
    if (missing.length) {
        struct tn_finding *found =
            lint_find(lint, table->entity, "%s does not tell %s", table->entity->name, missing.at);
        found->detail = 1;
        lint_remedy(lint, found, "Add columns for %s", missing.at);
    }
    tn_buffer_free(&missing);
}

static void check_audit(struct tn_lint *lint) {
    struct records records = {0};
    open_records(lint, &records);
    LINT_EACH_TABLE(lint, table) {
        if (is_audit(table))
            find_incomplete(lint, table);
        else if (!keeps_record(table))
            find_unrecorded(lint, &records, table);
    }
    tn_text_map_free(&records.letters);
}

const struct tn_rule lint_audit_expected = {
    .id = "audit-expected",
    .group = "integrity",
    .severity = TN_INFO,
    .title = "Nothing records who changed what people will ask about",
    .help =
        "A salary, a price, a balance, a role or permission: when one of them is wrong, "
        "somebody asks who changed it, when, and from what. Afterwards only a record that was "
        "kept can tell: a history table filled by a trigger, or the server's own row versions. "
        "A table of records must tell who, what, when and the old or new values. The fix makes "
        "the history table, or adds what a table of records lacks; the trigger that fills it is "
        "to be written.",
    .doubt = "A record that the application or the server's log keeps is not seen here: tag the "
             "table, or turn the rule off. Tables count as recorded where a table named after them "
             "with history, audit, log, versions or the like is there, or a trigger that speaks of "
             "one.",
    .example = "CREATE TABLE employees (id integer PRIMARY KEY, salary numeric(10,2) NOT NULL);\n",
    .good = "CREATE TABLE employees (id integer PRIMARY KEY, salary numeric(10,2) NOT NULL);\n"
            "CREATE TABLE employees_history (\n"
            "    history_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,\n"
            "    id integer NOT NULL,\n"
            "    action varchar(10) NOT NULL CHECK (action IN ('insert', 'update', 'delete')),\n"
            "    old_salary numeric(10,2),\n"
            "    new_salary numeric(10,2),\n"
            "    changed_at timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP,\n"
            "    changed_by varchar(100) NOT NULL\n"
            ");\n",
    .check = check_audit,
    .fix = lint_fix_audit,
};
