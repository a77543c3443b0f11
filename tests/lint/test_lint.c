/*
 * Running the checks: order, choice, waivers, what programs read, and real schemas.
 */
#include "lint/models.h"

#include <ctype.h>

/* ---------------------------------------------------------------- running */

static void findings_come_in_document_order(void **state) {
    (void)state;
    struct tn_model *model =
        read_sql("postgresql", "CREATE TABLE z (flag int NOT NULL, phone1 int, phone2 int);"
                               "CREATE TABLE a (info int, x int);");
    struct tn_findings findings = lint_all(model);
    const char *const paths[] = {"z", "z.flag", "z.phone1", "a", "a.info"};
    assert_int_equal(findings.count, TN_LENGTH(paths));
    for (size_t i = 0; i < TN_LENGTH(paths); i++)
        assert_string_equal(findings.items[i].path, paths[i]);
    tn_findings_free(&findings);
    tn_model_free(model);
}

/* With waivers, which are the run's, not a thread's. */
static struct tn_model *a_model_to_share(void) {
    struct tn_buffer sql = {0};
    for (int i = 0; i < 40; i++)
        tn_put_format(&sql,
                      "CREATE TABLE t%d (flag int, Price text, t%d_id int, "
                      "CONSTRAINT f FOREIGN KEY (t%d_id) REFERENCES t%d);",
                      i, i / 2, i / 2, i / 2);
    struct tn_model *model = read_sql("sqlite", sql.at);
    facts_apply(model, "-- add: project waiver rule=pk-missing subject=t7\n"
                       "-- add: project waiver rule=comment-missing subject=t9\n");
    tn_buffer_free(&sql);
    return model;
}

static void threads_find_what_one_finds(void **state) {
    (void)state;
    struct tn_model *model = a_model_to_share();
    struct tn_buffer alone = {0}, together = {0};
    for (size_t threads = 1; threads < 6; threads++) {
        struct tn_findings findings = {0};
        size_t waived = 0;
        struct tn_lint_options options = {.profile = "strict", .threads = threads};
        tn_lint_run(model, &options, &findings, &waived);
        struct tn_buffer *text = threads == 1 ? &alone : &together;
        tn_buffer_reset(text);
        tn_put_format(text, "%zu waived\n", waived);
        tn_findings_print(&findings, text);
        if (threads > 1)
            assert_string_equal(together.at, alone.at);
        assert_true(findings.count > 200 && waived > 1);
        tn_findings_free(&findings);
    }
    tn_buffer_free(&alone);
    tn_buffer_free(&together);
    tn_model_free(model);
}

static void earlier_findings_are_kept_as_they_are(void **state) {
    (void)state;
    struct tn_model *model = read_sql("postgresql", "CREATE TABLE a (x int, y int);");
    struct tn_findings findings = {0};
    tn_finding_add(&findings, TN_ERROR, "sql-syntax", NULL, "expected a name");
    tn_lint_run(model, NULL, &findings, NULL);
    assert_int_equal(findings.count, 2);
    assert_string_equal(findings.items[0].rule, "sql-syntax");
    tn_findings_free(&findings);
    tn_model_free(model);
}

static void rules_have_all_their_texts(void **state) {
    (void)state;
    assert_true(tn_rule_count > 32);
    for (size_t i = 0; i < tn_rule_count; i++) {
        const struct tn_rule *rule = tn_rules[i];
        assert_ptr_equal(tn_rule_find(rule->id), rule);
        assert_true(strlen(rule->title) > 20 && strlen(rule->title) < 90);
        assert_true(strlen(rule->help) > 100 && rule->help[strlen(rule->help) - 1] == '.');
        assert_true(strlen(rule->example) > 20 && *rule->group);
    }
    assert_null(tn_rule_find("no-such-rule"));
}

/* ---------------------------------------------------------------- waivers */

static size_t count_with_waivers(const struct tn_model *model, size_t *waived) {
    struct tn_findings findings = {0};
    tn_lint_run(model, NULL, &findings, waived);
    size_t count = findings.count;
    tn_findings_free(&findings);
    return count;
}

