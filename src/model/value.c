/*
 * Values of fields, whatever their type: reading, storing, comparing, printing.
 */
#include "tenon/model.h"

#include <string.h>

union tn_value tn_value_get(const struct tn_object *object, const struct tn_field *field) {
    const char *at = (const char *)object + field->offset;
    switch (field->type) {
    case TN_TEXT:
        return (union tn_value){.text = *(const char *const *)at};
    case TN_TEXTS:
        return (union tn_value){.texts = *(const struct tn_texts *)at};
    case TN_BOOL:
        return (union tn_value){.number = *(const bool *)at};
    case TN_INT:
        return (union tn_value){.number = *(const int64_t *)at};
    case TN_ENUM: {
        unsigned number; /* every enumeration of the catalogue has the size of unsigned */
        memcpy(&number, at, sizeof number);
        return (union tn_value){.number = number};
    }
    case TN_REF: {
        struct tn_object *ref; /* the field is a pointer to the target's own struct */
        memcpy(&ref, at, sizeof ref);
        return (union tn_value){.ref = ref};
    }
    case TN_REFS:
        return (union tn_value){.refs = *(const struct tn_refs *)at};
    }
    return (union tn_value){.number = 0};
}

void tn_value_put(struct tn_object *object, const struct tn_field *field, union tn_value value) {
    char *at = (char *)object + field->offset;
    unsigned literal = (unsigned)value.number;
    switch (field->type) {
    case TN_TEXT:
        *(const char **)at = value.text;
        break;
    case TN_TEXTS:
        *(struct tn_texts *)at = value.texts;
        break;
    case TN_BOOL:
        *(bool *)at = value.number != 0;
        break;
    case TN_INT:
        *(int64_t *)at = value.number;
        break;
    case TN_ENUM:
        memcpy(at, &literal, sizeof literal);
        break;
    case TN_REF:
        memcpy(at, &value.ref, sizeof value.ref);
        break;
    case TN_REFS:
        *(struct tn_refs *)at = value.refs;
        break;
    }
}

static bool same_texts(struct tn_texts a, struct tn_texts b) {
    if (a.count != b.count)
        return false;
    for (size_t i = 0; i < a.count; i++)
        if (strcmp(a.items[i], b.items[i]) != 0)
            return false;
    return true;
}

static bool same_refs(struct tn_refs a, struct tn_refs b) {
    return a.count == b.count &&
           (a.count == 0 || memcmp(a.items, b.items, a.count * sizeof *a.items) == 0);
}

bool tn_value_equal(const struct tn_field *field, union tn_value a, union tn_value b) {
    switch (field->type) {
    case TN_TEXT:
        return a.text == b.text || strcmp(a.text, b.text) == 0;
    case TN_TEXTS:
        return same_texts(a.texts, b.texts);
    case TN_BOOL:
    case TN_INT:
    case TN_ENUM:
        return a.number == b.number;
    case TN_REF:
        return a.ref == b.ref;
    case TN_REFS:
        return same_refs(a.refs, b.refs);
    }
    return false;
}

union tn_value tn_value_default(const struct tn_field *field) {
    switch (field->type) {
    case TN_TEXT:
        return (union tn_value){.text = ""};
    case TN_TEXTS:
        return (union tn_value){.texts = {0}};
    case TN_REF:
        return (union tn_value){.ref = NULL};
    case TN_REFS:
        return (union tn_value){.refs = {0}};
    case TN_BOOL:
    case TN_INT:
    case TN_ENUM:
        break;
    }
    return (union tn_value){.number = field->default_number};
}

bool tn_value_is_default(const struct tn_object *object, const struct tn_field *field) {
    return tn_value_equal(field, tn_value_get(object, field), tn_value_default(field));
}

static void print_refs(struct tn_refs refs, struct tn_buffer *out) {
    for (size_t i = 0; i < refs.count; i++) {
        tn_put(out, i ? ", " : "");
        tn_put(out, refs.items[i]->name);
    }
}

static void print_texts(struct tn_texts texts, struct tn_buffer *out) {
    for (size_t i = 0; i < texts.count; i++) {
        tn_put(out, i ? ", " : "");
        tn_put(out, texts.items[i]);
    }
}

void tn_value_print(const struct tn_field *field, union tn_value value, struct tn_buffer *out) {
    switch (field->type) {
    case TN_TEXT:
        tn_put(out, value.text);
        break;
    case TN_TEXTS:
        print_texts(value.texts, out);
        break;
    case TN_BOOL:
        tn_put(out, value.number ? "yes" : "no");
        break;
    case TN_INT:
        tn_put_number(out, value.number);
        break;
    case TN_ENUM:
        tn_put(out, field->enumeration->literals[value.number]);
        break;
    case TN_REF:
        if (value.ref)
            tn_path(value.ref, out);
        break;
    case TN_REFS:
        print_refs(value.refs, out);
        break;
    }
}

/* ------------------------------------------------------------------ in another model */

static struct tn_refs refs_in(struct tn_model *model, struct tn_refs refs, tn_twin *twin,
                              void *context) {
    struct tn_refs result = {0};
    for (size_t i = 0; i < refs.count; i++) {
        struct tn_object *object = twin(context, refs.items[i]);
        if (object)
            tn_refs_append(model, &result, object);
    }
    return result;
}

static struct tn_texts texts_in(struct tn_model *model, struct tn_texts texts) {
    struct tn_texts result = {0};
    for (size_t i = 0; i < texts.count; i++)
        tn_texts_append(model, &result, texts.items[i]);
    return result;
}

union tn_value tn_value_in(struct tn_model *model, const struct tn_field *field,
                           union tn_value value, tn_twin *twin, void *context) {
    switch (field->type) {
    case TN_TEXT:
        return (union tn_value){.text = tn_text(model, value.text)};
    case TN_TEXTS:
        return (union tn_value){.texts = texts_in(model, value.texts)};
    case TN_REF:
        return (union tn_value){.ref = value.ref ? twin(context, value.ref) : NULL};
    case TN_REFS:
        return (union tn_value){.refs = refs_in(model, value.refs, twin, context)};
    default:
        return value;
    }
}
