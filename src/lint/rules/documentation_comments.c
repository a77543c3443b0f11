/*
 * Rules on comments and labels.
 */
#include "lint/rules.h"

#include <string.h>

/* ------------------------------------------------------------------ comment-missing */

/* Which kinds must be explained, from the option kinds, as bits (TN_IN). */
static const struct {
    const char *word;
    uint64_t kinds;
} commented[] = {
    {"table", TN_IN(entity)},
    {"column", TN_IN(attribute)},
    {"index", TN_IN(index)},
    {"constraint", TN_IN(key) | TN_IN(check) | TN_IN(exclusion) | TN_IN(relationship)},
    {"trigger", TN_IN(trigger)},
    {"function", TN_IN(routine)},
    {"view", TN_IN(view)},
};

static uint64_t wanted_kinds(const struct tn_lint *lint) {
    uint64_t kinds = 0;
    for (size_t i = 0; i < TN_LENGTH(commented); i++)
        if (lint_lists(lint, "kinds", tn_slice_of(commented[i].word)))
            kinds |= commented[i].kinds;
    return kinds;
}

/* id, references and created_at explain themselves. */
static bool explains_itself(const struct lint_column *column) {
    static const char *const names[] = {"created at", "updated at", "deleted at", "created on",
                                        "updated on"};
    if (column->primary || column->foreign)
        return true;
    for (size_t i = 0; i < TN_LENGTH(names); i++)
        if (lint_is_words(column->name, names[i]))
            return true;
    return false;
}

/* An index that says why it is there needs no comment, and neither does one without a name. */
static bool is_documented(const struct tn_object *object) {
    if (*object->comment)
        return true;
    return object->kind == TN_index && *((const struct tn_index *)object)->rationale;
}

struct commenting {
    uint64_t kinds;
    uint64_t used; /* of those, the kinds of which some object has a comment */
};

static void judge(struct tn_lint *lint, const struct commenting *c,
                  const struct tn_object *object) {
    if (!(c->kinds >> object->kind & 1) || is_documented(object))
        return;
    struct tn_finding *found = lint_find(lint, object, "%s %s has no comment",
                                         lint_kind_title(object), lint_path(lint, object));
    lint_remedy(lint, found, "Say what it means and why it is there");
}

static void judge_list(struct tn_lint *lint, const struct commenting *c,
                       const struct tn_list *list) {
    for (const struct tn_object *o = list->first; o; o = o->next) {
        if (!(c->kinds >> o->kind & 1))
            return;
        if (*o->name)
            judge(lint, c, o);
    }
}

static void judge_table(struct tn_lint *lint, const struct commenting *c,
                        const struct lint_table *table) {
    const struct tn_entity *entity = table->entity;
    judge(lint, c, &entity->object);
    if (c->kinds & TN_IN(attribute))
        LINT_EACH_COLUMN(table, column)
    if (!explains_itself(column))
        judge(lint, c, &column->attribute->object);
    judge_list(lint, c, &entity->keys);
    judge_list(lint, c, &entity->relationships);
    judge_list(lint, c, &entity->checks);
    judge_list(lint, c, &entity->exclusions);
    judge_list(lint, c, &entity->indexes);
    judge_list(lint, c, &entity->triggers);
}

/* Which kinds have a comment anywhere. */
static uint64_t used_kinds(const struct tn_lint *lint) {
    uint64_t used = 0;
    for (size_t i = 0; i < TN_LENGTH(commented); i++)
        for (int kind = 0; kind < TN_KIND_COUNT; kind++)
            if (commented[i].kinds >> kind & 1)
                for (const struct tn_object *o = tn_next(lint->model, (enum tn_kind)kind, NULL);
                     o && !(used & commented[i].kinds);
                     o = tn_next(lint->model, (enum tn_kind)kind, o))
                    used |= *o->comment ? commented[i].kinds : 0;
    return used;
}

static void check_missing(struct tn_lint *lint) {
    struct commenting c = {.kinds = wanted_kinds(lint)};
    if (lint_is_choice(lint, "where", "begun"))
        c.kinds &= used_kinds(lint);
    LINT_EACH_TABLE(lint, table)
    judge_table(lint, &c, table);
    TN_EACH_OF(lint->model, view, view)
    judge(lint, &c, &view->object);
    TN_EACH_OF(lint->model, routine, routine)
    judge(lint, &c, &routine->object);
}

static const struct tn_rule_option missing_options[] = {
    {"kinds", TN_OPTION_WORDS, "table column view function",
     "what must have a comment: table column index constraint trigger function view", NULL},
    {"where", TN_OPTION_CHOICE, "everywhere",
     "begun: only kinds of which some object has a comment, so that it is all of them or none",
     "everywhere begun"},
    {0},
};

const struct tn_rule lint_comment_missing = {
    .id = "comment-missing",
    .group = "documentation",
    .severity = TN_INFO,
    .off = true,
    .title = "A table, column or other object has no comment",
    .help = "What a column means, in which unit, and why an index is there, is known to one person "
            "until it is written down where everybody looks: in the schema. Keys, references and "
            "the usual timestamps explain themselves. An index with a rationale in the model has "
            "its comment.",
    .doubt = "A comment that repeats the name helps nobody: turn the rule on where people will "
             "write real ones, with where=begun kind by kind.",
    .example = "CREATE TABLE orders (id integer PRIMARY KEY, state integer);\n",
    .good = "CREATE TABLE orders (id integer PRIMARY KEY, state integer);\n"
            "COMMENT ON TABLE orders IS 'What customers have ordered; never deleted';\n"
            "COMMENT ON COLUMN orders.state IS '1 open, 2 paid, 3 sent';\n",
    .options = missing_options,
    .check = check_missing,
};

