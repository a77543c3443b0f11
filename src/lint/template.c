/*
 * Owns how templates of names are compared with names: what is in braces is put in, and only
 * {description}, which stands for any text, makes it try more than one place.
 */
#include "lint/template.h"

#include "tenon/design.h"

#include <string.h>
#include <strings.h>

enum part { PART_TABLE, PART_COLUMNS, PART_COLUMN, PART_TARGET, PART_DESCRIPTION, PART_COUNT };
static const char *const part_names[PART_COUNT] = {"{table}", "{columns}", "{column}", "{target}",
                                                   "{description}"};

static bool begins_with(struct tn_slice text, const char *part) {
    size_t length = strlen(part);
    return text.length >= length && memcmp(text.at, part, length) == 0;
}

static struct tn_slice behind(struct tn_slice text, size_t length) {
    return (struct tn_slice){text.at + length, text.length - length};
}

/* The part that stands at the beginning; PART_COUNT where there is none. */
static enum part part_at(struct tn_slice text) {
    enum part part = 0;
    while (part < PART_COUNT && !begins_with(text, part_names[part]))
        part++;
    return part;
}

bool lint_is_template(struct tn_slice text) {
    for (; text.length; text = behind(text, 1))
        if (*text.at == '{' && part_at(text) < PART_COUNT)
            return true;
    return false;
}

enum { MOST_STEPS = 10000 }; /* several descriptions may stand at many places */

struct matching {
    size_t steps;
    const char *singular, *plain[PART_COUNT], *target_singular;
};

static bool matches(struct matching *m, struct tn_slice text, const char *name);

static bool matches_behind(struct matching *m, struct tn_slice rest, const char *text,
                           const char *name) {
    size_t length = strlen(text);
    return length && strncasecmp(name, text, length) == 0 && matches(m, rest, name + length);
}

static bool matches_description(struct matching *m, struct tn_slice rest, const char *name) {
    if (!rest.length)
        return *name != 0;
    for (size_t i = 1; *name && name[i - 1]; i++)
        if (matches(m, rest, name + i))
            return true;
    return false;
}

static bool matches(struct matching *m, struct tn_slice text, const char *name) {
    if (++m->steps > MOST_STEPS)
        return false;
    while (text.length) {
        enum part part = *text.at == '{' ? part_at(text) : PART_COUNT;
        if (part == PART_COUNT) {
            if (strncasecmp(text.at, name, 1) != 0 || !*name)
                return false;
            text = behind(text, 1);
            name++;
            continue;
        }
        struct tn_slice rest = behind(text, strlen(part_names[part]));
        if (part == PART_DESCRIPTION)
            return matches_description(m, rest, name);
        if (matches_behind(m, rest, m->plain[part], name))
            return true;
        const char *other = part == PART_TABLE    ? m->singular
                            : part == PART_TARGET ? m->target_singular
                                                  : "";
        return matches_behind(m, rest, other, name);
    }
    return !*name;
}

bool lint_template_matches(struct tn_slice text, const struct lint_template_parts *parts,
                           const char *name, struct tn_arena *arena) {
    struct matching m = {
        .singular = tn_singular(parts->table, arena),
        .target_singular = tn_singular(parts->target, arena),
        .plain = {parts->table, parts->columns, parts->column, parts->target, ""},
    };
    while (text.length) {
        const char *bar = memchr(text.at, '|', text.length);
        size_t length = bar ? (size_t)(bar - text.at) : text.length;
        if (matches(&m, (struct tn_slice){text.at, length}, name))
            return true;
        text = behind(text, length + (bar != NULL));
    }
    return false;
}
