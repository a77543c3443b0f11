/*
 * Advice on indexes: what to add, told by who is to be served, and what to drop, told by the rules
 * on superfluous indexes once that is there.
 */
#include "lint/advice.h"

#include "lint/fix.h"
#include "lint/index_cover.h"
#include "tenon/design.h"
#include "tenon/lower.h"

#include <stdlib.h>
#include <string.h>

struct adviser {
    struct tn_lint lint;
    const struct tn_advice_options *options;
    struct tn_advices *advices;
};

static const char *kept(struct adviser *a, const char *text) {
    return tn_arena_text(&a->advices->arena, text, strlen(text));
}

/* ------------------------------------------------------------------ needs */

/* What a table's users ask for, in numbers. */
struct table_needs {
    struct advice_users users;
    TN_VECTOR(struct lint_wish) columns; /* by number */
    TN_VECTOR(struct cover_need) needs;  /* of each user */
};

static size_t number_of(const struct tn_lint *lint, const struct table_needs *t,
                        const struct lint_wish *wish) {
    size_t i = 0;
    while (i < t->columns.count && !lint_same_wish(lint, &t->columns.items[i], wish))
        i++;
    return i;
}

static void number_columns(struct tn_lint *lint, struct table_needs *t,
                           const struct lint_wishes *wishes, bool few) {
    for (size_t i = 0; i < wishes->count; i++) {
        const struct lint_wish *wish = &wishes->items[i];
        bool has_few = wish->attribute && lint_has_few_values(lint, wish->attribute, 4);
        if (has_few == few && number_of(lint, t, wish) == t->columns.count)
            TN_PUSH(&t->columns, *wish);
    }
}

/* Those that tell many rows apart first. */
static void number_all(struct tn_lint *lint, struct table_needs *t) {
    for (int few = 0; few < 2; few++)
        for (size_t i = 0; i < t->users.list.count; i++) {
            number_columns(lint, t, &t->users.list.items[i].demand.equals, few);
            number_columns(lint, t, &t->users.list.items[i].demand.order, few);
        }
}

static void add_need(struct tn_lint *lint, struct table_needs *t, const struct advice_user *user) {
    const struct lint_demand *demand = &user->demand;
    struct cover_need need = {.sorted = demand->sorted, .optional = user->served};
    for (size_t i = 0; i < demand->equals.count; i++)
        need.first[need.first_count++] = (unsigned)number_of(lint, t, &demand->equals.items[i]);
    for (size_t i = 0; i < demand->order.count; i++)
        need.behind[need.behind_count++] =
            (struct cover_column){(unsigned)number_of(lint, t, &demand->order.items[i]),
                                  demand->order.items[i].descending};
    TN_PUSH(&t->needs, need);
}

static void open_needs(struct adviser *a, struct lint_table *table, struct table_needs *t) {
    advice_find_users(&a->lint, table, &t->users);
    number_all(&a->lint, t);
    for (size_t i = 0; i < t->users.list.count; i++)
        add_need(&a->lint, t, &t->users.list.items[i]);
}

static void close_needs(struct table_needs *t) {
    free(t->users.list.items);
    free(t->columns.items);
    free(t->needs.items);
}

/* ------------------------------------------------------------------ an index */

/* The condition that all who need the index have; "" where they differ. */
static const char *shared_condition(const struct adviser *a, const struct advice_user *const *users,
                                    size_t count) {
    const char *shared = NULL;
    for (size_t i = 0; i < count; i++) {
        const char *condition = users[i]->demand.condition;
        if (users[i]->served)
            continue;
        if (!*condition || (shared && !tn_sql_same_expression(a->lint.dialect, shared, condition)))
            return "";
        shared = condition;
    }
    return shared && a->lint.dialect->can.partial_index ? shared : "";
}

