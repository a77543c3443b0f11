/*
 * Rules on the names of columns: vague and shortened ones.
 */
#include "lint/fix.h"
#include "lint/rules.h"

#include <string.h>

/* ------------------------------------------------------------------ column-vague-name */

static const struct vague {
    const char *name;   /* in letters; sorted */
    const char *better; /* or NULL */
} vague_names[] = {
    {"created", "created_at"},
    {"data", NULL},
    {"date", NULL},
    {"flag", NULL},
    {"info", NULL},
    {"misc", NULL},
    {"modified", "modified_at"},
    {"text", NULL},
    {"time", NULL},
    {"updated", "updated_at"},
    {"value", NULL},
};

/* A table of settings has its names beside its values. */
static const char *const naming_columns[] = {"attribute", "code",   "field",    "key",
                                             "name",      "option", "property", "setting"};

static const struct vague *vague_name(const char *name) {
    if (strlen(name) > 10) /* the longest is modified, and some separators */
        return NULL;
    for (size_t i = 0; i < TN_LENGTH(vague_names); i++)
        if (lint_same_letters(name, vague_names[i].name))
            return &vague_names[i];
    return NULL;
}

static bool is_setting(const struct lint_table *table, const struct vague *vague) {
    if (strcmp(vague->name, "value") != 0)
        return false;
    LINT_EACH_COLUMN(table, column)
    if (lint_word_in(LINT_WORD_LIST(naming_columns), lint_last_word(column->attribute->name)))
        return true;
    return false;
}

static bool is_temporal(enum lint_family family) {
    return family == LINT_DATE || family == LINT_TIME || family == LINT_TIMESTAMP;
}

static void check_vague(struct tn_lint *lint) {
    LINT_EACH_TABLE(lint, table)
    LINT_EACH_COLUMN(table, column) {
        const char *name = column->attribute->name;
        const struct vague *vague = vague_name(name);
        if (!vague || column->primary || is_setting(table, vague))
            continue;
        struct tn_finding *found =
            lint_find(lint, column->attribute, "column name %s.%s does not say what it holds",
                      table->entity->name, name);
        if (vague->better && is_temporal(column->family))
            lint_remedy(lint, found, "Name it %s",
                        lint_join(name, column->family == LINT_DATE ? "on" : "at", &lint->arena));
        else
            lint_remedy(lint, found, "Name what it is of: %s_%s, for instance",
                        tn_singular(table->entity->name, &lint->arena), name);
    }
}

const struct tn_rule lint_column_vague_name = {
    .id = "column-vague-name",
    .group = "naming",
    .severity = TN_INFO,
    .title = "A column name does not say what the column holds",
    .help = "Names such as data, value or date say nothing that the type does not say, and "
            "created or updated may be a moment, a person or a flag. Say what it is: created_at, "
            "payload, birth_date. The value of a table of settings is not reported.",
    .example = "CREATE TABLE documents (id integer PRIMARY KEY, info text, created timestamp);\n",
    .check = check_vague,
};

/* ------------------------------------------------------------------ column-abbreviation */

/* Sorted by the short word; several words for it, parted by "or": no automatic fix. */
static const struct short_form {
    const char *word, *full;
} short_forms[] = {
    {"acct", "account"},
    {"addr", "address"},
    {"amt", "amount"},
    {"bal", "balance"},
    {"bday", "birthday"},
    {"cd", "code"},
    {"cfg", "configuration"},
    {"cmt", "comment"},
    {"cnt", "count"},
    {"cnty", "country or county"},
    {"ctry", "country"},
    {"cust", "customer"},
    {"dept", "department"},
    {"desc", "description"},
    {"descr", "description"},
    {"dscr", "description"},
    {"dt", "date or datetime"},
    {"emp", "employee"},
    {"fname", "first_name"},
    {"grp", "group"},
    {"hr", "hour"},
    {"inv", "invoice or inventory"},
    {"lname", "last_name"},
    {"lvl", "level"},
    {"mgr", "manager"},
    {"msg", "message"},
    {"mth", "month"},
    {"nbr", "number"},
    {"nm", "name"},
    {"num", "number"},
    {"ord", "order or ordinal"},
    {"passwd", "password"},
    {"pct", "percent"},
    {"pmt", "payment"},
    {"prd", "product or period"},
    {"prod", "product"},
    {"pwd", "password"},
    {"qty", "quantity"},
    {"srv", "server or service"},
    {"svc", "service"},
    {"tel", "telephone"},
    {"txn", "transaction"},
    {"usr", "user"},
    {"val", "value"},
    {"whse", "warehouse"},
    {"wk", "week"},
    {"yr", "year"},
};

