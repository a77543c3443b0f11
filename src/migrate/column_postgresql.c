/*
 * PostgreSQL: the statements that turn one column into another. Each function writes what the
 * difference needs and nothing else, so the same function with its arguments exchanged writes the
 * way back.
 */
#include "migrate/plan.h"
#include "sql/option.h"

#include <string.h>

static void put_alter_column(struct planner *planner, struct tn_buffer *out,
                             const struct tn_attribute *attribute) {
    put_alter(planner, out, tn_entity_of(attribute));
    tn_put(out, "ALTER COLUMN ");
    tn_sql_put_name(out, planner->dialect, attribute->name);
    tn_put_char(out, ' ');
}

/* ------------------------------------------------------------------ types */

/* Types between which the server casts by itself when it assigns. */
static const struct {
    const char *type;
    int family;
} families[] = {
    {"smallint", 1}, {"integer", 1}, {"bigint", 1},    {"numeric", 1},     {"real", 1},
    {"double", 1},   {"text", 2},    {"varchar", 2},   {"char", 2},        {"citext", 2},
    {"name", 2},     {"date", 3},    {"timestamp", 3}, {"timestamptz", 3}, {"time", 4},
    {"timetz", 4},   {"json", 5},    {"jsonb", 5},     {"bit", 6},         {"varbit", 6},
    {"inet", 7},     {"cidr", 7},    {"interval", 8},
};

static int family_of(const char *type) {
    size_t length = strcspn(type, "( ");
    for (size_t i = 0; i < TN_LENGTH(families); i++)
        if (strlen(families[i].type) == length && memcmp(families[i].type, type, length) == 0)
            return families[i].family;
    return 0;
}

enum cast { CAST_NONE, CAST_PLAIN, CAST_BY_TEXT, CAST_WRAP, CAST_UNWRAP };

static enum cast cast_between(const struct tn_attribute *from, const struct tn_attribute *to) {
    int a = from->named_type ? 0 : family_of(from->type);
    int b = to->named_type ? 0 : family_of(to->type);
    if (from->dimensions != to->dimensions)
        return from->dimensions < to->dimensions ? CAST_WRAP : CAST_UNWRAP;
    if ((a && a == b) || (b == 2 && !to->dimensions))
        return CAST_NONE;
    bool boolean = strcmp(from->type, "boolean") == 0 || strcmp(to->type, "boolean") == 0;
    bool integer = strcmp(from->type, "integer") == 0 || strcmp(to->type, "integer") == 0;
    return boolean && integer ? CAST_PLAIN : CAST_BY_TEXT;
}

bool put_postgresql_cast(struct tn_buffer *out, const struct tn_dialect *dialect, const char *value,
                         const struct tn_attribute *from, const struct tn_attribute *to) {
    enum cast cast = cast_between(from, to);
    const char *many = to->dimensions && from->dimensions ? "[]" : "";
    tn_put_format(out, cast == CAST_WRAP ? "ARRAY[%s]" : "%s", value);
    if (cast == CAST_BY_TEXT)
        tn_put_format(out, "::text%s", many);
    tn_put(out, cast == CAST_UNWRAP ? "[1]::" : "::");
    tn_sql_put_type(out, dialect, to);
    return cast != CAST_NONE;
}

static void put_using(struct planner *planner, struct tn_buffer *out,
                      const struct tn_attribute *from, const struct tn_attribute *to) {
    struct tn_buffer name = {0}, cast = {0};
    tn_sql_put_name(&name, planner->dialect, to->name);
    if (put_postgresql_cast(&cast, planner->dialect, name.at, from, to))
        tn_put_format(out, " USING %s", cast.at);
    tn_buffer_free(&name);
    tn_buffer_free(&cast);
}

