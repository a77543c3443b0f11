/*
 * PostgreSQL: what comes with a range type and does not follow it when it gets another name: the
 * functions that make its values, the type of several ranges, and the functions of that.
 */
#include "migrate/plan.h"
#include "sql/lexer.h"

#include <string.h>

/* ------------------------------------------------------------------ its options */

static bool is_symbol(const struct token *token, const char *text) {
    return tn_slice_is((struct tn_slice){token->at, token->length}, text);
}

/* Up to the comma behind it. */
static struct tn_slice value_at(struct lexer *lexer) {
    struct token token = lexer_next(lexer), last = token;
    const char *from = token.at;
    for (int depth = 0; token.kind != T_END; token = lexer_next(lexer)) {
        if (depth == 0 && is_symbol(&token, ","))
            break;
        depth += is_symbol(&token, "(") - is_symbol(&token, ")");
        last = token;
    }
    return (struct tn_slice){from, (size_t)(last.at + last.length - from)};
}

/* SUBTYPE = int: what stands behind the word; empty where it is not said. */
static struct tn_slice option_of(const struct planner *planner, const char *definition,
                                 const char *word) {
    struct lexer lexer;
    struct token before = {0}, token;
    lexer_init(&lexer, tn_slice_of(definition), planner->dialect->id, NULL);
    for (token = lexer_next(&lexer); token.kind != T_END; token = lexer_next(&lexer)) {
        if (token_is_word(&before, word) && token_is_symbol(&token, '='))
            return value_at(&lexer);
        before = token;
    }
    return (struct tn_slice){"", 0};
}

static struct tn_slice multirange_option(const struct planner *planner,
                                         const struct tn_type *type) {
    return option_of(planner, type->definition, "multirange_type_name");
}

/* As makeMultirangeTypeName() does it (src/backend/commands/typecmds.c). */
static const char *servers_multirange(struct planner *planner, const char *name) {
    const char *range = strstr(name, "range");
    return range ? tn_arena_format(&planner->arena, "%.*smulti%s", (int)(range - name), name, range)
                 : tn_arena_format(&planner->arena, "%s_multirange", name);
}

const char *range_multirange(struct planner *planner, const struct tn_type *type,
                             const char *name) {
    struct tn_slice said = multirange_option(planner, type);
    struct lexer lexer;
    struct token token, last = {0};
    struct tn_buffer text = {0};
    if (!said.length)
        return servers_multirange(planner, name);
    lexer_init(&lexer, said, planner->dialect->id, NULL);
    for (token = lexer_next(&lexer); token.kind != T_END; token = lexer_next(&lexer))
        last = token;
    if (last.kind == T_QUOTED)
        token_unquote(&last, planner->dialect->id, &text);
    else
        tn_put_bytes(&text, last.at, last.length);
    const char *result = tn_arena_format(&planner->arena, "%s", tn_buffer_text(&text));
    tn_buffer_free(&text);
    return result;
}

const char *range_definition(struct planner *planner, const struct tn_type *type,
                             const char *multirange) {
    struct tn_slice said = multirange_option(planner, type);
    const char *end = type->definition + strlen(type->definition);
    const char *head = said.length ? said.at : end,
               *tail = said.length ? said.at + said.length : end;
    struct tn_buffer text = {0};
    tn_put_bytes(&text, type->definition, (size_t)(head - type->definition));
    tn_put(&text, said.length ? "" : ", multirange_type_name = ");
    tn_sql_put_name(&text, planner->dialect, multirange);
    tn_put(&text, tail);
    const char *result = tn_arena_format(&planner->arena, "%s", text.at);
    tn_buffer_free(&text);
    return result;
}

/* ------------------------------------------------------------------ other names */

struct renaming {
    const struct tn_type *type;
    const char *from, *to;
};

static void put_path(struct planner *planner, struct tn_buffer *out, const struct tn_type *type,
                     const char *name) {
    const struct tn_namespace *space = tn_namespace_of(type);
    if (space) {
        tn_sql_put_name(out, planner->dialect, space->name);
        tn_put_char(out, '.');
    }
    tn_sql_put_name(out, planner->dialect, name);
}

static void put_renamed(struct planner *planner, struct tn_buffer *out, const char *what,
                        const struct renaming *renaming, const char *parameters) {
    tn_put_format(out, "ALTER %s ", what);
    put_path(planner, out, renaming->type, renaming->from);
    tn_put_format(out, "%s RENAME TO ", parameters);
    tn_sql_put_name(out, planner->dialect, renaming->to);
    put_end(out);
}

static void put_range_functions(struct planner *planner, struct tn_buffer *out,
                                const struct renaming *range) {
    struct tn_slice subtype = option_of(planner, range->type->definition, "subtype");
    for (int bounds = 0; bounds < 2; bounds++)
        put_renamed(planner, out, "FUNCTION", range,
                    tn_arena_format(&planner->arena, "(%.*s, %.*s%s)", (int)subtype.length,
                                    subtype.at, (int)subtype.length, subtype.at,
                                    bounds ? ", text" : ""));
}

static void put_multirange(struct planner *planner, struct tn_buffer *out,
                           const struct renaming *multirange, const char *range) {
    struct tn_buffer path = {0};
    put_path(planner, &path, multirange->type, range);
    put_renamed(planner, out, "TYPE", multirange, "");
    put_renamed(planner, out, "FUNCTION", multirange, "()");
    for (int many = 0; many < 2; many++)
        put_renamed(planner, out, "FUNCTION", multirange,
                    tn_arena_format(&planner->arena, "(%s%s)", path.at, many ? "[]" : ""));
    tn_buffer_free(&path);
}

void put_range_renamed(struct planner *planner, struct tn_buffer *out, const struct tn_type *type,
                       const struct range_names *from, const struct range_names *to) {
    struct renaming range = {type, from->range, to->range};
    struct renaming multirange = {type, from->multirange, to->multirange};
    put_range_functions(planner, out, &range);
    if (planner->dialect->can.multirange_types && strcmp(from->multirange, to->multirange) != 0)
        put_multirange(planner, out, &multirange, to->range);
}

void retire_range(struct planner *planner, const struct tn_type *before,
                  const struct range_names *from, const struct range_names *to, unsigned bits) {
    retire_name(planner, &(struct retiring){.object = &before->object,
                                            .from = from->range,
                                            .to = to->range,
                                            .type = bits != 0,
                                            .call = true,
                                            .bits = bits});
    if (strcmp(from->multirange, to->multirange) != 0)
        retire_name(planner, &(struct retiring){.object = &before->object,
                                                .from = from->multirange,
                                                .to = to->multirange,
                                                .type = true,
                                                .call = true,
                                                .bits = bits});
}
