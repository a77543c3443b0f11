/*
 * The hazards that a plan can see, one row each, and the findings that name them.
 */
#include "migrate/plan.h"

#include <string.h>

enum {
    P = 1 << TN_POSTGRESQL,
    M = 1 << TN_MYSQL | 1 << TN_MARIADB,
    S = 1 << TN_SQLITE,
};

/* Sources: the notes of each ALTER TABLE form and "Explicit Locking" (PostgreSQL 15), "Online DDL
 * Operations" (MySQL 8.0), "InnoDB Online DDL Operations" (MariaDB 10.11), "ALTER TABLE" (SQLite).
 */
const struct tn_hazard tn_hazards[] = {
    {"mig-drop-table", "A step drops a table with all its rows",
     "stop using it first; rename it and drop it later", TN_ERROR, P | M | S,
     "everybody, for a moment; PostgreSQL: ACCESS EXCLUSIVE", false},
    {"mig-drop-schema", "A step drops a schema with all that is in it",
     "drop what is in it first, one by one, when nothing uses it", TN_ERROR, P,
     "everybody, for a moment", false},
    {"mig-drop-partition", "A step drops a partition with its rows",
     "detach it (CONCURRENTLY), keep its rows elsewhere, drop it later", TN_ERROR, P | M,
     "everybody, for a moment, on the whole table too", false},
    {"mig-drop-column", "A step drops a column with its values",
     "stop reading and writing it first; drop it in a later migration", TN_ERROR, P | M | S,
     "everybody, for a moment; MySQL before 8.0.29 and SQLite write the table anew", false},
    {"mig-drop-sequence", "A sequence is dropped: where it stood is lost",
     "read its last value first; ALTER SEQUENCE changes it without that loss", TN_WARNING, P,
     "nobody", false},
    {"mig-drop-extension", "An extension is dropped with its types and functions",
     "look what uses them: the server refuses, or drops that too", TN_WARNING, P, "nobody", false},
    {"mig-rename", "A rename breaks code that still uses the old name",
     "--online keeps both names for a while; or a view under the old name", TN_WARNING, P | M | S,
     "everybody, for a moment", false},
    {"mig-rename-taken", "What goes and what comes are so alike that they are taken for one thing",
     "look whether they are; --renames tells what is to be taken", TN_INFO, P | M | S, "", false},
    {"mig-split", "Columns of a table are in a new one: their rows are not moved",
     "create the new table, INSERT … SELECT what goes there, then drop the columns", TN_WARNING,
     P | M | S, "", false},
    {"mig-merge", "Columns of a table that goes come in another: their rows are not moved",
     "add the columns, UPDATE them from the table, then drop it", TN_WARNING, P | M | S, "", false},
    {"mig-move", "Values go to another table, one row for each key",
     "look for rows that contradict each other first: they are refused, or lost in what stays",
     TN_ERROR, P | M | S, "PostgreSQL: nobody for that; SQLite: the whole file", false},
    {"mig-not-null", "A column becomes or is added NOT NULL without a value for the rows there are",
     "add it nullable, fill it, then make it NOT NULL; --online does it by a check", TN_ERROR,
     P | M | S, "PostgreSQL: everybody, while the table is read", false},
    {"mig-new-unique", "A unique or primary key is added to rows that may have duplicates",
     "look for duplicates first; --online builds its index beside writers", TN_ERROR, P | M | S,
     "PostgreSQL: everybody, while the index is built", false},
    {"mig-new-check",
     "A check, foreign key or exclusion is added or changed that rows may not meet",
     "look for rows that do not meet it first", TN_ERROR, P | M | S,
     "PostgreSQL: everybody or writers, while the table is read", false},
    {"mig-domain-check", "A check of a domain reads every table that has a column of it",
     "put the check on the columns, NOT VALID first", TN_WARNING, P,
     "writers of all those tables, while they are read", true},
    {"mig-validate-separately", "A foreign key or check is added and validated in one step",
     "add it NOT VALID and validate it in a later transaction, as --online does", TN_WARNING, P,
     "writers (foreign key) or everybody (check), while the table is read", true},
    {"mig-type-change", "A column's type changes: values may be lost or the table be written anew",
     "add a column of the new type, fill it, then swap, as --online does", TN_WARNING, P | M | S,
     "PostgreSQL: everybody, MySQL: writers, while the table is written", true},
    {"mig-collation", "The order and equality of texts changes: of unique keys too",
     "look for texts that become equal; indexes are built anew", TN_WARNING, P | M | S,
     "MySQL: writers, while the table is written", true},
    {"mig-binary-padding", "BINARY(n) is filled up with zeros, other binary types are not",
     "compare values with and without the zeros at their end", TN_WARNING, M,
     "writers, while the table is written", false},
    {"mig-srid", "The reference system of a spatial column changes: values of another are refused",
     "convert them with ST_Transform in a new column", TN_WARNING, M,
     "writers, while the table is written", false},
    {"mig-engine", "The storage engine changes: transactions, foreign keys and limits with it",
     "copy the table beside writers: pt-online-schema-change or gh-ost", TN_WARNING, M,
     "writers, while the table is written", true},
    {"mig-table-rewrite", "A step writes the whole table anew",
     "add the column plainly first and fill it in batches, as --online does", TN_WARNING, P | M | S,
     "PostgreSQL: everybody, MySQL: writers, SQLite: the whole file", true},
    {"mig-children", "A table is made anew that others refer to",
     "run it with foreign_keys off, outside of a transaction: with them on the others' rows go",
     TN_WARNING, S, "the whole file", false},
    {"mig-column-moved", "A column moves to another place: the table is written anew",
     "leave it where it is: --order asks for this", TN_WARNING, M,
     "writers, while the table is written", true},
    {"mig-index-concurrently", "An index is built or dropped while writers wait",
     "CREATE INDEX CONCURRENTLY outside of a transaction, as --online does", TN_WARNING, P,
     "writers, while the index is built; everybody, where it is dropped", true},
    {"mig-detach", "A partition is taken out of its table", "DETACH PARTITION CONCURRENTLY",
     TN_WARNING, P, "everybody, for a moment", false},
    {"mig-lock-timeout", "A statement waits for its lock without end, and others behind it",
     "SET lock_timeout first and try again, as --online does", TN_INFO, P,
     "whoever comes behind it", false},
    {"mig-nontransactional", "A statement takes effect at once, outside of the transaction",
     "apply it in a migration of its own", TN_WARNING, P | M | S, "", false},
    {"mig-drop-constraint", "A constraint or NOT NULL is dropped", "make sure nothing relies on it",
     TN_WARNING, P | M | S, "everybody, for a moment", false},
    {"mig-no-down", "A step cannot be taken back without loss", "make a backup first", TN_WARNING,
     P | M | S, "", false},
    {"mig-dependents", "A step drops and creates what depends on the object",
     "rights granted on it have to be granted again", TN_INFO, P | M | S, "", false},
    {"mig-enum-change", "A value of an enumeration is added in between, removed or renamed",
     "move rows off the value first; add values at the end", TN_WARNING, P | M,
     "MySQL: writers, while the table is written", false},
    {"mig-authorization", "Who may read or write what changes: a policy, a right, row security",
     "let a second person read it", TN_WARNING, P | M, "", false},
    {"mig-replica-identity", "What replicas are told of changed rows is another",
     "look at the subscribers first", TN_WARNING, P, "", false},
    {"mig-temporary",
     "A temporary table or view differs: it belongs to a session, not to the database",
     "let the program that uses it make it", TN_INFO, P | M | S, "", false},
    {"mig-by-hand", "A difference that no statement here can make", "write the statement by hand",
     TN_ERROR, P | M | S, "", false},
};
const size_t tn_hazard_count = TN_LENGTH(tn_hazards);