/* On the way up, a type that only got values is still the same type; its predecessor never is. */
static bool same_named_type(struct planner *planner, const struct tn_attribute *from,
                            const struct tn_attribute *to, enum direction direction) {
    const struct tn_type *a = from->named_type, *b = to->named_type;
    if (!a || !b)
        return !a && !b;
    const struct tn_type *before = (const void *)tn_find_id(planner->before, a->id);
    if (direction == UP && before && strcmp(before->name, b->name) == 0 &&
        tn_text_map_get(&planner->grown, b->name))
        return is_in(&planner->replaced, a) || a == b;
    return after_of(planner, a) == (void *)b || after_of(planner, b) == (void *)a;
}

bool column_retyped(struct planner *planner, const struct tn_attribute *from,
                    const struct tn_attribute *to, enum direction direction) {
    if (from->dimensions != to->dimensions || !tn_same_word(from->collation, to->collation) ||
        !same_named_type(planner, from, to, direction))
        return true;
    if (strcmp(from->type, to->type) == 0)
        return plan_mysql(planner) && !tn_same_word(from->charset, to->charset);
    struct tn_model *scratch = planner->scratch;
    return strcmp(tn_sql_canonical_type(scratch, planner->dialect, from->type),
                  tn_sql_canonical_type(scratch, planner->dialect, to->type)) != 0;
}

static void put_type_change(struct planner *planner, struct tn_buffer *out,
                            const struct tn_attribute *from, const struct tn_attribute *to) {
    put_alter_column(planner, out, to);
    tn_put(out, "TYPE ");
    tn_sql_put_type(out, planner->dialect, to);
    if (*to->collation)
        tn_put_format(out, strchr(to->collation, '"') ? " COLLATE %s" : " COLLATE \"%s\"",
                      to->collation);
    put_using(planner, out, from, to);
    put_end(out);
}

/* ------------------------------------------------------------------ numbering */

static void put_sequence_name(struct planner *planner, struct tn_buffer *out,
                              const struct tn_attribute *attribute) {
    const struct tn_namespace *space = tn_namespace_of(attribute);
    if (space) {
        tn_sql_put_name(out, planner->dialect, space->name);
        tn_put_char(out, '.');
    }
    tn_sql_put_name(out, planner->dialect,
                    tn_arena_format(&planner->arena, "%s_%s_seq", tn_entity_of(attribute)->name,
                                    attribute->name));
}

/* The bound that an identity column has by its options. */
static void put_bound(struct tn_buffer *out, const struct tn_attribute *attribute,
                      const char *column, const char *word, const char *compared) {
    const char *at = tn_find_word(attribute->identity_options, word);
    bool none = at && at >= attribute->identity_options + 3 && tn_starts_with(at - 3, "NO ");
    if (at && !none)
        tn_put_format(out, " AND max(%s) %s %.*s", column, compared,
                      (int)strcspn(at + strlen(word), " "), at + strlen(word));
}

void put_postgresql_setval(struct planner *planner, struct tn_buffer *out, const char *sequence,
                           const struct tn_attribute *attribute) {
    struct tn_buffer column = {0};
    tn_sql_put_name(&column, planner->dialect, attribute->name);
    tn_put(out, "SELECT setval(");
    tn_sql_put_string(out, planner->dialect, sequence);
    tn_put_format(out, ", max(%s)) FROM ", column.at);
    tn_sql_put_path(out, planner->dialect, tn_entity_of(attribute));
    tn_put_format(out, " HAVING max(%s) > 0", column.at);
    put_bound(out, attribute, column.at, "MINVALUE ", ">=");
    put_bound(out, attribute, column.at, "MAXVALUE ", "<=");
    put_end(out);
    tn_buffer_free(&column);
}

void put_postgresql_numbers(struct planner *planner, struct tn_buffer *out,
                            const struct tn_entity *entity) {
    for (const struct tn_attribute *a = entity->attributes.first; a; a = a->next) {
        struct tn_buffer name = {0};
        if (a->identity != TN_identity_none) {
            put_sequence_name(planner, &name, a);
            put_postgresql_setval(planner, out, name.at, a);
        }
        tn_buffer_free(&name);
    }
}

