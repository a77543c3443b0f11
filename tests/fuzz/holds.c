/*
 * What must hold of every input, whichever way it is sent.
 */
#include "fuzz.h"

#include "tenon/format.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct tn_buffer sent; /* what a driver sends at the moment */

void fuzz_send(fuzz_way *way, char choice, struct tn_slice script) {
    tn_buffer_reset(&sent);
    tn_put_char(&sent, choice);
    tn_put_bytes(&sent, script.at, script.length);
    way((const uint8_t *)sent.at, sent.length);
    tn_buffer_free(&sent);
}

void fuzz_must(bool holds, const char *what) {
    if (holds)
        return;
    fprintf(stderr, "does not hold: %s\n", what);
    fwrite(tn_buffer_text(&sent), 1, sent.length, stderr);
    abort();
}

void fuzz_must_be_whole(const struct tn_model *model) {
    struct tn_error error = {0};
    bool whole = tn_model_check(model, &error);
    fuzz_must(whole, error.message ? error.message : "the model is whole");
}

struct tn_model *fuzz_read(struct tn_slice text, const struct tn_dialect *dialect) {
    struct tn_model *model = tn_model_new(0, 0);
    struct tn_findings findings = {0};
    struct tn_sql_report report;
    bool good = tn_sql_read(model, text, "fuzz", dialect, &findings, &report);
    fuzz_must(good == (tn_findings_count(&findings, TN_ERROR) == 0), "every error has its finding");
    fuzz_must_be_whole(model);
    tn_findings_free(&findings);
    return model;
}

struct tn_buffer fuzz_canonical(const struct tn_model *model) {
    struct tn_buffer out = {0};
    tn_xml_write(model, &out);
    return out;
}

struct fuzz_past fuzz_remember(struct tn_model *model) {
    return (struct fuzz_past){fuzz_canonical(model), tn_journal_of(model)->done};
}

void fuzz_must_come_back(struct tn_model *model, struct fuzz_past *past) {
    while (tn_journal_of(model)->done > past->groups)
        tn_undo(model, NULL);
    struct tn_buffer now = fuzz_canonical(model);
    fuzz_must(strcmp(past->text.at, now.at) == 0, "undoing brings the model back");
    tn_buffer_free(&past->text);
    tn_buffer_free(&now);
}

struct fuzz_file fuzz_file(struct tn_slice bytes) {
    struct fuzz_file file = {.stream = tmpfile()};
    fuzz_must(file.stream, "there is room for a file");
    fwrite(bytes.at, 1, bytes.length, file.stream);
    rewind(file.stream);
    snprintf(file.path, sizeof file.path, "/dev/fd/%d", fileno(file.stream));
    return file;
}
