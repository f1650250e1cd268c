package io.millrace.cli;

import io.millrace.config.PipelineLoader;
import io.millrace.config.PipelineSpec;
import io.millrace.pipeline.LocalRun;
import io.millrace.pipeline.Readers;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code millrace run}: a pipeline in this process. */
@Command(
        name = "run",
        description = {
            "Runs a pipeline in this process, until Ctrl-C.",
            "",
            "The first time it reads the tables, then follows their changes. It keeps checkpoints, "
                    + "and goes on from the latest one when started again."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  millrace run conf/products.yaml",
            "  millrace run conf/products.yaml --fresh",
            "  millrace run conf/products.yaml --jar acme-functions.jar",
            "  millrace run conf/products.yaml -D parallelism.default=2"
        })
final class RunCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "PIPELINE", description = "The pipeline's YAML file.")
    private Path file;

    @Option(
            names = "--fresh",
            description =
                    "Give up the checkpoints and the replication slot of earlier runs, and read the"
                            + " tables again. Documents whose rows are gone stay in the sinks.")
    private boolean fresh;

    @Option(
            names = "--jar",
            paramLabel = "FILE",
            description =
                    "A jar with functions or connectors, besides those of the pipeline file; may be"
                            + " repeated.")
    private List<Path> jars = List.of();

    @Option(
            names = "--state",
            paramLabel = "FOLDER",
            defaultValue = ".millrace",
            description = "Where checkpoints are kept (default: ${DEFAULT-VALUE}).")
    private Path stateRoot;

    @Option(
            names = "--conf",
            paramLabel = "FOLDER",
            description =
                    "The folder of Flink's config.yaml (default: $FLINK_CONF_DIR, else the conf"
                            + " folder of Millrace).")
    private Path confFolder;

    @Option(
            names = "-D",
            paramLabel = "KEY=VALUE",
            description = "A setting of Flink's, over those of config.yaml; may be repeated.")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        PipelineSpec pipeline = PipelineLoader.load(file, System.getenv()).withJars(jars);
        try (LocalRun run =
                        LocalRun.start(
                                pipeline,
                                Readers.of(pipeline.source()),
                                stateRoot,
                                fresh,
                                FlinkSettings.load(Optional.ofNullable(confFolder), settings));
                StopSignals signals = StopSignals.closing(run, out)) {
            out.printf(
                    "Running '%s', %s. Web UI: %s  State: %s  Ctrl-C stops.%n",
                    pipeline.name(),
                    run.resumed()
                            ? "from its latest checkpoint"
                            : fresh ? "from the beginning" : "for the first time",
                    run.webUi(),
                    run.stateFolder());
            out.flush();
            Optional<Throwable> failure = awaitEnd(run, spec.commandLine().getErr());
            failure.ifPresent(error -> Commands.report(error, spec.commandLine().getErr()));
            return failure.isPresent() ? 1 : 0;
        }
    }

    private static Optional<Throwable> awaitEnd(LocalRun run, PrintWriter err) throws Exception {
        try (RestartNotices notices = RestartNotices.of(run, err)) {
            return run.await();
        }
    }
}
