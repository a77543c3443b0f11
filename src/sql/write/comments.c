/*
 * COMMENT ON for everything that has one, in the order of the script.
 */
#include "sql/write/script.h"

/* The part that makes an object: its comment cannot come before it. */
static void begin_part_of(struct write_script *script, const struct tn_object *object) {
    const struct tn_entity *entity = tn_entity_of(object);
    bool late = object->kind == TN_relationship ||
                (object->kind == TN_check && ((const struct tn_check *)object)->not_valid);
    if (object->kind == TN_trigger || object->kind == TN_view || object->kind == TN_routine)
        write_begin_part(script, write_part_of(object), object);
    else if (entity && !late)
        write_begin_part(script, PART_TABLE, entity);
    else
        write_begin_part(script, PART_COMMENTS, NULL);
}

/* The project's own comment is not among them: a script does not know the name of its database. */
static void put_comment(struct write_script *script, const struct tn_object *object) {
    if (!*object->comment || object->kind == TN_project || !write_is_chosen(script, object))
        return;
    begin_part_of(script, object);
    tn_sql_put_comment(&script->text, script->dialect, object);
    write_end(script, TN_note);
}

/* Those whose order in the script is another than in the model. */
static bool is_ordered(const struct tn_object *object) {
    return object->kind == TN_entity || object->kind == TN_view || object->kind == TN_routine;
}

void write_comments(struct write_script *script, const struct tn_object *object) {
    const struct tn_kind_info *info = tn_kind_of(object);
    put_comment(script, object);
    for (size_t i = 0; i < info->list_count; i++) {
        const struct tn_list *list = (const void *)((const char *)object + info->lists[i].offset);
        for (const struct tn_object *child = list->first; child; child = child->next)
            if (!is_ordered(child))
                write_comments(script, child);
    }
}

void write_all_comments(struct write_script *script) {
    struct tn_refs lists[] = {script->entities, script->order.early, script->order.late};
    write_comments(script, &script->model->project->object);
    for (size_t k = 0; k < TN_LENGTH(lists); k++)
        for (size_t i = 0; i < lists[k].count; i++)
            if (is_ordered(lists[k].items[i]))
                write_comments(script, lists[k].items[i]);
}
