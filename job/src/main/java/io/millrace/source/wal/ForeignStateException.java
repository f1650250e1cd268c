package io.millrace.source.wal;

import java.io.IOException;
import org.apache.flink.runtime.throwable.ThrowableAnnotation;
import org.apache.flink.runtime.throwable.ThrowableType;

/**
 * The restored state was not written by this reader, or by a later version of it. Flink does not
 * restart a job that fails by it, since the state stays what it is.
 */
@ThrowableAnnotation(ThrowableType.NonRecoverableError)
final class ForeignStateException extends IOException {
    private static final long serialVersionUID = 1L;

    ForeignStateException(String message) {
        super(message);
    }
}
