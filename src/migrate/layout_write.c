/*
 * A plan as the files of a migration tool: cut into migrations, each with its version and name, and
 * the templates of the tool's row filled in. All of it in memory.
 */
#include "migrate/layout.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

struct writer {
    const struct tn_layout *layout;
    const struct tn_layout_rules *rules;
    const struct tn_plan *plan;
    const struct tn_layout_options *options;
    struct tn_layout_files *files;
    struct tn_findings *findings;
    struct layout_folder folder;
    TN_VECTOR(const struct tn_plan_step *) run; /* what stands in one transaction */
    bool begun, follows; /* a migration was written; steps follow the one being written */
    const char *date;
    struct tn_buffer appended; /* the lines of the file that is added to */
};

/* ------------------------------------------------------------------ names */

/* What the migration does on the way up, or all where it does nothing then. */
static bool gives_name(const struct layout_migration *migration, size_t i) {
    for (size_t j = 0; j < migration->count && !*migration->steps[i]->up; j++)
        if (*migration->steps[j]->up)
            return false;
    return true;
}

/* After the one step, or by how many tables change. */
static const char *name_of(struct writer *writer, const struct layout_migration *migration) {
    struct tn_arena *arena = &writer->folder.arena;
    struct tn_text_map tables = {0};
    size_t steps = 0, others = 0;
    const char *title = NULL, *table = NULL;
    for (size_t i = 0; i < migration->count; i++) {
        const char *subject = migration->steps[i]->subject;
        if (!gives_name(migration, i))
            continue;
        steps++;
        others += !subject;
        title = migration->steps[i]->title;
        table = subject ? subject : table;
        if (subject && !tn_text_map_get(&tables, subject))
            tn_text_map_put(&tables, subject, writer);
    }
    const char *name = steps == 1 ? title
                       : tables.count == 1 && !others
                           ? tn_arena_format(arena, "change %s", table)
                           : tn_arena_format(arena, "change %zu %s", tables.count + others,
                                             others ? "things" : "tables");
    tn_text_map_free(&tables);
    return name;
}

static const char *slug_of(struct writer *writer, const struct layout_migration *migration) {
    struct tn_arena *arena = &writer->folder.arena;
    const char *given = writer->options->name;
    const char *name = given;
    if (!given)
        name = name_of(writer, migration);
    else if (migration->alone && (writer->begun || writer->follows))
        name = tn_arena_format(arena, "%s %s", given, migration->steps[0]->title);
    return layout_free_name(&writer->folder, layout_slug(arena, name));
}

/* ------------------------------------------------------------------ files */

static void add_file(struct writer *writer, const char *path, const struct tn_buffer *text,
                     bool replaces) {
    struct tn_arena *arena = &writer->files->arena;
    struct tn_folder_file file = {
        .path = tn_arena_format(arena, "%s", path),
        .bytes = tn_arena_text(arena, tn_buffer_text(text), text->length),
        .length = text->length,
        .replaces = replaces,
    };
    TN_PUSH(&writer->files->list, file);
}

static const char *provider_of(const struct tn_dialect *dialect) {
    return dialect->id == TN_MARIADB ? "mysql" : tn_dialects[dialect->id]->name;
}

static const char *parent_of(struct writer *writer) {
    const struct tn_layout_rules *rules = writer->rules;
    struct tn_buffer out = {0};
    if (!rules->newest || !writer->folder.newest)
        return rules->no_parent ? rules->no_parent : "";
    layout_expand(rules->parent,
                  (struct layout_value[]){
                      {"app", writer->folder.app}, {"newest", writer->folder.newest}, {0}},
                  &out);
    const char *parent = tn_arena_text(&writer->folder.arena, out.at, out.length);
    tn_buffer_free(&out);
    return parent;
}

