/*
 * crossed: a script of one dialect, lowered and loaded into the server of another.
 */
#ifndef TENON_TESTS_LOWER_CROSSED_H
#define TENON_TESTS_LOWER_CROSSED_H

#include "servers.h"

#include "tenon/lower.h"

/* text: what was written; said: the findings, as they are printed. Both are appended to. */
static inline void cross_script(enum tn_dialect_id from, const char *script, enum tn_dialect_id to,
                                enum tn_enums enums, struct tn_buffer *text,
                                struct tn_buffer *said) {
    struct tn_lower_options options = {.enums = enums};
    struct tn_model *model = tn_model_new(0, 0);
    struct tn_findings findings = {0}, read = {0};
    assert_true(tn_sql_read(model, tn_slice_of(script), "example", tn_dialects[from], &read, NULL));
    struct tn_model *physical = tn_lower_with(model, tn_dialects[to], &options, &findings);
    tn_sql_write(physical, tn_dialects[to], NULL, text);
    tn_findings_print(&findings, said);
    tn_findings_free(&findings);
    tn_findings_free(&read);
    tn_model_free(physical);
    tn_model_free(model);
}

/* The same into a database of its own. */
static inline struct database *load_crossed(enum tn_dialect_id from, const char *script,
                                            enum tn_dialect_id to, enum tn_enums enums,
                                            struct tn_buffer *said) {
    struct database *database = tn_server_database(tn_server_start(to));
    struct tn_buffer text = {0};
    cross_script(from, script, to, enums, &text, said);
    const char *message = tn_database_run(database, tn_buffer_text(&text));
    if (message)
        fail_msg("%s\n%s", message, text.at);
    tn_buffer_free(&text);
    return database;
}

#endif
