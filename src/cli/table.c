/*
 * The tables of options and commands. To add a command: a row here, a function
 * in the file of its subject.
 */
#include "base/theme.h"
#include "cli/command.h"
#include "tenon/format.h"
#include "tenon/lint.h"
#include "tenon/migrate.h"
#include "tenon/review.h"

#include <string.h>

/* ------------------------------------------------------------------ words that
 * options take */

static void put_word(struct tn_buffer *out, const char *word) {
    tn_put(out, word);
    tn_put_char(out, '\n');
}

static void dialect_words(struct tn_buffer *out) {
    const struct tn_dialect *row;
    for (enum tn_dialect_id id = 0; id < TN_DIALECT_COUNT; id++) {
        put_word(out, tn_dialects[id]->name);
        for (size_t i = 0; (row = tn_dialect_version(id, i)); i++)
            put_word(out, row->name);
    }
}

static void format_words(struct tn_buffer *out) {
    for (size_t i = 0; i < tn_format_count; i++)
        put_word(out, tn_formats[i]->name);
    for (size_t i = 0; i < tn_review_format_count; i++)
        if (!tn_format_find(tn_review_formats[i]->name))
            put_word(out, tn_review_formats[i]->name);
    for (size_t i = 0; i < tn_lint_format_count; i++)
        if (!tn_format_find(tn_lint_formats[i].name) &&
            !tn_review_format_find(tn_lint_formats[i].name))
            put_word(out, tn_lint_formats[i].name);
}

static void severity_words(struct tn_buffer *out) {
    for (int i = TN_INFO; i <= TN_ERROR; i++)
        put_word(out, tn_severity_names[i]);
    put_word(out, "never");
}

static void enums_words(struct tn_buffer *out) {
    for (size_t i = 0; i < TN_ENUMS_COUNT; i++)
        put_word(out, tn_enums_rows[i].name);
}

static void renames_words(struct tn_buffer *out) {
    tn_put(out, "auto\nnever\n");
}

static void rule_words(struct tn_buffer *out) {
    for (size_t i = 0; i < tn_rule_count; i++)
        put_word(out, tn_rules[i]->id);
}

static void profile_words(struct tn_buffer *out) {
    for (int i = 0; i < TN_PROFILE_COUNT; i++)
        put_word(out, tn_profile_names[i]);
}

static void part_words(struct tn_buffer *out) {
    for (int i = 0; i < TN_ROLLOUT_PARTS; i++)
        tn_put_format(out, "%s\n", tn_rollout_parts[i].name);
}

static void layout_words(struct tn_buffer *out) {
    for (size_t i = 0; i < tn_layout_count; i++)
        put_word(out, tn_layouts[i].name);
}

static void encoding_words(struct tn_buffer *out) {
    tn_put(out, "utf-8\nlatin-1\nutf-16\n");
}

static void detail_words(struct tn_buffer *out) {
    tn_put(out, "names\nkeys\ncolumns\ntypes\n");
}

/* ------------------------------------------------------------------ options */

