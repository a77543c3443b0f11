/*
 * The graph of a diagram: what is in scope, its rows, its edges.
 */
#include "diagram/graph.h"
#include "diagram/models.h"
#include "harness.h"

#include <string.h>

static struct tn_graph *graph_of(const struct tn_model *model, const char *focus, int depth,
                                 enum tn_detail detail) {
    struct tn_diagram_options options = {
        .focus = focus ? tn_find_entity(model, focus) : NULL, .depth = depth, .detail = detail};
    return tn_graph_new(model, &options, 20);
}

static size_t node_named(const struct tn_graph *graph, const char *name) {
    for (size_t i = 0; i < graph->node_count; i++)
        if (strcmp(graph->nodes[i].name, name) == 0)
            return i;
    return TN_NO_NODE;
}

/* "child.row>parent.row" by names; "" for the header. */
static const struct tn_graph_edge *edge_between(const struct tn_graph *graph, const char *child,
                                                const char *parent) {
    for (size_t i = 0; i < graph->edge_count; i++)
        if (graph->edges[i].child == node_named(graph, child) &&
            graph->edges[i].parent == node_named(graph, parent))
            return &graph->edges[i];
    return NULL;
}

static void the_whole_model_is_in_its_order(void **state) {
    (void)state;
    struct tn_model *model = models_shop();
    struct tn_graph *graph = graph_of(model, NULL, 0, TN_DETAIL_TYPES);
    assert_int_equal(graph->node_count, 8);
    assert_int_equal(graph->edge_count, 8);
    assert_string_equal(graph->nodes[0].name, "customers");
    assert_string_equal(graph->nodes[7].name, "audit_log");
    assert_string_equal(graph->nodes[2].rows[3].type, "order_status");
    assert_true(graph->nodes[2].rows[0].primary);
    assert_true(graph->nodes[2].rows[1].foreign);
    assert_false(graph->nodes[2].rows[3].foreign);
    tn_graph_free(graph);
    tn_model_free(model);
}

static void a_focus_shows_what_lies_within_its_steps(void **state) {
    (void)state;
    struct tn_model *model = models_shop();
    struct tn_graph *one = graph_of(model, "orders", 1, TN_DETAIL_NAMES);
    assert_int_equal(one->node_count, 4); /* customers, addresses, orders, order_items */
    assert_int_equal(node_named(one, "products"), TN_NO_NODE);
    assert_string_equal(one->nodes[one->focus].name, "orders");
    struct tn_graph *two = graph_of(model, "orders", 2, TN_DETAIL_NAMES);
    assert_int_equal(two->node_count, 5);
    assert_int_equal(two->nodes[node_named(two, "products")].distance, 2);
    struct tn_graph *none = graph_of(model, "orders", 0, TN_DETAIL_NAMES);
    assert_int_equal(none->node_count, 1);
    tn_graph_free(one);
    tn_graph_free(two);
    tn_graph_free(none);
    tn_model_free(model);
}

static void an_area_shows_its_entities(void **state) {
    (void)state;
    struct tn_model *model = models_shop();
    struct tn_area *area = tn_add(model, TN_area, model->project, "People");
    tn_find_entity(model, "customers")->area = area;
    tn_find_entity(model, "addresses")->area = area;
    struct tn_diagram_options options = {.area = area, .detail = TN_DETAIL_NAMES};
    struct tn_graph *graph = tn_graph_new(model, &options, 0);
    assert_int_equal(graph->node_count, 2);
    assert_int_equal(graph->edge_count, 1);
    assert_int_equal(graph->area_count, 1);
    assert_int_equal(graph->nodes[1].area, 1);
    tn_graph_free(graph);
    tn_model_free(model);
}

static void keys_only_leaves_the_other_rows_out_and_counts_them(void **state) {
    (void)state;
    struct tn_model *model = models_shop();
    struct tn_graph *graph = graph_of(model, NULL, 0, TN_DETAIL_KEYS);
    const struct tn_graph_node *orders = &graph->nodes[node_named(graph, "orders")];
    assert_int_equal(orders->row_count, 3);
    assert_int_equal(orders->hidden, 2);
    const struct tn_graph_edge *edge = edge_between(graph, "order_items", "products");
    const struct tn_graph_node *items = &graph->nodes[edge->child];
    assert_string_equal(items->rows[edge->child_row].attribute->name, "product_id");
    assert_int_equal(edge->parent_row, 0);
    tn_graph_free(graph);
    tn_model_free(model);
}

static void ends_come_from_nullability_and_keys(void **state) {
    (void)state;
    struct tn_model *model = models_shop();
    struct tn_graph *graph = graph_of(model, NULL, 0, TN_DETAIL_TYPES);
    const struct tn_graph_edge *must = edge_between(graph, "orders", "customers");
    const struct tn_graph_edge *may = edge_between(graph, "orders", "addresses");
    assert_int_equal(must->parent_end, TN_cardinality_exactly_one);
    assert_int_equal(may->parent_end, TN_cardinality_zero_or_one);
    assert_int_equal(may->child_end, TN_cardinality_zero_or_many);
    assert_true(edge_between(graph, "order_items", "orders")->identifying);
    assert_false(must->identifying || must->logical);
    const struct tn_graph_edge *self = edge_between(graph, "categories", "categories");
    assert_int_equal(self->child, self->parent);
    assert_int_not_equal(self->child_row, self->parent_row);
    tn_graph_free(graph);
    tn_model_free(model);
}

