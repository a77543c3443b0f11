/*
 * Running the rules: which ones, in what order findings come; and what is done about one: fixing
 * and waiving it.
 */
#include "lint/own.h"
#include "tenon/design.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ order */

/* Numbers the objects of the reports in document order; returns how many there are. */
static size_t number_objects(const struct tn_object *object, struct tn_id_map *numbers,
                             size_t before) {
    const struct tn_kind_info *info = tn_kind_of(object);
    if (tn_id_map_get(numbers, object->id))
        tn_id_map_put(numbers, object->id, (void *)(uintptr_t)++before);
    for (size_t i = 0; i < info->list_count; i++) {
        const struct tn_list *list = (const void *)((const char *)object + info->lists[i].offset);
        for (const struct tn_object *child = list->first; child; child = child->next)
            before = number_objects(child, numbers, before);
    }
    return before;
}

/* The report's object as its number; what is of the whole model comes first. */
static size_t *object_numbers(const struct tn_lint *lint, size_t *most) {
    struct tn_id_map numbers = {0};
    size_t count = lint->reports.count, *keys = tn_allocate((count + 1) * sizeof *keys);
    tn_id_map_reserve(&numbers, count);
    for (size_t i = 0; i < count; i++)
        if (lint->reports.items[i].object)
            tn_id_map_put(&numbers, lint->reports.items[i].object->id, &numbers);
    *most = count ? number_objects(&lint->model->project->object, &numbers, 0) : 0;
    for (size_t i = 0; i < count; i++) {
        const struct tn_object *object = lint->reports.items[i].object;
        keys[i] = object ? (size_t)(uintptr_t)tn_id_map_get(&numbers, object->id) : 0;
    }
    tn_id_map_free(&numbers);
    return keys;
}

/* Counting sort, stable; order and keys are freed. */
static size_t *sorted_by(size_t *keys, size_t most, size_t *order, size_t count) {
    size_t *starts = tn_allocate((most + 2) * sizeof *starts);
    size_t *sorted = tn_allocate((count + 1) * sizeof *sorted);
    for (size_t i = 0; i < count; i++)
        starts[keys[i] + 1]++;
    for (size_t key = 0; key <= most; key++)
        starts[key + 1] += starts[key];
    for (size_t i = 0; i < count; i++)
        sorted[starts[keys[order[i]]]++] = order[i];
    free(starts);
    free(order);
    free(keys);
    return sorted;
}

/* The reports in the order of their objects, and for each object in that of the rules. */
static size_t *in_order(const struct tn_lint *lint) {
    size_t count = lint->reports.count, most;
    size_t *order = tn_allocate((count + 1) * sizeof *order);
    size_t *rules = tn_allocate((count + 1) * sizeof *rules);
    for (size_t i = 0; i < count; i++) {
        order[i] = i;
        rules[i] = lint->reports.items[i].rule;
    }
    order = sorted_by(rules, tn_rule_count, order, count);
    size_t *objects = object_numbers(lint, &most);
    return sorted_by(objects, most, order, count);
}

/* Was it reported only to know whether waivers match anything? */
static bool is_silent(const struct tn_lint *lint, const struct lint_report *report) {
    return report->rule < tn_rule_count && lint->settings[report->rule].severity < 0;
}

static bool is_covered(struct tn_lint *lint, const struct lint_report *report) {
    return lint_waivers_cover(&lint->waivers, lint->model,
                              lint->findings->items[report->finding].rule, report->object);
}

/* Puts the run's findings, which are the last ones, in order, without the waived ones. */
static size_t settle(struct tn_lint *lint, size_t start, bool waived_too) {
    size_t *order = in_order(lint);
    size_t capacity = start + lint->reports.count, kept = start, waived = 0;
    struct tn_finding *sorted = tn_reallocate(NULL, (capacity + 1) * sizeof *sorted);
    if (start)
        memcpy(sorted, lint->findings->items, start * sizeof *sorted);
    for (size_t i = 0; i < lint->reports.count; i++) {
        const struct lint_report *report = &lint->reports.items[order[i]];
        if (is_silent(lint, report))
            continue;
        bool covered = is_covered(lint, report);
        waived += covered;
        if (!covered || waived_too)
            sorted[kept++] = lint->findings->items[report->finding];
    }
    free(lint->findings->items);
    lint->findings->items = sorted;
    lint->findings->count = kept;
    lint->findings->capacity = capacity + 1;
    free(order);
    return waived;
}

/* ------------------------------------------------------------------ running */

static bool applies(const struct tn_rule *rule, const struct tn_lint *lint) {
    return !rule->dialects || rule->dialects & 1u << lint->dialect->id;
}

static bool has_last_rule(const struct tn_lint *lint) {
    for (size_t i = 0; i < tn_rule_count; i++)
        if (tn_rules[i]->last && lint->settings[i].severity >= 0)
            return true;
    return false;
}

/* Those that are off run, too, where a rule wants to know what waivers match, and a waiver names
 * them. */
static bool wants_silent(const struct tn_lint *lint, const struct tn_rule *rule) {
    return lint->waivers.count && has_last_rule(lint) &&
           lint_waivers_name(&lint->waivers, rule->id);
}

