/*
 * facts: what a script says, as text: a line for each object, indented below its parent, with the
 * fields that differ from their defaults.
 *
 *     entity t
 *       attribute a {type=integer, nullable=no}
 */
#ifndef TENON_TESTS_SQL_FACTS_H
#define TENON_TESTS_SQL_FACTS_H

#include "harness.h"
#include "tenon/sql.h"

#include <string.h>

static void put_facts(struct tn_buffer *out, const struct tn_object *object, size_t depth);

static void put_fields(struct tn_buffer *out, const struct tn_object *object) {
    const struct tn_kind_info *info = &tn_kinds[object->kind];
    const char *before = " {";
    for (size_t i = TN_FIELD_COMMENT; i < info->field_count; i++) {
        const struct tn_field *field = &info->fields[i];
        union tn_value value = tn_value_get(object, field);
        if (strcmp(field->name, "position") == 0 ||
            (i == TN_FIELD_COMMENT ? !*value.text : tn_value_is_default(object, field)))
            continue;
        tn_put_format(out, "%s%s=", before, field->name);
        tn_value_print(field, value, out);
        before = ", ";
    }
    tn_put(out, *before == ',' ? "}\n" : "\n");
}

static void put_children(struct tn_buffer *out, const struct tn_object *object, size_t depth) {
    const struct tn_kind_info *info = &tn_kinds[object->kind];
    for (size_t i = 0; i < info->list_count; i++) {
        const struct tn_list *list = (const void *)((const char *)object + info->lists[i].offset);
        for (const struct tn_object *child = list->first; child; child = child->next)
            put_facts(out, child, depth);
    }
}

static void put_facts(struct tn_buffer *out, const struct tn_object *object, size_t depth) {
    tn_put_repeated(out, ' ', 2 * depth);
    tn_put(out, tn_kinds[object->kind].name);
    tn_put(out, *object->name ? " " : "");
    tn_put(out, object->name);
    put_fields(out, object);
    put_children(out, object, depth + 1);
}

/* Reads a script and prints its facts, then its findings from that severity on. */
static inline void put_script(struct tn_buffer *out, const char *sql, const char *dialect,
                              enum tn_severity from) {
    struct tn_model *model = tn_model_new(0, 0);
    struct tn_findings findings = {0};
    struct tn_error error = {0};
    tn_sql_read(model, tn_slice_of(sql), NULL, tn_dialect_find(dialect), &findings, NULL);
    put_children(out, &model->project->object, 0);
    for (size_t i = 0; i < findings.count; i++) {
        const struct tn_finding *finding = &findings.items[i];
        if (finding->severity >= from)
            tn_put_format(out, "%s %zu:%zu %s [%s]\n", tn_severity_names[finding->severity],
                          finding->line, finding->column, finding->message, finding->rule);
    }
    if (!tn_model_check(model, &error))
        tn_put_format(out, "broken: %s\n", error.message);
    tn_error_clear(&error);
    tn_findings_free(&findings);
    tn_model_free(model);
}

/* Scripts, and what is to come of them. */
struct example {
    const char *sql, *facts;
};

static inline void check_examples(const struct example *examples, size_t count,
                                  const char *dialect) {
    for (size_t i = 0; i < count; i++) {
        struct tn_buffer facts = {0};
        put_script(&facts, examples[i].sql, dialect, TN_INFO);
        print_message("%s\n", examples[i].sql);
        assert_string_equal(tn_buffer_text(&facts), examples[i].facts);
        tn_buffer_free(&facts);
    }
}

#endif
