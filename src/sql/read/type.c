/*
 * Named types, domains and sequences: made and altered.
 */
#include "sql/option.h"
#include "sql/read/parser.h"

#include <string.h>

/* ------------------------------------------------------------------ types */

static void enumeration(struct parser *p, const struct path *path) {
    struct tn_type *type = sql_make(p, TN_type, path);
    type->variety = TN_variety_enumeration;
    sql_expect_symbol(p, '(', "the values in parentheses");
    if (sql_accept_symbol(p, ')'))
        return;
    do
        tn_texts_append(p->model, &type->values, sql_string(p, "a value in quotes"));
    while (sql_accept_symbol(p, ','));
    sql_expect_symbol(p, ')', "a comma or a closing parenthesis");
}

/* Base types and shells have no place in the model: they are functions in C. */
void sql_create_type(struct parser *p) {
    struct path path = sql_path(p, "a type name");
    if (!sql_accept(p, W_as)) {
        sql_keep_raw(p, true);
        return;
    }
    if (sql_accept(p, W_enum)) {
        enumeration(p, &path);
        return;
    }
    bool range = sql_accept(p, W_range);
    const char *definition = sql_parenthesised(p, false);
    if (p->failed)
        return;
    struct tn_type *type = sql_make(p, TN_type, &path);
    type->variety = range ? TN_variety_range : TN_variety_composite;
    type->definition = definition;
}

static bool ends_default(struct parser *p) {
    return at_word(p, W_constraint) || at_word(p, W_not) || at_word(p, W_null) ||
           at_word(p, W_check) || at_word(p, W_collate) || at_word(p, W_default);
}

static void domain_check(struct parser *p, struct tn_type *type, const char *name) {
    struct tn_check *check = sql_add(p, TN_check, type, name);
    check->expression = sql_parenthesised(p, true);
    check->not_valid = sql_accept_two(p, W_not, W_valid);
}

static bool domain_clause(struct parser *p, struct tn_type *type) {
    const char *name = sql_accept(p, W_constraint) ? sql_name(p, "a constraint name") : "";
    if (sql_accept(p, W_check))
        domain_check(p, type, name);
    else if (sql_accept_two(p, W_not, W_null))
        type->nullable = false;
    else if (sql_accept(p, W_default))
        type->default_value = sql_expression(p, ends_default, "a default value");
    else if (sql_accept(p, W_collate)) {
        struct path path = sql_path(p, "a collation");
        type->collation = p->failed ? "" : sql_shown_path(p, &path);
    } else
        return sql_accept(p, W_null);
    return true;
}

void sql_create_domain(struct parser *p) {
    struct path path = sql_path(p, "a domain name");
    sql_accept(p, W_as);
    const char *base = sql_type_text(p);
    if (p->failed)
        return;
    struct tn_type *type = sql_make(p, TN_type, &path);
    type->variety = TN_variety_domain;
    type->base = base;
    while (domain_clause(p, type))
        continue;
}

/* ------------------------------------------------------------------ ALTER TYPE, ALTER DOMAIN */

/* Both are interned. */
static size_t value_place(const struct tn_type *type, const char *value) {
    size_t i = 0;
    while (i < type->values.count && type->values.items[i] != value)
        i++;
    return i;
}

static const char all_known[] = ""; /* the name under which a type says so */

/* The table of names knows the values from the first time it is asked for one. What it knows may
 * have been renamed; what it does not know is not there. */
static bool has_value(struct parser *p, const struct tn_type *type, const char *value) {
    struct tn_object *learned = (struct tn_object *)&type->object;
    for (size_t i = 0; !names_get(&p->names, type, TN_type, all_known) && i < type->values.count;
         i++)
        names_put(&p->names, type, TN_any, type->values.items[i], learned);
    names_put(&p->names, type, TN_type, all_known, learned);
    return names_get(&p->names, type, TN_any, value) &&
           value_place(type, value) < type->values.count;
}

