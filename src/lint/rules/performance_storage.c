/*
 * Rules on how rows are stored: engines and the width of a row.
 */
#include "lint/rules.h"

#include <string.h>

/* ------------------------------------------------------------------ storage-engine */

static bool is_good_engine(const struct tn_lint *lint, const struct tn_entity *entity) {
    return !*entity->engine || entity->persistence == TN_persistence_temporary ||
           lint_lists(lint, "engines", tn_slice_of(entity->engine));
}

static void check_engine(struct tn_lint *lint) {
    LINT_EACH_TABLE(lint, table) {
        const struct tn_entity *entity = table->entity;
        if (is_good_engine(lint, entity))
            continue;
        struct tn_finding *found =
            lint_find(lint, entity, "%s is kept in the engine %s", entity->name, entity->engine);
        lint_remedy(lint, found, "Make it InnoDB");
    }
}

/* MyISAM counts on within a key that begins otherwise; InnoDB needs the column first. */
static bool numbers_within_key(const struct tn_entity *entity) {
    for (struct tn_attribute *a = entity->attributes.first; a; a = a->next) {
        bool first = false;
        if (a->identity != TN_identity_auto_increment)
            continue;
        for (struct tn_key *key = entity->keys.first; key; key = key->next)
            first |= key->attributes.count && (void *)key->attributes.items[0] == a;
        for (struct tn_index *index = entity->indexes.first; index; index = index->next)
            first |=
                index->parts.first && ((struct tn_index_part *)index->parts.first)->attribute == a;
        return !first;
    }
    return false;
}

static bool fix_engine(struct tn_model *model, const struct tn_finding *finding,
                       struct tn_error *error) {
    struct tn_entity *entity = (void *)tn_find_id(model, finding->object);
    if (numbers_within_key(entity))
        return tn_fail(error, "%s numbers its rows within a key, which InnoDB cannot",
                       entity->name);
    if (tn_find_word(entity->options, "row_format=fixed") || tn_find_word(entity->options, "union"))
        return tn_fail(error, "%s has options that InnoDB does not take: change them by hand",
                       entity->name);
    if (!lint_in_list(tn_rule_option(model, &lint_storage_engine, "engines"), TN_SLICE("innodb")))
        return tn_fail(error, "InnoDB is none of the engines that are fine here: choose one");
    tn_set_text(model, entity, TN_entity_engine, "InnoDB");
    return true;
}

static const struct tn_rule_option engine_options[] = {
    {"engines", TN_OPTION_WORDS, "innodb ndb ndbcluster rocksdb", "engines that are fine", NULL},
    {0},
};

const struct tn_rule lint_storage_engine = {
    .id = "storage-engine",
    .group = "performance",
    .severity = TN_WARNING,
    .dialects = 1u << TN_MYSQL | 1u << TN_MARIADB,
    .title = "A table is not kept in InnoDB",
    .help = "MyISAM, Aria and MEMORY lock a whole table for each change, ignore foreign keys and "
            "transactions, and lose data in a crash. InnoDB has been the better choice for all but "
            "a few tables for many years.",
    .doubt = "A table of scratch data in MEMORY, or one that is only read, may gain by another "
             "engine: waive it, or put the engine into engines. Temporary tables are not reported.",
    .example = "CREATE TABLE orders (id int PRIMARY KEY) ENGINE=MyISAM;\n",
    .good = "CREATE TABLE orders (id int PRIMARY KEY) ENGINE=InnoDB;\n",
    .options = engine_options,
    .check = check_engine,
    .fix = fix_engine,
};

/* ------------------------------------------------------------------ row-too-wide */

/* What the columns of a table take in one target, in bytes. */
struct width {
    int64_t most;    /* as MySQL counts a row: all but texts and blobs in full */
    int64_t page;    /* the part that InnoDB must keep in the page */
    int64_t average; /* what a row of PostgreSQL will likely have */
};

enum {
    MYSQL_ROW = 65535,
    INNODB_HALF_PAGE = 8126,
    POSTGRESQL_TOAST = 2032, /* above it values are moved out */
    POINTER = 20,            /* what stays of a value that is moved out of an InnoDB page */
    WIDEST_CHARACTER = 4,    /* bytes, where nothing tells the character set */
    STAYS = 40,              /* values no longer than that are never moved out */
};

/* decimal(p,s): four bytes for nine digits. */
static int64_t decimal_size(const struct lint_type *type) {
    static const int64_t rest[] = {0, 1, 1, 2, 2, 3, 3, 4, 4};
    int64_t digits = type->size ? type->size : 10;
    int64_t whole = digits > type->scale ? digits - type->scale : 0;
    return whole / 9 * 4 + rest[whole % 9] + type->scale / 9 * 4 + rest[type->scale % 9];
}

static int64_t fixed_size(const struct lint_type *type) {
    switch (type->family) {
    case LINT_INTEGER:
    case LINT_FLOAT:
        return type->size ? type->size : 4;
    case LINT_BOOLEAN:
        return 1;
    case LINT_DECIMAL:
        return decimal_size(type);
    case LINT_DATE:
        return 3;
    case LINT_UUID:
        return 16;
    case LINT_ENUMERATION:
        return 2;
    default:
        return 8;
    }
}

