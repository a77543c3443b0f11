/*
 * Constraints of a table, of a column, or added by ALTER TABLE: all three come through
 * sql_constraint(). Checks and exclusions are read here, keys in read/key.c, foreign keys in
 * read/reference.c.
 */
#include "sql/read/parser.h"

#include <string.h>

/* ------------------------------------------------------------------ clauses they share */

void sql_deferral(struct parser *p, enum tn_deferral *deferral) {
    for (;;) {
        if (sql_accept_two(p, W_not, W_deferrable))
            *deferral = TN_deferral_none;
        else if (sql_accept_two(p, W_initially, W_deferred))
            *deferral = TN_deferral_deferred;
        else if (sql_accept(p, W_deferrable))
            *deferral = *deferral == TN_deferral_none ? TN_deferral_immediate : *deferral;
        else if (sql_accept(p, W_initially))
            sql_expect(p, W_immediate, "DEFERRED or IMMEDIATE");
        else
            return;
    }
}

/* SQLite: ON CONFLICT x. */
const char *sql_on_conflict(struct parser *p) {
    const char *from = p->token.at;
    if (!sql_accept_two(p, W_on, W_conflict))
        return "";
    sql_next(p);
    return sql_text_from(p, from);
}

/* PostgreSQL: INCLUDE (…), WITH (…) and USING INDEX TABLESPACE x. */
const char *sql_index_parameters(struct parser *p) {
    const char *from = p->token.at;
    if (sql_accept(p, W_include)) /* of an exclusion; a key has read its own */
        sql_skip_parentheses(p);
    if (sql_accept(p, W_with))
        sql_skip_parentheses(p);
    if (sql_accept_two(p, W_using, W_index)) {
        sql_expect(p, W_tablespace, "TABLESPACE");
        sql_name(p, "a tablespace");
    }
    return p->token.at == from ? "" : sql_text_from(p, from);
}

/* ------------------------------------------------------------------ checks and exclusions */

static void *check(struct parser *p, void *parent, struct tn_attribute *attribute,
                   const char *name) {
    sql_next(p);
    struct tn_check *made = sql_add(p, TN_check, parent, name);
    if (p->dialect == TN_SQLITE || (is_mysql(p) && !*name))
        made->attribute = attribute;
    made->expression = sql_parenthesised(p, true);
    for (bool more = true; more;) {
        if (sql_accept_two(p, W_no, W_inherit))
            made->no_inherit = true;
        else if (sql_accept_two(p, W_not, W_valid))
            made->not_valid = true;
        else if (sql_accept_two(p, W_not, W_enforced))
            made->not_enforced = true;
        else
            more = sql_accept(p, W_enforced);
    }
    if (p->dialect == TN_SQLITE)
        sql_on_conflict(p);
    return made;
}

static void *exclusion(struct parser *p, struct tn_entity *entity, const char *name) {
    sql_next(p);
    struct tn_exclusion *made = sql_add(p, TN_exclusion, entity, name);
    if (sql_accept(p, W_using))
        made->method = sql_lower(p, tn_slice_of(sql_name(p, "an index method")));
    if (strcmp(made->method, "btree") == 0)
        made->method = tn_text(p->model, "");
    sql_index_parts(p, entity, made);
    made->options = sql_index_parameters(p);
    if (sql_accept(p, W_where))
        made->predicate = sql_parenthesised(p, true);
    sql_deferral(p, &made->deferral);
    return made;
}

/* ------------------------------------------------------------------ any of them */

bool sql_at_constraint(struct parser *p) {
    if (p->token.kind != T_WORD)
        return false;
    switch (p->token.word) {
    case W_constraint:
    case W_check:
    case W_unique:
    case W_references:
        return true;
    case W_primary:
    case W_foreign:
        return sql_peek(p, 1)->word == W_key;
    case W_exclude:
        return p->dialect == TN_POSTGRESQL &&
               (sql_peek(p, 1)->word == W_using || sql_peek(p, 1)->symbol == '(');
    default:
        return false;
    }
}

/* MySQL allows CONSTRAINT without a name. */
static const char *constraint_name(struct parser *p, bool *optional) {
    if (!sql_accept(p, W_constraint))
        return "";
    if (is_mysql(p) && sql_accept_two(p, W_if, W_not))
        *optional = sql_expect(p, W_exists, "EXISTS");
    if (is_mysql(p) && sql_at_constraint(p))
        return "";
    return sql_name(p, "a constraint name");
}

static void *dispatch(struct parser *p, struct tn_entity *entity, struct tn_attribute *attribute,
                      const char *name) {
    switch (p->token.kind == T_WORD ? p->token.word : W_other) {
    case W_primary:
    case W_unique:
    case W_key:
        return sql_key_constraint(p, entity, attribute, name);
    case W_foreign:
        return sql_foreign_key(p, entity, name);
    case W_references:
        return attribute ? sql_column_reference(p, entity, attribute, name) : NULL;
    case W_check:
        return check(p, entity, attribute, name);
    case W_exclude:
        return exclusion(p, entity, name);
    default:
        return NULL;
    }
}

void *sql_constraint(struct parser *p, struct tn_entity *entity, struct tn_attribute *attribute) {
    const char *at = p->token.at;
    bool optional = false;
    const char *name = constraint_name(p, &optional);
    if (optional && sql_part_find(p, entity, SQL_PARTS, name)) {
        sql_skip_action(p);
        return NULL;
    }
    struct tn_object *made = dispatch(p, entity, attribute, name);
    if (!made && p->token.at == at)
        sql_expected(p, "a constraint");
    if (made && p->failed) {
        sql_forget(p, made);
        return NULL;
    }
    return made;
}
