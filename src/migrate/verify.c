/*
 * Trying a migration out in a scratch database: the scripts are run, the server's catalogue tells
 * whether they arrive.
 */
#include "tenon/migrate.h"

#include "migrate/plan.h"

#include <stdlib.h>

/* Statements that reach beyond the database. */
static const char *const beyond[] = {"CREATE ROLE",     "CREATE USER",         "CREATE TABLESPACE",
                                     "CREATE DATABASE", "CREATE SUBSCRIPTION", "ALTER SYSTEM"};

static bool reaches_beyond(const char *statement) {
    for (size_t i = 0; i < TN_LENGTH(beyond); i++)
        if (tn_starts_with(statement, beyond[i]))
            return true;
    return false;
}

static bool stays_inside(const struct tn_model *model, struct tn_error *error) {
    TN_EACH_OF(model, role, role)
    return tn_fail(error, "role %s would stay on the server: leave roles out to try it there",
                   role->name);
    TN_EACH_OF(model, raw, raw)
    if (reaches_beyond(raw->statement))
        return tn_fail(error, "%s reaches beyond a scratch database: leave it out to try the rest",
                       raw->statement);
    return true;
}

struct trial {
    struct tn_live *live;
    bool places;
    struct tn_buffer *report;
    struct tn_error *error;
};

static bool run(struct trial *trial, const char *what, const char *script) {
    struct tn_error error = {0};
    if (tn_live_run(trial->live, script, &error))
        return true;
    tn_put_format(trial->report, "%s fails: %s\n", what, error.message);
    tn_error_clear(&error);
    return false;
}

static char *catalogue(struct trial *trial) {
    struct tn_buffer facts = {0};
    if (tn_live_catalogue(trial->live, trial->places, &facts, trial->error))
        return tn_duplicate(tn_buffer_text(&facts));
    tn_buffer_free(&facts);
    return NULL;
}

/* What is there against what is wanted. */
static bool arrives(struct trial *trial, const char *way, const char *at, const char *wanted) {
    char *there = catalogue(trial);
    struct tn_buffer difference = {0};
    if (!there)
        return false;
    tn_live_difference(wanted, there, &difference);
    bool same = !difference.length;
    if (same)
        tn_put_format(trial->report, "%s arrives at %s\n", way, at);
    else
        tn_put_format(trial->report, "%s does not arrive at %s (- is missing, + is too much):\n%s",
                      way, at, difference.at);
    tn_buffer_free(&difference);
    free(there);
    return same;
}

static char *catalogue_of(struct trial *trial, const struct tn_model *model, const char *what) {
    struct tn_buffer script = {0};
    tn_sql_write(model, tn_dialect_of(model), &(struct tn_sql_style){0}, &script);
    char *facts = run(trial, what, tn_buffer_text(&script)) ? catalogue(trial) : NULL;
    tn_buffer_free(&script);
    return facts;
}

static bool there_and_back(struct trial *trial, const struct tn_trial *scripts, const char *old,
                           const char *new) {
    for (size_t i = 0; i < scripts->count; i++)
        if (!run(trial, "up", scripts->up[i]))
            return false;
    bool up = arrives(trial, "up", "NEW", new);
    for (size_t i = scripts->count; i-- > 0;)
        if (!run(trial, "down", scripts->down[i]))
            return false;
    return arrives(trial, "down", "OLD", old) && up;
}

enum tn_verdict tn_verify(struct tn_live *live, const struct tn_model *before,
                          const struct tn_model *after, const struct tn_trial *scripts, bool places,
                          struct tn_buffer *report, struct tn_error *error) {
    struct trial trial = {live, places, report, error};
    if (!stays_inside(before, error) || !stays_inside(after, error))
        return TN_UNDECIDED;
    char *new = catalogue_of(&trial, after, "NEW itself");
    char *old =
        new &&tn_live_clear(live, error) ? catalogue_of(&trial, before, "OLD itself") : NULL;
    bool arrived = old && there_and_back(&trial, scripts, old, new);
    free(new);
    free(old);
    return error->message ? TN_UNDECIDED : arrived ? TN_ARRIVES : TN_FAILS;
}
