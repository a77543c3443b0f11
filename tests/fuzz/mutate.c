/*
 * Mutation without a fuzzer: whole texts, pieces of texts, single bytes, always the same way.
 */
#include "fuzz.h"

#include <string.h>

size_t fuzz_below(uint64_t *state, size_t limit) {
    uint64_t number = tn_mix(*state += UINT64_C(0x9e3779b97f4a7c15));
    return limit ? number % limit : 0;
}

static struct tn_slice piece(uint64_t *state, struct tn_slice text) {
    if (!text.length)
        return text;
    size_t from = fuzz_below(state, text.length), left = text.length - from;
    size_t most = fuzz_below(state, 4) ? 40 : left;
    return (struct tn_slice){text.at + from, fuzz_below(state, left < most ? left : most) + 1};
}

static void put_part(uint64_t *state, struct tn_slice text, struct tn_buffer *out) {
    size_t choice = fuzz_below(state, 8);
    struct tn_slice part = piece(state, text);
    if (choice == 0)
        tn_put_bytes(out, text.at, text.length);
    else if (choice == 1)
        tn_put_char(out, (char)(fuzz_below(state, 255) + 1));
    else
        tn_put_bytes(out, part.at, part.length);
}

/* One text up to a place, something that does not belong there, and perhaps the rest of it: what is
 * met in the middle of anything. */
static void break_off(uint64_t *state, struct tn_slice text, struct tn_buffer *out) {
    static const char *const strange[] = {"'", "\"", "`", "$x$", "(", ")", "/*", ";",
                                          ",", ".",  "=", "",    "x", "1", "--", "NULL"};
    size_t at = fuzz_below(state, text.length), skipped = fuzz_below(state, 40);
    while (at < text.length && !memchr(" \n(,", text.at[at], 4))
        at++;
    tn_put_bytes(out, text.at, at);
    tn_put_format(out, " %s ", strange[fuzz_below(state, TN_LENGTH(strange))]);
    if (fuzz_below(state, 2) && at + skipped < text.length)
        tn_put_bytes(out, text.at + at + skipped, text.length - at - skipped);
}

void fuzz_mutate(uint64_t *state, const struct tn_slice *texts, size_t count,
                 struct tn_buffer *out) {
    static const char bytes[] = "();,'\"$`[]*/-. \nx";
    tn_buffer_reset(out);
    if (fuzz_below(state, 2)) {
        break_off(state, texts[fuzz_below(state, count)], out);
        return;
    }
    for (size_t i = fuzz_below(state, 12) + 1; i > 0; i--)
        put_part(state, texts[fuzz_below(state, count)], out);
    for (size_t i = fuzz_below(state, 6); i > 0 && out->length; i--)
        out->at[fuzz_below(state, out->length)] = bytes[fuzz_below(state, sizeof bytes - 1)];
}

void fuzz_send_mutations(fuzz_way *way, const struct tn_slice *texts, size_t count, long rounds) {
    uint64_t state = 1;
    struct tn_buffer script = {0};
    for (long round = 0; round < rounds && count; round++) {
        fuzz_mutate(&state, texts, count, &script);
        fuzz_send(way, (char)fuzz_below(&state, 256), (struct tn_slice){script.at, script.length});
    }
    tn_buffer_free(&script);
}
