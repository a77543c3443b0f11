/*
 * The settings of MySQL and MariaDB that a routine, trigger, view or event is made under and keeps:
 * set before its statement, and taken back behind it.
 */
#include "sql/write/write.h"

#include <string.h>

static const char *const settings[] = {"sql_mode", "character_set_client", "collation_connection"};

/* Those that are put aside in a line of their own where there are several. */
void write_session_begin(struct tn_buffer *out, const char *session) {
    size_t count = 0;
    tn_put(out, "SET ");
    for (size_t i = 0; i < TN_LENGTH(settings); i++)
        if (tn_find_word(session, settings[i])) {
            tn_put(out, count ? ",\n    " : "");
            tn_put_format(out, "@%s = @@%s", settings[i], settings[i]);
            count++;
        }
    tn_put(out, count > 1 ? ",\n    " : ", ");
    tn_put(out, session);
}

void write_session_end(struct tn_buffer *out, const char *session) {
    const char *before = "SET ";
    for (size_t i = 0; i < TN_LENGTH(settings); i++)
        if (tn_find_word(session, settings[i])) {
            tn_put_format(out, "%s%s = @%s", before, settings[i], settings[i]);
            before = ", ";
        }
}

const char *write_session_of(const struct tn_dialect *dialect, const struct tn_object *object) {
    const struct tn_field *field = tn_field_find(object->kind, "session");
    return field && write_mysql(dialect) ? tn_value_get(object, field).text : "";
}

void tn_sql_put_session(struct tn_buffer *out, const struct tn_dialect *dialect, const void *object,
                        bool end) {
    const char *session = write_session_of(dialect, object);
    if (*session && end)
        write_session_end(out, session);
    else if (*session)
        write_session_begin(out, session);
}
