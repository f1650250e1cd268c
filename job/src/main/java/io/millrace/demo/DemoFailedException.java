package io.millrace.demo;

/** The demo did not show what it should; the message is for its user. */
final class DemoFailedException extends Exception {
    private static final long serialVersionUID = 1L;

    DemoFailedException(String message) {
        super(message);
    }
}
