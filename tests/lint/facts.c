/*
 * Reading facts out of comment lines.
 */
#include "lint/facts.h"

#include "harness.h"
#include "lint/models.h"

#include <stdio.h>

#include <ctype.h>

/* ------------------------------------------------------------------ words of a line */

static struct tn_arena kept; /* until the program ends */

static const char *copy_of(const char *at, size_t length) {
    return tn_arena_text(&kept, at, length);
}

/* The next word, or NULL; a value in quotes may hold blanks. */
static const char *next_word(const char **at) {
    static char word[2000];
    size_t length = 0;
    bool quoted = false;
    while (**at == ' ')
        (*at)++;
    for (; **at && **at != '\n' && (quoted || **at != ' '); (*at)++) {
        if (**at == '\'' && (quoted ? (*at)[1] != '\'' : length && word[length - 1] == '='))
            quoted = !quoted;
        else {
            *at += quoted && **at == '\'';
            assert_true(length < sizeof word - 1);
            word[length++] = **at;
        }
    }
    word[length] = 0;
    return length ? word : NULL;
}

const char *facts_line(const char *script, const char *mark) {
    for (const char *at = script; (at = strstr(at, mark)); at++)
        if (at == script || at[-1] == '\n') {
            at += strlen(mark);
            return copy_of(at, strcspn(at, "\n"));
        }
    return NULL;
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

static struct tn_object *object_at(const struct tn_model *model, const char *path) {
    if (strcmp(path, "project") == 0)
        return &model->project->object;
    struct tn_object *object = (void *)tn_find_entity(model, path);
    const char *dot = strrchr(path, '.');
    if (!object && dot) {
        object = object_at(model, copy_of(path, (size_t)(dot - path)));
        object = object ? child_of(object, dot + 1) : NULL;
    }
    return object ? object : child_of(&model->project->object, path);
}

static struct tn_object *target_of(const struct tn_model *model, const struct tn_object *object,
                                   const struct tn_field *field, const char *name) {
    const struct tn_entity *entity = tn_entity_of(object);
    struct tn_object *target = field->target == TN_attribute && entity
                                   ? tn_find_name(&entity->attributes, name)
                                   : object_at(model, name);
    if (!target)
        fail_msg("%s: there is no %s", field->name, name);
    return target;
}

static void set_list(struct tn_model *model, struct tn_object *object, const struct tn_field *field,
                     unsigned number, const char *value) {
    struct tn_texts texts = {0};
    struct tn_refs refs = {0};
    while (*value) {
        const char *item = copy_of(value, strcspn(value, ","));
        value += strlen(item) + (value[strlen(item)] == ',');
        if (field->type == TN_TEXTS)
            tn_texts_append(model, &texts, tn_text(model, item));
        else
            tn_refs_append(model, &refs, target_of(model, object, field, item));
    }
    if (field->type == TN_TEXTS)
        tn_set_texts(model, object, number, texts);
    else
        tn_set_refs(model, object, number, refs);
}

static void set_field(struct tn_model *model, struct tn_object *object, const char *word) {
    const char *value = strchr(word, '=');
    if (!value)
        fail_msg("%s is not field=value", word);
    const char *name = copy_of(word, (size_t)(value++ - word));
    const struct tn_field *field = tn_field_find(object->kind, name);
    if (!field)
        fail_msg("%s has no field %s", tn_kind_of(object)->name, name);
    unsigned number = (unsigned)(field - tn_kind_of(object)->fields);
    if (field->type == TN_TEXT)
        tn_set_text(model, object, number, value);
    else if (field->type == TN_ENUM) {
        char literal[100];
        snprintf(literal, sizeof literal, "%s", value);
        for (char *c = literal; *c; c++)
            *c = *c == '_' ? ' ' : *c;
        int found = tn_literal_find(field->enumeration, literal);
        assert_true(found >= 0);
        tn_set_number(model, object, number, found);
    } else if (field->type == TN_REF)
        tn_set_ref(model, object, number, target_of(model, object, field, value));
    else if (field->type == TN_BOOL || field->type == TN_INT)
        tn_set_number(model, object, number, strtoll(value, NULL, 10));
    else
        set_list(model, object, field, number, value);
}

static void set_fields(struct tn_model *model, struct tn_object *object, const char *line) {
    for (const char *word; (word = next_word(&line));)
        set_field(model, object, copy_of(word, strlen(word)));
}

/* ------------------------------------------------------------------ the lines */

static struct tn_object *object_of_line(const struct tn_model *model, const char **line) {
    const char *path = next_word(line);
    struct tn_object *object = path ? object_at(model, path) : NULL;
    if (!object)
        fail_msg("there is no %s", path);
    return object;
}

static void follow_set(struct tn_model *model, const char *line) {
    struct tn_object *object = object_of_line(model, &line);
    set_fields(model, object, line);
}

static void follow_add(struct tn_model *model, const char *line) {
    struct tn_object *parent = object_of_line(model, &line);
    const struct tn_kind_info *kind = tn_kind_find(next_word(&line));
    assert_non_null(kind);
    set_fields(model, tn_design_add(model, (enum tn_kind)(kind - tn_kinds), parent, ""), line);
}

static void follow_declared(struct tn_model *model, const char *line) {
    struct tn_error error = {0};
    if (!tn_dependency_declare(model, copy_of(line, strcspn(line, "\n")), &error))
        fail_msg("%s", error.message);
}

static void follow_rule(struct tn_model *model, const char *line) {
    struct tn_error error = {0};
    const char *rule = next_word(&line);
    rule = copy_of(rule, strlen(rule));
    for (const char *word; (word = next_word(&line));)
        if (!tn_rule_set(model, rule, word, &error))
            fail_msg("%s", error.message);
}

static void follow_new(struct tn_model *model, const char *line) {
    (void)line;
    make_new(model);
}

/* ------------------------------------------------------------------ rows of tables */

enum { MOST_COLUMNS = 20, MOST_ROWS = 100, MOST_TABLES = 10 };

/* Of the model that was told of last. */
static struct {
    const struct tn_model *model;
    struct tn_sample items[MOST_TABLES];
    struct tn_samples list;
} told;

/* The next value, or false at the end of the row; *at goes behind it. 'in quotes' may hold blanks;
 * the word null is null. */
static bool next_value(const char **at, const char **value) {
    while (**at == ' ')
        ++*at;
    bool quoted = **at == '\'';
    const char *start = *at + quoted;
    size_t length = strcspn(start, quoted ? "'\n" : " ;\n");
    if (!quoted && !length)
        return false;
    *at = start + length + quoted;
    *value = copy_of(start, length);
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

static size_t read_rows(const char *line, struct told_column *columns, size_t count) {
    size_t rows = 0;
    for (const char *value; *line == ';'; rows++) {
        assert_true(rows < MOST_ROWS);
        line++;
        for (size_t i = 0; i < count; i++) {
            assert_true(next_value(&line, &value));
            take_value(&columns[i], rows, value);
        }
        line += strspn(line, " ");
    }
    if (*line && *line != '\n')
        fail_msg("a row has too many values: %s", line);
    return rows;
}

/* In arrays that stay until the program ends. */
static void set_sample(struct tn_sample *sample, const struct told_column *columns, size_t count,
                       size_t rows) {
    struct tn_column *codes = tn_arena_allocate(&kept, count * sizeof *codes);
    const char *const **values = tn_arena_allocate(&kept, count * sizeof *values);
    for (size_t i = 0; i < count; i++) {
        codes[i] = (struct tn_column){columns[i].codes, columns[i].distinct};
        values[i] = columns[i].values;
    }
    sample->columns = (struct tn_columns){codes, count, rows};
    sample->values = values;
}

static void follow_data(struct tn_model *model, const char *line) {
    struct tn_sample *sample = &told.items[told.list.count++];
    struct told_column columns[MOST_COLUMNS];
    const struct tn_attribute **attributes =
        tn_arena_allocate(&kept, MOST_COLUMNS * sizeof *attributes);
    size_t count = 0;
    assert_true(told.list.count <= MOST_TABLES);
    const char *name = copy_of(line, strcspn(line, ":")), *value;
    *sample = (struct tn_sample){.entity = tn_find_entity(model, name),
                                 .name = tn_arena_format(&kept, "%s.csv", name),
                                 .attributes = attributes};
    assert_non_null(sample->entity);
    for (line += strlen(name) + 1; next_value(&line, &value); count++) {
        attributes[count] = (void *)tn_find_name(&sample->entity->attributes, value);
        columns[count] =
            (struct told_column){tn_arena_allocate(&kept, MOST_ROWS * sizeof(char *)),
                                 tn_arena_allocate(&kept, MOST_ROWS * sizeof(uint32_t)), 0};
    }
    set_sample(sample, columns, count, read_rows(line, columns, count));
}

const struct tn_samples *facts_samples(const struct tn_model *model) {
    return told.model == model && told.list.count ? &told.list : NULL;
}

static const struct {
    const char *mark;
    void (*follow)(struct tn_model *model, const char *line);
} marks[] = {
    {"-- new", follow_new},     {"-- set: ", follow_set},
    {"-- add: ", follow_add},   {"-- declared: ", follow_declared},
    {"-- rule: ", follow_rule}, {"-- data: ", follow_data},
};

/* In the order of the lines: what one adds the next may name. */
void facts_apply(struct tn_model *model, const char *script) {
    tn_group_begin(model, "facts");
    told.model = model;
    told.list = (struct tn_samples){told.items, 0};
    for (const char *at = script; at; at = strchr(at, '\n')) {
        at += *at == '\n';
        for (size_t i = 0; i < TN_LENGTH(marks); i++)
            if (tn_starts_with(at, marks[i].mark))
                marks[i].follow(model, at + strlen(marks[i].mark));
    }
    tn_group_end(model, NULL);
}
