/*
 * What the designer shows and does, key by key, without a terminal.
 */
#include "tenon/lint.h"
#include "tui/stage.h"

#include <string.h>

/* ------------------------------------------------------------------ whole screens */

static void the_entity_fills_a_small_terminal(void **state) {
    struct stage stage;
    (void)state;
    stage_open(&stage, 80, 24);
    stage_golden(&stage, "entity_80x24");
    stage_close(&stage);
}

static void a_large_terminal_shows_every_pane(void **state) {
    struct stage stage;
    (void)state;
    stage_open(&stage, 160, 50);
    stage_keys(&stage, "1 Down Down 2");
    stage_golden(&stage, "entity_160x50");
    stage_close(&stage);
}

static void a_pause_brings_the_problems_and_the_picture(void **state) {
    struct stage stage;
    (void)state;
    stage_open(&stage, 160, 60);
    stage_keys(&stage, "1 Down Down 2 :");
    stage_type(&stage, "add-entity keyless");
    stage_keys(&stage, "Enter");
    assert_true(stage_shows(&stage, "checking when you pause"));
    stage_pause(&stage);
    assert_true(stage_shows(&stage, "keyless"));
    assert_true(stage_shows(&stage, "problems ▲2")); /* no key, no columns */
    stage_keys(&stage, "Backspace");
    stage_pause(&stage);
    assert_true(stage_shows(&stage, "│ orders │"));
    stage_close(&stage);
}

static void an_empty_project_says_what_to_press(void **state) {
    struct stage stage;
    (void)state;
    stage_open_empty(&stage, 80, 24);
    stage_golden(&stage, "start_80x24");
    stage_close(&stage);
}

static void the_form_has_every_field(void **state) {
    struct stage stage;
    (void)state;
    stage_open(&stage, 80, 24);
    stage_keys(&stage, "e");
    stage_golden(&stage, "form_80x24");
    stage_close(&stage);
}

static void the_wizard_says_what_it_will_add(void **state) {
    struct stage stage;
    (void)state;
    stage_open(&stage, 80, 24);
    stage_keys(&stage, "r Enter p r o d Enter");
    stage_golden(&stage, "relate_80x24");
    stage_close(&stage);
}

static void help_begins_with_the_keys_of_the_place(void **state) {
    struct stage stage;
    (void)state;
    stage_open(&stage, 80, 24);
    stage_keys(&stage, "?");
    stage_golden(&stage, "help_80x24");
    stage_close(&stage);
}

/* An index on a flag, and a project that has its own opinion of how few values are few. */
static struct tn_model *model_with_low_index(void) {
    struct tn_model *model = tn_model_new(1, 0);
    struct tn_findings findings = {0};
    struct tn_error error = {0};
    tn_sql_read(model,
                tn_slice_of("CREATE TABLE users (id integer PRIMARY KEY, active boolean NOT NULL "
                            "DEFAULT true);"
                            "CREATE INDEX users_active ON users (active);"),
                "test.sql", tn_dialects[TN_POSTGRESQL], &findings, NULL);
    tn_findings_free(&findings);
    tn_group_begin(model, "values");
    assert_true(tn_rule_set(model, "index-low-value", "values=4", &error));
    assert_true(tn_rule_set(model, "index-low-value", "warning", &error));
    tn_group_end(model, NULL);
    return model;
}

static void open_explanation(struct stage *stage, int width, int height) {
    stage_open_model(stage, model_with_low_index(), width, height);
    stage_pause(stage);
    stage_keys(stage, "5 e");
}

static void a_problem_is_explained_whole(void **state) {
    struct stage stage;
    (void)state;
    open_explanation(&stage, 80, 24);
    stage_golden(&stage, "rule_80x24");
    stage_keys(&stage, "PageDown");
    stage_golden(&stage, "rule_end_80x24");
    stage_keys(&stage, "k k k");
    assert_true(stage_shows(&stage, "for few values."));
    stage_keys(&stage, "g");
    assert_true(stage_shows(&stage, "over active alone"));
    stage_close(&stage);
    open_explanation(&stage, 170, 50);
    stage_golden(&stage, "rule_170x50");
    stage_close(&stage);
}

