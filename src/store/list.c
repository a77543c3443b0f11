/*
 * Lists of texts and of ids as JSON arrays, in and out. Reads JSON of just these two shapes, and
 * nothing deeper, so hostile text cannot make it recurse.
 */
#include "store/store.h"

#include <stdlib.h>

/* ------------------------------------------------------------------ out */

void store_put_texts(struct tn_buffer *out, struct tn_texts texts) {
    tn_put_char(out, '[');
    for (size_t i = 0; i < texts.count; i++) {
        tn_put(out, i ? "," : "");
        tn_put_json(out, texts.items[i]);
    }
    tn_put_char(out, ']');
}

void store_put_refs(struct tn_buffer *out, struct tn_refs refs) {
    tn_put_char(out, '[');
    for (size_t i = 0; i < refs.count; i++) {
        tn_put(out, i ? "," : "");
        tn_put_number(out, (int64_t)refs.items[i]->id);
    }
    tn_put_char(out, ']');
}

/* ------------------------------------------------------------------ in */

static void skip_space(struct tn_slice *json) {
    while (json->length &&
           (*json->at == ' ' || *json->at == '\n' || *json->at == '\t' || *json->at == '\r'))
        json->at++, json->length--;
}

/* Takes the character where it comes next. */
static bool take(struct tn_slice *json, char c) {
    skip_space(json);
    if (!json->length || *json->at != c)
        return false;
    json->at++, json->length--;
    return true;
}

static bool take_id(struct tn_slice *json, uint64_t *id) {
    skip_space(json);
    bool negative = take(json, '-');
    uint64_t number = 0;
    size_t digits = 0;
    for (; json->length && *json->at >= '0' && *json->at <= '9'; digits++) {
        number = number * 10 + (uint64_t)(*json->at - '0');
        json->at++, json->length--;
    }
    *id = negative ? 0 - number : number;
    return digits > 0 && digits <= 19 && number != 0;
}

static bool take_hexadecimal(struct tn_slice *json, uint32_t *unit) {
    *unit = 0;
    for (int i = 0; i < 4; i++, json->at++, json->length--) {
        char c = json->length ? *json->at : 0;
        if (c >= '0' && c <= '9')
            *unit = *unit << 4 | (uint32_t)(c - '0');
        else if ((c | 32) >= 'a' && (c | 32) <= 'f')
            *unit = *unit << 4 | (uint32_t)((c | 32) - 'a' + 10);
        else
            return false;
    }
    return true;
}

/* After "\u": one code unit, or two of a surrogate pair (RFC 8259, section 7). */
static bool take_codepoint(struct tn_slice *json, struct tn_buffer *text) {
    uint32_t high, low;
    if (!take_hexadecimal(json, &high) || high == 0)
        return false;
    if (high >= 0xD800 && high < 0xDC00 && json->length >= 6 && json->at[0] == '\\' &&
        json->at[1] == 'u') {
        json->at += 2, json->length -= 2;
        if (!take_hexadecimal(json, &low) || low < 0xDC00 || low > 0xDFFF)
            return false;
        high = 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00);
    }
    char bytes[4];
    tn_put_bytes(text, bytes, tn_utf8_encode(high, bytes));
    return true;
}

static bool take_escape(struct tn_slice *json, struct tn_buffer *text) {
    static const char escapes[][2] = {{'"', '"'},  {'\\', '\\'}, {'/', '/'},  {'b', '\b'},
                                      {'f', '\f'}, {'n', '\n'},  {'r', '\r'}, {'t', '\t'}};
    if (!json->length)
        return false;
    char c = *json->at;
    json->at++, json->length--;
    if (c == 'u')
        return take_codepoint(json, text);
    for (size_t i = 0; i < TN_LENGTH(escapes); i++)
        if (escapes[i][0] == c) {
            tn_put_char(text, escapes[i][1]);
            return true;
        }
    return false;
}

static bool take_text(struct tn_slice *json, struct tn_buffer *text) {
    tn_buffer_reset(text);
    if (!take(json, '"'))
        return false;
    while (json->length && *json->at != '"') {
        char c = *json->at;
        json->at++, json->length--;
        if (c == '\0' || (c == '\\' && !take_escape(json, text)))
            return false;
        if (c != '\\')
            tn_put_char(text, c);
    }
    return take(json, '"');
}

static bool ends(struct tn_slice *json) {
    skip_space(json);
    return json->length == 0;
}

bool store_get_texts(struct tn_model *model, struct tn_slice json, struct tn_texts *texts) {
    struct tn_texts result = {0};
    struct tn_buffer text = {0};
    bool good = take(&json, '[');
    if (good && !take(&json, ']')) {
        do {
            good = take_text(&json, &text);
            if (good)
                tn_texts_append(model, &result, tn_buffer_text(&text));
        } while (good && take(&json, ','));
        good = good && take(&json, ']');
    }
    tn_buffer_free(&text);
    if (!good || !ends(&json))
        return false;
    *texts = result;
    return true;
}

bool store_get_refs(struct tn_model *model, struct tn_slice json, enum tn_kind target,
                    struct tn_refs *refs) {
    struct tn_refs result = {0};
    if (!take(&json, '['))
        return false;
    bool empty = take(&json, ']');
    for (bool more = !empty; more; more = take(&json, ',')) {
        uint64_t id;
        struct tn_object *object = take_id(&json, &id) ? tn_promise(model, target, id) : NULL;
        if (!object)
            return false;
        tn_refs_append(model, &result, object);
    }
    if ((!empty && !take(&json, ']')) || !ends(&json))
        return false;
    *refs = result;
    return true;
}
