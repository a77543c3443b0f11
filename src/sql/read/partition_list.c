/*
 * The partitions of MySQL and MariaDB within the text that says how a table is divided, and what
 * ALTER TABLE does to single ones of them: RANGE (a) (PARTITION p VALUES …, PARTITION q …). Where
 * the text does not list them, only their number is known.
 */
#include "sql/read/parser.h"

#include <stdlib.h>
#include <string.h>

struct item {
    const char *name, *text; /* name: "" where it is a list of several */
};

struct partition_list {
    struct tn_slice head, tail; /* with the parentheses */
    TN_VECTOR(struct item) items;
};

/* ------------------------------------------------------------------ reading the text */

static void add_item(struct parser *p, struct partition_list *list, struct tn_slice text) {
    struct lexer lexer;
    const char *kept = tn_text_slice(p->model, text);
    lexer_init(&lexer, tn_slice_of(kept), p->dialect, &p->words);
    lexer_next(&lexer); /* PARTITION */
    struct token name = lexer_next(&lexer);
    TN_PUSH(&list->items, ((struct item){sql_token_name(p, &name), kept}));
}

/* At the parenthesis of the list. */
static void read_items(struct parser *p, struct partition_list *list, struct lexer *lexer) {
    const char *from = lexer->at;
    size_t depth = 1;
    while (depth) {
        struct token token = lexer_next(lexer);
        if (token.kind == T_END)
            return;
        depth += token_is_symbol(&token, '(');
        depth -= token_is_symbol(&token, ')');
        if (!depth || (depth == 1 && token_is_symbol(&token, ','))) {
            while (*from == ' ')
                from++;
            add_item(p, list, (struct tn_slice){from, (size_t)(token.at - from)});
            from = token.at + 1;
        }
    }
    list->tail = tn_slice_of(from - 1);
}

/* False where the text has no list. */
static bool read_list(struct parser *p, struct partition_list *list, const char *text) {
    struct lexer lexer;
    lexer_init(&lexer, tn_slice_of(text), p->dialect, &p->words);
    *list = (struct partition_list){.tail = {"", 0}};
    for (size_t depth = 0;;) {
        struct token token = lexer_next(&lexer);
        if (token.kind == T_END)
            return false;
        struct lexer ahead = lexer;
        if (!depth && token_is_symbol(&token, '(') && lexer_next(&ahead).word == W_partition) {
            list->head = (struct tn_slice){text, (size_t)(token.at + 1 - text)};
            read_items(p, list, &lexer);
            return list->tail.length;
        }
        depth += token_is_symbol(&token, '(');
        depth -= token_is_symbol(&token, ')') && depth;
    }
}

static void put_list(struct parser *p, struct tn_entity *entity,
                     const struct partition_list *list) {
    struct tn_buffer text = {0};
    tn_put_bytes(&text, list->head.at, list->head.length);
    for (size_t i = 0; i < list->items.count; i++) {
        tn_put(&text, i ? ", " : "");
        tn_put(&text, list->items.items[i].text);
    }
    tn_put_bytes(&text, list->tail.at, list->tail.length);
    entity->partition_by = tn_text(p->model, tn_buffer_text(&text));
    tn_buffer_free(&text);
}

/* ------------------------------------------------------------------ changing the list */

static size_t place_of(const struct partition_list *list, const char *name) {
    size_t i = 0;
    while (i < list->items.count && !tn_same_word(list->items.items[i].name, name))
        i++;
    return i;
}

static void take_out(struct partition_list *list, size_t place) {
    memmove(list->items.items + place, list->items.items + place + 1,
            (list->items.count - place - 1) * sizeof *list->items.items);
    list->items.count--;
}

static void put_in(struct partition_list *list, size_t place, const char *text) {
    TN_PUSH(&list->items, ((struct item){"", text}));
    memmove(list->items.items + place + 1, list->items.items + place,
            (list->items.count - place - 1) * sizeof *list->items.items);
    list->items.items[place] = (struct item){"", text};
}

/* Those named here go; the place of the first, or the count where one is not there. */
static size_t take_out_named(struct parser *p, struct partition_list *list) {
    size_t first = list->items.count;
    do {
        const char *name = sql_name(p, "a partition");
        size_t place = place_of(list, name);
        if (p->failed || place == list->items.count)
            return SIZE_MAX;
        first = place < first ? place : first;
        take_out(list, place);
    } while (sql_accept_symbol(p, ','));
    return first;
}

