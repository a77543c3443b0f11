/*
 * nf-polymorphic: a column that says to which table another one refers.
 */
#include "lint/expression.h"
#include "lint/fix.h"
#include "lint/rules.h"
#include "lint/split.h"

#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ finding them */

struct pair {
    const struct lint_column *sort, *id; /* owner_type, owner_id */
    const char *role;                    /* "owner" */
};

static const char *role_of(struct tn_lint *lint, const struct lint_column *column) {
    const struct lint_name *name = column->name;
    const struct tn_slice *last = &name->words[name->count - 1];
    return lint_letters(tn_arena_text(&lint->arena, name->text, (size_t)(last->at - name->text)),
                        &lint->arena);
}

static bool may_say_sort(const struct lint_column *column) {
    return column->name->count > 1 && lint_ends_in(column->name, "type") && !column->foreign &&
           (column->family == LINT_TEXT || column->family == LINT_ENUMERATION);
}

static bool may_refer(const struct lint_table *table, const struct lint_column *column) {
    bool alone = column->primary && table->primary->attributes.count == 1;
    return column->name->count > 1 && lint_ends_in(column->name, "id") && !column->foreign &&
           !alone && column->family != LINT_BOOLEAN;
}

static bool find_id(struct tn_lint *lint, const struct lint_table *table, struct pair *pair) {
    pair->role = role_of(lint, pair->sort);
    LINT_EACH_COLUMN(table, column) {
        if (!may_refer(table, column) || strcmp(role_of(lint, column), pair->role) != 0)
            continue;
        pair->id = column;
        return true;
    }
    return false;
}

/* user_type beside user_id is the type of a user, where there are users. */
static bool is_of_one_table(struct tn_lint *lint, const struct pair *pair) {
    const struct tn_slice *last = &pair->sort->name->words[pair->sort->name->count - 1];
    const char *text = pair->sort->name->text;
    size_t length = (size_t)(last->at - text);
    while (length && text[length - 1] == '_')
        length--;
    const char *role = tn_arena_text(&lint->arena, text, length);
    return tn_text_map_get(&lint->by_name, role) ||
           tn_text_map_get(&lint->by_name, tn_plural(role, &lint->arena));
}

/* act_id, act_name and act_type describe one thing together. */
static bool is_described(struct tn_lint *lint, const struct lint_table *table,
                         const struct pair *pair) {
    LINT_EACH_COLUMN(table, column)
    if (column->name->count > 1 && lint_ends_in(column->name, "name") &&
        strcmp(role_of(lint, column), pair->role) == 0)
        return true;
    return false;
}

static bool next_pair(struct tn_lint *lint, const struct lint_table *table, struct pair *pair) {
    const struct lint_column *end = table->columns + table->column_count;
    const struct lint_column *column = pair->sort ? pair->sort + 1 : table->columns;
    for (; column < end; column++) {
        *pair = (struct pair){.sort = column};
        if (may_say_sort(column) && find_id(lint, table, pair) && !is_of_one_table(lint, pair) &&
            !is_described(lint, table, pair))
            return true;
    }
    return false;
}

static void check_polymorphic(struct tn_lint *lint) {
    LINT_EACH_TABLE(lint, table) {
        struct pair pair = {0};
        if (LINT_HAS(table->name, record) ||
            lint_has_any_tag(table->entity, "log audit staging snapshot denormalised") ||
            !next_pair(lint, table, &pair))
            continue;
        struct tn_finding *found =
            lint_find(lint, table->entity,
                      "%s.%s refers to the table that %s names, so no foreign "
                      "key holds it",
                      table->entity->name, pair.id->attribute->name, pair.sort->attribute->name);
        lint_remedy(lint, found,
                    "Give each table that it can refer to a foreign key of its own, and a check "
                    "that just one of them is set");
    }
}

/* ------------------------------------------------------------------ its fix */

struct targets {
    TN_VECTOR(struct tn_entity *) entities;
    const struct tn_check *check; /* the one that lists them, or NULL */
};

