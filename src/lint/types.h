/*
 * What sort of values a column holds, told from its type, as far as rules need it.
 */
#ifndef LINT_TYPES_H
#define LINT_TYPES_H

#include "tenon/sql.h"

enum lint_family {
    LINT_UNTYPED, /* no type at all */
    LINT_INTEGER,
    LINT_DECIMAL,
    LINT_FLOAT,
    LINT_BOOLEAN,
    LINT_TEXT,
    LINT_BINARY,
    LINT_DATE,
    LINT_TIME,
    LINT_TIMESTAMP,
    LINT_UUID,
    LINT_JSON,
    LINT_ENUMERATION,
    LINT_OTHER,
};

struct lint_type {
    enum lint_family family;
    int64_t size; /* bytes of an integer or float; length of a text or binary, 0 without limit;
                     precision of a decimal, 0 without limit */
    int64_t scale;
    bool is_unsigned, fixed; /* fixed: char, binary */
};

bool lint_is_number(enum lint_family family);
/* Of a type's text. */
struct lint_type lint_type_of(const struct tn_dialect *dialect, const char *type);
/* Of a column: a domain counts as what it restricts, an array as other. */
struct lint_type lint_column_type(const struct tn_dialect *dialect,
                                  const struct tn_attribute *attribute);
/* For messages: "varchar(20)", "app.mood", "integer[]". Result in the arena, or the model's. */
const char *lint_type_title(const struct tn_attribute *attribute, struct tn_arena *arena);

/* The character set of a column: its own, or that of its table; "" where neither has one. */
const char *lint_charset_of(const struct tn_attribute *attribute);
/* Bytes of a character in it, at most (MySQL, "Supported Character Sets"); OTHERWISE where it is
 * not known. */
int64_t lint_character_bytes(const struct tn_attribute *attribute, int64_t otherwise);

#endif
