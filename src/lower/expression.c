/*
 * Expressions of one dialect in another's words: read into a term, settled, and written. What has
 * no place in the tables has no translation, and is told by name.
 */
#include "lower/term.h"

#include <stdlib.h>
#include <string.h>

static void cut(struct translation *t, const char *text) {
    struct lexer lexer;
    lexer_init(&lexer, tn_slice_of(text), t->l->from->id, NULL);
    for (struct token token = lexer_next(&lexer); token.kind != T_END; token = lexer_next(&lexer))
        TN_PUSH(&t->tokens, token);
}

/* Within one language only these words differ. */
static bool is_common(const struct lowering *l, const char *text) {
    return lower_same_language(l) && (l->from->id == l->to->id ||
                                      (!strstr(text, "->") && !tn_find_word(text, "regexp_like")));
}

static const char *finish(struct translation *t, struct tn_buffer *out) {
    struct lowering *l = t->l;
    const char *result = t->unknown ? NULL : tn_text(l->model, tn_buffer_text(out));
    l->unknown = t->unknown ? tn_text(l->model, t->unknown) : "";
    free(t->tokens.items);
    tn_buffer_free(out);
    return result;
}

static void *all_read(struct translation *t, void *made) {
    return made && t->at < t->tokens.count ? term_give_up(t, NULL) : made;
}

/* condition: it must be true or false. *tree, where asked for, is what was read. */
static const char *translate(struct lowering *l, struct translation t, const char *text,
                             bool condition, struct term **tree) {
    struct tn_buffer out = {0};
    if (is_common(l, text) && !t.value)
        return text;
    t.l = l;
    t.out = &out;
    cut(&t, text);
    struct term *term = all_read(&t, term_read(&t, 0));
    if (term && term_settle(&t, term) && (!condition || term_settle_condition(&t, &term)))
        term_write(&t, term, 0);
    if (tree)
        *tree = term;
    return finish(&t, &out);
}

const char *lower_expression(struct lowering *l, const struct tn_entity *entity,
                             const char *expression, const struct tn_attribute *value) {
    return translate(l, (struct translation){.entity = entity, .value = value}, expression, false,
                     NULL);
}

const char *lower_condition(struct lowering *l, const struct tn_entity *entity,
                            const char *expression, const struct tn_attribute *value) {
    return translate(l, (struct translation){.entity = entity, .value = value}, expression, true,
                     NULL);
}

const char *lower_term(struct lowering *l, const struct tn_entity *entity, const char *expression,
                       struct term **tree) {
    return translate(l, (struct translation){.entity = entity}, expression, false, tree);
}

const char *lower_query(struct lowering *l, const char *text, struct query **query) {
    if (is_common(l, text))
        return text;
    struct tn_buffer out = {0};
    struct translation t = {.l = l, .out = &out};
    cut(&t, text);
    *query = all_read(&t, term_read_query(&t));
    if (*query && term_settle_query(&t, *query))
        term_write_query(&t, *query);
    return finish(&t, &out);
}
