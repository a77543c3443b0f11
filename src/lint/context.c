/*
 * The context of a run: tables and columns with what several rules ask about them.
 */
#include "lint/context.h"

#include "lint/losses.h"
#include "lint/pattern.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* Tables in which migration tools keep book, in lower-case letters without separators. Sorted. */
static const char *const bookkeeping[] = {
    "alembicversion",
    "arinternalmetadata",
    "atlasschemarevisions",
    "databasechangelog",
    "databasechangeloglock",
    "dieselschemamigrations",
    "djangomigrations",
    "doctrinemigrationversions",
    "efmigrationshistory",
    "flywayschemahistory",
    "goosedbversion",
    "gorpmigrations",
    "knexmigrations",
    "knexmigrationslock",
    "migrationhistory",
    "migrationversions",
    "mikroormmigrations",
    "pgmigrations",
    "phinxlog",
    "playevolutions",
    "prismamigrations",
    "refineryschemahistory",
    "schemahistory",
    "schemamigrations",
    "schemaversion",
    "sequelizemeta",
    "sqlxmigrations",
    "typeormmetadata",
};

static bool keeps_book(struct tn_lint *lint, const struct tn_entity *entity) {
    const char *letters = lint_letters(entity->name, &lint->arena);
    for (size_t i = 0; i < TN_LENGTH(bookkeeping); i++)
        if (strcmp(letters, bookkeeping[i]) == 0)
            return true;
    return false;
}

/* A table that inherits all it has from another one: a partition of the old kind. */
static bool only_inherits(const struct tn_entity *entity) {
    if (entity->inherits.count != 1)
        return false;
    const struct tn_entity *parent = (const void *)entity->inherits.items[0];
    if (parent->attributes.count != entity->attributes.count)
        return false;
    const struct tn_attribute *above = parent->attributes.first;
    for (struct tn_attribute *a = entity->attributes.first; a && above; a = a->next) {
        if (strcmp(a->name, above->name) != 0)
            return false;
        above = above->next;
    }
    return true;
}

/* ------------------------------------------------------------------ tables */

struct lint_type lint_type_in(struct tn_lint *lint, const struct tn_attribute *attribute) {
    if (attribute->named_type || attribute->dimensions)
        return lint_column_type(lint->dialect, attribute);
    uint64_t address = (uint64_t)(uintptr_t)attribute->type;
    struct lint_type *type = tn_id_map_get(&lint->types, address);
    if (!type) {
        type = tn_arena_allocate(&lint->arena, sizeof *type);
        *type = lint_column_type(lint->dialect, attribute);
        tn_id_map_put(&lint->types, address, type);
    }
    return *type;
}

static struct lint_column open_column(struct tn_lint *lint, const struct lint_table *table,
                                      struct tn_attribute *a) {
    struct lint_type type = lint_type_in(lint, a);
    return (struct lint_column){
        .attribute = a,
        .name = lint_name_of(&lint->vocabulary, a->name),
        .type = type,
        .family = type.family,
        .primary = table->primary && tn_refs_have(table->primary->attributes, a),
        .foreign = tn_id_map_get(&lint->foreign_of, a->id) != NULL,
    };
}

static void open_columns(struct tn_lint *lint, struct lint_table *table) {
    struct tn_entity *entity = table->entity;
    table->columns =
        tn_arena_allocate(&lint->arena, (entity->attributes.count + 1) * sizeof *table->columns);
    for (struct tn_attribute *a = entity->attributes.first; a; a = a->next)
        table->columns[table->column_count++] = open_column(lint, table, a);
}

static void open_table(struct tn_lint *lint, struct tn_entity *entity) {
    struct lint_table *table = &lint->tables[lint->table_count++];
    table->entity = entity;
    table->name = lint_name_of(&lint->vocabulary, entity->name);
    table->primary = tn_primary_key(entity);
    table->skipped = entity->partition_of || keeps_book(lint, entity) || only_inherits(entity);
    tn_id_map_put(&lint->table_of, entity->id, table);
    for (struct tn_relationship *r = entity->relationships.first; r; r = r->next)
        for (size_t i = 0; i < r->attributes.count; i++)
            tn_id_map_put(&lint->foreign_of, r->attributes.items[i]->id, r);
}

