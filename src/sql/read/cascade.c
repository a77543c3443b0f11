/*
 * DROP … CASCADE: what goes with the dropped. Foreign keys, indexes and statements about a table
 * are swept at the end of the text (resolve.c); here is what only names it: queries, triggers,
 * defaults, checks, columns of a type.
 *
 * Whether a text means an object is told by its tokens and by what kind of object it is: a column
 * may have the same name.
 */
#include "sql/read/parser.h"
#include "sql/read/rename_table.h"

#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ where a name can stand */

struct place {
    struct token lead; /* what stands before the name and its schema */
    struct token token, next;
};

static bool is_name(const struct parser *p, const struct token *token, const char *name) {
    return !token->unterminated && token_is_named(token, p->dialect, name);
}

static bool is_call(const struct place *place) {
    return place->next.kind == T_SYMBOL && place->next.symbol == '(';
}

/* x::type, CAST(x AS type), type 'x'. */
static bool is_type(const struct place *place) {
    const struct token *lead = &place->lead, *next = &place->next;
    bool colons =
        lead->kind == T_SYMBOL && tn_slice_is((struct tn_slice){lead->at, lead->length}, "::");
    bool as = lead->kind == T_WORD && lead->word == W_as; /* else an alias */
    bool cast = as && (next->symbol == ')' || next->symbol == '(' || next->symbol == '[');
    return colons || cast || next->kind == T_STRING;
}

/* 'schema.name' */
static bool is_string_of(const struct parser *p, const struct token *token, const char *name) {
    if (token->kind != T_STRING || token->unterminated)
        return false;
    struct tn_buffer inside = {0};
    struct lexer lexer;
    struct token last = {.kind = T_END}, next;
    token_unquote(token, p->dialect, &inside);
    lexer_init(&lexer, tn_slice_of(tn_buffer_text(&inside)), p->dialect, NULL);
    while ((next = lexer_next(&lexer)).kind != T_END)
        last = next;
    bool named = is_name(p, &last, name);
    tn_buffer_free(&inside);
    return named;
}

static bool means(const struct parser *p, const struct place *place, const struct dropped *gone) {
    switch (gone->kind) {
    case TN_sequence:
        return is_string_of(p, &place->token, gone->name);
    case TN_routine:
        return is_call(place) && is_name(p, &place->token, gone->name);
    case TN_type:
    case TN_entity:
    case TN_view:
        return is_type(place) && is_name(p, &place->token, gone->name);
    case TN_index:
    case TN_namespace:
        return false; /* what was in it is among the dropped */
    default:
        return is_name(p, &place->token, gone->name);
    }
}

typedef bool place_test(const struct parser *p, const struct place *place,
                        const struct dropped *gone);

static bool find(struct parser *p, const char *text, const struct dropped *gone, place_test *test) {
    if (!*text || !strcasestr(text, gone->name))
        return false;
    struct lexer lexer;
    lexer_init(&lexer, tn_slice_of(text), p->dialect, &p->words);
    struct place place = {.token = lexer_next(&lexer)};
    bool found = false;
    while (place.token.kind != T_END && !found) {
        place.next = lexer_next(&lexer);
        found = test(p, &place, gone);
        bool dot = place.token.symbol == '.' || place.next.symbol == '.';
        if (!dot)
            place.lead = place.token;
        place.token = place.next;
    }
    return sql_may_look(p, (size_t)(lexer.at - text)) && found;
}

/* In an expression. */
static bool names(struct parser *p, const char *text, const struct dropped *gone) {
    return find(p, text, gone, means);
}

static bool is_named(const struct parser *p, const struct place *place,
                     const struct dropped *gone) {
    return is_name(p, &place->token, gone->name);
}

/* In a text where any name is that of an object: a type, a signature. */
static bool names_anywhere(struct parser *p, const char *text, const struct dropped *gone) {
    return gone->kind != TN_index && gone->kind != TN_namespace && find(p, text, gone, is_named);
}

static bool is_relation(enum tn_kind kind) {
    return kind == TN_entity || kind == TN_view || kind == TN_sequence;
}

/* In a query or a statement. */
static bool stands_on(struct parser *p, const char *text, const struct dropped *gone) {
    struct table_rename same = {.dialect = p->tables,
                                .words = &p->words,
                                .schema = gone->schema,
                                .from = gone->name,
                                .to = gone->name};
    struct tn_buffer out = {0};
    bool table = is_relation(gone->kind) && strcasestr(text, gone->name) &&
                 sql_put_table_renamed(&same, tn_slice_of(text), &out);
    tn_buffer_free(&out);
    return table || names(p, text, gone);
}

static void drop_from(struct parser *p, struct tn_object *object) {
    sql_has_dropped(p, object);
    if (object->kind != TN_raw || !sql_drop_chain(p, object))
        sql_discard(p, object);
}