static void add_value(struct parser *p, struct tn_type *type) {
    if (sql_accept_two(p, W_if, W_not))
        sql_expect(p, W_exists, "EXISTS");
    const char *value = sql_string(p, "a value in quotes");
    size_t place = type->values.count;
    bool after = sql_accept(p, W_after);
    if (after || sql_accept(p, W_before))
        place = value_place(type, sql_string(p, "a value in quotes")) + after;
    if (p->failed || has_value(p, type, value))
        return;
    names_put(&p->names, type, TN_any, value, &type->object);
    tn_texts_append(p->model, &type->values, value);
    const char **items = type->values.items;
    size_t last = type->values.count - 1;
    place = place < last ? place : last;
    memmove(items + place + 1, items + place, (last - place) * sizeof *items);
    items[place] = value;
}

static void rename_value(struct parser *p, struct tn_type *type) {
    size_t place = value_place(type, sql_string(p, "a value in quotes"));
    sql_expect(p, W_to, "TO");
    const char *value = sql_string(p, "a value in quotes");
    if (!p->failed && place < type->values.count) {
        type->values.items[place] = value;
        names_put(&p->names, type, TN_any, value, &type->object);
    }
}

static struct tn_type *altered_type(struct parser *p) {
    struct path path = sql_path(p, "a type");
    struct tn_type *type = p->failed ? NULL : sql_lookup(p, TN_type, &path);
    if (!type && !p->failed)
        sql_keep_raw(p, false);
    return type;
}

void sql_alter_type(struct parser *p) {
    struct tn_type *type = altered_type(p);
    if (!type)
        return;
    const struct token *next = sql_peek(p, 1);
    bool value = next->kind == T_WORD &&
                 tn_slice_is_word((struct tn_slice){next->at, next->length}, "value");
    if (at_word(p, W_add) && value) {
        sql_next(p);
        sql_next(p);
        add_value(p, type);
    } else if (at_word(p, W_rename) && value) {
        sql_next(p);
        sql_next(p);
        rename_value(p, type);
    } else if (!sql_alter_fields(p, type) && !sql_alter_common(p, &type->object))
        sql_keep_raw(p, false);
}

static struct tn_check *domain_check_here(struct parser *p, struct tn_type *type) {
    sql_settle_kind(p, type, TN_check);
    return (struct tn_check *)tn_find_name(&type->checks, sql_name(p, "a constraint"));
}

/* DROP, RENAME or VALIDATE CONSTRAINT. False where it is something else. */
static bool alter_domain_check(struct parser *p, struct tn_type *type) {
    bool drop = at_word(p, W_drop), rename = at_word(p, W_rename);
    if (!(drop || rename || at_word(p, W_validate)) || sql_peek(p, 1)->word != W_constraint)
        return false;
    sql_next(p);
    sql_next(p);
    if (drop)
        sql_accept_two(p, W_if, W_exists);
    struct tn_check *check = domain_check_here(p, type);
    if (rename && sql_expect(p, W_to, "TO")) {
        const char *name = sql_name(p, "a new name");
        if (check)
            check->name = name;
    }
    if (drop && !sql_accept(p, W_cascade))
        sql_accept(p, W_restrict);
    if (drop && check)
        sql_discard(p, check);
    else if (check && !rename)
        check->not_valid = false;
    return true;
}

void sql_alter_domain(struct parser *p) {
    struct tn_type *type = altered_type(p);
    if (!type)
        return;
    if (sql_accept_two(p, W_set, W_default))
        type->default_value = sql_expression(p, NULL, "a default value");
    else if (sql_accept_two(p, W_drop, W_default))
        type->default_value = "";
    else if (sql_at_two(p, W_set, W_not) || sql_at_two(p, W_drop, W_not)) {
        type->nullable = at_word(p, W_drop);
        sql_next(p);
        sql_next(p);
        sql_expect(p, W_null, "NULL");
    } else if (sql_accept(p, W_add)) {
        if (!domain_clause(p, type))
            sql_expected(p, "a constraint");
    } else if (!alter_domain_check(p, type) && !sql_alter_common(p, &type->object))
        sql_keep_raw(p, false);
}

/* ------------------------------------------------------------------ sequences */