static void mark_referenced(struct tn_lint *lint, const struct lint_table *table) {
    for (struct tn_relationship *r = table->entity->relationships.first; r; r = r->next) {
        struct lint_table *target =
            r->target ? tn_id_map_get(&lint->table_of, r->target->id) : NULL;
        if (target && target != table)
            target->referenced = true;
    }
}

static void open_tables(struct tn_lint *lint) {
    size_t count = lint->model->counts[TN_entity];
    lint->tables = tn_arena_allocate(&lint->arena, (count + 1) * sizeof *lint->tables);
    TN_EACH_OF(lint->model, entity, entity)
    if (!tn_text_map_get(&lint->by_name, entity->name))
        tn_text_map_put(&lint->by_name, entity->name, entity);
    TN_EACH_OF(lint->model, entity, entity)
    open_table(lint, entity);
    for (size_t i = 0; i < lint->table_count; i++) {
        open_columns(lint, &lint->tables[i]);
        mark_referenced(lint, &lint->tables[i]);
    }
}

/* ------------------------------------------------------------------ the run */

static void open_sample(struct tn_lint *lint, const struct tn_sample *sample) {
    struct lint_table *table = tn_id_map_get(&lint->table_of, sample->entity->id);
    if (!table)
        return;
    table->sample = sample;
    LINT_EACH_COLUMN(table, column)
    for (size_t i = 0; i < sample->columns.count && !column->sampled; i++)
        if (sample->attributes[i] == column->attribute)
            column->sampled = i + 1;
}

static void add_target(struct tn_lint *lint, const struct tn_dialect *dialect) {
    for (size_t i = 0; i < lint->target_count; i++)
        if (lint->targets[i] == dialect)
            return;
    if (dialect)
        lint->targets[lint->target_count++] = dialect;
}

/* Reading a script sets the templates to those of the server, a new project has its own. */
static bool named_by_server(const struct tn_project *project, const struct tn_naming *naming) {
    return strcmp(project->name_primary, naming->primary) == 0 &&
           strcmp(project->name_foreign, naming->foreign) == 0 &&
           strcmp(project->name_unique, naming->unique) == 0 &&
           strcmp(project->name_check, naming->check) == 0 &&
           strcmp(project->name_index, naming->index) == 0;
}

void lint_open(struct tn_lint *lint, const struct tn_model *model,
               const struct tn_lint_options *options) {
    lint->model = model;
    lint->dialect = tn_dialect_of(model);
    add_target(lint, options->dialect ? options->dialect : lint->dialect);
    for (size_t i = 0; !options->dialect && i < model->project->targets.count; i++)
        add_target(lint, tn_dialect_find(model->project->targets.items[i]));
    lint->imported = named_by_server(model->project, &lint->dialect->naming);
    lint->settings = tn_arena_allocate(&lint->arena, tn_rule_count * sizeof *lint->settings);
    lint_settings_open(model, options, lint->settings);
    lint->strict = lint_profile_of(model, options) == TN_PROFILE_STRICT;
    lint_waivers_open(&lint->waivers, model, &lint->arena);
    lint_vocabulary_open(&lint->vocabulary);
    open_tables(lint);
    for (size_t i = 0; options->samples && i < options->samples->count; i++)
        open_sample(lint, &options->samples->items[i]);
}

struct lint_table *lint_open_for(struct tn_lint *lint, const struct tn_model *model,
                                 struct tn_entity *entity) {
    lint->model = model;
    lint->dialect = tn_dialect_of(model);
    lint_vocabulary_open(&lint->vocabulary);
    lint->tables = tn_arena_allocate(&lint->arena, sizeof *lint->tables);
    open_table(lint, entity);
    open_columns(lint, lint->tables);
    return lint->tables;
}

