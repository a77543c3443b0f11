/*
 * Rules on the names of tables that follow from other tables: those that link two, and those that
 * keep old rows of one.
 */
#include "lint/fix.h"
#include "lint/rules.h"

#include <string.h>

/* ------------------------------------------------------------------ junction-name */

enum { MOST_PARENTS = 8 };

/* What a table links by its primary key. */
struct link {
    const struct lint_table *table;
    const struct lint_table *parents[MOST_PARENTS];
    size_t count;
};

static bool is_within(struct tn_refs attributes, struct tn_refs all) {
    for (size_t i = 0; i < attributes.count; i++)
        if (!tn_refs_have(all, attributes.items[i]))
            return false;
    return attributes.count > 0;
}

/* The key is made of foreign keys, two or more, and of nothing else. */
static bool read_link(struct tn_lint *lint, const struct lint_table *table, struct link *link) {
    *link = (struct link){.table = table};
    if (!table->primary || table->primary->attributes.count < 2)
        return false;
    struct tn_refs key = table->primary->attributes;
    size_t covered = 0;
    for (struct tn_relationship *r = table->entity->relationships.first; r; r = r->next) {
        struct lint_table *parent =
            r->target ? tn_id_map_get(&lint->table_of, r->target->id) : NULL;
        if (!parent || !is_within(r->attributes, key) || link->count == MOST_PARENTS)
            continue;
        link->parents[link->count++] = parent;
        covered += r->attributes.count;
    }
    return link->count > 1 && covered >= key.count;
}

/* How many words the two names begin with alike: act_ru_ and act_id_ of a family of tables. */
static size_t common_words(const struct lint_name *a, const struct lint_name *b) {
    size_t count = 0;
    while (count + 1 < a->count && count + 1 < b->count &&
           a->words[count].length == b->words[count].length &&
           strncasecmp(a->words[count].at, b->words[count].at, a->words[count].length) == 0)
        count++;
    return count;
}

static const char *singular_word(struct tn_lint *lint, struct tn_slice word) {
    const char *text = tn_arena_text(&lint->arena, word.at, word.length);
    return tn_singular(lint_letters(text, &lint->arena), &lint->arena);
}

/* dept of department: the same first letter, and all others in their order. */
static bool abbreviates(const char *word, const char *whole) {
    if (strlen(word) < 3 || *word != *whole)
        return false;
    for (; *word; word++) {
        whole = strchr(whole, *word);
        if (!whole)
            return false;
        whole++;
    }
    return true;
}

static bool means(struct tn_lint *lint, struct tn_slice word, struct tn_slice of) {
    const char *a = singular_word(lint, word), *b = singular_word(lint, of);
    return strcmp(a, b) == 0 || abbreviates(a, b);
}

/* Marks the words of the link's name that the parent's has, too; was there any? */
static bool names_parent(struct tn_lint *lint, const struct lint_name *name,
                         const struct lint_name *parent, uint64_t *said) {
    bool found = false;
    for (size_t i = common_words(name, parent); i < name->count && i < 64; i++)
        for (size_t j = common_words(name, parent); j < parent->count; j++)
            if (means(lint, name->words[i], parent->words[j])) {
                *said |= UINT64_C(1) << i;
                found = true;
            }
    return found;
}

/* Names the tables it links, or what the link is in one word of its own: enrolments. */
static bool is_telling(struct tn_lint *lint, const struct link *link) {
    const struct lint_name *name = link->table->name;
    size_t named = 0, own = 0, family = SIZE_MAX;
    uint64_t said = 0;
    for (size_t i = 0; i < link->count; i++) {
        size_t common = common_words(name, link->parents[i]->name);
        family = common < family ? common : family;
        named += names_parent(lint, name, link->parents[i]->name, &said);
    }
    for (size_t i = family; i < name->count && i < 64; i++)
        own += !(said >> i & 1) && !(name->classes[i] & LINT_WORDS(link));
    return named == link->count || own == 1 || (named && own) || name->count - family == 1;
}

static const char *suggested(struct tn_lint *lint, const struct link *link) {
    const char *first = link->parents[0]->entity->name, *second = link->parents[1]->entity->name;
    bool turned = lint_is_choice(lint, "order", "alphabetical") && strcasecmp(first, second) > 0;
    return turned ? lint_join(second, first, &lint->arena) : lint_join(first, second, &lint->arena);
}

/* tags_posts: where the parts stand, and which of them comes first in the alphabet. */
static bool is_out_of_order(struct tn_lint *lint, const struct link *link) {
    uint64_t first = 0, second = 0;
    const struct lint_name *name = link->table->name;
    const struct lint_name *a = link->parents[0]->name, *b = link->parents[1]->name;
    if (link->count != 2 || a == b || !names_parent(lint, name, a, &first) ||
        !names_parent(lint, name, b, &second) || first & second)
        return false;
    return (first < second) != (strcasecmp(a->text, b->text) < 0);
}

