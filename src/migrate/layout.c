/*
 * The migration tools, a row each: all that is known of one stands in its row. What the words of a
 * row mean stands in layout.h.
 */
#include "migrate/layout.h"

#include <string.h>

/* ------------------------------------------------------------------ languages */

static const struct layout_quoting plain_sql = {.open = "", .close = ""};
static const struct layout_quoting xml = {
    .open = "",
    .close = "",
    .replacements = {{"&", "&amp;"}, {"<", "&lt;"}, {">", "&gt;"}, {"\r", "&#13;"}}};
/* Three quotes; the last line break keeps one at the end from joining them. */
static const struct layout_quoting python = {
    .open = "\"\"\"\\\n",
    .close = "\n\"\"\"",
    .replacements = {{"\\", "\\\\"}, {"\"\"\"", "\\\"\\\"\\\""}, {"\r", "\\r"}}};
static const struct layout_quoting javascript = {
    .open = "`",
    .close = "`",
    .replacements = {{"\\", "\\\\"}, {"`", "\\`"}, {"${", "\\${"}, {"\r", "\\r"}}};
#define HEREDOC "END_OF_STATEMENT"
static const struct layout_quoting ruby = {.open = "<<-" HEREDOC "\n",
                                           .close = "\n    " HEREDOC,
                                           .replacements = {{"\\", "\\\\"},
                                                            {"#{", "\\#{"},
                                                            {"#$", "\\#$"},
                                                            {"#@", "\\#@"},
                                                            {"\r", "\\r"},
                                                            {HEREDOC, "END\\x5FOF_STATEMENT"}}};

#define SQL_COMMENT "-- {title}\n"
#define SQL_STATEMENT "{sql};\n"
#define MYSQL_BITS (1u << TN_MYSQL | 1u << TN_MARIADB)
#define SQLITE_BIT (1u << TN_SQLITE)

/* ------------------------------------------------------------------ SQL scripts */

static const struct tn_layout_rules plain = {
    .whole = true,
    .files = {{WHEN_EACH, "up.sql", NULL, "{up}"}, {WHEN_EACH, "down.sql", NULL, "{down}"}}};

static const struct tn_layout_rules flyway = {
    .version = VERSION_SEQUENCE,
    .width = 1,
    .quoting = &plain_sql,
    .inside = {.statement = SQL_STATEMENT, .comment = SQL_COMMENT},
    .outside = {.marker = "executeInTransaction=false\n"},
    .literal = "${",
    .literal_marker = "placeholderReplacement=false\n",
    .nothing = "-- nothing to do\n",
    .files = {{WHEN_EACH, "V{version}__{slug}.sql", NULL, "{up}"},
              {WHEN_EACH, "V{version}__{slug}.sql.conf", NULL, "{marker}{literal}"},
              {WHEN_EACH, "U{version}__{slug}.sql", NULL, "{down}"},
              {WHEN_EACH, "U{version}__{slug}.sql.conf", NULL, "{marker}{literal}"}}};

static const struct tn_layout_rules liquibase_xml = {
    .version = VERSION_TIME,
    .quoting = &xml,
    .inside = {.statement = "        <sql splitStatements=\"false\" stripComments=\"false\">"
                            "{sql}</sql>\n"},
    .outside = {.marker = " runInTransaction=\"false\""},
    .files = {{WHEN_EACH, "{version}_{slug}.xml", NULL,
               "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
               "<databaseChangeLog xmlns=\"http://www.liquibase.org/xml/ns/dbchangelog\"\n"
               "    xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"\n"
               "    xsi:schemaLocation=\"http://www.liquibase.org/xml/ns/dbchangelog\n"
               "        http://www.liquibase.org/xml/ns/dbchangelog/dbchangelog-latest.xsd\">\n"
               "    <changeSet id=\"{version}\" author=\"tenon\"{marker}>\n"
               "        <comment>{slug}</comment>\n"
               "{up}        <rollback>\n{down}        </rollback>\n"
               "    </changeSet>\n</databaseChangeLog>\n"}}};

