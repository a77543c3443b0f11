/*
 * nf-fd-discovered: dependencies that data show, and that nobody has declared.
 */
#include "lint/rules.h"
#include "lint/sample.h"

#include <stdlib.h>

/* What a finding is about: one that is noted in the model, one that a sample breaks, or what a
 * sample shows and nobody noted. */
enum discovery { NOTED, BROKEN, SHOWN };

static void report_noted(struct tn_lint *lint, const struct lint_table *table,
                         const struct tn_dependency *d) {
    struct tn_set left, right;
    size_t broken = 0;
    if (table->sample && lint_sample_set(table->sample, d->determinant, &left) &&
        lint_sample_set(table->sample, d->dependent, &right))
        for (size_t i = 0; i < table->sample->columns.count; i++)
            if (tn_set_has(right, i) && !broken)
                broken = lint_breach_of_fd(table->sample, left, i).broken;
    const char *evidence = *d->evidence ? d->evidence : "data";
    struct tn_finding *found =
        lint_find(lint, d, "that %s determines %s was found in %s%s",
                  lint_names(lint, d->determinant), lint_names(lint, d->dependent), evidence,
                  broken ? ", but other rows break it" : "; nobody has said that it always holds");
    found->detail = broken ? BROKEN : NOTED;
    lint_remedy(lint, found,
                broken ? "Take it back" : "Declare it if it always holds, else take it back");
}

static bool is_new(const struct lint_table *table, const struct tn_relation *relation,
                   struct tn_fd fd) {
    struct tn_set left, right;
    if (tn_implies_fd(&relation->given, fd))
        return false;
    for (const struct tn_dependency *d = table->entity->dependencies.first; d; d = d->next)
        if (tn_attribute_set(table->entity, d->determinant, &left) &&
            tn_attribute_set(table->entity, d->dependent, &right) && tn_set_within(left, fd.left) &&
            tn_set_within(fd.right, right))
            return false;
    return true;
}

/* A proposal in attributes of the entity; false where one of its columns is none of them. */
static bool in_attributes(const struct lint_table *table, const struct tn_proposal *proposal,
                          struct tn_fd *fd) {
    size_t number = 0, found = 0;
    *fd = (struct tn_fd){.left = {{0}}};
    LINT_EACH_COLUMN(table, column) {
        if (column->sampled && tn_set_has(proposal->left, column->sampled - 1)) {
            tn_set_add(&fd->left, number);
            found++;
        }
        if (column->sampled && column->sampled - 1 == proposal->right)
            tn_set_add(&fd->right, number);
        number++;
    }
    return found == tn_set_size(proposal->left) && !tn_set_empty(fd->right);
}

static void report_shown(struct tn_lint *lint, const struct lint_table *table,
                         const struct tn_relation *relation, const struct tn_proposals *proposals) {
    enum { MOST_SHOWN = 3 };
    struct tn_buffer out = {0};
    size_t count = 0;
    for (size_t i = 0; i < proposals->items.count; i++) {
        struct tn_fd fd;
        const struct tn_proposal *proposal = &proposals->items.items[i];
        if (proposal->broken || !in_attributes(table, proposal, &fd) ||
            !is_new(table, relation, fd) || count++ >= MOST_SHOWN)
            continue;
        tn_put(&out, count > 1 ? ", " : "");
        tn_relation_put(relation, fd, false, &out);
    }
    if (count) {
        struct tn_finding *found = lint_find(
            lint, table->entity, "%s shows %s%s in %s, which nothing declares", table->sample->name,
            tn_buffer_text(&out), count > MOST_SHOWN ? " and others" : "", table->entity->name);
        found->detail = SHOWN;
        lint_remedy(lint, found, "See tenon fds; what always holds is declared by tenon fd");
    }
    tn_buffer_free(&out);
}

static void look_for_more(struct tn_lint *lint, const struct lint_table *table) {
    struct tn_proposal_options options = {
        .left = (size_t)lint_number(lint, "left"),
        .groups = (size_t)lint_number(lint, "groups"),
        .support = 0.05,
    };
    struct tn_relation relation;
    struct tn_proposals proposals;
    struct tn_error none = {0};
    if (tn_entity_relation(table->entity, &relation, &none) && options.left) {
        tn_propose(&table->sample->columns, &options, &proposals);
        report_shown(lint, table, &relation, &proposals);
        free(proposals.items.items);
    }
    tn_relation_free(&relation);
    tn_error_clear(&none);
}

static void check_discovered(struct tn_lint *lint) {
    LINT_EACH_TABLE(lint, table) {
        for (const struct tn_dependency *d = table->entity->dependencies.first; d; d = d->next)
            if (d->origin == TN_origin_discovered)
                report_noted(lint, table, d);
        if (table->sample)
            look_for_more(lint, table);
    }
}

static bool fix_discovered(struct tn_model *model, const struct tn_finding *finding,
                           struct tn_error *error) {
    if (finding->detail == SHOWN)
        return tn_fail(error, "it stands in the data alone: tenon fds --into takes it into the "
                              "model");
    if (finding->detail == BROKEN)
        return tn_fail(error, "there are rows that break it: take it back");
    tn_set_number(model, tn_find_id(model, finding->object), TN_dependency_origin,
                  TN_origin_declared);
    return true;
}

const struct tn_rule lint_nf_fd_discovered = {
    .id = "nf-fd-discovered",
    .group = "normalization",
    .severity = TN_INFO,
    .off = true,
    .title = "A dependency was found in data, and nobody has declared it",
    .help = "What holds in the rows at hand may hold by chance, or always. tenon fds --into notes "
            "what it proposes as discovered; such a dependency counts for nothing until somebody "
            "says that it always holds, which the fix does (or tenon fd), and then the normal form "
            "is judged by it. Where there is a sample, what it shows and nobody noted is reported, "
            "too: small left sides that are no key and come back often.",
    .doubt = "Most of what a small sample shows is chance. Ask somebody who knows the data; take "
             "back what does not always hold (tenon fd --delete).",
    .options =
        (const struct tn_rule_option[]){
            {"left", TN_OPTION_NUMBER, "2", "How many columns a left side may have", NULL},
            {"groups", TN_OPTION_NUMBER, "10",
             "How many left sides must stand in several rows each", NULL},
            {0}},
    .example = "CREATE TABLE lessons (\n"
               "    student integer,\n"
               "    subject integer,\n"
               "    teacher integer NOT NULL,\n"
               "    PRIMARY KEY (student, subject),\n"
               "    UNIQUE (student, teacher)\n"
               ");\n"
               "-- add: lessons dependency determinant=teacher dependent=subject "
               "origin=discovered evidence=lessons.csv\n",
    .good = "CREATE TABLE lessons (\n"
            "    student integer,\n"
            "    subject integer,\n"
            "    teacher integer NOT NULL,\n"
            "    PRIMARY KEY (student, subject),\n"
            "    UNIQUE (student, teacher)\n"
            ");\n"
            "-- declared: lessons: teacher -> subject\n",
    .check = check_discovered,
    .fix = fix_discovered,
};
