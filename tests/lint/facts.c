/*
 * Reading facts out of comment lines. No line is trusted: the fuzzers send any.
 */
#include "lint/facts.h"

#include "tenon/design.h"

#include <stdlib.h>
#include <string.h>

void make_new(struct tn_model *model) {
    model->project->name_primary = tn_text(model, "pk_{table}");
    model->project->name_foreign = tn_text(model, "fk_{table}_{columns}");
    model->project->name_unique = tn_text(model, "uq_{table}_{columns}");
    model->project->name_check = tn_text(model, "ck_{table}_{columns}");
    model->project->name_index = tn_text(model, "idx_{table}_{columns}");
}

/* A line while it is followed. */
struct reader {
    struct facts *facts;
    struct tn_model *model;
    const char *at; /* behind what was read */
    struct tn_error *error;
};

/* ------------------------------------------------------------------ words of a line */

static const char *copy_of(struct reader *reader, const char *at, size_t length) {
    return tn_arena_text(&reader->facts->arena, at, length);
}

/* The next word, or NULL; a value in quotes may hold blanks. */
static const char *next_word(struct reader *reader) {
    const char *at = reader->at + strspn(reader->at, " ");
    struct tn_buffer word = {0};
    bool quoted = false;
    for (; *at && *at != '\n' && (quoted || *at != ' '); at++) {
        bool opens = word.length && word.at[word.length - 1] == '=';
        if (*at == '\'' && (quoted ? at[1] != '\'' : opens)) {
            quoted = !quoted;
        } else {
            at += quoted && *at == '\'';
            tn_put_char(&word, *at);
        }
    }
    reader->at = at;
    return word.length ? tn_buffer_keep(&word, &reader->facts->arena) : NULL;
}

/* ------------------------------------------------------------------ objects and values */

static struct tn_object *child_of(const struct tn_object *object, const char *name) {
    const struct tn_kind_info *info = tn_kind_of(object);
    for (size_t i = 0; i < info->list_count; i++) {
        const struct tn_list *list = (const void *)((const char *)object + info->lists[i].offset);
        struct tn_object *found = tn_find_name(list, name);
        if (found)
            return found;
    }
    return NULL;
}

static struct tn_object *entity_or_other(const struct tn_model *model, const char *name) {
    struct tn_entity *entity = tn_find_entity(model, name);
    return entity ? &entity->object : child_of(&model->project->object, name);
}

/* "orders", "orders.total", "sales.orders.total". */
static struct tn_object *object_at(struct reader *reader, const char *path) {
    const char *dot = strrchr(path, '.');
    if (strcmp(path, "project") == 0)
        return &reader->model->project->object;
    struct tn_object *object = entity_or_other(reader->model, path);
    if (object || !dot)
        return object;
    object = entity_or_other(reader->model, copy_of(reader, path, (size_t)(dot - path)));
    return object ? child_of(object, dot + 1) : NULL;
}

static struct tn_object *target_of(struct reader *reader, const struct tn_object *object,
                                   const struct tn_field *field, const char *name) {
    const struct tn_entity *entity = tn_entity_of(object);
    struct tn_object *target = field->target == TN_attribute && entity
                                   ? tn_find_name(&entity->attributes, name)
                                   : object_at(reader, name);
    if (target && (field->target == TN_any || target->kind == field->target))
        return target;
    tn_fail(reader->error, "%s: there is no %s", field->name, name);
    return NULL;
}

static bool set_list(struct reader *reader, struct tn_object *object, const struct tn_field *field,
                     unsigned number, const char *value) {
    struct tn_texts texts = {0};
    struct tn_refs refs = {0};
    while (*value) {
        const char *item = copy_of(reader, value, strcspn(value, ","));
        value += strlen(item) + (value[strlen(item)] == ',');
        struct tn_object *target =
            field->type == TN_REFS ? target_of(reader, object, field, item) : NULL;
        if (field->type == TN_TEXTS)
            tn_texts_append(reader->model, &texts, tn_text(reader->model, item));
        else if (target)
            tn_refs_append(reader->model, &refs, target);
        else
            return false;
    }
    if (field->type == TN_TEXTS)
        tn_set_texts(reader->model, object, number, texts);
    else
        tn_set_refs(reader->model, object, number, refs);
    return true;
}

static bool set_literal(struct reader *reader, struct tn_object *object,
                        const struct tn_field *field, unsigned number, const char *value) {
    char *literal = tn_arena_text(&reader->facts->arena, value, strlen(value));
    for (char *c = literal; *c; c++)
        *c = *c == '_' ? ' ' : *c;
    int found = tn_literal_find(field->enumeration, literal);
    if (found < 0)
        return tn_fail(reader->error, "%s cannot be %s", field->name, value);
    tn_set_number(reader->model, object, number, found);
    return true;
}