/* ------------------------------------------------------------------ kept texts */

/* The one at hand, say. */
static bool is_drop(const struct tn_object *object) {
    return object->kind == TN_raw &&
           tn_starts_with(((const struct tn_raw *)object)->statement, "DROP");
}

static void drop_texts_of(struct parser *p, enum tn_kind kind, const struct dropped *gone) {
    bool any = kind == TN_routine || (kind == TN_raw && !is_relation(gone->kind));
    TN_VECTOR(struct tn_object *) found = {0}; /* one may take others along */
    for (struct tn_object *o = tn_next(p->model, kind, NULL); o; o = tn_next(p->model, kind, o))
        if (!is_drop(o) && (any ? names_anywhere : stands_on)(p, tn_kept_text(o), gone))
            TN_PUSH(&found, o);
    for (size_t i = 0; i < found.count; i++)
        if (found.items[i]->alive)
            drop_from(p, found.items[i]);
    free(found.items);
}

static void drop_texts(struct parser *p, const struct dropped *gone) {
    static const enum tn_kind kinds[] = {TN_view, TN_routine, TN_trigger, TN_raw};
    for (size_t k = 0; k < TN_LENGTH(kinds); k++)
        drop_texts_of(p, kinds[k], gone);
}

/* ------------------------------------------------------------------ parts of tables */

static bool needs(struct parser *p, const struct tn_attribute *attribute,
                  const struct dropped *gone) {
    const struct tn_type *type = attribute->named_type;
    return (type && !type->alive) || names_anywhere(p, attribute->type, gone) ||
           names(p, attribute->generated, gone);
}

static void drop_columns(struct parser *p, struct tn_entity *entity, const struct dropped *gone) {
    TN_VECTOR(struct tn_attribute *) found = {0}; /* one may take others along */
    for (struct tn_attribute *a = entity->attributes.first; a; a = a->next)
        if (needs(p, a, gone))
            TN_PUSH(&found, a);
        else if (names(p, a->default_value, gone))
            a->default_value = "";
    for (size_t i = 0; i < found.count; i++)
        if (found.items[i]->alive) {
            sql_cascade_column(p, entity, found.items[i]->name);
            sql_drop_attribute(p, found.items[i]);
        }
    free(found.items);
}

static void drop_checks(struct parser *p, struct tn_list *checks, const struct dropped *gone) {
    struct tn_object *next;
    for (struct tn_check *check = checks->first; check; check = (struct tn_check *)next) {
        next = check->next;
        if (names(p, check->expression, gone))
            sql_discard(p, check);
    }
}

static bool index_needs(struct parser *p, const struct tn_index *index,
                        const struct dropped *gone) {
    bool found = names(p, index->predicate, gone);
    for (const struct tn_index_part *part = index->parts.first; part; part = part->next)
        found = found || names(p, part->expression, gone) ||
                names_anywhere(p, part->operator_class, gone);
    return found;
}

static void drop_parts(struct parser *p, const struct dropped *gone) {
    TN_EACH_OF(p->model, entity, entity) {
        drop_columns(p, entity, gone);
        drop_checks(p, &entity->checks, gone);
        struct tn_object *next;
        for (struct tn_index *i = entity->indexes.first; i; i = (struct tn_index *)next) {
            next = i->next;
            if (index_needs(p, i, gone))
                sql_discard(p, i);
        }
    }
}

static void drop_types(struct parser *p, const struct dropped *gone) {
    struct tn_object *next;
    for (struct tn_type *type = tn_next(p->model, TN_type, NULL); type;
         type = (struct tn_type *)next) {
        next = tn_next(p->model, TN_type, type);
        drop_checks(p, &type->checks, gone);
        if (names_anywhere(p, type->base, gone) || names_anywhere(p, type->definition, gone))
            drop_from(p, &type->object);
    }
}

/* ------------------------------------------------------------------ a column */

bool sql_mentions(struct parser *p, const char *expression, const char *column) {
    struct dropped gone = {column, "", TN_attribute};
    return *expression && find(p, expression, &gone, is_named);
}

/* Checks lose their number with it: they have their names before that. */
static void drop_checks_over(struct parser *p, struct tn_entity *entity, const char *column) {
    struct tn_object *next;
    sql_settle_kind(p, entity, TN_check);
    for (struct tn_check *check = entity->checks.first; check; check = (struct tn_check *)next) {
        next = check->next;
        if (sql_mentions(p, check->expression, column))
            sql_discard(p, check);
    }
}

static bool exclusion_holds(struct parser *p, const struct tn_exclusion *exclusion,
                            const char *column) {
    bool holds = sql_mentions(p, exclusion->predicate, column);
    for (const struct tn_index_part *part = exclusion->parts.first; part; part = part->next)
        holds = holds || sql_mentions(p, part->expression, column) ||
                (part->attribute && strcmp(part->attribute->name, column) == 0);
    return holds;
}

