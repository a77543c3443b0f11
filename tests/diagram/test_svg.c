/*
 * The SVG diagram, read back as XML.
 */
#include "base/xml.h"
#include "diagram/models.h"
#include "harness.h"
#include "tenon/diagram.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What a reader of the document finds. */
struct found {
    size_t entities, relationships, titles, links, scripts;
    struct tn_buffer ids, title_texts; /* one a line */
    size_t feet;
    double feet_toe[8], feet_vertex[8], feet_y[8];
};

static const char *attribute(const struct tn_xml *xml, const char *name) {
    const char *value = tn_xml_attribute(xml, name);
    return value ? value : "";
}

/* "M104 50L115 56L104 62": toe, vertex, toe. */
static void note_foot(struct found *found, const char *path) {
    double toe_x, toe_y, x, y;
    if (found->feet < 8 && sscanf(path, "M%lf %lfL%lf %lf", &toe_x, &toe_y, &x, &y) == 4) {
        found->feet_toe[found->feet] = toe_x;
        found->feet_vertex[found->feet] = x;
        found->feet_y[found->feet++] = y;
    }
}

static void note_start(struct found *found, const struct tn_xml *xml, const char *name,
                       bool *in_foot) {
    const char *id = attribute(xml, "id");
    found->entities += strncmp(id, "entity-", 7) == 0;
    found->relationships += strncmp(id, "relationship-", 13) == 0;
    found->titles += strcmp(name, "title") == 0;
    found->links += *attribute(xml, "href") || *attribute(xml, "xlink:href");
    found->scripts += strcmp(name, "script") == 0 || strcmp(name, "foreignObject") == 0 ||
                      strcmp(name, "image") == 0;
    if (*id)
        tn_put_format(&found->ids, "%s\n", id);
    if (strcmp(name, "g") == 0)
        *in_foot = strncmp(attribute(xml, "class"), "crow", 4) == 0;
    if (*in_foot && strcmp(name, "path") == 0)
        note_foot(found, attribute(xml, "d"));
}

static struct found read_svg(const struct tn_buffer *svg) {
    struct found found = {0};
    struct tn_error error = {0};
    struct tn_xml *xml = tn_xml_open(svg->at, svg->length, &error);
    struct tn_xml_event event = {0};
    bool in_title = false, in_foot = false, fine = xml != NULL;
    while (fine && (fine = tn_xml_next(xml, &event, &error)) && event.kind != TN_XML_DONE) {
        if (event.kind == TN_XML_START)
            note_start(&found, xml, event.name, &in_foot);
        if (event.kind != TN_XML_TEXT)
            in_title = event.kind == TN_XML_START && strcmp(event.name, "title") == 0;
        else if (in_title)
            tn_put_format(&found.title_texts, "%s\n", event.text);
    }
    if (!fine)
        print_error("%s\n", error.message);
    assert_true(fine);
    tn_xml_close(xml);
    return found;
}

static void free_found(struct found *found) {
    tn_buffer_free(&found->ids);
    tn_buffer_free(&found->title_texts);
}

static struct tn_buffer svg_of(const struct tn_model *model,
                               const struct tn_diagram_options *options) {
    struct tn_buffer svg = {0};
    struct tn_error error = {0};
    bool fine = tn_diagram_svg(model, options, &svg, &error);
    if (!fine)
        print_error("%s\n", error.message);
    assert_true(fine);
    return svg;
}

static const struct tn_diagram_options whole = {.detail = TN_DETAIL_TYPES};

static void every_entity_and_relationship_is_there(void **state) {
    (void)state;
    struct tn_model *model = models_shop();
    struct tn_buffer svg = svg_of(model, &whole);
    struct found found = read_svg(&svg);
    assert_int_equal(found.entities, 8);
    assert_int_equal(found.relationships, 8);
    TN_EACH_OF(model, relationship, r) {
        char id[17];
        tn_id_print(r->id, id);
        assert_non_null(strstr(found.ids.at, id));
    }
    free_found(&found);
    tn_buffer_free(&svg);
    tn_model_free(model);
}

static void nothing_is_loaded_or_run(void **state) {
    (void)state;
    struct tn_model *model = models_shop();
    struct tn_buffer svg = svg_of(model, &whole);
    struct found found = read_svg(&svg);
    assert_int_equal(found.links, 0);
    assert_int_equal(found.scripts, 0);
    assert_null(strstr(svg.at, "url("));
    assert_null(strstr(svg.at, "@import"));
    free_found(&found);
    tn_buffer_free(&svg);
    tn_model_free(model);
}

