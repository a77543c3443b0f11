/*
 * Reading a text: the settings of the project, the refusal of what is no text, the parser's life.
 */
#include "sql/encoding.h"
#include "sql/read/parser.h"

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

static void tell_stretch(struct parser *p, struct tn_slice text, const struct sql_stretch *stretch,
                         enum tn_severity severity, const char *format) {
    if (stretch->found)
        sql_finding(p, severity, "sql-encoding", NULL, text.at + stretch->start, format,
                    stretch->charset);
}

static void tell_decoding(struct parser *p, struct tn_slice text,
                          const struct sql_decoding *decoding) {
    tell_stretch(p, text, &decoding->latin, TN_INFO,
                 decoding->latin.says ? "the text is read as Latin-1, as it says"
                                      : "the text is read as Latin-1, since it is not UTF-8");
    tell_stretch(p, text, &decoding->other, TN_INFO,
                 "the text is read as %s from here on, as it says");
    tell_stretch(p, text, &decoding->unread, TN_WARNING,
                 "the text from here on should be %s and cannot be read: it is taken for Latin-1");
}

bool tn_sql_read(struct tn_model *model, struct tn_slice text, const char *file,
                 const struct tn_dialect *dialect, struct tn_findings *findings,
                 struct tn_sql_report *report) {
    if (!text.at)
        text.at = "";
    struct parser p;
    struct sql_decoding decoding = {.out = {0}};
    bool mysql = dialect_is_mysql(dialect->id);
    const char *encoding = mysql ? NULL : sql_encoding_of(text);
    bool stretches = mysql && sql_decode_mysql(text, &decoding);
    if (encoding)
        sql_put_utf8(text, &decoding.out);
    if (encoding || stretches)
        text = (struct tn_slice){decoding.out.at, decoding.out.length};
    sql_parser_init(&p, model, text, dialect, findings);
    p.file = file;
    if (encoding)
        sql_finding(&p, TN_INFO, "sql-encoding", NULL, text.at, "the text is read as %s", encoding);
    if (stretches)
        tell_decoding(&p, text, &decoding);
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
    tn_buffer_free(&decoding.out);
    return p.report.errors == 0;
}
