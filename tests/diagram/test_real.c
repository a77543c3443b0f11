/*
 * Diagrams of schemas that nobody here wrote. Skipped where the shared test data is absent.
 */
#include "base/xml.h"
#include "diagram/picture.h"
#include "harness.h"
#include "tenon/sql.h"

#include <stdlib.h>
#include <string.h>

static const char *const schemas[] = {
    "schemas/postgresql/pagila.sql",         "schemas/postgresql/chinook.sql",
    "schemas/postgresql/northwind.sql",      "schemas/mysql/sakila.sql",
    "schemas/postgresql/adventureworks.sql",
};

static struct tn_model *read_schema(const char *name) {
    const char *path = tn_test_shared(name);
    if (!path)
        tn_test_skip("the shared schemas are not here");
    size_t length = 0;
    char *text = tn_test_read(path, &length);
    struct tn_model *model = tn_model_new(0, 0);
    struct tn_findings findings = {0};
    tn_sql_read(model, (struct tn_slice){text, length}, name, tn_dialect_detect(text, length),
                &findings, NULL);
    tn_findings_free(&findings);
    assert_true(model->counts[TN_entity] > 5);
    return model;
}

/* How many elements have an id that begins so. */
static size_t count_ids(const struct tn_buffer *svg, const char *start) {
    struct tn_error error = {0};
    struct tn_xml *xml = tn_xml_open(svg->at, svg->length, &error);
    struct tn_xml_event event = {0};
    size_t count = 0;
    bool fine = xml != NULL;
    while (fine && (fine = tn_xml_next(xml, &event, &error)) && event.kind != TN_XML_DONE) {
        const char *id = event.kind == TN_XML_START ? tn_xml_attribute(xml, "id") : NULL;
        count += id && strncmp(id, start, strlen(start)) == 0;
    }
    tn_xml_close(xml);
    assert_true(fine);
    return count;
}

static size_t count_inner_relationships(const struct tn_model *model) {
    size_t count = 0;
    TN_EACH_OF(model, relationship, r) count += r->target != NULL;
    return count;
}

static void every_table_and_foreign_key_is_in_the_svg(void **state) {
    (void)state;
    for (size_t i = 0; i < TN_LENGTH(schemas); i++) {
        struct tn_model *model = read_schema(schemas[i]);
        struct tn_diagram_options options = {.detail = TN_DETAIL_TYPES};
        struct tn_buffer svg = {0};
        struct tn_error error = {0};
        assert_true(tn_diagram_svg(model, &options, &svg, &error));
        assert_int_equal(count_ids(&svg, "entity-"), model->counts[TN_entity]);
        assert_int_equal(count_ids(&svg, "relationship-"), count_inner_relationships(model));
        tn_buffer_free(&svg);
        tn_model_free(model);
    }
}

static void every_foreign_key_finds_its_way_on_the_grid(void **state) {
    (void)state;
    for (size_t i = 0; i < TN_LENGTH(schemas); i++)
        for (int detail = TN_DETAIL_NAMES; detail <= TN_DETAIL_TYPES; detail++) {
            struct tn_model *model = read_schema(schemas[i]);
            struct tn_diagram_options options = {.detail = (enum tn_detail)detail};
            struct tn_error error = {0};
            struct tn_picture *picture = tn_picture_new(model, &options, &error);
            assert_non_null(picture);
            assert_int_equal(picture->graph->node_count, model->counts[TN_entity]);
            assert_int_equal(picture->not_drawn, 0);
            tn_picture_free(picture);
            tn_model_free(model);
        }
}

static void so_it_does_around_every_table(void **state) {
    (void)state;
    for (size_t i = 0; i < TN_LENGTH(schemas); i++) {
        struct tn_model *model = read_schema(schemas[i]);
        TN_EACH_OF(model, entity, entity) {
            struct tn_diagram_options options = {
                .focus = entity, .depth = 1, .detail = TN_DETAIL_TYPES};
            struct tn_error error = {0};
            struct tn_picture *picture = tn_picture_new(model, &options, &error);
            assert_non_null(picture);
            assert_int_equal(picture->not_drawn, 0);
            tn_picture_free(picture);
        }
        tn_model_free(model);
    }
}

int main(void) {
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_table_and_foreign_key_is_in_the_svg),
        cmocka_unit_test(every_foreign_key_finds_its_way_on_the_grid),
        cmocka_unit_test(so_it_does_around_every_table),
    };
    return tn_test_run("diagram real schemas", tests);
}
