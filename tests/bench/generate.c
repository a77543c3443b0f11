/*
 * generate N: a PostgreSQL schema of N tables on standard output, ten columns each, with keys,
 * foreign keys to earlier tables, indexes and checks. Always the same text for the same N.
 */
#include <stdio.h>
#include <stdlib.h>

static void put_columns(long table) {
    printf("CREATE TABLE table_%ld (\n"
           "    id bigint GENERATED ALWAYS AS IDENTITY,\n"
           "    owner_id bigint NOT NULL,\n"
           "    parent_id bigint,\n"
           "    name varchar(120) NOT NULL,\n"
           "    description text,\n"
           "    price numeric(12, 2) NOT NULL DEFAULT 0,\n"
           "    quantity integer NOT NULL DEFAULT 1,\n"
           "    is_active boolean NOT NULL DEFAULT true,\n"
           "    created_at timestamptz NOT NULL DEFAULT now(),\n"
           "    updated_at timestamptz,\n"
           "    CONSTRAINT pk_table_%ld PRIMARY KEY (id),\n"
           "    CONSTRAINT uq_table_%ld_name UNIQUE (name),\n"
           "    CONSTRAINT ck_table_%ld_price_positive CHECK (price >= 0)",
           table, table, table, table);
}

/* Parents are spread over all earlier tables by a fixed stride. */
static void put_reference(long table, const char *column, long parent) {
    printf(",\n    CONSTRAINT fk_table_%ld_%s FOREIGN KEY (%s) REFERENCES table_%ld (id)", table,
           column, column, parent);
}

int main(int argc, char **argv) {
    long count = argc > 1 ? strtol(argv[1], NULL, 10) : 0;
    if (count < 1 || count > 1000000) {
        fputs("usage: generate N, with N from 1 to 1000000\n", stderr);
        return 2;
    }
    for (long table = 0; table < count; table++) {
        put_columns(table);
        if (table > 0) {
            put_reference(table, "owner_id", table / 2);
            put_reference(table, "parent_id", table * 7919 % table);
        }
        printf("\n);\n"
               "CREATE INDEX idx_table_%ld_owner_id ON table_%ld (owner_id);\n"
               "CREATE INDEX idx_table_%ld_parent_id ON table_%ld (parent_id) WHERE is_active;\n",
               table, table, table, table);
    }
    return fflush(stdout) == 0 ? 0 : 3;
}
