package io.millrace.sink.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.testing.ElasticsearchProbe;
import io.millrace.testing.Servers;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The connector as plain Flink SQL uses it. */
class ElasticsearchTableIT {
    @RegisterExtension
    static final MiniClusterExtension FLINK =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(2)
                            .build());

    private final ElasticsearchProbe probe = ElasticsearchProbe.of(Servers.elasticsearch().url());
    private final TableEnvironment sql =
            TableEnvironment.create(EnvironmentSettings.inStreamingMode());
    private String index;

    @BeforeEach
    void anIndexOfItsOwn(TestInfo test) {
        index = "table-" + test.getTestMethod().orElseThrow().getName().toLowerCase();
        sql.getConfig().set("parallelism.default", "1");
    }

    @Test
    void upsertsByThePrimaryKeyAndAppliesFunctions() throws Exception {
        sql.executeSql("CREATE FUNCTION slug AS 'io.millrace.udf.SlugFunction'");
        createTable("id INT, name STRING, slug STRING, PRIMARY KEY (id) NOT ENFORCED");

        insert(
                "SELECT id, name, slug(name) FROM (VALUES (1, 'Café Crème'), (2, 'Tea'),"
                        + " (1, 'Café au lait')) AS t (id, name)");

        assertThat(probe.count(index)).isEqualTo(2);
        assertThat(probe.document(index, "1"))
                .isEqualTo("{\"id\":1,\"name\":\"Café au lait\",\"slug\":\"cafe-au-lait\"}");
    }

    @Test
    void followsAChangingResult() throws Exception {
        createTable("region STRING, orders BIGINT, PRIMARY KEY (region) NOT ENFORCED");

        insert(
                "SELECT region, COUNT(*) FROM (VALUES ('eu'), ('us'), ('eu'), ('eu')) AS t (region)"
                        + " GROUP BY region");

        assertThat(probe.document(index, "eu")).isEqualTo("{\"region\":\"eu\",\"orders\":3}");
        assertThat(probe.document(index, "us")).isEqualTo("{\"region\":\"us\",\"orders\":1}");
    }

    @Test
    void deletesWhatAResultRetracts() throws Exception {
        createTable("region STRING, orders BIGINT, PRIMARY KEY (region) NOT ENFORCED");

        insert(
                "SELECT * FROM (SELECT region, COUNT(*) AS orders FROM (VALUES ('eu'), ('us'),"
                        + " ('eu')) AS t (region) GROUP BY region) WHERE orders < 2");

        assertThat(probe.document(index, "eu")).isNull();
        assertThat(probe.document(index, "us")).isEqualTo("{\"region\":\"us\",\"orders\":1}");
    }

    @Test
    void joinsTheColumnsOfACompositeKey() throws Exception {
        createTable(
                "`day` DATE, shop STRING, price DECIMAL(10, 2), n INT,"
                        + " PRIMARY KEY (shop, `day`, price) NOT ENFORCED");

        insert(
                "VALUES (DATE '2026-01-01', 'a,b\\c/d', CAST(100 AS DECIMAL(10, 2)), 1),"
                        + " (DATE '2026-01-02', 'Mühle', CAST(0.5 AS DECIMAL(10, 2)), 2)");

        assertThat(probe.document(index, "a\\,b\\\\c/d,2026-01-01,100.00")).contains("\"n\":1");
        assertThat(probe.document(index, "Mühle,2026-01-02,0.50")).contains("\"n\":2");
    }

    @Test
    void appendsEveryRowWhereThereIsNoKey() throws Exception {
        createTable("name STRING, `at` TIMESTAMP(3), tags ARRAY<STRING>");

        insert(
                "VALUES ('a', TIMESTAMP '2026-01-01 10:00:00.123', ARRAY['x', 'y']),"
                        + " ('a', TIMESTAMP '2026-01-01 10:00:00.123', ARRAY['x', 'y'])");

        JsonNode hits = probe.search(index, "{}").path("hits").path("hits");
        assertThat(hits).hasSize(2);
        assertThat(hits.get(1).path("_source"))
                .hasToString(
                        "{\"name\":\"a\",\"at\":\"2026-01-01T10:00:00.123\",\"tags\":[\"x\",\"y\"]}");
    }

    @Test
    void refusesAChangingResultWhereThereIsNoKey() {
        createTable("region STRING, orders BIGINT");

        assertThatThrownBy(
                        () ->
                                insert(
                                        "SELECT region, COUNT(*) FROM (VALUES ('eu')) AS t (region)"
                                                + " GROUP BY region"))
                .hasStackTraceContaining("doesn't support consuming update changes");
    }

    @Test
    void refusesRowsForATableWithoutColumns() {
        sql.executeSql(
                "CREATE TABLE documents WITH ('connector' = 'elasticsearch', 'hosts' = '"
                        + Servers.elasticsearch().url()
                        + "', 'index' = 'any')");

        assertThatThrownBy(() -> insert("VALUES (1)"))
                .hasStackTraceContaining("has no columns: it takes the documents of a flow");
    }

    private void createTable(String columns) {
        sql.executeSql(
                "CREATE TABLE documents ("
                        + columns
                        + ") WITH ('connector' = 'elasticsearch', 'hosts' = '"
                        + Servers.elasticsearch().url()
                        + "', 'index' = '"
                        + index
                        + "')");
    }

    private void insert(String rows) throws Exception {
        sql.executeSql("INSERT INTO documents " + rows).await();
    }
}
