package io.millrace.bench.flow;

import io.millrace.bench.Benchmark;
import io.millrace.bench.Figures;
import io.millrace.bench.Report;
import io.millrace.config.RowImages;
import java.nio.file.Files;
import org.apache.flink.core.execution.JobClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** One shape of flow, alone in this JVM, until all changes are delivered. */
@Command(
        name = "run-flow",
        description = "Runs changes through one flow: a part of other benchmarks.",
        hidden = true)
public final class RunFlow implements Benchmark {
    private static final long PATIENCE_MILLIS = 200;

    @Option(names = "--shape", required = true)
    private Shape shape;

    @Option(names = "--backend", required = true)
    private Backend backend;

    @Option(names = "--rows", required = true)
    private long rows;

    @Option(names = "--changes", required = true)
    private long changes;

    @Override
    public Figures run(Report report) throws Exception {
        long all = rows + changes;
        Outflow outflow = Outflow.expect(all, rows + changes / 2);
        String folder = Files.createTempDirectory("flow-").toUri().toString();
        JobClient job =
                new FlowJob(new OrderSource(rows, all), RowImages.AUTO, folder)
                        .start(shape, backend);
        await(job, outflow);
        return new Figures()
                .put("rows", changes - changes / 2)
                .put("cpu_s", outflow.cpuSeconds())
                .put("seconds", outflow.seconds());
    }

    /**
     * Waits until everything is delivered.
     *
     * @throws Exception that of the job, if it fails
     */
    static void await(JobClient job, Outflow outflow) throws Exception {
        while (!outflow.awaitAll(PATIENCE_MILLIS)) {
            if (job.getJobStatus().get().isGloballyTerminalState()) {
                job.getJobExecutionResult().get();
            }
        }
    }
}