static void put_serial(struct planner *planner, struct tn_buffer *out,
                       const struct tn_attribute *to) {
    struct tn_buffer name = {0};
    put_sequence_name(planner, &name, to);
    if (!put_adopted(planner, out, to)) {
        tn_put_format(out, "CREATE SEQUENCE %s AS %s OWNED BY ", name.at, to->type);
        tn_sql_put_path(out, planner->dialect, tn_entity_of(to));
        tn_put_char(out, '.');
        tn_sql_put_name(out, planner->dialect, to->name);
        put_end(out);
        put_postgresql_setval(planner, out, name.at, to);
    }
    put_alter_column(planner, out, to);
    tn_put(out, "SET DEFAULT nextval(");
    tn_sql_put_string(out, planner->dialect, name.at);
    tn_put(out, ")");
    put_end(out);
    tn_buffer_free(&name);
}

static bool is_identity(const struct tn_attribute *attribute) {
    return attribute->identity == TN_identity_always ||
           attribute->identity == TN_identity_by_default;
}

static const char *identity_words(const struct tn_attribute *attribute) {
    return attribute->identity == TN_identity_always ? "GENERATED ALWAYS" : "GENERATED BY DEFAULT";
}

static void put_identity(struct planner *planner, struct tn_buffer *out,
                         const struct tn_attribute *to) {
    struct tn_buffer name = {0};
    put_sequence_name(planner, &name, to);
    put_adopted(planner, out, to);
    put_alter_column(planner, out, to);
    tn_put_format(out, "ADD %s AS IDENTITY", identity_words(to));
    if (*to->identity_options)
        tn_put_format(out, " (%s)", to->identity_options);
    put_end(out);
    put_postgresql_setval(planner, out, name.at, to);
    tn_buffer_free(&name);
}

static void put_numbering_end(struct planner *planner, struct tn_buffer *out,
                              const struct tn_attribute *from, const struct tn_attribute *to) {
    put_alter_column(planner, out, to);
    tn_put(out, is_identity(from) ? "DROP IDENTITY" : "DROP DEFAULT");
    put_end(out);
    if (put_released(planner, out, from) || is_identity(from))
        return;
    tn_put(out, "DROP SEQUENCE ");
    put_sequence_name(planner, out, to);
    put_end(out);
}

static bool same_numbering(const struct tn_attribute *from, const struct tn_attribute *to) {
    return from->identity == to->identity &&
           strcmp(from->identity_options, to->identity_options) == 0;
}

/* ALWAYS or BY DEFAULT is all that differs. */
static bool same_identity(const struct tn_attribute *from, const struct tn_attribute *to) {
    return is_identity(from) && is_identity(to) &&
           strcmp(from->identity_options, to->identity_options) == 0;
}

static void put_numbering(struct planner *planner, struct tn_buffer *out,
                          const struct tn_attribute *from, const struct tn_attribute *to) {
    if (same_numbering(from, to))
        return;
    if (same_identity(from, to)) {
        put_alter_column(planner, out, to);
        tn_put_format(out, "SET %s", identity_words(to));
        put_end(out);
        return;
    }
    if (to->identity == TN_identity_serial)
        put_serial(planner, out, to);
    else if (is_identity(to))
        put_identity(planner, out, to);
}

/* The sequence of a serial column keeps its own type. */
static void put_sequence_type(struct planner *planner, struct tn_buffer *out,
                              const struct tn_attribute *from, const struct tn_attribute *to) {
    if (from->identity != TN_identity_serial || to->identity != TN_identity_serial)
        return;
    tn_put(out, "ALTER SEQUENCE ");
    put_sequence_name(planner, out, to);
    tn_put_format(out, " AS %s", to->type);
    put_end(out);
}

/* ------------------------------------------------------------------ default, null, the rest */

static bool same_default(const struct planner *planner, const struct tn_attribute *from,
                         const struct tn_attribute *to, enum direction direction) {
    const struct tn_field *field = &tn_kinds[TN_attribute].fields[TN_attribute_default_value];
    const struct tn_attribute *middle = direction == UP ? from : to;
    const struct tn_attribute *after = direction == UP ? to : from;
    if (restated_bits(planner, &middle->object, field))
        return !(restated_ways(planner, &middle->object, field, &after->object) &
                 (direction == UP ? MARK_UP : MARK_DOWN));
    return strcmp(from->default_value, to->default_value) == 0 ||
           tn_sql_same_expression(planner->dialect, from->default_value, to->default_value);
}

