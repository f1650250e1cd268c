package io.millrace.cli;

import java.util.LinkedHashSet;
import java.util.Set;

/** Flink wraps a failure in many layers; a user needs what they say, each once. */
final class Failures {
    private Failures() {}

    static String explain(Throwable failure) {
        Set<String> messages = new LinkedHashSet<>();
        Throwable innermost = failure;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            innermost = cause;
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause == innermost || !isWrapper(cause)) {
                messages.add(describe(cause));
            }
        }
        return String.join("\n  because: ", messages);
    }

    private static boolean isWrapper(Throwable cause) {
        String type = cause.getClass().getName();
        return type.startsWith("org.apache.flink.")
                || type.startsWith("org.apache.kafka.connect.errors.")
                || isOfFetcher(cause)
                || cause instanceof java.util.concurrent.ExecutionException
                || cause instanceof java.util.concurrent.CompletionException
                || cause.getMessage() == null
                || cause.getCause() != null
                        && cause.getMessage().contains(cause.getCause().toString());
    }

    /** What Flink's source reader wraps, as a RuntimeException, all that its threads throw. */
    private static boolean isOfFetcher(Throwable cause) {
        String message = String.valueOf(cause.getMessage());
        return message.startsWith("One or more fetchers have encountered exception")
                || message.startsWith("SplitFetcher thread ");
    }

    private static String describe(Throwable cause) {
        boolean ours = cause.getClass().getName().startsWith("io.millrace.");
        return ours ? cause.getMessage() : cause.toString();
    }
}
