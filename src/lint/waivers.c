/*
 * Owns what waivers cover: the findings of their rule on their subject and on all below it.
 */
#include "lint/waivers.h"

#include <string.h>
#include <time.h>

/* ------------------------------------------------------------------ days */

void lint_today(char day[LINT_DAY_SIZE]) {
    time_t now = time(NULL);
    struct tm parts = {0};
    gmtime_r(&now, &parts);
    strftime(day, LINT_DAY_SIZE, "%Y-%m-%d", &parts);
}

bool lint_is_day(const char *text) {
    static const char form[] = "dddd-dd-dd";
    for (size_t i = 0; i < sizeof form; i++) {
        bool digit = text[i] >= '0' && text[i] <= '9';
        if (form[i] == 'd' ? !digit : text[i] != form[i])
            return false;
    }
    return true;
}

static bool has_expired(const struct tn_waiver *waiver, const char *today) {
    return *waiver->expires &&
           (!lint_is_day(waiver->expires) || strcmp(waiver->expires, today) < 0);
}

/* ------------------------------------------------------------------ covering */

void lint_waivers_open(struct lint_waivers *waivers, const struct tn_model *model,
                       struct tn_arena *arena) {
    char today[LINT_DAY_SIZE];
    lint_today(today);
    *waivers = (struct lint_waivers){0};
    waivers->items =
        tn_arena_allocate(arena, (model->counts[TN_waiver] + 1) * sizeof *waivers->items);
    for (struct tn_waiver *w = model->project->waivers.first; w; w = w->next) {
        uint64_t subject = w->subject ? w->subject->id : model->project->id;
        struct lint_waiver *waiver = &waivers->items[waivers->count++];
        *waiver = (struct lint_waiver){.waiver = w, .expired = has_expired(w, today)};
        waiver->next = tn_id_map_get(&waivers->first, subject);
        tn_id_map_put(&waivers->first, subject, waiver);
    }
}

void lint_waivers_close(struct lint_waivers *waivers) {
    tn_id_map_free(&waivers->first);
}

static bool covered_at(struct lint_waivers *waivers, uint64_t subject, const char *rule) {
    bool covered = false;
    for (struct lint_waiver *w = tn_id_map_get(&waivers->first, subject); w; w = w->next)
        if (strcmp(w->waiver->rule, rule) == 0) {
            w->matched = true;
            covered |= !w->expired;
        }
    return covered;
}

bool lint_waivers_cover(struct lint_waivers *waivers, const struct tn_model *model,
                        const char *rule, const struct tn_object *object) {
    bool covered = false;
    if (!waivers->count)
        return false;
    for (object = object ? object : &model->project->object; object; object = object->parent)
        covered |= covered_at(waivers, object->id, rule);
    return covered;
}

bool lint_waivers_name(const struct lint_waivers *waivers, const char *rule) {
    for (size_t i = 0; i < waivers->count; i++)
        if (strcmp(waivers->items[i].waiver->rule, rule) == 0)
            return true;
    return false;
}
