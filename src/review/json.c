/*
 * The report for programs. Fields: summary, changes (sign, kind, id, path, and
 * for a changed field its name and both values), hazards.
 */
#include "review/changes.h"

static void put_member(struct tn_buffer *out, const char *name, const char *text) {
    tn_put_format(out, "\"%s\": ", name);
    tn_put_json(out, text);
}

static void put_value(struct tn_buffer *out, const char *name, const struct tn_object *object,
                      const struct tn_field *field) {
    struct tn_buffer text = {0};
    tn_value_print(field, tn_value_get(object, field), &text);
    tn_put(out, ", ");
    put_member(out, name, tn_buffer_text(&text));
    tn_buffer_free(&text);
}

static void put_change(const struct tn_change *change, struct tn_buffer *out) {
    static const char *const types[] = {"added", "removed", "changed"};
    const struct tn_object *object = change->after ? change->after : change->before;
    struct tn_buffer path = {0};
    char id[17];
    tn_path(object, &path);
    tn_id_print(object->id, id);
    tn_put(out, "{");
    put_member(out, "change", types[change->type]);
    tn_put(out, ", ");
    put_member(out, "kind", tn_kind_of(object)->name);
    tn_put(out, ", ");
    put_member(out, "id", id);
    tn_put(out, ", ");
    put_member(out, "path", path.at);
    tn_buffer_free(&path);
    if (change->type == TN_CHANGED) {
        tn_put(out, ", ");
        put_member(out, "field", change->field->name);
        put_value(out, "before", change->before, change->field);
        put_value(out, "after", change->after, change->field);
    }
    tn_put(out, "}");
}

static void write_json(const struct tn_diff *diff, const struct tn_plan *plan, bool color,
                       struct tn_buffer *out) {
    (void)color;
    struct change_counts counts = count_changes(diff);
    tn_put_format(out, "{\"summary\": {\"added\": %zu, \"removed\": %zu, \"changed\": %zu},\n",
                  counts.added, counts.removed, counts.changed);
    tn_put(out, " \"changes\": [");
    for (size_t i = 0; i < diff->changes.count; i++) {
        tn_put(out, i ? ",\n  " : "\n  ");
        put_change(&diff->changes.items[i], out);
    }
    tn_put(out, "],\n \"hazards\": [");
    for (size_t i = 0; plan && i < plan->findings.count; i++) {
        tn_put(out, i ? ",\n  " : "\n  ");
        tn_finding_put_json(&plan->findings.items[i], out);
    }
    tn_put(out, "]}\n");
}

const struct tn_review_format review_json = {
    .name = "json",
    .help = "Every change with its kind, id and values, for programs",
    .write = write_json};
