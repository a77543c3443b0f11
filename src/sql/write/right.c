/*
 * Taking rights back.
 */
#include "sql/write/write.h"

#include <string.h>

/* ------------------------------------------------------------------ the owner's rights */

/* Between two words of a statement, or nothing. */
static struct tn_slice between(const char *text, const char *from, const char *to) {
    const char *start = tn_find_word(text, from);
    start = start ? start + strlen(from) : NULL;
    const char *end = start ? (*to ? tn_find_word(start, to) : start + strlen(start)) : NULL;
    return end ? (struct tn_slice){start, (size_t)(end - start)} : (struct tn_slice){"", 0};
}

/* The last part of a name, without quotes. */
static struct tn_slice plain_name(struct tn_slice name) {
    for (size_t i = name.length; i > 0; i--)
        if (name.at[i - 1] == '.' || name.at[i - 1] == ' ') {
            name = (struct tn_slice){name.at + i, name.length - i};
            break;
        }
    if (name.length > 1 && *name.at == '"')
        name = (struct tn_slice){name.at + 1, name.length - 2};
    return name;
}

static bool owns_in(const void *holder, struct tn_slice role, struct tn_slice name) {
    const struct tn_list *entities = tn_list_of(holder, TN_entity);
    for (const struct tn_entity *e = (const void *)entities->first; e; e = e->next)
        if (tn_slice_is(role, e->owner) && tn_slice_is(name, e->name))
            return true;
    const struct tn_list *sequences = tn_list_of(holder, TN_sequence);
    for (const struct tn_sequence *s = (const void *)sequences->first; s; s = s->next)
        if (s->owner && tn_slice_is(role, tn_entity_of(s->owner)->owner) &&
            tn_slice_is(name, s->name))
            return true;
    return false;
}

static bool is_owner(const struct tn_grant *grant, struct tn_slice role, struct tn_slice name) {
    const struct tn_project *project = (const void *)grant->parent;
    bool owns = owns_in(project, role, name);
    for (const struct tn_namespace *n = project->namespaces.first; n && !owns; n = n->next)
        owns = owns_in(n, role, name);
    return owns;
}

static bool same(struct tn_slice a, struct tn_slice b) {
    return a.length && a.length == b.length && memcmp(a.at, b.at, a.length) == 0;
}

static const struct tn_grant *one_before(const struct tn_grant *grant) {
    const struct tn_project *project = (const void *)grant->parent;
    const struct tn_grant *before = NULL;
    for (const struct tn_grant *g = project->grants.first; g && g != grant; g = g->next)
        before = g;
    return before;
}

/* Older dumps take all rights from a table's owner and give them again: both together say nothing,
 * and neither may be taken back alone. */
static bool gives_back_to_owner(const struct tn_grant *grant) {
    struct tn_slice what = between(grant->definition, "grant all on ", " to ");
    struct tn_slice role = between(grant->definition, " to ", "");
    const struct tn_grant *before = what.length ? one_before(grant) : NULL;
    return before && same(what, between(before->definition, "revoke all on ", " from ")) &&
           same(role, between(before->definition, " from ", "")) &&
           is_owner(grant, plain_name(role), plain_name(what));
}

/* ------------------------------------------------------------------ taking back */

/* What everybody may do unless somebody took it: GRANT takes a REVOKE of it back. */
static bool is_of_everybody(const char *revoke) {
    const char *function = tn_find_word(revoke, " function "), *on = tn_find_word(revoke, " on ");
    const char *from = tn_find_word(revoke, " from public");
    return tn_find_word(revoke, "revoke ") == revoke && on && from && function == on + 3 &&
           !tn_find_word(revoke, "option for");
}

static void drop_revoke(struct tn_buffer *out, const char *revoke) {
    const char *from = tn_find_word(revoke, " from public");
    tn_put(out, "GRANT ");
    tn_put_bytes(out, revoke + 7, (size_t)(from - revoke - 7));
    tn_put(out, " TO PUBLIC");
}

/* GRANT … TO … becomes REVOKE … FROM …; what else stands among the grants cannot be taken back. */
void write_drop_grant(struct tn_buffer *out, const struct tn_grant *grant) {
    const char *to = NULL;
    if (gives_back_to_owner(grant))
        return;
    if (is_of_everybody(grant->definition)) {
        drop_revoke(out, grant->definition);
        return;
    }
    for (const char *at = grant->definition; (at = tn_find_word(at, " to ")); at++)
        to = at;
    if (!to || tn_find_word(grant->definition, "grant ") != grant->definition)
        return;
    const char *option = tn_find_word(to, " with ");
    tn_put(out, "REVOKE ");
    tn_put_bytes(out, grant->definition + 6, (size_t)(to - grant->definition - 6));
    tn_put(out, " FROM ");
    tn_put_bytes(out, to + 4, option ? (size_t)(option - to - 4) : strlen(to + 4));
}