const struct cli_option cli_options[OPTION_COUNT] = {
    [OPTION_HELP] = {"help", 'h', NULL, "Show this help", NULL},
    [OPTION_QUIET] = {"quiet", 'q', NULL, "Say nothing but errors", NULL},
    [OPTION_VERBOSE] = {"verbose", 'v', NULL, "Say more: notes that are not worth a warning", NULL},
    [OPTION_OUTPUT] = {"output", 'o', "FILE", "Write there instead of to standard output", NULL},
    [OPTION_FORMAT] = {"format", 'f', "FORMAT", "Form of the result", format_words},
    [OPTION_DIALECT] = {"dialect", 'd', "DIALECT[@VERSION]",
                        "SQL dialect: postgresql, mysql, mariadb or sqlite, as of a version: "
                        "postgresql@13",
                        dialect_words},
    [OPTION_READ_AS] = {"read-as", 0, "DIALECT",
                        "What the scripts are written in; without it their text and path tell",
                        dialect_words},
    [OPTION_FROM] = {"from", 0, "SOURCE", "Start with what this source holds", NULL},
    [OPTION_REPLACE] = {"replace", 0, NULL, "Delete what the source does not have", NULL},
    [OPTION_THEME] = {"theme", 0, "THEME", "Colours: the name of a theme, or a file", NULL},
    [OPTION_ASCII] = {"ascii", 0, NULL, "Draw with ASCII characters only", NULL},
    [OPTION_FOCUS] = {"focus", 0, "ENTITY", "Only what lies around this entity", NULL},
    [OPTION_DEPTH] = {"depth", 0, "N", "How many steps from the focus (1)", NULL},
    [OPTION_DETAIL] = {"detail", 0, "LEVEL", "names, keys, columns or types", detail_words},
    [OPTION_FAIL_ON] = {"fail-on", 0, "SEVERITY",
                        "Exit with status 1 from this severity on: info, "
                        "warning, error or never",
                        severity_words},
    [OPTION_FIX] = {"fix", 0, NULL, "Apply the automatic fixes, as one edit that can be undone",
                    NULL},
    [OPTION_RULE] = {"rule", 0, "RULE[,RULE]", "Only these rules", rule_words},
    [OPTION_WAIVED] = {"waived", 0, NULL, "Show waived findings too", NULL},
    [OPTION_EXIT_CODE] = {"exit-code", 0, NULL, "Exit with status 1 where anything differs", NULL},
    [OPTION_BY_NAME] = {"by-name", 0, NULL, "Match objects by name even where they have ids", NULL},
    [OPTION_ORDER] = {"order", 0, NULL, "The order of columns counts too", NULL},
    [OPTION_RENAMES] = {"renames", 0, "HOW",
                        "What tells renames where no ids do: auto, never, or a file of decisions",
                        renames_words},
    [OPTION_RENAMES_OUT] = {"renames-out", 0, "FILE",
                            "Write the renames there, as decisions to read again", NULL},
    [OPTION_DOWN] = {"down", 0, NULL, "The way back: from NEW to OLD", NULL},
    [OPTION_EXPLAIN] = {"explain", 0, NULL,
                        "What each step locks, and how long, instead of the script", NULL},
    [OPTION_CHECK] = {"check", 0, NULL,
                      "Only say whether OLD arrives at NEW; the status is 1 where it does not",
                      NULL},
    [OPTION_VERIFY] =
        {"verify", 0, NULL,
         "Try both ways out in a database made for it; the status is 1 where they fail", NULL},
    [OPTION_SERVER] = {"server", 0, "URL", "The server to try it on: postgresql://… or mariadb://…",
                       NULL},
    [OPTION_ONLINE] = {"online", 0, NULL,
                       "In three parts between which applications go on: expand, migrate, contract",
                       NULL},
    [OPTION_PART] = {"part", 0, "PART", "Only this part: expand, migrate or contract", part_words},
    [OPTION_BATCH] = {"batch", 0, "N",
                      "Fill so many rows (MySQL) or pages (PostgreSQL) in a transaction (1000)",
                      NULL},
    [OPTION_PAUSE] = {"pause", 0, "MS", "Wait so many milliseconds between two batches (50)", NULL},
    [OPTION_LOCK_TIMEOUT] = {"lock-timeout", 0, "MS",
                             "Let others wait behind a lock no longer than so (500)", NULL},
    [OPTION_LAYOUT] = {"layout", 0, "TOOL", "Write the files of a migration tool", layout_words},
    [OPTION_NAME] = {"name", 0, "NAME", "What the migration is called", NULL},
    [OPTION_IF_NOT_EXISTS] = {"if-not-exists", 0, NULL, "A script that may run twice", NULL},
    [OPTION_DROP] = {"drop", 0, NULL, "Drop everything first", NULL},
    [OPTION_NO_COMMENTS] = {"no-comments", 0, NULL, "Leave comments out", NULL},
    [OPTION_STRICT] = {"strict", 0, NULL,
                       "Write nothing where something would be lost; the status is 1", NULL},
    [OPTION_TERSE] = {"terse", 0, NULL, "In few words and lines", NULL},
    [OPTION_ONLY] = {"only", 0, "NAME", "Only what is called so; may be given again", NULL},
    [OPTION_SPLIT] = {"split", 0, "FOLDER", "Write a file an object into this folder", NULL},
    [OPTION_ENUMS] = {"enums", 0, "FORM", "What enumerations become: type, check or lookup",
                      enums_words},
    [OPTION_LIMIT] = {"limit", 'n', "N", "At most so many (20)", NULL},
    [OPTION_RELATION] = {"relation", 0, "ATTRIBUTES", "The attributes of the relation: 'A B C'",
                         NULL},
    [OPTION_FD] = {"fd", 0, "DEPENDENCY", "A functional dependency: 'A B -> C'; may be given again",
                   NULL},
    [OPTION_MVD] = {"mvd", 0, "DEPENDENCY",
                    "A multivalued dependency: 'A ->> B'; may be given again", NULL},
    [OPTION_APPLY] = {"apply", 0, NULL, "Take it into the project, as one edit that can be undone",
                      NULL},
    [OPTION_COVERING] = {"covering", 0, NULL,
                         "Let indexes carry the few columns that a pattern reads", NULL},
    [OPTION_DELETE] = {"delete", 0, NULL, "Take them back instead", NULL},
    [OPTION_DATA] = {"data", 0, "[ENTITY=]FILE",
                     "Hold these data against the model, too; may be given again", NULL},
    [OPTION_INTO] = {"into", 0, "PROJECT", "Note what is proposed there, as discovered", NULL},
    [OPTION_TO] = {"to", 0, "FORM", "The decomposition into this form", cli_target_words},
    [OPTION_ALL] = {"all", 0, NULL, "Every one that holds, not only those worth a look", NULL},
    [OPTION_LEFT] = {"left", 0, "N", "Left sides of at most so many columns (2)", NULL},
    [OPTION_ERROR] = {"error", 0, "PERCENT",
                      "Rows that may break a near-dependency, of a hundred (1)", NULL},
    [OPTION_TABLE] = {"table", 0, "NAME", "Only this table of a database", NULL},
    [OPTION_SEPARATOR] = {"separator", 0, "C",
                          "What stands between two values: a character or tab; without it the text "
                          "tells",
                          NULL},
    [OPTION_NO_HEADER] = {"no-header", 0, NULL, "The first line holds values, not names", NULL},
    [OPTION_ENCODING] = {"encoding", 0, "NAME",
                         "utf-8, latin-1 or utf-16; without it the text tells", encoding_words},
    [OPTION_NULL] = {"null", 0, "TEXT", "This value is null, as empty ones are; may be given again",
                     NULL},
    [OPTION_NULLS_DIFFER] = {"nulls-differ", 0, NULL,
                             "No null equals another, as in SQL; without it they all do", NULL},
    [OPTION_ROWS] = {"rows", 0, "N", "Read the first so many rows only", NULL},
    [OPTION_TIMEOUT] = {"timeout", 0, "SECONDS",
                        "Stop the search then, and show what was found; 0: never", NULL},
    [OPTION_PROFILE] = {"profile", 0, "PROFILE",
                        "Which rules apply: default, minimal, strict or naming-only",
                        profile_words},
    [OPTION_BASELINE] = {"baseline", 0, "FILE", "Only findings that this file does not know", NULL},
    [OPTION_WRITE_BASELINE] = {"write-baseline", 0, "FILE",
                               "Write what is found there: it is known from then on", NULL},
    [OPTION_FIX_DRY_RUN] = {"fix-dry-run", 0, NULL, "Show what --fix would change", NULL},
    [OPTION_EACH] = {"each", 0, NULL, "Tell every finding by itself, those that are alike, too",
                     NULL},
    [OPTION_CONFIG] = {"config", 0, "FILE",
                       "A text that says how rules are applied, a rule a line: fk-unindexed off",
                       NULL},
    [OPTION_OWN_RULES] = {"own-rules", 0, "FILE",
                          "A rule of your own, an SQL query; may be given again", NULL},
    [OPTION_QUERY] = {"query", 0, "FILE", "The query of a rule of the project's own", NULL},
};

