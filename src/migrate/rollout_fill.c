/*
 * The steps that give rows their values: of a twin, by touching the column it is a twin of, so that
 * the trigger computes it; of a new column, by its default.
 */
#include "migrate/rollout.h"

static void add_step(struct making *making, enum tn_rollout_part part, const char *title,
                     struct tn_buffer *up, struct tn_buffer *down) {
    struct step step = {.alone = true, .down_alone = true};
    tn_put(&step.title, title);
    step.up = up ? *up : (struct tn_buffer){0};
    step.down = down ? *down : (struct tn_buffer){0};
    insert_step(making->rollout->parts[part], making->rollout->parts[part]->steps.count, &step);
}

static const char *title_of(struct making *making, const struct tn_attribute *attribute) {
    return tn_arena_format(&making->arena, "fill column %s.%s", tn_entity_of(attribute)->name,
                           attribute->name);
}

/* EMPTY is computed from TOUCHED where that has a value. */
static void fill_from(struct making *making, const struct tn_attribute *touched,
                      const struct tn_attribute *empty, struct tn_buffer *out) {
    struct tn_buffer from = {0}, to = {0}, set = {0}, where = {0};
    tn_sql_put_name(&from, making->dialect, touched->name);
    tn_sql_put_name(&to, making->dialect, empty->name);
    tn_put_format(&set, "%s = %s", from.at, from.at);
    tn_put_format(&where, "%s IS NULL AND %s IS NOT NULL", to.at, from.at);
    put_online_fill(out, making->dialect, &making->online.how, empty, set.at, where.at);
    tn_buffer_free(&from);
    tn_buffer_free(&to);
    tn_buffer_free(&set);
    tn_buffer_free(&where);
}

static void fill_new_columns(struct making *making) {
    for (size_t i = 0; i < making->diff->changes.count; i++) {
        const struct tn_change *change = &making->diff->changes.items[i];
        if (change->type != TN_ADDED || change->after->kind != TN_attribute)
            continue;
        const struct tn_attribute *now = (void *)tn_find_id(making->state, change->after->id);
        if (!now || making->dialect->id != TN_POSTGRESQL || !default_is_volatile(now))
            continue;
        struct tn_buffer fill = {0};
        put_default_fill(&fill, making->dialect, &making->online.how, now);
        add_step(making, TN_MIGRATE, title_of(making, now), &fill, NULL);
    }
}

void fill_columns(struct making *making) {
    for (size_t i = 0; i < making->shadows.count; i++) {
        const struct shadow *shadow = &making->shadows.items[i];
        const struct tn_attribute *column = (void *)tn_find_id(making->state, shadow->column);
        const struct tn_attribute *twin = (void *)tn_find_id(making->state, shadow->twin);
        struct tn_buffer fill = {0};
        fill_from(making, column, twin, &fill);
        add_step(making, TN_MIGRATE, title_of(making, twin), &fill, NULL);
    }
    fill_new_columns(making);
}

/* What contract drops: the twin of another name, the column of the old type. */
void refill_columns(struct making *making) {
    for (size_t i = 0; i < making->shadows.count; i++) {
        const struct shadow *shadow = &making->shadows.items[i];
        const struct tn_attribute *column = (void *)tn_find_id(making->state, shadow->column);
        const struct tn_attribute *twin = (void *)tn_find_id(making->state, shadow->twin);
        const struct tn_attribute *stays = shadow->retyped ? twin : column;
        const struct tn_attribute *goes = shadow->retyped ? column : twin;
        struct tn_buffer fill = {0};
        fill_from(making, stays, goes, &fill);
        add_step(making, TN_CONTRACT, title_of(making, goes), NULL, &fill);
    }
}
