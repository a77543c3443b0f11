/*
 * Putting objects into words. Each kind that says more than its name has one function here.
 */
#include "tui/label.h"

#include <string.h>

/* ------------------------------------------------------------------ pieces */

static void put_names(struct tn_refs refs, struct tn_buffer *out) {
    for (size_t i = 0; i < refs.count; i++) {
        tn_put(out, i ? ", " : "");
        tn_put(out, refs.items[i]->name);
    }
}

static void put_texts(struct tn_texts texts, struct tn_buffer *out) {
    for (size_t i = 0; i < texts.count; i++) {
        tn_put(out, i ? ", " : "");
        tn_put(out, texts.items[i]);
    }
}

/* Only the first line of what is long. */
static void put_line(const char *text, struct tn_buffer *out) {
    tn_put_bytes(out, text, strcspn(text, "\r\n"));
}

static void put_action(const char *event, enum tn_action action, struct tn_buffer *out) {
    static const char *const words[] = {"", "restrict", "cascade", "set null", "set default"};
    if (action != TN_action_no_action)
        tn_put_format(out, "  %s %s", event, words[action]);
}

/* ------------------------------------------------------------------ kinds */

static void key_details(const void *object, struct tn_buffer *out) {
    const struct tn_key *key = object;
    tn_put(out, "(");
    put_names(key->attributes, out);
    tn_put(out, ")");
    if (key->include.count) {
        tn_put(out, " include (");
        put_names(key->include, out);
        tn_put(out, ")");
    }
    tn_put(out, key->primary ? "" : "  unique");
}

static void relationship_details(const void *object, struct tn_buffer *out) {
    const struct tn_relationship *r = object;
    const char *target = r->target ? r->target->name : r->target_name;
    struct tn_refs there = tn_relationship_target_attributes(r);
    put_names(r->attributes, out);
    tn_put(out, r->attributes.count ? " -> " : "many to many with ");
    tn_put(out, target);
    if (there.count && r->attributes.count) {
        tn_put(out, there.count > 1 ? ".(" : ".");
        put_names(there, out);
        tn_put(out, there.count > 1 ? ")" : "");
    }
    put_action("on delete", r->on_delete, out);
    put_action("on update", r->on_update, out);
}

void label_referring(const struct tn_relationship *r, struct tn_buffer *out) {
    tn_put(out, tn_entity_of(r)->name);
    tn_put(out, r->attributes.count == 1 ? "." : r->attributes.count ? " (" : " many to many");
    put_names(r->attributes, out);
    tn_put(out, r->attributes.count > 1 ? ")" : "");
    put_action("on delete", r->on_delete, out);
    put_action("on update", r->on_update, out);
}

static void part_details(const void *object, struct tn_buffer *out) {
    const struct tn_index_part *part = object;
    if (part->attribute)
        tn_put(out, part->attribute->name);
    else
        put_line(part->expression, out);
    if (part->length)
        tn_put_format(out, "(%lld)", (long long)part->length);
    tn_put(out, part->descending ? " desc" : "");
    if (*part->exclude_operator)
        tn_put_format(out, " with %s", part->exclude_operator);
}

static void put_parts(const struct tn_list *parts, struct tn_buffer *out) {
    tn_put(out, "(");
    for (const struct tn_index_part *part = parts->first; part; part = part->next) {
        tn_put(out, part->prev ? ", " : "");
        part_details(part, out);
    }
    tn_put(out, ")");
}

static void index_details(const void *object, struct tn_buffer *out) {
    const struct tn_index *index = object;
    put_parts(&index->parts, out);
    tn_put(out, index->unique ? "  unique" : "");
    if (*index->method)
        tn_put_format(out, "  %s", index->method);
    if (*index->predicate)
        tn_put_format(out, "  where %s", index->predicate);
}

static void exclusion_details(const void *object, struct tn_buffer *out) {
    put_parts(&((const struct tn_exclusion *)object)->parts, out);
}

static void check_details(const void *object, struct tn_buffer *out) {
    put_line(((const struct tn_check *)object)->expression, out);
}

static void dependency_details(const void *object, struct tn_buffer *out) {
    const struct tn_dependency *d = object;
    put_names(d->determinant, out);
    tn_put(out, d->multivalued ? " ->> " : " -> ");
    put_names(d->dependent, out);
    tn_put(out, d->origin == TN_origin_discovered ? "  (discovered: not declared)" : "");
}

