/*
 * The ways a model can go through the checks: all rules, their findings in all forms, their fixes,
 * waivers and baselines, advice on indexes, dependencies and normal forms; and the script as data.
 * The first byte chooses the dialect, the profile, and what is planted in the model (plant.c).
 */
#include "fuzz.h"

#include "base/xml.h"
#include "lint/facts.h"
#include "tenon/advice.h"
#include "tenon/design.h"
#include "tenon/normalize.h"

#include <stdlib.h>
#include <string.h>

enum { FIXES = 2, MOST_FIXES = 40, ENTITIES = 2 };

/* Bits of the first byte; a rule of the model's own takes a database, and has all of them. */
enum { PLANTED = 16, NEW = 32, TARGETS = 64, COVERING = 128, OWN_RULE = 240 };

static const struct tn_lint_options strict = {.profile = "strict"};

/* ------------------------------------------------------------------ findings */

static void must_be_same(const struct tn_findings *a, const struct tn_findings *b) {
    fuzz_must(a->count == b->count, "the same is found again");
    for (size_t i = 0; i < a->count; i++) {
        const struct tn_finding *left = &a->items[i], *right = &b->items[i];
        fuzz_must(strcmp(left->rule, right->rule) == 0 && left->object == right->object &&
                      left->severity == right->severity &&
                      strcmp(left->message, right->message) == 0,
                  "the same is found again, in the same order");
    }
}

/* Each finding is of a rule or the model's own rule, of an object that is there, and of no other's
 * fingerprint. */
static void must_be_sound(const struct tn_model *model, const struct tn_findings *findings) {
    struct tn_text_map known = {0};
    struct tn_arena arena = {0};
    for (size_t i = 0; i < findings->count; i++) {
        const struct tn_finding *finding = &findings->items[i];
        char mark[17];
        tn_lint_fingerprint(finding, mark);
        fuzz_must(!finding->object || tn_find_id(model, finding->object), "what is found is there");
        fuzz_must(*finding->message, "a finding says something");
        if (!tn_rule_find(finding->rule))
            continue;
        if (tn_text_map_get(&known, mark))
            fuzz_must(false,
                      tn_arena_format(&arena, "%s finds %s once", finding->rule, finding->path));
        tn_text_map_put(&known, tn_arena_text(&arena, mark, strlen(mark)), &known);
    }
    tn_text_map_free(&known);
    tn_arena_free(&arena);
}

static void must_be_xml(const struct tn_buffer *text) {
    struct tn_error error = {0};
    struct tn_xml_event event = {0};
    struct tn_xml *xml = tn_xml_open(text->at, text->length, &error);
    while (xml && tn_xml_next(xml, &event, &error) && event.kind != TN_XML_DONE)
        continue;
    fuzz_must(!error.message, error.message ? error.message : "it is XML");
    tn_xml_close(xml);
}

/* In one of the formats. */
static void write_findings(const struct tn_findings *findings, size_t number) {
    const struct tn_lint_format *format = &tn_lint_formats[number % tn_lint_format_count];
    struct tn_lint_output output = {.uri = "fuzz.sql", .color = number / tn_lint_format_count % 2};
    struct tn_buffer out = {0};
    format->write(findings, &output, &out);
    if (strcmp(format->name, "json") == 0 || strcmp(format->name, "sarif") == 0)
        fuzz_must(tn_utf8_valid(out.at, out.length), "JSON is UTF-8");
    if (strcmp(format->name, "junit") == 0)
        must_be_xml(&out);
    tn_buffer_free(&out);
}

static void check(const struct tn_model *model, const struct tn_lint_options *options) {
    struct tn_findings first = {0}, second = {0};
    tn_lint_run(model, options, &first, NULL);
    tn_lint_run(model, options, &second, NULL);
    must_be_same(&first, &second);
    must_be_sound(model, &first);
    tn_findings_free(&first);
    tn_findings_free(&second);
}

/* ------------------------------------------------------------------ fixes */

static bool still_finds(const struct tn_model *model, const struct tn_finding *finding) {
    const char *const only[] = {finding->rule, NULL};
    struct tn_lint_options options = {.only = only};
    struct tn_findings found = {0};
    tn_lint_run(model, &options, &found, NULL);
    bool found_it = false;
    for (size_t i = 0; i < found.count && !found_it; i++)
        found_it = found.items[i].object == finding->object;
    tn_findings_free(&found);
    return found_it;
}

static bool fix(struct tn_model *model, const struct tn_finding *finding) {
    struct tn_error error = {0};
    tn_group_begin(model, "fix");
    bool fixed = tn_lint_fix(model, finding, &error);
    tn_group_end(model, NULL);
    fuzz_must(fixed == !error.message, "a fix that refuses says why");
    tn_error_clear(&error);
    fuzz_must_be_whole(model);
    return fixed;
}

