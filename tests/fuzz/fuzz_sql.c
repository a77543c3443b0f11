/*
 * libFuzzer: the first byte chooses the dialect, the rest is a script.
 */
#include "tenon/sql.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
    if (size == 0)
        return 0;
    struct tn_model *model = tn_model_new(0, 0);
    struct tn_findings findings = {0};
    struct tn_error error = {0};
    struct tn_slice text = {(const char *)bytes + 1, size - 1};
    tn_sql_read(model, text, NULL, tn_dialects[bytes[0] % TN_DIALECT_COUNT], &findings, NULL);
    if (!tn_model_check(model, &error))
        abort();
    tn_findings_free(&findings);
    tn_model_free(model);
    return 0;
}