/* Beside the key, or at its end. */
static void cover_reads(struct adviser *a, const struct advice_user *const *users, size_t count,
                        struct tn_advice *advice) {
    struct tn_refs few = {0}, present = {0};
    present.items = tn_arena_allocate(&a->lint.arena, COVER_WIDTH * sizeof *present.items);
    for (size_t i = 0; i < advice->part_count; i++)
        if (advice->parts[i].attribute)
            present.items[present.count++] = &advice->parts[i].attribute->object;
    for (size_t i = 0; i < count && !few.count; i++)
        few = advice_few_read(&a->lint, &a->advices->arena, present, &users[i]->demand);
    if (a->lint.dialect->can.include) {
        advice->include = few;
        return;
    }
    for (size_t i = 0; i < few.count && advice->part_count < COVER_WIDTH; i++)
        advice->parts[advice->part_count++] =
            (struct tn_advice_part){(void *)few.items[i], "", "", false};
}

static void fill_parts(struct adviser *a, const struct table_needs *t,
                       const struct cover_index *index, struct tn_advice *advice) {
    enum { MORE = COVER_WIDTH };
    advice->parts = tn_arena_allocate(&a->advices->arena, MORE * sizeof *advice->parts);
    for (size_t i = 0; i < index->count; i++) {
        const struct lint_wish *wish = &t->columns.items[index->columns[i].column];
        struct tn_attribute *attribute =
            wish->attribute ? (void *)tn_find_id(a->lint.model, wish->attribute->id) : NULL;
        advice->parts[advice->part_count++] = (struct tn_advice_part){
            attribute, kept(a, wish->expression), "", index->columns[i].descending};
    }
}

static void note_patterns(struct adviser *a, const struct advice_user *const *users, size_t count,
                          struct tn_advice *advice) {
    struct tn_refs *patterns = &advice->patterns;
    patterns->items = tn_arena_allocate(&a->advices->arena, (count + 1) * sizeof *patterns->items);
    for (size_t i = 0; i < count; i++)
        if (users[i]->demand.pattern)
            patterns->items[patterns->count++] =
                tn_find_id(a->lint.model, users[i]->demand.pattern->id);
}

static void add_index(struct adviser *a, struct lint_table *table, const struct table_needs *t,
                      const struct cover_index *index) {
    size_t count = 0;
    const struct advice_user **users =
        tn_arena_allocate(&a->lint.arena, (t->users.list.count + 1) * sizeof *users);
    for (size_t i = 0; i < t->users.list.count; i++)
        if (cover_serves(index, &t->needs.items[i]))
            users[count++] = &t->users.list.items[i];
    struct tn_advice advice = {
        .entity = table->entity,
        .method = "",
        .extension = "",
        .predicate = kept(a, shared_condition(a, users, count)),
        .reason = kept(a, advice_reason(&a->lint, users, count)),
    };
    fill_parts(a, t, index, &advice);
    note_patterns(a, users, count, &advice);
    if (a->options && a->options->covering)
        cover_reads(a, users, count, &advice);
    TN_PUSH(&a->advices->list, advice);
}

/* MariaDB has no expressions in indexes: what asks for one is not served. */
static bool is_possible(const struct adviser *a, const struct table_needs *t,
                        const struct cover_index *index) {
    for (size_t i = 0; i < index->count; i++)
        if (!t->columns.items[index->columns[i].column].attribute &&
            !a->lint.dialect->can.expression_index)
            return false;
    return true;
}

static void advise_search(struct adviser *a, struct lint_table *table) {
    LINT_EACH_DEMAND(&a->lint, table, demand) {
        struct tn_advice advice;
        if (table->entity->row_count > 0 && table->entity->row_count < ADVICE_LEAST_ROWS)
            return;
        if (!advice_for_search(&a->lint, table, demand, false, &advice))
            continue;
        struct advice_user user = {.demand = *demand};
        const struct advice_user *const users[] = {&user};
        advice.reason = kept(a, advice.reason);
        struct tn_advice_part *parts =
            tn_arena_allocate(&a->advices->arena, advice.part_count * sizeof *parts);
        for (size_t i = 0; i < advice.part_count; i++) {
            parts[i] = advice.parts[i];
            parts[i].expression = kept(a, parts[i].expression);
        }
        advice.parts = parts;
        note_patterns(a, users, 1, &advice);
        TN_PUSH(&a->advices->list, advice);
    }
}

