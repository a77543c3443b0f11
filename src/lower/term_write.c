/*
 * Writing a term with the target's cells of the tables, with parentheses only where the operations
 * need them.
 */
#include "lower/term.h"

#include <string.h>

enum { ATOM = 10 };

/* ------------------------------------------------------------------ names and literals */

static void write_name(struct translation *t, const char *name) {
    tn_sql_put_name(t->out, t->l->to, name);
}

static void write_column(struct translation *t, const struct term *term) {
    if (term->qualifier && !t->entity) {
        write_name(t, term->qualifier);
        tn_put_char(t->out, '.');
    }
    if (term->kind == TERM_STAR)
        tn_put_char(t->out, '*');
    else
        write_name(t, term->attribute ? term->attribute->name : term->text);
}

/* b'101' and x'1F': PostgreSQL has bits only as the first and bytes as text. */
static void write_bits(struct translation *t, const struct term *term) {
    bool bits = (term->text[0] | 32) == 'b';
    size_t length = strlen(term->text);
    if (!bits && t->l->to->id == TN_POSTGRESQL)
        tn_put_format(t->out, "'\\x%.*s'", (int)length - 2, term->text + 2);
    else if (bits && t->l->to->id == TN_SQLITE) {
        uint64_t number = 0;
        for (const char *c = term->text + 2; *c == '0' || *c == '1'; c++)
            number = 2 * number + (uint64_t)(*c - '0');
        tn_put_format(t->out, "%llu", (unsigned long long)number);
    } else {
        tn_put(t->out, term->text);
    }
}

/* ------------------------------------------------------------------ cells */

/* A call binds tightest; so does nothing that has text behind its closing parenthesis. */
static int level_of_cell(const char *cell, int level) {
    const char *at = cell + strspn(cell, "abcdefghijklmnopqrstuvwxyzCAST_");
    int depth = 0;
    if (strncmp(cell, "NOT ", 4) == 0)
        return 3;
    if (at == cell || *at != '(')
        return level;
    do {
        depth += *at == '(' ? 1 : *at == ')' ? -1 : 0;
        at++;
    } while (depth && *at);
    return *at ? level : ATOM;
}

static int level_of(const struct translation *t, const struct term *term) {
    if (term->kind != TERM_OPERATION)
        return ATOM;
    return level_of_cell(term->operation->spelling[t->l->to->id], term->operation->level);
}

/* What an operand must bind like: inside a call anything goes. */
static int level_wanted(const struct term *term, const char *cell, const char *slot) {
    const struct tn_operation_row *row = term->operation;
    bool before = slot > cell && (slot[-1] == '(' || slot[-1] == '{');
    bool inside =
        (before || (slot > cell + 1 && slot[-2] == ',')) && (slot[3] == ')' || slot[3] == ',');
    if (inside || !row)
        return 0;
    if (row->level <= 2)
        return row->level;
    if (row->level == 5) /* dialects differ in how tightly these bind */
        return ATOM;
    return slot[1] == 'a' && row->level > 5 ? row->level : row->level + 1;
}

static void write_list(struct translation *t, const struct term *list) {
    for (size_t i = 0; i < list->count; i++) {
        tn_put(t->out, i ? ", " : "");
        term_write(t, list->items[i], 0);
    }
}

static void write_operand(struct translation *t, const struct term *operand, int level) {
    if (operand->kind == TERM_LIST && level == 0)
        write_list(t, operand);
    else if (operand->kind == TERM_QUERY && level == 0)
        term_write_query(t, operand->query);
    else
        term_write(t, operand, level);
}

static void write_cell(struct translation *t, const struct term *term, const char *cell) {
    for (const char *c = cell; *c; c++) {
        if (strncmp(c, "(*)", 3) == 0) {
            tn_put_char(t->out, '(');
            write_list(t, term);
            tn_put_char(t->out, ')');
            c += 2;
        } else if (*c == '{' && c[2] == '}' && (size_t)(c[1] - 'a') < term->count) {
            tn_put(t->out, term->distinct && c[1] == 'a' ? "DISTINCT " : "");
            write_operand(t, term->items[c[1] - 'a'], level_wanted(term, cell, c));
            c += 2;
        } else {
            tn_put_char(t->out, *c);
        }
    }
}

