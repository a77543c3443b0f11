/*
 * Which constraints stand in the line of which column: found once a table, so that a table of many
 * columns with a constraint each costs no more than its length.
 */
#include "sql/write/write.h"

#include <stdlib.h>

void write_link(struct write_links *links, const struct tn_object *attribute,
                const void *constraint) {
    struct write_link link = {constraint, (uintptr_t)tn_id_map_get(&links->first, attribute->id)};
    TN_PUSH(&links->links, link);
    tn_id_map_put(&links->first, attribute->id, (void *)(uintptr_t)links->links.count);
}

static const struct write_link *link_at(const struct write_links *links, size_t place) {
    return place ? &links->links.items[place - 1] : NULL;
}

const struct write_link *write_first_link(const struct write_links *links,
                                          const struct tn_attribute *attribute) {
    return link_at(links, (uintptr_t)tn_id_map_get(&links->first, attribute->id));
}

const struct write_link *write_next_link(const struct write_links *links,
                                         const struct write_link *link) {
    return link_at(links, link->next);
}

void write_link_checks(struct write_links *links, const struct tn_dialect *dialect,
                       const struct tn_entity *entity) {
    for (const struct tn_check *check = entity->checks.last; check; check = check->prev)
        if (write_in_column(dialect, check))
            write_link(links, &check->attribute->object, check);
}

void write_links_free(struct write_links *links) {
    tn_id_map_free(&links->first);
    free(links->links.items);
}
