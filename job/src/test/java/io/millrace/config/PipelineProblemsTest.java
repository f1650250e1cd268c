package io.millrace.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each case changes one thing of a good pipeline file and expects exactly these problems. */
class PipelineProblemsTest {
    private static final String GOOD =
            """
            pipeline: products
            source:
              hostname: localhost
              database: shop
              username: millrace
              password: hunter2
            definitions: [products.sql]
            flows:
              - name: products
                tables: public.products
                sink: products_index
            """;
    private static final String ROOT_KEYS =
            "Its keys are pipeline, source, definitions, jars, state, backfill, flows.";
    private static final String PASSWORD_REMEDY =
            "Write 'password', the role's password, best as a variable such as ${POSTGRES_PASSWORD}.";
    private static final String PIPELINE_REMEDY =
            "Use at most 40 small letters, digits and '_', beginning with a letter.";
    private static final String FLOW_REMEDY =
            "Use at most 40 small letters, digits, '_' and '-', beginning with a letter.";
    private static final String TABLE_REMEDY =
            "Write schema.table, such as public.products, or a pattern such as public.*;"
                    + " names with capitals or special characters go in \"double quotes\".";
    private static final String FLOW_KEYS =
            "Its keys are name, tables, actions, filter, transform, route, key, group_by, mode,"
                    + " truncate, on_error, backfill, sink.";
    private static final String SYNTAX_REMEDY =
            "Correct the YAML there; a value with special characters goes in quotes.";

    @TempDir Path folder;

    static Stream<Arguments> keys() {
        return Stream.of(
                change(
                        "hostname:",
                        "hostnme:",
                        "p.yaml:3: unknown key 'hostnme' in 'source'. Did you mean 'hostname'?"),
                change(
                        "  database",
                        "  schema: x\n  database",
                        "p.yaml:4: unknown key 'schema' in 'source'."
                                + " Its keys are url, hostname, port, database, username, password,"
                                + " sslmode, sslrootcert, sslcert, sslkey, reader,"
                                + " lsn-commit.checkpoints-delay."),
                change(
                        "flows:",
                        "control: x\nflows:",
                        "p.yaml:8: unknown key 'control' in the file. " + ROOT_KEYS),
                change(
                        "    sink",
                        "    joins: in_stock\n    sink",
                        "p.yaml:11: unknown key 'joins' in the flow. " + FLOW_KEYS),
                change(
                        "    sink",
                        "    transfrom: id\n    sink",
                        "p.yaml:11: unknown key 'transfrom' in the flow. Did you mean 'transform'?"),
                change(
                        "    tables",
                        "    table",
                        "p.yaml:10: unknown key 'table' in the flow. Did you mean 'tables'?"),
                change(
                        "  database",
                        "  hostname: other\n  database",
                        "p.yaml:4: 'hostname' stands twice in 'source'. Keep one; the first is on line 3."),
                change(
                        "flows:",
                        "<<: {}\nflows:",
                        "p.yaml:8: unknown key '<<' in the file. " + ROOT_KEYS),
                change(
                        "flows:",
                        "[a]: b\nflows:",
                        "p.yaml:8: unknown key 'a list' in the file. " + ROOT_KEYS));
    }

    static Stream<Arguments> missing() {
        return Stream.of(
                change(
                        "pipeline: products\n",
                        "",
                        "p.yaml:1: 'pipeline' is missing in the file."
                                + " Write 'pipeline', the pipeline's name, such as products."),
                change(
                        "definitions: [products.sql]\n",
                        "",
                        "p.yaml:1: 'definitions' is missing in the file."
                                + " Write 'definitions', a list of the SQL files that create the sinks."),
                change(
                        "  hostname: localhost\n",
                        "",
                        "p.yaml:2: 'hostname' is missing in 'source'."
                                + " Write 'hostname', the host that Postgres runs on."),
                change(
                        "  password: hunter2\n",
                        "",
                        "p.yaml:2: 'password' is missing in 'source'. " + PASSWORD_REMEDY),
                change(
                        "    sink: products_index\n",
                        "",
                        "p.yaml:9: 'sink' is missing in the flow."
                                + " Write 'sink', the table of the definitions to write to."),
                change("hunter2", "", "p.yaml:6: 'password' is empty. " + PASSWORD_REMEDY),
                change("hunter2", "null", "p.yaml:6: 'password' is empty. " + PASSWORD_REMEDY),
                change("hunter2", "' '", "p.yaml:6: 'password' is empty. " + PASSWORD_REMEDY),
                change("hunter2", "${EMPTY}", "p.yaml:6: 'password' is empty. " + PASSWORD_REMEDY),
                change(
                        "hunter2",
                        "${NONE}",
                        "p.yaml:6: the environment variable NONE is not set."
                                + " Set it, or write a default: ${NONE:-default}."),
                change(
                        "[products.sql]",
                        "[]",
                        "p.yaml:7: 'definitions' is an empty list."
                                + " Write 'definitions', a list of the SQL files that create the sinks."),
                arguments(
                        "",
                        "p.yaml:1: the file is empty."
                                + " Describe a pipeline, with pipeline, source, definitions, jars, state, backfill, flows."));
    }

