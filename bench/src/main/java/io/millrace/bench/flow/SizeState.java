package io.millrace.bench.flow;

import io.millrace.bench.Benchmark;
import io.millrace.bench.Figures;
import io.millrace.bench.Report;
import io.millrace.config.RowImages;
import java.nio.file.Files;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What a job keeps in RocksDB of rows that were inserted, by the savepoints that it writes. */
@Command(
        name = "size-state",
        description = "Measures the state of one flow: a part of other benchmarks.",
        hidden = true)
public final class SizeState implements Benchmark {
    @Option(names = "--rows", required = true)
    private long rows;

    @Option(names = "--images", required = true)
    private RowImages images;

    @Override
    public Figures run(Report report) throws Exception {
        Outflow outflow = Outflow.expect(rows, 1);
        String folder = Files.createTempDirectory("state-").toUri().toString();
        JobClient job =
                new FlowJob(new OrderSource(rows, rows), images, folder)
                        .start(Shape.STAR, Backend.ROCKSDB);
        RunFlow.await(job, outflow);
        Savepoint canonical = savepoint(job, folder, SavepointFormatType.CANONICAL);
        Savepoint files = savepoint(job, folder, SavepointFormatType.NATIVE);
        return new Figures()
                .put("latest_row", perRow(canonical, "latest-row"))
                .put("deliver", perRow(canonical, "deliver-" + FlowJob.FLOW))
                .put("latest_row_files", perRow(files, "latest-row"))
                .put("deliver_files", perRow(files, "deliver-" + FlowJob.FLOW));
    }

    private static Savepoint savepoint(JobClient job, String folder, SavepointFormatType format)
            throws Exception {
        return Savepoint.read(job.triggerSavepoint(folder, format).get());
    }

    private double perRow(Savepoint savepoint, String uid) {
        return (double) savepoint.keyedBytes(uid) / rows;
    }
}
