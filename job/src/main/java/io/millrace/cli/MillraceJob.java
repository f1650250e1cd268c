package io.millrace.cli;

import io.millrace.config.PipelineLoader;
import io.millrace.config.PipelineSpec;
import io.millrace.pipeline.Pipeline;
import io.millrace.pipeline.Readers;
import io.millrace.source.SlotStart;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The job jar's main class: what {@code flink run millrace-job.jar PIPELINE} starts. */
@Command(
        name = "millrace-job",
        description = "Submits a pipeline as a Flink job.",
        mixinStandardHelpOptions = true,
        versionProvider = MillraceVersion.class,
        footerHeading = "%nExamples:%n",
        footer = {
            "  flink run -d millrace-job.jar conf/products.yaml",
            "  flink run -d -s SAVEPOINT millrace-job.jar conf/products.yaml"
        })
public final class MillraceJob implements Callable<Integer> {
    @Parameters(paramLabel = "PIPELINE", description = "The pipeline's YAML file.")
    private Path file;

    @Option(
            names = "--fresh",
            description =
                    "Give up the replication slot of earlier runs, and read the tables again."
                            + " Documents whose rows are gone stay in the sinks.")
    private boolean fresh;

    @Option(
            names = "--jar",
            paramLabel = "FILE",
            description =
                    "A jar with functions or connectors, besides those of the pipeline file; may be"
                            + " repeated.")
    private List<Path> jars = List.of();

    private MillraceJob() {}

    /** Unlike a program of its own it must not end the JVM, which is Flink's. */
    public static void main(String[] arguments) throws Exception {
        MillraceJob job = new MillraceJob();
        CommandLine commandLine = new CommandLine(job);
        commandLine.parseArgs(arguments);
        if (!CommandLine.printHelpIfRequested(commandLine.getParseResult())) {
            job.call();
        }
    }

    @Override
    public Integer call() throws Exception {
        PipelineSpec pipeline = PipelineLoader.load(file, System.getenv()).withJars(jars);
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment();
        new Pipeline(pipeline, Readers.of(pipeline.source()))
                .addTo(environment, start(environment));
        environment.execute("millrace: " + pipeline.name());
        return 0;
    }

    private SlotStart start(StreamExecutionEnvironment environment) {
        boolean resumes =
                environment.getConfiguration().get(StateRecoveryOptions.SAVEPOINT_PATH) != null;
        if (fresh && resumes) {
            throw new CommandLine.ParameterException(
                    new CommandLine(this),
                    "--fresh gives up the state that -s resumes from: leave one of them out.");
        }
        return fresh ? SlotStart.FRESH : resumes ? SlotStart.RESUME : SlotStart.FIRST;
    }
}
