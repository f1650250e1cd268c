package io.millrace.flow.function;

import java.util.Arrays;

/** What a user's code threw, in one line. */
final class Reason {
    private Reason() {}

    /** The failure's kind and words. */
    static String of(Throwable failure) {
        String name = failure.getClass().getSimpleName();
        String message = failure.getMessage();
        return message == null || message.isBlank()
                ? name
                : name + ": " + message.strip().replaceAll("\\s*\\R\\s*", " ");
    }

    /** The same, and where in this class it was thrown, or in what that called. */
    static String of(Throwable failure, Class<?> within) {
        return of(failure)
                + Arrays.stream(failure.getStackTrace())
                        .filter(frame -> frame.getClassName().equals(within.getName()))
                        .findFirst()
                        .map(
                                frame ->
                                        " ("
                                                + frame.getFileName()
                                                + ":"
                                                + frame.getLineNumber()
                                                + ")")
                        .orElse("");
    }
}
