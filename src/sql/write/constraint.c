/*
 * Constraints and indexes: keys, foreign keys, checks and exclusions as in CREATE TABLE and ADD,
 * and indexes by themselves.
 */
#include "sql/option.h"
#include "sql/write/write.h"

#include <string.h>

/* ------------------------------------------------------------------ shared clauses */

static void put_constraint_name(struct tn_buffer *out, const struct tn_dialect *dialect,
                                const char *name) {
    if (!*name)
        return;
    write_word(out, "CONSTRAINT ");
    tn_sql_put_name(out, dialect, name);
}

static void put_deferral(struct tn_buffer *out, enum tn_deferral deferral) {
    if (deferral == TN_deferral_immediate)
        write_word(out, "DEFERRABLE");
    else if (deferral == TN_deferral_deferred)
        write_word(out, "DEFERRABLE INITIALLY DEFERRED");
}

static void put_where(struct tn_buffer *out, const char *predicate) {
    if (*predicate)
        tn_put_format(out, " WHERE (%s)", predicate);
}

static void put_include(struct tn_buffer *out, const struct tn_dialect *dialect,
                        struct tn_refs include) {
    if (!include.count)
        return;
    write_word(out, "INCLUDE ");
    write_columns(out, dialect, include);
}

/* ------------------------------------------------------------------ keys */

static const char *next_column(const char *at) {
    at += strcspn(at, ",");
    return at + strspn(at, ", ");
}

/* The list that the options begin with, its columns with their collations, lengths and directions,
 * and perhaps a period WITHOUT OVERLAPS, as long as its columns are those of the key; else an empty
 * slice. */
static struct tn_slice ordered_columns(const struct tn_dialect *dialect, const struct tn_key *key) {
    const char *end = *key->options == '(' ? strrchr(key->options, ')') : NULL;
    struct tn_slice list = {key->options, end ? (size_t)(end + 1 - key->options) : 0};
    const char *at = key->options + 1;
    bool same = end && dialect->id != TN_POSTGRESQL;
    for (size_t i = 0; same && i < key->attributes.count; i++) {
        const char *name = key->attributes.items[i]->name;
        at += strspn(at, " `\"[");
        same = at < end && strncasecmp(at, name, strlen(name)) == 0;
        at = same ? next_column(at) : at;
    }
    bool period = at < end && strncasecmp(end - 9, " overlaps", 9) == 0 && !strchr(at, ',');
    same = same && (at >= end || period);
    return same ? list : (struct tn_slice){key->options, 0};
}

static void put_key_columns(struct tn_buffer *out, const struct tn_dialect *dialect,
                            const struct tn_key *key) {
    struct tn_slice list = ordered_columns(dialect, key);
    if (list.length)
        tn_put_bytes(out, list.at, list.length);
    else
        write_columns(out, dialect, key->attributes);
}

/* Those that stand behind the columns. */
static const char *options_behind(const struct tn_key *key) {
    const char *end = *key->options == '(' ? strrchr(key->options, ')') : NULL;
    if (!end)
        return sql_behind_only(key->options);
    return end[1] == ' ' ? end + 2 : end + 1;
}

static void put_mysql_key(struct tn_buffer *out, const struct tn_dialect *dialect,
                          const struct tn_key *key) {
    tn_put(out, key->primary ? "PRIMARY KEY " : "UNIQUE KEY ");
    if (!key->primary && *key->name) {
        tn_sql_put_name(out, dialect, key->name);
        tn_put_char(out, ' ');
    }
    put_key_columns(out, dialect, key);
    write_clause(out, options_behind(key));
    if (*key->comment) {
        write_word(out, "COMMENT ");
        tn_sql_put_string(out, dialect, key->comment);
    }
}

static void put_key(struct tn_buffer *out, const struct tn_dialect *dialect,
                    const struct tn_key *key) {
    put_constraint_name(out, dialect, key->name);
    write_word(out, key->primary ? "PRIMARY KEY " : "UNIQUE ");
    tn_put(out, key->nulls_not_distinct ? "NULLS NOT DISTINCT " : "");
    put_key_columns(out, dialect, key);
    put_include(out, dialect, key->include);
    write_clause(out, options_behind(key));
    put_deferral(out, key->deferral);
}