static void many_to_many_is_logical_and_many_at_both_ends(void **state) {
    (void)state;
    struct tn_model *model = models_shop();
    struct tn_graph *graph = graph_of(model, NULL, 0, TN_DETAIL_TYPES);
    const struct tn_graph_edge *edge = edge_between(graph, "tags", "products");
    assert_true(edge->logical);
    assert_int_equal(edge->parent_end, TN_cardinality_zero_or_many);
    assert_int_equal(edge->child_end, TN_cardinality_zero_or_many);
    assert_int_equal(edge->child_row, -1);
    assert_int_equal(edge->parent_row, -1);
    tn_graph_free(graph);
    tn_model_free(model);
}

static void an_edge_reads_as_a_sentence(void **state) {
    (void)state;
    struct tn_model *model = models_shop();
    struct tn_graph *graph = graph_of(model, NULL, 0, TN_DETAIL_NAMES);
    struct tn_buffer text = {0};
    tn_graph_put_edge(graph, edge_between(graph, "orders", "addresses"), &text);
    assert_string_equal(text.at, "orders.address_id → addresses.id, many to one, optional");
    tn_buffer_reset(&text);
    tn_graph_put_edge(graph, edge_between(graph, "tags", "products"), &text);
    assert_string_equal(text.at, "tags → products, many to many");
    tn_buffer_free(&text);
    tn_graph_free(graph);
    tn_model_free(model);
}

static void names_have_their_namespace_where_there_are_several(void **state) {
    (void)state;
    struct tn_model *model = tn_model_new(1, 0);
    struct tn_namespace *sales = tn_add(model, TN_namespace, model->project, "sales");
    tn_add(model, TN_entity, sales, "orders");
    struct tn_graph *graph = graph_of(model, NULL, 0, TN_DETAIL_NAMES);
    assert_string_equal(graph->nodes[0].name, "orders");
    tn_graph_free(graph);
    models_entity(model, "log");
    graph = graph_of(model, NULL, 0, TN_DETAIL_NAMES);
    assert_int_not_equal(node_named(graph, "sales.orders"), TN_NO_NODE);
    assert_int_not_equal(node_named(graph, "log"), TN_NO_NODE);
    tn_graph_free(graph);
    tn_model_free(model);
}

static void a_hub_shows_some_neighbours_and_counts_the_others(void **state) {
    (void)state;
    struct tn_model *model = models_hub(200);
    struct tn_graph *graph = graph_of(model, "hub", 1, TN_DETAIL_TYPES);
    assert_int_equal(graph->node_count, 21);
    assert_int_equal(graph->more_children, 180);
    assert_int_equal(graph->more_parents, 0);
    tn_graph_free(graph);
    tn_model_free(model);
}

static void an_entity_twice_beside_a_hub_counts_once(void **state) {
    (void)state;
    struct tn_model *model = models_hub(200);
    struct tn_entity *spoke = tn_find_entity(model, "spoke_0");
    models_column(model, spoke, "second bigint");
    models_link(model, "spoke_0", "second", "hub");
    struct tn_graph *graph = graph_of(model, "hub", 1, TN_DETAIL_TYPES);
    assert_int_equal(graph->node_count, 21);
    assert_int_equal(graph->edge_count, 21);
    assert_int_equal(graph->more_children, 180);
    tn_graph_free(graph);
    tn_model_free(model);
}

static void an_empty_model_is_an_empty_graph(void **state) {
    (void)state;
    struct tn_model *model = tn_model_new(1, 0);
    struct tn_graph *graph = graph_of(model, NULL, 0, TN_DETAIL_TYPES);
    assert_int_equal(graph->node_count, 0);
    assert_int_equal(graph->edge_count, 0);
    tn_graph_free(graph);
    tn_model_free(model);
}

static void a_relationship_to_an_attribute_of_another_entity_attaches_at_the_header(void **state) {
    (void)state;
    struct tn_model *model = models_shop();
    struct tn_entity *orders = tn_find_entity(model, "orders");
    struct tn_relationship *r = orders->relationships.first;
    tn_refs_append(model, &r->target_attributes,
                   tn_find_entity(model, "products")->attributes.last);
    struct tn_graph *graph = graph_of(model, NULL, 0, TN_DETAIL_TYPES);
    assert_int_equal(edge_between(graph, "orders", "customers")->parent_row, -1);
    tn_graph_free(graph);
    tn_model_free(model);
}

int main(void) {
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_whole_model_is_in_its_order),
        cmocka_unit_test(a_focus_shows_what_lies_within_its_steps),
        cmocka_unit_test(an_area_shows_its_entities),
        cmocka_unit_test(keys_only_leaves_the_other_rows_out_and_counts_them),
        cmocka_unit_test(ends_come_from_nullability_and_keys),
        cmocka_unit_test(many_to_many_is_logical_and_many_at_both_ends),
        cmocka_unit_test(an_edge_reads_as_a_sentence),
        cmocka_unit_test(names_have_their_namespace_where_there_are_several),
        cmocka_unit_test(a_hub_shows_some_neighbours_and_counts_the_others),
        cmocka_unit_test(an_entity_twice_beside_a_hub_counts_once),
        cmocka_unit_test(an_empty_model_is_an_empty_graph),
        cmocka_unit_test(a_relationship_to_an_attribute_of_another_entity_attaches_at_the_header),
    };
    return tn_test_run("diagram graph", tests);
}
