package io.millrace.cli;

import io.millrace.config.InvalidPipelineException;
import io.millrace.config.Problem;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;

/** How a command line runs, and what becomes of its errors. */
final class Commands {
    private Commands() {}

    static int execute(Object command, String... arguments) {
        return commandLine(command).execute(arguments);
    }

    static CommandLine commandLine(Object command) {
        return new CommandLine(command)
                .setUsageHelpAutoWidth(true)
                .setParameterExceptionHandler(new WrongArguments())
                .setExecutionExceptionHandler(
                        (error, commandLine, parsed) -> {
                            if (!StopSignals.processEnds()) {
                                report(error, commandLine.getErr());
                            }
                            return CommandLine.ExitCode.SOFTWARE;
                        });
    }

    /** Says what is wrong in a user's words; a stack trace only where there are none. */
    static void report(Throwable error, PrintWriter err) {
        if (error instanceof InvalidPipelineException invalid) {
            List<Problem> problems = invalid.problems();
            err.println(
                    problems.size() == 1
                            ? "The pipeline cannot start:"
                            : "The pipeline cannot start, for " + problems.size() + " reasons:");
            problems.forEach(problem -> err.println("  " + problem));
        } else {
            err.println("Failed: " + Failures.explain(error));
        }
        err.flush();
    }
}
