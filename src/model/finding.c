/*
 * Findings: what parsers, checks, lowerings and plans have to say. What comes from a model is
 * copied, so a finding outlives the model it speaks of; what is a constant stays where it is.
 */
#include "tenon/model.h"

#include <stdlib.h>
#include <string.h>

const char *const tn_severity_names[] = {"info", "warning", "error"};

/* How much of the path of what stands below an entity is the entity's. */
static size_t entity_length(const struct tn_object *object, const char *path) {
    const struct tn_entity *entity = tn_entity_of(object);
    size_t length = strlen(path);
    if (!entity || &entity->object == object)
        return 0;
    for (; object != &entity->object; object = object->parent)
        length -= strlen(tn_title(object)) + 1;
    return length;
}

struct tn_finding *tn_finding_vadd(struct tn_findings *findings, enum tn_severity severity,
                                   const char *rule, const void *object, const char *format,
                                   va_list arguments) {
    struct tn_finding finding = {.severity = severity, .rule = rule, .path = ""};
    finding.message = tn_arena_vformat(&findings->arena, format, arguments);
    if (object) {
        finding.object = ((const struct tn_object *)object)->id;
        finding.path = tn_path_text(object, &findings->arena);
        finding.entity = entity_length(object, finding.path);
    }
    TN_PUSH(findings, finding);
    return &findings->items[findings->count - 1];
}

struct tn_finding *tn_finding_add(struct tn_findings *findings, enum tn_severity severity,
                                  const char *rule, const void *object, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    struct tn_finding *finding =
        tn_finding_vadd(findings, severity, rule, object, format, arguments);
    va_end(arguments);
    return finding;
}

void tn_finding_remedy(struct tn_findings *findings, struct tn_finding *finding, const char *format,
                       ...) {
    va_list arguments;
    va_start(arguments, format);
    bool is_plain = !strchr(format, '%');
    finding->remedy = is_plain ? format : tn_arena_vformat(&findings->arena, format, arguments);
    va_end(arguments);
}

void tn_findings_take(struct tn_findings *findings, struct tn_findings *others) {
    for (size_t i = 0; i < others->count; i++)
        TN_PUSH(findings, others->items[i]);
    tn_arena_take(&findings->arena, &others->arena);
    tn_findings_free(others);
}

void tn_finding_put_json(const struct tn_finding *finding, struct tn_buffer *out) {
    const struct {
        const char *name, *value;
    } members[] = {{"rule", finding->rule},
                   {"severity", tn_severity_names[finding->severity]},
                   {"path", finding->path},
                   {"message", finding->message},
                   {"remedy", finding->remedy}};
    for (size_t i = 0; i < TN_LENGTH(members); i++) {
        if (!members[i].value)
            continue;
        tn_put_format(out, "%s\"%s\": ", i ? ", " : "{", members[i].name);
        tn_put_json(out, members[i].value);
    }
    tn_put_char(out, '}');
}

size_t tn_findings_count(const struct tn_findings *findings, enum tn_severity at_least) {
    size_t count = 0;
    for (size_t i = 0; i < findings->count; i++)
        count += findings->items[i].severity >= at_least;
    return count;
}

static void print_place(const struct tn_finding *finding, struct tn_buffer *out) {
    if (finding->file)
        tn_put_format(out, "%s:", finding->file);
    if (finding->line)
        tn_put_format(out, "%zu:%zu:", finding->line, finding->column);
    if (!finding->line && *finding->path)
        tn_put_format(out, "%s%s:", finding->file ? " " : "", finding->path);
    if (finding->file || finding->line || *finding->path)
        tn_put_char(out, ' ');
}

void tn_findings_print(const struct tn_findings *findings, struct tn_buffer *out) {
    for (size_t i = 0; i < findings->count; i++) {
        const struct tn_finding *finding = &findings->items[i];
        print_place(finding, out);
        tn_put_format(out, "%s: %s [%s]\n", tn_severity_names[finding->severity], finding->message,
                      finding->rule);
        if (finding->remedy)
            tn_put_format(out, "    %s\n", finding->remedy);
    }
}

void tn_findings_free(struct tn_findings *findings) {
    free(findings->items);
    tn_arena_free(&findings->arena);
    *findings = (struct tn_findings){0};
}
