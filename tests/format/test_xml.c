/*
 * The canonical text: the same bytes again, the schema in the tree, and what hostile text meets.
 */
#include "harness.h"

#include "tenon/design.h"
#include "tenon/format.h"

#include <stdlib.h>
#include <string.h>

static struct tn_slice slice(const struct tn_buffer *text) {
    return (struct tn_slice){tn_buffer_text(text), text->length};
}

/* One field in so many. */
struct share {
    size_t number, of;
};

/* Every field of every kind gets a value that differs from its default. */
static void fill_fields(struct tn_model *model, struct tn_object *object, struct share share) {
    static const char awkward[] = "a <b> & \"c\"\n\td\r 作者 'e'";
    const struct tn_kind_info *info = tn_kind_of(object);
    for (size_t i = TN_FIELD_NAME; i < info->field_count; i++) {
        const struct tn_field *field = &info->fields[i];
        if (i % share.of != share.number)
            continue;
        union tn_value value = tn_value_default(field);
        struct tn_object *target =
            field->target == TN_any ? &model->project->object : tn_next(model, field->target, NULL);
        if (field->type == TN_TEXT)
            value.text = tn_text(model, awkward);
        else if (field->type == TN_TEXTS) {
            tn_texts_append(model, &value.texts, "one");
            tn_texts_append(model, &value.texts, awkward);
        } else if (field->type == TN_REF)
            value.ref = target;
        else if (field->type == TN_REFS && target) {
            tn_refs_append(model, &value.refs, target);
        } else if (field->type == TN_INT)
            value.number = INT64_MIN;
        else if (field->type != TN_REFS)
            value.number = !field->default_number;
        tn_value_put(object, field, value);
    }
}

static void add_below(struct tn_model *model, struct tn_object *parent, int depth) {
    const struct tn_kind_info *info = tn_kind_of(parent);
    for (size_t i = 0; i < info->list_count && depth; i++)
        for (int n = 0; n < 2; n++)
            add_below(model, tn_add(model, info->lists[i].kind, parent, "x"), depth - 1);
}

static void fill_below(struct tn_model *model, struct tn_object *object, struct share share) {
    const struct tn_kind_info *info = tn_kind_of(object);
    fill_fields(model, object, share);
    for (size_t i = 0; i < info->list_count; i++) {
        struct tn_list *list = tn_list_of(object, info->lists[i].kind);
        for (struct tn_object *child = list->first; child; child = child->next)
            fill_below(model, child, share);
    }
}

/* Two of everything that the catalogue knows, each field set. */
static struct tn_model *full_model(struct share share) {
    struct tn_model *model = tn_model_new(7, 0);
    add_below(model, &model->project->object, 5);
    fill_below(model, &model->project->object, share);
    return model;
}

static void text_read_and_written_again_is_the_same(void **state) {
    (void)state;
    struct tn_model *model = full_model((struct share){0, 1});
    struct tn_buffer first = {0}, second = {0};
    struct tn_error error = {0};
    tn_xml_write(model, &first);
    struct tn_model *again = tn_xml_read(slice(&first), "full.xml", &error);
    assert_null(error.message);
    assert_non_null(again);
    tn_xml_write(again, &second);
    assert_string_equal(first.at, second.at);
    tn_model_free(model);
    tn_model_free(again);
    tn_buffer_free(&first);
    tn_buffer_free(&second);
}

static void the_schema_in_the_tree_is_that_of_the_catalogue(void **state) {
    (void)state;
    struct tn_buffer schema = {0};
    tn_xml_schema(&schema);
    const char *path = tn_test_source("schema/tenon.rng");
    if (getenv("UPDATE"))
        tn_test_write(path, schema.at);
    char *file = tn_test_read(path, NULL);
    assert_non_null(file);
    assert_string_equal(file, schema.at);
    tn_buffer_free(&schema);
}

static void validate(const char *path) {
    struct tn_test_output run = tn_test_execute(
        NULL, (const char *const[]){"xmllint", "--nonet", "--noout", "--relaxng",
                                    tn_test_source("schema/tenon.rng"), path, NULL});
    if (run.status == 127)
        tn_test_skip("xmllint is not installed");
    if (run.status)
        print_message("%s", run.err);
    assert_int_equal(run.status, 0);
}

/* libxml2 doubles its work with every optional attribute that is there, so each text sets a few. */
static void every_field_is_valid_by_the_schema(void **state) {
    (void)state;
    enum { SHARES = 6 };
    for (size_t number = 0; number < SHARES; number++) {
        struct tn_model *model = full_model((struct share){number, SHARES});
        struct tn_buffer text = {0};
        tn_xml_write(model, &text);
        const char *path = tn_test_path(tn_test_folder(), "full.xml");
        tn_test_write(path, text.at);
        tn_buffer_free(&text);
        tn_model_free(model);
        validate(path);
    }
}

