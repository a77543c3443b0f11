/*
 * The ways a script can go as SQL: read, carried to another dialect, written, read again, compared,
 * put into the canonical text and back, renamed in, added to. The first byte chooses the dialects
 * and the style of writing.
 */
#include "fuzz.h"

#include "tenon/design.h"
#include "tenon/diff.h"
#include "tenon/format.h"
#include "tenon/lower.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SOME = 6 }; /* of each kind, where all would take too long */

/* ------------------------------------------------------------------ the canonical text */

static void goes_through_canonical_text(const struct tn_model *model) {
    struct tn_error error = {0};
    struct tn_buffer out = fuzz_canonical(model);
    struct tn_model *copy = tn_xml_read((struct tn_slice){out.at, out.length}, NULL, &error);
    fuzz_must(copy, error.message ? error.message : "canonical text is read");
    struct tn_buffer again = fuzz_canonical(copy);
    fuzz_must(strcmp(out.at, again.at) == 0, "canonical text comes out as it went in");
    tn_model_free(copy);
    tn_buffer_free(&out);
    tn_buffer_free(&again);
}

/* ------------------------------------------------------------------ writing */

static void tell(const struct tn_change *change) {
    struct tn_buffer what = {0};
    tn_describe(change->before ? change->before : change->after, &what);
    fprintf(stderr, "%s of %s\n", change->field ? change->field->name : "presence", what.at);
    tn_buffer_free(&what);
}

/* What differs is not looked at: objects must only be told apart without a fault. */
static void compare(const struct tn_model *before, const struct tn_model *after) {
    struct tn_diff *diff = tn_diff_new(before, after, NULL);
    for (size_t i = 0; i < diff->changes.count; i++)
        fuzz_must(diff->changes.items[i].before || diff->changes.items[i].after,
                  "a change has a side");
    tn_diff_free(diff);
    diff = tn_diff_new(before, before, NULL);
    for (size_t i = 0; i < diff->changes.count; i++)
        tell(&diff->changes.items[i]);
    fuzz_must(diff->changes.count == 0, "a model does not differ from itself");
    tn_diff_free(diff);
}

static void write_entities(const struct tn_model *model, const struct tn_dialect *dialect) {
    size_t count = 0;
    TN_EACH_OF(model, entity, entity) {
        struct tn_buffer out = {0};
        struct tn_model *lowered = tn_lower_entity(model, entity, dialect);
        struct tn_object *twin = tn_find_id(lowered, entity->id);
        if (twin) /* a partition is left out where the dialect has none */
            tn_sql_write_entity((struct tn_entity *)twin, dialect, &out);
        tn_model_free(lowered);
        tn_buffer_free(&out);
        if (++count == SOME)
            break;
    }
}

/* As files, and only some of the objects. */
static void write_parts(const struct tn_model *physical, const struct tn_dialect *dialect,
                        struct tn_sql_style style) {
    struct tn_sql_files files = {0};
    struct tn_id_map chosen = {0};
    struct tn_buffer out = {0};
    tn_sql_write_files(physical, dialect, &style, &files);
    tn_sql_files_free(&files);
    tn_sql_choose(physical, "t*", &chosen);
    style.only = &chosen;
    tn_sql_write(physical, dialect, &style, &out);
    tn_id_map_free(&chosen);
    tn_buffer_free(&out);
}

/* The dialect at one of its versions, or as it is. */
static const struct tn_dialect *some_version(const struct tn_dialect *dialect, size_t number) {
    const struct tn_dialect *found = tn_dialect_version(dialect->id, number % 8);
    return found ? found : dialect;
}

static void goes_out_and_in(const struct tn_model *model, const struct tn_dialect *dialect,
                            const struct tn_sql_style *style) {
    struct tn_findings findings = {0};
    struct tn_buffer out = {0};
    struct tn_model *physical = tn_lower(model, dialect, &findings);
    fuzz_must_be_whole(physical);
    if (style->terse)
        tn_lower_terse(physical, dialect);
    tn_sql_write(physical, dialect, style, &out);
    write_parts(physical, dialect, *style);
    struct tn_model *again = fuzz_read((struct tn_slice){out.at, out.length}, dialect);
    compare(physical, again);
    write_entities(model, dialect);
    tn_model_free(again);
    tn_model_free(physical);
    tn_buffer_free(&out);
    tn_findings_free(&findings);
}

/* ------------------------------------------------------------------ expressions and types */

