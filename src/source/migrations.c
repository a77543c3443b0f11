/*
 * The conventions of migration tools. Sources: the manuals of Flyway (V1__x.sql, R__x.sql,
 * U1__x.sql, B1__x.sql), golang-migrate (1_x.up.sql), Diesel (1_x/up.sql), goose, dbmate,
 * sql-migrate, MyBatis and Prisma.
 */
#include "source/migrations.h"

#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ names */

static const char *name_of(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

static bool ends_with(const char *text, const char *end) {
    size_t length = strlen(text), tail = strlen(end);
    return length >= tail && tn_same_word(text + length - tail, end);
}

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/* The letter of Flyway's scheme, in capitals, or 0: V1.2__x.sql, R__x.sql. */
static char flyway_letter(const char *path) {
    const char *name = name_of(path), *at = name + 1;
    char letter = *name;
    if (!strchr("VRUBvrub", letter) || !letter || !ends_with(name, ".sql"))
        return 0;
    letter = (char)(letter >= 'a' ? letter - 'a' + 'A' : letter);
    if (letter != 'R' && !is_digit(*at))
        return 0;
    while (is_digit(*at) || *at == '.' || (*at == '_' && is_digit(at[1])))
        at++;
    return at[0] == '_' && at[1] == '_' ? letter : 0;
}

static bool is_below(const char *path, const char *folder) {
    size_t length = strlen(folder);
    for (const char *at = path; at; at = strchr(at, '/') ? strchr(at, '/') + 1 : NULL)
        if (strncmp(at, folder, length) == 0 && at[length] == '/')
            return true;
    return false;
}

static bool is_hidden(const char *path) {
    return *path == '.' || strstr(path, "/.");
}

bool migration_counts(const char *path) {
    static const char *const backward[] = {".down.sql", ".undo.sql", "_down.sql", "_rollback.sql",
                                           ".rollback.sql"};
    const char *name = name_of(path);
    if (is_hidden(path) || !ends_with(name, ".sql") || tn_same_word(name, "down.sql") ||
        flyway_letter(path) == 'U')
        return false;
    for (size_t i = 0; i < TN_LENGTH(backward); i++)
        if (ends_with(name, backward[i]))
            return false;
    return !is_below(path, "revert") && !is_below(path, "verify");
}

/* ------------------------------------------------------------------ order */

/* Runs of digits compare as numbers, of any length; all else byte by byte. */
static int compare_naturally(const char *a, const char *b) {
    while (*a && *b) {
        if (is_digit(*a) && is_digit(*b)) {
            while (*a == '0')
                a++;
            while (*b == '0')
                b++;
            size_t left = strspn(a, "0123456789"), right = strspn(b, "0123456789");
            int order = left != right ? (left < right ? -1 : 1) : strncmp(a, b, left);
            if (order)
                return order;
            a += left;
            b += right;
        } else if (*a != *b) {
            return (unsigned char)*a < (unsigned char)*b ? -1 : 1;
        } else {
            a++;
            b++;
        }
    }
    return *a ? 1 : *b ? -1 : 0;
}

/* Part by part: 1.2 and 1_2 are the same, 1 stands before 1.1. */
static int compare_versions(const char *a, const char *b) {
    for (;;) {
        bool more = is_digit(*a), more_of_b = is_digit(*b);
        if (!more || !more_of_b)
            return more - more_of_b;
        char *end_of_a, *end_of_b;
        unsigned long long left = strtoull(a, &end_of_a, 10), right = strtoull(b, &end_of_b, 10);
        if (left != right)
            return left < right ? -1 : 1;
        a = end_of_a + (is_digit(end_of_a[0] ? end_of_a[1] : 0));
        b = end_of_b + (is_digit(end_of_b[0] ? end_of_b[1] : 0));
    }
}

/* Flyway goes by version whatever the folder, and runs what has none last. */
int migration_compare(const void *a, const void *b) {
    const char *left = *(const char *const *)a, *right = *(const char *const *)b;
    char of_left = flyway_letter(left), of_right = flyway_letter(right);
    if (of_left && of_right && (of_left == 'R') != (of_right == 'R'))
        return of_left == 'R' ? 1 : -1;
    int order = 0;
    if (of_left && of_right && of_left != 'R')
        order = compare_versions(name_of(left) + 1, name_of(right) + 1);
    order = order ? order : compare_naturally(left, right);
    return order ? order : strcmp(left, right);
}

void migration_drop_replaced(struct tn_paths *paths) {
    const char *baseline = NULL;
    for (size_t i = 0; i < paths->list.count; i++) {
        const char *path = paths->list.items[i];
        if (flyway_letter(path) == 'B' &&
            (!baseline || compare_versions(name_of(path) + 1, name_of(baseline) + 1) > 0))
            baseline = path;
    }
    size_t kept = 0;
    for (size_t i = 0; i < paths->list.count; i++) {
        const char *path = paths->list.items[i];
        char letter = flyway_letter(path);
        bool replaced = baseline && path != baseline && (letter == 'V' || letter == 'B') &&
                        compare_versions(name_of(path) + 1, name_of(baseline) + 1) <= 0;
        if (!replaced)
            paths->list.items[kept++] = path;
    }
    paths->list.count = kept;
}

/* ------------------------------------------------------------------ the way forward in a script */

static const struct {
    const char *words;
    bool forward;
} markers[] = {
    {"+goose up", true},   {"+goose down", false},   {"migrate:up", true}, {"migrate:down", false},
    {"+migrate up", true}, {"+migrate down", false}, {"//@undo", false},
};

/* A comment that is such a mark changes the direction. */
static bool direction_after(struct tn_slice line, bool forward) {
    struct tn_buffer text = {0};
    const char *at = line.at, *end = line.at + line.length;
    while (at < end && (*at == ' ' || *at == '\t'))
        at++;
    if (end - at < 3 || at[0] != '-' || at[1] != '-')
        return forward;
    for (at += 2; at < end && (*at == ' ' || *at == '\t');)
        at++;
    tn_put_bytes(&text, at, (size_t)(end - at));
    for (size_t i = 0; i < TN_LENGTH(markers); i++)
        if (tn_find_word(tn_buffer_text(&text), markers[i].words) == tn_buffer_text(&text))
            forward = markers[i].forward;
    tn_buffer_free(&text);
    return forward;
}

void migration_put_forward(struct tn_slice text, struct tn_buffer *out) {
    bool forward = true;
    for (const char *at = text.at, *end = text.at + text.length; at < end;) {
        const char *newline = memchr(at, '\n', (size_t)(end - at));
        const char *next = newline ? newline + 1 : end;
        struct tn_slice line = {at, (size_t)((newline ? newline : end) - at)};
        forward = direction_after(line, forward);
        if (forward)
            tn_put_bytes(out, at, (size_t)(next - at));
        else if (newline)
            tn_put_char(out, '\n');
        at = next;
    }
}
