/*
 * The table of formats and how one is found: by name, by content, by the ending
 * of a path.
 */
#include "format/formats.h"

#include <string.h>

const struct tn_format *const tn_formats[] = {
    &tn_format_xml, &tn_format_sql, &tn_format_json, &tn_format_svg, &tn_format_text,
};
const size_t tn_format_count = TN_LENGTH(tn_formats);

const struct tn_format *tn_format_find(const char *name) {
    for (size_t i = 0; i < tn_format_count; i++)
        if (strcmp(tn_formats[i]->name, name) == 0)
            return tn_formats[i];
    return NULL;
}

static bool ends_with(const char *path, const char *ending) {
    size_t length = strlen(path), tail = strlen(ending);
    return length > tail && tn_same_word(path + length - tail, ending);
}

static const struct tn_format *by_ending(const char *path, bool output) {
    for (size_t i = 0; path && i < tn_format_count; i++) {
        const struct tn_format *format = tn_formats[i];
        if (output ? !format->write : !format->read)
            continue;
        for (const char *const *ending = format->extensions; *ending; ending++)
            if (ends_with(path, *ending))
                return format;
    }
    return NULL;
}

const struct tn_format *tn_format_of(const char *path, struct tn_slice text) {
    for (size_t i = 0; i < tn_format_count; i++)
        if (tn_formats[i]->recognise && tn_formats[i]->recognise(text))
            return tn_formats[i];
    return by_ending(path, false);
}

const struct tn_format *tn_format_for_output(const char *path) {
    return by_ending(path, true);
}
