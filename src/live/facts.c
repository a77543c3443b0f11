/*
 * Facts of catalogues: sorted, evened out, compared.
 */
#include "live/catalogue.h"

#include <stdlib.h>
#include <string.h>

struct lines {
    TN_VECTOR(char *) list;
    char *copy;
};

static void split(struct lines *lines, const char *text) {
    lines->copy = tn_duplicate(text);
    char *rest = lines->copy;
    for (char *line = strsep(&rest, "\n"); line; line = strsep(&rest, "\n"))
        if (*line)
            TN_PUSH(&lines->list, line);
}

static void free_lines(struct lines *lines) {
    free(lines->list.items);
    free(lines->copy);
}

/* "column t 2 name" becomes "column t name", "of t.2" becomes "of t". */
static void forget_place(char *line) {
    char *from = strncmp(line, "column ", 7) == 0 ? strchr(line + 7, ' ') : strstr(line, " of ");
    char *to = from && *line == 's' ? strchr(from + 4, '.') : from;
    char *rest = to ? to + 1 + strspn(to + 1, "0123456789") : NULL;
    if (rest)
        memmove(to, rest, strlen(rest) + 1);
}

static int by_text(const void *a, const void *b) {
    return strcmp(*(char *const *)a, *(char *const *)b);
}

void live_sort_facts(const char *facts, bool places, struct tn_buffer *out) {
    struct lines lines = {0};
    split(&lines, facts);
    for (size_t i = 0; i < lines.list.count && !places; i++)
        forget_place(lines.list.items[i]);
    if (lines.list.count)
        qsort(lines.list.items, lines.list.count, sizeof *lines.list.items, by_text);
    for (size_t i = 0; i < lines.list.count; i++)
        tn_put_format(out, "%s\n", lines.list.items[i]);
    free_lines(&lines);
}

void tn_live_difference(const char *before, const char *after, struct tn_buffer *out) {
    struct lines left = {0}, right = {0};
    split(&left, before);
    split(&right, after);
    for (size_t i = 0, j = 0; i < left.list.count || j < right.list.count;) {
        int order = i == left.list.count    ? 1
                    : j == right.list.count ? -1
                                            : strcmp(left.list.items[i], right.list.items[j]);
        if (order < 0)
            tn_put_format(out, "- %s\n", left.list.items[i]);
        else if (order > 0)
            tn_put_format(out, "+ %s\n", right.list.items[j]);
        i += order <= 0;
        j += order >= 0;
    }
    free_lines(&left);
    free_lines(&right);
}