/* ------------------------------------------------------------------ commands
 */

#define O(option) OPTION_##option
#define TAKES(...) ((const enum cli_option_id[]){__VA_ARGS__, OPTION_COUNT})
#define RENAMES_HELP                                                                               \
    "What matches no name and is clearly one table, column or value of an enumeration under two "  \
    "names is\n"                                                                                   \
    "taken for a rename, and told; --renames never takes none, --renames FILE takes those that "   \
    "its lines\n"                                                                                  \
    "tell: \"rename table a b\", \"rename column t.a t.b\", \"rename value type.a "                \
    "type.\"b c\"\". Its line\n"                                                                   \
    "\"move column t.a u.b\" says that values go to another table, which migrate then carries "    \
    "over. --renames-out\n"                                                                        \
    "FILE writes such a file, for you to correct.\n"
#define SOURCE_HELP                                                                                \
    "A SOURCE is a project, an SQL script, a folder of them (migrations, in their order), a "      \
    "canonical\n"                                                                                  \
    "text (.xml), or - for standard input.\n"

const struct cli_command cli_commands[] = {
    {"open", "PROJECT", 1, 1, "open a project in the designer (the word open may be left out)",
     "The designer fills the terminal. Press ? in it for its keys. Every edit "
     "is saved when it is made.\n",
     "open shop.tenon", TAKES(O(THEME), O(ASCII)), cli_open},
    {"new", "PROJECT", 1, 1, "make a project",
     "The project is empty, or holds what --from names. A file that is there "
     "already is not touched.\n",
     "new shop.tenon --from shop.sql", TAKES(O(DIALECT), O(FROM)), cli_new},
    {"import", "PROJECT SOURCE...", 2, -1, "bring sources into a project",
     "Objects of the same name are updated and keep their identity, new ones "
     "are added, others stay; with\n"
     "--replace the project becomes the source. It is one edit: tenon undo "
     "takes it back. Several\n"
     "scripts are applied in order, as one.\n" SOURCE_HELP,
     "import shop.tenon changes.sql", TAKES(O(DIALECT), O(REPLACE)), cli_import},
    {"show", "SOURCE [ENTITY...]", 1, -1, "an overview, or entities in full",
     "Without names: what the source holds, with counts. With names: those "
     "entities as text.\n" SOURCE_HELP,
     "show shop.tenon orders", TAKES(O(DIALECT), O(OUTPUT)), cli_show},
    {"export", "SOURCE", 1, 1, "write a model in any format",
     "tenon formats lists them. Without --format the ending of -o tells. A "
     "project as output is made by tenon new.\n" SOURCE_HELP,
     "export shop.tenon --format xml -o shop.xml",
     TAKES(O(FORMAT), O(OUTPUT), O(DIALECT), O(THEME), O(FOCUS), O(DEPTH), O(ASCII), O(STRICT),
           O(ENUMS), O(READ_AS)),
     cli_export},
    {"ddl", "SOURCE...", 1, -1, "the SQL that makes the database",
     "In the dialect of the source, or in that of --dialect: types, defaults and constraints are "
     "carried\n"
     "over, and what the other server cannot express is said on standard error. With @VERSION the "
     "same\n"
     "goes for what came after that version: --dialect mysql@5.7. tenon dialects lists them. A "
     "warning says\n"
     "what is lost, a note (--verbose) what is only written otherwise. With --strict a loss ends "
     "it "
     "with status 1,\n"
     "and nothing is written. tenon help crossing has the tables.\n"
     "\n"
     "--enums says what an enumeration becomes: a type of the server where it has one (type, as "
     "without\n"
     "the option), text with a check of its values (check), or text that refers to a table of "
     "them, "
     "which the\n"
     "script makes and fills in their order (lookup).\n"
     "\n"
     "--only writes the tables, views, types and others of that name: orders, sales.orders, "
     "'sales.*', or\n"
     "sales for a whole schema. A table brings its indexes, constraints, triggers, comments, "
     "grants and\n"
     "the sequences it owns, but nothing it refers to: foreign keys to tables left out come last.\n"
     "\n"
     "--if-not-exists makes a script that may run again and again; --drop one that begins by "
     "dropping what\n"
     "it makes. --terse writes in few words: keys and references in the lines of their columns, no "
     "names\n"
     "where the server gives the same.\n"
     "\n"
     "--split FOLDER, or -o FOLDER/, writes a file an object, and all.sql, which loads them in "
     "order in\n"
     "the server's own client. Such a folder is a SOURCE, too.\n" SOURCE_HELP,
     "ddl shop.tenon --dialect mariadb",
     TAKES(O(DIALECT), O(OUTPUT), O(SPLIT), O(ONLY), O(TERSE), O(IF_NOT_EXISTS), O(DROP),
           O(NO_COMMENTS), O(STRICT), O(ENUMS), O(READ_AS)),
     cli_ddl},
    {"diagram", "SOURCE", 1, 1, "an entity-relationship diagram",
     "SVG for browsers (light and dark), or --format text for the "
     "terminal.\n" SOURCE_HELP,
     "diagram shop.tenon --focus orders -o orders.svg",
     TAKES(O(OUTPUT), O(FORMAT), O(FOCUS), O(DEPTH), O(DETAIL), O(THEME), O(ASCII), O(DIALECT)),
     cli_diagram},
    {"check", "SOURCE", 1, 1, "look for design faults",
     "Prints the findings, entity by entity; the status is 1 where one is at least as severe as\n"
     "--fail-on (error). tenon explain lists the rules, tenon explain RULE tells more of one.\n"
     "\n"
     "--profile minimal has the errors and what is insecure, strict takes notes for warnings and\n"
     "runs the rules that are off, naming-only looks at names. tenon rule says the same for a\n"
     "project for good, and sets single rules and their options; for other sources a file does\n"
     "(--config), with a line each: profile strict, fk-unindexed off, table-too-wide max=40.\n"
     "\n"
     "In an old schema write down what there is (--write-baseline FILE); with --baseline FILE "
     "only\n"
     "new findings count. --fix repairs what can be repaired, as one edit; it needs a project, "
     "and\n"
     "--fix-dry-run shows it of any source.\n"
     "\n"
     "What a rule has to say of four objects of an imported model or more is told once, of the "
     "first\n"
     "(text, lines, markdown; the other formats have every finding); --each tells it of each.\n"
     "\n"
     "A rule of your own is a SELECT over the views that tenon sql can read, too; it returns\n"
     "an object, a message and perhaps what to do: --own-rules FILE, or kept in the project by\n"
     "tenon rule PROJECT NAME --query FILE. It can only read, and for five seconds at most.\n"
     "\n"
     "--data names a CSV file or an SQLite database, whose tables are held against the entities of "
     "the same\n"
     "name (ENTITY=FILE where the file is called otherwise): declared dependencies, keys and "
     "foreign keys that\n"
     "the rows contradict are reported with the first of these rows, and the rules that look at "
     "values run.\n"
     "The first row of data is row 1.\n"
     "\n"
     "--format text, lines, json, sarif, junit, github or markdown.\n" SOURCE_HELP,
     "check shop.tenon --fail-on warning",
     TAKES(O(FORMAT), O(OUTPUT), O(DIALECT), O(FAIL_ON), O(PROFILE), O(RULE), O(CONFIG),
           O(OWN_RULES), O(BASELINE), O(WRITE_BASELINE), O(FIX), O(FIX_DRY_RUN), O(EACH), O(WAIVED),
           O(DATA), O(TABLE), O(SEPARATOR), O(ENCODING), O(NULL), O(ROWS)),
     cli_check},
    {"rule", "PROJECT [RULE [SETTING...]]", 1, -1, "say how rules of the checks are applied",
     "A SETTING is off, info, warning, error or default, or an option of the rule: max=40. "
     "Without\n"
     "any: what the project says, in the form that --config of tenon check reads. --query FILE "
     "makes\n"
     "a rule of the project's own; --delete takes back what it says of a rule.\n",
     "rule shop.tenon table-too-wide max=40", TAKES(O(PROFILE), O(QUERY), O(DELETE), O(OUTPUT)),
     cli_rule},
    {"fd", "PROJECT [DEPENDENCY...]", 1, -1, "declare what depends on what",
     "A DEPENDENCY is 'entity: a b -> c', or 'entity: a ->> c' for a multivalued one. They are "
     "declared in\n"
     "one edit; tenon undo takes it back. Without any, those that are declared are listed. What "
     "follows from\n"
     "keys need not be declared. tenon normalize says what follows.\n"
     "\n"
     "Those that were only discovered in data (tenon fds --into) are listed behind a #, with the "
     "evidence, and\n"
     "count for nothing until they are declared here, or taken back by --delete.\n",
     "fd shop.tenon 'order_item: product_id -> unit_price'", TAKES(O(DELETE), O(OUTPUT)), cli_fd},
    {"normalize", "[SOURCE ENTITY]", 0, 2, "keys, normal form and decompositions of a relation",
     "Of an entity with the dependencies that its keys imply and that the project declares (tenon "
     "fd), or\n"
     "of the relation that --relation tells; --fd and --mvd add others, to see what they would do. "
     "It prints\n"
     "the candidate keys and prime attributes, the highest normal form with the dependencies that "
     "keep it\n"
     "out of the next, a minimal cover, and how it comes apart: into third normal form without "
     "losing a\n"
     "dependency, into Boyce-Codd normal form (and, with multivalued dependencies, fourth) with "
     "those that\n"
     "are lost, where no choice of splits that was tried keeps all. All is relative to the "
     "dependencies given.\n"
     "\n"
     "Of an entity it also shows what it would become in the form of --to (without: the lowest "
     "above\n"
     "its own, from 3nf on): the part with its primary key stays, another goes into the entity "
     "that "
     "a\n"
     "foreign key leads to, or becomes a new one; keys, foreign keys, indexes and checks go along. "
     "--apply\n"
     "makes it so in a project, as one edit, with a note on what applications have to change. "
     "tenon "
     "migrate\n"
     "then carries the rows over.\n"
     "\n"
     "Names of attributes stand apart by blanks or commas; \"order date\" in double quotes. "
     "--format "
     "text or\n"
     "json.\n",
     "normalize --relation 'street city code' --fd 'street city -> code' --fd 'code -> city'",
     TAKES(O(RELATION), O(FD), O(MVD), O(TO), O(APPLY), O(FORMAT), O(OUTPUT)), cli_normalize},
    {"explain", "[RULE]", 0, 1, "what a rule or hazard is about",
     "Without a rule: all of them, a line each.\n", "explain fk-unindexed", NULL, cli_explain},
    {"advise", "SOURCE [ENTITY...]", 1, -1, "indexes for the declared access patterns",
     "Proposes the indexes that serve the access patterns of the entities (all without names), as "
     "few as\n"
     "possible, and those to drop: duplicates, beginnings of others, and what serves nothing where "
     "the\n"
     "patterns are said to be complete. Each with the reason and its statement. A pattern may be a "
     "SELECT.\n"
     "Foreign keys ask for an index too where the server does not make it. Nothing is proposed for "
     "an entity\n"
     "of less than 500 expected rows.\n"
     "\n"
     "--apply takes them into a project; the reason is kept with the index. --format text or "
     "json.\n" SOURCE_HELP,
     "advise shop.tenon order_item", TAKES(O(APPLY), O(COVERING), O(FORMAT), O(OUTPUT), O(DIALECT)),
     cli_advise},
    {"fds", "SOURCE...", 1, -1, "look for dependencies in data",
     "A SOURCE is a CSV file (any usual separator and encoding), an SQLite database, or - for "
     "standard input.\n"
     "\n"
     "Shows what is unique, and the functional dependencies that are worth a look: the left side "
     "is "
     "small and\n"
     "no key, at least ten of its values stand in several rows, in 5 % of the rows or more; those "
     "first by\n"
     "which most values are there again and again. Then the ones that few rows break, with the "
     "first of these\n"
     "rows and the measure g3, the share of rows to take away so that it holds. The first row of "
     "data is row 1.\n"
     "Of several tables, the columns whose values all stand in a unique one, which could be "
     "foreign keys.\n"
     "Nothing that is found in data counts as declared, since it may hold by chance: tenon fd "
     "declares.\n"
     "--into notes what is proposed and holds in a project, with the rows it was found in, as "
     "discovered: of a\n"
     "file orders.csv in the entity orders, of orders=FILE whatever the file is called. tenon fd "
     "lists what\n"
     "was noted, and declares it.\n"
     "\n"
     "--all prints every minimal functional dependency and every unique column combination "
     "instead.\n"
     "Where that takes too long, --timeout (10 without --all) or Ctrl-C ends the search; what was "
     "found\n"
     "until then holds, and is minimal. --format text or json.\n",
     "fds orders.csv --null NA",
     TAKES(O(FORMAT), O(OUTPUT), O(ALL), O(LEFT), O(ERROR), O(LIMIT), O(TABLE), O(SEPARATOR),
           O(NO_HEADER), O(ENCODING), O(NULL), O(NULLS_DIFFER), O(ROWS), O(TIMEOUT), O(INTO)),
     cli_fds},
    {"diff", "OLD NEW", 2, 2, "what differs between two sources, by meaning",
     "Objects are matched by identity where both come from one project, else "
     "by name.\n" RENAMES_HELP "--format text, json or markdown (for a pull-request "
     "comment).\n" SOURCE_HELP,
     "diff old.sql shop.tenon --format markdown",
     TAKES(O(FORMAT), O(OUTPUT), O(DIALECT), O(EXIT_CODE), O(BY_NAME), O(ORDER), O(RENAMES),
           O(RENAMES_OUT)),
     cli_diff},
    {"migrate", "OLD NEW", 2, 2, "the SQL that carries a database from OLD to NEW",
     "Prints the script; its hazards go to standard error. --down prints the "
     "way back. With -o DIR both\n"
     "are written there, as up.sql and down.sql. With --order columns are moved too, "
     "where the server can.\n"
     "\n"
     "--explain prints a table of the steps: what they lock, who waits, how much they do, "
     "whether they can be\n"
     "taken back; --format json all of it for programs. --check writes nothing and says what is "
     "missing: with a\n"
     "folder of migrations as OLD and the model as NEW it finds drift without a "
     "database.\n"
     "\n"
     "--layout TOOL writes into DIR what that tool takes, with the next number or time; no file "
     "that is there\n"
     "is written over but atlas.sum and sqitch.plan. What must stand outside of a transaction "
     "comes first, in\n"
     "a migration of its own with the tool's mark. --name names it; else its steps "
     "do.\n"
     "\n"
     "--verify runs up and down in a database made for it, and compares what the server's "
     "catalogue "
     "says then with\n"
     "what it says of NEW and OLD: SQLite in memory, or on --server URL a database that is "
     "dropped afterwards.\n"
     "Nothing else there is touched.\n"
     "\n"
     "--online parts the change so that applications go on: expand adds, migrate fills and swaps, "
     "then the new\n"
     "application is deployed, contract tightens and drops. Indexes are built beside writers, "
     "constraints are\n"
     "validated afterwards, renamed columns and tables have both names in between, types change by "
     "way of a\n"
     "second column. With -o DIR there are six files, an up and a down for each "
     "part.\n" RENAMES_HELP SOURCE_HELP,
     "migrate old.sql shop.tenon -o migration",
     TAKES(O(OUTPUT), O(DIALECT), O(DOWN), O(EXPLAIN), O(CHECK), O(FORMAT), O(FAIL_ON), O(BY_NAME),
           O(ORDER), O(STRICT), O(RENAMES), O(RENAMES_OUT), O(LAYOUT), O(NAME), O(VERIFY),
           O(SERVER), O(ONLINE), O(PART), O(BATCH), O(PAUSE), O(LOCK_TIMEOUT)),
     cli_migrate},
    {"log", "PROJECT", 1, 1, "the edits of a project, newest first", "", "log shop.tenon -n 5",
     TAKES(O(LIMIT)), cli_log},
    {"undo", "PROJECT", 1, 1, "take the last edit back", "", "undo shop.tenon", NULL, cli_undo},
    {"redo", "PROJECT", 1, 1, "make an undone edit again", "", "redo shop.tenon", NULL, cli_redo},
    {"sql", "PROJECT QUERY", 2, 2, "ask the project file a question in SQL",
     "Read only. The views entities, attributes, keys, relationships and "
     "others are described in the\n"
     "manual. --format table (the default), csv or json.\n",
     "sql shop.tenon 'select parent, name from attributes where nullable'",
     TAKES(O(FORMAT), O(OUTPUT)), cli_sql},
    {"formats", "", 0, 0, "the formats that can be read and written", "", "formats", 0,
     cli_formats},
    {"dialects", "", 0, 0, "the SQL dialects and their versions",
     "A version asked for that lies between two of them counts as the older one, one above all as "
     "the newest.\n"
     "A dialect by itself is at the version its line says, but leaves alone what a source of its "
     "own "
     "says\n"
     "beyond that.\n",
     "dialects", NULL, cli_dialects},
    {"themes", "", 0, 0, "the colour themes", "", "themes", NULL, cli_themes},
    {"help", "[COMMAND | crossing [FROM TO]]", 0, 3,
     "help on a command, or on what goes from one dialect to another",
     "crossing: the tables of types, default values, expressions and features that DDL for another "
     "dialect\n"
     "is made by; with two dialects, what each type of the one becomes in the other.\n",
     "help crossing mysql postgresql", TAKES(O(OUTPUT)), cli_show_help},
    {"manual", "", 0, 0, "the manual page, in roff", "", "manual | man -l -", TAKES(O(OUTPUT)),
     cli_manual},
    {"completion", "SHELL", 1, 1, "the completion script for bash or zsh", "", "completion bash",
     TAKES(O(OUTPUT)), cli_completion},
};
const size_t cli_command_count = TN_LENGTH(cli_commands);

const struct cli_command *cli_command_find(const char *name) {
    for (size_t i = 0; i < cli_command_count; i++)
        if (strcmp(cli_commands[i].name, name) == 0)
            return &cli_commands[i];
    return NULL;
}