static void check_junction(struct tn_lint *lint) {
    bool ordered = lint_is_choice(lint, "order", "alphabetical");
    LINT_EACH_TABLE(lint, table) {
        struct link link;
        if (!read_link(lint, table, &link) || lint_matches(lint, "except", table->entity->name))
            continue;
        const char *name = table->entity->name;
        if (!is_telling(lint, &link)) {
            struct tn_finding *found = lint_find(
                lint, table->entity, "table %s links %s and %s, which its name does not say", name,
                link.parents[0]->entity->name, link.parents[1]->entity->name);
            lint_remedy(lint, found, "Name it %s, or in one word what the link is",
                        suggested(lint, &link));
        } else if (ordered && is_out_of_order(lint, &link)) {
            struct tn_finding *found =
                lint_find(lint, table->entity,
                          "the parts of table name %s are not in alphabetical order", name);
            lint_remedy(lint, found, "Name it %s", suggested(lint, &link));
        }
    }
}

static const struct tn_rule_option junction_options[] = {
    {"order", TN_OPTION_CHOICE, "any", "order of the two names in a name made of them",
     "any alphabetical"},
    {"except", TN_OPTION_PATTERN, "", "names that it matches are fine", NULL},
    {0},
};

const struct tn_rule lint_junction_name = {
    .id = "junction-name",
    .group = "naming",
    .severity = TN_INFO,
    .title = "The name of a table that links others does not say which",
    .help = "A table whose key is made of foreign keys links rows of others. Name it after those "
            "tables, users_roles, or say in one word what the link is, memberships: then nobody "
            "has to look up its columns to find it.",
    .doubt = "A name of two words may be the usual one in the field, as in purchase_history: put "
             "it into except.",
    .example = "CREATE TABLE users (id integer PRIMARY KEY);\n"
               "CREATE TABLE roles (id integer PRIMARY KEY);\n"
               "CREATE TABLE user_map (\n"
               "    user_id integer REFERENCES users (id),\n"
               "    role_id integer REFERENCES roles (id),\n"
               "    PRIMARY KEY (user_id, role_id)\n"
               ");\n",
    .good = "CREATE TABLE users (id integer PRIMARY KEY);\n"
            "CREATE TABLE roles (id integer PRIMARY KEY);\n"
            "CREATE TABLE users_roles (\n"
            "    user_id integer REFERENCES users (id),\n"
            "    role_id integer REFERENCES roles (id),\n"
            "    PRIMARY KEY (user_id, role_id)\n"
            ");\n",
    .options = junction_options,
    .check = check_junction,
};

/* ------------------------------------------------------------------ audit-name-affix */

enum place { PLACE_NONE, PLACE_FIRST, PLACE_LAST };

/* orders_history, history_orders: the affix, and the table that the rest of the name means. */
struct copy {
    const struct lint_table *table;
    enum place place;
    struct tn_slice affix;
    const char *rest;
    const struct tn_entity *base; /* or NULL */
};

static enum place place_of(const struct lint_name *name) {
    if (name->count < 2)
        return PLACE_NONE;
    if (LINT_ENDS(name, history))
        return PLACE_LAST;
    return LINT_BEGINS(name, history) ? PLACE_FIRST : PLACE_NONE;
}

static const char *rest_of(const struct lint_name *name, enum place place, struct tn_arena *arena) {
    struct tn_slice last = name->words[name->count - 1], before = name->words[name->count - 2];
    const char *start = place == PLACE_FIRST ? name->words[1].at : name->words[0].at;
    const char *end = place == PLACE_FIRST ? last.at + last.length : before.at + before.length;
    return tn_arena_text(arena, start, (size_t)(end - start));
}

/* The tables' names by their letters in the singular. */
static struct tn_text_map singular_names(struct tn_lint *lint) {
    struct tn_text_map names = {0};
    LINT_EACH_TABLE(lint, table)
    tn_text_map_put(&names,
                    lint_letters(tn_singular(table->entity->name, &lint->arena), &lint->arena),
                    table->entity);
    return names;
}

static bool read_copy(struct tn_lint *lint, const struct lint_table *table,
                      const struct tn_text_map *names, struct copy *copy) {
    enum place place = place_of(table->name);
    if (!place)
        return false;
    *copy = (struct copy){.table = table, .place = place};
    copy->affix = table->name->words[place == PLACE_FIRST ? 0 : table->name->count - 1];
    copy->rest = rest_of(table->name, place, &lint->arena);
    copy->base =
        tn_text_map_get(names, lint_letters(tn_singular(copy->rest, &lint->arena), &lint->arena));
    return true;
}

static const char *turned_round(const struct copy *copy, enum place place, struct tn_arena *arena) {
    const char *affix = tn_arena_text(arena, copy->affix.at, copy->affix.length);
    enum lint_style style = LINT_SNAKE;
    for (int i = 0; i < LINT_STYLE_COUNT; i++)
        if (copy->table->name->styles >> i & 1) {
            style = (enum lint_style)i;
            break;
        }
    const char *both = place == PLACE_LAST ? tn_arena_format(arena, "%s_%s", copy->rest, affix)
                                           : tn_arena_format(arena, "%s_%s", affix, copy->rest);
    return lint_in_style(both, style, arena);
}