static void a_tiny_terminal_says_so(void **state) {
    struct stage stage;
    (void)state;
    static const int sizes[][2] = {{1, 1}, {2, 1}, {1, 30}, {39, 9}, {200, 2}, {0, 0}};
    stage_open(&stage, 80, 24);
    for (size_t i = 0; i < TN_LENGTH(sizes); i++) {
        tn_cells_resize(&stage.cells, sizes[i][0], sizes[i][1]);
        app_draw(&stage.app, &stage.cells);
    }
    tn_cells_resize(&stage.cells, 39, 9);
    app_draw(&stage.app, &stage.cells);
    assert_true(stage_shows(&stage, "too small"));
    stage_close(&stage);
}

static void ascii_uses_only_ascii(void **state) {
    struct stage stage;
    (void)state;
    stage_open(&stage, 160, 50);
    stage.app.ascii = true;
    stage_keys(&stage, "2 n");
    stage_pause(&stage);
    for (const char *c = stage_screen(&stage); *c; c++)
        assert_false(*c & 0x80);
    stage_close(&stage);
}

/* ------------------------------------------------------------------ the grid */

static void an_attribute_is_added_from_one_line(void **state) {
    struct stage stage;
    (void)state;
    stage_open(&stage, 80, 24);
    stage_keys(&stage, "a");
    stage_type(&stage, "code varchar(20) unique not null");
    stage_keys(&stage, "Enter");
    assert_string_equal(stage_message(&stage), "added attribute code — u undoes");
    assert_true(stage_shows(&stage, "code  "));
    stage_keys(&stage, "Enter"); /* an empty line ends it */
    assert_false(stage.app.prompt.active);
    assert_true(tn_is_unique(grid_attribute(&stage.app)));
    stage_close(&stage);
}

static void a_line_that_is_not_sql_stays_to_be_mended(void **state) {
    struct stage stage;
    (void)state;
    stage_open(&stage, 80, 24);
    stage_keys(&stage, "a");
    stage_type(&stage, "code varchar(20");
    stage_keys(&stage, "Enter");
    assert_true(stage.app.prompt.active);
    assert_true(*stage_message(&stage));
    stage_keys(&stage, "Esc");
    assert_false(stage_shows(&stage, "code"));
    stage_close(&stage);
}

static void a_cell_is_edited_in_place_and_tab_goes_on(void **state) {
    struct stage stage;
    (void)state;
    stage_open(&stage, 80, 24);
    stage_keys(&stage, "Down Enter C-u");
    stage_type(&stage, "full_name");
    stage_keys(&stage, "Tab C-u");
    stage_type(&stage, "text");
    stage_keys(&stage, "Enter");
    struct tn_attribute *attribute = grid_attribute(&stage.app);
    assert_string_equal(attribute->name, "full_name");
    assert_string_equal(attribute->type, "text");
    stage_close(&stage);
}

static void escape_leaves_a_cell_as_it_was(void **state) {
    struct stage stage;
    (void)state;
    stage_open(&stage, 80, 24);
    stage_keys(&stage, "Down Enter x y z Esc");
    assert_string_equal(grid_attribute(&stage.app)->name, "name");
    stage_close(&stage);
}

static void letters_toggle_key_null_and_unique(void **state) {
    struct stage stage;
    (void)state;
    stage_open(&stage, 80, 24);
    stage_keys(&stage, "Down n");
    struct tn_attribute *attribute = grid_attribute(&stage.app);
    assert_true(attribute->nullable);
    assert_string_equal(stage_message(&stage), "name may be null — u undoes");
    stage_keys(&stage, "p");
    assert_true(tn_is_primary(attribute) && !attribute->nullable);
    stage_keys(&stage, "p x");
    assert_true(!tn_is_primary(attribute) && tn_is_unique(attribute));
    stage_keys(&stage, "x i");
    assert_true(!tn_is_unique(attribute));
    assert_int_equal(app_entity(&stage.app)->indexes.count, 1);
    stage_close(&stage);
}

static void marked_attributes_share_a_key(void **state) {
    struct stage stage;
    (void)state;
    stage_open(&stage, 80, 24);
    stage_keys(&stage, "Down Space Space x");
    struct tn_key *key = app_entity(&stage.app)->keys.last;
    assert_int_equal(key->attributes.count, 2);
    assert_int_equal(stage.app.grid.marked.count, 0);
    stage_close(&stage);
}