static void advise_table(struct adviser *a, struct lint_table *table) {
    struct table_needs t = {0};
    struct cover_indexes indexes = {0};
    open_needs(a, table, &t);
    cover_find(t.needs.items, t.needs.count, t.columns.count, &indexes);
    for (size_t i = 0; i < indexes.list.count; i++)
        if (is_possible(a, &t, &indexes.list.items[i]))
            add_index(a, table, &t, &indexes.list.items[i]);
    free(indexes.list.items);
    close_needs(&t);
    advise_search(a, table);
}

/* ------------------------------------------------------------------ taking it */

static void add_parts(struct tn_model *model, struct tn_index *index,
                      const struct tn_advice *advice) {
    for (size_t i = 0; i < advice->part_count; i++) {
        const struct tn_advice_part *from = &advice->parts[i];
        struct tn_index_part *part = tn_design_add(model, TN_index_part, index, "");
        if (from->attribute)
            tn_set_ref(model, part, TN_index_part_attribute,
                       tn_find_id(model, from->attribute->id));
        tn_set_text(model, part, TN_index_part_expression, from->expression);
        tn_set_text(model, part, TN_index_part_operator_class, from->operator_class);
        tn_set_number(model, part, TN_index_part_descending, from->descending);
    }
}

static void add_include(struct tn_model *model, struct tn_index *index,
                        const struct tn_advice *advice) {
    struct tn_refs include = {0};
    for (size_t i = 0; i < advice->include.count; i++)
        tn_refs_append(model, &include, tn_find_id(model, advice->include.items[i]->id));
    tn_set_refs(model, index, TN_index_include, include);
}

struct tn_index *tn_advice_take(struct tn_model *model, const struct tn_advice *advice) {
    if (advice->dropped) {
        struct tn_object *dropped = tn_find_id(model, advice->dropped->id);
        if (dropped)
            tn_design_delete(model, dropped);
        return NULL;
    }
    struct tn_object *entity = tn_find_id(model, advice->entity->id);
    if (!entity)
        return NULL;
    if (*advice->extension && !tn_find_name(&model->project->extensions, advice->extension))
        tn_design_add(model, TN_extension, model->project, advice->extension);
    struct tn_index *index = tn_design_add(model, TN_index, entity, "");
    tn_set_text(model, index, TN_index_method, advice->method);
    tn_set_text(model, index, TN_index_predicate, advice->predicate);
    tn_set_text(model, index, TN_index_rationale, advice->reason);
    add_parts(model, index, advice);
    add_include(model, index, advice);
    return index;
}

/* ------------------------------------------------------------------ what goes, and statements */

static const char *const superfluous[] = {"index-duplicate", "index-shadows-unique",
                                          "index-redundant-prefix", "index-unused", NULL};

static bool is_asked_for(const struct tn_advice_options *options, const struct tn_entity *entity) {
    if (!options || !options->entities)
        return true;
    for (size_t i = 0; options->entities[i]; i++)
        if (options->entities[i] == entity)
            return true;
    return false;
}

static bool is_dropped(const struct tn_advices *advices, const struct tn_object *index) {
    for (size_t i = advices->list.count; i-- && advices->list.items[i].dropped;)
        if (&advices->list.items[i].dropped->object == index)
            return true;
    return false;
}

