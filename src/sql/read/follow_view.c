/*
 * Views go on to give the columns they gave when they were made: their * stands for the columns of
 * that day, and a column that gets another name keeps the one they gave it.
 */
#include "sql/read/follow_view.h"

#include <stdlib.h>
#include <string.h>

static bool begin(struct following *f, struct parser *p, struct tn_view *view) {
    *f = (struct following){.p = p, .view = view, .home = p->home, .copied = view->query};
    p->home = view->parent;
    return query_read(&f->query, p, view->query);
}

static void replace(struct following *f, const char *from, const char *to) {
    tn_put_bytes(&f->out, f->copied, (size_t)(from - f->copied));
    f->copied = to;
}

static void end(struct following *f, bool good) {
    if (good && f->copied != f->view->query) {
        tn_put(&f->out, f->copied);
        f->view->query = tn_text(f->p->model, tn_buffer_text(&f->out));
    }
    f->p->home = f->home;
    tn_buffer_free(&f->out);
    query_free(&f->query);
}

static void tell(struct parser *p, const struct tn_view *view, const char *what) {
    sql_finding(p, TN_WARNING, "sql-mention", view, p->statement,
                "the query of view \"%s\" does not follow the table: %s", view->name, what);
}

/* ------------------------------------------------------------------ * */

/* Where a * stands for columns: the place where its item of the output begins. */
static bool is_star(const struct query *query, size_t place, size_t *start) {
    const struct query_token *t = &query->tokens.items[place];
    if (!token_is_symbol(&t->token, '*') || !query_ends_output(query, place))
        return false;
    bool qualified = place >= 2 && token_is_symbol(&t[-1].token, '.');
    *start = qualified ? query_path_start(query, place) : place;
    return query_begins_output(query, *start);
}

/* MySQL keeps no columns where it only asks whether there are rows. */
static bool is_asked_for_rows(const struct following *f, size_t place) {
    const struct query_token *t = &f->query.tokens.items[place];
    return is_mysql(f->p) && place >= 3 && token_is_word(&t[-1].token, "select") &&
           token_is_word(&t[-3].token, "exists");
}

static const struct query_item *item_of_star(const struct query *query, size_t place) {
    const struct query_token *t = &query->tokens.items[place];
    return query_item_named(query, t->select, sql_token_name(query->p, &t[-2].token));
}

static bool takes_from(const struct query *query, size_t select, const struct tn_entity *entity) {
    for (size_t i = 0; i < query->items.count; i++)
        if (query->items.items[i].select == select &&
            query->items.items[i].relation == &entity->object)
            return true;
    return false;
}

/* In MySQL a * does not see what is hidden. */
bool view_is_seen(const struct following *f, const struct tn_attribute *attribute) {
    return !is_mysql(f->p) || !attribute->invisible;
}

static void put_columns(struct following *f, const struct query_item *item, struct tn_slice lead,
                        bool *any) {
    const struct tn_entity *entity = (const struct tn_entity *)item->relation;
    for (const struct tn_attribute *a = entity->attributes.first; a; a = a->next) {
        if (!view_is_seen(f, a))
            continue;
        tn_put(&f->out, *any ? ", " : "");
        tn_put_bytes(&f->out, lead.at, lead.length);
        tn_put(&f->out, lead.length ? "." : "");
        tn_sql_put_name(&f->out, f->p->tables, a->name);
        *any = true;
    }
}

/* The columns of a table; whatever else keeps its *, which then is not meant. */
static bool put_item(struct following *f, const struct query_item *item, bool alone, bool *any) {
    bool table = item->relation && item->relation->kind == TN_entity;
    struct tn_buffer lead = {0};
    if (!alone || !table)
        tn_sql_put_name(&lead, f->p->tables, item->name);
    if (table)
        put_columns(f, item, (struct tn_slice){tn_buffer_text(&lead), lead.length}, any);
    else
        tn_put_format(&f->out, "%s%s.*", *any ? ", " : "", tn_buffer_text(&lead));
    *any = true;
    tn_buffer_free(&lead);
    return *item->name;
}

