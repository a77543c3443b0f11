/*
 * Model -> canonical text. A pure function of the model: the same model gives
 * the same bytes.
 */
#include "format/xml_text.h"
#include "tenon/format.h"

#include <string.h>

static void indent(struct tn_buffer *out, int depth) {
    tn_put_repeated(out, ' ', (size_t)depth * 2);
}

static void put_id(struct tn_buffer *out, uint64_t id) {
    char text[17];
    tn_id_print(id, text);
    tn_put(out, text);
}

/* ------------------------------------------------------------------ attributes
 */

static void put_short_value(struct tn_buffer *out, const struct tn_field *field,
                            union tn_value value) {
    switch (field->type) {
    case TN_TEXT:
        tn_put_xml(out, value.text);
        break;
    case TN_BOOL:
        tn_put(out, value.number ? "true" : "false");
        break;
    case TN_INT:
        tn_put_number(out, value.number);
        break;
    case TN_ENUM:
        tn_put_xml(out, field->enumeration->literals[value.number]);
        break;
    case TN_REF:
        put_id(out, value.ref->id);
        break;
    case TN_REFS:
        for (size_t i = 0; i < value.refs.count; i++) {
            tn_put(out, i ? " " : "");
            put_id(out, value.refs.items[i]->id);
        }
        break;
    case TN_TEXTS:
        break; /* always elements */
    }
}

static bool written_as_element(const struct tn_object *object, const struct tn_field *field) {
    if (xml_field_is_element(field))
        return true;
    return field->type == TN_TEXT && !xml_can_hold(tn_value_get(object, field).text);
}

static void put_attributes(struct tn_buffer *out, const struct tn_object *object, int depth) {
    const struct tn_kind_info *info = tn_kind_of(object);
    for (size_t i = TN_FIELD_NAME; i < info->field_count; i++) {
        const struct tn_field *field = &info->fields[i];
        if (tn_value_is_default(object, field) || written_as_element(object, field))
            continue;
        if (i == TN_FIELD_NAME) {
            tn_put_char(out, ' ');
        } else {
            tn_put_char(out, '\n');
            indent(out, depth + 2);
        }
        tn_put_format(out, "%s=\"", field->name);
        put_short_value(out, field, tn_value_get(object, field));
        tn_put_char(out, '"');
    }
}

/* ------------------------------------------------------------------ elements
 */

static void put_text_element(struct tn_buffer *out, const char *name, const char *text, int depth) {
    indent(out, depth);
    if (xml_can_hold(text)) {
        tn_put_format(out, "<%s>", name);
        tn_put_xml(out, text);
    } else {
        tn_put_format(out, "<%s encoding=\"base64\">", name);
        xml_put_base64(out, text, strlen(text));
    }
    tn_put_format(out, "</%s>\n", name);
}

static void put_field_elements(struct tn_buffer *out, const struct tn_object *object, int depth) {
    const struct tn_kind_info *info = tn_kind_of(object);
    for (size_t i = TN_FIELD_NAME; i < info->field_count; i++) {
        const struct tn_field *field = &info->fields[i];
        if (tn_value_is_default(object, field) || !written_as_element(object, field))
            continue;
        union tn_value value = tn_value_get(object, field);
        if (field->type == TN_TEXT)
            put_text_element(out, field->name, value.text, depth);
        else
            for (size_t t = 0; t < value.texts.count; t++)
                put_text_element(out, field->name, value.texts.items[t], depth);
    }
}

static bool has_inside(const struct tn_object *object) {
    const struct tn_kind_info *info = tn_kind_of(object);
    for (size_t i = 0; i < info->list_count; i++)
        if (((const struct tn_list *)(const void *)((const char *)object + info->lists[i].offset))
                ->count)
            return true;
    for (size_t i = TN_FIELD_NAME; i < info->field_count; i++)
        if (!tn_value_is_default(object, &info->fields[i]) &&
            written_as_element(object, &info->fields[i]))
            return true;
    return false;
}

static void put_object(struct tn_buffer *out, const struct tn_object *object, int depth) {
    const struct tn_kind_info *info = tn_kind_of(object);
    indent(out, depth);
    tn_put_format(out, "<%s id=\"", info->name);
    put_id(out, object->id);
    tn_put_char(out, '"');
    if (object->kind == TN_project)
        tn_put(out, " xmlns=\"" XML_NAMESPACE "\" format=\"" XML_FORMAT "\"");
    put_attributes(out, object, depth);
    if (!has_inside(object)) {
        tn_put(out, "/>\n");
        return;
    }
    tn_put(out, ">\n");
    put_field_elements(out, object, depth + 1);
    for (size_t i = 0; i < info->list_count; i++) {
        const struct tn_list *list = (const void *)((const char *)object + info->lists[i].offset);
        for (const struct tn_object *child = list->first; child; child = child->next)
            put_object(out, child, depth + 1);
    }
    indent(out, depth);
    tn_put_format(out, "</%s>\n", info->name);
}

void tn_xml_write(const struct tn_model *model, struct tn_buffer *out) {
    tn_put(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    put_object(out, &model->project->object, 0);
}