/* ------------------------------------------------------------------ operations */

static bool joins(const struct term *term) {
    return term->kind == TERM_OPERATION && strcmp(term->operation->name, "||") == 0;
}

static void write_joined(struct translation *t, const struct term *term, const char *between,
                         int level) {
    for (size_t i = 0; i < 2; i++) {
        tn_put(t->out, i ? between : "");
        if (joins(term->items[i]))
            write_joined(t, term->items[i], between, level);
        else
            term_write(t, term->items[i], level);
    }
}

static void write_operation(struct translation *t, const struct term *term) {
    const char *cell = term->operation->spelling[t->l->to->id];
    if (!*cell) {
        term_give_up(t, term->operation->name);
    } else if (joins(term) && tn_starts_with(cell, "concat(")) {
        tn_put(t->out, "concat(");
        write_joined(t, term, ", ", 0);
        tn_put_char(t->out, ')');
    } else if (joins(term)) {
        write_joined(t, term, " || ", ATOM);
    } else {
        write_cell(t, term, cell);
    }
}

static void write_call(struct translation *t, const struct term *term) {
    if (!term->call) {
        tn_put_format(t->out, "%s(", term->text);
        write_list(t, term);
        tn_put_char(t->out, ')');
        return;
    }
    const char *cell = term->call->spelling[t->l->to->id];
    if (!*cell)
        term_give_up(t, term->call->spelling[t->l->from->id]);
    write_cell(t, term, cell);
    if (term->window)
        term_write_window(t, term->window);
}

static void write_cast(struct translation *t, const struct term *term) {
    const char *type = term->cast->spelling[t->l->to->id];
    if (!*type)
        term_give_up(t, "this cast");
    tn_put(t->out, "CAST(");
    term_write(t, term->items[0], 0);
    tn_put_format(t->out, " AS %s)", type);
}

static void write_case(struct translation *t, const struct term *term) {
    tn_put(t->out, "CASE");
    if (term->items[0]) {
        tn_put_char(t->out, ' ');
        term_write(t, term->items[0], 0);
    }
    for (size_t i = 1; i + 1 < term->count; i += 2) {
        tn_put(t->out, " WHEN ");
        term_write(t, term->items[i], 0);
        tn_put(t->out, " THEN ");
        term_write(t, term->items[i + 1], 0);
    }
    const struct term *otherwise = term->count % 2 == 0 ? term->items[term->count - 1] : NULL;
    if (otherwise) {
        tn_put(t->out, " ELSE ");
        term_write(t, otherwise, 0);
    }
    tn_put(t->out, " END");
}

static void write_value(struct translation *t, const struct term *term) {
    const char *text = term->value->spelling[t->l->to->id];
    if (!*text)
        term_give_up(t, term->value->spelling[t->l->from->id]);
    tn_put(t->out, text);
}

static void write_plain(struct translation *t, const struct term *term) {
    switch (term->kind) {
    case TERM_STRING:
        tn_sql_put_string(t->out, t->l->to, term->text);
        break;
    case TERM_BITS:
        write_bits(t, term);
        break;
    case TERM_VALUE:
        write_value(t, term);
        break;
    case TERM_COLUMN:
    case TERM_STAR:
        write_column(t, term);
        break;
    case TERM_CALL:
        write_call(t, term);
        break;
    case TERM_OPERATION:
        write_operation(t, term);
        break;
    case TERM_CASE:
        write_case(t, term);
        break;
    case TERM_CAST:
        write_cast(t, term);
        break;
    case TERM_LIST:
        write_list(t, term);
        break;
    case TERM_QUERY:
        term_write_query(t, term->query);
        break;
    default:
        tn_put(t->out, term->text);
    }
}

void term_write(struct translation *t, const struct term *term, int level) {
    bool wrap = term->kind == TERM_LIST || term->kind == TERM_QUERY || level_of(t, term) < level;
    tn_put(t->out, wrap ? "(" : "");
    write_plain(t, term);
    tn_put(t->out, wrap ? ")" : "");
}
