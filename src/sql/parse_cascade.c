/*
 * DROP … CASCADE: what goes with the dropped. Foreign keys, indexes and statements about a table
 * are swept at the end of the text (resolve.c); here is what only names it: queries, triggers,
 * defaults, checks, columns of a type.
 *
 * Whether a text names an object is told by its tokens, so that a column of the same name counts as
 * well: then more goes than the server would take along, which the server never lets pass in
 * silence.
 */
#include "sql/parser.h"

#include <string.h>

static bool names(struct parser *p, const char *text, const char *name) {
    if (!*text || !strcasestr(text, name))
        return false;
    struct lexer lexer;
    lexer_init(&lexer, tn_slice_of(text), p->dialect, NULL);
    struct token token = lexer_next(&lexer);
    while (token.kind != T_END && (token.unterminated || !token_is_named(&token, p->dialect, name)))
        token = lexer_next(&lexer);
    return sql_may_look(p, (size_t)(lexer.at - text)) && token.kind != T_END;
}

static void drop_from(struct parser *p, struct tn_object *object) {
    TN_PUSH(&p->cascade, object->name);
    sql_discard(p, object);
}

/* ------------------------------------------------------------------ kept texts */

static void drop_texts(struct parser *p, const char *name) {
    static const enum tn_kind kinds[] = {TN_view, TN_routine, TN_trigger, TN_raw};
    for (size_t k = 0; k < TN_LENGTH(kinds); k++) {
        struct tn_object *next;
        for (struct tn_object *o = tn_next(p->model, kinds[k], NULL); o; o = next) {
            next = tn_next(p->model, kinds[k], o);
            if (names(p, tn_kept_text(o), name))
                drop_from(p, o);
        }
    }
}

/* ------------------------------------------------------------------ parts of tables */

static bool needs(struct parser *p, const struct tn_attribute *attribute, const char *name) {
    const struct tn_type *type = attribute->named_type;
    return (type && (!type->alive || strcmp(type->name, name) == 0)) ||
           names(p, attribute->type, name) || names(p, attribute->generated, name);
}

static void drop_columns(struct parser *p, struct tn_entity *entity, const char *name) {
    struct tn_object *next;
    for (struct tn_attribute *a = entity->attributes.first; a; a = (struct tn_attribute *)next) {
        next = a->next;
        if (needs(p, a, name))
            sql_drop_attribute(p, a);
        else if (names(p, a->default_value, name))
            a->default_value = "";
    }
}

static void drop_checks(struct parser *p, struct tn_list *checks, const char *name) {
    struct tn_object *next;
    for (struct tn_check *check = checks->first; check; check = (struct tn_check *)next) {
        next = check->next;
        if (names(p, check->expression, name))
            sql_discard(p, check);
    }
}

static bool index_needs(struct parser *p, const struct tn_index *index, const char *name) {
    bool found = names(p, index->predicate, name);
    for (const struct tn_index_part *part = index->parts.first; part; part = part->next)
        found = found || names(p, part->expression, name) || names(p, part->operator_class, name);
    return found;
}

static void drop_parts(struct parser *p, const char *name) {
    TN_EACH_OF(p->model, entity, entity) {
        drop_columns(p, entity, name);
        drop_checks(p, &entity->checks, name);
        struct tn_object *next;
        for (struct tn_index *i = entity->indexes.first; i; i = (struct tn_index *)next) {
            next = i->next;
            if (index_needs(p, i, name))
                sql_discard(p, i);
        }
    }
}

static void drop_types(struct parser *p, const char *name) {
    struct tn_object *next;
    for (struct tn_type *type = tn_next(p->model, TN_type, NULL); type;
         type = (struct tn_type *)next) {
        next = tn_next(p->model, TN_type, type);
        drop_checks(p, &type->checks, name);
        if (names(p, type->base, name) || names(p, type->definition, name))
            drop_from(p, &type->object);
    }
}

/* ------------------------------------------------------------------ all of it */

void sql_cascade(struct parser *p) {
    while (p->cascade.count) {
        const char *name = p->cascade.items[--p->cascade.count];
        drop_texts(p, name);
        drop_types(p, name);
        drop_parts(p, name);
    }
}