/* ------------------------------------------------------------------ foreign keys */

static const char *const actions[] = {
    [TN_action_no_action] = "NO ACTION",     [TN_action_restrict] = "RESTRICT",
    [TN_action_cascade] = "CASCADE",         [TN_action_set_null] = "SET NULL",
    [TN_action_set_default] = "SET DEFAULT",
};
static const char *const matches[] = {
    [TN_match_simple] = "",
    [TN_match_full] = "MATCH FULL",
    [TN_match_partial] = "MATCH PARTIAL",
};

/* Columns left out mean the parent's primary key; SQLite's catalogue tells the two spellings apart,
 * and MySQL wants them. */
static void put_target_columns(struct tn_buffer *out, const struct tn_dialect *dialect,
                               const struct tn_relationship *relationship) {
    struct tn_refs columns = dialect->id == TN_SQLITE
                                 ? relationship->target_attributes
                                 : tn_relationship_target_attributes(relationship);
    if (columns.count) {
        tn_put_char(out, ' ');
        write_columns(out, dialect, columns);
    } else if (relationship->target_columns.count) {
        tn_put(out, " (");
        for (size_t i = 0; i < relationship->target_columns.count; i++) {
            tn_put(out, i ? ", " : "");
            tn_sql_put_name(out, dialect, relationship->target_columns.items[i]);
        }
        tn_put_char(out, ')');
    }
}

/* NO ACTION is what goes without saying, but MariaDB's catalogue tells whether it was said: the
 * options keep that. */
static void put_action(struct tn_buffer *out, const struct tn_relationship *relationship,
                       const char *event, enum tn_action action) {
    if (action != TN_action_no_action) {
        tn_put_format(out, " %s %s", event, actions[action]);
        return;
    }
    const char *said = strstr(relationship->options, event);
    if (said && tn_starts_with(said + strlen(event), " NO ACTION"))
        tn_put_format(out, " %s NO ACTION", event);
}

static void put_actions(struct tn_buffer *out, const struct tn_relationship *relationship) {
    if (tn_starts_with(relationship->options, "SET "))
        tn_put_format(out, " ON DELETE %s", relationship->options);
    else
        put_action(out, relationship, "ON DELETE", relationship->on_delete);
    put_action(out, relationship, "ON UPDATE", relationship->on_update);
}

void write_reference(struct tn_buffer *out, const struct tn_dialect *dialect,
                     const struct tn_relationship *relationship, bool columns) {
    write_word(out, "REFERENCES ");
    if (relationship->target)
        tn_sql_put_path(out, dialect, relationship->target);
    else
        write_path_text(out, dialect, relationship->target_name);
    if (columns)
        put_target_columns(out, dialect, relationship);
    write_clause(out, matches[relationship->match]);
    put_actions(out, relationship);
    put_deferral(out, relationship->deferral);
    if (relationship->not_valid && dialect->can.check_not_valid)
        write_word(out, "NOT VALID");
    if (tn_starts_with(relationship->options, "NOT "))
        write_clause(out, relationship->options);
}

static void put_relationship(struct tn_buffer *out, const struct tn_dialect *dialect,
                             const struct tn_relationship *relationship) {
    put_constraint_name(out, dialect, relationship->name);
    write_word(out, "FOREIGN KEY ");
    write_columns(out, dialect, relationship->attributes);
    write_reference(out, dialect, relationship, true);
}

/* ------------------------------------------------------------------ checks and exclusions */

static void put_check(struct tn_buffer *out, const struct tn_dialect *dialect,
                      const struct tn_check *check) {
    put_constraint_name(out, dialect, check->name);
    write_word(out, "CHECK (");
    tn_put(out, check->expression);
    tn_put_char(out, ')');
    if (check->no_inherit)
        write_word(out, "NO INHERIT");
    if (check->not_valid && dialect->can.check_not_valid)
        write_word(out, "NOT VALID");
    if (check->not_enforced)
        write_word(out, "NOT ENFORCED");
}