/* Words without a vowel that everybody knows. Sorted. */
static const char *const known_words[] = {
    "bbl", "bcc",  "bgp",  "bmp",   "cdn",  "cms",  "cpc",  "cpm",  "cpp",  "cpr",  "crc",  "crl",
    "crm", "css",  "csv",  "cvs",   "cvv",  "dbms", "dhcp", "dkim", "dmz",  "dna",  "dns",  "dpi",
    "dpt", "dst",  "dvd",  "ftp",   "ftps", "gdpr", "ghz",  "gps",  "grpc", "gst",  "hdd",  "hmac",
    "hsl", "html", "http", "https", "hvac", "imdb", "jms",  "jpg",  "jsr",  "jvm",  "jwk",  "jwks",
    "jwt", "khz",  "kml",  "kms",   "kph",  "kpis", "kwh",  "kyc",  "lcd",  "ldap", "lft",  "lgbt",
    "lng", "lsn",  "ltr",  "mbid",  "mbps", "mfs",  "mhz",  "mms",  "mph",  "mrr",  "msn",  "nfc",
    "nfs", "ngo",  "nps",  "nth",   "ntlm", "ntp",  "pbx",  "pct",  "pdf",  "pgp",  "phd",  "php",
    "png", "ppm",  "ppp",  "psd",   "pst",  "qps",  "rfc",  "rgb",  "rgt",  "rgx",  "rpc",  "rpm",
    "rps", "rss",  "rsvp", "rtf",   "rtl",  "sdk",  "sms",  "smtp", "spf",  "spn",  "sql",  "src",
    "ssd", "ssh",  "ssl",  "ssn",   "sso",  "std",  "svg",  "swf",  "tcp",  "tld",  "tls",  "tpl",
    "tpm", "tps",  "tsv",  "ttl",   "txt",  "tzdb", "udp",  "vcf",  "vcs",  "vhs",  "vlan", "vms",
    "vnc", "vpn",  "wtf",  "www",   "xls",  "xml",  "xmp",  "xsd",  "xslt", "yml",
};

