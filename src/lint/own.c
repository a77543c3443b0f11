/*
 * Asking a project's own rules.
 */
#include "lint/own.h"

#include "tenon/store.h"

#include <string.h>

enum { ID_DIGITS = 16, COLUMNS = 3, USUAL_MILLISECONDS = 5000 };

struct asking {
    struct tn_lint *lint;
    const struct tn_ruling *ruling;
    enum tn_severity severity;
};

/* ------------------------------------------------------------------ rows */

static struct tn_object *object_of(const struct tn_lint *lint, const char *text) {
    uint64_t id;
    if (strlen(text) == ID_DIGITS && tn_id_parse(text, &id))
        return tn_find_id(lint->model, id);
    struct tn_entity *entity = tn_find_entity(lint->model, text);
    const char *dot = strrchr(text, '.');
    if (entity || !dot)
        return entity ? &entity->object : NULL;
    struct tn_buffer whole = {0};
    tn_put_bytes(&whole, text, (size_t)(dot - text));
    entity = tn_find_entity(lint->model, tn_buffer_text(&whole));
    tn_buffer_free(&whole);
    return entity ? tn_find_name(&entity->attributes, dot + 1) : NULL;
}

static void take_row(void *context, int columns, const char *const *names,
                     const char *const *values) {
    const struct asking *asking = context;
    const char *texts[COLUMNS] = {"", "", ""};
    (void)names;
    for (int i = 0; i < columns && i < COLUMNS; i++)
        texts[i] = values[i] ? values[i] : "";
    const struct tn_object *object = object_of(asking->lint, texts[0]);
    const char *apart = object || !*texts[0] ? "" : ": ";
    struct tn_finding *found =
        lint_report_own(asking->lint, asking->severity, asking->ruling->name, object, "%s%s%s",
                        object ? "" : texts[0], apart, *texts[1] ? texts[1] : "is found");
    if (*texts[2])
        lint_remedy(asking->lint, found, "%s", texts[2]);
}

/* ------------------------------------------------------------------ rules */

static bool is_wanted(const struct tn_ruling *ruling, const char *const *only) {
    for (const char *const *id = only; id && *id; id++)
        if (strcmp(*id, ruling->name) == 0)
            return true;
    return !only && lint_severity_word(ruling->severity) != -1;
}

static void ask(struct tn_lint *lint, struct tn_queryable *queryable,
                const struct tn_ruling *ruling, int milliseconds) {
    int severity = lint_severity_word(ruling->severity);
    struct asking asking = {lint, ruling, severity < 0 ? TN_WARNING : (enum tn_severity)severity};
    struct tn_error error = {0};
    if (!tn_queryable_ask(queryable, ruling->query,
                          milliseconds ? milliseconds : USUAL_MILLISECONDS, take_row, &asking,
                          &error))
        lint_report_own(lint, TN_ERROR, ruling->name, ruling, "the query of the rule %s fails: %s",
                        ruling->name, error.message);
    tn_error_clear(&error);
}

void lint_ask_own_rules(struct tn_lint *lint, const struct tn_lint_options *options) {
    struct tn_queryable *queryable = NULL;
    struct tn_error error = {0};
    TN_EACH_OF(lint->model, ruling, ruling) {
        if (!*ruling->query || !is_wanted(ruling, options->only))
            continue;
        if (!queryable && !(queryable = tn_queryable_new(lint->model, &error))) {
            lint_report_own(lint, TN_ERROR, ruling->name, ruling, "the rule cannot be asked: %s",
                            error.message);
            break;
        }
        ask(lint, queryable, ruling, options->query_milliseconds);
    }
    tn_error_clear(&error);
    tn_queryable_free(queryable);
}
