package io.millrace.flow;

import io.millrace.change.RowKey;
import org.apache.flink.runtime.throwable.ThrowableAnnotation;
import org.apache.flink.runtime.throwable.ThrowableType;

/**
 * A change that a flow can make nothing of, and that is to stop the job. Flink does not restart it,
 * since the same change would come again.
 */
@ThrowableAnnotation(ThrowableType.NonRecoverableError)
final class FailedChangeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FailedChangeException(String flow, RowKey key, StepFailedException failure) {
        super(
                "The flow '" + flow + "' fails on " + key + " by its " + failure.getMessage(),
                failure.getCause());
    }
}
