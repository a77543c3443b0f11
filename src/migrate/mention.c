/*
 * Which views, routines, triggers, grants and raw statements have a name in their text. One pass
 * over all texts, when it is first asked for. It looks at words only, so it may find
 * a dependent too many (a name in a string), never one too few.
 */
#include "migrate/plan.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

bool text_selects_all(const char *text) {
    for (const char *star = strchr(text, '*'); star; star = strchr(star + 1, '*')) {
        const char *before = star;
        while (before > text && isspace((unsigned char)before[-1]))
            before--;
        if (before == text || before[-1] == '.' || before[-1] == ',' ||
            isalpha((unsigned char)before[-1]))
            return true;
    }
    return false;
}

/* ------------------------------------------------------------------ words */

static bool in_word(char c) {
    return isalnum((unsigned char)c) || c == '_' || c == '$' || (unsigned char)c >= 0x80;
}

static void fold(char *text) {
    for (; *text; text++)
        *text = (char)tolower((unsigned char)*text);
}

static const char *folded(struct planner *planner, const char *text, size_t length) {
    char *word = tn_arena_text(&planner->arena, text, length);
    fold(word);
    return word;
}

/* The end of a quoted name or of a plain word that begins here. */
static const char *end_of_word(const char *at) {
    if (*at == '"' || *at == '`') {
        const char *end = strchr(at + 1, *at);
        return end ? end : at + strlen(at);
    }
    while (in_word(*at))
        at++;
    return at;
}

void each_word(const char *text, void (*visit)(void *context, const char *word), void *context) {
    struct tn_buffer word = {0};
    for (const char *at = text; *at;) {
        bool quoted = *at == '"' || *at == '`';
        if (!quoted && !in_word(*at)) {
            at++;
            continue;
        }
        const char *end = end_of_word(at);
        tn_buffer_reset(&word);
        tn_put_bytes(&word, at + quoted, (size_t)(end - at) - (quoted && end > at));
        if (word.length) {
            fold(word.at);
            visit(context, word.at);
        }
        at = quoted && *end ? end + 1 : end;
    }
    tn_buffer_free(&word);
}

struct noting {
    struct planner *planner;
    struct tn_object *object;
};

static void note_word(void *context, const char *word) {
    struct noting *noting = context;
    struct planner *planner = noting->planner;
    struct mention *first = tn_text_map_get(&planner->mentions, word);
    if (first && first->object == noting->object)
        return;
    struct mention *mention = tn_arena_allocate(&planner->arena, sizeof *mention);
    mention->object = noting->object;
    mention->next = first;
    tn_text_map_put(&planner->mentions, tn_arena_text(&planner->arena, word, strlen(word)),
                    mention);
}

static void note_text(struct planner *planner, struct tn_object *object) {
    each_word(tn_kept_text(object), note_word, &(struct noting){planner, object});
}

static const enum tn_kind texts[] = {TN_view, TN_routine, TN_trigger, TN_grant, TN_raw};

static void note_all(struct planner *planner) {
    for (size_t i = 0; i < TN_LENGTH(texts); i++)
        for (struct tn_object *o = tn_next(planner->middle, texts[i], NULL); o;
             o = tn_next(planner->middle, texts[i], o))
            note_text(planner, o);
    planner->mentions_made = true;
}

struct mention *mentions_of(struct planner *planner, const char *word) {
    if (!planner->mentions_made)
        note_all(planner);
    return tn_text_map_get(&planner->mentions, folded(planner, word, strlen(word)));
}
