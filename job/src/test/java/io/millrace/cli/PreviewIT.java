package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.testing.TestDatabase;
import io.millrace.udf.Change;
import io.millrace.udf.Document;
import io.millrace.udf.TransformFunction;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * {@code millrace preview} on a real table, by a user who may read it and nothing else, and with a
 * sink that cannot be reached.
 */
class PreviewIT {
    private static final String PASSWORD = "only_for_previews";

    @TempDir private Path folder;
    private TestDatabase database;
    private String reader;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void createTable() throws Exception {
        database = TestDatabase.create();
        reader = "reader_" + database.name();
        database.execute(
                "CREATE TABLE products (id bigint PRIMARY KEY, name text, price numeric(10, 2),"
                        + " region text, size text, attributes jsonb)",
                "INSERT INTO products VALUES"
                        + " (4, 'd', 40.00, 'us', '4', '{\"color\": \"red\"}'),"
                        + " (1, 'a', 10.50, 'eu', '1', '{}'),"
                        + " (2, 'b', NULL, 'eu', '2', '{}'),"
                        + " (3, 'c', 30.00, 'us', 'XL', '{}')",
                "CREATE ROLE " + reader + " LOGIN PASSWORD '" + PASSWORD + "'",
                "GRANT SELECT ON products TO " + reader);
        Files.writeString(
                folder.resolve("sinks.sql"),
                """
                CREATE TABLE target WITH (
                  'connector' = 'elasticsearch', 'hosts' = 'http://localhost:1', 'index' = 'a');
                CREATE TABLE another WITH (
                  'connector' = 'elasticsearch', 'hosts' = 'http://localhost:1', 'index' = 'b');
                """);
    }

    @AfterEach
    void dropDatabase() throws Exception {
        database.execute("DROP OWNED BY " + reader, "DROP ROLE " + reader);
        database.close();
    }

    @Test
    void everyRowIsShownWithWhatBecomesOfItAndNothingIsWritten() throws Exception {
        flows(
                """
                  - name: products
                    tables: public.products
                    filter: price > 0
                    transform: id, UPPER(name) AS name, CAST(size AS INT) AS size
                    route: "'products_' || region"
                    key: name
                    on_error: fail
                    sink: target
                """);
        assertThat(preview()).isZero();
        assertThat(out.toString())
                .isEqualTo(
                        """
                        products → target
                          row  kept      id  route        document
                          1    yes       a   products_eu  {"id":1,"name":"A","size":1}
                          2    filtered
                          3    error     transform: For input string: 'XL'. Invalid character found.
                          4    yes       d   products_us  {"id":4,"name":"D","size":4}
                          4 rows: 2 kept, 1 filtered, 1 error

                        """);
        assertThat(err.toString()).isEmpty();
        assertThat(database.value("SELECT count(*) FROM pg_publication")).isEqualTo("0");
        assertThat(
                        database.value(
                                "SELECT count(*) FROM pg_replication_slots WHERE database ="
                                        + " current_database()"))
                .isEqualTo("0");
        assertThat(database.value("SELECT count(*) FROM pg_namespace WHERE nspname = 'millrace'"))
                .isEqualTo("0");
    }

    @Test
    void recordsAndKeysAreThoseOfPostgresWhateverTheDatabaseIsSetTo() throws Exception {
        database.execute(
                "CREATE TABLE odd (a text, b numeric, span interval, bytes bytea, f float8,"
                        + " at timestamptz, many int[], raw json, twice numeric GENERATED ALWAYS AS"
                        + " (b * 2) STORED, PRIMARY KEY (b, a))",
                "INSERT INTO odd VALUES ('x,y', 1.50, '1 day 02:00', '\\x00ff', 0.1,"
                        + " '2026-01-01 00:00+09', '{1,NULL}', '{\"z\": 1,\n \"a\": 2}'),"
                        + " ('é', 0.10, NULL, NULL, 'NaN', NULL, NULL, NULL)",
                "GRANT SELECT ON odd TO " + reader,
                "ALTER DATABASE " + database.name() + " SET IntervalStyle = iso_8601",
                "ALTER DATABASE " + database.name() + " SET bytea_output = escape",
                "ALTER DATABASE " + database.name() + " SET extra_float_digits = -10");
        flows(
                """
                  - name: odd
                    tables: public.odd
                    sink: target
                """);
        Map<String, String> records = new TreeMap<>();
        for (JsonNode line : lines()) {
            assertThat(line.at("/documents/0/id")).isEqualTo(line.get("key"));
            records.put(line.get("key").asText(), raw(line));
        }
        database.execute(
                "ALTER DATABASE " + database.name() + " RESET IntervalStyle",
                "ALTER DATABASE " + database.name() + " RESET bytea_output",
                "ALTER DATABASE " + database.name() + " RESET extra_float_digits");
        assertThat(records)
                .isEqualTo(
                        database.documents(
                                "odd",
                                "b || ',' || replace(replace(a, '\\', '\\\\'), ',', '\\,')"));
        assertThat(records).containsOnlyKeys("0.10,é", "1.50,x\\,y");
    }

