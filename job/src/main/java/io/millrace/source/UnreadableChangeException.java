package io.millrace.source;

import org.apache.flink.runtime.throwable.ThrowableAnnotation;
import org.apache.flink.runtime.throwable.ThrowableType;

/**
 * The log holds a change whose row cannot be told exactly. Flink does not restart a job that fails
 * by it, since the same change would come again.
 */
@ThrowableAnnotation(ThrowableType.NonRecoverableError)
public final class UnreadableChangeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnreadableChangeException(String message) {
        super(message);
    }

    public UnreadableChangeException(String message, Throwable cause) {
        super(message, cause);
    }
}
