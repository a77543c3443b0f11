/*
 * The hazards that a plan can see, one row each, and the findings that name them.
 */
#include "migrate/plan.h"

#include <string.h>

const struct tn_hazard tn_hazards[] = {
    {"mig-drop-table", "A step drops a table or schema with all its rows",
     "stop using it first; rename it and drop it later", TN_ERROR},
    {"mig-drop-column", "A step drops a column with its values",
     "stop reading and writing it first; drop it in a later migration", TN_ERROR},
    {"mig-rename", "A rename breaks code that still uses the old name",
     "add the new name beside the old one, or keep a view under the old name", TN_WARNING},
    {"mig-rename-taken", "What goes and what comes are so alike that they are taken for one thing",
     "look whether they are; --renames tells what is to be taken", TN_INFO},
    {"mig-not-null", "A column becomes or is added NOT NULL without a value for the rows there are",
     "add it nullable, fill it, then make it NOT NULL", TN_ERROR},
    {"mig-new-unique", "A unique or primary key is added to rows that may have duplicates",
     "look for duplicates first", TN_ERROR},
    {"mig-new-check",
     "A check, foreign key or exclusion is added or changed that rows may not meet",
     "look for rows that do not meet it first", TN_ERROR},
    {"mig-validate-separately", "A foreign key or check is added and validated in one step",
     "add it NOT VALID and validate it in a later transaction", TN_WARNING},
    {"mig-type-change", "A column's type changes: values may be lost or the table be rewritten",
     "add a column of the new type, fill it, then swap", TN_WARNING},
    {"mig-table-rewrite", "A step rewrites the whole table",
     "add the column plainly first and fill it in batches", TN_WARNING},
    {"mig-index-concurrently", "An index is built or dropped while writers wait",
     "CREATE INDEX CONCURRENTLY outside of a transaction", TN_WARNING},
    {"mig-nontransactional", "A statement takes effect at once, outside of the transaction",
     "apply it in a migration of its own", TN_WARNING},
    {"mig-drop-constraint", "A constraint or NOT NULL is dropped", "make sure nothing relies on it",
     TN_WARNING},
    {"mig-no-down", "A step cannot be taken back without loss", "make a backup first", TN_WARNING},
    {"mig-dependents", "A step drops and creates what depends on the object",
     "rights granted on it have to be granted again", TN_INFO},
    {"mig-enum-change", "A value of an enumeration is added in between, removed or renamed",
     "move rows off the value first", TN_WARNING},
    {"mig-temporary",
     "A temporary table or view differs: it belongs to a session, not to the database",
     "let the program that uses it make it", TN_INFO},
    {"mig-by-hand", "A difference that no statement here can make", "write the statement by hand",
     TN_ERROR},
};
const size_t tn_hazard_count = TN_LENGTH(tn_hazards);

static const struct tn_hazard *find(const char *id) {
    for (size_t i = 0; i < tn_hazard_count; i++)
        if (strcmp(tn_hazards[i].id, id) == 0)
            return &tn_hazards[i];
    return &tn_hazards[tn_hazard_count - 1];
}

struct tn_finding *hazard(struct planner *planner, const char *id, const void *object,
                          const char *format, ...) {
    const struct tn_hazard *row = find(id);
    va_list arguments;
    va_start(arguments, format);
    struct tn_finding *finding = tn_finding_vadd(&planner->plan->findings, row->severity, row->id,
                                                 object, format, arguments);
    va_end(arguments);
    tn_finding_remedy(&planner->plan->findings, finding, "%s", row->remedy);
    return finding;
}
