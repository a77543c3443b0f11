/*
 * Owns all use of libxml2: its streaming reader behind a pull interface.
 *
 * The document has passed tn_xml_guard, so it has no entities to expand and nothing to load; the
 * parser is told so again. The library is loaded when the first document is opened. The streaming
 * reader holds one path of the tree and does not recurse, and the depth is checked at every
 * element. Attributes are copied out at START, into one buffer as name NUL value NUL.
 */
#include "base/xml.h"

#include "base/library.h"
#include "base/xml_guard.h"

#include <libxml/xmlreader.h>
#include <stdlib.h>
#include <string.h>

enum { DEEPEST = 64 };

#define FUNCTIONS(_)                                                                               \
    _(xmlReaderForMemory)                                                                          \
    _(xmlFreeTextReader)                                                                           \
    _(xmlGetLineNo)                                                                                \
    _(xmlTextReaderConstLocalName)                                                                 \
    _(xmlTextReaderConstName)                                                                      \
    _(xmlTextReaderConstValue)                                                                     \
    _(xmlTextReaderCurrentNode)                                                                    \
    _(xmlTextReaderDepth)                                                                          \
    _(xmlTextReaderGetParserColumnNumber)                                                          \
    _(xmlTextReaderGetParserLineNumber)                                                            \
    _(xmlTextReaderIsEmptyElement)                                                                 \
    _(xmlTextReaderMoveToElement)                                                                  \
    _(xmlTextReaderMoveToNextAttribute)                                                            \
    _(xmlTextReaderNodeType)                                                                       \
    _(xmlTextReaderRead)                                                                           \
    _(xmlTextReaderSetStructuredErrorHandler)

struct functions {
    FUNCTIONS(TN_FUNCTION)
};

static const char *const function_names[] = {FUNCTIONS(TN_FUNCTION_NAME)};

struct tn_xml {
    struct functions call;
    xmlTextReaderPtr reader;
    struct tn_buffer attributes;
    struct tn_buffer problem; /* the first fatal one: "line:column: message" */
    bool is_end_due;          /* the last START was <a/> */
    bool is_done, is_broken;
};

#if LIBXML_VERSION >= 21200
typedef const xmlError *problem_pointer;
#else
typedef xmlErrorPtr problem_pointer;
#endif

static void note_problem(void *context, problem_pointer problem) {
    struct tn_xml *xml = context;
    if (problem->code == XML_ERR_NO_MEMORY)
        tn_out_of_memory();
    if (problem->level != XML_ERR_FATAL || xml->problem.length)
        return;
    const char *message = problem->message ? problem->message : "not well-formed XML";
    size_t length = strcspn(message, "\n");
    tn_put_format(&xml->problem, "%d:%d: ", problem->line, problem->int2);
    tn_put_bytes(&xml->problem, message, length);
}

struct tn_xml *tn_xml_open(const char *bytes, size_t length, struct tn_error *error) {
    static const int options =
        XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_BIG_LINES;
    if (!tn_xml_guard(bytes, length, error))
        return NULL;
    struct functions call;
    if (!tn_library_load(TN_LIBXML2, function_names, TN_LENGTH(function_names), &call, error))
        return NULL;
    struct tn_xml *xml = tn_allocate(sizeof *xml);
    xml->call = call;
    xml->reader = xml->call.xmlReaderForMemory(bytes, (int)length, NULL, NULL, options);
    if (!xml->reader)
        tn_out_of_memory();
    xml->call.xmlTextReaderSetStructuredErrorHandler(xml->reader, note_problem, xml);
    return xml;
}

void tn_xml_close(struct tn_xml *xml) {
    if (!xml)
        return;
    xml->call.xmlFreeTextReader(xml->reader);
    tn_buffer_free(&xml->attributes);
    tn_buffer_free(&xml->problem);
    free(xml);
}

static int line_of(const struct tn_xml *xml) {
    xmlNodePtr node = xml->call.xmlTextReaderCurrentNode(xml->reader);
    long line = node ? xml->call.xmlGetLineNo(node) : 0;
    return line > 0 ? (int)line : xml->call.xmlTextReaderGetParserLineNumber(xml->reader);
}

static bool break_off(struct tn_xml *xml, struct tn_error *error, const char *reason) {
    xml->is_broken = true;
    if (!xml->problem.length)
        tn_put_format(&xml->problem, "%d:%d: %s", line_of(xml),
                      xml->call.xmlTextReaderGetParserColumnNumber(xml->reader), reason);
    return tn_fail(error, "%s", tn_buffer_text(&xml->problem));
}