static const char *number(struct parser *p) {
    if (is_mysql(p))
        sql_accept_symbol(p, '=');
    const char *from = p->token.at;
    if (!sql_accept_symbol(p, '-'))
        sql_accept_symbol(p, '+');
    if (p->token.kind != T_NUMBER) {
        sql_expected(p, "a number");
        return "";
    }
    sql_next(p);
    return sql_text_from(p, from);
}

static void owned_by(struct parser *p, struct tn_sequence *sequence) {
    sql_expect(p, W_by, "BY");
    if (sql_accept(p, W_none)) {
        sequence->owner = NULL;
        return;
    }
    struct path path = sql_path(p, "table.column");
    if (p->failed)
        return;
    const char *column = path.name; /* the table stands where a path has its schema */
    struct path table = {.schema = path.database, .name = path.schema, .at = path.at};
    struct tn_entity *entity = sql_entity(p, &table);
    sequence->owner = entity ? sql_attribute(p, entity, column) : NULL;
    if (!sequence->owner)
        sql_finding(p, TN_WARNING, "sql-unresolved", sequence, path.at,
                    "column \"%s\" of table \"%s\" is not there", column, table.name);
}

static void put_engine(struct parser *p, struct tn_sequence *sequence, const char *engine) {
    bool usual = tn_same_word(engine, "innodb");
    sequence->options = sql_setting_put(p->model, sequence->options, "ENGINE", usual ? "" : engine);
}

/* MariaDB: a sequence is a table of one row, and has a table's options. */
static bool mariadb_option(struct parser *p, struct tn_sequence *sequence) {
    if (sql_accept(p, W_comment)) {
        sql_accept_symbol(p, '=');
        sequence->comment = sql_string(p, "a comment in quotes");
    } else if (sql_accept(p, W_engine)) {
        sql_accept_symbol(p, '=');
        put_engine(p, sequence,
                   p->token.kind == T_STRING ? sql_string(p, "a storage engine")
                                             : sql_name(p, "a storage engine"));
    } else if (p->token.kind == T_WORD && !at_word(p, W_restart) && !at_word(p, W_rename))
        sequence->options = sql_other_option(p, sequence->options);
    else
        return false;
    return true;
}

void sql_alter_sequence_table(struct parser *p, struct tn_sequence *sequence) {
    do {
        if (sql_accept(p, W_rename)) {
            if (!sql_accept(p, W_to))
                sql_accept(p, W_as);
            struct path path = sql_path(p, "a new name");
            if (!p->failed)
                sql_give_name(p, sequence, path.name);
        } else if (at_word(p, W_force) || at_word(p, W_algorithm) || at_word(p, W_lock))
            sql_skip_action(p); /* how to carry it over */
        else
            while (mariadb_option(p, sequence))
                continue;
    } while (sql_accept_symbol(p, ','));
}

static bool sequence_clause(struct parser *p, struct tn_sequence *sequence) {
    if (sql_accept(p, W_as))
        sequence->type = sql_type_text(p);
    else if (sql_accept(p, W_increment)) {
        sql_accept(p, W_by);
        sequence->increment = number(p);
    } else if (sql_accept(p, W_start)) {
        sql_accept(p, W_with);
        sequence->start = number(p);
    } else if (sql_accept(p, W_minvalue))
        sequence->minimum = number(p);
    else if (sql_accept(p, W_maxvalue))
        sequence->maximum = number(p);
    else if (sql_accept(p, W_cache))
        sequence->cache = number(p);
    else if (sql_accept(p, W_cycle))
        sequence->cycle = true;
    else if (sql_accept_two(p, W_no, W_cycle) || sql_accept(p, W_nocycle))
        sequence->cycle = false;
    else if (sql_accept_two(p, W_no, W_minvalue) || sql_accept(p, W_nominvalue))
        sequence->minimum = "";
    else if (sql_accept_two(p, W_no, W_maxvalue) || sql_accept(p, W_nomaxvalue))
        sequence->maximum = "";
    else if (sql_accept(p, W_owned))
        owned_by(p, sequence);
    else if (sql_accept(p, W_nocache) || sql_accept_two(p, W_no, W_cache))
        sequence->cache = is_mysql(p) ? tn_text(p->model, "0") : "";
    else
        return is_mysql(p) && mariadb_option(p, sequence);
    return true;
}