const struct tn_hazard *tn_hazard_find(const char *id) {
    for (size_t i = 0; i < tn_hazard_count; i++)
        if (strcmp(tn_hazards[i].id, id) == 0)
            return &tn_hazards[i];
    return NULL;
}

/* Rows enough that it takes long to read or write them; unknown counts as many. */
enum { FEW_ROWS = 10000 };

static bool has_few_rows(const void *object) {
    const struct tn_entity *entity = object ? tn_entity_of(object) : NULL;
    return entity && entity->row_count > 0 && entity->row_count < FEW_ROWS;
}

struct tn_finding *hazard(struct planner *planner, const char *id, const void *object,
                          const char *format, ...) {
    const struct tn_hazard *row = tn_hazard_find(id);
    enum tn_severity severity = row->grows && has_few_rows(object) ? TN_INFO : row->severity;
    va_list arguments;
    va_start(arguments, format);
    struct tn_finding *finding =
        tn_finding_vadd(&planner->plan->findings, severity, row->id, object, format, arguments);
    va_end(arguments);
    tn_finding_remedy(&planner->plan->findings, finding, "%s", row->remedy);
    return finding;
}

/* ------------------------------------------------------------------ waivers */

static bool covers(const struct planner *planner, const struct tn_waiver *waiver,
                   const struct tn_finding *finding) {
    if (strcmp(waiver->rule, finding->rule) != 0)
        return false;
    if (!waiver->subject)
        return true;
    const struct tn_object *object = tn_find_id(planner->after, finding->object);
    object = object ? object : tn_find_id(planner->before, finding->object);
    for (; object; object = object->parent)
        if (object->id == waiver->subject->id)
            return true;
    return false;
}

static bool is_waived(const struct planner *planner, const struct tn_finding *finding) {
    TN_EACH_OF(planner->after, waiver, waiver)
    if (covers(planner, waiver, finding))
        return true;
    return false;
}

void plan_waive(struct planner *planner) {
    struct tn_findings *findings = &planner->plan->findings;
    size_t kept = 0;
    if (!planner->after->counts[TN_waiver])
        return;
    for (size_t i = 0; i < findings->count; i++)
        if (!is_waived(planner, &findings->items[i]))
            findings->items[kept++] = findings->items[i];
    planner->plan->waived = findings->count - kept;
    findings->count = kept;
}