static void put_text(struct tn_buffer *buffer, const xmlChar *text) {
    tn_put(buffer, text ? (const char *)text : "");
    tn_put_char(buffer, '\0');
}

static void keep_attributes(struct tn_xml *xml) {
    tn_buffer_reset(&xml->attributes);
    while (xml->call.xmlTextReaderMoveToNextAttribute(xml->reader) == 1) {
        put_text(&xml->attributes, xml->call.xmlTextReaderConstName(xml->reader));
        put_text(&xml->attributes, xml->call.xmlTextReaderConstValue(xml->reader));
    }
    xml->call.xmlTextReaderMoveToElement(xml->reader);
}

const char *tn_xml_attribute(const struct tn_xml *xml, const char *name) {
    const char *at = tn_buffer_text(&xml->attributes), *end = at + xml->attributes.length;
    while (at < end) {
        const char *value = at + strlen(at) + 1;
        if (strcmp(at, name) == 0)
            return value;
        at = value + strlen(value) + 1;
    }
    return NULL;
}

bool tn_xml_attribute_at(const struct tn_xml *xml, size_t number, const char **name,
                         const char **value) {
    const char *at = tn_buffer_text(&xml->attributes), *end = at + xml->attributes.length;
    for (; at < end; number--) {
        const char *text = at + strlen(at) + 1;
        if (number == 0) {
            *name = at;
            *value = text;
            return true;
        }
        at = text + strlen(text) + 1;
    }
    return false;
}

static bool give_start(struct tn_xml *xml, struct tn_xml_event *event, struct tn_error *error) {
    struct tn_xml_event start = {
        .kind = TN_XML_START,
        .name = (const char *)xml->call.xmlTextReaderConstLocalName(xml->reader),
        .line = line_of(xml),
        .depth = xml->call.xmlTextReaderDepth(xml->reader) + 1,
        .is_empty = xml->call.xmlTextReaderIsEmptyElement(xml->reader) == 1,
    };
    if (start.depth > DEEPEST)
        return break_off(xml, error, "elements are nested deeper than 64");
    keep_attributes(xml);
    xml->is_end_due = start.is_empty;
    *event = start;
    return true;
}

static void give_end(struct tn_xml *xml, struct tn_xml_event *event) {
    tn_buffer_reset(&xml->attributes);
    xml->is_end_due = false;
    *event = (struct tn_xml_event){
        .kind = TN_XML_END,
        .name = (const char *)xml->call.xmlTextReaderConstLocalName(xml->reader),
        .line = line_of(xml),
        .depth = xml->call.xmlTextReaderDepth(xml->reader) + 1,
    };
}

static void give_text(struct tn_xml *xml, struct tn_xml_event *event) {
    *event = (struct tn_xml_event){
        .kind = TN_XML_TEXT,
        .text = (const char *)xml->call.xmlTextReaderConstValue(xml->reader),
        .line = line_of(xml),
        .depth = xml->call.xmlTextReaderDepth(xml->reader),
    };
}

/* What the reader stands on becomes an event, where it is one. */
static bool give(struct tn_xml *xml, struct tn_xml_event *event, struct tn_error *error,
                 bool *given) {
    *given = true;
    switch (xml->call.xmlTextReaderNodeType(xml->reader)) {
    case XML_READER_TYPE_ELEMENT:
        return give_start(xml, event, error);
    case XML_READER_TYPE_END_ELEMENT:
        give_end(xml, event);
        return true;
    case XML_READER_TYPE_TEXT:
    case XML_READER_TYPE_CDATA:
        give_text(xml, event);
        return true;
    case XML_READER_TYPE_DOCUMENT_TYPE:
    case XML_READER_TYPE_ENTITY_REFERENCE:
        return break_off(xml, error, "document types and entities are not allowed");
    default:
        *given = false;
        return true;
    }
}

static void give_done(const struct tn_xml *xml, struct tn_xml_event *event) {
    *event = (struct tn_xml_event){
        .kind = TN_XML_DONE,
        .line = xml->call.xmlTextReaderGetParserLineNumber(xml->reader),
    };
}

bool tn_xml_next(struct tn_xml *xml, struct tn_xml_event *event, struct tn_error *error) {
    bool given = false;
    if (xml->is_broken)
        return break_off(xml, error, "");
    if (xml->is_end_due) {
        give_end(xml, event);
        return true;
    }
    while (!given) {
        int state = xml->is_done ? 0 : xml->call.xmlTextReaderRead(xml->reader);
        if (state < 0)
            return break_off(xml, error, "this is not well-formed XML");
        if (state == 0) {
            xml->is_done = true;
            give_done(xml, event);
            return true;
        }
        if (!give(xml, event, error, &given))
            return false;
    }
    return true;
}