    @Test
    void aRowMayMakeSeveralDocumentsOrNoneAndEveryFlowIsShown() throws Exception {
        flows(
                """
                  - name: sizes
                    tables: public.products
                    transform: {class: %s}
                    sink: target
                  - name: log
                    tables: public.products
                    mode: events
                    filter: id < 2
                    group_by: region
                    sink: another
                """
                        .formatted(PerLetter.class.getName()));
        List<JsonNode> lines = lines();
        assertThat(lines).hasSize(8);
        assertThat(lines.get(2).toString())
                .isEqualTo(
                        "{\"flow\":\"sizes\",\"table\":\"public.products\",\"key\":\"3\","
                                + "\"action\":\"read\",\"outcome\":\"kept\",\"group\":null,\"documents\":["
                                + "{\"id\":\"3-X\",\"route\":null,\"document\":{\"letter\":\"X\"}},"
                                + "{\"id\":\"3-L\",\"route\":\"large\",\"document\":{\"letter\":\"L\"}}],"
                                + "\"error\":null}");
        assertThat(lines.get(3).get("outcome").asText()).isEqualTo("no_document");
        JsonNode event = lines.get(4);
        assertThat(event.get("flow").asText()).isEqualTo("log");
        assertThat(event.get("group").asText()).isEqualTo("eu");
        assertThat(event.at("/documents/0/document/action").asText()).isEqualTo("read");
        assertThat(event.at("/documents/0/document/record"))
                .isEqualTo(json(database.value("SELECT to_jsonb(p) FROM products p WHERE id = 1")));
        assertThat(lines.subList(5, 8))
                .allMatch(line -> line.get("outcome").asText().equals("filtered"));
    }

    @Test
    void aFlowAndRowsCanBeChosen() throws Exception {
        database.execute("CREATE TABLE other (id int PRIMARY KEY)");
        flows(
                """
                  - name: products
                    tables: public.products
                    sink: target
                  - name: broken
                    tables: public.other
                    filter: nothing > 0
                    sink: another
                """);
        assertThat(keys("--flow", "products", "--limit", "2")).containsExactly("1", "2");
        assertThat(keys("--flow", "products", "--where", "products.price >= 30 -- dear"))
                .containsExactly("3", "4");
        assertThat(keys("--flow", "products", "--where", "attributes ? 'color' AND name <> '{d }'"))
                .containsExactly("4");
        assertThat(preview("--flow", "products", "--where", "false")).isZero();
        assertThat(out.toString())
                .isEqualTo(
                        "products → target\n"
                                + "  no rows: the table is empty, or --where leaves them all out\n\n");
    }

    /** What the filter is there for must not make its rows look like another thing. */
    @Test
    void aRowThatIsFilteredIsToldSoWhereItHasNoKeyEither() throws Exception {
        database.execute("UPDATE products SET name = NULL WHERE id < 3");
        flows(
                """
                  - name: products
                    tables: public.products
                    filter: name IS NOT NULL
                    key: name
                    sink: target
                """);
        assertThat(lines())
                .extracting(line -> line.get("outcome").asText())
                .containsExactly("filtered", "filtered", "kept", "kept");
    }

