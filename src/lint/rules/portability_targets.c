/*
 * Rules on what the other targets of a project cannot keep. What that is, the tables of lowering
 * say: these rules only report it.
 */
#include "lint/losses.h"
#include "lint/retype.h"
#include "lint/rules.h"
#include "tenon/lower.h"

#include <string.h>

/* One finding an object: the gravest loss, then that of the first target. */
static struct tn_id_map gravest(struct tn_lint *lint, const struct lint_losses *losses,
                                bool of_type) {
    struct tn_id_map worst = {0};
    (void)lint;
    for (size_t i = 0; i < losses->list.count; i++) {
        struct lint_loss *loss = &losses->list.items[i];
        const struct lint_loss *other = tn_id_map_get(&worst, loss->object->id);
        if (loss->of_type == of_type && (!other || loss->severity > other->severity))
            tn_id_map_put(&worst, loss->object->id, loss);
    }
    return worst;
}

static bool is_gravest(const struct tn_id_map *worst, const struct lint_loss *loss) {
    return tn_id_map_get(worst, loss->object->id) == loss;
}

static struct tn_finding *report(struct tn_lint *lint, const struct lint_loss *loss) {
    const struct tn_object *object = loss->object;
    const char *what = object->kind == TN_project
                           ? "the model"
                           : tn_arena_format(&lint->arena, "%s %s", lint_kind_title(object),
                                             lint_path(lint, object));
    struct tn_finding *found =
        lint_find(lint, object, "%s in %s: %s", what, loss->target->title, loss->message);
    if (loss->severity == TN_INFO)
        lint_soften(found, TN_INFO);
    return found;
}

/* ------------------------------------------------------------------ type-unsupported */

/* A moment becomes the same moment in UTC, which every server keeps; SQLite's numbers have no more
 * digits than others keep. */
static bool is_harmless(const struct tn_lint *lint, const struct tn_object *object) {
    if (object->kind != TN_attribute)
        return false;
    enum lint_family family = lint_column_type(lint->dialect, (const void *)object).family;
    return family == LINT_TIMESTAMP || (family == LINT_DECIMAL && lint->dialect->id == TN_SQLITE);
}

static const char *through(const struct tn_dialect *from, const struct tn_dialect *to,
                           const char *type, struct tn_arena *arena) {
    const char *there = tn_lower_type(type, from, to, NULL, arena);
    return tn_lower_type(there, to, from, NULL, arena);
}

/* A type that every target has, where that is another one: what is lost with a type that all have
 * is its room in a key. */
static void put_remedy(struct tn_lint *lint, struct tn_finding *found,
                       const struct lint_loss *loss) {
    const struct tn_attribute *attribute = (const void *)loss->object;
    if (attribute->kind != TN_attribute || attribute->named_type || attribute->dimensions) {
        lint_remedy(lint, found, "Keep its values in a table of their own");
        return;
    }
    const char *type = through(lint->dialect, loss->target, attribute->type, &lint->arena);
    if (tn_same_word(type, attribute->type))
        lint_remedy(lint, found, "Make it a type with a length that fits into a key");
    else
        lint_remedy(lint, found, "Make it a type that every target has: %s", type);
}

static void check_types(struct tn_lint *lint) {
    const struct lint_losses *losses = lint_losses_of(lint);
    struct tn_id_map worst = gravest(lint, losses, true);
    for (size_t i = 0; i < losses->list.count; i++) {
        const struct lint_loss *loss = &losses->list.items[i];
        if (!is_gravest(&worst, loss) || is_harmless(lint, loss->object))
            continue;
        put_remedy(lint, report(lint, loss), loss);
    }
    tn_id_map_free(&worst);
}

/* The type that comes back from every target as it went. */
static const char *common_type(const struct tn_lint *lint, const char *type,
                               struct tn_arena *arena) {
    for (size_t i = 0; i < lint->target_count; i++)
        type = through(lint->dialect, lint->targets[i], type, arena);
    if (lint->dialect->id == TN_SQLITE) /* which does not look at lengths */
        type = tn_arena_text(arena, type, strcspn(type, "("));
    for (size_t i = 0; i < lint->target_count; i++) {
        bool exact = true;
        tn_lower_type(type, lint->dialect, lint->targets[i], &exact, arena);
        if (!exact)
            return NULL;
    }
    return type;
}

static bool is_found(const struct tn_model *model, uint64_t id) {
    struct tn_lint lint = {0};
    bool found = false;
    lint_open(&lint, model, &(struct tn_lint_options){0});
    const struct lint_losses *losses = lint_losses_of(&lint);
    for (size_t i = 0; i < losses->list.count && !found; i++) {
        const struct lint_loss *loss = &losses->list.items[i];
        found = loss->object->id == id && loss->of_type && !is_harmless(&lint, loss->object);
    }
    lint_close(&lint);
    return found;
}

static bool stands_in_key(const struct tn_attribute *attribute) {
    const struct tn_entity *entity = tn_entity_of(attribute);
    for (struct tn_index *index = entity->indexes.first; index; index = index->next)
        for (struct tn_index_part *part = index->parts.first; part; part = part->next)
            if (part->attribute == attribute)
                return true;
    for (struct tn_key *key = entity->keys.first; key; key = key->next)
        if (tn_refs_have(key->attributes, attribute))
            return true;
    return tn_is_foreign(attribute);
}

/* A type that all targets have may still be too long for a key in one of them: what comes of it is
 * seen on a copy. */