/* A slash on a line of its own ends a statement there, so that none is split at a semicolon. */
static const struct tn_layout_rules liquibase_sql = {
    .version = VERSION_TIME,
    .nothing_down = "empty\n",
    .down_prefix = "--rollback ",
    .quoting = &plain_sql,
    .inside = {.statement = "{sql}\n/\n", .comment = SQL_COMMENT},
    .outside = {.marker = " runInTransaction:false"},
    .files = {{WHEN_EACH, "{version}_{slug}.sql", NULL,
               "--liquibase formatted sql\n\n"
               "--changeset tenon:{version} endDelimiter:/ rollbackEndDelimiter:/ "
               "stripComments:false{marker}\n--comment: {slug}\n{up}\n{down}"}}};

static const struct tn_layout_rules golang_migrate = {
    .version = VERSION_TIME,
    .query_a_file = true,
    .nothing = "-- nothing to do\n",
    .quoting = &plain_sql,
    .inside = {.statement = SQL_STATEMENT, .comment = SQL_COMMENT},
    .unmarked = "add x-no-tx-wrap=true to the address of the database",
    .unmarked_dialects = SQLITE_BIT,
    .files = {{WHEN_EACH, "{version}_{slug}.up.sql", NULL, "{up}"},
              {WHEN_EACH, "{version}_{slug}.down.sql", NULL, "{down}"}}};

static const struct tn_layout_rules goose = {
    .version = VERSION_TIME,
    .quoting = &plain_sql,
    .inside = {.statement = SQL_STATEMENT, .comment = SQL_COMMENT},
    .outside = {.marker = "-- +goose NO TRANSACTION\n"},
    .compound = "-- +goose StatementBegin\n{sql};\n-- +goose StatementEnd\n",
    .files = {{WHEN_EACH, "{version}_{slug}.sql", NULL,
               "{marker}-- +goose Up\n{up}\n-- +goose Down\n{down}"}}};

static const struct tn_layout_rules dbmate = {
    .version = VERSION_TIME,
    .query_a_file = true,
    .quoting = &plain_sql,
    .inside = {.statement = SQL_STATEMENT, .comment = SQL_COMMENT},
    .outside = {.marker = " transaction:false"},
    .files = {{WHEN_EACH, "{version}_{slug}.sql", NULL,
               "-- migrate:up{marker}\n{up}\n-- migrate:down{marker}\n{down}"}}};

/* The scripts run in the server's own client. */
static const struct tn_layout_rules sqitch = {
    .begins_itself = true,
    .quoting = &plain_sql,
    .inside = {.statement = SQL_STATEMENT, .comment = SQL_COMMENT},
    .compound = "DELIMITER //\n{sql} //\nDELIMITER ;\n",
    .compound_dialects = MYSQL_BITS,
    .files = {{WHEN_EACH, "deploy/{slug}.sql", NULL, "-- Deploy {slug}\n\n{up}"},
              {WHEN_EACH, "revert/{slug}.sql", NULL, "-- Revert {slug}\n\n{down}"},
              {WHEN_EACH, "verify/{slug}.sql", NULL, "-- Verify {slug}\n\nSELECT 1;\n"},
              {WHEN_APPENDED, "sqitch.plan", "%syntax-version=1.0.0\n%project={app}\n\n",
               "{slug} {date} tenon <tenon@localhost> # {slug}\n"}}};

static const struct tn_layout_rules prisma = {
    .version = VERSION_TIME,
    .query_a_file = true,
    .nothing = "-- nothing to do\n",
    .quoting = &plain_sql,
    .inside = {.statement = SQL_STATEMENT, .comment = SQL_COMMENT},
    .files = {{WHEN_EACH, "{version}_{slug}/migration.sql", NULL, "{up}"},
              {WHEN_EACH, "{version}_{slug}/down.sql", NULL, "{down}"},
              {WHEN_ONCE, "migration_lock.toml", NULL,
               "# which kind of database these migrations are for; keep it with them\n"
               "provider = \"{provider}\"\n"}}};

