/*
 * Timestamps as MySQL makes them under explicit_defaults_for_timestamp = OFF, the default of MySQL
 * before 8.0 and of MariaDB before 10.10: without NULL they have none, the first of a table that
 * says nothing else is the time of its row's last change, and what has no default gets the zero
 * time (MySQL Reference Manual, "Server System Variables").
 */
#include "sql/read/parser.h"

#include <stdlib.h>
#include <string.h>

static bool is_timestamp(const struct tn_attribute *attribute) {
    size_t length = strlen("timestamp");
    return strncasecmp(attribute->type, "timestamp", length) == 0 &&
           strchr("( ", attribute->type[length]);
}

/* Each table's is looked for once. */
static bool is_first(struct parser *p, const struct tn_attribute *attribute) {
    struct tn_entity *entity = (struct tn_entity *)attribute->parent;
    if (p->timestamp_in == entity)
        return false;
    p->timestamp_in = entity;
    for (const struct tn_attribute *a = entity->attributes.first; a; a = a->next)
        if (a != attribute && is_timestamp(a))
            return false;
    return true;
}

/* (3) behind the function, .000 behind the zero time. */
static void put_time(struct parser *p, struct tn_attribute *attribute, bool now) {
    const char *digits = strchr(attribute->type, '(');
    size_t count = digits ? strtoul(digits + 1, NULL, 10) : 0;
    tn_buffer_reset(&p->scratch);
    if (now)
        tn_put_format(&p->scratch, "current_timestamp(%s", count ? digits + 1 : ")");
    else
        tn_put_format(&p->scratch, "'0000-00-00 00:00:00%s%.*s'", count ? "." : "",
                      (int)(count < 6 ? count : 6), "000000");
    attribute->default_value = tn_text(p->model, tn_buffer_text(&p->scratch));
}

void sql_old_timestamp(struct parser *p, struct tn_attribute *attribute, bool null_said) {
    if (!p->old_timestamps || !is_timestamp(attribute) || *attribute->generated)
        return;
    bool first = is_first(p, attribute);
    if (null_said)
        return;
    attribute->nullable = false;
    if (*attribute->default_value)
        return;
    bool now = first && !*attribute->on_update;
    put_time(p, attribute, now);
    if (now)
        attribute->on_update = attribute->default_value;
}
