/*
 * The feature table: what only some servers have, which those are, and what is done and said where
 * the target is not among them. {server} stands for the target.
 */
#include "lower/lowering.h"

#include <string.h>

#define PG (1u << TN_POSTGRESQL)
#define MY (1u << TN_MYSQL)
#define MA (1u << TN_MARIADB)
#define SQ (1u << TN_SQLITE)

const struct tn_feature_row tn_feature_rows[] = {
    [FEATURE_INCLUDE] = {"attributes carried in an index (INCLUDE)", PG, TN_INFO,
                         "the attributes it carries along are left out"},
    [FEATURE_NULLS_NOT_DISTINCT] = {"NULLS NOT DISTINCT", PG, TN_WARNING,
                                    "{server} takes any number of nulls in it"},
    [FEATURE_DEFERRABLE_KEY] = {"deferrable keys", PG, TN_WARNING,
                                "it is checked at once: {server} cannot defer it"},
    [FEATURE_DEFERRABLE_REFERENCE] = {"deferrable foreign keys", PG | SQ, TN_WARNING,
                                      "it is checked at once: {server} cannot defer it"},
    [FEATURE_DOCUMENT_KEY] = {"keys over JSON documents", PG | SQ, TN_WARNING,
                              "it is left out: {server} cannot index JSON"},
    [FEATURE_KEY_COLLATION] = {"collations of keys", SQ, TN_WARNING,
                               "its columns are compared as they are: {server} has no collation "
                               "for a key"},
    [FEATURE_EXCLUSION] = {"exclusion constraints", PG, TN_WARNING,
                           "it is left out: {server} has no exclusion constraints"},
    [FEATURE_NOT_ENFORCED] = {"checks that are not enforced", MY, TN_INFO,
                              "it is left out: it is not enforced anyway"},
    [FEATURE_PARTITIONS] = {"partitions", PG | MY | MA, TN_INFO,
                            "it is not divided into partitions"},
    [FEATURE_INHERITANCE] = {"inheritance", PG, TN_WARNING,
                             "it is a table of its own, without inheriting"},
    [FEATURE_UNLOGGED] = {"unlogged tables", PG, TN_INFO, "it is logged like any other table"},
    [FEATURE_STRICT] = {"STRICT tables", PG | MY | MA | SQ, TN_INFO,
                        "its types are always enforced in {server}"},
    [FEATURE_INVISIBLE] = {"invisible columns", MY | MA, TN_INFO, "it is no longer invisible"},
    [FEATURE_VIRTUAL] = {"computed values that are not stored", MY | MA | SQ, TN_INFO,
                         "its computed value is stored"},
    [FEATURE_ARRAY] = {"arrays", PG, TN_WARNING, "its array becomes a JSON document in {server}"},
    [FEATURE_EXCLUSIVE_METHOD] = {"index methods: gin, gist, brin, fulltext, spatial", 0,
                                  TN_WARNING,
                                  "it is left out because of its method, which {server} does not "
                                  "have"},
    [FEATURE_PARTIAL_INDEX] = {"partial indexes", PG | SQ, TN_WARNING,
                               "it is left out because of its condition, which {server} does not "
                               "have"},
    [FEATURE_EXPRESSION_INDEX] = {"indexes over expressions", PG | MY | SQ, TN_WARNING,
                                  "it is left out because of what it indexes, which {server} does "
                                  "not have"},
    [FEATURE_INVISIBLE_INDEX] = {"indexes that are not used (INVISIBLE, IGNORED)", MY | MA, TN_INFO,
                                 "it is used like any other"},
    [FEATURE_OPERATOR_CLASS] = {"operator classes and collations of indexes", PG, TN_INFO,
                                "its operator class or collation is left out"},
    [FEATURE_NULLS_ORDER] = {"NULLS FIRST and LAST", PG, TN_INFO,
                             "nulls stand where {server} puts them"},
    [FEATURE_SET_NULL_COLUMNS] = {"ON DELETE SET NULL (columns)", PG, TN_WARNING,
                                  "all its attributes are set, not only some"},
    [FEATURE_MATCH_FULL] = {"MATCH FULL", PG, TN_WARNING, "MATCH FULL is left out"},
    [FEATURE_SET_DEFAULT] = {"SET DEFAULT of foreign keys", PG | SQ, TN_WARNING,
                             "SET DEFAULT becomes NO ACTION"},
    [FEATURE_SEQUENCE] = {"sequences", PG | MA, TN_WARNING,
                          "it is left out: {server} has no sequences"},
    [FEATURE_NAMESPACE] = {"schemas", PG, TN_INFO,
                           "its tables get its name as the beginning of theirs"},
    [FEATURE_MATERIALIZED] = {"materialized views", PG, TN_WARNING,
                              "its rows are not stored: it becomes an ordinary view"},
    [FEATURE_CHECK_OPTION] = {"views WITH CHECK OPTION", PG | MY | MA, TN_WARNING,
                              "WITH CHECK OPTION is left out"},
    [FEATURE_COMMENT] = {"comments", PG | MY | MA, TN_INFO, "its comment is left out", true},
    [FEATURE_STORAGE] = {"storage options, character sets and collations", 0, TN_INFO,
                         "its storage options, character set and collation are left to the server",
                         true},
    [FEATURE_NO_CASE] = {"collations that pass letter case over (_ci, NOCASE)", MY | MA | SQ,
                         TN_WARNING,
                         "its collation is left out, and left to the server: letter case counts"},
    [FEATURE_UNSIGNED] = {"unsigned whole numbers", MY | MA, TN_INFO,
                          "its type becomes a wider one, which takes numbers below zero too"},
    [FEATURE_PERIOD] = {"periods of rows and their history (SYSTEM_TIME, WITHOUT OVERLAPS)", MA,
                        TN_WARNING, "its periods are left out: {server} has none"},
    [FEATURE_START] = {"the number that numbering begins with", PG | MY | MA, TN_INFO,
                       "its rows are numbered from 1"},
};
const size_t tn_feature_row_count = TN_LENGTH(tn_feature_rows);

void lower_feature(struct lowering *l, enum lower_feature feature, const void *object) {
    const struct tn_feature_row *row = &tn_feature_rows[feature];
    const char *slot = strstr(row->message, "{server}");
    if (slot)
        lower_loss(l, row->severity, object, "%.*s%s%s", (int)(slot - row->message), row->message,
                   l->to->title, slot + strlen("{server}"));
    else
        lower_loss(l, row->severity, object, "%s", row->message);
}

bool lower_lacks(const struct lowering *l, enum lower_feature feature) {
    return !(tn_feature_rows[feature].dialects & (1u << l->to->id));
}
