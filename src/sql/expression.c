/*
 * When two expressions are the same: both are brought to one form and compared. The form has what
 * servers add taken away: case of words, blanks, parentheses that change nothing, casts of
 * literals, and the other ways in which they print the same thing. A few passes over the tokens,
 * each linear; nesting is kept in arrays, so that no depth can exhaust the stack.
 *
 * It does not know algebra: a = b and b = a are different.
 */
#include "sql/expression.h"

#include <stdlib.h>
#include <string.h>

bool piece_is(const struct pieces *pieces, size_t i, const char *text) {
    if (i >= pieces->count)
        return false;
    const struct piece *piece = &pieces->items[i];
    struct tn_slice slice = {piece->at, piece->length};
    return (piece->kind == T_WORD || piece->kind == T_SYMBOL) && tn_slice_is_word(slice, text);
}

static void replace(struct pieces *pieces, size_t i, const char *text, enum token_kind kind) {
    pieces->items[i].at = text;
    pieces->items[i].length = strlen(text);
    pieces->items[i].kind = kind;
}

/* ------------------------------------------------------------------ reading */

static struct pieces read_pieces(const char *text, enum tn_dialect_id dialect) {
    struct pieces pieces = {.dialect = dialect};
    struct lexer lexer;
    lexer_init(&lexer, tn_slice_of(text), dialect, NULL);
    for (struct token t = lexer_next(&lexer); t.kind != T_END; t = lexer_next(&lexer)) {
        struct piece piece = {t.at, t.length, t.kind, 0, false};
        TN_PUSH(&pieces, piece);
    }
    return pieces;
}

bool piece_opens(const struct piece *piece) {
    return piece->kind == T_SYMBOL && (*piece->at == '(' || *piece->at == '[');
}

bool piece_closes(const struct piece *piece) {
    return piece->kind == T_SYMBOL && (*piece->at == ')' || *piece->at == ']');
}

/* Brackets without a partner match themselves. */
static void match_brackets(struct pieces *pieces) {
    size_t *stack = tn_allocate((pieces->count + 1) * sizeof *stack);
    size_t depth = 0;
    for (size_t i = 0; i < pieces->count; i++) {
        pieces->items[i].match = i;
        if (piece_opens(&pieces->items[i]))
            stack[depth++] = i;
        else if (piece_closes(&pieces->items[i]) && depth) {
            pieces->items[i].match = stack[--depth];
            pieces->items[stack[depth]].match = i;
        }
    }
    free(stack);
}

/* Takes the pieces that are gone out of the list. */
void pieces_compact(struct pieces *pieces) {
    size_t kept = 0;
    for (size_t i = 0; i < pieces->count; i++)
        if (!pieces->items[i].gone)
            pieces->items[kept++] = pieces->items[i];
    pieces->count = kept;
    match_brackets(pieces);
}

/* ------------------------------------------------------------------ single pieces */

static const struct spelling {
    const char *from, *to;
    unsigned dialects;
} spellings[] = {
    {"!=", "<>", ~0u},
    {"==", "=", 1u << TN_SQLITE},
    {"~~", "LIKE", 1u << TN_POSTGRESQL},
    {"!~~", "NOT LIKE", 1u << TN_POSTGRESQL},
    {"~~*", "ILIKE", 1u << TN_POSTGRESQL},
    {"!~~*", "NOT ILIKE", 1u << TN_POSTGRESQL},
};

static void respell(struct pieces *pieces, size_t i) {
    for (size_t s = 0; s < TN_LENGTH(spellings); s++)
        if (spellings[s].dialects & 1u << pieces->dialect &&
            piece_is(pieces, i, spellings[s].from)) {
            bool word = spellings[s].to[0] >= 'A';
            replace(pieces, i, spellings[s].to, word ? T_WORD : T_SYMBOL);
        }
}

/* now(), current_timestamp and current_timestamp() are one. */
static void simplify_now(struct pieces *pieces, size_t i) {
    if (!piece_is(pieces, i, "now") && !piece_is(pieces, i, "current_timestamp"))
        return;
    bool call = piece_is(pieces, i + 1, "(") && piece_is(pieces, i + 2, ")");
    if (call)
        pieces->items[i + 1].gone = pieces->items[i + 2].gone = true;
    if (call || piece_is(pieces, i, "current_timestamp"))
        replace(pieces, i, "current_timestamp", T_WORD);
}

