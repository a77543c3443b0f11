/*
 * What MySQL and MariaDB ask of AUTO_INCREMENT: one a table, an integer, the first of a key.
 */
#include "lint/access.h"
#include "lint/fix.h"
#include "lint/retype.h"
#include "lint/rules.h"

enum shape { SHAPE_GOOD, SHAPE_SECOND, SHAPE_NO_KEY, SHAPE_NO_INTEGER };

static bool leads(struct lint_accesses accesses, const struct tn_attribute *attribute,
                  bool anywhere) {
    for (size_t i = 0; i < accesses.count; i++)
        for (size_t k = 0; k < accesses.items[i].count && (anywhere || k == 0); k++)
            if (accesses.items[i].parts[k].attribute == attribute)
                return true;
    return false;
}

/* MyISAM numbers within the columns before it. */
static bool counts_within(const struct tn_entity *entity) {
    return tn_same_word(entity->engine, "myisam") || tn_same_word(entity->engine, "aria");
}

/* The one that stays: the primary key's, or the first of a key, or the first. */
static const struct tn_attribute *kept_one(const struct tn_entity *entity,
                                           struct lint_accesses accesses) {
    const struct tn_key *primary = tn_primary_key(entity);
    const struct tn_attribute *leading = NULL, *first = NULL;
    for (const struct tn_attribute *a = entity->attributes.first; a; a = a->next) {
        if (a->identity != TN_identity_auto_increment)
            continue;
        if (primary && primary->attributes.count && primary->attributes.items[0] == &a->object)
            return a;
        first = first ? first : a;
        leading = leading || !leads(accesses, a, false) ? leading : a;
    }
    return leading ? leading : first;
}

static enum shape shape_of(const struct tn_dialect *dialect, const struct tn_entity *entity,
                           const struct tn_attribute *attribute, struct lint_accesses accesses) {
    if (attribute->identity != TN_identity_auto_increment)
        return SHAPE_GOOD;
    if (attribute != kept_one(entity, accesses))
        return SHAPE_SECOND;
    if (!leads(accesses, attribute, counts_within(entity)))
        return SHAPE_NO_KEY;
    return lint_column_type(dialect, attribute).family == LINT_INTEGER ? SHAPE_GOOD
                                                                       : SHAPE_NO_INTEGER;
}

static const struct {
    const char *fact, *remedy;
} shapes[] = {
    [SHAPE_SECOND] = {"is numbered beside another column", "Number the key's column alone"},
    [SHAPE_NO_KEY] = {"is numbered, but no key begins with it", "Make it a key"},
    [SHAPE_NO_INTEGER] = {"is numbered, but is no whole number", "Make it bigint"},
};

static bool has_any(const struct lint_table *table) {
    LINT_EACH_COLUMN(table, column)
    if (column->attribute->identity == TN_identity_auto_increment)
        return true;
    return false;
}

static void check_shape(struct tn_lint *lint) {
    LINT_EACH_TABLE(lint, table)
    if (has_any(table)) {
        struct lint_accesses accesses = lint_accesses_in(lint, table);
        LINT_EACH_COLUMN(table, column) {
            enum shape shape = shape_of(lint->dialect, table->entity, column->attribute, accesses);
            if (shape == SHAPE_GOOD)
                continue;
            struct tn_finding *found =
                lint_find(lint, column->attribute, "%s.%s %s", table->entity->name,
                          column->attribute->name, shapes[shape].fact);
            lint_remedy(lint, found, "%s", shapes[shape].remedy);
        }
    }
}

static bool mend(struct tn_model *model, struct tn_attribute *attribute, enum shape shape,
                 struct tn_error *error) {
    static const struct lint_retyping whole = {.type = "bigint"};
    struct tn_entity *entity = tn_entity_of(attribute);
    struct tn_refs refs = {0};
    if (shape == SHAPE_SECOND)
        tn_set_number(model, attribute, TN_attribute_identity, TN_identity_none);
    if (shape == SHAPE_NO_KEY) {
        tn_refs_append(model, &refs, attribute);
        lint_add_key(model, entity, refs, !tn_primary_key(entity));
    }
    return shape != SHAPE_NO_INTEGER || lint_retype(model, attribute, &whole, error);
}

/* A key may come to it that is no whole number yet. */
static bool fix_shape(struct tn_model *model, const struct tn_finding *finding,
                      struct tn_error *error) {
    struct tn_attribute *attribute = (void *)tn_find_id(model, finding->object);
    struct tn_entity *entity = tn_entity_of(attribute);
    const struct tn_dialect *dialect = tn_dialect_of(model);
    struct tn_lint scratch = {.model = model, .dialect = dialect};
    bool mended = true;
    for (enum shape shape = SHAPE_SECOND; shape != SHAPE_GOOD && mended;) {
        shape = shape_of(dialect, entity, attribute, lint_accesses_of(&scratch, entity));
        mended = mend(model, attribute, shape, error);
    }
    tn_arena_free(&scratch.arena);
    return mended;
}

const struct tn_rule lint_auto_increment_shape = {
    .id = "auto-increment-shape",
    .group = "keys",
    .severity = TN_ERROR,
    .dialects = 1u << TN_MYSQL | 1u << TN_MARIADB,
    .title = "AUTO_INCREMENT stands where the server does not take it",
    .help = "MySQL and MariaDB number one column a table, which must be a whole number and the "
            "first of a key; anything else is error 1075 or 1063 when the table is made. Number "
            "the key's column alone. MyISAM and Aria also take it as a later part of a key, where "
            "they count within the columns before it.",
    .doubt = NULL,
    .example = "CREATE TABLE orders (id int AUTO_INCREMENT PRIMARY KEY,\n"
               "    number int AUTO_INCREMENT);\n",
    .good = "CREATE TABLE orders (id int AUTO_INCREMENT PRIMARY KEY, number int);\n",
    .check = check_shape,
    .fix = fix_shape,
};
