/*
 * The script in files: where each statement goes, how the files are called, and the master script.
 * A file is of one object, or of all objects of a kind. The order of files is that in which they
 * were begun; what is added to a file later never needs more than what stood when it was begun.
 */
#include "sql/write/script.h"

#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ where parts lie */

/* A folder of files, or one file. */
static const struct {
    const char *path;
    bool folder;
} places[] = {
    [PART_ROLES] = {"roles.sql", false},
    [PART_SCHEMAS] = {"schemas.sql", false},
    [PART_EXTENSIONS] = {"extensions.sql", false},
    [PART_TYPES] = {"types.sql", false},
    [PART_DOMAINS] = {"domains.sql", false},
    [PART_SEQUENCES] = {"sequences.sql", false},
    [PART_ROUTINE] = {"routines", true},
    [PART_TABLE] = {"tables", true},
    [PART_FOREIGN_KEYS] = {"foreign_keys.sql", false},
    [PART_VIEW] = {"views", true},
    [PART_TRIGGER] = {"triggers", true},
    [PART_OTHERS] = {"others", true},
    [PART_COMMENTS] = {"comments.sql", false},
    [PART_GRANTS] = {"grants.sql", false},
    [PART_DROPS] = {"drops.sql", false},
};

struct write_part_list {
    struct tn_sql_files *files;
    struct tn_id_map of; /* part and object -> place in files + 1 */
    uint64_t current;    /* the key of the part at work */
    struct tn_text_map taken;
};

/* ------------------------------------------------------------------ names of files */

/* Bytes that a name may have: file systems take 255, with a number and .sql behind. */
#define LONGEST_NAME 200

/* Letters, digits and what else no shell, client or file system reads in a way of its own. */
static bool is_safe(char c, bool first) {
    unsigned char byte = (unsigned char)c;
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= '0' && byte <= '9') || c == '_' || byte >= 0x80 ||
           (!first && (c == '.' || c == '-'));
}

static void put_safe(struct tn_buffer *out, const char *name) {
    size_t length = strlen(name);
    if (length > LONGEST_NAME)
        for (length = LONGEST_NAME; length && ((unsigned char)name[length] & 0xC0) == 0x80;)
            length--; /* not within a character */
    for (size_t i = 0; i < length; i++)
        tn_put_char(out, is_safe(name[i], i == 0) ? name[i] : '_');
    if (!length)
        tn_put_char(out, '_');
}

static void put_object_name(struct tn_buffer *out, const struct tn_object *object) {
    const struct tn_namespace *space = tn_namespace_of(object);
    struct tn_buffer name = {0};
    if (space)
        tn_put_format(&name, "%s.", space->name);
    if (object->kind == TN_trigger)
        tn_put_format(&name, "%s.", tn_entity_of(object)->name);
    if (object->kind == TN_raw && !*object->name)
        tn_put(&name, ((const struct tn_raw *)object)->statement);
    tn_put(&name, object->name);
    put_safe(out, tn_buffer_text(&name));
    tn_buffer_free(&name);
}

static const char *folded(struct tn_arena *arena, const char *path) {
    char *text = tn_arena_text(arena, path, strlen(path));
    for (char *c = text; *c; c++)
        if (*c >= 'A' && *c <= 'Z')
            *c = (char)(*c + 'a' - 'A');
    return text;
}

/* A name that is taken, in any case of its letters, gets a number. */
static const char *free_path(struct write_part_list *parts, const char *stem) {
    struct tn_arena *arena = &parts->files->arena;
    for (size_t number = 1;; number++) {
        const char *path = number == 1 ? tn_arena_format(arena, "%s.sql", stem)
                                       : tn_arena_format(arena, "%s-%zu.sql", stem, number);
        const char *key = folded(arena, path);
        if (tn_text_map_get(&parts->taken, key))
            continue;
        tn_text_map_put(&parts->taken, key, parts);
        return path;
    }
}

static const char *path_of(struct write_part_list *parts, enum write_part part,
                           const struct tn_object *object) {
    if (!places[part].folder)
        return places[part].path;
    struct tn_buffer stem = {0};
    tn_put_format(&stem, "%s/", places[part].path);
    put_object_name(&stem, object);
    const char *path = free_path(parts, stem.at);
    tn_buffer_free(&stem);
    return path;
}

/* ------------------------------------------------------------------ beginning a part */

