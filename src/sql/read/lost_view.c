/*
 * MySQL and MariaDB: views whose query reads a table or column that goes or gets another name. The
 * server keeps them and cannot open them, and would not make them: they are told at the end of the
 * text, unless the name has come back or the view has gone by then.
 */
#include "sql/mention.h"
#include "sql/read/parser.h"

#include <string.h>

static bool names(struct parser *p, const struct tn_view *view, const char *name) {
    return sql_may_look(p, strlen(view->query)) && tn_sql_mentions(p->tables, view->query, name);
}

static bool reads(struct parser *p, const struct tn_view *view, const char *column) {
    return !column || strchr(view->query, '*') || names(p, view, column);
}

/* column: NULL where the whole table goes. */
static void note(struct parser *p, const struct tn_entity *entity, const char *column) {
    struct lost_view lost = {.query = NULL, .table = entity->name, .column = column};
    TN_EACH_OF(p->model, view, view)
    if (names(p, view, entity->name) && reads(p, view, column)) {
        lost.view = view;
        lost.query = view->query;
        lost.at = p->statement;
        TN_PUSH(&p->lost, lost);
    }
}

void sql_column_lost(struct parser *p, const struct tn_attribute *attribute) {
    if (is_mysql(p))
        note(p, (const struct tn_entity *)attribute->parent, attribute->name);
}

void sql_table_lost(struct parser *p, const struct tn_entity *entity) {
    if (is_mysql(p))
        note(p, entity, NULL);
}

static bool is_back(struct parser *p, const struct lost_view *lost) {
    struct path path = {.schema = "", .name = lost->table};
    struct tn_entity *entity = sql_entity(p, &path);
    if (!lost->column)
        return entity || sql_lookup(p, TN_view, &path) || sql_lookup(p, TN_raw, &path);
    return !entity || sql_attribute(p, entity, lost->column);
}

void sql_tell_lost_views(struct parser *p) {
    for (size_t i = 0; i < p->lost.count; i++) {
        const struct lost_view *lost = &p->lost.items[i];
        if (!lost->view->alive || lost->view->query != lost->query || is_back(p, lost))
            continue;
        struct tn_finding *finding = sql_finding(
            p, TN_WARNING, "sql-mention", lost->view, lost->at,
            "the query of view \"%s\" reads %s \"%s\", which is not there any more: the server "
            "cannot open the view",
            lost->view->name, lost->column ? "column" : "table",
            lost->column ? lost->column : lost->table);
        tn_finding_remedy(p->findings, finding, "drop the view, or make it anew");
    }
}
