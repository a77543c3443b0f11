/*
 * Filling a column while applications go on: a procedure that takes batch after batch, each in a
 * transaction of its own, and notes in a table how far it is, so that it can be run again after an
 * interruption.
 *
 * PostgreSQL: batches are ranges of pages (TID range scans, from version 14 on), which needs no key
 * and reads each page once. Rows that are written meanwhile get their values by a trigger or a
 * default. MySQL: batches follow the first column of the primary key.
 */
#include "migrate/plan.h"

#include <string.h>

struct fill {
    const struct tn_dialect *dialect;
    const struct tn_rollout_options *options;
    const struct tn_attribute *attribute;
    const char *set, *where;
    struct tn_buffer table, procedure, progress, task;
};

static void put_beside(struct tn_buffer *out, const struct fill *fill, const char *name) {
    const struct tn_namespace *space = tn_namespace_of(fill->attribute);
    if (space && fill->dialect->id == TN_POSTGRESQL) {
        tn_sql_put_name(out, fill->dialect, space->name);
        tn_put_char(out, '.');
    }
    tn_put(out, name);
}

static void put_statement(struct tn_buffer *out, const char *verb, const struct tn_buffer *name,
                          const char *rest) {
    tn_put_format(out, "%s %s%s", verb, name->at, rest);
    put_end(out);
}

/* ------------------------------------------------------------------ PostgreSQL */

static void put_postgresql_body(struct tn_buffer *out, const struct fill *fill) {
    struct tn_buffer table = {0};
    tn_sql_put_string(&table, fill->dialect, fill->table.at);
    tn_put(out, "DECLARE\n    fill_page bigint;\n    fill_pages bigint;\nBEGIN\n");
    tn_put_format(out, "    INSERT INTO %s VALUES (%s, 0) ON CONFLICT DO NOTHING;\n",
                  fill->progress.at, fill->task.at);
    tn_put_format(out, "    SELECT page INTO fill_page FROM %s WHERE task = %s;\n",
                  fill->progress.at, fill->task.at);
    tn_put_format(out,
                  "    SELECT greatest(pg_relation_size(%s), max(pg_relation_size(relid)))\n"
                  "        / current_setting('block_size')::bigint\n"
                  "        INTO fill_pages FROM pg_partition_tree(%s);\n",
                  table.at, table.at);
    tn_put(out, "    WHILE fill_page <= fill_pages LOOP\n");
    tn_put_format(out, "        UPDATE %s SET %s\n", fill->table.at, fill->set);
    tn_put_format(out,
                  "            WHERE ctid >= format('(%%s,0)', fill_page)::tid\n"
                  "                AND ctid < format('(%%s,0)', fill_page + %u)::tid\n"
                  "                AND %s;\n",
                  fill->options->batch, fill->where);
    tn_put_format(out, "        fill_page := fill_page + %u;\n", fill->options->batch);
    tn_put_format(out, "        UPDATE %s SET page = fill_page WHERE task = %s;\n",
                  fill->progress.at, fill->task.at);
    tn_put_format(out, "        COMMIT;\n        PERFORM pg_sleep(%u.%03u);\n    END LOOP;\nEND",
                  fill->options->pause / 1000, fill->options->pause % 1000);
    tn_buffer_free(&table);
}

static void put_postgresql(struct tn_buffer *out, const struct fill *fill) {
    put_statement(out, "CREATE TABLE IF NOT EXISTS", &fill->progress,
                  " (task text PRIMARY KEY, page bigint NOT NULL)");
    tn_put_format(out, "CREATE OR REPLACE PROCEDURE %s() LANGUAGE plpgsql AS $fill$\n",
                  fill->procedure.at);
    put_postgresql_body(out, fill);
    tn_put(out, "\n$fill$");
    put_end(out);
    put_statement(out, "CALL", &fill->procedure, "()");
    put_statement(out, "DROP PROCEDURE", &fill->procedure, "()");
    put_statement(out, "DROP TABLE", &fill->progress, "");
}

/* ------------------------------------------------------------------ MySQL and MariaDB */

