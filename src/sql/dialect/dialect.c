/*
 * The list of dialects and how one is found. What a dialect is stands in the file of its name;
 * telling a text's dialect belongs to the reader.
 */
#include "sql/dialect/tables.h"

#include <string.h>

const struct tn_dialect *const tn_dialects[TN_DIALECT_COUNT] = {
    [TN_POSTGRESQL] = &tn_dialect_postgresql,
    [TN_MYSQL] = &tn_dialect_mysql,
    [TN_MARIADB] = &tn_dialect_mariadb,
    [TN_SQLITE] = &tn_dialect_sqlite,
};

static bool goes_by(const struct tn_dialect *dialect, const char *name) {
    if (tn_same_word(dialect->name, name))
        return true;
    for (const char *const *alias = dialect->aliases; *alias; alias++)
        if (tn_same_word(*alias, name))
            return true;
    return false;
}

const struct tn_dialect *tn_dialect_find(const char *name) {
    for (size_t i = 0; i < TN_DIALECT_COUNT; i++)
        if (goes_by(tn_dialects[i], name))
            return tn_dialects[i];
    return NULL;
}

const struct tn_dialect *tn_dialect_of(const struct tn_model *model) {
    const struct tn_dialect *dialect = tn_dialect_find(model->project->dialect);
    return dialect ? dialect : &tn_dialect_postgresql;
}

/* strcmp with the letters of the first text folded to lower case. */
static int compare_folded(const char *text, const char *word) {
    for (;; text++, word++) {
        int c = (unsigned char)*text;
        if (c >= 'A' && c <= 'Z')
            c += 'a' - 'A';
        if (c != (unsigned char)*word || !c)
            return c - (unsigned char)*word;
    }
}

bool tn_dialect_reserves(const struct tn_dialect *dialect, const char *word) {
    size_t low = 0, high = dialect->reserved_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = compare_folded(word, dialect->reserved[middle]);
        if (order == 0)
            return true;
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return false;
}