static const struct short_form *short_form(struct tn_slice word) {
    for (size_t low = 0, high = TN_LENGTH(short_forms); low < high;) {
        size_t middle = low + (high - low) / 2;
        if (tn_slice_is_word(word, short_forms[middle].word))
            return &short_forms[middle];
        const char *other = short_forms[middle].word;
        size_t i = 0;
        while (i < word.length && other[i] && (word.at[i] | 0x20) == other[i])
            i++;
        bool before = i == word.length || (other[i] && (word.at[i] | 0x20) < other[i]);
        if (before)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}

/* Three or more consonants in ASCII, and nothing else: told by heart or a word that lost its
 * vowels. */
static bool lacks_vowels(struct tn_slice word) {
    if (word.length < 3 || lint_word_in(LINT_WORD_LIST(known_words), word))
        return false;
    for (size_t i = 0; i < word.length; i++)
        if (!strchr("bcdfghjklmnpqrstvwxzBCDFGHJKLMNPQRSTVWXZ", word.at[i]))
            return false;
    return true;
}

/* How often words without vowels are used: the ones used all over belong to the field. */
static struct tn_text_map count_words(struct tn_lint *lint) {
    struct tn_text_map counts = {0};
    LINT_EACH_TABLE(lint, table)
    LINT_EACH_COLUMN(table, column) {
        const char *at = column->attribute->name;
        struct tn_slice word;
        while (lint_next_word(&at, &word)) {
            if (!lacks_vowels(word))
                continue;
            const char *key =
                lint_letters(tn_arena_text(&lint->arena, word.at, word.length), &lint->arena);
            uintptr_t count = (uintptr_t)tn_text_map_get(&counts, key);
            tn_text_map_put(&counts, key, (void *)(count + 1));
        }
    }
    return counts;
}

enum { OFTEN = 5 };

/* In an imported model three consonants are nearly always a name of the field. */
static bool is_usual(struct tn_lint *lint, const struct tn_text_map *counts, struct tn_slice word) {
    const char *key = lint_letters(tn_arena_text(&lint->arena, word.at, word.length), &lint->arena);
    return lint->imported && (word.length == 3 || (uintptr_t)tn_text_map_get(counts, key) >= OFTEN);
}

static void check_words(struct tn_lint *lint, const struct tn_text_map *counts,
                        const struct tn_attribute *attribute) {
    const char *at = attribute->name;
    struct tn_slice word;
    while (lint_next_word(&at, &word)) {
        const struct short_form *form = short_form(word);
        if (!form && (!lacks_vowels(word) || is_usual(lint, counts, word)))
            continue;
        struct tn_finding *found =
            lint_find(lint, attribute, "column name %s.%s has the abbreviation %.*s",
                      tn_entity_of(attribute)->name, attribute->name, (int)word.length, word.at);
        if (form)
            lint_remedy(lint, found, "Write %s", form->full);
        else
            lint_remedy(lint, found, "Write the word out");
        return;
    }
}

static void check_abbreviation(struct tn_lint *lint) {
    struct tn_text_map counts = count_words(lint);
    LINT_EACH_TABLE(lint, table)
    LINT_EACH_COLUMN(table, column)
    check_words(lint, &counts, column->attribute);
    tn_text_map_free(&counts);
}

/* All short words with one meaning written out, in the name's style. NULL where another remains. */
static const char *written_out(const char *name, struct tn_arena *arena) {
    struct tn_buffer out = {0};
    const char *at = name;
    struct tn_slice word;
    bool clear = true;
    while (lint_next_word(&at, &word)) {
        const struct short_form *form = short_form(word);
        clear = clear && (form ? !strstr(form->full, " or ") : !lacks_vowels(word));
        tn_put(&out, out.length ? "_" : "");
        if (form)
            tn_put(&out, form->full);
        else
            tn_put_bytes(&out, word.at, word.length);
    }
    unsigned styles = lint_styles_of(name);
    const char *result = NULL;
    for (unsigned style = 0; style < LINT_STYLE_COUNT && clear && !result; style++)
        if (styles >> style & 1)
            result = lint_in_style(tn_buffer_text(&out), (enum lint_style)style, arena);
    tn_buffer_free(&out);
    return result;
}

static bool fix_abbreviation(struct tn_model *model, const struct tn_finding *finding,
                             struct tn_error *error) {
    struct tn_attribute *attribute = (void *)tn_find_id(model, finding->object);
    struct tn_arena arena = {0};
    const char *name = written_out(attribute->name, &arena);
    bool fixed = name ? lint_rename(model, attribute, name, error)
                      : tn_fail(error, "%s has an abbreviation that may mean several things",
                                attribute->name);
    tn_arena_free(&arena);
    return fixed;
}

const struct tn_rule lint_column_abbreviation = {
    .id = "column-abbreviation",
    .group = "naming",
    .severity = TN_INFO,
    .title = "A column name has an abbreviation",
    .help = "usr_nm saves four letters once and costs a question every time it is read. Write the "
            "word out; the fix does it for words with one meaning. Abbreviations that everybody "
            "knows, such as id, url and sql, are fine, and so are, in an imported model, words of "
            "the field that many columns use.",
    .example = "CREATE TABLE items (id integer PRIMARY KEY, qty integer);\n",
    .check = check_abbreviation,
    .fix = fix_abbreviation,
};
