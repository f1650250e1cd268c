package io.millrace.bench;

import io.millrace.bench.decode.DecodeBenchmark;
import io.millrace.bench.flow.FlowBenchmark;
import io.millrace.bench.flow.RunFlow;
import io.millrace.bench.flow.SizeState;
import io.millrace.bench.source.ReadLog;
import io.millrace.bench.source.SourceBenchmark;
import io.millrace.demo.server.TemporaryFolder;
import java.nio.file.NoSuchFileException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

/** The command {@code bench/run}. */
@Command(
        name = "bench/run",
        description = {
            "Measures Millrace. The last line of what it prints is a JSON object of figures.",
            ""
        },
        synopsisSubcommandLabel = "NAME",
        commandListHeading = "%nBenchmarks:%n",
        footer = {"", "bench/run NAME --help tells the options of one."},
        subcommands = {
            SourceBenchmark.class,
            DecodeBenchmark.class,
            FlowBenchmark.class,
            ReadLog.class,
            RunFlow.class,
            SizeState.class
        })
public final class Bench {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Tells this.")
    private boolean help;

    Bench() {}

    /** Ends the JVM with 0, or 1 if the benchmark failed, or 2 if it was called wrongly. */
    public static void main(String[] arguments) throws Exception {
        int status;
        try (TemporaryFolder temporary = TemporaryFolder.ofThisProcess()) {
            status =
                    new CommandLine(new Bench())
                            .setCaseInsensitiveEnumValuesAllowed(true)
                            .setExecutionExceptionHandler(Bench::failed)
                            .setExecutionStrategy(Bench::run)
                            .execute(arguments);
        }
        System.exit(status);
    }

    /** What is missing on the machine needs no stack trace. */
    private static int failed(Exception e, CommandLine command, ParseResult parsed)
            throws Exception {
        if (e instanceof NoSuchFileException missing) {
            command.getErr().println(missing.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        }
        throw e;
    }

    private static int run(ParseResult parsed) {
        Integer helpStatus = CommandLine.executeHelpRequest(parsed);
        if (helpStatus != null) {
            return helpStatus;
        }
        if (!parsed.hasSubcommand()) {
            parsed.commandSpec().commandLine().usage(System.out);
            return CommandLine.ExitCode.OK;
        }
        CommandLine command = parsed.subcommand().commandSpec().commandLine();
        Benchmark benchmark = command.getCommand();
        try {
            Figures figures = benchmark.run(new Report(System.out, System.err));
            System.out.println(figures.toJson());
            return CommandLine.ExitCode.OK;
        } catch (Exception e) {
            throw new CommandLine.ExecutionException(
                    command, command.getCommandName() + " failed", e);
        }
    }
}