static void must_stay(struct tn_model *model, const struct tn_buffer *text, const char *what) {
    struct tn_buffer now = fuzz_canonical(model);
    fuzz_must(strcmp(text->at, now.at) == 0, what);
    tn_buffer_free(&now);
}

static void must_be_fixed(struct tn_model *model, const struct tn_finding *finding,
                          struct tn_arena *arena) {
    struct fuzz_past before = fuzz_remember(model);
    const char *what =
        tn_arena_format(arena, "of the fix of %s on %s: ", finding->rule, finding->path);
    if (fix(model, finding)) {
        fuzz_must(!still_finds(model, finding), tn_arena_format(arena, "%sthe finding goes", what));
        struct tn_buffer once = fuzz_canonical(model);
        fix(model, finding);
        must_stay(model, &once, tn_arena_format(arena, "%sonce is enough", what));
        tn_buffer_free(&once);
    } else {
        must_stay(model, &before.text, tn_arena_format(arena, "%sall or nothing", what));
    }
    fuzz_must_come_back(model, &before);
}

/* The first findings of each rule that has a fix, one at a time. */
static void fix_some(struct tn_model *model, const struct tn_findings *findings) {
    size_t *fixed = tn_allocate(tn_rule_count * sizeof *fixed), all = 0;
    struct tn_arena arena = {0};
    for (size_t i = 0; i < findings->count && all < MOST_FIXES; i++) {
        size_t rule = 0;
        while (rule < tn_rule_count && strcmp(tn_rules[rule]->id, findings->items[i].rule) != 0)
            rule++;
        if (rule == tn_rule_count || !tn_rules[rule]->fix || fixed[rule]++ >= FIXES)
            continue;
        must_be_fixed(model, &findings->items[i], &arena);
        all++;
    }
    tn_arena_free(&arena);
    free(fixed);
}

/* All of them, as check --fix does. */
static void fix_all(struct tn_model *model, const struct tn_findings *findings) {
    struct fuzz_past before = fuzz_remember(model);
    tn_group_begin(model, "fix all");
    for (size_t i = 0; i < findings->count; i++) {
        struct tn_error error = {0};
        tn_lint_fix(model, &findings->items[i], &error);
        tn_error_clear(&error);
    }
    tn_group_end(model, NULL);
    fuzz_must_be_whole(model);
    fuzz_must_come_back(model, &before);
}

static void fix_findings(struct tn_model *model) {
    struct tn_findings findings = {0};
    tn_lint_run(model, &strict, &findings, NULL);
    fix_some(model, &findings);
    fix_all(model, &findings);
    tn_findings_free(&findings);
}

/* ------------------------------------------------------------------ accepted and known */

static bool has(const struct tn_findings *findings, const struct tn_finding *wanted) {
    for (size_t i = 0; i < findings->count; i++)
        if (findings->items[i].object == wanted->object &&
            strcmp(findings->items[i].rule, wanted->rule) == 0)
            return true;
    return false;
}

static void waive(struct tn_model *model, const struct tn_findings *findings) {
    struct fuzz_past before = fuzz_remember(model);
    struct tn_findings left = {0};
    tn_group_begin(model, "waive");
    for (size_t i = 0; i < findings->count; i++)
        fuzz_must(tn_lint_waive(model, &findings->items[i], "so it is", NULL, NULL),
                  "every finding can be waived");
    tn_group_end(model, NULL);
    tn_lint_run(model, &strict, &left, NULL);
    for (size_t i = 0; i < left.count; i++)
        fuzz_must(!has(findings, &left.items[i]), "what is waived is not found");
    tn_findings_free(&left);
    fuzz_must_come_back(model, &before);
}

static void must_be_known(const struct tn_model *model, struct tn_findings *findings) {
    struct tn_buffer text = {0};
    struct tn_error error = {0};
    size_t count = findings->count, gone;
    tn_baseline_write(model, findings, &text);
    struct fuzz_file file = fuzz_file((struct tn_slice){text.at, text.length});
    struct tn_baseline *baseline = tn_baseline_read(file.path, &error);
    fuzz_must(baseline, error.message);
    fuzz_must(tn_baseline_apply(baseline, model, findings, &gone) == count && !gone,
              "what a baseline holds is known");
    tn_baseline_free(baseline);
    tn_buffer_free(&text);
    fclose(file.stream);
}

/* The script as a baseline. */
static void read_baseline(struct tn_slice script) {
    struct tn_buffer text = {0};
    struct tn_error error = {0};
    tn_put(&text, "# tenon baseline 1\n");
    tn_put_bytes(&text, script.at, script.length);
    struct fuzz_file file = fuzz_file((struct tn_slice){text.at, text.length});
    struct tn_baseline *baseline = tn_baseline_read(file.path, &error);
    fuzz_must(!baseline == (error.message != NULL), "what is no baseline has an error");
    tn_baseline_free(baseline);
    tn_error_clear(&error);
    tn_buffer_free(&text);
    fclose(file.stream);
}