static void attributes_change_places(void **state) {
    struct stage stage;
    (void)state;
    stage_open(&stage, 80, 24);
    stage_keys(&stage, "Down K");
    assert_string_equal(((struct tn_attribute *)app_entity(&stage.app)->attributes.first)->name,
                        "name");
    assert_string_equal(grid_attribute(&stage.app)->name, "name");
    stage_close(&stage);
}

static void deleting_asks_when_foreign_keys_go_along(void **state) {
    struct stage stage;
    (void)state;
    stage_open(&stage, 80, 24);
    stage_keys(&stage, "1 d");
    assert_true(stage_shows(&stage, "delete customers and the foreign key to it in orders?"));
    stage_keys(&stage, "n");
    assert_non_null(tn_find_entity(stage.model, "customers"));
    stage_keys(&stage, "d y");
    assert_null(tn_find_entity(stage.model, "customers"));
    stage_keys(&stage, "u");
    assert_non_null(tn_find_entity(stage.model, "customers"));
    assert_string_equal(stage_message(&stage),
                        "undid: delete entity customers — C-r does it again");
    stage_close(&stage);
}

/* ------------------------------------------------------------------ elsewhere */

static void a_name_that_is_taken_is_refused(void **state) {
    struct stage stage;
    (void)state;
    stage_open(&stage, 80, 24);
    stage_keys(&stage, "1 R C-u");
    stage_type(&stage, "orders");
    stage_keys(&stage, "Enter");
    assert_true(stage_shows(&stage, "there is an entity orders already"));
    assert_true(stage.app.prompt.active);
    stage_close(&stage);
}

static void search_finds_by_any_part_of_a_name(void **state) {
    struct stage stage;
    (void)state;
    stage_open(&stage, 80, 24);
    stage_keys(&stage, "/");
    stage_type(&stage, "quant");
    assert_true(stage_shows(&stage, "order_items.quantity"));
    stage_keys(&stage, "Enter");
    assert_string_equal(grid_attribute(&stage.app)->name, "quantity");
    stage_close(&stage);
}

static void the_command_line_completes_and_remembers(void **state) {
    struct stage stage;
    (void)state;
    stage_open(&stage, 80, 24);
    stage_keys(&stage, ":");
    stage_type(&stage, "add-en");
    stage_keys(&stage, "Tab");
    stage_type(&stage, " suppliers");
    stage_keys(&stage, "Enter");
    assert_non_null(tn_find_entity(stage.model, "suppliers"));
    stage_keys(&stage, ": Up");
    assert_string_equal(editor_text(&stage.app.prompt.editor), "add-entity suppliers");
    stage_close(&stage);
}

static void an_unknown_command_is_said_to_be_unknown(void **state) {
    struct stage stage;
    (void)state;
    stage_open(&stage, 80, 24);
    stage_keys(&stage, ":");
    stage_type(&stage, "frobnicate");
    stage_keys(&stage, "Enter");
    assert_true(stage_shows(&stage, "there is no command frobnicate"));
    stage_close(&stage);
}

static void a_relationship_is_previewed_then_made(void **state) {
    struct stage stage;
    (void)state;
    stage_open(&stage, 80, 24);
    uint64_t before = stage.model->revision;
    stage_keys(&stage, "r Enter");
    stage_type(&stage, "products");
    stage_keys(&stage, "Enter");
    assert_true(stage_shows(&stage, "each customer has exactly one product"));
    assert_int_equal(stage.model->revision, before);
    stage_keys(&stage, "Enter");
    assert_string_equal(stage_message(&stage), "related customers to products — u undoes");
    assert_non_null(tn_find_name(&app_entity(&stage.app)->attributes, "product_id"));
    stage_close(&stage);
}

static void a_field_of_the_form_is_chosen_from_a_list(void **state) {
    struct stage stage;
    (void)state;
    stage_open(&stage, 80, 24);
    stage_keys(&stage, "e Down Down Down Down Down Down Down Enter");
    stage_type(&stage, "serial");
    stage_keys(&stage, "Enter");
    assert_int_equal(grid_attribute(&stage.app)->identity, TN_identity_serial);
    stage_close(&stage);
}

static void a_paste_of_several_lines_is_no_name(void **state) {
    struct stage stage;
    (void)state;
    stage_open(&stage, 80, 24);
    stage_keys(&stage, "Down Enter C-u");
    stage_paste(&stage, "one\ntwo\n");
    assert_true(strstr(stage_message(&stage), "2 lines do not fit into one"));
    stage_paste(&stage, "größe\n");
    stage_keys(&stage, "Enter");
    assert_string_equal(grid_attribute(&stage.app)->name, "größe");
    stage_close(&stage);
}

