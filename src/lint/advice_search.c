/*
 * Indexes by which texts are searched for words or parts of them.
 */
#include "lint/advice.h"

#include <string.h>

/* ------------------------------------------------------------------ what is there */

static bool names_column(const struct tn_lint *lint, const struct tn_index_part *part,
                         const struct tn_attribute *attribute) {
    return part->attribute == attribute ||
           (*part->expression && tn_sql_mentions(lint->dialect, part->expression, attribute->name));
}

/* A GIN or GiST index of trigrams or words, or FULLTEXT. */
static bool searches_in(const struct tn_lint *lint, const struct tn_index *index,
                        const struct tn_attribute *attribute) {
    if (!*index->method || tn_same_word(index->method, "btree") ||
        tn_same_word(index->method, "hash") || tn_same_word(index->method, "brin"))
        return false;
    for (struct tn_index_part *part = index->parts.first; part; part = part->next)
        if (names_column(lint, part, attribute))
            return true;
    return false;
}

/* SQLite: a virtual table that holds the words of this one. */
static bool has_word_table(const struct tn_lint *lint, const struct tn_entity *entity) {
    for (struct tn_raw *raw = lint->model->project->raws.first; raw; raw = raw->next)
        if (tn_find_word(raw->definition, "using fts") &&
            tn_find_word(raw->definition, entity->name))
            return true;
    return false;
}

static bool is_covered(const struct tn_lint *lint, const struct lint_table *table,
                       const struct tn_attribute *attribute) {
    for (struct tn_index *index = table->entity->indexes.first; index; index = index->next)
        if (searches_in(lint, index, attribute))
            return true;
    return false;
}

bool advice_is_searchable(struct tn_lint *lint, struct lint_table *table,
                          const struct lint_demand *demand) {
    if (lint->dialect->id == TN_SQLITE)
        return has_word_table(lint, table->entity);
    for (size_t i = 0; i < demand->searches.count; i++)
        if (!is_covered(lint, table, demand->searches.items[i].attribute))
            return false;
    return true;
}

/* ------------------------------------------------------------------ what to add */

static const char *vector_of(struct tn_lint *lint, const struct lint_wishes *wishes) {
    struct tn_buffer out = {0};
    tn_put(&out, "to_tsvector('simple', ");
    for (size_t i = 0; i < wishes->count; i++) {
        const struct tn_attribute *a = wishes->items[i].attribute;
        tn_put(&out, i ? " || ' ' || " : "");
        tn_put(&out, a->nullable ? "coalesce(" : "");
        tn_sql_put_name(&out, lint->dialect, a->name);
        tn_put(&out, a->nullable ? ", '')" : "");
    }
    tn_put(&out, ")");
    const char *text = tn_arena_text(&lint->arena, tn_buffer_text(&out), out.length);
    tn_buffer_free(&out);
    return text;
}

static struct tn_attribute *attribute_of(const struct tn_lint *lint, const struct lint_wish *wish) {
    return (void *)tn_find_id(lint->model, wish->attribute->id);
}

static void add_columns(struct tn_lint *lint, const struct lint_demand *demand,
                        const char *operator_class, struct tn_advice *advice) {
    for (size_t i = 0; i < demand->searches.count; i++)
        advice->parts[advice->part_count++] = (struct tn_advice_part){
            .attribute = attribute_of(lint, &demand->searches.items[i]),
            .expression = "",
            .operator_class = operator_class,
        };
}

static bool is_vector(const struct lint_demand *demand) {
    return demand->searches.count == 1 &&
           tn_same_word(demand->searches.items[0].attribute->type, "tsvector");
}

static void for_postgresql(struct tn_lint *lint, const struct lint_demand *demand, bool words,
                           struct tn_advice *advice) {
    advice->method = "gin";
    if (is_vector(demand))
        add_columns(lint, demand, "", advice);
    else if (words || demand->words)
        advice->parts[advice->part_count++] =
            (struct tn_advice_part){NULL, vector_of(lint, &demand->searches), "", false};
    else {
        add_columns(lint, demand, "gin_trgm_ops", advice);
        advice->extension = "pg_trgm";
    }
}

bool advice_for_search(struct tn_lint *lint, struct lint_table *table,
                       const struct lint_demand *demand, bool words, struct tn_advice *advice) {
    struct advice_user user = {.demand = *demand};
    const struct advice_user *const users[] = {&user};
    if (lint->dialect->id == TN_SQLITE || !demand->searches.count ||
        advice_is_searchable(lint, table, demand))
        return false;
    *advice = (struct tn_advice){.entity = table->entity,
                                 .method = "fulltext",
                                 .predicate = "",
                                 .extension = "",
                                 .reason = advice_reason(lint, users, 1)};
    advice->parts = tn_arena_allocate(&lint->arena, demand->searches.count * sizeof *advice->parts);
    if (lint_is_mysql(lint->dialect))
        add_columns(lint, demand, "", advice);
    else
        for_postgresql(lint, demand, words, advice);
    return true;
}
