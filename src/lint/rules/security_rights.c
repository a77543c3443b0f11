/*
 * Rules on who may do what: grants, roles, row level security, and code that runs with the rights
 * of its owner.
 */
#include "lint/rules.h"
#include "lint/statement.h"

#include <string.h>

/* ------------------------------------------------------------------ row level security */

/* The tables for which a statement kept as text turns it on: id -> the statement. */
static struct tn_id_map secured_tables(const struct tn_model *model) {
    struct tn_id_map secured = {0};
    TN_EACH_OF(model, raw, raw)
    if (raw->entity && tn_same_word(raw->statement, "alter table enable row level security"))
        tn_id_map_put(&secured, raw->entity->id, raw);
    return secured;
}

static bool has_tag(struct tn_texts tags, const char *tag) {
    for (size_t i = 0; i < tags.count; i++)
        if (tn_same_word(tags.items[i], tag))
            return true;
    return false;
}

/* The column that says whose row it is; NULL. */
static const struct tn_attribute *tenant_column(const struct lint_table *table,
                                                struct tn_slice names) {
    LINT_EACH_COLUMN(table, column)
    if (has_tag(column->attribute->tags, "tenant") ||
        lint_in_list(names, tn_slice_of(column->attribute->name)))
        return column->attribute;
    return NULL;
}

static bool needs_security(const struct lint_table *table, struct tn_slice names) {
    if (lint_has_tag(table->entity, "lookup"))
        return false;
    return tenant_column(table, names) || lint_has_tag(table->entity, "tenant");
}

static void check_rls(struct tn_lint *lint) {
    struct tn_slice names = lint_text(lint, "columns");
    struct tn_id_map secured = secured_tables(lint->model);
    LINT_EACH_TABLE(lint, table) {
        if (!needs_security(table, names) || tn_id_map_get(&secured, table->entity->id))
            continue;
        struct tn_finding *found =
            lint_find(lint, table->entity, "%s has rows of several tenants, and shows all of them",
                      table->entity->name);
        lint_remedy(lint, found, "Enable row level security, with a policy for its rows");
    }
    tn_id_map_free(&secured);
}

static void add_raw(struct tn_model *model, struct tn_entity *entity, const char *name,
                    const char *statement, const char *definition) {
    int64_t position = 0;
    TN_EACH_OF(model, raw, other)
    position = other->position > position ? other->position : position;
    struct tn_raw *raw = tn_design_add(model, TN_raw, model->project, name);
    tn_set_text(model, raw, TN_raw_statement, statement);
    tn_set_text(model, raw, TN_raw_definition, definition);
    tn_set_ref(model, raw, TN_raw_entity, entity);
    tn_set_number(model, raw, TN_raw_position, position + 1);
}

static void put_policy(struct tn_buffer *out, const struct tn_model *model,
                       const struct tn_entity *entity, const struct tn_attribute *tenant) {
    const struct tn_dialect *dialect = tn_dialect_of(model);
    struct tn_slice setting = tn_rule_option(model, &lint_rls_missing, "setting");
    struct tn_buffer name = {0};
    tn_put_bytes(&name, setting.at, setting.length);
    tn_put(out, "CREATE POLICY tenant_rows ON ");
    tn_sql_put_path(out, dialect, entity);
    tn_put(out, " USING (");
    tn_sql_put_name(out, dialect, tenant->name);
    tn_put(out, " = CAST(current_setting(");
    tn_sql_put_string(out, dialect, tn_buffer_text(&name));
    tn_put(out, ") AS ");
    tn_sql_put_type(out, dialect, tenant);
    tn_put(out, "))");
    tn_buffer_free(&name);
}

static const struct tn_attribute *tenant_of(const struct tn_model *model,
                                            const struct tn_entity *entity) {
    struct tn_slice names = tn_rule_option(model, &lint_rls_missing, "columns");
    for (struct tn_attribute *a = entity->attributes.first; a; a = a->next)
        if (has_tag(a->tags, "tenant") || lint_in_list(names, tn_slice_of(a->name)))
            return a;
    return NULL;
}

