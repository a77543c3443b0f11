/*
 * One field's value as an SQLite value, in and out: the encoding that rows and journal share.
 *
 *   text         TEXT                     list of texts       JSON array of texts
 *   bool, int    INTEGER                  reference           the id as INTEGER, or NULL
 *   enumeration  its literal, as TEXT     list of references  JSON array of ids
 *
 * Ids are 64 bits without sign in memory and the same bits with sign in SQLite.
 */
#include "store/store.h"

#include <string.h>

/* ------------------------------------------------------------------ out */

static void bind_list(sqlite3_stmt *statement, int at, const struct tn_field *field,
                      union tn_value value) {
    struct tn_buffer json = {0};
    if (field->type == TN_TEXTS)
        store_put_texts(&json, value.texts);
    else
        store_put_refs(&json, value.refs);
    sqlite3_bind_text64(statement, at, json.at, json.length, SQLITE_TRANSIENT, SQLITE_UTF8);
    tn_buffer_free(&json);
}

void store_bind_value(sqlite3_stmt *statement, int at, const struct tn_field *field,
                      union tn_value value) {
    const struct tn_enumeration *enumeration = field->enumeration;
    switch (field->type) {
    case TN_TEXT:
        sqlite3_bind_text64(statement, at, value.text, strlen(value.text), SQLITE_STATIC,
                            SQLITE_UTF8);
        break;
    case TN_BOOL:
    case TN_INT:
        sqlite3_bind_int64(statement, at, value.number);
        break;
    case TN_ENUM:
        sqlite3_bind_text(statement, at, enumeration->literals[value.number], -1, SQLITE_STATIC);
        break;
    case TN_REF:
        if (value.ref)
            sqlite3_bind_int64(statement, at, (int64_t)value.ref->id);
        else
            sqlite3_bind_null(statement, at);
        break;
    case TN_TEXTS:
    case TN_REFS:
        bind_list(statement, at, field, value);
        break;
    }
}

/* ------------------------------------------------------------------ in */

/* The bytes where they lie: valid as long as the value. */
struct tn_slice store_text_of(sqlite3_value *value) {
    int length = sqlite3_value_bytes(value);
    if (length <= 0)
        return (struct tn_slice){"", 0};
    return (struct tn_slice){sqlite3_value_blob(value), (size_t)length};
}

static bool read_text(struct tn_model *model, struct tn_slice text, union tn_value *value) {
    if (text.length == 0) {
        value->text = "";
        return true;
    }
    if (!text.at || memchr(text.at, 0, text.length))
        return false; /* no text of ours holds a zero byte */
    value->text = tn_text_slice(model, text);
    return true;
}

static bool read_literal(const struct tn_enumeration *enumeration, struct tn_slice text,
                         union tn_value *value) {
    for (size_t i = 0; i < enumeration->count; i++)
        if (tn_slice_is(text, enumeration->literals[i])) {
            value->number = (int64_t)i;
            return true;
        }
    return false;
}

static bool read_ref(struct tn_model *model, sqlite3_value *from, enum tn_kind target,
                     union tn_value *value) {
    value->ref = NULL;
    if (sqlite3_value_type(from) == SQLITE_NULL)
        return true;
    uint64_t id = (uint64_t)sqlite3_value_int64(from);
    value->ref = id ? tn_promise(model, target, id) : NULL;
    return value->ref != NULL;
}

bool store_read_value(struct tn_model *model, sqlite3_value *from, const struct tn_field *field,
                      union tn_value *value) {
    switch (field->type) {
    case TN_TEXT:
        return read_text(model, store_text_of(from), value);
    case TN_BOOL:
    case TN_INT:
        value->number = sqlite3_value_int64(from);
        return field->type == TN_INT || value->number == 0 || value->number == 1;
    case TN_ENUM:
        return read_literal(field->enumeration, store_text_of(from), value);
    case TN_REF:
        return read_ref(model, from, field->target, value);
    case TN_TEXTS:
        return store_get_texts(model, store_text_of(from), &value->texts);
    case TN_REFS:
        return store_get_refs(model, store_text_of(from), field->target, &value->refs);
    }
    return false;
}
