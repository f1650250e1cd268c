package io.millrace.source;

import org.apache.flink.runtime.throwable.ThrowableAnnotation;
import org.apache.flink.runtime.throwable.ThrowableType;

/**
 * The slot does not hold the changes that the restored state has not seen: going on would leave a
 * gap. Flink does not restart a job that fails by it.
 */
@ThrowableAnnotation(ThrowableType.NonRecoverableError)
public final class PositionLostException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public PositionLostException(String message) {
        super(message);
    }
}
