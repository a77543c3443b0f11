/*
 * The check of a document before the XML library sees it.
 */
#ifndef BASE_XML_GUARD_H
#define BASE_XML_GUARD_H

#include "tenon/base.h"

/* One pass over the bytes. False with "line:column: message" for what tn_xml_open refuses, except
 * deep nesting. Says nothing about whether the document is well formed. */
bool tn_xml_guard(const char *bytes, size_t length, struct tn_error *error);

#endif
