/*
 * A project file's rows into a model: one pass over each kind's table, parents' kinds first.
 *
 * Rows are written in the order of the tree, so they mostly come in order and are linked at the end
 * of their lists; the lists of those that do not are put in order afterwards, each once, so that
 * no file makes loading slower than sorting. References may come before their targets, which are
 * promised then; tn_model_check at the end finds the promises nobody kept.
 */
#include "store/store.h"

#include "model/object.h"

#include <inttypes.h>
#include <stdlib.h>

/* A reference to an object of any kind: looked up when all are there. */
struct loose_end {
    struct tn_object *object;
    const struct tn_field *field;
    uint64_t target;
};

struct loader {
    sqlite3 *db;
    const char *path;
    struct tn_model *model;
    enum tn_kind kind;        /* being loaded */
    struct tn_object *parent; /* of the row before: most often of this one too */
    TN_VECTOR(struct loose_end) loose_ends;
    TN_VECTOR(struct tn_object *)
    late; /* of the present kind: not linked yet, parent and rank set */
    struct tn_error *error;
};

/* The columns of a row. Fields follow from COLUMN_FIELDS on, in the catalogue's order. */
enum { COLUMN_ID, COLUMN_FIELDS };

static bool fail_row(struct loader *loader, const struct tn_object *object, const char *what) {
    return tn_fail(loader->error, "%s is damaged: %s %016" PRIx64 " %s", loader->path,
                   tn_kind_of(object)->name, object->id, what);
}

/* ------------------------------------------------------------------ fields */

static void note_loose_end(struct loader *loader, struct tn_object *object,
                           const struct tn_field *field, sqlite3_value *from) {
    uint64_t target = (uint64_t)sqlite3_value_int64(from);
    if (target)
        TN_PUSH(&loader->loose_ends, ((struct loose_end){object, field, target}));
}

static bool load_field(struct loader *loader, struct tn_object *object,
                       const struct tn_field *field, sqlite3_value *from) {
    union tn_value value;
    if (field->type == TN_TEXT && sqlite3_value_bytes(from) == 0)
        return true; /* as most are, and as the object was made */
    if (field->type == TN_REF && field->target == TN_any) {
        note_loose_end(loader, object, field, from);
        return true;
    }
    if (!store_read_value(loader->model, from, field, &value)) {
        struct tn_buffer what = {0};
        tn_put_format(&what, "has a %s that cannot be read", field->name);
        fail_row(loader, object, what.at);
        tn_buffer_free(&what);
        return false;
    }
    tn_value_put(object, field, value);
    return true;
}

static bool load_fields(struct loader *loader, struct tn_object *object, sqlite3_value **row) {
    const struct tn_kind_info *info = tn_kind_of(object);
    for (size_t i = TN_FIELD_NAME; i < info->field_count; i++)
        if (!load_field(loader, object, &info->fields[i], row[COLUMN_FIELDS + i]))
            return false;
    return true;
}

static bool tie_loose_ends(struct loader *loader) {
    for (size_t i = 0; i < loader->loose_ends.count; i++) {
        struct loose_end *end = &loader->loose_ends.items[i];
        struct tn_object *target = tn_find_id(loader->model, end->target);
        if (!target)
            return fail_row(loader, end->object, "refers to an object that is not there");
        tn_value_put(end->object, end->field, (union tn_value){.ref = target});
    }
    return true;
}

/* ------------------------------------------------------------------ the tree */

static bool in_order(const struct tn_object *a, const struct tn_object *b) {
    return a->rank != b->rank ? a->rank < b->rank : a->id < b->id;
}

static bool place(struct loader *loader, struct tn_object *object, uint64_t parent_id,
                  int64_t rank) {
    if (!loader->parent || loader->parent->id != parent_id)
        loader->parent = tn_find_id(loader->model, parent_id);
    struct tn_object *parent = loader->parent;
    struct tn_list *list = parent ? tn_list_of(parent, object->kind) : NULL;
    if (!list)
        return fail_row(loader, object, "stands below an object that is not there");
    if (!STORE_RANK_POSSIBLE(rank))
        return fail_row(loader, object, "has a rank that cannot be");
    object->rank = rank;
    if (!list->last || in_order(list->last, object)) {
        object_link(loader->model, object, parent, rank);
    } else {
        object->parent = parent;
        TN_PUSH(&loader->late, object);
    }
    return true;
}

static int compare_places(const void *left, const void *right) {
    const struct tn_object *a = *(struct tn_object *const *)left;
    const struct tn_object *b = *(struct tn_object *const *)right;
    if (a->parent != b->parent)
        return a->parent->id < b->parent->id ? -1 : 1;
    return a == b ? 0 : in_order(a, b) ? -1 : 1;
}

/* Takes the linked siblings of the late objects [from, to) out and adds them to the vector. */
static void unlink_siblings(struct loader *loader, size_t from, size_t to) {
    for (size_t i = from; i < to; i++) {
        struct tn_object *late = loader->late.items[i];
        struct tn_list *list = tn_list_of(late->parent, late->kind);
        while (list->first) {
            struct tn_object *sibling = list->first;
            object_unlink(loader->model, sibling);
            TN_PUSH(&loader->late, sibling);
        }
    }
}

