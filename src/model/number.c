/*
 * Singular and plural of English nouns, for names. Words that no rule and no list knows come back
 * unchanged; only the last word of a snake_case or camelCase name is looked at.
 */
#include "tenon/design.h"

#include <ctype.h>
#include <string.h>

static const struct {
    const char *singular, *plural;
} irregular[] = {
    {"person", "people"},
    {"child", "children"},
    {"man", "men"},
    {"woman", "women"},
    {"mouse", "mice"},
    {"foot", "feet"},
    {"medium", "media"},
    {"criterion", "criteria"},
    {"analysis", "analyses"},
    {"basis", "bases"},
    {"index", "indices"},
    {"matrix", "matrices"},
    {"vertex", "vertices"},
    {"leaf", "leaves"},
    {"half", "halves"},
    {"life", "lives"},
    {"phenomenon", "phenomena"},
    {"curriculum", "curricula"},
    {"bus", "buses"},
    {"quiz", "quizzes"},
    {"hero", "heroes"},
    {"potato", "potatoes"},
    {"movie", "movies"},
    {"cookie", "cookies"},
    {"cache", "caches"},
    {"schema", "schemas"},
    {"crisis", "crises"},
    {"alias", "aliases"},
    {"bias", "biases"},
    {"gas", "gases"},
    {"canvas", "canvases"},
    {"atlas", "atlases"},
    {"lens", "lenses"},
    {"axis", "axes"},
    {"bonus", "bonuses"},
    {"campus", "campuses"},
    {"virus", "viruses"},
    {"calorie", "calories"},
    {"status", "statuses"},
    {"menu", "menus"},
    {"taxi", "taxis"},
    {"corpus", "corpuses"},
    {"focus", "focuses"},
    {"census", "censuses"},
    {"radius", "radii"},
    {"bureau", "bureaus"},
    {"haiku", "haikus"},
    {"gpu", "gpus"},
    {"cpu", "cpus"},
    {"sku", "skus"},
    {"api", "apis"},
    {"ui", "uis"},
    {"uri", "uris"},
    {"poi", "pois"},
};

/* The same in both numbers, or without a plural: never reported and never changed. */
static const char *const uncountable[] = {
    "equipment", "information", "money",     "news",       "series",  "species",
    "staff",     "status",      "feedback",  "software",   "history", "metadata",
    "inventory", "data",        "audit",     "progress",   "log",     "mail",
    "traffic",   "weather",     "research",  "help",       "content", "stock",
    "cash",      "settings",    "analytics", "statistics", "sms",
};

/* Endings, longest first; those of the plural are tried when looking for the singular. */
static const struct {
    const char *singular, *plural;
} endings[] = {
    {"ss", "sses"}, {"sh", "shes"}, {"ch", "ches"}, {"x", "xes"}, {"y", "ies"}, {"", "s"},
};

static const char *last_word(const char *name) {
    const char *word = name;
    for (const char *c = name; *c; c++)
        if (*c == '_' && c[1])
            word = c + 1;
        else if (c > name && isupper((unsigned char)*c) && islower((unsigned char)c[-1]))
            word = c;
    return word;
}

static bool ends_with(const char *word, const char *ending) {
    size_t length = strlen(word), tail = strlen(ending);
    return length > tail && tn_same_word(word + length - tail, ending);
}

/* Most words of a list differ in their first letter already. */
static bool is_listed(const char *word, const char *listed) {
    return tolower((unsigned char)*word) == *listed && tn_same_word(word, listed);
}

static bool never_changes(const char *word) {
    for (size_t i = 0; i < TN_LENGTH(uncountable); i++)
        if (is_listed(word, uncountable[i]))
            return true;
    return false;
}

/* The word's first letter keeps its case. */
static const char *replace_word(const char *name, const char *word, const char *by,
                                struct tn_arena *arena) {
    char *result = tn_arena_format(arena, "%.*s%s", (int)(word - name), name, by);
    if (isupper((unsigned char)*word))
        result[word - name] = (char)toupper((unsigned char)result[word - name]);
    return result;
}

static const char *replace_ending(const char *name, const char *from, const char *to,
                                  struct tn_arena *arena) {
    size_t stem = strlen(name) - strlen(from);
    return tn_arena_format(arena, "%.*s%s", (int)stem, name, to);
}

const char *tn_singular(const char *name, struct tn_arena *arena) {
    const char *word = last_word(name);
    if (never_changes(word))
        return name;
    for (size_t i = 0; i < TN_LENGTH(irregular); i++)
        if (is_listed(word, irregular[i].singular))
            return name;
        else if (is_listed(word, irregular[i].plural))
            return replace_word(name, word, irregular[i].singular, arena);
    if (ends_with(word, "ss") || ends_with(word, "us") || ends_with(word, "is"))
        return name;
    for (size_t i = 0; i < TN_LENGTH(endings); i++)
        if (ends_with(word, endings[i].plural))
            return replace_ending(name, endings[i].plural, endings[i].singular, arena);
    return name;
}

static bool vowel_before_last(const char *word) {
    size_t length = strlen(word);
    return length > 1 && strchr("aeiouAEIOU", word[length - 2]);
}

const char *tn_plural(const char *name, struct tn_arena *arena) {
    const char *word = last_word(name);
    bool plural_already = tn_singular(name, arena) != name;
    if (!*word || never_changes(word) || plural_already)
        return name;
    for (size_t i = 0; i < TN_LENGTH(irregular); i++)
        if (is_listed(word, irregular[i].singular))
            return replace_word(name, word, irregular[i].plural, arena);
    for (size_t i = 0; i < TN_LENGTH(endings); i++) {
        bool is_y = strcmp(endings[i].singular, "y") == 0;
        if (*endings[i].singular && !ends_with(word, endings[i].singular))
            continue;
        if (is_y && vowel_before_last(word))
            continue;
        return replace_ending(name, endings[i].singular, endings[i].plural, arena);
    }
    return name;
}