static void a_waived_finding_stays_away(void **state) {
    (void)state;
    struct tn_model *model =
        read_sql("postgresql", "CREATE TABLE a (x int, y int); CREATE TABLE b (x int, y int);");
    struct tn_findings findings = lint_all(model);
    struct tn_error error = {0};
    tn_group_begin(model, "waive");
    assert_false(tn_lint_waive(model, &findings.items[0], " \n", "me", &error));
    assert_non_null(strstr(error.message, "reason"));
    assert_true(tn_lint_waive(model, &findings.items[0], "a heap on purpose", "me", NULL));
    assert_true(tn_group_end(model, NULL));
    size_t waived = 0;
    assert_int_equal(count_with_waivers(model, &waived), 1);
    assert_int_equal(waived, 1);
    struct tn_waiver *waiver = model->project->waivers.first;
    assert_string_equal(waiver->rule, "pk-missing");
    assert_string_equal(waiver->author, "me");
    assert_int_equal(strlen(waiver->date), strlen("2000-01-01"));
    tn_undo(model, NULL);
    assert_int_equal(count_with_waivers(model, &waived), 2);
    tn_error_clear(&error);
    tn_findings_free(&findings);
    tn_model_free(model);
}

static void waivers_cover_what_lies_below(void **state) {
    (void)state;
    struct tn_model *model =
        read_sql("postgresql", "CREATE TABLE a (id int PRIMARY KEY, info int, flag int);"
                               "CREATE TABLE b (id int PRIMARY KEY, info int);");
    size_t waived = 0;
    assert_int_equal(count_with_waivers(model, NULL), 3);
    struct tn_waiver *waiver = tn_add(model, TN_waiver, model->project, "");
    waiver->rule = "column-vague-name";
    waiver->reason = "short names are wanted";
    waiver->subject = (void *)tn_find_entity(model, "a");
    assert_int_equal(count_with_waivers(model, &waived), 1);
    assert_int_equal(waived, 2);
    waiver->subject = NULL; /* the whole model */
    assert_int_equal(count_with_waivers(model, &waived), 0);
    waiver->rule = "pk-missing"; /* another rule: the waiver itself is reported, too */
    assert_int_equal(count_with_waivers(model, &waived), 4);
    waiver->rule = "column-vague-name";
    struct tn_lint_options options = {.waived_too = true};
    struct tn_findings findings = {0};
    tn_lint_run(model, &options, &findings, &waived);
    assert_int_equal(findings.count, 3);
    assert_int_equal(waived, 3);
    tn_findings_free(&findings);
    tn_model_free(model);
}

static void a_waiver_holds_to_its_last_day(void **state) {
    (void)state;
    struct tn_model *model = read_sql("postgresql", "CREATE TABLE a (x int, y int);");
    struct tn_waiver *waiver = tn_add(model, TN_waiver, model->project, "");
    size_t waived = 0;
    waiver->rule = "pk-missing";
    waiver->reason = "a heap on purpose";
    waiver->expires = "2999-12-31";
    assert_int_equal(count_with_waivers(model, &waived), 0);
    assert_int_equal(waived, 1);
    waiver->expires = "2001-02-03";
    struct tn_findings findings = lint_all(model);
    assert_int_equal(findings.count, 2);
    assert_string_equal(findings.items[0].rule, "pk-missing");
    assert_string_equal(findings.items[1].rule, "waiver-hygiene");
    tn_findings_free(&findings);
    tn_model_free(model);
}

/* ---------------------------------------------------------------- what programs read */

static const char *json_value(const char *at);

static const char *json_space(const char *at) {
    return at ? at + strspn(at, " \t\r\n") : NULL;
}

static const char *json_string(const char *at) {
    for (at++; *at && *at != '"'; at++) {
        if ((unsigned char)*at < 0x20)
            return NULL;
        if (*at == '\\' && !strchr("\"\\/bfnrtu", *++at))
            return NULL;
    }
    return *at ? at + 1 : NULL;
}

static const char *json_list(const char *at, bool object) {
    char close = object ? '}' : ']';
    at = json_space(at + 1);
    if (*at == close)
        return at + 1;
    for (;;) {
        if (object) {
            at = *at == '"' ? json_space(json_string(at)) : NULL;
            at = at && *at == ':' ? json_space(at + 1) : NULL;
        }
        at = at ? json_space(json_value(at)) : NULL;
        if (!at || (*at != ',' && *at != close))
            return NULL;
        if (*at++ == close)
            return at;
        at = json_space(at);
    }
}