/* Once the new indexes are there, the rules tell which of the old ones do nothing any more. */
static void advise_drops(struct adviser *a, const struct tn_model *with) {
    struct tn_findings findings = {0};
    struct tn_lint_options options = {.only = superfluous};
    tn_lint_run(with, &options, &findings, NULL);
    for (size_t i = 0; i < findings.count; i++) {
        struct tn_object *index = tn_find_id(a->lint.model, findings.items[i].object);
        if (!index || index->kind != TN_index || is_dropped(a->advices, index) ||
            !is_asked_for(a->options, tn_entity_of(index)))
            continue;
        struct tn_advice advice = {.entity = tn_entity_of(index),
                                   .dropped = (struct tn_index *)index,
                                   .method = "",
                                   .predicate = "",
                                   .extension = "",
                                   .reason = kept(a, findings.items[i].message)};
        TN_PUSH(&a->advices->list, advice);
    }
    tn_findings_free(&findings);
}

static const char *statement_of(struct adviser *a, const struct tn_model *physical, uint64_t id,
                                bool drop) {
    struct tn_buffer text = {0}, out = {0};
    const struct tn_object *index = tn_find_id(physical, id);
    if (index && drop)
        tn_sql_put_drop(&text, a->lint.dialect, index);
    else if (index)
        tn_sql_put_create(&text, a->lint.dialect, index);
    struct tn_slice statement = {tn_buffer_text(&text), text.length};
    if (index)
        tn_sql_put_statement(&out, a->lint.dialect, statement);
    while (out.length && out.at[out.length - 1] == '\n')
        out.at[--out.length] = 0;
    const char *result = kept(a, tn_buffer_text(&out));
    tn_buffer_free(&text);
    tn_buffer_free(&out);
    return result;
}

/* Names and statements as they will be: told by a copy in which all is taken. */
static void finish(struct adviser *a) {
    struct tn_model *with = tn_model_copy(a->lint.model);
    size_t added = a->advices->list.count;
    uint64_t *ids = tn_allocate((added + 1) * sizeof *ids);
    tn_group_begin(with, "advice");
    for (size_t i = 0; i < added; i++)
        ids[i] = tn_advice_take(with, &a->advices->list.items[i])->id;
    tn_group_end(with, NULL);
    advise_drops(a, with);
    struct tn_findings losses = {0};
    struct tn_model *physical = tn_lower(with, a->lint.dialect, &losses);
    for (size_t i = 0; i < a->advices->list.count; i++) {
        struct tn_advice *advice = &a->advices->list.items[i];
        uint64_t id = advice->dropped ? advice->dropped->id : ids[i];
        advice->ddl = statement_of(a, physical, id, advice->dropped != NULL);
    }
    tn_model_free(physical);
    tn_findings_free(&losses);
    tn_model_free(with);
    free(ids);
}

/* ------------------------------------------------------------------ advice */

/* statements: with those that are to be dropped, too. */
static void advise(const struct tn_model *model, const struct tn_advice_options *options,
                   bool statements, struct tn_advices *advices) {
    struct adviser a = {.options = options, .advices = advices};
    struct tn_findings none = {0};
    struct tn_lint_options defaults = {0};
    a.lint.findings = &none;
    lint_open(&a.lint, model, &defaults);
    LINT_EACH_TABLE(&a.lint, table)
    if (is_asked_for(options, table->entity))
        advise_table(&a, table);
    if (statements)
        finish(&a);
    lint_close(&a.lint);
    tn_findings_free(&none);
}

void tn_advise(const struct tn_model *model, const struct tn_advice_options *options,
               struct tn_advices *advices) {
    advise(model, options, true, advices);
}

bool advice_take_for(struct tn_model *model, const struct tn_access_pattern *pattern) {
    struct tn_advices advices = {0};
    bool taken = false;
    advise(model, NULL, false, &advices);
    for (size_t i = 0; i < advices.list.count; i++) {
        const struct tn_advice *advice = &advices.list.items[i];
        if (*advice->method || !tn_refs_have(advice->patterns, pattern))
            continue;
        lint_drop_superseded(model, tn_advice_take(model, advice));
        taken = true;
    }
    tn_advices_free(&advices);
    return taken;
}

void tn_advices_free(struct tn_advices *advices) {
    free(advices->list.items);
    tn_arena_free(&advices->arena);
    *advices = (struct tn_advices){0};
}