/* 'Post', 'posts', 'App\Models\Post': posts. */
static struct tn_entity *named_by(const struct tn_entity *entity, const char *value,
                                  struct tn_arena *arena) {
    const struct tn_list *siblings = tn_list_of(entity->parent, TN_entity);
    const char *last = value;
    for (const char *c = value; *c; c++)
        if (strchr("\\:./", *c))
            last = c + 1;
    for (struct tn_entity *other = siblings->first; other; other = other->next)
        if (lint_same_letters(tn_singular(other->name, arena), last) ||
            lint_same_letters(other->name, last))
            return other;
    return NULL;
}

static bool add_target(struct targets *targets, const struct tn_entity *entity, const char *value,
                       struct tn_arena *arena, struct tn_error *error) {
    struct tn_entity *target = named_by(entity, value, arena);
    if (!target)
        return tn_fail(error, "there is no table that %s names: add the foreign keys by hand",
                       value);
    TN_PUSH(&targets->entities, target);
    return true;
}

static bool add_strings(struct targets *targets, const struct tn_model *model,
                        const struct tn_entity *entity, const char *text, struct tn_arena *arena,
                        struct tn_error *error) {
    const struct tn_dialect *dialect = tn_dialect_of(model);
    struct lint_expression read = lint_expression_read(dialect, tn_slice_of(text), arena);
    bool good = true;
    for (size_t i = 0; i < read.count && good; i++) {
        struct tn_buffer value = {0};
        if (read.tokens[i].kind != T_STRING)
            continue;
        token_unquote(&read.tokens[i], dialect->id, &value);
        good = add_target(targets, entity,
                          tn_arena_text(arena, tn_buffer_text(&value), value.length), arena, error);
        tn_buffer_free(&value);
    }
    return good;
}

/* What its enumeration or its check lists. */
static bool find_targets(struct targets *targets, const struct tn_model *model,
                         const struct tn_attribute *sort, struct tn_arena *arena,
                         struct tn_error *error) {
    const struct tn_entity *entity = tn_entity_of(sort);
    const struct tn_type *named = sort->named_type;
    bool good = true;
    for (size_t i = 0; named && i < named->values.count && good; i++)
        good = add_target(targets, entity, named->values.items[i], arena, error);
    if (!named)
        good = add_strings(targets, model, entity, sort->type, arena, error);
    for (struct tn_check *c = entity->checks.first; c && good && !targets->entities.count;
         c = c->next)
        if (tn_sql_mentions(tn_dialect_of(model), c->expression, sort->name)) {
            targets->check = c;
            good = add_strings(targets, model, entity, c->expression, arena, error);
        }
    if (good && !targets->entities.count)
        return tn_fail(error,
                       "no check says which tables %s can name: add one, or the foreign "
                       "keys by hand",
                       sort->name);
    return good;
}

static void put_one_of(struct tn_buffer *out, const struct tn_dialect *dialect,
                       struct tn_refs columns, bool may_be_none) {
    bool counts = dialect->id == TN_POSTGRESQL;
    tn_put(out, counts ? "num_nonnulls(" : "");
    for (size_t i = 0; i < columns.count; i++) {
        tn_put(out, !i ? "" : counts ? ", " : " + ");
        tn_put(out, counts ? "" : "(");
        tn_sql_put_name(out, dialect, columns.items[i]->name);
        tn_put(out, counts ? "" : " IS NOT NULL)");
    }
    tn_put(out, counts ? ")" : "");
    tn_put(out, may_be_none ? " <= 1" : " = 1");
}

static bool add_exclusive(struct tn_model *model, struct tn_entity *entity,
                          const struct targets *targets, bool may_be_none, struct tn_error *error) {
    struct tn_refs columns = {0};
    for (size_t i = 0; i < targets->entities.count; i++) {
        struct tn_link link = {.parent = targets->entities.items[i],
                               .child = entity,
                               .parent_end = TN_cardinality_zero_or_one};
        struct tn_relationship *made = lint_add_foreign(model, &link, error);
        if (!made)
            return false;
        tn_refs_append(model, &columns, made->attributes.items[0]);
    }
    struct tn_buffer text = {0};
    put_one_of(&text, tn_dialect_of(model), columns, may_be_none);
    struct tn_check *check = tn_design_add(model, TN_check, entity, "");
    tn_set_text(model, check, TN_check_expression, tn_buffer_text(&text));
    tn_buffer_free(&text);
    return true;
}

