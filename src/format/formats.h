/*
 * The rows of the format table, each from the file of its name.
 */
#ifndef FORMAT_FORMATS_H
#define FORMAT_FORMATS_H

#include "tenon/format.h"

extern const struct tn_format tn_format_xml, tn_format_json, tn_format_sql, tn_format_svg,
    tn_format_text;

#endif
