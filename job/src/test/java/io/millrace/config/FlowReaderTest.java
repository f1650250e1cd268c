package io.millrace.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlowReaderTest {
    @TempDir Path folder;

    @Test
    void whatIsLeftOutHasItsDefault() throws IOException {
        FlowSpec flow = flow("tables: public.t");

        assertThat(flow.fragments()).isEqualTo(Fragments.NONE);
        assertThat(flow.policies())
                .isEqualTo(
                        new FlowPolicies(
                                FlowMode.LATEST,
                                Set.of(FlowAction.INSERT, FlowAction.UPDATE, FlowAction.DELETE),
                                TruncatePolicy.PROPAGATE,
                                ErrorPolicy.DEAD_LETTER,
                                InitialBackfill.ALL));
    }

    @Test
    void flowsOfOneTableMayShareASinkWithoutAKey() throws IOException {
        String another =
                "  - {name: other, tables: public.t, filter: done, route: region, sink: s}\n";

        assertThat(load("tables: public.t", another).flows())
                .extracting(FlowSpec::sink)
                .containsExactly("s", "s");
    }

    @Test
    void fragmentsOfSqlKeepTheLineOfTheirFirstWord() throws IOException {
        FlowSpec flow =
                flow(
                        """
                        tables: public.t
                        filter: in_stock AND price > 0
                        transform: |
                          id,
                          UPPER(sku) AS sku
                        route: "'products_' || region"
                        key: [region, id]
                        group_by: region
                        """);

        assertThat(flow.fragments())
                .isEqualTo(
                        new Fragments(
                                new Fragment.Sql("in_stock AND price > 0", at(12)),
                                new Fragment.Sql("id,\nUPPER(sku) AS sku\n", at(14)),
                                new Fragment.Sql("'products_' || region", at(16)),
                                List.of(
                                        new Fragment.Sql("region", at(17)),
                                        new Fragment.Sql("id", at(17))),
                                List.of(new Fragment.Sql("region", at(18)))));
    }

    @Test
    void aFunctionOfJavaHasAClassAndOptionsOfAnyKind() throws IOException {
        FlowSpec flow =
                flow(
                        """
                        tables: public.t
                        filter:
                          class: com.acme.InStock
                          options:
                            text: ${WORD}
                            quoted: "7"
                            number: 7
                            large: 12345678901234567890
                            price: 1.50
                            yes: true
                            nothing: null
                            list: [a, {b: 1}]
                        """);

        Fragment.Function filter = (Fragment.Function) flow.fragments().filter();
        assertThat(filter.className()).isEqualTo("com.acme.InStock");
        assertThat(filter.place()).isEqualTo(at(13));
        assertThat(filter.options())
                .containsEntry("text", "word")
                .containsEntry("quoted", "7")
                .containsEntry("number", 7L)
                .containsEntry("large", new BigInteger("12345678901234567890"))
                .containsEntry("price", new BigDecimal("1.50"))
                .containsEntry("yes", true)
                .containsEntry("nothing", null)
                .containsEntry("list", List.of("a", Map.of("b", 1L)));
    }

    @Test
    void severalTablesAndPatternsMakeOneFlow() throws IOException {
        FlowSpec flow =
                flow(
                        """
                        tables: [public.a, sales.*, '"Sales*".b']
                        key: _table || ':' || _key
                        """);

        assertThat(flow.tables())
                .containsExactly(
                        new TablePattern("public.a", at(11)),
                        new TablePattern("sales.*", at(11)),
                        new TablePattern("\"Sales*\".b", at(11)));
        assertThat(flow.tables())
                .extracting(TablePattern::isPattern)
                .containsExactly(false, true, false);
    }

    @Test
    void policiesAreReadByTheirWords() throws IOException {
        FlowSpec flow =
                flow(
                        """
                        tables: public.t
                        actions: [insert, delete]
                        mode: events
                        truncate: fail
                        on_error: fail
                        backfill: none
                        """);

        assertThat(flow.policies())
                .isEqualTo(
                        new FlowPolicies(
                                FlowMode.EVENTS,
                                Set.of(FlowAction.INSERT, FlowAction.DELETE),
                                TruncatePolicy.FAIL,
                                ErrorPolicy.FAIL,
                                InitialBackfill.NONE));
    }

    @Test
    void aBackfillReadsAllRowsNoneOrThoseOfACondition() throws IOException {
        assertThat(flow("tables: public.t\nbackfill: initial").policies().backfill())
                .isEqualTo(InitialBackfill.ALL);
        assertThat(flow("tables: public.t\nbackfill: none").policies().backfill())
                .isEqualTo(InitialBackfill.NONE);
        assertThat(
                        flow("""
                                        tables: public.t
                                        backfill:
                                          where: created_at > '2026-01-01'
                                        """)
                                .policies()
                                .backfill())
                .isEqualTo(new InitialBackfill.Where("created_at > '2026-01-01'", at(13)));
    }

    @Test
    void theRateOfBackfillsBelongsToThePipeline() throws IOException {
        assertThat(load("tables: public.t", "").backfill().maxRowsPerSecond())
                .isEqualTo(BackfillSpec.UNLIMITED);
        assertThat(load("tables: public.t", "backfill: {max-rows-per-second: 5000}\n").backfill())
                .isEqualTo(new BackfillSpec(5000));
    }

    @Test
    void jarsAndStateBelongToThePipeline() throws IOException {
        Files.writeString(folder.resolve("a.jar"), "");

        PipelineSpec pipeline = load("tables: public.t", "jars: [a.jar]\nstate: {rows: never}\n");

        assertThat(pipeline.jars()).containsExactly(folder.resolve("a.jar"));
        assertThat(pipeline.rowImages()).isEqualTo(RowImages.NEVER);
    }

    private FlowSpec flow(String keys) throws IOException {
        return load(keys, "").flows().get(0);
    }

    private PipelineSpec load(String flowKeys, String pipelineKeys) throws IOException {
        String indented =
                Arrays.stream(flowKeys.split("\n"))
                        .map(line -> "    " + line + "\n")
                        .reduce("", String::concat);
        Files.writeString(folder.resolve("s.sql"), "CREATE TABLE s (a INT)");
        Path file =
                Files.writeString(
                        folder.resolve("p.yaml"),
                        """
                        pipeline: products
                        source:
                          hostname: localhost
                          database: shop
                          username: millrace
                          password: hunter2
                        definitions: [s.sql]
                        flows:
                          - name: flow
                            sink: s
                        """
                                + indented
                                + pipelineKeys);
        return PipelineLoader.load(file, Map.of("WORD", "word"));
    }

    private Place at(int line) {
        return new Place(folder.resolve("p.yaml").toString(), line);
    }
}
