/*
 * Canonical text -> model. Strict: what the catalogue does not know is an error
 * with its line, so that nothing is lost without a word.
 */
#include "base/xml.h"
#include "format/formats.h"
#include "format/xml_text.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* A reference met before its target, where the kind of the target cannot be
 * told from the field. */
struct pending {
    struct tn_object *object;
    const struct tn_field *field;
    uint64_t id;
    int line;
};

struct reader {
    struct tn_xml *xml;
    struct tn_model *model;
    struct tn_object *object;     /* the innermost open one */
    const struct tn_field *field; /* the open field element, or NULL */
    struct tn_buffer text;        /* of the open field element */
    bool base64;
    int line;
    TN_VECTOR(struct pending) pending;
    struct tn_error *error;
};

static bool fail(struct reader *reader, const char *message, const char *name) {
    return tn_fail(reader->error, "%d:1: %s: %s", reader->line, name, message);
}

/* ------------------------------------------------------------------ values */

static bool read_number(const char *text, int64_t *number) {
    char *end;
    errno = 0;
    long long value = strtoll(text, &end, 10);
    if (end == text || *end || errno)
        return false;
    *number = value;
    return true;
}

static bool read_bool(const char *text, int64_t *number) {
    bool yes = strcmp(text, "true") == 0;
    if (!yes && strcmp(text, "false") != 0)
        return false;
    *number = yes;
    return true;
}

static bool read_ref(struct reader *reader, const struct tn_field *field, const char *text,
                     struct tn_object **ref) {
    uint64_t id;
    if (!tn_id_parse(text, &id))
        return fail(reader, "an id is 1 to 16 hexadecimal digits", field->name);
    *ref = tn_promise(reader->model, field->target, id);
    if (!*ref && field->target == TN_any) {
        struct pending pending = {reader->object, field, id, reader->line};
        TN_PUSH(&reader->pending, pending);
        return true;
    }
    return *ref || fail(reader, "refers to an object of another kind", field->name);
}

static bool read_refs(struct reader *reader, const struct tn_field *field, const char *text,
                      struct tn_refs *refs) {
    for (const char *at = text; *at; at += strspn(at, " \t\r\n")) {
        size_t length = strcspn(at, " \t\r\n");
        char id[17] = "";
        struct tn_object *ref = NULL;
        memcpy(id, at, length < 17 ? length : 0);
        if (!read_ref(reader, field, id, &ref))
            return false;
        tn_refs_append(reader->model, refs, ref);
        at += length;
    }
    return true;
}

static bool read_value(struct reader *reader, const struct tn_field *field, const char *text,
                       union tn_value *value) {
    switch (field->type) {
    case TN_TEXT:
        value->text = tn_text(reader->model, text);
        return true;
    case TN_BOOL:
        return read_bool(text, &value->number) ||
               fail(reader, "must be true or false", field->name);
    case TN_INT:
        return read_number(text, &value->number) || fail(reader, "must be a number", field->name);
    case TN_ENUM:
        value->number = tn_literal_find(field->enumeration, text);
        return value->number >= 0 || fail(reader, "is none of its values", field->name);
    case TN_REF:
        return read_ref(reader, field, text, &value->ref);
    case TN_REFS:
        return read_refs(reader, field, text, &value->refs);
    case TN_TEXTS:
        break;
    }
    return fail(reader, "must be written as elements", field->name);
}

static bool read_attributes(struct reader *reader) {
    const char *name, *text;
    for (size_t i = 0; tn_xml_attribute_at(reader->xml, i, &name, &text); i++) {
        if (strcmp(name, "id") == 0 || strncmp(name, "xmlns", 5) == 0 ||
            (reader->object->kind == TN_project && strcmp(name, "format") == 0))
            continue;
        const struct tn_field *field = tn_field_find(reader->object->kind, name);
        if (!field || field < &tn_kind_of(reader->object)->fields[TN_FIELD_NAME])
            return fail(reader, "there is no such attribute here", name);
        union tn_value value = tn_value_default(field);
        if (!read_value(reader, field, text, &value))
            return false;
        tn_value_put(reader->object, field, value);
    }
    return true;
}

/* ------------------------------------------------------------------ elements
 */

static bool start_field(struct reader *reader, const struct tn_field *field) {
    const char *encoding = tn_xml_attribute(reader->xml, "encoding");
    reader->base64 = encoding && strcmp(encoding, "base64") == 0;
    if (encoding && !reader->base64)
        return fail(reader, "the only encoding is base64", field->name);
    reader->field = field;
    tn_buffer_reset(&reader->text);
    return true;
}

static bool end_field(struct reader *reader) {
    const struct tn_field *field = reader->field;
    union tn_value value = tn_value_get(reader->object, field);
    struct tn_buffer bytes = {0};
    if (reader->base64 && !xml_get_base64(tn_buffer_text(&reader->text), &bytes)) {
        tn_buffer_free(&bytes);
        return fail(reader, "is not base64", field->name);
    }
    const char *text = tn_buffer_text(reader->base64 ? &bytes : &reader->text);
    if (field->type == TN_TEXTS)
        tn_texts_append(reader->model, &value.texts, text);
    else
        value.text = tn_text(reader->model, text);
    tn_buffer_free(&bytes);
    tn_value_put(reader->object, field, value);
    reader->field = NULL;
    return true;
}

