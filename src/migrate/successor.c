/*
 * PostgreSQL: types and routines that step aside, under another name, for a successor that takes
 * their own. What the server found by that name stays with the one that has it no longer: so the
 * expressions of `middle` say the new name, differ from those of `after`, and are given anew.
 */
#include "migrate/plan.h"
#include "sql/lexer.h"

#include <stdlib.h>
#include <string.h>

struct retired {
    const struct tn_object *object; /* of `before`: its schema counts */
    const char *to;
    bool type, call; /* where its name stands: that of a type, that of a function */
    unsigned bits;   /* the ways on which it is another */
    struct retired *next;
};

void retire_name(struct planner *planner, const struct retiring *how) {
    struct retired *retired = tn_arena_allocate(&planner->arena, sizeof *retired);
    *retired = (struct retired){
        .object = how->object,
        .to = how->to,
        .type = how->type,
        .call = how->call,
        .bits = how->bits,
        .next = tn_text_map_get(&planner->retired, how->from),
    };
    tn_text_map_put(&planner->retired, tn_arena_format(&planner->arena, "%s", how->from), retired);
}

/* ------------------------------------------------------------------ names in expressions */

struct names {
    struct planner *planner;
    struct lexer lexer;
    struct token before, dot, name, next; /* schema . name next: the first two where they are */
    struct tn_buffer out, word;
    const char *copied;
    unsigned bits;
};

static bool is_text(const struct token *token, const char *text) {
    return tn_slice_is((struct tn_slice){token->at, token->length}, text);
}

static void step_on(struct names *names) {
    names->before = names->dot;
    names->dot = names->name;
    names->name = names->next;
    names->next = lexer_next(&names->lexer);
}

static bool is_qualified(const struct names *names) {
    return names->dot.kind == T_SYMBOL && names->dot.symbol == '.';
}

static bool is_in_its_schema(const struct names *names, const struct retired *retired) {
    const struct tn_namespace *home = tn_namespace_of(retired->object);
    const char *schema = home ? home->name : "public";
    enum tn_dialect_id dialect = names->planner->dialect->id;
    return is_qualified(names) ? token_is_named(&names->before, dialect, schema)
                               : strcmp(schema, "public") == 0;
}

/* :: mood, AS mood, mood 'a'; behind a schema the cast stands further before and is not looked for.
 */
static bool is_type_place(const struct names *names) {
    return is_qualified(names) || (names->dot.length && is_text(&names->dot, "::")) ||
           token_is_word(&names->dot, "as") || names->next.kind == T_STRING;
}

static void put_word(struct tn_buffer *out, const struct token *word) {
    for (size_t i = 0; i < word->length; i++) {
        char c = word->at[i];
        tn_put_char(out, c >= 'A' && c <= 'Z' ? (char)(c + 'a' - 'A') : c);
    }
}

static const struct retired *retired_here(struct names *names) {
    bool call = token_is_symbol(&names->next, '(');
    tn_buffer_reset(&names->word);
    if (names->name.kind == T_WORD)
        put_word(&names->word, &names->name);
    else
        token_unquote(&names->name, names->planner->dialect->id, &names->word);
    const struct retired *retired =
        tn_text_map_get(&names->planner->retired, tn_buffer_text(&names->word));
    for (; retired; retired = retired->next)
        if (((retired->call && call) || (retired->type && !call && is_type_place(names))) &&
            is_in_its_schema(names, retired))
            return retired;
    return NULL;
}

static void put_retired(struct names *names, const struct retired *retired) {
    tn_put_bytes(&names->out, names->copied, (size_t)(names->name.at - names->copied));
    tn_sql_put_name(&names->out, names->planner->dialect, retired->to);
    names->copied = names->name.at + names->name.length;
    names->bits |= retired->bits;
}

/* The expression with the names that are retired, or itself; BITS gets the ways of those. A type
 * that stands alone is one WHOLE. */
static const char *restated(struct planner *planner, const char *text, bool whole,
                            uintptr_t *bits) {
    struct names names = {.planner = planner, .copied = text};
    lexer_init(&names.lexer, tn_slice_of(text), planner->dialect->id, NULL);
    names.next = lexer_next(&names.lexer);
    if (whole)
        names.name = (struct token){.at = "::", .length = 2, .kind = T_SYMBOL};
    for (step_on(&names); names.name.kind != T_END; step_on(&names)) {
        bool name = names.name.kind == T_WORD || names.name.kind == T_QUOTED;
        const struct retired *retired = name ? retired_here(&names) : NULL;
        if (retired)
            put_retired(&names, retired);
    }
    tn_put(&names.out, names.copied);
    const char *result =
        names.copied > text ? tn_text(planner->copy, tn_buffer_text(&names.out)) : text;
    *bits |= names.bits;
    tn_buffer_free(&names.out);
    tn_buffer_free(&names.word);
    return result;
}

/* ------------------------------------------------------------------ where expressions stand */

