/*
 * How statements follow each other in a script: blank lines, delimiters, and statements that may be
 * run again.
 */
#include "sql/write/script.h"

#include <string.h>

/* ------------------------------------------------------------------ what is asked for */

bool write_is_chosen(const struct write_script *script, const void *object) {
    const struct tn_id_map *only = script->style->only;
    if (!only)
        return true;
    for (const struct tn_object *o = object; o; o = o->parent)
        if (tn_id_map_get(only, o->id))
            return true;
    return false;
}

/* ------------------------------------------------------------------ statements */

static void begin_statement(struct write_script *script, enum tn_kind kind, bool is_long) {
    bool first = script->out->length == 0;
    bool apart = kind != script->last || is_long || script->last_was_long;
    if (!first && apart && !script->style->terse)
        tn_put_char(script->out, '\n');
    script->last = kind;
    script->last_was_long = is_long;
}

void write_end(struct write_script *script, enum tn_kind kind) {
    const char *text = tn_buffer_text(&script->text);
    if (!*text)
        return;
    begin_statement(script, kind, strchr(text, '\n') != NULL);
    tn_put(script->out, text);
    tn_put(script->out, script->delimiter ? script->delimiter : ";");
    tn_put_char(script->out, '\n');
    tn_buffer_reset(&script->text);
}

/* ------------------------------------------------------------------ DELIMITER */

static const char *free_delimiter(const char *text) {
    static const char *const candidates[] = {"//", ";;", "$$", "||"};
    for (size_t i = 0; i < TN_LENGTH(candidates); i++)
        if (!strstr(text, candidates[i]))
            return candidates[i];
    return "$$tenon$$";
}

/* A semicolon in a string makes one too many, which does no harm. */
static bool has_statements_inside(const char *text) {
    return tn_find_word(text, "create ") == text && tn_find_word(text, "create table ") != text &&
           strchr(text, ';');
}

void tn_sql_put_statement(struct tn_buffer *out, const struct tn_dialect *dialect,
                          struct tn_slice statement) {
    struct tn_buffer copy = {0};
    tn_put_bytes(&copy, statement.at, statement.length);
    const char *text = tn_buffer_text(&copy);
    if (write_mysql(dialect) && has_statements_inside(text)) {
        const char *delimiter = free_delimiter(text);
        tn_put_format(out, "DELIMITER %s\n%s%s\nDELIMITER ;\n", delimiter, text, delimiter);
    } else {
        tn_put_format(out, "%s;\n", text);
    }
    tn_buffer_free(&copy);
}

static void end_delimiter(struct write_script *script) {
    if (!script->delimiter)
        return;
    tn_put(script->out, script->style->terse ? "DELIMITER ;\n" : "\nDELIMITER ;\n");
    script->delimiter = NULL;
    script->last_was_long = true;
}

static void set_delimiter(struct write_script *script, const char *text) {
    if (script->delimiter && !strstr(text, script->delimiter))
        return;
    end_delimiter(script);
    script->delimiter = free_delimiter(text);
    if (script->out->length && !script->style->terse)
        tn_put_char(script->out, '\n');
    tn_put_format(script->out, "DELIMITER %s\n", script->delimiter);
    script->last_was_long = true;
}

/* ------------------------------------------------------------------ statements that may run twice
 */

/* The text with some words put behind the first place where a word stands; as it is where it has
 * none, or has those words already. */
static void insert_behind(struct tn_buffer *text, const char *word, const char *words) {
    const char *at = tn_find_word(tn_buffer_text(text), word);
    if (!at || tn_find_word(at, words) == at + strlen(word))
        return;
    struct tn_buffer made = {0};
    size_t length = (size_t)(at - text->at) + strlen(word);
    tn_put_bytes(&made, text->at, length);
    tn_put(&made, words);
    tn_put(&made, text->at + length);
    tn_buffer_free(text);
    *text = made;
}

static const char *free_dollars(const char *text) {
    static const char *const candidates[] = {"$$", "$tenon$", "$again$"};
    for (size_t i = 0; i < TN_LENGTH(candidates); i++)
        if (!strstr(text, candidates[i]))
            return candidates[i];
    return "$once_more$";
}

/* PostgreSQL has no IF NOT EXISTS for types, constraints, roles and policies: a block that takes
 * the error for an answer does the same. */