static bool start_project(struct reader *reader, const char *name) {
    const char *format = tn_xml_attribute(reader->xml, "format");
    const char *id_text = tn_xml_attribute(reader->xml, "id");
    uint64_t id = TN_NO_LINEAGE;
    if (strcmp(name, "project") != 0)
        return fail(reader, "a model's text begins with the element project", name);
    if (!format || strcmp(format, XML_FORMAT) != 0)
        return fail(reader, "is of another format than " XML_FORMAT ": a newer tenon reads it",
                    name);
    if (id_text && !tn_id_parse(id_text, &id))
        return fail(reader, "an id is 1 to 16 hexadecimal digits", name);
    reader->model = tn_model_new(tn_hash(&id, sizeof id), id);
    reader->object = &reader->model->project->object;
    return read_attributes(reader);
}

static bool start_object(struct reader *reader, const struct tn_kind_info *info) {
    enum tn_kind kind = (enum tn_kind)(info - tn_kinds);
    const char *id_text = tn_xml_attribute(reader->xml, "id");
    uint64_t id;
    if (!tn_list_of(reader->object, kind))
        return tn_fail(reader->error, "%d:1: a %s cannot stand in a %s", reader->line, info->name,
                       tn_kind_of(reader->object)->name);
    if (!id_text) {
        reader->object = tn_add(reader->model, kind, reader->object, NULL);
        return read_attributes(reader);
    }
    if (!tn_id_parse(id_text, &id))
        return fail(reader, "an id is 1 to 16 hexadecimal digits", info->name);
    struct tn_object *object = tn_add_with_id(reader->model, kind, reader->object, id);
    if (!object)
        return fail(reader, "its id is taken by another object", info->name);
    reader->object = object;
    return read_attributes(reader);
}

static bool start(struct reader *reader, const char *name) {
    if (!reader->model)
        return start_project(reader, name);
    if (reader->field)
        return fail(reader, "a field holds text only", name);
    const struct tn_field *field = tn_field_find(reader->object->kind, name);
    if (field && (field->type == TN_TEXT || field->type == TN_TEXTS))
        return start_field(reader, field);
    const struct tn_kind_info *info = tn_kind_find(name);
    if (!info)
        return fail(reader, "there is no such element", name);
    return start_object(reader, info);
}

static bool end(struct reader *reader) {
    if (reader->field)
        return end_field(reader);
    reader->object = reader->object->parent;
    return true;
}

static bool text(struct reader *reader, const char *piece) {
    if (!reader->field)
        return fail(reader, "text must stand in a field", "text");
    tn_put(&reader->text, piece);
    return true;
}

/* ------------------------------------------------------------------ the
 * document */

static bool resolve_pending(struct reader *reader) {
    for (size_t i = 0; i < reader->pending.count; i++) {
        const struct pending *pending = &reader->pending.items[i];
        union tn_value value = {.ref = tn_find_id(reader->model, pending->id)};
        reader->line = pending->line;
        if (!value.ref)
            return fail(reader, "refers to an object that is not there", pending->field->name);
        tn_value_put(pending->object, pending->field, value);
    }
    return true;
}

static bool read_document(struct reader *reader) {
    struct tn_xml_event event = {0};
    while (event.kind != TN_XML_DONE) {
        if (!tn_xml_next(reader->xml, &event, reader->error))
            return false;
        reader->line = event.line;
        bool good = event.kind == TN_XML_START  ? start(reader, event.name)
                    : event.kind == TN_XML_END  ? end(reader)
                    : event.kind == TN_XML_TEXT ? text(reader, event.text)
                                                : true;
        if (!good)
            return false;
    }
    return resolve_pending(reader) && tn_model_check(reader->model, reader->error);
}

struct tn_model *tn_xml_read(struct tn_slice bytes, const char *file, struct tn_error *error) {
    struct tn_error here = {0};
    struct reader reader = {.error = &here};
    reader.xml = tn_xml_open(bytes.at, bytes.length, &here);
    bool good = reader.xml && read_document(&reader);
    tn_xml_close(reader.xml);
    tn_buffer_free(&reader.text);
    free(reader.pending.items);
    if (!good) {
        tn_fail(error, "%s%s%s", file ? file : "", file ? ":" : "", here.message);
        tn_error_clear(&here);
        tn_model_free(reader.model);
        return NULL;
    }
    return reader.model;
}

/* ------------------------------------------------------------------ the
 * format's row */

static bool write_xml(const struct tn_model *model, const struct tn_format_options *options,
                      struct tn_buffer *out, struct tn_findings *findings, struct tn_error *error) {
    (void)options, (void)findings, (void)error;
    tn_xml_write(model, out);
    return true;
}

static struct tn_model *read_xml(struct tn_slice bytes, const struct tn_format_options *options,
                                 struct tn_findings *findings, struct tn_error *error) {
    (void)findings;
    return tn_xml_read(bytes, options->file, error);
}

static bool recognise_xml(struct tn_slice bytes) {
    size_t at = bytes.length >= 3 && memcmp(bytes.at, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
    while (at < bytes.length && strchr(" \t\r\n", bytes.at[at]) && bytes.at[at])
        at++;
    const char *rest = bytes.at + at;
    size_t left = bytes.length - at;
    return (left >= 5 && memcmp(rest, "<?xml", 5) == 0) ||
           (left >= 8 && memcmp(rest, "<project", 8) == 0);
}

const struct tn_format tn_format_xml = {
    .name = "xml",
    .title = "Canonical text",
    .help = "The whole model as text, with ids: the identical model when it is "
            "read again",
    .extensions = (const char *const[]){".xml", NULL},
    .write = write_xml,
    .read = read_xml,
    .recognise = recognise_xml,
};