    @Test
    void allProblemsOfThePlanAreToldAtOnce() throws Exception {
        flows(
                """
                  - name: products
                    tables: public.products
                    filter: prise > 0
                    sink: target
                  - name: orders
                    tables: public.produkts
                    sink: targt
                """);
        assertThat(preview()).isEqualTo(1);
        assertThat(err.toString())
                .startsWith("The pipeline cannot start, for 3 reasons:\n")
                .contains(
                        "pipeline.yaml:12: ",
                        "'prise'",
                        "pipeline.yaml:15: There is no table public.produkts. Did you mean"
                                + " public.products?",
                        "pipeline.yaml:16: The definitions have no table 'targt'. Did you mean"
                                + " 'target'?");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void aConditionThatPostgresDoesNotTakeIsToldWithARemedy() throws Exception {
        products();
        String columns =
                " Write a condition of Postgres on its columns id, name, price, region, size,"
                        + " attributes; --flow leaves other flows out.\n";
        assertFails(
                "Failed: Postgres does not take --where 'prise > 0' for public.products: column"
                        + " \"prise\" does not exist. Perhaps you meant to reference the column"
                        + " \"products.price\"."
                        + columns,
                "--where",
                "prise > 0");
        assertFails(
                "Failed: Postgres does not take --where 'id >' for public.products: syntax error at"
                        + " or near \")\"."
                        + columns,
                "--where",
                "id >");
        assertFails(
                "Failed: Postgres does not take --where 'id / 0 = 1' for public.products: division"
                        + " by zero."
                        + columns,
                "--where",
                "id / 0 = 1");
    }

    @Test
    void nothingCanBeWrittenByTheCondition() throws Exception {
        database.execute("CREATE SEQUENCE numbers", "GRANT USAGE ON numbers TO " + reader);
        products();
        assertThat(preview("--where", "nextval('numbers') > 0")).isEqualTo(1);
        assertThat(err.toString()).contains("cannot execute nextval() in a read-only transaction");
        assertThat(database.value("SELECT is_called FROM numbers")).isEqualTo("f");
    }

    @Test
    void readingThatTakesTooLongIsGivenUp() throws Exception {
        products();
        assertFails(
                "Failed: Postgres did not give the rows of public.products within 3 s. Give a"
                        + " --where that an index serves in place of 'pg_sleep(60) IS NULL', or leave"
                        + " it out.\n",
                "--where",
                "pg_sleep(60) IS NULL");
    }

    @Test
    void aMissingRightIsToldWithItsGrant() throws Exception {
        database.execute("REVOKE SELECT ON products FROM " + reader);
        products();
        assertFails(
                ("Failed: The user '%s' may not read public.products (permission denied for table"
                                + " products). Run GRANT USAGE ON SCHEMA \"public\" TO \"%s\"; GRANT"
                                + " SELECT ON \"public\".\"products\" TO \"%s\".\n")
                        .formatted(reader, reader, reader));
    }

    @Test
    void aFlowThatIsNotThereIsAMistakeOfTheCommandLine() throws Exception {
        products();
        assertThat(preview("--flow", "prodcts")).isEqualTo(2);
        assertThat(err.toString())
                .isEqualTo(
                        pipeline()
                                + " has no flow 'prodcts'. Did you mean 'products'?\n"
                                + "See millrace preview --help.\n");
        assertThat(preview("--flow", "x")).isEqualTo(2);
        assertThat(err.toString()).startsWith(pipeline() + " has no flow 'x'. It has products.\n");
    }

    @Test
    void aServerThatCannotBeReachedIsToldWithoutThePassword() throws Exception {
        products();
        Files.writeString(
                pipeline(), Files.readString(pipeline()).replaceFirst("port: \\d+", "port: 1"));
        assertThat(preview()).isEqualTo(1);
        assertThat(err.toString())
                .contains("pipeline.yaml:2: Cannot reach Postgres at localhost:1")
                .doesNotContain(PASSWORD);
    }

    /** A document for each letter of the size; those from L on are large. */
    public static final class PerLetter implements TransformFunction {
        @Override
        public List<Document> transform(Change change) {
            List<Document> documents = new ArrayList<>();
            String size = change.record().path("size").asText();
            for (String letter : size.split("")) {
                if (!letter.equals("4")) {
                    Document document =
                            Document.of(Map.of("letter", letter))
                                    .withId(change.key() + "-" + letter);
                    documents.add(letter.equals("L") ? document.withRoute("large") : document);
                }
            }
            return documents;
        }
    }

    private void products() throws IOException {
        flows(
                """
                  - name: products
                    tables: public.products
                    sink: target
                """);
    }

    /**
     * @param flows as in a pipeline file, from its line 10
     */
    private void flows(String flows) throws IOException {
        Files.writeString(
                pipeline(),
                """
                pipeline: preview
                source:
                  hostname: localhost
                  port: %d
                  database: %s
                  username: %s
                  password: %s
                definitions: [sinks.sql]
                flows:
                """
                                .formatted(
                                        database.source().connection().port(),
                                        database.name(),
                                        reader,
                                        PASSWORD)
                        + flows);
    }

    private Path pipeline() {
        return folder.resolve("pipeline.yaml");
    }

    private int preview(String... options) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        CommandLine commandLine = Commands.commandLine(new Millrace());
        commandLine.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return commandLine.execute(
                Stream.concat(Stream.of("preview", pipeline().toString()), Stream.of(options))
                        .toArray(String[]::new));
    }

    private void assertFails(String message, String... options) {
        assertThat(preview(options)).isEqualTo(1);
        assertThat(err.toString()).isEqualTo(message);
        assertThat(out.toString()).isEmpty();
    }

    private List<String> keys(String... options) throws IOException {
        return lines(options).stream().map(line -> line.get("key").asText()).toList();
    }

    private List<JsonNode> lines(String... options) throws IOException {
        String[] all =
                Stream.concat(Stream.of("--json"), Stream.of(options)).toArray(String[]::new);
        assertThat(preview(all)).as(err.toString()).isZero();
        List<JsonNode> lines = new ArrayList<>();
        for (String line : out.toString().split("\n")) {
            lines.add(json(line));
        }
        return lines;
    }

    /** The document byte by byte: parsing it would hide how numbers are written. */
    private String raw(JsonNode line) {
        String start = "\"document\":";
        return out.toString()
                .lines()
                .filter(text -> text.contains("\"key\":" + line.get("key")))
                .map(text -> text.substring(text.indexOf(start) + start.length()))
                .map(text -> text.substring(0, text.length() - "}],\"error\":null}".length()))
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode json(String text) throws IOException {
        return new ObjectMapper().readTree(text);
    }
}
