/*
 * What only a designer can say of a model, said with parts of a script: lines that are facts are
 * followed; and every part, between line ends and semicolons, stands where any text may.
 */
#include "fuzz.h"

#include "lint/facts.h"
#include "tenon/design.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_PARTS = 60, OFTEN = 1000, LARGE = 50000000 };

struct parts {
    struct tn_buffer text; /* with a zero byte behind each */
    TN_VECTOR(const char *) list;
};

static struct parts cut_up(struct tn_slice script) {
    struct parts parts = {0};
    tn_put_bytes(&parts.text, script.at, script.length);
    char *at = parts.text.at, *end = at + script.length;
    while (at < end && parts.list.count < MOST_PARTS) {
        at += strspn(at, ";\n \t");
        TN_PUSH(&parts.list, (const char *)at);
        at += strcspn(at, ";\n");
        *at++ = 0;
    }
    return parts;
}

static const char *part(const struct parts *parts, size_t number) {
    return parts->list.items[number % parts->list.count];
}

/* ------------------------------------------------------------------ facts */

/* A fact that cannot be followed, or that would leave the model in pieces, is none. */
static void follow(struct facts *facts, struct tn_model *model, const char *line) {
    struct tn_error error = {0};
    tn_group_begin(model, "a fact");
    bool good = facts_follow(facts, model, line, &error);
    if (good && tn_model_check(model, &error))
        tn_group_end(model, NULL);
    else
        tn_group_cancel(model);
    tn_error_clear(&error);
}

static void follow_facts(struct tn_model *model, struct tn_slice script, struct facts *facts) {
    struct tn_buffer text = {0};
    tn_put_bytes(&text, script.at, script.length);
    for (const char *at = text.at; at; at = strchr(at, '\n')) {
        at += *at == '\n';
        if (tn_starts_with(at, "-- "))
            follow(facts, model, at);
    }
    tn_buffer_free(&text);
}

/* ------------------------------------------------------------------ everywhere */

/* Texts that new objects have, in the project or the first entity; rows of one kind that follow
 * each other are of one object. */
static const struct {
    enum tn_kind kind;
    unsigned field;
} texts[] = {
    {TN_check, TN_check_expression},
    {TN_index, TN_index_predicate},
    {TN_exclusion, TN_exclusion_predicate},
    {TN_trigger, TN_trigger_definition},
    {TN_access_pattern, TN_access_pattern_query},
    {TN_access_pattern, TN_access_pattern_condition},
    {TN_attribute, TN_attribute_type},
    {TN_attribute, TN_attribute_default_value},
    {TN_attribute, TN_attribute_identity_options},
    {TN_attribute, TN_attribute_on_update},
    {TN_attribute, TN_attribute_options},
    {TN_attribute, TN_attribute_generated},
    {TN_note, TN_note_text},
    {TN_view, TN_view_query},
    {TN_routine, TN_routine_definition},
    {TN_role, TN_role_definition},
    {TN_grant, TN_grant_definition},
    {TN_raw, TN_raw_statement},
    {TN_raw, TN_raw_definition},
    {TN_sequence, TN_sequence_maximum},
    {TN_type, TN_type_base},
    {TN_type, TN_type_default_value},
    {TN_entity, TN_entity_partition_by},
    {TN_entity, TN_entity_partition_bound},
    {TN_entity, TN_entity_options},
    {TN_entity, TN_entity_retention},
    {TN_entity, TN_entity_service},
    {TN_waiver, TN_waiver_rule},
    {TN_waiver, TN_waiver_expires},
    {TN_waiver, TN_waiver_reason},
};

static void plant_texts(struct tn_model *model, struct tn_entity *entity,
                        const struct parts *parts) {
    struct tn_object *object = NULL;
    for (size_t i = 0; i < TN_LENGTH(texts); i++) {
        enum tn_kind kind = texts[i].kind;
        void *parent = tn_list_of(entity, kind) ? (void *)entity : (void *)model->project;
        if (!object || object->kind != kind)
            object = tn_design_add(model, kind, parent, tn_kinds[kind].name);
        tn_set_text(model, object, texts[i].field, part(parts, i));
    }
}

static struct tn_texts words_of(struct tn_model *model, const char *text) {
    struct tn_texts words = {0};
    while (*(text += strspn(text, " ,()")) && words.count < 20) {
        size_t length = strcspn(text, " ,()");
        tn_texts_append(model, &words, tn_text_slice(model, (struct tn_slice){text, length}));
        text += length;
    }
    return words;
}

/* Of the entity's attributes the one with that number, as a list. */
static struct tn_refs attribute(struct tn_model *model, const struct tn_entity *entity,
                                size_t number) {
    struct tn_refs refs = {0};
    struct tn_attribute *attribute = entity->attributes.first;
    for (number %= entity->attributes.count; number; number--)
        attribute = attribute->next;
    tn_refs_append(model, &refs, attribute);
    return refs;
}