static bool put_all_columns(struct following *f, size_t select) {
    const struct query *query = &f->query;
    bool any = false, good = true;
    size_t count = 0;
    if (query->selects.items[select].merges)
        return view_put_merged_columns(f, select);
    for (size_t i = 0; i < query->items.count; i++)
        count += query->items.items[i].select == select;
    for (size_t i = 0; good && i < query->items.count; i++)
        if (query->items.items[i].select == select)
            good = put_item(f, &query->items.items[i], count == 1, &any);
    return good;
}

static bool expand_one(struct following *f, const struct tn_entity *entity, size_t place,
                       size_t start) {
    const struct query_token *tokens = f->query.tokens.items;
    const char *from = tokens[start].token.at, *to = tokens[place].token.at + 1;
    if (start == place) {
        if (!takes_from(&f->query, tokens[place].select, entity))
            return true;
        replace(f, from, to);
        return put_all_columns(f, tokens[place].select);
    }
    const struct query_item *item = item_of_star(&f->query, place);
    bool any = false;
    if (!item || item->relation != &entity->object)
        return true;
    replace(f, from, to);
    const struct token *last = &tokens[place - 2].token;
    put_columns(f, item, (struct tn_slice){from, (size_t)(last->at + last->length - from)}, &any);
    return true;
}

static void expand(struct parser *p, struct tn_view *view, const struct tn_entity *entity) {
    struct following f;
    bool good = begin(&f, p, view);
    size_t start = 0;
    for (size_t i = 0; good && i < f.query.tokens.count; i++)
        if (is_star(&f.query, i, &start) && !is_asked_for_rows(&f, i))
            good = expand_one(&f, entity, i, start);
    end(&f, good);
    if (!good)
        tell(p, view, "write the columns in place of *");
}

/* ------------------------------------------------------------------ which views have one */

static void note(struct parser *p, struct tn_view *view, const struct tn_entity *entity) {
    uintptr_t newest = (uintptr_t)tn_id_map_get(&p->starred_first, entity->id);
    if (newest && p->starred.items[newest - 1].view == view)
        return;
    TN_PUSH(&p->starred, ((struct starred){view, newest}));
    tn_id_map_put(&p->starred_first, entity->id, (void *)(uintptr_t)p->starred.count);
}

static void note_view(struct parser *p, struct tn_view *view) {
    struct following f;
    if (!strchr(view->query, '*'))
        return;
    bool stars = false, good = begin(&f, p, view);
    size_t start;
    for (size_t i = 0; good && !stars && i < f.query.tokens.count; i++)
        stars = is_star(&f.query, i, &start);
    for (size_t i = 0; stars && i < f.query.items.count; i++) {
        struct tn_object *relation = f.query.items.items[i].relation;
        if (relation && relation->kind == TN_entity)
            note(p, view, (struct tn_entity *)relation);
    }
    end(&f, false);
}

void sql_note_stars(struct parser *p, struct tn_view *view) {
    if (p->stars_noted)
        note_view(p, view);
}

void sql_settle_stars(struct parser *p, struct tn_entity *entity) {
    if (p->dialect == TN_SQLITE || !p->model->counts[TN_view])
        return;
    if (!p->stars_noted)
        TN_EACH_OF(p->model, view, view)
    note_view(p, view);
    p->stars_noted = true;
    uintptr_t next = (uintptr_t)tn_id_map_get(&p->starred_first, entity->id);
    for (; next; next = p->starred.items[next - 1].next)
        if (p->starred.items[next - 1].view->alive)
            expand(p, p->starred.items[next - 1].view, entity);
    tn_id_map_put(&p->starred_first, entity->id, NULL);
}

/* ------------------------------------------------------------------ a column's new name */

struct column {
    struct tn_entity *entity;
    const char *from, *to;
};

