/*
 * Decisions on renames: how they are read, and what they say of an object.
 */
#include "diff/comparison.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

static const char value_noun[] = "value"; /* of an enumeration: no object of its own */

static const struct {
    enum tn_kind kind;
    const char *noun;
} nouns[] = {
    {TN_namespace, "schema"},     {TN_entity, "table"},     {TN_attribute, "column"},
    {TN_key, "constraint"},       {TN_check, "constraint"}, {TN_relationship, "constraint"},
    {TN_exclusion, "constraint"}, {TN_index, "index"},      {TN_type, "type"},
    {TN_sequence, "sequence"},    {TN_view, "view"},        {TN_any, value_noun},
};

const char *decided_noun(enum tn_kind kind) {
    for (size_t i = 0; i < TN_LENGTH(nouns); i++)
        if (nouns[i].kind == kind)
            return nouns[i].noun;
    return NULL;
}

static bool is_noun(const char *word) {
    for (size_t i = 0; i < TN_LENGTH(nouns); i++)
        if (strcmp(nouns[i].noun, word) == 0)
            return true;
    return false;
}

/* ------------------------------------------------------------------ paths */

static bool is_plain(unsigned char c) {
    return isalnum(c) || c == '_' || c >= 128;
}

void decided_put_name(struct tn_buffer *out, const char *name) {
    const char *at = name;
    while (is_plain((unsigned char)*at))
        at++;
    if (*name && !*at) {
        tn_put(out, name);
        return;
    }
    tn_put_char(out, '"');
    for (at = name; *at; at++) {
        tn_put(out, *at == '"' ? "\"" : "");
        tn_put_char(out, *at);
    }
    tn_put_char(out, '"');
}

/* The namespace that stands for none is left out. */
static void put_path(struct tn_buffer *out, const struct comparison *comparison, enum side side,
                     const struct tn_object *object) {
    const struct tn_object *scope = scope_of(comparison, side, object);
    if (scope && scope->kind != TN_project) {
        put_path(out, comparison, side, scope);
        tn_put_char(out, '.');
    }
    decided_put_name(out, object->name);
}

/* ------------------------------------------------------------------ reading */

struct line {
    const char *at, *end, *file;
    size_t number;
    bool values; /* it is about values, which may be empty */
    struct tn_error *error;
};

static void skip_blanks(struct line *line) {
    while (line->at < line->end && isspace((unsigned char)*line->at))
        line->at++;
}

static bool at_end(struct line *line) {
    skip_blanks(line);
    return line->at == line->end || *line->at == '#';
}

static bool fail(const struct line *line, const char *what) {
    return tn_fail(line->error,
                   "%s:%zu: %s: write \"rename table OLD NEW\", \"keep column TABLE.OLD "
                   "TABLE.NEW\" or \"move column TABLE.COLUMN OTHER.COLUMN\"",
                   line->file, line->number, what);
}

static const char *take_word(struct line *line, struct tn_arena *arena) {
    skip_blanks(line);
    const char *from = line->at;
    while (line->at < line->end && isalpha((unsigned char)*line->at))
        line->at++;
    return tn_arena_text(arena, from, (size_t)(line->at - from));
}

/* One name, without its quotes, put as decided_put_name writes it. */
static bool take_name(struct line *line, struct tn_buffer *out) {
    struct tn_buffer name = {0};
    bool quoted = line->at < line->end && *line->at == '"', closed = !quoted;
    for (line->at += quoted; line->at < line->end && !(quoted && closed); line->at++) {
        char c = *line->at;
        bool doubled = quoted && c == '"' && line->at + 1 < line->end && line->at[1] == '"';
        if (!quoted && !is_plain((unsigned char)c))
            break;
        closed = quoted && c == '"' && !doubled;
        line->at += doubled;
        if (!closed || !quoted)
            tn_put_char(&name, c);
    }
    bool good = quoted ? closed && (name.length || line->values) : name.length > 0;
    decided_put_name(out, tn_buffer_text(&name));
    tn_buffer_free(&name);
    return good;
}

static const char *take_path(struct line *line, struct tn_arena *arena) {
    struct tn_buffer path = {0};
    skip_blanks(line);
    bool good = take_name(line, &path);
    while (good && line->at < line->end && *line->at == '.') {
        line->at++;
        tn_put_char(&path, '.');
        good = take_name(line, &path);
    }
    const char *taken = good ? tn_arena_text(arena, path.at, path.length) : NULL;
    tn_buffer_free(&path);
    return taken;
}

