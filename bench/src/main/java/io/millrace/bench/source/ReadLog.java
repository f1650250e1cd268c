package io.millrace.bench.source;

import io.millrace.bench.Benchmark;
import io.millrace.bench.Figures;
import io.millrace.bench.Report;
import io.millrace.bench.data.Orders;
import io.millrace.bench.process.PeakHeap;
import io.millrace.change.RowChange;
import io.millrace.change.VersionedTypeInfo;
import io.millrace.config.ConnectionSpec;
import io.millrace.config.Place;
import io.millrace.config.ReaderName;
import io.millrace.config.Secret;
import io.millrace.config.SourceSpec;
import io.millrace.demo.server.EmbeddedPostgres;
import io.millrace.pipeline.Readers;
import io.millrace.postgres.Catalog;
import io.millrace.postgres.Database;
import io.millrace.postgres.ReplicationSlot;
import io.millrace.postgres.Table;
import io.millrace.source.SlotSpec;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** One reader, alone in a Flink job in this JVM, until so many changes have come. */
@Command(
        name = "read-log",
        description = "Reads a slot by one reader: a part of other benchmarks.",
        hidden = true)
public final class ReadLog implements Benchmark {
    private static final long PATIENCE_MILLIS = 200;

    @Option(names = "--reader", required = true)
    private ReaderName reader;

    @Option(names = "--port", required = true)
    private int port;

    @Option(names = "--slot", required = true)
    private String slot;

    @Option(names = "--rows", required = true)
    private long rows;

    @Option(names = "--warm-up", required = true)
    private long warmUp;

    @Option(names = "--latency")
    private boolean latency;

    @Override
    public Figures run(Report report) throws Exception {
        PeakHeap heap = new PeakHeap();
        Arrivals arrivals = Arrivals.expect(rows, warmUp);
        if (latency) {
            arrivals.timed();
        }
        JobClient job = start();
        while (!arrivals.awaitAll(PATIENCE_MILLIS)) {
            if (job.getJobStatus().get().isGloballyTerminalState()) {
                job.getJobExecutionResult().get();
            }
        }
        return new Figures()
                .put("rows_per_s", arrivals.rowsPerSecond())
                .put("warm_rows_per_s", arrivals.warmRowsPerSecond())
                .put("cpu_s", arrivals.cpuSeconds())
                .put("peak_heap_mib", heap.mib())
                .put("heap_after_collections_mib", heap.mibAfterCollections())
                .put("latency_p50_ms", arrivals.latencyMillis(50))
                .put("latency_p99_ms", arrivals.latencyMillis(99))
                .put("latency_max_ms", arrivals.latencyMillis(100));
    }

    private JobClient start() throws Exception {
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.createLocalEnvironment(1, settings());
        environment
                .fromSource(
                        source(),
                        WatermarkStrategy.noWatermarks(),
                        "changes",
                        VersionedTypeInfo.ROW_CHANGE)
                .filter(new Arrivals.Counting())
                .sinkTo(new DiscardingSink<>());
        return environment.executeAsync("read-log");
    }

    /** As a pipeline has them, but that a failure is the end. */
    private static Configuration settings() {
        Configuration settings = new Configuration();
        settings.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofSeconds(3));
        settings.set(ExecutionOptions.BUFFER_TIMEOUT, Duration.ofMillis(5));
        settings.set(PipelineOptions.OBJECT_REUSE, true);
        settings.set(PipelineOptions.AUTO_WATERMARK_INTERVAL, Duration.ZERO);
        settings.set(PipelineOptions.GENERIC_TYPES, false);
        settings.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        return settings;
    }

    private Source<RowChange, ?, ?> source() throws SQLException {
        SourceSpec database =
                new SourceSpec(
                        new ConnectionSpec(
                                "localhost",
                                port,
                                OrdersLog.DATABASE,
                                EmbeddedPostgres.USERNAME,
                                new Secret(EmbeddedPostgres.PASSWORD)),
                        reader,
                        SourceSpec.DEFAULT_CHECKPOINTS_DELAY,
                        new Place("bench", 1));
        try (Connection connection = Database.connect(database)) {
            Table table = new Catalog(connection).table(Orders.TABLE).orElseThrow();
            SlotSpec spec = new SlotSpec(database, slot, OrdersLog.PUBLICATION, List.of(table));
            long startLsn =
                    ReplicationSlot.find(connection, slot).orElseThrow().confirmedFlushLsn();
            return Readers.of(database).source(spec, startLsn);
        }
    }
}
