/*
 * Foreign keys: FOREIGN KEY of a table and REFERENCES behind a column. The parent is looked up
 * later: see resolve.c.
 */
#include "sql/read/parser.h"

static enum tn_action action(struct parser *p) {
    if (sql_accept(p, W_cascade))
        return TN_action_cascade;
    if (sql_accept(p, W_restrict))
        return TN_action_restrict;
    if (sql_accept_two(p, W_set, W_null))
        return TN_action_set_null;
    if (sql_accept_two(p, W_set, W_default))
        return TN_action_set_default;
    if (!sql_accept_two(p, W_no, W_action))
        sql_expected(p, "CASCADE, RESTRICT, SET NULL, SET DEFAULT or NO ACTION");
    return TN_action_no_action;
}

/* MariaDB's catalogue tells a NO ACTION that was written from one that goes without saying. */
static void keep_no_action(struct parser *p, struct tn_relationship *relationship,
                           const char *event, enum tn_action action) {
    if (action != TN_action_no_action || !dialect_is_mysql(p->dialect))
        return;
    tn_buffer_reset(&p->scratch);
    tn_put_format(&p->scratch, "%s%s%s NO ACTION", relationship->options,
                  *relationship->options ? " " : "", event);
    relationship->options = tn_text(p->model, tn_buffer_text(&p->scratch));
}

static void on_delete(struct parser *p, struct tn_relationship *relationship) {
    const char *from = p->token.at;
    relationship->on_delete = action(p);
    keep_no_action(p, relationship, "ON DELETE", relationship->on_delete);
    if (!at_symbol(p, '('))
        return;
    sql_skip_parentheses(p);
    relationship->options = sql_text_from(p, from);
}

static void on_update(struct parser *p, struct tn_relationship *relationship) {
    relationship->on_update = action(p);
    keep_no_action(p, relationship, "ON UPDATE", relationship->on_update);
}

static void match(struct parser *p, struct tn_relationship *relationship) {
    if (sql_accept(p, W_full))
        relationship->match = TN_match_full;
    else if (sql_accept(p, W_partial))
        relationship->match = TN_match_partial;
    else
        sql_name(p, "FULL, PARTIAL or SIMPLE");
}

static void reference_clauses(struct parser *p, struct tn_relationship *relationship) {
    for (bool more = true; more;) {
        if (sql_accept(p, W_match))
            match(p, relationship);
        else if (sql_accept_two(p, W_on, W_delete))
            on_delete(p, relationship);
        else if (sql_accept_two(p, W_on, W_update))
            on_update(p, relationship);
        else if (sql_accept_two(p, W_not, W_valid))
            relationship->not_valid = true;
        else if (sql_accept_two(p, W_not, W_enforced))
            relationship->options = tn_text(p->model, "NOT ENFORCED");
        else if (at_word(p, W_deferrable) || at_word(p, W_initially) ||
                 sql_at_two(p, W_not, W_deferrable))
            sql_deferral(p, &relationship->deferral);
        else
            more = sql_accept(p, W_enforced);
    }
}

/* Behind REFERENCES. */
void sql_references(struct parser *p, struct tn_relationship *relationship) {
    struct pending_key pending = {.relationship = relationship, .home = p->home};
    pending.target = sql_path(p, "a table");
    if (sql_accept_symbol(p, '(')) {
        do
            tn_texts_append(p->model, &pending.columns, sql_name(p, "a column"));
        while (sql_accept_symbol(p, ','));
        sql_expect_symbol(p, ')', "a comma or a closing parenthesis");
    }
    reference_clauses(p, relationship);
    if (p->failed)
        return;
    TN_PUSH(&p->pending, pending);
}

/* MySQL reads REFERENCES in a column and does nothing with it. */
void *sql_column_reference(struct parser *p, struct tn_entity *entity,
                           struct tn_attribute *attribute, const char *name) {
    const char *at = p->token.at;
    sql_next(p);
    struct tn_relationship *relationship = sql_add(p, TN_relationship, entity, name);
    tn_refs_append(p->model, &relationship->attributes, attribute);
    sql_references(p, relationship);
    if (p->failed || p->dialect != TN_MYSQL)
        return relationship;
    p->pending.count--;
    sql_forget(p, relationship);
    struct tn_finding *finding =
        sql_finding(p, TN_WARNING, "sql-ignored", attribute, at,
                    "MySQL ignores REFERENCES behind a column: there is no foreign key");
    tn_finding_remedy(p->findings, finding,
                      "write FOREIGN KEY (%s) REFERENCES … as a table "
                      "constraint",
                      attribute->name);
    return NULL;
}

void *sql_foreign_key(struct parser *p, struct tn_entity *entity, const char *name) {
    sql_next(p);
    if (!sql_expect(p, W_key, "KEY"))
        return NULL;
    bool optional = sql_accept_two(p, W_if, W_not) && sql_expect(p, W_exists, "EXISTS");
    if (is_mysql(p) && !at_symbol(p, '(')) {
        const char *index = sql_name(p, "an index name or the columns in parentheses");
        name = *name ? name : index;
    }
    if (optional && *name && !p->failed && sql_part(p, entity, TN_relationship, name)) {
        sql_skip_action(p);
        return NULL;
    }
    struct tn_relationship *relationship = sql_add(p, TN_relationship, entity, name);
    sql_column_list(p, entity, relationship, &relationship->attributes);
    if (sql_expect(p, W_references, "REFERENCES"))
        sql_references(p, relationship);
    return relationship;
}
