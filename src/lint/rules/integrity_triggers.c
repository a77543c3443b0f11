/*
 * trigger-for-constraint: triggers that do no more than a check would.
 */
#include "lint/expression.h"
#include "lint/rules.h"

#include <string.h>

/* ------------------------------------------------------------------ reading a body */

static bool is_any(const struct token *token, const char *const *words, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (token_is_word(token, words[i]))
            return true;
    return false;
}
#define IS_ANY(token, words) is_any(token, words, TN_LENGTH(words))

/* Words of statements that do more than to judge the row. */
static const char *const other_work[] = {
    "insert", "update", "delete", "perform", "execute",  "call", "open",   "fetch",   "into",
    "loop",   "while",  "notify", "lock",    "truncate", "old",  "exists", "declare",
};

/* Does it raise an error by itself? A warning or note is none. */
static bool raises(const struct lint_expression *e, size_t place) {
    const struct token *t = &e->tokens[place];
    static const char *const milder[] = {"notice", "warning", "info", "log", "debug"};
    if (token_is_word(t, "signal"))
        return true;
    if (!token_is_word(t, "raise"))
        return false;
    return !IS_ANY(t + 1, milder);
}

/* The row is only read: neither NEW.x := … nor SET NEW.x = …, nor a query of other tables. */
static bool only_judges(const struct lint_expression *e, size_t begin, size_t end) {
    bool raised = false, conditional = false, reads_row = false;
    for (size_t i = begin; i < end; i++) {
        const struct token *t = &e->tokens[i];
        bool assigns = t->kind == T_SYMBOL && t->length == 2 && memcmp(t->at, ":=", 2) == 0;
        bool sets = token_is_word(t, "set") && token_is_word(t + 1, "new");
        bool from = token_is_word(t, "from") && (!i || !token_is_word(t - 1, "distinct"));
        if (assigns || sets || from || IS_ANY(t, other_work))
            return false;
        raised |= raises(e, i);
        conditional |= token_is_word(t, "if") || token_is_word(t, "case") ||
                       token_is_word(t, "when") || token_is_word(t, "where");
        reads_row |= token_is_word(t, "new") && token_is_symbol(t + 1, '.');
    }
    return raised && conditional && reads_row && lint_stability_of(e, NULL) == LINT_STABLE;
}

/* ------------------------------------------------------------------ where the body is */

static size_t find_word(const struct lint_expression *e, const char *word) {
    size_t i = 0;
    while (i < e->count && !token_is_word(&e->tokens[i], word))
        i++;
    return i;
}

/* A function that only one statement needs: its text behind AS. */
static bool function_judges(struct tn_lint *lint, const struct tn_routine *routine) {
    const struct lint_expression *e = lint_expression_of(lint, routine->definition);
    bool known = false;
    const struct token *source = NULL;
    for (size_t i = 1; i < e->count; i++) {
        const struct token *t = &e->tokens[i];
        known |= token_is_word(t, "plpgsql") ||
                 (t->kind == T_STRING && t->length == 9 && memcmp(t->at, "'plpgsql'", 9) == 0);
        source = t->kind == T_STRING && token_is_word(t - 1, "as") ? t : source;
    }
    if (!source || !known)
        return false;
    struct tn_buffer text = {0};
    token_unquote(source, lint->dialect->id, &text);
    struct lint_expression body = lint_expression_read(
        lint->dialect,
        (struct tn_slice){tn_arena_text(&lint->arena, tn_buffer_text(&text), text.length),
                          text.length},
        &lint->arena);
    tn_buffer_free(&text);
    return only_judges(&body, 0, body.count);
}

/* The routines that only judge, by their names. */
static struct tn_text_map judging_functions(struct tn_lint *lint) {
    struct tn_text_map judging = {0};
    if (lint->dialect->id != TN_POSTGRESQL)
        return judging;
    TN_EACH_OF(lint->model, routine, routine)
    if (tn_find_word(routine->definition, "trigger") && function_judges(lint, routine))
        tn_text_map_put(&judging, routine->name, routine);
    return judging;
}

static bool runs_judge(struct tn_lint *lint, const struct tn_text_map *judging,
                       const struct lint_expression *e) {
    size_t i = find_word(e, "execute") + 2;
    while (i + 1 < e->count && token_is_symbol(&e->tokens[i + 1], '.'))
        i += 2;
    return i < e->count && tn_text_map_get(judging, lint_token_name(lint, &e->tokens[i]));
}

/* ------------------------------------------------------------------ the finding */

static bool judges(struct tn_lint *lint, const struct tn_text_map *judging,
                   const struct tn_trigger *trigger) {
    const struct lint_expression *e = lint_expression_of(lint, trigger->definition);
    size_t each = find_word(e, "on");
    if (lint->dialect->id == TN_POSTGRESQL)
        return runs_judge(lint, judging, e);
    while (each < e->count && !token_is_word(&e->tokens[each], "row") &&
           !token_is_word(&e->tokens[each], "when") && !token_is_word(&e->tokens[each], "begin"))
        each++;
    return only_judges(e, each, e->count);
}

static void check_triggers(struct tn_lint *lint) {
    struct tn_text_map judging = judging_functions(lint);
    LINT_EACH_TABLE(lint, table) {
        struct tn_trigger *trigger = table->entity->triggers.first;
        for (; trigger; trigger = trigger->next) {
            if (!judges(lint, &judging, trigger))
                continue;
            struct tn_finding *found =
                lint_find(lint, trigger, "trigger %s of %s only refuses rows by their own values",
                          trigger->name, table->entity->name);
            lint_remedy(lint, found, "Write the condition as a check");
        }
    }
    tn_text_map_free(&judging);
}

const struct tn_rule lint_trigger_for_constraint = {
    .id = "trigger-for-constraint",
    .group = "integrity",
    .severity = TN_INFO,
    .title = "A trigger does what a check would do",
    .help = "A trigger that looks at the new row alone and raises an error where it does not like "
            "it is a check written the long way: it runs later, costs more, does not hold for rows "
            "that are there already, and no reader of the table sees it. Write the condition as a "
            "CHECK.",
    .doubt = "A trigger is right where the error's own words count, where old rows are to be left "
             "alone, or on MySQL before 8.0.16, which heeds no checks. What reads other rows, the "
             "old row or the time is not reported.",
    .example = "CREATE TABLE items (id integer PRIMARY KEY, price integer NOT NULL);\n"
               "CREATE FUNCTION refuse_negative() RETURNS trigger LANGUAGE plpgsql AS $$\n"
               "BEGIN\n"
               "    IF NEW.price < 0 THEN\n"
               "        RAISE EXCEPTION 'a price below zero';\n"
               "    END IF;\n"
               "    RETURN NEW;\n"
               "END $$;\n"
               "CREATE TRIGGER items_price BEFORE INSERT OR UPDATE ON items\n"
               "    FOR EACH ROW EXECUTE FUNCTION refuse_negative();\n",
    .good = "CREATE TABLE items (\n"
            "    id integer PRIMARY KEY,\n"
            "    price integer NOT NULL CHECK (price >= 0)\n"
            ");\n",
    .check = check_triggers,
};