static void put_files(struct writer *writer, const struct layout_value *values) {
    for (size_t i = 0; i < TN_LENGTH(writer->rules->files); i++) {
        const struct layout_file *file = &writer->rules->files[i];
        struct tn_buffer path = {0}, text = {0};
        if (file->path && file->when == WHEN_EACH) {
            layout_expand(file->path, values, &path);
            layout_expand(file->text, values, &text);
            if (text.length)
                add_file(writer, path.at, &text, false);
        } else if (file->path && file->when == WHEN_APPENDED) {
            layout_expand(file->text, values, &writer->appended);
        }
        tn_buffer_free(&path);
        tn_buffer_free(&text);
    }
}

static void put_body(struct writer *writer, const struct layout_migration *migration, bool down,
                     struct tn_buffer *out) {
    if (writer->rules->whole)
        tn_plan_write(writer->plan, down, out);
    else
        layout_body(migration, down, out);
}

static void put_migration(struct writer *writer, struct layout_migration *migration) {
    const struct tn_layout_rules *rules = writer->rules;
    const char *slug = slug_of(writer, migration);
    const char *parent = parent_of(writer), *newest = writer->folder.newest;
    const char *version = layout_next(&writer->folder, rules, slug, writer->options->time);
    const char *marker = migration->outside ? rules->outside.marker : rules->inside.marker;
    bool literal = rules->literal && layout_has(migration, rules->literal);
    migration->compound = rules->compound_marker && layout_has(migration, ";");
    struct tn_buffer up = {0}, down = {0};
    put_body(writer, migration, false, &up);
    put_body(writer, migration, true, &down);
    put_files(writer, (struct layout_value[]){
                          {"version", version},
                          {"slug", slug},
                          {"Class", layout_class(&writer->folder.arena, slug)},
                          {"parent", parent},
                          {"newest", newest ? newest : ""},
                          {"date", writer->date},
                          {"marker", marker ? marker : ""},
                          {"compound", migration->compound ? rules->compound_marker : ""},
                          {"literal", literal ? rules->literal_marker : ""},
                          {"up", tn_buffer_text(&up)},
                          {"down", tn_buffer_text(&down)},
                          {0}});
    tn_buffer_free(&up);
    tn_buffer_free(&down);
}

/* Those that are of all migrations together; they may be there already, so they come last. */
static void put_common_file(struct writer *writer, const struct layout_file *file) {
    struct tn_buffer text = {0};
    bool there = layout_read(&writer->folder, file->path, &text);
    const struct layout_value values[] = {
        {"app", writer->folder.app}, {"provider", provider_of(writer->plan->dialect)}, {0}};
    if (file->when == WHEN_SUMS) {
        tn_buffer_reset(&text);
        layout_sums(&writer->folder, writer->files, &text);
    } else if (!there) {
        layout_expand(file->when == WHEN_ONCE ? file->text : file->head, values, &text);
    }
    if (file->when == WHEN_APPENDED) {
        tn_put(&text, text.length && text.at[text.length - 1] != '\n' ? "\n" : "");
        tn_put(&text, tn_buffer_text(&writer->appended));
    }
    if (file->when != WHEN_ONCE || !there)
        add_file(writer, file->path, &text, file->when != WHEN_ONCE);
    tn_buffer_free(&text);
}

/* ------------------------------------------------------------------ migrations */

static void tell_unmarked(struct writer *writer, const char *what) {
    const struct tn_layout_rules *rules = writer->rules;
    if (!rules->unmarked || !(rules->unmarked_dialects & 1u << writer->plan->dialect->id))
        return;
    struct tn_finding *finding =
        tn_finding_add(writer->findings, TN_WARNING, "mig-nontransactional", NULL,
                       "%s must run outside of a transaction, which the file cannot tell %s by "
                       "itself",
                       what, writer->layout->name);
    tn_finding_remedy(writer->findings, finding, "%s", rules->unmarked);
}