/* The end of a JSON value (RFC 8259), or NULL where it is none. */
static const char *json_value(const char *at) {
    static const char *const words[] = {"true", "false", "null"};
    if (*at == '{' || *at == '[')
        return json_list(at, *at == '{');
    if (*at == '"')
        return json_string(at);
    for (size_t i = 0; i < TN_LENGTH(words); i++)
        if (tn_starts_with(at, words[i]))
            return at + strlen(words[i]);
    return isdigit((unsigned char)*at) || *at == '-' ? at + strspn(at, "-+.eE0123456789") : NULL;
}

static void assert_json(const struct tn_buffer *text) {
    const char *end = json_space(json_value(tn_buffer_text(text)));
    assert_non_null(end);
    assert_int_equal(*end, 0);
}

static void assert_holds(const struct tn_buffer *text, const char *part) {
    if (!strstr(tn_buffer_text(text), part))
        fail_msg("no %s in\n%s", part, tn_buffer_text(text));
}

static void show(const char *format, const struct tn_findings *findings, const char *uri,
                 struct tn_buffer *out) {
    struct tn_lint_output output = {.uri = uri, .waived = 1};
    tn_buffer_reset(out);
    tn_lint_format_find(format)->write(findings, &output, out);
}

static struct tn_findings three_findings(void) {
    struct tn_findings findings = {0};
    struct tn_model *model = read_sql("postgresql", "CREATE TABLE \"a \"\"b\" (\"x\\y\" int);");
    tn_lint_run(model, NULL, &findings, NULL);
    struct tn_finding *other =
        tn_finding_add(&findings, TN_INFO, "sql-raw", NULL, "kept as written");
    other->file = "my schema/100%.sql";
    other->line = 3;
    other->column = 7;
    tn_model_free(model);
    return findings;
}

static void json_is_well_formed(void **state) {
    (void)state;
    struct tn_findings none = {0}, findings = three_findings();
    struct tn_buffer text = {0};
    show("json", &none, NULL, &text);
    assert_json(&text);
    tn_buffer_reset(&text);
    show("json", &findings, NULL, &text);
    assert_json(&text);
    assert_holds(&text, "\"rule\": \"pk-missing\"");
    assert_holds(&text, "\"path\": \"a \\\"b\"");
    assert_holds(&text, "\"fixable\": true");
    assert_holds(&text, "\"line\": 3");
    tn_buffer_free(&text);
    tn_findings_free(&findings);
}

static void sarif_has_what_code_scanning_asks_for(void **state) {
    (void)state;
    struct tn_findings none = {0}, findings = three_findings();
    struct tn_buffer text = {0};
    show("sarif", &none, NULL, &text);
    assert_json(&text);
    tn_buffer_reset(&text);
    show("sarif", &findings, "schema.xml", &text);
    assert_json(&text);
    static const char *const parts[] = {
        "\"version\": \"2.1.0\"",
        "\"$schema\": ",
        "\"name\": \"tenon\"",
        "{\"id\": \"name-case\", \"shortDescription\": {\"text\": ",
        "\"fullDescription\"",
        "\"help\"",
        "{\"id\": \"sql-raw\"",
        "\"ruleId\": \"pk-missing\"",
        "\"level\": \"error\"",
        "\"level\": \"note\"",
        "\"uri\": \"schema.xml\"",
        "\"uri\": \"my%20schema/100%25.sql\"}, \"region\": {\"startLine\": 3, \"startColumn\": 7}",
        "\"logicalLocations\": [{\"fullyQualifiedName\": \"a \\\"b\"}]",
        "\"partialFingerprints\": {\"primaryLocationLineHash\": \""};
    for (size_t i = 0; i < TN_LENGTH(parts); i++)
        assert_holds(&text, parts[i]);
    for (size_t i = 0; i < tn_rule_count; i++)
        assert_holds(&text, tn_rules[i]->id);
    tn_buffer_free(&text);
    tn_findings_free(&findings);
}