static void put_default(struct planner *planner, struct tn_buffer *out,
                        const struct tn_attribute *to) {
    put_alter_column(planner, out, to);
    if (*to->default_value)
        tn_put_format(out, "SET DEFAULT %s", to->default_value);
    else
        tn_put(out, "DROP DEFAULT");
    put_end(out);
}

static void put_nullable(struct planner *planner, struct tn_buffer *out,
                         const struct tn_attribute *from, const struct tn_attribute *to) {
    if (from->nullable == to->nullable)
        return;
    if (!to->nullable && *to->default_value && to->identity == TN_identity_none)
        put_fill(planner, out, to);
    put_alter_column(planner, out, to);
    tn_put(out, to->nullable ? "DROP NOT NULL" : "SET NOT NULL");
    put_end(out);
}

/* What is set by a statement of its own, and what it is where nothing is set. */
static const struct {
    const char *word, *usual;
    bool inside; /* CREATE TABLE has a clause for it */
} settings[] = {
    {"STORAGE", "EXTENDED", false}, {"COMPRESSION", "default", true}, {"STATISTICS", "-1", false}};

bool postgresql_has_setting(struct tn_slice word) {
    for (size_t i = 0; i < TN_LENGTH(settings); i++)
        if (strlen(settings[i].word) == word.length &&
            memcmp(settings[i].word, word.at, word.length) == 0)
            return true;
    return false;
}

static void put_setting(struct planner *planner, struct tn_buffer *out,
                        const struct tn_attribute *attribute, const char *word,
                        struct tn_slice value) {
    put_alter_column(planner, out, attribute);
    tn_put_format(out, "SET %s %.*s", word, (int)value.length, value.at);
    put_end(out);
}

void put_postgresql_settings(struct planner *planner, struct tn_buffer *out,
                             const struct tn_attribute *attribute) {
    for (size_t i = 0; i < TN_LENGTH(settings); i++) {
        struct tn_slice value = sql_option_find(attribute->options, settings[i].word);
        if (value.length && !settings[i].inside)
            put_setting(planner, out, attribute, settings[i].word, value);
    }
}

static void put_options(struct planner *planner, struct tn_buffer *out,
                        const struct tn_attribute *from, const struct tn_attribute *to) {
    for (size_t i = 0; i < TN_LENGTH(settings); i++) {
        struct tn_slice old = sql_option_find(from->options, settings[i].word);
        struct tn_slice new = sql_option_find(to->options, settings[i].word);
        if (old.length != new.length || memcmp(old.at, new.at, old.length) != 0)
            put_setting(planner, out, to, settings[i].word,
                        new.length ? new : tn_slice_of(settings[i].usual));
    }
}

void put_postgresql_column(struct planner *planner, struct tn_buffer *out,
                           const struct tn_attribute *from, const struct tn_attribute *to,
                           enum direction direction) {
    bool retyped = column_retyped(planner, from, to, direction);
    bool redefault = !same_default(planner, from, to, direction);
    bool lifted = retyped && *from->default_value && from->identity == TN_identity_none;
    bool renumbered = !same_numbering(from, to) && !same_identity(from, to);
    if (renumbered && from->identity != TN_identity_none)
        put_numbering_end(planner, out, from, to);
    if (lifted) {
        put_alter_column(planner, out, to);
        tn_put(out, "DROP DEFAULT");
        put_end(out);
    }
    if (retyped) {
        put_type_change(planner, out, from, to);
        put_sequence_type(planner, out, from, to);
    }
    if (*to->default_value ? redefault || lifted : redefault && !lifted)
        put_default(planner, out, to);
    put_nullable(planner, out, from, to);
    put_numbering(planner, out, from, to);
    put_options(planner, out, from, to);
}