    static Stream<Arguments> kinds() {
        return Stream.of(
                arguments(
                        "- a\n", "p.yaml:1: the file must have keys, but is a list. " + ROOT_KEYS),
                change(
                        "localhost",
                        "[a]",
                        "p.yaml:3: 'hostname' must be text, but is a list."
                                + " Write 'hostname', the host that Postgres runs on."),
                change(
                        "hunter2",
                        "{hunter2: hunter2}",
                        "p.yaml:6: 'password' must be text, but is a section. " + PASSWORD_REMEDY),
                change(
                        "[products.sql]",
                        "products.sql",
                        "p.yaml:7: 'definitions' must be a list, but is text."
                                + " Write 'definitions', a list of the SQL files that create the sinks."),
                change(
                        "public.products",
                        "{a: public.products}",
                        "p.yaml:10: 'tables' must be text, but is a section."
                                + " Write 'tables', the table to read, as schema.table, a list of"
                                + " them, or a pattern such as public.*."),
                change(
                        "    sink",
                        "    filter: [a]\n    sink",
                        "p.yaml:11: 'filter' must be text, but is a list."
                                + " Write 'filter', a condition in Flink SQL, or a class of Java."),
                change(
                        "    sink",
                        "    filter: {class: a.B, options: text}\n    sink",
                        "p.yaml:11: 'options' must have keys. Write 'options' as keys and values."),
                change(
                        "    sink",
                        "    filter: {options: {a: 1}}\n    sink",
                        "p.yaml:11: 'class' is missing in 'filter'."
                                + " Write 'class', the name of the function's class, such as com.acme.InStock."),
                change(
                        "    sink: products_index\n",
                        "    sink: products_index\n  - orders\n  -\n",
                        "p.yaml:12: the flow must have keys, but is text. " + FLOW_KEYS,
                        "p.yaml:13: the flow must have keys, but is empty. " + FLOW_KEYS));
    }

