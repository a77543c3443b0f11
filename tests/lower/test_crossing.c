/*
 * The proof of crossing dialects: a schema is loaded into its own server, and what is made of it
 * into each other one. What the two catalogues say is compared, with types by the type table. Each
 * difference must be named by a finding, and each finding must name a difference.
 */
#include "lower/catalogue.h"

#include "tenon/lower.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct tn_arena texts; /* to the end of the program */

/* ------------------------------------------------------------------ one crossing */

struct crossing {
    const char *name;
    const struct tn_dialect *from, *to;
    const struct tn_model *model;  /* the source */
    const struct tn_model *target; /* what lowering made of it */
    struct facts before, after;
    struct tn_findings findings;
    struct tn_buffer problems;
    size_t differences;
    bool *used; /* of each finding: it names a difference */
};

/* ------------------------------------------------------------------ values in common words */

static const char *replaced(const char *text, const char *old, const char *with) {
    struct tn_buffer out = {0};
    for (const char *at; (at = strstr(text, old)); text = at + strlen(old)) {
        tn_put_bytes(&out, text, (size_t)(at - text));
        tn_put(&out, with);
    }
    tn_put(&out, text);
    const char *result = tn_arena_text(&texts, tn_buffer_text(&out), out.length);
    tn_buffer_free(&out);
    return result;
}

/* No server but PostgreSQL tells RESTRICT and NO ACTION apart. */
static const char *common_foreign(const char *value) {
    static const char *const words[][2] = {
        {" NO ACTION", " a"},   {" RESTRICT", " a"}, {" CASCADE", " c"}, {" SET NULL", " n"},
        {" SET DEFAULT", " d"}, {" r", " a"},        {"\"", ""}};
    for (size_t i = 0; i < TN_LENGTH(words); i++)
        if (i != 5)
            value = replaced(value, words[i][0], words[i][1]);
    const char *end = strchr(value, ' ');
    return end ? tn_arena_format(&texts, "%.*s%s", (int)(end - value), value,
                                 replaced(end, " r", " a"))
               : value;
}

/* Literals without quotes, casts and parentheses; anything computed is one and the same. */
static const char *common_default(const char *value) {
    const char *cast = strstr(value, "::");
    struct tn_buffer out = {0};
    if (cast && !strchr(cast, '('))
        value = tn_arena_text(&texts, value, (size_t)(cast - value));
    for (const char *c = value; *c; c++)
        if (!strchr("'\" ", *c))
            tn_put_char(&out, *c >= 'A' && *c <= 'Z' ? (char)(*c + 32) : *c);
    const char *text = tn_arena_text(&texts, tn_buffer_text(&out), out.length);
    tn_buffer_free(&out);
    size_t length = strlen(text);
    while (length > 1 && *text == '(' && text[length - 1] == ')') {
        text = tn_arena_text(&texts, text + 1, length - 2);
        length -= 2;
    }
    if (strcmp(text, "true") == 0 || strcmp(text, "b1") == 0)
        return "1";
    if (strcmp(text, "false") == 0 || strcmp(text, "b0") == 0)
        return "0";
    return strchr(text, '(') || strstr(text, "current_") ? "computed" : text;
}

static const char *common_value(const struct fact *fact) {
    if (strcmp(fact->aspect, "foreign") == 0)
        return common_foreign(fact->value);
    if (strcmp(fact->aspect, "default") == 0)
        return common_default(fact->value);
    return fact->value;
}

/* ------------------------------------------------------------------ types */

static const char *canonical(const struct tn_dialect *dialect, const char *type) {
    struct tn_model *model = tn_model_new(0, 0);
    const char *result = tn_sql_canonical_type(model, dialect, type);
    result = tn_arena_text(&texts, result, strlen(result));
    tn_model_free(model);
    return result;
}

static bool same_type(const struct tn_dialect *dialect, const char *a, const char *b) {
    a = canonical(dialect, a);
    b = canonical(dialect, b);
    bool document = dialect->id != TN_SQLITE &&
                    (strcmp(a, "json") == 0 || strcmp(b, "json") == 0) &&
                    (strcmp(a, "longtext") == 0 || strcmp(b, "longtext") == 0);
    return tn_same_word(a, b) || document;
}

