/*
 * Every row of every table says what it is, and has a sample that works: kinds and fields,
 * dialects, formats, report formats, rules, hazards, migration tools, themes, commands and options,
 * views of the project file.
 */
#include "harness.h"

#include "base/theme.h"
#include "cli/command.h"
#include "tenon/format.h"
#include "tenon/lint.h"
#include "tenon/lower.h"
#include "tenon/migrate.h"
#include "tenon/review.h"
#include "tenon/store.h"
#include "tenon/tui.h"

#include <string.h>

static void filled(const char *owner, const char *what, const char *text) {
    if (!text || !*text)
        fail_msg("%s has no %s", owner, what);
}

/* A name stands once in its table. */
static void once(struct tn_text_map *seen, const char *name) {
    if (tn_text_map_get(seen, name))
        fail_msg("%s stands twice", name);
    tn_text_map_put(seen, name, seen);
}

static void kinds_and_fields_say_what_they_mean(void **state) {
    (void)state;
    for (size_t kind = 1; kind < TN_KIND_COUNT; kind++) {
        const struct tn_kind_info *info = &tn_kinds[kind];
        struct tn_text_map seen = {0};
        filled(info->name, "help", info->help);
        for (size_t i = 0; i < info->field_count; i++) {
            filled(info->fields[i].name, "help", info->fields[i].help);
            once(&seen, info->fields[i].name);
        }
        for (size_t i = 0; i < info->list_count; i++) {
            filled(info->lists[i].name, "help", info->lists[i].help);
            assert_true(tn_kinds[info->lists[i].kind].parents & (UINT64_C(1) << kind));
        }
        tn_text_map_free(&seen);
    }
}

static void every_parent_has_a_list_for_its_children(void **state) {
    (void)state;
    struct tn_model *model = tn_model_new(1, 0);
    for (size_t kind = TN_project + 1; kind < TN_KIND_COUNT; kind++)
        for (size_t above = 1; above < TN_KIND_COUNT; above++) {
            bool named = tn_kinds[kind].parents & (UINT64_C(1) << above);
            bool listed = false;
            for (size_t i = 0; i < tn_kinds[above].list_count; i++)
                listed |= tn_kinds[above].lists[i].kind == (enum tn_kind)kind;
            assert_int_equal(named, listed);
        }
    tn_model_free(model);
}

static void dialects_say_what_they_are(void **state) {
    (void)state;
    for (size_t i = 0; i < TN_DIALECT_COUNT; i++) {
        const struct tn_dialect *dialect = tn_dialects[i];
        filled(dialect->name, "title", dialect->title);
        filled(dialect->name, "help", dialect->help);
        assert_int_equal(dialect->id, i);
        assert_ptr_equal(tn_dialect_find(dialect->name), dialect);
        for (const char *const *alias = dialect->aliases; *alias; alias++)
            assert_ptr_equal(tn_dialect_find(*alias), dialect);
        for (const char *const *word = dialect->reserved; word[0] && word[1]; word++)
            if (strcmp(word[0], word[1]) >= 0)
                fail_msg("%s: %s does not stand before %s", dialect->name, word[0], word[1]);
    }
}

static struct tn_model *sample_model(void) {
    size_t length;
    struct tn_error error = {0};
    char *text = tn_test_read(tn_test_source("samples/shop.xml"), &length);
    assert_non_null(text);
    struct tn_model *model = tn_xml_read((struct tn_slice){text, length}, "shop.xml", &error);
    if (!model)
        fail_msg("%s", error.message);
    return model;
}

static void write_and_read_again(const struct tn_format *format, const struct tn_model *model) {
    struct tn_format_options options = {.depth = 1};
    struct tn_findings findings = {0};
    struct tn_error error = {0};
    struct tn_buffer out = {0};
    if (!format->write(model, &options, &out, &findings, &error))
        fail_msg("%s: %s", format->name, error.message);
    filled(format->name, "output", tn_buffer_text(&out));
    if (format->read) {
        struct tn_slice text = {out.at, out.length};
        assert_ptr_equal(tn_format_of(NULL, text) ? tn_format_of(NULL, text) : format, format);
        struct tn_model *again = format->read(text, &options, &findings, &error);
        if (!again)
            fail_msg("%s cannot read what it wrote", format->name);
        assert_int_equal(again->counts[TN_entity], model->counts[TN_entity]);
        tn_model_free(again);
    }
    tn_findings_free(&findings);
    tn_buffer_free(&out);
}

static void formats_write_the_sample_and_read_it_again(void **state) {
    (void)state;
    struct tn_model *model = sample_model();
    struct tn_text_map seen = {0};
    for (size_t i = 0; i < tn_format_count; i++) {
        const struct tn_format *format = tn_formats[i];
        filled(format->name, "title", format->title);
        filled(format->name, "help", format->help);
        filled(format->name, "extension", format->extensions[0]);
        once(&seen, format->name);
        if (format->write)
            write_and_read_again(format, model);
    }
    tn_text_map_free(&seen);
    tn_model_free(model);
}

static void report_formats_report_the_sample(void **state) {
    (void)state;
    struct tn_model *empty = tn_model_new(0, 0), *model = sample_model();
    struct tn_diff *diff = tn_diff_new(empty, model, NULL);
    for (size_t i = 0; i < tn_review_format_count; i++) {
        struct tn_buffer out = {0};
        filled(tn_review_formats[i]->name, "help", tn_review_formats[i]->help);
        tn_review_formats[i]->write(diff, NULL, false, &out);
        assert_non_null(strstr(tn_buffer_text(&out), "products"));
        tn_buffer_free(&out);
    }
    tn_diff_free(diff);
    tn_model_free(empty);
    tn_model_free(model);
}