static void run_rule(struct tn_lint *lint, size_t number, bool last) {
    const struct tn_rule *rule = tn_rules[number];
    lint->rule = number;
    if (rule->last == last && applies(rule, lint) &&
        (lint->settings[number].severity >= 0 || (!last && wants_silent(lint, rule))))
        rule->check(lint);
}

/* What the threads of a run share. No rule knows of another one, so each is run by whoever comes
 * first, on a context of the thread's own; the model is only read. */
struct share {
    const struct tn_model *model;
    const struct tn_lint_options *options;
    atomic_size_t next; /* the first rule that nobody has taken */
};

struct helper {
    struct share *share;
    struct tn_lint lint;
    struct tn_findings findings;
    pthread_t thread;
};

static void take_rules(struct tn_lint *lint, struct share *share) {
    for (size_t rule; (rule = atomic_fetch_add(&share->next, 1)) < tn_rule_count;)
        run_rule(lint, rule, false);
}

static void *help(void *argument) {
    struct helper *helper = argument;
    helper->lint.findings = &helper->findings;
    lint_open(&helper->lint, helper->share->model, helper->share->options);
    take_rules(&helper->lint, helper->share);
    return NULL;
}

static void take_results(struct tn_lint *lint, struct helper *helper) {
    for (size_t i = 0; i < helper->lint.reports.count; i++) {
        struct lint_report report = helper->lint.reports.items[i];
        report.finding += lint->findings->count;
        TN_PUSH(&lint->reports, report);
    }
    tn_findings_take(lint->findings, &helper->findings);
    lint_close(&helper->lint);
}

/* Columns from which on a second thread is worth its start and its context. */
static const size_t worth_threads = 2000;

static size_t threads_for(const struct share *share) {
    bool small = share->model->counts[TN_attribute] < worth_threads;
    return share->options->threads ? share->options->threads : small ? 1 : 2;
}

/* The context is opened while the others open theirs. */
static void run_together(struct tn_lint *lint, struct share *share) {
    size_t wanted = threads_for(share) - 1, started = 0;
    struct helper *helpers = tn_allocate(wanted * sizeof *helpers);
    for (; started < wanted; started++) {
        helpers[started].share = share;
        if (pthread_create(&helpers[started].thread, NULL, help, &helpers[started]) != 0)
            break;
    }
    lint_open(lint, share->model, share->options);
    take_rules(lint, share);
    for (size_t i = 0; i < started; i++) {
        pthread_join(helpers[i].thread, NULL);
        take_results(lint, &helpers[i]);
    }
    free(helpers);
}

void tn_lint_run(const struct tn_model *model, const struct tn_lint_options *options,
                 struct tn_findings *findings, size_t *waived) {
    static const struct tn_lint_options defaults;
    const struct tn_lint_options *chosen = options ? options : &defaults;
    struct share share = {.model = model, .options = chosen};
    struct tn_lint lint = {.findings = findings};
    size_t start = findings->count;
    run_together(&lint, &share);
    lint_ask_own_rules(&lint, chosen);
    bool for_waivers = lint.waivers.count && has_last_rule(&lint);
    for (size_t i = 0; for_waivers && i < lint.reports.count; i++)
        is_covered(&lint, &lint.reports.items[i]);
    for (size_t i = 0; i < tn_rule_count; i++)
        run_rule(&lint, i, true);
    size_t covered = settle(&lint, start, chosen->waived_too);
    if (waived)
        *waived = covered;
    lint_close(&lint);
}

/* ------------------------------------------------------------------ acting on a finding */

bool tn_lint_fix(struct tn_model *model, const struct tn_finding *finding, struct tn_error *error) {
    const struct tn_rule *rule = tn_rule_find(finding->rule);
    const struct tn_object *object = tn_known_id(model, finding->object);
    if (!rule || !rule->fix)
        return tn_fail(error, "%s has no automatic fix", finding->rule);
    if (!object)
        return tn_fail(error, "%s is not in this model", finding->path);
    return !object->alive || rule->fix(model, finding, error);
}

static bool is_blank(const char *text) {
    return !text || text[strspn(text, " \t\r\n")] == 0;
}

static bool is_own_rule(const struct tn_model *model, const char *name) {
    const struct tn_ruling *ruling = tn_find_name(&model->project->rulings, name);
    return ruling && *ruling->query;
}

bool tn_lint_waive(struct tn_model *model, const struct tn_finding *finding, const char *reason,
                   const char *author, struct tn_error *error) {
    struct tn_object *subject = tn_find_id(model, finding->object);
    if (is_blank(reason))
        return tn_fail(error, "say why the finding is accepted: a waiver needs a reason");
    if (!tn_rule_find(finding->rule) && !is_own_rule(model, finding->rule))
        return tn_fail(error, "%s is no rule that can be waived", finding->rule);
    if (finding->object && !subject)
        return tn_fail(error, "%s is not in this model", finding->path);
    char date[LINT_DAY_SIZE];
    lint_today(date);
    struct tn_waiver *waiver = tn_design_add(model, TN_waiver, model->project, "");
    tn_set_text(model, waiver, TN_waiver_rule, finding->rule);
    tn_set_ref(model, waiver, TN_waiver_subject, subject);
    tn_set_text(model, waiver, TN_waiver_reason, reason);
    tn_set_text(model, waiver, TN_waiver_author, author);
    tn_set_text(model, waiver, TN_waiver_date, date);
    return true;
}