static void text_stands_by_entity_with_counts(void **state) {
    (void)state;
    struct tn_model *model = read_sql(
        "postgresql", "CREATE TABLE orders (total real, flag boolean); CREATE TABLE b (id int "
                      "PRIMARY KEY, price real);");
    static const char *const only[] = {"pk-missing", "float-for-money", NULL};
    struct tn_findings findings = {0};
    struct tn_buffer text = {0};
    tn_lint_run(model, &(struct tn_lint_options){.only = only}, &findings, NULL);
    show("text", &findings, NULL, &text);
    assert_holds(&text, "orders  1 error, 1 warning\n  error    table orders has no primary key");
    assert_holds(&text, "\n  warning  total: orders.total holds money");
    assert_holds(&text, "\n\nb  1 warning\n  warning  price: ");
    assert_holds(&text, "\n\n1 error, 2 warnings, 1 waived\n");
    tn_buffer_free(&text);
    tn_findings_free(&findings);
    tn_model_free(model);
}

static void other_programs_are_given_what_they_read(void **state) {
    (void)state;
    struct tn_findings findings = three_findings();
    struct tn_buffer text = {0};
    show("junit", &findings, NULL, &text);
    assert_holds(&text, "<testcase classname=\"keys\" name=\"pk-missing\">\n      <failure "
                        "type=\"error\" message=\"a &quot;b: ");
    assert_holds(&text, "<testcase classname=\"own\" name=\"sql-raw\">\n      <system-out>");
    show("github", &findings, "a,b:c%.sql", &text);
    assert_holds(&text, "::error file=a%2Cb%3Ac%25.sql,title=pk-missing::a \"b: ");
    assert_holds(&text, "::notice file=my schema/100%25.sql,line=3,title=sql-raw::the model: kept");
    show("markdown", &findings, NULL, &text);
    assert_holds(&text, "## Schema check: 1 error, ");
    assert_holds(&text, "\n### a \"b\n\n| | where | what | rule |\n|---|---|---|---|\n");
    tn_buffer_free(&text);
    tn_findings_free(&findings);
}

/* ------------------------------------------------------------------ profiles and rulings */

static size_t count_in(const struct tn_model *model, const char *profile, const char *rule,
                       enum tn_severity severity) {
    struct tn_findings findings = {0};
    size_t count = 0;
    tn_lint_run(model, &(struct tn_lint_options){.profile = profile}, &findings, NULL);
    for (size_t i = 0; i < findings.count; i++)
        count +=
            strcmp(findings.items[i].rule, rule) == 0 && findings.items[i].severity == severity;
    tn_findings_free(&findings);
    return count;
}

static void profiles_choose_rules_and_severities(void **state) {
    (void)state;
    struct tn_model *model =
        read_sql("postgresql", "CREATE TABLE orders (price real, \"order\" int, flag boolean);");
    assert_int_equal(count_in(model, "minimal", "pk-missing", TN_ERROR), 1);
    assert_int_equal(count_in(model, "minimal", "float-for-money", TN_WARNING), 0);
    assert_int_equal(count_in(model, "default", "float-for-money", TN_WARNING), 1);
    assert_int_equal(count_in(model, "default", "column-vague-name", TN_INFO), 1);
    assert_int_equal(count_in(model, "strict", "column-vague-name", TN_WARNING), 1);
    assert_int_equal(count_in(model, "naming-only", "name-reserved-word", TN_WARNING), 1);
    assert_int_equal(count_in(model, "naming-only", "pk-missing", TN_ERROR), 0);
    tn_model_free(model);
}

static void set_rule(struct tn_model *model, const char *rule, const char *setting) {
    struct tn_error error = {0};
    tn_group_begin(model, "rule");
    if (!tn_rule_set(model, rule, setting, &error))
        fail_msg("%s", error.message);
    tn_group_end(model, NULL);
}