void lint_close(struct tn_lint *lint) {
    tn_id_map_free(&lint->table_of);
    tn_id_map_free(&lint->foreign_of);
    tn_id_map_free(&lint->types);
    tn_text_map_free(&lint->by_name);
    for (size_t i = 0; i < lint->patterns.count; i++)
        lint_pattern_free(lint->patterns.items[i]);
    free(lint->patterns.items);
    tn_text_map_free(&lint->pattern_of);
    tn_id_map_free(&lint->expression_of);
    tn_id_map_free(&lint->condition_of);
    for (size_t i = 0; i < lint->column_maps.count; i++)
        tn_text_map_free(lint->column_maps.items[i]);
    free(lint->column_maps.items);
    lint_losses_free(lint->losses);
    lint_vocabulary_close(&lint->vocabulary);
    lint_waivers_close(&lint->waivers);
    free(lint->reports.items);
    tn_arena_free(&lint->arena);
}

struct tn_finding *lint_find(struct tn_lint *lint, const void *object, const char *format, ...) {
    const struct tn_rule *rule = tn_rules[lint->rule];
    struct lint_report report = {object, lint->rule, lint->findings->count};
    TN_PUSH(&lint->reports, report);
    va_list arguments;
    va_start(arguments, format);
    struct tn_finding *finding =
        tn_finding_vadd(lint->findings, (enum tn_severity)lint->settings[lint->rule].severity,
                        rule->id, object, format, arguments);
    va_end(arguments);
    return finding;
}

struct tn_finding *lint_report_own(struct tn_lint *lint, enum tn_severity severity,
                                   const char *rule, const void *object, const char *format, ...) {
    struct lint_report report = {object, tn_rule_count, lint->findings->count};
    TN_PUSH(&lint->reports, report);
    va_list arguments;
    va_start(arguments, format);
    struct tn_finding *finding = tn_finding_vadd(
        lint->findings, severity, tn_arena_text(&lint->findings->arena, rule, strlen(rule)), object,
        format, arguments);
    va_end(arguments);
    return finding;
}

void lint_soften(struct tn_finding *finding, enum tn_severity severity) {
    if (finding->severity > severity)
        finding->severity = severity;
}

void lint_harden(const struct tn_lint *lint, struct tn_finding *finding,
                 enum tn_severity severity) {
    const struct tn_ruling *ruling = lint->settings[lint->rule].ruling;
    if (finding->severity < severity && !(ruling && *ruling->severity))
        finding->severity = severity;
}

/* ------------------------------------------------------------------ small questions */

bool lint_is_convention(size_t following, size_t all) {
    return all >= 3 && following * 3 >= all * 2;
}

bool lint_is_habit(const struct tn_lint *lint, size_t having, size_t all) {
    return lint->imported && lint_is_convention(having, all);
}

const char *lint_kind_title(const struct tn_object *object) {
    switch (object->kind) {
    case TN_entity:
        return "table";
    case TN_attribute:
        return "column";
    case TN_relationship:
        return "foreign key";
    case TN_key:
        return ((const struct tn_key *)object)->primary ? "primary key" : "unique key";
    case TN_namespace:
        return "schema";
    case TN_exclusion:
        return "exclusion constraint";
    default:
        return tn_kind_of(object)->name;
    }
}

const char *lint_path(struct tn_lint *lint, const void *object) {
    return tn_path_text(object, &lint->arena);
}

const char *lint_names(struct tn_lint *lint, struct tn_refs attributes) {
    struct tn_buffer names = {0};
    for (size_t i = 0; i < attributes.count; i++)
        tn_put_format(&names, "%s%s", i ? ", " : "", attributes.items[i]->name);
    return tn_buffer_keep(&names, &lint->arena);
}

static bool has_word(struct tn_texts tags, const char *tag) {
    for (size_t i = 0; i < tags.count; i++)
        if (tn_same_word(tags.items[i], tag))
            return true;
    return false;
}

bool lint_has_tag(const struct tn_entity *entity, const char *tag) {
    return has_word(entity->tags, tag);
}

bool lint_has_any_tag(const struct tn_entity *entity, const char *tags) {
    for (size_t i = 0; i < entity->tags.count; i++)
        if (lint_in_list(tn_slice_of(tags), tn_slice_of(entity->tags.items[i])))
            return true;
    return false;
}

bool lint_is_tagged(const struct tn_attribute *attribute, const char *tag) {
    return has_word(attribute->tags, tag);
}

bool lint_is_mysql(const struct tn_dialect *dialect) {
    return dialect->id == TN_MYSQL || dialect->id == TN_MARIADB;
}
