/*
 * What --enums asks for within one dialect, where all else stays as it is. MySQL's enumerations
 * are the columns' own. A named type of PostgreSQL goes only where nothing but columns, and their
 * defaults, know of it: any other text would name a type that is not there, or compare it with
 * text.
 */
#include "lower/enumerations.h"

#include "sql/lexer.h"

#include <string.h>

struct enumerations {
    struct lowering *l;
    struct tn_text_map by_name;
    struct tn_id_map kept; /* type -> what keeps it */
};

/* ------------------------------------------------------------------ what keeps a type */

static void keep(struct enumerations *e, const struct tn_type *type, const void *because) {
    if (!tn_id_map_get(&e->kept, type->id))
        tn_id_map_put(&e->kept, type->id, (void *)because);
}

static const char *name_of(struct lowering *l, const struct token *token, struct tn_buffer *name) {
    tn_buffer_reset(name);
    if (token->kind == T_QUOTED)
        token_unquote(token, l->from->id, name);
    else
        tn_put_bytes(name, token->at, token->length);
    return token->kind == T_QUOTED ? tn_buffer_text(name) : lower_folded(l, tn_buffer_text(name));
}

/* In expressions and queries only what stands behind :: or AS is a type: a column may be called as
 * its type is. */
static void look_through(struct enumerations *e, const struct tn_object *o, const char *text) {
    bool anywhere =
        o->kind == TN_routine || o->kind == TN_trigger || o->kind == TN_raw || o->kind == TN_type;
    bool after_cast = false;
    struct lexer lexer;
    struct tn_buffer buffer = {0};
    lexer_init(&lexer, tn_slice_of(text), e->l->from->id, NULL);
    for (struct token t = lexer_next(&lexer); t.kind != T_END; t = lexer_next(&lexer)) {
        if (t.kind == T_SYMBOL && t.symbol != '.')
            after_cast = t.length == 2 && memcmp(t.at, "::", 2) == 0;
        if (t.kind != T_WORD && t.kind != T_QUOTED)
            continue;
        const char *name = name_of(e->l, &t, &buffer);
        const struct tn_type *type = tn_text_map_get(&e->by_name, name);
        if (type && type != (const void *)o && (anywhere || after_cast))
            keep(e, type, o);
        after_cast = after_cast ? !type : strcmp(name, "as") == 0;
    }
    tn_buffer_free(&buffer);
}

/* The literal that stands alone, or before a cast; NULL for any other default. */
static const char *literal_of(struct lowering *l, const char *value) {
    struct lexer lexer;
    lexer_init(&lexer, tn_slice_of(value), l->from->id, NULL);
    struct token literal = lexer_next(&lexer), next = lexer_next(&lexer);
    bool cast = next.kind == T_SYMBOL && next.length == 2 && memcmp(next.at, "::", 2) == 0;
    if (literal.kind != T_STRING || (next.kind != T_END && !cast))
        return NULL;
    return lower_text(l, "%.*s", (int)literal.length, literal.at);
}

static void look_at_column(struct enumerations *e, const struct tn_attribute *attribute) {
    const struct tn_type *type = attribute->named_type;
    look_through(e, &attribute->object, attribute->generated);
    bool plain = !*attribute->default_value || literal_of(e->l, attribute->default_value);
    if (type && (attribute->dimensions || !plain))
        keep(e, type, attribute);
    if (!type)
        look_through(e, &attribute->object, attribute->default_value);
}

static void look_at(struct enumerations *e, const struct tn_object *o) {
    const struct tn_kind_info *info = tn_kind_of(o);
    for (size_t i = TN_FIELD_OWN; i < info->field_count; i++)
        if (info->fields[i].type == TN_TEXT)
            look_through(e, o, tn_value_get(o, &info->fields[i]).text);
}

static void look_at_all(struct enumerations *e) {
    static const enum tn_kind kinds[] = {
        TN_check,   TN_index, TN_index_part, TN_view,  TN_routine,
        TN_trigger, TN_raw,   TN_type,       TN_entity /* partitions */};
    for (size_t i = 0; i < TN_LENGTH(kinds); i++)
        for (struct tn_object *o = tn_next(e->l->model, kinds[i], NULL); o;
             o = tn_next(e->l->model, kinds[i], o))
            look_at(e, o);
    TN_EACH_OF(e->l->model, attribute, attribute)
    look_at_column(e, attribute);
}

/* ------------------------------------------------------------------ named types */

static const char *shown(struct lowering *l, const struct tn_object *o) {
    const struct tn_object *above = o->parent->kind == TN_project ? NULL : o->parent;
    if (!*o->name)
        return above ? lower_text(l, "a %s of %s", tn_kind_of(o)->name, above->name)
                     : lower_text(l, "a %s", tn_kind_of(o)->name);
    return above ? lower_text(l, "%s.%s", above->name, o->name) : o->name;
}

static void replace_types(struct enumerations *e) {
    struct lowering *l = e->l;
    TN_EACH_OF(l->model, attribute, attribute) {
        const struct tn_type *type = attribute->named_type;
        if (!type || type->variety != TN_variety_enumeration || tn_id_map_get(&e->kept, type->id))
            continue;
        if (*attribute->default_value)
            attribute->default_value = literal_of(l, attribute->default_value);
        lower_values(l, attribute, type, type->values);
    }
    struct tn_type *next = NULL;
    for (struct tn_type *type = tn_next(l->model, TN_type, NULL); type; type = next) {
        next = tn_next(l->model, TN_type, type);
        const struct tn_object *because = tn_id_map_get(&e->kept, type->id);
        if (type->variety != TN_variety_enumeration)
            continue;
        if (because)
            lower_loss(l, TN_INFO, type, "it stays a type: %s needs it", shown(l, because));
        else
            lower_remove(l, type);
    }
}

static void lower_types(struct lowering *l) {
    struct enumerations e = {.l = l};
    TN_EACH_OF(l->model, type, type)
    if (type->variety == TN_variety_enumeration)
        tn_text_map_put(&e.by_name, type->name, type);
    if (e.by_name.count) {
        look_at_all(&e);
        replace_types(&e);
    }
    tn_text_map_free(&e.by_name);
    tn_id_map_free(&e.kept);
}

/* ------------------------------------------------------------------ the pass */

void lower_own_enumerations(struct lowering *l) {
    if (l->enums == TN_ENUMS_TYPE || l->from->id != l->to->id)
        return;
    if (!lower_is_mysql(l->to)) {
        lower_types(l);
        return;
    }
    TN_EACH_OF(l->model, attribute, attribute)
    lower_inline_values(l, attribute);
}
