/*
 * The options of tenon check, and the files they name.
 */
#include "cli/check.h"

#include "tenon/design.h"

#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ words */

/* --rule a,b as a NULL-terminated list in the arena. */
static const char *const *read_rules(const char *text, struct tn_arena *arena) {
    TN_VECTOR(const char *) rules = {0};
    for (const char *at = text; *at;) {
        size_t length = strcspn(at, ",");
        TN_PUSH(&rules, tn_arena_text(arena, at, length));
        at += length + (at[length] == ',');
    }
    TN_PUSH(&rules, NULL);
    const char **list = tn_arena_allocate(arena, rules.count * sizeof *list);
    memcpy(list, rules.items, rules.count * sizeof *list);
    free(rules.items);
    return list;
}

bool cli_checking_names_rules(const struct cli *cli, const struct cli_checking *checking,
                              const struct tn_model *model) {
    for (const char *const *id = checking->options.only; id && *id; id++)
        if (!tn_rule_find(*id) && !tn_find_name(&model->project->rulings, *id)) {
            cli_wrong(cli, "unknown rule %s: tenon explain lists them", *id);
            return false;
        }
    return true;
}

static bool unknown(const struct cli *cli, const char *what, const char *word,
                    const char *const *known, size_t count) {
    struct tn_buffer list = {0};
    for (size_t i = 0; i < count; i++)
        tn_put_format(&list, "%s%s", i ? ", " : "", known[i]);
    cli_wrong(cli, "unknown %s %s: use %s", what, word, list.at);
    tn_buffer_free(&list);
    return false;
}

static bool read_format(const struct cli *cli, struct cli_checking *checking) {
    const char *name = cli_has(cli, OPTION_FORMAT) ? cli->values[OPTION_FORMAT] : "text";
    checking->format = tn_lint_format_find(name);
    if (checking->format)
        return true;
    const char **known = tn_arena_allocate(&checking->arena, tn_lint_format_count * sizeof *known);
    for (size_t i = 0; i < tn_lint_format_count; i++)
        known[i] = tn_lint_formats[i].name;
    return unknown(cli, "format", name, known, tn_lint_format_count);
}

static bool read_profile(const struct cli *cli, struct cli_checking *checking) {
    const char *name = cli->values[OPTION_PROFILE];
    checking->options.profile = name;
    return !name || tn_profile_find(name) >= 0 ||
           unknown(cli, "profile", name, tn_profile_names, TN_PROFILE_COUNT);
}

static bool read_baseline(struct cli *cli, struct cli_checking *checking) {
    const char *file = cli->values[OPTION_BASELINE];
    checking->baseline = file ? tn_baseline_read(file, &cli->error) : NULL;
    return !file || checking->baseline;
}

static bool read_data(struct cli *cli, struct cli_checking *checking) {
    for (size_t i = 0; i < cli->given.count; i++)
        if (cli->given.items[i].option == OPTION_DATA &&
            !cli_data_read(cli, &checking->data, cli->given.items[i].value, &checking->set))
            return false;
    return true;
}

bool cli_checking(struct cli *cli, struct cli_checking *checking, enum cli_status *status) {
    *status = CLI_USAGE;
    checking->options.waived_too = cli_has(cli, OPTION_WAIVED);
    if (cli_has(cli, OPTION_RULE))
        checking->options.only = read_rules(cli->values[OPTION_RULE], &checking->arena);
    if (!cli_fail_on(cli, TN_ERROR, &checking->fail_on) || !read_format(cli, checking) ||
        !read_profile(cli, checking) || !cli_data_options(cli, &checking->data))
        return false;
    if (read_baseline(cli, checking) && read_data(cli, checking))
        return true;
    *status = cli_fail(cli);
    return false;
}

void cli_checking_free(struct cli_checking *checking) {
    tn_baseline_free(checking->baseline);
    tn_data_set_free(&checking->set);
    cli_data_free(&checking->data);
    tn_arena_free(&checking->arena);
}

/* ------------------------------------------------------------------ files of rules */

enum { MOST_BYTES = 1 << 20 };

