/*
 * How SQLite takes the type of a column, which may be any words (Datatypes in SQLite, 3.1).
 */
#include "tenon/sql.h"

/* What decides where it is part of the type; the first of them that is. */
static const struct {
    const char *part;
    enum tn_affinity affinity;
} parts[] = {
    {"int", TN_AFFINITY_INTEGER}, {"char", TN_AFFINITY_TEXT}, {"clob", TN_AFFINITY_TEXT},
    {"text", TN_AFFINITY_TEXT},   {"blob", TN_AFFINITY_BLOB}, {"real", TN_AFFINITY_REAL},
    {"floa", TN_AFFINITY_REAL},   {"doub", TN_AFFINITY_REAL},
};

enum tn_affinity tn_sql_affinity(const char *type) {
    for (size_t i = 0; i < TN_LENGTH(parts); i++)
        if (tn_find_word(type, parts[i].part))
            return parts[i].affinity;
    return *type ? TN_AFFINITY_NUMERIC : TN_AFFINITY_BLOB;
}
