/*
 * xml: a pull reader for untrusted XML.
 *
 * Refused, with an error: a DOCTYPE (so there are no entities but the five of XML), nesting deeper
 * than 64, more than 1000 attributes in a tag, documents over 64 MiB, encodings in which ASCII is
 * not ASCII (UTF-16). Nothing is loaded from anywhere.
 *
 *     struct tn_xml *xml = tn_xml_open(bytes, length, &error);
 *     struct tn_xml_event event;
 *     while (xml && tn_xml_next(xml, &event, &error) && event.kind != TN_XML_DONE)
 *         …
 *     tn_xml_close(xml);
 */
#ifndef BASE_XML_H
#define BASE_XML_H

#include "tenon/base.h"

enum tn_xml_kind {
    TN_XML_START,
    TN_XML_TEXT, /* never only white space; one text may come in several pieces */
    TN_XML_END,  /* comes for every START, also after <a/> */
    TN_XML_DONE, /* the end of the document; comes again and again */
};

/* Texts are UTF-8, the reader's, and good until the next call of tn_xml_next. */
struct tn_xml_event {
    enum tn_xml_kind kind;
    const char *name; /* START, END: without the namespace prefix */
    const char *text; /* TEXT */
    int line;         /* from 1 */
    int depth;        /* of the element: 1 for the root; of a text: its element's */
    bool is_empty;    /* START: written as <a/> */
};

struct tn_xml;

/* The bytes must outlive the reader. NULL with "line:column: message" where the document is
 * refused. */
struct tn_xml *tn_xml_open(const char *bytes, size_t length, struct tn_error *error);

/* False at the first error, "line:column: message", and at every call after it. */
bool tn_xml_next(struct tn_xml *xml, struct tn_xml_event *event, struct tn_error *error);

/* The value of an attribute of the last START, by its name as written (with the prefix, if it has
 * one); NULL where there is none. */
const char *tn_xml_attribute(const struct tn_xml *xml, const char *name);

/* The attribute of that number, as written; false behind the last one. */
bool tn_xml_attribute_at(const struct tn_xml *xml, size_t number, const char **name,
                         const char **value);

void tn_xml_close(struct tn_xml *xml); /* NULL is allowed */

#endif