static void text_that_xml_cannot_hold_is_kept(void **state) {
    (void)state;
    static const char *const texts[] = {"\x01\x02 bell", "latin1 \xe9", "   ", "\n",
                                        "\xed\xa0\x80"};
    for (size_t i = 0; i < TN_LENGTH(texts); i++) {
        struct tn_model *model = tn_model_new(1, 0);
        struct tn_entity *entity = tn_add(model, TN_entity, model->project, texts[i]);
        entity->comment = tn_text(model, texts[i]);
        struct tn_buffer text = {0};
        struct tn_error error = {0};
        tn_xml_write(model, &text);
        struct tn_model *again = tn_xml_read(slice(&text), NULL, &error);
        assert_null(error.message);
        struct tn_entity *read = again->project->entities.first;
        assert_string_equal(read->name, texts[i]);
        assert_string_equal(read->comment, texts[i]);
        tn_buffer_free(&text);
        tn_model_free(model);
        tn_model_free(again);
    }
}

#define HEAD "<project xmlns=\"urn:tenon:model:1\" format=\"1\" id=\"a1\""

static const struct {
    const char *text, *message;
} wrong[] = {
    {"", "x.xml:"},
    {"<a/>", "begins with the element project"},
    {"<project/>", "format"},
    {"<project format=\"2\"/>", "newer tenon"},
    {HEAD "><entity id=\"b\" name=\"a\" colour=\"red\"/></project>",
     "colour: there is no such attribute"},
    {HEAD "><entity id=\"b\" rank=\"1\"/></project>", "rank: there is no such attribute"},
    {HEAD "><entity id=\"xyz\"/></project>", "hexadecimal"},
    {HEAD "><entity id=\"b\"/><entity id=\"b\"/></project>", "taken by another"},
    {HEAD "><attribute id=\"b\"/></project>", "a attribute cannot stand in a project"},
    {HEAD "><entity id=\"b\"><sofa/></entity></project>", "there is no such element"},
    {HEAD "><entity id=\"b\" area=\"c\"/></project>", "not there"},
    {HEAD "><entity id=\"b\" area=\"b\"/></project>", "another kind"},
    {HEAD "><entity id=\"b\" strict=\"yes\"/></project>", "true or false"},
    {HEAD "><entity id=\"b\" row_count=\"many\"/></project>", "a number"},
    {HEAD "><entity id=\"b\" persistence=\"eternal\"/></project>", "none of its values"},
    {HEAD ">loose text</project>", "stand in a field"},
    {HEAD "><comment encoding=\"rot13\">x</comment></project>", "base64"},
    {HEAD "><comment encoding=\"base64\">*</comment></project>", "base64"},
    {HEAD "><entity id=\"b\">", "x.xml:"},
};

static void errors_name_the_file_the_line_and_the_fault(void **state) {
    (void)state;
    for (size_t i = 0; i < TN_LENGTH(wrong); i++) {
        struct tn_error error = {0};
        assert_null(tn_xml_read(tn_slice_of(wrong[i].text), "x.xml", &error));
        assert_non_null(error.message);
        assert_true(tn_starts_with(error.message, "x.xml:"));
        if (!strstr(error.message, wrong[i].message))
            fail_msg("%s\n  lacks: %s", error.message, wrong[i].message);
        tn_error_clear(&error);
    }
}

static void refuse(const char *text) {
    struct tn_error error = {0};
    assert_null(tn_xml_read(tn_slice_of(text), "evil.xml", &error));
    assert_non_null(error.message);
    tn_error_clear(&error);
}

static void hostile_text_is_refused(void **state) {
    (void)state;
    refuse("<!DOCTYPE p [<!ENTITY a \"x\"><!ENTITY b \"&a;&a;\">]>" HEAD
           "><comment>&b;</comment></project>");
    refuse("<!DOCTYPE p [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>" HEAD
           "><comment>&a;</comment></project>");
    refuse("<!DOCTYPE p SYSTEM \"http://localhost/x.dtd\">" HEAD "/>");
    struct tn_buffer deep = {0};
    tn_put(&deep, HEAD ">");
    for (int i = 0; i < 10000; i++)
        tn_put(&deep, "<area>");
    refuse(deep.at);
    tn_buffer_free(&deep);
}

/* A truncated text is an error wherever it ends, never a smaller model. */
static void every_truncation_is_an_error(void **state) {
    (void)state;
    struct tn_model *model = full_model((struct share){0, 1});
    struct tn_buffer text = {0};
    tn_xml_write(model, &text);
    size_t step = text.length / 500 + 1;
    for (size_t length = 0; length < text.length - 2; length += step) {
        struct tn_error error = {0};
        assert_null(tn_xml_read((struct tn_slice){text.at, length}, NULL, &error));
        tn_error_clear(&error);
    }
    tn_buffer_free(&text);
    tn_model_free(model);
}

int main(void) {
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_read_and_written_again_is_the_same),
        cmocka_unit_test(the_schema_in_the_tree_is_that_of_the_catalogue),
        cmocka_unit_test(every_field_is_valid_by_the_schema),
        cmocka_unit_test(text_that_xml_cannot_hold_is_kept),
        cmocka_unit_test(errors_name_the_file_the_line_and_the_fault),
        cmocka_unit_test(hostile_text_is_refused),
        cmocka_unit_test(every_truncation_is_an_error),
    };
    return tn_test_run("xml", tests);
}