static bool set_profile(struct tn_model *model, const char *name, struct tn_error *error) {
    if (tn_profile_find(name) < 0)
        return tn_fail(error, "there is no profile %s", name);
    tn_set_text(model, model->project, TN_project_profile, name);
    return true;
}

/* "profile strict", or a rule and what is set of it. */
static bool follow_line(struct tn_model *model, char *line, struct tn_error *error) {
    char *rest, *first = strtok_r(line, " \t\r", &rest);
    if (!first || *first == '#')
        return true;
    char *word = strtok_r(NULL, " \t\r", &rest);
    if (!word)
        return tn_fail(error, "%s stands alone: write what is set of it, such as: %s off", first,
                       first);
    bool profile = strcmp(first, "profile") == 0, good = true;
    for (; good && word; word = strtok_r(NULL, " \t\r", &rest))
        good = profile ? set_profile(model, word, error) : tn_rule_set(model, first, word, error);
    return good;
}

static bool follow_config(struct tn_model *model, const char *file, struct tn_error *error) {
    struct tn_buffer text = {0};
    bool good = tn_read_file(file, MOST_BYTES, &text, error);
    if (good && text.length && memchr(text.at, 0, text.length))
        good = tn_fail(error, "%s is no text: there is a zero byte in it", file);
    char *rest, *start = good ? text.at : NULL;
    size_t number = 0;
    while (good && start) {
        rest = strchr(start, '\n');
        if (rest)
            *rest++ = 0;
        number++;
        struct tn_error reason = {0};
        good = follow_line(model, start, &reason) ||
               tn_fail(error, "%s:%zu: %s", file, number, reason.message);
        tn_error_clear(&reason);
        start = rest;
    }
    tn_buffer_free(&text);
    return good;
}

/* "shop/no-blobs.sql" is the rule no-blobs. */
static const char *rule_name(const char *file, struct tn_arena *arena) {
    const char *slash = strrchr(file, '/'), *name = slash ? slash + 1 : file;
    const char *dot = strrchr(name, '.');
    return tn_arena_text(arena, name, dot ? (size_t)(dot - name) : strlen(name));
}

/* Its lines "-- severity: error" and "-- comment" before the query. */
static const char *severity_in(const char *text, struct tn_arena *arena) {
    static const char mark[] = "-- severity: ";
    const char *at = strstr(text, mark);
    if (!at)
        return "";
    at += strlen(mark);
    return tn_arena_text(arena, at, strcspn(at, " \t\r\n"));
}

static bool add_own_rule(struct tn_model *model, const char *file, struct tn_error *error) {
    struct tn_arena arena = {0};
    struct tn_buffer text = {0};
    const char *name = rule_name(file, &arena);
    bool good = tn_read_file(file, MOST_BYTES, &text, error);
    if (good && tn_rule_find(name))
        good = tn_fail(error, "%s: %s is a rule already: give the file another name", file, name);
    if (good) {
        struct tn_ruling *ruling = tn_design_add(model, TN_ruling, model->project, name);
        tn_set_text(model, ruling, TN_ruling_query, tn_buffer_text(&text));
        tn_set_text(model, ruling, TN_ruling_severity, severity_in(tn_buffer_text(&text), &arena));
    }
    tn_buffer_free(&text);
    tn_arena_free(&arena);
    return good;
}

static bool follow_files(struct cli *cli, struct tn_model *model) {
    bool good = true;
    for (size_t i = 0; good && i < cli->given.count; i++) {
        const struct cli_given *given = &cli->given.items[i];
        if (given->option == OPTION_CONFIG)
            good = follow_config(model, given->value, &cli->error);
        if (given->option == OPTION_OWN_RULES)
            good = add_own_rule(model, given->value, &cli->error);
    }
    return good;
}

struct tn_model *cli_ruled_model(struct cli *cli, struct tn_model *model) {
    if (!cli_has(cli, OPTION_CONFIG) && !cli_has(cli, OPTION_OWN_RULES))
        return model;
    struct tn_model *copy = tn_model_copy(model);
    tn_group_begin(copy, "apply rules");
    bool good = follow_files(cli, copy);
    tn_group_end(copy, NULL);
    if (good)
        return copy;
    tn_model_free(copy);
    return NULL;
}
