package io.millrace.flow.function;

/** A function has failed on one change; the message says how, in one line. */
public final class FunctionFailedException extends Exception {
    private static final long serialVersionUID = 1L;

    FunctionFailedException(String message) {
        super(message);
    }

    FunctionFailedException(String message, Exception cause) {
        super(message, cause);
    }
}
