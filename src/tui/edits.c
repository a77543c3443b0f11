/*
 * The edits behind keys, cells and forms, in the user's words. Rules about the model itself live
 * in model/ and sql/; here they only get their names and messages.
 */
#include "tui/edits.h"

#include "tenon/sql.h"
#include "tui/app.h"
#include "tui/label.h"

#include <stdlib.h>
#include <string.h>

/* "attribute email" in the frame's words; good until the text is freed. */
static char *words_for(const void *object) {
    struct tn_buffer text = {0};
    tn_put_spaced(&text, tn_kind_of(object)->name);
    tn_put_char(&text, ' ');
    label_of(object, &text);
    char *words = tn_duplicate(tn_buffer_text(&text));
    tn_buffer_free(&text);
    return words;
}

/* ------------------------------------------------------------------ names */

static const struct tn_object *namesake(const struct tn_object *object, const char *name) {
    struct tn_list *list = object->parent ? tn_list_of(object->parent, object->kind) : NULL;
    const struct tn_object *other = list ? tn_find_name_folded(list, name) : NULL;
    return other == object ? NULL : other;
}

static bool name_is_possible(struct app *app, const struct tn_object *object, const char *name) {
    bool needs_name = object->kind == TN_entity || object->kind == TN_attribute;
    if (needs_name && !*name) {
        app_warn(app, "it needs a name");
        return false;
    }
    const struct tn_object *other = *name ? namesake(object, name) : NULL;
    if (!other)
        return true;
    char *words = words_for(other);
    app_warn(app, "there is %s %s already", strchr("aeiou", *words) ? "an" : "a", words);
    free(words);
    return false;
}

static void say_findings(struct app *app, const struct tn_findings *findings) {
    if (findings->count)
        app_warn(app, "%s%s", findings->items[0].message,
                 findings->count > 1 ? " (and others)" : "");
}

bool edit_rename(struct app *app, struct tn_object *object, const char *name) {
    struct tn_findings findings = {0};
    if (strcmp(name, object->name) == 0)
        return true;
    if (!name_is_possible(app, object, name) ||
        !edit_begin(app, "rename %s to %s", tn_kind_of(object)->name, name))
        return false;
    struct tn_buffer before = {0};
    label_of(object, &before);
    tn_sql_rename(app->model, object, name, &findings);
    edit_end(app, "renamed %s to %s", tn_buffer_text(&before), name);
    say_findings(app, &findings);
    tn_findings_free(&findings);
    tn_buffer_free(&before);
    return true;
}

/* ------------------------------------------------------------------ types */

static struct tn_type *named_type(const struct tn_model *model, const char *name) {
    TN_EACH_OF(model, type, type)
    if (tn_same_word(type->name, name))
        return type;
    return NULL;
}

/* "text[][]" has two dimensions, and its type is "text". */
static int64_t cut_dimensions(char *text) {
    int64_t dimensions = 0;
    for (size_t length = strlen(text); length > 2 && strcmp(text + length - 2, "[]") == 0;
         length -= 2) {
        text[length - 2] = 0;
        dimensions++;
    }
    return dimensions;
}

static const struct {
    const char *words;
    enum tn_identity identity;
} identity_words[] = {
    {" identity by default", TN_identity_by_default},
    {" identity always", TN_identity_always},
    {" identity", TN_identity_always},
    {" auto increment", TN_identity_auto_increment},
    {" auto_increment", TN_identity_auto_increment},
    {" serial", TN_identity_serial},
};

static enum tn_identity cut_identity(char *text) {
    size_t length = strlen(text);
    for (size_t i = 0; i < TN_LENGTH(identity_words); i++) {
        size_t words = strlen(identity_words[i].words);
        if (length > words && tn_same_word(text + length - words, identity_words[i].words)) {
            text[length - words] = 0;
            return identity_words[i].identity;
        }
    }
    return TN_identity_none;
}

