/*
 * Columns across dialects: types, numbering, defaults, computed values and the settings that only
 * some servers have.
 */
#include "lower/enumerations.h"
#include "lower/lowering.h"
#include "lower/named.h"
#include "lower/term.h"

#include <string.h>

/* ------------------------------------------------------------------ types */

/* What the type table said of a type: asked once a type, not once a column. */
struct known_type {
    const char *result;
    const char *loss; /* or NULL */
};

static const struct known_type *know(struct lowering *l, const char *type) {
    struct known_type *known = tn_text_map_get(&l->known_types, type);
    if (known)
        return known;
    known = tn_arena_allocate(&l->arena, sizeof *known);
    const char *result = tn_lower_type_loss(type, l->from, l->to, &known->loss, &l->arena);
    known->result = tn_text(l->model, result);
    tn_text_map_put(&l->known_types, type, known);
    return known;
}

static void add_sign_check(struct lowering *l, struct tn_attribute *attribute) {
    struct tn_buffer text = {0};
    tn_sql_put_name(&text, l->to, attribute->name);
    tn_put(&text, " >= 0");
    struct tn_check *check = lower_add(l, TN_check, attribute->parent, attribute, "unsigned");
    check->expression = tn_text(l->model, text.at);
    tn_buffer_free(&text);
    lower_loss(l, TN_INFO, attribute, "a check keeps it from going below zero");
}

static void lower_array(struct lowering *l, struct tn_attribute *attribute) {
    const char *to = l->to->id == TN_SQLITE ? "TEXT" : "json";
    lower_feature(l, FEATURE_ARRAY, attribute);
    attribute->type = tn_text(l->model, to);
    attribute->dimensions = 0;
}

/* unsigned: whole numbers get a type that is wide enough, the others a check. */
static void lower_plain_type(struct lowering *l, struct tn_attribute *attribute) {
    const char *old = attribute->type;
    const struct known_type *known = know(l, old);
    bool is_unsigned =
        lower_is_mysql(l->from) && !l->to->can.unsigned_types && tn_find_word(old, "unsigned");
    attribute->type = known->result;
    if (known->loss)
        lower_loss(l, TN_WARNING, attribute, "its type %s becomes %s: %s", *old ? old : "(none)",
                   known->result, known->loss);
    if (is_unsigned && tn_find_word(old, "int"))
        lower_feature(l, FEATURE_UNSIGNED, attribute);
    else if (is_unsigned)
        add_sign_check(l, attribute);
}

/* ENUM and SET stay what they are where they can, unless something else is asked for. */
static bool has_inline_values(const struct lowering *l) {
    return lower_is_mysql(l->from) && (!lower_is_mysql(l->to) || l->enums != TN_ENUMS_TYPE);
}

static void lower_column_type(struct lowering *l, struct tn_attribute *attribute) {
    bool done = lower_named(l, attribute);
    if (attribute->dimensions && !l->to->can.arrays)
        lower_array(l, attribute);
    else if (!done && !(has_inline_values(l) && lower_inline_values(l, attribute)))
        lower_plain_type(l, attribute);
}

/* ------------------------------------------------------------------ numbering */

static bool is_sole_primary(const struct tn_attribute *attribute) {
    const struct tn_key *key = tn_primary_key(tn_entity_of(attribute));
    return key && key->attributes.count == 1 && key->attributes.items[0] == &attribute->object;
}

static bool is_foreign(const struct tn_attribute *attribute) {
    const struct tn_entity *entity = tn_entity_of(attribute);
    for (const struct tn_relationship *r = entity->relationships.first; r; r = r->next)
        if (tn_refs_have(r->attributes, attribute))
            return true;
    return false;
}

bool lower_leads_key(const struct tn_attribute *attribute) {
    const struct tn_entity *entity = tn_entity_of(attribute);
    for (const struct tn_key *key = entity->keys.first; key; key = key->next)
        if (key->attributes.count && key->attributes.items[0] == &attribute->object)
            return true;
    for (const struct tn_index *index = entity->indexes.first; index; index = index->next) {
        const struct tn_index_part *part = index->parts.first;
        if (part && part->attribute == attribute && !*index->predicate)
            return true;
    }
    return false;
}

