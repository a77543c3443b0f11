/*
 * Owns the use of PCRE2.
 */
#include "lint/pattern.h"

#include "base/library.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <stdlib.h>
#include <string.h>

#define FUNCTIONS(_)                                                                               \
    _(pcre2_compile_8)                                                                             \
    _(pcre2_code_free_8)                                                                           \
    _(pcre2_get_error_message_8)                                                                   \
    _(pcre2_match_8)                                                                               \
    _(pcre2_match_context_create_8)                                                                \
    _(pcre2_match_context_free_8)                                                                  \
    _(pcre2_match_data_create_8)                                                                   \
    _(pcre2_match_data_free_8)                                                                     \
    _(pcre2_set_match_limit_8)                                                                     \
    _(pcre2_set_depth_limit_8)
struct library {
    FUNCTIONS(TN_FUNCTION)
};
static const char *const names[] = {FUNCTIONS(TN_FUNCTION_NAME)};

struct lint_pattern {
    struct library library;
    pcre2_code_8 *code;
    pcre2_match_data_8 *data;
    pcre2_match_context_8 *context;
};

enum { MATCH_LIMIT = 100000, DEPTH_LIMIT = 1000 }; /* steps, and steps within each other */

static bool compile(struct lint_pattern *pattern, struct tn_slice text, struct tn_error *error) {
    const struct library *library = &pattern->library;
    PCRE2_SIZE place = 0;
    int number = 0;
    PCRE2_UCHAR8 message[120] = "";
    pattern->code =
        library->pcre2_compile_8((PCRE2_SPTR8)text.at, text.length,
                                 PCRE2_UTF | PCRE2_NEVER_BACKSLASH_C, &number, &place, NULL);
    if (pattern->code)
        return true;
    library->pcre2_get_error_message_8(number, message, sizeof message);
    return tn_fail(error, "the pattern %.*s is wrong at its character %zu: %s", (int)text.length,
                   text.at, (size_t)place + 1, (const char *)message);
}

struct lint_pattern *lint_pattern_new(struct tn_slice text, struct tn_error *error) {
    struct lint_pattern *pattern = tn_allocate(sizeof *pattern);
    memset(pattern, 0, sizeof *pattern);
    if (!tn_library_load(TN_PCRE2, names, TN_LENGTH(names), &pattern->library, error) ||
        !compile(pattern, text, error)) {
        free(pattern);
        return NULL;
    }
    pattern->data = pattern->library.pcre2_match_data_create_8(1, NULL);
    pattern->context = pattern->library.pcre2_match_context_create_8(NULL);
    pattern->library.pcre2_set_match_limit_8(pattern->context, MATCH_LIMIT);
    pattern->library.pcre2_set_depth_limit_8(pattern->context, DEPTH_LIMIT);
    return pattern;
}

void lint_pattern_free(struct lint_pattern *pattern) {
    if (!pattern)
        return;
    pattern->library.pcre2_match_context_free_8(pattern->context);
    pattern->library.pcre2_match_data_free_8(pattern->data);
    pattern->library.pcre2_code_free_8(pattern->code);
    free(pattern);
}

bool lint_pattern_matches(const struct lint_pattern *pattern, const char *text) {
    return pattern->library.pcre2_match_8(pattern->code, (PCRE2_SPTR8)text, strlen(text), 0, 0,
                                          pattern->data, pattern->context) >= 0;
}