static void put_mysql_body(struct tn_buffer *out, const struct fill *fill,
                           const struct tn_attribute *key) {
    struct tn_buffer name = {0}, type = {0};
    tn_sql_put_name(&name, fill->dialect, key->name);
    tn_sql_put_type(&type, fill->dialect, key);
    tn_put_format(out, "BEGIN\n    DECLARE fill_behind, fill_upto %s;\n", type.at);
    tn_put_format(out, "    SELECT min(%s) INTO fill_behind FROM %s;\n", name.at, fill->table.at);
    tn_put_format(out, "    SELECT coalesce(max(reached), fill_behind) INTO fill_behind FROM %s;\n",
                  fill->progress.at);
    tn_put(out, "    WHILE fill_behind IS NOT NULL DO\n");
    tn_put_format(out,
                  "        SET fill_upto = (SELECT %s FROM %s WHERE %s > fill_behind ORDER BY %s\n"
                  "            LIMIT 1 OFFSET %u);\n",
                  name.at, fill->table.at, name.at, name.at, fill->options->batch - 1);
    tn_put_format(out, "        UPDATE %s SET %s\n", fill->table.at, fill->set);
    tn_put_format(
        out,
        "            WHERE %s >= fill_behind AND (fill_upto IS NULL OR %s <= fill_upto) AND %s;\n",
        name.at, name.at, fill->where);
    tn_put_format(
        out, "        INSERT INTO %s SELECT fill_upto FROM DUAL WHERE fill_upto IS NOT NULL;\n",
        fill->progress.at);
    tn_put_format(
        out, "        COMMIT;\n        DO SLEEP(%u.%03u);\n        SET fill_behind = fill_upto;\n",
        fill->options->pause / 1000, fill->options->pause % 1000);
    tn_put(out, "    END WHILE;\nEND");
    tn_buffer_free(&name);
    tn_buffer_free(&type);
}

static void put_mysql_batches(struct tn_buffer *out, const struct fill *fill,
                              const struct tn_attribute *key) {
    struct tn_buffer type = {0};
    tn_sql_put_type(&type, fill->dialect, key);
    tn_put_format(out, "CREATE TABLE IF NOT EXISTS %s (reached %s)", fill->progress.at, type.at);
    put_end(out);
    put_statement(out, "DROP PROCEDURE IF EXISTS", &fill->procedure, "");
    tn_put_format(out, "CREATE PROCEDURE %s()\n", fill->procedure.at);
    put_mysql_body(out, fill, key);
    put_end(out);
    put_statement(out, "CALL", &fill->procedure, "()");
    put_statement(out, "DROP PROCEDURE", &fill->procedure, "");
    put_statement(out, "DROP TABLE", &fill->progress, "");
    tn_buffer_free(&type);
}

/* Without a key there is no batch. */
static void put_mysql(struct tn_buffer *out, const struct fill *fill) {
    const struct tn_key *key = tn_primary_key(tn_entity_of(fill->attribute));
    if (key && key->attributes.count) {
        put_mysql_batches(out, fill, (const void *)key->attributes.items[0]);
        return;
    }
    tn_put_format(out, "UPDATE %s SET %s WHERE %s", fill->table.at, fill->set, fill->where);
    put_end(out);
}

void put_online_fill(struct tn_buffer *out, const struct tn_dialect *dialect,
                     const struct tn_rollout_options *options, const struct tn_attribute *attribute,
                     const char *set, const char *where) {
    struct fill fill = {dialect, options, attribute, set, where, {0}, {0}, {0}, {0}};
    struct tn_buffer path = {0};
    tn_path(attribute, &path);
    tn_sql_put_path(&fill.table, dialect, tn_entity_of(attribute));
    put_beside(&fill.procedure, &fill, "tenon_fill");
    put_beside(&fill.progress, &fill, "tenon_progress");
    tn_sql_put_string(&fill.task, dialect, path.at);
    if (dialect->id == TN_POSTGRESQL)
        put_postgresql(out, &fill);
    else
        put_mysql(out, &fill);
    tn_buffer_free(&path);
    tn_buffer_free(&fill.table);
    tn_buffer_free(&fill.procedure);
    tn_buffer_free(&fill.progress);
    tn_buffer_free(&fill.task);
}

void put_default_fill(struct tn_buffer *out, const struct tn_dialect *dialect,
                      const struct tn_rollout_options *options,
                      const struct tn_attribute *attribute) {
    struct tn_buffer name = {0}, set = {0}, where = {0};
    tn_sql_put_name(&name, dialect, attribute->name);
    tn_put_format(&set, "%s = DEFAULT", name.at);
    tn_put_format(&where, "%s IS NULL", name.at);
    put_online_fill(out, dialect, options, attribute, set.at, where.at);
    tn_buffer_free(&name);
    tn_buffer_free(&set);
    tn_buffer_free(&where);
}
