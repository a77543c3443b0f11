/*
 * Differences that no statement can make: each becomes a finding with its remedy and a comment in
 * the script, so that none is passed over in silence.
 */
#include "migrate/plan.h"

#include <string.h>

/* ------------------------------------------------------------------ where there is no statement */

typedef bool (*lacks_statement)(const struct tn_object *from, const struct tn_object *to);

static bool always(const struct tn_object *from, const struct tn_object *to) {
    return from && to;
}

/* PostgreSQL: LOGGED and UNLOGGED can be set, TEMPORARY cannot. */
static bool is_temporary(const struct tn_object *from, const struct tn_object *to) {
    return ((const struct tn_entity *)from)->persistence == TN_persistence_temporary ||
           ((const struct tn_entity *)to)->persistence == TN_persistence_temporary;
}

/* PostgreSQL: what stands outside of WITH (…) in both options. */
static bool more_than_storage(const struct tn_object *from, const struct tn_object *to) {
    const char *a = ((const struct tn_entity *)from)->options;
    const char *b = ((const struct tn_entity *)to)->options;
    const char *with_a = tn_find_word(a, "with ("), *with_b = tn_find_word(b, "with (");
    const char *end_a = with_a ? strchr(with_a, ')') : NULL;
    const char *end_b = with_b ? strchr(with_b, ')') : NULL;
    size_t head_a = end_a ? (size_t)(with_a - a) : strlen(a);
    size_t head_b = end_b ? (size_t)(with_b - b) : strlen(b);
    while (head_a && a[head_a - 1] == ' ')
        head_a--;
    while (head_b && b[head_b - 1] == ' ')
        head_b--;
    return head_a != head_b || memcmp(a, b, head_a) != 0 ||
           strcmp(end_a ? end_a + 1 : "", end_b ? end_b + 1 : "") != 0;
}

/* MySQL: an option that goes and has no value to go back to. */
static bool option_lacks_reset(const struct tn_object *from, const struct tn_object *to) {
    const char *old = ((const struct tn_entity *)from)->options;
    const char *new = ((const struct tn_entity *)to)->options;
    struct tn_buffer name = {0};
    bool lacks = false;
    while (*old && !lacks) {
        size_t length = strcspn(old, " "), name_length = strcspn(old, " =");
        tn_buffer_reset(&name);
        tn_put_bytes(&name, old, name_length + (old[name_length] == '='));
        lacks = name_length && !tn_find_word(new, tn_buffer_text(&name)) &&
                !mysql_option_has_reset(tn_buffer_text(&name));
        old += length + strspn(old + length, " ");
    }
    tn_buffer_free(&name);
    return lacks;
}

/* PostgreSQL: words and values. */
static bool all_can_be_set(const char *options) {
    while (*options) {
        size_t word = strcspn(options, " ");
        if (!postgresql_has_setting((struct tn_slice){options, word}))
            return false;
        options += word + strspn(options + word, " ");
        options += strcspn(options, " ");
        options += strspn(options, " ");
    }
    return true;
}

static bool column_options(const struct tn_object *from, const struct tn_object *to) {
    const char *old = ((const struct tn_attribute *)from)->options;
    const char *new = ((const struct tn_attribute *)to)->options;
    return !all_can_be_set(old) || !all_can_be_set(new);
}

/* PostgreSQL has no such column. */
static bool counts_up(const struct tn_object *from, const struct tn_object *to) {
    return ((const struct tn_attribute *)from)->identity == TN_identity_auto_increment ||
           ((const struct tn_attribute *)to)->identity == TN_identity_auto_increment;
}

#define POSTGRESQL (1u << TN_POSTGRESQL)
#define MYSQL (1u << TN_MYSQL | 1u << TN_MARIADB)