static bool read_line(struct tn_renames *renames, struct line *line) {
    if (at_end(line))
        return true;
    struct tn_rename made = {.line = line->number};
    const char *verb = take_word(line, &renames->arena);
    made.keep = strcmp(verb, "keep") == 0;
    made.move = strcmp(verb, "move") == 0;
    if (!made.keep && !made.move && strcmp(verb, "rename") != 0)
        return fail(line, "a decision begins with \"rename\", \"keep\" or \"move\"");
    made.noun = take_word(line, &renames->arena);
    if (made.move && strcmp(made.noun, decided_noun(TN_attribute)) != 0)
        return fail(line, "only the values of a column move");
    if (!is_noun(made.noun))
        return fail(line, "the kind is schema, table, column, constraint, index, type, sequence, "
                          "view or value");
    line->values = strcmp(made.noun, value_noun) == 0;
    made.from = take_path(line, &renames->arena);
    made.to = made.from ? take_path(line, &renames->arena) : NULL;
    if (!made.to || !at_end(line))
        return fail(line, "two names belong here");
    TN_PUSH(&renames->list, made);
    return true;
}

/* A name in quotes may go on in the next line; a comment does not. */
static const char *end_of_line(const char *at, const char *end) {
    bool quoted = false, comment = false;
    for (; at < end && (quoted || *at != '\n'); at++) {
        comment |= *at == '#' && !quoted;
        quoted ^= *at == '"' && !comment;
    }
    return at;
}

bool tn_renames_read(struct tn_renames *renames, struct tn_slice text, const char *file,
                     struct tn_error *error) {
    const char *end = text.at + text.length;
    size_t number = 1;
    for (const char *at = text.at, *stop; at < end; at = stop + (stop < end)) {
        stop = end_of_line(at, end);
        struct line line = {.at = at, .end = stop, .file = file, .number = number, .error = error};
        if (!read_line(renames, &line))
            return false;
        for (const char *c = at; c <= stop && c < end; c++)
            number += *c == '\n';
    }
    return true;
}

void tn_renames_free(struct tn_renames *renames) {
    free(renames->list.items);
    tn_arena_free(&renames->arena);
    *renames = (struct tn_renames){0};
}

/* ------------------------------------------------------------------ asking */

/* Of a move, what gets the values: one column may give them to several. */
static const char *key_of(struct comparison *comparison, const struct tn_rename *rename) {
    if (rename->move)
        return tn_arena_format(&comparison->arena, "move %s", rename->to);
    return tn_arena_format(&comparison->arena, "%s %s%s%s", rename->noun, rename->from,
                           rename->keep ? " " : "", rename->keep ? rename->to : "");
}

void decisions_begin(struct comparison *comparison) {
    struct tn_renames *renames = comparison->options.renames;
    for (size_t i = 0; renames && i < renames->list.count; i++) {
        struct tn_rename *rename = &renames->list.items[i];
        tn_text_map_put(&comparison->decisions, key_of(comparison, rename), rename);
    }
}

static struct tn_rename *find(struct comparison *comparison, const char *key) {
    struct tn_rename *rename = tn_text_map_get(&comparison->decisions, key);
    if (rename)
        rename->used = true;
    return rename;
}

const char *decided_path(struct comparison *comparison, enum side side,
                         const struct tn_object *object) {
    struct tn_buffer path = {0};
    put_path(&path, comparison, side, object);
    const char *kept = tn_arena_text(&comparison->arena, tn_buffer_text(&path), path.length);
    tn_buffer_free(&path);
    return kept;
}

const char *decided_rename(struct comparison *comparison, const struct tn_object *before) {
    const char *noun = decided_noun(before->kind);
    if (!comparison->decisions.count || !noun)
        return NULL;
    const char *key = tn_arena_format(&comparison->arena, "%s %s", noun,
                                      decided_path(comparison, BEFORE, before));
    const struct tn_rename *rename = find(comparison, key);
    return rename ? rename->to : NULL;
}

const char *decided_source(struct comparison *comparison, const struct tn_object *after) {
    const char *path = decided_path(comparison, AFTER, after);
    const struct tn_rename *move =
        find(comparison, tn_arena_format(&comparison->arena, "move %s", path));
    return move ? move->from : NULL;
}

bool decisions_move(const struct comparison *comparison) {
    const struct tn_renames *renames = comparison->options.renames;
    for (size_t i = 0; renames && i < renames->list.count; i++)
        if (renames->list.items[i].move)
            return true;
    return false;
}

bool decided_to_keep(struct comparison *comparison, const struct tn_object *before,
                     const struct tn_object *after) {
    if (!comparison->decisions.count)
        return false;
    const char *from = decided_path(comparison, BEFORE, before);
    const char *to = decided_path(comparison, AFTER, after);
    return find(comparison, tn_arena_format(&comparison->arena, "%s %s %s",
                                            decided_noun(before->kind), from, to)) != NULL;
}

struct tn_rename *decided_value(struct comparison *comparison, const char *path) {
    return find(comparison, tn_arena_format(&comparison->arena, "%s %s", value_noun, path));
}

bool decided_to_keep_value(struct comparison *comparison, const char *from, const char *to) {
    return find(comparison,
                tn_arena_format(&comparison->arena, "%s %s %s", value_noun, from, to)) != NULL;
}