static bool fix_rls(struct tn_model *model, const struct tn_finding *finding,
                    struct tn_error *error) {
    struct tn_entity *entity = (void *)tn_find_id(model, finding->object);
    struct tn_id_map secured = secured_tables(model);
    bool done = tn_id_map_get(&secured, entity->id) != NULL;
    tn_id_map_free(&secured);
    const struct tn_attribute *tenant = tenant_of(model, entity);
    if (done)
        return true;
    if (!tenant)
        return tn_fail(error, "no column of %s says whose row it is: write the policy by hand",
                       entity->name);
    struct tn_buffer text = {0};
    tn_put(&text, "ALTER TABLE ");
    tn_sql_put_path(&text, tn_dialect_of(model), entity);
    tn_put(&text, " ENABLE ROW LEVEL SECURITY");
    add_raw(model, entity, entity->name, "ALTER TABLE ENABLE ROW LEVEL SECURITY", text.at);
    tn_buffer_reset(&text);
    put_policy(&text, model, entity, tenant);
    add_raw(model, entity, "tenant_rows", "CREATE POLICY", text.at);
    tn_buffer_free(&text);
    return true;
}

static const struct tn_rule_option rls_options[] = {
    {"columns", TN_OPTION_WORDS, "tenant_id", "names of the column that says whose row it is",
     NULL},
    {"setting", TN_OPTION_TEXT, "app.tenant_id", "setting of the session that the policy compares",
     NULL},
    {0},
};

const struct tn_rule lint_rls_missing = {
    .id = "rls-missing",
    .group = "security",
    .severity = TN_INFO,
    .off = true,
    .dialects = 1u << TN_POSTGRESQL,
    .title = "A table of several tenants has no row level security",
    .help = "Where the rows of all customers lie in one table, one forgotten condition shows them "
            "to each other. With row level security the server adds the condition to every query. "
            "The fix enables it, with a policy that compares the tenant's column with a setting of "
            "the session.",
    .doubt =
        "The application may see to it alone, or each tenant may have a schema: then leave the "
        "rule off. Tables tagged lookup are the same for all. Owners of tables and "
        "superusers pass by policies.",
    .example = "CREATE TABLE orders (id integer PRIMARY KEY, tenant_id integer NOT NULL);\n",
    .good = "CREATE TABLE orders (id integer PRIMARY KEY, tenant_id integer NOT NULL);\n"
            "ALTER TABLE orders ENABLE ROW LEVEL SECURITY;\n"
            "CREATE POLICY own ON orders USING (tenant_id = current_setting('app.tenant')::int);\n",
    .options = rls_options,
    .check = check_rls,
    .fix = fix_rls,
};

/* ------------------------------------------------------------------ grant-excess */

/* Behind the last TO. */
static size_t grantee_place(const struct lint_statement *grant) {
    size_t at = grant->count;
    while (at > 0 && !lint_stands_at(grant, at - 1, "to"))
        at--;
    return at;
}

/* The kind of thing in a GRANT … ON kind: "schema", "database"; a table where nothing is said. */
static bool is_on(const struct lint_statement *grant, const char *kind) {
    size_t on = lint_place_of(grant, "on");
    return on < grant->count && lint_stands_at(grant, on + 1, kind);
}

static bool is_public(const struct lint_statement *grant) {
    for (size_t at = grantee_place(grant); at < grant->count; at++)
        if (lint_stands_at(grant, at, "public"))
            return true;
    return false;
}

/* Before ON: is the right among those given? */
static bool gives(const struct lint_statement *grant, const char *right) {
    size_t on = lint_place_of(grant, "on");
    for (size_t at = 1; at < on; at++)
        if (lint_stands_at(grant, at, right))
            return true;
    return false;
}

/* Rights to change the schema. */
static const char *excess_of(const struct tn_dialect *dialect, const struct lint_statement *grant) {
    if (!lint_stands_at(grant, 0, "grant") || !lint_has_words(grant, "on"))
        return NULL;
    if (dialect->id == TN_POSTGRESQL) {
        bool whole = is_on(grant, "schema") || is_on(grant, "database");
        if (whole && (gives(grant, "all") || gives(grant, "create")))
            return "the right to create objects";
        return NULL;
    }
    static const char *const rights[] = {"all", "create", "drop", "alter", "super"};
    for (size_t i = 0; i < TN_LENGTH(rights); i++)
        if (gives(grant, rights[i]))
            return i ? "the right to change the schema" : "all rights";
    return lint_has_words(grant, "with grant option") ? "the right to give its rights away" : NULL;
}

/* EXECUTE, USAGE and CONNECT are PostgreSQL's own defaults. */
static bool is_open_to_all(const struct lint_statement *grant) {
    if (!lint_stands_at(grant, 0, "grant") || !is_public(grant))
        return false;
    return !gives(grant, "usage") && !gives(grant, "execute") && !gives(grant, "connect") &&
           !gives(grant, "temporary") && !gives(grant, "temp");
}