struct copies {
    size_t placed[3]; /* those whose table is there, by place */
    size_t all, based;
};

static enum place chosen_place(const struct tn_lint *lint, const struct copies *copies) {
    if (!lint_is_choice(lint, "place", "auto"))
        return lint_is_choice(lint, "place", "suffix") ? PLACE_LAST : PLACE_FIRST;
    bool first = copies->placed[PLACE_FIRST] > copies->placed[PLACE_LAST];
    return first && lint->imported ? PLACE_FIRST : PLACE_LAST;
}

static void judge_copy(struct tn_lint *lint, const struct copy *copy, enum place wanted,
                       bool needs_base) {
    const char *name = copy->table->entity->name;
    if (copy->base && copy->place != wanted) {
        struct tn_finding *found = lint_find(
            lint, copy->table->entity, "table name %s has %.*s at its %s, unlike the others", name,
            (int)copy->affix.length, copy->affix.at, wanted == PLACE_LAST ? "beginning" : "end");
        found->detail = wanted;
        lint_remedy(lint, found, "Rename it to %s", turned_round(copy, wanted, &lint->arena));
    } else if (!copy->base && needs_base) {
        struct tn_finding *found =
            lint_find(lint, copy->table->entity,
                      "table name %s means old rows of %s, which is no table", name, copy->rest);
        lint_remedy(lint, found, "Name it after the table whose rows it keeps");
    }
}

/* A history without a table is reported only where histories usually have one: login_history is a
 * thing of its own. */
static void check_affix(struct tn_lint *lint) {
    struct copies copies = {0};
    struct copy copy;
    struct tn_text_map names = singular_names(lint);
    LINT_EACH_TABLE(lint, table)
    if (read_copy(lint, table, &names, &copy)) {
        copies.all++;
        copies.based += copy.base != NULL;
        copies.placed[copy.place] += copy.base != NULL;
    }
    enum place wanted = chosen_place(lint, &copies);
    bool needs_base = lint_is_choice(lint, "base", "auto")
                          ? lint_is_convention(copies.based, copies.all)
                          : lint_is_choice(lint, "base", "needed");
    LINT_EACH_TABLE(lint, table)
    if (copies.all && read_copy(lint, table, &names, &copy))
        judge_copy(lint, &copy, wanted, needs_base);
    tn_text_map_free(&names);
}

static bool fix_affix(struct tn_model *model, const struct tn_finding *finding,
                      struct tn_error *error) {
    struct tn_entity *entity = (void *)tn_find_id(model, finding->object);
    enum place wanted = (enum place)finding->detail;
    if (!wanted)
        return tn_fail(error, "%s names no table: say by hand whose rows it keeps", entity->name);
    struct lint_vocabulary vocabulary = {0};
    struct tn_arena arena = {0};
    lint_vocabulary_open(&vocabulary);
    struct lint_table table = {.entity = entity, .name = lint_name_of(&vocabulary, entity->name)};
    struct copy copy = {.table = &table, .place = place_of(table.name)};
    bool fixed = true;
    if (copy.place && copy.place != wanted) {
        copy.affix = table.name->words[copy.place == PLACE_FIRST ? 0 : table.name->count - 1];
        copy.rest = rest_of(table.name, copy.place, &arena);
        fixed = lint_rename(model, entity, turned_round(&copy, wanted, &arena), error);
    }
    lint_vocabulary_close(&vocabulary);
    tn_arena_free(&arena);
    return fixed;
}

static const struct tn_rule_option affix_options[] = {
    {"place", TN_OPTION_CHOICE, "auto",
     "where history, audit and archive stand; auto: at the end, in an imported model where most do",
     "auto suffix prefix"},
    {"base", TN_OPTION_CHOICE, "auto",
     "whether the rest of the name must be a table; auto: where that is so for most",
     "auto needed free"},
    {0},
};

const struct tn_rule lint_audit_name_affix = {
    .id = "audit-name-affix",
    .group = "naming",
    .severity = TN_INFO,
    .title = "A table of old rows is named unlike the others of its sort",
    .help = "orders_history and products_archive stand beside orders and products in every list; "
            "with archive_products among them one of two lists is wrong. Put history, audit and "
            "archive at one end of all names, and the name of the table they are about at the "
            "other.",
    .doubt = "login_history may be about no table at all: names without a table are reported only "
             "where most have one; base=free never does.",
    .example = "CREATE TABLE orders (id integer PRIMARY KEY);\n"
               "CREATE TABLE history_orders (id integer PRIMARY KEY, changed_at timestamp);\n"
               "CREATE TABLE products (id integer PRIMARY KEY);\n"
               "CREATE TABLE products_history (id integer PRIMARY KEY, changed_at timestamp);\n",
    .good = "CREATE TABLE orders (id integer PRIMARY KEY);\n"
            "CREATE TABLE orders_history (id integer PRIMARY KEY, changed_at timestamp);\n"
            "CREATE TABLE products (id integer PRIMARY KEY);\n"
            "CREATE TABLE products_history (id integer PRIMARY KEY, changed_at timestamp);\n",
    .options = affix_options,
    .check = check_affix,
    .fix = fix_affix,
};