/* Where a file is one query to the server, two statements in it would be a transaction. */
static void put_alone(struct writer *writer, const struct tn_plan_step *step) {
    bool each = writer->rules->query_a_file;
    size_t count = each && step->up_statements.count ? step->up_statements.count : 1;
    for (size_t i = 0; i < count; i++) {
        struct tn_plan_step part = *step;
        const struct tn_plan_step *parts[] = {&part};
        struct layout_migration migration = {writer->rules, writer->plan, parts, 1,
                                             true,          true,         false};
        if (each && step->up_statements.count)
            part.up_statements = (struct tn_statements){&step->up_statements.items[i], 1};
        if (i) /* the way back of the whole stands in the first */
            part.down = "", part.down_statements = (struct tn_statements){0};
        put_migration(writer, &migration);
    }
    tell_unmarked(writer, step->title);
}

/* What was collected, in a transaction. */
static void put_run(struct writer *writer) {
    const struct tn_plan *plan = writer->plan;
    bool drops = plan_drops_tables(plan, false) || plan_drops_tables(plan, true);
    bool outside = plan_frames[plan->dialect->id].before && drops && !writer->rules->whole;
    struct layout_migration migration = {
        writer->rules, plan, writer->run.items, writer->run.count, outside, false, false};
    if (!writer->run.count)
        return;
    put_migration(writer, &migration);
    writer->begun = true;
    writer->run.count = 0;
    if (outside)
        tell_unmarked(writer, "a table that is dropped or rebuilt");
}

static void put_all(struct writer *writer) {
    for (size_t i = 0; i < writer->plan->steps.count; i++) {
        const struct tn_plan_step *step = &writer->plan->steps.items[i];
        bool alone = (step->alone || step->down_alone) && !writer->rules->whole;
        writer->follows = i + 1 < writer->plan->steps.count;
        if (!alone) {
            TN_PUSH(&writer->run, step);
            continue;
        }
        put_run(writer);
        put_alone(writer, step);
    }
    put_run(writer);
    for (size_t i = 0; i < TN_LENGTH(writer->rules->files); i++)
        if (writer->rules->files[i].path && writer->rules->files[i].when != WHEN_EACH &&
            writer->plan->steps.count)
            put_common_file(writer, &writer->rules->files[i]);
}

static bool can_say(const struct writer *writer, struct tn_error *error) {
    const struct tn_layout_rules *rules = writer->rules;
    bool concerned =
        rules->impossible && (rules->impossible_dialects & 1u << writer->plan->dialect->id);
    for (size_t i = 0; i < writer->plan->steps.count && concerned; i++) {
        const struct tn_plan_step *step = &writer->plan->steps.items[i];
        if (layout_step_has(step, rules->impossible))
            return tn_fail(error, "%s cannot hand %s to %s, which \"%s\" needs",
                           writer->layout->name, rules->impossible, writer->plan->dialect->title,
                           step->title);
    }
    return true;
}

bool tn_layout_write(const struct tn_layout *layout, const struct tn_plan *plan,
                     const struct tn_layout_options *options, struct tn_layout_files *files,
                     struct tn_findings *findings, struct tn_error *error) {
    struct writer writer = {.layout = layout,
                            .rules = layout->rules,
                            .plan = plan,
                            .options = options,
                            .files = files,
                            .findings = findings};
    time_t now = (time_t)options->time;
    struct tm tm;
    char date[32];
    strftime(date, sizeof date, "%Y-%m-%dT%H:%M:%SZ", gmtime_r(&now, &tm));
    writer.date = date;
    bool done = can_say(&writer, error) &&
                layout_folder_open(&writer.folder, options->folder, layout->rules, error);
    if (done)
        put_all(&writer);
    layout_folder_close(&writer.folder);
    tn_buffer_free(&writer.appended);
    free(writer.run.items);
    return done;
}

void tn_layout_files_free(struct tn_layout_files *files) {
    free(files->list.items);
    tn_arena_free(&files->arena);
    *files = (struct tn_layout_files){0};
}
