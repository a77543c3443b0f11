/*
 * The folder that a migration goes into: what is there tells its number, what it comes after, and
 * which names are given away.
 */
#include "migrate/layout.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* A number of so many digits is a time. */
#define DIGITS_OF_TIME 8

/* ------------------------------------------------------------------ what is there */

/* Where the version stands in the path of such a tool, or NULL. */
static const char *version_in(const char *path, const struct tn_layout_rules *rules) {
    const char *template = rules->files[0].path;
    const char *at = strstr(template, "{version}");
    size_t length = at ? (size_t)(at - template) : 0;
    if (!at || strncmp(path, template, length) != 0 || !isdigit((unsigned char)path[length]))
        return NULL;
    return path + length;
}

static void note_versions(struct layout_folder *folder, const struct tn_layout_rules *rules) {
    for (size_t i = 0; i < folder->paths.list.count; i++) {
        const char *at = version_in(folder->paths.list.items[i], rules);
        uint64_t number = at ? strtoull(at, NULL, 10) : 0;
        if (!at || number < folder->last)
            continue;
        folder->last = number;
        folder->digits = (int)strspn(at, "0123456789");
    }
}

static const char *last_part(struct tn_arena *arena, const char *path, size_t *length) {
    while (*length && path[*length - 1] == '/')
        --*length;
    size_t from = *length;
    while (from && path[from - 1] != '/')
        from--;
    const char *part = tn_arena_text(arena, path + from, *length - from);
    *length = from;
    return part;
}

/* Of shop/migrations it is shop. */
static const char *app_of(struct tn_arena *arena, const char *path) {
    static const char *const common[] = {"migrations", "versions", "db", ".", ""};
    char *real = realpath(path, NULL);
    const char *whole = real ? tn_arena_format(arena, "%s", real) : path;
    size_t length = strlen(whole);
    const char *part = last_part(arena, whole, &length);
    for (size_t i = 0; i < TN_LENGTH(common); i++)
        if (strcmp(part, common[i]) == 0) {
            part = last_part(arena, whole, &length);
            break;
        }
    free(real);
    return layout_slug(arena, part);
}

bool layout_folder_open(struct layout_folder *folder, const char *path,
                        const struct tn_layout_rules *rules, struct tn_error *error) {
    *folder = (struct layout_folder){.path = path};
    folder->app = app_of(&folder->arena, path);
    if (tn_is_folder(path) && !tn_list_files(path, &folder->paths, error))
        return false;
    note_versions(folder, rules);
    folder->newest = rules->newest ? rules->newest(folder) : NULL;
    return true;
}

void layout_folder_close(struct layout_folder *folder) {
    free(folder->names.items);
    tn_paths_free(&folder->paths);
    tn_arena_free(&folder->arena);
}

bool layout_read(const struct layout_folder *folder, const char *name, struct tn_buffer *text) {
    struct tn_buffer path = {0};
    struct tn_error error = {0};
    tn_put_format(&path, "%s/%s", folder->path, name);
    bool done = tn_read_file(path.at, 0, text, &error);
    tn_error_clear(&error);
    tn_buffer_free(&path);
    return done;
}

/* ------------------------------------------------------------------ the next version */

static uint64_t stamp_of(int64_t seconds) {
    time_t at = (time_t)seconds;
    struct tm tm;
    gmtime_r(&at, &tm);
    uint64_t day = (uint64_t)(tm.tm_year + 1900) * 10000 + (uint64_t)(tm.tm_mon + 1) * 100 +
                   (uint64_t)tm.tm_mday;
    return day * 1000000 + (uint64_t)tm.tm_hour * 10000 + (uint64_t)tm.tm_min * 100 +
           (uint64_t)tm.tm_sec;
}

static int64_t seconds_of(uint64_t stamp) {
    struct tm tm = {.tm_year = (int)(stamp / 10000000000) - 1900,
                    .tm_mon = (int)(stamp / 100000000 % 100) - 1,
                    .tm_mday = (int)(stamp / 1000000 % 100),
                    .tm_hour = (int)(stamp / 10000 % 100),
                    .tm_min = (int)(stamp / 100 % 100),
                    .tm_sec = (int)(stamp % 100)};
    return (int64_t)timegm(&tm);
}

/* Behind all that is there, be its clock ahead of ours. */
static uint64_t next_time(const struct layout_folder *folder, enum layout_version kind,
                          int64_t time) {
    bool milliseconds = kind == VERSION_MILLISECONDS;
    uint64_t next = milliseconds ? (uint64_t)time * 1000 : stamp_of(time);
    if (next > folder->last)
        return next;
    bool stamp = !milliseconds && folder->digits == 14;
    return stamp ? stamp_of(seconds_of(folder->last) + 1) : folder->last + 1;
}

static const char *next_hash(struct layout_folder *folder, const char *slug, int64_t time) {
    struct tn_buffer seed = {0};
    tn_put_format(&seed, "%s %s %" PRId64, folder->newest ? folder->newest : "", slug, time);
    uint64_t hash = tn_mix(tn_hash(seed.at, seed.length)) & UINT64_C(0xffffffffffff);
    tn_buffer_free(&seed);
    return tn_arena_format(&folder->arena, "%012" PRIx64, hash);
}