bool edit_type(struct app *app, struct tn_attribute *attribute, const char *text) {
    struct tn_model *model = app->model;
    if (!edit_begin(app, "change type of %s to %s", attribute->name, text))
        return false;
    char *type = tn_duplicate(text);
    enum tn_identity identity = cut_identity(type);
    int64_t dimensions = cut_dimensions(type);
    struct tn_type *named = named_type(model, type);
    const char *built_in =
        named || !*type ? "" : tn_sql_canonical_type(model, tn_dialect_of(model), type);
    tn_set_ref(model, attribute, TN_attribute_named_type, named);
    tn_set_text(model, attribute, TN_attribute_type, built_in);
    tn_set_number(model, attribute, TN_attribute_dimensions, dimensions);
    tn_set_number(model, attribute, TN_attribute_identity, identity);
    free(type);
    edit_end(app, "%s is now %s", attribute->name, text);
    return true;
}

/* ------------------------------------------------------------------ fields */

static char *field_words(const struct tn_object *object, unsigned field) {
    struct tn_arena arena = {0};
    char *words = tn_duplicate(tn_field_title(&tn_kind_of(object)->fields[field], &arena));
    tn_arena_free(&arena);
    return words;
}

static bool edit_field(struct app *app, struct tn_object *object, unsigned field,
                       union tn_value value) {
    const struct tn_field *info = &tn_kind_of(object)->fields[field];
    if (tn_value_equal(info, tn_value_get(object, info), value))
        return true;
    char *what = field_words(object, field), *whose = words_for(object);
    bool begun = edit_begin(app, "set %s of %s", what, whose);
    if (begun) {
        struct tn_buffer shown = {0};
        tn_set(app->model, object, field, value);
        tn_value_print(info, value, &shown);
        const char *text = tn_buffer_text(&shown);
        edit_end(app, "%s of %s is now %s", what, whose, *text ? text : "empty");
        tn_buffer_free(&shown);
    }
    free(what);
    free(whose);
    return begun;
}

bool edit_text(struct app *app, struct tn_object *object, unsigned field, const char *text) {
    if (field == TN_FIELD_NAME)
        return edit_rename(app, object, text);
    return edit_field(app, object, field, (union tn_value){.text = tn_text(app->model, text)});
}

bool edit_number(struct app *app, struct tn_object *object, unsigned field, int64_t number) {
    return edit_field(app, object, field, (union tn_value){.number = number});
}

bool edit_ref(struct app *app, struct tn_object *object, unsigned field, struct tn_object *target) {
    return edit_field(app, object, field, (union tn_value){.ref = target});
}

/* ------------------------------------------------------------------ lists */

/* The next piece up to a comma; double quotes hold commas, and themselves doubled. */
static bool next_piece(const char **at, struct tn_buffer *piece) {
    tn_buffer_reset(piece);
    *at += strspn(*at, " ");
    if (!**at)
        return false;
    bool quoted = **at == '"';
    for (*at += quoted; **at && (quoted || **at != ','); ++*at) {
        if (quoted && **at == '"' && *++*at != '"')
            break;
        tn_put_char(piece, **at);
    }
    while (!quoted && piece->length && piece->at[piece->length - 1] == ' ')
        piece->at[--piece->length] = 0;
    *at += strcspn(*at, ",");
    *at += **at == ',';
    return true;
}

bool edit_texts(struct app *app, struct tn_object *object, unsigned field, const char *text) {
    struct tn_texts texts = {0};
    struct tn_buffer piece = {0};
    for (const char *at = text; next_piece(&at, &piece);)
        tn_texts_append(app->model, &texts, tn_buffer_text(&piece));
    tn_buffer_free(&piece);
    return edit_field(app, object, field, (union tn_value){.texts = texts});
}