    static Stream<Arguments> values() {
        return Stream.of(
                change(
                        "pipeline: products",
                        "pipeline: My-Shop",
                        "p.yaml:1: 'My-Shop' is not a name for a pipeline. " + PIPELINE_REMEDY),
                change(
                        "pipeline: products",
                        "pipeline: " + "a".repeat(41),
                        "p.yaml:1: '"
                                + "a".repeat(41)
                                + "' is not a name for a pipeline. "
                                + PIPELINE_REMEDY),
                change(
                        "name: products",
                        "name: 1st",
                        "p.yaml:9: '1st' is not a name for a flow. " + FLOW_REMEDY),
                change(
                        "  database",
                        "  port: 0\n  database",
                        "p.yaml:4: '0' is not a port. Write a number from 1 to 65535."),
                change(
                        "  database",
                        "  port: 65536\n  database",
                        "p.yaml:4: '65536' is not a port. Write a number from 1 to 65535."),
                change(
                        "  database",
                        "  reader: wall\n  database",
                        "p.yaml:4: 'wall' is not a reader. Did you mean 'wal'?"),
                change(
                        "  database",
                        "  reader: debezium\n  database",
                        "p.yaml:4: 'debezium' is not a reader. Write flink-cdc or wal."),
                change(
                        "  database",
                        "  port: pg\n  database",
                        "p.yaml:4: 'pg' is not a port. Write a number from 1 to 65535."),
                change(
                        "public.products",
                        "products",
                        "p.yaml:10: 'products' is not the name of a table. " + TABLE_REMEDY),
                change(
                        "public.products",
                        "public.*",
                        "p.yaml:10: the flow 'products' reads several tables, whose rows may share"
                                + " an id. Give it a key of its own, such as \"_table || ':' || _key\","
                                + " or a route."),
                change(
                        "    sink",
                        "    mode: event\n    sink",
                        "p.yaml:11: 'event' is not a mode. Did you mean 'events'?"),
                change(
                        "    sink",
                        "    actions: [insert, truncate]\n    sink",
                        "p.yaml:11: 'truncate' is not an action. Write insert, update or delete."),
                change(
                        "    sink",
                        "    truncate: drop\n    on_error: ignore\n    sink",
                        "p.yaml:11: 'drop' is not known for truncate. Write propagate, ignore or fail.",
                        "p.yaml:12: 'ignore' is not known for on_error. Write dead-letter or fail."),
                change(
                        "flows:",
                        "state: {rows: sometimes}\nflows:",
                        "p.yaml:8: 'sometimes' is not known for rows. Write auto, always or never."),
                change(
                        "flows:",
                        "backfill: {max-rows-per-second: 0}\nflows:",
                        "p.yaml:8: '0' is not a number for 'max-rows-per-second'."
                                + " Write a whole number from 1 to 999999999."),
                change(
                        "flows:",
                        "backfill: {max-rows: 10}\nflows:",
                        "p.yaml:8: unknown key 'max-rows' in 'backfill'."
                                + " Did you mean 'max-rows-per-second'?"),
                change(
                        "flows:",
                        "backfill: 10\nflows:",
                        "p.yaml:8: 'backfill' must have keys, but is text."
                                + " Its keys are max-rows-per-second."),
                change(
                        "    sink",
                        "    backfill: inital\n    sink",
                        "p.yaml:11: 'inital' is not known for backfill. Did you mean 'initial'?"),
                change(
                        "    sink",
                        "    backfill: all\n    sink",
                        "p.yaml:11: 'all' is not known for backfill. Write initial or none,"
                                + " or 'where' with a condition below it."),
                change(
                        "    sink",
                        "    backfill: {filter: a > 1}\n    sink",
                        "p.yaml:11: unknown key 'filter' in 'backfill'. Its keys are where.",
                        "p.yaml:11: 'where' is missing in 'backfill'. Write 'where', a condition of"
                                + " Postgres on the table's columns, such as"
                                + " \"created_at > '2026-01-01'\"."),
                change(
                        "    sink",
                        "    backfill: {where: ''}\n    sink",
                        "p.yaml:11: 'where' is empty. Write 'where', a condition of Postgres on the"
                                + " table's columns, such as \"created_at > '2026-01-01'\"."),
                change(
                        "flows:",
                        "jars: [none.jar]\nflows:",
                        "p.yaml:8: there is no file 'none.jar'."
                                + " A file is looked for from the pipeline file's folder."),
                change(
                        "public.products",
                        "public.a, public.b",
                        "p.yaml:10: 'public.a, public.b' is not the name of a table. "
                                + TABLE_REMEDY),
                change(
                        "    sink: products_index\n",
                        "    sink: a\n  - {name: products, tables: public.b, sink: c}\n",
                        "p.yaml:12: the name 'products' is taken by the flow on line 9 already."
                                + " Give each flow a name of its own."),
                change(
                        "    sink: products_index\n",
                        "    sink: a\n  - {name: b, tables: public.b, sink: a}\n",
                        "p.yaml:12: the sink 'a' is written by the flow on line 9 too, whose rows"
                                + " may share an id with those of this one. Give each of the flows a"
                                + " key of its own, such as \"_table || ':' || _key\", or a route."),
                change(
                        "    sink: products_index\n",
                        "    sink: a\n"
                                + "  - {name: b, tables: public.products, route: r, sink: a}\n"
                                + "  - {name: c, tables: public.products, key: sku, sink: a}\n",
                        "p.yaml:13: the sink 'a' is written by the flow on line 9 too, whose rows"
                                + " may share an id with those of this one. Give each of the flows a"
                                + " key of its own, such as \"_table || ':' || _key\", or a route."));
    }

