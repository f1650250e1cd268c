package io.millrace.sink.writer;

/** A target that cannot be reached, or cannot take anything at present. It may recover. */
public final class TargetUnavailableException extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * @param words the target's, or those of the attempt to reach it
     */
    public TargetUnavailableException(String words, Throwable cause) {
        super(words, cause);
    }
}