const char *layout_next(struct layout_folder *folder, const struct tn_layout_rules *rules,
                        const char *slug, int64_t time) {
    bool times =
        folder->last ? folder->digits >= DIGITS_OF_TIME : rules->version != VERSION_SEQUENCE;
    const char *version = "";
    if (rules->version == VERSION_HASH) {
        version = next_hash(folder, slug, time);
    } else if (rules->version != VERSION_NONE) {
        folder->last = times ? next_time(folder, rules->version, time) : folder->last + 1;
        int width = folder->digits ? folder->digits : times ? 0 : rules->width;
        version = tn_arena_format(&folder->arena, "%0*" PRIu64, width, folder->last);
        folder->digits = (int)strlen(version);
    }
    bool hash = rules->version == VERSION_HASH;
    if (rules->newest)
        folder->newest = hash ? version : tn_arena_format(&folder->arena, "%s_%s", version, slug);
    return version;
}

/* ------------------------------------------------------------------ free names */

static bool is_end_of_name(char c) {
    return !isalnum((unsigned char)c) && c != '_';
}

static bool is_taken(const struct layout_folder *folder, const char *slug) {
    size_t length = strlen(slug);
    for (size_t i = 0; i < folder->names.count; i++)
        if (strcmp(folder->names.items[i], slug) == 0)
            return true;
    for (size_t i = 0; i < folder->paths.list.count; i++) {
        const char *path = folder->paths.list.items[i], *at = path;
        for (; (at = strstr(at, slug)); at++)
            if (is_end_of_name(at[length]) && (at == path || !isalnum((unsigned char)at[-1])))
                return true;
    }
    return false;
}

const char *layout_free_name(struct layout_folder *folder, const char *slug) {
    const char *name = slug;
    for (int number = 2; is_taken(folder, name); number++)
        name = tn_arena_format(&folder->arena, "%.*s_%d", LONGEST_NAME - 5, slug, number);
    TN_PUSH(&folder->names, name);
    return name;
}

/* ------------------------------------------------------------------ what it comes after */

const char *layout_newest_number(struct layout_folder *folder) {
    const char *newest = NULL;
    uint64_t last = 0;
    for (size_t i = 0; i < folder->paths.list.count; i++) {
        const char *path = folder->paths.list.items[i], *dot = strrchr(path, '.');
        uint64_t number = strtoull(path, NULL, 10);
        if (!isdigit((unsigned char)*path) || number < last || !dot || strcmp(dot, ".py") != 0)
            continue;
        last = number;
        newest = tn_arena_text(&folder->arena, path, (size_t)(dot - path));
    }
    return newest;
}

/* The text between quotes behind NAME at the beginning of a line. */
static const char *assigned(struct tn_arena *arena, const char *text, const char *name) {
    size_t length = strlen(name);
    for (const char *line = text; line; line = strchr(line, '\n')) {
        line += *line == '\n';
        if (strncmp(line, name, length) != 0 || !strchr(" :=", line[length]))
            continue;
        const char *end = line + strcspn(line, "\n");
        const char *from = line + strcspn(line, "=\n");
        from += strcspn(from, "\"'\n");
        if (from < end)
            return tn_arena_text(arena, from + 1, strcspn(from + 1, "\"'\n"));
    }
    return NULL;
}

struct revision {
    const char *name, *date, *text;
};

static bool is_followed(const struct revision *revisions, size_t count, const char *name) {
    bool followed = false;
    for (size_t i = 0; i < count && !followed; i++) {
        const char *line = strstr(revisions[i].text, "\ndown_revision");
        const char *end = line ? line + 1 + strcspn(line + 1, "\n") : NULL;
        const char *at = line ? strstr(line, name) : NULL;
        followed = at && at < end;
    }
    return followed;
}

/* Of several heads the one that was made last. */
const char *layout_newest_revision(struct layout_folder *folder) {
    TN_VECTOR(struct revision) revisions = {0};
    const struct revision *newest = NULL;
    for (size_t i = 0; i < folder->paths.list.count; i++) {
        const char *path = folder->paths.list.items[i], *dot = strrchr(path, '.');
        struct tn_buffer text = {0};
        if (dot && strcmp(dot, ".py") == 0 && layout_read(folder, path, &text)) {
            const char *kept = tn_arena_text(&folder->arena, tn_buffer_text(&text), text.length);
            const char *date = strstr(kept, "\nCreate Date:");
            const char *name = assigned(&folder->arena, kept, "revision");
            if (name)
                TN_PUSH(&revisions, ((struct revision){name, date ? date : "", kept}));
        }
        tn_buffer_free(&text);
    }
    for (size_t i = 0; i < revisions.count; i++) {
        const struct revision *revision = &revisions.items[i];
        if (!is_followed(revisions.items, revisions.count, revision->name) &&
            (!newest || strncmp(revision->date, newest->date, 40) >= 0))
            newest = revision;
    }
    const char *name = newest ? newest->name : NULL;
    free(revisions.items);
    return name;
}