/* ------------------------------------------------------------------ comment-length */

/* MySQL and MariaDB, in characters. */
enum { TABLE_LIMIT = 2048, OTHER_LIMIT = 1024 };

static size_t limit_of(const struct tn_object *object) {
    return object->kind == TN_entity ? TABLE_LIMIT : OTHER_LIMIT;
}

static void judge_length(struct tn_lint *lint, const struct tn_object *object,
                         const struct tn_dialect *target) {
    size_t limit = limit_of(object);
    if (strlen(object->comment) <= limit || tn_utf8_count(object->comment) <= limit)
        return;
    struct tn_finding *found =
        lint_find(lint, object, "the comment of %s %s has %zu characters, %s takes %zu",
                  lint_kind_title(object), lint_path(lint, object), tn_utf8_count(object->comment),
                  target->title, limit);
    lint_remedy(lint, found, "Shorten it, and keep the rest in a note");
}

static void check_length(struct tn_lint *lint) {
    const struct tn_dialect *target = NULL;
    for (size_t i = 0; i < lint->target_count && !target; i++)
        target = lint_is_mysql(lint->targets[i]) ? lint->targets[i] : NULL;
    if (!target)
        return;
    for (size_t i = 0; i < lint->table_count; i++) {
        const struct tn_entity *entity = lint->tables[i].entity;
        judge_length(lint, &entity->object, target);
        for (struct tn_attribute *a = entity->attributes.first; a; a = a->next)
            judge_length(lint, &a->object, target);
        for (struct tn_index *index = entity->indexes.first; index; index = index->next)
            judge_length(lint, &index->object, target);
    }
}

/* Whole words, where there is a blank near the end, and a sign that something is missing. */
static bool fix_length(struct tn_model *model, const struct tn_finding *finding,
                       struct tn_error *error) {
    (void)error;
    struct tn_object *object = tn_find_id(model, finding->object);
    size_t limit = limit_of(object), bytes = 0;
    if (tn_utf8_count(object->comment) <= limit)
        return true;
    for (size_t count = 0; count < limit - 1; count++) {
        uint32_t codepoint;
        bytes +=
            tn_utf8_decode(object->comment + bytes, strlen(object->comment + bytes), &codepoint);
    }
    size_t cut = bytes;
    while (cut > bytes - 40 && object->comment[cut] != ' ')
        cut--;
    bool blank = object->comment[cut] == ' ';
    struct tn_arena arena = {0};
    tn_set_text(model, object, TN_FIELD_COMMENT,
                tn_arena_format(&arena, "%.*s…", (int)(blank ? cut : bytes), object->comment));
    tn_arena_free(&arena);
    return true;
}

/* Twelve lines of 88 letters. */
#define LINE                                                                                       \
    "one column, "                                                                                 \
    "two columns, three columns, four columns, five columns, six columns, seven, "
#define LONG_TEXT LINE LINE LINE LINE LINE LINE LINE LINE LINE LINE LINE LINE

const struct tn_rule lint_comment_length = {
    .id = "comment-length",
    .group = "documentation",
    .severity = TN_WARNING,
    .title = "A comment is longer than MySQL allows",
    .help = "MySQL and MariaDB take comments of 2048 characters for a table, and 1024 for a column "
            "or index, and refuse the statement else. Where one of them is the model's dialect or "
            "target, the fix cuts the comment after a word.",
    .doubt = "None that is known: the server refuses such a comment.",
    .example = "-- set: project targets=mysql\n"
               "CREATE TABLE t (id integer PRIMARY KEY, a integer);\n"
               "COMMENT ON COLUMN t.a IS '" LONG_TEXT "';\n",
    .good = "-- set: project targets=mysql\n"
            "CREATE TABLE t (id integer PRIMARY KEY, a integer);\n"
            "COMMENT ON COLUMN t.a IS 'a short one';\n",
    .check = check_length,
    .fix = fix_length,
};

/* ------------------------------------------------------------------ table-tag */

static void check_tag(struct tn_lint *lint) {
    LINT_EACH_TABLE(lint, table) {
        const struct tn_entity *entity = table->entity;
        if (entity->area || *entity->owner || *entity->service || entity->tags.count)
            continue;
        struct tn_finding *found =
            lint_find(lint, entity, "%s belongs to nobody: it has no area, owner, service or tag",
                      entity->name);
        lint_remedy(lint, found, "Put it into a subject area, or name its owner or service");
    }
}

const struct tn_rule lint_table_tag = {
    .id = "table-tag",
    .group = "documentation",
    .severity = TN_INFO,
    .off = true,
    .title = "A table has no owner, subject area, service or tag",
    .help = "In a schema that several teams share, a table that belongs to nobody is changed by "
            "everybody. Say whose it is, or what it is about: a subject area, an owner, the "
            "service that keeps it, or a tag.",
    .doubt = "A small schema of one team needs none of it: leave the rule off there.",
    .example = "CREATE TABLE orders (id integer PRIMARY KEY);\n",
    .good = "-- set: orders service=shop\n"
            "CREATE TABLE orders (id integer PRIMARY KEY);\n",
    .check = check_tag,
};