static bool is_numbered(const struct facts *facts, const struct fact *column) {
    return catalogue_find(facts, &(struct fact){"numbered", column->object, column->columns, ""});
}

/* Says what is different, or NULL. What numbers itself is an INTEGER in SQLite. */
static const char *type_difference(const struct crossing *c, const struct fact *old,
                                   const struct fact *new) {
    const char *type = canonical(c->from, old->value), *loss = NULL;
    bool values = tn_starts_with(old->value, "enum(");
    /* the servers' MySQL is MariaDB: what it has of its own MySQL would not show */
    const char *expected = values && c->to->id != TN_SQLITE
                               ? type
                               : tn_lower_type_loss(type, c->from, c->to, &loss, &texts);
    if (c->to->id == TN_SQLITE && is_numbered(&c->after, new))
        expected = "INTEGER";
    if (loss && !values)
        return loss;
    return same_type(c->to, expected, new->value)
               ? NULL
               : tn_arena_format(&texts, "%s, expected %s", new->value, expected);
}

/* ------------------------------------------------------------------ differences and findings */

static const char *name_in(const struct tn_model *model, uint64_t id) {
    const struct tn_object *object = id ? tn_find_id(model, id) : NULL;
    return object ? object->name : "";
}

static bool same_columns(const struct tn_refs refs, const struct fact *fact) {
    struct tn_buffer columns = {0};
    for (size_t i = 0; i < refs.count; i++)
        tn_put_format(&columns, "%s%s", i ? "," : "", refs.items[i]->name);
    bool same = strcmp(tn_buffer_text(&columns), fact->columns) == 0;
    tn_buffer_free(&columns);
    return same;
}

static bool mentions_all(const struct tn_refs refs, const struct fact *fact) {
    for (size_t i = 0; i < refs.count; i++)
        if (!catalogue_has_column(fact, refs.items[i]->name))
            return false;
    return refs.count > 0;
}

/* An index's columns, or one that was computed for it. */
static bool of_index(const struct tn_index *index, const struct fact *fact) {
    const char *made = tn_arena_format(&texts, "%s_value", index->name);
    if (strstr(fact->columns, made))
        return true;
    if (strcmp(fact->aspect, "index") != 0 && strcmp(fact->aspect, "unique") != 0)
        return false;
    for (const struct tn_index_part *part = index->parts.first; part; part = part->next)
        if (!catalogue_has_column(fact, part->attribute ? part->attribute->name : "()") &&
            !catalogue_has_column(fact, "()"))
            return false;
    return true;
}

static bool is_aspect(const struct fact *fact, const char *aspect) {
    return strcmp(fact->aspect, aspect) == 0;
}

static bool below_entity(const struct tn_object *object, const struct fact *fact) {
    switch (object->kind) {
    case TN_attribute:
        return catalogue_has_column(fact, object->name) ||
               (is_aspect(fact, "trigger") && strstr(fact->columns, object->name));
    case TN_key:
        return same_columns(((const struct tn_key *)object)->attributes, fact) &&
               (is_aspect(fact, "primary") || is_aspect(fact, "unique"));
    case TN_relationship:
        return is_aspect(fact, "foreign") &&
               mentions_all(((const struct tn_relationship *)object)->attributes, fact);
    case TN_index:
        return of_index((const void *)object, fact);
    case TN_check:
        return is_aspect(fact, "check");
    case TN_exclusion:
        return is_aspect(fact, "exclusion");
    case TN_trigger:
        return is_aspect(fact, "trigger") && strcmp(fact->columns, object->name) == 0;
    default:
        return true;
    }
}

/* The finding's object is what the fact is about. */
static bool names(const struct crossing *c, const struct tn_finding *finding,
                  const struct fact *fact) {
    const struct tn_object *object = finding->object ? tn_find_id(c->model, finding->object) : NULL;
    object = object || !finding->object ? object : tn_find_id(c->target, finding->object);
    if (!object)
        return false;
    const struct tn_entity *entity = tn_entity_of(object);
    if (object->kind == TN_attribute && is_aspect(fact, "routine")) /* of a trigger that sets it */
        return strstr(fact->object, object->name) != NULL;
    if (entity)
        return strcmp(entity->name, fact->object) == 0 && below_entity(object, fact);
    return strcmp(object->name, fact->object) == 0;
}