static void link_late(struct loader *loader) {
    if (loader->late.count == 0)
        return;
    unlink_siblings(loader, 0, loader->late.count);
    qsort(loader->late.items, loader->late.count, sizeof *loader->late.items, compare_places);
    for (size_t i = 0; i < loader->late.count; i++) {
        struct tn_object *object = loader->late.items[i];
        object_link(loader->model, object, object->parent, object->rank);
    }
    loader->late.count = 0;
}

/* ------------------------------------------------------------------ rows and tables */

static struct tn_object *take_id(struct loader *loader, sqlite3_value **row) {
    uint64_t id = (uint64_t)sqlite3_value_int64(row[COLUMN_ID]);
    struct tn_object *object = id ? tn_promise(loader->model, loader->kind, id) : NULL;
    if (object && !object->alive && !object->parent)
        return object;
    tn_fail(loader->error, "%s is damaged: two objects have the id %016" PRIx64, loader->path, id);
    return NULL;
}

static bool load_object(struct loader *loader, sqlite3_value **row) {
    struct tn_object *object = take_id(loader, row);
    if (!object)
        return false;
    uint64_t parent = (uint64_t)sqlite3_value_int64(row[COLUMN_FIELDS + TN_FIELD_PARENT]);
    int64_t rank = sqlite3_value_int64(row[COLUMN_FIELDS + TN_FIELD_RANK]);
    return place(loader, object, parent, rank) && load_fields(loader, object, row);
}

/* The one row without a parent. */
static bool load_project(struct loader *loader, sqlite3_value **row) {
    uint64_t id = (uint64_t)sqlite3_value_int64(row[COLUMN_ID]);
    if (loader->model || id == 0)
        return tn_fail(loader->error, "%s is damaged: it does not hold exactly one project",
                       loader->path);
    loader->model = tn_model_new(tn_random(), id);
    return load_fields(loader, &loader->model->project->object, row);
}

/* The SQL function that gets each row as its arguments. */
static void take_row(sqlite3_context *context, int count, sqlite3_value **row) {
    struct loader *loader = sqlite3_user_data(context);
    (void)count;
    bool good = loader->kind == TN_project ? load_project(loader, row) : load_object(loader, row);
    if (!good)
        sqlite3_result_error(context, "the row cannot be loaded", -1);
}

/* Handing whole rows to a function takes half the time of asking for one column after the other. */
static sqlite3_stmt *select_kind(struct loader *loader) {
    const struct tn_kind_info *info = &tn_kinds[loader->kind];
    struct tn_buffer sql = {0};
    tn_put(&sql, "SELECT count(take_row(id");
    for (size_t i = 0; i < info->field_count; i++)
        tn_put_format(&sql, ", \"%s\"", info->fields[i].name);
    tn_put_format(&sql, ")) FROM \"%s\"", info->name);
    sqlite3_stmt *statement = store_prepare(loader->db, loader->path, sql.at, loader->error);
    tn_buffer_free(&sql);
    return statement;
}

static bool load_kind(struct loader *loader, enum tn_kind kind) {
    loader->kind = kind;
    sqlite3_stmt *statement = select_kind(loader);
    if (!statement)
        return false;
    bool good = sqlite3_step(statement) == SQLITE_ROW;
    if (!good)
        store_fail(loader->db, loader->path, loader->error);
    sqlite3_finalize(statement);
    if (good)
        link_late(loader);
    return good;
}

/* Every kind after the kinds it may stand below. */
static bool load_kinds(struct loader *loader) {
    uint64_t loaded = TN_IN(project);
    if (!load_kind(loader, TN_project))
        return false;
    if (!loader->model)
        return tn_fail(loader->error, "%s is damaged: it does not hold exactly one project",
                       loader->path);
    for (bool more = true; more;) {
        more = false;
        for (size_t kind = 1; kind < TN_KIND_COUNT; kind++) {
            uint64_t bit = UINT64_C(1) << kind;
            if ((loaded & bit) || (tn_kinds[kind].parents & ~loaded))
                continue;
            if (!load_kind(loader, (enum tn_kind)kind))
                return false;
            loaded |= bit;
            more = true;
        }
    }
    return true;
}

static bool check_model(struct loader *loader) {
    struct tn_error fault = {0};
    if (tn_model_check(loader->model, &fault))
        return true;
    tn_fail(loader->error, "%s is damaged: %s", loader->path, fault.message);
    tn_error_clear(&fault);
    return false;
}

struct tn_model *store_load(sqlite3 *db, const char *path, struct tn_error *error) {
    struct loader loader = {.db = db, .path = path, .error = error};
    int flags = SQLITE_UTF8 | SQLITE_DIRECTONLY; /* nothing in the file may call it */
    sqlite3_create_function_v2(db, "take_row", -1, flags, &loader, take_row, NULL, NULL, NULL);
    bool good = load_kinds(&loader) && tie_loose_ends(&loader) && check_model(&loader);
    sqlite3_create_function_v2(db, "take_row", -1, flags, NULL, NULL, NULL, NULL, NULL);
    free(loader.loose_ends.items);
    free(loader.late.items);
    if (good)
        return loader.model;
    tn_model_free(loader.model);
    return NULL;
}