static const struct by_hand {
    unsigned dialects;
    enum tn_kind kind;
    unsigned field;
    lacks_statement lacks;
    const char *what, *remedy;
    enum tn_severity severity;
} rows[] = {
    {POSTGRESQL, TN_entity, TN_entity_persistence, is_temporary, "becomes temporary or permanent",
     "create a table of the other sort, copy the rows and exchange the names", TN_ERROR},
    {MYSQL, TN_entity, TN_entity_persistence, always, "becomes temporary or permanent",
     "create a table of the other sort, copy the rows and exchange the names", TN_ERROR},
    {POSTGRESQL, TN_entity, TN_entity_options, more_than_storage,
     "gets other options than those of WITH", "write the ALTER TABLE for them by hand", TN_ERROR},
    {MYSQL, TN_entity, TN_entity_options, option_lacks_reset,
     "loses an option that has no default to go back to",
     "write the ALTER TABLE that sets it by hand", TN_ERROR},
    {POSTGRESQL | MYSQL, TN_entity, TN_entity_periods, always, "is valid for other periods",
     "write the ALTER TABLE … ADD or DROP PERIOD FOR by hand", TN_ERROR},
    {POSTGRESQL, TN_extension, TN_extension_options, always, "gets other clauses",
     "ALTER EXTENSION … UPDATE TO or SET SCHEMA", TN_ERROR},
    {POSTGRESQL, TN_attribute, TN_attribute_options, column_options, "gets other options",
     "write the ALTER TABLE … ALTER COLUMN by hand", TN_ERROR},
    {POSTGRESQL, TN_attribute, TN_attribute_identity, counts_up,
     "counts up in a way that PostgreSQL lacks", "make it an identity column", TN_ERROR},
    {POSTGRESQL, TN_attribute, TN_FIELD_RANK, always, "stands elsewhere in its table",
     "PostgreSQL cannot move it: only a new table with the rows copied has the columns in that "
     "order",
     TN_WARNING},
};

/* Of a column that is new where the order counts. */
static const struct by_hand between = {
    .what = "comes to stand at the end of its table",
    .remedy = "PostgreSQL cannot put it in between: only a new table with the rows copied has the "
              "columns in that order",
    .severity = TN_WARNING,
};

static const struct by_hand *row_of(const struct planner *planner, const struct tn_change *change) {
    for (size_t i = 0; i < TN_LENGTH(rows); i++)
        if (rows[i].kind == change->after->kind &&
            change->field == &tn_kinds[rows[i].kind].fields[rows[i].field] &&
            (rows[i].dialects & 1u << planner->dialect->id))
            return &rows[i];
    return NULL;
}

/* ------------------------------------------------------------------ telling */

static void put_note(struct tn_buffer *out, const struct by_hand *row,
                     const struct tn_object *object) {
    size_t start = out->length;
    tn_put_format(out, "-- by hand: %s ", noun_of(object));
    tn_path(object, out);
    tn_put_format(out, " %s: %s", row->what, row->remedy);
    for (size_t i = start; i < out->length; i++)
        if ((unsigned char)out->at[i] < ' ')
            out->at[i] = ' ';
    tn_put_char(out, '\n');
}

/* The way down puts nothing in between. */
static void tell_of_new(struct planner *planner, struct tn_object *after) {
    struct tn_buffer path = {0};
    struct step step = {0};
    tn_path(after, &path);
    step_title(&step, "place", after);
    put_note(&step.up, &between, after);
    struct tn_finding *finding =
        hazard(planner, "mig-by-hand", after, "column %s %s", path.at, between.what);
    finding->severity = between.severity;
    tn_finding_remedy(&planner->plan->findings, finding, "%s", between.remedy);
    tn_buffer_free(&path);
    step_add(planner, PHASE_COLUMNS, &step);
}

static bool is_put_between(const struct planner *planner, const struct tn_change *change) {
    return planner->order && plan_postgresql(planner) && change->type == TN_ADDED &&
           change->after->kind == TN_attribute &&
           stands_between(planner, (const struct tn_attribute *)change->after);
}

static void tell(struct planner *planner, const struct by_hand *row,
                 const struct tn_change *change) {
    bool up = row->lacks(change->before, change->after);
    bool down = row->lacks(change->after, change->before);
    struct tn_buffer path = {0};
    struct step step = {0};
    tn_path(change->after, &path);
    step_title(&step, "change", change->after);
    if (up) {
        put_note(&step.up, row, change->after);
        struct tn_finding *finding =
            hazard(planner, "mig-by-hand", change->after, "%s %s %s: no statement can do that",
                   noun_of(change->after), path.at, row->what);
        finding->severity = row->severity;
        tn_finding_remedy(&planner->plan->findings, finding, "%s", row->remedy);
    } else if (down) {
        hazard(planner, "mig-no-down", change->after, "on the way down, %s %s %s: by hand",
               noun_of(change->after), path.at, row->what);
    }
    if (down)
        put_note(&step.down, row, change->before);
    tn_buffer_free(&path);
    step_add(planner, PHASE_COLUMNS, &step);
}

void plan_by_hand(struct planner *planner) {
    for (size_t i = 0; i < planner->diff->changes.count; i++) {
        const struct tn_change *change = &planner->diff->changes.items[i];
        const struct by_hand *row = change->type == TN_CHANGED ? row_of(planner, change) : NULL;
        if (row)
            tell(planner, row, change);
        else if (is_put_between(planner, change))
            tell_of_new(planner, change->after);
    }
}