static uint64_t key_of(enum write_part part, const struct tn_object *object) {
    uint64_t key = tn_mix((object ? object->id : 0) ^ tn_mix((uint64_t)part + 1));
    return key ? key : 1;
}

static size_t place_of(struct write_part_list *parts, enum write_part part,
                       const struct tn_object *object) {
    uint64_t key = key_of(part, object);
    uintptr_t place = (uintptr_t)tn_id_map_get(&parts->of, key);
    if (place)
        return place - 1;
    struct tn_sql_file file = {.path = path_of(parts, part, object)};
    TN_PUSH(&parts->files->list, file);
    tn_id_map_put(&parts->of, key, (void *)(uintptr_t)parts->files->list.count);
    return parts->files->list.count - 1;
}

/* The buffers move when a file is added: `out` is set anew with every part. */
void write_begin_part(struct write_script *script, enum write_part part, const void *object) {
    struct write_part_list *parts = script->parts;
    if (!parts || parts->current == key_of(part, object))
        return;
    write_end_text_statements(script);
    size_t place = place_of(parts, part, object);
    script->out = &parts->files->list.items[place].text;
    parts->current = key_of(part, object);
}

/* ------------------------------------------------------------------ the master script */

static void put_load(struct tn_buffer *out, const struct tn_dialect *dialect, const char *path) {
    if (dialect->id == TN_POSTGRESQL)
        tn_put_format(out, "\\ir '%s'\n", path);
    else if (dialect->id == TN_SQLITE)
        tn_put_format(out, ".read '%s'\n", path);
    else
        tn_put_format(out, "source %s;\n", path);
}

static const char *how_to_load(const struct tn_dialect *dialect) {
    if (dialect->id == TN_POSTGRESQL)
        return "psql -v ON_ERROR_STOP=1 -f " TN_SQL_MASTER;
    if (dialect->id == TN_SQLITE)
        return "in this folder: sqlite3 -bail FILE '.read " TN_SQL_MASTER "'";
    return dialect->id == TN_MARIADB ? "in this folder: mariadb DATABASE < " TN_SQL_MASTER
                                     : "in this folder: mysql DATABASE < " TN_SQL_MASTER;
}

static void put_master(const struct write_script *script, struct tn_buffer *out) {
    const struct tn_sql_files *files = script->parts->files;
    tn_put_format(out, "%s\n-- %s\n\n", TN_SQL_MASTER_LINE, how_to_load(script->dialect));
    tn_put(out, script->unchecked ? "SET FOREIGN_KEY_CHECKS = 0;\n" : "");
    for (size_t i = 1; i < files->list.count; i++)
        put_load(out, script->dialect, files->list.items[i].path);
    tn_put(out, script->unchecked ? "SET FOREIGN_KEY_CHECKS = 1;\n" : "");
}

struct tn_slice tn_sql_loaded_file(struct tn_slice line) {
    static const char *const words[] = {"\\ir '", ".read '", "source "};
    for (size_t i = 0; i < TN_LENGTH(words); i++) {
        size_t word = strlen(words[i]);
        char end = words[i][word - 1] == '\'' ? '\'' : ';';
        if (line.length <= word || memcmp(line.at, words[i], word) != 0)
            continue;
        const char *from = line.at + word;
        const char *to = memchr(from, end, line.length - word);
        return to ? (struct tn_slice){from, (size_t)(to - from)} : (struct tn_slice){0};
    }
    return (struct tn_slice){0};
}

/* ------------------------------------------------------------------ the public face */

void tn_sql_write_files(const struct tn_model *physical, const struct tn_dialect *dialect,
                        const struct tn_sql_style *style, struct tn_sql_files *files) {
    static const struct tn_sql_style plain = {0};
    struct write_part_list parts = {.files = files};
    struct write_script script = {
        .session = "",
        .model = physical,
        .dialect = dialect,
        .style = style ? style : &plain,
        .parts = &parts,
    };
    TN_PUSH(&files->list, (struct tn_sql_file){.path = TN_SQL_MASTER});
    write_whole(&script);
    put_master(&script, &files->list.items[0].text);
    tn_id_map_free(&parts.of);
    tn_text_map_free(&parts.taken);
}

void tn_sql_files_free(struct tn_sql_files *files) {
    for (size_t i = 0; i < files->list.count; i++)
        tn_buffer_free(&files->list.items[i].text);
    free(files->list.items);
    tn_arena_free(&files->arena);
    *files = (struct tn_sql_files){0};
}
