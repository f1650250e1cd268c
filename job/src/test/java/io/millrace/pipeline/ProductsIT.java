package io.millrace.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.change.TableName;
import io.millrace.demo.check.ElasticsearchIndex;
import io.millrace.demo.check.IndexComparison;
import io.millrace.demo.server.EmbeddedPostgres;
import io.millrace.demo.shop.CommitListener;
import io.millrace.demo.shop.ProductTable;
import io.millrace.demo.shop.Workload;
import io.millrace.source.cdc.FlinkCdcReader;
import io.millrace.testing.PipelineFiles;
import io.millrace.testing.Servers;
import io.millrace.testing.TestDatabase;
import io.millrace.testing.VersionWatch;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo's table, from a real Postgres into a real Elasticsearch, through crashes. */
class ProductsIT {
    private static final int PRODUCTS = 2000;

    @TempDir private Path folder;
    private TestDatabase database;

    @BeforeEach
    void createProducts() throws Exception {
        database = TestDatabase.create();
        ProductTable.create(database.connection(), PRODUCTS, 1);
    }

    @AfterEach
    void dropDatabase() throws Exception {
        database.close();
    }

    @Test
    void everyDocumentEqualsItsRowThroughCrashesAndRestarts() throws Exception {
        String url = Servers.elasticsearch().url();
        PipelineFiles files = files(url);
        try (Workload workload = new Workload(database.connect(), 7, CommitListener.NONE);
                VersionWatch versions = VersionWatch.start(url, "products", PRODUCTS)) {
            try (LocalRun run = start(files)) {
                awaitEqual(url);
                for (int crash = 0; crash < 3; crash++) {
                    workload.run(400);
                    terminateSessions();
                    workload.run(100);
                }
                awaitEqual(url);
                assertThat(run.failure()).isEmpty();
                workload.run(500);
            }
            workload.run(500);
            try (LocalRun run = start(files)) {
                assertThat(run.resumed()).isTrue();
                awaitEqual(url);
            }
            versions.assertNeverFell();
        }
    }

    private PipelineFiles files(String url) throws Exception {
        return new PipelineFiles(folder)
                .pipeline("products", database.source(), "public.products", "products_index")
                .definitions(
                        "CREATE TABLE products_index WITH ('connector' = 'elasticsearch', 'hosts' = '"
                                + url
                                + "', 'index' = 'products');");
    }

    private LocalRun start(PipelineFiles files) throws Exception {
        Configuration settings = new Configuration();
        settings.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(500));
        return LocalRun.start(
                files.load(EmbeddedPostgres.PASSWORD),
                new FlinkCdcReader(),
                folder.resolve("state"),
                false,
                settings);
    }

    /** The job loses its connections in the middle of the stream, and restarts. */
    private void terminateSessions() throws Exception {
        database.execute(
                "SELECT pg_terminate_backend(active_pid) FROM pg_replication_slots WHERE slot_name ="
                        + " 'millrace_products' AND active");
    }

    private void awaitEqual(String url) {
        IndexComparison comparison =
                new IndexComparison(
                        TableName.parse("public.products"),
                        List.of("id"),
                        new ElasticsearchIndex(URI.create(url), "products"));
        await().atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(300))
                .ignoreExceptions()
                .untilAsserted(
                        () ->
                                assertThat(comparison.compare(database.connection()))
                                        .matches(
                                                report -> report.mismatches() == 0,
                                                "no mismatches"));
    }
}
