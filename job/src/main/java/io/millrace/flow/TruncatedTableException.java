package io.millrace.flow;

import io.millrace.change.TableName;
import org.apache.flink.runtime.throwable.ThrowableAnnotation;
import org.apache.flink.runtime.throwable.ThrowableType;

/**
 * A table was emptied at once, and the flow is to stop then. Flink does not restart a job that
 * fails by it, since the same change would come again.
 */
@ThrowableAnnotation(ThrowableType.NonRecoverableError)
final class TruncatedTableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TruncatedTableException(String flow, TableName table) {
        super(
                "The table "
                        + table
                        + " was truncated, and the flow '"
                        + flow
                        + "' has 'truncate: fail'. To go on, set it to 'propagate' or 'ignore'");
    }
}
