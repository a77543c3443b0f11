/*
 * How the canonical text spells what the catalogue describes: shared by its
 * writer, reader and schema.
 *
 *   <entity id="00000000000000a1" name="orders"
 *           area="00000000000000b2">
 *     <comment>one row an order</comment>
 *     <attribute id="…" name="id"
 *                type="bigint"/>
 *   </entity>
 *
 * An object is an element named by its kind. Short fields are attributes, one a
 * line; lists of texts and fields that may run over several lines are elements,
 * so that a line diff shows the line that changed. Fields with their default
 * are left out. Objects stand in order; references are ids. Text that XML
 * cannot hold (control characters, broken UTF-8) is an element in base64.
 */
#ifndef FORMAT_XML_TEXT_H
#define FORMAT_XML_TEXT_H

#include "tenon/model.h"

#define XML_NAMESPACE "urn:tenon:model:1"
#define XML_FORMAT "1"

/* Is the field written as elements rather than as an attribute, whatever its
 * value? */
bool xml_field_is_element(const struct tn_field *field);
/* Can XML 1.0 hold the text as it is? */
bool xml_can_hold(const char *text);

void xml_put_base64(struct tn_buffer *out, const char *bytes, size_t length);
/* False where the text is not base64. White space is passed over. */
bool xml_get_base64(const char *text, struct tn_buffer *bytes);

#endif
