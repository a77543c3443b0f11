/*
 * What the model keeps as text: views, routines, triggers, grants, roles and raw statements. They
 * are dropped in the reverse of the order in which they are created: each after those it names.
 */
#include "migrate/plan.h"
#include "sql/write/graph.h"

#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ routines in place */

static void replace_routine(struct planner *planner, const struct tn_routine *from,
                            const struct tn_routine *to) {
    struct step step = {0};
    if (strcmp(from->definition, to->definition) == 0)
        return;
    step_title(&step, "replace", to);
    put_routine_replacement(&step.up, to);
    put_routine_replacement(&step.down, from);
    step_add(planner, PHASE_HOOK, &step);
}

/* What a script sets for the rest of itself is nothing that the database has. */
static bool is_of_session(const struct tn_object *object) {
    return object->kind == TN_raw &&
           tn_starts_with(((const struct tn_raw *)object)->definition, "SET ");
}

/* ------------------------------------------------------------------ order */

static const enum tn_kind kinds[] = {TN_role, TN_routine, TN_view, TN_trigger, TN_raw, TN_grant};

struct texts {
    TN_VECTOR(struct tn_object *) items;
    struct tn_text_map by_name; /* name in small letters -> its place in items, plus one */
    struct write_graph graph;
    struct tn_arena arena;
};

static int64_t position_of(const struct tn_object *object) {
    const struct tn_field *field = tn_field_find(object->kind, "position");
    return field ? tn_value_get(object, field).number : 0;
}

static int in_source_order(const void *a, const void *b) {
    const struct tn_object *x = *(struct tn_object *const *)a, *y = *(struct tn_object *const *)b;
    int64_t left = position_of(x), right = position_of(y);
    return left < right ? -1 : left > right;
}

static void collect(struct texts *texts, const struct tn_model *model) {
    for (size_t i = 0; i < TN_LENGTH(kinds); i++) {
        size_t first = texts->items.count;
        for (struct tn_object *o = tn_next(model, kinds[i], NULL); o;
             o = tn_next(model, kinds[i], o))
            TN_PUSH(&texts->items, o);
        if (texts->items.count > first + 1)
            qsort(texts->items.items + first, texts->items.count - first,
                  sizeof *texts->items.items, in_source_order);
    }
}

static const char *folded(struct tn_arena *arena, const char *name) {
    char *text = tn_arena_text(arena, name, strlen(name));
    for (char *c = text; *c; c++)
        if (*c >= 'A' && *c <= 'Z')
            *c = (char)(*c + 'a' - 'A');
    return text;
}

static void note_need(void *context, const char *word) {
    struct texts *texts = context;
    uintptr_t place = (uintptr_t)tn_text_map_get(&texts->by_name, word);
    if (place)
        write_graph_need(&texts->graph, place - 1);
}

static void link_texts(struct texts *texts) {
    for (size_t i = 0; i < texts->items.count; i++) {
        const struct tn_object *object = texts->items.items[i];
        if (*object->name && (object->kind == TN_view || object->kind == TN_routine))
            tn_text_map_put(&texts->by_name, folded(&texts->arena, object->name),
                            (void *)(uintptr_t)(i + 1));
    }
    for (size_t i = 0; i < texts->items.count; i++) {
        write_graph_next(&texts->graph);
        each_word(tn_kept_text(texts->items.items[i]), note_need, texts);
    }
}

/* All texts of a model, each after those it names. To be freed. */
static struct tn_object **ordered_texts(const struct tn_model *model, size_t *count) {
    struct texts texts = {0};
    collect(&texts, model);
    link_texts(&texts);
    *count = texts.items.count;
    struct tn_object **result = tn_allocate((*count + 1) * sizeof *result);
    size_t *order = write_graph_order(&texts.graph);
    for (size_t i = 0; i < *count; i++)
        result[i] = texts.items.items[order[i]];
    free(order);
    free(texts.items.items);
    tn_text_map_free(&texts.by_name);
    write_graph_free(&texts.graph);
    tn_arena_free(&texts.arena);
    return result;
}

/* ------------------------------------------------------------------ which phase */

struct calls {
    struct tn_text_map words;
    struct tn_arena arena;
};

static void note_call(void *context, const char *word) {
    struct calls *calls = context;
    if (!tn_text_map_get(&calls->words, word))
        tn_text_map_put(&calls->words, tn_arena_text(&calls->arena, word, strlen(word)), calls);
}