static void a_project_has_its_own_severities(void **state) {
    (void)state;
    struct tn_model *model = read_sql("postgresql", "CREATE TABLE orders (price real);");
    struct tn_error error = {0};
    set_rule(model, "pk-missing", "off");
    set_rule(model, "float-for-money", "error");
    assert_int_equal(count_in(model, NULL, "pk-missing", TN_ERROR), 0);
    assert_int_equal(count_in(model, NULL, "float-for-money", TN_ERROR), 1);
    set_rule(model, "pk-missing", "default");
    assert_int_equal(count_in(model, NULL, "pk-missing", TN_ERROR), 1);
    static const char *const wrong[][3] = {
        {"pk-mising", "off", "there is no rule pk-mising"},
        {"pk-missing", "loud", "loud is neither off, info, warning, error or default"},
        {"pk-missing", "max=3", "has no option"},
    };
    tn_group_begin(model, "wrong");
    for (size_t i = 0; i < TN_LENGTH(wrong); i++) {
        assert_false(tn_rule_set(model, wrong[i][0], wrong[i][1], &error));
        assert_non_null(strstr(error.message, wrong[i][2]));
        tn_error_clear(&error);
    }
    tn_group_end(model, NULL);
    tn_model_free(model);
}

static struct tn_findings ask_own(struct tn_model *model, const char *query) {
    tn_group_begin(model, "own");
    struct tn_ruling *ruling = tn_find_name(&model->project->rulings, "no-blobs");
    if (!ruling)
        ruling = tn_design_add(model, TN_ruling, model->project, "no-blobs");
    tn_set_text(model, ruling, TN_ruling_query, query);
    tn_group_end(model, NULL);
    static const char *const only[] = {"no-blobs", NULL};
    struct tn_findings findings = {0};
    tn_lint_run(model, &(struct tn_lint_options){.only = only, .query_milliseconds = 200},
                &findings, NULL);
    return findings;
}

static void a_project_has_rules_of_its_own(void **state) {
    (void)state;
    struct tn_model *model =
        read_sql("postgresql", "CREATE TABLE files (id int PRIMARY KEY, body bytea);");
    struct tn_findings found =
        ask_own(model, "SELECT id, name || ' holds bytes', 'Store them elsewhere' FROM attributes"
                       " WHERE type = 'bytea'");
    assert_int_equal(found.count, 1);
    assert_string_equal(found.items[0].path, "files.body");
    assert_string_equal(found.items[0].message, "body holds bytes");
    assert_string_equal(found.items[0].remedy, "Store them elsewhere");
    assert_string_equal(found.items[0].rule, "no-blobs");
    tn_findings_free(&found);
    static const char *const wrong[][2] = {
        {"SELEC 1", "syntax error"},
        {"DELETE FROM attribute", "only queries are allowed"},
        {"WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n",
         "takes too long"},
    };
    for (size_t i = 0; i < TN_LENGTH(wrong); i++) {
        found = ask_own(model, wrong[i][0]);
        assert_int_equal(found.count, 1);
        assert_int_equal(found.items[0].severity, TN_ERROR);
        if (!strstr(found.items[0].message, wrong[i][1]))
            fail_msg("%s", found.items[0].message);
        tn_findings_free(&found);
    }
    tn_model_free(model);
}

/* ------------------------------------------------------------------ baselines */

static struct tn_baseline *baseline_of(const struct tn_model *model) {
    const char *file = tn_test_path(tn_test_folder(), "known");
    struct tn_findings findings = lint_all(model);
    struct tn_buffer text = {0};
    struct tn_error error = {0};
    tn_baseline_write(model, &findings, &text);
    tn_test_write(file, text.at);
    tn_buffer_free(&text);
    tn_findings_free(&findings);
    struct tn_baseline *baseline = tn_baseline_read(file, &error);
    if (!baseline)
        fail_msg("%s", error.message);
    return baseline;
}

static size_t count_new(const struct tn_baseline *baseline, const struct tn_model *model,
                        size_t *gone) {
    struct tn_findings findings = lint_all(model);
    tn_baseline_apply(baseline, model, &findings, gone);
    size_t count = findings.count;
    tn_findings_free(&findings);
    return count;
}

static void a_baseline_knows_names_with_line_ends(void **state) {
    (void)state;
    struct tn_model *model = read_sql("postgresql", "CREATE TABLE \"of\nlines\" (a int);");
    struct tn_baseline *baseline = baseline_of(model);
    size_t gone;
    assert_int_equal(count_new(baseline, model, &gone), 0);
    assert_int_equal(gone, 0);
    tn_baseline_free(baseline);
    tn_model_free(model);
}