static const struct {
    enum tn_kind kind;
    unsigned field;
    bool type; /* the name of a type and nothing else */
} places[] = {
    {TN_attribute, TN_attribute_default_value, false},
    {TN_attribute, TN_attribute_generated, false},
    {TN_attribute, TN_attribute_type, true},
    {TN_check, TN_check_expression, false},
    {TN_index, TN_index_predicate, false},
    {TN_index_part, TN_index_part_expression, false},
    {TN_exclusion, TN_exclusion_predicate, false},
    {TN_type, TN_type_default_value, false},
};

static uint64_t restated_key(const struct tn_object *middle, const struct tn_field *field) {
    return tn_mix(middle->id ^ tn_mix((uint64_t)(uintptr_t)field)) | 1;
}

void plan_restate(struct planner *planner) {
    for (size_t i = 0; planner->retired.count && i < TN_LENGTH(places); i++) {
        const struct tn_field *field = &tn_kinds[places[i].kind].fields[places[i].field];
        for (struct tn_object *o = tn_next(planner->middle, places[i].kind, NULL); o;
             o = tn_next(planner->middle, places[i].kind, o)) {
            uintptr_t bits = 0;
            union tn_value value = tn_value_get(o, field);
            value.text = restated(planner, value.text, places[i].type, &bits);
            tn_value_put(o, field, value);
            if (!bits)
                continue;
            tn_id_map_put(&planner->restated, restated_key(o, field), (void *)bits);
            TN_PUSH(&planner->restatements, ((struct restatement){.object = o, .field = field}));
        }
    }
}

unsigned restated_bits(const struct planner *planner, const struct tn_object *middle,
                       const struct tn_field *field) {
    return (unsigned)(uintptr_t)tn_id_map_get(&planner->restated, restated_key(middle, field));
}

unsigned restated_ways(const struct planner *planner, const struct tn_object *middle,
                       const struct tn_field *field, const struct tn_object *after) {
    unsigned bits = restated_bits(planner, middle, field);
    const struct tn_object *before = bits ? before_of(planner, middle) : NULL;
    if (!before)
        return MARK_BOTH;
    const char *old = tn_value_get(before, field).text, *new = tn_value_get(after, field).text;
    return tn_sql_same_expression(planner->dialect, old, new) ? bits : MARK_BOTH;
}

/* ------------------------------------------------------------------ changes that are not seen */

struct additions {
    struct tn_diff *diff;
    struct tn_id_map told; /* restated_key() of what the diff tells -> anything */
    struct tn_id_map open; /* id of a middle object -> its first restatement that it does not */
    TN_VECTOR(struct tn_change) changes;
};

static void find_open(struct planner *planner, struct additions *additions) {
    for (size_t i = 0; i < additions->diff->changes.count; i++) {
        const struct tn_change *change = &additions->diff->changes.items[i];
        if (change->type == TN_CHANGED)
            tn_id_map_put(&additions->told, restated_key(change->before, change->field), planner);
    }
    for (size_t i = planner->restatements.count; i-- > 0;) {
        struct restatement *restatement = &planner->restatements.items[i];
        const struct tn_object *middle = restatement->object;
        if (tn_id_map_get(&additions->told, restated_key(middle, restatement->field)) ||
            !after_of(planner, middle))
            continue;
        restatement->next = tn_id_map_get(&additions->open, middle->id);
        tn_id_map_put(&additions->open, middle->id, restatement);
    }
}

static void add_open(struct planner *planner, struct additions *additions,
                     struct tn_object *middle) {
    struct restatement *restatement = tn_id_map_get(&additions->open, middle->id);
    for (; restatement && !restatement->told; restatement = restatement->next) {
        struct tn_change change = {TN_CHANGED, middle, after_of(planner, middle),
                                   restatement->field};
        restatement->told = true;
        TN_PUSH(&additions->changes, change);
    }
}

/* To compare, casts say little; but the server holds on to what they name. The changes of an object
 * stand in a row. */
void plan_restated_changes(struct planner *planner) {
    struct additions additions = {.diff = planner->diff};
    if (!planner->restatements.count)
        return;
    find_open(planner, &additions);
    for (size_t i = 0; i < planner->diff->changes.count; i++) {
        const struct tn_change *change = &planner->diff->changes.items[i];
        TN_PUSH(&additions.changes, *change);
        if (change->type == TN_CHANGED)
            add_open(planner, &additions, change->before);
    }
    for (size_t i = 0; i < planner->restatements.count; i++)
        add_open(planner, &additions, planner->restatements.items[i].object);
    free(planner->diff->changes.items);
    planner->diff->changes.items = additions.changes.items;
    planner->diff->changes.count = additions.changes.count;
    planner->diff->changes.capacity = additions.changes.capacity;
    tn_id_map_free(&additions.told);
    tn_id_map_free(&additions.open);
}

/* ------------------------------------------------------------------ routines */

struct words {
    struct tn_text_map map;
    struct tn_arena arena;
};