static bool has_no_limit(const struct lint_type *type) {
    return type->family == LINT_JSON || type->family == LINT_UNTYPED ||
           ((type->family == LINT_TEXT || type->family == LINT_BINARY) && !type->size);
}

/* Texts and blobs count with a pointer and their length. */
static void add_unlimited(struct width *width) {
    width->most += 12;
    width->page += POINTER;
    width->average += 32;
}

static void add_text(struct width *width, const struct lint_type *type, int64_t unit) {
    int64_t bytes = type->size * (type->family == LINT_BINARY ? 1 : unit);
    int64_t prefix = type->fixed ? 0 : bytes > 255 ? 2 : 1;
    bool moved = bytes > STAYS && (!type->fixed || bytes >= 768);
    width->most += bytes + prefix;
    width->page += moved ? STAYS + prefix : bytes + prefix;
    width->average += type->fixed ? type->size : type->size / 2 < 64 ? type->size / 2 : 64;
}

static struct width width_of(struct tn_lint *lint, const struct lint_table *table) {
    struct width width = {0};
    int64_t nullable = 0;
    LINT_EACH_COLUMN(table, column) {
        const struct tn_attribute *a = column->attribute;
        struct lint_type type = lint_type_in(lint, a);
        nullable += a->nullable;
        if (*a->generated && a->generation == TN_generation_virtual)
            continue;
        if (has_no_limit(&type) || a->dimensions)
            add_unlimited(&width);
        else if (type.family == LINT_TEXT || type.family == LINT_BINARY)
            add_text(&width, &type, lint_character_bytes(a, WIDEST_CHARACTER));
        else {
            int64_t size = fixed_size(&type);
            width.most += size;
            width.page += size;
            width.average += size;
        }
    }
    width.most += (nullable + 7) / 8;
    return width;
}

static void judge_mysql(struct tn_lint *lint, const struct lint_table *table, struct width width) {
    struct tn_finding *found = NULL;
    const struct tn_entity *entity = table->entity;
    bool innodb = !*entity->engine || tn_same_word(entity->engine, "innodb");
    if (width.most > MYSQL_ROW)
        found = lint_find(lint, entity, "a row of %s may have %lld bytes, MySQL allows %d",
                          entity->name, (long long)width.most, MYSQL_ROW);
    else if (innodb && width.page > INNODB_HALF_PAGE)
        found =
            lint_find(lint, entity, "a row of %s needs %lld bytes in its page, InnoDB allows %d",
                      entity->name, (long long)width.page, INNODB_HALF_PAGE);
    if (found)
        lint_remedy(lint, found, "Make long columns text, or split the table");
}

static void judge_postgresql(struct tn_lint *lint, const struct lint_table *table,
                             struct width width) {
    int64_t most = lint_number(lint, "average");
    if (!most || width.average <= most)
        return;
    struct tn_finding *found = lint_find(
        lint, table->entity,
        "a row of %s will have about %lld bytes, and beyond %lld values are moved out of it",
        table->entity->name, (long long)width.average, (long long)most);
    lint_soften(found, TN_INFO);
    lint_remedy(lint, found, "Split off what is seldom read");
}

static void check_width(struct tn_lint *lint) {
    bool mysql = false, postgresql = false;
    for (size_t i = 0; i < lint->target_count; i++) {
        mysql |= lint_is_mysql(lint->targets[i]);
        postgresql |= lint->targets[i]->id == TN_POSTGRESQL;
    }
    LINT_EACH_TABLE(lint, table) {
        struct width width = width_of(lint, table);
        size_t before = lint->reports.count;
        if (mysql)
            judge_mysql(lint, table, width);
        if (postgresql && lint->reports.count == before)
            judge_postgresql(lint, table, width);
    }
}

static const struct tn_rule_option width_options[] = {
    {"average", TN_OPTION_NUMBER, "2032",
     "bytes of an average row above which PostgreSQL moves values out; 0: never reported", NULL},
    {0},
};

const struct tn_rule lint_row_too_wide = {
    .id = "row-too-wide",
    .group = "performance",
    .severity = TN_ERROR,
    .title = "A row is wider than the server allows, or than is good",
    .help = "MySQL and MariaDB refuse tables whose rows may have more than 65535 bytes (texts and "
            "blobs aside), and InnoDB such that need more than half a page. PostgreSQL moves "
            "values out of rows above 2 kB, and a scan reads few rows from a page. Make long "
            "columns text, or split the table.",
    .doubt = "What an average row has is a guess: texts without limit count 32 bytes, others half "
             "of their length, 64 at most. Only MySQL's limits are errors.",
    .example = "-- set: project targets=mysql\n"
               "CREATE TABLE pages (id integer PRIMARY KEY, body varchar(20000));\n",
    .good = "-- set: project targets=mysql\n"
            "CREATE TABLE pages (id integer PRIMARY KEY, body text);\n",
    .options = width_options,
    .check = check_width,
};