static const struct tn_layout_rules sqlx = {
    .version = VERSION_TIME,
    .query_a_file = true,
    .nothing = "-- nothing to do\n",
    .quoting = &plain_sql,
    .inside = {.statement = SQL_STATEMENT, .comment = SQL_COMMENT},
    .outside = {.marker = "-- no-transaction\n"},
    .files = {{WHEN_EACH, "{version}_{slug}.up.sql", NULL, "{marker}{up}"},
              {WHEN_EACH, "{version}_{slug}.down.sql", NULL, "{marker}{down}"}}};

/* It finds the way down by itself. */
static const struct tn_layout_rules atlas = {
    .version = VERSION_TIME,
    .quoting = &plain_sql,
    .inside = {.statement = SQL_STATEMENT, .comment = SQL_COMMENT},
    .outside = {.marker = "-- atlas:txmode none\n"},
    .compound = "{sql};\n-- end\n",
    .compound_marker = "-- atlas:delimiter -- end\n",
    .files = {{WHEN_EACH, "{version}_{slug}.sql", NULL, "{marker}{compound}\n{up}"},
              {WHEN_SUMS, "atlas.sum", NULL, NULL}}};

/* ------------------------------------------------------------------ programs */

static const struct tn_layout_rules alembic = {
    .version = VERSION_HASH,
    .nothing = "    pass\n",
    .nothing_down = "    pass\n",
    .quoting = &python,
    .inside = {.statement = "    op.execute({sql})\n", .comment = "    # {title}\n"},
    .outside = {.begin = "    with op.get_context().autocommit_block():\n",
                .statement = "        op.execute({sql})\n",
                .comment = "        # {title}\n"},
    .escape = layout_escape_colons,
    .newest = layout_newest_revision,
    .parent = "\"{newest}\"",
    .no_parent = "None",
    .files = {{WHEN_EACH, "{version}_{slug}.py", NULL,
               "\"\"\"{slug}\n\nRevision ID: {version}\nRevises: {newest}\n"
               "Create Date: {date}\n\n\"\"\"\nfrom alembic import op\n\n"
               "revision = \"{version}\"\ndown_revision = {parent}\n"
               "branch_labels = None\ndepends_on = None\n\n\n"
               "def upgrade():\n{up}\n\ndef downgrade():\n{down}"}}};

static const struct tn_layout_rules django = {
    .version = VERSION_SEQUENCE,
    .width = 4,
    .quoting = &python,
    .inside = {.statement = "                {sql},\n", .comment = "                # {title}\n"},
    .outside = {.marker = "    atomic = False\n\n"},
    .newest = layout_newest_number,
    .parent = "(\"{app}\", \"{newest}\")",
    .no_parent = "",
    .files = {{WHEN_EACH, "{version}_{slug}.py", NULL,
               "from django.db import migrations\n\n\n"
               "class Migration(migrations.Migration):\n{marker}"
               "    dependencies = [{parent}]\n\n"
               "    operations = [\n        migrations.RunSQL(\n"
               "            sql=[\n{up}            ],\n"
               "            reverse_sql=[\n{down}            ],\n        ),\n    ]\n"}}};

static const struct tn_layout_rules rails = {
    .version = VERSION_TIME,
    .quoting = &ruby,
    .inside = {.statement = "    execute {sql}\n", .comment = "    # {title}\n"},
    .outside = {.marker = "  disable_ddl_transaction!\n\n"},
    .files = {{WHEN_EACH, "{version}_{slug}.rb", NULL,
               "class {Class} < ActiveRecord::Migration[6.1]\n{marker}"
               "  def up\n{up}  end\n\n  def down\n{down}  end\nend\n"}}};