static void note_word(void *context, const char *word) {
    struct words *words = context;
    if (!tn_text_map_get(&words->map, word))
        tn_text_map_put(&words->map, tn_arena_format(&words->arena, "%s", word), words);
}

static void collect_words(const struct tn_model *model, struct words *words) {
    for (size_t i = 0; i < TN_LENGTH(places); i++) {
        const struct tn_field *field = &tn_kinds[places[i].kind].fields[places[i].field];
        for (struct tn_object *o = tn_next(model, places[i].kind, NULL); o;
             o = tn_next(model, places[i].kind, o))
            if (!places[i].type)
                each_word(tn_value_get(o, field).text, note_word, words);
    }
}

static bool is_replaced(const struct planner *planner, const struct tn_diff *first,
                        const struct tn_routine *before) {
    const struct tn_routine *after = (const void *)tn_diff_after(first, before);
    const struct tn_change change = {.before = (struct tn_object *)before,
                                     .after = (struct tn_object *)after};
    return after && strcmp(before->definition, after->definition) != 0 &&
           !routine_is_replaceable(planner, &change);
}

static const char *place_of(struct planner *planner, const struct tn_object *routine) {
    const struct tn_namespace *home = tn_namespace_of(routine);
    return tn_arena_format(&planner->arena, "%s\n%s", home ? home->name : "public", routine->name);
}

/* Those that come, by schema and name. */
static void collect_new(struct planner *planner, const struct tn_diff *first,
                        struct tn_text_map *new) {
    TN_EACH_OF(planner->after, routine, after)
    if (!tn_diff_before(first, after))
        tn_text_map_put(new, place_of(planner, &after->object), after);
}

/* One that goes while another of its name comes, for other parameters. */
static bool is_succeeded(struct planner *planner, const struct tn_diff *first,
                         const struct tn_text_map *new, const struct tn_routine *before) {
    return !tn_diff_after(first, before) &&
           tn_text_map_get(new, place_of(planner, &before->object));
}

static void put_routine_rename(struct planner *planner, struct tn_buffer *out,
                               const struct tn_routine *routine, const char *to) {
    struct tn_buffer drop = {0};
    tn_sql_put_drop(&drop, planner->dialect, routine); /* DROP FUNCTION path(parameters) */
    tn_put_format(out, "ALTER%s RENAME TO ", drop.at + strlen("DROP"));
    tn_sql_put_name(out, planner->dialect, to);
    put_end(out);
    tn_buffer_free(&drop);
}

/* The CREATE statement under another name. */
static const char *renamed_definition(struct planner *planner, const struct tn_routine *routine,
                                      const char *to) {
    struct tn_buffer out = {0};
    struct lexer lexer;
    struct token token, next;
    lexer_init(&lexer, tn_slice_of(routine->definition), planner->dialect->id, NULL);
    token = lexer_next(&lexer);
    for (next = lexer_next(&lexer); next.kind != T_END && !token_is_symbol(&next, '(');
         next = lexer_next(&lexer))
        token = next;
    tn_put_bytes(&out, routine->definition, (size_t)(token.at - routine->definition));
    tn_sql_put_name(&out, planner->dialect, to);
    tn_put(&out, token.at + token.length);
    const char *result = tn_text(planner->copy, tn_buffer_text(&out));
    tn_buffer_free(&out);
    return result;
}

static void retire_routine(struct planner *planner, const struct tn_routine *before) {
    struct tn_routine *middle = (void *)tn_find_id(planner->middle, before->id);
    const char *to = tn_text(planner->copy, retired_name(planner, &before->object));
    struct step step = {0};
    step_title(&step, "retire", before);
    put_routine_rename(planner, &step.up, before, to);
    middle->definition = renamed_definition(planner, before, to);
    middle->name = to;
    put_routine_rename(planner, &step.down, middle, before->name);
    step_add(planner, PHASE_RENAME, &step);
    tn_id_map_put(&planner->replaced, middle->id, middle);
    retire_name(planner, &(struct retiring){.object = &before->object,
                                            .from = before->name,
                                            .to = to,
                                            .call = true,
                                            .bits = MARK_BOTH});
}

/* Those that expressions of tables and domains call cannot be dropped before, nor made after. */
void plan_replaced_routines(struct planner *planner, const struct tn_diff *first) {
    struct words words = {0};
    struct tn_text_map new = {0};
    if (!plan_postgresql(planner) || !tn_next(planner->before, TN_routine, NULL))
        return;
    collect_words(planner->before, &words);
    collect_new(planner, first, &new);
    TN_EACH_OF(planner->before, routine, before)
    if (before->callable == TN_callable_function && tn_text_map_get(&words.map, before->name) &&
        (is_replaced(planner, first, before) || is_succeeded(planner, first, &new, before)))
        retire_routine(planner, before);
    tn_text_map_free(&new);
    tn_text_map_free(&words.map);
    tn_arena_free(&words.arena);
}