static bool can_be_referred_to(const struct targets *targets, struct tn_error *error) {
    for (size_t i = 0; i < targets->entities.count; i++) {
        const struct tn_key *key = tn_primary_key(targets->entities.items[i]);
        if (!key || key->attributes.count != 1)
            return tn_fail(error, "%s has no primary key of one column to refer to",
                           targets->entities.items[i]->name);
    }
    return true;
}

/* An index that holds one of the two leads nowhere without it. */
static void drop_indexes(struct tn_model *model, const struct tn_attribute *attribute) {
    struct tn_entity *entity = tn_entity_of(attribute);
    for (struct tn_index *index = entity->indexes.first, *next; index; index = next) {
        bool holds = false;
        next = index->next;
        for (struct tn_index_part *p = index->parts.first; p; p = p->next)
            holds |= p->attribute == attribute;
        if (holds)
            tn_design_delete(model, index);
    }
}

static bool replace(struct tn_model *model, const struct pair *pair, struct tn_arena *arena,
                    struct tn_error *error) {
    struct tn_attribute *sort = pair->sort->attribute, *id = pair->id->attribute;
    struct targets targets = {0};
    bool none = id->nullable;
    bool done = find_targets(&targets, model, sort, arena, error) &&
                can_be_referred_to(&targets, error) &&
                lint_may_leave(model, sort, targets.check, error) &&
                lint_may_leave(model, id, targets.check, error);
    if (done) {
        drop_indexes(model, sort);
        drop_indexes(model, id);
        if (targets.check)
            tn_design_delete(model, (void *)targets.check);
        struct tn_entity *entity = tn_entity_of(sort);
        tn_design_delete_all(
            model, (struct tn_refs){(struct tn_object *[]){&sort->object, &id->object}, 2});
        done = add_exclusive(model, entity, &targets, none, error);
    }
    free(targets.entities.items);
    return done;
}

static bool fix_polymorphic(struct tn_model *model, const struct tn_finding *finding,
                            struct tn_error *error) {
    struct tn_lint scratch = {0};
    struct tn_entity *entity = (void *)tn_find_id(model, finding->object);
    struct lint_table *table = lint_open_for(&scratch, model, entity);
    struct pair pair = {0};
    bool fixed = true;
    TN_EACH_OF(model, entity, other)
    tn_text_map_put(&scratch.by_name, other->name, other);
    while (fixed && next_pair(&scratch, table, &pair))
        fixed = replace(model, &pair, &scratch.arena, error);
    lint_close(&scratch);
    return fixed;
}

const struct tn_rule lint_nf_polymorphic = {
    .id = "nf-polymorphic",
    .group = "normalization",
    .severity = TN_INFO,
    .title = "A column refers to one of several tables that another column names",
    .help = "No foreign key can follow such a pair, so rows are left behind that refer to nothing, "
            "and every join must ask for the type. Give each table that is meant a nullable "
            "foreign key of its own, with a check that just one of them is set: the fix does so "
            "where a check or an enumeration lists the tables; the data must be moved by a "
            "migration. Reported once a table.",
    .doubt =
        "Frameworks make such pairs by themselves, and tables that refer to nearly every other "
        "(comments, attachments) may be better off with them. Tables of what happened (audit, "
        "history, events) are left out; tag others log or audit, or waive the finding.",
    .example = "CREATE TABLE posts (id integer PRIMARY KEY);\n"
               "CREATE TABLE photos (id integer PRIMARY KEY);\n"
               "CREATE TABLE comments (\n"
               "    id integer PRIMARY KEY,\n"
               "    subject_type text NOT NULL CHECK (subject_type IN ('post', 'photo')),\n"
               "    subject_id integer NOT NULL\n"
               ");\n",
    .good = "CREATE TABLE posts (id integer PRIMARY KEY);\n"
            "CREATE TABLE photos (id integer PRIMARY KEY);\n"
            "CREATE TABLE comments (\n"
            "    id integer PRIMARY KEY,\n"
            "    post_id integer REFERENCES posts (id),\n"
            "    photo_id integer REFERENCES photos (id),\n"
            "    CHECK (num_nonnulls(post_id, photo_id) = 1)\n"
            ");\n",
    .check = check_polymorphic,
    .fix = fix_polymorphic,
};
