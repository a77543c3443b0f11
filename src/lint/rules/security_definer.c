/*
 * The rule on code that runs with the rights of its owner.
 */
#include "lint/expression.h"
#include "lint/rules.h"
#include "lint/statement.h"

#include <string.h>

static bool is_unfixed(const struct lint_statement *routine) {
    return lint_has_words(routine, "security definer") &&
           !lint_has_words(routine, "set search_path");
}

static void judge_routine(struct tn_lint *lint, const struct tn_routine *routine) {
    if (!tn_find_word(routine->definition, "definer"))
        return;
    struct lint_statement statement =
        lint_statement_of(lint->dialect, routine->definition, &lint->arena);
    if (!is_unfixed(&statement))
        return;
    struct tn_finding *found =
        lint_find(lint, routine, "%s runs with its owner's rights in the caller's search path",
                  routine->name);
    lint_remedy(lint, found, "Fix the path in its definition: SET search_path = …");
}

/* Tables whose rows are not for everybody. */
static struct tn_id_map secured_tables(const struct tn_model *model) {
    struct tn_id_map secured = {0};
    TN_EACH_OF(model, raw, raw)
    if (raw->entity && tn_same_word(raw->statement, "alter table enable row level security"))
        tn_id_map_put(&secured, raw->entity->id, raw->entity);
    return secured;
}

static bool is_invoker(const struct tn_view *view) {
    const char *said = tn_find_word(view->options, "security_invoker");
    return said && !tn_find_word(said, "false") && !tn_find_word(said, "off");
}

/* The first secured table that the view's text names. */
static const struct tn_entity *shown_table(struct tn_lint *lint, const struct tn_view *view,
                                           const struct tn_id_map *secured) {
    struct lint_statement query = lint_statement_of(lint->dialect, view->query, &lint->arena);
    const struct tn_entity *found = NULL;
    for (size_t i = 0; i < query.count && !found; i++) {
        struct token *token = &query.items[i];
        if (!token_is_name(token))
            continue;
        const struct tn_entity *entity =
            tn_text_map_get(&lint->by_name, lint_token_name(lint, token));
        found = entity ? tn_id_map_get(secured, entity->id) : NULL;
    }
    return found;
}

static void judge_view(struct tn_lint *lint, const struct tn_view *view,
                       const struct tn_id_map *secured) {
    if (view->materialized || is_invoker(view))
        return;
    const struct tn_entity *table = shown_table(lint, view, secured);
    if (!table)
        return;
    struct tn_finding *found =
        lint_find(lint, view, "view %s shows rows of %s past its row level security", view->name,
                  table->name);
    lint_remedy(lint, found, "Make it WITH (security_invoker = true)");
}

static void check_definer(struct tn_lint *lint) {
    TN_EACH_OF(lint->model, routine, routine)
    judge_routine(lint, routine);
    struct tn_id_map secured = secured_tables(lint->model);
    TN_EACH_OF(lint->model, view, view)
    if (secured.count)
        judge_view(lint, view, &secured);
    tn_id_map_free(&secured);
}

/* The schema it stands in, then the usual one, and last the session's temporary objects, which
 * else come first. */
static void fix_path(struct tn_model *model, struct tn_routine *routine) {
    struct tn_arena arena = {0};
    const struct tn_dialect *dialect = tn_dialect_of(model);
    const struct tn_namespace *schema = tn_namespace_of(routine);
    struct lint_statement s = lint_statement_of(dialect, routine->definition, &arena);
    size_t behind = lint_place_of(&s, "security definer") + 2;
    struct tn_buffer path = {0};
    tn_put(&path, "SET search_path = ");
    if (schema) {
        tn_sql_put_name(&path, dialect, schema->name);
        tn_put(&path, ", ");
    }
    tn_put(&path, "public, pg_temp ");
    const char *text = behind < s.count
                           ? lint_replaced(&s, behind, behind, path.at, &arena)
                           : tn_arena_format(&arena, "%s %s", routine->definition, path.at);
    size_t length = strlen(text);
    while (length && text[length - 1] == ' ')
        length--;
    tn_set_text(model, routine, TN_routine_definition, tn_arena_text(&arena, text, length));
    tn_buffer_free(&path);
    tn_arena_free(&arena);
}

/* WITH (security_barrier=true) -> WITH (security_invoker=true, security_barrier=true) */
static bool fix_view(struct tn_model *model, struct tn_view *view, struct tn_error *error) {
    if (tn_find_word(view->options, "security_invoker"))
        return tn_fail(error, "the options of %s say otherwise: change them by hand", view->name);
    struct tn_arena arena = {0};
    struct lint_statement s = lint_statement_of(tn_dialect_of(model), view->options, &arena);
    size_t with = lint_place_of(&s, "with");
    bool list = with + 2 < s.count && token_is_symbol(&s.items[with + 1], '(');
    const char *text =
        list             ? lint_replaced(&s, with + 2, with + 2, "security_invoker=true, ", &arena)
        : *view->options ? tn_arena_format(&arena, "%s WITH (security_invoker=true)", view->options)
                         : "WITH (security_invoker=true)";
    tn_set_text(model, view, TN_view_options, text);
    tn_arena_free(&arena);
    return true;
}

static bool fix_definer(struct tn_model *model, const struct tn_finding *finding,
                        struct tn_error *error) {
    struct tn_object *object = tn_find_id(model, finding->object);
    if (object->kind == TN_view)
        return is_invoker((void *)object) || fix_view(model, (void *)object, error);
    struct tn_arena arena = {0};
    struct tn_routine *routine = (void *)object;
    struct lint_statement s = lint_statement_of(tn_dialect_of(model), routine->definition, &arena);
    bool open = is_unfixed(&s);
    tn_arena_free(&arena);
    if (open)
        fix_path(model, routine);
    return true;
}

const struct tn_rule lint_definer_rights = {
    .id = "definer-rights",
    .group = "security",
    .severity = TN_WARNING,
    .dialects = 1u << TN_POSTGRESQL,
    .title = "A function or view works with its owner's rights and can be misled",
    .help = "A SECURITY DEFINER function without a fixed search_path looks for its tables and "
            "operators where the caller says: whoever may create objects anywhere gets the owner's "
            "rights. A view reads its tables as its owner, past their row level security. Fix the "
            "path; make such views security_invoker (PostgreSQL 15).",
    .doubt = "A view may be meant to show what its readers must not see otherwise: waive that one. "
             "Views over tables without row level security are not reported.",
    .example = "CREATE FUNCTION next_number() RETURNS integer LANGUAGE sql SECURITY DEFINER\n"
               "AS $$ SELECT 1 $$;\n",
    .good = "CREATE FUNCTION next_number() RETURNS integer LANGUAGE sql SECURITY DEFINER\n"
            "SET search_path = public, pg_temp\n"
            "AS $$ SELECT 1 $$;\n",
    .check = check_definer,
    .fix = fix_definer,
};
