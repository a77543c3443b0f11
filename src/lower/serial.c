/*
 * PostgreSQL: a column that takes its numbers from a sequence of its own, spelt out as dumps do,
 * is a serial column where all about the sequence is as serial makes it.
 */
#include "lower/lowering.h"

#include <string.h>

struct serials {
    struct tn_text_map used;  /* a default that calls nextval -> itself, once; used twice -> "" */
    struct tn_text_map named; /* the name in an early statement about a sequence -> that */
};

static void note_default(struct serials *serials, const struct tn_attribute *attribute) {
    const char *value = attribute->default_value;
    if (!tn_starts_with(value, "nextval("))
        return;
    bool again = tn_text_map_get(&serials->used, value) != NULL;
    tn_text_map_put(&serials->used, value, again ? (void *)"" : (void *)value);
}

/* What is said of a sequence before the tables would be said before the serial column makes it. */
static void note_statement(struct serials *serials, const struct tn_raw *raw) {
    if (raw->early && *raw->name)
        tn_text_map_put(&serials->named, raw->name, (void *)raw);
}

static bool is_plain(const struct tn_sequence *s) {
    return !*s->start && !*s->increment && !*s->minimum && !*s->maximum && !*s->cache &&
           !s->cycle && !*s->comment && !*s->options;
}

static bool has_usual_name(struct lowering *l, const struct tn_sequence *s,
                           const struct tn_attribute *attribute) {
    const struct tn_entity *entity = tn_entity_of(attribute);
    const char *usual = tn_arena_format(&l->arena, "%s_%s_seq", entity->name, attribute->name);
    return strcmp(s->name, usual) == 0 && strlen(usual) <= l->to->name_limit &&
           s->parent == entity->parent;
}

static bool has_its_type(const struct tn_sequence *s, const struct tn_attribute *attribute) {
    static const char *const types[] = {"smallint", "integer", "bigint"};
    const char *own = *s->type ? s->type : "bigint";
    for (size_t i = 0; i < TN_LENGTH(types); i++)
        if (strcmp(types[i], attribute->type) == 0)
            return strcmp(types[i], own) == 0 && !attribute->dimensions;
    return false;
}

static bool takes_its_numbers(struct lowering *l, const struct serials *serials,
                              const struct tn_sequence *s, const struct tn_attribute *attribute) {
    const char *value = attribute->default_value, *used = tn_text_map_get(&serials->used, value);
    const char *name = tn_arena_format(&l->arena, "%s", s->name);
    return used && *used && tn_find_word(value, name) && attribute->identity == TN_identity_none &&
           !attribute->nullable;
}

static bool is_serial(struct lowering *l, const struct serials *serials,
                      const struct tn_sequence *s) {
    return s->owner && is_plain(s) && has_usual_name(l, s, s->owner) && has_its_type(s, s->owner) &&
           takes_its_numbers(l, serials, s, s->owner) && !tn_text_map_get(&serials->named, s->name);
}

static void fold(struct lowering *l, struct tn_sequence *s) {
    s->owner->identity = TN_identity_serial;
    s->owner->default_value = "";
    lower_remove(l, s);
}

void lower_serials(struct lowering *l) {
    struct serials serials = {0};
    if (l->from->id != TN_POSTGRESQL || l->to->id != TN_POSTGRESQL ||
        !l->model->counts[TN_sequence])
        return;
    TN_EACH_OF(l->model, attribute, attribute)
    note_default(&serials, attribute);
    TN_EACH_OF(l->model, raw, raw)
    note_statement(&serials, raw);
    struct tn_sequence *next = NULL;
    for (struct tn_sequence *s = tn_next(l->model, TN_sequence, NULL); s; s = next) {
        next = tn_next(l->model, TN_sequence, s);
        if (is_serial(l, &serials, s))
            fold(l, s);
    }
    tn_text_map_free(&serials.used);
    tn_text_map_free(&serials.named);
}
