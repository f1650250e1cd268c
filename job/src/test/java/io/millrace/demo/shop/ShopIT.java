package io.millrace.demo.shop;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testing.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ShopIT {
    private TestDatabase database;
    private final Told told = new Told();
    private final CountDownLatch stopped = new CountDownLatch(1);

    @BeforeEach
    void createDatabase() throws SQLException {
        database = TestDatabase.create();
    }

    @AfterEach
    void dropDatabase() throws SQLException {
        database.close();
    }

    @Test
    void theSameSeedFillsTheTableWithTheSameRows() throws SQLException {
        createProducts(1500, 7);
        String first = contents();
        query("DROP TABLE public.products");
        createProducts(1500, 7);
        assertThat(contents()).isEqualTo(first);
        assertThat(query("SELECT count(*) FROM public.products")).isEqualTo("1500");
    }

    @Test
    void someDescriptionsLieOutsideOfTheirRows() throws SQLException {
        createProducts(500, 7);
        assertThat(
                        query(
                                "SELECT pg_relation_size(reltoastrelid) > 0 FROM pg_class WHERE relname = 'products'"))
                .isEqualTo("t");
        assertThat(query("SELECT relreplident FROM pg_class WHERE relname = 'products'"))
                .isEqualTo("f");
    }

    @Test
    void theWorkloadCommitsWhatItCounts() throws SQLException {
        createProducts(300, 7);
        try (Workload workload = new Workload(connect(), 1, told)) {
            workload.run(2000);
            WorkloadCounts counts = workload.counts();
            assertThat(counts.changes()).isEqualTo(2000);
            assertThat(counts.inserts()).isBetween(200L, 600L);
            assertThat(counts.deletes()).isBetween(150L, 500L);
            assertThat(counts.keyChanges()).isBetween(150L, 500L);
            assertThat(counts.rolledBack()).isPositive();
            assertThat(query("SELECT count(*) FROM public.products"))
                    .isEqualTo(String.valueOf(300 + counts.inserts() - counts.deletes()));
        }
    }

    @Test
    void theWorkloadTellsOfEveryRowThatItLeavesChanged() throws SQLException {
        createProducts(100, 7);
        try (Workload workload = new Workload(connect(), 2, told)) {
            workload.run(3000);
        }
        Map<Long, Instant> changed = new HashMap<>();
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery(
                                "SELECT id, updated_at FROM products WHERE updated_at <> created_at")) {
            while (rows.next()) {
                changed.put(rows.getLong(1), rows.getObject(2, OffsetDateTime.class).toInstant());
            }
        }
        // A row that was inserted by the workload has the time of its insert, which it was told of.
        assertThat(told.rows).isEqualTo(changed);
    }

    @Test
    void theSameSeedMakesTheSameChanges() throws SQLException {
        createProducts(200, 7);
        try (Workload workload = new Workload(connect(), 3, told)) {
            workload.run(1000);
        }
        String first = contents();
        query("DROP TABLE public.products");
        createProducts(200, 7);
        try (Workload workload = new Workload(connect(), 3, told)) {
            workload.run(1000);
        }
        assertThat(contents()).isEqualTo(first);
    }

    @Test
    void theWorkloadGoesOnWhenSomebodyElseDeletesAllRows() throws SQLException {
        createProducts(50, 7);
        try (Workload workload = new Workload(connect(), 4, told)) {
            workload.run(10);
            query("DELETE FROM public.products");
            workload.run(500);
            assertThat(workload.counts().changes()).isEqualTo(510);
        }
    }

    @Test
    void theWorkloadKeepsItsRate() throws Exception {
        createProducts(50, 7);
        try (Workload workload = new Workload(connect(), 5, told)) {
            long start = System.nanoTime();
            workload.runAtRate(400, 200, stopped);
            assertThat(workload.counts().changes()).isEqualTo(200);
            assertThat(System.nanoTime() - start).isGreaterThan(450_000_000L);
        }
    }

    @Test
    void theWorkloadEndsWhenItIsStopped() throws Exception {
        createProducts(50, 7);
        try (Workload workload = new Workload(connect(), 6, told)) {
            stopped.countDown();
            workload.runAtRate(1, Long.MAX_VALUE, stopped);
            assertThat(workload.counts()).isEqualTo(WorkloadCounts.NONE);
        }
    }

    private void createProducts(int products, long seed) throws SQLException {
        try (Connection connection = connect()) {
            ProductTable.create(connection, products, seed);
        }
    }

    private String contents() throws SQLException {
        return query(
                "SELECT md5(string_agg((to_jsonb(p) - 'updated_at')::text, '' ORDER BY id)) FROM public.products p");
    }

    /** The first value of the first row; null if there is none. */
    private String query(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            if (!statement.execute(sql)) {
                return null;
            }
            try (ResultSet rows = statement.getResultSet()) {
                return rows.next() ? rows.getString(1) : null;
            }
        }
    }

    private Connection connect() throws SQLException {
        return database.connect();
    }

    private static final class Told implements CommitListener {
        private final Map<Long, Instant> rows = new HashMap<>();

        @Override
        public void changed(long id, Instant updatedAt, long committedNanos) {
            rows.put(id, updatedAt);
        }

        @Override
        public void gone(long id) {
            rows.remove(id);
        }
    }
}