static void accept_findings(struct tn_model *model, struct tn_slice script) {
    struct tn_findings findings = {0};
    tn_lint_run(model, &strict, &findings, NULL);
    write_findings(&findings, script.length);
    waive(model, &findings);
    must_be_known(model, &findings);
    read_baseline(script);
    tn_findings_free(&findings);
}

/* ------------------------------------------------------------------ advice */

/* What was taken is not advised again. */
static void take_advice(struct tn_model *model, bool covering) {
    struct tn_advice_options options = {.covering = covering};
    struct tn_advices advices = {.list = {0}}, again = {.list = {0}};
    struct fuzz_past before = fuzz_remember(model);
    tn_advise(model, &options, &advices);
    tn_group_begin(model, "take advice");
    for (size_t i = 0; i < advices.list.count; i++) {
        const struct tn_advice *advice = &advices.list.items[i];
        fuzz_must(*advice->reason && *advice->ddl, "advice has a reason and a statement");
        fuzz_must(advice->dropped || advice->part_count, "an index has columns");
        tn_advice_take(model, advice);
    }
    tn_group_end(model, NULL);
    fuzz_must_be_whole(model);
    tn_advise(model, &options, &again);
    for (size_t i = 0; i < again.list.count; i++)
        fuzz_must(again.list.items[i].dropped, "advice that was taken is not given again");
    fuzz_must_come_back(model, &before);
    tn_advices_free(&advices);
    tn_advices_free(&again);
}

/* ------------------------------------------------------------------ normal forms */

static void must_have(const struct tn_normalization *done, enum tn_normal_form form) {
    enum tn_normal_form wanted = form < TN_BCNF ? form : TN_BCNF;
    for (size_t i = 0; i < done->entities.count; i++) {
        struct tn_relation relation;
        if (tn_entity_relation(done->entities.items[i].entity, &relation, NULL))
            fuzz_must(tn_normal_form_of(&relation.given).form >= wanted,
                      "an entity that was taken apart has the form");
        tn_relation_free(&relation);
    }
}

static void take_apart(struct tn_model *model, struct tn_entity *entity, enum tn_normal_form form) {
    struct tn_normalization done = {.form = form};
    struct tn_error error = {0};
    struct fuzz_past before = fuzz_remember(model);
    tn_group_begin(model, "normalize");
    bool good = tn_normalize(model, entity, form, &done, &error);
    tn_group_end(model, NULL);
    fuzz_must(good == !error.message, "an entity that stays as it is has a reason");
    fuzz_must_be_whole(model);
    if (good)
        must_have(&done, form);
    else
        must_stay(model, &before.text, "an entity that cannot be taken apart stays");
    fuzz_must_come_back(model, &before);
    tn_normalization_free(&done);
    tn_error_clear(&error);
}

static void normalize(struct tn_model *model) {
    struct tn_entity *entity = tn_next(model, TN_entity, NULL);
    for (size_t i = 0; entity && i < ENTITIES; i++) {
        tn_next_normal_form(entity);
        for (enum tn_normal_form form = TN_2NF; form <= TN_4NF; form++)
            take_apart(model, entity, form);
        entity = tn_next(model, TN_entity, entity);
    }
}

/* ------------------------------------------------------------------ one input */

static void prepare(struct tn_model *model, unsigned choice) {
    tn_group_begin(model, "prepare");
    if (choice & NEW)
        make_new(model);
    if (choice & TARGETS) {
        struct tn_texts targets = {0};
        for (size_t i = 0; i < TN_DIALECT_COUNT; i++)
            tn_texts_append(model, &targets, tn_text(model, tn_dialects[i]->name));
        tn_set_texts(model, model->project, TN_project_targets, targets);
    }
    if ((choice & OWN_RULE) == OWN_RULE) {
        struct tn_ruling *own = tn_design_add(model, TN_ruling, model->project, "own");
        tn_set_text(model, own, TN_ruling_query, "SELECT id, name FROM entities");
    }
    tn_group_end(model, NULL);
}

void fuzz_lint(const uint8_t *bytes, size_t size) {
    if (size < 2)
        return;
    unsigned choice = bytes[0] ^ FUZZ_PLAIN;
    struct tn_slice script = {(const char *)bytes + 1, size - 1};
    struct tn_model *model = fuzz_read(script, tn_dialects[choice % TN_DIALECT_COUNT]);
    struct facts facts = {.samples = {0}};
    prepare(model, choice);
    fuzz_plant(model, script, choice & PLANTED, &facts);
    struct tn_samples rows = facts_rows(&facts);
    check(model, &(struct tn_lint_options){
                     .profile = tn_profile_names[choice / TN_DIALECT_COUNT % TN_PROFILE_COUNT],
                     .waived_too = true,
                     .samples = &rows});
    check(model, &strict);
    fix_findings(model);
    accept_findings(model, script);
    take_advice(model, choice & COVERING);
    normalize(model);
    fuzz_data(model, script, choice);
    fuzz_relation(script);
    facts_free(&facts);
    tn_model_free(model);
}
