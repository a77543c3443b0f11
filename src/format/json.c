/*
 * Model -> JSON, for programs: an object a model object, with its kind, id,
 * fields that differ from their default, and its lists. References are ids.
 */
#include "format/formats.h"

static void put_id(struct tn_buffer *out, const struct tn_object *object) {
    char text[17];
    tn_id_print(object->id, text);
    tn_put_format(out, "\"%s\"", text);
}

static void put_texts(struct tn_buffer *out, struct tn_texts texts) {
    tn_put_char(out, '[');
    for (size_t i = 0; i < texts.count; i++) {
        tn_put(out, i ? ", " : "");
        tn_put_json(out, texts.items[i]);
    }
    tn_put_char(out, ']');
}

static void put_refs(struct tn_buffer *out, struct tn_refs refs) {
    tn_put_char(out, '[');
    for (size_t i = 0; i < refs.count; i++) {
        tn_put(out, i ? ", " : "");
        put_id(out, refs.items[i]);
    }
    tn_put_char(out, ']');
}

static void put_value(struct tn_buffer *out, const struct tn_field *field, union tn_value value) {
    switch (field->type) {
    case TN_TEXT:
        tn_put_json(out, value.text);
        break;
    case TN_TEXTS:
        put_texts(out, value.texts);
        break;
    case TN_BOOL:
        tn_put(out, value.number ? "true" : "false");
        break;
    case TN_INT:
        tn_put_number(out, value.number);
        break;
    case TN_ENUM:
        tn_put_json(out, field->enumeration->literals[value.number]);
        break;
    case TN_REF:
        put_id(out, value.ref);
        break;
    case TN_REFS:
        put_refs(out, value.refs);
        break;
    }
}

static void new_line(struct tn_buffer *out, int depth) {
    tn_put_char(out, '\n');
    tn_put_repeated(out, ' ', (size_t)depth * 2);
}

static void put_object(struct tn_buffer *out, const struct tn_object *object, int depth);

static void put_list(struct tn_buffer *out, const struct tn_list *list, const char *name,
                     int depth) {
    tn_put_char(out, ',');
    new_line(out, depth);
    tn_put_format(out, "\"%s\": [", name);
    for (const struct tn_object *child = list->first; child; child = child->next) {
        tn_put(out, child->prev ? "," : "");
        new_line(out, depth + 1);
        put_object(out, child, depth + 1);
    }
    new_line(out, depth);
    tn_put_char(out, ']');
}

static void put_object(struct tn_buffer *out, const struct tn_object *object, int depth) {
    const struct tn_kind_info *info = tn_kind_of(object);
    tn_put(out, "{\"id\": ");
    put_id(out, object);
    for (size_t i = TN_FIELD_NAME; i < info->field_count; i++) {
        const struct tn_field *field = &info->fields[i];
        if (tn_value_is_default(object, field))
            continue;
        tn_put_format(out, ", \"%s\": ", field->name);
        put_value(out, field, tn_value_get(object, field));
    }
    for (size_t i = 0; i < info->list_count; i++) {
        const struct tn_list *list = (const void *)((const char *)object + info->lists[i].offset);
        if (list->count)
            put_list(out, list, info->lists[i].name, depth + 1);
    }
    tn_put_char(out, '}');
}

static bool write_json(const struct tn_model *model, const struct tn_format_options *options,
                       struct tn_buffer *out, struct tn_findings *findings,
                       struct tn_error *error) {
    (void)options, (void)findings, (void)error;
    put_object(out, &model->project->object, 0);
    tn_put_char(out, '\n');
    return true;
}

const struct tn_format tn_format_json = {
    .name = "json",
    .title = "JSON",
    .help = "The whole model for programs: every object with its id and its fields",
    .extensions = (const char *const[]){".json", NULL},
    .write = write_json,
};