static void compare_expressions(const struct tn_dialect *dialect, const char *a, const char *b) {
    fuzz_must(tn_sql_same_expression(dialect, a, a), "an expression is like itself");
    fuzz_must(tn_sql_same_expression(dialect, a, b) == tn_sql_same_expression(dialect, b, a),
              "likeness of expressions is symmetric");
}

static void look_at_attributes(struct tn_model *model, const struct tn_dialect *dialect) {
    size_t count = 0;
    const char *last = "a = 1";
    TN_EACH_OF(model, attribute, attribute) {
        const char *type = tn_sql_canonical_type(model, dialect, attribute->type);
        fuzz_must(strcmp(tn_sql_canonical_type(model, dialect, type), type) == 0,
                  "a canonical type stays as it is");
        compare_expressions(dialect, attribute->default_value, last);
        compare_expressions(dialect, attribute->generated, last);
        last = *attribute->default_value ? attribute->default_value : last;
        if (++count == SOME)
            break;
    }
    TN_EACH_OF(model, check, check) {
        compare_expressions(dialect, check->expression, last);
        last = check->expression;
        if (++count == 2 * SOME)
            break;
    }
}

static void look_at_text(struct tn_slice text, const struct tn_dialect *dialect) {
    struct tn_model *model = tn_model_new(0, 0);
    struct tn_buffer copy = {0};
    tn_put_bytes(&copy, text.at, text.length);
    const char *whole = tn_buffer_text(&copy);
    const char *type = tn_sql_canonical_type(model, dialect, whole);
    fuzz_must(strcmp(tn_sql_canonical_type(model, dialect, type), type) == 0,
              "a canonical type stays as it is");
    compare_expressions(dialect, whole, type);
    tn_sql_mentions(dialect, whole, "a");
    fuzz_must(tn_dialect_detect(text.at, text.length) != NULL, "every text is of some dialect");
    tn_buffer_free(&copy);
    tn_model_free(model);
}

/* ------------------------------------------------------------------ edits */

static void rename_some(struct tn_model *model) {
    struct tn_findings findings = {0};
    tn_group_begin(model, "rename");
    for (enum tn_kind kind = TN_any + 1; kind < TN_KIND_COUNT; kind++) {
        struct tn_object *object = kind == TN_project ? NULL : tn_next(model, kind, NULL);
        for (size_t i = 0; object && i < SOME; i++, object = tn_next(model, kind, object))
            tn_sql_rename(model, object, i % 2 ? "select" : "new name", &findings);
    }
    tn_group_end(model, NULL);
    fuzz_must_be_whole(model);
    tn_findings_free(&findings);
}

/* The last line of the script, as a new attribute of the first table. */
static void add_attribute(struct tn_model *model, struct tn_slice text) {
    struct tn_entity *entity = tn_next(model, TN_entity, NULL);
    const char *line = memrchr(text.at, '\n', text.length);
    line = line ? line + 1 : text.at;
    struct tn_buffer copy = {0};
    struct tn_error error = {0};
    if (!entity)
        return;
    tn_put_bytes(&copy, line, (size_t)(text.at + text.length - line));
    tn_group_begin(model, "add");
    bool added = tn_sql_add_attribute(model, entity, tn_buffer_text(&copy), &error) != NULL;
    tn_group_end(model, NULL);
    fuzz_must(added == !error.message, "a line that is no attribute has an error");
    fuzz_must_be_whole(model);
    tn_error_clear(&error);
    tn_buffer_free(&copy);
}

static void edits_can_be_undone(struct tn_model *model, struct tn_slice text) {
    struct fuzz_past before = fuzz_remember(model);
    rename_some(model);
    add_attribute(model, text);
    fuzz_must_come_back(model, &before);
}

/* ------------------------------------------------------------------ one input */

void fuzz_sql(const uint8_t *bytes, size_t size) {
    if (size < 2)
        return;
    unsigned choice = bytes[0] ^ FUZZ_PLAIN;
    const struct tn_dialect *from = tn_dialects[choice % TN_DIALECT_COUNT];
    const struct tn_dialect *to = tn_dialects[choice / TN_DIALECT_COUNT % TN_DIALECT_COUNT];
    const struct tn_sql_style style = {.if_not_exists = choice & 16,
                                       .drop = choice & 32,
                                       .terse = choice & 64,
                                       .no_comments = choice & 128};
    struct tn_slice text = {(const char *)bytes + 1, size - 1};
    struct tn_model *model = fuzz_read(text, from);
    goes_through_canonical_text(model);
    goes_out_and_in(model, some_version(to, size), &style);
    look_at_attributes(model, from);
    look_at_text(text, from);
    edits_can_be_undone(model, text);
    tn_model_free(model);
}
