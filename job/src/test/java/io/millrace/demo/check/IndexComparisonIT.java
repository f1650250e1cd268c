package io.millrace.demo.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.change.TableName;
import io.millrace.testing.TestDatabase;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IndexComparisonIT {
    private static final TableName TABLE = new TableName("public", "The \"x\" things");

    private final FakeElasticsearch elasticsearch = new FakeElasticsearch();
    private final IndexComparison comparison =
            new IndexComparison(
                    TABLE,
                    List.of("Id", "part"),
                    new ElasticsearchIndex(elasticsearch.url(), "things"));
    private TestDatabase database;
    private Connection connection;

    IndexComparisonIT() throws IOException {}

    @BeforeEach
    void createTable() throws SQLException {
        database = TestDatabase.create();
        connection = database.connect();
        execute("SET TIME ZONE 'Asia/Tokyo'");
        execute(
                """
                CREATE TABLE "The ""x"" things" ("Id" int, part text, price numeric, seen timestamptz, PRIMARY KEY ("Id", part));
                INSERT INTO "The ""x"" things" SELECT i, 'a,b', 1.50, '2026-01-01 12:00+02' FROM generate_series(1, 9) i""");
        for (int i = 1; i <= 9; i++) {
            elasticsearch.put(id(i), document(i, "1.5"));
        }
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
        database.close();
        elasticsearch.close();
    }

    @Test
    void findsNothingBetweenEquals() throws Exception {
        IndexComparison.Report report = comparison.compare(connection);
        assertThat(report.mismatches()).isZero();
        assertThat(report).hasToString("9 rows, 9 documents, all equal");
    }

    @Test
    void findsWhatIsMissingStaleAndOrphaned() throws Exception {
        elasticsearch.remove(id(1));
        elasticsearch.put(id(2), document(2, "1.4"));
        elasticsearch.put("x", "{}");
        IndexComparison.Report report = comparison.compare(connection);
        assertThat(report.mismatches()).isEqualTo(3);
        assertThat(report)
                .hasToString(
                        """
                        9 rows, 9 documents, mismatches: 3
                          1 missing: 1,a\\,b
                          1 stale: 2,a\\,b (price: expected 1.50, found 1.4)
                          1 orphaned: x""");
    }

    @Test
    void showsFiveExamplesOfMany() throws Exception {
        execute("DELETE FROM \"The \"\"x\"\" things\"");
        IndexComparison.Report report = comparison.compare(connection);
        assertThat(report.orphaned().count()).isEqualTo(9);
        assertThat(report.orphaned().examples()).hasSize(5);
        assertThat(report.toString()).endsWith(", …");
    }

    @Test
    void leavesTheConnectionAsItWas() throws Exception {
        comparison.compare(connection);
        assertThat(connection.getAutoCommit()).isTrue();
        try (Statement statement = connection.createStatement();
                var rows = statement.executeQuery("SHOW TIME ZONE")) {
            rows.next();
            assertThat(rows.getString(1)).isEqualTo("Asia/Tokyo");
        }
    }

    private static String id(int i) {
        return i + ",a\\,b";
    }

    private static String document(int i, String price) {
        return "{\"price\": %s, \"part\": \"a,b\", \"Id\": %d, \"seen\": \"2026-01-01T10:00:00+00:00\"}"
                .formatted(price, i);
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