static void plant_patterns(struct tn_model *model, struct tn_entity *entity,
                           const struct parts *parts) {
    struct tn_access_pattern *asks = tn_design_add(model, TN_access_pattern, entity, "asks");
    tn_set_number(model, asks, TN_access_pattern_per_hour, OFTEN);
    tn_set_text(model, asks, TN_access_pattern_query, part(parts, 0));
    struct tn_access_pattern *told = tn_design_add(model, TN_access_pattern, entity, "told");
    tn_set_number(model, told, TN_access_pattern_per_hour, OFTEN);
    tn_set_refs(model, told, TN_access_pattern_equals, attribute(model, entity, 0));
    tn_set_refs(model, told, TN_access_pattern_sort, attribute(model, entity, 1));
    tn_set_refs(model, told, TN_access_pattern_joins, attribute(model, entity, 2));
    tn_set_refs(model, told, TN_access_pattern_reads, attribute(model, entity, 3));
    tn_set_texts(model, told, TN_access_pattern_expressions, words_of(model, part(parts, 1)));
    tn_set_text(model, told, TN_access_pattern_condition, part(parts, 2));
    tn_set_number(model, entity, TN_entity_row_count, LARGE);
    tn_set_number(model, entity, TN_entity_growth, LARGE);
}

static void plant_index(struct tn_model *model, struct tn_entity *entity,
                        const struct parts *parts) {
    struct tn_index *index = tn_design_add(model, TN_index, entity, "by_expression");
    struct tn_index_part *first = tn_design_add(model, TN_index_part, index, "");
    tn_set_text(model, first, TN_index_part_expression, part(parts, 0));
    struct tn_index_part *second = tn_design_add(model, TN_index_part, index, "");
    tn_set_ref(model, second, TN_index_part_attribute, *attribute(model, entity, 0).items);
    tn_set_text(model, index, TN_index_predicate, part(parts, 1));
}

static void plant_tags(struct tn_model *model, struct tn_entity *entity,
                       const struct parts *parts) {
    size_t number = 0;
    tn_set_texts(model, entity, TN_entity_tags, words_of(model, part(parts, number++)));
    for (struct tn_attribute *a = entity->attributes.first; a; a = a->next)
        if (number < parts->list.count)
            tn_set_texts(model, a, TN_attribute_tags, words_of(model, part(parts, number++)));
}

/* What --config says of a rule, and that of each of its options. */
static void set_rule(struct tn_model *model, const struct tn_rule *rule, const char *text) {
    struct tn_error none = {0};
    struct tn_buffer setting = {0};
    for (const struct tn_rule_option *o = rule->options; o && o->name; o++) {
        tn_buffer_reset(&setting);
        tn_put_format(&setting, "%s=%s", o->name, text);
        tn_rule_set(model, rule->id, setting.at, &none);
        tn_error_clear(&none);
    }
    tn_rule_set(model, rule->id, text, &none);
    tn_error_clear(&none);
    tn_buffer_free(&setting);
}

static void plant_rulings(struct tn_model *model, const struct parts *parts) {
    for (size_t i = 0; i < parts->list.count; i++)
        set_rule(model, tn_rules[(strlen(part(parts, i)) + i) % tn_rule_count], part(parts, i));
    struct tn_waiver *waiver = tn_design_add(model, TN_waiver, model->project, "");
    tn_set_text(model, waiver, TN_waiver_rule, "pk-missing");
    tn_set_text(model, waiver, TN_waiver_expires, part(parts, 0));
    tn_set_ref(model, waiver, TN_waiver_subject, tn_next(model, TN_entity, NULL));
}

static void plant_dependencies(struct tn_model *model, const struct parts *parts) {
    for (size_t i = 0; i < parts->list.count; i++) {
        struct tn_error error = {0};
        const char *text = part(parts, i);
        bool declared = tn_dependency_declare(model, text, &error);
        fuzz_must(declared == !error.message, "what is no dependency has an error");
        fuzz_must(!declared || i % 2 || tn_dependency_take_back(model, text, &error),
                  "what was declared is taken back");
        tn_error_clear(&error);
    }
}

static void plant_everywhere(struct tn_model *model, struct tn_slice script) {
    struct parts parts = cut_up(script);
    struct tn_entity *entity = tn_next(model, TN_entity, NULL);
    tn_group_begin(model, "plant");
    plant_rulings(model, &parts);
    plant_dependencies(model, &parts);
    if (entity) {
        plant_texts(model, entity, &parts);
        plant_tags(model, entity, &parts);
        plant_patterns(model, entity, &parts);
        plant_index(model, entity, &parts);
    }
    tn_group_end(model, NULL);
    free(parts.list.items);
    tn_buffer_free(&parts.text);
}

void fuzz_plant(struct tn_model *model, struct tn_slice script, bool all, struct facts *facts) {
    follow_facts(model, script, facts);
    if (all)
        plant_everywhere(model, script);
    fuzz_must_be_whole(model);
}