static bool set_ref(struct reader *reader, struct tn_object *object, const struct tn_field *field,
                    unsigned number, const char *value) {
    struct tn_object *target = target_of(reader, object, field, value);
    if (target)
        tn_set_ref(reader->model, object, number, target);
    return target;
}

static bool set_value(struct reader *reader, struct tn_object *object, const struct tn_field *field,
                      const char *value) {
    unsigned number = (unsigned)(field - tn_kind_of(object)->fields);
    switch (field->type) {
    case TN_TEXT:
        tn_set_text(reader->model, object, number, value);
        return true;
    case TN_BOOL:
        tn_set_number(reader->model, object, number, strtoll(value, NULL, 10) != 0);
        return true;
    case TN_INT:
        tn_set_number(reader->model, object, number, strtoll(value, NULL, 10));
        return true;
    case TN_ENUM:
        return set_literal(reader, object, field, number, value);
    case TN_REF:
        return set_ref(reader, object, field, number, value);
    default:
        return set_list(reader, object, field, number, value);
    }
}

static bool set_field(struct reader *reader, struct tn_object *object, const char *word) {
    const char *value = strchr(word, '=');
    if (!value)
        return tn_fail(reader->error, "%s is not field=value", word);
    const char *name = copy_of(reader, word, (size_t)(value++ - word));
    const struct tn_field *field = tn_field_find(object->kind, name);
    size_t number = field ? (size_t)(field - tn_kind_of(object)->fields) : 0;
    if (!field || number == TN_FIELD_PARENT || number == TN_FIELD_RANK)
        return tn_fail(reader->error, "%s has no field %s", tn_kind_of(object)->name, name);
    return set_value(reader, object, field, value);
}

static bool set_fields(struct reader *reader, struct tn_object *object) {
    bool good = true;
    for (const char *word; good && (word = next_word(reader));)
        good = set_field(reader, object, word);
    return good;
}

/* ------------------------------------------------------------------ the lines */

static struct tn_object *object_of_line(struct reader *reader) {
    const char *path = next_word(reader);
    struct tn_object *object = path ? object_at(reader, path) : NULL;
    if (!object)
        tn_fail(reader->error, "there is no %s", path ? path : "object");
    return object;
}

static bool follow_set(struct reader *reader) {
    struct tn_object *object = object_of_line(reader);
    return object && set_fields(reader, object);
}

static bool follow_add(struct reader *reader) {
    struct tn_object *parent = object_of_line(reader);
    const char *word = parent ? next_word(reader) : NULL;
    const struct tn_kind_info *kind = word ? tn_kind_find(word) : NULL;
    if (!parent)
        return false;
    if (!kind || !tn_list_of(parent, (enum tn_kind)(kind - tn_kinds)))
        return tn_fail(reader->error, "there is no %s in a %s", word ? word : "kind",
                       tn_kind_of(parent)->name);
    return set_fields(reader,
                      tn_design_add(reader->model, (enum tn_kind)(kind - tn_kinds), parent, ""));
}

static bool follow_declared(struct reader *reader) {
    const char *text = copy_of(reader, reader->at, strcspn(reader->at, "\n"));
    return tn_dependency_declare(reader->model, text, reader->error);
}

static bool follow_rule(struct reader *reader) {
    const char *rule = next_word(reader);
    bool good = rule || tn_fail(reader->error, "no rule is named");
    for (const char *word; good && (word = next_word(reader));)
        good = tn_rule_set(reader->model, rule, word, reader->error);
    return good;
}

static bool follow_new(struct reader *reader) {
    make_new(reader->model);
    return true;
}

/* ------------------------------------------------------------------ rows of tables */

enum { MOST_COLUMNS = 20, MOST_ROWS = 100 };

/* The next value, or false at the end of the row. 'in quotes' may hold blanks; the word null is
 * null. */
static bool next_value(struct reader *reader, const char **value) {
    reader->at += strspn(reader->at, " ");
    bool quoted = *reader->at == '\'';
    const char *start = reader->at + quoted;
    size_t length = strcspn(start, quoted ? "'\n" : " ;\n");
    if (!quoted && !length)
        return false;
    reader->at = start + length + (quoted && start[length] == '\'');
    *value = copy_of(reader, start, length);
    if (!quoted && strcmp(*value, "null") == 0)
        *value = NULL;
    return true;
}

struct told_column {
    const char **values; /* [code] */
    uint32_t *codes;     /* [row] */
    uint32_t distinct;
};

static void take_value(struct told_column *column, size_t row, const char *value) {
    uint32_t code = 0;
    for (; code < column->distinct; code++)
        if (value && column->values[code] ? !strcmp(value, column->values[code])
                                          : value == column->values[code])
            break;
    column->values[code] = value;
    column->distinct += code == column->distinct;
    column->codes[row] = code;
}

