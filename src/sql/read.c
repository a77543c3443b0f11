/*
 * Reading a text: the settings of the project, the refusal of what is no text, the parser's life.
 */
#include "sql/encoding.h"
#include "sql/parser.h"

#include <string.h>

static void set_names(struct tn_project *project, struct tn_model *model,
                      const struct tn_dialect *dialect) {
    const struct {
        const char **field, *template_text;
    } names[] = {
        {&project->name_primary, dialect->naming.primary},
        {&project->name_foreign, dialect->naming.foreign},
        {&project->name_unique, dialect->naming.unique},
        {&project->name_check, dialect->naming.check},
        {&project->name_index, dialect->naming.index},
    };
    project->dialect = tn_text(model, dialect->name);
    for (size_t i = 0; i < TN_LENGTH(names); i++)
        if (!**names[i].field)
            *names[i].field = tn_text(model, names[i].template_text);
}

static void refuse_binary(struct parser *p, const char *zero) {
    struct tn_finding *finding = sql_finding(p, TN_ERROR, "sql-syntax", NULL, zero, "%s",
                                             "does not look like SQL text: it has a zero byte");
    tn_finding_remedy(p->findings, finding, "give a text in UTF-8");
}

bool tn_sql_read(struct tn_model *model, struct tn_slice text, const char *file,
                 const struct tn_dialect *dialect, struct tn_findings *findings,
                 struct tn_sql_report *report) {
    if (!text.at)
        text.at = "";
    struct parser p;
    struct tn_buffer decoded = {0};
    const char *encoding = sql_encoding_of(text);
    if (encoding) {
        sql_put_utf8(text, &decoded);
        text = (struct tn_slice){decoded.at, decoded.length};
    }
    sql_parser_init(&p, model, text, dialect, findings);
    p.file = file;
    if (encoding)
        sql_finding(&p, TN_INFO, "sql-encoding", NULL, text.at, "the text is read as %s", encoding);
    set_names(model->project, model, dialect);
    const char *zero = text.length ? memchr(text.at, 0, text.length) : NULL;
    if (zero) {
        refuse_binary(&p, zero);
    } else {
        sql_know_model(&p);
        sql_statements(&p);
    }
    if (report)
        *report = p.report;
    sql_parser_free(&p);
    tn_buffer_free(&decoded);
    return p.report.errors == 0;
}