/* The newest rows of a table with a history come last. */
static size_t place_of_new(const struct partition_list *list) {
    size_t count = list->items.count;
    return count && tn_find_word(list->items.items[count - 1].text, "current") ? count - 1 : count;
}

static bool names_parts(const char *text) {
    return strcasestr(text, "(subpartition ");
}

/* New ones in parentheses. Where others name their subpartitions, those must do so, too: the server
 * would make up names. */
static bool put_new(struct parser *p, struct partition_list *list, size_t place) {
    if (!at_symbol(p, '('))
        return false;
    const char *text = sql_parenthesised(p, false);
    for (size_t i = 0; i < list->items.count && !p->failed; i++)
        if (names_parts(list->items.items[i].text) && !names_parts(text))
            return false;
    if (!p->failed)
        put_in(list, place, text);
    return !p->failed;
}

static bool add(struct parser *p, struct partition_list *list) {
    return put_new(p, list, place_of_new(list));
}

static bool drop(struct parser *p, struct partition_list *list) {
    return take_out_named(p, list) != SIZE_MAX && list->items.count;
}

static bool reorganize(struct parser *p, struct partition_list *list) {
    size_t place = take_out_named(p, list);
    return place != SIZE_MAX && sql_accept(p, W_into) && put_new(p, list, place);
}

/* ------------------------------------------------------------------ their number alone */

/* PARTITIONS n at the end of the text; a table says nothing where it has one. */
static bool change_number(struct parser *p, struct tn_entity *entity, bool more) {
    static const char word[] = " PARTITIONS ";
    if (p->token.kind != T_NUMBER)
        return false;
    long change = strtol(p->token.at, NULL, 10);
    const char *found = strcasestr(entity->partition_by, word);
    const char *digits = found ? found + sizeof word - 1 : "1";
    size_t length = strspn(digits, "0123456789");
    if (!length || digits[length] || change <= 0)
        return false;
    sql_next(p);
    long number = strtol(digits, NULL, 10) + (more ? change : -change);
    size_t before = found ? (size_t)(found - entity->partition_by) : strlen(entity->partition_by);
    tn_buffer_reset(&p->scratch);
    tn_put_format(&p->scratch, "%.*s%s%ld", (int)before, entity->partition_by, word, number);
    entity->partition_by = tn_text(p->model, tn_buffer_text(&p->scratch));
    return number > 0;
}

/* ------------------------------------------------------------------ the actions */

static const struct action {
    enum word word;
    bool (*change)(struct parser *p, struct partition_list *list);
} actions[] = {{W_add, add}, {W_drop, drop}, {W_reorganize, reorganize}};

static void skip_conditions(struct parser *p) {
    sql_accept_two(p, W_if, W_exists);
    if (sql_accept_two(p, W_if, W_not))
        sql_accept(p, W_exists);
    sql_accept(p, W_local);
}

/* Each change makes another text: together they may be no more than so many times what has been
 * read. */
static bool may_copy(struct parser *p, const struct tn_entity *entity) {
    enum { TIMES = 16 };
    p->divided += strlen(entity->partition_by);
    return p->divided < TIMES * (size_t)(p->token.at - p->lexer.start);
}

static bool apply(struct parser *p, struct partition_list *list, enum word action) {
    for (size_t i = 0; i < TN_LENGTH(actions); i++)
        if (actions[i].word == action)
            return actions[i].change(p, list) && at_statement_end(p);
    return false;
}

static bool change_list(struct parser *p, struct tn_entity *entity, enum word action) {
    struct partition_list list = {.tail = {"", 0}};
    bool good =
        may_copy(p, entity) && read_list(p, &list, entity->partition_by) && apply(p, &list, action);
    if (good)
        put_list(p, entity, &list);
    free(list.items.items);
    return good;
}

bool sql_change_partitions(struct parser *p, struct tn_entity *entity, enum word action) {
    const char *start = p->token.at;
    if (!*entity->partition_by || p->failed)
        return false;
    skip_conditions(p);
    bool counted = action == W_add && token_is_named(&p->token, p->dialect, "partitions");
    if (counted)
        sql_next(p);
    bool number = action == W_coalesce || counted;
    bool listed = strcasestr(entity->partition_by, "(PARTITION ");
    bool good = number ? !listed && change_number(p, entity, action == W_add)
                       : change_list(p, entity, action);
    if (!good && !p->failed)
        sql_jump(p, start);
    return good;
}