static void pattern_details(const void *object, struct tn_buffer *out) {
    const struct tn_access_pattern *p = object;
    tn_put(out, p->writes ? "writes by " : "reads by ");
    put_names(p->equals, out);
}

static void type_details(const void *object, struct tn_buffer *out) {
    const struct tn_type *type = object;
    if (type->variety == TN_variety_enumeration)
        put_texts(type->values, out);
    else
        put_line(type->variety == TN_variety_domain ? type->base : type->definition, out);
}

static void view_details(const void *object, struct tn_buffer *out) {
    put_line(((const struct tn_view *)object)->query, out);
}

static void routine_details(const void *object, struct tn_buffer *out) {
    put_line(((const struct tn_routine *)object)->signature, out);
}

static void trigger_details(const void *object, struct tn_buffer *out) {
    put_line(((const struct tn_trigger *)object)->definition, out);
}

static void note_details(const void *object, struct tn_buffer *out) {
    put_line(((const struct tn_note *)object)->text, out);
}

static void raw_details(const void *object, struct tn_buffer *out) {
    put_line(((const struct tn_raw *)object)->definition, out);
}

static void grant_details(const void *object, struct tn_buffer *out) {
    put_line(((const struct tn_grant *)object)->definition, out);
}

static void waiver_details(const void *object, struct tn_buffer *out) {
    const struct tn_waiver *waiver = object;
    tn_put(out, waiver->rule);
    if (waiver->subject) {
        tn_put(out, " on ");
        tn_path(waiver->subject, out);
    }
    tn_put_format(out, ": %s", waiver->reason);
}

static void attribute_details(const void *object, struct tn_buffer *out) {
    const struct tn_attribute *a = object;
    tn_put(out, a->named_type ? a->named_type->name : a->type);
}

typedef void details(const void *object, struct tn_buffer *out);
static details *const details_of[TN_KIND_COUNT] = {
    [TN_attribute] = attribute_details,
    [TN_key] = key_details,
    [TN_relationship] = relationship_details,
    [TN_index] = index_details,
    [TN_index_part] = part_details,
    [TN_check] = check_details,
    [TN_exclusion] = exclusion_details,
    [TN_dependency] = dependency_details,
    [TN_access_pattern] = pattern_details,
    [TN_type] = type_details,
    [TN_view] = view_details,
    [TN_routine] = routine_details,
    [TN_trigger] = trigger_details,
    [TN_note] = note_details,
    [TN_raw] = raw_details,
    [TN_grant] = grant_details,
    [TN_waiver] = waiver_details,
};

/* ------------------------------------------------------------------ the whole */

void label_details(const void *object, struct tn_buffer *out) {
    details *say = details_of[((const struct tn_object *)object)->kind];
    if (say)
        say(object, out);
}

void label_of(const void *object, struct tn_buffer *out) {
    const struct tn_object *o = object;
    size_t before = out->length;
    if (*o->name)
        tn_put(out, o->name);
    else if (o->kind != TN_key)
        label_details(o, out);
    if (out->length == before)
        tn_put(out, tn_title(o));
}

/* The mark at one end, nearest the table last at the child's and first at the parent's. */
static const char *end_mark(enum tn_cardinality end, bool is_child) {
    switch (end) {
    case TN_cardinality_exactly_one:
        return "||";
    case TN_cardinality_zero_or_one:
        return is_child ? "o|" : "|o";
    case TN_cardinality_one_or_many:
        return is_child ? "|<" : ">|";
    case TN_cardinality_zero_or_many:
    case TN_cardinality_automatic:
        break;
    }
    return is_child ? "o<" : ">o";
}

static void put_mark(const char *mark, bool ascii, struct tn_buffer *out) {
    for (; *mark; mark++)
        tn_put_format(out, "%s", *mark == '|' && !ascii ? "┼" : (char[]){*mark, 0});
}

void label_ends(const struct tn_relationship *relationship, bool ascii, struct tn_buffer *out) {
    enum tn_cardinality parent, child;
    tn_relationship_ends(relationship, &parent, &child);
    const char *target =
        relationship->target ? relationship->target->name : relationship->target_name;
    tn_put_format(out, "%s ", target);
    put_mark(end_mark(parent, false), ascii, out);
    tn_put(out, ascii ? "----" : "────");
    put_mark(end_mark(child, true), ascii, out);
    tn_put_format(out, " %s", tn_entity_of(relationship)->name);
}
