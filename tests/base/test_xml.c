/*
 * The XML reader: its events, and documents made to harm.
 */
#include "base/xml.h"
#include "harness.h"

#include <stdlib.h>
#include <string.h>

/* The events of a document as text: <a x=1> for START, [text], </a>; then the error, if any. */
static void describe_event(const struct tn_xml *xml, const struct tn_xml_event *event,
                           struct tn_buffer *out) {
    const char *x = tn_xml_attribute(xml, "x");
    if (event->kind == TN_XML_START)
        tn_put_format(out, "%d<%s%s%s%s>", event->line, event->name, x ? " x=" : "", x ? x : "",
                      event->is_empty ? "/" : "");
    else if (event->kind == TN_XML_TEXT)
        tn_put_format(out, "[%s]", event->text);
    else if (event->kind == TN_XML_END)
        tn_put_format(out, "</%s>", event->name);
}

static void describe(const char *bytes, size_t length, struct tn_buffer *out) {
    struct tn_error error = {0};
    struct tn_xml_event event = {.kind = TN_XML_DONE};
    struct tn_xml *xml = tn_xml_open(bytes, length, &error);
    while (xml && tn_xml_next(xml, &event, &error) && event.kind != TN_XML_DONE)
        describe_event(xml, &event, out);
    if (error.message)
        tn_put_format(out, "!%s", error.message);
    tn_xml_close(xml);
    tn_error_clear(&error);
}

static void assert_events(const char *document, const char *expected) {
    struct tn_buffer out = {0};
    describe(document, strlen(document), &out);
    assert_string_equal(tn_buffer_text(&out), expected);
    tn_buffer_free(&out);
}

/* Reading ends with an error that has this part. */
static void assert_refused(const char *bytes, size_t length, const char *part) {
    struct tn_buffer out = {0};
    describe(bytes, length, &out);
    const char *error = strchr(tn_buffer_text(&out), '!');
    if (!error || !strstr(error, part))
        fail_msg("no \"%s\" in \"%.300s\"", part, error ? error : tn_buffer_text(&out));
    tn_buffer_free(&out);
}

static void events_come_in_order(void **state) {
    (void)state;
    assert_events("<a x='1'>\n  <b x=\"&lt;2&#x4F5C;\"/>\n <c>text &amp; more</c></a>",
                  "1<a x=1>2<b x=<2作/></b>3<c>[text & more]</c></a>");
    assert_events("\xEF\xBB\xBF<?xml version='1.0' encoding='UTF-8'?><a><![CDATA[<&>]]></a>",
                  "1<a>[<&>]</a>");
    assert_events("<n:a xmlns:n='urn:n' n:x='1' x='2'/>", "1<a x=2/></a>");
    assert_events("<?xml version='1.0' encoding='ISO-8859-1'?><a x='\xE4'/>", "1<a x=ä/></a>");
}

static void the_end_comes_again_and_again(void **state) {
    (void)state;
    struct tn_xml *xml = tn_xml_open("<a/>", 4, NULL);
    struct tn_xml_event event;
    for (int i = 0; i < 2; i++)
        assert_true(tn_xml_next(xml, &event, NULL));
    for (int i = 0; i < 3; i++) {
        assert_true(tn_xml_next(xml, &event, NULL));
        assert_int_equal(event.kind, TN_XML_DONE);
    }
    tn_xml_close(xml);
}

static void errors_have_a_place_and_stay(void **state) {
    (void)state;
    struct tn_error error = {0};
    struct tn_xml_event event;
    struct tn_xml *xml = tn_xml_open("<a>\n</b>", 8, &error);
    while (tn_xml_next(xml, &event, &error))
        assert_int_not_equal(event.kind, TN_XML_DONE);
    assert_true(tn_starts_with(error.message, "2:"));
    assert_non_null(strstr(error.message, "mismatch"));
    assert_null(strchr(error.message, '\n'));
    tn_error_clear(&error);
    assert_false(tn_xml_next(xml, &event, &error));
    assert_true(tn_starts_with(error.message, "2:"));
    tn_error_clear(&error);
    tn_xml_close(xml);
}

