/*
 * Letter case of text across dialects. PostgreSQL and SQLite tell capitals from small letters
 * unless a column says otherwise (citext, NOCASE); MySQL and MariaDB do not, unless a collation
 * says otherwise. Which rows a unique key takes and what a query finds depends on it, so the way
 * of the source is written down where the target has words for it, and told where it has not:
 *
 *     to MySQL, MariaDB   tables with text are utf8mb4_bin, columns without case utf8mb4_general_ci
 *     to SQLite           columns without case are NOCASE, which knows the letters a to z
 *     to PostgreSQL       nothing: citext is an extension, other collations have no LIKE
 */
#include "lower/lowering.h"

#include <string.h>

static bool is_text(const char *type) {
    return tn_find_word(type, "char") || tn_find_word(type, "text") || tn_find_word(type, "clob");
}

static bool ends_in(const char *text, const char *end) {
    size_t length = strlen(text), most = strlen(end);
    return length >= most && tn_same_word(text + length - most, end);
}

static bool passes_case_over(const char *collation) {
    return ends_in(collation, "_ci") || tn_same_word(collation, "nocase");
}

/* ------------------------------------------------------------------ columns */

/* MySQL's column has its table's collation where it has none; the server's own passes case over. */
static bool is_without_case(const struct lowering *l, const struct tn_attribute *attribute,
                            const char *type) {
    const struct tn_entity *entity = tn_entity_of(attribute);
    if (l->from->id == TN_POSTGRESQL)
        return ends_in(type, "citext");
    if (l->from->id == TN_SQLITE)
        return passes_case_over(attribute->collation);
    const char *collation = *attribute->collation ? attribute->collation : entity->collation;
    const char *charset = *attribute->charset ? attribute->charset : entity->charset;
    bool has_own = *attribute->charset && !*attribute->collation;
    return is_text(type) && !tn_same_word(charset, "binary") &&
           (!*collation || has_own || passes_case_over(collation));
}

/* Once a schema: nobody has written a collation that could be pointed at. */
static void tell_default(struct lowering *l, const struct tn_attribute *attribute) {
    if (*attribute->collation || *tn_entity_of(attribute)->collation || l->told_of_case)
        return;
    l->told_of_case = l->model->project;
    lower_loss(l, TN_WARNING, l->model->project,
               "text is compared without regard to letter case in %s, where nothing else is said: "
               "in %s letter case counts",
               l->from->title, l->to->title);
}

static void tell_letters(struct lowering *l, const struct tn_attribute *attribute) {
    const struct tn_entity *entity = tn_entity_of(attribute);
    if (l->told_of_case != entity)
        lower_loss(l, TN_INFO, entity,
                   "its text is compared without regard to the case of a to z, "
                   "and of no other letters");
    l->told_of_case = entity;
}

void lower_collation(struct lowering *l, struct tn_attribute *attribute, const char *old_type) {
    bool without_case = is_without_case(l, attribute, old_type) && is_text(attribute->type);
    if (*attribute->charset || *attribute->collation || *attribute->options)
        lower_drop_collation(l, attribute->collation, attribute);
    if (without_case && l->to->id == TN_POSTGRESQL && lower_is_mysql(l->from))
        tell_default(l, attribute);
    attribute->charset = attribute->collation = "";
    if (!without_case && is_text(attribute->type) && !tn_same_word(old_type, "uuid"))
        lower_tells_case(l, tn_entity_of(attribute));
    if (without_case && lower_is_mysql(l->to))
        attribute->collation = "utf8mb4_general_ci";
    if (without_case && l->to->id == TN_SQLITE) {
        attribute->collation = "NOCASE";
        if (lower_is_mysql(l->from))
            tell_letters(l, attribute);
    }
}

void lower_drop_collation(struct lowering *l, const char *collation, const void *object) {
    bool lost = passes_case_over(collation) && lower_lacks(l, FEATURE_NO_CASE);
    lower_feature(l, lost ? FEATURE_NO_CASE : FEATURE_STORAGE, object);
}

/* ------------------------------------------------------------------ tables */

void lower_tells_case(struct lowering *l, const struct tn_entity *entity) {
    if (lower_is_mysql(l->to) && !lower_same_language(l))
        tn_id_map_put(&l->with_case, entity->id, (void *)entity);
}

const char *lower_table_collation(const struct lowering *l, const struct tn_entity *entity) {
    return tn_id_map_get(&l->with_case, entity->id) ? "utf8mb4_bin" : "";
}