    static Stream<Arguments> files() {
        return Stream.of(
                change(
                        "[products.sql]",
                        "\n  - products.sql\n  - ../none/none.sql",
                        "p.yaml:9: there is no file '/none/none.sql'."
                                + " A definitions file is looked for from the pipeline file's folder."),
                change(
                        "products.sql",
                        "bad.sql",
                        "bad.sql:3: a definition cannot be 'DROP …'."
                                + " Definitions may only CREATE TABLE, CREATE VIEW or CREATE FUNCTION."),
                change(
                        "products.sql",
                        "\"a\\0b\"",
                        "p.yaml:7: 'a\0b' is not a path: Nul character not allowed. Write the path of a file of SQL."));
    }

    static Stream<Arguments> syntax() {
        return Stream.of(
                change(
                        "localhost",
                        "local: host",
                        "p.yaml:3: this is not YAML: mapping values are not allowed here. "
                                + SYNTAX_REMEDY),
                change(
                        "hunter2",
                        "*hunter2",
                        "p.yaml:6: this is not YAML: found undefined alias. " + SYNTAX_REMEDY),
                change(
                        "hunter2",
                        "!hunter2!x y",
                        "p.yaml:6: this is not YAML: found undefined tag handle. " + SYNTAX_REMEDY),
                change(
                        "  database",
                        "\tdatabase",
                        "p.yaml:4: this is not YAML: found character '\\t(TAB)' that cannot start any token."
                                + " (Do not use \\t(TAB) for indentation). "
                                + SYNTAX_REMEDY),
                change(
                        "pipeline",
                        "a: b\n---\npipeline",
                        "p.yaml:2: this is not YAML: but found another document. " + SYNTAX_REMEDY),
                change(
                        "localhost",
                        "local\u0007host",
                        "p.yaml:1: this is not YAML. " + SYNTAX_REMEDY));
    }

    @ParameterizedTest
    @MethodSource({"keys", "missing", "kinds", "values", "files", "syntax"})
    void tellsWhatIsWrongWhereAndWhatToDo(String yaml, String expected) throws IOException {
        assertThat(problems(yaml)).isEqualTo(expected).doesNotContain("hunter2");
    }

    @Test
    void tellsAllProblemsAtOnceInTheOrderOfTheFile() throws IOException {
        String yaml =
                """
                pipeline: Products
                sauce:
                  hostname: localhost
                definitions: [bad.sql, none.sql]
                flows:
                  - name: products
                    tables: products
                    sink: ${SINK}
                  - tables: public.orders
                """;
        assertThat(problems(yaml))
                .isEqualTo(
                        """
                        p.yaml:1: 'Products' is not a name for a pipeline. %s
                        p.yaml:2: unknown key 'sauce' in the file. Did you mean 'source'?
                        p.yaml:4: there is no file 'none.sql'. A definitions file is looked for from the pipeline file's folder.
                        p.yaml:7: 'products' is not the name of a table. %s
                        p.yaml:8: the environment variable SINK is not set. Set it, or write a default: ${SINK:-default}.
                        p.yaml:9: 'name' is missing in the flow. Write 'name', the flow's own name, such as products.
                        p.yaml:9: 'sink' is missing in the flow. Write 'sink', the table of the definitions to write to.
                        bad.sql:3: a definition cannot be 'DROP …'. Definitions may only CREATE TABLE, CREATE VIEW or CREATE FUNCTION."""
                                .formatted(PIPELINE_REMEDY, TABLE_REMEDY));
    }

    private static Arguments change(String from, String to, String... expected) {
        assertThat(GOOD).contains(from);
        return arguments(GOOD.replace(from, to), String.join("\n", expected));
    }

    /** The message, the test's own folder left out. */
    private String problems(String yaml) throws IOException {
        Path file = Files.writeString(folder.resolve("p.yaml"), yaml);
        Files.writeString(folder.resolve("products.sql"), "CREATE TABLE products_index");
        Files.writeString(folder.resolve("bad.sql"), "CREATE TABLE a;\n\nDROP TABLE a;");
        return catchThrowableOfType(
                        InvalidPipelineException.class,
                        () -> PipelineLoader.load(file, Map.of("EMPTY", "")))
                .getMessage()
                .replace(folder + "/", "")
                .replace(folder.getParent().toString(), "");
    }
}