static void a_baseline_knows_what_there_was(void **state) {
    (void)state;
    size_t gone;
    struct tn_model *old = read_sql("postgresql", "CREATE TABLE a (x int);");
    struct tn_model *new =
        read_sql("postgresql", "CREATE TABLE b (x int); CREATE TABLE a (x int);");
    struct tn_model *mended = read_sql("postgresql", "CREATE TABLE a (id int PRIMARY KEY, y int);");
    struct tn_baseline *baseline = baseline_of(old);
    assert_int_equal(count_new(baseline, old, &gone), 0);
    assert_int_equal(gone, 0);
    assert_true(count_new(baseline, new, &gone) > 0);
    assert_int_equal(gone, 0);
    count_new(baseline, mended, &gone);
    assert_true(gone > 0);
    tn_baseline_free(baseline);
    tn_model_free(old);
    tn_model_free(new);
    tn_model_free(mended);
}

static void in_a_project_a_baseline_survives_renames(void **state) {
    (void)state;
    size_t gone;
    struct tn_model *model = read_sql("postgresql", "CREATE TABLE a (x int);");
    tn_model_found(model, 7);
    struct tn_baseline *baseline = baseline_of(model);
    tn_find_entity(model, "a")->name = tn_text(model, "renamed");
    assert_int_equal(count_new(baseline, model, &gone), 0);
    assert_int_equal(gone, 0);
    tn_baseline_free(baseline);
    tn_model_free(model);
}

static void what_is_no_baseline_is_said(void **state) {
    (void)state;
    static const char *const wrong[][2] = {
        {"", "is empty"},
        {"# something else\n", ":1: this is no line of a baseline"},
        {"# tenon baseline 1\npk-missing only\n", ":2: this is no line of a baseline"},
    };
    const char *file = tn_test_path(tn_test_folder(), "known");
    for (size_t i = 0; i < TN_LENGTH(wrong); i++) {
        struct tn_error error = {0};
        tn_test_write(file, wrong[i][0]);
        assert_null(tn_baseline_read(file, &error));
        assert_non_null(strstr(error.message, wrong[i][1]));
        tn_error_clear(&error);
    }
}

static void fingerprints_survive_renames(void **state) {
    (void)state;
    struct tn_model *model =
        read_sql("postgresql", "CREATE TABLE a (x int, y int); CREATE TABLE b (x int, y int);");
    struct tn_findings before = lint_all(model);
    tn_find_entity(model, "a")->name = tn_text(model, "c");
    struct tn_findings after = lint_all(model);
    char first[17], again[17], second[17];
    tn_lint_fingerprint(&before.items[0], first);
    tn_lint_fingerprint(&after.items[0], again);
    tn_lint_fingerprint(&before.items[1], second);
    assert_string_not_equal(before.items[0].message, after.items[0].message);
    assert_string_equal(first, again);
    assert_string_not_equal(first, second);
    tn_findings_free(&before);
    tn_findings_free(&after);
    tn_model_free(model);
}

/* A waiver, a fingerprint and a line in a table all stand for one rule and one object. */
static void a_rule_reports_an_object_once(void **state) {
    (void)state;
    const char *path = tn_test_shared("schemas/postgresql/ranger.sql");
    if (!path)
        tn_test_skip("no shared schemas");
    struct tn_model *model = read_sql("postgresql", tn_test_read(path, NULL));
    struct tn_findings findings = lint_all(model);
    struct tn_id_map seen = {0};
    for (size_t i = 0; i < findings.count; i++) {
        char text[17];
        uint64_t fingerprint = 0;
        tn_lint_fingerprint(&findings.items[i], text);
        assert_true(tn_id_parse(text, &fingerprint));
        assert_null(tn_id_map_get(&seen, fingerprint));
        tn_id_map_put(&seen, fingerprint, model);
    }
    assert_true(findings.count > 100);
    tn_id_map_free(&seen);
    tn_findings_free(&findings);
    tn_model_free(model);
}

/* ---------------------------------------------------------------- real schemas */

