/*
 * The RELAX NG schema of the canonical text, from the catalogue.
 * schema/tenon.rng in the tree is this function's output; a test holds the two
 * together.
 */
#include "format/xml_text.h"
#include "tenon/format.h"

static void put_literals(struct tn_buffer *out, const struct tn_enumeration *enumeration) {
    tn_put(out, "<choice>\n");
    for (size_t i = 0; i < enumeration->count; i++) {
        tn_put(out, "            <value>");
        tn_put_xml(out, enumeration->literals[i]);
        tn_put(out, "</value>\n");
    }
    tn_put(out, "          </choice>");
}

static void put_type(struct tn_buffer *out, const struct tn_field *field) {
    switch (field->type) {
    case TN_BOOL:
        tn_put(out, "<data type=\"boolean\"/>");
        break;
    case TN_INT:
        tn_put(out, "<data type=\"long\"/>");
        break;
    case TN_ENUM:
        put_literals(out, field->enumeration);
        break;
    case TN_REF:
        tn_put(out, "<ref name=\"id\"/>");
        break;
    case TN_REFS:
        tn_put(out, "<list><oneOrMore><ref name=\"id\"/></oneOrMore></list>");
        break;
    case TN_TEXT:
    case TN_TEXTS:
        tn_put(out, "<text/>");
        break;
    }
}

static void put_help(struct tn_buffer *out, const char *help) {
    tn_put(out, "<a:documentation>");
    tn_put_xml(out, help);
    tn_put(out, "</a:documentation>");
}

static void put_attribute(struct tn_buffer *out, const struct tn_field *field) {
    tn_put_format(out, "      <optional>\n        <attribute name=\"%s\">\n          ",
                  field->name);
    put_help(out, field->help);
    tn_put(out, "\n          ");
    put_type(out, field);
    tn_put(out, "\n        </attribute>\n      </optional>\n");
}

/* Any text may have to be an element, where XML cannot hold it otherwise. */
static void put_element(struct tn_buffer *out, const struct tn_field *field) {
    const char *times = field->type == TN_TEXTS ? "zeroOrMore" : "optional";
    tn_put_format(out,
                  "      <%s>\n        <element name=\"%s\"><ref "
                  "name=\"long-text\"/></element>\n",
                  times, field->name);
    tn_put_format(out, "      </%s>\n", times);
}

static void put_kind(struct tn_buffer *out, enum tn_kind kind) {
    const struct tn_kind_info *info = &tn_kinds[kind];
    tn_put_format(out, "  <define name=\"%s\">\n    <element name=\"%s\">\n      ", info->name,
                  info->name);
    put_help(out, info->help);
    tn_put(out, "\n      <optional>\n        <attribute name=\"id\"><ref "
                "name=\"id\"/></attribute>\n      </optional>\n");
    if (kind == TN_project)
        tn_put(out, "      <attribute name=\"format\"><value>" XML_FORMAT "</value></attribute>\n");
    for (size_t i = TN_FIELD_NAME; i < info->field_count; i++)
        if (!xml_field_is_element(&info->fields[i]))
            put_attribute(out, &info->fields[i]);
    for (size_t i = TN_FIELD_NAME; i < info->field_count; i++)
        if (info->fields[i].type == TN_TEXT || info->fields[i].type == TN_TEXTS)
            put_element(out, &info->fields[i]);
    for (size_t i = 0; i < info->list_count; i++)
        tn_put_format(out, "      <zeroOrMore><ref name=\"%s\"/></zeroOrMore>\n",
                      tn_kinds[info->lists[i].kind].name);
    tn_put(out, "    </element>\n  </define>\n");
}

static const char head[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<!-- The canonical text of a tenon model. Made from the catalogue of "
    "kinds. -->\n"
    "<grammar xmlns=\"http://relaxng.org/ns/structure/1.0\"\n"
    "         xmlns:a=\"http://relaxng.org/ns/compatibility/annotations/1.0\"\n"
    "         datatypeLibrary=\"http://www.w3.org/2001/XMLSchema-datatypes\"\n"
    "         ns=\"" XML_NAMESPACE "\">\n"
    "  <start><ref name=\"project\"/></start>\n"
    "  <define name=\"id\">\n"
    "    <data type=\"string\"><param "
    "name=\"pattern\">[0-9a-f]{1,16}</param></data>\n"
    "  </define>\n"
    "  <define name=\"long-text\">\n"
    "    <optional><attribute "
    "name=\"encoding\"><value>base64</value></attribute></optional>\n"
    "    <text/>\n"
    "  </define>\n";

void tn_xml_schema(struct tn_buffer *out) {
    tn_put(out, head);
    for (size_t kind = 1; kind < TN_KIND_COUNT; kind++)
        put_kind(out, (enum tn_kind)kind);
    tn_put(out, "</grammar>\n");
}