static void differ(struct crossing *c, const struct fact *fact, const char *what) {
    bool named = false;
    for (size_t i = 0; i < c->findings.count; i++)
        if (names(c, &c->findings.items[i], fact))
            named = c->used[i] = true;
    c->differences++;
    if (!named)
        tn_put_format(&c->problems, "no finding: %s %s(%s): %s\n", fact->aspect, fact->object,
                      fact->columns, what);
}

/* ------------------------------------------------------------------ comparing */

static void compare_fact(struct crossing *c, const struct fact *old) {
    const struct fact *new = catalogue_find(&c->after, old);
    const char *what = NULL;
    if (!new)
        what = tn_arena_format(&texts, "%s is lost", old->value);
    else if (is_aspect(old, "type"))
        what = type_difference(c, old, new);
    else if (strcmp(common_value(old), common_value(new)) != 0)
        what = tn_arena_format(&texts, "%s was %s", new->value, old->value);
    if (what)
        differ(c, old, what);
}

/* The index that MySQL makes itself for a foreign key. */
static bool is_own(const struct crossing *c, const struct fact *fact) {
    struct fact foreign = *fact;
    foreign.aspect = "foreign";
    return is_aspect(fact, "index") && (c->to->id == TN_MYSQL || c->to->id == TN_MARIADB) &&
           catalogue_find(&c->after, &foreign);
}

static void compare(struct crossing *c) {
    c->used = tn_allocate(c->findings.count + 1);
    for (size_t i = 0; i < c->before.count; i++)
        compare_fact(c, &c->before.items[i]);
    for (size_t i = 0; i < c->after.count; i++)
        if (!catalogue_find(&c->before, &c->after.items[i]) && !is_own(c, &c->after.items[i]))
            differ(c, &c->after.items[i],
                   tn_arena_format(&texts, "%s was not there", c->after.items[i].value));
}

/* What the facts do not tell of: statements kept as text, names, storage. */
static bool is_untold(const struct crossing *c, const struct tn_finding *finding) {
    static const char *const words[] = {
        "so it becomes",       "left to the server", "operator class",    "nulls stand",
        "rights of its owner", "letter case",        "the case of a to z"};
    const struct tn_object *object = finding->object ? tn_find_id(c->model, finding->object) : NULL;
    static const enum tn_kind kinds[] = {TN_raw, TN_role, TN_grant, TN_extension, TN_namespace};
    for (size_t i = 0; i < TN_LENGTH(words); i++)
        if (strstr(finding->message, words[i]))
            return true;
    for (size_t i = 0; object && i < TN_LENGTH(kinds); i++)
        if (object->kind == kinds[i])
            return true;
    return false;
}

static void look_for_idle_findings(struct crossing *c) {
    for (size_t i = 0; i < c->findings.count; i++)
        if (!c->used[i] && !is_untold(c, &c->findings.items[i]))
            tn_put_format(&c->problems, "no difference: %s: %s %s\n", c->findings.items[i].path,
                          c->findings.items[i].message,
                          name_in(c->model, c->findings.items[i].object));
}

/* ------------------------------------------------------------------ scripts */

struct script {
    const char *name, *text;
    const struct tn_dialect *dialect;
    struct tn_model *model;
    struct facts facts;
};

static void load(const struct tn_dialect *dialect, const char *text, struct facts *facts) {
    struct database *database = tn_server_database(tn_server_start(dialect->id));
    const char *message = tn_database_run(database, text);
    if (message)
        fail_msg("does not load into %s: %s\n%s", dialect->title, message, text);
    catalogue_read(database, dialect->id, facts);
}

static struct script open_script(const char *name, const char *text,
                                 const struct tn_dialect *dialect) {
    struct script script = {name, text, dialect, tn_model_new(0, 0), {0}};
    struct tn_findings findings = {0};
    assert_true(tn_sql_read(script.model, tn_slice_of(text), name, dialect, &findings, NULL));
    tn_findings_free(&findings);
    load(dialect, text, &script.facts);
    return script;
}

static void close_script(struct script *script) {
    tn_model_free(script->model);
    free(script->facts.items);
}