static void a_paste_never_runs_commands(void **state) {
    struct stage stage;
    (void)state;
    stage_open(&stage, 80, 24);
    uint64_t before = stage.model->revision;
    stage_paste(&stage, "dddd");
    assert_int_equal(stage.model->revision, before);
    stage_close(&stage);
}

/* ------------------------------------------------------------------ saving */

static bool refuse(void *context, struct tn_group *group, enum tn_step step,
                   struct tn_error *error) {
    (void)context, (void)group, (void)step;
    return tn_fail(error, "the disk is full");
}

static void an_edit_that_is_not_saved_says_so_and_stays(void **state) {
    struct stage stage;
    (void)state;
    stage_open(&stage, 80, 24);
    tn_journal_of(stage.model)->hooks.save = refuse;
    stage_keys(&stage, "Down n");
    assert_string_equal(stage_message(&stage),
                        "name may be null, but it is not saved: the disk is full");
    assert_true(stage_shows(&stage, "[not saved]"));
    assert_true(grid_attribute(&stage.app)->nullable);
    tn_journal_of(stage.model)->hooks.save = NULL;
    stage_keys(&stage, "n");
    assert_false(stage_shows(&stage, "[not saved]"));
    stage_close(&stage);
}

static void output_goes_to_a_file_in_the_format_of_its_name(void **state) {
    struct stage stage;
    const char *path = tn_test_path(tn_test_folder(), "shop.sql");
    (void)state;
    stage_open(&stage, 80, 24);
    stage_keys(&stage, ":");
    stage_type(&stage, "write ");
    stage_paste(&stage, path);
    stage_keys(&stage, "Enter");
    assert_non_null(strstr(tn_test_read(path, NULL), "CREATE TABLE customers"));
    stage_keys(&stage, ":");
    stage_type(&stage, "write shop.nothing");
    stage_keys(&stage, "Enter");
    assert_true(stage_shows(&stage, "no format to write ends like that"));
    stage_close(&stage);
}

static void the_dialect_of_the_ddl_is_switched(void **state) {
    struct stage stage;
    (void)state;
    stage_open(&stage, 160, 50);
    assert_true(stage_shows(&stage, "DDL · PostgreSQL"));
    stage_keys(&stage, ":");
    stage_type(&stage, "dialect sqlite");
    stage_keys(&stage, "Enter");
    assert_true(stage_shows(&stage, "DDL · SQLite"));
    stage_close(&stage);
}

static void groups_of_the_list_fold(void **state) {
    struct stage stage;
    (void)state;
    stage_open(&stage, 80, 24);
    stage_keys(&stage, "1 g");
    assert_true(stage_shows(&stage, "▾ Sales"));
    stage_keys(&stage, "Space");
    assert_true(stage_shows(&stage, "▸ Sales"));
    assert_false(stage_shows(&stage, "│   customers "));
    stage_keys(&stage, "Enter");
    assert_true(stage_shows(&stage, "│   customers "));
    stage_close(&stage);
}

static void an_object_that_is_no_entity_has_a_form(void **state) {
    struct stage stage;
    (void)state;
    stage_open(&stage, 80, 24);
    stage_keys(&stage, ":");
    stage_type(&stage, "add-enum state new, paid, sent");
    stage_keys(&stage, "Enter");
    assert_string_equal(stage_message(&stage), "added enumeration state of 3 values — u undoes");
    stage_keys(&stage, "1 G Up Up");
    stage_keys(&stage, "/");
    stage_type(&stage, "state");
    stage_keys(&stage, "Enter");
    assert_true(stage_shows(&stage, "type state"));
    assert_true(stage_shows(&stage, "new, paid, sent"));
    stage_close(&stage);
}

static void what_was_typed_as_a_type_is_told_apart(void **state) {
    struct stage stage;
    (void)state;
    stage_open(&stage, 80, 24);
    stage_keys(&stage, ":");
    stage_type(&stage, "add-enum state new, paid");
    stage_keys(&stage, "Enter 2 g Down t C-u");
    stage_type(&stage, "state[]");
    stage_keys(&stage, "Enter");
    struct tn_attribute *attribute = grid_attribute(&stage.app);
    assert_string_equal(attribute->named_type->name, "state");
    assert_int_equal(attribute->dimensions, 1);
    stage_keys(&stage, "t C-u");
    stage_type(&stage, "bigint identity");
    stage_keys(&stage, "Enter");
    assert_string_equal(attribute->type, "bigint");
    assert_int_equal(attribute->identity, TN_identity_always);
    assert_null(attribute->named_type);
    stage_close(&stage);
}