/* A schema that is searched anyway, a character set before a literal. */
static void drop_prefix(struct pieces *pieces, size_t i) {
    bool schema = piece_is(pieces, i, "public") || piece_is(pieces, i, "pg_catalog");
    if (pieces->dialect == TN_POSTGRESQL && schema && piece_is(pieces, i + 1, "."))
        pieces->items[i].gone = pieces->items[i + 1].gone = true;
    const struct piece *piece = &pieces->items[i];
    if (dialect_is_mysql(pieces->dialect) && piece->kind == T_WORD && *piece->at == '_' &&
        i + 1 < pieces->count && pieces->items[i + 1].kind == T_STRING)
        pieces->items[i].gone = true;
}

static void simplify_pieces(struct pieces *pieces) {
    for (size_t i = 0; i < pieces->count; i++) {
        respell(pieces, i);
        simplify_now(pieces, i);
        drop_prefix(pieces, i);
    }
    pieces_compact(pieces);
}

/* ------------------------------------------------------------------ casts */

static const char *const text_types[] = {"text", "varchar", "bpchar", "character", "char"};
static const char *const number_types[] = {"integer", "int",     "bigint", "smallint",
                                           "numeric", "decimal", "real",   "double"};
static const char *const type_words[] = {"varying", "precision", "with", "without", "time", "zone"};

static bool is_one_of(const struct pieces *pieces, size_t i, const char *const *words,
                      size_t count) {
    for (size_t w = 0; w < count; w++)
        if (piece_is(pieces, i, words[w]))
            return true;
    return false;
}

/* The place behind the type that begins at i. */
static size_t behind_type(const struct pieces *pieces, size_t i) {
    if (i < pieces->count)
        i++;
    while (piece_is(pieces, i, "."))
        i += i + 1 < pieces->count ? 2 : 1;
    while (is_one_of(pieces, i, type_words, TN_LENGTH(type_words)))
        i++;
    if (piece_is(pieces, i, "("))
        i = pieces->items[i].match + 1;
    while (is_one_of(pieces, i, type_words, TN_LENGTH(type_words)))
        i++;
    while (piece_is(pieces, i, "[") && pieces->items[i].match > i)
        i = pieces->items[i].match + 1;
    return i;
}

/* Other names of types that have one word. */
static const char *const type_aliases[][2] = {
    {"int", "integer"},
    {"int4", "integer"},
    {"int2", "smallint"},
    {"int8", "bigint"},
    {"bool", "boolean"},
    {"float4", "real"},
    {"float8", "double precision"},
    {"decimal", "numeric"},
};

static void name_type(struct pieces *pieces, size_t i) {
    for (size_t a = 0; a < TN_LENGTH(type_aliases); a++)
        if (piece_is(pieces, i, type_aliases[a][0])) {
            replace(pieces, i, type_aliases[a][1], T_WORD);
            return;
        }
}

static bool is_literal(const struct pieces *pieces, size_t i) {
    enum token_kind kind = pieces->items[i].kind;
    return kind == T_STRING || kind == T_NUMBER || piece_is(pieces, i, "null") ||
           piece_is(pieces, i, "true") || piece_is(pieces, i, "false");
}

/* The literal that is cast by the :: at i, perhaps in parentheses; or the count of pieces. */
static size_t cast_literal(const struct pieces *pieces, size_t i) {
    if (i >= 1 && is_literal(pieces, i - 1))
        return i - 1;
    if (i >= 3 && piece_is(pieces, i - 1, ")") && piece_is(pieces, i - 3, "(") &&
        is_literal(pieces, i - 2))
        return i - 2;
    return pieces->count;
}

/* '-1'::integer is how PostgreSQL writes a negative number. */
static void unquote_number(struct piece *piece) {
    if (piece->kind != T_STRING || piece->length < 3 || *piece->at != '\'')
        return;
    for (size_t i = 1; i + 1 < piece->length; i++)
        if (!strchr("-+.0123456789", piece->at[i]))
            return;
    piece->at++;
    piece->length -= 2;
    piece->kind = T_NUMBER;
}

static bool fits(const struct pieces *pieces, size_t literal, size_t length) {
    char *end;
    return literal < pieces->count && length < pieces->count &&
           pieces->items[literal].length <= strtoul(pieces->items[length].at, &end, 10) + 2;
}

/* A cast to a text type with a length may cut the value off: it stays, by one name of its type. */
static bool keep_length(struct pieces *pieces, size_t i, size_t literal) {
    bool varying = piece_is(pieces, i + 1, "varying");
    size_t open = i + (varying ? 2 : 1);
    if (!piece_is(pieces, open, "(") || fits(pieces, literal, open + 1))
        return false;
    if (varying) {
        replace(pieces, i, "varchar", T_WORD);
        pieces->items[i + 1].gone = true;
    } else if (piece_is(pieces, i, "character") || piece_is(pieces, i, "bpchar")) {
        replace(pieces, i, "char", T_WORD);
    }
    return true;
}

