/*
 * Types that a project does not want.
 */
#include "lint/rules.h"

#include <string.h>
#include <strings.h>

static const char *const reg_types[] = {
    "regclass",    "regcollation", "regconfig",    "regdictionary", "regnamespace", "regoper",
    "regoperator", "regproc",      "regprocedure", "regrole",       "regtype"};

/* Its name without arguments, its blanks as underscores: double_precision. */
static bool is_listed(struct tn_slice list, const char *type) {
    char name[64];
    size_t length = strcspn(type, "(");
    if (length >= sizeof name)
        return false;
    for (size_t i = 0; i < length; i++)
        name[i] = type[i] == ' ' ? '_' : type[i];
    return lint_in_list(list, (struct tn_slice){name, length});
}

static bool is_constrained_domain(const struct tn_type *type) {
    return type && type->variety == TN_variety_domain && (type->checks.count || !type->nullable);
}

struct denials {
    struct tn_slice types;
    bool domains, reg;
};

static bool is_reg_type(const char *type) {
    for (size_t i = 0; strncasecmp(type, "reg", 3) == 0 && i < TN_LENGTH(reg_types); i++)
        if (tn_same_word(type, reg_types[i]))
            return true;
    return false;
}

/* Why the type is not wanted, or NULL. */
static const char *objection(const struct denials *denials, const struct tn_attribute *attribute) {
    const struct tn_type *named = attribute->named_type;
    if (denials->types.length && is_listed(denials->types, named ? named->name : attribute->type))
        return "is on the list of types that are not wanted";
    if (denials->domains && is_constrained_domain(named))
        return "is a domain with rules, which cannot be changed without reading every table";
    if (denials->reg && !named && is_reg_type(attribute->type))
        return "names an object of this server, which keeps pg_upgrade from working";
    return NULL;
}

static void check_denied(struct tn_lint *lint) {
    struct denials denials = {
        .types = lint_text(lint, "types"),
        .domains = lint_is_choice(lint, "domains", "deny"),
        .reg = lint->dialect->id == TN_POSTGRESQL && lint_is_choice(lint, "reg", "deny"),
    };
    LINT_EACH_TABLE(lint, table)
    LINT_EACH_COLUMN(table, column) {
        const char *why = objection(&denials, column->attribute);
        if (!why)
            continue;
        struct tn_finding *found = lint_find(lint, column->attribute, "the type %s of %s.%s %s",
                                             lint_type_title(column->attribute, &lint->arena),
                                             table->entity->name, column->attribute->name, why);
        lint_remedy(lint, found, "Choose another type");
    }
}

static const struct tn_rule_option denied_options[] = {
    {"types", TN_OPTION_WORDS, "",
     "Names of types that are not wanted, with _ for a blank: money double_precision", NULL},
    {"reg", TN_OPTION_CHOICE, "deny", "PostgreSQL's regclass, regproc, …", "deny allow"},
    {"domains", TN_OPTION_CHOICE, "allow", "Domains with checks or NOT NULL", "allow deny"},
    {0},
};

const struct tn_rule lint_type_deny_list = {
    .id = "type-deny-list",
    .group = "types",
    .severity = TN_INFO,
    .off = true,
    .title = "A column has a type that this project does not want",
    .help = "Some types are well in general and wrong for a project: its option types lists them. "
            "In PostgreSQL the reg types (regclass, regproc) are reported too, because a column of "
            "them stops pg_upgrade, and on demand domains with rules of their own, which cannot be "
            "tightened without reading every table. Off by default.",
    .doubt = "It reports what the options say; correct those.",
    .example = "-- rule: type-deny-list types=xml\n"
               "CREATE TABLE letters (id integer PRIMARY KEY, body xml);\n",
    .good = "-- rule: type-deny-list types=xml\n"
            "CREATE TABLE letters (id integer PRIMARY KEY, body text);\n",
    .options = denied_options,
    .check = check_denied,
};