static void put_exclusion(struct tn_buffer *out, const struct tn_dialect *dialect,
                          const struct tn_exclusion *exclusion) {
    put_constraint_name(out, dialect, exclusion->name);
    write_word(out, "EXCLUDE ");
    if (*exclusion->method)
        tn_put_format(out, "USING %s ", exclusion->method);
    write_parts(out, dialect, &exclusion->parts);
    write_clause(out, exclusion->options);
    put_where(out, exclusion->predicate);
    put_deferral(out, exclusion->deferral);
}

void tn_sql_put_constraint(struct tn_buffer *out, const struct tn_dialect *dialect,
                           const void *object) {
    struct tn_buffer text = {0};
    switch (((const struct tn_object *)object)->kind) {
    case TN_key:
        if (write_mysql(dialect))
            put_mysql_key(&text, dialect, object);
        else
            put_key(&text, dialect, object);
        break;
    case TN_relationship:
        put_relationship(&text, dialect, object);
        break;
    case TN_check:
        put_check(&text, dialect, object);
        break;
    case TN_exclusion:
        put_exclusion(&text, dialect, object);
        break;
    default:
        break;
    }
    tn_put(out, tn_buffer_text(&text));
    tn_buffer_free(&text);
}

const char *write_alter_of(const void *constraint) {
    bool key = ((const struct tn_object *)constraint)->kind == TN_key;
    bool only = key && sql_stands_only(((const struct tn_key *)constraint)->options);
    return only ? "ALTER TABLE ONLY " : "ALTER TABLE ";
}

/* ------------------------------------------------------------------ long lines */

/* With the comma behind it. */
#define LONGEST_LINE 99

static bool is_long(const char *text, size_t length, size_t indent) {
    struct tn_buffer part = {0};
    tn_put_bytes(&part, text, length);
    size_t width = tn_text_width(tn_buffer_text(&part));
    tn_buffer_free(&part);
    return width + indent > LONGEST_LINE;
}

/* Where a foreign key is broken: before REFERENCES, unless the word is part of a name. */
static size_t before_references(const char *text, const struct tn_dialect *dialect) {
    const char *target = strstr(text, " REFERENCES ");
    bool quoted = false;
    for (const char *c = text; target && c < target; c++)
        quoted ^= *c == dialect->quote;
    return target && !quoted ? (size_t)(target - text) : strlen(text);
}

/* The length of CONSTRAINT name; 0 where there is no name in front. */
static size_t behind_name(const char *text, const struct tn_dialect *dialect, const void *object) {
    struct tn_buffer name = {0};
    put_constraint_name(&name, dialect, ((const struct tn_object *)object)->name);
    size_t length = name.length && tn_starts_with(text, name.at) ? name.length : 0;
    tn_buffer_free(&name);
    return text[length] == ' ' ? length : 0;
}

static void break_line(struct tn_buffer *out, size_t indent) {
    tn_put_char(out, '\n');
    tn_put_repeated(out, ' ', indent + 4);
}

/* A foreign key is broken before REFERENCES, anything else behind its name; a foreign key whose
 * name is too long for that behind the name first. What stands in parentheses is left whole. */
void write_constraint(struct tn_buffer *out, const struct tn_dialect *dialect, const void *object,
                      size_t indent) {
    struct tn_buffer text = {0};
    bool foreign = ((const struct tn_object *)object)->kind == TN_relationship;
    tn_sql_put_constraint(&text, dialect, object);
    const char *at = tn_buffer_text(&text);
    size_t whole = strlen(at), name = 0;
    size_t first = foreign && is_long(at, whole, indent) ? before_references(at, dialect) : whole;
    if (is_long(at, first, indent) && (name = behind_name(at, dialect, object))) {
        tn_put_bytes(out, at, name++);
        break_line(out, indent);
        if (!is_long(at + name, whole - name, indent + 4))
            first = whole;
    }
    tn_put_bytes(out, at + name, first - name);
    if (at[first]) {
        break_line(out, indent);
        tn_put(out, at + first + 1);
    }
    tn_buffer_free(&text);
}