static const char *subject_of(struct tn_lint *lint, const struct lint_statement *grant) {
    size_t on = lint_place_of(grant, "on"), to = grantee_place(grant);
    if (on >= to || to < 2)
        return "the database";
    const char *start = grant->items[on].at + grant->items[on].length;
    const char *end = grant->items[to - 1].at;
    while (start < end && *start == ' ')
        start++;
    while (end > start && end[-1] == ' ')
        end--;
    return tn_arena_text(&lint->arena, start, (size_t)(end - start));
}

static const char *grantees_of(struct tn_lint *lint, const struct lint_statement *grant) {
    size_t to = grantee_place(grant);
    return to < grant->count
               ? tn_arena_text(&lint->arena, grant->items[to].at, strlen(grant->items[to].at))
               : "somebody";
}

static bool is_owner_role(const struct tn_lint *lint, const char *name) {
    return lint_lists(lint, "owners", tn_slice_of(name));
}

/* The first of those it is given to. */
static bool is_for_owner(struct tn_lint *lint, const struct lint_statement *grant) {
    size_t to = grantee_place(grant);
    if (to >= grant->count)
        return false;
    struct tn_buffer name = {0};
    const struct token *token = &grant->items[to];
    if (token->kind == T_QUOTED || token->kind == T_STRING)
        token_unquote(token, lint->dialect->id, &name);
    else
        tn_put_bytes(&name, token->at, token->length);
    bool owner = is_owner_role(lint, tn_buffer_text(&name));
    tn_buffer_free(&name);
    return owner;
}

static void judge_grant(struct tn_lint *lint, const struct tn_grant *grant) {
    struct lint_statement statement =
        lint_statement_of(lint->dialect, grant->definition, &lint->arena);
    if (is_for_owner(lint, &statement))
        return;
    const char *excess = excess_of(lint->dialect, &statement);
    if (lint->dialect->id == TN_POSTGRESQL && is_open_to_all(&statement)) {
        struct tn_finding *found = lint_find(lint, grant, "everybody (PUBLIC) has rights on %s",
                                             subject_of(lint, &statement));
        lint_remedy(lint, found, "Give them to the roles that need them");
    } else if (excess) {
        struct tn_finding *found =
            lint_find(lint, grant, "%s has %s on %s", grantees_of(lint, &statement), excess,
                      subject_of(lint, &statement));
        lint_remedy(lint, found, "Leave such rights to the role that migrates");
    }
}

static void judge_role(struct tn_lint *lint, const struct tn_role *role) {
    static const char *const powers[] = {"superuser", "createrole", "createdb", "bypassrls"};
    if (lint->dialect->id != TN_POSTGRESQL || is_owner_role(lint, role->name))
        return;
    struct lint_statement statement =
        lint_statement_of(lint->dialect, role->definition, &lint->arena);
    for (size_t i = 0; i < TN_LENGTH(powers); i++) {
        if (!lint_has_words(&statement, powers[i]))
            continue;
        struct tn_finding *found =
            lint_find(lint, role, "role %s is made with %s", role->name, powers[i]);
        lint_remedy(lint, found, "Take it away: applications need rights on tables only");
        return;
    }
}

static bool reads_only(const struct tn_lint *lint, const struct lint_statement *grant) {
    static const char *const writes[] = {"all", "insert", "update", "delete", "truncate"};
    (void)lint;
    if (!lint_stands_at(grant, 0, "grant") || !gives(grant, "select"))
        return false;
    for (size_t i = 0; i < TN_LENGTH(writes); i++)
        if (gives(grant, writes[i]))
            return false;
    return true;
}

/* Only where the model says anything of roles at all. */
static void judge_readers(struct tn_lint *lint) {
    const struct tn_project *project = lint->model->project;
    if (lint_is_choice(lint, "readers", "free") || !project->roles.first || !project->grants.first)
        return;
    TN_EACH_OF(lint->model, grant, grant) {
        struct lint_statement statement =
            lint_statement_of(lint->dialect, grant->definition, &lint->arena);
        if (reads_only(lint, &statement))
            return;
    }
    struct tn_finding *found =
        lint_find(lint, NULL, "no role may only read: reports run with the right to write");
    lint_remedy(lint, found, "Make a role with SELECT alone for reports and analyses");
}

