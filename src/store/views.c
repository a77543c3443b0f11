/*
 * The documented SQL views: one a kind, expanded from the catalogue, and a few that join lists.
 * They stand in the project file, so that any SQLite tool can use them.
 *
 * In the views ids are 16 hexadecimal digits, as everywhere outside the tables; a reference is the
 * name of its target and, as NAME_id, its id; a list of references is the names joined by ", ".
 */
#include "store/store.h"

#define ID(expression) "printf('%016x', " expression ")"
#define ID_OR_NULL(expression) "CASE WHEN " expression " IS NOT NULL THEN " ID(expression) " END"

/* The kinds that hold others, those with the most children first. */
#define HOLDER(kind) "(SELECT p.name FROM \"" kind "\" AS p WHERE p.id = t.parent)"
#define PARENT_NAME                                                                                \
    "coalesce(" HOLDER("entity") ", " HOLDER("index") ", " HOLDER("namespace") ", " HOLDER(        \
        "exclusion") ", " HOLDER("type") ", " HOLDER("area") ", " HOLDER("diagram") ")"

#define FIELD(field) ", t.\"" #field "\""

const struct tn_store_view tn_store_views[] = {
#define KIND(kind, plural, parents, help)                                                          \
    {                                                                                              \
#plural, help,                                                                             \
            "SELECT " ID("t.id") " AS id, " PARENT_NAME " AS parent, " ID_OR_NULL(                 \
                "t.parent") " AS parent_id, t.rank, t.name, t.comment"
#define TEXT(kind, field, flags, help) FIELD(field)
#define TEXTS(kind, field, flags, help) FIELD(field)
#define BOOL(kind, field, default, flags, help) FIELD(field)
#define INT(kind, field, default, flags, help) FIELD(field)
#define ENUM(kind, enumeration, field, flags, help) FIELD(field)
#define REF(kind, target, field, flags, help)                                                      \
    ", (SELECT r.name FROM \"" #target "\" AS r WHERE r.id = t.\"" #field "\") AS \"" #field       \
    "\", " ID_OR_NULL("t.\"" #field "\"") " AS " #field "_id"
#define REFS(kind, target, field, flags, help)                                                     \
    ", (SELECT group_concat(r.name, ', ') FROM json_each(t.\"" #field                              \
    "\") AS j CROSS JOIN \"" #target "\" AS r ON r.id = j.value) AS \"" #field "\""
#define END_KIND(kind)                                                                             \
    " FROM \"" #kind "\" AS t"                                                                     \
    }                                                                                              \
    ,
#include "tenon/catalog.def"

    {"any", "Every object by its number, which is its id as the tables hold it",
     "SELECT NULL AS id, NULL AS kind, NULL AS name, NULL AS parent WHERE 0"
#define KIND(kind, plural, parents, help)                                                          \
    " UNION ALL SELECT id, '" #kind "', name, parent FROM \"" #kind "\""
#include "tenon/catalog.def"
    },
    {"objects", "Every object, whatever its kind",
     "SELECT " ID("t.id") " AS id, t.kind, t.name, " ID_OR_NULL(
         "t.parent") " AS parent_id FROM \"any\" AS t"},
    {"key_attributes", "The attributes of primary and unique keys, a row each",
     "SELECT " ID("k.id") " AS key_id, e.name AS entity, k.name AS \"key\", k.\"primary\", "
                          "j.key + 1 AS position, a.name AS attribute, " ID(
                              "a.id") " AS attribute_id "
                                      "FROM \"key\" AS k CROSS JOIN json_each(k.attributes) AS j "
                                      "JOIN attribute AS a ON a.id = j.value JOIN entity AS e ON "
                                      "e.id = k.parent"},
    {"relationship_attributes",
     "The pairs of attributes of relationships, a row each; where the parent's are left out, its "
     "primary key's",
     "SELECT " ID(
         "r.id") " AS relationship_id, e.name AS entity, r.name AS relationship, "
                 "j.key + 1 AS position, a.name AS attribute, t.name AS target, b.name AS "
                 "target_attribute "
                 "FROM relationship AS r CROSS JOIN json_each(r.attributes) AS j "
                 "JOIN attribute AS a ON a.id = j.value JOIN entity AS e ON e.id = r.parent "
                 "LEFT JOIN entity AS t ON t.id = r.target "
                 "LEFT JOIN json_each(CASE WHEN r.target_attributes <> '[]' THEN "
                 "r.target_attributes ELSE "
                 "(SELECT k.attributes FROM \"key\" AS k WHERE k.parent = r.target AND "
                 "k.\"primary\") END) "
                 "AS p ON p.key = j.key LEFT JOIN attribute AS b ON b.id = p.value"},
    {"journal",
     "The groups of edits; state is done, undone, or abandoned (undone, then something "
     "else was done)",
     "SELECT g.number, g.name, g.author, datetime(g.time, 'unixepoch') AS time, g.state, "
     "(SELECT count(*) FROM journal_edit AS e WHERE e.number = g.number) AS edits "
     "FROM journal_group AS g"},
    {"edits", "The edits of the journal, a row each",
     "SELECT number, position, type, kind, " ID("object") " AS object_id, parent, rank, field, "
                                                          "before, after FROM journal_edit"},
    {NULL, NULL, NULL},
};