static bool is_about(const struct tn_raw *raw, const struct tn_entity *entity, const char *sort) {
    return raw->entity == entity && tn_starts_with(raw->statement, sort);
}

static void drop_raws_over(struct parser *p, const struct tn_entity *entity, const char *column,
                           const char *const *sorts, size_t count) {
    struct tn_raw *next;
    for (struct tn_raw *raw = tn_next(p->model, TN_raw, NULL); raw; raw = next) {
        bool about = false;
        next = tn_next(p->model, TN_raw, raw);
        for (size_t i = 0; i < count; i++)
            about = about || is_about(raw, entity, sorts[i]);
        if (about && sql_mentions(p, raw->definition, column))
            sql_discard(p, raw);
    }
}

void sql_drop_mentions(struct parser *p, struct tn_entity *entity, const char *column) {
    static const char *const sorts[] = {"CREATE STATISTICS", "ALTER TABLE ALTER"};
    struct tn_object *next;
    if (entity->checks.count)
        drop_checks_over(p, entity, column);
    for (struct tn_exclusion *x = entity->exclusions.first; x; x = (struct tn_exclusion *)next) {
        next = x->next;
        if (exclusion_holds(p, x, column))
            sql_discard(p, x);
    }
    if (p->model->counts[TN_raw] && sql_may_look(p, p->model->counts[TN_raw]))
        drop_raws_over(p, entity, column, sorts, TN_LENGTH(sorts));
}

/* The column by its name, or among all by a *. */
static bool reads_column(struct parser *p, const char *query, const char *column) {
    return strchr(query, '*') || sql_mentions(p, query, column);
}

static void drop_views_over(struct parser *p, const struct tn_entity *entity, const char *column) {
    const struct tn_namespace *home = tn_namespace_of(entity);
    struct dropped gone = {entity->name, home ? home->name : "public", TN_entity};
    struct tn_view *next;
    for (struct tn_view *view = tn_next(p->model, TN_view, NULL); view; view = next) {
        next = tn_next(p->model, TN_view, view);
        if (reads_column(p, view->query, column) && stands_on(p, view->query, &gone))
            drop_from(p, &view->object);
    }
}

/* BEFORE UPDATE OF column, WHEN (NEW.column …): up to what it runs. */
static void drop_triggers_over(struct parser *p, struct tn_entity *entity, const char *column) {
    struct tn_object *next;
    for (struct tn_trigger *t = entity->triggers.first; t; t = (struct tn_trigger *)next) {
        next = t->next;
        if (sql_mentions(p, t->definition, column))
            sql_discard(p, t);
    }
}

static void drop_generated_from(struct parser *p, struct tn_entity *entity, const char *column) {
    struct tn_object *next;
    for (struct tn_attribute *a = entity->attributes.first; a; a = (struct tn_attribute *)next) {
        next = a->next;
        if (sql_mentions(p, a->generated, column))
            sql_drop_attribute(p, a);
    }
}

void sql_cascade_column(struct parser *p, struct tn_entity *entity, const char *column) {
    static const char *const sorts[] = {"CREATE POLICY", "CREATE RULE"};
    drop_views_over(p, entity, column);
    drop_triggers_over(p, entity, column);
    drop_generated_from(p, entity, column);
    drop_raws_over(p, entity, column, sorts, TN_LENGTH(sorts));
}

/* ------------------------------------------------------------------ all of it */

/* What a statement made that was kept: a table, something that others may name in ways unknown, or
 * nothing that anything depends on. */
static enum tn_kind kind_made(const struct tn_raw *raw) {
    static const char *const alone[] = {"INDEX",      "POLICY",       "TRIGGER",    "RULE",
                                        "STATISTICS", "SUBSCRIPTION", "PUBLICATION"};
    if (!tn_starts_with(raw->statement, "CREATE") || !*raw->name)
        return TN_index;
    for (size_t i = 0; i < TN_LENGTH(alone); i++)
        if (strstr(raw->statement, alone[i]))
            return TN_index;
    return strstr(raw->statement, "TABLE") ? TN_entity : TN_raw;
}

void sql_has_dropped(struct parser *p, const struct tn_object *object) {
    const struct tn_namespace *home = tn_namespace_of(object);
    struct dropped gone = {object->name, home ? home->name : "public", object->kind};
    sql_drop_rights(p, object);
    if (object->kind == TN_raw)
        gone.kind = kind_made((const struct tn_raw *)object);
    TN_PUSH(&p->cascade, gone);
}

void sql_cascade(struct parser *p) {
    while (p->cascade.count) {
        struct dropped gone = p->cascade.items[--p->cascade.count];
        drop_texts(p, &gone);
        drop_types(p, &gone);
        drop_parts(p, &gone);
    }
}
