/*
 * The table of report formats.
 */
#include "review/changes.h"

#include <string.h>

const struct tn_review_format *const tn_review_formats[] = {
    &review_text,
    &review_json,
    &review_markdown,
};
const size_t tn_review_format_count = TN_LENGTH(tn_review_formats);

const struct tn_review_format *tn_review_format_find(const char *name) {
    for (size_t i = 0; i < tn_review_format_count; i++)
        if (strcmp(tn_review_formats[i]->name, name) == 0)
            return tn_review_formats[i];
    return NULL;
}