static const char *lowered_text(const struct tn_model *model, const struct tn_dialect *to,
                                struct tn_findings *findings, struct tn_model **target) {
    struct tn_buffer out = {0};
    *target = tn_lower(model, to, findings);
    tn_sql_write(*target, to, NULL, &out);
    const char *text = tn_arena_text(&texts, tn_buffer_text(&out), out.length);
    tn_buffer_free(&out);
    return text;
}

/* ------------------------------------------------------------------ crossing */

static size_t cross(const struct script *script, const struct tn_dialect *to) {
    struct crossing c = {.name = script->name,
                         .from = script->dialect,
                         .to = to,
                         .model = script->model,
                         .before = script->facts};
    struct tn_model *target;
    const char *text = lowered_text(script->model, to, &c.findings, &target);
    c.target = target;
    load(to, text, &c.after);
    compare(&c);
    look_for_idle_findings(&c);
    fprintf(stderr,
            "# %-10s %-10s to %-10s %4zu facts %4zu differences %4zu findings"
            " %4zu warnings\n",
            script->name, c.from->name, to->name, c.before.count, c.differences, c.findings.count,
            tn_findings_count(&c.findings, TN_WARNING));
    if (c.problems.length)
        printf("%s: %s to %s:\n%s", script->name, c.from->name, to->name, c.problems.at);
    size_t problems = c.problems.length;
    tn_buffer_free(&c.problems);
    tn_findings_free(&c.findings);
    free(c.used);
    free(c.after.items);
    tn_model_free(target);
    return problems;
}

static size_t cross_to_all(const char *name, const char *text, const struct tn_dialect *from) {
    struct script script = open_script(name, text, from);
    size_t problems = 0;
    for (size_t i = 0; i < TN_DIALECT_COUNT; i++)
        if (tn_dialects[i] != from)
            problems += cross(&script, tn_dialects[i]);
    close_script(&script);
    return problems;
}

/* A sample, in its own dialect and in what it becomes in the others: twelve crossings. */
static void a_sample_crosses(const char *name, enum tn_dialect_id dialect) {
    const char *path = tn_test_source(tn_arena_format(&texts, "samples/%s.sql", name));
    struct script script = open_script(name, tn_test_read(path, NULL), tn_dialects[dialect]);
    size_t problems = 0;
    for (size_t i = 0; i < TN_DIALECT_COUNT; i++) {
        struct tn_model *target;
        problems += cross_to_all(name, lowered_text(script.model, tn_dialects[i], NULL, &target),
                                 tn_dialects[i]);
        tn_model_free(target);
    }
    close_script(&script);
    assert_int_equal(problems, 0);
}

/* A real schema, as there is one for each dialect. */
static void a_schema_crosses(const char *name) {
    static const char *const folders[] = {"postgresql", "mysql", "mysql", "sqlite"};
    size_t problems = 0;
    for (size_t i = 0; i < TN_DIALECT_COUNT; i++) {
        const char *path =
            tn_test_shared(tn_arena_format(&texts, "schemas/%s/%s.sql", folders[i], name));
        if (!path)
            tn_test_skip("no shared schemas here");
        problems += cross_to_all(name, tn_test_read(path, NULL), tn_dialects[i]);
    }
    assert_int_equal(problems, 0);
}

static void the_blog_crosses(void **state) {
    (void)state;
    a_sample_crosses("blog", TN_SQLITE);
}

static void the_clinic_crosses(void **state) {
    (void)state;
    a_sample_crosses("clinic", TN_MARIADB);
}

static void the_shop_crosses(void **state) {
    (void)state;
    a_sample_crosses("shop", TN_POSTGRESQL);
}

static void chinook_crosses(void **state) {
    (void)state;
    a_schema_crosses("chinook");
}

static void northwind_crosses(void **state) {
    (void)state;
    a_schema_crosses("northwind");
}

static void sakila_crosses(void **state) {
    (void)state;
    a_schema_crosses("sakila");
}

int main(void) {
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_blog_crosses),  cmocka_unit_test(the_clinic_crosses),
        cmocka_unit_test(the_shop_crosses),  cmocka_unit_test(chinook_crosses),
        cmocka_unit_test(northwind_crosses), cmocka_unit_test(sakila_crosses),
    };
    return tn_test_run("crossing", tests);
}