static bool read_rows(struct reader *reader, struct told_column *columns, size_t count,
                      size_t *rows) {
    for (const char *value; *reader->at == ';'; ++*rows) {
        if (*rows == MOST_ROWS)
            return tn_fail(reader->error, "there are more than %d rows", MOST_ROWS);
        reader->at++;
        for (size_t i = 0; i < count; i++) {
            if (!next_value(reader, &value))
                return tn_fail(reader->error, "a row has too few values: %s", reader->at);
            take_value(&columns[i], *rows, value);
        }
        reader->at += strspn(reader->at, " ");
    }
    return !*reader->at || *reader->at == '\n' ||
           tn_fail(reader->error, "a row has too many values: %s", reader->at);
}

static void add_sample(struct facts *facts, struct tn_sample *sample,
                       const struct told_column *columns, size_t count, size_t rows) {
    struct tn_column *codes = tn_arena_allocate(&facts->arena, MOST_COLUMNS * sizeof *codes);
    const char *const **values = tn_arena_allocate(&facts->arena, MOST_COLUMNS * sizeof *values);
    for (size_t i = 0; i < count; i++) {
        codes[i] = (struct tn_column){columns[i].codes, columns[i].distinct};
        values[i] = columns[i].values;
    }
    sample->columns = (struct tn_columns){codes, count, rows};
    sample->values = values;
    TN_PUSH(&facts->samples, *sample);
}

static bool has_sample(const struct facts *facts, const struct tn_entity *entity) {
    for (size_t i = 0; i < facts->samples.count; i++)
        if (facts->samples.items[i].entity == entity)
            return true;
    return false;
}

static bool has_column(const struct tn_attribute *const *attributes, size_t count,
                       const struct tn_attribute *attribute) {
    while (count && attributes[count - 1] != attribute)
        count--;
    return count;
}

/* The line of the columns: those that the entity has stand in it once. */
static bool read_columns(struct reader *reader, const struct tn_entity *entity,
                         const struct tn_attribute **attributes, struct told_column *columns,
                         size_t *count) {
    struct tn_arena *arena = &reader->facts->arena;
    for (const char *value; next_value(reader, &value); ++*count) {
        if (*count == MOST_COLUMNS)
            return tn_fail(reader->error, "there are more than %d columns", MOST_COLUMNS);
        const struct tn_attribute *attribute =
            value ? tn_find_name(&entity->attributes, value) : NULL;
        if (attribute && has_column(attributes, *count, attribute))
            return tn_fail(reader->error, "the column %s stands there twice", value);
        attributes[*count] = attribute;
        columns[*count] =
            (struct told_column){tn_arena_allocate(arena, MOST_ROWS * sizeof(char *)),
                                 tn_arena_allocate(arena, MOST_ROWS * sizeof(uint32_t)), 0};
    }
    return true;
}

static bool follow_data(struct reader *reader) {
    struct tn_arena *arena = &reader->facts->arena;
    struct told_column columns[MOST_COLUMNS];
    const struct tn_attribute **attributes =
        tn_arena_allocate(arena, MOST_COLUMNS * sizeof *attributes);
    const char *name = copy_of(reader, reader->at, strcspn(reader->at, ":\n"));
    size_t count = 0, rows = 0;
    struct tn_sample sample = {.entity = tn_find_entity(reader->model, name),
                               .name = tn_arena_format(arena, "%s.csv", name),
                               .attributes = attributes};
    reader->at += strlen(name);
    if (!sample.entity || *reader->at++ != ':' || has_sample(reader->facts, sample.entity))
        return tn_fail(reader->error, "these are no rows of an entity: %s", name);
    if (!read_columns(reader, sample.entity, attributes, columns, &count) ||
        !read_rows(reader, columns, count, &rows))
        return false;
    add_sample(reader->facts, &sample, columns, count, rows);
    return true;
}

/* ------------------------------------------------------------------ following */

static const struct {
    const char *mark;
    bool (*follow)(struct reader *reader);
} marks[] = {
    {"-- new", follow_new},     {"-- set: ", follow_set},
    {"-- add: ", follow_add},   {"-- declared: ", follow_declared},
    {"-- rule: ", follow_rule}, {"-- data: ", follow_data},
};

bool facts_follow(struct facts *facts, struct tn_model *model, const char *line,
                  struct tn_error *error) {
    for (size_t i = 0; i < TN_LENGTH(marks); i++)
        if (tn_starts_with(line, marks[i].mark)) {
            struct reader reader = {facts, model, line + strlen(marks[i].mark), error};
            return marks[i].follow(&reader);
        }
    return true;
}

struct tn_samples facts_rows(const struct facts *facts) {
    return (struct tn_samples){facts->samples.items, facts->samples.count};
}

void facts_free(struct facts *facts) {
    free(facts->samples.items);
    tn_arena_free(&facts->arena);
    *facts = (struct facts){0};
}