/* SQLite numbers the one INTEGER column of a primary key by itself. */
static bool is_rowid(const struct lowering *l, const struct tn_attribute *attribute) {
    return l->from->id == TN_SQLITE && tn_same_word(attribute->type, "integer") &&
           !*attribute->default_value && !tn_entity_of(attribute)->without_rowid &&
           is_sole_primary(attribute) && !is_foreign(attribute);
}

/* The sequence that a default takes its numbers from, without its schema; "" where it takes none.
 */
static const char *sequence_of(struct lowering *l, const char *default_value) {
    const char *call = tn_find_word(default_value, "nextval(");
    const char *start = call ? strchr(call, '\'') : NULL;
    const char *end = start ? strchr(start + 1, '\'') : NULL;
    if (!end)
        return "";
    struct tn_buffer name = {0};
    for (const char *c = start + 1; c < end; c++) {
        if (*c == '.')
            tn_buffer_reset(&name);
        else if (*c != '"')
            tn_put_char(&name, *c);
    }
    const char *result = tn_text(l->model, tn_buffer_text(&name));
    tn_buffer_free(&name);
    return result;
}

/* Of several schemas' the first. They go after the columns: what is learned once stays true. */
static void learn_sequences(struct lowering *l) {
    TN_EACH_OF(l->model, sequence, sequence)
    if (!tn_text_map_get(&l->sequences, sequence->name))
        tn_text_map_put(&l->sequences, sequence->name, sequence);
}

static const struct tn_sequence *sequence_named(struct lowering *l, const char *name) {
    if (!l->sequences.count)
        learn_sequences(l);
    return tn_text_map_get(&l->sequences, name);
}

/* A default that takes the next number of a sequence is a numbering like the others. */
static bool takes_numbers(struct lowering *l, struct tn_attribute *attribute,
                          const struct tn_sequence **from) {
    const char *sequence =
        l->from->id == TN_POSTGRESQL ? sequence_of(l, attribute->default_value) : "";
    if (*sequence) {
        tn_text_map_put(&l->used_sequences, sequence, attribute);
        *from = sequence_named(l, sequence);
        attribute->default_value = "";
        return true;
    }
    return attribute->identity != TN_identity_none || is_rowid(l, attribute);
}

static bool can_number(const struct lowering *l, const struct tn_attribute *attribute) {
    if (l->to->id == TN_POSTGRESQL)
        return true;
    return l->to->id == TN_SQLITE ? is_sole_primary(attribute) : lower_leads_key(attribute);
}

static void number(struct lowering *l, struct tn_attribute *attribute,
                   const struct tn_sequence *sequence) {
    lower_start(l, attribute, sequence);
    if (!can_number(l, attribute)) {
        attribute->identity = TN_identity_none;
        lower_loss(
            l, TN_WARNING, attribute, "its rows are not numbered: %s numbers only %s", l->to->title,
            l->to->id == TN_SQLITE ? "a primary key of one column" : "the first column of a key");
        return;
    }
    if (l->to->id == TN_POSTGRESQL) {
        attribute->identity = TN_identity_by_default;
        if (tn_starts_with(attribute->type, "numeric")) { /* was bigint unsigned */
            attribute->type = tn_text(l->model, "bigint");
            lower_loss(l, TN_INFO, attribute, "its numbers end at 2^63-1, as bigint does");
        }
        return;
    }
    attribute->identity = TN_identity_auto_increment;
    if (l->to->id == TN_SQLITE)
        attribute->type = tn_text(l->model, "INTEGER");
}

/* SQLite numbers an INTEGER and nothing else: what the type would become otherwise does not count.
 */
static bool becomes_rowid(const struct lowering *l, const struct tn_attribute *attribute,
                          bool numbered) {
    return numbered && l->to->id == TN_SQLITE && can_number(l, attribute) &&
           !attribute->named_type && !attribute->dimensions;
}

static void make_rowid(struct lowering *l, struct tn_attribute *attribute) {
    const char *old = attribute->type;
    attribute->type = tn_text(l->model, "INTEGER");
    if (know(l, old)->loss)
        lower_loss(l, TN_INFO, attribute, "its numbers end at 2^63-1, as INTEGER does");
    else if (lower_is_mysql(l->from) && tn_find_word(old, "unsigned"))
        lower_feature(l, FEATURE_UNSIGNED, attribute);
}