static void rules_and_hazards_explain_themselves(void **state) {
    (void)state;
    struct tn_text_map seen = {0};
    for (size_t i = 0; i < tn_rule_count; i++) {
        filled(tn_rules[i]->id, "group", tn_rules[i]->group);
        filled(tn_rules[i]->id, "title", tn_rules[i]->title);
        filled(tn_rules[i]->id, "help", tn_rules[i]->help);
        filled(tn_rules[i]->id, "example", tn_rules[i]->example);
        once(&seen, tn_rules[i]->id);
    }
    for (size_t i = 0; i < tn_hazard_count; i++) {
        filled(tn_hazards[i].id, "help", tn_hazards[i].help);
        filled(tn_hazards[i].id, "remedy", tn_hazards[i].remedy);
        once(&seen, tn_hazards[i].id);
    }
    tn_text_map_free(&seen);
}

static void layouts_write_the_sample(void **state) {
    (void)state;
    struct tn_model *empty = tn_model_new(0, 0), *model = sample_model();
    const struct tn_dialect *dialect = tn_dialect_of(model);
    struct tn_model *before = tn_lower(empty, dialect, NULL),
                    *after = tn_lower(model, dialect, NULL);
    struct tn_error error = {0};
    struct tn_plan *plan = tn_plan_new(before, after, dialect, NULL, &error);
    struct tn_text_map seen = {0};
    for (size_t i = 0; i < tn_layout_count; i++) {
        struct tn_layout_files files = {0};
        struct tn_findings findings = {0};
        struct tn_layout_options options = {.folder = "no-such-folder", .time = 1};
        filled(tn_layouts[i].name, "help", tn_layouts[i].help);
        once(&seen, tn_layouts[i].name);
        assert_ptr_equal(tn_layout_find(tn_layouts[i].name), &tn_layouts[i]);
        assert_true(tn_layout_write(&tn_layouts[i], plan, &options, &files, &findings, &error));
        assert_true(files.list.count > 0);
        for (size_t f = 0; f < files.list.count; f++)
            filled(tn_layouts[i].name, files.list.items[f].path, files.list.items[f].bytes);
        tn_layout_files_free(&files);
        tn_findings_free(&findings);
    }
    tn_text_map_free(&seen);
    tn_plan_free(plan);
    tn_model_free(before);
    tn_model_free(after);
    tn_model_free(empty);
    tn_model_free(model);
}

static void themes_can_be_loaded(void **state) {
    (void)state;
    struct tn_arena arena = {0};
    struct tn_theme_list list = tn_theme_list(&arena);
    assert_true(list.count >= 1);
    for (size_t i = 0; i < list.count; i++) {
        struct tn_theme theme;
        struct tn_error error = {0};
        filled(list.entries[i].name, "help", list.entries[i].help);
        if (!tn_theme_load(list.entries[i].name, &theme, &error))
            fail_msg("%s", error.message);
        tn_theme_free(&theme);
    }
    tn_arena_free(&arena);
}

static void commands_and_options_say_what_they_do(void **state) {
    (void)state;
    struct tn_text_map seen = {0};
    for (size_t i = 0; i < cli_command_count; i++) {
        filled(cli_commands[i].name, "title", cli_commands[i].title);
        filled(cli_commands[i].name, "example", cli_commands[i].example);
        assert_non_null(cli_commands[i].run);
        once(&seen, cli_commands[i].name);
        assert_true(tn_starts_with(cli_commands[i].example, cli_commands[i].name));
    }
    tn_text_map_free(&seen);
    seen = (struct tn_text_map){0};
    for (size_t i = 0; i < OPTION_COUNT; i++) {
        filled(cli_options[i].name, "help", cli_options[i].help);
        once(&seen, cli_options[i].name);
    }
    tn_text_map_free(&seen);
}

static void views_of_the_project_file_are_described(void **state) {
    (void)state;
    assert_non_null(tn_store_views[0].name);
    for (size_t i = 0; tn_store_views[i].name; i++)
        filled(tn_store_views[i].name, "help", tn_store_views[i].help);
}

static void the_designer_has_a_manual(void **state) {
    (void)state;
    struct tn_buffer manual = {0};
    tn_tui_manual(&manual);
    filled("the designer", "manual", tn_buffer_text(&manual));
    tn_buffer_free(&manual);
}

int main(void) {
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(kinds_and_fields_say_what_they_mean),
        cmocka_unit_test(every_parent_has_a_list_for_its_children),
        cmocka_unit_test(dialects_say_what_they_are),
        cmocka_unit_test(formats_write_the_sample_and_read_it_again),
        cmocka_unit_test(report_formats_report_the_sample),
        cmocka_unit_test(rules_and_hazards_explain_themselves),
        cmocka_unit_test(layouts_write_the_sample),
        cmocka_unit_test(themes_can_be_loaded),
        cmocka_unit_test(commands_and_options_say_what_they_do),
        cmocka_unit_test(views_of_the_project_file_are_described),
        cmocka_unit_test(the_designer_has_a_manual),
    };
    return tn_test_run("tables", tests);
}
