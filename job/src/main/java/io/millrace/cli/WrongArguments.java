package io.millrace.cli;

import io.millrace.config.NearestName;
import java.io.PrintWriter;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what is wrong with a command line, and which help to look at. */
final class WrongArguments implements IParameterExceptionHandler {
    @Override
    public int handleParseException(ParameterException error, String[] arguments) {
        CommandLine command = error.getCommandLine();
        PrintWriter err = command.getErr();
        if (arguments.length == 0) {
            command.usage(err);
        } else {
            err.println(message(error));
            err.println("See " + command.getCommandSpec().qualifiedName() + " --help.");
        }
        err.flush();
        return CommandLine.ExitCode.USAGE;
    }

    private static String message(ParameterException error) {
        if (!(error instanceof UnmatchedArgumentException unmatched)) {
            // Of groups alone picocli says that it is an error.
            return error.getMessage().replaceFirst("^Error: ", "");
        }
        String argument = unmatched.getUnmatched().get(0);
        CommandLine command = error.getCommandLine();
        if (unmatched.isUnknownOption()) {
            Set<String> options = command.getCommandSpec().optionsMap().keySet();
            return "There is no option '" + argument + "'." + didYouMean(argument, options);
        }
        Set<String> commands = command.getSubcommands().keySet();
        return commands.isEmpty()
                ? "There is one argument too many: '" + argument + "'."
                : "There is no command '" + argument + "'." + didYouMean(argument, commands);
    }

    private static String didYouMean(String argument, Set<String> known) {
        return NearestName.of(argument, known)
                .map(nearest -> " Did you mean '" + nearest + "'?")
                .orElse("");
    }
}