/* ------------------------------------------------------------------ values */

static void lower_column_default(struct lowering *l, struct tn_attribute *attribute,
                                 const char *old_type, bool was_array) {
    if (!*attribute->default_value)
        return;
    const char *old = attribute->default_value;
    if (tn_same_word(old, "null")) {
        attribute->default_value = "";
        return;
    }
    const char *made = was_array ? (tn_starts_with(old, "'{}'") ? "('[]')" : NULL)
                                 : lower_default(l, attribute, old_type);
    attribute->default_value = tn_text(l->model, made);
    if (!made)
        lower_loss(l, TN_WARNING, attribute, "its default %s is left out: %s has no words for it",
                   old, l->to->title);
}

/* PostgreSQL converts nothing by itself: a number from text, or from a document, is cast. */
static const char *lower_computed(struct lowering *l, const struct tn_attribute *attribute) {
    struct term *term = NULL;
    const char *made = lower_term(l, tn_entity_of(attribute), attribute->generated, &term);
    if (!made || !term || l->to->id != TN_POSTGRESQL)
        return made;
    enum term_class is = term_class_of(term);
    enum term_class wanted =
        attribute->named_type ? CLASS_UNKNOWN : term_class_of_type(attribute->type);
    bool castable = wanted == CLASS_INTEGER || wanted == CLASS_EXACT || wanted == CLASS_FLOAT ||
                    wanted == CLASS_FLAG;
    bool number = is == CLASS_INTEGER || is == CLASS_EXACT || is == CLASS_FLOAT;
    if (is == wanted || (castable && number && wanted != CLASS_FLAG))
        return made;
    if (castable && (is == CLASS_TEXT || is == CLASS_DOCUMENT))
        return lower_text(l, "CAST(%s AS %s)", made, attribute->type);
    l->unknown = "the type of its value";
    return NULL;
}

static void lower_generated(struct lowering *l, struct tn_attribute *attribute) {
    if (!*attribute->generated)
        return;
    const char *made = lower_computed(l, attribute);
    if (!made)
        lower_loss(l, TN_WARNING, attribute,
                   "it becomes an ordinary column because of %s: %s has no words for it",
                   l->unknown, l->to->title);
    attribute->generated = made ? made : "";
    if (made && attribute->generation == TN_generation_virtual && !l->to->can.virtual_generated) {
        attribute->generation = TN_generation_stored;
        lower_feature(l, FEATURE_VIRTUAL, attribute);
    }
}

/* ------------------------------------------------------------------ settings */

static void lower_settings(struct lowering *l, struct tn_attribute *attribute,
                           const char *old_type) {
    lower_collation(l, attribute, old_type);
    if (*attribute->on_update && !l->to->can.on_update_value)
        lower_on_update(l, attribute);
    if (attribute->invisible && !lower_is_mysql(l->to)) {
        lower_feature(l, FEATURE_INVISIBLE, attribute);
        attribute->invisible = false;
    }
    attribute->options = "";
}

static void lower_column(struct lowering *l, struct tn_attribute *attribute) {
    bool same_language = lower_same_language(l);
    const struct tn_sequence *sequence = NULL;
    bool numbered = !same_language && takes_numbers(l, attribute, &sequence);
    bool was_array = attribute->dimensions > 0 && !l->to->can.arrays;
    const char *old_type = attribute->type;
    if (becomes_rowid(l, attribute, numbered))
        make_rowid(l, attribute);
    else
        lower_column_type(l, attribute);
    if (same_language) {
        lower_generated(l, attribute);
        return;
    }
    if (numbered)
        number(l, attribute, sequence);
    lower_column_default(l, attribute, old_type, was_array);
    lower_generated(l, attribute);
    lower_settings(l, attribute, old_type);
}

void lower_columns(struct lowering *l) {
    TN_EACH_OF(l->model, entity, entity)
    for (struct tn_attribute *a = entity->attributes.first; a; a = a->next)
        lower_column(l, a);
}