/* The words in expressions of tables: routines among them must be there before the tables. */
static void collect_calls(const struct tn_model *model, struct calls *calls) {
    TN_EACH_OF(model, attribute, attribute) {
        each_word(attribute->default_value, note_call, calls);
        each_word(attribute->generated, note_call, calls);
    }
    TN_EACH_OF(model, check, check)
    each_word(check->expression, note_call, calls);
    TN_EACH_OF(model, index_part, part)
    each_word(part->expression, note_call, calls);
}

static bool is_called(struct calls *calls, const struct tn_object *object) {
    return object->kind == TN_routine &&
           tn_text_map_get(&calls->words, folded(&calls->arena, object->name));
}

static bool is_early(const struct tn_object *object) {
    return object->kind == TN_role ||
           (object->kind == TN_raw && ((const struct tn_raw *)object)->early);
}

/* ------------------------------------------------------------------ steps */

/* A routine that a trigger of a table calls can go when the trigger has. */
static void unhook_with_table(struct planner *planner, const struct tn_object *middle) {
    const struct tn_object *before = before_of(planner, middle);
    struct step step = {0};
    step_title(&step, "drop", before);
    if (plan_postgresql(planner))
        put_drop(planner, &step.up, before);
    put_create(planner, &step.down, before);
    step_add(planner, PHASE_UNHOOK, &step);
}

/* By a routine that is replaced in its place, where the server has looked into its body. */
static bool is_called_in_place(struct planner *planner, const struct tn_object *middle) {
    struct mention *m = middle->kind == TN_routine ? mentions_of(planner, middle->name) : NULL;
    for (; m; m = m->next)
        if (m->object->kind == TN_routine && m->object != middle && after_of(planner, m->object) &&
            !mark_of(planner, m->object))
            return true;
    return false;
}

/* The owner of a sequence, which has to be known before a column owns it. */
static bool is_early_setting(const struct planner *planner, const struct tn_object *middle) {
    return middle->kind == TN_raw && was_made_early(planner, middle) &&
           tn_starts_with(((const struct tn_raw *)middle)->statement, "ALTER ");
}

static void unhook(struct planner *planner, struct calls *calls, struct tn_object *middle) {
    struct tn_object *after = after_of(planner, middle);
    bool late = !after && (is_called(calls, middle) || is_early(middle) ||
                           was_made_early(planner, middle) || is_called_in_place(planner, middle));
    late = late || is_early_setting(planner, middle) || is_in(&planner->replaced, middle);
    if (middle->kind == TN_trigger && !after_of(planner, middle->parent))
        unhook_with_table(planner, middle);
    else
        plan_unhook(planner, middle, after, late ? PHASE_DROP : PHASE_UNHOOK);
}

static void unhook_texts(struct planner *planner) {
    size_t count;
    struct calls calls = {0};
    struct tn_object **texts = ordered_texts(planner->before, &count);
    collect_calls(planner->before, &calls);
    for (size_t i = count; i-- > 0;) {
        struct tn_object *middle = tn_find_id(planner->middle, texts[i]->id);
        if (middle && !is_of_session(middle))
            unhook(planner, &calls, middle);
    }
    tn_text_map_free(&calls.words);
    tn_arena_free(&calls.arena);
    free(texts);
}

static void hook(struct planner *planner, struct calls *calls, struct tn_object *after) {
    struct tn_object *middle = middle_of(planner, after);
    bool early = is_early(after) || is_called(calls, after) || is_made_early(planner, after);
    if (middle && after->kind == TN_routine && !mark_of(planner, middle))
        replace_routine(planner, (struct tn_routine *)middle, (struct tn_routine *)after);
    else
        plan_hook(planner, middle, after, early ? PHASE_PREPARE : PHASE_HOOK);
}

static void hook_texts(struct planner *planner) {
    size_t count;
    struct calls calls = {0};
    struct tn_object **texts = ordered_texts(planner->after, &count);
    collect_calls(planner->after, &calls);
    for (size_t i = 0; i < count; i++)
        if (!is_of_session(texts[i]))
            hook(planner, &calls, texts[i]);
    tn_text_map_free(&calls.words);
    tn_arena_free(&calls.arena);
    free(texts);
}

void plan_texts(struct planner *planner) {
    unhook_texts(planner);
    hook_texts(planner);
}