static void the_faults_of_the_shop_are_found(void **state) {
    (void)state;
    static const char *const faults[][2] = {
        {"fk-broken", "products.products_category_id_fkey"},
        {"expr-unknown-column", "orders.orders_audit"},
        {"index-shadows-unique", "users.idx_users_email"},
        {"index-shadows-unique", "users.idx_users_username"},
        {"timestamp-no-zone", "(project)"},
        {"junction-key", "order_items"},
        {"nf-derived-column", "order_items.subtotal"},
        {"constraint-name", "products.positive_price"},
        {"constraint-name", "orders.valid_status"},
    };
    const char *path = tn_test_shared("schemas/faulty_shop.sql");
    if (!path)
        tn_test_skip("no shared schemas");
    struct tn_model *model = read_sql("postgresql", tn_test_read(path, NULL));
    struct tn_findings findings = lint_all(model);
    for (size_t i = 0; i < TN_LENGTH(faults); i++) {
        bool found = false;
        for (size_t k = 0; k < findings.count && !found; k++) {
            const struct tn_finding *finding = &findings.items[k];
            found = !strcmp(finding->rule, faults[i][0]) &&
                    (!strcmp(finding->path, faults[i][1]) ||
                     (i == 0 && strstr(finding->message, "categories")));
        }
        if (!found)
            fail_msg("%s of %s is not found", faults[i][0], faults[i][1]);
    }
    assert_int_equal(tn_findings_count(&findings, TN_ERROR), 2); /* and no other error */
    tn_findings_free(&findings);
    tn_model_free(model);
}

/* Deployed schemas work, so errors other than missing keys are nearly always false alarms; but
 * some do keep passwords, or hashes under that name. */
static void deployed_schemas_have_next_to_no_errors(void **state) {
    (void)state;
    static const char *const names[] = {"chinook", "northwind", "pagila", "bytebase", "quartz"};
    if (!tn_test_shared("schemas/postgresql"))
        tn_test_skip("no shared schemas");
    for (size_t i = 0; i < TN_LENGTH(names); i++) {
        struct tn_arena arena = {0};
        const char *name = tn_arena_format(&arena, "schemas/postgresql/%s.sql", names[i]);
        struct tn_model *model = read_sql("postgresql", tn_test_read(tn_test_shared(name), NULL));
        struct tn_findings findings = lint_all(model);
        for (size_t k = 0; k < findings.count; k++)
            if (findings.items[k].severity == TN_ERROR &&
                strcmp(findings.items[k].rule, "pk-missing") != 0 &&
                strcmp(findings.items[k].rule, "password-storage") != 0)
                fail_msg("%s: %s", names[i], findings.items[k].message);
        tn_findings_free(&findings);
        tn_model_free(model);
        tn_arena_free(&arena);
    }
}

int main(void) {
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(findings_come_in_document_order),
        cmocka_unit_test(threads_find_what_one_finds),
        cmocka_unit_test(earlier_findings_are_kept_as_they_are),
        cmocka_unit_test(rules_have_all_their_texts),
        cmocka_unit_test(a_waived_finding_stays_away),
        cmocka_unit_test(waivers_cover_what_lies_below),
        cmocka_unit_test(a_waiver_holds_to_its_last_day),
        cmocka_unit_test(json_is_well_formed),
        cmocka_unit_test(sarif_has_what_code_scanning_asks_for),
        cmocka_unit_test(text_stands_by_entity_with_counts),
        cmocka_unit_test(other_programs_are_given_what_they_read),
        cmocka_unit_test(profiles_choose_rules_and_severities),
        cmocka_unit_test(a_project_has_its_own_severities),
        cmocka_unit_test(a_project_has_rules_of_its_own),
        cmocka_unit_test(a_baseline_knows_names_with_line_ends),
        cmocka_unit_test(a_baseline_knows_what_there_was),
        cmocka_unit_test(in_a_project_a_baseline_survives_renames),
        cmocka_unit_test(what_is_no_baseline_is_said),
        cmocka_unit_test(fingerprints_survive_renames),
        cmocka_unit_test(a_rule_reports_an_object_once),
        cmocka_unit_test(the_faults_of_the_shop_are_found),
        cmocka_unit_test(deployed_schemas_have_next_to_no_errors),
    };
    return tn_test_run("lint", tests);
}