static void titles_say_what_each_thing_is(void **state) {
    (void)state;
    struct tn_model *model = models_shop();
    tn_find_entity(model, "orders")->comment = tn_text(model, "What was bought");
    struct tn_buffer svg = svg_of(model, &whole);
    struct found found = read_svg(&svg);
    static const char *const expected[] = {
        "orders, 5 columns: What was bought\n",
        "orders.address_id → addresses.id, many to one, optional\n",
        "order_items.order_id → orders.id, many to one, identifying\n",
        "id bigint, primary key, not null\n",
        "shop\n",
    };
    for (size_t i = 0; i < TN_LENGTH(expected); i++)
        assert_non_null(strstr(found.title_texts.at, expected[i]));
    assert_non_null(strstr(svg.at, "8 tables, 8 relationships.\n"));
    free_found(&found);
    tn_buffer_free(&svg);
    tn_model_free(model);
}

static void there_is_a_light_and_a_dark_style(void **state) {
    (void)state;
    struct tn_model *model = models_shop();
    struct tn_buffer svg = svg_of(model, &whole);
    const char *dark = strstr(svg.at, "@media (prefers-color-scheme: dark)");
    assert_non_null(dark);
    assert_non_null(strstr(svg.at, ".box{fill:#"));
    assert_non_null(strstr(dark, ".box{fill:#"));
    assert_non_null(strstr(svg.at, "role=\"graphics-document\""));
    tn_buffer_free(&svg);
    tn_model_free(model);
}

static void the_vertex_of_a_crows_foot_points_away_from_the_table_of_the_many(void **state) {
    (void)state;
    struct tn_model *model = tn_model_new(1, 0);
    models_column(model, models_entity(model, "parent"), "*id int");
    struct tn_entity *child = models_entity(model, "child");
    models_column(model, child, "*id int");
    models_column(model, child, "parent_id int");
    models_link(model, "child", "parent_id", "parent");
    struct tn_buffer svg = svg_of(model, &whole);
    struct found found = read_svg(&svg);
    assert_int_equal(found.feet, 1);
    /* The child stands to the right of its parent: the foot's toes are at its left side. */
    assert_true(found.feet_vertex[0] < found.feet_toe[0]);
    assert_non_null(strstr(svg.at, "class=\"crowodot\""));
    assert_non_null(strstr(svg.at, "class=\"teetee\""));
    free_found(&found);
    tn_buffer_free(&svg);
    tn_model_free(model);
}

static void many_to_many_has_a_foot_at_both_ends(void **state) {
    (void)state;
    struct tn_model *model = tn_model_new(1, 0);
    models_column(model, models_entity(model, "posts"), "*id int");
    models_column(model, models_entity(model, "tags"), "*id int");
    models_many_to_many(model, "posts", "tags");
    struct tn_buffer svg = svg_of(model, &whole);
    struct found found = read_svg(&svg);
    assert_int_equal(found.feet, 2);
    assert_true(found.feet_vertex[0] > found.feet_toe[0]); /* at the right side of tags */
    assert_true(found.feet_vertex[1] < found.feet_toe[1]);
    assert_true(found.feet_vertex[0] < found.feet_vertex[1]);
    free_found(&found);
    tn_buffer_free(&svg);
    tn_model_free(model);
}

static void two_runs_are_equal_byte_for_byte(void **state) {
    (void)state;
    struct tn_model *model = models_random(60, 5);
    struct tn_buffer first = svg_of(model, &whole), second = svg_of(model, &whole);
    assert_int_equal(first.length, second.length);
    assert_memory_equal(first.at, second.at, first.length);
    tn_buffer_free(&first);
    tn_buffer_free(&second);
    tn_model_free(model);
}

static void hostile_names_stay_text(void **state) {
    (void)state;
    static const char *const names[] = {
        "<script>alert(1)</script>",
        "a&b\"c'd",
        "line\nbreak\ttab\x01\x1b[31m",
        "作者",
        "\xff\xfe broken \xc3",
        "\\N\\G\\L",
        "]]>",
        "",
    };
    struct tn_model *model = tn_model_new(1, 0);
    char *long_name = tn_allocate(501);
    memset(long_name, 'x', 500);
    for (size_t i = 0; i <= TN_LENGTH(names); i++) {
        const char *name = i < TN_LENGTH(names) ? names[i] : long_name;
        struct tn_entity *entity = models_entity(model, name);
        entity->comment = tn_text(model, name);
        struct tn_attribute *column = tn_add(model, TN_attribute, entity, name);
        column->type = tn_text(model, name);
        column->default_value = tn_text(model, name);
        struct tn_relationship *r = tn_add(model, TN_relationship, entity, name);
        r->target = model->project->entities.first;
        r->verb = tn_text(model, name);
        tn_refs_append(model, &r->attributes, column);
    }
    struct tn_diagram_options options = {.detail = TN_DETAIL_TYPES, .title = names[0]};
    struct tn_buffer svg = svg_of(model, &options);
    struct found found = read_svg(&svg);
    assert_int_equal(found.entities, TN_LENGTH(names) + 1);
    assert_int_equal(found.relationships, TN_LENGTH(names) + 1);
    assert_int_equal(found.scripts, 0);
    assert_null(strchr(svg.at, '\x1b'));
    assert_non_null(strstr(svg.at, ">作者</text>"));
    assert_non_null(strstr(found.title_texts.at, long_name));
    free_found(&found);
    tn_buffer_free(&svg);
    free(long_name);
    tn_model_free(model);
}