void edit_texts_text(struct tn_texts texts, struct tn_buffer *out) {
    for (size_t i = 0; i < texts.count; i++) {
        const char *text = texts.items[i];
        bool quoted =
            !*text || strpbrk(text, ",\"") || *text == ' ' || text[strlen(text) - 1] == ' ';
        tn_put(out, i ? ", " : "");
        tn_put(out, quoted ? "\"" : "");
        for (; *text; text++) {
            tn_put(out, *text == '"' ? "\"" : "");
            tn_put_char(out, *text);
        }
        tn_put(out, quoted ? "\"" : "");
    }
}

/* Where the names of a list are looked up: attributes in the object's entity, or its target's. */
static struct tn_object *find_member(struct app *app, const struct tn_object *object,
                                     unsigned field, const char *name) {
    enum tn_kind kind = tn_kind_of(object)->fields[field].target;
    struct tn_entity *entity = tn_entity_of(object);
    if (object->kind == TN_relationship && field == TN_relationship_target_attributes)
        entity = ((const struct tn_relationship *)object)->target;
    if (kind == TN_attribute)
        return entity ? tn_find_name_folded(&entity->attributes, name) : NULL;
    for (struct tn_object *o = tn_next(app->model, kind, NULL); o; o = tn_next(app->model, kind, o))
        if (tn_same_word(o->name, name))
            return o;
    return NULL;
}

bool edit_refs(struct app *app, struct tn_object *object, unsigned field, const char *text) {
    struct tn_refs refs = {0};
    struct tn_buffer piece = {0};
    bool found = true;
    for (const char *at = text; found && next_piece(&at, &piece);) {
        struct tn_object *member = find_member(app, object, field, tn_buffer_text(&piece));
        found = member != NULL;
        if (found && !tn_refs_have(refs, member))
            tn_refs_append(app->model, &refs, member);
    }
    if (!found)
        app_warn(app, "there is no %s here", tn_buffer_text(&piece));
    tn_buffer_free(&piece);
    return found && edit_field(app, object, field, (union tn_value){.refs = refs});
}

/* ------------------------------------------------------------------ adding */

struct tn_object *edit_add(struct app *app, enum tn_kind kind, struct tn_object *parent,
                           const char *name) {
    struct tn_list *list = tn_list_of(parent, kind);
    if (*name && tn_find_name_folded(list, name)) {
        app_warn(app, "there is %s already", name);
        return NULL;
    }
    if (!edit_begin(app, "add %s %s", tn_kinds[kind].name, name))
        return NULL;
    struct tn_object *made = tn_design_add(app->model, kind, parent, name);
    char *words = words_for(made);
    edit_end(app, "added %s", words);
    free(words);
    return made;
}

bool edit_add_attribute(struct app *app, struct tn_entity *entity, const char *line,
                        struct tn_attribute *after, struct tn_attribute **made) {
    struct tn_error error = {0};
    int name = (int)strcspn(line, " \t");
    if (!edit_begin(app, "add attribute %.*s to %s", name, line, entity->name))
        return false;
    *made = tn_sql_add_attribute(app->model, entity, line, &error);
    if (!*made) {
        edit_cancel(app);
        app_report(app, &error);
        return false;
    }
    if (after)
        tn_design_place_after(app->model, *made, after);
    edit_end(app, "added attribute %s", (*made)->name);
    return true;
}

/* ------------------------------------------------------------------ moving and copying */

void edit_move(struct app *app, struct tn_object *object, int places) {
    char *words = words_for(object);
    if (edit_begin(app, "move %s %s", words, places < 0 ? "up" : "down")) {
        tn_design_move(app->model, object, places);
        edit_end(app, "moved %s %s", words, places < 0 ? "up" : "down");
    }
    free(words);
}

void edit_copy(struct app *app, struct tn_object *object, const char *name) {
    char *words = words_for(object);
    if (edit_begin(app, "copy %s", words)) {
        struct tn_object *made = tn_design_copy(app->model, object, name);
        edit_end(app, "copied %s as %s", words, name);
        app_reveal(app, made);
    }
    free(words);
}