/* Behind an operand only an alias can stand. */
static bool is_alias(const struct query *query, size_t place) {
    static const char *const operators[] = {"select", "all",  "distinct", "and",  "or",
                                            "not",    "like", "ilike",    "then", "else",
                                            "is",     "in",   "between",  "to",   "by"};
    const struct token *before = place ? &query->tokens.items[place - 1].token : NULL;
    if (!before || token_is_word(before, "as"))
        return before;
    if (!query_ends_output(query, place) || before->kind == T_SYMBOL)
        return before->kind == T_SYMBOL && before->symbol == ')' && query_ends_output(query, place);
    for (size_t i = 0; i < TN_LENGTH(operators); i++)
        if (token_is_word(before, operators[i]))
            return false;
    return true;
}

/* Of the SELECT, or of one around it; what is nearer hides what is farther. */
static bool is_found(const struct query *query, size_t select, const struct column *column) {
    for (size_t at = select + 1; at; at = query->selects.items[at - 1].parent)
        for (size_t i = 0; i < query->items.count; i++) {
            const struct query_item *item = &query->items.items[i];
            if (item->select != at - 1 || !item->relation || item->relation->kind != TN_entity)
                continue;
            if (item->relation == &column->entity->object)
                return true;
            if (sql_attribute(query->p, (struct tn_entity *)item->relation, column->from))
                return false;
        }
    return false;
}

static bool is_output(const struct query *query, const char *name) {
    for (size_t i = 0; i < query->tokens.count; i++) {
        const struct token *token = &query->tokens.items[i].token;
        if (query_ends_output(query, i) && token_is_name(token) &&
            sql_token_name(query->p, token) == name)
            return true;
    }
    return false;
}

static bool means_column(const struct query *query, size_t place, const struct column *column) {
    const struct query_token *t = &query->tokens.items[place];
    if (!token_is_name(&t->token) || t->source || token_is_symbol(&t[1].token, '(') ||
        token_is_symbol(&t[1].token, '.') || sql_token_name(query->p, &t->token) != column->from)
        return false;
    if (place >= 2 && token_is_symbol(&t[-1].token, '.')) {
        const struct query_item *item = item_of_star(query, place);
        return item && item->relation == &column->entity->object;
    }
    if (is_alias(query, place) || !is_found(query, t->select, column))
        return false;
    return t->clause != QUERY_SORT || !is_output(query, column->from);
}

static bool merges(const struct query *query, size_t place) {
    const struct query_token *t = &query->tokens.items[place];
    return t->clause == QUERY_SOURCE && !t->own && query->selects.items[t->select].merges;
}

static bool rename_in_view(struct parser *p, struct tn_view *view, const struct column *column) {
    struct following f;
    bool good = begin(&f, p, view);
    for (size_t i = 0; good && i + 1 < f.query.tokens.count; i++) {
        const struct token *token = &f.query.tokens.items[i].token;
        if (!means_column(&f.query, i, column) || !sql_may_look(p, f.query.items.count))
            continue;
        good = !merges(&f.query, i);
        replace(&f, token->at, token->at + token->length);
        tn_sql_put_name(&f.out, p->tables, column->to);
        if (query_ends_output(&f.query, i) &&
            query_begins_output(&f.query, query_path_start(&f.query, i))) {
            tn_put(&f.out, " AS ");
            tn_sql_put_name(&f.out, p->tables, column->from);
        }
    }
    end(&f, good);
    return good;
}

void sql_follow_in_views(struct parser *p, struct tn_entity *entity, const char *from,
                         const char *to) {
    struct column column = {entity, from, tn_text(p->model, to)};
    TN_EACH_OF(p->model, view, view)
    if (sql_may_look(p, strlen(view->query)) && strcasestr(view->query, from) &&
        strcasestr(view->query, entity->name) && !rename_in_view(p, view, &column))
        tell(p, view, "write the new name of its column");
}
