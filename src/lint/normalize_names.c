/*
 * Names of the entities that parts become: after what identifies their rows, in the style and the
 * grammatical number that most entities of the model have.
 */
#include "lint/normalize.h"
#include "lint/words.h"
#include "tenon/design.h"

#include <string.h>

struct naming {
    struct taking_apart *t;
    enum lint_style style;
    bool plural;
};

static struct naming naming_of(struct taking_apart *t) {
    size_t styles[LINT_STYLE_COUNT] = {0}, plurals = 0, count = 0;
    struct naming naming = {.t = t};
    TN_EACH_OF(t->model, entity, e) {
        for (int style = 0; style < LINT_STYLE_COUNT; style++)
            styles[style] += lint_styles_of(e->name) >> style & 1;
        plurals += strcmp(tn_singular(e->name, &t->arena), e->name) != 0;
        count++;
    }
    for (int style = 1; style < LINT_STYLE_COUNT; style++)
        if (styles[style] > styles[naming.style])
            naming.style = (enum lint_style)style;
    naming.plural = plurals * 2 >= count;
    return naming;
}

/* ------------------------------------------------------------------ after a key */

static bool says_only_that_it_identifies(struct tn_slice word) {
    static const char *const words[] = {"id", "code", "no", "nr", "num", "number", "key"};
    for (size_t i = 0; i < TN_LENGTH(words); i++)
        if (tn_slice_is_word(word, words[i]))
            return true;
    return false;
}

/* customer_id -> customer; code -> code. */
static const char *stem_of(struct taking_apart *t, const char *name) {
    struct tn_slice last = lint_last_word(name);
    const char *stem = last.at;
    while (stem > name && stem[-1] == '_')
        stem--;
    if (!last.length || stem == name || !says_only_that_it_identifies(last))
        return name;
    return tn_arena_text(&t->arena, name, (size_t)(stem - name));
}

static const char *after_set(struct taking_apart *t, struct tn_set set) {
    const char *name = NULL;
    for (size_t a = 0; a < t->relation.given.attributes; a++) {
        if (!tn_set_has(set, a))
            continue;
        const char *stem = stem_of(t, t->attributes[a]->name);
        name = name ? lint_join(name, stem, &t->arena) : stem;
    }
    return name;
}

/* Two parts may have one key: then what it says tells them apart. */
static const char *plain_name(const struct naming *naming, const struct part *part) {
    struct taking_apart *t = naming->t;
    bool shared = false;
    for (size_t i = 0; i < t->parts.count; i++)
        shared |= &t->parts.items[i] != part && tn_set_equal(t->parts.items[i].key, part->key);
    struct tn_set rest = tn_set_minus(part->attributes, part->key), first = {{0}};
    for (size_t a = 0; shared && a < t->relation.given.attributes && tn_set_empty(first); a++)
        if (tn_set_has(rest, a))
            tn_set_add(&first, a);
    const char *name = after_set(t, part->key);
    if (!tn_set_empty(first))
        name = lint_join(name, after_set(t, first), &t->arena);
    return name;
}

static const char *in_style(const struct naming *naming, const char *name) {
    struct tn_arena *arena = &naming->t->arena;
    name = tn_singular(lint_in_style(name, LINT_SNAKE, arena), arena);
    if (naming->plural)
        name = tn_plural(name, arena);
    return lint_in_style(name, naming->style, arena);
}

/* ------------------------------------------------------------------ that are free */

static bool is_reserved(const struct tn_dialect *dialect, const char *name) {
    for (size_t i = 0; i < dialect->reserved_count; i++)
        if (tn_same_word(dialect->reserved[i], name))
            return true;
    return false;
}

/* By something else, or by the language. */
static bool is_taken(const struct taking_apart *t, const char *name) {
    if (is_reserved(t->dialect, name))
        return true;
    TN_EACH_OF(t->model, entity, e)
    if (tn_same_word(e->name, name))
        return true;
    TN_EACH_OF(t->model, view, v)
    if (tn_same_word(v->name, name))
        return true;
    for (size_t i = 0; i < t->parts.count; i++)
        if (t->parts.items[i].name && tn_same_word(t->parts.items[i].name, name))
            return true;
    return false;
}

static const char *free_name(const struct naming *naming, const char *plain) {
    struct taking_apart *t = naming->t;
    const char *name = in_style(naming, plain);
    if (is_taken(t, name))
        name =
            in_style(naming, lint_join(tn_singular(t->entity->name, &t->arena), plain, &t->arena));
    const char *first = name;
    for (int number = 2; is_taken(t, name); number++)
        name = tn_arena_format(&t->arena, "%s_%d", first, number);
    return name;
}

void parts_name(struct taking_apart *t) {
    struct naming naming = naming_of(t);
    for (size_t i = 0; i < t->parts.count; i++) {
        struct part *part = &t->parts.items[i];
        if (part != t->main && !part->along)
            part->name = free_name(&naming, plain_name(&naming, part));
    }
}

const char *free_attribute_name(struct taking_apart *t, const struct tn_entity *entity,
                                const char *name) {
    const char *free = name;
    for (int number = 2; tn_find_name_folded(&entity->attributes, free); number++)
        free = tn_arena_format(&t->arena, "%s_%d", name, number);
    return free;
}