static void none_and_one_entity_have_a_picture_too(void **state) {
    (void)state;
    struct tn_model *model = tn_model_new(1, 0);
    struct tn_buffer svg = svg_of(model, &whole);
    struct found found = read_svg(&svg);
    assert_int_equal(found.entities, 0);
    free_found(&found);
    tn_buffer_free(&svg);
    models_column(model, models_entity(model, "lonely"), "*id int");
    svg = svg_of(model, &whole);
    found = read_svg(&svg);
    assert_int_equal(found.entities, 1);
    free_found(&found);
    tn_buffer_free(&svg);
    tn_model_free(model);
}

static void three_hundred_tables_are_laid_out(void **state) {
    (void)state;
    struct tn_model *model = models_random(300, 3);
    struct tn_buffer svg = svg_of(model, &whole);
    struct found found = read_svg(&svg);
    assert_int_equal(found.entities, 300);
    assert_int_equal(found.relationships, model->counts[TN_relationship]);
    free_found(&found);
    tn_buffer_free(&svg);
    tn_model_free(model);
}

static void very_many_tables_are_drawn_with_less_detail_and_say_so(void **state) {
    (void)state;
    struct tn_model *model = models_random(1600, 3);
    struct tn_buffer svg = svg_of(model, &whole);
    struct found found = read_svg(&svg);
    assert_int_equal(found.entities, 1600);
    assert_non_null(strstr(svg.at, "names only, for its size"));
    free_found(&found);
    tn_buffer_free(&svg);
    tn_model_free(model);
}

static void areas_are_tinted_and_named_in_the_legend(void **state) {
    (void)state;
    struct tn_model *model = models_shop();
    struct tn_area *sales = tn_add(model, TN_area, model->project, "Sales & more");
    struct tn_area *other = tn_add(model, TN_area, model->project, "Other");
    tn_find_entity(model, "orders")->area = sales;
    tn_find_entity(model, "tags")->area = other;
    sales->color = tn_text(model, "#c0ffee");
    other->color = tn_text(model, "\"/><script>");
    struct tn_buffer svg = svg_of(model, &whole);
    struct found found = read_svg(&svg);
    assert_non_null(strstr(svg.at, ">Sales &amp; more</text>"));
    assert_non_null(strstr(svg.at, "class=\"area2\""));
    assert_non_null(strstr(svg.at, "fill=\"#c0ffee\""));
    assert_non_null(strstr(found.title_texts.at, "orders, 5 columns, area Sales & more\n"));
    assert_int_equal(found.scripts, 0);
    free_found(&found);
    tn_buffer_free(&svg);
    tn_model_free(model);
}

static void a_graphviz_without_engines_is_an_error_that_says_so(void **state) {
    (void)state;
    struct tn_model *model = models_shop();
    struct tn_buffer svg = {0};
    struct tn_error error = {0};
    setenv("GVBINDIR", tn_test_folder(), 1); /* where it would look for them */
    assert_false(tn_diagram_svg(model, &whole, &svg, &error));
    unsetenv("GVBINDIR");
    assert_non_null(strstr(error.message, "Graphviz failed"));
    assert_int_equal(svg.length, 0);
    tn_error_clear(&error);
    tn_model_free(model);
}

static void an_unknown_theme_is_an_error(void **state) {
    (void)state;
    struct tn_model *model = models_shop();
    struct tn_diagram_options options = {.theme = "no-such-theme"};
    struct tn_buffer svg = {0};
    struct tn_error error = {0};
    assert_false(tn_diagram_svg(model, &options, &svg, &error));
    assert_non_null(strstr(error.message, "no-such-theme"));
    assert_int_equal(svg.length, 0);
    tn_error_clear(&error);
    tn_model_free(model);
}

int main(void) {
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_entity_and_relationship_is_there),
        cmocka_unit_test(nothing_is_loaded_or_run),
        cmocka_unit_test(titles_say_what_each_thing_is),
        cmocka_unit_test(there_is_a_light_and_a_dark_style),
        cmocka_unit_test(the_vertex_of_a_crows_foot_points_away_from_the_table_of_the_many),
        cmocka_unit_test(many_to_many_has_a_foot_at_both_ends),
        cmocka_unit_test(two_runs_are_equal_byte_for_byte),
        cmocka_unit_test(hostile_names_stay_text),
        cmocka_unit_test(none_and_one_entity_have_a_picture_too),
        cmocka_unit_test(three_hundred_tables_are_laid_out),
        cmocka_unit_test(very_many_tables_are_drawn_with_less_detail_and_say_so),
        cmocka_unit_test(areas_are_tinted_and_named_in_the_legend),
        cmocka_unit_test(a_graphviz_without_engines_is_an_error_that_says_so),
        cmocka_unit_test(an_unknown_theme_is_an_error),
    };
    return tn_test_run("diagram svg", tests);
}
