/*
 * The list of dialects with their versions, and how one is found. What a dialect is stands in the
 * file of its name; telling a text's dialect belongs to the reader.
 */
#include "sql/dialect/tables.h"

#include <string.h>

const struct tn_dialect *const tn_dialects[TN_DIALECT_COUNT] = {
    [TN_POSTGRESQL] = &tn_dialect_postgresql,
    [TN_MYSQL] = &tn_dialect_mysql,
    [TN_MARIADB] = &tn_dialect_mariadb,
    [TN_SQLITE] = &tn_dialect_sqlite,
};

static const struct dialect_versions *const versions[TN_DIALECT_COUNT] = {
    [TN_POSTGRESQL] = &dialect_versions_postgresql,
    [TN_MYSQL] = &dialect_versions_mysql,
    [TN_MARIADB] = &dialect_versions_mariadb,
    [TN_SQLITE] = &dialect_versions_sqlite,
};

/* ------------------------------------------------------------------ names */

static bool goes_by(const struct tn_dialect *dialect, struct tn_slice name) {
    if (tn_slice_is_word(name, dialect->name))
        return true;
    for (const char *const *alias = dialect->aliases; *alias; alias++)
        if (tn_slice_is_word(name, *alias))
            return true;
    return false;
}

static const struct tn_dialect *find_family(struct tn_slice name) {
    for (size_t i = 0; i < TN_DIALECT_COUNT; i++)
        if (goes_by(tn_dialects[i], name))
            return tn_dialects[i];
    return NULL;
}

static struct tn_slice family_part(const char *name) {
    return (struct tn_slice){name, strcspn(name, "@")};
}

/* ------------------------------------------------------------------ versions */

/* The number of a version; a part that is left out counts as the highest there may be, so that
 * "8.0" is the last of them. 0 where the text is no version. */
static int number_of(const char *text) {
    int number = 0;
    if (!*text)
        return 0;
    for (int part = 0; part < 3; part++) {
        int value = *text ? 0 : 99;
        if (*text && !(*text >= '0' && *text <= '9'))
            return 0;
        for (; *text >= '0' && *text <= '9' && value < 99; text++)
            value = value * 10 + (*text - '0');
        if (*text && *text != '.')
            return 0;
        text += *text == '.';
        number = number * 100 + (value < 99 ? value : 99);
    }
    return number;
}

const struct tn_dialect *tn_dialect_version(enum tn_dialect_id id, size_t i) {
    return i < versions[id]->count ? &versions[id]->rows[i] : NULL;
}

const struct tn_dialect *tn_dialect_plain(const struct tn_dialect *dialect) {
    return tn_dialects[dialect->id];
}

static const struct tn_dialect *newest_up_to(const struct tn_dialect *family, int number) {
    const struct tn_dialect *found = NULL, *row;
    for (size_t i = 0; (row = tn_dialect_version(family->id, i)) && row->number <= number; i++)
        found = row;
    return found;
}

const struct tn_dialect *tn_dialect_ask(const char *name, struct tn_error *error) {
    struct tn_slice word = family_part(name);
    const struct tn_dialect *family = find_family(word);
    const char *at = name + word.length;
    if (!family) {
        tn_fail(error,
                "unknown dialect %s: use postgresql, mysql, mariadb or sqlite, with @VERSION "
                "where it counts",
                name);
        return NULL;
    }
    const struct tn_dialect *found = *at ? newest_up_to(family, number_of(at + 1)) : family;
    if (!found)
        tn_fail(error, "unknown version %s: of %s the versions %s to %s are known", name,
                family->title, versions[family->id]->rows[0].version,
                versions[family->id]->rows[versions[family->id]->count - 1].version);
    return found;
}

const struct tn_dialect *tn_dialect_find(const char *name) {
    struct tn_error error = {0};
    const struct tn_dialect *found = tn_dialect_ask(name, &error);
    tn_error_clear(&error);
    return found;
}

void tn_put_dialects(struct tn_buffer *out, unsigned bits) {
    const char *before = "";
    for (size_t d = 0; d < TN_DIALECT_COUNT; d++)
        if (bits & (1u << d)) {
            tn_put_format(out, "%s%s", before, tn_dialects[d]->title);
            before = ", ";
        }
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

/* ------------------------------------------------------------------ reserved words */

static bool is_newer(const struct tn_dialect *dialect, const char *word) {
    for (const struct tn_newer_word *newer = dialect->newer_words; newer && newer->word; newer++)
        if (tn_same_word(newer->word, word))
            return newer->since > dialect->number;
    return false;
}

bool tn_dialect_reserves(const struct tn_dialect *dialect, const char *word) {
    size_t low = 0, high = dialect->reserved_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = compare_folded(word, dialect->reserved[middle]);
        if (order == 0)
            return !is_newer(dialect, word);
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return false;
}