static void guard(struct tn_buffer *text, const char *errors) {
    struct tn_buffer made = {0};
    const char *dollars = free_dollars(tn_buffer_text(text));
    tn_put_format(&made, "DO %s BEGIN\n%s;\nEXCEPTION WHEN %s THEN NULL;\nEND %s", dollars,
                  text->at, errors, dollars);
    tn_buffer_free(text);
    *text = made;
}

/* What the server says of an object that is there already. */
static const char *errors_of(enum tn_kind kind) {
    if (kind == TN_entity) /* ATTACH PARTITION */
        return "wrong_object_type";
    return kind == TN_raw || kind == TN_routine
               ? "duplicate_object OR duplicate_table OR duplicate_function"
               : "duplicate_object";
}

static bool is_replaced(const struct write_script *script, enum tn_kind kind) {
    const char *text = tn_buffer_text(&script->text);
    if (kind == TN_routine)
        return tn_find_word(text, "create aggregate ") != text;
    if (kind == TN_trigger)
        return script->dialect->can.replace_trigger &&
               tn_find_word(text, "create constraint ") != text;
    return kind == TN_view;
}

static void repeat_in_postgresql(struct write_script *script, enum tn_kind kind) {
    const char *text = tn_buffer_text(&script->text);
    bool creates = tn_find_word(text, "create ") == text;
    if (!*text || tn_find_word(text, " if not exists "))
        return;
    if (is_replaced(script, kind))
        insert_behind(&script->text, "create ", "OR REPLACE ");
    else if (kind != TN_raw || creates)
        guard(&script->text, errors_of(kind));
}

/* Routines and triggers of MySQL are dropped before, which every version can. */
static void repeat_in_mysql(struct write_script *script, const struct tn_object *object) {
    if (object->kind == TN_view) {
        insert_behind(&script->text, "create ", "OR REPLACE ");
    } else if (object->kind == TN_raw) {
        insert_behind(&script->text, "create event ", "IF NOT EXISTS ");
    } else if (object->kind == TN_routine || object->kind == TN_trigger) {
        struct tn_buffer statement = script->text;
        script->text = (struct tn_buffer){0};
        write_drop(&script->text, script->dialect, object, true);
        write_end(script, TN_any);
        tn_buffer_free(&script->text);
        script->text = statement;
    }
}

void write_repeatable(struct write_script *script, const struct tn_object *object) {
    if (!script->style->if_not_exists)
        return;
    if (script->dialect->id == TN_POSTGRESQL)
        repeat_in_postgresql(script, object->kind);
    else if (write_mysql(script->dialect))
        repeat_in_mysql(script, object);
    else if (object->kind == TN_trigger)
        insert_behind(&script->text, "trigger ", "IF NOT EXISTS ");
    else if (object->kind == TN_raw)
        insert_behind(&script->text, "create virtual table ", "IF NOT EXISTS ");
}

/* ------------------------------------------------------------------ objects */

/* The settings in force become these; a statement that stands ready is put off. */
static void set_session(struct write_script *script, const char *session) {
    struct tn_buffer statement = script->text;
    if (strcmp(script->session, session) == 0)
        return;
    script->text = (struct tn_buffer){0};
    if (*script->session)
        write_session_end(&script->text, script->session);
    write_end(script, TN_any);
    if (*session)
        write_session_begin(&script->text, session);
    write_end(script, TN_any);
    tn_buffer_free(&script->text);
    script->text = statement;
    script->session = session;
}

void write_end_text_statements(struct write_script *script) {
    set_session(script, "");
    end_delimiter(script);
}

void write_text_statement(struct write_script *script, const struct tn_object *object) {
    write_object(&script->text, script->dialect, object, script->style->if_not_exists);
    bool compound =
        object->kind == TN_routine || object->kind == TN_trigger || object->kind == TN_raw;
    if (write_mysql(script->dialect) && compound && strchr(tn_buffer_text(&script->text), ';'))
        set_delimiter(script, script->text.at);
    else
        end_delimiter(script);
    set_session(script, write_session_of(script->dialect, object));
    write_repeatable(script, object);
    write_end(script, object->kind);
}

void write_plain_object(struct write_script *script, const void *object) {
    write_object(&script->text, script->dialect, object, script->style->if_not_exists);
    if (((const struct tn_object *)object)->kind != TN_grant)
        write_repeatable(script, object);
    write_end(script, ((const struct tn_object *)object)->kind);
}