static void a_template_begins_a_project(void **state) {
    struct stage stage;
    (void)state;
    stage_open_empty(&stage, 80, 24);
    stage_keys(&stage, "2");
    assert_string_equal(stage_message(&stage), "began with the template shop — u undoes");
    assert_int_equal(stage.model->counts[TN_relationship], 3);
    stage_keys(&stage, "u");
    assert_int_equal(stage.model->counts[TN_entity], 0);
    assert_true(stage_shows(&stage, "This project is empty."));
    stage_close(&stage);
}

static void the_cursor_stands_at_the_focus(void **state) {
    struct stage stage;
    (void)state;
    stage_open(&stage, 80, 24);
    assert_true(tn_starts_with(stage_at_cursor(&stage), "id"));
    stage_keys(&stage, "1");
    assert_true(tn_starts_with(stage_at_cursor(&stage), "customers"));
    stage_keys(&stage, "Down");
    assert_true(tn_starts_with(stage_at_cursor(&stage), "order_items"));
    stage_close(&stage);
}

static void hints_name_only_keys_that_work(void **state) {
    struct stage stage;
    (void)state;
    stage_open(&stage, 200, 24);
    assert_true(stage_shows(&stage, "p key"));
    stage_keys(&stage, "5");
    assert_true(stage_shows(&stage, "w waive"));
    assert_false(stage_shows(&stage, "p key"));
    stage_close(&stage);
}

int main(void) {
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_entity_fills_a_small_terminal),
        cmocka_unit_test(a_large_terminal_shows_every_pane),
        cmocka_unit_test(a_pause_brings_the_problems_and_the_picture),
        cmocka_unit_test(an_empty_project_says_what_to_press),
        cmocka_unit_test(the_form_has_every_field),
        cmocka_unit_test(the_wizard_says_what_it_will_add),
        cmocka_unit_test(help_begins_with_the_keys_of_the_place),
        cmocka_unit_test(a_problem_is_explained_whole),
        cmocka_unit_test(a_tiny_terminal_says_so),
        cmocka_unit_test(ascii_uses_only_ascii),
        cmocka_unit_test(an_attribute_is_added_from_one_line),
        cmocka_unit_test(a_line_that_is_not_sql_stays_to_be_mended),
        cmocka_unit_test(a_cell_is_edited_in_place_and_tab_goes_on),
        cmocka_unit_test(escape_leaves_a_cell_as_it_was),
        cmocka_unit_test(letters_toggle_key_null_and_unique),
        cmocka_unit_test(marked_attributes_share_a_key),
        cmocka_unit_test(attributes_change_places),
        cmocka_unit_test(deleting_asks_when_foreign_keys_go_along),
        cmocka_unit_test(a_name_that_is_taken_is_refused),
        cmocka_unit_test(search_finds_by_any_part_of_a_name),
        cmocka_unit_test(the_command_line_completes_and_remembers),
        cmocka_unit_test(an_unknown_command_is_said_to_be_unknown),
        cmocka_unit_test(a_relationship_is_previewed_then_made),
        cmocka_unit_test(a_field_of_the_form_is_chosen_from_a_list),
        cmocka_unit_test(a_paste_of_several_lines_is_no_name),
        cmocka_unit_test(a_paste_never_runs_commands),
        cmocka_unit_test(an_edit_that_is_not_saved_says_so_and_stays),
        cmocka_unit_test(output_goes_to_a_file_in_the_format_of_its_name),
        cmocka_unit_test(the_dialect_of_the_ddl_is_switched),
        cmocka_unit_test(groups_of_the_list_fold),
        cmocka_unit_test(an_object_that_is_no_entity_has_a_form),
        cmocka_unit_test(what_was_typed_as_a_type_is_told_apart),
        cmocka_unit_test(a_template_begins_a_project),
        cmocka_unit_test(the_cursor_stands_at_the_focus),
        cmocka_unit_test(hints_name_only_keys_that_work),
    };
    return tn_test_run("screens", tests);
}
