/*
 * pg_query FILE: parses a script with PostgreSQL's own parser (libpg_query) and does nothing with
 * the tree. The yardstick for reading: what a program takes that only parses.
 */
#include "tenon/base.h"

#include <pg_query.h>
#include <stdio.h>

int main(int argc, char **argv) {
    struct tn_buffer text = {0};
    struct tn_error error = {0};
    if (argc != 2) {
        fputs("usage: pg_query FILE\n", stderr);
        return 2;
    }
    if (!tn_read_file(argv[1], 0, &text, &error)) {
        fprintf(stderr, "%s\n", error.message);
        return 3;
    }
    PgQueryProtobufParseResult result = pg_query_parse_protobuf(tn_buffer_text(&text));
    if (result.error)
        fprintf(stderr, "%s:%d: %s\n", argv[1], result.error->lineno, result.error->message);
    int status = result.error ? 3 : 0;
    pg_query_free_protobuf_parse_result(result);
    tn_buffer_free(&text);
    return status;
}