static void drop_casts(struct pieces *pieces) {
    for (size_t i = 0; i < pieces->count; i++) {
        if (!piece_is(pieces, i, "::"))
            continue;
        size_t literal = cast_literal(pieces, i);
        bool to_text = is_one_of(pieces, i + 1, text_types, TN_LENGTH(text_types));
        if (literal == pieces->count && !to_text) {
            name_type(pieces, i + 1);
            continue;
        }
        if (to_text && keep_length(pieces, i + 1, literal))
            continue;
        if (literal < pieces->count &&
            is_one_of(pieces, i + 1, number_types, TN_LENGTH(number_types)))
            unquote_number(&pieces->items[literal]);
        size_t end = behind_type(pieces, i + 1);
        for (; i < end && i < pieces->count; i++)
            pieces->items[i].gone = true;
        i--;
    }
    pieces_compact(pieces);
}

/* ------------------------------------------------------------------ lists */

/* = ANY (ARRAY[…]) is how PostgreSQL prints IN (…), <> ALL (ARRAY[…]) how it prints NOT IN (…). */
static void lists(struct pieces *pieces) {
    for (size_t i = 0; i + 4 < pieces->count; i++) {
        bool in = piece_is(pieces, i, "=") && piece_is(pieces, i + 1, "any");
        bool not_in = piece_is(pieces, i, "<>") && piece_is(pieces, i + 1, "all");
        if (!(in || not_in) || !piece_is(pieces, i + 2, "(") || !piece_is(pieces, i + 3, "array"))
            continue;
        size_t close = pieces->items[i + 2].match, end = pieces->items[i + 4].match;
        if (end <= i + 4 || close != end + 1)
            continue;
        replace(pieces, i, in ? "IN" : "NOT IN", T_WORD);
        pieces->items[i + 1].gone = pieces->items[i + 3].gone = true;
        pieces->items[i + 4].gone = pieces->items[end].gone = true;
    }
    pieces_compact(pieces);
}

/* ------------------------------------------------------------------ the form */

static void put_lower(struct tn_buffer *out, const char *at, size_t length) {
    for (size_t i = 0; i < length; i++)
        tn_put_char(out, at[i] >= 'A' && at[i] <= 'Z' ? (char)(at[i] + 32) : at[i]);
}

static void put_quoted(struct tn_buffer *out, const struct pieces *pieces,
                       const struct piece *piece) {
    struct token token = {.at = piece->at, .length = piece->length, .kind = piece->kind};
    struct tn_buffer name = {0};
    token_unquote(&token, pieces->dialect, &name);
    if (piece->kind == T_STRING) {
        const char *text = tn_buffer_text(&name);
        tn_put_format(out, "'%s'", text + (tn_starts_with(text, "public.") ? 7 : 0));
    } else if (pieces->dialect == TN_POSTGRESQL)
        tn_put(out, tn_buffer_text(&name)); /* words are lower case here, so capitals stay apart */
    else
        put_lower(out, tn_buffer_text(&name), name.length);
    tn_buffer_free(&name);
}

static bool is_wordy(const struct piece *piece) {
    return piece->kind != T_SYMBOL;
}

static void put_piece(struct tn_buffer *out, const struct pieces *pieces, size_t i) {
    const struct piece *piece = &pieces->items[i];
    if (i && is_wordy(piece) && is_wordy(piece - 1))
        tn_put_char(out, ' ');
    if (piece->kind == T_QUOTED || (piece->kind == T_STRING && strchr("'\"", *piece->at)))
        put_quoted(out, pieces, piece);
    else if (piece->kind == T_WORD)
        put_lower(out, piece->at, piece->length);
    else
        tn_put_bytes(out, piece->at, piece->length);
}

static void put_form(const char *text, enum tn_dialect_id dialect, struct tn_buffer *out) {
    struct pieces pieces = read_pieces(text, dialect);
    simplify_pieces(&pieces);
    if (dialect == TN_POSTGRESQL) {
        pieces_spell_casts(&pieces);
        drop_casts(&pieces);
        pieces_spell_betweens(&pieces);
    }
    pieces_drop_parentheses(&pieces);
    lists(&pieces);
    for (size_t i = 0; i < pieces.count; i++)
        put_piece(out, &pieces, i);
    free(pieces.items);
}

bool tn_sql_same_expression(const struct tn_dialect *dialect, const char *a, const char *b) {
    if (a == b || strcmp(a, b) == 0)
        return true;
    struct tn_buffer first = {0}, second = {0};
    put_form(a, dialect->id, &first);
    put_form(b, dialect->id, &second);
    bool same = strcmp(tn_buffer_text(&first), tn_buffer_text(&second)) == 0;
    tn_buffer_free(&first);
    tn_buffer_free(&second);
    return same;
}
