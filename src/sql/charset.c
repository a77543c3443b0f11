/*
 * Collations that a character set implies in MySQL and MariaDB (SHOW CHARACTER SET).
 */
#include "tenon/sql.h"

#include <stdio.h>
#include <string.h>

/* Those whose default collation is not NAME_general_ci. */
static const struct {
    const char *charset, *collation;
} collations[] = {
    {"latin1", "latin1_swedish_ci"}, {"latin5", "latin5_turkish_ci"},
    {"big5", "big5_chinese_ci"},     {"gbk", "gbk_chinese_ci"},
    {"gb2312", "gb2312_chinese_ci"}, {"gb18030", "gb18030_chinese_ci"},
    {"sjis", "sjis_japanese_ci"},    {"cp932", "cp932_japanese_ci"},
    {"ujis", "ujis_japanese_ci"},    {"eucjpms", "eucjpms_japanese_ci"},
    {"euckr", "euckr_korean_ci"},    {"tis620", "tis620_thai_ci"},
    {"swe7", "swe7_swedish_ci"},     {"dec8", "dec8_swedish_ci"},
    {"hp8", "hp8_english_ci"},       {"binary", "binary"},
};

void tn_sql_default_collation(const struct tn_dialect *dialect, const char *charset,
                              char collation[TN_COLLATION_SIZE]) {
    bool newest = dialect->id == TN_MYSQL && strcmp(charset, "utf8mb4") == 0;
    for (size_t i = 0; i < TN_LENGTH(collations); i++)
        if (strcmp(collations[i].charset, charset) == 0) {
            snprintf(collation, TN_COLLATION_SIZE, "%s", collations[i].collation);
            return;
        }
    snprintf(collation, TN_COLLATION_SIZE, "%.40s%s", charset,
             newest ? "_0900_ai_ci" : "_general_ci");
}