static bool would_do(const struct tn_model *model, const struct tn_attribute *attribute,
                     const struct lint_retyping *to) {
    if (!stands_in_key(attribute))
        return true;
    struct tn_model *copy = tn_model_copy(model);
    struct tn_error refusal = {0};
    tn_group_begin(copy, "try");
    bool does = !lint_retype(copy, (void *)tn_find_id(copy, attribute->id), to, &refusal) ||
                !is_found(copy, attribute->id);
    tn_group_end(copy, NULL);
    tn_error_clear(&refusal); /* which is told when it is done to the model itself */
    tn_model_free(copy);
    return does;
}

static bool make_common(struct tn_model *model, struct tn_attribute *attribute,
                        const struct lint_retyping *to, struct tn_error *error) {
    const char *title = tn_dialect_of(model)->title;
    if (!to->type)
        return tn_fail(error, "no type of %s is the same in every target", title);
    if (tn_same_word(to->type, attribute->type) || !would_do(model, attribute, to))
        return tn_fail(error,
                       "%s is too long for a key in another target: choose a type with a length",
                       to->type);
    return lint_retype(model, attribute, to, error);
}

static bool fix_types(struct tn_model *model, const struct tn_finding *finding,
                      struct tn_error *error) {
    struct tn_attribute *attribute = (void *)tn_find_id(model, finding->object);
    if (attribute->kind != TN_attribute || attribute->dimensions || attribute->named_type)
        return tn_fail(error, "%s holds many values: keep them in a table of their own",
                       attribute->name);
    if (!is_found(model, attribute->id))
        return true;
    struct tn_lint lint = {0};
    lint_open(&lint, model, &(struct tn_lint_options){0});
    enum lint_family family = lint_column_type(lint.dialect, attribute).family;
    struct lint_retyping to = {.type = common_type(&lint, attribute->type, &lint.arena),
                               .change = LINT_OTHER_VALUES};
    if (to.type && family != LINT_BINARY &&
        lint_type_of(lint.dialect, to.type).family == LINT_BINARY)
        to.type = NULL; /* bytes that nobody can read there */
    bool fixed = make_common(model, attribute, &to, error);
    lint_close(&lint);
    return fixed;
}

const struct tn_rule lint_type_unsupported = {
    .id = "type-unsupported",
    .group = "portability",
    .severity = TN_WARNING,
    .title = "A type has no faithful equivalent in another target",
    .help = "The project says that its schema must fit other servers too, and one of them has "
            "nothing that keeps the same values: a network address or an interval becomes text "
            "without its operators, an array a document, a number loses digits. The tables of "
            "tenon help crossing say what becomes of each type. Choose a type that all targets "
            "have, keep lists in a table, or take the target back.",
    .doubt = "Where the loss does not matter (text that is only shown), waive it. Moments, which "
             "every server keeps in UTC, are not reported.",
    .example = "-- set: project targets=postgresql,mysql\n"
               "CREATE TABLE hosts (id integer PRIMARY KEY, address inet);\n",
    .good = "-- set: project targets=postgresql,mysql\n"
            "CREATE TABLE hosts (id integer PRIMARY KEY, address varchar(43));\n",
    .check = check_types,
    .fix = fix_types,
};

/* ------------------------------------------------------------------ feature-unsupported */

static const char *emulation(const struct tn_object *object) {
    switch (object->kind) {
    case TN_index:
        return "Index plain columns, or a computed column that is null in the other rows";
    case TN_exclusion:
        return "Check it in a trigger, or lay the values out so that a unique key does";
    case TN_key:
        return "Make its columns NOT NULL, or check it in a trigger";
    case TN_relationship:
        return "Order the statements so that it holds at once, or use a plain action";
    case TN_check:
        return "Write it with plain comparisons, or check it in a trigger";
    case TN_view:
    case TN_routine:
    case TN_trigger:
        return "Write it by hand for that server";
    case TN_sequence:
        return "Number a column as identity instead";
    default:
        return "Do without it, or write it by hand for that server";
    }
}

static void check_features(struct tn_lint *lint) {
    const struct lint_losses *losses = lint_losses_of(lint);
    struct tn_id_map worst = gravest(lint, losses, false);
    for (size_t i = 0; i < losses->list.count; i++) {
        const struct lint_loss *loss = &losses->list.items[i];
        if (is_gravest(&worst, loss))
            lint_remedy(lint, report(lint, loss), "%s", emulation(loss->object));
    }
    tn_id_map_free(&worst);
}

const struct tn_rule lint_feature_unsupported = {
    .id = "feature-unsupported",
    .group = "portability",
    .severity = TN_ERROR,
    .title = "Something in the schema cannot be kept in another target",
    .help = "The project says that its schema must fit other servers too, and one of them does not "
            "have what is used here: partial indexes and exclusion constraints, deferred checking, "
            "NULLS NOT DISTINCT, sequences. It would be left out there, and a rule or an index "
            "with it. What is kept in another way (schemas as prefixes, partitions as one table) "
            "is a note. See tenon help crossing.",
    .doubt = "Where a target can do without it, waive the finding there.",
    .example = "-- set: project targets=postgresql,mysql\n"
               "CREATE TABLE orders (id integer PRIMARY KEY, status varchar(20));\n"
               "CREATE INDEX idx_open ON orders (status) WHERE status = 'open';\n",
    .good = "-- set: project targets=postgresql,mysql\n"
            "CREATE TABLE orders (id integer PRIMARY KEY, status varchar(20));\n"
            "CREATE INDEX idx_status ON orders (status);\n",
    .check = check_features,
};
