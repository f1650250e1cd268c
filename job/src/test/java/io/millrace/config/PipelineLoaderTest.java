package io.millrace.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PipelineLoaderTest {
    private static final String PIPELINE =
            """
            pipeline: shop_1
            source:
              hostname: ${HOST:-localhost}
              port: 5433
              database: shop
              username: millrace
              password: ${PASSWORD}
            definitions:
              - ../sql/sinks.sql
              - ../sql/functions.sql
            flows:
              - name: products
                tables: public.products
                sink: products_index
              - name: old-orders
                tables: '"Sales"."Order"'
                sink: orders_index
            """;

    @TempDir Path folder;
    private Path file;

    @BeforeEach
    void writeFiles() throws IOException {
        file = Files.createDirectories(folder.resolve("conf")).resolve("shop.yaml");
        Path sql = Files.createDirectories(folder.resolve("sql"));
        Files.writeString(file, PIPELINE);
        Files.writeString(
                sql.resolve("sinks.sql"),
                "CREATE TABLE products_index;\nCREATE TABLE orders_index WITH ('password' = '${PASSWORD}');");
        Files.writeString(sql.resolve("functions.sql"), "CREATE FUNCTION slug AS 'com.acme.Slug';");
    }

    @Test
    void readsAPipelineAndItsDefinitions() {
        PipelineSpec pipeline = PipelineLoader.load(file, Map.of("PASSWORD", "it's"));
        Place place = new Place(file.toString(), 1);
        assertThat(pipeline.name()).isEqualTo("shop_1");
        assertThat(pipeline.place()).isEqualTo(place);
        assertThat(pipeline.source())
                .isEqualTo(
                        new SourceSpec(
                                new ConnectionSpec(
                                        "localhost", 5433, "shop", "millrace", new Secret("it's")),
                                at(2)));
        assertThat(pipeline.flows())
                .containsExactly(
                        flow("products", "public.products", "products_index", 12),
                        flow("old-orders", "\"Sales\".\"Order\"", "orders_index", 15));
        Path sql = folder.resolve("sql");
        assertThat(pipeline.definitions())
                .containsExactly(
                        new SqlStatement(
                                "CREATE TABLE products_index",
                                new Place(sql.resolve("sinks.sql").toString(), 1)),
                        new SqlStatement(
                                "CREATE TABLE orders_index WITH ('password' = 'it''s')",
                                new Place(sql.resolve("sinks.sql").toString(), 2)),
                        new SqlStatement(
                                "CREATE FUNCTION slug AS 'com.acme.Slug'",
                                new Place(sql.resolve("functions.sql").toString(), 1)));
    }

    @Test
    void takesThePortOfPostgresWhenThereIsNone() throws IOException {
        Files.writeString(file, PIPELINE.replace("  port: 5433\n", ""));
        assertThat(PipelineLoader.load(file, Map.of("PASSWORD", "x")).source().connection().port())
                .isEqualTo(5432);
    }

    @Test
    void readsTheLogItselfUnlessAnotherReaderIsNamed() throws IOException {
        assertThat(PipelineLoader.load(file, Map.of("PASSWORD", "x")).source().reader())
                .isEqualTo(ReaderName.WAL);
        for (ReaderName name : ReaderName.values()) {
            Files.writeString(file, PIPELINE.replace("  port: 5433\n", "  reader: " + name + "\n"));
            assertThat(PipelineLoader.load(file, Map.of("PASSWORD", "x")).source().reader())
                    .isEqualTo(name);
        }
    }

    @Test
    void takesAValueAsItIsWrittenWhateverYamlWouldMakeOfIt() throws IOException {
        Files.writeString(
                file, PIPELINE.replace("${PASSWORD}", "0042").replace(": shop\n", ": true\n"));
        SourceSpec source = PipelineLoader.load(file, Map.of("PASSWORD", "x")).source();
        assertThat(source.connection().password()).isEqualTo(new Secret("0042"));
        assertThat(source.connection().database()).isEqualTo("true");
    }

    @Test
    void aValueOfTheEnvironmentCannotAddKeys() {
        Map<String, String> environment = Map.of("PASSWORD", "x\n  port: 1", "HOST", "\"a: {b");
        SourceSpec source = PipelineLoader.load(file, environment).source();
        assertThat(source.connection().port()).isEqualTo(5433);
        assertThat(source.connection().hostname()).isEqualTo("\"a: {b");
        assertThat(source.connection().password().value()).isEqualTo("x\n  port: 1");
    }

    @Test
    void readsAFileNamedWithoutAFolder() {
        Path here = Path.of("").toAbsolutePath().relativize(file);
        assertThat(PipelineLoader.load(here, Map.of("PASSWORD", "x")).definitions()).hasSize(3);
    }

    @Test
    void tellsOfAMissingFile() {
        Path missing = folder.resolve("none.yaml");
        assertThatThrownBy(() -> PipelineLoader.load(missing, Map.of()))
                .isInstanceOf(InvalidPipelineException.class)
                .hasMessage(
                        "%1$s:1: there is no file '%1$s'. Name a pipeline file, such as conf/products.yaml.",
                        missing);
    }

    @Test
    void tellsOfAFolder() {
        assertThatThrownBy(() -> PipelineLoader.load(folder, Map.of()))
                .isInstanceOf(InvalidPipelineException.class)
                .hasMessage(
                        "%1$s:1: '%1$s' is a folder, not a file. Name a pipeline file, such as conf/products.yaml.",
                        folder);
    }

    @Test
    void tellsOfAFileThatIsNotText() throws IOException {
        Files.write(file, new byte[] {'a', (byte) 0xff});
        assertThatThrownBy(() -> PipelineLoader.load(file, Map.of()))
                .isInstanceOf(InvalidPipelineException.class)
                .hasMessage("%1$s:1: '%1$s' is not UTF-8 text. Save it as UTF-8.", file);
    }

    @Test
    void neverPrintsASecret() {
        PipelineSpec pipeline = PipelineLoader.load(file, Map.of("PASSWORD", "hunter2"));
        assertThat(pipeline.toString()).contains("password=***").doesNotContain("hunter2");
    }

    private Place at(int line) {
        return new Place(file.toString(), line);
    }

    private FlowSpec flow(String name, String table, String sink, int line) {
        return new FlowSpec(
                name,
                List.of(new TablePattern(table, at(line + 1))),
                Fragments.NONE,
                FlowPolicies.DEFAULT,
                sink,
                at(line),
                at(line + 2));
    }
}
