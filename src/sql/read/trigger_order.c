/*
 * MySQL and MariaDB: triggers that say FOLLOWS or PRECEDES another, when that one goes. They stand
 * where it stood, and say of themselves what it said.
 */
#include "sql/read/parser.h"

#include <string.h>

/* FOLLOWS name or PRECEDES name within the text of a trigger. */
struct place_clause {
    struct tn_slice text; /* empty where there is none */
    const char *name;
};

/* It stands behind FOR EACH ROW. */
static struct place_clause clause_of(struct parser *p, const char *definition) {
    struct place_clause clause = {{"", 0}, ""};
    struct lexer lexer;
    lexer_init(&lexer, tn_slice_of(definition), p->dialect, &p->words);
    struct token token = lexer_next(&lexer);
    while (token.kind != T_END && !token_is_named(&token, p->dialect, "row"))
        token = lexer_next(&lexer);
    struct token lead = lexer_next(&lexer);
    if (!token_is_named(&lead, p->dialect, "follows") &&
        !token_is_named(&lead, p->dialect, "precedes"))
        return clause;
    token = lexer_next(&lexer);
    clause.name = token_is_name(&token) ? sql_token_name(p, &token) : "";
    clause.text = (struct tn_slice){lead.at, (size_t)(token.at + token.length - lead.at)};
    return clause;
}

static const char *replaced(struct parser *p, const char *definition, struct tn_slice old,
                            struct tn_slice text) {
    struct tn_buffer out = {0};
    tn_put_bytes(&out, definition, (size_t)(old.at - definition));
    tn_put_bytes(&out, text.at, text.length);
    tn_put(&out, old.at + old.length + (!text.length && old.at[old.length] == ' '));
    const char *result = tn_text(p->model, tn_buffer_text(&out));
    tn_buffer_free(&out);
    return result;
}

void sql_trigger_goes(struct parser *p, const struct tn_trigger *trigger) {
    struct tn_entity *entity = tn_entity_of(trigger);
    if (!is_mysql(p) || !entity || !sql_may_look(p, strlen(trigger->definition)))
        return;
    struct place_clause own = clause_of(p, trigger->definition);
    for (struct tn_trigger *t = entity->triggers.first; t; t = t->next) {
        if (t == trigger || !sql_may_look(p, strlen(t->definition)))
            continue;
        struct place_clause clause = clause_of(p, t->definition);
        if (clause.text.length && tn_same_word(clause.name, trigger->name))
            t->definition = replaced(p, t->definition, clause.text, own.text);
    }
}
