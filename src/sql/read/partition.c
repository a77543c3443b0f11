/*
 * Partitions of MySQL and MariaDB. How a table is divided is one text, which ALTER TABLE changes;
 * what cannot be told in it is kept as statements about the table, up to the next PARTITION BY.
 * What is done to the data alone is skipped.
 */
#include "sql/read/parser.h"

#include <string.h>

/* ------------------------------------------------------------------ the statements kept */

/* The last of them for the table, found by a name that no statement has. */
static const char key[] = "partitions";

static void know(struct parser *p, struct tn_entity *entity, struct tn_raw *raw) {
    tn_id_map_put(&p->raw_before, raw->id, names_get(&p->names, entity, TN_raw, key));
    names_put(&p->names, entity, TN_raw, key, &raw->object);
}

static bool has_any(struct parser *p, const struct tn_entity *entity) {
    struct tn_object *raw = names_get(&p->names, entity, TN_raw, key);
    for (; raw; raw = tn_id_map_get(&p->raw_before, raw->id))
        if (raw->alive)
            return true;
    return false;
}

static void discard_all(struct parser *p, struct tn_entity *entity) {
    struct tn_object *raw = names_get(&p->names, entity, TN_raw, key);
    for (; raw; raw = tn_id_map_get(&p->raw_before, raw->id))
        if (raw->alive)
            sql_discard(p, raw);
    names_put(&p->names, entity, TN_raw, key, NULL);
}

/* ------------------------------------------------------------------ clauses */

void sql_mysql_partition_by(struct parser *p, struct tn_entity *entity) {
    const char *from = p->token.at;
    sql_skip_statement(p);
    discard_all(p, entity);
    entity->partition_by = sql_text_from(p, from);
}

/* What is done to the rows and not to the schema. */
static bool at_data_action(const struct parser *p) {
    static const enum word words[] = {W_analyze,  W_check,   W_discard, W_exchange, W_import,
                                      W_optimize, W_rebuild, W_repair,  W_truncate};
    for (size_t i = 0; i < TN_LENGTH(words); i++)
        if (at_word(p, words[i]))
            return true;
    return false;
}

bool sql_at_partition_action(struct parser *p) {
    const struct token *next = sql_peek(p, 1);
    if (at_word(p, W_remove))
        return next->word == W_partitioning;
    if (at_word(p, W_convert))
        return next->word == W_partition || next->word == W_table;
    return (at_data_action(p) || at_word(p, W_coalesce) || at_word(p, W_reorganize)) &&
           next->word == W_partition;
}

/* In the text, where nothing is kept that has to come before. */
static bool changed(struct parser *p, struct tn_entity *entity, const char *first) {
    const char *start = p->token.at;
    if (has_any(p, entity) || at_word(p, W_convert))
        return false;
    enum word action = !*first ? p->token.word : *first == 'A' ? W_add : W_drop;
    if (!*first)
        sql_next(p);
    sql_next(p);
    if ((action == W_reorganize && at_statement_end(p)) || sql_change_partitions(p, entity, action))
        return true;
    sql_jump(p, start);
    return false;
}

/* Where first is not "", that word has been read already: ADD or DROP. */
void sql_partition_action(struct parser *p, struct tn_entity *entity, const char *first) {
    if (!*first && at_data_action(p)) {
        sql_skip_statement(p);
        return;
    }
    if (!*first && at_word(p, W_remove)) {
        sql_next(p);
        sql_next(p);
        discard_all(p, entity);
        entity->partition_by = "";
        return;
    }
    if (changed(p, entity, first))
        return;
    struct tn_raw *raw = sql_keep_last_action(p, entity, first, p->token.at);
    if (raw)
        know(p, entity, raw);
}
