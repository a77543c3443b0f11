/*
 * Constraints: keys, foreign keys, checks and exclusions, of a table, of a column, or added by
 * ALTER TABLE: all three come through sql_constraint().
 */
#include "sql/parser.h"

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
        else if (!sql_accept_two(p, W_initially, W_immediate))
            return;
    }
}

/* SQLite: ON CONFLICT x. */
static const char *on_conflict(struct parser *p) {
    const char *from = p->token.at;
    if (!sql_accept_two(p, W_on, W_conflict))
        return "";
    sql_next(p);
    return sql_text_from(p, from);
}

/* PostgreSQL: INCLUDE (…), WITH (…) and USING INDEX TABLESPACE x. */
static const char *index_parameters(struct parser *p) {
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

/* ------------------------------------------------------------------ keys */

struct tn_key *sql_add_key(struct parser *p, struct tn_entity *entity, const char *name,
                           bool primary) {
    struct tn_key *key = tn_add(p->model, TN_key, entity, name);
    key->primary = primary;
    if (primary && is_mysql(p))
        key->name = tn_text(p->model, "");
    return key;
}

/* SQLite's catalogue calls key columns nullable unless they say NOT NULL. */
void sql_primary_is_not_null(struct parser *p, struct tn_key *key) {
    if (!key->primary || p->dialect == TN_SQLITE)
        return;
    size_t heirs = sql_heirs(p, (struct tn_entity *)key->parent);
    for (size_t i = 0; i < key->attributes.count; i++) {
        struct tn_attribute *attribute = (struct tn_attribute *)key->attributes.items[i];
        if (!attribute)
            continue;
        attribute->nullable = false;
        for (size_t k = 0; k < heirs; k++) {
            struct tn_attribute *below = sql_attribute(p, p->heirs.items[k], attribute->name);
            if (below)
                below->nullable = false;
        }
    }
}

/* UNIQUE USING INDEX x: the index becomes the constraint. */
static void key_from_index(struct parser *p, struct tn_key *key) {
    struct path path = sql_path(p, "an index");
    const struct tn_namespace *home = tn_namespace_of(key);
    path.schema = home ? home->name : "public"; /* where the table is, that is */
    struct tn_index *index = sql_lookup(p, TN_index, &path);
    if (p->failed)
        return;
    if (!index || index->parent != key->parent) {
        sql_finding(p, TN_WARNING, "sql-unresolved", key->parent, path.at,
                    "index \"%s\" is not there: its key is left out", path.name);
        return;
    }
    for (struct tn_index_part *part = index->parts.first; part; part = part->next)
        if (part->attribute)
            tn_refs_append(p->model, &key->attributes, part->attribute);
    if (*key->name && strcmp(key->name, index->name) != 0)
        sql_give_name(p, index, key->name); /* as the server does: others may name it */
    if (!*key->name)
        key->name = index->name;
    key->include = index->include;
    key->nulls_not_distinct = index->nulls_not_distinct;
    sql_discard(p, index);
}

static void postgresql_key(struct parser *p, struct tn_key *key, struct tn_attribute *attribute) {
    struct tn_entity *entity = (struct tn_entity *)key->parent;
    if (sql_accept(p, W_nulls)) {
        key->nulls_not_distinct = sql_accept(p, W_not);
        sql_expect(p, W_distinct, "DISTINCT");
    }
    if (attribute)
        tn_refs_append(p->model, &key->attributes, attribute);
    else if (sql_accept_two(p, W_using, W_index))
        key_from_index(p, key);
    else
        sql_column_list(p, entity, key, &key->attributes);
    if (sql_accept(p, W_include))
        sql_column_list(p, entity, key, &key->include);
    key->options = index_parameters(p);
    sql_deferral(p, &key->deferral);
}

static void sqlite_column_key(struct parser *p, struct tn_key *key,
                              struct tn_attribute *attribute) {
    tn_refs_append(p->model, &key->attributes, attribute);
    const char *from = p->token.at;
    const char *direction = sql_accept(p, W_desc) ? sql_text_from(p, from) : "";
    sql_accept(p, W_asc);
    key->options = sql_joined(p, direction, on_conflict(p));
    if (sql_accept(p, W_autoincrement))
        attribute->identity = TN_identity_auto_increment;
}

static struct tn_key *column_key(struct parser *p, struct tn_attribute *attribute, const char *name,
                                 bool primary) {
    struct tn_key *key = sql_add_key(p, (struct tn_entity *)attribute->parent, name, primary);
    if (p->dialect == TN_SQLITE) {
        sqlite_column_key(p, key, attribute);
    } else {
        tn_refs_append(p->model, &key->attributes, attribute);
        sql_accept(p, W_key); /* UNIQUE KEY */
    }
    return key;
}

/* In MySQL KEY behind a column is short for PRIMARY KEY. */
static void *key_constraint(struct parser *p, struct tn_entity *entity,
                            struct tn_attribute *attribute, const char *name) {
    bool primary = !at_word(p, W_unique);
    bool whole = at_word(p, W_primary);
    sql_next(p);
    if (whole && !sql_expect(p, W_key, "KEY"))
        return NULL;
    struct tn_key *key = NULL;
    if (p->dialect == TN_POSTGRESQL) {
        key = sql_add_key(p, entity, name, primary);
        postgresql_key(p, key, attribute);
    } else if (attribute) {
        key = column_key(p, attribute, name, primary);
    } else {
        key = sql_key_of_parts(p, entity, name, primary);
        const char *conflict = on_conflict(p);
        if (key)
            key->options = sql_joined(p, key->options, conflict);
    }
    if (key && !key->attributes.count) {
        sql_forget(p, key);
        return NULL;
    }
    if (key)
        sql_primary_is_not_null(p, key);
    if (key && *name && p->dialect == TN_POSTGRESQL)
        names_put(&p->names, entity->parent, TN_key, key->name, &key->object);
    return key;
}

/* ------------------------------------------------------------------ foreign keys */

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
static void *column_reference(struct parser *p, struct tn_entity *entity,
                              struct tn_attribute *attribute, const char *name) {
    const char *at = p->token.at;
    sql_next(p);
    struct tn_relationship *relationship = tn_add(p->model, TN_relationship, entity, name);
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

static void *foreign_key(struct parser *p, struct tn_entity *entity, const char *name) {
    sql_next(p);
    if (!sql_expect(p, W_key, "KEY"))
        return NULL;
    if (sql_accept_two(p, W_if, W_not))
        sql_expect(p, W_exists, "EXISTS");
    if (is_mysql(p) && !at_symbol(p, '(')) {
        const char *index = sql_name(p, "an index name or the columns in parentheses");
        name = *name ? name : index;
    }
    struct tn_relationship *relationship = tn_add(p->model, TN_relationship, entity, name);
    sql_column_list(p, entity, relationship, &relationship->attributes);
    if (sql_expect(p, W_references, "REFERENCES"))
        sql_references(p, relationship);
    return relationship;
}

/* ------------------------------------------------------------------ checks and exclusions */

static void *check(struct parser *p, void *parent, struct tn_attribute *attribute,
                   const char *name) {
    sql_next(p);
    struct tn_check *made = tn_add(p->model, TN_check, parent, name);
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
        on_conflict(p);
    return made;
}

static void *exclusion(struct parser *p, struct tn_entity *entity, const char *name) {
    sql_next(p);
    struct tn_exclusion *made = tn_add(p->model, TN_exclusion, entity, name);
    if (sql_accept(p, W_using))
        made->method = sql_lower(p, tn_slice_of(sql_name(p, "an index method")));
    if (strcmp(made->method, "btree") == 0)
        made->method = tn_text(p->model, "");
    sql_index_parts(p, entity, made);
    made->options = index_parameters(p);
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
        return key_constraint(p, entity, attribute, name);
    case W_foreign:
        return foreign_key(p, entity, name);
    case W_references:
        return attribute ? column_reference(p, entity, attribute, name) : NULL;
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
    if (optional && sql_part_find(p, entity, name)) {
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