static void check_grants(struct tn_lint *lint) {
    TN_EACH_OF(lint->model, role, role)
    judge_role(lint, role);
    TN_EACH_OF(lint->model, grant, grant)
    judge_grant(lint, grant);
    judge_readers(lint);
}

/* GRANT ALL on a schema: USAGE; on a table or a database of MySQL: what applications need. */
static void narrow_grant(struct tn_model *model, struct tn_grant *grant, struct tn_arena *arena) {
    const struct tn_dialect *dialect = tn_dialect_of(model);
    struct lint_statement s = lint_statement_of(dialect, grant->definition, arena);
    bool postgresql = dialect->id == TN_POSTGRESQL;
    const char *rights = !postgresql           ? "SELECT, INSERT, UPDATE, DELETE "
                         : is_on(&s, "schema") ? "USAGE "
                                               : "CONNECT ";
    const char *text = excess_of(dialect, &s) && !lint_has_words(&s, "with grant option")
                           ? lint_replaced(&s, 1, lint_place_of(&s, "on"), rights, arena)
                           : grant->definition;
    s = lint_statement_of(dialect, text, arena);
    size_t option = lint_place_of(&s, "with grant option");
    if (option < s.count)
        text = lint_replaced(&s, option, option + 3, "", arena);
    tn_set_text(model, grant, TN_grant_definition, text);
}

static void weaken_role(struct tn_model *model, struct tn_role *role, struct tn_arena *arena) {
    static const char *const powers[] = {"superuser", "createrole", "createdb", "bypassrls"};
    const char *text = role->definition;
    for (size_t i = 0; i < TN_LENGTH(powers); i++) {
        struct lint_statement s = lint_statement_of(tn_dialect_of(model), text, arena);
        size_t at = lint_place_of(&s, powers[i]);
        if (at < s.count)
            text = lint_replaced(&s, at, at + 1, "", arena);
    }
    tn_set_text(model, role, TN_role_definition, text);
}

static bool fix_grant(struct tn_model *model, const struct tn_finding *finding,
                      struct tn_error *error) {
    struct tn_object *object = tn_find_id(model, finding->object);
    const struct tn_dialect *dialect = tn_dialect_of(model);
    struct tn_arena arena = {0};
    bool fixed = true;
    if (object->kind == TN_role)
        weaken_role(model, (void *)object, &arena);
    else if (object->kind == TN_grant) {
        struct tn_grant *grant = (void *)object;
        struct lint_statement s = lint_statement_of(dialect, grant->definition, &arena);
        if (dialect->id == TN_POSTGRESQL && is_open_to_all(&s) && !excess_of(dialect, &s))
            tn_design_delete(model, grant);
        else if (excess_of(dialect, &s))
            narrow_grant(model, grant, &arena);
    } else
        fixed = tn_fail(error, "which role is to read only must be decided by hand");
    tn_arena_free(&arena);
    return fixed;
}

static const struct tn_rule_option grant_options[] = {
    {"owners", TN_OPTION_WORDS, "postgres root admin", "roles that migrate, and may do all of it",
     NULL},
    {"readers", TN_OPTION_CHOICE, "wanted", "whether one role must have SELECT alone",
     "wanted free"},
    {0},
};

const struct tn_rule lint_grant_excess = {
    .id = "grant-excess",
    .group = "security",
    .severity = TN_INFO,
    .dialects = 1u << TN_POSTGRESQL | 1u << TN_MYSQL | 1u << TN_MARIADB,
    .title = "A role has more rights than an application needs",
    .help = "An application that may drop tables does so when somebody else's SQL gets into it. "
            "Give it SELECT, INSERT, UPDATE and DELETE on its tables, leave changes of the schema "
            "to a role of its own, give nothing to PUBLIC, and have a role that only reads for "
            "reports. The fix narrows what is given.",
    .doubt = "The role that migrates needs such rights: name it in owners, or waive its grants. "
             "readers=free asks for no role that only reads.",
    .example = "CREATE ROLE app LOGIN;\n"
               "CREATE TABLE orders (id integer PRIMARY KEY);\n"
               "GRANT SELECT, INSERT ON orders TO PUBLIC;\n"
               "GRANT SELECT ON orders TO app;\n",
    .good = "CREATE ROLE app LOGIN;\n"
            "CREATE TABLE orders (id integer PRIMARY KEY);\n"
            "GRANT SELECT ON orders TO app;\n",
    .options = grant_options,
    .check = check_grants,
    .fix = fix_grant,
};