static void default_away(const char **field, const char *usual) {
    if (strcmp(*field, usual) == 0)
        *field = "";
}

/* What the server would take anyway says nothing. */
static void normalize_mariadb(struct tn_sequence *sequence) {
    default_away(&sequence->increment, "1");
    default_away(&sequence->cache, "1000");
    if (*sequence->increment == '-') {
        default_away(&sequence->start, *sequence->maximum ? sequence->maximum : "-1");
        return;
    }
    default_away(&sequence->minimum, "1");
    default_away(&sequence->maximum, "9223372036854775806");
    default_away(&sequence->start, *sequence->minimum ? sequence->minimum : "1");
}

static void normalize(const struct parser *p, struct tn_sequence *sequence) {
    if (is_mysql(p)) {
        normalize_mariadb(sequence);
        return;
    }
    bool small = strcmp(sequence->type, "smallint") == 0;
    bool medium = strcmp(sequence->type, "integer") == 0;
    default_away(&sequence->type, "bigint");
    default_away(&sequence->increment, "1");
    default_away(&sequence->cache, "1");
    if (*sequence->increment == '-')
        return;
    default_away(&sequence->minimum, "1");
    default_away(&sequence->maximum, small    ? "32767"
                                     : medium ? "2147483647"
                                              : "9223372036854775807");
    default_away(&sequence->start, *sequence->minimum ? sequence->minimum : "1");
}

void sql_create_sequence(struct parser *p) {
    bool optional = sql_accept_two(p, W_if, W_not) && sql_expect(p, W_exists, "EXISTS");
    struct path path = sql_path(p, "a sequence name");
    if (p->failed)
        return;
    if (p->modifiers.or_replace && sql_lookup(p, TN_sequence, &path))
        sql_discard(p, sql_lookup(p, TN_sequence, &path));
    else if (p->modifiers.or_replace)
        sql_drop_kept(p, W_sequence, path.name);
    if (optional && sql_lookup(p, TN_sequence, &path)) {
        sql_skip_statement(p);
        return;
    }
    struct tn_sequence *sequence = sql_make(p, TN_sequence, &path);
    p->needs_raw = p->modifiers.temporary || p->modifiers.unlogged;
    if (*p->engine)
        put_engine(p, sequence, p->engine);
    while (sequence_clause(p, sequence))
        continue;
    normalize(p, sequence);
    if (p->needs_raw && !p->failed) {
        sql_forget(p, sequence);
        sql_keep_raw(p, true);
    }
}

/* The first value stays when its bounds change. */
static void settle_start(struct tn_sequence *sequence) {
    bool down = *sequence->increment == '-';
    const char *bound = down ? sequence->maximum : sequence->minimum;
    if (!*sequence->start)
        sequence->start = *bound ? bound : down ? "-1" : "1";
}

void sql_alter_sequence(struct parser *p) {
    bool optional = sql_accept_two(p, W_if, W_exists);
    struct path path = sql_path(p, "a sequence");
    struct tn_sequence *sequence = p->failed ? NULL : sql_sequence(p, &path);
    if (p->failed || (!sequence && sql_rename_numbering(p, &path)))
        return;
    if (!sequence && (optional || at_word(p, W_restart))) {
        sql_skip_statement(p); /* RESTART says where the data stand; serial columns have it too */
        return;
    }
    if (sequence && sql_alter_common(p, &sequence->object))
        return;
    if (sequence && at_word(p, W_owner)) {
        sql_keep_sequence_owner(p, sequence);
        return;
    }
    if (!sequence || at_word(p, W_set)) {
        sql_keep_raw(p, false);
        return;
    }
    if (p->dialect == TN_POSTGRESQL)
        settle_start(sequence);
    while (sequence_clause(p, sequence) || sql_accept(p, W_restart))
        if (sql_accept(p, W_with) || p->token.kind == T_NUMBER || at_symbol(p, '='))
            number(p);
    normalize(p, sequence);
}