static void document_types_are_refused(void **state) {
    (void)state;
    static const char *const documents[] = {
        "<!DOCTYPE a><a/>",
        "<?xml version='1.0'?><!-- <a> -->\n<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>",
        "<!DOCTYPE a SYSTEM 'http://localhost:1/a.dtd'><a/>",
        "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>",
        "<!DOCTYPE a [<!ENTITY % b SYSTEM 'file:///etc/passwd'> %b;]><a/>",
        "<!DOCTYPE a [<!ENTITY b 'bbbbbbbbbb'><!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;'>"
        "<!ENTITY d '&c;&c;&c;&c;&c;&c;&c;&c;'><!ENTITY e '&d;&d;&d;&d;&d;&d;&d;&d;'>"
        "<!ENTITY f '&e;&e;&e;&e;&e;&e;&e;&e;'><!ENTITY g '&f;&f;&f;&f;&f;&f;&f;&f;'>]><a>&g;</a>",
    };
    for (size_t i = 0; i < TN_LENGTH(documents); i++)
        assert_refused(documents[i], strlen(documents[i]), "DOCTYPE");
    assert_events("<a><!-- <!DOCTYPE a> --><![CDATA[<!DOCTYPE a>]]></a>", "1<a>[<!DOCTYPE a>]</a>");
}

static void an_undeclared_entity_is_an_error(void **state) {
    (void)state;
    assert_refused("<a>&b;</a>", 10, "1:");
}

static void ten_thousand_levels_are_an_error(void **state) {
    (void)state;
    struct tn_buffer deep = {0};
    for (int i = 0; i < 10000; i++)
        tn_put(&deep, "<a>");
    assert_refused(deep.at, deep.length, "nested deeper than 64");
    tn_buffer_free(&deep);
}

static void sixty_four_levels_are_not(void **state) {
    (void)state;
    struct tn_buffer deep = {0}, out = {0};
    for (int i = 0; i < 64; i++)
        tn_put(&deep, "<a>");
    for (int i = 0; i < 64; i++)
        tn_put(&deep, "</a>");
    describe(deep.at, deep.length, &out);
    assert_null(strchr(out.at, '!'));
    tn_buffer_free(&deep);
    tn_buffer_free(&out);
}

static void a_tag_of_many_attributes_is_an_error(void **state) {
    (void)state;
    struct tn_buffer wide = {0};
    tn_put(&wide, "\n<a");
    for (int i = 0; i < 100000; i++)
        tn_put_format(&wide, " b%d=''", i);
    tn_put(&wide, "/>");
    assert_refused(wide.at, wide.length, "2:1: this tag has more than 1000 attributes");
    tn_buffer_free(&wide);
}

static void every_truncation_is_an_error(void **state) {
    (void)state;
    static const char whole[] = "<?xml version='1.0'?><a x='1'><!-- b --><b>c&amp;</b>"
                                "<![CDATA[d]]></a>";
    for (size_t length = 0; length < sizeof whole - 1; length++) {
        char *part = tn_allocate(length);
        memcpy(part, whole, length);
        assert_refused(part, length, ":");
        free(part);
    }
}

static void other_encodings_are_refused(void **state) {
    (void)state;
    assert_refused("\xFF\xFE<\0a\0/\0>\0", 10, "save it as UTF-8");
    assert_refused("<\0a\0/\0>\0", 8, "save it as UTF-8");
    static const char seven[] = "<?xml version='1.0' encoding='UTF-7'?><a/>";
    assert_refused(seven, sizeof seven - 1, "save it as UTF-8");
    assert_refused("<a>\xC3</a>", 8, "1:");
}

int main(void) {
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(events_come_in_order),
        cmocka_unit_test(the_end_comes_again_and_again),
        cmocka_unit_test(errors_have_a_place_and_stay),
        cmocka_unit_test(document_types_are_refused),
        cmocka_unit_test(an_undeclared_entity_is_an_error),
        cmocka_unit_test(ten_thousand_levels_are_an_error),
        cmocka_unit_test(sixty_four_levels_are_not),
        cmocka_unit_test(a_tag_of_many_attributes_is_an_error),
        cmocka_unit_test(every_truncation_is_an_error),
        cmocka_unit_test(other_encodings_are_refused),
    };
    return tn_test_run("xml", tests);
}