static const struct tn_layout_rules knex = {
    .version = VERSION_TIME,
    .quoting = &javascript,
    .inside = {.statement = "  await knex.raw({sql});\n", .comment = "  // {title}\n"},
    .outside = {.marker = "\nexports.config = { transaction: false };\n"},
    .impossible = "\\?", /* it takes all backslashes before a question mark */
    .impossible_dialects = 1u << TN_POSTGRESQL,
    .escape = layout_escape_question_marks,
    .files = {{WHEN_EACH, "{version}_{slug}.js", NULL,
               "exports.up = async function (knex) {\n{up}};\n\n"
               "exports.down = async function (knex) {\n{down}};\n{marker}"}}};

static const struct tn_layout_rules typeorm = {
    .version = VERSION_MILLISECONDS,
    .quoting = &javascript,
    .inside = {.statement = "        await queryRunner.query({sql});\n",
               .comment = "        // {title}\n"},
    .outside = {.marker = "    transaction = false;\n"},
    .unmarked = "run migrations with --transaction each, revert them with --transaction none",
    .unmarked_dialects = ~0u,
    .files = {{WHEN_EACH, "{version}-{Class}.ts", NULL,
               "import { MigrationInterface, QueryRunner } from \"typeorm\";\n\n"
               "export class {Class}{version} implements MigrationInterface {\n"
               "    name = \"{Class}{version}\";\n{marker}\n"
               "    public async up(queryRunner: QueryRunner): Promise<void> {\n{up}    }\n\n"
               "    public async down(queryRunner: QueryRunner): Promise<void> {\n{down}    }\n"
               "}\n"}}};

/* It has no transaction of its own, and takes any connection for a query without one. */
static const struct tn_layout_rules sequelize = {
    .version = VERSION_TIME,
    .quoting = &javascript,
    .inside = {.begin = "    await queryInterface.sequelize.transaction(async (transaction) => {\n",
               .statement = "      await queryInterface.sequelize.query({sql}, { transaction });\n",
               .end = "    });\n",
               .comment = "      // {title}\n"},
    .outside = {.statement = "    await queryInterface.sequelize.query({sql});\n",
                .comment = "    // {title}\n"},
    .files = {{WHEN_EACH, "{version}-{slug}.js", NULL,
               "\"use strict\";\n\nmodule.exports = {\n"
               "  async up(queryInterface) {\n{up}  },\n\n"
               "  async down(queryInterface) {\n{down}  },\n};\n"}}};

/* ------------------------------------------------------------------ the table */

const struct tn_layout tn_layouts[] = {
    {"plain", "up.sql and down.sql", &plain},
    {"flyway", "Flyway: V1__name.sql, U1__name.sql, and .conf where it must be told more", &flyway},
    {"liquibase-xml", "Liquibase: a change log in XML", &liquibase_xml},
    {"liquibase-sql", "Liquibase: a change log in formatted SQL", &liquibase_sql},
    {"golang-migrate",
     "golang-migrate: pairs of .up.sql and .down.sql; MySQL with multiStatements=true",
     &golang_migrate},
    {"goose", "goose: one SQL file with both ways", &goose},
    {"dbmate", "dbmate: one SQL file with both ways", &dbmate},
    {"sqitch", "Sqitch: deploy, revert, verify, and a line in sqitch.plan", &sqitch},
    {"alembic", "Alembic: a revision in Python behind the newest head", &alembic},
    {"rails", "Ruby on Rails: a migration in Ruby", &rails},
    {"django", "Django: a migration in Python behind the newest one", &django},
    {"knex", "Knex: a migration in JavaScript", &knex},
    {"typeorm", "TypeORM: a migration in TypeScript", &typeorm},
    {"sequelize", "Sequelize: a migration in JavaScript", &sequelize},
    {"prisma", "Prisma: a folder with migration.sql and down.sql", &prisma},
    {"sqlx", "SQLx: pairs of .up.sql and .down.sql", &sqlx},
    {"atlas", "Atlas: an SQL file, and atlas.sum anew", &atlas},
};
const size_t tn_layout_count = TN_LENGTH(tn_layouts);

const struct tn_layout *tn_layout_find(const char *name) {
    for (size_t i = 0; i < tn_layout_count; i++)
        if (strcmp(tn_layouts[i].name, name) == 0)
            return &tn_layouts[i];
    return NULL;
}
