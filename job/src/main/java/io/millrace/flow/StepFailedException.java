package io.millrace.flow;

import org.apache.flink.runtime.execution.CancelTaskException;

/**
 * A step that failed on one change. Its message tells why in one line, and it has no stack trace of
 * its own.
 */
final class StepFailedException extends Exception {
    private static final long serialVersionUID = 1L;

    private static final int MAX_LENGTH = 500;

    private StepFailedException(String message, Throwable cause) {
        super(message, cause, false, false);
    }

    /**
     * What a step has thrown, as a failure on one change.
     *
     * @param step as in the pipeline file
     * @throws Error if it is none: if the process, the class path or the task is what fails
     * @throws InterruptedException if the task is to end
     */
    static StepFailedException of(String step, Throwable thrown) throws InterruptedException {
        if (thrown instanceof LinkageError
                || thrown instanceof VirtualMachineError && !isOfTheRow(thrown)) {
            throw (Error) thrown;
        }
        if (thrown instanceof InterruptedException interrupted) {
            throw interrupted;
        }
        if (thrown instanceof CancelTaskException cancelled) {
            throw cancelled;
        }
        return new StepFailedException(step + ": " + reason(thrown), thrown);
    }

    /** A value may be nested too deep for whoever looks into it. */
    private static boolean isOfTheRow(Throwable thrown) {
        return thrown instanceof StackOverflowError;
    }

    private static String reason(Throwable thrown) {
        Throwable cause = thrown;
        while (isWrapper(cause) && cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        String message = cause.getMessage();
        String reason =
                message == null || message.isBlank()
                        ? cause.getClass().getName()
                        : oneLine(message);
        return reason.length() > MAX_LENGTH ? reason.substring(0, MAX_LENGTH) + "…" : reason;
    }

    /** Flink's say only that a function has failed, others say nothing but their cause. */
    private static boolean isWrapper(Throwable thrown) {
        String message = thrown.getMessage();
        return message == null
                || message.isBlank()
                || message.equals(String.valueOf(thrown.getCause()))
                || thrown.getClass().getName().startsWith("org.apache.flink.");
    }

    private static String oneLine(String message) {
        StringBuilder line = new StringBuilder(message.length());
        message.strip().codePoints().map(c -> c < ' ' ? ' ' : c).forEach(line::appendCodePoint);
        return line.toString();
    }
}
