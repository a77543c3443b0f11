/*
 * What the target's version does not have yet, of tables as a whole, sequences and the statements
 * that are kept as text. Statements are looked at as text: only where a newer word can have but one
 * meaning.
 */
#include "lower/version.h"

#include <string.h>

/* ------------------------------------------------------------------ tables */

static bool is_divided(const struct tn_entity *entity) {
    return *entity->partition_by || entity->partition_of;
}

static void leave_out_list(struct lowering *l, struct tn_list *list, const char *what) {
    while (list->first) {
        lower_loss(l, TN_WARNING, list->first, "it is left out: %s has no %s on divided tables",
                   l->to->title, what);
        lower_remove(l, list->first);
    }
}

/* PostgreSQL 10: no keys, foreign keys or indexes on the table that is divided, no partition for
 * the rest, none by hash. */
static void older_partitions(struct lowering *l, struct tn_entity *entity) {
    if (!is_divided(entity) || l->to->can.partition_keys || l->to->id != TN_POSTGRESQL)
        return;
    if (*entity->partition_by) {
        leave_out_list(l, &entity->keys, "keys");
        leave_out_list(l, &entity->relationships, "foreign keys");
        leave_out_list(l, &entity->indexes, "indexes");
    }
    if (tn_find_word(entity->partition_by, "hash") == entity->partition_by &&
        *entity->partition_by) {
        lower_loss(l, TN_WARNING, entity, "it is not divided: %s does not divide by hash",
                   l->to->title);
        entity->partition_by = "";
    }
}

static bool has_no_parent(const struct tn_entity *entity) {
    return tn_same_word(entity->partition_bound, "default") ||
           (entity->partition_of && !*entity->partition_of->partition_by);
}

static void leave_out_partitions(struct lowering *l) {
    struct tn_entity *next = NULL;
    if (l->to->can.partition_keys || l->to->id != TN_POSTGRESQL)
        return;
    for (struct tn_entity *e = tn_next(l->model, TN_entity, NULL); e; e = next) {
        next = tn_next(l->model, TN_entity, e);
        if (!e->partition_of || !has_no_parent(e))
            continue;
        lower_loss(l, TN_WARNING, e, "it is left out: %s has no such partition", l->to->title);
        lower_remove(l, e);
    }
}

/* MariaDB: what tells of periods in the columns and keys of the table. */
static void without_history(struct lowering *l, struct tn_entity *entity) {
    lower_periods(l, entity);
    for (struct tn_attribute *a = entity->attributes.first; a; a = a->next) {
        a->options = version_without(l, a->options, "WITHOUT SYSTEM VERSIONING");
        a->options = version_without(l, a->options, "WITH SYSTEM VERSIONING");
        a->options = version_without(l, a->options, "GENERATED ALWAYS AS ROW START");
        a->options = version_without(l, a->options, "GENERATED ALWAYS AS ROW END");
    }
    for (struct tn_key *key = entity->keys.first; key; key = key->next) {
        const char *end = strrchr(key->options, ')');
        if (end && tn_find_word(key->options, "without overlaps)"))
            key->options = end[1] == ' ' ? end + 2 : end + 1;
    }
}

static void older_table(struct lowering *l, struct tn_entity *entity) {
    older_partitions(l, entity);
    if (lower_is_mysql(l->to))
        entity->collation = version_collation(l, entity->collation, entity);
    if (entity->strict && !l->to->can.strict_tables) {
        lower_loss(l, TN_WARNING, entity, "%s does not enforce its types", l->to->title);
        entity->strict = false;
    }
    if (!l->to->can.system_versioning)
        without_history(l, entity);
    if (!l->to->can.system_versioning && tn_find_word(entity->options, "system versioning")) {
        lower_loss(l, TN_WARNING, entity, "%s keeps no history of its rows", l->to->title);
        entity->options = version_without(l, entity->options, "with system versioning");
    }
}

/* ------------------------------------------------------------------ statements kept as text */

static void leave_out(struct lowering *l, void *object, const char *what) {
    lower_loss(l, TN_WARNING, object, "it is left out: %s has no %s", l->to->title, what);
    lower_remove(l, object);
}

static void older_routines(struct lowering *l) {
    struct tn_routine *next = NULL;
    for (struct tn_routine *r = tn_next(l->model, TN_routine, NULL); r; r = next) {
        next = tn_next(l->model, TN_routine, r);
        if (r->callable == TN_callable_procedure && !l->to->can.procedures)
            leave_out(l, r, "procedures");
        else if (tn_find_word(r->definition, "begin atomic") && !l->to->can.sql_bodies)
            leave_out(l, r, "bodies of SQL outside strings");
    }
}

/* EXECUTE FUNCTION was EXECUTE PROCEDURE, and meant the same. */
static void older_triggers(struct lowering *l) {
    TN_EACH_OF(l->model, trigger, trigger) {
        const char *at = tn_find_word(trigger->definition, "execute function ");
        if (at && !l->to->can.trigger_function)
            trigger->definition =
                lower_text(l, "%.*sEXECUTE PROCEDURE %s", (int)(at - trigger->definition),
                           trigger->definition, at + strlen("execute function "));
    }
}

static void older_views(struct lowering *l) {
    static const char *const clauses[] = {
        "WITH (security_invoker = true)", "WITH (security_invoker=true)",
        "WITH (security_invoker = on)", "WITH (security_invoker=on)", "WITH (security_invoker)"};
    TN_EACH_OF(l->model, view, view) {
        const char *before = view->options;
        for (size_t i = 0; i < TN_LENGTH(clauses) && !l->to->can.security_invoker; i++)
            view->options = version_without(l, view->options, clauses[i]);
        if (view->options != before)
            lower_loss(l, TN_WARNING, view,
                       "it reads with the rights of its owner, not of who asks: %s has no "
                       "security_invoker",
                       l->to->title);
    }
}

static void older_sequences(struct lowering *l) {
    struct tn_sequence *next = NULL;
    for (struct tn_sequence *s = tn_next(l->model, TN_sequence, NULL); s; s = next) {
        next = tn_next(l->model, TN_sequence, s);
        if (!l->to->can.sequences)
            leave_out(l, s, "sequences");
    }
}

void version_objects(struct lowering *l) {
    TN_EACH_OF(l->model, entity, entity)
    older_table(l, entity);
    leave_out_partitions(l);
    older_sequences(l);
    if (l->to->id != TN_POSTGRESQL)
        return;
    older_routines(l);
    older_triggers(l);
    older_views(l);
}
